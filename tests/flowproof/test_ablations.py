"""`flowproof ablation`: every hypothesis, the steps that rest on it, and what fails without it."""

import json
from pathlib import Path

import pytest

from flowproof import cli
from proofs.certificate.argument import Gap
from proofs.checker import Invalid
from proofs.judging import ablated, suite
from proofs.judging.ablated import LAWS
from proofs.theorems import catalogue
from proofs.theorems.ablation import ablation
from proofs.theorems.ablation.hypotheses import HYPOTHESES


def test_json_names_every_hypothesis_and_its_steps(tmp_path: Path) -> None:
    """Each with an outcome; what is needed comes with an instance, and numbers are strings."""
    file = tmp_path / "ablation.json"
    assert cli.run(["ablation", "--json", str(file)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))["ablations"]
    expected = [(str(theorem), h.names) for theorem, members in HYPOTHESES.items() for h in members]
    expected += [(law.key, record.names) for law in LAWS for record in law.records]
    assert [(each["theorem"], tuple(each["dropped"])) for each in found] == expected
    for each in found:
        assert set(each["breaks"]) <= set(suite.steps())
        assert each["hypothesis"] == each["dropped"][0]
        assert each["instance"] is not None or each["outcome"] in ("IMPLIED", "MEANINGLESS")
        assert (each["conclusion"] is None) == (each["instance"] is None)
        assert all(isinstance(x, str) for x in (*(each["error"] or []), *(each["bound"] or [])))
    assert {each["outcome"] for each in found} == {need.name for need in ablation.Need}


NAMES = [
    ("3", "3"),
    ("theorem-4", "4"),
    ("half-learning", "pivots"),
    ("the law of plateaus", "plateaus"),
    ("asymmetric", "unbalanced"),
    ("Theorem 3 for descent", "descent-3"),
    ("descent-stays-small", "descent-4p"),
]


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_it_is_asked_for_by_any_of_its_names(name: str, key: str) -> None:
    assert [each.key for each in ablated.called(name)] == [key]


def test_a_group_and_all_are_asked_for_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    """Both theorems about descent by that of their group; all by `all`, as where nothing is said."""
    assert [each.key for each in ablated.called("descent")] == ["descent-3", "descent-4p"]
    assert ablated.called("all") == ablated.called(None) == ablated.SUBJECTS
    assert cli.run(["ablation", "--help"]) == 0
    told = capsys.readouterr().out
    assert all(each.key in told for each in ablated.SUBJECTS)


@pytest.mark.parametrize("name", ["4s", "5", "", "law", "lemma"])
def test_what_nothing_is_dropped_of_is_one_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ablation", "--theorem", name]) == 3
    error = capsys.readouterr().err
    assert f"not of {name!r}; give one of these, or all" in error
    assert error.count("\n") == 1


def test_a_law_is_told_with_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    """Exact numbers are told as they are, others by bounds; and equal sides, and where there is no number, as such."""
    assert cli.run(["ablation", "--theorem", "plateaus"]) == 0
    assert cli.run(["ablation", "--theorem", "pivots"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The law of plateaus, each hypothesis dropped\n")
    assert "\n  L(t) is 0.390625, above L_k + nε²/4, which is 0.265625\n" in told
    assert "\n  1/(cσ_k) is 1, not below 1/(cσ_{k+1}), which is 1\n" in told
    assert "x_k + δ_k⁺, which is between 0.926776695296 and 0.926776695297\n" in told
    assert "\n  there half-learned-after compares with no number\n" in told


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
