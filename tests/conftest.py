"""Every test has a cache folder that is not the user's, where runs are put on record, and tables of one width."""

import gc
from collections.abc import Iterator

import pytest


def pytest_collection_finish() -> None:
    """What is loaded now stays, so that it is not gone through again for what is no longer needed."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


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
