"""Gradient descent of many instances at once, in double precision: it screens, and bounds nothing.

The last axis of every array runs over the instances. Each is run from where its modes are about to be seen: up to there
every mode, or row of a factor, grows by 1 + ησ a step.
"""

import numpy as np

from numeric.batches import Array

UNSEEN = 1e-9
"""The part of σ_1 that all modes together have, at most, where the run begins."""
STEPS = 20_000
"""The most that are taken, of n modes that are apart n times fewer; of those that are coupled, n² times."""


def spectral_errors(spectrum: Array, starts: Array, eta: Array, steps: Array, k: int) -> Array:
    """The largest |w − σ| of the first k modes, and |w| of the others; `starts` are the logarithms of w, n×N."""
    n = len(spectrum)
    paces = 2 * np.log1p(eta * spectrum)
    passed = _passed(np.log(UNSEEN * spectrum[0]) - starts, paces, steps)  # n×N: each mode has its own
    left = steps - passed
    told = left.max(axis=0) <= STEPS / n
    w = np.exp(starts + passed * paces)
    gap = spectrum - w
    for step in range(int(left[:, told].max(initial=0))):
        moves = (step < left) & told
        y, x = eta * w, eta * gap
        w = np.where(moves, w * (1 + x) ** 2, w)
        gap = np.where(moves, gap * (1 - 2 * y - y * x), gap)
    found = np.where(np.arange(n)[:, None] < k, np.abs(gap), w)
    return np.where(told, found.max(axis=0), np.nan)


def dense_errors(spectrum: Array, factor: Array, log_square: Array, eta: Array, steps: Array, k: int) -> Array:
    """W_j − Y_k, n×n×N, from α times a factor, n×h×N, in the basis of Y; nan where it takes too long."""
    n = len(spectrum)
    size = np.log((factor**2).sum(axis=(0, 1))) + log_square
    passed = _passed(np.log(UNSEEN * spectrum[0]) - size, 2 * np.log1p(eta * spectrum[0]), steps)
    left = steps - passed
    told = left <= STEPS / n**2
    U = factor * np.exp(log_square / 2 + passed * np.log1p(eta * spectrum))[:, None]
    for step in range(int(left[told].max(initial=0))):
        gram = np.einsum("ihN,igN->hgN", U, U)
        moved = U + eta * (spectrum[:, None] * U - np.einsum("ihN,hgN->igN", U, gram))
        U = np.where((step < left) & told, moved, U)
    W = np.einsum("ihN,jhN->ijN", U, U)
    for i in range(k):
        W[i, i] -= spectrum[i]
    return np.where(told, W, np.nan)


def _passed(room: Array, paces: Array, steps: Array) -> Array:
    """How many steps are passed over: until the logarithm has grown by `room`."""
    until = np.where(paces > 0, np.floor(room / np.where(paces > 0, paces, 1)), np.where(room > 0, np.inf, 0))
    return np.clip(until, 0, steps)
