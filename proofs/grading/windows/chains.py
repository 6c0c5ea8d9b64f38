"""The papers' chains of steps with letters for the constants: what they ask of c₁, c₂ and ε are conditions.

A step of Theorem 3 or 4 at which constants have to pay keeps its place and its statement, but rests on a condition: its
statement multiplied out. Time counts from 0, so that no left end has to be positive. ε is the bound that is claimed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from proofs.certificate.argument import Argument, Identity, Line, Written, identity, instance, names_in
from proofs.claims.texts import text_of
from proofs.theorems import catalogue
from proofs.theorems.shared.window_argument import RIGHT

Names = Mapping[str, str]
CONSTANTS = ("c1", "c2")
TIME = "time-is-not-negative"
AFTER = "after-the-left-end"
NO_END, END_NOT_NEGATIVE = "no-right-end", "right-ends-not-negative"


@dataclass(frozen=True)
class Condition:
    """What a chain is given of σ_1, σ_r, m, μ, α, c₁, c₂ and ε; `step` is the label of the one that needs it."""

    name: str
    shows: str
    step: str


@dataclass(frozen=True)
class Case:
    """A part of a chain, with its conditions among what it is given.

    `known` is what else its windows say of the constants: a condition has to follow from the claim's hypotheses and it.
    """

    argument: Argument
    conditions: tuple[Condition, ...]
    known: Names


@dataclass(frozen=True, eq=False)
class Chain:
    """Cases that together come to ‖W(t) − Y_k‖₂ ≤ ε for every k and t."""

    name: str
    cases: tuple[Case, ...]


HAS_RIGHT_END = {"time-in-the-window": "alpha**2 <= c2"}
"""Where k < r: 0 ≤ 2cσ_{k+1}t ≤ log(c₂/α²), see POINT."""
SINGULAR = {"absent-modes": "r + 1 <= n"}
REGULAR = {"no-absent-modes": "r == n"}
RATIO = "c2/alpha**2"
POINT = Argument(
    "a time in a window with a right end",
    (
        Written(
            "time-in-the-window",
            HAS_RIGHT_END["time-in-the-window"],
            (),
            (
                identity("0 <= 2*c*sigma_next*t", TIME),
                identity(f"0 <= log({RATIO})", "1", "before-the-right-end"),
                instance("exponential-is-monotone", x="0", y=f"log({RATIO})"),
                instance("exponential-of-zero"),
                identity(f"0 < {RATIO}"),
                instance("exponential-of-a-logarithm", x=RATIO),
                identity(f"1 <= {RATIO}", "3", "4", "6"),
                identity(None, "7"),
            ),
        ),
    ),
    {TIME: "0 <= t", "before-the-right-end": f"2*c*sigma_next*t <= {RIGHT}"},
    ("alpha", "c", "c2", "sigma_next"),
    ("t",),
)

OF_3 = (
    Condition("start-below-targets", "alpha**2*mu <= sigma_r", "gap-of-a-mode"),
    Condition("c1 pays", "m*sigma_1**2 <= eps*c1", "growth-pays-for-the-gap"),
    Condition("c2 pays", "mu*c2 <= eps", "unlearned-exponential-is-small"),
    Condition("start-below-tolerance", "alpha**2*mu <= eps", "start-is-small"),
)
OF_4 = (
    Condition("start-below-targets", "alpha**2*mu <= sigma_r", "decaying-term-is-the-smaller"),
    Condition("c1 pays for half", "2*m*sigma_1 <= c1", "perturbation-is-at-most-half"),
    Condition("c1 pays", "2*m*sigma_1**2 + m*sigma_1*eps <= c1*eps", "constants-pay-for-the-learned-block"),
    Condition("tolerance-not-too-large", "eps <= 2*sigma_1", "learned-block-is-bounded"),
    Condition("c2 pays", "4*mu*c2 <= eps", "constants-pay-for-the-unlearned-term"),
    Condition("both pay", "16*(m*mu*sigma_1)**2*c2 <= eps**2*c1", "constants-pay-for-the-off-diagonal"),
    Condition("both pay twice", "8*sigma_1*(m*mu)**2*c2 <= eps*c1", "constants-pay-for-the-coupled-term"),
    Condition(END_NOT_NEGATIVE, "alpha**2 <= c2", "unlearned-exponentials-are-small"),
)


@cache
def chains(shape: str) -> tuple[Chain, ...]:
    """Those that speak of a claim about this shape: the paper's first."""
    return of_theorem(3 if shape == "spectral" else 4), sharpest()


@cache
def of_theorem(theorem: int) -> Chain:
    """The chain of Theorem 3 or 4."""
    return Chain(f"Theorem {theorem}", tuple(_third() if theorem == 3 else _fourth()))


@cache
def sharpest() -> Chain:
    """That of the sharpest Theorem 4: what it asks is needed, too, but for the start in T_r."""
    return Chain("the sharpest Theorem 4", tuple(_sharpest()))


def _sharpest() -> Iterator[Case]:
    from proofs.theorems.between.sharpest.argument import (
        conditional,  # this, and what is imported below, is slow to import
    )
    from proofs.theorems.between.sharpest.names import CONDITIONS

    for case in conditional(catalogue.proofs()[0].entries):
        regime = "targets-below-tolerance" if "targets-below-tolerance" in case.given else "tolerance-below-targets"
        known = {regime: CONDITIONS[regime]}
        asked = tuple(
            Condition(name, text.replace("sigma_k", "sigma_r"), _needing(case, name))  # where k = n, it is r
            for name, text in CONDITIONS.items()
            if name in case.given and name != regime
        )
        learned, unlearned = "learned-from-below" in case.given, "unlearned-from-above" in case.given
        if not unlearned:
            yield Case(case, asked, {**known, **REGULAR})
        elif "before-the-right-end" in case.given:
            yield Case(case, asked, {**known, **HAS_RIGHT_END})
        else:
            if learned:
                yield Case(case, asked, {**known, **SINGULAR})
            if regime == "targets-below-tolerance":
                yield Case(case, asked, {**known, **HAS_RIGHT_END})


def _needing(case: Argument, condition: str) -> str:
    """The first step with a line that rests on the condition."""
    lines = ((step, line) for step in case.steps for line in step.lines if isinstance(line, Identity))
    return next(step.label for step, line in lines if condition in names_in(line))


def _third() -> Iterator[Case]:
    from proofs.theorems.spectral import argument as third

    for case in _arguments(third):
        if not case.positive:  # of matrices alone
            yield Case(case, (), {})
            continue
        definitions = {"s_min": "1/m", "s_max": "mu", **case.definitions}
        positive = tuple(name for name in case.positive if name not in definitions)
        given = case.given
        if not case.case.endswith(" learned"):  # its modes do not grow, whenever T_k begins
            given = {name: text for name, text in given.items() if name != AFTER}
        case = replace(case, positive=(*positive, "m", "mu"), definitions=definitions, given=given)
        if case.case.endswith(" learned"):
            yield _case(case, OF_3, {})
        elif case.case.endswith(" unlearned"):
            yield _case(case, OF_3, HAS_RIGHT_END)
        else:
            yield _case(case, OF_3, {**HAS_RIGHT_END, **SINGULAR})
            if case.case.startswith("k >= 1"):
                yield _case(case, OF_3, SINGULAR)


def _fourth() -> Iterator[Case]:
    from proofs.theorems.blocks import argument as fourth

    for case in _arguments(fourth):
        learned, unlearned = "learned-from-below" in case.given, "before-the-right-end" in case.given
        if unlearned:
            yield _case(case, OF_4, HAS_RIGHT_END)
        if learned:
            last = _without_right_end(case) if unlearned else case
            yield _case(last, OF_4, SINGULAR if unlearned else REGULAR)


def _arguments(module: ModuleType) -> Iterator[Argument]:
    """Its cases, but for those that say that no window is empty."""
    steps = catalogue.proofs()[0].entries
    found = module.arguments(lambda label: text_of(steps[label]), lambda label: steps[label].uses)
    return (case for case in found if not case.label.endswith("the window"))


def _case(case: Argument, conditions: tuple[Condition, ...], known: Names) -> Case:
    """The case with letters for c₁ and c₂, and with conditions for what its steps ask of them."""
    labels = {step.label for step in case.steps}
    asked = tuple(c for c in conditions if c.step in labels and (c.name != END_NOT_NEGATIVE or NO_END in case.given))
    ours = {"left-ends-not-negative", *(condition.name for condition in conditions)}
    given = {name: text for name, text in case.given.items() if name not in ours}
    given |= {condition.name: condition.shows for condition in asked}
    given |= {TIME: "0 <= t"} if "left-ends-not-negative" in case.given else {}
    facts = {*given, *labels}
    by_step = {condition.step: condition.name for condition in asked}
    steps = tuple(
        replace(step, lines=tuple(_resting(line, by_step.get(step.label), facts) for line in step.lines))
        for step in case.steps
    )
    definitions = {name: text for name, text in case.definitions.items() if name not in CONSTANTS}
    positive = (*case.positive, *CONSTANTS)
    return Case(replace(case, given=given, positive=positive, definitions=definitions, steps=steps), asked, known)


def _resting(line: Line, condition: str | None, facts: Collection[str]) -> Line:
    """The line with its step's condition at hand, and with t ≥ 0 for a left end that is not negative."""
    if not isinstance(line, Identity):
        return line
    names = (TIME if name == "left-ends-not-negative" else name for name in (*line.known, *filter(None, [condition])))
    known = tuple(dict.fromkeys(name for name in names if name in facts or name != AFTER))
    return replace(line, known=known)


def _without_right_end(case: Argument) -> Argument:
    """k = r < n: with σ_{k+1} = 0 in place of a right end, log(c₂/α²) ≥ 0 has to be shown."""
    lines = (
        identity(f"0 < {RATIO}"),
        instance("exponential-of-a-logarithm", x=RATIO),
        instance("exponential-is-above-its-tangent", x=f"-log({RATIO})"),
        instance("exponential-of-a-sum", x=f"log({RATIO})", y=f"-log({RATIO})"),
        instance("exponential-of-zero"),
        identity(f"exp(-log({RATIO})) == alpha**2/c2", "2", "4", "5"),
        identity("alpha**2/c2 <= 1", END_NOT_NEGATIVE),
        identity(f"0 <= log({RATIO})", "3", "6", "7"),
        identity(None, "8", NO_END),
    )
    end = Written("before-the-right-end", case.given["before-the-right-end"], (), lines)
    given = {name: text for name, text in case.given.items() if name != end.label}
    given |= {END_NOT_NEGATIVE: "", NO_END: "sigma_next == 0"}
    steps = (
        replace(step, uses=(*step.uses, end.label)) if step.label == "unlearned-exponentials-are-small" else step
        for step in case.steps
    )
    return replace(case, label=f"{case.label}, k = r", given=given, steps=(end, *steps))
