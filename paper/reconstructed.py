"""What the text of MV has lost and we had to reconstruct: each constant once, here.

A reader with the printed paper at hand changes a line here and runs everything again. The functions take numbers of any
kind (rationals, balls, mpmath numbers, SymPy symbols) and only do arithmetic, so that one line serves every reading.
"""

from typing import Any

MV_RATE = 1
"""The factor c of the flow, from the loss ¼‖Y − UUᵀ‖² (MV (1)); TFHV's loss ½‖Y − UUᵀ‖² gives 2."""


def theorem3_c1(*, sigma_1: Any, s_min: Any, eps: Any) -> Any:
    """Theorem 3's c₁: what `e^{2cσt} α²` must reach before a mode counts as learned."""
    return sigma_1**2 / (eps * s_min)


def theorem3_c2(*, s_max: Any, eps: Any) -> Any:
    """Theorem 3's c₂: what `e^{2cσt} α²` must not exceed for a mode to count as unlearned."""
    return eps / s_max


def theorem4_c1(*, sigma_1: Any, m: Any, eps: Any) -> Any:
    """Theorem 4's c₁, with m = ‖W̄₀⁻¹‖₂."""
    return 4 * m * sigma_1**2 / eps


def theorem4_c2(*, m: Any, mu: Any, eps: Any) -> Any:
    """Theorem 4's c₂, with m = ‖W̄₀⁻¹‖₂ and μ = ‖W̄₀‖₂."""
    return eps / (4 * m * mu**2)


def theorem4_largest_eps(*, sigma_1: Any) -> Any:
    """Theorem 4's upper limit for ε."""
    return 2 * sigma_1


def block_tolerance(*, eps: Any) -> Any:
    """(27): how close each block must be, for the whole to be within ε."""
    return eps / 2
