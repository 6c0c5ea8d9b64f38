"""What is measured: one problem in depth, how time grows with n, D, K and T, and the targets' special cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median
from time import process_time

import flint
from mpmath import mp

from benchmarks import large, real, surroundings
from benchmarks.competitors import (
    FlintEigenbasis,
    FlintGraded,
    MpmathEigenbasis,
    MpmathExpm,
    MpmathGraded,
    MpmathOdefun,
    eigenvalues,
)
from benchmarks.engine import Flowproof
from benchmarks.large import Large
from benchmarks.measure import Timing, agreement, points, trajectories
from benchmarks.memory import megabytes
from benchmarks.method import Method, balls_to_mpmath
from benchmarks.pari import PariGraded
from benchmarks.problems import Problem, problem, sparse
from benchmarks.surroundings import Surroundings

Timings = dict[type[Method], Timing]
Series = dict[int, Timings]
Say = Callable[[str], None]

GRADED: tuple[type[Method], ...] = (FlintGraded, PariGraded, MpmathGraded)
EIGENBASIS: tuple[type[Method], ...] = (FlintEigenbasis, MpmathEigenbasis)
COMPETITORS: tuple[type[Method], ...] = (*GRADED, *EIGENBASIS, MpmathExpm)
TAU = Fraction(9, 10)


@dataclass(frozen=True)
class Plan:
    """Sizes and patience. Budgets are seconds of processor time for one method in one experiment."""

    n: int = 20
    digits: int = 50
    K: int = 1000
    count: int = 200
    rounds: int = 9
    budget: float = 1.5
    trajectory_rounds: int = 3
    trajectory_budget: float = 4.0
    sampled: int = 4
    smallest_scale: int = 1_000_000
    large: int = 100
    sizes: tuple[int, ...] = (5, 10, 20, 40, 80)
    digit_counts: tuple[int, ...] = (15, 50, 200, 1000)
    exponents: tuple[int, ...] = (10, 100, 1000, 10_000, 100_000, 1_000_000)
    counts: tuple[int, ...] = (2, 10, 50, 200)
    patience: float = 4.0
    """Seconds that a point may be expected to take; what takes longer is left out."""
    odefun: tuple[int, int, int] = (3, 3, 15)
    """n, K and D at which an integrator can finish."""
    surrounded: int = 200
    """n of the evaluation that is timed as a whole process."""
    in_doubles: tuple[int, int] = (1000, 4000)
    """n of the problems in double precision: one that is looked at closely, and the largest."""


FULL = Plan()
QUICK = replace(
    FULL,
    n=8,
    K=200,
    count=40,
    rounds=3,
    budget=0.3,
    trajectory_rounds=2,
    trajectory_budget=0.5,
    sampled=2,
    large=24,
    sizes=(4, 8, 16),
    digit_counts=(15, 50, 200),
    exponents=(10, 100, 1000, 10_000),
    counts=(2, 10, 40),
    patience=0.3,
    odefun=(2, 1, 15),
    surrounded=40,
    in_doubles=(100, 200),
)


@dataclass(frozen=True)
class Eigenpairs:
    """Seconds for Y's eigenpairs, and the digits to which the worst eigenvalue is right."""

    seconds: float
    digits: float


@dataclass(frozen=True)
class Results:
    plan: Plan
    point: Timings
    trajectory: Timings
    memory: dict[type[Method], float | None]
    flat: dict[int, float]
    """Seconds for a trajectory of the engine's at each K."""
    vanishing: dict[int, float]
    """The same where entries have no leading term, at half as many times."""
    real: dict[str, float]
    """Seconds for W(1) from the identity, for each matrix of `real.GOALS`."""
    large_point: Timings
    large_memory: dict[type[Method], float | None]
    eigenpairs: dict[type[Method], Eigenpairs]
    odefun: Timings
    surroundings: Surroundings
    in_doubles: Large
    by_n: Series
    by_digits: Series
    by_scale: Series
    by_count: Series

    @property
    def disagreements(self) -> list[str]:
        """Every answer that is not what it should be; there should be none."""
        series = [t for one in (self.by_n, self.by_digits, self.by_scale, self.by_count) for t in one.values()]
        return [
            f"{timing.method.name}: {timing.agreed:.1f} digits agree, {timing.digits} should"
            for timings in (self.point, self.trajectory, self.large_point, self.odefun, *series)
            for timing in timings.values()
            if not timing.agrees
        ] + [
            f"{method.name}: an eigenvalue is right to {found.digits:.1f} digits, {self.plan.digits} should be"
            for method, found in self.eigenpairs.items()
            if found.digits < self.plan.digits
        ]


def installed(methods: Sequence[type[Method]]) -> list[type[Method]]:
    return [Flowproof, *(method for method in methods if method.version() is not None)]


def run(plan: Plan, say: Say) -> Results:
    """All experiments; `say` is told what is about to be measured."""
    base = problem(plan.n, plan.K)
    say("one point")
    point = points(installed(COMPETITORS), base, TAU, plan.digits, plan.rounds, plan.budget)
    say("a trajectory")
    trajectory = _trajectories(plan, plan.count, plan.sampled)
    say("memory")
    memory = {
        method: megabytes(method, base, TAU, plan.digits)
        for method in installed((FlintGraded, MpmathGraded, *EIGENBASIS))
    }
    say(f"n = {plan.large}")
    wide = problem(plan.large, plan.K)
    large_point = points(installed(GRADED), wide, TAU, plan.digits, plan.rounds, plan.budget)
    large_memory = {method: megabytes(method, wide, TAU, plan.digits) for method in installed((FlintGraded,))}
    eigenpairs = _eigenpairs(plan)
    say("an integrator")
    n, K, digits = plan.odefun
    odefun = points([Flowproof, MpmathOdefun], problem(n, K), TAU, digits, 1, 0.01)
    say("a whole process")
    around = surroundings.measured(plan.surrounded, plan.trajectory_rounds)
    say("double precision")
    in_doubles = large.measured(*plan.in_doubles, plan.trajectory_rounds)
    say("K")
    by_scale = _series(plan, COMPETITORS, [(K, plan.n, K, plan.digits) for K in plan.exponents], power=1.6)
    say("n")
    by_n = _series(plan, COMPETITORS, [(n, n, plan.K, plan.digits) for n in plan.sizes], power=3)
    say("D")
    by_digits = _series(plan, GRADED + EIGENBASIS, [(D, plan.n, plan.K, D) for D in plan.digit_counts], power=1.5)
    say("the number of times")
    by_count = {
        count: trajectory if count == plan.count else _trajectories(plan, count, min(2, plan.sampled))
        for count in plan.counts
    }
    return Results(
        plan=plan,
        point=point,
        trajectory=trajectory,
        memory=memory,
        flat=_flat(plan, problem, plan.count),
        vanishing=_flat(plan, sparse, plan.count // 2),
        real={name: median(real.seconds(name) for _ in range(3)) for name in real.GOALS},
        large_point=large_point,
        large_memory=large_memory,
        eigenpairs=eigenpairs,
        odefun=odefun,
        surroundings=around,
        in_doubles=in_doubles,
        by_n=by_n,
        by_digits=by_digits,
        by_scale=by_scale,
        by_count=by_count,
    )


def _trajectories(plan: Plan, count: int, sampled: int) -> Timings:
    return trajectories(
        installed(GRADED + EIGENBASIS),
        problem(plan.n, plan.K),
        count,
        plan.digits,
        plan.trajectory_rounds,
        plan.trajectory_budget,
        dict.fromkeys(EIGENBASIS, sampled),
    )


def _series(
    plan: Plan, methods: Sequence[type[Method]], cases: Sequence[tuple[int, int, int, int]], power: float
) -> Series:
    """Points for each case (where it stands, n, K, D), in order.

    A method takes part as long as its last time, scaled with that power of where the case stands, is within patience.
    """
    series: Series = {}
    alive = installed(methods)
    before = cases[0][0]
    for at, n, K, digits in cases:
        if series:
            growth, last = (at / before) ** power, series[before]
            alive = [m for m in alive if m is Flowproof or last[m].seconds * growth <= plan.patience]
        series[at] = points(alive, problem(n, K), TAU, digits, min(5, plan.rounds), plan.budget / 5)
        before = at
    return series


def _flat(plan: Plan, of: Callable[[int, int], Problem], count: int) -> dict[int, float]:
    """The engine's trajectory of so many times at both scales, in turn."""
    seconds: dict[int, list[float]] = {plan.K: [], plan.smallest_scale: []}
    for _ in range(plan.trajectory_rounds):
        for K, measured in seconds.items():
            timings = trajectories([Flowproof], of(plan.n, K), count, plan.digits, 1, 0, {})
            measured.append(timings[Flowproof].seconds)
    return {K: median(measured) for K, measured in seconds.items()}


def _eigenpairs(plan: Plan) -> dict[type[Method], Eigenpairs]:
    """Of the large problem's Y, whose eigenvalues are known; by the engine, certified, and by `mpmath.eigsy`."""
    of = problem(plan.large, plan.K)
    mine = []
    for _ in range(3):
        engine = Flowproof(of, plan.digits)
        begin = process_time()
        balls = engine.eigenvalues(of.time(TAU))
        mine.append(process_time() - begin)
    begin = process_time()
    theirs = eigenvalues(of, plan.digits)
    seconds = process_time() - begin
    with mp.workdps(2 * plan.digits):
        exact = [[mp.mpf(x.numerator) / x.denominator for x in of.spectrum]]
    return {
        Flowproof: Eigenpairs(median(mine), agreement(balls_to_mpmath(flint.arb_mat([balls])), exact, plan.digits)),
        MpmathGraded: Eigenpairs(seconds, agreement([theirs], exact, plan.digits)),
    }
