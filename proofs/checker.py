"""Check certificates: `python -I -S proofs/checker.py FILE ...`. Standard library only, nothing of the project.

A claim is reached step by step, a step line by line: by an instance of a claim before it or of an axiom, or of two, one
for each case; or by an identity: its difference, times a positive number, is a sum of terms, none negative. Matrices
are letters that don't commute; X <= Y says that Y - X is symmetric and positive semidefinite. Exit status: 0 if all are
proved, 1 if not, 2 if the self-test (selftest.json) fails, 3 for an unreadable file.
"""

import ast
import json
import re
import sys
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any

FORMAT = "flowproof certificates 1"
FUNCTIONS = {"T": 1, "norm": 1, "definiteness": 1, "exp": 1, "log": 1, "sqrt": 1, "max": 2}
RELATIONS = {ast.GtE: (">=", 1), ast.Gt: (">", 1), ast.LtE: (">=", -1), ast.Lt: (">", -1), ast.Eq: ("==", 1)}
LIMIT, LARGEST_WORK = 10_000, 200_000_000  # on a text, a sum, or a term of one; and on all that a claim expands
WORK = {"left": float("inf")}  # whoever looks for a certificate does without the limit
Letter = tuple[str, str, str, str]  # a matrix: its name, rows, columns, and the name of its transpose
Monomial = tuple[tuple[tuple[str, int], ...], tuple[Letter, ...]]  # powers of numbers, and a word of matrices
Sum = dict[Monomial, Fraction]
Statement = tuple[str, Sum]  # what is >= 0, > 0 or == 0
Facts = Mapping[str, Statement]
ONE: Sum = {((), ()): Fraction(1)}


class Invalid(Exception):
    """The certificate does not prove its claim; the message says where it breaks."""


def require(condition: object, message: str) -> None:
    if not condition:
        raise Invalid(message)


def collect(terms: Iterable[tuple[Monomial, Fraction]]) -> Sum:
    """The sum of terms, if they have one size, and are not so large that a check would not end."""
    total, WORK["left"] = Sum(), WORK["left"] - 250
    for monomial, coefficient in terms:
        total[monomial] = value = total[monomial] + coefficient if monomial in total else coefficient
        size = sum([len(name) + abs(e) for name, e in monomial[0]], sum([len(x[0]) for x in monomial[1]]))
        size += value.numerator.bit_length() + value.denominator.bit_length()
        WORK["left"] -= 250 + size + 5 * (len(monomial[0]) + len(monomial[1]))
        require(max(size, len(total)) <= LIMIT and WORK["left"] > 0, "it is too large to be expanded")
    shape(total)
    return {monomial: coefficient for monomial, coefficient in total.items() if coefficient}


def add(a: Sum, b: Sum, factor: int | Fraction = 1) -> Sum:
    return collect([*a.items(), *scale(b, factor).items()])


def scale(a: Sum, factor: int | Fraction) -> Sum:
    return a if factor == 1 else collect((monomial, factor * coefficient) for monomial, coefficient in a.items())


def multiply(*factors: Sum) -> Sum:
    def product(x: Monomial, y: Monomial) -> Monomial:
        (powers, word), (others, more) = x, y
        require(not word or not more or word[-1][2] == more[0][1], "matrices of unfit sizes are multiplied")
        exponents = (own := dict(powers)) | {name: own.get(name, 0) + e for name, e in others}
        return tuple(sorted([(name, e) for name, e in exponents.items() if e])), word + more

    return reduce(lambda a, b: collect((product(x, y), a[x] * b[y]) for x in a for y in b), factors)


def transpose(a: Sum) -> Sum:
    return {(powers, tuple((y, n, m, x) for x, m, n, y in reversed(word))): c for (powers, word), c in a.items()}


def shape(a: Sum) -> tuple[str, str] | None:
    """Rows and columns; None for a number, which stands for that multiple of an identity of whatever size fits."""
    shapes = {(word[0][1], word[-1][2]) for _, word in a if word}
    sizes = {size for each in shapes for size in each} if any(not word for _, word in a) else set()
    require(len(shapes) < 2 and len(sizes) < 2, "matrices of different sizes are added")
    return next(iter(shapes), None)


def normal(relation: str, difference: Sum) -> Statement:
    """The same for every positive multiple of a statement, and for every multiple of an equation."""
    first = (difference or ONE)[min(difference or ONE)]
    return relation, scale(difference, 1 / (first if relation == "==" else abs(first)))


def call(function: str, first: Sum, *more: Sum) -> Sum:
    """The transpose; else a number (or the exponential of a symmetric matrix) of which only axioms say more."""
    xs, size = [first, *more], shape(first)
    if function == "T":
        return collect(transpose(first).items())
    if function == "norm" and first and first[min(first)] != abs(first[min(first)]):
        return call(function, scale(first, -1))  # the norm of -X is that of X
    terms = ([[str(c), *(f"{n}^{e}" for n, e in p), *(x[0] for x in w)] for (p, w), c in sorted(a.items())] for a in xs)
    name = f"{function}({', '.join(sorted(' + '.join(map('*'.join, x)) for x in terms))})"  # max(x, y) is max(y, x)
    if function == "exp" and size and first == transpose(first):
        return collect([(((), ((name, *size, name),)), Fraction(1))])
    require(function in ("norm", "definiteness") or not any(map(shape, xs)), f"{function} of such a matrix")
    return collect([((((name, 1),), ()), Fraction(1))])


def parsed(source: str) -> ast.expr:
    require(len(source) <= LIMIT and re.fullmatch(r"[\w +*/(),<>=-]*", source, re.A), f"{source[:99]!r} is no text")
    return ast.parse(source.strip(), mode="eval").body  # Python's grammar, of which nothing is evaluated


class Scope:
    """What names mean: numbers (some positive, so that one may divide by them), matrices and abbreviations."""

    def __init__(self, claim: Mapping[str, Any]) -> None:
        self.positive, symmetric = frozenset(claim.get("positive", ())), claim.get("symmetric", ())
        self.names, self.texts = dict[str, Sum](), dict[str, Sum]()  # what each stands for
        for name in [*claim.get("positive", ()), *claim.get("scalars", ())]:
            self.declare(name, {(((name, 1),), ()): Fraction(1)})
        for name, (rows, columns) in claim.get("matrices", {}).items():
            require(rows == columns or name not in symmetric, f"{name!r} is not square, and so not symmetric")
            self.declare(name, {((), ((name, rows, columns, name if name in symmetric else f"{name}'"),)): Fraction(1)})
        for name, meaning in claim.get("definitions", {}).items():
            self.declare(name, self.expression(meaning))

    def declare(self, name: str, value: Sum) -> None:
        require(name.isidentifier() and name not in {*FUNCTIONS, *self.names}, f"{name!r} is taken, or is no name")
        self.names[name] = value

    def expression(self, source: str | ast.AST) -> Sum:
        """The sum that a text in a part of Python's grammar stands for."""
        if isinstance(source, str):
            return self.texts.get(source) or self.texts.setdefault(source, Scope.expression(self, parsed(source)))
        match source:
            case ast.Constant(value=int(integer)) if type(integer) is int:
                return scale(ONE, integer)
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return scale(self.expression(a), -1)
            case ast.BinOp(left=a, op=ast.Add() | ast.Sub() as sign, right=b):
                return add(self.expression(a), self.expression(b), 1 if isinstance(sign, ast.Add) else -1)
            case ast.BinOp(left=a, op=ast.Mult() | ast.Div() as sign, right=b):
                factor = self.expression(b)
                return multiply(self.expression(a), factor if isinstance(sign, ast.Mult) else self.inverse(factor))
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if 1 <= n <= 40:
                return multiply(*[self.expression(a)] * n)
            case ast.Call(func=ast.Name(id=name), args=found, keywords=[]) if FUNCTIONS.get(name) == len(found):
                return call(name, *map(self.expression, found))
        raise Invalid(f"{ast.unparse(source)!r} is no expression of known names")

    def inverse(self, a: Sum) -> Sum:
        """1/a: a power where `a` is a monomial in positive numbers, else a number that the axioms speak of."""
        require(a and not shape(a), "a division by zero, or by a matrix")
        (powers, _), first = min(a.items())
        if len(a) == 1 and all(name in self.positive for name, _ in powers):
            return {(tuple((name, -e) for name, e in powers), ()): 1 / first}
        return scale(call("inverse", scale(a, 1 / first)), 1 / first)

    def statement(self, source: str) -> Statement:
        match parsed(source):
            case ast.Compare(left=a, ops=[sign], comparators=[b]) if type(sign) in RELATIONS:
                relation, factor = RELATIONS[type(sign)]
                difference = scale(add(self.expression(a), self.expression(b), -1), factor)
                ordered = relation == ">=" and difference == transpose(difference)
                require(relation == "==" or ordered or not shape(difference), f"{source!r}: these have no such order")
                return relation, difference
        raise Invalid(f"{source!r} is no statement")


class Proof:
    """One claim's facts, and what follows from them; `used` are those that some line rests on."""

    def __init__(self, claim: Mapping[str, Any], lemmas: Mapping[str, Mapping[str, Any]]) -> None:
        self.scope, self.lemmas, self.used = Scope(claim), lemmas, set[str]()
        self.facts = {name: self.scope.statement(source) for name, source in claim["given"].items()}

    def claim(self, shows: str, lines: list[dict[str, Any]], known: Iterable[str]) -> Statement:
        """`shows`, which the last line says; a line rests on the facts in `known`, and on earlier lines by number."""
        facts, shown, stated = {name: self.facts[name] for name in known}, None, self.scope.statement(shows)
        for number, line in enumerate(lines, start=1):
            shown = self.scope.statement(line["shows"])
            if "cases" in line:  # one of two lemmas asks that a number is >= 0, the other one that it is < 0, or <= 0
                ((a, x),), ((b, y),) = (self.instance(shown, x, line["with"], facts).values() for x in line["cases"])
                require({a, b} - {">"} == {">="} and x == scale(y, -1) and not shape(x), "these are not all cases")
            elif "lemma" in line:
                require(not (due := self.instance(shown, line["lemma"], line["with"], facts)), f"{[*due]} is not known")
            else:  # what, times a positive number, is a sum of terms compares with 0 as the sum does
                multiplier = self.total(line["multiplier"], ">", facts) if "multiplier" in line else ONE
                holds = multiply(multiplier, shown[1]) == self.total(line["terms"], shown[0], facts)
                require(holds and not shape(multiplier), f"the identity for {line['shows']!r} does not hold")
            facts[str(number)] = shown
        require(shown and normal(*shown) == normal(*stated), f"the last line is not {shows!r}")
        return stated

    def total(self, terms: Iterable[Mapping[str, Any]], relation: str, facts: Facts) -> Sum:
        """A sum of terms, none empty, that are zero (for ==), or not negative and (for >) one at least positive."""
        found = [self.term(term, facts) for term in terms]
        shown = {"==": all(sign == "==" for sign, _ in found), ">": any(sign == ">" for sign, _ in found), ">=": True}
        require(shown[relation] and all(v for _, v in found), f"these terms do not show that anything is {relation} 0")
        return collect(item for _, value in found for item in value.items())

    def term(self, term: Mapping[str, Any], facts: Facts) -> Statement:
        """A multiple of what is 0; or a product of positive numbers, facts, squares, T(by)*of*by, > 0 if all are."""
        read, get, names = self.scope.expression, term.get, term.get("facts", ())
        if "equation" in term:
            left, right = read(get("left", "1")), read(get("right", "1"))
            return "==", multiply(left, self.fact(term["equation"], facts, "=="), right)
        value = multiply(read(get("times", "1")), read(get("positive", "1")))
        factors = [self.fact(name, facts, ">=", ">") for name in names] + [read(x) for x in get("squares", ())] * 2
        seen = all(c == abs(c) and {n for n, _ in powers} <= self.scope.positive for (powers, _), c in value.items())
        require(seen and not any(map(shape, [value, *factors])), "a factor is not seen to be positive, or is a matrix")
        of, by = self.fact(term["of"], facts, ">=") if "of" in term else ONE, read(get("by", "1"))
        strict = not {"squares", "of", "by"} & set(term) and all(facts[name][0] == ">" for name in names)
        return ">" if strict else ">=", multiply(value, *factors, multiply(transpose(by), of, by))

    def fact(self, name: str, facts: Facts, *relations: str) -> Sum:
        require(name in facts and facts[name][0] in relations, f"no {' or '.join(relations)} {name!r} is known here")
        self.used.add(name)
        return facts[name][1]

    def instance(self, shown: Statement, label: str, chosen: Mapping[str, str], facts: Facts) -> Facts:
        """What is shown is a lemma with its names replaced; returns those of its hypotheses that are not known."""
        require(label in self.lemmas, f"{label!r} is no axiom, and no lemma that was proved before")
        lemma, inner, sizes = self.lemmas[label], Scope({}), dict[str, str]()
        inner.positive, positive, matrices = self.scope.positive, lemma.get("positive", ()), lemma.get("matrices", {})
        for name in (x for x in (*positive, *lemma.get("scalars", ()), *matrices) if x in chosen):
            value = inner.names[name] = self.scope.expression(chosen[name])
            declared, actual = matrices.get(name), shape(value)
            square = not declared or not value or declared[0] == declared[1]  # as a number is, and 0 has any sizes
            fits = tuple(map(sizes.setdefault, declared or (), actual)) == actual if actual else square
            fits = fits and (name not in lemma.get("symmetric", ()) or value == transpose(value))
            require(fits, f"what replaces {name!r} is of another kind or size, or not symmetric")
        require(normal(*inner.statement(lemma["shows"])) == normal(*shown), f"{label!r} shows something else")
        due = {x: normal(*inner.statement(x)) for x in (*lemma["given"].values(), *(f"{x} > 0" for x in positive))}
        alike = {x: [n for n, (_, fact) in facts.items() if fact.keys() == a.keys()] for x, (_, a) in due.items()}
        told = {x: [n for n in alike[x] if normal(*facts[n]) in (a, (a[0][0], a[1]))] for x, a in due.items()}
        self.used.update(*told.values())  # where > will do for >=
        return {source: statement for source, statement in due.items() if not told[source]}


def axioms() -> dict[str, dict[str, Any]]:
    """Axioms as lemmas: X and Y are matrices of any sizes."""
    names = {"matrices": {x: [f"rows of {x}", f"columns of {x}"] for x in "XY"}, "scalars": [*"xyesb"]}
    lines = re.findall(r"(?m)^([\w-]+) *: *(.*?) *\|- (.*)$", Path(__file__).with_name("axioms.txt").read_text("ascii"))
    return {label: {**names, "given": dict(enumerate(filter(None, g.split(";")))), "shows": s} for label, g, s in lines}


def check(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each claim's label and what is wrong with it, which is nothing ("") if it is proved."""
    verdicts, lemmas = [], axioms()
    for claim in document["claims"]:
        label, given, steps, wrong, WORK["left"] = claim["label"], claim["given"], claim["steps"], "", LARGEST_WORK
        try:
            proof, names = Proof(claim, lemmas), [*given, *(step["label"] for step in steps)]
            for step in steps:
                proof.facts[step["label"]] = proof.claim(step["shows"], step["lines"], [*given, *step["uses"]])
            clear = len(set(names)) == len(names) and label not in lemmas and not any(map(str.isdigit, names))
            require(clear, "two things have one name, or a fact is called as a line is")
            require(steps and proof.used.issuperset(given), f"no steps, or no need of {sorted({*given} - proof.used)}")
            if not claim.get("definitions"):  # else it is about its own names
                lemmas[label] = {**claim, "shows": steps[-1]["shows"]}
        except MemoryError:  # which says nothing of the claim
            raise
        except Exception as error:  # whatever else goes wrong, the claim is not proved
            wrong = str(error) if isinstance(error, Invalid) else repr(error)
        verdicts.append((label, wrong))
    WORK["left"] = float("inf")
    return verdicts


def load(file: str | Path) -> Any:
    """What a file of certificates, or standard input (-), holds: texts in lists and in tables."""

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        require(len(dict(pairs)) == len(pairs), "a name comes twice in one table")
        return dict(pairs)

    require(file, "name a file of certificates, or several; - is standard input")
    source = (sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()).decode("ascii")
    found = json.loads(source, object_pairs_hook=table, parse_constant=Fraction)  # which takes no NaN
    require(found["format"] == FORMAT and found["claims"] and "\\" not in source, f"it is not in format {FORMAT!r}")
    return found


def main(files: list[str]) -> int:
    found = []
    for file in (str(Path(__file__).with_name("selftest.json")), *(files or [""])):
        try:
            found.append((file, check(load(file))))
        except (Invalid, OSError, ValueError, LookupError, TypeError, RecursionError, MemoryError) as e:
            print(f"checker: {file!a} can't be read: {str(e) or repr(e)}", file=sys.stderr)
            return 3
    failed = [label for label, wrong in found[0][1] if bool(wrong) != label.startswith("invalid: ")]
    print(f"self-test: {len(found[0][1])} claims, {len(failed)} of them wrongly judged")
    verdicts = [(f"{file!a}: {x}" if files[1:] else x, wrong) for file, judged in found[1:] for x, wrong in judged]
    print(*(f"{'INVALID' if wrong else 'valid  '}  {x}{wrong and ': '}{wrong}" for x, wrong in verdicts), sep="\n")
    return 2 if failed else int(any(wrong for _, wrong in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
