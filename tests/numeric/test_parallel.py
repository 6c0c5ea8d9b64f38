"""Work on many items, shared between processes: the same results and errors in the same order, however it ends."""

import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from multiprocessing import active_children

import pytest

from numeric import parallel
from numeric.engine import Engine
from numeric.evaluate import evaluate
from numeric.exact import Scale, parse_scale
from numeric.instance import random_shape
from numeric.matrices import rows_of
from numeric.parallel import cpus, dealt_out, in_order
from numeric.problem import Problem
from paper import Misuse


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    assert active_children() == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started after the first item, however quick it was."""
    monkeypatch.setattr(parallel, "PATIENCE", 0)


def squared(x: int) -> tuple[int, int]:
    return x * x, os.getpid()


def picky(x: int) -> int:
    if x in (30, 70):
        raise Misuse(f"{x} won't do")
    return x


def killed(x: int) -> int:
    if x == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return x


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("count", [2, 3, 50, 101])
def test_results_come_in_the_order_asked_for(jobs: int, count: int) -> None:
    """Every item once, most of them in other processes."""
    found = list(in_order(squared, range(count), jobs))
    assert [square for square, _ in found] == [x * x for x in range(count)]
    others = {process for _, process in found} - {os.getpid()}
    assert 0 <= len(others) <= jobs
    assert bool(others) == (count > 2)


def test_short_work_starts_no_process() -> None:
    """Squares are not worth it."""
    assert {process for _, process in in_order(squared, range(200), 8)} == {os.getpid()}


@pytest.mark.usefixtures("impatient")
def test_one_job_is_this_process() -> None:
    """However long the work is."""
    assert {process for _, process in in_order(squared, range(50), 1)} == {os.getpid()}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_first_item_that_fails_is_told(jobs: int) -> None:
    """Also where a later one may fail sooner; what stands before it has come."""
    seen: list[int] = []
    with pytest.raises(Misuse, match=r"^30 won't do$"):  # noqa: PT012 (what came before counts)
        for x in in_order(picky, range(100), jobs):
            seen.append(x)  # noqa: PERF402 (extend would lose them)
    assert seen == list(range(len(seen)))
    assert len(seen) <= 30


@pytest.mark.usefixtures("impatient")
def test_a_killed_worker_is_one_sentence() -> None:
    """It says what may help."""
    with pytest.raises(ChildProcessError, match="was killed, perhaps for want of memory; try again with fewer --jobs"):
        list(in_order(killed, range(20), 2))


@pytest.mark.parametrize("ending", [KeyboardInterrupt, GeneratorExit, ValueError])
def test_whatever_ends_it_ends_the_workers(ending: type[BaseException]) -> None:
    """A worker that sleeps for long is not waited for, and no process is left."""

    def wait_and_end() -> None:
        with dealt_out(signal.sigwait, [{signal.SIGUSR1}] * 4, 2) as futures:
            assert not any(future.done() for future in futures)
            raise ending

    with pytest.raises(ending):
        wait_and_end()


def test_every_usable_cpu_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The CPUs that this process may run on count, not those that the machine has."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    assert cpus() == 3


def dense() -> Problem:
    third, fifth = Fraction(1, 3), Fraction(1, 5)
    target = rows_of([[2, third, 0], [third, 1, fifth], [0, fifth, Fraction(1, 2)]])
    return Problem(target, random_shape(3, 3), None, parse_scale("1e-200", "α"))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("method", ["engine", "graded", "naive"])
@pytest.mark.parametrize("certified", [False, True])
def test_a_trajectory_is_the_same_to_the_byte(method: str, certified: bool) -> None:
    """With any number of jobs, in any order of times."""
    problem = dense()
    times = [Fraction(x) for x in (300, 0, 5, 900, 200, 50, 1200)]
    first, *others = (
        evaluate(problem, times, 20, method=method, certified=certified, jobs=jobs).samples for jobs in (1, 2, 3)
    )
    assert [sample.time for sample in first] == times
    assert others == [first, first]


def test_an_engine_travels_without_what_it_keeps() -> None:
    """What is pickled for a process that is not forked is the problem and the digits; it computes the same."""
    engine = Engine(dense(), 20)
    before = engine.at(Fraction(200))
    assert engine.problem.frames
    work = pickle.loads(pickle.dumps(partial(engine.at)))  # noqa: S301 (our own bytes)
    again: Engine = work.func.__self__
    assert not again.problem.frames
    assert again.problem == engine.problem
    assert [x.man_exp() for x in work(Fraction(200)).balls.mid().entries()] == [
        x.man_exp() for x in before.balls.mid().entries()
    ]
    assert again.problem.alpha == Scale(Fraction(1), -200)


def test_a_process_that_does_not_end_when_it_is_asked_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one would that waits for a lock: nobody waits for it."""
    monkeypatch.setattr(parallel, "GRACE", 0.2)
    with pytest.raises(ZeroDivisionError):
        _fail_beside(_stubborn)
    assert active_children() == []


def _stubborn(_: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


def _fail_beside(work: Callable[[int], None]) -> None:
    with dealt_out(work, [0, 1], 2) as futures:
        while not all(future.running() for future in futures):
            time.sleep(0.01)
        time.sleep(0.2)
        raise ZeroDivisionError
