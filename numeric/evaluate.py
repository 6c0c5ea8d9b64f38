"""W(t) to so many digits in every entry, at exact times: the computation behind `flowproof evaluate`.

- engine (what `auto` takes): certified balls by `numeric.engine`, whatever the start, at a cost that α does not raise.
  Entries that cancel even so are computed from minors, where n and the basis allow it;
- graded and naive: the graded and the printed formula in plain mpmath, which bounds nothing: a decimal is believed only
  where the engine's balls come to it too. The printed one needs more and more digits as α falls. With `certified` (and
  graded, if the start is a factor) they are computed in balls instead;
- woodbury: the plain Woodbury form of a factor in balls; its precision grows with log 1/α.

Every method goes on to more bits until every decimal is settled.
"""

import time as clock
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import flint

from numeric import agreement, memory, minors
from numeric.closed_form import flow_at, printed
from numeric.decimals import ZERO, Rounded, round_ball
from numeric.engine import BITS_PER_DIGIT, Engine
from numeric.exact import echoed, format_fraction
from numeric.field import Balls, Irrational, Rationals, Unresolved
from numeric.parallel import in_order
from numeric.problem import Problem
from paper import Misuse

METHODS = ("auto", "engine", "naive", "graded", "woodbury")
LARGEST_DIGITS = 100_000
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
    values: Sequence[Sequence[str]]
    radii: Sequence[Sequence[str]] | None


@dataclass(frozen=True)
class Evaluation:
    """W at the times asked for; with a step, of gradient descent at the iterations asked for."""

    problem: Problem
    digits: int
    method: str
    certified: bool
    samples: tuple[Sample, ...]
    seconds: float
    step: Fraction | None = None

    def document(self) -> dict[str, Any]:
        """The evaluation as plain data for JSON: every number is a string."""
        times = []
        for sample in self.samples:
            entry: dict[str, Any] = {"t": moment(sample.time, self.step), "W": [list(row) for row in sample.values]}
            if sample.radii is not None:
                entry["radius"] = [list(row) for row in sample.radii]
            times.append(entry)
        return {
            "digits": self.digits,
            "alpha": echoed(self.problem.alpha),
            "rate": echoed(self.problem.rate),
            **of_descent(self.step),
            "method": self.method,
            "certified": self.certified,
            "times": times,
            "seconds": f"{self.seconds:.3f}",
        }


def moment(t: Fraction, step: Fraction | None) -> str:
    """A time as text; with a step a number of iterations, in full."""
    return echoed(t) if step is None else str(t)


def of_descent(step: Fraction | None) -> dict[str, str]:
    """What a document says of gradient descent, and does not of the flow."""
    return {} if step is None else {"flow": "descent", "step": echoed(step)}


def evaluate(
    problem: Problem,
    times: Sequence[Fraction],
    digits: int,
    method: str = "auto",
    certified: bool = False,
    progress: Progress | None = None,
    jobs: int | None = 1,
) -> Evaluation:
    """Every entry of W at `times`, right to `digits` significant digits; an entry that is exactly zero is `0`.

    Many times are shared between up to `jobs` processes; None means one a CPU, if memory allows. Raises Misuse for a
    negative time, digits out of range, a method that does not fit the problem, or what does not fit into the memory;
    Undecided where the largest precision does not settle an entry.
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
    chosen = "engine" if method == "auto" else method
    engine = Engine(problem, digits)
    lost = [_bits_lost(engine, t, chosen) for t in times]
    for t, more in zip(times, lost, strict=True):
        engine.require_reasonable(t, more)
        if _is_plain(problem, chosen, certified):
            agreement.require_reasonable(problem, t)
    bits = max(engine.first_precision(t) + more for t, more in zip(times, lost, strict=True))
    answer = memory.of_answer(problem.n, digits, len(times))
    what = f"W to {digits} digits by the method {chosen}"
    jobs = memory.fitting_jobs(jobs, engine.bytes_at(bits), answer, what)
    work = partial(_sample, engine, method=chosen, certified=certified)
    begin = clock.perf_counter()
    samples = []
    for done, (t, sample) in enumerate(zip(times, in_order(work, times, jobs), strict=True), start=1):
        samples.append(sample)
        if progress is not None:
            progress(done, len(times), f"t = {format_fraction(t)}")
    return Evaluation(problem, digits, chosen, certified, tuple(samples), clock.perf_counter() - begin)


def _sample(engine: Engine, t: Fraction, method: str, certified: bool) -> Sample:
    plain = _is_plain(engine.problem, method, certified) and t > 0
    settled = _certain(engine, t, "engine" if plain else method, method)
    if plain:
        _require_the_same(engine, t, method, settled)
    n = engine.problem.n
    full = [[settled[max(i, j), min(i, j)] for j in range(n)] for i in range(n)]
    values = tuple(tuple(x.decimal for x in row) for row in full)
    return Sample(t, values, tuple(tuple(x.radius for x in row) for row in full) if certified else None)


def _certain(engine: Engine, t: Fraction, method: str, asked: str) -> dict[tuple[int, int], Rounded]:
    """The lower triangle of W(t) from the method's balls. Raises Undecided, naming the method `asked` for."""
    problem = engine.problem
    settled = {(i, j): ZERO for i in range(problem.n) for j in range(i + 1) if problem.is_apart(i, j)}
    waiting = [(i, j) for i in range(problem.n) for j in range(i + 1) if (i, j) not in settled]
    bits = engine.precisions(t, _bits_lost(engine, t, method))
    for count, rounded in enumerate(_in_balls(engine, t, method, bits)):
        settled.update({(i, j): x for i, j in waiting if (x := rounded[i][j]) is not None})
        waiting = [entry for entry in waiting if entry not in settled]
        if count + 1 == TRIES_BEFORE_STRUCTURE:
            settled.update({(i, j): ZERO for i, j in waiting if problem.vanishes(i, j)})
            waiting = [entry for entry in waiting if entry not in settled]
        if not waiting:
            return settled
    raise _undecided(engine, t, asked, waiting[0])


def _require_the_same(engine: Engine, t: Fraction, method: str, certain: dict[tuple[int, int], Rounded]) -> None:
    """Raises Undecided where plain mpmath does not come to a certain decimal other than 0, whatever its precision."""
    waiting = [entry for entry, x in certain.items() if x != ZERO]
    bits = engine.precisions(t, _bits_lost(engine, t, method))
    working = (int(x / BITS_PER_DIGIT) for x in bits)
    for rounded in agreement.attempts(engine.problem, t, engine.digits, working, method):
        found = {(i, j): x.decimal for i, j in waiting if (x := rounded[i][j]) is not None}
        waiting = [entry for entry in waiting if found.get(entry) != certain[entry].decimal]
        if not waiting:
            return
    if waiting:
        raise _undecided(engine, t, method, waiting[0])


def _undecided(engine: Engine, t: Fraction, method: str, entry: tuple[int, int]) -> Undecided:
    i, j = entry
    return Undecided(
        f"entry ({i + 1}, {j + 1}) of W at t = {format_fraction(t)} could not be told to {engine.digits} digits within"
        f" the largest precision of the method {method}; ask for fewer digits or another method"
    )


def _is_plain(problem: Problem, method: str, certified: bool) -> bool:
    """Whether mpmath computes it, rather than balls."""
    return not certified and (method == "naive" or (method == "graded" and problem.factor is None))


def _bits_lost(engine: Engine, t: Fraction, method: str) -> int:
    """What the forms that cancel lose: the square of α e^{cσt}, where that is large."""
    if method in ("engine", "graded"):
        return 0
    with flint.ctx.workprec(64):
        lost = 2 * (Balls(64).number(engine.fastest * t) + Balls(64).scale(engine.problem.alpha).log())
        return max(0, int((lost / flint.arb.const_log2()).upper().ceil().unique_fmpz()))


def _in_balls(engine: Engine, t: Fraction, method: str, bits: Iterator[int]) -> Iterator[list[list[Rounded | None]]]:
    """The lower triangle of W(t) as decimals, None where a precision does not tell them."""
    problem, digits = engine.problem, engine.digits
    lower = [(i, j) for i in range(problem.n) for j in range(i + 1)]
    for count, precision in enumerate(bits):
        field = Balls(precision)
        with field.working():
            rounded: dict[tuple[int, int], Rounded | None] = dict.fromkeys(lower)
            for path in engine.paths(t) if method == "engine" else (method,):
                waiting = [entry for entry in lower if rounded[entry] is None]
                if waiting:
                    with suppress(Unresolved):
                        W = engine.enclose(t, precision, path)
                        rounded.update({(i, j): round_ball(W[i, j], digits) for i, j in waiting})
            if count > 0 and method in ("engine", "graded"):
                cancelled = [entry for entry in lower if rounded[entry] is None and not problem.is_apart(*entry)]
                rounded.update(
                    {at: round_ball(x, digits) for at, x in _without_cancellation(problem, t, field, cancelled).items()}
                )
        yield [[rounded[i, j] for j in range(i + 1)] for i in range(problem.n)]


def _without_cancellation(
    problem: Problem, t: Fraction, field: Balls, wanted: list[tuple[int, int]]
) -> dict[tuple[int, int], Any]:
    """Entries of W(t) as rationals where Y = 0 makes them so, from minors where Y is diagonal and small; else none."""
    if problem.diagonal is None or not wanted:
        return {}
    if not any(problem.diagonal):
        rational = Rationals()
        with suppress(Irrational):  # an α that is not written out
            flow = flow_at(problem.diagonal, problem.rate, problem.alpha, t, rational)
            W = printed(flow, rational.exact(problem.start))
            return {(i, j): flint.arb(W[i, j]) for i, j in wanted}
    if problem.n > minors.LARGEST:
        return {}
    flow = flow_at(problem.diagonal, problem.rate, problem.alpha, t, field)
    return minors.entries(flow, problem.start, wanted)
