"""The hypotheses of the pivot law, and what is on record about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric.closed_form import accumulated_growth, flow_at, printed, solution_at
from numeric.exact import Unresolved, parse_scale
from numeric.field import Field
from numeric.instance import Instance
from numeric.matrices import rows_of
from numeric.pivots import Mode
from proofs.theorems.ablation.from_above import ABSENT, LATER
from proofs.theorems.ablation.laws import OfLaw, Record
from proofs.theorems.pivots.names import LABEL

BELOW, ABOVE = "entry-is-at-least-its-pivots", "entry-is-at-most-its-pivots"
BEFORE, AFTER = "not-half-learned-before", "half-learned-after"
PACE = "2cσ_k t"
SIDES = {
    BELOW: ("x_k", "(1 + δ_k⁻) w_k"),
    ABOVE: ("w_k", "x_k + δ_k⁺"),
    BEFORE: ("log(σ_k/(α²p_k) − 1) − log((σ_k + 2δ_k⁺)/(σ_k − 2δ_k⁺))", PACE),
    AFTER: (PACE, "log(σ_k/(α²p_k) − 1) + log((1 + δ_k⁻)/(1 − δ_k⁻))"),
}


@dataclass(frozen=True)
class PivotCase:
    """Mode k at a time, in the basis of Y, with c = 1; the rows of the shape are separated by semicolons."""

    conclusion: str
    spectrum: str
    shape: str
    alpha: str
    k: int
    time: str

    @property
    def instance(self) -> Instance:
        rows = rows_of([list(map(Fraction, row.split())) for row in self.shape.split(";")])
        spectrum = tuple(map(Fraction, self.spectrum.split(",")))
        return Instance(spectrum, rows, None, parse_scale(self.alpha, "α"), Fraction(1))

    @property
    def r(self) -> int:
        return self.instance.r

    def describe(self) -> Mapping[str, str]:
        """The instance in exact numbers."""
        numbers = {"spectrum": self.spectrum, "shape": self.shape, "alpha": self.alpha, "rate": "1"}
        return {**numbers, "k": str(self.k), "time": self.time}

    def names(self, field: Field) -> Mapping[str, Any]:
        """The law's names, with both errors and the entry."""
        mode, time = Mode(self.instance, self.k, field), Fraction(self.time)
        errors = {"delta_below": mode.delta_below, "delta_above": mode.delta_above}
        return mode.said(t=field.number(time), w=entry(self.instance, time, field)[self.k - 1, self.k - 1], **errors)


def entry(instance: Instance, time: Fraction, field: Field) -> Any:
    """W(t) in the basis of Y, before time 0 too. Raises Unresolved where the solution may not exist until then."""
    if time >= 0:
        return solution_at(instance, time, field)
    flow = flow_at(instance.spectrum, instance.rate, instance.alpha, time, field)
    shape = field.exact(instance.shape)
    # W̃₀(1 + GW̃₀)⁻¹ has no pole where ‖GW̃₀‖ < 1, and |G| grows with |t|
    if not field.maximum(*map(abs, accumulated_growth(flow))) * flow.alpha**2 * field.norm(shape) < 1:
        raise Unresolved("the solution may not exist back to the time")
    return printed(flow, shape)


LAW = OfLaw(
    LABEL,
    SIDES,
    (
        Record(
            ("start-below-target",),
            PivotCase(BEFORE, "1", "1", "2", 1, "0"),
            is_meaningless=True,
            replacements=(LATER, ABSENT),
            reason="log(σ_k/(α²p_k) − 1) is that of a negative number; both bounds of w_k hold without it, but for"
            " α²p_k = σ_k where a mode is absent, as δ_k⁻ has no value there",
        ),
        Record(("earlier-start-below-targets",), PivotCase(ABOVE, "2,1", "4 1; 1 1", "1", 2, "0")),
        Record(
            ("time-is-not-negative",),
            PivotCase(ABOVE, "2,1", "2 1; 1 2", "1/10", 1, "-1"),
            reason="back in time the modes after it drive it, and the bound from above does not count them",
        ),
        Record(("half-learned",), PivotCase(BEFORE, "1", "1", "1/10", 1, "0")),
        Record(
            ("small-error-above",),
            PivotCase(BEFORE, "2,1", "1 1; 1 2", "7/10", 2, "1"),
            is_meaningless=True,
            reason="the logarithm of (σ_k + 2δ_k⁺)/(σ_k − 2δ_k⁺) is that of a positive number",
        ),
        Record(("not-half-learned",), PivotCase(AFTER, "1", "1", "1/10", 1, "10")),
        Record(
            ("small-error-below",),
            PivotCase(AFTER, "2,1", "1 2; 2 5", "1/2", 1, "0"),
            is_meaningless=True,
            reason="the logarithm of (1 + δ_k⁻)/(1 − δ_k⁻) is that of a positive number",
        ),
    ),
)
