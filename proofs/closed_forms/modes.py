"""MV §III-A up to (15): from a spectral initialization each mode has its own equation, and its own closed form."""

from sympy import S

from proofs.closed_forms.table import derived, table
from symbolic import flows, solutions
from symbolic.derivations import learning, modes, transition
from symbolic.symbols import alpha, c, sigma, sigma_1

MODE, ABSENT = "mode-closed-form", "absent-mode-closed-form"

STEPS = table(
    "MV",
    derived(
        "spectral-initialization",
        modes.spectral_start,
        eq="10",
        uses=("product-flow",),
        near_miss=("α² in place of α in U(0)", lambda: modes.spectral_start(alpha**2)),
    ),
    derived(
        "flow-in-the-eigenbasis",
        modes.flow_in_the_eigenbasis,
        eq="11",
        uses=("product-flow", "solution-is-unique"),
        near_miss=(
            "c in place of 2c before W̃²",
            lambda: modes.flow_in_the_eigenbasis(lambda Y, W, c: flows.product_flow(Y, W, c) + c * W * W),
        ),
    ),
    derived(
        "mode-closed-form",
        modes.mode_by_bernoulli,
        eq="12",
        uses=("flow-in-the-eigenbasis",),
        near_miss=(
            "the exponent 3cσt in place of 2cσt",
            lambda: modes.mode_by_bernoulli(lambda sigma, a, c, t: solutions.mode(sigma, a, c, 3 * t / 2)),
        ),
    ),
    derived(
        "absent-mode-closed-form",
        modes.absent_mode_by_separation,
        eq="13",
        uses=("flow-in-the-eigenbasis", MODE),
        near_miss=(
            "c in place of 2c",
            lambda: modes.absent_mode_by_separation(lambda a, c, t: solutions.absent_mode(a, c / 2, t)),
        ),
    ),
    derived(
        "spectral-closed-form",
        modes.modes_of_the_closed_form,
        eq="Corollary 2",
        uses=("closed-form-theorem", "spectral-initialization", MODE, ABSENT),
        near_miss=(
            "a mode that starts at 2a",
            lambda: modes.modes_of_the_closed_form(lambda s, a, c, t: solutions.mode(s, 2 * a, c, t)),
        ),
    ),
    derived(
        "mode-increases",
        modes.mode_increases,
        uses=(MODE,),
        near_miss=("the derivative with the other sign", lambda: modes.mode_increases(-modes.RISE)),
    ),
    derived(
        "mode-tends-to-its-target",
        modes.mode_tends_to_its_target,
        uses=(MODE,),
        near_miss=("it tends to 2σ", lambda: modes.mode_tends_to_its_target(2 * sigma)),
    ),
    derived(
        "absent-mode-decreases",
        modes.absent_mode_decreases,
        uses=(ABSENT,),
        near_miss=("half the derivative", lambda: modes.absent_mode_decreases(modes.FALL / 2)),
    ),
    derived(
        "absent-mode-tends-to-zero",
        modes.absent_mode_tends_to_zero,
        uses=(ABSENT,),
        near_miss=("it tends to 1", lambda: modes.absent_mode_tends_to_zero(S.One)),
    ),
    derived(
        "before-the-transition",
        transition.before_the_transition,
        eq="14",
        uses=(MODE,),
        near_miss=(
            "at twice that time",
            lambda: transition.before_the_transition(lambda s, c, L: 2 * solutions.transition_time(s, c, L)),
        ),
    ),
    derived(
        "after-the-transition",
        transition.after_the_transition,
        eq="15",
        uses=(MODE,),
        near_miss=(
            "at half that time",
            lambda: transition.after_the_transition(lambda s, c, L: solutions.transition_time(s, 2 * c, L)),
        ),
    ),
    derived(
        "transitions-drawn",
        transition.rises_one_after_another,
        eq="Figure 1",
        uses=(MODE,),
        near_miss=("rises half as long", lambda: transition.rises_one_after_another(transition.RISE / 2)),
    ),
    derived(
        "spectral-flow-learns-the-target",
        learning.spectral_flow_learns,
        uses=("spectral-closed-form", "mode-tends-to-its-target", "absent-mode-tends-to-zero"),
        near_miss=("it tends to 2Y", lambda: learning.spectral_flow_learns(2 * sigma)),
    ),
    derived(
        "learning-needs-full-rank",
        learning.learning_needs_full_rank,
        uses=("factor-flow",),
        near_miss=("e^{−2cΣᵣt} in place of e^{−cΣᵣt}", lambda: learning.learning_needs_full_rank(2 * c)),
    ),
    derived(
        "smaller-scale-separates-more",
        learning.separation,
        near_miss=("2σ_k in place of σ_{k+1}", lambda: learning.separation(2 * sigma_1)),
    ),
)
