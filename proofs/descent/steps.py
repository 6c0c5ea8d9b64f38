"""What is claimed of gradient descent: what is true of one step, what is of every step, and where it ends."""

from dataclasses import replace
from fractions import Fraction

from proofs.claims.canaries import saying
from proofs.claims.claim import Canary
from proofs.claims.texts import relation
from proofs.descent.claims import GROUP, ONE_STEP, by_induction, one_step
from proofs.descent.dense_runs import DenseRuns
from proofs.descent.families import FAMILIES
from proofs.descent.runs import BEYOND, Runs
from proofs.evidence.balls import Certified

HALF = Fraction(1, 2)
TOO_LARGE = Runs(
    (BEYOND,), "descent with too large a step", "one start with ησ_1 = 3/4, at the first step in T_1", ((1, 21),)
)

STEPS = (
    *(one_step(claim, FAMILIES.get(claim.label)) for claim in ONE_STEP),
    # ‖W_j − Y_k‖₂ ≤ ε for all integers j in T_k
    by_induction(
        "descent-spectral-incremental-learning",
        "error <= eps",
        Runs(),
        uses=(
            "descent-absent-mode-shrinks",
            "descent-gap-shrinks",
            "descent-keeps-its-basis",
            "descent-mode-grows-at-most",
            "descent-mode-stays-below-its-target",
            "error-is-that-of-the-worst-mode",
        ),
        canary=saying("ε replaced by ε/2", "2*error <= eps"),
    ),
    # ‖W_j‖₂ ≤ ε as long as α²μ(1 + ησ_1)^{2j} ≤ ε
    by_induction(
        "descent-stays-small",
        "error <= eps",
        DenseRuns(before_any=True),
        uses=("descent-grows-at-most", "descent-stays-below-the-largest-target"),
        canary=saying("ε replaced by ε/5", "5*error <= eps"),
    ),
    # ‖Σ₁ − U₁U₁ᵀ‖₂ ≤ ε/2 at each step from which α²(1 + ησ_k)^{2j} ≥ c₁, while the rest is small
    by_induction(
        "descent-learns-from-any-start",
        "gap <= eps/2",
        DenseRuns(whole=False),
        uses=(
            "descent-gap-shrinks-from-above",
            "descent-gap-shrinks-from-below",
            "descent-in-blocks",
            "descent-inner-stays-below",
            "descent-learned-rows-grow",
            "descent-mode-stays-below-its-target",
            "descent-potential-step",
            "descent-rest-grows-at-most",
            "descent-turn-is-large",
        ),
        canary=saying("ε/60 in place of ε/2", "60*gap <= eps"),
    ),
    # ‖W_j − Y_k‖₂ ≤ ε from there on, while the rest is at most ε/2
    by_induction(
        "descent-incremental-learning",
        "error <= eps",
        DenseRuns(),
        uses=(
            "descent-gap-stays-from-above",
            "descent-gap-stays-from-below",
            "descent-in-blocks",
            "descent-inner-stays-below",
            "descent-learns-from-any-start",
            "descent-mixed-stays",
            "descent-rest-grows-at-most",
        ),
        canary=saying("ε replaced by ε/5", "5*error <= eps"),
    ),
    # With ησ_1 = ¾ a mode overshoots its target by more than ε, and is still there in its window
    relation(
        "descent-spectral-needs-small-steps",
        "10*eps <= error",
        paper="MV",
        group=GROUP,
        domain=TOO_LARGE,
        evidence=(Certified(),),
        canary=Canary("ησ_1 = ½", domain=replace(TOO_LARGE, starts=(replace(BEYOND, eta=HALF),), only=((1, 29),))),
    ),
)
