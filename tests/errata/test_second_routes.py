"""Every erratum is shown again by numbers, apart from the step that shows it."""

from pathlib import Path

import pytest

from paper import load

ERRATA = [entry.label for entry in load().entries if entry.correction]
HERE = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("label", ERRATA)
def test_each_erratum_has_a_second_route(label: str) -> None:
    """A test of this folder bears its label."""
    assert f"def test_{label.replace('-', '_')}() -> None:" in HERE
