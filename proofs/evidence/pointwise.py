"""What evidence at points shares: it goes through them one by one, and ends at the first that refutes the step."""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Point, Workspace
from proofs.claims.verdict import Certificate, Outcome, Strength


@dataclass(frozen=True)
class Pointwise(ABC):
    """A step judged at points of its domain; `tool` is what computes there, and `draws` whether the seed matters."""

    strength: Strength
    refutes: bool

    tool: ClassVar[str]
    draws: ClassVar[bool] = False

    @abstractmethod
    def points(self, domain: Any, seed: int) -> Iterable[Any]:
        """Those that the domain is judged by."""

    @abstractmethod
    def at(self, step: Step, point: Any, workspace: Workspace) -> Certificate:
        """The certificate of one point."""

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Certificate:
        """Go through the shard's points; stop at the first failure."""
        begin, total = time.perf_counter(), self.found(step, Outcome.HOLDS)
        for point in self.points(step.domain, seed):
            if point.number % shard.count != shard.index:
                continue
            total = total.merge(self.at(step, point, workspace))
            if total.outcome is Outcome.FAILS:
                break
        return replace(total, seed=seed if self.draws else None, seconds=time.perf_counter() - begin)

    def found(self, step: Step, outcome: Outcome, point: Point | None = None, **more: Any) -> Certificate:
        """The certificate of a step at one point, or at none so far."""
        if step.domain is None:
            raise TypeError(f"{step.label} has no domain, and so no points")
        if point is not None:
            more = {"points": 1, "witness": point.describe(), **more}
        return Certificate(step.label, outcome, self.strength, step.domain.description, tool=self.tool, **more)
