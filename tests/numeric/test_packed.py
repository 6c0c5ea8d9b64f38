"""Large exact matrices, which are integers over one denominator."""

import pickle
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

from numeric import matrices, packed
from numeric.exact import parse_fraction
from numeric.packed import Packed, Packer, of_doubles, of_numbers, of_texts
from paper import Misuse

N = 70
"""So large that matrices are packed."""
FORMS = ("{:.3f}", "{:.0f}", "{:.17e}", "{:.2E}", "{!r}")


def decimals(seed: int) -> list[list[str]]:
    """Numbers of different sizes, written in different ways."""
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    return [
        [draw.choice(FORMS).format(draw.gauss(0, 1) * 10.0 ** draw.randint(-9, 9)) for _ in range(N)] for _ in range(N)
    ]


def rows(seed: int = 1) -> Packed:
    found = of_texts(decimals(seed))
    assert found is not None
    return found


def test_decimals_are_what_is_read_one_by_one() -> None:
    texts = decimals(1)
    expected = tuple(tuple(parse_fraction(x, "x") for x in row) for row in texts)
    found = rows()
    assert tuple(found) == expected
    assert found == expected
    assert found.shape == (N, N)


def test_what_is_no_decimal_is_left_alone() -> None:
    """It is refused, or read one by one; nothing that this would refuse is taken for a number."""
    draw, taken = Random(2), 0  # noqa: S311 (a seeded sample, nothing secret)
    parts = ["1", "-", "+", ".", "e", "E", "0", "5", "12", "_", " ", "", "/", "%", "\n", "٣", "e-5", "\t"]
    for _ in range(50_000):
        cells = ["".join(draw.choice(parts) for _ in range(draw.randint(0, 6))), "1.25", "4"]
        packer = Packer()
        if packer.add_texts(cells):
            (((integer, *_), denominator),) = packer._rows
            assert Fraction(integer, denominator) == parse_fraction(cells[0], "x")
            taken += 1
    assert taken > 1000
    for wrong in ("1.2.3", "", "-", ".5", "1-2", "1.-5", "1e", "1_0", "--1", "nan"):
        assert not Packer().add_texts([wrong, "1"])


@pytest.mark.parametrize("wrong", [True, None, "1", float("nan"), float("inf"), 1j, [1]])
def test_numbers_of_other_kinds_are_left_alone(wrong: Any) -> None:
    mixed: list[list[Any]] = [[0.5] * N for _ in range(N)]
    assert of_numbers(mixed) is not None
    mixed[3][4] = wrong
    assert of_numbers(mixed) is None


def test_rows_of_different_lengths_are_left_alone() -> None:
    assert of_numbers([[1] * N] * N + [[1]]) is None
    assert of_texts([["1"] * N] * N + [["1"]]) is None


@pytest.mark.parametrize("powers", [(0, 1), (-300, 5), (-320, -300)])
def test_floats_are_what_they_are(powers: tuple[int, int]) -> None:
    """Subnormal ones and zeros, too."""
    draw = np.random.default_rng(3)
    array = draw.standard_normal((N, N)) * 10.0 ** draw.integers(*powers, (N, N))
    array[2, 3] = 0
    for found in (of_doubles(array), of_numbers(array.tolist())):
        assert found is not None
        assert [list(row) for row in found] == [[Fraction(x) for x in row] for row in array.tolist()]
        assert (found.doubles == array).all()
    array[2, 3] = np.nan
    assert of_doubles(array) is None


def test_what_is_asked_of_doubles_is_asked_of_their_fractions() -> None:
    """Also where row sums differ by less than doubles tell, or are the same in many rows, or beyond all doubles."""
    draw = np.random.default_rng(5)
    symmetric = draw.standard_normal((N, N))
    symmetric += symmetric.T
    close = np.ones((N, N))
    close[3, 3], close[5, 5] = 1 + 2.0**-52, 1 + 2.0**-51
    few = np.zeros((N, N))
    few[[1, 2], :3] = [[1, 2.0**-60, 0], [1, 2.0**-60, 2.0**-70]]
    for array in (symmetric, draw.standard_normal((N, N)), close, few, np.diag(symmetric[0]), np.full((N, N), 1e308)):
        a = of_doubles(array)
        assert a is not None
        plain = tuple(a)
        asked = (matrices.size, matrices.diagonal_of, matrices.differences, matrices.is_diagonal)
        assert [ask(a) for ask in (*asked, matrices.largest_row_sum)] == [
            ask(plain) for ask in (*asked, matrices.largest_row_sum)
        ]
        order = [*range(1, N), 0]
        assert tuple(matrices.transpose(a)) == matrices.transpose(plain)
        assert tuple(matrices.reordered(a, order)) == matrices.reordered(plain, order)
        assert [matrices.nonzero(a, i, set(order)) for i in range(N)] == [
            matrices.nonzero(plain, i, set(order)) for i in range(N)
        ]
        assert pickle.loads(pickle.dumps(a)) == a == of_doubles(array)  # noqa: S301 (our own)
        assert a != of_doubles(array + np.eye(N) * 1e300)


def test_a_matrix_with_numerators_too_long_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_BITS", 2**20)
    assert of_doubles(np.eye(N)) is not None
    assert of_doubles(np.eye(N) * 1e-300 + 1) is not None
    assert of_doubles(np.eye(N) + np.eye(N)[::-1] * 1e-300) is None
    assert of_texts([["1e-90"] * N] * N) is None


def test_the_nearest_doubles() -> None:
    found = rows(4)
    assert found.doubles.tolist() == [[float(x) for x in row] for row in found]


def test_what_is_done_with_rows_is_done_with_packed_ones() -> None:
    """Sums, products, inverses and what is asked of a matrix, against plain rows of fractions."""
    a = rows(5)
    plain = tuple(a)
    order = list(reversed(range(N)))
    for found, expected in (
        (matrices.transpose(a), matrices.transpose(plain)),
        (matrices.plus(a, a), matrices.times(2, plain)),
        (matrices.times(Fraction(2, 3), a), matrices.times(Fraction(2, 3), plain)),
        (matrices.reordered(a, order), matrices.reordered(plain, order)),
        (matrices.reordered(a, range(N)), plain),
        (matrices.product(a, a), matrices.from_flint(matrices.to_flint(plain) * matrices.to_flint(plain))),
        (matrices.diagonal(plain[0]), [[x if i == j else 0 for j, x in enumerate(plain[0])] for i in range(N)]),
    ):
        assert isinstance(found, Packed)
        assert [list(row) for row in found] == [list(row) for row in expected]
        assert found == tuple(found)
    for ask in (
        matrices.size,
        matrices.diagonal_of,
        matrices.differences,
        matrices.is_diagonal,
        matrices.largest_row_sum,
    ):
        assert ask(a) == ask(plain)
    assert matrices.is_diagonal(matrices.identity(N))
    assert matrices.differences(matrices.plus(a, matrices.transpose(a))) is None
    assert matrices.size(((Fraction(1),), ())) is None


def test_it_reads_as_rows() -> None:
    a = rows(6)
    assert a[-1] == tuple(a)[-1]
    assert a[1:3] == (a[1], a[2])
    with pytest.raises(IndexError):
        _ = a[N]
    other = pickle.loads(pickle.dumps(a))  # noqa: S301 (our own)
    assert (other, hash(other), len(other)) == (a, hash(a), N)
    assert a != rows(7)
    assert a != [0]
    assert repr(a) == "<Packed: 70×70>"


def test_misuse_is_told_as_of_small_matrices() -> None:
    """The place of a number that is none, in a large matrix as in a small one."""
    from flowproof.library import inputs

    texts = decimals(8)
    texts[5][6] = "1.2.3"
    with pytest.raises(Misuse, match=r"entry \(6, 7\) of the target is '1.2.3'; write an exact number"):
        inputs.matrix(texts, "the target")
    texts[5][6] = "1/3"
    assert inputs.matrix(texts, "the target")[5][6] == Fraction(1, 3)
    with pytest.raises(Misuse, match="is not symmetric: entries"):
        inputs.target(texts, symmetrize=False)
    assert matrices.differences(inputs.target(texts, symmetrize=True)) is None
