"""Check a file of certificates: `python -I -S proofs/checker.py FILE`. Standard library only, nothing of the project.

A file holds lemmas and theorems. Each declares names, gives hypotheses, and reaches its conclusion line by line. A line
is an instance of a lemma or of one of the AXIOMS, or an identity: the difference of its two sides, times something
positive, is a sum of products of what is known not to be negative. Matrices are letters that don't commute; X <= Y
between symmetric ones says that Y - X is positive semidefinite, which a congruence T(V)*(Y - X)*V keeps. Identities are
expanded with exact fractions: nothing is searched for, nothing rounded. CERTIFICATES.md describes the format.

Exit status: 0 if every certificate proves its claim, 1 if one does not, 3 if the file can't be read.
"""

import ast
import json
import re
import sys
from fractions import Fraction
from functools import reduce
from typing import Any

FORMAT = "flowproof certificates 1"
LONGEST_TEXT, LARGEST_POWER, LARGEST_SUM = 10_000, 40, 500_000
AXIOMS = """
norm-is-not-negative              : X          :                        |- norm(X) >= 0
norm-bounds-the-square            : X          :                        |- T(X)*X <= norm(X)**2
norm-bounds-the-other-square      : X          :                        |- X*T(X) <= norm(X)**2
norm-bounds-a-symmetric-matrix    : X=T(X)     :                        |- X <= norm(X)
norm-is-the-least-bound           : X e        : e >= 0; T(X)*X <= e**2 |- norm(X) <= e
norm-is-the-least-symmetric-bound : X=T(X) e   : X <= e; -X <= e        |- norm(X) <= e
norm-of-equals                    : X Y        : X == Y                 |- norm(X) == norm(Y)
norm-of-zero                      : X          : X == 0                 |- norm(X) == 0
zero-norm                         : X          : norm(X) == 0           |- X == 0
least-pivot-is-not-negative       : X=T(X)     : X >= 0                 |- definiteness(X) >= 0
least-pivot-tells-the-sign        : X=T(X)     : definiteness(X) >= 0   |- X >= 0
antisymmetry                      : x y        : x <= y; y <= x         |- x == y
maximum-bounds                    : x y        :                        |- x <= max(x, y)
maximum-is-the-least-bound        : x y e      : x <= e; y <= e         |- max(x, y) <= e
quotient-times-divisor            : x          : x > 0                  |- x*(1/x) == 1
inverse-is-positive               : x          : x > 0                  |- 1/x > 0
square-of-a-root                  : x          : x >= 0                 |- sqrt(x)**2 == x
root-is-not-negative              : x          : x >= 0                 |- sqrt(x) >= 0
exponential-is-positive           : x          :                        |- exp(x) > 0
exponential-is-monotone           : x y        : x <= y                 |- exp(x) <= exp(y)
exponential-of-zero               :            :                        |- exp(0) == 1
exponential-of-a-sum              : x y        :                        |- exp(x + y) == exp(x)*exp(y)
exponential-of-a-logarithm        : x          : x > 0                  |- exp(log(x)) == x
logarithm-of-a-product            : x y        : x > 0; y > 0           |- log(x*y) == log(x) + log(y)
norm-of-a-matrix-exponential      : X=T(X) s b : s >= 0; X <= b         |- norm(exp(s*X)) <= exp(s*b)
inverse-of-a-matrix-exponential   : X=T(X)     :                        |- exp(X)*exp(-X) == 1
matrix-exponential-commutes       : X=T(X) s   :                        |- X*exp(s*X) == exp(s*X)*X
"""  # X and Y are matrices, X=T(X) a symmetric one; `definiteness` is the least pivot of a symmetric matrix
FUNCTIONS = {"T": 1, "norm": 1, "definiteness": 1, "exp": 1, "log": 1, "sqrt": 1, "max": 2}
RELATIONS = {ast.GtE: (">=", 1), ast.Gt: (">", 1), ast.LtE: (">=", -1), ast.Lt: (">", -1), ast.Eq: ("==", 1)}

Letter = tuple[str, str, str, bool]  # a matrix: name (with ' where transposed), rows, columns, whether it is symmetric
Monomial = tuple[tuple[tuple[str, int], ...], tuple[Letter, ...]]  # powers of numbers, and a word of matrices
Sum = dict[Monomial, Fraction]
Statement = tuple[str, Sum]  # what is >= 0, > 0 or == 0
ONE: Sum = {((), ()): Fraction(1)}


class Invalid(Exception):
    """The certificate does not prove its claim; the message says where it breaks."""


def add(a: Sum, b: Sum, factor: int = 1) -> Sum:
    total = {monomial: a.get(monomial, Fraction(0)) + factor * b.get(monomial, 0) for monomial in {**a, **b}}
    total = {monomial: coefficient for monomial, coefficient in total.items() if coefficient}
    shape(total)
    return total


def scale(a: Sum, factor: int | Fraction) -> Sum:
    return {monomial: factor * coefficient for monomial, coefficient in a.items() if factor}


def multiply(a: Sum, b: Sum) -> Sum:
    if len(a) * len(b) > LARGEST_SUM:
        raise Invalid("a product is too large to be expanded")
    total: Sum = {}
    for (powers, word), x in a.items():
        for (others, more), y in b.items():
            if word and more and word[-1][2] != more[0][1]:
                raise Invalid(f"{word[-1][0]} and {more[0][0]} have sizes that can't be multiplied")
            exponents = dict(powers)
            exponents |= {name: exponents.get(name, 0) + exponent for name, exponent in others}
            monomial = (tuple(sorted((n, e) for n, e in exponents.items() if e)), word + more)
            total[monomial] = total.get(monomial, 0) + x * y
    return add(total, {})


def transpose(a: Sum) -> Sum:
    def flip(x: Letter) -> Letter:
        return x if x[3] else (x[0][:-1] if x[0].endswith("'") else x[0] + "'", x[2], x[1], False)

    return {(powers, tuple(map(flip, reversed(word)))): c for (powers, word), c in a.items()}


def shape(a: Sum) -> tuple[str, str] | None:
    """Rows and columns; None for a number, which stands for that multiple of an identity of whatever size fits."""
    shapes = {(word[0][1], word[-1][2]) for _, word in a if word}
    if len(shapes) > 1 or any(rows != columns for rows, columns in shapes if any(not word for _, word in a)):
        raise Invalid("matrices of different sizes are added")
    return next(iter(shapes), None)


def text(a: Sum) -> str:
    """A name that equal sums share."""
    terms = []
    for (powers, word), coefficient in sorted(a.items()):
        terms.append("*".join([str(coefficient), *(f"{n}^{e}" for n, e in powers), *(x[0] for x in word)]))
    return " + ".join(terms)


def key(relation: str, difference: Sum) -> tuple[str, str]:
    """What equal statements share: a positive multiple is equal, and of an equation any multiple."""
    first = difference[min(difference)] if difference else Fraction(1)
    return relation, text(scale(difference, 1 / (first if relation == "==" else abs(first))))


class Scope:
    """What names mean: numbers (some positive, so that one may divide by them), matrices and abbreviations."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.positive, self.names = frozenset(document.get("positive", ())), dict[str, Sum]()
        for name in [*document.get("positive", ()), *document.get("scalars", ())]:
            self.declare(name, {(((name, 1),), ()): Fraction(1)})
        for name, (rows, columns) in document.get("matrices", {}).items():
            letter = (name, rows, columns, name in document.get("symmetric", ()) and rows == columns)
            self.declare(name, {((), (letter,)): Fraction(1)})
        for name, meaning in document.get("definitions", {}).items():
            self.declare(name, self.expression(meaning))

    def declare(self, name: str, value: Sum) -> None:
        if name in self.names or name in FUNCTIONS or not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII):
            raise Invalid(f"the name {name!r} is taken, or is no name")
        self.names[name] = value

    def expression(self, source: str | ast.AST) -> Sum:
        """The sum that a text in a part of Python's grammar stands for; it is parsed, and nothing of it evaluated."""
        read = self.expression
        match parsed(source) if isinstance(source, str) else source:
            case ast.Constant(value=int(number)) if type(number) is int:
                return scale(ONE, number)
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return scale(read(a), -1)
            case ast.BinOp(left=a, op=ast.Add() | ast.Sub() as sign, right=b):
                return add(read(a), read(b), 1 if isinstance(sign, ast.Add) else -1)
            case ast.BinOp(left=a, op=ast.Mult() | ast.Div() as sign, right=b):
                return multiply(read(a), read(b) if isinstance(sign, ast.Mult) else self.inverse(read(b)))
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if 0 <= n <= LARGEST_POWER:
                return reduce(multiply, [read(a)] * n, ONE)
            case ast.Call(func=ast.Name(id=name), args=found, keywords=[]) if FUNCTIONS.get(name) == len(found):
                return call(name, [read(a) for a in found])
        raise Invalid(f"{source if isinstance(source, str) else ast.unparse(source)!r} is no expression of known names")

    def inverse(self, a: Sum) -> Sum:
        """1/a: a power where `a` is a monomial in positive numbers, else a number that the axioms speak of."""
        if not a or shape(a):
            raise Invalid("a division by zero, or by a matrix")
        (powers, _), first = min(a), a[min(a)]
        if len(a) == 1 and all(name in self.positive for name, _ in powers):
            return {(tuple((name, -e) for name, e in powers), ()): 1 / first}
        return scale(call("inverse", [scale(a, 1 / first)]), 1 / first)

    def statement(self, source: str) -> Statement:
        tree = parsed(source)
        if not (isinstance(tree, ast.Compare) and len(tree.ops) == 1 and type(tree.ops[0]) in RELATIONS):
            raise Invalid(f"{source!r} is no statement")
        relation, sign = RELATIONS[type(tree.ops[0])]
        difference = scale(add(self.expression(tree.left), self.expression(tree.comparators[0]), -1), sign)
        if shape(difference) and relation != "==" and (relation == ">" or difference != transpose(difference)):
            raise Invalid(f"{source!r} compares matrices that have no such order")
        return relation, difference


def parsed(source: str) -> ast.AST:
    try:
        if len(source) <= LONGEST_TEXT:
            return ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        pass
    raise Invalid(f"{source[:100]!r} can't be read")


def call(function: str, arguments: list[Sum]) -> Sum:
    """The transpose; else a number (or the exponential of a symmetric matrix) of which only the AXIOMS know more."""
    first, size = arguments[0], shape(arguments[0])
    if function == "T":
        return transpose(first)
    if function == "norm" and first and first[min(first)] < 0:
        first = scale(first, -1)  # the norm of -X is that of X
    name = f"{function}({', '.join(sorted(map(text, [first, *arguments[1:]])))})"
    if function == "exp" and size and first == transpose(first):
        return {((), ((name, *size, True),)): Fraction(1)}
    if any(map(shape, arguments)) and function not in ("norm", "definiteness"):
        raise Invalid(f"{function} of a matrix")
    return {(((name, 1),), ()): Fraction(1)}


class Proof:
    """The facts of one scope, and what each line adds to them; `used` are the facts that something rests on."""

    def __init__(self, document: dict[str, Any], lemmas: dict[str, dict[str, Any]]) -> None:
        self.scope, self.lemmas, self.used = Scope(document), lemmas, set[str]()
        self.facts = {name: self.scope.statement(source) for name, source in document.get("given", {}).items()}

    def claim(self, shows: str, lines: list[dict[str, Any]], known: list[str]) -> Statement:
        """The statement that the lines end with, from the facts in `known`; a line is called by its number."""
        own = {}
        for number, line in enumerate(lines, start=1):
            shown = self.scope.statement(line["shows"])
            if "lemma" in line:
                self.instance(shown, self.lemmas[line["lemma"]], line["with"], known)
            else:
                multiplier = self.total(line["multiplier"], ">", known) if "multiplier" in line else ONE
                if multiply(multiplier, shown[1]) != self.total(line["terms"], shown[0], known):
                    raise Invalid(f"the identity for {line['shows']!r} does not hold")
            own[str(number)] = shown
            self.facts |= own
            known = [*known, str(number)]
        if not own or key(*shown) != key(*self.scope.statement(shows)):
            raise Invalid(f"the last line is not {shows!r}")
        return shown

    def fact(self, name: str, known: list[str], *relations: str) -> Sum:
        if name not in known or self.facts[name][0] not in relations:
            raise Invalid(f"{name!r} is no fact of the kind {' or '.join(relations)} that is known here")
        self.used.add(name)
        return self.facts[name][1]

    def total(self, terms: list[dict[str, Any]], relation: str, known: list[str]) -> Sum:
        """The sum of terms, each of which is zero, not negative, or (one at least, for >) positive."""
        total, strict = Sum(), False
        for term in terms:
            expression, facts = self.scope.expression, list(term.get("facts", ()))
            if "equation" in term:
                left, right = (expression(term.get(side, "1")) for side in ("left", "right"))
                total = add(total, multiply(multiply(left, self.fact(term["equation"], known, "==")), right))
                continue
            value = scale(expression(term.get("positive", "1")), Fraction(term.get("times", "1")))
            if any(c < 0 or word or not {n for n, _ in s} <= self.scope.positive for (s, word), c in value.items()):
                raise Invalid("a factor that is not seen to be positive")
            factors = [self.fact(name, known, ">=", ">") for name in facts]
            factors += [expression(source) for source in term.get("squares", ())] * 2
            if any(map(shape, factors)) or relation == "==":
                raise Invalid("a factor that is no number, or an equation from an inequality")
            middle, by = (self.fact(term["of"], known, ">=") if "of" in term else ONE), expression(term.get("by", "1"))
            shape(by)
            positive = all(self.facts[name][0] == ">" for name in facts) and not set(term) & {
                "squares",
                "of",
                "by",
            }
            strict = strict or (bool(value) and positive)
            total = add(
                total, multiply(reduce(multiply, factors, value), multiply(multiply(transpose(by), middle), by))
            )
        if relation == ">" and not strict:
            raise Invalid("no term is certainly positive")
        return total

    def instance(self, shown: Statement, lemma: dict[str, Any], chosen: dict[str, str], known: list[str]) -> None:
        """That `shown` is the lemma with its names replaced, and that its hypotheses are known."""
        inner, sizes = Scope({}), dict[str, str]()
        inner.positive = self.scope.positive
        inner.names = {name: self.scope.expression(source) for name, source in chosen.items()}
        if set(chosen) != {*lemma.get("scalars", ()), *lemma.get("matrices", ())}:
            raise Invalid("not all names of a lemma are replaced, or others")
        for name, value in inner.names.items():
            named = zip(lemma.get("matrices", {}).get(name, ()), shape(value) or (), strict=False)
            fits = all(sizes.setdefault(size, actual) == actual for size, actual in named)
            if (
                not fits
                or (shape(value) and name not in lemma.get("matrices", ()))
                or (name in lemma.get("symmetric", ()) and value != transpose(value))
            ):
                raise Invalid(f"what replaces {name!r} in a lemma is of another kind")
        keys = {key(*self.facts[name]): name for name in known}
        for source in lemma["given"].values():
            relation, difference = key(*inner.statement(source))
            found = keys.get((relation, difference)) or keys.get((">" if relation == ">=" else "", difference))
            if found is None:
                raise Invalid(f"the hypothesis {source!r} of a lemma is not known")
            self.used.add(found)
        if key(*inner.statement(lemma["shows"])) != key(*shown):
            raise Invalid(f"the lemma shows {lemma['shows']!r}, which is something else")


def axioms() -> dict[str, dict[str, Any]]:
    """AXIOMS as lemmas."""
    found = {}
    for label, names, given, shows in re.findall(r"(\S+) *: *(.*?) *: *(.*?) *\|- (.*)", AXIOMS):
        symmetric = re.findall(r"(\w)=T", names)
        plain = re.sub(r"=T\(X\)", "", names).split()
        sizes = {name: [f"rows of {name}", f"columns of {name}"] for name in plain if name.isupper()}
        given = {str(number): source for number, source in enumerate(filter(None, given.split("; ")))}
        scalars = [name for name in plain if name.islower()]
        found[label] = {"matrices": sizes, "scalars": scalars, "symmetric": symmetric, "given": given, "shows": shows}
    return found


def check(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Each claim's label and what is wrong with it, which is nothing ("") if its certificate proves it."""
    verdicts, lemmas = [], axioms()
    for claim in document["claims"]:
        try:
            proof, label = Proof(claim, lemmas), claim["label"]
            for step in claim["steps"]:
                known = [*claim["given"], *step["uses"]]
                proof.facts[step["label"]] = proof.claim(step["shows"], step["lines"], known)
            if label in lemmas or not proof.used.issuperset(claim["given"]):
                raise Invalid(f"two claims have one name, or nothing needs {set(claim['given']) - proof.used}")
            if not proof.scope.positive and "definitions" not in claim:  # else it is about its own names
                lemmas[label] = {**claim, "shows": claim["steps"][-1]["shows"]}
            verdicts.append((label, ""))
        except (Invalid, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
            verdicts.append((str(claim.get("label")), f"{type(error).__name__}: {error}"))
    return verdicts


SAMPLE = """{"claims": [{"label": "sample", "positive": ["a"], "scalars": ["x"], "given": {"h": "x >= a"}, "steps": [
{"label": "s", "uses": [], "shows": "x**2 >= a**2", "lines": [{"shows": "x**2 >= a**2", "terms":
[{"facts": ["h", "h"]}, {"times": "2", "positive": "a", "facts": ["h"]}]}]}]}]}"""
SPOILT = (
    ("x >= a", "x >= -a"),
    ("x**2 >=", "x**2 >"),
    ("**2", "**3"),
    ('"2"', '"-2"'),
    ('"2"', '"1"'),
    ('"h", "h"', '"h"'),
    ('"positive": "a"', '"positive": "x"'),
    ('["a"]', "[]"),
    ('"lines": [{', '"lines": [], "": [{'),
    ('["h", "h"]', '["h", "s"]'),
)


def assert_that_errors_are_found() -> None:
    """The checker accepts a valid certificate, and none of those that a small change has spoilt."""
    for old, new in (("", ""), *SPOILT):
        ((_, wrong),) = check(json.loads(SAMPLE.replace(old, new)))
        if bool(wrong) == (old == new):
            raise AssertionError(f"the self-test is wrong about {new!r} in place of {old!r}")
    print(f"self-test: 1 valid certificate accepted, {len(SPOILT)} invalid ones refused")


def main(arguments: list[str]) -> int:
    assert_that_errors_are_found()
    try:
        with open(arguments[0], encoding="utf-8") as file:
            document = json.load(file)
        if document["format"] != FORMAT or not document["claims"]:
            raise ValueError(f"it is not in the format {FORMAT!r}, or is empty")
    except (OSError, ValueError, LookupError, TypeError) as error:
        print(f"checker: {' '.join(arguments) or 'no file'} can't be read: {error}", file=sys.stderr)
        return 3
    verdicts = check(document)
    for label, wrong in verdicts:
        print(f"{'INVALID' if wrong else 'valid  '}  {label}{wrong and ': '}{wrong}")
    return int(any(wrong for _, wrong in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
