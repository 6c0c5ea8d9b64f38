"""Bounds on exponentials, as sharp as one wants: exp(x) = exp(x/n)**n >= (1 + x/n)**n, by halving; and 1/exp(-x)."""

from fractions import Fraction

from proofs.certificate.finder import Term
from proofs.checker import Sum
from proofs.grading.numbers.lines import NEAR, Lines

HALVINGS_OF_NUMBERS = 12
DIGITS = 30
"""To which powers of numbers are rounded, downward."""


def below(lines: Lines, x: str, halvings: int) -> str:
    """A text whose value a line says exp(x) is at least, and which is not negative; or ""."""
    value = lines.names.expression(x)
    number = _number(value)
    n = 2 ** (HALVINGS_OF_NUMBERS if number is not None else halvings)
    base = f"(1 + ({x})/{n})" if number is None else f"({1 + number / n})"
    positive = lines.identity(f"0 <= {base}", NEAR)
    if not positive:
        return ""
    lines.instance("exponential-is-above-its-tangent", x=f"({x})/{n}")
    bound, power, known = base, 1, lines.line(f"{base} <= exp(({x})/{n})")
    while known and power < n:
        m = n // power
        equation = lines.instance("exponential-of-a-sum", x=f"({x})/{m}", y=f"({x})/{m}")
        part = f"exp(({x})/{m})"
        root = base if power == 2 else f"{base}**{power // 2}"
        nonnegative: Term = {"facts": [known], "positive": bound}
        if number is None:
            nonnegative = {"facts": [known, positive]} if power == 1 else {"squares": [root], "facts": [known]}
        power *= 2
        square = f"({bound})**2" if number is not None else f"{base}**{power}"
        terms: list[Term] = [{"squares": [f"{part} - {bound}"]}, {"times": "2", **nonnegative}, {"equation": equation}]
        if number is not None:
            exact = _number(lines.names.expression(square)) or Fraction(0)
            rounded = Fraction(int(exact * 10**DIGITS), 10**DIGITS)
            square = f"({rounded})"
            terms += [{"times": str(exact - rounded)}] if exact > rounded else []
        known = lines.written({"shows": f"{square} <= exp(({x})/{m // 2})", "terms": terms})
        bound = square
    return bound if known else ""


def above(lines: Lines, x: str, halvings: int) -> str:
    """A text whose value is positive, and of which a line says that times exp(x) it is at most 1; or ""."""
    bound = below(lines, f"-({x})", halvings)
    if not bound or not lines.identity(f"0 < {bound}", NEAR):
        return ""
    zero = lines.instance("exponential-of-zero")
    total = lines.instance("exponential-of-a-sum", x=x, y=f"-({x})")
    positive = lines.instance("exponential-is-positive", x=x)
    least = lines.line(f"{bound} <= exp(-({x}))")
    equations: list[Term] = [{"equation": zero, "left": "(-1)"}, {"equation": total, "left": "1"}]
    lines.written({"shows": f"{bound}*exp({x}) <= 1", "terms": [{"facts": [positive, least]}, *equations]})
    return bound


def _number(value: Sum) -> Fraction | None:
    return None if any(powers for powers, _ in value) else value.get(((), ()), Fraction(0))
