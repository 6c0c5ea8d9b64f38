"""`flowproof errata`, for real."""

import io
import json
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import replace

import pytest
from sample_findings import everything

from flowproof import cli
from flowproof.errata_views import document, errata, settled, text
from flowproof.findings import Finding, gather
from paper import load
from paper.ledger import CAUSES
from proofs.claims.verdict import Outcome, Strength, Verdict
from proofs.judging import run

RECORDED = [entry for entry in load().entries if entry.correction]


@pytest.fixture(scope="module")
def ran() -> tuple[str, tuple[Verdict, ...]]:
    """What the command prints, and the verdicts of its run."""
    verdicts: list[Verdict] = []
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as printed:
        patch.setattr(run, "verify", lambda *what, verify=run.verify, **how: _kept(verdicts, verify(*what, **how)))
        assert cli.run(["errata", "--json", "-", "--jobs", "2"]) == 0
    return printed.getvalue(), tuple(verdicts)


def _kept(kept: list[Verdict], found: Iterable[Verdict]) -> tuple[Verdict, ...]:
    kept.extend(found)
    return tuple(kept)


@pytest.fixture(scope="module")
def rate(ran: tuple[str, tuple[Verdict, ...]]) -> Finding:
    """TFHV (23), judged."""
    return gather(verdict for verdict in ran[1] if verdict.label == "imbalanced-rate")[0]


def test_all_are_listed_and_come_out_as_recorded(ran: tuple[str, tuple[Verdict, ...]]) -> None:
    """Each is refuted with a witness, its correction holds at the strength promised, and the causes add up."""
    found = json.loads(ran[0])
    assert [each["label"] for each in found["errata"]] == [entry.label for entry in RECORDED]
    for each in found["errata"]:
        assert each["outcome"] == "FAILS"
        assert each["witness"]
        assert all(isinstance(value, str) for value in each["witness"].values())
        assert each["cause"] in CAUSES
        assert each["instead"]["outcome"] == "HOLDS"
        assert Strength[each["instead"]["strength"]] >= Strength.CERTIFIED
        assert each["downstream"]
        assert each["second_route"]
    assert sum(found["summary"][cause] for cause in CAUSES) == found["summary"]["total"] == len(RECORDED)


def test_the_text_has_all_of_it(rate: Finding) -> None:
    """The printed statement, its cause, the witness, what holds instead, what depends on it, and the count."""
    shown = " ".join(text([rate]).split())
    for part in (
        "TFHV (23) imbalanced-rate: wrong sign",
        "as printed: |σᵢ(t) − σᵢ| ≃ 2Cᵢ(",
        "fails at: sigma = ",
        "instead (HOLDS, PROVED): |σᵢ(t) − σᵢ| ≃ 2|Cᵢ|(",
        "[imbalanced-rate-with-absolute-constant]",
        "depends on it: Nothing",
        "shown again by numbers: Integration of (21)",
        "1 errata: 1 wrong sign",
    ):
        assert part in shown
    assert "NOT shown" not in shown


def test_an_erratum_that_is_not_shown_says_so(rate: Finding) -> None:
    """Where the printed text was right, or its correction is not, the list does not call it settled."""
    assert settled(rate)
    right = replace(rate, verdict=replace(rate.verdict, outcome=Outcome.HOLDS))
    doubtful = Verdict("x", Outcome.UNDECIDED, Strength.NONE, Strength.NONE)
    uncorrected = replace(rate, verdict=replace(rate.verdict, correction=doubtful))
    for finding in (right, uncorrected):
        assert not settled(finding)
        assert "NOT shown as recorded: imbalanced-rate" in text([finding])
    assert document([right])["errata"][0]["outcome"] == "HOLDS"


def test_only_what_is_recorded_is_an_erratum() -> None:
    """A step that fails unexpectedly is none."""
    assert [finding.entry.label for finding in errata(everything())] == ["misprint"]
    assert text([]) == "no errata"
