"""Theorem 4, first part: inside T_k the exponentials are as large, or as small, as the rest needs."""

from proofs.certificate.argument import Line, Lines, congruence, identity, instance
from proofs.theorems.shared.window_argument import LEFT, RIGHT

PAID: tuple[Line, ...] = (
    identity("0 < c1/alpha**2"),
    instance("exponential-of-a-logarithm", x="c1/alpha**2", name="growth"),
    instance("exponential-of-a-sum", x=LEFT, y=f"-{LEFT}", name="inverse"),
    instance("exponential-of-zero", name="one"),
    identity(f"c1*exp(-{LEFT}) == alpha**2", "growth", "inverse", "one", name="paid"),
)
"""What e^{−log(c₁/α²)} pays for, where c₁ is positive."""


def learned(*beginning: str, positive: tuple[str, ...] = ()) -> Lines:
    """The learned modes' exponentials, where the facts named say that c*t is not negative, and that c1 is positive."""
    return {
        "learned-exponentials-pay": (
            identity("0 < c1/alpha**2", *positive),
            *PAID[1:],
            identity(f"-2*c*sigma_k*t <= -{LEFT}", "after-the-left-end"),
            instance("exponential-is-monotone", x="-2*c*sigma_k*t", y=f"-{LEFT}", name="late"),
            instance("exponential-of-a-sum", x="-c*t*sigma_k", y="-c*t*sigma_k", name="halves"),
            identity("0 <= c*t", *beginning),
            identity("-S1 <= -sigma_k", terms=[congruence("learned-from-below")]),
            instance("norm-of-a-matrix-exponential", X="-S1", s="c*t", b="-sigma_k", name="bound"),
            instance("norm-is-not-negative", X="inverse_E1", name="sign"),
            identity("norm_inverse_E1**2 <= exp(-c*t*sigma_k)**2", "bound", "sign", name="square"),
            identity(None, "paid", "late", "halves", "square", *positive),
        )
    }


def unlearned(*beginning: str, positive: tuple[str, ...] = ()) -> Lines:
    """The unlearned ones, where the facts named say that c*t is not negative, and that c2 is positive."""
    return {
        "unlearned-exponentials-are-small": (
            identity("0 < c2/alpha**2", *positive),
            instance("exponential-of-a-logarithm", x="c2/alpha**2", name="growth"),
            instance("exponential-is-monotone", x="2*c*sigma_next*t", y=RIGHT, name="early"),
            instance("exponential-of-a-sum", x="c*t*sigma_next", y="c*t*sigma_next", name="halves"),
            identity("0 <= c*t", *beginning),
            instance("norm-of-a-matrix-exponential", X="S2", s="c*t", b="sigma_next", name="bound"),
            instance("norm-is-not-negative", X="E2", name="sign"),
            identity("norm_E2**2 <= exp(c*t*sigma_next)**2", "bound", "sign", name="square"),
            identity(None, "growth", "early", "halves", "square"),
        )
    }


TOGETHER: Lines = {
    "exponentials-together": (
        instance("norm-is-not-negative", X="inverse_E1", name="decay"),
        instance("norm-is-not-negative", X="E2", name="growth"),
        identity("0 <= norm_inverse_E1**2", "decay", name="square of decay"),
        identity("0 <= norm_E2**2", "growth", name="square of growth"),
        identity(
            None,
            *("learned-exponentials-pay", "unlearned-exponentials-are-small"),
            *("square of decay", "square of growth"),
        ),
    )
}
