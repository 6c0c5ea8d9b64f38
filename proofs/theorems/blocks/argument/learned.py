"""Theorem 4, third part: the learned block P is within ε/2 of Σ₁, because P⁻¹ is a small perturbation of Σ₁⁻¹."""

from paper.theorems import theorem
from proofs.certificate.argument import Line, congruence, identity, instance, named

BLOCK = theorem("theorem-4").block_tolerance

UNLEARNED: dict[str, tuple[Line, ...]] = {
    "unlearned-block-is-positive": (
        identity("0 <= C", terms=[congruence("shape-is-positive", by="J2")]),
        identity("0 <= X", terms=[congruence("unlearned-saturation", by="alpha*E2")]),
        identity("0 <= C + X", terms=[congruence("1"), congruence("2")]),
        instance("inverse-of-a-positive-matrix", X="C + X", Y="CXinv"),
        instance("least-pivot-is-not-negative", X="CXinv"),
    ),
    "inversion-reverses-order": (
        identity("0 <= C", terms=[congruence("shape-is-positive", by="J2")]),
        identity("0 <= X", terms=[congruence("unlearned-saturation", by="alpha*E2")]),
        instance("inverse-of-a-larger-matrix", C="C", X="X", Y="Cinv", R="CXinv"),
        identity("0 <= Cinv - CXinv", terms=[congruence("3")]),
        instance("least-pivot-is-not-negative", X="Cinv - CXinv"),
    ),
}

BOTH: dict[str, tuple[Line, ...]] = {
    "schur-complement-is-positive": (
        identity(
            "0 <= A - B*Cinv*T(B)",
            "C-inverse",
            "other C-inverse",
            terms=[congruence("shape-is-positive", by="J1 - J2*Cinv*T(B)")],
        ),
        instance("least-pivot-is-not-negative", X="A - B*Cinv*T(B)"),
    ),
    "schur-term-below-block": (
        instance("least-pivot-tells-the-sign", X="CXinv"),
        instance("least-pivot-tells-the-sign", X="Cinv - CXinv"),
        instance("least-pivot-tells-the-sign", X="A - B*Cinv*T(B)"),
        identity("0 <= reduced_A", terms=[congruence("3"), congruence("2", by="T(B)")]),
        identity("reduced_A <= A", terms=[congruence("1", by="T(B)")]),
        instance("positive-matrix-below-another", X="reduced_A", Y="A"),
    ),
    "norm-of-a-block": (
        instance("norm-of-a-submatrix", X="M", J="J1", K="J1"),
        identity(None, "1", "m"),
    ),
}

ALL_LEARNED: dict[str, tuple[Line, ...]] = {
    "schur-term-below-block": (identity(),),
    "norm-of-a-block": (identity(None, "m"),),
}


CONDITION: tuple[Line, ...] = (
    instance("condition-number", X="M", Y="Minv"),
    identity(None, "1", "m", "mu"),
)


def learned(*positive: Line) -> dict[str, tuple[Line, ...]]:
    """The steps about P, after lines of which the last, called "reduced", says that 0 <= reduced_A."""
    return {
        "terms-of-opposite-sign": (
            *positive,
            named("start", identity("0 <= start", terms=[congruence("reduced", by="inverse_E1/alpha")])),
            named(
                "learned", identity("0 <= S1", terms=[congruence("learned-from-below"), congruence(positive="sigma_k")])
            ),
            named("inverse", instance("inverse-of-a-positive-matrix", X="S1", Y="S1inv")),
            identity("0 <= decay", terms=[congruence("inverse", by="inverse_E1")]),
            instance("norm-of-a-difference-of-positive-matrices", X="start", Y="decay"),
        ),
        "decaying-term": (
            identity("0 <= S1", terms=[congruence("learned-from-below"), congruence(positive="sigma_k")]),
            instance("inverse-of-a-positive-matrix", X="S1", Y="S1inv"),
            identity("1 <= (1/sigma_k)*S1", terms=[congruence("learned-from-below", positive="1/sigma_k")]),
            identity("0 < 1/sigma_k"),
            instance("inverse-of-a-matrix-bounded-below", u="1/sigma_k", C="S1", Cinv="S1inv"),
            instance("norm-bounds-the-square", X="inverse_E1"),
            identity(
                "inverse_E1*inverse_E1 <= alpha**2/c1",
                "6",
                "learned-exponentials-pay",
                terms=[congruence("6"), congruence("learned-exponentials-pay", positive="alpha**2")],
            ),
            identity(
                "decay <= alpha**2/(c1*sigma_k)",
                terms=[congruence("5", by="inverse_E1"), congruence("7", positive="1/sigma_k")],
            ),
            identity(
                "-decay <= alpha**2/(c1*sigma_k)",
                terms=[congruence("2", by="inverse_E1"), congruence(positive="alpha**2/(c1*sigma_k)")],
            ),
            instance("norm-is-the-least-symmetric-bound", X="decay", e="alpha**2/(c1*sigma_k)"),
        ),
        "starting-term": (
            *positive,
            named("size", identity("norm_reduced_A <= m", "schur-term-below-block", "norm-of-a-block")),
            named("bound", instance("norm-bounds-a-symmetric-matrix", X="reduced_A")),
            named("square", instance("norm-bounds-the-square", X="inverse_E1")),
            named(
                "exponentials",
                identity(
                    "inverse_E1*inverse_E1 <= alpha**2/c1",
                    terms=[congruence("square"), congruence("learned-exponentials-pay", positive="alpha**2")],
                ),
            ),
            identity(
                "start <= m/c1",
                terms=[
                    congruence("bound", by="inverse_E1/alpha"),
                    congruence("size", by="inverse_E1/alpha"),
                    congruence("exponentials", positive="m/alpha**2"),
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
            instance("maximum-is-the-least-bound", x="norm_decay", y="norm_start", e="m/c1"),
            identity(None, "2", "terms-of-opposite-sign"),
        ),
        "perturbation-is-at-most-half": (identity(None, "tolerance-not-too-large"),),
        "perturbation-of-the-inverse": (
            instance("zero-norm", X="P - S1 + P*Delta*S1"),
            identity("P - S1 == -P*Delta*S1", terms=[{"equation": "1"}]),
            identity("0 <= S1", terms=[congruence("learned-from-below"), congruence(positive="sigma_k")]),
            identity("-S1 <= sigma_1", terms=[congruence("3"), congruence(positive="sigma_1")]),
            instance("norm-is-the-least-symmetric-bound", X="S1", e="sigma_1"),
            identity("0 < 1 - sigma_1*norm_Delta", "perturbation-is-small", "perturbation-is-at-most-half"),
            instance("perturbation-of-an-inverse", P="P", S="S1", D="Delta", s="sigma_1"),
        ),
        "constants-pay-for-the-learned-block": (identity(None, "tolerance-not-too-large"),),
        "learned-block-is-close": (
            identity("0 < 1 - sigma_1*norm_Delta", "perturbation-is-small", "perturbation-is-at-most-half"),
            instance("quotient-times-divisor", x="1 - sigma_1*norm_Delta"),
            identity(
                "norm_P_error*(1 - sigma_1*norm_Delta) <= sigma_1**2*norm_Delta",
                "1",
                "2",
                "perturbation-of-the-inverse",
            ),
            identity(
                f"sigma_1**2*norm_Delta <= ({BLOCK})*(1 - sigma_1*norm_Delta)",
                "perturbation-is-small",
                "constants-pay-for-the-learned-block",
            ),
            identity(None, "1", "3", "4", multiplier="1 - sigma_1*norm_Delta"),
        ),
        "learned-block-is-bounded": (
            identity("0 <= S1", terms=[congruence("learned-from-below"), congruence(positive="sigma_k")]),
            identity("-S1 <= sigma_1", terms=[congruence("1"), congruence(positive="sigma_1")]),
            instance("norm-is-the-least-symmetric-bound", X="S1", e="sigma_1"),
            instance("norm-of-a-symmetric-sum", X="S1", Y="P - S1"),
            identity(None, "3", "4", "learned-block-is-close", "tolerance-not-too-large"),
        ),
    }
