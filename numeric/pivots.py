"""The pivots of a start in the basis of Y, and what the pivot law says with them of each mode.

With S = ΦᵀW̄₀Φ cut at mode k, b solves S₁₁b = S₁ₖ; p_k = S_kk − S_k₁b is the k-th pivot, and l = (S₂ₖ − S₂₁b)/p_k the
k-th column of L in S = L diag(p) Lᵀ below its diagonal. The law's formulas are those of `paper/laws.toml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import flint

from numeric.field import Field, Rationals
from numeric.flow_data import FlowData
from numeric.instance import Instance
from paper import Misuse, texts
from paper.laws import law

LABEL = "pivot-law"


@dataclass(frozen=True)
class Pivot:
    """p_k, with the entries of b, one for each mode before the k-th, and of l, one for each after it."""

    p: Any
    earlier: tuple[Any, ...]
    later: tuple[Any, ...]
    before: Any  # ‖S₁₁‖₂; None where k = 1


def pivot(data: FlowData, k: int, field: Field) -> Pivot:
    """The k-th pivot, kept for the precision that it is computed at; exact before it is a number of the field.

    Raises Misuse where there is none, Unresolved where balls do not tell.
    """
    return _pivot(data, k, field, flint.ctx.prec)


@lru_cache(maxsize=512)
def _pivot(data: FlowData, k: int, field: Field, precision: int) -> Pivot:
    del precision
    if not 1 <= k <= data.r:
        raise Misuse(f"there is no mode {k}: Y has rank {data.r}; ask for a mode from 1 to {data.r}")
    if k > data.learnable:
        first = data.learnable + 1
        raise Misuse(
            f"the leading {first} × {first} block of W̄₀ in the basis of Y is singular, so that mode {first} has no"
            f" pivot; ask for a mode before it"
        )
    exact = isinstance(data, Instance) and not isinstance(field, Rationals)
    numbers: Field = Rationals() if isinstance(data, Instance) else field
    S = data.congruent(data.shape, numbers)
    p, earlier, later = _eliminated(S, k, data.n, numbers)
    S11 = data.congruent(data.shape, field)
    before = field.norm(field.block(S11, slice(0, k - 1), slice(0, k - 1))) if k > 1 else None
    if not exact:
        return Pivot(p, earlier, later, before)
    earlier, later = (tuple(_turned(x, field) for x in found) for found in (earlier, later))
    return Pivot(_turned(p, field), earlier, later, before)


def _eliminated(S: Any, k: int, n: int, field: Field) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    column, first, rest = slice(k - 1, k), slice(0, k - 1), slice(k, n)
    p, b = S[k - 1, k - 1], None
    if k > 1:
        b = field.solve(field.block(S, first, first), field.block(S, first, column))
        p = p - (field.block(S, column, first) * b)[0, 0]
    later = ()
    if k < n:
        left = field.block(S, rest, column)
        left = left if b is None else left - field.block(S, rest, first) * b
        later = tuple(row[0] / p for row in field.entries(left))
    return p, () if b is None else tuple(row[0] for row in field.entries(b)), later


def _turned(x: Any, field: Field) -> Any:
    return field.number(Fraction(int(x.p), int(x.q)))


class Said(dict[str, Any]):
    """What the law's names stand for, of one mode at one instance: its definitions are worked out when asked for."""

    def __init__(self, field: Field, **known: Any) -> None:
        super().__init__(known)
        self.field, self.meanings = field, law(LABEL).definitions

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.meanings

    def __missing__(self, name: str) -> Any:
        field = self.field
        self[name] = texts.value(self.meanings[name], self, field.number, {"log": field.log, "exp": field.exp})
        return self[name]


@dataclass(frozen=True)
class Mode:
    """Mode k of an instance, as the law speaks of it, in one field."""

    data: FlowData
    k: int
    field: Field

    @property
    def pivot(self) -> Pivot:
        return pivot(self.data, self.k, self.field)

    def said(self, **more: Any) -> Said:
        """The law's names here; `more` are those that the instance does not give, such as the time t."""
        sigma, alpha = self.data.spectrum_in(self.field), self.field.scale(self.data.alpha)
        known = {"alpha": alpha, "c": self.field.number(self.data.rate), "p": self.pivot.p}
        known["sigma_k"] = self.field.number(sigma[self.k - 1])
        if self.k > 1:
            known |= {"sigma_before": self.field.number(sigma[self.k - 2]), "a_before": alpha**2 * self.pivot.before}
        return Said(self.field, **known, **more)

    @property
    def applies(self) -> Mapping[str, bool | None]:
        """Each hypothesis of the law, by name, with its truth; None where balls do not tell."""
        said = self.said()
        found: dict[str, bool | None] = {"start-below-target": _less(said["a"], said["sigma_k"])}
        if self.k > 1:
            start, target = said["a_before"], said["sigma_before"]
            found["earlier-start-below-targets"] = True if start <= target else False if start > target else None
        return found

    @property
    def delta_below(self) -> Any:
        """δ_k⁻."""
        later = zip(self.data.spectrum_in(self.field)[self.k :], self.pivot.later, strict=True)
        absent = self.data.r - self.k
        return self._sum(
            (entry, self.tail(self.field.number(sigma), is_absent=i >= absent))
            for i, (sigma, entry) in enumerate(later)
        )

    @property
    def delta_above(self) -> Any:
        """δ_k⁺."""
        earlier = zip(self.data.spectrum_in(self.field)[: self.k - 1], self.pivot.earlier, strict=True)
        return self._sum((entry, self.head(self.field.number(sigma))) for sigma, entry in earlier)

    def tail(self, sigma: Any, is_absent: bool) -> Any:
        """What l_i² is multiplied by in δ_k⁻."""
        return self.said()["absent_tail"] if is_absent else self.said(sigma=sigma)["tail"]

    def head(self, sigma: Any) -> Any:
        """What b_i² is multiplied by in δ_k⁺."""
        return self.said(sigma=sigma)["head"]

    def _sum(self, terms: Iterable[tuple[Any, Any]]) -> Any:
        total = self.field.number(0)
        for entry, weight in terms:
            total = total + entry * entry * weight
        return total

    def half_time(self) -> Any:
        """log(σ_k/(α²p_k) − 1)/(2cσ_k): when half of a lone mode is learned that starts from its pivot."""
        said = self.said()
        return said["log_A"] / (2 * said["c"] * said["sigma_k"])

    def early(self) -> Any | None:
        """How much earlier w_k may be σ_k/2; None where δ_k⁺ is not known to be less than that."""
        said = self.said(delta_above=self.delta_above)
        return self._off(said, "early") if _less(2 * said["delta_above"], said["sigma_k"]) else None

    def late(self) -> Any | None:
        """How much later; None where δ_k⁻ is not known to be less than 1."""
        said = self.said(delta_below=self.delta_below)
        return self._off(said, "late") if _less(said["delta_below"], self.field.number(1)) else None

    def _off(self, said: Said, name: str) -> Any:
        return said[name] / (2 * said["c"] * said["sigma_k"])


def _less(a: Any, b: Any) -> bool | None:
    return True if a < b else False if a >= b else None
