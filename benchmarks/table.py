"""The results as Markdown: a pure function of what was measured."""

import os
import platform
from math import inf

from benchmarks.competitors import MpmathExpm, MpmathGraded
from benchmarks.engine import Flowproof
from benchmarks.experiments import COMPETITORS, FULL, TAU, Results, Timings
from benchmarks.measure import Timing
from benchmarks.method import Method
from benchmarks.pari import PariGraded
from benchmarks.targets import Target, ratio, targets

FIGURE = "times.svg"


def document(results: Results) -> str:
    """The whole page."""
    plan = results.plan
    n, K, digits = plan.odefun
    parts = [
        "# Benchmarks",
        _setting(results),
        f"![Time against n, D, K and the number of times]({FIGURE})",
        f"## n = {plan.n}, D = {plan.digits}, α = 1e-{plan.K}",
        _base(results),
        f"“A point” is W at τ = {float(TAU)}, once everything that does not depend on time is prepared; "
        f"“{plan.count} times” run from τ = 0.1 to 4 and include the preparation (but for PARI's, which is not timed). "
        "Memory is how far one point, preparation included, raises the high-water mark of a fresh process.",
        f"## n = {plan.large}, D = {plan.digits}, α = 1e-{plan.K}",
        _points(results.large_point, results.large_memory),
        _eigenpairs(results),
        f"## An integrator, where it can finish: n = {n}, D = {digits}, α = 1e-{K}, τ = {float(TAU)}",
        _points(results.odefun, {}),
        "## To reach",
        to_reach(results),
        "Leading terms vanish where Y is diagonal and the integer shape has zeros and a minor that is 0. `nos4` and "
        "`bcsstk01` are stiffness matrices of the Harwell–Boeing collection; W(1) is from the identity, the file read "
        "and every entry told.",
    ]
    if results.disagreements:
        parts.append("## Disagreements\n\n" + "\n".join(f"- {line}" for line in results.disagreements))
    return "\n\n".join(parts) + "\n"


def to_reach(results: Results) -> str:
    """What was aimed at and what came of it."""
    rows = [
        [target.against, target.what, _wanted(target), _measured(target), _reached(target)]
        for target in targets(results)
    ]
    table = markdown(["against", "certified engine", "to reach", "measured", "reached"], rows)
    return table if results.plan == FULL else f"{table}\n\nA quick run: these problems are smaller than the targets'."


def markdown(head: list[str], rows: list[list[str]]) -> str:
    """A table, its columns padded so that it reads well as text."""
    lines = [head, *rows]
    widths = [max(len(line[k]) for line in lines) for k in range(len(head))]
    padded = [f"| {' | '.join(x.ljust(width) for x, width in zip(line, widths, strict=True))} |" for line in lines]
    return "\n".join([padded[0], f"|{'|'.join('-' * (width + 2) for width in widths)}|", *padded[1:]])


def _setting(results: Results) -> str:
    versions = [f"Python {platform.python_version()}"]
    for method in (MpmathGraded, Flowproof, PariGraded):
        version = method.version()
        versions.append(version if version is not None else "PARI/GP not installed")
    quick = "" if results.plan == FULL else " A quick run, on small problems."
    return (
        f"{', '.join(versions)}; {os.cpu_count()} cores, of which each method uses one.{quick} Medians of processor "
        "time, all methods in turn in one run, at the same times.\n\n"
        "Y = Φ diag(σ) Φᵀ is dense, with Φ a product of two rational Householder reflectors and σ linear from 2 to "
        "1/2; W̄₀ = I + AAᵀ/n; α = 10^−K; t = τ·K·ln 10; D digits. Only flowproof has to find Φ and σ: all others are "
        "given them (`expm` needs neither), and the naive forms the precision that they need. Every answer is held "
        "against flowproof's: “digits” are those that the worst entry has for certain, or, where the method certifies "
        "nothing, those to which it agrees."
    )


def _base(results: Results) -> str:
    rows = []
    methods: tuple[type[Method], ...] = (Flowproof, *COMPETITORS)
    for method in methods:
        if method not in results.point:
            rows.append([method.name, "not installed", *[""] * 6])
            continue
        point, whole = results.point[method], results.trajectory.get(method)
        rows.append(
            [
                method.name,
                _milliseconds(point.seconds),
                _times(ratio(results.point, method)),
                "–" if whole is None else f"{whole.seconds:.3g} s",
                _times(ratio(results.trajectory, method)),
                _digits(point),
                _memory(results.memory.get(method)),
                _remark(method, point, whole),
            ]
        )
    head = [
        "method",
        "a point",
        "× flowproof",
        f"{results.plan.count} times",
        "× flowproof",
        "digits",
        "memory",
        "remark",
    ]
    return markdown(head, rows)


def _points(timings: Timings, memory: dict[type[Method], float | None]) -> str:
    rows = [
        [
            method.name,
            _milliseconds(timing.seconds),
            _times(ratio(timings, method)),
            _digits(timing),
            _memory(memory.get(method)),
        ]
        for method, timing in timings.items()
    ]
    return markdown(["method", "a point", "× flowproof", "digits", "memory"], rows)


def _eigenpairs(results: Results) -> str:
    mine, theirs = results.eigenpairs[Flowproof], results.eigenpairs[MpmathGraded]
    rows = [
        ["flowproof, certified", f"{mine.seconds:.3g} s", f"{mine.digits:.0f}"],
        ["mpmath.eigsy", f"{theirs.seconds:.3g} s", f"{theirs.digits:.0f}"],
    ]
    return "Eigenpairs of Y:\n\n" + markdown(["method", "time", "digits of the worst eigenvalue"], rows)


def _remark(method: type[Method], point: Timing, whole: Timing | None) -> str:
    rounds = len(point.rounds)
    remarks = ["one point only"] if method is MpmathExpm else []
    if rounds == 1:
        remarks.append("timed once")
    if whole is not None and whole.measured < whole.asked:
        remarks.append(f"timed at {whole.measured} of the {whole.asked} times and scaled")
    return "; ".join(remarks)


def _digits(timing: Timing) -> str:
    if timing.certified is not None:
        return f"{timing.certified:.0f} certified"
    return "all agree" if timing.agreed == inf else f"{timing.agreed:.0f} agree"


def _memory(megabytes: float | None) -> str:
    if megabytes is None:
        return "–"
    return "< 1 MB" if megabytes < 1 else f"{megabytes:.0f} MB"


def _milliseconds(seconds: float) -> str:
    return f"{three_digits(1000 * seconds)} ms"


def _times(factor: float | None) -> str:
    return "–" if factor is None else f"{three_digits(factor)}×"


def _wanted(target: Target) -> str:
    return f"{'≤' if target.at_most else '≥'} {target.wanted:g}{target.unit}"


def _measured(target: Target) -> str:
    return "not installed" if target.measured is None else f"{three_digits(target.measured)}{target.unit}"


def _reached(target: Target) -> str:
    return {True: "yes", False: "no", None: "–"}[target.reached]


def three_digits(x: float) -> str:
    """Three significant digits without an exponent."""
    return f"{x:.0f}" if x >= 100 else f"{x:.3g}"
