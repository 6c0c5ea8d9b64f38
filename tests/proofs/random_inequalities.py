"""Inequalities of many kinds, true by a known theorem or by construction, or false at a point that is known.

Each maker draws one from a generator with a seed. What is false has its point, at which the tests check with fractions
that it is, except where all such points are irrational. The file is as long as there are families: a maker for each,
and what they share above them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, permutations
from random import Random

from proofs.grading.numbers.claims import Inequality

Point = Mapping[str, Fraction]
TINY = ("1e-3", "1e-6", "1/7")


@dataclass(frozen=True)
class Drawn:
    """`at` is a point where it fails, None for what is true; `irrational` where none of its points are rational."""

    family: str
    claim: Inequality
    true: bool
    at: Point | None = None
    irrational: bool = False


@cache
def true_ones(count: int) -> list[Drawn]:
    return _different(TRUE, count)


@cache
def false_ones(count: int) -> list[Drawn]:
    return _different(FALSE, count)


Maker = Callable[[Random], Drawn]


def _different(makers: tuple[Maker, ...], count: int) -> list[Drawn]:
    """The makers take turns; what was drawn before is drawn again with other units for its variables."""
    found = dict[tuple[object, ...], Drawn]()
    while len(found) < count:
        random = Random(f"{makers is TRUE} {len(found)}")  # noqa: S311 (a seeded sample, nothing secret)
        drawn = makers[len(found) % len(makers)](random)
        while (drawn.claim.given, drawn.claim.shows) in found:
            drawn = _in_other_units(drawn, random)
        found[drawn.claim.given, drawn.claim.shows] = drawn
    return list(found.values())


def _in_other_units(drawn: Drawn, random: Random) -> Drawn:
    units = {name: Fraction(random.randint(1, 6), random.randint(1, 3)) for name in drawn.claim.variables}

    def changed(text: str) -> str:
        return re.sub(r"\b[a-z]\b", lambda name: f"({units[name.group()]}*{name.group()})", text)

    given = tuple(map(changed, drawn.claim.given))
    claim = Inequality(drawn.family, drawn.claim.variables, given, changed(drawn.claim.shows))
    at = None if drawn.at is None else {name: x / units[name] for name, x in drawn.at.items()}
    return replace(drawn, claim=claim, at=at)


def true(family: str, names: str, given: tuple[str, ...] | list[str], shows: str) -> Drawn:
    return Drawn(family, Inequality(family, tuple(names.split()), tuple(given), shows), true=True)


def false(family: str, names: str, given: tuple[str, ...] | list[str], shows: str, **at: object) -> Drawn:
    claim = Inequality(family, tuple(names.split()), tuple(given), shows)
    return Drawn(family, claim, False, {name: Fraction(str(x)) for name, x in at.items()}, irrational=not at)


# ---- polynomials, as text

Polynomial = dict[tuple[int, ...], Fraction]


def number(random: Random, largest: int = 9, *, zero: bool = False) -> Fraction:
    return Fraction(random.randint(0 if zero else 1, largest), random.randint(1, 4))


def signed(random: Random, largest: int = 5) -> Fraction:
    return Fraction(random.randint(-largest, largest), random.randint(1, 3))


def polynomial(random: Random, variables: int, degree: int) -> Polynomial:
    """Each of all monomials with a coefficient that is zero half of the time."""
    found: Polynomial = {}
    for size in range(degree + 1):
        for chosen in combinations_with_replacement(range(variables), size):
            if random.random() < 0.6:
                found[tuple(chosen.count(i) for i in range(variables))] = signed(random)
    return found


def times(*factors: Polynomial) -> Polynomial:
    (product, *others) = factors
    for factor in others:
        found: Polynomial = {}
        for a, c in product.items():
            for b, d in factor.items():
                key = tuple(x + y for x, y in zip(a, b, strict=True))
                found[key] = found.get(key, Fraction(0)) + c * d
        product = found
    return product


def plus(*parts: Polynomial) -> Polynomial:
    found: Polynomial = {}
    for part in parts:
        for key, c in part.items():
            found[key] = found.get(key, Fraction(0)) + c
    return found


def value(p: Polynomial, at: tuple[Fraction, ...]) -> Fraction:
    total = Fraction(0)
    for key, c in p.items():
        for x, e in zip(at, key, strict=True):
            c *= x**e
        total += c
    return total


def text(p: Polynomial, names: str) -> str:
    terms = []
    for key, c in sorted(p.items()):
        if c:
            powers = [f"{n}**{e}" if e > 1 else n for n, e in zip(names.split(), key, strict=True) if e]
            terms.append("*".join([f"({c})" if c.denominator > 1 else f"{c}" if c > 0 else f"({c})", *powers]))
    return " + ".join(terms) or "0"


def squares(random: Random, variables: int, degree: int, count: int) -> Polynomial:
    """A sum of squares."""
    found: Polynomial = {}
    for _ in range(count):
        root = polynomial(random, variables, degree // 2)
        found = plus(found, times({(0,) * variables: number(random)}, root, root)) if root else found
    return found


# ---- true


def means(random: Random) -> Drawn:
    """The arithmetic and the geometric mean, of scaled variables."""
    a, b, c = (number(random, 6) for _ in range(3))
    return random.choice(
        (
            true("means", "x y", (), f"({a}*x)**2 + ({b}*y)**2 >= 2*({a * b})*x*y"),
            true("means", "x y z", ("x > 0", "y > 0", "z > 0"), f"x**3 + ({b})**3*y**3 + z**3 >= 3*({b})*x*y*z"),
            true("means", "x y z", ("x >= 0", "y >= 0", "z >= 0"), "(x + y + z)**3 >= 27*x*y*z"),
            true("means", "x y z w", (), "x**4 + y**4 + z**4 + w**4 >= 4*x*y*z*w"),
            true("means", "x y", ("x > 0", "y > 0"), f"({a})*x/y + ({a})*y/x >= 2*({a})"),
            true("means", "x y", ("x > 0", "y > 0"), "2*x*y/(x + y) <= (x + y)/2"),
            true("means", "x y z", ("x > 0", "y > 0", "z > 0"), "(x + y + z)*(1/x + 1/y + 1/z) >= 9"),
            true("means", "x y", (), f"(({a})*x + ({c})*y)**2 >= 4*({a * c})*x*y"),
        )
    )


def cauchy(random: Random) -> Drawn:
    a, b, c = (signed(random) for _ in range(3))
    return random.choice(
        (
            true("cauchy", "x y u v", (), "(x*u + y*v)**2 <= (x**2 + y**2)*(u**2 + v**2)"),
            true("cauchy", "x y z", (), f"(({a})*x+({b})*y+({c})*z)**2<=({a**2 + b**2 + c**2})*(x**2+y**2+z**2)"),
            true("cauchy", "x y z u v w", (), "(x*u+y*v+z*w)**2 <= (x**2+y**2+z**2)*(u**2+v**2+w**2)"),
            true("cauchy", "x y u v", ("u > 0", "v > 0"), "x**2/u + y**2/v >= (x + y)**2/(u + v)"),
        )
    )


def schur(random: Random) -> Drawn:
    less = random.choice((">", ">", ">="))
    given = tuple(f"{n} {less} 0" for n in "xyz")
    shift = number(random, 3)
    return random.choice(
        (
            true("schur", "x y z", given, "x*(x - y)*(x - z) + y*(y - x)*(y - z) + z*(z - x)*(z - y) >= 0"),
            true("schur", "x y z", (*given[:2], "z >= x + y"), "x*(x-y)*(x-z) + y*(y-x)*(y-z) + z*(z-x)*(z-y) >= 0"),
            true(
                "schur",
                "x y",
                ("x > 0", "y > 0"),
                f"x*(x-y)*(x-{shift}) + y*(y-x)*(y-{shift}) + {shift}*({shift}-x)*({shift}-y) >= 0",
            ),
        )
    )


def muirhead(random: Random) -> Drawn:
    larger, smaller = random.choice(
        (
            ((2, 0, 0), (1, 1, 0)),
            ((3, 0, 0), (2, 1, 0)),
            ((3, 0, 0), (1, 1, 1)),
            ((2, 1, 0), (1, 1, 1)),
            ((4, 0, 0), (2, 2, 0)),
            ((4, 0, 0), (2, 1, 1)),
            ((3, 1, 0), (2, 1, 1)),
            ((3, 2, 0), (2, 2, 1)),
        )
    )

    def total(exponents: tuple[int, ...]) -> str:
        return " + ".join(
            "*".join(f"{n}**{e}" for n, e in zip("xyz", p, strict=True) if e) for p in permutations(exponents)
        )

    return true("muirhead", "x y z", ("x > 0", "y > 0", "z > 0"), f"{total(larger)} >= {total(smaller)}")


def young(random: Random) -> Drawn:
    p, a = random.randint(2, 5), number(random, 4)
    return random.choice(
        (
            true("young", "x y", ("x >= 0", "y >= 0"), f"({p - 1})*x**{p} + y**{p} >= {p}*x**{p - 1}*y"),
            true("young", "x y", (), f"x*y <= ({a})*x**2/2 + y**2/(2*({a}))"),
            true("young", "x y e", ("e > 0",), "x*y <= e*x**2/2 + y**2/(2*e)"),
        )
    )


def bernoulli(random: Random) -> Drawn:
    n = random.randint(2, 7)
    return random.choice(
        (
            true("bernoulli", "x", ("x >= -1",), f"(1 + x)**{n} >= 1 + {n}*x"),
            true("bernoulli", "x", ("x >= 0",), f"(1 + x)**{n} >= 1 + {n}*x + {n * (n - 1) // 2}*x**2"),
            true("bernoulli", "x", ("0 <= x", "x <= 1"), f"(1 - x)**{n} <= 1/(1 + {n}*x)"),
        )
    )


def jensen(random: Random) -> Drawn:
    n, a, b = random.randint(2, 5), random.randint(1, 4), random.randint(1, 4)
    return random.choice(
        (
            true("jensen", "x y", (), f"(({a}*x + {b}*y)/{a + b})**2 <= ({a}*x**2 + {b}*y**2)/{a + b}"),
            true("jensen", "x y", ("x >= 0", "y >= 0"), f"((x + y)/2)**{n} <= (x**{n} + y**{n})/2"),
            true("jensen", "x y", ("x > 0", "y > 0"), f"{a + b}/({a}*x + {b}*y) <= ({a}/x + {b}/y)/{a + b}"),
            true("jensen", "x y t", ("0 <= t", "t <= 1"), "(t*x + (1 - t)*y)**2 <= t*x**2 + (1 - t)*y**2"),
        )
    )


def products(random: Random) -> Drawn:
    boxes = tuple(f"{n} {r}" for n in "xyz" for r in (">= 0", "<= 1"))
    return random.choice(
        (
            true("products", "x y z", boxes[::2], "(1 + x)*(1 + y)*(1 + z) >= 1 + x + y + z"),
            true("products", "x y z", boxes, "(1 - x)*(1 - y)*(1 - z) >= 1 - x - y - z"),
            true("products", "x y", boxes[:4], "x*y >= x + y - 1"),
            true("products", "x y z", boxes, "x + y + z - x*y - y*z - z*x <= 1"),
            true("products", "x y", ("x >= 1", "y >= 1"), "x*y + 1 >= x + y"),
            true("products", "x y z", boxes, "x*y*z >= x + y + z - 2"),
        )
    )


def fractions(random: Random) -> Drawn:
    a = number(random, 5)
    positive = ("x > 0", "y > 0", "z > 0")
    return random.choice(
        (
            true("fractions", "x y z", positive, "x/(y + z) + y/(z + x) + z/(x + y) >= 3/2"),
            true("fractions", "x y", ("x >= 0", "x <= y"), f"x/({a} + x) <= y/({a} + y)"),
            true("fractions", "x", ("x > 0",), f"1/({a} + 1/({a} + x)) <= 1/({a})"),
            true("fractions", "x", ("x > 0",), "1/(1 + 1/(1 + 1/x)) <= 1"),
            true("fractions", "x", (), "2*x/(1 + x**2) <= 1"),
            true("fractions", "x y", ("x >= 0", "y >= 0"), "(x + y)/(1 + x + y) <= x/(1 + x) + y/(1 + y)"),
            true("fractions", "x y", ("x > 0", "y > 0"), "1/x + 1/y >= 4/(x + y)"),
            true("fractions", "x y", ("0 < x", "x < y"), "(x/y + y/x)/2 >= 2/(x/y + y/x)"),
            true("fractions", "x", ("x > 1",), "1/x < 1/(x - 1)"),
        )
    )


def magnitudes(random: Random) -> Drawn:
    a, b = number(random, 4), number(random, 4)
    return random.choice(
        (
            true("magnitudes", "x y", (), f"abs({a}*x + {b}*y) <= {a}*abs(x) + {b}*abs(y)"),
            true("magnitudes", "x y z", (), "abs(x - z) <= abs(x - y) + abs(y - z)"),
            true("magnitudes", "x y", (), "abs(abs(x) - abs(y)) <= abs(x - y)"),
            true("magnitudes", "x y", (), "max(x, y) >= (x + y)/2"),
            true("magnitudes", "x y", (), "max(x, y) + min(x, y) == x + y"),
            true("magnitudes", "x y", (), "abs(x*y) <= (x**2 + y**2)/2"),
            true("magnitudes", "x y", (f"abs(x) <= {a}", f"abs(y) <= {b}"), f"abs(x*y) <= {a * b}"),
            true("magnitudes", "x y z", (), "max(x, y, z) <= max(x, max(y, z))"),
            true("magnitudes", "x y", (), "min(x, y) <= x/3 + 2*y/3"),
            true("magnitudes", "x", (), "abs(x) <= (1 + x**2)/2"),
        )
    )


def box(random: Random) -> Drawn:
    """A combination of products of bounds, written out."""
    variables = random.randint(1, 3)
    names = ["x", "y", "z"][:variables]
    found: Polynomial = {}
    for _ in range(random.randint(1, 4)):
        product: Polynomial = {(0,) * variables: number(random)}
        for _ in range(random.randint(1, 3)):
            i = random.randrange(variables)
            unit = tuple(int(j == i) for j in range(variables))
            low: Polynomial = {unit: Fraction(1)}
            high: Polynomial = {(0,) * variables: Fraction(1), unit: Fraction(-1)}
            product = times(product, random.choice((low, high)))
        found = plus(found, product)
    given = [f"0 <= {n}" for n in names] + [f"{n} <= 1" for n in names]
    return true("box", " ".join(names), given, f"{text(found, ' '.join(names))} >= 0")


def sums_of_squares(random: Random) -> Drawn:
    variables = random.randint(1, 3)
    names = " ".join("xyz"[:variables])
    found = squares(random, variables, random.choice((2, 4)) if variables > 1 else 4, random.randint(1, 3))
    return true("sums of squares", names, (), f"{text(found, names)} >= {-number(random, 3, zero=True)}")


def with_hypotheses(random: Random) -> Drawn:
    """Squares, and squares times hypotheses."""
    names, zero = "x y", (0, 0)
    hypotheses: list[tuple[str, Polynomial]] = [
        ("x >= 0", {(1, 0): Fraction(1)}),
        ("y >= 1", {(0, 1): Fraction(1), zero: Fraction(-1)}),
        ("x + y <= 5", {zero: Fraction(5), (1, 0): Fraction(-1), (0, 1): Fraction(-1)}),
        ("x**2 + y**2 <= 25", {zero: Fraction(25), (2, 0): Fraction(-1), (0, 2): Fraction(-1)}),
    ]
    found = squares(random, 2, 2, 1)
    for _ in range(random.randint(1, 2)):
        found = plus(found, times(squares(random, 2, 2, 1) or {zero: Fraction(1)}, random.choice(hypotheses)[1]))
    return true("with hypotheses", names, [h for h, _ in hypotheses], f"{text(found, names)} >= 0")


def no_squares(random: Random) -> Drawn:
    """Polynomials that are nowhere negative, and no sums of squares."""
    a = number(random, 3)
    motzkin = "x**4*y**2 + x**2*y**4 + 1 - 3*x**2*y**2"
    robinson = "x**6 + y**6 + 1 - (x**4*y**2 + x**2*y**4 + x**4 + x**2 + y**4 + y**2) + 3*x**2*y**2"
    choi_lam = "1 + x**2*y**2 + y**2*z**2 + z**2*x**2 - 4*x*y*z"
    return random.choice(
        (
            true("no squares", "x y", (), f"{motzkin} >= 0"),
            true("no squares", "x y", (), f"({a})*({motzkin}) + (x - y)**2 >= 0"),
            true("no squares", "x y", (), f"{robinson} >= 0"),
            true("no squares", "x y z", (), f"{choi_lam} >= 0"),
            true("no squares", "x y z", ("z > 0",), "x**4*y**2 + x**2*y**4 + z**6 >= 3*x**2*y**2*z**2"),
        )
    )


def with_equations(random: Random) -> Drawn:
    s, positive = number(random, 6), ("x > 0", "y > 0", "z > 0")
    return random.choice(
        (
            true("with equations", "x y z", (f"x + y + z == {s}",), f"x**2 + y**2 + z**2 >= {s * s / 3}"),
            true("with equations", "x y", ("x > 0", "y > 0", "x*y == 1"), "x + y >= 2"),
            true("with equations", "x y z", (*positive, "x*y*z == 1"), "x + y + z >= 3"),
            true("with equations", "x y", ("x**2 + y**2 == 1",), "abs(x*y) <= 1/2"),
            true("with equations", "x y", ("x**2 + y**2 == 1",), "x + y <= 1.5"),
            true("with equations", "x y", (f"x + y == {s}",), f"x*y <= {s * s / 4}"),
            true("with equations", "x y z", ("z == x - y", "x >= y"), "z**3 >= 0"),
            true("with equations", "x y", ("x == 2*y",), "x**2 - 4*y**2 == 0"),
        )
    )


def identities(random: Random) -> Drawn:
    """Two ways to write one polynomial."""
    p, q = (polynomial(random, 2, 2) or {(1, 0): Fraction(1)} for _ in range(2))
    return true("identities", "x y", (), f"({text(p, 'x y')})*({text(q, 'x y')}) == {text(times(p, q), 'x y')}")


def one_variable(random: Random) -> Drawn:
    """Nowhere negative: with double roots, or above its least value."""
    a, b, c = signed(random), signed(random), number(random, 5)
    root: Polynomial = {(2,): Fraction(1), (1,): a, (0,): b}
    p = times({(0,): c}, root, root)
    return random.choice(
        (
            true("one variable", "x", (), f"{text(p, 'x')} >= 0"),
            true("one variable", "x", (), f"{text(p, 'x')} > -1e-6"),
            true("one variable", "x", (), "x**4 - x + 0.472471 >= 0"),
            true("one variable", "x", (f"x >= {c}",), f"x**3 >= {3 * c**2}*x - {2 * c**3}"),
            true("one variable", "x", (), "x**6 + x**2 + 1 > 3*x/2"),
            true("one variable", "x", (f"{-c} <= x", f"x <= {c}"), f"x**3 - {c**2}*x <= {c**3}/2"),
        )
    )


def changed_variables(random: Random) -> Drawn:
    """A known inequality, with polynomials for its variables."""
    p, q = (text(polynomial(random, 2, 1), "x y") for _ in range(2))
    return random.choice(
        (
            true("changed variables", "x y", (), f"({p})**2 + ({q})**2 >= 2*({p})*({q})"),
            true("changed variables", "x y", (), f"(({p}) + ({q}))**2 <= 2*({p})**2 + 2*({q})**2"),
            true("changed variables", "x y", (), f"({p})**4 + ({q})**4 >= ({p})**3*({q}) + ({p})*({q})**3"),
            true("changed variables", "x y", (f"{p} >= 0", f"{q} >= 0"), f"({p})*({q}) >= 0"),
            true("changed variables", "x y", (f"{p} >= {q}",), f"({p})**3 >= ({q})**3"),
        )
    )


def orders(random: Random) -> Drawn:
    """Chains of comparisons."""
    a = number(random, 4)
    return random.choice(
        (
            true("orders", "x y z", ("x <= y", "y < z"), "x < z"),
            true("orders", "x y", ("0 < x", "x <= y"), f"x**2 + {a}*x <= y**2 + {a}*y"),
            true("orders", "x y", ("0 < x", "x < y"), "1/y < 1/x"),
            true("orders", "x y u v", ("x >= y", "u >= v"), "x*u + y*v >= x*v + y*u"),
            true(
                "orders",
                "x y z",
                ("x >= 0", "y >= x", "z >= y"),
                "z**2 - y**2 + x**2 >= (x - y + z)**2 - 2*(z - y)*(y - x)",
            ),
            true("orders", "x", ("x < 0",), "x + 1/x <= -2"),
            true("orders", "x y", ("x*y > 0", "x > 0"), "y > 0"),
        )
    )


TRUE: tuple[Maker, ...] = (
    *(means, cauchy, schur, muirhead, young, bernoulli, jensen, products, fractions, magnitudes, box),
    *(
        sums_of_squares,
        with_hypotheses,
        no_squares,
        with_equations,
        identities,
        one_variable,
        changed_variables,
        orders,
    ),
)


# ---- false


def below_the_sharp_constant(random: Random) -> Drawn:
    """What is attained, and a little more is asked for."""
    d, t = random.choice(TINY), random.randint(1, 5)
    positive = ("x > 0", "y > 0", "z > 0")
    return random.choice(
        (
            false("sharp", "x y", (), f"x**2 + y**2 >= 2*x*y + {d}", x=t, y=t),
            false("sharp", "x y z", positive, f"x/(y + z) + y/(z + x) + z/(x + y) >= 3/2 + {d}", x=t, y=t, z=t),
            false("sharp", "x y z", positive, f"x**3 + y**3 + z**3 >= 3*x*y*z + {d}", x=t, y=t, z=t),
            false("sharp", "x y z w", (), f"x**4 + y**4 + z**4 + w**4 >= 4*x*y*z*w + {d}", x=t, y=t, z=t, w=t),
            false("sharp", "x y", (), f"x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2 + {d}", x=1, y=1),
            false("sharp", "x y z", (), f"1 + x**2*y**2 + y**2*z**2 + z**2*x**2 - 4*x*y*z >= {d}", x=1, y=1, z=1),
            false("sharp", "x", (), f"2*x/(1 + x**2) <= 1 - {d}", x=1),
            false("sharp", "x y", ("x > 0", "y > 0"), f"1/x + 1/y >= (4 + {d})/(x + y)", x=1, y=1),
            false("sharp", "x y z", (), f"(x + y + z)**2 <= (3 - {d})*(x**2 + y**2 + z**2)", x=1, y=1, z=1),
            false("sharp", "x y z", ("x + y + z == 1",), f"x**2 + y**2 + z**2 >= 1/3 + {d}", x="1/3", y="1/3", z="1/3"),
            false("sharp", "x y", ("x > 0", "y > 0", "x*y == 1"), f"x + y >= 2 + {d}", x=1, y=1),
        )
    )


def strict_at_equality(random: Random) -> Drawn:
    t = random.randint(1, 9)
    positive = ("x > 0", "y > 0", "z > 0")
    return random.choice(
        (
            false("strict", "x y", (), "x**2 + y**2 > 2*x*y", x=t, y=t),
            false("strict", "x y z", positive, "(x + y + z)*(1/x + 1/y + 1/z) > 9", x=t, y=t, z=t),
            false("strict", "x", (f"x >= {t}",), f"x > {t}", x=t),
            false("strict", "x y", ("x <= y",), "x < y", x=0, y=0),
            false("strict", "x", ("x >= -1",), "(1 + x)**3 > 1 + 3*x", x=0),
            false("strict", "x y", (), "abs(x + y) < abs(x) + abs(y)", x=t, y=t),
            false("strict", "x y z", positive, "x*(x-y)*(x-z) + y*(y-x)*(y-z) + z*(z-x)*(z-y) > 0", x=t, y=t, z=t),
            false("strict", "x y", ("0 <= x", "x <= 1", "0 <= y", "y <= 1"), "x*y > x + y - 1", x=1, y=1),
            false("strict", "x", (), f"(x - {t}/7)**2 > 0", x=Fraction(t, 7)),
        )
    )


def without_a_hypothesis(random: Random) -> Drawn:
    n, t = random.choice((3, 5)), random.randint(2, 6)
    return random.choice(
        (
            false("no hypothesis", "x y z", (), "x**3 + y**3 + z**3 >= 3*x*y*z", x=-1, y=-1, z=-2),
            false("no hypothesis", "x", (), f"(1 + x)**{n} >= 1 + {n}*x", x=-t - 2),
            false("no hypothesis", "x y", (), "x*y >= x + y - 1", x=0, y=2),
            false("no hypothesis", "x y", ("x <= y",), "x**2 <= y**2", x=-2, y=1),
            false("no hypothesis", "x y", ("x < y",), "1/y < 1/x", x=-1, y=1),
            false("no hypothesis", "x y", ("x > 0",), "x/y + y/x >= 2", x=1, y=-1),
            false("no hypothesis", "x y", (), "max(x, y) <= x + y", x=-1, y=-1),
            false("no hypothesis", "x y", ("x**2 + y**2 == 1",), "x + y <= 1.4", x="20/29", y="21/29"),
        )
    )


def a_little_of_a_coefficient(random: Random) -> Drawn:
    d = random.choice(("1e-3", "1e-4", "1/50"))
    return random.choice(
        (
            false("coefficient", "x y", (), f"x**4*y**2 + x**2*y**4 + 1 >= (3 + {d})*x**2*y**2", x=1, y=1),
            false("coefficient", "x y", (), f"x**2 + y**2 >= (2 + {d})*x*y", x=1, y=1),
            false("coefficient", "x y z", (), f"x**2 + y**2 + z**2 >= (1 + {d})*(x*y + y*z + z*x)", x=1, y=1, z=1),
            false("coefficient", "x y", ("x >= 0", "y >= 0"), f"2*x**3 + y**3 >= (3 + {d})*x**2*y", x=1, y=1),
            false("coefficient", "x", ("x >= 0",), f"(1 + x)**4 >= 1 + (4 + {d})*x", x="1e-5"),
            false("coefficient", "x y", (), f"abs(x + y) <= (1 - {d})*(abs(x) + abs(y))", x=1, y=1),
            false("coefficient", "x", ("0 <= x", "x <= 1"), f"x*(1 - x) <= (1 - {d})/4", x="1/2"),
        )
    )


def a_tiny_region(random: Random) -> Drawn:
    """Only near one point, which no list of simple numbers has."""
    a, b = (Fraction(random.randint(1, 999), 1000) for _ in range(2))
    d = random.choice(("1e-4", "1e-8", "1e-10"))
    return random.choice(
        (
            false("tiny region", "x", (), f"(x - {a})**2 >= {d}", x=a),
            false("tiny region", "x y", (), f"(x - {a})**2 + (y - {b})**2 >= {d}", x=a, y=b),
            false("tiny region", "x y", ("0 <= x", "x <= 1"), f"(x - {a})**2 + (x*y - {b})**2 >= {d}", x=a, y=b / a),
            false("tiny region", "x", (), f"(x - {a})**4 + (x - {a})**2 > 0", x=a),
            false("tiny region", "x", (f"x >= {a}", f"x <= {a} + 1e-9"), f"x < {a} + 1e-9", x=a + Fraction(1, 10**9)),
            false("tiny region", "x y", (f"x**2 + y**2 <= {d}",), f"x + y <= {Fraction(d)}/2", x=Fraction(d), y=0),
        )
    )


def between_irrational_points(random: Random) -> Drawn:
    """Its least value is at an irrational point."""
    n = random.choice((2, 3, 5, 6, 7))
    return random.choice(
        (
            false("irrational minimum", "x", (), "x**4 - x + 0.47246 >= 0", x="63/100"),
            false("irrational minimum", "x", (), f"(x**2 - {n})**2 >= 1e-6", x=_root(n)),
            false("irrational minimum", "x", (f"x**2 <= {n}",), f"x**2 <= {n} - 1e-6", x=_root(n)),
            false(
                "irrational minimum",
                "x y",
                (f"x**2 + {n}*y**2 <= 1",),
                f"y**2 <= {Fraction(1, n)} - 1e-5",
                x=0,
                y=1 / _root(n, 1),
            ),
            false("irrational minimum", "x", ("x > 0",), f"x + {n}/x >= {2 * _root(n, 1)}", x=_root(n)),
        )
    )


def _root(n: int, up: int = 0) -> Fraction:
    """√n to ten digits, from below or above."""
    x = Fraction(n)
    for _ in range(30):
        x = ((x + n / x) / 2).limit_denominator(10**14)
    return Fraction(int(x * 10**10) + up, 10**10)


def far_out(random: Random) -> Drawn:
    e = random.randint(3, 8)
    return random.choice(
        (
            false("far out", "x", ("x > 0",), f"x**2 <= 1e{e}*x + 1e{e}", x=10 ** (e + 1)),
            false("far out", "x y", (), f"x**3 <= 1e{e}*(1 + x**2 + y**2)", x=10 ** (e + 1), y=0),
            false("far out", "x", (f"x >= 1e{e}",), f"x <= 1e{e + 6}", x=10 ** (e + 7)),
            false("far out", "x y", ("x > 0", "y > 0"), f"x/y <= 1e{e}", x=10 ** (e + 1), y=1),
            false("far out", "x", (), f"(x - 1e{e})**2 >= 1", x=10**e),
        )
    )


def near_zero(random: Random) -> Drawn:
    e = random.randint(3, 8)
    return random.choice(
        (
            false("near zero", "x", ("x > 0",), f"x**2 >= x/1e{e}", x=Fraction(1, 10 ** (e + 1))),
            false("near zero", "x", ("x > 0",), f"1/x <= 1e{e}", x=Fraction(1, 10 ** (e + 1))),
            false(
                "near zero", "x y", ("x > 0", "y > 0"), f"x + y >= 1e-{e}", x=Fraction(1, 10**9), y=Fraction(1, 10**9)
            ),
            false("near zero", "x", ("0 < x", "x < 1"), f"1e{e}*x**3 >= x**2", x=Fraction(1, 10 ** (e + 1))),
        )
    )


def negative_polynomials(random: Random) -> Drawn:
    """A sum of squares, less a little more than its value somewhere."""
    variables = random.randint(1, 3)
    names = " ".join("xyz"[:variables])
    p = squares(random, variables, random.choice((2, 4)), random.randint(1, 3)) or {(0,) * variables: Fraction(1)}
    at = tuple(signed(random) for _ in range(variables))
    more = value(p, at) + random.choice((Fraction(1, 1000), Fraction(1, 10**6), Fraction(1, 7)))
    return false("negative", names, (), f"{text(p, names)} >= {more}", **dict(zip(names.split(), at, strict=True)))


def wrong_boxes(random: Random) -> Drawn:
    variables = random.randint(1, 3)
    names = "xyz"[:variables]
    p = polynomial(random, variables, 3) or {(1,) * variables: Fraction(1)}
    at = tuple(Fraction(random.randint(0, 12), 12) for _ in range(variables))
    given = [f"0 <= {n}" for n in names] + [f"{n} <= 1" for n in names]
    bound = value(p, at) + Fraction(1, 1000)
    return false(
        "box", " ".join(names), given, f"{text(p, ' '.join(names))} >= {bound}", **dict(zip(names, at, strict=True))
    )


def wrong_identities(random: Random) -> Drawn:
    p, q = (polynomial(random, 2, 2) or {(1, 0): Fraction(1)} for _ in range(2))
    product = plus(times(p, q), {(1, 1): Fraction(1, random.choice((3, 1000)))})
    return false("identity", "x y", (), f"({text(p, 'x y')})*({text(q, 'x y')}) == {text(product, 'x y')}", x=1, y=1)


def wrong_equations(random: Random) -> Drawn:
    t = random.randint(2, 5)
    return random.choice(
        (
            false("equations", "x y", ("x == y",), "x**3 == y**2", x=t, y=t),
            false("equations", "x", ("x**2 == 1",), "x == 1", x=-1),
            false("equations", "x y", ("x*y == 0",), "x == 0", x=t, y=0),
            false("equations", "x y z", ("z == x - y", "x >= y"), "z > 0", x=t, y=t, z=0),
            false(
                "equations",
                "x y",
                (f"x + y == {t}",),
                f"x*y <= {Fraction(t * t, 4)} - 1e-6",
                x=Fraction(t, 2),
                y=Fraction(t, 2),
            ),
            false("equations", "x", ("x**2 == 2",), "x <= 1.4"),
            false("equations", "x y", ("x**2 == 2*y**2", "y == 1"), "x <= 0"),
        )
    )


def wrong_orders(random: Random) -> Drawn:
    t = random.randint(1, 5)
    return random.choice(
        (
            false("orders", "x y", (), "max(x, y) <= (x + y)/2 + abs(x - y)/3", x=t, y=0),
            false("orders", "x y", (), "min(x, y) >= x/3 + 2*y/3", x=t, y=0),
            false("orders", "x y u v", ("x >= y",), "x*u + y*v >= x*v + y*u", x=t, y=0, u=0, v=1),
            false("orders", "x y", ("x*y > 0",), "y > 0", x=-1, y=-1),
            false("orders", "x y z", (), "abs(x) + abs(y) + abs(z) <= abs(x + y + z)", x=t, y=-t, z=0),
            false("orders", "x", ("x > 0",), f"1/(1 + 1/(1 + 1/x)) >= {Fraction(t, 10)}", x=Fraction(1, 100))
            if t > 1
            else false("orders", "x", (), "x < x + 0", x=0),
        )
    )


FALSE: tuple[Maker, ...] = (
    *(below_the_sharp_constant, strict_at_equality, without_a_hypothesis, a_little_of_a_coefficient, a_tiny_region),
    *(between_irrational_points, far_out, near_zero, negative_polynomials, wrong_boxes, wrong_identities),
    *(wrong_equations, wrong_orders),
)
