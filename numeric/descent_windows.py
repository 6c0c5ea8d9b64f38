"""The windows of gradient descent: integers j, for starts in a basis of Y (Theorem 3's constants), and for any start.

With b_i = 1 + ηcσ_i the window T_k is log(c₁/α²)/(2 log b_k) ≤ j ≤ log(c₂/α²)/(2 log b_{k+1}). From any start,
c₁ = 4σ_1σ_k/(νε) and c₂ = ε/(2μ), or ε/μ for k = 0, with ν = σ_min(U₁)² of the first k rows in a basis of Y; there the
first step must not be after log(c₃/α²)/(2 log b_{k+1}), and for k = r not after the same with a τ below σ_r in place of
σ_{k+1}. What is decided is decided by balls.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numeric.exact import format_fraction
from numeric.field import Balls, Unresolved
from numeric.flow_data import FlowData
from paper import Misuse

FIELDS = tuple(map(Balls, (256, 1024, 4096, 2**14)))
SPECTRAL, ANY_START = Fraction(1, 2), Fraction(1, 4)
"""The largest ησ_1 that each admits."""


@dataclass(frozen=True)
class Asked:
    """A hypothesis: how it is told, at which k if at one, and whether it holds; None where no ball tells."""

    name: str
    told: str
    holds: bool | None
    k: int | None = None


@dataclass(frozen=True)
class StepWindow:
    """The integers from `first` to `last` of T_k; None where that could not be told, or `last` has no end."""

    k: int
    first: int | None
    last: int | None
    endless: bool = False

    @property
    def is_empty(self) -> bool | None:
        if self.endless:
            return False
        return None if self.first is None or self.last is None else self.first > self.last


@dataclass(frozen=True)
class Descending:
    """An instance and its step η."""

    instance: FlowData
    eta: Fraction

    @property
    def rate(self) -> Fraction:
        return self.eta * self.instance.rate

    def spectrum(self, field: Balls) -> Sequence[Any]:
        return [field.number(x) for x in self.instance.spectrum_in(field)]

    def end(self, constant: Callable[[Balls], Any], k: int) -> Callable[[Balls], Any]:
        """log(constant/α²)/(2 log b_k)."""
        return self.growing(constant, lambda field: self.spectrum(field)[k - 1])

    def growing(self, constant: Callable[[Balls], Any], sigma: Callable[[Balls], Any]) -> Callable[[Balls], Any]:
        """log(constant/α²)/(2 log(1 + ηcσ))."""

        def value(field: Balls) -> Any:
            alpha = field.scale(self.instance.alpha)
            b = 1 + field.number(self.rate) * sigma(field)
            return (field.log(constant(field)) - 2 * field.log(alpha)) / (2 * field.log(b))

        return value

    def require_small(self, most: Fraction, name: str) -> None:
        """Raises Misuse where ηcσ_1 is not at most `most`, with the largest step that is."""
        largest = self.instance.at_most(0)
        if self.rate * largest > most:
            told = FIELDS[0].number(most / (self.instance.rate * largest)).str(8, radius=False)
            raise Misuse(
                f"the step η is {format_fraction(self.eta)}, and {name} asks that ηcσ_1 is at most"
                f" {format_fraction(most)}; give a step of at most about {told}"
            )


def decided(slack: Callable[[Balls], Any]) -> bool | None:
    """Whether a number is not negative; None where no field tells."""
    for field in FIELDS:
        with field.working():
            try:
                value = slack(field)
            except Unresolved:
                continue
            if value >= 0:
                return True
            if value < 0:
                return False
    return None


def whole(value: Callable[[Balls], Any], *, up: bool) -> int | None:
    """The least integer that is not below the number, or the largest that is not above it; None if none tells."""
    for field in FIELDS:
        with field.working():
            try:
                found = value(field)
            except Unresolved:
                continue
            rounded = (found.ceil() if up else found.floor()).unique_fmpz()
            if rounded is not None:
                return int(rounded)
    return None


def _later(value: int | None) -> int | None:
    return None if value is None else max(0, value)


def spectral(descending: Descending) -> tuple[tuple[Asked, ...], tuple[StepWindow, ...]]:
    """The hypotheses and windows of a start that is diagonal in a basis of Y.

    Raises Misuse for one that is not, and for a step that is too large.
    """
    instance = descending.instance
    if not instance.is_spectral or not instance.has_own_modes or instance.epsilon is None:
        raise Misuse("the start is not diagonal in a basis of Y; ask for the windows of --theorem 4p")
    descending.require_small(SPECTRAL, "Theorem 3 for descent")
    epsilon = instance.epsilon

    def extreme(field: Balls, *, largest: bool) -> Any:
        weights = [field.number(s) for s in instance.mode_weights(field)]
        return field.maximum(*weights) if largest else -field.maximum(*(-s for s in weights))

    def c1(field: Balls) -> Any:
        return descending.spectrum(field)[0] ** 2 / (field.number(epsilon) * extreme(field, largest=False))

    def c2(field: Balls) -> Any:
        return field.number(epsilon) / extreme(field, largest=True)

    def start(field: Balls) -> Any:
        return field.scale(instance.alpha) ** 2 * extreme(field, largest=True)

    asked = [Asked("start-below-tolerance", "α²s_max ≤ ε", decided(lambda field: field.number(epsilon) - start(field)))]
    if instance.r:
        below = decided(lambda field: descending.spectrum(field)[instance.r - 1] - start(field))
        asked.append(Asked("start-below-targets", "α²s_max ≤ σ_r", below))
    return tuple(asked), tuple(_windows(descending, range(instance.r + 1), lambda _: c1, lambda _: c2))


Constant = Callable[[Balls], Any]


def _windows(
    descending: Descending, ks: range, c1: Callable[[int], Constant], c2: Callable[[int], Constant]
) -> Iterator[StepWindow]:
    for k in ks:
        first = _later(whole(descending.end(c1(k), k), up=True)) if k else 0
        endless = k == descending.instance.r
        yield StepWindow(k, first, None if endless else whole(descending.end(c2(k), k + 1), up=False), endless)


def any_start(descending: Descending) -> tuple[tuple[Asked, ...], tuple[StepWindow, ...]]:
    """The hypotheses, of each k, and the windows of a start of any shape, for each k that it can learn.

    Raises Misuse for a step that is too large, and for Y = 0.
    """
    instance = descending.instance
    if instance.epsilon is None or instance.r == 0:
        raise Misuse("descent from any start has windows where Y is not 0; give a Y with a σ that is not 0")
    descending.require_small(ANY_START, "descent from any start")
    of = OfAnyStart(descending, instance.epsilon)
    ks = range(min(instance.learnable, instance.r) + 1)
    windows = tuple(_windows(descending, ks, of.c1, of.c2))
    below = decided(lambda field: of.sigma(field)[0] - field.scale(instance.alpha) ** 2 * instance.start_norm(field))
    asked = [Asked("start-below-targets", "α²μ ≤ σ_1", below, 0)]
    for window in windows[1:]:
        asked += of.asked(window)
    return tuple(asked), windows


@dataclass(frozen=True)
class OfAnyStart:
    """The constants of descent from any start, and what they have to satisfy, at one instance and ε."""

    descending: Descending
    epsilon: Fraction

    def sigma(self, field: Balls) -> Sequence[Any]:
        return self.descending.spectrum(field)

    def nu(self, k: int, field: Balls) -> Any:
        instance = self.descending.instance
        block = field.block(instance.congruent(instance.shape, field), slice(0, k), slice(0, k))
        return 1 / field.norm(field.inverse(block))

    def c1(self, k: int) -> Constant:
        def value(field: Balls) -> Any:
            sigma = self.sigma(field)
            return 4 * sigma[0] * sigma[k - 1] / (self.nu(k, field) * field.number(self.epsilon))

        return value

    def c2(self, k: int) -> Constant:
        part = 2 if k else 1
        return lambda field: field.number(self.epsilon) / (part * self.descending.instance.start_norm(field))

    def c3(self, k: int, tau: Constant) -> Constant:
        def value(field: Balls) -> Any:
            sigma, mu = self.sigma(field), self.descending.instance.start_norm(field)
            K = 1 + field.number(self.descending.rate) * sigma[0] * mu / (3 * self.nu(k, field))
            room = (sigma[k - 1] - tau(field)) / (8 * K), tau(field) / (8 * K)
            return _least(field, field.number(self.epsilon) ** 2 / (4 * sigma[0]), *room) / mu

        return value

    def tau(self, k: int, first: int) -> Constant:
        """σ_{k+1}, or for k = r about what admits the largest α, from the window's first step."""
        if k < self.descending.instance.r:
            return lambda field: self.sigma(field)[k]
        most = 1 / (2 * self.descending.rate * max(1, first))
        return lambda field: _least(field, self.sigma(field)[k - 1] / 2, field.number(most))

    def asked(self, window: StepWindow) -> Sequence[Asked]:
        """Of a window for k ≥ 1."""
        k, first = window.k, window.first
        tau = self.tau(k, first or 0)
        gap = decided(lambda field: self.sigma(field)[k - 1] - tau(field) - 3 * field.number(self.epsilon))
        latest = whole(self.descending.growing(self.c3(k, tau), tau), up=False)
        early = None if first is None or latest is None else first <= latest
        told = f"3ε ≤ σ_{k} − " + (f"σ_{k + 1}" if k < self.descending.instance.r else "τ")
        return (
            Asked("tolerance-below-the-gap", told, gap, k),
            Asked("rest-is-small", f"the first step of T_{k} is at most {latest}", early, k),
        )


def _least(field: Balls, *values: Any) -> Any:
    return -field.maximum(*(-x for x in values))
