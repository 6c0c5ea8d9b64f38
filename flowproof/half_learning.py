"""When half of each mode is learned, by the pivot law: as JSON, as text, and as an exit status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flowproof.matrices import aligned
from numeric.decimals import outward, round_ball
from numeric.exact import echoed
from numeric.field import Balls, Unresolved
from numeric.flow_data import FlowData
from numeric.pivots import LABEL, Mode, pivot
from paper import Misuse
from paper.laws import law

DIGITS, FEW = 30, 3
"""Significant digits of times and pivots; and of errors and widths, which are rounded up."""
FIELDS = tuple(map(Balls, (256, 1024, 4096)))
"""Balls that are tried before something is left unsaid."""
UNDECIDED = "undecided"
TRUTH = {False: "fails", None: UNDECIDED}


@dataclass(frozen=True)
class Row:
    """A mode: its pivot, its errors, the hypotheses with their truth, and the interval, if there is one.

    Half of the mode is learned at no time before `earliest` and at all times from `latest` on; `width` is at least
    what the exact bounds are apart.
    """

    k: int
    pivot: str
    delta_below: str
    delta_above: str
    hypotheses: Mapping[str, bool | None]
    time: str | None
    earliest: str | None
    latest: str | None
    width: str | None


@dataclass(frozen=True)
class Found:
    """Everything that `flowproof windows --theorem pivots` says."""

    instance: FlowData
    rows: tuple[Row, ...]

    @property
    def status(self) -> int:
        """0 if every hypothesis holds, 1 if one fails, 2 if one is undecided."""
        truths = [truth for row in self.rows for truth in row.hypotheses.values()]
        return 1 if False in truths else 2 if None in truths else 0

    def document(self) -> dict[str, Any]:
        """The same as plain data for JSON: every number but the count k is a string."""
        return {
            "theorem": law(LABEL).key,
            "alpha": echoed(self.instance.alpha),
            "rate": echoed(self.instance.rate),
            "modes": [
                {
                    "k": row.k,
                    "pivot": row.pivot,
                    "delta_below": row.delta_below,
                    "delta_above": row.delta_above,
                    "hypotheses": [{"name": name, "holds": holds} for name, holds in row.hypotheses.items()],
                    "half_learned": {
                        "time": row.time,
                        "earliest": row.earliest,
                        "latest": row.latest,
                        "width": row.width,
                    },
                }
                for row in self.rows
            ],
        }


def read(instance: FlowData, modes: Sequence[int] = ()) -> Found:
    """The modes asked for, or all that have a pivot. Raises Misuse where there is none, or a mode has none.

    Undecided is raised where the modes that the factor reaches could not be told.
    """
    if instance.repeated is not None and not hasattr(instance, "basis"):
        raise Misuse(
            f"Y has the singular value {instance.repeated} more than once, so that its modes are not determined; give a"
            f" diagonal Y, or one whose singular values differ"
        )
    chosen = tuple(modes) or tuple(range(1, instance.learnable + 1))
    if not chosen:
        pivot(instance, 1, FIELDS[0])  # which says why there is none
    return Found(instance, tuple(_row(instance, k) for k in chosen))


def _row(instance: FlowData, k: int) -> Row:
    for last, field in enumerate(FIELDS, 1):
        with field.working():
            try:
                found = _told(Mode(instance, k, field))
            except (Unresolved, ZeroDivisionError):
                continue
        settled = None not in found.hypotheses.values() and UNDECIDED not in (found.time, found.pivot)
        if settled or last == len(FIELDS):
            return found
    raise Misuse(f"the pivot of mode {k} could not be told from 0; give a start that is further from singular")


def _told(mode: Mode) -> Row:
    applies, errors = mode.applies, mode.errors
    starts_below = applies["start-below-target"]
    half = mode.half_time() if starts_below else None
    early = late = None
    if half is not None and all(applies.values()):
        early, late = mode.early(), mode.late()

    def end(x: Any, *, up: bool) -> str:
        return outward(mode.field.maximum(x, mode.field.number(0)), DIGITS, up=up)

    return Row(
        mode.k,
        _decimal(mode.pivot.p),
        outward(mode.delta_below, FEW, up=True),
        outward(mode.delta_above, FEW, up=True),
        {**applies, **errors},
        None if half is None else _decimal(half),
        None if early is None else end(half - early, up=False),
        None if late is None else end(half + late, up=True),
        None if early is None or late is None else outward(early + late, FEW, up=True),
    )


def _decimal(x: Any) -> str:
    rounded = round_ball(x, DIGITS)
    return UNDECIDED if rounded is None else rounded.decimal


def text(found: Found) -> str:
    """The same for people."""
    instance = found.instance
    head = (
        f"The pivot law, n = {instance.n}, r = {instance.r}, α = {echoed(instance.alpha)}, c = {echoed(instance.rate)}:"
        " half of mode k, of (ΦᵀWΦ)_kk, is learned between these times"
    )
    rows = [("k", "from", "to", "width", "δ⁻", "δ⁺", "pivot")]
    rows += [
        (
            f"{row.k}",
            row.earliest or "not known",
            row.latest or "not known",
            f"≤ {row.width}" if row.width else "",
            f"≤ {row.delta_below}",
            f"≤ {row.delta_above}",
            row.pivot,
        )
        for row in found.rows
    ]
    doubts = [
        f"mode {row.k}: {_sentence(name)}: {TRUTH[holds]}"
        for row in found.rows
        for name, holds in row.hypotheses.items()
        if not holds
    ]
    beyond = instance.learnable + 1
    never = f"the first {beyond} rows of ΦᵀŪ are dependent: mode {beyond} has no pivot"
    return "\n".join([head, "", *aligned(rows), *doubts, *([never] if beyond <= instance.r else [])])


def _sentence(name: str) -> str:
    stated = law(LABEL)
    aside = (hypothesis for found in stated.asides.values() for hypothesis in found)
    return next(h.sentence for h in (*stated.asked, *aside) if h.name == name)
