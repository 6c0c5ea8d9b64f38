"""The lemmas that matrix steps rest on, each proved for every size from what a norm is.

A lemma is cited, as a reader would look it up, and proved here all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from proofs.argument import Argument, Line, Written, congruence, identity, instance


@dataclass(frozen=True)
class Lemma:
    """What the papers take from a book: the claim with its exact hypotheses, and where it is found."""

    title: str
    citation: str
    argument: Argument

    @property
    def label(self) -> str:
        return self.argument.label


def lemma(
    label: str,
    title: str,
    citation: str,
    shows: str,
    *lines: Line,
    given: Mapping[str, str] | None = None,
    matrices: Mapping[str, tuple[str, str]] | None = None,
    symmetric: tuple[str, ...] = (),
    scalars: tuple[str, ...] = (),
) -> Lemma:
    step = Written(label, shows, (), lines)
    return Lemma(
        title,
        citation,
        Argument(label, (step,), given=given or {}, matrices=matrices or {}, symmetric=symmetric, scalars=scalars),
    )


HORN_JOHNSON = "Horn & Johnson, Matrix Analysis, 2nd ed."

BLOCKS = "J*A*T(J) + J*B*T(K) + K*T(B)*T(J) + K*C*T(K)"
ASSEMBLED = "J*P*T(J) - J*P*B*Cinv*T(K) - K*Cinv*T(B)*P*T(J) + K*(Cinv + Cinv*T(B)*P*B*Cinv)*T(K)"

LEMMAS = (
    lemma(
        "norm-of-a-product",
        "The norm of a product is at most the product of the norms",
        f"{HORN_JOHNSON}, section 5.6, property (4) of a matrix norm",
        "norm(X*Y) <= norm(X)*norm(Y)",
        instance("norm-is-not-negative", X="X"),
        instance("norm-is-not-negative", X="Y"),
        identity("0 <= norm(X)*norm(Y)", "1", "2"),
        instance("norm-bounds-the-square", X="X"),
        instance("norm-bounds-the-square", X="Y"),
        identity(
            "T(X*Y)*(X*Y) <= (norm(X)*norm(Y))**2",
            terms=[congruence("4", by="Y"), congruence("5", squares=["norm(X)"])],
        ),
        instance("norm-is-the-least-bound", X="X*Y", e="norm(X)*norm(Y)"),
        matrices={"X": ("p", "q"), "Y": ("q", "r")},
    ),
    lemma(
        "norm-of-a-symmetric-sum",
        "The norm of a sum is at most the sum of the norms",
        f"{HORN_JOHNSON}, section 5.6, property (3) of a matrix norm",
        "norm(X + Y) <= norm(X) + norm(Y)",
        *(instance("norm-bounds-a-symmetric-matrix", X=x) for x in ("X", "Y", "-X", "-Y")),
        identity("X + Y <= norm(X) + norm(Y)", terms=[congruence("1"), congruence("2")]),
        identity("-(X + Y) <= norm(X) + norm(Y)", terms=[congruence("3"), congruence("4")]),
        instance("norm-is-the-least-symmetric-bound", X="X + Y", e="norm(X) + norm(Y)"),
        matrices={"X": ("p", "p"), "Y": ("p", "p")},
        symmetric=("X", "Y"),
    ),
    lemma(
        "norm-of-a-submatrix",
        "A submatrix has no larger norm than the matrix",
        f"{HORN_JOHNSON}, Corollary 7.3.6",
        "norm(T(J)*X*K) <= norm(X)",
        instance("norm-is-not-negative", X="X"),
        instance("norm-bounds-the-square", X="X"),
        identity(
            "T(T(J)*X*K)*(T(J)*X*K) <= norm(X)**2",
            "rows",
            "columns",
            terms=[congruence("2", by="K"), congruence(by="(1 - J*T(J))*X*K")],
        ),
        instance("norm-is-the-least-bound", X="T(J)*X*K", e="norm(X)"),
        given={"rows": "T(J)*J == 1", "columns": "T(K)*K == 1"},
        matrices={"X": ("n", "m"), "J": ("n", "k"), "K": ("m", "l")},
    ),
    lemma(
        "positive-matrix-below-another",
        "Of two positive semidefinite matrices the smaller has the smaller norm",
        f"{HORN_JOHNSON}, Corollary 7.7.4",
        "norm(X) <= norm(Y)",
        instance("norm-bounds-a-symmetric-matrix", X="Y"),
        identity("X <= norm(Y)", terms=[congruence("1"), congruence("above")]),
        instance("norm-is-not-negative", X="Y"),
        identity("-X <= norm(Y)", terms=[congruence("3"), congruence("positive")]),
        instance("norm-is-the-least-symmetric-bound", X="X", e="norm(Y)"),
        given={"positive": "0 <= X", "above": "X <= Y"},
        matrices={"X": ("p", "p"), "Y": ("p", "p")},
        symmetric=("X", "Y"),
    ),
    lemma(
        "norm-of-a-difference-of-positive-matrices",
        "The difference of two positive semidefinite matrices is no larger than the larger of them",
        f"{HORN_JOHNSON}, section 7.7: -Y <= X - Y <= X, and Theorem 4.2.2",
        "norm(X - Y) <= max(norm(X), norm(Y))",
        instance("norm-bounds-a-symmetric-matrix", X="X"),
        instance("norm-bounds-a-symmetric-matrix", X="Y"),
        instance("maximum-bounds", x="norm(X)", y="norm(Y)"),
        instance("maximum-bounds", x="norm(Y)", y="norm(X)"),
        identity("X - Y <= max(norm(X), norm(Y))", terms=[congruence("1"), congruence("3"), congruence("second")]),
        identity("-(X - Y) <= max(norm(X), norm(Y))", terms=[congruence("2"), congruence("4"), congruence("first")]),
        instance("norm-is-the-least-symmetric-bound", X="X - Y", e="max(norm(X), norm(Y))"),
        given={"first": "0 <= X", "second": "0 <= Y"},
        matrices={"X": ("p", "p"), "Y": ("p", "p")},
        symmetric=("X", "Y"),
    ),
    lemma(
        "inverse-of-a-positive-matrix",
        "The inverse of a positive definite matrix is positive definite",
        f"{HORN_JOHNSON}, Corollary 7.1.7",
        "0 <= Y",
        identity("0 <= Y", "inverse", terms=[congruence("positive", by="Y")]),
        given={"positive": "0 <= X", "inverse": "X*Y == 1"},
        matrices={"X": ("p", "p"), "Y": ("p", "p")},
        symmetric=("X", "Y"),
    ),
    lemma(
        "inverse-is-unique",
        "A matrix has one inverse",
        f"{HORN_JOHNSON}, section 0.5",
        "Z == Y",
        identity(None, terms=[{"equation": "left", "right": "Y"}, {"equation": "right", "left": "-Z"}]),
        given={"right": "X*Y == 1", "left": "Z*X == 1"},
        matrices=dict.fromkeys("XYZ", ("p", "p")),
    ),
    lemma(
        "square-of-a-bound",
        "Squaring keeps the order of non-negative numbers",
        "elementary",
        "x**2 <= y**2",
        identity(None, "not-negative", "bound"),
        given={"not-negative": "0 <= x", "bound": "x <= y"},
        scalars=("x", "y"),
    ),
    lemma(
        "product-of-bounds",
        "Products of non-negative numbers are ordered as their factors",
        "elementary",
        "x*z <= y*w",
        identity(None, "not-negative", "bound", "other not-negative", "other bound"),
        given={"not-negative": "0 <= x", "bound": "x <= y", "other not-negative": "0 <= z", "other bound": "z <= w"},
        scalars=("x", "y", "z", "w"),
    ),
    lemma(
        "root-of-a-bound",
        "Non-negative numbers are ordered as their squares",
        "elementary",
        "x <= y",
        identity(None, "not-negative", "positive", "bound", multiplier="x + y"),
        given={"not-negative": "0 <= x", "positive": "0 < y", "bound": "x**2 <= y**2"},
        scalars=("x", "y"),
    ),
    lemma(
        "inversion-reverses-order",
        "Inversion reverses the Loewner order",
        f"{HORN_JOHNSON}, Corollary 7.7.4 (a)",
        "R <= Y",
        instance("inverse-of-a-positive-matrix", X="C", Y="Y"),
        identity(
            "R <= Y",
            "C-inverse",
            "other C-inverse",
            "sum-inverse",
            "other sum-inverse",
            terms=[congruence("added", by="R"), congruence("1", by="X*R")],
        ),
        given={
            "positive": "0 <= C",
            "added": "0 <= X",
            "C-inverse": "C*Y == 1",
            "other C-inverse": "Y*C == 1",
            "sum-inverse": "(C + X)*R == 1",
            "other sum-inverse": "R*(C + X) == 1",
        },
        matrices={"C": ("p", "p"), "X": ("p", "p"), "Y": ("p", "p"), "R": ("p", "p")},
        symmetric=("C", "X", "Y", "R"),
    ),
    lemma(
        "inverse-of-a-matrix-bounded-below",
        "A matrix that is at least 1/u has an inverse that is at most u",
        f"{HORN_JOHNSON}, Corollary 7.7.4 (a)",
        "Cinv <= u",
        identity(
            None,
            "inverse",
            "u-positive",
            terms=[congruence(by="u - Cinv"), congruence("bound", by="Cinv")],
            multiplier="u",
        ),
        given={"u-positive": "0 < u", "bound": "1 <= u*C", "inverse": "C*Cinv == 1"},
        scalars=("u",),
        matrices={"C": ("p", "p"), "Cinv": ("p", "p")},
        symmetric=("C", "Cinv"),
    ),
    lemma(
        "inverse-of-a-principal-submatrix",
        "The inverse of a principal submatrix is bounded by what bounds the inverse",
        f"{HORN_JOHNSON}, Theorem 4.3.28 (interlacing)",
        "Cinv <= u",
        identity(
            "1 <= u*M",
            "M-inverse",
            "other M-inverse",
            "u-positive",
            terms=[congruence("positive", by="u - Minv"), congruence("bound")],
            multiplier="u",
        ),
        identity("1 <= u*T(J)*M*J", "block", terms=[congruence("1", by="J")]),
        instance("inverse-of-a-matrix-bounded-below", u="u", C="T(J)*M*J", Cinv="Cinv"),
        given={
            "u-positive": "0 < u",
            "bound": "Minv <= u",
            "positive": "0 <= M",
            "M-inverse": "M*Minv == 1",
            "other M-inverse": "Minv*M == 1",
            "block": "T(J)*J == 1",
            "C-inverse": "T(J)*M*J*Cinv == 1",
        },
        scalars=("u",),
        matrices={"M": ("n", "n"), "Minv": ("n", "n"), "J": ("n", "q"), "Cinv": ("q", "q")},
        symmetric=("M", "Minv", "Cinv"),
    ),
    lemma(
        "condition-number",
        "A condition number is at least 1",
        f"{HORN_JOHNSON}, section 5.8",
        "1 <= norm(X)*norm(Y)",
        instance("norm-is-not-negative", X="X"),
        instance("norm-is-not-negative", X="Y"),
        instance("norm-bounds-the-square", X="X"),
        instance("norm-bounds-the-square", X="Y"),
        identity(
            "1 <= (norm(X)*norm(Y))**2",
            "inverse",
            "transposed",
            terms=[congruence("3", by="Y"), congruence("4", squares=["norm(X)"])],
        ),
        identity(None, "1", "2", "5", multiplier="1 + norm(X)*norm(Y)"),
        given={"inverse": "X*Y == 1", "transposed": "T(Y)*T(X) == 1"},
        matrices={"X": ("p", "p"), "Y": ("p", "p")},
    ),
    lemma(
        "perturbation-of-an-inverse",
        "The inverse of a perturbed matrix differs by little",
        f"{HORN_JOHNSON}, section 5.8",
        "norm(P - S) <= s**2*norm(D)/(1 - s*norm(D))",
        instance("norm-of-a-symmetric-sum", X="S", Y="P - S"),
        instance("norm-of-a-product", X="P*D", Y="S"),
        instance("norm-of-a-product", X="P", Y="D"),
        instance("norm-of-equals", X="P - S", Y="-P*D*S"),
        *(instance("norm-is-not-negative", X=x) for x in ("P", "D", "S", "P*D", "P - S")),
        identity(
            "norm(P - S) <= (s + norm(P - S))*norm(D)*s", "1", "2", "3", "4", "5", "6", "7", "8", "9", "size", degree=3
        ),
        instance("quotient-times-divisor", x="1 - s*norm(D)"),
        instance("inverse-is-positive", x="1 - s*norm(D)"),
        identity(None, "10", "11", "12"),
        given={"resolvent": "P - S == -P*D*S", "size": "norm(S) <= s", "small": "0 < 1 - s*norm(D)"},
        scalars=("s",),
        matrices={"P": ("k", "k"), "S": ("k", "k"), "D": ("k", "k")},
        symmetric=("P", "S"),
    ),
    lemma(
        "inverse-in-blocks",
        "The inverse of a matrix in blocks",
        f"{HORN_JOHNSON}, section 0.7.3",
        f"V == {ASSEMBLED}",
        identity(
            f"({BLOCKS})*({ASSEMBLED}) == 1",
            "J-unit",
            "K-unit",
            "JK-apart",
            "KJ-apart",
            "whole",
            "C-inverse",
            "Schur-inverse",
        ),
        identity(
            None,
            terms=[{"equation": "inverse", "right": ASSEMBLED}, {"equation": "1", "left": "-V"}],
        ),
        given={
            "J-unit": "T(J)*J == 1",
            "K-unit": "T(K)*K == 1",
            "JK-apart": "T(J)*K == 0",
            "KJ-apart": "T(K)*J == 0",
            "whole": "J*T(J) + K*T(K) == 1",
            "C-inverse": "C*Cinv == 1",
            "Schur-inverse": "(A - B*Cinv*T(B))*P == 1",
            "inverse": f"V*({BLOCKS}) == 1",
        },
        matrices={
            "J": ("n", "k"),
            "K": ("n", "q"),
            "A": ("k", "k"),
            "B": ("k", "q"),
            "C": ("q", "q"),
            "Cinv": ("q", "q"),
            "P": ("k", "k"),
            "V": ("n", "n"),
        },
        symmetric=("A", "C", "Cinv", "P"),
    ),
    lemma(
        "two-forms-of-the-solution",
        "The closed form for an invertible start, as a sum of two matrices inverted",
        "MV (24)",
        "E*W*K*E == V",
        identity("(F*N*F + F*G*F)*E*W*K*E == 1", "E-inverse", "start", "resolvent"),
        identity(
            None,
            terms=[{"equation": "inverse", "right": "-E*W*K*E"}, {"equation": "1", "left": "V"}],
        ),
        given={
            "E-inverse": "F*E == 1",
            "start": "N*W == 1",
            "resolvent": "(1 + G*W)*K == 1",
            "inverse": "V*(F*N*F + F*G*F) == 1",
        },
        matrices=dict.fromkeys(("E", "F", "W", "N", "G", "K", "V"), ("n", "n")),
    ),
    lemma(
        "norm-of-blocks",
        "A symmetric matrix in blocks is at most its larger diagonal block plus its off-diagonal one",
        f"{HORN_JOHNSON}, section 5.6, by the triangle inequality",
        "norm(J*X*T(J) + K*S*T(K) + J*Q*T(K) + K*T(Q)*T(J)) <= max(norm(X), norm(S)) + norm(Q)",
        instance("norm-is-not-negative", X="Q"),
        instance("norm-bounds-the-square", X="Q"),
        instance("norm-bounds-the-other-square", X="Q"),
        identity(
            "T(J*Q*T(K) + K*T(Q)*T(J))*(J*Q*T(K) + K*T(Q)*T(J)) <= norm(Q)**2",
            "J-unit",
            "K-unit",
            "JK-apart",
            "KJ-apart",
            "whole",
            terms=[congruence("3", by="T(J)"), congruence("2", by="T(K)")],
        ),
        instance("norm-is-the-least-bound", X="J*Q*T(K) + K*T(Q)*T(J)", e="norm(Q)"),
        *(
            instance("norm-bounds-a-symmetric-matrix", X=x)
            for x in ("J*Q*T(K) + K*T(Q)*T(J)", "-(J*Q*T(K) + K*T(Q)*T(J))")
        ),
        *(instance("norm-bounds-a-symmetric-matrix", X=x) for x in ("X", "-X", "S", "-S")),
        instance("maximum-bounds", x="norm(X)", y="norm(S)"),
        instance("maximum-bounds", x="norm(S)", y="norm(X)"),
        *(
            identity(
                f"{sign}(J*X*T(J) + K*S*T(K) + J*Q*T(K) + K*T(Q)*T(J)) <= max(norm(X), norm(S)) + norm(Q)",
                "whole",
                terms=[
                    congruence(coupling),
                    congruence("5"),
                    *(congruence(fact, by="T(J)") for fact in (first, "12")),
                    *(congruence(fact, by="T(K)") for fact in (second, "13")),
                ],
            )
            for sign, coupling, first, second in (("", "6", "8", "10"), ("-", "7", "9", "11"))
        ),
        instance(
            "norm-is-the-least-symmetric-bound",
            X="J*X*T(J) + K*S*T(K) + J*Q*T(K) + K*T(Q)*T(J)",
            e="max(norm(X), norm(S)) + norm(Q)",
        ),
        given={
            "J-unit": "T(J)*J == 1",
            "K-unit": "T(K)*K == 1",
            "JK-apart": "T(J)*K == 0",
            "KJ-apart": "T(K)*J == 0",
            "whole": "J*T(J) + K*T(K) == 1",
        },
        matrices={"J": ("n", "k"), "K": ("n", "q"), "X": ("k", "k"), "S": ("q", "q"), "Q": ("k", "q")},
        symmetric=("X", "S"),
    ),
    lemma(
        "norm-does-not-depend-on-the-basis",
        "An orthogonal change of basis keeps the norm from growing",
        f"{HORN_JOHNSON}, section 5.6: the spectral norm is unitarily invariant",
        "norm(V*X*T(V)) <= norm(X)",
        instance("norm-is-not-negative", X="X"),
        instance("norm-bounds-the-square", X="X"),
        identity(
            "T(V*X*T(V))*(V*X*T(V)) <= norm(X)**2",
            "orthogonal",
            "complete",
            terms=[congruence("2", by="T(V)")],
        ),
        instance("norm-is-the-least-bound", X="V*X*T(V)", e="norm(X)"),
        given={"orthogonal": "T(V)*V == 1", "complete": "V*T(V) == 1"},
        matrices={"V": ("n", "n"), "X": ("n", "n")},
    ),
)
