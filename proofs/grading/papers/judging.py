"""A paper's verdicts: its claims graded with what they use as facts, their near-misses, and the chain of strengths."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from paper import Misuse
from proofs.claims.verdict import Judgement, Outcome, Strength, Verdict
from proofs.grading import run
from proofs.grading.files import AnyClaim
from proofs.grading.kinds import OfNumbers
from proofs.grading.kinds.termwise import TermwiseSum
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.decision import Grade
from proofs.grading.numbers.obligations import Obligation
from proofs.grading.papers.near_misses import NearMiss, near_misses
from proofs.grading.papers.paper import NAME, Paper, Stated, Use
from proofs.grading.windows.claims import Windows
from proofs.lemmas.proved import lemmas
from proofs.lemmas.resting import axioms_of

OF_A_NEAR_MISS = 0.2
"""Seconds of a near-miss, for each second of the claim."""
DOMAIN = "all values that satisfy its hypotheses"
ALIKE = "no near-miss was told apart from it: a constant in it may be far from the best"
Progress = Callable[[int, int, str], None]
Tried = tuple[NearMiss, run.Grade]


@dataclass(frozen=True)
class Judged:
    """A paper with the verdict and the grade of each claim, in its order, and by label which near-miss was refuted."""

    paper: Paper
    verdicts: tuple[Verdict, ...]
    near_misses: Mapping[str, str]
    grades: tuple[run.Grade, ...]


def judge(paper: Paper, seconds: float, seed: int, jobs: int = 1, progress: Progress | None = None) -> Judged:
    """The verdicts on a paper; each claim has its seconds. Raises Misuse for a use of names that are not there."""
    claims = {each.label: each.claim for each in paper.claims if each.claim is not None}
    work = [_with_its_uses(paper[label], claim, paper) for label, claim in claims.items()]
    grades = dict(zip(claims, run.grades(work, seconds, seed, jobs, progress), strict=True))
    near = [
        (label, each)
        for label, claim in claims.items()
        if grades[label].outcome is Outcome.HOLDS
        for each in near_misses(claim, paper[label].near_miss)
    ]
    work = [replace(each.claim, name=f"{label}, {each.changes}") for label, each in near]
    again = run.grades(work, OF_A_NEAR_MISS * seconds, seed, jobs, progress)
    tried = {
        label: [(each, grade) for (_, each), grade in both]
        for label, both in groupby(zip(near, again, strict=True), key=lambda pair: pair[0][0])
    }
    found = dict[str, Verdict]()
    for label in paper.upward:
        below = [found[use.label] for use in paper[label].uses]
        found[label] = _verdict(paper[label], grades.get(label), tried.get(label, []), below)
    changed = {label: refuted[0].changes for label, all_ in tried.items() if (refuted := _refuted(all_))}
    return Judged(paper, tuple(found[each.label] for each in paper.claims), changed, tuple(grades.values()))


# ---- what a claim uses


@dataclass(frozen=True)
class Resting:
    """A claim with others' conclusions among its hypotheses, which hold where these others' hypotheses do."""

    name: str
    claim: OfNumbers
    before: tuple[Inequality, ...]
    """That the others' hypotheses hold, where this one's do."""

    @property
    def remark(self) -> str:
        return self.claim.remark

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        asked = [
            replace(obligation, name=f"{each.name}, {number}" if number > 1 else each.name, necessary=False)
            for each in self.before
            for number, obligation in enumerate(each.obligations, start=1)
        ]
        return (*asked, *self.claim.obligations)

    def refuted(self, seconds: float, seed: int) -> Grade | None:
        """As the claim is."""
        return self.claim.refuted(seconds, seed)


def _with_its_uses(stated: Stated, claim: AnyClaim, paper: Paper) -> run.AnyClaim:
    """The claim, with what it uses for facts: those of its uses that state a comparison."""
    facts, before = list[str](), list[Inequality]()
    for use in stated.uses:
        used = paper[use.label].claim
        if not isinstance(used, Inequality | TermwiseSum) or isinstance(claim, Windows):
            continue  # which counts in the chain
        names = _names(used, use, claim)
        variables = tuple(dict.fromkeys(names_of(claim)))
        given = (*claim.given, *facts)
        before += [
            Inequality(f"what {use.label} asks: {text}", variables, given, text)
            for text in (_replaced(hypothesis, names) for hypothesis in used.given)
        ]
        facts.append(_replaced(used.shows, names))
    if isinstance(claim, Windows) or not facts:
        return claim
    try:
        return Resting(claim.name, replace(claim, given=(*claim.given, *facts)), tuple(before))
    except Misuse as error:
        raise Misuse(f"claim {stated.label!r} can't use {', '.join(u.label for u in stated.uses)}: {error}") from None


def names_of(claim: Inequality | TermwiseSum | AnyClaim) -> tuple[str, ...]:
    """The names that its hypotheses may speak of."""
    if isinstance(claim, Windows):
        return ()
    return (*claim.variables, *(claim.each if isinstance(claim, TermwiseSum) else ()))


def _names(used: Inequality | TermwiseSum, use: Use, claim: AnyClaim) -> dict[str, str]:
    """What each name of the claim that is used stands for here. Raises Misuse for one that stands for nothing."""
    own, theirs = names_of(claim), names_of(used)
    unknown = [name for name in use.names if name not in theirs]
    if unknown:
        raise Misuse(f"claim {claim.name!r}: {use.label!r} has no {unknown[0][:40]!r}, so that nothing can replace it")
    missing = [name for name in theirs if name not in use.names and name not in own]
    if missing:
        raise Misuse(
            f"claim {claim.name!r}: {missing[0]!r} of {use.label!r} is no name here; say what replaces it, as in"
            f' {{ label = "{use.label}", with = {{ {missing[0]} = "…" }} }}'
        )
    return {name: use.names.get(name, name) for name in theirs}


def _replaced(text: str, names: Mapping[str, str]) -> str:
    return NAME.sub(lambda m: f"({names[m[0]]})" if names.get(m[0], m[0]) != m[0] else m[0], text)


# ---- verdicts


def _verdict(stated: Stated, grade: run.Grade | None, tried: Sequence[Tried], below: Sequence[Verdict]) -> Verdict:
    uses = tuple(use.label for use in stated.uses)
    if grade is None:
        return Verdict(stated.label, None, Strength.NONE, Strength.NONE, stated.unchecked, uses=uses)
    chain = min([grade.strength, *(each.chain if each.outcome is Outcome.HOLDS else Strength.NONE for each in below)])
    given = stated.claim.given if stated.claim else ()
    told = "; ".join([grade.reason, *(_told(given, tried) if grade.outcome is Outcome.HOLDS else ())])
    return Verdict(
        stated.label,
        grade.outcome,
        grade.strength,
        chain,
        told,
        (_judgement(stated.label, grade),),
        uses,
        tuple(_judgement(stated.label, each) for _, each in _refuting(tried)[:1]),
        grade.seconds + sum(each.seconds for _, each in tried),
        assumes=tuple(dict.fromkeys(axiom for part in _claims(grade) for axiom in axioms_of(part, lemmas()))),
    )


def _told(given: Sequence[str], tried: Sequence[Tried]) -> Iterator[str]:
    """What the near-misses say of the claim: hypotheses on which nothing rests, and that no constant could be told."""
    for near, grade in tried:
        if near.drops and grade.outcome is Outcome.HOLDS:
            yield f"nothing rests on the hypothesis {given[near.drops - 1]}: it is proved without it"
    if not _refuted(tried):
        yield ALIKE


def _refuting(tried: Sequence[Tried]) -> list[Tried]:
    """Those near-misses that are refuted, constants before hypotheses."""
    return [(near, grade) for near, grade in tried if grade.outcome is Outcome.FAILS]


def _refuted(tried: Sequence[Tried]) -> list[NearMiss]:
    return [near for near, _ in _refuting(tried)]


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
