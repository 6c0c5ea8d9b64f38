"""Facts about quotients and functions: instances of axioms, and what follows from them at once."""

import ast
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from itertools import permutations
from math import isqrt

from proofs import checker
from proofs.checker import Sum, add, scale
from proofs.grading.numbers.bounds import undone
from proofs.grading.numbers.constants import enclose
from proofs.grading.numbers.lines import PLAIN, QUICK, Lines, texts_of
from proofs.grading.numbers.rewriting import Divisor
from proofs.scalar.claims import calls_in

FEW = 5
"""Exponents up to which products of facts are tried, to see how two of them compare."""
MOST_ANCHORS = 2
MOST_COMPARED = 4
"""Exponentials that are compared with one another, and with that of the opposite."""


def prepare(lines: Lines) -> None:
    """Lines about all that the claim divides by, and about each call of a function, the inner ones first."""
    divided, seen, calls = set[str](), set[str](), dict[str, list[str]]()
    for node in (node for tree in lines.trees for node in inside_out(tree)):
        text = ast.unparse(node) if isinstance(node, ast.expr) else ""
        match node:
            case ast.BinOp(op=ast.Div(), right=right):
                for divisor in map(ast.unparse, _with_its_base(right)):
                    if divisor not in divided:
                        divided.add(divisor)
                        _divisor(lines, divisor)
            case ast.Call(func=ast.Name(id=name)) if text not in seen:
                seen.add(text)
                _call(lines, name, texts_of(node))
                calls.setdefault(name, []).append(texts_of(node)[0])
    logarithms = [f"log({x})" for x in calls.get("log", [])]
    exponents = [*calls.get("exp", []), *logarithms, *(f"-{x}" for x in logarithms if "exp" in calls)]
    if exponents:
        _exponentials(lines, [*exponents, *_anchors(lines, exponents)])
    lines.simplify()


def _with_its_base(divisor: ast.expr) -> Iterator[ast.expr]:
    """A power after what it is a power of, whose sign tells its own."""
    if isinstance(divisor, ast.BinOp) and isinstance(divisor.op, ast.Pow):
        yield divisor.left
    yield divisor


def _divisor(lines: Lines, text: str) -> None:
    value = lines.names.expression(text)
    checker.require(value, "a division by zero")
    if len(value) == 1 and all(name in lines.names.positive for powers, _ in value for name, _ in powers):
        return  # a power of positive numbers needs no axiom
    for base, shows in ((text, f"0 < {text}"), (f"(-({text}))", f"{text} < 0")):
        positive = lines.identity(shows, QUICK)
        if positive:
            equation = lines.instance("quotient-times-divisor", x=base)
            lines.instance("inverse-is-positive", x=base)
            inverse = lines.names.expression(f"1/({base})")
            lines.rewriting.divisors.append(Divisor(lines.names.expression(base), inverse, positive, equation))
            return


def _call(lines: Lines, name: str, texts: list[str]) -> None:
    first = texts[0]
    match name:
        case "max":
            for x, y in permutations(texts):
                lines.instance("maximum-bounds", x=x, y=y)
            for x, y in permutations(texts):
                if lines.identity(f"{x} <= {y}", QUICK[:1]):
                    lines.written({"shows": f"{y} <= {y}", "terms": []})
                    lines.instance("maximum-is-the-least-bound", x=x, y=y, e=y)
                    lines.instance("antisymmetry", x=f"max({x}, {y})", y=y)
                    return
        case "exp":
            lines.instance("exponential-is-positive", x=first)
            lines.instance("exponential-is-above-its-tangent", x=first)
        case "sqrt":
            strict = lines.identity(f"0 < {first}", QUICK)
            if strict or lines.identity(f"0 <= {first}", QUICK):
                lines.instance("square-of-a-root", x=first)
                lines.instance("root-is-not-negative", x=first)
            if strict:
                lines.line(f"0 < sqrt({first})", 1, f"1 + sqrt({first})")
                _known_root(lines, first)
        case "log":
            calls = (call for tree in lines.trees for called, call in calls_in(tree) if called == "log")
            said = {ast.unparse(call.args[0]) for call in calls}
            _logarithm(lines, checker.parsed(first), said)
    enclose(lines, name, first)


def _known_root(lines: Lines, text: str) -> None:
    """That the root of a square of positive numbers is what it is the square of: (√a − b)(√a + b) = a − b²."""
    value = lines.names.expression(text)
    if len(value) != 1:
        return
    (((powers, _), c),) = value.items()
    root = Fraction(isqrt(c.numerator), isqrt(c.denominator))
    if root**2 != c or any(e % 2 or name not in lines.names.positive for name, e in powers):
        return
    written = lines.names.write({(tuple((name, e // 2) for name, e in powers), ()): root})
    lines.line(f"sqrt({text}) == {written}", 1, f"sqrt({text}) + {written}")


def _logarithm(lines: Lines, argument: ast.expr, said: Set[str]) -> bool:
    """That exp undoes log; the logarithm of a product is the sum of its factors'. Whether the argument is positive."""
    text = ast.unparse(argument)
    if not lines.identity(f"0 < {text}", QUICK):
        return False
    lines.instance("exponential-of-a-logarithm", x=text)
    match argument:
        case ast.Call(func=ast.Name(id="sqrt"), args=[a]):
            return _logarithm_of_a_root(lines, ast.unparse(a), said)
        case ast.BinOp(left=ast.Constant(value=1), op=ast.Div(), right=a) if ast.unparse(a) in said:
            return _logarithm_of_an_inverse(lines, ast.unparse(a), said)
    if not any(
        ast.unparse(part) in said for part in ast.walk(argument) if isinstance(part, ast.expr) and part is not argument
    ):
        return True  # the claim says nothing of its factors' logarithms
    match argument:
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            x, y = ast.unparse(a), ast.unparse(b)
        case ast.BinOp(left=a, op=ast.Div(), right=b):  # log(a) = log(a/b) + log(b)
            x, y = text, ast.unparse(b)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if n > 1:
            x, y = ast.unparse(a), f"({ast.unparse(a)})**{n - 1}" if n > 2 else ast.unparse(a)
        case _:
            return True
    if all(text in (part, f"({part})") or _logarithm(lines, checker.parsed(part), said) for part in (x, y)):
        lines.instance("logarithm-of-a-product", x=f"({x})", y=f"({y})")
        if isinstance(argument.op, ast.Div):
            _logarithm(lines, argument.left, said)
    return True


def _logarithm_of_a_root(lines: Lines, a: str, said: Set[str]) -> bool:
    """log(sqrt(a)) == log(a)/2, where exp of twice the one is a."""
    if _logarithm(lines, checker.parsed(a), said):
        half, whole = f"log(sqrt({a}))", f"log({a})"
        lines.instance("exponential-of-a-sum", x=half, y=half)
        if undone(lines, f"2*{half}", whole, a) and undone(lines, whole, f"2*{half}", a):
            lines.instance("antisymmetry", x=f"2*{half}", y=whole)
    return True


def _logarithm_of_an_inverse(lines: Lines, a: str, said: Set[str]) -> bool:
    """log(1/a) == -log(a), as log(1) == log(1) + log(1)."""
    if _logarithm(lines, checker.parsed(a), said):
        lines.written({"shows": "0 < 1", "terms": [{}]})
        one = lines.instance("logarithm-of-a-product", x="1", y="1")
        lines.written({"shows": "log(1) == 0", "terms": [{"equation": one, "left": "(-1)"}]})
        lines.instance("logarithm-of-a-product", x=f"1/({a})", y=a)
    return True


def _exponentials(lines: Lines, exponents: Sequence[str]) -> None:
    """How exponentials compare, which is the product of which, and their bounds from above."""
    lines.instance("exponential-of-zero")
    values = [lines.names.expression(x) for x in exponents]
    everything = [*zip(exponents, values, strict=True), ("0", Sum())]
    efforts = PLAIN if len(exponents) <= FEW and any(map(_has_product, values)) else PLAIN[:1]
    for x in exponents:
        if efforts is PLAIN and x.startswith("log("):
            _sign_of_a_logarithm(lines, x)
    for name in lines.claim.names if efforts is PLAIN else ():
        lines.identity(f"0 <= {name}", PLAIN[:1])
    for (x, a), (y, b) in permutations(everything, 2):
        if lines.is_over:
            return
        if a != b and lines.identity(f"{x} <= {y}", efforts):
            lines.instance("exponential-is-monotone", x=x, y=y)
        if x < y and a and b and add(a, b) in values:
            lines.instance("exponential-of-a-sum", x=x, y=y)
    for x in exponents[:MOST_COMPARED]:
        lines.instance("exponential-is-above-its-tangent", x=x)
        _product(lines, f"-({x})", x)  # which bounds exp(x) from above
        if not x.startswith(("log", "-log")):
            _product(lines, f"({x})/2", f"({x})/2")
    for x, y in permutations(exponents[:MOST_COMPARED], 2):
        if lines.names.expression(f"({x}) - ({y})"):
            _tangent(lines, x, y)


def _anchors(lines: Lines, exponents: Sequence[str]) -> list[str]:
    """Numbers with which a hypothesis compares an exponent, or what a logarithm is taken of."""
    found = dict[Fraction, str]()
    compared = [x.removeprefix("-").removeprefix("log") if "log(" in x else x for x in exponents]
    for text in dict.fromkeys(compared):
        value = lines.names.expression(text)
        rest = _without_number(value)
        for fact in lines.given:
            _, other = lines.facts[fact]
            moving = _without_number(other)
            (m, c) = next(iter(rest.items()), (None, Fraction(1)))
            factor = moving.get(m, Fraction(0)) / c if m is not None else Fraction(0)
            if factor and scale(rest, factor) == moving:
                number = value.get(((), ()), Fraction(0)) - other.get(((), ()), Fraction(0)) / factor
                found[number] = text
    anchors = [f"({q})" if f"({text})" not in exponents else f"log({q})" for q, text in found.items() if q]
    for q in anchors[:MOST_ANCHORS]:
        lines.instance("exponential-is-positive", x=q)
        enclose(lines, "exp", q)
    return anchors[:MOST_ANCHORS]


def _without_number(value: Sum) -> Sum:
    return {monomial: c for monomial, c in value.items() if monomial != ((), ())}


def _has_product(value: Sum) -> bool:
    """Whether two quantities are multiplied in it, so that what compares it is a product of facts."""
    return any(sum(abs(e) for _, e in powers) > 1 for powers, _ in value)


def _sign_of_a_logarithm(lines: Lines, x: str) -> None:
    """That log(a) <= a - 1 <= 0, or log(a) >= 1 - 1/a >= 0, where that is so."""
    lines.instance("exponential-is-above-its-tangent", x=x)
    if lines.identity(f"{x} <= 0", QUICK):
        return
    argument = x.removeprefix("log")
    if lines.identity(f"1 <= {argument}", QUICK):
        _product(lines, f"-({x})", x)
        lines.line(f"exp(-({x}))*{argument} == 1")
        lines.identity(f"exp(-({x})) <= 1", QUICK)
        lines.line(f"0 <= {x}")


def _product(lines: Lines, x: str, y: str) -> tuple[str, str]:
    """exp(x + y) == exp(x)*exp(y), and the bounds on exp(x); the numbers of the first and the last."""
    whole = lines.instance("exponential-of-a-sum", x=x, y=y)
    lines.instance("exponential-is-positive", x=x)
    return whole, lines.instance("exponential-is-above-its-tangent", x=x)


def without_logarithms(lines: Lines, exponent: str) -> None:
    """exp(x + log(a)) == exp(x)*a, for each logarithm in the exponent."""
    rest = lines.names.expression(exponent)
    for powers, _ in list(rest):
        ((atom, e), *more) = powers or (("", 0),)
        if atom.startswith("log(") and e == 1 and not more and rest[powers, ()] == 1:
            called = lines.names.written[atom]
            rest = {monomial: c for monomial, c in rest.items() if monomial != (powers, ())}
            lines.instance("exponential-of-a-sum", x=lines.names.write(rest), y=called)


def _tangent(lines: Lines, x: str, y: str) -> None:
    """exp(x) >= (1 + x - y)*exp(y)."""
    difference, before = f"({x}) - ({y})", len(lines.lines)
    whole, tangent = _product(lines, difference, y)
    lines.steps |= {str(number) for number in range(before + 1, len(lines.lines) + 1)}
    positive = lines.instance("exponential-is-positive", x=y)
    terms = [{"facts": [positive, tangent]}, {"equation": whole}]
    lines.written({"shows": f"exp({x}) >= (1 + {difference})*exp({y})", "terms": terms})


def inside_out(tree: ast.AST) -> Iterator[ast.AST]:
    """All parts, each after its own parts."""
    for part in ast.iter_child_nodes(tree):
        yield from inside_out(part)
    yield tree
