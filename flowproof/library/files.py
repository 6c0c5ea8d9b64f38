"""Matrices in files: JSON, NumPy's .npy and .npz, .csv and .txt, and Matrix Market.

Numbers that a file holds as text are read from it exactly, with no float on the way: 0.1 in a .csv is 1/10. Those of
NumPy are the binary rationals that they are.
"""

import io
import json
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numeric.inputs import require_size
from paper import Misuse

LARGEST_FILE = 50_000_000
"""Bytes that a matrix file may have."""
KINDS = "a file .json, .npy, .npz, .csv, .txt or .mtx"
COMMENT = "#"


def contents(path: str, name: str) -> Any:
    """The rows or the array in the file, whose numbers are still to be read. Raises Misuse where there are none.

    A file with another ending is read as JSON.
    """
    held, kind = _held(path, name), os.path.splitext(path)[1].lower()
    if kind in (".npy", ".npz"):
        return _array(held, path)
    if kind not in (".csv", ".txt", ".mtx"):
        return _json(held, path)
    try:
        lines = held.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Misuse(f"{path} is no text in UTF-8; give numbers in rows, as text") from error
    return _market(lines, path, name) if kind == ".mtx" else _cells(lines)


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


def _cells(lines: Sequence[str]) -> list[list[str]]:
    """The cells of each line, set apart by commas or semicolons where there are any, else by blanks; # is a comment."""
    bare = (line.partition(COMMENT)[0].strip() for line in lines)
    return [_split(line) for line in bare if line]


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
            places = [(i, j) for j in range(columns) for i in range(j if mirrored else 0, rows)]
            entries = [(*place, *cells) for place, cells in zip(places, body[1:], strict=True)]
        else:
            entries = [(int(i) - 1, int(j) - 1, x) for i, j, x in body[1:]]
        if count != ([] if layout == "array" else [len(entries)]):
            raise ValueError
        return _filled(rows, columns, entries, mirrored=mirrored)
    except Misuse:
        raise
    except (ValueError, IndexError) as error:
        raise Misuse(f"{path} is not a whole Matrix Market file; write it anew, as scipy.io.mmwrite does") from error


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
