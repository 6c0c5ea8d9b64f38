"""The suite from Python: every function gives what the command of its name prints and writes, and refuses in a line."""

import dataclasses
import importlib.util
import json
import pickle
import re
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import flowproof
from flowproof import cli
from flowproof.library import verdicts
from flowproof.library.tables import Tabular
from numeric.evaluate import Undecided
from paper import load
from proofs.claims.verdict import Verdict
from proofs.judging import run
from proofs.theorems import catalogue
from proofs.theorems.ablation import ablation as dropping

GRID = {"study": "transition", "spectrum": ["3,2"], "shape": ["identity"], "alpha": ["1e-10"], "mode": [2, 1]}
TOML = '[[claim]]\nname = "sum"\nkind = "inequality"\nvariables = ["x"]\ngiven = ["x > 0"]\nshows = "x + 1 > 1"\n'
CLAIM = {"name": "sum", "kind": "inequality", "variables": ("x",), "given": ["x > 0"], "shows": "x + 1 > 1"}
WINDOWS = {
    "name": "windows that begin too early",
    "kind": "windows",
    "shape": "general",
    "c1": "m*sigma_1**2/(8*eps)",
    "c2": "eps/(4*m*mu**2)",
    "given": ["0 < eps", "eps <= 2*sigma_1", "alpha**2*mu <= sigma_r"],
    "shows": "norm(W(t) - Y_k) <= eps",
}
SOME = ("MV:12", "imbalanced-constant-is-positive", "TFHV:24")
"""One that holds, one that fails as printed, and one that claims nothing."""
ASKED = {
    "verify": (
        lambda: flowproof.verify("TFHV:13", "MV:12", "TFHV:23", jobs=1),
        "verify TFHV:13 MV:12 TFHV:23 --jobs 1",
    ),
    "derive": (lambda: flowproof.derive("gap-decays"), "derive gap-decays"),
    "grade": (lambda: flowproof.grade("x + 1/x >= 2", given=["x > 0"]), ("grade", "x + 1/x >= 2", "--given", "x > 0")),
    "study": (lambda: flowproof.study(GRID, store="a.sqlite", jobs=1), "study grid.toml --store a.sqlite --jobs 1"),
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the grid, and no record of other runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lines = (f"{axis} = {json.dumps(values)}" for axis, values in GRID.items())
    Path("grid.toml").write_text("\n".join(lines), encoding="utf-8")


@cache
def judged(what: tuple[str, ...], seed: int) -> tuple[Verdict, ...]:
    return run.verify(what, seed=seed)


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is judged without progress is judged once for all tests: they are about what is told of it."""

    def verify(
        what: tuple[str, ...], *, jobs: int, seed: int = run.SEED, progress: run.Progress | None = None
    ) -> tuple[Verdict, ...]:
        return judged(what, seed) if progress is None else run.verify(what, jobs=jobs, seed=seed, progress=progress)

    monkeypatch.setattr(verdicts, "run", SimpleNamespace(**{**vars(run), "verify": verify}))


@pytest.fixture(params=ASKED)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def asked(name: str) -> tuple[Any, tuple[str, ...]]:
    """The result, and the command that gives the same."""
    ask, command = ASKED[name]
    return ask(), tuple(command.split()) if isinstance(command, str) else command


def without_seconds(text: str) -> str:
    text = re.sub(r"\d+ computed now, in .* known from before", "", text)
    return re.sub(r'( +\d+\.\d\d$)|("seconds": "[\d.]+")', "", text, flags=re.MULTILINE)


def test_python_gives_what_the_command_prints_and_writes(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """To the byte, but for seconds, and nothing else is printed."""
    found, command = asked(name)
    assert capsys.readouterr() == ("", "")
    status = cli.run([*command, "--json", "told.json"])
    assert without_seconds(capsys.readouterr().out) == without_seconds(f"{found}\n")
    assert without_seconds(Path("told.json").read_text(encoding="utf-8")) == without_seconds(found.to_json())
    assert found.holds is {0: True, 1: False, 2: None}[status]
    assert json.loads(found.to_json()) == json.loads(json.dumps(found.document))


def test_a_result_is_a_value(name: str) -> None:
    """Equal to one that was found again, pickled, and not to be changed; a table in a notebook and for pandas."""
    found, again = asked(name)[0], ASKED[name][0]()
    assert isinstance(found, Tabular)
    if name != "study":  # which tells how long it took, and what it knew
        assert found == again
        assert hash(found) == hash(again)
    assert pickle.loads(pickle.dumps(found)).document == found.document  # noqa: S301 - our own
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.document = {}
    head, *rows = found.table()
    assert rows
    assert all(len(row) == len(head) and all(isinstance(cell, str) for cell in row) for row in rows)
    assert found._repr_html_().startswith(f"<table><tr><th>{head[0]}</th>")
    assert len(found) >= 1
    assert next(iter(found)) == found[0]


def test_pandas_gets_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))
    (row,) = flowproof.grade("x > 1", given=["x > 0"]).to_pandas()
    assert (row["claim"], row["outcome"]) == ("x > 1", "FAILS")


def test_no_name_is_that_of_a_module() -> None:
    """Whose import would put the module in the function's place."""
    assert [name for name in flowproof.__all__ if importlib.util.find_spec(f"flowproof.{name}")] == []
    assert all(callable(getattr(flowproof, name)) and getattr(flowproof, name).__doc__ for name in flowproof.__all__)


def test_a_verdict_has_exact_texts() -> None:
    found = flowproof.verify(*SOME, jobs=1)
    assert (found["mode-closed-form"].outcome, found["mode-closed-form"].strength) == ("HOLDS", "PROVED")
    wrong = next(each for each in found if each.outcome == "FAILS")
    assert wrong.correction is not None
    assert wrong.correction["outcome"] == "HOLDS"
    assert all(isinstance(x, str) for x in (wrong.witness or {"": None}).values())
    assert {each.outcome for each in found} == {"HOLDS", "FAILS", "UNCHECKED"}
    with pytest.raises(KeyError):
        found["gap-decays"]


def test_paper_and_seed_are_the_commands() -> None:
    found = flowproof.verify("12", paper="tfhv", jobs=1, seed=7)
    assert [each.paper for each in found] == ["TFHV"]
    assert found.document["suite"]["seed"] == "7"


def test_a_run_counts_what_it_covers(capsys: pytest.CaptureFixture[str]) -> None:
    """As the command's record of the same run would, though Python keeps none."""
    own = flowproof.verify("MV:12", jobs=1).coverage()
    with pytest.raises(flowproof.Misuse, match="no run of this code is on record"):
        flowproof.coverage()
    assert cli.run(["verify", "MV:12", "--jobs", "1"]) == 0
    capsys.readouterr()
    kept = flowproof.coverage()
    assert kept.rows == own.rows
    assert cli.run(["coverage"]) == kept.status == own.status == 2
    assert capsys.readouterr().out == f"{kept}\n"
    assert kept.table()[-1][:2] == ["both", "all"]


def test_a_report_is_written_from_python() -> None:
    flowproof.verify("MV:12", jobs=1).report("report")
    assert {"index.html", "verdicts.json"} <= {path.name for path in Path("report").iterdir()}
    Path("full").mkdir()
    Path("full/mine.txt").touch()
    with pytest.raises(flowproof.Misuse, match=r"'mine\.txt', which is no part of an earlier one"):
        flowproof.verify("MV:12", jobs=1).report("full")


def test_errata_are_refuted_anew(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One of them here: `test_errata.py` has them all."""
    ledger = SimpleNamespace(entries=[load()["imbalanced-constant-is-positive"]])
    monkeypatch.setattr(verdicts, "load", lambda: ledger)
    found = flowproof.errata(jobs=1)
    assert capsys.readouterr() == ("", "")
    assert cli.run(["errata", "--json", "-"]) == found.status == 0
    assert capsys.readouterr().out == found.to_json()
    assert "imbalanced-constant-is-positive: wrong sign" in str(found)
    assert len(found) == 1
    one = found["imbalanced-constant-is-positive"]
    assert (one.outcome, one.cause) == ("FAILS", "wrong sign")
    assert one.instead is not None
    assert one.instead["outcome"] == "HOLDS"


@pytest.mark.parametrize(
    "claim",
    [TOML, CLAIM, [CLAIM], Path("claims.toml"), "claims.toml"],
    ids=["text", "dict", "list", "path", "name"],
)
def test_claims_come_in_any_form(claim: Any) -> None:
    """A text in TOML, the fields, several of them, or a file."""
    Path("claims.toml").write_text(TOML, encoding="utf-8")
    found = flowproof.grade(claim)
    assert (found["sum"].outcome, found["sum"].strength, found.holds) == ("HOLDS", "PROVED", True)


def test_an_inequality_is_typed_as_it_is() -> None:
    """Its variables are the names in it; numbers and functions are none."""
    found = flowproof.grade("exp(x) >= 1 + x", "y**2 >= 1e-3", given=["y > 1"], jobs=2)
    assert [each.outcome for each in found] == ["HOLDS", "HOLDS"]
    failing = flowproof.grade("sigma*a  <=  1", given=["sigma > 0", "a > 0"], variables=["sigma", "a"])[0]
    assert failing.name == "sigma*a <= 1"
    assert failing.holds is False
    assert failing.witness is not None
    assert set(failing.witness) == {"sigma", "a"}


def test_a_logarithm_among_the_hypotheses_loses_no_claim() -> None:
    """It once ended all that were graded with it."""
    found = flowproof.grade("u <= x - 1", "x + 1 > 1", given=["x > 0", "u == log(x)"], jobs=1)
    assert [each.outcome for each in found] == ["HOLDS", "HOLDS"]


def test_certificates_of_grades_are_for_the_checker() -> None:
    from proofs import checker

    together = flowproof.grade("x + 1/x >= 2", given=["x > 0"]).certificates()
    assert together is not None
    together.write("certificates.json")
    assert checker.check(checker.load("certificates.json")) == [(label, "") for label in together.labels]
    assert flowproof.grade("x > 1", given=["x > 0"]).certificates() is None


def test_a_claim_about_windows_has_an_argument() -> None:
    found = flowproof.grade(WINDOWS, seconds=20)[0]
    assert found.outcome == "FAILS"
    assert found.argument is not None
    assert found.argument["breaks_at"]
    assert found.witness is not None
    assert {"k", "time", "error", "bound"} <= set(found.witness)


def test_certificates_are_those_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one theorem, which the others would only repeat; the same bytes, and the same in the table."""
    third = catalogue.proof("theorem-3")
    monkeypatch.setattr(catalogue, "proofs", lambda: (third,))
    found = flowproof.certificates()
    assert cli.run(["certificates", "certificates.json"]) == 0
    assert Path("certificates.json").read_text(encoding="utf-8") == found.to_json()
    assert found.missing == ()
    assert [row[0] for row in found.table()[1:]] == list(found.labels)
    assert "theorem-3" in {label.partition(",")[0] for label in found.labels}


def test_what_is_dropped_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = flowproof.ablation("Theorem 3")
    assert cli.run(["ablation", "--theorem", "3"]) == 0
    assert capsys.readouterr().out == f"{found}\n"
    assert {str(each.theorem) for each in found} == {"3"}

    def unconfirmed(*_: object) -> None:
        raise dropping.Unconfirmed("an instance is not what it was")

    monkeypatch.setattr(dropping, "ablations", unconfirmed)
    with pytest.raises(Undecided, match="not what it was"):
        flowproof.ablation(3)


def test_a_derivation_is_read_line_by_line() -> None:
    found = flowproof.derive("theorem3")
    assert found.holds
    assert len(found) > 10
    assert found.to_latex().count(r"\paragraph*{") == len(found)
    assert r"\end{document}" in found.to_latex(document=True)
    assert found.table()[1][0] == found[0].title
    both = flowproof.derive("MV:II")
    assert both.without
    assert both.document["without"] == list(both.without)


def test_a_study_has_the_points_in_the_grids_order() -> None:
    found = flowproof.study("grid.toml", jobs=1)
    assert (found.name, found.store, found.holds) == ("transition", "grid.sqlite", True)
    assert [line["mode"] for line in found] == ["2", "1"]
    assert found.outcomes == {"FOUND": 2}
    head, *lines = found.to_csv().splitlines()
    assert head.split(",")[:4] == found.table()[0][:4]
    assert len(lines) == len(found) == 2
    found.plot("found.svg")
    assert Path("found.svg").read_text(encoding="utf-8").startswith("<?xml")
    again = flowproof.study(GRID, store=Path("grid.sqlite"), resume=True)
    assert again.document == found.document
    assert again.result.computed == 0


def test_progress_is_told_to_whom_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """To a function, or on standard error; to nobody where it is not."""
    told: list[tuple[int, int, str]] = []
    flowproof.verify("MV:12", jobs=1, progress=lambda *each: told.append(each))
    assert [done for done, _, _ in told] == list(range(1, len(told) + 1))
    assert told[-1] == (len(told), len(told), "mode-closed-form")
    assert capsys.readouterr() == ("", "")
    flowproof.verify("MV:12", jobs=1, progress=True)
    assert capsys.readouterr().err.endswith(f"{len(told)} of {len(told)}: mode-closed-form\n")


MISUSES = [
    (lambda: flowproof.verify("no-such-label"), "nothing is called 'no-such-label'"),
    (lambda: flowproof.verify(12), "12 is no name; give a text"),  # type: ignore[arg-type]
    (lambda: flowproof.verify(paper="ABC"), "there is no paper 'ABC'"),
    (lambda: flowproof.verify("MV:12", jobs=0), "jobs is 0; give 1 or more"),
    (lambda: flowproof.verify("MV:12", seed=-1), "the seed is -1; give 0 or more"),
    (lambda: flowproof.verify("MV:12", seed="x"), "the seed is 'x'; give a whole number"),  # type: ignore[arg-type]
    (lambda: flowproof.derive("MV:1"), "has no derivation"),
    (lambda: flowproof.ablation("4s"), "descent-3, descent-4p, not of '4s'; give one of these, or all"),
    (lambda: flowproof.ablation(5), "not of '5'; give one of these, or all"),
    (lambda: flowproof.grade(), "there is no claim to grade"),
    (lambda: flowproof.grade("nowhere.toml"), "'nowhere.toml' can't be read"),
    (lambda: flowproof.grade(12), "12 is no claim"),  # type: ignore[arg-type]
    (lambda: flowproof.grade({"name": "a"}), "the field 'kind' is missing"),
    (lambda: flowproof.grade({**CLAIM, 1: "a"}), "there is no field '1'"),  # type: ignore[dict-item]
    (lambda: flowproof.grade("[[claim]]"), "the field 'name' is missing"),
    (lambda: flowproof.grade("x > y", variables=["x"]), "'y' is none of the names known here"),
    (lambda: flowproof.grade("x > 1", given="x > 2"), "given is 'x > 2'; give a list of texts"),
    (lambda: flowproof.grade("x > 1", given=[1]), "give a list of texts"),  # type: ignore[list-item]
    (lambda: flowproof.grade("x ^ 2 > 1"), "write ** for a power"),
    (lambda: flowproof.grade(CLAIM, given=["x > 2"]), "for an inequality as text alone"),
    (lambda: flowproof.grade("x > 1", seconds=0), "seconds is 0; give a number from"),
    (lambda: flowproof.study("no-study"), "neither a study"),
    (lambda: flowproof.study(12), "12 is no study"),  # type: ignore[arg-type]
    (lambda: flowproof.study({"study": "transition", "axis": ["1"]}), "'axis' is no axis of transition"),
    (lambda: flowproof.study({"alpha": ["1"]}), "study is missing"),
    (lambda: flowproof.study(GRID, store=":memory:"), "a store is a file"),
    (lambda: flowproof.study(GRID, store="new.sqlite", resume=True), "there is no store"),
    (lambda: flowproof.study(GRID, store="a.sqlite", jobs=1, scheduler="tcp://x"), "give jobs or a scheduler"),
]


@pytest.mark.parametrize(("ask", "told"), MISUSES, ids=[told for _, told in MISUSES])
def test_what_makes_no_sense_is_misuse(ask: Any, told: str) -> None:
    """In one line that says what to do; and nothing is left behind."""
    before = sorted(Path().iterdir())
    with pytest.raises(flowproof.Misuse) as error:
        ask()
    assert told in str(error.value)
    assert "\n" not in str(error.value)
    assert sorted(Path().iterdir()) == before
