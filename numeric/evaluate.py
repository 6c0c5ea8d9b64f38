"""W(t) to so many digits in every entry, at exact times: the computation behind `flowproof evaluate`.

- engine (what `auto` takes): certified balls by `numeric.engine`, whatever the start, at a cost that α does not raise.
  Entries whose leading terms vanish are no exception, where the basis of Y is known exactly or all modes are learned;
- graded and naive: the graded and the printed formula in plain mpmath, which bounds nothing: a decimal is believed only
  where the engine's balls come to it too. The printed one needs more and more digits as α falls. With `certified` (and
  graded, if the start is a factor) they are computed in balls instead;
- woodbury: the plain Woodbury form of a factor in balls; its precision grows with log 1/α.

Every method goes on to more bits until every decimal is settled.
"""

import time as clock
from bisect import bisect
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import flint

from numeric import agreement, memory
from numeric.closed_form import flow_at, printed
from numeric.decimals import ZERO, Rounded, bound, round_ball
from numeric.engine import BITS_PER_DIGIT, GUARD_DIGITS, Engine
from numeric.exact import echoed, format_fraction
from numeric.field import Balls, Irrational, Rationals, Unresolved
from numeric.inputs import LARGEST_IN_BALLS
from numeric.parallel import in_order
from numeric.problem import Problem
from paper import Misuse

if TYPE_CHECKING:
    from numeric.hardware.doubles import Doubles

METHODS = ("auto", "engine", "naive", "graded", "woodbury")
LARGEST_DIGITS = 100_000
SMALLEST_IN_DOUBLES = 40
"""Rows from which double precision is quicker than balls, where it tells the digits."""
FEW = 1e-3
"""The share of entries for which double precision is not taken any further."""
TRIES_BEFORE_STRUCTURE = 1
"""Precisions tried before entries are examined for a reason to vanish."""

Entry = tuple[int, int]
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
    fewer: tuple[tuple[int, int, int], ...] = ()
    """(i, j, d) with i ≤ j: an entry that is told to d digits only, as it is small beside its scales; of 0, to none."""

    @property
    def around_zero(self) -> tuple[Entry, ...]:
        """Entries (i, j), i ≤ j, that are told as 0 with a radius: they seem to vanish, and are not proved to."""
        radii, n, small = self.radii or (), len(self.values), {(i, j) for i, j, _ in self.fewer}
        around = ((i, j) for i in range(len(radii)) for j in range(i, n) if self.values[i][j] == "0" != radii[i][j])
        return tuple(at for at in around if at not in small)


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
            if sample.fewer:
                entry["fewer_digits"] = [[i + 1, j + 1, digits] for i, j, digits in sample.fewer]
            if sample.around_zero:
                entry["around_zero"] = [[i + 1, j + 1] for i, j in sample.around_zero]
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
    every_entry: bool = False,
) -> Evaluation:
    """Every entry of W at `times`, right to `digits` significant digits; an entry that is exactly zero is `0`.

    Beyond LARGEST_IN_BALLS rows, entries that are too small beside their scales for double precision to tell so many
    digits are told to fewer, which the samples list, unless `every_entry` sends them to balls, whatever it takes.

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
    doubles = _in_doubles(problem, digits, chosen, every_entry)
    bits = max(engine.first_precision(t) + more for t, more in zip(times, lost, strict=True))
    balls = engine.bytes_at(bits) if doubles is None or _may_use_balls(problem, every_entry) else 0
    answer = memory.of_answer(problem.n, digits, len(times))
    what = f"W to {digits} digits by the method {chosen}"
    jobs = memory.fitting_jobs(jobs, max(balls, doubles.bytes if doubles else 0), answer, what)
    work = partial(
        _sample, engine, method=chosen, certified=certified, doubles=doubles, balls=_may_use_balls(problem, every_entry)
    )
    begin = clock.perf_counter()
    samples = []
    for done, (t, sample) in enumerate(zip(times, in_order(work, times, jobs), strict=True), start=1):
        samples.append(sample)
        if progress is not None:
            progress(done, len(times), f"t = {format_fraction(t)}")
    return Evaluation(problem, digits, chosen, certified, tuple(samples), clock.perf_counter() - begin)


def _may_use_balls(problem: Problem, every_entry: bool) -> bool:
    return every_entry or problem.n <= LARGEST_IN_BALLS


def _in_doubles(problem: Problem, digits: int, method: str, every_entry: bool) -> "Doubles | None":
    """What tells entries first, where the problem is so large that it pays.

    Raises Misuse where the problem is too large for balls, and does not suit double precision.
    """
    if method == "engine" and problem.n >= SMALLEST_IN_DOUBLES:
        from numeric.hardware import doubles  # which takes long, and is needed here alone

        reason = doubles.obstacle(problem, digits)
        if reason is None:
            return doubles.Doubles(problem)
        if not _may_use_balls(problem, every_entry):
            raise Misuse(f"beyond {LARGEST_IN_BALLS} rows W is computed in double precision, but {reason}")
    elif not _may_use_balls(problem, every_entry):
        raise Misuse(f"the method {method} takes up to {LARGEST_IN_BALLS} rows; leave the method out")
    return None


def _sample(
    engine: Engine, t: Fraction, method: str, certified: bool, doubles: "Doubles | None", balls: bool
) -> Sample:
    plain = _is_plain(engine.problem, method, certified) and t > 0
    n = engine.problem.n
    lower: list[Rounded | None] = [None] * (n * (n + 1) // 2)
    fewer: dict[int, int] = {}
    if doubles is not None and t > 0:
        told = doubles.told(t, engine.digits, few=0.0 if balls else FEW, as_far_as_known=not balls)
        lower, fewer = told.entries, told.fewer
    if None in lower:
        places = [(i, j) for i in range(n) for j in range(i + 1)]
        waiting = [at for at, x in zip(places, lower, strict=True) if x is None]
        settled = _certain(engine, t, "engine" if plain else method, method, certified, waiting)
        if plain:
            _require_the_same(engine, t, method, settled)
        lower = [settled[at] if x is None else x for at, x in zip(places, lower, strict=True)]
    values = _square([x.decimal for x in lower if x is not None], n)
    radii = _square([x.radius for x in lower if x is not None], n) if certified else None
    starts = [i * (i + 1) // 2 for i in range(n)]
    short = tuple((bisect(starts, k) - 1, k - starts[bisect(starts, k) - 1], digits) for k, digits in fewer.items())
    return Sample(t, values, radii, tuple(sorted((j, i, digits) for i, j, digits in short)))


def _square(lower: Sequence[str], n: int) -> tuple[tuple[str, ...], ...]:
    """The symmetric matrix whose lower triangle this is, row after row."""
    rows = [lower[i * (i + 1) // 2 : (i + 1) * (i + 2) // 2] for i in range(n)]
    return tuple((*row, *(below[i] for below in rows[i + 1 :])) for i, row in enumerate(rows))


def _certain(
    engine: Engine, t: Fraction, method: str, asked: str, certified: bool, wanted: Sequence[Entry]
) -> dict[Entry, Rounded]:
    """Those entries of W(t) from the method's balls. Raises Undecided, naming the method `asked` for."""
    problem = engine.problem
    settled = {at: ZERO for at in wanted if problem.is_apart(*at) or problem.is_known_zero(*at)}
    waiting = [at for at in wanted if at not in settled]
    for tries, bits in enumerate(engine.precisions(t, _bits_lost(engine, t, method)), start=1):
        settled |= _told(engine, t, method, bits, waiting, last_resort=tries > 1)
        waiting = [at for at in waiting if at not in settled]
        if tries == TRIES_BEFORE_STRUCTURE:
            settled |= {at: ZERO for at in waiting if problem.vanishes(*at)}
            waiting = [at for at in waiting if at not in settled]
        if tries > 1 and waiting and all(problem.may_vanish(*at) for at in waiting):
            # more bits would not tell
            around = _around_zero(engine, t, method, bits, waiting)
            if certified and len(around) == len(waiting):
                return settled | around
            if around:
                raise _not_shown_to_vanish(t, *next(iter(around.items())))
        if not waiting:
            return settled
    raise _undecided(engine, t, asked, waiting[0])


def _around_zero(engine: Engine, t: Fraction, method: str, bits: int, wanted: Sequence[Entry]) -> dict[Entry, Rounded]:
    """Of those entries the ones whose balls hold 0: 0 itself, with how large they may be."""
    with flint.ctx.workprec(bits):
        W = engine.enclose(t, bits, "full" if method == "engine" else method)
        return {(i, j): bound(W[i, j]) for i, j in wanted if W[i, j].is_finite() and W[i, j].contains(0)}


def _require_the_same(engine: Engine, t: Fraction, method: str, certain: dict[Entry, Rounded]) -> None:
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


def _not_shown_to_vanish(t: Fraction, entry: Entry, around: Rounded) -> Undecided:
    i, j = entry
    return Undecided(
        f"entry ({i + 1}, {j + 1}) of W at t = {format_fraction(t)} is at most {around.radius} in size, and seems to be"
        " 0 for all t, which could not be proved; with radii (--certified) it is told as 0 and so much around it"
    )


def _undecided(engine: Engine, t: Fraction, method: str, entry: Entry) -> Undecided:
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


def _told(
    engine: Engine, t: Fraction, method: str, bits: int, wanted: Sequence[Entry], last_resort: bool
) -> dict[Entry, Rounded]:
    """Those of the wanted entries of W(t) that so many bits tell, as decimals."""
    told: dict[Entry, Rounded] = {}
    paths: tuple[str, ...] = (method,)
    if method in ("engine", "graded"):
        paths = tuple(path for path in engine.paths(t) if method == "engine" or path not in GUARD_DIGITS)
    with flint.ctx.workprec(bits):
        for path in paths:
            left = [at for at in wanted if at not in told]
            if left:
                with suppress(Unresolved):
                    told |= _rounded(engine.enclose(t, bits, path), left, engine.digits)
        left = [at for at in wanted if at not in told]
        if left and last_resort and len(paths) > 1:
            told |= _without_rounding(engine.problem, t, left, engine.digits)
    return told


def _rounded(W: Any, wanted: Sequence[Entry], digits: int) -> dict[Entry, Rounded]:
    return {(i, j): x for i, j in wanted if (x := round_ball(W[i, j], digits)) is not None}


def _without_rounding(problem: Problem, t: Fraction, wanted: Sequence[Entry], digits: int) -> dict[Entry, Rounded]:
    """Entries of W(t) where Y = 0 makes them rationals, which may be 0 at one time; else none."""
    if any(x != 0 for row in problem.target for x in row):
        return {}
    rational = Rationals()
    with suppress(Irrational):  # an α that is not written out
        flow = flow_at((Fraction(0),) * problem.n, problem.rate, problem.alpha, t, rational)
        W = printed(flow, rational.exact(problem.start))
        return _rounded(flint.arb_mat(W), wanted, digits)
    return {}
