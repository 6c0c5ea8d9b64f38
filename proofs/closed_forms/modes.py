"""MV §III-A up to (15): from a spectral initialization each mode has its own equation, and its own closed form."""

from sympy import S

from proofs.claims.claim import Canary, step
from proofs.evidence.derived import Derived
from symbolic import flows, solutions
from symbolic.derivation import Derivation
from symbolic.derivations import learning, modes, transition
from symbolic.symbols import alpha, c, sigma, sigma_1

EVIDENCE = (Derived(),)
MODE, ABSENT = "mode-closed-form", "absent-mode-closed-form"


@step(
    "spectral-initialization",
    eq="10",
    paper="MV",
    uses=("product-flow",),
    evidence=EVIDENCE,
    canary=Canary("α² in place of α in U(0)", lambda: modes.spectral_start(alpha**2)),
    group="symbolic",
)
def spectral_initialization() -> Derivation:
    return modes.spectral_start()


@step(
    "flow-in-the-eigenbasis",
    eq="11",
    paper="MV",
    uses=("product-flow", "solution-is-unique"),
    evidence=EVIDENCE,
    canary=Canary(
        "c in place of 2c before W̃²",
        lambda: modes.flow_in_the_eigenbasis(lambda Y, W, c: flows.product_flow(Y, W, c) + c * W * W),
    ),
    group="symbolic",
)
def flow_in_the_eigenbasis() -> Derivation:
    return modes.flow_in_the_eigenbasis()


@step(
    "mode-closed-form",
    eq="12",
    paper="MV",
    uses=("flow-in-the-eigenbasis",),
    evidence=EVIDENCE,
    canary=Canary(
        "the exponent 3cσt in place of 2cσt",
        lambda: modes.mode_by_bernoulli(lambda sigma, a, c, t: solutions.mode(sigma, a, c, 3 * t / 2)),
    ),
    group="symbolic",
)
def mode_closed_form() -> Derivation:
    return modes.mode_by_bernoulli()


@step(
    "absent-mode-closed-form",
    eq="13",
    paper="MV",
    uses=("flow-in-the-eigenbasis", MODE),
    evidence=EVIDENCE,
    canary=Canary(
        "c in place of 2c", lambda: modes.absent_mode_by_separation(lambda a, c, t: solutions.absent_mode(a, c / 2, t))
    ),
    group="symbolic",
)
def absent_mode_closed_form() -> Derivation:
    return modes.absent_mode_by_separation()


@step(
    "spectral-closed-form",
    eq="Corollary 2",
    paper="MV",
    uses=("closed-form-theorem", "spectral-initialization", MODE, ABSENT),
    evidence=EVIDENCE,
    canary=Canary(
        "a mode that starts at 2a",
        lambda: modes.modes_of_the_closed_form(lambda s, a, c, t: solutions.mode(s, 2 * a, c, t)),
    ),
    group="symbolic",
)
def spectral_closed_form() -> Derivation:
    return modes.modes_of_the_closed_form()


@step(
    "mode-increases",
    paper="MV",
    uses=(MODE,),
    evidence=EVIDENCE,
    canary=Canary("the derivative with the other sign", lambda: modes.mode_increases(-modes.RISE)),
    group="symbolic",
)
def mode_increases() -> Derivation:
    return modes.mode_increases()


@step(
    "mode-tends-to-its-target",
    paper="MV",
    uses=(MODE,),
    evidence=EVIDENCE,
    canary=Canary("it tends to 2σ", lambda: modes.mode_tends_to_its_target(2 * sigma)),
    group="symbolic",
)
def mode_tends_to_its_target() -> Derivation:
    return modes.mode_tends_to_its_target()


@step(
    "absent-mode-decreases",
    paper="MV",
    uses=(ABSENT,),
    evidence=EVIDENCE,
    canary=Canary("half the derivative", lambda: modes.absent_mode_decreases(modes.FALL / 2)),
    group="symbolic",
)
def absent_mode_decreases() -> Derivation:
    return modes.absent_mode_decreases()


@step(
    "absent-mode-tends-to-zero",
    paper="MV",
    uses=(ABSENT,),
    evidence=EVIDENCE,
    canary=Canary("it tends to 1", lambda: modes.absent_mode_tends_to_zero(S.One)),
    group="symbolic",
)
def absent_mode_tends_to_zero() -> Derivation:
    return modes.absent_mode_tends_to_zero()


@step(
    "before-the-transition",
    eq="14",
    paper="MV",
    uses=(MODE,),
    evidence=EVIDENCE,
    canary=Canary(
        "at twice that time",
        lambda: transition.before_the_transition(lambda s, c, L: 2 * solutions.transition_time(s, c, L)),
    ),
    group="symbolic",
)
def before_the_transition() -> Derivation:
    return transition.before_the_transition()


@step(
    "after-the-transition",
    eq="15",
    paper="MV",
    uses=(MODE,),
    evidence=EVIDENCE,
    canary=Canary(
        "at half that time",
        lambda: transition.after_the_transition(lambda s, c, L: solutions.transition_time(s, 2 * c, L)),
    ),
    group="symbolic",
)
def after_the_transition() -> Derivation:
    return transition.after_the_transition()


@step(
    "transitions-drawn",
    eq="Figure 1",
    paper="MV",
    uses=(MODE,),
    evidence=EVIDENCE,
    canary=Canary("rises half as long", lambda: transition.rises_one_after_another(transition.RISE / 2)),
    group="symbolic",
)
def transitions_drawn() -> Derivation:
    return transition.rises_one_after_another()


@step(
    "spectral-flow-learns-the-target",
    paper="MV",
    uses=("spectral-closed-form", "mode-tends-to-its-target", "absent-mode-tends-to-zero"),
    evidence=EVIDENCE,
    canary=Canary("it tends to 2Y", lambda: learning.spectral_flow_learns(2 * sigma)),
    group="symbolic",
)
def spectral_flow_learns() -> Derivation:
    return learning.spectral_flow_learns()


@step(
    "learning-needs-full-rank",
    paper="MV",
    uses=("factor-flow",),
    evidence=EVIDENCE,
    canary=Canary("e^{−2cΣᵣt} in place of e^{−cΣᵣt}", lambda: learning.learning_needs_full_rank(2 * c)),
    group="symbolic",
)
def learning_needs_full_rank() -> Derivation:
    return learning.learning_needs_full_rank()


@step(
    "smaller-scale-separates-more",
    paper="MV",
    evidence=EVIDENCE,
    canary=Canary("2σ_k in place of σ_{k+1}", lambda: learning.separation(2 * sigma_1)),
    group="symbolic",
)
def smaller_scale_separates_more() -> Derivation:
    return learning.separation()


STEPS = (
    spectral_initialization,
    flow_in_the_eigenbasis,
    mode_closed_form,
    absent_mode_closed_form,
    spectral_closed_form,
    mode_increases,
    mode_tends_to_its_target,
    absent_mode_decreases,
    absent_mode_tends_to_zero,
    before_the_transition,
    after_the_transition,
    transitions_drawn,
    spectral_flow_learns,
    learning_needs_full_rank,
    smaller_scale_separates_more,
)
