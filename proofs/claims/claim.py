"""A step of a proof, and a theorem: what is claimed, where, on what it rests, and how it is checked.

The function below the decorator is the statement. Nothing is registered: a theorem lists its steps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any, Protocol

from proofs.claims.domain import Domain, Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength


@dataclass(frozen=True)
class Canary:
    """A near-miss of a step that the step's own evidence must refute: another statement, or the same one elsewhere."""

    changes: str  # what was changed, in words
    statement: Callable[..., Any] | None = None  # None: the step's own
    domain: Domain | None = None  # None: the step's own


NearMiss = Callable[[Callable[..., Any]], Canary]
"""What makes a canary of a step's statement; `canaries` has those that many steps share."""


@dataclass(frozen=True)
class Shard:
    """The part `index` of `count` of a domain's points, so that processes can share a step's work."""

    index: int = 0
    count: int = 1


class Evidence(Protocol):
    """A way to judge a step; `refutes` says whether it can show that a step is false."""

    @property
    def strength(self) -> Strength: ...

    @property
    def refutes(self) -> bool: ...

    def judge(self, step: "Step", *, shard: Shard, seed: int, workspace: Workspace) -> Judgement:
        """Judge the step's statement on its domain."""
        ...


@dataclass(frozen=True)
class Step:
    """One claim: `statement` takes named quantities and returns a relation, or takes none and returns a Derivation."""

    label: str
    paper: str
    statement: Callable[..., Any]
    evidence: tuple[Evidence, ...]
    canary: Canary
    domain: Domain | None = None
    eq: str | None = None
    uses: tuple[str, ...] = ()
    expect: Outcome = Outcome.HOLDS  # FAILS: the paper's statement is known to be wrong, and the witness is re-checked
    group: str = ""

    @property
    def quantities(self) -> tuple[str, ...]:
        """The names of the quantities that the statement speaks of."""
        return tuple(signature(self.statement).parameters)


def step(label: str, *, canary: Canary | NearMiss, **fields: Any) -> Callable[[Callable[..., Any]], Step]:
    """Make a Step of the statement function below it. Fields are those of Step; what makes a canary is one too."""

    def make(statement: Callable[..., Any]) -> Step:
        missed = canary if isinstance(canary, Canary) else canary(statement)
        return Step(label=label, statement=statement, canary=missed, **fields)

    return make


@dataclass(frozen=True)
class Theorem:
    """A theorem: its label and its steps in the order of the proof, the last of which is its conclusion."""

    label: str
    paper: str
    group: str
    steps: tuple[Step, ...]
