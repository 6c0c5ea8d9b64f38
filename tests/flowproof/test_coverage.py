"""`flowproof coverage`: every entry is counted once, and nothing is counted that was not found by this code."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_findings import certified, everything, failing, misprint, proved

from flowproof import cli, last_run
from flowproof.coverage import COLUMNS, column, document, rows, status, summed
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
        ({}, Found("UNDECIDED", "NONE", False), "doubtful"),
        ({}, Found("FAILS", "PROVED", False), "doubtful"),
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
    assert last_run.keep([proved(), misprint()]) == ""
    assert last_run.keep([certified()]) == ""
    found = last_run.last().found
    assert set(found) == {finding.entry.label for finding in (proved(), misprint(), certified())}
    assert found["misprint"] == Found("FAILS", "CERTIFIED", expected=True)
    last_run.keep([failing()])
    assert last_run.last().found["failing"] == Found("FAILS", "CERTIFIED", expected=False)


def test_another_codes_record_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of code nothing is on record, and the next run begins anew."""
    last_run.keep([proved()])
    monkeypatch.setattr(last_run, "fingerprint", lambda: "another")
    with pytest.raises(Misuse, match="run `flowproof verify` first"):
        last_run.last()
    last_run.keep([certified()])
    assert set(last_run.last().found) == {certified().entry.label}


@pytest.mark.parametrize("text", ["", "[]", '{"fingerprint": 1}', "\0", '{"found": {"x": 1}}'])
def test_a_damaged_record_is_none(text: str) -> None:
    """It is not believed, and not a crash."""
    last_run.keep([proved()])
    last_run.place().write_text(text, encoding="utf-8")
    with pytest.raises(Misuse):
        last_run.last()
    assert last_run.keep([proved()]) == ""


def test_a_record_that_can_not_be_written_is_told(cache: Path) -> None:
    """A run does not fail for it."""
    cache.write_text("no folder", encoding="utf-8")
    assert "not on record" in last_run.keep(list(everything()))


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
