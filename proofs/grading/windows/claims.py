"""Claims about W(t) itself: with the claimant's own c₁, c₂, hypotheses and bound, in the names of an instance.

Every name is a positive number: σ_1 and σ_r, the largest and the least singular value of Y that is not 0; σ_k that of
the window T_k, and σ_1 for k = 0; m = ‖W̄₀⁻¹‖₂
and μ = ‖W̄₀‖₂, so that s_min = 1/m and s_max = μ; ε, α, the rate c, and the sizes n and r of Y and its rank.
A claim about descent has the step η in the place of c, and two names that may be 0: k, and σ_{k+1}, which is 0 for
k = r. Of a factor it has ν, the least eigenvalue of the first k rows and columns of ΦᵀW̄₀Φ, those of k = 1 for k = 0.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, cast

from numeric.field import Irrational, Rationals
from paper import Misuse
from proofs import checker
from proofs.grading.numbers.claims import given_texts
from proofs.grading.numbers.expression import expression, read
from proofs.scalar.claims import Claim, evaluated, names_in, of_field

ERROR: Final = "norm(W(t) - Y_k)"
ERROR_OF: Final = {"gradient": ERROR, "descent": "norm(W_j - Y_k)"}
SHOWN = {
    "gradient": re.compile(r"\s*norm\s*\(\s*W\s*\(\s*t\s*\)\s*-\s*Y_k\s*\)\s*(<=|<)(?!=)", re.ASCII),
    "descent": re.compile(r"\s*norm\s*\(\s*W_j\s*-\s*Y_k\s*\)\s*(<=|<)(?!=)", re.ASCII),
}
OF_FLOW, OF_DESCENT = ("m_k", "c"), ("eta", "nu", "k", "sigma_next")
PLAIN = ("sigma_1", "sigma_k", "sigma_r", "m", "m_k", "mu", "eps", "alpha", "n", "r", "c", *OF_DESCENT)
MAY_BE_0 = ("k", "sigma_next")
NAMES: Mapping[str, str] = {**{name: name for name in PLAIN}, "s_min": "(1/m)", "s_max": "mu"}
"""What each name of a claim is in the checker's language."""
SHAPES = ("general", "spectral", "factor")


@dataclass(frozen=True)
class Windows:
    """For every instance that satisfies `given`, every k and every t ≥ 0 in T_k(c₁, c₂): ‖W(t) − Y_k‖₂ <= a bound.

    T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], from 0 on for k = 0, without end for k = r. Of descent, t is any
    integer j, and log(1 + ησ) stands in the place of cσ; η is the `step`, where there is one, or any that satisfies
    `given`. That c₁ and c₂ are positive counts among the hypotheses. The shape is any W̄₀ ≻ 0, or one that the basis
    of Y diagonalizes ("spectral"). The texts are as they were written; c1 and c2 may occur in `given` and `shows`.
    Raises Misuse, at the first that can't be read.
    """

    name: str
    shape: Literal["general", "spectral", "factor"]
    c1: str
    c2: str
    given: tuple[str, ...]
    shows: str
    flow: Literal["gradient", "descent"] = "gradient"
    step: str = ""

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise Misuse(f'there is no shape {self.shape!r}; write "general", "spectral" or "factor"')
        if self.flow not in ERROR_OF:
            raise Misuse(f'there is no flow {self.flow!r}; write "descent", or leave it out for the gradient flow')
        if self.step and not self.is_of_descent:
            raise Misuse('only descent has a step; write flow = "descent" too, or leave the step out')
        self.hypotheses, self.bound  # noqa: B018 (reads every text)
        if self.shape == "factor" and not self.is_of_descent and self.bound != ("<=", "eps"):
            raise Misuse(f'shows: of a factor the bound is eps, of which m_k is made; write "{ERROR} <= eps"')

    @cached_property
    def constants(self) -> Mapping[str, str]:
        """c1 and c2 in the checker's language."""
        return {name: read(name, expression, getattr(self, name), self._plain) for name in ("c1", "c2")}

    @cached_property
    def hypotheses(self) -> Mapping[str, str]:
        """`given` in the checker's language, by names, and what η is."""
        return {**given_texts(self.given, self._names), **self._own_step}

    @cached_property
    def _own_step(self) -> Mapping[str, str]:
        if not self.step:
            return {}
        found = read("step", expression, self.step, {x: text for x, text in self._plain.items() if x != "eta"})
        tree = checker.parsed(found)
        with suppress(Irrational, ZeroDivisionError):
            if not {*names_in(tree)} and (value := evaluated(tree, {}, of_field(Rationals()))) <= 0:
                raise Misuse(f"the step is {value}; give a positive one such as 1/10, or 1/(2*sigma_1)")
        return {"step": f"eta == {found}"}

    @property
    def is_of_descent(self) -> bool:
        return self.flow == "descent"

    @cached_property
    def bound(self) -> tuple[Literal["<=", "<"], str]:
        """The relation, <= or <, and what stands on its right in the checker's language."""
        found = SHOWN[self.flow].match(self.shows)
        if found is None:
            raise Misuse(f'shows: it is {self.shows[:60]!r}; write "{ERROR_OF[self.flow]} <= eps", or another bound')
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
        """What a factor is paid with is m_k, or ν, as its shape need have no inverse."""
        without: tuple[str, ...] = OF_FLOW if self.is_of_descent else OF_DESCENT
        without += ("m", "s_min") if self.shape == "factor" else ("m_k", "nu")
        return {name: text for name, text in NAMES.items() if name not in without}
