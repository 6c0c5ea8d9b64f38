"""What logarithms are: exp undoes them, and they make sums of products."""

import ast
from collections.abc import Set

from proofs import checker
from proofs.grading.numbers.bounds import undone
from proofs.grading.numbers.lines import QUICK, SIGN, Lines


def about_logarithm(lines: Lines, argument: ast.expr, said: Set[str]) -> bool:
    """That exp undoes log; the logarithm of a product is the sum of its factors'. Whether the argument is positive."""
    text = ast.unparse(argument)
    if not lines.identity(f"0 < {text}", SIGN):
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
    if all(text in (part, f"({part})") or about_logarithm(lines, checker.parsed(part), said) for part in (x, y)):
        lines.instance("logarithm-of-a-product", x=f"({x})", y=f"({y})")
        if isinstance(argument.op, ast.Div):
            about_logarithm(lines, argument.left, said)
    return True


def sign_of_logarithm(lines: Lines, a: str) -> None:
    """log(a) > 0 where a > 1, and log(a) < 0 where a < 1, from tangents of exp: a - 1 >= log(a), a*log(a) >= a - 1.

    And log(a) >= 0 where a >= 1.
    """
    called = f"log({a})"
    undo = lines.known("==", lines.names.expression(f"exp({called}) - ({a})"))
    if not undo:
        return
    less = next((less for less in ("<", "<=") if lines.identity(f"1 {less} {a}", QUICK[:1])), "")
    if less:
        both = lines.instance("exponential-of-a-sum", x=f"-{called}", y=called)
        zero = lines.instance("exponential-of-zero")
        above = lines.instance("exponential-is-above-its-tangent", x=f"-{called}")
        inverse = lines.line(f"exp(-{called})*({a}) == 1", 1, None, [undo, both, zero])
        lines.line(f"0 {less} {called}", 2, a, [inverse, above, *lines.about(a)])
    elif lines.identity(f"{a} < 1", QUICK[:1]):
        above = lines.instance("exponential-is-above-its-tangent", x=called)
        lines.line(f"{called} < 0", 1, None, [undo, above, *lines.about(a)])


def _logarithm_of_a_root(lines: Lines, a: str, said: Set[str]) -> bool:
    """log(sqrt(a)) == log(a)/2, where exp of twice the one is a."""
    if about_logarithm(lines, checker.parsed(a), said):
        half, whole = f"log(sqrt({a}))", f"log({a})"
        twice = lines.instance("exponential-of-a-sum", x=half, y=half)
        inner = {"equation": lines.instance("exponential-of-a-logarithm", x=f"sqrt({a})")}
        terms = [{"equation": twice}, {**inner, "left": f"exp({half}) + sqrt({a})"}]
        terms.append({"equation": lines.instance("square-of-a-root", x=a)})
        known = [lines.identity(f"0 < {a}", QUICK), lines.written({"shows": f"exp(2*{half}) == {a}", "terms": terms})]
        if undone(lines, f"2*{half}", whole, a, known=known) and undone(lines, whole, f"2*{half}", a, known=known):
            lines.instance("antisymmetry", x=f"2*{half}", y=whole)
    return True


def _logarithm_of_an_inverse(lines: Lines, a: str, said: Set[str]) -> bool:
    """log(1/a) == -log(a), as log(1) == log(1) + log(1)."""
    if about_logarithm(lines, checker.parsed(a), said):
        lines.written({"shows": "0 < 1", "terms": [{}]})
        one = lines.instance("logarithm-of-a-product", x="1", y="1")
        lines.written({"shows": "log(1) == 0", "terms": [{"equation": one, "left": "(-1)"}]})
        lines.instance("logarithm-of-a-product", x=f"1/({a})", y=a)
    return True
