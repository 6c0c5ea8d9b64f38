"""What a flow is given, at the command line as from Python: files of each kind, times, and a matrix made symmetric."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.io

import flowproof
from flowproof import cli

Y = np.array([[2.5, 1.0], [1.0, 3.0]])
START = ("--alpha", "1e-9", "--digits", "5")
FILES: dict[str, Callable[[Path], object]] = {
    "Y.json": lambda file: file.write_text(json.dumps(Y.tolist()), encoding="utf-8"),
    "Y.npy": lambda file: np.save(file, Y),
    "Y.npz": lambda file: np.savez(file, Y),
    "Y.csv": lambda file: file.write_text("2.5, 1\n1, 3\n", encoding="utf-8"),
    "Y.txt": lambda file: np.savetxt(file, Y),
    "Y.mtx": lambda file: scipy.io.mmwrite(file, Y),
}


def run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """What is printed, on standard output or, where something is wrong, as an error."""
    assert cli.run(list(arguments)) == status
    shown = capsys.readouterr()
    return shown.err if status == cli.MISUSE else shown.out


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    found = json.loads(run(capsys, *arguments, "--json", "-"))
    return {name: x for name, x in found.items() if name != "seconds"}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("option", ["--target", "--shape", "--factor"])
def test_a_file_of_any_kind_is_what_it_is_in_python(
    option: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the identity where no start is given."""
    FILES[kind](tmp_path / kind)
    spectrum = () if option == "--target" else ("--spectrum", "2,1")
    flow = flowproof.Flow(**{option[2:]: Y}, **({"spectrum": [2, 1]} if spectrum else {}), alpha="1e-9")
    given = (*spectrum, option, str(tmp_path / kind), *START, "--time", "3")
    evaluated = json.loads(flow.at(3, 5).to_json())
    measured = json.loads(flow.loss(3, 5).to_json())
    assert document(capsys, "evaluate", *given, "--certified") == _no_seconds(evaluated)
    assert document(capsys, "measure", *given, "--loss") == _no_seconds(measured)


def _no_seconds(found: dict[str, Any]) -> dict[str, Any]:
    found.pop("seconds")
    return found


@pytest.mark.parametrize("command", [("evaluate",), ("measure", "--loss")])
@pytest.mark.parametrize(
    ("times", "found"),
    [
        (["0:1:0.5"], ["0", "0.5", "1"]),
        (["0,1/3,2"], ["0", "1/3", "2"]),
        (["3", "0:1:1", "2 2"], ["3", "0", "1", "2", "2"]),
    ],
)
def test_times_are_lists_and_grids(
    command: tuple[str, ...], times: list[str], found: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each `--time` is one, a list or a grid, and they are answered in the order in which they are given."""
    asked = [argument for text in times for argument in ("--time", text)]
    told = document(capsys, *command, "--spectrum", "2,1", *START, *asked)["times"]
    assert [at["t"] for at in told] == found


def test_times_as_text_are_the_same_in_python() -> None:
    flow = flowproof.Flow(spectrum=[2, 1], alpha="1e-9")
    half = Fraction(1, 2)
    assert flow.loss("0:1:0.5", 5) == flow.loss([0, half, 1], 5) == flow.loss(np.array([0, 0.5, 1]), 5)
    assert flow.trajectory("0, 0.5, 1", 5) == flow.trajectory("0:1:1/2", 5)


@pytest.mark.parametrize("command", [("evaluate",), ("measure", "--loss")])
@pytest.mark.parametrize(
    ("times", "told"),
    [
        ("1,0", "times 1 and 2 are 1 and 0, which descend"),
        ("-1", "the time is -1; give one that is not negative"),
        ("0:1:-1", "the step between times is -1; give a positive one"),
        ("0:1:1e-9", "are more than 100000, the most allowed; give a larger step"),
        ("0:1", "the times are '0:1'; write start:end:step"),
    ],
)
def test_times_that_make_no_sense_are_refused(
    command: tuple[str, ...], times: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence, which is the same in Python."""
    given = (*command, "--spectrum", "2,1", *START, "--time", times)
    error = run(capsys, *given, status=cli.MISUSE)
    assert told in error
    assert error.count("\n") == 1
    with pytest.raises(flowproof.Misuse, match=told):
        flowproof.Flow(spectrum=[2, 1], alpha="1e-9").loss(times)


def test_too_many_times_together_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("evaluate", "--spectrum", "2,1", *START, "--time", "1:60000:1", "--time", "1:60000:1")
    told = "the list of times has 120000 values; 100000 are the most allowed at once"
    assert told in run(capsys, *given, status=cli.MISUSE)


@pytest.mark.parametrize("option", ["--target", "--shape"])
def test_what_rounding_made_asymmetric_is_refused_with_the_remedy(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "A.npy"
    lopsided = np.array([[1, 0.3], [0.1 + 0.2, 1]])
    np.save(file, lopsided)
    spectrum = () if option == "--target" else ("--spectrum", "2,1")
    given = ("evaluate", *spectrum, option, str(file), *START, "--time", "1")
    error = run(capsys, *given, status=cli.MISUSE)
    assert f"the {option[2:]} is not symmetric: entries (2, 1) and (1, 2) differ by 5.6e-17" in error
    assert "by symmetrize=True, or --symmetrize" in error
    flow = flowproof.Flow(
        **{option[2:]: lopsided}, **({"spectrum": [2, 1]} if spectrum else {}), alpha="1e-9", symmetrize=True
    )
    told = document(capsys, *given, "--symmetrize")["times"][0]["W"]
    assert told == [[x.decimal for x in row] for row in flow.at(1, 5).values]


BAD: dict[str, tuple[Any, str]] = {
    "tall": (np.ones((3, 2)), "the target has 3 rows and 2 columns; give a square matrix"),
    "nan": (np.array([[1, np.nan], [np.nan, 1]]), r"entry \(1, 2\) of the target.* is nan; give a finite number"),
    "infinite": (np.array([[np.inf]]), r"entry \(1, 1\) of the target.* is inf; give a finite number"),
    "complex": (Y * 1j, r"entry \(1, 1\) of the target.* is 2.5j, a complex number; give real ones"),
    "bool": (np.eye(2, dtype=bool), r"entry \(1, 1\) of the target.* is True, no number"),
    "text": (np.array([["1", "x"], ["x", "1"]]), r"entry \(1, 2\) of the target.* is 'x'; write an exact number"),
    "cube": (np.ones((2, 2, 2)), r"the target.* has the shape \(2, 2, 2\); give an array of 2 dimensions"),
    "many": (np.ones((10**5, 1)), "the target.* has 100000 rows and 1 columns; 5000 are the most allowed"),
}


@pytest.mark.parametrize("name", BAD)
def test_arrays_that_are_no_target_are_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As an array in Python, and as a file at the command line, where nothing is written."""
    array, told = BAD[name]
    with pytest.raises(flowproof.Misuse, match=f"^{told}"):
        flowproof.Flow(array, alpha="1e-9")
    np.save(tmp_path / "Y.npy", array)
    written = tmp_path / "W.json"
    given = ("evaluate", "--target", str(tmp_path / "Y.npy"), *START, "--time", "1", "--json", str(written))
    error = run(capsys, *given, status=cli.MISUSE)
    with pytest.raises(AssertionError, match=told):
        raise AssertionError(error)
    assert error.count("\n") == 1
    assert not written.exists()


def test_objects_are_read_one_by_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An array of exact numbers is one; an array of anything else is refused, and so is a file of objects."""
    exact = np.array([[Fraction(5, 2), 1], [1, 3]], dtype=object)
    assert flowproof.Flow(exact, alpha=1).problem == flowproof.Flow(Y, alpha=1).problem
    with pytest.raises(flowproof.Misuse, match=r"^entry \(1, 1\) of the target is None, of the type NoneType"):
        flowproof.Flow(np.array([[None]]), alpha=1)
    np.save(tmp_path / "Y.npy", exact, allow_pickle=True)
    given = ("evaluate", "--target", str(tmp_path / "Y.npy"), *START, "--time", "1")
    assert "holds no array of numbers that NumPy reads" in run(capsys, *given, status=cli.MISUSE)


@pytest.mark.parametrize(
    ("command", "options"),
    [("measure", ["--windows", "4:1/10"]), ("windows", ["--theorem", "4", "--epsilon", "1/10"])],
)
def test_what_balls_compute_takes_fewer_rows(
    command: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """301 of them are read, and evaluated, and refused by all else before any work."""
    spectrum = ",".join(str(Fraction(700 - i, 350)) for i in range(301))
    given = ["--spectrum", spectrum, "--shape", "identity", "--alpha", "1e-3"]
    with pytest.raises(SystemExit) as refusal:
        cli.main([command, *given, *options])
    assert refusal.value.code == 3
    assert "the target has 301 rows; 300 are the most for" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        cli.main(["evaluate", *given, "--time", "3", "--digits", "10"])
    assert ended.value.code == 0
