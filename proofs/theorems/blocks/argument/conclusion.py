"""Theorem 4, last part: three small blocks make a small whole, whatever the basis."""

from proofs.certificate.argument import Line, Lines, identity, instance
from proofs.theorems.blocks.argument.identities import exponentials, zero
from proofs.theorems.blocks.argument.learned import BLOCK


def in_the_basis(error: str, block: str, solved: str, *bounds: str) -> tuple[Line, ...]:
    """The error is Φ`block`Φᵀ, as the line `solved` says of W, and so has the block's norm."""
    turned = f"Phi*({block})*T(Phi)"
    return (
        identity(
            f"{error} == {turned}",
            terms=[{"equation": "closed-form"}, {"equation": solved, "left": "Phi", "right": "T(Phi)"}],
        ),
        instance("norm-of-equals", X=error, Y=turned, name="turned"),
        instance("norm-does-not-depend-on-the-basis", V="Phi", X=block, name="same"),
        identity(None, "turned", "same", *bounds),
    )


def one_block(i: int, block: str, inverse: str) -> tuple[Line, ...]:
    """W is the inverse of the one block, which is the sum in (24)."""
    return (
        zero("closed_form"),
        *exponentials(i),
        identity(f"F*G*F == D{i}", f"E{i}", f"inverse E{i}", name="saturation"),
        identity(f"V*({block}) == 1", terms=[{"equation": "sum-inverse"}, {"equation": "saturation", "left": "-V"}]),
        instance("inverse-is-unique", X=block, Y=inverse, Z="V", name="unique"),
        identity(f"W == {inverse}", "closed_form", "unique", name="solved"),
    )


BOTH: Lines = {
    "block-norm": (instance("norm-of-blocks", J="J1", K="J2", X="P - S1", S="S", Q="Q"),),
    "blocks-are-close": (
        instance("maximum-is-the-least-bound", x="norm_P_error", y="norm_S", e=BLOCK, name="corners"),
        identity(None, "corners", "block-norm", "off-diagonal-block-is-small"),
    ),
    "general-incremental-learning": (
        zero("block_inverse"),
        *in_the_basis("Wt - Phi*J1*S1*T(J1)*T(Phi)", "assembled_error", "block_inverse", "blocks-are-close"),
    ),
}
NONE_LEARNED: Lines = {
    "general-incremental-learning": (
        *one_block(2, "Cp", "Cpinv"),
        *in_the_basis("Wt", "Cpinv", "solved", "unlearned-block-is-small"),
    )
}
ALL_LEARNED: Lines = {
    "general-incremental-learning": (
        *one_block(1, "inverse_P", "P"),
        *in_the_basis("Wt - Phi*S1*T(Phi)", "P - S1", "solved", "learned-block-is-close"),
    )
}
