"""Which versions of what ran."""

import platform
from importlib.metadata import version
from typing import Any

PACKAGES = ("sympy", "mpmath", "numpy", "python-flint", "gmpy2")
"""The packages that a verdict depends on."""


def suite() -> dict[str, Any]:
    """What ran: our version, Python's, and those of the packages that a verdict depends on."""
    return {
        "version": version("flowproof"),
        "packages": {name: version(name) for name in PACKAGES},
        "python": platform.python_version(),
    }
