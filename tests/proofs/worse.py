"""What of a theorem's proof no longer goes through when one of its constants is worse."""

import pytest
from declared import constant, declare

from proofs.certificate.argument import Gap
from proofs.theorems import catalogue


def gaps(monkeypatch: pytest.MonkeyPatch, theorem: str, name: str, factor: str) -> set[str]:
    """The steps of which no certificate is found, with the same lines, once the constant is so many times as large."""
    declare(monkeypatch, theorem, constants={name: f"{factor}*{constant(theorem, name)}"})
    found = set()
    for prover in catalogue.proof(theorem).provers():
        for step in prover.case.steps:
            try:
                prover.step(step.label)
            except Gap as gap:
                found.add(gap.label)
    return found
