"""Quantities of W(t) that were measured: what was asked for, the numbers, and both as JSON and as text."""

import re
import time as clock
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from flowproof import true_windows
from flowproof.matrices import aligned, title_of
from flowproof.time_windows import REMARK, is_empty
from flowproof.true_windows import UNDECIDED, TrueWindows
from numeric import crossing, quantities
from numeric.at_times import At, Numbers
from numeric.crossing import Crossing
from numeric.decimals import Rounded
from numeric.descending import values as descending
from numeric.descending.run import Descent
from numeric.enclosed_instance import with_tolerance
from numeric.evaluate import moment, of_descent
from numeric.exact import echoed, parse_fraction
from numeric.flow_data import FlowData
from numeric.inputs import read_epsilon, require_in_balls
from numeric.instance import TheoremName
from numeric.parallel import in_order
from numeric.problem import Problem
from numeric.quantities import Window
from paper import Misuse, theorems

LOSS = "(c/4)·‖Y − W‖_F²"
"""The loss whose gradient flow has the rate c: ¼‖Y − W‖_F² for c = 1, ½‖Y − W‖_F² for c = 2."""
NAMES = {"singular_values": "σ_{}(W)", "spectral": "‖W − Y_{}‖₂", "frobenius": "‖W − Y_{}‖_F", "loss": LOSS}

Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Request:
    """What to measure: at each time the quantities named, and the crossings and windows, which have no time."""

    times: tuple[Fraction, ...]
    singular_values: bool = False
    errors: tuple[int, ...] = ()
    loss: bool = False
    reach: tuple[tuple[int, Fraction], ...] = ()
    reach_mode: tuple[tuple[int, Fraction], ...] = ()
    windows: tuple[tuple[TheoremName, Fraction], ...] = ()
    true_windows: tuple[tuple[Fraction, tuple[int, ...] | None], ...] = ()

    def __post_init__(self) -> None:
        at_times = self.singular_values or bool(self.errors) or self.loss
        if at_times and not self.times:
            raise Misuse("there is no time to measure at; give --time, or --iterations with --flow descent")
        if self.times and not at_times:
            raise Misuse("nothing is asked for at the times; give --singular-values, --error K or --loss")
        if not at_times and not (self.reach or self.reach_mode or self.windows or self.true_windows):
            raise Misuse(
                "nothing is asked for; give --singular-values, --error K or --loss with --time, or --reach I:FRACTION"
            )


@dataclass(frozen=True)
class Windows:
    """The windows T_0..T_r of a theorem at ε; which of them are empty, None where that could not be told."""

    theorem: TheoremName
    epsilon: Fraction
    found: tuple[Window, ...]
    empty: tuple[bool | None, ...]

    def document(self) -> dict[str, Any]:
        return {
            "theorem": self.theorem,
            "epsilon": echoed(self.epsilon),
            "T": [
                {
                    "k": x.k,
                    "left": _pair(x.left),
                    "right": "inf" if x.right is None else _pair(x.right),
                    "empty": empty,
                }
                for x, empty in zip(self.found, self.empty, strict=True)
            ],
        }

    def text(self) -> str:
        rows = [
            (f"T_{x.k}", f"from {_shown(x.left)}", f"to {_shown(x.right) if x.right else '∞'}{REMARK[empty]}")
            for x, empty in zip(self.found, self.empty, strict=True)
        ]
        return "\n".join([f"Theorem {theorems.named(self.theorem).shown}, ε = {echoed(self.epsilon)}", *aligned(rows)])


@dataclass(frozen=True)
class Measured:
    """Everything that `flowproof measure` says."""

    problem: Problem
    digits: int
    samples: tuple[At, ...]
    crossings: tuple[Crossing, ...]
    windows: tuple[Windows, ...]
    true_windows: tuple[TrueWindows, ...]
    seconds: float
    step: Fraction | None = None

    @property
    def status(self) -> int:
        """2 if a true window is undecided, else 0."""
        return 2 if any(row.outcome == UNDECIDED for found in self.true_windows for row in found.rows) else 0

    def document(self) -> dict[str, Any]:
        """The same as plain data for JSON: every number but a count is a string."""
        document: dict[str, Any] = {
            "digits": self.digits,
            "alpha": echoed(self.problem.alpha),
            "rate": echoed(self.problem.rate),
            **of_descent(self.step),
        }
        if any(sample.loss for sample in self.samples):
            document["loss_convention"] = LOSS
        if self.samples:
            document["times"] = [_sample_document(sample, self.step) for sample in self.samples]
        if self.crossings:
            document["reached"] = [_crossing_document(reached) for reached in self.crossings]
        if self.windows:
            document["windows"] = [windows.document() for windows in self.windows]
        if self.true_windows:
            document["true_windows"] = [found.document() for found in self.true_windows]
        return {**document, "seconds": f"{self.seconds:.3f}"}


def measure(
    problem: Problem,
    request: Request,
    digits: int,
    progress: Report | None = None,
    jobs: int | None = 1,
    descent: Descent | None = None,
) -> Measured:
    """Everything asked for, certified; many times are shared between processes, as by numeric.evaluate.evaluate.

    With a descent, which starts as the problem says, what is asked for at times is told after so many iterations.
    Raises Misuse, or numeric.evaluate.Undecided, for the first that fails.
    """
    begin = clock.perf_counter()
    if descent is not None:
        return Measured(
            problem,
            digits,
            _after(descent, request, digits, progress),
            (),
            (),
            (),
            clock.perf_counter() - begin,
            descent.step,
        )
    numbers = Numbers(problem, digits)
    if request.true_windows:
        require_in_balls(problem.n, "true windows")
    jobs = numbers.fitting_jobs(request.times, jobs)
    instances = [(theorem, epsilon, with_tolerance(problem, epsilon)) for theorem, epsilon in request.windows]
    crossings = [numbers.reach_time(*level) for level in request.reach]
    crossings += [crossing.mode_reach_time(problem, *level, digits) for level in request.reach_mode]
    windows = [_windows(*asked, digits) for asked in instances]
    true = [true_windows.read(problem, *asked, digits) for asked in request.true_windows]
    samples = []
    work = partial(_sample, numbers, request)
    for done, (t, sample) in enumerate(zip(request.times, in_order(work, request.times, jobs), strict=True), start=1):
        samples.append(sample)
        if progress is not None:
            progress(done, len(request.times), f"t = {echoed(t)}")
    found = tuple(samples), tuple(crossings), tuple(windows), tuple(true)
    return Measured(problem, digits, *found, clock.perf_counter() - begin)


def _after(descent: Descent, request: Request, digits: int, progress: Report | None) -> tuple[At, ...]:
    """Gradient descent's numbers after the iterations that the request has as times."""
    if request.reach or request.reach_mode or request.windows or request.true_windows:
        raise Misuse(
            "--reach, --reach-mode, --windows and --true-windows are told of the gradient flow alone; leave them out,"
            " or --flow descent"
        )
    asked = descending.Asked(request.singular_values, request.errors, request.loss)
    found = descending.measure(descent, [int(x) for x in request.times], asked, digits, progress)
    return tuple(At(Fraction(x.iteration), x.singular_values, x.distances, x.loss) for x in found)


def _sample(numbers: Numbers, request: Request, t: Fraction) -> At:
    return numbers.at(t, request.singular_values, request.errors, request.loss)


def _windows(theorem: TheoremName, epsilon: Fraction, instance: FlowData, digits: int) -> Windows:
    found = quantities.time_windows(theorem, instance, digits)
    return Windows(theorem, epsilon, found, tuple(is_empty(theorem, instance, window.k) for window in found))


def read_levels(texts: Sequence[str], option: str) -> tuple[tuple[int, Fraction], ...]:
    """`2:1/2` as the mode 2 and the fraction 1/2."""
    return tuple(_whole_and_rest(text, option, "I:FRACTION, as in 1:1/2") for text in texts)


def read_theorems(texts: Sequence[str]) -> tuple[tuple[TheoremName, Fraction], ...]:
    """`4:1/10` as Theorem 4 and ε = 1/10; a theorem has any of its names."""
    found: list[tuple[TheoremName, Fraction]] = []
    for text in texts:
        name, colon, epsilon = text.partition(":")
        if not colon:
            raise Misuse(f"--windows is {text[:40]!r}; write THEOREM:EPSILON, as in 4:1/10")
        key = theorems.named(name).key
        found.append((int(key) if key.isdecimal() else key, read_epsilon(epsilon)))
    return tuple(found)


def read_ranks(texts: Sequence[str]) -> tuple[int, ...]:
    for text in texts:
        if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
            raise Misuse(f"--error is {text[:40]!r}; give a rank K such as 1")
    return tuple(int(text) for text in texts)


def _whole_and_rest(text: str, option: str, form: str) -> tuple[int, Fraction]:
    whole, colon, rest = text.partition(":")
    if not colon or not re.fullmatch(r"\d{1,9}", whole, re.ASCII):
        raise Misuse(f"{option} is {text[:40]!r}; write {form}")
    return int(whole), parse_fraction(rest, f"the number after the colon of {option}")


def text(found: Measured) -> str:
    """The same for people."""
    problem = found.problem
    speed = f"c = {echoed(problem.rate)}" if found.step is None else f"gradient descent, η = {echoed(found.step)}"
    head = (
        f"n = {problem.n}, α = {echoed(problem.alpha)}, {speed}: "
        f"{found.digits} digits, certified, in {found.seconds:.3f} s"
    )
    parts = ["\n".join(_sample_lines(sample, found.step)) for sample in found.samples]
    for reached in found.crossings:
        ends = [("from", echoed(reached.left)), ("to", echoed(reached.right))]
        parts.append("\n".join([reached.claim, *aligned(ends)]))
    parts += [windows.text() for windows in found.windows]
    parts += [windows.text() for windows in found.true_windows]
    return "\n\n".join([head, *parts])


def _sample_lines(sample: At, step: Fraction | None) -> list[str]:
    rows = [
        (NAMES["singular_values"].format(i), _shown(x)) for i, x in enumerate(sample.singular_values or (), start=1)
    ]
    for distance in sample.distances:
        rows.append((NAMES["spectral"].format(distance.k), _shown(distance.spectral)))
        rows.append((NAMES["frobenius"].format(distance.k), _shown(distance.frobenius)))
    if sample.loss is not None:
        rows.append((LOSS, _shown(sample.loss)))
    return [title_of(sample.time, step), *aligned(rows), *_short_of_digits(sample)]


def _short_of_digits(sample: At) -> list[str]:
    """A line about numbers that are told to fewer digits, if there are any."""
    if not sample.fewer:
        return []
    some = ", ".join(f"{NAMES[name].format(i)} to {digits}" for name, i, digits in sample.fewer[:3])
    more = ", …" if len(sample.fewer) > 3 else ""
    return [f"told to fewer digits: {len(sample.fewer)} ({some}{more})"]


def _shown(x: Rounded) -> str:
    return f"{x.decimal} ± {x.radius}"


def _pair(x: Rounded) -> dict[str, str]:
    return {"value": x.decimal, "radius": x.radius}


def _sample_document(sample: At, step: Fraction | None) -> dict[str, Any]:
    document: dict[str, Any] = {"t": moment(sample.time, step)}
    if sample.singular_values is not None:
        document["singular_values"] = [_pair(x) for x in sample.singular_values]
    if sample.distances:
        document["errors"] = [
            {"k": x.k, "spectral": _pair(x.spectral), "frobenius": _pair(x.frobenius)} for x in sample.distances
        ]
    if sample.loss is not None:
        document["loss"] = _pair(sample.loss)
    if sample.fewer:
        document["fewer_digits"] = [
            [name, digits] if name == "loss" else [name, i, digits] for name, i, digits in sample.fewer
        ]
    return document


def _crossing_document(reached: Crossing) -> dict[str, Any]:
    return {
        "quantity": reached.quantity,
        "i": reached.i,
        "fraction": echoed(reached.fraction),
        "left": echoed(reached.left),
        "right": echoed(reached.right),
        "only": reached.only,
        "claim": reached.claim,
    }
