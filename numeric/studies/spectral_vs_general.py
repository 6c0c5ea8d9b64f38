"""The study `spectral-vs-general`: how much later, or earlier, a mode is half learned where the shape is turned.

Two starts have the same eigenvalues w₁..w_n: the spectral one W̄₀ = diag(w), and the general one W̄₀ = R diag(w) Rᵀ with
an orthogonal R. The delay c(t_i′ − t_i) of mode i does not vanish as α → 0: it tends to

    log(w_i/p_i)/(2σ_i),   p_i the i-th pivot of R diag(w) Rᵀ (its leading minors' ratio),

as mode i grows from what the modes learned before it leave of the start. In units of log(1/α), in which t_i·c tends to
1/σ_i, it vanishes like 1/log(1/α). The pivots have the product of the w_i: what some modes lose others gain, and the
limits weighed by 2σ_i come to 0 where nothing is absent. That the delay of the i-th singular value tends there, and how
fast, is seen, not proved; that of the mode's entry (ΦᵀWΦ)_ii is between `law_low` and `law_high`, by the pivot law.
"""

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, log2
from typing import Any

import flint

from numeric import matrices
from numeric.crossing import Crossing, mode_reach_time, reach_time
from numeric.decimals import round_ball
from numeric.evaluate import Undecided
from numeric.exact import format_fraction, parse_fraction
from numeric.inputs import SEED, read_problem
from numeric.instance import random_basis
from numeric.matrices import Rows
from numeric.problem import Problem
from numeric.studies.scales import (
    ball,
    by_the_law,
    canonical_alpha,
    log10_size,
    log10_text,
    log_of_inverse,
    outward_or_empty,
    read_few_digits,
    read_mode,
)
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study
from paper import Misuse

HALF = Fraction(1, 2)
GUARDS = (8, 24, 80)
"""Digits beyond those asked for, and beyond those of log(1/α), with which times are bracketed."""

EXPONENTS = (2, 3, 4, 6, 8, 10, 15, 20, 30, 50, *(k * 10**power for power in (2, 3, 4) for k in (1, 2, 5)), 100_000)
GRID = {
    "spectrum": ("3,2,1",),
    "weights": ("4,2,1", "1,2,4", "100,10,1", "1,10,100", "10000,100,1", "1,100,10000"),
    "rotation": ("1/10", "1/4", "1/2", "random:1", "random:2", "random:3"),
    "alpha": tuple(f"1e-{exponent}" for exponent in EXPONENTS),
    "mode": ("1", "2", "3"),
    "rate": ("1",),
    "digits": ("15",),
}
COLUMNS = (
    *(OUTCOME, "condition", "pivot", "spectral_left", "spectral_right", "general_left", "general_right"),
    *("delay", "delay_radius", "limit", "rescaled_delay", "log10_inverse_alpha"),
    *("log10_delay", "log10_rescaled_delay", "log10_distance", "law_low", "law_high", REASON),
)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse unless the spectrum, weights, rotation, α < 1 and digits make sense."""
    spectral, general = _problems(point)
    spectrum = spectral.diagonal or ()
    for larger, smaller in pairwise(spectrum):
        if larger == smaller > 0:
            raise Misuse(
                f"the spectrum has {format_fraction(larger)} twice; modes are compared where they are distinct"
            )
    if general.start == spectral.start:
        raise Misuse(f"rotation is {point['rotation'][:40]}, which leaves these weights as they are; give another")
    rotation = point["rotation"]
    if not SEED.fullmatch(rotation):
        rotation = format_fraction(parse_fraction(rotation, "rotation"))
    return {
        "spectrum": ",".join(map(format_fraction, spectrum)),
        "weights": ",".join(format_fraction(row[i]) for i, row in enumerate(spectral.start)),
        "rotation": rotation,
        "alpha": canonical_alpha(spectral.alpha, point["alpha"]),
        "mode": str(read_mode(point["mode"], spectrum)),
        "rate": format_fraction(spectral.rate),
        "digits": str(read_few_digits(point["digits"])),
    }


def compute(point: Point) -> Found:
    """What is found at a canonical point. NONE where a start has half learned the mode already."""
    spectral, general = _problems(point)
    mode, digits = int(point["mode"]), int(point["digits"])
    weights = [row[i] for i, row in enumerate(spectral.start)]
    found = {
        **dict.fromkeys(COLUMNS, ""),
        "condition": format_fraction(max(weights) / min(weights)),
        "pivot": format_fraction(matrices.pivot(general.start, mode)),
    }
    try:
        return {**found, OUTCOME: "FOUND", **_delay(spectral, general, mode, digits)}
    except Misuse as error:
        return {**found, OUTCOME: "NONE", REASON: str(error)}
    except Undecided as error:
        return {**found, OUTCOME: "UNDECIDED", REASON: str(error)}


def _delay(spectral: Problem, general: Problem, mode: int, digits: int) -> Found:
    sigma, weight = (spectral.diagonal or ())[mode - 1], spectral.start[mode - 1][mode - 1]
    pivot = matrices.pivot(general.start, mode)
    for more in GUARDS:
        accuracy = digits + more + len(str(spectral.alpha.exponent))
        early, late = (
            mode_reach_time(spectral, mode, HALF, accuracy),
            reach_time(general, mode, HALF, accuracy),
        )
        with flint.ctx.workprec(ceil(accuracy * log2(10)) + 96):
            unit = log_of_inverse(spectral.alpha)
            delay = ball(spectral.rate) * (_bracket(late) - _bracket(early))
            limit = ball(weight / pivot).log() / ball(2 * sigma)
            decimals = (*(round_ball(x, digits) for x in (delay, limit, delay / unit)),)
            law = _by_the_law(spectral, general, mode, digits)
            logarithms = (log10_text(unit), log10_size(delay), log10_size(delay / unit), log10_size(delay - limit))
        if None not in decimals and None not in logarithms:
            told, limit_told, rescaled = (x for x in decimals if x is not None)
            return {
                **_ends("spectral", early),
                **_ends("general", late),
                "delay": told.decimal,
                "delay_radius": told.radius,
                "limit": limit_told.decimal,
                "rescaled_delay": rescaled.decimal,
                **dict(zip(COLUMNS[-7:-3], (x for x in logarithms if x is not None), strict=True)),
                **law,
            }
    raise Undecided(f"the delay of mode {mode} could not be told from 0, or not to {digits} digits")


def _by_the_law(spectral: Problem, general: Problem, mode: int, digits: int) -> Found:
    (alone, _), (first, last) = by_the_law(spectral, mode), by_the_law(general, mode)
    if alone is None:
        return {}
    early, late = (None if x is None else x - alone for x in (first, last))
    return {
        "law_low": outward_or_empty(early, digits, up=False),
        "law_high": outward_or_empty(late, digits, up=True),
    }


def _bracket(crossing: Crossing) -> Any:
    return flint.arb.union(ball(crossing.left), ball(crossing.right))


def _ends(start: str, crossing: Crossing) -> Found:
    return {f"{start}_left": format_fraction(crossing.left), f"{start}_right": format_fraction(crossing.right)}


def _problems(point: Point) -> tuple[Problem, Problem]:
    """The spectral start and the general one."""
    return _read(*(point[axis] for axis in ("spectrum", "weights", "rotation", "alpha", "rate")))


@lru_cache(maxsize=8)  # modes of one problem follow each other in a grid
def _read(spectrum: str, weights: str, rotation: str, alpha: str, rate: str) -> tuple[Problem, Problem]:
    spectral = read_problem(spectrum=spectrum, shape=f"diagonal:{weights}", alpha=alpha, rate=rate)
    turn = read_rotation(rotation, spectral.n)
    shape = matrices.product(turn, spectral.start, matrices.transpose(turn))
    return spectral, Problem(spectral.target, shape, None, spectral.alpha, spectral.rate)


def read_rotation(text: str, n: int) -> Rows:
    """R: `random:SEED`, or t, for turns of each axis towards the next one by the angle 2·arctan t, one by one."""
    seed = SEED.fullmatch(text)
    if seed is not None:
        return random_basis(n, int(seed[1]))
    t = parse_fraction(text, "rotation")
    cosine, sine = (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)
    turn = matrices.identity(n)
    for i in range(n - 1):
        plane = [list(row) for row in matrices.identity(n)]
        plane[i][i] = plane[i + 1][i + 1] = cosine
        plane[i][i + 1], plane[i + 1][i] = -sine, sine
        turn = matrices.product(turn, matrices.rows_of(plane))
    return turn


SPECTRAL_VS_GENERAL = Study(
    "spectral-vs-general",
    "how much later or earlier a mode is half learned where the shape's eigenvectors are not those of Y",
    *(2, GRID, COLUMNS, canonical, compute),
)
