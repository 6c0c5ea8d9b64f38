"""How far the asymmetric flow from a general start goes from the two nominal ones in closed form.

The true flow is enclosed by the validated integrator (`enclosure.py`), which knows no closed form. P = (U + V)/2 is the
growing part in the singular basis of Y. One nominal flow starts from P, and is MV's own; the other is that of balanced
factors, started from (U, V) as if they were.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from numeric import closed_form, enclosure
from numeric.exact import format_fraction, parse_scale
from numeric.field import Balls, Field, Irrational
from numeric.matrices import Rows

MOST_BITS = 144
"""Of the integrator, whose work grows with their cube: enough for every published start."""
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Start:
    """Y = diag(spectrum), padded to be square; the shapes of both factors; α, and the times of interest."""

    number: int
    name: str
    spectrum: tuple[int, ...]
    U: Rows
    V: Rows
    alpha: str
    times: tuple[str, ...]  # among a quarter, a half and all of log(1/α): σ = 2 is learned at half


@dataclass(frozen=True)
class StartAtTime:
    """A start at one time."""

    start: Start
    time: Fraction

    @property
    def number(self) -> int:
        return self.start.number

    def describe(self) -> dict[str, str]:
        return {
            "target": self.start.name,
            "spectrum": ", ".join(map(str, self.start.spectrum)),
            "alpha": self.start.alpha,
            "time": format_fraction(self.time),
        }


@lru_cache(maxsize=64)
def enclosed(start: Start, time: Fraction, field: Balls) -> tuple[Any, Any]:
    """The factors at `time`, from where they were at the last time of interest before it."""
    target = field.diagonal([field.number(x) for x in start.spectrum])
    before = max((x for x in map(Fraction, start.times) if x < time), default=Fraction(0))
    if before:
        factors = enclosed(start, before, field)
    else:
        alpha = field.scale(parse_scale(start.alpha, "α"))
        factors = field.exact(start.U) * alpha, field.exact(start.V) * alpha
    (reached,) = enclosure.along(field, target, factors, [time - before])
    return reached


@dataclass
class Departure:
    """The distances at `moment`, in `field`."""

    moment: StartAtTime
    field: Field

    @cached_property
    def rest(self) -> Any:
        """‖N₀‖_F, N₀ = (U₀ − V₀)/2."""
        return self._frobenius((self._factors[0] - self._factors[1]) / 2)

    @property
    def rest_squared(self) -> Any:
        return self.rest**2

    @property
    def growth(self) -> Any:
        """σ₁t."""
        return self.field.number(self.moment.start.spectrum[0] * self.moment.time)

    @cached_property
    def imbalance(self) -> Any:
        """‖Q‖_F, Q = UᵀU − VᵀV."""
        U, V = self._factors
        return self._frobenius(self.field.transpose(U) * U - self.field.transpose(V) * V)

    @property
    def imbalance_squared(self) -> Any:
        return self.imbalance**2

    @cached_property
    def product(self) -> Any:
        """UVᵀ, enclosed with half of the field's bits, as the closed forms need more to say as much."""
        if not isinstance(self.field, Balls):
            raise Irrational("the solution is enclosed in balls only")
        coarse = Balls(min(self.field.bits // 2, MOST_BITS))
        with coarse.working():
            U, V = enclosed(self.moment.start, self.moment.time, coarse)
        return U * V.transpose()

    @cached_property
    def nominal(self) -> Any:
        """W° = PPᵀ of MV's own flow from P, by the closed form for a factor of any width."""
        start, field = self.moment.start, self.field
        growing = (field.exact(start.U) + field.exact(start.V)) / 2
        spectrum = tuple(map(Fraction, start.spectrum))
        return closed_form.woodbury(self._flow(spectrum, Fraction(1)), growing)

    @cached_property
    def stacked(self) -> Any:
        """Z₁₂ of the flow Ż = SZ + ZS − Z²: MV's with c = ½ and the eigenvalues ±2σ, in the basis of U ± V."""
        start, field, n = self.moment.start, self.field, len(self.moment.start.spectrum)
        U, V, root = field.exact(start.U), field.exact(start.V), field.sqrt(field.number(2))
        spectrum = tuple(Fraction(sign * 2 * sigma) for sign in (1, -1) for sigma in start.spectrum)
        flow = self._flow(spectrum, HALF)
        Z = closed_form.woodbury(flow, field.assemble([[(U + V) / root], [(U - V) / root]]))
        up, down = slice(0, n), slice(n, 2 * n)
        block = {
            (i, j): field.block(Z, rows, columns)
            for i, rows in ((0, up), (1, down))
            for j, columns in ((0, up), (1, down))
        }
        return (block[0, 0] - block[0, 1] + block[1, 0] - block[1, 1]) / 2

    @cached_property
    def symmetric_departure(self) -> Any:
        return self.field.norm((self.product + self.field.transpose(self.product)) / 2 - self.nominal)

    @cached_property
    def product_departure(self) -> Any:
        return self.field.norm(self.product - self.nominal)

    @cached_property
    def stacked_departure(self) -> Any:
        return self.field.norm(self.product - self.stacked)

    @cached_property
    def _factors(self) -> tuple[Any, Any]:
        start = self.moment.start
        alpha = self.field.scale(parse_scale(start.alpha, "α"))
        return self.field.exact(start.U) * alpha, self.field.exact(start.V) * alpha

    def _frobenius(self, a: Any) -> Any:
        return self.field.sqrt(sum((x * x for row in self.field.entries(a) for x in row), self.field.number(0)))

    def _flow(self, spectrum: tuple[Fraction, ...], rate: Fraction) -> closed_form.Flow:
        start = self.moment.start
        return closed_form.flow_at(spectrum, rate, parse_scale(start.alpha, "α"), self.moment.time, self.field)
