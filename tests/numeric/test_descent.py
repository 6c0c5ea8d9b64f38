"""Gradient descent in double precision: the Gram matrix descends as its factors do, and the sigmoid's slope is one."""

import numpy as np
import pytest

from numeric.descent import Array, balanced, draw, draw_samples, errors, one_layer, products


def plain(Y: Array, U: Array, V: Array, eta: float, steps: int) -> Array:
    """Descent on the factors themselves, typed from TFHV (12)."""
    for _ in range(steps):
        residual = Y - U @ V.T
        U, V = U + eta * residual @ V, V + eta * residual.T @ U
    return np.asarray(U @ V.T)


def regularized(Y: Array, U: Array, V: Array, imbalance: float, eta: float, steps: int) -> Array:
    """Descent on the regularized problem, typed from TFHV (26) with Λ = λ₀I."""
    for _ in range(steps):
        residual, excess = Y - U @ V.T, U.T @ U - V.T @ V - imbalance * np.eye(U.shape[1])
        U, V = U + eta * (residual @ V - U @ excess / 2), V + eta * (residual.T @ U + V @ excess / 2)
    return np.asarray(U @ V.T)


def test_the_gram_matrix_descends_as_the_factors_do() -> None:
    """Of several starts and step sizes at once, as one by one."""
    problems = [draw(3, 2, 3, 7, scale) for scale in (0.1, 1.0)]
    grams, etas = np.array([problem.gram for problem in problems]), np.array([1e-2, 1e-3])
    found = products(grams, problems[0].Y, etas, 30, 10)
    assert found.shape == (4, 2, 2, 3)
    for i, problem in enumerate(problems):
        for j in range(4):
            assert found[j, i] == pytest.approx(plain(problem.Y, problem.U, problem.V, etas[i], 10 * j), abs=1e-12)


def test_so_it_does_on_the_regularized_problem() -> None:
    """With several numbers λ₀ at once."""
    problem = draw(5, 2, 3, 6)
    found = products(problem.gram, problem.Y, 1e-3, 40, 40, np.array([0.0, 4.0, -2.5]))
    for i, imbalance in enumerate((0.0, 4.0, -2.5)):
        expected = regularized(problem.Y, problem.U, problem.V, imbalance, 1e-3, 40)
        assert found[1, i] == pytest.approx(expected, abs=1e-11)


def test_one_seed_draws_the_same_matrices_at_every_scale() -> None:
    """Only their size differs; another seed draws others."""
    first, second = draw(1, 2, 3, 4, 0.5), draw(1, 2, 3, 4, 1.0)
    assert (first.Y == second.Y).all()
    assert pytest.approx(second.U / 2) == first.U
    assert (draw(2, 2, 3, 4).Y != first.Y).all()


def test_one_layer_descends_in_closed_form() -> None:
    """X ← X + η(Y − X), step by step."""
    Y, X = np.array([[1.0, 2.0]]), np.array([[0.0, 5.0]])
    found = one_layer(X, Y, 0.1, 6, 2)
    for i in range(7):
        if i % 2 == 0:
            assert found[i // 2] == pytest.approx(X)
        X = X + 0.1 * (Y - X)
    assert errors(found, Y)[0] == pytest.approx(np.sqrt(10 / 5))


def test_balanced_factors_have_the_same_product() -> None:
    """UVᵀ stays, UᵀU − VᵀV becomes 0, and so does nothing else."""
    problem = draw(4, 3, 3, 8)
    U, V = balanced(problem.U, problem.V)
    assert U.shape == V.shape == (3, 8)
    assert pytest.approx(problem.U @ problem.V.T) == U @ V.T
    assert np.linalg.norm(U.T @ U - V.T @ V) < 1e-12 < np.linalg.norm(problem.imbalance)


def test_the_slope_below_the_sigmoid_is_that_of_the_loss() -> None:
    """Against difference quotients in every direction."""
    samples, U, V = draw_samples(1, 20, 2, 3, 0.5, 1e-3)
    W = U @ V.T
    _, slope = samples.loss_and_slope(W)
    for i in range(2):
        for j in range(2):
            moved = np.zeros((2, 2))
            moved[i, j] = 1e-5
            rise = samples.loss_and_slope(W + moved)[0] - samples.loss_and_slope(W - moved)[0]
            assert slope[i, j] == pytest.approx(rise / 2e-5, rel=1e-5)


def test_both_models_descend_from_one_loss() -> None:
    """One and two layers start alike, and go down; two layers as the chain rule says."""
    samples, U, V = draw_samples(1, 50, 2, 3, 0.5, 1e-3)
    one, two = samples.one_layer_losses(U @ V.T, 1e-2, 20), samples.two_layer_losses(U, V, 1e-2, 20)
    assert one[0] == two[0]
    assert (np.diff(one) < 0).all()
    assert (np.diff(two) < 0).all()
    _, slope = samples.loss_and_slope(U @ V.T)
    after = samples.loss_and_slope((U - 1e-2 * slope @ V) @ (V - 1e-2 * slope.T @ U).T)[0]
    assert two[1] == pytest.approx(after)
