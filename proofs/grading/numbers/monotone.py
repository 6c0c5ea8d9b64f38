"""Both sides of a claim through exp or log: sums of logarithms as a product, products of exponentials as a sum."""

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from proofs.certificate.finder import Term
from proofs.checker import Sum, add, scale
from proofs.grading.numbers.bounds import undone
from proofs.grading.numbers.exponentials import meet
from proofs.grading.numbers.lines import PLAIN, Lines
from proofs.grading.numbers.products import Product, equal, itself, product_of, undone_logarithm

MOST_FACTORS = 8
"""Of one side, each as often as it is multiplied."""
Reached = Callable[[str], str]
"""The number of a line that shows this, or ""."""


def by_product(lines: Lines, shows: str, reached: Reached) -> str:
    """Σ n·log(a) + r >= 0, for whole numbers n, from Π a**n·exp(r) >= 1, what is negative on the other side."""
    relation, difference = lines.names.statement(shows)
    found = _logarithms(lines, difference) if relation != "==" else None
    if found is None:
        return ""
    counts, rest = found
    sides = list[Product]()
    for sign in (-1, 1):
        parts = [part for a, n in counts if n * sign > 0 for part in [undone_logarithm(lines, a)] * abs(n)]
        more = {monomial: c for monomial, c in scale(rest, sign).items() if c > 0}
        if more:
            text = lines.names.write(more)
            meet(lines, text)
            parts.append(itself(lines, text))
        sides.append(product_of(lines, parts))
    small, large = sides
    less = "<" if relation == ">" else "<="
    order = reached(f"{small.value} {less} {large.value}")
    if not order:
        return ""
    known = [line for line in (order, small.line, large.line) if line]
    return undone(lines, small.exponent, large.exponent, f"exp({large.exponent})", less, known) and lines.line(shows)


def by_exponents(lines: Lines, shows: str, reached: Reached) -> str:
    """exp(x)·… <= exp(y)·…, from x + … <= y + …, or strictly; what has a logarithm is the exponential of that."""
    relation, difference = lines.names.statement(shows)
    monomials = sorted(difference.items(), key=lambda item: item[1])
    if (
        relation == "=="
        or len(monomials) != 2
        or not any(n.startswith("exp(") for (powers, _), _ in monomials for n, _ in powers)
    ):
        return ""
    sides = list[Product]()
    for (powers, _), c in monomials:
        parts = [part for name, e in powers if e > 0 for part in [_exponential(lines, name)] * e]
        if abs(c) != 1 or None in parts or len(parts) > MOST_FACTORS or any(e < 0 for _, e in powers):
            return ""
        found = [part for part in parts if part is not None]
        sides.append(product_of(lines, found))
    small, large = sides
    less = "<" if relation == ">" else "<="
    order = reached(f"{small.exponent} {less} {large.exponent}")
    if not order:
        return ""
    terms: list[Term] = [*equal(large, "(-1)"), *equal(small, "1")]
    if relation == ">=":
        terms.append({"facts": [lines.instance("exponential-is-monotone", x=small.exponent, y=large.exponent)]})
    else:  # exp(y) - exp(x) == (exp(y - x) - 1)*exp(x)
        apart = f"({large.exponent}) - ({small.exponent})"
        above = lines.instance("exponential-is-above-its-tangent", x=apart)
        whole = lines.instance("exponential-of-a-sum", x=apart, y=small.exponent)
        positive = lines.instance("exponential-is-positive", x=small.exponent)
        terms += [{"facts": [above, positive]}, {"facts": [order, positive]}, {"equation": whole}]
    return lines.written({"shows": shows, "terms": terms})


def _exponential(lines: Lines, name: str) -> Product | None:
    """A quantity as an exponential, which it is, or of its logarithm, if the claim speaks of that."""
    text = lines.names.written.get(name, "")
    if name.startswith("exp("):
        return itself(lines, text[len("exp(") : -1])
    return undone_logarithm(lines, text) if text and _is_known(lines, text) else None


def by_mean(lines: Lines, shows: str, reached: Reached) -> str:
    """f*exp(x) + (k - f)*exp(y) <= k*exp(z) by Hoeffding's lemma, where z is large enough; y may be 0."""
    relation, difference = lines.names.statement(shows)
    found = _two_belowone(lines, difference) if relation == ">=" else None
    if found is None:
        return ""
    k, z, (f, x), (g, y) = found
    p = f"({lines.names.write(scale(f, 1 / k))})"
    high = f"{p}*({x}) + (1 - {p})*({y}) + (({x}) - ({y}))**2/8"
    if not (lines.identity(f"0 <= {p}", PLAIN) and lines.identity(f"{p} <= 1", PLAIN) and reached(f"{high} <= {z}")):
        return ""
    mean = lines.instance("mean-of-two-exponentials", p=p, x=x, y=y)
    order = lines.instance("exponential-is-monotone", x=high, y=z)
    terms: list[Term] = [{"times": str(k), "facts": [fact]} for fact in (mean, order) if lines.facts[fact][1]]
    if y == "0":
        terms.append({"equation": lines.instance("exponential-of-zero"), "left": lines.names.write(g)})
    return lines.written({"shows": shows, "terms": terms})


def _two_belowone(lines: Lines, difference: Sum) -> tuple[Fraction, str, tuple[Sum, str], tuple[Sum, str]] | None:
    """k and z, then f and x, then g and y, where it is k*exp(z) - f*exp(x) - g*exp(y) and k is f + g; else None."""
    parts = dict[str, Sum]()
    for (powers, word), c in difference.items():
        moving = [(name, e) for name, e in powers if name.startswith("exp(")]
        if len(moving) > 1 or any(e != 1 for _, e in moving):
            return None
        exponent = lines.names.written[moving[0][0]][len("exp(") : -1] if moving else "0"
        parts.setdefault(exponent, {})[tuple(pair for pair in powers if pair not in moving), word] = c
    numbers = {x: factor[(), ()] for x, factor in parts.items() if factor.keys() == {((), ())}}
    for z, k in numbers.items():
        others = sorted(
            ((scale(factor, -1), x) for x, factor in parts.items() if x != z), key=lambda part: part[1] == "0"
        )
        if k > 0 and len(others) == 2 and add(others[0][0], others[1][0]) == {((), ()): k}:
            return k, z, others[0], others[1]
    return None


def _logarithms(lines: Lines, difference: Sum) -> tuple[list[tuple[str, int]], Sum] | None:
    """How often which logarithms are in a multiple of it, and the rest of that; None unless there are two or more."""
    counts, rest = dict[str, Fraction](), dict(difference)
    for monomial in difference:
        powers, _ = monomial
        if len(powers) == 1 and powers[0][1] == 1 and powers[0][0].startswith("log("):
            counts[lines.names.written[powers[0][0]][len("log(") : -1]] = rest.pop(monomial)
    many = lcm(*(c.denominator for c in counts.values()))
    whole = [(a, int(many * c)) for a, c in counts.items()]
    if any(name.startswith("log(") for powers, _ in rest for name, _ in powers):
        return None  # of which there is no such multiple
    is_moderate = sum(abs(n) for _, n in whole) <= MOST_FACTORS
    return (
        (whole, scale(rest, many))
        if len(whole) > 1 and is_moderate and all(_is_known(lines, a) for a in counts)
        else None
    )


def _is_known(lines: Lines, argument: str) -> bool:
    """Whether exp undoes its logarithm."""
    return bool(lines.known("==", lines.names.expression(f"exp(log({argument})) - ({argument})")))
