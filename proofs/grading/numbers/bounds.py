"""Bounds on exponentials, as sharp as one wants: exp(x) = exp(x/n)**n, by halving; and 1/exp(-x).

exp(x/n) is above its Taylor polynomials of odd degree, which is what the axioms say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from proofs.certificate.finder import Term
from proofs.checker import Sum
from proofs.grading.numbers.lines import NEAR, Lines

POLYNOMIALS = {
    1: ("exponential-is-above-its-tangent", "1 + {0}"),
    3: ("exponential-is-above-its-cubic", "1 + {0} + {0}**2/2 + {0}**3/6"),
    5: ("exponential-is-above-its-quintic", "1 + {0} + {0}**2/2 + {0}**3/6 + {0}**4/24 + {0}**5/120"),
}
"""By degree: the axiom, and the text."""
HALVINGS_OF_NUMBERS = 9
"""Of a number up to 1; a larger one is halved more often."""
DIGITS = 30
"""To which powers of numbers are rounded, downward."""


@dataclass(frozen=True)
class Bound:
    """A text, the line by which it bounds an exponential, and, where it is divided by, the one that says it is > 0.

    The exponential is at least the text, or at most `over` divided by it.
    """

    text: str
    line: str
    positive: str = ""
    over: str = "1"


def below(lines: Lines, x: str, halvings: int, degree: int) -> Bound | None:
    """What exp(x) is at least; it is not negative where there are halvings."""
    axiom, polynomial = POLYNOMIALS[degree]
    n = 2**halvings
    base = f"({polynomial.format(f'(({x})/{n})')})"
    positive = lines.identity(f"0 <= {base}", NEAR) if n > 1 else "0"
    if not positive:
        return None
    known, power = lines.instance(axiom, x=f"({x})/{n}"), 1
    while power < n:
        part, whole = _halved(lines, x, n // power)
        root = base if power < 4 else f"{base}**{power // 2}"
        bound = base if power == 1 else f"{base}**{power}"
        factor: Term = {"facts": [known, positive]} if power == 1 else {"facts": [known], "squares": [root]}
        power *= 2
        terms = [{"squares": [f"{part} - {bound}"]}, {"times": "2", **factor}, {"equation": whole}]
        known = lines.written({"shows": f"{base}**{power} <= exp(({x})/{n // power})", "terms": terms})
    return Bound(base if n == 1 else f"{base}**{n}", known)


def above(lines: Lines, x: str, halvings: int, degree: int) -> Bound | None:
    """What is positive, and with which multiplied exp(x) is at most 1."""
    bound = below(lines, f"-({x})", halvings, degree)
    positive = lines.identity(f"0 < {bound.text}", NEAR) if bound else ""
    return Bound(bound.text, _inverted(lines, x, bound.text, bound.line), positive) if bound and positive else None


def below_near(lines: Lines, x: str, c: str, halvings: int, degree: int) -> Bound | None:
    """The same, sharp where x is c."""
    bound = below(lines, f"({x}) - ({c})", halvings, degree)
    if bound is None:
        return None
    positive, whole = _shifted(lines, x, c)
    text = f"exp({c})*{bound.text}"
    terms: list[Term] = [{"facts": [positive, bound.line]}, {"equation": whole}]
    return Bound(text, lines.written({"shows": f"{text} <= exp({x})", "terms": terms}))


def above_near(lines: Lines, x: str, c: str, halvings: int, degree: int) -> Bound | None:
    """The same, sharp where x is c."""
    bound = above(lines, f"({x}) - ({c})", halvings, degree)
    if bound is None:
        return None
    positive, whole = _shifted(lines, x, c)
    terms: list[Term] = [{"facts": [positive, bound.line]}, {"equation": whole, "left": f"-{bound.text}"}]
    line = lines.written({"shows": f"{bound.text}*exp({x}) <= exp({c})", "terms": terms})
    return Bound(bound.text, line, bound.positive, f"exp({c})")


def _shifted(lines: Lines, x: str, c: str) -> tuple[str, str]:
    """Lines that say that exp(c) is positive, and that exp(x) is exp(x - c)*exp(c)."""
    positive = lines.instance("exponential-is-positive", x=c)
    return positive, lines.instance("exponential-of-a-sum", x=f"({x}) - ({c})", y=c)


def number_below(lines: Lines, q: Fraction) -> tuple[Fraction, str]:
    """A number that a line says exp(q) is at least, to some fifteen digits of it; and that line."""
    if said := lines.bounded.get(("below", q)):
        return said
    n = 2 ** (HALVINGS_OF_NUMBERS + int(abs(q)).bit_length())
    axiom, _ = POLYNOMIALS[5]
    before = len(lines.lines)
    value = sum(((q / n) ** k / f for k, f in enumerate((1, 1, 2, 6, 24, 120))), Fraction(0))
    bound = _rounded(value)
    terms: list[Term] = [{"facts": [lines.instance(axiom, x=f"({q})/{n}")]}, *_rest(value - bound)]
    known = lines.written({"shows": f"({bound}) <= exp(({q})/{n})", "terms": terms})
    while n > 1:
        half, whole = _halved(lines, str(q), n)
        n, value = n // 2, bound**2
        terms = [{"squares": [f"{half} - ({bound})"]}, {"times": str(2 * bound), "facts": [known]}, {"equation": whole}]
        bound = _rounded(value)
        terms += _rest(value - bound)
        known = lines.written({"shows": f"({bound}) <= exp(({q})/{n})", "terms": terms})
    lines.steps |= {str(number) for number in range(before + 1, int(known))}
    lines.bounded["below", q] = bound, known
    return bound, known


def _rounded(x: Fraction) -> Fraction:
    return Fraction(int(x * 10**DIGITS), 10**DIGITS)


def _rest(x: Fraction) -> list[Term]:
    return [{"times": str(x)}] if x else []


def _halved(lines: Lines, x: str, n: int) -> tuple[str, str]:
    """exp(x/n), and the number of the line that says that its square is exp(x/(n/2))."""
    part = f"({x})/{n}"
    return f"exp({part})", lines.instance("exponential-of-a-sum", x=part, y=part)


def _inverted(lines: Lines, x: str, bound: str, least: str) -> str:
    """The number of a line that says bound*exp(x) <= 1, where line `least` says bound <= exp(-x)."""
    zero = lines.instance("exponential-of-zero")
    total = lines.instance("exponential-of-a-sum", x=x, y=f"-({x})")
    positive = lines.instance("exponential-is-positive", x=x)
    equations: list[Term] = [{"equation": zero, "left": "(-1)"}, {"equation": total, "left": "1"}]
    terms = [{"facts": [positive, least]}, *equations]
    return lines.written({"shows": f"{bound}*exp({x}) <= 1", "terms": terms})


def number_above(lines: Lines, q: Fraction) -> tuple[Fraction, str]:
    """A number that a line says exp(q) is at most, to some fifteen digits of it; and that line."""
    if said := lines.bounded.get(("above", q)):
        return said
    least, known = number_below(lines, -q)
    known = _inverted(lines, f"({q})", f"({least})", known)
    bound = Fraction(int(10**DIGITS / least) + 1, 10**DIGITS)
    terms: list[Term] = [{"facts": [known]}, {"times": str(bound * least - 1)}]
    shows = {"shows": f"exp({q}) <= ({bound})", "terms": terms, "multiplier": [{"times": str(least)}]}
    lines.bounded["above", q] = found = bound, lines.written(shows)
    return found


def undone(lines: Lines, small: str, large: str, times: str, less: str = "<=", known: Sequence[str] = ()) -> str:
    """The number of a line that says small <= large, since exp(small) <= exp(large), as lines `known` say; or "".

    exp is above its tangent at the difference; `times` is positive, and what that is multiplied by.
    """
    difference = f"({small}) - ({large})"
    positive = lines.instance("exponential-is-positive", x=large)
    whole = lines.instance("exponential-of-a-sum", x=difference, y=large)
    tangent = lines.instance("exponential-is-above-its-tangent", x=difference)
    inverse = [str(n) for n, line in enumerate(lines.lines, 1) if line.get("lemma") == "exponential-of-a-logarithm"]
    among = [*known, positive, whole, *inverse] if known else None
    below = lines.line(f"exp({difference}) {less} 1", 1, times, among)
    return below and lines.line(f"{small} {less} {large}", 1, None, [tangent, below])


def number(value: Sum) -> Fraction | None:
    """What a value is, if it speaks of no quantity."""
    return None if any(powers for powers, _ in value) else value.get(((), ()), Fraction(0))
