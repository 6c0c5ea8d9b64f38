"""What is asked of work from Python besides its subject: how many processes share it, and whether its progress is told.

`jobs=None` is one process a CPU. `progress=True` tells on standard error as the command does, and a function is called
with the tasks done, the tasks in all, and what the last one was about.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

from flowproof.library.counts import whole
from numeric.parallel import cpus
from paper import Misuse

Report = Callable[[int, int, str], object]
Progress = bool | Report
Item = TypeVar("Item")

TRUTH = {0: True, 1: False, 2: None, 70: None}
"""What an exit status says: it holds, something fails, something is undecided, or had a fault of ours."""


@contextmanager
def told(progress: Progress) -> Iterator[Callable[[int, int, str], None] | None]:
    """The function to call after each task; None where nothing is to be told."""
    if callable(progress):
        own = progress

        def tell(done: int, total: int, title: str) -> None:
            own(done, total, title)

        yield tell
    elif progress:
        from flowproof.progress import progress as on_standard_error

        with on_standard_error() as shown:
            yield shown
    else:
        yield None


def processes(jobs: int | None) -> int:
    """How many are to share the work. Raises Misuse for fewer than 1."""
    if jobs is None:
        return cpus()
    if whole(jobs, "jobs") < 1:
        raise Misuse(f"jobs is {jobs}; give 1 or more, or None for one a CPU")
    return jobs


def seed_of(seed: int | None, standard: int) -> int:
    """The seed, or the standard one for None. Raises Misuse for one that is negative."""
    if seed is None:
        return standard
    if whole(seed, "the seed") < 0:
        raise Misuse(f"the seed is {seed}; give 0 or more")
    return seed


def item(kind: type[Item], document: Mapping[str, Any]) -> Item:
    """The part of a document that has the fields of `kind`, lists as tuples."""
    found = {each.name: document[each.name] for each in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})
