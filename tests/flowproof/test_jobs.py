"""`evaluate --jobs` and `measure --jobs`: what is said and how it ends are the same, whoever does the work."""

import json
import os
import signal
import subprocess
import sys
from fractions import Fraction
from multiprocessing import active_children
from pathlib import Path

import pytest

from flowproof import cli, measurements
from numeric import parallel, quantities
from numeric.decimals import ZERO, Rounded
from numeric.evaluate import Undecided
from numeric.inputs import read_problem, read_times
from numeric.problem import Problem
from paper import Misuse

START = ["--spectrum", "3,2,1,0", "--shape", "random:7", "--alpha", "1e-100"]
TIMES = [argument for t in range(0, 240, 10) for argument in ("--time", str(t))]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started after the first time, however quick it was."""
    monkeypatch.setattr(parallel, "PATIENCE", 0)


@pytest.mark.parametrize(
    "command", [["evaluate", "--certified"], ["measure", "--singular-values", "--error", "1", "--loss"]]
)
def test_the_document_is_the_same_to_the_byte(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """But for the seconds that it took."""
    found = []
    for jobs in ("1", "2", "5"):
        assert cli.run([*command, *START, *TIMES, "--digits", "12", "--jobs", jobs, "--json", "-"]) == 0
        document = json.loads(capsys.readouterr().out)
        del document["seconds"]
        found.append(json.dumps(document))
    assert found[1:] == found[:1] * 2
    assert active_children() == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_progress_counts_the_times(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a tenth, with the time reached."""
    assert cli.run(["evaluate", *START, *TIMES, "--jobs", jobs]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[-1] == "24 of 24: t = 230"


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_first_time_that_fails_is_told(jobs: int) -> None:
    """A negative time in the middle: the same sentence as one process has."""
    grid = read_times("0:230:10")
    request = measurements.Request((*grid, Fraction(-1), *grid, Fraction(-2)), loss=True)
    problem = read_problem(spectrum="3,2,1,0", shape="random:7", alpha="1e-100")
    with pytest.raises(Misuse, match=r"^the time is -1; it must not be negative$"):
        measurements.measure(problem, request, 30, jobs=jobs)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_undecided_is_so_with_any_jobs(
    jobs: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time in order that can't be told ends all of them, in one sentence."""

    def undecided(problem: Problem, t: Fraction, digits: int) -> Rounded:
        del problem, digits
        if t >= 10:
            raise Undecided(f"the loss at t = {t} could not be told")
        return ZERO

    monkeypatch.setattr(quantities, "loss", undecided)
    assert cli.run(["measure", *START, "--loss", *TIMES, "--jobs", jobs]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[-1].startswith("flowproof: undecided: the loss at t = 10 could not be told")


def test_a_killed_process_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback, and a status that is no verdict."""
    parent = os.getpid()

    def killed(*_: object, **__: object) -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("numeric.evaluate._sample", killed)
    with pytest.raises(SystemExit) as ending:
        cli.main(["evaluate", *START, *TIMES, "--jobs", "2"])
    assert ending.value.code == cli.LOST_PROCESS == 71
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1].startswith("flowproof: a process that shared the work was killed")
    assert all(" of 24: " in line for line in lines[:-1])


def test_an_interruption_ends_at_once_in_one_line(tmp_path: Path) -> None:
    """Ctrl-C in the middle: workers end without a word, status 130, and no file."""
    times = [argument for t in range(1, 121) for argument in ("--time", str(t))]
    start = ["--spectrum", ",".join(str(12 - k) for k in range(12)), "--shape", "random:7", "--alpha", "1e-1000"]
    running = subprocess.Popen(  # noqa: S603 (our own command)
        [
            sys.executable,
            "-c",
            "from flowproof.cli import main; main()",
            *("evaluate", *start, *times, "--jobs", "2", "--json", str(tmp_path / "w.json")),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stderr is not None
    assert " of " in running.stderr.readline()  # it is in the middle
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == ""
    assert err.splitlines()[-1] == "flowproof: interrupted"
    assert all(" of " in line for line in err.splitlines()[:-1])
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):  # nobody of its session is left
        os.killpg(running.pid, signal.SIGKILL)
