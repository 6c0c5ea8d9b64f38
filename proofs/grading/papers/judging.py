"""A paper's verdicts: its claims graded with what they use as facts, their near-misses, and the chain of strengths."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from paper import Misuse
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
    interrupted: bool = False


def judge(
    paper: Paper, seconds: float, seed: int, jobs: int = 1, progress: Progress | None = None, *, whole: bool = True
) -> Judged:
    """The verdicts on a paper; each claim has its seconds. Raises Misuse for a use of names that are not there.

    A fault of ours in one claim is its verdict, and no other's. An interruption is raised or, where it need not be the
    `whole` paper, ends this with what was found by then.
    """
    return _Judge(paper, seconds, partial(run.grades, seed=seed, jobs=jobs, progress=progress), whole).judged()


@dataclass
class _Judge:
    paper: Paper
    seconds: float
    graded: Callable[..., list[run.Grade]]
    whole: bool
    interrupted: bool = False

    def judged(self) -> Judged:
        paper, grades = self.paper, dict[str, run.Grade]()
        claims = {each.label: each.claim for each in paper.claims if each.claim is not None}
        work, statements = dict[str, run.AnyClaim](), dict[str, str]()
        for label, claim in claims.items():
            try:
                work[label] = with_its_uses(paper[label], claim, paper)
                statements[label] = statement(work[label])
            except Misuse:
                raise
            except Exception as error:
                grades[label] = run.without_grade(claim, error)
        asked = {label: claim for label, claim in work.items() if label not in grades}
        grades |= zip(asked, self._grades(list(asked.values()), self.seconds), strict=True)
        holding = {label: claim for label, claim in claims.items() if grades[label].outcome is Outcome.HOLDS}
        tried = self._tried({label: changed(claim, paper[label].near_miss) for label, claim in holding.items()}, True)
        without = self._tried({label: dropped(claim) for label, claim in holding.items()})
        near = {label: [*tried[label], *without[label]] for label in holding}
        notes = {x: tuple(_notes(holding[x].given, near[x])) for x in holding if not self.interrupted}
        found = dict[str, Verdict]()
        for label in paper.upward:
            below = [found[use.label] for use in paper[label].uses]
            try:
                verdict = _verdict(paper[label], grades.get(label), near.get(label, []), notes.get(label, ()), below)
            except Exception as error:
                verdict = Verdict(label, Outcome.INTERNAL, Strength.NONE, Strength.NONE, run.why(error))
            found[label] = replace(verdict, statement=statements.get(label, ""))
        words = {label: refuted[0][0].changes for label in holding if (refuted := _refuted(near[label]))}
        verdicts = tuple(found[each.label] for each in paper.claims)
        return Judged(paper, verdicts, words, notes, tuple(grades[label] for label in claims), self.interrupted)

    def _grades(self, work: Sequence[run.AnyClaim], seconds: float) -> list[run.Grade]:
        try:
            return self.graded(work, seconds) if not self.interrupted else run.with_the_rest(work, ())
        except run.Interrupted as stop:
            if self.whole:
                raise
            self.interrupted = True
            return run.with_the_rest(work, stop.found)

    def _tried(
        self, ways: Mapping[str, Iterator[NearMiss]], until_refuted: bool = False
    ) -> defaultdict[str, list[Tried]]:
        """The near-misses of each claim with their grades: a round has one of each, so that processes share it."""
        found, waiting = defaultdict[str, list[Tried]](list), dict(ways)
        while waiting and not self.interrupted:
            near = {label: each for label, way in waiting.items() if (each := _next(way)) is not None}
            named = [replace(each.claim, name=f"{label}, {each.changes}") for label, each in near.items()]
            for (label, each), grade in zip(
                near.items(), self._grades(named, OF_A_NEAR_MISS * self.seconds), strict=True
            ):
                found[label].append((each, grade))
            refuted = {label for label in near if until_refuted and found[label][-1][1].outcome is Outcome.FAILS}
            waiting = {label: ways[label] for label in near if label not in refuted}
        return found


def _next(way: Iterator[NearMiss]) -> NearMiss | None:
    """None at its end, and where none can be made for a fault of ours: then nothing is told apart from the claim."""
    try:
        return next(way, None)
    except Exception:
        return None


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
        assumes=_assumed(grade),
    )


def _notes(given: Sequence[str], tried: Sequence[Tried]) -> Iterator[str]:
    """What the near-misses say of the claim: hypotheses on which nothing rests, and that no constant could be told."""
    for near, grade in tried:
        if grade.outcome is Outcome.INTERNAL:
            yield f"of the near-miss {near.changes}: {grade.reason}"
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


def _assumed(grade: run.Grade) -> tuple[str, ...]:
    """The axioms that what holds rests on."""
    known = {**lemmas(), **{part["label"]: part for part in _claims(grade)}}
    return tuple(dict.fromkeys(axiom for part in _claims(grade) for axiom in axioms_of(part, known)))


def _claims(grade: run.Grade) -> Sequence[Mapping[str, Any]]:
    """Of the certificate of what holds."""
    return grade.certificate["claims"] if grade.certificate and grade.outcome is Outcome.HOLDS else ()
