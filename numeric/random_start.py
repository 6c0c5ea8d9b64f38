"""How probable Theorem 4's hypotheses are for W̄₀ = ŪŪᵀ with a Gaussian Ū, n×h, by the exact law; and draws of Ū.

The hypotheses see W̄₀ by x = μ = λ_max and y = 1/m = λ_min alone, and ask less the smaller x and the larger y: for each
x there is an f(x), which grows with x, such that they hold where y ≥ f(x). (Not so log(c₁/α²) ≥ 0, which the others
imply: `flowproof ablation --theorem 4`.) With the line of x cut into cells (x′, x″], the probability lies between the
sums of

    P(x′ < λ_max ≤ x″, λ_min ≥ f(x″))   and   P(x′ < λ_max ≤ x″, λ_min ≥ f(x′)).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from random import Random
from typing import Any

import flint

from numeric import wishart
from numeric.decimals import exact_fraction
from numeric.exact import Scale
from numeric.field import Balls, Unresolved
from numeric.matrices import Row, Rows
from paper.theorems import theorem

FIELD = Balls(320)
CELLS = 200
BEYOND = 8
"""How far σ_max is hardly ever above √n + √h."""
SMALLEST = Fraction(1, 10**12)
"""Where the cells of λ_max begin."""
STEPS = 256
"""Steps to a factor of two, to which f(x) is told."""
FURTHEST = 2**50
PARTS = 10**6
"""Bounds on the probability are rounded outward to multiples of a millionth."""
GRAIN = 2**20
"""Gaussian numbers are rounded to multiples of 1/GRAIN."""


def probability(spectrum: Row, h: int, alpha: Scale, epsilon: Fraction) -> tuple[Fraction, Fraction]:
    """Bounds on the probability of every hypothesis of Theorem 4, for distinct σ₁ > … > σ_r > 0; 0 where h < n.

    Raises Unresolved where the hypotheses can't be told from their failure.
    """
    n = len(spectrum)
    if h < n or epsilon > theorem("theorem-4").value("largest_eps", sigma_1=spectrum[0]):
        return Fraction(0), Fraction(0)
    with FIELD.working():
        positive = [FIELD.number(sigma) for sigma in spectrum if sigma > 0]
        region = _Region(positive, FIELD.number(epsilon), 2 * FIELD.log(FIELD.scale(alpha)))
        far = (FIELD.sqrt(FIELD.number(n)) + FIELD.sqrt(FIELD.number(h)) + BEYOND) ** 2
        top = region.largest(far.mid())
        if top <= FIELD.number(SMALLEST):  # beyond it they certainly fail
            return Fraction(0), _ceiling(wishart.chi_square(h, top))
        first, last = FIELD.sqrt(FIELD.number(SMALLEST)), FIELD.sqrt(top)
        ends = [((first + (last - first) * k / CELLS) ** 2).mid() for k in range(CELLS)] + [top]
        below, above = FIELD.number(0), wishart.chi_square(h, ends[0])  # λ_max is at least the first row's square
        bounds = [region.bounds(x) for x in ends]
        for (x, (refused, _)), (later, (_, admitted)) in pairwise(zip(ends, bounds, strict=True)):
            above += _between(n, h, refused, x, later)
            if admitted is not None:
                below += _between(n, h, admitted, x, later)
        if region.admits(top, top) is not False:
            above += 1 - wishart.all_within(n, h, FIELD.number(SMALLEST**3), top)
        if not (below.is_finite() and above.is_finite()):
            return Fraction(0), Fraction(1)
        low = exact_fraction(below.lower())
        return max(Fraction(0), Fraction(floor(low * PARTS), PARTS)), _ceiling(above)


def _ceiling(chance: Any) -> Fraction:
    return min(Fraction(1), Fraction(ceil(exact_fraction(chance.upper()) * PARTS), PARTS))


def _between(n: int, h: int, y: Any, x: Any, later: Any) -> Any:
    """P(x < λ_max ≤ later, λ_min ≥ y), for exact x < later and y."""
    total = wishart.all_within(n, h, y, later) if y < later else FIELD.number(0)
    return total - wishart.all_within(n, h, y, x) if y < x else total


@dataclass(frozen=True)
class _Region:
    """Where the hypotheses hold, for σ₁ > … > σ_r, ε and log α², all balls; x and y are exact ones."""

    positive: Sequence[Any]
    tolerance: Any
    log_square: Any

    def admits(self, x: Any, y: Any) -> bool | None:
        """Whether they hold for μ = x and m = 1/y; None where the balls can't tell. ε ≤ 2σ₁ is taken for granted."""
        positive, eps = self.positive, self.tolerance
        known = {"sigma_1": positive[0], "m": 1 / y, "mu": x, "eps": eps}
        c1, c2 = (FIELD.log(theorem("theorem-4").value(name, **known)) for name in ("c1", "c2"))
        logarithm = self.log_square
        slacks = [FIELD.log(positive[-1] / x) - logarithm, c2 - logarithm]
        slacks += [
            larger * c2 - smaller * c1 - logarithm * (larger - smaller) for larger, smaller in pairwise(positive)
        ]
        if all(slack >= 0 for slack in slacks):
            return True
        return False if any(slack < 0 for slack in slacks) else None

    def bounds(self, x: Any) -> tuple[Any, Any | None]:
        """A y at which they certainly fail, and one where they certainly hold, close to f(x); None if no y ≤ x does."""
        at_most = self.admits(x, x)
        if at_most is False:
            return x, None

        def down(steps: int) -> Any:
            return (x * (FIELD.log(FIELD.number(2)) * FIELD.number(Fraction(-steps, STEPS))).exp()).mid()

        holds, fails = 0 if at_most else None, STEPS
        while (answer := self.admits(x, down(fails))) is not False:
            if fails > FURTHEST:
                raise Unresolved("where the hypotheses hold could not be told")
            holds, fails = fails if answer else holds, 2 * fails
        while fails - (holds or 0) > 1:
            middle = ((holds or 0) + fails) // 2
            answer = self.admits(x, down(middle))
            if answer is None:
                break
            holds, fails = (middle, fails) if answer else (holds, middle)
        return down(fails), None if holds is None else down(holds)

    def largest(self, top: Any) -> Any:
        """`top`, or where the hypotheses certainly fail there an x close to the largest with f(x) ≤ x, and above it.

        One that is at most SMALLEST need not be close: there may be none.
        """
        if self.admits(top, top) is not False:
            return top
        low, x = top / 2, top
        while x > FIELD.number(SMALLEST) and self.admits(low, low) is False:
            low, x = low / 2, low
        for _ in range(STEPS.bit_length()):
            middle = (low + x) / 2
            low, x = (low, middle) if self.admits(middle, middle) is False else (middle, x)
        return x


def factors(seed: str, n: int, h: int) -> Iterator[Rows]:
    """Draws of Ū, n×h, without end: Gaussian numbers, rounded to multiples of 1/GRAIN; the seed tells them all."""
    draw = Random(seed).random  # noqa: S311 (a seeded sample, nothing secret)
    while True:
        yield tuple(tuple(_gaussian(draw()) for _ in range(h)) for _ in range(n))


def _gaussian(share: float) -> Fraction:
    """The normal distribution's quantile √2 erf⁻¹(2u − 1), of u in the middle of the 2⁵³-th part that begins there."""
    twice = Fraction(2 * int(share * 2**53) + 1, 2**53) - 1
    for bits in (96, 192, 384):
        with flint.ctx.workprec(bits):
            quantile = flint.arb(flint.fmpq(twice.numerator, twice.denominator)).erfinv() * flint.arb(2).sqrt()
            nearest = (quantile * GRAIN + flint.arb(0.5)).floor().unique_fmpz()
        if nearest is not None:
            return Fraction(int(nearest), GRAIN)
    raise Unresolved("a Gaussian number lies on the boundary between two multiples")
