"""Near-misses of a claim, which its evidence has to tell from it: a constant changed, or a hypothesis dropped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from paper import Misuse
from proofs.grading.files import AnyClaim
from proofs.grading.flows.claims import MatrixSolution
from proofs.grading.kinds.limit import Limit
from proofs.grading.kinds.sequence import Sequence
from proofs.grading.kinds.solution import Solution
from proofs.grading.kinds.termwise import TermwiseSum
from proofs.grading.matrices.reading import Matrices
from proofs.grading.numbers.claims import Inequality

COMPARISON = re.compile(r"(.*?)(<=|>=|==|<|>)(?!.*(?:<|>|==))(.*)", re.DOTALL)
"""The last comparison of a conclusion, with what stands before it."""


@dataclass(frozen=True)
class NearMiss:
    """A claim that is nearly another, and in words what was changed; `drops` is the number of a hypothesis, from 1."""

    changes: str
    claim: AnyClaim
    drops: int = 0


def changed(claim: AnyClaim, given: str = "") -> Iterator[NearMiss]:
    """Those in which a constant is changed, one after the other until one is refuted; or what the author gives."""
    yield from _given(claim, given) if given else _sharpened(claim)


def dropped(claim: AnyClaim) -> Iterator[NearMiss]:
    """Each hypothesis dropped."""
    for number, text in enumerate(claim.given, start=1):
        found = _made(claim, given=(*claim.given[: number - 1], *claim.given[number:]))
        if found is not None:
            yield NearMiss(f"without {text}", found, drops=number)


def _given(claim: AnyClaim, shows: str) -> Iterator[NearMiss]:
    """What the author gives in the place of what is shown. Raises Misuse where it can't be read."""
    if isinstance(claim, Solution | Limit | MatrixSolution):
        raise Misuse("it can't be given for this kind of claim; leave it out, and the suite makes one")
    yield NearMiss(shows, replace(claim, shows=shows))


def _sharpened(claim: AnyClaim) -> Iterator[NearMiss]:
    match claim:
        case Solution():
            state, *_ = claim.solution
            for factor in ("101/100", "99/100"):
                changed = _made(claim, solution={**claim.solution, state: f"{factor}*({claim.solution[state]})"})
                if changed is not None:
                    yield NearMiss(f"{factor} of {state}", changed)
        case MatrixSolution(solution=solution) if solution:
            state, *_ = solution
            changed = _made(claim, solution={**solution, state: f"101/100*({solution[state]})"})
            if changed is not None:
                yield NearMiss(f"101/100 of {state}", changed)
        case MatrixSolution(flow=flow):
            for state in flow:
                changed = _made(claim, flow={**flow, state: f"{flow[state]} + 1/100*{state}"})
                if changed is not None:
                    yield NearMiss(f"{state}/100 more in the flow of {state}", changed)
        case Limit():
            changed = _made(claim, value=f"({claim.value}) + 1/100")
            if changed is not None:
                yield NearMiss(f"{claim.value} + 1/100 for the limit", changed)
        case Inequality() | TermwiseSum() | Sequence() | Matrices():
            for shows in sharper(claim.shows):
                changed = _made(claim, shows=shows)
                if changed is not None:
                    yield NearMiss(shows, changed)


def sharper(shows: str) -> Iterator[str]:
    """The last comparison with a hundredth less room: one of its sides changed, or something taken off."""
    found = COMPARISON.fullmatch(shows)
    if found is None or " or " in shows:
        return
    before, relation, right = found.groups()
    for changed in (
        f"99/100*({right.strip()})",
        f"101/100*({right.strip()})",
        f"({right.strip()}) - 1/100",
        f"({right.strip()}) + 1/100",
    ):
        yield f"{before}{relation} {changed}"


def _made(claim: AnyClaim, **changes: object) -> AnyClaim | None:
    """The claim with other fields; None where it then makes no sense."""
    try:
        changed: AnyClaim = replace(claim, **changes)  # type: ignore[arg-type]
    except Misuse:
        return None
    return changed
