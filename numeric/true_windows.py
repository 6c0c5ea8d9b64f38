"""The true window of k: how long W(t) stays within ε of Y_k, each end in a certified bracket.

Under spectral initialization the error is the largest among the modes' own, and each mode's time is in closed form. In
general W(t) lies between the diagonal flows W⁻ from α²/m and W⁺ from α²μ, m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂ (proved in
`proofs/theorems/between`). So the error is at most ε where theirs is (`inner` times), and at most ε nowhere but where
the two do not exclude it entry by entry (`outer` times); between them it crosses ε, and a crossing is enclosed.

That it is the only one follows where what W⁻ and W⁺ say leaves the error one direction (`directions`), for what crosses
in one direction only crosses once. As its logarithm changes at a bounded rate, steps of certain length show that the
error stays above ε, or below, for a while.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, log2
from typing import Any

import flint

from numeric import directions, matrices, quantities
from numeric.constants import norms
from numeric.crossing import Excess, decimal, narrow
from numeric.decimals import exact_fraction
from numeric.enclosed_instance import AnyInstance, EnclosedInstance
from numeric.evaluate import Undecided
from numeric.exact import format_fraction
from numeric.field import LARGEST_EXACT_EXPONENT, Balls, Unresolved
from numeric.graded_spectrum import spectral_norm
from numeric.instance import require_inverse
from numeric.mode_windows import Bound, Interval, Never, within
from numeric.problem import Problem
from numeric.trajectory import absent_mode, growing_mode
from paper import Misuse

GUARD_DIGITS = 4
COARSE_BITS = 256
"""For the bounds of W(t), which need not be sharp."""
GRID = 12
"""Times at which the error is looked at, where nothing says when it is least."""
HALVINGS = 12
LARGEST_STEPS = 400
"""Steps in which the error is shown to stay above ε, or below, before that is left undecided."""
SAFE = Fraction(99, 100)
"""Of a step, so that the next time is not ε itself, of which balls tell nothing. It is no part of any bound."""
NEAR = 8
"""Where the whole way to a crossing from the inner times proves nothing, this part of it may, and steps do the rest."""


@dataclass(frozen=True)
class End:
    """The error is certainly above ε at `outside`, and at most ε at `inside`, so that it is ε between them.

    `only`: it certainly is so at no other time outside of the window's middle, where it is at most ε.
    """

    outside: Fraction
    inside: Fraction
    only: bool


@dataclass(frozen=True)
class TrueWindow:
    """`first` is None where the window begins at t = 0, `last` where it does not end."""

    k: int
    first: End | None
    last: End | None


def true_window(instance: AnyInstance, k: int, digits: int) -> TrueWindow:
    """The true window of k, so sharp that t and e^{2cσ₁t} are told to `digits` digits at both ends.

    Raises Never where W(t) is at no time within ε of Y_k, Undecided where that, or an end, could not be told.
    """
    if instance.alpha.exponent > LARGEST_EXACT_EXPONENT:
        raise Misuse(f"α is {instance.alpha}; give one of at most 10^{LARGEST_EXACT_EXPONENT}")
    if instance.epsilon is None or not 0 <= k <= instance.r:
        raise Misuse(f"there is no window of {k} within {instance.epsilon}; k runs from 0 to the rank of Y, with an ε")
    quantities.require_digits(digits)
    require_inverse(instance, "one with an inverse is needed")
    if instance.has_own_modes:
        return _spectral(instance, k, digits)
    return _General(instance, k, digits).window()


def error(instance: AnyInstance, k: int, t: Fraction, field: Balls) -> Any:
    """‖W(t) − Y_k‖₂. Raises Unresolved where the field is too coarse."""
    problem = _problem(instance)
    if quantities.stays_at_best_approximation(problem, k, field):
        return field.number(0)
    return spectral_norm(quantities.difference(problem, t, k, False, field), field)


def largest_error(instance: AnyInstance) -> Fraction:
    """A bound on ‖W(t) − Y_k‖₂ and ‖W(t)‖₂ at all times: max(σ₁, α²μ), or more; the trace of W̄₀ bounds μ."""
    trace = sum((row[i] for i, row in enumerate(instance.shape)), Fraction(0))
    if instance.alpha.exponent < -LARGEST_EXACT_EXPONENT:
        return instance.at_most(0) + trace
    return max(instance.at_most(0), instance.alpha.fraction**2 * trace)


def _spectral(instance: AnyInstance, k: int, digits: int) -> TrueWindow:
    for bits in quantities.precisions(1, ceil((digits + GUARD_DIGITS) * log2(10)), _exponent_bits(instance)):
        field = Balls(bits)
        with field.working():
            try:
                weights = instance.mode_weights(field)
                bounds = _bounds(instance, k, weights, weights, field)
                left, right = within(bounds, instance.alpha, instance.rate, field)
            except Unresolved:
                continue
            first = last = None
            if left is not None:
                below, above = _outwards(instance, left, digits)
                first = End(below, above, only=True)
            if right is not None:
                below, above = _outwards(instance, right, digits)
                last = End(above, below, only=True)
            if all(_is_sharp(instance, end, digits) for end in (first, last)):
                return TrueWindow(k, first, last)
    raise Undecided(f"the true window of {k} could not be told to {digits} digits")


def _bounds(instance: AnyInstance, k: int, slow: Sequence[Any], fast: Sequence[Any], field: Balls) -> list[Bound]:
    """What keeps the flow from α²·slow no more than ε below Y_k, and that from α²·fast no more than ε above."""
    spectrum, eps = instance.spectrum_in(field), _epsilon(instance)
    eps = eps if isinstance(spectrum[0], Fraction) else field.number(eps)
    lowest = [
        Bound(sigma, weight, sigma - eps, above=False) for sigma, weight in list(zip(spectrum, slow, strict=True))[:k]
    ]
    return lowest + [
        Bound(sigma, weight, sigma + eps if i < k else eps, above=True)
        for i, (sigma, weight) in enumerate(zip(spectrum, fast, strict=True))
    ]


def _outwards(instance: AnyInstance, t: Any, digits: int) -> tuple[Fraction, Fraction]:
    """Decimals below and above the ball."""
    fine = _fine(instance, exact_fraction(t.mid()), digits)
    low, high = decimal(t.lower(), fine, floor=True), decimal(t.upper(), fine, floor=False)
    return max(low, Fraction(0)), max(high, Fraction(0))


def _fine(instance: AnyInstance, t: Fraction, digits: int) -> int:
    """Digits of t that tell e^{2cσ₁t} to `digits` and a guard."""
    exponent = int(2 * instance.rate * instance.at_most(0) * abs(t)) + 1
    return digits + GUARD_DIGITS + ceil(exponent.bit_length() / log2(10))


def _is_sharp(instance: AnyInstance, end: End | None, digits: int) -> bool:
    if end is None:
        return True
    width, later = abs(end.outside - end.inside), max(end.outside, end.inside)
    fine = Fraction(10) ** (-digits - 1)
    # a window that is left at t = 0 has no digits there
    return (width <= later * fine or end.inside == 0) and 2 * instance.rate * instance.at_most(0) * width <= fine


def _exponent_bits(instance: AnyInstance) -> int:
    return 4 * abs(instance.alpha.exponent).bit_length() + 8


class _General:
    """The true window where the shape is not diagonal in the basis of Y."""

    def __init__(self, instance: AnyInstance, k: int, digits: int) -> None:
        self.instance, self.k, self.digits = instance, k, digits
        self.problem, self.eps = _problem(instance), _epsilon(instance)
        self.coarse = Balls(COARSE_BITS + _exponent_bits(instance) + 2 * (1 / self.eps).__ceil__().bit_length())
        with self.coarse.working():
            self.spectrum = instance.spectrum_in(self.coarse)
            m, mu = norms(instance, self.coarse)
            # bounds of m and μ bound the flows as well
            self.slow = exact_fraction((1 / m).lower())
            self.fast = exact_fraction(mu.upper())
        self.excess = cache(self._excess)

    def window(self) -> TrueWindow:
        with self.coarse.working():
            outer, inner = self._outer(), self._inner()
        if inner is None:
            at = self._inside(outer)
            return TrueWindow(self.k, self._first(outer, at, None), self._last(outer, at, None))
        begin = None if inner[0] is None else exact_fraction(inner[0].upper())
        end = None if inner[1] is None else exact_fraction(inner[1].lower())
        return TrueWindow(self.k, self._first(outer, begin, inner), self._last(outer, end, inner))

    def _outer(self) -> Interval:
        n = self.instance.n
        bounds = _bounds(self.instance, self.k, [self.fast] * n, [self.slow] * n, self.coarse)
        try:
            return within(bounds, self.instance.alpha, self.instance.rate, self.coarse)
        except Unresolved as failure:
            raise Undecided(f"whether W(t) is ever within ε of Y_{self.k} could not be told") from failure

    def _inner(self) -> Interval | None:
        n = self.instance.n
        bounds = _bounds(self.instance, self.k, [self.slow] * n, [self.fast] * n, self.coarse)
        try:
            return within(bounds, self.instance.alpha, self.instance.rate, self.coarse)
        except (Never, Unresolved):
            return None

    def _first(self, outer: Interval, inside: Fraction | None, inner: Interval | None) -> End | None:
        """The crossing before the time `inside`, at which the error is at most ε; None is t = 0."""
        if inside is None:
            return None
        outside = Fraction(0) if outer[0] is None else max(Fraction(0), exact_fraction(outer[0].lower()))
        if self.excess(outside).sign < 0:  # the start is not excluded, and within ε
            if self._stays(outside, inside):
                return None
            raise Undecided(f"whether W(t) leaves the true window of {self.k} after t = 0 could not be told")
        # narrow asks for a sign that rises
        left, right = self._narrow(lambda t: _reversed(self.excess(t)), outside, inside)
        return End(left, right, only=inner is not None and self._falls(outer[0], inside))

    def _last(self, outer: Interval, inside: Fraction | None, inner: Interval | None) -> End | None:
        """The crossing after the time `inside`; None is no end."""
        if inside is None:
            return None
        if outer[1] is None:
            raise Undecided(f"whether the window of {self.k} ends could not be told")
        left, right = self._narrow(self.excess, inside, exact_fraction(outer[1].upper()))
        near = left - (left - inside) / NEAR
        only = inner is not None and (
            self._rises(inside, outer[1]) or (self._rises(near, outer[1]) and self._stays(inside, near))
        )
        return End(right, left, only)

    def _narrow(
        self, excess: Callable[[Fraction], Excess], left: Fraction, right: Fraction
    ) -> tuple[Fraction, Fraction]:
        if not excess(left).sign < 0 < excess(right).sign:
            raise Undecided(f"an end of the true window of {self.k} could not be told")
        return narrow(excess, left, right, _fine(self.instance, right, self.digits))

    def _excess(self, t: Fraction) -> Excess:
        """Of the error over ε; the height is its logarithm, about a line where one mode makes the error."""
        for field in quantities.fields(self.problem, t, self.digits):
            with field.working():
                try:
                    ratio = error(self.instance, self.k, t, field) / field.number(self.eps)
                except Unresolved:
                    continue
                if ratio > 1 or ratio < 1:
                    return Excess(1 if ratio > 1 else -1, ratio.log() if ratio > 0 else None)
        raise Undecided(f"whether the error is above ε at t = {format_fraction(t)} could not be told")

    def _inside(self, outer: Interval) -> Fraction:
        """A time at which the error is at most ε, looked for where it seems least.

        Raises Never where the error is certainly above ε at all times, Undecided where neither is found.
        """
        if outer[1] is None:
            raise Undecided(f"no time was found at which W(t) is within ε of Y_{self.k}, and it is not excluded")
        begin = Fraction(0) if outer[0] is None else exact_fraction(outer[0].lower())
        end = exact_fraction(outer[1].upper())
        step = (end - begin) / GRID
        times = [begin + j * step for j in range(GRID + 1)]
        for _ in range(HALVINGS):
            for t in times:
                if self.excess(t).sign < 0:
                    return t
            best, step = min(times, key=self._height), step / 2
            times = [t for t in (best - step, best, best + step) if begin <= t <= end]
        self._require_never(begin, end)
        raise Undecided(f"no time was found at which W(t) is within ε of Y_{self.k}, and it is not excluded")

    def _require_never(self, begin: Fraction, end: Fraction) -> None:
        """Raises Never where the error is shown to stay above ε: its logarithm falls at a rate that is bounded."""
        t, fastest = begin, 2 * self.instance.rate * largest_error(self.instance)
        for _ in range(LARGEST_STEPS):
            height = self._height(t)
            if not height > 0:
                return
            t += exact_fraction(height.lower()) * SAFE / fastest
            if t > end:
                raise Never(f"W(t) is never within ε of Y_{self.k}")

    def _stays(self, t: Fraction, end: Fraction) -> bool:
        """Whether the error is shown to stay below ε from t to the end: its logarithm grows slowly."""
        after = self.instance.at_most(self.k) if self.k < self.instance.n else Fraction(0)
        for _ in range(LARGEST_STEPS):
            height = self._height(t)
            if not height < 0:
                return False
            if after == 0:
                return True
            t += exact_fraction((-height).lower()) * SAFE / (2 * self.instance.rate * after)
            if t >= end:
                return True
        return False

    def _height(self, t: Fraction) -> Any:
        height = self.excess(t).height
        return flint.arb(0) if height is None else height

    def _falls(self, outer: Any | None, until: Fraction) -> bool:
        """Whether every crossing from the outer time to the other is one from above ε to below it."""
        k, field, spectrum = self.k, self.coarse, self.spectrum
        with field.working():
            times = (field.number(0) if outer is None else outer, field.number(until))
            kappa = field.maximum(*self._above(range(len(spectrum)), times))
            after = field.number(spectrum[k] if k < len(spectrum) else 0)
            return directions.only_falls(kappa=kappa, eps=field.number(self.eps), after=after)

    def _rises(self, since: Fraction, outer: Any) -> bool:
        """Whether every crossing from the time to the outer one is one from below ε to above it; k < n."""
        k, field, spectrum = self.k, self.coarse, self.spectrum
        with field.working():
            times = (field.number(since), outer)
            # a mode of W⁻ that is below its target grows
            below = [field.number(spectrum[i]) - self._mode(i, self.slow, times[0]) for i in range(k)]
            return directions.only_rises(
                eta=field.maximum(field.number(0), *below),  # in the other modes W⁻ is not below Y_k
                theta=field.maximum(*self._above([i for i in range(len(spectrum)) if i != k], times)),
                eps=field.number(self.eps),
                largest=field.number(spectrum[0] if k > 0 else 0),
                after=field.number(spectrum[k]),
            )

    def _above(self, modes: Sequence[int], times: Sequence[Any]) -> list[Any]:
        """How far W⁺ is above Y_k in the modes, at the two times, between which its modes are monotone."""
        spectrum = self.spectrum
        return [
            self._mode(i, self.fast, t) - self.coarse.number(spectrum[i] if i < self.k else 0)
            for i in modes
            for t in times
        ]

    def _mode(self, i: int, weight: Fraction, t: Any) -> Any:
        field = self.coarse
        start, rate = field.number(weight) * field.scale(self.instance.alpha) ** 2, field.number(self.instance.rate)
        if self.spectrum[i] == 0:
            return absent_mode(start, rate, t)
        return growing_mode(field, field.number(self.spectrum[i]), start, rate, t)


def _reversed(found: Excess) -> Excess:
    return Excess(-found.sign, None if found.height is None else -found.height)


def _epsilon(instance: AnyInstance) -> Fraction:
    return instance.epsilon or Fraction(0)


@cache
def _problem(instance: AnyInstance) -> Problem:
    """The instance in the basis of Y, where that is known exactly."""
    if isinstance(instance, EnclosedInstance):
        return instance.problem
    target = matrices.diagonal(instance.spectrum)
    return Problem(target, instance.shape_in_basis, None, instance.alpha, instance.rate)
