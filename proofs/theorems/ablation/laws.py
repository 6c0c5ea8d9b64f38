"""What each hypothesis of a law is needed for: without it, a conclusion fails at an exact instance.

Hypotheses and conclusions are texts, and an instance gives their names values in balls: so nothing here depends on
which law it is. A conclusion is asked for together with the hypotheses that bind it; an instance that is on record has
to violate exactly those that are dropped.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from numeric.exact import Unresolved
from numeric.field import Balls, Field
from numeric.texts import latex
from paper import texts, theorems
from paper.laws import LETTERS, law
from paper.theorems import Hypothesis
from proofs.certificate.argument import Argument
from proofs.claims.texts import text_of
from proofs.theorems import catalogue
from proofs.theorems.ablation.ablation import (
    BITS,
    Ablation,
    Need,
    Unconfirmed,
    enclosure,
    require_certificate,
)

SHOWN = {**theorems.LETTERS, **LETTERS}


class Case(Protocol):
    """An exact instance, and the label of the conclusion that is asked for there; r is the rank of Y."""

    @property
    def conclusion(self) -> str: ...

    @property
    def k(self) -> int: ...

    @property
    def r(self) -> int: ...

    def describe(self) -> Mapping[str, str]:
        """The instance in exact numbers."""
        ...

    def names(self, field: Field) -> Mapping[str, Any]:
        """What the names of hypotheses and conclusion stand for, in `field`, in whose context this is called."""
        ...


@dataclass(frozen=True)
class Conclusion:
    """What a law comes to under one label: its text, how its two sides are told, and what it asks."""

    text: str
    sides: tuple[str, str]
    asked: tuple[Hypothesis, ...]


@dataclass(frozen=True)
class Record:
    """What is on record about the hypotheses in `names`, dropped together: `tries` and the others are as in `Ablation`.

    A `case` is a counterexample; where `tries` counts searches in vain, what comes nearest to one; and where
    `is_meaningless`, an instance at which the conclusion has no value.
    """

    names: tuple[str, ...]
    case: Case | None = None
    tries: int = 0
    is_meaningless: bool = False
    implied: Argument | None = None
    replacements: tuple[Argument, ...] = ()
    reason: str = ""

    @property
    def need(self) -> Need:
        if self.implied is not None:
            return Need.IMPLIED
        if self.is_meaningless:
            return Need.MEANINGLESS
        return Need.NOT_SEEN if self.tries else Need.NEEDED


class Law(Protocol):
    """A law, and what is on record about its hypotheses."""

    @property
    def key(self) -> str: ...

    @property
    def called(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]:
        """What else people call it."""
        ...

    @property
    def records(self) -> tuple[Record, ...]: ...

    def conclusions(self) -> Mapping[str, Conclusion]:
        """By label, as they are stated now."""
        ...

    def breaks(self, hypothesis: str) -> tuple[str, ...]:
        """The entries whose proofs use the hypothesis directly."""
        ...


@dataclass(frozen=True)
class OfLaw:
    """A law of `paper/laws.toml`: a conclusion asks what the law asks, what it asks of it alone, and `understood`.

    The latter are what the law's meanings say, under the names that its proof has for them.
    """

    label: str
    sides: Mapping[str, tuple[str, str]]  # of the conclusions that an instance may be of
    records: tuple[Record, ...]
    understood: tuple[Hypothesis, ...] = ()

    @property
    def key(self) -> str:
        return law(self.label).key

    @property
    def called(self) -> str:
        return law(self.label).called

    @property
    def names(self) -> tuple[str, ...]:
        stated = law(self.label)
        return (stated.label, stated.group, *stated.names)

    def conclusions(self) -> Mapping[str, Conclusion]:
        stated, steps = law(self.label), catalogue.proof(self.label).steps
        return {
            label: Conclusion(
                text_of(steps[label]), sides, (*stated.asked, *stated.asides.get(label, ()), *self.understood)
            )
            for label, sides in self.sides.items()
        }

    def breaks(self, hypothesis: str) -> tuple[str, ...]:
        return catalogue.proof(self.label).breaks(hypothesis)


def ablations(of: Law) -> Iterator[Ablation]:
    """What is on record about each hypothesis, confirmed anew.

    Raises Unconfirmed if an instance is not what it is recorded as, Gap if a certificate is not found again.
    """
    return (ablation(of, record) for record in of.records)


def ablation(of: Law, record: Record) -> Ablation:
    """The same of one record."""
    conclusions = of.conclusions()
    own = [conclusions[record.case.conclusion]] if record.case else []
    stated = {each.name: each for found in (*conclusions.values(), *own) for each in found.asked}
    for argument in (*record.replacements, *([record.implied] if record.implied else [])):
        require_certificate(argument)
    broken = dict.fromkeys(label for name in record.names for label in of.breaks(name))
    found = Ablation(
        of.key,
        record.names[0],
        latex_of(stated[record.names[0]]),
        tuple(broken),
        record.need,
        record.names,
        record.reason,
        tries=record.tries,
        replacements=tuple(argument.steps[-1].shows for argument in record.replacements),
        called=of.called,
    )
    if record.case is None:
        if record.need is not Need.IMPLIED:
            raise Unconfirmed(f"{of.called} without {record.names[0]}: there is neither an instance nor a certificate")
        return found
    return confirmed(found, record.case, conclusions[record.case.conclusion])


def latex_of(hypothesis: Hypothesis) -> str:
    return hypothesis.latex or latex(hypothesis.text, lambda name: SHOWN.get(name, name))


def confirmed(found: Ablation, case: Case, conclusion: Conclusion) -> Ablation:
    """With the instance, and both sides of the conclusion there.

    Raises Unconfirmed unless it violates what is dropped and nothing else, and the conclusion is what is recorded.
    """
    where, field = f"{found.called} without {found.hypothesis}", Balls(BITS)
    with field.working():
        try:
            names = case.names(field)
            require_alone(where, found.dropped, given(case, conclusion, names, field))
            left, right, holds = weighed(conclusion.text, names, field)
        except Unresolved as error:
            raise Unconfirmed(f"{where}: {error}") from error
        has_values = left.is_finite() and right.is_finite()
        if found.need is Need.MEANINGLESS:
            if has_values:
                raise Unconfirmed(f"{where}: both sides of {conclusion.text} have values, {left} and {right}")
            return replace(found, conclusion=case.conclusion, instance=dict(case.describe()))
        if not has_values or holds is not (found.need is Need.NOT_SEEN):
            raise Unconfirmed(f"{where}: of {conclusion.text} the left side is {left}, and the right side {right}")
        return replace(
            found,
            conclusion=case.conclusion,
            instance=dict(case.describe()),
            sides=conclusion.sides,
            epsilon=case.describe().get("epsilon", "") if conclusion.sides[1] == "ε" else "",
            error=enclosure(left),
            bound=enclosure(right),
        )


def is_asked(where: str, k: int, r: int) -> bool:
    """Whether a hypothesis is asked at this k, of which declarations say `where` it is; r is the rank of Y."""
    known = {"": True, "k = 0": k == 0, "1 <= k": k >= 1, "1 < k": k > 1, "k < r": k < r, "1 <= k < r": 1 <= k < r}
    return known[where]


def given(case: Case, conclusion: Conclusion, names: Mapping[str, Any], field: Field) -> dict[str, bool | None]:
    """Each hypothesis that binds the conclusion at the instance, with its truth; None where balls do not tell."""
    asked = (each for each in conclusion.asked if is_asked(each.where, case.k, case.r))
    return {each.name: weighed(each.text, names, field)[2] for each in asked}


def require_alone(where: str, dropped: tuple[str, ...], truths: Mapping[str, bool | None]) -> None:
    """Raises Unconfirmed unless those in `dropped` certainly fail, and all others certainly hold."""
    if missing := set(dropped) - set(truths):
        raise Unconfirmed(f"{where}: the conclusion does not ask {', '.join(sorted(missing))} at this instance")
    for name, holds in truths.items():
        if holds is not (name not in dropped):
            told = "can't be told" if holds is None else "holds" if holds else "fails"
            raise Unconfirmed(f"{where}: at the instance on record {name} {told}")


def weighed(statement: str, names: Mapping[str, Any], field: Field) -> tuple[Any, Any, bool | None]:
    """The smaller side of a statement and the larger, and whether it certainly is so: None where balls do not tell."""
    first, relation, second = texts.sides(statement)
    small, large = (first, second) if relation in ("<", "<=") else (second, first)
    functions = {"log": field.log, "exp": field.exp, "max": field.maximum}
    left, right = (0 * field.number(1) + texts.value(side, names, field.number, functions) for side in (small, large))
    if relation in ("<", ">"):
        return left, right, True if left < right else False if left >= right else None
    if relation in ("<=", ">="):
        return left, right, True if left <= right else False if left > right else None
    raise ValueError(f"{statement} is no inequality")
