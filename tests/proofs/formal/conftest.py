"""The library, compiled once for the tests that ask Coq."""

import pytest
from coq import Folder

from proofs.formal.project import project


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The library and the axioms, which the kernel has accepted."""
    folder = Folder(tmp_path_factory.mktemp("formal") / "library", project(()).files)
    assert folder.made("Axioms", "Lemmas") == ""
    return folder
