"""What the README shows is what the commands print."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flowproof import coverage, terminal
from flowproof.last_run import Found, Record
from flowproof.studies.request import read
from paper import load

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n\$ flowproof (.*?)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
SHOWN = [block for block in BLOCKS if block[0] != "coverage"]
ROW = re.compile(r"^(?:MV|TFHV) +(?:\(\d+\)|Theorem \d)? +.*(?:SAMPLED|CERTIFIED|PROVED)", re.MULTILINE)


def printed(arguments: str) -> str:
    command = [str(Path(sys.executable).with_name("flowproof")), *arguments.split()]
    environment = {**os.environ, "COLUMNS": "120"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout  # noqa: S603


def without_seconds(text: str) -> str:
    return re.sub(r"in [\d.]+ s", "in … s", text)


def test_the_readme_shows_commands() -> None:
    """There is something to compare."""
    shown = {arguments.split()[0] for arguments, _ in BLOCKS}
    assert shown == {"ablation", "coverage", "derive", "evaluate", "measure", "windows", "where"}


@pytest.mark.parametrize(("arguments", "shown"), SHOWN)
def test_commands_print_what_the_readme_shows(arguments: str, shown: str) -> None:
    """To the letter, but for the time that they took."""
    assert without_seconds(printed(arguments)) == without_seconds(shown)


def test_coverage_is_that_of_a_whole_run(capsys: pytest.CaptureFixture[str]) -> None:
    """The table that `coverage` prints after a run in which everything came out as the ledger promises."""
    entries = load().entries
    everything = {
        entry.label: Found("FAILS" if entry.correction else "HOLDS", entry.promises, expected=True)
        for entry in entries
        if entry.promises
    }
    record = Record("whenever", everything)
    terminal.write(coverage.table(coverage.rows(entries, record), entries, record))
    printed_lines, shown = capsys.readouterr().out.splitlines(), dict(BLOCKS)["coverage"].splitlines()
    assert printed_lines[:-1] == shown[:-1]
    assert shown[-1].startswith("from the run that ended at 20")


def test_verify_prints_the_rows_that_the_readme_shows() -> None:
    """Numbers, titles, outcomes and strengths of a section are those of a run; margins and seconds may differ."""
    rows = [row for row in ROW.findall(README) if "(19)" in row or "(21)" in row]
    assert len(rows) == 5 + 1
    output = re.sub(r" +", " ", printed("verify MV:19 MV:21 TFHV:21"))
    for row in rows:
        assert re.sub(r" +", " ", row) in output


def test_the_table_of_slacks_is_what_the_study_finds() -> None:
    """Every line of it, at the points of the example's grid."""
    table = re.findall(r"^```\n(theorem +shape.*?)^```$", README, re.DOTALL | re.MULTILINE)[0].splitlines()
    columns, lines = table[0].split(), {tuple(line.split()) for line in table[1:]}
    request = read(str(Path(__file__).parent.parent / "examples" / "sharpness.toml"))
    found = ({**point, **request.study.compute(point)} for point in request.points)
    assert {tuple(what[column] for column in columns) for what in found} == lines
