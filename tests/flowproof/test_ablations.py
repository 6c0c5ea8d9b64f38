"""`flowproof ablation`: every hypothesis, the steps that rest on it, and what fails without it."""

import json
from pathlib import Path

import pytest

from flowproof import cli
from proofs.certificate.argument import Gap
from proofs.checker import Invalid
from proofs.judging import suite
from proofs.theorems import catalogue
from proofs.theorems.ablation import ablation
from proofs.theorems.ablation.hypotheses import HYPOTHESES


def test_json_names_every_hypothesis_and_its_steps(tmp_path: Path) -> None:
    """Each with one of four outcomes; what is needed comes with an instance, and numbers are strings."""
    file = tmp_path / "ablation.json"
    assert cli.run(["ablation", "--json", str(file)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))["ablations"]
    expected = [(str(theorem), h.name) for theorem, members in HYPOTHESES.items() for h in members]
    assert [(each["theorem"], each["hypothesis"]) for each in found] == expected
    for each in found:
        assert set(each["breaks"]) <= set(suite.steps())
        assert (each["instance"] is None) == (each["outcome"] in ("IMPLIED", "MEANINGLESS"))
        assert all(isinstance(x, str) for x in each["error"] or [])


def test_steps_that_rest_on_a_hypothesis_are_those_that_fail_without_it() -> None:
    """Theorem 4's ε ≤ 2σ₁, dropped: the steps named have no certificate, and the others that come first have."""
    named = catalogue.proof("theorem-4").breaks("tolerance-not-too-large")
    assert "perturbation-is-at-most-half" in named
    for prover in catalogue.proof("theorem-4").provers(("tolerance-not-too-large",)):
        for step in prover.case.steps:
            if step.label in named:
                with pytest.raises((Gap, Invalid)):
                    prover.step(step.label)


def test_what_is_not_confirmed_is_undecided(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An instance on record that turns out otherwise ends 2, in one sentence."""
    monkeypatch.setattr(ablation, "BITS", 4)
    assert cli.run(["ablation", "--theorem", "3"]) == 2
    assert capsys.readouterr().err.startswith("flowproof: undecided: ")
