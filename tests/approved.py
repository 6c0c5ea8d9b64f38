"""What is on record: each recorded text stands here once, with what makes it anew.

Tests compare the two; `make approve` writes what is new into the files, and shows what it changed, to be read and
committed, or not. What a run measures (seconds, margins, the numbers of a witness) is left as it stands where nothing
else has changed.
"""

import doctest
import io
import json
import os
import re
import runpy
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import executed

from flowproof import cli, coverage_views, terminal
from flowproof.findings import Finding, gather, place
from flowproof.formal import assumptions
from flowproof.formal import run as formal
from flowproof.last_run import Found
from flowproof.last_run import Record as Run
from flowproof.studies.request import read
from numeric.parallel import cpus
from paper import Entry, load
from proofs import checker, printed
from proofs.claims.rendering import latex_of
from proofs.claims.verdict import Outcome, Strength, Verdict
from proofs.formal import worded
from proofs.formal.project import Project, Theorem
from proofs.judging import run, suite
from proofs.lemmas import proved
from proofs.lemmas.statements import LEMMAS
from proofs.theorems import catalogue

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    *("README.md", "ARCHITECTURE.md", "CERTIFICATES.md", "CONTRIBUTING.md", "FORMAL.md"),
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
)
"""Whose blocks of output are on record."""
BLOCK = re.compile(r"^(?P<fence>```+)[^\n]*\n(?P<body>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
MADE = re.compile(r"^(?P<body><!-- recorded: (?P<name>.*?) -->\n.*?)^<!-- end -->$", re.DOTALL | re.MULTILINE)
"""What `docs/generated.py` makes of the ledger, and stands in the page so that it can be read there."""
FILE = re.compile(r"# (?P<name>[\w-]+\.(?:toml|csv))\n")
"""How a block begins that is a file, which the commands of its page find where they run."""
LABEL = re.compile(r'\{\n "label": "(.*)"')


@dataclass(frozen=True)
class Record:
    """A file, or the block of it that begins with `begins`, and what makes the text anew of what stands there now."""

    file: str
    begins: str
    anew: Callable[[str], str]
    measured: bool = False  # some of it differs from run to run

    @property
    def name(self) -> str:
        return f"{self.file}: {self.begins.splitlines()[-1].strip()}" if self.begins else self.file

    def stands(self, root: Path = ROOT) -> str:
        """The text as it is recorded."""
        whole = (root / self.file).read_text(encoding="utf-8") if (root / self.file).exists() else ""
        return next(body for body in _blocks(whole) if body.startswith(self.begins)) if self.begins else whole

    def approve(self, root: Path = ROOT, *, measure: bool = False) -> bool:
        """Write the new text in the place of the recorded one; whether it is another. `measure`: seconds too."""
        old = self.stands(root)
        new = self.anew("" if measure and self.measured else old)
        if new != old:
            whole = (root / self.file).read_text(encoding="utf-8") if self.begins else old
            ends = "<!-- end" if MADE.match(f"{old}<!-- end -->") else "```"
            text = whole.replace(f"\n{old}{ends}", f"\n{new}{ends}") if self.begins else new
            (root / self.file).write_text(text, encoding="utf-8")
        return new != old


def records(root: Path = ROOT) -> tuple[Record, ...]:
    """All of them, in an order in which each may be made of those before it."""
    return (*(Record(file, "", lambda _, make=make: make()) for file, make in FILES.items()), *_on_pages(root))


def changed(file: str) -> str:
    """What a test tells of a file that no longer is what the code says; nothing where it is."""
    if FILES[file]() == Record(file, "", str).stands(ROOT):
        return ""
    return f"{file} is not what the code says: run `make approve`, and read what it changes"


def statements() -> str:
    """Each statement about points, rendered from the function that is checked."""
    return "".join(f"{label}\n    {latex_of(step)}\n" for label, step in suite.steps().items() if step.domain)


def conclusions() -> str:
    """What each derivation says that it shows, and for which parameters: its lines are decided, and these are words."""
    derived = {label: step.statement() for label, step in suite.steps().items() if step.domain is None}
    return "".join(f"{label}\n    for {found.domain}\n    {found.conclusion}\n" for label, found in derived.items())


def uses() -> str:
    """What each step says that it rests on."""
    return "".join(f"{label}: {', '.join(step.uses)}".rstrip() + "\n" for label, step in suite.steps().items())


def beside_what_is_printed() -> str:
    """Each entry that is not compared: what the ledger prints, and what is checked, as the two records have it."""
    checked, label = dict[str, list[str]](), ""
    recorded = (Record(f"tests/proofs/{name}.txt", "", str).stands() for name in ("statements", "conclusions"))
    for line in "".join(recorded).splitlines():
        label = label if line.startswith(" ") else line
        checked.setdefault(label, []).extend([line.strip()] if line.startswith(" ") else [])
    told = ""
    for entry in load().entries:
        if entry.promises and not printed.checked(entry.label):
            told += f"{entry.label}\n    printed  {' '.join(entry.latex.split())}\n"
            told += "".join(f"    checked  {line}\n" for line in checked[entry.label])
    return told


def promises() -> str:
    """What each entry promises."""
    return "".join(f"{entry.label}: {entry.promises or 'unchecked'}\n" for entry in load().entries)


FILES: Mapping[str, Callable[[], str]] = {
    "tests/proofs/statements.txt": statements,
    "tests/proofs/conclusions.txt": conclusions,
    "tests/proofs/uses.txt": uses,
    "tests/proofs/printed.txt": beside_what_is_printed,
    "tests/paper/promises.txt": promises,
    **{executed.record(name): partial(executed.outputs, name) for name in executed.names()},
}


def _blocks(page: str) -> list[str]:
    return [found["body"] for kind in (BLOCK, MADE) for found in kind.finditer(page)]


def _on_pages(root: Path) -> Iterator[Record]:
    """What stands in blocks of a page and is the output of a command, a study's table, or a lemma's certificate."""
    for page in PAGES:
        blocks = _blocks((root / page).read_text(encoding="utf-8"))
        files = {found["name"]: body for body in blocks if (found := FILE.match(body))}
        for body in blocks:
            first = body.partition("\n")[0]
            if first == "$ flowproof coverage":
                yield Record(page, first, after_a_whole_run)
            elif first == "$ flowproof formal":
                yield Record(page, first, where_coq_accepts_all)
            elif first.startswith("Theorem theorem_"):
                yield Record(page, first, partial(for_coq, first.split()[1]))
            elif first == "Axioms:":
                yield Record(page, first, lambda _: "\n".join(["Axioms:", *assumptions.allowed(), ""]))
            elif first.startswith("$ flowproof "):
                yield Record(
                    page, first, partial(output, first, files), measured=" in " in "".join(body.splitlines()[1:2])
                )
            elif first.startswith(">>> "):
                yield Record(page, "\n".join(body.splitlines()[:SESSION]), session)
            elif first.split() == [*terminal.WIDTHS]:
                yield Record(page, first, excerpt_of_verify, measured=True)
            elif tuple(first.split()) in TABLES:
                yield Record(page, first, partial(table, files, first))
            elif found := MADE.match(f"{body}<!-- end -->"):
                yield Record(page, first, partial(made, found["name"]))
            elif found := LABEL.match(body):
                yield Record(page, found[0], partial(certificate, found[1]))


SESSION = 3
"""Lines that tell sessions in Python on one page from each other."""
ENDS = {"grade": (0, 1, 2), "windows": (0, 1)}
"""How a command may end, other than with 0: its claims, or a theorem's hypotheses, need not hold."""


def output(command: str, files: Mapping[str, str], old: str) -> str:
    """The command, and what it prints below, beside the page's files; what a run measures may differ."""
    words = shlex.split(command)[2:]
    with folder_with(files), redirect_stdout(io.StringIO()) as printed_text:
        if (status := cli.run(words)) not in ENDS.get(words[0], (0,)):
            raise RuntimeError(f"{command} ends with {status}")
    new = f"{command}\n{printed_text.getvalue()}"
    return old if _without_seconds(new) == _without_seconds(old) else new


@contextmanager
def folder_with(files: Mapping[str, str]) -> Iterator[None]:
    """A folder with these files and the examples, to run a command in."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        with chdir(folder):
            yield


def made(name: str, _: str) -> str:
    """What the ledger says of that name, as Markdown."""
    return f"<!-- recorded: {name} -->\n\n{_generated()['text'](name).strip()}\n\n"


@cache
def _generated() -> Mapping[str, Callable[[str], str]]:
    return runpy.run_path(str(ROOT / "docs/generated.py"))


def session(old: str) -> str:
    """The lines that are typed in Python, each with what it prints now."""
    names, new = dict[str, object](), ""
    for example in doctest.DocTestParser().get_examples(old):
        with folder_with({}), redirect_stdout(io.StringIO()) as told:
            exec(compile(example.source, "a page", "single"), names)  # noqa: S102 - our own page
        new += f">>> {example.source.rstrip().replace(chr(10), f'{chr(10)}... ')}\n{told.getvalue()}"
    return new


def _without_seconds(text: str) -> str:
    return re.sub(r"in [\d.]+ s", "in … s", text)


def after_a_whole_run(old: str) -> str:
    """The table that `coverage` prints where all came out as the ledger promises, and Coq accepted all."""
    entries = load().entries
    found = {e.label: Found(_promised(e).value, e.promises, expected=True) for e in entries if e.promises}
    (ended,) = re.findall(r"^from the run that ended at (20.*)\n", old, re.MULTILINE)
    whole = Run(ended, found)
    rows = coverage_views.rows(entries, whole, _accepted().accepted)
    return f"$ flowproof coverage\n{_told(coverage_views.table(rows, entries, whole))}"


def for_coq(name: str, old: str) -> str:
    """What a theorem in words states."""
    del old
    (found,) = (theorem.statement for theorem in worded.theorems() if theorem.name == name)
    return f"{found}\n"


def where_coq_accepts_all(old: str) -> str:
    """A part of what `formal` prints where everything is accepted and assumes all that it may."""
    del old
    lines = formal.told(_accepted()).splitlines()
    (at,) = (k for k, line in enumerate(lines) if line == "Theorem4.theorem_4")
    return "\n".join(["$ flowproof formal", "⋮", lines[at], "⋮", *lines[-3:], ""])


def _accepted() -> formal.Verdict:
    """Of a project with a theorem for each axiom, each lemma, and each step of each case."""
    labels = [*checker.axioms(), *(lemma.label for lemma in LEMMAS)]
    cases = (prover.case for proof in catalogue.proofs() for prover in proof.provers())
    steps = [step.label for case in cases for step in case.steps]
    theorems = tuple(Theorem(label, label, "Claims", f"x{k}") for k, label in enumerate([*labels, *steps]))
    project, words = Project({}, theorems, {}), worded.theorems()
    assumed = dict.fromkeys(formal.groups_of(project, words), assumptions.allowed())
    return formal.Verdict(None, assumed, theorems, words, formal.entries_of(project, words))


def _promised(entry: Entry) -> Outcome:
    return Outcome.FAILS if entry.correction else Outcome.HOLDS


def _told(*parts: object) -> str:
    with redirect_stdout(io.StringIO()) as told:
        terminal.write(*parts)
    return told.getvalue()


MEASURED = (
    (r" +(?:(?:[≥≤] \S+|attained) +)?\d+\.\d\d$", ""),  # margin and seconds
    (r"^ +fails at .*\n(?: {22}(?!in its place).*\n)*", ""),
    (r"^what the certificates assume(?:.*\n)+?(?=`flowproof show)", ""),
)
"""What only a run can tell of the table and of what stands below it."""


def excerpt_of_verify(old: str) -> str:
    """Parts of what `verify` prints; a run is only made where something else differs than what a run measures."""
    if _without_measures(_excerpt(tuple(_as_promised(entry) for entry in load().entries))) == _without_measures(old):
        return old
    return _excerpt(run.verify([entry.label for entry in load().entries], jobs=cpus(), seed=run.SEED))


def _without_measures(text: str) -> str:
    for pattern, instead in MEASURED:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return text


def _as_promised(entry: Entry) -> Verdict:
    if entry.promises is None:
        return Verdict(entry.label, None, Strength.NONE, Strength.NONE)
    strength = Strength[entry.promises]
    instead = _as_promised(load()[entry.correction]) if entry.correction else None
    return Verdict(entry.label, _promised(entry), strength, strength, correction=instead)


def _excerpt(verdicts: Sequence[Verdict]) -> str:
    """The first entries that are checked, all of Theorem 3, one erratum, and what stands below the table."""
    accepted = _accepted().accepted
    findings = [
        replace(found, kernel=found.verdict.outcome is Outcome.HOLDS and found.entry.label in accepted)
        for found in gather(verdicts)
    ]
    checked = [finding for finding in findings if finding.entry.promises]
    theorem = [finding for finding in findings if place(finding.entry) == "MV, Theorem 3"]
    erratum = [finding for finding in findings if finding.entry.label == "imbalanced-constant-is-positive"]
    first, second, third = (_rows(part) for part in (checked[:4], theorem, erratum))
    head = _told(terminal.table(()))
    below = _told(terminal.summary(findings, run.exit_status(verdicts)))
    only_row = third.partition("\n")[2]
    return f"{head}\n{first}⋮\n{second}⋮\n{only_row}⋮\n{below}"


def _rows(findings: Sequence[Finding]) -> str:
    """The table without its head: the section's name, and a row or more for each."""
    return _told(terminal.table(findings)).split("\n", 2)[2]


TABLES: Mapping[tuple[str, ...], str] = {
    ("mode", "shape", "alpha", "rescaled", "limit", "log10_distance"): "mine.toml",
    (
        "mode",
        "alpha",
        "pivot",
        "delay",
        "limit",
        "rescaled_delay",
        "log10_distance",
    ): "examples/spectral-vs-general.toml",
    ("alpha", "step", "rescaled_step", "iteration", "distance", "log10_distance"): "examples/flow-vs-descent.toml",
    (
        *("theorem", "shape", "condition", "epsilon", "c1_slack", "c1_worst_slack", "c2_slack", "c2_worst_slack"),
        "log10_inverse_largest_alpha",
    ): "examples/sharpness.toml",
}
"""Columns of a study's table, and the file of its grid, which is an example or stands on the same page."""


def table(files: Mapping[str, str], heading: str, _: str) -> str:
    """Those columns at every point of the grid, in the order of its axes as they stand in the heading."""
    columns = heading.split()
    with folder_with(files):
        request = read(TABLES[tuple(columns)])
    points = [dict(point) for point in request.points]
    axes = [column for column in columns if column in points[0]]
    order = {axis: list(dict.fromkeys(point[axis] for point in points)) for axis in axes}
    points.sort(key=lambda point: [order[axis].index(point[axis]) for axis in axes])
    found = [{**point, **request.study.compute(point)} for point in points]
    lines = [columns, *([what[column] for column in columns] for what in found)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def certificate(label: str, _: str) -> str:
    """The certificate of a lemma."""
    return f"{_laid_out(proved.lemmas()[label])}\n"


def _laid_out(value: object, depth: int = 0) -> str:
    """As JSON, with what is short in one line."""
    line = json.dumps(value)
    if len(line) <= SHORT or not isinstance(value, dict | list):
        return line
    entries = value.items() if isinstance(value, dict) else (("", each) for each in value)
    inner = ((f"{json.dumps(key)}: " if key else "") + _laid_out(each, depth + 1) for key, each in entries)
    first, last = ("{", "}") if isinstance(value, dict) else ("[", "]")
    return first + ",".join(f"\n{' ' * (depth + 1)}{each}" for each in inner) + f"\n{' ' * depth}{last}"


SHORT = 90


def main() -> None:
    """Write what is new, and show the difference; with --measure, measure seconds and margins anew."""
    os.environ.pop("COLUMNS", None)
    for record in records():
        if record.approve(measure="--measure" in sys.argv[1:]):
            print(f"written anew: {record.name}", flush=True)
    files = sorted({record.file for record in records()})
    for options in (["--stat"], []):
        subprocess.run(["git", "--no-pager", "diff", *options, "--", *files], cwd=ROOT, check=True)  # noqa: S603, S607


if __name__ == "__main__":
    main()
