"""Search for an instance that violates one hypothesis of Theorem 3 or 4 alone, and with it the conclusion.

Spectra, shapes and ε are drawn at many scales; α where only the hypothesis in question fails, by ordinary floats, which
decide nothing: whether exactly that hypothesis fails is asked of `numeric.windows`, and the error is enclosed in balls.
From each of the best instances drawn, small changes that bring the error closer to ε, or beyond it, are kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import exp, inf, log
from random import Random
from typing import Any

from numeric.exact import Unresolved, format_fraction
from numeric.field import Balls
from numeric.smallness import largest_log_square
from numeric.windows import EmptyWindow, time_inside
from paper import Misuse
from paper.theorems import named
from proofs.theorems.ablation.ablation import Unconfirmed, is_empty, require_dropped
from proofs.theorems.ablation.hypotheses import Case
from proofs.theorems.shared.windowed import error_at

BITS = 192
CLIMBERS = 3
"""How many of the best instances drawn are improved."""
POSITIONS = ("left", "middle", "right", "far")


@dataclass(frozen=True)
class Searched:
    """How many instances violated the hypotheses alone, and the case in which error/ε is largest."""

    tries: int
    nearest: Case | None
    ratio: float  # infinite where a T_k is empty
    is_counterexample: bool


@dataclass(frozen=True)
class _Draft:
    """An instance as it is varied: α² is e^log_square, rounded when it becomes a case."""

    spectrum: tuple[Fraction, ...]
    shape: tuple[Fraction, ...]
    epsilon: Fraction
    log_square: float
    basis: int | None

    def case(self) -> Case:
        return Case(
            ",".join(map(format_fraction, self.spectrum)),
            f"diagonal:{','.join(map(format_fraction, self.shape))}",
            format_fraction(self.epsilon),
            format_fraction(_short(exp(self.log_square / 2), 4)),
            0,
            None,
            self.basis,
        )


def search(theorem: str, dropped: Sequence[str], tries: int, seed: int) -> Searched:
    """Stops at the first counterexample, else after about `tries` instances. A seed means the same search for ever."""
    generator = Random(f"theorem {theorem} without {', '.join(dropped)}, {seed}")  # noqa: S311 (a seeded search)
    best: list[tuple[float, _Draft, Case]] = []
    count = 0
    for _ in range(100 * tries):
        if count >= tries // 2:
            break
        draft = _drawn(theorem, dropped, generator)
        weighed = None if draft is None else _weighed(theorem, dropped, draft)
        if draft is None or weighed is None:
            continue
        count += 1
        ratio, case, certain = weighed
        if certain:
            return Searched(count, case, ratio, True)
        best = sorted([*best, (ratio, draft, case)], key=lambda found: -found[0])[:CLIMBERS]
    for number, (ratio, draft, case) in enumerate(best):
        for _ in range(tries // 2 // CLIMBERS):
            changed = _changed(draft, generator)
            weighed = _weighed(theorem, dropped, changed)
            count += weighed is not None
            if weighed is not None and weighed[2]:
                return Searched(count, weighed[1], weighed[0], True)
            if weighed is not None and weighed[0] > ratio:
                ratio, case, draft = weighed[0], weighed[1], changed
        best[number] = (ratio, draft, case)
    ratio, _, nearest = max(best, key=lambda found: found[0], default=(-inf, None, None))
    return Searched(count, nearest, ratio, False)


def _weighed(theorem: str, dropped: Sequence[str], draft: _Draft) -> tuple[float, Case, bool] | None:
    """The largest error/ε over all T_k, where, and whether it certainly exceeds 1.

    None unless exactly what is dropped is violated.
    """
    try:
        case = draft.case()
        require_dropped(theorem, dropped, case)
        return max(_breaches(theorem, case), key=lambda found: (found[2], found[0]), default=None)
    except (Unconfirmed, Unresolved, Misuse):
        return None


def _breaches(theorem: str, case: Case) -> Iterator[tuple[float, Case, bool]]:
    instance, field = case.instance(), Balls(BITS)
    for k in range(instance.r + 1):
        with field.working():
            if is_empty(theorem, instance, k, field):
                yield inf, replace(case, k=k), True
                continue
        for position in POSITIONS:
            try:
                time = time_inside(theorem, instance, k, position)
            except EmptyWindow:
                continue
            found = replace(case, k=k, time=format_fraction(time))
            with field.working():
                ratio: Any = error_at(found.point(), field) / field.number(instance.epsilon or 0)
                yield float(ratio.mid()), found, bool(ratio > 1)


def _drawn(theorem: str, dropped: Sequence[str], generator: Random) -> _Draft | None:
    """An instance that, by floats, violates what is dropped and nothing else; None where this draw has no such α."""
    n = generator.randint(1, 4)
    r = generator.randint(1, n)
    values = sorted({_scaled(generator, -2, 1) for _ in range(r)}, reverse=True)
    spectrum = (*values, *[Fraction(0)] * (n - len(values)))
    spread = generator.choice((0, 1, 2))
    shape = tuple(_scaled(generator, -spread, spread) for _ in range(n))
    tolerance = "tolerance-not-too-large" in dropped
    epsilon = _short(float(spectrum[0]) * 10 ** (generator.uniform(0.31, 2) if tolerance else generator.uniform(-3, 2)))
    general = named(theorem).shape == "invertible"
    basis = generator.randint(1, 99) if general and n > 1 and generator.random() < 0.7 else None
    draft = _Draft(spectrum, shape, epsilon, 0.0, basis)
    ceilings = _ceilings(theorem, draft)
    kept = min(x for name, x in ceilings.items() if name not in dropped)
    broken = max((x for name, x in ceilings.items() if name in dropped), default=-inf)
    if broken >= kept:
        return None
    lowest = max(broken, kept - 20)
    return replace(draft, log_square=kept - (kept - lowest) * generator.choice((0.001, 0.999, generator.random())))


class Doubles:
    """A field of floats."""

    number, maximum, log = float, max, staticmethod(log)


def _ceilings(theorem: str, draft: _Draft) -> dict[str, float]:
    """The largest log α² that each hypothesis on α admits, in floats."""
    stated, field = named(theorem), Doubles()
    positive = [float(x) for x in draft.spectrum if x > 0]
    s_min, s_max = float(min(draft.shape)), float(max(draft.shape))
    known = {"sigma_1": float(draft.spectrum[0]), "sigma_r": positive[-1], "eps": float(draft.epsilon)}
    known |= {"s_min": s_min, "s_max": s_max, "m": 1 / s_min, "mu": s_max}
    known |= {name: stated.value(name, **known) for name in ("c1", "c2")}
    found = {}
    for hypothesis in stated.start:
        ranges = enumerate(pairwise(positive), start=1) if hypothesis.where else [(0, (0.0, 0.0))]
        for k, (above, below) in ranges:
            values = {**known, "sigma_k": above, "sigma_next": below}
            bounds = largest_log_square(hypothesis.text, values, field) if "alpha" in hypothesis.text else ()
            found |= {hypothesis.at(k): bound for bound in bounds or ()}
    return found


def _changed(draft: _Draft, generator: Random) -> _Draft:
    """One of the numbers a little larger or smaller."""
    factor = exp(generator.gauss(0, generator.choice((0.01, 0.1, 1))))
    which = generator.randrange(4)
    if which == 0:
        i = generator.randrange(sum(x > 0 for x in draft.spectrum))
        values = [_short(float(x) * factor, 3) if j == i else x for j, x in enumerate(draft.spectrum)]
        return replace(draft, spectrum=tuple(sorted(values, reverse=True)))
    if which == 1:
        i = generator.randrange(len(draft.shape))
        return replace(
            draft, shape=tuple(_short(float(x) * factor, 3) if j == i else x for j, x in enumerate(draft.shape))
        )
    if which == 2:
        return replace(draft, epsilon=_short(float(draft.epsilon) * factor, 3))
    return replace(draft, log_square=draft.log_square + log(factor))


def _scaled(generator: Random, lowest: float, highest: float) -> Fraction:
    return _short(10 ** generator.uniform(lowest, highest))


def _short(x: float, digits: int = 2) -> Fraction:
    """A decimal near x; what is random needs no more digits, and people read it."""
    return Fraction(f"{x:.{digits - 1}e}")
