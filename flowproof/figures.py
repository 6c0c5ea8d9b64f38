"""The papers' figures as `flowproof figure` makes them: a drawing, the numbers behind it, and what is claimed of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from flowproof.figure_names import NAMES
from flowproof.plots.drawn import Drawn
from flowproof.versions import suite
from numeric.experiments.panels import Curve, Panel
from paper import Misuse, load
from proofs.claims.claim import Step
from proofs.claims.verdict import Judgement, Outcome
from proofs.experiments.experiment import Experiment, Seed, Simulated

POINTS = 400
"""Points of a curve that are drawn and written, at least, where it has more."""
FIRST_SEED = 1


@dataclass(frozen=True)
class Figure:
    """One figure: its name, the seed if anything in it is random, its drawing, the panels of that, and its claims."""

    name: str
    seed: int | None
    drawn: Drawn
    panels: Sequence[Panel]
    claims: Sequence[tuple[Step, Judgement]]

    @property
    def status(self) -> int:
        """0: all that is claimed holds; 1: something fails; 2: something is undecided."""
        outcomes = {judgement.outcome for _, judgement in self.claims}
        return 1 if Outcome.FAILS in outcomes else 2 if Outcome.UNDECIDED in outcomes else 0

    @property
    def stem(self) -> str:
        return _stem(self.name)

    def document(self) -> dict[str, Any]:
        """The numbers, as strings."""
        return {
            "suite": suite(),
            "figure": self.name,
            "seed": None if self.seed is None else str(self.seed),
            "panels": [_panel(panel) for panel in self.panels],
            "claims": [_claim(step, judgement) for step, judgement in self.claims],
        }

    def text(self) -> str:
        """What it shows, a line a claim."""
        lines = [f"{self.name}" + ("" if self.seed is None else f", seed {self.seed}")]
        for step, judgement in self.claims:
            values = ", ".join(f"{name} = {value}" for name, value in _values(judgement).items())
            lines.append(f"  {judgement.outcome.value:9} {load()[step.label].title}")
            lines.append(f"            {values}")
        return "\n".join(lines)


def _stem(name: str) -> str:
    """The name of a figure's files."""
    return name.lower().replace(":", "-")


FILES = {f"{_stem(name)}.{kind}": mark for name in NAMES for kind, mark in (("json", '"figure"'), ("svg", "<svg"))}
"""All files that figures are written to, each with a text that tells it for ours."""


def make(name: str, seed: int | None) -> Figure:
    """Compute and draw a figure. Raises Misuse for a seed where nothing is random."""
    if name == "MV:1":
        if seed is not None:
            raise Misuse(f"nothing in MV:1 is random, so the seed {seed} has no meaning; leave --seed out")
        return _learned_modes()
    from proofs.experiments import imbalance, nonlinear, regularization

    columns = {"TFHV:1": 3, "TFHV:2": 3, "TFHV:3": 1}[name]
    module: Any = {"TFHV:1": imbalance, "TFHV:2": regularization, "TFHV:3": nonlinear}[name]
    return _experiment(name, module.EXPERIMENT, module.STEPS, FIRST_SEED if seed is None else seed, columns)


def _experiment(name: str, experiment: Experiment, steps: Sequence[Step], seed: int, columns: int) -> Figure:
    from flowproof.plots.experiments import draw

    run = experiment.run(seed)
    claims = [(step, Simulated().of_run(step, Seed(seed), run)) for step in steps if step.domain is experiment]
    panels = [_thinned(panel) for panel in run.panels()]
    return Figure(name, seed, draw(panels, columns), panels, claims)


def _learned_modes() -> Figure:
    from flowproof.plots import figure1

    drawn = [figure1.panel(exponent) for exponent in figure1.ALPHA_EXPONENTS]
    panels = [
        Panel(
            p.title.replace("$", "").replace(r"\alpha", "α"),
            "singular values",
            tuple(Curve(f"σ{i + 1}", p.times, v) for i, v in enumerate(p.values)),
        )
        for p in drawn
    ]
    return Figure("MV:1", None, figure1.drawn(drawn), panels, ())


def _thinned(panel: Panel) -> Panel:
    def few(curve: Curve) -> Curve:
        kept = slice(None, None, max(1, len(np.asarray(curve.times)) // POINTS))
        return Curve(curve.name, np.asarray(curve.times)[kept], np.asarray(curve.values)[kept])

    return replace(panel, curves=tuple(map(few, panel.curves)))


def _panel(panel: Panel) -> dict[str, Any]:
    number: Callable[[float], str] = "{:.9g}".format
    return {
        "title": panel.title,
        "horizontal": panel.horizontal,
        "vertical": panel.vertical,
        "curves": [
            {
                "name": curve.name,
                "x": [number(x) for x in np.asarray(curve.times)],
                "y": [number(x) for x in np.asarray(curve.values)],
            }
            for curve in panel.curves
        ],
    }


def _claim(step: Step, judgement: Judgement) -> dict[str, Any]:
    return {
        "label": step.label,
        "title": load()[step.label].title,
        "outcome": judgement.outcome.value,
        "values": _values(judgement),
    }


def _values(judgement: Judgement) -> dict[str, str]:
    return {name: value for name, value in (judgement.witness or {}).items() if name != "seed"}
