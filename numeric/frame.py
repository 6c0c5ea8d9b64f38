"""The basis in which Y is diagonal, in balls: a permutation where Y is diagonal itself, else certified eigenvectors.

Eigenvalues stand in decreasing order, which the graded Woodbury form needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as kept_field
from typing import Any

from numeric import closed_form, matrices, reach
from numeric.connected import eigenbasis_by_parts
from numeric.field import Balls, Rationals
from numeric.matrices import Rows
from numeric.problem import Problem

LARGEST_EXACT_INVERSE = 100
"""Shapes of up to this size are inverted in exact rationals; beyond it, in balls."""


@dataclass(frozen=True)
class Frame:
    """Y = Φ diag(sigma) Φᵀ; where Φ is a permutation, `order` says which coordinate each column picks."""

    field: Balls
    sigma: tuple[Any, ...]
    order: tuple[int, ...] | None
    vectors: Any
    _kept: dict[str, Any] = kept_field(default_factory=dict, repr=False, compare=False)

    def coordinates(self, factor: Rows) -> Any:
        """Ũ = ΦᵀŪ, n×h."""
        if self.order is not None:
            return self.field.exact([factor[i] for i in self.order])
        return self.field.transpose(self.vectors) * self.field.exact(factor)

    def congruent(self, a: Rows) -> Any:
        """ΦᵀAΦ, n×n."""
        if self.order is not None:
            return self.field.exact(matrices.reordered(a, self.order))
        return self.field.transpose(self.vectors) * self.field.exact(a) * self.vectors

    def back(self, W: Any) -> Any:
        """ΦW̃Φᵀ."""
        if (order := self.order) is not None:
            if order == tuple(range(len(order))):
                return W
            place = sorted(range(len(order)), key=order.__getitem__)
            rows = W.tolist()
            return self.field.matrix([[rows[i][j] for j in place] for i in place])
        return self.vectors * W * self.field.transpose(self.vectors)

    def inverse_shape(self, problem: Problem) -> Any:
        """M = (ΦᵀW̄₀Φ)⁻¹, for a positive definite W̄₀: that of the problem whose frame this is, at any α."""

        def inverse() -> Any:
            if problem.n <= LARGEST_EXACT_INVERSE:
                return self.congruent(problem.inverse_start)
            return self.field.inverse(self.congruent(problem.start))

        return self._once("inverse shape", inverse)

    def trapezoidal(self, problem: Problem) -> tuple[Any, Any]:
        """L and P with LP = Ũ, for a factor Ū ≠ 0, as the graded Woodbury form takes them.

        Exact where Φ is a permutation. Else a zero of L may be a ball around 0, where no exact reason for it is found.
        """
        parts: tuple[Any, Any] = self._once("trapezoidal", lambda: self._trapezoidal(problem))
        return parts

    def _once(self, name: str, compute: Callable[[], Any]) -> Any:
        """What is computed, at the frame's precision, when it is asked for the first time."""
        if name not in self._kept:
            with self.field.working():
                self._kept[name] = compute()
        return self._kept[name]

    def _trapezoidal(self, problem: Problem) -> tuple[Any, Any]:
        factor, rational = problem.factor or (), Rationals()
        rows = factor if self.order is None else [factor[i] for i in self.order]
        parts = closed_form.trapezoidal(rational.exact(rows), rational)
        lower, upper = (self.field.exact(matrices.from_flint(part)) for part in parts)
        if self.order is not None:
            return lower, upper
        # what is left has full column rank for certain: balls could not tell a rank that is deficient
        lower, rest = closed_form.trapezoidal(self.field.transpose(self.vectors) * lower, self.field)
        if problem.n <= reach.LARGEST and reach.has_doubts(lower):
            lower = reach.without_false_doubts(lower, self.sigma, problem.reach)
        return lower, rest * upper


def frame_of(problem: Problem, field: Balls) -> Frame:
    """The frame of the problem's Y, computed once for each precision.

    Raises Unresolved where the precision does not separate Y's eigenvalues.
    """
    if field.bits not in problem.frames:
        with field.working():
            problem.frames[field.bits] = _frame(problem, field)
    frame: Frame = problem.frames[field.bits]
    return frame


def _frame(problem: Problem, field: Balls) -> Frame:
    values = problem.diagonal
    if values is None and problem.eigenbasis is not None:
        sigma, vectors = problem.eigenbasis
        return Frame(field, tuple(map(field.number, sigma)), None, field.exact(vectors))
    if values is None:
        basis = eigenbasis_by_parts(problem.target, field)
        return Frame(field, basis.values, None, basis.vectors)
    order = tuple(sorted(range(problem.n), key=lambda i: -values[i]))
    return Frame(field, tuple(field.number(values[i]) for i in order), order, None)
