"""What the steps of the sharper Theorem 4 have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.theorems.shared.proved import Proved

PROVED = Proved("theorem-4-sharper")
FEW = (Sampled(count=6), Certified(), PROVED)
"""For orders between matrices, which mpmath is slow to decide."""

step = partial(claim.step, paper="MV", group="sharper", evidence=(Sampled(), Certified(), PROVED))
