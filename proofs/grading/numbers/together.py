"""Grade a claim that comes to several about numbers: it holds if all of them do, and one certificate has all proofs."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from proofs import checker
from proofs.certificate.citations import called_first
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import decision
from proofs.grading.numbers.decision import Grade
from proofs.grading.numbers.lines import Document
from proofs.grading.numbers.obligations import Obligation
from proofs.scalar.claims import PI, told

PROVED = "a certificate was found for each of the {} claims that it comes to, and the checker accepts them"
OF_PI = "of pi it takes no more than bounds, which the certificate has as hypotheses"
LEAST, FIRST = 0.5, 1 / 2
"""Seconds that each obligation gets at least, and the part of what is left that it gets at first."""


class Several(Protocol):
    """A claim that holds if all its obligations do."""

    @property
    def name(self) -> str: ...

    @property
    def remark(self) -> str:
        """What else is so where it holds, in words; may be empty."""
        ...

    @property
    def obligations(self) -> Sequence[Obligation]: ...


@runtime_checkable
class SayingMore(Protocol):
    """A claim of which the obligations do not say all."""

    def confirmed(self, grade: Grade) -> Grade:
        """The grade, with what they do not say."""
        ...


def grade(claim: Several, seconds: float, seed: int) -> Grade:
    """The grade of all together, in about `seconds`; what is left of one's share is the others'.

    Cases that are vacuous are left out, but not all may be. Raises what `decision.grade`
    raises.
    """
    return confirmed(claim, _grade(claim, seconds, seed))


def confirmed(claim: object, grade: Grade) -> Grade:
    """The grade, with what the claim has to say to it."""
    return claim.confirmed(grade) if isinstance(claim, SayingMore) else grade


def _grade(claim: Several, seconds: float, seed: int) -> Grade:
    name, obligations = claim.name, _distinct(claim.obligations)
    deadline = time.monotonic() + seconds
    if len(obligations) == 1:
        grade = _weighed(decision.grade(obligations[0], seconds, seed), obligations[0])
        return replace(grade, name=name, reason=_reason(grade, claim))
    found = dict[str, Grade]()
    for part in (FIRST, 1):  # what is hard gets what the others left
        for obligation in obligations:
            left = deadline - time.monotonic()
            if obligation.name in found and (not _is_open(found[obligation.name]) or left < LEAST):
                continue
            grade = decision.grade(obligation, max(LEAST, part * left), seed)
            if grade.outcome is Outcome.FAILS and obligation.necessary:
                return replace(grade, name=name, reason=f"{obligation.name}: {grade.reason}")
            found[obligation.name] = _weighed(grade, obligation)
    return _all_together(claim, tuple(found.values()))


def _distinct(obligations: Sequence[Obligation]) -> list[Obligation]:
    """Each once; two that are called alike, and are not the same, are told apart by a number."""
    found = dict[str, Obligation]()
    for each in obligations:
        name, number = each.name, 1
        while name in found and found[name].claim != each.claim:
            number += 1
            name = f"{each.name} ({number})"
        found[name] = replace(each, name=name, necessary=each.necessary or (name in found and found[name].necessary))
    return list(found.values())


def _all_together(claim: Several, found: Sequence[Grade]) -> Grade:
    """The grade where none of them is refuted."""
    name = claim.name
    open_one = next(filter(_is_open, found), None)
    open_one = open_one or (found[0] if all(g.is_vacuous for g in found) else None)
    if open_one is not None:
        return replace(open_one, name=name, reason=f"{open_one.name}: {open_one.reason}", certificate=None)
    instance = next(g.instance for g in found if g.outcome is Outcome.HOLDS)
    reason = "; ".join(filter(None, (PROVED.format(len(found)), *_remarks(claim))))
    return Grade(name, Outcome.HOLDS, Strength.PROVED, reason, gathered(found), instance=instance)


def _reason(grade: Grade, claim: Several) -> str:
    remarks = _remarks(claim) if grade.outcome is Outcome.HOLDS else ()
    return "; ".join(filter(None, (grade.reason, *remarks)))


def _remarks(claim: Several) -> tuple[str, ...]:
    has_pi = any(PI in obligation.claim.names for obligation in claim.obligations)
    return claim.remark, OF_PI if has_pi else ""


def _is_open(grade: Grade) -> bool:
    return grade.outcome is Outcome.UNDECIDED and not grade.is_vacuous


def _weighed(grade: Grade, obligation: Obligation) -> Grade:
    """A witness against what is only one way to a proof is told, and refutes nothing."""
    if grade.outcome is not Outcome.FAILS or obligation.necessary:
        return grade
    reason = f"this is false at {_at(grade)}, which refutes this way to prove it, and not the claim"
    return Grade.undecided(obligation.name, reason)


def _at(grade: Grade) -> str:
    return told(grade.witness or {})


def gathered(grades: Sequence[Grade]) -> Document:
    """One document with the claims of all certificates, each called by its obligation's name first."""
    claims = [
        part for grade in grades if grade.certificate for part in called_first(grade.certificate["claims"], grade.name)
    ]
    return {"format": checker.FORMAT, "claims": claims}
