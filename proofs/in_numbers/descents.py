"""TFHV §5 in numbers: how far gradient descent (38) is from gradient flow (37), enclosed at published instances.

The first-order error E has a closed form that is proved; here descent itself runs beside the flow, in balls, and is
found to be ahead of it by ηE, up to terms of second order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from numeric.exact import format_fraction
from numeric.field import Field
from numeric.scalar_descent import Descent, first_order, flow, iterates
from proofs.claims.canaries import instead
from proofs.claims.claim import Step
from proofs.claims.texts import relation
from proofs.evidence.balls import Certified

STARTS = (("1", "1/10"), ("1", "1/100"), ("1", "2"), ("3", "1"), ("1/2", "3"), ("2", "1/1000"))
STEPS_A_SCALE = (100, 1000)
"""One over η max(σ, X₀)."""
SYMBOLS = {
    "error": r"\max_k |X_k - X(\eta k)|",
    "halving": r"|2 \max_k |X_{2k}^{(\eta/2)} - X(\eta k)| - \max_k |X_k - X(\eta k)||",
    "remainder": r"\max_k |X_k - X(\eta k) - \eta E(X(\eta k))|",
    "stiffness": r"\eta \max(\sigma, X_0)",
}


@dataclass(frozen=True)
class DescentRun:
    """Descent from its start until ηk = 4/σ."""

    descent: Descent
    number: int

    def describe(self) -> dict[str, str]:
        return {
            "sigma": format_fraction(self.descent.sigma),
            "X_0": format_fraction(self.descent.start),
            "eta": format_fraction(self.descent.eta),
        }


@dataclass
class Errors:
    """What separates descent from flow on one run, in `field`."""

    run: DescentRun
    field: Field

    @cached_property
    def _flow(self) -> list[Any]:
        return flow(self.run.descent, self._count, self.field)

    @cached_property
    def _differences(self) -> list[Any]:
        along = self._flow  # first: exact rationals refuse its exponentials, and not the iterates, which outgrow them
        found = iterates(self.run.descent, self._count, self.field)
        return [X - Z for X, Z in zip(found, along, strict=True)]

    @property
    def _count(self) -> int:
        return self.run.descent.steps_to(4 / self.run.descent.sigma)

    @cached_property
    def error(self) -> Any:
        return self._largest(self._differences)

    @cached_property
    def error_of_half_a_step(self) -> Any:
        along, descent = self._flow, self.run.descent
        found = iterates(Descent(descent.sigma, descent.start, descent.eta / 2), 2 * self._count, self.field)
        return self._largest([X - Z for X, Z in zip(found[::2], along, strict=True)])

    @property
    def halving(self) -> Any:
        return abs(2 * self.error_of_half_a_step - self.error)

    @property
    def not_halving(self) -> Any:
        return abs(self.error_of_half_a_step - self.error)

    @property
    def remainder(self) -> Any:
        return self._remainder(Fraction(1))

    @property
    def wrong_remainder(self) -> Any:
        return self._remainder(Fraction(1, 2))

    @property
    def stiffness(self) -> Any:
        return self.field.number(self.run.descent.eta * max(self.run.descent.sigma, self.run.descent.start))

    def _remainder(self, part: Fraction) -> Any:
        ahead = first_order(self.run.descent, self._flow, self.field)
        share = self.field.number(part)
        return self._largest([d - share * e for d, e in zip(self._differences, ahead, strict=True)])

    def _largest(self, values: list[Any]) -> Any:
        return self.field.maximum(*(abs(value) for value in values))


@dataclass(frozen=True)
class DescentRuns:
    """Published targets, starts and step sizes."""

    name: str = "descent beside flow"
    description: str = "starts from a thousandth of the target to six times it, with two step sizes each"

    symbols = SYMBOLS

    def published(self) -> Iterator[DescentRun]:
        """Each start with each step size, until ηk = 4/σ."""
        for number, (sigma, start) in enumerate(STARTS):
            for steps in STEPS_A_SCALE:
                yield self._run(Fraction(sigma), Fraction(start), steps, number)

    def sample(self, seed: int, count: int) -> Iterator[DescentRun]:
        """Targets, starts and step sizes drawn at random."""
        generator = Random(f"{self.name}, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for number in range(count):
            sigma, part = Fraction(generator.randint(1, 30), 10), Fraction(generator.randint(1, 90), 100)
            yield self._run(sigma, sigma * part, generator.randint(50, 500), number)

    def quantities(self, point: DescentRun, field: Field) -> Errors:
        """The errors of `point`."""
        return Errors(point, field)

    @staticmethod
    def _run(sigma: Fraction, start: Fraction, steps: int, number: int) -> DescentRun:
        return DescentRun(Descent(sigma, start, 1 / (steps * max(sigma, start))), number)


RUNS = DescentRuns()
BY_BALLS: dict[str, Any] = {"paper": "TFHV", "group": "numeric", "domain": RUNS, "evidence": (Certified(),)}
STEPS: tuple[Step, ...] = (
    # what the first order leaves is smaller by a factor 3η max(σ, X₀)
    relation(
        "two-layer-descent-first-order-error-is-met",
        "remainder <= 3*stiffness*error",
        uses=("two-layer-descent-first-order-error", "two-layer-scalar-solution"),
        canary=instead("half the first-order error", remainder="wrong_remainder"),
        **BY_BALLS,
    ),
    # to first order in η: this is what it means that descent reproduces the flow
    relation(
        "two-layer-descent-error-halves-with-the-step",
        "halving <= 3*stiffness*error",
        uses=("two-layer-scalar-solution",),
        canary=instead("the distance stays the same", halving="not_halving"),
        **BY_BALLS,
    ),
)
