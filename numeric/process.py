"""Work in a process of its own, which is ended when its time is over, with whatever it runs."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from typing import ParamSpec, TypeVar

from numeric import memory
from numeric.parallel import end_with_parent, one_thread
from paper import Misuse

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
HELD = 2**31
"""Bytes that a process may hold when it begins, beside what is free."""
NAME = "work that may be ended"
"""What these processes are called, by which one that another has started is known."""


class Died(Exception):
    """The process ended before its first result."""


class Fault(Exception):
    """What the work raised, in words: the exception itself may not survive the way from one process to another."""


class _End:
    """Sent after the last result."""


def latest(
    seconds: float,
    work: Callable[Parameters, Iterator[Result]],
    *args: Parameters.args,
    **named: Parameters.kwargs,
) -> Result | None:
    """The last that `work` yields within the time, in which each result is better than those before it.

    None if there is none. Raises Misuse where `work` does, Fault where it raises anything else, and Died where it did
    not live so long.
    """
    deadline = time.monotonic() + seconds
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_run, name=NAME, args=(theirs, lambda: work(*args, **named)))
    worker.start()
    theirs.close()
    found: Result | None = None
    try:
        while ours.poll(max(0, deadline - time.monotonic())):
            received = ours.recv()
            if isinstance(received, Fault | Misuse):
                raise received
            if isinstance(received, _End):
                break
            found = received
    except EOFError:
        if found is None:
            raise Died from None
    finally:
        _end(worker)
    return found


def _run(connection: Connection, work: Callable[[], Iterator[object]]) -> None:
    parent = multiprocessing.parent_process()
    if parent is None or parent.name != NAME:
        os.setsid()  # so that a process of its own is ended with it
    Thread(target=end_with_parent, daemon=True).start()
    _limit_memory()
    one_thread()
    try:
        for found in work():
            connection.send(found)
        connection.send(_End())
    except MemoryError:
        pass  # as if the process had been killed
    except Misuse as error:
        connection.send(Misuse(str(error)))
    except Exception as error:
        connection.send(Fault(f"{type(error).__name__}: {error}"))


def _limit_memory() -> None:
    """What does not fit into the memory that there is ends this process, and no other."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = memory.available() + HELD
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def _end(worker: multiprocessing.process.BaseProcess) -> None:
    if worker.pid is not None:
        for end in (os.killpg, os.kill):  # the group is there once the process has made it
            with suppress(ProcessLookupError, PermissionError):
                end(worker.pid, signal.SIGKILL)
    worker.join()
