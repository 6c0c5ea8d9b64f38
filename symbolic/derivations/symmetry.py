"""TFHV §3: which symmetry of the asymmetric problem its conservation law (13) comes from.

The paper names the rotations (U, V) -> (UG, VG). The problem has more: (U, V) -> (UA, VA⁻ᵀ) for every invertible A.
"""

from sympy import Expr, Integer, Matrix, Rational, eye

from symbolic.derivation import Derivation, Line, formula
from symbolic.derivations import regularized
from symbolic.derivations.imbalanced_flow import (
    SIZES,
    AsymmetricFlow,
    G,
    G_other,
    G_other_t,
    Gt,
    H,
    Ht,
    U,
    Ut,
    V,
    Vt,
    Y,
    Yt,
)
from symbolic.imbalanced import asymmetric_flow
from symbolic.noncommutative import Algebra, Model, inverse_relations, letters
from symbolic.regularized import regularized_flow
from symbolic.symbols import imbalance

A, A_t, A_inverse, A_inverse_t = letters("A", r"A^\top", "A^{-1}", r"A^{-\top}")
U_slope, U_slope_t, V_slope, V_slope_t, Q_rate, L = letters(
    r"\nabla_U", r"\nabla_U^\top", r"\nabla_V", r"\nabla_V^\top", r"\dot{Q}", "L"
)
LAW = Ut * U - Vt * V
ZERO = Integer(0)


def _model() -> Model:
    matrices = {
        Y: Matrix([[3, 1], [0, 2]]),
        U: Matrix([[1, 2], [0, 1]]),
        V: Matrix([[1, 0], [1, 3]]),
        G: Matrix([[0, -1], [1, 0]]),
        G_other: eye(2),
        A: Matrix.diag(2, 1),
    }
    transposes = {Y: Yt, U: Ut, V: Vt, G: Gt, G_other: G_other_t, A: A_t}
    inverse = Matrix.diag(Rational(1, 2), 1)
    turned = {transposes[letter]: matrix.T for letter, matrix in matrices.items()}
    return matrices | turned | {A_inverse: inverse, A_inverse_t: inverse, imbalance: Integer(3)}


def _invariance(flow: AsymmetricFlow, turn: tuple[Expr, Expr]) -> tuple[Line, ...]:
    """The flow of (UG, VG) is that of (U, V), turned; V is turned by `turn`."""
    orthogonal = Algebra(
        relations=(*inverse_relations(G, Gt), *inverse_relations(G_other, G_other_t)), models=[_model()]
    )
    rates, turned = flow(Y, Yt, U, Ut, V, Vt), flow(Y, Yt, U * G, Gt * Ut, V * turn[0], turn[1] * Vt)
    return (
        orthogonal.equal(turned[0], rates[0] * G, "the flow from (UG, VG), as GGᵀ = 1", shown=r"\dot{U}"),
        orthogonal.equal(turned[1], rates[1] * turn[0], "is the flow from (U, V), turned", shown=r"\dot{V}"),
    )


def rotation(turn: tuple[Expr, Expr] = (G, Gt)) -> Derivation:
    """(12) is invariant under O(k): with (U, V) it is solved by (UG, VG)."""
    return Derivation(
        "Rotational symmetry",
        f"{SIZES}, every constant orthogonal G",
        _invariance(asymmetric_flow, turn),
        r"(U, V) \text{ solves (12)} \Rightarrow (UG, VG) \text{ does}",
    )


def law_from_rotations(pull: Expr) -> Derivation:
    """That invariance under O(k) conserves UᵀU − VᵀV, put to the gradient flow of (27) with Λ = λ₀I and any weight.

    Its pull is 4 times the weight: 0 for the plain problem.
    """

    def flow(Y: Expr, Yt: Expr, U: Expr, Ut: Expr, V: Expr, Vt: Expr) -> tuple[Expr, Expr]:
        return regularized_flow(Y, Yt, U, Ut, V, Vt, imbalance, pull)

    U_rate, V_rate = flow(Y, Yt, U, Ut, V, Vt)
    transpose = Algebra(transposes={U: Ut, V: Vt, Y: Yt}).transpose
    rates = {U: U_rate, V: V_rate, Ut: transpose(U_rate), Vt: transpose(V_rate)}
    model = {letter: value for letter, value in _model().items() if letter in (Y, Yt, U, Ut, V, Vt, imbalance)}
    moving = Algebra(rates=rates, models=[model])
    return Derivation(
        "The law as a consequence of rotational symmetry",
        f"{SIZES}, a gradient flow that is invariant under O(k)",
        (
            *regularized.gradient_lines(pull / 4, pull),
            *_invariance(flow, (G, Gt)),
            moving.derivative(LAW, ZERO, "which the paper calls a consequence of this invariance"),
        ),
        r"\text{invariance under } O(k) \Rightarrow " + formula(r"\dot{Q}", ZERO),
    )


def law_from_linear_maps(other: Expr = A_inverse * Vt) -> Derivation:
    """A loss that is invariant under (UA, VA⁻ᵀ) for every invertible A has a gradient flow that conserves UᵀU − VᵀV.

    `other` is the transpose of what V becomes.
    """
    invertible = Algebra(relations=inverse_relations(A, A_inverse), models=[_model()])
    moving = Algebra(
        rates={U: -U_slope, Ut: -U_slope_t, V: -V_slope, Vt: -V_slope_t},
        transposes={U: Ut, V: Vt, U_slope: U_slope_t, V_slope: V_slope_t, H: Ht},
    )
    symmetric = Algebra(transposes={H: Ht})
    law_rate = -U_slope_t * U - Ut * U_slope + V_slope_t * V + Vt * V_slope
    lines = (
        invertible.equal(U * A * other, U * Vt, "the loss (11) sees nothing but UVᵀ"),
        moving.derivative(LAW, law_rate, "along the gradient flow of any loss"),
        moving.trace_equal(
            U_slope_t * U * L - V_slope_t * V * L,
            -Rational(1, 2) * law_rate * L,
            "with A = e^{sL} and any symmetric L, the left side is the loss's slope in s: 0 if the loss is invariant; "
            "and with Q̇ for L the right side is −½‖Q̇‖², so Q̇ = 0",
        ),
        symmetric.trace_equal(
            Q_rate * (H - Ht), ZERO, "a rotation has an antisymmetric H − Hᵀ for L, which says nothing of Q̇"
        ),
    )
    return Derivation(
        "The law as a consequence of linear symmetry",
        f"{SIZES}, every loss with ℓ(UA, VA⁻ᵀ) = ℓ(U, V)",
        lines,
        r"\text{invariance under } (UA, VA^{-T}) \Rightarrow " + formula(r"\dot{Q}", ZERO),
    )
