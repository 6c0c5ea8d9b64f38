from contextlib import suppress
from fractions import Fraction
from functools import cache
from types import SimpleNamespace
from typing import Any

import flint
import pytest

from numeric import matrices, quantities
from numeric.decimals import Rounded
from numeric.evaluate import Undecided
from numeric.exact import parse_scale
from numeric.field import Balls, Multiprecision, Unresolved
from numeric.instance import Instance, random_basis, random_shape
from numeric.matrices import Rows
from numeric.problem import Problem
from numeric.trajectory import trajectory
from paper import Misuse

DIGITS = 20


def diagonal(*values: int) -> Rows:
    return matrices.diagonal([Fraction(x) for x in values])


def rotated(*values: int) -> Rows:
    basis = random_basis(len(values), 3)
    return matrices.product(basis, diagonal(*values), matrices.transpose(basis))


def turned(start: Rows) -> Rows:
    """The factor whose rows belong to the modes of a `rotated` target."""
    return matrices.product(random_basis(len(start), 3), start)


def factor(h: int) -> Rows:
    return tuple(tuple(Fraction((5 * i + 7 * j + 3 * i * j * j) % 13 - 6) for j in range(h)) for i in range(4))


def problem(target: Rows, start: Rows, alpha: str, rate: int = 1, narrow: bool = False) -> Problem:
    shape, columns = (None, start) if narrow else (start, None)
    return Problem(target, shape, columns, parse_scale(alpha, "α"), Fraction(rate))


DEPENDENT = matrices.rows_of([[1, 2, 3], [2, 4, 6], [0, 1, 1], [1, 1, 2]])
"""A factor of rank 2."""

UNREACHED = matrices.rows_of([[0, 0], [1, 2], [0, 0], [3, 1]])
"""A factor with rows of zeros: modes 1 and 3 of a diagonal Y are never learned."""

PROBLEMS = {
    "shape": problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-60"),
    "moderate": problem(diagonal(3, 2, 1, 0), random_shape(4, 3), "1/3"),
    "dense": problem(rotated(3, 2, 1, 0), random_shape(4, 7), "1e-30"),
    "repeated": problem(rotated(3, 3, 1, 0), random_shape(4, 5), "1e-30"),
    "signed": problem(diagonal(3, 1, -1, -2), random_shape(4, 5), "1e-30", rate=2),
    "half": problem(diagonal(3, 2, 1, 0), factor(2), "1e-60", narrow=True),
    "dense half": problem(rotated(3, 2, 1, 0), factor(2), "1e-30", narrow=True),
    "signed half": problem(diagonal(3, 1, -1, -2), factor(2), "1e-30", rate=2, narrow=True),
    "wide": problem(diagonal(3, 2, 1, 0), factor(6), "1e-60", narrow=True),
    "single": problem(diagonal(3, 2, 1, 0), factor(1), "1e-60", narrow=True),
    "unreached": problem(diagonal(3, 2, 1, 0), UNREACHED, "1e-60", narrow=True),
    "dependent": problem(rotated(3, 2, 1, 0), DEPENDENT, "1e-30", narrow=True),
    "dense unreached": problem(rotated(3, 2, 1, 0), turned(UNREACHED), "1e-30", narrow=True),
    "dense dependent": problem(rotated(3, 2, 1, 0), turned(DEPENDENT), "1e-30", narrow=True),
    "scalar": problem(diagonal(2), diagonal(5), "1e-30"),
}
TIMES = [Fraction(0), Fraction(2), Fraction(57), Fraction(173, 2), Fraction(200)]


@cache
def oracle(p: Problem, t: Fraction) -> tuple[Any, Any, Any]:
    """W(t) and Y by the printed formula in many digits, in the coordinates that they are given in; and the context."""
    digits = 1200 if t <= 150 else 2800
    field = Multiprecision(digits)
    context = field.context
    Y, start = field.exact(p.target), field.exact(p.start) * field.scale(p.alpha) ** 2
    values, basis = context.eigsy(Y)
    step = field.number(p.rate * t)
    E = basis * context.diag([context.exp(x * step) for x in values]) * basis.T
    tiny = context.mpf(10) ** -digits * 10**20
    sums = [2 * step if abs(x) < tiny else (context.exp(2 * x * step) - 1) / x for x in values]
    G = basis * context.diag(sums) * basis.T
    return E * start * context.inverse(context.eye(p.n) + G * start) * E, Y, context


def within(found: Rounded, true: Any, context: Any) -> bool:
    """Whether the decimal is as near to the true value as it claims, and has the digits asked for."""
    value, radius = context.mpf(found.decimal), context.mpf(found.radius)
    return bool(abs(value - true) <= radius and radius <= abs(value) * context.mpf(10) ** (1 - DIGITS))


@pytest.mark.parametrize("name", PROBLEMS)
def test_singular_values_are_those_of_the_printed_formula(name: str) -> None:
    """All of them, from 3 down to 10⁻²⁰⁰ and less, against mpmath's eigenvalues in 1200 digits; exact zeros are 0."""
    p = PROBLEMS[name]
    rank = quantities.rank(p)
    for t in TIMES:
        W, _, context = oracle(p, t)
        true = sorted(context.eigsy(W, eigvals_only=True), reverse=True)
        found = quantities.singular_values(p, t, DIGITS)
        assert len(found) == p.n
        assert [within(x, y, context) for x, y in zip(found[:rank], true, strict=False)] == [True] * rank
        assert all(x.decimal == "0" == x.radius for x in found[rank:])


@pytest.mark.parametrize("name", PROBLEMS)
def test_distances_and_the_loss_are_those_of_the_printed_formula(name: str) -> None:
    """‖W − Y_k‖ for each k that has a Y_k, and (c/4)‖Y − W‖_F², also where W and Y_k agree to hundreds of digits."""
    p = PROBLEMS[name]
    for t in TIMES:
        W, Y, context = oracle(p, t)
        values, basis = context.eigsy(Y)
        order = sorted(range(p.n), key=lambda j: -values[j])
        positive = sum(1 for x in values if x > context.mpf(10) ** -100)
        for k in range(positive + 1):
            if k == 1 and name == "repeated":
                continue  # σ₁ = σ₂: there is no Y_1
            kept = context.diag([x if j in order[:k] else 0 for j, x in enumerate(values)])
            difference = W - basis * kept * basis.T
            found = quantities.distance(p, t, k, DIGITS)
            assert within(found.spectral, max(abs(x) for x in context.eigsy(difference, eigvals_only=True)), context)
            assert within(found.frobenius, context.sqrt(sum(x**2 for x in difference)), context)
        assert within(quantities.loss(p, t, DIGITS), sum(x**2 for x in Y - W) * int(p.rate) / 4, context)


def test_singular_values_of_a_spectral_start_are_its_modes() -> None:
    """At α = 10⁻¹⁰⁰⁰ and 10⁻¹⁰⁰⁰⁰⁰⁰ each is the closed form (12) or (13), however small."""
    for alpha, t in (("1e-1000", Fraction(900)), ("1e-1000000", Fraction(1300000))):
        shape = diagonal(1, 5, 2, 3)
        p = problem(diagonal(3, 2, 1, 0), shape, alpha)
        instance = Instance((Fraction(3), Fraction(2), Fraction(1), Fraction(0)), shape, None, p.alpha, p.rate)
        field = Balls(400)
        with field.working():
            modes = trajectory(instance, [t], field)[0]
            found = quantities.singular_values(p, t, 40)
            for x, mode in zip(found, sorted(modes, key=lambda ball: -ball.log().mid()), strict=True):
                value = field.scale(parse_scale(x.decimal, "value"))
                assert abs(value - mode) <= field.scale(parse_scale(x.radius, "radius")) * field.number(
                    Fraction(101, 100)
                )
                assert abs(value / mode - 1) < field.scale(parse_scale("1e-39", ""))


def test_the_middle_of_a_window_is_near_its_target() -> None:
    """Where W and Y_1 agree to a third of a million digits, their distance still has all of its own."""
    p = problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-1000000")
    found = quantities.distance(p, Fraction(9586427, 10), 1, DIGITS)
    assert found.spectral.decimal == "3.0292814089090235494e-334667"
    second = quantities.singular_values(p, Fraction(9586427, 10), DIGITS)[1]
    assert second.decimal == found.spectral.decimal


def test_close_eigenvalues_of_w_are_told_apart() -> None:
    """Two modes that differ by a part in 10³⁰ are enclosed apart at 40 digits."""
    shape = matrices.diagonal([Fraction(1), 1 + Fraction(1, 10**30), Fraction(2)])
    found = quantities.singular_values(problem(diagonal(1, 1, 1), shape, "1e-50"), Fraction(3), 40)
    first, second, third = (Fraction(x.decimal) for x in found)
    assert abs(second / third - 1 - Fraction(1, 10**30)) < Fraction(1, 10**38)
    assert abs(first / third - 2) < Fraction(1, 10**38)


def test_no_start_no_singular_values() -> None:
    """Ū = 0 stays 0, and its loss is that of Y alone."""
    p = problem(diagonal(3, 2, 1, 0), matrices.rows_of([[0, 0]] * 4), "1e-10", narrow=True)
    assert [x.decimal for x in quantities.singular_values(p, Fraction(5), 10)] == ["0"] * 4
    assert quantities.loss(p, Fraction(5), 3).decimal == "3.50"
    assert quantities.distance(p, Fraction(5), 1, 3).spectral.decimal == "3.00"
    assert quantities.distance(p, Fraction(5), 0, 3).spectral.decimal == "0"
    assert quantities.distance(p, Fraction(5), 0, 3).frobenius.decimal == "0"


def test_the_loss_has_the_factor_of_its_rate() -> None:
    """A quarter for c = 1, half for c = 2: at t = 0, with W = 0 for all purposes, c(9 + 4 + 1)/4."""
    for rate, expected in ((1, "3.5000"), (2, "7.0000")):
        p = problem(diagonal(3, 2, 1, 0), random_shape(4, 7), "1e-50", rate)
        assert quantities.loss(p, Fraction(0), 5).decimal == expected


def test_windows_are_enclosed() -> None:
    """The ends log(c₁/α²)/(2σ_k) and log(c₂/α²)/(2σ_{k+1}), with c₁ = 9/ε and c₂ = ε for the identity as shape."""
    spectrum = (Fraction(3), Fraction(2), Fraction(0))
    instance = Instance(spectrum, matrices.identity(3), None, parse_scale("1e-500", "α"), Fraction(1), Fraction(1, 10))
    context = Multiprecision(60).context
    left, right = context.log(90) + 1000 * context.log(10), 999 * context.log(10)
    T = quantities.time_windows(3, instance, DIGITS)
    assert [window.k for window in T] == [0, 1, 2]
    assert T[0].left.decimal == "0"
    assert T[2].right is None
    ends = [(T[0].right, right / 6), (T[1].left, left / 6), (T[1].right, right / 4), (T[2].left, left / 4)]
    assert [found is not None and within(found, true, context) for found, true in ends] == [True] * 4


@pytest.mark.parametrize(
    ("target", "k", "message"),
    [
        (diagonal(3, 2, 1, 0), 4, "there is no Y_4; k runs from 0 to the number of Y's positive eigenvalues, 3"),
        (diagonal(3, 2, 1, 0), -1, "there is no Y_-1"),
        (rotated(3, 2, -1, 0), 3, "positive eigenvalues, 2"),
        (diagonal(2, 2, 1, 0), 1, "σ_1 and σ_2 are equal, so Y_1 is not unique"),
        (rotated(3, 2, 2, 0), 2, "σ_2 and σ_3 are equal, so Y_2 is not unique"),
    ],
)
def test_a_best_approximation_that_is_none_is_refused(target: Rows, k: int, message: str) -> None:
    with pytest.raises(Misuse, match=message):
        quantities.distance(problem(target, random_shape(4, 7), "1e-10"), Fraction(1), k, 10)


def test_eigenvalues_are_apart_where_their_balls_are() -> None:
    """Wherever the middles of balls that overlap may lie; what is equal is told from what is not, exactly."""
    sigma = [flint.arb("1.0001", "0.001"), flint.arb("1", "0.001")]
    start = random_shape(2, 7)
    with pytest.raises(Unresolved):
        quantities.require_apart(problem(diagonal(Fraction(10001, 10000), 1), start, "1e-10"), sigma, 1)
    with pytest.raises(Misuse, match="are equal"):
        quantities.require_apart(problem(diagonal(1, 1), start, "1e-10"), sigma, 1)
    apart = problem(diagonal(2, 1), start, "1e-10")
    quantities.require_apart(apart, [flint.arb(2, "0.001"), flint.arb(1, "0.001")], 1)


def test_a_time_and_digits_that_make_no_sense_are_refused() -> None:
    """Before anything is computed."""
    p = PROBLEMS["shape"]
    with pytest.raises(Misuse, match="the time is -1; it must not be negative"):
        quantities.singular_values(p, Fraction(-1), 10)
    with pytest.raises(Misuse, match="the digits are 0"):
        quantities.loss(p, Fraction(1), 0)
    with pytest.raises(Misuse, match="the digits are 0"):
        quantities.distance(p, Fraction(1), 1, 0)
    nothing = problem(diagonal(1), matrices.rows_of([[0]]), "1", narrow=True)
    with pytest.raises(Misuse, match="the time is -1"):
        quantities.singular_values(nothing, Fraction(-1), 10)


STATIONARY = {
    "at Y": (problem(diagonal(3, 2), diagonal(3, 2), "1"), {1: "2.000", 2: "0"}, "0"),
    "at Y, through α": (problem(diagonal(3, 2), diagonal(300, 200), "1/10"), {1: "2.000", 2: "0"}, "0"),
    "at a dense Y": (problem(rotated(3, 2, 1), rotated(3, 2, 1), "1"), {1: "2.000", 2: "1.000", 3: "0"}, "0"),
    "at the first of Y's modes": (
        problem(diagonal(4, 1), matrices.rows_of([[2], [0]]), "1", narrow=True),
        {0: "4.000", 1: "0", 2: "1.000"},
        "0.2500",
    ),
    "at the last of Y's modes": (
        problem(diagonal(4, 1), matrices.rows_of([[0], [1]]), "1", narrow=True),
        {0: "1.000", 1: "4.000", 2: "4.000"},
        "4.000",
    ),
    "at 0 for Y = 0": (problem(diagonal(0, 0), matrices.rows_of([[0], [0]]), "1", narrow=True), {0: "0"}, "0"),
    "at a singular Y's range": (
        problem(diagonal(4, 1, 0), matrices.rows_of([[2, 0], [0, 1], [0, 0]]), "1", narrow=True),
        {1: "1.000", 2: "0"},
        "0",
    ),
    "at what is best of an indefinite Y": (
        problem(diagonal(4, -1), matrices.rows_of([[2], [0]]), "1", narrow=True),
        {0: "4.000", 1: "0"},
        "0.2500",
    ),
}
"""Starts where the flow stays, by where that is; the distances from each Y_k, and the loss."""


@pytest.mark.parametrize("name", STATIONARY)
def test_a_distance_of_zero_is_zero(name: str) -> None:
    """Where the flow starts at Y_k it stays, and its distance is exactly 0, as is the loss of Y; no other is."""
    p, distances, loss = STATIONARY[name]
    assert p.is_stationary
    for t in (Fraction(0), Fraction(50)):
        assert quantities.loss(p, t, 4).decimal == loss
        assert {k: quantities.distance(p, t, k, 4).spectral.decimal for k in distances} == distances


def test_next_to_zero_is_not_zero() -> None:
    """Started a hair, 10⁻¹²⁰, away from Y, the flow moves, and the distance has its digits: 10⁻¹²⁰ e^{−2σt}."""
    shape = matrices.diagonal([Fraction(3), 2 + Fraction(1, 10**120)])
    p = problem(diagonal(3, 2), shape, "1")
    assert not p.is_stationary
    context = Multiprecision(40).context
    found = quantities.distance(p, Fraction(5), 2, DIGITS)
    assert within(found.spectral, context.exp(-20) / context.mpf(10) ** 120, context)
    assert not problem(diagonal(3, 2), diagonal(3, 2), "1e-1000000").is_stationary


@pytest.mark.parametrize("time", [Fraction(1, 20), Fraction(200)])
def test_a_difference_is_known_before_and_after_its_modes_are_learned(time: Fraction) -> None:
    """Of its two balls −Σ₁ΔP loses all digits early, from a shape of condition 10²⁰, and W − Y_k late."""
    basis = random_basis(2, 66)
    shape = matrices.product(basis, matrices.diagonal([Fraction(1), Fraction(1, 10**20)]), matrices.transpose(basis))
    p, field = problem(diagonal(2, 1), shape, "1e-20"), Balls(200)
    with field.working():
        for row in quantities.difference(p, time, 2, False, field).tolist():
            assert min(x.rel_accuracy_bits() for x in row) > 80


def test_a_start_that_falls_short_of_the_best_by_a_gap_is_never_taken_for_it() -> None:
    """W stays at the first and the last of σ = (10⁶/9, 1 + gap, 1): 20 bits of its trace tell as little as the gap."""
    told = set()
    for sixtyfourths in range(2, 64, 2):
        target = matrices.diagonal([Fraction(10**6, 9), 1 + Fraction(sixtyfourths, 64), Fraction(1)])
        start = matrices.rows_of([[Fraction(1000, 3), 0], [0, 0], [0, 1]])
        p = problem(target, start, "1", narrow=True)
        assert p.is_stationary
        assert quantities.rank(p) == 2
        field = Balls(20)
        with field.working(), suppress(Unresolved):
            told.add(quantities.stays_at_best_approximation(p, 2, field))
    assert told == {False}


def test_a_start_that_moves_is_not_at_the_best_approximation() -> None:
    """Though it has its rank, and its trace."""
    for k, start in ((2, diagonal(2, 3)), (1, matrices.rows_of([[1], [1]]))):
        p = problem(diagonal(3, 2), start, "1", narrow=k == 1)
        assert quantities.distance(p, Fraction(0), k, 3).spectral.decimal != "0"


def test_what_no_precision_tells_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Balls that stay too wide give no digit."""
    monkeypatch.setattr("numeric.quantities.square", lambda _: Balls(64).number(0).union(Balls(64).number(1)))
    with pytest.raises(Undecided, match="the loss at t = 1 could not be told to 10 digits"):
        quantities.loss(PROBLEMS["shape"], Fraction(1), 10)


def test_exponents_take_their_bits_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """At t = 10⁹⁰⁰⁰ the loss, whose exponent has 9000 digits, has its 20; what n makes too long is refused."""
    p = problem(diagonal(2, 1), diagonal(1, 1), "1e-10")
    mantissa, exponent = quantities.loss(p, Fraction(10**9000), DIGITS).decimal.split("e")
    # W₂₂ = 1 − (α⁻² − 1)e^{−2t}, and W₁₁ is nearer to its target by as much again
    context = Multiprecision(9100).context
    power = (2 * context.log(10**20 - 1) - context.log(4) - 4 * context.mpf(10) ** 9000) / context.ln(10)
    assert int(flint.fmpz(exponent)) == int(context.floor(power))
    assert abs(context.mpf(mantissa) / context.mpf(10) ** context.frac(power) - 1) < context.mpf(10) ** -19
    bits = list(quantities.precisions(2, 100, 10**6))
    assert bits[0] == 10**6 + 100 + quantities.GUARD_BITS
    assert bits[1] == 10**6 + 2 * (100 + quantities.GUARD_BITS)
    wide = problem(matrices.identity(60), matrices.identity(60), "1e-10")
    monkeypatch.setattr("numeric.engine.LARGEST_WORK", 10**9)
    with pytest.raises(Misuse, match=r"at t = 1e9000 the exponent of e\^\(cσt\) alone takes 59\d\d\d bits .* n = 60"):
        quantities.singular_values(wide, Fraction(10**9000), DIGITS)


def test_the_modes_that_a_start_is_made_of_are_never_guessed() -> None:
    """W stays at Y's second mode, 49 beside 50: however coarse the balls are, it is not said to stay at the first."""
    p = problem(diagonal(50, 49), matrices.rows_of([[0], [21]]), "1/3", narrow=True)
    assert p.is_stationary
    first = problem(diagonal(49, 48), matrices.rows_of([[21], [0]]), "1/3", narrow=True)
    told = set()
    for bits in range(3, 40):
        for start, true in ((p, False), (first, True)):
            field = Balls(bits)
            with field.working():
                try:
                    stays = quantities.stays_at_best_approximation(start, 1, field)
                except Unresolved:
                    continue
            assert stays is true
            told.add(stays)
    assert told == {True, False}


@pytest.mark.parametrize("first", [flint.arb(0), flint.arb(0, 1e-9), flint.arb(1)])
def test_a_limit_is_that_of_every_pivot_that_may_be(first: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column whose first entry may be 0 learns σ₁ or σ₂: the ball holds both, and else the one."""
    p = problem(diagonal(3, 2), matrices.rows_of([[1], [1]]), "1e-3", narrow=True)
    field = Balls(64)
    lower = flint.arb_mat([[first], [flint.arb(1)]])
    frame = SimpleNamespace(sigma=[flint.arb(3), flint.arb(2)], trapezoidal=lambda _: (lower, None))
    monkeypatch.setattr("numeric.quantities.frame_of", lambda *_: frame)
    with field.working():
        limit = quantities.limits(p, field)[0]
    assert limit.contains(3) == (not first.is_zero())
    assert limit.contains(2) == (not first > 0)
