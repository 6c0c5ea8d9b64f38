"""Whether the ledger prints what is checked: its LaTeX, read into the checker's language, says the same as the statement.

What is compared is the step as the certificates of its theorem have it, a lemma, an axiom, and a theorem with its
constants. Both sides become sums of the checker's, with all abbreviations expanded, and so have one normal form. What
is printed behind a step's statement, such as that t lies in the window, is what its certificate rests on.
`compared` says of which entries this is so; what the others print is recorded in the tests beside what is checked.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from paper import Entry
from proofs import certificates, checker
from proofs.argument import Argument, Identity, names_in
from proofs.checker import Invalid
from proofs.claim import Step
from proofs.printed.case import Case
from proofs.printed.formulas import Unreadable
from proofs.printed.kinds import PHRASES, WINDOW, Definition, Lemma, Part, Whole
from proofs.printed.setting import Setting

WINDOWS = "learning-windows"
"""The definition of T_k, which nothing has to show: it is compared with the ends that Theorem 3's certificates have."""

NOT_BEFORE_0 = {"left-ends-not-negative", "left-ends-are-late"}
"""Where windows do not begin before 0, that t >= 0 goes without saying."""


def differs(entry: Entry) -> str:
    """How the LaTeX of an entry differs from what is checked; "" if it doesn't, or is not compared.

    A LaTeX that can't be read differs.
    """
    found = _checked(entry.label)
    try:
        if found is not None:
            found.compare(entry.latex)
    except (Unreadable, Invalid) as error:
        return f"what is printed, {' '.join(entry.latex.split())}, is not what is checked: {error}"
    return ""


def compared(entry: Entry) -> bool:
    """Whether `differs` compares anything."""
    from proofs import suite
    from proofs.lemmas import LEMMAS

    step = suite.steps().get(entry.label)
    theorems = {theorem.label for theorem in suite.theorems()}
    labels = {*checker.axioms(), *(lemma.label for lemma in LEMMAS), *theorems, WINDOWS}
    return entry.label in labels or (step is not None and certificates.theorem_of(step) is not None)


def _checked(label: str) -> Lemma | Part | Whole | Definition | None:
    """What is checked under a label, if it is in the checker's language."""
    from proofs import suite
    from proofs.lemmas import LEMMAS

    if label in checker.axioms():
        return Lemma(_axiom(checker.axioms()[label]))
    for lemma in LEMMAS:
        if lemma.label == label:
            return Lemma(Case(Setting(_claim(lemma.argument), {}), lemma.shows))
    if label == WINDOWS:
        windows = suite.theorems()[0].steps[0]
        return Definition(_cases(windows, suite.theorems()[0].label)[0])
    for theorem in suite.theorems():
        if theorem.label == label:
            given = certificates.hypotheses(label) - {name for names in PHRASES.values() for name in names}
            return Whole(_cases(theorem.steps[-1], label), given)
    step = suite.steps().get(label)
    found = certificates.theorem_of(step) if step else None
    if step is None or found is None:
        return None
    return Part(tuple(case for case in _cases(step, found) if case.shows))


def _cases(step: Step, theorem: str) -> tuple[Case, ...]:
    """The cases of a theorem, with what a step shows in them; each without and with the rate c."""
    symbols = tuple(step.domain.symbols.items()) if step.domain else ()
    provers, found = certificates.provers(theorem), list[Case]()
    for prover in provers:
        case = prover.case
        shows = next((written.shows for written in case.steps if written.label == step.label), "")
        if shows:
            is_first = re.match("k = 0|0 = k", case.case) is not None
            rests_on = _rests_on(case, step.label)
            shown = {certificates.origin(theorem, name) for name in rests_on}
            others = set[str]().union(*(_rests_on(prover.case, label) for prover in provers for label in shown))
            rests_on |= {name for names in WINDOW.values() for name in names & others}
            rests_on -= {"time-is-not-negative"} if certificates.hypotheses(theorem) & NOT_BEFORE_0 else set()
        else:
            is_first, rests_on = False, set()
        found += [Case(_setting(prover, symbols, rate), shows, is_first, frozenset(rests_on)) for rate in (False, True)]
    return tuple(found)


@lru_cache(maxsize=256)
def _setting(prover: certificates.Prover, symbols: tuple[tuple[str, str], ...], has_rate: bool) -> Setting:
    return Setting(_claim(prover.case), dict(symbols), has_rate=has_rate)


def _claim(argument: Argument) -> dict[str, Any]:
    return {**argument.scope, "given": dict(argument.given)}


def _axiom(axiom: Mapping[str, Any]) -> Case:
    """An axiom is about matrices of any sizes for which it makes sense; where it orders them, about symmetric ones."""
    given = {str(number): text.strip() for number, text in axiom["given"].items()}
    for size, symmetric in (("q", []), ("p", ["X", "Y"])):
        sizes = {name: ["p", size] for name in axiom["matrices"]}
        claim = {"scalars": axiom["scalars"], "matrices": sizes, "symmetric": symmetric, "given": given}
        case = Case(Setting(claim, {}), axiom["shows"])
        with suppress(Invalid):
            if case.statements and case.setting.given is not None:
                return case
    raise Invalid(f"{axiom['shows']} makes no sense")


def _rests_on(case: Argument, label: str) -> set[str]:
    """The hypotheses of a case that the lines of a step name, and those of the steps that it uses."""
    steps, waiting, found = {step.label: step for step in case.steps}, [label], set[str]()
    while waiting:
        step = steps.pop(waiting.pop(), None)
        if step is not None:
            named = {name for line in step.lines if isinstance(line, Identity) for name in names_in(line)}
            waiting += [*step.uses, *(named & set(steps))]
            found |= named & set(case.given)
    return found
