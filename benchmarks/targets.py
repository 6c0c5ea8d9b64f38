"""What the engine is to reach against each alternative, and what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks import large, real, surroundings
from benchmarks.competitors import FlintEigenbasis, FlintGraded, MpmathEigenbasis, MpmathExpm, MpmathGraded
from benchmarks.engine import Flowproof
from benchmarks.experiments import Results, Timings
from benchmarks.large import Large
from benchmarks.method import Method
from benchmarks.pari import PariGraded


@dataclass(frozen=True)
class Target:
    """One line: `measured` has to be at least, or at most, `wanted`; None where it could not be measured."""

    against: str
    what: str
    wanted: float
    measured: float | None
    at_most: bool = False
    unit: str = "×"

    @property
    def reached(self) -> bool | None:
        if self.measured is None:
            return None
        return self.measured <= self.wanted if self.at_most else self.measured >= self.wanted


def targets(results: Results) -> list[Target]:
    """Every line, in the sizes of the plan that was run."""
    plan, trajectory, around = results.plan, results.trajectory, results.surroundings
    whole = f"{plan.count} times"
    mine, theirs = results.eigenpairs[Flowproof], results.eigenpairs[MpmathGraded]
    flat = results.flat[plan.smallest_scale] / results.flat[plan.K]
    return [
        Target(MpmathExpm.name, "a point", 4000, ratio(results.point, MpmathExpm)),
        Target(MpmathEigenbasis.name, whole, 200, ratio(trajectory, MpmathEigenbasis)),
        Target(MpmathGraded.name, whole, 30, ratio(trajectory, MpmathGraded)),
        Target(FlintEigenbasis.name, whole, 100, ratio(trajectory, FlintEigenbasis)),
        Target(FlintGraded.name, whole, 5, ratio(trajectory, FlintGraded)),
        Target(PariGraded.name, whole, 4, ratio(trajectory, PariGraded)),
        Target(f"itself at K = {plan.K}", f"{whole} at K = {plan.smallest_scale}", 1.3, flat, at_most=True),
        Target(
            f"mpmath.eigsy, which takes {theirs.seconds:.1f} s",
            f"certified eigenpairs, n = {plan.large}",
            0.5,
            mine.seconds,
            at_most=True,
            unit=" s",
        ),
        Target(PariGraded.name, f"a point, n = {plan.large}", 5, ratio(results.large_point, PariGraded)),
        Target(
            f"itself at K = {plan.K}",
            f"{plan.count // 2} times at K = {plan.smallest_scale}, leading terms that vanish",
            1.5,
            results.vanishing[plan.smallest_scale] / results.vanishing[plan.K],
            at_most=True,
        ),
        *(
            Target("–", f"{name} from the identity, t = 1, {real.DIGITS} digits", goal, results.real[name], True, " s")
            for name, goal in real.GOALS.items()
        ),
        Target(
            f"the evaluation itself, n = {plan.surrounded}, D = {surroundings.DIGITS}",
            "flowproof evaluate, whole process",
            4,
            around.whole / around.itself,
            at_most=True,
        ),
        *_in_doubles(results.in_doubles),
        Target("the shell", "start of evaluate, windows and grade", 0.5, around.start, at_most=True, unit=" s"),
    ]


def _in_doubles(found: Large) -> list[Target]:
    n, most, digits = found.n, found.largest, large.DIGITS
    point = f"in doubles, n = {n}, D = {digits}"
    return [
        Target(f"NumPy, with {found.digits:.0f} digits", f"a point {point}", 10, found.ours / found.numpy, True),
        Target("balls", f"a point {point}", 20, found.balls / found.ours),
        Target(
            "NumPy",
            f"a point in doubles, n = {most}, D = {large.FEW_DIGITS}",
            12,
            found.largest_ours / found.largest_numpy,
            True,
        ),
        Target("–", f"memory of that, with n = {most}", 4, found.largest_bytes / 2**30, True, " GiB"),
        Target("4³", f"growth from n = {n // 2} to {2 * n}", 1.2, found.growth / 64, True),
        Target(
            f"itself at α = {large.ALPHAS[0]}",
            f"the same at α = {large.ALPHAS[1]}",
            1.2,
            found.smallest_alpha / found.ours,
            True,
        ),
        Target("scipy.linalg.eigh", f"certified eigenpairs in doubles, n = {n}", 15, found.pairs / found.eigh, True),
        Target("n² doubles", f"memory of a point {point}", 12, found.peak, True),
    ]


def ratio(timings: Timings | Mapping[type[Method], float], method: type[Method]) -> float | None:
    """How many times as long as the engine `method` takes; None where it was not run."""
    if method not in timings:
        return None
    seconds = {key: value if isinstance(value, float) else value.seconds for key, value in timings.items()}
    return seconds[method] / seconds[Flowproof]
