"""W_j of gradient descent at one exact instance of a claim about windows: by fractions at first, later by balls."""

from fractions import Fraction
from typing import Any

from numeric import matrices
from numeric.descending import exact
from numeric.descending.run import Descent, Run
from numeric.exact import Scale, Unresolved
from numeric.field import Balls, Field, Irrational
from numeric.matrices import Rows
from numeric.problem import Problem
from paper import Misuse

LONGEST = 50_000
"""Steps of one instance, which take a second where its modes are apart."""
DIGITS = 15


def descent_of(spectrum: tuple[Fraction, ...], start: Rows, alpha: Scale, step: Fraction) -> Descent:
    """From α² times the start, both in the basis of Y."""
    sigma = matrices.diagonal(spectrum)
    eigenbasis = (tuple(spectrum), matrices.identity(len(spectrum)))
    return Descent(Problem(sigma, start, None, alpha, eigenbasis=eigenbasis), step)


def error_after(descent: Descent, steps: int, k: int, field: Field) -> Any:
    """‖W_j − Y_k‖₂ after j steps. Raises Irrational, or Unresolved where the balls say nothing, or W grows for ever."""
    if not isinstance(field, Balls):
        found = exact.iterates(descent, (steps,)).get(steps)
        if found is None:
            raise Irrational("W_j is too long to be written out")
        kept = [sigma if i < k else Fraction(0) for i, sigma in enumerate(descent.problem.diagonal or ())]
        return field.norm(found - matrices.to_flint(matrices.diagonal(kept)))
    try:
        ((_, iterate),) = Run(descent, DIGITS, steps).iterates((steps,), field.bits)
    except Misuse as error:
        raise Unresolved(str(error)) from None
    rows = iterate.W.tolist()
    for i in range(k):
        rows[i][i] = iterate.gaps[i]
    return field.norm(field.matrix(rows))
