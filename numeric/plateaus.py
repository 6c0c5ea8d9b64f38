"""Plateaus of the loss ¼‖Y − W‖_F²: their levels, and how far from one the loss is where ‖W − Y_k‖₂ ≤ ε.

The formulas are over numbers of any kind; `spectrum` has all n singular values of Y, in decreasing order. For the loss
with the rate c, (c/4)‖Y − W‖_F², each is c times as large.
"""

from collections.abc import Sequence
from typing import Any


def level(spectrum: Sequence[Any], k: int) -> Any:
    """L_k = ¼Σ_{i>k}σ_i², the loss at Y_k."""
    return sum((sigma * sigma for sigma in spectrum[k:]), spectrum[0] * 0) / 4


def remainder(spectrum: Sequence[Any], k: int) -> Any:
    """R_k = Σ_{i>k}σ_i."""
    return sum(spectrum[k:], spectrum[0] * 0)


def band(spectrum: Sequence[Any], k: int, epsilon: Any) -> tuple[Any, Any]:
    """L_k − ½εR_k and L_k + ¼nε², between which the loss is."""
    middle = level(spectrum, k)
    return middle - epsilon * remainder(spectrum, k) / 2, middle + len(spectrum) * epsilon * epsilon / 4
