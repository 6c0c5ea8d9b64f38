"""The constants c₁ and c₂ of each theorem at an instance, in any field of numbers: what its texts come to."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import flint

from numeric import texts
from numeric.field import Field, Irrational
from numeric.flow_data import FlowData
from numeric.instance import TheoremName, require_inverse, require_theorem
from numeric.weights import start_size, weight
from paper.texts import names


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


def constants(theorem: TheoremName, instance: FlowData, field: Field, k: int = 0) -> Constants:
    """The theorem's constants at the instance, and at k if they depend on it.

    In Theorem 3, 1/m and μ are s_min and s_max.
    Raises Misuse where the theorem does not speak of the instance, Irrational where only the field is rational.
    """
    stated = require_theorem(theorem, instance)
    spectrum, start = instance.spectrum_in(field), _start(stated.shape, instance, field, k)
    known = {
        "eps": field.number(instance.epsilon or 0),
        "sigma_1": field.number(spectrum[0]),
        "sigma_r": field.number(spectrum[instance.r - 1]),
        **({"sigma_k": field.number(spectrum[k - 1])} if k else {}),
        **start,
    }
    found = dict[str, Any]()
    for name in ("c1", "c2"):
        spoken = names(stated.constants[name])
        if "alpha" in spoken:
            known["alpha"] = field.scale(instance.alpha)
        found[name] = texts.value(stated.constants[name], known, field) if spoken <= known.keys() else None
    return Constants(**found, **_sizes(start))


def _start(shape: str, instance: FlowData, field: Field, k: int) -> dict[str, Any]:
    """What the constants of a theorem about starts of this shape are made of; without m_k at k = 0."""
    if shape == "factor":
        size = {"mu": start_size(instance, field)}
        return {**size, "m_k": weight(instance, k, field).m_k} if k else size
    m, mu = norms(instance, field)
    return {"s_min": 1 / m, "s_max": mu} if shape == "spectral" else {"m": m, "mu": mu}


def _sizes(start: dict[str, Any]) -> dict[str, Any]:
    """Whatever the shape is, by all the names that people use for it."""
    if "s_min" in start:
        return {**start, "m": 1 / start["s_min"], "mu": start["s_max"]}
    m = start.get("m", start.get("m_k"))
    return {"m": m, "mu": start["mu"], "s_min": None if m is None else 1 / m, "s_max": start["mu"]}


def norms(instance: FlowData, field: Field) -> tuple[Any, Any]:
    """m and μ. Raises Misuse where W̄₀ has no inverse, Irrational where only the field is rational."""
    require_inverse(instance, "one with an inverse is needed")
    found = _norms(instance, field, flint.ctx.prec)
    if found is None:
        raise Irrational("m and μ are roots of polynomials")
    return found


@lru_cache(maxsize=256)
def _norms(instance: FlowData, field: Field, precision: int) -> tuple[Any, Any] | None:
    """m and μ, which are the same at every k and time: kept for the precision that they were computed at.

    None where only the field is rational.
    """
    del precision
    try:
        return instance.inverse_norm(field), instance.start_norm(field)
    except Irrational:
        return None
