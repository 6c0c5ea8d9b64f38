"""How many traps there are, and that no two of them are the same."""

import false_certificates
import false_statements
import false_theorems
import numeric_bait
from broken_finders import FINDERS, LIARS

NAMES = {
    "statements": [f"{t.step}: {t.changed}" for t in false_statements.TRAPS],
    "points": [f"{t.step}: {t.points}" for t in false_statements.ELSEWHERE],
    "constants": [f"{t.theorem}, {t.name}: {t.changed}" for t in false_theorems.CONSTANTS],
    "hypotheses": [f"Theorem {t.theorem} {t.changed}" for t in false_theorems.HYPOTHESES],
    "certificates": [t.what for t in false_certificates.TRAPS],
    "numbers": [t.what for t in (*numeric_bait.BAITS, *numeric_bait.BALLS_ONLY, *numeric_bait.MISUSED)],
    "finders": [x.__name__ for x in (*FINDERS, *LIARS)],
}


def test_there_are_more_than_two_hundred_traps() -> None:
    """At least sixty were asked for; of each kind there are some."""
    counts = {kind: len(names) for kind, names in NAMES.items()}
    assert sum(counts.values()) >= 200, counts
    assert min(counts.values()) >= 6, counts


def test_every_trap_has_a_name_of_its_own() -> None:
    for kind, names in NAMES.items():
        assert len(set(names)) == len(names), kind
