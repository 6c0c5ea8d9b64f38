"""The pivot law where it is used: pivots, the command that tells half-learning times, and flows tried by balls."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from benchmarks import pivot_law
from flowproof import cli
from numeric.closed_form import solution_at
from numeric.decimals import outward
from numeric.exact import Scale
from numeric.field import Balls, Rationals
from numeric.instance import Instance, from_factor, random_factor, random_shape
from numeric.matrices import product, rows_of, transpose
from numeric.pivots import Mode, pivot
from paper import Misuse

BALLS = Balls(384)
START = ("--spectrum", "3,2,1,0", "--shape", "random:7", "--alpha", "1e-20")


def instance(n: int = 4, width: int | None = None) -> Instance:
    spectrum = tuple(Fraction(n - 1 - i) for i in range(n))
    if width is not None:
        return from_factor(spectrum, random_factor(n, width, 5), None, Scale(Fraction(1), -10), Fraction(1))
    return Instance(spectrum, random_shape(n, 7), None, Scale(Fraction(1), -10), Fraction(1))


# ---- pivots


@pytest.mark.parametrize("width", [None, 3, 4])
def test_the_pivot_is_that_of_its_equation(width: int | None) -> None:
    """S(e_k − b) = p(e_k + l), exactly, whether or not the start is singular."""
    flow = instance(width=width)
    S = flow.shape_in_basis
    for k in range(1, flow.learnable + 1):
        found = pivot(flow, k, Rationals())
        numbers = [Fraction(int(x.p), int(x.q)) for x in (found.p, *found.earlier, *found.later)]
        p, b, rest = numbers[0], numbers[1:k], numbers[k:]
        before = [[-x] for x in b] + [[Fraction(1)]] + [[Fraction(0)]] * (flow.n - k)
        after = [Fraction(0)] * (k - 1) + [Fraction(1)] + rest
        left = product(S, tuple(map(tuple, before)))
        assert [row[0] for row in left] == [p * x for x in after]
        assert p > 0


def test_pivots_multiply_to_minors() -> None:
    """p₁⋯p_k is the k-th leading minor."""
    flow = instance(3)
    minor = flow.shape[0][0] * flow.shape[1][1] - flow.shape[0][1] ** 2
    first, second = (pivot(flow, k, Rationals()).p for k in (1, 2))
    assert Fraction(int((first * second).p), int((first * second).q)) == minor


def test_a_mode_without_a_pivot_is_refused() -> None:
    """The message names the block that is singular, or the rank."""
    rows = tuple(tuple(map(Fraction, row)) for row in ((1, 0), (1, 0), (1, 1)))
    flow = from_factor(tuple(map(Fraction, (3, 2, 1))), rows, None, Scale(Fraction(1), -9), Fraction(1))
    assert pivot(flow, 1, BALLS).p == 1
    with pytest.raises(Misuse, match="the leading 2 × 2 block of W̄₀ in the basis of Y is singular"):
        pivot(flow, 3, BALLS)
    with pytest.raises(Misuse, match="there is no mode 4: Y has rank 3"):
        pivot(flow, 4, BALLS)


def test_a_spectral_start_has_no_errors() -> None:
    """Its pivots are its entries, and each mode is alone."""
    shape = tuple(tuple(Fraction(i + 1 if i == j else 0) for j in range(3)) for i in range(3))
    flow = Instance(tuple(map(Fraction, (3, 2, 1))), shape, None, Scale(Fraction(1), -5), Fraction(1))
    with BALLS.working():
        for k in (1, 2, 3):
            mode = Mode(flow, k, BALLS)
            assert mode.pivot.p == k
            assert mode.delta_below == mode.delta_above == 0
            assert mode.early() == mode.late() == 0


def test_half_is_learned_within_the_interval() -> None:
    """By the closed form: less than half just before, more just after, in a narrow interval, for c = 2 too."""
    for rate in (Fraction(1), Fraction(2)):
        flow = from_factor(tuple(map(Fraction, (3, 2, 1))), random_factor(3, 2, 5), None, Scale(Fraction(1), -6), rate)
        for k in (1, 2):
            with BALLS.working():
                mode = Mode(flow, k, BALLS)
                half, early, late = mode.half_time(), mode.early(), mode.late()
                assert early is not None
                assert late is not None
                assert early + late < half / 1000
                for time, more in ((half - early, False), (half + late, True)):
                    end = Fraction(outward(time, 40, up=more))
                    w = solution_at(flow, end, BALLS)[k - 1, k - 1]
                    target = BALLS.number(flow.spectrum[k - 1])
                    assert (2 * w > target) is more
                    assert (2 * w < target) is not more


def test_a_decimal_is_rounded_away_from_the_ball() -> None:
    with BALLS.working():
        third = BALLS.number(Fraction(1, 3))
        assert outward(third, 5, up=False) == "0.33333"
        assert outward(third, 5, up=True) == "0.33334"
        assert outward(-third, 5, up=True) == "-0.33333"
        assert outward(BALLS.number(Fraction(0)), 5, up=True) == "0"
        assert outward(BALLS.scale(Scale(Fraction(2, 3), -1000)), 3, up=True) == "6.67e-1001"


def test_earlier_modes_have_to_start_below_their_targets() -> None:
    """Else the bound from above fails at once, as docs/explanation/pivot-law.md has it."""
    shape = rows_of([[4, 1], [1, 1]])
    flow = Instance((Fraction(2), Fraction(1)), shape, None, Scale(Fraction(1), 0), Fraction(1))
    with BALLS.working():
        mode = Mode(flow, 2, BALLS)
        assert [name for name, holds in mode.applies.items() if not holds] == ["earlier-start-below-targets"]
        assert solution_at(flow, Fraction(0), BALLS)[1, 1] - mode.said(t=BALLS.number(0))["x"] > mode.delta_above


# ---- the command


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    assert cli.run(["windows", "--theorem", "pivots", *arguments, "--json", "-"]) == status
    return json.loads(capsys.readouterr().out)


def test_each_mode_has_an_interval(capsys: pytest.CaptureFixture[str]) -> None:
    """Its ends enclose the time of a lone mode, and are no further apart than is told."""
    found = told(capsys, *START)
    assert [mode["k"] for mode in found["modes"]] == [1, 2, 3]
    for mode in found["modes"]:
        ends = mode["half_learned"]
        earliest, time, latest, width = (Fraction(ends[name]) for name in ("earliest", "time", "latest", "width"))
        assert earliest <= time <= latest
        assert width * Fraction(9, 10) <= latest - earliest <= width + Fraction(1, 10**27)
        assert all(hypothesis["holds"] for hypothesis in mode["hypotheses"])
    (alone,) = told(capsys, *START, "--mode", "2")["modes"]
    assert alone == found["modes"][1]


@pytest.mark.parametrize("name", ["pivots", "pivot-law", "the pivot law", "half-learning"])
def test_it_is_called_by_any_of_its_names(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["windows", "--theorem", name, *START]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("The pivot law, n = 4, r = 3, α = 1e-20, c = 1")
    assert len(lines) == 6


def test_a_turned_flow_has_the_same_intervals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dense Y, whose basis is known in balls: pivots are those of W̄₀ in it."""
    Q = ((Fraction(3, 5), Fraction(-4, 5)), (Fraction(4, 5), Fraction(3, 5)))
    sigma, S = rows_of([[2, 0], [0, 1]]), rows_of([[3, 1], [1, 2]])
    files = {}
    for name, rows in (("Y", product(Q, sigma, transpose(Q))), ("S", product(Q, S, transpose(Q))), ("plain", S)):
        files[name] = tmp_path / f"{name}.json"
        files[name].write_text(json.dumps([[str(x) for x in row] for row in rows]))
    dense = told(capsys, "--target", str(files["Y"]), "--shape", str(files["S"]), "--alpha", "1e-12")
    plain = told(capsys, "--spectrum", "2,1", "--shape", str(files["plain"]), "--alpha", "1e-12")
    assert dense["modes"] == plain["modes"]
    assert [mode["pivot"][:8] for mode in plain["modes"]] == ["3.000000", "1.666666"]


def test_a_start_that_is_not_small_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1, with the hypothesis that fails; the bounds that are left stand."""
    found = told(capsys, "--spectrum", "3,2,1", "--shape", "random:7", "--alpha", "1/3", status=1)
    last = found["modes"][2]
    assert {h["name"]: h["holds"] for h in last["hypotheses"]}["small-error-above"] is False
    assert last["half_learned"]["earliest"] is None
    assert last["half_learned"]["latest"] is not None
    assert cli.run(["windows", "--theorem", "pivots", "--spectrum", "1", "--alpha", "2"]) == 1
    assert "mode 1: the mode starts below its singular value: fails" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*START, "--mode", "4"), "there is no mode 4: Y has rank 3"),
        ((*START, "--mode", "0"), "there is no mode 0"),
        (("--spectrum", "2,-1", "--alpha", "1e-9"), "negative"),
        (("--spectrum", "2,1", "--alpha", "0"), "must be positive"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["windows", "--theorem", "pivots", *arguments]) == 3
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_other_theorems_need_a_tolerance_and_have_no_modes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["windows", "--theorem", "4", *START]) == 3
    assert "give --epsilon" in capsys.readouterr().err
    assert cli.run(["windows", "--theorem", "4", *START, "--epsilon", "1", "--mode", "1"]) == 3
    assert "leave out --mode" in capsys.readouterr().err


# ---- many flows


def test_a_sample_of_flows_obeys_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """Widths from 1, singular Y, clusters, α down to 1e-1001: no violation, and the bounds are used."""
    monkeypatch.setattr(pivot_law, "FIELDS", pivot_law.FIELDS[:2])
    found = pivot_law.tried(30, seed=3)
    assert found.violations == []
    assert found.modes >= 30
    assert found.singular >= 10
    assert found.undecided < found.points
    assert found.used["below"] > 0.3
    assert max(found.used.values()) <= 1


def test_a_smaller_bound_is_violated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample can fail: a fifth of δ⁻ is not enough."""
    whole = Mode.delta_below.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Mode, "delta_below", property(lambda self: whole(self) / 5))
    monkeypatch.setattr(pivot_law, "FIELDS", pivot_law.FIELDS[:1])
    assert pivot_law.tried(20, seed=3).violations
