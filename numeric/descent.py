"""Gradient descent in double precision, for the experiments of TFHV §6: it simulates, and bounds nothing.

Descent on factors U (m×k) and V (n×k) with R = [U; V] multiplies R from the left, R ← AR, by a matrix A that depends on
RRᵀ alone. So the Gram matrix RRᵀ descends by itself, RRᵀ ← A RRᵀ A, at a cost that does not depend on the width k.
Gram matrices may be stacked in leading axes: then all of them descend at once.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Problem:
    """A target Y (m×n) and factors U, V to start from."""

    Y: Array
    U: Array
    V: Array

    @property
    def gram(self) -> Array:
        """RRᵀ at the start."""
        R = np.vstack([self.U, self.V])
        return R @ R.T

    @property
    def imbalance(self) -> Array:
        """Q₀ = UᵀU − VᵀV."""
        return self.U.T @ self.U - self.V.T @ self.V


def draw(seed: int, m: int, n: int, k: int, scale: float = 1.0) -> Problem:
    """Y with entries N(0, 1), U and V with entries N(0, scale²). One seed draws the same matrices at every scale."""
    normal = np.random.default_rng(seed).standard_normal
    return Problem(normal((m, n)), scale * normal((m, k)), scale * normal((n, k)))


def products(gram: Array, Y: Array, eta: Any, steps: int, every: int = 1, imbalance: Any = None) -> Array:
    """X = UVᵀ after 0, `every`, 2·`every`, … steps of size `eta` on ½‖Y − UVᵀ‖², TFHV (12).

    With `imbalance` λ₀ the descent is that of the regularized problem, TFHV (26) with Λ = λ₀I, which is (29).
    `eta` and λ₀ may be arrays, one number for each Gram matrix of the stack.
    """
    m, size = len(Y), sum(Y.shape)
    upper = np.arange(size) < m
    fixed, share = np.zeros((size, size)), (upper[:, None] != upper).astype(float)  # RRᵀ counts where U meets V
    fixed[:m, m:], fixed[m:, :m] = Y, Y.T
    if imbalance is not None:
        fixed = fixed + np.asarray(imbalance, dtype=float)[..., None, None] * np.diag(np.where(upper, 0.5, -0.5))
        share = np.full((size, size), 0.5)
    step = np.asarray(eta, dtype=float)[..., None, None]
    still, share = np.eye(size) + step * fixed, step * share
    gram = np.broadcast_to(gram, np.broadcast_shapes(gram.shape, still.shape))
    found = np.empty((steps // every + 1, *gram.shape[:-2], *Y.shape))
    for i in range(steps + 1):
        if i % every == 0:
            found[i // every] = gram[..., :m, m:]
        A = still - share * gram
        gram = A @ gram @ A
    return found


def one_layer(start: Array, Y: Array, eta: float, steps: int, every: int = 1) -> Array:
    """X after 0, `every`, … steps on ½‖Y − X‖², TFHV (2): the distance shrinks by 1 − η a step."""
    shrunk = (1 - eta) ** np.arange(0, steps + 1, every)
    return Y + shrunk.reshape(-1, *([1] * start.ndim)) * (start - Y)


def errors(found: Array, Y: Array) -> Array:
    """‖Y − X‖_F/‖Y‖_F of each X."""
    return np.asarray(np.linalg.norm(found - Y, axis=(-2, -1)) / np.linalg.norm(Y))


def balanced(U: Array, V: Array) -> tuple[Array, Array]:
    """Factors of the same width with the same product UVᵀ and UᵀU = VᵀV."""
    left, values, right = np.linalg.svd(U @ V.T, full_matrices=False)
    pad = ((0, 0), (0, U.shape[1] - len(values)))
    return np.pad(left * np.sqrt(values), pad), np.pad(right.T * np.sqrt(values), pad)


@dataclass(frozen=True)
class Samples:
    """Training samples X (n×d) and labels Y (n×d), TFHV Figure 3."""

    X: Array
    Y: Array

    def loss_and_slope(self, W: Array) -> tuple[float, Array]:
        """½‖Y − φ(XW)‖² with the sigmoid φ, and its gradient in W."""
        found = 1 / (1 + np.exp(-self.X @ W))
        residual = found - self.Y
        return float((residual**2).sum()) / 2, self.X.T @ (residual * found * (1 - found))

    def one_layer_losses(self, W: Array, eta: float, steps: int) -> Array:
        """The loss before each step of descent on W."""
        found = np.empty(steps)
        for i in range(steps):
            found[i], slope = self.loss_and_slope(W)
            W = W - eta * slope
        return found

    def two_layer_losses(self, U: Array, V: Array, eta: float, steps: int) -> Array:
        """The loss before each step of descent on U and V, where W = UVᵀ."""
        found = np.empty(steps)
        for i in range(steps):
            found[i], slope = self.loss_and_slope(U @ V.T)
            U, V = U - eta * slope @ V, V - eta * slope.T @ U
        return found


def draw_samples(seed: int, n: int, d: int, k: int, scale: float, noise: float) -> tuple[Samples, Array, Array]:
    """Samples of a sigmoid model with weights N(0, 1), and factors U, V (d×k) with entries N(0, scale²)."""
    normal = np.random.default_rng(seed).standard_normal
    weights, X = normal((d, d)), normal((n, d))
    Y = 1 / (1 + np.exp(-X @ weights)) + noise * normal((n, d))
    return Samples(X, Y), scale * normal((d, k)), scale * normal((d, k))
