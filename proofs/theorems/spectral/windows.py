"""Theorem 3, first part: the windows are not empty, and in them the modes have grown enough, or not too much."""

from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast, AtMost
from proofs.theorems.shared.windowed import is_bounded
from proofs.theorems.spectral.defaults import step
from proofs.theorems.spectral.quantities import Modewise, Whole, is_learned, is_unlearned


def left_end_doubled(*, left_end: Any, right_end: Any) -> AtMost:
    return AtMost(left_end * 2, right_end)


@step(
    "spectral-windows-are-not-empty",
    eq="16",
    domain=Whole(is_bounded),
    canary=Canary("the left end doubled", left_end_doubled),
)
def windows_are_not_empty(*, left_end: Any, right_end: Any) -> AtMost:
    """log(c₁/α²)/(2cσ_k) ≤ log(c₂/α²)/(2cσ_{k+1}), which is hypothesis (ii) cleared of its denominators."""
    return AtMost(left_end, right_end)


def grown_twice(*, growth: Any, alpha: Any, c1: Any) -> AtLeast:
    return AtLeast(growth * alpha**2, 2 * c1)


@step(
    "learned-mode-has-grown",
    domain=Modewise(is_learned),
    canary=Canary("the bound doubled", grown_twice),
)
def learned_mode_has_grown(*, growth: Any, alpha: Any, c1: Any) -> AtLeast:
    """g = e^{2cσ_i t} ≥ c₁/α², from t ≥ log(c₁/α²)/(2cσ_k), σ_i ≥ σ_k and log(c₁/α²) ≥ 0."""
    return AtLeast(growth * alpha**2, c1)


def grown_half(*, growth: Any, alpha: Any, c2: Any) -> AtMost:
    return AtMost(growth * alpha**2, c2 / 2)


@step(
    "unlearned-mode-has-not-grown",
    domain=Modewise(is_unlearned),
    canary=Canary("the bound halved", grown_half),
)
def unlearned_mode_has_not_grown(*, growth: Any, alpha: Any, c2: Any) -> AtMost:
    """g = e^{2cσ_i t} ≤ c₂/α², from t ≤ log(c₂/α²)/(2cσ_{k+1}) and σ_i ≤ σ_{k+1}."""
    return AtMost(growth * alpha**2, c2)


STEPS = (windows_are_not_empty, learned_mode_has_grown, unlearned_mode_has_not_grown)
