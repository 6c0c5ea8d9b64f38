"""The probability of Theorem 4's hypotheses beside laws in closed form and drawn matrices; and the draws themselves."""

from fractions import Fraction
from itertools import islice, pairwise, product
from math import log
from typing import Any

import numpy as np
import pytest
import scipy  # its statistics take long to load, and only do when they are asked for
from sampling import some

from numeric import random_start
from numeric.exact import Scale
from numeric.matrices import Row
from numeric.random_start import FIELD, GRAIN, _Region, factors, probability

EPS = Fraction(1, 10)


def spectrum(*values: int) -> Row:
    return tuple(map(Fraction, values))


LAWS = list(product(((1, "1/10"), (1, "2"), (5, "9")), (-1, -2), (1, 2, 9)))


@pytest.mark.parametrize(("target", "exponent", "h"), some(LAWS, 2))
def test_one_row_has_the_law_of_chi_square(target: tuple[int, str], exponent: int, h: int) -> None:
    """m = 1/μ, so they hold where α²μ ≤ min(σ, ε/4)."""
    sigma, epsilon = target
    low, high = probability(spectrum(sigma), h, Scale(Fraction(3), exponent), Fraction(epsilon))
    true = scipy.stats.chi2.cdf(min(sigma, float(Fraction(epsilon)) / 4) / (9 * 100.0**exponent), h)
    assert float(low) - 1e-9 <= true <= float(high) + 1e-9
    assert high - low < Fraction(1, 50)


def test_a_boundary_that_is_met_exactly_is_within_the_bounds() -> None:
    """α²λ ≤ ε/4 is λ ≤ 1, and what balls can't tell there counts for the upper bound alone."""
    low, high = probability(spectrum(1), 1, Scale(Fraction(1, 2)), Fraction(1))
    assert float(low) <= scipy.stats.chi2.cdf(1, 1) <= float(high)
    with FIELD.working():
        one = FIELD.number(1)
        region = _Region([one], one, -FIELD.log(FIELD.number(4)))
        assert region.admits(one, one) is None
        refused, admitted = region.bounds(one)
        assert admitted is None
        assert region.admits(one, refused) is False


def share(values: Row, h: int, alpha: float, epsilon: float, draws: int = 20_000) -> int:
    """Of the matrices drawn, how many satisfy the hypotheses, typed anew in logarithms."""
    svd = np.linalg.svd(np.random.default_rng(1).standard_normal((draws, len(values), h)), compute_uv=False)
    mu, m = svd[:, 0] ** 2, 1 / svd[:, -1] ** 2
    sigma = [float(x) for x in values if x > 0]
    c1, c2 = np.log(4 * m * sigma[0] ** 2 / epsilon), np.log(epsilon / (4 * m * mu**2))
    holds = (alpha**2 * mu <= sigma[-1]) & (c1 >= 2 * log(alpha)) & (c2 >= 2 * log(alpha)) & (epsilon <= 2 * sigma[0])
    for larger, smaller in pairwise(sigma):
        holds &= -2 * log(alpha) >= (smaller * c1 - larger * c2) / (larger - smaller)
    return int(np.sum(holds))


@pytest.mark.parametrize(
    ("values", "h", "exponent"),
    [((1, 0), 2, -2), ((2, 1), 2, -5), ((2, 1), 3, -4), ((3, 2, 1), 3, -9), ((3, 2, 1), 8, -7), ((4, 2, 1, 0), 5, -6)],
)
def test_drawn_matrices_have_that_probability(values: tuple[int, ...], h: int, exponent: int) -> None:
    """Within five standard deviations; a twentieth more of log(1/α) would not be."""
    draws = 20_000
    low, high = probability(spectrum(*values), h, Scale(Fraction(1), exponent), EPS)
    count = share(spectrum(*values), h, 10.0**exponent, 0.1)
    spread = 5 * (draws / 4) ** 0.5
    assert draws * float(low) - spread <= count <= draws * float(high) + spread
    assert high - low < Fraction(1, 20)
    shifted = share(spectrum(*values), h, 10.0 ** (exponent * 1.3), 0.1)
    assert shifted > draws * float(high) + spread


def test_smaller_scales_are_likelier() -> None:
    """Until nothing is left to doubt: α = 1e-1000000."""
    bounds = [probability(spectrum(3, 2, 1), 3, Scale(Fraction(1), -(10**k)), EPS) for k in (0, 1, 2, 6)]
    assert all(low <= high for low, high in bounds)
    assert all(low <= later and high <= most for (low, high), (later, most) in pairwise(bounds))
    assert bounds[-1][0] >= 1 - Fraction(1, 10**5)
    assert bounds[-1][1] == 1


def test_what_can_never_hold_has_no_probability() -> None:
    """Fewer columns than rows; and ε > 2σ₁."""
    tiny = Scale(Fraction(1), -100)
    assert probability(spectrum(2, 1), 1, tiny, EPS) == (0, 0)
    assert probability(spectrum(2, 1), 2, tiny, Fraction(5)) == (0, 0)


def test_draws_are_gaussian_and_the_same_for_ever() -> None:
    """By Kolmogorov and Smirnov's test, which a scale of 1.2 fails; multiples of the grain; told by their seed."""
    drawn = list(islice(factors("a seed", 4, 5), 150))
    entries = [x for factor in drawn for row in factor for x in row]
    assert scipy.stats.kstest([float(x) for x in entries], "norm").pvalue > 0.001
    assert scipy.stats.kstest([1.2 * float(x) for x in entries], "norm").pvalue < 0.001
    assert all((x * GRAIN).denominator == 1 for x in entries)
    assert drawn == list(islice(factors("a seed", 4, 5), 150))
    assert drawn[0] != next(factors("another", 4, 5))
    assert next(factors("pinned", 1, 2)) == ((Fraction(-367795, GRAIN), Fraction(1359628, GRAIN)),)


@pytest.mark.parametrize(("name", "value"), [("BEYOND", -1), ("SMALLEST", Fraction(1, 2)), ("CELLS", 2), ("STEPS", 1)])
@pytest.mark.parametrize("h", [3])
def test_one_row_has_its_law_however_coarse_the_cells(
    monkeypatch: pytest.MonkeyPatch, name: str, value: Any, h: int
) -> None:
    """With most of the law above the cells, or below, and with two cells, the bounds are wide, and hold the truth."""
    monkeypatch.setattr(random_start, "CELLS", 20)
    monkeypatch.setattr(random_start, name, value)
    for exponent in (0, -2):
        low, high = probability(spectrum(1), h, Scale(Fraction(1, 2), exponent), EPS * 20)
        assert float(low) - 1e-6 <= scipy.stats.chi2.cdf(0.5 * 4 * 100**-exponent, h) <= float(high) + 1e-6


@pytest.mark.parametrize(("values", "h", "exponent"), [((2, 1), 2, -5), ((8, 1), 3, -1)])
def test_coarse_cells_bound_what_fine_ones_tell(
    monkeypatch: pytest.MonkeyPatch, values: tuple[int, ...], h: int, exponent: int
) -> None:
    """Bounds of a few cells, or of cells that begin late or end early, hold those of many."""
    given = spectrum(*values), h, Scale(Fraction(2), exponent), EPS if values == (2, 1) else Fraction(12)
    monkeypatch.setattr(random_start, "CELLS", 50)
    low, high = probability(*given)
    assert Fraction(1, 50) < low < high < Fraction(49, 50)
    monkeypatch.setattr(random_start, "CELLS", 5)
    for name, value in (("BEYOND", -2), ("SMALLEST", Fraction(1)), ("STEPS", 1)):
        with monkeypatch.context() as patch:
            patch.setattr(random_start, name, value)
            coarsest, highest = probability(*given)
        assert coarsest <= high
        assert low <= highest
        assert highest - coarsest > high - low


def test_hypotheses_that_only_a_tiny_start_meets_are_all_but_impossible() -> None:
    """Of σ₁ and σ₂ that differ by 10⁻⁵⁰ they ask for λ_max below any number that has a name."""
    near = (Fraction(1), 1 - Fraction(1, 10**50))
    for epsilon in (EPS, EPS**100):
        low, high = probability(near, 2, Scale(Fraction(1, 10)), epsilon)
        assert low == 0 <= high <= Fraction(1, 10**6)


@pytest.mark.parametrize(
    ("values", "epsilon", "x"),
    [((8, 1), 12, "3/2"), ((5,), 1, "1"), ((2, 1), 4, "9/10")],
    ids=["below the targets", "right ends", "gap"],
)
def test_each_hypothesis_is_asked_for(values: tuple[int, ...], epsilon: int, x: str) -> None:
    """At α = 1 and μ = 1/m = x one of them fails, and only that one; at a start a hundredth as large all hold."""
    with FIELD.working():
        at = FIELD.number(Fraction(x))
        given = [FIELD.number(v) for v in values], FIELD.number(epsilon)
        assert _Region(*given, FIELD.number(0)).admits(at, at) is False
        assert _Region(*given, FIELD.log(FIELD.number(Fraction(1, 10**4)))).admits(at, at) is True


def test_bounds_are_rounded_outward(monkeypatch: pytest.MonkeyPatch) -> None:
    """To halves: a probability of 0.68 is between 1/2 and 1, one of 0.38 between 0 and 1/2."""
    monkeypatch.setattr(random_start, "PARTS", 2)
    for scale, ends in ((1, (Fraction(1, 2), Fraction(1))), (2, (Fraction(0), Fraction(1, 2)))):
        assert probability(spectrum(1), 1, Scale(Fraction(scale, 2)), Fraction(1)) == ends
