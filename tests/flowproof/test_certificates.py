"""`flowproof certificates`: one file, the same bytes each time, which the checker accepts on its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from declared import declare

from flowproof import cli
from proofs.certificate.prover import assembled
from proofs.judging import certificates
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.shared import proof

CHECKER = Path(__file__).parents[2] / "proofs" / "checker.py"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, found once."""
    file = tmp_path_factory.mktemp("certificates") / "certificates.json"
    assert cli.run(["certificates", str(file)]) == 0
    return file


def test_the_checker_accepts_the_file_on_its_own(file: Path, tmp_path: Path) -> None:
    """In an interpreter that sees neither this project nor any other package; every claim is named as valid."""
    command = [sys.executable, "-I", "-S", str(CHECKER), str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603
    labels = [claim["label"] for claim in json.loads(file.read_text(encoding="utf-8"))["claims"]]
    assert ended.returncode == 0, ended.stdout
    assert [line.split(maxsplit=1) for line in ended.stdout.splitlines()[1:]] == [["valid", label] for label in labels]
    assert {"theorem-3", "theorem-4"} <= {label.partition(",")[0] for label in labels}


def test_the_same_run_gives_the_same_bytes(file: Path) -> None:
    """The lemmas and Theorem 4, which has lines of every kind, found anew: nothing is kept from before."""
    for kept in (proved.lemmas, proved.known_lemmas, proved.lemma_prover, proof._provers, proof._cases):
        kept.cache_clear()
    again = [*proved.lemmas().values()]
    for prover in catalogue.proof("theorem-4").provers():
        found = {step.label: prover.step(step.label) for step in prover.case.steps}
        again.append(assembled(prover.case, found))
    first = json.loads(file.read_text(encoding="ascii"))
    first["claims"] = [claim for claim in first["claims"] if claim["label"] in {one["label"] for one in again}]
    assert certificates.written({**first, "claims": again}) == certificates.written(first)
    assert len(again) > len(proved.lemmas()) + 1


def test_a_step_without_a_certificate_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With Theorem 4's c₁ halved the file lacks that case, and the status is 2; no other theorem is asked about."""
    fourth = catalogue.proof("theorem-4")
    monkeypatch.setattr(catalogue, "proofs", lambda: (fourth,))
    declare(monkeypatch, "theorem-4", constants={"c1": "2*m*sigma_1**2/eps"})
    file = tmp_path / "certificates.json"
    assert cli.run(["certificates", str(file)]) == 2
    assert "constants-pay-for-the-learned-block has no certificate" in capsys.readouterr().err
    assert "theorem-4, 0 < k < n" not in {claim["label"] for claim in json.loads(file.read_text())["claims"]}
