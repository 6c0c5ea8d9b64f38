"""The quantities that Theorem 4′ speaks of: at one instance, k and time, and at points with rational exponentials.

U₁ holds the first k rows of ΦᵀŪ, U₂ the others. W⁺ is the fast flow, from α²μ, and L the trial, a lower bound of W:
both in the basis Φ. W⁺ − W̃ is singular, as μ is an eigenvalue of ŨŨᵀ, and so is W̃ − L where Ũ has fewer columns than
rows: no ball can show that they are not negative. They are decided where exponentials, and the factor's singular
values, are rational.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from random import Random
from typing import Any, ClassVar

from numeric import matrices
from numeric.exact import format_fraction
from numeric.instance import random_basis, random_factor
from numeric.instances import Point
from numeric.matrices import Rows, product, rank, rows_of, transpose
from numeric.weights import Weight, start_size, weight
from numeric.windows import sees_absent_modes
from paper.theorems import theorem
from proofs.theorems.between.names import WEIGHTS
from proofs.theorems.between.quantities import has_end
from proofs.theorems.blocks.names import there
from proofs.theorems.blocks.quantities import SYMBOLS as OF_THEOREM_4
from proofs.theorems.every_width.names import (
    ALL,
    BEST,
    GROWTH_NEXT,
    IN_SINGULAR_VALUES,
    INVERSES,
    NEXT,
    SEEN,
    UNSEEN,
    definitions,
    weighed,
)
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint
from proofs.theorems.shared.values import Texts, Values, Vocabulary, numbers, where
from proofs.theorems.shared.windowed import LETTERS, Windowed, windows
from proofs.theorems.spectral.names import diagonal

SHARED = ("eps", "alpha", "sigma_k", "mu", "c1", "c2", "left_end", "right_end", "norm_inverse_E1", "norm_E2", "error")
FROM_THE_SHAPE = {"norm_U2": "sqrt(norm(T(J2)*Minv*J2))"}
"""There need be no factor: what is asked of one is asked of ŨŨᵀ."""
DECAYED = "S1*inverse_E1"
ABOVE_TARGET = {
    (1,): f"J1*{DECAYED}*(inverse_E1 - plain*S1*inverse_E1/alpha**2)*T(J1)",
    (1, 2): (
        f"J1*{DECAYED}*(inverse_E1 - (plain/alpha**2 + T(seen)*G2*seen)*{DECAYED})*T(J1)"
        f" + J2*E2*seen*{DECAYED}*T(J1) + J1*T(E2*seen*{DECAYED})*T(J2)"
    ),
}
"""L − Y_k, where U₁F = 1 has been used, by which most of it cancels; FᵀF and U₂F of the best F need no factor."""


def found_weight(at: Values) -> Weight:
    return weight(at.point.instance, at.point.k, at.field)


def texts(point: Point) -> Texts:
    instance, k = point.instance, point.k
    blocks, sees = there(k, instance.n), sees_absent_modes(instance)
    above = ABOVE_TARGET.get(blocks, "0")
    if k < instance.r:
        own = {**weighed("sigma_next"), **NEXT}
    elif k < instance.n:
        own = {**weighed("sigma_k"), **SEEN} if sees else UNSEEN
    else:
        own = ALL
    return {
        **definitions(blocks),
        **windows("theorem-4-prime", k),
        **own,
        **IN_SINGULAR_VALUES,
        **FROM_THE_SHAPE,
        "growth_next": GROWTH_NEXT,
        **{f"{name}_of_theorem_4": text for name, text in theorem("theorem-4").constants.items()},
        "definiteness_trial_above_target": f"definiteness({above} + eps)",
        "definiteness_trial_above_half": f"definiteness({above} + eps/2)",
        "definiteness_fast_below_half": "definiteness(target + eps/2 - fast)",
    }


class Widthwise(Windowed):
    """The instances of Theorem 4′ at every k and position in time; those of an absent block are not to be asked for."""

    theorem = "theorem-4-prime"
    vocabulary = Vocabulary(
        {
            **LETTERS,
            "mu": lambda at: start_size(at.point.instance, at.field),
            "m_k": lambda at: found_weight(at).m_k,
            "plain": lambda at: found_weight(at).plain,
            "seen": lambda at: found_weight(at).seen,
            "accumulated": lambda at: at["accumulated_growth"][at.point.mode - 1],
        },
        {**INVERSES, "gram_inverse": "T(J1)*Minv*J1"},
        texts,
    )
    symbols: ClassVar[Mapping[str, str]] = {
        **{name: OF_THEOREM_4[name] for name in SHARED},
        "m": "m",
        "m_k": "m_k",
        "kappa": r"\kappa",
        "wait": r"\tau",
        "sigma_next": r"\sigma_{k+1}",
        "norm_G2": r"\lVert G_2\rVert",
        "norm_U2": r"\lVert U_2\rVert",
        "norm_inverse_gram": r"\lVert (U_1U_1^{\top})^{-1}\rVert",
        "accumulated": "G_{ii}",
        "growth_next": r"e^{2c\sigma_{k+1}t}",
        "definiteness_fast_below_target": r"\delta(Y_k+\varepsilon-W^+(t))",
        "definiteness_fast_below_half": r"\delta(Y_k+\varepsilon/2-W^+(t))",
        "definiteness_trial_above_target": r"\delta(L(t)-Y_k+\varepsilon)",
        "definiteness_trial_above_half": r"\delta(L(t)-Y_k+\varepsilon/2)",
        "c1_of_theorem_4": "c_1^{(4)}",
        "c2_of_theorem_4": "c_2^{(4)}",
    }


class Growing(Widthwise):
    """The right ends of the windows, once for each mode that is still to be learned, or never will be."""

    points_are = "every k < r, each mode after it, the right end of its window"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super()._chosen(points):
            if point.k < point.instance.r and point.position == "right":
                yield from (replace(point, mode=i) for i in range(point.k + 1, point.instance.n + 1))


class Beyond(Widthwise):
    """The instances whose factor cannot learn all modes, with the first k that it can't, at the same times."""

    points_are = "the first k whose rows are dependent, at both ends of each window before it, and inside"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super()._chosen(points):
            if point.instance.learnable < point.instance.r:
                yield replace(point, k=point.instance.learnable + 1)


has_moderate_scale = where(
    "α ≥ 10⁻²⁰⁰: late in a window the slack is a power of α.", lambda p: p.instance.alpha.exponent >= -200
)
has_next = where("0 < k < r.", lambda p: p.k > 0 and has_end(p))
pays_for_others = where(
    "k ≥ 1, with modes that are not learned and that F sees.",
    lambda p: has_next(p) or (p.k == p.instance.r and sees_absent_modes(p.instance)),
)


def is_weighed(point: Point) -> bool:
    """0 < k < n with modes that F sees, and two columns at least: with one the bound is an equality."""
    factor = point.instance.factor
    return point.k < point.instance.n and pays_for_others(point) and (factor is None or len(factor[0]) > 1)


def has_inverse(point: Point) -> bool:
    """0 < k < n, and a shape with an inverse."""
    n, factor = point.instance.n, point.instance.factor
    return 0 < point.k < n and (factor is None or matrices.rank(factor) == n)


# ---- where exponentials are rational


@dataclass(frozen=True)
class FactorPoint(AlgebraicPoint):
    """An algebraic point with a factor Ũ of its shape, n×h, whose first k rows are independent, any κ > 0, and a
    matrix from which a right inverse of those rows is made.
    """

    factor: Rows = ()
    kappa: Fraction = Fraction(1)
    chosen: Rows = ()

    def describe(self) -> dict[str, str]:
        """The point's numbers, exactly."""
        rows = {f"factor row {i + 1}": ", ".join(map(format_fraction, row)) for i, row in enumerate(self.factor)}
        return super().describe() | rows | {"kappa": format_fraction(self.kappa)}


def plain_inverse(at: Values) -> Any:
    """The right inverse of U₁ with the least entries."""
    transposed = at.field.transpose(at["U1"])
    return transposed * at.field.inverse(at["U1"] * transposed)


def right_inverse(at: Values) -> Any:
    """One among all."""
    chosen = at.field.exact(at.point.chosen)
    return at["F0"] + chosen - at["F0"] * (at["U1"] * chosen)


def algebraic_texts(point: FactorPoint) -> Texts:
    blocks = there(point.k, len(point.sigma))
    half = diagonal(blocks, f"(2*{WEIGHTS['fast']}*inverse_E{{0}}*inverse_E{{0}} + D{{0}})")
    return {
        **definitions(blocks),
        **BEST,
        "half_fast_inverse": half,
        "definiteness_below_half_as_fast": "definiteness(half_fast - W)",
        "definiteness_above_half_the_loss": "definiteness(W - (grown*z + T(z)*T(grown) - T(z)*inner*z/2))",
        "definiteness_above_twice_the_best": "definiteness(T(F)*weighing*F - 2*least)",
        "plain_mismatch": "norm(T(F0)*weighing*F0 - least)",
    }


WEIGHED, LEAST = r"F^{\top}(1+\kappa U_2^{\top}U_2)F", r"(U_1(1+\kappa U_2^{\top}U_2)^{-1}U_1^{\top})^{-1}"


class Algebraic(algebraic.Algebraic):
    """Rational points, whose factors have fewer columns than rows, as many, or more."""

    name = "algebra of theorem 4′"
    description = (
        "points with rational exponentials and factors with rational singular values, where an order is decided"
    )
    vocabulary = Vocabulary(
        {
            **algebraic.LETTERS,
            **numbers("kappa"),
            "U1": lambda at: at.field.exact(at.point.factor[: at.point.k]),
            "U2": lambda at: at.field.exact(at.point.factor[at.point.k :]),
            "F0": plain_inverse,
            "F": right_inverse,
        },
        {**INVERSES, "half_fast": "half_fast_inverse"},
        algebraic_texts,
    )
    symbols: ClassVar[Mapping[str, str]] = {
        "definiteness_below_fast": r"\delta(W^+(t)-\tilde W(t))",
        "definiteness_below_half_as_fast": r"\delta(W^{+/2}(t)-\tilde W(t))",
        "definiteness_above_trial": r"\delta(\tilde W(t)-L(t))",
        "definiteness_above_half_the_loss": r"\delta(\tilde W(t)-L_{1/2}(t))",
        "definiteness_above_best": rf"\delta({WEIGHED}-{LEAST})",
        "definiteness_above_twice_the_best": rf"\delta({WEIGHED}-2{LEAST})",
        "best_mismatch": rf"\lVert {WEIGHED.replace('F', 'F_*')}-{LEAST}\rVert",
        "plain_mismatch": rf"\lVert {WEIGHED.replace('F', 'F_0')}-{LEAST}\rVert",
    }

    def changed(self, point: AlgebraicPoint) -> FactorPoint:
        """With a factor: an orthogonal matrix, n×n, times a diagonal one, n×h, times an orthogonal one, h×h."""
        generator = Random(f"factor, {point.number}")  # noqa: S311 (a seeded sample, nothing secret)
        n = len(point.sigma)
        h = generator.randint(1, n + 2)
        values = [Fraction(generator.randint(1, 30), generator.randint(1, 9)) for _ in range(min(n, h))]
        middle = rows_of([[values[i] if i == j else 0 for j in range(h)] for i in range(n)])
        factor = product(point.basis, middle, random_basis(h, generator.randint(1, 10**6)))
        k = next((k for k in range(point.k) if rank(factor[: k + 1]) <= k), point.k)
        own = {field.name: getattr(point, field.name) for field in fields(AlgebraicPoint)}
        chosen = random_factor(h, max(k, 1), generator.randint(1, 10**6))
        kappa = Fraction(generator.randint(1, 50), generator.randint(1, 50))
        found = FactorPoint(**own, factor=factor, kappa=kappa, chosen=chosen)
        return replace(found, k=k, shape=product(factor, transpose(factor)))
