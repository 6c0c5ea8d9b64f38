"""How sharp a theorem is at one instance: its constants against the least c₁ and the largest c₂ that it allows there.

T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})] is the true window, from its first to its last time, if
c₁ = α²e^{2cσ_k t_first} and c₂ = α²e^{2cσ_{k+1} t_last}: the effective constants. With a smaller c₁, or a larger c₂,
the theorem is false at this instance. (Where other crossings are not ruled out that stays true, but even the effective
constants may not do.) Over all instances with the same σ₁, m, μ, ε and α, where α²μ ≤ ε < σ₁, the largest of the first
and the smallest of the second are

    c₁* = (mσ₁ − α²)(σ₁ − ε)/ε,   c₂* = ε(σ₁ − α²μ)/(μ(σ₁ − ε)),

attained for n = 1, at k = 1 from W̄₀ = 1/m and at k = 0 from W̄₀ = μ.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import ceil, log2
from typing import Any

import flint

from numeric import texts, windows
from numeric.constants import norms
from numeric.decimals import exact_fraction, round_ball
from numeric.evaluate import Undecided
from numeric.exact import Scale, format_fraction
from numeric.field import Balls, Unresolved
from numeric.instance import Instance, TheoremName
from numeric.true_windows import End, TrueWindow, error, largest_error, true_window
from paper import Misuse
from paper.theorems import named

GUARDS = (2, 10, 40)
"""Digits beyond those asked for that are computed: more only where a decimal lies on a boundary."""
LOGARITHM_DIGITS = 12
ATTAINED = 1e-15
"""A logarithm below it is that of a constant that is attained."""

COLUMNS = (
    *("largest_alpha", "admissible", "empty", "left", "right"),
    *("first_outside", "first_inside", "first_only", "last_outside", "last_inside", "last_only"),
    *("error_at_left", "error_at_right", "covered"),
    *("c1", "c1_effective", "c1_optimal", "c1_argument", "c1_slack", "c1_worst_slack"),
    *("c2", "c2_effective", "c2_optimal", "c2_argument", "c2_slack", "c2_worst_slack"),
    *(
        "log10_c1_slack",
        "log10_c2_slack",
        "log10_c1_worst_slack",
        "log10_c2_worst_slack",
        "log10_inverse_largest_alpha",
    ),
)
"""What `measure` finds. Empty: where a window has no such end, or the number is not defined there."""


@dataclass(frozen=True)
class _Case:
    theorem: TheoremName
    instance: Instance
    k: int
    true: TrueWindow
    field: Balls

    def numbers(self) -> dict[str, Any]:
        """The columns that are numbers, as balls; to be called within `field.working()`."""
        instance, k = self.instance, self.k
        sigma = [*instance.spectrum, Fraction(0)]
        constants = windows.constants(self.theorem, instance, self.field, k)
        window = windows.window(self.theorem, instance, k, self.field)
        left = self.field.maximum(window.left, self.field.number(0))
        found = {"left": left, "right": window.right, "c1": constants.c1, "c2": constants.c2}
        if k > 0 and self.true.first is not None:
            found["c1_effective"] = self._grown(sigma[k - 1], self.true.first)
        if sigma[k] > 0 and self.true.last is not None:
            found["c2_effective"] = self._grown(sigma[k], self.true.last)
        found |= self._optimal() | self._argument()
        for c, tight, slack in (("c1", "c1_effective", "c1_slack"), ("c1", "c1_optimal", "c1_worst_slack")):
            if found.get(c) is not None and found.get(tight) is not None:
                found[slack] = found[c] / found[tight]
        for tight, slack in (("c2_effective", "c2_slack"), ("c2_optimal", "c2_worst_slack")):
            if found.get(tight) is not None:
                found[slack] = found[tight] / found["c2"]
        for name in ("c1_slack", "c2_slack", "c1_worst_slack", "c2_worst_slack"):
            if name in found:
                found[f"log10_{name}"] = found[name].log() / flint.arb.const_log10()
        if window.right is None or not left > window.right:
            found["error_at_left"] = self._error_at(left)
            if window.right is not None:
                found["error_at_right"] = self._error_at(window.right)
                if self.true.last is not None and window.right > left:  # nothing is told of a single point
                    first = self.field.number(0) if self.true.first is None else _ball(self.true.first)
                    found["covered"] = (window.right - left) / (_ball(self.true.last) - first)
        return {name: x for name, x in found.items() if x is not None}

    def empty(self) -> str:
        """Whether T_k is empty."""
        window = windows.window(self.theorem, self.instance, self.k, self.field)
        left = self.field.maximum(window.left, self.field.number(0))
        return "no" if window.right is None or left <= window.right else "yes" if left > window.right else "undecided"

    def _grown(self, sigma: Fraction, end: End) -> Any:
        """α²e^{2cσt} at an end of the true window."""
        exponent = self.field.number(2 * self.instance.rate * sigma) * _ball(end)
        return self.field.exp(exponent) * self.field.scale(self.instance.alpha) ** 2

    def _optimal(self) -> dict[str, Any]:
        field, instance = self.field, self.instance
        m, mu = norms(instance, field)
        sigma_1, eps = field.number(instance.spectrum[0]), field.number(instance.epsilon or 0)
        square = field.scale(instance.alpha) ** 2
        if not (square * mu <= eps and eps < sigma_1):
            return {}
        return {
            "c1_optimal": optimal_c1(sigma_1=sigma_1, m=m, eps=eps, square=square),
            "c2_optimal": optimal_c2(sigma_1=sigma_1, mu=mu, eps=eps, square=square),
        }

    def _argument(self) -> dict[str, Any]:
        """The least c₁ and the largest c₂ with which the paper's own proof goes through; of ours nobody asks."""
        stated, values = named(self.theorem), windows.numbers(self.theorem, self.instance, self.k, self.field)
        if not all(values["eps"] <= stated.value(limit, sigma_1=values["sigma_1"]) for limit in stated.limits):
            return {}
        return {f"{name}_argument": texts.value(text, values, self.field) for name, text in stated.argument.items()}

    def _error_at(self, time: Any) -> Any:
        """error/ε at the time, which is a narrow ball: from one in it, as log(error) changes at a bounded rate."""
        t = max(Fraction(0), exact_fraction(time.mid()))
        rate = 2 * self.instance.rate * largest_error(self.instance)  # at least 2cσ₁; see `directions`
        apart = (self.field.number(rate) * abs(time - self.field.number(t))).upper()
        ratio = error(self.instance, self.k, t, self.field) / self.field.number(self.instance.epsilon or 0)
        return ratio * flint.arb(0, apart).exp()


def optimal_c1(*, sigma_1: Any, m: Any, eps: Any, square: Any) -> Any:
    """c₁*, with `square` = α²: no smaller c₁ serves all instances with these σ₁, m, ε and α."""
    return (m * sigma_1 - square) * (sigma_1 - eps) / eps


def optimal_c2(*, sigma_1: Any, mu: Any, eps: Any, square: Any) -> Any:
    """c₂*: no larger c₂ does."""
    return eps * (sigma_1 - square * mu) / (mu * (sigma_1 - eps))


def largest_alpha(theorem: TheoremName, instance: Instance) -> Scale | None:
    """The largest α that the theorem admits, whatever the instance's is; None where none could be certified."""
    return _largest_alpha(theorem, replace(instance, alpha=Scale(Fraction(1))))


@lru_cache(maxsize=64)  # every k asks for it, and every α
def _largest_alpha(theorem: TheoremName, instance: Instance) -> Scale | None:
    try:
        return windows.largest_alpha(theorem, instance)
    except (Misuse, Unresolved):
        return None


def measure(theorem: TheoremName, instance: Instance, k: int, digits: int) -> dict[str, str]:
    """COLUMNS at the instance, each number to `digits` digits (logarithms to LOGARITHM_DIGITS).

    Raises Misuse where the theorem does not speak of the instance, Never where W(t) is never within ε of Y_k, and
    Undecided.
    """
    truths = [hypothesis.holds for hypothesis in windows.hypotheses(theorem, instance)]
    admissible = "no" if False in truths else "undecided" if None in truths else "yes"
    for more in GUARDS:
        true = true_window(instance, k, digits + more)
        bits = ceil((digits + more) * log2(10)) + 6 * abs(instance.alpha.exponent).bit_length() + 192
        # norms are told to half of the bits
        case = _Case(theorem, instance, k, true, Balls(2 * bits))
        with case.field.working():
            try:
                told = {name: _decimal(x, name, digits) for name, x in case.numbers().items()}
            except Unresolved:
                continue
            if None not in told.values():
                return {
                    **dict.fromkeys(COLUMNS, ""),
                    "right": "inf",
                    **{name: text for name, text in told.items() if text is not None},
                    **_largest(theorem, instance),
                    **_ends("first", true.first),
                    **_ends("last", true.last),
                    "admissible": admissible,
                    "empty": "no" if admissible == "yes" else case.empty(),
                }
    raise Undecided(f"the numbers could not be told to {digits} digits; ask for fewer")


def _decimal(x: Any, name: str, digits: int) -> str | None:
    if name.startswith("log10") and abs(x) < ATTAINED:
        return "0"  # of what is attained no digit of the logarithm can be told, and it is there to be drawn
    told = round_ball(x, LOGARITHM_DIGITS if name.startswith("log10") else digits)
    return None if told is None else told.decimal


def _largest(theorem: TheoremName, instance: Instance) -> dict[str, str]:
    largest = largest_alpha(theorem, instance)
    if largest is None:
        return {}
    mantissa = flint.arb(flint.fmpq(largest.mantissa.numerator, largest.mantissa.denominator))
    size = _decimal(-largest.exponent - mantissa.log() / flint.arb.const_log10(), "log10", 0)
    return {"largest_alpha": str(largest), "log10_inverse_largest_alpha": size or ""}


def _ends(side: str, end: End | None) -> dict[str, str]:
    if end is None:
        return {f"{side}_inside": "0" if side == "first" else "inf", f"{side}_only": "yes"}
    return {
        f"{side}_outside": format_fraction(end.outside),
        f"{side}_inside": format_fraction(end.inside),
        f"{side}_only": "yes" if end.only else "no",
    }


def _ball(end: End) -> Any:
    """A ball that holds the crossing."""
    ends = [flint.arb(flint.fmpq(t.numerator, t.denominator)) for t in (end.outside, end.inside)]
    return flint.arb.union(*ends)
