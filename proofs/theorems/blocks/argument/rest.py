"""Theorem 4, fourth part: the blocks Q and S, of which nothing has been learned, are within ε/2 of zero."""

from proofs.certificate.argument import Line, congruence, identity, instance
from proofs.theorems.blocks.argument.identities import unlearned_inverse
from proofs.theorems.blocks.argument.learned import BLOCK

INTERLACING: dict[str, tuple[Line, ...]] = {
    "interlacing": (
        instance("norm-bounds-a-symmetric-matrix", X="Minv"),
        identity("Minv <= mu", terms=[congruence("1"), {"equation": "mu", "left": "-1"}]),
        identity("0 < mu"),
        instance("inverse-of-a-principal-submatrix", u="mu", M="M", Minv="Minv", J="J2", Cinv="Cinv"),
        identity("0 <= C", terms=[congruence("shape-is-positive", by="J2")]),
        instance("inverse-of-a-positive-matrix", X="C", Y="Cinv"),
        identity("-Cinv <= mu", terms=[congruence("6"), congruence(positive="mu")]),
        instance("norm-is-the-least-symmetric-bound", X="Cinv", e="mu"),
    ),
}

UNLEARNED: dict[str, tuple[Line, ...]] = {
    "adding-shrinks-the-inverse": (
        instance("least-pivot-tells-the-sign", X="CXinv"),
        instance("least-pivot-tells-the-sign", X="Cinv - CXinv"),
        identity("CXinv <= Cinv", terms=[congruence("2")]),
        instance("positive-matrix-below-another", X="CXinv", Y="Cinv"),
    ),
    "unlearned-term-is-small": (
        *unlearned_inverse(),
        instance("norm-of-equals", X="Cpinv", Y="alpha**2*E2*CXinv*E2"),
        instance("norm-of-a-product", X="alpha**2*E2*CXinv", Y="E2"),
        identity("norm_inverse_CX <= mu", "adding-shrinks-the-inverse", "interlacing"),
        instance("least-pivot-tells-the-sign", X="CXinv"),
        instance("norm-bounds-a-symmetric-matrix", X="CXinv"),
        instance("norm-bounds-the-square", X="E2"),
        identity(
            "alpha**2*E2*E2 <= c2",
            terms=[congruence("10", positive="alpha**2"), congruence("unlearned-exponentials-are-small")],
        ),
        identity(
            "alpha**2*E2*CXinv*E2 <= c2*mu",
            terms=[congruence("9", by="alpha*E2"), congruence("7", by="alpha*E2"), congruence("11", positive="mu")],
        ),
        identity(
            "-(alpha**2*E2*CXinv*E2) <= c2*mu", terms=[congruence("8", by="alpha*E2"), congruence(positive="c2*mu")]
        ),
        instance("norm-is-the-least-symmetric-bound", X="alpha**2*E2*CXinv*E2", e="c2*mu"),
        identity(None, "5", "14"),
    ),
    "constants-pay-for-the-unlearned-term": (identity(None, "condition-number-is-at-least-one"),),
}

BOTH: dict[str, tuple[Line, ...]] = {
    "norm-of-the-off-diagonal-block": (
        instance("norm-of-a-submatrix", X="M", J="J1", K="J2"),
        identity(None, "1", "m"),
    ),
    "coupling-by-its-factors": (
        instance("zero-norm", X="coupled - inverse_E1*B*CXinv*E2"),
        identity("coupled == inverse_E1*B*CXinv*E2", terms=[{"equation": "1"}]),
        instance("norm-of-equals", X="coupled", Y="inverse_E1*B*CXinv*E2"),
        instance("norm-of-a-product", X="inverse_E1*B*CXinv", Y="E2"),
        instance("norm-of-a-product", X="inverse_E1*B", Y="CXinv"),
        instance("norm-of-a-product", X="inverse_E1", Y="B"),
        instance("norm-is-not-negative", X="CXinv"),
        instance("norm-is-not-negative", X="E2"),
        identity("norm(inverse_E1*B)*norm_inverse_CX <= norm_inverse_E1*norm_B*norm_inverse_CX", "6", "7"),
        identity("norm(inverse_E1*B*CXinv)*norm_E2 <= norm_inverse_E1*norm_B*norm_inverse_CX*norm_E2", "5", "8", "9"),
        identity(None, "3", "4", "10"),
    ),
    "coupling-is-small": (
        *(instance("norm-is-not-negative", X=x) for x in ("coupled", "B", "CXinv", "inverse_E1", "E2")),
        identity("norm_inverse_CX <= mu", "adding-shrinks-the-inverse", "interlacing"),
        instance("product-of-bounds", x="norm_B", y="m", z="norm_inverse_CX", w="mu"),
        identity("0 <= norm_B*norm_inverse_CX", "2", "3"),
        instance("square-of-a-bound", x="norm_B*norm_inverse_CX", y="m*mu"),
        instance("square-of-a-bound", x="norm_coupling", y="norm_inverse_E1*norm_B*norm_inverse_CX*norm_E2"),
        identity("0 <= (norm_B*norm_inverse_CX)**2", terms=[congruence(squares=["norm_B*norm_inverse_CX"])]),
        identity("0 <= norm_E2**2*norm_inverse_E1**2", terms=[congruence(squares=["norm_inverse_E1*norm_E2"])]),
        instance(
            "product-of-bounds",
            x="(norm_B*norm_inverse_CX)**2",
            y="(m*mu)**2",
            z="norm_E2**2*norm_inverse_E1**2",
            w="c2/c1",
        ),
        identity(None, "10", "13"),
    ),
    "off-diagonal-by-its-factors": (instance("norm-of-a-product", X="P", Y="coupled"),),
    "constants-pay-for-the-off-diagonal": (
        identity("0 <= c2/c1"),
        instance("square-of-a-root", x="c2/c1"),
        instance("root-is-not-negative", x="c2/c1"),
        identity(f"0 < {BLOCK}"),
        identity("0 <= 2*sigma_1*m*mu*root", "3"),
        identity(f"(2*sigma_1*m*mu*root)**2 <= ({BLOCK})**2", "2"),
        instance("root-of-a-bound", x="2*sigma_1*m*mu*root", y=BLOCK),
    ),
    "off-diagonal-block-is-small": (
        *(instance("norm-is-not-negative", X=x) for x in ("coupled", "P")),
        identity("0 <= c2/c1"),
        instance("square-of-a-root", x="c2/c1"),
        instance("root-is-not-negative", x="c2/c1"),
        identity("0 < m*mu*root + 1", "5"),
        identity("0 < c2/c1"),
        identity("0 < root", "4", "5", "7", multiplier="1 + root"),
        identity("0 < m*mu*root", "8"),
        identity("norm_coupling**2 <= (m*mu*root)**2", "4", "coupling-is-small"),
        instance("root-of-a-bound", x="norm_coupling", y="m*mu*root"),
        instance("product-of-bounds", x="norm_P", y="2*sigma_1", z="norm_coupling", w="m*mu*root"),
        identity(None, "12", "off-diagonal-by-its-factors", "constants-pay-for-the-off-diagonal"),
    ),
    "coupled-term-by-its-factors": (
        instance("norm-is-not-negative", X="P"),
        instance("norm-bounds-the-square", X="coupled"),
        *(line for sign in ("", "-") for line in (instance("norm-bounds-a-symmetric-matrix", X=f"{sign}P"),)),
        *(
            identity(
                f"{sign}coupled_term <= norm_P*norm_coupling**2",
                terms=[congruence(bound, by="coupled"), congruence("2", facts=["1"])],
            )
            for sign, bound in (("", "3"), ("-", "4"))
        ),
        instance("norm-is-the-least-symmetric-bound", X="coupled_term", e="norm_P*norm_coupling**2"),
    ),
    "unlearned-block-by-its-terms": (instance("norm-of-a-symmetric-sum", X="Cpinv", Y="coupled_term"),),
    "constants-pay-for-the-coupled-term": (identity(None, "tolerance-not-too-large"),),
    "unlearned-block-is-small": (
        instance("norm-is-not-negative", X="P"),
        identity("0 <= norm_coupling**2", terms=[congruence(squares=["norm_coupling"])]),
        instance("product-of-bounds", x="norm_P", y="2*sigma_1", z="norm_coupling**2", w="c2*m**2*mu**2/c1"),
        identity(
            None,
            "3",
            "coupled-term-by-its-factors",
            "unlearned-block-by-its-terms",
            "unlearned-term-is-small",
            "constants-pay-for-the-unlearned-term",
            "constants-pay-for-the-coupled-term",
        ),
    ),
}

NONE_LEARNED: dict[str, tuple[Line, ...]] = {
    "interlacing": (identity(None, "mu"),),
    "unlearned-block-is-small": (identity(None, "unlearned-term-is-small", "constants-pay-for-the-unlearned-term"),),
}
