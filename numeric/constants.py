"""The constants c₁ and c₂ of each theorem at an instance, over any field of numbers.

MV's come from `paper.reconstructed`, those of the theorems that are ours from `paper.added`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import flint

from numeric.field import Field, Irrational
from numeric.instance import EVERY_WIDTH, OWN_TARGET, SHARPER, SHARPEST, Instance, TheoremName, require_theorem
from numeric.weights import start_size, weight
from paper import added, reconstructed


@dataclass(frozen=True)
class Constants:
    """c₁ and c₂ of a theorem, and what they are made of: m = ‖W̄₀⁻¹‖₂, μ = ‖W̄₀‖₂, and the extreme s_i of Theorem 3.

    In Theorem 4′ m is m_k, and at k = 0 there is neither c₁ nor m; by own targets there is no c₁ at k = 0.
    """

    c1: Any
    c2: Any
    m: Any
    mu: Any
    s_min: Any
    s_max: Any


def constants(theorem: TheoremName, instance: Instance, field: Field, k: int = 0) -> Constants:
    """The theorem's constants at the instance; by own targets, and in Theorem 4′, at k.

    In Theorem 3, 1/m and μ are s_min and s_max.
    Raises Misuse where the theorem does not speak of the instance, Irrational where only the field is rational.
    """
    require_theorem(theorem, instance)
    eps, sigma_1 = field.number(instance.epsilon or 0), field.number(instance.spectrum[0])
    if theorem == 3:
        shape = [instance.shape_in_basis[i][i] for i in range(instance.n)]
        s_min, s_max = field.number(min(shape)), field.number(max(shape))
        c1 = reconstructed.theorem3_c1(sigma_1=sigma_1, s_min=s_min, eps=eps)
        c2 = reconstructed.theorem3_c2(s_max=s_max, eps=eps)
        return Constants(c1, c2, 1 / s_min, s_max, s_min, s_max)
    if theorem == EVERY_WIDTH:
        mu = start_size(instance, field)
        c2 = added.theorem4_prime_c2(mu=mu, eps=eps)
        if k == 0:
            return Constants(None, c2, None, mu, None, mu)
        m_k = weight(instance, k, field).m_k
        return Constants(added.theorem4_prime_c1(sigma_1=sigma_1, m_k=m_k, eps=eps), c2, m_k, mu, 1 / m_k, mu)
    norms = _norms(instance, field, flint.ctx.prec)
    if norms is None:
        raise Irrational("m and μ are roots of polynomials")
    m, mu = norms
    if theorem == SHARPER:
        c1, c2 = added.theorem4_sharper_c1(sigma_1=sigma_1, m=m, eps=eps), added.theorem4_sharper_c2(mu=mu, eps=eps)
    elif theorem == OWN_TARGET:
        sigma_k = field.number(instance.spectrum[k - 1])
        c1 = added.theorem4_own_target_c1(sigma_k=sigma_k, m=m, eps=eps) if k else None
        c2 = added.theorem4_own_target_c2(mu=mu, eps=eps)
    elif theorem == SHARPEST:
        given = {"alpha": field.scale(instance.alpha), "sigma_1": sigma_1, "eps": eps}
        c1, c2 = added.theorem4_sharpest_c1(m=m, **given), added.theorem4_sharpest_c2(mu=mu, **given)
    else:
        c1 = reconstructed.theorem4_c1(sigma_1=sigma_1, m=m, eps=eps)
        c2 = reconstructed.theorem4_c2(m=m, mu=mu, eps=eps)
    return Constants(c1, c2, m, mu, 1 / m, mu)


@lru_cache(maxsize=256)
def _norms(instance: Instance, field: Field, precision: int) -> tuple[Any, Any] | None:
    """m and μ, which are the same at every k and time: kept for the precision that they were computed at.

    None where only the field is rational.
    """
    del precision
    shapes = instance.inverse_shape_in_basis, instance.shape_in_basis
    try:
        m, mu = (field.norm(field.exact(shape)) for shape in shapes)
    except Irrational:
        return None
    return m, mu
