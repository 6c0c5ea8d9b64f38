"""Words in letters that don't commute: rewritten, differentiated, transposed, traced, and refuted by matrices."""

import pytest
from sympy import Expr, Matrix, Rational, Symbol, eye, symbols

from symbolic.noncommutative import Algebra, commute, evaluate, expression_of, inverse_relations, letters, terms

A, B, Bt, K, K_inverse, P, P_inverse = letters("A", "B", r"B^\top", "K", "K^{-1}", "P", "P^{-1}")
c = Symbol("c")
a, b = symbols("a b")
MODEL = {
    A: Matrix([[2, 1], [1, 3]]),
    B: Matrix([[1, 2], [0, 1]]),
    Bt: Matrix([[1, 0], [2, 1]]),
    c: Rational(3),
}


def test_terms_are_words_with_coefficients() -> None:
    """A square is a word of two letters, equal words are collected, and zeros dropped."""
    assert terms((A + c * B) ** 2) == {(A, A): 1, (A, B): c, (B, A): c, (B, B): c**2}
    assert terms(A * B - A * B + 2) == {(): 2}
    assert expression_of(terms((A + B) * A)) == A * A + B * A


@pytest.mark.parametrize("expression", [A ** (-1), A**c])
def test_an_inverse_is_a_letter_of_its_own(expression: Expr) -> None:
    """A power that is no product of letters is refused."""
    with pytest.raises(TypeError, match="no power of a letter"):
        terms(expression * B)


def test_letters_do_not_commute_unless_they_are_said_to() -> None:
    """AB ≠ BA in general, with matrices to show it; related, they are equal."""
    line = Algebra(models=[MODEL]).equal(A * B, B * A, "")
    assert not line.holds
    assert line.decision.witness is not None
    assert line.decision.witness["residual"] == str((MODEL[A] * MODEL[B] - MODEL[B] * MODEL[A]).tolist())
    assert Algebra(relations=commute((A, B))).equal(A * B, B * A, "").holds


def test_an_inverse_cancels_from_both_sides() -> None:
    """Woodbury's identity: (1 + AB)⁻¹ = 1 − A(1 + BA)⁻¹B."""
    known = Algebra({K: 1 + B * A}, inverse_relations(K, K_inverse))
    assert known.equal((1 + A * B) * (1 - A * K_inverse * B), 1 + 0 * A, "").holds
    assert known.equal((1 - A * K_inverse * B) * (1 + A * B), 1 + 0 * A, "").holds
    assert not known.equal((1 + A * B) * (1 + A * K_inverse * B), 1 + 0 * A, "").holds


def test_one_side_of_an_inverse_is_not_the_other() -> None:
    """With KK⁻¹ = 1 alone, K⁻¹K is left over: a relation says no more than it says."""
    left, _ = inverse_relations(K, K_inverse)
    assert not Algebra(relations=[left]).equal(K_inverse * K, 1 + 0 * K, "").holds


def test_the_product_rule() -> None:
    """d/dt(ABA) with Ȧ = cB, B resting."""
    moving = Algebra(rates={A: c * B})
    assert moving.derivative(A * B * A, c * (B * B * A + A * B * B), "").holds
    assert not moving.derivative(A * B * A, 2 * c * B * B * A, "").holds
    assert moving.rate(3 * B + 1) == 0


def test_abbreviations_are_read_before_anything_else() -> None:
    """An abbreviation may use a later one; a line shows it as it stands."""
    short = Algebra({K: P * P, P: A + B}, rates={A: c * A})
    assert short.read(K) == (A + B) ** 2
    assert short.names(P, "").latex == "P = A + B"
    assert short.names(P, "").holds
    assert short.derivative(P, c * A, "").holds
    assert short.derivative(P, c * A, "").latex == r"\frac{d}{dt} P = c A"
    assert short.derivative(A * B, c * A * B, "").latex == r"\frac{d}{dt} \left(A B\right) = c A B"


def test_transposition_turns_words_around() -> None:
    """(ABc)ᵀ = c BᵀA for symmetric A, and twice is once more the same."""
    algebra = Algebra(transposes={B: Bt})
    assert algebra.transpose(c * A * B + 1) == c * Bt * A + 1
    assert algebra.transpose(algebra.transpose(A * B + B)) == A * B + B


def test_a_trace_is_turned_around_and_transposed() -> None:
    """tr(ABA) = tr(A²B) = tr(BᵀA²), but tr(ABAB) ≠ tr(A²B²)."""
    algebra = Algebra(transposes={B: Bt}, models=[MODEL])
    assert algebra.trace_equal(A * B * A, A * A * B, "").holds
    assert algebra.trace_equal(A * B * A, Bt * A * A, "").holds
    false = algebra.trace_equal(A * B * A * B, A * A * B * B, "", shown="z")
    assert not false.holds
    assert false.decision.witness is not None
    value = (MODEL[A] * MODEL[B] * MODEL[A] * MODEL[B] - MODEL[A] ** 2 * MODEL[B] ** 2).trace()
    assert false.decision.witness["residual"] == str([[value]])
    assert false.latex == r"z = \operatorname{tr}\left(A B A B\right) = \operatorname{tr}\left(A^{2} B^{2}\right)"


def test_a_model_that_breaks_a_relation_refutes_nothing() -> None:
    """It is an error, not a witness: so is a wrong transpose."""
    with pytest.raises(ArithmeticError, match="does not satisfy"):
        Algebra(relations=commute((A, B)), models=[MODEL]).equal(A * A, B, "")
    with pytest.raises(ArithmeticError, match="not the transpose"):
        Algebra(transposes={B: Bt}, models=[{**MODEL, Bt: eye(2)}]).equal(A, B, "")


def test_without_a_model_nothing_is_refuted() -> None:
    """What does not rewrite to zero is left undecided: rewriting need not find every identity."""
    decision = Algebra().equal(A * B, B * A, "").decision
    assert not decision.holds
    assert decision.witness is None
    assert decision.residual == A * B - B * A


def test_rewriting_ends() -> None:
    """Each relation replaces its longest and last word by smaller ones, so even relations that cross come to an end."""
    crossing = Algebra(relations=[A * B - B * A, B * A * B - A * B * A, A * A - B])
    assert crossing.normal(B * A * B * A * B) == B**4


def test_a_relation_is_divided_by_its_leading_coefficient() -> None:
    """From 2AB = 3B follows AB = 3B/2; from cAB = B, with c of unknown sign, nothing follows for AB."""
    assert Algebra(relations=[2 * A * B - 3 * B]).normal(A * A * B) == Rational(9, 4) * B
    with pytest.raises(ValueError, match="says nothing"):
        Algebra(relations=[c * A * B - B]).normal(A * B)


def test_evaluation_multiplies_matrices() -> None:
    """2cAB + 1 at the model, where the empty word is the identity; zero is the zero matrix."""
    assert evaluate(2 * c * A * B + 1, MODEL) == 6 * MODEL[A] * MODEL[B] + eye(2)
    assert evaluate(A - A, MODEL) == Matrix([[0, 0], [0, 0]])
