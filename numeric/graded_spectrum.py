"""All eigenvalues of a symmetric positive definite pencil in balls, each to the same relative accuracy, however graded.

The eigenvalues of (K, G), det(K − μG) = 0, may span thousands of orders of magnitude. An approximate diagonalization X
(Cholesky for G, then Jacobi's rotations, which keep the grading) proves itself: with XᵀGX = I + R, ‖R‖ ≤ η < 1, and
XᵀKX = Δ(I + F)Δ, Δ diagonal and ‖F‖ ≤ f < 1, Ostrowski's theorem, applied to both congruences, bounds the i-th
eigenvalue by the i-th of Δ²:

    (1 − f)/(1 + η) ≤ μ_i / (Δ²)_i ≤ (1 + f)/(1 − η).

Eigenvalues that are close, or equal, are no trouble.
"""

from typing import Any

import flint

from numeric.field import Balls, Unresolved

LARGEST_SWEEPS = 60
SPARE_BITS = 8
"""Rotations stop where entries are this many bits above the rounding."""

Columns = list[list[Any]]


def pencil_eigenvalues(K: Any, G: Any, field: Balls) -> list[Any]:
    """Balls that hold the eigenvalues of (K, G), both m×m, symmetric and positive definite, in increasing order.

    To be called within `field.working()`. Raises Unresolved where K or G is not known well enough.
    """
    m, _ = field.shape(K)
    columns = _orthonormal_columns(field.entries(G.mid()), m)
    X = field.transpose(field.matrix(columns))
    a = field.entries((field.transpose(X) * K.mid() * X).mid()) if m > 1 else field.entries(K.mid())
    _rotate(a, columns)
    return enclose(K, G, columns, field)


def spectral_norm(a: Any, field: Balls) -> Any:
    """‖a‖₂ of the symmetric `a`, to nearly all digits of its entries, however many eigenvalues are of that size.

    Raises Unresolved where `a` is not known well enough, and where it may be zero.
    """
    n, _ = field.shape(a)
    shift = _shift(flint.arb(1), 2 * max(_exponent(x) for x in a.entries()))
    # a² + τI is definite, and τ too small to hide ‖a‖²
    largest = pencil_eigenvalues(a * a + field.diagonal([shift] * n), field.identity(n), field)[-1]
    return (largest - shift).sqrt()


def enclose(K: Any, G: Any, columns: Columns, field: Balls) -> list[Any]:
    """The eigenvalues of (K, G) in increasing order, proved from the `columns` of any approximate diagonalization."""
    m, _ = field.shape(K)
    # scaled to a unit diagonal by powers of two, so that products lose nothing to entries of another size
    heights = [_half_exponent(K[i, i]) for i in range(m)]
    unit_K = field.matrix([[_shift(K[i, j], -heights[i] - heights[j]) for j in range(m)] for i in range(m)])
    widths = [max(_exponent(_shift(x, heights[i])) for i, x in enumerate(column)) for column in columns]
    Z = field.transpose(
        field.matrix(
            [[_shift(x, heights[i] - w) for i, x in enumerate(c)] for c, w in zip(columns, widths, strict=True)]
        )
    )
    B = field.transpose(Z) * unit_K * Z
    X = field.transpose(field.matrix(columns))
    eta = _bound(field.transpose(X) * G * X - field.identity(m))
    roots = [_positive(B[i, i]).sqrt() for i in range(m)]
    f = _bound(
        field.matrix(
            [[B[i, j] / (roots[i] * roots[j]) if i != j else flint.arb(0) for j in range(m)] for i in range(m)]
        )
    )
    squares = [_shift(B[i, i], 2 * w) for i, w in enumerate(widths)]
    # the i-th of the true values lies between the i-th of the lower ends and the i-th of the upper ends
    lower = [(x * (1 - f) / (1 + eta)).lower() for x in sorted(x.lower() for x in squares)]
    upper = [(x * (1 + f) / (1 - eta)).upper() for x in sorted(x.upper() for x in squares)]
    return [flint.arb.union(*ends) for ends in zip(lower, upper, strict=True)]


def _bound(a: Any) -> Any:
    """An upper bound, below 1, of the norm of the symmetric `a`: its largest row sum. Raises Unresolved without one."""
    largest = max((sum((x.abs_upper() for x in row), flint.arb(0)).upper() for row in a.tolist()), default=flint.arb(0))
    if not largest < 1:
        raise Unresolved("the pencil could not be diagonalized at this precision")
    return largest


def _rotate(a: Columns, columns: Columns) -> None:
    """Jacobi's rotations until `a` is diagonal up to rounding, applied to `columns` as well; neither is rigorous."""
    m = len(a)
    negligible = flint.arb(2) ** (2 * (SPARE_BITS - flint.ctx.prec))
    for _ in range(LARGEST_SWEEPS):
        rotated = False
        for p in range(m):
            for q in range(p + 1, m):
                if a[p][q] ** 2 <= negligible * _positive(a[p][p]) * _positive(a[q][q]):
                    continue
                rotated = True
                _annihilate(a, columns, p, q)
        if not rotated:
            return


def _annihilate(a: Columns, columns: Columns, p: int, q: int) -> None:
    """The rotation of p and q that makes a_pq vanish, by the smaller of its two angles."""
    off = a[p][q]
    tau = ((a[q][q] - a[p][p]) / (2 * off)).mid()
    root = (1 + tau * tau).sqrt()
    tangent = (1 / (tau + root) if tau >= 0 else 1 / (tau - root)).mid()
    cosine = (1 + tangent * tangent).rsqrt().mid()
    sine = (tangent * cosine).mid()
    a[p][p], a[q][q] = (a[p][p] - tangent * off).mid(), (a[q][q] + tangent * off).mid()
    a[p][q] = a[q][p] = flint.arb(0)
    for k, row in enumerate(a):
        if k not in (p, q):
            x, y = row[p], row[q]
            row[p] = a[p][k] = (cosine * x - sine * y).mid()
            row[q] = a[q][k] = (sine * x + cosine * y).mid()
    first, second = columns[p], columns[q]
    columns[p] = [(cosine * x - sine * y).mid() for x, y in zip(first, second, strict=True)]
    columns[q] = [(sine * x + cosine * y).mid() for x, y in zip(first, second, strict=True)]


def _orthonormal_columns(G: Columns, m: int) -> Columns:
    """Columns of an upper triangular X with XᵀGX = I, about: Gram–Schmidt on the unit vectors."""
    done: Columns = []
    images: Columns = []
    for j in range(m):
        column = [flint.arb(int(i == j)) for i in range(m)]
        for earlier, image in zip(done, images, strict=True):
            along = image[j]
            if along != 0:
                column = [(x - along * y).mid() for x, y in zip(column, earlier, strict=True)]
        image = [sum((row[k] * column[k] for k in range(j + 1)), flint.arb(0)).mid() for row in G]
        square = sum((x * y for x, y in zip(column, image, strict=True)), flint.arb(0)).mid()
        scale = _positive(square).rsqrt().mid()
        done.append([(x * scale).mid() for x in column])
        images.append([(x * scale).mid() for x in image])
    return done


def _positive(x: Any) -> Any:
    if not x > 0:
        raise Unresolved("a number that must be positive could not be shown to be")
    return x


def _shift(x: Any, exponent: int) -> Any:
    """x·2^exponent, exactly."""
    return x * flint.arb(2) ** exponent


def _exponent(x: Any) -> int:
    """The binary exponent of the middle of x; that of 0 is taken to be very small."""
    mantissa, exponent = x.mid().man_exp()
    return int(exponent) + int(mantissa).bit_length() if mantissa != 0 else -(10**18)


def _half_exponent(x: Any) -> int:
    return _exponent(_positive(x)) // 2
