"""KERNEL: how what is on record of Coq's kernel is told, and that nothing is told without a record."""

import io
import json
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from sample_findings import certified, everything, judged, proved

from flowproof import cli, coverage_views, kernel
from flowproof.document import document
from flowproof.findings import Finding
from flowproof.graph import Graph, as_document
from flowproof.last_run import Found, Record
from flowproof.plots.figure1 import Drawing
from flowproof.report import Report, pages
from flowproof.terminal import summary, table, write
from paper import load

TOLD = f"{kernel.SIGN} KERNEL: Coq's kernel has accepted the proof, too"
ENTRIES = load().entries
WHOLE = Record(
    "2026-01-01T00:00:00+00:00",
    {e.label: Found("FAILS" if e.correction else "HOLDS", e.promises, expected=True) for e in ENTRIES if e.promises},
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kernel.folder().parent.mkdir()
    return tmp_path


def told(*parts: object) -> str:
    with redirect_stdout(io.StringIO()) as found:
        write(*parts)  # type: ignore[arg-type]
    return found.getvalue()


def marked(findings: Sequence[Finding]) -> list[Finding]:
    return [replace(each, kernel=each.entry.label in ("proved", "certified")) for each in findings]


def test_the_table_has_a_mark_where_it_is_accepted() -> None:
    """Beside the strength, which it fits; and a line that says what it means."""
    plain, found = told(table(everything())), told(table(marked(everything())))
    assert kernel.SIGN not in plain + told(summary(everything(), 0))
    assert found.replace(kernel.SIGN, "") == "\n".join(plain.splitlines()) + "\n" or found.count(kernel.SIGN) == 2
    assert found.count(kernel.SIGN) == 2
    assert len(found.splitlines()) == len(plain.splitlines())
    assert TOLD in told(summary(marked(everything()), 0))


def test_the_json_has_a_field_of_its_own() -> None:
    """Strength keeps its values."""
    found = document(marked(everything()), judged(), seed=1)["entries"]
    assert {each["label"] for each in found if each["kernel"]} == {"proved", "certified"}
    assert {each["strength"] for each in found} <= {"NONE", "SAMPLED", "CERTIFIED", "PROVED"}
    nodes = as_document(Graph({f.entry.label: f for f in (replace(proved(), kernel=True),)}))["nodes"]
    assert [node["kernel"] for node in nodes] == [True]


@pytest.mark.usefixtures("cache")
def test_verify_and_coverage_tell_what_is_on_record(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """And nothing where there is no record, or what it names does not hold."""
    file = tmp_path / "verdicts.json"
    call = ["verify", "gap-decays", "imbalanced-constant-is-positive", "--jobs", "1", "--json", str(file)]
    accepted = ["gap-decays", "imbalanced-constant-is-positive"]
    for labels, expected in (([], set()), (accepted, {"gap-decays"})):
        if labels:
            kernel.keep(kernel.begin(), labels)
        assert cli.run(call) == 0
        out = capsys.readouterr().out
        assert (kernel.SIGN in out) == bool(labels)
        found = json.loads(file.read_text(encoding="utf-8"))["entries"]
        assert {each["label"] for each in found if each["kernel"]} == expected
        cli.run(["coverage"])
        assert ("KERNEL: 1 of these (1 in MV, 0 in TFHV)" in capsys.readouterr().out) == bool(labels)


def test_coverage_counts_what_holds_and_is_accepted() -> None:
    """Section by section, and the sums add up; the columns are what they were."""
    accepted = [entry.label for entry in ENTRIES][::3]
    found, without = coverage_views.rows(ENTRIES, WHOLE, accepted), coverage_views.rows(ENTRIES, WHOLE)
    assert [row.counts for row in found] == [row.counts for row in without]
    expected = {label for label in accepted if WHOLE.found.get(label, Found("", "", True)).outcome == "HOLDS"}
    total = coverage_views.summed(found)[-1]
    assert total.kernel == sum(row.kernel for row in found) == len(expected) > 0
    assert coverage_views.document(found, ENTRIES, WHOLE)["total"]["kernel"] == len(expected)
    assert f"KERNEL: {len(expected)} of these" in told(coverage_views.table(found, ENTRIES, WHOLE))
    assert "KERNEL" not in told(coverage_views.table(without, ENTRIES, WHOLE))


@pytest.mark.usefixtures("cache")
def test_the_report_shows_the_mark_and_the_theorems_for_coq() -> None:
    """Each theorem in words beside the ledger's LaTeX, whether Coq has accepted it, and the mark in table and graph."""
    theorem = replace(certified(), entry=load()["theorem-4"], kernel=True)
    graph = Graph({"theorem-4": replace(theorem, verdict=replace(theorem.verdict, uses=()))})
    report = Report([theorem], graph, (), Drawing("<svg></svg>", "none"), {}, 1, 0)
    text = "".join(pages(report).values())
    assert "Theorem theorem_4 (R : realType)" in text
    assert 'id="coq-theorem_4"' in text
    assert "No such run of this version is on record." in text
    assert "<dt>KERNEL</dt>" in text
    assert f'">{kernel.SIGN}</abbr>' in text
    kernel.keep(kernel.begin(), ["theorem-4"])
    assert "It has accepted all of these, in this very version." in pages(report)["formal.html"]
