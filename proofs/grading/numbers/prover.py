"""Look for a certificate of a claim about numbers, and judge it by the checker alone.

First by lines about the claim as it stands; then it is taken apart, into a case where some number is not negative and
one where it is: the larger of two numbers is one of them, what may be 0 is 0 or positive, and what is to be shown holds
or contradicts what is given.
"""

import ast
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice

from proofs import checker
from proofs.checker import normal
from proofs.grading.numbers import planned
from proofs.grading.numbers.bounding import undecided_factors
from proofs.grading.numbers.lemmas import cited
from proofs.grading.numbers.lines import EFFORTS, PLAIN, Document
from proofs.grading.numbers.samples import is_false
from proofs.grading.numbers.ways import CLAIM, Attempt, shown, stated
from proofs.scalar.claims import Claim, calls_in

Parts = list[Document]
DEEPEST = 3
"""Cases that are taken apart one inside the other."""
EASY = range(1, 3)
THRESHOLDS = ("0", "2", "-2", "1", "1/2")
"""At which the only variable is taken apart."""
MOST_SHAPES = 8
"""Of a conclusion, with arguments in place of its maxima."""
MOST_NAMES = 3
"""Of so many variables it is asked in which order they are."""


@dataclass(frozen=True)
class Begun:
    """Of use again: attempts, by what is given and to be shown, and by labels what was shown of other names."""

    attempts: dict[tuple[str, ...], Attempt] = field(default_factory=dict)
    lemmas: dict[str, Parts] = field(default_factory=dict)


def prove(claim: Claim, levels: Sequence[int], deadline: float, begun: Begun | None = None) -> Document | None:
    """A document whose last claim is this one, and which proves it by `wrong`; None if none was found.

    It takes the efforts of these levels, which are numbered from 1; what was `begun` of this claim before is used.
    """
    try:
        parts = Goal(claim, CLAIM, deadline, begun=begun or Begun()).shown(levels)
        if parts is None:
            return None
        parts = list({part["label"]: part for part in parts}.values())  # where several cite one
        document = {"format": checker.FORMAT, "claims": [*cited(parts), *parts]}
        return None if wrong(document, claim) else document
    except (checker.Invalid, RecursionError, MemoryError, OverflowError):  # too large, or a division by what is 0
        return None


def wrong(document: Document, claim: Claim) -> str:
    """Why the document does not prove the claim, or "".

    All its claims are proved by the checker's verdict; the last one shows what is claimed, of the claim's variables,
    from hypotheses that are given.
    """
    last = document["claims"][-1]
    if not set(last["given"].items()) <= set(claim.given.items()):
        return "it takes something as given that is not"
    if {"matrices", "definitions"} & set(last) or last.get("positive") or not set(last["scalars"]) <= set(claim.names):
        return "it speaks of more than the claim's variables"
    if last["steps"][-1]["shows"] != claim.shows:
        return "it shows something else"
    return "; ".join(why for _, why in checker.check(document) if why)


@dataclass(frozen=True)
class Goal:
    """A claim that is to be shown, what it is called, and how deep it is within others."""

    claim: Claim
    label: str
    deadline: float
    depth: int = 0
    begun: Begun = field(default_factory=Begun, compare=False, repr=False)

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.deadline

    def shown(self, levels: Sequence[int]) -> Parts | None:
        """Claims, the last of which is this one; after each level the ways that cost about as much."""
        attempt = self.attempt()
        for level in levels:
            found = attempt.by(lambda lines, level=level: shown(lines, (EFFORTS[level - 1],)))  # type: ignore[misc]
            ways = iter(AFTER.get(level, ()))
            while found is None and not self.is_over and (way := next(ways, None)) is not None:
                found = way(self)
            if found is not None or self.is_over:
                return found
        return None

    def attempt(self) -> Attempt:
        key = (*self.claim.given.values(), self.claim.shows)
        if key not in self.begun.attempts:
            self.begun.attempts[key] = Attempt.at(self.claim, self.label, self.deadline)
        self.begun.attempts[key].lines.deadline = self.deadline
        return self.begun.attempts[key]

    @property
    def lemmas(self) -> dict[str, Parts]:
        """What was shown of other names, by labels."""
        return self.begun.lemmas

    def another(self, claim: Claim, label: str) -> "Goal":
        """Another claim, which is one deeper."""
        return replace(self, claim=claim, label=label, depth=self.depth + 1)

    # ---- two cases

    def where(self, text: str) -> "Goal":
        """The same, where this holds too."""
        claim = replace(self.claim, given={**self.claim.given, self.case: text})
        label = f"where {text}" if self.label == CLAIM else f"{self.label} and {text}"
        return Goal(claim, label, self.deadline, self.depth + 1, self.begun)

    @property
    def case(self) -> str:
        """The name of the hypothesis that makes the next case."""
        return f"case-{self.depth + 1}"

    def either(self, a: str, b: str, how: Callable[["Goal"], Parts | None]) -> Parts | None:
        """From the cases that a <= b and that b < a, each shown in this way."""
        found = list[Parts]()
        for text in (f"{a} <= {b}", f"{b} < {a}"):
            parts = how(self.where(text))
            if parts is None:
                return None
            if self.case not in parts[-1]["given"]:  # nothing rests on the case
                return [*parts[:-1], {**parts[-1], "label": self.label}]
            found.append(parts)
        return self.in_both(*found)

    def in_both(self, one: Parts, other: Parts) -> Parts:
        """The claim, from its two cases."""
        given = {**one[-1]["given"], **other[-1]["given"]}
        labels, own = [one[-1]["label"], other[-1]["label"]], {name: name for name in self.claim.names}
        line = {"shows": self.claim.shows, "cases": labels, "with": own}
        return [*one, *other, stated(self.label, self.claim, given, [line])]

    def easily(self) -> Parts | None:
        """By the easy ways, those of cases within cases too."""
        return self.shown(EASY)

    # ---- what the cases are of

    def maxima(self, how: Callable[["Goal"], Parts | None] | None = None) -> Parts | None:
        """One argument of a maximum, of the simplest, is at most the other."""
        calls = [call for tree in self._trees for name, call in calls_in(tree) if name == "max"]
        pairs = dict.fromkeys(tuple(map(ast.unparse, call.args)) for call in calls)
        known = set(self.cases)
        for a, b in sorted(pairs, key=lambda pair: len("".join(pair))):
            if not {f"{a} <= {b}", f"{b} < {a}"} & known and self.depth < DEEPEST:
                return self.either(a, b, how or Goal.easily)
        return None

    def apart(self) -> Parts | None:
        """The same, with more work in each case."""
        return self.maxima(lambda goal: goal.thoroughly() or goal.factors() or goal.apart())

    def zeros(self) -> Parts | None:
        """What is said to be at least 0 is 0, or positive."""
        names = self._not_negative() if self.depth < DEEPEST else ()
        return next(filter(None, (self.either(name, "0", Goal.easily) for name in names)), None)

    def _not_negative(self) -> Iterator[str]:
        scope = checker.Scope({"scalars": self.claim.names})
        said = [normal(*scope.statement(text)) for text in self.claim.given.values()]
        yield from (name for name in self.claim.names if normal(">=", scope.names[name]) in said)

    def orders(self) -> Parts | None:
        """Of two variables, one is at most the other."""
        has_calls = any(True for tree in self._trees for _ in calls_in(tree))
        if len(self.claim.names) > MOST_NAMES or self.depth >= DEEPEST or has_calls:
            return None
        known = set(self.cases)
        for a, b in combinations(self.claim.names, 2):
            if not {f"{a} <= {b}", f"{b} < {a}"} & known:
                return self.either(a, b, Goal._ordered)
        return None

    def _ordered(self) -> Parts | None:
        return self.shown(range(1, 3)) or self.orders()

    def signs(self) -> Parts | None:
        """A variable is at most 0, or positive."""
        for name in self.claim.names if self.depth < DEEPEST else ():
            if not {f"{name} <= 0", f"0 < {name}"} & set(self.cases) and name not in set(self._not_negative()):
                found = self.either(name, "0", Goal.easily)
                if found is not None:
                    return found
        return None

    def factors(self) -> Parts | None:
        """What an exponential is multiplied by is at most 0, or positive."""
        lines = self.attempt().lines
        for shows in islice(_without_maxima(self.claim.shows), MOST_SHAPES) if self.depth < DEEPEST else ():
            for factor in () if is_false(shows, lines.places) else undecided_factors(lines, shows):
                return self.either(factor, "0", Goal.thoroughly)
        return None

    def ranges(self) -> Parts | None:
        """The one variable of a claim with functions is at most some number, or more."""
        if len(self.claim.names) != 1 or not self.has_functions:
            return None
        (name,) = self.claim.names
        for threshold in THRESHOLDS if self.depth < DEEPEST else ():
            if not self._is_decided(name, threshold):
                return self.either(name, threshold, Goal._in_range)
        return None

    def _is_decided(self, name: str, threshold: str) -> bool:
        """Whether what is given says on which side of the threshold it is."""
        lines = self.attempt().lines
        mark, sides = lines.mark(), (f"{name} <= {threshold}", f"{threshold} < {name}")
        decided = any(lines.identity(side, PLAIN[:1]) for side in sides)
        lines.back(mark)
        return decided

    def _in_range(self) -> Parts | None:
        """By bounds alone: what else there is was tried of the whole."""
        return self.attempt().by(lambda lines: shown(lines, EFFORTS[:3])) or self.ranges()

    def thoroughly(self) -> Parts | None:
        return self.shown(range(1, 4))

    def wholly(self) -> Parts | None:
        return self.shown(range(1, 5))

    @property
    def has_functions(self) -> bool:
        return any(name in ("exp", "log") for tree in self._trees for name, _ in calls_in(tree))

    @property
    def cases(self) -> list[str]:
        return [text for name, text in self.claim.given.items() if name.startswith("case-")]

    @property
    def _trees(self) -> list[ast.expr]:
        return [checker.parsed(text) for text in (*self.claim.given.values(), self.claim.shows)]

    def form(self) -> Parts | None:
        """The length of a form's variables is 0, or positive."""
        from proofs.grading.numbers import forms

        names = forms.letters_of(self.attempt().lines) if self.depth < DEEPEST else []
        length = " + ".join(f"{name}**2" for name in names)
        if not names or f"0 < {length}" in self.cases:
            return None

        def by_squares(goal: Goal) -> Parts | None:
            is_zero = goal.cases[-1] == f"{length} <= 0"
            return goal.attempt().by(lambda lines: forms.shown(lines, goal.claim_case, is_zero=is_zero))

        return self.either(length, "0", by_squares)

    @property
    def claim_case(self) -> str:
        """The name of the hypothesis that makes this case."""
        return f"case-{self.depth}"

    # ---- what is to be shown

    def contradicted(self, degree: int, higher: int = 0, *, bare: bool = False) -> Parts | None:
        """It holds; or it does not, and then what is given contradicts itself."""
        match checker.parsed(self.claim.shows):
            case ast.Compare(left=a, ops=[ast.LtE() | ast.GtE() as sign], comparators=[b]):
                less = "<"
            case ast.Compare(left=a, ops=[ast.Lt() | ast.Gt() as sign], comparators=[b]):
                less = "<="
            case _:
                return None
        small, large = (a, b) if isinstance(sign, ast.LtE | ast.Lt) else (b, a)
        otherwise = self.where(f"{ast.unparse(large)} {less} {ast.unparse(small)}")
        attempt = otherwise.attempt()
        parts = attempt.by(lambda lines: lines.contradiction(degree, higher, bare=bare))
        if parts is None:
            return None
        if self.case not in parts[-1]["given"]:
            return [*parts[:-1], {**parts[-1], "label": self.label}]
        so = self.where(self.claim.shows)
        line = {"shows": self.claim.shows, "terms": [{"facts": [self.case]}]}
        return self.in_both([stated(so.label, so.claim, {self.case: ""}, [line])], parts)

    def equal(self) -> Parts | None:
        """a == b, from a <= b and b <= a."""
        match checker.parsed(self.claim.shows):
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                a, b = ast.unparse(left), ast.unparse(right)
            case _:
                return None
        found, lines, given = Parts(), Parts(), dict[str, str]()
        own = {name: name for name in self.claim.names}
        for text in (f"{a} <= {b}", f"{b} <= {a}"):
            label = text if self.label == CLAIM else f"{text}, {self.label}"
            parts = Goal(replace(self.claim, shows=text), label, self.deadline, self.depth).shown(EASY)
            if parts is None:
                return None
            found += [part for part in parts if part not in found]
            given |= parts[-1]["given"]
            lines.append({"shows": text, "lemma": label, "with": own})
        lines.append({"shows": self.claim.shows, "lemma": "antisymmetry", "with": {"x": a, "y": b}})
        return [*found, stated(self.label, self.claim, given, lines)]


def _without_maxima(shows: str) -> Iterator[str]:
    """The text with one argument or the other in place of each maximum."""
    tree = checker.parsed(shows)
    call = next((call for name, call in calls_in(tree) if name == "max"), None)
    if call is None:
        yield shows
        return
    for argument in call.args:
        yield from _without_maxima(ast.unparse(tree).replace(ast.unparse(call), f"({ast.unparse(argument)})"))


AFTER: Mapping[int, Sequence[Callable[[Goal], Parts | None]]] = {
    1: (planned.contracted, planned.ends, Goal.maxima),
    2: (
        Goal.equal,
        lambda goal: goal.contradicted(2, bare=True),
        lambda goal: goal.contradicted(2),
    ),
    3: (planned.arguments, planned.divisors, planned.rooted_sides, planned.by_ratios, Goal.factors, Goal.form),
    4: (
        Goal.apart,
        Goal.ranges,
        Goal.orders,
        Goal.zeros,
        lambda goal: goal.contradicted(3, 2),
        Goal.signs,
    ),
}
