"""The memory that one evaluation takes, in a process of its own: FLINT and GMP allocate where Python cannot see."""

import multiprocessing
import resource
import sys
from fractions import Fraction

from benchmarks.method import Method
from benchmarks.problems import Problem

UNITS = 1 if sys.platform == "darwin" else 1024


def megabytes(method: type[Method], problem: Problem, tau: Fraction, digits: int) -> float:
    """How far the high-water mark of a fresh process rises, from its imports to W at τ."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_rise, (method, problem, tau, digits))


def _rise(method: type[Method], problem: Problem, tau: Fraction, digits: int) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    method(problem, digits).at(problem.time(tau))
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * UNITS / 2**20
