"""Facts about exponentials, and about logarithms as exponents: tangents at one another, sums and comparisons."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations_with_replacement, permutations

from proofs import checker
from proofs.certificate.finder import Term
from proofs.checker import Monomial, Sum, add
from proofs.grading.numbers.anchors import anchors
from proofs.grading.numbers.bounds import number
from proofs.grading.numbers.constants import enclose
from proofs.grading.numbers.lines import PLAIN, QUICK, Lines
from proofs.grading.numbers.powers import about_powers_of
from proofs.grading.numbers.products import itself, times

MOST_POINTS = 5
"""Exponents at which tangents are drawn, besides 0."""
MOST_HALVED, MOST_MERGED = 2, 4
ZERO = "0"


def about_exponentials(lines: Lines, exponents: Sequence[str], arguments: Sequence[str]) -> None:
    """Facts about the exponentials of these, and about the logarithms of these, which exp undoes where they are > 0."""
    if not exponents and not arguments:
        return
    lines.instance("exponential-of-zero")
    positive = [a for a in arguments if _is_undone(lines, a)]
    logarithms = [f"log({a})" for a in positive]
    opposite = [f"-log({a})" for a in positive if a.isdigit() or a.startswith("1 / ")]
    opposite += [f"-({x})" for x in exponents if number(lines.names.expression(x)) and _divides(lines, x)]
    for x in exponents:
        lines.instance("exponential-is-positive", x=x)
    for x in [x for x in exponents if number(lines.names.expression(x)) is None][:MOST_HALVED]:
        half = f"({x})/2"
        lines.instance("exponential-of-a-sum", x=half, y=half)
        lines.instance("exponential-is-positive", x=half)
        lines.instance("exponential-is-above-its-tangent", x=half)
    found = anchors(lines, exponents, positive)
    for x in found:
        lines.instance("exponential-is-positive", x=x)
        enclose(lines, "exp", x)
        if a := _argument(x):
            lines.identity(f"0 < {a}", QUICK)
            lines.instance("exponential-of-a-logarithm", x=a)
            enclose(lines, "log", a)
    merged = list(_merged(lines, exponents, positive))
    points = [*merged, *logarithms, *exponents] if merged else [*exponents, *logarithms]
    lines.points = _distinct(lines, [*points, *opposite, *found])[:MOST_POINTS]
    _sums(lines, lines.points)
    for a in positive:
        if f"-log({a})" in opposite:
            lines.instance("exponential-of-a-sum", x=f"-log({a})", y=f"log({a})")
            lines.line(f"exp(-log({a}))*({a}) == 1")
    for x in lines.points:
        _tangents(lines, [(x, ZERO), (ZERO, x)])
    for a in positive:
        _sign(lines, a)
    for name in lines.variables:
        _not_negative(lines, name)
    _logarithms_compared(lines, [a for x in lines.points if (a := _argument(x)) and _is_undone(lines, a)])
    about_powers_of(lines, exponents)
    _compared(lines, permutations([*lines.points, ZERO], 2), exponents)
    _tangents(lines, permutations(lines.points, 2))


def _distinct(lines: Lines, exponents: Iterable[str]) -> list[str]:
    """Those that are not as one before them is, in other words."""
    found = dict[tuple[tuple[Monomial, Fraction], ...], str]()
    for x in exponents:
        found.setdefault(tuple(sorted(lines.names.expression(x).items())), x)
    return list(found.values())


def _merged(lines: Lines, exponents: Sequence[str], arguments: Sequence[str]) -> Iterator[str]:
    """The sum of exponents whose exponentials the conclusion multiplies; a variable is that of its logarithm."""
    by_name = {f"exp({x})": x for x in exponents}
    of = {_letter(lines, written): x for written, x in by_name.items()}
    of |= {_letter(lines, a): f"log({a})" for a in arguments if a in lines.variables} if exponents else {}
    _, difference = lines.names.statement(lines.shows)
    for powers, _ in sorted(difference):
        parts = [(of[name], e) for name, e in powers if name in of and e > 0]
        if 2 <= len(parts) <= MOST_MERGED and all(e == 1 for _, e in parts):
            whole = reduce(lambda x, y: times(lines, x, y), (itself(lines, f"({x})") for x, _ in parts))
            lines.instance("exponential-is-positive", x=whole.exponent)
            yield whole.exponent
            return


def _letter(lines: Lines, text: str) -> str:
    (((((name, _),), _), _),) = lines.names.expression(text).items()
    return name


def _divides(lines: Lines, exponent: str) -> bool:
    """Whether the claim divides by this exponential of a number."""
    value = lines.names.expression(f"exp({exponent})")
    parts = (part for tree in lines.trees for part in ast.walk(tree))
    divisors = (part.right for part in parts if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div))
    return any(lines.names.expression(divisor) == value for divisor in divisors)


def meet(lines: Lines, exponent: str) -> None:
    """The same about one more exponent, and those that are known."""
    lines.instance("exponential-is-positive", x=exponent)
    for rest in without_logarithms(lines, exponent):
        lines.instance("exponential-is-positive", x=rest)
        _compared(lines, [(x, rest) for x in lines.points], [rest])
    others = [x for x in [*lines.points, ZERO] if lines.names.expression(f"({x}) - ({exponent})")]
    _tangents(lines, (pair for x in others for pair in ((exponent, x), (x, exponent))))
    pairs = [pair for x in others for pair in ((exponent, x), (x, exponent))]
    _compared(lines, pairs, [exponent])
    lines.simplify()


def _tangents(lines: Lines, pairs: Iterable[tuple[str, str]]) -> None:
    for x, y in pairs:
        if not lines.is_over and lines.names.expression(f"({x}) - ({y})"):
            tangent(lines, x, y)


def tangent(lines: Lines, x: str, y: str) -> str:
    """The number of a line that says exp(x) >= (1 + x - y)*exp(y)."""
    if y == ZERO:
        above = lines.instance("exponential-is-above-its-tangent", x=x)
        a = _argument(x)
        if a and _is_undone(lines, a):
            inverse = lines.instance("exponential-of-a-logarithm", x=a)
            terms = [{"facts": [above]}, {"equation": inverse, "left": "(-1)"}]
            lines.written({"shows": f"{x} <= {a} - 1", "terms": terms})
            lines.steps.add(above)
        return above
    difference, before = f"({x}) - ({y})", len(lines.lines)
    whole = lines.instance("exponential-of-a-sum", x=difference, y=y)
    above = lines.instance("exponential-is-above-its-tangent", x=difference)
    positive = lines.instance("exponential-is-positive", x=y)
    terms = [{"facts": [positive, above]}, {"equation": whole}]
    lines.steps |= {str(number) for number in range(before + 1, len(lines.lines) + 1)}
    return lines.written({"shows": f"exp({x}) >= (1 + {difference})*exp({y})", "terms": terms})


def without_logarithms(lines: Lines, exponent: str) -> list[str]:
    """exp(x + log(a)) == exp(x)*a, for each logarithm in the exponent; what is left of it after each."""
    rest, found = lines.names.expression(exponent), list[str]()
    for powers, _ in list(rest):
        ((atom, e), *more) = powers or (("", 0),)
        if atom.startswith("log(") and e == 1 and not more and rest[powers, ()] == 1:
            called = lines.names.written[atom]
            rest = {monomial: c for monomial, c in rest.items() if monomial != (powers, ())}
            found.append(lines.names.write(rest))
            lines.instance("exponential-of-a-sum", x=found[-1], y=called)
    return found


def _argument(exponent: str) -> str:
    """What it is the logarithm of; "" for anything else."""
    match checker.parsed(exponent):
        case ast.Call(func=ast.Name(id="log"), args=[a]):
            return ast.unparse(a)
    return ""


def _is_undone(lines: Lines, argument: str) -> bool:
    """Whether exp(log(argument)) is known to be the argument."""
    return bool(_undone(lines, argument))


def _undone(lines: Lines, argument: str) -> str:
    """The fact that exp(log(argument)) is the argument, or ""."""
    return lines.known("==", lines.names.expression(f"exp(log({argument})) - ({argument})"))


def _sums(lines: Lines, points: Sequence[str]) -> None:
    """Which exponential is the product of which others, and which products are the same."""
    values = [lines.names.expression(x) for x in points]
    known, pairs = [*values, Sum()], list(combinations_with_replacement(zip(points, values, strict=True), 2))
    sums = [add(a, b) for (_, a), (_, b) in pairs]
    for ((x, a), (y, b)), total in zip(pairs, sums, strict=True):
        if a and b and (total in known or sums.count(total) > 1):
            lines.instance("exponential-of-a-sum", x=x, y=y)


def _compared(lines: Lines, pairs: Iterable[tuple[str, str]], exponents: Sequence[str]) -> None:
    """exp(x) <= exp(y) where x <= y is seen, and one of them is among the exponents."""
    values = {x: lines.names.expression(x) for x in [*exponents, *lines.points]}
    efforts = PLAIN if len(lines.points) <= MOST_POINTS and any(map(_has_product, values.values())) else PLAIN[:1]
    for x, y in pairs:
        if lines.is_over:
            return
        if not {x, y} & set(exponents) or lines.names.expression(x) == lines.names.expression(y):
            continue
        if lines.identity(f"{x} <= {y}", efforts):
            lines.instance("exponential-is-monotone", x=x, y=y)


def _logarithms_compared(lines: Lines, arguments: Sequence[str]) -> None:
    """log(a) <= log(b) where a <= b is seen: the tangent of exp at log(b) is below a at log(a)."""
    for a, b in permutations(arguments, 2):
        order = "" if lines.is_over else lines.identity(f"{a} <= {b}", PLAIN[:1])
        if order:
            tangent(lines, f"log({a})", f"log({b})")
            terms: list[Term] = [{"facts": [str(len(lines.lines))]}, {"facts": [order]}]
            terms.append({"equation": _undone(lines, a), "left": "(-1)"})
            terms.append({"equation": _undone(lines, b), "left": f"1 + log({a}) - log({b})"})
            positive = lines.identity(f"0 < {b}", QUICK)
            shows = f"log({a}) <= log({b})"
            lines.written({"shows": shows, "terms": terms, "multiplier": [{"facts": [positive]}]})


def _has_product(value: Sum) -> bool:
    """Whether two quantities are multiplied in it, so that what compares it is a product of facts."""
    return any(sum(abs(e) for _, e in powers) > 1 for powers, _ in value)


def _sign(lines: Lines, argument: str) -> None:
    """That log(a) <= a - 1 <= 0, or a*log(a) >= a - 1 >= 0, where that is so."""
    above = lines.identity(f"1 <= {argument}", QUICK)
    if above:
        called = f"log({argument})"
        tangent(lines, ZERO, called)
        terms: list[Term] = [{"facts": [str(len(lines.lines))]}, {"facts": [above]}]
        terms.append({"equation": lines.instance("exponential-of-zero"), "left": "(-1)"})
        terms.append({"equation": _undone(lines, argument), "left": f"1 - {called}"})
        positive = lines.identity(f"0 < {argument}", QUICK)
        lines.written({"shows": f"0 <= {called}", "terms": terms, "multiplier": [{"facts": [positive]}]})
    elif lines.identity(f"{argument} <= 1", QUICK):
        lines.line(f"log({argument}) <= 0")


def _not_negative(lines: Lines, name: str) -> None:
    """That a variable is not negative, where that follows at once, or when it is multiplied by one that is positive."""
    positive = lines.scope["positive"]
    if name not in positive and not lines.identity(f"0 <= {name}", PLAIN[:1]):
        next(filter(None, (lines.line(f"0 <= {name}", 1, other) for other in positive)), None)
