"""How a check ended, and what that is worth: two different things, kept apart.

A judgement is what one piece of evidence says of one step. Judgements on parts of its domain merge into one on the
whole.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, IntEnum
from typing import NoReturn, Self


class Outcome(Enum):
    """HOLDS, FAILS (with a witness that was re-checked) or UNDECIDED. None of them is true or false in an `if`.

    INTERNAL: a fault of ours on the way to the outcome, which says nothing of the statement.
    """

    HOLDS = "HOLDS"
    FAILS = "FAILS"
    UNDECIDED = "UNDECIDED"
    INTERNAL = "INTERNAL"

    def __bool__(self) -> NoReturn:
        raise TypeError(f"an outcome is no bool; compare it: outcome is Outcome.{self.name}")

    def __and__(self, other: "Outcome") -> "Outcome":
        """The outcome of both together: one failure fails, else one fault is a fault, and one doubt a doubt."""
        return min(self, other, key=WORST_FIRST.index)


WORST_FIRST = (Outcome.FAILS, Outcome.INTERNAL, Outcome.UNDECIDED, Outcome.HOLDS)


class Strength(IntEnum):
    """What an outcome is worth: nothing, seeded samples, balls on every published instance, or all parameters."""

    NONE = 0
    SAMPLED = 1
    CERTIFIED = 2
    PROVED = 3


@dataclass(frozen=True)
class Margin:
    """An interval that holds the least relative slack `(right − left)/scale` met, with exact decimal ends.

    `attained`: the two sides were equal, exactly, somewhere.
    """

    lower: Decimal
    upper: Decimal
    attained: bool = False

    def merge(self, other: Self) -> Self:
        return type(self)(min(self.lower, other.lower), min(self.upper, other.upper), self.attained or other.attained)


@dataclass(frozen=True)
class Judgement:
    """What one piece of evidence says of one step."""

    label: str
    outcome: Outcome
    strength: Strength  # of the evidence; what a failure or a doubt is worth is the reader's to judge
    domain: str
    reason: str = ""
    margin: Margin | None = None
    witness: dict[str, str] | None = None  # FAILS: where; else: where the margin is least
    points: int = 0
    tool: str = ""
    bits: int = 0
    seed: int | None = None
    seconds: float = 0.0
    proofs: tuple[tuple[str, str], ...] = ()  # PROVED by certificates: the case of the theorem, and its JSON
    cites: tuple[str, ...] = ()  # PROVED by certificates: the labels of what they rest on

    def merge(self, other: Self) -> Self:
        """The same evidence on the union of two parts of the domain.

        A failure's witness wins, then the smaller margin's.
        """
        if (self.label, self.strength) != (other.label, other.strength):
            raise ValueError(f"judgements of {self.label} and {other.label} do not merge")
        first, second = sorted((self, other), key=lambda c: WORST_FIRST.index(c.outcome))
        if (
            first.outcome is second.outcome
            and second.margin is not None
            and (first.margin is None or second.margin.lower < first.margin.lower)
        ):
            first, second = second, first
        margins = [c.margin for c in (first, second) if c.margin is not None]
        return replace(
            first,
            margin=margins[0].merge(margins[-1]) if margins else None,
            points=self.points + other.points,
            bits=max(self.bits, other.bits),
            seconds=self.seconds + other.seconds,
            domain=first.domain or second.domain,
            tool=first.tool or second.tool,
            proofs=first.proofs or second.proofs,
            cites=first.cites or second.cites,
        )


@dataclass(frozen=True)
class Verdict:
    """What the suite says of one entry: its own outcome and strength, and the weakest along everything that it uses."""

    label: str
    outcome: Outcome | None  # None: unchecked
    strength: Strength
    chain: Strength
    reason: str = ""
    judgements: tuple[Judgement, ...] = ()
    uses: tuple[str, ...] = ()
    canaries: tuple[Judgement, ...] = ()  # of the near-miss, by the same evidence
    seconds: float = 0.0
    statement: str = ""  # LaTeX, rendered from the code that was checked
    assumes: tuple[str, ...] = ()  # PROVED by certificates: the axioms that these rest on
    # for a statement that fails as the paper has it: what holds instead
    correction: "Verdict | None" = None

    @property
    def best(self) -> Judgement | None:
        """The judgement that the verdict rests on: the one of the verdict's strength and outcome."""
        for judgement in self.judgements:
            if judgement.strength is self.strength and judgement.outcome is self.outcome:
                return judgement
        return None
