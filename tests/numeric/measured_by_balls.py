"""Problems of every kind, and numbers about their W(t) by balls: what those in double precision are held to."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from numeric import matrices, quantities
from numeric.exact import Unresolved, parse_scale
from numeric.field import Balls
from numeric.graded_spectrum import spectral_norm
from numeric.instance import random_basis, random_factor, random_shape
from numeric.problem import Problem

BITS = (400, 1600, 6400, 25600)


def by_balls(compute: Callable[[Balls], Any]) -> Any:
    for bits in BITS:
        field = Balls(bits)
        with field.working():
            try:
                return compute(field)
            except Unresolved:
                continue
    raise AssertionError("balls do not tell it either")


def true_distance(p: Problem, t: Fraction, k: int) -> list[Any]:
    def norms_of(field: Balls) -> list[Any]:
        if quantities.stays_at_best_approximation(p, k, field):
            return [field.number(0)] * 2
        apart = quantities.difference(p, t, k, False, field)
        return [spectral_norm(apart, field), quantities.square(apart).sqrt()]

    return by_balls(norms_of)  # type: ignore[no-any-return]


def true_loss(p: Problem, t: Fraction) -> Any:
    def value(field: Balls) -> Any:
        if p.is_stationary and quantities.rank(p) == p.rank:
            return field.number(0)
        k = quantities.positive_eigenvalues_of_target(p)
        return field.number(p.rate / 4) * quantities.square(quantities.difference(p, t, k, True, field))

    return by_balls(value)


def true_values(p: Problem, t: Fraction) -> list[Any]:
    return by_balls(lambda field: quantities.positive_eigenvalues(p, t, field))  # type: ignore[no-any-return]


TIMES = {"1e-3": 9, "1e-50": 153, "1e-1000": 3070, "1e-100000": 307_000}
"""When about half of the modes from 1 down to 1/2 are learned."""


def problem(n: int, alpha: str, kind: str) -> Problem:
    sigma = [Fraction(2 * n - i, 2 * n) for i in range(n)]
    target, shape, factor = matrices.diagonal(sigma), random_shape(n, 7), None
    if "dense" in kind:
        target = random_shape(n, 3)
    if kind == "singular":
        target = matrices.diagonal([*sigma[: n // 2], *[Fraction(0)] * (n - n // 2)])
    if kind == "repeated":
        target = matrices.diagonal([sigma[i - i % 3] for i in range(n)])
    if "narrow" in kind:
        factor = random_factor(n, 5, 5)
    if kind == "wide":
        factor = random_factor(n, 2 * n, 5)
    return Problem(target, None if factor else shape, factor, parse_scale(alpha, "α"))


def rotated(sigma: list[Fraction]) -> Any:
    basis = random_basis(len(sigma), 3)
    return matrices.product(basis, matrices.diagonal(sigma), matrices.transpose(basis))
