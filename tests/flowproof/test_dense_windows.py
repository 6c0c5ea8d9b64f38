"""Windows of a target that is not diagonal: `windows`, `measure --windows` and `Flow.windows` say the same."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import flowproof
from flowproof import cli
from numeric import reach
from numeric.instance import random_factor
from paper import theorems

Y = np.array([[2.5, 1.0, 0.0], [1.0, 3.0, 0.5], [0.0, 0.5, 1.0]])
SPECTRAL = 2 * Y + np.eye(3)
NAMES = {name for each in theorems.DECLARED.values() for name in (each.key, each.label, each.group, *each.names)}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Of Y, of a shape that commutes with it, and of a factor with two columns."""
    found = {name: str(tmp_path / f"{name}.npy") for name in ("Y", "shape", "factor")}
    np.save(found["Y"], Y)
    np.save(found["shape"], SPECTRAL)
    np.save(found["factor"], np.array([[float(x) for x in row] for row in random_factor(3, 2, 7)]))
    return found


def asked(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> Any:
    assert cli.run([*arguments, "--json", "-"]) == status
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_all_say_the_same_by_every_name(name: str, files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """The ends to thirty digits; a theorem is called by any of its names."""
    option = "factor" if theorems.named(name).shape == "factor" else "shape"
    given = ("--target", files["Y"], f"--{option}", files[option], "--alpha", "1e-30")
    told = asked(capsys, "windows", "--theorem", name, "--epsilon", "1/100", *given)
    flow = flowproof.Flow(files["Y"], **{option: files[option]}, alpha="1e-30")
    found = flow.windows(name, epsilon="1/100")
    assert json.loads(found.to_json()) == told
    assert found.holds is True
    (measured,) = asked(capsys, "measure", *given, "--windows", f"{name}:1/100")["windows"]
    right = [w["right"] if w["right"] == "inf" else w["right"]["value"] for w in measured["T"]]
    ends = list(zip((w["left"]["value"] for w in measured["T"]), right, strict=True))
    assert ends == [(w["left"], w["right"]) for w in told["windows"]]
    assert [window["empty"] for window in measured["T"]] == [w["empty"] for w in told["windows"]]
    assert len(ends) == (3 if option == "factor" else 4)


def test_where_the_error_is_within_the_tolerance() -> None:
    """At the middle of each window, by the flow itself."""
    flow = flowproof.Flow(Y, shape="random:3", alpha="1e-30")
    for theorem in ("4", "4s", "4opt", "4k"):
        for window in flow.windows(theorem, "1/100").windows:
            t = float(window.left) + 1 if window.right == "inf" else (float(window.left) + float(window.right)) / 2
            ((spectral, _),) = flow.error(window.k, t).values
            assert float(spectral.decimal) <= 0.01


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ([[1, 2], [2, 1]], "the target has the negative eigenvalue -1.0"),
        ([[2, 1, 1], [1, 2, 1], [1, 1, 2]], "the singular value 1.0"),
        ([[1, 1], [1, 1 + 2.0**-52]], ""),
    ],
)
def test_what_has_no_windows_is_one_sentence(
    target: Any, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tie among the eigenvalues, one that is negative; one that is next to nothing is none of these."""
    np.save(tmp_path / "Y.npy", np.array(target, dtype=float))
    given = ("--target", str(tmp_path / "Y.npy"), "--alpha", "1e-300")
    for command in (
        ("windows", "--theorem", "4", *given, "--epsilon", "1e-3"),
        ("measure", *given, "--windows", "4:1e-3"),
    ):
        status = cli.run(list(command))
        error = capsys.readouterr().err
        assert (status, error.count("\n")) == ((3, 1) if told else (0, 0))
        assert told in error
    if told:
        with pytest.raises(flowproof.Misuse, match=f"^{told}"):
            flowproof.Flow(target, alpha="1e-300").windows("4", "1e-3")


def test_what_stays_open_is_undecided(
    files: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Which modes a factor reaches, where that is not looked into exactly: status 2, and `Undecided` in Python."""
    monkeypatch.setattr(reach, "LARGEST", 1)
    target, factor = [[2.0, 1, 1], [1, 3, 0], [1, 0, 3]], [[0.0], [1], [-1]]  # of one part, and a symmetry
    np.save(files["Y"], target)
    np.save(files["factor"], factor)
    given = ("--target", files["Y"], "--factor", files["factor"], "--alpha", "1e-30")
    sentence = "which modes of the target the factor reaches could not be told"
    for command in (
        ("windows", "--theorem", "4p", *given, "--epsilon", "1e-3"),
        ("measure", *given, "--windows", "4p:1e-3"),
    ):
        written = tmp_path / "T.json"
        assert cli.run([*command, "--json", str(written)]) == 2
        assert capsys.readouterr().err == f"flowproof: undecided: {sentence}\n"
        assert not written.exists()
    with pytest.raises(flowproof.Undecided, match=sentence):
        flowproof.Flow(target, factor=factor, alpha="1e-30").windows("4p", "1e-3")
