"""Grade a claim about windows: by chains of steps with its constants, and by a search for what contradicts it.

It HOLDS where a chain goes through: every condition on the constants has a certificate, and the chain has one for every
n, spectrum, shape, k and t. It FAILS at an exact instance only. Beside a proof the search goes on, in vain.
"""

import ast
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from numeric.process import latest
from proofs import checker
from proofs.certificate import argument
from proofs.certificate.citations import called_first
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.numbers import late, prover
from proofs.grading.numbers.grades import BOTH
from proofs.grading.numbers.lines import Document
from proofs.grading.windows import adversary, candidates, conditions
from proofs.grading.windows.cases import Judge, Measured
from proofs.grading.windows.chains import POINT, chains
from proofs.grading.windows.claims import Windows
from proofs.grading.windows.conditions import Answer
from proofs.grading.windows.grades import Argued
from proofs.grading.windows.grades import Grade as Grade
from proofs.grading.windows.links import SMALL_STEPS, Chain
from proofs.lemmas import proved

SATISFYING = 5
"""Points that satisfy the hypotheses, to make an instance of."""
LAST = 2.0
"""Seconds more for what is left when the time is over."""
SEARCHED = 0.4
"""The part of the time left that is searched for a counterexample, in vain, where there is a proof."""


NOTHING = adversary.Found(0, None, None, None)


@dataclass(frozen=True)
class Findings:
    """What the process that did the work found: answers to what each chain asks, by its name, and by the search."""

    answers: Mapping[str, Sequence[Answer]]
    witness: Measured | None = None
    instance: Measured | None = None
    contradiction: Document | None = None  # the certificate of what contradicts the hypotheses
    searched: adversary.Found = NOTHING


def grade(windows: Windows, seconds: float, seed: int) -> Grade:
    """Grade one claim in about `seconds`, in a process that does not outlive them; a certificate takes some more."""
    late.load()
    asked = {chain.name: conditions.asked(windows, chain) for chain in _chains(windows)}  # read once, by us
    found = latest(seconds + LAST, _work, windows, asked, seconds, seed)
    if found is None:
        return Grade.undecided(windows.name, f"nothing was decided in {seconds:g} s; allow more")
    return judged(windows, found)


def _chains(windows: Windows) -> tuple[Chain, ...]:
    return chains(windows.shape, windows.is_of_each_target, windows.is_of_descent)


def _work(windows: Windows, asked: Mapping[str, list[Answer]], seconds: float, seed: int) -> Iterator[Findings]:
    begin, judge, answers = time.monotonic(), Judge(windows), dict(asked)
    points = list(islice(conditions.satisfying(windows, begin + 0.1 * seconds, seed), SATISFYING))
    instance = candidates.satisfying(judge, points, begin + 0.15 * seconds)
    if not points:
        tried = ((false, level) for level in (1, 2) for false in conditions.contradictions(windows))
        proofs = (prover.prove(false, (level,), begin + 0.5 * seconds) for false, level in tried)
        if (contradiction := next(filter(None, proofs), None)) is not None:
            yield Findings(answers, contradiction=contradiction)
            return
    found = Findings(answers, instance=instance)
    paper, *ours = asked
    for sharpest in ours[:1]:
        answers[sharpest] = conditions.answered(asked[sharpest], begin + 0.3 * seconds, seed)
        yield found
    answers[paper] = conditions.answered(asked[paper], begin + 0.5 * seconds, seed, to_the_first_failure=True)
    yield found
    for name in ours[1:]:
        answers[name] = conditions.answered(asked[name], begin + 0.6 * seconds, seed)
    # what the sharpest asks is needed, so that there are instances where a condition fails; of descent it may be
    failing = [answer.witness for name in ours[:1] or [paper] for answer in answers[name] if answer.witness]
    witness = candidates.refuting(judge, failing, begin + 0.7 * seconds)
    if witness is not None:
        yield replace(found, witness=witness)
        return
    is_proved = any(all(answer.certificate for answer in each) for each in answers.values())
    left = begin + seconds - time.monotonic()
    searched = adversary.search(windows, left * (SEARCHED if is_proved else 1), seed)
    yield replace(found, searched=searched, witness=searched.counterexample)


def judged(windows: Windows, findings: Findings) -> Grade:
    """The grade that the findings come to."""
    paper, *_ = _chains(windows)
    argued = None if findings.contradiction else _argued(paper, findings.answers[paper.name])
    documents = (_document(windows, chain, findings.answers[chain.name]) for chain in _chains(windows))
    proof = next(filter(None, documents), None)
    found, name, judge = findings.searched, windows.name, Judge(windows)
    witness = findings.witness if findings.witness is not None and judge.refutes(findings.witness.case) else None
    against = proof[1] if proof is not None else findings.contradiction
    if witness is not None and against is not None:
        return Grade.undecided(name, BOTH, argument=argued, witness=witness, certificate=against)
    if witness is not None:
        reason = "every hypothesis holds at the witness and the error is beyond the bound, as was checked by balls"
        failing = Grade(name, Outcome.FAILS, Strength.CERTIFIED, reason)
        return replace(failing, argument=argued, witness=witness, tries=found.tries)
    instance = found.satisfying or (findings.instance.case if findings.instance else None)
    if findings.contradiction is not None:
        shown = findings.contradiction["claims"][-1]["steps"][-1]["shows"]
        reason = f"it is vacuous: its hypotheses contradict each other, as they imply {shown}"
        return Grade.undecided(name, reason, argument=argued, certificate=findings.contradiction)
    if instance is None or not judge.admits(instance):
        reason = "it may be vacuous: no instance was found that satisfies its hypotheses, with a time in a window"
        return Grade.undecided(name, reason, argument=argued, tries=found.tries)
    grade = Grade.undecided(name, "neither a proof nor a counterexample was found")
    if proof is not None:
        by, document = proof
        reason = f"the chain of {by} goes through with its constants, and the checker accepts the certificate"
        grade = Grade(name, Outcome.HOLDS, Strength.PROVED, reason, document)
    tightest = found.largest or findings.instance
    return replace(grade, argument=argued, instance=instance, tightest=tightest, tries=found.tries)


def _argued(chain: Chain, answers: Sequence[Answer]) -> Argued:
    broken = [answer for answer in answers if answer.witness is not None]
    open_ = [answer for answer in answers if answer.certificate is None]
    if not open_:
        return Argued(chain.name, True)
    first = (broken or open_)[0]
    condition = ast.unparse(checker.parsed(first.claim.shows))  # without parentheses that it does not need
    largest = chain.largest_step if first.condition.name == SMALL_STEPS else ""
    return Argued(chain.name, False if broken else None, first.condition.step, condition, first.witness, largest)


# ---- a proof


def _document(windows: Windows, chain: Chain, answers: Sequence[Answer]) -> tuple[str, Document] | None:
    """The chain's name, and a document that proves the claim by it; None if there is none that the checker accepts."""
    claims: list[dict[str, Any]] = []
    for number, (wanted, answer) in enumerate(zip(conditions.asked(windows, chain), answers, strict=True), start=1):
        label = f"condition {number}, {wanted.condition.name} ({wanted.link.argument.label})"
        shown = (wanted.claim, conditions.impossible(wanted.claim))
        if answer.certificate is None or all(prover.wrong(answer.certificate, claim) for claim in shown):
            return None
        claims += called_first(answer.certificate["claims"], label)
    cases = _certified(chain)
    if not _are_accepted(json.dumps(proved.document(cases))):
        return None
    return chain.name, proved.document([*claims, *cases])


@lru_cache(maxsize=8)
def _are_accepted(certificates: str) -> bool:
    """Whether the checker accepts them all. Those of a chain are the same for every claim, and checked once."""
    return not any(why for _, why in checker.check(json.loads(certificates)))


@cache
def _certified(chain: Chain) -> tuple[Document, ...]:
    """The chain's cases with letters for the constants. Raises Gap where a line has no certificate."""
    if chain.is_of_descent:
        from proofs.grading.windows import descent_chains

        return descent_chains.certified(chain)
    cases = (POINT, *(link.argument for link in chain.links))
    distinct = {case.label: case for case in cases}
    return tuple(argument.certificate(case, proved.known_lemmas()) for case in distinct.values())
