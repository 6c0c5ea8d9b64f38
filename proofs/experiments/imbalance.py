"""What the paper says of TFHV Figure 1: learning in order, and faster with imbalance, from factors of three sizes."""

from typing import Any

from numeric.experiments.imbalance import ImbalanceRun
from proofs.claims.canaries import instead, saying
from proofs.claims.claim import Step
from proofs.claims.texts import relation
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
STEPS: tuple[Step, ...] = (
    relation(
        "imbalance-experiment",
        "last_error <= 1/1000",
        eq="Figure 1",
        canary=instead("at t = 1 already", last_error="early_error"),
        **BY_RUNS,
    ),
    # each reaches half its target before the next one does
    relation(
        "small-initialization-learns-in-order",
        "least_delay > 0",
        canary=instead("from a large one too", least_delay="least_delay_when_large"),
        **BY_RUNS,
    ),
    # half of it, to a twentieth, by (17) with λ₀ → 0 from a start that the factors alone decide
    relation(
        "small-initialization-learns-on-time",
        "late <= 1/20",
        uses=("imbalanced-mode-as-imbalance-vanishes",),
        canary=instead("at the symmetric problem's rate", late="late_at_twice_the_rate"),
        **BY_RUNS,
    ),
    # from each size to the next
    relation(
        "imbalance-learns-every-value-faster",
        "1 > slowest_gain",
        canary=instead("slower", slowest_gain="slowest_loss"),
        **BY_RUNS,
    ),
    # ten times as fast as one layer, and as both smaller sizes
    relation(
        "imbalance-dominates-convergence",
        "10*imbalanced_time <= other_time",
        canary=instead("with a very small one", imbalanced_time="nearly_balanced_time"),
        **BY_RUNS,
    ),
    # no curve of the figure moves by more than a fiftieth of its panel's height
    relation(
        "smaller-steps-change-nothing",
        "change <= 1/50",
        canary=instead("nor does five times the step size", change="change_by_coarse_steps"),
        **BY_RUNS,
    ),
    # from size 1/10 to 4, to an error of 1/100: the imbalance grows by 1600, and the best step size shrinks
    relation(
        "imbalance-saves-no-steps",
        "steps_saved_by_imbalance <= 0",
        canary=instead(
            "from 1/100 to 1/10, where the same step size is stable", steps_saved_by_imbalance="steps_saved_by_escape"
        ),
        **BY_RUNS,
    ),
    # there the best step size is the same
    relation(
        "escape-saves-steps",
        "steps_saved_by_escape > 0",
        canary=saying("more steps", "0 > steps_saved_by_escape"),
        **BY_RUNS,
    ),
)
