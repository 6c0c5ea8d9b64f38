"""Interval branch and bound: what it finds refutes the claim, what it leaves out can't."""

import time

import flint
import pytest

from numeric.field import Balls
from proofs.grading.numbers import boxes
from proofs.scalar.claims import Claim

FALSE = {
    "x**4*y**2 + x**2*y**4 + 1 >= 3*x**2*y**2 + 1/1000": {},
    "exp(x) >= 1 + x + x**2/2": {},
    "x*y <= 6249/25000": {"sum": "x + y <= 1", "x": "0 <= x", "y": "0 <= y"},
    "sqrt(x*y) <= 99/200*(x + y)": {"x": "0 < x", "y": "0 < y"},
    "log(1 + x) <= x - x**2/3": {"low": "0 < x", "high": "x < 1"},
    "x < 1000": {"y": "y == 0"},
    "-x < 1/1000": {"small": "-1/100 <= x"},
}
TRUE = {
    "x**2 + 1 > x": {},
    "x*y <= 1/4": {"sum": "x + y <= 1", "x": "0 <= x", "y": "0 <= y"},
    "exp(x) >= 1 + x": {},
    "x <= 1": {"large": "x >= 2", "small": "x <= 1"},
}


@pytest.mark.parametrize("shows", FALSE)
def test_a_witness_is_found_where_the_claim_is_false(shows: str) -> None:
    claim = Claim(shows, FALSE[shows], scalars=("x", "y"))
    found = boxes.witness(claim, time.monotonic() + 20)
    assert found is not None
    assert claim.is_refuted_by(found)


@pytest.mark.parametrize("shows", TRUE)
def test_there_is_none_where_it_is_true(shows: str) -> None:
    assert boxes.witness(Claim(shows, TRUE[shows], scalars=("x", "y")), time.monotonic() + 1) is None


def test_no_box_with_a_witness_is_left_out() -> None:
    """Wherever a point refutes the claim, the boxes around it are kept."""
    for shows, given in FALSE.items():
        claim = Claim(shows, given, scalars=("x", "y"))
        found = boxes.witness(claim, time.monotonic() + 20)
        assert found is not None
        for size in (2.0**-20, 1.0, 100.0):
            heap: list[tuple[float, int, boxes.Box]] = []
            with Balls(boxes.BITS).working():
                box = {name: (float(x) - size, float(x) + size) for name, x in found.items()}
                boxes._push(heap, iter(range(9)), claim, box)
            assert len(heap) == 1, (shows, size)


def test_boxes_that_can_be_left_out_are() -> None:
    claim = Claim("x**2 <= y", {"x": "x <= 1"}, scalars=("x", "y"))
    for box, kept in (
        ({"x": (0.0, 0.5), "y": (0.3, 1.0)}, False),  # the conclusion holds
        ({"x": (0.0, 0.5), "y": (0.2, 1.0)}, True),
        ({"x": (1.1, 1.5), "y": (0.0, 1.0)}, False),  # the hypothesis fails
        ({"x": (0.9, 1.5), "y": (0.0, 1.0)}, True),
    ):
        heap: list[tuple[float, int, boxes.Box]] = []
        with Balls(boxes.BITS).working():
            assert flint.ctx.prec == boxes.BITS
            boxes._push(heap, iter(range(9)), claim, box)
        assert bool(heap) is kept
