"""What vanishes, has a sign or tends to a limit is decided exactly, and what does not is refuted at an exact point."""

import pytest
from sympy import Expr, Integer, Rational, Symbol, cos, exp, log, sqrt, symbols

from symbolic.residual import Names, has_sign, small_points, tends_to, vanishes
from symbolic.symbols import alpha, c, delta, eta, q, sigma, t

x, y = symbols("x y", positive=True)
z = Symbol("z", real=True)
w = Symbol("w", real=True, nonzero=True)
omega = sqrt(4 * x**2 + y**2)


@pytest.mark.parametrize(
    "zero",
    [
        (x + y) ** 2 - x**2 - 2 * x * y - y**2,
        1 / (x - y) - (x + y) / (x**2 - y**2),
        exp(2 * x) ** 2 - exp(4 * x),
        exp(x + 3 * y) - exp(x) * exp(y) ** 3,
        exp(x / 2) * exp(x / 3) - exp(5 * x / 6),
        omega**2 - 4 * x**2 - y**2,
        1 / (omega - y) - (omega + y) / (4 * x**2),
        sqrt(x + omega) ** 4 - (x + omega) ** 2,
        exp(t * omega) ** 2 - exp(2 * t * omega),
        sqrt(omega**2 + 2 * omega + 1) ** 2 - (omega + 1) ** 2,
        alpha ** (2 * eta) * alpha ** (2 - 2 * eta) - alpha**2,
        exp(2 * (1 - eta) * log(1 / alpha)) - alpha ** (2 * eta - 2),
        log(x) * 2 - log(x) - log(x),
    ],
)
def test_an_identity_vanishes(zero: Expr) -> None:
    """Exponentials, symbolic powers, roots and nested roots are reduced until nothing is left."""
    decision = vanishes(zero)
    assert decision.holds
    assert decision.residual is None
    assert decision.witness is None


@pytest.mark.parametrize("nonzero", [exp(2 * c * sigma * t) - exp(3 * c * sigma * t), x / (x + y) - 1, t - 1])
def test_what_does_not_vanish_is_refuted_at_a_point(nonzero: Expr) -> None:
    """The residual is kept, and the witness evaluates to something that is not zero."""
    decision = vanishes(nonzero)
    assert not decision.holds
    assert vanishes(decision.residual - nonzero).holds
    assert decision.witness is not None
    assert decision.witness["residual"] not in ("0", "nan", "zoo")
    assert set(decision.witness) == {str(symbol) for symbol in nonzero.free_symbols} | {"residual"}


def test_a_witness_is_exact() -> None:
    """The witness of e^{2x} − e^{x}·4 is at a point that the caller gives, with an exact value."""
    decision = vanishes(exp(2 * x) - 4 * exp(x), points=[{x: log(4)}, {x: log(2)}])
    assert decision.witness == {"x": "log(2)", "residual": "-4"}


def test_a_root_is_refuted_where_it_is_rational() -> None:
    """√(x² + y²) = x fails at the sides of a right triangle."""
    decision = vanishes(sqrt(x**2 + y**2) - x, points=[{x: Integer(2), y: Integer(3)}, {x: Integer(3), y: Integer(4)}])
    assert decision.witness == {"x": "3", "y": "4", "residual": "2"}


def test_without_a_witness_nothing_is_refuted() -> None:
    """A nonzero expression that vanishes at every point tried is not zero, but has no witness."""
    decision = vanishes(x - 1, points=[{x: Integer(1)}])
    assert not decision.holds
    assert decision.witness is None


def test_a_value_that_is_not_rational_is_no_witness() -> None:
    """√2 − 1 is not zero, but no exact rational arithmetic shows it."""
    assert vanishes(sqrt(x) - 1, points=[{x: Integer(2)}]).witness is None


@pytest.mark.parametrize(
    "stranger", [cos(x), x**2.5 + Rational(1), 2 ** Rational(1, 3) + x, Symbol("A", commutative=False)]
)
def test_what_is_not_understood_is_refused(stranger: Expr) -> None:
    """Other functions, floats, cube roots and letters that don't commute are no rational functions of names."""
    with pytest.raises(TypeError, match="no rational function"):
        vanishes(stranger)


def test_a_denominator_that_vanishes_identically_is_refused() -> None:
    """It may vanish only by the relation of a root: (ω + 1)² = 4x² + y² + 2ω + 1."""
    with pytest.raises(ZeroDivisionError, match="vanishes identically"):
        vanishes(1 / ((omega + 1) ** 2 - 4 * x**2 - y**2 - 2 * omega - 1))


@pytest.mark.parametrize(
    ("expression", "strict"),
    [
        (x + q, True),
        (q / x, False),
        (x * exp(z) + z**2, True),
        (w**2, True),
        (1 / (x + y) - 1 / (x + 2 * y), True),
        ((x - y) / (y - x) + 2, True),
        (omega, False),
        (-x / (-x - y), True),
        (-1 / ((omega + 1) ** 2 - 2 * omega - 1 - 5 * x**2 - y**2), True),
    ],
)
def test_a_manifest_sign_is_seen(expression: Expr, strict: bool) -> None:
    """A quotient of sums of positive terms is positive."""
    assert has_sign(expression, strict=strict).holds


@pytest.mark.parametrize("expression", [q, z**2, q * x, z**2 + q, Integer(0) * x])
def test_what_can_be_zero_is_not_positive(expression: Expr) -> None:
    """These are ≥ 0, and zero somewhere."""
    assert has_sign(expression, strict=False).holds
    assert not has_sign(expression, strict=True).holds


@pytest.mark.parametrize("expression", [x - y, z, z**3 + x, -x, x**2 - 2 * x * y])
def test_a_sign_that_does_not_hold_is_refuted(expression: Expr) -> None:
    """There is a point where the sign is wrong, and it is exact."""
    decision = has_sign(expression, strict=False)
    assert not decision.holds
    assert decision.witness is not None
    assert Rational(decision.witness["residual"]) < 0


def test_a_sign_that_is_not_manifest_is_not_decided() -> None:
    """x² − 2xy + 2y² is positive, but not a sum of positive terms: no verdict and no witness."""
    decision = has_sign(x**2 - 2 * x * y + 2 * y**2, strict=True)
    assert not decision.holds
    assert decision.witness is None


def test_a_limit_needs_a_denominator_that_stays_away_from_zero() -> None:
    """A rational function is continuous only where it is defined."""
    assert tends_to(x / (x + delta), {delta: Integer(0)}, Integer(1)).holds
    assert tends_to(delta * x / (delta * (x + 1)), {delta: Integer(0)}, x / (x + 1)).holds
    undefined = tends_to(x / delta, {delta: Integer(0)}, Integer(1))
    assert not undefined.holds
    assert undefined.witness is None
    unknown = tends_to(x / (x - y + delta), {delta: Integer(0)}, x / (x - y))
    assert not unknown.holds
    assert unknown.witness is None


def test_a_wrong_limit_is_refuted() -> None:
    """The value at the limit point differs from what is claimed."""
    decision = tends_to(x / (x + delta), {delta: Integer(0)}, Integer(2))
    assert decision.witness is not None
    assert decision.witness["residual"] == "-1"


def test_small_points_respect_signs_and_repeat() -> None:
    """Positive symbols get positive values, real ones both signs, the time a multiple of log 2; always the same."""
    points = list(small_points([x, z, t]))
    assert points == list(small_points([t, z, x]))
    assert len(points) == 42
    assert all(point[x] > 0 for point in points)
    assert {bool(point[z] > 0) for point in points} == {True, False}
    assert all((point[t] / log(2)).is_Rational for point in points)


def test_names_keep_their_meaning() -> None:
    """What was named reads back as what it stood for."""
    expression = (exp(x / 2) + exp(x / 3)) / (1 + omega)
    names = Names(expression)
    named = names(expression)
    assert not named.has(exp)
    assert names.read(named) == expression


def test_a_pole_on_the_edge_has_no_sign() -> None:
    """1/q is positive for q > 0, but q may be 0, where it means nothing."""
    assert not has_sign(1 / q, strict=True).holds
    assert not has_sign(x / q, strict=False).holds
