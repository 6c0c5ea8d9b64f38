"""What is soon seen of a claim, which says what there is to prove: a sign at a point, or that a proof is found."""

import time
from collections.abc import Mapping

from proofs.grading.numbers import late, prover
from proofs.scalar.claims import Claim
from proofs.scalar.search import Search

POINTS, SECONDS = 40, 0.5
QUICK, QUICK_SECONDS = range(1, 3), 1.0
"""Efforts of the prover for what is soon proved."""


def is_negative(text: str, given: Mapping[str, str], names: tuple[str, ...]) -> bool:
    """Whether it is negative at the first point that is found; False where none is."""
    claim = Claim(f"{text} < 0", dict(given), scalars=names)
    points = Search(claim).admitted(1, time.monotonic() + SECONDS, POINTS)
    return next((claim.truth(claim.conclusion, point) is True for point in points), False)


def is_proved(claim: Claim) -> bool:
    """Whether a certificate is soon found."""
    late.load()
    return prover.prove(claim, QUICK, time.monotonic() + QUICK_SECONDS) is not None
