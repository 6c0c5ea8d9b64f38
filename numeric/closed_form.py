"""W(t) in closed form, over any field: MV's general solution (5), and the graded form (24) that small α does not hurt.

In the basis Φ of Y = Φ diag(σ) Φᵀ write W̃ = ΦᵀWΦ and W̃₀ = α²S. Three forms of the same matrix:

- printed:  W̃ = E W̃₀ (I + G W̃₀)⁻¹ E                         entries span α^±2 and cancel: digits grow with log 1/α
- graded:   W̃ = [α⁻² E⁻¹ M E⁻¹ + D]⁻¹,  M = S⁻¹               two positive definite terms: nothing cancels, whatever α
- Woodbury: W̃ = α² E U (I + α² UᵀGU)⁻¹ Uᵀ E,  S = UUᵀ         for any factor U, wide or narrow

with E = e^{cΣt}, G_ii = (e^{2cσ_i t} − 1)/σ_i or 2ct, and D = E⁻¹GE⁻¹.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from numeric.exact import Scale
from numeric.field import Field, Rationals, Unresolved
from numeric.instance import Instance
from numeric.matrices import Rows, from_flint
from paper import implements


@dataclass(frozen=True)
class Flow:
    """Ẇ = c(YW + WY − 2W²) at one time, in the basis of Y, as numbers of `field`; `sigma` holds Y's eigenvalues."""

    field: Field
    sigma: tuple[Any, ...]
    rate: Any
    alpha: Any
    time: Any

    @property
    def n(self) -> int:
        return len(self.sigma)


def flow_at(spectrum: Sequence[Fraction], rate: Fraction, alpha: Scale, time: Fraction, field: Field) -> Flow:
    """The flow with exact data, read in `field`."""
    sigma = tuple(map(field.number, spectrum))
    return Flow(field, sigma, field.number(rate), field.scale(alpha), field.number(time))


@implements("growth-and-its-integral")
def growth(flow: Flow) -> list[Any]:
    """The diagonal of E: e^{cσ_i t}."""
    return [flow.field.exp(flow.rate * sigma * flow.time) for sigma in flow.sigma]


def decay(flow: Flow) -> list[Any]:
    """The diagonal of E⁻¹."""
    return [flow.field.exp(-flow.rate * sigma * flow.time) for sigma in flow.sigma]


@implements("growth-and-its-integral")
def accumulated_growth(flow: Flow) -> list[Any]:
    """The diagonal of G = ∫₀ᵗ 2c e^{2cΣs} ds."""
    twice = 2 * flow.rate * flow.time
    return [twice if sigma == 0 else flow.field.expm1(twice * sigma) / sigma for sigma in flow.sigma]


def saturation(flow: Flow) -> list[Any]:
    """The diagonal of D = E⁻¹GE⁻¹, whose inverse is what the modes grow to."""
    twice = 2 * flow.rate * flow.time
    return [twice if sigma == 0 else -flow.field.expm1(-twice * sigma) / sigma for sigma in flow.sigma]


@implements("matrix-closed-form")
def printed(flow: Flow, shape: Any) -> Any:
    """W̃(t) = E W̃₀ (I + G W̃₀)⁻¹ E, MV (5), from the n×n shape S in the basis of Y, singular or not."""
    field = flow.field
    start = shape * flow.alpha**2
    E, G = field.diagonal(growth(flow)), field.diagonal(accumulated_growth(flow))
    # W̃₀(I + GW̃₀)⁻¹ is symmetric: it is the transpose of a solution of (I + W̃₀G)X = W̃₀
    return E * field.solve(field.identity(flow.n) + start * G, start) * E


@implements("closed-form-for-an-invertible-start", "closed-form-for-blocks")
def graded(flow: Flow, inverse_shape: Any) -> Any:
    """W̃(t) = [α⁻²E⁻¹ME⁻¹ + D]⁻¹, MV (24), from M = S⁻¹, n×n. Raises Unresolved where balls are too wide."""
    scaled = [shrink / flow.alpha for shrink in decay(flow)]
    return flow.field.graded_inverse(inverse_shape, scaled, saturation(flow))


def graded_derivative(flow: Flow, inverse_shape: Any) -> Any:
    """W̃′(t) from the graded form itself: −H⁻¹H′H⁻¹ with H = α⁻²E⁻¹ME⁻¹ + D.

    H′ = −c(ΣA + AΣ) + 2cE⁻², where A = α⁻²E⁻¹ME⁻¹.
    """
    field, c, sigma = flow.field, flow.rate, flow.sigma
    bare, D = _graded_rows(flow, inverse_shape), saturation(flow)
    shrink = decay(flow)
    slope = [[-c * (sigma[i] + sigma[j]) * x for j, x in enumerate(row)] for i, row in enumerate(bare)]
    for i in range(flow.n):
        slope[i][i] = -2 * c * sigma[i] * (bare[i][i] - D[i]) + 2 * c * shrink[i] ** 2
    W = field.inverse(field.matrix(bare))
    return -(W * field.matrix(slope) * W)


def _graded_rows(flow: Flow, inverse_shape: Any) -> list[list[Any]]:
    D = saturation(flow)
    scaled = [shrink / flow.alpha for shrink in decay(flow)]
    rows = [
        [x * scaled[i] * scaled[j] for j, x in enumerate(row)]
        for i, row in enumerate(flow.field.entries(inverse_shape))
    ]
    for i in range(flow.n):
        rows[i][i] = rows[i][i] + D[i]
    return rows


@implements("product-flow")
def right_side(flow: Flow, W: Any) -> Any:
    """c(ΣW̃ + W̃Σ − 2W̃²), MV (22): what W̃′ has to be."""
    Y = flow.field.diagonal(flow.sigma)
    return (Y * W + W * Y - W * W * 2) * flow.rate


@implements("rank-deficient-initialization", "woodbury-form-agrees")
def woodbury(flow: Flow, factor: Any) -> Any:
    """W̃(t) = α² E U (I_h + α² UᵀGU)⁻¹ Uᵀ E from a factor U, n×h with any h, in the basis of Y: S = UUᵀ."""
    field = flow.field
    _, h = field.shape(factor)
    U = factor * flow.alpha
    E, G = field.diagonal(growth(flow)), field.diagonal(accumulated_growth(flow))
    inner = field.identity(h) + field.transpose(U) * G * U
    return E * U * field.solve(inner, field.transpose(U) * E)


def graded_woodbury(flow: Flow, lower: Any, upper: Any) -> Any:
    """The Woodbury form without its cancellation, for σ in decreasing order, from U = LP as `trapezoidal` gives it.

    With V = αEL it is V[(PPᵀ)⁻¹ + VᵀDV]⁻¹Vᵀ: again a sum of two positive definite terms.
    """
    field = flow.field
    V = field.diagonal([grow * flow.alpha for grow in growth(flow)]) * lower
    transposed = field.transpose(V)
    inner = field.inverse(upper * field.transpose(upper)) + transposed * field.diagonal(saturation(flow)) * V
    return V * field.inverse(inner) * transposed


def trapezoidal(factor: Any, field: Field) -> tuple[Any, Any]:
    """L, n×ρ, and P, ρ×h, with LP = U ≠ 0 of rank ρ: a row of U that depends on no earlier row gives a row of P.

    For rationals and balls. A row of balls that cannot be told from one that depends on earlier rows gives none: L then
    has narrow balls around 0 above the 1 of a later row, which higher precision makes as narrow as one likes.
    Raises Unresolved where balls do not show ρ independent rows, of as many columns.
    """
    rows = field.entries(factor)
    zero, one = field.number(0), field.number(1)
    lower: list[list[Any]] = [[] for _ in rows]
    upper: list[list[Any]] = []
    while (found := _first_certain(rows)) is not None:
        top, column = found
        pivot = rows[top]
        for i, row in enumerate(rows):
            multiple = one if i == top else row[column] / pivot[column]
            lower[i].append(multiple)
            if not multiple == 0:  # noqa: SIM201 (a ball around 0 is neither equal to 0 nor different, and is eliminated)
                rows[i] = [zero if j == column or i == top else x - multiple * pivot[j] for j, x in enumerate(row)]
        upper.append(pivot)
    if not all(x == 0 for row in rows for x in row):
        raise Unresolved("which rows of the factor are independent could not be decided")
    return field.matrix(lower), field.matrix(upper)


def _first_certain(rows: list[list[Any]]) -> tuple[int, int] | None:
    """Where the first entry stands that is certainly not zero."""
    return next(((i, j) for i, row in enumerate(rows) for j, x in enumerate(row) if x != 0), None)


def rotate(field: Field, basis: Any, W: Any) -> Any:
    """ΦW̃Φᵀ; a basis of None is the identity."""
    return W if basis is None else basis * W * field.transpose(basis)


def solution_at(instance: Instance, time: Fraction, field: Field) -> Any:
    """W̃(t), n×n, in the basis of Y: by the graded form (24), or from a factor by Woodbury's."""
    flow = flow_at(instance.spectrum, instance.rate, instance.alpha, time, field)
    if instance.factor_in_basis is None:
        return graded(flow, field.exact(instance.inverse_shape_in_basis))
    lower, upper = _trapezoidal_parts(instance.factor_in_basis)
    return graded_woodbury(flow, field.exact(lower), field.exact(upper))


@lru_cache(maxsize=256)
def _trapezoidal_parts(factor: Rows) -> tuple[Rows, Rows]:
    """L and P of a factor, exactly."""
    rational = Rationals()
    lower, upper = trapezoidal(rational.exact(factor), rational)
    return from_flint(lower), from_flint(upper)
