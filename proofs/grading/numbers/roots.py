"""Facts about roots: their values where these are simple, which is the larger, and which is the product of others."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, permutations
from math import isqrt

from proofs.certificate.finder import Term
from proofs.grading.numbers.anchors import compared
from proofs.grading.numbers.lines import NEAR, QUICK, Lines
from proofs.grading.numbers.samples import is_false

MOST_ROOTS = 4


def known_root(lines: Lines, text: str) -> None:
    """That the root of a square of positive numbers is what it is the square of: (√a − b)(√a + b) = a − b²."""
    value = lines.names.expression(text)
    if len(value) != 1:
        return
    (((powers, _), c),) = value.items()
    if c < 0:  # as in sqrt(-x), where x < 0
        return
    root = Fraction(isqrt(c.numerator), isqrt(c.denominator))
    if root**2 != c or any(e % 2 or name not in lines.names.positive for name, e in powers):
        return
    written = lines.names.write({(tuple((name, e // 2) for name, e in powers), ()): root})
    lines.line(f"sqrt({text}) == {written}", 1, f"sqrt({text}) + {written}")


def root_bounded(lines: Lines, text: str) -> None:
    """sqrt(a) >= r where a >= r**2 is a hypothesis, or sqrt(a) <= r; strictly where that is strict."""
    for q in compared(lines, text):
        root = Fraction(isqrt(q.numerator), isqrt(q.denominator)) if q > 0 else Fraction(0)
        if root and root**2 == q:
            sides = [f"({root}) < sqrt({text})", f"({root}) <= sqrt({text})"]
            sides += [f"sqrt({text}) < ({root})", f"sqrt({text}) <= ({root})"]
            next(filter(None, (lines.line(shows, 1, f"sqrt({text}) + ({root})") for shows in sides)), "")


def roots_compared(lines: Lines, arguments: Sequence[str]) -> None:
    """sqrt(a) <= sqrt(b) where a <= b is seen: (√b - √a)(√b + √a) = b - a."""
    for a, b in permutations(arguments[:MOST_ROOTS], 2):
        if not lines.is_over and lines.identity(f"{a} <= {b}", QUICK[:1]):
            lines.line(f"sqrt({a}) <= sqrt({b})", 1, f"sqrt({a}) + sqrt({b})")


def roots_multiplied(lines: Lines, arguments: Sequence[str]) -> None:
    """sqrt(a)*sqrt(b) == sqrt(c) where a*b == c is seen; or 1, where a*b is."""
    known = [a for a in arguments[:MOST_ROOTS] if lines.known("==", lines.names.expression(f"sqrt({a})**2 - ({a})"))]
    for a, b in combinations(known, 2):
        for c in [*(c for c in known if c not in (a, b)), "1"]:
            shows = f"({a})*({b}) == {c}"
            if not lines.is_over and not is_false(shows, lines.places) and (same := lines.identity(shows, NEAR[:1])):
                _multiplied(lines, a, b, c, same)


def _multiplied(lines: Lines, a: str, b: str, c: str, same: str) -> None:
    """Both sides are not negative, and have one square."""
    squares = [lines.instance("square-of-a-root", x=x) for x in (a, b)]
    signs = [lines.instance("root-is-not-negative", x=x) for x in (a, b)]
    product, root = f"sqrt({a})*sqrt({b})", f"sqrt({c})" if c != "1" else "1"
    lines.written({"shows": f"0 <= {product}", "terms": [{"facts": signs}]})
    for x, y, sign in ((product, root, "(-1)"), (root, product, "1")):
        terms: list[Term] = [{"equation": squares[0], "left": f"{sign}*sqrt({b})**2"}]
        terms.append({"equation": squares[1], "left": f"{sign}*({a})"})
        if lines.facts[same][1]:  # else it is so by the words
            terms.append({"equation": same, "left": sign})
        if c == "1":
            lines.written({"shows": "0 <= 1", "terms": [{}]})
        else:
            opposite = "1" if sign == "(-1)" else "(-1)"
            terms.append({"equation": lines.instance("square-of-a-root", x=c), "left": opposite})
        lines.written({"shows": f"({x})**2 <= ({y})**2", "terms": terms})
        lines.instance("order-of-squares", s=x, r=y)
    lines.instance("antisymmetry", x=product, y=root)
