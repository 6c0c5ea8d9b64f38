"""Every test has a cache folder that is not the user's, where runs are put on record, and tables of one width."""

import gc
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

# tests run side by side, and threads would only be in each other's way; NumPy is not loaded yet
os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")


def pytest_collection_finish() -> None:
    """What is loaded now stays, so that it is not gone through again for what is no longer needed."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_runtest_setup() -> None:
    """Matplotlib, once it is loaded, parses each formula once, and not anew for every drawing: half of its time."""
    mathtext = sys.modules.get("matplotlib.mathtext")
    parse = getattr(getattr(mathtext, "MathTextParser", None), "_parse_cached", None)
    if hasattr(parse, "__wrapped__"):
        _parse_formulas_once(mathtext.MathTextParser)  # type: ignore[union-attr]


def _parse_formulas_once(parser: Any) -> None:
    parse, known = parser._parse_cached.__wrapped__, dict[Any, Any]()

    def parsed(self: Any, *asked: Any) -> Any:
        key = self._output_type, *asked
        if key not in known:
            known[key] = parse(self, *asked)
        return known[key]

    parser._parse_cached = parsed


@pytest.fixture(autouse=True, scope="session")
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For this process and those that it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("COLUMNS", raising=False)  # tables are as wide as they are for everyone
        yield


@pytest.fixture
def short_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the work in a search for an instance that refutes a claim about windows."""
    monkeypatch.setattr("proofs.grading.windows.adversary.SIZE", 256)
    monkeypatch.setattr("proofs.grading.windows.adversary.SIZES", (1, 2, 3))
    monkeypatch.setattr("proofs.grading.windows.adversary.ROUNDS", 1)
    monkeypatch.setattr("proofs.grading.windows.decision.SEARCHED", 0.02)  # where there is a proof
