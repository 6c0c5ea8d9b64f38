"""Studies of many points: work is given out by the second and a little ahead, and found things stay in the store."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import flowproof
from flowproof.studies import run as running
from flowproof.studies import views
from flowproof.studies.run import AHEAD, LARGEST_BATCH, SECONDS, Answers, Batch, Batches, packed, unpacked
from flowproof.studies.store import Kept, opened
from numeric.studies.named import STUDIES
from numeric.studies.study import Points, key
from paper import Misuse

STUDY = STUDIES["transition"]
GRID = {"study": "transition", "spectrum": ["2,1"], "shape": ["identity"], "mode": [1, 2], "digits": [3]}
ALPHAS = [f"1e-{k}" for k in range(2, 12)]
POINTS = STUDY.points({**STUDY.grid, "spectrum": ("2,1",), "shape": ("identity",), "mode": ("1", "2")})


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def sizes(seconds_a_point: Callable[[int], float], count: int = 20_000) -> list[int]:
    """How many points each batch has, where the k-th takes so long a point."""
    batches = Batches(STUDY, Points(("mode",), [("1",)] * count), range(count))
    found = []
    for k, batch in enumerate(batches):
        size = len(unpacked(batch.points))
        found.append(size)
        batches.timed(Answers(packed([({}, {})] * size), size * seconds_a_point(k)))
    assert sum(found) == count
    return found


@pytest.mark.parametrize("pace", [0.005, 0.02, 0.3, 5.0])
def test_a_batch_takes_a_second(pace: float) -> None:
    """Or a point, where that takes longer."""
    found = sizes(lambda _: pace, 400 if pace > 0.1 else 20_000)
    assert found[0] == STUDY.batch
    assert all(abs(size * pace - SECONDS) <= pace for size in found[15:-1])


def test_a_batch_has_an_end_however_quick_points_are() -> None:
    assert max(sizes(lambda _: 0.0)) == LARGEST_BATCH


def test_one_batch_that_is_unlike_the_others_changes_little() -> None:
    """No later one is more than twice as large, or less than half."""
    found = sizes(lambda k: 10.0 if k == 12 else 0.02)
    assert min(found[8:-1]) >= 24
    found = sizes(lambda k: 1e-6 if k == 12 else 0.02)
    assert max(found) <= 101


def test_no_more_is_given_out_than_keeps_all_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each point is computed once, and a batch is made when another is done."""
    width, most, made = 2, 0, 0
    waiting: list[tuple[Future[Answers], Batch]] = []

    def submit(work: Callable[[Batch], Answers], batch: Batch) -> Future[Answers]:
        nonlocal most, made
        del work
        waiting.append((Future(), batch))
        most, made = max(most, len(waiting)), made + 1
        return waiting[-1][0]

    @contextmanager
    def dealing(_: int) -> Iterator[tuple[Any, int]]:
        yield submit, width

    def wait_for_one(futures: set[Future[Answers]], **_: Any) -> tuple[set[Future[Answers]], set[Future[Answers]]]:
        future, batch = waiting.pop(0)
        future.set_result(Answers(packed([(point, {}) for point in unpacked(batch.points)]), 100.0))
        return {future}, futures - {future}

    monkeypatch.setattr(running, "dealing", dealing)
    monkeypatch.setattr(running, "wait", wait_for_one)
    missing = range(3, len(POINTS))
    found = [pair for pairs in running._computed(STUDY, POINTS, missing, 2, None) for pair in pairs]
    assert sorted(key(point) for point, _ in found) == sorted(key(POINTS[k]) for k in missing)
    assert most == AHEAD * width
    assert made > 2 * most


def everything(monkeypatch: pytest.MonkeyPatch, few: int) -> tuple[Any, str, str]:
    for module in (running, views):
        monkeypatch.setattr(module, "FEW", few)
    found = flowproof.study({**GRID, "alpha": ALPHAS}, store="s.sqlite", jobs=1)
    return found, found.to_csv(), found.to_json()


def test_what_is_read_where_it_is_looked_at_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """All views of a study whose results are in memory, and of one whose results are in the store."""
    here, csv, told = everything(monkeypatch, 10**6)
    there, *texts = everything(monkeypatch, 3)
    assert texts == [csv, told]
    assert isinstance(there.result.found, Kept)
    assert isinstance(here.result.found, tuple)
    assert (there.outcomes, len(there), there.status) == (here.outcomes, 20, 0)
    assert list(there) == list(here) == json.loads(told)["points"] == list(there.document["points"])
    assert (there[3], there[-1]) == (here[3], here[-1])
    assert list(there.result.found[2:4]) == list(here.result.found[2:4])
    assert list(views.Lines(there.result)[2:4]) == list(here)[2:4]
    assert there.table() == here.table()


def test_what_is_altered_meanwhile_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that was changed, one that is gone, and a store that is gone; nothing is made in its place."""
    there, *_ = everything(monkeypatch, 3)
    connection = sqlite3.connect("s.sqlite")
    with connection:
        connection.execute("UPDATE found SET found = replace(found, 'FOUND', 'NONE') WHERE key = ?", (key(POINTS[0]),))
    with connection:
        connection.execute("DELETE FROM found WHERE key = ?", (key(there.result.request.points[1]),))
    connection.close()
    for look in (lambda: list(there), lambda: there[1]):
        with pytest.raises(Misuse, match=r"the store '.*s\.sqlite' is damaged or no store"):
            look()
    Path("s.sqlite").unlink()
    with pytest.raises(Misuse, match="can't be used"):
        _ = there[0]
    assert not Path("s.sqlite").exists()


def test_what_the_store_lacks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of keys, and nothing that it has."""
    there, *_ = everything(monkeypatch, 3)
    points = STUDY.points({**STUDY.grid, **{axis: tuple(map(str, x)) for axis, x in GRID.items() if axis != "study"}})
    with opened("s.sqlite", STUDY) as store:
        assert store.check() == 20
        missing = running._missing(points, store)
    lacks = [points[k] for k in missing]
    known = {key(point) for point in there.result.request.points}
    assert {key(point) for point in lacks} == {key(point) for point in points} - known
    assert [key(point) for point in lacks] == sorted(key(point) for point in lacks)


def test_points_share_their_texts() -> None:
    """And are as many as a list of them, each by itself or in part."""
    assert len(POINTS) == len({key(point) for point in POINTS}) == 2 * 99
    assert POINTS[0]["spectrum"] is POINTS[-1]["spectrum"]
    assert list(POINTS[3:5]) == [POINTS[3], POINTS[4]]
    assert dict(POINTS[0]) == {
        "spectrum": "2,1",
        "shape": "identity",
        "alpha": "0.01",
        "mode": "1",
        "rate": "1",
        "digits": "30",
    }
