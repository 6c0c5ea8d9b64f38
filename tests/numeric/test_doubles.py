"""W(t) in double precision: the 500 random problems, and what `evaluate` makes of it."""

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import pytest
from random_problems import COUNT, draw
from sampling import some
from test_random_problems import true

from numeric import evaluate as evaluating
from numeric import matrices
from numeric.engine import Engine
from numeric.evaluate import evaluate
from numeric.exact import Unresolved, parse_scale
from numeric.hardware import dense, doubles, rounding
from numeric.hardware.data import enclosed
from numeric.hardware.doubles import Doubles
from numeric.hardware.eigenpairs import eigenpairs
from numeric.hardware.enclosed import exactly
from numeric.instance import random_factor, random_shape
from numeric.matrices import Rows
from numeric.packed import of_doubles
from numeric.problem import Problem
from paper import Misuse

BITS = 700
TIMES = {"1e-3": 9, "1e-50": 153, "1e-1000": 3070, "1e-1000000": 3_070_000}
"""When about half of the modes of the spectrum below are learned."""


def spectrum(n: int) -> list[Fraction]:
    return [Fraction(2 * n - i, 2 * n) for i in range(n)]


def problem(n: int, alpha: str, kind: str) -> Problem:
    """Of n modes from 1 down to 1/2."""
    target = random_shape(n, 3) if "dense" in kind else matrices.diagonal(spectrum(n))
    factor = random_factor(n, 4, 5) if "factor" in kind else None
    return Problem(target, None if factor else random_shape(n, 7), factor, parse_scale(alpha, "α"))


def time_of(alpha: str, kind: str) -> Fraction:
    return Fraction(TIMES[alpha], 5 if "dense" in kind else 1)


@pytest.mark.parametrize("number", some(range(COUNT), 5))
def test_every_entry_holds_the_true_value(number: int) -> None:
    """Whatever doubles tell of problems of every kind, in few digits and in many; what they can't tell they refuse."""
    drawn = draw(number)
    for time, level in itertools.product((t for t in drawn.times if t > 0), (0, 2)):
        try:
            W = Doubles(drawn.problem).form.at(time, level)
        except Unresolved:
            continue
        exact = true(drawn, time, 160)
        with flint.ctx.workprec(BITS):
            for i, j in itertools.product(range(drawn.problem.n), repeat=2):
                assert W.ball(i, j).overlaps(exact[i, j])


def test_most_of_them_are_told_and_in_many_digits() -> None:
    """Else the test above would show little."""
    accuracy, refused = [], 0
    for number in range(0, COUNT, 11):
        drawn = draw(number)
        for time in (t for t in drawn.times if t > 0):
            try:
                W = Doubles(drawn.problem).form.at(time, 0)
            except Unresolved:
                refused += 1
                continue
            with flint.ctx.workprec(BITS):
                accuracy += [W.ball(i, i).rel_accuracy_bits() for i in range(drawn.problem.n)]
    assert refused < 30
    assert np.median(accuracy) > 60


@pytest.mark.parametrize("alpha", TIMES)
@pytest.mark.parametrize("kind", ["shape", "factor", "dense", "dense and a factor"])
@pytest.mark.parametrize("digits", [1, 12, 15, 17, 27])
def test_decimals_are_those_of_balls(kind: str, alpha: str, digits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last digit, and with radii as narrow; entries that doubles don't tell come from balls."""
    given, time = problem(14, alpha, kind), time_of(alpha, kind)
    both = []
    for smallest in (1, 10**9):
        monkeypatch.setattr(evaluating, "SMALLEST_IN_DOUBLES", smallest)
        both.append(evaluate(given, [time], digits, certified=True).samples[0])
    assert both[0].values == both[1].values
    assert both[0].fewer == ()
    for values, radii in zip(both[0].values, both[0].radii or (), strict=True):
        for value, radius in zip(values, radii, strict=True):
            assert value == radius == "0" or flint.arb(radius) < abs(flint.arb(value)) * 10.0 ** (1 - digits)


@pytest.mark.parametrize(
    ("alpha", "kind"),
    [("1e-50", "shape"), ("1e-1000", "factor"), ("1e-1000", "dense"), ("1e-1000", "dense and a factor")],
)
def test_doubles_do_tell_them(alpha: str, kind: str) -> None:
    """In the test above most decimals are theirs."""
    told = Doubles(problem(14, alpha, kind)).told(time_of(alpha, kind), 12)
    assert sum(x is not None for x in told.entries) > 0.9 * len(told.entries)


@pytest.mark.parametrize("kind", ["factor", "dense and a factor"])
def test_a_factor_is_as_good_as_a_shape_until_its_columns_are_used_up(kind: str) -> None:
    """Two modes of four have risen: learned modes among each other are told too; and at each level more digits."""
    given = problem(14, "1e-50", kind)
    time = Fraction(119, 12 if "dense" in kind else 1)
    told = Doubles(given).told(time, 20)
    assert sum(x is not None for x in told.entries) > 0.99 * len(told.entries)


def test_the_time_of_alpha_does_not_matter() -> None:
    """α = 1e-1000000 has no digit less than α = 1e-50: learned modes among each other, and with others."""
    for alpha in ("1e-50", "1e-1000000"):
        W = Doubles(problem(30, alpha, "shape")).at(time_of(alpha, "shape"), 15)
        assert W is not None
        assert np.quantile(W.radius / np.abs(W.parts[0]), 0.9) < 1e-16


def sparse(n: int) -> Rows:
    """A band, whose inverse decays: far from the diagonal entries of W are tiny beside their scales."""
    a = 4.0 * np.eye(n) + np.diag(np.ones(n - 1), 1) + np.diag(np.ones(n - 1), -1)
    packed = of_doubles(a)
    assert packed is not None
    return packed


def test_beyond_the_reach_of_balls_small_entries_are_told_to_fewer_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is listed with how many, and what is told of it is right: as if 20 rows were beyond the reach of balls."""
    monkeypatch.setattr(evaluating, "LARGEST_IN_BALLS", 20)
    n = 60
    given = Problem(matrices.diagonal(spectrum(n)), sparse(n), None, parse_scale("1e-3", "α"))
    short = evaluate(given, [Fraction(9)], 8, certified=True).samples[0]
    assert short.fewer
    assert all(i <= j and digits < 8 for i, j, digits in short.fewer)
    assert {0, 7} <= {digits for _, _, digits in short.fewer}
    with flint.ctx.workprec(300):
        W = Engine(given, 8).enclose(Fraction(9), 300)
        for i, j, digits in short.fewer[::11]:
            value, radius = flint.arb(short.values[i][j]), flint.arb((short.radii or ())[i][j])
            assert abs(W[i, j] - value) <= radius
            if digits:
                assert len(short.values[i][j].lstrip("-0.").replace(".", "").partition("e")[0]) == digits


def test_all_entries_are_told_if_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if 20 rows were beyond the reach of balls."""
    monkeypatch.setattr(evaluating, "LARGEST_IN_BALLS", 20)
    given = Problem(matrices.diagonal(spectrum(45)), sparse(45), None, parse_scale("1e-3", "α"))
    few = evaluate(given, [Fraction(9)], 10).samples[0]
    every = evaluate(given, [Fraction(9)], 10, every_entry=True).samples[0]
    assert few.fewer
    assert not every.fewer
    monkeypatch.setattr(evaluating, "SMALLEST_IN_DOUBLES", 10**9)
    assert every.values == evaluate(given, [Fraction(9)], 10, every_entry=True).samples[0].values


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"digits": 31}, "for up to 30 digits, not 31; ask for fewer, or for --every-entry"),
        ({"method": "naive"}, "the method naive takes up to 300 rows; leave the method out"),
    ],
)
def test_what_doubles_do_not_do_is_one_sentence(changes: dict[str, Any], message: str) -> None:
    given = Problem(matrices.diagonal(spectrum(310)), matrices.identity(310), None, parse_scale("1e-3", "α"))
    with pytest.raises(Misuse, match=message):
        evaluate(given, [Fraction(9)], **{"digits": 10, **changes})


def test_a_blas_that_gives_wrong_results_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Balls take its place where they can, and else it is said."""
    monkeypatch.setattr(doubles.machine, "failure", lambda: "this machine's BLAS gives wrong products")
    for n, alpha in ((45, "1e-3"), (310, "1e-3")):
        given = Problem(matrices.diagonal(spectrum(n)), matrices.identity(n), None, parse_scale(alpha, "α"))
        if n == 45:
            assert evaluate(given, [Fraction(9)], 5).samples[0].values[0][1] == "0"
        else:
            with pytest.raises(Misuse, match="BLAS gives wrong products"):
                evaluate(given, [Fraction(9)], 5)


def test_places_count_the_lower_triangle() -> None:
    n = 200
    i, j = rounding._at(np.arange(n * (n + 1) // 2))
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == [(a, b) for a in range(n) for b in range(a + 1)]


def rotated(values: list[Fraction], seed: int) -> tuple[Any, Any, Any]:
    """A rational Y with known eigenvalues and vectors: of two reflections."""
    n, draw = len(values), np.random.default_rng(seed)
    phi = flint.fmpq_mat(n, n, [int(i == j) for i in range(n) for j in range(n)])
    for _ in range(2):
        v = [int(x) for x in draw.integers(1, 9, n)]
        square = sum(x * x for x in v)
        phi = phi - phi * flint.fmpq_mat([[flint.fmpq(2 * x * y, square) for y in v] for x in v])
    sigma = flint.fmpq_mat(n, n)
    for i, x in enumerate(values):
        sigma[i, i] = flint.fmpq(x.numerator, x.denominator)
    return phi * sigma * phi.transpose(), phi, sigma


@pytest.mark.parametrize("level", [0, 1, 2])
@pytest.mark.parametrize(
    "values",
    [
        [Fraction(9 - i, 8) for i in range(9)],
        [Fraction(1), Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(0), Fraction(0), Fraction(-1)],
        [Fraction(1), 1 - Fraction(1, 10**9), Fraction(1, 2), Fraction(1, 4)],
        [Fraction(1), 1 - Fraction(1, 10**20), Fraction(1, 2), Fraction(1, 4)],
    ],
    ids=["apart", "repeated", "close", "too close to tell"],
)
def test_eigenpairs_are_within_their_bounds(values: list[Fraction], level: int) -> None:
    """True eigenspaces are as near to the vectors of their groups as is said, and eigenvalues to the centers."""
    Y, phi, _ = rotated(values, level)
    rows = tuple(tuple(Fraction(int(x.p), int(x.q)) for x in row) for row in Y.tolist())
    found = eigenpairs(enclosed(rows), level)
    n = len(values)
    with flint.ctx.workprec(BITS):
        X = flint.arb_mat(
            [[sum(flint.arb(float(part[i, j])) for part in found.vectors) for j in range(n)] for i in range(n)]
        )
        inner = flint.arb_mat(phi.transpose()) * X
        for j in range(n):
            center = sum(Fraction(float(part[j])) for part in found.values)
            k = min(range(n), key=lambda i: abs(values[i] - center))
            assert abs(values[k] - center) <= Fraction(found.spread)
            # what of the vector lies outside of the eigenspaces near its center
            near = [abs(x - center) <= Fraction(found.spread) for x in values]
            outside = sum((inner[i, j] ** 2 for i in range(n) if not near[i]), flint.arb(0)).sqrt()
            assert outside <= flint.arb(float(found.distances[j]))
    assert found.distances.max() < (1e-12, 1e-18, 1e-18)[level]


def test_a_group_of_eigenvalues_is_noticed() -> None:
    """Vectors of one eigenspace may be turned: their distances say how far from orthonormal they are, and no more."""
    found = eigenpairs(exactly((np.diag([2.0, 2.0, 1.0]),)), 0)
    assert found.values[0].tolist()[0] == found.values[0].tolist()[1]
    assert found.distances.max() < 1e-20


def test_vectors_that_are_known_less_well_widen_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """With vectors in single precision, and told to be: once all is learned nothing but these is off."""

    def in_single(Y: Any, level: int) -> Any:
        found = eigenpairs(Y, level)
        return replace(found, vectors=(found.vectors[0].astype(np.float32).astype(float),), distances=np.full(14, 1e-6))

    monkeypatch.setattr(dense, "eigenpairs", in_single)
    given, time = problem(14, "1e-3", "dense"), Fraction(100)
    W, exact = Doubles(given).form.at(time, 1), Engine(given, 30).at(time).balls
    with flint.ctx.workprec(BITS):
        for i, j in itertools.product(range(14), repeat=2):
            assert W.ball(i, j).overlaps(exact[i, j])
    assert 1e-9 < W.radius.max() < 1e-3
