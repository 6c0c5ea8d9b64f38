"""Numbers, matrices and times from Python are read exactly; what makes no sense is one sentence."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import flint
import gmpy2
import mpmath
import numpy as np
import pytest
import scipy.sparse
import sympy

from flowproof.library import inputs
from numeric.exact import Scale
from numeric.inputs import LARGEST_SIZE
from paper import Misuse

TENTH = Fraction(3602879701896397, 2**55)
"""The double 0.1."""
LONGEST_NUMBER = 10**20_000


@pytest.mark.parametrize(
    ("x", "value"),
    [
        (3, Fraction(3)),
        (0.1, TENTH),
        (np.float64(0.1), TENTH),
        (np.float32(0.1), Fraction(13421773, 2**27)),
        (np.longdouble(1) / 2**70, Fraction(1, 2**70)),
        (np.array(0.5), Fraction(1, 2)),
        (np.int8(-3), Fraction(-3)),
        (np.uint64(2**64 - 1), Fraction(2**64 - 1)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("0.1"), Fraction(1, 10)),
        (Decimal("1e-1000"), Fraction(1, 10**1000)),
        ("1/3", Fraction(1, 3)),
        ("0.1", Fraction(1, 10)),
        (mpmath.mpf("0.1"), TENTH),
        (mpmath.mpf(-3), Fraction(-3)),
        (mpmath.mpf(0), Fraction(0)),
        (sympy.Integer(7), Fraction(7)),
        (sympy.Rational(-1, 3), Fraction(-1, 3)),
        (sympy.Float("0.1"), TENTH),
        (gmpy2.mpq(1, 3), Fraction(1, 3)),
        (gmpy2.mpz(5), Fraction(5)),
        (flint.fmpz(-5), Fraction(-5)),
        (flint.fmpq(2, 6), Fraction(1, 3)),
    ],
)
def test_a_number_is_what_it_is(x: Any, value: Fraction) -> None:
    """To the last bit, whatever its kind."""
    assert inputs.rational(x, "x") == value


@pytest.mark.parametrize(
    ("x", "told"),
    [
        (float("nan"), "x is nan; give a finite number"),
        (np.float32("inf"), "x is inf; give a finite number"),
        (mpmath.inf, r"x is \+inf; give a finite number"),
        (mpmath.nan, "x is nan; give a finite number"),
        (Decimal("-Infinity"), "x is -Infinity; give a finite number"),
        (1j, "x is 1j, a complex number; give real ones"),
        (np.complex64(1), r"x is \(1\+0j\), a complex number; give real ones"),
        (mpmath.mpc(1, 2), r"x is \(1.0 \+ 2.0j\), a complex number; give real ones"),
        (sympy.I, "x is I, a complex number; give real ones"),
        (sympy.sqrt(2), r"x is sqrt\(2\), which is no rational number; give one"),
        (sympy.oo, "x is oo, which is no rational number; give one"),
        (mpmath.pi, "x is 3.14159265358979, which is no rational number; give a number such as"),
        (sympy.Symbol("y"), "x is y, of the type Symbol; give an int, a float"),
        (mpmath.mpi(1, 2), r"x is mpi\('1.0', '2.0'\), of the type ivmpf; give an int, a float"),
        (True, "x is True, no number; give an int, a float"),
        (np.False_, "x is False, no number; give an int, a float"),
        (None, "x is None, of the type NoneType; give an int, a float"),
        ({}, r"x is \{\}, of the type dict; give an int, a float"),
        (np.eye(2), r"x is array\(\[\[1., 0.\], \[0., 1.\]\]\), of the type ndarray; give an int, a float"),
        (b"1", "x is b'1', of the type bytes; give an int, a float"),
        (np.datetime64("2026-01-01"), r"x is datetime.date\(2026, 1, 1\), of the type date; give an int"),
        ("1,5", "x is '1,5'; write an exact number of at most 4000 digits"),
        (LONGEST_NUMBER, "x has 66439 bits; 50000 are the most allowed, so give a shorter number"),
        (mpmath.mpf("1e-100000"), r"x is about 2\^-332192; 50000 bits are the most allowed: write it as text"),
        (Decimal("1e-100000"), "x is '1E-100000'; its power of ten may be at most 10000"),
    ],
    ids=lambda x: x if isinstance(x, str) else type(x).__name__,
)
def test_what_is_no_rational_number_is_refused(x: Any, told: str) -> None:
    """With its value, and what to give instead."""
    with pytest.raises(Misuse, match=f"^{told}"):
        inputs.rational(x, "x")


@pytest.mark.parametrize(
    ("x", "value"),
    [
        ("1e-1000000", Scale(Fraction(1), -1_000_000)),
        (Decimal("1e-1000000"), Scale(Fraction(1), -1_000_000)),
        (0.5, Scale(Fraction(1, 2))),
        (Fraction(1, 10**1000), Scale(Fraction(1), -1000)),
        (3, Scale(Fraction(3))),
    ],
)
def test_alpha_keeps_its_power_of_ten_apart(x: Any, value: Scale) -> None:
    assert inputs.scale(x, "α") == value


def test_alpha_in_binary_is_exact() -> None:
    """With a power of ten that leaves a mantissa about 1, on which the precision is based."""
    found = inputs.scale(mpmath.mpf("1e-1000"), "α")
    assert found.fraction == inputs.rational(mpmath.mpf("1e-1000"), "α")
    assert Fraction(1, 100) < found.mantissa < 100


def test_an_alpha_that_no_float_holds_is_told() -> None:
    """1e-1000 is 0 in Python's own floats: text is what to write."""
    tiny = float("1e-1000")
    with pytest.raises(
        Misuse, match=r'^α is 0\.0; it must be positive, and what is too small for a float is text: "1e-1'
    ):
        inputs.scale(tiny, "α")


WHOLE = ((2, 1), (1, 3))


@pytest.mark.parametrize(
    "make",
    [
        list,
        tuple,
        np.array,
        lambda x: np.array(x, dtype=object),
        lambda x: np.array(x, dtype=str),
        lambda x: [np.array(row) for row in x],
        lambda x: np.asfortranarray(np.array(x, dtype=np.float16)),
        lambda x: scipy.sparse.csr_array(np.array(x)),
        mpmath.matrix,
        lambda x: sympy.Matrix([list(row) for row in x]),
    ],
)
def test_a_matrix_of_any_kind(make: Callable[[Any], Any]) -> None:
    assert inputs.target(make(WHOLE), symmetrize=False) == WHOLE


@pytest.mark.parametrize("kind", [str, Path])
def test_a_matrix_from_a_file(kind: Callable[[Path], Any], tmp_path: Path) -> None:
    """JSON, by its name or its path, as for the commands."""
    file = tmp_path / "Y.json"
    file.write_text('[["2", 1], [1, "3"]]', encoding="utf-8")
    assert inputs.target(kind(file), symmetrize=False) == WHOLE
    assert inputs.factor(kind(file)) == WHOLE
    assert inputs.shape(kind(file), 2, symmetrize=False) == WHOLE


@pytest.mark.parametrize(
    ("x", "told"),
    [
        ([[1, 2]], "the target has 1 rows and 2 columns; give a square matrix"),
        (np.ones(3), r"the target has the shape \(3,\); give an array of 2 dimensions"),
        (np.ones((1, 1, 1)), r"the target has the shape \(1, 1, 1\); give an array of 2 dimensions"),
        ([[1, 2], [2]], "the target is ragged; give every row the same number of entries"),
        ([], "the target does not hold a matrix; give a non-empty list of non-empty rows"),
        (np.ones((0, 0)), "the target does not hold a matrix; give a non-empty list of non-empty rows"),
        (3, "the target does not hold a matrix; give a non-empty list of non-empty rows"),
        ([1, 2], "the target does not hold a matrix; give a non-empty list of non-empty rows"),
        ([[1, np.nan], [1, 1]], r"entry \(1, 2\) of the target is nan; give a finite number"),
        (np.array([[1, 0], [0, 1j]]), r"entry \(1, 1\) of the target is \(1\+0j\), a complex number; give real ones"),
        (np.array([[1, None], [0, 1]]), r"entry \(1, 2\) of the target is None, of the type NoneType; give an int"),
        (np.eye(2, dtype=bool), r"entry \(1, 1\) of the target is True, no number; give an int"),
        (
            np.empty((10**5, 10**5), dtype="V0"),
            "the target has 100000 rows and 100000 columns; 5000 are the most allowed",
        ),
        ([[0] * 5001] * 5001, "row 1 of the target has 5001 values; 5000 are the most allowed"),
        ([[0]] * 5001, "the target has 5001 rows and 1 columns; 5000 are the most allowed"),
        (range(2**70), "the target does not hold a matrix; give a non-empty list of non-empty rows"),
        (sympy.MatrixSymbol("A", sympy.Symbol("n"), 2), "the target does not hold a matrix; give a non-empty list"),
        (
            "nowhere.json",
            "the target is to be read from 'nowhere.json', which is no file; give the name of a file .json, .npy",
        ),
        (
            np.array([[1, 0.3], [0.1 + 0.2, 1]]),
            r"the target is not symmetric: entries \(2, 1\) and \(1, 2\) differ by 5.6e-17, and no others by more;"
            r" give a symmetric matrix, or ask for \(A \+ Aᵀ\)/2, exactly, by symmetrize=True, or --symmetrize$",
        ),
        ([["0", "1e-9999"], ["0", "0"]], r"the target is not symmetric: .* differ by 1.0e-9999, and"),
    ],
)
def test_what_is_no_target_is_refused(x: Any, told: str) -> None:
    with pytest.raises(Misuse, match=f"^{told}"):
        inputs.target(x, symmetrize=False)


def test_the_largest_size_is_read() -> None:
    assert len(inputs.target(np.eye(LARGEST_SIZE), symmetrize=False)) == LARGEST_SIZE


def test_symmetrize_takes_half_the_sum_exactly() -> None:
    """0.3 and 0.1 + 0.2 are neighbours, and no float lies between them."""
    (_, x), (y, _) = inputs.target(np.array([[1, 0.3], [0.1 + 0.2, 1]]), symmetrize=True)
    assert x == y == (Fraction(0.3) + Fraction(0.1 + 0.2)) / 2


@pytest.mark.parametrize("x", ["3,2,1/3", [3, 2, Fraction(1, 3)], (3.0, "2", sympy.Rational(1, 3))])
def test_a_spectrum(x: Any) -> None:
    assert inputs.spectrum(x) == (3, 2, Fraction(1, 3))


@pytest.mark.parametrize(
    ("x", "told"),
    [
        ([1, 2], "the spectrum has 1 before 2; give it in decreasing order"),
        ([1, -1], "the spectrum has the negative value -1; Y must be positive semidefinite"),
        ([], "the spectrum is empty; give at least one singular value"),
        ([1, "x"], "value 2 of the spectrum is 'x'; write an exact number"),
        (np.eye(2), r"the spectrum has the shape \(2, 2\); give an array of 1 dimension$"),
        (3, "the spectrum is 3, of the type int; give a list or an array of numbers"),
        (LONGEST_NUMBER, "the spectrum is an int of 66439 bits, of the type int; give a list or an array of numbers"),
        (range(2**70), "the spectrum has 9223372036854775807 values; 5000 are the most allowed"),
        (range(10**12), "the spectrum has 1000000000000 values; 5000 are the most allowed"),
    ],
    ids=lambda x: x if isinstance(x, str) else type(x).__name__,
)
def test_what_is_no_spectrum_is_refused(x: Any, told: str) -> None:
    with pytest.raises(Misuse, match=f"^{told}"):
        inputs.spectrum(x)


@pytest.mark.parametrize(
    ("x", "times"),
    [
        (3, (3,)),
        ("1/3", (Fraction(1, 3),)),
        (np.float64(0.5), (Fraction(1, 2),)),
        (np.linspace(0, 1, 3), (0, Fraction(1, 2), 1)),
        (range(3), (0, 1, 2)),
        (["0", 1, 1.0], (0, 1, 1)),
        ("0:1:0.5", (0, Fraction(1, 2), 1)),
        ("0,1/3", (0, Fraction(1, 3))),
    ],
)
def test_times(x: Any, times: tuple[Fraction, ...]) -> None:
    """One number is one time; equal ones may follow each other."""
    assert inputs.moments(x) == times


@pytest.mark.parametrize(
    ("x", "told"),
    [
        (-1, "the time is -1; give one that is not negative"),
        ([0, -0.5], "time 2 is -0.5; give one that is not negative"),
        ([0, 2, 1], "times 2 and 3 are 2 and 1, which descend; give them in increasing order"),
        ([], "there is no time; give at least one"),
        ("1:0:1", "the times end at 0 and begin at 1; write start:end:step"),
        (np.ones((2, 2)), r"the list of times has the shape \(2, 2\); give an array of 1 dimension$"),
        ([0, np.inf], "value 2 of the list of times is inf; give a finite number"),
        (range(10**12), "the list of times has 1000000000000 values; 100000 are the most allowed at once"),
        (iter([1]), "the time is <list_iterator"),
    ],
)
def test_what_are_no_times_is_refused(x: Any, told: str) -> None:
    with pytest.raises(Misuse, match=f"^{told}"):
        inputs.moments(x)


@pytest.mark.parametrize("x", ["3", 3.0, None, LONGEST_NUMBER, np.eye(2)], ids=lambda x: type(x).__name__)
def test_what_is_no_whole_number_is_refused(x: Any) -> None:
    with pytest.raises(Misuse, match=r"^k is .*; give a whole number(?: of at most 1000000000)?$"):
        inputs.whole(x, "k")


def test_whole_numbers_of_numpy() -> None:
    assert inputs.whole(np.int64(3), "k") == 3
