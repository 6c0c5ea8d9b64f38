"""The memory that one evaluation takes, in a process of its own: FLINT and GMP allocate where Python cannot see."""

import multiprocessing
import re
from fractions import Fraction
from pathlib import Path

from benchmarks.method import Method
from benchmarks.problems import Problem

PROCESS = Path("/proc/self")


def megabytes(method: type[Method], problem: Problem, tau: Fraction, digits: int) -> float | None:
    """How far the memory of a fresh process rises at most, from its imports to W at τ; None where Linux isn't there."""
    if not (PROCESS / "clear_refs").exists():
        return None
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_rise, (method, problem, tau, digits))


def _rise(method: type[Method], problem: Problem, tau: Fraction, digits: int) -> float:
    (PROCESS / "clear_refs").write_text("5", encoding="ascii")  # the high-water mark starts anew
    before = _high_water()
    method(problem, digits).at(problem.time(tau))
    return (_high_water() - before) / 1024


def _high_water() -> int:
    """In KiB."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", (PROCESS / "status").read_text(encoding="ascii"), re.MULTILINE)
    return 0 if found is None else int(found[1])
