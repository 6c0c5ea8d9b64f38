"""What a line of a proof may be an instance of: the axioms, and lemmas, of which `lemmas.py` has the proofs."""

from collections.abc import Mapping
from typing import Any

from proofs import checker

AXIOMS = checker.axioms()
LEMMAS: Mapping[str, Mapping[str, Any]] = {
    "logarithm-from-above": {
        "positive": ["x"],
        "scalars": [],
        "given": {},
        "shows": "log(x)*(4*x + 2) <= (x - 1)*(x + 5)",
    },
    "logarithm-from-below": {
        "positive": ["x"],
        "scalars": [],
        "given": {},
        "shows": "(x - 1)*(5*x + 1) <= log(x)*(2*x*(x + 2))",
    },
    "order-of-squares": {
        "positive": [],
        "scalars": ["r", "s"],
        "given": {"not-negative": "0 <= r", "squares": "s**2 <= r**2"},
        "shows": "s <= r",
    },
}
KNOWN = {**AXIOMS, **LEMMAS}
