"""What a claim comes to: claims about numbers, each of which is graded by itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from proofs.scalar.claims import Claim


@dataclass(frozen=True)
class Obligation:
    """One of these, in the checker's language; `called` says what each variable of the claimant is called there.

    `name` says which one it is. Where it is `necessary`, the whole claim is false if it is; else it is one way to prove
    the claim, and a witness against it says nothing.
    """

    name: str
    claim: Claim
    called: Mapping[str, str]
    necessary: bool = True


class ByObligations:
    """A claim that is false where a necessary obligation is, and has no way of its own to a witness."""

    def refuted(self, seconds: float, seed: int) -> None:
        """Nothing: the obligations are asked."""
