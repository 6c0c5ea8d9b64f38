"""The validated integrator holds every solution that is known in closed form, and no other."""

from fractions import Fraction
from typing import Any

import flint
import numpy as np
import pytest

from numeric import closed_form, enclosure
from numeric.exact import parse_scale
from numeric.field import Balls
from numeric.integrate import exact, integrate
from numeric.matrices import Rows, product, rows_of, transpose
from paper import Misuse

FIELD = Balls(128)
TIMES = [Fraction(1, 2), Fraction(2), Fraction(6)]


def solved(target: Rows, U: Rows, V: Rows, alpha: str, times: list[Fraction], field: Balls = FIELD) -> list[Any]:
    """UVᵀ at each time."""
    scale = field.scale(parse_scale(alpha, "α"))
    start = field.exact(U) * scale, field.exact(V) * scale
    return [a * b.transpose() for a, b in enclosure.along(field, field.exact(target), start, times)]


def holds(enclosing: Any, truth: Any) -> bool:
    """Whether every entry could be the true one, and is known to 14 digits."""
    pairs = list(zip(enclosing.entries(), truth.entries(), strict=True))
    return all(x.overlaps(y) and x.rad() < flint.arb("1e-14") for x, y in pairs)


@pytest.mark.parametrize("sigma", [Fraction(1), Fraction(1, 3)])
@pytest.mark.parametrize(("u", "v"), [(Fraction(1, 2), Fraction(1, 3)), (Fraction(2), Fraction(-1)), (Fraction(3), 1)])
def test_one_mode(sigma: Fraction, u: Fraction, v: Fraction) -> None:
    """x = (r − λ₀²/r)/4, where r = (u + v)² solves the Riccati equation ṙ = 2σr − (r² − λ₀²)/2, here by its roots."""
    with FIELD.working():
        found = solved(rows_of([[sigma]]), rows_of([[u]]), rows_of([[v]]), "1", TIMES)
        imbalance, s = FIELD.number(u**2 - v**2), FIELD.number(sigma)
        root = (4 * s**2 + imbalance**2).sqrt()
        up, down = 2 * s + root, 2 * s - root
        first = FIELD.number((u + v) ** 2)
        for time, enclosing in zip(TIMES, found, strict=True):
            shrunk = (first - up) / (first - down) * (-root * FIELD.number(time)).exp()
            r = (up - down * shrunk) / (1 - shrunk)
            assert holds(enclosing, flint.arb_mat([[(r - imbalance**2 / r) / 4]]))


U = rows_of([[1, Fraction(1, 2)], [Fraction(-1, 2), 1]])


def nominal(spectrum: tuple[int, ...], rate: int, alpha: str, time: Fraction) -> Any:
    flow = closed_form.flow_at(tuple(map(Fraction, spectrum)), Fraction(rate), parse_scale(alpha, "α"), time, FIELD)
    return closed_form.woodbury(flow, FIELD.exact(U))


@pytest.mark.parametrize("spectrum", [(2, 1), (2, 0)])
@pytest.mark.parametrize("alpha", ["1", "1e-4"])
def test_equal_factors(spectrum: tuple[int, int], alpha: str) -> None:
    """They follow MV's flow, whose closed form is MV (5); at another rate it is not held."""
    target = rows_of([[spectrum[0], 0], [0, spectrum[1]]])
    with FIELD.working():
        for time, enclosing in zip(TIMES, solved(target, U, U, alpha, TIMES), strict=True):
            assert holds(enclosing, nominal(spectrum, 1, alpha, time))
            assert not holds(enclosing, nominal(spectrum, 2, alpha, time))


def test_another_start_is_not_held() -> None:
    """Changed by 10⁻¹² in one entry, a start leads elsewhere."""
    target, near = rows_of([[2, 0], [0, 1]]), rows_of([[1 + Fraction(1, 10**12), Fraction(1, 2)], U[1]])
    with FIELD.working():
        (enclosing,) = solved(target, near, near, "1/10", [Fraction(2)])
        assert not holds(enclosing, nominal((2, 1), 1, "1/10", Fraction(2)))


def test_the_symmetric_integrator_agrees() -> None:
    """For a dense target, where mpmath's Taylor series of W ends."""
    target = rows_of([[2, 1], [1, 1]])
    W = integrate(target, product(U, transpose(U)), Fraction(1), Fraction(2), 30)
    with FIELD.working():
        (enclosing,) = solved(target, U, U, "1", [Fraction(2)])
        for i in range(2):
            for j in range(2):
                assert abs(enclosing[i, j] - FIELD.number(exact(W[i][j]))) < flint.arb("1e-28")


def test_a_factor_of_zero_rows_pads() -> None:
    """A 2×3 target gives what it gives when padded to be square."""
    V = rows_of([[1, 0], [Fraction(1, 2), 1], [-1, 1]])
    wide, square = rows_of([[2, 0, 1], [0, 1, 0]]), rows_of([[2, 0, 1], [0, 1, 0], [0, 0, 0]])
    with FIELD.working():
        (own,) = solved(wide, U, V, "1/10", [Fraction(2)])
        (padded,) = solved(square, (*U, (Fraction(0), Fraction(0))), V, "1/10", [Fraction(2)])
        assert holds(own, FIELD.block(padded, slice(0, 2), slice(0, 3)))


def test_what_is_conserved_is_enclosed() -> None:
    """UᵀU − VᵀV stays within its balls, from a start of 10⁻³, after everything is learned."""
    V = rows_of([[0, 1], [1, 3]])
    field = Balls(160)
    with field.working():
        small = field.scale(parse_scale("1e-3", "α"))
        start = field.exact(U) * small, field.exact(V) * small
        ((first, second),) = enclosure.along(field, field.exact(rows_of([[2, 0], [0, 1]])), start, [Fraction(8)])
        Q = [a.transpose() * a - b.transpose() * b for a, b in (start, (first, second))]
        assert holds(Q[1], Q[0])


def test_nothing_comes_of_nothing() -> None:
    """Factors that are 0 stay there."""
    with FIELD.working():
        (enclosing,) = solved(rows_of([[2]]), rows_of([[0]]), rows_of([[0]]), "1", [Fraction(3)])
        assert holds(enclosing, flint.arb_mat([[0]]))


def test_times_do_not_run_backwards() -> None:
    """It says which time came after which."""
    with FIELD.working(), pytest.raises(Misuse, match="the time 1/2 comes after 2"):
        solved(rows_of([[1]]), rows_of([[1]]), rows_of([[1]]), "1", [Fraction(2), Fraction(1, 2)])


@pytest.mark.parametrize("start", [1, 100])
def test_the_rest_covers_the_first_term_left_out(start: int) -> None:
    """After a short step it is all that is missed: for Y = 0 and U = V = u, a number, U is u/√(1 + 2u²t)."""
    time = Fraction(1, 10**6 * start**2)
    with flint.ctx.workprec(300):
        one = flint.arb_mat([[start]])
        ((found, _),) = enclosure.along(Balls(8), flint.arb_mat([[0]]), (one, one), [time])
        true = start / (1 + 2 * flint.arb(start) ** 2 * FIELD.number(time)).sqrt()
        assert found[0, 0].contains(true)
        assert abs(found[0, 0].mid() - true) > found[0, 0].rad() / 100


@pytest.mark.parametrize(
    ("target", "U", "V"),
    [
        (((3, 1), (1, 1)), ((1, Fraction(1, 2)), (0, 1)), ((Fraction(1, 3), 0), (1, 1))),
        (((2, 1), (1, 1)), ((Fraction(1, 9), 0), (0, 1)), ((3, 0), (1, 1))),
        (((9, 1), (1, 7)), ((Fraction(1, 9), 0), (0, 1)), ((Fraction(1, 3), 0), (1, 1))),
        (((0, 0), (0, 0)), ((1, 2), (0, 1)), ((1, 0), (0, -1))),
    ],
)
def test_the_majorant_is_the_solution_of_its_equation(target: Rows, U: Rows, V: Rows) -> None:
    """ẏ = ey, ė = 2ey² by its power series, from bounds of norms at the start; no coefficient of U or V exceeds it."""
    with FIELD.working():
        Y, first, second = (FIELD.exact(rows_of(x)) for x in (target, U, V))
        radius, bound = enclosure._majorant(FIELD, Y, first, second)
        y = [max(largest(first), largest(second), key=float)]
        e, square = [largest(Y - first * second.transpose())], [y[0] ** 2]
        for j in range(150):
            y.append(convolved(e, y, j) / (j + 1))
            e.append(2 * convolved(e, square, j) / (j + 1))
            square.append(convolved(y, y, j + 1))
        total = sum((term * radius**j for j, term in enumerate(y)), flint.arb(0))
        assert float(bound) == pytest.approx(float(total), rel=1e-6)
        for terms in enclosure._series(Y, first, second, 30):
            assert all(spectral(term) <= float(most) * (1 + 1e-9) for term, most in zip(terms, y, strict=False))


def largest(a: Any) -> Any:
    """The bound of ‖a‖₂ that the integrator takes: the 16-th root of the sum of λ⁸, of the eigenvalues λ of aaᵀ."""
    values = np.linalg.eigvalsh(doubles(a) @ doubles(a).T)
    return flint.arb(float(np.sum(values**8) ** (1 / 16)))


def spectral(a: Any) -> float:
    return float(np.linalg.norm(doubles(a), 2))


def doubles(a: Any) -> Any:
    return np.array([[float(x.mid()) for x in row] for row in a.tolist()])


# ---- how far solutions part


@pytest.mark.parametrize(
    ("target", "U", "V"),
    [
        (((2, 0), (0, 1)), ((0, 0), (0, 0)), ((0, 0), (0, 0))),  # the saddle, where they part as fast as is said
        (((2, 1), (1, 1)), ((1, Fraction(1, 2)), (0, 1)), ((Fraction(1, 3), 0), (1, 1))),
        (((1, 0, 2), (0, 1, 0)), ((1, -1), (0, 1)), ((1, 2), (0, 1), (1, 1))),
    ],
)
def test_solutions_part_no_faster_than_is_said(target: Rows, U: Rows, V: Rows) -> None:
    """Two that begin 10⁻⁶ apart, each enclosed by itself; at the saddle half the rate would be too little."""
    step, shift = Fraction(1, 2), Fraction(1, 10**6)
    nearby = [
        tuple(tuple(x + shift * (i == j == 0) for j, x in enumerate(row)) for i, row in enumerate(a)) for a in (U, V)
    ]
    with FIELD.working():
        Y = FIELD.exact(rows_of(target))
        starts = [tuple(FIELD.exact(rows_of(a)) for a in pair) for pair in ((U, V), nearby)]
        ends = [next(enclosure.along(FIELD, Y, start, [step])) for start in starts]
        before, after = (distance(*pair) for pair in (starts, ends))
        _, apart = enclosure._centre(starts[0])
        hull = enclosure._around(enclosure._centre(starts[0])[0], before + apart)
        said = enclosure._parting(Y, hull, FIELD.number(step))
        assert after <= before * said
        if not any(map(any, U)):
            assert after > before * said.sqrt()


def distance(first: Any, second: Any) -> Any:
    squares = [x * x for a, b in zip(first, second, strict=True) for x in (a - b).entries()]
    return sum(squares, flint.arb(0)).sqrt()


def test_balls_of_a_start_hold_what_comes_of_their_ends() -> None:
    """Of a start that is known to 10⁻⁶ only, and no more than 50 times as far after it is learned."""
    radius = Fraction(1, 10**6)
    Y = rows_of([[2, 0], [0, 1]])
    with FIELD.working():
        wide = FIELD.exact(U) + flint.arb_mat([[flint.arb(0, FIELD.number(radius).upper())] * 2] * 2)
        ((first, second),) = enclosure.along(FIELD, FIELD.exact(Y), (wide, FIELD.exact(U)), [Fraction(30)])
        for sign in (1, -1):
            moved = rows_of([[x + sign * radius for x in row] for row in U])
            ((left, right),) = enclosure.along(
                FIELD, FIELD.exact(Y), (FIELD.exact(moved), FIELD.exact(U)), [Fraction(30)]
            )
            assert all(x.overlaps(y) for x, y in zip(first.entries(), left.entries(), strict=True))
            assert all(x.overlaps(y) for x, y in zip(second.entries(), right.entries(), strict=True))
        assert max(x.rad() for x in first.entries()) < FIELD.number(50 * radius)


def convolved(left: list[Any], right: list[Any], j: int) -> Any:
    return sum((left[i] * right[j - i] for i in range(j + 1)), flint.arb(0))
