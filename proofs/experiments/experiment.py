"""What all experiments share: a domain whose points are seeds, and the evidence that weighs a claim at each of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Any

import numpy as np

from numeric.field import Field
from proofs.claims.claim import Step
from proofs.claims.domain import Workspace
from proofs.claims.statement import AtMost, MoreThan, slack
from proofs.claims.verdict import Certificate, Margin, Outcome, Strength
from proofs.evidence.pointwise import Pointwise

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
class Simulated(Pointwise):
    """The claim at every published seed. It holds if it does at each; a seed at which it does not is the witness."""

    strength: Strength = Strength.SAMPLED
    refutes: bool = True

    tool = f"NumPy {np.__version__}"

    def points(self, domain: Any, seed: int) -> Iterable[Seed]:
        """The published seeds, whatever the run's own."""
        del seed
        if not isinstance(domain, Experiment):
            raise TypeError(f"{domain} is no experiment")
        return domain.published()

    def at(self, step: Step, point: Seed, workspace: Workspace) -> Certificate:
        domain: Any = step.domain
        key = (domain.name, point, PRECISION)
        if key not in workspace.memory:
            workspace.memory[key] = domain.run(point.number)
        return self.of_run(step, point, workspace.memory[key])

    def of_run(self, step: Step, point: Seed, run: Any) -> Certificate:
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
        reason = "" if outcome is Outcome.HOLDS else "seen in a run with this seed"
        witness = {**point.describe(), **{name: f"{value:.6g}" for name, value in values.items()}}
        return self.found(step, outcome, point, reason=reason, margin=margin, witness=witness, bits=PRECISION[1])
