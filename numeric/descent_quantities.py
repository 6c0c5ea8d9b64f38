"""What `flowproof measure --flow descent` measures after numbers of iterations, each number certified.

As of the flow, it is worked out in the basis of Y, where W̃ = ΦᵀWΦ is graded.
"""

from collections.abc import Callable, Sequence
from typing import Any

from numeric.decimals import ZERO, Rounded, round_ball
from numeric.evaluate import Undecided
from numeric.field import Balls, Unresolved
from numeric.frame import frame_of
from numeric.graded_spectrum import pencil_eigenvalues, spectral_norm
from numeric.iterates import Descent, Iterate, attempts
from numeric.quantities import Distance, rank, require_best_approximation, require_digits
from paper import Misuse

Compute = Callable[[Iterate, Balls], Sequence[Any]]


def singular_values(descent: Descent, digits: int) -> dict[int, tuple[Rounded, ...]]:
    """The n singular values of W_j in decreasing order, after each number of iterations.

    Raises Misuse for a factor with dependent columns and rows, whose rank no ball tells; Undecided.
    """
    problem = descent.problem
    independent = rank(problem)
    columns = problem.n if problem.factor is None else len(problem.factor[0])
    if independent == 0:
        return dict.fromkeys(descent.steps, (ZERO,) * problem.n)
    if independent not in (problem.n, columns):
        raise Misuse(
            f"the factor has {columns} columns and the rank {independent}; singular values of descent are told where"
            " its columns are independent, or its rows: leave columns out"
        )

    def values(iterate: Iterate, field: Balls) -> Sequence[Any]:
        inner = iterate.W if independent == problem.n else field.transpose(iterate.factor) * iterate.factor
        return pencil_eigenvalues(inner, field.identity(independent), field)[::-1]

    zeros = (ZERO,) * (problem.n - independent)
    found = _settled(descent, digits, values, "a singular value of W")
    return {j: (*settled, *zeros) for j, settled in found.items()}


def distances(descent: Descent, k: int, digits: int) -> dict[int, Distance]:
    """How far W_j is from Y_k, in the spectral norm and in Frobenius's. Raises Misuse where there is no Y_k."""
    require_best_approximation(descent.problem, k)

    def norms(iterate: Iterate, field: Balls) -> Sequence[Any]:
        sigma = frame_of(descent.problem, field).sigma
        if 0 < k < len(sigma) and not sigma[k - 1] > sigma[k]:
            raise Unresolved(f"σ_{k} and σ_{k + 1} could not be told apart")
        kept = field.diagonal([x if i < k else field.number(0) for i, x in enumerate(sigma)])
        apart = iterate.W - kept
        return spectral_norm(apart, field), _square(apart).sqrt()

    found = _settled(descent, digits, norms, f"the distance of W from Y_{k}")
    return {j: Distance(k, *settled) for j, settled in found.items()}


def losses(descent: Descent, digits: int) -> dict[int, Rounded]:
    """(c/4)‖Y − W_j‖_F²."""

    def value(iterate: Iterate, field: Balls) -> Sequence[Any]:
        target = field.diagonal(list(frame_of(descent.problem, field).sigma))
        return [field.number(descent.problem.rate / 4) * _square(iterate.W - target)]

    return {j: settled[0] for j, settled in _settled(descent, digits, value, "the loss").items()}


def _square(a: Any) -> Any:
    return sum(x * x for x in a.entries())


def _settled(descent: Descent, digits: int, compute: Compute, name: str) -> dict[int, tuple[Rounded, ...]]:
    """What is computed of each iterate, to so many digits. Raises Undecided where no precision tells all."""
    require_digits(digits)
    descent.require_reasonable(digits)
    found = dict[int, tuple[Rounded, ...]]()
    for field, iterates in attempts(descent, digits):
        with field.working():
            for j in (j for j in descent.steps if j not in found):
                try:
                    rounded = [round_ball(x, digits) for x in compute(iterates[j], field)]
                except Unresolved:
                    continue
                settled = tuple(x for x in rounded if x is not None)
                if len(settled) == len(rounded):
                    found[j] = settled
        if len(found) == len(descent.steps):
            return found
    j = next(j for j in descent.steps if j not in found)
    raise Undecided(
        f"{name} after {j} iterations could not be told to {digits} digits within the largest precision tried"
    )
