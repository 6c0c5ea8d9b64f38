"""Claims about W(t) itself: with the claimant's own c₁, c₂, hypotheses and bound, in the names of an instance.

Every name is a positive number: σ_1 and σ_r, the largest and the least singular value of Y that is not 0; m = ‖W̄₀⁻¹‖₂
and μ = ‖W̄₀‖₂, so that s_min = 1/m and s_max = μ; ε, α, the rate c, and the sizes n and r of Y and its rank.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, cast

from paper import Misuse
from proofs import checker
from proofs.grading.numbers import expression

ERROR: Final = "norm(W(t) - Y_k)"
SHOWN = re.compile(r"\s*norm\s*\(\s*W\s*\(\s*t\s*\)\s*-\s*Y_k\s*\)\s*(<=|<)(?!=)", re.ASCII)
PLAIN = ("sigma_1", "sigma_r", "m", "mu", "eps", "alpha", "n", "r", "c")
NAMES: Mapping[str, str] = {**{name: name for name in PLAIN}, "s_min": "(1/m)", "s_max": "mu"}
"""What each name of a claim is in the checker's language."""
SHAPES = ("general", "spectral")


@dataclass(frozen=True)
class Windows:
    """For every instance that satisfies `given`, every k and every t ≥ 0 in T_k(c₁, c₂): ‖W(t) − Y_k‖₂ <= a bound.

    T_k = [log(c₁/α²)/(2cσ_k), log(c₂/α²)/(2cσ_{k+1})], from 0 on for k = 0, without end for k = r. That c₁ and c₂ are
    positive counts among the hypotheses. The shape is any W̄₀ ≻ 0, or one that the basis of Y diagonalizes ("spectral").
    The texts are as they were written; c1 and c2 may occur in `given` and `shows`. Raises Misuse, at the first that
    can't be read.
    """

    name: str
    shape: Literal["general", "spectral"]
    c1: str
    c2: str
    given: tuple[str, ...]
    shows: str

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise Misuse(f'there is no shape {self.shape!r}; write "general" or "spectral"')
        for read in (self.constants, self.hypotheses, self.bound):
            if any(len(text) > checker.LIMIT for text in (read.values() if isinstance(read, Mapping) else read)):
                raise Misuse(f"written out, a text has more than {checker.LIMIT} characters; make it shorter")

    @cached_property
    def constants(self) -> Mapping[str, str]:
        """c1 and c2 in the checker's language."""
        return {name: _read(name, expression.expression, getattr(self, name), NAMES) for name in ("c1", "c2")}

    @cached_property
    def hypotheses(self) -> Mapping[str, str]:
        """`given` in the checker's language, by names."""
        return {
            f"given-{number}": _read(f"given, number {number}", expression.statement, text, self._names)
            for number, text in enumerate(self.given, start=1)
        }

    @cached_property
    def bound(self) -> tuple[Literal["<=", "<"], str]:
        """The relation, <= or <, and what stands on its right in the checker's language."""
        found = SHOWN.match(self.shows)
        if found is None:
            raise Misuse(f'shows: it is {self.shows[:60]!r}; write "{ERROR} <= eps", or another bound')
        rest = " " * found.end() + self.shows[found.end() :]  # so that columns count from where it begins
        return cast(Literal["<=", "<"], found.group(1)), _read("shows", expression.expression, rest, self._names)

    @property
    def _names(self) -> Mapping[str, str]:
        return {**NAMES, **{name: f"({text})" for name, text in self.constants.items()}}


def _read(field: str, read: Callable[[str, Mapping[str, str]], str], text: str, names: Mapping[str, str]) -> str:
    try:
        return read(text, names)
    except Misuse as error:
        raise Misuse(f"{field}: {error}") from None
