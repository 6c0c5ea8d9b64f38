"""Theorem 3, second part: a learned mode is within ε of its target, any other within ε of zero."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtMost, Equal
from proofs.theorems.spectral.algebra import Algebraic
from proofs.theorems.spectral.defaults import step
from proofs.theorems.spectral.quantities import Modewise, is_absent, is_decaying, is_growing, is_learned, is_unlearned


def gap_without_start(*, sigma: Any, a: Any, growth: Any, value: Any) -> Equal:
    return Equal(sigma - value, sigma**2 / (sigma - a + a * growth))


@step(
    "gap-of-a-mode",
    eq="19",
    uses=("mode-closed-form",),
    domain=Algebraic(),
    canary=Canary("σ(σ − a) replaced by σ²", gap_without_start),
)
def gap_of_a_mode(*, sigma: Any, a: Any, growth: Any, value: Any) -> Equal:
    """σ − σ(t) = σ(σ − a)/(σ − a + a g), g = e^{2cσt}."""
    return Equal(sigma - value, sigma * (sigma - a) / (sigma - a + a * growth))


def gap_halved(*, sigma: Any, a: Any, growth: Any) -> AtMost:
    return AtMost(sigma * (sigma - a) / (sigma - a + a * growth), sigma**2 / (2 * a * growth))


@step(
    "gap-decays",
    eq="19",
    domain=Modewise(is_learned),
    canary=Canary("the bound halved", gap_halved),
)
def gap_decays(*, sigma: Any, a: Any, growth: Any) -> AtMost:
    """σ(σ − a)/(σ − a + a g) ≤ σ²e^{−2cσt}/a."""
    return AtMost(sigma * (sigma - a) / (sigma - a + a * growth), sigma**2 / (a * growth))


def paid_half(*, sigma: Any, a: Any, growth: Any, eps: Any) -> AtMost:
    return AtMost(sigma**2 / (a * growth), eps / 2)


@step(
    "growth-pays-for-the-gap",
    eq="19",
    uses=("learned-mode-has-grown",),
    domain=Modewise(is_learned),
    canary=Canary("ε replaced by ε/2", paid_half),
)
def growth_pays_for_the_gap(*, sigma: Any, a: Any, growth: Any, eps: Any) -> AtMost:
    """σ_i²/(α²s_i g) ≤ σ_1²/(s_min c₁) = ε."""
    return AtMost(sigma**2 / (a * growth), eps)


def close_within_half(*, sigma: Any, a: Any, growth: Any, eps: Any) -> AtMost:
    return AtMost(sigma * (sigma - a) / (sigma - a + a * growth), eps / 2)


@step(
    "learned-mode-is-close",
    eq="19",
    uses=("gap-decays", "growth-pays-for-the-gap"),
    domain=Modewise(is_learned),
    canary=Canary("ε replaced by ε/2", close_within_half),
)
def learned_mode_is_close(*, sigma: Any, a: Any, growth: Any, eps: Any) -> AtMost:
    """σ − σ(t) = σ(σ − a)/(σ − a + a g); the growth pays for it."""
    return AtMost(sigma * (sigma - a) / (sigma - a + a * growth), eps)


def slower_than_exponential(*, value: Any, a: Any, growth: Any) -> AtMost:
    return AtMost(value, a * growth / 2)


@step(
    "mode-grows-at-most-exponentially",
    eq="20",
    uses=("mode-closed-form",),
    domain=Modewise(is_growing),
    canary=Canary("the bound halved", slower_than_exponential),
)
def mode_grows_at_most_exponentially(*, value: Any, a: Any, growth: Any) -> AtMost:
    """σ_i(t) ≤ a_i g: the denominator of (12) is σ + a(g − 1) ≥ σ; at t = 0 both sides are a_i."""
    return AtMost(value, a * growth)


def exponential_halved(*, a: Any, growth: Any, eps: Any) -> AtMost:
    return AtMost(a * growth, eps / 2)


@step(
    "unlearned-exponential-is-small",
    eq="20",
    uses=("unlearned-mode-has-not-grown",),
    domain=Modewise(is_unlearned),
    canary=Canary("ε replaced by ε/2", exponential_halved),
)
def unlearned_exponential_is_small(*, a: Any, growth: Any, eps: Any) -> AtMost:
    """α²s_i g ≤ s_max c₂ = ε."""
    return AtMost(a * growth, eps)


def small_within_half(*, value: Any, eps: Any) -> AtMost:
    return AtMost(value, eps / 2)


@step(
    "unlearned-mode-is-small",
    eq="20",
    uses=("mode-grows-at-most-exponentially", "unlearned-exponential-is-small"),
    domain=Modewise(is_unlearned),
    canary=Canary("ε replaced by ε/2", small_within_half),
)
def unlearned_mode_is_small(*, value: Any, eps: Any) -> AtMost:
    """σ_i(t) ≤ a_i g ≤ ε."""
    return AtMost(value, eps)


def absent_halved(*, value: Any, a: Any) -> AtMost:
    return AtMost(value, a / 2)


@step(
    "absent-mode-never-grows",
    eq="21",
    uses=("absent-mode-closed-form",),
    domain=Modewise(is_decaying),
    canary=Canary("the bound halved", absent_halved),
)
def absent_mode_never_grows(*, value: Any, a: Any) -> AtMost:
    """σ_i(t) = a/(1 + 2cat) ≤ a; at t = 0 the two are equal."""
    return AtMost(value, a)


def start_tiny(*, a: Any, eps: Any) -> AtMost:
    return AtMost(a, eps / 10**6)


@step(
    "start-is-small",
    eq="21",
    domain=Modewise(is_absent),
    canary=Canary("ε divided by a million", start_tiny),
)
def start_is_small(*, a: Any, eps: Any) -> AtMost:
    """a_i = α²s_i ≤ α²s_max ≤ ε, a hypothesis of the theorem."""
    return AtMost(a, eps)


STEPS = (
    gap_of_a_mode,
    gap_decays,
    growth_pays_for_the_gap,
    learned_mode_is_close,
    mode_grows_at_most_exponentially,
    unlearned_exponential_is_small,
    unlearned_mode_is_small,
    absent_mode_never_grows,
    start_is_small,
)
