"""A drawing that can be read: boxes apart, every line downward, nothing in the way."""

from itertools import combinations
from random import Random

import pytest

from flowproof.report import layout as drawing
from flowproof.report.layout import APART, BELOW, HEIGHT, LANE, ROOM, WIDTH, Layout, layers, layout
from paper import Misuse
from proofs.judging import run, suite

Uses = dict[str, tuple[str, ...]]


def proof(label: str) -> Uses:
    """What is below a theorem, drawn above the steps that no other step uses."""
    steps = suite.steps()
    below = {each: steps[each].uses for each in run.closure([label]) if each in steps}
    (theorem,) = (theorem for theorem in suite.theorems() if theorem.label == label)
    used = {lower for step in theorem.steps for lower in step.uses}
    return {**below, label: tuple(step.label for step in theorem.steps if step.label not in used)}


def random_graph(seed: int) -> Uses:
    """Up to 30 boxes, each of which uses up to 3 of those before it."""
    draw = Random(seed)  # noqa: S311 (no secret)
    labels = [f"s{i}" for i in range(draw.randint(1, 30))]
    return {label: tuple(draw.sample(labels[:i], min(i, draw.randint(0, 3)))) for i, label in enumerate(labels)}


@pytest.fixture(scope="module", params=[*(theorem.label for theorem in suite.theorems()), *range(8)])
def uses(request: pytest.FixtureRequest) -> Uses:
    """The proof of each theorem, and some graphs at random."""
    return proof(request.param) if isinstance(request.param, str) else random_graph(request.param)


def reached(found: Layout, label: str) -> set[str]:
    """The boxes that one comes to by following the lines down from a box to the next ones."""
    labels = {place: each for each, place in found.boxes.items()}
    waiting, ends = [found.boxes[label]], set()
    while waiting:
        start = waiting.pop()
        for upper, lower in found.lines:
            if upper == start and lower in labels:
                ends.add(labels[lower])
            elif upper == start:
                waiting.append(lower)
    return ends


def test_every_line_leads_from_a_statement_to_those_that_it_uses(uses: Uses) -> None:
    """Each statement has one box, and the lines down from it end at what it uses and nowhere else."""
    found = layout(uses)
    assert set(found.boxes) == set(uses)
    assert {label: reached(found, label) for label in uses} == {label: set(lower) for label, lower in uses.items()}


def test_every_line_leads_downward(uses: Uses) -> None:
    """From one layer to the next, with room for the curve."""
    assert all(lower[1] - upper[1] >= HEIGHT + BELOW for upper, lower in layout(uses).lines)


def test_nothing_overlaps(uses: Uses) -> None:
    """Boxes of a layer, and the lines that pass between them, stand apart; all is within the drawing."""
    found = layout(uses)
    things = [(place, WIDTH) for place in found.boxes.values()] + [(place, LANE) for place in found.lanes]
    for (a, wide), (b, other) in combinations(things, 2):
        across = abs(a[0] - b[0]) - (wide + other) / 2
        assert across >= APART - 1 or abs(a[1] - b[1]) >= HEIGHT + BELOW
    assert all(wide / 2 - 1 <= x <= found.width - wide / 2 + 1 for (x, _), wide in things)
    assert all(HEIGHT / 2 <= y <= found.height - HEIGHT / 2 for (_, y), _ in things)


def test_the_theorems_fit_the_page() -> None:
    """Nobody has to scroll to the side for MV's theorems."""
    assert all(layout(proof(theorem.label)).width <= ROOM for theorem in suite.theorems())


def test_a_layer_is_no_wider_than_told() -> None:
    """What waits for a free place still stands below all that use it."""
    uses = proof("theorem-4")
    level = {label: i for i, row in enumerate(layers(uses, 3)) for label in row}
    assert max(map(len, layers(uses, 3))) == 3
    assert all(level[label] < level[used] for label, lower in uses.items() for used in lower)


def test_lines_are_uncrossed_where_they_can_be() -> None:
    """Two lines that would cross in the order given are drawn side by side."""
    found = layout({"top": ("a", "b"), "a": ("c",), "b": ("d",), "d": (), "c": ()})
    assert (found.boxes["a"] < found.boxes["b"]) == (found.boxes["c"] < found.boxes["d"])


def test_the_nearest_rising_numbers() -> None:
    """Weighted least squares under an order, by hand: 3 and 1 meet at their mean, 2 with thrice the weight of 4's."""
    assert drawing._rising([3, 1, 5], [1, 1, 1]) == [2, 2, 5]
    assert drawing._rising([4, 2], [1, 3]) == [2.5, 2.5]
    assert drawing._rising([1, 2, 3], [1, 9, 1]) == [1, 2, 3]


def test_crossings_are_counted() -> None:
    """Two pairs of lines cross: (a, y) with (b, x), and (a, z) with (b, x)."""
    a, b, x, y, z = ("a", 0), ("b", 0), ("x", 1), ("y", 1), ("z", 1)
    assert drawing._crossings([[a, b], [x, y, z]], {a: [z, y], b: [x, z]}) == 2
    assert drawing._crossings([[b, a], [x, y, z]], {a: [z, y], b: [x, z]}) == 1


def test_a_circle_is_refused() -> None:
    with pytest.raises(Misuse, match="in a circle"):
        layout({"a": ("b",), "b": ("a",)})
