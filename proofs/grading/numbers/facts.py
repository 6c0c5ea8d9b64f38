"""Facts about quotients and functions: instances of axioms, and what follows from them at once."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from proofs import checker
from proofs.certificate.finder import Term
from proofs.checker import scale
from proofs.grading.numbers.anchors import compared
from proofs.grading.numbers.bounds import number
from proofs.grading.numbers.constants import enclose
from proofs.grading.numbers.determinants import about_determinants
from proofs.grading.numbers.exponentials import about_exponentials
from proofs.grading.numbers.lines import NEAR, QUICK, SIGN, Lines, texts_of
from proofs.grading.numbers.logarithms import about_logarithm, sign_of_logarithm
from proofs.grading.numbers.nilpotents import about_powers
from proofs.grading.numbers.rewriting import Divisor, Rule
from proofs.grading.numbers.roots import known_root, root_bounded, roots_compared, roots_multiplied
from proofs.scalar.claims import calls_in

MOST_FACTORS = 4


def prepare(lines: Lines) -> None:
    """Lines about all that the claim divides by, and about each call of a function, the inner ones first."""
    for name in lines.variables:  # which is 0 where it is neither more nor less
        value = lines.names.names[name]
        if lines.known(">=", value) and lines.known(">=", scale(value, -1)):
            lines.instance("antisymmetry", x=name, y="0")
    about_powers(lines, lines.said)
    about_determinants(lines)
    calls = about(lines, lines.trees)
    roots_compared(lines, calls.get("sqrt", []))
    roots_multiplied(lines, calls.get("sqrt", []))
    arguments = calls.get("log", [])
    about_exponentials(lines, calls.get("exp", []), [*arguments, *_factors(lines, calls.get("exp", []), arguments)])
    before = len(lines.lines)
    lines.simplify()
    restated = {str(number) for number in range(before + 1, len(lines.lines) + 1)} - lines.replaced
    about_powers(lines, sorted(restated, key=int))
    if len(lines.lines) > before + len(restated):
        lines.simplify()


def about(lines: Lines, trees: Iterable[ast.AST]) -> dict[str, list[str]]:
    """Lines about all that these divide by, and about each call in them; the first arguments of calls, by function."""
    divided, seen, calls = set[str](), set[str](), dict[str, list[str]]()
    for node in (node for tree in trees for node in inside_out(tree)):
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
    return calls


def _factors(lines: Lines, exponents: Sequence[str], said: Sequence[str]) -> Iterator[str]:
    """Of what a root is taken that is no square root: of whose logarithm the sum is a part."""
    for value in map(lines.names.expression, exponents):
        ((powers, _), c) = next(iter(value.items()), (((), ()), Fraction(1)))
        if len(value) != 1 or c.denominator == 1 or len(powers) != 1 or not powers[0][0].startswith("log("):
            continue
        argument = checker.parsed(lines.names.written[powers[0][0]][len("log(") : -1])
        parts = [ast.unparse(part) for part in _multiplied(argument)]
        if 1 < len(parts) <= MOST_FACTORS and all(lines.identity(f"0 < {part}", QUICK[:1]) for part in parts):
            about_logarithm(lines, argument, {*said, *parts})
            yield from (part for part in parts if part not in said)


def _multiplied(tree: ast.expr) -> Iterator[ast.expr]:
    match tree:
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            yield from _multiplied(a)
            yield from _multiplied(b)
        case _:
            yield tree


def _with_its_base(divisor: ast.expr) -> Iterator[ast.expr]:
    """A power after what it is a power of, whose sign tells its own."""
    if isinstance(divisor, ast.BinOp) and isinstance(divisor.op, ast.Pow):
        yield divisor.left
    yield divisor


def _divisor(lines: Lines, text: str) -> None:
    value = lines.names.expression(text)
    checker.require(value, "a division by zero")
    if len(value) == 1 and all(n in lines.names.positive for powers, _ in value for n, _ in powers):
        return  # a power of positive numbers needs no axiom
    for name, call in calls_in(checker.parsed(text)):
        if name == "log":
            sign_of_logarithm(lines, ast.unparse(call.args[0]))
    for base, shows in ((text, f"0 < {text}"), (f"(-({text}))", f"{text} < 0")):
        positive = lines.identity(shows, SIGN)
        if positive:
            equation = lines.instance("quotient-times-divisor", x=base)
            lines.instance("inverse-is-positive", x=base)
            inverse = lines.names.expression(f"1/({base})")
            lines.rewriting.divisors.append(Divisor(lines.names.expression(base), inverse, positive, equation))
            _exponential_of_a_number(lines, text, equation)
            return


def _exponential_of_a_number(lines: Lines, text: str, equation: str) -> None:
    """That 1/exp(q) is exp(-q), by which it is replaced: a proof is shorter without denominators to multiply away."""
    tree = checker.parsed(text)
    match tree:
        case ast.Call(func=ast.Name(id="exp"), args=[q]) if number(lines.names.expression(q)):
            exponent, opposite = ast.unparse(q), f"-({ast.unparse(q)})"
        case _:
            return
    zero = lines.instance("exponential-of-zero")
    whole = lines.instance("exponential-of-a-sum", x=exponent, y=opposite)
    inverse, other = f"(1/{text})", f"exp({opposite})"
    terms: list[Term] = [{"equation": equation, "left": other}, {"equation": whole, "left": inverse}]
    terms.append({"equation": zero, "left": f"-{inverse}"})
    shown = lines.written({"shows": f"{inverse} == {other}", "terms": terms})
    (((powers, _), _),) = lines.names.expression(inverse).items()
    lines.rewriting.divisors.pop()
    lines.rewriting.rules.append(Rule(powers[0][0], 1, lines.facts[shown][1], Fraction(1), shown))
    lines.replaced.add(shown)


def _call(lines: Lines, name: str, texts: list[str]) -> None:
    first = texts[0]
    match name:
        case "max":
            for x, y in permutations(texts):
                above = lines.instance("maximum-bounds", x=x, y=y)
                for inner in _arguments_of_maxima(checker.parsed(x)):
                    lines.identity(f"{inner} <= {x}", NEAR[:1])
                    lines.line(f"{inner} <= max({x}, {y})", 1, None, [above, *lines.about(f"{inner} + {x}")])
            for q in list(compared(lines, f"max({', '.join(texts)})")):
                lines.told += filter(None, [lines.line(f"{x} <= {q}") for x in texts])
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
            for called, call in calls_in(checker.parsed(first)):
                if called == "log":
                    sign_of_logarithm(lines, ast.unparse(call.args[0]))
            strict = lines.identity(f"0 < {first}", SIGN)
            if strict or lines.identity(f"0 <= {first}", QUICK):
                lines.instance("square-of-a-root", x=first)
                lines.instance("root-is-not-negative", x=first)
            if strict:
                lines.line(f"0 < sqrt({first})", 1, f"1 + sqrt({first})")
                known_root(lines, first)
                root_bounded(lines, first)
        case "log":
            calls = (call for tree in lines.trees for called, call in calls_in(tree) if called == "log")
            said = {ast.unparse(call.args[0]) for call in calls}
            about_logarithm(lines, checker.parsed(first), said)
    enclose(lines, name, first)


def _arguments_of_maxima(tree: ast.expr) -> Iterator[str]:
    """What a maximum is of, and the maxima in it."""
    match tree:
        case ast.Call(func=ast.Name(id="max"), args=parts):
            for part in parts:
                yield ast.unparse(part)
                yield from _arguments_of_maxima(part)


def inside_out(tree: ast.AST) -> Iterator[ast.AST]:
    """All parts, each after its own parts."""
    for part in ast.iter_child_nodes(tree):
        yield from inside_out(part)
    yield tree
