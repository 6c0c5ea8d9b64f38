"""Matrices in files: JSON, NumPy's .npy and .npz, .csv and .txt, and Matrix Market.

Numbers that a file holds as text are read from it exactly, with no float on the way: 0.1 in a .csv is 1/10. Those of
NumPy are the binary rationals that they are.
"""

import io
import json
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from numeric.inputs import LARGEST_SIZE, require_size
from numeric.packed import FEW, Packed, Packer
from paper import Misuse

LARGEST_FILE = 500_000_000
"""Bytes that a matrix file may have."""
KINDS = "a file .json, .npy, .npz, .csv, .txt or .mtx"
COMMENT = "#"
BLANK = b" \t\n\r"
"""What JSON allows between its parts."""
JSON_NUMBER = rb"[ \t\n\r]*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?[ \t\n\r]*"
JSON_TEXTS = re.compile(rb'[ \t\n\r]*"[^"]*("[ \t\n\r]*,[ \t\n\r]*")')
"""The first two cells of a row of text; what is between them is between all, in a file that is written at once."""
JSON_NUMBERS = re.compile(JSON_NUMBER + rb"(?:," + JSON_NUMBER + rb")*+")


def contents(path: str, name: str) -> Any:
    """The rows or the array in the file, whose numbers are still to be read. Raises Misuse where there are none.

    A file with another ending is read as JSON. A large matrix of decimals is read already, and packed.
    """
    held, kind = _held(path, name), os.path.splitext(path)[1].lower()
    if kind in (".npy", ".npz"):
        return _array(held, path)
    if kind not in (".csv", ".txt", ".mtx"):
        found = _packed(_json_rows(held)) if len(held) > FEW else None
        return _json(held, path) if found is None else found
    try:
        lines = held.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Misuse(f"{path} is no text in UTF-8; give numbers in rows, as text") from error
    if kind == ".mtx":
        return _market(lines, path, name)
    found = _packed(map(_split, _bare(lines))) if len(held) > FEW else None
    return [_split(line) for line in _bare(lines)] if found is None else found


def _packed(rows: Iterable[list[str] | None]) -> Packed | None:
    """The rows in one matrix, none of which is kept as text; None where it takes a closer look to read them."""
    packer = Packer()
    for count, row in enumerate(rows, start=1):
        if row is None or max(count, len(row)) > LARGEST_SIZE or not packer.add_texts(row):
            return None
    return packer.packed()


def _json_rows(held: bytes) -> Iterator[list[str] | None]:
    """The cells of rows of numbers in JSON, row by row, and None where the text is anything else."""
    at, last = held.find(b"[") + 1, held.rfind(b"]")
    if held[: at - 1].strip(BLANK) or held[last + 1 :].strip(BLANK):
        yield None
    before = b""
    while (begin := held.find(b"[", at, last)) >= 0:
        end = held.find(b"]", begin)
        yield _json_cells(held[begin + 1 : end]) if held[at:begin].strip(BLANK) == before else None
        at, before = end + 1, b","
    if held[at:last].strip(BLANK):
        yield None


def _json_cells(row: bytes) -> list[str] | None:
    """The numbers of a row, all as text or none; what escapes or commas such text has, it is no number."""
    if not row.isascii():
        return None
    if JSON_NUMBERS.fullmatch(row):
        return [cell.strip() for cell in row.decode().split(",")]
    first = JSON_TEXTS.match(row)
    inner = row.strip(BLANK)
    if first is None or inner[:1] != b'"' or inner[-1:] != b'"':
        return None
    return inner[1:-1].decode().split(first[1].decode())


def _held(path: str, name: str) -> bytes:
    if not os.path.isfile(path):
        raise Misuse(f"{name} is to be read from {path[:60]!r}, which is no file; give the name of {KINDS}")
    try:
        if os.path.getsize(path) > LARGEST_FILE:
            raise Misuse(f"{path} has more than {LARGEST_FILE} bytes; give a smaller matrix")
        return Path(path).read_bytes()
    except OSError as error:
        raise Misuse(f"{path[:60]!r} cannot be read: {error.strerror}; give a file that can") from error


def _json(held: bytes, path: str) -> Any:
    """Rows of numbers as strings (`"1/3"`, `"1e-20"`) or JSON numbers, which stay text until they are read exactly."""
    try:
        return json.loads(held.decode("utf-8"), parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise Misuse(f'{path} is not JSON; give rows of numbers, such as [["1", "0"], ["0", "1"]]') from error


def _array(held: bytes, path: str) -> Any:
    """One array of NumPy; nothing in it is run."""
    import numpy as np  # which takes long, and is needed here alone

    try:
        if not zipfile.is_zipfile(io.BytesIO(held)):
            return np.load(io.BytesIO(held), allow_pickle=False)
        members = zipfile.ZipFile(io.BytesIO(held)).infolist()
        if len(members) != 1:
            raise Misuse(f"{path} holds {len(members)} arrays; give a file with one")
        if members[0].file_size > LARGEST_FILE:
            raise Misuse(f"{path} unpacks to more than {LARGEST_FILE} bytes; give a smaller matrix")
        with np.load(io.BytesIO(held), allow_pickle=False) as archive:
            return archive[archive.files[0]]
    except Misuse:
        raise
    except Exception as error:  # zlib, tokenize and others have errors of their own, which pass through NumPy
        raise Misuse(f"{path} holds no array of numbers that NumPy reads; save one with numpy.save") from error


def _bare(lines: Sequence[str]) -> Iterator[str]:
    """The lines that hold something beside a comment, which begins with #.

    Cells are set apart by commas or semicolons where there are any, else by blanks.
    """
    bare = (line.partition(COMMENT)[0].strip() for line in lines)
    return (line for line in bare if line)


def _split(line: str) -> list[str]:
    mark = next((mark for mark in ",;" if mark in line), None)
    return [cell.strip() for cell in line.split(mark)]


def _market(lines: Sequence[str], path: str, name: str) -> list[list[str]]:
    """A Matrix Market file: `coordinate` or `array`, of real numbers or integers, `general` or `symmetric`."""
    head = lines[0].lower().split() if lines else []
    if len(head) != 5 or head[:2] != ["%%matrixmarket", "matrix"] or head[2] not in ("coordinate", "array"):
        raise Misuse(f"{path} does not begin as a Matrix Market file; give one, or another file with a matrix")
    _, _, layout, field, symmetry = head
    if field not in ("real", "integer") or symmetry not in ("general", "symmetric"):
        raise Misuse(f"{path} is {field} {symmetry}; give a matrix that is real or integer, and general or symmetric")
    body = [line.split() for line in lines[1:] if line.strip() and not line.lstrip().startswith("%")]
    try:
        rows, columns, *count = (int(x) for x in body[0])
        require_size(rows, columns, f"{name} in {path}")
        if min(rows, columns) < 1 or (symmetry != "general" and rows != columns):
            raise ValueError
        mirrored = symmetry == "symmetric"
        if layout == "array":
            cells = [cell for (cell,) in body[1:]]
            if count or len(cells) != (rows * (rows + 1) // 2 if mirrored else rows * columns):
                raise ValueError
            return _of_triangle(rows, cells) if mirrored else [cells[i::rows] for i in range(rows)]
        entries = [(int(i) - 1, int(j) - 1, x) for i, j, x in body[1:]]
        if count != [len(entries)]:
            raise ValueError
        return _filled(rows, columns, entries, mirrored=mirrored)
    except Misuse:
        raise
    except (ValueError, IndexError) as error:
        raise Misuse(f"{path} is not a whole Matrix Market file; write it anew, as scipy.io.mmwrite does") from error


def _of_triangle(n: int, cells: Sequence[str]) -> list[list[str]]:
    """The symmetric matrix whose columns, from the diagonal down, follow each other in the cells."""
    ends = list(accumulate(range(n, 0, -1), initial=0))
    columns = [cells[begin:end] for begin, end in pairwise(ends)]
    return [[columns[min(i, j)][abs(i - j)] for j in range(n)] for i in range(n)]


def _filled(rows: int, columns: int, entries: Sequence[Any], *, mirrored: bool) -> list[list[str]]:
    """The matrix with these entries, and 0 elsewhere. Raises ValueError for a place that it has not, or has twice."""
    found = [["0"] * columns for _ in range(rows)]
    seen = set()
    for i, j, x in entries:
        if not (0 <= i < rows and 0 <= j < columns) or (i, j) in seen:
            raise ValueError
        for p, q in {(i, j), (j, i)} if mirrored else {(i, j)}:
            seen.add((p, q))
            found[p][q] = x
    return found
