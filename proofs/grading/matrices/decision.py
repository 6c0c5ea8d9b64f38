"""Grade a claim about matrices: a certificate that the checker accepts, matrices that refute it, or UNDECIDED.

A claim HOLDS only with a certificate and with matrices that satisfy its hypotheses: what holds of nothing is vacuous.
It FAILS only at matrices of fractions, of which everything was checked exactly, or by balls where a norm is irrational.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from numeric.process import latest
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.matrices import prover
from proofs.grading.matrices.grades import Grade, Instance, Matrix
from proofs.grading.matrices.reading import Matrices, Stated
from proofs.grading.matrices.witness import Letters, Search
from proofs.grading.numbers.claims import NAME

NEITHER = "neither a proof nor a counterexample was found in {:g} s"
GRACE = 1.0
"""Seconds beyond its time after which the process is ended."""
SATISFIED = 0.15
"""The part of the time in which an instance of the hypotheses is looked for."""
SAMPLES, SAMPLED = 12, 0.02
"""Others, in doubles, which tell what is false, and the part of the time for these."""


@dataclass(frozen=True)
class Part:
    """One round: in which part of the time a witness is looked for, and then, until which, proofs of these levels."""

    searched: float
    levels: tuple[int, ...]
    proved: float


PARTS = (Part(0.02, (1,), 0.3), Part(0.08, (2, 3, 4), 0.6), Part(0.2, (5, 6), 0.9))


def grade(claim: Matrices, seconds: float, seed: int) -> Grade:
    """Grade one claim in about `seconds`, in a process that does not outlive them. Raises what that raises."""
    found = latest(seconds + GRACE, _work, claim, seconds, seed)
    return found or Grade.undecided(claim.name, NEITHER.format(seconds))


def _work(claim: Matrices, seconds: float, seed: int) -> Iterator[Grade]:
    deadline = time.monotonic() + seconds

    def until(part: float) -> float:
        """The moment when this part of all the time has gone by."""
        return deadline - seconds * (1 - part)

    search, stated = Search(claim.stated, seed), claim.stated
    instance = search.instance(until(SATISFIED))
    if instance is None:
        yield _without_instance(claim, search, until(0.95))
        return
    if search.refutes(instance):
        yield _refuted(claim, search, instance)
        return
    shown = _in_own_letters(claim, instance)
    undecided = Grade.undecided(claim.name, NEITHER.format(seconds), instance=shown)
    yield undecided
    samples = search.samples(SAMPLES, time.monotonic() + seconds * SAMPLED)
    for part in PARTS:
        witness = search.witness(time.monotonic() + seconds * part.searched)
        if witness is not None:
            yield _refuted(claim, search, witness)
            return
        certificate = prover.prove(stated, part.levels, until(part.proved), samples)
        if certificate is None:
            continue
        divisor = prover.unsigned_divisor(stated, deadline)
        if divisor:
            reason = f"it divides by {divisor}, which may be 0 where its hypotheses hold; exclude that by a hypothesis"
            yield replace(undecided, reason=reason)
            return
        reason = "a certificate was found, and the checker accepts it"
        yield Grade(claim.name, Outcome.HOLDS, Strength.PROVED, reason, certificate, instance=shown)
        return
    witness = search.witness(deadline)
    yield undecided if witness is None else _refuted(claim, search, witness)


def _refuted(claim: Matrices, search: Search, witness: Letters) -> Grade:
    """The grade at letters of which that was checked."""
    exactly = search.is_exact(witness)
    how, strength = ("exactly", Strength.PROVED) if exactly else ("by balls", Strength.CERTIFIED)
    reason = f"every hypothesis holds at the witness and the claim does not, as was checked {how}"
    return Grade(claim.name, Outcome.FAILS, strength, reason, witness=_in_own_letters(claim, witness))


def _without_instance(claim: Matrices, search: Search, end: float) -> Grade:
    """The grade where no instance was found: vacuous, as a certificate may show."""
    contradiction = replace(claim.stated, shows=("1 <= 0",))
    certificate = prover.prove(contradiction, (1, 3, 4), time.monotonic() + (end - time.monotonic()) / 2)
    if certificate is not None:
        reason = "it is vacuous: its hypotheses contradict each other, as a certificate of 1 <= 0 shows"
        return Grade.undecided(claim.name, reason, certificate=certificate)
    witness = search.witness(end)
    if witness is not None:
        return _refuted(claim, search, witness)
    reason = "it may be vacuous: no matrices were found at which its hypotheses hold and its sides are defined"
    return Grade.undecided(claim.name, reason)


def _in_own_letters(claim: Matrices, letters: Letters) -> Instance:
    """The letters of the claim in its order, and the inverses that it speaks of."""
    own = {called: name for name, called in claim.called.items()}
    names = {**own, **_inverses(claim.stated, own)}
    return {names[called]: x if isinstance(x := letters[called], Fraction) else Matrix(x) for called in names}


def _inverses(stated: Stated, own: Mapping[str, str]) -> dict[str, str]:
    """How each inverse is written, in the claim's letters."""
    found = dict[str, str]()
    for letter, text in stated.inverses.items():
        found[letter] = f"inv({NAME.sub(lambda m: {**own, **found}.get(m[0], m[0]), text)})"
    return found
