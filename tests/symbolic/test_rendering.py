"""A sum begins with a term that has no minus sign, if there is one."""

import pytest
from sympy import Expr, latex, symbols

from symbolic.noncommutative import letters
from symbolic.rendering import rendered

a, sigma, x = symbols("a sigma x", positive=True)
Y, U = letters("Y", "U")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (sigma - a, r"\sigma - a"),
        (Y - U * U, "Y - U^{2}"),
        (-a - sigma, r"- a - \sigma"),
        (x / (x - a - 1), r"\frac{x}{x - a - 1}"),
    ],
)
def test_a_sum_starts_with_a_positive_term(expression: Expr, text: str) -> None:
    """Also inside of a fraction, and for letters that don't commute."""
    assert rendered(expression) == text


def test_all_else_is_as_sympy_has_it() -> None:
    """Only the order of a sum's terms differs."""
    assert rendered(a**2 / (1 + x)) == latex(a**2 / (1 + x))
