"""The library, compiled once for the tests that ask Coq."""

import pytest
from coq import Folder
from small_claims import CITING, LEMMAS

from proofs.formal.project import project


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The library, the axioms, and the lemmas that small claims cite, which the kernel has accepted."""
    files = {name: text for name, text in project((*LEMMAS, *CITING)).files.items() if not name.startswith("Claims_")}
    folder = Folder(tmp_path_factory.mktemp("formal") / "library", files)
    assert folder.made("Axioms", "Lemmas") == ""
    return folder
