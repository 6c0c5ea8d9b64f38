"""Gradient descent beside gradient flow on one number, TFHV §5: how far apart they are after each step, in any field.

X = U² descends by (38), in steps of size η; the flow is (37). Both start at X₀ and go to σ.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric.field import Field


@dataclass(frozen=True)
class Descent:
    """A target σ > 0, a start X₀ > 0 other than σ, and a step size η."""

    sigma: Fraction
    start: Fraction
    eta: Fraction

    def steps_to(self, time: Fraction) -> int:
        """The steps that reach ηk = `time` or, if none does, come next to it from below."""
        return int(time / self.eta)


def iterates(descent: Descent, steps: int, field: Field) -> list[Any]:
    """X₀, X₁, … of (38), squared from the iterates of (33) that they come from: X_{k+1} = X_k (1 + 2η(σ − X_k))²."""
    sigma, eta = field.number(descent.sigma), field.number(descent.eta)
    found = [field.number(descent.start)]
    for _ in range(steps):
        X = found[-1]
        factor = 1 + 2 * eta * (sigma - X)
        found.append(X * factor * factor)
    return found


def flow(descent: Descent, steps: int, field: Field) -> list[Any]:
    """X(0), X(η), X(2η), … of (37)."""
    sigma, c = field.number(descent.sigma), field.number(1 - descent.sigma / descent.start)
    return [
        sigma / (1 - c * field.exp(field.number(-4 * descent.sigma * descent.eta * step))) for step in range(steps + 1)
    ]


def first_order(descent: Descent, along: list[Any], field: Field) -> list[Any]:
    """η E at each X of `along`: what descent is ahead of the flow by, to first order in η."""
    sigma, eta = field.number(descent.sigma), field.number(descent.eta)
    start, gap_start = field.number(descent.start), field.number(descent.sigma - descent.start)
    return [-eta * X * (sigma - X) * (field.log(X / start) + 2 * field.log((sigma - X) / gap_start)) for X in along]


def one_layer_errors(eta: Fraction, steps: int, field: Field) -> list[Any]:
    """e^{−ηk} − (1 − η)^k for k = 0, 1, …: how far (32) is from (34), over the first distance."""
    factor, power, found = field.number(1 - eta), field.number(1), []
    for step in range(steps + 1):
        found.append(field.exp(field.number(-eta * step)) - power)
        power = power * factor
    return found
