"""What is stated, printed and proved of a law is one thing."""

from dataclasses import replace

import pytest

from paper import Ledger, laws, load
from proofs.judging import suite
from proofs.theorems import catalogue
from proofs.theorems.shared import stated
from proofs.theorems.shared.proof import ASIDE

every_law = pytest.mark.parametrize("label", laws.labels())
ALTERED = {
    "pivot-law": [(r"\le", r"\ge"), ("b_i^2", "b_i"), ("i > k", "i"), ("2c", "c"), (r"\log", r"2\log")],
    "plateaus-of-the-loss": [
        (r"\le \varepsilon", r"\ge \varepsilon"),
        ("R_k/2", "R_k/3"),
        (r"n\varepsilon^2/4", "n/4"),
    ],
    "unbalanced-law": [(r"\le", r"\ge"), ("192", "191"), ("40", "41"), (r"\log", r"2\log"), (r"\alpha^2", r"\alpha")],
}
"""What is printed, and what would be wrong."""


@every_law
def test_what_is_proved_is_what_is_stated(label: str) -> None:
    assert stated.differences(catalogue.proof(label)) == ""


@every_law
def test_a_changed_statement_is_told(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each definition and hypothesis, a conclusion and a case."""
    proof, law = catalogue.proof(label), laws.law(label)
    provers = proof.provers()
    monkeypatch.setattr(type(proof), "provers", lambda *_: provers)  # the proof stays as it is
    changes = [
        replace(law, definitions={**law.definitions, name: f"2*({text})"}) for name, text in law.definitions.items()
    ]
    for number, hypothesis in enumerate(law.asked):
        weaker = replace(hypothesis, text=hypothesis.text.replace(" <", " - 1 <"))
        changes.append(replace(law, asked=(*law.asked[:number], weaker, *law.asked[number + 1 :])))
    changes += [replace(law, conclusions=law.conclusions[:-1]), replace(law, cases=(*law.cases, "k = 7"))]
    for changed in changes:
        monkeypatch.setattr(laws, "DECLARED", {**laws.DECLARED, label: changed})
        assert stated.differences(proof), changed


@every_law
def test_a_changed_entry_of_the_ledger_is_told(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = load()[label]
    for old, new in ALTERED[label]:
        assert old in entry.latex, old
        changed = replace(entry, latex=entry.latex.replace(old, new, 1))
        others = Ledger(tuple(changed if each is entry else each for each in load().entries))
        monkeypatch.setattr(stated, "load", lambda others=others: others)
        assert stated.differences(catalogue.proof(label)), (old, new)


@every_law
def test_every_given_has_an_origin(label: str) -> None:
    """A hypothesis, a notation, what a case supposes, or what another entry shows: these are all that is assumed."""
    proof = catalogue.proof(label)
    assert {name for prover in proof.provers() for name in prover.case.given} <= set(proof.origins)
    assert {*proof.origins.values()} <= {*ASIDE, *suite.steps()}
