"""Which code answers for an entry: functions that carry `@implements("label")` or `@step("label", ...)`.

The source is read, not imported, so looking is fast and nothing is registered at import.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("symbolic", "numeric", "proofs")
DECORATORS = ("implements", "step", "theorem")


def implements(*labels: str) -> Callable[[F], F]:
    """Mark a function as the code of the entries `labels`; `flowproof where` finds the mark in the source."""
    del labels  # read by `find` from the source

    def unchanged(function: F) -> F:
        return function

    return unchanged


@dataclass(frozen=True, order=True)
class Owner:
    """A function that answers for `label`: its file, relative to the checkout, and line."""

    label: str
    file: str
    line: int
    function: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def find(root: Path = ROOT) -> tuple[Owner, ...]:
    """Every owner in the checkout at `root`, in the order of files and lines."""
    owners = []
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef):
                    file = path.relative_to(root).as_posix()
                    owners += [Owner(label, file, node.lineno, node.name) for label in _labels(node)]
    return tuple(owners)


def _labels(function: ast.FunctionDef) -> list[str]:
    labels: list[str] = []
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id in DECORATORS:
            arguments = decorator.args if decorator.func.id == "implements" else decorator.args[:1]
            labels += [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return labels
