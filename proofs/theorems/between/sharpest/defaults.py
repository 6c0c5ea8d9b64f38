"""What the steps of the sharpest Theorem 4 have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.theorems.shared.proved import Proved

PROVED = Proved("theorem-4-sharpest")

step = partial(claim.step, paper="MV", group="sharpest", evidence=(Sampled(), Certified(), PROVED))
