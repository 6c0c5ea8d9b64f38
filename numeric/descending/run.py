"""Gradient descent from exact data: which modes move together, what it costs, and W after the iterations asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, log2
from typing import Any

import flint

from numeric import memory
from numeric.descending.blocks import Coupled, Diverged, Single
from numeric.exact import echoed, format_fraction
from numeric.field import Balls
from numeric.frame import Frame, frame_of
from numeric.inputs import require_in_balls
from numeric.problem import Problem
from numeric.reach import first_certain
from paper import Misuse

GUARD_BITS = 64
WORD = 64
LARGEST_BITS = 500_000
"""Precision at which to stop, unless so many digits are asked for."""
LONGEST = 3600
"""Seconds that a run may take, as estimated."""
SINGLE_STEP = 8e-6
COUPLED_STEP = 5e-5
ENTRY = 1e-5
MULTIPLICATION = 6e-7
"""Seconds, as measured, for a step of one mode, for one of n modes that move together, and in it times n² and n³."""
LARGEST_LAST = 10**18
"""Iterations beyond which it makes no difference how many they are."""
PRODUCT_BITS = 1000
"""Bits that double the time of a product, about."""


@dataclass(frozen=True)
class Descent:
    """U⁺ = (I + η(Y − UUᵀ))U from the start of `problem`, whose rate is 1, with the step size η."""

    problem: Problem
    step: Fraction

    def __post_init__(self) -> None:
        require_in_balls(self.problem.n, "descent")
        if self.step <= 0:
            raise Misuse(f"the step is {format_fraction(self.step)}; give a positive one such as 1/10")
        if self.problem.rate != 1:
            raise Misuse(
                f"the rate is {format_fraction(self.problem.rate)} and the flow is descent, whose rate is 1;"
                " leave the rate out, and multiply the step by it"
            )


@dataclass(frozen=True)
class Iterate:
    """W after some steps, in the basis of Y, in balls.

    `W` is n×n, `gaps` are W_ii − σ_i, small ones to as many digits. W = NVNᵀ with V, ρ×ρ, and N, n×ρ, for the rank ρ;
    both are None for ρ = 0.
    """

    frame: Frame
    W: Any
    gaps: list[Any]
    gram: Any
    combination: Any


class Run:
    """The same descent again and again, with more and more bits."""

    def __init__(self, descent: Descent, digits: int, last: int) -> None:
        """`last` is the last iteration that is asked for. Raises Misuse where that takes too long, or does not fit."""
        self.descent, self.digits, self.last = descent, digits, last
        self.require_reasonable()

    @property
    def first_precision(self) -> int:
        """Bits for the digits, the rounding of all steps, and the exponent of α."""
        exponent = abs(self.descent.problem.alpha.exponent).bit_length()
        bits = ceil(self.digits * log2(10)) + GUARD_BITS + 2 * self.last.bit_length() + exponent
        return -(-bits // WORD) * WORD

    def precisions(self) -> Iterator[int]:
        """Bits to try: each twice the one before, as long as time and memory stay reasonable."""
        bits, n = self.first_precision, self.descent.problem.n
        yield bits
        largest = max(LARGEST_BITS, 8 * bits)
        while (
            2 * bits <= largest and self.seconds(2 * bits) <= LONGEST and memory.fits(memory.of_matrices(n, 2 * bits))
        ):
            bits *= 2
            yield bits

    def require_reasonable(self) -> None:
        bits, n = self.first_precision, self.descent.problem.n
        memory.fitting_jobs(1, memory.of_matrices(n, bits), 0, f"gradient descent to {self.digits} digits")
        seconds = self.seconds(bits)
        if seconds > LONGEST:
            exactly = echoed(Fraction(self.last))
            count = exactly if len(exactly) < 30 else "more than 1e30"
            raise Misuse(
                f"{count} iterations for n = {n} would take {_time(seconds)}, and"
                f" {_time(LONGEST)} is the most; ask for fewer iterations, and take a larger step to get as far"
            )

    def seconds(self, bits: int) -> float:
        """What so many steps take, about."""
        more = (bits / PRODUCT_BITS) ** 1.6
        each = 0.0
        for n in self._sizes:
            together = COUPLED_STEP + ENTRY * n**2 + MULTIPLICATION * (1 + more) * n**3
            each += SINGLE_STEP * (1 + more / 4) if n == 1 else together
        return each * min(self.last, LARGEST_LAST)

    @cached_property
    def _sizes(self) -> list[int]:
        """How many coordinates move together; a dense Y may take fewer in its basis."""
        problem = self.descent.problem
        waiting, sizes = list(range(problem.n)), []
        while waiting:
            together = [i for i in waiting if i == waiting[0] or not problem.is_apart(i, waiting[0])]
            waiting = [i for i in waiting if i not in together]
            sizes.append(len(together))
        return sizes

    def iterates(self, wanted: Sequence[int], bits: int) -> Iterator[tuple[int, Iterate]]:
        """The iterations wanted, which increase, each with W there. Works at that precision while it is gone through.

        Raises Unresolved where too little is known to go on, Misuse where W grows without bound.
        """
        with flint.ctx.workprec(bits):
            frame = frame_of(self.descent.problem, Balls(bits))
            blocks = _blocks(self.descent, frame)
            done = 0
            for iteration in wanted:
                while done < iteration:
                    done += 1
                    try:
                        for block in blocks:
                            block.step()
                    except Diverged:
                        raise self._diverged(done) from None
                    finally:
                        flint.ctx.prec = bits
                yield iteration, _assembled(frame, blocks)

    def _diverged(self, done: int) -> Misuse:
        return Misuse(
            f"with the step {format_fraction(self.descent.step)} gradient descent diverges: at iteration {done} of"
            f" {self.last} W is beyond 10^30000; give a smaller step, or fewer iterations"
        )


def _blocks(descent: Descent, frame: Frame) -> list[Single | Coupled]:
    """What moves together, at the start; rows that are 0 don't move."""
    problem, field = descent.problem, frame.field
    eta = field.number(descent.step)
    pivots, N = _dependence(problem, frame)
    others = [i for i in range(problem.n) if i not in pivots]
    start = frame.congruent(problem.start) * field.scale(problem.alpha) ** 2
    place = {p: j for j, p in enumerate(pivots)}
    waiting, blocks = list(pivots), []  # type: tuple[list[int], list[Single | Coupled]]
    while waiting:
        inside, new = [], waiting[:1]
        while new:
            inside += new
            made = [o for o in others if any(not N[o, place[p]].is_zero() for p in inside)]
            touched = {p for o in made for p in pivots if not N[o, place[p]].is_zero()}
            touched |= {q for q in pivots for p in inside if not start[p, q].is_zero()}
            new = [p for p in waiting if p in touched and p not in inside]
        inside.sort()
        waiting = [p for p in waiting if p not in inside]
        if len(inside) == 1 and not made:
            blocks.append(Single(inside[0], frame.sigma[inside[0]], start[inside[0], inside[0]], eta, field.bits))
            continue
        V = field.matrix([[start[p, q] for q in inside] for p in inside])
        combination = field.matrix([[N[o, place[p]] for p in inside] for o in made]) if made else None
        blocks.append(Coupled(inside, made, frame.sigma, (V, combination), eta, field.bits))
    return blocks


def _dependence(problem: Problem, frame: Frame) -> tuple[list[int], Any]:
    """Rows of the start's factor that are independent, and N, n×ρ, with which they make all of them; None for none."""
    if problem.factor is None:
        return list(range(problem.n)), frame.field.identity(problem.n)
    if not any(x != 0 for row in problem.factor for x in row):
        return [], None
    lower, _ = frame.trapezoidal(problem)
    pivots = first_certain(lower)
    columns = frame.field.entries(lower.transpose())
    for j in reversed(range(len(pivots))):  # N L_p = L, where L_p, L's rows at the pivots, is triangular with ones
        for k in range(j + 1, len(pivots)):
            factor = lower[pivots[k], j]
            if not factor.is_zero():
                columns[j] = [x - factor * y for x, y in zip(columns[j], columns[k], strict=True)]
    return pivots, frame.field.matrix(columns).transpose()


def _assembled(frame: Frame, blocks: Sequence[Single | Coupled]) -> Iterate:
    """W and its parts from those of the blocks."""
    field, n = frame.field, len(frame.sigma)
    zero = field.number(0)
    rows = [[zero] * n for _ in range(n)]
    gaps = [-sigma for sigma in frame.sigma]
    pivots = sorted(p for block in blocks for p in block.rows)
    gram = [[zero] * len(pivots) for _ in pivots]
    combination = [[zero] * len(pivots) for _ in range(n)]
    for block in blocks:
        V, N, inside = block.gram(), block.combination(), block.rows + block.others
        whole = field.identity(len(block.rows))
        if N is not None:
            whole = field.matrix(field.entries(whole) + field.entries(N))
        W = whole * V * whole.transpose()
        for i, p in enumerate(inside):
            for j, q in enumerate(inside):
                rows[p][q] = W[i, j]
            for j, q in enumerate(block.rows):
                combination[p][pivots.index(q)] = whole[i, j]
                if i < len(block.rows):
                    gram[pivots.index(p)][pivots.index(q)] = V[i, j]
            gaps[p] = W[i, i] - frame.sigma[p]
        for p, gap in zip(block.rows, block.gaps(), strict=True):
            gaps[p] = gap
    parts = (field.matrix(gram), field.matrix(combination)) if pivots else (None, None)
    return Iterate(frame, field.matrix(rows), gaps, *parts)


def _time(seconds: float) -> str:
    """About how long that is, for people."""
    for name, unit in (("days", 86_400), ("hours", 3600)):
        if seconds >= 3 * unit:
            return f"about {seconds / unit:.0f} {name}" if seconds < 10**4 * unit else "more than 10000 days"
    return f"about {seconds / 60:.0f} minutes"
