"""The steps of a theorem that relate quantities: each is a text, sampled, certified at points, and proved for all."""

from collections.abc import Callable
from inspect import isfunction
from typing import Any

from proofs.claims.canaries import divided, saying
from proofs.claims.claim import Canary, Step
from proofs.claims.domain import Domain
from proofs.claims.texts import statement_of
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.theorems.shared.proved import Proved

DOUBLED = saying("the left end doubled", "left_end*2 <= right_end")
EXCHANGED = saying("the ends exchanged", "right_end <= left_end")
"""Near-misses of what is said of windows."""
FEW = 6
"""So many samples for orders between matrices, which mpmath is slow to decide."""


def relations(theorem: str, group: str, points: Callable[..., Domain]) -> Callable[..., Step]:
    """What makes the steps of a theorem of MV: of a label and a text, and the other fields of a Step.

    The text may be a function that says how it stands now. `where` is a domain, or what the points of the theorem's
    own have to be. The near-miss is the bound halved, or what `canary` has; where that is a text, it tells what the
    half is of. `samples` are taken, if not as many as ever.
    """

    def relation(
        label: str,
        text: str | Callable[[], str],
        where: Domain | Callable[[Any], bool] | None = None,
        *,
        canary: Canary | str = "the bound halved",
        samples: int = 24,
        **fields: Any,
    ) -> Step:
        statement = statement_of(text)
        domain: Any = points(where) if isfunction(where) else where or points()
        near_miss = divided(canary, by=2)(statement) if isinstance(canary, str) else canary
        evidence = (Sampled(count=samples), Certified(), Proved(theorem))
        return Step(label, "MV", statement, evidence, near_miss, domain, group=group, **fields)

    return relation


def outside(domain: Domain) -> Canary:
    """The same statement where no theorem promises anything."""
    return Canary("t a tenth before the left end of T_k or beyond its right end", domain=domain)
