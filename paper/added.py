"""The constants of what this project adds to MV; those of the paper itself stand in `paper.reconstructed`."""

from typing import Any


def theorem4_sharper_c1(*, sigma_1: Any, m: Any, eps: Any) -> Any:
    """A quarter of Theorem 4's c₁, and Theorem 3's for 1/s_min = m = ‖W̄₀⁻¹‖₂."""
    return m * sigma_1**2 / eps


def theorem4_sharper_c2(*, mu: Any, eps: Any) -> Any:
    """4mμ times Theorem 4's c₂, and Theorem 3's for s_max = μ = ‖W̄₀‖₂."""
    return eps / mu


def theorem4_sharpest_c1(*, alpha: Any, sigma_1: Any, m: Any, eps: Any) -> Any:
    """The sharpest c₁, for ε < σ₁: a mode of size σ₁ that starts at α²/m is σ₁ − ε at e^{2cσ₁t} = c₁/α²."""
    return (m * sigma_1 - alpha**2) * (sigma_1 - eps) / eps


def theorem4_sharpest_c2(*, alpha: Any, sigma_1: Any, mu: Any, eps: Any) -> Any:
    """The sharpest c₂: a mode of size σ₁ that starts at α²μ is ε at e^{2cσ₁t} = c₂/α²."""
    return eps * (sigma_1 - alpha**2 * mu) / (mu * (sigma_1 - eps))


def theorem4_own_target_c1(*, sigma_k: Any, m: Any, eps: Any) -> Any:
    """By own targets: the sharper c₁ with σ_k in place of σ₁."""
    return m * sigma_k**2 / eps


def theorem4_own_target_c2(*, mu: Any, eps: Any) -> Any:
    """By own targets: the sharper c₂."""
    return eps / mu


def theorem4_prime_c1(*, sigma_1: Any, m_k: Any, eps: Any) -> Any:
    """Theorem 4′: the sharper c₁ with m_k in place of m."""
    return m_k * sigma_1**2 / eps


def theorem4_prime_c2(*, mu: Any, eps: Any) -> Any:
    """Theorem 4′: the sharper c₂."""
    return eps / mu


def theorem4_prime_kappa(*, mu: Any, sigma: Any, eps: Any) -> Any:
    """Theorem 4′: what the modes that are not learned weigh; σ is σ_{k+1}, or σ_r where all others are absent."""
    return (1 + eps / sigma) / mu
