"""Ours: how long N ≥ 3 balanced layers take to learn a mode, which neither paper says of more than two."""

from sympy import Integer

from proofs.closed_forms.table import derived, table
from symbolic.derivations import depth
from symbolic.symbols import p

STEPS = table(
    "MV",
    derived(
        "mode-of-many-layers",
        depth.equation,
        near_miss=("the power 2 − 1/N", lambda: depth.equation(2 - Integer(1) / depth.N)),
    ),
    derived(
        "many-layers-do-not-learn-before",
        depth.not_before,
        uses=("mode-of-many-layers",),
        near_miss=("twice as slowly", lambda: depth.not_before(2 * p)),
    ),
    derived(
        "many-layers-have-learned-after",
        depth.learned_after,
        uses=("mode-of-many-layers",),
        near_miss=("N/4 in place of N/2", lambda: depth.learned_after(depth.N / 4)),
    ),
)
