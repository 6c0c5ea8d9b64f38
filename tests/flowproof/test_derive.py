"""`flowproof derive`: what it prints is what was checked."""

import re

import pytest

from flowproof.cli import run
from flowproof.derivation_views import text
from flowproof.derivations import accounts, of_findings
from flowproof.findings import gather
from paper import Misuse, load
from proofs.certificate.prover import Prover
from proofs.judging import suite
from proofs.judging.run import verify
from proofs.theorems import catalogue
from symbolic.derivation import Derivation

FAIL = {entry.label for entry in load().entries if entry.correction}


def printed(label: str) -> str:
    return text(accounts(load()[label]))


def test_a_derivation_has_all_its_lines() -> None:
    """The lines of `derive` are those of the step's derivation, in its order."""
    derivation = suite.steps()["mode-closed-form"].statement()
    assert isinstance(derivation, Derivation)
    (account,) = accounts(load()["mode-closed-form"])
    assert [line.says for line in account.lines] == [line.latex for line in derivation.lines]
    assert account.conclusion == derivation.conclusion


def test_a_certificate_is_told_case_by_case_with_its_facts() -> None:
    """One account a case; a fact that is cited is given or an earlier line; what shows an inequality stands there."""
    found = accounts(load()["learned-mode-is-close"])
    assert len(found) == sum(prover.has("learned-mode-is-close") for prover in catalogue.proof("theorem-3").provers())
    shown = printed("gap-decays")
    assert "σᵢ − aᵢ = (σᵢ/σᵣ)[σᵣ − α²sₘₐₓ] + (α²s/σᵣ)[σᵢ − σᵣ] + (α²σᵢ/σᵣ)[sₘₐₓ − s]" in " ".join(shown.split())
    for cited in re.findall(r"\((\d+)\)", shown):
        assert f"  {cited}. " in shown
    for name in ("start-below-targets", "among-the-first-r", "at-most-s_max"):
        assert f"({name})  " in shown


def test_a_lemma_and_a_matrix_identity() -> None:
    """u(u − C⁻¹) is a sum of squares."""
    shown = " ".join(printed("inverse-of-a-matrix-bounded-below").split())
    assert "([u])(uI − C⁻¹) = (uI − C⁻¹)ᵀ(uI − C⁻¹) + (C⁻¹)ᵀ[uC − I]C⁻¹, by the equation (inverse)" in shown


def test_a_theorem_is_the_derivations_of_its_steps() -> None:
    """In the order of the proof."""
    theorem = next(t for t in suite.theorems() if t.label == "theorem-3")
    titles = [account.title for account in accounts(load()["theorem-3"])]
    assert list(dict.fromkeys(titles)) == [load()[step.label].title for step in theorem.steps]


def test_what_fails_says_which_line_and_where() -> None:
    """(23) as printed: the line, and the point at which it fails; and the command ends 1."""
    shown = printed("imbalanced-rate")
    assert "this line does NOT hold" in shown
    assert "it fails at σ = " in shown
    assert "Hence" not in shown
    assert run(["derive", "imbalanced-rate"]) == 1
    assert run(["derive", "mode-closed-form"]) == 0


@pytest.mark.parametrize("label", sorted(FAIL & {step.label for step in suite.steps().values() if step.domain is None}))
def test_what_fails_as_recorded_says_so(label: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the label and the words of what holds in its place, where a line fails, and nowhere else."""
    correction = load()[load()[label].correction or ""]
    assert run(["derive", label]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert told.endswith(f"Fails as recorded; in its place: {correction.title} ({correction.label})")
    assert run(["derive", label, "--latex"]) == 1
    assert "Fails as recorded; in its place: " in capsys.readouterr().out
    assert "as recorded" not in printed("mode-closed-form")


@pytest.mark.parametrize("label", ["symmetric-problem", "eigenbasis-agrees"])
def test_what_has_no_derivation_says_so(label: str) -> None:
    """A problem claims nothing; what is checked at points has no derivation."""
    with pytest.raises(Misuse, match="has no derivation"):
        accounts(load()[label])


def test_the_derivations_of_a_run_are_told_from_what_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same as anew, from the run's own certificates; what is checked at points has none."""
    labels = ("no-right-inverse-weighs-less", "perturbed-inverse", "imbalanced-rate", "symmetric-problem")
    findings = gather(verify(labels))
    monkeypatch.setattr(Prover, "step", lambda *_: pytest.fail("found anew"))
    found = of_findings(findings)
    monkeypatch.undo()
    assert found == {label: accounts(load()[label]) for label in labels[:3]}
