"""Claims from other claims: by a plan, what is supposed in it being shown first; and of which kinds there are plans."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol, Self

from proofs.certificate.argument import substituted
from proofs.grading.numbers import divided, late, maxima, ratios, rooted
from proofs.grading.numbers.lines import PLAIN, Document, Lines
from proofs.grading.numbers.plans import Plan, Supposed
from proofs.grading.numbers.samples import is_false
from proofs.grading.numbers.ways import CLAIM, Attempt, by_quotients, stated
from proofs.scalar.claims import Claim

Parts = list[Document]
How = Callable[[Any], Parts | None]
"""A way to show a goal."""
DEEPEST = 3
"""Cases and plans one inside the other."""
ENDS = ("1/32", "31/32")
"""What is nearer to 0 or to 1 is a case of its own."""


class Goal(Protocol):
    """A claim that is to be shown, as `prover.py` takes it apart."""

    @property
    def claim(self) -> Claim: ...

    @property
    def label(self) -> str: ...

    @property
    def depth(self) -> int: ...

    @property
    def cases(self) -> list[str]: ...

    @property
    def has_functions(self) -> bool: ...

    @property
    def lemmas(self) -> dict[str, Parts]:
        """What was shown of other names, by labels."""
        ...

    def attempt(self) -> Attempt: ...

    def another(self, claim: Claim, label: str) -> Self:
        """Another claim, which is one deeper."""
        ...

    def either(self, a: str, b: str, how: How) -> Parts | None: ...

    def easily(self) -> Parts | None: ...

    def thoroughly(self) -> Parts | None: ...

    def wholly(self) -> Parts | None: ...


def planned(goal: Goal, plan: Plan, how: How) -> Parts | None:
    """From what is supposed, each shown in this way; what an instance asks for is shown easily."""
    names = [f"supposed-{goal.depth + 1}-{n}" for n, _ in enumerate(plan.supposed, 1)]
    lines = goal.attempt().lines
    if any(is_false(each.text, lines.places) for each in plan.supposed):
        return None
    mark = lines.mark()
    rest = _rest(goal, plan, names)
    lines.back(mark)
    if rest is None or not set(names) & set(rest[-1]["given"]):
        return rest
    found, last, given = Parts(), list[Document](), dict[str, str]()
    own = {name: name for name in goal.claim.names}
    needed = [each for name, each in zip(names, plan.supposed, strict=True) if name in rest[-1]["given"]]
    for each in needed:
        asked = [substituted(text, each.chosen) for text in each.of.given.values()] if each.of else [each.text]
        for text in asked:
            parts = (_easily if each.of else how)(_of(goal, text))
            if parts is None:
                return None
            found += parts
            given |= parts[-1]["given"]
            last.append({"shows": text, "lemma": parts[-1]["label"], "with": own})
        if each.of:
            parts = _lemma(goal, each.of, how)
            if parts is None:
                return None
            found += parts
            last.append({"shows": each.text, "lemma": parts[-1]["label"], "with": dict(each.chosen)})
    rest = [*rest[:-1], {**rest[-1], "label": f"{goal.label}, from what is shown first"}]
    given |= {name: text for name, text in rest[-1]["given"].items() if name not in names}
    last.append({"shows": goal.claim.shows, "lemma": rest[-1]["label"], "with": own})
    return [*found, *rest, stated(goal.label, goal.claim, given, last)]


def _rest(goal: Goal, plan: Plan, names: list[str]) -> Parts | None:
    """The claim from its hypotheses and what is supposed."""
    end = plan.end
    if end is None:
        more = {name: each.text for name, each in zip(names, plan.supposed, strict=True)}
        claim = replace(goal.claim, given={**goal.claim.given, **more})
        label = f"where {_first(goal, ' and '.join(more.values()))}"
        inner = goal.another(claim, label)
        return by_ratios(inner) or inner.thoroughly()

    def ended(lines: Lines) -> str:
        for name, each in zip(names, plan.supposed, strict=True):
            lines.suppose(name, each.text)
        return end(lines, names)

    return goal.attempt().by(ended)


def _of(goal: Goal, shows: str) -> Goal:
    """Another conclusion from the same hypotheses."""
    claim = replace(goal.claim, shows=shows)
    return goal.another(claim, _first(goal, shows))


def _lemma(goal: Goal, claim: Claim, how: How) -> Parts | None:
    """A claim about other names, which several cases may cite."""
    label, known = f"{claim.shows}, where {' and '.join(claim.given.values())}", goal.lemmas
    if label not in known:
        parts = how(goal.another(claim, label))
        if parts is None:
            return None
        known[label] = parts
    return known[label]


def _first(goal: Goal, text: str) -> str:
    return text if goal.label == CLAIM else f"{text}, {goal.label}"


def _easily(goal: Goal) -> Parts | None:
    return goal.easily()


def _wholly(goal: Goal) -> Parts | None:
    return goal.wholly()


# ---- of which kinds there are plans


def divisors(goal: Goal) -> Parts | None:
    """What is divided by, of which it is not seen at once which sign it has, has one."""
    lines = goal.attempt().lines
    for text in divided.unseen(lines) if goal.depth < DEEPEST else ():
        if not is_false(text, lines.places):
            return planned(goal, Plan((Supposed(text),)), lambda inner: inner.thoroughly())
    return None


def arguments(goal: Goal) -> Parts | None:
    """Both arguments in the place of a maximum, which is then at most what they are."""
    for plan in maxima.bounds(goal.attempt().lines, goal.claim.shows) if goal.depth < DEEPEST else ():
        return planned(goal, plan, lambda inner: by_ratios(inner) or inner.wholly())
    return None


def contracted(goal: Goal) -> Parts | None:
    """The same where each is a claim of two numbers' exponentials or logarithms, of which no more is asked."""
    lines = goal.attempt().lines
    for plan in maxima.bounds(lines, goal.claim.shows) if late.is_loaded() and goal.has_functions else ():
        if all(ratios.two(lines, each.text) for each in plan.supposed):
            return planned(goal, plan, by_ratios)
    return None


def rooted_sides(goal: Goal) -> Parts | None:
    """A² <= B², where the sign of B is known, or by cases of it."""
    if goal.depth >= DEEPEST or not goal.has_functions:
        return None
    lines = goal.attempt().lines
    mark, parts = lines.mark(), None
    found = rooted.sides(lines, goal.claim.shows)
    if found is not None and not found.undecided:
        parts = planned(goal, rooted.plan(lines, found), _wholly)
    lines.back(mark)
    if found is not None and found.undecided:
        return goal.either(found.undecided[0], "0", rooted_sides)
    return parts


def by_ratios(goal: Goal) -> Parts | None:
    """A claim of two numbers' logarithms or exponentials, of which one is the larger."""
    if goal.depth > DEEPEST or not goal.has_functions:
        return None
    lines = goal.attempt().lines
    mark, parts = lines.mark(), None
    numbers = ratios.two(lines, goal.claim.shows)
    plan = ratios.plan(lines, goal.claim.shows) if numbers else None
    if plan:
        parts = planned(goal, plan, _wholly)
    lines.back(mark)
    if numbers and not plan and goal.depth < DEEPEST and not _has_order(lines, numbers):
        return goal.either(*numbers, by_ratios)
    return parts


def _has_order(lines: Lines, numbers: Sequence[str]) -> bool:
    """Whether it is known which of them is the larger."""
    (a, b), mark = numbers, lines.mark()
    has = any(lines.identity(text, PLAIN[:1]) for text in (f"{a} <= {b}", f"{b} <= {a}"))
    lines.back(mark)
    return has


def ends(goal: Goal) -> Parts | None:
    """Where both sides are equal between 0 and 1, what is sharp there is not near 0 and 1: those are cases."""
    if len(goal.claim.names) != 1 or goal.depth or not late.is_loaded() or not goal.has_functions:
        return None
    (name,), lines = goal.claim.names, goal.attempt().lines
    touched = any(0 < point[name] < 1 for point in lines.contacts)
    if not touched or not all(0 <= place[name] <= 1 for place in lines.places):
        return None
    low, high = ENDS

    def by_cases(inner: Goal) -> Parts | None:
        if inner.cases[-1] == f"{low} < {name}":
            return inner.either(name, high, by_cases)
        return inner.attempt().by(by_quotients)

    return goal.either(name, low, by_cases)
