"""What a claim of a paper uses: others' conclusions as its facts, wherever these others' hypotheses hold."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from paper import Misuse
from proofs import checker
from proofs.grading import run
from proofs.grading.files import AnyClaim
from proofs.grading.flows.claims import MatrixSolution
from proofs.grading.kinds import OfNumbers
from proofs.grading.kinds.integers import OfIntegers
from proofs.grading.kinds.samples import is_negative
from proofs.grading.kinds.sequence import Sequence
from proofs.grading.kinds.termwise import TermwiseSum
from proofs.grading.matrices.reading import Matrices
from proofs.grading.numbers import together
from proofs.grading.numbers.claims import OTHERWISE, Inequality
from proofs.grading.numbers.decision import Grade
from proofs.grading.numbers.obligations import Obligation
from proofs.grading.papers.paper import NAME, Paper, Stated, Use
from proofs.grading.windows.claims import Windows
from proofs.scalar.claims import calls_in, divisors_in


@dataclass(frozen=True)
class Resting:
    """A claim with others' conclusions among its hypotheses, which hold where these others' hypotheses do."""

    name: str
    claim: OfNumbers
    before: tuple[Inequality, ...]
    """That the others' hypotheses hold, where this one's do."""
    facts: tuple[tuple[str, str], ...] = ()
    """The others' conclusions, each by the label of the claim that states it; they are the last of its `given`."""

    @property
    def remark(self) -> str:
        return self.claim.remark

    @property
    def meanings(self) -> Mapping[str, str]:
        """As of the claim."""
        return run.meanings(self.claim)

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

    def confirmed(self, grade: Grade) -> Grade:
        """As the claim's is."""
        return together.confirmed(self.claim, grade)


def with_its_uses(stated: Stated, claim: AnyClaim, paper: Paper) -> run.AnyClaim:
    """The claim, with what it uses as facts: those of its uses that state a comparison of names that are known here."""
    facts, before = list[tuple[str, str]](), list[Inequality]()
    for use in stated.uses:
        used = paper[use.label].claim
        if isinstance(used, Sequence) and isinstance(claim, Sequence) and not use.names:
            claim = _of_one_sequence(used, claim)
        if not isinstance(used, Inequality | TermwiseSum) or isinstance(used, OfIntegers):
            continue  # which counts in the chain alone; so does what is true of whole numbers only
        if isinstance(claim, Matrices | MatrixSolution | Windows):
            continue  # likewise
        names = _names(used, use, claim)
        if not names:
            continue
        variables = tuple(dict.fromkeys(_names_of(claim)))
        given = (*claim.given, *(text for _, text in facts))
        before += [
            Inequality(f"what {use.label} asks: {text}", variables, given, text)
            for text in (_replaced(hypothesis, names) for hypothesis in used.given)
        ]
        facts.append((use.label, _replaced(used.shows, names)))
        before += [
            Inequality(f"what {use.label} says is defined: {text}", variables, given, text)
            for text in _defined(facts[-1][1], variables, given)
        ]
    if isinstance(claim, Matrices | MatrixSolution | Windows) or not facts:
        return claim
    try:
        given = (*claim.given, *(text for _, text in facts))
        return Resting(claim.name, replace(claim, given=given), tuple(before), tuple(facts))
    except Misuse as error:
        raise Misuse(f"claim {stated.label!r} can't use {', '.join(u.label for u in stated.uses)}: {error}") from None


def _of_one_sequence(used: Sequence, claim: Sequence) -> Sequence:
    """The claim with what the other says of the same sequence among what is shown of it together."""
    if (used.start, used.step, used.index) != (claim.start, claim.step, claim.index):
        return claim  # it counts in the chain alone
    own = claim.invariant or (claim.shows,)
    return replace(claim, invariant=tuple(dict.fromkeys([*own, *used.invariant, used.shows])))


def _defined(fact: str, variables: tuple[str, ...], given: tuple[str, ...]) -> Iterator[str]:
    """That it does not divide by 0 here, nor take a root or a logarithm of what has none: there it says nothing."""
    stated = Inequality("", variables, given, fact)
    own = {called: name for name, called in stated.called.items()}
    for claim in stated.claims:
        texts = [claim.shows, *(text for name, text in claim.given.items() if name.startswith(OTHERWISE))]
        for tree in map(checker.parsed, texts):
            needed = [(divisor, "") for divisor in divisors_in(tree)]
            signs = {"sqrt": ">=", "log": ">"}
            needed += [(call.args[0], signs[name]) for name, call in calls_in(tree) if name in signs]
            for part, sign in needed:
                text = ast.unparse(part)
                negative = not sign and is_negative(text, stated.claims[0].given, tuple(own))
                shown = NAME.sub(lambda match: own.get(match[0], match[0]), text)
                yield f"{shown} {sign or ('<' if negative else '>')} 0"


def _names_of(claim: Inequality | TermwiseSum | AnyClaim) -> tuple[str, ...]:
    """The names that its hypotheses may speak of."""
    if isinstance(claim, Matrices | MatrixSolution | Windows):
        return ()
    return (*claim.variables, *(claim.each if isinstance(claim, TermwiseSum) else ()))


def _names(used: Inequality | TermwiseSum, use: Use, claim: AnyClaim) -> dict[str, str]:
    """What each name of the claim that is used stands for here: itself, where that is known, or what replaces it.

    None where nothing is replaced and not all are known. Raises Misuse for one that stands for nothing.
    """
    own, theirs = _names_of(claim), _names_of(used)
    unknown = [name for name in use.names if name not in theirs]
    if unknown:
        raise Misuse(f"claim {claim.name!r}: {use.label!r} has no {unknown[0][:40]!r}, so that nothing can replace it")
    missing = [name for name in theirs if name not in use.names and name not in own]
    if missing and not use.names:
        return {}
    if missing:
        raise Misuse(
            f"claim {claim.name!r}: {missing[0]!r} of {use.label!r} is no name here; say what replaces it, as in"
            f' {{ label = "{use.label}", with = {{ {missing[0]} = "…" }} }}'
        )
    return {name: use.names.get(name, name) for name in theirs}


def _replaced(text: str, names: Mapping[str, str]) -> str:
    return NAME.sub(lambda m: f"({names[m[0]]})" if names.get(m[0], m[0]) != m[0] else m[0], text)
