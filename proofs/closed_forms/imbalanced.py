"""TFHV §3: the modes of the asymmetric problem in closed form, (17) with (22) and (23); and all steps of the section.

What the paper says of the sign of C fails as printed for starts beyond the target, and with it (23): each has an exact
witness and a correction.
"""

from dataclasses import replace

from sympy import Expr, sqrt

from proofs.claims.claim import Canary, Step, step
from proofs.claims.verdict import Outcome
from proofs.closed_forms import imbalanced_flow, imbalanced_limits
from proofs.closed_forms.imbalanced_flow import BY_DERIVATION
from symbolic.derivation import Derivation
from symbolic.derivations import imbalanced as closed
from symbolic.imbalanced import Mode, printed_mode, radicand, rational_mode
from symbolic.symbols import C, p


@step(
    "imbalanced-letters",
    **BY_DERIVATION,
    canary=Canary(
        "the root of (22) with the other sign, which has the same square",
        lambda: closed.letters(replace(rational_mode(), root=-rational_mode().root)),
    ),
)
def letters() -> Derivation:
    """r₀ > 0 stands for x₀, r_∞ > 0 for σ."""
    return closed.letters(rational_mode())


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


@step(
    "imbalanced-constant",
    eq="22",
    **BY_DERIVATION,
    uses=("imbalanced-letters",),
    canary=Canary("the root over the whole numerator", lambda: closed.constant_fits(misread_constant)),
)
def constant_fits() -> Derivation:
    """Of the two constants that fit, (22) is the one that keeps u² + v² positive."""
    return closed.constant_fits(constant)


@step(
    "imbalanced-constant-as-handed-down",
    eq="22",
    **BY_DERIVATION,
    uses=("imbalanced-letters",),
    expect=Outcome.FAILS,
    canary=Canary("with the root ending before −4σx₀, where it holds", lambda: closed.constant_fits(constant)),
)
def constant_as_handed_down() -> Derivation:
    """Its terms are not even of one dimension."""
    return closed.constant_fits(misread_constant)


@step(
    "imbalanced-constant-is-positive",
    **BY_DERIVATION,
    uses=("imbalanced-constant",),
    expect=Outcome.FAILS,
    canary=Canary(
        "only for x₀ < σ, where it holds", lambda: closed.constant_is_positive(closed.below_the_target(), "x₀ < σ")
    ),
)
def constant_is_positive() -> Derivation:
    """For every x₀ ≠ σ."""
    return closed.constant_is_positive(printed_mode(), "σ > 0, λ₀ ≠ 0, x₀ ≠ σ")


@step(
    "imbalanced-constant-has-the-sign-of-the-gap",
    **BY_DERIVATION,
    uses=("imbalanced-constant", "imbalanced-letters"),
    canary=Canary(
        "another sign in the denominator",
        lambda: closed.constant_sign(lambda letters: letters.regular_denominator - 2 * letters.imbalance**2),
    ),
)
def constant_sign() -> Derivation:
    """C is σ − x₀ over something positive."""
    return closed.constant_sign(lambda letters: letters.regular_denominator)


@step(
    "imbalanced-denominator-is-positive",
    **BY_DERIVATION,
    uses=("imbalanced-constant", "imbalanced-letters"),
    canary=Canary("the other constant that fits the start", lambda: closed.denominator(other_constant)),
)
def denominator_is_positive() -> Derivation:
    """Both of its factors are sums of positive terms."""
    return closed.denominator(constant)


@step(
    "imbalanced-mode-closed-form",
    eq="17",
    **BY_DERIVATION,
    uses=(
        "imbalanced-mode-flow",
        "imbalanced-letters",
        "imbalanced-constant",
        "imbalanced-denominator-is-positive",
    ),
    canary=Canary(
        "the other constant that fits the start: (17) solves the square of (21), not (21)",
        lambda: closed.closed_form(other_constant),
    ),
)
def closed_form() -> Derivation:
    """A Riccati equation for (u + v)², solved and substituted back."""
    return closed.closed_form(constant)


def end_from_below(letters: Mode) -> Expr:
    """2C(ω − 2σ) for C = p, where ω² − 4σ² = λ₀²."""
    return 2 * p * letters.imbalance**2 / (letters.rate + 2 * letters.sigma)


def end_from_above(letters: Mode) -> Expr:
    """−2C(ω + 2σ) for C = −p."""
    return 2 * p * (letters.rate + 2 * letters.sigma)


@step(
    "imbalanced-mode-lifetime",
    **BY_DERIVATION,
    uses=("imbalanced-mode-closed-form", "imbalanced-constant-has-the-sign-of-the-gap"),
    canary=Canary("the two ends exchanged", lambda: closed.lifetime(end_from_above, end_from_below)),
)
def lifetime() -> Derivation:
    """Until one of the denominator's factors vanishes."""
    return closed.lifetime(end_from_below, end_from_above)


@step(
    "imbalanced-rate",
    eq="23",
    **BY_DERIVATION,
    uses=("imbalanced-mode-closed-form",),
    expect=Outcome.FAILS,
    canary=Canary(
        "only for x₀ < σ, where it holds", lambda: closed.rate_as_printed(closed.below_the_target(), "x₀ < σ")
    ),
)
def rate_as_printed() -> Derivation:
    """For every x₀ ≠ σ."""
    return closed.rate_as_printed(printed_mode(), closed.DOMAIN)


@step(
    "imbalanced-rate-with-absolute-constant",
    **BY_DERIVATION,
    uses=("imbalanced-mode-closed-form", "imbalanced-constant-has-the-sign-of-the-gap"),
    canary=Canary("half the factor", lambda: closed.rate(C * printed_mode().rate ** 2)),
)
def rate() -> Derivation:
    """The factor of e^{−ωt} is exact."""
    return closed.rate(2 * C * printed_mode().rate ** 2)


STEPS: tuple[Step, ...] = (
    *imbalanced_flow.STEPS,
    letters,
    constant_fits,
    constant_as_handed_down,
    constant_is_positive,
    constant_sign,
    denominator_is_positive,
    closed_form,
    lifetime,
    rate_as_printed,
    rate,
    *imbalanced_limits.STEPS,
)
