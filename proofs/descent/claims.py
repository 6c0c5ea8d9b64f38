"""Steps about descent, and their evidence: on instances, and by certificates.

What is true of one step is a claim as a lemma is, and judged as lemmas are: by instances at which its own hypotheses
hold, each of which is needed. What is true of every step is shown by the claims of inductions, all of them.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from proofs import checker
from proofs.certificate.argument import Argument, Gap, document, without
from proofs.certificate.prover import Document, Prover
from proofs.claims.claim import Canary, Shard, Step
from proofs.claims.domain import Domain, Workspace
from proofs.claims.texts import statement_of, text_of
from proofs.claims.verdict import Judgement, Outcome, Strength
from proofs.descent import any_start, any_start_lines, late_lines, level_lines, matrices, spectral, spectral_lines
from proofs.descent.families import ROOM
from proofs.descent.induction import Induction
from proofs.evidence import balls
from proofs.evidence.proved import ByCertificate
from proofs.lemmas import certified, evidence
from proofs.lemmas.domain import Instances
from proofs.lemmas.pool import Family
from proofs.lemmas.proved import known_lemmas
from proofs.lemmas.resting import lemmas_of, lemmas_used
from proofs.lemmas.wording import NEARLY, Wording, of_lemma

GROUP = "descent"
MATRICES = (
    matrices.IN_BLOCKS,
    matrices.BOUNDED,
    matrices.GROWS,
    matrices.INNER_STAYS,
    matrices.REST,
    level_lines.LEVEL,
    level_lines.GROWTH,
    matrices.GAP_ABOVE,
    matrices.GAP_BELOW,
    any_start_lines.POTENTIAL,
    late_lines.SUM,
    late_lines.ABOVE,
    late_lines.BELOW,
    late_lines.MIXED,
)
ONE_STEP: tuple[Argument, ...] = (*spectral_lines.ONE_STEP, *spectral.BASIS, *MATRICES)
"""Each after those that its lines name."""
POSITIVE = " is positive"


@cache
def known() -> Mapping[str, Document]:
    """What a line about descent may be an instance of: axioms, lemmas, and what is true of one step."""
    found = dict(known_lemmas())
    for claim in ONE_STEP:
        certificate = found_for(claim, found)
        if certificate is not None:
            found[claim.label] = {**certificate, "shows": claim.shows}
    return found


def found_for(claim: Argument, lemmas: Mapping[str, Document]) -> Document | None:
    """The claim's certificate with no hypothesis that no line needs; None if there is none that the checker accepts."""
    prover, steps, used = Prover(claim, lemmas), list[Document](), set[str]()
    try:
        for step in claim.steps:
            steps.append(prover.step(step.label))
            used |= prover.proof.used
    except (Gap, checker.Invalid):
        return None
    return document(replace(claim, given={name: text for name, text in claim.given.items() if name in used}), steps)


@cache
def certificates() -> tuple[Document, ...]:
    """Of all claims about descent that have one, in an order in which each rests on earlier ones."""
    induced = (claim for case in all_inductions() for claim in case.claims())
    return tuple(filter(None, (found_for(claim, known()) for claim in (*ONE_STEP, *induced))))


@lru_cache(maxsize=64)
def prover(label: str, dropped: tuple[str, ...] = ()) -> Prover:
    """The prover of what is true of one step, without the hypotheses `dropped`."""
    claim = next(claim for claim in ONE_STEP if claim.label == label)
    return Prover(without(claim, dropped), known())


def all_inductions() -> tuple[Induction, ...]:
    return (*spectral.inductions(), any_start.unlearned(), any_start.begins(), any_start.goes_on())


def inductions(label: str) -> tuple[Induction, ...]:
    """The cases of what is shown by induction under a label."""
    return tuple(case for case in all_inductions() if case.label == label)


def provers(label: str) -> tuple[tuple[Prover, str], ...]:
    """Who shows what an entry about descent says, with the label of each step there; none for any other label."""
    if any(claim.label == label for claim in ONE_STEP):
        return ((prover(label), label),)
    return _shown_by(label, repr(spectral.constants()))


@lru_cache(maxsize=16)
def _shown_by(label: str, constants: str) -> tuple[tuple[Prover, str], ...]:
    del constants  # they are looked up where the inductions are made
    claims = (claim for case in inductions(label) for claim in case.claims())
    return tuple(
        (each, step.label) for each in (Prover(claim, known()) for claim in claims) for step in each.case.steps
    )


def named(label: str) -> tuple[str, ...]:
    """The lemmas and axioms that the lines name which show a label."""
    written = (step for each, own in provers(label) for step in each.case.steps if step.label == own)
    return lemmas_used(line for step in written for line in step.lines)


def cited(label: str) -> tuple[str, ...]:
    """The axioms beyond the checker's language that are taken as given where a label is shown by induction."""
    given = {name for case in inductions(label) for name in case.there}
    return spectral.CITED if given & set(spectral.ORIGINS) else ()


# ---- what is true of one step


def wording(claim: Argument) -> Wording:
    """The claim's own text; that names are positive is among its hypotheses."""
    found = of_lemma(claim)
    positive = tuple((f"{name}{POSITIVE}", f"0 < {name}") for name in claim.positive)
    return replace(found, given=(*positive, *found.given), scalars=(*claim.scalars, *claim.positive))


@dataclass(frozen=True)
class Certified(evidence.Certified):
    """As of a lemma, but that a name is positive need not be needed: one divides by it."""

    def left_out(self, step: Step, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        spared = ROOM.get(step.label, {})
        return super().left_out(step, tuple(x for x in names if not x.endswith(POSITIVE) and x not in spared))


@dataclass(frozen=True)
class ProvedClaim(ByCertificate):
    """What is true of one step, for all numbers and matrices of all sizes."""

    def asked(self, step: Step) -> tuple[Sequence[Prover], str]:
        """What is claimed of its instances, from the hypotheses that hold there."""
        domain: Any = step.domain
        return [prover(step.label, domain.dropped)], domain.shows

    def is_own(self, step: Step) -> bool:
        return isinstance(step.domain, Instances) and not step.domain.instead and not step.domain.dropped

    def cites(self, step: Step, facts: Iterable[str], found: Iterable[Document]) -> tuple[str, ...]:
        """What else is true of one step, and lemmas, axioms apart."""
        del step, facts
        return entries_cited(found)


def entries_cited(found: Iterable[Document]) -> tuple[str, ...]:
    """The entries about descent that documents name; lemmas are told apart."""
    own = {claim.label for claim in ONE_STEP}
    return tuple(sorted({label for each in found for label in lemmas_of(each)} & own))


def one_step(claim: Argument, family: Family | None = None) -> Step:
    """The step that says what the claim says."""
    domain = Instances(wording(claim), family)
    own = [label for line in claim.steps[-1].lines for label in (getattr(line, "lemma", ""),)]
    return Step(
        label=claim.label,
        paper="MV",
        statement=certified.as_written,
        evidence=(Certified(), ProvedClaim()),
        canary=Canary(f"{NEARLY} to spare", domain=replace(domain, instead=domain.wording.nearly)),
        domain=domain,
        uses=tuple(sorted({label for label in own if any(each.label == label for each in ONE_STEP)})),
        group=GROUP,
    )


# ---- what is true of every step


@dataclass(frozen=True)
class ByInduction:
    """Shown at every step: HOLDS if all claims of all its cases have certificates, else UNDECIDED."""

    strength: Strength = Strength.PROVED
    refutes: bool = False

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Judgement:
        """Find and check the certificates; nothing in it is random, and the first shard does it all."""
        del seed, workspace
        if shard.index > 0:
            return Judgement(step.label, Outcome.HOLDS, self.strength, "")
        started = time.perf_counter()
        found, reason = dict[str, Document](), ""
        try:
            found = dict(self._found(step))
        except (Gap, checker.Invalid) as error:
            reason = f"no certificate: {error}"
        cases = inductions(step.label)
        shown = {label for case in cases for labels in case.origins.values() for label in labels}
        return Judgement(
            label=step.label,
            outcome=Outcome.HOLDS if found else Outcome.UNDECIDED,
            strength=Strength.PROVED,
            domain=f"all parameters and all steps j, by induction: {'; '.join(case.case for case in cases)}",
            reason=reason,
            points=len(found),
            tool="certificates, checked by proofs/checker.py, of the start and of one step",
            seconds=time.perf_counter() - started,
            proofs=tuple((name, json.dumps(proof)) for name, proof in found.items()),
            cites=tuple(sorted({*entries_cited(found.values()), *shown})) if found else (),
        )

    @staticmethod
    def _found(step: Step) -> Iterator[tuple[str, Document]]:
        """Each part's certificate; what is shown is what the step states. Raises Gap, or checker.Invalid.

        What follows comes first, as a near-miss of it has no certificate there.
        """
        for each, label in sorted(provers(step.label), key=lambda part: part[1] != step.label):
            shows = text_of(step) if label == step.label else None
            yield f"{each.case.label}: {label}", each.step(label, shows)


def by_induction(label: str, text: str, domain: Domain, *, uses: tuple[str, ...], canary: Canary) -> Step:
    """The step that says the text at every step j."""
    evidence = (balls.Certified(), ByInduction())
    return Step(label, "MV", statement_of(text), evidence, canary, domain, uses=uses, group=GROUP)
