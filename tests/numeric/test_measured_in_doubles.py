"""Numbers about W(t) in double precision: balls, which share no code with them, are the oracle."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import pytest
from measured_by_balls import TIMES, problem, rotated, true_distance, true_loss, true_values
from random_problems import COUNT, Drawn, draw
from sampling import some

from numeric import at_times, matrices, quantities
from numeric.at_times import Numbers
from numeric.crossing import reach_time
from numeric.evaluate import Undecided
from numeric.exact import Unresolved, parse_scale
from numeric.hardware import measured, spectrum
from numeric.hardware.measured import InDoubles
from numeric.instance import random_shape
from numeric.problem import Problem
from paper import Misuse

HALF = Fraction(1, 2)


def compared(drawn: Drawn, level: int) -> list[tuple[str, Any, Any]]:
    """What doubles tell of a drawn problem, and what balls do."""
    p, (sigma, _) = drawn.problem, drawn.eigenbasis
    found: list[tuple[str, Any, Any]] = []
    doubles = InDoubles(p)

    def note(name: str, values: Callable[[], list[Any]], exact: Callable[[], list[Any]]) -> None:
        try:
            told = values()
        except Unresolved:
            found.append((name, None, None))
            return
        true = exact()
        assert len(told) == len(true)
        found.extend((name, x, y) for x, y in zip(told, true, strict=True))

    for t in drawn.times:
        note("value", lambda t=t: doubles.eigenvalues(t, level), lambda t=t: true_values(p, t))  # type: ignore[misc]
        note("loss", lambda t=t: [doubles.loss(t, level)], lambda t=t: [true_loss(p, t)])  # type: ignore[misc]
        for k in range(sum(x > 0 for x in sigma) + 1):
            if doubles.is_best_approximation(k):
                note(
                    "distance",
                    lambda t=t, k=k: doubles.distance(t, k, level),  # type: ignore[misc]
                    lambda t=t, k=k: true_distance(p, t, k),  # type: ignore[misc]
                )
    return found


@pytest.mark.parametrize("number", some(range(COUNT), 12))
def test_every_number_holds_what_balls_find(number: int) -> None:
    """Of problems of every kind, in few digits and in many; what doubles can't tell they refuse."""
    for level in (0, 2):
        for name, told, true in compared(draw(number), level):
            assert told is None or told.overlaps(true), (name, level)


def test_most_of_them_are_told_and_in_many_digits() -> None:
    """Else the test above would show little."""
    pairs = [pair for number in range(0, COUNT, 29) for pair in compared(draw(number), 1)]
    told = {name: [x for which, x, _ in pairs if which == name and x is not None] for name, _, _ in pairs}
    assert sum(x is None for _, x, _ in pairs) < len(pairs) / 6
    for name in ("value", "distance", "loss"):
        assert np.median([x.rel_accuracy_bits() for x in told[name]]) > 60


@pytest.mark.parametrize("alpha", TIMES)
@pytest.mark.parametrize("kind", ["shape", "dense", "singular", "repeated", "narrow", "wide", "dense and narrow"])
def test_decimals_are_those_of_balls(kind: str, alpha: str) -> None:
    """As told beyond the reach of balls, to the digits that each has; and nearly all have those asked for."""
    p, t, digits = problem(18, alpha, kind), Fraction(TIMES[alpha], 5 if "dense" in kind else 1), 12
    doubles = InDoubles(p)
    values = measured.told(lambda level: doubles.eigenvalues(t, level), digits)
    apart = measured.told(lambda level: doubles.distance(t, 3, level), digits)
    (loss,) = measured.told(lambda level: [doubles.loss(t, level)], digits)
    told = [*values, *apart, loss]
    true = [
        *quantities.singular_values(p, t, digits)[: len(values)],
        *[x for x in (quantities.distance(p, t, 3, digits),) for x in (x.spectral, x.frobenius)],
        quantities.loss(p, t, digits),
    ]
    assert sum(x.digits == digits for x in told) >= len(told) - 2
    assert [x.number.decimal for x in told if x.digits == digits] == [
        y.decimal for x, y in zip(told, true, strict=True) if x.digits == digits
    ]


def test_a_learned_flow_is_told_relative_to_how_far_it_is_from_its_limit() -> None:
    """‖W − Y‖ is 10⁻⁸⁷⁸ then, with as many digits as anything else."""
    doubles = InDoubles(problem(20, "1e-3", "shape"))
    spectral, frobenius = doubles.distance(Fraction(2000), 20, 1)
    assert spectral < flint.arb("1e-500")
    assert min(spectral.rel_accuracy_bits(), frobenius.rel_accuracy_bits()) > 60


@pytest.mark.parametrize("gap", [Fraction(0), Fraction(1, 10**13), Fraction(1, 10**20)])
@pytest.mark.parametrize("t", [Fraction(2), Fraction(10), Fraction(400)])
def test_eigenvalues_too_close_to_tell_apart_widen_what_is_told(gap: Fraction, t: Fraction) -> None:
    """A group of a dense Y: all that is told of W and of W − Y_k is true, whatever the gaps within it are."""
    sigma = [Fraction(3), Fraction(2) + gap, Fraction(2), Fraction(1), gap / 3, -gap]
    p = Problem(rotated(sigma), random_shape(6, 7), None, parse_scale("1e-5", "α"))
    doubles = InDoubles(p)
    for level in (0, 2):
        assert all(x.overlaps(y) for x, y in zip(doubles.eigenvalues(t, level), true_values(p, t), strict=True))
        assert doubles.loss(t, level).overlaps(true_loss(p, t))
        for k in (1, 3, 4):
            assert all(
                x.overlaps(y) for x, y in zip(doubles.distance(t, k, level), true_distance(p, t, k), strict=True)
            )


def test_a_group_that_is_taken_for_one_is_part_of_the_bound() -> None:
    """With gaps of 10⁻¹³, which doubles see and leave alone: they are what W is off, and W − Y_3 besides."""
    sigma = [Fraction(3), Fraction(2) + Fraction(1, 10**13), Fraction(2), Fraction(1), Fraction(0), Fraction(0)]
    p = Problem(rotated(sigma), random_shape(6, 7), None, parse_scale("1e-5", "α"))
    doubles, t = InDoubles(p), Fraction(6)
    W = doubles.in_basis(t, 1)
    with flint.ctx.workprec(256):
        missed = doubles.form.missed(W, t, 1, [0, 1, 2])  # type: ignore[union-attr]
        assert flint.arb("1e-14") < missed < flint.arb("1e-10")
        assert flint.arb("1e-14") < doubles.form.share(t, 1) < flint.arb("1e-10")  # type: ignore[union-attr]


@pytest.mark.parametrize("t", [Fraction(0), Fraction(2), Fraction(5)])
def test_a_factor_has_the_values_of_its_first_rows_in_a_metric(t: Fraction) -> None:
    """At a moderate α, where all rows count: W's first rows alone would have other values."""
    p = problem(18, "1/3", "narrow")
    doubles = InDoubles(p)
    found = doubles.eigenvalues(t, 1)
    assert all(x.overlaps(y) for x, y in zip(found, true_values(p, t), strict=True))
    first = doubles.in_basis(t, 1).block(doubles.order[:5])
    assert not any(x.overlaps(y) for x, y in zip(spectrum.eigenvalues(first, 1), found, strict=True))


@pytest.mark.parametrize(("kind", "alpha"), [("shape", "1e-50"), ("dense", "1e-50"), ("narrow", "1e-3")])
@pytest.mark.parametrize("i", [1, 4])
def test_times_at_which_a_level_is_reached_are_those_of_balls(kind: str, alpha: str, i: int) -> None:
    """Both brackets are as narrow as asked for, and overlap."""
    p = problem(14, alpha, kind)
    found, true = reach_time(p, i, HALF, 9, InDoubles(p)), reach_time(p, i, HALF, 9)
    for x in (found, true):
        assert x.right - x.left <= x.left / 10**9
    assert max(found.left, true.left) <= min(found.right, true.right)


def test_a_side_is_certain_or_refused() -> None:
    """At the ends of a bracket that doubles cannot tell apart they say nothing; a little further they do."""
    p = problem(14, "1e-50", "shape")
    exact = reach_time(p, 4, HALF, 30)
    doubles = InDoubles(p)
    with pytest.raises(Unresolved):
        doubles.side(exact.left, 4, HALF)
    assert doubles.side(exact.left * (1 - Fraction(1, 10**12)), 4, HALF)[0] == -1
    assert doubles.side(exact.right * (1 + Fraction(1, 10**12)), 4, HALF)[0] == 1


@pytest.fixture
def few_in_balls(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if 10 rows were the most for balls, and all problems were large enough for doubles."""
    monkeypatch.setattr(at_times, "LARGEST_IN_BALLS", 10)
    monkeypatch.setattr("numeric.crossing.LARGEST_IN_BALLS", 10)
    monkeypatch.setattr(at_times, "SMALLEST_IN_DOUBLES", 1)


@pytest.mark.usefixtures("few_in_balls")
def test_beyond_the_reach_of_balls_numbers_have_fewer_digits_and_say_so() -> None:
    """To 30 digits nearly all are told to some 25, each of which is right."""
    p, t = problem(18, "1e-50", "shape"), Fraction(153)
    found = Numbers(p, 30).at(t, True, (2,), True)
    true = quantities.singular_values(p, t, 60)
    fewer = {i: digits for name, i, digits in found.fewer if name == "singular_values"}
    assert fewer
    assert all(15 < digits < 30 for digits in fewer.values())
    with flint.ctx.workprec(400):
        for i, (x, y) in enumerate(zip(found.singular_values or (), true, strict=True), start=1):
            assert abs(flint.arb(x.decimal) - flint.arb(y.decimal)) <= flint.arb(x.radius) + abs(flint.arb(y.radius))
            digits = x.decimal.partition("e")[0].replace(".", "").lstrip("0")
            assert len(digits) == fewer.get(i, 30)


@pytest.mark.usefixtures("few_in_balls")
def test_a_number_of_which_only_the_size_is_known_is_a_bound() -> None:
    """W stays at Y_2, and so ‖W − Y_2‖ = 0, which doubles do not know."""
    sigma = [Fraction(4), Fraction(1), *[Fraction(0)] * 10]
    factor = matrices.rows_of([[2, 0], [0, 1], *[[0, 0]] * 10])
    p = Problem(matrices.diagonal(sigma), None, factor, parse_scale("1", "α"))
    found = Numbers(p, 12).at(Fraction(3), False, (2,), False)
    (apart,) = found.distances
    assert (apart.spectral.decimal, apart.frobenius.decimal) == ("0", "0")
    assert Fraction(apart.spectral.radius) < Fraction(1, 10**15)
    assert found.fewer == (("spectral", 2, 0), ("frobenius", 2, 0))


@pytest.mark.usefixtures("few_in_balls")
@pytest.mark.parametrize(
    ("digits", "ask", "message"),
    [
        (31, lambda x: x.at(Fraction(1), True, (), False), "to 30 digits at most, not 31; ask for fewer"),
        (16, lambda x: x.reach_time(1, HALF), "--reach is told to 15 digits at most, not 16; ask for fewer digits"),
        (9, lambda x: x.at(Fraction(1), False, (19,), False), "there is no Y_19 that is unique"),
        (9, lambda x: x.at(Fraction(1), False, (1,), False), "there is no Y_1 that is unique"),
        (9, lambda x: x.reach_time(18, HALF), "σ_18 is not positive"),
        (9, lambda x: x.at(Fraction(-1), True, (), False), "must not be negative"),
    ],
)
def test_what_makes_no_sense_beyond_balls_is_one_sentence(
    digits: int, ask: Callable[[Numbers], Any], message: str
) -> None:
    sigma = [Fraction(2), Fraction(2), *[Fraction(16 - i, 16) for i in range(15)], Fraction(0)]
    p = Problem(matrices.diagonal(sigma), random_shape(18, 7), None, parse_scale("1e-3", "α"))
    with pytest.raises(Misuse, match=message):
        ask(Numbers(p, digits))


@pytest.mark.usefixtures("few_in_balls")
def test_what_doubles_cannot_tell_is_undecided() -> None:
    """A factor whose first rows are dependent; and a k that no double tells apart from the next."""
    rows = matrices.rows_of([[1, 2], [2, 4], *[[i, 1] for i in range(12)]])
    target = matrices.diagonal([Fraction(20 - i) for i in range(14)])
    with pytest.raises(Undecided, match="could not be told in double precision"):
        Numbers(Problem(target, None, rows, parse_scale("1e-3", "α")), 9).at(Fraction(1), True, (), False)
    close = rotated([Fraction(2), Fraction(2) - Fraction(1, 10**25), *[Fraction(1, i) for i in range(1, 10)]])
    p = Problem(close, random_shape(11, 7), None, parse_scale("1e-3", "α"))
    with pytest.raises(Undecided, match=r"σ_1, σ_2 and 0 could not be told apart"):
        Numbers(p, 9).at(Fraction(1), False, (1,), False)


@pytest.mark.usefixtures("few_in_balls")
@pytest.mark.parametrize("ask", [(True, (), False), (False, (3,), False), (False, (), True)])
def test_a_time_that_is_out_of_all_bounds_is_undecided(ask: Any) -> None:
    with pytest.raises(Undecided, match="could not be told in double precision"):
        Numbers(problem(18, "1e-3", "shape"), 9).at(Fraction(10) ** 5000, *ask)


def test_up_to_300_rows_every_digit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubles where they tell them, and balls for the rest: the same as balls alone."""
    p, t = problem(14, "1e-50", "narrow"), Fraction(400)
    both = []
    for smallest in (1, 10**9):
        monkeypatch.setattr(at_times, "SMALLEST_IN_DOUBLES", smallest)
        both.append(Numbers(p, 14).at(t, True, (5, 1), True))
    assert both[0].fewer == ()
    decimals = [
        [x.decimal for x in (*(found.singular_values or ()), *(y.spectral for y in found.distances))] for found in both
    ]
    assert decimals[0] == decimals[1]
    assert both[0].loss is not None
    assert both[1].loss is not None
    assert both[0].loss.decimal == both[1].loss.decimal
