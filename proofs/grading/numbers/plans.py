"""Plans of proofs: what is supposed first, to be shown by claims of their own, and how the claim follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from proofs.grading.numbers.lines import Lines
from proofs.scalar.claims import Claim


@dataclass(frozen=True)
class Supposed:
    """What is to be shown first; `of` is a claim about other names of which it is an instance, with these `chosen`.

    Without such a claim it is shown from what is given.
    """

    text: str
    of: Claim | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The claim follows from all that is `supposed`, which are facts of these names when `end` writes the last lines.

    Without an end it is looked for how it follows.
    """

    supposed: tuple[Supposed, ...]
    end: Callable[[Lines, list[str]], str] | None = None
