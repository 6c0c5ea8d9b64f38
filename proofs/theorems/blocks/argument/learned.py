"""Theorem 4, third part: the learned block P is within ε/2 of Σ₁, because P⁻¹ is a small perturbation of Σ₁⁻¹."""

from paper.theorems import theorem
from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.theorems.blocks.argument.identities import zero

BLOCK = theorem("theorem-4").block_tolerance
SCHUR = "A - B*Cinv*T(B)"
POSITIVE_INVERSE = instance("least-pivot-tells-the-sign", X="CXinv", name="CXinv")
REVERSED = instance("least-pivot-tells-the-sign", X="Cinv - CXinv", name="inversion")
IN_ORDER: tuple[Line, ...] = (
    identity("0 <= C", terms=[congruence("shape-is-positive", by="J2")], name="C"),
    identity("0 <= X", terms=[congruence("unlearned-saturation", by="alpha*E2")], name="X"),
)
REDUCED: tuple[Line, ...] = (
    REVERSED,
    instance("least-pivot-tells-the-sign", X=SCHUR, name="Schur"),
    identity("0 <= reduced_A", terms=[congruence("Schur"), congruence("inversion", by="T(B)")], name="reduced"),
)
"""0 ⪯ A − B(C + X)⁻¹Bᵀ."""
WHOLE: tuple[Line, ...] = (identity("0 <= reduced_A", terms=[congruence("shape-is-positive")], name="reduced"),)
"""The same where k = n."""

UNLEARNED: Lines = {
    "unlearned-block-is-positive": (
        *IN_ORDER,
        identity("0 <= C + X", terms=[congruence("C"), congruence("X")]),
        instance("inverse-of-a-positive-matrix", X="C + X", Y="CXinv"),
        instance("least-pivot-is-not-negative", X="CXinv"),
    ),
    "inversion-reverses-order": (
        *IN_ORDER,
        instance("inverse-of-a-larger-matrix", C="C", X="X", Y="Cinv", R="CXinv", name="order"),
        identity("0 <= Cinv - CXinv", terms=[congruence("order")]),
        instance("least-pivot-is-not-negative", X="Cinv - CXinv"),
    ),
}
BOTH: Lines = {
    "schur-complement-is-positive": (
        identity(
            f"0 <= {SCHUR}",
            "C-inverse",
            "other C-inverse",
            terms=[congruence("shape-is-positive", by="J1 - J2*Cinv*T(B)")],
        ),
        instance("least-pivot-is-not-negative", X=SCHUR),
    ),
    "schur-term-below-block": (
        POSITIVE_INVERSE,
        *REDUCED,
        identity("reduced_A <= A", terms=[congruence("CXinv", by="T(B)")]),
        instance("positive-matrix-below-another", X="reduced_A", Y="A"),
    ),
    "norm-of-a-block": (
        instance("norm-of-a-submatrix", X="M", J="J1", K="J1", name="part"),
        identity(None, "part", "m"),
    ),
}
ALL_LEARNED: Lines = {"schur-term-below-block": (identity(),), "norm-of-a-block": (identity(None, "m"),)}
CONDITION: tuple[Line, ...] = (
    instance("condition-number", X="M", Y="Minv", name="product"),
    identity(None, "product", "m", "mu"),
)
SPECTRUM = identity("0 <= S1", terms=[congruence("learned-from-below"), congruence(positive="sigma_k")], name="S1")
INVERSE = instance("inverse-of-a-positive-matrix", X="S1", Y="S1inv", name="S1inv")
WITHIN_SIGMA_1: tuple[Line, ...] = (
    identity("-S1 <= sigma_1", terms=[congruence("S1"), congruence(positive="sigma_1")]),
    instance("norm-is-the-least-symmetric-bound", X="S1", e="sigma_1", name="size"),
)
"""‖S₁‖ ≤ σ₁, where 0 ⪯ S₁."""
SIZE = (SPECTRUM, *WITHIN_SIGMA_1)
DECAYED: tuple[Line, ...] = (
    instance("norm-bounds-the-square", X="inverse_E1", name="square"),
    identity(
        "inverse_E1*inverse_E1 <= alpha**2/c1",
        terms=[congruence("square"), congruence("learned-exponentials-pay", positive="alpha**2")],
        name="decayed",
    ),
)
HALF = identity("0 < 1 - sigma_1*norm_Delta", "perturbation-is-small", "perturbation-is-at-most-half", name="half")
"""‖Σ₁‖‖Δ‖ < 1."""


def learned(*reduced: Line) -> Lines:
    """The steps about P, after lines of which the last says that 0 <= reduced_A."""
    decay = "alpha**2/(c1*sigma_k)"
    return {
        "terms-of-opposite-sign": (
            *reduced,
            identity("0 <= start", terms=[congruence("reduced", by="inverse_E1/alpha")]),
            SPECTRUM,
            INVERSE,
            identity("0 <= decay", terms=[congruence("S1inv", by="inverse_E1")]),
            instance("norm-of-a-difference-of-positive-matrices", X="start", Y="decay"),
        ),
        "decaying-term": (
            SPECTRUM,
            INVERSE,
            identity("1 <= (1/sigma_k)*S1", terms=[congruence("learned-from-below", positive="1/sigma_k")]),
            identity("0 < 1/sigma_k"),
            instance("inverse-of-a-matrix-bounded-below", u="1/sigma_k", C="S1", Cinv="S1inv", name="slowest"),
            *DECAYED,
            identity(
                f"decay <= {decay}",
                terms=[congruence("slowest", by="inverse_E1"), congruence("decayed", positive="1/sigma_k")],
            ),
            identity(f"-decay <= {decay}", terms=[congruence("S1inv", by="inverse_E1"), congruence(positive=decay)]),
            instance("norm-is-the-least-symmetric-bound", X="decay", e=decay),
        ),
        "starting-term": (
            *reduced,
            identity("norm_reduced_A <= m", "schur-term-below-block", "norm-of-a-block", name="size"),
            instance("norm-bounds-a-symmetric-matrix", X="reduced_A", name="bound"),
            *DECAYED,
            identity(
                "start <= m/c1",
                terms=[
                    congruence("bound", by="inverse_E1/alpha"),
                    congruence("size", by="inverse_E1/alpha"),
                    congruence("decayed", positive="m/alpha**2"),
                ],
            ),
            identity(
                "-start <= m/c1", terms=[congruence("reduced", by="inverse_E1/alpha"), congruence(positive="m/c1")]
            ),
            instance("norm-is-the-least-symmetric-bound", X="start", e="m/c1"),
        ),
        "condition-number-is-at-least-one": CONDITION,
        "decaying-term-is-the-smaller": (
            identity(None, "condition-number-is-at-least-one", "start-below-targets", "learned-are-learnable"),
        ),
        "perturbation-is-small": (
            identity("norm_decay <= m/c1", "decaying-term", "decaying-term-is-the-smaller"),
            instance("maximum-is-the-least-bound", x="norm_decay", y="norm_start", e="m/c1", name="larger"),
            identity(None, "larger", "terms-of-opposite-sign"),
        ),
        "perturbation-is-at-most-half": (identity(None, "tolerance-not-too-large"),),
        "perturbation-of-the-inverse": (
            zero("resolvent"),
            identity("P - S1 == -P*Delta*S1", terms=[{"equation": "resolvent"}]),
            *SIZE,
            HALF,
            instance("perturbation-of-an-inverse", P="P", S="S1", D="Delta", s="sigma_1"),
        ),
        "constants-pay-for-the-learned-block": (identity(None, "tolerance-not-too-large"),),
        "learned-block-is-close": (
            HALF,
            instance("quotient-times-divisor", x="1 - sigma_1*norm_Delta", name="quotient"),
            identity(
                "norm_P_error*(1 - sigma_1*norm_Delta) <= sigma_1**2*norm_Delta",
                "half",
                "quotient",
                "perturbation-of-the-inverse",
                name="perturbed",
            ),
            identity(
                f"sigma_1**2*norm_Delta <= ({BLOCK})*(1 - sigma_1*norm_Delta)",
                "perturbation-is-small",
                "constants-pay-for-the-learned-block",
                name="paid",
            ),
            identity(None, "half", "perturbed", "paid", multiplier="1 - sigma_1*norm_Delta"),
        ),
        "learned-block-is-bounded": (
            *SIZE,
            instance("norm-of-a-symmetric-sum", X="S1", Y="P - S1", name="sum"),
            identity(None, "size", "sum", "learned-block-is-close", "tolerance-not-too-large"),
        ),
    }
