"""Which code answers for an entry: functions that carry `@implements("label")` or `@step("label", ...)`, and theorems.

For what is derived in closed form it is the row of its table, for a relation in a theorem's table of steps, and for a
lemma, where it is stated, for an axiom its line in proofs/axioms.txt. The source is read, not imported, so looking is
fast and nothing is registered at import.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("symbolic", "numeric", "proofs")
DECORATORS = ("implements", "step")
THEOREM = "Theorem"
ROWS = ("derived", "lemma", "relation", "corollary", "by_induction", "gain", "begun", "in_window", "kept")
MARK = re.compile(rf"\b(?:{'|'.join((*DECORATORS, THEOREM, *ROWS))})\s*\(")
"""What a file has that marks anything: others need not be parsed."""
OF_SEVERAL = ("implements", "corollary")
AXIOMS = "proofs/axioms.txt"


def implements(*labels: str) -> Callable[[F], F]:
    """Mark a function as the code of the entries `labels`; `flowproof where` finds the mark in the source."""
    del labels  # read by `find` from the source

    def unchanged(function: F) -> F:
        return function

    return unchanged


@dataclass(frozen=True, order=True)
class Owner:
    """What answers for `label`: its file relative to the checkout, its line, and a function's or theorem's name."""

    label: str
    file: str
    line: int
    function: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


@cache
def find(root: Path = ROOT) -> tuple[Owner, ...]:
    """Every owner in the checkout at `root`, in the order of files and lines; the source is read once a process."""
    return (*_marked(root), *_axioms(root))


def of(label: str, root: Path = ROOT) -> tuple[Owner, ...]:
    """The owners of one entry, as `find` has them: only files that name it are parsed, so that this is fast."""
    owners = (*_marked(root, label), *_axioms(root))
    return tuple(owner for owner in owners if owner.label == label)


def _marked(root: Path, named: str = "") -> Iterator[Owner]:
    """What is marked in the files whose text has `named`."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if named in text and MARK.search(text):
                found = [mark for node in ast.walk(ast.parse(text)) for mark in _marks(node)]
                file = path.relative_to(root).as_posix()
                yield from (Owner(label, file, line, name) for line, name, label in sorted(found))


def _axioms(root: Path) -> list[Owner]:
    path = root / AXIOMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = ((number, line.partition(":")[0].strip()) for number, line in enumerate(lines, start=1) if "|-" in line)
    return [Owner(label, AXIOMS, number, "axiom") for number, label in found if not label.startswith("#")]


def _marks(node: ast.AST) -> list[tuple[int, str, str]]:
    """Line, name, label of each mark: a decorated function, `NAME = Theorem("label", ...)`, a row of a table."""
    match node:
        case ast.FunctionDef(name=name, lineno=line, decorator_list=decorators):
            calls = [c for c in decorators if isinstance(c, ast.Call) and _called(c) in DECORATORS]
        case ast.Assign(targets=[ast.Name(id=name)], lineno=line, value=ast.Call() as call) if _called(call) == THEOREM:
            calls = [call]
        case ast.Call(lineno=line) as call if _called(call) in ROWS:
            name, calls = _row(call), [call]
        case _:
            return []
    return [(line, name, label) for call in calls for label in _strings(call)]


def _row(call: ast.Call) -> str:
    """What a row is known by: the derivation that it names or calls, or that it is a lemma."""
    match call.args:
        case [_, ast.Lambda(body=ast.Call(func=derivation))]:
            return ast.unparse(derivation)
        case [_, (ast.Name() | ast.Attribute()) as derivation]:
            return ast.unparse(derivation)
    return str(_called(call))


def _called(call: ast.Call) -> str | None:
    return call.func.id if isinstance(call.func, ast.Name) else None


def _strings(call: ast.Call) -> list[str]:
    """The label that a call names: its first argument or `label=`; some take several."""
    arguments = [*call.args, *(k.value for k in call.keywords if k.arg == "label")]
    taken = arguments if _called(call) in OF_SEVERAL else arguments[:1]
    return [a.value for a in taken if isinstance(a, ast.Constant) and isinstance(a.value, str)]
