"""What a figure shows: panels of curves, and when a curve has come down for good."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Curve:
    """One line of a figure."""

    name: str
    times: ArrayLike
    values: ArrayLike


@dataclass(frozen=True)
class Panel:
    """One panel of a figure: its curves share their axes; `logarithmic` is said of the vertical one."""

    title: str
    vertical: str
    curves: tuple[Curve, ...]
    logarithmic: bool = False
    horizontal: str = "time t"


def first_below(times: Any, values: Any, level: float) -> float:
    """The first of `times` from which on `values` stay at or below `level`; infinite if they don't in the end."""
    above = np.flatnonzero(~(np.asarray(values) <= level))  # nan is above
    if not len(above):
        return float(times[0])
    return float(times[above[-1] + 1]) if above[-1] + 1 < len(times) else float("inf")
