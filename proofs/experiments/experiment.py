"""What all experiments share: a domain whose points are seeds, and the evidence that weighs a claim at each of them."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import isfinite
from typing import Any

import numpy as np

from numeric.field import Field
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.statement import AtMost, MoreThan, slack
from proofs.claims.verdict import Certificate, Margin, Outcome, Strength

PRECISION = ("double", 53)


@dataclass(frozen=True)
class Seed:
    """One run of an experiment."""

    number: int

    def describe(self) -> dict[str, str]:
        return {"seed": str(self.number)}


@dataclass(frozen=True)
class Experiment:
    """Runs of one experiment at published seeds; `run` makes one, whose attributes are the quantities."""

    name: str
    description: str
    run: Callable[[int], Any]
    seeds: tuple[int, ...]
    symbols: Mapping[str, str] = field(hash=False)

    def published(self) -> Iterator[Seed]:
        """The published seeds."""
        return map(Seed, self.seeds)

    def sample(self, seed: int, count: int) -> Iterator[Seed]:
        """`count` seeds from `seed` on."""
        return map(Seed, range(seed, seed + count))

    def quantities(self, point: Seed, field: Field) -> Any:
        """The run with this seed, in double precision whatever the field."""
        del field
        return self.run(point.number)


@dataclass(frozen=True)
class Simulated:
    """The claim at every published seed. It holds if it does at each; a seed at which it does not is the witness."""

    strength: Strength = Strength.SAMPLED
    refutes: bool = True

    def judge(self, step: Step, *, shard: Shard, seed: int, workspace: Workspace) -> Certificate:
        """Run the shard's seeds; stop at the first failure."""
        del seed  # those that count are published
        domain = step.domain
        if not isinstance(domain, Experiment):
            raise TypeError(f"{step.label} is no experiment")
        begin = time.perf_counter()
        total = Certificate(
            step.label, Outcome.HOLDS, self.strength, domain.description, tool=f"NumPy {np.__version__}", bits=53
        )
        for point in domain.published():
            if point.number % shard.count != shard.index:
                continue
            key = (domain.name, point, PRECISION)
            if key not in workspace.memory:
                workspace.memory[key] = domain.run(point.number)
            total = total.merge(self.at(step, point, workspace.memory[key]))
            if total.outcome is Outcome.FAILS:
                break
        return replace(total, seconds=time.perf_counter() - begin)

    def at(self, step: Step, point: Seed, run: Any) -> Certificate:
        """The certificate of one run."""
        values = {name: float(getattr(run, name)) for name in step.quantities}
        statement = step.statement(**values)
        if not isinstance(statement, AtMost | MoreThan):
            raise TypeError(f"{step.label} claims what no experiment can show")
        difference, size = float(slack(statement)), abs(float(statement.right)) or 1.0
        outcome, margin = Outcome.UNDECIDED, None
        if isfinite(difference):
            holds = difference > 0 if isinstance(statement, MoreThan) else difference >= 0
            outcome = Outcome.HOLDS if holds else Outcome.FAILS
            relative = Decimal(f"{difference / size:.3g}")
            margin = Margin(relative, relative, attained=difference == 0)
        return Certificate(
            step.label,
            outcome,
            self.strength,
            step.domain.description if step.domain else "",
            reason="" if outcome is Outcome.HOLDS else "seen in a run with this seed",
            margin=margin,
            witness={**point.describe(), **{name: f"{value:.6g}" for name, value in values.items()}},
            points=1,
            tool=f"NumPy {np.__version__}",
            bits=53,
        )
