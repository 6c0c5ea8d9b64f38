"""Claims about W(t) itself: with the claimant's own c₁, c₂, hypotheses and bound, in the names of an instance.

Every name is a positive number: σ_1 and σ_r, the largest and the least singular value of Y that is not 0; σ_k that of
the window T_k, and σ_1 for k = 0; m = ‖W̄₀⁻¹‖₂
and μ = ‖W̄₀‖₂, so that s_min = 1/m and s_max = μ; ε, α, the rate c, and the sizes n and r of Y and its rank.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, cast

from paper import Misuse
from proofs.grading.numbers.claims import given_texts
from proofs.grading.numbers.expression import expression, read
from proofs.scalar.claims import Claim

ERROR: Final = "norm(W(t) - Y_k)"
SHOWN = re.compile(r"\s*norm\s*\(\s*W\s*\(\s*t\s*\)\s*-\s*Y_k\s*\)\s*(<=|<)(?!=)", re.ASCII)
PLAIN = ("sigma_1", "sigma_k", "sigma_r", "m", "m_k", "mu", "eps", "alpha", "n", "r", "c")
NAMES: Mapping[str, str] = {**{name: name for name in PLAIN}, "s_min": "(1/m)", "s_max": "mu"}
"""What each name of a claim is in the checker's language."""
SHAPES = ("general", "spectral", "factor")


@dataclass(frozen=True)
class Windows:
    """For every instance that satisfies `given`, every k and every t ≥ 0 in T_k(c₁, c₂): ‖W(t) − Y_k‖₂ <= a bound.

    T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], from 0 on for k = 0, without end for k = r. That c₁ and c₂ are
    positive counts among the hypotheses. The shape is any W̄₀ ≻ 0, or one that the basis of Y diagonalizes ("spectral").
    The texts are as they were written; c1 and c2 may occur in `given` and `shows`. Raises Misuse, at the first that
    can't be read.
    """

    name: str
    shape: Literal["general", "spectral", "factor"]
    c1: str
    c2: str
    given: tuple[str, ...]
    shows: str

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise Misuse(f'there is no shape {self.shape!r}; write "general", "spectral" or "factor"')
        self.hypotheses, self.bound  # noqa: B018 (reads every text)
        if self.shape == "factor" and self.bound != ("<=", "eps"):
            raise Misuse(f'shows: of a factor the bound is eps, of which m_k is made; write "{ERROR} <= eps"')

    @cached_property
    def constants(self) -> Mapping[str, str]:
        """c1 and c2 in the checker's language."""
        return {name: read(name, expression, getattr(self, name), self._plain) for name in ("c1", "c2")}

    @cached_property
    def hypotheses(self) -> Mapping[str, str]:
        """`given` in the checker's language, by names."""
        return given_texts(self.given, self._names)

    @cached_property
    def bound(self) -> tuple[Literal["<=", "<"], str]:
        """The relation, <= or <, and what stands on its right in the checker's language."""
        found = SHOWN.match(self.shows)
        if found is None:
            raise Misuse(f'shows: it is {self.shows[:60]!r}; write "{ERROR} <= eps", or another bound')
        rest = " " * found.end() + self.shows[found.end() :]  # so that columns count from where it begins
        return cast(Literal["<=", "<"], found.group(1)), read("shows", expression, rest, self._names)

    @cached_property
    def claim(self) -> Claim:
        """With c₁ > 0 and c₂ > 0 as the first two hypotheses, and the bound as the right side of what is shown.

        Raises Misuse for what is too large.
        """
        relation, bound = self.bound
        return Claim(f"0 {relation} {bound}", {**self.positive_constants, **self.hypotheses}, scalars=PLAIN)

    @property
    def positive_constants(self) -> Mapping[str, str]:
        return {f"{name} is positive": f"0 < {text}" for name, text in self.constants.items()}

    @property
    def is_of_each_target(self) -> bool:
        """Whether it speaks of σ_k."""
        texts = (*self.constants.values(), *self.hypotheses.values(), self.bound[1])
        return any(re.search(r"\bsigma_k\b", text) for text in texts)

    @property
    def _names(self) -> Mapping[str, str]:
        return {**self._plain, **{name: f"({text})" for name, text in self.constants.items()}}

    @property
    def _plain(self) -> Mapping[str, str]:
        """What a factor is paid with is m_k, as its shape need have no inverse."""
        without = ("m", "s_min") if self.shape == "factor" else ("m_k",)
        return {name: text for name, text in NAMES.items() if name not in without}
