"""Thousands of instances at a time in double precision, for a claim about windows: it screens, and decides nothing.

The last axis of every array runs over the instances of a batch, which have n, r and k in common. The error is computed
in the graded form (24) by blocks, from log α² and with each mode scaled by its own exponent: neither α = 1e-1000 nor a
mode that has long been learned costs a digit. In the claim's own texts α is a double, and may underflow to 0.
"""

import ast
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from numeric.batches import Array, Batch, Truths, picked
from numeric.descending import batches as descending
from proofs.grading.windows.cases import PINNED, pins
from proofs.grading.windows.claims import PLAIN, Windows
from proofs.scalar.claims import Comparison, Numbers, evaluated, names_in

OFFSETS = np.array([14 - 1.5 * step for step in range(50)] + [-100.0, -200, -500, -1000, -2000, -4605])
"""Where log α² is tried, from log(σ₁/μ), to find the largest that the hypotheses admit."""
PARTS, CUTS = 8, 14
TOLERANCE = 1e-12
"""By which a hypothesis may be violated here: whether it holds is decided exactly."""
LARGEST_LOG = 300.0


class Screen:
    """A claim's hypotheses, windows and ratios at batches."""

    def __init__(self, windows: Windows) -> None:
        claim = windows.claim
        self.is_of_descent = windows.is_of_descent
        self.hypotheses = claim.hypotheses
        self.c1, self.c2 = (hypothesis.right for hypothesis in claim.hypotheses[:2])
        self.bound = claim.conclusion.right
        trees = [side for h in claim.hypotheses for side in (h.left, h.right)]
        self.speaks_of_rate = any("c" in names_in(tree) for tree in (*trees, self.bound))
        self.pins = tuple(pins(claim))

    def pinned(self, batch: Batch) -> Batch:
        """As `Judge.pinned`."""
        for name, tree in self.pins:
            found = _value(tree, self._letters(batch, batch.log_square))
            pinned: dict[str, Any] = {PINNED[name]: np.broadcast_to(found, batch.size)}
            batch = replace(batch, **pinned)
        return batch

    def with_largest_alpha(self, batch: Batch) -> tuple[Batch, Truths]:
        """The largest α that is admitted, less `below`, and whether that is admitted too."""
        tried = _tried(batch)
        first = self.admits(batch, tried).argmax(axis=0)
        low, high = picked(tried, first), picked(tried, np.maximum(first - 1, 0))
        for _ in range(CUTS):
            step = (high - low) / PARTS
            fits = self.admits(batch, low + np.arange(1, PARTS + 1)[:, None] * step)
            fits[-1] = False  # that is `high`, or where all tried are admitted, the same as `low`
            low = low + fits.argmin(axis=0) * step
            high = low + step
        moved = replace(batch, log_square=low - batch.below)
        return moved, self.admits(moved, moved.log_square)

    def admitted_somewhere(self, batch: Batch, weights: Array) -> tuple[Batch, Truths]:
        """Instead of the largest α any of those tried that is admitted; weights are (len(OFFSETS), N)."""
        tried = _tried(batch)
        admitted = self.admits(batch, tried)
        which = np.where(admitted, weights, -1.0).argmax(axis=0)
        return replace(batch, log_square=picked(tried, which)), picked(admitted, which)

    def violations(self, batch: Batch) -> tuple[Batch, Array]:
        """With the α, of those tried, at which the hypotheses are violated least, and by how much that is."""
        tried = _tried(batch)[::4]
        letters = self._letters(batch, tried)
        total = sum((_violation(hypothesis, letters) for hypothesis in self.hypotheses), np.zeros_like(tried))
        which = total.argmin(axis=0)
        return replace(batch, log_square=picked(tried, which)), picked(total, which)

    def admits(self, batch: Batch, log_square: Array) -> Truths:
        """Whether all hypotheses hold, nearly, and T_k has a time; for log α² of shape (…, N)."""
        letters = self._letters(batch, log_square)
        left, right = self._window(batch, letters, log_square)
        found: Truths = (left <= right) & np.isfinite(left)
        for hypothesis in self.hypotheses:
            found = found & _holds(hypothesis, letters)
        return found

    def log_ratios(self, batch: Batch) -> Array:
        """log(error/bound), ∞ where the bound is not positive, and −∞ where it, or the error, is not known."""
        letters = self._letters(batch, batch.log_square)
        left, right = self._window(batch, letters, batch.log_square)
        position = batch.position
        if batch.k < batch.r:
            time = left + position * (right - left)
        else:
            time = left + np.minimum(position / (1 - position), 1e4) / self._paces(batch)[batch.r - 1]
        error = after_steps(batch, np.round(time)) if self.is_of_descent else errors(batch, time)
        bound = _value(self.bound, letters) + 0 * error
        ratio = np.where(bound > 0, np.log(error) - np.log(bound), np.inf)
        return np.where(np.isnan(error) | np.isnan(bound), -np.inf, ratio)

    def _letters(self, batch: Batch, log_square: Array) -> dict[str, Any]:
        smallest, largest = batch.shape.min(axis=0), batch.shape.max(axis=0)
        targets = batch.spectrum[0], batch.spectrum[max(batch.k, 1) - 1], batch.spectrum[batch.r - 1]
        first = batch.shape[: max(batch.k, 1)].min(axis=0)  # of m_k, as it is with Φ = I
        ends = *targets, 1 / smallest, 1 / first, largest
        rest = batch.epsilon, np.exp(log_square / 2), np.float64(batch.n), np.float64(batch.r), batch.rate
        beyond = batch.spectrum[batch.k] if batch.k < batch.n else np.float64(0)
        of_descent = batch.step, first, np.float64(batch.k), beyond
        return dict(zip(PLAIN, (*ends, *rest, *of_descent), strict=True))

    def _window(self, batch: Batch, letters: Mapping[str, Any], log_square: Array) -> tuple[Array, Array]:
        """2c times the ends of T_k, of which the left is not before 0; or the first and the last step in it."""
        left, right = np.zeros_like(log_square), np.full_like(log_square, np.inf)
        paces = self._paces(batch)
        if batch.k > 0:
            left = np.maximum(0, (np.log(_value(self.c1, letters)) - log_square) / paces[batch.k - 1])
        if batch.k < batch.r:
            right = (np.log(_value(self.c2, letters)) - log_square) / paces[batch.k]
        return (np.ceil(left), np.floor(right)) if self.is_of_descent else (left, right)

    def _paces(self, batch: Batch) -> Array:
        """What the logarithm of each mode grows by in such a unit of time, far from its target; n×N."""
        return np.asarray(2 * np.log1p(batch.step * batch.spectrum)) if self.is_of_descent else batch.spectrum


def _tried(batch: Batch) -> Array:
    start = np.log(batch.spectrum[0] / batch.shape.max(axis=0))
    return np.asarray(start + OFFSETS[:, None])


def errors(batch: Batch, twice_time: Array) -> Array:
    """‖W(t) − Y_k‖₂ at 2ct; nan where the doubles don't tell."""
    sigma, k = batch.spectrum, batch.k
    decayed = -twice_time * sigma
    positive = sigma > 0
    saturated = np.where(positive, -np.expm1(decayed) / np.where(positive, sigma, 1), twice_time)
    exponents = (decayed - batch.log_square) / 2
    if not batch.tangents.any():
        return _spectral_errors(batch, decayed, saturated, exponents)
    M = inverse_shapes(batch)
    # the modes after k, each scaled so that its diagonal entry of C' is 1
    diagonal = np.log(M[range(k, batch.n), range(k, batch.n)]) + 2 * exponents[k:]
    scaling = -np.logaddexp(diagonal, np.log(saturated[k:])) / 2
    late = np.exp(np.minimum(exponents[k:] + scaling, LARGEST_LOG))
    scaled_C = M[k:, k:] * late[:, None] * late
    for i in range(batch.n - k):
        scaled_C[i, i] = 1.0
    inverse_C = _inverses(scaled_C)
    early = np.exp(np.minimum(exponents[:k], LARGEST_LOG))
    scaled_B = M[:k, k:] * early[:, None] * late
    coupling = products(scaled_B, inverse_C)  # B'C'⁻¹, less the scaling of its columns
    schur = M[:k, :k] * early[:, None] * early - products(coupling, scaled_B.swapaxes(0, 1))
    missing, inverse_P = schur.copy(), schur.copy()  # P⁻¹ = Σ₁⁻¹ + missing
    for i in range(k):
        missing[i, i] -= np.exp(decayed[i]) / sigma[i]
        inverse_P[i, i] += saturated[i]
    P, scales = _inverses(inverse_P), np.exp(scaling)
    found = np.empty_like(M)
    found[:k, :k] = -products(missing, P) * sigma[:k, None]  # P − Σ₁, where nothing cancels
    found[k:, :k] = (-products(P, coupling) * scales).swapaxes(0, 1)
    S = inverse_C + products(coupling.swapaxes(0, 1), products(P, coupling))
    found[k:, k:] = S * scales[:, None] * scales
    found[:k, k:] = found[k:, :k].swapaxes(0, 1)
    return norms(found)


def after_steps(batch: Batch, steps: Array) -> Array:
    """‖W_j − Y_k‖₂ after j steps of descent; nan where the doubles don't tell, or they are too many."""
    if batch.tangents.any():
        factor = bases(batch).swapaxes(0, 1) * np.sqrt(batch.shape)
        return norms(descending.dense_errors(batch.spectrum, factor, batch.log_square, batch.step, steps, batch.k))
    starts = batch.log_square + np.log(batch.shape)
    return descending.spectral_errors(batch.spectrum, starts, batch.step, steps, batch.k)


def _spectral_errors(batch: Batch, decayed: Array, saturated: Array, exponents: Array) -> Array:
    """MV (12), (13) mode by mode."""
    k, sigma = batch.k, batch.spectrum
    inverse = 2 * exponents - np.log(batch.shape)  # log of e^{−2cσt}/a
    start = np.exp(np.minimum(inverse[:k], LARGEST_LOG))
    learned = np.abs(sigma[:k] * (start - np.exp(decayed[:k]) / sigma[:k]) / (start + saturated[:k]))
    unlearned = np.exp(-np.logaddexp(inverse[k:], np.log(saturated[k:])))
    largest: Array = np.concatenate([learned, unlearned]).max(axis=0)
    return largest


def bases(batch: Batch) -> Array:
    """Φ, n×n×N."""
    n = batch.n
    basis = np.zeros((n, n, batch.size))
    basis[range(n), range(n)] = 1
    for (i, j), tangent in zip(combinations(range(n), 2), batch.tangents, strict=True):
        cosine, sine = (1 - tangent**2) / (1 + tangent**2), 2 * tangent / (1 + tangent**2)
        first, second = basis[:, i].copy(), basis[:, j].copy()
        basis[:, i], basis[:, j] = first * cosine + second * sine, second * cosine - first * sine
    return basis


def inverse_shapes(batch: Batch) -> Array:
    """M = Φᵀ W̄₀⁻¹ Φ, n×n×N."""
    basis = bases(batch)
    return products(basis.swapaxes(0, 1) / batch.shape, basis)


def products(a: Array, b: Array) -> Array:
    found: Array = np.einsum("ijN,jkN->ikN", a, b)
    return found


def _inverses(a: Array) -> Array:
    """Of symmetric positive definite matrices, by LDLᵀ on all at once; nan where a pivot is not positive."""
    n = a.shape[0]
    left, right = a.copy(), np.zeros_like(a)
    right[range(n), range(n)] = 1
    for j in range(n):
        pivot = np.where(left[j, j] > 0, left[j, j], np.nan)
        left[j], right[j] = left[j] / pivot, right[j] / pivot
        for i in range(n):
            if i != j:
                factor = left[i, j].copy()
                left[i] -= factor * left[j]
                right[i] -= factor * right[j]
    return right


def norms(a: Array) -> Array:
    """The largest |eigenvalue| of each symmetric matrix; nan for one that has an entry that is not finite."""
    finite = np.isfinite(a).all(axis=(0, 1))
    values = np.abs(np.linalg.eigvalsh(np.where(finite, a, 0).transpose(2, 0, 1))).max(axis=-1)
    return np.where(finite, values, np.nan)


def _holds(hypothesis: Comparison, letters: Mapping[str, Any]) -> Any:
    """Whether it holds, or is violated by no more than rounding; False where a side is nan."""
    left, right = hypothesis.sides(letters, DOUBLES)
    excess = hypothesis.excess(left, right)
    return excess < 0 if hypothesis.is_strict else excess <= TOLERANCE * np.maximum(np.abs(left), np.abs(right))


def _violation(hypothesis: Comparison, letters: Mapping[str, Any]) -> Any:
    """By how much it is violated, relative to its sides, from 0 to 1."""
    left, right = hypothesis.sides(letters, DOUBLES)
    relative = np.maximum(hypothesis.excess(left, right), 0) / (np.abs(left) + np.abs(right))
    return np.where(_holds(hypothesis, letters), 0, np.where(np.isnan(relative), 1, relative))


def _value(tree: ast.expr, letters: Mapping[str, Any]) -> Any:
    return evaluated(tree, letters, DOUBLES)


def _number(x: int) -> Any:
    return np.float64(x) if x < 10**308 else np.float64(np.inf)


DOUBLES = Numbers(_number, {"max": np.maximum, "exp": np.exp, "log": np.log, "sqrt": np.sqrt}, lambda _: np.pi)
"""What they don't hold is inf, 0 or nan."""
