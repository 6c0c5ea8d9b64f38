"""What the theorems have in common: instances, windows, constants, and how far W(t) is from Y_k."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import flint

from numeric import instances
from numeric.closed_form import accumulated_growth, flow_at, rotate, saturation, solution_at
from numeric.field import Field
from numeric.instance import TheoremName
from numeric.instances import Point, outside
from numeric.matrices import Rows
from paper.theorems import named, theorem
from proofs.theorems.shared.values import IN_BLOCKS, Letter, Values, Vocabulary

WINDOW = ("after-the-left-end", "before-the-right-end")
"""The hypotheses that t lies in T_k, without which a theorem promises nothing."""


def error_at(point: Point, field: Field) -> Any:
    """‖W(t) − Y_k‖₂ in the coordinates of Y, with Y_k = Φ diag(σ₁..σ_k, 0..0) Φᵀ."""
    instance = point.instance
    kept = [field.number(sigma if i < point.k else 0) for i, sigma in enumerate(instance.spectrum)]
    basis = None if instance.basis is None else field.exact(instance.basis)
    return field.norm(rotate(field, basis, solution_at(instance, point.time, field) - field.diagonal(kept)))


def size(rows: Rows, field: Field) -> Any:
    """The norm of an exact matrix, the same at every k and time: kept for the precision that it is worked out at."""
    return _size(rows, field, flint.ctx.prec)


@lru_cache(maxsize=512)
def _size(rows: Rows, field: Field, precision: int) -> Any:
    del precision
    return field.norm(field.exact(rows))


def flow(at: Values) -> Any:
    instance = at.point.instance
    return flow_at(instance.spectrum, instance.rate, instance.alpha, at.point.time, at.field)


LETTERS: Mapping[str, Letter] = {
    "flow": flow,
    "spectrum": lambda at: at["flow"].sigma,
    "saturation": lambda at: saturation(at["flow"]),
    "accumulated_growth": lambda at: accumulated_growth(at["flow"]),
    "alpha": lambda at: at["flow"].alpha,
    "c": lambda at: at["flow"].rate,
    "t": lambda at: at["flow"].time,
    "eps": lambda at: at.field.number(at.point.instance.epsilon or 0),
    "sigma_1": lambda at: at["spectrum"][0],
    "sigma_k": lambda at: at["spectrum"][at.point.k - 1],
    "sigma_next": lambda at: at["spectrum"][at.point.k],
    "sigma": lambda at: at["spectrum"][at.point.mode - 1],
    "M": lambda at: at.field.exact(at.point.instance.inverse_shape_in_basis),
    "Minv": lambda at: at.field.exact(at.point.instance.shape_in_basis),
    "m": lambda at: size(at.point.instance.inverse_shape_in_basis, at.field),
    "mu": lambda at: size(at.point.instance.shape_in_basis, at.field),
    "error": lambda at: error_at(at.point, at.field),  # its text turns W̃ and Y_k first: balls are wider
    **IN_BLOCKS,
}
"""What an instance gives at a time. Modes are counted from 1."""


def windows(label: str, k: int) -> Mapping[str, str]:
    """c₁ and c₂ of a theorem, and the ends of its windows: T_0 begins at 0."""
    stated = theorem(label)
    constants = {name: stated.constants[name] for name in ("c1", "c2")}
    return {**constants, "left_end": stated.left_end if k else "0", "right_end": stated.right_end}


@dataclass(frozen=True)
class Windowed:
    """A theorem's instances at every k and position in time; `needs` keeps the points where a step has a meaning."""

    needs: Callable[[Point], bool] = lambda _: True
    beyond: bool = False  # before the left end and beyond the right end instead: where the theorem promises nothing

    theorem: ClassVar[TheoremName]
    vocabulary: ClassVar[Vocabulary]
    symbols: ClassVar[Mapping[str, str]]
    points_are: ClassVar[str] = "every k, both ends of each window, inside it, and far out"

    @property
    def name(self) -> str:
        """Such as `theorem 3`."""
        return f"theorem {named(self.theorem).shown}"

    @property
    def dropped(self) -> tuple[str, ...]:
        """The hypotheses that its points break."""
        return WINDOW if self.beyond else ()

    @property
    def description(self) -> str:
        """Its points, in words: those that `needs` keeps are fewer, and its docstring says which."""
        only = f"; of these, those with {self.needs.__doc__}" if self.needs.__doc__ else ""
        return f"the published instances of Theorem {named(self.theorem).shown}: {self.points_are}{only}"

    def published(self) -> Iterator[Point]:
        """The published points, filtered."""
        return self._chosen(instances.published(self.theorem))

    def sample(self, seed: int, count: int) -> Iterator[Point]:
        """Points drawn from the seed, filtered."""
        return self._chosen(instances.drawn(self.theorem, seed, count))

    def quantities(self, point: Point, field: Field) -> Values:
        """The quantities at `point`."""
        return Values(point, field, type(self).vocabulary)

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        chosen = (near for point in points for near in outside(point)) if self.beyond else iter(points)
        return (point for point in chosen if self.needs(point))


def is_bounded(point: Point) -> bool:
    """k < r, at one position in time: T_k has two ends, whatever the time."""
    return point.k < point.instance.r and point.position == "left"
