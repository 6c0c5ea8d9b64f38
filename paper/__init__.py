"""What the two papers say, as data: every numbered item, and every step of a proof that has no number.

MV is Min & Vidal (CDC 2025), TFHV is Tarmoun, França, Haeffele & Vidal (ICML 2021). One TOML file a section;
`ledger` reads them, and `owners` finds the code that answers for an entry. `theorems.toml` declares what the theorems
about windows state, constants that MV's text has lost among it.
"""

from paper.both import load
from paper.ledger import Entry, Ledger, Misuse
from paper.owners import implements

__all__ = ["Entry", "Ledger", "Misuse", "implements", "load"]
