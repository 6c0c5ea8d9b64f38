"""Theorems that follow from the conditional one, of which each is a row: its constants meet what is asked of any.

What each says stands in `paper/theorems.toml`: its windows begin no earlier than at time 0, and c₁ and c₂ are such
products of powers that the conditions follow, by one identity each, from ε ≤ σ₁ and from log(c₂/α²) ≥ 0, which is a
hypothesis. Where σ₁ ≤ ε, nothing is asked of them but that. `sharper` has one that shows more on its way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from paper import theorems
from proofs.certificate.argument import Argument, Identity, Line, Lines, Steps, calling, identity
from proofs.claims.claim import Step, Theorem
from proofs.theorems.between import quantities, sharpest
from proofs.theorems.between.names import ORDERED
from proofs.theorems.between.sharpest import CONDITIONAL, POSITIVE, Case
from proofs.theorems.between.sharpest_constants import ANY, CONDITIONS
from proofs.theorems.blocks.argument import exponentials
from proofs.theorems.blocks.names import CUT
from proofs.theorems.blocks.quantities import has_first
from proofs.theorems.shared.relations import EXCHANGED, outside, relations
from proofs.theorems.shared.window_argument import FROM_0, RIGHT, SINCE_0, window_cases
from proofs.theorems.shared.windowed import is_bounded

REGIMES = ("tolerance-below-targets", "targets-below-tolerance")
"""What a case has of ε: one of them is true."""
CALLED = (
    "sharpest-learned-exponentials-pay",
    "sharpest-unlearned-exponentials-are-small",
    "slow-flow-reaches-tolerance",
    "fast-flow-keeps-tolerance",
    "sharpest-incremental-learning",
)
"""What the lines call the steps, but that on windows."""
SMALL: tuple[Line, ...] = (
    *SINCE_0,
    identity("alpha**2 <= c2", "grown from 0", "one", "grown", name="small"),
)
"""α² ≤ c₂, as no window ends before time 0."""


def met(name: str, *known: str) -> Line:
    """What the conditional theorem asks by that name follows from what is known."""
    return identity(CONDITIONS[name], *known, name=name)


def known(case: Case) -> Mapping[int, tuple[Line, ...]]:
    """What is known of the constants, and of the start."""
    start = tuple(met(name, "small") for name in case.conditions if name == "start-below-learned")
    start = (*SMALL, *(start or [met("start-below-tolerance", "small")]))
    return {
        0: start,
        1: (*ANY[1], met("learned-constant", REGIMES[0])),
        2: (*start, *ANY[2], met("unlearned-constant", "small")),
    }


def lines(case: Case) -> Lines:
    """Those of the conditional theorem, and what is said of the exponentials, which is so whatever ε is.

    Where the other modes are absent, t is before the right end as that is not negative.
    """
    begins, ends = "time-is-not-negative", "right-ends-not-negative" if case.absent else "before-the-right-end"
    late = exponentials.learned(begins) if 1 in case.blocks else {}
    early = exponentials.unlearned(begins) if 2 in case.blocks else {}
    in_time = identity(f"2*c*sigma_next*t <= {RIGHT}", ends)
    return {
        **case.lines(known(case)),
        **{f"sharpest-{label}": found for label, found in late.items()},
        **{f"sharpest-{label}": (in_time, *found) for label, found in early.items()},
    }


def arguments(
    steps: Steps,
    label: str,
    windows: str,
    lines: Callable[[Case], Lines],
    between: Callable[[Case], Mapping[str, str]] = sharpest.between,
    **definitions: str,
) -> tuple[Argument, ...]:
    """Two cases of windows, and those of the conditional theorem, of which none may be left out.

    `windows` is the step that none is empty, `between` what is given of the flows; `definitions` are what other steps
    speak of.
    """
    stated = theorems.theorem(label)

    def flow(case: Case) -> Argument:
        of_epsilon = REGIMES[1] if REGIMES[1] in case.conditions else REGIMES[0]
        asked = ["right-ends-not-negative"]
        asked += ["after-the-left-end"] if 1 in case.blocks else []
        asked += ["before-the-right-end"] if 2 in case.blocks and not case.absent else []
        given = {of_epsilon: CONDITIONS[of_epsilon], **{name: stated.hypotheses[name] for name in asked}}
        own = {**stated.constants, **definitions}
        return sharpest.flow(steps, label, case, lines(case), {**given, **between(case)}, own)

    positive = (*POSITIVE, "sigma_k", "sigma_next")
    not_empty = window_cases(steps, label, windows, positive, **FROM_0)
    return (*not_empty, *(flow(case) for case in CONDITIONAL))


@dataclass(frozen=True)
class Corollary:
    """A theorem with its argument; `called` has the labels of its steps by those of the sharpest theorem's."""

    theorem: Theorem
    called: Mapping[str, str]

    @property
    def ORIGINS(self) -> Mapping[str, str]:
        """What each given is; of ε it is the case."""
        asked = dict.fromkeys(theorems.theorem(self.theorem.label).hypotheses, "hypothesis")
        return {**dict.fromkeys(REGIMES, "case"), **dict.fromkeys(CUT, "notation"), **asked, **sharpest.TAKEN}

    def arguments(self, shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]], /) -> tuple[Argument, ...]:
        label, (windows, *_) = self.theorem.label, self.theorem.steps
        return arguments(Steps(shows, uses), label, windows.label, lambda case: self._called(lines(case)))

    def _called(self, lines: Lines) -> Lines:
        def own(line: Line) -> Line:
            return calling(line, self.called) if isinstance(line, Identity) else line

        return {self.called[label]: tuple(map(own, found)) for label, found in lines.items()}


def corollary(label: str, *labels: str) -> Corollary:
    """The theorem of that label, whose steps have these: that windows are not empty, that the learned exponentials pay,
    that the others are small, that the slow flow reaches the tolerance, that the fast one keeps it, and the conclusion.
    """
    windows, pay, small, slow, fast, conclusion = labels
    points, group = quantities.points(label), theorems.theorem(label).group
    relation, beyond = relations(label, group, points), outside(points(beyond=True))
    steps: Sequence[Step] = (
        relation(windows, "left_end <= right_end", is_bounded, canary=EXCHANGED),
        relation(pay, "c1*norm_inverse_E1**2 <= alpha**2", has_first),
        relation(small, "alpha**2*norm_E2**2 <= c2", quantities.has_end),
        relation(slow, "definiteness_slow_above_target >= 0", uses=(pay,), canary=beyond),
        relation(fast, "definiteness_fast_below_target >= 0", uses=(small,), canary=beyond),
        relation(
            conclusion,
            "error <= eps",
            uses=(*ORDERED, slow, fast, "matrix-closed-form-from-linear-system"),
            canary=beyond,
        ),
    )
    return Corollary(Theorem(label, "MV", group, tuple(steps)), dict(zip(CALLED, labels[1:], strict=True)))


COROLLARIES: tuple[Corollary, ...] = ()
"""Beside the theorems of this room."""
