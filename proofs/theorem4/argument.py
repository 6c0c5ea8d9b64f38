"""Theorem 4 for every n, spectrum, shape, ε, α and t in T_k: the lines that lead from its hypotheses to its conclusion.

Names are those of the steps. E₁, E₂ are exponentials of Σ₁, Σ₂; J₁, J₂ cut a matrix after row k, so that A = J₁ᵀMJ₁;
the letters Cinv, CXinv, Cpinv are the inverses of C, C + X, C', and P is that of the Schur complement of C'.
"""

from collections.abc import Mapping

from proofs.argument import Line, congruence, identity, instance

POSITIVE = ("alpha", "eps", "sigma_1", "sigma_k", "sigma_r", "c", "m", "mu")
SCALARS = ("t", "sigma_next")
MATRICES = {
    **dict.fromkeys(("S1", "S1inv", "D1", "P"), ("k", "k")),
    **dict.fromkeys(("S2", "D2", "Cinv", "CXinv", "Cpinv"), ("q", "q")),
    **dict.fromkeys(("M", "Minv", "K", "V", "Phi"), ("n", "n")),
    "J1": ("n", "k"),
    "J2": ("n", "q"),
}
SYMMETRIC = ("S1", "S1inv", "D1", "P", "S2", "D2", "Cinv", "CXinv", "Cpinv", "M", "Minv")

BLOCKS = {
    "E1": "exp(c*t*S1)",
    "E2": "exp(c*t*S2)",
    "inverse_E1": "exp(-c*t*S1)",
    "inverse_E2": "exp(-c*t*S2)",
    "A": "T(J1)*M*J1",
    "B": "T(J1)*M*J2",
    "C": "T(J2)*M*J2",
    "X": "alpha**2*E2*D2*E2",
    "Ap": "D1 + inverse_E1*A*inverse_E1/alpha**2",
    "Bp": "inverse_E1*B*inverse_E2/alpha**2",
    "Cp": "D2 + inverse_E2*C*inverse_E2/alpha**2",
    "inverse_P": "Ap - Bp*Cpinv*T(Bp)",
    "coupled": "Bp*Cpinv",
    "Q": "-P*coupled",
    "coupled_term": "T(coupled)*P*coupled",
    "S": "Cpinv + coupled_term",
    "reduced_A": "A - B*CXinv*T(B)",
    "decay": "inverse_E1*S1inv*inverse_E1",
    "start": "inverse_E1*reduced_A*inverse_E1/alpha**2",
    "Delta": "start - decay",
    "E": "J1*E1*T(J1) + J2*E2*T(J2)",
    "F": "J1*inverse_E1*T(J1) + J2*inverse_E2*T(J2)",
    "D": "J1*D1*T(J1) + J2*D2*T(J2)",
    "G": "E*D*E",
    "W0": "alpha**2*Minv",
    "W": "E*W0*K*E",
    "assembled": "J1*P*T(J1) + J1*Q*T(J2) + J2*T(Q)*T(J1) + J2*S*T(J2)",
    "assembled_error": "J1*(P - S1)*T(J1) + J1*Q*T(J2) + J2*T(Q)*T(J1) + J2*S*T(J2)",
    "target": "J1*S1*T(J1)",
}
QUANTITIES = {
    **{f"norm_{name}": f"norm({name})" for name in ("inverse_E1", "E2", "A", "B", "reduced_A", "Delta", "decay")},
    **{f"norm_{name}": f"norm({name})" for name in ("start", "P", "Q", "S", "coupled_term", "assembled_error")},
    "norm_inverse_C": "norm(Cinv)",
    "norm_inverse_CX": "norm(CXinv)",
    "norm_inverse_C_prime": "norm(Cpinv)",
    "norm_P_error": "norm(P - S1)",
    "norm_coupling": "norm(coupled)",
    "definiteness_of_inverse_CX": "definiteness(CXinv)",
    "definiteness_of_inversion": "definiteness(Cinv - CXinv)",
    "definiteness_of_schur_complement": "definiteness(A - B*Cinv*T(B))",
    "largest_corner": "max(norm_P_error, norm_S)",
    "largest_term": "max(norm_decay, norm_start)",
    "closed_form": "norm(W - V)",
    "block_inverse": "norm(W - assembled)",
    "perturbation": "norm(inverse_P - S1inv - Delta)",
    "resolvent": "norm(P - S1 + P*Delta*S1)",
    "coupling": "norm(coupled - inverse_E1*B*CXinv*E2)",
    "error": "norm(Phi*W*T(Phi) - Phi*target*T(Phi))",
    "root": "sqrt(c2/c1)",
    "left_end": "log(c1/alpha**2)/(2*c*sigma_k)",
}

GIVEN = {
    "time": "0 <= t",
    "after-the-left-end": "log(c1/alpha**2) <= 2*c*sigma_k*t",
    "before-the-right-end": "2*c*sigma_next*t <= log(c2/alpha**2)",
    "tolerance-not-too-large": "eps <= 2*sigma_1",
    "start-below-targets": "alpha**2*mu <= sigma_r",
    "learned-are-learnable": "sigma_r <= sigma_k",
    "learned-from-above": "S1 <= sigma_1",
    "learned-from-below": "sigma_k <= S1",
    "unlearned-from-above": "S2 <= sigma_next",
    "S1-inverse": "S1*S1inv == 1",
    "other S1-inverse": "S1inv*S1 == 1",
    "learned-saturation": "D1 == S1inv - inverse_E1*S1inv*inverse_E1",
    "unlearned-saturation": "0 <= D2",
    "shape-is-positive": "0 <= M",
    "m": "norm(M) == m",
    "mu": "norm(Minv) == mu",
    "M-inverse": "M*Minv == 1",
    "other M-inverse": "Minv*M == 1",
    "J1-unit": "T(J1)*J1 == 1",
    "J2-unit": "T(J2)*J2 == 1",
    "J-apart": "T(J1)*J2 == 0",
    "other J-apart": "T(J2)*J1 == 0",
    "J-whole": "J1*T(J1) + J2*T(J2) == 1",
    "C-inverse": "C*Cinv == 1",
    "other C-inverse": "Cinv*C == 1",
    "CX-inverse": "(C + X)*CXinv == 1",
    "other CX-inverse": "CXinv*(C + X) == 1",
    "Cp-inverse": "Cp*Cpinv == 1",
    "P-inverse": "inverse_P*P == 1",
    "other P-inverse": "P*inverse_P == 1",
    "resolvent-exists": "(1 + G*W0)*K == 1",
    "sum-inverse": "V*(F*M*F/alpha**2 + F*G*F) == 1",
    "basis-is-orthogonal": "T(Phi)*Phi == 1",
    "basis-is-complete": "Phi*T(Phi) == 1",
}


LEFT, RIGHT = "log(c1/alpha**2)", "log(c2/alpha**2)"


def decaying_exponential(logarithm: str, value: str) -> list[Line]:
    """exp(-logarithm) == 1/value, where the logarithm is that of `value`; six lines, the last says so."""
    return [
        identity(f"0 < {value}"),
        instance("exponential-of-a-logarithm", x=value),
        instance("exponential-of-a-sum", x=logarithm, y=f"-{logarithm}"),
        instance("exponential-of-zero"),
        identity(f"exp(-{logarithm}) == 1/({value})", "2", "3", "4"),
    ]


def unlearned_inverse(first: int = 1) -> list[Line]:
    """C'⁻¹ in terms of (C + X)⁻¹; four lines, of which the one before is line `first` − 1."""
    return [
        instance("inverse-of-a-matrix-exponential", X="c*t*S2"),
        instance("inverse-of-a-matrix-exponential", X="-c*t*S2"),
        identity(
            "alpha**2*E2*CXinv*E2*Cp == 1",
            f"{first}",
            f"{first + 1}",
            terms=[{"equation": "other CX-inverse", "left": "E2", "right": "inverse_E2"}],
        ),
        instance("inverse-is-unique", X="Cp", Y="Cpinv", Z="alpha**2*E2*CXinv*E2"),
    ]


LINES: Mapping[str, tuple[Line, ...]] = {
    "learned-exponentials-pay": (
        *decaying_exponential(LEFT, "c1/alpha**2"),
        identity(f"-2*c*sigma_k*t <= -{LEFT}", "after-the-left-end"),
        instance("exponential-is-monotone", x="-2*c*sigma_k*t", y=f"-{LEFT}"),
        instance("exponential-of-a-sum", x="-c*t*sigma_k", y="-c*t*sigma_k"),
        identity("0 <= c*t", "time"),
        identity("-S1 <= -sigma_k", terms=[congruence("learned-from-below")]),
        instance("norm-of-a-matrix-exponential", X="-S1", s="c*t", b="-sigma_k"),
        instance("norm-is-not-negative", X="inverse_E1"),
        identity("norm_inverse_E1**2 <= exp(-c*t*sigma_k)**2", "11", "12"),
        identity(None, "5", "7", "8", "13"),
    ),
    "unlearned-exponentials-are-small": (
        identity("0 < c2/alpha**2"),
        instance("exponential-of-a-logarithm", x="c2/alpha**2"),
        instance("exponential-is-monotone", x="2*c*sigma_next*t", y=RIGHT),
        instance("exponential-of-a-sum", x="c*t*sigma_next", y="c*t*sigma_next"),
        identity("0 <= c*t", "time"),
        instance("norm-of-a-matrix-exponential", X="S2", s="c*t", b="sigma_next"),
        instance("norm-is-not-negative", X="E2"),
        identity("norm_E2**2 <= exp(c*t*sigma_next)**2", "6", "7"),
        identity(None, "2", "3", "4", "8"),
    ),
    "exponentials-together": (
        instance("norm-is-not-negative", X="inverse_E1"),
        instance("norm-is-not-negative", X="E2"),
        identity("0 <= norm_inverse_E1**2", "1"),
        identity("0 <= norm_E2**2", "2"),
        identity(None, "learned-exponentials-pay", "unlearned-exponentials-are-small", "3", "4"),
    ),
    "closed-form-for-blocks": (
        *(instance("inverse-of-a-matrix-exponential", X=f"-c*t*{S}") for S in ("S1", "S2")),
        identity("F*E == 1", "1", "2", "J1-unit", "J2-unit", "J-apart", "other J-apart", "J-whole"),
        identity("(M/alpha**2)*W0 == 1", "M-inverse"),
        instance("two-forms-of-the-solution", E="E", F="F", W="W0", N="M/alpha**2", G="G", K="K", V="V"),
        identity("W - V == 0", "5"),
        instance("norm-of-zero", X="W - V"),
    ),
    "block-inverse": (
        *(instance("inverse-of-a-matrix-exponential", X=f"{sign}c*t*{S}") for S in ("S1", "S2") for sign in ("", "-")),
        instance("zero-norm", X="W - V"),
        identity("F*G*F == D", "1", "2", "3", "4", "J1-unit", "J2-unit", "J-apart", "other J-apart"),
        identity(
            "V*(J1*Ap*T(J1) + J1*Bp*T(J2) + J2*T(Bp)*T(J1) + J2*Cp*T(J2)) == 1",
            terms=[{"equation": "sum-inverse"}, {"equation": "6", "left": "-V"}],
        ),
        instance(
            "inverse-in-blocks",
            J="J1",
            K="J2",
            A="Ap",
            B="Bp",
            C="Cp",
            Cinv="Cpinv",
            P="P",
            V="V",
        ),
        identity("W - assembled == 0", "5", "8"),
        instance("norm-of-zero", X="W - assembled"),
    ),
    "coupling-without-alpha": (
        *unlearned_inverse(),
        identity("coupled == inverse_E1*B*CXinv*E2", "1", "2", terms=[{"equation": "4", "left": "-Bp"}]),
        instance("norm-of-zero", X="coupled - inverse_E1*B*CXinv*E2"),
    ),
    "perturbed-inverse": (
        instance("zero-norm", X="coupled - inverse_E1*B*CXinv*E2"),
        instance("inverse-of-a-matrix-exponential", X="c*t*S2"),
        identity(
            "inverse_P - S1inv - Delta == 0",
            "learned-saturation",
            "2",
            terms=[{"equation": "1", "left": "-1", "right": "T(Bp)"}],
        ),
        instance("norm-of-zero", X="inverse_P - S1inv - Delta"),
    ),
    "resolvent-identity": (
        instance("zero-norm", X="inverse_P - S1inv - Delta"),
        identity(
            "P - S1 + P*Delta*S1 == 0",
            terms=[
                {"equation": "1", "left": "-P", "right": "S1"},
                {"equation": "other P-inverse", "right": "S1"},
                {"equation": "other S1-inverse", "left": "-P"},
            ],
        ),
        instance("norm-of-zero", X="P - S1 + P*Delta*S1"),
    ),
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
        instance("inversion-reverses-order", C="C", X="X", Y="Cinv", R="CXinv"),
        identity("0 <= Cinv - CXinv", terms=[congruence("3")]),
        instance("least-pivot-is-not-negative", X="Cinv - CXinv"),
    ),
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
    "terms-of-opposite-sign": (
        instance("least-pivot-tells-the-sign", X="Cinv - CXinv"),
        instance("least-pivot-tells-the-sign", X="A - B*Cinv*T(B)"),
        identity("0 <= reduced_A", terms=[congruence("2"), congruence("1", by="T(B)")]),
        identity("0 <= start", terms=[congruence("3", by="inverse_E1/alpha")]),
        identity("0 <= S1", terms=[congruence("learned-from-below"), congruence(positive="sigma_k")]),
        instance("inverse-of-a-positive-matrix", X="S1", Y="S1inv"),
        identity("0 <= decay", terms=[congruence("6", by="inverse_E1")]),
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
        instance("least-pivot-tells-the-sign", X="Cinv - CXinv"),
        instance("least-pivot-tells-the-sign", X="A - B*Cinv*T(B)"),
        identity("0 <= reduced_A", terms=[congruence("2"), congruence("1", by="T(B)")]),
        identity("norm_reduced_A <= m", "schur-term-below-block", "norm-of-a-block"),
        instance("norm-bounds-a-symmetric-matrix", X="reduced_A"),
        instance("norm-bounds-the-square", X="inverse_E1"),
        identity(
            "inverse_E1*inverse_E1 <= alpha**2/c1",
            terms=[congruence("6"), congruence("learned-exponentials-pay", positive="alpha**2")],
        ),
        identity(
            "start <= m/c1",
            terms=[
                congruence("5", by="inverse_E1/alpha"),
                congruence("4", by="inverse_E1/alpha"),
                congruence("7", positive="m/alpha**2"),
            ],
        ),
        identity("-start <= m/c1", terms=[congruence("3", by="inverse_E1/alpha"), congruence(positive="m/c1")]),
        instance("norm-is-the-least-symmetric-bound", X="start", e="m/c1"),
    ),
    "condition-number-is-at-least-one": (
        instance("condition-number", X="M", Y="Minv"),
        identity(None, "1", "m", "mu"),
    ),
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
            "norm_P_error*(1 - sigma_1*norm_Delta) <= sigma_1**2*norm_Delta", "1", "2", "perturbation-of-the-inverse"
        ),
        identity(
            "sigma_1**2*norm_Delta <= eps/2*(1 - sigma_1*norm_Delta)",
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
    "norm-of-the-off-diagonal-block": (
        instance("norm-of-a-submatrix", X="M", J="J1", K="J2"),
        identity(None, "1", "m"),
    ),
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
    "adding-shrinks-the-inverse": (
        instance("least-pivot-tells-the-sign", X="CXinv"),
        instance("least-pivot-tells-the-sign", X="Cinv - CXinv"),
        identity("CXinv <= Cinv", terms=[congruence("2")]),
        instance("positive-matrix-below-another", X="CXinv", Y="Cinv"),
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
        identity("0 < eps/2"),
        identity("0 <= 2*sigma_1*m*mu*root", "3"),
        identity("(2*sigma_1*m*mu*root)**2 <= (eps/2)**2", "2"),
        instance("root-of-a-bound", x="2*sigma_1*m*mu*root", y="eps/2"),
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
    "block-norm": (instance("norm-of-blocks", J="J1", K="J2", X="P - S1", S="S", Q="Q"),),
    "blocks-are-close": (
        instance("maximum-is-the-least-bound", x="norm_P_error", y="norm_S", e="eps/2"),
        identity(None, "1", "block-norm", "off-diagonal-block-is-small"),
    ),
    "general-incremental-learning": (
        instance("zero-norm", X="W - assembled"),
        identity("W - target == assembled_error", terms=[{"equation": "1"}]),
        identity(
            "Phi*W*T(Phi) - Phi*target*T(Phi) == Phi*assembled_error*T(Phi)",
            terms=[{"equation": "2", "left": "Phi", "right": "T(Phi)"}],
        ),
        instance("norm-of-equals", X="Phi*W*T(Phi) - Phi*target*T(Phi)", Y="Phi*assembled_error*T(Phi)"),
        instance("norm-does-not-depend-on-the-basis", V="Phi", X="assembled_error"),
        identity(None, "4", "5", "blocks-are-close"),
    ),
}
