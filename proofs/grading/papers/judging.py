"""A paper's verdicts: its claims graded with what they use as facts, their near-misses, and the chain of strengths."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from proofs.claims.verdict import Judgement, Outcome, Strength, Verdict
from proofs.grading import run
from proofs.grading.papers.near_misses import NearMiss, changed, dropped
from proofs.grading.papers.paper import Paper, Stated
from proofs.grading.papers.statements import statement
from proofs.grading.papers.uses import with_its_uses
from proofs.lemmas.proved import lemmas
from proofs.lemmas.resting import axioms_of

OF_A_NEAR_MISS = 0.1
"""Seconds of a near-miss, for each second of the claim."""
DOMAIN = "all values that satisfy its hypotheses"
ALIKE = "no near-miss was told apart from it: a constant in it may be far from the best"
Progress = Callable[[int, int, str], None]
Tried = tuple[NearMiss, run.Grade]


@dataclass(frozen=True)
class Judged:
    """A paper with the verdict and the grade of each claim, in its order.

    By label: which near-miss was refuted, and what the others say of a claim that holds.
    """

    paper: Paper
    verdicts: tuple[Verdict, ...]
    near_misses: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]]
    grades: tuple[run.Grade, ...]


def judge(paper: Paper, seconds: float, seed: int, jobs: int = 1, progress: Progress | None = None) -> Judged:
    """The verdicts on a paper; each claim has its seconds. Raises Misuse for a use of names that are not there."""
    claims = {each.label: each.claim for each in paper.claims if each.claim is not None}

    def graded(work: Sequence[run.AnyClaim], seconds: float) -> list[run.Grade]:
        return run.grades(work, seconds, seed, jobs, progress)

    work = {label: with_its_uses(paper[label], claim, paper) for label, claim in claims.items()}
    grades = dict(zip(claims, graded(list(work.values()), seconds), strict=True))
    holding = {label: claim for label, claim in claims.items() if grades[label].outcome is Outcome.HOLDS}
    ways = {label: changed(claim, paper[label].near_miss) for label, claim in holding.items()}
    tried = _tried(ways, partial(graded, seconds=OF_A_NEAR_MISS * seconds), until_refuted=True)
    ways = {label: dropped(claim) for label, claim in holding.items()}
    without = _tried(ways, partial(graded, seconds=OF_A_NEAR_MISS * seconds))
    near = {label: [*tried[label], *without[label]] for label in holding}
    notes = {label: tuple(_notes(holding[label].given, near[label])) for label in holding}
    found = dict[str, Verdict]()
    for label in paper.upward:
        below = [found[use.label] for use in paper[label].uses]
        verdict = _verdict(paper[label], grades.get(label), near.get(label, []), notes.get(label, ()), below)
        found[label] = replace(verdict, statement=statement(work[label])) if label in work else verdict
    words = {label: refuted[0][0].changes for label in holding if (refuted := _refuted(near[label]))}
    return Judged(paper, tuple(found[each.label] for each in paper.claims), words, notes, tuple(grades.values()))


def _tried(
    ways: Mapping[str, Iterator[NearMiss]], graded: Callable[..., list[run.Grade]], *, until_refuted: bool = False
) -> defaultdict[str, list[Tried]]:
    """The near-misses of each claim with their grades: a round has one of each claim, so that processes share it."""
    found, waiting = defaultdict[str, list[Tried]](list), dict(ways)
    while waiting:
        near = {label: each for label, way in waiting.items() if (each := next(way, None)) is not None}
        grades = graded([replace(each.claim, name=f"{label}, {each.changes}") for label, each in near.items()])
        for (label, each), grade in zip(near.items(), grades, strict=True):
            found[label].append((each, grade))
        refuted = {label for label in near if found[label][-1][1].outcome is Outcome.FAILS} if until_refuted else set()
        waiting = {label: ways[label] for label in near if label not in refuted}
    return found


# ---- verdicts


def _verdict(
    stated: Stated,
    grade: run.Grade | None,
    tried: Sequence[Tried],
    notes: Sequence[str],
    below: Sequence[Verdict],
) -> Verdict:
    uses = tuple(use.label for use in stated.uses)
    if grade is None:
        return Verdict(stated.label, None, Strength.NONE, Strength.NONE, stated.unchecked, uses=uses)
    said = [each for each in below if each.outcome is not None]  # a definition claims nothing that could fail
    chain = min([grade.strength, *(each.chain if each.outcome is Outcome.HOLDS else Strength.NONE for each in said)])
    return Verdict(
        stated.label,
        grade.outcome,
        grade.strength,
        chain,
        "; ".join([grade.reason, *notes]),
        (_judgement(stated.label, grade),),
        uses,
        tuple(_judgement(stated.label, each) for _, each in _refuted(tried)[:1]),
        grade.seconds + sum(each.seconds for _, each in tried),
        assumes=tuple(dict.fromkeys(axiom for part in _claims(grade) for axiom in axioms_of(part, lemmas()))),
    )


def _notes(given: Sequence[str], tried: Sequence[Tried]) -> Iterator[str]:
    """What the near-misses say of the claim: hypotheses on which nothing rests, and that no constant could be told."""
    for near, grade in tried:
        if near.drops and grade.outcome is Outcome.HOLDS:
            yield f"nothing rests on the hypothesis {given[near.drops - 1]}: it is proved without it"
    if not _refuted(tried):
        yield ALIKE


def _refuted(tried: Sequence[Tried]) -> list[Tried]:
    """Those near-misses that are refuted, constants before hypotheses."""
    return [(near, grade) for near, grade in tried if grade.outcome is Outcome.FAILS]


def _judgement(label: str, grade: run.Grade) -> Judgement:
    witness = getattr(grade, "witness", None)
    written = None if witness is None else {name: str(x) for name, x in _point(witness).items()}
    proof = () if grade.certificate is None else (("", json.dumps(grade.certificate)),)
    tool = "checker" if grade.certificate else "exact or enclosed values"
    return Judgement(
        label,
        grade.outcome,
        grade.strength,
        DOMAIN,
        grade.reason,
        witness=written,
        points=1,
        tool=tool,
        seconds=grade.seconds,
        proofs=proof,
    )


def _point(witness: object) -> Mapping[str, object]:
    return witness if isinstance(witness, Mapping) else {"instance": witness}


def _claims(grade: run.Grade) -> Sequence[Mapping[str, object]]:
    """Of the certificate of what holds."""
    return grade.certificate["claims"] if grade.certificate and grade.outcome is Outcome.HOLDS else ()
