"""The quantities that the steps of Theorem 4 speak of: at one instance, k and time, with blocks cut after row k
(MV §III-B); at points with rational exponentials; and of its constants alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, ClassVar

from numeric.exact import format_fraction
from numeric.field import Field
from numeric.instances import Point
from paper.theorems import theorem
from proofs.theorems.blocks.names import DIFFERENCES, INVERSES, TOGETHER, definitions, there
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint
from proofs.theorems.shared.values import Texts, Values, Vocabulary, numbers, where
from proofs.theorems.shared.windowed import LETTERS, Windowed, windows

SYMBOLS = {
    "eps": r"\varepsilon",
    "alpha": r"\alpha",
    "sigma_1": r"\sigma_1",
    "sigma_k": r"\sigma_k",
    "m": "m",
    "mu": r"\mu",
    "c1": "c_1",
    "c2": "c_2",
    "left_end": r"t_k^-",
    "right_end": r"t_k^+",
    "norm_inverse_E1": r"\lVert E_1^{-1}\rVert",
    "norm_E2": r"\lVert E_2\rVert",
    "norm_A": r"\lVert A\rVert",
    "norm_B": r"\lVert B\rVert",
    "norm_inverse_C": r"\lVert C^{-1}\rVert",
    "norm_inverse_CX": r"\lVert (C+X)^{-1}\rVert",
    "definiteness_of_inverse_CX": r"\delta((C+X)^{-1})",
    "definiteness_of_inversion": r"\delta(C^{-1}-(C+X)^{-1})",
    "definiteness_of_schur_complement": r"\delta(A-BC^{-1}B^{\top})",
    "norm_reduced_A": r"\lVert A-B(C+X)^{-1}B^{\top}\rVert",
    "norm_Delta": r"\lVert\Delta\rVert",
    "norm_decay": r"\lVert \Sigma_1^{-1}e^{-2c\Sigma_1t}\rVert",
    "norm_start": r"\lVert\alpha^{-2}E_1^{-1}(A-B(C+X)^{-1}B^{\top})E_1^{-1}\rVert",
    "norm_P_error": r"\lVert P-\Sigma_1\rVert",
    "norm_P": r"\lVert P\rVert",
    "norm_coupling": r"\lVert B'C'^{-1}\rVert",
    "norm_Q": r"\lVert Q\rVert",
    "norm_inverse_C_prime": r"\lVert C'^{-1}\rVert",
    "norm_coupled_term": r"\lVert (B'C'^{-1})^{\top}P(B'C'^{-1})\rVert",
    "norm_S": r"\lVert S\rVert",
    "norm_assembled_error": r"\left\lVert\begin{pmatrix}P-\Sigma_1&Q\\Q^{\top}&S\end{pmatrix}\right\rVert",
    "largest_corner": r"\max(\lVert P-\Sigma_1\rVert,\lVert S\rVert)",
    "largest_term": (
        r"\max(\lVert \Sigma_1^{-1}e^{-2c\Sigma_1t}\rVert,"
        r"\lVert\alpha^{-2}E_1^{-1}(A-B(C+X)^{-1}B^{\top})E_1^{-1}\rVert)"
    ),
    "error": r"\lVert W(t)-Y_k\rVert_2",
}
"""δ(X) is the least pivot of X scaled to a unit diagonal, so δ(X) > 0 says X ≻ 0."""
NOT_CANCELLING = {
    "norm_P_error": "norm(P*Delta*S1)",
    "assembled_error": "J1*Q*T(J2) + J2*T(Q)*T(J1) + J2*S*T(J2) - J1*P*Delta*S1*T(J1)",
}
"""P − Σ₁ is −PΔΣ₁, by the step resolvent-identity: as a difference it cancels once P is close to Σ₁."""


def texts(point: Point) -> Texts:
    return {**definitions(there(point.k, point.instance.n)), **windows("theorem-4", point.k)}


VOCABULARY = Vocabulary(LETTERS, INVERSES, texts)
"""Those of an absent block are not to be asked for."""


class Blockwise(Windowed):
    """Theorem 4's instances at every k and position in time."""

    theorem = 4
    vocabulary = VOCABULARY.adding(texts=NOT_CANCELLING)
    symbols = SYMBOLS


has_first = where("k ≥ 1: there are learned modes.", lambda p: p.k >= 1)
has_second = where("k < n: there are modes still to learn, or never to be learned.", lambda p: p.k < p.instance.n)


def has_both(point: Point) -> bool:
    return has_first(point) and has_second(point)


has_started = where(
    "k < n and t > 0: at t = 0, X = 0, and what is compared are equals.", lambda p: has_second(p) and p.time > 0
)


def is_early(point: Point) -> bool:
    """k ≥ 1, and so early that P and Σ₁ can be told apart:
    far out their difference is below any precision worth having.
    """
    return has_first(point) and (point.k < point.instance.r or point.position in ("left", "middle"))


has_products = where(
    "Both blocks, and matrices larger than numbers: norms of products of numbers are equal to the products.",
    lambda p: has_both(p) and p.instance.n >= 3,
)
has_wide_products = where(
    "Both blocks, and k ≥ 2, so that P is larger than a number.", lambda p: has_both(p) and p.k >= 2
)
has_comparable_terms = where(
    "k ≥ 2, n − k ≥ 2, and a coupled term of S that is neither zero nor below every precision.",
    lambda p: has_wide_products(p) and p.instance.n - p.k >= 2 and has_comparable_blocks(p),
)


def has_comparable_blocks(point: Point) -> bool:
    """A coupling B ≠ 0, early and with a moderate α:
    without one, or later, Q is (nearly) 0 and the two sides are equal.
    """
    return has_both(point) and is_early(point) and is_moderate(point) and not point.instance.is_spectral


is_moderate = where(
    "k ≥ 1 and α ≥ 10⁻²⁰⁰: the slack shrinks like a power of α.",
    lambda p: has_first(p) and p.instance.alpha.exponent >= -200,
)
# ---- where exponentials are rational

NEAR_MISSES = {
    "without_growth": "W - grown_at_once",
    "without_Q": "W - (J1*P*T(J1) + J2*S*T(J2))",
    "without_decay": f"{DIFFERENCES['perturbation']} - decay",
    "resolvent_of_opposite_sign": "P - S1 - P*Delta*S1",
    "without_X": "coupled - inverse_E1*B*Cinv*E2",
}
"""Differences that are not zero."""


def largest_entry(difference: str) -> Callable[[Values], Any]:
    """The norm of a difference may be no rational number: its largest entry is zero where that is."""
    return lambda at: at.field.maximum(*(abs(x) for row in at.field.entries(at(difference)) for x in row))


def algebraic_texts(point: AlgebraicPoint) -> Texts:
    return definitions(there(point.k, len(point.sigma)))


def resolvent(at: Values) -> Any:
    """K = (1 + GW̃₀)⁻¹, which is not symmetric."""
    return at.field.solve(at("1 + G*W0"), at.field.identity(len(at["spectrum"])))


class Algebraic(algebraic.Algebraic):
    """Rational points, where an equality is decided exactly."""

    name = "algebra of theorem 4"
    description = "points with rational exponentials, where an equality is decided exactly"
    vocabulary = Vocabulary(
        {
            **algebraic.LETTERS,
            "K": resolvent,
            **{name: largest_entry(text) for name, text in {**DIFFERENCES, **NEAR_MISSES}.items()},
        },
        {**INVERSES, "grown_at_once": "M/alpha**2 + D"},
        algebraic_texts,
    )
    symbols: ClassVar[Mapping[str, str]] = {
        name: rf"\lVert {difference}\rVert_{{\max}}"
        for name, difference in {
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
        }.items()
    }


def is_cut(point: AlgebraicPoint) -> bool:
    return 1 <= point.k < len(point.sigma)


# ---- of the constants alone


@dataclass(frozen=True)
class Parameters:
    """m, μ, ε and σ₁ that Theorem 4 admits: mμ ≥ 1 and 0 < ε ≤ the largest, which is 2σ₁."""

    number: int
    m: Fraction
    mu: Fraction
    eps: Fraction
    sigma_1: Fraction

    def describe(self) -> dict[str, str]:
        """The parameters, exactly."""
        values = {"m": self.m, "mu": self.mu, "epsilon": self.eps, "sigma_1": self.sigma_1}
        return {name: format_fraction(value) for name, value in values.items()}


def _largest(sigma_1: Fraction) -> Fraction:
    return Fraction(theorem("theorem-4").value("largest_eps", sigma_1=sigma_1))


def constants_texts(_: Parameters) -> Texts:
    return {**theorem("theorem-4").constants, "root": TOGETHER["root"]}


@dataclass(frozen=True)
class Admissible:
    """Every combination of some conditions mμ from 1 up, sizes, and ε from the largest down; some are attained."""

    name = "constants of theorem 4"
    description = "rational m, μ, ε, σ₁ with mμ ≥ 1 and ε ≤ 2σ₁, the extreme ones among them"
    symbols: ClassVar[Mapping[str, str]] = {
        **{name: SYMBOLS[name] for name in ("m", "mu", "eps", "sigma_1", "c1", "c2")},
        "root": r"\sqrt{c_2/c_1}",
    }

    def published(self) -> Iterator[Parameters]:
        """Conditions 1, 2 and 10⁶; the largest ε, a half of it and 10⁻¹²σ₁; σ₁ and μ small and large."""
        conditions = (Fraction(1), Fraction(2), Fraction(10**6))
        shares = (Fraction(1), Fraction(1, 2), Fraction(1, 2 * 10**12))
        sizes = (Fraction(1, 3), Fraction(50))
        for number, (condition, share, mu, sigma_1) in enumerate(product(conditions, shares, sizes, sizes)):
            yield Parameters(number, condition / mu, mu, share * _largest(sigma_1), sigma_1)

    def sample(self, seed: int, count: int) -> Iterable[Parameters]:
        """Parameters drawn from the seed."""
        generator = Random(f"constants, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for number in range(count):
            mu, sigma_1 = (Fraction(generator.randint(1, 99), generator.randint(1, 99)) for _ in range(2))
            condition = 1 + Fraction(generator.randint(0, 99), 10)
            share = Fraction(generator.randint(1, 200), 200)
            yield Parameters(number, condition / mu, mu, share * _largest(sigma_1), sigma_1)

    def quantities(self, point: Parameters, field: Field) -> Values:
        """The quantities of `point`."""
        return Values(point, field, Vocabulary(numbers("m", "mu", "eps", "sigma_1"), texts=constants_texts))
