"""What is true of a claim about windows at an exact instance, k and time: by fractions, else by balls; or not known.

T_k is defined where c₁ and c₂ are positive: that they are is a hypothesis like those the claimant gives. The time of
gradient descent is the number of its steps.
"""

import ast
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil, floor, log10
from typing import Any

from numeric import matrices
from numeric.descending.run import Descent
from numeric.exact import Scale, Unresolved, format_fraction
from numeric.field import Balls, Field, Irrational, Rationals
from numeric.instance import Instance
from numeric.instances import Point
from numeric.matrices import Rows
from proofs.grading.windows.claims import PLAIN, Windows
from proofs.grading.windows.descents import LONGEST, descent_of, error_after
from proofs.scalar.claims import FIELDS, Claim, Interval, certain, ends, evaluated, names_in, of_field
from proofs.theorems.shared.windowed import error_at

PINNED = {"eps": "epsilon", "c": "rate", "eta": "step"}
"""The names of which an equality is made true by construction, and what they are called in a case and in a batch."""
WINDOW = Balls(256)
TIME_DIGITS = (1, 2, 3, 5, 9, 17, 40)


@dataclass(frozen=True)
class Case:
    """An instance with k and a time, all exact. W̄₀ is diagonal with the entries `shape`, so that m and μ are rational.

    Φ is a product of rotations of two coordinates each, in the order of `combinations`; `tangents` are those of half
    their angles, and (0, …, 0) or () says Φ = I.
    """

    spectrum: tuple[Fraction, ...]
    shape: tuple[Fraction, ...]
    tangents: tuple[Fraction, ...]
    epsilon: Fraction
    alpha: Scale
    rate: Fraction
    k: int
    time: Fraction = Fraction(0)
    step: Fraction = Fraction(0)  # of descent, whose time is a number of steps; 0 says that it is the gradient flow

    @property
    def is_possible(self) -> bool:
        """Whether all that has to be is positive, the spectrum decreases strictly to its zeros, and steps are whole."""
        if self.step < 0 or (self.step > 0 and (self.rate != 1 or self.time.denominator != 1)):
            return False
        rank = sum(sigma > 0 for sigma in self.spectrum)
        positive = (*self.spectrum[:1], *self.shape, self.epsilon, self.alpha.mantissa, self.rate)
        decreases = all(a > b or i >= rank for i, (a, b) in enumerate(pairwise(self.spectrum), start=1))
        return min(positive) > 0 and decreases and 0 <= self.k <= rank

    @cached_property
    def basis(self) -> Rows | None:
        """Φ, or None for I."""
        return rotation(self.tangents, len(self.spectrum)) if any(self.tangents) else None

    @cached_property
    def instance(self) -> Instance:
        shape, recipe = matrices.diagonal(self.shape), ",".join(map(format_fraction, self.shape))
        return Instance(
            self.spectrum, shape, self.basis, self.alpha, self.rate, self.epsilon, f"shape diagonal:{recipe}"
        )

    @cached_property
    def descent(self) -> Descent:
        return descent_of(self.spectrum, self.instance.shape_in_basis, self.alpha, self.step)

    @property
    def point(self) -> Point:
        return Point(self.instance, 0, self.k, self.time, "")

    def letters(self, field: Field) -> dict[str, Any]:
        """The values of the names of a claim."""
        rank = self.instance.r
        targets = self.spectrum[0], self.spectrum[max(self.k, 1) - 1], self.spectrum[rank - 1]
        inverses = 1 / min(self.shape), 1 / min(self.shape[: max(self.k, 1)])  # m_k as it is with Φ = I
        before = *targets, *inverses, max(self.shape), self.epsilon
        after = Fraction(len(self.spectrum)), Fraction(rank), self.rate
        least = min(self.shape[: max(self.k, 1)])  # ν, likewise
        beyond = self.spectrum[self.k] if self.k < len(self.spectrum) else Fraction(0)
        of_descent = self.step, least, Fraction(self.k), beyond
        numbers = (*map(field.number, before), field.scale(self.alpha), *map(field.number, (*after, *of_descent)))
        return dict(zip(PLAIN, numbers, strict=True))

    def describe(self) -> dict[str, Any]:
        """Everything as texts of exact numbers; with Φ = I the basis is "I", else its rows."""
        basis = "I" if self.basis is None else [[*map(format_fraction, row)] for row in self.basis]
        return {
            "spectrum": [*map(format_fraction, self.spectrum)],
            "shape": {"diagonal": [*map(format_fraction, self.shape)]},
            "basis": basis,
            "alpha": str(self.alpha),
            "epsilon": format_fraction(self.epsilon),
            **({} if self.step else {"rate": format_fraction(self.rate)}),
            "k": str(self.k),
            **({"step": format_fraction(self.step)} if self.step else {}),
            ("iterations" if self.step else "time"): format_fraction(self.time),
        }


def rotation(tangents: tuple[Fraction, ...], n: int) -> Rows:
    """The n×n product of rotations with these tangents of half their angles, rational and exactly orthogonal."""
    result = matrices.identity(n)
    for (i, j), tangent in zip(combinations(range(n), 2), tangents, strict=True):
        cosine, sine = (1 - tangent**2) / (1 + tangent**2), 2 * tangent / (1 + tangent**2)
        rows = [list(row) for row in matrices.identity(n)]
        rows[i][i], rows[i][j], rows[j][i], rows[j][j] = cosine, -sine, sine, cosine
        result = matrices.product(result, matrices.rows_of(rows))
    return result


@dataclass(frozen=True)
class Measured:
    """A case that certainly is the claim's, with bounds on the error ‖W(t) − Y_k‖₂ and on what the claim allows it."""

    case: Case
    error: Interval
    bound: Interval

    @property
    def ratio(self) -> Interval | None:
        """Bounds on error/bound; None unless the bound is certainly positive."""
        if self.bound[0] <= 0:
            return None
        return self.error[0] / self.bound[1], self.error[1] / self.bound[0]


@dataclass(frozen=True)
class Judge:
    """Decides about cases, with certainty or not at all."""

    windows: Windows

    def admits(self, case: Case) -> bool:
        """Whether every hypothesis certainly holds; the time is not looked at."""
        if not case.is_possible or (self.windows.shape != "general" and case.basis is not None):
            return False
        if self.windows.is_of_descent != (case.step > 0):
            return False
        return all(hypothesis.truth(case.letters) is True for hypothesis in self.windows.claim.hypotheses)

    def refutes(self, case: Case) -> bool:
        """Whether the case is the claim's, and the error certainly not in the relation to the bound."""
        if not (self.admits(case) and self._is_inside(case)):
            return False
        return certain(lambda field: self.windows.claim.conclusion.decided(*self._sides(case, field))) is False

    def measure(self, case: Case) -> Measured | None:
        """Error and bound; None unless the case certainly is the claim's, and they are known."""
        if not (self.admits(case) and self._is_inside(case)):
            return None
        field = FIELDS[-1]
        try:
            with field.working():
                error, bound = map(ends, self._sides(case, field))
        except (ZeroDivisionError, Unresolved):
            return None
        return None if error is None or bound is None else Measured(case, error, bound)

    def pinned(self, case: Case) -> Case:
        """With the ε and the c that hypotheses such as c == 2 ask for."""
        for name, tree in pins(self.windows.claim):
            with suppress(Irrational, ZeroDivisionError):
                exact = evaluated(tree, case.letters(Rationals()), of_field(Rationals()))
                found: dict[str, Any] = {PINNED[name]: Fraction(int(exact.p), int(exact.q))}
                case = replace(case, **found)
        return case

    def times(self, case: Case, position: float) -> Iterator[Fraction]:
        """Rationals certainly in T_k, near its left end for 0, near its right for 1, with more and more digits.

        Where T_k has no right end, so far beyond the left: position/(1 − position) times 1/(2cσ_r).
        """
        with WINDOW.working():
            left, right = self._window(case, WINDOW)
            begin, end = ends(left), (None if right is None else ends(right))
        if begin is None or (right is not None and end is None):
            return
        if self.windows.is_of_descent:
            yield from _steps(case, (begin, end), position)
            return
        first, last = max(Fraction(0), begin[1]), None if end is None else end[0]
        if last is not None and last < first:
            return
        part = Fraction(position)
        if last is None:
            unit = 1 / (2 * case.rate * case.spectrum[case.instance.r - 1])
            wanted = first + min(part / (1 - part) if part < 1 else Fraction(10**4), Fraction(10**4)) * unit
        else:
            wanted = first + part * (last - first)
        for digits in TIME_DIGITS:
            for time in dict.fromkeys((rounded(wanted, digits, floor), rounded(wanted, digits, ceil))):
                if first <= time and (last is None or time <= last):
                    yield time

    def _window(self, case: Case, field: Field) -> tuple[Any, Any]:
        """The ends of T_k, of which the left may be negative, and the right None."""
        letters, rank = case.letters(field), case.instance.r
        first, second, *_ = self.windows.claim.hypotheses
        square, (left, right) = letters["alpha"] ** 2, (field.number(0), None)
        if case.k > 0:
            c1 = evaluated(first.right, letters, of_field(field))
            left = field.log(c1 / square) / _growth(case, case.k, field)
        if case.k < rank:
            c2 = evaluated(second.right, letters, of_field(field))
            right = field.log(c2 / square) / _growth(case, case.k + 1, field)
        return left, right

    def _is_inside(self, case: Case) -> bool:
        def is_inside(field: Field) -> bool | None:
            (left, right), time = self._window(case, field), field.number(case.time)
            return True if left <= time and (right is None or time <= right) else None

        return case.time >= 0 and certain(is_inside) is True

    def _sides(self, case: Case, field: Field) -> tuple[Any, Any]:
        """Error and bound."""
        bound = evaluated(self.windows.claim.conclusion.right, case.letters(field), of_field(field))
        if case.step:
            return error_after(case.descent, int(case.time), case.k, field), bound
        return error_at(case.point, field), bound


def _growth(case: Case, mode: int, field: Field) -> Any:
    """What the logarithm of a mode that is far from its target grows by in a unit of time, or by a step."""
    sigma = field.number(case.spectrum[mode - 1])
    if case.step:
        return 2 * field.log(1 + field.number(case.step) * sigma)
    return 2 * field.number(case.rate) * sigma


def _steps(case: Case, window: tuple[Interval, Interval | None], position: float) -> Iterator[Fraction]:
    """As `Judge.times`, of whole numbers, not too large."""
    begin, end = window
    first, part = max(0, ceil(begin[1])), Fraction(position)
    if end is None:
        unit = 1 / (2 * case.step * case.spectrum[case.instance.r - 1])
        last = first + ceil(min(part / (1 - part) if part < 1 else Fraction(10**4), Fraction(10**4)) * unit)
        part = Fraction(1)
    else:
        last = floor(end[0])
    if first <= last and first <= LONGEST:
        wanted = min(first + part * (last - first), Fraction(LONGEST))
        yield from map(Fraction, dict.fromkeys((floor(wanted), ceil(wanted))))


def pins(claim: Claim) -> Iterator[tuple[str, ast.expr]]:
    """The names that hypotheses say are equal to an expression in other names, and that expression."""
    for hypothesis in claim.hypotheses:
        for side, other in ((hypothesis.left, hypothesis.right), (hypothesis.right, hypothesis.left)):
            is_pin = hypothesis.relation is ast.Eq and isinstance(side, ast.Name) and side.id in PINNED
            if is_pin and not {ast.unparse(side), "alpha"} & set(names_in(other)):
                yield ast.unparse(side), other


def rounded(x: Fraction, digits: int, to_whole: Callable[[Fraction], int] = round) -> Fraction:
    """x ≥ 0 with so many significant decimal digits, or one more."""
    if x <= 0:
        return x
    bits = x.numerator.bit_length() - x.denominator.bit_length() - 1
    unit = Fraction(10) ** (digits - 1 - floor(bits * log10(2)))
    return to_whole(x * unit) / unit
