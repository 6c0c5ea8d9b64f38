"""The table for a terminal, the list of names, and the description of an entry."""

import io
from dataclasses import replace

import pytest
from rich.console import Console
from sample_findings import certified, entry, everything, misprint, proved, unchecked, undecided

from flowproof import cli
from flowproof.findings import Finding
from flowproof.terminal import (
    catalogue,
    console,
    names,
    next_step,
    remarks,
    summary,
    table,
    write,
)
from flowproof.widths import LEAST_WIDTH, PIPE_WIDTH
from paper import load


def shown(content: object, width: int = 118) -> str:
    screen = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    screen.print(content)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def rows(width: int) -> list[str]:
    """The table's lines for a terminal of `width` columns, with single blanks."""
    lines = shown(table(everything(), width), width).splitlines()
    assert all(len(line) <= width for line in lines)
    return [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize("width", [100, 118])
def test_the_table_has_a_row_for_each_checked_entry(width: int) -> None:
    """Paper, number, label, outcome, strength, margin and seconds stand on one line, and below the label the title."""
    lines = rows(width)
    assert lines[0] == "paper number label/title outcome strength margin seconds"
    at = lines.index("MV (12) proved HOLDS PROVED 0.25")
    assert lines[at + 1] == "A mode solves its own equation"
    at = lines.index("MV failing FAILS CERTIFIED ≤ -1.5 0.00")
    assert lines[at + 1] == "A step that fails"
    at = next(i for i, line in enumerate(lines) if " misprint FAILS " in line)
    assert lines[at + 1].endswith("as recorded")


def test_every_label_can_be_copied_whole() -> None:
    """The longest one of the papers stands on one line of what is piped."""
    longest = max(load().entries, key=lambda each: len(each.label))
    lines = shown(table([replace(proved(), entry=longest)], PIPE_WIDTH), PIPE_WIDTH).splitlines()
    assert sum(longest.label in line.split() for line in lines) == 1


@pytest.mark.parametrize(
    ("said", "width"),
    [
        ("80", 80),
        ("200", 200),
        ("1", LEAST_WIDTH),
        ("0", PIPE_WIDTH),
        ("", PIPE_WIDTH),
        ("-5", PIPE_WIDTH),
        ("wide", 120),
    ],
)
def test_columns_say_how_wide_what_is_piped_is(
    said: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", said)
    write(table(everything(), console().width))
    lines = capsys.readouterr().out.splitlines()
    assert width - 20 < max(map(len, lines)) <= width == console().width


def test_running_text_is_as_wide_as_columns_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for said, width in (("", 118), ("70", 68)):
        monkeypatch.setenv("COLUMNS", said)
        assert cli.run(["derive", "gap-decays"]) == 0
        assert width - 15 < max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_a_narrow_table_leaves_out_what_it_can() -> None:
    """On 80 columns the paper, which the heading names, and the seconds are left out."""
    lines = rows(80)
    assert lines[0] == "number label/title outcome strength margin"
    assert "failing FAILS CERTIFIED ≤ -1.5" in lines


def test_what_is_unchecked_takes_one_line_a_section() -> None:
    """Runs of numbers are drawn together."""
    assert "not checked: (23)–(25), (27), Table 1\n" in shown(table(everything()))


def test_two_numbers_are_no_run() -> None:
    """(4), (5) is as short as (4)–(5) and says the same; names and gaps end a run."""
    numbers = ["4", "5", "7", "Table 1", "8", "9", "10", None]
    assert names([entry(f"e{i}", number) for i, number in enumerate(numbers)]) == [
        "(4), (5)",
        "(7)",
        "Table 1",
        "(8)–(10)",
        "e7",
    ]


def test_titles_are_shown_as_they_are() -> None:
    """Brackets are no markup."""
    assert "A learned mode is close [in T_k] to <its> target & stays so" in shown(table([certified()], 160), 160)


def test_a_misprint_is_shown_with_its_witness_and_correction() -> None:
    """The reader sees that it is recorded, where it fails and what holds in its place."""
    assert remarks(misprint()) == [
        "fails at alpha = 1e-1000, k = <2>",
        "in its place: The sign of the constant (HOLDS, PROVED)",
    ]
    assert remarks(undecided()) == ["the enclosures still overlap"]
    assert remarks(proved()) == remarks(unchecked("any", "1")) == []


def test_the_summary_adds_up() -> None:
    """The counts stand in one line; failures that are recorded are told from those that are not."""
    lines = summary(everything(), 1).plain.splitlines()
    assert lines[0] == "10 entries: 2 HOLD, 1 FAIL as recorded, 1 FAIL, 1 UNDECIDED, 5 UNCHECKED"
    assert lines[1] == "status 1: something fails that should not"
    assert lines[2].startswith("* rests on something weaker")


def test_a_short_summary_has_no_footnotes() -> None:
    """One proved entry needs two lines."""
    lines = summary([proved()], 0).plain.splitlines()
    assert lines[0] == "1 entry: 1 HOLD, 0 FAIL, 0 UNDECIDED, 0 UNCHECKED"
    assert lines[1].startswith("status 0: whatever is checked holds")
    assert len(lines) == 2


def test_a_pipe_gets_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    """No escape sequence leaves where nobody looks at a terminal, and no line ends with blanks."""
    write(table(everything()), "", "end")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "HOLDS" in out
    assert [line for line in out.splitlines() if line != line.rstrip()] == []
    assert out.endswith("Table 1\n\nend\n")
    assert console().width == PIPE_WIDTH


def test_a_long_reason_is_cut_in_the_table() -> None:
    """What does not fit is in the JSON and the report."""
    doubtful = undecided()
    long = replace(doubtful, verdict=replace(doubtful.verdict, reason="overlap " * 100))
    (reason,) = remarks(long)
    assert reason.endswith(" overlap …")
    assert len(reason) <= 300


def test_a_terminal_gets_colours_unless_unwanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR is honoured."""

    def printed() -> str:
        screen = Console(file=io.StringIO(), force_terminal=True, width=118, color_system="standard")
        screen.print(table([proved()]))
        assert isinstance(screen.file, io.StringIO)
        return screen.file.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32mHOLDS" in printed()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[32m" not in printed()


def test_the_catalogue_names_everything() -> None:
    """Label, number and gloss of each entry, and the groups."""
    lines = shown(catalogue([finding.entry for finding in everything()], ("theorem3", "symbolic"))).splitlines()
    assert lines[0].split() == ["paper", "section", "number", "label", "says"]
    assert lines[1].split() == ["MV", "III-A", "12", "proved", "A", "mode", "solves", "its", "own", "equation."]
    assert lines[-1].rstrip() == "groups: theorem3, symbolic"


def test_what_to_do_next_depends_on_what_came_out() -> None:
    """What is not as it should be goes first, then the report that was written, then what fails as recorded."""
    checked = [finding for finding in everything() if finding.outcome != "UNCHECKED"]
    wrong = next(finding.entry.label for finding in checked if not finding.expected)
    assert f"flowproof show {wrong}`" in next_step(everything(), "report")
    assert f"flowproof show {weaker().entry.label}`" in next_step([proved(), weaker()], None)
    assert next_step([proved(), misprint()], "a folder") == "next: open a folder/index.html in a browser"
    assert "flowproof errata" in next_step([proved(), misprint()], None)
    assert "--report DIR" in next_step([proved(), unchecked("definition", "23")], None)


def weaker() -> Finding:
    finding = proved()
    return replace(finding, entry=replace(finding.entry, label="weaker", promises="SAMPLED"))
