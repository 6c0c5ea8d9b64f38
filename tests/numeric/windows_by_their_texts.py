"""Whether `numeric.windows` judges what a theorem declares: both are read at exact instances, and at the boundaries.

For each hypothesis one moves α, or ε, to where it becomes false; on that boundary, where it is rational, and a
millionth to either side of it, the verdict of `numeric.windows` has to be that of the theorem's text. The constants and
the ends of the windows have to be the theorem's, too. The text is read by `language`, and what its names stand for is
worked out here anew, from shapes that are diagonal and factors with few rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import isnan, log
from typing import Any

from numeric import windows
from numeric.exact import Scale
from numeric.field import Balls, Field, Rationals
from numeric.instance import Instance, from_factor
from numeric.matrices import Rows, diagonal
from paper import Misuse
from paper.theorems import Hypothesis, Theorem
from proofs.certificate import language

BITS = 256
NEAR = Fraction(1, 10**6)
"""To either side of a boundary, in proportion."""
EQUAL = Fraction(1, 10**40)
"""Sides that differ by no more count as equal: on a boundary that is rational they are."""
SMALLEST, LARGEST = -40.0, 12.0
"""Powers of two between which boundaries are looked for."""
STEPS, CLOSE = 60, 1e-12
STRICT = "tolerance-below-targets"
"""What `numeric.instance` refuses an instance for."""


@dataclass(frozen=True)
class Setting:
    """A spectrum with a start: the diagonal of a shape, or the rows of a factor."""

    spectrum: tuple[Fraction, ...]
    start: tuple[Fraction, ...] = ()
    factor: Rows = ()

    def instance(self, alpha: Fraction, eps: Fraction) -> Instance:
        scale, rate = Scale(alpha), Fraction(3, 2)
        if self.factor:
            return from_factor(self.spectrum, self.factor, None, scale, rate, eps)
        return Instance(self.spectrum, diagonal(self.start), None, scale, rate, eps)


def _numbers(text: str) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, text.split()))


SETTINGS = (
    Setting(_numbers("4 2 1 0"), _numbers("1/4 1 2 1")),
    Setting(_numbers("4 1"), _numbers("1 1/4")),
)
FACTORS = (
    Setting(_numbers("4 1"), factor=(_numbers("1 1 0"), _numbers("1 0 1"))),  # κ counts: its rows are not orthogonal
    Setting(_numbers("4 1 0"), factor=(_numbers("1 0 0"), _numbers("0 2 0"), _numbers("0 0 1"))),
    Setting(_numbers("4 0"), factor=(_numbers("1"), _numbers("1"))),  # the absent mode is seen
    Setting(_numbers("4 2 1"), factor=(_numbers("1 0 0"), _numbers("0 1 0"), _numbers("0 0 2"))),
)
ALPHAS, TOLERANCES = _numbers("1/64 1/2"), _numbers("1/64 1 4")
"""What stands still while the other is moved."""
FEW = 7
"""At every so manieth point constants and ends are compared, too."""


def departures(stated: Theorem) -> Iterator[tuple[str, str]]:
    """What the windows of a theorem judge otherwise than its texts say: of what, and in a sentence."""
    field = Balls(BITS)
    for setting in FACTORS if stated.shape == "factor" else SETTINGS:
        for number, (alpha, eps) in enumerate(boundaries(stated, setting)):
            admitted = _admits(stated, setting, 1, alpha, eps, field)
            try:
                instance = setting.instance(alpha, eps)
                judged = {found.name: found.holds for found in windows.hypotheses(stated.label, instance)}
            except Misuse:
                if admitted:
                    yield "refused", f"the windows speak of no instance {_at(setting, alpha, eps)}"
                continue
            if not admitted:
                yield (
                    "admitted",
                    f"the windows speak of an instance that the theorem does not {_at(setting, alpha, eps)}",
                )
                continue
            asked = dict(_asked(stated, setting, alpha, eps, field))
            for hypothesis in dict.fromkeys((*asked, *judged)):
                theirs, ours = judged.get(hypothesis), asked.get(hypothesis)
                if theirs is not ours:
                    told = f"of {hypothesis} the windows say {theirs} and the theorem {ours}"
                    yield hypothesis, f"{told} {_at(setting, alpha, eps)}"
            if number % FEW == 0:
                yield from _constants_and_ends(stated, setting, alpha, eps)


def _at(setting: Setting, alpha: Fraction, eps: Fraction) -> str:
    start = f"rows {setting.factor}" if setting.factor else f"start {' '.join(map(str, setting.start))}"
    return f"at alpha = {alpha}, epsilon = {eps}, spectrum {' '.join(map(str, setting.spectrum))}, {start}"


# ---- what the names stand for


def rank(setting: Setting) -> int:
    return sum(sigma > 0 for sigma in setting.spectrum)


def numbers(stated: Theorem, setting: Setting, k: int, alpha: Fraction, eps: Fraction, field: Field) -> dict[str, Any]:
    """Values of the names at k, those of the constants too, but for c₁ where it depends on k and that is 0."""
    spectrum, r = setting.spectrum, rank(setting)
    known = {"alpha": alpha, "eps": eps, "c": Fraction(3, 2), "sigma_1": spectrum[0], "sigma_r": spectrum[r - 1]}
    known |= {"sigma_k": spectrum[k - 1]} if k else {}
    known |= {"sigma_next": spectrum[k]} if k < r else {}
    if setting.factor:
        known["mu"] = _largest_of_a_gram(setting.factor)
    else:
        s_min, s_max = min(setting.start), max(setting.start)
        known |= {"m": 1 / s_min, "mu": s_max, "s_min": s_min, "s_max": s_max}
    names: dict[str, Any] = {name: field.number(x) for name, x in known.items()}
    if setting.factor and k:
        sigma = field.number(spectrum[min(k, r - 1)])
        kappa = language.value(stated.constants["kappa"], {**names, "sigma": sigma}, field)
        names["m_k"] = _least_weight(setting, k, kappa, field)
    for constant in ("c1", "c2"):
        text = stated.constants[constant]
        if k or not re.search(r"_k\b", text):
            names[constant] = language.value(text, names, field)
    return names


def _gram(rows: Rows) -> Rows:
    """ŪŪᵀ, of the factors above: 2×2 with equal diagonal entries, or diagonal; so its eigenvalues are rational."""
    return tuple(tuple(sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0)) for b in rows) for a in rows)


def _largest_of_a_gram(rows: Rows) -> Fraction:
    """‖ŪŪᵀ‖."""
    gram = _gram(rows)
    return gram[0][0] + abs(gram[0][1]) if len(rows) == 2 else max(gram[i][i] for i in range(len(rows)))


def _least_weight(setting: Setting, k: int, kappa: Any, field: Field) -> Any:
    """‖(U₁(1 + κU₂ᵀU₂)⁻¹U₁ᵀ)⁻¹‖: of one row u beside one row v, u(1 + κvᵀv)⁻¹uᵀ = uu − κ(uv)²/(1 + κvv)."""
    gram = _gram(setting.factor)
    if len(gram) == 2 and k == 1:
        one, uu, uv, vv = map(field.number, (Fraction(1), gram[0][0], gram[0][1], gram[1][1]))
        return one / (uu - kappa * uv * uv / (one + kappa * vv))
    if len(gram) == 2:
        return field.number(1 / (gram[0][0] - abs(gram[0][1])))
    return field.number(1 / min(gram[i][i] for i in range(k)))


# ---- what the texts say


def sides(statement: str, names: Mapping[str, Any], field: Any) -> tuple[Any, Any, bool]:
    """The side that is to be smaller, the one that is to be larger, and whether strictly."""
    left, relation, right = re.split(r" (<=|<|>=|>) ", statement)
    small, large = (left, right) if relation.startswith("<") else (right, left)
    return language.value(small, names, field), language.value(large, names, field), not relation.endswith("=")


def _asked(
    stated: Theorem, setting: Setting, alpha: Fraction, eps: Fraction, field: Field
) -> Iterator[tuple[str, bool | None]]:
    """Whether each hypothesis on the start holds, by the names that the windows have for them."""
    for hypothesis in stated.start:
        each = [(k, _holds(stated, hypothesis, setting, k, alpha, eps, field)) for k in ranges(hypothesis, setting)]
        if hypothesis.name == "window-not-empty":
            yield from ((f"window-{k}-not-empty", found) for k, found in each)
        elif each:
            yield hypothesis.name, all(found for _, found in each)


def ranges(hypothesis: Hypothesis, setting: Setting) -> range:
    """The k for which the hypothesis is asked."""
    r, n = rank(setting), len(setting.spectrum)
    seen = r < n and any(len(row) == 1 for row in setting.factor)
    return {
        "": range(1, 2),
        "1 <= k": range(1, r + 1),
        "1 <= k < r": range(1, r),
        "k = r < n": range(r, r + 1 if seen else r),
    }[hypothesis.where]


def _admits(stated: Theorem, setting: Setting, k: int, alpha: Fraction, eps: Fraction, field: Field) -> bool:
    """Whether there are to be windows at all."""
    asked = [hypothesis for hypothesis in stated.setting if hypothesis.name == STRICT]
    return all(_holds(stated, hypothesis, setting, k, alpha, eps, field) for hypothesis in asked)


def _holds(
    stated: Theorem, hypothesis: Hypothesis, setting: Setting, k: int, alpha: Fraction, eps: Fraction, field: Field
) -> bool:
    with field.working():
        small, large, strict = sides(hypothesis.text, numbers(stated, setting, k, alpha, eps, field), field)
        if abs(large - small) < field.number(EQUAL):
            return not strict
        return bool(small < large)


# ---- where to look


class Doubles:
    """A field of floats, to look for boundaries; nothing rests on it."""

    number, maximum = float, max

    def log(self, x: float) -> float:
        return log(x) if x > 0 else float("nan")


def boundaries(stated: Theorem, setting: Setting) -> Iterator[tuple[Fraction, Fraction]]:
    """α and ε on, and a millionth beside, where a hypothesis becomes false."""
    move_alpha = [lambda x, eps=eps: (x, eps) for eps in TOLERANCES]
    move_eps = [lambda x, alpha=alpha: (alpha, x) for alpha in ALPHAS]
    asked = [*stated.start, *(h for h in stated.setting if h.name == STRICT)]
    for hypothesis, moves in product(asked, (move_alpha, move_eps)):
        for k in ranges(hypothesis, setting):
            found = ((move, _crossing(stated, hypothesis, setting, k, move)) for move in moves)
            move, at = next(((move, at) for move, at in found if at is not None), (moves[0], None))
            if at is not None:
                simple = _simple(at)
                yield from map(move, ((simple,) if simple is not None else ()))
                yield from map(move, (at * (1 - NEAR), at * (1 + NEAR)))


def _crossing(
    stated: Theorem,
    hypothesis: Hypothesis,
    setting: Setting,
    k: int,
    move: Callable[[Fraction], tuple[Fraction, Fraction]],
) -> Fraction | None:
    """Where the sides are equal, by floats: false position, in which an end that stays counts half."""
    field: Any = Doubles()

    def slack(power: float) -> float:
        try:
            names = numbers(stated, setting, k, *move(Fraction(2.0**power)), field)
            small, large, _ = sides(hypothesis.text, names, field)
        except ZeroDivisionError:
            return float("nan")
        return float(large - small)

    low, high = SMALLEST, LARGEST
    below, above = slack(low), slack(high)
    while isnan(above) and high > low:  # beyond where a constant is positive
        high -= 1 / 4
        above = slack(high)
    if not below * above < 0:
        return None
    for step in range(STEPS):
        middle = (low + high) / 2 if step % 3 == 0 else (low * above - high * below) / (above - below)
        found = slack(middle)
        if found == 0 or high - low < CLOSE:
            break
        if (found > 0) == (below > 0):
            low, below, above = middle, found, above / 2
        else:
            high, above, below = middle, found, below / 2
    return Fraction(2.0**middle)


def _simple(x: Fraction) -> Fraction | None:
    """A fraction of few digits, or a power of two, that is as near as floats can tell."""
    power = Fraction(2) ** round(log(x) / log(2))
    return next((near for near in (power, x.limit_denominator(64)) if near and abs(near / x - 1) < NEAR / 100), None)


# ---- constants and ends


def _constants_and_ends(stated: Theorem, setting: Setting, alpha: Fraction, eps: Fraction) -> Iterator[tuple[str, str]]:
    instance, rational, field = setting.instance(alpha, eps), Rationals(), Balls(BITS)
    where = _at(setting, alpha, eps)
    for k in range(rank(setting) + 1):
        exact, constants = (
            numbers(stated, setting, k, alpha, eps, rational),
            windows.constants(stated.label, instance, rational, k),
        )
        for constant in ("c1", "c2"):
            if getattr(constants, constant) != exact.get(constant):
                yield constant, f"{constant} of the windows at k = {k} is not the theorem's {where}"
        if min(exact.get("c1", 1), exact["c2"]) <= 0:
            continue
        with field.working():
            ends = windows.window(stated.label, instance, k, field)
            letters = numbers(stated, setting, k, alpha, eps, field)
            meant = {
                "left": language.value(stated.left_end, letters, field) if k else field.number(0),
                "right": language.value(stated.right_end, letters, field) if k < rank(setting) else None,
            }
            if k and stated.begins_at_0:
                meant["left"] = field.maximum(meant["left"], field.number(0))  # time begins at 0
            for end, value in meant.items():
                theirs = getattr(ends, end)
                same = theirs is None if value is None else theirs is not None and theirs.overlaps(value)
                if not same:
                    yield end, f"the {end} end of T_{k} is not the theorem's {where}"
