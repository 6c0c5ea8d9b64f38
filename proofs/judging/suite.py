"""Everything that is claimed: the theorems with their steps, and the groups that one can ask for by name."""

from functools import cache

from paper import Entry, Misuse, load
from proofs import experiments
from proofs.claims.claim import Step
from proofs.closed_forms import (
    balanced,
    depth,
    descent,
    descent_rates,
    descent_steps,
    imbalanced,
    matrix,
    modes,
    random_start,
    regularized,
    symmetric,
    uniform_imbalance,
)
from proofs.descent import steps as of_descent
from proofs.in_numbers import departures, descents, evaluation, gaussian, symmetric_convergence
from proofs.judging.groups import GROUPS, group_called
from proofs.lemmas import certified
from proofs.theorems.catalogue import theorems as theorems


@cache
def members(group: str) -> tuple[Step, ...]:
    """The steps of a group. Raises Misuse for an unknown one."""
    algebra = (
        *(matrix, modes, random_start, balanced, depth),
        *(symmetric, imbalanced, regularized, uniform_imbalance, descent, descent_rates),
    )
    numbers = (evaluation, symmetric_convergence, descents, gaussian, departures)
    groups = {
        "symbolic": tuple(step for room in algebra for step in room.STEPS),
        "numeric": tuple(step for room in numbers for step in room.STEPS),
        "proofs": tuple(step for theorem in theorems() for step in theorem.steps),
        **{theorem.group: theorem.steps for theorem in theorems()},
        "descent": (*descent_steps.STEPS, *of_descent.STEPS),
        "lemmas": certified.STEPS,
        "figures": experiments.STEPS,
    }
    if group not in groups:
        raise Misuse(f"there is no group {group!r}; the groups are {', '.join(GROUPS)}")
    return groups[group]


@cache
def steps() -> dict[str, Step]:
    """Every step by its label. Raises Misuse where two share one."""
    found: dict[str, Step] = {}
    for group in ("symbolic", "numeric", "proofs", "descent", "lemmas", "figures"):
        for step in members(group):
            if found.setdefault(step.label, step) is not step:
                raise Misuse(f"two steps are called {step.label!r}")
    return found


def select(what: tuple[str, ...], paper: str | None = None) -> tuple[Entry, ...]:
    """The ledger's entries that `what` names (labels, numbers, sections, groups; none means all), in the papers' order.

    A theorem's number names the theorem with all its steps. Raises Misuse for a name that fits nothing.
    """
    ledger = load()
    wanted: set[str] = set()
    for name in what:
        group = group_called(name)
        if group:
            wanted |= {step.label for step in members(group)}
            wanted |= {theorem.label for theorem in theorems() if group in ("proofs", theorem.group)}
        else:
            wanted |= {entry.label for entry in ledger.find(name)}
    for theorem in theorems():
        if theorem.label in wanted:
            wanted |= {step.label for step in theorem.steps}
    if paper is not None and paper not in {entry.paper for entry in ledger.entries}:
        raise Misuse(f"there is no paper {paper!r}; the papers are MV and TFHV")
    chosen = tuple(e for e in ledger.entries if (not what or e.label in wanted) and paper in (None, e.paper))
    if not chosen:
        raise Misuse(f"nothing of {paper} is called {', '.join(what)}")
    return chosen


def names_something(text: str) -> bool:
    """Whether `select` understands it."""
    try:
        select((text,))
    except Misuse:
        return False
    return True
