"""Whether a claim's hypotheses give a chain what it asks of the constants: a certificate, or a point at which not."""

import ast
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, takewhile
from typing import Any

from proofs import checker
from proofs.certificate.argument import (
    NAME,
    Argument,
    Condition,
    Gap,
    Identity,
    Written,
    document,
    identity,
    substituted,
)
from proofs.certificate.prover import Prover
from proofs.grading.numbers import prover
from proofs.grading.numbers.claims import BOUNDS_OF_PI
from proofs.grading.numbers.lines import Document
from proofs.grading.windows.claims import MAY_BE_0, PLAIN, Windows
from proofs.grading.windows.links import Chain, Link, Names
from proofs.scalar.claims import PI, Claim, Point
from proofs.scalar.search import Search, refute

MEANING: Names = {
    "least-and-largest": "sigma_r <= sigma_1",
    "least-and-own": "sigma_r <= sigma_k",
    "own-and-largest": "sigma_k <= sigma_1",
    "condition-number-is-at-least-one": "1 <= m*mu",
    "weight-is-at-least-one": "1 <= m_k*mu",
    "rank-is-positive": "1 <= r",
    "rank-is-at-most-the-size": "r <= n",
    "weight-is-at-most-one": "nu <= mu",
    "k-is-at-most-the-rank": "k <= r",
    "next-and-own": "sigma_next <= sigma_k",
}
"""What the names of a claim mean, besides that they are positive, or not negative."""
POSITIVE_BOUND = Condition("bound-is-positive", "0 < eps", "general-incremental-learning")
COUNTS = {"n", "r", "k"}
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
        "sigma_k": "1 1/2",  # of σ_1
        "sigma_r": "1 1/2 1/100",  # of σ_1
        "eps": "1/10 1 1/2 3/2 2 1/4 1/100 9/10 3 1/10000",  # of σ_1
        "m": "1 2 1/10 10",
        "m_k": "1 2 1/10 10",
        "mu": "1 2 10 1000",  # of 1/m, 1/m_k or ν
        "nu": "1 2 1/10 10",
        "r": "1 2",
        "n": "0 1",  # more than r
        "c": "1 1/2 2",
        "eta": "1/4 1/2 1/100 3/4 1",  # over σ_1
        "k": "1 2 0",
        "sigma_next": "1/2 0 1/10 1",  # of σ_k
    }.items()
}


@dataclass(frozen=True)
class Answer:
    """To one condition of one link: the claim that has to hold, and its certificate, or a point that refutes it."""

    link: Link
    condition: Condition
    claim: Claim
    certificate: Document | None = None
    witness: Point | None = None


def claim_of(windows: Windows, condition: Condition, known: Names) -> Claim:
    """The condition with the claimant's constants and bound, from the hypotheses. Raises Misuse if it is too large."""
    relation, bound = windows.bound
    bound = f"({bound})" if relation == "<=" else f"({NEARLY}*({bound}))"
    letters = {**{name: f"({text})" for name, text in windows.constants.items()}, "eps": bound}
    if windows.is_of_descent and windows.shape != "factor":
        letters["nu"] = "(1/m)"  # which is no more
    shows = substituted(condition.shows, letters)
    given = {**windows.hypotheses, **{name: substituted(text, letters) for name, text in known.items()}}
    if not {"n", "r"} & _names(*windows.hypotheses.values(), shows):  # else what the case says of them may matter
        given = {name: text for name, text in given.items() if name not in ("absent-modes", "no-absent-modes")}
    if "k" not in _names(*windows.hypotheses.values(), shows):
        given = {name: text for name, text in given.items() if name in windows.hypotheses or "k" not in _names(text)}
    for name, text in windows.constants.items():
        if name in NAME.findall(condition.shows) and "-" in text:  # else it is seen to be positive
            given[f"{name}-is-positive"] = f"0 < {text}"
    return _claim(shows, given)


def satisfying(windows: Windows, deadline: float, seed: int) -> Iterator[Point]:
    """Numbers that satisfy the claim's hypotheses: simple ones, and others until the deadline, which is monotonic."""
    claim = _claim("1 <= 0", {**windows.positive_constants, **windows.hypotheses})
    yield from filter(claim.is_refuted_by, islice(simple_points(claim.names), FEW))
    yield from Search(claim).admitted(seed, deadline)


def contradictions(windows: Windows) -> Iterator[Claim]:
    """What can't hold beside the claim's hypotheses, from them: where one of these does, they speak of nothing."""
    claim = _claim("1 <= 0", {**windows.hypotheses, **windows.positive_constants})
    strict = [hypothesis for hypothesis in windows.claim.hypotheses if hypothesis.is_strict]
    for false in ("1 <= 0", *(hypothesis.opposite for hypothesis in strict)):
        yield replace(claim, shows=false)


def _claim(shows: str, given: Names) -> Claim:
    """With what the names in it mean, each of which is positive, as hypotheses too."""
    spoken = _names(shows, *given.values())
    if PI in NAME.findall(" ".join([shows, *given.values()])):
        given = {**given, **BOUNDS_OF_PI[0]}
    names = tuple(name for name in PLAIN if name in spoken)
    meaning = {name: text for name, text in MEANING.items() if _names(text) <= spoken}
    positive = {f"{name}-is-positive": f"0 {'<=' if name in MAY_BE_0 else '<'} {name}" for name in names}
    return Claim(shows, {**given, **meaning, **positive}, scalars=names)


def _names(*texts: str) -> set[str]:
    return {name for text in texts for name in NAME.findall(text)} & set(PLAIN)


def asked(windows: Windows, chain: Chain) -> list[Answer]:
    """What the chain asks of the claim, in its order, without an answer: each condition of each link."""
    of_links = [(link, condition, link.known) for link in chain.links for condition in link.conditions]
    of_all = [*of_links, (chain.links[-1], POSITIVE_BOUND, {})]
    return [Answer(link, condition, claim_of(windows, condition, known)) for link, condition, known in of_all]


def answered(found: Sequence[Answer], deadline: float, seed: int, to_the_first_failure: bool = False) -> list[Answer]:
    """With certificates and witnesses, as far as they are found. What is quick comes first, for all of them.

    Where all that is asked is which condition fails first, those after one that does are left as they are by then.
    """
    claims, known = {_key(answer): answer.claim for answer in found}, dict[str, dict[str, Any]]()
    for kind, attempt in ATTEMPTS:
        if to_the_first_failure:
            claims = dict(takewhile(lambda item: "witness" not in known.get(item[0], {}), claims.items()))
        open_ = [key for key in claims if key not in known]
        for number, key in enumerate(open_):
            share = (deadline - time.monotonic()) / (len(open_) - number)
            if share > 0 and (result := attempt(claims[key], share / 2, seed)) is not None:
                known[key] = {kind: result}
    return [replace(answer, **known.get(_key(answer), {})) for answer in found]


def impossible(claim: Claim) -> Claim:
    """That the hypotheses of a claim contradict each other."""
    return replace(claim, shows="1 <= 0")


def _key(answer: Answer) -> str:
    return f"{answer.claim.shows} given {sorted(answer.claim.given.values())}"


def _simply_refuted(claim: Claim, *_: object) -> Point | None:
    """By numbers that people would try; balls take longer."""
    simple = islice(simple_points(claim.names), FEW if claim.is_rational else FEW // 20)
    return next(filter(claim.is_refuted_by, simple), None)


def _quickly_refuted(claim: Claim, seconds: float, seed: int) -> Point | None:
    return _refuted(claim, min(seconds, QUICK), seed) if claim.is_rational else None


def _refuted(claim: Claim, seconds: float, seed: int) -> Point | None:
    return refute(claim, seconds, seed).witness


def _stated(claim: Claim, *_: object) -> Document | None:
    """Where one hypothesis with functions says the same in other words, which is quickly seen."""
    spoken = (name for name in claim.given if name not in claim.rational)
    lines = ((name, identity(None, name)) for name in spoken if not claim.conclusion.is_rational)
    return next(filter(None, (_by_a_line(claim, line, name) for name, line in lines)), None)


def _by_a_line(claim: Claim, line: Identity, *known: str) -> Document | None:
    """A certificate of one line, from some of the claim's hypotheses."""
    given = {name: claim.given[name] for name in known}
    alone = Argument("claim", (Written("claim", claim.shows, (), (line,)),), given, scalars=claim.names)
    with suppress(Gap, checker.Invalid):
        found = Prover(alone, {})
        step, needed = found.step("claim"), found.rests_on("claim")
        least = document(replace(alone, given={name: text for name, text in given.items() if name in needed}), [step])
        whole: Document = {"format": checker.FORMAT, "claims": [least]}
        return None if prover.wrong(whole, claim) else whole
    return None


def _plainly_proved(claim: Claim, *_: object) -> Document | None:
    """Without squares, which take long, and which most of what holds does not need; nor hypotheses with functions."""
    rational = replace(claim, given={name: claim.given[name] for name in claim.rational})
    found = prover.prove(rational, PLAIN_LEVELS, time.monotonic() + PLAINLY)
    return found or (None if claim.is_rational else prover.prove(claim, PLAIN_LEVELS, time.monotonic() + PLAINLY))


def _left_out_by_counts(claim: Claim, *_: object) -> Document | None:
    """Where what is said of n, r and k alone contradicts itself: by what is said with <, which divides, or without."""
    spoken = {name: claim.given[name] for name in claim.rational if _names(claim.given[name]) <= COUNTS}
    if not any("k" in _names(text) for text in spoken.values()):
        return None
    gaps = (each for name, each in claim.rational.items() if name in spoken and each.is_strict)
    multipliers = (None, *(ast.unparse(ast.BinOp(each.right, ast.Sub(), each.left)) for each in gaps))
    lines = (identity(None, *spoken, multiplier=multiplier) for multiplier in multipliers)
    return next(filter(None, (_by_a_line(impossible(claim), line, *spoken) for line in lines)), None)


def _left_out(claim: Claim, *_: object) -> Document | None:
    """Where the claim's hypotheses leave out what the case says of n and r, there is nothing to be shown."""
    if not {"absent-modes", "no-absent-modes"} & set(claim.given):
        return None
    return prover.prove(impossible(claim), PLAIN_LEVELS, time.monotonic() + PLAINLY)


def _proved(claim: Claim, seconds: float, _: int) -> Document | None:
    return prover.prove(claim, LEVELS, time.monotonic() + seconds)


ATTEMPTS: tuple[tuple[str, Callable[[Claim, float, int], Point | Document | None]], ...] = (
    ("certificate", _left_out_by_counts),
    ("witness", _simply_refuted),
    ("witness", _quickly_refuted),
    ("certificate", _stated),
    ("certificate", _plainly_proved),
    ("certificate", _left_out),
    ("certificate", _proved),
    ("witness", _refuted),
)


def simple_points(names: Collection[str]) -> Iterator[Point]:
    """Few-digit values of these names, the simplest points first; some names are in proportion to others."""
    spoken = [name for name in SIMPLE if name in names]
    lengths = [len(SIMPLE[name]) for name in spoken]
    for chosen in (each for total in range(sum(lengths) - len(lengths) + 1) for each in _choices(lengths, total)):
        point = {name: SIMPLE[name][i] for name, i in zip(spoken, chosen, strict=True)}
        for name in ("sigma_k", "sigma_r", "eps"):
            if name in point:
                point[name] *= point.get("sigma_1", 1)
        if "mu" in point:
            point["mu"] *= point.get("nu", 1 / point.get("m", point.get("m_k", Fraction(1))))
        if "eta" in point:
            point["eta"] /= point.get("sigma_1", 1)
        if "sigma_next" in point:
            point["sigma_next"] *= point.get("sigma_k", point.get("sigma_1", 1))
        if "n" in point:
            point["n"] += point.get("r", 1)
        yield point


def _choices(lengths: Sequence[int], total: int) -> Iterator[tuple[int, ...]]:
    """Tuples of whole numbers from 0, each below its length, that add up to the total, the first number slowest."""
    if not lengths:
        yield from [()] if total == 0 else []
        return
    first, *others = lengths
    for i in range(min(first, total + 1)):
        yield from ((i, *rest) for rest in _choices(others, total - i))
