"""TFHV (10) in numbers: its constant and the limits, certified with X(t) by (8), and nothing else known of it.

The derivations (`closed_forms/symmetric_limit.py`) cut X(t) into blocks; here it is whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from numeric.exact import format_fraction, parse_fraction
from numeric.field import Field
from numeric.instance import random_factor
from numeric.matrices import Rows
from numeric.positive_part import Approach
from proofs.claims.canaries import divided, instead
from proofs.claims.claim import Step
from proofs.claims.texts import relation
from proofs.evidence.balls import Certified

STARTS = (
    ("3,1,-1,-2", 4),
    ("2,1,-3", 3),
    ("3,2,-1", 5),
    ("2,2,-2,-2", 4),
    ("1,1/2", 2),
    ("-1,-2", 1),
    ("2,1/2,-1/2,-3", 2),
)
"""Y's eigenvalues and the width of U₀: σ_min of both signs or of either, repeated, and signs that are absent."""
EARLY, LATE = ("0", "1/10", "1", "10"), ("16", "32", "64")

SYMBOLS = {
    "error": r"\|X(t) - \tilde{Y}\|_F",
    "bound": r"\sqrt{m}\,(\sigma_1 \chi d + \chi h a b + b^2)\, e^{-4t\sigma_{\min}}",
    "distance_from_the_limit": (
        r"\bigl| e^{4t\sigma_{\min}} \|X(t) - \tilde{Y}\|_F - \lim_{t \to \infty} e^{4t\sigma_{\min}}"
        r" \|X(t) - \tilde{Y}\|_F \bigr|"
    ),
    "shrinking": r"e^{-\gamma t}",
    "largest_entry_off_the_limit": (
        r"\max_{ij} \bigl| e^{2t(|\sigma_i| + |\sigma_j|)} (X(t) - \tilde{Y})_{ij} - L_{ij} \bigr|"
    ),
    "shrinking_entry": r"e^{-2t\sigma_{\min}}",
}


@dataclass(frozen=True)
class TargetAtTime:
    """A target, a start and a time."""

    spectrum: tuple[Fraction, ...]
    width: int
    seed: int
    time: Fraction
    number: int

    @property
    def factor(self) -> Rows:
        """U₀ in the eigenbasis of Y, with entries from −3 to 3."""
        rows = random_factor(len(self.spectrum), self.width, self.seed)
        return tuple(tuple(x / 16 for x in row) for row in rows)

    def describe(self) -> dict[str, str]:
        return {
            "eigenvalues": ",".join(map(format_fraction, self.spectrum)),
            "factor": f"random, {self.width} columns, seed {self.seed}",
            "time": format_fraction(self.time),
        }


@dataclass
class Convergence:
    """What the steps speak of at `moment`, in `field`."""

    moment: TargetAtTime
    field: Field

    @cached_property
    def approach(self) -> Approach:
        return Approach(self.moment.spectrum, self.moment.factor, self.field)

    @cached_property
    def error(self) -> Any:
        return self.approach.frobenius(self._entries)

    @cached_property
    def bound(self) -> Any:
        return self.approach.constant() * self._exp(-4 * self.approach.least)

    @property
    def distance_from_the_limit(self) -> Any:
        return self._distance(self.approach.sharp_constant())

    @property
    def distance_from_another_limit(self) -> Any:
        return self._distance(self.approach.sharp_constant(seen=False))

    @property
    def shrinking(self) -> Any:
        return self._exp(-self.approach.gap)

    @property
    def largest_entry_off_the_limit(self) -> Any:
        return self._largest_off(self.approach.limit())

    @property
    def largest_entry_off_another_limit(self) -> Any:
        return self._largest_off(self.approach.limit(seen=False))

    @property
    def shrinking_entry(self) -> Any:
        return self._exp(-2 * self.approach.least)

    @cached_property
    def _entries(self) -> list[list[Any]]:
        return self.approach.error(self.moment.time)

    def _largest_off(self, limit: list[list[Any]]) -> Any:
        """The largest |e^{2t(|σ_i| + |σ_j|)}(X(t) − Ỹ)_ij − limit_ij|."""
        growth = [self._exp(2 * abs(sigma)) for sigma in self.moment.spectrum]
        every = range(len(growth))
        off = (growth[i] * self._entries[i][j] * growth[j] - limit[i][j] for i in every for j in every)
        return self.field.maximum(*map(abs, off))

    def _distance(self, limit: Any) -> Any:
        return abs(self.error * self._exp(4 * self.approach.least) - limit)

    def _exp(self, rate: Fraction) -> Any:
        return self.field.exp(self.field.number(rate * self.moment.time))


@dataclass(frozen=True)
class Approaches:
    """The published targets and starts at `times`."""

    times: tuple[str, ...]
    name: str
    description: str

    symbols = SYMBOLS

    def published(self) -> Iterator[TargetAtTime]:
        """Each row at each time."""
        for number, (text, width) in enumerate(STARTS):
            spectrum = tuple(parse_fraction(x, "an eigenvalue") for x in text.split(","))
            for time in self.times:
                yield TargetAtTime(spectrum, width, number, parse_fraction(time, "the time"), number)

    def sample(self, seed: int, count: int) -> Iterator[TargetAtTime]:
        """Published targets and times from other starts."""
        generator, published = Random(f"{self.name}, {seed}"), list(self.published())  # noqa: S311 (a seeded sample)
        for number in range(count):
            chosen = generator.choice(published)
            yield TargetAtTime(chosen.spectrum, chosen.width, generator.randint(100, 10**6), chosen.time, number)

    def quantities(self, point: TargetAtTime, field: Field) -> Convergence:
        """The quantities at `point`."""
        return Convergence(point, field)


AT_ALL_TIMES = Approaches(EARLY, "convergence to the positive part", "targets of any sign, from the start on")
AT_LATE_TIMES = Approaches(LATE, "late convergence to the positive part", "targets of any sign, at three late times")

CERTIFIED: dict[str, Any] = {
    "paper": "TFHV",
    "group": "numeric",
    "uses": ("symmetric-closed-form",),
    "evidence": (Certified(),),
}
STEPS: tuple[Step, ...] = (
    relation(
        "symmetric-convergence-rate-in-numbers",
        "error <= bound",
        domain=AT_ALL_TIMES,
        canary=divided("half the constant", by=2),
        **CERTIFIED,
    ),
    # γ is half the rate at which the distance really falls, so no factor is needed
    relation(
        "symmetric-convergence-sharp-constant-in-numbers",
        "distance_from_the_limit <= shrinking",
        domain=AT_LATE_TIMES,
        canary=instead("the constant with K∞ = 1", distance_from_the_limit="distance_from_another_limit"),
        **CERTIFIED,
    ),
    # they really come near twice as fast, so no factor is needed
    relation(
        "symmetric-convergence-entrywise-in-numbers",
        "largest_entry_off_the_limit <= shrinking_entry",
        domain=AT_LATE_TIMES,
        canary=instead("the limits with K∞ = 1", largest_entry_off_the_limit="largest_entry_off_another_limit"),
        **CERTIFIED,
    ),
)
