"""Progress on standard error: a bar on a terminal, a few lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flowproof.terminal import console

LINES = 10
"""Lines that a long run prints where there is no terminal."""

Report = Callable[[int, int, str], None]


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Report | None]:
    """A function to call with the tasks done, the tasks in all and the last one's title; None if quiet."""
    screen = console(error=True)
    if quiet:
        yield None
    elif screen.is_terminal:
        # no thread that redraws: the processes that do the work are forked from this one
        with Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
            console=screen,
            auto_refresh=False,
            transient=True,
        ) as bar:
            work = bar.add_task("starting", total=None)

            def redraw(done: int, total: int, title: str) -> None:
                bar.update(work, completed=done, total=total, description=title, refresh=True)

            bar.refresh()
            yield redraw
    else:
        told = 0

        def tell(done: int, total: int, title: str) -> None:
            nonlocal told
            before, told = told, done * LINES // total
            if told > before:
                screen.print(f"{done} of {total}: {title}")

        yield tell
