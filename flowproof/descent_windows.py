"""The windows of gradient descent as text, as JSON, and as an exit status."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flowproof.matrices import aligned
from flowproof.time_windows import REMARK, TRUTH
from numeric import descent_windows
from numeric.descent_windows import Asked, Descending, StepWindow
from numeric.exact import echoed
from numeric.flow_data import FlowData
from paper import Misuse

NAMES = {"3": "Theorem 3 for descent", "4p": "descent from any start"}


@dataclass(frozen=True)
class Found:
    """The windows of a theorem at one instance and step."""

    theorem: str
    descending: Descending
    hypotheses: tuple[Asked, ...]
    windows: tuple[StepWindow, ...]

    @property
    def status(self) -> int:
        """0 if every hypothesis holds, 1 if one fails, 2 if one is undecided."""
        truths = [asked.holds for asked in self.hypotheses]
        return 1 if False in truths else 2 if None in truths else 0

    def document(self) -> dict[str, Any]:
        """Plain data for JSON: every number but a count is a string."""
        instance = self.descending.instance
        return {
            "flow": "descent",
            "step": echoed(self.descending.eta),
            "theorem": NAMES[self.theorem],
            "alpha": echoed(instance.alpha),
            "epsilon": echoed(instance.epsilon or Fraction(0)),
            "rate": echoed(instance.rate),
            "hypotheses": [{"name": h.name, "told": h.told, "holds": h.holds, "k": h.k} for h in self.hypotheses],
            "windows": [
                {"k": w.k, "left": _told(w.first), "right": _right(w), "empty": w.is_empty} for w in self.windows
            ],
        }


def read(theorem: str, instance: FlowData, eta: Fraction) -> Found:
    """Raises Misuse for a theorem that says nothing of descent, a step that is too large, and a start that is unfit."""
    descending = Descending(instance, eta)
    if theorem not in NAMES:
        raise Misuse(f"Theorem {theorem} says nothing of descent; ask for --theorem 3 or, from any start, --theorem 4p")
    found = descent_windows.spectral(descending) if theorem == "3" else descent_windows.any_start(descending)
    return Found(theorem, descending, *found)


def text(found: Found) -> str:
    """The same for people."""
    instance = found.descending.instance
    step = f"c = {echoed(instance.rate)}, η = {echoed(found.descending.eta)}"
    head = (
        f"{NAMES[found.theorem]}, n = {instance.n}, r = {instance.r}, α = {echoed(instance.alpha)}, "
        f"ε = {echoed(instance.epsilon or Fraction(0))}, {step}"
    )
    hypotheses = [(TRUTH[h.holds], h.told) for h in found.hypotheses]
    rows = [("k", "from", "to"), *((f"{w.k}", _told(w.first), f"{_shown(w)}") for w in found.windows)]
    return "\n".join([head, "", "hypotheses", *aligned(hypotheses), "", "windows T_k, in iterations", *aligned(rows)])


def _told(count: int | None) -> str:
    return "undecided" if count is None else str(count)


def _right(window: StepWindow) -> str:
    return "inf" if window.endless else _told(window.last)


def _shown(window: StepWindow) -> str:
    return f"{'∞' if window.endless else _told(window.last)}{REMARK[window.is_empty]}"
