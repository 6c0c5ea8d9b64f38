"""Which sizes of matrices fit into a formula, with the numbers of rows and columns as symbols."""

from sympy import Expr, Integer, Symbol

from symbolic.derivation import Derivation, equal
from symbolic.rendering import rendered

n, d, k = (Symbol(name, positive=True, integer=True) for name in ("n", "d", "k"))
FIGURE_3 = {n: Integer(1000), d: Integer(10), k: Integer(100)}


def two_layers_fit(rows: Expr) -> Derivation:
    """Y − φ(XUVᵀ) with X and Y n×d, and U and V `rows`×k (TFHV §6, Figure 3)."""
    lines = (
        equal(d, rows, "XU: as many columns of X as rows of U", points=(FIGURE_3,)),
        equal(d, rows, "Y − φ(XUVᵀ): as many columns of Y as rows of V", points=(FIGURE_3,)),
    )
    conclusion = rf"U, V \in \mathbb{{R}}^{{{rendered(rows)} \times k}}"
    return Derivation("The sizes of the factors", "X and Y n×d, n = 1000, d = 10, k = 100", lines, conclusion)
