"""W(t) when most modes are settled: learned ones are σ_iφ_iφ_iᵀ, absent ones nothing, and few are in between.

In the basis of Y, σ decreasing, write W̃ = [FFᵀ + D]⁻¹ with F = α⁻¹E⁻¹N and M = NNᵀ, N upper triangular. Order the
modes: learned (L), active (A), absent (Z). The answer is

    W̃ ≈ diag(Σ_L, [F_A F_Aᵀ + D_A]⁻¹, 0),   F_A = α⁻¹E_A⁻¹N_AA,

N_AA N_AAᵀ being the Schur complement that the absent modes leave. What this misses, in the spectral norm, is at most
the sum of the following, with m ≥ ‖M‖, μ ≥ ‖W̄₀‖, w ≥ ‖W̃‖ and d = min D:

- Z left out: W̃ = BQBᵀ with B = αEN⁻ᵀ, lower triangular, and Q = (I + BᵀDB)⁻¹. To leave Z out is to put 0 for the rows
  B_Z, of ‖B_Z‖² ≤ ζ = α²‖E_Z‖²μ and ‖D_Z^½B_Z‖² ≤ θ = α²‖G_Z‖μ. Q becomes Q̃ with Q̃ ⪰ Q ⪰ Q̃/(1 + θ), which changes
  the present modes by at most θw. The rest, C = B_ZQB_Zᵀ and what stands beside it, at most √(wζ) as W̃ ⪰ 0, adds
  √(wζ) and no more: where w = 1/d, ‖C‖ ≤ ζ ≤ θw; and where w = α²‖E‖²μ, the trace μ has two parts, C having one, and
  what stands beside it their geometric mean;
- L cut off: D^½W̃D^½ = (I + XXᵀ)⁻¹ = R with X = D^(−½)F. To cut L off from the others is to put 0 for the rows F_L, of
  ‖F_L‖ ≤ f = ‖E_L⁻¹‖√m/α. Where X changes by Δ to X̃, R changes by R(XΔᵀ + ΔX̃ᵀ)R̃, which is at most ‖Δ‖, as ‖RX‖ and
  ‖X̃ᵀR̃‖ are at most ½: so R changes by at most f/√d, and W̃ by f/d^(3/2);
- L settled: ‖D_L⁻¹ − Σ_L‖ = 1/min G_L.

Rows of Φ being unit vectors, an error of that norm changes no entry of ΦW̃Φᵀ by more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import flint

from numeric.cholesky import inverse, inverse_factor
from numeric.field import Balls

ROUGH_BITS = 64
"""The precision of error bounds."""
LARGEST_SLOPE = 1e300
"""Decades by which the largest mode has grown: any more make no difference."""


@dataclass(frozen=True)
class Split:
    """Modes 0..learned−1 are learned, learned..present−1 active, present..n−1 absent."""

    learned: int
    present: int


@dataclass
class Deflation:
    """What does not depend on time: σ decreasing, Φ, n×n, and the shape ΦᵀW̄₀Φ, all in balls of `field`; α; c."""

    field: Balls
    sigma: Sequence[Any]
    vectors: Any
    shape: Any
    alpha: Any
    rate: Any

    def __post_init__(self) -> None:
        self._learned_parts: dict[int, Any] = {}

    @property
    def n(self) -> int:
        return len(self.sigma)

    @cached_property
    def columns(self) -> list[list[Any]]:
        """Φ's columns."""
        columns: list[list[Any]] = self.vectors.transpose().tolist()
        return columns

    @cached_property
    def half_inverse(self) -> Any:
        """Nᵀ = L⁻¹, where ΦᵀW̄₀Φ = LLᵀ."""
        with self.field.working():  # whatever the precision of the caller: it is kept
            return inverse_factor(self.shape)

    @cached_property
    def norms(self) -> tuple[Any, Any]:
        """Upper bounds of ‖M‖ and ‖W̄₀‖: the traces of NᵀN and of W̄₀."""
        m = sum((x * x for x in self.half_inverse.entries()), flint.arb(0))
        return m.upper(), self.shape.trace().upper()

    @cached_property
    def unit_balls(self) -> Any:
        """The n×n matrix of balls around 0 of radius 1."""
        return flint.arb_mat(self.n, self.n, [flint.arb(0, 1)] * self.n**2)

    def learned_part(self, count: int) -> Any:
        """Σ_{i<count} σ_iφ_iφ_iᵀ, n×n."""
        if count not in self._learned_parts:
            fewer = max((k for k in self._learned_parts if k < count), default=0)
            with self.field.working():
                pairs = zip(self.sigma[fewer:count], self.columns[fewer:count], strict=True)
                scaled = flint.arb_mat([[s * x for x in column] for s, column in pairs])
                part = flint.arb_mat(self.columns[fewer:count]).transpose() * scaled
                self._learned_parts[count] = part + self._learned_parts[fewer] if fewer else part
        return self._learned_parts[count]

    @cached_property
    def rough(self) -> tuple[Any, list[float], float]:
        """The largest |σ|, every σ as a share of it, and log₁₀ α: in double precision, which `split` chooses by."""
        largest = max(abs(s.mid()) for s in self.sigma)
        shares = [float((s / largest).mid()) if largest > 0 else 0.0 for s in self.sigma]
        return largest, shares, float((self.alpha.log() / flint.arb.const_log10()).mid())

    def split(self, time: Any, digits: float) -> Split:
        """Which modes to keep for so many digits, at the time given as a ball; a choice, which `missed` then judges."""
        largest, shares, log_alpha = self.rough
        # one product in balls, as none of its factors need be within the reach of a float
        slope = min(float((self.rate * time * largest / flint.arb.const_log10()).mid()), LARGEST_SLOPE)
        position = [-slope * share - log_alpha for share in shares]
        sizes = [min(0.0, -x) for x in position]
        reference = max(sizes)
        learned = sum(x < -digits for x in position)
        present = sum(size >= reference - digits for size in sizes)
        return Split(learned, max(present, learned))

    def at(self, time: Any, split: Split) -> Any:
        """W(t), n×n balls, at the time given as a ball. Raises Unresolved where a pivot is not certainly positive."""
        W = self.unit_balls * self.missed(time, split)
        if split.learned:
            W = W + self.learned_part(split.learned)
        active = range(split.learned, split.present)
        if active:
            decay = {i: (-self.rate * self.sigma[i] * time).exp() / self.alpha for i in active}
            triangle = self.half_inverse
            F = flint.arb_mat([[decay[i] * triangle[j, i] for j in active] for i in active])
            H = F * F.transpose() + self.field.diagonal([self._saturation(self.sigma[i], time) for i in active])
            vectors = flint.arb_mat([self.columns[i] for i in active])
            W = W + vectors.transpose() * (inverse(H) * vectors)
        return W

    def _saturation(self, sigma: Any, time: Any) -> Any:
        """D_i = (1 − e^{−2cσ_i t})/σ_i, or 2ct where σ_i is exactly 0."""
        twice = 2 * self.rate * time
        return twice if sigma == 0 else -(-twice * sigma).expm1() / sigma

    def missed(self, time: Any, split: Split) -> Any:
        """An upper bound, as an exact ball, of what `at` leaves out in the spectral norm.

        Each term is monotone in σ, and σ decreases, so that its largest value is that of the first or the last mode.
        """
        with flint.ctx.workprec(ROUGH_BITS):
            m, mu = self.norms
            inverse_d = 1 / self._saturation(self.sigma[0], time)
            total = flint.arb(0)
            if split.present < self.n:
                w = flint.arb.min(inverse_d, self._growth(0, time) ** 2 * mu)
                zeta = self._growth(split.present, time) ** 2 * mu
                theta = self._accumulated(split.present, time) * self.alpha**2 * mu
                total += (w * zeta).sqrt() + theta * w
            if split.learned:
                f = m.sqrt() / self._growth(split.learned - 1, time)
                total += f * inverse_d * inverse_d.sqrt() + 1 / self._accumulated(split.learned - 1, time)
            return total.upper()

    def _growth(self, i: int, time: Any) -> Any:
        """α e^{cσ_i t}."""
        return (self.rate * self.sigma[i] * time).exp() * self.alpha

    def _accumulated(self, i: int, time: Any) -> Any:
        """G_i = (e^{2cσ_i t} − 1)/σ_i, or 2ct where σ_i is exactly 0."""
        sigma, twice = self.sigma[i], 2 * self.rate * time
        return twice if sigma == 0 else (twice * sigma).expm1() / sigma
