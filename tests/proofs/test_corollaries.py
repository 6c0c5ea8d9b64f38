"""A theorem that follows from the conditional one is its declaration and a row: as this one, which is declared here."""

from collections.abc import Mapping
from typing import Any

import pytest
from declared import TEXT, table

from paper import theorems
from proofs.certificate.argument import Gap
from proofs.theorems import catalogue
from proofs.theorems.between.corollaries import corollary
from proofs.theorems.between.sharpest import CONDITIONAL
from proofs.theorems.shared import stated
from proofs.theorems.shared.proof import Proof

LABEL, GROUP = "theorem-4-doubled", "doubled"
PARTS = (
    *("windows-are-not-empty", "learned-exponentials-pay", "unlearned-exponentials-are-small"),
    *("slow-flow-reaches-tolerance", "fast-flow-keeps-tolerance", "incremental-learning"),
)


def proof(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> Proof:
    """Of the theorem that is declared as the sharper one, with other constants and the conditional theorem's cases."""
    document = theorems.read(TEXT)
    own: Mapping[str, Any] = {
        **table(document, "theorem-4-sharper"),
        "key": "4d",
        "label": LABEL,
        "shown": "4, doubled",
        "called": "the doubled Theorem 4",
        "group": GROUP,
        "setting": ["targets-are-distinct"],
        "cases": [case.title for case in CONDITIONAL],
        "constants": {"c1": "2*m*sigma_1**2/eps", "c2": "eps/(2*mu)"},
        **changes,
    }
    document["theorem"].append(own)
    monkeypatch.setattr(theorems, "DECLARED", theorems.declared(document))
    row = corollary(LABEL, *(f"{GROUP}-{part}" for part in PARTS))
    return Proof(
        row.theorem, row, {**catalogue.proofs()[0].entries, **{step.label: step for step in row.theorem.steps}}
    )


def test_what_follows_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every case that is declared, from what it states alone."""
    found = proof(monkeypatch)
    steps = {
        prover.case.label: {step.label: prover.step(step.label) for step in prover.case.steps}
        for prover in found.provers()
    }
    assert found.gap(steps) == ""
    assert list(stated.of_the_cases(theorems.theorem(LABEL), found)) == []


def test_what_is_said_of_exponentials_is_shown_in_every_case_that_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ε is, of which the step says nothing."""
    for prover in proof(monkeypatch).provers()[2:]:
        for part, letter in (("learned-exponentials-pay", "S1"), ("unlearned-exponentials-are-small", "S2")):
            assert prover.has(f"{GROUP}-{part}") == (letter in prover.case.matrices), prover.case.label


@pytest.mark.parametrize(
    ("constants", "step"),
    [
        ({"c1": "m*sigma_1**2/(2*eps)", "c2": "eps/(2*mu)"}, "doubled-slow-flow-reaches-tolerance"),
        ({"c1": "2*m*sigma_1**2/eps", "c2": "2*eps/mu"}, "doubled-fast-flow-keeps-tolerance"),
    ],
)
def test_what_does_not_follow_is_not(monkeypatch: pytest.MonkeyPatch, constants: dict[str, str], step: str) -> None:
    """Half of the sharper c₁, and twice the sharper c₂."""
    provers = proof(monkeypatch, constants=constants).showing(step)
    with pytest.raises(Gap, match=step):
        _ = [prover.step(step) for prover in provers]


@pytest.mark.parametrize("title", [case.title for case in CONDITIONAL])
def test_no_case_is_left_out(monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    """Whatever the declaration asks for, and it may ask for no other."""
    assert title in {prover.case.case for prover in proof(monkeypatch, cases=["0 < k < r"]).provers()}
    found = proof(monkeypatch, cases=[f"{title}, or so"])
    assert len(list(stated.of_the_cases(theorems.theorem(LABEL), found))) == 1
