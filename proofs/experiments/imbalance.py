"""What the paper says of TFHV Figure 1: learning in order, and faster with imbalance, from factors of three sizes."""

from typing import Any

from numeric.experiments.imbalance import ImbalanceRun
from proofs.claims.canaries import instead
from proofs.claims.claim import Canary, Step, step
from proofs.claims.statement import AtMost, MoreThan
from proofs.experiments.experiment import Experiment, Simulated

EXPERIMENT = Experiment(
    "TFHV Figure 1",
    "Y 5×10, k = 50, η = 1/1000, factors of sizes 1/100, 1/10 and 1, from published seeds",
    ImbalanceRun,
    (1, 2, 3),
    {
        "last_error": r"\max_\sigma \|Y - X(20)\|_F / \|Y\|_F",
        "least_delay": r"\min_i (t_{i+1} - t_i)_{\sigma = 1/100}",
        "late": r"\max_i |t_i / (\log(\sigma_i/a_i - 1)/(2\sigma_i)) - 1|",
        "slowest_gain": r"\max_i t_i(10\sigma) / t_i(\sigma)",
        "imbalanced_time": "t_{\\sigma = 1}",
        "other_time": r"\min(t_{\text{one layer}}, t_{\sigma = 1/10}, t_{\sigma = 1/100})",
        "change": r"\max_t |e_\eta - e_{\eta/2}| / \max_t e_\eta",
        "steps_saved_by_imbalance": r"k_{1/10} - k_{4}",
        "steps_saved_by_escape": r"k_{1/100} - k_{1/10}",
    },
)
BY_RUNS: dict[str, Any] = {"paper": "TFHV", "group": "figures", "domain": EXPERIMENT, "evidence": (Simulated(),)}


@step(
    "imbalance-experiment",
    eq="Figure 1",
    **BY_RUNS,
    canary=instead("at t = 1 already", last_error="early_error"),
)
def is_learned(*, last_error: float) -> AtMost:
    """To a thousandth, at t = 20."""
    return AtMost(last_error, 1 / 1000)


@step(
    "small-initialization-learns-in-order",
    **BY_RUNS,
    canary=instead("from a large one too", least_delay="least_delay_when_large"),
)
def in_order(*, least_delay: float) -> MoreThan:
    """Each reaches half its target before the next one does."""
    return MoreThan(least_delay, 0)


@step(
    "small-initialization-learns-on-time",
    **BY_RUNS,
    uses=("imbalanced-mode-as-imbalance-vanishes",),
    canary=instead("at the symmetric problem's rate", late="late_at_twice_the_rate"),
)
def on_time(*, late: float) -> AtMost:
    """Half of it, to a twentieth, by (17) with λ₀ → 0 from a start that the factors alone decide."""
    return AtMost(late, 1 / 20)


@step(
    "imbalance-learns-every-value-faster",
    **BY_RUNS,
    canary=instead("slower", slowest_gain="slowest_loss"),
)
def every_value_faster(*, slowest_gain: float) -> MoreThan:
    """From each size to the next."""
    return MoreThan(1, slowest_gain)


@step(
    "imbalance-dominates-convergence",
    **BY_RUNS,
    canary=instead("with a very small one", imbalanced_time="nearly_balanced_time"),
)
def dominates(*, imbalanced_time: float, other_time: float) -> AtMost:
    """Ten times as fast as one layer, and as both smaller sizes."""
    return AtMost(10 * imbalanced_time, other_time)


@step(
    "smaller-steps-change-nothing",
    **BY_RUNS,
    canary=instead("nor does five times the step size", change="change_by_coarse_steps"),
)
def no_change(*, change: float) -> AtMost:
    """No curve of the figure moves by more than a fiftieth of its panel's height."""
    return AtMost(change, 1 / 50)


@step(
    "imbalance-saves-no-steps",
    **BY_RUNS,
    canary=instead(
        "from 1/100 to 1/10, where the same step size is stable", steps_saved_by_imbalance="steps_saved_by_escape"
    ),
)
def saves_no_steps(*, steps_saved_by_imbalance: float) -> AtMost:
    """From size 1/10 to 4, to an error of 1/100: the imbalance grows by 1600, and the best step size shrinks."""
    return AtMost(steps_saved_by_imbalance, 0)


@step(
    "escape-saves-steps",
    **BY_RUNS,
    canary=Canary("more steps", lambda *, steps_saved_by_escape: MoreThan(0, steps_saved_by_escape)),
)
def escape_saves_steps(*, steps_saved_by_escape: float) -> MoreThan:
    """There the best step size is the same."""
    return MoreThan(steps_saved_by_escape, 0)


STEPS: tuple[Step, ...] = (
    is_learned,
    in_order,
    on_time,
    every_value_faster,
    dominates,
    no_change,
    saves_no_steps,
    escape_saves_steps,
)
