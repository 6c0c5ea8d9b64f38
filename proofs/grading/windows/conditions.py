"""Whether a claim's hypotheses give a chain what it asks of the constants: a certificate, or a point at which not."""

import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, product

from proofs.certificate.argument import Condition, substituted
from proofs.grading.numbers import prover
from proofs.grading.numbers.lines import Document
from proofs.grading.numbers.points import Points
from proofs.grading.windows.chains import Case, Chain, Names
from proofs.grading.windows.window_claims import PLAIN, Windows
from proofs.scalar import refuter
from proofs.scalar.refuter import Point
from proofs.scalar.scalar_claim import Claim

MEANING: Names = {
    "least-and-largest": "sigma_r <= sigma_1",
    "condition-number-is-at-least-one": "1 <= m*mu",
    "rank-is-positive": "1 <= r",
    "rank-is-at-most-the-size": "r <= n",
}
"""What the names of a claim mean, besides that they are positive."""
POSITIVE_BOUND = Condition("bound-is-positive", "0 < eps", "general-incremental-learning")
QUICK = 0.06
"""Seconds in which most witnesses are found."""
PLAIN_LEVELS, LEVELS = range(1, 3), range(1, 7)
"""Efforts of the prover."""
PLAINLY = 1.0
"""Seconds for the easy ones."""
FEW = 200
"""Simple points that are tried first."""
NEARLY = "999/1000"
"""The part of a bound with < that is shown with <=."""
SIMPLE: Mapping[str, Sequence[Fraction]] = {
    name: tuple(map(Fraction, texts.split()))
    for name, texts in {
        "alpha": "1/10 1/100 1/2 1 2 1/10000",
        "sigma_1": "1 2 100",
        "sigma_r": "1 1/2 1/100",  # of σ_1
        "eps": "1/10 1 1/2 3/2 2 1/4 1/100 9/10 3 1/10000",  # of σ_1
        "m": "1 2 1/10 10",
        "mu": "1 2 10 1000",  # of 1/m
        "r": "1 2",
        "n": "0 1",  # more than r
        "c": "1 1/2 2",
    }.items()
}
NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True)
class Answer:
    """To one condition of one case: the claim that has to hold, and its certificate, or a point that refutes it."""

    case: Case
    condition: Condition
    claim: Claim
    certificate: Document | None = None
    witness: Point | None = None


def claim_of(windows: Windows, condition: Condition, known: Names) -> Claim:
    """The condition with the claimant's constants and bound, from the hypotheses. Raises Misuse if it is too large."""
    relation, bound = windows.bound
    bound = f"({bound})" if relation == "<=" else f"({NEARLY}*({bound}))"
    letters = {**{name: f"({text})" for name, text in windows.constants.items()}, "eps": bound}
    shows = substituted(condition.shows, letters)
    given = {**windows.hypotheses, **{name: substituted(text, letters) for name, text in known.items()}}
    if not {"n", "r"} & _names(*windows.hypotheses.values(), shows):  # else what the case says of them may matter
        given = {name: text for name, text in given.items() if name not in ("absent-modes", "no-absent-modes")}
    for name, text in windows.constants.items():
        if name in NAME.findall(condition.shows) and "-" in text:  # else it is seen to be positive
            given[f"{name}-is-positive"] = f"0 < {text}"
    spoken = _names(shows, *given.values())
    given |= {name: text for name, text in MEANING.items() if _names(text) <= spoken}
    names = tuple(name for name in PLAIN if name in spoken)
    return Claim(shows, {**given, **{f"{name}-is-positive": f"0 < {name}" for name in names}}, scalars=names)


def satisfying(windows: Windows, deadline: float, seed: int) -> Iterator[Point]:
    """Numbers that satisfy the claim's hypotheses: simple ones, and others until the deadline, which is monotonic."""
    given = _hypotheses(windows)
    names = tuple(name for name in PLAIN if name in _names(*given.values()))
    given |= {name: text for name, text in MEANING.items() if _names(text) <= set(names)}
    points = Points(Claim("1 <= 0", {**given, **{f"{name} > 0": f"0 < {name}" for name in names}}, scalars=names))
    yield from filter(points.refutes, islice(simple_points(names), FEW))
    yield from points.admitted(seed, deadline)


def contradictions(windows: Windows) -> Iterator[Claim]:
    """What can't hold beside the claim's hypotheses, from them: where one of these does, they speak of nothing."""
    given = _hypotheses(windows)
    strict = [hypothesis for hypothesis in Claim("1 <= 0", given, scalars=PLAIN).hypotheses if hypothesis.is_strict]
    names = tuple(name for name in PLAIN if name in _names(*given.values()))
    given |= {name: text for name, text in MEANING.items() if _names(text) <= set(names)}
    given |= {f"{name} is positive": f"0 < {name}" for name in names}
    for false in ("1 <= 0", *(hypothesis.opposite for hypothesis in strict)):
        yield Claim(false, given, scalars=names)


def _hypotheses(windows: Windows) -> dict[str, str]:
    constants = {f"{name} is positive": f"0 < {text}" for name, text in windows.constants.items()}
    return {**windows.hypotheses, **constants}


def _names(*texts: str) -> set[str]:
    return {name for text in texts for name in NAME.findall(text)} & set(PLAIN)


def asked(windows: Windows, chain: Chain) -> list[Answer]:
    """What the chain asks of the claim, in its order, without an answer: each condition of each case."""
    of_cases = [(case, condition, case.known) for case in chain.cases for condition in case.conditions]
    of_all = [*of_cases, (chain.cases[-1], POSITIVE_BOUND, {})]
    return [Answer(case, condition, claim_of(windows, condition, known)) for case, condition, known in of_all]


def answered(found: Sequence[Answer], deadline: float, seed: int) -> list[Answer]:
    """With certificates and witnesses, as far as they are found. What is quick comes first, for all of them."""
    distinct = {_key(answer): answer for answer in found}
    for attempt in (_simply_refuted, _quickly_refuted, _plainly_proved, _left_out, _proved, _refuted):
        open_ = [key for key, answer in distinct.items() if answer.certificate is None and answer.witness is None]
        for number, key in enumerate(open_):
            share = (deadline - time.monotonic()) / (len(open_) - number)
            if share > 0:
                distinct[key] = attempt(distinct[key], share / 2, seed)
    known = (distinct[_key(answer)] for answer in found)
    return [replace(a, certificate=b.certificate, witness=b.witness) for a, b in zip(found, known, strict=True)]


def impossible(claim: Claim) -> Claim:
    """That the hypotheses of a claim contradict each other."""
    return replace(claim, shows="1 <= 0")


def _key(answer: Answer) -> str:
    return f"{answer.claim.shows} given {sorted(answer.claim.given.values())}"


def _simply_refuted(answer: Answer, seconds: float, seed: int) -> Answer:
    """By numbers that people would try."""
    del seconds, seed
    # balls take longer
    refutes, few = (
        (Points(answer.claim).refutes, FEW // 20) if answer.claim.obstacle else (answer.claim.is_refuted_by, FEW)
    )
    return replace(answer, witness=next(filter(refutes, islice(simple_points(answer.claim.names), few)), None))


def _plainly_proved(answer: Answer, seconds: float, seed: int) -> Answer:
    """Without squares, which take long, and which most of what holds does not need; nor hypotheses with functions."""
    del seconds, seed
    claim = answer.claim
    rational = replace(claim, given=Points(claim).rational.given) if claim.obstacle else claim
    for each in (rational, claim) if claim.obstacle else (claim,):
        certificate = prover.prove(each, PLAIN_LEVELS, time.monotonic() + PLAINLY)
        if certificate is not None:
            return replace(answer, certificate=certificate)
    return answer


def _quickly_refuted(answer: Answer, seconds: float, seed: int) -> Answer:
    return answer if answer.claim.obstacle else _refuted(answer, min(seconds, QUICK), seed)


def _left_out(answer: Answer, seconds: float, seed: int) -> Answer:
    """Where the claim's hypotheses leave out what the case says of n and r, there is nothing to be shown."""
    del seconds, seed
    if not {"absent-modes", "no-absent-modes"} & set(answer.claim.given):
        return answer
    found = prover.prove(impossible(answer.claim), PLAIN_LEVELS, time.monotonic() + PLAINLY)
    return replace(answer, certificate=found)


def _refuted(answer: Answer, seconds: float, seed: int) -> Answer:
    if answer.claim.obstacle:
        return replace(answer, witness=Points(answer.claim).witness(seed, time.monotonic() + seconds))
    return replace(answer, witness=refuter.refute(answer.claim, seconds, seed).witness)


def _proved(answer: Answer, seconds: float, seed: int) -> Answer:
    del seed
    return replace(answer, certificate=prover.prove(answer.claim, LEVELS, time.monotonic() + seconds))


def simple_points(names: Collection[str]) -> Iterator[Point]:
    """Few-digit values of these names, the simplest points first; some names are in proportion to others."""
    spoken = [name for name in SIMPLE if name in names]
    choices = (range(len(SIMPLE[name])) for name in spoken)
    for chosen in sorted(product(*choices), key=sum):
        point = {name: SIMPLE[name][i] for name, i in zip(spoken, chosen, strict=True)}
        for name in ("sigma_r", "eps"):
            if name in point:
                point[name] *= point.get("sigma_1", 1)
        if "mu" in point:
            point["mu"] /= point.get("m", 1)
        if "n" in point:
            point["n"] += point.get("r", 1)
        yield point
