"""TFHV Proposition 2 and (10): convergence from any positive semidefinite start that meets the condition.

The paper gives no C. Here C is explicit, and so is the limit of e^{4tσ_min}(X(t) − Ỹ), by which the rate is sharp.
"""

from sympy import S

from proofs.closed_forms.table import derived, table
from symbolic.derivations import symmetric_blocks as blocks
from symbolic.derivations import symmetric_condition as condition
from symbolic.derivations import symmetric_limit as limit

STEPS = table(
    "TFHV",
    derived(
        "positive-part-is-the-projection",
        condition.projection,
        near_miss=("half of the cross term", lambda: condition.projection(1)),
    ),
    derived(
        "symmetric-convergence-condition",
        condition.condition,
        near_miss=("with −N in place of N", lambda: condition.condition(-S.One)),
    ),
    derived(
        "symmetric-convergence-blocks",
        blocks.blocks,
        uses=("symmetric-solution-exists-for-all-time", "solution-stays-positive"),
        near_miss=("C with the other sign", lambda: blocks.blocks(-blocks.COUPLING)),
    ),
    derived(
        "symmetric-convergence-rate",
        limit.rate,
        eq="10",
        uses=("symmetric-convergence-condition", "symmetric-convergence-blocks"),
        near_miss=("a hundredth of the constant", lambda: limit.rate(limit.CONSTANT / 100)),
    ),
    derived(
        "symmetric-convergence",
        limit.proposition_2,
        eq="Proposition 2",
        uses=("symmetric-convergence-condition", "symmetric-convergence-blocks", "symmetric-convergence-rate"),
        near_miss=("C with the other sign", lambda: limit.proposition_2(-blocks.COUPLING)),
    ),
    derived(
        "symmetric-convergence-entrywise",
        limit.entrywise,
        uses=("symmetric-convergence-condition", "symmetric-convergence-blocks"),
        near_miss=("Σ₊ − Σ₊H in the first block", lambda: limit.entrywise(blocks.Sigma - blocks.Sigma * limit.H)),
    ),
    derived(
        "symmetric-convergence-sharp-constant",
        limit.sharp_constant,
        uses=("symmetric-convergence-entrywise",),
        near_miss=("twice the first block", lambda: limit.sharp_constant(2 * limit.FIRST)),
    ),
    derived(
        "symmetric-convergence-needs-its-condition",
        condition.needs_its_condition,
        uses=("symmetric-convergence-condition", "solution-stays-positive"),
        near_miss=("a row that is not missed", lambda: condition.needs_its_condition(S.One)),
    ),
    derived(
        "symmetric-start-of-too-low-a-rank",
        condition.missed,
        uses=("symmetric-product-flow",),
        near_miss=("X(t) → Y", lambda: condition.missed(S.One)),
    ),
    derived(
        "symmetric-condition-almost-surely",
        condition.almost_surely,
        uses=("symmetric-convergence-condition",),
        near_miss=("the product the other way round", lambda: condition.almost_surely(condition.J * condition.Jt)),
    ),
)
