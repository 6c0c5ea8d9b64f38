"""The experiments of TFHV §6, each from seeds that are published, and what the paper says of its figures as steps.

An experiment runs in double precision and on random data: what it shows is SAMPLED and never more. The runs are in
`numeric.experiments`; here `experiment` has the domain and the evidence, and one file a figure its claims.
"""

from proofs.claims.claim import Step
from proofs.experiments import imbalance, nonlinear, regularization

STEPS: tuple[Step, ...] = imbalance.STEPS + regularization.STEPS + nonlinear.STEPS
