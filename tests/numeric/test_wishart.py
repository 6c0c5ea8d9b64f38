"""The exact laws agree with each other, with elementary integrals and with drawn matrices."""

from collections.abc import Iterator
from fractions import Fraction
from math import comb
from typing import Any

import flint
import numpy as np
import pytest

from numeric import wishart
from numeric.field import Balls
from paper import Misuse

FIELD = Balls(192)


@pytest.fixture(autouse=True)
def precision() -> Iterator[None]:
    with FIELD.working():
        yield


def number(text: str) -> Any:
    return flint.arb(text)


def close(x: Any, y: Any, tolerance: str = "1e-15") -> bool:
    return bool(abs(x - y) < number(tolerance))


@pytest.mark.parametrize("h", [3, 4, 20, 50])
def test_the_law_of_two_rows_is_one(h: int) -> None:
    """Its density integrates to 1."""
    assert close(wishart.both_within(2, h, number("1e-9"), number("30")), flint.arb(1))


@pytest.mark.parametrize("n", [1, 2, 3, 10, 20])
def test_edelmans_law_is_one(n: int) -> None:
    """So does his, as cited: beyond s = 12 nothing is left."""
    assert close(wishart.smallest_within(n, number("12")), flint.arb(1))


@pytest.mark.parametrize("s", ["1/100", "1/2", "2"])
def test_the_two_laws_agree(s: str) -> None:
    """2×2: P(σ_min > s/√2), from the joint density and from Edelman's."""
    low = FIELD.number(Fraction(s)) / flint.arb(2).sqrt()
    joint = wishart.both_within(2, 2, low, number("30"))
    assert close(1 - joint, wishart.smallest_within(2, FIELD.number(Fraction(s))))


def test_small_cases_by_hand() -> None:
    """|g| ≤ 1; χ²₂ ≤ 2; and for 2×3, where w = 1, P(σ_min ≥ a) = ∫∫ (x − y)e^{−(x+y)/2}/4 = e^{−a²}."""
    assert close(wishart.both_within(1, 1, flint.arb(0), flint.arb(1)), (flint.arb(1) / 2).sqrt().erf())
    assert close(wishart.both_within(1, 2, flint.arb(0), flint.arb(2).sqrt()), 1 - (-flint.arb(1)).exp())
    assert close(wishart.both_within(2, 3, flint.arb(1) / 2, flint.arb(40)), (-flint.arb(1) / 4).exp())


def test_other_sizes_have_no_joint_law_here() -> None:
    """It says which sizes have one."""
    for n, h in ((3, 3), (2, 1)):
        with pytest.raises(Misuse, match=f"the matrix is {n}×{h}; the joint law is known for one row or two"):
            wishart.both_within(n, h, flint.arb(0), flint.arb(1))


@pytest.mark.parametrize(("delta", "said"), [("1/2", 2), ("1/10", 2), ("1/1000", 1)])
def test_the_bounds_say_the_better_of_two(delta: str, said: int) -> None:
    """For 1×25 the rows are so few that √h − √n − s wins; for squares it is never positive."""
    low, _ = wishart.bounds(FIELD, 1, 25, Fraction(delta))
    assert bool(low > 1 / number("10")) is (said > 0)
    square, _ = wishart.bounds(FIELD, 4, 4, Fraction(delta))
    assert close(square, FIELD.number(Fraction(delta)) / 4)


def tail(count: int, draws: int, chance: Fraction) -> float:
    """P(X ≤ count) for a binomial X: exactly."""
    total = sum(comb(draws, k) * chance**k * (1 - chance) ** (draws - k) for k in range(count + 1))
    return float(total)


def frequency(n: int, h: int, delta: Fraction, narrowed: int, draws: int = 400) -> int:
    """How many of the matrices drawn satisfy the bounds."""
    low, high = (float(x.mid()) for x in wishart.bounds(FIELD, n, h, delta, narrowed))
    values = np.linalg.svd(np.random.default_rng(1).standard_normal((draws, n, h)), compute_uv=False)
    return int(np.sum((values[:, -1] >= low) & (values[:, 0] <= high)))


@pytest.mark.parametrize(("n", "h"), [(3, 3), (5, 8), (8, 8), (3, 40), (20, 100)])
@pytest.mark.parametrize("delta", ["1/2", "1/5"])
def test_drawn_matrices_obey_the_bounds(n: int, h: int, delta: str) -> None:
    """As many as 1 − δ would give, or more: fewer would be drawn with probability 1/1000."""
    count = frequency(n, h, Fraction(delta), 1)
    assert tail(count, 400, 1 - Fraction(delta)) > 0.001


@pytest.mark.parametrize("n", [3, 8])
def test_narrower_bounds_are_refuted(n: int) -> None:
    """With s/4 for s, and σ_min four times as large, too few square matrices obey them."""
    count = frequency(n, n, Fraction(1, 2), 4)
    assert tail(count, 400, Fraction(1, 2)) < 1e-9


def within_every_width(n: int, h: int, k: int, delta: float, narrowed: float, draws: int = 400) -> int:
    """How many Gaussian factors have ‖Ū‖² ≤ μ and m_k at most its bound, for σ_{k+1} = ε; the bounds typed anew."""
    s = float(np.sqrt(2 * np.log(2 / delta)))
    mu = (np.sqrt(h) + np.sqrt(n) + s) ** 2
    wide = np.sqrt(h) - np.sqrt(k) - s
    most = 3 * min(4 * k / delta**2, 1 / wide**2 if wide > 0 else np.inf) / narrowed
    count = 0
    for U in np.random.default_rng(2).standard_normal((draws, n, h)):
        size = np.linalg.norm(U, 2) ** 2
        inner = np.linalg.inv(np.eye(h) + 2 / size * U[k:].T @ U[k:])
        count += bool(size <= mu and np.linalg.norm(np.linalg.inv(U[:k] @ inner @ U[:k].T), 2) <= most)
    return count


@pytest.mark.parametrize(("n", "h", "k"), [(4, 2, 1), (4, 2, 2), (6, 30, 3), (5, 5, 4), (3, 1, 1)])
@pytest.mark.parametrize("delta", ["1/2", "1/5"])
def test_drawn_factors_of_every_width_obey_theirs(n: int, h: int, k: int, delta: str) -> None:
    """Narrower than Y, square and wide: fewer would be drawn with probability 1/1000."""
    count = within_every_width(n, h, k, float(Fraction(delta)), 1)
    assert tail(count, 400, 1 - Fraction(delta)) > 0.001


def test_a_smaller_weight_is_refuted() -> None:
    """With a hundredth of the bound on m_k too few factors of width k obey it."""
    assert tail(within_every_width(4, 2, 2, 0.5, 100), 400, Fraction(1, 2)) < 1e-9


@pytest.mark.parametrize(("n", "h"), [(1, 1), (1, 7), (2, 2), (2, 9)])
@pytest.mark.parametrize(("low", "high"), [("0.01", "3"), ("1", "1.5"), ("2", "40")])
def test_the_law_of_all_eigenvalues_is_that_of_one_row_and_two(n: int, h: int, low: str, high: str) -> None:
    """The Pfaffian says what the integral of the joint density does."""
    x, y = number(low), number(high)
    assert close(wishart.all_within(n, h, x, y), wishart.both_within(n, h, x.sqrt(), y.sqrt()))


@pytest.mark.parametrize(("n", "h"), [(3, 3), (3, 4), (4, 9), (5, 5), (6, 7), (8, 20)])
def test_the_law_of_all_eigenvalues_is_one(n: int, h: int) -> None:
    """Its constant is right for even and odd n: between 1e-30 and 1000 they lie almost surely."""
    assert close(wishart.all_within(n, h, number("1e-40"), number("1000")), flint.arb(1))


@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("s", ["1/10", "1", "3"])
def test_the_law_of_all_eigenvalues_agrees_with_edelmans(n: int, s: str) -> None:
    """n×n: P(√n σ_min > s)."""
    least = FIELD.number(Fraction(s)) ** 2 / n
    assert close(
        1 - wishart.all_within(n, n, least, number("1000")), wishart.smallest_within(n, FIELD.number(Fraction(s)))
    )


def test_the_law_of_all_eigenvalues_is_that_of_drawn_matrices() -> None:
    """4×6, between 1/2 and 12; and not that of 4×9."""
    values = np.linalg.svd(np.random.default_rng(3).standard_normal((500, 4, 6)), compute_uv=False) ** 2
    count = int(np.sum((values[:, -1] >= 0.5) & (values[:, 0] <= 12)))
    right, wrong = (
        Fraction(round(1000 * float(wishart.all_within(4, h, number("0.5"), number("12")).mid())), 1000) for h in (6, 9)
    )
    assert 0.001 < tail(count, 500, right) < 0.999
    assert min(tail(count, 500, wrong), 1 - tail(count, 500, wrong)) < 1e-9


def test_the_law_of_all_eigenvalues_has_no_narrow_matrices() -> None:
    """With h < n one of them is 0."""
    with pytest.raises(Misuse, match="the matrix is 3×2"):
        wishart.all_within(3, 2, flint.arb(1), flint.arb(2))


@pytest.mark.parametrize(("n", "h"), [(3, 40), (2, 50)])
def test_the_bounds_are_those_of_davidson_and_szarek(n: int, h: int) -> None:
    """√h ± √n ± √(2 log(2/δ)), each side with half of δ."""
    low, high = wishart.bounds(FIELD, n, h, Fraction(1, 5))
    s = np.sqrt(2 * np.log(10))
    assert abs(float(low) - (np.sqrt(h) - np.sqrt(n) - s)) < 1e-12
    assert abs(float(high) - (np.sqrt(h) + np.sqrt(n) + s)) < 1e-12
