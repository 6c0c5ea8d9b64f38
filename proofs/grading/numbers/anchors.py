"""Numbers at which tangents of exponentials are drawn: where a hypothesis says so, and where both sides are equal."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction

from proofs import checker
from proofs.checker import Sum, scale
from proofs.grading.numbers.bounds import number
from proofs.grading.numbers.lines import Lines
from proofs.scalar.claims import FRACTIONS, evaluated

MOST = 2


def anchors(lines: Lines, exponents: Sequence[str], arguments: Sequence[str]) -> list[str]:
    """Exponents without variables, some of them logarithms of numbers."""
    found = list[str]()
    for text in exponents:
        found += [f"({q})" for q in _values(lines, text) if q]
    for text in arguments:
        for q in _values(lines, text):
            if q > 0 and q != 1 and f"log({1 / q})" not in (f"log({a})" for a in arguments):
                found.append(f"log({q})")
    return list(dict.fromkeys(found))[:MOST]


def _values(lines: Lines, text: str) -> Iterator[Fraction]:
    """Those of an exponent that is no number, at the contacts and where a hypothesis compares it with a number."""
    if number(lines.names.expression(text)) is not None:
        return
    yield from compared(lines, text)
    tree = checker.parsed(text)
    for point in lines.contacts:
        with suppress(TypeError, ArithmeticError):
            yield evaluated(tree, point, FRACTIONS)


def compared(lines: Lines, text: str) -> Iterator[Fraction]:
    """The numbers with which a hypothesis compares it, or a line that was told."""
    value = lines.names.expression(text)
    rest = _without_number(value)
    if not rest:
        return
    for fact in [*lines.said, *lines.told]:
        _, other = lines.facts[fact]
        moving = _without_number(other)
        factor = moving.get(min(rest), Fraction(0)) / rest[min(rest)]
        if factor and scale(rest, factor) == moving:
            yield value.get(((), ()), Fraction(0)) - other.get(((), ()), Fraction(0)) / factor


def _without_number(value: Sum) -> Sum:
    return {monomial: c for monomial, c in value.items() if monomial != ((), ())}
