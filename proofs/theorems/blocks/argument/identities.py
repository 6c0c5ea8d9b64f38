"""Theorem 4, second part: the closed form for blocks, and the identities that the rest needs of them."""

from proofs.certificate.argument import Line, Lines, identity, instance
from proofs.theorems.blocks.names import APART, CUT, DIFFERENCES


def exponentials(*blocks: int) -> tuple[Line, ...]:
    """EᵢEᵢ⁻¹ = 1 and Eᵢ⁻¹Eᵢ = 1, by the names E1, inverse E1, and so on."""
    return tuple(
        instance("inverse-of-a-matrix-exponential", X=f"{sign}c*t*S{i}", name=f"{name}{i}")
        for i in blocks
        for name, sign in (("E", ""), ("inverse E", "-"))
    )


def zero(name: str) -> Line:
    """That the difference of this name is zero, as its norm is."""
    return instance("zero-norm", X=DIFFERENCES[name], name=name)


UNLEARNED_INVERSE: tuple[Line, ...] = (
    *exponentials(2),
    identity(
        "alpha**2*E2*CXinv*E2*Cp == 1",
        "E2",
        "inverse E2",
        terms=[{"equation": "other CX-inverse", "left": "E2", "right": "inverse_E2"}],
        name="other inverse",
    ),
    instance("inverse-is-unique", X="Cp", Y="Cpinv", Z="alpha**2*E2*CXinv*E2", name="Cpinv"),
)
"""C'⁻¹ in terms of (C + X)⁻¹."""


def closed_form(*blocks: int) -> Lines:
    """W̃(t) as the inverse of a sum, (24)."""
    shrinking = exponentials(*blocks)[1::2]
    # where one block is the whole, F and E are its exponentials
    cut = (identity("F*E == 1", *(line.name for line in shrinking), *CUT, name="FE"),) if len(blocks) > 1 else ()
    return {
        "closed-form-for-blocks": (
            *shrinking,
            *cut,
            identity("(M/alpha**2)*W0 == 1", "M-inverse", name="start"),
            instance(
                "two-forms-of-the-solution", E="E", F="F", W="W0", N="M/alpha**2", G="G", K="K", V="V", name="forms"
            ),
            identity("W - V == 0", "forms"),
            instance("norm-of-zero", X="W - V"),
        )
    }


BOTH: Lines = {
    **closed_form(1, 2),
    "block-inverse": (
        *exponentials(1, 2),
        zero("closed_form"),
        identity("F*G*F == D", "E1", "inverse E1", "E2", "inverse E2", *APART, name="saturation"),
        identity(
            "V*(J1*Ap*T(J1) + J1*Bp*T(J2) + J2*T(Bp)*T(J1) + J2*Cp*T(J2)) == 1",
            terms=[{"equation": "sum-inverse"}, {"equation": "saturation", "left": "-V"}],
        ),
        instance(
            "inverse-in-blocks", J="J1", K="J2", A="Ap", B="Bp", C="Cp", Cinv="Cpinv", P="P", V="V", name="in blocks"
        ),
        identity("W - assembled == 0", "closed_form", "in blocks"),
        instance("norm-of-zero", X=DIFFERENCES["block_inverse"]),
    ),
    "coupling-without-alpha": (
        *UNLEARNED_INVERSE,
        identity("coupled == inverse_E1*B*CXinv*E2", "E2", "inverse E2", terms=[{"equation": "Cpinv", "left": "-Bp"}]),
        instance("norm-of-zero", X=DIFFERENCES["coupling"]),
    ),
    "perturbed-inverse": (
        zero("coupling"),
        *exponentials(2)[:1],
        identity(
            f"{DIFFERENCES['perturbation']} == 0",
            "learned-saturation",
            "E2",
            terms=[{"equation": "coupling", "left": "-1", "right": "T(Bp)"}],
        ),
        instance("norm-of-zero", X=DIFFERENCES["perturbation"]),
    ),
}
ALL_LEARNED: Lines = {
    "perturbed-inverse": (
        identity(f"{DIFFERENCES['perturbation']} == 0", "learned-saturation"),
        instance("norm-of-zero", X=DIFFERENCES["perturbation"]),
    )
}
RESOLVENT: Lines = {
    "resolvent-identity": (
        zero("perturbation"),
        identity(
            f"{DIFFERENCES['resolvent']} == 0",
            terms=[
                {"equation": "perturbation", "left": "-P", "right": "S1"},
                {"equation": "other P-inverse", "right": "S1"},
                {"equation": "other S1-inverse", "left": "-P"},
            ],
        ),
        instance("norm-of-zero", X=DIFFERENCES["resolvent"]),
    )
}
