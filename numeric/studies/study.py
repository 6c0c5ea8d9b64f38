"""A study: its axes, a grid of its own, and the function that answers at one point.

A point is a mapping from axes to text in one canonical spelling, and everything found there is text too. Nothing but
the point goes into what is found, so points may be computed in any order, by any process, at any time.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import overload

from paper import Misuse

Point = Mapping[str, str]
Found = Mapping[str, str]
FoundAt = tuple[Point, Found]
Grid = Mapping[str, Sequence[str]]

OUTCOME = "outcome"
"""The column that every study has."""
OUTCOMES = ("FOUND", "NONE", "UNDECIDED")
"""What stands there: NONE is where the question has no answer at the point."""
REASON = "reason"
LARGEST_GRID = 1_000_000
"""Points that a grid may have."""


@dataclass(frozen=True)
class Study:
    """`compute` finds the `columns` at a point whose axes `canonical` has read; `grid` is what the name stands for.

    `canonical` raises Misuse for a point that makes no sense. `edition` changes whenever what `compute` finds does.
    `question` is what the study asks, as the help has it.
    """

    name: str
    question: str
    edition: int
    grid: Grid
    columns: tuple[str, ...]
    canonical: Callable[[Point], Point]
    compute: Callable[[Point], Found]
    batch: int = 16
    """Points that a process gets at first; later it gets a second of work at a time."""
    drawn_as: str = ""
    """The study that it is drawn like, if not in a way of its own."""

    def points(self, grid: Grid) -> "Points":
        """The grid's points in its order, each once. Raises Misuse where there are too many, or one makes no sense."""
        size = prod(len(values) for values in grid.values())
        if size > LARGEST_GRID:
            raise Misuse(f"the grid has {size} points; {LARGEST_GRID} are the most allowed")
        axes = tuple(self.grid)
        once: dict[str, str] = {}  # a text that many points have is one for all
        seen: set[bytes] = set()
        rows = []
        for values in product(*(grid[axis] for axis in axes)):
            point = self.canonical(dict(zip(axes, values, strict=True)))
            digest = bytes.fromhex(key(point))
            if digest not in seen:
                seen.add(digest)
                rows.append(tuple(once.setdefault(point[axis], point[axis]) for axis in axes))
        return Points(axes, rows)


@dataclass(frozen=True)
class Points(Sequence[Point]):
    """Points, which are made of their texts where they are looked at: there may be a million of them."""

    axes: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, k: int) -> Point: ...
    @overload
    def __getitem__(self, k: slice) -> "Points": ...
    def __getitem__(self, k: int | slice) -> "Point | Points":
        return (
            Points(self.axes, self.rows[k]) if isinstance(k, slice) else dict(zip(self.axes, self.rows[k], strict=True))
        )


def key(point: Point) -> str:
    """What tells the point from every other of its study: a hash of its content, in any order of its axes."""
    return hashlib.sha256(as_text(point).encode()).hexdigest()


def as_text(content: Mapping[str, str]) -> str:
    return json.dumps(dict(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
