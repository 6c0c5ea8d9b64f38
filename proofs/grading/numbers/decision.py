"""Grade a claim about numbers: a certificate that the checker accepts, a witness, or an honest UNDECIDED.

A claim HOLDS only with a certificate and with a point that satisfies its hypotheses: what holds of nothing is vacuous.
The work is done in a process of its own, which is ended when its time is over.
"""

import ast
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice

from numeric.process import latest
from paper import Misuse
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import boxes, grades, late, prover
from proofs.grading.numbers.lines import Document
from proofs.grading.numbers.obligations import Obligation
from proofs.scalar.claims import Claim, Interval, Point
from proofs.scalar.search import Search


@dataclass(frozen=True)
class Part:
    """One round: from how many points witnesses are looked for nearby, until which part of the time; then proofs."""

    starts: int
    near: float
    searched: float
    """Until when they are looked for everywhere, box by box and then by z3 too; 0 for not at all."""
    levels: range
    proved: float


PARTS = (
    Part(2, 0.1, 0, range(1, 3), 0.3),  # what is easy, before a process for z3 is started
    Part(4, 0.35, 0, range(3, 7), 0.7),
    Part(30, 0.75, 0.85, range(7, 9), 0.97),
)
EASY = 0.3
"""Seconds for an easy proof, at the most, before what takes long to import is imported."""
POLE = 0.3
"""Seconds in which a point is looked for at which the claim divides by zero."""
NEITHER = "neither a proof nor a counterexample was found in {:g} s"
GRACE = 1.0
"""Seconds beyond its time after which the process is ended."""


@dataclass(frozen=True)
class Grade(grades.Grade):
    """Points are in the claim's own names; `tightest` is where both sides came nearest, with their ratio."""

    witness: Point | None = None
    instance: Point | None = None
    tightest: tuple[Interval, Point] | None = None

    @property
    def is_vacuous(self) -> bool:
        """Whether a certificate shows that its hypotheses contradict each other."""
        return self.outcome is Outcome.UNDECIDED and self.certificate is not None and self.witness is None


def grade(obligation: Obligation, seconds: float, seed: int) -> Grade:
    """Grade one claim in about `seconds`, in a process that does not outlive them. Raises what that raises."""
    found = None if late.is_loaded() else latest(min(EASY, seconds), _easily, obligation, seed)
    if found is None:
        late.load()
        found = latest(seconds + GRACE, _work, obligation, seconds, seed)
    if found is None:
        return Grade.undecided(obligation.name, NEITHER.format(seconds))
    own = {called: name for name, called in obligation.called.items()}

    def renamed(point: Point) -> Point:
        return {own[name]: x for name, x in point.items()}

    return replace(
        found,
        witness=found.witness and renamed(found.witness),
        instance=found.instance and renamed(found.instance),
        tightest=found.tightest and (found.tightest[0], renamed(found.tightest[1])),
    )


def _work(obligation: Obligation, seconds: float, seed: int) -> Iterator[Grade]:
    yield decide(obligation.name, obligation.claim, seconds, seed)


def _easily(obligation: Obligation, seed: int) -> Iterator[Grade]:
    """What `decide` would find, if that is a proof without squares; nothing else, and nothing heavy is imported."""
    late.refuse()
    search, end = Search(obligation.claim), time.monotonic() + EASY
    points = [next(search.admitted(start, end), None) for start in (seed, seed + 1)]
    with suppress(ImportError):
        certificate = prover.prove(obligation.claim, PARTS[0].levels[:1], end)
        if points[0] is not None and certificate is not None:
            yield _proved(obligation.name, search, certificate, points[0])


def decide(name: str, claim: Claim, seconds: float, seed: int) -> Grade:
    """The grade of a claim, in its own process; points are in the names of the checker's language."""
    late.load()
    from proofs.grading.numbers import nearby

    deadline = time.monotonic() + seconds

    def until(part: float) -> float:
        """The moment when this part of all the time has gone by."""
        return deadline - seconds * (1 - part)

    search = Search(claim)
    instance = next(search.admitted(seed, until(0.1)), None)
    if instance is None:
        instance = _satisfying(claim, until(0.25), seed)
    if instance is None:
        return _without_points(name, claim, until(0.9), seed)
    starts = chain([instance], search.admitted(seed + 1, until(PARTS[-1].near)))
    for part in PARTS:
        witness = nearby.witness(claim, islice(starts, part.starts), until(part.near))
        if witness is None and part.searched:
            witness = boxes.witness(claim, until((part.near + part.searched) / 2))
        if witness is None and part.searched:
            witness = search.refute(until(part.searched), seed).witness
        if (refuted := _refuted(name, search, witness)) is not None:
            return refuted
        certificate = prover.prove(claim, part.levels, until(part.proved))
        if certificate is not None:
            return _proved(name, search, certificate, instance)
        pole = search.pole(seed, min(until(0.4), time.monotonic() + POLE)) if part is PARTS[0] else None
        if pole is not None:  # of which a certificate says nothing, so that there is none to be looked for
            witness = nearby.witness(claim, islice(starts, 10), min(until(0.6), time.monotonic() + POLE / 3))
            return _refuted(name, search, witness) or _divided(name, search, pole)
    witness = search.witness(seed, until(1))  # which also says how near the sides come
    if (refuted := _refuted(name, search, witness)) is not None:
        return refuted
    return Grade.undecided(name, NEITHER.format(seconds), instance=instance, tightest=search.tightest)


def _refuted(name: str, search: Search, witness: Point | None) -> Grade | None:
    """The grade at a witness, whoever found it, if it certainly is one."""
    if witness is None or not search.claim.is_refuted_by(witness):
        return None
    exactly = search.claim.is_rational
    how, strength = ("exactly", Strength.PROVED) if exactly else ("by balls", Strength.CERTIFIED)
    reason = f"every hypothesis holds at the witness and the claim does not, as was checked {how}"
    return Grade(name, Outcome.FAILS, strength, reason, witness=search.simplified(witness))


def _proved(name: str, search: Search, certificate: Document, instance: Point) -> Grade:
    """The grade with a certificate, if none of the points that were seen contradicts it."""
    seen = [instance, *([search.tightest[1]] if search.tightest else [])]
    refuting = next(filter(search.claim.is_refuted_by, seen), None)
    if refuting is not None:
        return Grade.undecided(name, grades.BOTH, witness=refuting, certificate=certificate)
    reason = "a certificate was found, and the checker accepts it"
    found = Grade(name, Outcome.HOLDS, Strength.PROVED, reason, certificate)
    return replace(found, instance=instance, tightest=search.tightest)


def _divided(name: str, search: Search, pole: tuple[str, Point]) -> Grade:
    """The grade where the claim may be true, but speaks of points at which it is not defined."""
    divisor, where = pole
    reason = f"it divides by {divisor}, which may be 0 where its hypotheses hold; exclude that by a hypothesis"
    return Grade.undecided(name, reason, instance=where, tightest=search.tightest)


def _satisfying(claim: Claim, end: float, seed: int) -> Point | None:
    """A point at which the hypotheses hold, and both sides of the conclusion are defined, with the help of z3."""
    if not claim.is_rational:
        return None
    both = map(ast.unparse, (claim.conclusion.left, claim.conclusion.right))
    sides = " + ".join(f"({text}) - ({text})" for text in both)
    with suppress(Misuse):  # where the text is too large twice
        false = Claim(f"{sides} > 0", claim.given, scalars=claim.names)
        return Search(false).refute(end, seed).witness
    return None


def _without_points(name: str, claim: Claim, end: float, seed: int) -> Grade:
    """The grade where no point was found: vacuous, as a certificate may show."""
    contradiction = Claim("1 <= 0", claim.given, scalars=claim.names)
    certificate = prover.prove(contradiction, range(1, 5), time.monotonic() + (end - time.monotonic()) / 2)
    if certificate is not None:
        reason = "it is vacuous: its hypotheses contradict each other, as a certificate of 1 <= 0 shows"
        return Grade.undecided(name, reason, certificate=certificate)
    search = Search(claim)
    if (refuted := _refuted(name, search, search.refute(end, seed).witness)) is not None:
        return refuted
    reason = "it may be vacuous: no point was found at which its hypotheses hold and its sides are defined"
    return Grade.undecided(name, reason)
