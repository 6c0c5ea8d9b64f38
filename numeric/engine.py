"""W(t) of one problem at many times, every entry certified; what does not depend on time is computed once.

At each precision the cheapest sufficient path is taken: deflation where Y is dense and most modes are settled, the full
graded solve otherwise. An entry that is not told to the digits asked for sends the time to the other path, then to the
exchange of learned modes, which tells entries whose leading terms vanish, and then to twice the precision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log2
from typing import Any

import flint

from numeric import closed_form, exchange, memory
from numeric.closed_form import Flow
from numeric.deflation import Deflation
from numeric.exact import format_fraction
from numeric.exchange import Exchange
from numeric.field import Balls, Unresolved
from numeric.frame import Frame, frame_of
from numeric.problem import Problem
from paper import Misuse

BITS_PER_DIGIT = log2(10)
GUARD_BITS = 32
WORD = 64
GUARD_DIGITS = {"deflated": 6.0, "deflated, wider": 20.0}
"""Modes so many digits beyond those asked for count as settled; the wider choice is for entries that are small."""
LARGEST_BITS = 20_000_000
LARGEST_WORK = 20_000_000_000
"""Bits of precision, and those times n³: where to stop."""


@dataclass(frozen=True)
class Enclosure:
    """W(t) at one time, n×n in the coordinates of Y: balls that hold every entry, and how they were computed."""

    time: Fraction
    balls: Any
    bits: int
    path: str  # a key of GUARD_DIGITS, "full" or "exchanged"

    def mpmath(self) -> tuple[Any, Any]:
        """The midpoints and the radii, exact, as two matrices of mpmath's own `mp`, whatever its precision is now.

        What is computed with them is rounded to that precision: set `mpmath.mp.prec` to `bits` or more before.
        """
        n, m = int(self.balls.nrows()), int(self.balls.ncols())
        entries = [[self.balls[i, j] for j in range(m)] for i in range(n)]
        import mpmath  # which takes long, and is needed here alone

        values = mpmath.matrix([[_mpf(x.mid()) for x in row] for row in entries])
        radii = mpmath.matrix([[_mpf(x.rad()) for x in row] for row in entries])
        return values, radii


class Engine:
    """Balls of W(t) with at least `digits` significant digits in every entry that is not exactly zero."""

    def __init__(self, problem: Problem, digits: int) -> None:
        if digits < 1:
            raise Misuse(f"the digits are {digits}; ask for at least 1")
        self.problem = problem
        self.digits = digits
        self._inverses: dict[int, Any] = {}
        self._trapezoids: dict[int, tuple[Any, Any]] = {}
        self._deflations: dict[int, Deflation] = {}
        self._lower = [(i, j) for i in range(problem.n) for j in range(i + 1)]
        self._exchanges: dict[int, Exchange] = {}
        self.fastest = problem.rate * problem.largest_row_sum  # e^{cσt} grows at most at this rate

    def at(self, time: Fraction) -> Enclosure:
        """W at the time t ≥ 0. Raises Unresolved where the largest precision does not tell every entry."""
        if time < 0:
            raise Misuse(f"the time is {format_fraction(time)}; it must not be negative")
        for bits in self.precisions(time):
            for path in self.paths(time):
                with flint.ctx.workprec(bits):
                    try:
                        W = self.settled(self.enclose(time, bits, path), in_doubt=path not in GUARD_DIGITS)
                    except Unresolved:
                        continue
                    if W is not None:
                        return Enclosure(time, W, bits, path)
            if self.problem.has_doubts:  # an entry seems to vanish: no precision would tell
                break
        raise Unresolved(f"W at t = {time} could not be told to {self.digits} digits in every entry")

    def trajectory(self, times: Sequence[Fraction]) -> Iterator[Enclosure]:
        """W at each of the times, in their order; by one process, as balls take longer to send than to compute."""
        return map(self.at, times)

    def __reduce__(self) -> tuple[Any, ...]:
        """The problem and the digits alone: what is kept are balls, which don't travel between processes."""
        return Engine, (self.problem, self.digits)

    @property
    def largest_precision(self) -> int:
        """Bits beyond which an evaluation would take more time and memory than anyone means to give it."""
        return largest_precision(self.problem.n, self.digits)

    def precisions(self, time: Fraction, more: int = 0) -> Iterator[int]:
        """Bits to try, and `more` on top: each twice the one before, as long as work and memory stay reasonable.

        Raises Misuse where even the first would not be reasonable, or take more memory than there is.
        """
        self.require_reasonable(time, more)
        bits = self.first_precision(time)
        memory.fitting_jobs(1, self.bytes_at(bits + more), 0, f"W to {self.digits} digits")
        while bits + more <= self.largest_precision:
            yield bits + more
            bits *= 2
            if not memory.fits(self.bytes_at(bits + more)):
                return

    def require_reasonable(self, time: Fraction, more: int = 0) -> None:
        """Raises Misuse where the first precision, with `more` bits for what cancels, is beyond the largest."""
        if more > 0 and self.first_precision(time) + more > self.largest_precision:
            raise Misuse(
                f"at t = {format_fraction(time)} the method loses more digits to cancellation than the"
                f" {int(self.largest_precision / BITS_PER_DIGIT)} that are affordable for n = {self.problem.n};"
                " use the method engine, which loses none"
            )
        require_exponents(self.problem.n, self.digits, self.first_precision(time), time)

    def first_precision(self, time: Fraction) -> int:
        """Bits that the digits, the guard and the exponents ask for."""
        needed = ceil(self.digits * BITS_PER_DIGIT)
        # bits of the exponents that e^{cσt} and α have, rounded up
        size = max(abs(self.problem.alpha.exponent).bit_length() + 2, _bit_length(self.fastest) + _bit_length(time))
        # few different precisions, so that what is kept for one serves many times
        return -(-(needed + GUARD_BITS + size) // WORD) * WORD

    def bytes_at(self, bits: int) -> int:
        """What an evaluation at so many bits takes of the memory, at most."""
        return memory.of_matrices(self.problem.n, bits, "dense" if self.problem.diagonal is None else "diagonal")

    def enclose(self, time: Fraction, bits: int, path: str = "full") -> Any:
        """W(t), n×n, in balls of so many bits, however wide they come out; to be called at that working precision.

        `path`: "full" (or "graded"), "exchanged", a key of GUARD_DIGITS, or a form that cancels, "naive" or "woodbury".
        """
        problem, field, frame = self.problem, Balls(bits), self.frame(bits)
        if time == 0:
            return field.exact(problem.start) * field.scale(problem.alpha) ** 2
        if path in GUARD_DIGITS:
            deflation = self._deflation(bits)
            t = field.number(time)
            return deflation.at(t, deflation.split(t, self.digits + GUARD_DIGITS[path]))
        flow = Flow(field, frame.sigma, field.number(problem.rate), field.scale(problem.alpha), field.number(time))
        if path == "exchanged":
            return self._exchange(bits).at(flow, self.digits)
        if path == "naive":
            return frame.back(closed_form.printed(flow, frame.congruent(problem.start)))
        if problem.is_regular and path != "woodbury":
            return frame.back(closed_form.graded(flow, self._inverse_shape(bits)))
        factor = problem.factor or ()
        if path == "woodbury":
            return frame.back(closed_form.woodbury(flow, frame.coordinates(factor)))
        if not any(x != 0 for row in factor for x in row):
            return flint.arb_mat(problem.n, problem.n)
        return frame.back(closed_form.graded_woodbury(flow, *self._trapezoid(bits)))

    def settled(self, W: Any, in_doubt: bool = True) -> Any:
        """W with every entry known to the digits asked for, or None.

        `in_doubt`: entries that are not are examined for a structural reason to vanish, and then are exactly 0.
        """
        wanted, known = self.digits * BITS_PER_DIGIT + 1, flint.arb.rel_accuracy_bits
        unclear = [at for at in self._lower if known(W[at]) < wanted]
        if not unclear:
            return W
        if not in_doubt or not all(self.problem.is_apart(*at) or self.problem.vanishes(*at) for at in unclear):
            return None
        rows = W.tolist()
        for i, j in unclear:
            rows[i][j] = rows[j][i] = flint.arb(0)
        return flint.arb_mat(rows)

    def frame(self, bits: int) -> Frame:
        """The basis of Y in balls of so many bits."""
        return frame_of(self.problem, Balls(bits))

    def paths(self, time: Fraction) -> tuple[str, ...]:
        # in the basis of Y itself most entries are tiny, and deflation, whose error is the same for all, tells none
        if time > 0 and self.problem.is_regular and self.problem.diagonal is None:
            return (*GUARD_DIGITS, "full", "exchanged")
        return ("full", "exchanged") if time > 0 and exchange.applies(self.problem) else ("full",)

    def _inverse_shape(self, bits: int) -> Any:
        if bits not in self._inverses:
            self._inverses[bits] = self.frame(bits).inverse_shape(self.problem)
        return self._inverses[bits]

    def _trapezoid(self, bits: int) -> tuple[Any, Any]:
        if bits not in self._trapezoids:
            self._trapezoids[bits] = self.frame(bits).trapezoidal(self.problem)
        return self._trapezoids[bits]

    def _exchange(self, bits: int) -> Exchange:
        if bits not in self._exchanges:
            self._exchanges[bits] = Exchange(self.problem, self.frame(bits))
        return self._exchanges[bits]

    def _deflation(self, bits: int) -> Deflation:
        if bits not in self._deflations:
            field, frame = Balls(bits), self.frame(bits)
            alpha, rate = field.scale(self.problem.alpha), field.number(self.problem.rate)
            shape = frame.congruent(self.problem.start)
            self._deflations[bits] = Deflation(field, frame.sigma, frame.vectors, shape, alpha, rate)
        return self._deflations[bits]


def largest_precision(n: int, digits: int) -> int:
    """Bits beyond which n×n matrices take more time and memory than anyone means to give them."""
    return max(min(LARGEST_BITS, LARGEST_WORK // n**3), 8 * ceil(digits * BITS_PER_DIGIT))


def require_exponents(n: int, digits: int, bits: int, time: Fraction) -> None:
    """Raises Misuse where `bits`, which the digits and the exponents of α and e^{cσt} take, are beyond the largest."""
    largest = largest_precision(n, digits)
    if bits > largest:
        raise Misuse(
            f"at t = {format_fraction(time)} the exponent of e^(cσt) alone takes {bits} bits of precision, and"
            f" {largest} are affordable for n = {n}; give a smaller time, rate or Y"
        )


def _bit_length(x: Fraction) -> int:
    """An integer above log₂ x, and at least 0."""
    return max(0, x.numerator.bit_length() - x.denominator.bit_length() + 1)


def _mpf(x: Any) -> Any:
    """The exact ball x as an mpmath number, without rounding."""
    import mpmath

    mantissa, exponent = x.man_exp()
    return mpmath.mp.make_mpf(mpmath.libmp.from_man_exp(int(mantissa), int(exponent)))
