"""What a command writes, and where: asked about before its work, and delivered after it."""

import os
import stat
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from unicodedata import normalize

from flowproof.shadows import CHECKOUT, OURS
from flowproof.writing import STANDARD_OUTPUT, require_replaceable, require_writable
from paper import Misuse


class Outputs:
    """The files and folders that a command is to write, by the options that name them, where it was asked to.

    Raises Misuse where one can't be written, and where writing it would lose what the command reads, `reads`, or
    another output: links, spellings and capitals make no other file of one.
    """

    def __init__(
        self,
        files: Mapping[str, str | None],
        reads: Iterable[str | None] = (),
        folders: Mapping[str, tuple[str | None, Mapping[str, str]]] | None = None,
    ) -> None:
        """`folders` has with each folder the texts that tell its files for ours, as in `require_replaceable`."""
        asked = {option: file for option, file in files.items() if file is not None}
        made = {option: folder for option, (folder, _) in (folders or {}).items() if folder is not None}
        for file in asked.values():
            require_writable(file)
        for folder, ours in (folders or {}).values():
            require_replaceable(folder, ours)
        self._places = {**made, **asked}
        _require_apart(self._places, [file for file in reads if file is not None])

    @property
    def alone(self) -> bool:
        """Whether standard output gets a document, and so nothing else."""
        return STANDARD_OUTPUT in self._places.values()

    def deliver(self, writers: Mapping[str, Callable[[str], object]], show: Callable[[], object]) -> None:
        """Call the writer of each option that was given with its place, then `show`, unless a document is to be alone.

        Each has its turn, whatever becomes of the others; what went wrong is raised at the end.
        """
        places = sorted(self._places.items(), key=lambda place: place[1] == STANDARD_OUTPUT)  # its reader may go away
        turns = [lambda write=writers[option], at=at: write(at) for option, at in places if option in writers]
        failures: list[Exception] = []
        for turn in [*turns, *([] if self.alone else [show])]:
            try:
                turn()
            except Exception as error:
                failures.append(error)
        for failure in failures:
            if not isinstance(failure, Misuse):
                raise failure
        if failures:
            raise Misuse("; ".join(map(str, failures)))


def _require_apart(places: Mapping[str, str], reads: Iterable[str]) -> None:
    """Raises Misuse where two places are one, or one is read; the places that are folders come first."""
    read = {identity(file) for file in reads}
    printed = {_of_stream(number) for number in (1, 2)}
    taken: dict[Hashable, str] = {}
    for option, place in places.items():
        this = identity(place)
        if this is None:
            continue
        other = taken.get(this) or taken.get(identity(os.path.dirname(os.path.realpath(place))))
        if other is not None:
            raise Misuse(f"{other} and {option} are to write to the same place, {place!r}; give each its own")
        for lost, why in (
            (this in read, "which this command reads"),
            (this in printed, "where standard output or error goes"),
            (_is_ours(place), "a part of flowproof itself"),
        ):
            if lost:
                raise Misuse(f"{option} would overwrite {place!r}, {why}; give another name")
        taken[this] = option


def identity(place: str) -> Hashable:
    """What tells a file or folder from every other, by whatever name; None for a pipe or device, which loses nothing.

    What is not there yet goes by its name, as if capitals made no difference: in some file systems they don't.
    """
    if place == STANDARD_OUTPUT:
        return place
    try:
        found = os.stat(place)
    except FileNotFoundError:
        folder, name = os.path.split(os.path.realpath(place))
        there = identity(folder)
        return None if there is None else (there, normalize("NFC", name).casefold())
    except (OSError, ValueError):
        return None  # it can be neither read nor written
    return _identity(found)


def _identity(found: os.stat_result) -> Hashable:
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode) else None


def _of_stream(number: int) -> Hashable:
    try:
        return _identity(os.fstat(number))
    except OSError:
        return None


def _is_ours(place: str) -> bool:
    """Whether a file of this program stands there: every command reads those."""
    real = Path(os.path.realpath(place))
    return real.exists() and any(real.is_relative_to(CHECKOUT / package) for package in OURS)
