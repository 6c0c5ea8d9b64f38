"""The quantities that the pivot law speaks of: of a mode of an instance at a time, and where exponentials are rational.

Each mode is looked at around the time at which half of it is learned. An instance counts where the law's hypotheses
hold. Decoupling is decided exactly: there W − (…) is singular wherever the factor has fewer columns than rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

from numeric import instances
from numeric.closed_form import solution_at
from numeric.decimals import exact_fraction
from numeric.field import Balls, Field
from numeric.instance import Instance
from numeric.instances import Point
from numeric.pivots import Mode
from paper.laws import law
from proofs.theorems.every_width.quantities import Algebraic as WithFactor
from proofs.theorems.every_width.quantities import FactorPoint
from proofs.theorems.pivots.names import GROWN, IN_BLOCKS, LABEL
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.values import Texts, Values, Vocabulary, where

BITS = 512
FACTORS = "4p"
"""The theorem whose instances are those of the law: starts of every width."""
AROUND = {"early": Fraction(1, 2), "before": Fraction(99, 100), "after": Fraction(101, 100), "late": Fraction(2)}
"""Positions in time, in half-learning times."""
LEAST_ALPHA, LARGEST, SMALL = -60, 5, 4
"""Powers of ten of α below which balls would not tell a bound from what it bounds; and the most rows."""


def of_mode(at: Values) -> Mode:
    return Mode(at.point.instance, at.point.k, at.field)


def entry(at: Values) -> Any:
    k = at.point.k - 1
    return solution_at(at.point.instance, at.point.time, at.field)[k, k]


def absent(point: Point) -> bool:
    return point.mode > point.instance.r


def texts(point: Point) -> Texts:
    """The law's definitions; of an absent mode the others that stand for the same."""
    own = {"tail": "absent_tail", "accumulated": "2*c*t"} if absent(point) else GROWN
    return {**law(LABEL).definitions, **own}


def listed(name: str) -> Callable[[Values], Any]:
    return lambda at: of_mode(at).said()[name]


VOCABULARY = Vocabulary(
    {
        **{name: listed(name) for name in ("alpha", "c", "p", "sigma_k", "sigma_before", "a_before")},
        "t": lambda at: at.field.number(at.point.time),
        "w": entry,
        "delta_below": lambda at: of_mode(at).delta_below,
        "delta_above": lambda at: of_mode(at).delta_above,
        "sigma": lambda at: at.field.number(at.point.instance.spectrum[at.point.mode - 1]),
    },
    texts=texts,
)
QUANTITIES: Mapping[str, str] = {
    "x": "x_k",
    "w": "w_k",
    "delta_below": r"\delta_k^-",
    "delta_above": r"\delta_k^+",
    "a_before": "a_-",
    "settled": r"\nu_k",
    "settled_before": r"\nu_i",
    "accumulated": "G_{ii}",
    "growth": r"e^{2c\sigma_kt}",
    "tail": "L_i",
    "head": "H_i",
    "log_A": r"\log(\sigma_k/(\alpha^2p_k) - 1)",
    "early": r"\log\frac{\sigma_k + 2\delta_k^+}{\sigma_k - 2\delta_k^+}",
    "late": r"\log\frac{1 + \delta_k^-}{1 - \delta_k^-}",
    "c": "c",
    "sigma_k": r"\sigma_k",
    "t": "t",
}
SYMBOLS: Mapping[str, str] = {
    **QUANTITIES,
    "shape": "S",
    "Omega": r"\Omega",
    "before": "u",
    "after": "v",
    "tails": "L",
    "heads": "H",
}
"""With the letters of the proof that would be words."""


@dataclass(frozen=True)
class Pivotal:
    """The modes of instances, around the time at which half of each is learned, where the law's hypotheses hold."""

    needs: Callable[[Point], bool] = lambda _: True

    name: ClassVar[str] = "pivot law"
    symbols: ClassVar[Mapping[str, str]] = SYMBOLS
    points_are: ClassVar[str] = "every mode with a pivot, long before half of it is learned, about then, and later"

    @property
    def description(self) -> str:
        """Its points, in words: those that `needs` keeps are fewer, and its docstring says which."""
        only = f"; of these, those with {self.needs.__doc__}" if self.needs.__doc__ else ""
        return f"starts of every width: {self.points_are}{only}"

    def published(self) -> Iterator[Point]:
        """The published points, filtered."""
        return self._chosen(published())

    def sample(self, seed: int, count: int) -> Iterator[Point]:
        """Points drawn from the seed, filtered."""
        drawn = (point.instance for point in instances.drawn(FACTORS, seed, count))
        return self._chosen(point for number, instance in enumerate(drawn) for point in points(instance, number))

    def quantities(self, point: Point, field: Field) -> Values:
        """The quantities at `point`."""
        return Values(point, field, VOCABULARY)

    def _chosen(self, found: Iterable[Point]) -> Iterator[Point]:
        return filter(self.needs, found)


@dataclass(frozen=True)
class Later(Pivotal):
    """The same points, once for each mode after the k-th."""

    points_are: ClassVar[str] = "every mode with a pivot, at such times, beside every later one"

    def _chosen(self, found: Iterable[Point]) -> Iterator[Point]:
        for point in found:
            yield from (replace(point, mode=mode) for mode in range(point.k + 1, point.instance.n + 1))


@dataclass(frozen=True)
class Earlier(Pivotal):
    """The modes, once for each mode before them, when that has been half learned from a₋."""

    points_are: ClassVar[str] = "every mode with a pivot, beside every earlier one, when half of that is learned"

    def _chosen(self, found: Iterable[Point]) -> Iterator[Point]:
        field = Balls(BITS)
        for point in found:
            for mode in range(1, point.k) if point.position == "before" else ():
                with field.working():
                    said = Mode(point.instance, point.k, field).said()
                    ratio = field.number(point.instance.spectrum[mode - 1]) / said["a_before"]
                    time = exact_fraction(field.log(ratio).mid()) / (2 * point.instance.rate)
                yield replace(point, mode=mode, time=time.limit_denominator(10**6) / point.instance.spectrum[mode - 1])


@cache
def published() -> tuple[Point, ...]:
    """Every published instance with a moderate α at each of its modes."""
    chosen = [i for i in instances.instances(FACTORS) if i.alpha.exponent >= LEAST_ALPHA and i.n <= LARGEST]
    return tuple(point for number, instance in enumerate(chosen) for point in points(instance, number))


def points(instance: Instance, number: int) -> Iterator[Point]:
    """The modes for which the law's hypotheses hold, and the errors are small enough to speak of half of them."""
    field = Balls(BITS)
    for k in range(1, instance.learnable + 1):
        with field.working():
            mode = Mode(instance, k, field)
            if not all(mode.applies.values()) or mode.early() is None or mode.late() is None:
                continue
            half = exact_fraction(mode.half_time().mid()).limit_denominator(10**6)
        if half > 0:
            yield from (Point(instance, number, k, half * share, position) for position, share in AROUND.items())


# ---- what points have to be


has_others_before = where("k > 1.", lambda p: p.k > 1)
is_after = where("more than half of the mode learned, k > 1.", lambda p: p.position in ("after", "late") and p.k > 1)
is_before = where(
    "less than half of the mode learned, and other modes after it.",
    lambda p: p.position in ("early", "before") and p.k < p.instance.n,
)


def interferes(point: Point) -> bool:
    """Other modes after the k-th, which its pivot's column of L sees."""
    rows = point.instance.shape_in_basis
    return any(rows[i][point.k - 1] for i in range(point.k, point.instance.n))


# ---- where exponentials are rational


def decoupled_texts(point: FactorPoint) -> Texts:
    del point
    own = {name: text for name, text in IN_BLOCKS.items() if name not in ("E1", "inverse_E1", "E2", "inverse_E2")}
    return {
        **own,
        "definiteness_above_less_lost": "definiteness(W - nominal + lost/2)",
        "definiteness_below_less_gained": "definiteness(nominal + gained/2 - W)",
    }


def solved(growth: str, start: str) -> Callable[[Values], Any]:
    """Ω = α²S(1 + α²GS)⁻¹."""

    def omega(at: Values) -> Any:
        field, alpha = at.field, at["alpha"]
        V = at[start] * (alpha * alpha)
        n = field.shape(V)[0]
        return V * field.inverse(field.identity(n) + at[growth] * V)

    return omega


def mixing(at: Values) -> Any:
    """ℓ = S₂₁S₁₁⁻¹."""
    k = at.point.k
    below = at.field.block(at["Minv"], slice(k, None), slice(0, k))
    return below * at.field.inverse(at["A"])


def block_of_growth(first: bool) -> Callable[[Values], Any]:
    def block(at: Values) -> Any:
        k, listed = at.point.k, at["accumulated_growth"]
        return at.field.diagonal(listed[:k] if first else listed[k:])

    return block


is_cut = where("0 < k < n, and n of 4 at most.", lambda p: 0 < p.k < len(p.sigma) <= SMALL)


class Decoupled(algebraic.Algebraic):
    """Rational points with factors of any width, cut where the first rows are independent."""

    name = "algebra of decoupling"
    description = "points with rational exponentials and factors of every width, where an order is decided"
    vocabulary = Vocabulary(
        {
            **algebraic.LETTERS,
            "A": lambda at: at.field.block(at["Minv"], slice(0, at.point.k), slice(0, at.point.k)),
            "ell": mixing,
            "rest": lambda at: (
                at.field.block(at["Minv"], slice(at.point.k, None), slice(at.point.k, None))
                - at["ell"] * at["A"] * at.field.transpose(at["ell"])
            ),
            "G1": block_of_growth(first=True),
            "G2": block_of_growth(first=False),
            "shape": lambda at: at["Minv"],
            "Omega": solved("G", "shape"),
            "Omega1": solved("G1", "A"),
            "Omega2": solved("G2", "rest"),
        },
        texts=decoupled_texts,
    )
    symbols: ClassVar[Mapping[str, str]] = {
        "ell": "L",
        "mixed": "N",
        "coupled": "C",
        "rest": "R",
        "shape": "S",
        "Omega1": r"\Omega_1",
        "Omega2": r"\Omega_2",
        "Omega": r"\Omega",
        "definiteness_above_decoupled": r"\delta(\tilde W(t) - N(t) + \Delta^-(t))",
        "definiteness_below_decoupled": r"\delta(N(t) + \Delta^+(t) - \tilde W(t))",
        "definiteness_above_less_lost": r"\delta(\tilde W(t) - N(t) + \Delta^-(t)/2)",
        "definiteness_below_less_gained": r"\delta(N(t) + \Delta^+(t)/2 - \tilde W(t))",
    }

    def changed(self, point: algebraic.AlgebraicPoint) -> FactorPoint:
        return WithFactor().changed(point)
