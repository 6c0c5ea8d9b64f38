"""Large files are read row by row, and as small ones are: the same matrices, and the same sentences."""

import json
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import pytest

from flowproof.library import files, inputs
from numeric.packed import Packed
from paper import Misuse

N = 70
"""So many rows that a matrix is packed."""
NUMBERS = ("1.25", "-0.5", "3", "-7e-3", "1E+2", "0", "12345678901234567890.5")


def cells(seed: int) -> list[list[str]]:
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    return [[draw.choice(NUMBERS) for _ in range(N)] for _ in range(N)]


def texts(seed: int) -> dict[str, str]:
    """The same matrix as files of several kinds write it."""
    rows = cells(seed)
    numbers = [[json.loads(x, parse_float=str, parse_int=str) for x in row] for row in rows]
    assert numbers == rows
    plain = "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"
    return {
        "plain.json": plain,
        "text.json": json.dumps(rows),
        "dense.json": json.dumps(rows, separators=(",", ":")),
        "lines.json": json.dumps(rows, indent=1),
        "Y.csv": "\n".join(",".join(row) for row in rows),
        "Y.txt": "# a comment\n" + "\n".join(" ".join(row) for row in rows),
        "Y.mtx": f"%%MatrixMarket matrix array real general\n{N} {N}\n"
        + "\n".join(rows[i][j] for j in range(N) for i in range(N)),
    }


@pytest.mark.parametrize("name", texts(1))
def test_large_files_are_packed(name: str, tmp_path: Path) -> None:
    """With every number what it is in the text."""
    (tmp_path / name).write_text(texts(1)[name], encoding="utf-8")
    found = inputs.matrix(tmp_path / name, "the target")
    assert isinstance(found, Packed)
    assert found == tuple(tuple(Fraction(x) for x in row) for row in cells(1))


def test_a_symmetric_array_of_matrix_market(tmp_path: Path) -> None:
    """Its lower half, column after column; one number too few or too many is no such file."""
    rows = cells(2)
    half = [rows[i][j] for j in range(N) for i in range(j, N)]
    head = f"%%MatrixMarket matrix array real symmetric\n{N} {N}\n"
    file = tmp_path / "Y.mtx"
    file.write_text(head + "\n".join(half), encoding="utf-8")
    found = inputs.matrix(file, "the target")
    assert [list(row) for row in found] == [[Fraction(rows[max(i, j)][min(i, j)]) for j in range(N)] for i in range(N)]
    for wrong in (half[1:], [*half, "1"]):
        file.write_text(head + "\n".join(wrong), encoding="utf-8")
        with pytest.raises(Misuse, match="is not a whole Matrix Market file"):
            inputs.matrix(file, "the target")


def told(file: Path) -> object:
    try:
        return [list(row) for row in inputs.matrix(file, "the target")]
    except Misuse as error:
        return str(error)


@pytest.mark.parametrize("name", ["plain.json", "text.json", "dense.json", "lines.json", "Y.csv"])
def test_a_slip_is_told_as_in_a_small_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One or two characters too many, too few, or other ones: whatever is read at once is what is read one by one."""
    draw, text = Random(name), texts(3)[name]  # noqa: S311 (a seeded sample, nothing secret)
    file, refused = tmp_path / name, 0
    for _ in range(60):
        slip = text
        for _ in range(draw.randint(1, 2)):
            at = draw.randrange(len(slip))
            put = "".join(draw.choice('"[],.-eE0 \n1+\\{}x') for _ in range(draw.randint(0, 2)))
            slip = slip[:at] + put + slip[at + draw.randint(0, 2) :]
        file.write_text(slip, encoding="utf-8")
        quickly = told(file)
        with monkeypatch.context() as patch:
            patch.setattr(files, "_packed", lambda _: None)
            assert told(file) == quickly, slip
        refused += isinstance(quickly, str)
    assert 5 < refused < 60


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.float16, np.int64, np.uint8, np.longdouble])
def test_arrays_of_any_kind_are_what_they_are(kind: type) -> None:
    array = (np.random.default_rng(4).standard_normal((N, N)) * 50).astype(kind)
    found = inputs.matrix(array, "the target")
    assert isinstance(found, Packed)
    assert [list(row) for row in found] == [[Fraction(*x.as_integer_ratio()) for x in row] for row in array.tolist()]
    if array.dtype.kind == "f":
        array[3, 4] = np.inf
        with pytest.raises(Misuse, match=r"entry \(4, 5\) of the target is inf; give a finite number"):
            inputs.matrix(array, "the target")


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Misuse, match="are the most allowed"):
        inputs.matrix(np.zeros((10**5, 1)), "the target")
