"""False versions of the steps of Theorems 3 and 4, one at least for each step, besides its canary.

Each is judged by the step's own evidence. It must come out as FAILS, with a witness, and no certificate may be found.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from inspect import Parameter, Signature
from typing import Any

from numeric.instances import Point
from numeric.matrices import is_diagonal
from proofs.claims.claim import Step
from proofs.claims.domain import Domain
from proofs.claims.statement import AtLeast, AtMost, Equal
from proofs.judging import suite
from proofs.theorems.blocks.names import DIFFERENCES
from proofs.theorems.blocks.quantities import (
    VOCABULARY,
    Admissible,
    Algebraic,
    Blockwise,
    Parameters,
    has_second,
    has_started,
    is_cut,
    largest_entry,
)
from proofs.theorems.shared.values import Texts, Values
from proofs.theorems.shared.windowed import error_at
from proofs.theorems.spectral import quantities as spectral
from proofs.theorems.spectral.quantities import Modewise
from symbolic import flows
from symbolic.derivations import modes

LESS = 1 - Fraction(1, 10**6)
"""Sharper by a millionth, where the bound is attained, or nearly so."""


@dataclass(frozen=True)
class Trap:
    """A step with something else in place of its statement, or of the points where it is judged."""

    step: str
    changed: str
    statement: Callable[..., Any] | None = None
    domain: Domain | None = None

    @property
    def spoilt(self) -> Step:
        step = suite.steps()[self.step]
        return replace(step, statement=self.statement or step.statement, domain=self.domain or step.domain)


WRONG = {
    "powers_of_alpha": "W - too_heavy",
    "sign_of_Q": "W - (J1*P*T(J1) - J1*Q*T(J2) - J2*T(Q)*T(J1) + J2*S*T(J2))",
    "sign_of_Delta": f"{DIFFERENCES['perturbation']} + 2*Delta",
    "P_for_sigma": "P - S1 + P*Delta*P",
    "inverse_of_E2": "coupled - inverse_E1*B*CXinv*inverse_E2",
}
"""Differences that are not zero; one has M times α⁻¹ in (24)."""


class WrongAlgebra(Algebraic):
    name = "wrong algebra of theorem 4"
    vocabulary = Algebraic.vocabulary.adding(
        {name: largest_entry(text) for name, text in WRONG.items()}, {"too_heavy": "F*M*F/alpha + D"}
    )


def next_error(at: Values) -> Any:
    """‖W(t) − Y_{k+1}‖."""
    return error_at(replace(at.point, k=at.point.k + 1), at.field)


class Shifted(Blockwise):
    """What an index off by one makes of a quantity."""

    vocabulary = VOCABULARY.adding(
        {"next_error": next_error, "sigma_before": lambda at: at["spectrum"][at.point.k - 2]}
    )

    @property
    def name(self) -> str:
        return "theorem 4, shifted"


class Others(Blockwise):
    """Quantities that no step speaks of."""

    vocabulary = VOCABULARY.adding(texts={"norm_C": "norm(C)", "definiteness_of_X": "definiteness(X)"})

    @property
    def name(self) -> str:
        return "theorem 4, others"


def summed(point: Any) -> Texts:
    """The sum of what error-is-that-of-the-worst-mode takes the maximum of."""
    return {**spectral.algebraic_texts(point), "sum": " + ".join(f"norm(D{i})" for i in spectral.kinds(point))}


class Diagonal(spectral.Algebraic):
    name = "algebra of theorem 3, summed"
    vocabulary = replace(spectral.Algebraic.vocabulary, texts=summed)


def is_second(point: Point) -> bool:
    """k ≥ 2."""
    return point.k >= 2


def is_dense(point: Point) -> bool:
    """k ≥ 2, n − k ≥ 2, and a shape that is not diagonal."""
    return point.k >= 2 and point.instance.n - point.k >= 2 and not is_diagonal(point.instance.shape_in_basis)


def zero(name: str) -> Callable[..., Any]:
    """The statement that the difference of this name is zero."""

    def statement(**quantities: Any) -> Equal:
        return Equal(quantities[name], 0, scale=1)

    return with_names(statement, name)


def with_names(statement: Callable[..., Any], names: str) -> Callable[..., Any]:
    """The statement as a function of these quantities, which is where a step looks for their names."""
    parameters = [Parameter(name, Parameter.KEYWORD_ONLY) for name in names.split()]
    statement.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return statement


def says(names: str, relation: Callable[..., Any]) -> Callable[..., Any]:
    """A statement of the quantities named, which `relation` takes in that order."""

    def statement(**quantities: Any) -> Any:
        return relation(*(quantities[name] for name in names.split()))

    return with_names(statement, names)


def sharper(step: str) -> Callable[..., Any]:
    """The step's own bound, less a millionth of it."""
    own = suite.steps()[step]

    def statement(**quantities: Any) -> Any:
        found = own.statement(**quantities)
        over, under = LESS.denominator, LESS.numerator
        if isinstance(found, AtLeast):
            return AtLeast(under * found.left / over, found.right)
        return AtMost(over * found.left / under, found.right)

    return with_names(statement, " ".join(own.quantities))


def reversed_order(step: str) -> Callable[..., Any]:
    """≤ turned into ≥."""
    own = suite.steps()[step]

    def statement(**quantities: Any) -> AtLeast:
        found = own.statement(**quantities)
        return AtLeast(found.left, found.right, found.scale)

    return with_names(statement, " ".join(own.quantities))


def trap(step: str, changed: str, *statement: Any, domain: Domain | None = None) -> Trap:
    return Trap(step, changed, says(*statement) if statement else None, domain)


SHARPENED = (
    "learned-mode-has-grown",
    "unlearned-mode-has-not-grown",
    "growth-pays-for-the-gap",
    "learned-mode-is-close",
    "unlearned-exponential-is-small",
    "start-is-small",
    "spectral-incremental-learning",
    "learned-exponentials-pay",
    "unlearned-exponentials-are-small",
    "decaying-term",
    "condition-number-is-at-least-one",
    "perturbation-is-at-most-half",
    "constants-pay-for-the-learned-block",
    "constants-pay-for-the-off-diagonal",
    "constants-pay-for-the-unlearned-term",
    "constants-pay-for-the-coupled-term",
)
REVERSED = (
    "spectral-windows-are-not-empty",
    "gap-decays",
    "mode-grows-at-most-exponentially",
    "unlearned-mode-is-small",
    "absent-mode-never-grows",
    "general-windows-are-not-empty",
    "exponentials-together",
    "adding-shrinks-the-inverse",
    "schur-term-below-block",
    "perturbation-is-small",
)

TRAPS = (
    *(Trap(step, "sharper by a millionth, where it is attained", sharper(step)) for step in SHARPENED),
    *(Trap(step, "≤ turned into ≥", reversed_order(step)) for step in REVERSED),
    trap(
        "gap-of-a-mode",
        "a missing in the denominator",
        "sigma a growth value",
        lambda s, a, g, x: Equal(s - x, s * (s - a) / (s + a * g)),
    ),
    trap(
        "gap-decays",
        "g² for g",
        "sigma a growth",
        lambda s, a, g: AtMost(s * (s - a) / (s - a + a * g), s**2 / (a * g**2)),
    ),
    trap(
        "learned-mode-is-close",
        "ε² for ε",
        "sigma a growth eps",
        lambda s, a, g, e: AtMost(s * (s - a) / (s - a + a * g), e**2),
    ),
    trap("mode-grows-at-most-exponentially", "no growth at all", "value a", AtMost),
    trap(
        "unlearned-mode-has-not-grown", "c₁ and c₂ swapped", "growth alpha c1", lambda g, al, c: AtLeast(g * al**2, c)
    ),
    trap(
        "error-is-that-of-the-worst-mode",
        "the sum for the maximum",
        "error sum",
        Equal,
        domain=Diagonal(),
    ),
    trap(
        "learned-exponentials-pay", "α for α²", "alpha norm_inverse_E1 c1", lambda al, n, c: AtMost(n**2 / al**3, 1 / c)
    ),
    trap("unlearned-exponentials-are-small", "α for α²", "alpha norm_E2 c2", lambda al, n, c: AtMost(al * n**2, c)),
    trap(
        "exponentials-together",
        "the root forgotten",
        "norm_inverse_E1 norm_E2 c1 c2",
        lambda x, y, c1, c2: AtMost((x * y) ** 2, (c2 / c1) ** 2),
    ),
    Trap(
        "general-flow-in-the-eigenbasis",
        "the quadratic term with the opposite sign",
        lambda: modes.general_flow_in_the_eigenbasis(lambda Y, W, c: flows.product_flow(Y, W, c) + 4 * c * W * W),
    ),
    Trap("closed-form-for-blocks", "α⁻¹ for α⁻²", zero("powers_of_alpha"), WrongAlgebra()),
    Trap("block-inverse", "Q with the opposite sign", zero("sign_of_Q"), WrongAlgebra(is_cut)),
    Trap("perturbed-inverse", "Δ with the opposite sign", zero("sign_of_Delta"), WrongAlgebra(is_cut)),
    Trap("resolvent-identity", "P for Σ₁", zero("P_for_sigma"), WrongAlgebra(is_cut)),
    Trap("coupling-without-alpha", "E₂⁻¹ for E₂", zero("inverse_of_E2"), WrongAlgebra(is_cut)),
    trap(
        "unlearned-block-is-positive",
        "at least 1",
        "definiteness_of_inverse_CX",
        lambda d: AtLeast(d, 1),
        domain=Blockwise(is_dense),
    ),
    trap(
        "inversion-reverses-order",
        "X ⪯ 0",
        "definiteness_of_X",
        lambda d: AtLeast(-d, 0, scale=1),
        domain=Others(has_started),
    ),
    trap(
        "schur-complement-is-positive",
        "at least 1",
        "definiteness_of_schur_complement",
        lambda d: AtLeast(d, 1),
        domain=Blockwise(is_dense),
    ),
    trap("schur-term-below-block", "blocks A and C swapped", "norm_A norm_C", AtMost, domain=Others(is_dense)),
    trap("norm-of-a-block", "λ_min for λ_max: 1/μ for m", "norm_A mu", lambda x, mu: AtMost(x, 1 / mu)),
    trap("terms-of-opposite-sign", "the decaying term alone", "norm_Delta norm_decay", AtMost),
    trap(
        "decaying-term",
        "σ_{k−1} for σ_k",
        "norm_decay alpha c1 sigma_before",
        lambda d, al, c, s: AtMost(d, al**2 / (c * s)),
        domain=Shifted(is_second),
    ),
    trap("decaying-term", "σ₁ for σ_k", "norm_decay alpha c1 sigma_1", lambda d, al, c, s: AtMost(d, al**2 / (c * s))),
    trap("starting-term", "λ_min for λ_max: 1/μ for m", "norm_start mu c1", lambda x, mu, c: AtMost(x, 1 / (mu * c))),
    trap("decaying-term-is-the-smaller", "α² dropped", "sigma_k m c1", lambda s, m, c: AtMost(1 / (c * s), m / c)),
    trap(
        "perturbation-is-small",
        "the smaller of two bounds for the larger",
        "norm_Delta alpha c1 sigma_k",
        lambda d, al, c, s: AtMost(d, al**2 / (c * s)),
    ),
    trap(
        "perturbation-is-at-most-half", "a third for a half", "sigma_1 m c1", lambda s, m, c: AtMost(3 * s * m / c, 1)
    ),
    trap(
        "perturbation-of-the-inverse",
        "σ₁ for σ₁²",
        "norm_P_error sigma_1 norm_Delta",
        lambda p, s, d: AtMost(p, s * d / (1 - s * d)),
    ),
    trap("learned-block-is-close", "ε² for ε", "norm_P_error eps", lambda p, e: AtMost(p, e**2 / 2)),
    trap("learned-block-is-bounded", "3σ_k/2 for 2σ₁", "norm_P sigma_k", lambda p, s: AtMost(2 * p, 3 * s)),
    trap("norm-of-the-off-diagonal-block", "λ_min for λ_max: 1/μ for m", "norm_B mu", lambda b, mu: AtMost(b, 1 / mu)),
    trap("interlacing", "m and μ swapped", "norm_inverse_C m", AtMost),
    trap(
        "coupling-by-its-factors",
        "‖E₂‖ forgotten",
        "norm_coupling norm_inverse_E1 norm_B norm_inverse_CX",
        lambda x, e, b, c: AtMost(x, e * b * c),
    ),
    trap(
        "coupling-is-small",
        "the square forgotten on one side",
        "norm_coupling m mu c1 c2",
        lambda x, m, mu, c1, c2: AtMost(x, (m * mu) ** 2 * c2 / c1),
    ),
    trap("off-diagonal-by-its-factors", "S for P", "norm_Q norm_S norm_coupling", lambda q, s, x: AtMost(q, s * x)),
    trap(
        "constants-pay-for-the-off-diagonal",
        "mμ dropped",
        "sigma_1 root eps",
        lambda s, r, e: AtLeast(2 * s * r, e / 2),
    ),
    trap("off-diagonal-block-is-small", "ε² for ε", "norm_Q eps", lambda q, e: AtMost(q, e**2 / 2)),
    trap(
        "coupled-term-by-its-factors",
        "cubed for squared",
        "norm_coupled_term norm_P norm_coupling",
        lambda x, p, c: AtMost(x, p * c**3),
    ),
    trap("unlearned-block-by-its-terms", "C'⁻¹ forgotten", "norm_S norm_coupled_term", AtMost),
    trap("unlearned-term-is-small", "m for μ", "norm_inverse_C_prime c2 m", lambda x, c, m: AtMost(x, c * m)),
    trap(
        "constants-pay-for-the-coupled-term",
        "σ₁² for σ₁",
        "sigma_1 m mu c1 c2 eps",
        lambda s, m, mu, c1, c2, e: AtMost(2 * s**2 * (m * mu) ** 2 * c2 / c1, e / 4),
    ),
    trap("unlearned-block-is-small", "ε² for ε", "norm_S eps", lambda s, e: AtMost(s, e**2 / 2)),
    trap("block-norm", "Q forgotten", "norm_assembled_error largest_corner", AtMost),
    trap("blocks-are-close", "ε² for ε", "norm_assembled_error eps", lambda x, e: AtMost(x, e**2)),
    trap(
        "general-incremental-learning",
        "Y_{k+1} for Y_k",
        "next_error eps",
        AtMost,
        domain=Shifted(has_second),
    ),
)


@dataclass(frozen=True)
class Elsewhere:
    """Points where a step's hypotheses do not hold: its statement is false there, and no witness against the step."""

    step: str
    points: str
    domain: Domain


class TooTolerant(Admissible):
    """ε = 3σ₁, beyond what the theorem admits."""

    def published(self) -> Iterator[Parameters]:
        return (replace(point, eps=3 * point.sigma_1) for point in super().published())


class IllConditioned(Admissible):
    """mμ = 1/2, which no matrix has."""

    def published(self) -> Iterator[Parameters]:
        return (replace(point, m=1 / (2 * point.mu)) for point in super().published())


def is_next(point: Point) -> bool:
    """i = k + 1 ≤ r."""
    return point.mode == point.k + 1 <= point.instance.r


ELSEWHERE = (
    Elsewhere("perturbation-is-at-most-half", "ε ≤ 2σ₁ dropped", TooTolerant()),
    Elsewhere("constants-pay-for-the-learned-block", "ε ≤ 2σ₁ dropped", TooTolerant()),
    Elsewhere("constants-pay-for-the-coupled-term", "ε ≤ 2σ₁ dropped", TooTolerant()),
    Elsewhere("constants-pay-for-the-unlearned-term", "mμ ≥ 1 dropped", IllConditioned()),
    Elsewhere("learned-mode-has-grown", "i = k + 1 for i ≤ k", Modewise(is_next)),
    Elsewhere("learned-mode-is-close", "i = k + 1 for i ≤ k", Modewise(is_next)),
)
