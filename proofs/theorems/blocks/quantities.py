"""The quantities that the steps of Theorem 4 speak of, at one instance, k and time; blocks are cut after row k
(MV §III-B).
"""

from functools import cached_property
from typing import Any, ClassVar

from numeric.closed_form import flow_at, growth, saturation
from numeric.instance import TheoremName
from proofs.theorems.blocks.blocks import Blocks
from proofs.theorems.shared.instances import Point
from proofs.theorems.shared.windowed import Windowed, WindowQuantities

SYMBOLS = {
    "eps": r"\varepsilon",
    "alpha": r"\alpha",
    "sigma_1": r"\sigma_1",
    "sigma_k": r"\sigma_k",
    "m": "m",
    "mu": r"\mu",
    "c1": "c_1",
    "c2": "c_2",
    "left_end": r"t_k^-",
    "right_end": r"t_k^+",
    "norm_inverse_E1": r"\lVert E_1^{-1}\rVert",
    "norm_E2": r"\lVert E_2\rVert",
    "norm_A": r"\lVert A\rVert",
    "norm_B": r"\lVert B\rVert",
    "norm_inverse_C": r"\lVert C^{-1}\rVert",
    "norm_inverse_CX": r"\lVert (C+X)^{-1}\rVert",
    "definiteness_of_inverse_CX": r"\delta((C+X)^{-1})",
    "definiteness_of_inversion": r"\delta(C^{-1}-(C+X)^{-1})",
    "definiteness_of_schur_complement": r"\delta(A-BC^{-1}B^{\top})",
    "norm_reduced_A": r"\lVert A-B(C+X)^{-1}B^{\top}\rVert",
    "norm_Delta": r"\lVert\Delta\rVert",
    "norm_decay": r"\lVert \Sigma_1^{-1}e^{-2c\Sigma_1t}\rVert",
    "norm_start": r"\lVert\alpha^{-2}E_1^{-1}(A-B(C+X)^{-1}B^{\top})E_1^{-1}\rVert",
    "norm_P_error": r"\lVert P-\Sigma_1\rVert",
    "norm_P": r"\lVert P\rVert",
    "norm_coupling": r"\lVert B'C'^{-1}\rVert",
    "norm_Q": r"\lVert Q\rVert",
    "norm_inverse_C_prime": r"\lVert C'^{-1}\rVert",
    "norm_coupled_term": r"\lVert (B'C'^{-1})^{\top}P(B'C'^{-1})\rVert",
    "norm_S": r"\lVert S\rVert",
    "norm_assembled_error": r"\left\lVert\begin{pmatrix}P-\Sigma_1&Q\\Q^{\top}&S\end{pmatrix}\right\rVert",
    "largest_corner": r"\max(\lVert P-\Sigma_1\rVert,\lVert S\rVert)",
    "largest_term": (
        r"\max(\lVert \Sigma_1^{-1}e^{-2c\Sigma_1t}\rVert,"
        r"\lVert\alpha^{-2}E_1^{-1}(A-B(C+X)^{-1}B^{\top})E_1^{-1}\rVert)"
    ),
    "error": r"\lVert W(t)-Y_k\rVert_2",
}
"""δ(X) is the least pivot of X scaled to a unit diagonal, so δ(X) > 0 says X ≻ 0."""


class Quantities(WindowQuantities):
    """Values at a point, in a field. Those of an absent block are not to be asked for."""

    theorem: ClassVar[TheoremName] = 4

    def __getattr__(self, name: str) -> Any:
        """`norm_X` and `definiteness_of_X` of any block X, computed once."""
        for prefix, measure in (("norm_", self.field.norm), ("definiteness_of_", self.field.definiteness)):
            if name.startswith(prefix):
                value = measure(getattr(self.blocks, name.removeprefix(prefix)))
                self.__dict__[name] = value
                return value
        raise AttributeError(name)

    @cached_property
    def blocks(self) -> Blocks:
        instance, field = self.point.instance, self.field
        flow = flow_at(instance.spectrum, instance.rate, instance.alpha, self.point.time, field)
        # in rationals the exponentials raise, and nothing else needs to be read
        E, D = growth(flow), saturation(flow)
        M = field.exact(instance.inverse_shape_in_basis)
        return Blocks(field, self.point.k, flow.alpha, flow.sigma, E, D, M)

    @property
    def alpha(self) -> Any:
        return self.blocks.alpha

    @property
    def sigma_1(self) -> Any:
        return self.blocks.sigma[0]

    @property
    def sigma_k(self) -> Any:
        return self.blocks.sigma[self.point.k - 1]

    @property
    def m(self) -> Any:
        return self._constants.m

    @property
    def mu(self) -> Any:
        return self._constants.mu

    @cached_property
    def largest_corner(self) -> Any:
        return self.field.maximum(self.norm_P_error, self.norm_S)

    @cached_property
    def largest_term(self) -> Any:
        return self.field.maximum(self.norm_decay, self.norm_start)


class Blockwise(Windowed):
    """Theorem 4's instances at every k and position in time."""

    theorem = 4
    kind = Quantities
    symbols = SYMBOLS


def has_first(point: Point) -> bool:
    """k ≥ 1: there are learned modes."""
    return point.k >= 1


def has_second(point: Point) -> bool:
    """k < n: there are modes still to learn, or never to be learned."""
    return point.k < point.instance.n


def has_both(point: Point) -> bool:
    return has_first(point) and has_second(point)


def has_started(point: Point) -> bool:
    """k < n and t > 0: at t = 0, X = 0, and what is compared are equals."""
    return has_second(point) and point.time > 0


def is_early(point: Point) -> bool:
    """k ≥ 1, and so early that P and Σ₁ can be told apart:
    far out their difference is below any precision worth having.
    """
    return has_first(point) and (point.k < point.instance.r or point.position in ("left", "middle"))


def has_products(point: Point) -> bool:
    """Both blocks, and matrices larger than numbers: norms of products of numbers are equal to the products."""
    return has_both(point) and point.instance.n >= 3


def has_wide_products(point: Point) -> bool:
    """Both blocks, and k ≥ 2, so that P is larger than a number."""
    return has_both(point) and point.k >= 2


def has_comparable_terms(point: Point) -> bool:
    """k ≥ 2, n − k ≥ 2, and a coupled term of S that is neither zero nor below every precision."""
    return has_wide_products(point) and point.instance.n - point.k >= 2 and has_comparable_blocks(point)


def has_comparable_blocks(point: Point) -> bool:
    """A coupling B ≠ 0, early and with a moderate α:
    without one, or later, Q is (nearly) 0 and the two sides are equal.
    """
    return has_both(point) and is_early(point) and is_moderate(point) and not point.instance.is_spectral


def is_moderate(point: Point) -> bool:
    """k ≥ 1 and α ≥ 10⁻²⁰⁰: the slack shrinks like a power of α."""
    return has_first(point) and point.instance.alpha.exponent >= -200
