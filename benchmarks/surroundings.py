"""What surrounds the engine: of a whole process, from the shell to a file with every entry, how much is evaluation."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import starting
from benchmarks.problems import problem
from flowproof.library.flow import Flow
from numeric.evaluate import evaluate

PLACES = 12
"""Decimals of Y's entries in the file."""
K = 1000
DIGITS = 15
TAU = Fraction(9, 10)
STARTS = tuple(name for name in starting.COMMANDS if name.startswith("flowproof"))


@dataclass(frozen=True)
class Surroundings:
    """Seconds of processor time: of the whole process, of its evaluation alone, and of the slowest easy command."""

    whole: float
    itself: float
    start: float


def measured(n: int, rounds: int) -> Surroundings:
    """Of W at one time: a dense Y in a file of decimals, n×n, and a random W̄₀; medians, all in turn."""
    of = problem(n, K)
    time, found = of.time(TAU), []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "Y.json"
        file.write_text(json.dumps([[f"{float(x):.{PLACES}f}" for x in row] for row in of.target]), encoding="utf-8")
        flow = Flow(file, shape="random:1", alpha=f"1e-{K}")
        start = ("--target", str(file), "--shape", "random:1", "--alpha", f"1e-{K}", "--time", str(time))
        told = ("--digits", str(DIGITS), "--json", str(Path(folder) / "W.json"), "--jobs", "1")
        for _ in range(rounds):
            whole = starting.seconds(("-m", "flowproof", "evaluate", *start, *told))
            fresh = flow.problem.starting_at(flow.problem.alpha)
            fresh.frames.clear()  # the basis of Y is a part of it
            begin = process_time()
            evaluate(fresh, [time], DIGITS)
            itself = process_time() - begin
            found.append((whole, itself, max(starting.seconds(starting.COMMANDS[name]) for name in STARTS)))
    return Surroundings(*map(median, zip(*found, strict=True)))
