"""Files of matrices for Python: what NumPy and SciPy write is read, text exactly; the rest is one sentence."""

import io
import json
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.io
import scipy.sparse

from flowproof.library import files, inputs
from numeric.matrices import rows_of
from paper import Misuse

Y = np.array([[2.0, 0.1, 0.0], [0.1, -1.0, 3.0], [0.0, 3.0, 0.3]])
IN_BINARY = rows_of([[Fraction(x) for x in row] for row in Y.tolist()])
IN_DECIMALS = rows_of([[Fraction(str(x)) for x in row] for row in Y.tolist()])
EXACT_TEXT = [[str(x) for x in row] for row in Y.tolist()]


def write(separator: str) -> Callable[[Path], None]:
    def text(file: Path) -> None:
        lines = "\n".join(separator.join(row) for row in EXACT_TEXT)
        file.write_text(f"# Y\n\n{lines}\n", encoding="utf-8-sig")

    return text


@pytest.mark.parametrize(
    ("file", "make", "found"),
    [
        ("Y.npy", lambda file: np.save(file, Y), IN_BINARY),
        ("Y.npz", lambda file: np.savez(file, Y), IN_BINARY),
        ("Z.npz", lambda file: np.savez_compressed(file, name=Y), IN_BINARY),
        ("Y.NPY", lambda file: file.write_bytes(saved(Y)), IN_BINARY),
        ("Y.csv", write(","), IN_DECIMALS),
        ("Z.csv", write(" ; "), IN_DECIMALS),
        ("Y.txt", write("\t"), IN_DECIMALS),
        ("Z.txt", write(", "), IN_DECIMALS),
        ("float.txt", lambda file: np.savetxt(file, Y, header="of NumPy", fmt="%.3e"), IN_DECIMALS),
        ("Y.mtx", lambda file: scipy.io.mmwrite(file, Y, symmetry="general", precision=5), IN_DECIMALS),
        (
            "Z.mtx",
            lambda file: scipy.io.mmwrite(file, Y, symmetry="symmetric", comment="hi\nho", precision=5),
            IN_DECIMALS,
        ),
        ("S.mtx", lambda file: scipy.io.mmwrite(file, scipy.sparse.coo_array(Y), precision=5), IN_DECIMALS),
        (
            "G.mtx",
            lambda file: scipy.io.mmwrite(file, scipy.sparse.coo_array(Y), symmetry="general", precision=5),
            IN_DECIMALS,
        ),
        ("Y.json", lambda file: file.write_text(str(Y.tolist()), encoding="utf-8"), IN_DECIMALS),
        ("anything", lambda file: file.write_text(str(Y.tolist()), encoding="utf-8"), IN_DECIMALS),
    ],
)
def test_files_of_all_kinds(file: str, make: Callable[[Path], None], found: Any, tmp_path: Path) -> None:
    """For the target, the shape and the factor, by name and by path."""
    make(tmp_path / file)
    for path in (tmp_path / file, str(tmp_path / file)):
        assert inputs.target(path, symmetrize=False) == found
        assert inputs.shape(path, 3, symmetrize=False) == found
        assert inputs.factor(path) == found


def saved(a: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, a)
    return file.getvalue()


def test_text_is_read_without_a_float(tmp_path: Path) -> None:
    """Fractions, and numbers beyond all floats, too."""
    file = tmp_path / "Y.csv"
    file.write_text("1/3, 1e-1000\n1e-1000, 0.1", encoding="utf-8")
    small = Fraction(1, 10**1000)
    assert inputs.target(file, symmetrize=False) == ((Fraction(1, 3), small), (small, Fraction(1, 10)))


def test_json_is_read_without_a_float(tmp_path: Path) -> None:
    """Strings, integers of any length and decimals alike: 0.1 is a tenth, not a double."""
    file = tmp_path / "U.json"
    file.write_text(f'[["1/3", 0.1], [1e-400, {"1" + "0" * 3000}]]', encoding="utf-8")
    assert inputs.factor(file) == ((Fraction(1, 3), Fraction(1, 10)), (Fraction(1, 10**400), Fraction(10**3000)))


def test_a_market_of_integers_that_is_not_square(tmp_path: Path) -> None:
    """Columns one after the other, as the format has them."""
    file = tmp_path / "U.mtx"
    scipy.io.mmwrite(file, np.array([[1, 2, 3], [4, 5, 6]]))
    assert inputs.factor(file) == ((1, 2, 3), (4, 5, 6))


def packed(**arrays: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in arrays.items():
            archive.writestr(name, held)
    return file.getvalue()


def damaged(archive: bytes) -> bytes:
    """What is packed is no longer what deflate makes."""
    return archive[:40] + b"\xff" * 20 + archive[60:]


MARKET = b"%%MatrixMarket matrix "


@pytest.mark.parametrize(
    ("file", "held", "told"),
    [
        ("Y.npy", b"", "holds no array of numbers that NumPy reads"),
        ("Y.npy", b"\x93NUMPY", "holds no array of numbers that NumPy reads"),
        ("Y.npy", saved(Y)[:-1], "holds no array of numbers that NumPy reads"),
        ("Y.npy", saved(Y).replace(b"), }", b"(, }"), "holds no array of numbers that NumPy reads"),
        ("Y.npy", saved(Y).replace(b"(3, 3), }", b"(9**9,), }"), "holds no array of numbers that NumPy reads"),
        ("Y.npz", damaged(packed(a=saved(Y))), "holds no array of numbers that NumPy reads"),
        ("Y.npy", saved(np.array([[None]])), "holds no array of numbers that NumPy reads; save one with numpy.save"),
        ("Y.npy", saved(Y * 1j), r"is 2j, a complex number|is 0j, a complex number"),
        ("Y.npy", saved(Y[0]), r"has the shape \(3,\); give an array of 2 dimensions"),
        ("Y.npy", saved(np.zeros((5001, 1))), "has 5001 rows and 1 columns; 5000 are the most allowed"),
        ("Y.npz", packed(a=saved(Y), b=saved(Y)), "holds 2 arrays; give a file with one"),
        ("Y.npz", packed(), "holds 0 arrays; give a file with one"),
        ("Y.npz", packed(a=b"1"), "does not hold a matrix|holds no array"),
        ("Y.csv", b"a,b\n1,2", r"entry \(1, 1\) of the target in .*Y.csv is 'a'; write an exact number"),
        ("Y.csv", b"1,2\n2", "the target in .*Y.csv is ragged"),
        ("Y.csv", b"1,\n2,3", r"entry \(1, 2\) of the target in .*Y.csv is ''; write an exact number"),
        ("Y.csv", b"# nothing", "the target in .*Y.csv does not hold a matrix"),
        ("Y.csv", b"\xff", "Y.csv is no text in UTF-8"),
        ("Y.txt", b"1 nan\n1 1", r"entry \(1, 2\) of the target in .*Y.txt is 'nan'; write an exact number"),
        ("Y.txt", b"1 2", "the target has 1 rows and 2 columns; give a square matrix"),
        ("Y.mtx", b"", "does not begin as a Matrix Market file"),
        ("Y.mtx", b"1 2", "does not begin as a Matrix Market file"),
        ("Y.mtx", MARKET + b"array complex general\n1 1\n1 1", "is complex general; give a matrix that is real"),
        ("Y.mtx", MARKET + b"coordinate pattern general\n1 1 1\n1 1", "is pattern general; give a matrix that is real"),
        ("Y.mtx", MARKET + b"array real general", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"array real general\n1 1\n", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"array real general\n1 1 1\n1", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"array real general\n1 1\n1 1", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"array real symmetric\n1 2\n1\n1", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"array real general\n1 1\nx", r"entry \(1, 1\) of the target in .* is 'x'"),
        ("Y.mtx", MARKET + b"coordinate real general\n1 1 2\n1 1 1", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"coordinate real general\n1 1 2\n1 1 1\n1 1 1", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"coordinate real general\n1 1 1\n0 1 1", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"coordinate real general\n1 1 1\n2 1 1", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"coordinate real general\n0 0 0", "is not a whole Matrix Market file"),
        ("Y.mtx", MARKET + b"coordinate real general\n9999999 9999999 0", "has 9999999 rows and 9999999 columns; 5000"),
        ("Y.json", b"[[1, 2]", "is not JSON; give rows of numbers"),
        ("Y.json", b"", "not JSON"),
        ("Y.json", b"nonsense", "not JSON"),
        ("Y.json", b"[" * 100_000, "not JSON"),
        ("Y.json", b"\xff\xfe\x00[[1]]", "not JSON"),
        ("Y.json", saved(Y), "not JSON"),
        ("Y.json", b"{}", "the target in .*Y.json does not hold a matrix"),
        ("Y.json", b"[]", "does not hold a matrix"),
        ("Y.json", b"[[]]", "does not hold a matrix"),
        ("Y.json", b"[1, 2]", "does not hold a matrix"),
        ("Y.json", b'"Y.json"', "does not hold a matrix"),
        ("Y.json", b"[[1, 2], [3]]", "ragged"),
        ("Y.json", b"[[1, true], [3, 4]]", r"entry \(1, 2\) of the target in .* is True, no number"),
        ("Y.json", b"[[1, null], [3, 4]]", r"entry \(1, 2\) of the target in .* is None, of the type NoneType"),
        ("Y.json", b"[[1, [2]], [3, 4]]", r"entry \(1, 2\)"),
        ("Y.json", b"[[1, NaN], [3, 4]]", r"entry \(1, 2\) of the target in .* is 'NaN'; write an exact number"),
        ("Y.json", b"[[1, 2], [Infinity, 4]]", r"entry \(2, 1\)"),
        ("Y.json", b'[[1, "two"], [3, 4]]', r"entry \(1, 2\)"),
        ("Y.json", b'[[1, "1/0"], [3, 4]]', "division by zero"),
        ("Y.json", b'[[1, "__import__(1)"], [3, 4]]', r"entry \(1, 2\)"),
        ("Y.json", json.dumps([[0] * 5001] * 2).encode(), "5000 are the most"),
        ("Y.json", json.dumps([[0]] * 10**5).encode(), "has 100000 rows and 1 columns; 5000 are the most allowed"),
        ("Y.npy", saved(np.zeros((10**5, 1))), "has 100000 rows and 1 columns; 5000 are the most allowed"),
        ("Y.csv", b"1\n" * 10**5, "has 100000 rows and 1 columns; 5000 are the most allowed"),
        ("Y.npy", b"1,2\n2,3", "holds no array of numbers that NumPy reads"),
        ("Y.csv", saved(Y), "is no text in UTF-8"),
        ("Y.csv", b"[[1, 2], [2, 3]]", r"entry \(1, 1\) of the target in .* is '\[\[1'; write an exact number"),
        ("Y.mtx", b"1,2\n2,3", "does not begin as a Matrix Market file"),
    ],
)
def test_what_holds_no_matrix_is_refused(file: str, held: bytes, told: str, tmp_path: Path) -> None:
    """With the file's name, and what to do."""
    (tmp_path / file).write_bytes(held)
    with pytest.raises(Misuse, match=told):
        inputs.target(tmp_path / file, symmetrize=False)


def test_no_file_and_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(
        Misuse, match=r"which is no file; give the name of a file \.json, \.npy, \.npz, \.csv, \.txt or"
    ):
        inputs.target(tmp_path / "none.npy", symmetrize=False)
    np.save(tmp_path / "Y.npy", Y)
    monkeypatch.setattr(files, "LARGEST_FILE", 200)
    (tmp_path / "Y.npz").write_bytes(packed(a=b"\0" * 201))
    with pytest.raises(Misuse, match="unpacks to more than 200 bytes; give a smaller matrix"):
        inputs.matrix(tmp_path / "Y.npz", "the target")
    monkeypatch.setattr(files, "LARGEST_FILE", 100)
    with pytest.raises(Misuse, match=r"Y.npy has more than 100 bytes; give a smaller matrix"):
        inputs.target(tmp_path / "Y.npy", symmetrize=False)
