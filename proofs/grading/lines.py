"""The lines of one step of a certificate, written one after the other, each with the facts before it at hand.

A statement is shown by one identity: its difference, times something positive, is a sum of terms. Denominators are
multiplied away first, so that the search for terms is one among polynomials.
"""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofs import checker
from proofs.argument import substituted
from proofs.checker import ONE, Sum, add, multiply, normal, scale
from proofs.finder import Finder, Names, NotFound, Term
from proofs.grading import squares
from proofs.scalar_claim import Claim

Document = dict[str, Any]
AXIOMS = checker.axioms()
LONGEST_SHOWN = 4000
"""Characters of what a line shows, where it is a means to an end."""


@dataclass(frozen=True)
class Effort:
    """How far to look: products of `degree` facts, degrees up to `higher` above the target's, times `multiplier`.

    The multiplier is "" for 1, "squares" for 1 and all squares of variables, "sum" for the sum of positive variables.
    """

    degree: int
    higher: int = 0
    multiplier: str = ""


QUICK = (Effort(1), Effort(2))
LONG = (
    *(Effort(degree) for degree in (1, 2)),
    *(Effort(2, 0, multiplier) for multiplier in ("squares", "sum")),
    *(Effort(degree, 2) for degree in (2, 3)),
    *(Effort(3, 2, multiplier) for multiplier in ("squares", "sum", "")),
    Effort(4, 4),
)


@dataclass(frozen=True)
class Divisor:
    """What is divided by, as it was shown to be positive: its value and numbered facts."""

    value: Sum
    inverse: Sum
    positive: str
    equation: str

    @property
    def name(self) -> str:
        """That of the inverse among the powers of a monomial."""
        ((powers, _),) = self.inverse
        return powers[0][0]


@dataclass(frozen=True)
class Cleared:
    """A value times `factor`, which is positive by `by`: it is `value`, and the equations' terms beside it."""

    value: Sum
    by: Term
    terms: tuple[Term, ...]


class Lines:
    """Lines about a claim's variables, those in `positive` known to be positive, that lead to what it shows."""

    def __init__(self, claim: Claim, positive: Sequence[str], label: str, shows: str) -> None:
        scalars = [name for name in claim.names if name not in positive]
        self.scope = {"positive": list(positive), "scalars": scalars}
        self.label, self.shows = label, shows
        self.names = Names(self.scope)
        unneeded = [normal(">", self.names.names[name]) for name in positive]
        read = {name: self.names.statement(text) for name, text in claim.given.items()}
        self.given = {n: text for n, text in claim.given.items() if normal(*read[n]) not in unneeded}
        self.facts = {name: read[name] for name in self.given}
        self.trees = [checker.parsed(text) for text in (*claim.given.values(), shows)]
        self.lines: list[Document] = []
        self.divisors: list[Divisor] = []
        self.replaced = set[str]()
        """Facts in whose place another, without denominators, is used."""

    # ---- single lines

    def line(self, shows: str, degree: int = 1, multiplier: str | None = None) -> str:
        """The number of a line that shows this without squares, or "" if none was found."""
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
            return ""
        return self.written(line)

    def instance(self, lemma: str, **names: str) -> str:
        """The number of a line that is an instance of an axiom; what it needs has to be known already."""
        shows = substituted(AXIOMS[lemma]["shows"], names)
        statement = normal(*self.names.statement(shows))
        for number, line in enumerate(self.lines, start=1):
            if line.get("lemma") == lemma and normal(*self.facts[str(number)]) == statement:
                return str(number)
        return self.written({"shows": shows, "lemma": lemma, "with": names})

    def written(self, line: Document) -> str:
        self.lines.append(line)
        number = str(len(self.lines))
        self.facts[number] = self.names.statement(line["shows"])
        return number

    def known(self, relation: str, value: Sum) -> str:
        """A fact that says this, or ""."""
        wanted = normal(relation, value)
        return next((name for name, fact in self.facts.items() if normal(*fact) == wanted), "")

    # ---- by one identity

    def identity(self, shows: str, efforts: Iterable[Effort], deadline: float) -> str:
        """The number of a line that shows this, denominators multiplied away, or ""."""
        relation, target = self.names.statement(shows)
        cleared = self.cleared(target)
        finder = Finder(self.names, {n: fact for n, fact in self.facts.items() if n not in self.replaced})
        for effort in efforts:
            extra = self._multiplier(effort.multiplier, cleared.value)
            if extra is None:
                continue
            value = multiply(cleared.value, self._total(extra)) if extra else cleared.value
            terms = self._terms(finder, relation, value, effort, deadline)
            if terms is None:
                continue
            factors = [_merged(term, cleared.by) for term in extra or [{}]]
            rests = [_scaled_by(self.names, term, self._total(extra) if extra else ONE) for term in cleared.terms]
            line: Document = {"shows": shows, "terms": [*terms, *rests]}
            if factors != [{}]:
                line["multiplier"] = factors
            return self.written(line)
        return ""

    def _terms(
        self, finder: Finder, relation: str, value: Sum, effort: Effort, deadline: float
    ) -> list[Term] | None:
        if not value:
            return None if relation == ">" else []
        if effort == Effort(1):  # without squares, which is fast and short
            try:
                return finder.scalar(value, relation, list(finder.facts), 1)
            except NotFound:
                pass
        return squares.combination(
            finder, value, relation, list(finder.facts), effort.degree, deadline, effort.higher
        )

    def _multiplier(self, kind: str, value: Sum) -> list[Term] | None:
        """Terms that add up to something positive; none for 1, and None where there are none of this kind."""
        names = sorted({n for powers, _ in value for n, _ in powers if n in self.names.written})
        match kind:
            case "squares":
                return [{}, *({"squares": [self.names.written[name]]} for name in names)]
            case "sum":
                positive = [name for name in names if name in self.names.positive]
                return [{"positive": name} for name in positive] or None
        return []

    def _total(self, terms: Sequence[Term]) -> Sum:
        total: Sum = {}
        for term in terms:
            root = self.names.expression(term["squares"][0]) if "squares" in term else ONE
            total = add(total, multiply(self.names.expression(term.get("positive", "1")), root, root))
        return total

    # ---- without denominators

    def cleared(self, value: Sum) -> Cleared:
        """The value times the divisors that it has, and times positive variables, as often as it needs."""
        by, terms = list[str](), list[Term]()
        for divisor in reversed(self.divisors):  # the inner ones of nested quotients last
            parts = dict[int, Sum]()
            for (powers, _), c in value.items():
                k = dict(powers).get(divisor.name, 0)
                rest = tuple((name, e) for name, e in powers if name != divisor.name)
                parts.setdefault(k, {})[rest, ()] = c
            most = max(parts, default=0)
            if not most:
                continue
            (c,) = divisor.inverse.values()
            product = multiply(divisor.value, divisor.inverse)
            left: Sum = {}
            powers_of_divisor = [ONE]
            for _ in range(most):
                powers_of_divisor.append(multiply(powers_of_divisor[-1], divisor.value))
            scaled: Sum = {}
            terms = [_scaled_by(self.names, term, powers_of_divisor[most]) for term in terms]
            for k, part in parts.items():
                whole = scale(multiply(part, powers_of_divisor[most - k]), c ** (-k))
                scaled = add(scaled, whole)
                power = ONE
                for _ in range(k):
                    left = add(left, multiply(whole, power))
                    power = multiply(power, product)
            if left:
                terms.append({"equation": divisor.equation, "left": self.names.write(left)})
            value = scaled
            by += [divisor.positive] * most
        below = dict[str, int]()
        for powers, _ in value:
            for name, e in powers:
                below[name] = min(below.get(name, 0), e)
        monomial: Sum = {(tuple(sorted((n, -e) for n, e in below.items() if e < 0)), ()): Fraction(1)}
        term: Term = {"facts": by} if by else {}
        if monomial != ONE:
            term["positive"] = self.names.write(monomial)
            terms = [_scaled_by(self.names, each, monomial) for each in terms]
            value = multiply(value, monomial)
        return Cleared(value, term, tuple(terms))

    def clear_facts(self) -> None:
        """In place of each fact with denominators, one without."""
        for name, (relation, value) in list(self.facts.items()):
            if name in self.replaced or name in {d.equation for d in self.divisors} or relation == "==":
                continue
            cleared = self.cleared(value)
            if not cleared.by:
                continue
            self.replaced.add(name)
            if not cleared.value or self.known(relation, cleared.value):
                continue
            shows = f"0 {'<' if relation == '>' else '<='} {self.names.write(cleared.value)}"
            if len(shows) > LONGEST_SHOWN:
                continue
            facts = [name, *cleared.by.get("facts", [])]
            minus = [_scaled_by(self.names, term, scale(ONE, -1)) for term in cleared.terms]
            self.written({"shows": shows, "terms": [{**cleared.by, "facts": facts}, *minus]})
        self.replaced |= {divisor.equation for divisor in self.divisors}

    # ---- the end

    def part(self) -> Document:
        """The claim of the checker's format, with those lines and hypotheses that it needs."""
        lines = self._needed()
        proof = checker.Proof({**self.scope, "given": self.given}, AXIOMS)
        proof.claim(self.shows, lines, list(self.given))
        given = {name: text for name, text in self.given.items() if name in proof.used}
        step = {"label": "shown", "shows": self.shows, "uses": [], "lines": lines}
        return {"label": self.label, **self.scope, "given": given, "steps": [step]}

    def _needed(self) -> list[Document]:
        """The lines that the last one rests on, numbered anew."""
        proof = checker.Proof({**self.scope, "given": self.given}, AXIOMS)
        rests = dict[str, set[str]]()
        for number, line in enumerate(self.lines, start=1):
            proof.used.clear()
            proof.claim(line["shows"], [line], list(proof.facts))
            rests[str(number)] = set(proof.used)
            proof.facts[str(number)] = self.facts[str(number)]
        waiting, needed = [str(len(self.lines))], set[str]()
        while waiting:
            name = waiting.pop()
            if name in rests and name not in needed:
                needed.add(name)
                waiting += rests[name]
        kept = sorted(map(int, needed))
        called = {str(old): str(new) for new, old in enumerate(kept, start=1)}
        return [_renumbered(self.lines[number - 1], called) for number in kept]


def _renumbered(line: Mapping[str, Any], called: Mapping[str, str]) -> Document:
    def renamed(term: Term) -> Term:
        found = dict(term)
        if "facts" in term:
            found["facts"] = [called.get(name, name) for name in term["facts"]]
        if "equation" in term:
            found["equation"] = called.get(term["equation"], term["equation"])
        return found

    return {
        key: [renamed(term) for term in value] if key in ("terms", "multiplier") else value
        for key, value in line.items()
    }


def _merged(term: Term, other: Term) -> Term:
    """The product of two terms that are products."""
    found = {**term, **other}
    if "positive" in term and "positive" in other:
        found["positive"] = f"{term['positive']}*{other['positive']}"
    return found


def _scaled_by(names: Names, term: Term, factor: Sum) -> Term:
    """A multiple of an equation's term."""
    if factor == ONE:
        return term
    return {**term, "left": names.write(multiply(names.expression(term["left"]), factor))}


def texts_of(call: ast.Call) -> list[str]:
    return [ast.unparse(argument) for argument in call.args]
