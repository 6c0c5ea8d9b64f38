"""What the paper says of TFHV Figure 3: below a sigmoid too imbalance is faster; and the sizes that it gives."""

from typing import Any

from numeric.experiments import nonlinear as runs
from proofs.claims.canaries import instead
from proofs.claims.claim import Step
from proofs.claims.texts import relation
from proofs.claims.verdict import Outcome
from proofs.closed_forms.table import derived, table
from proofs.experiments.experiment import Experiment, Simulated
from symbolic.derivations import sizes

EXPERIMENT = Experiment(
    "TFHV Figure 3",
    "n = 1000, d = 10, k = 100, η = 1/1000, entries of the factors N(0, 1/100), from published seeds",
    runs.NonlinearRun,
    (1, 2, 3),
    {
        "imbalanced_steps": r"k_{\text{imbalanced}}",
        "other_steps": r"\min(k_{\text{balanced}}, k_{\text{one layer}})",
        "off_the_caption": r"|\|\mathcal{Q}_0\|_F - 4.6|",
    },
)
BY_RUNS: dict[str, Any] = {"paper": "TFHV", "group": "figures", "domain": EXPERIMENT, "evidence": (Simulated(),)}

STEPS: tuple[Step, ...] = (
    *table(
        "TFHV",
        derived(  # XU is defined only if U has as many rows as X has columns
            "nonlinear-factor-sizes",
            lambda: sizes.two_layers_fit(sizes.n),
            expect=Outcome.FAILS,
            near_miss=("d×k, where they fit", lambda: sizes.two_layers_fit(sizes.d)),
        ),
        derived(
            "nonlinear-factor-sizes-that-fit",
            lambda: sizes.two_layers_fit(sizes.d),
            near_miss=("k×k", lambda: sizes.two_layers_fit(sizes.k)),
        ),
        group="figures",
    ),
    # to a loss of 1, than the balanced start and than one layer
    relation(
        "nonlinear-experiment",
        "other_steps > imbalanced_steps",
        eq="Figure 3",
        uses=("nonlinear-factor-sizes-that-fit",),
        canary=instead("balance does", imbalanced_steps="balanced_steps", other_steps="steps_but_balanced"),
        **BY_RUNS,
    ),
    # in the Frobenius norm, to a tenth of the caption's 4.6
    relation(
        "nonlinear-imbalance-as-drawn",
        "off_the_caption <= 23/50",
        canary=instead("in the spectral norm", off_the_caption="spectral_off_the_caption"),
        **BY_RUNS,
    ),
)
