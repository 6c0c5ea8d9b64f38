"""W_j of gradient descent to so many digits in every entry: what `flowproof evaluate --flow descent` computes."""

import time as clock
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from numeric.decimals import ZERO, Rounded, round_ball
from numeric.evaluate import LARGEST_DIGITS, Evaluation, Sample, Undecided
from numeric.exact import echoed
from numeric.frame import frame_of
from numeric.iterates import Descent, attempts, exactly
from paper import Misuse

EXACT, BALLS = "exact", "balls"


@dataclass(frozen=True)
class Iterates(Evaluation):
    """W after the numbers of iterations asked for, which stand in the place of times; the step η."""

    step: Fraction = Fraction(1)

    def document(self) -> dict[str, Any]:
        """The same as of the flow, and which descent it is."""
        return {"flow": "descent", "step": echoed(self.step), **super().document()}


def evaluate(descent: Descent, digits: int, *, certified: bool = False) -> Iterates:
    """Every entry of W_j, right to `digits` significant digits; an entry that is exactly zero is `0`.

    Exact rationals where these are short, else balls with more and more bits. Raises Misuse for digits out of range,
    and for what does not fit into time or memory; Undecided where the largest precision does not settle an entry.
    """
    if not 1 <= digits <= LARGEST_DIGITS:
        raise Misuse(f"the digits are {digits}; ask for 1 to {LARGEST_DIGITS}")
    descent.require_reasonable(digits)
    begin = clock.perf_counter()
    found = _from_rationals(descent, digits) if descent.is_short else _from_balls(descent, digits)
    n = descent.problem.n
    samples = []
    for j in descent.steps:
        full = [[found[j][max(i, k), min(i, k)] for k in range(n)] for i in range(n)]
        values = tuple(tuple(x.decimal for x in row) for row in full)
        radii = tuple(tuple(x.radius for x in row) for row in full) if certified else None
        samples.append(Sample(Fraction(j), values, radii))
    method = EXACT if descent.is_short else BALLS
    seconds = clock.perf_counter() - begin
    return Iterates(descent.problem, digits, method, certified, tuple(samples), seconds, descent.eta)


Settled = dict[tuple[int, int], Rounded]


def _lower(n: int) -> list[tuple[int, int]]:
    return [(i, k) for i in range(n) for k in range(i + 1)]


def _from_rationals(descent: Descent, digits: int) -> dict[int, Settled]:
    found = dict[int, Settled]()
    with flint.ctx.workprec(4 * digits + 256):
        for j, W in exactly(descent).items():
            rounded = {at: round_ball(flint.arb(W[at]), digits) for at in _lower(descent.problem.n)}
            found[j] = {at: x for at, x in rounded.items() if x is not None}
            if len(found[j]) < len(rounded):
                raise Undecided(f"an entry of W after {j} iterations could not be told to {digits} digits")
    return found


def _from_balls(descent: Descent, digits: int) -> dict[int, Settled]:
    problem = descent.problem
    lower = _lower(problem.n)
    apart: Settled = {at: ZERO for at in lower if problem.is_apart(*at)}
    found: dict[int, Settled] = {j: dict(apart) for j in descent.steps}
    for field, iterates in attempts(descent, digits):
        with field.working():
            for j, turned in iterates.items():
                W = frame_of(problem, field).back(turned.W)
                for at in (at for at in lower if at not in found[j]):
                    # W_j is a sum of products of Y's and W̄₀'s, as W(t) is
                    x = round_ball(W[at], digits) or (ZERO if problem.vanishes(*at) else None)
                    if x is not None:
                        found[j][at] = x
        if all(len(settled) == len(lower) for settled in found.values()):
            return found
    j, at = next((j, at) for j in descent.steps for at in lower if at not in found[j])
    raise Undecided(
        f"entry ({at[0] + 1}, {at[1] + 1}) of W after {j} iterations could not be told to {digits} digits within the"
        " largest precision that time allows; ask for fewer digits or iterations"
    )
