"""True windows against the roots that mpmath finds of its own error, and against its error at many times."""

from fractions import Fraction
from itertools import product
from typing import Any

import flint
import mpmath
import pytest
from mp_flow import drawn, error, instance, number
from sampling import some

from numeric import matrices
from numeric.decimals import exact_fraction
from numeric.evaluate import Undecided
from numeric.exact import Scale, parse_scale
from numeric.field import Balls
from numeric.instance import Instance, random_basis
from numeric.mode_windows import Never
from numeric.true_windows import _General, largest_error, true_window
from numeric.true_windows import error as certified_error
from paper import Misuse

DIGITS = 25


@pytest.fixture
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps next to a crossing come to nothing, however many they are."""
    monkeypatch.setattr("numeric.true_windows.LARGEST_STEPS", 25)


def root(given: Instance, k: int, near: Fraction) -> Any:
    """The root of log(error/ε) that the secant method reaches from two times near the one given."""
    with mpmath.workdps(DIGITS + 15):
        eps = number(given.epsilon or 0)
        begin = (number(near) * (1 - mpmath.mpf(10) ** -4), number(near) * (1 + mpmath.mpf(10) ** -4))
        return mpmath.findroot(lambda t: mpmath.log(error(given, k, t) / eps), begin, solver="secant", verify=False)


SHAPES = ("identity", "diagonal:1,2,3,4", "random:7", "random:12")


@pytest.mark.parametrize(
    ("shape", "alpha", "k", "rate"), list(product(SHAPES, ("1e-8", "1e-30"), range(4), ("1", "3/2")))
)
def test_the_ends_are_where_the_error_is_epsilon(shape: str, alpha: str, k: int, rate: str) -> None:
    """To all digits asked for; both times of a bracket are on their own side of it."""
    given = instance(shape, alpha, rate=rate)
    found = true_window(given, k, DIGITS)
    assert (found.first is None, found.last is None) == (k == 0, k == 3)
    for end in (found.first, found.last):
        if end is not None:
            assert end.only
            exact = root(given, k, end.inside)
            with mpmath.workdps(60):
                low, high = sorted((number(end.outside), number(end.inside)))
                slack, eps = exact * mpmath.mpf(10) ** -36, number(given.epsilon or 0)
                assert low - slack <= exact <= high + slack
                assert high - low < exact * mpmath.mpf(10) ** -DIGITS
                assert error(given, k, number(end.outside)) > eps >= error(given, k, number(end.inside))


@pytest.mark.parametrize("shape", ["diagonal:1,2,3,4", "random:12"])
@pytest.mark.parametrize("k", [1, 2])
def test_windows_of_the_tiniest_alpha_are_told(shape: str, k: int) -> None:
    """At α = 1e-100000 t·c/log(1/α) is all but 1/σ_k and 1/σ_{k+1}; at α = 1e-300 mpmath agrees."""
    found = true_window(instance(shape, "1e-100000"), k, DIGITS)
    assert found.first is not None
    assert found.last is not None
    with mpmath.workdps(40):
        unit = 100000 * mpmath.log(10)
        assert abs(number(found.first.inside) / unit * (4 - k) - 1) < 1e-4
        assert abs(number(found.last.inside) / unit * (3 - k) - 1) < 1e-4
        width = number(found.last.outside) - number(found.last.inside)
        assert 0 < width < mpmath.mpf(10) ** -DIGITS  # so that e^{2cσt} is told as well as t
    given = instance(shape, "1e-300")
    first = true_window(given, k, DIGITS).first
    assert first is not None
    with mpmath.workdps(60):
        assert abs(root(given, k, first.inside) - number(first.inside)) < number(first.inside) * 10**-DIGITS


@pytest.mark.parametrize("seed", some(range(60), 2))
def test_nothing_that_is_said_of_all_times_is_refuted_at_some(seed: int) -> None:
    """`only`, and that there is no window: by mpmath's error at 120 times."""
    given, k = drawn(seed)
    try:
        found = true_window(given, k, 10)
    except Never:
        found = None
    slowest = min(x for x in given.spectrum if x > 0) * given.rate
    eps, latest = number(given.epsilon or 0), 20 / float(slowest)
    for j in range(1, 121):
        t = latest * (j / 120) ** 2
        ratio = error(given, k, mpmath.mpf(t), 20) / eps
        assert ratio <= number(largest_error(given)) / eps
        if found is None:
            assert ratio > 1
            continue
        first, last = found.first, found.last
        if first is not None and t < first.outside:
            assert ratio > 1 or not first.only
        elif last is not None and t > last.outside:
            assert ratio > 1 or not last.only
        elif all(end is None or end.only for end in (first, last)):
            assert ratio < 1 + mpmath.mpf(10) ** -8


def test_the_drawn_instances_are_of_every_kind() -> None:
    """Windows and none; ends that are the only ones and some that are not known to be; shapes of both kinds."""
    kinds = set()
    for seed in range(60):
        given, k = drawn(seed)
        try:
            found = true_window(given, k, 5)
            only = all(end is None or end.only for end in (found.first, found.last))
            kinds.add(("window", given.is_spectral, only))
        except Never:
            kinds.add(("none", given.is_spectral, True))
    assert kinds == {(kind, spectral, True) for kind in ("window", "none") for spectral in (True, False)} | {
        ("window", False, False)
    }


def test_the_certified_error_holds_the_true_one() -> None:
    """Within 1e-30 of mpmath's, learned, half learned, and before anything is."""
    given = instance("random:12", "1e-20")
    for t in (Fraction(0), Fraction(15), Fraction(1561, 100), Fraction(47, 2)):
        field = Balls(200)
        with field.working(), mpmath.workdps(60):
            ball = certified_error(given, 1, t, field)
            exact = error(given, 1, number(t), 60)
            assert abs(mpmath.mpf(ball.mid().str(50, radius=False)) - exact) < exact * mpmath.mpf(10) ** -30


def test_a_start_within_epsilon_has_no_first_end() -> None:
    """W̄₀ = Y₁ + 1e-9 I from α = 1: the error is 1e-9 at once; and far too many digits are refused."""
    shape = matrices.diagonal([Fraction(3) + Fraction(1, 10**9), *[Fraction(1, 10**9)] * 2])
    given = Instance((Fraction(3), Fraction(2), Fraction(1)), shape, None, Scale(Fraction(1)), Fraction(1), Fraction(1))
    found = true_window(given, 1, 10)
    assert found.first is None
    assert found.last is not None
    with pytest.raises(Misuse, match="digits"):
        true_window(given, 1, 10**9)


def test_a_start_at_epsilon_itself_is_left_at_once() -> None:
    """α² = ε: the true window of 0 is the time 0 alone, and 1e-25 later the error is above ε."""
    last = true_window(instance("identity", "0.1"), 0, DIGITS).last
    assert last is not None
    assert last.inside == 0 < last.outside < Fraction(1, 10**DIGITS)


@pytest.mark.parametrize("k", [-1, 4])
def test_a_window_that_is_none_is_refused(k: int) -> None:
    """k runs from 0 to the rank of Y."""
    with pytest.raises(Misuse, match="k runs from 0"):
        true_window(instance("identity", "1e-8"), k, 10)


def test_a_huge_start_is_refused() -> None:
    """Its power of ten is not written out."""
    with pytest.raises(Misuse, match="give one of at most"):
        true_window(instance("identity", "1e1000000"), 1, 10)


@pytest.mark.parametrize(("alpha", "k"), some([("1e-8", 1), ("1e-8", 2), ("1e-30", 1), ("1e-30", 2)], 3))
def test_no_crossing_is_shown_to_go_the_other_way(k: int, alpha: str) -> None:
    """What shows that all crossings of a time span fall refuses a span with one that rises, and the other way round."""
    given = instance("random:12", alpha)
    found, judge = true_window(given, k, 10), _General(given, k, 10)
    assert found.first is not None
    assert found.last is not None
    with judge.coarse.working():
        end = judge.coarse.number(found.last.outside)
    assert judge._falls(None, found.first.inside)
    assert judge._rises(found.last.inside, end)
    assert not judge._falls(None, found.last.outside)
    assert not judge._rises(found.first.outside, end)
    assert judge._stays(found.first.inside, found.last.inside)
    assert not judge._stays(found.first.inside, found.last.outside)
    assert not judge._stays(found.first.outside, found.last.inside)


@pytest.mark.parametrize("seed", range(20))
def test_the_flow_of_the_difference_is_what_the_certificate_uses(seed: int) -> None:
    """YW + WY − 2W² = (Y_⊥ − Y_k)R + R(Y_⊥ − Y_k) − 2R² with R = W − Y_k, exactly."""
    given, k = drawn(seed)
    Y, W = matrices.to_flint(matrices.diagonal(given.spectrum)), matrices.to_flint(given.shape)
    kept = matrices.to_flint(matrices.diagonal([x if i < k else Fraction(0) for i, x in enumerate(given.spectrum)]))
    R, apart = W - kept, Y - kept - kept
    assert apart * R + R * apart - R * R * 2 == Y * W + W * Y - W * W * 2


THIRDS = matrices.product(
    random_basis(3, 5),
    matrices.diagonal([Fraction(1, 3), Fraction(1, 7), Fraction(5, 3)]),
    matrices.transpose(random_basis(3, 5)),
)


def judged(shape: matrices.Rows, alpha: str, epsilon: str, k: int, spectrum: str = "3,2,1") -> _General:
    """What judges a shape that is not diagonal; a diagonal one, whose modes are known, will do for a test."""
    values = tuple(map(Fraction, spectrum.split(",")))
    return _General(Instance(values, shape, None, parse_scale(alpha, "α"), Fraction(1), Fraction(epsilon)), k, 10)


def test_the_norms_are_rounded_outward() -> None:
    """1/m = 1/7 and μ = 5/3, neither of which a ball's end is: the flows between which W(t) lies start outside."""
    judge = judged(THIRDS, "1e-8", "1/100", 1)
    hair = Fraction(1, 10**30)
    assert Fraction(1, 7) - hair < judge.slow < Fraction(1, 7)
    assert Fraction(5, 3) < judge.fast < Fraction(5, 3) + hair


def wide(t: Fraction, radius: Fraction) -> Any:
    return flint.arb(float(t), float(radius))


def test_times_that_are_hardly_known_are_taken_at_their_safe_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """With outer and inner times whose balls reach across the crossings, the window is the same."""
    given = instance("random:12", "1e-8")
    found, judge = true_window(given, 1, 10), _General(given, 1, 10)
    first, last = found.first, found.last
    assert first is not None
    assert last is not None
    length = last.inside - first.inside
    part = length / 8
    outer = wide(first.inside, part), wide(last.inside, part)
    inner = wide(first.inside + part / 2, part), wide(last.inside - part / 2, part)
    monkeypatch.setattr(judge, "_outer", lambda: outer)
    monkeypatch.setattr(judge, "_inner", lambda: inner)
    again = judge.window()
    for end, same in ((first, again.first), (last, again.last)):
        assert same is not None
        assert abs(same.inside - end.inside) < Fraction(1, 10**9)


def test_what_is_above_the_target_is_looked_for_at_both_times() -> None:
    """A mode of W⁺ that starts above its target falls, one below grows: the larger end bounds what is between."""
    judge = judged(matrices.diagonal([Fraction(4), Fraction(1, 9), Fraction(1, 9)]), "1/2", "1/100", 1, "1/2,1/4,0")
    with judge.coarse.working():
        times = (flint.arb(1), flint.arb(9))
        for i in range(3):
            ends = judge._above([i], times)
            between = judge._above([i], (flint.arb(4),))[0]
            assert ends[0] > between > ends[1]
    judge = judged(matrices.diagonal([Fraction(1)] * 3), "1/100", "1/100", 1, "1/2,1/4,0")
    with judge.coarse.working():
        ends, between = judge._above([1], times), judge._above([1], (flint.arb(4),))[0]
        assert ends[0] < between < ends[1]


@pytest.mark.usefixtures("few_steps")
def test_a_window_is_not_stepped_over() -> None:
    """Of modes 2 and 1 from 10⁻⁶ the error is at most 0.0163 for a moment, after falling at full speed."""
    judge = judged(matrices.identity(2), "1e-3", "163/10000", 1, "2,1")
    for begin in (Fraction(3), Fraction(7, 2), Fraction(19, 5), Fraction(4)):
        judge._require_never(begin, Fraction(6))
    never = judged(matrices.identity(2), "1e-3", "8/1000", 1, "2,1")
    with pytest.raises(Never):
        never._require_never(Fraction(3), Fraction(6))


def test_what_begins_below_epsilon_is_not_never_below_it() -> None:
    """At 10⁻⁶, far below 1/2: no step is made from there."""
    judge = judged(matrices.identity(2), "1e-3", "1/2", 0, "2,1")
    assert judge.excess(Fraction(0)).sign < 0
    judge._require_never(Fraction(0), Fraction(3))


def test_digits_of_the_growth_are_told_where_it_is_fast() -> None:
    """Mode 2 is 10⁶⁰ times slower than mode 1: 10 digits of t, and a few more, leave e^{2cσ₁t} without any."""
    given, digits = judged(matrices.identity(2), "1e-3", "1/10", 1, f"{10**60},1").instance, 10
    last = true_window(given, 1, digits).last
    assert last is not None
    assert 0 < 2 * given.rate * given.spectrum[0] * (last.outside - last.inside) < Fraction(1, 10**digits)


@pytest.mark.usefixtures("few_steps")
def test_a_start_far_above_falls_faster_than_its_target_asks() -> None:
    """From W₁₁ = 900 to 3 by ẋ = 6x − 2x², at 2cα²μ at first: a step at 2cσ₁ ends at 0.97, and all is over at 0.5."""
    judge = judged(matrices.diagonal([Fraction(900), Fraction(1)]), "1", "5/2", 1, "3,1")
    assert largest_error(judge.instance) == 901
    assert judge.excess(Fraction(1, 2)).sign < 0
    judge._require_never(Fraction(0), Fraction(1, 2))


@pytest.mark.usefixtures("few_steps")
def test_no_step_goes_beyond_where_the_error_may_be_epsilon() -> None:
    """x(t) of σ = 1 grows from 10⁻⁸ at all but full speed, and is 1/100 at 6.9: from no time before is 7 reached."""
    judge = judged(matrices.identity(2), "1e-4", "1/100", 0, "1,1/2")
    for t in (0, 1, 3, 5, 6):
        assert judge._stays(Fraction(t), Fraction(69, 10))
        assert not judge._stays(Fraction(t), Fraction(7))
        assert not judge._stays(Fraction(t), Fraction(12))


def test_what_is_above_epsilon_does_not_stay_below_it() -> None:
    """Where nothing can grow any more, as all modes of Y are learned: at t = 0 they are not."""
    judge = judged(matrices.identity(2), "1e-4", "1/100", 1, "1,0")
    assert not judge._stays(Fraction(0), Fraction(1))
    assert judge._stays(Fraction(20), Fraction(30))


def test_a_side_of_epsilon_is_never_taken_from_balls_that_overlap_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However coarse the first balls are, the ends are the same."""
    given = instance("random:12", "1e-8")
    found = true_window(given, 1, 12)
    monkeypatch.setattr("numeric.quantities.fields", lambda *_: map(Balls, (24, 48, 300)))
    assert true_window(given, 1, 12) == found


def test_an_end_for_which_nothing_is_shown_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """That a start within ε stays there until the inner times is shown, or the window's first end is not said."""
    given = instance("random:12", "1e-8")
    found, judge = true_window(given, 1, 10), _General(given, 1, 10)
    assert found.first is not None
    begin = flint.arb(float(found.first.inside)) + 0.25
    until = exact_fraction(begin) + Fraction(1, 8)
    assert judge._first((begin, None), until, None) is None
    monkeypatch.setattr(judge, "_stays", lambda *_: False)
    with pytest.raises(Undecided):
        judge._first((begin, None), until, None)


@pytest.mark.parametrize("shape", ["identity", "random:12"])
@pytest.mark.parametrize("epsilon", ["1e-100", "1e-1000"])
def test_the_tiniest_epsilon_has_its_ends(shape: str, epsilon: str) -> None:
    """σ_r − ε and σ_r are one and the same to any ball at first; absent modes fall below ε after 1/(2cε)."""
    found = true_window(instance(shape, "1e-10", epsilon), 3, 20)
    assert found.first is not None
    assert abs(found.first.inside * 2 * Fraction(epsilon) - 1) < Fraction(1, 10**20)


def test_each_bound_is_that_of_its_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """κ, θ and η are how far the flows from α²/7 and 5α²/3 are from Y_k, in the modes that they name, by (12)."""
    seen: list[dict[str, Any]] = []
    for name in ("only_falls", "only_rises"):
        monkeypatch.setattr(f"numeric.directions.{name}", lambda **given: seen.append(given) or True)
    judge = judged(THIRDS, "1e-3", "1/100", 1, "3,2,1")
    with judge.coarse.working(), mpmath.workdps(30):
        judge._falls(None, Fraction(4))
        judge._rises(Fraction(3), flint.arb(4))
        slow, fast = (
            [
                [
                    sigma * a * mpmath.exp(2 * sigma * t) / (sigma + a * mpmath.expm1(2 * sigma * t))
                    for sigma in (3, 2, 1)
                ]
                for t in (3, 4)
            ]
            for a in (mpmath.mpf("1e-6") / 7, mpmath.mpf("1e-6") * 5 / 3)
        )
        falls, rises = ({name: float(x) for name, x in given.items()} for given in seen)
        assert falls == pytest.approx({"kappa": float(fast[1][1]), "eps": 0.01, "after": 2.0})
        assert rises == pytest.approx(
            {"eta": float(3 - slow[0][0]), "theta": float(fast[1][2]), "eps": 0.01, "largest": 3.0, "after": 2.0}
        )
    judge = judged(THIRDS, "1e-9", "1/100", 1, "3,2,1")
    with judge.coarse.working():
        outer, inner = judge._outer(), judge._inner()
        assert inner is not None
        assert outer[0] < inner[0] < inner[1] < outer[1]


def test_a_learned_mode_that_starts_above_its_target_says_nothing_of_eta(monkeypatch: pytest.MonkeyPatch) -> None:
    """W⁻ is above Y_k in it; in the other modes W⁻ is above 0, and no more is known."""
    seen: list[Any] = []
    monkeypatch.setattr("numeric.directions.only_rises", lambda **given: seen.append(given["eta"]))
    judge = judged(matrices.diagonal([Fraction(4)] * 3), "1", "1/100", 1, "1/2,1/4,0")
    judge._rises(Fraction(1), flint.arb(2))
    assert seen == [0]


def test_a_learned_mode_that_starts_above_its_target_is_waited_for() -> None:
    """From 5 to 1 within 1/10, as the other mode is near 0: 1.1 is reached when mpmath says."""
    shape = matrices.diagonal([Fraction(5), Fraction(1, 10**9)])
    given = Instance((Fraction(1), Fraction(1, 2)), shape, None, Scale(Fraction(1)), Fraction(1), Fraction(1, 10))
    first = true_window(given, 1, 10).first
    assert first is not None
    assert abs(float(first.inside) - float(mpmath.log(1.1 * 4 / (5 * 0.1)) / 2)) < 1e-9


def test_the_error_is_bounded_where_alpha_is_not_written_out() -> None:
    """α²W̄₀ is 1/100 with α = 10⁻⁵⁰⁰¹, far above Y."""
    tiny = Fraction(1, 10**9000)
    given = Instance((tiny,), ((Fraction(10**10000),),), None, Scale(Fraction(1), -5001), Fraction(1), tiny)
    assert largest_error(given) >= Fraction(1, 100)
