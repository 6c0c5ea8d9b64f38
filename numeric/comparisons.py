"""What is compared: one solution evaluated in two ways that share no formula, at published times.

A mismatch is the largest difference of two entries relative to the entry itself, however small it is (1e-1500, say).
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from numeric import closed_form, integrate, matrices, minors
from numeric.closed_form import Flow, flow_at
from numeric.eigenbasis import eigenbasis
from numeric.exact import format_fraction
from numeric.field import Balls, Field, Irrational, Rationals
from numeric.instance import Instance, random_factor
from numeric.matrices import Rows
from numeric.trajectory import trajectory

DIGITS = 30
"""Digits to which two evaluations have to agree."""
DELAY = Fraction(1, 10**20)
"""How much later, relatively, it is looked at where the two must be told apart."""


@dataclass(frozen=True)
class Moment:
    """An instance at one time; `width` is the number of columns of the factor that the Woodbury steps start from."""

    instance: Instance
    number: int
    time: Fraction
    width: int = 1

    def __hash__(self) -> int:
        return hash((self.number, self.time, self.width))

    def describe(self) -> dict[str, str]:
        return {
            "instance": self.instance.name,
            "alpha": str(self.instance.alpha),
            "rate": format_fraction(self.instance.rate),
            "time": format_fraction(self.time),
            "columns of the factor": str(self.width),
        }


@dataclass
class Comparison:
    """The mismatches at `moment`, in `field`."""

    moment: Moment
    field: Field

    @property
    def tolerance(self) -> Any:
        return self.field.number(Fraction(1, 10**DIGITS))

    @cached_property
    def printed_mismatch(self) -> Any:
        return self._mismatch(self._printed(self.moment.time), self._graded)

    @cached_property
    def late_printed_mismatch(self) -> Any:
        return self._mismatch(self._printed(self._late), self._graded)

    @cached_property
    def start_mismatch(self) -> Any:
        return self._start_mismatch(self.field.scale(self.moment.instance.alpha) ** 2)

    @cached_property
    def unsquared_start_mismatch(self) -> Any:
        return self._start_mismatch(self.field.scale(self.moment.instance.alpha))

    @cached_property
    def residual(self) -> Any:
        return self._residual(closed_form.right_side(self._flow(self.moment.time), self._graded))

    @cached_property
    def wrong_residual(self) -> Any:
        square = self._graded * self._graded * self.field.number(self.moment.instance.rate)
        return self._residual(closed_form.right_side(self._flow(self.moment.time), self._graded) - square)

    @cached_property
    def woodbury_mismatch(self) -> Any:
        return self._mismatch(self._woodbury(self._factor), self._printed_from_factor)

    @cached_property
    def graded_woodbury_mismatch(self) -> Any:
        rational = Rationals()
        parts = closed_form.trapezoidal(rational.exact(self._factor), rational)
        lower, upper = (self.field.exact(matrices.from_flint(part)) for part in parts)
        W = closed_form.graded_woodbury(self._flow(self.moment.time), lower, upper)
        return self._mismatch(W, self._printed_from_factor)

    @cached_property
    def narrow_woodbury_mismatch(self) -> Any:
        narrow = tuple((*row[:-1], Fraction(0)) for row in self._factor)
        return self._mismatch(self._woodbury(narrow), self._printed_from_factor)

    @cached_property
    def minors_mismatch(self) -> Any:
        return self._mismatch(self._by_minors(self.moment.time), self._graded)

    @cached_property
    def late_minors_mismatch(self) -> Any:
        return self._mismatch(self._by_minors(self._late), self._graded)

    @cached_property
    def eigenbasis_mismatch(self) -> Any:
        return self._eigenbasis_mismatch(matrices.identity(self.moment.instance.n))

    @cached_property
    def transposed_mismatch(self) -> Any:
        basis = self.moment.instance.basis or ()
        return self._eigenbasis_mismatch(matrices.product(basis, basis))

    @cached_property
    def series_mismatch(self) -> Any:
        return self._mismatch(self._series, self._graded_in_coordinates(self.moment.time))

    @cached_property
    def late_series_mismatch(self) -> Any:
        return self._mismatch(self._series, self._graded_in_coordinates(self._late))

    @cached_property
    def modes_mismatch(self) -> Any:
        return self._mismatch(self._modes(self.moment.time), self._graded)

    @cached_property
    def late_modes_mismatch(self) -> Any:
        return self._mismatch(self._modes(self._late), self._graded)

    @property
    def _late(self) -> Fraction:
        return self.moment.time * (1 + DELAY)

    @cached_property
    def _inverse_shape(self) -> Any:
        return self.field.exact(self.moment.instance.inverse_shape_in_basis)

    @cached_property
    def _graded(self) -> Any:
        return closed_form.graded(self._flow(self.moment.time), self._inverse_shape)

    @cached_property
    def _factor(self) -> Rows:
        return random_factor(self.moment.instance.n, self.moment.width, self.moment.number)

    @cached_property
    def _printed_from_factor(self) -> Any:
        shape = matrices.product(self._factor, matrices.transpose(self._factor))
        return closed_form.printed(self._flow(self.moment.time), self.field.exact(shape))

    @cached_property
    def _series(self) -> Any:
        values = [[self.field.number(x) for x in row] for row in taylor(self.moment)]
        return self.field.matrix(values)

    def _flow(self, time: Fraction) -> Flow:
        instance = self.moment.instance
        return flow_at(instance.spectrum, instance.rate, instance.alpha, time, self.field)

    def _printed(self, time: Fraction) -> Any:
        return closed_form.printed(self._flow(time), self.field.exact(self.moment.instance.shape_in_basis))

    def _woodbury(self, factor: Rows) -> Any:
        return closed_form.woodbury(self._flow(self.moment.time), self.field.exact(factor))

    def _by_minors(self, time: Fraction) -> Any:
        n = self.moment.instance.n
        wanted = [(i, j) for i in range(n) for j in range(n)]
        entries = minors.entries(self._flow(time), self.moment.instance.shape_in_basis, wanted)
        return self.field.matrix([[entries[i, j] for j in range(n)] for i in range(n)])

    def _modes(self, time: Fraction) -> Any:
        return self.field.diagonal(trajectory(self.moment.instance, [time], self.field)[0])

    def _graded_in_coordinates(self, time: Fraction) -> Any:
        W = closed_form.graded(self._flow(time), self._inverse_shape)
        basis = self.moment.instance.basis
        return closed_form.rotate(self.field, None if basis is None else self.field.exact(basis), W)

    def _eigenbasis_mismatch(self, turn: Rows) -> Any:
        """Y as a plain matrix, with an eigenbasis computed, against its exact Φ; the latter turned by `turn`."""
        if not isinstance(self.field, Balls):
            raise Irrational("eigenvectors are algebraic")
        instance, field = self.moment.instance, self.field
        basis = eigenbasis(instance.target, field)
        rate, alpha, time = field.number(instance.rate), field.scale(instance.alpha), field.number(self.moment.time)
        start = basis.vectors.transpose() * field.exact(instance.shape) * basis.vectors
        W = closed_form.graded(Flow(field, basis.values, rate, alpha, time), field.inverse(start))
        turned = field.exact(turn)
        exact = turned * self._graded_in_coordinates(self.moment.time) * field.transpose(turned)
        return self._mismatch(closed_form.rotate(field, basis.vectors, W), exact)

    def _start_mismatch(self, factor: Any) -> Any:
        start = self.field.exact(self.moment.instance.shape_in_basis) * factor
        return self._mismatch(closed_form.graded(self._flow(Fraction(0)), self._inverse_shape), start)

    def _residual(self, right_side: Any) -> Any:
        """|W′ − F(W)| relative to cσ₁|W|, entry by entry: what is wrong in the time that the flow takes to act."""
        flow, field = self._flow(self.moment.time), self.field
        slope = closed_form.graded_derivative(flow, self._inverse_shape)
        fastest = flow.rate * flow.sigma[0]
        return _largest_ratio(field, slope - right_side, self._graded) / fastest

    def _mismatch(self, left: Any, right: Any) -> Any:
        return _largest_ratio(self.field, left - right, right)


def _largest_ratio(field: Field, errors: Any, sizes: Any) -> Any:
    """The largest |error|/|size|, entry by entry; an entry that is exactly 0 with no error does not count."""
    pairs = zip(field.entries(errors), field.entries(sizes), strict=True)
    entries = [pair for rows in pairs for pair in zip(*rows, strict=True)]
    return field.maximum(*(abs(x) / abs(y) for x, y in entries if not (x == 0 and y == 0)))


@lru_cache(maxsize=32)
def taylor(moment: Moment) -> tuple[tuple[Fraction, ...], ...]:
    """W at the moment, in the coordinates of Y, by the Taylor integrator: exactly the numbers that it ends with."""
    instance = moment.instance
    square = instance.alpha.fraction**2
    start = tuple(tuple(square * x for x in row) for row in instance.shape)
    W = integrate.integrate(instance.target, start, instance.rate, moment.time, DIGITS)
    return tuple(tuple(integrate.exact(x) for x in row) for row in W)
