"""`flowproof certificates`: one file, the same bytes each time, which the checker accepts on its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from declared import declare

from flowproof import cli
from proofs.lemmas import proved
from proofs.theorems.shared import proof

CHECKER = Path(__file__).parents[2] / "proofs" / "checker.py"


def written(folder: Path, name: str = "certificates.json") -> Path:
    assert cli.run(["certificates", str(folder / name)]) == 0
    return folder / name


def test_the_checker_accepts_the_file_on_its_own(tmp_path: Path) -> None:
    """In an interpreter that sees neither this project nor any other package; every claim is named as valid."""
    file = written(tmp_path)
    command = [sys.executable, "-I", "-S", str(CHECKER), str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603
    labels = [claim["label"] for claim in json.loads(file.read_text(encoding="utf-8"))["claims"]]
    assert ended.returncode == 0, ended.stdout
    assert [line.split(maxsplit=1) for line in ended.stdout.splitlines()[1:]] == [["valid", label] for label in labels]
    assert {"theorem-3", "theorem-4"} <= {label.partition(",")[0] for label in labels}


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    """Found anew, nothing kept from before."""
    first = written(tmp_path, "first.json").read_bytes()
    for kept in (proved.lemmas, proved.known_lemmas, proved.lemma_prover, proof._provers):
        kept.cache_clear()
    assert written(tmp_path, "second.json").read_bytes() == first


def test_a_step_without_a_certificate_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With Theorem 4's c₁ halved the file lacks that case, and the status is 2."""
    declare(monkeypatch, "theorem-4", constants={"c1": "2*m*sigma_1**2/eps"})
    file = tmp_path / "certificates.json"
    assert cli.run(["certificates", str(file)]) == 2
    assert "constants-pay-for-the-learned-block has no certificate" in capsys.readouterr().err
    assert "theorem-4, 0 < k < n" not in {claim["label"] for claim in json.loads(file.read_text())["claims"]}
