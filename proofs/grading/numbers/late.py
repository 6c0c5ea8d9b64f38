"""What takes long to import, and no easy claim needs: optimization, linear algebra and semidefinite programs."""

import sys

NEEDED = "numpy"
"""All of it rests on this."""


def is_loaded() -> bool:
    return "scipy.optimize" in sys.modules


def load() -> None:
    """Import it all here, before a process is started that would have to, and before its time begins."""
    from proofs.grading.numbers import nearby, squares  # noqa: F401


def refuse() -> None:
    """Let its import raise ImportError from now on, in a process that is to do without."""
    sys.modules[NEEDED] = None  # type: ignore[assignment] # which is how Python is told
