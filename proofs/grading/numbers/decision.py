"""Grade a claim about numbers: a certificate that the checker accepts, a witness, or an honest UNDECIDED.

A claim HOLDS only with a certificate and with a point that satisfies its hypotheses: what holds of nothing is vacuous.
The work is done in a process of its own, which is ended when its time is over.
"""

import ast
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, islice
from typing import Any

from numeric.process import latest
from paper import Misuse
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import boxes, grades, late, prover
from proofs.grading.numbers.claims import by_bounds_of_pi
from proofs.grading.numbers.lines import Document
from proofs.grading.numbers.obligations import Obligation
from proofs.scalar.claims import PI, Claim, Enclosed, Interval, Place, Point
from proofs.scalar.isolation import Isolation, exactly, is_enclosed
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
ALIKE = ("1", "-1", "1/2", "2")
"""Where all variables are this, mistakes in a symmetric claim show."""
LITERAL = re.compile(r"(?<![\w.*])(\d+)(?:\*\*(\d{1,5}))?(?![\w.])")
LARGE, LONGEST = 10**6, 20_000
"""Numbers in a claim above this, and of no more digits, beyond which mistakes about sizes show."""
QUICK, FEW = 0.2, 20
"""Seconds and starts for rational points that satisfy equations, before irrational ones are looked for."""
ISOLATING = 0.05
"""Seconds for each start from which an irrational witness is looked for."""
POLE = 0.3
"""Seconds in which a point is looked for at which the claim divides by zero."""
ENCLOSED = (
    "its equations have exactly one solution between the bounds of the witness, where all other hypotheses hold and the"
    " claim does not, as was checked by balls"
)
NEITHER = "neither a proof nor a counterexample was found in {:g} s"
GRACE = 1.0
"""Seconds beyond its time after which the process is ended."""


@dataclass(frozen=True)
class Grade(grades.Grade):
    """Points are in the claim's own names; `tightest` is where both sides came nearest, with their ratio.

    Where a number of the witness or the instance is only enclosed, balls prove that there is exactly one such point.
    """

    witness: Place | None = None
    instance: Place | None = None
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

    def renamed(place: Place) -> Any:
        return {own[name]: x for name, x in place.items()}

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


def _alike(claim: Claim) -> Iterator[Fraction]:
    """What all variables may be: small numbers, twice the largest that is written in the claim, or one over that."""
    yield from map(Fraction, ALIKE)
    found = (LITERAL.finditer(text) for text in (claim.shows, *claim.given.values()))
    written = [int(x[1]) ** int(x[2] or 1) for each in found for x in each if len(x[1]) * int(x[2] or 1) <= LONGEST]
    largest = max(written, default=0)
    if largest > LARGE:
        beyond = Fraction(2 * largest)
        yield from (beyond, -beyond, 1 / beyond, -1 / beyond)


def decide(name: str, claim: Claim, seconds: float, seed: int) -> Grade:
    """The grade of a claim, in its own process; points are in the names of the checker's language."""
    late.load()
    from proofs.grading.numbers import nearby

    deadline = time.monotonic() + seconds

    def until(part: float) -> float:
        """The moment when this part of all the time has gone by."""
        return deadline - seconds * (1 - part)

    search, isolation = Search(claim), Isolation(claim)
    instance = _instance(claim, search, isolation, until, seed)
    if instance is None:
        return _without_points(name, claim, until(0.9), seed)
    more = search.admitted(seed + 1, until(PARTS[-1].near), FEW if isolation.is_of_use else None)
    starts, begun = chain([_middle(instance)], more), prover.Begun()
    equal = (dict.fromkeys(claim.variables, x) for x in _alike(claim))
    if (refuted := _refuted(name, search, next(filter(claim.is_refuted_by, equal), None))) is not None:
        return refuted
    for part in PARTS:
        witness = nearby.witness(claim, islice(starts, part.starts), until(part.near))
        if witness is None and isolation.is_of_use:
            witness = isolation.refuting(seed, min(until(part.near), time.monotonic() + part.starts * ISOLATING))
        if witness is None and part.searched:
            witness = boxes.witness(claim, until((part.near + part.searched) / 2))
        if witness is None and part.searched:
            witness = search.refute(until(part.searched), seed).witness
        if (refuted := _refuted(name, search, witness)) is not None:
            return refuted
        certificate = _certificate(claim, part.levels, until(part.proved), begun)
        if certificate is not None:
            return _proved(name, search, certificate, instance)
        pole = search.pole(seed, min(until(0.4), time.monotonic() + POLE)) if part is PARTS[0] else None
        if pole is not None:  # of which a certificate says nothing, so that there is none to be looked for
            witness = nearby.witness(claim, islice(starts, 10), min(until(0.6), time.monotonic() + POLE / 3))
            return _refuted(name, search, witness) or _undefined(name, search, pole)
    witness = search.witness(seed, until(1))  # which also says how near the sides come
    if (refuted := _refuted(name, search, witness)) is not None:
        return refuted
    reason = NEITHER.format(seconds)
    unsaid = search.unsaid(seed, time.monotonic() + POLE)
    if unsaid is not None:
        reason += f"; a hypothesis {unsaid[0]} where the others hold: exclude that by one more"
    return Grade.undecided(name, reason, instance=instance, tightest=search.tightest)


def _certificate(claim: Claim, levels: range, end: float, begun: prover.Begun) -> Document | None:
    """By the simpler bounds on π first, where it has them, in a half of the time; with what was `begun` before."""
    *simpler, last = by_bounds_of_pi(claim)
    halfway = (time.monotonic() + end) / 2
    found = next(filter(None, (prover.prove(each, levels, halfway, begun) for each in simpler)), None)
    return found or prover.prove(last, levels, end, begun)


def _instance(
    claim: Claim, search: Search, isolation: Isolation, until: Callable[[float], float], seed: int
) -> Place | None:
    """Where its hypotheses hold: at a rational point, at one that is enclosed, or where z3 says."""
    if isolation.is_of_use:  # as few points satisfy equations, simple ones are tried first, and briefly
        quick = min(until(0.1), time.monotonic() + QUICK)
        places = [next(search.admitted(seed, quick, FEW), None), next(isolation.satisfying(seed, until(0.1)), None)]
        found = next(filter(None, places), None)
        if found is not None:
            return found
    point = next(search.admitted(seed, until(0.1)), None)
    return _satisfying(claim, until(0.25), seed) if point is None else point


def _middle(place: Place) -> Point:
    return {name: (x.low + x.high) / 2 if isinstance(x, Enclosed) else x for name, x in place.items()}


def _refuted(name: str, search: Search, witness: Place | None) -> Grade | None:
    """The grade at a witness, whoever found it, if it certainly is one."""
    if witness is None or not Isolation(search.claim).is_refuted_by(witness):
        return None
    if is_enclosed(witness):
        return Grade(name, Outcome.FAILS, Strength.CERTIFIED, ENCLOSED, witness=witness)
    is_exact = search.claim.is_rational
    how, strength = ("exactly", Strength.PROVED) if is_exact else ("by balls", Strength.CERTIFIED)
    reason = f"every hypothesis holds at the witness and the claim does not, as was checked {how}"
    return Grade(name, Outcome.FAILS, strength, reason, witness=search.simplified(exactly(witness)))


def _proved(name: str, search: Search, certificate: Document, instance: Place) -> Grade:
    """The grade with a certificate, if none of the points that were seen contradicts it."""
    seen = [instance, *([search.tightest[1]] if search.tightest else [])]
    refuting = next(filter(Isolation(search.claim).is_refuted_by, seen), None)
    if refuting is not None:
        return Grade.undecided(name, grades.BOTH, witness=refuting, certificate=certificate)
    reason = "a certificate was found, and the checker accepts it"
    found = Grade(name, Outcome.HOLDS, Strength.PROVED, reason, certificate)
    return replace(found, instance=instance, tightest=search.tightest)


def _undefined(name: str, search: Search, pole: tuple[str, Point]) -> Grade:
    """The grade where the claim may be true, but speaks of points at which it is not defined."""
    what, where = pole
    reason = f"it {what} where its hypotheses hold; exclude that by a hypothesis"
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


def _contradictions(claim: Claim) -> Iterator[Claim]:
    """What can't hold beside its hypotheses, from these: 1 <= 0, and the opposite of each that is strict."""
    opposites = (each.opposite for each in claim.hypotheses if each.is_strict and PI not in each.names)
    for false in ("1 <= 0", *opposites):
        yield Claim(false, claim.given, scalars=claim.names)


def _without_points(name: str, claim: Claim, end: float, seed: int) -> Grade:
    """The grade where no point was found: vacuous, as a certificate may show."""
    halfway, begun = time.monotonic() + (end - time.monotonic()) / 2, prover.Begun()
    for level in range(1, 5):
        for contradiction in _contradictions(claim):
            certificate = _certificate(contradiction, range(level, level + 1), halfway, begun)
            if certificate is not None:
                shows = contradiction.shows
                reason = f"it is vacuous: its hypotheses contradict each other, as a certificate of {shows} shows"
                return Grade.undecided(name, reason, certificate=certificate)
    search = Search(claim)
    if (refuted := _refuted(name, search, search.refute(end, seed).witness)) is not None:
        return refuted
    reason = "it may be vacuous: no point was found at which its hypotheses hold and its sides are defined"
    return Grade.undecided(name, reason)
