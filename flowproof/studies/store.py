"""The file that keeps what a study found: SQLite, one transaction a batch, so that no interruption loses more than one.

Each line has a sum of its own, which tells damage and slips of the hand. It is no protection against forgery: whoever
may write to the file can write a sum too, and only computing a point again tells whether what stands there is true.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import overload

from flowproof.writing import STANDARD_OUTPUT
from numeric.studies.study import OUTCOME, OUTCOMES, Found, Point, Study, as_text, key
from paper import Misuse

APPLICATION = 0x666C6F77
"""Marks a file as ours, in SQLite's own field for that: "flow"."""
PATIENCE = 60
"""Seconds to wait for another process that writes to the same file."""

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE found (key TEXT PRIMARY KEY, point TEXT NOT NULL, found TEXT NOT NULL, seal TEXT NOT NULL) WITHOUT ROWID;
"""


class Store:
    """What is known of a study's points, by their keys. Use `opened`."""

    def __init__(self, connection: sqlite3.Connection, study: Study) -> None:
        self._connection = connection
        self._columns = sorted(study.columns)

    def check(self) -> int:
        """How many points the file has. Raises Misuse where a line of it is not what was written."""
        rows = self._connection.execute("SELECT key, point, found, seal FROM found")
        return sum(1 for row in rows if self._read(*row))

    def has(self, point: Point) -> bool:
        """Whether something was found at the point."""
        return self._connection.execute("SELECT 1 FROM found WHERE key = ?", (key(point),)).fetchone() is not None

    def found(self, points: Iterable[Point]) -> Iterator[Found]:
        """What was found at each of the points, in their order. Raises Misuse as above."""
        for point in points:
            row = self._connection.execute("SELECT key, point, found, seal FROM found WHERE key = ?", (key(point),))
            yield self._read(*(row.fetchone() or ("", "", "", "")))

    def _read(self, name: str, point: str, found: str, seal: str) -> Found:
        """What a line has, all of it text; raises sqlite3.DatabaseError where it makes no sense."""
        if seal != _seal(name, point, found):
            raise sqlite3.DatabaseError(f"the line of the point {str(name)[:12]} was altered")
        try:
            content: Found = json.loads(found)
            sound = (
                hashlib.sha256(point.encode()).hexdigest() == name
                and sorted(content) == self._columns
                and all(isinstance(value, str) for value in content.values())
                and content[OUTCOME] in OUTCOMES
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            sound = False
        if not sound:
            raise sqlite3.DatabaseError(f"the line of the point {str(name)[:12]} is none that this study writes")
        return content

    def keep(self, pairs: Iterable[tuple[Point, Found]]) -> None:
        """Add what was found at points, for good and all at once; what is there already is the same."""
        lines = [(key(point), as_text(point), as_text(found)) for point, found in pairs]
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?)", [(*line, _seal(*line)) for line in lines]
            )


class Kept(Sequence[Found]):
    """What the store in the file has of the points, in their order, which is read where it is looked at."""

    def __init__(self, file: str, study: Study, points: Sequence[Point]) -> None:
        self._file, self._study, self._points = os.path.abspath(file), study, points

    def __len__(self) -> int:
        return len(self._points)

    @overload
    def __getitem__(self, k: int) -> Found: ...
    @overload
    def __getitem__(self, k: slice) -> Sequence[Found]: ...
    def __getitem__(self, k: int | slice) -> Found | Sequence[Found]:
        if isinstance(k, slice):
            return Kept(self._file, self._study, self._points[k])
        with _told(self._file), closing(self._connected()) as connection:
            return next(Store(connection, self._study).found([self._points[k]]))

    def __iter__(self) -> Iterator[Found]:
        with _told(self._file), closing(self._connected()) as connection:
            yield from Store(connection, self._study).found(self._points)

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{Path(self._file).as_uri()}?mode=ro", timeout=PATIENCE, uri=True)


@contextmanager
def opened(file: str, study: Study) -> Iterator[Store]:
    """The study's store in the file, which is made where there is none.

    Raises Misuse where the file is damaged, or holds anything but this edition of this study.
    """
    # by its whole path, no name is one of those that mean something else to SQLite
    with _told(file), closing(sqlite3.connect(os.path.abspath(file), timeout=PATIENCE)) as connection:
        _prepare(connection, file, study)
        yield Store(connection, study)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Tell in one sentence what is wrong with the store."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Misuse(f"the store {file!r} can't be used ({error}); give another --store") from error
    except sqlite3.DatabaseError as error:
        raise Misuse(f"the store {file!r} is damaged or no store ({error}); give another --store") from error


def _prepare(connection: sqlite3.Connection, file: str, study: Study) -> None:
    with connection:
        connection.execute("BEGIN IMMEDIATE")  # of two that find the file empty, one makes it
        empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if empty and application == 0:
            for statement in TABLES.split(";"):
                connection.execute(statement)
            connection.executemany("INSERT INTO about VALUES (?, ?)", _about(study).items())
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        elif application != APPLICATION:
            raise Misuse(f"{file!r} is an SQLite file, but no store of a study; give another --store")
    # what a transaction wrote survives the end of the process; and no reader waits for the writer
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    trouble = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if trouble != "ok":
        raise sqlite3.DatabaseError(trouble.splitlines()[0])
    there = dict(connection.execute("SELECT name, value FROM about"))
    if there != _about(study):
        raise Misuse(
            f"the store {file!r} is of {_named(there)}, and this is {_named(_about(study))}; give another --store"
        )


def _about(study: Study) -> Mapping[str, str]:
    return {"study": study.name, "edition": str(study.edition), "flowproof": version("flowproof")}


def _named(about: Mapping[str, str]) -> str:
    names = (about.get(name, "?") for name in ("study", "edition", "flowproof"))
    return "the study {}, edition {}, by flowproof {}".format(*names)


def _seal(*texts: str) -> str:
    return hashlib.sha256("\n".join(map(str, texts)).encode()).hexdigest()


def require_store(file: str) -> None:
    """Raises Misuse where the name is no file's, so that nothing would be kept in it."""
    if file in ("", ":memory:", STANDARD_OUTPUT) or file.startswith("file:"):
        raise Misuse(f"a store is a file, and {file!r} names none; give the name of one")
    if os.path.exists(file) and not os.path.isfile(file):
        raise Misuse(f"a store is a file, and {file!r} is something else; give the name of one")


def companions(file: str) -> tuple[str, ...]:
    """The files that SQLite keeps beside a store while it is in use, or after a kill."""
    return tuple(os.path.realpath(file) + end for end in ("-wal", "-shm", "-journal"))


def require_there(file: str) -> None:
    """Raises Misuse where there is no store to resume from."""
    if not Path(file).is_file():
        raise Misuse(f"there is no store {file!r} to resume from; leave --resume out, or name it by --store")
