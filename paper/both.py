"""The ledger of both papers, with the names of the theorems and the laws."""

from functools import cache
from importlib import resources

from paper.ledger import SECTION_ORDER, Ledger, read


@cache
def load() -> Ledger:
    """The ledger. Raises Misuse where a file is malformed or a label stands twice."""
    from paper import laws, theorems  # which read files

    folder = resources.files("paper")
    entries = (read((folder / file).read_text(encoding="utf-8"), file) for file in SECTION_ORDER)
    return Ledger(tuple(entry for section in entries for entry in section), {**theorems.names(), **laws.names()})
