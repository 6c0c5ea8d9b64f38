"""Theorem 4, first part: inside T_k the exponentials are as large, or as small, as the rest needs."""

from proofs.argument import Line, congruence, identity, instance
from proofs.window_argument import LEFT, RIGHT


def learned(*beginning: str) -> dict[str, tuple[Line, ...]]:
    """The learned modes' exponentials, where the facts named say that c*t is not negative."""
    return {
        "learned-exponentials-pay": (
            identity("0 < c1/alpha**2"),
            instance("exponential-of-a-logarithm", x="c1/alpha**2"),
            instance("exponential-of-a-sum", x=LEFT, y=f"-{LEFT}"),
            instance("exponential-of-zero"),
            identity(f"exp(-{LEFT}) == alpha**2/c1", "2", "3", "4"),
            identity(f"-2*c*sigma_k*t <= -{LEFT}", "after-the-left-end"),
            instance("exponential-is-monotone", x="-2*c*sigma_k*t", y=f"-{LEFT}"),
            instance("exponential-of-a-sum", x="-c*t*sigma_k", y="-c*t*sigma_k"),
            identity("0 <= c*t", *beginning),
            identity("-S1 <= -sigma_k", terms=[congruence("learned-from-below")]),
            instance("norm-of-a-matrix-exponential", X="-S1", s="c*t", b="-sigma_k"),
            instance("norm-is-not-negative", X="inverse_E1"),
            identity("norm_inverse_E1**2 <= exp(-c*t*sigma_k)**2", "11", "12"),
            identity(None, "5", "7", "8", "13"),
        ),
    }


def unlearned(*beginning: str) -> dict[str, tuple[Line, ...]]:
    """The unlearned modes' exponentials, where the facts named say that c*t is not negative."""
    return {
        "unlearned-exponentials-are-small": (
            identity("0 < c2/alpha**2"),
            instance("exponential-of-a-logarithm", x="c2/alpha**2"),
            instance("exponential-is-monotone", x="2*c*sigma_next*t", y=RIGHT),
            instance("exponential-of-a-sum", x="c*t*sigma_next", y="c*t*sigma_next"),
            identity("0 <= c*t", *beginning),
            instance("norm-of-a-matrix-exponential", X="S2", s="c*t", b="sigma_next"),
            instance("norm-is-not-negative", X="E2"),
            identity("norm_E2**2 <= exp(c*t*sigma_next)**2", "6", "7"),
            identity(None, "2", "3", "4", "8"),
        ),
    }


TOGETHER: dict[str, tuple[Line, ...]] = {
    "exponentials-together": (
        instance("norm-is-not-negative", X="inverse_E1"),
        instance("norm-is-not-negative", X="E2"),
        identity("0 <= norm_inverse_E1**2", "1"),
        identity("0 <= norm_E2**2", "2"),
        identity(None, "learned-exponentials-pay", "unlearned-exponentials-are-small", "3", "4"),
    ),
}
