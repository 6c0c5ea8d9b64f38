"""Theorem 4, fourth part: the blocks Q and S, of which nothing has been learned, are within ε/2 of zero."""

from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.theorems.blocks.argument.identities import UNLEARNED_INVERSE, zero
from proofs.theorems.blocks.argument.learned import BLOCK, POSITIVE_INVERSE, REVERSED

CPINV = "alpha**2*E2*CXinv*E2"
DIRECT = "inverse_E1*B*CXinv*E2"


def not_negative(*letters: str) -> tuple[Line, ...]:
    """That the norms of these are not negative."""
    return tuple(instance("norm-is-not-negative", X=x, name=f"sign of {x}") for x in letters)


SHRUNK = identity("norm_inverse_CX <= mu", "adding-shrinks-the-inverse", "interlacing", name="shrunk")
ROOT: tuple[Line, ...] = (
    identity("0 <= c2/c1"),
    instance("square-of-a-root", x="c2/c1", name="square of root"),
    instance("root-is-not-negative", x="c2/c1", name="sign of root"),
)
INTERLACING: Lines = {
    "interlacing": (
        instance("norm-bounds-a-symmetric-matrix", X="Minv", name="size"),
        identity("Minv <= mu", terms=[congruence("size"), {"equation": "mu", "left": "-1"}]),
        identity("0 < mu"),
        instance("inverse-of-a-principal-submatrix", u="mu", M="M", Minv="Minv", J="J2", Cinv="Cinv"),
        identity("0 <= C", terms=[congruence("shape-is-positive", by="J2")]),
        instance("inverse-of-a-positive-matrix", X="C", Y="Cinv", name="positive"),
        identity("-Cinv <= mu", terms=[congruence("positive"), congruence(positive="mu")]),
        instance("norm-is-the-least-symmetric-bound", X="Cinv", e="mu"),
    )
}
UNLEARNED: Lines = {
    "adding-shrinks-the-inverse": (
        POSITIVE_INVERSE,
        REVERSED,
        identity("CXinv <= Cinv", terms=[congruence("inversion")]),
        instance("positive-matrix-below-another", X="CXinv", Y="Cinv"),
    ),
    "unlearned-term-is-small": (
        *UNLEARNED_INVERSE,
        instance("norm-of-equals", X="Cpinv", Y=CPINV, name="same"),
        instance("norm-of-a-product", X="alpha**2*E2*CXinv", Y="E2"),
        SHRUNK,
        POSITIVE_INVERSE,
        instance("norm-bounds-a-symmetric-matrix", X="CXinv", name="size"),
        instance("norm-bounds-the-square", X="E2", name="growth"),
        identity(
            "alpha**2*E2*E2 <= c2",
            terms=[congruence("growth", positive="alpha**2"), congruence("unlearned-exponentials-are-small")],
            name="grown",
        ),
        identity(
            f"{CPINV} <= c2*mu",
            terms=[
                congruence("size", by="alpha*E2"),
                congruence("shrunk", by="alpha*E2"),
                congruence("grown", positive="mu"),
            ],
        ),
        identity(f"-({CPINV}) <= c2*mu", terms=[congruence("CXinv", by="alpha*E2"), congruence(positive="c2*mu")]),
        instance("norm-is-the-least-symmetric-bound", X=CPINV, e="c2*mu", name="bound"),
        identity(None, "same", "bound"),
    ),
    "constants-pay-for-the-unlearned-term": (identity(None, "condition-number-is-at-least-one"),),
}
BOTH: Lines = {
    "norm-of-the-off-diagonal-block": (
        instance("norm-of-a-submatrix", X="M", J="J1", K="J2", name="part"),
        identity(None, "part", "m"),
    ),
    "coupling-by-its-factors": (
        zero("coupling"),
        identity(f"coupled == {DIRECT}", terms=[{"equation": "coupling"}]),
        instance("norm-of-equals", X="coupled", Y=DIRECT, name="same"),
        instance("norm-of-a-product", X="inverse_E1*B*CXinv", Y="E2", name="last"),
        instance("norm-of-a-product", X="inverse_E1*B", Y="CXinv", name="third"),
        instance("norm-of-a-product", X="inverse_E1", Y="B", name="first"),
        *not_negative("CXinv", "E2"),
        identity(
            "norm(inverse_E1*B)*norm_inverse_CX <= norm_inverse_E1*norm_B*norm_inverse_CX",
            "first",
            "sign of CXinv",
            name="three",
        ),
        identity(
            "norm(inverse_E1*B*CXinv)*norm_E2 <= norm_inverse_E1*norm_B*norm_inverse_CX*norm_E2",
            "third",
            "sign of E2",
            "three",
            name="all",
        ),
        identity(None, "same", "last", "all"),
    ),
    "coupling-is-small": (
        *not_negative("coupled", "B", "CXinv", "inverse_E1", "E2"),
        SHRUNK,
        instance("product-of-bounds", x="norm_B", y="m", z="norm_inverse_CX", w="mu"),
        identity("0 <= norm_B*norm_inverse_CX", "sign of B", "sign of CXinv"),
        instance("square-of-a-bound", x="norm_B*norm_inverse_CX", y="m*mu"),
        instance(
            "square-of-a-bound", x="norm_coupling", y="norm_inverse_E1*norm_B*norm_inverse_CX*norm_E2", name="square"
        ),
        identity("0 <= (norm_B*norm_inverse_CX)**2", terms=[congruence(squares=["norm_B*norm_inverse_CX"])]),
        identity("0 <= norm_E2**2*norm_inverse_E1**2", terms=[congruence(squares=["norm_inverse_E1*norm_E2"])]),
        instance(
            "product-of-bounds",
            x="(norm_B*norm_inverse_CX)**2",
            y="(m*mu)**2",
            z="norm_E2**2*norm_inverse_E1**2",
            w="c2/c1",
            name="product",
        ),
        identity(None, "square", "product"),
    ),
    "off-diagonal-by-its-factors": (instance("norm-of-a-product", X="P", Y="coupled"),),
    "constants-pay-for-the-off-diagonal": (
        *ROOT,
        identity(f"0 < {BLOCK}"),
        identity("0 <= 2*sigma_1*m*mu*root", "sign of root"),
        identity(f"(2*sigma_1*m*mu*root)**2 <= ({BLOCK})**2", "square of root"),
        instance("root-of-a-bound", x="2*sigma_1*m*mu*root", y=BLOCK),
    ),
    "off-diagonal-block-is-small": (
        *not_negative("coupled", "P"),
        *ROOT,
        identity("0 < m*mu*root + 1", "sign of root"),
        identity("0 < c2/c1", name="ratio"),
        identity("0 < root", "square of root", "sign of root", "ratio", multiplier="1 + root", name="root"),
        identity("0 < m*mu*root", "root"),
        identity("norm_coupling**2 <= (m*mu*root)**2", "square of root", "coupling-is-small"),
        instance("root-of-a-bound", x="norm_coupling", y="m*mu*root"),
        instance("product-of-bounds", x="norm_P", y="2*sigma_1", z="norm_coupling", w="m*mu*root", name="product"),
        identity(None, "product", "off-diagonal-by-its-factors", "constants-pay-for-the-off-diagonal"),
    ),
    "coupled-term-by-its-factors": (
        instance("norm-is-not-negative", X="P", name="sign"),
        instance("norm-bounds-the-square", X="coupled", name="square"),
        *(instance("norm-bounds-a-symmetric-matrix", X=f"{sign}P", name=f"{sign}P") for sign in ("", "-")),
        *(
            identity(
                f"{sign}coupled_term <= norm_P*norm_coupling**2",
                terms=[congruence(f"{sign}P", by="coupled"), congruence("square", facts=["sign"])],
            )
            for sign in ("", "-")
        ),
        instance("norm-is-the-least-symmetric-bound", X="coupled_term", e="norm_P*norm_coupling**2"),
    ),
    "unlearned-block-by-its-terms": (instance("norm-of-a-symmetric-sum", X="Cpinv", Y="coupled_term"),),
    "constants-pay-for-the-coupled-term": (identity(None, "tolerance-not-too-large"),),
    "unlearned-block-is-small": (
        instance("norm-is-not-negative", X="P"),
        identity("0 <= norm_coupling**2", terms=[congruence(squares=["norm_coupling"])]),
        instance(
            "product-of-bounds", x="norm_P", y="2*sigma_1", z="norm_coupling**2", w="c2*m**2*mu**2/c1", name="product"
        ),
        identity(
            None,
            "product",
            "coupled-term-by-its-factors",
            "unlearned-block-by-its-terms",
            "unlearned-term-is-small",
            "constants-pay-for-the-unlearned-term",
            "constants-pay-for-the-coupled-term",
        ),
    ),
}
NONE_LEARNED: Lines = {
    "interlacing": (identity(None, "mu"),),
    "unlearned-block-is-small": (identity(None, "unlearned-term-is-small", "constants-pay-for-the-unlearned-term"),),
}
