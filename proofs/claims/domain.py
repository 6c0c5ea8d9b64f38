"""What a verdict is about: a family of points, each of which gives values to the named quantities of a statement.

A domain publishes a finite list of points, which certified evidence goes through one by one, and can draw more from
a seed.
Quantities are computed when first asked for, and kept, so that the steps of a theorem share the work on a point.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from numeric.field import Field


class Point(Protocol):
    """One instance with everything chosen: frozen, hashable, picklable."""

    @property
    def number(self) -> int:
        """The number of its instance: points that share one share work, and so a process."""
        ...

    def describe(self) -> dict[str, str]:
        """The point in words and exact numbers, enough to find it again."""
        ...


class Domain(Protocol):
    """A family of points and the quantities that they give values to."""

    @property
    def name(self) -> str:
        """Its name; domains of one name share their quantities."""
        ...

    @property
    def description(self) -> str:
        """Its points, in words."""
        ...

    @property
    def symbols(self) -> Mapping[str, str]:
        """LaTeX of each quantity."""
        ...

    def published(self) -> Iterable[Any]:
        """The published points, always the same, in the same order."""
        ...

    def sample(self, seed: int, count: int) -> Iterable[Any]:
        """`count` points drawn from `seed`."""
        ...

    def quantities(self, point: Any, field: Field) -> Any:
        """An object whose attributes are the quantities' values at `point`, computed in `field` when asked for."""
        ...


@dataclass
class Workspace:
    """Quantities and derivations already made, shared by the steps that one process judges."""

    memory: dict[tuple[str, Any, tuple[str, int]], Any] = field(default_factory=dict)
    derivations: dict[Callable[[], Any], Any] = field(default_factory=dict)

    def derivation(self, statement: Callable[[], Any]) -> Any:
        """What a statement without quantities returns, made once: it is judged, and it is shown."""
        if statement not in self.derivations:
            self.derivations[statement] = statement()
        return self.derivations[statement]

    def quantities(self, domain: Domain, point: Any, numbers: Field) -> Any:
        key = (domain.name, point, numbers.key)
        if key not in self.memory:
            self.memory[key] = domain.quantities(point, numbers)
        return self.memory[key]
