"""The constants of what this project adds to MV; those of the paper itself stand in `paper.reconstructed`."""

from typing import Any


def theorem4_sharper_c1(*, sigma_1: Any, m: Any, eps: Any) -> Any:
    """A quarter of Theorem 4's c₁, and Theorem 3's for 1/s_min = m = ‖W̄₀⁻¹‖₂."""
    return m * sigma_1**2 / eps


def theorem4_sharper_c2(*, mu: Any, eps: Any) -> Any:
    """4mμ times Theorem 4's c₂, and Theorem 3's for s_max = μ = ‖W̄₀‖₂."""
    return eps / mu
