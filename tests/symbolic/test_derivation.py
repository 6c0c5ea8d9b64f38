"""Lines say what was decided: their LaTeX is rendered from the decided expressions, and a false one does not hold."""

import pytest
from sympy import S, Symbol, exp, symbols

from symbolic.derivation import (
    Derivation,
    Line,
    beyond_one,
    define,
    derivative,
    equal,
    formula,
    limit,
    sign,
    solves,
    starts,
)
from symbolic.residual import Decision
from symbolic.symbols import c, q, t

x, y, p = symbols("x y p", positive=True)
TRUE, FALSE = Decision(holds=True), Decision(holds=False)


def test_an_equality_shows_both_sides() -> None:
    """The LaTeX holds the two sides, a name before them, and the substitution under which they are equal."""
    line = equal((x + 1) ** 2, x**2 + 2 * x + 1, "expand", shown="z", where={x: 2 * y})
    assert line.holds
    assert line.latex == r"z = \left(x + 1\right)^{2} = x^{2} + 2 x + 1 \qquad (x = 2 y)"
    assert line.why == "expand"


def test_an_equality_is_decided_after_its_substitution() -> None:
    """x = y holds where x stands for y, and nowhere else."""
    assert equal(x, y, "named", where={x: y}).holds
    assert not equal(x, y, "not the same").holds


def test_a_derivative_follows_time_and_the_moving_symbols() -> None:
    """d/dt(x t) = x + tẋ, with ẋ = x² here."""
    line = derivative(x * t, x + t * x**2, "product rule", rates={x: x**2})
    assert line.holds
    assert line.latex == r"\frac{d}{dt}\left(t x\right) = t x^{2} + x"
    assert not derivative(x * t, x, "forgets that x moves", rates={x: x**2}).holds
    assert derivative(x * t, x, "x rests").holds


def test_a_solution_solves_its_equation_with_the_others() -> None:
    """ẋ = y with y = −x: the pair (sin-like in exponentials) e^t, e^t solves ẋ = y."""
    assert solves(x, exp(2 * t), 2 * x, "an exponential").holds
    assert solves(x, exp(t), y, "together", others={y: exp(t)}).holds
    assert not solves(x, exp(t), y, "together", others={y: exp(2 * t)}).holds
    assert solves(x, y * exp(t), x, "where y is a constant of the solution", others={y: exp(2 * t)}).holds
    assert solves(x, exp(2 * t), 2 * x, "an exponential").latex == r"\dot{x} = 2 x"


def test_a_solution_starts_where_it_says() -> None:
    """The value at t = 0."""
    assert starts(x, y * exp(t), y, "at 0").holds
    assert starts(x, y * exp(t), y, "at 0").latex == "x(0) = y"
    assert not starts(x, y * exp(t), 2 * y, "at 0").holds


@pytest.mark.parametrize(
    ("relation", "holds", "shown"),
    [(">", True, "> 0"), (">=", True, r"\ge 0"), ("<", False, "< 0"), ("<=", False, r"\le 0")],
)
def test_a_sign_is_shown_in_its_manifest_form(relation: str, holds: bool, shown: str) -> None:
    """x − y with x = y + p is p, which is positive, and not negative."""
    line = sign(x - y, relation, "a gap", where={x: y + p})
    assert line.holds is holds
    assert line.latex == rf"x - y = p {shown} \qquad (x = p + y)"


def test_a_fraction_is_shown_in_its_manifest_form() -> None:
    """1/x − 1/(x + p) is p/(x(x + p))."""
    assert sign(1 / x - 1 / y, ">", "", where={y: x + p}).latex == (
        r"\frac{1}{x} - \frac{1}{y} = \frac{p}{x \left(p + x\right)} > 0 \qquad (y = p + x)"
    )


def test_a_negative_sign_is_seen() -> None:
    """−x < 0 for positive x; −q ≤ 0 for nonnegative q, but not < 0."""
    assert sign(-x, "<", "").holds
    assert sign(-q, "<=", "").holds
    assert not sign(-q, "<", "").holds
    assert sign(-x, "<", "").latex == "- x < 0"


def test_an_exponential_is_at_least_one_only_for_a_nonnegative_exponent() -> None:
    """e^{ct} = 1 + q with q ≥ 0; of e^{−ct} that would be false."""
    assert beyond_one(exp(c * t)) == {exp(c * t): 1 + q}
    with pytest.raises(ValueError, match="not seen to be at least 1"):
        beyond_one(exp(-c * t))


def test_a_limit_names_what_tends_where() -> None:
    """The limit's LaTeX names each moving symbol and its end."""
    line = limit(x / (1 + y * p), {y: S.Zero}, x, "continuous")
    assert line.holds
    assert line.latex == r"\lim_{y \to 0} \left(\frac{x}{p y + 1}\right) = x"


def test_a_formula_repeats_no_side() -> None:
    """Sides that read alike are written once, but a formula keeps two sides."""
    assert formula("y", x, x) == "y = x"
    assert formula(x, x, y) == "x = y"
    assert formula(x, y, 2 * x) == "x = y = 2 x"
    assert formula(x, x) == "x = x"
    assert formula(x, y, relation="<") == "x < y"


def test_a_definition_holds() -> None:
    """An abbreviation is introduced, not decided."""
    assert define(x, y**2, "short") == Line("x = y^{2}", "short", TRUE)


def test_a_derivation_holds_if_every_line_does() -> None:
    """One line that does not hold, or none at all, and the derivation does not."""
    good, bad = Line("a", "", TRUE, lemma="a lemma"), Line("b", "", FALSE)
    assert Derivation("", "", (good, good), "a").holds
    assert not Derivation("", "", (good, bad), "a").holds
    assert not Derivation("", "", (), "a").holds
    assert Derivation("", "", (good, good, bad), "z").lemmas == ("a lemma",)
    assert Derivation("", "", (good,), "z").latex == "z"


def test_the_symbol_of_a_solution_may_have_any_name() -> None:
    """A subscript goes below the dot's letter."""
    w = Symbol("w_11")
    assert solves(w, exp(t), w, "").latex == r"\dot{w_{11}} = w_{11}"
