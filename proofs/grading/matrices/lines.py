"""The lines of a certificate about matrices, written one after the other."""

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from itertools import product
from typing import Any

import numpy as np

from proofs import checker
from proofs.certificate.argument import substituted
from proofs.certificate.finder import Names, Term
from proofs.checker import Letter, Statement, Sum, multiply, normal, shape, transpose
from proofs.grading.matrices.program import EFFORTS, Effort, Facts, sum_of_congruences, without_quotients
from proofs.grading.matrices.reading import Stated
from proofs.grading.matrices.values import in_doubles, margin
from proofs.grading.matrices.words import LONGEST_HEAD, MOST_RULES, Rules, TooLong
from proofs.grading.numbers import ways
from proofs.grading.numbers.facts import inside_out, prepare
from proofs.grading.numbers.known import AXIOMS
from proofs.grading.numbers.lines import QUICK, Document, Lines
from proofs.grading.numbers.lines import Effort as OfNumbers
from proofs.grading.numbers.rewriting import Rewriting

Sample = Mapping[str, Any]
"""What the letters are, in doubles."""
NEGATIVE = 1e-6
"""Below that it is not for rounding that something is."""


class MatrixLines(Lines):
    """Lines that lead to one statement, from the hypotheses of a claim about matrices."""

    def __init__(self, claim: Stated, shows: str, label: str, deadline: float, samples: Sequence[Sample] = ()) -> None:
        self.scope = scope_of(claim)
        self.label, self.shows, self.deadline = label, shows, deadline
        self.names = Names(self.scope)
        unneeded = [normal(">", self.names.names[name]) for name in self.scope["positive"]]
        read = {name: self.names.statement(text) for name, text in claim.given.items()}
        self.given = {n: text for n, text in claim.given.items() if normal(*read[n]) not in unneeded}
        self.facts = {name: read[name] for name in self.given}
        self.names.statement(shows)
        self.trees = [checker.parsed(text) for text in (*claim.given.values(), shows)]
        self.lines = []
        self.rewriting, self.replaced, self.steps, self.points = Rewriting(self.names), set(), set(), []
        self.told, self.bounded, self.without_tangents = [], {}, set()
        self.variables, self.contacts, self.places = (*self.scope["positive"], *self.scope["scalars"]), [], []
        self.letters, self.samples = _letters(self.names), samples

    # ---- numbers

    @contextmanager
    def numbers(self) -> Iterator[None]:
        """Within, the facts are those about numbers alone."""
        every = self.facts
        self.facts = {name: fact for name, fact in every.items() if not shape(fact[1])}
        kept = set(self.facts)
        try:
            yield
        finally:
            for name in kept - self.facts.keys():
                del every[name]
            self.facts = {**every, **self.facts}

    def prepare(self) -> None:
        """Facts about quotients, maxima and norms."""
        for inner in self.norms():
            self.of_norm(inner)
        with self.numbers():
            prepare(self)

    def number(self, shows: str, efforts: Sequence[OfNumbers] = QUICK) -> str:
        """The number of a line that shows this of numbers, from facts about numbers; or ""."""
        with self.numbers():
            return ways.reached(self, shows, efforts)

    def number_from(self, shows: str, inner: Set[str]) -> str:
        """The same by products of three facts, which speak of no other norms than these."""
        known = {x for text in inner for powers, _ in self.names.expression(f"norm({text})") for x, _ in powers}
        with self.numbers():
            every, found = self.facts, ""
            for most in (1, 2):
                self.facts = {name: fact for name, fact in every.items() if _is_near(fact[1], known, most)}
                value = self.rewriting.cleared(self.names.statement(shows)[1]).value
                found = found or (self.line(f"0 <= {self.names.write(value)}", 3) and self.identity(shows, QUICK))
                every = {**every, **self.facts}
            self.facts = every
        return found

    @contextmanager
    def undone(self) -> Iterator[list[str]]:
        """What was written within is taken back, unless something was put on the list."""
        before, done = (len(self.lines), dict(self.facts)), list[str]()
        yield done
        if not done:
            del self.lines[before[0] :]
            self.facts = before[1]

    # ---- norms

    def norms(self) -> list[str]:
        """What there are norms of, the inner ones first."""
        calls = (node for tree in self.trees for node in inside_out(tree) if isinstance(node, ast.Call))
        found = [ast.unparse(n.args[0]) for n in calls if isinstance(n.func, ast.Name) and n.func.id == "norm"]
        return list(dict.fromkeys(found))

    def of_norm(self, inner: str) -> None:
        """What the axioms say of a norm."""
        self.instance("norm-is-not-negative", X=inner)
        value = self.names.expression(inner)
        if value == transpose(value):
            for text in (inner, f"-({inner})"):
                self.instance("norm-bounds-a-symmetric-matrix", X=text)
        for which in ("", "other-"):
            self.instance(f"norm-bounds-the-{which}square", X=inner)

    # ---- equations

    def rules(self, *, turned: bool, completed: bool) -> Rules:
        """The equations known as rules; their transposes, and what follows from two of them, are lines of their own."""
        found = Rules(self.names)
        for name, fact in list(self.facts.items()):
            found.learn(name, fact)
        for name, (relation, value) in list(self.facts.items()) if turned else ():
            if relation == "==" and shape(value) and _reduces(found, transpose(value)) and not self.is_over:
                number = self.transposed(name)
                found.learn(number, self.facts[number])
        while completed and len(found.rules) < MOST_RULES and not self.is_over:
            new = next(self._new(found), None)
            if new is None:
                break
            value, terms = new
            number = self.written({"shows": f"{self.names.write(value)} == 0", "terms": terms})
            found.learn(number, self.facts[number])
        return found

    def _new(self, rules: Rules) -> Iterator[tuple[Sum, list[Term]]]:
        for value, terms in rules.overlaps():
            try:
                rest, more = rules.reduced(value)
            except TooLong:
                continue
            if rest and max(len(word) for _, word in rest) <= LONGEST_HEAD and len(rest) <= LONGEST_HEAD:
                yield rest, [*terms, *_negated(more)]

    def transposed(self, name: str) -> str:
        """The transpose of the equation D == 0, by norms: that of D is 0, so that D*T(D) <= 0."""
        text = self.names.write(self.facts[name][1])
        zero = self.instance("norm-of-zero", X=text)
        square = self.instance("norm-bounds-the-other-square", X=text)
        terms = [{"of": square}, {"equation": zero, "left": f"-norm({text})"}]
        self.written({"shows": f"({text})*T({text}) <= 0", "terms": terms})
        return self.vanishing(f"T({text})")

    def vanishing(self, text: str) -> str:
        """X == 0, where T(X)*X <= 0 is known."""
        self.written({"shows": "0 <= 0", "terms": []})
        self.instance("norm-is-the-least-bound", X=text, e="0")
        self.instance("norm-is-not-negative", X=text)
        self.instance("antisymmetry", x=f"norm({text})", y="0")
        return self.instance("zero-norm", X=text)

    # ---- what was shown, as it is claimed

    def ending(self, shows: str, axiom: str, **names: str) -> str:
        """The number of a line that shows this, up to a multiple, by an instance of an axiom."""
        said = normal(*self.names.statement(substituted(AXIOMS[axiom]["shows"], names)))
        if said == normal(*self.names.statement(shows)):
            return self.written({"shows": shows, "lemma": axiom, "with": names})
        self.instance(axiom, **names)
        return self.line(shows)

    def again(self, shows: str, known: str) -> str:
        """The number of a line that says a fact once more, or a multiple of it."""
        (relation, value), (_, target) = self.facts[known], self.names.statement(shows)
        ratio = str(target[min(value)] / value[min(value)])
        if relation == "==":
            return self.written({"shows": shows, "terms": [{"equation": known, "left": ratio}]})
        fact: Term = {"of": known} if shape(value) else {"facts": [known]}
        return self.written({"shows": shows, "terms": [{"times": ratio, **fact}]})

    # ---- order

    def order(self, shows: str, rules: Rules, efforts: Sequence[Effort] = EFFORTS) -> str:
        """The number of a line that shows this by congruences, where equations hold; or ""."""
        relation, target = self.names.statement(shows)
        known = self.known(relation, target)
        if known or relation == ">" or self._is_false(target):
            return known
        size = shape(target)
        sizes = [size[0]] if size else sorted({s for letter in self.letters for s in letter[1:3]})
        near, positive = self._near(target), self.scope["positive"]
        every = [Facts.of(self.names, near, positive)]
        every += [Facts.of(self.names, self.facts, positive)] if len(near) < len(self.facts) else []
        below = without_quotients(target)
        factors = (below, *(multiply(below, self.names.names[name]) for name in positive if name in _spoken(target)))
        for effort, facts, factor, each in product(efforts, every, factors, sizes):
            if self.is_over:
                return ""
            if effort == EFFORTS[0] and factor != below:
                continue
            number = self._order(shows, multiply(factor, target), factor, each, rules, facts, effort)
            if number:
                return number
        return ""

    def _near(self, target: Sum) -> dict[str, Statement]:
        """The facts that speak of nothing else than the target and the equations do."""
        spoken = _spoken(target).union(*(_spoken(v) for relation, v in self.facts.values() if relation == "=="))
        return {name: fact for name, fact in self.facts.items() if _spoken(fact[1]) <= spoken}

    def _is_false(self, target: Sum) -> bool:
        """Whether it is negative at one of the samples."""
        text = self.names.write(target)
        for sample in self.samples:
            with suppress(ZeroDivisionError, np.linalg.LinAlgError):
                if margin(">=", in_doubles(text, sample)) < -NEGATIVE:
                    return True
        return False

    def _order(
        self, shows: str, target: Sum, factor: Sum, size: str, rules: Rules, facts: Facts, effort: Effort
    ) -> str:
        try:
            terms = sum_of_congruences(self.names, rules, facts, target, size, self.letters, effort, self.deadline)
            if terms is None:
                return ""
            proof = checker.Proof({"given": {}}, {})
            proof.scope = self.names
            rest, equations = rules.reduced(checker.add(target, proof.total(terms, ">=", self.facts), -1))
        except (TooLong, checker.Invalid):
            return ""
        if rest:
            return ""
        line = {"shows": shows, "terms": [*terms, *equations]}
        if factor != checker.ONE:
            line["multiplier"] = [{"positive": self.names.write(factor)}]
        return self.written(line)


def scope_of(claim: Stated) -> Document:
    """The claim's letters, in the checker's format; numbers of which a hypothesis says so are positive."""
    scope = Names({"matrices": claim.sizes, "symmetric": claim.symmetric, "scalars": claim.scalars})
    said = [normal(*scope.statement(text)) for text in claim.given.values()]
    positive = [name for name in claim.scalars if normal(">", scope.names[name]) in said]
    return {
        "positive": positive,
        "scalars": [name for name in claim.scalars if name not in positive],
        "matrices": {name: list(sizes) for name, sizes in claim.sizes.items()},
        "symmetric": list(claim.symmetric),
    }


def _spoken(value: Sum) -> set[str]:
    """The numbers and the letters, transposed or not."""
    return {n for powers, _ in value for n, _ in powers} | {x[0].removesuffix("'") for _, word in value for x in word}


def _letters(names: Names) -> list[Letter]:
    found = list[Letter]()
    for value in names.names.values():
        for _, word in value:
            if len(word) == 1:
                found += [word[0], *(word_ for _, (word_,) in transpose({((), word): checker.ONE[(), ()]}))]
    return sorted(set(found))


def _is_near(value: Sum, norms: Set[str], most: int) -> bool:
    """Whether it speaks of these norms alone, no power above `most`, and says more than that a product is positive."""
    powers = [pair for own, _ in value for pair in own]
    return (
        all(name in norms for name, _ in powers if name.startswith("norm("))
        and all(abs(e) <= most for _, e in powers)
        and (len(value) > 1 or sum(abs(e) for _, e in powers) == 1)
    )


def _reduces(rules: Rules, value: Sum) -> Sum:
    try:
        return rules.normal(value)
    except TooLong:
        return {}


def _negated(terms: Sequence[Term]) -> list[Term]:
    return [{**term, "left": f"-({term['left']})"} for term in terms]
