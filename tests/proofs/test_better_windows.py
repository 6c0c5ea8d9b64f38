"""The windows of the theorems that are ours: they contain those of others, and no constant is much too careful."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from keys import EVERY_WIDTH, OWN_TARGET, SHARPER, SHARPEST

from numeric.closed_form import flow_at, printed, solution_at
from numeric.decimals import exact_fraction
from numeric.exact import Scale, parse_scale
from numeric.field import Balls
from numeric.instance import Instance, TheoremName, from_factor
from numeric.instances import Point, instances, published
from numeric.matrices import diagonal, identity, rank, rows_of
from numeric.windows import Window, constants, hypotheses, window
from proofs.theorems.between.quantities import EARLY
from proofs.theorems.shared.windowed import error_at

FIELD = Balls(512)


def earlier_by(instance: Instance, k: int, factor: Any) -> Any:
    """log(factor)/(2cσ_k)."""
    return FIELD.log(factor) / (FIELD.number(2 * instance.rate) * FIELD.number(instance.spectrum[k - 1]))


def sharper_than_theorem_4(instance: Instance, k: int, ours: Window, theirs: Window) -> None:
    """T_k begins earlier by log 4/(2cσ_k) and ends later by log(4mμ)/(2cσ_{k+1})."""
    c, zero = constants(4, instance, FIELD), FIELD.number(0)
    if k > 0:
        assert ours.left < theirs.left
        assert (theirs.left - ours.left - earlier_by(instance, k, FIELD.number(4))).overlaps(zero) or ours.left == 0
    if k < instance.r:
        assert ours.right > theirs.right
        assert (ours.right - theirs.right - earlier_by(instance, k + 1, 4 * c.m * c.mu)).overlaps(zero)


def sharpest_than_sharper(_: Instance, __: int, ours: Window, theirs: Window) -> None:
    """Both ends are farther out."""
    assert ours.left < theirs.left or ours.left == theirs.left == 0
    assert ours.right is None or theirs.right < ours.right


def own_target_than_sharper(_: Instance, k: int, ours: Window, theirs: Window) -> None:
    """T_1 is the same; each later T_k begins earlier by log(σ₁/σ_k)/(cσ_k), and ends where that ends."""
    assert ours.left < theirs.left or k < 2
    assert k > 1 or ours.left.overlaps(theirs.left)
    assert (ours.right is None and theirs.right is None) or ours.right.overlaps(theirs.right)


def every_width_than_sharper(instance: Instance, _: int, ours: Window, theirs: Window) -> None:
    """Where the shape has an inverse T_k begins no later, ends at the same time, and no hypothesis is new."""
    assert [h.name for h in hypotheses(EVERY_WIDTH, instance)] == [h.name for h in hypotheses(SHARPER, instance)]
    assert ours.left < theirs.left or ours.left.overlaps(theirs.left)
    assert (ours.right is None) == (theirs.right is None)
    assert ours.right is None or ours.right.overlaps(theirs.right)


Comparison = Callable[[Instance, int, Window, Window], None]
COMPARED: tuple[tuple[TheoremName, TheoremName, Comparison], ...] = (
    (SHARPER, 4, sharper_than_theorem_4),
    (SHARPEST, SHARPER, sharpest_than_sharper),
    (OWN_TARGET, SHARPER, own_target_than_sharper),
    (EVERY_WIDTH, SHARPER, every_width_than_sharper),
)
"""A theorem, the one whose windows it contains, and how they compare."""


def asked_of_both(theorem: TheoremName, other: TheoremName) -> Iterator[Instance]:
    """The instances of the other that are the theorem's too."""
    asked: dict[TheoremName, Callable[[Instance], bool]] = {
        SHARPEST: lambda instance: instance.epsilon is not None and instance.epsilon < instance.spectrum[0],
        OWN_TARGET: lambda instance: all(h.holds for h in hypotheses(OWN_TARGET, instance)),
        EVERY_WIDTH: lambda instance: instance.n <= 4,
    }
    return filter(asked.get(theorem), instances(other))


@pytest.mark.parametrize(("theorem", "other", "compare"), COMPARED)
def test_its_windows_contain_those_of_another(theorem: TheoremName, other: TheoremName, compare: Comparison) -> None:
    """Each T_k, at each α that the other admits, as it admits no less."""
    common = list(asked_of_both(theorem, other))
    assert common
    for instance in common:
        assert all(hypothesis.holds for hypothesis in hypotheses(theorem, instance)), instance
        with FIELD.working():
            for k in range(instance.r + 1):
                compare(instance, k, window(theorem, instance, k, FIELD), window(other, instance, k, FIELD))


CAREFUL: dict[TheoremName, tuple[str, str, int]] = {
    SHARPER: ("2 1", "1/100 100", 1),
    # the least eigenvalue of the shape is that of the second mode, the largest that of the third; σ₁ = 100σ₂
    OWN_TARGET: ("200 2 1", "1 1/100 100", 2),
}


@pytest.mark.parametrize("theorem", CAREFUL)
@pytest.mark.parametrize(("side", "factor"), [("left", Fraction(99, 100)), ("right", Fraction(100, 99))])
def test_neither_constant_is_a_hundredth_too_careful(theorem: TheoremName, side: str, factor: Fraction) -> None:
    """With 99/100 of c₁, or 100/99 of c₂, the conclusion fails at the end of T_k, though mμ = 10⁴."""
    spectrum, shape, k = CAREFUL[theorem]
    values, entries = (tuple(map(Fraction, text.split())) for text in (spectrum, shape))
    epsilon = Fraction(1, 1000)
    instance = Instance(values, diagonal(entries), None, Scale(Fraction(1), -20), Fraction(1), epsilon)
    assert all(hypothesis.holds for hypothesis in hypotheses(theorem, instance))
    with FIELD.working():
        ends, change = window(theorem, instance, k, FIELD), FIELD.log(FIELD.number(factor)) / 2
        end = ends.left + change / 2 if side == "left" else ends.right + change
        beyond = exact_fraction(end.upper() if side == "left" else end.lower())
        assert (ends.left > FIELD.number(beyond)) == (side == "left")
        assert error_at(Point(instance, 0, k, beyond, side), FIELD) > FIELD.number(epsilon)


MILLIONTH = Fraction(1, 10**6)
STARTS = [("9", "1/9"), ("1/9", "9"), ("1", "1")]


@pytest.mark.parametrize(("shape", "eps"), list(product(STARTS, ("1/10", "1", "19/10"))))
def test_the_error_is_epsilon_at_the_ends_and_larger_beyond(shape: tuple[str, str], eps: str) -> None:
    """W(t) by the closed form: Y = diag(2, 0), and the shape's extremes in either place. Beyond by a millionth."""
    first, second = map(Fraction, shape)
    epsilon = Fraction(eps)
    instance = Instance(
        (Fraction(2), Fraction(0)), diagonal((first, second)), None, Scale(Fraction(1, 10)), Fraction(1), epsilon
    )
    assert all(hypothesis.holds for hypothesis in hypotheses(SHARPEST, instance)) == (
        max(first, second) <= 100 * epsilon
    )
    m, mu = 1 / min(first, second), max(first, second)
    for k, extreme, sign in ((1, 1 / m, -1), (0, mu, 1)):
        if first != extreme:
            continue
        with FIELD.working():
            c = constants(SHARPEST, instance, FIELD)
            end = exact_fraction((FIELD.log((c.c1 if k else c.c2) * 100) / 4).mid())
            at, beyond = (error_at(Point(instance, 0, k, end + sign * later, "end"), FIELD) for later in (0, MILLIONTH))
            assert abs(at - FIELD.number(epsilon)) < FIELD.number(Fraction(1, 10**50))
            assert beyond > FIELD.number(epsilon)


def test_without_late_left_ends_the_theorem_is_false() -> None:
    """By fractions: Y = diag(3, 1), W̄₀ = I, ε = 6/5, α = 5/8. At the left end of T_2, e^{2ct} = 32/15."""
    spectrum, epsilon, alpha = (Fraction(3), Fraction(1)), Fraction(6, 5), Fraction(5, 8)
    assert EARLY.chosen[0] == ("3,1", "6/5", "5/8")
    growth = 1 / (epsilon * alpha**2)  # c₁/α², as m = σ₂ = 1
    assert growth == Fraction(32, 15)
    assert alpha**2 <= epsilon
    assert 9 * growth <= (epsilon / alpha**2) ** 3  # T_1 is not empty: log(9·growth)/3 ≤ log(c₂/α²)
    start = alpha**2
    first = 3 * start * growth**3 / (3 + start * (growth**3 - 1))
    assert 3 - first > epsilon
    instance = Instance(spectrum, identity(2), None, Scale(alpha), Fraction(1), epsilon)
    assert {h.name for h in hypotheses(OWN_TARGET, instance) if not h.holds} == {"left-ends-are-late"}


@pytest.mark.parametrize("number", [Fraction(19, 10), Fraction(199, 100), Fraction(1999, 1000)])
def test_no_smaller_number_than_two_will_do_for_a_mode(number: Fraction) -> None:
    """σ² e^{−2cσt} ≤ σ_k² e^{−2cσ_k t} at 2cσ_k t = L is x² ≤ e^{(x − 1)L}, x = σ/σ_k, which fails at x = 2/L."""
    x = 2 / number
    with FIELD.working():
        assert FIELD.number(x**2) > FIELD.exp(FIELD.number((x - 1) * number))


def test_somewhere_its_windows_begin_much_earlier() -> None:
    """An ill-conditioned shape: T_1 begins earlier by about log(10⁶)/(2cσ_1), as m_1 is far below m = 10⁶."""
    (instance, *_) = (i for i in instances(SHARPER) if "spectrum 2,1; shape conditioned:1e6" in i.name)
    with FIELD.working():
        gain = window(SHARPER, instance, 1, FIELD).left - window(EVERY_WIDTH, instance, 1, FIELD).left
        assert gain * 4 > FIELD.log(FIELD.number(10**4))


def column(*entries: str) -> tuple[tuple[Fraction, ...], ...]:
    return rows_of([[Fraction(x)] for x in entries])


def test_its_first_constant_is_not_a_hundredth_too_careful() -> None:
    """From one column, with 99/100 of c₁ the conclusion fails at the left end of T_1."""
    spectrum, eps = (Fraction(2), Fraction(1)), Fraction(1, 1000)
    instance = from_factor(spectrum, column("1/10", "1/10000"), None, Scale(Fraction(1), -20), Fraction(1), eps)
    assert all(hypothesis.holds for hypothesis in hypotheses(EVERY_WIDTH, instance))
    with FIELD.working():
        end = window(EVERY_WIDTH, instance, 1, FIELD).left + FIELD.log(FIELD.number(Fraction(99, 100))) / 8
        before = exact_fraction(end.upper())
        assert error_at(Point(instance, 0, 1, before, "left"), FIELD) > FIELD.number(eps)


@pytest.mark.parametrize(("alpha", "slow"), [("1/10", True), ("1/2", False)])
def test_without_the_absent_modes_hypothesis_it_is_false(alpha: str, slow: bool) -> None:
    """Y = diag(1, 0), from a column that is mostly in the absent mode, which keeps the learned one down for long.

    Where α²log(c₁/α²) ≤ ε/μ fails, and nothing else, W(t) is farther than ε from Y at the left end of T_1.
    """
    spectrum, eps = (Fraction(1), Fraction(0)), Fraction(1, 2)
    instance = from_factor(spectrum, column("1/1000", "1"), None, parse_scale(alpha, "α"), Fraction(1), eps)
    assert {h.name: h.holds for h in hypotheses(EVERY_WIDTH, instance)} == {
        "right-ends-not-negative": True,
        "absent-modes-are-slow": slow,
    }
    with FIELD.working():
        end = exact_fraction(window(EVERY_WIDTH, instance, 1, FIELD).left.upper())
        error = error_at(Point(instance, 0, 1, end, "left"), FIELD)
        assert bool(error > FIELD.number(eps)) is not slow
        assert bool(error <= FIELD.number(eps)) is slow


def test_published_instances_cover_every_width() -> None:
    """Fewer columns than learned modes, as many, and more than rows; absent modes seen and unseen; tiny and large α."""
    found = {point.instance for point in published(EVERY_WIDTH)}
    factors = [(len(i.factor[0]), i.r, i.n) for i in found if i.factor]
    assert any(h < r for h, r, _ in factors)
    assert any(h == r < n for h, r, n in factors)
    assert any(r < h < n for h, r, n in factors)
    assert any(h > n for h, _, n in factors)
    assert any(i.factor is None for i in found)
    assert any(i.factor and rank(i.factor) < i.n and i.basis for i in found)
    assert min(i.alpha.exponent for i in found) <= -1000
    absent = {"absent-modes-are-slow" in {h.name for h in hypotheses(EVERY_WIDTH, i)} for i in found if i.r < i.n}
    assert absent == {True, False}
    for instance in found:
        assert {p.k for p in published(EVERY_WIDTH) if p.instance == instance} == set(range(instance.learnable + 1))


def test_a_factor_s_solution_is_the_printed_one() -> None:
    """Where digits are plenty the two forms give the same, of a singular shape in a dense basis."""
    (instance, *_) = (i for i in instances(EVERY_WIDTH) if i.basis and i.factor and rank(i.factor) < i.n)
    field, time = Balls(2000), Fraction(5)
    with field.working():
        flow = flow_at(instance.spectrum, instance.rate, instance.alpha, time, field)
        difference = solution_at(instance, time, field) - printed(flow, field.exact(instance.shape_in_basis))
        assert field.norm(difference) < field.number(Fraction(1, 10**100))


def test_its_instances_that_learn_too_little_say_so() -> None:
    """From h columns in general position h modes are learned, and no more."""
    for instance in instances(EVERY_WIDTH):
        if instance.factor is not None:
            assert instance.learnable == min(instance.r, len(instance.factor[0]))
    column_of_the_second = from_factor(
        (Fraction(2), Fraction(1)), column("0", "1"), None, Scale(Fraction(1), -9), Fraction(1), Fraction(1, 10)
    )
    assert column_of_the_second.learnable == 0
    assert replace(column_of_the_second, basis=rows_of([[0, 1], [1, 0]])).learnable == 1
