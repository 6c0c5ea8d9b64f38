"""The published instances of the theorems, and the points of time at which their steps are checked.

An instance is a spectrum, a shape, an ε and a scale α; `ROWS` lists all of them. α is the largest that the theorem
admits (rounded down to 20 digits), or far below it. At each k = 0..r, time runs through both ends of T_k (rounded
inward), a time inside, and times far beyond the left end where T_k has no right end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from random import Random

from numeric.exact import Scale, format_fraction, parse_fraction, parse_scale
from numeric.instance import (
    Instance,
    TheoremName,
    graded_values,
    random_basis,
    random_factor,
    random_shape,
)
from numeric.matrices import Rows, diagonal, identity, product, transpose
from numeric.windows import largest_alpha, time_inside
from paper.texts import names_of_statement, sides, value
from paper.theorems import Theorem, named

LARGEST = "largest"
"""Stands for the largest α that the theorem admits, where a row lists its scales."""


@dataclass(frozen=True)
class Row:
    """One line of the list. `shape` is a recipe that `make_shape` reads, or `make_factor`; `basis` a seed of Φ, or None
    for Φ = I.
    """

    spectrum: str
    shape: str
    epsilon: str
    alphas: tuple[str, ...] = (LARGEST, "1e-1000")
    basis: int | None = None
    rate: str = "1"


SPECTRAL_ROWS = (
    Row("2", "identity", "1e-1"),
    Row("1", "diagonal:3", "1e-6", (LARGEST, "1e-1000", "1e-3000")),
    Row("1,0", "identity", "1e-3"),
    Row("2,1", "diagonal:1,1/4", "1e-1", rate="2"),
    Row("2,1", "diagonal:1/4,1", "1e-12"),
    Row("3,2,1,0", "diagonal:1,2,3,4", "1e-2", basis=1),
    Row("1,999/1000,1/2", "identity", "1e-1"),
    Row("5/2,2,3/2,1,0,0", "graded:1e6", "1e-4"),
    Row("4,3,2,1,1/2,1/4", "diagonal:2,1,1/2,1,2,4", "1e-8", basis=2, rate="2"),
    Row("8,7,6,5,4,3,2,1", "graded:1e6", "1e-12"),
    Row("9,8,7,6,5,0,0,0,0,0", "identity", "1e-1", (LARGEST, "1e-2000")),
    Row("12,11,10,9,8,7,6,5,4,3,2,1", "diagonal:1,2,1,2,1,2,1,2,1,2,1,2", "1e-3"),
)

GENERAL_ROWS = (
    Row("2", "identity", "1e-1"),
    Row("1", "diagonal:4", "2", (LARGEST, "1e-1000", "1e-3000")),
    Row("1,0", "random:1", "1e-3"),
    Row("2,1", "identity", "4"),
    Row("2,1", "random:2", "1e-1", rate="2"),
    Row("2,1", "conditioned:1e6", "1e-12"),
    Row("3,2,1", "random:3", "6"),
    Row("3,2,1,0", "random:7", "1e-2", basis=1),
    Row("1,999/1000,1/2", "random:9", "2", (LARGEST, "1e-1500")),
    Row("1,1/2,1/4,0,0", "conditioned:1e6", "1e-4", basis=3),
    Row("4,3,2,1,1/2,1/4", "random:5", "1e-8", rate="2"),
    Row("5,4,3,2,1,0,0,0", "random:6", "1e-3"),
    Row("10,9,8,7,6,5,4,3,2,1", "identity", "1e-6", (LARGEST,)),
    Row("12,9,6,3,0,0,0,0,0,0,0,0", "random:8", "1e-1", (LARGEST, "1e-60")),
    Row("12,11,10,9,8,7,6,5,4,3,2,1", "conditioned:1e6", "1e-2", (LARGEST,)),
)

WIDE_ROWS = (
    Row("2,1/10", "random:2", "5", (LARGEST, "1e-3")),
    Row("1,0", "random:1", "7"),
    Row("3,2,1/100,0", "random:7", "1/2", basis=1),
)
"""What Theorem 4 does not admit, the sharper one does: ε > 2σ₁, α²μ > σ_r, and c₁ < α²."""

FACTOR_ROWS = (
    Row("2", "factor:1:1", "1e-1"),
    Row("1", "factor:3:2", "2", (LARGEST, "1e-1000")),
    Row("1,0", "factor:1:3", "1e-3"),
    Row("2,1", "factor:1:4", "1e-1", rate="2"),
    Row("2,1", "factor:2:5", "4"),
    Row("2,1/10", "factor:5:6", "5", (LARGEST, "1e-3")),
    Row("2,1", "identity", "4"),
    Row("1,1/2,1/4", "factor:2:9", "1e-12", basis=4),
    Row("3,2,1,0", "factor:2:7", "1e-2", basis=1),
    Row("3,2,1,0", "factor:3:8", "1e-2", basis=1, rate="2"),
    Row("3,2,1,0", "random:7", "1e-2", (LARGEST,), basis=1),
    Row("1,999/1000,1/2", "factor:2:10", "2", (LARGEST, "1e-1500")),
    Row("2,1,0,0,0", "repeated:3:12", "1e-4"),
    Row("1,1/2,1/4,0,0", "factor:7:11", "1e-4", (LARGEST,), basis=3),
    Row("5,4,3,2,1,0,0,0", "factor:5:13", "1e-3"),
    Row("8,7,6,5,4,3,2,1", "factor:3:14", "1e-2", (LARGEST, "1e-300")),
)
"""Factors with fewer columns than learned modes, as many, and more than rows; shapes with and without an inverse."""


@dataclass(frozen=True)
class Point:
    """An instance with k, a time, and, for the steps that speak of one mode, that mode's index i."""

    instance: Instance
    number: int
    k: int
    time: Fraction
    position: str
    mode: int = 0

    def __hash__(self) -> int:
        return hash((self.number, self.k, self.position, self.mode))

    def describe(self) -> dict[str, str]:
        """The point in exact numbers; the instance's name is the recipe of its matrices."""
        described = {
            "instance": self.instance.name,
            "alpha": str(self.instance.alpha),
            "rate": format_fraction(self.instance.rate),
            "epsilon": format_fraction(self.instance.epsilon or Fraction(0)),
            "k": str(self.k),
            "time": format_fraction(self.time),
            "position": self.position,
        }
        return described | ({"mode": str(self.mode)} if self.mode else {})


def make_shape(recipe: str, n: int) -> Rows:
    """W̄₀ from `identity`, `diagonal:…`, `graded:CONDITION`, `conditioned:CONDITION` or `random:SEED`.

    `graded` is diagonal with powers of two from 1 down, the last entry 1/CONDITION; `conditioned` has these
    eigenvalues in a dense orthogonal basis; `random` is I + AAᵀ/n.
    """
    kind, _, rest = recipe.partition(":")
    if kind == "identity":
        return identity(n)
    if kind == "diagonal":
        return diagonal(tuple(parse_fraction(x, "an entry of the shape") for x in rest.split(",")))
    if kind == "random":
        return random_shape(n, int(rest))
    if kind not in ("graded", "conditioned"):
        raise ValueError(f"there is no recipe {recipe!r} for a shape")
    condition = parse_fraction(rest, "the condition number")
    eigenvalues = diagonal(graded_values(n, condition))
    return eigenvalues if kind == "graded" else _rotated(eigenvalues, random_basis(n, n + 1))


def make_factor(recipe: str, n: int, r: int) -> Rows | None:
    """Ū, n×h, from `factor:H:SEED`, or from `repeated:H:SEED`, whose rows after r are all the same; else None."""
    kind, _, rest = recipe.partition(":")
    if kind not in ("factor", "repeated"):
        return None
    h, seed = map(int, rest.split(":"))
    rows = random_factor(n, h, seed)
    return rows if kind == "factor" else (*rows[:r], *[rows[r]] * (n - r))


def _rotated(a: Rows, basis: Rows | None) -> Rows:
    return a if basis is None else product(basis, a, transpose(basis))


def instances(theorem: TheoremName) -> Iterator[Instance]:
    """The published instances of a theorem, in the order of the list.

    Theorem 3's shapes are diagonal in the basis Φ.
    """
    stated = named(theorem)
    for row in _rows(stated):
        spectrum = tuple(parse_fraction(x, "a singular value") for x in row.spectrum.split(","))
        n, epsilon, rate = len(spectrum), parse_fraction(row.epsilon, "ε"), parse_fraction(row.rate, "the rate")
        basis = None if row.basis is None else random_basis(n, row.basis)
        epsilon = _admitted(stated, epsilon, spectrum[0])
        factor = make_factor(row.shape, n, sum(sigma > 0 for sigma in spectrum))
        shape = make_shape(row.shape, n) if factor is None else product(factor, transpose(factor))
        if stated.shape == "spectral":
            shape = _rotated(shape, basis)
        name = f"spectrum {row.spectrum}; shape {row.shape}; basis {'I' if basis is None else f'random:{row.basis}'}"
        made = Instance(spectrum, shape, basis, Scale(Fraction(1)), rate, epsilon, name, factor)
        for text in row.alphas:
            alpha = largest_alpha(theorem, made) if text == LARGEST else parse_scale(text, "α")
            yield made.starting_at(alpha)


def _rows(stated: Theorem) -> Sequence[Row]:
    """With those that Theorem 4 does not admit, where a theorem sets ε no limit."""
    if stated.shape == "invertible":
        return GENERAL_ROWS if stated.limits else (*GENERAL_ROWS, *WIDE_ROWS)
    return SPECTRAL_ROWS if stated.shape == "spectral" else FACTOR_ROWS


@cache
def published(theorem: TheoremName) -> tuple[Point, ...]:
    """Every published instance at every k and position in time."""
    return tuple(
        point
        for number, instance in enumerate(instances(theorem))
        for k in range(instance.learnable + 1)
        for point in _in_window(theorem, instance, number, k)
    )


def _in_window(theorem: TheoremName, instance: Instance, number: int, k: int) -> Iterator[Point]:
    unbounded = k == instance.r
    for position in ("left", "middle", "right", *(("far",) if unbounded else ())):
        yield Point(instance, number, k, time_inside(theorem, instance, k, position), position)


@cache
def drawn(theorem: TheoremName, seed: int, count: int) -> tuple[Point, ...]:
    """`count` small instances drawn from the seed, α the largest admissible or some powers of ten below it."""
    generator = Random(f"theorem {named(theorem).shown}, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
    return tuple(_draw(theorem, generator, number) for number in range(count))


def _draw(theorem: TheoremName, generator: Random, number: int) -> Point:
    stated, n = named(theorem), generator.randint(1, 4)
    r = generator.randint(1, n)
    values = sorted(generator.sample(range(1, 40), r), reverse=True)
    spectrum = tuple(Fraction(v, 10) for v in values) + (Fraction(0),) * (n - r)
    if stated.shape == "spectral":
        shape_name = f"diagonal:{','.join(str(generator.randint(1, 9)) for _ in range(n))}"
    elif stated.shape == "factor":
        wide = f"factor:{generator.randint(1, n + 1)}:{generator.randint(1, 10**6)}"
        shape_name = generator.choice(("identity", wide, wide, wide))
    else:
        shape_name = generator.choice(("identity", f"random:{generator.randint(1, 10**6)}"))
    factor = make_factor(shape_name, n, r)
    shape = make_shape(shape_name, n) if factor is None else product(factor, transpose(factor))
    epsilon = Fraction(generator.randint(1, 20), 10 ** generator.randint(1, 8))
    epsilon = _admitted(stated, epsilon, spectrum[0])
    rate = Fraction(generator.choice((1, 2)))
    name = f"spectrum {','.join(map(format_fraction, spectrum))}; shape {shape_name}; basis I"
    instance = Instance(spectrum, shape, None, Scale(Fraction(1)), rate, epsilon, name, factor)
    alpha = largest_alpha(theorem, instance)
    instance = instance.starting_at(replace(alpha, exponent=alpha.exponent - generator.choice((0, 0, 1, 30))))
    k = generator.randint(0, instance.learnable)
    position = generator.choice(("left", "right", "middle"))
    return Point(instance, number, k, time_inside(theorem, instance, k, position), position)


def _admitted(stated: Theorem, epsilon: Fraction, sigma_1: Fraction) -> Fraction:
    """ε, or less where the theorem admits no more, whatever α is; half of what it doesn't admit itself."""
    if stated.shape == "spectral":
        return min(epsilon, 2 * sigma_1)
    strict = [h.text for h in stated.setting if names_of_statement(h.text) == {"eps", "sigma_1"}]
    most: list[Fraction] = [stated.value(name, sigma_1=sigma_1) for name in stated.limits]
    most += [value(sides(text)[2], {"sigma_1": sigma_1}) / 2 for text in strict]
    return min([epsilon, *most])


def outside(point: Point) -> Iterator[Point]:
    """The same instance a tenth before the left end of T_k, or beyond its right one: nothing is promised there."""
    if point.position == "left" and point.k > 0:
        yield replace(point, time=point.time * Fraction(9, 10), position="before the left end")
    if point.position == "right" and point.k < point.instance.r:
        yield replace(point, time=point.time * Fraction(11, 10), position="beyond the right end")
