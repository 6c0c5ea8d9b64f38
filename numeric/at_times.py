"""Numbers about W(t) at a time: from double precision with bounds where the problem is large, else from balls.

Up to LARGEST_IN_BALLS rows every number has the digits asked for: what double precision does not tell to so many comes
from balls. Beyond, it is told to as many as are certain.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from numeric import memory, quantities
from numeric.crossing import Crossing, reach_time
from numeric.decimals import ZERO, Rounded
from numeric.evaluate import SMALLEST_IN_DOUBLES, Undecided
from numeric.exact import Unresolved, format_fraction
from numeric.inputs import LARGEST_IN_BALLS
from numeric.problem import Problem
from numeric.quantities import Distance
from paper import Misuse

if TYPE_CHECKING:
    from numeric.hardware.measured import Few, InDoubles

MOST_HOPEFUL = 20
"""Digits up to which double precision is asked where balls tell the number too."""
MOST_OF_TIMES = 15
"""Digits of times at which singular values reach a level, that double precision is asked for."""

Fewer = tuple[str, int, int]
"""A quantity by its name in JSON, its number (k, or i from 1; 0 of the loss), and the digits that it has."""


@dataclass(frozen=True)
class At:
    """What was measured at one time; None or empty where it was not asked for."""

    time: Fraction
    singular_values: tuple[Rounded, ...] | None
    distances: tuple[Distance, ...]
    loss: Rounded | None
    fewer: tuple[Fewer, ...] = ()
    """What is told to fewer digits than were asked for; to 0 digits it is 0, with a bound on its size as radius."""


class Numbers:
    """About W(t) of one problem, to so many digits. Raises Misuse where it is too large for what tells them."""

    def __init__(self, problem: Problem, digits: int) -> None:
        quantities.require_digits(digits)
        self.problem, self.digits = problem, digits
        self.is_beyond_balls = problem.n > LARGEST_IN_BALLS
        self.doubles = self._in_doubles()

    def _in_doubles(self) -> "InDoubles | None":
        if self.problem.n < SMALLEST_IN_DOUBLES or not (self.is_beyond_balls or self.digits <= MOST_HOPEFUL):
            return None
        from numeric.hardware import doubles, measured  # which take long, and are needed here alone

        reason = doubles.obstacle(self.problem, min(self.digits, doubles.LARGEST_DIGITS))
        if self.digits > doubles.LARGEST_DIGITS:
            reason = f"to {doubles.LARGEST_DIGITS} digits at most, not {self.digits}; ask for fewer"
        if reason is None:
            return measured.InDoubles(self.problem)
        if self.is_beyond_balls:
            raise Misuse(f"beyond {LARGEST_IN_BALLS} rows W is measured in double precision, but {reason}")
        return None

    def fitting_jobs(self, times: tuple[Fraction, ...], jobs: int | None) -> int:
        """How many processes are to measure at the times; None means one a CPU, if memory allows. Raises Misuse."""
        if not self.is_beyond_balls:
            jobs = quantities.fitting_jobs(self.problem, times, self.digits, jobs)
        if self.doubles is None or not times:
            return 1 if jobs is None else jobs
        return memory.fitting_jobs(jobs, self.doubles.bytes, 0, f"a number about W to {self.digits} digits")

    def at(self, t: Fraction, singular_values: bool, errors: tuple[int, ...], loss: bool) -> At:
        """What is asked for at the time. Raises Misuse for a k that makes no sense, Undecided."""
        quantities.require_time(t)
        fewer: list[Fewer] = []
        values = self._singular_values(t, fewer) if singular_values else None
        distances = tuple(self._distance(t, k, fewer) for k in errors)
        return At(t, values, distances, self._loss(t, fewer) if loss else None, tuple(fewer))

    def reach_time(self, i: int, fraction: Fraction) -> Crossing:
        """As numeric.crossing has it. Beyond LARGEST_IN_BALLS rows raises Misuse for too many digits, too."""
        if self.is_beyond_balls and self.digits > MOST_OF_TIMES:
            raise Misuse(
                f"beyond {LARGEST_IN_BALLS} rows --reach is told to {MOST_OF_TIMES} digits at most, not {self.digits};"
                " ask for fewer digits"
            )
        return reach_time(
            self.problem, i, fraction, self.digits, self.doubles if self.digits <= MOST_OF_TIMES else None
        )

    def _singular_values(self, t: Fraction, fewer: list[Fewer]) -> tuple[Rounded, ...]:
        doubles = self.doubles
        if doubles is not None:
            name = f"a singular value of W at t = {format_fraction(t)}"
            found = self._told(lambda level: doubles.eigenvalues(t, level), name)
            if found is not None:
                fewer += [("singular_values", i, x.digits) for i, x in self._short(found, 1)]
                return tuple(x.number for x in found) + (ZERO,) * (self.problem.n - len(found))
        return quantities.singular_values(self.problem, t, self.digits)

    def _distance(self, t: Fraction, k: int, fewer: list[Fewer]) -> Distance:
        doubles = self.doubles
        if doubles is not None and self._is_best_approximation(doubles, k):
            name = f"the distance of W from Y_{k} at t = {format_fraction(t)}"
            found = self._told(lambda level: doubles.distance(t, k, level), name)
            if found is not None:
                names = ("spectral", "frobenius")
                fewer += [(names[i], k, x.digits) for i, x in self._short(found, 0)]
                return Distance(k, *(x.number for x in found))
        return quantities.distance(self.problem, t, k, self.digits)

    def _loss(self, t: Fraction, fewer: list[Fewer]) -> Rounded:
        doubles = self.doubles
        if doubles is not None:
            found = self._told(lambda level: [doubles.loss(t, level)], f"the loss at t = {format_fraction(t)}")
            if found is not None:
                fewer += [("loss", 0, x.digits) for _, x in self._short(found, 0)]
                return found[0].number
        return quantities.loss(self.problem, t, self.digits)

    def _told(self, compute: Callable[[int], Sequence[Any]], name: str) -> "tuple[Few, ...] | None":
        """The numbers; None where balls are to tell them. Raises Undecided where nothing does."""
        from numeric.hardware.measured import told

        try:
            found = told(compute, self.digits)
        except Unresolved as error:
            if self.is_beyond_balls:
                raise Undecided(f"{name} could not be told in double precision ({error})") from error
            return None
        return found if self.is_beyond_balls or not self._short(found, 0) else None

    def _short(self, found: "tuple[Few, ...]", first: int) -> "list[tuple[int, Few]]":
        """Those that have fewer digits, counted from `first`."""
        return [(i, x) for i, x in enumerate(found, start=first) if x.digits < self.digits]

    def _is_best_approximation(self, doubles: "InDoubles", k: int) -> bool:
        """Whether that is certain. Raises Misuse, or Undecided, where it is not and balls can't say either."""
        if not self.is_beyond_balls:
            return 0 <= k <= self.problem.n and doubles.is_best_approximation(k) is True
        if not 0 <= k <= self.problem.n or (certain := doubles.is_best_approximation(k)) is False:
            raise Misuse(
                f"there is no Y_{k} that is unique; k runs from 0 to the number of Y's positive eigenvalues, and σ_k"
                " has to be larger than σ_{k+1}"
            )
        if certain is None:
            raise Undecided(f"σ_{k}, σ_{k + 1} and 0 could not be told apart in double precision; choose another k")
        return True
