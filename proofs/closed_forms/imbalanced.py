"""TFHV §3: the modes of the asymmetric problem in closed form, (17) with (22) and (23); and all steps of the section.

What the paper says of the sign of C fails as printed for starts beyond the target, and with it (23): each has an exact
witness and a correction.
"""

from dataclasses import replace

from sympy import Expr, sqrt

from proofs.claims.verdict import Outcome
from proofs.closed_forms import imbalanced_flow, imbalanced_limits
from proofs.closed_forms.table import derived, table
from symbolic.derivations import imbalanced as closed
from symbolic.imbalanced import Mode, printed_mode, radicand, rational_mode
from symbolic.symbols import C, p


def constant(letters: Mode) -> Expr:
    """C of (22)."""
    return letters.constant


def other_constant(letters: Mode) -> Expr:
    """The other root of the quadratic for C: it fits the start, but not the sign of the root in (21)."""
    return letters.other_constant


def misread_constant(letters: Mode) -> Expr:
    """(22) as it stands in the text at hand, where the root runs to the numerator's end."""
    outer, inner = letters.sigma - letters.start, -4 * letters.sigma * letters.start - letters.imbalance**2
    under_the_root = radicand(letters.sigma, letters.imbalance, letters.start) + inner
    return sqrt(under_the_root) / (4 * letters.imbalance**2 * outer)


def end_from_below(letters: Mode) -> Expr:
    """2C(ω − 2σ) for C = p, where ω² − 4σ² = λ₀²."""
    return 2 * p * letters.imbalance**2 / (letters.rate + 2 * letters.sigma)


def end_from_above(letters: Mode) -> Expr:
    """−2C(ω + 2σ) for C = −p."""
    return 2 * p * (letters.rate + 2 * letters.sigma)


STEPS = table(
    "TFHV",
    *imbalanced_flow.STEPS,
    derived(
        "imbalanced-letters",
        lambda: closed.letters(rational_mode()),
        near_miss=(
            "the root of (22) with the other sign, which has the same square",
            lambda: closed.letters(replace(rational_mode(), root=-rational_mode().root)),
        ),
    ),
    derived(
        "imbalanced-constant",
        lambda: closed.constant_fits(constant),
        eq="22",
        uses=("imbalanced-letters",),
        near_miss=("the root over the whole numerator", lambda: closed.constant_fits(misread_constant)),
    ),
    derived(
        "imbalanced-constant-as-handed-down",
        lambda: closed.constant_fits(misread_constant),
        eq="22",
        uses=("imbalanced-letters",),
        expect=Outcome.FAILS,
        near_miss=("with the root ending before −4σx₀, where it holds", lambda: closed.constant_fits(constant)),
    ),
    derived(
        "imbalanced-constant-is-positive",
        lambda: closed.constant_is_positive(printed_mode(), "σ > 0, λ₀ ≠ 0, x₀ ≠ σ"),
        uses=("imbalanced-constant",),
        expect=Outcome.FAILS,
        near_miss=(
            "only for x₀ < σ, where it holds",
            lambda: closed.constant_is_positive(closed.below_the_target(), "x₀ < σ"),
        ),
    ),
    derived(
        "imbalanced-constant-has-the-sign-of-the-gap",
        lambda: closed.constant_sign(lambda letters: letters.regular_denominator),
        uses=("imbalanced-constant", "imbalanced-letters"),
        near_miss=(
            "another sign in the denominator",
            lambda: closed.constant_sign(lambda letters: letters.regular_denominator - 2 * letters.imbalance**2),
        ),
    ),
    derived(
        "imbalanced-denominator-is-positive",
        lambda: closed.denominator(constant),
        uses=("imbalanced-constant", "imbalanced-letters"),
        near_miss=("the other constant that fits the start", lambda: closed.denominator(other_constant)),
    ),
    derived(
        "imbalanced-mode-closed-form",
        lambda: closed.closed_form(constant),
        eq="17",
        uses=(
            "imbalanced-mode-flow",
            "imbalanced-letters",
            "imbalanced-constant",
            "imbalanced-denominator-is-positive",
        ),
        near_miss=(
            "the other constant that fits the start: (17) solves the square of (21), not (21)",
            lambda: closed.closed_form(other_constant),
        ),
    ),
    derived(
        "imbalanced-mode-lifetime",
        lambda: closed.lifetime(end_from_below, end_from_above),
        uses=("imbalanced-mode-closed-form", "imbalanced-constant-has-the-sign-of-the-gap"),
        near_miss=("the two ends exchanged", lambda: closed.lifetime(end_from_above, end_from_below)),
    ),
    derived(
        "imbalanced-rate",
        lambda: closed.rate_as_printed(printed_mode(), closed.DOMAIN),
        eq="23",
        uses=("imbalanced-mode-closed-form",),
        expect=Outcome.FAILS,
        near_miss=(
            "only for x₀ < σ, where it holds",
            lambda: closed.rate_as_printed(closed.below_the_target(), "x₀ < σ"),
        ),
    ),
    derived(
        "imbalanced-rate-with-absolute-constant",
        lambda: closed.rate(2 * C * printed_mode().rate ** 2),
        uses=("imbalanced-mode-closed-form", "imbalanced-constant-has-the-sign-of-the-gap"),
        near_miss=("half the factor", lambda: closed.rate(C * printed_mode().rate ** 2)),
    ),
    *imbalanced_limits.STEPS,
)
