"""Work in a process of its own, which is ended when its time is over, with whatever it runs."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
GRACE = 1.0
"""Seconds beyond its time after which the process is ended."""


def within(
    seconds: float, work: Callable[Parameters, Result], *args: Parameters.args, **named: Parameters.kwargs
) -> Result | None:
    """What `work` returns, or None if its time was over before, or its memory. Raises what it raises."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_run, args=(theirs, lambda: work(*args, **named)))
    worker.start()
    theirs.close()
    found: Result | Exception | None = None
    try:
        if ours.poll(seconds + GRACE):
            found = ours.recv()
    except EOFError:
        pass
    finally:
        _end(worker)
    if isinstance(found, Exception):
        raise found
    return found


def _run(connection: Connection, work: Callable[[], object]) -> None:
    os.setsid()  # so that a solver that it runs is ended with it
    try:
        connection.send(work())
    except Exception as error:
        connection.send(error)


def _end(worker: multiprocessing.process.BaseProcess) -> None:
    if worker.pid is not None:
        for end in (os.killpg, os.kill):  # the group is there once the process has made it
            with suppress(ProcessLookupError, PermissionError):
                end(worker.pid, signal.SIGKILL)
    worker.join()
