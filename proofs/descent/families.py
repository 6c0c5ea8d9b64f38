"""Instances of what is true of one step of descent, where it is tight, and with one hypothesis wrong."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from numeric.matrices import identity
from numeric.matrix_families import POSITIVE, basis, symmetric
from proofs.lemmas.pool import Family
from proofs.lemmas.wording import Letters


def turned_steps(seed: int) -> Iterator[Letters]:
    """Steps of a target and a start in one basis: rotated, permuted, of sizes 1 to 4."""
    for eigenvalues in POSITIVE[::2]:
        n = len(eigenvalues)
        for V in (symmetric(eigenvalues, seed, 1), identity(n)):
            yield {"S": symmetric(eigenvalues[::-1], seed), "V": V, "Phi": basis(n, seed, 2), "eta": Fraction(1, 3)}


FAMILIES: Mapping[str, Family] = {"descent-keeps-its-basis": turned_steps}
"""Where instances are aimed; of what is not here they are whatever makes sense."""
