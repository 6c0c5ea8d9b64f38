"""The study `windows`: each T_k beside the true window of k, in which W(t) really is within ε of Y_k.

Times are also given rescaled, t·c/log(1/α), which makes them comparable for every α.
"""

from functools import lru_cache
from typing import Any

import flint

from numeric import sharpness
from numeric.decimals import round_ball
from numeric.evaluate import Undecided
from numeric.exact import format_fraction, parse_fraction
from numeric.field import Unresolved
from numeric.inputs import read_instance
from numeric.instance import Instance
from numeric.mode_windows import Never
from numeric.studies import axes
from numeric.studies.scales import ball, canonical_alpha, log_of_inverse, read_few_digits
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study
from paper import Misuse

RESCALED_DIGITS = 12
TIMES = {"left": "left", "right": "right", "first": "first_inside", "last": "last_inside"}
"""What is rescaled, and the column that it comes from."""

GRID = {
    "theorem": ("3", "4", "4s"),  # the paper's, and the one with Theorem 3's constants; any other is asked for by name
    "spectrum": ("3,2,1,0", "1,0.8,0.2,0"),
    "shape": ("identity", "diagonal:1,2,3,4", "random:12"),
    "epsilon": ("0.01",),
    "alpha": ("1e-5", "1e-10", "1e-20", "1e-50", "1e-1000", "1e-100000"),
    "k": ("0", "1", "2", "3"),
    "rate": ("1",),
    "digits": ("20",),
}
COLUMNS = (OUTCOME, *sharpness.COLUMNS, *(f"rescaled_{name}" for name in TIMES), "log10_inverse_alpha", REASON)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse unless Y, W̄₀, ε, α < 1, k and the digits make sense together."""
    axes.require_shape(point["shape"])
    instance = _instance(point)
    return {
        "theorem": axes.theorem(point["theorem"]),
        "spectrum": ",".join(map(format_fraction, instance.spectrum)),
        "shape": axes.shape(point["shape"], instance.shape),
        "epsilon": format_fraction(parse_fraction(point["epsilon"], "ε")),
        "alpha": canonical_alpha(instance.alpha, point["alpha"]),
        "k": str(axes.whole(point["k"], "k", 0, instance.r, "the rank of Y")),
        "rate": format_fraction(instance.rate),
        "digits": str(read_few_digits(point["digits"])),
    }


def compute(point: Point) -> Found:
    """What is found at a canonical point: NONE where the theorem does not speak of it, or there is no true window."""
    instance, digits = _instance(point), int(point["digits"])
    return found_at(COLUMNS, lambda: _compute(point, instance, digits))


def found_at(columns: tuple[str, ...], compute: Any) -> Found:
    """What `compute` finds, or why it finds nothing."""
    found = dict.fromkeys(columns, "")
    try:
        return {**found, **compute(), OUTCOME: "FOUND"}
    except (Misuse, Never) as error:
        return {**found, OUTCOME: "NONE", REASON: str(error)}
    except (Undecided, Unresolved) as error:
        return {**found, OUTCOME: "UNDECIDED", REASON: str(error)}


def _compute(point: Point, instance: Instance, digits: int) -> Found:
    found = sharpness.measure(point["theorem"], instance, int(point["k"]), digits)
    with flint.ctx.workprec(256):
        unit = log_of_inverse(instance.alpha)
        times = {f"rescaled_{name}": _rescaled(found[column], instance, unit) for name, column in TIMES.items()}
        scale = _decimal(unit / flint.arb.const_log10())
    return {**found, **times, "log10_inverse_alpha": scale}


def _rescaled(text: str, instance: Instance, unit: Any) -> str:
    if text in ("", "inf"):
        return text
    time = parse_fraction(text, "a time") * instance.rate
    return _decimal(ball(time) / unit)


def _decimal(x: Any) -> str:
    told = round_ball(x, RESCALED_DIGITS)
    return "" if told is None else told.decimal


def _instance(point: Point) -> Instance:
    return _read(*(point[axis] for axis in ("spectrum", "shape", "epsilon", "alpha", "rate")))


@lru_cache(maxsize=8)  # the k of one instance follow each other in a grid
def _read(spectrum: str, shape: str, epsilon: str, alpha: str, rate: str) -> Instance:
    return read_instance(spectrum=spectrum, shape=shape, epsilon=epsilon, alpha=alpha, rate=rate)


WINDOWS = Study(
    "windows",
    "each window T_k beside the true one, the first and last time at which W(t) is within ε of Y_k",
    *(2, GRID, COLUMNS, canonical, compute),
)
