"""Studies from Python: what `flowproof study` finds at every point of a grid."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flowproof.library.asked import TRUTH, Progress, processes, told
from flowproof.library.inputs import rational
from flowproof.library.tables import Row, Tabular
from flowproof.outputs import Outputs
from flowproof.plots.formats import format_of
from flowproof.studies import views
from flowproof.studies.request import Request, read
from flowproof.studies.run import Result, run
from flowproof.studies.store import companions, require_store, require_there
from numeric.exact import format_fraction
from paper import Misuse


@dataclass(frozen=True)
class Study(Tabular):
    """What a study found at each point of its grid, in the grid's order; numbers are text.

    `status` is 2 where a point is undecided, else 0. `store` is the file that keeps all of it.
    """

    result: Result = field(repr=False)
    store: str
    document: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        return self.result.request.study.name

    @property
    def status(self) -> int:
        return self.result.status

    @property
    def holds(self) -> bool | None:
        return TRUTH[self.status]

    @property
    def outcomes(self) -> Counter[str]:
        """How many points ended how."""
        return self.result.outcomes

    def __len__(self) -> int:
        return len(self.result.found)

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        """The points, each with what was found there."""
        return iter(views.Lines(self.result))

    def __getitem__(self, k: int) -> Mapping[str, str]:
        return views.Lines(self.result)[k]

    def table(self) -> list[Row]:
        rows: list[Row] = [list(views.columns(self.result))]
        rows.extend([line.get(name, "") for name in views.columns(self.result)] for line in self)
        return rows

    def to_csv(self) -> str:
        """What `flowproof study --export` writes."""
        return "".join(views.as_csv(self.result))

    def plot(self, file: str) -> None:
        """Draw what was found, as the file's name ends: .svg, .pdf or .png. Raises Misuse for another, or no place."""
        form = format_of(file, "the plot")
        Outputs({"the plot": file})
        views.as_plot(self.result).write(file, form)

    def __str__(self) -> str:
        return views.as_text(self.result, self.store)


def study(
    name: str | os.PathLike[str] | Mapping[str, Any],
    *,
    flow: str | None = None,
    step: Any = None,
    store: str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    resume: bool = False,
    progress: Progress = False,
) -> Study:
    """Run a study by its name, or on a grid of one's own, a TOML file or a dict with what such a file has.

        flowproof.study({"study": "transition", "alpha": ["1e-10", "1e-1000"], "mode": [1]}, store="mine.sqlite")

    With flow="descent" and a step η, transition and windows are of gradient descent.

    What is found is kept in the SQLite file `store`, NAME.sqlite here where none is given, at once: what it has from
    before, after an interruption or of another grid, is believed and not computed again. `resume=True` insists on one
    from before. `scheduler` is the address of a Dask cluster that is to share the points instead of `jobs` processes.
    Raises Misuse where the name is no study's, and where the store can't be used.
    """
    request = requested(name, flow, None if step is None else format_fraction(rational(step, "step")))
    return carried_out(request, store=store, jobs=jobs, scheduler=scheduler, resume=resume, progress=progress)


def requested(name: Any, flow: str | None = None, step: str | None = None) -> Request:
    """The study and its points. Raises Misuse."""
    if not isinstance(name, str | os.PathLike | Mapping):
        raise Misuse(f"{name!r:.60} is no study; give its name, a file with its grid, or a dict")
    return read(name if isinstance(name, Mapping) else os.fspath(name), flow, step)


def store_of(request: Request, store: str | os.PathLike[str] | None) -> str:
    """The file that is to keep what is found. Raises Misuse for what can't be one."""
    file = f"{request.stem}.sqlite" if store is None else os.fspath(store)
    require_store(file)
    return file


def carried_out(
    request: Request,
    *,
    store: str | os.PathLike[str] | None,
    jobs: int | None,
    scheduler: str | None,
    resume: bool,
    progress: Progress,
) -> Study:
    """What is found at the request's points."""
    if scheduler is not None and jobs is not None:
        raise Misuse("a cluster has workers of its own; give jobs or a scheduler, not both")
    file, count = store_of(request, store), processes(jobs)
    Outputs({"the store": file}, reads=[request.file, *companions(file)])
    if resume:
        require_there(file)
    with told(progress) as tell:
        result = run(request, file, count, tell, scheduler=scheduler)
    return Study(result, file, views.document(result))
