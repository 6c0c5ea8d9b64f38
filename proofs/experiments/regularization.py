"""What the paper says of TFHV Figure 2: one number λ₀ in place of the imbalance gives nearly the same curves."""

from typing import Any

from numeric.experiments.regularization import RegularizationRun
from proofs.claims.canaries import instead
from proofs.claims.claim import Canary, Step, step
from proofs.claims.statement import AtMost, MoreThan
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


@step(
    "regularization-experiment",
    eq="Figure 2",
    **BY_RUNS,
    canary=instead("for λ₀ = 0", widest_gap="gap_without"),
)
def nearly_alike(*, widest_gap: float) -> AtMost:
    """No two curves are apart by more than a twentieth of their panel's height."""
    return AtMost(widest_gap, 1 / 20)


@step(
    "regularized-flow-is-told-apart",
    **BY_RUNS,
    canary=Canary("by a tenth of the panel's height", lambda *, narrowest_gap: MoreThan(narrowest_gap, 1 / 10)),
)
def told_apart(*, narrowest_gap: float) -> MoreThan:
    """Some curves are apart by more than a hundredth of their panel's height."""
    return MoreThan(narrowest_gap, 1 / 100)


@step(
    "best-regularization-grows-with-imbalance",
    **BY_RUNS,
    canary=instead("falls", slowest_growth="fastest_fall"),
)
def grows(*, slowest_growth: float) -> MoreThan:
    """In size: from each width to the next, |λ₀| and ‖Q₀‖ grow."""
    return MoreThan(slowest_growth, 1)


STEPS: tuple[Step, ...] = (nearly_alike, told_apart, grows)
