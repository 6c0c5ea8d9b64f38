"""The error ‖W(t) − Y_k‖₂ by mpmath alone, in as many digits as the printed closed form (5) cancels: an oracle."""

from fractions import Fraction
from typing import Any

import mpmath

from numeric.instance import Instance


def error(instance: Instance, k: int, t: Any, digits: int = 40) -> Any:
    """W(t) = E W̃₀(I + GW̃₀)⁻¹E in the basis of Y; Y_k = diag(σ₁..σ_k, 0..0). To be rounded to `digits`."""
    n, scale = instance.n, abs(instance.alpha.exponent)
    with mpmath.workdps(digits + 40 + 8 * scale + int(4 * number(instance.rate * instance.spectrum[0]) * t)):
        c, sigma = number(instance.rate), [number(x) for x in instance.spectrum]
        alpha = number(instance.alpha.mantissa) * mpmath.mpf(10) ** instance.alpha.exponent
        E = mpmath.diag([mpmath.exp(c * s * t) for s in sigma])
        G = mpmath.diag([mpmath.expm1(2 * c * s * t) / s if s else 2 * c * t for s in sigma])
        start = mpmath.matrix([[number(x) * alpha**2 for x in row] for row in instance.shape_in_basis])
        W = E * start * mpmath.inverse(mpmath.eye(n) + G * start) * E
        for i in range(k):
            W[i, i] -= sigma[i]
        return max(map(abs, mpmath.eigsy((W + W.T) / 2, eigvals_only=True)))


def number(x: Fraction | str) -> Any:
    exact = Fraction(x)
    return mpmath.mpf(exact.numerator) / exact.denominator
