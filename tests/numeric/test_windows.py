from dataclasses import replace
from fractions import Fraction
from math import isclose, log
from typing import Any

import flint
import pytest
from keys import EVERY_WIDTH, OWN_TARGET, SHARPER, SHARPEST

from numeric import matrices, windows
from numeric.decimals import exact_fraction
from numeric.exact import Scale, parse_scale
from numeric.field import Balls, Irrational, Rationals, Unresolved
from numeric.instance import Instance, TheoremName, from_factor, random_basis, random_factor, random_shape
from numeric.windows import EmptyWindow, constants, hypotheses, largest_alpha, time_inside, window
from paper import Misuse

SPECTRUM = (Fraction(3), Fraction(2), Fraction(1), Fraction(0))
EPSILON = Fraction(1, 10)


def spectral(alpha: str = "1e-20", rate: str = "1") -> Instance:
    """Theorem 3's instance: W̄₀ = Φ diag(2, 5, 3, 4) Φᵀ."""
    basis = random_basis(4, 1)
    shape = matrices.product(basis, matrices.diagonal([Fraction(i) for i in (2, 5, 3, 4)]), matrices.transpose(basis))
    return Instance(SPECTRUM, shape, basis, parse_scale(alpha, "α"), Fraction(rate), EPSILON, "spectral")


def general(alpha: str = "1e-20") -> Instance:
    """Theorem 4's instance."""
    return Instance(SPECTRUM, random_shape(4, 7), None, parse_scale(alpha, "α"), Fraction(1), EPSILON, "general")


def test_theorem_3_has_the_constants_of_its_statement() -> None:
    """c₁ = σ₁²/(ε s_min) = 45 and c₂ = ε/s_max = 1/50, exactly; 1/m = s_min = 2 and μ = s_max = 5."""
    c, number = constants(3, spectral(), Rationals()), Rationals().number
    assert (c.c1, c.c2) == (45, number(Fraction(1, 50)))
    assert (c.m, c.mu, c.s_min, c.s_max) == (number(Fraction(1, 2)), 5, 2, 5)


def test_theorem_4_has_the_constants_of_its_statement() -> None:
    """c₁ = 4mσ₁²/ε and c₂ = ε/(4mμ²) with the extreme eigenvalues of the shape."""
    instance = replace(spectral(), shape=matrices.diagonal([Fraction(x) for x in (5, 2, 3, 4)]), basis=None)
    c = constants(4, instance, Rationals())
    assert (c.m, c.mu, c.s_min, c.s_max) == (Rationals().number(Fraction(1, 2)), 5, 2, 5)
    assert (c.c1, c.c2) == (180, Rationals().number(Fraction(1, 500)))
    with pytest.raises(Irrational):
        constants(4, general(), Rationals())


def test_the_sharper_theorem_has_those_of_theorem_3() -> None:
    """c₁ = mσ₁²/ε and c₂ = ε/μ; of an instance that Theorem 3 admits, the same numbers and the same windows."""
    field = Balls(128)
    assert constants(SHARPER, spectral(), Rationals()) == constants(3, spectral(), Rationals())
    with field.working():
        for k in range(4):
            third, sharper = (window(theorem, spectral(), k, field) for theorem in (3, SHARPER))
            assert third.left.overlaps(sharper.left)
            assert (third.right is None and sharper.right is None) or third.right.overlaps(sharper.right)


def test_the_sharper_theorem_asks_two_things_of_alpha() -> None:
    """α²μ ≤ ε and (ii), whatever ε and σ_r are; a left end that would be negative is 0."""
    wide = replace(general("1"), epsilon=Fraction(100))
    found = hypotheses(SHARPER, wide)
    assert [h.name for h in found] == ["right-ends-not-negative", "window-1-not-empty", "window-2-not-empty"]
    assert [h.holds for h in found] == [True] * 3
    assert hypotheses(SHARPER, replace(wide, alpha=parse_scale("30", "α")))[0].holds is False
    with Balls(128).working():
        assert [window(SHARPER, wide, k, Balls(128)).left == 0 for k in range(4)] == [True] * 4
        assert window(4, wide, 1, Balls(128)).left < 0


def test_the_sharpest_theorem_has_windows_around_those_of_the_sharper_one() -> None:
    """c₁ = (mσ₁ − α²)(σ₁ − ε)/ε and c₂ = ε(σ₁ − α²μ)/(μ(σ₁ − ε)), exactly; it needs ε < σ₁, and α²μ ≤ ε."""
    given = spectral("1/10")
    c, number = constants(SHARPEST, given, Rationals()), Rationals().number
    assert (c.c1, c.c2) == (number(Fraction(4321, 100)), number(Fraction(59, 2900)))
    with Balls(128).working():
        for k in range(4):
            ours, sharper = (window(theorem, given, k, Balls(128)) for theorem in (SHARPEST, SHARPER))
            assert k == 0 or ours.left < sharper.left
            assert k == 3 or sharper.right < ours.right
    names = [h.name for h in hypotheses(SHARPEST, given)]
    assert names == ["start-below-tolerance", "window-1-not-empty", "window-2-not-empty"]
    with pytest.raises(Misuse, match="needs ε < σ₁"):
        constants(SHARPEST, replace(given, epsilon=SPECTRUM[0]), Rationals())


def test_by_own_targets_c1_has_the_singular_value_of_its_window() -> None:
    """c₁ = mσ_k²/ε, exactly; T_1 is the sharper one, later ones begin log(σ₁/σ_k)/(cσ_k) earlier, and end with it."""
    given, field = spectral("1/10"), Balls(128)
    theirs = constants(SHARPER, given, Rationals())
    assert constants(OWN_TARGET, given, Rationals()).c1 is None
    with field.working():
        for k in range(1, 4):
            sigma, c = given.spectrum[k - 1], constants(OWN_TARGET, given, Rationals(), k)
            assert (c.c1, c.c2) == (theirs.c1 * Rationals().number((sigma / SPECTRUM[0]) ** 2), theirs.c2)
            ours, sharper = (window(theorem, given, k, field) for theorem in (OWN_TARGET, SHARPER))
            gain = field.log(field.number(SPECTRUM[0] / sigma)) / field.number(given.rate * sigma)
            assert (ours.left + gain).overlaps(sharper.left)
            assert (ours.right is None and sharper.right is None) or ours.right.overlaps(sharper.right)


@pytest.mark.parametrize(("alpha", "holds"), [("1/10", True), ("1/3", True), ("1/2", False)])
def test_by_own_targets_the_last_window_may_not_begin_too_early(alpha: str, holds: bool) -> None:
    """log(mσ_r²/(εα²)) ≥ 2, where m = σ_r = ε = 1; that is asked of k = r alone, as the others ask less."""
    given = Instance(
        (Fraction(2), Fraction(1)), matrices.identity(2), None, parse_scale(alpha, "α"), Fraction(1), Fraction(1)
    )
    found = {h.name: h.holds for h in hypotheses(OWN_TARGET, given)}
    assert found == {"right-ends-not-negative": True, "left-ends-are-late": holds, "window-1-not-empty": True}


def test_a_constant_that_is_not_positive_admits_nothing() -> None:
    """Where α²μ > σ₁ > ε, c₂ has no logarithm, and no rational shortcut says that (ii) holds."""
    found = hypotheses(SHARPEST, spectral("30"))
    assert found[0].holds is False
    assert [h.holds for h in found[1:]] == [None, None]


@pytest.mark.parametrize("theorem", [3, 4, SHARPER, SHARPEST])
def test_windows_follow_the_formula(theorem: TheoremName) -> None:
    """T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})] against ordinary floats."""
    instance = spectral("1e-20", "2") if theorem == 3 else general()
    field, rate = Balls(128), float(instance.rate)
    with field.working():
        c = constants(theorem, instance, field)
        first, second = (log(float(x)) + 40 * log(10) for x in (c.c1, c.c2))
        for k in range(4):
            ends = window(theorem, instance, k, field)
            assert isclose(
                float(ends.left), 0 if k == 0 else first / (2 * rate * float(SPECTRUM[k - 1])), rel_tol=1e-12
            )
            if k < 3:
                assert isclose(float(ends.right), second / (2 * rate * float(SPECTRUM[k])), rel_tol=1e-12)
            else:
                assert ends.right is None


def test_a_window_beyond_the_rank_is_misuse() -> None:
    """k runs from 0 to r = 3."""
    for k in (-1, 4):
        with pytest.raises(Misuse, match="from 0 to the rank"):
            window(4, general(), k, Balls(64))


@pytest.mark.parametrize("theorem", [3, 4])
def test_every_hypothesis_holds_for_tiny_alpha_and_some_fail_for_large(theorem: int) -> None:
    """At α = 10⁻⁴⁰⁰⁰ all hold; at α = 1 some do not, and each is decided."""
    instance = spectral() if theorem == 3 else general()
    tiny = hypotheses(theorem, replace(instance, alpha=Scale(Fraction(1), -4000)))
    large = hypotheses(theorem, replace(instance, alpha=Scale(Fraction(1))))
    assert [h.holds for h in tiny] == [True] * len(tiny)
    assert {h.holds for h in large} == {True, False}
    assert len({h.name for h in tiny}) == len(tiny) == 6


def test_equality_in_a_hypothesis_is_decided_exactly() -> None:
    """Each hypothesis admits equality, at which balls can decide nothing, and not a hair more."""
    one, hair = Fraction(1), 1 + Fraction(1, 10**1000)
    instance = Instance((one,), matrices.identity(1), None, Scale(one), one, one)
    assert all(h.holds for h in hypotheses(3, instance))
    assert [h.holds for h in hypotheses(3, replace(instance, alpha=Scale(hair)))] == [False] * 4


@pytest.mark.parametrize(("spectrum", "alpha"), [((2, 1), Fraction(1, 16)), ((3, 2), Fraction(1, 288))])
def test_the_gap_condition_is_decided_exactly(spectrum: tuple[int, int], alpha: Fraction) -> None:
    """With s = 1, c₁ = σ₁²/ε, c₂ = ε and ε = ¼, (ii) reads α² ≤ ε³/4 for σ = (2, 1) and α² ≤ ε⁵/81 for σ = (3, 2)."""
    hair = 1 + Fraction(1, 10**1000)
    instance = Instance(
        tuple(map(Fraction, spectrum)), matrices.identity(2), None, Scale(alpha), Fraction(1), Fraction(1, 4)
    )
    assert all(h.holds for h in hypotheses(3, instance))
    above = hypotheses(3, replace(instance, alpha=Scale(alpha * hair)))
    assert [h.name for h in above if h.holds is False] == ["window-1-not-empty"]
    assert all(h.holds for h in hypotheses(3, replace(instance, alpha=Scale(alpha / hair))))


def test_hypotheses_are_shown_as_they_are_decided() -> None:
    """(ii) for k = 2 in LaTeX, with both of its sides in decimals."""
    gap = hypotheses(4, general())[-1]
    assert gap.latex == r"\log(1/\alpha^2) \ge (\sigma_{3} \log c_1 - \sigma_{2} \log c_2)/(\sigma_{2} - \sigma_{3})"
    assert isclose(float(gap.left), 40 * log(10))
    field = Balls(128)
    with field.working():
        c = constants(4, general(), field)
        assert isclose(float(gap.right), log(float(c.c1)) - 2 * log(float(c.c2)))


def test_theorem_4_limits_epsilon() -> None:
    """ε ≤ 2σ₁ is a hypothesis of its own, and no α mends it."""
    wide = replace(general(), epsilon=Fraction(6))
    assert hypotheses(4, wide)[0].holds is True
    assert hypotheses(4, replace(wide, epsilon=Fraction(6) + Fraction(1, 10**50)))[0].holds is False
    with pytest.raises(Misuse, match="no α"):
        largest_alpha(4, replace(general(), epsilon=Fraction(7)))


@pytest.mark.parametrize(
    ("theorem", "spectrum", "epsilon"),
    [
        (3, SPECTRUM, EPSILON),
        (4, SPECTRUM, EPSILON),
        (3, (Fraction(1), Fraction(999, 1000)), Fraction(1, 10**6)),
        (4, (Fraction(1), Fraction(999, 1000)), Fraction(1, 10**6)),
        (3, (Fraction(2),), Fraction(5)),
        (4, (Fraction(2), Fraction(0)), Fraction(4)),
        (SHARPER, SPECTRUM, EPSILON),
        (SHARPER, (Fraction(2), Fraction(1, 10)), Fraction(50)),
        (SHARPEST, SPECTRUM, EPSILON),
        (SHARPEST, (Fraction(1), Fraction(999, 1000)), Fraction(1, 10**6)),
        (SHARPEST, (Fraction(2), Fraction(1, 10)), Fraction(3, 2)),
        (OWN_TARGET, SPECTRUM, EPSILON),
        (OWN_TARGET, (Fraction(1), Fraction(999, 1000)), Fraction(1, 10**6)),
        (OWN_TARGET, (Fraction(2), Fraction(1, 10)), Fraction(50)),
    ],
)
def test_the_largest_alpha_is_admissible_and_the_largest(
    theorem: TheoremName, spectrum: matrices.Row, epsilon: Fraction
) -> None:
    """Every hypothesis holds there, and one fails at an α larger by a part in 10¹⁷."""
    n = len(spectrum)
    shape = matrices.identity(n) if theorem == 3 else random_shape(n, 3)
    instance = Instance(spectrum, shape, None, Scale(Fraction(1)), Fraction(1), epsilon)
    alpha = largest_alpha(theorem, instance)
    instance = replace(instance, alpha=alpha)
    assert all(h.holds for h in hypotheses(theorem, instance))
    above = hypotheses(theorem, replace(instance, alpha=alpha.times(1 + Fraction(1, 10**17))))
    assert any(h.holds is False for h in above)


@pytest.mark.parametrize("theorem", [3, 4])
@pytest.mark.parametrize("alpha", [None, "1e-1000"])
def test_times_lie_inside_and_at_the_very_ends(theorem: int, alpha: str | None) -> None:
    """Left and right are within a part in 10³⁰ of the ends, certainly inside, and short enough to write down."""
    instance = spectral() if theorem == 3 else general()
    scale = parse_scale(alpha, "α") if alpha else largest_alpha(theorem, instance)
    instance, field = replace(instance, alpha=scale), Balls(512)
    for k in range(4):
        left, middle, right = (time_inside(theorem, instance, k, at) for at in ("left", "middle", "right"))
        assert left <= middle <= right
        with field.working():
            ends = window(theorem, instance, k, field)
            low = exact_fraction(ends.left.upper())
            assert low <= left <= low * (1 + Fraction(1, 10**30))
            if k < 3:
                high = exact_fraction(ends.right.lower())
                assert high * (1 - Fraction(1, 10**30)) <= right <= high
            else:
                assert right == 10 * left
                assert time_inside(theorem, instance, k, "far") == 1000 * left
        assert len(str(left.numerator)) < 50


def test_an_empty_window_has_no_time_inside() -> None:
    """Where (ii) fails T_1 is empty, and asking for a time in it says so."""
    instance = spectral("1/100")
    assert not all(h.holds for h in hypotheses(3, instance))
    with pytest.raises(EmptyWindow):
        time_inside(3, instance, 1, "left")
    with pytest.raises(Misuse, match="nowhere"):
        time_inside(3, instance, 1, "nowhere")


def test_a_window_without_an_end_has_times_far_out() -> None:
    """2, 10 and 1000 times the left end, or 1/(2cσ_r) where that is later: here c₁ = α², so T_1 = [0, ∞)."""
    one = Fraction(1)
    instance = Instance((one,), matrices.identity(1), None, Scale(one), 2 * one, one)
    assert [time_inside(3, instance, 1, at) for at in ("left", "middle", "right", "far")] == [
        0,
        Fraction(1, 2),
        Fraction(5, 2),
        250,
    ]
    later = spectral()
    left = time_inside(3, later, 3, "left")
    assert [time_inside(3, later, 3, at) / left for at in ("middle", "right", "far")] == [2, 10, 1000]


@pytest.mark.parametrize("h", [1, 2, 3, 6])
@pytest.mark.parametrize("spectrum", ["3,2,1,0", "1,0,0,0", "4,3,2,1"])
def test_the_largest_alpha_of_a_factor(h: int, spectrum: str) -> None:
    """Every hypothesis of Theorem 4′ holds there, and one fails at an α larger by a part in 10¹⁷."""
    values = tuple(map(Fraction, spectrum.split(",")))
    made = from_factor(values, random_factor(4, h, 5), None, Scale(Fraction(1)), Fraction(1), EPSILON)
    alpha = largest_alpha(EVERY_WIDTH, made)
    assert all(found.holds for found in hypotheses(EVERY_WIDTH, replace(made, alpha=alpha)))
    above = hypotheses(EVERY_WIDTH, replace(made, alpha=alpha.times(1 + Fraction(1, 10**17))))
    assert any(found.holds is False for found in above)


def test_absent_modes_ask_more_of_alpha_where_they_are_seen() -> None:
    """From one column, Y = diag(1, 0): α²log(c₁/α²) ≤ ε/μ, which binds before α²μ ≤ ε does."""
    spectrum, factor = (Fraction(1), Fraction(0)), random_factor(2, 1, 5)
    made = from_factor(spectrum, factor, None, Scale(Fraction(1)), Fraction(1), EPSILON)
    alpha = largest_alpha(EVERY_WIDTH, made)
    above = hypotheses(EVERY_WIDTH, replace(made, alpha=alpha.times(Fraction(11, 10))))
    assert {found.name: found.holds for found in above} == {
        "right-ends-not-negative": True,
        "absent-modes-are-slow": False,
    }
    with Balls(128).working():
        assert window(EVERY_WIDTH, made, 1, Balls(128)).right is None
    with pytest.raises(Misuse, match="k runs from 0 to the rank of Y, 1"):
        window(EVERY_WIDTH, made, 2, Balls(128))


def test_windows_end_with_what_the_factor_can_learn() -> None:
    """Two columns learn two modes: T_2 has a right end, and there is no T_3."""
    made = from_factor(SPECTRUM, random_factor(4, 2, 5), None, Scale(Fraction(1), -20), Fraction(1), EPSILON)
    with Balls(128).working():
        assert window(EVERY_WIDTH, made, 2, Balls(128)).right > 0
        with pytest.raises(Misuse, match="that the factor can learn, 2"):
            window(EVERY_WIDTH, made, 3, Balls(128))


def test_what_balls_do_not_bound_is_unresolved() -> None:
    """A ball without an end makes no fraction; nor is an α found for singular values that 384 bits do not part."""
    for x in (flint.arb("nan"), flint.arb("inf"), flint.arb(0, "inf")):
        with pytest.raises(Unresolved):
            exact_fraction(x)
    close = (Fraction(1), 1 - Fraction(1, 10**500))
    instance = Instance(close, matrices.identity(2), None, Scale(Fraction(1)), Fraction(1), Fraction(1, 10))
    for theorem in (3, 4, SHARPER, SHARPEST, OWN_TARGET):
        with pytest.raises(Unresolved):
            largest_alpha(theorem, instance)


def test_a_largest_alpha_that_is_not_admitted_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """However it was found: the hypotheses are asked."""
    find = windows._largest_log_square

    def too_large(*given: Any) -> tuple[Any, Any]:
        found, field = find(*given)
        return found + 1, field

    monkeypatch.setattr(windows, "_largest_log_square", too_large)
    with pytest.raises(Unresolved, match="no admissible α"):
        largest_alpha(3, replace(spectral(), shape=matrices.identity(4)))


def test_ends_that_are_hardly_known_are_taken_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window from 5 ± 1 to 10 ± 1 certainly has the times from 6 to 9."""
    hardly = windows.Window(1, flint.arb(5, 1), flint.arb(10, 1))
    monkeypatch.setattr(windows, "window", lambda *_: hardly)
    hair = Fraction(1, 10**6)
    assert 6 <= time_inside(4, general(), 1, "left") < 6 + hair
    assert 9 - hair < time_inside(4, general(), 1, "right") <= 9
