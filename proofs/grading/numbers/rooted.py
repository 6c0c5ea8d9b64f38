"""A² <= B² from -B <= A <= B, where both sides are products of powers, roots and exponentials, as their roots are."""

import ast
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from proofs import checker
from proofs.certificate.finder import Term
from proofs.checker import scale
from proofs.grading.numbers.bounds import number
from proofs.grading.numbers.facts import about
from proofs.grading.numbers.lines import PLAIN, SIGN, Lines
from proofs.grading.numbers.plans import Plan, Supposed
from proofs.grading.numbers.signs import sign_of

PRODUCT, QUOTIENT, WORDS, EXPONENTIAL, ROOT = "product", "quotient", "words", "exponential", "root"


@dataclass(frozen=True)
class Root:
    """`text` is a root of `of`, by what `how` says: that of a product or a quotient by those of its parts."""

    of: str
    text: str
    how: str
    parts: tuple["Root", ...] = ()
    bases: tuple[str, ...] = ()
    """Of what there are even powers in it, of which the sign is not seen by the words."""

    def equation(self, lines: Lines) -> str:
        """The number of a line that says that `of` is the square, or "" where that is so by the words."""
        shows = f"{self.of} == ({self.text})**2"
        if not lines.names.statement(shows)[1]:
            return ""
        match self.how:
            case "exponential":
                half = self.text[len("exp(") : -1]
                return lines.instance("exponential-of-a-sum", x=half, y=half)
            case "root":
                return lines.instance("square-of-a-root", x=self.of)
        first, second = self.parts
        terms = _multiple(
            first.equation(lines), lines, first, f"({second.of})" if self.how == PRODUCT else f"(1/({second.of}))"
        )
        if self.how == PRODUCT:
            terms += _multiple(second.equation(lines), lines, second, f"({first.text})**2")
        else:
            terms += _of_inverses(lines, second, f"({first.text})**2")
        return lines.written({"shows": shows, "terms": terms})

    def sign(self, lines: Lines) -> tuple[int, str]:
        """1 or -1, and the fact that says so of the root; 0 where it is not seen."""
        match self.how:
            case "words":
                return known_sign(lines, self.text)
            case "exponential":
                return 1, lines.instance("exponential-is-positive", x=self.text[len("exp(") : -1])
            case "root":
                return 1, lines.instance("root-is-not-negative", x=self.of)
        first, second = self.parts
        (sign, fact), (other, more) = first.sign(lines), known_sign(lines, second.text)
        if self.how == PRODUCT:
            other, more = second.sign(lines)
        elif other and lines.names.expression(f"({second.text})*(1/({second.text})) - 1"):
            more = lines.instance("inverse-is-positive", x=second.text)
        if not sign or not other:
            return 0, ""
        sign *= other
        shows = f"0 <= {'' if sign > 0 else '-'}({self.text})"
        return sign, lines.written({"shows": shows, "terms": [{"facts": [fact, more]}]})


def known_sign(lines: Lines, text: str) -> tuple[int, str]:
    """1 or -1, and the fact that says so of the text; 0 where it is not seen."""
    value = lines.names.expression(text)
    q = number(value)
    if q:
        shows = f"0 <= {'' if q > 0 else '-'}({text})"
        return (1 if q > 0 else -1), lines.written({"shows": shows, "terms": [{"times": str(abs(q))}]})
    return sign_of(lines, value)


def _multiple(equation: str, lines: Lines, root: Root, left: str) -> list[Term]:
    """The difference between what the root is of and its square, times `left`."""
    if not equation:
        return []
    _, value = lines.names.statement(f"{root.of} == ({root.text})**2")
    sign = "" if lines.facts[equation][1] == value else "-"
    return [{"equation": equation, "left": f"{sign}{left}"}]


def _of_inverses(lines: Lines, root: Root, left: str) -> list[Term]:
    """1/b - 1/r**2, times `left`, from b == r**2, b*(1/b) == 1 and r*(1/r) == 1."""
    v, u, r = f"(1/({root.of}))", f"(1/({root.text}))", f"({root.text})"
    if not lines.names.expression(f"{v} - {u}**2"):
        return []
    terms = _multiple(root.equation(lines), lines, root, f"({left})*{u}**2*{v}*(-1)")
    for text, factor in ((root.of, f"({left})*{u}**2"), (root.text, f"-({left})*{v}*({r}*{u} + 1)")):
        if lines.names.expression(f"({text})*(1/({text})) - 1"):
            terms.append({"equation": lines.instance("quotient-times-divisor", x=text), "left": factor})
    return terms


@dataclass(frozen=True)
class Sides:
    """The roots of both sides, the larger with its sign, and bases of which the sign has to be known for that."""

    small: Root
    large: Root
    sign: int
    less: str
    undecided: tuple[str, ...]


def sides(lines: Lines, shows: str) -> Sides | None:
    """The claim as A² <= B², or strictly; None if it is not one."""
    match checker.parsed(shows):
        case ast.Compare(left=a, ops=[ast.LtE() | ast.Lt() as relation], comparators=[b]):
            pass
        case ast.Compare(left=b, ops=[ast.GtE() | ast.Gt() as relation], comparators=[a]):
            pass
        case _:
            return None
    small, large = _root(lines, a), _root(lines, b)
    if small is None or large is None or not (small.bases or large.bases):
        return None
    signs = {base: sign_of(lines, lines.names.expression(base))[0] for base in large.bases}
    sign = -1 if sum(signs[base] < 0 for base in large.bases) % 2 else 1
    less = "<=" if isinstance(relation, ast.LtE | ast.GtE) else "<"
    return Sides(small, large, sign, less, tuple(base for base in signs if not signs[base]))


def plan(lines: Lines, found: Sides) -> Plan:
    """The claim from A <= B and -A <= B: (B - A)(B + A) is B² - A². Where A >= 0, (B - A)² + 2A(B - A) is."""
    a, b = found.small, found.large
    high = b.text if found.sign > 0 else f"-({b.text})"
    sign, fact = a.sign(lines)
    lows = [a.text if (sign or each) > 0 else f"-({a.text})" for each in ((1,) if sign else (1, -1))]

    def end(lines: Lines, names: list[str]) -> str:
        terms: list[Term] = [{"facts": names}]
        if sign:
            terms = [{"facts": [*names, *names]}, {"times": "2", "facts": [*names, fact]}]
        terms += _multiple(b.equation(lines), lines, b, "1")
        terms += _multiple(a.equation(lines), lines, a, "(-1)")
        return lines.written({"shows": lines.shows, "terms": terms})

    return Plan(tuple(Supposed(f"{low} {found.less} {high}") for low in lows), end)


def _root(lines: Lines, tree: ast.expr) -> Root | None:
    of, value = ast.unparse(tree), lines.names.expression(tree)
    q = number(value)
    if q is not None and q > 0:
        root = Fraction(isqrt(q.numerator), isqrt(q.denominator))
        if root and root**2 == q:
            return Root(of, f"({root})", WORDS)
    match tree:
        case ast.BinOp(left=a, op=ast.Mult() | ast.Div() as sign, right=b):
            parts = _root(lines, a), _root(lines, b)
            return _together(lines, of, parts, is_product=isinstance(sign, ast.Mult))
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if n % 2 == 0:
            base = ast.unparse(a)
            return Root(of, base if n == 2 else f"({base})**{n // 2}", WORDS, bases=(base,))
        case ast.Call(func=ast.Name(id="exp"), args=[x]):
            half = lines.names.write(scale(lines.names.expression(x), Fraction(1, 2)))
            return Root(of, f"exp({half})", EXPONENTIAL)
    if not lines.identity(f"0 < {of}", PLAIN[:1]):
        return None
    about(lines, [checker.parsed(f"sqrt({of})")])
    return Root(of, f"sqrt({of})", ROOT)


def _together(lines: Lines, of: str, parts: tuple[Root | None, Root | None], *, is_product: bool) -> Root | None:
    first, second = parts
    if first is None or second is None:
        return None
    bases = first.bases + second.bases
    if is_product:
        return Root(of, f"({first.text})*({second.text})", PRODUCT, (first, second), bases)
    about(lines, [checker.parsed(second.text)])
    if not all(lines.identity(f"0 < {text}", SIGN) for text in (second.of, second.text)):
        return None
    return Root(of, f"({first.text})/({second.text})", QUOTIENT, (first, second), bases)
