"""Grade a claim about numbers: a certificate that the checker accepts, a witness, or an honest UNDECIDED.

A claim HOLDS only with a certificate and with a point that satisfies its hypotheses: what holds of nothing is vacuous.
The work is done in a process of its own, which is ended when its time is over.
"""

import ast
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice

from paper import Misuse
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import boxes, nearby, prover
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.lines import Document
from proofs.scalar import refuter
from proofs.scalar.claims import Claim
from proofs.scalar.points import Interval, Points
from proofs.scalar.process import Died, latest
from proofs.scalar.refuter import Point


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
    Part(2, 0.2, 0, range(1, 3), 0.4),  # what is easy, before a process for z3 is started
    Part(4, 0.4, 0, range(3, 7), 0.6),
    Part(30, 0.65, 0.8, range(7, 9), 0.95),
)
POLE = 0.3
"""Seconds in which a point is looked for at which the claim divides by zero."""
GRACE = 1.0
"""Seconds beyond its time after which the process is ended."""


@dataclass(frozen=True)
class Grade:
    """How the grading of one claim ended. Points are in the claim's own names; `certificate` is a checker's document.

    `instance` satisfies the hypotheses; `tightest` is the point where both sides came nearest, with their ratio.
    """

    name: str
    outcome: Outcome
    strength: Strength
    reason: str
    witness: Point | None = None
    certificate: Document | None = None
    instance: Point | None = None
    tightest: tuple[Interval, Point] | None = None
    seconds: float = 0.0


def grade(inequality: Inequality, seconds: float, seed: int) -> Grade:
    """Grade one claim in about `seconds`, in a process that does not outlive them. Raises what that raises."""
    begin = time.monotonic()
    try:
        found = latest(seconds + GRACE, _work, inequality, seconds, seed)
        reason = f"neither a proof nor a counterexample was found in {seconds:g} s"
    except Died:
        found = None
        reason = "the process that graded it ended without an answer; it may have run out of memory"
    if found is None:
        found = Grade(inequality.name, Outcome.UNDECIDED, Strength.NONE, reason)
    return _renamed(found, inequality, time.monotonic() - begin)


def _work(inequality: Inequality, seconds: float, seed: int) -> Iterator[Grade]:
    yield decide(inequality.name, inequality.claim, seconds, seed)


def decide(name: str, claim: Claim, seconds: float, seed: int) -> Grade:
    """The grade of a claim, in its own process; points are in the names of the checker's language."""
    deadline = time.monotonic() + seconds

    def until(part: float) -> float:
        """The moment when this part of all the time has gone by."""
        return deadline - seconds * (1 - part)

    points = Points(claim)
    instance = next(points.admitted(seed, until(0.1)), None)
    if instance is None:
        instance = _satisfying(claim, until(0.25), seed)
    if instance is None:
        return _without_points(name, claim, until(0.9), seed)
    starts = chain([instance], points.admitted(seed + 1, until(PARTS[-1].near)))
    for part in PARTS:
        witness = nearby.witness(points, islice(starts, part.starts), until(part.near))
        if witness is None and part.searched:
            witness = boxes.witness(points, until((part.near + part.searched) / 2))
        if witness is None and part.searched:
            witness = _witness(points, until(part.searched), seed)
        if (refuted := _refuted(name, points, witness)) is not None:
            return refuted
        certificate = prover.prove(claim, part.levels, until(part.proved))
        if certificate is not None:
            return _proved(name, points, certificate, instance)
        pole = points.pole(seed, min(until(0.4), time.monotonic() + POLE)) if part is PARTS[0] else None
        if pole is not None:  # of which a certificate says nothing, so that there is none to be looked for
            witness = nearby.witness(points, islice(starts, 10), min(until(0.6), time.monotonic() + POLE / 3))
            return _refuted(name, points, witness) or _divided(name, points, pole)
    witness = points.witness(seed, until(1))  # which also says how near the sides come
    if (refuted := _refuted(name, points, witness)) is not None:
        return refuted
    reason = f"neither a proof nor a counterexample was found in {seconds:g} s"
    return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason, instance=instance, tightest=points.tightest)


def _refuted(name: str, points: Points, witness: Point | None) -> Grade | None:
    """The grade at a witness, whoever found it, if it certainly is one."""
    if witness is None or not points.refutes(witness):
        return None
    exactly = not points.claim.obstacle
    how, strength = ("exactly", Strength.PROVED) if exactly else ("by balls", Strength.CERTIFIED)
    reason = f"every hypothesis holds at the witness and the claim does not, as was checked {how}"
    return Grade(name, Outcome.FAILS, strength, reason, points.simplified(witness))


def _proved(name: str, points: Points, certificate: Document, instance: Point) -> Grade:
    """The grade with a certificate, if none of the points that were seen contradicts it."""
    seen = [instance, *([points.tightest[1]] if points.tightest else [])]
    refuting = next(filter(points.refutes, seen), None)
    if refuting is not None:
        reason = "a proof and a counterexample were found, which is a fault of flowproof: please report this claim"
        return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason, refuting, certificate)
    reason = "a certificate was found, and the checker accepts it"
    return Grade(name, Outcome.HOLDS, Strength.PROVED, reason, None, certificate, instance, points.tightest)


def _divided(name: str, points: Points, pole: tuple[str, Point]) -> Grade:
    """The grade where the claim may be true, but speaks of points at which it is not defined."""
    divisor, where = pole
    reason = f"it divides by {divisor}, which may be 0 where its hypotheses hold; exclude that by a hypothesis"
    return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason, instance=where, tightest=points.tightest)


def _witness(points: Points, end: float, seed: int) -> Point | None:
    if points.claim.obstacle:
        return points.witness(seed, end)
    return refuter.refute(points.claim, end - time.monotonic(), seed).witness


def _satisfying(claim: Claim, end: float, seed: int) -> Point | None:
    """A point at which the hypotheses hold, and both sides of the conclusion are defined, with the help of z3."""
    if claim.obstacle:
        return None
    both = map(ast.unparse, (claim.conclusion.left, claim.conclusion.right))
    sides = " + ".join(f"({text}) - ({text})" for text in both)
    with suppress(Misuse):  # where the text is too large twice
        false = Claim(f"{sides} > 0", claim.given, scalars=claim.names)
        return refuter.refute(false, end - time.monotonic(), seed).witness
    return None


def _without_points(name: str, claim: Claim, end: float, seed: int) -> Grade:
    """The grade where no point was found: vacuous, as a certificate may show."""
    contradiction = Claim("1 <= 0", claim.given, scalars=claim.names)
    certificate = prover.prove(contradiction, range(1, 5), time.monotonic() + (end - time.monotonic()) / 2)
    if certificate is not None:
        reason = "it is vacuous: its hypotheses contradict each other, as a certificate of 1 <= 0 shows"
        return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason, None, certificate)
    points = Points(claim)
    if (refuted := _refuted(name, points, _witness(points, end, seed))) is not None:
        return refuted
    reason = "it may be vacuous: no point was found at which its hypotheses hold and its sides are defined"
    return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason)


def _renamed(found: Grade, inequality: Inequality, seconds: float) -> Grade:
    """The grade with points in the claim's own names."""
    own = {called: name for name, called in inequality.called.items()}

    def renamed(point: Point | None) -> dict[str, Fraction] | None:
        return None if point is None else {own[name]: x for name, x in point.items()}

    tightest = None if found.tightest is None else (found.tightest[0], renamed(found.tightest[1]) or {})
    return Grade(
        found.name,
        found.outcome,
        found.strength,
        found.reason,
        renamed(found.witness),
        found.certificate,
        renamed(found.instance),
        tightest,
        seconds,
    )
