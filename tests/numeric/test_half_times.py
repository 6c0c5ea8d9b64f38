"""The exact law of half-learning times from Gaussian starts: by mpmath and SciPy, and held against drawn starts."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import islice, pairwise

import mpmath
import numpy as np
import pytest
from scipy import stats

from numeric.exact import Scale, parse_scale
from numeric.field import Balls
from numeric.half_times import HalfTime, half_times
from numeric.instance import Instance, from_factor
from numeric.matrices import Rows
from numeric.pivots import half_learned
from numeric.random_start import factors
from numeric.studies.half_times import COLUMNS, LEVELS, Asked, Seen, asked
from numeric.studies.random_shapes import canonical, compute
from numeric.wishart import chi_square_above, chi_square_quantile

ALPHA, SPECTRUM, WIDTH = parse_scale("1e-10", "α"), (Fraction(2), Fraction(1)), 3
DRAWS = 400


def cdf(degrees: int, x: mpmath.mpf) -> mpmath.mpf:
    return mpmath.gammainc(mpmath.mpf(degrees) / 2, 0, x / 2, regularized=True)


def instances(draws: Sequence[Rows], alpha: Scale = ALPHA) -> list[Instance]:
    return [from_factor(SPECTRUM, draw, None, alpha, Fraction(1)) for draw in draws]


@cache
def drawn() -> tuple[Instance, ...]:
    return tuple(instances(list(islice(factors("half-learning times", 2, WIDTH), DRAWS))))


def law(*modes: HalfTime) -> Asked:
    """The law of these modes, with the times that belong to it."""
    times = [[mode.quantile(level) for level in LEVELS.values()] for mode in modes]
    return Asked(modes, tuple(tuple(x.str(15, radius=False) for x in row) for row in times))


def seen(law: Asked, draws: Sequence[Instance]) -> dict[str, str]:
    counted = Seen(law)
    for draw in draws:
        counted.look_at(draw)
    return counted.found()


# ---- the law


@pytest.mark.parametrize("degrees", [1, 2, 3, 8, 40, 195, 200])
def test_quantiles_of_chi_square(degrees: int) -> None:
    """The ends have certain signs; by mpmath to 30 digits, by SciPy to 9."""
    field = Balls(128)
    for level in LEVELS.values():
        with field.working():
            x = chi_square_quantile(field, degrees, level)
            assert x.rel_accuracy_bits() > 100
            assert chi_square_above(degrees, x.lower()) > field.number(1 - level) > chi_square_above(degrees, x.upper())
            told = x.str(40, radius=False)
        with mpmath.workdps(45):
            assert abs(cdf(degrees, mpmath.mpf(told)) - mpmath.mpf(level.numerator) / level.denominator) < 1e-30
        assert float(told) == pytest.approx(stats.chi2(degrees).ppf(float(level)), rel=1e-9)


@pytest.mark.parametrize("alpha", ["1e-3", "1e-1000"])
@pytest.mark.parametrize("rate", [Fraction(1), Fraction(1, 3)])
def test_quantiles_of_times(alpha: str, rate: Fraction) -> None:
    """By mpmath, P(T ≤ t) is the level for h − k + 1 degrees of freedom and α², and no other near-by."""
    for k, mode in enumerate(half_times((Fraction(3), Fraction(2), Fraction(0)), 4, parse_scale(alpha, "α"), rate)):
        assert mode.degrees == 4 - k
        for level in LEVELS.values():
            t = mode.quantile(level).str(40, radius=False)
            with mpmath.workdps(60):
                sigma, square, c = (
                    mpmath.mpf(3 - k),
                    mpmath.mpf(alpha) ** 2,
                    mpmath.mpf(rate.numerator) / rate.denominator,
                )
                least = sigma / square / (1 + mpmath.exp(2 * c * sigma * mpmath.mpf(t)))
                found = 1 - cdf(4 - k, least)
                assert abs(found - mpmath.mpf(level.numerator) / level.denominator) < 1e-15
                assert abs(1 - cdf(3 - k, least) - found) > 0.01
                assert abs(1 - cdf(4 - k, least * mpmath.mpf(alpha)) - found) > 0.01
            assert abs(mode.chance(Fraction(t)) - mpmath.mpf(str(float(level)))) < 1e-15


def test_modes_are_those_that_are_learned() -> None:
    """No more than the factor is wide, and none with σ = 0."""
    spectrum = (Fraction(3), Fraction(2), Fraction(1), Fraction(0))
    for h, degrees in ((1, [1]), (2, [2, 1]), (3, [3, 2, 1]), (9, [9, 8, 7])):
        assert [mode.degrees for mode in half_times(spectrum, h, ALPHA, Fraction(1))] == degrees


def test_a_mode_may_be_half_learned_at_once() -> None:
    """With σ = 1, α = 1 and one degree of freedom that has the probability P(χ² ≥ 1/2)."""
    mode = HalfTime(Fraction(1), 1, Scale(Fraction(1), 0), Fraction(1))
    at_once = stats.chi2(1).sf(0.5)
    assert float(mode.chance(Fraction(0))) == pytest.approx(at_once, rel=1e-12)
    assert mode.quantile(Fraction(47, 100)) == 0
    assert mode.quantile(Fraction(48, 100)) > 0
    assert 0.47 < at_once < 0.48


# ---- beside what is seen


def test_what_is_drawn_is_as_expected() -> None:
    """400 starts, at the seed chosen; and each bound of a count is beside its share."""
    found = seen(asked(SPECTRUM, WIDTH, ALPHA, Fraction(1)), drawn())
    assert found["as_expected"] == "yes"
    assert found["law_applies"] == f"{DRAWS},{DRAWS}"
    assert set(found) == set(COLUMNS)
    for name in LEVELS:
        counts, lows, highs = (
            [Fraction(x) for x in found[f"by_{name}{end}"].split(",")] for end in ("", "_low", "_high")
        )
        assert all(low <= count / DRAWS <= high for low, count, high in zip(lows, counts, highs, strict=True))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (lambda mode: replace(mode, degrees=mode.degrees - 1) if mode.degrees > 2 else mode, "mode 1 by 50 %"),
        (lambda mode: replace(mode, degrees=mode.degrees - 1) if mode.degrees == 2 else mode, "mode 2 by 50 %"),
        (lambda mode: replace(mode, degrees=mode.degrees + 1), "mode 2 by 50 %"),
        (lambda mode: replace(mode, alpha=parse_scale("1e-5", "α")), "mode 1 by 95 %"),
        (lambda mode: replace(mode, rate=Fraction(101, 100)), "mode 1 by 50 %"),
    ],
    ids=["h - k for mode 1", "h - k for mode 2", "h - k + 2", "α in place of α²", "another rate"],
)
def test_what_is_drawn_refutes_other_laws(wrong: object, named: str) -> None:
    """At the times that belong to a law with one degree of freedom less or more, or another power of α."""
    assert callable(wrong)
    false = law(*map(wrong, half_times(SPECTRUM, WIDTH, ALPHA, Fraction(1))))
    surprises = seen(false, drawn()[:250])["as_expected"]
    assert surprises.startswith("no: ")
    assert named in surprises


def test_modes_that_depend_on_each_other_are_noticed() -> None:
    """Rows (a, b, c) and (−b, a, 0) have pivots that are χ² with 3 and 2 degrees of freedom, and not independent."""
    draws = [(row, (-row[1], row[0], Fraction(0))) for (row,) in islice(factors("dependent", 1, WIDTH), DRAWS)]
    found = seen(asked(SPECTRUM, WIDTH, ALPHA, Fraction(1)), instances(draws))
    assert found["as_expected"] == "no: modes 1 and 2 together"


def test_what_is_half_learned_is_so_by_the_pivot_law() -> None:
    """The closed form and the law's interval agree on each draw, and no interval reaches further than is told."""
    told, some, field = asked(SPECTRUM, WIDTH, ALPHA, Fraction(1)), drawn()[:50], Balls(256)
    found = seen(told, some)
    errors = [Fraction(x) for x in found["law_error"].split(",")]
    for k in (1, 2):
        with field.working():
            ends = [half_learned(draw, k, field) for draw in some]
            for i, name in enumerate(LEVELS):
                time = field.number(told.time(k - 1, i))
                count = int(found[f"by_{name}"].split(",")[k - 1])
                assert (
                    count
                    == sum(bool(late <= time) for _, late in ends)
                    == sum(bool(early <= time) for early, _ in ends)
                )
            assert max(float(late - early) for early, late in ends) <= 2 * float(errors[k - 1])


def test_counts_agree_with_doubles() -> None:
    """(ΦᵀWΦ)_kk by W = e^{Yt}U(1 + UᵀGU)⁻¹Uᵀe^{Yt}, at an α at which the law's error is seen."""
    alpha = parse_scale("1e-2", "α")
    draws = list(islice(factors("in doubles", 2, WIDTH), 60))
    told, sigma = asked(SPECTRUM, WIDTH, alpha, Fraction(1)), np.array([2.0, 1.0])
    found = seen(told, instances(draws, alpha))
    for k in (0, 1):
        for i, name in enumerate(LEVELS):
            t, count = float(told.time(k, i)), 0
            for draw in draws:
                U = 1e-2 * np.array([[float(x) for x in row] for row in draw])
                grown = np.exp(sigma * t)
                inner = np.linalg.inv(np.eye(WIDTH) + U.T @ (((grown**2 - 1) / sigma)[:, None] * U))
                count += (U @ inner @ U.T)[k, k] * grown[k] ** 2 >= sigma[k] / 2
            assert count == int(found[f"by_{name}"].split(",")[k])


def test_the_study_has_it() -> None:
    """One number for each mode in a cell, one for each pair; the last times are the latest."""
    axes = {"spectrum": "3,2,1", "h": "2", "epsilon": "0.1", "alpha": "1e-8", "draws": "5", "seed": "1", "rate": "2"}
    what = compute(canonical(axes))
    times = [[Fraction(x) for x in what[f"time_{name}"].split(",")] for name in LEVELS]
    assert all(len(row) == 2 for row in times)
    assert all(earlier < later for row in zip(*times, strict=True) for earlier, later in pairwise(row))
    assert len(what["together"].split(",")) == 1
    slower = compute(canonical({**axes, "rate": "1"}))
    for name, row in zip(LEVELS, times, strict=True):
        assert [float(x) for x in slower[f"time_{name}"].split(",")] == pytest.approx(
            [2 * float(x) for x in row], rel=1e-9
        )
    assert what["as_expected"] == "yes"
