"""Which way the error goes, by the flow itself at matrices of which everything is known: exactly, or drawn."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from numeric.directions import only_falls, only_rises

DROPPED = Fraction(1, 10**6)


def moves(spectrum: tuple[Fraction, ...], W: list[list[Fraction]], rho: Fraction, v: tuple[Fraction, ...]) -> Fraction:
    """vᵀẆv = vᵀ(YW + WY − 2W²)v, by which the eigenvalue ρ of W − Y_1 moves, with v as its unit eigenvector."""
    n = range(len(v))
    assert sum(x * x for x in v) == 1
    Wv = [sum(W[i][j] * v[j] for j in n) for i in n]
    assert [Wv[i] - (spectrum[i] * v[i] if i == 0 else 0) for i in n] == [rho * x for x in v]
    return 2 * sum(spectrum[i] * v[i] * Wv[i] - Wv[i] * Wv[i] for i in n)


ETA, EPS = Fraction(1, 4), Fraction(1)
TILTED = (Fraction(3, 5), Fraction(4, 5))
THETA = EPS * Fraction(9, 25) - ETA * Fraction(16, 25)


def tilted(largest: Fraction) -> list[list[Fraction]]:
    """Y_1 + εvvᵀ − η(1 − vvᵀ) with v = (3, 4)/5: in mode 1 it is θ = 1/5 above Y_1."""
    R = [[(EPS + ETA) * x * y - (ETA if i == j else 0) for j, y in enumerate(TILTED)] for i, x in enumerate(TILTED)]
    assert R[0][0] == THETA
    R[0][0] += largest
    assert R[0][0] * R[1][1] > R[0][1] ** 2
    return R


@pytest.mark.parametrize(("after", "rises"), [("3.8124", False), ("3.8125", False), ("3.8126", True)])
def test_that_the_error_rises_is_said_just_where_it_does(after: str, rises: bool) -> None:
    """At a matrix that is as tilted as η and θ allow, σ₂ = 61/16 is the boundary: no term can be left out."""
    sigma = (Fraction(4), Fraction(after))
    assert (moves(sigma, tilted(sigma[0]), EPS, TILTED) > 0) == rises
    assert only_rises(eta=ETA, theta=THETA, eps=EPS, largest=sigma[0], after=sigma[1]) == rises


@pytest.mark.parametrize(("after", "rises"), [("24/16", False), ("25/16", False), ("26/16", True)])
def test_absent_modes_can_make_the_first_error_fall(after: str, rises: bool) -> None:
    """k = 0: W = εvvᵀ, all but, has θ = 9/25 in the mode that is absent, and needs σ₁ > 25/16."""
    sigma, v = (Fraction(after), Fraction(0)), (Fraction(4, 5), Fraction(3, 5))
    Wv = [EPS * x for x in v]
    assert (sum(s * x * y for s, x, y in zip(sigma, v, Wv, strict=True)) - sum(x * x for x in Wv) > 0) == rises
    assert only_rises(eta=Fraction(0), theta=Fraction(9, 25), eps=EPS, largest=Fraction(0), after=sigma[0]) == rises


@pytest.mark.parametrize("unit", [Fraction(1, 2), Fraction(2)])
def test_the_boundary_is_the_same_in_other_units(unit: Fraction) -> None:
    """All of them are sizes of matrices; with ε = 1 a factor ε would not be seen."""
    eta, theta, eps, largest = (unit * x for x in (ETA, THETA, EPS, Fraction(4)))
    for after, rises in (("3.8124", False), ("3.8126", True)):
        assert only_rises(eta=eta, theta=theta, eps=eps, largest=largest, after=unit * Fraction(after)) == rises


def test_where_a_learned_mode_is_above_its_target_eta_is_not_negative() -> None:
    """W − Y_1 ⪰ diag(h, 0) does not say that it is at least h: with −h for η a rise is claimed, and it falls."""
    h, y2 = Fraction(1, 2), Fraction(9, 25)
    # ε along v, and λ across it, as small as that allows
    across = h * (1 - y2) / (1 - h * y2)
    R = [
        [EPS * y2 + across * (1 - y2), (EPS - across) * Fraction(12, 25)],
        [(EPS - across) * Fraction(12, 25), EPS * (1 - y2) + across * y2],
    ]
    assert (R[0][0] - h) * R[1][1] == R[0][1] ** 2
    largest = Fraction(4)
    after = (EPS + largest * y2) / (1 - y2) - DROPPED
    assert after < largest
    W = [[R[0][0] + largest, R[0][1]], R[1]]
    assert moves((largest, after), W, EPS, TILTED) < 0
    assert only_rises(eta=-h, theta=R[0][0], eps=EPS, largest=largest, after=after)
    assert not only_rises(eta=Fraction(0), theta=R[0][0], eps=EPS, largest=largest, after=after)


@pytest.mark.parametrize(("eta", "theta"), [("2/5", "-2/5"), ("41/100", "-2/5"), ("41/100", "-39/100")])
def test_a_learned_mode_that_is_epsilon_below_its_target_makes_the_error_fall(eta: str, theta: str) -> None:
    """W = diag(3/5, 1/10): R is at least −η, and at most θ in mode 1, where it is −ε; what else is asked is so."""
    eps, sigma = Fraction("2/5"), (Fraction(1), Fraction("9/10"))
    W = [[sigma[0] - eps, Fraction(0)], [Fraction(0), DROPPED]]
    assert moves(sigma, W, -eps, (Fraction(1), Fraction(0))) > 0
    low, high = Fraction(eta), Fraction(theta)
    assert sigma[1] * (eps - high) - sigma[0] * (high + low) > eps * (eps + low)
    assert not only_rises(eta=low, theta=high, eps=eps, largest=sigma[0], after=sigma[1])


@pytest.mark.parametrize("after", ["0.9", "1", "1.1"])
def test_what_is_epsilon_above_the_target_falls_if_its_own_is_below(after: str) -> None:
    """W = diag(σ₁, ε): R is at most ε, and no less; it moves to σ₂."""
    sigma, W = (Fraction(4), Fraction(after)), [[Fraction(4), Fraction(0)], [Fraction(0), EPS]]
    falls = moves(sigma, W, EPS, (Fraction(0), Fraction(1))) < 0
    assert only_falls(kappa=EPS, eps=EPS, after=sigma[1]) == falls
    assert only_falls(kappa=EPS - DROPPED, eps=EPS, after=sigma[1])  # then it is not such a W


def drawn(seed: int) -> tuple[Any, Any, Any, int]:
    """Y and W ≻ 0 that are near each other in some modes, or in none, and k, of which σ_k > σ_{k+1}."""
    draw = np.random.default_rng(seed)
    n = int(draw.integers(2, 5))
    sigma = np.sort(draw.exponential(size=n) * draw.choice([1, 1, 0.01], size=n))[::-1]
    k = int(draw.integers(0, n + 1))
    kept = np.diag([s if i < k else 0 for i, s in enumerate(sigma)])
    noise = draw.standard_normal((n, n)) * draw.choice([0.01, 0.1, 0.5, 1])
    values, basis = np.linalg.eigh(kept + noise + noise.T)
    W = basis @ np.diag(np.maximum(values, 0) + draw.choice([1e-6, 1e-2])) @ basis.T
    return sigma, kept, W, k


def test_the_error_moves_as_the_arguments_say() -> None:
    """At 3000 drawn W: −e falls in size; (log e)˙ ≤ 2σ_{k+1} and ≥ −2 max(σ₁, ‖W‖), and both are nearly reached."""
    seen, fastest, slowest = set(), 0.0, 0.0
    for seed in range(3000):
        sigma, kept, W, k = drawn(seed)
        values, vectors = np.linalg.eigh(W - kept)
        at = int(np.argmax(np.abs(values)))
        rho, v = values[at], vectors[:, at]
        Y = np.diag(sigma)
        rate = v @ (Y @ W + W @ Y - 2 * W @ W) @ v / rho
        after, size = (sigma[k] if k < len(sigma) else 0.0), max(sigma[0], np.linalg.norm(W, 2))
        seen.add(rho > 0)
        assert rho > 0 or rate < 0
        assert -2 * size - 1e-9 <= rate <= 2 * after + 1e-9
        fastest, slowest = max(fastest, rate / (2 * after) if after else 0.0), min(slowest, rate / (2 * size))
    assert seen == {True, False}
    assert fastest > 0.9
    assert slowest < -0.9
