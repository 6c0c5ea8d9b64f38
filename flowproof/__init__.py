"""Views: the command line, the JSON, the HTML report and its figure. Nothing here judges; everything here shows.

From Python, `Flow` is where to begin: `flowproof.Flow(spectrum=[3, 2, 1, 0], alpha="1e-1000").at(958)` is W(958). The
others do what the commands of the same names do: `flowproof.verify("theorem4")` checks a theorem, and
`flowproof.grade("x + 1/x >= 2", given=["x > 0"])` an inequality. What they give is printed as the command prints it, is
a table in a notebook, and has `.to_json()` and `.to_pandas()`. Nothing is imported before one of these names is asked
for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flowproof.library.derived import ablation as ablation
    from flowproof.library.derived import certificates as certificates
    from flowproof.library.derived import derive as derive
    from flowproof.library.entries import show as show
    from flowproof.library.entries import where as where
    from flowproof.library.flow import Flow as Flow
    from flowproof.library.grading import grade as grade
    from flowproof.library.studies import study as study
    from flowproof.library.verdicts import coverage as coverage
    from flowproof.library.verdicts import errata as errata
    from flowproof.library.verdicts import verify as verify
    from numeric.evaluate import Undecided as Undecided
    from paper import Misuse as Misuse

_HOMES = {
    "flowproof.library.derived": ("ablation", "certificates", "derive"),
    "flowproof.library.entries": ("show", "where"),
    "flowproof.library.flow": ("Flow",),
    "flowproof.library.grading": ("grade",),
    "flowproof.library.studies": ("study",),
    "flowproof.library.verdicts": ("coverage", "errata", "verify"),
    "numeric.evaluate": ("Undecided",),
    "paper": ("Misuse",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Flow",
    "Misuse",
    "Undecided",
    "ablation",
    "certificates",
    "coverage",
    "derive",
    "errata",
    "grade",
    "show",
    "study",
    "verify",
    "where",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'flowproof' has no attribute {name!r}")
    from importlib import import_module

    from flowproof.shadows import require_ours

    require_ours()
    value: object = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
