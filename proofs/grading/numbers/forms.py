"""Forms of even degree that are no sums of squares, but become such when they are multiplied by the squared length.

Choi and Lam's and Robinson's are such. Where the length is 0, all is 0: there a form is what a multiple of the length,
which is not positive, lacks of a sum of squares.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement

from proofs.certificate.finder import Finder, Term
from proofs.checker import ONE, Monomial, Sum, add, multiply, scale
from proofs.grading.numbers.gram import Block, Problem
from proofs.grading.numbers.lines import Lines

MOST_LETTERS, LARGEST_DEGREE = 4, 8
Parity = frozenset[str]


def letters_of(lines: Lines) -> list[str]:
    """Those of a form of which it may be of use that it is one; none, if the claim shows something else."""
    relation, value = lines.names.statement(lines.shows)
    degrees = {sum(e for _, e in powers) for powers, _ in value}
    names = sorted({name for powers, _ in value for name, _ in powers})
    exponents = {e for powers, _ in value for _, e in powers}
    is_form = (
        relation == ">=" and len(degrees) == 1 and min(exponents, default=0) > 0 and {*names} <= {*lines.variables}
    )
    return names if is_form and degrees <= {4, 6, LARGEST_DEGREE} and 3 <= len(names) <= MOST_LETTERS else []


def shown(lines: Lines, case: str, *, is_zero: bool) -> str:
    """The number of a line that shows that it is not negative, by the fact that the squared length is <= 0, or > 0."""
    _, form = lines.names.statement(lines.shows)
    names = letters_of(lines)
    length: Sum = {(((name, 2),), ()): Fraction(1) for name in names}
    finder = Finder(lines.names, {case: lines.facts[case]})
    if not is_zero:
        terms = _squares(finder, names, multiply(form, length), lines.deadline)
        line = {"shows": lines.shows, "terms": terms, "multiplier": [{"facts": [case]}]}
        return lines.written(line) if terms else ""
    half = sum(e for _, e in next(iter(form))[0]) // 2
    many = 1 + sum(map(abs, form.values()))
    power = multiply(ONE, *[length] * half)
    terms = _squares(finder, names, add(form, scale(power, many)), lines.deadline)
    if terms is None:
        return ""
    roots = [[name] for name in names] if half % 2 == 0 else [list[str]()]
    whole = [lines.names.write(length)] * ((half - 1) // 2)
    terms += [{"times": str(many), "facts": [case], "squares": [*root, *whole]} for root in roots]
    return lines.written({"shows": lines.shows, "terms": terms})


def _squares(finder: Finder, names: Sequence[str], form: Sum, deadline: float) -> list[Term] | None:
    """Squares of forms that add up to this one; those that its changes of signs tell apart are not mixed."""
    degree = sum(e for _, e in next(iter(form))[0]) // 2
    span = _span({_parity(monomial) for monomial in form})
    classes = dict[Parity, list[Sum]]()
    for chosen in combinations_with_replacement(names, degree):
        root: Monomial = (tuple((name, chosen.count(name)) for name in sorted(set(chosen))), ())
        least = min((_parity(root) ^ each for each in span), key=sorted)
        classes.setdefault(least, []).append({root: Fraction(1)})
    blocks = [Block({}, ONE, tuple(roots)) for roots in classes.values()]
    found = Problem(finder, form, blocks, [], False, deadline).solved()
    return None if found is None else found[0]


def _parity(monomial: Monomial) -> Parity:
    return frozenset(name for name, e in monomial[0] if e % 2)


def _span(parities: set[Parity]) -> set[Parity]:
    found = {frozenset[str]()}
    for each in parities:
        found |= set(_sums(found, each))
    return found


def _sums(parities: set[Parity], other: Parity) -> Iterator[Parity]:
    yield from (each ^ other for each in parities)
