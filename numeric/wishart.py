"""Exact laws of the extreme singular values of an n×h matrix of independent standard normal entries, in balls.

- n = 1: σ² is χ² with h degrees of freedom.
- n = 2: the eigenvalues x > y of the Wishart matrix have the density (xy)^{(h−3)/2} e^{−(x+y)/2} (x − y)/(4Γ(h − 1)).
- n = h: λ = σ_min² has Edelman's density, n/√(2π) Γ((n+1)/2) λ^{−1/2} e^{−nλ/2} U((n−1)/2, −1/2, λ/2).

- any n ≤ h: the probability that all eigenvalues lie between two numbers is a Pfaffian (de Bruijn, 1955) of integrals
  that follow from one another by parts (Chiani, 2014).

In the singular values themselves the densities are entire functions, and Arb bounds the error of their integrals.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import flint

from numeric.field import Balls
from paper import Misuse, implements

ACCURACY = 2**-60
"""To which integrals are taken."""


@implements("gaussian-factor-is-bounded")
def bounds(field: Balls, n: int, h: int, delta: Fraction, narrowed: int = 1) -> tuple[Any, Any]:
    """What σ_min and σ_max stay between with probability 1 − δ: 1/√m and √μ.

    By Davidson and Szarek, and by Edelman's law of an n×n part where that says more. A canary takes s `narrowed`.
    """
    s = field.sqrt(2 * field.log(field.number(2 / delta))) / narrowed
    rows, columns = field.sqrt(field.number(n)), field.sqrt(field.number(h))
    square = field.number(delta / 2) * narrowed / rows
    return field.maximum(columns - rows - s, square), columns + rows + s


def both_within(n: int, h: int, low: Any, high: Any) -> Any:
    """P(low ≤ σ_min, σ_max ≤ high), for 0 ≤ low < high. Raises Misuse unless n is 1 or 2, and h ≥ n."""
    if n not in (1, 2) or h < n:
        raise Misuse(f"the matrix is {n}×{h}; the joint law is known for one row or two, and no fewer columns")
    if n == 1:
        return chi_square(h, high**2) - chi_square(h, low**2)
    first, second = (_moment(flint.acb(low), k) for k in (h - 2, h))

    def integrand(x: Any, _: bool) -> Any:
        smaller = x * x * (_moment(x, h - 2) - first) - (_moment(x, h) - second)
        return x ** (h - 2) * (-x * x / 2).exp() * smaller

    return _integral(integrand, low, high) / flint.arb(h - 1).gamma()


def chi_square(h: int, x: Any) -> Any:
    """P(χ²_h ≤ x)."""
    return (x / 2).gamma_lower(flint.arb(h) / 2, regularized=1)


def chi_square_above(h: int, x: Any) -> Any:
    """P(χ²_h > x), for x > 0: many times as fast for large odd h, where Arb's other function is slow or wide."""
    return (x / 2).gamma_upper(flint.arb(h) / 2, regularized=1)


def chi_square_quantile(field: Balls, h: int, level: Fraction) -> Any:
    """A ball that holds the x at which P(χ²_h ≤ x) is the level, which is between 0 and 1.

    At its ends the probability certainly is less, and more.
    """
    rest, low, high = field.number(1 - level), flint.arb(1), flint.arb(1)
    while not chi_square_above(h, low) > rest:
        low = low / 2
    while not chi_square_above(h, high) < rest:
        high = high * 2
    for _ in range(field.bits):
        middle = ((low + high) / 2).mid()
        chance = chi_square_above(h, middle)
        if chance > rest:
            low = middle
        elif chance < rest:
            high = middle
        else:
            break
    return low.union(high)


def _moment(x: Any, k: int) -> Any:
    """∫₀ˣ yᵏ e^{−y²/2} dy, by parts down to k = 0 or 1."""
    bell = (-x * x / 2).exp()
    total = 1 - bell if k % 2 else (flint.arb.pi() / 2).sqrt() * (x / flint.arb(2).sqrt()).erf()
    for j in range(2 + k % 2, k + 1, 2):
        total = (j - 1) * total - x ** (j - 1) * bell
    return total


def smallest_within(n: int, s: Any) -> Any:
    """P(√n σ_min ≤ s) of an n×n matrix, by Edelman's density with λ = x²; for n = 1 that is the law of χ²."""
    if n == 1:
        return chi_square(1, s * s)
    a = flint.acb(n - 1) / 2
    half, three_halves, root = flint.acb("-0.5"), flint.acb("1.5"), flint.acb(2).sqrt()

    factor = 2 * n * (a + 1).gamma().real / (2 * flint.arb.pi()).sqrt()

    def integrand(x: Any, _: bool) -> Any:
        # U as the sum of two entire functions of x
        y = x * x / 2
        first = three_halves.gamma() * (a + three_halves).rgamma() * y.hypgeom_1f1(a, half)
        second = (
            (-three_halves).gamma() * a.rgamma() * (x / root) ** 3 * y.hypgeom_1f1(a + three_halves, 1 + three_halves)
        )
        return factor * (-n * y).exp() * (first + second)

    return _integral(integrand, flint.arb(0), s / flint.arb(n).sqrt())


def all_within(n: int, h: int, low: Any, high: Any) -> Any:
    """P(low ≤ λ_min, λ_max ≤ high) for the eigenvalues λ = σ² of ŪŪᵀ, 0 < low < high. Raises Misuse unless h ≥ n.

    With x = λ/2, φ_i(x) = x^{p_i − 1} e^{−x} and p_i = (h − n + 1)/2 + i the eigenvalues' density is proportional to
    det[φ_i(x_j)], and its integral over a ≤ x₁ < … < x_n ≤ b is the Pfaffian of ∫∫ sign(y − x) φ_i(x) φ_j(y), with a
    last column ∫φ_i where n is odd.
    """
    if not 1 <= n <= h:
        raise Misuse(f"the matrix is {n}×{h}; this law is that of one with as many columns as rows or more")
    a, b = low / 2, high / 2
    powers = [flint.arb(h - n + 1) / 2 + i for i in range(n)]
    masses = _gammas_between(powers[0], n, a, b)
    doubles = _gammas_between(2 * powers[0], 2 * n, 2 * a, 2 * b)
    entries = {}
    for i, p in enumerate(powers):
        entry = flint.arb(0)
        for j in range(i + 1, n):
            q = powers[j - 1]  # from (p, q) to (p, q + 1), by parts
            ends = (b**q * (-b).exp() + a**q * (-a).exp()) * masses[i]
            entry = q * entry - ends + flint.arb(2) ** (1 - p - q) * doubles[i + j - 1]
            entries[i, j] = entry
        if n % 2:
            entries[i, n] = masses[i]
    constant = (flint.arb.pi() ** n).sqrt()
    for i in range(n):
        constant /= (flint.arb(h - i) / 2).gamma() * (flint.arb(n - i) / 2).gamma()
    return constant * _pfaffian(entries, tuple(range(n + n % 2)))


def _gammas_between(s: Any, count: int, a: Any, b: Any) -> list[Any]:
    """∫ₐᵇ x^{s−1} e^{−x} dx, and the same with s + 1, s + 2, …, each from the one before it by parts."""
    found = [b.gamma_lower(s) - a.gamma_lower(s)]
    first, last = (x**s * (-x).exp() for x in (a, b))
    for k in range(count - 1):
        found.append((s + k) * found[-1] - (last - first))
        first, last = first * a, last * b
    return found


def _pfaffian(entries: Mapping[tuple[int, int], Any], rows: tuple[int, ...]) -> Any:
    """Of the antisymmetric matrix with these entries above its diagonal, in these rows: along the first of them."""
    if not rows:
        return flint.arb(1)
    first, rest = rows[0], rows[1:]
    total = flint.arb(0)
    for k, j in enumerate(rest):
        total += (-1) ** k * entries[first, j] * _pfaffian(entries, (*rest[:k], *rest[k + 1 :]))
    return total


def _integral(function: Any, low: Any, high: Any) -> Any:
    return flint.acb.integral(function, low, high, abs_tol=flint.arb(ACCURACY)).real
