"""The first iterates of gradient descent as exact rationals, as long as they are short, which triple in length."""

from collections.abc import Sequence
from typing import Any

import flint

from numeric import matrices
from numeric.descending.run import Descent

LARGEST_EXPONENT = 300
"""Powers of ten in α that are written out."""
LARGEST_BITS = 4000
"""Of the numerators and the denominator of W, times n²."""


def iterates(descent: Descent, wanted: Sequence[int]) -> dict[int, Any]:
    """W, n×n, after those of the iterations wanted that can be had so: all, where W does not move any more."""
    problem = descent.problem
    if abs(problem.alpha.exponent) > LARGEST_EXPONENT and not problem.is_stationary:
        return {}
    eta = flint.fmpq(descent.step.numerator, descent.step.denominator)
    scale = problem.alpha.fraction**2
    Y = matrices.to_flint(problem.target)
    W = matrices.to_flint(problem.start) * flint.fmpq(scale.numerator, scale.denominator)
    identity = matrices.to_flint(matrices.identity(problem.n))
    found: dict[int, Any] = {}
    for iteration in range(max(wanted) + 1):
        if _length(W) * problem.n**2 > LARGEST_BITS:
            break
        if iteration in wanted:
            found[iteration] = W
        A = identity + (Y - W) * eta
        moved = A * W * A
        if moved == W:
            return found | {later: W for later in wanted if later > iteration}
        W = moved
    return found


def _length(a: Any) -> int:
    numerators, denominator = a.numer_denom()
    return max(int(x.bit_length()) for x in (*numerators.entries(), denominator))
