"""The lines of one step of a certificate, written one after the other, each with the facts before it at hand.

A statement is shown by one identity: its difference, times something positive, is a sum of terms. Denominators are
multiplied away first, so that the search for terms is one among polynomials.
"""

import ast
import time
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, reduce
from typing import Any

from proofs import checker
from proofs.certificate.argument import renamed, substituted
from proofs.certificate.finder import Finder, Names, NotFound, Term, combine
from proofs.checker import ONE, Monomial, Statement, Sum, add, multiply, normal, scale
from proofs.grading.numbers import corners
from proofs.grading.numbers.contacts import contacts
from proofs.grading.numbers.known import KNOWN
from proofs.grading.numbers.multipliers import multipliers
from proofs.grading.numbers.rewriting import Cleared, Rewriting
from proofs.grading.numbers.samples import is_false, samples
from proofs.scalar.claims import Claim, Point, calls_in

Document = dict[str, Any]
FEW_FACTS = {2: 45, 3: 9}
"""Without squares, products of two and of three are tried where there are no more facts than this."""
LONGEST_SHOWN = 4000
"""Characters of what a line shows, where it is a means to an end."""


@dataclass(frozen=True)
class Effort:
    """How far to look: products of `degree` facts, degrees up to `higher` above the target's.

    Where it is `multiplied`, by something positive that is looked for too; where it is `near`, from those facts alone
    that speak of nothing else than the target; with `squares`, times sums of squares.
    """

    degree: int
    higher: int = 0
    multiplied: bool = False
    near: bool = False
    squares: bool = True


EFFORTS = (
    Effort(1),
    Effort(2),
    Effort(2, 1, multiplied=True),
    Effort(2, 3, multiplied=True),
    Effort(2, 2),
    Effort(3, 2),
    Effort(3, 4, multiplied=True),
    Effort(4, 4),
)
QUICK = EFFORTS[:2]
SIGN = (*QUICK, Effort(2, 1, multiplied=True, near=True))
"""For what a logarithm or a quotient asks of its argument: that a mean with weights is positive takes a multiplier."""
NEAR = (Effort(1, near=True), Effort(2, near=True), Effort(1, 1, near=True))
PLAIN = (Effort(1, near=True, squares=False), Effort(2, squares=False))


class Lines:
    """Lines about a claim's variables, those in `positive` known to be positive, that lead to what it shows."""

    def __init__(self, claim: Claim, positive: Sequence[str], label: str, shows: str, deadline: float) -> None:
        scalars = [name for name in claim.names if name not in positive]
        self.scope: Document = {"positive": list(positive), "scalars": scalars}
        self.claim, self.label, self.shows, self.deadline = claim, label, shows, deadline
        self.variables: Sequence[str] = claim.names
        self.names = Names(self.scope)
        unneeded = [normal(">", self.names.names[name]) for name in positive]
        read = {name: self.names.statement(text) for name, text in claim.given.items()}
        self.given = {n: text for n, text in claim.given.items() if normal(*read[n]) not in unneeded}
        self.facts = {name: read[name] for name in self.given}
        self.trees = [checker.parsed(text) for text in (*claim.given.values(), shows)]
        self.lines: list[Document] = []
        self.rewriting = Rewriting(self.names)
        self.replaced = set[str]()
        """Facts in whose place another, without denominators, is used."""
        self.steps = set[str]()
        """Facts that are of use for the next one alone."""
        self.points = list[str]()
        """Exponents of which much is known."""
        self.without_tangents = set[tuple[str, int]]()
        """What does not follow from tangents, of so many facts."""
        self.told = list[str]()
        """Lines that compare with a number what a hypothesis compares by a maximum."""
        self.bounded = dict[tuple[str, Fraction], tuple[Fraction, str]]()
        """Numbers below and above the exponentials of numbers, with the lines that say so."""

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.deadline

    def _counts(self, name: str) -> bool:
        return name not in self.steps and not _plain(self.facts[name])

    @property
    def said(self) -> list[str]:
        """The hypotheses among the facts, by name: of matrices there are others."""
        return [name for name in self.given if name in self.facts]

    @property
    def used(self) -> dict[str, Statement]:
        """The facts from which an identity is looked for."""
        return {n: fact for n, fact in self.facts.items() if n not in self.replaced and self._counts(n)}

    @cached_property
    def contacts(self) -> list[Point]:
        """Points at which both sides are equal, so that a bound has to be sharp there."""
        return contacts(self.claim.names, self.claim.hypotheses, self.claim.conclusion)

    @cached_property
    def places(self) -> list[Mapping[str, float]]:
        """Points at which the hypotheses hold, those first at which nothing is left between both sides."""
        touched = [{name: float(x) for name, x in point.items()} for point in self.contacts]
        return [*touched, *samples(self.claim.names, self.claim.hypotheses)]

    def mark(self) -> tuple[Any, ...]:
        """What `back` needs to take back all that is written after this."""
        rewriting = self.rewriting
        kept = dict(self.facts), set(self.replaced), set(self.steps), list(rewriting.rules), list(rewriting.divisors)
        return self.given, len(self.lines), *kept, dict(self.bounded)

    def back(self, mark: tuple[Any, ...]) -> None:
        """Takes back what was written after the mark."""
        self.given, length, facts, replaced, steps, rules, divisors, bounded = mark
        del self.lines[length:]
        self.facts, self.replaced, self.steps = dict(facts), set(replaced), set(steps)
        self.rewriting.rules, self.rewriting.divisors, self.bounded = list(rules), list(divisors), dict(bounded)

    def suppose(self, name: str, text: str) -> None:
        """Takes this as given, too: whoever does so has to show it elsewhere."""
        self.given = {**self.given, name: text}
        self.facts[name] = self.names.statement(text)

    # ---- single lines

    def line(
        self, shows: str, degree: int = 1, multiplier: str | None = None, among: Sequence[str] | None = None
    ) -> str:
        """The number of a line that shows this without squares, from facts `among` these; or "" if none was found."""
        facts = {name: self.facts[name] for name in among} if among else {}
        facts = facts or {name: fact for name, fact in self.facts.items() if self._counts(name)}
        finder = Finder(self.names, facts, patient=among is not None)
        known = list(finder.facts)
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
        """The number of a line that is an instance of an axiom or lemma; what it needs has to be known already."""
        shows = substituted(KNOWN[lemma]["shows"], names)
        statement = normal(*self.names.statement(shows))
        for number, line in enumerate(self.lines, start=1):
            if line.get("lemma") == lemma and normal(*self.facts[str(number)]) == statement:
                self.steps.discard(str(number))
                return str(number)
        return self.written({"shows": shows, "lemma": lemma, "with": names})

    def written(self, line: Document) -> str:
        self.lines.append(line)
        number = str(len(self.lines))
        self.facts[number] = self.names.statement(line["shows"])
        return number

    def about(self, text: str) -> list[str]:
        """The facts that speak of nothing else than this text does."""
        spoken = _spoken_of(self.names.expression(text))
        return [name for name, (_, value) in self.facts.items() if _spoken_of(value) <= spoken]

    def known(self, relation: str, value: Sum) -> str:
        """A fact that says this, or ""."""
        wanted = normal(relation, value)
        return next((name for name, fact in self.facts.items() if normal(*fact) == wanted), "")

    # ---- by one identity

    def identity(self, shows: str, efforts: Iterable[Effort]) -> str:
        """The number of a line that shows this, denominators multiplied away, or ""."""
        relation, target = self.names.statement(shows)
        said = next((name for name, fact in self.facts.items() if fact == (relation, target)), "")
        if said and shows != self.shows:
            return said
        if shows != self.shows and is_false(shows, self.places):
            return ""
        cleared = self.rewriting.cleared(target)
        finder = Finder(self.names, self.used, patient=shows == self.shows)
        for effort in efforts:
            found = self._found(finder, relation, cleared.value, effort)
            if found is None:
                continue
            terms, multiplier = found
            factor = reduce(add, map(finder.value, multiplier))
            rests = {name: multiply(left, factor) for name, left in cleared.lefts.items()}
            line: Document = {"shows": shows, "terms": [*terms, *self.names.equations(rests)]}
            factors = [_merged(term, cleared.by) for term in multiplier]
            if factors != [{}]:
                line["multiplier"] = factors
            return self.written(line)
        return ""

    def contradiction(self, degree: int, higher: int = 0, *, bare: bool = False) -> str:
        """The number of a line that shows what is to be shown, since the facts contradict each other; or ""."""
        from proofs.grading.numbers import squares

        terms = squares.contradiction(Finder(self.names, self.used), degree, self.deadline, higher, bare=bare)
        if terms is None:
            return ""
        strict = next(t for t in terms if "equation" not in t and not t.get("squares") and self._is_strict(t))
        line: Document = {"shows": "1 <= 0", "terms": [term for term in terms if term is not strict]}
        never = self.written(line if strict == {} else {**line, "multiplier": [strict]})
        relation, value = self.names.statement(self.shows)
        if relation == "==" or normal(relation, value) == normal(*self.facts[never]):
            return "" if relation == "==" else never
        less, more = (self.names.write(add(value, ONE, sign)) for sign in (-1, 1))
        half: list[Term] = [{"times": "1/4", "squares": [more]}, {"times": "1/4", "facts": [never], "squares": [less]}]
        if relation == ">":  # 1 - 1 more, of which the first is positive
            half = [{}, {"facts": [never]}, *half]
        return self.written({"shows": self.shows, "terms": half})

    def _is_strict(self, term: Term) -> bool:
        return all(self.facts[name][0] == ">" for name in term.get("facts", ()))

    def _found(self, finder: Finder, relation: str, value: Sum, effort: Effort) -> tuple[list[Term], list[Term]] | None:
        """Terms that add up to the value times a multiplier, and the multiplier's."""
        if not value:
            return None if relation == ">" else ([], [{}])
        spoken = _spoken_of(value)
        exponentials = {name for name in spoken if name.startswith("exp(")}
        for related, fact in finder.facts.values():  # of which they are products
            if related == "==" and exponentials & _spoken_of(fact):
                spoken |= {name for name in _spoken_of(fact) if name.startswith("exp(")}
        wider = set(spoken)
        for name in exponentials & set(self.names.written):  # and of what their exponents are made
            for called, call in calls_in(checker.parsed(self.names.written[name])):
                wider |= _spoken_of(self.names.expression(call.args[0])) if called == "exp" else set()
        tried = -1
        for letters in (spoken, wider):
            near = {name: fact for name, fact in finder.facts.items() if _spoken_of(fact[1]) <= letters}
            if len(near) > tried and (found := self._from(replace(finder, facts=near), relation, value, effort)):
                return found
            tried = max(tried, len(near))
        return None if effort.near or tried == len(finder.facts) else self._from(finder, relation, value, effort)

    def _from(self, finder: Finder, relation: str, value: Sum, effort: Effort) -> tuple[list[Term], list[Term]] | None:
        """The same, from the finder's facts alone."""
        names = list(finder.facts)
        simple = not effort.multiplied and not effort.higher
        if simple and effort.degree == 1:  # without squares, which is fast and short
            for at_corners in sorted((False, True), reverse=corners.is_high(value)):
                with suppress(NotFound):
                    if not at_corners:
                        return finder.scalar(value, relation, names, 1), [{}]
                    if found := corners.combination(finder, value, relation):
                        return found
        if simple and effort.degree == 2:
            for most, few in FEW_FACTS.items():
                columns = finder.columns(value, names, most, 1) if len(names) <= few else []
                terms = combine(columns, value, relation, patient=finder.patient) if columns else None
                if terms is not None:
                    return terms, [{}]
        if not effort.squares:
            return None
        from proofs.grading.numbers import squares  # with what solves semidefinite programs, which takes long to import

        factors = multipliers(finder, value) if effort.multiplied else []
        return squares.combination(finder, value, relation, effort.degree, self.deadline, effort.higher, factors)

    # ---- without denominators, and without what an equation defines

    def simplify(self) -> None:
        """In place of each fact, one without denominators and without what an equation defines."""
        self.replaced |= {divisor.equation for divisor in self.rewriting.divisors}
        for relations in (("==",), ("==",), (">", ">=")):  # an equation may define what is in one before it
            rules = {rule.equation for rule in self.rewriting.rules}
            for name, (relation, _) in list(self.facts.items()):
                if relation in relations and name not in self.replaced | self.steps | rules:
                    self._simplify(name, relation)
        for name in self.scope["positive"]:  # what is said of a variable that a rule takes away
            if any(rule.name == name for rule in self.rewriting.rules):
                cleared = self.rewriting.cleared(self.names.names[name])
                self._restated({"positive": name}, ">", cleared)

    def _simplify(self, name: str, relation: str) -> None:
        cleared = self.rewriting.cleared(self.facts[name][1])
        if cleared.by or cleared.lefts:
            start: Term = {**cleared.by, "facts": [name, *cleared.by.get("facts", [])]}
            if relation == "==":
                start = {"equation": name, "left": self.names.write(Finder(self.names, self.facts).value(cleared.by))}
            self.replaced.add(name)
            name = self._restated(start, relation, cleared)
        if name and relation == "==":
            rule = self.rewriting.rule(name, self.facts[name][1])
            if rule is not None:
                self.rewriting.rules.append(rule)
                if rule.power == 1:  # else it still says how squares are related
                    self.replaced.add(name)

    def _restated(self, start: Term, relation: str, cleared: Cleared) -> str:
        """The number of a line that says what remained, or "" where that is nothing new."""
        is_number = not any(powers for powers, _ in cleared.value)
        if (is_number and not _is_false(relation, cleared.value)) or self.known(relation, cleared.value):
            return ""
        sign = {">": "<", ">=": "<=", "==": "=="}[relation]
        shows = f"0 {sign} {self.names.write(cleared.value)}"
        if len(shows) > LONGEST_SHOWN:
            return ""
        lefts = {name: scale(left, 1 if relation == "==" else -1) for name, left in cleared.lefts.items()}
        if relation == "==":  # which is 0 - value == 0
            start = {**start, "left": self.names.write(scale(self.names.expression(start["left"]), -1))}
        return self.written({"shows": shows, "terms": [start, *self.names.equations(lefts)]})

    # ---- the end

    def part(self) -> Document:
        """The claim of the checker's format, with those lines, numbered anew, and hypotheses that it needs."""
        needed = self._needed()
        kept = [number for number in range(1, len(self.lines) + 1) if str(number) in needed]
        called = {str(old): str(new) for new, old in enumerate(kept, start=1)}
        lines = [_renumbered(self.lines[number - 1], called) for number in kept]
        given = {name: text for name, text in self.given.items() if name in needed}
        step = {"label": "shown", "shows": self.shows, "uses": [], "lines": lines}
        return {"label": self.label, **self.scope, "given": given, "steps": [step]}

    def _needed(self) -> set[str]:
        """The facts that the last line rests on, and itself."""
        proof = checker.Proof({**self.scope, "given": self.given}, KNOWN)
        rests = dict[str, set[str]]()
        for number, line in enumerate(self.lines, start=1):
            proof.used.clear()
            proof.claim(line["shows"], [line], list(proof.facts))
            rests[str(number)] = self._first(proof.used) if "lemma" in line else set(proof.used)
            proof.facts[str(number)] = self.facts[str(number)]
        waiting, needed = [str(len(self.lines))], set[str]()
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += rests.get(name, ())
        return needed

    def _first(self, names: Set[str]) -> set[str]:
        """Of facts that say the same, one: a lemma's hypothesis is any of them."""
        found = dict[tuple[tuple[Monomial, Fraction], ...], str]()
        for name in self.facts:
            if name in names:
                _, value = normal(*self.facts[name])
                found.setdefault(tuple(sorted(value.items())), name)
        return set(found.values())


def _is_false(relation: str, number: Sum) -> bool:
    """Whether a number is negative, or is one at all, where it should not be: what was given contradicts itself."""
    return bool(number) if relation == "==" else any(c < 0 for c in number.values())


def _plain(fact: Statement) -> bool:
    """Whether it says no more than that some number is positive."""
    return fact[0] != "==" and not _spoken_of(fact[1]) and all(c > 0 for c in fact[1].values())


def _spoken_of(value: Sum) -> set[str]:
    return {name for powers, _ in value for name, _ in powers}


def _renumbered(line: Mapping[str, Any], called: Mapping[str, str]) -> Document:
    return {
        key: [renamed(term, called) for term in value] if key in ("terms", "multiplier") else value
        for key, value in line.items()
    }


def _merged(term: Term, other: Term) -> Term:
    """The product of two terms that are products."""
    found = {**term, **other}
    if "positive" in term and "positive" in other:
        found["positive"] = f"{term['positive']}*{other['positive']}"
    return found


def texts_of(call: ast.Call) -> list[str]:
    return [ast.unparse(argument) for argument in call.args]
