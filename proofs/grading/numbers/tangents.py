"""Claims that follow from tangents of exp at one exponent alone: Jensen's inequality, Young's, means with weights."""

import ast
import re
from collections.abc import Iterator, Sequence

from proofs import checker
from proofs.certificate.finder import Finder, combine
from proofs.checker import Sum
from proofs.grading.numbers.exponentials import tangent
from proofs.grading.numbers.lines import Lines
from proofs.scalar.claims import calls_in

EQUATIONS = ("exponential-of-a-logarithm", "exponential-of-zero", "logarithm-of-a-product")
MOST_FACTS, ROUNDS = 20, 3
MOST_PAIRS = 12
FEW, MANY = 3, 6
TANGENT = re.compile(r"exp\(.*\) >= \(1 \+ .*\)\*exp\((.*)\)")


def by_tangents(lines: Lines, shows: str) -> str:
    """The number of a line that shows this from the tangents at some exponent, what is given, and equations; or ""."""
    relation, difference = lines.names.statement(shows)
    if relation == "==" or not any(name.startswith(("exp(", "log(")) for powers, _ in difference for name, _ in powers):
        return ""
    calls = (call for name, call in calls_in(checker.parsed(shows)) if name == "exp")
    for exponent in dict.fromkeys([*(ast.unparse(call.args[0]) for call in calls), *lines.points]):
        tangents = list(_at(lines, exponent))
        among = [*lines.said, *tangents, *_known(lines), *_positive(lines, difference)]
        if len(tangents) > 1 and len(among) <= MOST_FACTS and (number := _combined(lines, shows, among)):
            return number
    return _of_logarithms(lines, shows, difference) or _between_both(lines, shows, difference)


def _of_logarithms(lines: Lines, shows: str, difference: Sum) -> str:
    """The same from tangents at the one exponential, of those of all variables' logarithms, if these are many."""
    exponents = {name for powers, _ in difference for name, _ in powers if name.startswith("exp(")}
    undone = {line["with"]["x"] for line in lines.lines if line.get("lemma") == EQUATIONS[0]}
    known = [a for a in lines.variables if a in undone]
    if len(exponents) != 1 or not FEW < len(known) <= MANY:
        return ""
    exponent = lines.names.written[exponents.pop()][len("exp(") : -1]
    among = [tangent(lines, f"log({a})", exponent) for a in known]
    return _combined(lines, shows, [*lines.said, *among, *_known(lines), *_positive(lines, difference)])


def _between_both(lines: Lines, shows: str, difference: Sum) -> str:
    """The same from tangents at several exponentials with a minus sign, of all the others."""
    small = {powers[0][0] for (powers, _), c in difference.items() if len(powers) == 1 and c < 0}
    names = {name for powers, _ in difference for name, _ in powers if name.startswith("exp(")}
    low, high = ([lines.names.written[n][len("exp(") : -1] for n in sorted(s)] for s in (small & names, names - small))
    if len(low) < 2 or not 0 < len(high) * len(low) <= MOST_PAIRS:
        return ""
    among = [tangent(lines, x, y) for x in high for y in low]
    return _combined(lines, shows, [*lines.said, *among, *_positive(lines, difference)])


def _combined(lines: Lines, shows: str, among: Sequence[str]) -> str:
    """The number of a line that shows this by products of two of these facts, and equations; or ""."""
    relation, target = lines.names.statement(shows)
    finder = Finder(lines.names, {name: lines.facts[name] for name in among}, patient=True)
    for degree in (1, 2):
        columns = finder.columns(target, among, degree, ROUNDS) if target else []
        terms = combine(columns, target, relation, patient=True) if columns else None
        if terms is not None:
            return lines.written({"shows": shows, "terms": terms})
    return ""


def _at(lines: Lines, exponent: str) -> Iterator[str]:
    """Lines that say exp(x) >= (1 + x - exponent)*exp(exponent) for some x of which the claim speaks."""
    value = lines.names.expression(exponent)
    for number, line in enumerate(lines.lines, start=1):
        tangent = TANGENT.fullmatch(line["shows"])
        if tangent and lines.names.expression(tangent[1]) == value:
            yield str(number)


def _positive(lines: Lines, difference: Sum) -> Iterator[str]:
    """That the exponentials in it are positive."""
    for name in sorted({name for powers, _ in difference for name, _ in powers if name.startswith("exp(")}):
        yield from filter(None, [lines.known(">", lines.names.expression(lines.names.written[name]))])


def _known(lines: Lines) -> Iterator[str]:
    """What exp of a logarithm is, and of 0, and which exponentials are products of which others."""
    for number, line in enumerate(lines.lines, start=1):
        is_product = line["shows"].startswith("exp(") and " == " in line["shows"] and "terms" in line
        if line.get("lemma") in EQUATIONS or is_product:
            yield str(number)
