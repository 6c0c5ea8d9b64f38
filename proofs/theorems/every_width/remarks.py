"""The lines of what is remarked of Theorem 4′: the best right inverse, shapes with an inverse, and dependent rows."""

from collections.abc import Sequence

from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.theorems.blocks.argument.identities import exponentials
from proofs.theorems.blocks.names import APART

NO_LESS: tuple[Line, ...] = (
    identity(
        "0 <= T(F)*weighing*F - least",
        "right-inverse",
        "other right-inverse",
        "weighing-inverse",
        "other weighing-inverse",
        "least-weight",
        terms=[congruence(by="F - best"), congruence(by="U2*(F - best)", positive="kappa")],
    ),
    instance("least-pivot-is-not-negative", X="T(F)*weighing*F - least"),
)
BEST: tuple[Line, ...] = (
    identity(
        "T(best)*weighing*best - least == 0",
        terms=[
            {"equation": "weighing-inverse", "left": "least*U1*weighing_inverse", "right": "T(U1)*least"},
            {"equation": "least-weight", "left": "least"},
        ],
    ),
    instance("norm-of-zero", X="T(best)*weighing*best - least"),
)


def _turned(name: str, shows: str, inverse: str, left: str) -> Line:
    """What the shape's inverse says of two blocks."""
    return identity(shows, *APART, terms=[{"equation": inverse, "left": left, "right": "J1"}], name=name)


RIGHT_INVERSE: tuple[Line, ...] = (
    _turned("right-inverse", "U1*F == 1", "shape-inverse", "T(J1)"),
    _turned("other right-inverse", "T(F)*T(U1) == 1", "other shape-inverse", "T(J1)"),
    _turned("apart", "U2*F == 0", "shape-inverse", "T(J2)"),
)
"""That F = ŨᵀMJ₁ is a right inverse of U₁, and that U₂F = 0."""
LEAST_IS_POSITIVE: tuple[Line, ...] = (
    identity("0 <= weighing", terms=[congruence(), congruence(by="U2", positive="kappa")], name="weighed"),
    instance("inverse-of-a-positive-matrix", X="weighing", Y="weighing_inverse", name="inverse"),
    identity("0 <= U1*weighing_inverse*T(U1)", terms=[congruence("inverse", by="T(U1)")], name="least inverse"),
    instance("inverse-of-a-positive-matrix", X="U1*weighing_inverse*T(U1)", Y="least", name="least"),
)
CONSTANTS: Lines = {
    "factor-left-ends-are-earlier": (identity(None, "weight-is-at-most-the-inverse-norm"),),
    "factor-right-ends-are-later": (
        instance("condition-number", X="M", Y="factor*T(factor)", name="condition number"),
        identity("1 <= m*mu", "condition number", "m", "mu", name="condition"),
        identity(None, "condition"),
    ),
}
INVERSE_SHAPE: Lines = {
    "no-right-inverse-weighs-less": (*RIGHT_INVERSE[:2], *NO_LESS),
    "weight-is-at-most-the-inverse-norm": (
        instance("least-pivot-tells-the-sign", X="T(F)*weighing*F - least", name="no less"),
        RIGHT_INVERSE[2],
        identity(
            "T(F)*weighing*F == T(J1)*M*J1",
            terms=[
                {"equation": "other shape-inverse", "left": "T(J1)", "right": "M*J1"},
                {"equation": "apart", "left": "kappa*T(F)*T(U2)"},
            ],
            name="corner",
        ),
        instance("norm-bounds-a-symmetric-matrix", X="M", name="norm of M"),
        identity(
            "least <= m",
            "J1-unit",
            terms=[
                congruence("no less"),
                {"equation": "corner", "left": "-1"},
                congruence("norm of M", by="J1"),
                {"equation": "m", "left": "-1"},
            ],
            name="least from above",
        ),
        *LEAST_IS_POSITIVE,
        identity("-least <= m", terms=[congruence("least"), congruence(positive="m")]),
        instance("norm-is-the-least-symmetric-bound", X="least", e="m", name="bound"),
        identity(None, "bound", "m_k"),
    ),
    **CONSTANTS,
}


WEIGHED = "(1 + kappa*norm_U2**2)*norm_inverse_gram"
SINGULAR_VALUES: Lines = {
    "no-right-inverse-weighs-less": (
        identity("U1*F == 1", "other gram-inverse", name="right-inverse"),
        identity("T(F)*T(U1) == 1", "gram-inverse", name="other right-inverse"),
        *NO_LESS,
    ),
    "weight-is-at-least-the-inverse-gram": (
        *LEAST_IS_POSITIVE,
        identity(
            "0 <= U1*T(U1) - U1*weighing_inverse*T(U1)",
            terms=[
                congruence(by="U2*weighing_inverse*T(U1)", positive="kappa"),
                congruence(by="T(U2)*U2*weighing_inverse*T(U1)", positive="kappa**2"),
                {"equation": "weighing-inverse", "left": "-U1", "right": "T(U1)"},
                {"equation": "other weighing-inverse", "left": "-U1", "right": "(weighing - 1)*weighing_inverse*T(U1)"},
            ],
            name="smaller",
        ),
        instance(
            "inverse-of-a-larger-matrix",
            C="U1*weighing_inverse*T(U1)",
            X="U1*T(U1) - U1*weighing_inverse*T(U1)",
            Y="least",
            R="gram_inverse",
            name="larger",
        ),
        identity("0 <= U1*T(U1)", terms=[congruence(by="T(U1)")]),
        instance("inverse-of-a-positive-matrix", X="U1*T(U1)", Y="gram_inverse", name="gram"),
        instance("positive-matrix-below-another", X="gram_inverse", Y="least", name="norms"),
        identity(None, "norms", "m_k"),
    ),
    "weight-in-singular-values": (
        instance("least-pivot-tells-the-sign", X="T(F)*weighing*F - least", name="no less"),
        instance("norm-bounds-the-square", X="U2", name="rest"),
        instance("norm-bounds-a-symmetric-matrix", X="gram_inverse", name="gram"),
        instance("norm-is-not-negative", X="U2", name="size of the rest"),
        instance("norm-is-not-negative", X="gram_inverse", name="size of the gram"),
        identity(
            f"least <= {WEIGHED}",
            terms=[
                congruence("no less"),
                congruence("rest", by="F", positive="kappa"),
                congruence("gram"),
                congruence("gram", positive="kappa", squares=["norm_U2"]),
                {"equation": "gram-inverse", "left": "-(1 + kappa*norm_U2**2)", "right": "gram_inverse"},
            ],
        ),
        *LEAST_IS_POSITIVE,
        identity(f"0 <= {WEIGHED}", "size of the rest", "size of the gram", degree=3, name="bound"),
        identity(f"-least <= {WEIGHED}", terms=[congruence("least"), congruence("bound")]),
        instance("norm-is-the-least-symmetric-bound", X="least", e=WEIGHED, name="norms"),
        identity(None, "norms", "m_k"),
    ),
}


def unseen_inverse_shape(blocks: Sequence[int]) -> Lines:
    """The same for FᵀF, which is J₁ᵀMJ₁."""
    bounded: tuple[Line, ...] = (
        identity(
            "T(F)*F == T(J1)*M*J1",
            terms=[{"equation": "other shape-inverse", "left": "T(J1)", "right": "M*J1"}],
            name="corner",
        ),
        instance("norm-bounds-a-symmetric-matrix", X="M", name="norm of M"),
        identity(
            "T(F)*F <= m",
            *(("J1-unit",) if len(blocks) > 1 else ()),
            terms=[
                {"equation": "corner", "left": "-1"},
                congruence("norm of M", by="J1"),
                {"equation": "m", "left": "-1"},
            ],
        ),
        identity("-(T(F)*F) <= m", terms=[congruence(by="F"), congruence(positive="m")]),
        instance("norm-is-the-least-symmetric-bound", X="T(F)*F", e="m", name="bound"),
        identity(None, "bound", "plain m_k"),
    )
    return {"weight-is-at-most-the-inverse-norm": bounded, **CONSTANTS}


def dependent(blocks: Sequence[int]) -> tuple[Line, ...]:
    """(Y_k − W) at the unit vector y is at least σ_k, and at most its norm."""
    return (
        *exponentials(1),
        identity(
            "W - target == T(Phi)*(Wt - Phi*target*T(Phi))*Phi",
            "basis-is-orthogonal",
            terms=[{"equation": "closed-form", "left": "-T(Phi)", "right": "Phi"}],
            name="turned",
        ),
        instance("norm-of-equals", X="W - target", Y="T(Phi)*(Wt - Phi*target*T(Phi))*Phi", name="same"),
        instance("norm-does-not-depend-on-the-basis", V="T(Phi)", X="Wt - Phi*target*T(Phi)", name="kept"),
        instance("norm-bounds-a-symmetric-matrix", X="-(W - target)", name="bound"),
        identity("norm(W - target) <= error", "same", "kept", name="norm"),
        identity(
            None,
            "E1",
            "inverse E1",
            "dependent-rows",
            *(("J1-unit", "J-apart") if len(blocks) > 1 else ()),
            "unit-vector",
            terms=[
                congruence("norm"),
                congruence("bound", by="y"),
                congruence("learned-from-below", by="inverse_E1*x"),
            ],
        ),
    )
