"""Where the boxes and lines of a drawing go that shows what uses what.

Every line leads downward, from a box to one that it uses, and passes between the boxes on its way. The method is
Sugiyama's: layers, an order within each that leaves few crossings, then coordinates.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flowproof.graph import upward

WIDTH, HEIGHT = 142, 52
"""A box, in pixels."""
LANE = 4
"""The room across for a line that passes a layer."""
APART, BELOW = 12, 40
"""Between two boxes of a layer, and between two layers at least; further apart where a line goes far across."""
STEEP, FURTHEST = 10, 60
"""A layer is a pixel lower for so many pixels that a line goes across, up to so many pixels."""
ROOM = 1050
"""The width of an entry on the page."""
WIDEST, NARROWEST = 7, 3
"""Boxes in a layer at most: as many as keep the drawing within the room."""

SWEEPS = 12

Crossing = tuple[str, int]
"""A label and a layer: its box where that is its layer; further up, the place where all lines to it pass the layer."""
Neighbours = Mapping[Crossing, Sequence[Crossing]]


@dataclass(frozen=True)
class Layout:
    """The middle of each box, and the lines as the points that they pass: down a layer, then to the next.

    Lines to one box join where they meet, so a line may begin where another passes.
    """

    boxes: Mapping[str, tuple[int, int]]
    lines: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    lanes: tuple[tuple[int, int], ...]
    width: int
    height: int


def layers(uses: Mapping[str, Sequence[str]], widest: int) -> list[list[str]]:
    """The labels in layers of at most `widest`, each as far up as it can stand below all that use it.

    Where a layer is full, what has the least below it waits. Raises Misuse for a circle.
    """
    height: dict[str, int] = {}
    for label in upward(uses):
        height[label] = 1 + max((height[lower] for lower in uses[label]), default=0)
    users = {label: {upper for upper, lower in uses.items() if label in lower} for label in uses}
    found: list[list[str]] = []
    placed: set[str] = set()
    while len(placed) < len(uses):
        ready = [label for label in uses if label not in placed and users[label] <= placed]
        found.append(sorted(ready, key=lambda label: -height[label])[:widest])
        placed |= set(found[-1])
    return found


def layout(uses: Mapping[str, Sequence[str]]) -> Layout:
    """The drawing of `uses`, which maps every label to those that it uses. Raises Misuse for a circle."""
    for widest in range(WIDEST, NARROWEST, -1):
        found = _placed(uses, layers(uses, widest))
        if found.width <= ROOM:
            return found
    return _placed(uses, layers(uses, NARROWEST))


def _placed(uses: Mapping[str, Sequence[str]], rows: list[list[str]]) -> Layout:
    level = {label: i for i, row in enumerate(rows) for label in row}
    above, below = _neighbours(uses, level)
    order = _ordered([[c for c in below if c[1] == i] for i in range(len(rows))], above, below)
    x, width = _across(order, above, below, {c: WIDTH if level[c[0]] == c[1] else LANE for c in below})
    y = [HEIGHT // 2]
    for row in order[:-1]:
        reach = max((abs(x[c] - x[lower]) for c in row for lower in below[c]), default=0)
        y.append(y[-1] + HEIGHT + BELOW + min(round(reach / STEEP), FURTHEST))
    places = {c: (round(x[c]), y[c[1]]) for row in order for c in row}
    return Layout(
        {label: places[label, i] for label, i in level.items()},
        tuple((places[c], places[lower]) for row in order for c in row for lower in below[c]),
        tuple(place for c, place in places.items() if level[c[0]] != c[1]),
        width=round(width),
        height=y[-1] + HEIGHT // 2,
    )


def _neighbours(uses: Mapping[str, Sequence[str]], level: Mapping[str, int]) -> tuple[Neighbours, Neighbours]:
    """What each crossing is joined to in the layer above, and in the layer below."""
    above: dict[Crossing, list[Crossing]] = {(label, i): [] for label, i in level.items()}
    below: dict[Crossing, list[Crossing]] = {c: [] for c in above}
    for label, lower in uses.items():
        for used in lower:
            passed = [(used, i) for i in range(level[label] + 1, level[used] + 1)]
            for upper, next_one in pairwise([(label, level[label]), *passed]):
                if next_one not in below.setdefault(upper, []):
                    below[upper].append(next_one)
                    above.setdefault(next_one, []).append(upper)
    return above, below


def _ordered(rows: list[list[Crossing]], above: Neighbours, below: Neighbours) -> list[list[Crossing]]:
    """Each layer in an order that leaves few crossings: the best of several sweeps up and down."""
    best, fewest = rows, _crossings(rows, below)
    for sweep in range(SWEEPS):
        downward = sweep % 2 == 0
        sides = above if downward else below
        rows = [list(row) for row in rows]
        for i in range(len(rows)) if downward else reversed(range(len(rows))):
            at = {c: place for row in rows for place, c in enumerate(row)}
            rows[i].sort(key=lambda c: _mean([at[d] for d in sides[c]] or [at[c]]))
        _swap_neighbours(rows, above, below)
        crossings = _crossings(rows, below)
        if crossings < fewest:
            best, fewest = rows, crossings
    return best


def _swap_neighbours(rows: list[list[Crossing]], above: Neighbours, below: Neighbours) -> None:
    """Swap two that stand side by side as long as that saves a crossing."""
    at = {c: place for row in rows for place, c in enumerate(row)}

    def saved(left: Crossing, right: Crossing) -> int:
        pairs = [(at[a], at[b]) for side in (above, below) for a in side[left] for b in side[right]]
        return sum((a > b) - (a < b) for a, b in pairs)

    swapped = True
    while swapped:
        swapped = False
        for row in rows:
            for i in range(len(row) - 1):
                if saved(row[i], row[i + 1]) > 0:
                    row[i], row[i + 1] = row[i + 1], row[i]
                    at[row[i]], at[row[i + 1]] = i, i + 1
                    swapped = True


def _crossings(rows: list[list[Crossing]], below: Neighbours) -> int:
    """How many pairs of lines between two layers cross."""
    total = 0
    for upper, lower in pairwise(rows):
        at = {c: place for place, c in enumerate(lower)}
        seen: list[int] = []
        for c in upper:
            ends = sorted(at[d] for d in below[c])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _across(
    rows: list[list[Crossing]], above: Neighbours, below: Neighbours, width: Mapping[Crossing, int]
) -> tuple[dict[Crossing, float], float]:
    """Coordinates that keep each layer's order and distances, with short lines, and the width: the widest layer's.

    Layer by layer, each moves to where its lines would have it, until little changes.
    """
    starts = [_starts([width[c] for c in row]) for row in rows]
    whole = max(row[-1] + width[c[-1]] / 2 for row, c in zip(starts, rows, strict=True))
    x: dict[Crossing, float] = {}
    for row, start in zip(rows, starts, strict=True):
        slack = (whole - start[-1] - width[row[-1]] / 2) / 2
        x |= {c: s + slack for c, s in zip(row, start, strict=True)}
    for sweep in range(2 * SWEEPS):
        for i in range(len(rows)) if sweep % 2 == 0 else reversed(range(len(rows))):
            row, start = rows[i], starts[i]
            lines = [[(d, _pull(c, d)) for d in (*above[c], *below[c])] or [(c, 1)] for c in row]
            weights = [sum(pull for _, pull in each) for each in lines]
            wishes = [sum(x[d] * pull for d, pull in each) / w for each, w in zip(lines, weights, strict=True)]
            shifts = _rising([wish - s for wish, s in zip(wishes, start, strict=True)], weights)
            room = whole - start[-1] - width[row[-1]] / 2
            x |= {c: s + min(max(shift, 0), room) for c, s, shift in zip(row, start, shifts, strict=True)}
    return x, whole


def _starts(widths: Sequence[int]) -> list[float]:
    """The middles of boxes of these widths that stand side by side, as close as they may."""
    middles = [widths[0] / 2]
    for left, right in pairwise(widths):
        middles.append(middles[-1] + (left + right) / 2 + APART)
    return middles


def _pull(c: Crossing, d: Crossing) -> int:
    """How much a line wants to be straight: most where it only passes layers."""
    return 4 if c[0] == d[0] else 1


def _rising(wishes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The numbers nearest to the wishes, in weighted squares, none of which is below the one before it."""
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for wish, weight in zip(wishes, weights, strict=True):
        pool = (wish, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, other, count = pools.pop()
            both = other + pool[1]
            pool = ((mean * other + pool[0] * pool[1]) / both, both, count + pool[2])
        pools.append(pool)
    return [mean for mean, _, count in pools for _ in range(count)]


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
