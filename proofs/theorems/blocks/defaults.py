"""What the steps of Theorem 4 have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.theorems.shared.proved import Proved

step = partial(claim.step, paper="MV", group="theorem4", evidence=(Sampled(), Certified(), Proved("theorem-4")))
