"""The rules of the design hold in the source: imports, length of files, calls, and who answers for what."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from paper import load
from paper.owners import find
from proofs.judging import suite

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
PACKAGES: list[str] = SETTINGS["importlinter"]["root_packages"]
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
EVALUATORS = {"eval", "exec", "sympify", "parse_expr"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of every call in `source`, whether by a bare name or as an attribute."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=called)) | ast.Call(func=ast.Attribute(attr=called)):
                yield node.lineno, called


def imported(source: str) -> set[str]:
    """The top-level names of all modules that `source` imports."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                modules |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module)):
                modules.add(module.partition(".")[0])
    return modules


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(  # noqa: S603 - our own environment's command
        [command, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages alone, to be spoiled."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_import_graph_is_the_design() -> None:
    """Every contract of import-linter is kept."""
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout
    assert f"{len(SETTINGS['importlinter']['contracts'])} kept, 0 broken" in result.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("numeric/exact.py", "import symbolic"),
        ("symbolic/__init__.py", "import numeric.exact"),
        ("numeric/exact.py", "from proofs import verdict"),
        ("paper/ledger.py", "import numeric"),
        ("proofs/claims/verdict.py", "import flowproof"),
        ("paper/ledger.py", "import sympy"),
        ("proofs/claims/verdict.py", "import rich"),
        ("numeric/exact.py", "import matplotlib.pyplot"),
        ("proofs/claims/verdict.py", "from proofs.judging import run"),
        ("proofs/theorems/shared/proof.py", "from proofs.theorems import catalogue"),
        ("flowproof/figures.py", "from flowproof.commands import figure"),
    ],
)
def test_a_forbidden_import_breaks_the_design(copy: Path, file: str, line: str) -> None:
    """One import too many, in a function or not, and a contract is broken, or more than one."""
    with (copy / file).open("a", encoding="utf-8") as source:
        source.write(f"\n\ndef spoiled() -> None:\n    {line}\n")
    result = lint_imports(copy)
    assert result.returncode == 1
    assert re.search(r"[1-9] broken", result.stdout)


def test_paper_needs_the_standard_library_alone() -> None:
    """What the papers say can be read where nothing is installed."""
    for path in FILES:
        if name(path).startswith("paper/"):
            assert imported(path.read_text(encoding="utf-8")) <= sys.stdlib_module_names | {"paper"}, name(path)


def test_files_are_short() -> None:
    """No file of the packages has more than four hundred lines."""
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert len(lengths) > 20
    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


def lengths(source: str) -> Iterator[tuple[str, int]]:
    """Each function, and how many lines it has, but for those of a table that it returns."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            returned = node.body[-1].value if isinstance(node.body[-1], ast.Return) else None
            tables = [returned] if isinstance(returned, ast.Dict | ast.Tuple | ast.List) else []
            last = node.end_lineno or 0
            yield node.name, 1 + last - node.lineno - sum((table.end_lineno or 0) - table.lineno for table in tables)


def test_functions_are_short() -> None:
    """No function of the proofs has more than sixty lines, data apart."""
    proofs = [path for path in FILES if name(path).startswith("proofs/")]
    found = [(name(path), *function) for path in proofs for function in lengths(path.read_text(encoding="utf-8"))]
    assert len(found) > 900
    assert [place for place in found if place[-1] > LONGEST_FUNCTION] == []


def test_lengths_are_those_of_code() -> None:
    """A table that is returned counts as one line; all else counts, decorators apart."""
    source = "def f():\n    x = [\n        1,\n    ]\n    return {\n        1: x,\n        2: x,\n    }\n"
    assert list(lengths(source)) == [("f", 5)]
    assert list(lengths(source.replace("return {", "y = {"))) == [("f", 8)]
    assert list(lengths(f"@marked\n{source}")) == [("f", 5)]


def test_text_is_never_evaluated() -> None:
    """Nothing in the packages calls what would run text as Python."""
    found = [(name(p), *call) for p in FILES for call in calls(p.read_text(encoding="utf-8")) if call[1] in EVALUATORS]
    assert found == []


def test_the_core_does_not_print() -> None:
    """Only flowproof writes to the terminal, and the checker, which is a program of its own."""
    found = [(name(p), *call) for p in FILES for call in calls(p.read_text(encoding="utf-8")) if call[1] == "print"]
    assert {place[0] for place in found if not place[0].startswith("flowproof/")} <= {"proofs/checker.py"}


def test_calls_are_noticed_wherever_they_stand() -> None:
    """The search sees bare names, attributes and nested calls, and no text that only looks like a call."""
    source = 'x = eval("1")\ndef f():\n    return [sympy.sympify(t) for t in "exec(1)"]\n# parse_expr(x)\n'
    assert list(calls(source)) == [(1, "eval"), (3, "sympify")]


def test_imports_are_noticed_wherever_they_stand() -> None:
    """The search sees imports within functions and of submodules, and leaves relative ones out."""
    source = "import os.path, sympy\ndef f():\n    from numpy.linalg import inv\nfrom . import x\n"
    assert imported(source) == {"os", "sympy", "numpy"}


def test_every_step_is_in_the_ledger() -> None:
    """Each step and theorem that is judged has an entry that promises a strength, of the same paper."""
    ledger = load()
    for label, step in suite.steps().items():
        assert ledger[label].promises is not None, label
        assert ledger[label].paper == step.paper, label
    for theorem in suite.theorems():
        assert ledger[theorem.label].promises is not None, theorem.label


def test_every_promise_is_kept_by_a_step() -> None:
    """Each entry that promises a strength is judged, as a step or as a theorem."""
    judged = set(suite.steps()) | {theorem.label for theorem in suite.theorems()}
    assert {entry.label for entry in load().entries if entry.promises is not None} == judged


def test_every_step_has_an_owner() -> None:
    """`flowproof where` finds the file and line of everything that is judged, exactly once."""
    owned = [owner.label for owner in find() if owner.file.startswith("proofs/")]
    judged = set(suite.steps()) | {theorem.label for theorem in suite.theorems()}
    assert sorted(owned) == sorted(judged)


def test_every_owner_has_an_entry() -> None:
    """No code claims to answer for a label that the ledger does not have."""
    labels = {entry.label for entry in load().entries}
    assert {owner.label for owner in find()} - labels == set()


def test_a_step_carries_its_equation_number() -> None:
    """A step says the paper's number of what it checks, if it has one, so that a search of the source finds it."""
    ledger = load()
    assert {label: step.eq for label, step in suite.steps().items()} == {
        label: ledger[label].number for label in suite.steps()
    }
