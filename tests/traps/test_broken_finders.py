"""Whatever the finder says, nothing is PROVED but what the checker has checked."""

from collections.abc import Callable
from typing import Any

import pytest
from broken_finders import FINDERS, LIARS, Copying, found_elsewhere
from sampling import some

from proofs import checker
from proofs.certificate import argument
from proofs.certificate.finder import Finder
from proofs.certificate.prover import Document, Prover
from proofs.claims.claim import Shard
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Outcome
from proofs.evidence.proved import ByCertificate
from proofs.judging import suite
from proofs.judging.run import near_miss
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.shared.proved import Proved

TRIVIAL = {("theorem-4, k = n", "schur-term-below-block")}
"""A step whose two sides are one thing by notation: no line of it has to be found."""


Copying.stock = found_elsewhere()


def accepted(provers: tuple[Prover, ...]) -> dict[str, dict[str, Document]]:
    """What is found of a theorem's steps, and checked, by case and label."""
    found: dict[str, dict[str, Document]] = {}
    for prover in provers:
        for step in prover.case.steps:
            try:
                found.setdefault(prover.case.label, {})[step.label] = prover.step(step.label)
            except (argument.Gap, checker.Invalid):
                continue
    return found


def needs_the_finder(step: argument.Written) -> bool:
    """A line whose terms are written down may need nothing else."""
    return any(isinstance(line, argument.Identity) and not line.terms for line in step.lines)


@pytest.mark.parametrize("theorem", some(catalogue.LABELS, 2))
@pytest.mark.parametrize("finder", FINDERS)
def test_a_broken_finder_proves_no_theorem(finder: type[Finder], theorem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its certificates do not lead to the conclusion; steps that need no finder are proved all the same."""
    provers = catalogue.proof(theorem).provers()
    monkeypatch.setattr(argument, "Finder", finder)
    found = accepted(provers)
    assert catalogue.proof(theorem).gap(found)
    for prover in provers:
        conclusion = prover.case.steps[-1]
        if needs_the_finder(conclusion):
            assert conclusion.label not in found.get(prover.case.label, {})


def test_a_silent_finder_proves_what_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps that are instances of lemmas from the first line to the last, and lines that only restate others."""
    monkeypatch.setattr(argument, "Finder", FINDERS[0])
    (both,) = (prover for prover in catalogue.proof("theorem-4").provers() if prover.case.label.endswith("0 < k < n"))
    found = set(accepted((both,))[both.case.label])
    assert {"block-norm", "off-diagonal-by-its-factors", "unlearned-block-by-its-terms"} <= found
    assert not found & {"learned-block-is-close", "coupling-is-small", "blocks-are-close", "decaying-term"}


@pytest.mark.parametrize("theorem", some(catalogue.LABELS, 2))
@pytest.mark.parametrize("liar", LIARS)
def test_a_finder_that_lies_proves_nothing(
    liar: Callable[..., Any], theorem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """About what its lines show, or about which step they are of: not one step is believed."""
    provers = catalogue.proof(theorem).provers()
    monkeypatch.setattr(argument, "step_certificate", liar)
    found = {(case, label) for case, steps in accepted(provers).items() for label in steps}
    assert found <= TRIVIAL


@pytest.mark.parametrize("label", [step.label for step in suite.members("proofs") if step.domain])
def test_no_broken_finder_proves_a_near_miss(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The canaries stay undecided, whoever looks for their certificates: of every third step, of all theorems."""
    step = suite.steps()[label]
    (evidence,) = (e for e in step.evidence if isinstance(e, Proved))
    for name, broken in [("Finder", finder) for finder in FINDERS] + [("step_certificate", liar) for liar in LIARS]:
        with monkeypatch.context() as changed:
            changed.setattr(argument, name, broken)
            found = evidence.judge(near_miss(step), shard=Shard(), seed=0, workspace=Workspace())
        assert found.outcome is Outcome.UNDECIDED, broken
        assert found.proofs == ()


@pytest.mark.parametrize("finder", [FINDERS[0], FINDERS[1]])
def test_a_lemma_that_the_checker_refuses_is_not_known(finder: type[Finder], monkeypatch: pytest.MonkeyPatch) -> None:
    """What a broken finder found for the lemmas is checked before a step may rest on it."""
    right = set(proved.known_lemmas())
    axioms = set(checker.axioms())
    monkeypatch.setattr(argument, "Finder", finder)
    monkeypatch.setattr(proved, "lemmas", proved.lemmas.__wrapped__)
    known = set(proved.known_lemmas.__wrapped__())
    assert axioms <= known < right
    assert "norm-of-a-product" not in known


@pytest.mark.parametrize("label", ["norm-of-a-product", "norm-of-a-block"])
def test_what_is_too_much_for_the_checker_is_not_proved(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the finder may use, a line of a certificate has to be checked as the program checks it."""
    step = suite.steps()[label]
    (evidence,) = (e for e in step.evidence if isinstance(e, ByCertificate))
    for limit, outcome in ((checker.LARGEST_WORK, Outcome.HOLDS), (1000, Outcome.UNDECIDED)):
        proved.known_lemmas()  # which were checked before
        monkeypatch.setattr(checker, "LARGEST_WORK", limit)
        found = evidence.judge(step, shard=Shard(), seed=0, workspace=Workspace())
        assert found.outcome is outcome, found.reason
    assert "too large" in found.reason
