"""`python -m mutants [--area AREA] [--only TEXT] [--jobs N] [--list]`: plant what is not yet on record, and tell.

Interrupted, it goes on where it was: a line of the record stands as long as the fault, the files that it changes and
the tests that should notice it are the same. Exit status: 0 if every fault is noticed, or listed as harmless and not
noticed; 1 if not; 3, with a sentence, where a fault is not well described or a test fails without any.
"""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from mutants import record
from mutants.copies import Copy, limit_of
from mutants.faults import ROOT, Fault, Misuse, every
from mutants.record import Line

T = TypeVar("T")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="mutants", description="Plant faults, and put on record who notices.")
    parser.add_argument("--area", action="append", help="only the faults of this area; may be repeated")
    parser.add_argument("--only", default="", help="only faults whose names contain this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many copies to work in")
    parser.add_argument("--list", action="store_true", help="tell what is on record, and plant nothing")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which is off where a shell starts it in the background
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(options)
    except Misuse as error:
        print(f"mutants: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("mutants: interrupted; what is done is on record", file=sys.stderr)
        return 130


def _run(options: Any) -> int:
    faults, lines = every(), record.load()
    areas = {fault.area for fault in faults}
    if unknown := set(options.area or ()) - areas:
        raise Misuse(f"there is no area {min(unknown)!r}; there are {', '.join(sorted(areas))}")
    chosen = [f for f in faults if f.area in (options.area or areas) and options.only in f.name]
    if not chosen:
        raise Misuse(f"no fault's name contains {options.only!r}")
    if options.jobs < 1:
        raise Misuse(f"the jobs are {options.jobs}; give at least 1")
    names = {area: {fault.name for fault in faults if fault.area == area} for area in areas}
    for area, found in lines.items():
        kept = {name: line for name, line in found.items() if name in names.get(area, ())}
        if len(kept) < len(found):  # the others' faults are no more
            lines[area] = kept
            record.save(area, kept.values())

    def on_record(fault: Fault) -> Line | None:
        line = lines.get(fault.area, {}).get(fault.name)
        return line if line is not None and line.stands(fault, ROOT) else None

    waiting = [fault for fault in chosen if on_record(fault) is None]
    if not options.list:
        for done, (fault, new) in enumerate(judged(waiting, options.jobs), start=1):
            lines.setdefault(fault.area, {})[fault.name] = new
            record.save(fault.area, lines[fault.area].values())
            print(f"[{done} of {len(waiting)}] {told(new)}", flush=True)
        waiting = [fault for fault in chosen if on_record(fault) is None]
    unsettled = [line for fault in chosen if (line := on_record(fault)) and not line.is_settled]
    for line in unsettled:
        print(told(line), file=sys.stderr)
    settled = [fault for fault in chosen if (line := on_record(fault)) and line.is_settled]
    harmless = sum(bool(fault.harmless) for fault in settled)
    waiting = [fault for fault in chosen if on_record(fault) is None]
    print(
        f"{len(chosen)} faults: {len(settled) - harmless} noticed, {harmless} harmless,"
        f" {len(unsettled)} to be looked at, {len(waiting)} not yet planted"
    )
    return int(bool(unsettled or waiting))


def told(line: Line) -> str:
    if line.is_settled:
        return f"{'harmless' if line.harmless else 'noticed '}  {line.name}"
    if line.harmless:
        return f"NOTICED, though listed as harmless, by {next(iter(line.noticed_by.values()))}: {line.name}"
    return f"SURVIVED  {line.name}" + (f": not noticed by {', '.join(line.missed_by)}" if line.noticed_by else "")


def judged(faults: Sequence[Fault], jobs: int, root: Path = ROOT) -> Iterable[tuple[Fault, Line]]:
    """Each fault with its line, as they come; every command is run without a fault first. Raises Misuse."""
    quiet = [fault for fault in faults if not fault.noticed_by]
    yield from ((fault, record.line(fault, {}, root)) for fault in quiet)
    planted = [fault for fault in faults if fault.noticed_by]
    if not planted:
        return
    noticers = list(dict.fromkeys(noticer for fault in planted for noticer in fault.noticed_by))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        print(f"running {len(noticers)} commands without a fault ...", file=sys.stderr, flush=True)
        clean = Copy.of(root, Path(folder) / "clean").folder  # what the record is about, whatever changes meanwhile
        copies = [Copy.of(clean, Path(folder) / str(number)) for number in range(jobs)]
        limits = dict(_in_copies(copies, noticers, limit_of))
        for fault, found in _in_copies(copies, planted, lambda copy, fault: copy.noticed(fault, limits)):
            yield fault, record.line(fault, found, clean)


def _in_copies(copies: Sequence[Copy], items: Sequence[Any], work: Callable[[Copy, Any], T]) -> Iterable[tuple[Any, T]]:
    """Each item with what the work makes of it in a copy that is free, as they come."""
    free: SimpleQueue[Copy] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def one(item: Any) -> tuple[Any, T]:
        copy = free.get()
        try:
            return item, work(copy, item)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        futures: set[Future[tuple[Any, T]]] = {pool.submit(one, item) for item in items}
        try:
            while futures:
                done, futures = wait(futures, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        finally:  # where one failed, or whoever asks has enough
            for future in futures:
                future.cancel()
            if futures:
                for copy in copies:
                    copy.stop()


if __name__ == "__main__":
    sys.exit(main())
