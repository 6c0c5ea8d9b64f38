"""A study run: what the store lacks of its points is computed, by processes or a cluster, and kept at once."""

import time as clock
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from threading import Lock

from flowproof.studies import cluster
from flowproof.studies.request import Request
from flowproof.studies.store import opened
from numeric.parallel import dealt_out
from numeric.studies.named import STUDIES
from numeric.studies.study import OUTCOME, Found, Point, Study, key
from paper import Misuse

ALONE = Lock()
"""Arb's precision is global to a process, and a worker of a cluster may have several threads."""

Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Result:
    """What was found at each of the points, in their order; how many of them are new; and how long it took."""

    request: Request
    found: tuple[Found, ...]
    computed: int
    seconds: float

    @property
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
    begin = clock.perf_counter()
    with opened(file, request.study) as store:
        known = store.known()
        # in the order of their keys, easy points and hard ones mix, so that the pace so far tells the time left
        missing = sorted((point for point in request.points if key(point) not in known), key=key)
        done = there = len(request.points) - len(missing)
        for batch in _computed(request.study, missing, jobs, scheduler):
            for point, found in batch:
                store.keep(point, found)
                known[key(point)] = found
            done += len(batch)
            if progress is not None:
                pace = (clock.perf_counter() - begin) / (done - there)
                progress(done, len(request.points), f"{_duration(pace * (len(request.points) - done))} left")
    found_in_order = tuple(known[key(point)] for point in request.points)
    return Result(request, found_in_order, len(missing), clock.perf_counter() - begin)


def _computed(
    study: Study, points: Sequence[Point], jobs: int, scheduler: str | None
) -> Iterator[Sequence[tuple[Point, Found]]]:
    """The points with what was found there, batch after batch as they come."""
    batches = [
        Batch(study.name, study.edition, points[k : k + study.batch]) for k in range(0, len(points), study.batch)
    ]
    if not batches:
        return
    if scheduler is None and (jobs == 1 or len(batches) == 1):
        yield from map(_answers, batches)
        return
    shared = (
        dealt_out(_answers, batches, jobs) if scheduler is None else cluster.dealt_out(_answers, batches, scheduler)
    )
    with shared as futures:
        for future in as_completed(futures):
            yield future.result()


@dataclass(frozen=True)
class Batch:
    """Points of a study, as text: what a process gets, here or anywhere."""

    study: str
    edition: int
    points: Sequence[Point]


def _answers(batch: Batch) -> Sequence[tuple[Point, Found]]:
    study = STUDIES.get(batch.study)
    if study is None or study.edition != batch.edition:
        raise Misuse(f"a worker has another edition of the study {batch.study}; install the same flowproof everywhere")
    with ALONE:
        return [(point, study.compute(point)) for point in batch.points]


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
