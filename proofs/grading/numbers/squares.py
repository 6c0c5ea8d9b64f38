"""Combinations with squares: products of facts, times sums of squares, and multiples of equations.

Which products, and which monomials in the squares, is chosen here by their degrees; `gram.py` finds the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from math import prod

from proofs.certificate.finder import SAME_SIZE, Column, Finder, Term, combine, size_of, units
from proofs.checker import ONE, Monomial, Sum, add, multiply, scale
from proofs.grading.numbers.gram import UNIT, Block, Problem

MOST_FREE = 5000
HIGHEST = 30
"""Degree up to which squares are looked for."""
MOST_PRODUCTS = 80
MOST_TERMS, MOST_POWERS = 20, 3
"""Of so many facts there are powers."""


def combination(
    finder: Finder,
    target: Sum,
    relation: str,
    degree: int,
    deadline: float,
    higher: int = 0,
    multipliers: Sequence[Term] = (),
) -> tuple[list[Term], list[Term]] | None:
    """Terms that add up to the target times a multiplier, and the multiplier's; or None.

    Products have up to `degree` facts, and a degree up to `higher` above the target's. A multiplier is a combination of
    `multipliers`; without any, it is 1.
    """
    names = list(finder.facts)
    if not target or _has_negative_powers(target):
        return None
    if _degree(target) > HIGHEST:
        return None
    cap = _degree(target) + higher
    variables = _variables(finder, target, names)
    free = _equations(finder, names, variables, cap)
    if relation == "==":
        found = combine(free, target, relation)
        return None if found is None else (found, [{}])
    blocks = _blocks(finder, names, variables, degree, cap, _units(target, [finder.facts[name][1] for name in names]))
    if len(blocks) == 1 and not free and not multipliers:
        blocks = [_inside(blocks[0], target)]
    if relation == ">":
        strict = [Block(b.term, b.factor, (ONE,), "strict") for b in blocks if _strict(finder, b.term)]
        blocks = [*strict, *_powers(finder, names, cap), *_terms(finder, target), *blocks]
    for term in multipliers:
        factor = finder.value(term)
        if _degree(target) + _degree(factor) <= cap:
            worth = {} if "squares" in term else UNIT
            value = add(scale(multiply(factor, target), -1), worth)
            blocks.append(Block(term, value, (ONE,), "multiplier"))
    problem = Problem(finder, UNIT if multipliers else target, blocks, free, relation == ">", deadline)
    return problem.solved()


def contradiction(
    finder: Finder, degree: int, deadline: float, higher: int = 0, *, bare: bool = False
) -> list[Term] | None:
    """Terms that add up to 0, one of them positive, so that the facts contradict each other; or None.

    Products have up to `degree` facts, and a degree up to `higher` above that of the facts; where it is `bare`, no
    squares are their factors.
    """
    names = [name for name, (_, value) in finder.facts.items() if value and not _has_negative_powers(value)]
    values = [finder.facts[name][1] for name in names]
    if not values:
        return None
    cap = max(2, *map(_degree, values)) + higher
    if cap > HIGHEST:
        return None
    variables = _variables(finder, {}, names)
    free = _equations(finder, names, variables, cap)
    blocks = _blocks(finder, names, variables, degree, cap, {} if bare else _units(values[0], values), powers=True)
    strict = [Block(b.term, add(b.factor, UNIT), (ONE,), "strict") for b in blocks if _strict(finder, b.term)]
    weak = [b for b in blocks if not _is_square(b.term)]
    if bare:
        weak = [Block(b.term, b.factor, (ONE,)) for b in weak if not _strict(finder, b.term)]
    found = Problem(finder, UNIT, [*strict, *weak], free, False, deadline).solved()
    return None if found is None else found[0]


def _degree(value: Sum) -> int:
    return max(sum(max(exponent, 0) for _, exponent in powers) for powers, _ in value)


def _variables(finder: Finder, target: Sum, names: Sequence[str]) -> list[str]:
    """All that the target and the facts speak of, and that can be written."""
    values = [target, *(finder.facts[name][1] for name in names)]
    found = {name for value in values for powers, _ in value for name, _ in powers}
    return sorted(name for name in found if name in finder.scope.written)


def _monomials(variables: Sequence[str], degree: int) -> Iterator[Sum]:
    for size in range(degree + 1):
        for chosen in combinations_with_replacement(variables, size):
            yield {(tuple((name, chosen.count(name)) for name in sorted(set(chosen))), ()): Fraction(1)}


def _equations(finder: Finder, names: Sequence[str], variables: Sequence[str], cap: int) -> list[Column]:
    found = []
    for name in names:
        relation, value = finder.facts[name]
        if relation != "==" or not value or _has_negative_powers(value):
            continue
        for factor in _monomials(variables, cap - _degree(value)):
            term = {"equation": name, "left": finder.scope.write(factor)}
            found.append(Column(term, multiply(value, factor), free=True))
            if len(found) > MOST_FREE:
                return []
    return found


def _units(target: Sum, values: Sequence[Sum]) -> dict[str, Fraction]:
    """Powers of two, by which quantities are divided so that coefficients are of nearer sizes; none where they are."""
    sizes = [size_of(c) for value in (*values, target) for c in value.values()]
    if max(sizes) - min(sizes) < SAME_SIZE:
        return {}  # simple numbers are worth more
    return {name: Fraction(2) ** k for name, k in units([*values, target, target]).items() if k}


def _is_square(term: Term) -> bool:
    """Whether a factor comes twice in it."""
    factors = [*term.get("facts", ()), *term.get("positive", "").split("*")]
    return len(set(factors)) < len(factors)


def _blocks(
    finder: Finder,
    names: Sequence[str],
    variables: Sequence[str],
    degree: int,
    cap: int,
    units: Mapping[str, Fraction],
    *,
    powers: bool = False,
) -> list[Block]:
    """Products of facts and positive variables, that of none of them first; `powers` of those that are positive too."""
    facts = {n: v for n in names if (v := finder.facts[n][1]) and finder.facts[n][0] != "=="}
    facts = {name: value for name, value in facts.items() if not _has_negative_powers(value)}
    positive = {f"+{n}": finder.scope.names[n] for n in variables if n in finder.scope.positive}
    factors = {**positive, **facts}
    degrees, blocks = {name: _degree(value) for name, value in factors.items()}, list[Block]()
    for size in range(degree + 1):
        for chosen in combinations_with_replacement(factors, size):
            room = cap - sum(degrees[name] for name in chosen)
            if room < 0:
                continue
            if len(blocks) >= MOST_PRODUCTS:
                return blocks
            if len(set(chosen)) < size and not (
                powers and all(n in positive or finder.facts[n][0] == ">" for n in chosen)
            ):
                continue  # a square of a fact is a square
            value = multiply(ONE, *(factors[name] for name in chosen))
            used = [name for name in chosen if not name.startswith("+")]
            letters = [name[1:] for name in chosen if name.startswith("+")]
            term: Term = {"positive": "*".join(letters)} if letters else {}
            term |= {"facts": used} if used else {}
            roots = tuple(_in_units(root, units) for root in _monomials(variables, room // 2))
            blocks.append(Block(term, value, roots))
    return blocks


def _powers(finder: Finder, names: Sequence[str], cap: int) -> Iterator[Block]:
    """Third powers and higher ones of what is positive and linear: they are positive where squares need not be."""
    linear = [n for n in names if finder.facts[n][0] == ">" and finder.facts[n][1] and _degree(finder.facts[n][1]) == 1]
    for name in linear[:MOST_POWERS] if not any(_has_negative_powers(finder.facts[n][1]) for n in linear) else ():
        for k in range(3, cap + 1):
            yield Block({"facts": [name] * k}, multiply(*[finder.facts[name][1]] * k), (ONE,), "strict")


def _terms(finder: Finder, target: Sum) -> Iterator[Block]:
    """The target's own terms that are positive, if it has few."""
    positive = [
        powers for (powers, _), c in target.items() if c > 0 and {n for n, _ in powers} <= finder.scope.positive
    ]
    for powers in positive if len(target) <= MOST_TERMS else ():
        if sum(e for _, e in powers) > 2:  # others are products of two
            value: Sum = {(powers, ()): Fraction(1)}
            yield Block({"positive": finder.scope.write(value)}, value, (ONE,), "strict")


def _in_units(monomial: Sum, units: Mapping[str, Fraction]) -> Sum:
    ((powers, word),) = monomial
    return {(powers, word): prod((units.get(name, Fraction(1)) ** -e for name, e in powers), start=Fraction(1))}


def _has_negative_powers(value: Sum) -> bool:
    return any(exponent < 0 for powers, _ in value for _, exponent in powers)


def _strict(finder: Finder, term: Term) -> bool:
    return all(finder.facts[name][0] == ">" for name in term.get("facts", ()))


def _inside(block: Block, target: Sum) -> Block:
    """Without the roots that no sum of squares that equals the target can have."""
    roots = [next(iter(root)) for root in block.roots]
    while True:
        pairs = [_product(a, b) for i, a in enumerate(roots) for b in roots[i + 1 :]]
        possible = {*pairs, *target}
        kept = [root for root in roots if _product(root, root) in possible]
        if len(kept) == len(roots):
            return Block(block.term, block.factor, tuple(root for root in block.roots if next(iter(root)) in kept))
        roots = kept


def _product(a: Monomial, b: Monomial) -> Monomial:
    return next(iter(multiply({a: Fraction(1)}, {b: Fraction(1)})))
