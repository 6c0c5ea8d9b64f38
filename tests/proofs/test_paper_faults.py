"""Faults of ours while a paper is judged, and interruptions: each claim's own, and the others get their verdicts."""

from typing import Any

import pytest

from flowproof import cli, papers
from proofs.grading import run
from proofs.grading.numbers import together
from proofs.grading.papers import judging
from proofs.grading.papers.judging import Judged, judge
from proofs.grading.papers.paper import parse

HEAD = '[paper]\nkey = "Own"\n'
CLAIM = '[[claim]]\nlabel = "{}"\nkind = "inequality"\nvariables = ["x"]\nshows = "x**2 + 1 > 0"\n'
PAPER = HEAD + "".join(map(CLAIM.format, ("before", "bad", "after")))


def raising(name: str, error: BaseException, function: Any) -> Any:
    """The function, which raises the error for what is called so."""

    def fails(claim: Any, *rest: Any, **named: Any) -> Any:
        if getattr(claim, "name", getattr(claim, "label", "")) == name:
            raise error
        return function(claim, *rest, **named)

    return fails


def outcomes(judged: Judged) -> list[str]:
    return [each.outcome.value if each.outcome is not None else "" for each in judged.verdicts]


@pytest.mark.parametrize(
    ("module", "name"),
    [(together, "grade"), (judging, "with_its_uses"), (judging, "statement"), (judging, "_verdict")],
    ids=["grading", "what it uses", "its statement", "its verdict"],
)
def test_a_fault_in_one_claim_is_internal_and_the_others_are_judged(
    module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it happens; the reason is one line that says what to do."""
    monkeypatch.setattr(module, name, raising("bad", ZeroDivisionError("of\nours"), getattr(module, name)))
    judged = judge(parse(PAPER), 20, 1)
    assert outcomes(judged) == ["HOLDS", "INTERNAL", "HOLDS"]
    assert papers.status(judged) == 70
    assert "(ZeroDivisionError: of ours): please report this claim" in judged.verdicts[1].reason


def test_the_rest_is_printed_and_written(tmp_path: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the status is that of a crash, for a paper and for a file of claims."""
    monkeypatch.setattr(together, "grade", raising("bad", ZeroDivisionError(), together.grade))
    monkeypatch.setattr("flowproof.library.papers.processes", lambda _: 1)
    monkeypatch.setattr("flowproof.library.grading.processes", lambda _: 1)
    file = tmp_path / "paper.toml"
    file.write_text(PAPER)
    places = ["--json", str(tmp_path / "v.json"), "--report", str(tmp_path / "report")]
    assert cli.run(["grade", str(file), *places]) == 70
    shown = capsys.readouterr().out
    assert "3 entries: 2 HOLD, 0 FAIL, 0 UNDECIDED, 0 UNCHECKED, 1 INTERNAL" in shown
    assert '"INTERNAL": 1' in (tmp_path / "v.json").read_text()
    assert "a fault of flowproof kept it from judging" in (tmp_path / "report" / "index.html").read_text()
    file.write_text(PAPER.removeprefix(HEAD).replace("label", "name"))
    assert cli.run(["grade", str(file)]) == 70
    assert "3 claims: 2 HOLD, 0 FAIL, 0 UNDECIDED, 1 INTERNAL" in capsys.readouterr().out


def test_a_fault_in_a_near_miss_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing of the claim, which keeps its verdict."""
    name = "before, x**2 + 1 > 99/100*(0)"
    monkeypatch.setattr(together, "grade", raising(name, ZeroDivisionError(), together.grade))
    judged = judge(parse(HEAD + CLAIM.format("before")), 20, 1)
    assert outcomes(judged) == ["HOLDS"]
    assert "of the near-miss x**2 + 1 > 99/100*(0): grading it came to a fault" in judged.verdicts[0].reason


def test_an_interruption_keeps_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not graded says so; and it is raised where the whole paper is asked for."""
    monkeypatch.setattr(together, "grade", raising("bad", KeyboardInterrupt(), together.grade))
    judged = judge(parse(PAPER), 20, 1, whole=False)
    assert (outcomes(judged), judged.interrupted) == (["HOLDS", "UNDECIDED", "UNDECIDED"], True)
    assert [each.reason for each in judged.verdicts[1:]] == [run.INTERRUPTED] * 2
    assert judged.notes == {}
    with pytest.raises(KeyboardInterrupt):
        judge(parse(PAPER), 20, 1)


def test_an_interrupted_command_prints_what_it_has(tmp_path: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it ends as any that is interrupted."""
    monkeypatch.setattr(together, "grade", raising("bad", KeyboardInterrupt(), together.grade))
    for text in (PAPER, PAPER.removeprefix(HEAD).replace("label", "name")):
        (tmp_path / "file.toml").write_text(text)
        with pytest.raises(SystemExit) as ending:
            cli.main(["grade", str(tmp_path / "file.toml"), "--jobs", "1"])
        told = capsys.readouterr()
        assert ending.value.code == 130
        assert "1 HOLD, 0 FAIL, 2 UNDECIDED" in told.out
        assert told.err.endswith("flowproof: interrupted\n")
