"""The same work on many items, dealt out to processes: Arb's precision is global to a process, so threads won't do."""

import os
import sys
import time as clock
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, parent_process
from multiprocessing.process import BaseProcess
from signal import SIG_DFL, SIG_IGN, SIGINT, SIGTERM, signal
from threading import Thread
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Submit = Callable[..., Future[Any]]
"""Called with a function and an item."""

PATIENCE = 0.1
"""Seconds of work for which no processes are started."""
GRACE = 2.0
"""Seconds that a process has to end, which may have others to end before."""
PORTIONS = 16
"""Portions that each process gets of the items, so that none is idle for long at the end."""

_work: Any
"""In a worker: what it does with each item, sent to it once with all that this keeps."""


def cpus() -> int:
    """The CPUs that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """What `work` makes of each item, in their order; it raises what the first item to fail raises.

    This process does the work alone as long as it seems short. `work` is pickled where processes are not forked.
    """
    begin, done = clock.perf_counter(), 0
    while done < len(items) and (jobs == 1 or not _seems_long(clock.perf_counter() - begin, done, len(items) - done)):
        yield work(items[done])
        done += 1
    if done == len(items):
        return
    size = -(-(len(items) - done) // (jobs * PORTIONS))
    portions = [items[k : k + size] for k in range(done, len(items), size)]
    with dealt_out(_portion, portions, jobs, work) as futures:
        for future in futures:
            yield from future.result()


@contextmanager
def dealt_out(
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int, work: Callable[[Any], Any] | None = None
) -> Iterator[list[Future[Result]]]:
    """`function` of each item, in up to `jobs` processes that are gone at the end, however that comes.

    Raises ChildProcessError where a process is killed.
    """
    with dealing(min(jobs, len(items)), work) as (submit, _):
        yield [submit(function, item) for item in items]


@contextmanager
def dealing(jobs: int, work: Callable[[Any], Any] | None = None) -> Iterator[tuple[Submit, int]]:
    """What gives a function and an item to one of so many processes, as above; and how many they are."""
    pool = ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(work,))
    try:
        yield pool.submit, jobs
    except BaseException as error:
        _end(active_children())  # nobody waits for what they are at
        if isinstance(error, BrokenProcessPool):
            raise ChildProcessError(
                "a process that shared the work was killed, perhaps for want of memory; try again with fewer --jobs"
            ) from error
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _end(workers: Sequence[BaseProcess]) -> None:
    """Asks them to, and kills those that do not, as what they hold a lock of may wait for itself."""
    for worker in workers:
        worker.terminate()
    deadline = clock.monotonic() + GRACE
    for worker in workers:
        worker.join(max(0.0, deadline - clock.monotonic()))
        if worker.is_alive():
            worker.kill()


def _seems_long(spent: float, done: int, left: int) -> bool:
    """Whether what is left pays for processes, at the pace so far."""
    return done > 0 and left > 1 and spent > PATIENCE and spent / done * left > PATIENCE


def _prepare(work: Callable[[Any], Any] | None) -> None:
    # an interruption from the keyboard reaches the workers too: the parent tells, and ends them
    signal(SIGINT, SIG_IGN)
    signal(SIGTERM, SIG_DFL)  # whatever the parent does then
    Thread(target=end_with_parent, daemon=True).start()
    one_thread()
    global _work
    _work = work


def end_with_parent() -> None:
    """What works for a parent that was killed would go on, or wait for more work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def one_thread() -> None:
    """Threads would be in the way of other processes: for libraries that are loaded, or are to be."""
    os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    if "numpy" in sys.modules:
        from threadpoolctl import threadpool_limits

        threadpool_limits(1)


def _portion(items: Sequence[Any]) -> list[Any]:
    return [_work(item) for item in items]
