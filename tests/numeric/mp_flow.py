"""The error ‖W(t) − Y_k‖₂ by mpmath alone, in as many digits as the printed closed form (5) cancels: an oracle.

And the instances on which it judges.
"""

from fractions import Fraction
from random import Random
from typing import Any

import mpmath

from numeric import matrices
from numeric.exact import Scale
from numeric.inputs import read_instance
from numeric.instance import Instance, graded_values, random_basis, random_shape


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


def instance(shape: str, alpha: str, epsilon: str = "1e-2", spectrum: str = "3,2,1,0", rate: str = "1") -> Instance:
    return read_instance(spectrum=spectrum, shape=shape, epsilon=epsilon, alpha=alpha, rate=rate)


def drawn(seed: int) -> tuple[Instance, int]:
    """Instances of every kind: α up to 0.9 and ε up to σ₁, modes that start above their targets among them."""
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    n = draw.randint(1, 4)
    r = draw.randint(1, n)
    spectrum = tuple(Fraction(v, 10) for v in sorted(draw.sample(range(1, 40), r), reverse=True))
    spectrum += (Fraction(0),) * (n - r)
    kind = draw.randrange(3)
    if kind == 0:
        shape = matrices.diagonal([Fraction(draw.randint(1, 30), draw.randint(1, 30)) for _ in range(n)])
    elif kind == 1:
        shape = random_shape(n, draw.randint(1, 999))
    else:
        basis, values = random_basis(n, draw.randint(1, 999)), graded_values(n, Fraction(draw.choice((10, 1000))))
        shape = matrices.product(basis, matrices.diagonal(values), matrices.transpose(basis))
    epsilon = spectrum[0] * Fraction(draw.randint(1, draw.choice((20, 200, 999))), 1000)
    alpha = Scale(Fraction(draw.randint(1, 9), 10 ** draw.randint(1, 4)))
    return Instance(spectrum, shape, None, alpha, Fraction(draw.choice((1, 2))), epsilon), draw.randint(0, r)
