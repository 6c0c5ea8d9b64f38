"""MV §III-C: the closed form from a factor of any width, and Theorem 4 with bounds that hold with a probability."""

from sympy import S

from proofs.closed_forms.matrix import without_the_last_growth
from proofs.closed_forms.table import derived, table
from symbolic.derivations import closed_form
from symbolic.derivations import random_start as random
from symbolic.symbols import s

STEPS = table(
    "MV",
    derived(
        "rank-deficient-initialization",
        closed_form.woodbury_form,
        eq="Remark III-C2",
        uses=("matrix-closed-form", "closed-form-exists"),
        near_miss=("without the last E", lambda: closed_form.woodbury_form(without_the_last_growth)),
    ),
    derived(
        "random-initialization",
        random.theorem_4,
        eq="Remark III-C1",
        uses=("general-incremental-learning", "condition-number"),
        near_miss=("bounds from below", lambda: random.theorem_4(-1)),
    ),
    derived(
        "random-initialization-in-wider-windows",
        random.sharper,
        uses=("sharper-incremental-learning",),
        near_miss=("bounds from below", lambda: random.sharper(-1)),
    ),
    derived(
        "smallest-singular-value-of-a-square-gaussian",
        random.smallest_of_a_square,
        near_miss=("s/2 in place of s", lambda: random.smallest_of_a_square(s / 2)),
    ),
    derived(
        "gaussian-factor-is-bounded",
        random.gaussian_factor,
        uses=("smallest-singular-value-of-a-square-gaussian",),
        near_miss=("all of δ for each end", lambda: random.gaussian_factor(S.One)),
    ),
    derived(
        "random-factor-of-every-width",
        random.every_width,
        uses=(
            "factor-incremental-learning",
            "weight-in-singular-values",
            "smallest-singular-value-of-a-square-gaussian",
        ),
        near_miss=("all of δ for each bound", lambda: random.every_width(S.One)),
    ),
    derived(
        "sign-factor-may-be-singular",
        random.sign_factor,
        near_miss=("four singular matrices in place of eight", lambda: random.sign_factor(4)),
    ),
)
