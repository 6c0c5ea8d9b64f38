"""The windows and hypotheses of a theorem at one instance: as JSON, as text, and as an exit status."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flowproof.matrices import aligned
from numeric import windows
from numeric.decimals import round_ball
from numeric.exact import Scale, echoed
from numeric.field import Balls, Unresolved
from numeric.flow_data import FlowData
from numeric.instance import TheoremName
from numeric.texts import plain
from numeric.windows import Hypothesis
from paper import Misuse, theorems

DIGITS = 30
"""Significant digits of constants and times, rounded to nearest."""
FIELDS = tuple(map(Balls, (256, 1024, 4096)))
"""Balls that are tried before a number's digits, or whether a window is empty, are left unsaid."""
TRUTH = {True: "holds", False: "fails", None: "undecided"}
REMARK = {True: "  (empty)", False: "", None: "  (whether it is empty could not be told)"}
"""What stands behind a window that is empty, that is not, or of which it could not be told."""


@dataclass(frozen=True)
class WindowRow:
    """T_k: its ends as decimals; `right` is None where there is no right end, `empty` where that could not be told.

    `lasts` is how long it is, None without a right end; `transition` what it takes from the end of T_{k−1} to it, less
    than 0 where they overlap, and None of T_0.
    """

    k: int
    left: str
    right: str | None
    empty: bool | None
    lasts: str | None
    transition: str | None


@dataclass(frozen=True)
class Found:
    """Everything that `flowproof windows` says."""

    theorem: TheoremName
    instance: FlowData
    constants: dict[str, str]
    largest_alpha: Scale | None  # None: no α is admissible, or none could be certified
    hypotheses: tuple[Hypothesis, ...]
    rows: tuple[WindowRow, ...]

    @property
    def status(self) -> int:
        """0 if every hypothesis holds, 1 if one fails, 2 if one is undecided."""
        truths = [hypothesis.holds for hypothesis in self.hypotheses]
        return 1 if False in truths else 2 if None in truths else 0

    def document(self) -> dict[str, Any]:
        """The same as plain data for JSON: every number but the count k is a string."""
        return {
            "theorem": theorems.named(self.theorem).shown,
            "alpha": echoed(self.instance.alpha),
            "epsilon": echoed(self.instance.epsilon or Fraction(0)),
            "rate": echoed(self.instance.rate),
            **self.constants,
            "largest_alpha": None if self.largest_alpha is None else echoed(self.largest_alpha),
            "hypotheses": [
                {"name": h.name, "latex": h.latex, "holds": h.holds, "left": h.left, "right": h.right}
                for h in self.hypotheses
            ],
            "windows": [
                {"k": row.k, "left": row.left, "right": row.right or "inf", "empty": row.empty} for row in self.rows
            ],
            "durations": [{"k": row.k, "transition": row.transition, "lasts": row.lasts or "inf"} for row in self.rows],
        }


def read(theorem: TheoremName, instance: FlowData) -> Found:
    """Compute constants, windows and hypotheses. Raises Misuse where the theorem does not speak of the instance."""
    hypotheses = windows.hypotheses(theorem, instance)
    certain = all(hypothesis.holds for hypothesis in hypotheses)
    rows = tuple(_row(theorem, instance, k, certain) for k in range(instance.learnable + 1))
    return Found(theorem, instance, _constants(theorem, instance), _largest_alpha(theorem, instance), hypotheses, rows)


def text(found: Found) -> str:
    """The same for people."""
    instance = found.instance
    head = (
        f"Theorem {theorems.named(found.theorem).shown}, n = {instance.n}, r = {instance.r}, "
        f"α = {echoed(instance.alpha)}, ε = {echoed(instance.epsilon or Fraction(0))}, c = {echoed(instance.rate)}"
    )
    largest = "none found" if found.largest_alpha is None else echoed(found.largest_alpha)
    hypotheses = [(TRUTH[h.holds], plain(h.latex), f"left {h.left}", f"right {h.right}") for h in found.hypotheses]
    rows = [("k", "from", "to"), *((f"{w.k}", w.left, _right(w)) for w in found.rows)]
    durations = [
        ("k", "begins after T_{k−1} by", "lasts"),
        *((f"{w.k}", w.transition or "", _lasts(w)) for w in found.rows),
    ]
    beyond = instance.learnable + 1
    never = f"the first {beyond} rows of ΦᵀŪ are dependent: W(t) never comes closer to Y_{beyond} than σ_{beyond}"
    return "\n".join(
        [
            head,
            *aligned([*found.constants.items(), ("largest α", largest)]),
            "",
            "hypotheses",
            *aligned(hypotheses),
            "",
            "windows T_k",
            *aligned(rows),
            *([never] if beyond <= instance.r else []),
            "",
            "durations",
            *aligned(durations),
        ]
    )


def _right(row: WindowRow) -> str:
    return f"{row.right or '∞'}{REMARK[row.empty]}"


def _lasts(row: WindowRow) -> str:
    return "(empty)" if row.empty else row.lasts or "∞"


def _constants(theorem: TheoremName, instance: FlowData) -> dict[str, str]:
    """c₁, c₂ and what they are made of; those that depend on k for each."""
    stated, last = theorems.named(theorem), instance.learnable
    sizes = {"spectral": ("s_min", "s_max"), "invertible": ("m", "mu"), "factor": ("mu", "m")}[stated.shape]
    each = [name for name in ("c1", "c2") if stated.depends_on_k(name)] + ["m"] * (stated.shape == "factor")

    def constant(name: str, k: int = 0) -> Callable[[Balls], Any]:
        return lambda field: getattr(windows.constants(theorem, instance, field, k), name)

    once = {name: constant(name) for name in ("c1", "c2", *sizes) if name not in each}
    of_k = {f"{name}_{k}": constant(name, k) for k in range(1, last + 1) for name in each}
    return {name: _decimal(value) for name, value in (once | of_k).items()}


def _row(theorem: TheoremName, instance: FlowData, k: int, certain: bool) -> WindowRow:
    """T_k; `certain`: every hypothesis holds, so that no window is empty, even one of a single point."""
    left, right = _ends(theorem, instance, k)
    transition = _decimal(_apart(_ends(theorem, instance, k - 1)[1], left)) if k else None
    if k == instance.r:
        return WindowRow(k, _decimal(left), None, False, None, transition)
    empty = False if certain else _is_beyond(left, right)
    return WindowRow(k, _decimal(left), _decimal(right), empty, _decimal(_apart(left, right)), transition)


def _apart(earlier: Callable[[Balls], Any], later: Callable[[Balls], Any]) -> Callable[[Balls], Any]:
    return lambda field: later(field) - earlier(field)


def is_empty(theorem: TheoremName, instance: FlowData, k: int) -> bool | None:
    """Whether T_k is empty, for k ≤ r; None where no precision tried can tell, nor the hypotheses."""
    beyond = False if k == instance.r else _is_beyond(*_ends(theorem, instance, k))
    if beyond is None and all(hypothesis.holds for hypothesis in windows.hypotheses(theorem, instance)):
        return False
    return beyond


def _ends(theorem: TheoremName, instance: FlowData, k: int) -> tuple[Callable[[Balls], Any], Callable[[Balls], Any]]:
    def end(side: str) -> Callable[[Balls], Any]:
        return lambda field: getattr(windows.window(theorem, instance, k, field), side)

    return end("left"), end("right")


def _is_beyond(left: Callable[[Balls], Any], right: Callable[[Balls], Any]) -> bool | None:
    """Whether left > right; None where no precision tried can tell."""
    for field in FIELDS:
        with field.working():
            if left(field) > right(field):
                return True
            if left(field) <= right(field):
                return False
    return None


def _decimal(value: Callable[[Balls], Any]) -> str:
    """The value to DIGITS significant digits."""
    for field in FIELDS:
        with field.working():
            try:
                rounded = round_ball(value(field), DIGITS)
            except Unresolved:
                continue
            if rounded is not None:
                return rounded.decimal
    return "undecided"


def _largest_alpha(theorem: TheoremName, instance: FlowData) -> Scale | None:
    try:
        return windows.largest_alpha(theorem, instance)
    except (Misuse, Unresolved):
        return None
