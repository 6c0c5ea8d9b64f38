"""What the steps of Theorem 3 have in common."""

from functools import partial

from proofs.claims import claim
from proofs.evidence.balls import Certified
from proofs.evidence.proved import Proved
from proofs.evidence.sampling import Sampled

step = partial(claim.step, paper="MV", group="theorem3", evidence=(Sampled(), Certified(), Proved("theorem-3")))
