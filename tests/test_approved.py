"""What pages and records show is what the code says now, and `make approve` is what brings them up to date."""

import io
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import approved
import pytest
from approved import ROOT, Record

from flowproof import cli, kernel

ON_PAGES = [record for record in approved.records() if record.begins]
ROW = re.compile(r"^(?:MV|TFHV) .*(?:SAMPLED|CERTIFIED|PROVED)", re.MULTILINE)


def page(name: str) -> Record:
    (record,) = (record for record in ON_PAGES if name in record.begins)
    return record


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with everything that has records, which may be changed."""
    for file in {*approved.FILES, *approved.PAGES}:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


@pytest.mark.parametrize("record", ON_PAGES, ids=lambda record: record.name)
def test_a_page_shows_what_commands_print(record: Record) -> None:
    """To the letter, but for what a run measures; if not, run `make approve`, and read what it changes."""
    shown = record.stands()
    assert record.anew(shown) == shown


def test_there_is_something_to_compare() -> None:
    commands = {record.begins.split()[2] for record in ON_PAGES if record.begins[0] == "$"}
    other = {"ablation", "coverage", "derive", "evaluate", "formal", "grade", "measure", "show", "windows", "where"}
    assert commands == other
    others = [record.begins for record in ON_PAGES if record.begins[0] not in "${><"]
    assert {"Axioms:", "Theorem theorem_4 (R : realType)"} <= {each[:32].strip() for each in others}
    tables = {tuple(each.split()) for each in others if not each.startswith(("Axioms:", "Theorem "))}
    assert tables == {*approved.TABLES, tuple(approved.terminal.WIDTHS)}
    sessions = {record.file for record in ON_PAGES if record.begins.startswith(">>> import flowproof")}
    assert {"README.md", "docs/tutorial.md", "docs/how-to/evaluate.md"} <= sessions
    assert "CERTIFICATES.md" in {record.file for record in ON_PAGES}


def test_no_two_blocks_of_a_page_begin_alike() -> None:
    """Else the second would stay unread."""
    names = [record.name for record in ON_PAGES]
    assert sorted(names) == sorted(set(names))


def test_a_file_on_a_page_is_there_for_its_commands(copy: Path) -> None:
    """A claim that is changed in it is graded as it stands then."""
    tutorial = copy / "docs/tutorial.md"
    tutorial.write_text(tutorial.read_text("utf-8").replace('name = "it stays', 'name = "it becomes'), "utf-8")
    (record,) = (
        each for each in approved.records(copy) if each.name == "docs/tutorial.md: $ flowproof grade mine.toml"
    )
    assert "it becomes a tenth smaller: FAILS, PROVED" in record.anew(record.stands(copy))


def test_verify_prints_the_rows_that_the_readme_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run has the numbers, titles, outcomes, strengths and marks that the page has, beside what it measures."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kernel.folder().parent.mkdir()
    kernel.keep(kernel.begin(), approved._accepted().accepted)
    rows = [row for row in ROW.findall(approved._without_measures(page("paper").stands())) if "(21)" in row]
    rows += ROW.findall(approved._without_measures(page("paper").stands()))[-1:]
    assert len(rows) == 2 + 1
    with redirect_stdout(io.StringIO()) as told:
        assert cli.run(["verify", "MV:21", "imbalanced-constant-is-positive", "--jobs", "1"]) == 0
    printed = approved._without_measures(told.getvalue())
    assert [row for row in rows if row not in printed] == []


def test_what_has_not_changed_is_not_written_anew(copy: Path) -> None:
    """Not even where the seconds would be others."""
    evaluated = page("--digits 40")
    shows_it = copy / evaluated.file
    shows_it.write_text(re.sub(r"in 0\.\d+ s", "in 77.5 s", shows_it.read_text("utf-8")), "utf-8")
    before = shows_it.stat().st_mtime_ns
    assert not evaluated.approve(copy)
    assert not page("coverage").approve(copy)
    assert not Record("tests/paper/promises.txt", "", lambda _: approved.promises()).approve(copy)
    assert shows_it.stat().st_mtime_ns == before
    assert evaluated.approve(copy, measure=True)
    assert "in 77.5 s" not in evaluated.stands(copy)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("where 28", r"steps\.py:\d+", "steps.py:1"),
        ("where 28", r"^.*learned-exponentials-pay.*\n", ""),
        ("coverage", r"^TFHV   3  ", "TFHV   33 "),
        ("--digits 40", r"W\[1,1\] = 3\.0", "W[1,1] = 3.1"),
        ("flow.at(", r"^-7\.33", "-7.34"),
        ("mode  alpha", "618625/83521", "618625/83522"),
        ("derive", r"^  3\. ", "  4. "),
        ("inverse-of-a-matrix-bounded-below", "1 <= u", "1 < u"),
        ("recorded: theorem 4s", r"c_1 = m", "c_1 = 4m"),
        ("recorded: compared", "24.118", "24.349"),
    ],
)
def test_what_is_stale_on_a_page_is_mended(name: str, old: str, new: str, copy: Path) -> None:
    """And nothing else of it."""
    record = page(name)
    file, shown = copy / record.file, record.stands()
    right = file.read_text("utf-8")
    stale = re.sub(old, new, shown, count=1, flags=re.MULTILINE)
    assert stale != shown
    file.write_text(right.replace(shown, stale), "utf-8")
    assert record.approve(copy)
    mended = file.read_text("utf-8")
    assert approved._without_seconds(mended) == approved._without_seconds(right)


@pytest.mark.parametrize("file", approved.FILES)
def test_a_record_that_is_not_what_the_code_says_is_told_and_mended(
    file: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any line of it, where it differs, is missing, or is too many."""
    right = (copy / file).read_text("utf-8")
    monkeypatch.setitem(approved.FILES, file, lambda: right)  # as its own test shows
    monkeypatch.setattr(approved, "ROOT", copy)
    lines = right.splitlines(keepends=True)
    for stale in (lines[1:], [*lines[:2], *lines], [*lines[:-1], f"a{lines[-1]}"], []):
        (copy / file).write_text("".join(stale), "utf-8")
        assert "make approve" in approved.changed(file)
        (record,) = (record for record in approved.records(copy) if record.file == file)
        assert record.approve(copy)
        assert approved.changed(file) == ""
        assert (copy / file).read_text("utf-8") == right


def test_rows_that_differ_have_everything_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that only a run can tell is made up; the run's verdicts are stood in for."""
    shown = page("paper").stands()
    as_promised = tuple(approved._as_promised(entry) for entry in approved.load().entries)
    monkeypatch.setattr(approved.run, "verify", lambda *_, **__: as_promised)
    for old, new in (
        ("HOLDS", "FAILS"),
        (f"{len(as_promised)} entries", "374 entries"),
        ("(16)", "(15)"),
        ("PROVED", "SAMPLED"),
    ):
        assert approved.excerpt_of_verify(shown.replace(old, new, 1)) == approved._excerpt(as_promised)
    assert approved.excerpt_of_verify(shown) == shown


@pytest.mark.parametrize(
    ("measured", "other"),
    [(r"≥ \d", "≥ 9"), (r" \d\.\d\d$", " 8.88"), ("sigma = ", "sigma = 1"), ("norm-of-zero, ", "")],
)
def test_what_a_run_measures_is_left_as_it_stands(measured: str, other: str) -> None:
    shown = page("paper").stands()
    changed = re.sub(measured, other, shown, count=1, flags=re.MULTILINE)
    assert changed != shown
    assert approved.excerpt_of_verify(changed) == changed
