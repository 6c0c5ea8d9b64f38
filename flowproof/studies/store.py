"""The file that keeps what a study found: SQLite, one transaction a point, so that no interruption loses one.

Each line has a sum of its own, which tells damage and slips of the hand. It is no protection against forgery: whoever
may write to the file can write a sum too, and only computing a point again tells whether what stands there is true.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

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

    def known(self) -> dict[str, Found]:
        """Everything in the file. Raises Misuse where a line of it is not what was written."""
        rows = self._connection.execute("SELECT key, point, found, seal FROM found")
        return {name: self._read(name, point, found, seal) for name, point, found, seal in rows}

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

    def keep(self, point: Point, found: Found) -> None:
        """Add what was found at the point, for good; what is there already is the same."""
        name, text, content = key(point), as_text(point), as_text(found)
        with self._connection:
            self._connection.execute(
                "INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?)", (name, text, content, _seal(name, text, content))
            )


@contextmanager
def opened(file: str, study: Study) -> Iterator[Store]:
    """The study's store in the file, which is made where there is none.

    Raises Misuse where the file is damaged, or holds anything but this edition of this study.
    """
    try:
        # by its whole path, no name is one of those that mean something else to SQLite
        connection = sqlite3.connect(os.path.abspath(file), timeout=PATIENCE)
        try:
            _prepare(connection, file, study)
            yield Store(connection, study)
        finally:
            connection.close()
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
            f"the store {file!r} is of {_told(there)}, and this is {_told(_about(study))}; give another --store"
        )


def _about(study: Study) -> Mapping[str, str]:
    return {"study": study.name, "edition": str(study.edition), "flowproof": version("flowproof")}


def _told(about: Mapping[str, str]) -> str:
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
