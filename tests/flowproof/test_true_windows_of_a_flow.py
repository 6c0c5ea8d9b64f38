"""`Flow.true_windows` and `measure --true-windows`: what is found, what never is, what stays undecided, and misuse."""

import json
from fractions import Fraction
from math import inf, isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import flowproof
from flowproof import cli
from flowproof.library.results import TrueWindows
from numeric import true_windows
from numeric.evaluate import Undecided

DENSE = np.array([[2.5, 1.0, 0.0], [1.0, 3.0, 0.5], [0.0, 0.5, 1.0]])


@pytest.mark.parametrize("shape", ["identity", "random:7"])
@pytest.mark.parametrize("target", [{"spectrum": "3,2,1,0"}, {"target": DENSE}], ids=["diagonal", "dense"])
def test_the_error_crosses_the_tolerance_there(target: dict[str, Any], shape: str) -> None:
    """Above ε at `outside`, and not above it at `inside`, as `Flow.error` has it; a theorem's window is inside."""
    flow = flowproof.Flow(**target, shape=shape, alpha="1e-30")
    found = flow.true_windows("0.01", digits=15)
    windows = flow.windows("4opt", "0.01")
    assert [row.k for row in found.windows] == [0, 1, 2, 3]
    for row, window in zip(found.windows, windows.windows, strict=True):
        assert row.outcome == "FOUND"
        for end in (row.first, row.last):
            if end is not None:
                outside, inside = (
                    Fraction(flow.error(row.k, t).values[0][0].decimal) for t in (end.outside, end.inside)
                )
                assert inside <= Fraction("0.01") < outside
                assert end.only
        if row.first is not None:
            assert row.first.outside <= Fraction(window.left)
        assert (row.last is None) == (window.right == "inf")
        if row.last is not None:
            assert Fraction(window.right) <= row.last.outside
    assert (found.windows[0].first, found.windows[-1].last) == (None, None)


def test_what_is_asked_for_is_told_in_that_order() -> None:
    flow = flowproof.Flow(DENSE, alpha="1e-30")
    every = flow.true_windows("0.01", digits=8)
    for ks, chosen in (([2, 0], (2, 0)), (np.array([1]), (1,)), (3, (3,))):
        assert flow.true_windows("0.01", ks, digits=8).windows == tuple(every.windows[k] for k in chosen)
    assert every.epsilon == Fraction(1, 100)


def test_a_window_that_is_never_there_is_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    """The other rows are told all the same, and that is no failure."""
    given = {"spectrum": "1,0.999", "shape": "random:3", "alpha": "1e-3"}
    found = flowproof.Flow(**given).true_windows("1e-3", digits=8)
    assert [row.outcome for row in found.windows] == ["FOUND", "NEVER", "FOUND"]
    assert "W(t) is never within ε of Y_1" in str(found)
    ends = found.to_numpy()
    assert all(map(isnan, ends.log10[1]))
    assert ends.log10[2, 1] == inf
    options = [x for name, value in given.items() for x in (f"--{name}", value)]
    assert cli.run(["measure", *options, "--true-windows", "1e-3", "--digits", "8"]) == 0
    assert "k = 1  never" in capsys.readouterr().out


def test_a_window_that_stays_undecided_is_one_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its reason; the command ends with 2 after it has told the others."""
    find = true_windows.true_window

    def not_all(instance: Any, k: int, digits: int) -> Any:
        if k == 1:
            raise Undecided("that could not be told")
        return find(instance, k, digits)

    monkeypatch.setattr("flowproof.true_windows.true_window", not_all)
    found = flowproof.Flow(spectrum="2,1", alpha="1e-9").true_windows("0.01", digits=8)
    assert [row.outcome for row in found.windows] == ["FOUND", "UNDECIDED", "FOUND"]
    assert "that could not be told" in str(found)
    command = ["measure", "--spectrum", "2,1", "--alpha", "1e-9", "--true-windows", "0.01", "--digits", "8"]
    assert cli.run([*command, "--json", "-"]) == 2
    (told,) = json.loads(capsys.readouterr().out)["true_windows"]
    assert told["true"][1] == {"k": 1, "outcome": "UNDECIDED", "reason": "that could not be told"}
    assert told["true"][2]["outcome"] == "FOUND"


def test_what_is_not_certified_is_marked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In text and in a table, and explained."""
    end = true_windows.End(Fraction(2), Fraction(1), only=False)
    monkeypatch.setattr("flowproof.true_windows.true_window", lambda *_: true_windows.TrueWindow(1, None, end))
    command = ["measure", "--spectrum", "2,1", "--alpha", "1e-9", "--true-windows", "1:0.01"]
    assert cli.run(command) == 0
    shown = capsys.readouterr().out
    assert "k = 1  from 0  to 1 ~" in shown
    assert "~: the error crosses ε there; that it does so at no other time is not certified" in shown
    found = flowproof.Flow(spectrum="2,1", alpha="1e-9").true_windows("0.01", 1)
    assert isinstance(found, TrueWindows)
    assert found.table()[1] == ["1", "FOUND", "", "0", "", "1", "2", "not certified"]


def test_where_two_are_equal_there_is_no_best_approximation() -> None:
    """It is left out, or refused where it is asked for; the same for a target that is not diagonal."""
    for flow in (
        flowproof.Flow(spectrum=[3, 2, 2], shape="random:2", alpha="1e-20"),
        flowproof.Flow([[3, 1, 1], [1, 3, 1], [1, 1, 3]], shape="random:2", alpha="1e-20"),
    ):
        found = flow.true_windows("0.01", digits=8)
        rows = [row.k for row in found.windows]
        k = 2 if rows == [0, 1, 3] else 0
        assert k == 2
        assert {row.outcome for row in found.windows} == {"FOUND"}
        with pytest.raises(flowproof.Misuse, match=f"^σ_{k} and σ_{k + 1} are equal, so Y_{k} is not unique"):
            flow.true_windows("0.01", k)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--true-windows", "x"], "ε is 'x'; write an exact number"),
        (["--true-windows", "a:1"], "--true-windows is 'a:1'; write EPSILON or K:EPSILON, as in 2:1/100"),
        (["--true-windows", "-1:1"], "--true-windows is '-1:1'; write EPSILON or K:EPSILON"),
        (["--true-windows", "0"], "ε is 0; it must be positive"),
        (["--true-windows", "7:1"], "there is no window of 7 within 1; k runs from 0 to the rank of Y"),
        (["--true-windows", "1", "--digits", "0"], "the digits are 0; ask for 1 to"),
        (["--true-windows", "1", "--factor", "U.json"], "the shape ŪŪᵀ has rank 1 and n is 2; one with an inverse"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "U.json").write_text("[[1], [2]]", encoding="utf-8")
    assert cli.run(["measure", "--spectrum", "2,1", "--alpha", "1e-9", *arguments]) == cli.MISUSE
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("epsilon", "ks", "told"),
    [
        (0, None, "ε is 0; it must be positive"),
        ("0.01", "1", "k is '1'; give a whole number"),
        ("0.01", [1.5], "k is 1.5; give a whole number"),
        ("0.01", [3], "there is no window of 3 within 1/100; k runs from 0 to the rank of Y, with an ε"),
        ("0.01", [-1], "there is no window of -1 within 1/100"),
    ],
)
def test_what_makes_no_question_is_refused(epsilon: Any, ks: Any, told: str) -> None:
    with pytest.raises(flowproof.Misuse, match=f"^{told}"):
        flowproof.Flow([[2, 1], [1, 3]], alpha="1e-9").true_windows(epsilon, ks)
