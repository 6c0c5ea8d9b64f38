"""What the steps of Theorem 3 have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.theorems.shared.proved import Proved

step = partial(claim.step, paper="MV", group="theorem3", evidence=(Sampled(), Certified(), Proved("theorem-3")))
