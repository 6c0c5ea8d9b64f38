"""A study's work on an existing Dask cluster: its scheduler deals it out to workers, and anew where one is lost."""

import asyncio
import logging
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from numeric.parallel import Submit
from paper import Misuse

PATIENCE = 5
"""Seconds to wait for the scheduler, and for its first worker."""
LOGGERS = ("distributed", "distributed.client", "tornado.application")
SAME_EVERYWHERE = ("flowproof", "python-flint")
"""Packages that what is found depends on."""


@contextmanager
def dealing(address: str) -> Iterator[tuple[Submit, int]]:
    """What gives a function and an item to the workers of the scheduler at `address`; and how many threads these have.

    What is not done at the end is cancelled. A worker that is lost loses nothing, and where all are, new ones are
    waited for. Raises Misuse where there is no such cluster or it has other versions, ChildProcessError where the
    scheduler is lost or workers die of the work.
    """
    client = _connected(address)
    from distributed.scheduler import KilledWorker

    try:
        _require_same_versions(client, address)
        executor = client.get_executor(pure=False)
        try:
            yield executor.submit, max(1, sum(client.nthreads().values()))
        except KilledWorker as error:
            raise ChildProcessError(
                f"{error.allowed_failures + 1} workers of {address} died at the same work, the last of them at"
                f" {error.last_worker.address}, perhaps for want of memory; what was found before is kept"
            ) from error
        except CancelledError as error:
            raise ChildProcessError(
                f"the scheduler {address} was lost; what was found before is kept, and running again goes on from there"
            ) from error
        finally:
            executor.shutdown(wait=False)
    finally:
        client.close()


def _connected(address: str) -> Any:
    """A client of the scheduler, once it has a worker."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise Misuse("--scheduler needs dask.distributed; install flowproof[cluster]") from error
    # what goes wrong is told in one sentence, ours
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # a client that finds nobody takes long to give up, so ask first
        there = asyncio.run(asyncio.wait_for(_who_answers(address), PATIENCE + 1))
    except Exception as error:  # whatever comes from there, perhaps of another protocol
        reason = f" ({error})"[:120] if str(error) else ""
        raise Misuse(
            f"no Dask scheduler answers at {address[:60]!r}{reason}; `dask scheduler` starts one and prints its address"
        ) from error
    if there != "Scheduler":
        raise Misuse(f"what answers at {address} is no scheduler but a {there}; give the address of its scheduler")
    with warnings.catch_warnings(action="ignore"):
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close()
        raise Misuse(f"the scheduler {address} has no workers; start some with `dask worker {address}`") from error
    return client


async def _who_answers(address: str) -> str:
    from distributed import rpc
    from distributed.security import Security

    async with rpc(address, timeout=PATIENCE, connection_args=Security().get_connection_args("client")) as there:
        return str((await there.identity())["type"])


def _require_same_versions(client: Any, address: str) -> None:
    for package in SAME_EVERYWHERE:
        found = {
            f"the worker {worker}": there for worker, there in client.run(version, package, on_error="return").items()
        }
        try:
            found[f"the scheduler {address}"] = client.run_on_scheduler(version, package)
        except PackageNotFoundError as error:
            found[f"the scheduler {address}"] = error
        for place, there in found.items():
            if there != version(package):
                told = f"has no {package}" if isinstance(there, PackageNotFoundError) else f"has {package} {there}"
                raise Misuse(f"{place} {told}, and here it is {version(package)}; install the same everywhere")
