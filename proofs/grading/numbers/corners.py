"""Polynomials without a negative coefficient, once they are written in numbers that are known not to be negative.

Such a number is what a linear fact compares with 0: at a corner where as many of them meet as there are variables, they
take the variables' place, and in a box the two of each variable give Bernstein's form. Neither minds high powers. What
is a square is split off before: where a polynomial touches 0 within, these forms have negative coefficients.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations, islice
from math import comb, prod
from operator import mul
from typing import Any

import flint

from proofs.certificate.finder import Finder, Names, Term, fmpq, fraction, times
from proofs.checker import Sum

MOST_LETTERS = 3
HIGH, HIGHEST = 8, 80
MOST_CORNERS = 40
MOST_TERMS = 300
RAISED = (0, 6, 20)
"""By how much the degree of a form in one variable is raised, until no coefficient is negative."""
Found = tuple[list[Term], list[Term]]
Exponents = tuple[int, ...]


@dataclass(frozen=True)
class Wall:
    """A linear fact, `coefficients`·letters + `constant` >= 0, as a factor of terms; `strict` where it is > 0."""

    factor: str
    coefficients: tuple[Fraction, ...]
    constant: Fraction
    strict: bool
    is_letter: bool = False


class Form:
    """A polynomial in some letters, as FLINT has it."""

    def __init__(self, scope: Names, letters: Sequence[str]) -> None:
        self.scope, self.letters = scope, letters
        self.ring = flint.fmpq_mpoly_ctx.get([f"x{i}" for i in range(len(letters))], "lex")

    def read(self, value: Sum) -> Any:
        def exponents(powers: Mapping[str, int]) -> Exponents:
            return tuple(powers.get(letter, 0) for letter in self.letters)

        return self.ring.from_dict({exponents(dict(powers)): fmpq(c) for (powers, _), c in value.items()})

    def written(self, polynomial: Any) -> str:
        value: Sum = {}
        for exponents, c in polynomial.to_dict().items():
            pairs = zip(self.letters, exponents, strict=True)
            value[tuple((letter, int(e)) for letter, e in pairs if e), ()] = fraction(c)
        return self.scope.write(value)


def is_high(value: Sum) -> bool:
    """Whether this way is better tried first."""
    return max((sum(e for _, e in powers) for powers, _ in value), default=0) >= HIGH


def combination(finder: Finder, target: Sum, relation: str) -> Found | None:
    """Terms that add up to the target times a multiplier, and the multiplier's; None if this way leads to none."""
    letters = sorted({name for powers, _ in target for name, _ in powers})
    is_polynomial = all(e > 0 for powers, _ in target for _, e in powers) and set(letters) <= set(finder.scope.written)
    degree = max((sum(e for _, e in powers) for powers, _ in target), default=0)
    if relation == "==" or not is_polynomial or not letters or degree > HIGHEST:
        return None
    form = Form(finder.scope, letters)
    polynomial, equations = _without_roots(finder, form, form.read(target))
    root, rest = _split(polynomial) if relation == ">=" and polynomial else (form.ring.constant(1), polynomial)
    used = [i for i, e in enumerate(rest.degrees()) if e]
    if not polynomial or len(used) > MOST_LETTERS:
        return None
    squares = {} if root.is_constant() else {"squares": [form.written(root)]}
    content = root.leading_coefficient() ** 2 if root.is_constant() else flint.fmpq(1)
    if not used:  # a square, times a number
        number = fraction(rest.leading_coefficient()) * fraction(content)
        return ([times(number, squares), *equations], [{}]) if number > 0 else None
    walls = list(_walls(finder, [form.letters[i] for i in used]))
    for terms, multiplier in (*_in_box(rest, used, walls, relation), *_at_corners(rest, used, walls, relation)):
        scaled = [times(c * fraction(content), {**term, **squares}) for c, term in terms]
        return [*scaled, *equations], [times(c, term) for c, term in multiplier]
    return None


def _without_roots(finder: Finder, form: Form, polynomial: Any) -> tuple[Any, list[Term]]:
    """Without the letters that an equation says in others: x == sqrt(x)**2; and multiples of these equations."""
    terms = list[Term]()
    for name, (relation, value) in finder.facts.items():
        spoken = {n for powers, _ in value for n, _ in powers}
        if relation != "==" or not spoken <= set(form.letters) or not any(n.startswith("sqrt(") for n in spoken):
            continue
        for i, letter in enumerate(form.letters):
            alone = [powers for powers, _ in value if letter in dict(powers)]
            if alone != [((letter, 1),)] or letter.startswith("sqrt("):
                continue
            c, letters = value[alone[0], ()], list(form.ring.gens())
            equation = form.read(value)
            letters[i] = letters[i] - equation / fmpq(c)
            replaced = polynomial.compose(*letters)
            left = (polynomial - replaced) / equation
            if left != 0:
                terms.append({"equation": name, "left": form.written(left)})
            polynomial = replaced
            break
    return polynomial, terms


def _split(polynomial: Any) -> tuple[Any, Any]:
    """(s, r) with s²·r the polynomial, where r has no square factor."""
    content, factors = polynomial.factor()
    one = polynomial / polynomial
    root = reduce(mul, (f ** (int(m) // 2) for f, m in factors), one)
    rest = reduce(mul, (f for f, m in factors if int(m) % 2), one)
    return root, rest * content


def _walls(finder: Finder, letters: Sequence[str]) -> Iterator[Wall]:
    """The linear facts about the letters alone."""
    for letter in letters:
        if letter in finder.scope.positive:
            yield Wall(letter, tuple(Fraction(n == letter) for n in letters), Fraction(0), True, True)
    for name, (relation, value) in finder.facts.items():
        powers = {p for p, _ in value if p}
        if relation == "==" or not powers or not powers <= {((n, 1),) for n in letters}:
            continue
        row = tuple(value.get((((n, 1),), ()), Fraction(0)) for n in letters)
        yield Wall(name, row, value.get(((), ()), Fraction(0)), relation == ">")


def _term(walls: Sequence[Wall], exponents: Sequence[int]) -> Term:
    """The product of these powers."""
    facts = [w.factor for w, e in zip(walls, exponents, strict=True) for _ in range(e) if not w.is_letter]
    letters = [
        f"{w.factor}**{e}" if e > 1 else w.factor for w, e in zip(walls, exponents, strict=True) if w.is_letter and e
    ]
    return ({"facts": facts} if facts else {}) | ({"positive": "*".join(letters)} if letters else {})


Weighed = list[tuple[Fraction, Term]]


def _at_corners(
    rest: Any, used: Sequence[int], walls: Sequence[Wall], relation: str
) -> Iterator[tuple[Weighed, Weighed]]:
    """In place of the letters as many facts; where there is one, the polynomial may be multiplied by 1 + it."""
    ring = rest.context()
    for chosen in islice(combinations(walls, len(used)), MOST_CORNERS):
        matrix = flint.fmpq_mat([[fmpq(c) for c in wall.coefficients] for wall in chosen])
        if matrix.det() == 0:
            continue
        inverse, new = matrix.inv(), [ring.gens()[i] for i in used]
        letters = list(ring.gens())
        for k, i in enumerate(used):
            terms = [(new[m] - fmpq(wall.constant)) * inverse[k, m] for m, wall in enumerate(chosen)]
            letters[i] = reduce(lambda a, b: a + b, terms)
        image = rest.compose(*letters)
        for raised in RAISED if len(used) == 1 else (0,):
            found = (image * (1 + new[0]) ** raised).to_dict()
            if any(c < 0 for c in found.values()) or len(found) > MOST_TERMS:
                continue
            terms_ = [(fraction(c), [int(e[i]) for i in used]) for e, c in found.items()]
            if relation != ">" or any(_is_strict(chosen, e) for _, e in terms_):
                power = [(Fraction(comb(raised, k)), _term(chosen, [k])) for k in range(raised + 1)] if raised else []
                yield [(c, _term(chosen, e)) for c, e in terms_], power or [(Fraction(1), {})]


def _is_strict(walls: Sequence[Wall], exponents: Sequence[int]) -> bool:
    return all(w.strict or not e for w, e in zip(walls, exponents, strict=True))


def _in_box(rest: Any, used: Sequence[int], walls: Sequence[Wall], relation: str) -> Iterator[tuple[Weighed, Weighed]]:
    """Bernstein's form, where each letter has two bounds."""
    pairs = [_bounds(walls, k) for k in range(len(used))]
    if any(pair is None for pair in pairs):
        return
    box = [pair for pair in pairs if pair is not None]
    ends = [tuple(-w.constant / w.coefficients[k] for w in pair) for k, pair in enumerate(box)]
    if any(low >= high for low, high in ends):
        return
    for raised in RAISED if len(used) == 1 else RAISED[:1]:
        degrees = [int(rest.degrees()[i]) + raised for i in used]
        if prod(n + 1 for n in degrees) > MOST_TERMS:
            return
        image = _bernstein(rest, used, ends, degrees)
        factors = [[abs(w.coefficients[k]) for w in pair] for k, pair in enumerate(box)]
        unit = prod((1 / ((high - low) ** n) for (low, high), n in zip(ends, degrees, strict=True)), start=Fraction(1))
        parts = {e: prod((comb(n, i) for n, i in zip(degrees, e, strict=True)), start=1) for e in _all(degrees)}
        least = min(fraction(image.get(e, flint.fmpq(0))) / many for e, many in parts.items())
        if least < 0 or (relation == ">" and least == 0):
            continue
        less = least if relation == ">" else Fraction(0)
        terms: Weighed = [(less, {})] if less else []
        flat = [wall for pair in box for wall in pair]
        for e, many in parts.items():
            c = fraction(image.get(e, flint.fmpq(0))) - less * many
            both = [power for i, n in zip(e, degrees, strict=True) for power in (i, n - i)]
            size = prod(
                (f**p for f, p in zip((f for pair in factors for f in pair), both, strict=True)), start=Fraction(1)
            )
            if c:
                terms.append((c * unit / size, _term(flat, both)))
        yield terms, [(Fraction(1), {})]


def _bounds(walls: Sequence[Wall], k: int) -> tuple[Wall, Wall] | None:
    """The nearest facts that bound a letter, from below and from above, of those that speak of it alone."""
    alone = [w for w in walls if w.coefficients[k] and sum(map(bool, w.coefficients)) == 1]

    def at(wall: Wall) -> Fraction:
        return -wall.constant / wall.coefficients[k]

    below, above = ([w for w in alone if (w.coefficients[k] > 0) is up] for up in (True, False))
    return (max(below, key=at), min(above, key=at)) if below and above else None


def _bernstein(rest: Any, used: Sequence[int], ends: Sequence[Any], degrees: Sequence[int]) -> dict[Exponents, Any]:
    """The coefficients at Π (x - low)^i·(high - x)^(n - i), but for the length of each interval to the power n."""
    found: dict[Exponents, Any] = {tuple(int(e[i]) for i in used): c for e, c in rest.to_dict().items()}
    for k, ((low, high), n) in enumerate(zip(ends, degrees, strict=True)):
        t, one = flint.fmpq_poly([fmpq(low), fmpq(high)]), flint.fmpq_poly([1, 1])
        powers = [t**j * one ** (n - j) for j in range(n + 1)]
        new = dict[Exponents, Any]()
        for e, c in found.items():
            for i, factor in enumerate(powers[e[k]].coeffs()):
                at = (*e[:k], i, *e[k + 1 :])
                new[at] = new.get(at, flint.fmpq(0)) + c * factor
        found = new
    return found


def _all(degrees: Sequence[int]) -> Iterator[Exponents]:
    if not degrees:
        yield ()
        return
    for rest in _all(degrees[1:]):
        yield from ((i, *rest) for i in range(degrees[0] + 1))
