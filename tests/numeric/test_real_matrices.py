"""Matrices that engineers have: what is told of W(1) from the identity is what another way gives; zeros are proved."""

from fractions import Fraction

import flint
import numpy as np
import pytest

from benchmarks.real import FOLDER
from flowproof.library import inputs
from numeric import matrices
from numeric.evaluate import Evaluation, evaluate
from numeric.exact import Scale
from numeric.problem import Problem


def from_the_identity(name: str, digits: int = 20) -> Evaluation:
    Y = inputs.target(FOLDER / f"{name}.mtx", symmetrize=False)
    return evaluate(Problem(Y, matrices.identity(len(Y)), None, Scale(Fraction(1))), [Fraction(1)], digits)


def test_the_beam() -> None:
    """nos4: W is a function of Y; numbers of ordinary size are those of doubles, the zeros those of all powers."""
    found = from_the_identity("nos4")
    Y, W = found.problem.target, found.samples[0].values
    values, vectors = np.linalg.eigh(np.array(Y, dtype=float))
    expected = vectors @ np.diag(values / (1 + (values - 1) * np.exp(-2 * values))) @ vectors.T
    told = np.array(W, dtype=float)
    assert np.abs(told - expected).max() < 1e-13
    zeros = {(i, j) for i, row in enumerate(W) for j, x in enumerate(row) if x == "0"}
    assert len(zeros) == 200
    exact = matrices.to_flint(Y).numer_denom()[0]
    for j in {5, 14, 94}:
        power = flint.fmpz_mat([[int(i == j)] for i in range(100)])
        left = set(range(100))
        for _ in range(100):
            left = {i for i in left if power[i, 0] == 0}
            power = exact * power
        assert left == {i for i in range(100) if (i, j) in zeros}


def test_the_stiff_one() -> None:
    """bcsstk01: all is learned, and where Y has a 0 the least mode tells what W has, 2960 decades below."""
    found = from_the_identity("bcsstk01")
    Y, W = found.problem.target, found.samples[0].values
    values, vectors = np.linalg.eigh(np.array(Y, dtype=float))
    missing = values * (values - 1) * np.exp(-2 * (values - values[0]))
    rest = -vectors @ np.diag(missing) @ vectors.T
    checked = 0
    for i in range(48):
        for j in range(i):
            if Y[i][j] != 0:
                assert abs(Fraction(W[i][j]) / Y[i][j] - 1) < Fraction(1, 10**19)
            elif abs(rest[i, j]) > 1e-3 * missing[0]:
                mantissa, exponent = W[i][j].split("e")
                scale = np.log10(float(mantissa) / rest[i, j]) + int(exponent)
                assert scale == pytest.approx(-2 * values[0] / np.log(10), abs=1e-4)
                checked += 1
    assert checked > 90
