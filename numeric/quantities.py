"""What people study about W(t), each number certified: singular values, distances from Y_k, the loss, the windows.

All of them are the same in every orthonormal basis, so they are computed in the basis of Y, where W̃ = ΦᵀWΦ is graded:
with a start Ū = Φ(LP), L unit lower trapezoidal and N = ELE₁⁻¹ (E₁: the rows of E that have a pivot),

    W̃ = N K⁻¹ Nᵀ,   K = α⁻²E₁⁻¹(PPᵀ)⁻¹E₁⁻¹ + NᵀDN,

so that W's non-zero eigenvalues are the inverses of those of the pencil (K, NᵀN). For a positive definite shape N is
the identity and (PPᵀ)⁻¹ is M. Precision is raised until every digit asked for is certain.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, log2
from typing import Any

from numeric import memory, windows
from numeric.closed_form import Flow, accumulated_growth, decay, graded, graded_woodbury, saturation
from numeric.decimals import ZERO, Rounded, round_ball
from numeric.engine import require_exponents
from numeric.evaluate import LARGEST_DIGITS, Undecided
from numeric.exact import format_fraction
from numeric.field import Balls, Unresolved
from numeric.flow_data import FlowData
from numeric.frame import Frame, frame_of
from numeric.graded_spectrum import pencil_eigenvalues, spectral_norm
from numeric.instance import TheoremName
from numeric.matrices import to_flint
from numeric.problem import Problem
from numeric.reach import first_certain, possible_pivots
from paper import Misuse

GUARD_BITS = 64
LARGEST_BITS = 100_000
LARGEST_WORK = 200_000_000
"""Bits of precision times n³: where to stop."""


@dataclass(frozen=True)
class Distance:
    """‖W(t) − Y_k‖₂ and ‖W(t) − Y_k‖_F."""

    k: int
    spectral: Rounded
    frobenius: Rounded


@dataclass(frozen=True)
class Window:
    """The ends of T_k; `right` is None where it has no right end."""

    k: int
    left: Rounded
    right: Rounded | None


def singular_values(problem: Problem, t: Fraction, digits: int) -> tuple[Rounded, ...]:
    """The n singular values of W(t), in decreasing order, each to `digits` digits; those beyond W's rank are 0."""
    attempts = _at(problem, t, digits, lambda field: positive_eigenvalues(problem, t, field))
    zeros = (ZERO,) * (problem.n - rank(problem))
    if len(zeros) == problem.n:
        return zeros
    return settle(attempts, digits, f"a singular value of W at t = {format_fraction(t)}") + zeros


def targets(problem: Problem, digits: int) -> tuple[Rounded, ...]:
    """Y's positive eigenvalues, in decreasing order: what W(t)'s singular values tend to, to `digits` digits."""
    require_digits(digits)
    count = positive_eigenvalues_of_target(problem)
    bits = precisions(problem.n, ceil(digits * log2(10)))
    attempts = ((field, lambda field: frame_of(problem, field).sigma[:count]) for field in map(Balls, bits))
    return settle(attempts, digits, "an eigenvalue of the target") if count else ()


def distance(problem: Problem, t: Fraction, k: int, digits: int) -> Distance:
    """How far W(t) is from Y_k = Φ diag(σ₁..σ_k, 0..)Φᵀ, Y's best positive semidefinite approximation of rank k.

    Raises Misuse where Y has fewer than k positive eigenvalues, or σ_k = σ_{k+1}, so that Y_k is not unique.
    """
    require_best_approximation(problem, k)

    def norms(field: Balls) -> list[Any]:
        if stays_at_best_approximation(problem, k, field):
            return [field.number(0)] * 2
        apart = difference(problem, t, k, False, field)
        return [spectral_norm(apart, field), square(apart).sqrt()]

    name = f"the distance of W from Y_{k} at t = {format_fraction(t)}"
    return Distance(k, *settle(_at(problem, t, digits, norms), digits, name))


def loss(problem: Problem, t: Fraction, digits: int) -> Rounded:
    """(c/4)‖Y − W(t)‖_F², whose gradient flow with W = UUᵀ this is: a quarter for c = 1 (MV), half for c = 2 (TFHV)."""
    positive = positive_eigenvalues_of_target(problem)

    # it starts at Y, and so stays there, where it is made of as many eigenpairs as Y has
    stays = problem.is_stationary and rank(problem) == problem.rank

    def value(field: Balls) -> list[Any]:
        if stays:
            return [field.number(0)]
        return [field.number(problem.rate / 4) * square(difference(problem, t, positive, True, field))]

    name = f"the loss at t = {format_fraction(t)}"
    return settle(_at(problem, t, digits, value), digits, name)[0]


def time_windows(theorem: TheoremName, instance: FlowData, digits: int) -> tuple[Window, ...]:
    """The windows of a theorem at the instance, whether or not its hypotheses hold there."""

    def ends(field: Balls) -> list[Any]:
        found = [windows.window(theorem, instance, k, field) for k in range(instance.learnable + 1)]
        return [x for window in found for x in (window.left, window.right) if x is not None]

    require_digits(digits)
    bits = precisions(instance.n, ceil(digits * log2(10)), 2 * abs(instance.alpha.exponent).bit_length())
    settled = settle(((field, ends) for field in map(Balls, bits)), digits, "an end of a window")
    return tuple(
        Window(k, settled[2 * k], settled[2 * k + 1] if k < instance.r else None) for k in range(instance.learnable + 1)
    )


def rank(problem: Problem) -> int:
    """The rank of W(t), which is that of W̄₀ at all times."""
    return problem.n if problem.factor is None else int(to_flint(problem.factor).rank())


def require_digits(digits: int) -> None:
    if not 1 <= digits <= LARGEST_DIGITS:
        raise Misuse(f"the digits are {digits}; ask for 1 to {LARGEST_DIGITS}")


def require_time(t: Fraction) -> None:
    if t < 0:
        raise Misuse(f"the time is {format_fraction(t)}; it must not be negative")


Attempt = tuple[Balls, Callable[[Balls], Sequence[Any]]]


def settle(attempts: Iterator[Attempt], digits: int, name: str) -> tuple[Rounded, ...]:
    """The numbers that the attempts enclose, rounded to `digits` digits. Raises Undecided where no attempt tells."""
    reason = "the balls stay too wide"
    for field, compute in attempts:
        with field.working():
            try:
                rounded = [round_ball(x, digits) for x in compute(field)]
            except Unresolved as error:
                reason = str(error)
                continue
            certain = tuple(x for x in rounded if x is not None)
        if len(certain) == len(rounded):
            return certain
    raise Undecided(f"{name} could not be told to {digits} digits within the largest precision tried ({reason})")


def _at(problem: Problem, t: Fraction, digits: int, compute: Callable[[Balls], Sequence[Any]]) -> Iterator[Attempt]:
    require_digits(digits)
    require_time(t)
    return ((field, compute) for field in fields(problem, t, digits))


def fields(problem: Problem, t: Fraction, digits: int) -> Iterator[Balls]:
    """Balls to try, with more and more bits."""
    return map(Balls, precisions(problem.n, ceil(digits * log2(10)), _exponent_bits(problem, t, digits)))


def _exponent_bits(problem: Problem, t: Fraction, digits: int) -> int:
    """Bits that the exponents of α and e^{cσt} take, twice. Raises Misuse where those are unreasonably many."""
    size = abs(problem.alpha.exponent) + int(problem.rate * problem.largest_row_sum * t) + 2
    bits = 2 * size.bit_length()
    require_exponents(problem.n, digits, bits, t)
    return bits


def fitting_jobs(problem: Problem, times: Sequence[Fraction], digits: int, jobs: int | None) -> int:
    """How many processes are to measure at the times; None means one a CPU, if memory allows.

    Raises Misuse where what they need is more than there is.
    """
    require_digits(digits)
    sizes = [_exponent_bits(problem, t, digits) for t in times]
    each = memory.of_matrices(problem.n, ceil(digits * log2(10)) + GUARD_BITS + max(sizes)) if sizes else 0
    return memory.fitting_jobs(jobs, each, 0, f"a number about W to {digits} digits")


def precisions(n: int, bits: int, more: int = 0) -> Iterator[int]:
    """`bits` and a guard, then twice as many, as long as work and memory for n×n matrices stay reasonable.

    `more` come on top, each time. Raises Misuse where even the first would take more memory than there is.
    """
    limit = max(min(LARGEST_BITS, LARGEST_WORK // n**3), 16 * bits)
    bits += GUARD_BITS
    memory.fitting_jobs(1, memory.of_matrices(n, bits + more), 0, "a number about W")
    while bits <= limit + GUARD_BITS and memory.fits(memory.of_matrices(n, bits + more)):
        yield bits + more
        bits *= 2


def positive_eigenvalues(problem: Problem, t: Fraction, field: Balls) -> list[Any]:
    """Balls for the non-zero eigenvalues of W(t), in decreasing order, whatever they span; W̄₀ is not zero.

    To be called within `field.working()`. Raises Unresolved.
    """
    frame = frame_of(problem, field)
    flow = _flow(problem, t, frame)
    n, shrink, D = problem.n, decay(flow), saturation(flow)
    if problem.factor is None:
        inner, gram, saturated = frame.inverse_shape(problem), field.identity(n), field.diagonal(D)
        pivots = list(range(n))
    else:
        lower, upper = frame.trapezoidal(problem)
        pivots = first_certain(lower)
        inner = field.inverse(upper * field.transpose(upper))
        time = flow.rate * flow.time
        # e^{c(σ_i − σ_p)t} is at most 1 below the pivot in row p, as σ decreases; above it L vanishes, or all but
        N = field.matrix(
            [
                [
                    x if x.is_zero() else x * field.exp(time * (sigma - flow.sigma[p]))
                    for x, p in zip(row, pivots, strict=True)
                ]
                for row, sigma in zip(field.entries(lower), flow.sigma, strict=True)
            ]
        )
        transposed = field.transpose(N)
        gram, saturated = transposed * N, transposed * field.diagonal(D) * N
    scaled = [shrink[p] / flow.alpha for p in pivots]
    bare = [[x * scaled[i] * scaled[j] for j, x in enumerate(row)] for i, row in enumerate(field.entries(inner))]
    return [1 / x for x in pencil_eigenvalues(field.matrix(bare) + saturated, gram, field)]


def limits(problem: Problem, field: Balls) -> list[Any]:
    """What W's non-zero singular values tend to, in decreasing order: the σ of the pivots' rows, or 0 if negative."""
    frame = frame_of(problem, field)
    highest = lowest = list(range(problem.n))
    if problem.factor is not None:
        highest, lowest = possible_pivots(frame.trapezoidal(problem)[0])
    zero = field.number(0)
    ends = [[field.maximum(frame.sigma[p], zero) for p in pivots] for pivots in (highest, lowest)]
    return [x if p == q else x.union(y) for x, y, p, q in zip(*ends, highest, lowest, strict=True)]


def _flow(problem: Problem, t: Fraction, frame: Frame) -> Flow:
    field = frame.field
    return Flow(field, frame.sigma, field.number(problem.rate), field.scale(problem.alpha), field.number(t))


def difference(problem: Problem, t: Fraction, k: int, whole: bool, field: Balls) -> Any:
    """W̃ − Σ if `whole`, else W̃ − diag(σ₁..σ_k, 0..), n×n, in the basis of Y; σ_k > 0.

    The entries of learned modes cancel there; with P⁻¹ = Σ₁⁻¹ + Δ they are −Σ₁ΔP, which does not. That in turn loses
    digits before they are learned, so that each entry is what both balls have in common, either being true.
    """
    frame = frame_of(problem, field)
    flow = _flow(problem, t, frame)
    require_apart(problem, frame.sigma, k)
    if problem.factor is None:
        W = graded(flow, frame.inverse_shape(problem))
    elif rank(problem) > 0:
        W = graded_woodbury(flow, *frame.trapezoidal(problem))
    else:
        W = field.diagonal([field.number(0)] * problem.n)
    rows = field.entries(W)
    for i, sigma in enumerate(frame.sigma):
        if whole or i < k:
            rows[i][i] = rows[i][i] - sigma
    if 0 < k <= rank(problem):
        for i, row in enumerate(_learned_difference(problem, flow, frame, W, k)):
            for j, x in enumerate(row):
                rows[i][j] = rows[i][j].intersection(x) if x.is_finite() else rows[i][j]
    return field.matrix(rows)


def _learned_difference(problem: Problem, flow: Flow, frame: Frame, W: Any, k: int) -> list[list[Any]]:
    """P − Σ₁ = −Σ₁ΔP, k×k, with Σ₁Δ = −E₁⁻² + α⁻²Σ₁E₁⁻¹[A − B(C + X)⁻¹Bᵀ]E₁⁻¹ and X = α²G₂; MV, proof of Theorem 4.

    From a factor [U₁; U₂] the bracket is [U₁(I + U₂ᵀXU₂)⁻¹U₁ᵀ]⁻¹.
    """
    field, n = flow.field, flow.n
    first, rest = slice(0, k), slice(k, n)
    X = field.diagonal([flow.alpha**2 * g for g in accumulated_growth(flow)[k:]]) if k < n else None
    if problem.factor is None:
        M = frame.inverse_shape(problem)
        schur = field.block(M, first, first)
        if X is not None:
            B = field.block(M, first, rest)
            schur = schur - B * field.inverse(field.block(M, rest, rest) + X) * field.transpose(B)
    else:
        U = frame.coordinates(problem.factor)
        _, h = field.shape(U)
        top, inner = field.block(U, first, slice(0, h)), field.identity(h)
        if X is not None:
            below = field.block(U, rest, slice(0, h))
            inner = inner + field.transpose(below) * X * below
        try:
            schur = field.inverse(top * field.inverse(inner) * field.transpose(top))
        except Unresolved:
            # modes that the start does not reach: nothing is learned that could cancel
            return []
    shrink = decay(flow)
    slope = [
        [
            x * flow.sigma[i] * shrink[i] * shrink[j] / flow.alpha**2 - (shrink[i] ** 2 if i == j else 0)
            for j, x in enumerate(row)
        ]
        for i, row in enumerate(field.entries(schur))
    ]
    return field.entries(field.matrix(slope) * field.block(W, first, first) * -1)


def stays_at_best_approximation(problem: Problem, k: int, field: Balls) -> bool:
    """Whether W(t) = Y_k for all t; as Y_k is stationary, it is so for all t or for none.

    A stationary W of rank k is made of k eigenpairs of Y. If these are not the first k, its trace falls short of theirs
    by σ_k − σ_{k+1} at least. Raises Unresolved where the balls cannot tell.
    """
    if not problem.is_stationary or rank(problem) != k:
        return False
    sigma = frame_of(problem, field).sigma
    if k in (0, problem.n):
        return True
    require_apart(problem, sigma, k)
    trace = sum((problem.start[i][i] for i in range(problem.n)), Fraction(0))
    short = sum(sigma[:k], field.number(0)) - field.number(trace) * field.scale(problem.alpha) ** 2
    if short > 0:
        return False
    if short < sigma[k - 1] - sigma[k]:
        return True
    raise Unresolved(f"whether W starts at Y_{k} could not be told")


def square(a: Any) -> Any:
    """‖a‖_F²."""
    return sum(x * x for x in a.entries())


def require_best_approximation(problem: Problem, k: int) -> None:
    most = positive_eigenvalues_of_target(problem)
    if not 0 <= k <= most:
        raise Misuse(f"there is no Y_{k}; k runs from 0 to the number of Y's positive eigenvalues, {most}")


def positive_eigenvalues_of_target(problem: Problem) -> int:
    """How many eigenvalues of Y are positive: Descartes' rule, exact where all roots are real."""
    if problem.diagonal is not None:
        return sum(x > 0 for x in problem.diagonal)
    signs = [x > 0 for x in problem.characteristic.coeffs() if x != 0]
    return sum(before != after for before, after in pairwise(signs))


def require_apart(problem: Problem, sigma: Sequence[Any], k: int) -> None:
    """Raises Misuse where σ_k = σ_{k+1}, Unresolved where the balls cannot tell."""
    if k in (0, len(sigma)) or sigma[k - 1] > sigma[k]:
        return
    groups = 1 + sum(1 for larger, smaller in pairwise(sigma) if larger > smaller)
    distinct = sum(factor.degree() for factor, _ in problem.characteristic.factor()[1])
    if groups == distinct:  # whatever is not apart is equal
        raise Misuse(f"σ_{k} and σ_{k + 1} are equal, so Y_{k} is not unique; choose another k")
    raise Unresolved(f"σ_{k} and σ_{k + 1} could not be told apart")
