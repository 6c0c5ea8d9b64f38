"""The study `random-shapes`: how often Theorem 4 speaks of a random start, and how often what it concludes is seen.

MV §III-C1: U(0) = αŪ, the entries of Ū, n×h, independent standard normal numbers, so that W̄₀ = ŪŪᵀ. A point is a cell
of the grid with a number of draws; Y = diag(σ₁..σ_n), which loses nothing, as ΦᵀŪ has the law of Ū. Counted are draws

- with W̄₀ ≻ 0, decided exactly (the theorem's probability for that is 1 if h ≥ n, else 0);
- that satisfy every hypothesis of Theorem 4;
- of the conclusion: no T_k is empty, and ‖W(t) − Y_k‖ ≤ ε at both ends and in the middle of each, in balls;
- that learn one mode after another: whether Theorem 4 says so or not, each Y_k, k = 0..r, is within ε of W(t) at one
  time at least, looked for where the last mode learned and the next one err alike. No more than a lower bound;
- that are on time: half of each mode's entry (ΦᵀWΦ)_kk, k ≤ min(r, h), is learned when half of a lone mode is that
  starts from α²(h − k + 1). By Bartlett's decomposition the pivots of W̄₀ are independent, χ² with h − k + 1 degrees of
  freedom, and by the pivot law half of mode k is learned at the time log(σ_k/(α²p_k) − 1)/(2cσ_k), but for an error
  that vanishes with α: the probability tends to Π P(χ²_{h−k+1} ≥ h − k + 1), which stands beside the count;
- of the distribution of that time, what `numeric.studies.half_times` says.

Each count stands beside Clopper and Pearson's interval for its probability; that of the hypotheses also beside
certified bounds on the probability itself, from the exact law (`numeric.random_start`).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any

import flint

from numeric import matrices, windows
from numeric.confidence import clopper_pearson
from numeric.decimals import exact_fraction, round_ball
from numeric.evaluate import Undecided
from numeric.exact import Scale, format_fraction, parse_fraction, parse_scale
from numeric.field import Balls, Unresolved
from numeric.flow_data import PRECISIONS
from numeric.inputs import read_spectrum
from numeric.instance import Instance, from_factor, require_positive
from numeric.matrices import Row, Rows
from numeric.problem import Problem
from numeric.quantities import distance
from numeric.random_start import factors, probability
from numeric.studies import half_times
from numeric.studies.scales import ball, canonical_alpha, log10_text, log_of_inverse
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study, key
from numeric.wishart import chi_square
from paper import Misuse

CONFIDENCE = Fraction(95, 100)
LARGEST_N, LARGEST_H, LARGEST_DRAWS = 8, 200, 10_000
DIGITS = (6, 20, 60)
"""Digits to which a distance is told, more only where it is as close to ε."""
TIME_BITS, TIME_DIGITS = 64, 30
PROBABILITY_DIGITS = 12

GRID = {
    "spectrum": ("2,1", "3,2,1"),
    "h": ("2", "3", "8"),
    "epsilon": ("0.1",),
    "alpha": tuple(f"1e-{exponent}" for exponent in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20)),
    "draws": ("40",),
    "seed": ("1",),
    "rate": ("1",),
}
COUNTS = ("positive", "hypotheses", "conclusion", "learned", "on_time")
COLUMNS = (
    *(OUTCOME, "n"),
    *(f"{name}{part}" for name in COUNTS for part in ("", "_low", "_high")),
    *("positive_probability", "probability_low", "probability_high", "on_time_probability"),
    *("log10_inverse_alpha", *half_times.COLUMNS, REASON),
)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse unless Theorem 4 speaks of the spectrum and all is in range."""
    spectrum = read_spectrum(point["spectrum"])
    n, h = len(spectrum), _read_whole(point["h"], "h", LARGEST_H)
    if n > LARGEST_N:
        raise Misuse(f"the spectrum has {n} values; {LARGEST_N} are the most that this study takes")
    if spectrum[0] == 0:
        raise Misuse("the spectrum is zero; the theorems need a target Y ≠ 0")
    for larger, smaller in pairwise(spectrum):
        if larger == smaller > 0:
            raise Misuse(f"the spectrum has {format_fraction(larger)} twice; the theorems need distinct values")
    epsilon, rate = (parse_fraction(point[axis], axis) for axis in ("epsilon", "rate"))
    require_positive(epsilon, "epsilon")
    require_positive(rate, "rate")
    alpha = parse_scale(point["alpha"], "alpha")
    require_positive(alpha.mantissa, "alpha")
    return {
        "spectrum": ",".join(map(format_fraction, spectrum)),
        "h": str(h),
        "epsilon": format_fraction(epsilon),
        "alpha": canonical_alpha(alpha, point["alpha"]),
        "draws": str(_read_whole(point["draws"], "draws", LARGEST_DRAWS)),
        "seed": str(_read_whole(point["seed"], "seed", 10**9)),
        "rate": format_fraction(rate),
    }


def _read_whole(text: str, name: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and 1 <= int(text) <= most):
        raise Misuse(f"{name} is {text[:40]!r}; give a whole number from 1 to {most}")
    return int(text)


def compute(point: Point) -> Found:
    """What is found at a canonical point. UNDECIDED where a draw is, whatever the others say."""
    spectrum = read_spectrum(point["spectrum"])
    n, h, draws = len(spectrum), int(point["h"]), int(point["draws"])
    alpha = parse_scale(point["alpha"], "alpha")
    epsilon, rate = (parse_fraction(point[axis], axis) for axis in ("epsilon", "rate"))
    found = {**dict.fromkeys(COLUMNS, ""), "n": str(n), "positive_probability": str(int(h >= n))}
    with flint.ctx.workprec(128):
        found["log10_inverse_alpha"] = log10_text(log_of_inverse(alpha)) or ""
        rank = sum(sigma > 0 for sigma in spectrum)
        found["on_time_probability"] = _told(_on_time_probability(min(rank, h), h))
    try:
        low, high = _probability(spectrum, h, alpha, epsilon)
        times = half_times.Seen(half_times.asked(spectrum, h, alpha, rate))
        counts = dict.fromkeys(COUNTS, 0)
        for factor in islice(factors(key(point), n, h), draws):
            instance = from_factor(spectrum, factor, None, alpha, rate, epsilon)
            times.look_at(instance)
            for name, holds in _seen(instance, factor).items():
                counts[name] += holds
        distribution = times.found()
    except (Undecided, Unresolved, windows.EmptyWindow) as error:
        return {**found, OUTCOME: "UNDECIDED", REASON: str(error)}
    for name, count in counts.items():
        least, most = clopper_pearson(count, draws, CONFIDENCE)
        found |= {name: str(count), f"{name}_low": format_fraction(least), f"{name}_high": format_fraction(most)}
    bounds = {"probability_low": format_fraction(low), "probability_high": format_fraction(high)}
    reason = "" if h >= n else f"W̄₀ has rank {h} at most and n is {n}: m is infinite, and Theorem 4 says nothing"
    return {**found, **bounds, **distribution, OUTCOME: "FOUND", REASON: reason}


@lru_cache(maxsize=64)  # points that differ in the seed or the draws alone
def _probability(spectrum: Row, h: int, alpha: Scale, epsilon: Fraction) -> tuple[Fraction, Fraction]:
    return probability(spectrum, h, alpha, epsilon)


def _seen(instance: Instance, factor: Rows) -> Mapping[str, bool]:
    """What is counted, of one draw. Raises Undecided or Unresolved where something can't be told."""
    target = matrices.diagonal(instance.spectrum)
    problem = Problem(target, None, factor, instance.alpha, instance.rate)
    positive = instance.has_invertible_shape
    learned = _learns_in_order(instance, problem)
    on_time = _is_on_time(instance, len(factor[0]))
    if not positive:
        return {"learned": learned, "on_time": on_time}
    # as a shape, W̄₀ has an inverse, which is the quicker way
    problem = Problem(target, instance.shape, None, instance.alpha, instance.rate)
    verdicts = {hypothesis.name: hypothesis.holds for hypothesis in windows.hypotheses(4, instance)}
    if None in verdicts.values():
        raise Undecided("whether a draw satisfies a hypothesis could not be told")
    nowhere_empty = all(
        holds for name, holds in verdicts.items() if name.startswith("window-") or name == "right-ends-not-negative"
    )
    return {
        "positive": True,
        "hypotheses": all(verdicts.values()),
        "conclusion": nowhere_empty and _concludes(instance, problem),
        "learned": learned,
        "on_time": on_time,
    }


def _concludes(instance: Instance, problem: Problem) -> bool:
    """Whether the error is at most ε at both ends and in the middle of every T_k, none of which is empty."""
    return all(
        _is_within(problem, windows.time_inside(4, instance, k, position), k, instance.epsilon or Fraction(0))
        for k in range(instance.r + 1)
        for position in ("left", "middle", "right")
    )


def _learns_in_order(instance: Instance, problem: Problem) -> bool:
    """Whether W(t) is within ε of each Y_k at the time at which that seems likeliest."""
    weights: list[Fraction] = []
    while len(weights) < instance.r:
        weights.append(matrices.pivot(instance.shape, len(weights) + 1))
        if weights[-1] == 0:
            return False  # what the start does not reach is never learned
    epsilon = instance.epsilon or Fraction(0)
    return all(_is_within(problem, t, k, epsilon) for k, t in enumerate(_likely_times(instance, weights)))


def _on_time_probability(modes: int, h: int) -> Any:
    """Π P(χ²_{h−k+1} ≥ h − k + 1) over the first modes."""
    chance = flint.arb(1)
    for degrees in range(h, h - modes, -1):
        chance *= 1 - chi_square(degrees, flint.arb(degrees))
    return chance


def _told(x: Any) -> str:
    rounded = round_ball(x, PROBABILITY_DIGITS)
    return "" if rounded is None else rounded.decimal


def _is_on_time(instance: Instance, h: int) -> bool:
    """Whether half of each mode's entry is learned when a lone mode from α²(h − k + 1) is half learned."""
    return all(_is_mode_on_time(instance, k, h - k + 1) for k in range(1, min(instance.r, h) + 1))


def _is_mode_on_time(instance: Instance, k: int, weight: int) -> bool:
    target, bits = instance.spectrum[k - 1], PRECISIONS[0]
    with flint.ctx.workprec(bits):
        odds = ball(target / weight) / Balls(bits).scale(instance.alpha) ** 2 - 1
        late = odds.log() / ball(2 * instance.rate * target) if odds > 1 else flint.arb(0)
        time = exact_fraction(late.mid()).limit_denominator(10**TIME_DIGITS)
    return half_times.is_half_learned(instance, k, time)


def _likely_times(instance: Instance, weights: Sequence[Fraction]) -> list[Fraction]:
    """For each k = 0..r the time at which W(t) seems closest to Y_k.

    That is 0; then where the next mode's e^{2cσt}α²p, which grows, meets the last one's σ²/(e^{2cσt}α²p), which falls;
    and late. The pivots p of W̄₀ are what each mode grows from once those before it are learned.
    """
    with flint.ctx.workprec(TIME_BITS):
        logarithm, rate = 2 * log_of_inverse(instance.alpha), ball(2 * instance.rate)
        sigma, logs = [ball(x) for x in instance.spectrum], [ball(p).log() for p in weights]
        times = [flint.arb(0)]
        for k in range(instance.r - 1):
            rise = 2 * logarithm + 2 * sigma[k].log() - logs[k] - logs[k + 1]
            times.append(rise / (rate * (sigma[k] + sigma[k + 1])))
        last = instance.r - 1
        # twice as late as the last mode's distance falls to ε
        fall = logarithm + 2 * sigma[last].log() - logs[last] - ball(instance.epsilon or Fraction(1)).log()
        times.append(2 * fall / (rate * sigma[last]))
        return [max(Fraction(0), exact_fraction(t.mid())) for t in times]


def _is_within(problem: Problem, t: Fraction, k: int, epsilon: Fraction) -> bool:
    """Whether ‖W(t) − Y_k‖ ≤ ε."""
    for digits in DIGITS:
        told = distance(problem, t, k, digits).spectral
        with flint.ctx.workprec(4 * digits + 64):  # as balls: 1e-1000000 is a long fraction
            value, limit = flint.arb(told.decimal, told.radius), ball(epsilon)
            if value <= limit:
                return True
            if value > limit:
                return False
    raise Undecided(f"whether W(t) is within ε of Y_{k} could not be told, for a draw at t = {format_fraction(t)}")


RANDOM_SHAPES = Study(
    "random-shapes",
    "how often a Gaussian start satisfies Theorem 4's hypotheses and conclusion, beside the exact probability, and the"
    " law of when half of each mode is learned",
    *(3, GRID, COLUMNS, canonical, compute),
    batch=1,
)
