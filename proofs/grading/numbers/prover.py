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
from proofs.certificate.argument import substituted
from proofs.checker import normal
from proofs.grading.numbers.bounding import undecided_factors
from proofs.grading.numbers.lemmas import cited
from proofs.grading.numbers import divided, late, maxima, ratios, rooted
from proofs.grading.numbers.lines import EFFORTS, PLAIN, Document, Lines
from proofs.grading.numbers.plans import Plan, Supposed
from proofs.grading.numbers.samples import is_false
from proofs.grading.numbers.ways import CLAIM, Attempt, by_quotients, shown, stated
from proofs.scalar.claims import Claim, calls_in

Parts = list[Document]
DEEPEST = 3
"""Cases that are taken apart one inside the other."""
EASY = range(1, 3)
THRESHOLDS = ("0", "2", "-2", "1", "1/2")
"""At which the only variable is taken apart."""
ENDS = ("1/32", "31/32")
"""What is nearer to 0 or to 1 is a case of its own."""
MOST_SHAPES = 8
"""Of a conclusion, with arguments in place of its maxima."""
MOST_NAMES = 3
"""Of so many variables it is asked in which order they are."""


@dataclass(frozen=True)
class Begun:
    """What may be of use again: attempts, by what is given and to be shown; what was shown of other names, by labels."""

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
        attempt = self._attempt()
        for level in levels:
            found = attempt.by(lambda lines, level=level: shown(lines, (EFFORTS[level - 1],)))  # type: ignore[misc]
            ways = iter(AFTER.get(level, ()))
            while found is None and not self.is_over and (way := next(ways, None)) is not None:
                found = way(self)
            if found is not None or self.is_over:
                return found
        return None

    def _attempt(self) -> Attempt:
        key = (*self.claim.given.values(), self.claim.shows)
        if key not in self.begun.attempts:
            self.begun.attempts[key] = Attempt.at(self.claim, self.label, self.deadline)
        self.begun.attempts[key].lines.deadline = self.deadline
        return self.begun.attempts[key]

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
        known = set(self._cases)
        for a, b in sorted(pairs, key=lambda pair: len("".join(pair))):
            if not {f"{a} <= {b}", f"{b} < {a}"} & known and self.depth < DEEPEST:
                return self.either(a, b, how or Goal.easily)
        return None

    def apart(self) -> Parts | None:
        """The same, with more work in each case."""
        return self.maxima(lambda goal: goal._thoroughly() or goal.factors() or goal.apart())

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
        known = set(self._cases)
        for a, b in combinations(self.claim.names, 2):
            if not {f"{a} <= {b}", f"{b} < {a}"} & known:
                return self.either(a, b, Goal._ordered)
        return None

    def _ordered(self) -> Parts | None:
        return self.shown(range(1, 3)) or self.orders()

    def signs(self) -> Parts | None:
        """A variable is at most 0, or positive."""
        for name in self.claim.names if self.depth < DEEPEST else ():
            if not {f"{name} <= 0", f"0 < {name}"} & set(self._cases) and name not in set(self._not_negative()):
                found = self.either(name, "0", Goal.easily)
                if found is not None:
                    return found
        return None

    def factors(self) -> Parts | None:
        """What an exponential is multiplied by is at most 0, or positive."""
        lines = self._attempt().lines
        for shows in islice(_without_maxima(self.claim.shows), MOST_SHAPES) if self.depth < DEEPEST else ():
            for factor in () if is_false(shows, lines.places) else undecided_factors(lines, shows):
                return self.either(factor, "0", Goal._thoroughly)
        return None

    def ranges(self) -> Parts | None:
        """The one variable of a claim with functions is at most some number, or more."""
        if len(self.claim.names) != 1 or not self._has_functions:
            return None
        (name,) = self.claim.names
        for threshold in THRESHOLDS if self.depth < DEEPEST else ():
            if not self._is_decided(name, threshold):
                return self.either(name, threshold, Goal._in_range)
        return None

    def ends(self) -> Parts | None:
        """Where both sides are equal between 0 and 1, what is sharp there is not near 0 and 1: those are cases."""
        if len(self.claim.names) != 1 or self.depth or not late.is_loaded() or not self._has_functions:
            return None
        (name,), lines = self.claim.names, self._attempt().lines
        touched = any(0 < point[name] < 1 for point in lines.contacts)
        if not touched or not all(0 <= place[name] <= 1 for place in lines.places):
            return None
        low, high = ENDS

        def by_cases(goal: Goal) -> Parts | None:
            if goal._cases[-1] == f"{low} < {name}":
                return goal.either(name, high, by_cases)
            return goal._attempt().by(by_quotients)

        return self.either(name, low, by_cases)

    def _is_decided(self, name: str, threshold: str) -> bool:
        """Whether what is given says on which side of the threshold it is."""
        lines = self._attempt().lines
        mark, sides = lines.mark(), (f"{name} <= {threshold}", f"{threshold} < {name}")
        decided = any(lines.identity(side, PLAIN[:1]) for side in sides)
        lines.back(mark)
        return decided

    def _in_range(self) -> Parts | None:
        """By bounds alone: what else there is was tried of the whole."""
        return self._attempt().by(lambda lines: shown(lines, EFFORTS[:3])) or self.ranges()

    def _thoroughly(self) -> Parts | None:
        return self.shown(range(1, 4))

    def _wholly(self) -> Parts | None:
        return self.shown(range(1, 5))

    @property
    def _has_functions(self) -> bool:
        return any(name in ("exp", "log") for tree in self._trees for name, _ in calls_in(tree))

    @property
    def _cases(self) -> list[str]:
        return [text for name, text in self.claim.given.items() if name.startswith("case-")]

    @property
    def _trees(self) -> list[ast.expr]:
        return [checker.parsed(text) for text in (*self.claim.given.values(), self.claim.shows)]

    def form(self) -> Parts | None:
        """The length of a form's variables is 0, or positive."""
        from proofs.grading.numbers import forms

        names = forms.letters_of(self._attempt().lines) if self.depth < DEEPEST else []
        length = " + ".join(f"{name}**2" for name in names)
        if not names or f"0 < {length}" in self._cases:
            return None

        def by_squares(goal: Goal) -> Parts | None:
            is_zero = goal._cases[-1] == f"{length} <= 0"
            return goal._attempt().by(lambda lines: forms.shown(lines, goal.claim_case, is_zero=is_zero))

        return self.either(length, "0", by_squares)

    @property
    def claim_case(self) -> str:
        """The name of the hypothesis that makes this case."""
        return f"case-{self.depth}"

    # ---- from other claims

    def planned(self, plan: Plan, how: Callable[["Goal"], Parts | None]) -> Parts | None:
        """From what is supposed, each shown in this way; what an instance asks for is shown easily."""
        lines = self._attempt().lines
        mark = lines.mark()
        found = self._planned(plan, how)
        lines.back(mark)
        return found

    def _planned(self, plan: Plan, how: Callable[["Goal"], Parts | None]) -> Parts | None:
        names = [f"supposed-{self.depth + 1}-{n}" for n, _ in enumerate(plan.supposed, 1)]
        attempt = self._attempt()
        if any(is_false(each.text, attempt.lines.places) for each in plan.supposed):
            return None

        def end(lines: Lines) -> str:
            for name, each in zip(names, plan.supposed, strict=True):
                lines.suppose(name, each.text)
            return plan.end(lines, names)

        rest = attempt.by(end) if plan.end else self._supposing(names, plan)._by_ratios()
        if rest is None or not set(names) & set(rest[-1]["given"]):
            return rest
        found, lines, given = Parts(), list[Document](), dict[str, str]()
        own = {name: name for name in self.claim.names}
        for name, each in zip(names, plan.supposed, strict=True):
            if name not in rest[-1]["given"]:
                continue
            instance = each.of and (each.of, each.chosen)
            needed = [substituted(text, each.chosen) for text in each.of.given.values()] if each.of else []
            for text in [*needed, *([] if instance else [each.text])]:
                parts = self._shown_first(text, Goal.easily if instance else how)
                if parts is None:
                    return None
                found += parts
                given |= parts[-1]["given"]
                lines.append({"shows": text, "lemma": parts[-1]["label"], "with": own})
            if each.of:
                parts = self._lemma(each.of, how)
                if parts is None:
                    return None
                found += parts
                lines.append({"shows": each.text, "lemma": parts[-1]["label"], "with": dict(each.chosen)})
        rest[-1]["label"] = f"{self.label}, from what is shown first"
        given |= {name: text for name, text in rest[-1]["given"].items() if name not in names}
        lines.append({"shows": self.claim.shows, "lemma": rest[-1]["label"], "with": own})
        return [*found, *rest, stated(self.label, self.claim, given, lines)]

    def _supposing(self, names: Sequence[str], plan: Plan) -> "Goal":
        """The same, from what is supposed, too."""
        more = {name: each.text for name, each in zip(names, plan.supposed, strict=True)}
        claim, label = replace(self.claim, given={**self.claim.given, **more}), self._first(" and ".join(more.values()))
        return Goal(claim, f"where {label}", self.deadline, self.depth + 1, self.begun)

    def divisors(self) -> Parts | None:
        """What is divided by, of which it is not seen at once which sign it has, has one."""
        attempt = self._attempt()
        unseen = divided.unseen(attempt.lines) if self.depth < DEEPEST else []
        for text in unseen:
            if not is_false(text, attempt.lines.places):
                return self.planned(Plan((Supposed(text),)), Goal._thoroughly)
        return None

    def arguments(self) -> Parts | None:
        """Both arguments in the place of a maximum, which is then at most what they are."""
        lines = self._attempt().lines
        for bounds in maxima.bounds(lines, self.claim.shows) if self.depth < DEEPEST else ():
            return self.planned(bounds, lambda goal: goal.ratios() or goal._wholly())
        return None

    def _lemma(self, claim: Claim, how: Callable[["Goal"], Parts | None]) -> Parts | None:
        """A claim about other names, which several cases may cite."""
        label = f"{claim.shows}, where {' and '.join(claim.given.values())}"
        if label not in self.begun.lemmas:
            parts = how(Goal(claim, label, self.deadline, self.depth + 1, self.begun))
            if parts is None:
                return None
            self.begun.lemmas[label] = parts
        return self.begun.lemmas[label]

    def contracted(self) -> Parts | None:
        """The same where each is a claim of two numbers' exponentials or logarithms, of which no more is asked."""
        lines = self._attempt().lines
        for bounds in maxima.bounds(lines, self.claim.shows) if late.is_loaded() and self._has_functions else ():
            if all(ratios.two(lines, each.text) for each in bounds.supposed):
                return self.planned(bounds, Goal.ratios)
        return None

    def _shown_first(self, text: str, how: Callable[["Goal"], Parts | None]) -> Parts | None:
        return how(Goal(replace(self.claim, shows=text), self._first(text), self.deadline, self.depth + 1, self.begun))

    def _first(self, text: str) -> str:
        return text if self.label == CLAIM else f"{text}, {self.label}"

    def rooted(self) -> Parts | None:
        """A² <= B², where the sign of B is known, or by cases of it."""
        if self.depth >= DEEPEST or not self._has_functions:
            return None
        lines = self._attempt().lines
        mark, parts = lines.mark(), None
        found = rooted.sides(lines, self.claim.shows)
        if found is not None and not found.undecided:
            parts = self.planned(rooted.plan(lines, found), Goal._wholly)
        lines.back(mark)
        if found is not None and found.undecided:
            return self.either(found.undecided[0], "0", Goal.rooted)
        return parts

    def ratios(self) -> Parts | None:
        """A claim of two numbers' logarithms or exponentials, of which one is the larger."""
        if self.depth > DEEPEST or not self._has_functions:
            return None
        lines = self._attempt().lines
        mark, parts = lines.mark(), None
        numbers = ratios.two(lines, self.claim.shows)
        plan = numbers and ratios.plan(lines, self.claim.shows)
        if plan:
            parts = self.planned(plan, Goal._wholly)
        lines.back(mark)
        if numbers and not plan and self.depth < DEEPEST and not self._has_order(*numbers):
            return self.either(*numbers, Goal.ratios)
        return parts

    def _by_ratios(self) -> Parts | None:
        return self.ratios() or self._thoroughly()

    def _has_order(self, a: str, b: str) -> bool:
        """Whether it is known which of them is the larger."""
        lines = self._attempt().lines
        mark = lines.mark()
        has = any(lines.identity(text, PLAIN[:1]) for text in (f"{a} <= {b}", f"{b} <= {a}"))
        lines.back(mark)
        return has

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
        attempt = otherwise._attempt()
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
    1: (Goal.contracted, Goal.ends, Goal.maxima),
    2: (
        Goal.equal,
        lambda goal: goal.contradicted(2, bare=True),
        lambda goal: goal.contradicted(2),
    ),
    3: (Goal.arguments, Goal.divisors, Goal.rooted, Goal.ratios, Goal.factors, Goal.form),
    4: (
        Goal.apart,
        Goal.ranges,
        Goal.orders,
        Goal.zeros,
        lambda goal: goal.contradicted(3, 2),
        Goal.signs,
    ),
}
