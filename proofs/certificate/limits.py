"""The checker's limit on what one claim expands, for what is checked here line by line."""

from collections.abc import Iterator
from contextlib import contextmanager

from proofs import checker


@contextmanager
def limited(work: float | None = None) -> Iterator[None]:
    """What expressions need within, more than `work` is too much: as much as the checker lets a claim have.

    Raises checker.Invalid there. Looking for certificates, which nobody has to repeat, is not limited.
    """
    before = checker.WORK["left"]
    checker.WORK["left"] = checker.LARGEST_WORK if work is None else work
    try:
        yield
    finally:
        checker.WORK["left"] = before
