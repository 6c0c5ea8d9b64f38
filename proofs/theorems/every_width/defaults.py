"""What the steps of Theorem 4′ have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.theorems.shared.proved import Proved

PROVED = Proved("theorem-4-prime")
FEW = (Sampled(count=6), Certified(), PROVED)
"""For orders between matrices, which mpmath is slow to decide."""

step = partial(claim.step, paper="MV", group="every-width", evidence=(Sampled(), Certified(), PROVED))
