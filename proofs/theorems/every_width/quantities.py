"""The quantities that Theorem 4′ speaks of, at one instance, k and time; U₁ holds the first k rows of ΦᵀŪ."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from numeric import matrices
from numeric.closed_form import accumulated_growth, flow_at, growth, saturation
from numeric.instance import EVERY_WIDTH
from numeric.weights import Weight, start_size, weight
from numeric.windows import constants, sees_absent_modes
from paper.theorems import theorem
from proofs.theorems.blocks import quantities as fourth
from proofs.theorems.shared.instances import Point
from proofs.theorems.shared.windowed import Windowed, WindowQuantities

SHARED = ("eps", "alpha", "sigma_k", "mu", "c1", "c2", "left_end", "right_end", "norm_inverse_E1", "norm_E2", "error")
SYMBOLS = {name: fourth.SYMBOLS[name] for name in SHARED} | {
    "m": "m",
    "m_k": "m_k",
    "kappa": r"\kappa",
    "wait": r"\tau",
    "sigma_next": r"\sigma_{k+1}",
    "norm_G2": r"\lVert G_2\rVert",
    "norm_U2": r"\lVert U_2\rVert",
    "norm_inverse_gram": r"\lVert (U_1U_1^{\top})^{-1}\rVert",
    "accumulated": "G_{ii}",
    "growth_next": r"e^{2c\sigma_{k+1}t}",
    "definiteness_fast_below_target": r"\delta(Y_k+\varepsilon-W^+(t))",
    "definiteness_fast_below_half": r"\delta(Y_k+\varepsilon/2-W^+(t))",
    "definiteness_trial_above_target": r"\delta(L(t)-Y_k+\varepsilon)",
    "definiteness_trial_above_half": r"\delta(L(t)-Y_k+\varepsilon/2)",
    "c1_of_theorem_4": "c_1^{(4)}",
    "c2_of_theorem_4": "c_2^{(4)}",
}
"""W⁺ is the fast flow, from α²μ, and L the trial, a lower bound of W: both in the basis Φ."""


class Quantities(WindowQuantities):
    """Values at a point, in a field. Those of an absent block are not to be asked for."""

    theorem = EVERY_WIDTH

    @cached_property
    def alpha(self) -> Any:
        return self.field.scale(self.point.instance.alpha)

    @property
    def sigma_k(self) -> Any:
        return self.field.number(self.point.instance.spectrum[self.point.k - 1])

    @property
    def sigma_next(self) -> Any:
        return self.field.number(self.point.instance.spectrum[self.point.k])

    @property
    def mu(self) -> Any:
        return start_size(self.point.instance, self.field)

    @property
    def m_k(self) -> Any:
        return self._weight.m_k

    @property
    def kappa(self) -> Any:
        return self._weight.kappa

    @cached_property
    def wait(self) -> Any:
        """1; where k = r and absent modes have to be paid for, 1 and how much σ_r's exponent has grown in T_r."""
        instance, field = self.point.instance, self.field
        if self.point.k < instance.r or not sees_absent_modes(instance):
            return field.number(1)
        begun = field.maximum(field.number(0), field.log(self.c1 / self.alpha**2))
        return 1 + field.number(2 * instance.rate * self.point.time) * self.sigma_k - begun

    @cached_property
    def norm_inverse_E1(self) -> Any:
        return self.field.maximum(*(1 / e for e in self._growth[: self.point.k]))

    @cached_property
    def norm_E2(self) -> Any:
        return self.field.maximum(*self._growth[self.point.k :])

    @cached_property
    def norm_G2(self) -> Any:
        return self.field.maximum(*self._accumulated[self.point.k :])

    @cached_property
    def norm_U2(self) -> Any:
        shape, k = self.field.exact(self.point.instance.shape_in_basis), self.point.k
        return self.field.sqrt(self.field.norm(self.field.block(shape, slice(k, None), slice(k, None))))

    @cached_property
    def norm_inverse_gram(self) -> Any:
        """‖(U₁U₁ᵀ)⁻¹‖ = 1/σ_min(U₁)²."""
        shape, first = self.field.exact(self.point.instance.shape_in_basis), slice(0, self.point.k)
        return self.field.norm(self.field.inverse(self.field.block(shape, first, first)))

    @property
    def accumulated(self) -> Any:
        """G_ii of the point's mode i."""
        return self._accumulated[self.point.mode - 1]

    @property
    def growth_next(self) -> Any:
        return self._growth[self.point.k] ** 2

    @property
    def definiteness_fast_below_target(self) -> Any:
        return self._fast_below(self.eps)

    @property
    def definiteness_fast_below_half(self) -> Any:
        return self._fast_below(self.eps / 2)

    @property
    def definiteness_trial_above_target(self) -> Any:
        return self._trial_above(self.eps)

    @property
    def definiteness_trial_above_half(self) -> Any:
        return self._trial_above(self.eps / 2)

    @property
    def m(self) -> Any:
        """‖W̄₀⁻¹‖₂, where there is one."""
        return constants(4, self.point.instance, self.field).m

    @property
    def c1_of_theorem_4(self) -> Any:
        return theorem("theorem-4").value("c1", sigma_1=self._flow.sigma[0], m=self.m, eps=self.eps)

    @property
    def c2_of_theorem_4(self) -> Any:
        return theorem("theorem-4").value("c2", m=self.m, mu=self.mu, eps=self.eps)

    @cached_property
    def _flow(self) -> Any:
        instance = self.point.instance
        return flow_at(instance.spectrum, instance.rate, instance.alpha, self.point.time, self.field)

    @cached_property
    def _growth(self) -> Any:
        return growth(self._flow)

    @cached_property
    def _accumulated(self) -> Any:
        return accumulated_growth(self._flow)

    @cached_property
    def _weight(self) -> Weight:
        return weight(self.point.instance, self.point.k, self.field)

    def _fast_below(self, margin: Any) -> Any:
        """δ(Y_k + margin − W⁺): all three are diagonal."""
        flow, entries = self._flow, []
        for i, (e, d) in enumerate(zip(self._growth, saturation(flow), strict=True)):
            fast = 1 / (1 / (flow.alpha**2 * self.mu * e**2) + d)
            entries.append((flow.sigma[i] if i < self.point.k else 0) + margin - fast)
        return self.field.definiteness(self.field.diagonal(entries))

    def _trial_above(self, margin: Any) -> Any:
        """δ(L − Y_k + margin), where U₁F = 1 has been used: L = W̃₀z + zᵀW̃₀ᵀ − zᵀ(1 + W̃₀ᵀDW̃₀)z, z = FE₁⁻¹Σ₁J₁ᵀ/α."""
        field, k, n = self.field, self.point.k, self.point.instance.n
        grown, found = self._growth, self._weight
        v = field.diagonal([sigma / e for sigma, e in zip(self._flow.sigma[:k], grown[:k], strict=True)])
        loss = found.plain * self.alpha**-2
        if k < n:
            loss = loss + field.transpose(found.seen) * field.diagonal(self._accumulated[k:]) * found.seen
        kept = [sigma / e**2 + margin for sigma, e in zip(self._flow.sigma[:k], grown[:k], strict=True)]
        corner = field.diagonal(kept) - v * loss * v
        if k == n:
            return field.definiteness(corner)
        side = field.diagonal(grown[k:]) * found.seen * v
        rest = field.diagonal([margin] * (n - k))
        return field.definiteness(field.assemble([[corner, field.transpose(side)], [side, rest]]))


class Widthwise(Windowed):
    """The instances of Theorem 4′ at every k and position in time."""

    theorem = EVERY_WIDTH
    kind = Quantities
    symbols = SYMBOLS


class Growing(Widthwise):
    """The right ends of the windows, once for each mode that is still to be learned, or never will be."""

    points_are = "every k < r, each mode after it, the right end of its window"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super()._chosen(points):
            if point.k < point.instance.r and point.position == "right":
                yield from (replace(point, mode=i) for i in range(point.k + 1, point.instance.n + 1))


class Beyond(Widthwise):
    """The instances whose factor cannot learn all modes, with the first k that it can't, at the same times."""

    points_are = "the first k whose rows are dependent, at both ends of each window before it, and inside"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super()._chosen(points):
            if point.instance.learnable < point.instance.r:
                yield replace(point, k=point.instance.learnable + 1)


def has_moderate_scale(point: Point) -> bool:
    """α ≥ 10⁻²⁰⁰: late in a window the slack is a power of α."""
    return point.instance.alpha.exponent >= -200


def has_end(point: Point) -> bool:
    """k < r: T_k has two ends."""
    return point.k < point.instance.r


def has_next(point: Point) -> bool:
    """0 < k < r."""
    return 0 < point.k < point.instance.r


def pays_for_others(point: Point) -> bool:
    """k ≥ 1, with modes that are not learned and that F sees."""
    return has_next(point) or (point.k == point.instance.r and sees_absent_modes(point.instance))


def is_weighed(point: Point) -> bool:
    """0 < k < n with modes that F sees, and two columns at least: with one the bound is an equality."""
    factor = point.instance.factor
    return point.k < point.instance.n and pays_for_others(point) and (factor is None or len(factor[0]) > 1)


def has_inverse(point: Point) -> bool:
    """0 < k < n, and a shape with an inverse."""
    n, factor = point.instance.n, point.instance.factor
    return 0 < point.k < n and (factor is None or matrices.rank(factor) == n)
