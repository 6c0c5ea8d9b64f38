"""Entries of W(t) from minors of the shape: exact where the graded form still cancels.

Where an entry's leading coefficient is zero (a shape with zeros, say) the graded form loses the rest of it to rounding.
Written out, with x_i = α²G_i and S = W̄₀ in the basis of Y, by Cramer's rule and the expansion of det(I + XS),

    W̃_ij = α² e^{c(σ_i + σ_j)t} · Σ_T det S[iT, jT] x^T / Σ_T det S[T, T] x^T,

T running through the sets of indices (other than i and j above): each monomial x^T = Π_{k∈T} x_k has one exact
coefficient. There are 2ⁿ of them, so this is for small n. S may be singular.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import flint

from numeric.closed_form import Flow, accumulated_growth, growth
from numeric.matrices import Rows, to_flint

LARGEST = 12
"""The largest n for which 2ⁿ minors are computed."""


def entries(flow: Flow, shape: Rows, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Any]:
    """W̃_ij for the wanted (i, j), as numbers of the flow's field."""
    S = to_flint(shape)
    x = [flow.alpha**2 * g for g in accumulated_growth(flow)]
    E = growth(flow)
    denominator = _sum(flow, S, x, ())
    return {(i, j): flow.alpha**2 * E[i] * E[j] * _sum(flow, S, x, (i, j)) / denominator for i, j in wanted}


def _sum(flow: Flow, S: Any, x: Sequence[Any], border: tuple[int, ...]) -> Any:
    """Σ_T det S[T, T] x^T, or Σ_T det S[iT, jT] x^T with the border (i, j)."""
    total = flow.field.number(0)
    others = [k for k in range(flow.n) if k not in border]
    for size in range(len(others) + 1):
        for subset in combinations(others, size):
            coefficient = _minor(S, border[:1] + subset, border[1:] + subset)
            if coefficient != 0:
                term = flow.field.number(Fraction(int(coefficient.p), int(coefficient.q)))
                for k in subset:
                    term = term * x[k]
                total = total + term
    return total


def _minor(S: Any, rows: tuple[int, ...], columns: tuple[int, ...]) -> Any:
    if not rows:
        return flint.fmpq(1)
    return flint.fmpq_mat([[S[i, j] for j in columns] for i in rows]).det()
