"""`flowproof measure`: certified numbers as text and JSON, exit statuses, and one sentence for what makes no sense."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from flowproof import cli, measurements
from numeric import at_times, quantities
from numeric.inputs import read_problem

START = ["--spectrum", "3,2,1,0", "--shape", "random:7", "--alpha", "1e-100"]
CLOSE = Fraction(1, 10**19)


def run(*arguments: str) -> int:
    return cli.run(["measure", *arguments])


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*START, *arguments, "--json", "-") == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    found: dict[str, Any] = json.loads(shown.out)
    return found


def test_all_numbers_are_pairs_of_strings(capsys: pytest.CaptureFixture[str]) -> None:
    """Each measured number has its value and radius; counts alone are JSON numbers."""
    found = document(
        capsys,
        "--digits",
        "20",
        "--time",
        "100",
        "--time",
        "1/3",
        "--singular-values",
        "--error",
        "1",
        "--error",
        "0",
        "--loss",
    )
    assert (found["digits"], found["alpha"], found["rate"]) == (20, "1e-100", "1")
    assert found["loss_convention"] == "(c/4)·‖Y − W‖_F²"
    assert [time["t"] for time in found["times"]] == ["100", "1/3"]
    p = read_problem(spectrum="3,2,1,0", shape="random:7", alpha="1e-100")
    for time in found["times"]:
        t = Fraction(time["t"])
        assert time["singular_values"] == [pair(x) for x in quantities.singular_values(p, t, 20)]
        assert time["loss"] == pair(quantities.loss(p, t, 20))
        for entry, k in zip(time["errors"], (1, 0), strict=True):
            distance = quantities.distance(p, t, k, 20)
            assert entry == {"k": k, "spectral": pair(distance.spectral), "frobenius": pair(distance.frobenius)}
    assert set(found) == {"digits", "alpha", "rate", "loss_convention", "times", "seconds"}


def pair(x: Any) -> dict[str, str]:
    return {"value": x.decimal, "radius": x.radius}


def test_crossings_say_what_they_claim(capsys: pytest.CaptureFixture[str]) -> None:
    """Two rational ends, the quantity, and whether it is the only crossing."""
    found = document(capsys, "--digits", "12", "--reach", "2:1/2", "--reach", "1:0.9")
    assert [(x["i"], x["fraction"], x["only"]) for x in found["reached"]] == [(2, "0.5", False), (1, "0.9", False)]
    for x in found["reached"]:
        left, right = Fraction(x["left"]), Fraction(x["right"])
        assert 0 < right - left <= left / 10**12
        assert "not certified" in x["claim"]
    assert "times" not in found
    assert "loss_convention" not in found


def test_modes_of_a_spectral_start_have_their_own_option(capsys: pytest.CaptureFixture[str]) -> None:
    """Their crossing is the only one."""
    arguments = ["--spectrum", "3,2", "--shape", "diagonal:1,2", "--alpha", "1e-9", "--rate", "2"]
    assert run(*arguments, "--reach-mode", "2:1/2", "--json", "-") == 0
    (found,) = json.loads(capsys.readouterr().out)["reached"]
    assert (found["quantity"], found["only"]) == ("mode 2", True)


def test_windows_are_measured_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    """T_0..T_r of a theorem at ε, with radii; the last has no right end."""
    found = document(capsys, "--windows", "4:1/10")["windows"]
    assert [(x["theorem"], x["epsilon"]) for x in found] == [(4, "0.1")]
    assert [x["k"] for x in found[0]["T"]] == [0, 1, 2, 3]
    assert found[0]["T"][3]["right"] == "inf"
    assert set(found[0]["T"][1]["left"]) == {"value", "radius"}


def test_a_window_that_is_empty_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    """As `flowproof windows` says it of the same windows."""
    start = ["--spectrum", "3,2,1,0", "--shape", "random:7", "--alpha", "1/10"]
    assert run(*start, "--windows", "4:1/10", "--json", "-") == 0
    (found,) = json.loads(capsys.readouterr().out)["windows"]
    told = ["windows", "--theorem", "4", *start, "--epsilon", "1/10"]
    assert cli.run([*told, "--json", "-"]) == 1
    empty = [window["empty"] for window in json.loads(capsys.readouterr().out)["windows"]]
    assert [window["empty"] for window in found["T"]] == empty == [True, True, True, False]
    assert run(*start, "--windows", "4:1/10") == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("T_")]
    assert ["(empty)" in line for line in lines] == empty


def test_people_see_the_same_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Every value and radius of the JSON file stands in the text."""
    file = tmp_path / "measured.json"
    arguments = [
        "--time",
        "50",
        "--singular-values",
        "--error",
        "1",
        "--loss",
        "--reach",
        "1:1/2",
        "--windows",
        "3:1/10",
    ]
    start = ["--spectrum", "3,2,1,0", "--shape", "diagonal:1,2,3,4", "--alpha", "1e-100"]
    assert run(*start, *arguments, "--json", str(file)) == 0
    shown = capsys.readouterr().out
    found = json.loads(file.read_text(encoding="utf-8"))
    pairs = [*found["times"][0]["singular_values"], found["times"][0]["loss"], found["windows"][0]["T"][1]["right"]]
    assert [f"{x['value']} ± {x['radius']}" in shown for x in pairs] == [True] * 6
    assert found["reached"][0]["left"] in shown
    assert found["reached"][0]["claim"] in shown
    assert "t = 50" in shown
    assert "‖W − Y_1‖_F" in shown
    assert "to ∞" in shown


def test_a_file_holds_the_target_and_the_factor(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A dense Y and a narrow factor; the singular values beyond its rank are exactly 0."""
    target, factor = tmp_path / "Y.json", tmp_path / "U.json"
    target.write_text('[["2", "1"], ["1", "2"]]', encoding="utf-8")
    factor.write_text('[["1"], ["1/3"]]', encoding="utf-8")
    arguments = ["--target", str(target), "--factor", str(factor), "--alpha", "1e-20", "--time", "40"]
    assert run(*arguments, "--singular-values", "--json", "-") == 0
    first, second = json.loads(capsys.readouterr().out)["times"][0]["singular_values"]
    assert abs(Fraction(first["value"]) - 3) < CLOSE
    assert second == {"value": "0", "radius": "0"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nothing is asked for"),
        (["--time", "1"], "nothing is asked for at the times"),
        (["--loss"], "there is no time to measure at"),
        (["--time", "x", "--loss"], "the time is 'x'"),
        (["--time", "-1", "--loss"], "the time is -1; give one that is not negative"),
        (["--time", "1", "--error", "1.5"], "--error is '1.5'; give a rank K such as 1"),
        (["--time", "1", "--error", "7"], "there is no Y_7"),
        (["--time", "1", "--loss", "--digits", "0"], "the digits are 0"),
        (["--time", "1", "--loss", "--reach", "1"], "--reach is '1'; write I:FRACTION"),
        (["--reach", "x:1/2"], "--reach is 'x:1/2'; write I:FRACTION"),
        (["--reach", "1:half"], "the number after the colon of --reach is 'half'"),
        (["--reach", "1:2"], "the fraction is 2"),
        (["--reach", "4:1/2"], "σ_4 is not positive"),
        (["--reach-mode", "1:1/2"], "modes have a closed form where Y and W̄₀ are diagonal"),
        (["--windows", "4"], "--windows is '4'; write THEOREM:EPSILON"),
        (["--windows", "4:-1"], "ε is -1; it must be positive"),
        (["--windows", "5:1/2"], "there are windows for Theorems 3, 4, 4s"),
        (["--time", "1", "--loss", "--json", "/nowhere/x.json"], "there is no folder"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_sentence(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with status 3 and nothing else."""
    assert run(*START, *arguments) == 3
    shown = capsys.readouterr()
    assert message in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_what_no_precision_tells_is_undecided(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 where a singular value starts exactly at its level, as balls cannot tell."""
    start = ("--spectrum", "2/3,1/3", "--shape", "diagonal:1/4,1/9", "--alpha", "1")
    assert run(*start, "--reach", "2:1/3") == 2
    assert "undecided: whether the singular value 2 of W is above 1/3·σ_2 at t = 0" in capsys.readouterr().err
    assert run(*start, "--reach-mode", "2:1/3") == 3
    assert "mode 2 of W(0) is not below 1/3·σ_2 at t = 0 already" in capsys.readouterr().err


def test_the_convention_is_that_of_the_numbers() -> None:
    """The loss is named with its factor in the text as in the document."""
    assert measurements.LOSS.startswith("(c/4)")
    assert "(c/4)" in (quantities.loss.__doc__ or "")


def test_numbers_with_fewer_digits_are_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In JSON with their digits, in the text by a line; as if 10 rows were beyond the reach of balls."""
    monkeypatch.setattr(at_times, "LARGEST_IN_BALLS", 10)
    monkeypatch.setattr(at_times, "SMALLEST_IN_DOUBLES", 1)
    start = ["--spectrum", ",".join(map(str, range(12, 0, -1))), "--shape", "random:7", "--alpha", "1e-9"]
    asked = ["--time", "3", "--singular-values", "--error", "0", "--loss", "--digits", "30"]
    assert run(*start, *asked, "--json", "-") == 0
    (at,) = json.loads(capsys.readouterr().out)["times"]
    fewer = at["fewer_digits"]
    assert {x[0] for x in fewer} >= {"singular_values", "spectral"}
    for name, *rest in fewer:
        number, digits = (rest[0], rest[1]) if name != "loss" else (None, rest[0])
        assert 0 < digits < 30
        value = (
            at["singular_values"][number - 1] if name == "singular_values" else at["errors"][0].get(name, at["loss"])
        )
        assert len(value["value"].partition("e")[0].replace(".", "").lstrip("0")) == digits
    assert run(*start, *asked) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith(f"told to fewer digits: {len(fewer)} (σ_1(W) to {fewer[0][2]}, ")
    assert run(*start, *asked[:-1], "9") == 0
    assert "fewer" not in capsys.readouterr().out
