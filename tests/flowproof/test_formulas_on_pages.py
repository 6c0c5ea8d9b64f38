"""Formulas as MathML: in parts between which a line may end, and never as LaTeX."""

import re

import pytest

from flowproof.report.mathml import inline, is_converted, mathml, prose, scripts, words
from paper import load


def parts(latex: str) -> list[str]:
    """The text of each part of a formula."""
    return [re.sub(r"<[^>]*>", "", part) for part in mathml(latex).split("<wbr>")]


def test_every_formula_of_the_ledger_is_drawn() -> None:
    """No entry's LaTeX is beyond the converter."""
    assert [entry.label for entry in load().entries if not is_converted(entry.latex)] == []


def test_a_formula_beyond_the_converter_is_shown_as_text() -> None:
    """An unknown command is not half drawn."""
    assert mathml(r"\nonsense{x} < 1") == r'<div class="formula"><code>\nonsense{x} &lt; 1</code></div>'
    assert not is_converted(r"\nonsense{x}")


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("a + b = c", ["a", "+b", "=c"]),
        ("-a - b", ["−a", "−b"]),
        ("a = -b", ["a", "=−b"]),
        (r"f(a + b) \le c", ["f(a+b)", "≤c"]),
        (r"\|A - B\| \le \|C\|", ["‖A−B‖", "≤‖C‖"]),
        (r"\left[a\right]\left(b\right)", ["[a]", "(b)"]),
        (r"\frac{a + b}{c} + 1", ["a+bc", "+1"]),
        (r"x \ge 0, \quad y", ["x", "≥0,", " ", "y"]),
        (f"({'aaaaa + ' * 6}a) = b", ["(aaaaa", *["+aaaaa"] * 5, "+a)", "=b"]),
    ],
)
def test_a_formula_is_broken_before_signs(latex: str, expected: list[str]) -> None:
    """Outside of brackets, or within them where it is long; never between a sign and what it belongs to."""
    assert parts(latex) == expected


def test_a_sign_that_begins_a_part_stands_between_two_things() -> None:
    """A browser would take it for a sign in front; the one that begins the formula is."""
    assert mathml("-a - b").count('form="infix"') == 1


def test_words_in_a_formula_are_words_of_the_page() -> None:
    """A line may end between them; a short one stays with the formula."""
    text = mathml(r"x \ge 0 \quad \text{for every } t \text{ or } s")
    assert '<span class="words">for every </span>' in text
    assert "".join(parts(r"x \text{ or } y").pop().split()) == "xory"


def test_a_short_formula_in_a_sentence_is_kept_together() -> None:
    """It is broken only where it is long."""
    assert "<wbr>" not in inline("x = 1")
    assert "<wbr>" in inline(" + ".join("abcdefghijklmnopqrstuvwxyz"))


def test_words_have_their_formulas_drawn_and_are_escaped() -> None:
    r"""What stands between \( and \) is a formula."""
    text = words(r"<b>, with \(x = \frac{1}{2}\) & T_k")
    assert text.startswith("&lt;b&gt;, with <math>")
    assert text.endswith(" &amp; T<sub>k</sub>")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("in T_k and at s_max", "in T<sub>k</sub> and at s<sub>max</sub>"),
        ("ΦΣ^{1/2}, σ_{k+1}", "ΦΣ<sup>1/2</sup>, σ<sub>k+1</sub>"),
        ("(1 − η)^k, 10^-1000", "(1 − η)<sup>k</sup>, 10<sup>-1000</sup>"),
        ("file_name, at-most-s", "file_name, at-most-s"),
        ("sigma_1 = 1, lambda_0 = alpha < 1", "σ<sub>1</sub> = 1, λ<sub>0</sub> = α &lt; 1"),
        (r"from \bar{U} and \bar W_0", "from U\u0304 and W\u0304₀"),
    ],
)
def test_scripts_of_words(said: str, shown: str) -> None:
    """An index is lowered, a power raised; a name with an underscore is left alone."""
    assert scripts(said) == shown


def test_latex_among_words_becomes_unicode() -> None:
    assert prose(r"Y is \Phi \Sigma \Phi^\top, e^{c\sigma t} (1 - x)") == "Y is Φ Σ Φᵀ, e^(cσt) (1 - x)"
