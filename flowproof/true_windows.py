"""The true windows at a tolerance: the first and the last time at which W(t) is within ε of each Y_k."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flowproof.matrices import aligned
from numeric.enclosed_instance import AnyInstance, with_tolerance
from numeric.evaluate import Undecided
from numeric.exact import echoed, format_fraction, parse_fraction
from numeric.field import Balls
from numeric.flow_data import PRECISIONS
from numeric.mode_windows import Never
from numeric.problem import Problem
from numeric.true_windows import End, true_window
from paper import Misuse

FOUND, NEVER, UNDECIDED = "FOUND", "NEVER", "UNDECIDED"


@dataclass(frozen=True)
class TrueWindow:
    """The true window of k, where it was found: `first` is None if it begins at t = 0, `last` if it does not end."""

    k: int
    outcome: str
    first: End | None = None
    last: End | None = None
    reason: str = ""

    def document(self) -> dict[str, Any]:
        if self.outcome != FOUND:
            return {"k": self.k, "outcome": self.outcome, "reason": self.reason}
        ends = {"first": _document(self.first), "last": _document(self.last)}
        return {"k": self.k, "outcome": self.outcome, **ends}


@dataclass(frozen=True)
class TrueWindows:
    """The true windows of each k that was asked for."""

    epsilon: Fraction
    rows: tuple[TrueWindow, ...]

    def document(self) -> dict[str, Any]:
        """Times are exact: the error is above ε at `outside` and at most ε at `inside`; null is t = 0, or no end."""
        return {"epsilon": echoed(self.epsilon), "true": [row.document() for row in self.rows]}

    def text(self) -> str:
        head = f"the first and last time at which ‖W − Y_k‖ ≤ ε = {echoed(self.epsilon)}"
        lines = [head, *aligned([(f"k = {row.k}", *_told(row)) for row in self.rows])]
        if any(not end.only for row in self.rows for end in (row.first, row.last) if end is not None):
            lines.append("~: the error crosses ε there; that it does so at no other time is not certified")
        return "\n".join(lines)


def read(problem: Problem, epsilon: Fraction, ks: Sequence[int] | None, digits: int) -> TrueWindows:
    """The true windows of each k; of all from 0 to the rank of Y for which there is one Y_k, where `ks` is None.

    Raises Misuse for a k that there is not, a Y that is not positive semidefinite, or a W̄₀ without an inverse.
    """
    instance = with_tolerance(problem, epsilon)
    asked = [k for k in range(instance.r + 1) if _is_unique(instance, k)] if ks is None else list(ks)
    for k in asked:
        if 0 < k <= instance.r and not _is_unique(instance, k):
            raise Misuse(f"σ_{k} and σ_{k + 1} are equal, so Y_{k} is not unique; choose another k")
    return TrueWindows(epsilon, tuple(_row(instance, k, digits) for k in asked))


def read_tolerances(texts: Sequence[str], option: str) -> tuple[tuple[Fraction, tuple[int, ...] | None], ...]:
    """`0.01` as ε for every k, `2:0.01` for k = 2."""
    found: list[tuple[Fraction, tuple[int, ...] | None]] = []
    for text in texts:
        before, colon, after = text.rpartition(":")
        if colon and not (before.isascii() and before.isdecimal() and len(before) < 10):
            raise Misuse(f"{option} is {text[:40]!r}; write EPSILON or K:EPSILON, as in 2:1/100")
        found.append((parse_fraction(after, "ε"), (int(before),) if colon else None))
    return tuple(found)


def _is_unique(instance: AnyInstance, k: int) -> bool:
    """Whether there is one best approximation of rank k: balls tell σ_k and σ_{k+1} apart unless they are equal."""
    if k in (0, instance.n):
        return True
    sigma = instance.spectrum_in(Balls(PRECISIONS[0]))
    return bool(sigma[k - 1] > sigma[k])


def _row(instance: AnyInstance, k: int, digits: int) -> TrueWindow:
    try:
        found = true_window(instance, k, digits)
    except Never:
        return TrueWindow(k, NEVER, reason=f"W(t) is never within ε of Y_{k}")
    except Undecided as error:
        return TrueWindow(k, UNDECIDED, reason=str(error))
    return TrueWindow(k, FOUND, found.first, found.last)


def _document(end: End | None) -> dict[str, Any] | None:
    if end is None:
        return None
    return {"outside": format_fraction(end.outside), "inside": format_fraction(end.inside), "only": end.only}


def _told(row: TrueWindow) -> tuple[str, str]:
    if row.outcome != FOUND:
        return (row.outcome.lower(), row.reason)
    mark = {True: "", False: " ~"}
    first = "from 0" if row.first is None else f"from {format_fraction(row.first.inside)}{mark[row.first.only]}"
    last = "to ∞" if row.last is None else f"to {format_fraction(row.last.inside)}{mark[row.last.only]}"
    return (first, last)
