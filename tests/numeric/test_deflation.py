"""What deflation leaves out is bounded, and no term of the bound is idle: each has a problem that needs it."""

from random import Random
from typing import Any

import flint
import pytest

from numeric import closed_form
from numeric.closed_form import Flow
from numeric.deflation import Deflation, Split
from numeric.field import Balls

FIELD = Balls(500)
Rows = tuple[tuple[str, ...], ...]


def problem(sigma: tuple[str, ...], shape: Rows, alpha: str) -> Deflation:
    """Y is diagonal."""
    entries = FIELD.matrix([[flint.arb(x) for x in row] for row in shape])
    values = tuple(map(flint.arb, sigma))
    return Deflation(FIELD, values, FIELD.identity(len(sigma)), entries, flint.arb(alpha), flint.arb(1))


def truth(deflation: Deflation, time: Any) -> Any:
    """W(t) by the graded form, nothing left out."""
    flow = Flow(FIELD, tuple(deflation.sigma), deflation.rate, deflation.alpha, time)
    return closed_form.rotate(FIELD, deflation.vectors, closed_form.graded(flow, FIELD.inverse(deflation.shape)))


def turned(deflation: Deflation, time: Any, split: Split) -> Deflation:
    """The same 2×2 problem in the coordinates in which W_11 is off by as much as W is in the spectral norm."""
    error = truth(deflation, time) - deflation.at(time, split).mid()
    mean, half = error.trace() / 2, (error[0, 0] - error[1, 1]) / 2
    root = (half**2 + error[0, 1] ** 2).sqrt()
    # (error − λ)x = 0 for the larger eigenvalue λ
    x, y = error[0, 1], (root if mean > 0 else -root) - half
    if x == 0:
        x, y = (flint.arb(1), flint.arb(0)) if abs(error[0, 0]) > abs(error[1, 1]) else (flint.arb(0), flint.arb(1))
    size = (x * x + y * y).sqrt()
    vectors = FIELD.matrix([[x / size, y / size], [-y / size, x / size]])
    return Deflation(FIELD, deflation.sigma, vectors, deflation.shape, deflation.alpha, deflation.rate)


def holds(deflation: Deflation, time: Any, split: Split) -> bool:
    """Whether every ball holds the true entry."""
    pairs = zip(deflation.at(time, split).entries(), truth(deflation, time).entries(), strict=True)
    return all(ball.contains(exact) for ball, exact in pairs)


EARLY = (("0.0901", "0.3"), ("0.3", "1"))
"""A shape of rank 1, all but 10⁻⁴ of it."""


@pytest.mark.parametrize(
    ("sigma", "shape", "alpha", "time", "split"),
    [
        # a start far above Y: nothing is missed but 1/D − σ, the most by the last of the learned modes
        (("1", "0.5"), (("1", "0"), ("0", "1")), "1e9", "1", Split(2, 2)),
        (("1", "0"), (("1", "0"), ("0", "1")), "1e9", "1", Split(2, 2)),
        # soon after a small start W is all but α²W̄₀, and what stands beside the absent mode is √(wζ), all but 5%
        (("1", "0.5"), EARLY, "1e-4", "0.1", Split(0, 1)),
        # a mode of a negative σ, which is absent, has kept back the present one meanwhile
        (("1", "-3"), (("0.01001", "0.1"), ("0.1", "1")), "0.1", "5", Split(0, 1)),
        # all modes are absent
        (("1", "0.5"), EARLY, "1e-4", "1", Split(0, 0)),
    ],
    ids=["settled", "settled, σ = 0", "beside", "kept back", "all absent"],
)
def test_no_term_of_the_bound_is_idle(sigma: tuple[str, str], shape: Rows, alpha: str, time: str, split: Split) -> None:
    """In the worst coordinates the ball of W_11 holds the truth, and without one of the terms it would not."""
    with FIELD.working():
        plain, t = problem(sigma, shape, alpha), flint.arb(time)
        assert holds(turned(plain, t, split), t, split)


def test_the_first_of_the_absent_modes_keeps_back_the_most() -> None:
    """Whatever comes after it: here a mode whose G is a hundredth of its own."""
    shape = (("0.01001", "0.1", "0"), ("0.1", "1", "0"), ("0", "0", "0.001"))
    with FIELD.working():
        assert holds(problem(("1", "-3", "-300"), shape, "0.1"), flint.arb(5), Split(0, 1))


@pytest.mark.parametrize("scale", [1, 4])
def test_what_a_mode_that_is_cut_off_changes_is_bounded_within_a_factor_of_two(scale: int) -> None:
    """With F = ((ε, 0.66), (0, 0.69))√d and D all but d, one mode settled and the other not: half is too little."""
    with FIELD.working():
        time, small = flint.arb(60) / scale, flint.arb("1e-20")
        x, y = flint.arb("0.66"), flint.arb("0.69") * flint.arb(-3).exp()
        M = FIELD.matrix([[x * x + small, x * y], [x * y, y * y]]) / scale
        sigma = (flint.arb(scale), flint.arb("0.95") * scale)
        plain = Deflation(FIELD, sigma, FIELD.identity(2), FIELD.inverse(M), flint.arb(-60).exp(), flint.arb(1))
        split = Split(1, 2)
        worst = turned(plain, time, split)
        assert holds(worst, time, split)
        missed = abs(truth(worst, time)[0, 0] - worst.at(time, split)[0, 0].mid())
        assert missed > 0.53 * worst.missed(time, split)


@pytest.mark.parametrize("seed", range(8))
def test_no_ball_misses_whatever_is_left_out(seed: int) -> None:
    """Spectra of both signs, starts above and below Y, of any condition, at any time, split in any way: 100 a seed."""
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    with FIELD.working():
        for _ in range(100):
            n = draw.randint(1, 3)
            sigma = sorted(
                (draw.choice((draw.uniform(-2, 3), draw.uniform(0.5, 3), 0)) for _ in range(n)), reverse=True
            )
            root = [[draw.gauss(0, 1) * 10 ** draw.uniform(-2, 2) for _ in range(n)] for _ in range(n)]
            square = FIELD.matrix([[flint.arb(x) for x in row] for row in root])
            shape = square * square.transpose() + FIELD.identity(n) * flint.arb(10.0 ** draw.uniform(-12, 1))
            learned = draw.randint(0, n)
            split = Split(learned, draw.randint(learned, n if learned else n - 1))
            time = flint.arb(10.0 ** draw.uniform(-2, 1.5))
            values, alpha = tuple(map(flint.arb, sigma)), flint.arb(10.0 ** draw.uniform(-6, 3))
            plain = Deflation(FIELD, values, FIELD.identity(n), shape, alpha, flint.arb(1))
            assert holds(turned(plain, time, split) if n == 2 else plain, time, split)


def test_learned_modes_are_the_same_in_whatever_order_they_are_asked_for() -> None:
    """Each part is made of the one before, if there is one."""
    shape = tuple(tuple(str(int(i == j)) for j in range(5)) for i in range(5))
    for order in ((1, 2, 3, 4, 5), (5, 2, 4, 3, 1), (3, 1, 5)):
        deflation = problem(("5", "4", "3", "2", "1"), shape, "1")
        for count in order:
            part = deflation.learned_part(count)
            for i in range(5):
                for j in range(5):
                    expected = 5 - i if i == j < count else 0
                    assert part[i, j].contains(expected)
                    assert part[i, j].rad() < flint.arb(2) ** -400
