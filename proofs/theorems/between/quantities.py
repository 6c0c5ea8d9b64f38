"""What the theorems with two flows speak of: Theorem 4's quantities, with other constants and windows, and the flows.

W⁻ and W⁺ are the slow and the fast flow, from α²/m and α²μ. W̃ − W⁻ and W⁺ − W̃ are singular, as M − m and M − 1/μ are,
so no ball can show that they are not negative: they are decided where exponentials are rational, and the shape has
rational eigenvalues.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import ClassVar

from numeric.exact import parse_scale
from numeric.instance import Instance
from numeric.instances import Point
from numeric.matrices import diagonal, identity, product, transpose
from numeric.windows import time_inside
from paper.theorems import theorem
from proofs.theorems.between.names import DECAY, DISTANCES, INVERSES, TOLERANCES, WEIGHTS, flows_of
from proofs.theorems.blocks.names import there
from proofs.theorems.blocks.quantities import SYMBOLS as OF_THEOREM_4
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint
from proofs.theorems.shared.values import Texts, Vocabulary, where
from proofs.theorems.shared.window_argument import LEFT
from proofs.theorems.shared.windowed import LETTERS, Windowed, windows
from proofs.theorems.spectral.names import diagonal as in_blocks

STRETCH = Fraction(1, 100)
"""A little less than log(100/99), by which 99/100 of c₁ lets 2cσ_k times the left end of T_k be earlier."""


def vocabulary(label: str) -> Vocabulary:
    """What the names of one of the theorems stand for."""

    def texts(point: Point) -> Texts:
        return {
            **flows_of(there(point.k, point.instance.n)),
            **DISTANCES,
            **TOLERANCES,
            "left_exponent": LEFT,
            "decay": DECAY,
            **windows(label, point.k),
            **{f"{name}_of_sharper": text for name, text in theorem("theorem-4-sharper").constants.items()},
        }

    return Vocabulary(LETTERS, INVERSES, texts)


SHARED = {
    name: OF_THEOREM_4[name] for name in ("eps", "alpha", "c1", "c2", "left_end", "right_end", "norm_E2", "error")
}
WITHIN = {
    "definiteness_slow_above_target": r"\delta(W^-(t)-Y_k+\varepsilon)",
    "definiteness_fast_below_target": r"\delta(Y_k+\varepsilon-W^+(t))",
    "c1_of_sharper": r"m\sigma_1^2/\varepsilon",
}


class Sharper(Windowed):
    """The instances of the sharper Theorem 4 at every k and position in time."""

    theorem = "theorem-4-sharper"
    vocabulary = vocabulary("theorem-4-sharper")
    symbols: ClassVar[Mapping[str, str]] = {
        **SHARED,
        "norm_inverse_E1": OF_THEOREM_4["norm_inverse_E1"],
        "norm_slow_error": r"\lVert W^-(t)-Y_k\rVert_2",
        "norm_fast_error": r"\lVert W^+(t)-Y_k\rVert_2",
        "largest_flow_error": r"\max(\lVert W^-(t)-Y_k\rVert_2,\lVert W^+(t)-Y_k\rVert_2)",
    }


class Sharpest(Windowed):
    """The instances of the sharpest Theorem 4 at every k and position in time."""

    theorem = "theorem-4-sharpest"
    vocabulary = vocabulary("theorem-4-sharpest")
    symbols: ClassVar[Mapping[str, str]] = {
        **SHARED,
        "norm_inverse_E1": OF_THEOREM_4["norm_inverse_E1"],
        **WITHIN,
        "c2_of_sharper": r"\varepsilon/\mu",
    }


def points(label: str) -> type[Windowed]:
    """Those of another theorem that follows from the conditional one, at every k and position in time."""

    class Corollary(Sharpest):
        theorem = label
        vocabulary = vocabulary(label)

    return Corollary


class OwnTarget(Windowed):
    """The instances of the theorem by own targets at every k and position in time."""

    theorem = "theorem-4-own-target"
    vocabulary = vocabulary("theorem-4-own-target")
    symbols: ClassVar[Mapping[str, str]] = {
        **SHARED,
        **WITHIN,
        "m": "m",
        "left_exponent": r"\log(c_1/\alpha^2)",
        "sigma": r"\sigma_i",
        "decay": r"e^{-2c\sigma_it}",
    }


class Learned(OwnTarget):
    """The same points, once for each mode that is learned."""

    points_are = "every k, each mode up to it, both ends of each window, inside it, and far out"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super()._chosen(points):
            yield from (replace(point, mode=i) for i in range(1, point.k + 1))


def later(point: Point, mode: int, change: Fraction) -> Fraction:
    """The time when a mode's exponent is that much larger."""
    return point.time + change / (2 * point.instance.rate * point.instance.spectrum[mode])


def stretched(point: Point, time: Fraction) -> Point:
    return replace(point, time=time, position=f"beyond the {point.position} end")


@dataclass(frozen=True)
class StretchedFirst(Sharpest):
    """The left end of T_1 and the right end of T_0 with 99/100 of c₁ and 100/99 of c₂: there the first mode decides."""

    beyond: bool = True

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in filter(self.needs, points):
            change = {(1, "left"): -STRETCH, (0, "right"): STRETCH}.get((point.k, point.position))
            if change is not None and (time := later(point, 0, change)) >= 0:
                yield stretched(point, time)


@dataclass(frozen=True)
class Stretched(OwnTarget):
    """The ends of the windows with 99/100 of c₁ and 100/99 of c₂."""

    beyond: bool = True

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in filter(self.needs, points):
            if point.position == "left" and point.k > 0:
                yield stretched(point, max(Fraction(0), later(point, point.k - 1, -STRETCH)))
            if point.position == "right" and point.k < point.instance.r:
                yield stretched(point, later(point, point.k, STRETCH))


@dataclass(frozen=True)
class Breaking(OwnTarget):
    """The left end of the last window, and the first mode, where one hypothesis fails, and no other."""

    hypothesis: str = ""
    chosen: tuple[tuple[str, str, str], ...] = ()  # spectrum, ε and α; the shape is the identity

    @property
    def dropped(self) -> tuple[str, ...]:
        """That hypothesis."""
        return (self.hypothesis,)

    @property
    def description(self) -> str:
        """How many there are."""
        return f"{len(self.chosen)} of Theorem 4 by own targets without {self.hypothesis}: the last window's left end"

    def published(self) -> Iterator[Point]:
        """The instances chosen."""
        for number, (spectrum, epsilon, alpha) in enumerate(self.chosen):
            values, name = tuple(map(Fraction, spectrum.split(","))), f"spectrum {spectrum}; shape identity; basis I"
            n, scale = len(values), parse_scale(alpha, "α")
            instance = Instance(values, identity(n), None, scale, Fraction(1), Fraction(epsilon), name)
            yield Point(instance, number, n, time_inside(self.theorem, instance, n, "left"), "left", mode=1)

    def sample(self, seed: int, count: int) -> Iterator[Point]:
        """The same."""
        del seed, count
        return self.published()


EARLY = Breaking(hypothesis="left-ends-are-late", chosen=(("3,1", "6/5", "5/8"), ("21/20,1", "11/10", "3/8")))
"""log(c₁/α²) is 0.76 and 1.87: for both what is said of a mode fails, and for the first the theorem."""
TOLERANT = Breaking(hypothesis="tolerance-is-small", chosen=(("1", "1/2", "2/3"),))
"""ε = σ_1/2, and log(c₁/α²) is 1.50."""


def is_between(point: Point) -> bool:
    """t > 0, a shape that is not diagonal, α ≥ 10⁻²⁰⁰, and t at an end of T_k:
    else W(t) is (nearly) one of the two flows, or too close to Y_k to tell.
    """
    instance = point.instance
    early = point.k < instance.r or point.position == "left"
    return early and point.time > 0 and instance.alpha.exponent >= -200 and not instance.is_spectral


is_first = where("k = 1.", lambda p: p.k == 1)
is_before_all = where("k = 0.", lambda p: p.k == 0)


def is_one_flow(point: Point) -> bool:
    """A shape that is a multiple of 1: W(t) is the slow flow, and the fast one."""
    shape = point.instance.shape
    return shape == diagonal([shape[0][0]] * len(shape))


has_end = where("k < r: T_k has two ends.", lambda p: p.k < p.instance.r)
is_tight = where(
    "k ≥ 1, and ε ≤ σ_k/4.", lambda p: p.k > 0 and 4 * (p.instance.epsilon or 0) <= p.instance.spectrum[p.k - 1]
)
is_later = where("k ≥ 2: at k = 1 the two are the same.", lambda p: p.k >= 2)
is_slow = where(
    "k ≥ 1, and ε ≤ σ_k/1000: a flow that starts close to where it goes falls short by less.",
    lambda p: p.position == "left" and p.k > 0 and _is_small(p, p.k - 1),
)
is_fast = where(
    "k < r, and ε ≤ σ_{k+1}/1000.", lambda p: p.position == "right" and p.k < p.instance.r and _is_small(p, p.k)
)


def _is_small(point: Point, mode: int) -> bool:
    return 1000 * (point.instance.epsilon or 0) <= point.instance.spectrum[mode]


# ---- where exponentials are rational


def algebraic_texts(point: AlgebraicPoint) -> Texts:
    """The flows, and two that start at twice the slow one's start, and at half the fast one's."""
    blocks = there(point.k, len(point.sigma))
    early, late = (
        in_blocks(blocks, f"({weight}*inverse_E{{0}}*inverse_E{{0}} + D{{0}})")
        for weight in (f"{WEIGHTS['slow']}/2", f"2*{WEIGHTS['fast']}")
    )
    return {
        **flows_of(blocks),
        "twice_slow_inverse": early,
        "half_fast_inverse": late,
        "definiteness_above_twice_as_early": "definiteness(W - twice_slow)",
        "definiteness_below_half_as_fast": "definiteness(half_fast - W)",
    }


class Algebraic(algebraic.Algebraic):
    """Rational points whose shapes have rational eigenvalues, drawn for each point, in a dense basis."""

    name = "algebra of theorem 4, sharper"
    description = "points with rational exponentials and rational eigenvalues of the shape, where an order is decided"
    vocabulary = Vocabulary(
        algebraic.LETTERS,
        {**INVERSES, "twice_slow": "twice_slow_inverse", "half_fast": "half_fast_inverse"},
        algebraic_texts,
    )
    symbols: ClassVar[Mapping[str, str]] = {
        "definiteness_above_slow": r"\delta(\tilde W(t)-\tilde W^-(t))",
        "definiteness_below_fast": r"\delta(\tilde W^+(t)-\tilde W(t))",
        "definiteness_above_twice_as_early": r"\delta(\tilde W(t)-\tilde W^{2-}(t))",
        "definiteness_below_half_as_fast": r"\delta(\tilde W^{+/2}(t)-\tilde W(t))",
    }

    def changed(self, point: AlgebraicPoint) -> AlgebraicPoint:
        """With another shape."""
        generator = Random(f"order, {point.number}")  # noqa: S311 (a seeded sample, nothing secret)
        values = [Fraction(generator.randint(1, 99), generator.randint(1, 9)) for _ in point.sigma]
        return replace(point, shape=product(point.basis, diagonal(values), transpose(point.basis)))
