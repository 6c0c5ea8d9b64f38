"""TFHV §3 by routes that share nothing with the derivations: Taylor series of (u, v), matrices entry by entry."""

from fractions import Fraction
from typing import Any

import mpmath
import pytest
from sympy import Expr, Integer, Matrix, Rational, S, Symbol, diff, exp, log, sqrt, symbols, zeros

from symbolic.derivations.imbalanced_limits import balanced_from_above, balanced_from_below
from symbolic.imbalanced import (
    asymmetric_flow,
    mode_flow,
    printed_mode,
    product,
    rational_mode,
    square,
    squares,
)
from symbolic.symbols import a, imbalance, sigma, start, t

DIGITS = 25
STARTS = [
    # σ, u₀, v₀: a start between 0 and the target, below 0, at 0, beyond the target; λ₀ of both signs
    ("2", "1", "1/2"),
    ("2", "1/2", "1"),
    ("3/2", "-1", "2"),
    ("3/2", "3", "-1/4"),
    ("1", "0", "1"),
    ("1", "1/3", "0"),
    ("1/2", "2", "1"),
    ("1/2", "-1", "-3"),
    ("1/3", "1/10", "-1/10000"),
]


def taylor(context: Any, sigma: Any, u: Any, v: Any, time: Fraction, order: int = 30) -> tuple[Any, Any]:
    """(u, v) at `time` by Taylor series of u̇ = (σ − uv)v, v̇ = (σ − uv)u, in steps of 1/48."""
    h = context.one / 48
    for _ in range(int(48 * time)):
        us, vs, gaps = [u], [v], []
        for n in range(order):
            gaps.append((sigma if n == 0 else 0) - sum(us[i] * vs[n - i] for i in range(n + 1)))
            us.append(sum(gaps[i] * vs[n - i] for i in range(n + 1)) / (n + 1))
            vs.append(sum(gaps[i] * us[n - i] for i in range(n + 1)) / (n + 1))
        u = context.fsum(c * h**n for n, c in enumerate(us))
        v = context.fsum(c * h**n for n, c in enumerate(vs))
    return u, v


def at(expression: Expr, **values: Any) -> Any:
    """The value of a closed form, to more digits than are compared."""
    letters = {"sigma": sigma, "imbalance": imbalance, "start": start, "t": t, "a": a}
    return expression.subs({letters[name]: Rational(value) for name, value in values.items()}).evalf(DIGITS + 10)


def close(left: Any, right: Any, digits: int = DIGITS) -> bool:
    context = mpmath.mp.clone()
    context.dps = DIGITS + 10
    return bool(abs(context.mpf(str(left)) - context.mpf(str(right))) < context.mpf(10) ** -digits)


@pytest.mark.parametrize(("target", "u0", "v0"), STARTS)
@pytest.mark.parametrize("time", ["1/4", "1"])
def test_the_closed_form_is_where_the_factors_go(target: str, u0: str, v0: str, time: str) -> None:
    """(17) with (22) agrees to 25 digits with uv, u and v integrated by Taylor series, whatever the signs."""
    context = mpmath.mp.clone()
    context.dps = DIGITS + 20
    numbers = [context.mpf(Fraction(x).numerator) / Fraction(x).denominator for x in (target, u0, v0)]
    u, v = taylor(context, *numbers, Fraction(time))
    letters = printed_mode()
    u_0, v_0 = Fraction(u0), Fraction(v0)
    values = {"sigma": target, "imbalance": str(u_0**2 - v_0**2), "start": str(u_0 * v_0), "t": time}
    assert close(at(letters.solution(letters.constant, letters.growth), **values), u * v)
    assert close(at(letters.square(letters.constant, letters.growth), **values), (u + v) ** 2)


def test_the_constant_has_the_value_that_hand_computation_gives() -> None:
    """σ = 3/4, λ₀ = 2: ω = 5/2; x₀ = 15/8 gives the root 85/8 and C = −1/18, x₀ = −3/4 gives 25/4 and C = 3/16."""
    letters = printed_mode()
    above = {sigma: Rational(3, 4), imbalance: Integer(2), start: Rational(15, 8)}
    below = above | {start: Rational(-3, 4)}
    assert [letters.rate.subs(above), letters.root.subs(above)] == [Rational(5, 2), Rational(85, 8)]
    assert letters.constant.subs(above) == Rational(-1, 18)
    assert [letters.root.subs(below), letters.constant.subs(below)] == [Rational(25, 4), Rational(3, 16)]


@pytest.mark.parametrize("target", ["1/2", "3"])
@pytest.mark.parametrize("x0", ["-5", "-1/100", "0", "1/7", "2", "100"])
@pytest.mark.parametrize("excess", ["-1/3", "4"])
def test_the_rational_letters_are_the_printed_ones(target: str, x0: str, excess: str) -> None:
    """At r₀, r_∞ computed from x₀ and σ, each rational letter has the value of the root that it stands for."""
    sigma_, x_, lambda_ = (Rational(value) for value in (target, x0, excess))
    rational = rational_mode(lambda_, square(sigma_, lambda_), square(x_, lambda_))
    printed = printed_mode()
    for name in ("sigma", "start", "rate", "root", "constant", "other_constant", "regular_denominator"):
        assert close(
            getattr(rational, name).evalf(DIGITS + 10),
            at(getattr(printed, name), sigma=target, imbalance=excess, start=x0),
        ), name


def test_the_root_is_a_sum_of_squares() -> None:
    """For numbers u, v: the product, the square of the sum and the sum of squares belong together."""
    for u, v in ((Rational(2), Rational(3)), (Rational(2), Rational(-3)), (Rational(-1, 2), Rational(5))):
        r, difference = (u + v) ** 2, u**2 - v**2
        assert product(r, difference) == u * v
        assert squares(r, difference) == u**2 + v**2
        assert square(u * v, difference) == r
        assert mode_flow(u * v, S(7), difference) == (7 - u * v) * (u**2 + v**2)


def test_a_mode_comes_from_infinity() -> None:
    """Just after the end of its life back in time the mode is huge, of the sign opposite to that of C."""
    letters = printed_mode()
    for x0, end in (("-3/4", 2 * Rational(3, 16) * 1), ("15/8", 2 * Rational(1, 18) * 4)):
        values = {sigma: Rational(3, 4), imbalance: Integer(2), start: Rational(x0)}
        constant = letters.constant.subs(values)
        x = letters.solution(constant, end + Rational(1, 10**9)).subs(values)
        assert abs(x) > 10**7
        assert x * constant < 0


@pytest.mark.parametrize("x0", ["1/3", "5"])
def test_a_little_imbalance_changes_little_above_zero(x0: str) -> None:
    """At λ₀ = 10⁻²⁰ the mode is within 10⁻¹⁵ of the balanced one from the same start above 0."""
    letters = printed_mode()
    values = {"sigma": "2", "imbalance": "1e-20", "start": x0, "t": "3/2"}
    slightly = at(
        letters.solution((letters.sigma - letters.start) / letters.regular_denominator, letters.growth), **values
    )
    assert close(slightly, at(balanced_from_above(), sigma="2", a=x0, t="3/2"), digits=15)


@pytest.mark.parametrize("x0", ["1/3", "5"])
def test_a_little_imbalance_changes_little_below_zero_for_a_while(x0: str) -> None:
    """At λ₀ = 10⁻²⁰ the mode from below 0 is near the balanced one at t = 1 and at its target at t = 50."""
    letters = printed_mode()
    solution = letters.solution(letters.constant, letters.growth)
    values = {"sigma": "2", "imbalance": "1e-20", "start": f"-{x0}"}
    balanced = -balanced_from_below()
    assert close(at(solution, **values, t="1"), at(balanced, sigma="2", a=x0, t="1"), digits=15)
    assert close(at(solution, **values, t="50"), 2, digits=15)
    assert close(at(balanced, sigma="2", a=x0, t="50"), 0, digits=15)


def test_the_balanced_modes_solve_their_equations() -> None:
    """Each balanced mode, differentiated by SymPy and taken at exact points, has the slope 2(σ − x)|x|."""
    for solution in (balanced_from_above(), -balanced_from_below()):
        for target, a0, time in ((1, 2, 1), (3, Rational(1, 2), 2)):
            point = {sigma: Integer(target), a: a0, t: time * log(2)}
            x = solution.subs(point)
            assert diff(solution, t).subs(point) == 2 * (target - x) * abs(x)


def test_the_flow_is_the_gradient_entry_by_entry() -> None:
    """For a 2×3 target of letters and factors of width 2, every entry of (12) is minus the slope of ½‖Y − UVᵀ‖²."""
    Y, U, V = (Matrix(rows, 2 if name != "y" else 3, symbols(f"{name}:{rows * (3 if name == 'y' else 2)}"))
               for name, rows in (("y", 2), ("u", 2), ("v", 3)))  # fmt: skip
    residual = Y - U * V.T
    loss = sum(entry**2 for entry in residual) / 2
    U_rate, V_rate = asymmetric_flow(Y, Y.T, U, U.T, V, V.T)
    for factor, rate in ((U, U_rate), (V, V_rate)):
        slopes = factor.applyfunc(lambda entry: diff(loss, entry))
        assert (rate + slopes).applyfunc(lambda entry: entry.expand()) == zeros(*factor.shape)


def test_diagonal_factors_stay_diagonal_entry_by_entry() -> None:
    """For m, n, k = 2, 3, 4 the flow of rectangular diagonal factors has the entries of (18), and zeros elsewhere."""
    u, v, targets = symbols("u:2"), symbols("v:3"), symbols("s:2")
    U, V, Sigma = zeros(2, 4), zeros(3, 4), zeros(2, 3)
    for i in range(2):
        U[i, i], Sigma[i, i] = u[i], targets[i]
    for i in range(3):
        V[i, i] = v[i]
    U_rate, V_rate = asymmetric_flow(Sigma, Sigma.T, U, U.T, V, V.T)
    for i in range(2):
        gap = targets[i] - u[i] * v[i]
        assert (U_rate[i, i] - gap * v[i]).expand() == 0
        assert (V_rate[i, i] - gap * u[i]).expand() == 0
    nonzero = {
        (i, j) for rate in (U_rate, V_rate) for i in range(rate.rows) for j in range(4) if rate[i, j].expand() != 0
    }
    assert nonzero == {(0, 0), (1, 1)}


def test_the_growth_is_one_at_the_start() -> None:
    """e^{ωt} is 1 at t = 0 and grows at the rate ω."""
    letters = printed_mode()
    assert letters.growth.subs(t, 0) == 1
    assert letters.growth == exp(sqrt(4 * sigma**2 + imbalance**2) * Symbol("t", nonnegative=True))
