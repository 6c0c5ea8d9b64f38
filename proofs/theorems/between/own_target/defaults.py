"""What the steps of the Theorem 4 by own targets have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.theorems.shared.proved import Proved

PROVED = Proved("theorem-4-own-target")

step = partial(claim.step, paper="MV", group="own-target", evidence=(Sampled(), Certified(), PROVED))
