"""MV Remark III-C2: the closed form from a factor of any width, for matrices of every size."""

from proofs.closed_forms.matrix import without_the_last_growth
from proofs.closed_forms.table import derived, table
from symbolic.derivations import closed_form

STEPS = table(
    "MV",
    derived(
        "rank-deficient-initialization",
        closed_form.woodbury_form,
        eq="Remark III-C2",
        uses=("matrix-closed-form", "closed-form-exists"),
        near_miss=("without the last E", lambda: closed_form.woodbury_form(without_the_last_growth)),
    ),
)
