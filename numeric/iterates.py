"""Gradient descent on (c/4)‖Y − UUᵀ‖_F², step by step: W_j = U_jU_jᵀ with U_{j+1} = U_j + ηc(Y − U_jU_jᵀ)U_j.

In exact rationals as long as these are short: each step has three times the digits. Else in balls, in the basis of Y:
of a factor the rows are run, of a shape W itself. There what is tiny keeps its digits beside what is not, so that α
costs nothing; but balls widen at each step once a mode is learned, and the precision is raised until every digit is
certain: where two precisions did not do, what they lost at each step tells what will. Nothing is rounded to doubles.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log2
from typing import Any, NamedTuple

import flint

from numeric import matrices, memory
from numeric.exact import format_fraction
from numeric.field import LARGEST_EXACT_EXPONENT, Balls, Unresolved
from numeric.frame import frame_of
from numeric.instance import require_positive
from numeric.problem import Problem
from paper import Misuse

LONGEST_EXACT = 60_000
"""Bits of an entry up to which iterates are written out."""
LONGEST_RUN = 3600
"""Seconds that a run may take, as it is estimated before it begins."""
LARGEST_COUNT = 10**9
GUARD_BITS = 64
LARGEST_BITS = 2**20
"""Where steps are so large that nothing is told of what they cost."""
SPARE = 1.1
"""How much more than was foreseen is taken."""
EVERY = 16
"""Steps after which it is looked at what is still known."""
FARTHEST = 100_000
"""The binary exponent of W beyond which descent is taken to diverge."""
OVERHEAD, BALL_SECONDS = 2e-5, 6e-8
"""Seconds that a step takes besides its products, and a product of short numbers."""


@dataclass(frozen=True)
class Descent:
    """The problem, the step η > 0, and after which steps W is asked for, in increasing order."""

    problem: Problem
    eta: Fraction
    steps: tuple[int, ...]

    def __post_init__(self) -> None:
        require_positive(self.eta, "the step η")
        if not self.steps:
            raise Misuse("no number of iterations is given; give at least one")
        for j in self.steps:
            if j < 0:
                raise Misuse(f"the number of iterations is {j}; it must not be negative")
            if j > LARGEST_COUNT:
                raise Misuse(f"the number of iterations is {j}; at most {LARGEST_COUNT} are counted")

    @property
    def rate(self) -> Fraction:
        """ηc."""
        return self.eta * self.problem.rate

    @property
    def last(self) -> int:
        return self.steps[-1]

    def seconds(self, bits: int) -> float:
        """About how long it takes at so many bits, as it was measured for n = 1..20 and 64 to 20000 bits."""
        n = self.problem.n
        h = n if self.problem.factor is None else len(self.problem.factor[0])
        products = 2 * n * n * n if self.problem.factor is None else 2 * n * h * h
        return float(self.last * (OVERHEAD + products * (BALL_SECONDS + 2e-9 * (bits / 64) ** 1.6)))

    def require_reasonable(self, digits: int) -> None:
        """Raises Misuse where the run would take more time, or its answer more memory, than there is."""
        seconds = self.seconds(ceil(digits * log2(10)) + GUARD_BITS)
        if seconds > LONGEST_RUN:
            n = self.problem.n
            raise Misuse(
                f"{self.last} iterations of a {n}×{n} problem would take about {seconds / 3600:.1f} hours, and at most"
                f" {LONGEST_RUN // 3600} is spent; ask for fewer"
            )
        each = memory.of_matrices(self.problem.n, ceil(digits * log2(10)) + GUARD_BITS) * len(self.steps)
        memory.fitting_jobs(1, each, memory.of_answer(self.problem.n, digits, len(self.steps)), "descent")

    def most_bits(self, bits: int) -> int:
        """What all steps can cost, and what then cancels, beside so many bits."""
        widest = 1 + 4 * self.rate * self.problem.largest_row_sum
        return bits + GUARD_BITS + ceil(2 * self.last * log2(widest)) if widest < 2**64 else LARGEST_BITS

    @property
    def is_short(self) -> bool:
        """Whether all iterates are written out as exact rationals."""
        problem = self.problem
        if self.last > 12 or abs(problem.alpha.exponent) > LARGEST_EXACT_EXPONENT:
            return False
        parts = [x for row in (*problem.target, *(problem.factor or problem.shape or ())) for x in row]
        size = max((_bits(x) for x in (*parts, problem.alpha.fraction, self.rate)), default=1)
        return bool(4 * problem.n * size * 3 ** (self.last + 1) <= LONGEST_EXACT)


def _bits(x: Fraction) -> int:
    return x.numerator.bit_length() + x.denominator.bit_length()


def exactly(descent: Descent) -> Mapping[int, Any]:
    """W_j after each number of steps asked for, n×n, exactly."""
    problem = descent.problem
    target, rate = matrices.to_flint(problem.target), flint.fmpq(*descent.rate.as_integer_ratio())
    W = matrices.to_flint(problem.start) * flint.fmpq(*(problem.alpha.fraction**2).as_integer_ratio())
    one = matrices.to_flint(matrices.identity(problem.n))

    def step(W: Any) -> Any:
        factor = one + (target - W) * rate
        return factor * W * factor

    return _run(descent, W, step, lambda W: W)


class Iterate(NamedTuple):
    """W̃, and of a factor its rows, in the basis of Y."""

    W: Any
    factor: Any


class TooWide(Unresolved):
    """After so many iterations too little is known."""

    def __init__(self, step: int) -> None:
        super().__init__(f"what is known of iterate {step} is too little")
        self.step = step


def attempts(descent: Descent, digits: int) -> Iterator[tuple[Balls, Mapping[int, Iterate]]]:
    """Balls with more and more bits, and in each what `in_balls` finds, as far as it is known well enough."""
    needed = ceil(digits * log2(10))
    bits, failed = needed + GUARD_BITS, list[tuple[int, int]]()
    most = descent.most_bits(bits)
    while True:
        field, found = Balls(bits), None
        with field.working():
            try:
                found = in_balls(descent, field, needed)
            except TooWide as error:
                failed.append((bits, error.step))
            except Unresolved:  # of the basis of Y
                pass
        if found is not None:
            yield field, found
        foreseen = 2 * bits
        if len(failed) > 1 and failed[-1][1] > failed[-2][1] and found is None:
            (less, before), (more, after) = failed[-2:]
            foreseen = bits + ceil(SPARE * (more - less) * (descent.last - after) / (after - before)) + GUARD_BITS
        if bits >= most or descent.seconds(2 * bits) > LONGEST_RUN:
            return
        bits = min(max(2 * bits, foreseen), most)


def in_balls(descent: Descent, field: Balls, needed: int = 4) -> Mapping[int, Iterate]:
    """ΦᵀW_jΦ after each number of steps asked for, n×n, in the basis of Y with its eigenvalues in decreasing order.

    To be called within `field.working()`. Raises TooWide where fewer bits than are `needed` are left of a row, Misuse
    where W grows without end.
    """
    problem = descent.problem
    frame = frame_of(problem, field)
    alpha, rate = field.scale(problem.alpha), field.number(descent.rate)
    if problem.factor is not None:
        return _run(
            descent,
            frame.coordinates(problem.factor) * alpha,
            lambda U: _rows_after(U, frame.sigma, rate, field),
            lambda U: Iterate(U * field.transpose(U), U),
            needed,
        )
    target, one = field.diagonal(list(frame.sigma)), field.identity(problem.n)

    def step(W: Any) -> Any:
        factor = one + (target - W) * rate
        return factor * W * factor

    return _run(descent, frame.congruent(problem.start) * alpha**2, step, lambda W: Iterate(W, None), needed)


def _rows_after(U: Any, sigma: Sequence[Any], rate: Any, field: Balls) -> Any:
    """Each row u of U, with its σ, becomes u(1 + ηcσ − ηcUᵀU): so balls widen least."""
    inner = field.transpose(U) * U * rate
    rows = []
    _, h = field.shape(U)
    one = field.identity(h)
    for row, target in zip(field.entries(U), sigma, strict=True):
        after = field.matrix([row]) * (one * (1 + rate * target) - inner)
        rows.append([after[0, i] for i in range(h)])
    return field.matrix(rows)


def _run(
    descent: Descent, state: Any, step: Callable[[Any], Any], product: Callable[[Any], Any], needed: int = 0
) -> Mapping[int, Any]:
    found, j = dict[int, Any](), 0
    for wanted in descent.steps:
        while j < wanted:
            state, j = step(state), j + 1
            if needed and (j % EVERY == 0 or j == wanted):
                _require_known(state, descent, j, needed)
        found[wanted] = product(state)
    return found


def _require_known(state: Any, descent: Descent, j: int, needed: int) -> None:
    """Raises Misuse where the state is beyond all bounds, TooWide where a row is not known well enough any more."""
    rows, columns = state.nrows(), state.ncols()
    for i in range(rows):
        entries = [state[i, k] for k in range(columns)]
        if not all(x.is_finite() for x in entries):
            raise TooWide(j)
        largest = max(entries, key=_exponent)
        if _exponent(largest) > FARTHEST:
            raise Misuse(
                f"descent with the step {format_fraction(descent.eta)} grows without end: after {j} iterations an entry"
                f" is beyond 2^{FARTHEST}; take a smaller step"
            )
        if not largest.is_zero() and largest.rel_accuracy_bits() < needed:
            raise TooWide(j)


def _exponent(x: Any) -> float:
    """The binary exponent of the ball's largest element."""
    mantissa, exponent = x.abs_upper().man_exp()
    return float(int(exponent) + int(mantissa).bit_length()) if mantissa else float("-inf")
