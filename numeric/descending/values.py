"""What is asked of gradient descent: W, its singular values, its distance from Y_k and the loss, to so many digits.

All numbers at all iterations come from one run, which is repeated with twice the bits until each digit is certain.
"""

import time as clock
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from numeric import memory
from numeric.decimals import ZERO, Rounded, round_ball
from numeric.descending import exact
from numeric.descending.run import Descent, Iterate, Run
from numeric.evaluate import TRIES_BEFORE_STRUCTURE, Evaluation, Progress, Sample, Undecided
from numeric.exact import Unresolved
from numeric.graded_spectrum import pencil_eigenvalues, spectral_norm
from numeric.quantities import (
    Distance,
    rank,
    require_apart,
    require_best_approximation,
    require_digits,
    square,
    stays_at_best_approximation,
)
from paper import Misuse

Key = Hashable
Numbers = dict[int, dict[Key, Rounded]]
"""By the iteration, and what they are."""


@dataclass(frozen=True)
class Asked:
    """Which numbers are to be told: singular values, distances from Y_k for some k, the loss."""

    singular_values: bool = False
    errors: tuple[int, ...] = ()
    loss: bool = False


@dataclass(frozen=True)
class At:
    """What was asked for, after so many iterations."""

    iteration: int
    singular_values: tuple[Rounded, ...] | None
    distances: tuple[Distance, ...]
    loss: Rounded | None


def evaluate(
    descent: Descent,
    iterations: Sequence[int],
    digits: int,
    certified: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Every entry of W after each of the iterations, right to `digits` significant digits; an exact zero is `0`.

    Raises Misuse for a negative iteration, digits out of range, for what takes too long or does not fit into the
    memory, and where W grows without bound; Undecided where no precision that is tried settles an entry.
    """
    begin = clock.perf_counter()
    problem = descent.problem
    n = problem.n
    run = _run(descent, iterations, digits)
    memory.fitting_jobs(1, 0, memory.of_answer(n, digits, len(iterations)), f"W to {digits} digits")
    lower = [(i, j) for i in range(n) for j in range(i + 1)]
    apart: dict[Key, Rounded] = {at: ZERO for at in lower if problem.is_apart(*at)}
    found: Numbers = {iteration: dict(apart) for iteration in iterations}
    with flint.ctx.workprec(run.first_precision):
        for iteration, W in exact.iterates(descent, iterations).items():
            told = {(i, j): round_ball(flint.arb(W[i, j]), digits) for i, j in lower}
            found[iteration] |= {at: x for at, x in told.items() if x is not None}

    def entries(iteration: int, iterate: Iterate) -> Mapping[Key, Any]:
        field = iterate.frame.field
        start = iteration == 0  # its zeros are exact, whatever the basis of Y
        W = field.exact(problem.start) * field.scale(problem.alpha) ** 2 if start else iterate.frame.back(iterate.W)
        return {(i, j): W[i, j] for i, j in lower}

    def vanishes(key: Any) -> bool:
        return problem.vanishes(*key)

    _settle(run, found, lower, entries, progress, vanishes)
    samples = []
    for iteration in iterations:
        full = [[found[iteration][max(i, j), min(i, j)] for j in range(n)] for i in range(n)]
        values = tuple(tuple(x.decimal for x in row) for row in full)
        radii = tuple(tuple(x.radius for x in row) for row in full) if certified else None
        samples.append(Sample(Fraction(iteration), values, radii))
    seconds = clock.perf_counter() - begin
    return Evaluation(problem, digits, "iteration", certified, tuple(samples), seconds, descent.step)


def measure(
    descent: Descent, iterations: Sequence[int], asked: Asked, digits: int, progress: Progress | None = None
) -> tuple[At, ...]:
    """The numbers asked for after each of the iterations, certified to `digits` digits.

    Raises Misuse as `evaluate` does, and where Y has no unique Y_k; Undecided.
    """
    problem = descent.problem
    for k in asked.errors:
        require_best_approximation(problem, k)
    run = _run(descent, iterations, digits)
    count = rank(problem) if asked.singular_values else 0
    keys: list[Key] = [("σ", i) for i in range(count)]
    keys += [(name, k) for k in asked.errors for name in ("spectral", "Frobenius")]
    keys += [("loss",)] if asked.loss else []
    found: Numbers = {iteration: {} for iteration in iterations}
    _settle(run, found, keys, lambda _, iterate: numbers(descent, iterate, asked), progress)
    return tuple(
        At(
            iteration,
            (*(x["σ", i] for i in range(count)), *(ZERO,) * (problem.n - count)) if asked.singular_values else None,
            tuple(Distance(k, x["spectral", k], x["Frobenius", k]) for k in asked.errors),
            x["loss",] if asked.loss else None,
        )
        for iteration in iterations
        for x in (found[iteration],)
    )


def _run(descent: Descent, iterations: Sequence[int], digits: int) -> Run:
    require_digits(digits)
    if not iterations:
        raise Misuse("there is no iteration to evaluate at; give at least one")
    for iteration in iterations:
        if iteration < 0:
            raise Misuse(f"the number of iterations is {iteration}; give one that is not negative")
    return Run(descent, digits, max(iterations))


def _settle(
    run: Run,
    found: Numbers,
    keys: Sequence[Key],
    compute: Callable[[int, Iterate], Mapping[Key, Any]],
    progress: Progress | None,
    vanishes: Callable[[Key], bool] | None = None,
) -> None:
    """Add to `found` what it lacks. `vanishes` says of what no ball tells whether it is 0 after any iterations."""

    def waiting() -> list[tuple[int, Key]]:
        return [(iteration, key) for iteration in sorted(found) for key in keys if key not in found[iteration]]

    if not waiting():
        return
    told = 0
    for count, bits in enumerate(run.precisions()):
        if count == TRIES_BEFORE_STRUCTURE and vanishes is not None:
            zeros = {key for key in dict.fromkeys(key for _, key in waiting()) if vanishes(key)}
            for iteration, key in waiting():
                if key in zeros:
                    found[iteration][key] = ZERO
        wanted = sorted({iteration for iteration, _ in waiting()})
        with suppress(Unresolved):  # then more bits may tell
            for iteration, iterate in run.iterates(wanted, bits):
                with suppress(Unresolved):
                    for key, ball in compute(iteration, iterate).items():
                        rounded = round_ball(ball, run.digits)
                        if rounded is not None:
                            found[iteration].setdefault(key, rounded)
                settled = sum(all(key in numbers for key in keys) for numbers in found.values())
                if progress is not None and settled > told:
                    told = settled
                    progress(told, len(found), f"iteration {iteration}")
        if not waiting():
            return
    iteration, key = waiting()[0]
    raise Undecided(
        f"{_name(key)} after {iteration} iterations could not be told to {run.digits} digits within the largest"
        " precision tried; ask for fewer digits or fewer iterations"
    )


def _name(key: Any) -> str:
    first, *rest = key
    if isinstance(first, int):
        return f"entry ({first + 1}, {rest[0] + 1}) of W"
    if first == "σ":
        return f"the singular value {rest[0] + 1} of W"
    return "the loss" if first == "loss" else f"the {first} distance of W from Y_{rest[0]}"


def numbers(descent: Descent, iterate: Iterate, asked: Asked) -> dict[Key, Any]:
    """Those of them that can be told at this precision, in balls: ("σ", i) from 0, ("spectral", k), ..., ("loss",)."""
    problem, field = descent.problem, iterate.frame.field
    found: dict[Key, Any] = {}
    if asked.singular_values and iterate.gram is not None:
        with suppress(Unresolved):
            N = iterate.combination
            inner, gram = field.inverse(iterate.gram), field.transpose(N) * N
            # W = NVNᵀ, and so its eigenvalues are the inverses of those of (V⁻¹, NᵀN)
            for i, x in enumerate(pencil_eigenvalues(inner, gram, field)):
                found["σ", i] = 1 / x
    for k in asked.errors:
        with suppress(Unresolved):
            require_apart(problem, iterate.frame.sigma, k)
            if stays_at_best_approximation(problem, k, field):
                found["spectral", k] = found["Frobenius", k] = field.number(0)
                continue
            apart = _difference(iterate, k)
            found["Frobenius", k] = square(apart).sqrt()
            found["spectral", k] = spectral_norm(apart, field)
    if asked.loss:
        stays = problem.is_stationary and rank(problem) == problem.rank
        found["loss",] = field.number(0) if stays else square(_difference(iterate, problem.n)) / 4
    return found


def _difference(iterate: Iterate, k: int) -> Any:
    """W̃ − diag(σ₁..σ_k, 0..), n×n, in the basis of Y."""
    rows = iterate.W.tolist()
    for i in range(k):
        rows[i][i] = iterate.gaps[i]
    return iterate.frame.field.matrix(rows)
