"""A flow whose Y is not diagonal, as the theorems about windows ask for it: eigenvalues and eigenvectors in balls.

What can be decided exactly is: the rank of Y, whether W̄₀ commutes with Y, whether a singular value is repeated. m and μ
depend on no basis.
"""

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from numeric import matrices
from numeric.decimals import exact_fraction
from numeric.evaluate import Undecided
from numeric.exact import Scale
from numeric.field import Balls, Field, Irrational, Unresolved
from numeric.flow_data import PRECISIONS
from numeric.frame import LARGEST_EXACT_INVERSE, Frame, frame_of
from numeric.inputs import require_in_balls
from numeric.instance import Instance, from_factor, require_positive
from numeric.matrices import Rows, to_flint
from numeric.problem import Problem
from numeric.reach import possible_pivots
from paper import Misuse

SEPARATING = (*PRECISIONS, 3072, 6144)
"""Bits at which eigenvalues are told apart, and modes that a factor does not reach from those that it does."""


@dataclass(frozen=True)
class EnclosedInstance:
    """The problem with a tolerance. Raises Misuse where Y has a negative eigenvalue, or two that no precision parts."""

    problem: Problem
    epsilon: Fraction

    def __post_init__(self) -> None:
        require_positive(self.epsilon, "ε")
        least = self.spectrum_in(Balls(self._separating))[-1]
        if least < 0:
            shown = least.str(10, radius=False)
            raise Misuse(f"the target has the negative eigenvalue {shown}; windows need a positive semidefinite Y")

    def __hash__(self) -> int:
        return self._hash

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what is cached holds in one process only."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _hash(self) -> int:
        return hash((self.problem.target, self.problem.start, self.alpha, self.rate, self.epsilon))

    @property
    def n(self) -> int:
        return self.problem.n

    @property
    def alpha(self) -> Scale:
        return self.problem.alpha

    @property
    def rate(self) -> Fraction:
        return self.problem.rate

    @property
    def target(self) -> Rows:
        return self.problem.target

    @property
    def shape(self) -> Rows:
        return self.problem.start

    @property
    def factor(self) -> Rows | None:
        return self.problem.factor

    @cached_property
    def r(self) -> int:
        return matrices.rank(self.target)

    @cached_property
    def is_spectral(self) -> bool:
        """Whether some orthonormal eigenbasis of Y diagonalizes the shape: whether the two commute."""
        Y, start = to_flint(self.target), to_flint(self.shape)
        return bool(Y * start == start * Y)

    @cached_property
    def has_invertible_shape(self) -> bool:
        return self.factor is None or matrices.rank(self.shape) == self.n

    @cached_property
    def repeated(self) -> str | None:
        sigma = self.spectrum_in(Balls(self._separating))[: self.r]
        return next((x.str(10, radius=False) for x, y in pairwise(sigma) if not x > y), None)

    @cached_property
    def learnable(self) -> int:
        """As in `FlowData`. Raises Undecided where balls leave that open, and no exact reason is found."""
        if self.factor is None:
            return self.r
        for field in map(Balls, SEPARATING):
            with field.working():
                try:
                    lower, _ = self._frame(field).trapezoidal(self.problem)
                except Unresolved:
                    continue
                at_most, at_least = (
                    next((k for k, pivot in enumerate(pivots) if pivot > k), len(pivots))
                    for pivots in possible_pivots(lower)
                )
            if min(at_most, self.r) == min(at_least, self.r):
                return min(at_least, self.r)
        raise Undecided("which modes of the target the factor reaches could not be told")

    @cached_property
    def has_own_modes(self) -> bool:
        return self.is_spectral and self.repeated is None

    def mode_weights(self, field: Field) -> list[Any]:
        start, rest = self.congruent(self.shape, field), slice(self.r, None)
        absent = [field.norm(field.block(start, rest, rest))] * (self.n - self.r) if self.r < self.n else []
        return [start[i, i] for i in range(self.r)] + absent

    def at_most(self, i: int) -> Fraction:
        field = Balls(self._separating)
        with field.working():
            return exact_fraction(self.spectrum_in(field)[i].upper())

    def spectrum_in(self, field: Field) -> tuple[Any, ...]:
        return self._frame(field).sigma

    def congruent(self, a: Rows, field: Field) -> Any:
        return self._frame(field).congruent(a)

    def inverse_norm(self, field: Field) -> Any:
        if self.n <= LARGEST_EXACT_INVERSE:
            return field.norm(field.exact(self.problem.inverse_start))
        return field.norm(field.inverse(field.exact(self.shape)))

    def start_norm(self, field: Field) -> Any:
        return field.norm(field.exact(self.shape))

    def starting_at(self, alpha: Scale) -> "EnclosedInstance":
        return replace(self, problem=self.problem.starting_at(alpha))

    def _frame(self, field: Field) -> Frame:
        """Y's basis, to the field's precision at least."""
        if not isinstance(field, Balls):
            raise Irrational("eigenvalues are known in balls alone")
        return frame_of(self.problem, Balls(max(field.bits, self._separating)))

    @cached_property
    def _separating(self) -> int:
        """The bits at which all eigenvalues that differ are told apart, and from 0."""
        for bits in SEPARATING:
            try:
                sigma = frame_of(self.problem, Balls(bits)).sigma
            except Unresolved:
                continue
            apart = 1 + sum(bool(larger > smaller) for larger, smaller in pairwise(sigma))
            if apart == self.n or apart == self._distinct:
                return bits
        raise Misuse(
            f"two eigenvalues of the target, or one and 0, are so close that {SEPARATING[-1]} bits do not tell them"
            " apart; give a target in which they are equal, or further apart"
        )

    @cached_property
    def _distinct(self) -> int:
        polynomial = to_flint(self.target).numer_denom()[0].charpoly()
        return self.n - int(polynomial.gcd(polynomial.derivative()).degree())


AnyInstance = Instance | EnclosedInstance


def with_tolerance(problem: Problem, epsilon: Fraction) -> AnyInstance:
    """The problem as the theorems ask for it: exactly where Y is diagonal. Raises Misuse as either instance does."""
    require_in_balls(problem.n, "a theorem")
    values = problem.diagonal
    if values is None:
        return EnclosedInstance(problem, epsilon)
    order = sorted(range(problem.n), key=lambda i: -values[i])
    basis = None if order == list(range(problem.n)) else matrices.selection(problem.n, *order)
    given = (basis, problem.alpha, problem.rate, epsilon)
    spectrum = tuple(values[i] for i in order)
    if problem.shape is None:
        return from_factor(spectrum, problem.factor or (), *given)
    return Instance(spectrum, problem.shape, *given)
