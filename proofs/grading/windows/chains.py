"""The papers' chains of steps with letters for the constants: what they ask of c₁, c₂ and ε are conditions.

ε is the bound that is claimed.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from paper.theorems import theorem
from proofs.certificate.argument import Argument, Condition, Identity, Written, identity, instance, names_in
from proofs.claims.claim import Step
from proofs.claims.texts import text_of
from proofs.grading.windows.links import REGULAR, SINGULAR, Chain, Link
from proofs.theorems import catalogue
from proofs.theorems.shared.window_argument import LEFT, RIGHT

TIME = "time-is-not-negative"
HAS_RIGHT_END = {"time-in-the-window": "alpha**2 <= c2"}
"""Where k < r: 0 ≤ 2cσ_{k+1}t ≤ log(c₂/α²), see POINT."""
LAST = {"last-window": "sigma_k == sigma_r", **SINGULAR}
BEFORE = "before-the-right-end"
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


def _ends(label: str) -> tuple[str, str]:
    """What 2cσ_k times the left end of a theorem's T_k is, and 2cσ_{k+1} times its right end."""
    constants = theorem(label).constants
    return f"log({constants['c1']}/alpha**2)", f"log({constants['c2']}/alpha**2)"


def _within(label: str, positive: tuple[str, ...]) -> Link:
    """That a claim's T_k lies within that of a theorem whose proof is of its own constants."""
    left, right = _ends(label)
    asked = (
        Condition("left-end-is-not-earlier", f"{left} <= {LEFT}", "later-left-end"),
        Condition("right-end-is-not-later", f"{RIGHT} <= {right}", "earlier-right-end"),
    )
    later, earlier = f"{LEFT} <= 2*c*sigma_k*t", f"2*c*sigma_next*t <= {RIGHT}"
    lines = (identity(None, asked[0].name, "after-the-left-end"),), (identity(None, asked[1].name, BEFORE),)
    argument = Argument(
        f"a window within one of {theorem(label).called}",
        (
            Written(asked[0].step, f"{left} <= 2*c*sigma_k*t", (), lines[0]),
            Written(asked[1].step, f"2*c*sigma_next*t <= {right}", (), lines[1]),
        ),
        {"after-the-left-end": later, BEFORE: earlier, **{condition.name: condition.shows for condition in asked}},
        ("alpha", "c", "c1", "c2", "eps", "mu", "sigma_next", *positive),
        ("t",),
    )
    return Link(argument, asked, {})


def _own_target() -> Iterator[Link]:
    """Of windows by own targets, which begin late."""
    from proofs.theorems.between import own_target

    label, (left, right) = own_target.LABEL, _ends(own_target.LABEL)
    late = Condition("left-ends-are-late", f"2 <= {left}", "learned-starts-are-outgrown")
    small = Condition("right-ends-not-negative", f"0 <= {right}", "own-target-incremental-learning")
    yield _within(label, ("m", "sigma_k"))
    for case in own_target.arguments(_shows, _uses):
        if case.case in theorem(label).cases:
            yield Link(case, (small,), {})
        elif case.steps[-1].label == late.step:
            yield Link(case, (late,), {})


def _every_width() -> Iterator[Link]:
    """Of factors of any width; that the absent modes are unseen, a claim can't say."""
    from proofs.theorems.every_width import argument

    label, (left, right) = argument.LABEL, _ends(argument.LABEL)
    small = Condition("right-ends-not-negative", f"0 <= {right}", "factor-incremental-learning")
    slow = Condition("absent-modes-are-slow", f"alpha**2*{left} <= eps/mu", "unlearned-modes-are-paid")
    yield _within(label, ("m_k", "sigma_1", "sigma_k"))
    for case in argument.arguments(_shows, _uses):
        if slow.name in case.given:
            yield Link(case, (small, slow), LAST)
        elif case.case in theorem(label).cases and "absent-modes-are-unseen" not in case.given:
            yield Link(case, (small,), {})
        elif case.steps[-1].label == "accumulated-growth-increases":
            yield Link(case, (), {})


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
OF_THEIR_OWN: Mapping[str, Callable[[], Iterator[Link]]] = {
    "theorem-4-own-target": _own_target,
    "theorem-4-prime": _every_width,
}
"""Of proofs that are written for the theorem's own constants: a claim's windows have to lie within its."""


@cache
def chains(shape: str, of_each_target: bool = False, of_descent: bool = False) -> tuple[Chain, ...]:
    """Those that speak of a claim about this shape: the paper's first, then ours, which ask nothing more of it.

    Last comes what is proved of constants that depend on σ_k, for a claim about such.
    """
    if of_descent:
        from proofs.grading.windows import descent_chains

        return (descent_chains.spectral() if shape == "spectral" else descent_chains.any_start(),)
    if shape == "factor":
        return (chain("theorem-4-prime"),)
    spoken = "spectral" if shape == "spectral" else "invertible"
    declared = list(map(theorem, LINKS))
    papers = [each for each in declared if each.provenance != "added" and each.shape == spoken]
    labels = [each.label for each in (*papers, *(each for each in declared if each.provenance == "added"))]
    return tuple(map(chain, (*labels, *(["theorem-4-own-target"] if of_each_target else []))))


@cache
def chain(label: str) -> Chain:
    """That of the theorem of that label."""
    return Chain(theorem(label).called, tuple({**LINKS, **OF_THEIR_OWN}[label]()))
