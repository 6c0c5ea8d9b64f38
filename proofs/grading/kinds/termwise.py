"""Claims about sums of a given number of terms that hold term by term, and identities, which are equations."""

from dataclasses import dataclass
from functools import cached_property

from paper import Misuse
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.obligations import ByObligations, Obligation


@dataclass(frozen=True)
class TermwiseSum(ByObligations):
    """For every n >= 1, with n values of each name in `each`: the sum of n left sides compares with that of the right.

    `given` holds of `variables`, which are the same in all terms, and of each term's values. It is true for every n if
    and only if it is for n = 1: comparisons add up. Raises Misuse at the first field that can't be read.
    """

    name: str
    variables: tuple[str, ...]
    each: tuple[str, ...]
    given: tuple[str, ...]
    shows: str

    def __post_init__(self) -> None:
        if not self.each:
            raise Misuse("each is empty; name what differs from term to term")
        self._term  # noqa: B018 (reads every text)

    @cached_property
    def _term(self) -> Inequality:
        return Inequality(self.name, (*self.variables, *self.each), self.given, self.shows)

    @property
    def remark(self) -> str:
        return "it holds term by term, and comparisons add up, for every number of terms"

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        return self._term.obligations


@dataclass(frozen=True)
class Identity(Inequality):
    """For all real values of `variables` that satisfy `given`, both sides of `shows` are equal, and defined."""

    def __post_init__(self) -> None:
        if "==" not in self.shows:
            raise Misuse(f"shows: {self.shows[:60]!r} is no equation; write both sides with == between them")
        super().__post_init__()
