"""TFHV Proposition 2 and (10): convergence from any positive semidefinite start that meets the condition.

The paper gives no C. Here C is explicit, and so is the limit of e^{4tσ_min}(X(t) − Ỹ), by which the rate is sharp.
"""

from sympy import S

from proofs.claims.claim import Canary, Step, step
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import symmetric_blocks as blocks
from symbolic.derivations import symmetric_condition as condition
from symbolic.derivations import symmetric_limit as limit


@step(
    "positive-part-is-the-projection",
    **BY_DERIVATION,
    canary=Canary("half of the cross term", lambda: condition.projection(1)),
)
def projection() -> Derivation:
    """So no X = UUᵀ has a smaller loss."""
    return condition.projection()


@step(
    "symmetric-convergence-condition",
    **BY_DERIVATION,
    canary=Canary("with −N in place of N", lambda: condition.condition(-S.One)),
)
def convergence_condition() -> Derivation:
    """I.e. that U₊ has independent rows."""
    return condition.condition()


@step(
    "symmetric-convergence-blocks",
    **BY_DERIVATION,
    uses=("symmetric-solution-exists-for-all-time", "solution-stays-positive"),
    canary=Canary("C with the other sign", lambda: blocks.blocks(-blocks.COUPLING)),
)
def solution_in_blocks() -> Derivation:
    """Exact, for every t ≥ 0."""
    return blocks.blocks()


@step(
    "symmetric-convergence-rate",
    eq="10",
    **BY_DERIVATION,
    uses=("symmetric-convergence-condition", "symmetric-convergence-blocks"),
    canary=Canary("a hundredth of the constant", lambda: limit.rate(limit.CONSTANT / 100)),
)
def rate() -> Derivation:
    """By the norms of the blocks."""
    return limit.rate()


@step(
    "symmetric-convergence",
    eq="Proposition 2",
    **BY_DERIVATION,
    uses=("symmetric-convergence-condition", "symmetric-convergence-blocks", "symmetric-convergence-rate"),
    canary=Canary("C with the other sign", lambda: limit.proposition_2(-blocks.COUPLING)),
)
def convergence() -> Derivation:
    """From the condition to the constant."""
    return limit.proposition_2()


@step(
    "symmetric-convergence-entrywise",
    **BY_DERIVATION,
    uses=("symmetric-convergence-condition", "symmetric-convergence-blocks"),
    canary=Canary("Σ₊ − Σ₊H in the first block", lambda: limit.entrywise(blocks.Sigma - blocks.Sigma * limit.H)),
)
def entrywise() -> Derivation:
    """So every eigencomponent has a rate of its own, whatever the start."""
    return limit.entrywise()


@step(
    "symmetric-convergence-sharp-constant",
    **BY_DERIVATION,
    uses=("symmetric-convergence-entrywise",),
    canary=Canary("twice the first block", lambda: limit.sharp_constant(2 * limit.FIRST)),
)
def sharp_constant() -> Derivation:
    """Its norm is the least C that (10) can have for late t."""
    return limit.sharp_constant()


@step(
    "symmetric-convergence-needs-its-condition",
    **BY_DERIVATION,
    uses=("symmetric-convergence-condition", "solution-stays-positive"),
    canary=Canary("a row that is not missed", lambda: condition.needs_its_condition(S.One)),
)
def needs_its_condition() -> Derivation:
    """X₊₊ stays singular."""
    return condition.needs_its_condition()


@step(
    "symmetric-start-of-too-low-a-rank",
    **BY_DERIVATION,
    uses=("symmetric-product-flow",),
    canary=Canary("X(t) → Y", lambda: condition.missed(S.One)),
)
def start_of_too_low_a_rank() -> Derivation:
    """It misses no eigenvector, and yet does not meet the condition."""
    return condition.missed()


@step(
    "symmetric-condition-almost-surely",
    **BY_DERIVATION,
    uses=("symmetric-convergence-condition",),
    canary=Canary("the product the other way round", lambda: condition.almost_surely(condition.J * condition.Jt)),
)
def almost_surely() -> Derivation:
    """The exceptions are the zeros of a polynomial."""
    return condition.almost_surely()


STEPS: tuple[Step, ...] = (
    projection,
    convergence_condition,
    solution_in_blocks,
    rate,
    convergence,
    entrywise,
    sharp_constant,
    needs_its_condition,
    start_of_too_low_a_rank,
    almost_surely,
)
