"""When a singular value of W(t), or a mode of a spectral start, reaches a fraction of σ_i: certified brackets.

The i-th singular value s_i(t) is continuous; certified below the level at one time and above it at a later one, it
crosses between them. That there is no other crossing, earlier or later, is certified for modes only, whose closed form
(12) increases and is inverted.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, log2
from typing import TYPE_CHECKING, Any

import flint

from numeric import matrices, quantities
from numeric.decimals import exact_fraction
from numeric.evaluate import Undecided
from numeric.exact import format_fraction
from numeric.field import Balls, Unresolved
from numeric.frame import frame_of
from numeric.inputs import LARGEST_IN_BALLS
from numeric.problem import LARGEST_EXACT_EXPONENT, Problem
from paper import Misuse

if TYPE_CHECKING:
    from numeric.hardware.measured import InDoubles

GUARD_DIGITS = 6
LARGEST_DOUBLINGS = 100
LARGEST_ROUNDS = 4000
LARGEST_STEPS = 6
STEP_DIGITS = 24


@dataclass(frozen=True)
class Crossing:
    """The quantity is certainly below fraction·σ_i at `left` and certainly above it at `right`.

    So it equals it at least once between them; `only` says whether that is its only such time.
    """

    quantity: str
    i: int
    fraction: Fraction
    left: Fraction
    right: Fraction
    only: bool

    @property
    def claim(self) -> str:
        level = f"{format_fraction(self.fraction)}·σ_{self.i}"
        bracket = f"{self.quantity} is below {level} at the left end and above it at the right end"
        if self.only:
            return f"{bracket}; it increases, so it reaches {level} between them and at no other time"
        return f"{bracket}, so it reaches {level} between them; whether it does so at other times too is not certified"


@dataclass(frozen=True)
class Excess:
    """The certain sign of a quantity, and how far it is from 0, on a scale on which it is about a line, if known."""

    sign: int
    height: Any | None


def reach_time(
    problem: Problem, i: int, fraction: Fraction, digits: int, doubles: "InDoubles | None" = None
) -> Crossing:
    """A time at which the i-th largest singular value of W(t) reaches fraction·σ_i, to `digits` digits.

    σ_i is the i-th largest eigenvalue of Y. `doubles` are asked first, and alone beyond LARGEST_IN_BALLS rows. Raises
    Misuse where that is never reached or is so from the start, Undecided where no precision tried shows it.
    """
    quantities.require_digits(digits)
    _require_fraction(problem, i, fraction)
    if doubles is None or not _is_reached(doubles, i):
        if quantities.rank(problem) < i:
            raise Misuse(_stays_zero(quantities.rank(problem), i))
        _require_reached(problem, i, fraction)

    name = f"the singular value {i} of W(t)"

    @cache
    def excess(t: Fraction) -> Excess:
        return _excess(problem, t, i, fraction, doubles)

    if excess(Fraction(0)).sign > 0:
        raise Misuse(_too_early(f"the singular value {i} of W(0)", i, fraction))
    guess = _first_guess(problem, i, fraction, digits + GUARD_DIGITS, doubles)
    # for small α the guess is right to more digits than are asked for
    part = decimal(_ball(guess * 3 / 10 ** (digits + 1)), 2, floor=True)
    left, right = guess - part, guess + part
    if doubles is not None and (near := _near(excess, left, right, _speed(problem, doubles, i))) is not None:
        left, right = near
    if excess(left).sign < 0 < excess(right).sign:
        return Crossing(name, i, fraction, *narrow(excess, left, right, digits), only=False)
    if excess(left).sign > 0:
        right = left
    for _ in range(LARGEST_DOUBLINGS):
        if excess(right).sign > 0:
            break
        right *= 2
    else:
        raise Undecided(f"the singular value {i} was not seen above its level up to t = {format_fraction(right)}")
    left, right = narrow(excess, Fraction(0), right, digits)
    return Crossing(name, i, fraction, left, right, only=False)


def _speed(problem: Problem, doubles: "InDoubles", i: int) -> Fraction:
    """About 2cσ_i: how fast the height of a mode of its own grows."""
    return 2 * problem.rate * exact_fraction(doubles.sigma(0)[i - 1].mid())


def _near(
    excess: Callable[[Fraction], Excess], left: Fraction, right: Fraction, speed: Fraction
) -> tuple[Fraction, Fraction] | None:
    """A bracket from `left` on, which is about where the crossing is: each step goes twice as far as it seems to be.

    Steps are no shorter than to `right`, from the left. None where heights are not known, or it is not found soon.
    """
    at, width = left, right - left
    for _ in range(LARGEST_STEPS):
        found = excess(at)
        if found.height is None:
            return None
        step = max(2 * abs(exact_fraction(found.height.mid())) / speed, width)
        to = decimal(_ball(at - found.sign * step), STEP_DIGITS, floor=True) if step > width else at - found.sign * step
        if to <= 0:
            return None
        if excess(to).sign != found.sign:
            return (at, to) if found.sign < 0 else (to, at)
        at = to
    return None


def mode_reach_time(problem: Problem, i: int, fraction: Fraction, digits: int) -> Crossing:
    """The time at which the mode σ_i(t) of a spectral initialization reaches fraction·σ_i, from MV (12).

    Raises Misuse where Y or W̄₀ is not diagonal, or the level is never reached or passed from the start.
    """
    quantities.require_digits(digits)
    _require_fraction(problem, i, fraction)
    if problem.diagonal is None or not matrices.is_diagonal(problem.start):
        raise Misuse("modes have a closed form where Y and W̄₀ are diagonal; ask for a singular value instead")
    place = sorted(range(problem.n), key=lambda j: -(problem.diagonal or ())[j])[i - 1]
    sigma, shape = problem.diagonal[place], problem.start[place][place]
    if sigma <= 0:
        raise Misuse(f"σ_{i} is {format_fraction(sigma)}; a mode grows where it is positive")
    if shape == 0:
        raise Misuse(f"mode {i} starts at 0 and stays there; choose another")
    if abs(problem.alpha.exponent) <= LARGEST_EXACT_EXPONENT and shape * problem.alpha.fraction**2 >= fraction * sigma:
        raise Misuse(_too_early(f"mode {i} of W(0)", i, fraction))
    for bits in quantities.precisions(1, ceil((digits + GUARD_DIGITS) * log2(10))):
        field = Balls(bits)
        with field.working():
            bracket = _invert_mode(problem, sigma, shape, i, fraction, digits, field)
        if bracket is not None:
            return Crossing(f"mode {i}", i, fraction, *bracket, only=True)
    raise Undecided(f"the time of mode {i} could not be told to {digits} digits; ask for fewer digits")


def _invert_mode(
    problem: Problem, sigma: Fraction, shape: Fraction, i: int, fraction: Fraction, digits: int, field: Balls
) -> tuple[Fraction, Fraction] | None:
    """e^{2cσt} = f(σ − a)/(a(1 − f)), which no rational t solves. None where the precision is too low."""
    rate, level, top = field.number(problem.rate), field.number(fraction * sigma), field.number(sigma)
    start = field.number(shape) * field.scale(problem.alpha) ** 2
    if start > level:
        raise Misuse(_too_early(f"mode {i} of W(0)", i, fraction))
    f = field.number(fraction)
    time = field.log(f * (top - start) / (start * (1 - f))) / (2 * rate * top)
    if not time > 0:  # the start may be at the level
        return None
    left, right = decimal(time.lower(), digits + 2, floor=True), decimal(time.upper(), digits + 2, floor=False)
    return (left, right) if right - left <= left / 10**digits else None


def _require_fraction(problem: Problem, i: int, fraction: Fraction) -> None:
    if not 1 <= i <= problem.n:
        raise Misuse(f"there is no singular value {i}; i runs from 1 to {problem.n}")
    if not 0 < fraction < 1:
        raise Misuse(
            f"the fraction is {format_fraction(fraction)}; σ_i itself is never reached, so give one between 0 and 1"
        )


def _too_early(quantity: str, i: int, fraction: Fraction) -> str:
    level = f"{format_fraction(fraction)}·σ_{i}"
    return f"{quantity} is not below {level} at t = 0 already; give a smaller α or a larger fraction"


def _stays_zero(rank: int, i: int) -> str:
    return (
        f"W(t) has rank {rank} at all times, as W̄₀ has, so its singular value {i} stays 0;"
        " choose an earlier one or a wider factor"
    )


def _is_reached(doubles: "InDoubles", i: int) -> bool:
    """Whether it is certain that the limit of the i-th singular value is σ_i > 0, if doubles tell singular values.

    Beyond LARGEST_IN_BALLS rows raises Misuse where it is certainly not, and Undecided where that is not told.
    """
    with suppress(Unresolved):
        if doubles.rank < i and doubles.problem.n > LARGEST_IN_BALLS:
            raise Misuse(_stays_zero(doubles.rank, i))
        sigma = doubles.sigma(0)[i - 1]
        if sigma <= 0:
            raise Misuse(_not_positive(i))
        if sigma > 0 and i <= doubles.rank:
            return True
    if doubles.problem.n > LARGEST_IN_BALLS:
        raise Undecided(f"whether the singular value {i} tends to σ_{i} could not be told in double precision")
    return False


def _not_positive(i: int) -> str:
    return f"σ_{i} is not positive, so no fraction of it is learned; choose an earlier one"


def _require_reached(problem: Problem, i: int, fraction: Fraction) -> None:
    """That the limit of the i-th singular value is certainly above the level."""
    for field in quantities.fields(problem, Fraction(0), 30):
        with field.working():
            try:
                sigma = frame_of(problem, field).sigma[i - 1]
                limit = quantities.limits(problem, field)[i - 1]
            except Unresolved:
                continue
            if sigma <= 0:
                raise Misuse(_not_positive(i))
            level = field.number(fraction) * sigma
            if limit <= level:
                shown = limit.str(10, radius=False)
                raise Misuse(
                    f"the start does not reach all modes of Y: singular value {i} of W(t) tends to {shown},"
                    f" not above {format_fraction(fraction)}·σ_{i}; give a smaller fraction"
                )
            if limit > level:
                return
    raise Undecided(f"whether the singular value {i} reaches {format_fraction(fraction)}·σ_{i} could not be told")


def _excess(problem: Problem, t: Fraction, i: int, fraction: Fraction, doubles: "InDoubles | None" = None) -> Excess:
    """Of s_i − fσ_i; the height is logit(s_i/σ_i) − logit(f), which (12) makes straight, where s_i < σ_i."""
    level = f"{format_fraction(fraction)}·σ_{i}"
    about = f"whether the singular value {i} of W is above {level} at t = {format_fraction(t)} could not be told"
    if doubles is not None:
        try:
            return Excess(*doubles.side(t, i, fraction))
        except Unresolved as error:
            if problem.n > LARGEST_IN_BALLS:
                raise Undecided(f"{about} in double precision ({error}); ask for fewer digits") from error
    for field in quantities.fields(problem, t, 10):
        with field.working():
            try:
                sigma = frame_of(problem, field).sigma[i - 1]
                value = quantities.positive_eigenvalues(problem, t, field)[i - 1]
            except Unresolved:
                continue
            f = field.number(fraction)
            difference = value - f * sigma
            if difference > 0 or difference < 0:
                logit = (value * field.number(1 - fraction) / (f * (sigma - value))).log()
                # it is not finite where s_i may be σ_i, for all that the balls tell
                return Excess(1 if difference > 0 else -1, logit.mid() if logit.is_finite() else None)
    raise Undecided(about)


def _first_guess(
    problem: Problem, i: int, fraction: Fraction, digits: int, doubles: "InDoubles | None" = None
) -> Fraction:
    """About when a mode of its own, (12), would reach the level."""
    weight = _weight(problem, i) if doubles is None else doubles.pivot(i)
    field = Balls(ceil(digits * log2(10)) + 128)
    with field.working():
        sigma = _about(problem, i, field.bits) if doubles is None else doubles.sigma(0)[i - 1].mid()
        ratio = sigma * field.number(fraction / (1 - fraction) / weight) / field.scale(problem.alpha) ** 2
        twice = 2 * field.number(problem.rate) * sigma
        guess = field.maximum(field.log(ratio), field.number(1)) / twice
        return decimal(guess.mid(), digits, floor=False)


def _about(problem: Problem, i: int, bits: int) -> Any:
    """σ_i, to so many bits and more."""
    for more in (128, 256, 512, 1024):
        try:
            return frame_of(problem, Balls(more + bits)).sigma[i - 1].mid()
        except Unresolved:
            continue
    raise Undecided("the eigenvalues of Y could not be told apart")


def _weight(problem: Problem, i: int) -> Fraction:
    """The i-th pivot of W̄₀, with the modes in order: as α → 0, what mode i starts from, with those before it learned.

    1 where Y is not diagonal or the start is a factor's: it only serves a guess.
    """
    if problem.diagonal is None or problem.shape is None:
        return Fraction(1)
    places = sorted(range(problem.n), key=lambda j: -(problem.diagonal or ())[j])
    return matrices.pivot(matrices.rows_of([[problem.start[p][q] for q in places[:i]] for p in places[:i]]), i)


def narrow(
    excess: Callable[[Fraction], Excess], left: Fraction, right: Fraction, digits: int
) -> tuple[Fraction, Fraction]:
    """A bracket of relative width 10^−digits within [left, right], where the sign goes from −1 to 1: by secants.

    Raises Undecided where the bracket does not become so narrow.
    """
    ends = {-1: left, 1: right}
    values = {sign: excess(t).height for sign, t in ends.items()}

    def ask(t: Fraction) -> Excess | None:
        t = decimal(_ball(t), digits + GUARD_DIGITS, floor=True)
        if not ends[-1] < t < ends[1]:
            return None
        try:
            found = excess(t)
        except Undecided:
            # it is so near that no side is certain: a little before, one is
            t -= decimal(_ball(ends[-1] / (4 * 10**digits)), 2, floor=True)
            if not ends[-1] < t:
                raise
            found = excess(t)
        ends[found.sign], values[found.sign] = t, found.height
        return found

    for _ in range(LARGEST_ROUNDS):
        width, tolerance = ends[1] - ends[-1], ends[-1] / 10**digits
        if width <= tolerance:
            return ends[-1], ends[1]
        low, high = values[-1], values[1]
        with flint.ctx.workprec(ceil((digits + GUARD_DIGITS) * log2(10)) + 64):
            if low is not None and high is not None:
                slope = (high - low).mid() / _ball(width)
                # a height that is hardly known may be on the wrong side of 0, and then no secant meets it
                at = ends[-1] - exact_fraction((low / slope).mid()) if slope > 0 else ends[-1]
                found = ask(at)
                if found is not None and found.height is not None:
                    # as far beyond the crossing as it seems to be away, and a little more: mostly its other side
                    rest = exact_fraction((found.height / slope).mid())
                    ask(at - 2 * rest - found.sign * tolerance / 4)
            if ends[1] - ends[-1] > width / 2:
                ask((ends[-1] + ends[1]) / 2)
    raise Undecided("the bracket of a crossing did not become narrow enough")


def _ball(t: Fraction) -> Any:
    return flint.arb(flint.fmpq(t.numerator, t.denominator))


def decimal(x: Any, digits: int, *, floor: bool) -> Fraction:
    """The positive exact x as a decimal of about so many significant digits, rounded down or up."""
    value = exact_fraction(x.mid())
    size = value.numerator.bit_length() - value.denominator.bit_length()
    unit = Fraction(10) ** (digits - int(size / log2(10)))
    scaled = value * unit
    whole = scaled.numerator // scaled.denominator
    return (whole if floor or whole == scaled else whole + 1) / unit
