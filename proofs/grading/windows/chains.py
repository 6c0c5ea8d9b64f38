"""The papers' chains of steps with letters for the constants: what they ask of c₁, c₂ and ε are conditions.

ε is the bound that is claimed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from paper.theorems import theorem
from proofs.certificate.argument import Argument, Condition, Identity, Written, identity, instance, names_in
from proofs.claims.claim import Step
from proofs.claims.texts import text_of
from proofs.theorems import catalogue
from proofs.theorems.shared.window_argument import LEFT, RIGHT

Names = Mapping[str, str]
TIME = "time-is-not-negative"


@dataclass(frozen=True)
class Link:
    """A case of a proof, as a part of a chain, with its conditions among what it is given.

    `known` is what else its windows say of the constants: a condition has to follow from the claim's hypotheses and it.
    """

    argument: Argument
    conditions: tuple[Condition, ...]
    known: Names


@dataclass(frozen=True, eq=False)
class Chain:
    """Links that together come to ‖W(t) − Y_k‖₂ ≤ ε for every k and t."""

    name: str
    links: tuple[Link, ...]


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
                identity("0 <= 2*c*sigma_next*t", TIME, name="time"),
                identity(f"0 <= log({RATIO})", "time", "before-the-right-end"),
                instance("exponential-is-monotone", x="0", y=f"log({RATIO})", name="since 0"),
                instance("exponential-of-zero", name="one"),
                identity(f"0 < {RATIO}"),
                instance("exponential-of-a-logarithm", x=RATIO, name="growth"),
                identity(f"1 <= {RATIO}", "since 0", "one", "growth", name="ratio"),
                identity(None, "ratio"),
            ),
        ),
    ),
    {TIME: "0 <= t", "before-the-right-end": f"2*c*sigma_next*t <= {RIGHT}"},
    ("alpha", "c", "c2", "sigma_next"),
    ("t",),
)


def _sharpest() -> Iterator[Link]:
    from proofs.theorems.between import sharpest  # this, and what is imported below, is slow to import
    from proofs.theorems.between.sharpest_constants import CONDITIONS

    for case in sharpest.conditional(_shows, _uses):
        regime = "targets-below-tolerance" if "targets-below-tolerance" in case.given else "tolerance-below-targets"
        known = {regime: CONDITIONS[regime]}
        asked = tuple(
            Condition(name, text.replace("sigma_k", "sigma_r"), _needing(case, name))  # where k = n, it is r
            for name, text in CONDITIONS.items()
            if name in case.given and name != regime
        )
        learned, unlearned = "learned-from-below" in case.given, "unlearned-from-above" in case.given
        if not unlearned:
            yield Link(case, asked, {**known, **REGULAR})
        elif "before-the-right-end" in case.given:
            yield Link(case, asked, {**known, **HAS_RIGHT_END})
        else:
            if learned:
                yield Link(case, asked, {**known, **SINGULAR})
            if regime == "targets-below-tolerance":
                yield Link(case, asked, {**known, **HAS_RIGHT_END})


def _needing(case: Argument, condition: str) -> str:
    """The first step with a line that rests on the condition."""
    lines = ((step, line) for step in case.steps for line in step.lines if isinstance(line, Identity))
    return next(step.label for step, line in lines if condition in names_in(line))


def _third() -> Iterator[Link]:
    from proofs.theorems.spectral import argument as third

    for case in third.conditional(_shows, _uses):
        asked = _asked(case, third.CONDITIONS)
        if not case.positive or "among-the-first-k" in case.given:  # of matrices alone, or of a learned mode
            yield Link(case, asked, {})
        elif "after-the-first-k" in case.given:
            yield Link(case, asked, HAS_RIGHT_END)
        else:
            yield Link(case, asked, {**HAS_RIGHT_END, **SINGULAR})
            if "in-the-first-window" not in case.given:
                yield Link(case, asked, SINGULAR)


def _fourth() -> Iterator[Link]:
    from proofs.theorems.blocks import argument as fourth

    for case in fourth.conditional(_shows, _uses):
        asked = _asked(case, (*fourth.CONDITIONS, fourth.AT_THE_END))
        known = SINGULAR if fourth.NO_END in case.given else REGULAR
        yield Link(case, asked, HAS_RIGHT_END if "before-the-right-end" in case.given else known)


OWN = theorem("theorem-4-own-target")
OWN_ENDS = {name: f"log({OWN.constants[constant]}/alpha**2)" for name, constant in (("left", "c1"), ("right", "c2"))}
"""What 2cσ_k times the left end of its T_k is, and 2cσ_{k+1} times its right end."""
BETWEEN = (
    Condition("left-end-is-not-earlier", f"{OWN_ENDS['left']} <= {LEFT}", "later-left-end"),
    Condition("right-end-is-not-later", f"{RIGHT} <= {OWN_ENDS['right']}", "earlier-right-end"),
)
WITHIN = Argument(
    "a window within one by own targets",
    (
        Written(
            "later-left-end",
            f"{OWN_ENDS['left']} <= 2*c*sigma_k*t",
            (),
            (identity(None, "left-end-is-not-earlier", "after-the-left-end"),),
        ),
        Written(
            "earlier-right-end",
            f"2*c*sigma_next*t <= {OWN_ENDS['right']}",
            (),
            (identity(None, "right-end-is-not-later", "before-the-right-end"),),
        ),
    ),
    {
        "after-the-left-end": f"{LEFT} <= 2*c*sigma_k*t",
        "before-the-right-end": f"2*c*sigma_next*t <= {RIGHT}",
        **{condition.name: condition.shows for condition in BETWEEN},
    },
    ("alpha", "c", "c1", "c2", "eps", "m", "mu", "sigma_k", "sigma_next"),
    ("t",),
)


def _own_target() -> Iterator[Link]:
    """That of the theorem by own targets, whose constants are its own: windows have to lie within its."""
    from proofs.theorems.between import own_target

    late = Condition("left-ends-are-late", f"2 <= {OWN_ENDS['left']}", "learned-starts-are-outgrown")
    small = Condition("right-ends-not-negative", f"0 <= {OWN_ENDS['right']}", OWN.label)
    yield Link(WITHIN, BETWEEN, {})
    for case in own_target.arguments(_shows, _uses):
        shown = case.steps[-1].label
        if shown == late.step:
            yield Link(case, (late,), {})
        elif shown == OWN.label:
            yield Link(case, (small,), {})


def _asked(case: Argument, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple(condition for condition in conditions if condition.name in case.given)


def _shows(label: str) -> str:
    return text_of(_entries()[label])


def _uses(label: str) -> tuple[str, ...]:
    return _entries()[label].uses


def _entries() -> Mapping[str, Step]:
    return catalogue.proofs()[0].entries


LINKS: Mapping[str, Callable[[], Iterator[Link]]] = {
    "theorem-3": _third,
    "theorem-4": _fourth,
    "theorem-4-sharpest": _sharpest,
}
"""Of the proofs that are written for any constants. What the last asks is needed, too, but for the start in T_r."""
OF_EACH_TARGET: Mapping[str, Callable[[], Iterator[Link]]] = {OWN.label: _own_target}
"""Of constants that depend on σ_k."""


@cache
def chains(shape: str, of_each_target: bool = False) -> tuple[Chain, ...]:
    """Those that speak of a claim about this shape: the paper's first, then ours, which ask nothing more of it.

    Last comes what is proved of constants that depend on σ_k, for a claim about such.
    """
    spoken = "spectral" if shape == "spectral" else "invertible"
    declared = list(map(theorem, LINKS))
    papers = [each for each in declared if each.provenance != "added" and each.shape == spoken]
    labels = [each.label for each in (*papers, *(each for each in declared if each.provenance == "added"))]
    return tuple(map(chain, (*labels, *(OF_EACH_TARGET if of_each_target else ()))))


@cache
def chain(label: str) -> Chain:
    """That of the theorem of that label."""
    return Chain(theorem(label).called, tuple({**LINKS, **OF_EACH_TARGET}[label]()))
