"""Theorem 4, second part: the closed form for blocks, and the identities that the rest needs of them."""

from proofs.certificate.argument import Line, identity, instance
from proofs.theorems.blocks.argument.scopes import APART, CUT


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


BOTH: dict[str, tuple[Line, ...]] = {
    "closed-form-for-blocks": (
        *(instance("inverse-of-a-matrix-exponential", X=f"-c*t*{S}") for S in ("S1", "S2")),
        identity("F*E == 1", "1", "2", *CUT),
        identity("(M/alpha**2)*W0 == 1", "M-inverse"),
        instance("two-forms-of-the-solution", E="E", F="F", W="W0", N="M/alpha**2", G="G", K="K", V="V"),
        identity("W - V == 0", "5"),
        instance("norm-of-zero", X="W - V"),
    ),
    "block-inverse": (
        *(instance("inverse-of-a-matrix-exponential", X=f"{sign}c*t*{S}") for S in ("S1", "S2") for sign in ("", "-")),
        instance("zero-norm", X="W - V"),
        identity("F*G*F == D", "1", "2", "3", "4", *APART),
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
}


def one_block(S: str) -> dict[str, tuple[Line, ...]]:
    """The closed form where one block is the whole, with the singular values in S."""
    return {
        "closed-form-for-blocks": (
            instance("inverse-of-a-matrix-exponential", X=f"-c*t*{S}"),
            identity("(M/alpha**2)*W0 == 1", "M-inverse"),
            instance("two-forms-of-the-solution", E="E", F="F", W="W0", N="M/alpha**2", G="G", K="K", V="V"),
            identity("W - V == 0", "3"),
            instance("norm-of-zero", X="W - V"),
        ),
    }


ALL_LEARNED: dict[str, tuple[Line, ...]] = {
    "perturbed-inverse": (
        identity("inverse_P - S1inv - Delta == 0", "learned-saturation"),
        instance("norm-of-zero", X="inverse_P - S1inv - Delta"),
    ),
}

RESOLVENT: dict[str, tuple[Line, ...]] = {
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
}
