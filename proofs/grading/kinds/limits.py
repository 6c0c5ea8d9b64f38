"""Limits of rational functions of a variable and of exponentials of it, as claims about numbers.

As the variable goes to infinity, exponentials whose rates are multiples of one positive rate κ are powers of
q = e^(-κ·variable), which tends to 0. In lowest terms N(q)/D(q) then tends to N(0)/D(0), where D(0) is not 0.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import lcm
from typing import Any

from sympy import Expr, Integer, Rational, Symbol, cancel, exp, expand, fraction, log, nan, oo, sqrt, together, zoo
from sympy.printing.str import StrPrinter

from proofs import checker
from proofs.grading.kinds.derivative import OutOfReach
from proofs.grading.kinds.samples import is_negative
from proofs.scalar.claims import Claim, calls_in, divisors_in

SMALL = "small_"
Near = Callable[[ast.expr], Any]
"""A part of the expression, near where the limit is taken, by a quantity that tends to 0 from above."""


@dataclass(frozen=True)
class Step:
    """A claim about numbers that a limit comes to, where what it asks is so; each thing asked is a step of its own."""

    what: str
    shows: str
    asks: tuple[str, ...] = ()

    @property
    def necessary(self) -> bool:
        """Whether the limit is another where this is false: with all that is asked, the value is what it tends to."""
        return bool(self.asks)


def at_infinity(text: str, value: str, variable: str, setting: Claim) -> Iterator[Step]:
    """What shows that `text` is defined and tends to `value` as the variable grows.

    Points of `setting` say which sign there is to prove. Raises OutOfReach for what is no such function.
    """
    _require_readable(text, variable, setting)
    moving, small = Symbol(variable, real=True), Symbol(SMALL, positive=True)
    exponentials = sorted((call for call in as_sympy(checker.parsed(text)).atoms(exp) if call.has(moving)), key=str)
    asked, powers = tuple[str, ...](), dict[Any, Any]()
    if exponentials:
        base = _rate(exponentials[0].args[0], moving)
        base = -base if is_negative(written(base), setting.given, setting.names) else base
        asked = (f"0 < {written(base)}",)
        yield Step("the rate is positive", *asked)
        powers = _by_powers(exponentials, base, moving, small)

    def near(tree: ast.expr) -> Any:
        found = as_sympy(tree).xreplace(powers)
        if powers and found.has(moving):
            raise OutOfReach(
                f"{variable} is in exponentials and outside of them in {text[:100]!r}; this can't be graded"
            )
        return found.subs(moving, 1 / small)

    yield from _at_zero(text, near, value, setting, asked)


def at_point(text: str, value: str, variable: str, point: str, setting: Claim) -> Iterator[Step]:
    """Likewise as the variable tends to a point, from above, where the function is rational in it."""
    _require_readable(text, variable, setting)
    moving, small = Symbol(variable, real=True), Symbol(SMALL, positive=True)
    place = as_sympy(checker.parsed(point)) + small
    yield from _at_zero(text, lambda tree: as_sympy(tree).subs(moving, place), value, setting, ())


def _require_readable(text: str, variable: str, setting: Claim) -> None:
    """Raises Misuse for powers that are too large for the checker, and would take SymPy for ever."""
    Claim(f"0 <= {text}", scalars=tuple(dict.fromkeys((*setting.names, variable))))


def _at_zero(text: str, near: Near, value: str, setting: Claim, asked: tuple[str, ...]) -> Iterator[Step]:
    """N(0)/D(0), which a quotient N/D of a small quantity tends to where D(0) is not 0: by continuity."""
    yield from _defined(text, near, setting)
    top, bottom = (part.subs(Symbol(SMALL, positive=True), 0) for part in _lowest_terms(near(checker.parsed(text))))
    if bottom == 0 or any(part.has(nan, zoo, oo) for part in (top, bottom)):
        raise OutOfReach("a finite limit is not seen, as the divisor tends to 0; write the expression in other terms")
    divisor = _not_zero(bottom, setting)
    yield Step("the divisor does not tend to 0", divisor)
    yield Step("the value", f"({written(top)})/({written(bottom)}) == {value}", (*asked, divisor))


def _defined(text: str, near: Near, setting: Claim) -> Iterator[Step]:
    """That nothing is divided by 0 near there, and what roots and logarithms are of is positive.

    What cancels may be 0 for some parameters; and a function of which a limit is taken has to be there.
    """
    tree = checker.parsed(text)
    for divisor in divisors_in(tree):
        top, _ = map(_leading, _lowest_terms(near(divisor)))
        yield Step(f"{ast.unparse(divisor)} is not 0", _not_zero(top, setting))
    for name, call in calls_in(tree):
        if name in ("sqrt", "log"):
            top, bottom = map(_leading, _lowest_terms(near(call.args[0])))
            yield Step(f"{ast.unparse(call.args[0])} is positive", f"({written(top)})/({written(bottom)}) > 0")


def _lowest_terms(function: Any) -> tuple[Any, Any]:
    top, bottom = fraction(cancel(together(function)))
    return top, bottom


def _leading(part: Any) -> Any:
    """What decides its sign where the small quantity is small: a polynomial's last coefficient, else its value at 0."""
    small = Symbol(SMALL, positive=True)
    polynomial = part.as_poly(small) if part.has(small) else None
    found = part.subs(small, 0) if polynomial is None else polynomial.all_coeffs()
    if polynomial is not None:
        found = next(coefficient for coefficient in reversed(found) if coefficient != 0)
    if found == 0 or found.has(nan, zoo, oo):
        raise OutOfReach(
            "what it divides by, or takes a root or a logarithm of, is not seen to keep its sign near there"
        )
    return found


def _not_zero(value: Any, setting: Claim) -> str:
    return f"{written(value)} {'<' if is_negative(written(value), setting.given, setting.names) else '>'} 0"


def _by_powers(exponentials: Sequence[Any], base: Any, moving: Symbol, small: Symbol) -> dict[Any, Any]:
    """Each e^(kt + m) as a power of a small quantity, e^(-base·t) or a root of it, times e^m."""
    multiples = dict[Any, Rational]()
    for call in exponentials:
        multiple = cancel(_rate(call.args[0], moving) / base)
        if not multiple.is_Rational:
            raise OutOfReach(f"the rate of {call} is no multiple of {written(base)}; a limit of both can't be graded")
        multiples[call] = multiple
    unit = lcm(*(int(multiple.q) for multiple in multiples.values()))
    return {
        call: small ** (-multiple * unit) * exp(expand(call.args[0] - multiple * base * moving))
        for call, multiple in multiples.items()
    }


def as_sympy(tree: ast.expr) -> Any:
    """An expression of the checker's language for SymPy, with real symbols. Nothing is evaluated as Python."""
    match tree:
        case ast.Constant(value=int(n)):
            return Integer(n)
        case ast.Name(id=name):
            return Symbol(name, real=True)
        case ast.UnaryOp(operand=a):
            return -as_sympy(a)
        case ast.BinOp(left=a, op=op, right=b):
            left, right = as_sympy(a), as_sympy(b)
            match op:
                case ast.Add():
                    return left + right
                case ast.Sub():
                    return left - right
                case ast.Mult():
                    return left * right
                case ast.Div():
                    return left / right
                case ast.Pow():
                    return left**right
        case ast.Call(func=ast.Name(id="exp" | "log" | "sqrt" as name), args=[a]):
            return {"exp": exp, "log": log, "sqrt": sqrt}[name](as_sympy(a))
    raise OutOfReach(f"{ast.unparse(tree)[:100]!r} is no function of which a limit can be graded")


class _Printer(StrPrinter):  # type: ignore[misc]
    def _print_Exp1(self, _: Expr) -> str:
        return "exp(1)"


def written(expression: Any) -> str:
    """The expression as a text of the checker's language, in which a quotient stands for a fraction."""
    text: str = _Printer().doprint(expression)
    return text


def _rate(exponent: Any, moving: Symbol) -> Any:
    """k of k·variable + m."""
    polynomial = expand(exponent)
    rate = polynomial.coeff(moving, 1)
    if (polynomial - rate * moving).has(moving) or rate.has(moving):
        raise OutOfReach(f"the exponent {exponent} is not linear in {moving}; a limit of it can't be graded")
    return rate
