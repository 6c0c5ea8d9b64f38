"""`flowproof coverage`: every entry is counted once, and nothing is counted that was not found by this code."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_findings import certified, everything, failing, misprint, proved

from flowproof import cli, last_run, records
from flowproof.coverage_views import COLUMNS, column, document, rows, status, summed
from flowproof.last_run import Found, Record
from paper import Entry, Misuse, load

ENTRIES = load().entries
EVERYTHING_RAN = {
    entry.label: Found("FAILS" if entry.correction else "HOLDS", entry.promises, expected=True)
    for entry in ENTRIES
    if entry.promises
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of its own for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def record(found: dict[str, Found]) -> Record:
    return Record("2026-01-01T00:00:00+00:00", found)


def test_the_table_adds_up() -> None:
    """Rows add up to sums, sums to the ledger; labels of what is open are those that are counted so."""
    found = rows(ENTRIES, record(EVERYTHING_RAN))
    everything_else, total = summed(found)[:-1], summed(found)[-1]
    assert total.total == len(ENTRIES)
    for paper in ("MV", "TFHV"):
        own = [row for row in everything_else if row.paper == paper]
        assert own[-1].total == sum(row.total for row in own[:-1]) == sum(e.paper == paper for e in ENTRIES)
    for name in COLUMNS:
        assert total.counts[name] == sum(column(entry, record(EVERYTHING_RAN)) == name for entry in ENTRIES)
    shown = document(found, ENTRIES, record(EVERYTHING_RAN))
    assert shown["total"]["total"] == len(ENTRIES)
    for name, labels in shown["open"].items():
        assert len(labels) == shown["total"][name]


def entry(**fields: str | None) -> Entry:
    standard = {"kind": "claim", "latex": "x", "gloss": "x", "provenance": "printed", "promises": "PROVED"}
    return Entry(label="x", paper="MV", section="II", number=None, **{**standard, **fields})  # type: ignore[arg-type]


ERRATUM = {"correction": "y", "cause": "wrong sign", "downstream": "Nothing.", "second_route": "By hand."}


@pytest.mark.parametrize(
    ("fields", "found", "expected"),
    [
        ({}, Found("HOLDS", "PROVED", True), "PROVED"),
        ({}, Found("HOLDS", "CERTIFIED", True), "CERTIFIED"),
        ({}, None, "not run"),
        ({}, Found("UNDECIDED", "NONE", False), "undecided"),
        ({}, Found("FAILS", "PROVED", False), "fails"),
        ({}, Found("UNCHECKED", "NONE", False), "unchecked"),
        (ERRATUM, Found("FAILS", "PROVED", True), "errata"),
        (ERRATUM, Found("HOLDS", "PROVED", False), "doubtful"),
        ({"promises": None, "unchecked": "why", "kind": "definition"}, None, "claims nothing"),
        ({"promises": None, "unchecked": "why", "kind": "inequality"}, None, "unchecked"),
    ],
)
def test_the_column_of_an_entry(fields: dict[str, str | None], found: Found | None, expected: str) -> None:
    """By what was found, or by what the ledger says of it."""
    assert column(entry(**fields), record({"x": found} if found else {})) == expected


def test_the_status() -> None:
    """0 only if all that claims something came out as recorded; 1 for a failure that nobody expected."""
    good, bad = record({"x": Found("HOLDS", "PROVED", True)}), record({"x": Found("FAILS", "PROVED", False)})
    assert status(rows([entry()], good), good) == 0
    assert status(rows([entry()], bad), bad) == 1
    assert status(rows([entry()], record({})), record({})) == 2


def test_a_run_is_kept_and_runs_add_up() -> None:
    """What two runs of one code found is on one record; a later run's finding wins."""
    assert last_run.begin().keep([proved(), misprint()]) == ""
    assert last_run.begin().keep([certified()]) == ""
    found = last_run.last().found
    assert set(found) == {finding.entry.label for finding in (proved(), misprint(), certified())}
    assert found["misprint"] == Found("FAILS", "CERTIFIED", expected=True)
    last_run.begin().keep([failing()])
    assert last_run.last().found["failing"] == Found("FAILS", "CERTIFIED", expected=False)


def test_another_codes_record_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of code nothing is on record, and the next run begins anew."""
    last_run.begin().keep([proved()])
    monkeypatch.setattr(last_run, "fingerprint", lambda: "another")
    with pytest.raises(Misuse, match="run `flowproof verify` first"):
        last_run.last()
    last_run.begin().keep([certified()])
    assert set(last_run.last().found) == {certified().entry.label}


@pytest.mark.parametrize("text", ["", "[]", '{"fingerprint": 1}', "\0", '{"found": {"x": 1}}', "[" * 100_000])
def test_a_damaged_record_is_none(text: str) -> None:
    """It is not believed, and not a crash."""
    last_run.begin().keep([proved()])
    records.place().write_text(text, encoding="utf-8")
    with pytest.raises(Misuse):
        last_run.last()
    assert last_run.begin().keep([proved()]) == ""


def test_a_record_that_can_not_be_written_is_told_before_the_run(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a run does not fail for it: its verdicts are printed."""
    cache.write_text("no folder", encoding="utf-8")
    begun = last_run.begin()
    assert "not on record" in begun.trouble
    assert begun.keep(list(everything())) == ""
    assert cli.run(["verify", "MV:2", "--jobs", "1"]) == 0
    out, err = capsys.readouterr()
    assert "1 entry: 1 HOLD" in out
    assert "not on record" in err.splitlines()[0]


def test_without_a_home_the_verdicts_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither HOME nor an entry for the user: the run is not on record, which is all that is lost, and is told."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    assert cli.run(["verify", "MV:2", "--jobs", "1"]) == 0
    out, err = capsys.readouterr()
    assert "1 entry: 1 HOLD" in out
    assert "there is no home folder" in err.splitlines()[0]
    assert cli.run(["coverage"]) == 3
    assert "there is no home folder" in capsys.readouterr().err


@pytest.mark.parametrize("relative", ["", "here", "./here", "../here"])
def test_a_relative_cache_is_ignored(relative: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the specification of XDG_CACHE_HOME: nothing is made in the current folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", relative)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert records.place().parent == tmp_path / ".cache" / "flowproof"
    monkeypatch.setenv("HOME", relative or "here")
    with pytest.raises(Misuse, match="there is no home folder"):
        records.place()


def test_code_that_changes_during_the_run_is_not_vouched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found by a mixture of codes is on record for neither; what was there before stays for its own."""
    assert last_run.begin().keep([proved()]) == ""
    begun = last_run.begin()
    with monkeypatch.context() as patch:
        patch.setattr(last_run, "fingerprint", lambda: "changed")
        assert "the code was changed while it ran" in begun.keep([certified()])
        with pytest.raises(Misuse, match="run `flowproof verify` first"):
            last_run.last()
    assert set(last_run.last().found) == {proved().entry.label}


def test_the_code_is_asked_about_before_it_is_loaded() -> None:
    """What is imported after the stamp can't be older than it; a link to nothing among the files is no trouble."""
    program = (
        "import sys\nfrom flowproof import last_run\nfrom flowproof.cli import run\n"
        "def stamp():\n    print(sorted({'proofs', 'numeric', 'symbolic'} & set(sys.modules)))\n    raise SystemExit\n"
        "last_run.begin = stamp\nrun(['verify', 'MV:2'])"
    )
    result = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert result.stdout == "[]\n"


def test_the_stamp_tells_any_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of any file of the packages; an editor's link to nothing is none."""
    for package in records.OURS:
        (tmp_path / package).mkdir()
        (tmp_path / package / "code.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(records, "CHECKOUT", tmp_path)
    stamps = {records.fingerprint()}
    for package in records.OURS:
        (tmp_path / package / "code.py").write_text("2", encoding="utf-8")
        stamps.add(records.fingerprint())
    assert len(stamps) == 1 + len(records.OURS)
    (tmp_path / "proofs" / ".#code.py").symlink_to("nobody@nowhere")
    assert records.fingerprint() in stamps


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Misuse before any run; then what `verify` found is in the table."""
    assert cli.run(["coverage"]) == 3
    assert "run `flowproof verify` first" in capsys.readouterr().err
    assert cli.run(["verify", "MV:2", "--jobs", "1"]) == 0
    capsys.readouterr()
    assert cli.run(["coverage", "--json", "-"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["total"]["PROVED"] == 1
    assert found["total"]["total"] == len(ENTRIES)
    assert cli.run(["coverage"]) == 2
    assert "both   all" in capsys.readouterr().out
