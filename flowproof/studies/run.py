"""A study run: what the store lacks of its points is computed, in processes if there are several, and kept at once."""

import time as clock
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass

from flowproof.studies.request import Request
from flowproof.studies.store import opened
from numeric.parallel import dealt_out
from numeric.studies.named import STUDIES
from numeric.studies.study import OUTCOME, Found, Point, key

BATCH = 16
"""Points that a process gets at a time: well under a second of work, and the most that an interruption loses of it."""

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


def run(request: Request, file: str, jobs: int, progress: Report | None = None) -> Result:
    """Complete the store in the file and read the request's points from it."""
    begin = clock.perf_counter()
    with opened(file, request.study) as store:
        known = store.known()
        # in the order of their keys, easy points and hard ones mix, so that the pace so far tells the time left
        missing = sorted((point for point in request.points if key(point) not in known), key=key)
        done = there = len(request.points) - len(missing)
        for batch in _computed(request.study.name, missing, jobs):
            for point, found in batch:
                store.keep(point, found)
                known[key(point)] = found
            done += len(batch)
            if progress is not None:
                pace = (clock.perf_counter() - begin) / (done - there)
                progress(done, len(request.points), f"{_duration(pace * (len(request.points) - done))} left")
    found_in_order = tuple(known[key(point)] for point in request.points)
    return Result(request, found_in_order, len(missing), clock.perf_counter() - begin)


def _computed(study: str, points: Sequence[Point], jobs: int) -> Iterator[Sequence[tuple[Point, Found]]]:
    """The points with what was found there, batch after batch as they come."""
    batches = [(study, points[k : k + BATCH]) for k in range(0, len(points), BATCH)]
    if jobs == 1 or len(batches) <= 1:
        yield from map(_batch, batches)
        return
    with dealt_out(_batch, batches, jobs) as futures:
        for future in as_completed(futures):
            yield future.result()


def _batch(batch: tuple[str, Sequence[Point]]) -> Sequence[tuple[Point, Found]]:
    study, points = batch
    return [(point, STUDIES[study].compute(point)) for point in points]


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
