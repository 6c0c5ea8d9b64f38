"""`flowproof study --scheduler`, on a cluster of the two commands that Dask has for one; the workers get killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.studies import cluster
from flowproof.studies import run as running
from flowproof.studies.cluster import dealing
from flowproof.studies.store import opened
from numeric.studies.named import STUDIES
from paper import Misuse

GRID = """
study = "transition"
spectrum = ["5,4,3,2,1", "1,0.5,0.25,0.125,0.0625"]
shape = ["identity", "random:1", "random:2", "random:3"]
alpha = ["1e-10", 1e-100, "1e-1000", "1e-10000"]
"""
POINTS = 2 * 4 * 4 * 5
PATIENCE = 60


@contextmanager
def started(*command: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own group, all of which is gone at the end."""
    program = str(Path(sys.executable).with_name(command[0]))
    process = subprocess.Popen(  # noqa: S603 (our own commands)
        [program, *command[1:]],
        stdout=subprocess.PIPE if command[0] == "flowproof" else subprocess.DEVNULL,
        stderr=subprocess.PIPE if command[0] == "flowproof" else subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    """Kill its whole group, that is a worker's nanny and those that it would start again."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def scheduler(folder: Path) -> tuple[str, ...]:
    return (
        "dask",
        "scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        f"{folder}/s",
    )


def worker(folder: Path, workers: int) -> tuple[str, ...]:
    options = ("--scheduler-file", f"{folder}/s", "--no-dashboard", "--local-directory", str(folder))
    return ("dask", "worker", *options, "--nworkers", str(workers), "--nthreads", "2")


def address(folder: Path) -> str:
    wait_until(lambda: (folder / "s").exists() and (folder / "s").read_text(encoding="utf-8").endswith("}"))
    return str(json.loads((folder / "s").read_text(encoding="utf-8"))["address"])


def wait_until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "nothing happens"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, of two threads each."""
    folder = tmp_path_factory.mktemp("cluster")
    with started(*scheduler(folder)), started(*worker(folder, 2)):
        where = address(folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cluster, "PATIENCE", PATIENCE)
            client = cluster._connected(where)
            client.wait_for_workers(2, timeout=PATIENCE)
            client.close()
        yield where


@pytest.fixture
def grid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A grid in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(GRID, encoding="utf-8")
    return "mine.toml"


def kept(file: str) -> int:
    with opened(file, STUDIES["transition"]) as store:
        return store.check()


def pids(there: str) -> list[int]:
    """Those of the workers."""
    client = cluster._connected(there)
    try:
        return list(client.run(os.getpid).values())
    finally:
        client.close()


def test_a_killed_worker_loses_nothing(grid: str, there: str) -> None:
    """SIGKILL in the middle: the others do its work, and the export has the bytes of a run here."""
    assert cli.run(["study", grid, "--jobs", "2", "--store", "here.sqlite", "--export", "here.csv"]) == 0
    victim = pids(there)[0]
    arguments = ("--scheduler", there, "--store", "there.sqlite", "--export", "there.csv")
    with started("flowproof", "study", grid, *arguments) as process:
        wait_until(lambda: Path("there.sqlite").exists() and kept("there.sqlite"))
        os.kill(victim, signal.SIGKILL)
        before = kept("there.sqlite")
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert 0 < before <= POINTS  # the last of it may just have come
    assert f"\n{POINTS} computed now, in " in out
    assert Path("there.csv").read_bytes() == Path("here.csv").read_bytes()
    wait_until(lambda: victim not in pids(there))


def test_an_interruption_is_one_line_and_resumes_here(grid: str, there: str) -> None:
    """Ctrl-C ends it with status 130; what the cluster found is kept, and this process finds the rest."""
    with started("flowproof", "study", grid, "--scheduler", there, "--store", "s.sqlite") as process:
        wait_until(lambda: Path("s.sqlite").exists() and kept("s.sqlite"))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode in (cli.INTERRUPTED, 0)  # it may just have ended
    if process.returncode:
        assert [line for line in err.splitlines() if " left" not in line] == ["flowproof: interrupted"]
        assert 0 < kept("s.sqlite") <= POINTS
    assert cli.run(["study", grid, "--store", "s.sqlite", "--resume", "--export", "s.csv"]) == 0
    assert kept("s.sqlite") == POINTS


def test_work_that_kills_its_workers_is_one_sentence(there: str) -> None:
    """Not endlessly given to the next."""
    with pytest.raises(ChildProcessError, match="died at the same work"), dealing(there) as (submit, width):  # noqa: PT012
        assert width == 4
        submit(os._exit, 1).result()


def test_what_is_no_cluster_is_one_sentence(
    grid: str, there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No address, nobody there, --jobs beside it, a scheduler alone, and one whose worker has another flowproof."""
    monkeypatch.setattr(cluster, "PATIENCE", 2)

    def told(*arguments: str) -> str:
        assert cli.run(["study", grid, *arguments]) == cli.MISUSE
        (line,) = capsys.readouterr().err.splitlines()
        return line

    assert "answers at 'nonsense' (missing port" in told("--scheduler", "nonsense")
    assert "no Dask scheduler answers at '127.0.0.1:1'" in told("--scheduler", "127.0.0.1:1")
    assert "not both" in told("--scheduler", there, "--jobs", "2")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "distributed", None)
        assert "--scheduler needs dask.distributed; install flowproof[cluster]" in told("--scheduler", there)
    metadata = tmp_path / "other" / "flowproof-0.0.1.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text("Metadata-Version: 2.1\nName: flowproof\nVersion: 0.0.1\n", encoding="utf-8")
    with ExitStack() as stack:
        alone = stack.enter_context(started(*scheduler(tmp_path)))
        where = address(tmp_path)
        assert "has no workers; start some with `dask worker" in told("--scheduler", where)
        monkeypatch.setattr(cluster, "PATIENCE", PATIENCE)
        stack.enter_context(started(*worker(tmp_path, 1), PYTHONPATH=str(metadata.parent.parent)))
        assert "has flowproof 0.0.1, and here it is " in told("--scheduler", where)
        monkeypatch.setattr(cluster, "SAME_EVERYWHERE", ())
        monkeypatch.setattr(cluster, "PATIENCE", 2)
        with pytest.raises(ChildProcessError, match="was lost"), dealing(where) as (submit, _):  # noqa: PT012
            waiting = submit(time.sleep, 60)
            end(alone)  # between beginning and waiting, which is why one statement won't do
            waiting.result()


def test_another_edition_is_refused_by_the_worker() -> None:
    """What it would find is not what was asked for."""
    with pytest.raises(Misuse, match="another edition of the study transition"):
        running._answers(running.Batch("transition", -1, b""))
