"""Whether the ledger prints what is checked: its LaTeX, read into the checker's language, says the same.

What is compared is the step as the certificates of its theorem have it, a lemma, an axiom, and a theorem with its
constants. Both sides become sums of the checker's, with all abbreviations expanded, and so have one normal form. What
is printed behind a step's statement, such as that t lies in the window, is what its certificate rests on.
`checked` says of which entries this is so; what the others print is recorded in the tests beside what is checked.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from paper import Entry, laws, theorems
from paper.formulas import Unreadable
from proofs import checker
from proofs.certificate.argument import Argument, Identity, Instance, names_in, substituted
from proofs.certificate.notation import symbol
from proofs.certificate.prover import Prover
from proofs.checker import Invalid
from proofs.claims.claim import Step
from proofs.descent import claims as of_descent
from proofs.lemmas import LEMMAS
from proofs.lemmas.proved import known_lemmas
from proofs.printed.kinds import WINDOW, Definition, Lemma, Part, WholeTheorem
from proofs.printed.reading import Reading
from proofs.printed.setting import Setting
from proofs.theorems import catalogue, unbalanced
from proofs.theorems.shared import stated
from proofs.theorems.shared.proof import Proof

WINDOWS = "learning-windows"
"""The definition of T_k, which nothing has to show: it is compared with the ends that Theorem 3's certificates have."""

A_TRACE = "the loss is a number, and a trace, which the certificates have as what a column makes of a matrix"
NOT_READ = {
    "error-is-that-of-the-worst-mode": "maxima over the modes of a kind, which the certificates have as norms",
    "loss-on-a-plateau-from-above": A_TRACE,
    "loss-on-a-plateau-from-below": A_TRACE,
    "descent-keeps-its-basis": "by what is given its two sides have one normal form",
    "descent-absent-mode-shrinks": "what is given is a positive multiple of what is shown",
    **dict.fromkeys(
        (claim.label for claim in of_descent.MATRICES), "what the factor is after a step is printed by its name"
    ),
    **dict.fromkeys(
        (step.label for step in unbalanced.STEPS if step.domain),
        "rates, which are printed with a dot, and numbers of the law, which its own LaTeX defines",
    ),
}
"""Statements of theorems, and about descent, whose LaTeX is recorded and not compared, and why."""

NOT_BEFORE_0 = {"left-ends-not-negative", "left-ends-are-late"}
"""Where windows do not begin before 0, that t >= 0 goes without saying."""


def differs(entry: Entry) -> str:
    """How the LaTeX of an entry differs from what is checked; "" if it doesn't, or is not compared.

    A LaTeX that can't be read differs.
    """
    try:
        if (meant := checked(entry.label)) is not None:
            meant.compare(entry.latex)
    except (Unreadable, Invalid) as error:
        return f"what is printed, {' '.join(entry.latex.split())}, is not what is checked: {error}"
    return ""


def checked(label: str) -> Lemma | Part | WholeTheorem | Definition | None:
    """What is checked under a label; None where that is not compared with what is printed."""
    lemmas = {lemma.label: lemma for lemma in LEMMAS}
    if label in checker.axioms():
        return Lemma(_axiom(checker.axioms()[label]))
    if label in lemmas:
        return Lemma(Reading(Setting(_claim(lemmas[label]), {}), lemmas[label].shows))
    for claim in of_descent.ONE_STEP:
        if claim.label == label and label not in NOT_READ:
            symbols = {name: symbol(name, {}) for name in checker.Scope(claim.scope).names}
            return Lemma(Reading(Setting(_claim(claim), symbols), claim.shows))
    if label == WINDOWS:
        first = catalogue.proofs()[0]
        return Definition(_readings(first.theorem.steps[0], first)[0])
    if label in theorems.labels():
        return WholeTheorem(stated.latex(theorems.theorem(label)))
    if label in laws.labels():
        return WholeTheorem(stated.latex_of_a_law(laws.law(label), catalogue.proof(label)))
    steps = {step.label: step for theorem in catalogue.theorems() for step in theorem.steps}
    proof = catalogue.proof_of(steps[label]) if label in steps and label not in NOT_READ else None
    if proof is None:
        return None
    return Part(tuple(reading for reading in _readings(steps[label], proof) if reading.shows))


def _readings(step: Step, proof: Proof) -> tuple[Reading, ...]:
    """The cases of a theorem, with what a step shows in them; each without and with the rate c."""
    symbols = tuple(step.domain.symbols.items()) if step.domain else ()
    provers, found = proof.provers(), list[Reading]()
    for prover in provers:
        shows, is_first, rests_on = "", False, frozenset[str]()
        if prover.has(step.label):
            shows = next(written.shows for written in prover.case.steps if written.label == step.label)
            is_first = re.match("k = 0|0 = k", prover.case.case) is not None
            rests_on = _rests_on(prover, step.label)
            shown = {proof.origin(name) for name in rests_on}
            others = {name for label in shown for other in provers for name in _rests_on(other, label)}
            rests_on |= {name for names in WINDOW.values() for name in names & others}
            rests_on -= {"time-is-not-negative"} if proof.hypotheses & NOT_BEFORE_0 else set()
        found += [Reading(_setting(prover, symbols, rate), shows, is_first, rests_on) for rate in (False, True)]
    return tuple(found)


@lru_cache(maxsize=256)
def _setting(prover: Prover, symbols: tuple[tuple[str, str], ...], has_rate: bool) -> Setting:
    return Setting(_claim(prover.case), dict(symbols), has_rate=has_rate)


def _claim(argument: Argument) -> dict[str, Any]:
    return {**argument.scope, "given": dict(argument.given)}


def _axiom(axiom: Mapping[str, Any]) -> Reading:
    """An axiom is about matrices of any sizes for which it makes sense; where it orders them, about symmetric ones."""
    given = {str(number): text.strip() for number, text in axiom["given"].items()}
    for size, symmetric in (("q", []), ("p", ["X", "Y"])):
        sizes = {name: ["p", size] for name in axiom["matrices"]}
        claim = {"scalars": axiom["scalars"], "matrices": sizes, "symmetric": symmetric, "given": given}
        case = Reading(Setting(claim, {}), axiom["shows"])
        with suppress(Invalid):
            if case.statements and case.setting.given is not None:
                return case
    raise Invalid(f"{axiom['shows']} makes no sense")


@cache
def _rests_on(prover: Prover, label: str) -> frozenset[str]:
    """The hypotheses of a case that a step is written to rest on, and those of the steps that it uses."""
    steps, waiting, found = {step.label: step for step in prover.case.steps}, [label], set[str]()
    while waiting:
        step = steps.pop(waiting.pop(), None)
        if step is not None:
            named = _facts(prover, step.label)
            waiting += [*step.uses, *(named & set(steps))]
            found |= named & set(prover.case.given)
    return frozenset(found)


@cache
def _facts(prover: Prover, label: str) -> frozenset[str]:
    """The hypotheses and steps that the lines of a step name, or that say what a lemma in them asks for."""
    lines = [line for step in prover.case.steps if step.label == label for line in step.lines]
    named = {name for line in lines if isinstance(line, Identity) for name in names_in(line)}
    read, needed = prover.proof.scope.statement, list[checker.Statement]()
    for line in lines:
        if isinstance(line, Instance):
            asked = known_lemmas()[line.lemma]["given"].values()
            needed += [checker.normal(*read(substituted(text, line.names))) for text in asked]
    return frozenset(named | {name for name, fact in _normal(prover).items() if fact in needed})


@cache
def _normal(prover: Prover) -> dict[str, checker.Statement]:
    return {name: checker.normal(*fact) for name, fact in prover.facts.items()}
