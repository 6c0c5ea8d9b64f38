"""A validated integrator of the asymmetric flow, TFHV (12): every ball that it returns holds the true solution.

Each step sums a Taylor series in balls, and adds a bound of the rest. With E = Y − UVᵀ the flow reads U̇ = EV,
V̇ = EᵀU, Ė = −EVVᵀ − UUᵀE. So if ‖U‖, ‖V‖ ≤ y and ‖E‖ ≤ e at the step's start, the coefficients of U and V have norms
at most those of the series of y(t) where ẏ = ey and ė = 2ey² (the method of majorants). There e − y² = c is constant,
and s = y² = s₀x/(1 − s₀(x − 1)/c) with x = e^{2ct}. As the coefficients of y are positive, its terms from t^k on add up
to at most (t/r)^k y(r), for every r ≥ t at which y is finite. It knows no closed form of U or V.

A step begins at a point, for balls would widen as if nothing attracted the flow. How far the true solution is from that
point's is a number, ρ. Of two solutions let A, B be the differences of U and of V, and bars the means of both: as
E − E′ = −(AV̄ᵀ + ŪBᵀ), ½ d/dt(‖A‖² + ‖B‖²) = 2⟨A, ĒB⟩ − ‖E − E′‖² ≤ ‖Ē‖₂(‖A‖² + ‖B‖²), in Frobenius's norm where no
other is named. And ‖E‖₂ never grows, as E = PE₀Q where Ṗ = −UUᵀP and Q̇ = −QVVᵀ shrink what they multiply. So within
a time t the two part by a factor of at most e^{et}, where ‖E‖₂, ‖E′‖₂ ≤ e at its beginning.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import flint

from numeric.field import Balls, Unresolved
from paper import Misuse

ORDER_PER_BIT = Fraction(35, 100)
"""Terms of the series for each bit: more make longer steps, but a step costs the square of its terms."""
FILLED = Fraction(3, 4)
"""The part s₀(x − 1)/c of the way to the blow-up of y at which y is bounded."""
NEARLY_CONSTANT = Fraction(1, 16)
"""Where |c| is less than this part of s₀, e is taken larger: dividing by c must not cost all digits."""
LARGEST_STEPS = 10_000


def along(
    field: Balls, target: Any, start: tuple[Any, Any], times: Sequence[Fraction], most: int = LARGEST_STEPS
) -> Iterator[tuple[Any, Any]]:
    """(U, V) at each of the `times`, which increase from 0, in balls of the field, in whose context this is called.

    Shapes m×n; m×k and n×k. Raises Misuse for times that do not increase or take more than `most` steps, Unresolved if
    nothing is known any more.
    """
    point, apart = _centre(start)
    now, steps, order = field.number(0), 0, round(field.bits * ORDER_PER_BIT)
    for before, time in zip((Fraction(0), *times), times, strict=False):
        if time < before:
            raise Misuse(f"the time {time} comes after {before}; give times that increase from 0")
        end = field.number(time)
        while True:
            series = _series(target, *point, order)
            radius, bound = _majorant(field, target, *point)
            step = _step(field, radius, bound, order)
            last = not step < end - now
            step = end - now if last else step
            rest = bound * (step / radius) ** (order + 1)
            if not rest < 1:
                raise Unresolved("the enclosure is too wide to go on; more bits may help")
            parted = apart * _parting(target, _around(point, apart), step)
            point, new = _centre(tuple(_sum(terms, step, rest) for terms in series))
            apart = (parted + new).upper()
            now, steps = now + step, steps + 1
            if last:
                break
            if steps > most:
                raise Misuse(f"the time {time} is more than {most} steps away; give an earlier one")
        if not apart < 1:
            raise Unresolved("the enclosure is too wide to go on; more bits may help")
        now = end
        yield _around(point, apart)


def _centre(factors: tuple[Any, Any]) -> tuple[tuple[Any, Any], Any]:
    """The point in the middle of balls around both factors, and how far from it they reach."""
    U, V = (x.mid() for x in factors)
    return (U, V), (_square(factors[0] - U) + _square(factors[1] - V)).sqrt().upper()


def _around(point: tuple[Any, Any], apart: Any) -> tuple[Any, Any]:
    """Balls that hold all factors which are at most so far from the point."""
    U, V = (_widened(x, apart) for x in point)
    return U, V


def _widened(a: Any, by: Any) -> Any:
    around = flint.arb(0, by.upper())
    return a + flint.arb_mat([[around] * a.ncols() for _ in range(a.nrows())])


def _parting(target: Any, factors: tuple[Any, Any], step: Any) -> Any:
    """By what factor two solutions that begin in these balls part at most within the step."""
    return (step * _largest(target - factors[0] * factors[1].transpose()).sqrt()).exp().upper()


def _series(target: Any, U: Any, V: Any, order: int) -> tuple[list[Any], list[Any]]:
    """The Taylor coefficients of U and V up to `order`."""
    first, second, errors = [U], [V], [target - U * V.transpose()]
    turned, flipped = [V.transpose()], [errors[0].transpose()]
    for j in range(order):
        first.append(_convolved(errors, second, j) / (j + 1))
        second.append(_convolved(flipped, first, j) / (j + 1))
        turned.append(second[-1].transpose())
        errors.append(-_convolved(first, turned, j + 1))
        flipped.append(errors[-1].transpose())
    return first, second


def _convolved(left: list[Any], right: list[Any], j: int) -> Any:
    total = left[0] * right[j]
    for a in range(1, j + 1):
        total += left[a] * right[j - a]
    return total


def _majorant(field: Balls, target: Any, U: Any, V: Any) -> tuple[Any, Any]:
    """(r, y(r)): what the terms of U and V from t^k on add up to has norm, hence entries, of at most (t/r)^k y(r)."""
    # a larger s bounds too, and that of factors which are 0 must not be divided by
    s = field.maximum(_largest(U), _largest(V), flint.arb(2) ** (-2 * field.bits))
    c = _largest(target - U * V.transpose()).sqrt().upper() - s
    if not abs(c) > s * NEARLY_CONSTANT.numerator / NEARLY_CONSTANT.denominator:
        c = s * NEARLY_CONSTANT.numerator / NEARLY_CONSTANT.denominator
    c = c.upper()
    filled = c * FILLED.numerator / FILLED.denominator / s
    radius = ((1 + filled).log() / (2 * c)).lower()  # c ≥ −s₀, so that this is the logarithm of at least 1/4
    grown = (2 * c * radius).exp()
    return radius, (s * grown / (1 - s * (grown - 1) / c)).sqrt().upper()


def _largest(a: Any) -> Any:
    """An upper bound of ‖a‖₂², the largest eigenvalue of a Gram matrix G, by Frobenius's norm of G⁴."""
    gram = a * a.transpose() if a.nrows() <= a.ncols() else a.transpose() * a
    for _ in range(2):
        gram = gram * gram
    return _square(gram).sqrt().sqrt().sqrt().upper()


def _square(a: Any) -> Any:
    """An upper bound of ‖a‖², by Frobenius's norm."""
    return sum((x * x for x in a.entries()), flint.arb(0)).upper()


def _step(field: Balls, radius: Any, bound: Any, order: int) -> Any:
    """A step at which the rest is below the last bit that counts."""
    small = flint.arb(2) ** (-field.bits)
    return (radius * (small / (1 + bound)) ** (flint.arb(1) / (order + 1))).mid()


def _sum(terms: list[Any], step: Any, rest: Any) -> Any:
    """Horner's rule, and the rest added to each entry."""
    total = terms[-1]
    for term in reversed(terms[:-1]):
        total = total * step + term
    return _widened(total, rest)
