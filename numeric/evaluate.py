"""W(t) to so many digits in every entry, at exact times: the computation behind `flowproof evaluate`.

Every method but the uncertified naive one computes in balls, with more and more bits until every decimal is certain.
- graded: the form that α does not hurt, for a shape as for a factor of any width; what `auto` takes. Entries that
  cancel even so are computed from minors, where n and the basis allow it;
- woodbury: the plain Woodbury form of a factor; its precision grows with log 1/α;
- naive: the printed formula; in balls if certified, else with mpmath until two precisions agree.
"""

import time as clock
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log, log2
from typing import Any

import flint

from numeric import closed_form, minors, naive
from numeric.closed_form import Flow
from numeric.decimals import ZERO, Rounded, round_ball
from numeric.exact import format_fraction
from numeric.field import Balls, Unresolved
from numeric.frame import frame_of
from numeric.problem import Problem
from paper import Misuse

METHODS = ("auto", "naive", "graded", "woodbury")
LARGEST_DIGITS = 100_000
GUARD_BITS = 64
LARGEST_WORK = 20_000_000_000
"""Bits of precision times n³: where to stop."""
TRIES_BEFORE_STRUCTURE = 2
"""Precisions tried before entries are examined for a reason to vanish."""

Progress = Callable[[int, int, str], None]
"""Called with the times done, the times in all, and the last one."""


class Undecided(ArithmeticError):
    """An entry could not be told to the digits asked for at the largest precision tried."""


@dataclass(frozen=True)
class Sample:
    """W at one time: n×n decimals, and (certified) radii within which the true values lie."""

    time: Fraction
    values: tuple[tuple[str, ...], ...]
    radii: tuple[tuple[str, ...], ...] | None


@dataclass(frozen=True)
class Evaluation:
    """W at the times asked for."""

    problem: Problem
    digits: int
    method: str
    certified: bool
    samples: tuple[Sample, ...]
    seconds: float

    def document(self) -> dict[str, Any]:
        """The evaluation as plain data for JSON: every number is a string."""
        times = []
        for sample in self.samples:
            entry: dict[str, Any] = {"t": format_fraction(sample.time), "W": [list(row) for row in sample.values]}
            if sample.radii is not None:
                entry["radius"] = [list(row) for row in sample.radii]
            times.append(entry)
        return {
            "digits": self.digits,
            "alpha": str(self.problem.alpha),
            "rate": format_fraction(self.problem.rate),
            "method": self.method,
            "certified": self.certified,
            "times": times,
            "seconds": f"{self.seconds:.3f}",
        }


def evaluate(
    problem: Problem,
    times: Sequence[Fraction],
    digits: int,
    method: str = "auto",
    certified: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Every entry of W at `times`, right to `digits` significant digits; an entry that is exactly zero is `0`.

    Raises Misuse for a negative time, digits out of range or a method that does not fit the problem; Undecided where
    the largest precision does not settle an entry.
    """
    if not 1 <= digits <= LARGEST_DIGITS:
        raise Misuse(f"the digits are {digits}; ask for 1 to {LARGEST_DIGITS}")
    if not times:
        raise Misuse("there is no time to evaluate at; give at least one")
    for t in times:
        if t < 0:
            raise Misuse(f"the time is {format_fraction(t)}; it must not be negative")
    if method not in METHODS:
        raise Misuse(f"the method is {method!r}; it is one of {', '.join(METHODS)}")
    if method == "woodbury" and problem.factor is None:
        raise Misuse("the method woodbury needs a factor Ū; a shape goes with naive or graded")
    chosen = "graded" if method == "auto" else method
    begin = clock.perf_counter()
    samples = []
    for done, t in enumerate(times, start=1):
        samples.append(_sample(problem, t, digits, chosen, certified))
        if progress is not None:
            progress(done, len(times), f"t = {format_fraction(t)}")
    return Evaluation(problem, digits, chosen, certified, tuple(samples), clock.perf_counter() - begin)


def _sample(problem: Problem, t: Fraction, digits: int, method: str, certified: bool) -> Sample:
    settled = {(i, j): ZERO for i in range(problem.n) for j in range(i + 1) if problem.is_apart(i, j)}
    waiting = [(i, j) for i in range(problem.n) for j in range(i + 1) if (i, j) not in settled]
    bits = _bits(problem, t, digits, method)
    if method == "naive" and not certified and t > 0:
        attempts = naive.attempts(problem, t, digits, (int(x / 3.32) for x in bits))
    else:
        attempts = _in_balls(problem, t, digits, method, bits)
    for count, rounded in enumerate(attempts):
        settled.update({(i, j): x for i, j in waiting if (x := rounded[i][j]) is not None})
        waiting = [entry for entry in waiting if entry not in settled]
        if count + 1 == TRIES_BEFORE_STRUCTURE:
            settled.update({(i, j): ZERO for i, j in waiting if problem.vanishes(i, j)})
            waiting = [entry for entry in waiting if entry not in settled]
        if not waiting:
            break
    if waiting:
        i, j = waiting[0]
        raise Undecided(
            f"entry ({i + 1}, {j + 1}) of W at t = {format_fraction(t)} could not be told to {digits} digits within the"
            f" largest precision of the method {method}; ask for fewer digits or another method"
        )
    full = [[settled[max(i, j), min(i, j)] for j in range(problem.n)] for i in range(problem.n)]
    values = tuple(tuple(x.decimal for x in row) for row in full)
    return Sample(t, values, tuple(tuple(x.radius for x in row) for row in full) if certified else None)


def _bits(problem: Problem, t: Fraction, digits: int, method: str) -> Iterator[int]:
    """Precisions to try: each twice the one before, as long as the work on n×n matrices stays reasonable."""
    largest = max(sum(abs(x) for x in row) for row in problem.target)
    exponent = problem.rate * largest * t  # of the fastest growth e^{cσt}
    size = abs(problem.alpha.exponent) + exponent.numerator // exponent.denominator + 2
    bits = ceil(digits * log2(10)) + GUARD_BITS + 2 * size.bit_length()
    if method != "graded":
        # what the printed and the plain Woodbury form cancel: the square of α e^{cσt}, where that is large
        with flint.ctx.workprec(64):
            lost = Balls(64).number(exponent) + Balls(64).scale(problem.alpha).log()
            bits += max(0, ceil(2 * float(lost.upper()) / log(2)))
    limit = max(LARGEST_WORK // problem.n**3, 8 * ceil(digits * log2(10)))
    while bits <= limit:
        yield bits
        bits *= 2


def _in_balls(
    problem: Problem, t: Fraction, digits: int, method: str, bits: Iterator[int]
) -> Iterator[list[list[Rounded | None]]]:
    """The lower triangle of W(t) as decimals, None where a precision does not tell them."""
    lower = [(i, j) for i in range(problem.n) for j in range(i + 1)]
    for count, precision in enumerate(bits):
        field = Balls(precision)
        with field.working():
            try:
                W = _solution(problem, t, method, field)
            except Unresolved:
                continue
            rounded = {(i, j): round_ball(W[i, j], digits) for i, j in lower}
            if count > 0 and method == "graded":
                cancelled = [entry for entry in lower if rounded[entry] is None and not problem.is_apart(*entry)]
                rounded.update(
                    {at: round_ball(x, digits) for at, x in _by_minors(problem, t, field, cancelled).items()}
                )
        yield [[rounded[i, j] for j in range(i + 1)] for i in range(problem.n)]


def _solution(problem: Problem, t: Fraction, method: str, field: Balls) -> Any:
    """W(t), n×n, in balls."""
    if t == 0:
        return field.exact(problem.start) * field.scale(problem.alpha) ** 2
    frame = frame_of(problem, field)
    flow = _flow(problem, t, field, frame.sigma)
    if method == "naive":
        W = closed_form.printed(flow, frame.congruent(problem.start))
    elif problem.factor is None:
        W = closed_form.graded(flow, frame.inverse_shape(problem))
    elif method == "woodbury":
        W = closed_form.woodbury(flow, frame.coordinates(problem.factor))
    elif any(x != 0 for row in problem.factor for x in row):
        W = closed_form.graded_woodbury(flow, *frame.trapezoidal(problem.factor))
    else:
        return field.diagonal([field.number(0)] * problem.n)
    return frame.back(W)


def _by_minors(
    problem: Problem, t: Fraction, field: Balls, wanted: list[tuple[int, int]]
) -> dict[tuple[int, int], Any]:
    """Entries of W(t) from minors, where Y is diagonal and small; else none."""
    if problem.diagonal is None or problem.n > minors.LARGEST or not wanted:
        return {}
    flow = _flow(problem, t, field, tuple(map(field.number, problem.diagonal)))
    return minors.entries(flow, problem.start, wanted)


def _flow(problem: Problem, t: Fraction, field: Balls, sigma: tuple[Any, ...]) -> Flow:
    return Flow(field, sigma, field.number(problem.rate), field.scale(problem.alpha), field.number(t))
