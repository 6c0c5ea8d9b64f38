"""Views: the command line, the JSON, the HTML report and its figure. Nothing here judges; everything here shows.

From Python, `Flow` is where to begin: `flowproof.Flow(spectrum=[3, 2, 1, 0], alpha="1e-1000").at(958)` is W(958).
Nothing is imported before one of these names is asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flowproof.library.entries import show as show
    from flowproof.library.entries import where as where
    from flowproof.library.flow import Flow as Flow
    from numeric.evaluate import Undecided as Undecided
    from paper import Misuse as Misuse

__all__ = ["Flow", "Misuse", "Undecided", "show", "where"]

_HOMES = {
    "Flow": "flowproof.library.flow",
    "Misuse": "paper",
    "Undecided": "numeric.evaluate",
    "show": "flowproof.library.entries",
    "where": "flowproof.library.entries",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'flowproof' has no attribute {name!r}")
    from importlib import import_module

    from flowproof.shadows import require_ours

    require_ours()
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
