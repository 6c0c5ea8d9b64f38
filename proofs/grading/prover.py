"""Look for a certificate of a claim about numbers, and judge it by the checker alone.

What the claim divides by is first shown to be positive (or negative), what it takes a root or a logarithm of too; the
axioms about quotients, exponentials, roots, logarithms and maxima give facts about them, and an identity ends the
proof. A variable counts as positive where a hypothesis says so, or where a claim of its own in the document shows it.
"""

import ast
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

from proofs import checker
from proofs.argument import substituted
from proofs.checker import Sum, multiply, normal, scale
from proofs.finder import Finder, Names, NotFound
from proofs.grading import squares
from proofs.scalar_claim import Claim

Document = dict[str, Any]
AXIOMS = checker.axioms()
CLAIM = "the claim"
MOST_MIRRORED = 3


def prove(claim: Claim, degrees: Sequence[int], deadline: float) -> Document | None:
    """A document whose last claim is this one, and which proves it by `wrong`; None if none was found."""
    try:
        found = _document(claim, degrees, deadline)
        return None if found is None or wrong(found, claim) else found
    except (checker.Invalid, RecursionError, MemoryError):  # too large, or a division by what is 0
        return None


def wrong(document: Document, claim: Claim) -> str:
    """Why the document does not prove the claim, or "".

    Every claim in it has hypotheses among those given, shows what it should by the checker's verdict, and takes nothing
    else for positive than what a hypothesis or an earlier claim in it says is positive.
    """
    positive = set(said_positive(claim))
    for part in document["claims"]:
        if not set(part["given"].items()) <= set(claim.given.items()):
            return "it takes something as given that is not"
        if not set(part.get("positive", ())) <= positive or set(part.get("scalars", ())) - set(claim.names):
            return "it takes something for positive that is not shown to be"
        if {"matrices", "definitions"} & set(part):
            return "it speaks of more than the claim's variables"
        shown = part["steps"][-1]["shows"]
        positive |= {name for name in claim.names if shown == f"0 < {name}"}
    if document["claims"][-1]["steps"][-1]["shows"] != claim.shows:
        return "it shows something else"
    return "; ".join(why for _, why in checker.check(document) if why)


def said_positive(claim: Claim) -> tuple[str, ...]:
    """The variables of which a hypothesis says that they are positive."""
    scope = checker.Scope({"scalars": claim.names})
    said = [normal(*scope.statement(text)) for text in claim.given.values()]
    return tuple(name for name in claim.names if normal(">", scope.names[name]) in said)


def _document(claim: Claim, degrees: Sequence[int], deadline: float) -> Document | None:
    positive, parts = list(said_positive(claim)), list[Document]()
    waiting = [name for name in claim.names if name not in positive]
    for name in [*waiting, *waiting]:  # twice, as one may follow from another
        if name not in positive:
            lines = _Lines(claim, positive, f"{name} is positive", f"0 < {name}")
            if lines.add(lines.shows):
                parts.append(lines.part())
                positive.append(name)
    lines = _Lines(claim, positive, CLAIM, claim.shows)
    lines.prepare()
    for degree, end in [*((degree, 0.0) for degree in degrees), *((degree, deadline) for degree in degrees)]:
        if end and time.monotonic() > deadline:
            return None
        if lines.conclude(degree, end):  # without squares first, which is fast
            return {"format": checker.FORMAT, "claims": [*parts, lines.part()]}
    return None


class _Lines:
    """The lines of one step, written one after the other; each has the facts before it at hand."""

    def __init__(self, claim: Claim, positive: Sequence[str], label: str, shows: str) -> None:
        scalars = [name for name in claim.names if name not in positive]
        self.scope = {"positive": list(positive), "scalars": scalars}
        self.label, self.shows = label, shows
        said = said_positive(claim)
        self.names = Names(self.scope)
        unneeded = [normal(">", self.names.names[name]) for name in said]
        read = {name: self.names.statement(text) for name, text in claim.given.items()}
        self.given = {n: text for n, text in claim.given.items() if normal(*read[n]) not in unneeded}
        self.facts = {name: read[name] for name in self.given}
        self.trees = [self._tree(text) for text in (*claim.given.values(), shows)]
        self.lines: list[Document] = []
        self.divisors: list[str] = []

    def _tree(self, text: str) -> ast.expr:
        return checker.parsed(text)

    # ---- lines

    def add(self, shows: str, degree: int = 1, multiplier: str | None = None, deadline: float = 0) -> str:
        """The number of a line that shows this, or "" if none was found; squares are tried too, until the deadline."""
        finder, known = Finder(self.names, self.facts), list(self.facts)
        relation, target = self.names.statement(shows)
        line: Document = {"shows": shows}
        try:
            if multiplier is not None:
                factor = self.names.expression(multiplier)
                line["multiplier"] = finder.scalar(factor, ">", known, 1)
                target = multiply(factor, target)
            line["terms"] = finder.scalar(target, relation, known, degree)
        except NotFound:
            found = squares.combination(finder, target, relation, known, degree, deadline) if deadline else None
            if found is None or (multiplier is not None and "multiplier" not in line):
                return ""
            line["terms"] = found
        return self._written(line)

    def instance(self, lemma: str, **names: str) -> str:
        shows = substituted(AXIOMS[lemma]["shows"], names)
        return self._written({"shows": shows, "lemma": lemma, "with": names})

    def _written(self, line: Document) -> str:
        self.lines.append(line)
        number = str(len(self.lines))
        self.facts[number] = self.names.statement(line["shows"])
        return number

    def part(self) -> Document:
        """The claim of the checker's format, with those hypotheses that some line needs."""
        proof = checker.Proof({**self.scope, "given": self.given}, AXIOMS)
        proof.claim(self.shows, self.lines, list(self.given))
        given = {name: text for name, text in self.given.items() if name in proof.used}
        step = {"label": "shown", "shows": self.shows, "uses": [], "lines": self.lines}
        return {"label": self.label, **self.scope, "given": given, "steps": [step]}

    # ---- facts about quotients and functions

    def prepare(self) -> None:
        """Lines about all that the claim divides by, and about each call of a function."""
        calls: dict[str, list[str]] = {"exp": [], "log": [], "sqrt": [], "max": []}
        seen = set[str]()
        for node in (node for tree in self.trees for node in _inside_out(tree)):
            text = ast.unparse(node)
            match node:
                case ast.BinOp(op=ast.Div(), right=right) if (divisor := ast.unparse(right)) not in seen:
                    seen.add(divisor)
                    self._divisor(divisor)
                case ast.Call(func=ast.Name(id=name), args=arguments) if text not in seen:
                    seen.add(text)
                    texts = [ast.unparse(argument) for argument in arguments]
                    calls[name].append(texts[0])
                    self._call(name, texts)
        self._pairs(calls["exp"])

    def _divisor(self, text: str) -> None:
        value, positive = self.names.expression(text), set(self.scope["positive"])
        checker.require(value, "a division by zero")
        if len(value) == 1 and all(name in positive for powers, _ in value for name, _ in powers):
            return  # a power of positive numbers needs no axiom
        base = text if self.add(f"0 < {text}", 2) else f"(-({text}))" if self.add(f"{text} < 0", 2) else ""
        if base:
            self.instance("quotient-times-divisor", x=base)
            self.instance("inverse-is-positive", x=base)
            self.divisors.append(base)

    def _call(self, name: str, texts: list[str]) -> None:
        first = texts[0]
        match name:
            case "max":
                for x, y in permutations(texts):
                    self.instance("maximum-bounds", x=x, y=y)
            case "exp":
                self.instance("exponential-is-positive", x=first)
                self.instance("exponential-is-above-its-tangent", x=first)
            case "sqrt" if self._is(f"0 <= {first}"):
                self.instance("square-of-a-root", x=first)
                self.instance("root-is-not-negative", x=first)
            case "log" if self._is(f"0 < {first}"):
                self.instance("exponential-of-a-logarithm", x=first)
                self.instance("exponential-is-above-its-tangent", x=f"log({first})")

    def _is(self, shows: str) -> bool:
        """Whether a line shows this; for sums of monomials in positive numbers too, without a hypothesis."""
        return bool(self.add(shows, 2))

    def _pairs(self, arguments: Sequence[str]) -> None:
        """How the exponentials compare, and which is the product of which."""
        if not arguments:
            return
        self.instance("exponential-of-zero")
        for x in arguments[:MOST_MIRRORED]:  # exp(x)*exp(-x) == 1 bounds exp(x) from above
            self.instance("exponential-of-a-sum", x=x, y=f"-({x})")
            self._call("exp", [f"-({x})"])
        values = [self.names.expression(x) for x in arguments]
        everything = [*zip(arguments, values, strict=True), ("0", Sum())]
        for (x, a), (y, b) in permutations(everything, 2):
            if a != b and self.add(f"{x} <= {y}"):
                self.instance("exponential-is-monotone", x=x, y=y)
            if x < y and a and b and checker.add(a, b) in values:
                self.instance("exponential-of-a-sum", x=x, y=y)

    # ---- the end

    def conclude(self, degree: int, deadline: float) -> bool:
        """Whether a last line shows the claim."""
        before, facts = len(self.lines), dict(self.facts)
        for way in (self._identity, self._maximum, self._equation):
            if way(degree, deadline):
                return True
        del self.lines[before:]
        self.facts = facts
        return False

    def _identity(self, degree: int, deadline: float, shows: str = "") -> bool:
        """By one identity, multiplied by all divisors first where there are any."""
        product = "*".join(f"({divisor})" for divisor in self.divisors)
        multipliers = (product, None) if product else (None,)
        return any(self.add(shows or self.shows, degree, multiplier, deadline) for multiplier in multipliers)

    def _maximum(self, degree: int, deadline: float) -> bool:
        """c·max(x, y) + … <= 0: both arguments in place of the maximum, which is then the least bound."""
        relation, difference = self.names.statement(self.shows)
        if relation == "==":
            return False
        for node in _inside_out(self.trees[-1]):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "max"):
                continue
            value = self.names.expression(ast.unparse(node))
            ((monomial, _),) = value.items()
            coefficient = difference.get(monomial, Fraction(0))
            rest = checker.add(difference, scale(value, coefficient), -1)
            if coefficient >= 0 or any(name == monomial[0][0][0] for powers, _ in rest for name, _ in powers):
                continue
            bound = self.names.write(scale(rest, -1 / coefficient))
            x, y = map(ast.unparse, node.args)
            bounds = (f"{each} <= {bound}" for each in (x, y))
            if relation == ">=" and all(self._identity(degree, deadline, each) for each in bounds):
                self.instance("maximum-is-the-least-bound", x=x, y=y, e=bound)
                return bool(self.add(self.shows))
        return False

    def _equation(self, degree: int, deadline: float) -> bool:
        """x == y, from x <= y and y <= x."""
        if not isinstance(self.trees[-1], ast.Compare) or not isinstance(self.trees[-1].ops[0], ast.Eq):
            return False
        x, y = ast.unparse(self.trees[-1].left), ast.unparse(self.trees[-1].comparators[0])
        if not all(self._identity(degree, deadline, f"{a} <= {b}") for a, b in ((x, y), (y, x))):
            return False
        self.instance("antisymmetry", x=x, y=y)
        return bool(self.add(self.shows))


def _inside_out(tree: ast.AST) -> Iterator[ast.AST]:
    """All parts, each after its own parts."""
    for part in ast.iter_child_nodes(tree):
        yield from _inside_out(part)
    yield tree
