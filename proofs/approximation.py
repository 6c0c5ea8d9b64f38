"""How far W(t) is from the best rank-k approximation of the target: what Theorems 3 and 4 bound."""

from fractions import Fraction
from typing import Any

from numeric.closed_form import rotate, solution_at
from numeric.field import Field
from numeric.instance import Instance


def approximation_error(instance: Instance, k: int, time: Fraction, field: Field) -> Any:
    """‖W(t) − Y_k‖₂ in the coordinates of Y, with Y_k = Φ diag(σ₁..σ_k, 0..0) Φᵀ."""
    kept = [field.number(sigma if i < k else 0) for i, sigma in enumerate(instance.spectrum)]
    basis = None if instance.basis is None else field.exact(instance.basis)
    return field.norm(rotate(field, basis, solution_at(instance, time, field) - field.diagonal(kept)))
