"""W(t) for matrices that engineers have: sparse, with symmetries that make entries vanish, and at far apart scales."""

from pathlib import Path
from time import process_time

from flowproof.library.flow import Flow

FOLDER = Path(__file__).parent / "matrices"
DIGITS = 20
GOALS = {"nos4": 5.0, "bcsstk01": 5.0}
"""Seconds that W(1) from the identity may take, the file read and every entry told."""


def seconds(name: str) -> float:
    """Of processor time for W at t = 1, from W(0) = I."""
    begin = process_time()
    Flow(target=FOLDER / f"{name}.mtx", alpha=1).at(1, DIGITS)
    return process_time() - begin
