"""Claims of each kind, true by construction, or false because one number in them was changed.

Each maker draws the texts of a true claim and of a false one, which differ in a number, and says how Python sees that
the second is false: `is_false`, with fractions, or with doubles that are far apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import exp
from random import Random

from proofs.grading.files import AnyClaim
from proofs.grading.kinds.integers import OfIntegers
from proofs.grading.kinds.limit import Limit
from proofs.grading.kinds.sequence import Sequence
from proofs.grading.kinds.solution import Solution
from proofs.grading.kinds.termwise import Identity, TermwiseSum


@dataclass(frozen=True)
class Pair:
    true: AnyClaim
    false: AnyClaim
    is_false: Callable[[], bool]


Maker = Callable[[Random], Pair]


def number(random: Random, largest: int = 20) -> Fraction:
    return Fraction(random.randint(1, largest), random.randint(1, 9))


def signed(random: Random) -> Fraction:
    return random.choice((1, -1)) * number(random)


def off(random: Random) -> Fraction:
    """By what the false one differs."""
    return random.choice((1, -1)) * Fraction(1, random.randint(1, 50))


# ---- sequences


def sequence(start: Fraction, step: str, shows: str) -> Sequence:
    return Sequence("", (), {"x": f"{start}"}, {"x": step}, (), shows)


def followed(start: Fraction, step: Callable[[Fraction], Fraction], holds: Callable[[int, Fraction], bool]) -> bool:
    """Whether it is false at some index up to 55."""
    x = start
    for j in range(56):
        if not holds(j, x):
            return True
        x = step(x)
    return False


def arithmetic(random: Random) -> Pair:
    start, by, wrong = signed(random), signed(random), off(random)
    return Pair(
        sequence(start, f"x + ({by})", f"x == ({start}) + ({by})*j"),
        sequence(start, f"x + ({by})", f"x == ({start}) + ({by + wrong})*j"),
        lambda: followed(start, lambda x: x + by, lambda j, x: x == start + (by + wrong) * j),
    )


def geometric(random: Random) -> Pair:
    start, by, wrong = signed(random), signed(random), off(random)
    return Pair(
        sequence(start, f"({by})*x", f"x == ({start})*({by})**j"),
        sequence(start, f"({by})*x", f"x == ({start + wrong})*({by})**j"),
        lambda: wrong != 0,
    )


def contraction(random: Random) -> Pair:
    """It comes as near to its limit as one wants, and not beyond it."""
    q, b = Fraction(random.randint(1, 3), 5), number(random)
    limit, start = b / (1 - q), Fraction(0)
    short = limit * Fraction(99, 100)
    return Pair(
        sequence(start, f"({q})*x + ({b})", f"0 <= x <= {limit}"),
        sequence(start, f"({q})*x + ({b})", f"0 <= x <= {short}"),
        lambda: followed(start, lambda x: q * x + b, lambda _, x: 0 <= x <= short),
    )


def counted(random: Random) -> Pair:
    """Below a bound for some steps only."""
    last, by = random.randint(5, 50), number(random)
    return Pair(
        sequence(Fraction(0), f"x + {by}", "x >= 0"),
        sequence(Fraction(0), f"x + {by}", f"0 <= x <= {last * by}"),
        lambda: True,
    )


# ---- solutions


def solution(start: str, flow: str, solved: str) -> Solution:
    return Solution("", (), {"x": flow}, {"x": start}, {"x": solved}, ())


def exponential(random: Random) -> Pair:
    start, rate, wrong = signed(random), signed(random), off(random)
    return Pair(
        solution(f"{start}", f"({rate})*x", f"({start})*exp(({rate})*t)"),
        solution(f"{start}", f"({rate})*x", f"({start})*exp(({rate + wrong})*t)"),
        lambda: wrong != 0,
    )


def relaxation(random: Random) -> Pair:
    start, rate, to, wrong = signed(random), number(random), signed(random), off(random)
    way = start - to or Fraction(1)
    start = to + way
    return Pair(
        solution(f"{start}", f"({rate})*(({to}) - x)", f"({to}) + ({way})*exp(-({rate})*t)"),
        solution(f"{start}", f"({rate + wrong})*(({to}) - x)", f"({to}) + ({way})*exp(-({rate})*t)"),
        lambda: wrong != 0,
    )


def logistic(random: Random) -> Pair:
    a = number(random)
    sigma, wrong = a + number(random), off(random)
    solved = f"({sigma * a})*exp(({2 * sigma})*t)/(({sigma - a}) + ({a})*exp(({2 * sigma})*t))"
    return Pair(
        solution(f"{a}", f"2*x*(({sigma}) - x)", solved),
        solution(f"{a}", f"2*x*(({sigma + wrong}) - x)", solved),
        lambda: wrong != 0,
    )


def hyperbola(random: Random) -> Pair:
    a, wrong = number(random), off(random)
    return Pair(
        solution(f"{a}", "-x**2", f"({a})/(1 + ({a})*t)"),
        solution(f"{a + wrong}", "-x**2", f"({a})/(1 + ({a})*t)"),
        lambda: wrong != 0,
    )


# ---- sums and identities


def young(random: Random) -> Pair:
    c, less = number(random), Fraction(random.randint(90, 99), 100)
    return Pair(
        TermwiseSum("", (), ("x", "y"), (), f"2*x*y <= ({c})*x**2 + y**2/({c})"),
        TermwiseSum("", (), ("x", "y"), (), f"2*x*y <= ({c * less})*x**2 + y**2/({c})"),
        lambda: 2 * c > c * less + c,  # at x = 1, y = c
    )


def bounded(random: Random) -> Pair:
    """Terms between two bounds: the sum of their squares is at most so many times something."""
    b, less = number(random), Fraction(random.randint(90, 99), 100)
    given = (f"-({b}) <= x", f"x <= {b}")
    return Pair(
        TermwiseSum("", (), ("x",), given, f"x**2 <= {b**2}"),
        TermwiseSum("", (), ("x",), given, f"x**2 <= {b**2 * less}"),
        lambda: less < 1,
    )


def expansion(random: Random) -> Pair:
    a, b, c, wrong = signed(random), signed(random), signed(random), off(random)
    left = f"(({a})*x + ({b})*y)**2*(x - ({c}))"
    square = f"({a**2})*x**2 + ({2 * a * b})*x*y + ({b**2})*y**2"
    return Pair(
        Identity("", ("x", "y"), (), f"{left} == x*({square}) - ({c})*({square})"),
        Identity("", ("x", "y"), (), f"{left} == x*({square}) - ({c + wrong})*({square})"),
        lambda: wrong * (a + b) ** 2 + wrong * (a - b) ** 2 != 0,  # at x = 1, y = 1 or y = -1
    )


def exponents(random: Random) -> Pair:
    a, b, wrong = signed(random), signed(random), off(random)
    return Pair(
        Identity("", ("x",), (), f"exp(({a})*x)*exp(({b})*x) == exp(({a + b})*x)"),
        Identity("", ("x",), (), f"exp(({a})*x)*exp(({b})*x) == exp(({a + b + wrong})*x)"),
        lambda: wrong != 0,
    )


# ---- limits


def at_infinity(random: Random) -> Pair:
    a, b, d, wrong = signed(random), signed(random), number(random), off(random)
    text = f"(({a})*x**2 + ({b})*x + 1)/(({d})*x**2 + 1)"
    far = 10**9
    return Pair(
        Limit("", (), "x", "inf", text, f"{a / d}", ()),
        Limit("", (), "x", "inf", text, f"{a / d + wrong}", ()),
        lambda: abs((a * far**2 + b * far + 1) / (d * far**2 + 1) - (a / d + wrong)) > abs(wrong) / 2,
    )


def of_exponentials(random: Random) -> Pair:
    a, c, k, wrong = signed(random), number(random), number(random), off(random)
    text = f"(({a})*exp(({k})*t) + 1)/(({c})*exp(({k})*t) + 2)"
    far = exp(40)
    return Pair(
        Limit("", (), "t", "inf", text, f"{a / c}", ()),
        Limit("", (), "t", "inf", text, f"{a / c + wrong}", ()),
        lambda: abs((float(a) * far + 1) / (float(c) * far + 2) - float(a / c + wrong)) > abs(wrong) / 2,
    )


def at_point(random: Random) -> Pair:
    a, wrong = signed(random), off(random)
    text = f"(x**2 - ({a**2}))/(x - ({a}))"
    return Pair(
        Limit("", (), "x", f"{a}", text, f"{2 * a}", ()),
        Limit("", (), "x", f"{a}", text, f"{2 * a + wrong}", ()),
        lambda: wrong != 0,
    )


# ---- whole numbers


def bernoulli(random: Random) -> Pair:
    x, more = number(random), Fraction(random.randint(1, 20), 10)
    return Pair(
        OfIntegers("", ("n",), ("n >= 0",), f"(1 + ({x}))**n >= 1 + n*({x})", ("n",)),
        OfIntegers("", ("n",), ("n >= 0",), f"(1 + ({x}))**n >= 1 + n*({x + more})", ("n",)),
        lambda: 1 + x < 1 + x + more,  # at n = 1
    )


def between(random: Random) -> Pair:
    """A quadratic whose roots are k and k + 1 is negative between them alone."""
    k, more = random.randint(-80, 80), random.randint(1, 3)
    return Pair(
        OfIntegers("", ("n",), (), f"(n - ({k}))*(n - ({k + 1})) >= 0", ("n",)),
        OfIntegers("", ("n",), (), f"(n - ({k}))*(n - ({k + 1 + more})) >= 0", ("n",)),
        lambda: -more < 0,  # at n = k + 1
    )


KINDS: dict[str, tuple[Maker, ...]] = {
    "sequence": (arithmetic, geometric, contraction, counted),
    "solution": (exponential, relaxation, logistic, hyperbola),
    "sum": (young, bounded),
    "identity": (expansion, exponents),
    "limit": (at_infinity, of_exponentials, at_point),
    "whole numbers": (bernoulli, between),
}


@cache
def drawn(kind: str, count: int) -> tuple[Pair, ...]:
    """So many pairs, the makers taking turns."""
    makers = KINDS[kind]
    return tuple(makers[i % len(makers)](Random(f"{kind} {i}")) for i in range(count))  # noqa: S311
