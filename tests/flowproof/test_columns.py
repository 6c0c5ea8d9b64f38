"""Formulas for a narrow column: what is wide can be broken, and says the same."""

import re

import pytest

from flowproof.columns import breakable

LONG = "+".join(f"x_{{{i}}}" for i in range(20))


@pytest.mark.parametrize("latex", [r"\frac{a+b}{c} = \sqrt{d}", r"\left[\sigma-a\right]\left[b\right]", "W(t)"])
def test_what_fits_stays_as_it_is(latex: str) -> None:
    """To the letter."""
    assert breakable(latex) == latex


@pytest.mark.parametrize(
    ("latex", "opened"),
    [
        (rf"a = \left({LONG}\right)", rf"a=\bigl({LONG}\bigr)"),
        (rf"a = \frac{{{LONG}}}{{b}}", rf"a=\bigl({LONG}\bigr)/b"),
        (rf"a = \frac{{b}}{{{LONG}}}", rf"a=b/\bigl({LONG}\bigr)"),
        (rf"a = \frac{{{LONG}}}{{b}}c", rf"a=\bigl(\bigl({LONG}\bigr)/b\bigr)c"),
        (rf"a = \sqrt{{{LONG}}}", rf"a=\bigl({LONG}\bigr)^{{1/2}}"),
        (rf"a = {{\lVert {LONG}\rVert}}^{{2}}", rf"a=\lVert {LONG}\rVert^{{2}}"),
        (rf"a = {{{LONG}}}", rf"a=\bigl({LONG}\bigr)"),
    ],
)
def test_what_is_wide_is_opened(latex: str, opened: str) -> None:
    """TeX breaks no line within a pair of braces: parentheses say the same without them."""
    assert breakable(latex) == opened


def test_factors_without_a_sign() -> None:
    """A line may begin with a factor where no sign stands for long, but not within a function, nor before a script."""
    product = r"\left[\sigma_{1}\right]" * 20
    shown = breakable(product)
    assert len(re.findall(r"\\penalty900 \\left\[", shown)) >= 4
    assert shown.replace(r"\penalty900 ", "") == product
    shown = breakable(r"\lim_{t\to\infty}x(t)^{2}\operatorname{tr}(A)" * 8)
    assert r"\penalty900" in shown
    assert not re.search(r"(tr}|\\infty}|x)\\penalty900|\\penalty900 [\^_)]", shown)


def test_words_and_matrices_stay_whole() -> None:
    """Blanks within words are kept."""
    text = (
        r"(U, V) \text{ solves (12) with all that belongs to it} \Rightarrow \begin{pmatrix}a & b \\ c & d\end{pmatrix}"
    )
    shown = breakable(text)
    assert r"\text{ solves (12) with all that belongs to it}" in shown
    assert r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}" in shown


def test_unbalanced_is_an_error_of_ours() -> None:
    """No formula of ours is."""
    with pytest.raises(ValueError, match="without its beginning"):
        breakable("a}")
