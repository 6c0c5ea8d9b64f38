"""The sign of an expression at a point where hypotheses hold, which says what there is to prove, and proves nothing."""

import time
from collections.abc import Mapping

from proofs.scalar.claims import Claim
from proofs.scalar.search import Search

POINTS, SECONDS = 40, 0.5


def is_negative(text: str, given: Mapping[str, str], names: tuple[str, ...]) -> bool:
    """Whether it is negative at the first point that is found; False where none is."""
    claim = Claim(f"{text} < 0", dict(given), scalars=names)
    points = Search(claim).admitted(1, time.monotonic() + SECONDS, POINTS)
    return next((claim.truth(claim.conclusion, point) is True for point in points), False)
