"""Expressions of a certificate, each written three ways: for the checker, for Coq's reader, and as NCRing's term.

A claim's letters are numbered, numbers and matrices apart. A call (a norm, a root, 1/x, ...) is a letter too, the same
for arguments that are the same sum, as in the checker.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from proofs import checker
from proofs.checker import Sum
from proofs.formal.names import Names

Shape = tuple[str, str]
CALLS = {
    "norm": "snorm",
    "definiteness": "definiteness",
    "exp": "expR",
    "log": "ln",
    "sqrt": "Num.sqrt",
    "max": "Num.max",
}
DIGITS = 1000
"""Literals are less than this: Coq counts them in ones."""
CHECK = "ltac:(vm)"
"""A proof that two normal forms agree, by computation in the kernel."""


class Inexpressible(Exception):
    """What the checker reads, but the exported text can't say; the message says what."""


@dataclass(frozen=True)
class Term:
    """An expression: a number (without a shape), or a matrix.

    `literal` is a number written as 0 or the like, which stands for a matrix of any shape.
    """

    shape: Shape | None
    reflected: str
    text: str
    value: Sum
    literal: bool = False


class Site(NamedTuple):
    """A call in a lemma that is cited: what it stands for in the claim, and a proof that it does."""

    term: Term
    proof: str


Sites = dict[str, Site]


class Letter(NamedTuple):
    """A matrix among the numbered letters; `symmetric` is a proof that it is, or empty."""

    shape: Shape
    text: str
    symmetric: str
    name: str


class Call(NamedTuple):
    """A call that has become a letter: its term, its arguments, and what the checker's value is a multiple of."""

    term: Term
    arguments: tuple[Term, ...]
    scale: Fraction


def size(name: str) -> str:
    """Sizes are 1 or more."""
    return f"{name}.+1"


def matrix_type(shape: Shape) -> str:
    rows, columns = map(size, shape)
    return f"'M[R]_{rows}" if rows == columns else f"'M[R]_({rows}, {columns})"


def constant(value: int | Fraction) -> Term:
    """A fraction, as a literal."""
    value = Fraction(value)
    reflected, text = _natural(abs(value.numerator))
    if value.denominator != 1:
        below, under = _natural(value.denominator)
        reflected, text = f"(SMul {reflected} (SInv {below}))", f"({text} / {under})"
    if value < 0:
        reflected, text = f"(SOpp {reflected})", f"(- {text})"
    return Term(None, reflected, text, checker.scale(checker.ONE, value), literal=value == 0)


def _natural(value: int) -> tuple[str, str]:
    if value < 2:
        return f"(SNat {value})", str(value)
    if value < DIGITS:
        return f"(SNat {value})", f"{value}%:R"
    (high, above), (low, rest) = _natural(value // DIGITS), _natural(value % DIGITS)
    return f"(SAdd (SMul {high} (SNat {DIGITS})) {low})", f"({above} * {DIGITS}%:R + {rest})"


def negated(a: Term) -> Term:
    return Term(
        a.shape, f"({'MOpp' if a.shape else 'SOpp'} {a.reflected})", f"(- {a.text})", checker.scale(a.value, -1)
    )


def lifted(a: Term, shape: Shape | None) -> Term:
    """A number as that multiple of the identity, where a matrix is wanted; 0 is any matrix."""
    if a.shape is not None or shape is None:
        return a
    rows, columns = map(size, shape)
    if a.literal or (rows != columns and not a.value):
        return replace(a, shape=shape, reflected=f"(MZero : mx {rows} {columns})", text="0")
    if rows != columns:
        raise Inexpressible(f"a number is no matrix of {shape[0]} rows and {shape[1]} columns")
    return replace(a, shape=shape, reflected=f"(MScalar {a.reflected} : mx {rows} {rows})", text=f"{a.text}%:M")


def added(a: Term, b: Term) -> Term:
    shape = a.shape or b.shape
    a, b = lifted(a, shape), lifted(b, shape)
    reflected = f"({'MAdd' if shape else 'SAdd'} {a.reflected} {b.reflected})"
    return Term(shape, reflected, f"({a.text} + {b.text})", checker.add(a.value, b.value))


def subtracted(a: Term, b: Term) -> Term:
    shape = a.shape or b.shape
    a, b = lifted(a, shape), lifted(b, shape)
    return replace(added(a, negated(b)), text=f"({a.text} - {b.text})")


def multiplied(a: Term, b: Term) -> Term:
    value = checker.multiply(a.value, b.value)
    match a.shape, b.shape:
        case None, None:
            return Term(None, f"(SMul {a.reflected} {b.reflected})", f"({a.text} * {b.text})", value)
        case None, _:
            return Term(b.shape, f"(MScale {a.reflected} {b.reflected})", f"({a.text} *: {b.text})", value)
        case _, None:
            return Term(a.shape, f"(MScale {b.reflected} {a.reflected})", f"({b.text} *: {a.text})", value)
        case (rows, _), (_, columns):
            return Term((rows, columns), f"(MMul {a.reflected} {b.reflected})", f"({a.text} *m {b.text})", value)


def power(a: Term, exponent: int) -> Term:
    if a.shape is None:
        value = checker.multiply(*[a.value] * exponent)
        return Term(None, f"(SPow {a.reflected} {exponent})", f"({a.text} ^+ {exponent})", value)
    found = a
    for _ in range(exponent - 1):
        found = multiplied(found, a)
    return found


def transposed(a: Term) -> Term:
    if a.shape is None:
        return a
    return Term(a.shape[::-1], f"(MTr {a.reflected})", f"{a.text}^T", checker.transpose(a.value))


class Reader:
    """Reads the expressions of one claim, and numbers its letters as they come."""

    def __init__(self, scope: checker.Scope, taken: Names) -> None:
        self.scope, self.taken = scope, taken
        self.names: dict[str, Term] = {}
        self.defined: dict[str, Term] = {}
        self.numbers: list[str] = []
        self.letters: list[Letter] = []
        self.calls: dict[str, Call] = {}

    def number(self, text: str, value: Sum) -> Term:
        self.numbers.append(text)
        return Term(None, f"(SVar {len(self.numbers)})", text, value)

    def matrix(self, text: str, shape: Shape, value: Sum, symmetric: str = "") -> Term:
        self.letters.append(Letter(shape, text, symmetric, self.taken.fresh(f"l{len(self.letters) + 1}")))
        return Term(shape, self.letters[-1].name, text, value)

    def define(self, name: str, called: str, source: str) -> None:
        """An abbreviation, which is a name in Coq, too."""
        meaning = self.read(source)
        self.defined[name] = meaning
        self.names[name] = replace(meaning, reflected=self.taken.fresh(f"a_{called}"), text=called)

    def read(self, source: str | ast.AST, names: Mapping[str, Term] | None = None, sites: Sites | None = None) -> Term:
        """What a text says; with `sites`, in a lemma that is cited, each call there is kept in it."""
        names = self.names if names is None else names

        def read(tree: ast.AST) -> Term:
            return self.read(tree, names, sites)

        match checker.parsed(source) if isinstance(source, str) else source:
            case ast.Constant(value=int(value)):
                return constant(value)
            case ast.Name(id=name) if name in names:
                return names[name]
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return negated(read(a))
            case ast.BinOp(left=a, op=ast.Add(), right=b):
                return added(read(a), read(b))
            case ast.BinOp(left=a, op=ast.Sub(), right=b):
                return subtracted(read(a), read(b))
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                return multiplied(read(a), read(b))
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                inverse = self._called("inverse", (read(b),), ast.dump(b), sites)
                return inverse if isinstance(a, ast.Constant) and a.value == 1 else _quotient(read(a), inverse)
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(exponent))):
                return power(read(a), exponent)
            case ast.Call(func=ast.Name(id="T"), args=[a]):
                return transposed(read(a))
            case ast.Call(func=ast.Name(id=function), args=arguments) as tree:
                return self._called(function, tuple(map(read, arguments)), ast.dump(tree), sites)
        raise checker.Invalid(f"{source if isinstance(source, str) else ast.unparse(source)!r} is no expression")

    def _called(self, function: str, arguments: tuple[Term, ...], where: str, sites: Sites | None) -> Term:
        if sites is None or (function == "inverse" and where.startswith("Constant(")):
            return self.call(function, arguments).term
        if where not in sites:
            sites[where] = self.call(function, arguments)
        return sites[where].term

    def call(self, function: str, arguments: tuple[Term, ...]) -> Site:
        """The letter that a call stands for, and a proof that the function has this value there."""
        if function == "inverse":
            return self._inverse(arguments[0])
        if function == "exp" and arguments[0].shape:
            return self._matrix_exponential(arguments[0])
        if function in ("norm", "definiteness") and not arguments[0].shape:
            raise Inexpressible(f"the {function} of a number; write it without")
        return self._number_call(function, arguments)

    def _inverse(self, a: Term) -> Site:
        value = self.scope.inverse(a.value)
        (powers, _), scale = next(iter(value.items()))
        if len(a.value) == 1 and all(name in self.scope.positive for (found, _) in a.value for name, _ in found):
            inverse = Term(None, f"(SInv {a.reflected})", f"{a.text}^-1", value)
            return Site(inverse, f"(same_number u_ok (a:={inverse.reflected}) (b:={inverse.reflected}) {CHECK})")
        key = powers[0][0]
        if key not in self.calls:
            self.calls[key] = Call(self.number(f"{a.text}^-1", value), (a,), scale)
        first = self.calls[key]
        of, ratio = first.arguments[0].reflected, constant(first.scale / scale)
        if scale == first.scale:
            return Site(first.term, _same("fun x => x^-1", of, a.reflected))
        proof = f"(same_inverse u_ok (c:={ratio.reflected}) (a:={of}) (b:={a.reflected}) {CHECK})"
        inverse = f"(SMul (SInv {ratio.reflected}) {first.term.reflected})"
        return Site(Term(None, inverse, f"({ratio.text}^-1 * {first.term.text})", value), proof)

    def _matrix_exponential(self, a: Term) -> Site:
        value = checker.call("exp", a.value)
        ((_, ((key, *_),)),) = value
        if key not in self.calls:
            assert a.shape
            letter = self.matrix(f"(expm {a.text})", a.shape, value, f"(expm_symmetric {a.text})")
            self.calls[key] = Call(letter, (a,), Fraction(1))
        first = self.calls[key]
        return Site(first.term, _same_of_matrices("@expm _ _", first.arguments[0], a))

    def _number_call(self, function: str, arguments: tuple[Term, ...]) -> Site:
        value, coq = checker.call(function, *(a.value for a in arguments)), CALLS[function]
        ((((key, _),), _),) = value
        if key not in self.calls:
            letter = self.number(f"({coq} {' '.join(a.text for a in arguments)})", value)
            self.calls[key] = Call(letter, arguments, Fraction(1))
        first = self.calls[key]
        (a, *more), (c, *others) = arguments, first.arguments
        if function == "max":
            straight = a.value == c.value and more[0].value == others[0].value
            lemma = "same_max" if straight else "same_max_swapped"
            named = f"(a:={c.reflected}) (b:={others[0].reflected}) (c:={a.reflected}) (d:={more[0].reflected})"
            return Site(first.term, f"({lemma} u_ok {named} {CHECK} {CHECK})")
        if a.shape is None:
            return Site(first.term, _same(f"fun x => {coq} x", c.reflected, a.reflected))
        if a.value != c.value:
            proof = f"(same_norm_opp u_ok s_ok (a:={c.reflected}) (b:={a.reflected}) {CHECK})"
            return Site(first.term, proof)
        return Site(first.term, _same_of_matrices(f"@{coq} _ _{' _' if function == 'norm' else ''}", c, a))


def _quotient(a: Term, inverse: Term) -> Term:
    product = multiplied(a, inverse)
    if a.shape is None and inverse.text.endswith("^-1"):
        return replace(product, text=f"({a.text} / {inverse.text.removesuffix('^-1')})")
    return product


def _same(function: str, a: str, b: str) -> str:
    return f"(same_call u_ok ({function}) (a:={a}) (b:={b}) {CHECK})"


def _same_of_matrices(function: str, a: Term, b: Term) -> str:
    return f"(same_mx_call u_ok s_ok ({function}) (a:={a.reflected}) (b:={b.reflected}) {CHECK})"
