"""What the theorems have in common: instances, windows, constants, and how far W(t) is from Y_k."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from numeric.closed_form import rotate, solution_at
from numeric.field import Field
from numeric.instance import TheoremName
from numeric.windows import Constants, Window, constants, window
from paper.theorems import named
from proofs.theorems.shared import instances
from proofs.theorems.shared.instances import Point, outside

WINDOW = ("after-the-left-end", "before-the-right-end")
"""The hypotheses that t lies in T_k, without which a theorem promises nothing."""


@dataclass
class WindowQuantities:
    """Values at `point`, in `field`, of what the theorems speak of."""

    point: Point
    field: Field

    theorem: ClassVar[TheoremName]

    @cached_property
    def eps(self) -> Any:
        return self.field.number(self.point.instance.epsilon or 0)

    @property
    def c1(self) -> Any:
        return self._constants.c1

    @property
    def c2(self) -> Any:
        return self._constants.c2

    @property
    def left_end(self) -> Any:
        return self._window.left

    @property
    def right_end(self) -> Any:
        return self._window.right

    @cached_property
    def error(self) -> Any:
        """‖W(t) − Y_k‖₂ in the coordinates of Y, with Y_k = Φ diag(σ₁..σ_k, 0..0) Φᵀ."""
        instance, field = self.point.instance, self.field
        kept = [field.number(sigma if i < self.point.k else 0) for i, sigma in enumerate(instance.spectrum)]
        basis = None if instance.basis is None else field.exact(instance.basis)
        evolved = solution_at(instance, self.point.time, field)
        return field.norm(rotate(field, basis, evolved - field.diagonal(kept)))

    @cached_property
    def _constants(self) -> Constants:
        return constants(self.theorem, self.point.instance, self.field, self.point.k)

    @cached_property
    def _window(self) -> Window:
        return window(self.theorem, self.point.instance, self.point.k, self.field)


@dataclass(frozen=True)
class Windowed:
    """A theorem's instances at every k and position in time; `needs` keeps the points where a step has a meaning."""

    needs: Callable[[Point], bool] = lambda _: True
    beyond: bool = False  # before the left end and beyond the right end instead: where the theorem promises nothing

    kind: ClassVar[type[WindowQuantities]]
    theorem: ClassVar[TheoremName]
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

    def quantities(self, point: Point, field: Field) -> WindowQuantities:
        """The quantities at `point`."""
        return type(self).kind(point, field)

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        chosen = (near for point in points for near in outside(point)) if self.beyond else iter(points)
        return (point for point in chosen if self.needs(point))


def is_bounded(point: Point) -> bool:
    """k < r, at one position in time: T_k has two ends, whatever the time."""
    return point.k < point.instance.r and point.position == "left"
