"""What of a theorem's proof no longer goes through when one of its constants is worse."""

from functools import wraps
from typing import Any

import pytest

from paper import added, reconstructed
from proofs.certificate.argument import Gap
from proofs.judging import certificates


def gaps(monkeypatch: pytest.MonkeyPatch, theorem: str, constant: str, factor: Any) -> set[str]:
    """The steps of which no certificate is found, with the same lines, once the constant is so many times as large."""
    room = added if hasattr(added, constant) else reconstructed
    right = getattr(room, constant)

    @wraps(right)
    def worse(**quantities: Any) -> Any:
        return factor * right(**quantities)

    monkeypatch.setattr(room, constant, worse)
    found = set()
    for prover in certificates.provers(theorem):
        for step in prover.case.steps:
            try:
                prover.step(step.label)
            except Gap as gap:
                found.add(gap.label)
    return found
