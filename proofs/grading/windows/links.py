"""What a chain is made of: cases of proofs, each with what it asks of a claim's constants."""

from collections.abc import Mapping
from dataclasses import dataclass

from proofs.certificate.argument import Argument, Condition

Names = Mapping[str, str]
SMALL_STEPS = "small-steps"
SINGULAR = {"absent-modes": "r + 1 <= n"}
REGULAR = {"no-absent-modes": "r == n"}
OF_K = {"after-the-first-window": "1 <= k", "before-the-last-window": "k < r"}


@dataclass(frozen=True)
class Link:
    """A case of a proof, as a part of a chain, with its conditions among what it is given.

    `known` is what else its windows say of the constants: a condition has to follow from the claim's hypotheses and it.
    """

    argument: Argument
    conditions: tuple[Condition, ...]
    known: Names


@dataclass(frozen=True, eq=False)
class Chain:
    """Links that together come to ‖W(t) − Y_k‖₂ ≤ ε for every k and t; of descent with steps η up to some size."""

    name: str
    links: tuple[Link, ...]
    largest_step: str = ""

    @property
    def is_of_descent(self) -> bool:
        return bool(self.largest_step)
