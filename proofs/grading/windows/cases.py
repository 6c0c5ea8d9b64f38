"""What is true of a claim about windows at an exact instance, k and time: by fractions, else by balls; or not known.

T_k is defined where c₁ and c₂ are positive: that they are is a hypothesis like those the claimant gives.
"""

import ast
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil, floor, log10
from typing import Any, Literal

from numeric import matrices
from numeric.exact import Scale, Unresolved, format_fraction
from numeric.field import Balls, Field, Irrational, Rationals
from numeric.instance import Instance
from numeric.matrices import Rows
from numeric.windows import exact_fraction
from proofs.certificate.language import value
from proofs.grading.numbers.points import LARGEST_EXPONENT, Interval
from proofs.scalar.scalar_claim import RELATIONS, Claim, Comparison, names_in
from proofs.theorems.shared.instances import Point
from proofs.theorems.shared.windowed import error_at

NAMES = ("sigma_1", "sigma_r", "s_min", "s_max", "m", "mu", "eps", "alpha", "n", "r", "c")
PINNED = {"eps": "epsilon", "c": "rate"}
"""The names of which an equality is made true by construction, and what they are called in a case and in a batch."""
FIELDS: tuple[Field, ...] = (Rationals(), *map(Balls, (64, 256, 1024)))
WINDOW_BITS = 256
TIME_DIGITS = (1, 2, 3, 5, 9, 17, 40)


@dataclass(frozen=True)
class WindowsStatement:
    """For every instance that satisfies `given`, every k and every t ≥ 0 in T_k: ‖W(t) − Y_k‖₂ relation bound.

    The texts are in the checker's language and speak of NAMES. Raises Misuse for what can't be read.
    """

    shape: Literal["general", "spectral"]
    c1: str
    c2: str
    bound: str
    relation: Literal["<=", "<"] = "<="
    given: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.claim  # noqa: B018 (reads every text)

    @cached_property
    def claim(self) -> Claim:
        """With c₁ > 0 and c₂ > 0 as the first two hypotheses, and the bound as the right side of what is shown."""
        given = {"c1": f"0 < {self.c1}", "c2": f"0 < {self.c2}"}
        given |= {f"given-{number}": text for number, text in enumerate(self.given, start=1)}
        return Claim(f"0 {self.relation} {self.bound}", given, scalars=NAMES)


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

    @property
    def is_possible(self) -> bool:
        """Whether all that has to be is positive, and the spectrum decreases strictly to its zeros."""
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

    @property
    def point(self) -> Point:
        return Point(self.instance, 0, self.k, self.time, "")

    def letters(self, field: Field) -> dict[str, Any]:
        """The values of NAMES."""
        s_min, s_max, rank = min(self.shape), max(self.shape), self.instance.r
        before = self.spectrum[0], self.spectrum[rank - 1], s_min, s_max, 1 / s_min, s_max, self.epsilon
        after = Fraction(len(self.spectrum)), Fraction(rank), self.rate
        numbers = (*map(field.number, before), field.scale(self.alpha), *map(field.number, after))
        return dict(zip(NAMES, numbers, strict=True))

    def describe(self) -> dict[str, Any]:
        """Everything as texts of exact numbers; with Φ = I the basis is "I", else its rows."""
        basis = "I" if self.basis is None else [[*map(format_fraction, row)] for row in self.basis]
        return {
            "spectrum": [*map(format_fraction, self.spectrum)],
            "shape": {"diagonal": [*map(format_fraction, self.shape)]},
            "basis": basis,
            "alpha": str(self.alpha),
            "epsilon": format_fraction(self.epsilon),
            "rate": format_fraction(self.rate),
            "k": str(self.k),
            "time": format_fraction(self.time),
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

    statement: WindowsStatement

    def admits(self, case: Case) -> bool:
        """Whether every hypothesis certainly holds; k and the time are not looked at."""
        if not case.is_possible or (self.statement.shape == "spectral" and case.basis is not None):
            return False
        return all(self._truth(hypothesis, case) is True for hypothesis in self.statement.claim.hypotheses)

    def refutes(self, case: Case) -> bool:
        """Whether the case is the claim's, and the error certainly not in the relation to the bound."""
        return self.admits(case) and self._is_inside(case) and self._violates(case)

    def measure(self, case: Case) -> Measured | None:
        """Error and bound; None unless the case certainly is the claim's, and they are known."""
        if not (self.admits(case) and self._is_inside(case)):
            return None
        field = FIELDS[-1]
        try:
            with field.working():
                error, bound = map(_ends, self._sides(case, field))
        except (ZeroDivisionError, Unresolved):
            return None
        return None if error is None or bound is None else Measured(case, error, bound)

    def pinned(self, case: Case) -> Case:
        """With the ε and the c that hypotheses such as c == 2 ask for."""
        for name, tree in pins(self.statement.claim):
            with suppress(Irrational, ZeroDivisionError):
                exact: Any = value(ast.unparse(tree), case.letters(FIELDS[0]), FIELDS[0])
                found: dict[str, Any] = {PINNED[name]: Fraction(int(exact.p), int(exact.q))}
                case = replace(case, **found)
        return case

    def times(self, case: Case, position: float) -> Iterator[Fraction]:
        """Rationals certainly in T_k, near its left end for 0, near its right for 1, with more and more digits.

        Where T_k has no right end, so far beyond the left: position/(1 − position) times 1/(2cσ_r).
        """
        with Balls(WINDOW_BITS).working():
            left, right = self._window(case, Balls(WINDOW_BITS))
            begin, end = _ends(left), (None if right is None else _ends(right))
        if begin is None or (right is not None and end is None):
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

    def _truth(self, comparison: Comparison, case: Case) -> bool | None:
        sides = ast.unparse(comparison.left), ast.unparse(comparison.right)
        for field in FIELDS:
            try:
                with field.working():
                    letters = case.letters(field)
                    left, right = (value(side, letters, field) for side in sides)
                    verdict = _decided(comparison.relation, left, right)
            except Irrational:
                continue
            except ZeroDivisionError:  # by exact zeros: the case is none of the claim's
                return None
            if verdict is not None:
                return verdict
        return None

    def _window(self, case: Case, field: Field) -> tuple[Any, Any]:
        """The ends of T_k, of which the left may be negative, and the right None."""
        letters, rank = case.letters(field), case.instance.r
        square, twice_rate = letters["alpha"] ** 2, 2 * letters["c"]
        left, right = field.number(0), None
        if case.k > 0:
            c1 = value(self.statement.c1, letters, field)
            left = field.log(c1 / square) / (twice_rate * field.number(case.spectrum[case.k - 1]))
        if case.k < rank:
            c2 = value(self.statement.c2, letters, field)
            right = field.log(c2 / square) / (twice_rate * field.number(case.spectrum[case.k]))
        return left, right

    def _is_inside(self, case: Case) -> bool:
        if case.time < 0:
            return False
        for field in FIELDS:
            try:
                with field.working():
                    left, right = self._window(case, field)
                    time = field.number(case.time)
                    if left <= time and (right is None or time <= right):
                        return True
            except (Irrational, ZeroDivisionError):
                continue
        return False

    def _violates(self, case: Case) -> bool:
        for field in FIELDS:
            try:
                with field.working():
                    error, bound = self._sides(case, field)
                    if error > bound or (self.statement.relation == "<" and error == bound):
                        return True
                    if error < bound:
                        return False
            except (Irrational, Unresolved):
                continue
            except ZeroDivisionError:
                return False
        return False

    def _sides(self, case: Case, field: Field) -> tuple[Any, Any]:
        """Error and bound."""
        bound = value(ast.unparse(self.statement.claim.conclusion.right), case.letters(field), field)
        return error_at(case.point, field), bound


def pins(claim: Claim) -> Iterator[tuple[str, ast.expr]]:
    """The names that hypotheses say are equal to an expression in other names, and that expression."""
    for hypothesis in claim.hypotheses:
        for side, other in ((hypothesis.left, hypothesis.right), (hypothesis.right, hypothesis.left)):
            is_pin = hypothesis.relation is ast.Eq and isinstance(side, ast.Name) and side.id in PINNED
            if is_pin and not {ast.unparse(side), "alpha"} & set(names_in(other)):
                yield ast.unparse(side), other


def _decided(relation: type[ast.cmpop], left: Any, right: Any) -> bool | None:
    """Whether the relation certainly holds, or certainly does not; nan is neither."""
    holds = RELATIONS[relation]
    opposite = {ast.LtE: ast.Gt, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE}
    if holds(left, right):
        return True
    if relation is ast.Eq:
        return False if left != right else None
    return False if RELATIONS[opposite[relation]](left, right) else None


def rounded(x: Fraction, digits: int, to_whole: Callable[[Fraction], int] = round) -> Fraction:
    """x ≥ 0 with so many significant decimal digits, or one more."""
    if x <= 0:
        return x
    bits = x.numerator.bit_length() - x.denominator.bit_length() - 1
    unit = Fraction(10) ** (digits - 1 - floor(bits * log10(2)))
    return to_whole(x * unit) / unit


def _ends(x: Any) -> Interval | None:
    """The ends of a ball; None for one that is not bounded, or not worth writing out."""
    ends = x.lower(), x.upper()
    if not x.is_finite() or any(abs(int(end.man_exp()[1])) > LARGEST_EXPONENT for end in ends):
        return None
    return exact_fraction(ends[0]), exact_fraction(ends[1])
