"""LaTeX of expressions, as a person would order the terms of a sum: none starts with a minus sign if it need not."""

from typing import Any

from sympy import Expr
from sympy.printing.latex import LatexPrinter


class _Printer(LatexPrinter):  # type: ignore[misc]
    def _as_ordered_terms(self, expr: Expr, order: Any = None) -> list[Expr]:
        terms: list[Expr] = super()._as_ordered_terms(expr, order)
        first = next((i for i, term in enumerate(terms) if not term.could_extract_minus_sign()), 0)
        return [terms[first], *terms[:first], *terms[first + 1 :]]


def rendered(expression: Expr) -> str:
    """The LaTeX of `expression`: σ − a rather than −a + σ."""
    text: str = _Printer().doprint(expression)
    return text
