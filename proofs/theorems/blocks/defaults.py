"""What the steps of Theorem 4 have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.proved import Proved
from proofs.evidence.sampling import Sampled

step = partial(claim.step, paper="MV", group="theorem4", evidence=(Sampled(), Certified(), Proved("theorem-4")))
