"""Claims with exponentials, from polynomials and quotients that bound them: sharp at 0, or where sides are equal."""

import ast
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from proofs import checker
from proofs.certificate.finder import Term
from proofs.checker import ONE, Sum, add, multiply
from proofs.grading.numbers.bounds import Bound, above, above_near, below, below_near, number
from proofs.grading.numbers.constants import enclose
from proofs.grading.numbers.facts import inside_out
from proofs.grading.numbers.lines import LONGEST_SHOWN, Lines
from proofs.grading.numbers.monotone import Reached
from proofs.grading.numbers.rewriting import by_powers
from proofs.grading.numbers.signs import sign_of, size_of
from proofs.scalar.claims import FRACTIONS, evaluated

BOUNDS = ((0, 1), (0, 3), (1, 1), (1, 3), (0, 5), (1, 5), (2, 3), (2, 1), (3, 1))
"""Of exponentials: how often the exponent is halved, and the degree of the polynomial."""


@dataclass(frozen=True)
class Weighed:
    """An exponential in a difference: its exponent, by what it is multiplied, and the fact that says of which sign."""

    exponent: str
    factor: Sum
    sign: int
    fact: str


def by_bounds(lines: Lines, shows: str, reached: Reached) -> str:
    """A + Σ B·exp(x) >= 0 from bounds on the exponentials, below them where B > 0, else above."""
    relation, difference = lines.names.statement(shows)
    found = _weighed(lines, shows, difference) if relation != "==" else None
    if found is None:
        return ""
    rest, weighed = found
    for (halvings, degree), place in product(BOUNDS, _places(lines, weighed)):
        if lines.is_over:
            return ""
        bounds = list[Bound]()
        for each, c in zip(weighed, place, strict=True):
            near = below_near if each.sign > 0 else above_near
            at_zero = below if each.sign > 0 else above
            x = each.exponent
            bound = near(lines, x, c, halvings, degree) if c else at_zero(lines, x, halvings, degree)
            if bound is None:
                break
            bounds.append(bound)
        if len(bounds) == len(weighed) and (
            number := _bounded(lines, shows, rest, list(zip(weighed, bounds, strict=True)), reached)
        ):
            return number
    return ""


def _places(lines: Lines, weighed: Sequence[Weighed]) -> list[tuple[str, ...]]:
    """At which values of the exponents their bounds are sharp: "" for 0, and then those where both sides are equal."""
    found = [("",) * len(weighed)]
    for point in lines.contacts if len(lines.variables) == 1 else ():
        values = list[Fraction]()
        with suppress(TypeError, ArithmeticError):
            values = [evaluated(checker.parsed(each.exponent), point, FRACTIONS) for each in weighed]
        if any(values):
            for q in filter(None, values):
                enclose(lines, "exp", str(q))
            found.append(tuple(f"({q})" if q else "" for q in values))
    return found


def _bounded(lines: Lines, shows: str, rest: Sum, pairs: Sequence[tuple[Weighed, Bound]], reached: Reached) -> str:
    """The number of a line that shows it with those bounds in place of the exponentials; or ""."""
    read = lines.names.expression
    divisors = [bound for each, bound in pairs if each.sign < 0]
    whole = multiply(ONE, *(read(bound.text) for bound in divisors))
    left = multiply(rest, whole)
    for each, bound in pairs:
        others = [read(other.text) for other in divisors if other is not bound]
        left = add(
            left,
            multiply(each.factor, read(bound.text), whole)
            if each.sign > 0
            else multiply(each.factor, read(bound.over), *others),
        )
    less = "<" if lines.names.statement(shows)[0] == ">" else "<="
    written = f"0 {less} {lines.names.write(left)}"
    if len(written) > LONGEST_SHOWN:
        return ""
    number = reached(written) if left or less == "<" else ""
    if left and not number:
        return ""
    terms: list[Term] = [{"facts": [number]}] if number else []
    for each, bound in pairs:
        positive = [other.positive for other in divisors if other is not bound]
        size = size_of(each.factor, each.fact)
        terms.append({**size, "facts": [*size["facts"], bound.line, *positive]})
    multiplier = [{"facts": [bound.positive for bound in divisors]}] if divisors else []
    return lines.written({"shows": shows, "terms": terms} | ({"multiplier": multiplier} if multiplier else {}))


def _weighed(lines: Lines, shows: str, difference: Sum) -> tuple[Sum, list[Weighed]] | None:
    """The difference as what has no exponentials, and those of them; None if it is not so made."""
    rest, found, moving = difference, list[Weighed](), set[str]()
    for node in inside_out(checker.parsed(shows)):
        match node:
            case ast.Call(func=ast.Name(id="exp"), args=[x]) if number(lines.names.expression(x)) is None:
                (((powers, _), c), *more) = lines.names.expression(node).items()
            case _:
                continue  # the exponential of a number is one, between bounds that are known
        by_power = by_powers(rest, powers[0][0])
        if more or c != 1 or len(by_power) > 2 or not by_power.keys() <= {0, 1}:
            return None
        rest, factor = by_power[0], by_power.get(1, {})
        moving.add(powers[0][0])
        if not factor:
            continue
        sign, fact = sign_of(lines, factor)
        if not sign:
            return None
        found.append(Weighed(ast.unparse(x), factor, sign, fact))
    spoken = {name for value in (rest, *(each.factor for each in found)) for own, _ in value for name, _ in own}
    return (rest, found) if found and not spoken & moving else None


def undecided_factors(lines: Lines, shows: str) -> list[str]:
    """By what exponentials are multiplied, where it is not seen which sign that has."""
    _, difference = lines.names.statement(shows)
    value = lines.rewriting.cleared(difference).value
    found = list[str]()
    for name in sorted({name for powers, _ in value for name, _ in powers if name.startswith("exp(")}):
        factor = by_powers(value, name).get(1, {})
        if factor and not any(other.startswith("exp(") for powers, _ in factor for other, _ in powers):
            found += [lines.names.write(factor)] if not sign_of(lines, factor)[0] else []
    return found
