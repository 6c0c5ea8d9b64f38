"""What one step of descent can do that the flow never does: three exact counterexamples."""

from sympy import Matrix, Rational

from proofs.closed_forms.table import derived, table
from symbolic.derivations import descent_steps as steps

STEPS = table(
    "MV",
    derived(
        "descent-is-not-monotone",
        lambda: steps.order_is_lost(steps.EQUAL_PARTS),
        near_miss=("W₁ lower along Y's own directions", lambda: steps.order_is_lost(Matrix.diag(0, 1))),
    ),
    derived(
        "descent-learns-dependent-rows",
        lambda: steps.rows_come_apart(Matrix([[1, 1]])),
        near_miss=("the third row dependent too", lambda: steps.rows_come_apart(Matrix([[1, 0]]))),
    ),
    derived(
        "descent-can-lose-a-mode",
        lambda: steps.rows_become_dependent(steps.ROOT),
        near_miss=(
            "an interval beside the zero",
            lambda: steps.rows_become_dependent((steps.ROOT[1], Rational(1, 3000))),
        ),
    ),
    group="descent",
)
