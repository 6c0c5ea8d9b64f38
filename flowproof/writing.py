"""Files that are written whole or not at all."""

import json
import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from paper import Misuse

STANDARD_OUTPUT = "-"
FLAT = {str, int, float, bool, type(None)}
"""Of what a list is written at once."""
UNENCODABLE = "backslashreplace"
"""Half of a letter, as a file's name may have it, is written as JSON does: \\udcff."""


def require_writable(file: str | None) -> None:
    """Raises Misuse where `file` could not be written, before any long work is begun for it."""
    if file is None or file == STANDARD_OUTPUT:
        return
    with _told(file):
        there = _mode(file)
        if file.endswith(os.sep) or (there is not None and stat.S_ISDIR(there)):
            raise Misuse(f"{file!r} is a folder; give the name of a file")
        if not file:
            raise Misuse("'' names no file; give the name of one")
        if there is None or stat.S_ISREG(there):
            _require_parent(_real(file))
        if there is not None and not os.access(file, os.W_OK):
            raise Misuse(f"{file!r} may not be written; give another file")


def _mode(place: str) -> int | None:
    """What stands there, links followed; None where nothing does."""
    try:
        return os.stat(place).st_mode
    except FileNotFoundError:
        return None


def _real(place: str) -> Path:
    """The place itself, where links and an end of / are no more."""
    return Path(os.path.realpath(place))


def _require_parent(path: Path) -> None:
    parent = path.parent
    if not parent.is_dir():
        raise Misuse(f"there is no folder {str(parent)!r} to write {path.name!r} in; create it first")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise Misuse(f"the folder {str(parent)!r} may not be written to; choose another place for {path.name!r}")


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Tell in one sentence what the system refuses."""
    try:
        yield
    except Misuse:
        raise
    except (OSError, ValueError) as error:  # a name with NUL is a ValueError
        why = error.strerror if isinstance(error, OSError) else error
        raise Misuse(f"{place!r} can't be written ({why}); give another place") from error


def write_json(document: Mapping[str, Any], file: str) -> None:
    """Write `document` as JSON to `file`, or to standard output for `-`, piece by piece."""
    write_whole(pieces(document), file)


def as_json(document: Mapping[str, Any]) -> str:
    return "".join(pieces(document))


def pieces(document: Mapping[str, Any]) -> Iterator[str]:
    """`document` as JSON, indented by one, of which no more than a row of numbers is in memory at once."""
    yield from _pieces(document, "\n")
    yield "\n"


def _pieces(x: Any, line: str) -> Iterator[str]:
    """`line` is what begins a line there: its end, and the indent."""
    inner = f"{line} "
    if isinstance(x, Mapping) and x:
        if set(map(type, x.values())) <= FLAT:
            yield f"{{{inner}{_flat(dict(x), f',{inner}')[1:-1]}{line}}}"
            return
        for count, (key, value) in enumerate(x.items()):
            yield f"{',' if count else '{'}{inner}{_flat(key if isinstance(key, str) else _flat(key))}: "
            yield from _pieces(value, inner)
        yield f"{line}}}"
    elif isinstance(x, Sequence) and not isinstance(x, str) and len(x):
        if isinstance(x, list | tuple) and set(map(type, x)) <= FLAT:
            yield f"[{inner}{_flat(list(x), f',{inner}')[1:-1]}{line}]"
            return
        for count, value in enumerate(x):
            yield f"{',' if count else '['}{inner}"
            yield from _pieces(value, inner)
        yield f"{line}]"
    else:
        yield _flat(x)


def _flat(x: Any, between: str = ", ") -> str:
    return json.dumps(x, ensure_ascii=False, separators=(between, ": "))


def write_whole(text: str | bytes | Iterable[str], file: str) -> None:
    """Write `text` to `file`, or to standard output for `-`: a reader finds the old content or the new, never a part.

    What is no text goes to a file alone. Raises Misuse where the file can't be written.
    """
    if file == STANDARD_OUTPUT and not isinstance(text, bytes):
        for piece in [text] if isinstance(text, str) else text:
            sys.stdout.write(piece)
        sys.stdout.flush()
        return
    with _told(file):
        there = _mode(file)
        content = [text] if isinstance(text, str | bytes) else text
        if there is None or stat.S_ISREG(there):
            _replace(_real(file), content)
        else:  # a pipe or a device: nothing there to replace
            with open(file, "wb") as stream:
                stream.writelines(map(_encoded, content))


def _encoded(piece: str | bytes) -> bytes:
    return piece.encode("utf-8", errors=UNENCODABLE) if isinstance(piece, str) else piece


def _replace(path: Path, content: Iterable[str | bytes]) -> None:
    part = _beside(path)
    try:
        with part.open("xb") as stream:
            stream.writelines(map(_encoded, content))
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(path, part)  # what was private stays private
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _beside(path: Path) -> Path:
    """A new name in the same folder, short whatever the path's own, which no process has used, alive or killed."""
    return path.with_name(f".flowproof-{os.urandom(8).hex()}.part")


def require_replaceable(folder: str | None, files: Mapping[str, str]) -> None:
    """Raises Misuse unless `folder` is yet to be made, empty, or holds an earlier version of `files` and nothing else.

    `files` maps each file's name, in which * stands for anything, to a text that tells it for ours.
    """
    if folder is None:
        return
    with _told(folder):
        if not folder:
            raise Misuse("'' names no folder; give the name of one")
        there, path = _mode(folder), _real(folder)
        if there is not None and not stat.S_ISDIR(there):
            raise Misuse(f"{folder!r} is a file; give a folder")
        _require_parent(path)
        if there is not None:
            _require_ours(path, files)


def _require_ours(folder: Path, files: Mapping[str, str]) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Misuse(f"the folder {str(folder)!r} may not be written to; give another one")
    for found in sorted(folder.iterdir()):
        if not _is_ours(found, files):
            where = f"{str(folder)!r} holds {found.name!r}"
            raise Misuse(f"{where}, which is no part of an earlier one; give an empty or a new folder")


def _is_ours(file: Path, files: Mapping[str, str]) -> bool:
    marks = [mark for name, mark in files.items() if fnmatchcase(file.name, name)]
    return bool(marks) and file.is_file() and marks[0] in file.read_text(encoding="utf-8", errors="replace")


def write_folder(folder: str, contents: Mapping[str, str], ours: Mapping[str, str] | None = None) -> None:
    """Write a folder of text files: all are complete beside it before the first is moved in, in their order.

    What an earlier version left there and this one does not have goes at the end: of `ours`, as in
    `require_replaceable`.
    """
    with _told(folder):
        path = _real(folder)
        part = _beside(path)
        try:
            part.mkdir()
            for name, text in contents.items():
                (part / name).write_text(text, encoding="utf-8", errors=UNENCODABLE)
            if path.exists():
                for name in contents:
                    (part / name).replace(path / name)
                for found in list(path.iterdir()):
                    if found.name not in contents and _is_ours(found, ours or {}):
                        found.unlink()
            else:
                part.rename(path)
        finally:
            with suppress(FileNotFoundError):
                shutil.rmtree(part)
