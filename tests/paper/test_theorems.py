"""Constants that follow from what the papers print."""

from fractions import Fraction

import sympy

from paper import theorems


def test_the_rate_is_that_of_the_papers_loss() -> None:
    """−d/du ¼(y − u²)² is c(y − u²)u."""
    u, y = sympy.symbols("u y")
    c = sympy.cancel(-sympy.diff(sympy.Rational(1, 4) * (y - u**2) ** 2, u) / ((y - u**2) * u))
    assert Fraction(int(c)) == theorems.MV_RATE
