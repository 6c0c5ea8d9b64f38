"""Adversarial instances of the lemmas about inverses and blocks; see `instances`."""

from collections.abc import Iterator
from fractions import Fraction

from numeric.matrices import (
    Rows,
    diagonal,
    first_columns,
    from_flint,
    identity,
    inverse,
    last_columns,
    plus,
    product,
    rows_of,
    selection,
    times,
    to_flint,
    transpose,
    zero,
)
from numeric.matrix_families import (
    HALF,
    HUGE,
    INDEFINITE,
    POSITIVE,
    REGULAR,
    SMALL,
    TINY,
    Matrices,
    basis,
    general,
    size,
    symmetric,
    to_add,
    values,
)
from proofs.lemmas.wording import Letters


def positive_inverses(seed: int) -> Iterator[Matrices]:
    """Positive definite matrices of sizes 1 to 4, with their inverses; and with one eigenvalue negative."""
    for eigenvalues in (*REGULAR, (HUGE,), (HUGE, HUGE)):
        for last_one in (eigenvalues[-1], -eigenvalues[-1]):
            X = symmetric((*eigenvalues[:-1], last_one), seed)
            yield {"X": X, "Y": inverse(X)}


def regular_inverses(seed: int) -> Iterator[Matrices]:
    """Invertible matrices of sizes 1 to 4, symmetric or not, orthogonal or nearly singular, with their inverses."""
    for singular in REGULAR:
        for X in (general(singular, seed), symmetric(singular, seed)):
            yield {"X": X, "Y": inverse(X)}
    yield {"X": rows_of([[1, 10**8], [0, 1]]), "Y": rows_of([[1, -(10**8)], [0, 1]])}


def inverses_from_both_sides(seed: int) -> Iterator[Matrices]:
    """The same, with the inverse from the right and the one from the left worked out apart."""
    for letters in regular_inverses(seed):
        X = letters["X"]
        gram = product(transpose(X), X)
        yield {**letters, "Z": from_flint(to_flint(gram).solve(to_flint(transpose(X))))}


def larger_matrices(seed: int) -> Iterator[Matrices]:
    """C ≻ 0 and X ⪰ 0 with the inverses of C and C + X: X zero, tiny, of rank one, commuting with C or not."""
    for eigenvalues in REGULAR:
        C = symmetric(eigenvalues, seed)
        for X in to_add(eigenvalues, seed):
            yield {"C": C, "X": X, "Y": inverse(C), "R": inverse(plus(C, X))}
    for c, x in ((-1, 2), (1, -HALF)):  # neither order nor sign as it should be
        C, X = times(c, identity(2)), times(x, identity(2))
        yield {"C": C, "X": X, "Y": inverse(C), "R": inverse(plus(C, X))}


def matrices_bounded_below(seed: int) -> Iterator[Letters]:
    """C ≻ 0 with its inverse and a bound on it: the best, a part in 1e12 above it, and twice it."""
    for eigenvalues in REGULAR:
        C = symmetric(eigenvalues, seed)
        for more in (Fraction(1), 1 + TINY, Fraction(2)):
            yield {"C": C, "Cinv": inverse(C), "u": more / min(eigenvalues)}
    yield {"C": times(-2, identity(2)), "Cinv": times(-HALF, identity(2)), "u": Fraction(-1)}  # 1 ⪯ uC with u < 0


def principal_submatrices(seed: int) -> Iterator[Letters]:
    """Compressions of M ≻ 0 to selected indices, to its last eigenvectors (there the bound is attained), to others."""
    for eigenvalues in REGULAR:
        n, M = len(eigenvalues), symmetric(eigenvalues, seed)
        columns = (
            identity(n),
            selection(n, n - 1),
            selection(n, *range(n - 1, 0, -1)) if n > 1 else identity(1),
            last_columns(basis(n, seed), n - 1),
            first_columns(basis(n, seed, 2), (n + 1) // 2),
        )
        for J in columns:
            Cinv = inverse(product(transpose(J), M, J))
            yield {"M": M, "Minv": inverse(M), "J": J, "Cinv": Cinv, "u": 1 / min(eigenvalues)}
    unit, corner = Fraction(1), selection(2, 0)
    for M, Minv, J, u in (  # one thing wrong: the inverse, the sign of an eigenvalue, the length of a column
        (identity(2), zero(2, 2), corner, HALF),
        (diagonal([unit, -unit]), diagonal([unit, -unit]), rows_of([[Fraction(4, 5)], [Fraction(3, 5)]]), unit),
        (identity(2), identity(2), times(HALF, corner), unit),
    ):
        yield {"M": M, "Minv": Minv, "J": J, "Cinv": inverse(product(transpose(J), M, J)), "u": u}


def perturbed_inverses(seed: int) -> Iterator[Letters]:
    """S and P = (S⁻¹ + D)⁻¹ symmetric: D zero, of either sign, commuting with S or not, or almost as large as 1/s.

    Where S = 0, D is any matrix.
    """
    for eigenvalues in (*REGULAR, *values((1, -1), (-2, -1), (-4, 3, -2, 1))):
        n, S = len(eigenvalues), symmetric(eigenvalues, seed)
        for s in (size(eigenvalues), 2 * size(eigenvalues)):
            D = [times(factor / s, identity(n)) for factor in (0, HALF, -HALF, TINY - 1)]
            D += [times(HALF / (s * n), symmetric([Fraction((-1) ** i * (i + 1)) for i in range(n)], seed, 1))]
            for perturbation in D:
                P = inverse(plus(inverse(S), perturbation))
                yield {"S": S, "P": P, "D": perturbation, "s": s}
    for s in (Fraction(0), Fraction(1, 100)):
        yield {"S": zero(2, 2), "P": zero(2, 2), "D": rows_of([[0, 7], [0, 0]]), "s": s}


def splittings(n: int, seed: int) -> Iterator[tuple[Rows, Rows]]:
    """J and K whose columns make an orthogonal basis: selected indices, and rotated ones."""
    for k in range(1, n):
        yield first_columns(identity(n), k), last_columns(identity(n), k)
        yield first_columns(basis(n, seed, 3), k), last_columns(basis(n, seed, 3), k)


def matrices_in_blocks(seed: int) -> Iterator[Matrices]:
    """Invertible symmetric matrices of sizes 2 to 4, definite or not, cut in selected and in rotated coordinates."""
    for eigenvalues in (*REGULAR, *values((1, -2), (-4, 3, -2, 1), (1, 2, -5))):
        n, M = len(eigenvalues), symmetric(eigenvalues, seed, 1)
        for J, K in splittings(n, seed):
            A, B, C = product(transpose(J), M, J), product(transpose(J), M, K), product(transpose(K), M, K)
            for Cinv in (inverse(C), times(2, inverse(C))):  # twice that is none
                P = inverse(plus(A, times(-1, product(B, Cinv, transpose(B)))))
                yield {"J": J, "K": K, "A": A, "B": B, "C": C, "Cinv": Cinv, "P": P, "V": inverse(M)}
    yield from blocks_that_do_not_fit()


def blocks_that_do_not_fit() -> Iterator[Matrices]:
    """A column of zeros in J or in K, so that a block has an entry too many; and J and K not apart."""
    one, full, thin = identity(1), rows_of([[2, 1], [1, 3]]), rows_of([[1, 0], [0, 0]])
    middle = {"A": full, "B": zero(2, 1), "C": one, "Cinv": one, "P": inverse(full), "V": diagonal([HALF, Fraction(1)])}
    yield {"J": thin, "K": selection(2, 1), **middle}
    middle = {"A": one, "B": zero(1, 2), "C": full, "Cinv": inverse(full), "P": one, "V": diagonal([Fraction(1), HALF])}
    yield {"J": selection(2, 0), "K": rows_of([[0, 0], [1, 0]]), **middle}
    three = times(3, one)
    middle = {"A": three, "B": zero(1, 1), "C": one, "Cinv": one, "P": inverse(three), "V": inverse(plus(three, one))}
    yield {"J": one, "K": one, **middle}


def two_forms(seed: int) -> Iterator[Matrices]:
    """Starts W of sizes 1 to 4, symmetric or not, G zero, diagonal or neither, E diagonal and not."""
    for singular in REGULAR:
        n = len(singular)
        E = diagonal([Fraction(i + 2, 2) for i in range(n)])
        for W in (symmetric(singular, seed), general(singular, seed)):
            for growth, G in (
                (E, zero(n, n)),
                (E, diagonal([Fraction(i * i + 1, 3) for i in range(n)])),
                (general([x + 1 for x in singular], seed, 3), times(SMALL, general(singular, seed, 5))),
            ):
                F, N = inverse(growth), inverse(W)
                K = inverse(plus(identity(n), product(G, W)))
                V = inverse(product(F, plus(N, G), F))
                yield {"E": growth, "F": F, "W": W, "N": N, "G": G, "K": K, "V": V}


def block_norms(seed: int) -> Iterator[Matrices]:
    """Symmetric blocks X and S with any Q: all but Q zero, Q zero, both corners I (there it is attained), others."""
    for eigenvalues in (*POSITIVE, *INDEFINITE):
        n = len(eigenvalues)
        for J, K in splittings(n, seed):
            k, q = len(J[0]), len(K[0])
            Q = general(eigenvalues[: min(k, q)], seed, 1, rows=max(k - q, 0), columns=max(q - k, 0))
            X, S = symmetric(eigenvalues[:k], seed, 1), symmetric(eigenvalues[k:], seed, 2)
            corners = (X, S, Q), (X, S, zero(k, q)), (zero(k, k), zero(q, q), Q), (identity(k), identity(q), Q)
            yield from ({"J": J, "K": K, "X": first, "S": last, "Q": side} for first, last, side in corners)


def parallel_sums(seed: int) -> Iterator[Matrices]:
    """W = V(1 + GV)⁻¹ for V and G positive semidefinite, singular or not, or one of them negative, with trials: the
    best from either side, and others.
    """
    starts = values((2,), (3, 0), (1, TINY), (4, 3, 2))
    for V, G in (
        *((symmetric(s, seed), symmetric(s[::-1], seed, 1)) for s in starts),
        (symmetric((HALF, HALF), seed), zero(2, 2)),
        *((times(v, identity(2)), times(g, identity(2))) for v, g in ((1, -HALF / 2), (-1, HALF), (1, -2), (-2, 1))),
    ):
        n = len(V)
        K = inverse(plus(identity(n), product(G, V)))
        W = product(V, K)
        for Y in (K, W, plus(K, times(HALF, identity(n))), zero(n, n)):
            yield {"V": V, "G": G, "W": W, "Y": Y}


def tried_sums(seed: int) -> Iterator[Matrices]:
    """The same with Z = VY."""
    return ({**letters, "Z": product(letters["V"], letters["Y"])} for letters in parallel_sums(seed))
