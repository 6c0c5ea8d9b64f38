"""The loss of a flow drawn: its plateaus, and the bands in which a theorem's windows keep it."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import mpmath

from flowproof.library.figure import Figure, drawable
from flowproof.matrices import aligned
from flowproof.measurements import LOSS
from numeric.decimals import Rounded
from numeric.plateaus import Plateau

if TYPE_CHECKING:
    from flowproof.plots.drawn import Drawn  # which is slow to import
    from flowproof.plots.learning import Names, Panel


@dataclass(frozen=True)
class LossFigure(Figure):
    """A drawing of one flow's loss, (c/4)‖Y − W‖_F², at T times, certified: `curves` has it, T×1.

    `plateaus` are the levels L_0..L_r on which it rests while W(t) is near Y_0..Y_r, and how far from them it may be
    where ‖W(t) − Y_k‖₂ ≤ ε, as it is in the windows that are drawn.
    """

    plateaus: tuple[Plateau, ...] = field(default=(), repr=False)

    @property
    def document(self) -> dict[str, Any]:
        """The numbers, as `flowproof measure --loss` and `flowproof windows` have them, and those of the plateaus."""
        return {**super().document, "plateaus": [_document(plateau) for plateau in self.plateaus]}

    def __str__(self) -> str:
        """What is drawn, in a few lines."""
        rows = [[f"L_{x.k}", *(y.decimal for y in (x.level, x.below, x.above) if y)] for x in self.plateaus]
        head = ["", "level", *(("lower by at most", "higher by at most") if self.plateaus[0].below else ())]
        return "\n".join([super().__str__(), "", f"the loss {LOSS}", *aligned([head, *rows])])

    def _panel(self, title: str) -> "Panel":
        return replace(super()._panel(title), targets=[_float(x.level) for x in self.plateaus])

    def _drawn(self, panel: "Panel", names: "Names") -> "Drawn":
        from flowproof.plots import loss

        bands = {
            x.k: (_float(x.level) - _float(x.below), _float(x.level) + _float(x.above))
            for x in self.plateaus
            if x.below and x.above
        }
        return loss.draw(panel, bands, names, wide=self.wide)


def _float(x: Rounded) -> float:
    return drawable(mpmath.mpf(x.decimal), "a level of the loss")


def _document(plateau: Plateau) -> dict[str, Any]:
    numbers = {"level": plateau.level, "below": plateau.below, "above": plateau.above}
    pairs = {name: {"value": x.decimal, "radius": x.radius} for name, x in numbers.items() if x is not None}
    return {"k": plateau.k, **pairs}
