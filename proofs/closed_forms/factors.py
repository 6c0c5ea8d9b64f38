"""MV Remark III-C2: the closed form from a factor of any width, for matrices of every size."""

from proofs.claims.claim import Canary, step
from proofs.evidence.derived import Derived
from symbolic.derivation import Derivation
from symbolic.derivations import closed_form


@step(
    "rank-deficient-initialization",
    eq="Remark III-C2",
    paper="MV",
    uses=("matrix-closed-form", "closed-form-exists"),
    evidence=(Derived(),),
    canary=Canary("without the last E", lambda: closed_form.woodbury_form(lambda E, W0, inverse: E * W0 * inverse)),
    group="symbolic",
)
def rank_deficient_initialization() -> Derivation:
    return closed_form.woodbury_form()


STEPS = (rank_deficient_initialization,)
