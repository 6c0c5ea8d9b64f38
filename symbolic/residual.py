"""Decides exactly whether an expression vanishes, keeps its sign, or tends to a value.

An exponential, a power with a symbolic exponent and a square root are each named by a symbol first. What is left is
a rational function of the names with rational coefficients and, for each root, the relation root² = radicand. The
numerator, reduced modulo these relations, decides: if it is zero, the expression is, for all parameters for which its
denominator is not. Nothing is sampled.

What does not vanish is refuted apart from this, at an exact point: rationals for the parameters, and a rational
multiple of log 2 for the time, which makes exponentials rational. A value in ℚ(log 2) is zero only if it is zero as
a rational function of log 2, since log 2 is transcendental.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import lcm
from typing import Any

from sympy import Add, Dummy, Expr, Mul, Pow, Rational, Symbol, exp, expand, log, nan, oo, zoo
from sympy.polys.domains import QQ

from symbolic.symbols import t

Point = Mapping[Symbol, Expr]


@dataclass(frozen=True)
class Decision:
    """Whether a claim holds. If not: what was left over, and an exact point that refutes the claim, if known."""

    holds: bool
    residual: Any = None
    witness: Mapping[str, str] | None = None


class Names:
    """Names for what is no rational function in `expressions`, so that all of them are read alike."""

    def __init__(self, *expressions: Expr) -> None:
        self.meaning: dict[Symbol, Expr] = {}
        self.squares: dict[Symbol, Expr] = {}  # root -> radicand, itself named
        exponents = [term for e in expressions for atom in e.atoms(exp, Pow) for term in _exponent(atom)]
        self._unit = lcm(1, *(int(factor.q) for factor, _ in exponents))

    def __call__(self, expression: Expr) -> Expr:
        """`expression` as a rational function of names and symbols."""
        if isinstance(expression, Add | Mul):
            return expression.func(*(self(argument) for argument in expression.args))
        if isinstance(expression, Pow) and expression.exp.is_Integer:
            return self(expression.base) ** expression.exp
        if isinstance(expression, Pow) and (2 * expression.exp).is_Integer:
            return self._root(expression.base) ** (2 * expression.exp)
        if isinstance(expression, exp) or (isinstance(expression, Pow) and not expression.exp.is_number):
            return Mul(*(self._power(factor, monomial) for factor, monomial in _exponent(expression)))
        if expression.is_Rational or (isinstance(expression, Symbol) and expression.is_commutative):
            return expression
        if isinstance(expression, log):
            return self._name(expression)
        raise TypeError(f"{expression} is no rational function of symbols, exponentials, powers, roots and logarithms")

    def _name(self, meaning: Expr) -> Symbol:
        for name, known in self.meaning.items():
            if known == meaning:
                return name
        name = Dummy(positive=meaning.is_positive, nonnegative=meaning.is_nonnegative, real=meaning.is_real)
        self.meaning[name] = meaning
        return name

    def _root(self, radicand: Expr) -> Symbol:
        name = self._name(Pow(radicand, Rational(1, 2)))
        self.squares[name] = self(radicand)
        return name

    def _power(self, factor: Rational, monomial: Expr) -> Expr:
        if isinstance(monomial, log) and factor.is_Integer:
            return self(monomial.args[0]) ** factor
        return self._name(exp(monomial / self._unit)) ** (factor * self._unit)

    def fraction(self, expression: Expr) -> tuple[Any, Any]:
        """Numerator and denominator of `expression`, polynomials in lowest terms and reduced modulo the relations.

        Raises ZeroDivisionError where the denominator vanishes identically.
        """
        named = self(expression)
        roots = list(reversed(self.squares))  # an outer root before the roots in its radicand: the order of elimination
        free = named.free_symbols.union(*(radicand.free_symbols for radicand in self.squares.values()))
        field = QQ.frac_field(*roots, *sorted(free - set(roots), key=str)) if free else QQ.frac_field(Dummy())
        element = field.from_sympy(named)
        relations = [field.from_sympy(root**2 - self.squares[root]).numer for root in roots]
        numerator, denominator = (part.rem(relations) if relations else part for part in (element.numer, element.denom))
        if not denominator:
            raise ZeroDivisionError(f"the denominator of {expression} vanishes identically")
        return numerator, denominator

    def read(self, expression: Expr) -> Expr:
        """`expression` with each name replaced by what it stands for."""
        return expression.xreplace(self.meaning)


def _exponent(power: Expr) -> list[tuple[Rational, Expr]]:
    """b^e as exp(Σ factor · monomial): the pairs; none where e is a number (a root or a rational function)."""
    base, exponent = power.as_base_exp()
    if isinstance(power, exp):
        return [term.as_coeff_Mul() for term in Add.make_args(expand(power.args[0]))]
    if exponent.is_number:
        return []
    return [(term * log(base)).as_coeff_Mul() for term in Add.make_args(expand(exponent))]


def vanishes(expression: Expr, points: Iterable[Point] | None = None) -> Decision:
    """Whether `expression` is zero for all parameters. `points`: where to look for a refutation (small rationals)."""
    names = Names(expression)
    numerator, denominator = names.fraction(expression)
    if not numerator:
        return Decision(holds=True)
    residual = names.read(numerator.as_expr() / denominator.as_expr())
    return Decision(False, residual, _refute(expression, points, _is_nonzero))


def has_sign(expression: Expr, *, strict: bool, points: Iterable[Point] | None = None) -> Decision:
    """Whether `expression` is > 0 (`strict`) or ≥ 0 manifestly: numerator and denominator are sums of terms that are.

    A term counts if its coefficient is positive, and its symbols are positive, nonnegative, or real with an even
    exponent. Substitute before (σ = a + p, e = 1 + q) until this is so; a sign that is not manifest is undecided
    unless a point refutes it.
    """
    numerator, denominator = Names(expression).fraction(expression)
    if denominator.LC < 0:
        numerator, denominator = -numerator, -denominator
    if is_manifest(denominator, strict=True) and is_manifest(numerator, strict=strict):
        return Decision(holds=True)

    def violates(value: Expr) -> bool:
        return bool(value.is_Rational and (value < 0 or (strict and value == 0)))

    return Decision(False, expression, _refute(expression, points, violates))


def is_manifest(polynomial: Any, *, strict: bool) -> bool:
    """Whether every term of `polynomial` is ≥ 0 and, if `strict`, one is > 0."""
    symbols, positive_term = polynomial.ring.symbols, False
    for exponents, coefficient in polynomial.terms():
        present = [(symbol, power) for symbol, power in zip(symbols, exponents, strict=True) if power]
        if coefficient < 0 or not all(v.is_nonnegative or (v.is_real and k % 2 == 0) for v, k in present):
            return False
        positive_term = positive_term or all(v.is_positive or (v.is_nonzero and k % 2 == 0) for v, k in present)
    return positive_term or not strict


def tends_to(
    expression: Expr, limits: Mapping[Symbol, Expr], value: Expr, points: Iterable[Point] | None = None
) -> Decision:
    """Whether `expression` tends to `value` as each symbol of `limits` tends to its limit.

    It does if, in lowest terms, its denominator at the limit point is manifestly not zero: there a rational function
    of exponentials, roots and logarithms is continuous.
    """
    names = Names(expression)
    numerator, denominator = (names.read(part.as_expr()).subs(limits) for part in names.fraction(expression))
    at_limit, _ = Names(denominator).fraction(denominator)
    if not is_manifest(at_limit, strict=True) and not is_manifest(-at_limit, strict=True):
        return Decision(False, expression)
    return vanishes(numerator / denominator - value, points)


def _refute(expression: Expr, points: Iterable[Point] | None, violates: Any) -> Mapping[str, str] | None:
    for point in small_points(expression.free_symbols) if points is None else points:
        value = expression.subs(point)
        if not value.has(*_UNDEFINED) and violates(value):
            return {**{str(k): str(v) for k, v in point.items()}, "residual": str(value)}
    return None


def _is_nonzero(value: Expr) -> bool:
    """Whether a value in ℚ(log 2) is certainly not zero; anything else is not certain."""
    value = value.xreplace({log(2): _LOG2})
    if (
        value.free_symbols - {_LOG2}
        or value.atoms(exp, log)
        or any(not power.exp.is_Integer for power in value.atoms(Pow))
    ):
        return False
    numerator, _ = Names(value).fraction(value)
    return bool(numerator)


_LOG2 = Dummy("log2", positive=True)
_UNDEFINED = (nan, oo, -oo, zoo)


def small_points(symbols: Iterable[Symbol], count: int = 42) -> Iterator[Point]:
    """`count` exact points, always the same, that respect the signs assumed; the time is a multiple of log 2."""
    sizes = [Rational(n, d) for n, d in ((2, 1), (1, 1), (3, 1), (1, 2), (4, 1), (3, 2), (5, 1))]
    for i in range(count):
        point = {}
        for j, symbol in enumerate(sorted(symbols, key=str)):
            size = sizes[(i * (j + 1) + 3 * j) % len(sizes)]
            flip = not symbol.is_nonnegative and (i + j) % 2
            point[symbol] = size * (log(2) if symbol == t else 1) * (-1 if flip else 1)
        yield point
