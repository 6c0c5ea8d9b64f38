"""Which way the error ‖R‖₂, R = W − Y_k, goes: what an exact flow from any W ≻ 0 can do where it is ε, and how fast.

With Y_⊥ = Y − Y_k, Ẇ = c(YW + WY − 2W²) is c[(Y_⊥ − Y_k)R + R(Y_⊥ − Y_k) − 2R²], so that an eigenvalue ρ of R with unit
eigenvector v has (log |ρ|)˙ = 2c[a − g − ρ], a = vᵀY_⊥v and g = vᵀY_kv. The error e is the largest |ρ|. With w the
weight ‖u‖² of the part u that v has in the modes after k, a ≤ σ_{k+1}w, and g ≥ σ_k(1 − w), where σ_k > σ_{k+1}.

- ρ = −e always falls in size. 0 < vᵀWv = g − e settles w = 0. Else uᵀWv = −ew, and uᵀWu = uᵀRu ≤ ew(1 − 2w), as R is
  −e along v and at most e across it; so, by Cauchy and Schwarz, ew ≤ (1 − 2w)(g − e). If σ_{k+1}(1 − 2w) < e then
  a − (g − e) ≤ w(σ_{k+1} − e/(1 − 2w)) < 0; if not, a − g + e ≤ σ_{k+1}w − σ_k(1 − w) + σ_{k+1}(1 − 2w) < 0.
- ρ = e has a − g − ρ ≤ σ_{k+1} − e. So e grows by no more than (log e)˙ ≤ 2cσ_{k+1}.
- e shrinks by no more than (log e)˙ ≥ −2c max(σ₁, ‖W‖): from ρ = e, as g − a + e ≤ g + e = vᵀWv; and from ρ = −e, as
  g ≤ σ₁.
"""

from typing import Any


def only_falls(*, kappa: Any, eps: Any, after: Any) -> bool:
    """Whether the error can only fall through ε where R ⪯ κ; `after` is σ_{k+1}, or 0.

    With κ < ε only ρ = −ε can be extreme; with σ_{k+1} < ε every ρ that is falls.
    """
    return bool(kappa < eps or after < eps)


def only_rises(*, eta: Any, theta: Any, eps: Any, largest: Any, after: Any) -> bool:
    """Whether the error can only rise through ε where R ⪰ −η, η ≥ 0, and R ⪯ θ in the modes other than k + 1.

    `after` is σ_{k+1}; `largest` is that of Y_k, 0 for k = 0. With η < ε only ρ = ε can be extreme. Let v have the
    weight z in those other modes: R ⪰ εvvᵀ − η(1 − vvᵀ) says there that (ε + η)z ≤ θ + η. So a − g − ε is at least
    σ_{k+1}(1 − z) − σ₁z − ε, which is positive if what is asked here is so; for n = 2 it can be that little.
    """
    return bool(eta < eps and after * (eps - theta) - largest * (theta + eta) > eps * (eps + eta))
