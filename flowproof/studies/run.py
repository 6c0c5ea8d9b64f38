"""A study run: what the store lacks of its points is computed, by processes or a cluster, and kept at once."""

import json
import time as clock
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from threading import Lock
from typing import Any

from flowproof.studies import cluster
from flowproof.studies.request import Request
from flowproof.studies.store import Kept, Store, opened
from numeric.parallel import dealing
from numeric.studies.named import STUDIES
from numeric.studies.study import OUTCOME, Found, Point, Study, key
from paper import Misuse

ALONE = Lock()
"""Arb's precision is global to a process, and a worker of a cluster may have several threads."""
SECONDS = 1.0
"""Of work that a process gets at a time, and the most that an interruption loses of it."""
LARGEST_BATCH = 1000
"""Points that it gets, however quick they are."""
AHEAD = 3
"""Batches that are given out for each process: none waits for work, and the rest is not made yet."""
FEW = 10_000
"""Points of which all that was found is in memory; that of more is read in the store where it is looked at."""

Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Result:
    """What was found at each of the points, in their order; how many of them are new; and how long it took."""

    request: Request
    found: Sequence[Found]
    computed: int
    seconds: float

    @cached_property
    def outcomes(self) -> Counter[str]:
        return Counter(found[OUTCOME] for found in self.found)

    @property
    def status(self) -> int:
        """2 where a point is undecided, else 0."""
        return 2 if self.outcomes["UNDECIDED"] else 0


def run(
    request: Request, file: str, jobs: int, progress: Report | None = None, *, scheduler: str | None = None
) -> Result:
    """Complete the store in the file and read the request's points from it: this process alone writes there.

    What is missing is computed by `jobs` processes here, or by the Dask cluster of the scheduler at that address.
    """
    begin, points = clock.perf_counter(), request.points
    with opened(file, request.study) as store:
        missing = _missing(points, store)
        done = there = len(points) - len(missing)
        for found in _computed(request.study, points, missing, jobs, scheduler):
            store.keep(found)
            done += len(found)
            if progress is not None:
                pace = (clock.perf_counter() - begin) / (done - there)
                progress(done, len(points), f"{_duration(pace * (len(points) - done))} left")
    kept = Kept(file, request.study, points)
    return Result(request, kept if len(points) > FEW else tuple(kept), len(missing), clock.perf_counter() - begin)


def _missing(points: Sequence[Point], store: Store) -> Sequence[int]:
    """The places of the points that the store lacks.

    In the order of their keys, easy points and hard ones mix, so that the pace so far tells the time left.
    """
    lacks = range(len(points)) if store.check() == 0 else [k for k, point in enumerate(points) if not store.has(point)]
    digests = [bytes.fromhex(key(points[k])) for k in lacks]
    return array("q", (lacks[i] for i in sorted(range(len(lacks)), key=digests.__getitem__)))


def _computed(
    study: Study, points: Sequence[Point], missing: Sequence[int], jobs: int, scheduler: str | None
) -> Iterator[Sequence[tuple[Point, Found]]]:
    """The missing points with what was found there, batch after batch as they come."""
    batches = Batches(study, points, missing)
    if scheduler is None and (jobs == 1 or len(missing) <= study.batch):
        for batch in batches:
            yield batches.timed(_answers(batch))
        return
    if not missing:
        return
    with dealing(jobs) if scheduler is None else cluster.dealing(scheduler) as (submit, width):
        waiting: set[Future[Answers]] = set()
        while True:
            waiting |= {submit(_answers, batch) for batch in islice(batches, max(0, AHEAD * width - len(waiting)))}
            if not waiting:
                return
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (batches.timed(future.result()) for future in done)


@dataclass(frozen=True)
class Batch:
    """Points of a study, `packed`: what a process gets, here or anywhere."""

    study: str
    edition: int
    points: bytes


@dataclass(frozen=True)
class Answers:
    """A batch's points, each with what was found there, `packed`; and how many seconds that took."""

    found: bytes
    seconds: float


def packed(texts: Any) -> bytes:
    """Points, or what was found, as bytes: a scheduler, through whose memory they go, has no use for them."""
    return zlib.compress(json.dumps(texts).encode(), level=1)


def unpacked(held: bytes) -> Any:
    return json.loads(zlib.decompress(held))


class Batches(Iterator[Batch]):
    """The missing points, so many at a time as take about SECONDS at the pace of those that are `timed`."""

    def __init__(self, study: Study, points: Sequence[Point], missing: Sequence[int]) -> None:
        self._study, self._points, self._missing = study, points, missing
        self._next, self._size = 0, float(study.batch)

    def __next__(self) -> Batch:
        chosen = self._missing[self._next : self._next + max(1, round(self._size))]
        if not chosen:
            raise StopIteration
        self._next += len(chosen)
        return Batch(self._study.name, self._study.edition, packed([dict(self._points[k]) for k in chosen]))

    def timed(self, answers: Answers) -> Sequence[tuple[Point, Found]]:
        """What was found, once the size of later batches is drawn to what this one took."""
        found: Sequence[tuple[Point, Found]] = unpacked(answers.found)
        fitting = len(found) * SECONDS / max(answers.seconds, SECONDS / LARGEST_BATCH)
        # by no more than twice at once: one batch may be unlike all others
        self._size = min(max((self._size + fitting) / 2, self._size / 2), self._size * 2, LARGEST_BATCH)
        return found


def _answers(batch: Batch) -> Answers:
    study = STUDIES.get(batch.study)
    if study is None or study.edition != batch.edition:
        raise Misuse(f"a worker has another edition of the study {batch.study}; install the same flowproof everywhere")
    with ALONE:
        begin = clock.perf_counter()
        found = [(point, study.compute(point)) for point in unpacked(batch.points)]
        return Answers(packed(found), clock.perf_counter() - begin)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
