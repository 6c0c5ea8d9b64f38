"""Grade a claim about windows: by chains of steps with its constants, and by a search for what contradicts it.

It HOLDS where a chain goes through: every condition on the constants has a certificate, and the chain has one for every
n, spectrum, shape, k and t. It FAILS at an exact instance only. The search goes on beside a proof, and must find nothing.
"""

import ast
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from numeric.exact import Scale
from proofs import argument, certificates, checker
from proofs.grading import adversary, conditions, prover
from proofs.grading.cases import Case, Judge, Measured, WindowsStatement
from proofs.grading.chains import POINT, Chain, chains
from proofs.grading.conditions import Answer
from proofs.grading.process import within
from proofs.grading.window_claims import Windows
from proofs.refuter import Point
from proofs.verdict import Outcome, Strength

LARGEST_SIZE = 6
"""Of the instances that are made of a point at which a condition fails."""
POSITIONS = (0.0, 1.0, 0.5)
LAST = 2.0
"""Seconds more for what is left when the time is over."""
SEARCHED = 0.4
"""The part of the time left that is searched for a counterexample, in vain, where there is a proof."""


@dataclass(frozen=True)
class Argued:
    """How far the theorem's chain goes with the claim's constants: all the way, or up to a step whose condition fails.

    `holds` is None where neither was decided of a condition, the one that is told. The witness is of the parameters.
    """

    theorem: str
    holds: bool | None
    breaks_at: str = ""
    condition: str = ""
    witness: Point | None = None


@dataclass(frozen=True)
class Grade:
    """How the grading of one claim ended. `argument` is the paper's; `certificate` is a checker's document.

    `instance` satisfies the hypotheses with k and t; at `tightest`, error/bound is the largest that was found.
    """

    name: str
    outcome: Outcome
    strength: Strength
    reason: str
    argument: Argued | None = None
    witness: Measured | None = None
    certificate: prover.Document | None = None
    instance: Case | None = None
    tightest: Measured | None = None
    tries: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Findings:
    """What the process that did the work found: the conditions of each chain, by its name, and what the search found."""

    answers: Mapping[str, Sequence[Answer]]
    found: adversary.Found
    witness: Measured | None
    contradiction: prover.Document | None  # a certificate of 1 <= 0 from the hypotheses, where nothing satisfies them


def grade(windows: Windows, seconds: float, seed: int) -> Grade:
    """Grade one claim in about `seconds`, in a process that does not outlive them; a certificate takes some more."""
    asked = {chain.name: conditions.asked(windows, chain) for chain in chains(windows.shape)}  # read once, by us
    begin = time.monotonic()
    found = within(seconds + LAST, _work, windows, asked, seconds, seed)
    if found is None:
        reason = f"neither a proof nor a counterexample was found in {seconds:g} s"
        return Grade(windows.name, Outcome.UNDECIDED, Strength.NONE, reason, seconds=time.monotonic() - begin)
    return replace(judged(windows, found), seconds=time.monotonic() - begin)


def statement(windows: Windows) -> WindowsStatement:
    """The claim as the search takes it."""
    relation, bound = windows.bound
    given = tuple(windows.hypotheses.values())
    return WindowsStatement(windows.shape, windows.constants["c1"], windows.constants["c2"], bound, relation, given)


def _work(windows: Windows, asked: Mapping[str, list[Answer]], seconds: float, seed: int) -> Findings:
    begin, ours = time.monotonic(), statement(windows)
    answers = {}
    for number, (name, open_) in enumerate(asked.items(), start=1):
        answers[name] = conditions.answered(open_, begin + 0.25 * number * seconds, seed)
    *_, last = (
        answers.values()
    )  # of the sharpest theorem: where a condition of it fails, there often is a counterexample
    points = [answer.witness for answer in last if answer.witness is not None]
    distinct = [point for number, point in enumerate(points) if point not in points[:number]]
    witness = next(_refuting(Judge(ours), distinct, begin + 0.6 * seconds), None)
    left = begin + seconds - time.monotonic()
    is_proved = any(all(answer.certificate for answer in found) for found in answers.values())
    found = adversary.search(ours, 0 if witness else left * SEARCHED if is_proved else left, seed)
    contradiction = None
    if found.satisfying is None and witness is None:
        contradiction = prover.prove(conditions.contradiction(windows), (1, 2), time.monotonic() + LAST)
    return Findings(answers, found, witness or found.counterexample, contradiction)


def judged(windows: Windows, findings: Findings) -> Grade:
    """The grade that the findings come to. Raises ArithmeticError where a proof and a counterexample contradict."""
    paper, *_ = chains(windows.shape)
    argued = _argued(paper, findings.answers[paper.name])
    proof = next(filter(None, (_document(windows, c, findings.answers[c.name]) for c in chains(windows.shape))), None)
    found, name = findings.found, windows.name
    if findings.witness is not None:
        if proof is not None:
            raise ArithmeticError(f"{name!r} has a proof and a counterexample, {findings.witness.case.describe()}")
        reason = "every hypothesis holds at the witness and the error is beyond the bound, as was checked by balls"
        return Grade(name, Outcome.FAILS, Strength.CERTIFIED, reason, argued, findings.witness, tries=found.tries)
    tightest, instance, tries = found.largest, found.satisfying, found.tries
    if findings.contradiction is not None:
        reason = "it is vacuous: its hypotheses contradict each other, as a certificate of 1 <= 0 shows"
        return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason, argued, certificate=findings.contradiction)
    if instance is None:
        reason = "it may be vacuous: no instance was found that satisfies its hypotheses, with a time in a window"
        return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason, argued, tries=tries)
    if proof is None:
        reason = "neither a proof nor a counterexample was found"
        return Grade(name, Outcome.UNDECIDED, Strength.NONE, reason, argued, None, None, instance, tightest, tries)
    by, document = proof
    reason = f"the chain of {by} goes through with its constants, and the checker accepts the certificate"
    return Grade(name, Outcome.HOLDS, Strength.PROVED, reason, argued, None, document, instance, tightest, tries)


def _argued(chain: Chain, answers: Sequence[Answer]) -> Argued:
    broken = [answer for answer in answers if answer.witness is not None]
    open_ = [answer for answer in answers if answer.certificate is None]
    if not open_:
        return Argued(chain.name, True)
    first = (broken or open_)[0]
    return Argued(
        chain.name,
        False if broken else None,
        first.condition.step,
        ast.unparse(checker.parsed(first.claim.shows)),
        first.witness,
    )


# ---- a proof


def _document(windows: Windows, chain: Chain, answers: Sequence[Answer]) -> tuple[str, prover.Document] | None:
    """The chain's name, and a document that proves the claim by it; None if there is none that the checker accepts."""
    if any(answer.certificate is None for answer in answers):
        return None
    claims: list[dict[str, Any]] = []
    for number, (wanted, answer) in enumerate(zip(conditions.asked(windows, chain), answers, strict=True), start=1):
        label = f"{windows.name}: condition {number}, {wanted.condition.name} ({wanted.case.argument.label})"
        if answer.certificate is None or prover.wrong(answer.certificate, wanted.claim):
            return None
        claims += [{**part, "label": f"{label}: {part['label']}"} for part in answer.certificate["claims"]]
    document = certificates.document([*claims, *_certified(chain)])
    return None if any(why for _, why in checker.check(document)) else (chain.name, document)


@cache
def _certified(chain: Chain) -> tuple[prover.Document, ...]:
    """The chain's cases with letters for the constants. Raises Gap where a line has no certificate."""
    cases = (POINT, *(case.argument for case in chain.cases))
    distinct = {case.label: case for case in cases}
    return tuple(argument.certificate(case, certificates.known_lemmas()) for case in distinct.values())


# ---- a counterexample, from a point at which a condition fails


def _refuting(judge: Judge, witnesses: Sequence[Point], deadline: float) -> Iterator[Measured]:
    for case in (case for point in witnesses for case in _cases(point) if judge.admits(case)):
        for position in POSITIONS:
            for moment in judge.times(case, position):
                timed = replace(case, time=moment)
                if time.monotonic() > deadline:
                    return
                if judge.refutes(timed) and (measured := judge.measure(timed)) is not None:
                    yield measured


def _cases(point: Point) -> Iterator[Case]:
    """Spectral instances with these parameters, without a time: where s_min and s_max lie makes the difference."""
    one = Fraction(1)
    m, sigma_1 = point.get("m", one), point.get("sigma_1", one)
    mu, sigma_r = point.get("mu", max(one, 1 / m)), point.get("sigma_r", sigma_1)
    r = int(point.get("r", 1 if sigma_r == sigma_1 else 2))
    least = max(r, 1 if m * mu == 1 else 2)
    for n in sorted({int(point["n"])} if "n" in point else {least, least + 1}):
        if not least <= n <= LARGEST_SIZE or (r == 1) != (sigma_r == sigma_1):
            continue
        spectrum = tuple(sigma_1 + (sigma_r - sigma_1) * Fraction(i, max(r - 1, 1)) for i in range(r)) + (0 * one,) * (
            n - r
        )
        for i, (here, there) in product(range(n), ((1 / m, mu), (mu, 1 / m))):
            shape = tuple(here if j == i else there for j in range(n))
            for k in range(r + 1):
                alpha = Scale(point.get("alpha", Fraction(1, 100)))
                yield Case(spectrum, shape, (), point.get("eps", one), alpha, point.get("c", one), k)
