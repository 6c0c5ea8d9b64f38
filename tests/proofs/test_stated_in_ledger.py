"""The ledger prints what the theorems' texts say: a file of its own, as nothing has to be proved, or loaded, for it."""

import pytest

from paper import theorems
from proofs.theorems.shared import stated


@pytest.mark.parametrize("label", theorems.labels())
def test_the_ledger_prints_what_is_stated(label: str) -> None:
    found = theorems.theorem(label)
    assert [*stated.of_the_times(found), *stated.of_the_ledger(found)] == []
