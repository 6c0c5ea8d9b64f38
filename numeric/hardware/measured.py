"""Numbers about W(t) from double precision: what `numeric.quantities` asks first of large problems.

They are the same in every orthonormal basis, so that for a dense Y they are told in an enclosed eigenbasis.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import flint
import numpy as np

from numeric.decimals import Rounded, bound, round_ball
from numeric.exact import Unresolved
from numeric.field import Balls
from numeric.hardware import norms, spectrum
from numeric.hardware.dense import DenseTarget, depth_of
from numeric.hardware.doubles import Doubles, threads
from numeric.hardware.graded import BITS, GradedShape
from numeric.hardware.lowrank import LowRankStart
from numeric.hardware.scaled import Scaled
from numeric.problem import Problem

LEVELS = 3
TOLD = (13, 17)
"""Digits that a level tells of most numbers where n = 1000; the last one tells more."""
MATRICES = 48
"""n×n doubles that are held at once, at most."""


@dataclass(frozen=True)
class Few:
    """A number to `digits` digits; to none it is 0, with a bound on its size as the radius."""

    number: Rounded
    digits: int


@dataclass
class InDoubles:
    """Of a problem that suits, as `doubles.obstacle` has it. A level is how precisely, from 0 to LEVELS − 1."""

    problem: Problem
    _kept: dict[tuple[Fraction, int], Scaled] = field(default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return InDoubles, (self.problem,)

    @property
    def bytes(self) -> int:
        """What it takes of the memory, at most."""
        return MATRICES * 8 * self.problem.n**2

    @cached_property
    def form(self) -> GradedShape | LowRankStart | DenseTarget:
        return Doubles(self.problem).form

    @cached_property
    def order(self) -> list[int]:
        """The modes by decreasing σ, as W̃ has them."""
        values = self.problem.diagonal
        return list(range(self.problem.n)) if values is None else sorted(range(len(values)), key=lambda i: -values[i])

    def sigma(self, level: int) -> list[Any]:
        """Balls for Y's eigenvalues, in decreasing order. Raises Unresolved."""
        if isinstance(self.form, DenseTarget):
            return self.form.eigenvalues(level)
        return [self.form.sigma[i] for i in self.order]

    def in_basis(self, time: Fraction, level: int) -> Scaled:
        """W in the basis of Y, t ≥ 0; what is found at one time is kept. Raises Unresolved."""
        if any(other != time for other, _ in self._kept):
            self._kept.clear()
        if (time, level) not in self._kept:
            form = self.form
            found = form.in_basis(time, level) if isinstance(form, DenseTarget) else form.at(time, level)
            self._kept[time, level] = found
        return self._kept[time, level]

    def is_best_approximation(self, k: int) -> bool | None:
        """Whether Y_k is what it is called: σ_k > 0 and σ_k > σ_{k+1}, 0 ≤ k ≤ n. None where that is not told."""
        if (values := self.problem.diagonal) is not None:
            sigma = [values[i] for i in self.order]
            return k == 0 or (sigma[k - 1] > 0 and (k == len(sigma) or sigma[k - 1] > sigma[k]))
        for level in range(LEVELS):
            with suppress(Unresolved), threads(self.problem.n):
                sigma = self.sigma(level)
                if k == 0 or (sigma[k - 1] > 0 and (k == len(sigma) or sigma[k - 1] > sigma[k])):
                    return True
                if sigma[k - 1] <= 0 or (k < len(sigma) and sigma[k - 1] <= sigma[k]):
                    return False
        return None

    @cached_property
    def rank(self) -> int:
        """Of W, wherever `eigenvalues` tells any. Raises Unresolved where it will not."""
        narrow = self.problem.factor
        return self.problem.n if narrow is None else min(self.problem.n, len(narrow[0]))

    def pivot(self, i: int) -> Fraction:
        """About the i-th pivot of W̄₀ in the basis of Y: what mode i starts from, with those before it learned.

        It serves a guess, and is 1 where it is not found.
        """
        form = self.form.graded(0) if isinstance(self.form, DenseTarget) else self.form
        shape = form.shape.shape if isinstance(form, LowRankStart) else form.shape
        start = shape.parts[0][np.ix_(self.order[:i], self.order[:i])]
        with suppress(np.linalg.LinAlgError, OverflowError, ValueError):
            if (found := Fraction(float(np.linalg.cholesky(start)[-1, -1]) ** 2)) > 0:
                return found
        return Fraction(1)

    def side(self, time: Fraction, i: int, fraction: Fraction) -> tuple[int, Any | None]:
        """The sign of s_i − fσ_i, where s_i is W's i-th eigenvalue; and logit(s_i/σ_i) − logit(f), if it is known.

        σ_i > 0. Raises Unresolved where the sign is not certain.
        """
        if time == 0 and self._starts_below(i, fraction):
            return -1, None
        for level in range(LEVELS):
            value, sigma = self.eigenvalues(time, level)[i - 1], self.sigma(level)[i - 1]
            with flint.ctx.workprec(BITS):
                f = flint.arb(flint.fmpq(fraction.numerator, fraction.denominator))
                apart = value - f * sigma
                if apart > 0 or apart < 0:
                    logit = (value * (1 - f) / (f * (sigma - value))).log()
                    return 1 if apart > 0 else -1, logit.mid() if logit.is_finite() else None
        raise Unresolved("it is too near to its level for double precision")

    def _starts_below(self, i: int, fraction: Fraction) -> bool:
        """Whether α²‖W̄₀‖ < fσ_i is certain, by the trace."""
        given = self.problem.shape
        if given is None:
            trace = sum((x * x for row in self.problem.factor or () for x in row), Fraction(0))
        else:
            trace = sum((given[k][k] for k in range(self.problem.n)), Fraction(0))
        with flint.ctx.workprec(BITS):
            level = flint.arb(flint.fmpq(fraction.numerator, fraction.denominator)) * self.sigma(0)[i - 1]
            size = Balls(BITS).scale(self.problem.alpha) ** 2 * flint.arb(
                flint.fmpq(trace.numerator, trace.denominator)
            )
            return bool(size < level)

    def eigenvalues(self, time: Fraction, level: int) -> list[Any]:
        """Balls for W's eigenvalues that are not 0, in decreasing order. Raises Unresolved."""
        with threads(self.problem.n):
            W = self.in_basis(time, level)
            share = self.form.share(time, level) if isinstance(self.form, DenseTarget) else 0
            form = self.form.graded(depth_of(level)) if isinstance(self.form, DenseTarget) else self.form
            if isinstance(form, LowRankStart):
                depth = depth_of(level) if isinstance(self.form, DenseTarget) else level
                return spectrum.eigenvalues(W.block(form.first), level, share, metric=form.metric(time, depth))
            return spectrum.eigenvalues(W, level, share)

    def difference(self, time: Fraction, modes: int, level: int) -> tuple[Scaled, Any]:
        """W̃ less the part of Y that its first modes are, and a bound of what that is off in norm. Raises Unresolved."""
        W, taken = self.in_basis(time, level), self.order[:modes]
        missed = self.form.missed(W, time, level, taken) if isinstance(self.form, DenseTarget) else flint.arb(0)
        return W.less(taken), missed

    def distance(self, time: Fraction, k: int, level: int) -> list[Any]:
        """‖W − Y_k‖₂ and ‖W − Y_k‖_F as balls, where σ_k > σ_{k+1} and σ_k > 0. Raises Unresolved."""
        with threads(self.problem.n):
            apart, missed = self.difference(time, k, level)
            return [norms.spectral(apart, missed), norms.frobenius(apart, missed * self._side)]

    def loss(self, time: Fraction, level: int) -> Any:
        """(c/4)‖Y − W‖_F² as a ball. Raises Unresolved."""
        with threads(self.problem.n):
            apart, missed = self.difference(time, self.problem.n, level)
            norm = norms.frobenius(apart, missed * self._side)
        rate = self.problem.rate / 4
        with flint.ctx.workprec(BITS):
            return norm * norm * flint.arb(flint.fmpq(rate.numerator, rate.denominator))

    @property
    def _side(self) -> Any:
        """√n: by that much the Frobenius norm is larger than the spectral one, at most."""
        return flint.arb(self.problem.n).sqrt()


def told(compute: Callable[[int], Sequence[Any]], digits: int) -> tuple[Few, ...]:
    """The numbers that `compute` encloses at a level, each rounded to so many digits, or to as many as are certain.

    Raises Unresolved where no level tells anything.
    """
    best: list[Any] = []
    reason = "double precision does not tell them"
    for level in range(next((k for k, most in enumerate(TOLD) if digits <= most), LEVELS - 1), LEVELS):
        try:
            found = compute(level)
        except Unresolved as error:
            reason = str(error)
            continue
        best = [min(x, key=_width) for x in zip(best, found, strict=True)] if best else list(found)
        with flint.ctx.workprec(BITS):
            if all(round_ball(x, digits) is not None for x in best):
                break
    if not best:
        raise Unresolved(reason)
    return tuple(_as_far(x, digits) for x in best)


def _width(x: Any) -> Any:
    return x.rad()


def _as_far(x: Any, digits: int) -> Few:
    with flint.ctx.workprec(2 * BITS):
        for fewer in range(digits, 0, -1):
            if (rounded := round_ball(x, fewer)) is not None:
                return Few(rounded, fewer)
        if not x.is_finite():
            raise Unresolved("numbers are not bounded in double precision")
        return Few(bound(x), 0)
