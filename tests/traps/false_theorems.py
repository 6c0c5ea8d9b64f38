"""Theorems 3 and 4 with another constant, or with a hypothesis dropped or weakened: where each proof must break.

`breaks` is the first step, in the order of the proof, whose certificate is not found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Constant:
    """A constant of a theorem and the text that replaces it, in which {c1} or {c2} is the right one."""

    theorem: str
    name: str
    changed: str
    text: str
    breaks: str


@dataclass(frozen=True)
class Hypotheses:
    """Hypotheses of a theorem that are dropped, or replaced by weaker ones."""

    theorem: int
    breaks: str
    dropped: tuple[str, ...] = ()
    weaker: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> str:
        weaker = [f"{name} weakened to {statement}" for name, statement in self.weaker.items()]
        return "; ".join([*(f"without {name}" for name in self.dropped), *weaker])


HALF, COUPLING, TERM = (
    "perturbation-is-at-most-half",
    "constants-pay-for-the-off-diagonal",
    "constants-pay-for-the-unlearned-term",
)
GAP, EXPONENTIAL = "growth-pays-for-the-gap", "unlearned-exponential-is-small"

CONSTANTS = (
    Constant("theorem-4", "c1", "c₁/2", "{c1}/2", HALF),
    Constant("theorem-4", "c1", "c₁ less a millionth", "{c1}*999999/1000000", HALF),
    Constant("theorem-4", "c1", "σ₁ for σ₁²", "{c1}/sigma_1", HALF),
    Constant("theorem-4", "c1", "σ_k for σ₁", "{c1}*(sigma_k/sigma_1)**2", HALF),
    Constant("theorem-4", "c1", "σ_r for σ₁", "{c1}*(sigma_r/sigma_1)**2", HALF),
    Constant("theorem-4", "c1", "m dropped", "{c1}/m", HALF),
    Constant("theorem-4", "c1", "μ for m", "{c1}*mu/m", HALF),
    Constant("theorem-4", "c1", "ε² for 1/ε", "{c1}*eps**3", HALF),
    Constant("theorem-4", "c2", "2c₂", "2*{c2}", COUPLING),
    Constant("theorem-4", "c2", "c₂ and a millionth", "{c2}*1000001/1000000", COUPLING),
    Constant("theorem-4", "c2", "μ for μ²", "{c2}*mu", COUPLING),
    Constant("theorem-4", "c2", "m and μ swapped", "{c2}*mu/m", COUPLING),
    Constant("theorem-4", "c2", "m dropped", "{c2}*m", COUPLING),
    Constant("theorem-4", "c2", "ε² for ε", "{c2}*eps", COUPLING),
    Constant("theorem-3", "c1", "c₁/2", "{c1}/2", GAP),
    Constant("theorem-3", "c1", "c₁ less a millionth", "{c1}*999999/1000000", GAP),
    Constant("theorem-3", "c1", "s_max for s_min", "{c1}*s_min/s_max", GAP),
    Constant("theorem-3", "c1", "σ_k for σ₁", "{c1}*(sigma_k/sigma_1)**2", GAP),
    Constant("theorem-3", "c1", "σ₁ for σ₁²", "{c1}/sigma_1", GAP),
    Constant("theorem-3", "c1", "ε dropped", "{c1}*eps", GAP),
    Constant("theorem-3", "c2", "2c₂", "2*{c2}", EXPONENTIAL),
    Constant("theorem-3", "c2", "c₂ and a millionth", "{c2}*1000001/1000000", EXPONENTIAL),
    Constant("theorem-3", "c2", "s_min for s_max", "{c2}*s_max/s_min", EXPONENTIAL),
    Constant("theorem-3", "c2", "ε² for ε", "{c2}*eps", EXPONENTIAL),
)

PAY, SMALL = "learned-exponentials-pay", "unlearned-exponentials-are-small"
END = "general-incremental-learning"
WINDOWS, FIRST = "general-windows-are-not-empty", "spectral-windows-are-not-empty"

HYPOTHESES = (
    Hypotheses(4, HALF, ("tolerance-not-too-large",)),
    Hypotheses(4, HALF, weaker={"tolerance-not-too-large": "eps <= 2*sigma_1 + alpha"}),
    Hypotheses(4, HALF, weaker={"tolerance-not-too-large": "1000*eps <= 2001*sigma_1"}),
    Hypotheses(4, "decaying-term-is-the-smaller", ("start-below-targets",)),
    Hypotheses(4, "decaying-term-is-the-smaller", weaker={"start-below-targets": "alpha**2*mu <= 2*sigma_r"}),
    Hypotheses(4, "decaying-term-is-the-smaller", weaker={"start-below-targets": "alpha**2*m <= sigma_r"}),
    Hypotheses(4, PAY, ("left-ends-not-negative",)),
    Hypotheses(4, PAY, ("after-the-left-end",)),
    Hypotheses(4, PAY, weaker={"after-the-left-end": "log(c2/alpha**2) <= 2*c*sigma_k*t"}),
    Hypotheses(4, PAY, weaker={"after-the-left-end": "log(c1/alpha**2) <= 2*c*sigma_1*t"}),
    Hypotheses(4, SMALL, ("before-the-right-end",)),
    Hypotheses(4, SMALL, weaker={"before-the-right-end": "2*c*sigma_next*t <= log(c1/alpha**2)"}),
    Hypotheses(4, SMALL, ("in-the-first-window",)),
    Hypotheses(4, WINDOWS, ("window-not-empty",)),
    Hypotheses(4, WINDOWS, ("targets-are-distinct",)),
    Hypotheses(4, WINDOWS, weaker={"targets-are-distinct": "sigma_next <= sigma_k"}),
    Hypotheses(4, WINDOWS, ("right-ends-not-negative",)),
    Hypotheses(4, "unlearned-block-is-positive", ("shape-is-positive",)),
    Hypotheses(4, "closed-form-for-blocks", weaker={"other J-apart": "T(J1)*J2 == 0"}),
    Hypotheses(4, END, ("basis-is-complete",)),
    Hypotheses(3, FIRST, ("window-not-empty",)),
    Hypotheses(3, "learned-mode-has-grown", ("left-ends-not-negative",)),
    Hypotheses(3, "learned-mode-has-grown", weaker={"after-the-left-end": "log(c1/alpha**2) <= 2*c*sigma_1*t"}),
    Hypotheses(3, "unlearned-mode-has-not-grown", ("before-the-right-end",)),
    Hypotheses(3, "start-is-small", ("start-below-tolerance",)),
    Hypotheses(3, "start-is-small", weaker={"start-below-tolerance": "alpha**2*s_max <= 2*eps"}),
    Hypotheses(3, "gap-of-a-mode", ("start-below-targets",)),
)

HALVED = Fraction(1, 2)
"""What `flowproof verify theorem4` is shown in place of c₁: this part of it."""
