"""Expressions of a certificate, each written three ways: for the checker, for Coq's reader, and as NCRing's term.

A claim's letters are numbered, numbers and matrices apart. A call (a norm, a root, 1/x, ...) is a letter too, the same
for arguments that are the same sum, as in the checker.
"""

import ast
from collections.abc import Mapping, Sequence
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
ONE_BY_ONE: Shape = ("0%N", "0%N")
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
    return Term(a.shape, _node("Opp", a.shape, a), f"(- {a.text})", checker.scale(a.value, -1))


def _node(operation: str, shape: Shape | None, *operands: Term) -> str:
    """An operation on terms, with the sizes that Coq would else have to find."""
    sizes = [f"M{operation}", *map(size, shape)] if shape else [f"S{operation}"]
    return f"({' '.join([*sizes, *(each.reflected for each in operands)])})"


def lifted(a: Term, shape: Shape | None) -> Term:
    """A number as that multiple of the identity, where a matrix is wanted; 0 is any matrix."""
    if a.shape is not None or shape is None:
        return a
    rows, columns = map(size, shape)
    if a.literal or (rows != columns and not a.value):
        return replace(a, shape=shape, reflected=f"(MZero {rows} {columns})", text="0")
    if rows != columns:
        raise Inexpressible(f"a number is no matrix of {shape[0]} rows and {shape[1]} columns")
    return replace(a, shape=shape, reflected=f"(MScalar {rows} {a.reflected})", text=f"{a.text}%:M")


def as_matrix(a: Term) -> Term:
    """A number as a matrix of one row."""
    if a.shape:
        return a
    alone = lifted(a, ONE_BY_ONE)
    return replace(alone, text=f"({alone.text} : {matrix_type(ONE_BY_ONE)})")


def written_call(function: str, arguments: Sequence[Term]) -> str:
    """A call in MathComp's vocabulary."""
    if function == "inverse":
        return f"{arguments[0].text}^-1"
    if function in ("norm", "definiteness"):
        arguments = [as_matrix(a) for a in arguments]
    coq = "expm" if function == "exp" and arguments[0].shape else CALLS[function]
    return f"{coq} {' '.join(a.text for a in arguments)}"


def added(a: Term, b: Term) -> Term:
    shape = a.shape or b.shape
    a, b = lifted(a, shape), lifted(b, shape)
    return Term(shape, _node("Add", shape, a, b), f"({a.text} + {b.text})", checker.add(a.value, b.value))


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
            return Term(b.shape, _node("Scale", b.shape, a, b), f"({a.text} *: {b.text})", value)
        case _, None:
            return Term(a.shape, _node("Scale", a.shape, b, a), f"({b.text} *: {a.text})", value)
        case (rows, inner), (_, columns):
            sizes = " ".join(map(size, (rows, inner, columns)))
            return Term(
                (rows, columns), f"(MMul {sizes} {a.reflected} {b.reflected})", f"({a.text} *m {b.text})", value
            )


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
    return Term(a.shape[::-1], _node("Tr", a.shape, a), f"{a.text}^T", checker.transpose(a.value))


OPERATIONS = {ast.Add: added, ast.Sub: subtracted, ast.Mult: multiplied}


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

    def ordered(self, relation: str, difference: Sum) -> bool:
        """Whether a difference of matrices can be compared with 0."""
        return relation == ">=" and difference == checker.transpose(difference)

    def define(self, name: str, called: str, source: str) -> None:
        """An abbreviation, which is a name in Coq, too."""
        meaning = self.read(source)
        self.defined[name] = meaning
        self.names[name] = replace(meaning, reflected=self.taken.fresh(f"a_{called}"), text=called)

    def read(self, source: str | ast.AST, names: Mapping[str, Term] | None = None, sites: Sites | None = None) -> Term:
        """What a text says; with `sites`, in a lemma that is cited, each call there is kept in it."""
        names = self.names if names is None else names
        match checker.parsed(source) if isinstance(source, str) else source:
            case ast.Constant(value=int(value)):
                return constant(value)
            case ast.Name(id=name) if name in names:
                return names[name]
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return negated(self.read(a, names, sites))
            case ast.BinOp(left=a, op=ast.Add() | ast.Sub() | ast.Mult() as sign, right=b):
                return OPERATIONS[type(sign)](self.read(a, names, sites), self.read(b, names, sites))
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                inverse = self._called("inverse", (self.read(b, names, sites),), ast.dump(b), sites)
                one = isinstance(a, ast.Constant) and a.value == 1
                return inverse if one else _quotient(self.read(a, names, sites), inverse)
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(exponent))) if 1 <= exponent <= 40:
                return power(self.read(a, names, sites), exponent)
            case ast.Call(func=ast.Name(id="T"), args=[a]):
                return transposed(self.read(a, names, sites))
            case ast.Call(func=ast.Name(id=function), args=found) as tree:
                arguments = tuple(self.read(each, names, sites) for each in found)
                return self._called(function, arguments, ast.dump(tree), sites)
        raise checker.Invalid(f"{source if isinstance(source, str) else ast.unparse(source)!r} is no expression")

    def _called(self, function: str, arguments: tuple[Term, ...], where: str, sites: Sites | None) -> Term:
        if function == "inverse" and where.startswith("Constant("):
            return self._inverse(arguments[0]).term
        if sites is None:
            return self.call(function, arguments).term
        if where not in sites:
            sites[where] = self.call(function, arguments)
        return sites[where].term

    def call(self, function: str, arguments: tuple[Term, ...]) -> Site:
        """The letter that a call stands for, and a proof that the function has this value there."""
        if function == "inverse":
            return self._inverse(arguments[0])
        if function == "exp" and arguments[0].shape:
            return self._matrix_exponential(arguments[0], arguments[0].shape)
        if function in ("norm", "definiteness"):
            return self._number_of_a_matrix(function, as_matrix(arguments[0]))
        return self._number_call(function, arguments)

    def _inverse(self, a: Term) -> Site:
        a = self.tidy(a)
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
        multiple = f"(SMul (SInv {ratio.reflected}) {first.term.reflected})"
        return Site(Term(None, multiple, f"({ratio.text}^-1 * {first.term.text})", value), proof)

    def _matrix_exponential(self, a: Term, shape: Shape) -> Site:
        if not checker.shape(a.value):
            raise Inexpressible(f"the exponential of the matrix {a.text}, which is a number; write that of the number")
        value = checker.call("exp", a.value)
        ((_, ((key, *_),)),) = value
        if key not in self.calls:
            letter = self.matrix(f"({written_call('exp', (a,))})", shape, value, f"(expm_symmetric {a.text})")
            self.calls[key] = Call(letter, (a,), Fraction(1))
        first = self.calls[key]
        return Site(first.term, _same_of_matrices("same_mx_call", first.arguments[0], a, "(@expm _ _)"))

    def _number_of_a_matrix(self, function: str, a: Term) -> Site:
        """A norm, which is that of -X, too; of multiples of identities it is the same, whatever their sizes."""
        first = self._first(function, (a,), checker.call(function, a.value))
        c = first.arguments[0]
        if a.shape != c.shape:
            lemma, scalar = f"same_{function}_of_{'number' if a.value else 'zero'}", self.number_of(c.value)
            return Site(
                first.term, _same_of_matrices(lemma, c, a, f"(s:={scalar.reflected})" if a.value else "", CHECK)
            )
        if a.value != c.value:
            return Site(first.term, _same_of_matrices("same_norm_opp", c, a))
        coq = f"(@{CALLS[function]} _ _{' _' if function == 'norm' else ''})"
        return Site(first.term, _same_of_matrices("same_mx_call", c, a, coq))

    def _number_call(self, function: str, arguments: tuple[Term, ...]) -> Site:
        first = self._first(function, arguments, checker.call(function, *(a.value for a in arguments)))
        (a, *more), (c, *others) = arguments, first.arguments
        if function != "max":
            return Site(first.term, _same(f"fun x => {CALLS[function]} x", c.reflected, a.reflected))
        straight = a.value == c.value and more[0].value == others[0].value
        lemma = "same_max" if straight else "same_max_swapped"
        named = f"(a:={c.reflected}) (b:={others[0].reflected}) (c:={a.reflected}) (d:={more[0].reflected})"
        return Site(first.term, f"({lemma} u_ok {named} {CHECK} {CHECK})")

    def _first(self, function: str, arguments: tuple[Term, ...], value: Sum) -> Call:
        """The first call with these arguments, in whatever words."""
        ((((key, _),), _),) = value
        if key not in self.calls:
            letter = self.number(f"({written_call(function, arguments)})", value)
            self.calls[key] = Call(letter, arguments, Fraction(1))
        return self.calls[key]

    def number_of(self, value: Sum) -> Term:
        """A sum of numbers, in the checker's own words."""
        found = constant(0)
        for position, ((powers, _), coefficient) in enumerate(value.items()):
            product = constant(coefficient)
            for name, exponent in powers:
                product = multiplied(product, self._power(name, exponent))
            found = added(found, product) if position else product
        return found

    def _power(self, name: str, exponent: int) -> Term:
        letter = self.calls[name].term if name in self.calls else self.names[name]
        if name in self.calls and self.calls[name].scale != 1:
            letter = multiplied(letter, constant(1 / self.calls[name].scale))
        base = power(letter, abs(exponent))
        if exponent > 0:
            return base
        return Term(None, f"(SInv {base.reflected})", f"{base.text}^-1", self.scope.inverse(base.value))

    def tidy(self, term: Term) -> Term:
        """A matrix that is a number in the checker's eyes, as that number."""
        return self.number_of(term.value) if term.shape and term.value and not checker.shape(term.value) else term


def _quotient(a: Term, inverse: Term) -> Term:
    product = multiplied(a, inverse)
    if a.shape is None and inverse.text.endswith("^-1"):
        return replace(product, text=f"({a.text} / {inverse.text.removesuffix('^-1')})")
    return product


def _same(function: str, a: str, b: str) -> str:
    return f"(same_call u_ok ({function}) (a:={a}) (b:={b}) {CHECK})"


def _same_of_matrices(lemma: str, a: Term, b: Term, more: str = "", second_check: str = "") -> str:
    sides = f"(a:={a.reflected}) (b:={b.reflected})"
    return f"({' '.join(filter(None, (lemma, 'u_ok s_ok', more, sides, CHECK, second_check)))})"
