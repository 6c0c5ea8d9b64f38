"""Hypotheses that may be left out one at a time, as what is left is true too; and which are left out together."""

from collections.abc import Mapping

APART = ("JK-apart", "KJ-apart")
TOGETHER: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "inverse-of-a-larger-matrix": {
        ("C-inverse", "other C-inverse"): "each is the other transposed, as C and Y are symmetric",
        ("sum-inverse", "other sum-inverse"): "each is the other transposed, as C + X and R are symmetric",
    },
    "inverse-of-a-principal-submatrix": {
        ("M-inverse", "other M-inverse"): "each is the other transposed, as M and Minv are symmetric",
    },
    "condition-number": {("inverse", "transposed"): "each is the other transposed"},
    "inverse-in-blocks": {
        (*APART, "whole"): "with J-unit and K-unit, J and K being apart says the same as that they are the whole: "
        "V*(...) == 1 leaves no room for more columns or fewer; and each of the two first is the other transposed",
    },
    "norm-of-blocks": {
        ("J-unit", "whole"): "either makes T(J)*J a projection, and then the blocks are at most these",
        ("K-unit", "whole"): "either makes T(K)*K a projection, and then the blocks are at most these",
        (*APART, "whole"): "JJᵀ + KKᵀ = 1 alone makes (J, K) the adjoint of an isometry, and so does the rest alone",
    },
    "parallel-sum-is-at-least-a-trial": {
        ("sum", "other sum"): "each is the other transposed, as V, G and W are symmetric",
        ("tried", "other tried"): "each is the other transposed, as V is symmetric",
    },
    "parallel-sum-is-at-most-a-trial": {
        ("sum", "other sum"): "each is the other transposed, as V, G and W are symmetric",
    },
    "norm-does-not-depend-on-the-basis": {
        ("orthogonal", "complete"): "V is square, so that each follows from the other",
    },
}
"""For labels, the hypotheses that are left out at once, and why none of them shows anything if it is left out alone."""

NEEDLESS: Mapping[str, Mapping[str, str]] = {
    "inverse-of-a-principal-submatrix": {
        "u-positive": "Minv <= u for the inverse of a positive semidefinite matrix, which is positive definite; "
        "the checker can't take a number out of an order between matrices, and its proof multiplies by u",
    },
}
"""Hypotheses that follow from the others, and which the checker's proof asks for all the same."""


def left_out(label: str, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The hypotheses, by what is left out of the statement at once: each alone, but those of TOGETHER and NEEDLESS."""
    groups = tuple(TOGETHER.get(label, {}))
    grouped = {name for group in groups for name in group} | set(NEEDLESS.get(label, {}))
    return (*groups, *((name,) for name in names if name not in grouped))
