"""What the proof of Theorem 4′ speaks of: its hypotheses, and what its names stand for.

Ū is n×h, of any width h, and ΦᵀŪ = J₁U₁ + J₂U₂: U₁ holds the rows of the first k modes, U₂ those of the others. F is any
right inverse of U₁, and m_k any bound of Fᵀ(1 + κU₂ᵀU₂)F. `grown` is αEΦᵀŪ, Z the inverse in Woodbury's form, and `trial`
the bound that completing the square gives for z = Fv/α. All is in the basis Φ but Wt, which is W(t).
"""

from collections.abc import Mapping

from proofs.sharper.names import CUT, OF_BLOCK
from proofs.theorem4.argument.scopes import LEFT, RIGHT

HYPOTHESES = {
    "right-ends-not-negative": f"0 <= {RIGHT}",
    "window-not-empty": "log(1/alpha**2) >= (sigma_next*log(c1) - sigma_k*log(c2))/(sigma_k - sigma_next)",
    "targets-are-distinct": "sigma_next < sigma_k",
    "time-is-not-negative": "0 <= t",
    "after-the-left-end": f"{LEFT} <= 2*c*sigma_k*t",
    "before-the-right-end": f"2*c*sigma_next*t <= {RIGHT}",
    "absent-modes-are-slow": f"alpha**2*{LEFT} <= eps/mu",
    "right-inverse": "U1*F == 1",
    "other right-inverse": "T(F)*T(U1) == 1",
    "absent-modes-are-unseen": "U2*F == 0",
    "other absent-modes-are-unseen": "T(F)*T(U2) == 0",
    "weight-is-bounded": "T(F)*(1 + kappa*T(U2)*U2)*F <= m_k",
}
GROWTH = {
    "bounded": "G2 <= exp(2*c*sigma_next*t)/sigma_next",
    "linear": "G2 <= 2*c*t",
}
NOTATION = {
    "mu": "norm(factor*T(factor)) == mu",
    "inner-inverse": "inner*Z == 1",
    "other inner-inverse": "Z*inner == 1",
    "fast-inverse": "fast*fast_inverse == 1",
    "other fast-inverse": "fast_inverse*fast == 1",
    "closed-form": "Wt == Phi*W*T(Phi)",
    "basis-is-orthogonal": "T(Phi)*Phi == 1",
    "basis-is-complete": "Phi*T(Phi) == 1",
}
OF_UNLEARNED = {"unlearned-from-above": "S2 <= sigma_next", "growth-is-not-negative": "0 <= G2"}
DEFINITIONS: Mapping[int, Mapping[str, str]] = {
    1: {
        "E1": "exp(c*t*S1)",
        "inverse_E1": "exp(-c*t*S1)",
        "norm_inverse_E1": "norm(inverse_E1)",
        "D1": "S1inv - inverse_E1*S1inv*inverse_E1",
        "fast_1": "inverse_E1*inverse_E1/(alpha**2*mu) + D1",
        "G1": "E1*S1inv*E1 - S1inv",
    },
    2: {
        "E2": "exp(c*t*S2)",
        "inverse_E2": "exp(-c*t*S2)",
        "norm_E2": "norm(E2)",
        "norm_G2": "norm(G2)",
        "D2": "inverse_E2*G2*inverse_E2",
        "fast_2": "inverse_E2*inverse_E2/(alpha**2*mu) + D2",
    },
}
