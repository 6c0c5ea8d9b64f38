"""LaTeX as one line of text: nothing may read as another formula."""

import pytest

from flowproof.plain import plain
from paper import Entry, load


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\frac{a + b}{c}", "(a + b)/c"),
        (r"\frac{a}{b c}", "a/(bc)"),
        (r"\frac{a}{b} c", "(a/b)c"),
        (r"c \frac{a}{b}", "c(a/b)"),
        (r"\frac{1}{2} x", "½x"),
        (r"e^{2 c \sigma_i t}", "e^(2cσᵢt)"),
        (r"e^{-t}", "e⁻ᵗ"),
        (r"\sigma_{k+1}", "σₖ₊₁"),
        (r"\lambda_{0,i}^2", "λ_(0, i)²"),
        (r"\sqrt{x}^2", "(√x)²"),
        (r"\sqrt{x^2 + 1}", "√(x² + 1)"),
        (r"\lVert A - B\rVert_2 + \lVert -C\rVert", "‖A − B‖₂ + ‖−C‖"),
        (r"\dot{\bar U} = -U^{\top} V", "U\u0304\u0307 = −UᵀV"),
        (r"\lim_{t \to \infty} x(t) = 0", "lim_(t → ∞) x(t) = 0"),
        (r"\begin{pmatrix} A & B \\ C & D \end{pmatrix}", "(A, B; C, D)"),
        (r"0 \preceq A \implies \log(a b) \le 1", "0 ⪯ A ⟹ log (ab) ≤ 1"),
        (r"\frac{\log(c_1/\alpha^2)}{2\sigma_k}", "(log (c₁/α²))/(2σₖ)"),
    ],
)
def test_formulas(latex: str, shown: str) -> None:
    """Quotients, powers, norms and signs keep their meaning."""
    assert plain(latex) == shown


def test_what_cannot_be_converted_stays_as_it_is() -> None:
    """Better LaTeX than a wrong formula."""
    assert plain(r"\frac{a}{") == r"\frac{a}{"
    assert plain(r"\unknownmacro{a}") == r"\unknownmacro{a}"


@pytest.mark.parametrize("entry", load().entries, ids=lambda entry: entry.label)
def test_every_statement_of_the_ledger_is_converted(entry: Entry) -> None:
    """No LaTeX is left."""
    shown = plain(entry.latex)
    assert "\\" not in shown
