"""Numbers of any kind that know how fast they change with each variable: a formula gives its derivatives, too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import flint

from proofs.scalar.claims import Numbers

Slopes = Mapping[str, Any]


@dataclass(frozen=True)
class Moving:
    """A value, and its derivative by each variable on which it depends.

    Of balls, both enclose what they are at each point of a box. Where a maximum changes from one of its arguments to
    the other, the derivatives enclose both, so that a difference of two values is still a mean of them times the way.
    """

    value: Any
    slopes: Slopes = field(default_factory=dict)

    def __neg__(self) -> "Moving":
        return self._by(-self.value, -1)

    def __add__(self, other: "Moving") -> "Moving":
        return Moving(self.value + other.value, _sum(self.slopes, other.slopes))

    def __sub__(self, other: "Moving") -> "Moving":
        return self + -other

    def __mul__(self, other: "Moving") -> "Moving":
        mine, theirs = self._by(None, other.value), other._by(None, self.value)
        return Moving(self.value * other.value, _sum(mine.slopes, theirs.slopes))

    def __truediv__(self, other: "Moving") -> "Moving":
        quotient = self.value / other.value
        direct, rest = self._by(None, 1 / other.value), other._by(None, -quotient / other.value)
        return Moving(quotient, _sum(direct.slopes, rest.slopes))

    def __pow__(self, n: int) -> "Moving":
        found = self
        for _ in range(n - 1):  # not `**`, which of a ball around 0 is nan
            found = found * self
        return found

    def _by(self, value: Any, factor: Any) -> "Moving":
        return Moving(value, {name: factor * slope for name, slope in self.slopes.items()})


def moving(numbers: Numbers) -> Numbers:
    """The kind of numbers with slopes."""
    plain = numbers.functions

    def chained(name: str, slope: Callable[[Any, Any], Any]) -> Callable[[Moving], Moving]:
        def function(x: Moving) -> Moving:
            value = plain[name](x.value)
            return x._by(value, slope(x.value, value))

        return function

    def largest(x: Moving, y: Moving) -> Moving:
        if x.value > y.value:
            return x
        if y.value > x.value:
            return y
        none = x.value * 0
        both = {n: _hull(x.slopes.get(n, none), y.slopes.get(n, none)) for n in {*x.slopes, *y.slopes}}
        return Moving(plain["max"](x.value, y.value), both)

    functions: dict[str, Callable[..., Any]] = {"max": largest}
    if "exp" in plain:
        functions |= {
            "exp": chained("exp", lambda _, value: value),
            "log": chained("log", lambda x, _: 1 / x),
            "sqrt": chained("sqrt", lambda _, value: 1 / (2 * value)),
        }
    return Numbers(lambda n: Moving(numbers.whole(n)), functions, lambda name: Moving(numbers.constant(name)))


def _sum(a: Slopes, b: Slopes) -> Slopes:
    return {**a, **{name: a[name] + slope if name in a else slope for name, slope in b.items()}}


def _hull(x: Any, y: Any) -> Any:
    """A ball that holds both; of other numbers one of them."""
    return flint.arb.union(x, y) if isinstance(x, flint.arb) else x
