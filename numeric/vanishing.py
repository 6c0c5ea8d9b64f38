"""Which entries of W(t) are 0 for all t: looked for modulo primes, and proved over the rationals where that is cheap.

W(t) is analytic, and its Taylor coefficients at 0 are sums of words: products of Y's and W̄₀'s with a W̄₀ among them. An
entry that is 0 in every word vanishes. A word whose entry is no multiple of a prime shows that it need not: that is
seen at once, for all entries, in a sum of words with coefficients drawn at random. What is 0 there is proved in the
j-th column: a space that holds e_j and that Y maps into itself is mapped by W̄₀ into another, which both map into
itself; where all vectors of that have a 0 at i, so has every word at (i, j). Which spaces these may be is found modulo
a prime, with numbers in reduced echelon form that are those of rationals; and that they are as stated is one product.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count
from math import isqrt
from random import Random
from typing import Any

import flint

from numeric.matrices import Rows, to_flint

PRIME = 2**61 - 1
MODULI = (PRIME, 2**1279 - 1)
"""Primes that spaces are looked for with: the first is quick, the second finds rationals of 190 digits."""


class Words:
    """The words in Y and W̄₀, both symmetric and n×n; `doubts` has the entries that only seem to vanish."""

    def __init__(self, target: Rows, start: Rows) -> None:
        # a common denominator changes neither what is 0 nor which spaces are kept
        self._operators = tuple(to_flint(a).numer_denom()[0] for a in (target, start))
        self._moduli = tuple(_Modulo(modulus, self._operators) for modulus in MODULI)
        self._columns: dict[int, tuple[frozenset[int], bool]] = {}
        self.doubts: set[tuple[int, int]] = set()

    def vanish(self, i: int, j: int) -> bool | None:
        """Whether every word is 0 at (i, j): True and False are proved; None where it is so modulo every prime."""
        if self._seen[i][j] != 0:
            return False
        zeros, proved = self._column(j)
        if i in zeros and not proved:
            self.doubts.add((i, j))
            return None
        return i in zeros

    def is_known_zero(self, i: int, j: int) -> bool:
        """Whether that was asked of (i, j) before, and proved."""
        return j in self._columns and i in self._columns[j][0] and self._columns[j][1]

    @cached_property
    def _seen(self) -> list[list[Any]]:
        """A combination of words modulo the first prime, long enough to reach every coordinate from any other."""
        quick = self._moduli[0]
        long = quick.mixed[1](int(self._operators[0].nrows()).bit_length() + 1)
        return (long * quick.operators[1] * long).tolist()  # type: ignore[no-any-return]

    def _column(self, j: int) -> tuple[frozenset[int], bool]:
        """The rows in which all words are 0 in the column j, modulo a prime; and whether that is proved."""
        if j not in self._columns:
            for modulo in self._moduli:
                kept, space = modulo.spaces(j)
                zeros = frozenset(i for i in range(space.width) if all(row[i] == 0 for row in space.rows))
                proved = not zeros or self._is_proof(j, modulo.rational(kept), modulo.rational(space))
                if proved:
                    break
            self._columns[j] = zeros, proved
        return self._columns[j]

    def _is_proof(self, j: int, kept: "_Space | None", space: "_Space | None") -> bool:
        """Whether, exactly, `kept` holds e_j and YK ⊆ K, W̄₀K ⊆ V, YV ⊆ V and W̄₀V ⊆ V for V, the `space`."""
        if kept is None or space is None:
            return False
        Y, start = map(flint.fmpq_mat, self._operators)
        unit = flint.fmpq_mat([[int(i == j) for i in range(kept.width)]])
        K, V = kept.matrix, space.matrix
        inside = [(unit, kept, K), (K * Y, kept, K), (K * start, space, V), (V * Y, space, V), (V * start, space, V)]
        return all(_columns(vectors, whole.pivots) * basis == vectors for vectors, whole, basis in inside)


@dataclass(frozen=True)
class _Space:
    """A basis in reduced echelon form: rows of `width` entries, each 1 at its own pivot, 0 at those of the others."""

    rows: list[list[Any]]
    pivots: list[int]
    width: int

    @property
    def matrix(self) -> Any:
        """The rows, of rationals, of which there may be none."""
        return flint.fmpq_mat(len(self.rows), self.width, [x for row in self.rows for x in row])


class _Modulo:
    """Y and W̄₀ modulo a prime, and the smallest spaces that they map into themselves."""

    def __init__(self, prime: int, operators: Sequence[Any]) -> None:
        self.prime = prime
        self._matrix: Callable[[Any], Any]
        if prime < 2**64:
            self._matrix = partial(_word_sized, prime)
        else:
            self._matrix = partial(_longer, flint.fmpz_mod_ctx(prime))
        self._exact = operators

    @cached_property
    def operators(self) -> tuple[Any, ...]:
        return tuple(self._matrix(a.tolist()) for a in self._exact)

    @cached_property
    def mixed(self) -> tuple[Callable[[int], Any], Callable[[int], Any]]:
        """The k-th of combinations of products of up to 2^k factors: of Y alone, and of both."""
        return partial(self._combination, self.operators[:1], []), partial(self._combination, self.operators, [])

    def _combination(self, operators: Sequence[Any], known: list[Any], k: int) -> Any:
        draw = Random(len(operators))  # noqa: S311 (any coefficients do: nothing rests on how they are drawn)
        while len(known) <= k:
            fresh = operators[0]
            for operator in operators[1:]:
                fresh = fresh + operator * draw.randrange(1, PRIME)
            known.append(known[-1] * (known[-1] + fresh) if known else fresh)
        return known[k]

    def spaces(self, j: int) -> tuple[_Space, _Space]:
        """The space that e_j and Y make, and the one that Y and W̄₀ make of W̄₀ times that one."""
        n = int(self._exact[0].nrows())
        unit = self._matrix([[int(i == j) for i in range(n)]])
        kept = self._closure(unit, self.operators[:1], self.mixed[0])
        return kept, self._closure(self._matrix(kept.rows) * self.operators[1], self.operators, self.mixed[1])

    def _closure(self, vectors: Any, operators: Sequence[Any], mixed: Callable[[int], Any]) -> _Space:
        """The smallest space that holds the rows of `vectors` and is mapped into itself by the symmetric operators."""
        basis, rank = vectors.rref()
        for k in count():
            inside = basis.tolist()[:rank]
            if not inside:
                return _Space([], [], int(vectors.ncols()))
            before, V = rank, self._matrix(inside)
            images = [V * operator for operator in (*operators, mixed(k))]
            basis, rank = self._matrix(inside + [row for image in images for row in image.tolist()]).rref()
            if rank == before:
                break
        return _Space(inside, [next(i for i, x in enumerate(row) if x != 0) for row in inside], len(inside[0]))

    def rational(self, space: _Space) -> _Space | None:
        """The space of rationals of which this one may be the remainders; None where some number is that of none."""
        known: dict[int, Any] = {}
        for x in {int(x) for row in space.rows for x in row}:
            known[x] = rational_of(x, self.prime)
        if None in known.values():
            return None
        return _Space([[known[int(x)] for x in row] for row in space.rows], space.pivots, space.width)


def rational_of(remainder: int, modulus: int) -> Any | None:
    """p/q ≡ remainder with |p| and q up to √(modulus/2), of which there is one at most (Wang 1981); else None."""
    bound = isqrt(modulus // 2)
    before, p = modulus, remainder
    other, q = 0, 1
    while p > bound:
        quotient = before // p
        before, p = p, before - quotient * p
        other, q = q, other - quotient * q
    return flint.fmpq(p, q) if abs(q) <= bound else None


def _columns(a: Any, indices: Sequence[int]) -> Any:
    return flint.fmpq_mat(a.nrows(), len(indices), [row[i] for row in a.tolist() for i in indices])


def _word_sized(prime: int, rows: Any) -> Any:
    return flint.nmod_mat(
        [[x if isinstance(x, flint.nmod) else flint.nmod(x, prime) for x in row] for row in rows], prime
    )


def _longer(context: Any, rows: Any) -> Any:
    return flint.fmpz_mod_mat(
        [[x if isinstance(x, flint.fmpz_mod) else context(x) for x in row] for row in rows], context
    )
