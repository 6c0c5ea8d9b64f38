"""Theorem 4, last part: three small blocks make a small whole, whatever the basis."""

from proofs.certificate.argument import Line, identity, instance
from proofs.theorems.blocks.argument.learned import BLOCK


def _in_the_basis(error: str, block: str) -> tuple[Line, ...]:
    """The norm of Φ*block*Φᵀ, which the line before says that the error is: two lines."""
    return (
        instance("norm-of-equals", X=error, Y=f"Phi*({block})*T(Phi)"),
        instance("norm-does-not-depend-on-the-basis", V="Phi", X=block),
    )


def _one_block(S: str, D: str, block: str, inverse: str) -> tuple[Line, ...]:
    """W is the inverse of the one block, which is the sum in (24): seven lines."""
    return (
        instance("zero-norm", X="W - V"),
        instance("inverse-of-a-matrix-exponential", X=f"c*t*{S}"),
        instance("inverse-of-a-matrix-exponential", X=f"-c*t*{S}"),
        identity(f"F*G*F == {D}", "2", "3"),
        identity(f"V*({block}) == 1", terms=[{"equation": "sum-inverse"}, {"equation": "4", "left": "-V"}]),
        instance("inverse-is-unique", X=block, Y=inverse, Z="V"),
        identity(f"W == {inverse}", "1", "6"),
    )


BOTH: dict[str, tuple[Line, ...]] = {
    "block-norm": (instance("norm-of-blocks", J="J1", K="J2", X="P - S1", S="S", Q="Q"),),
    "blocks-are-close": (
        instance("maximum-is-the-least-bound", x="norm_P_error", y="norm_S", e=BLOCK),
        identity(None, "1", "block-norm", "off-diagonal-block-is-small"),
    ),
    "general-incremental-learning": (
        instance("zero-norm", X="W - assembled"),
        identity(
            "Wt - Phi*J1*S1*T(J1)*T(Phi) == Phi*assembled_error*T(Phi)",
            terms=[{"equation": "closed-form"}, {"equation": "1", "left": "Phi", "right": "T(Phi)"}],
        ),
        *_in_the_basis("Wt - Phi*J1*S1*T(J1)*T(Phi)", "assembled_error"),
        identity(None, "3", "4", "blocks-are-close"),
    ),
}

NONE_LEARNED: dict[str, tuple[Line, ...]] = {
    "general-incremental-learning": (
        *_one_block("S2", "D2", "Cp", "Cpinv"),
        identity(
            "Wt == Phi*Cpinv*T(Phi)",
            terms=[{"equation": "closed-form"}, {"equation": "7", "left": "Phi", "right": "T(Phi)"}],
        ),
        *_in_the_basis("Wt", "Cpinv"),
        identity(None, "9", "10", "unlearned-block-is-small"),
    ),
}

ALL_LEARNED: dict[str, tuple[Line, ...]] = {
    "general-incremental-learning": (
        *_one_block("S1", "D1", "inverse_P", "P"),
        identity(
            "Wt - Phi*S1*T(Phi) == Phi*(P - S1)*T(Phi)",
            terms=[{"equation": "closed-form"}, {"equation": "7", "left": "Phi", "right": "T(Phi)"}],
        ),
        *_in_the_basis("Wt - Phi*S1*T(Phi)", "P - S1"),
        identity(None, "9", "10", "learned-block-is-close"),
    ),
}
