"""The windows T_k and the hypotheses of each theorem, exact where they are rational, else in balls.

T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], k = 0..r, with left end 0 for k = 0 and no right end where
σ_{k+1} = 0. In the theorems that are ours a left end that is negative counts as 0. By own targets, and in Theorem 4′,
c₁ depends on k, and Theorem 4′'s windows end with the last k of which the first k rows of ΦᵀŪ are independent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor, log10
from typing import Any

import flint

from numeric import texts
from numeric.constants import Constants as Constants
from numeric.constants import constants as constants
from numeric.decimals import exact_fraction
from numeric.exact import Scale, format_fraction
from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from numeric.flow_data import FIELDS, PRECISIONS, FlowData
from numeric.instance import Instance, TheoremName, require_theorem
from numeric.smallness import largest_log_square
from numeric.weights import unseen_inverse
from paper import Misuse, implements, theorems
from paper.texts import names, names_of_statement, sides, substituted

ENDS = Balls(PRECISIONS[1])
"""For the ends of windows: one and the same, so that what is kept for it is found again."""
TIME_DIGITS = 40
"""Significant digits of the times chosen inside a window."""
ALPHA_DIGITS = 20
"""Significant digits of the largest admissible α."""
DOUBLINGS = 64
"""How often a step down from a log α² that is too large is doubled, before none is said to be admissible."""


@dataclass(frozen=True)
class Window:
    """T_k; `right` is None where it has no right end."""

    k: int
    left: Any
    right: Any


@dataclass(frozen=True)
class Hypothesis:
    """left relation right, as written in `latex`; `holds` is None where no precision tried could decide."""

    name: str
    latex: str
    holds: bool | None
    left: str
    right: str


class EmptyWindow(ArithmeticError):
    """The window has no point, or none that can be certified."""


@implements(
    "general-windows-are-not-empty",
    "sharper-windows-are-not-empty",
    "sharpest-windows-are-not-empty",
    "own-target-windows-are-not-empty",
    "factor-windows-are-not-empty",
)
def window(theorem: TheoremName, instance: FlowData, k: int, field: Field) -> Window:
    """T_k, 0 ≤ k ≤ r, MV (16)."""
    if not 0 <= k <= instance.learnable:
        last = "the rank of Y" if instance.learnable == instance.r else "the number of modes that the factor can learn"
        raise Misuse(f"there is no window T_{k}; k runs from 0 to {last}, {instance.learnable}")
    values = numbers(theorem, instance, k, field)
    stated = theorems.named(theorem)
    left, right = field.number(0), None
    if k > 0:
        left = texts.value(stated.left_end, values, field)
        left = field.maximum(left, field.number(0)) if stated.begins_at_0 else left
    if k < instance.r:
        right = texts.value(stated.right_end, values, field)
    return Window(k, left, right)


@dataclass(frozen=True)
class _Condition:
    """A hypothesis at one k before it is decided: by rationals or balls, and exactly where balls cannot."""

    name: str
    text: str
    k: int
    values: Callable[[Field, int], Mapping[str, Any]]

    def decide(self, fields: Sequence[Field]) -> Hypothesis:
        holds = None
        for field in fields:
            try:
                with field.working():
                    left, right = self.sides(field)
                    small, large = (right, left) if self.relation.startswith(">") else (left, right)
                    holds = True if small <= large else False if small > large else None
            except (Irrational, Unresolved):
                continue
            if holds is not None:
                break
        if holds is None:
            try:
                rational = Rationals()
                holds = texts.holds_exactly(self.text, self.values(rational, self.k), rational)
            except Irrational:
                holds = None
        return Hypothesis(self.name, self.latex, holds, *self._shown(fields[1]))

    @property
    def relation(self) -> str:
        return sides(self.text)[1]

    def sides(self, field: Field) -> tuple[Any, Any]:
        left, _, right = sides(self.text)
        values = self.values(field, self.k)
        return texts.value(left, values, field), texts.value(right, values, field)

    @property
    def latex(self) -> str:
        """With the indices of this k."""
        indices = {"sigma_k": rf"\sigma_{{{self.k}}}", "sigma_next": rf"\sigma_{{{self.k + 1}}}"}
        return texts.latex(self.text, lambda name: {**theorems.LETTERS, **indices}.get(name, name))

    def _shown(self, field: Field) -> tuple[str, str]:
        with field.working():
            left, right = self.sides(field)
            return _decimal(left), _decimal(right)


def hypotheses(theorem: TheoremName, instance: FlowData) -> tuple[Hypothesis, ...]:
    """Every hypothesis of the theorem, decided. Raises Misuse where the theorem does not speak of the instance."""
    require_theorem(theorem, instance)
    return tuple(condition.decide(FIELDS) for condition in _conditions(theorem, instance))


def _conditions(theorem: TheoremName, instance: FlowData) -> Iterator[_Condition]:
    """Every hypothesis on the start, at every k for which it is asked."""
    stated = theorems.named(theorem)

    @cache
    def values(field: Field, k: int) -> Mapping[str, Any]:
        return numbers(theorem, instance, k, field)

    for hypothesis in stated.start:
        for k in asked_at(hypothesis, instance):
            # one that is asked for one k alone tells c₁, if that depends on k
            spelled = hypothesis.where == "1 <= k"
            text = substituted(hypothesis.text, {"c1": stated.constants["c1"]}) if spelled else hypothesis.text
            yield _Condition(hypothesis.at(k), text, k, values)


def asked_at(hypothesis: theorems.Hypothesis, instance: FlowData) -> Sequence[int]:
    """The k at which a hypothesis is judged, which is 0 where it does not speak of k.

    One that is asked for all k ≥ 1 is judged at r: there σ_k is least, and so is a c₁ that depends on it.
    """
    match hypothesis.where:
        case "":
            return (0,)
        case "1 <= k < r":
            return range(1, min(instance.learnable + 1, instance.r))
        case "1 <= k":
            return (instance.r,)
        case "k = r < n":
            return (instance.r,) if sees_absent_modes(instance) else ()
    raise Misuse(f"{hypothesis.name} is asked for {hypothesis.where!r}, which is no range of k")


def numbers(theorem: TheoremName, instance: FlowData, k: int, field: Field) -> Mapping[str, Any]:
    """What the names of a theorem's texts stand for at k; those that there are not, as σ_k at k = 0, are left out."""
    found = constants(theorem, instance, field, k)
    spectrum = [field.number(sigma) for sigma in instance.spectrum_in(field)]
    named = {
        **{name: getattr(found, name) for name in ("c1", "c2", "m", "mu", "s_min", "s_max")},
        "alpha": field.scale(instance.alpha),
        "c": field.number(instance.rate),
        "eps": field.number(instance.epsilon or 0),
        "sigma_1": spectrum[0],
        "sigma_r": spectrum[instance.r - 1],
        "sigma_k": spectrum[k - 1] if k else None,
        "sigma_next": spectrum[k] if k < instance.r else None,
    }
    return {name: value for name, value in named.items() if value is not None}


def sees_absent_modes(instance: FlowData) -> bool:
    """Whether Theorem 4′ has to pay for modes that are absent once all others are learned."""
    return instance.learnable == instance.r < instance.n and unseen_inverse(instance) is None


def largest_alpha(theorem: TheoremName, instance: FlowData) -> Scale:
    """A decimal of 20 digits, just below the largest α at which every hypothesis certainly holds.

    The instance's own does not matter.

    Raises Misuse where no α is admissible, Unresolved where the hypotheses could not be decided.
    """
    instance = instance.starting_at(Scale(Fraction(1)))
    require_theorem(theorem, instance)
    for condition in _conditions(theorem, instance):
        if "alpha" not in names_of_statement(condition.text) and condition.decide(FIELDS).holds is False:
            needed = f"{theorems.named(theorem).called} needs {texts.told(condition.text)}"
            raise Misuse(f"ε is {format_fraction(instance.epsilon or Fraction(0))}; {needed}, which no α mends")
    alpha = _round_down_power(*_largest_log_square(theorem, instance))
    if not all(hypothesis.holds for hypothesis in hypotheses(theorem, instance.starting_at(alpha))):
        raise Unresolved("no admissible α could be certified")
    return alpha


def _largest_log_square(theorem: TheoremName, instance: FlowData) -> tuple[Any, Field]:
    """The largest log α² that the hypotheses admit, and the field that it was computed in."""
    field = Balls(PRECISIONS[1])
    moving = {name: text for name, text in theorems.named(theorem).constants.items() if "alpha" in names(text)}
    largest, others = list[Any](), list[tuple[str, Mapping[str, Any]]]()
    with field.working():
        for condition in _conditions(theorem, instance):
            statement, values = substituted(condition.text, moving), condition.values(field, condition.k)
            if "alpha" in names_of_statement(statement):
                found = largest_log_square(statement, values, field)
                largest += found or ()
                others += [(statement, values)] if found is None else []
        if not largest:
            raise Misuse(f"{theorems.named(theorem).called} asks nothing of α that tells how large it may be")
        bound = -field.maximum(*(-each for each in largest))
        return _largest_by_bisection(bound, others, field) if others else bound, field


def _largest_by_bisection(high: Any, asked: Sequence[tuple[str, Mapping[str, Any]]], field: Field) -> Any:
    """The largest log α² up to `high` at which other statements hold, too: each asks more of a larger α."""

    def admits(log_square: Any) -> bool:
        alpha = field.exp(log_square / 2)
        for statement, values in asked:
            left, relation, right = sides(statement)
            one, other = (texts.value(side, {**values, "alpha": alpha}, field) for side in (left, right))
            if not (one >= other if relation.startswith(">") else one <= other):
                return False
        return True

    if admits(high):
        return high
    found = (doublings for doublings in range(DOUBLINGS) if admits(high - 2**doublings))
    doublings = next(found, None)
    if doublings is None:
        raise Unresolved("no admissible α could be certified")
    low = high - 2**doublings
    for _ in range(doublings + 4 * (ALPHA_DIGITS + 1)):
        middle = field.number(exact_fraction(((low + high) / 2).mid()))
        low, high = (middle, high) if admits(middle) else (low, middle)
    return low


def _round_down_power(log_square: Any, field: Field) -> Scale:
    """exp(log_square/2) rounded down to a decimal of ALPHA_DIGITS digits."""
    with field.working():
        power = log_square / (2 * flint.arb(10).log())
        exponent = floor(exact_fraction(power.mid()))
        mantissa = (flint.arb(10) ** (power - exponent)).lower()
    digits = int(exact_fraction(mantissa) * 10 ** (ALPHA_DIGITS - 1))
    return Scale(Fraction(digits, 10 ** (ALPHA_DIGITS - 1)), exponent)


def time_inside(theorem: TheoremName, instance: Instance, k: int, position: str) -> Fraction:
    """An exact time certainly in T_k: at its "left" or "right" end (rounded inward), in the "middle", or "far" out.

    Where T_k has no right end, "middle", "right" and "far" are 2, 10 and 1000 times as late as its left end (or than
    1/(2cσ_k), if that is later). Raises EmptyWindow where no time can be certified, or "far" is asked of a bounded T_k.
    """
    if position not in ("left", "middle", "right", "far"):
        raise Misuse(f"the position is {position!r}; it is one of left, middle, right, far")
    with ENDS.working():
        ends = window(theorem, instance, k, ENDS)
        left = max(Fraction(0), exact_fraction(ends.left.upper()))
        right = None if ends.right is None else exact_fraction(ends.right.lower())
    first = _rounded(left, ceil)
    if right is None:
        later = max(first, 1 / (2 * instance.rate * instance.spectrum[k - 1]))
        return {"left": first, "middle": 2 * later, "right": 10 * later, "far": 1000 * later}[position]
    last = _rounded(right, floor)
    if first > last or position == "far":
        raise EmptyWindow(f"T_{k} of {instance.name or 'the instance'} has no certain time at {position!r}")
    return {"left": first, "right": last, "middle": (first + last) / 2}[position]


def _rounded(x: Fraction, round_to_whole: Callable[[Fraction], int]) -> Fraction:
    """x ≥ 0 rounded to TIME_DIGITS significant digits, or one more."""
    if x <= 0:
        return x
    bits = x.numerator.bit_length() - x.denominator.bit_length() - 1
    exponent = floor(bits * log10(2))
    unit = Fraction(10) ** (TIME_DIGITS - exponent)
    return round_to_whole(x * unit) / unit


def _decimal(x: Any) -> str:
    return str(x.str(20, radius=False))
