"""Claims with logarithms, from the lemmas that bound these by quotients: sharp to third order where they are 0."""

import ast
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from proofs import checker
from proofs.certificate.finder import Term
from proofs.checker import ONE, Sum, add, multiply, scale
from proofs.grading.numbers.constants import enclose
from proofs.grading.numbers.facts import inside_out
from proofs.grading.numbers.lines import NEAR, QUICK, Lines
from proofs.grading.numbers.logarithms import about_logarithm
from proofs.grading.numbers.rewriting import by_powers
from proofs.grading.numbers.signs import sign_of, size_of
from proofs.scalar.claims import FRACTIONS, calls_in, evaluated

NUMERATORS = {"logarithm-from-above": "({0} - 1)*({0} + 5)", "logarithm-from-below": "({0} - 1)*(5*{0} + 1)"}
DIVISORS = {"logarithm-from-above": "4*{0} + 2", "logarithm-from-below": "2*{0}*({0} + 2)"}
MOST_CHOICES = 4
Way = tuple[bool, Fraction]
"""Whether a logarithm is bounded by that of a root, and where the bound is sharp."""
ONE_NUMBER = Fraction(1)


@dataclass(frozen=True)
class Weighed:
    """A logarithm in a difference: its argument, by what it is multiplied, and the fact that says of which sign."""

    argument: str
    factor: Sum
    sign: int
    fact: str


@dataclass(frozen=True)
class Quotient:
    """By `line`, a logarithm times `divisor` is above `numerator`, or below; `positive` says that the divisor is."""

    numerator: Sum
    divisor: Sum
    line: str
    positive: str


def bounded(lines: Lines, shows: str, *, at_contacts: bool = False) -> Iterator[tuple[str, list[Term], list[Term]]]:
    """What is enough, and with it the terms and the multiplier of a line that shows this.

    The bounds are sharp where logarithms are 0, or `at_contacts` where both sides are equal.
    """
    relation, difference = lines.names.statement(shows)
    found = _weighed(lines, shows, difference) if relation != "==" else None
    if found is None:
        return
    rest, weighed = found
    mark = lines.mark()
    plain = islice(product(*(_arguments(lines, each.argument) for each in weighed)), MOST_CHOICES)
    for choice in _contacts(lines, weighed) if at_contacts else plain:
        quotients = [_quotient(lines, each, *how) for each, how in zip(weighed, choice, strict=True)]
        if all(quotients):
            yield _enough(lines, relation, rest, weighed, [q for q in quotients if q is not None])
        lines.back(mark)


def _contacts(lines: Lines, weighed: Sequence[Weighed]) -> Iterator[list[Way]]:
    """Where both sides are equal, and some argument is not 1, bounds that are sharp there."""
    for point in lines.contacts if len(lines.variables) == 1 else ():
        with suppress(TypeError, ArithmeticError):
            values = [evaluated(checker.parsed(each.argument), point, FRACTIONS) for each in weighed]
            if any(q != 1 for q in values) and all(q > 0 for q in values):
                yield [(False, q) for q in values]


def _arguments(lines: Lines, argument: str) -> list[Way]:
    """Whether to bound the logarithm of its root in its place, where its root is spoken of; both, that first."""
    value = lines.names.expression(argument)
    roots = (call.args[0] for tree in lines.trees for name, call in calls_in(tree) if name == "sqrt")
    has_root = any(lines.names.expression(root) == value for root in roots)
    return [(True, ONE_NUMBER), (False, ONE_NUMBER)] if has_root else [(False, ONE_NUMBER)]


def _enough(
    lines: Lines, relation: str, rest: Sum, weighed: Sequence[Weighed], quotients: Sequence[Quotient]
) -> tuple[str, list[Term], list[Term]]:
    value = multiply(rest, ONE, *(q.divisor for q in quotients))
    terms = list[Term]()
    for each, quotient in zip(weighed, quotients, strict=True):
        others = [q for q in quotients if q is not quotient]
        value = add(value, multiply(each.factor, quotient.numerator, *(q.divisor for q in others)))
        size = size_of(each.factor, each.fact)
        terms.append({**size, "facts": [*size["facts"], quotient.line, *(q.positive for q in others)]})
    text = f"0 {'<' if relation == '>' else '<='} {lines.names.write(value)}"
    return text, terms, [{"facts": [q.positive for q in quotients]}]


def _weighed(lines: Lines, shows: str, difference: Sum) -> tuple[Sum, list[Weighed]] | None:
    """The difference as what has no logarithms of what varies, and those of them; None if it is not so made."""
    rest, found = difference, list[Weighed]()
    for node in inside_out(checker.parsed(shows)):
        match node:
            case ast.Call(func=ast.Name(id="log"), args=[a]) if any(p for p, _ in lines.names.expression(a)):
                (((powers, _), _),) = lines.names.expression(node).items()
            case _:
                continue
        by_power = by_powers(rest, powers[0][0])
        rest, factor = by_power.pop(0), by_power.pop(1, {})
        if by_power or any(name.startswith("log(") for own, _ in factor for name, _ in own):
            return None
        if factor:
            sign, fact = sign_of(lines, factor)
            if not sign:
                return None
            found.append(Weighed(ast.unparse(a), factor, sign, fact))
    return (rest, found) if found else None


def _quotient(lines: Lines, each: Weighed, by_root: bool, place: Fraction) -> Quotient | None:
    """The bound of a logarithm on the side that is needed, sharp at the place; `by_root`, as twice that of a root."""
    label = "logarithm-from-below" if each.sign > 0 else "logarithm-from-above"
    a = f"sqrt({each.argument})" if by_root else f"({each.argument})"
    if not lines.identity(f"0 < {a}", QUICK):
        return None
    own = a
    if place != 1:  # log(a) is the logarithm of a multiple of it, which is near 1, and a number
        a = f"({1 / place})*{own}"
        lines.written(
            {"shows": f"0 < {a}", "terms": [{"times": str(1 / place), "facts": [lines.identity(f"0 < {own}", QUICK)]}]}
        )
    line = lines.instance(label, x=a)
    read = lines.names.expression
    numerator, divisor = (read(text[label].format(a)) for text in (NUMERATORS, DIVISORS))
    positive = lines.identity(f"0 < {DIVISORS[label].format(a)}", NEAR)
    if by_root and positive:
        about_logarithm(lines, checker.parsed(a), {each.argument})
        numerator = scale(numerator, 2)
        smaller, larger = (numerator, multiply(divisor, read(f"log({each.argument})")))[:: each.sign]
        line = lines.line(f"{lines.names.write(smaller)} <= {lines.names.write(larger)}")
    if place != 1 and positive:
        number, times, equation = _apart(lines, own, place)
        called = f"log({each.argument})"
        numerator = add(numerator, multiply(divisor, read(number)), times)
        smaller, larger = (numerator, multiply(divisor, read(called)))[:: each.sign]
        left = scale(divisor, each.sign * times)
        terms = [{"facts": [line]}, {"equation": equation, "left": lines.names.write(left)}]
        line = lines.written({"shows": f"{lines.names.write(smaller)} <= {lines.names.write(larger)}", "terms": terms})
    return Quotient(numerator, divisor, line, positive) if line and positive else None


def _apart(lines: Lines, a: str, place: Fraction) -> tuple[str, int, str]:
    """log(c) and 1, where c > 1 is the place, and the line that says log(a) == log(a/c) + log(c); else 1/c and -1."""
    c = max(place, 1 / place)
    lines.written({"shows": f"0 < {c}", "terms": [{"times": str(c)}]})
    enclose(lines, "log", str(c))
    if place > 1:
        return f"log({c})", 1, lines.instance("logarithm-of-a-product", x=f"({1 / c})*{a}", y=str(c))
    return f"log({c})", -1, lines.instance("logarithm-of-a-product", x=str(c), y=a)
