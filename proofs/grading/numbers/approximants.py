"""Claims with logarithms, from the lemmas that bound these by quotients: sharp to third order where they are 0."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from proofs import checker
from proofs.certificate.finder import Term
from proofs.checker import ONE, Sum, add, multiply, scale
from proofs.grading.numbers.facts import inside_out
from proofs.grading.numbers.lines import NEAR, QUICK, Lines
from proofs.grading.numbers.logarithms import about_logarithm
from proofs.grading.numbers.rewriting import by_powers
from proofs.grading.numbers.signs import sign_of, size_of
from proofs.scalar.claims import calls_in

NUMERATORS = {"logarithm-from-above": "({0} - 1)*({0} + 5)", "logarithm-from-below": "({0} - 1)*(5*{0} + 1)"}
DIVISORS = {"logarithm-from-above": "4*{0} + 2", "logarithm-from-below": "2*{0}*({0} + 2)"}
MOST_CHOICES = 4


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


def bounded(lines: Lines, shows: str) -> Iterator[tuple[str, list[Term], list[Term]]]:
    """What is enough, and with it the terms and the multiplier of a line that shows this."""
    relation, difference = lines.names.statement(shows)
    found = _weighed(lines, shows, difference) if relation != "==" else None
    if found is None:
        return
    rest, weighed = found
    mark = lines.mark()
    for choice in list(product(*(_arguments(lines, each.argument) for each in weighed)))[:MOST_CHOICES]:
        quotients = [_quotient(lines, each, root) for each, root in zip(weighed, choice, strict=True)]
        if all(quotients):
            yield _enough(lines, relation, rest, weighed, [q for q in quotients if q is not None])
        lines.back(mark)


def _arguments(lines: Lines, argument: str) -> list[bool]:
    """Whether to bound the logarithm of its root in its place, where its root is spoken of; both, that first."""
    value = lines.names.expression(argument)
    roots = (call.args[0] for tree in lines.trees for name, call in calls_in(tree) if name == "sqrt")
    return [True, False] if any(lines.names.expression(root) == value for root in roots) else [False]


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


def _quotient(lines: Lines, each: Weighed, by_root: bool) -> Quotient | None:
    """The bound of a logarithm on the side that is needed; `by_root`, as twice that of its argument's root."""
    label = "logarithm-from-below" if each.sign > 0 else "logarithm-from-above"
    a = f"sqrt({each.argument})" if by_root else f"({each.argument})"
    if not lines.identity(f"0 < {a}", QUICK):
        return None
    line = lines.instance(label, x=a)
    read = lines.names.expression
    numerator, divisor = (read(text[label].format(a)) for text in (NUMERATORS, DIVISORS))
    positive = lines.identity(f"0 < {DIVISORS[label].format(a)}", NEAR)
    if by_root and positive:
        about_logarithm(lines, checker.parsed(a), {each.argument})
        numerator = scale(numerator, 2)
        smaller, larger = (numerator, multiply(divisor, read(f"log({each.argument})")))[:: each.sign]
        line = lines.line(f"{lines.names.write(smaller)} <= {lines.names.write(larger)}")
    return Quotient(numerator, divisor, line, positive) if line and positive else None
