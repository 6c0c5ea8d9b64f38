"""Theorem 4, second part: the equalities that the proof rests on, decided exactly where exponentials are rational."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from numeric.field import Field
from proofs.claims.claim import Canary
from proofs.claims.statement import Equal
from proofs.evidence.derived import Derived
from proofs.theorems.blocks.blocks import Blocks
from proofs.theorems.blocks.defaults import step
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint
from symbolic import flows
from symbolic.derivation import Derivation
from symbolic.derivations import modes

SYMBOLS = {
    "closed_form": r"\tilde W(t)-[\alpha^{-2}E^{-1}ME^{-1}+D]^{-1}",
    "block_inverse": r"\tilde W(t)-\begin{pmatrix}P&Q\\Q^{\top}&S\end{pmatrix}",
    "perturbation": r"P^{-1}-\Sigma_1^{-1}-\Delta",
    "resolvent": r"(P-\Sigma_1)+P\Delta\Sigma_1",
    "coupling": r"B'C'^{-1}-E_1^{-1}B(C+X)^{-1}E_2",
    "without_growth": r"\tilde W(t)-[\alpha^{-2}M+D]^{-1}",
    "without_Q": r"\tilde W(t)-\begin{pmatrix}P&0\\0&S\end{pmatrix}",
    "without_decay": r"P^{-1}-\Sigma_1^{-1}-\Delta-\Sigma_1^{-1}e^{-2c\Sigma_1t}",
    "resolvent_of_opposite_sign": r"(P-\Sigma_1)-P\Delta\Sigma_1",
    "without_X": r"B'C'^{-1}-E_1^{-1}BC^{-1}E_2",
}
"""Differences of two sides; the quantity of that name is the difference's largest entry."""


@dataclass
class Differences:
    """The largest entry of each difference, at an algebraic point."""

    point: AlgebraicPoint
    field: Field

    @cached_property
    def blocks(self) -> Blocks:
        point, field = self.point, self.field
        sigma, E, D = (list(map(field.number, x)) for x in (point.sigma, point.E, point.D))
        M = field.inverse(field.exact(point.shape))
        return Blocks(field, point.k, field.number(point.alpha), sigma, E, D, M)

    @cached_property
    def evolved(self) -> Any:
        """W̃(t) as printed in (9): E W̃₀(I + GW̃₀)⁻¹E."""
        field = self.field
        E, G = (field.diagonal(list(map(field.number, x))) for x in (self.point.E, self.point.G))
        start = field.exact(self.point.shape) * self.blocks.alpha**2
        return E * field.solve(field.identity(len(self.point.E)) + start * G, start) * E

    def graded(self, E: list[Any]) -> Any:
        """[α⁻²E⁻¹ME⁻¹ + D]⁻¹ for the diagonal E given."""
        field, blocks = self.field, self.blocks
        shrink = field.diagonal([1 / e for e in E])
        return field.inverse(shrink * blocks.M * shrink * blocks.alpha**-2 + field.diagonal(list(blocks.D)))

    @property
    def closed_form(self) -> Any:
        return self._largest(self.evolved - self.graded(list(self.blocks.E)))

    @property
    def without_growth(self) -> Any:
        return self._largest(self.evolved - self.graded([self.field.number(1)] * len(self.point.E)))

    @property
    def block_inverse(self) -> Any:
        return self._largest(self.evolved - self.blocks.assembled)

    @property
    def without_Q(self) -> Any:
        corner, rest = self.blocks.P, self.blocks.S
        return self._largest(self.evolved - self.blocks.join(corner, self.blocks.Q * self.field.number(0), rest))

    @property
    def perturbation(self) -> Any:
        return self._largest(self._perturbation)

    @property
    def without_decay(self) -> Any:
        return self._largest(self._perturbation - self.blocks.decay)

    @property
    def resolvent(self) -> Any:
        return self._largest(self.blocks.P - self.blocks.sigma_1_block - self.blocks.P_error)

    @property
    def resolvent_of_opposite_sign(self) -> Any:
        return self._largest(self.blocks.P - self.blocks.sigma_1_block + self.blocks.P_error)

    @property
    def coupling(self) -> Any:
        return self._largest(self.blocks.coupling - self.blocks.direct_coupling(self.blocks.inverse_CX))

    @property
    def without_X(self) -> Any:
        return self._largest(self.blocks.coupling - self.blocks.direct_coupling(self.blocks.inverse_C))

    @cached_property
    def _perturbation(self) -> Any:
        blocks = self.blocks
        return blocks.inverse_P - self.field.inverse(blocks.sigma_1_block) - blocks.Delta

    def _largest(self, difference: Any) -> Any:
        return self.field.maximum(*(abs(x) for row in self.field.entries(difference) for x in row))


@dataclass(frozen=True)
class Algebraic:
    """Rational points with both blocks present, but for k = 0 or n where `whole`."""

    whole: bool = False

    name = "algebra of theorem 4"
    description = "points with rational exponentials, where an equality is decided exactly"
    symbols: ClassVar[Mapping[str, str]] = {
        name: rf"\lVert {difference}\rVert_{{\max}}" for name, difference in SYMBOLS.items()
    }

    def published(self) -> Iterable[AlgebraicPoint]:
        """The published points that have the blocks asked for."""
        return filter(self._fits, algebraic.published())

    def sample(self, seed: int, count: int) -> Iterable[AlgebraicPoint]:
        """Drawn points that have the blocks asked for."""
        return filter(self._fits, algebraic.drawn(seed, count))

    def quantities(self, point: AlgebraicPoint, field: Field) -> Differences:
        """The differences at `point`."""
        return Differences(point, field)

    def _fits(self, point: AlgebraicPoint) -> bool:
        return self.whole or 1 <= point.k < len(point.sigma)


@step(
    "general-flow-in-the-eigenbasis",
    eq="22",
    uses=("product-flow",),
    evidence=(Derived(),),
    canary=Canary(
        "c in place of 2c before W̃²",
        lambda: modes.general_flow_in_the_eigenbasis(lambda Y, W, c: flows.product_flow(Y, W, c) + c * W * W),
    ),
)
def general_flow_in_the_eigenbasis() -> Derivation:
    """d/dt(ΦᵀWΦ) = c(ΣW̃ + W̃Σ − 2W̃²)."""
    return modes.general_flow_in_the_eigenbasis()


def e_dropped(*, without_growth: Any) -> Equal:
    return Equal(without_growth, 0, scale=1)


@step(
    "closed-form-for-blocks",
    eq="24",
    domain=Algebraic(whole=True),
    canary=Canary("E⁻¹ dropped on both sides of M", e_dropped),
)
def closed_form_for_blocks(*, closed_form: Any) -> Equal:
    """E W̃₀(I + GW̃₀)⁻¹E = [E⁻¹W̃₀⁻¹E⁻¹ + E⁻¹GE⁻¹]⁻¹, with W̃₀⁻¹ = α⁻²M."""
    return Equal(closed_form, 0, scale=1)


def q_dropped(*, without_Q: Any) -> Equal:
    return Equal(without_Q, 0, scale=1)


@step(
    "block-inverse",
    eq="25",
    uses=("closed-form-for-blocks",),
    domain=Algebraic(),
    canary=Canary("the off-diagonal block Q dropped", q_dropped),
)
def block_inverse(*, block_inverse: Any) -> Equal:
    """P inverts the Schur complement of C', Q = −PB'C'⁻¹ and S = C'⁻¹ + (B'C'⁻¹)ᵀP(B'C'⁻¹)."""
    return Equal(block_inverse, 0, scale=1)


def decay_dropped(*, without_decay: Any) -> Equal:
    return Equal(without_decay, 0, scale=1)


@step(
    "perturbed-inverse",
    uses=("coupling-without-alpha",),
    domain=Algebraic(),
    canary=Canary("the term Σ₁⁻¹e^{−2cΣ₁t} of Δ dropped", decay_dropped),
)
def perturbed_inverse(*, perturbation: Any) -> Equal:
    """D₁ = Σ₁⁻¹(I − E₁⁻²), and B'C'⁻¹B'ᵀ = α⁻²E₁⁻¹B(C + X)⁻¹BᵀE₁⁻¹."""
    return Equal(perturbation, 0, scale=1)


def sign_flipped(*, resolvent_of_opposite_sign: Any) -> Equal:
    return Equal(resolvent_of_opposite_sign, 0, scale=1)


@step(
    "resolvent-identity",
    uses=("perturbed-inverse",),
    domain=Algebraic(),
    canary=Canary("the sign of Δ flipped", sign_flipped),
)
def resolvent_identity(*, resolvent: Any) -> Equal:
    """P − Σ₁ = P(Σ₁⁻¹ − P⁻¹)Σ₁ = −PΔΣ₁."""
    return Equal(resolvent, 0, scale=1)


def x_dropped(*, without_X: Any) -> Equal:
    return Equal(without_X, 0, scale=1)


@step(
    "coupling-without-alpha",
    domain=Algebraic(),
    canary=Canary("X dropped", x_dropped),
)
def coupling_without_alpha(*, coupling: Any) -> Equal:
    """C' = α⁻²E₂⁻¹(C + X)E₂⁻¹ with X = α²E₂D₂E₂."""
    return Equal(coupling, 0, scale=1)


STEPS = (
    general_flow_in_the_eigenbasis,
    closed_form_for_blocks,
    block_inverse,
    perturbed_inverse,
    resolvent_identity,
    coupling_without_alpha,
)
