from fractions import Fraction
from typing import Any

import pytest

from numeric import closed_form, matrices, minors
from numeric.closed_form import Flow, flow_at
from numeric.exact import parse_scale
from numeric.field import Balls, Multiprecision, Rationals, Unresolved
from numeric.instance import Instance, random_basis, random_shape
from numeric.trajectory import trajectory
from paper import Misuse

SPECTRUM = (Fraction(3), Fraction(2), Fraction(1), Fraction(0))
FIELD = Balls(256)


def flow(alpha: str = "1/10", time: str = "1/2", rate: int = 2, field: Any = FIELD) -> Flow:
    return flow_at(SPECTRUM, Fraction(rate), parse_scale(alpha, "α"), Fraction(time), field)


def agree(left: Any, right: Any, digits: int = 30) -> bool:
    """Whether every entry agrees relative to itself; balls for certain."""
    return all(
        bool(abs(x - y) <= abs(y) * 10**-digits)
        for row, other in zip(left.tolist(), right.tolist(), strict=True)
        for x, y in zip(row, other, strict=True)
    )


def test_growth_and_its_integral_are_what_they_are_called() -> None:
    """E_i² = 1 + σ_i G_ii, D = E⁻¹GE⁻¹ and EE⁻¹ = I, with G = D = 2ct where σ = 0."""
    with FIELD.working():
        here = flow()
        E, G, D, shrink = (
            f(here)
            for f in (closed_form.growth, closed_form.accumulated_growth, closed_form.saturation, closed_form.decay)
        )
        for i, sigma in enumerate(here.sigma):
            assert (E[i] ** 2 - 1 - sigma * G[i]).contains(0)
            assert (D[i] - G[i] / E[i] ** 2).contains(0)
            assert (E[i] * shrink[i]).contains(1)
            assert abs(E[i] - FIELD.exp(2 * sigma / 2)) < FIELD.number(Fraction(1, 10**60))
        assert G[3] == D[3] == 2


def test_a_scalar_flow_has_the_logistic_solution() -> None:
    """For n = 1: w(t) = σ a e^{2cσt}/(σ + a(e^{2cσt} − 1)), and a/(1 + 2cat) for σ = 0, in every form."""
    with FIELD.working():
        a, c, t = (FIELD.number(x) for x in (Fraction(1, 50), Fraction(2), Fraction(3, 4)))
        growth = FIELD.exp(2 * c * 3 * t)
        for sigma, expected in ((3, 3 * a * growth / (3 + a * (growth - 1))), (0, a / (1 + 2 * c * a * t))):
            here = flow_at((Fraction(sigma),), Fraction(2), parse_scale("1/10", "α"), Fraction(3, 4), FIELD)
            shape, inverse = FIELD.matrix([[2]]), FIELD.matrix([[FIELD.number(Fraction(1, 2))]])
            one, root = FIELD.matrix([[1]]), FIELD.matrix([[FIELD.sqrt(FIELD.number(2))]])
            for W in (
                closed_form.printed(here, shape),
                closed_form.graded(here, inverse),
                closed_form.woodbury(here, root),
                closed_form.graded_woodbury(here, one, root),
            ):
                assert abs(W[0, 0] - expected) < FIELD.number(Fraction(1, 10**60))


@pytest.mark.parametrize("alpha", ["1/10", "1e-100"])
@pytest.mark.parametrize("time", ["0", "1/100", "30", "150"])
def test_the_forms_agree_in_every_entry(alpha: str, time: str) -> None:
    """Printed (with bits to spare), graded, Woodbury of a square factor, and minors, each entry to 30 digits."""
    factor = matrices.rows_of([[3, 1, -2, 5], [1, 4, 2, -1], [-2, 3, 7, 1], [2, -1, 1, 6]])
    shape = matrices.product(factor, matrices.transpose(factor))
    inverse = matrices.inverse(shape)
    wide = Balls(12000)
    with wide.working():
        here = flow(alpha, time, field=wide)
        printed = closed_form.printed(here, wide.exact(shape))
        assert agree(closed_form.graded(here, wide.exact(inverse)), printed)
        assert agree(closed_form.woodbury(here, wide.exact(factor)), printed)
        entries = minors.entries(here, shape, [(i, j) for i in range(4) for j in range(4)])
        assert agree(wide.matrix([[entries[i, j] for j in range(4)] for i in range(4)]), printed)
    with FIELD.working():
        assert agree(closed_form.graded(flow(alpha, time), FIELD.exact(inverse)), printed)


@pytest.mark.parametrize("h", [1, 2, 3, 4, 6])
def test_factors_of_any_width_give_the_printed_solution(h: int) -> None:
    """Woodbury's form and its graded twin, rank-deficient starts included, at α = 10⁻¹⁰⁰."""
    factor = tuple(tuple(Fraction((5 * i + 7 * j + 3 * i * j * j) % 13 - 6) for j in range(h)) for i in range(4))
    shape = matrices.product(factor, matrices.transpose(factor))
    rational, wide = Rationals(), Balls(8000)
    lower, upper = closed_form.trapezoidal(rational.exact(factor), rational)
    assert lower * upper == rational.exact(factor)
    with wide.working():
        here = flow("1e-100", "70", field=wide)
        printed = closed_form.printed(here, wide.exact(shape))
        assert agree(closed_form.woodbury(here, wide.exact(factor)), printed)
    with FIELD.working():
        parts = (FIELD.exact(matrices.from_flint(part)) for part in (lower, upper))
        assert agree(closed_form.graded_woodbury(flow("1e-100", "70"), *parts), printed)


def test_dependent_rows_are_found_exactly_and_never_guessed() -> None:
    """A factor whose rows depend on each other is split by rationals; balls that cannot tell say so."""
    factor = matrices.rows_of([[0, 0], [1, 2], [2, 4], [1, 0]])
    rational = Rationals()
    lower, upper = closed_form.trapezoidal(rational.exact(factor), rational)
    assert (lower.ncols(), upper.nrows()) == (2, 2)
    assert lower * upper == rational.exact(factor)
    with FIELD.working():
        third = FIELD.number(Fraction(1, 3))
        with pytest.raises(Unresolved):
            closed_form.trapezoidal(FIELD.matrix([[third, 2 * third], [third * third * 3, 2 * third]]), FIELD)


def test_the_derivative_is_that_of_the_closed_form() -> None:
    """The central difference over 10⁻²⁰ agrees with it to 35 digits at α = 10⁻⁵, and so does the flow's right side."""
    step = Fraction(1, 10**20)
    inverse = matrices.inverse(random_shape(4, 7))
    field = Balls(600)
    with field.working():
        M = field.exact(inverse)
        before, here, after = (flow("1e-5", str(3 + shift), field=field) for shift in (-step, Fraction(0), step))
        difference = (closed_form.graded(after, M) - closed_form.graded(before, M)) * field.number(1 / (2 * step))
        derivative = closed_form.graded_derivative(here, M)
        assert agree(derivative, difference, 35)
        assert agree(closed_form.right_side(here, closed_form.graded(here, M)), derivative, 60)


def test_mpmath_reads_the_same_forms() -> None:
    """The graded form in 50 digits of mpmath is in the balls' enclosure to 45, at α = 10⁻¹⁰⁰⁰."""
    field = Multiprecision(50)
    inverse = matrices.inverse(random_shape(4, 3))
    W = closed_form.graded(flow("1e-1000", "500", 1, field), field.exact(inverse))
    with FIELD.working():
        balls = closed_form.graded(flow("1e-1000", "500", 1), FIELD.exact(inverse))
        for i in range(4):
            for j in range(4):
                near = field.context.mpf(balls[i, j].mid().str(60, radius=False))
                assert abs(W[i, j] / near - 1) < field.context.mpf(10) ** -45


def test_trajectories_are_the_diagonal_of_the_matrix_solution() -> None:
    """(12) and (13) mode by mode, in a dense basis; other shapes have no modes of their own."""
    basis = random_basis(4, 1)
    shape = matrices.product(basis, matrices.diagonal([Fraction(i) for i in (1, 2, 3, 4)]), matrices.transpose(basis))
    instance = Instance(SPECTRUM, shape, basis, parse_scale("1e-50", "α"), Fraction(2))
    times = [Fraction(0), Fraction(15), Fraction(25), Fraction(100), Fraction(10**100)]
    with FIELD.working():
        for t, modes in zip(times, trajectory(instance, times, FIELD), strict=True):
            W = closed_form.solution_at(instance, t, FIELD)
            for i in range(4):
                assert abs(W[i, i] / modes[i] - 1) < FIELD.number(Fraction(1, 10**50))
    with pytest.raises(Misuse, match="not diagonal"):
        trajectory(Instance(SPECTRUM, random_shape(4, 7), None, instance.alpha, Fraction(1)), times, FIELD)


def test_a_solution_is_turned_back_into_the_coordinates_of_the_target() -> None:
    """ΦW̃Φᵀ, which at t = 0 is α²W̄₀ again; without a basis nothing is turned."""
    basis, shape = random_basis(4, 1), random_shape(4, 7)
    instance = Instance(SPECTRUM, shape, basis, parse_scale("1/10", "α"), Fraction(1))
    rational = Rationals()
    W = closed_form.solution_at(instance, Fraction(0), rational)
    assert closed_form.rotate(rational, rational.exact(basis), W) * 100 == rational.exact(shape)
    assert closed_form.rotate(rational, None, W) == W
