"""Statements that have no certain answer in numbers, at points made for them: none may hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import flint

from numeric.field import Balls, Field, Irrational, Unresolved
from paper import Misuse
from proofs.claims.claim import Canary, Step
from proofs.claims.statement import AtLeast, AtMost, Equal
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled

LADDER = tuple(map(Balls, (64, 256)))


@dataclass(frozen=True)
class Number:
    """A point."""

    number: int

    def describe(self) -> dict[str, str]:
        return {"number": str(self.number)}


@dataclass(frozen=True)
class Made:
    """`count` points, at which x is what `make` makes of a field."""

    make: Callable[[Field], Any] = field(hash=False)
    count: int = 1

    name = "made"
    description = "points made for this"
    symbols = {"x": "x"}  # noqa: RUF012 (nothing changes it)

    def published(self) -> Iterator[Number]:
        return map(Number, range(self.count))

    def sample(self, seed: int, count: int) -> Iterator[Number]:
        del seed, count
        return self.published()

    def quantities(self, point: Number, field: Field) -> Any:
        del point
        return SimpleNamespace(x=self.make(field))


@dataclass(frozen=True)
class Bait:
    """`relation` of x, where x is what `make` makes of a field."""

    what: str
    make: Callable[[Field], Any]
    relation: Callable[..., Any] = lambda x: AtMost(x, 1)

    @property
    def step(self) -> Step:
        def statement(*, x: Any) -> Any:
            return self.relation(x)

        evidence = (Sampled(), Certified(ladder=LADDER))
        return Step("bait", "MV", statement, evidence, Canary("none"), domain=Made(self.make))


def raises(error: Exception) -> Callable[[Field], Any]:
    def make(_: Field) -> Any:
        raise error

    return make


def root_of_two_squared(field: Field) -> Any:
    return field.sqrt(field.number(2)) ** 2


def nan(field: Field) -> Any:
    return flint.arb.nan() if isinstance(field, Balls) else field.log(field.number(0)) * 0


def infinity(field: Field) -> Any:
    return flint.arb.pos_inf() if isinstance(field, Balls) else -field.log(field.number(0))


ONE: Callable[[Field], Any] = lambda field: field.number(1)  # noqa: E731
ZERO: Callable[[Field], Any] = lambda field: field.number(0)  # noqa: E731

BAITS = (
    Bait("NaN on the left", nan),
    Bait("NaN on the right", nan, lambda x: AtMost(0, x)),
    Bait("NaN on both sides of =", nan, lambda x: Equal(x, x)),
    Bait("NaN as the scale", nan, lambda x: AtMost(0, 1, scale=x)),
    Bait("NaN below a maximum", lambda field: field.maximum(field.number(0), nan(field))),
    Bait("∞ on the right", infinity, lambda x: AtMost(0, x)),
    Bait("∞ ≤ ∞", infinity, lambda x: AtMost(x, x)),
    Bait("∞ = ∞", infinity, lambda x: Equal(x, x)),
    Bait("∞ − ∞", infinity, lambda x: AtMost(x - x, 1)),
    Bait("0 · ∞", infinity, lambda x: AtMost(0 * x, 1)),
    Bait("∞ as the scale", infinity, lambda x: AtMost(0, 1, scale=x)),
    Bait("0/0", ZERO, lambda x: AtMost(x / x, 1)),
    Bait("0/0 = 1", ZERO, lambda x: Equal(x / x, 1)),
    Bait("1/0 as a bound", ZERO, lambda x: AtMost(1, 1 / x)),
    Bait("log 0 as something small", ZERO, lambda x: AtMost(x, 1 / x)),
    Bait("the root of −1", lambda field: field.sqrt(field.number(-1))),
    Bait("the log of −1", lambda field: field.log(field.number(-1))),
    Bait("no value is rational", raises(Irrational("none"))),
    Bait("no value is resolved", raises(Unresolved("none"))),
    Bait("a division by zero at every point", raises(ZeroDivisionError())),
)
"""Judged by samples and by balls."""


BALLS_ONLY = (
    Bait("2 ≤ √2², whose balls straddle", root_of_two_squared, lambda x: AtMost(2, x)),
    Bait(
        "√2² ≤ 2 − 10⁻²⁰⁰, which no precision tried can tell",
        root_of_two_squared,
        lambda x: AtMost(x, 2 - flint.arb(10) ** -200),
    ),
    Bait("√2² = 2, which balls never show", root_of_two_squared, lambda x: Equal(x, 2)),
    Bait("1 = 1, which balls never show", ONE, lambda x: Equal(x, 1)),
    Bait("a ball around everything", lambda _: flint.arb(0, 10**9), lambda x: AtMost(x, 10**9 - 1)),
    Bait("a ball that ends where the bound is", lambda _: flint.arb(0, 1), lambda x: AtMost(x, 0)),
    Bait("an exponential that overflows", lambda _: (flint.arb(10) ** 40).exp().exp().exp(), lambda x: AtLeast(x, 1)),
    Bait("one overflow below another", lambda _: (flint.arb(10) ** 40).exp().exp().exp(), lambda x: AtMost(x, x + 1)),
)
"""Judged by balls: mpmath takes what agrees to 30 digits for equal, and does not end on such exponentials."""

MISUSED = (
    Bait("a float in a statement", ONE, lambda x: AtMost(x * 0.5, 1)),
    Bait("no bound at all", ONE, lambda x: AtMost(x, None)),
    Bait("a truth value for a statement", ONE, lambda x: x <= 1),
    Bait("misuse is passed on", raises(Misuse("so not"))),
)
"""What is no statement about numbers ends the run, with an error."""
