"""Whether Python finds our packages, or something of the same name that it looks at first, such as your numeric.py.

Nothing of ours is imported, nor anything heavy: this is asked before every command, and at the first use from Python.
"""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that our packages stand in: a checkout, or where packages are installed."""
OURS = ("paper", "symbolic", "numeric", "proofs", "flowproof")


class Shadowed(ImportError):
    """A package of ours is hidden by another module of its name; the message says by which, and what to do."""


def require_ours() -> None:
    """Raises Shadowed unless Python finds each of our packages beside flowproof itself."""
    for sentence in shadows():
        raise Shadowed(f"{sentence}; `flowproof doctor` says more")


def shadows(checkout: Path = CHECKOUT) -> Iterator[str]:
    """A sentence for each of our packages that is found elsewhere than in the checkout, or not at all."""
    for name in OURS:
        place = _place(name)
        if place is None:
            yield f"the package {name} is not found in {checkout}; install flowproof again"
        elif place != checkout / name:
            remedy = "rename it, or start Python in another folder"
            if not place.is_relative_to(Path.cwd()):
                remedy = "rename it, or install flowproof alone, in a new virtual environment"
            yield f"the package {name} is found in {place}, not in {checkout / name}; {remedy}"


def _place(name: str) -> Path | None:
    """The folder of a package, or the file of a module, of this name; one that is loaded already comes first."""
    spec = getattr(sys.modules[name], "__spec__", None) if name in sys.modules else importlib.util.find_spec(name)
    if spec is not None and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations))).resolve()
    origin = spec.origin if spec is not None else getattr(sys.modules.get(name), "__file__", None)
    return Path(origin).resolve() if origin else None
