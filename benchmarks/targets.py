"""What the engine is to reach against each alternative, and what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks import real, surroundings
from benchmarks.competitors import FlintEigenbasis, FlintGraded, MpmathEigenbasis, MpmathExpm, MpmathGraded
from benchmarks.engine import Flowproof
from benchmarks.experiments import Results, Timings
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
        Target("the shell", "start of evaluate, windows and grade", 0.5, around.start, at_most=True, unit=" s"),
    ]


def ratio(timings: Timings | Mapping[type[Method], float], method: type[Method]) -> float | None:
    """How many times as long as the engine `method` takes; None where it was not run."""
    if method not in timings:
        return None
    seconds = {key: value if isinstance(value, float) else value.seconds for key, value in timings.items()}
    return seconds[method] / seconds[Flowproof]
