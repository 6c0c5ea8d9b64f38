"""TFHV §4 by routes that share nothing with the derivations: (26) integrated by SciPy, (30) and its end by NumPy."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import solve_ivp

Array = np.ndarray

M, N, K = 2, 3, 4
SIGMA = np.array([[1.0, 0.0, 0.0], [0.0, 0.4, 0.0]])
SIGNATURE = np.diag([1.0] * M + [-1.0] * N)
GENERATOR = np.random.default_rng(4)
START = GENERATOR.standard_normal((M + N, K)) / 2
LEVELS = [1.5, -1.5, 0.7]


def imbalance(R: Array) -> Array:
    return R.T @ SIGNATURE @ R


def integrated(start: Array, times: list[float], level: Array, pull: float = 0.5) -> list[Array]:
    """The stacked factors along (26) with Λ = `level`, from its two lines as they are printed; pull 0 is (15)."""

    def flow(_: float, entries: Array) -> Array:
        R = entries.reshape(M + N, -1)
        U, V = R[:M], R[M:]
        error, gap = U.T @ U - V.T @ V - level, SIGMA - U @ V.T
        return np.vstack([gap @ V - pull * U @ error, gap.T @ U + pull * V @ error]).ravel()

    solved = solve_ivp(flow, (0, times[-1]), start.ravel(), t_eval=times, method="DOP853", rtol=1e-12, atol=1e-14)
    return [column.reshape(M + N, -1) for column in solved.y.T]


def shifted(level: float) -> Array:
    return np.block([[level / 2 * np.eye(M), SIGMA], [SIGMA.T, -level / 2 * np.eye(N)]])


def end(level: float) -> Array:
    """The positive part of 2S̃."""
    values, vectors = np.linalg.eigh(shifted(level))
    return vectors @ np.diag(np.maximum(2 * values, 0)) @ vectors.T


@pytest.mark.parametrize("level", LEVELS)
def test_the_closed_form_is_where_the_flow_goes(level: float) -> None:
    """(30), typed from the page, is RRᵀ of the integrated factors."""
    values, vectors = np.linalg.eigh(shifted(level))
    for t, R in zip((0.5, 2.0), integrated(START, [0.5, 2.0], level * np.eye(K)), strict=True):
        growth = vectors @ np.diag(np.exp(t * values)) @ vectors.T
        inner = vectors @ np.diag((np.exp(2 * t * values) - 1) / (2 * values)) @ vectors.T
        Z = START @ START.T
        printed = growth @ Z @ np.linalg.inv(np.eye(M + N) + inner @ Z) @ growth
        assert np.abs(R @ R.T - printed).max() < 1e-9


@pytest.mark.parametrize("level", LEVELS)
def test_the_spectrum_of_the_shifted_data(level: float) -> None:
    """A pair ±√(σᵢ² + λ₀²/4) for each singular value, and −λ₀/2 once, as n − m = 1."""
    sizes = [np.hypot(sigma, level / 2) for sigma in (1.0, 0.4)]
    assert np.allclose(np.linalg.eigvalsh(shifted(level)), sorted([*sizes, *(-s for s in sizes), -level / 2]))


@pytest.mark.parametrize("level", LEVELS)
def test_the_end_and_both_rates(level: float) -> None:
    """e^{t|S̃|}(RRᵀ − R⋆R⋆ᵀ)e^{t|S̃|} tends to Δ₀T⁻¹, and |S̃| has no entries that mix U and V: so both rates follow."""
    values, vectors = np.linalg.eigh(shifted(level))
    size = vectors @ np.diag(np.abs(values)) @ vectors.T
    assert np.allclose(size, np.diag([np.hypot(1, level / 2), np.hypot(0.4, level / 2)] * 2 + [abs(level) / 2]))
    assert np.allclose(end(level)[:M, M:], SIGMA)
    gap = START @ START.T - end(level)
    expected = gap @ np.linalg.inv(np.eye(M + N) + np.linalg.inv(size) @ gap / 2)
    (R,) = integrated(START, [9.0], level * np.eye(K))
    growth = np.diag(np.exp(9.0 * np.diag(size)))
    scaled = growth @ (R @ R.T - end(level)) @ growth
    assert np.abs(scaled - expected).max() < 0.01 * np.abs(expected).max()
    assert min(abs(expected[-1, -1]), abs(expected[1, -1])) > 0.01  # neither rate is better than it is said to be


def test_the_imbalance_is_pulled_and_kept() -> None:
    """Its distance from any Λ falls all the time; where it is Λ at the start (26), with any pull, is (15)."""
    level = np.diag([1.0, 0.3, -0.5, -2.0])
    distances = [np.linalg.norm(imbalance(R) - level) for R in integrated(START, [0.0, 1.0, 2.0, 4.0, 8.0], level)]
    assert all(later < earlier for earlier, later in pairwise(distances))
    plain, *pulled = (integrated(START, [2.0], imbalance(START), pull)[0] for pull in (0.0, 0.5, 3.0))
    for R in pulled:
        assert np.abs(R - plain).max() < 1e-9


def test_a_uniform_imbalance_on_the_factors_range_is_enough() -> None:
    """From Ū = √λ₀[I, 0], V̄ = 0, of width 4 > m, (29) is (15), though the imbalance is not λ₀I; and its end is met."""
    start = np.zeros((M + N, K))
    start[0, 0] = start[1, 1] = np.sqrt(1.5)
    assert np.linalg.norm(imbalance(start) - 1.5 * np.eye(K)) > 2
    plain, pulled = (integrated(start, [20.0], 1.5 * np.eye(K), pull)[0] for pull in (0.0, 0.5))
    assert np.abs(plain - pulled).max() < 1e-8
    assert np.abs(plain @ plain.T - end(1.5)).max() < 1e-8


def test_the_gradient_of_the_regularized_loss() -> None:
    """(26) is minus the gradient of (27), by differences of the loss, for a Λ that is no multiple of 1."""
    level, step = np.diag([1.0, 0.3, -0.5, -2.0]), 1e-5

    def loss(R: Array) -> float:
        gap, error = SIGMA - R[:M] @ R[M:].T, imbalance(R) - level
        return float((gap**2).sum() / 2 + (error**2).sum() / 8)

    U, V = START[:M], START[M:]
    error, gap = imbalance(START) - level, SIGMA - U @ V.T
    flow = np.vstack([gap @ V - U @ error / 2, gap.T @ U + V @ error / 2])
    for i in range(M + N):
        for j in range(K):
            nudge = np.zeros_like(START)
            nudge[i, j] = step
            slope = (loss(START + nudge) - loss(START - nudge)) / (2 * step)
            assert slope == pytest.approx(-flow[i, j], abs=1e-7)
