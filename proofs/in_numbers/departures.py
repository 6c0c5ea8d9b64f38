"""MV §IV in numbers: how far the asymmetric flow from a general start goes from the two nominal ones in closed form.

At published starts the flow is enclosed, and so is how far it departs (`numeric/departures.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from numeric.departures import HALF, Departure, Start, StartAtTime
from numeric.exact import parse_fraction
from numeric.field import Balls, Field
from numeric.matrices import rows_of
from proofs.claims.canaries import instead, saying
from proofs.claims.claim import Step
from proofs.claims.texts import relation
from proofs.evidence.balls import Certified

SYMBOLS = {
    "rest": r"\lVert N_0\rVert_F",
    "rest_squared": r"\lVert N_0\rVert_F^2",
    "growth": r"\sigma_1 t",
    "imbalance": r"\lVert Q\rVert_F",
    "symmetric_departure": r"\lVert \tfrac12(UV^\top + VU^\top) - W^\circ\rVert",
    "product_departure": r"\lVert UV^\top - W^\circ\rVert",
    "stacked_departure": r"\lVert UV^\top - Z_{12}\rVert",
}
SQUARE = (rows_of([[1, HALF], [-HALF, 1]]), rows_of([[HALF, -1], [1, 2]]))
WIDE = (rows_of([[1, 2, -1], [HALF, -1, 1], [0, 0, 0]]), rows_of([[-1, 1, HALF], [1, 1, 2], [2, -1, HALF]]))
STARTS = (
    Start(0, "2×2 of rank 2", (2, 1), *SQUARE, "1e-2", ("1.15", "2.3", "4.6")),
    Start(1, "2×2 of rank 2", (2, 1), *SQUARE, "1e-4", ("2.3", "4.6", "9.2")),
    Start(2, "2×2 of rank 1", (2, 0), *SQUARE, "1e-2", ("1.15", "2.3", "4.6")),
    Start(3, "2×2 of rank 1", (2, 0), *SQUARE, "1e-4", ("2.3", "4.6", "9.2")),
    Start(4, "2×2 of rank 1", (2, 0), *SQUARE, "1e-10", ("11.5",)),
    Start(5, "2×3 of rank 2, three hidden units", (2, 1, 0), *WIDE, "1e-3", ("1.7", "3.45", "6.9")),
)


@dataclass(frozen=True)
class Departures:
    """The published starts at their times."""

    name: str = "departures"
    description: str = "six starts, at α from 1e-2 to 1e-10, before, while and after their modes are learned"

    symbols = SYMBOLS

    def published(self) -> Iterator[StartAtTime]:
        """Each start at each of its times."""
        for start in STARTS:
            for text in start.times:
                yield StartAtTime(start, parse_fraction(text, "the time"))

    def sample(self, seed: int, count: int) -> Iterator[StartAtTime]:
        """Published starts at other times."""
        generator = Random(f"{self.name}, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for _ in range(count):
            start = generator.choice(STARTS)
            last = parse_fraction(start.times[-1], "the time")
            yield StartAtTime(start, last * Fraction(generator.randint(1, 100), 100))

    def quantities(self, point: StartAtTime, field: Field) -> Departure:
        """The distances at `point`."""
        return Departure(point, field)


CERTIFIED: dict[str, Any] = {
    "paper": "MV",
    "group": "numeric",
    "domain": Departures(),
    "evidence": (Certified(ladder=(Balls(192), Balls(256))),),
}
STEPS: tuple[Step, ...] = (
    # what perturbs it is of second order in N, and acts for all of the time
    relation(
        "symmetric-part-departs-by-the-square",
        "symmetric_departure <= rest_squared*(1 + growth)",
        uses=("nominal-flow-is-the-papers-own", "perturbation-stays-small"),
        canary=saying("‖N₀‖² alone, which is too little at α = 1e-10", "symmetric_departure <= rest_squared"),
        **CERTIFIED,
    ),
    # its skew part NPᵀ − PNᵀ is of first order in N
    relation(
        "product-departs-by-the-scale",
        "product_departure <= rest",
        uses=("nominal-flow-is-the-papers-own", "perturbation-stays-small"),
        canary=instead("‖N₀‖² in place of ‖N₀‖", rest="rest_squared"),
        **CERTIFIED,
    ),
    # that flow misses UQUᵀ and VQVᵀ
    relation(
        "product-departs-from-the-stacked-flow-by-the-square",
        "stacked_departure <= imbalance",
        uses=("balanced-factors-follow-a-symmetric-flow",),
        canary=instead("‖Q‖² in place of ‖Q‖", imbalance="imbalance_squared"),
        **CERTIFIED,
    ),
)
