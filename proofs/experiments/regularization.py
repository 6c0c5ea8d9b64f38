"""What the paper says of TFHV Figure 2: one number λ₀ in place of the imbalance gives nearly the same curves."""

from typing import Any

from numeric.experiments.regularization import RegularizationRun
from proofs.claims.canaries import instead, saying
from proofs.claims.claim import Step
from proofs.claims.texts import relation
from proofs.experiments.experiment import Experiment, Simulated

EXPERIMENT = Experiment(
    "TFHV Figure 2",
    "Y 5×10, k = 50, 100 and 200, η = 1/100000, all entries N(0, 1), from published seeds",
    RegularizationRun,
    (1, 2),
    {
        "widest_gap": r"\max_{k,t} |e^I - e| / \max_t e",
        "narrowest_gap": r"\min_k \max_t |e^I - e| / \max_t e",
        "slowest_growth": r"\min_k |\lambda_0(2k)| / |\lambda_0(k)|",
    },
)
BY_RUNS: dict[str, Any] = {"paper": "TFHV", "group": "figures", "domain": EXPERIMENT, "evidence": (Simulated(),)}
STEPS: tuple[Step, ...] = (
    # no two curves are apart by more than a twentieth of their panel's height
    relation(
        "regularization-experiment",
        "widest_gap <= 1/20",
        eq="Figure 2",
        canary=instead("for λ₀ = 0", widest_gap="gap_without"),
        **BY_RUNS,
    ),
    # some curves are apart by more than a hundredth of it
    relation(
        "regularized-flow-is-told-apart",
        "narrowest_gap > 1/100",
        canary=saying("by a tenth of the panel's height", "narrowest_gap > 1/10"),
        **BY_RUNS,
    ),
    # in size: from each width to the next, |λ₀| and ‖Q₀‖ grow
    relation(
        "best-regularization-grows-with-imbalance",
        "slowest_growth > 1",
        canary=instead("falls", slowest_growth="fastest_fall"),
        **BY_RUNS,
    ),
)
