"""When half of each mode is learned: what the exact law says, beside how often it is seen in draws.

For each level, 5 % to 95 %, there is the time by which half of a mode is learned with that probability, by the exact
law (`numeric.half_times`), and the number of draws in which half of the mode's entry (ΦᵀWΦ)_kk is learned then, by the
closed form, which knows no pivots. Of two modes it is counted how often both are learned by their medians, as they are
independent. Clopper and Pearson's intervals hold for all these frequencies of a point at once with 99.9 %, so each by
itself with more; `as_expected` names those that the exact probability is outside of.

A cell has one number for each mode, k ≤ min(r, h), or pair of modes in the order 1 and 2, 1 and 3, …, 2 and 3, …
`law_applies` counts the draws for which the pivot law bounds the half-learning time, and `law_error` is by how much it
may differ from what the exact law has, at most, in these.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Any

from numeric.closed_form import solution_at
from numeric.confidence import clopper_pearson
from numeric.decimals import outward, round_ball
from numeric.evaluate import Undecided
from numeric.exact import Scale, format_fraction
from numeric.field import Balls, Unresolved
from numeric.flow_data import PRECISIONS
from numeric.half_times import HalfTime, half_times
from numeric.instance import Instance
from numeric.matrices import Row
from numeric.pivots import Mode
from numeric.studies.scales import ball

LEVELS = {
    "05": Fraction(1, 20),
    "25": Fraction(1, 4),
    "50": Fraction(1, 2),
    "75": Fraction(3, 4),
    "95": Fraction(19, 20),
}
MEDIAN = list(LEVELS).index("50")
CONFIDENCE = Fraction(999, 1000)
DIGITS, ERROR_DIGITS = 12, 3
ERRORS = Balls(256)
BOUNDS = ("", "_low", "_high")
COLUMNS = (
    *(f"time_{level}" for level in LEVELS),
    *(f"by_{level}{bound}" for level in LEVELS for bound in BOUNDS),
    *(f"together{bound}" for bound in BOUNDS),
    *("as_expected", "law_applies", "law_error"),
)


@dataclass(frozen=True)
class Asked:
    """The modes of a point, and for each the times of the levels, as they are told."""

    modes: tuple[HalfTime, ...]
    told: tuple[tuple[str, ...], ...]

    def time(self, k: int, level: int) -> Fraction:
        return Fraction(self.told[k][level])

    def chance(self, k: int, level: int) -> Any:
        """That half of mode k, from 0, is learned by then: the level, but for the decimals of the time."""
        return self.modes[k].chance(self.time(k, level))


@lru_cache(maxsize=64)
def asked(spectrum: Row, h: int, alpha: Scale, rate: Fraction) -> Asked:
    """Raises Unresolved where a time is not told to so many digits."""
    modes = half_times(spectrum, h, alpha, rate)
    return Asked(modes, tuple(tuple(_told(mode, level) for level in LEVELS.values()) for mode in modes))


def _told(mode: HalfTime, level: Fraction) -> str:
    rounded = round_ball(mode.quantile(level), DIGITS)
    if rounded is None:
        raise Unresolved("a quantile of a half-learning time could not be told")
    return rounded.decimal


class Seen:
    """What is seen of draws, counted."""

    def __init__(self, law: Asked) -> None:
        size = len(law.modes)
        self.law, self.draws = law, 0
        self.by = [[0] * len(LEVELS) for _ in range(size)]
        self.together = dict.fromkeys(combinations(range(size), 2), 0)
        self.applies = [0] * size
        self.errors: list[Any] = [None] * size

    def look_at(self, instance: Instance) -> None:
        """One draw. Raises Undecided or Unresolved where something can't be told."""
        self.draws += 1
        size = range(len(self.law.modes))
        learned = [[is_half_learned(instance, k + 1, self.law.time(k, i)) for i in range(len(LEVELS))] for k in size]
        for k in size:
            self.by[k] = [count + holds for count, holds in zip(self.by[k], learned[k], strict=True)]
            error = _error(instance, k + 1)
            if error is not None:
                self.applies[k] += 1
                self.errors[k] = error if self.errors[k] is None else ERRORS.maximum(error, self.errors[k])
        for k, j in self.together:
            self.together[k, j] += learned[k][MEDIAN] and learned[j][MEDIAN]

    def found(self) -> dict[str, str]:
        """The columns."""
        names, law = list(LEVELS), self.law
        alone = 1 - (1 - CONFIDENCE) / (len(law.modes) * len(names) + len(self.together))
        cells: dict[str, list[str]] = {name: [] for name in COLUMNS}
        surprises = []
        for k, counts in enumerate(self.by):
            for i, name in enumerate(names):
                cells[f"time_{name}"].append(law.told[k][i])
                if not self._tell(cells, f"by_{name}", counts[i], law.chance(k, i), alone):
                    surprises.append(f"mode {k + 1} by {int(name)} %")
        for (k, j), count in self.together.items():
            chance = law.chance(k, MEDIAN) * law.chance(j, MEDIAN)
            if not self._tell(cells, "together", count, chance, alone):
                surprises.append(f"modes {k + 1} and {j + 1} together")
        cells["law_applies"] = [str(count) for count in self.applies]
        cells["law_error"] = ["" if x is None else outward(x, ERROR_DIGITS, up=True) for x in self.errors]
        told = {name: ",".join(cell) for name, cell in cells.items()}
        return told | {"as_expected": f"no: {'; '.join(surprises)}" if surprises else "yes"}

    def _tell(self, cells: dict[str, list[str]], name: str, count: int, chance: Any, confidence: Fraction) -> bool:
        """Enter a count with its bounds, and say whether the exact probability may be between them."""
        low, high = clopper_pearson(count, self.draws, confidence)
        for bound, value in zip(BOUNDS, (Fraction(count), low, high), strict=True):
            cells[name + bound].append(format_fraction(value))
        return not (chance < ball(low) or chance > ball(high))


def is_half_learned(instance: Instance, k: int, time: Fraction) -> bool:
    """Whether half of (ΦᵀWΦ)_kk is learned at the time. Raises Undecided where balls don't tell."""
    target = instance.spectrum[k - 1]
    for field in map(Balls, PRECISIONS):
        with field.working():
            twice = 2 * solution_at(instance, time, field)[k - 1, k - 1]
            if twice >= ball(target) or twice < ball(target):
                return bool(twice >= ball(target))
    raise Undecided(f"whether half of mode {k} is learned could not be told, for a draw")


def _error(instance: Instance, k: int) -> Any | None:
    """By how much the half-learning time may differ from T_k, by the pivot law; None where it says nothing."""
    if k > instance.learnable:
        return None
    with ERRORS.working():
        mode = Mode(instance, k, ERRORS)
        early, late = mode.early(), mode.late()
        if early is None or late is None or not all(mode.applies.values()):
            return None
        return ERRORS.maximum(early, late)
