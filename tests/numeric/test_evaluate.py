from fractions import Fraction

import flint
import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numeric import agreement, matrices
from numeric.engine import Engine
from numeric.evaluate import Evaluation, Undecided, evaluate
from numeric.exact import Scale, parse_fraction, parse_scale
from numeric.field import Multiprecision
from numeric.instance import random_basis, random_shape
from numeric.matrices import Rows
from numeric.problem import Problem
from paper import Misuse

Y = matrices.diagonal([Fraction(x) for x in (3, 2, 1, 0)])
SIGNED = matrices.rows_of([[3, 0, 1, 1], [0, 3, -1, 1], [1, -1, 5, 0], [1, 1, 0, 5]])
"""The first two columns are orthogonal in every power: W_12 and W_34 vanish though every coordinate is connected."""


def problem(alpha: str, shape: Rows | None = None, factor: Rows | None = None, target: Rows = Y) -> Problem:
    return Problem(target, shape, factor, parse_scale(alpha, "α"))


def rotated(values: tuple[int | Fraction, ...]) -> Rows:
    basis = random_basis(len(values), 3)
    return matrices.product(basis, matrices.diagonal([Fraction(x) for x in values]), matrices.transpose(basis))


def factor(h: int) -> Rows:
    return tuple(tuple(Fraction((5 * i + 7 * j + 3 * i * j * j) % 13 - 6) for j in range(h)) for i in range(4))


def same(*evaluations: Evaluation) -> bool:
    return len({tuple(sample.values for sample in e.samples) for e in evaluations}) == 1


def test_forty_digits_of_every_entry_at_a_tiny_scale() -> None:
    """At α = 10⁻¹⁰⁰⁰ the 40 digits of each entry are those of the printed formula in 6000, down to sizes of 10⁻²⁰⁰⁰."""
    p = problem("1e-1000", random_shape(4, 7))
    time = parse_fraction("958.6427", "t")
    sample = evaluate(p, [time], 40).samples[0]
    oracle = Multiprecision(6000)
    W = agreement.solution(p, time, oracle)
    sizes = []
    for i in range(4):
        for j in range(4):
            printed = Fraction(sample.values[i][j])
            assert abs(oracle.number(printed) / W[i, j] - 1) < oracle.context.mpf(10) ** -39 / 2
            assert len(sample.values[i][j].partition("e")[0].replace(".", "").lstrip("-0")) == 40
            sizes.append(float(mpmath.log10(abs(W[i, j]))))
    assert min(sizes) < -1999
    assert any(-420 < size < -300 for size in sizes)


@pytest.mark.parametrize("digits", [1, 15, 60])
@pytest.mark.parametrize(("alpha", "time"), [("1/2", "1"), ("1e-5", "6"), ("1e-200", "250"), ("3e-300", "1000")])
def test_every_method_prints_the_same_digits(alpha: str, time: str, digits: int) -> None:
    """The engine, and the graded and the printed formula, each in mpmath and in balls."""
    p = problem(alpha, random_shape(4, 3))
    times = [Fraction(0), parse_fraction(time, "t")]
    assert same(
        evaluate(p, times, digits),
        evaluate(p, times, digits, "graded"),
        evaluate(p, times, digits, "naive"),
        evaluate(p, times, digits, "naive", certified=True),
        evaluate(p, times, digits, "graded", certified=True),
    )


@pytest.mark.parametrize(
    "target", [Y, rotated((3, 2, 1, 0)), rotated((2, 2, 0, 0))], ids=["diagonal", "dense", "repeated"]
)
@pytest.mark.parametrize("h", [1, 2, 4, 6])
def test_factors_of_any_width_are_evaluated(target: Rows, h: int) -> None:
    """Graded, plain Woodbury and the printed formula agree, certified or not, for rank-deficient starts too."""
    p = problem("1e-100", None, factor(h), target)
    times = [Fraction(80), Fraction(200)]
    assert same(
        evaluate(p, times, 25, certified=True),
        evaluate(p, times, 25, "woodbury"),
        evaluate(p, times, 25, "naive"),
        evaluate(p, times, 25, "naive", certified=True),
    )


@pytest.mark.parametrize(
    "values", [(3, 2, 1, 0), (3, 3, 0, 0), (2, 1 + Fraction(1, 10**40), 1, 0), (1, 1, 1, 1), (3, 1, -2, 0)]
)
def test_dense_targets_are_evaluated(values: tuple[int | Fraction, ...]) -> None:
    """Simple, repeated, close and negative eigenvalues, certified, against the printed formula with mpmath's own."""
    p = problem("1e-100", random_shape(4, 7), None, rotated(values))
    times = [Fraction(80), Fraction(300)]
    assert same(evaluate(p, times, 25, certified=True), evaluate(p, times, 25, "naive"))


def test_a_dense_target_turns_with_its_basis() -> None:
    """With Y and W̄₀ turned by Φ, W is turned by Φ, to 20 digits of its size."""
    basis = random_basis(4, 3)
    plain = evaluate(problem("1e-50", random_shape(4, 7)), [Fraction(70)], 60).samples[0].values
    shape = matrices.product(basis, random_shape(4, 7), matrices.transpose(basis))
    turned = evaluate(problem("1e-50", shape, None, rotated((3, 2, 1, 0))), [Fraction(70)], 60).samples[0].values
    expected = matrices.product(
        basis, tuple(tuple(Fraction(x) for x in row) for row in plain), matrices.transpose(basis)
    )
    for row, other in zip(turned, expected, strict=True):
        for x, y in zip(row, other, strict=True):
            assert abs(Fraction(x) - y) < Fraction(1, 10**55)


def test_a_scale_of_a_million_digits_is_no_trouble() -> None:
    """At α = 10⁻¹⁰⁰⁰⁰⁰⁰ every entry has its 20 digits, also where the leading coefficient vanishes (W_14, random:7)."""
    p = problem("1e-1000000", random_shape(4, 7))
    values = evaluate(p, [parse_fraction("958642.7", "t")], 20, certified=True).samples[0].values
    assert values[0][0] == "3.0000000000000000000"
    assert values[3][3] == "5.5000000000000000000e-2000000"
    assert values[0][3].endswith("e-1583668")
    assert values[0][3] == values[3][0]


def test_entries_that_vanish_are_zero() -> None:
    """Separate blocks, a symmetry that no zero pattern shows, and a start of zero give `0` exactly, with radius 0."""
    blocks = matrices.rows_of([[2, 1, 0, 0], [1, 2, 0, 0], [0, 0, 2, 1], [0, 0, 1, 2]])
    sample = evaluate(problem("1e-30", blocks), [Fraction(60)], 20, certified=True).samples[0]
    assert sample.radii is not None
    for i in range(4):
        for j in range(4):
            apart = (i < 2) != (j < 2)
            assert (sample.values[i][j] == "0") is apart
            assert (sample.radii[i][j] == "0") is apart
    one = matrices.identity(4)
    for method in ("graded", "naive"):
        values = evaluate(problem("1e-30", SIGNED, None, one), [Fraction(60)], 20, method).samples[0].values
        assert [(i, j) for i in range(4) for j in range(i) if values[i][j] == "0"] == [(1, 0), (3, 2)]
    nothing = evaluate(problem("1", None, matrices.rows_of([[0]] * 4)), [Fraction(0), Fraction(3)], 5)
    assert {x for sample in nothing.samples for row in sample.values for x in row} == {"0"}


def test_an_entry_that_vanishes_at_one_time_is_zero_there() -> None:
    """For Y = 0, W is rational, and by Cramer's rule W_12 is 1 − 5x over a determinant, with x = 2ctα²."""
    shape = matrices.rows_of([[5, 1, 3], [1, 5, 3], [3, 3, 4]])
    p = problem("1", shape, target=matrices.diagonal([Fraction(0)] * 3))
    at, after = evaluate(p, [Fraction(1, 10), Fraction(1, 5)], 4, certified=True).samples
    assert at.radii is not None
    assert (at.values[0][1], at.radii[0][1]) == ("0", "0")
    assert after.values[0][1].startswith("-")


def test_the_start_is_printed_as_it_is() -> None:
    """At t = 0, α²W̄₀ and its zeros are exact."""
    values = evaluate(problem("1e-1000", random_shape(4, 7)), [Fraction(0)], 3).samples[0].values
    assert values[0] == ("4.75e-2000", "-2.50e-2001", "2.25e-2000", "0")


@pytest.mark.parametrize("target", [Y, rotated((3, 2, 1, 0))], ids=["diagonal", "dense"])
def test_radii_cover_the_truth_and_are_tight(target: Rows) -> None:
    """The value to 80 digits lies within the radius of the value to 10, and the radius is at most 10⁻⁹ of it."""
    p = problem("1e-20", random_shape(4, 3), None, target)
    times = [Fraction(30), Fraction(45), Fraction(1000)]
    coarse, fine = evaluate(p, times, 10, certified=True), evaluate(p, times, 80)
    for rough, true in zip(coarse.samples, fine.samples, strict=True):
        assert rough.radii is not None
        for i in range(4):
            for j in range(4):
                value, radius = Fraction(true.values[i][j]), Fraction(rough.radii[i][j])
                assert abs(Fraction(rough.values[i][j]) - value) <= radius * (1 + Fraction(1, 10**6))
                assert radius <= abs(value) / 10**9


@settings(derandomize=True, max_examples=25, deadline=None)
@given(
    st.integers(min_value=0, max_value=10**6),
    st.integers(min_value=1, max_value=4),
    st.integers(min_value=0, max_value=60),
    st.fractions(min_value=0, max_value=20, max_denominator=50),
)
def test_the_solution_is_monotone_and_positive(seed: int, n: int, exponent: int, time: Fraction) -> None:
    """Diagonal entries are positive, W is symmetric, and its diagonal never exceeds max(σ₁, start)."""
    target = matrices.diagonal([Fraction(n - i, 2) for i in range(n)])
    shape = random_shape(n, seed)
    p = Problem(target, shape, None, parse_scale(f"1e-{exponent}", "α"))
    values = evaluate(p, [time], 12).samples[0].values
    start = max(sum(abs(x) for x in row) for row in shape) / Fraction(10) ** (2 * exponent)
    for i in range(n):
        assert 0 < Fraction(values[i][i]) <= max(Fraction(n, 2), start) * (1 + Fraction(1, 10**10))
        for j in range(n):
            assert values[i][j] == values[j][i]


def test_a_document_holds_strings_alone() -> None:
    """What becomes JSON has every number as text, and radii only if certified."""
    p = problem("1e-1000", random_shape(4, 7))
    plain, certified = (evaluate(p, [Fraction(1, 3)], 5, certified=c).document() for c in (False, True))
    assert plain["alpha"] == "1e-1000"
    assert plain["rate"] == "1"
    assert plain["method"] == "engine"
    assert plain["times"][0]["t"] == "1/3"
    assert "radius" not in plain["times"][0]
    assert all(isinstance(x, str) for row in certified["times"][0]["radius"] for x in row)
    assert isinstance(plain["seconds"], str)


def test_what_no_precision_settles_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last of the precisions is too low for the digits there is no answer."""
    monkeypatch.setattr(Engine, "precisions", lambda *_: iter((40, 60)))
    for method in ("engine", "naive"):
        with pytest.raises(Undecided, match=rf"entry \(1, 1\) of W at t = 1 could not be told .* {method}"):
            evaluate(problem("1/2", random_shape(4, 3)), [Fraction(1)], 30, method)


HUGE = Fraction(10**9000)


@pytest.mark.parametrize(
    ("alpha", "time", "method", "certified", "message"),
    [
        ("1e-100000000", Fraction(4 * 10**8), "naive", True, "more digits to cancellation than the 6020599 .* n = 4"),
        ("1e-10", HUGE, "naive", False, "at t = 1e9000 the method loses more digits to cancellation"),
        ("1e-10", HUGE, "graded", False, r"at t = 1e9000 the exponent of e\^\(cσt\) is above 2\^4096, .* mpmath"),
    ],
)
def test_precisions_beyond_reason_are_refused(
    monkeypatch: pytest.MonkeyPatch, alpha: str, time: Fraction, method: str, certified: bool, message: str
) -> None:
    """Whatever the memory, before anything is computed, with what to do instead."""
    monkeypatch.setattr("numeric.memory.available", lambda: 10**15)
    with pytest.raises(Misuse, match=message):
        evaluate(problem(alpha, random_shape(4, 3)), [Fraction(1), time], 10, method, certified)


def test_exponents_beyond_reason_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the size of a matrix for which the bits of the exponents alone are too many."""
    monkeypatch.setattr("numeric.engine.LARGEST_WORK", 10**6)
    p = problem("1e-10", random_shape(4, 3))
    with pytest.raises(
        Misuse, match=r"at t = 1e9000 the exponent of e\^\(cσt\) alone takes 30016 bits .* 15625 .* n = 4"
    ):
        evaluate(p, [HUGE], 10)
    with pytest.raises(Misuse, match="give a smaller time"):
        Engine(p, 10).at(HUGE)


def test_a_time_of_nine_thousand_digits_is_no_trouble() -> None:
    """W_12 = −α⁻²M_12σ₁σ₂e^{−c(σ₁ + σ₂)t} there, to every digit, its exponent of 9000 digits included."""
    shape = random_shape(2, 1)
    p = problem("1e-10", shape, target=matrices.diagonal([Fraction(2), Fraction(1)]))
    values = evaluate(p, [HUGE], 20, certified=True).samples[0].values
    mantissa, exponent = values[0][1].split("e")
    context = Multiprecision(9100).context
    entry = matrices.inverse(shape)[0][1]
    power = context.log10(2 * context.mpf(10) ** 20 * abs(entry.numerator) / entry.denominator)
    power -= 3 * context.mpf(10) ** 9000 / context.ln(10)
    assert int(flint.fmpz(exponent)) == int(context.floor(power))
    ratio = abs(context.mpf(mantissa)) / context.mpf(10) ** context.frac(power)
    assert abs(ratio - 1) < context.mpf(10) ** -19
    assert (mantissa[0] == "-") is (entry > 0)
    assert (values[0][0], values[1][1]) == ("2.0000000000000000000", "1.0000000000000000000")


@pytest.mark.parametrize("power", [400, 9000])
@pytest.mark.parametrize("rotation", ["dense", "diagonal"])
def test_what_no_float_holds_is_no_trouble(power: int, rotation: str) -> None:
    """With Y times s, t by s and α² times s, W is multiplied by s, for s = 10^400, 10^9000 and their inverses."""
    target = matrices.diagonal([Fraction(x) for x in (3, 2, -1)]) if rotation == "diagonal" else rotated((3, 2, -1))
    shape = random_shape(3, 2)
    before = evaluate(Problem(target, shape, None, parse_scale("1e-3", "α")), [Fraction(4)], 20).samples[0].values
    for s in (Fraction(10**power), Fraction(1, 10**power)):
        scaled = tuple(tuple(x * s for x in row) for row in target)
        written = Scale(Fraction(1, 1000) * (10 ** (power // 2) if s > 1 else Fraction(1, 10 ** (power // 2))))
        after = evaluate(Problem(scaled, shape, None, written), [4 / s], 20).samples[0].values
        assert [[Fraction(x) * s for x in row] for row in before] == [[Fraction(x) for x in row] for row in after]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"digits": 0}, "digits are 0"),
        ({"digits": -3}, "digits are -3"),
        ({"digits": 10**6}, "ask for 1 to"),
        ({"times": [Fraction(-1)]}, "time is -1"),
        ({"times": []}, "no time"),
        ({"method": "magic"}, "'magic'"),
        ({"method": "woodbury"}, "needs a factor"),
    ],
)
def test_senseless_requests_are_refused(arguments: dict[str, object], message: str) -> None:
    """Digits out of range, negative times, methods that do not exist or fit."""
    request: dict[str, object] = {"times": [Fraction(1)], "digits": 10, "method": "auto"} | arguments
    with pytest.raises(Misuse, match=message):
        evaluate(problem("1/10", random_shape(4, 7)), **request)  # type: ignore[arg-type]


def test_time_hardly_depends_on_the_scale() -> None:
    """The engine's precision grows with log log 1/α: from 10⁻¹⁰ to 10⁻¹⁰⁰⁰⁰⁰⁰ by a word at most."""
    first = [next(Engine(problem(f"1e-{k}", random_shape(4, 3)), 30).precisions(Fraction(k))) for k in (10, 10**6)]
    assert 0 <= first[1] - first[0] <= 64
