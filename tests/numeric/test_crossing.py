from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import flint
import mpmath
import pytest

from numeric import crossing, matrices
from numeric.crossing import Crossing, mode_reach_time, reach_time
from numeric.evaluate import Undecided
from numeric.exact import parse_scale
from numeric.field import Balls
from numeric.instance import random_basis, random_shape
from numeric.matrices import Rows
from numeric.problem import Problem
from paper import Misuse

HALF = Fraction(1, 2)
NARROW = matrices.rows_of([[1, 2], [3, 1], [0, 1], [2, 2]])
UNREACHED = matrices.rows_of([[0, 0], [1, 2], [3, 1], [1, 1]])
"""A factor that does not reach the first mode of a diagonal Y."""
ONE_BELOW = matrices.rows_of([[0], [1]])


def diagonal(*values: int) -> Rows:
    return matrices.diagonal([Fraction(x) for x in values])


def rotated(*values: int) -> Rows:
    basis = random_basis(len(values), 3)
    return matrices.product(basis, diagonal(*values), matrices.transpose(basis))


def problem(target: Rows, start: Rows, alpha: str, rate: int = 1, narrow: bool = False) -> Problem:
    shape, columns = (None, start) if narrow else (start, None)
    return Problem(target, shape, columns, parse_scale(alpha, "α"), Fraction(rate))


def singular_value(p: Problem, i: int, t: Fraction) -> Any:
    """The i-th largest eigenvalue of W(t) by the printed formula in 400 digits."""
    with mpmath.workdps(400):
        number: Callable[[Fraction], Any] = lambda x: mpmath.mpf(x.numerator) / x.denominator  # noqa: E731
        Y = mpmath.matrix([[number(x) for x in row] for row in p.target])
        start = mpmath.matrix([[number(x) for x in row] for row in p.start]) * number(p.alpha.fraction) ** 2
        values, basis = mpmath.eigsy(Y)
        step = number(p.rate * t)
        tiny = mpmath.mpf(10) ** -300
        E = basis * mpmath.diag([mpmath.exp(x * step) for x in values]) * basis.T
        sums = [2 * step if abs(x) < tiny else (mpmath.exp(2 * x * step) - 1) / x for x in values]
        G = basis * mpmath.diag(sums) * basis.T
        W = E * start * mpmath.inverse(mpmath.eye(p.n) + G * start) * E
        return sorted(mpmath.eigsy(W, eigvals_only=True), reverse=True)[i - 1]


@pytest.mark.parametrize(
    ("p", "i", "sigma"),
    [
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-3"), 1, 3),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-3"), 3, 1),
        (problem(rotated(3, 2, 1, 0), random_shape(4, 7), "1e-20"), 2, 2),
        (problem(diagonal(3, 1, -1, -2), random_shape(4, 5), "1e-3", rate=2), 2, 1),
        (problem(diagonal(3, 2, 1, 0), NARROW, "1e-20", narrow=True), 2, 2),
        (problem(diagonal(3, 3, 1, 0), random_shape(4, 7), "1/20"), 2, 3),
    ],
)
@pytest.mark.parametrize("fraction", [Fraction(1, 100), HALF, Fraction(999, 1000)])
def test_the_ends_are_on_the_two_sides_of_the_level(p: Problem, i: int, sigma: int, fraction: Fraction) -> None:
    """By the printed formula, and they are a part in 10²⁵ apart at most."""
    found = reach_time(p, i, fraction, 25)
    assert 0 < found.right - found.left <= found.left / 10**25
    with mpmath.workdps(400):
        level = mpmath.mpf((fraction * sigma).numerator) / (fraction * sigma).denominator
        assert singular_value(p, i, found.left) < level < singular_value(p, i, found.right)


@pytest.mark.parametrize(("alpha", "near"), [("1e-1000", 1e-2), ("1e-1000000", 1e-5)])
def test_modes_are_learned_one_after_the_other(alpha: str, near: float) -> None:
    """σ_i/2 is reached at about log(1/α)/(cσ_i), and the closer to it the smaller α is."""
    for rate in (1, 2):
        p = problem(diagonal(3, 2, 1, 0), random_shape(4, 7), alpha, rate)
        with mpmath.workdps(30):
            unit = -p.alpha.exponent * mpmath.log(10)
            for i, sigma in ((1, 3), (2, 2), (3, 1)):
                found = reach_time(p, i, HALF, 15)
                rescaled = mpmath.mpf(found.left.numerator) / found.left.denominator * rate * sigma / unit
                assert 0 < abs(rescaled - 1) < near


@pytest.mark.parametrize("alpha", ["1e-50", "1/10"])
def test_a_mode_is_learned_when_its_closed_form_says(alpha: str) -> None:
    """The bracket of mode i, the printed (12) at both of its ends, and the bracket of the singular value agree."""
    p = problem(diagonal(3, 2, 1, 0), diagonal(1, 5, 2, 3), alpha, rate=2)
    for i, sigma, shape in ((1, 3, 1), (2, 2, 5), (3, 1, 2)):
        for fraction in (Fraction(1, 10), HALF, Fraction(9, 10)):
            mode = mode_reach_time(p, i, fraction, 30)
            assert mode.only
            assert 0 < mode.right - mode.left <= mode.left / 10**30
            with mpmath.workdps(120):
                a = shape * mpmath.mpf(p.alpha.fraction.numerator) ** 2 / p.alpha.fraction.denominator**2
                level = mpmath.mpf(fraction.numerator) / fraction.denominator * sigma
                times = [mpmath.mpf(t.numerator) / t.denominator for t in (mode.left, mode.right)]
                growths = [mpmath.exp(4 * sigma * t) for t in times]
                below, above = (sigma * a * growth / (sigma + a * (growth - 1)) for growth in growths)
                assert below < level < above
            if alpha == "1e-50":  # where the modes grow one after the other
                value = reach_time(p, i, fraction, 30)
                assert not value.only
                assert mode.left <= value.right
                assert value.left <= mode.right


def test_a_level_just_above_the_start_is_reached_soon() -> None:
    """At about 4·10⁻⁴⁰/(2cσ), which cancels forty digits, the bracket is as narrow as elsewhere."""
    found = mode_reach_time(problem(diagonal(2), diagonal(1), "1"), 1, HALF + Fraction(1, 10**40), 30)
    assert 0 < found.right - found.left <= found.left / 10**30
    assert found.left < Fraction(1, 10**40) * (1 + Fraction(1, 10**39))
    assert found.right > Fraction(1, 10**40) * (1 - Fraction(1, 10**39))


def test_a_mode_need_not_be_the_singular_value_of_its_number() -> None:
    """With σ = (3, 2.9) and a far larger start in mode 2, that is the first to grow: σ₁(W) reaches 1 before mode 1."""
    target = matrices.diagonal([Fraction(3), Fraction(29, 10)])
    p = problem(target, matrices.diagonal([Fraction(1, 10**6), Fraction(1)]), "1e-5")
    third = Fraction(1, 3)
    assert reach_time(p, 1, third, 10).right < mode_reach_time(p, 1, third, 10).left


def test_what_is_claimed_is_said() -> None:
    """Only of a mode is it claimed that there is no other time."""
    crossing = Crossing("mode 1", 1, HALF, Fraction(1), Fraction(2), only=True)
    assert crossing.claim == (
        "mode 1 is below 0.5·σ_1 at the left end and above it at the right end;"
        " it increases, so it reaches 0.5·σ_1 between them and at no other time"
    )
    other = Crossing("the singular value 1 of W(t)", 1, HALF, Fraction(1), Fraction(2), only=False)
    assert other.claim.endswith(
        "so it reaches 0.5·σ_1 between them; whether it does so at other times too is not certified"
    )


@pytest.mark.parametrize(
    ("p", "i", "fraction", "message"),
    [
        (problem(diagonal(3, 2, 1, 0), NARROW, "1e-9", narrow=True), 3, HALF, "has rank 2 at all times"),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-9"), 4, HALF, "σ_4 is not positive"),
        (problem(diagonal(3, 2, 1, -1), random_shape(4, 7), "1e-9"), 4, HALF, "σ_4 is not positive"),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-9"), 5, HALF, "there is no singular value 5"),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-9"), 0, HALF, "there is no singular value 0"),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-9"), 1, Fraction(1), "the fraction is 1; "),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-9"), 1, Fraction(0), "the fraction is 0; "),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "10"), 1, HALF, "not below 0.5·σ_1 at t = 0"),
        (problem(diagonal(3, 1, 0, 0), UNREACHED, "1e-9", narrow=True), 1, HALF, "tends to 1.0+, not above 0.5·σ_1"),
        (problem(diagonal(2, 1, 0, 0), UNREACHED, "1e-9", narrow=True), 1, HALF, "not above"),
        (problem(diagonal(2, -1), ONE_BELOW, "1e-9", narrow=True), 1, HALF, "tends to 0, not above 0.5·σ_1"),
    ],
)
def test_a_level_that_is_not_reached_is_refused(p: Problem, i: int, fraction: Fraction, message: str) -> None:
    """In one sentence: the rank, the limit, the fraction, or the start stands against it."""
    with pytest.raises(Misuse, match=message):
        reach_time(p, i, fraction, 10)


def test_a_start_that_reaches_a_later_mode_only_may_suffice() -> None:
    """σ₁(W) tends to 1 where mode 1 of (3, 1, 0, 0) is not reached, and so passes 3/10 of 3."""
    p = problem(diagonal(3, 1, 0, 0), UNREACHED, "1e-9", narrow=True)
    found = reach_time(p, 1, Fraction(3, 10), 10)
    with mpmath.workdps(400):
        assert singular_value(p, 1, found.left) < mpmath.mpf(9) / 10 < singular_value(p, 1, found.right)


@pytest.mark.parametrize(
    ("p", "i", "message"),
    [
        (problem(rotated(3, 2, 1, 0), diagonal(1, 1, 1, 1), "1e-9"), 1, "where Y and W̄₀ are diagonal"),
        (problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-9"), 1, "where Y and W̄₀ are diagonal"),
        (problem(diagonal(3, 2, 1, 0), diagonal(1, 1, 1, 1), "1e-9"), 4, "σ_4 is 0"),
        (problem(diagonal(3, 2, 1, 0), diagonal(1, 1, 1, 1), "10"), 1, "not below 0.5·σ_1 at t = 0"),
        (problem(diagonal(3, 2), matrices.rows_of([[0], [1]]), "1e-9", narrow=True), 1, "mode 1 starts at 0"),
    ],
)
def test_a_mode_that_has_no_such_time_is_refused(p: Problem, i: int, message: str) -> None:
    with pytest.raises(Misuse, match=message):
        mode_reach_time(p, i, HALF, 10)


def test_a_start_on_the_level_is_not_below_it() -> None:
    """That is certain of a mode, whose start is exact; of a singular value no precision tells it."""
    p = problem(diagonal(2, 1), diagonal(1, 1), "1")
    with pytest.raises(Undecided, match="at t = 0"):
        reach_time(p, 1, HALF, 10)
    with pytest.raises(Misuse, match=r"not below 0\.5·σ_1 at t = 0"):
        mode_reach_time(p, 1, HALF, 10)


def logistic(at: Fraction) -> Callable[[Fraction], Any]:
    return lambda t: flint.arb(flint.fmpq((t - at).numerator, (t - at).denominator))


@pytest.mark.parametrize(
    "logit",
    [
        logistic(Fraction(22, 7)),
        lambda t: logistic(Fraction(22, 7))(t) ** 3,
        lambda t: flint.arb(1 if t > Fraction(22, 7) else -1),
        lambda t: None if t > Fraction(22, 7) else flint.arb(-1),
    ],
    ids=["straight", "flat", "jump", "overshoot"],
)
def test_brackets_close_in_on_a_crossing(logit: Callable[[Fraction], Any]) -> None:
    """However misleading the logit is, the ends keep the signs that were certified and come together."""
    at = Fraction(22, 7)

    def excess(t: Fraction) -> Any:
        return crossing.Excess(1 if t > at else -1, logit(t))

    left, right = crossing.narrow(excess, Fraction(0), Fraction(1000), 12)
    assert left <= at < right
    assert right - left <= left / 10**12


def test_a_time_too_near_to_the_crossing_is_stepped_away_from() -> None:
    """Secants meet the crossing to more digits than a side is told to; the bracket comes together all the same."""
    at, refused = Fraction(22, 7), []

    def excess(t: Fraction) -> Any:
        if abs(t - at) < Fraction(1, 10**15):
            refused.append(t)
            raise Undecided("too near")
        return crossing.Excess(1 if t > at else -1, flint.arb(flint.fmpq((t - at).numerator, (t - at).denominator)))

    left, right = crossing.narrow(excess, Fraction(1), Fraction(5), 12)
    assert refused
    assert left < at < right
    assert right - left <= left / 10**12


def coarse_first(*_: Any) -> Iterator[Balls]:
    """Balls too coarse to tell anything, then fine ones."""
    return map(Balls, (24, 48, 400))


def mode_at(t: Any, sigma: int, start: Any, rate: int = 1) -> Any:
    """MV (12) by mpmath."""
    growth = mpmath.exp(2 * rate * sigma * t)
    return sigma * start * growth / (sigma + start * (growth - 1))


def test_a_side_of_the_level_is_never_taken_from_balls_that_overlap_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However coarse the first balls are, the ends to 30 digits are on their own sides, by (12) in 60."""
    monkeypatch.setattr("numeric.quantities.fields", coarse_first)
    for k in range(3, 9):
        f = Fraction(1, k)
        found = reach_time(problem(diagonal(2, 1), diagonal(1, 3), "1e-6"), 1, f, 30)
        with mpmath.workdps(60):
            ends = (mpmath.mpf(t.numerator) / t.denominator for t in (found.left, found.right))
            below, above = (mode_at(t, 2, mpmath.mpf(10) ** -12) for t in ends)
            assert below < mpmath.mpf(2) / k < above


@pytest.mark.parametrize("bits", [28, 32, 36])
def test_coarse_balls_bracket_a_mode_or_tell_nothing(bits: int) -> None:
    """Whatever the working precision, the two ends of a mode's bracket are on their own sides of the level, by (12)."""
    p, told = problem(diagonal(2), diagonal(3), "1e-6"), 0
    for k in range(2, 120):
        f = Fraction(k, 2 * k + 1)
        field = Balls(bits)
        with field.working():
            bracket = crossing._invert_mode(p, Fraction(2), Fraction(3), 1, f, bits // 4, field)
        if bracket is None:
            continue
        told += 1
        with mpmath.workdps(40):
            ends = (mpmath.mpf(t.numerator) / t.denominator for t in bracket)
            below, above = (mode_at(t, 2, 3 * mpmath.mpf(10) ** -12) for t in ends)
            assert below < 2 * mpmath.mpf(k) / (2 * k + 1) < above
            assert bracket[1] - bracket[0] <= bracket[0] / 10 ** (bits // 4)
    assert told > 20


@pytest.mark.parametrize("nines", [31, 400, 3000])
@pytest.mark.parametrize("shape", [diagonal(1, 1, 1), random_shape(3, 7)])
def test_a_fraction_as_near_to_one_as_one_likes_is_reached(nines: int, shape: Rows) -> None:
    """At about log(10^nines/α²)/(2cσ): no digit of 1 − f is lost."""
    p = problem(diagonal(3, 2, 1), shape, "1e-8")
    found = reach_time(p, 1, 1 - Fraction(1, 10**nines), 20)
    with mpmath.workdps(nines + 60):
        scaled = mpmath.mpf(found.left.numerator) / found.left.denominator * 6
        assert abs(scaled / ((nines + 16) * mpmath.log(10)) - 1) < 0.1
        if matrices.is_diagonal(shape):
            ends = [mpmath.mpf(t.numerator) / t.denominator for t in (found.left, found.right)]
            below, above = (1 - mode_at(t, 3, mpmath.mpf(10) ** -16) / 3 for t in ends)
            assert below > mpmath.mpf(10) ** -nines > above


def test_a_fraction_as_small_as_one_likes_is_reached() -> None:
    """At about log(f/α²)/(2cσ), of f = 1e-400 and α = 1e-1000."""
    found = reach_time(problem(diagonal(3, 2, 1), random_shape(3, 7), "1e-1000"), 1, Fraction(1, 10**400), 10)
    assert abs(float(found.left) / (1600 * float(mpmath.log(10)) / 6) - 1) < 0.01


def test_heights_that_mislead_do_no_harm() -> None:
    """One on the wrong side of 0, or on no side: then halves are taken, and the signs alone are believed."""
    at = Fraction(22, 7)
    for height in (flint.arb(1), flint.arb(0), None):

        def excess(t: Fraction, height: Any = height) -> Any:
            return crossing.Excess(1 if t > at else -1, height)

        left, right = crossing.narrow(excess, Fraction(0), Fraction(10), 12)
        assert left <= at < right
        assert right - left <= left / 10**12


@pytest.mark.parametrize("off", [Fraction(99, 100), Fraction(1), Fraction(101, 100), Fraction(1, 3), Fraction(3)])
def test_a_guess_on_one_side_is_no_bracket(off: Fraction, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the first guess is, the level is between the ends."""
    p = problem(diagonal(2, 1), diagonal(1, 3), "1e-6")
    true = mode_reach_time(p, 1, HALF, 30)
    monkeypatch.setattr(crossing, "_first_guess", lambda *_: true.left * off)
    found = reach_time(p, 1, HALF, 10)
    assert found.left <= true.right
    assert true.left <= found.right
    assert found.right - found.left <= found.left / 10**9


def test_what_is_never_reached_is_refused_before_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Balls too coarse to tell where a singular value goes to are not believed."""
    p = problem(diagonal(3, 2), diagonal(1, 1), "1e-6")
    monkeypatch.setattr("numeric.quantities.fields", coarse_first)
    monkeypatch.setattr(
        "numeric.quantities.limits", lambda _, field: [flint.arb(1, 2) if field.bits < 100 else flint.arb(1)]
    )
    with pytest.raises(Misuse, match="does not reach all modes"):
        crossing._require_reached(p, 1, HALF)


def test_a_mode_whose_start_is_hardly_known_crosses_nothing() -> None:
    """10⁻³⁰ below its level, which 64 bits do not tell from the level itself: they tell no time."""
    p, f = problem(diagonal(2), diagonal(1), "1"), HALF + Fraction(1, 10**30)
    for bits, told in ((64, False), (256, True)):
        field = Balls(bits)
        with field.working():
            assert (crossing._invert_mode(p, Fraction(2), Fraction(1), 1, f, 3, field) is not None) == told


def test_a_start_that_may_be_at_the_target_tells_no_time() -> None:
    """10⁻³⁰ below σ, as its level is: 64 bits do not even tell that σ − a is positive, so there is no logarithm."""
    p, f = problem(diagonal(2), diagonal(1), "1"), 1 - Fraction(1, 10**30)
    for bits, told in ((64, False), (256, True)):
        field = Balls(bits)
        with field.working():
            found = crossing._invert_mode(p, Fraction(2), 2 - Fraction(4, 10**30), 1, f, 3, field)
        assert (found is not None) == told


def test_where_a_value_may_be_its_target_nobody_knows_the_height() -> None:
    """s_1 and σ_1 agree in 2600 digits: that s_1 is above half of it is told, and how far on a logit's scale is not."""
    late = crossing._excess(problem(diagonal(3, 2, 1), random_shape(3, 7), "1e-8"), Fraction(1000), 1, HALF)
    assert (late.sign, late.height) == (1, None)
