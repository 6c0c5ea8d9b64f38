"""Sentences with mathematics in Unicode: words stay words, and each formula becomes one."""

import pytest

from flowproof.prose import formula, pieces, words


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("as Ġ = 2cE²", r"as \(\dot{G} = 2cE^{2}\)"),
        ("where δ = e^{−ωt}.", r"where \(\delta = e^{-\omega t}\)."),
        (
            "the loss is κ‖Y − UUᵀ‖² with any κ > 0",
            r"the loss is \(\kappa\|Y - UU^{\top}\|^{2}\) with any \(\kappa > 0\)",
        ),
        ("r columns, for every n and h", r"\(r\) columns, for every \(n\) and \(h\)"),
        ("any a > 0, and for a matrix", r"any \(a > 0\), and for a matrix"),
        ("A mode, and A and B", r"A mode, and \(A\) and \(B\)"),
        ("so this is ⪰ 0, and K̂⁻¹D too", r"so this is \(\succeq 0\), and \(\hat{K}^{-1}D\) too"),
        ("the k-th power, MV (2), the SVD of Y", r"the \(k\)-th power, MV (2), the SVD of \(Y\)"),
        ("X and Y n×d, n = 1000", r"\(X\) and \(Y\) \(n \times d\), \(n = 1000\)"),
        ("T_k lies in [(log c₁ + L)/2, 1]", r"\(T_{k}\) lies in \([(\log c_{1} + L)/2,\ 1]\)"),
        ("by (at-most-s_max), (m), (J-apart)", r"by (at-most-\(s_{\max}\)), (\(m\)), (\(J\)-apart)"),
        ("of rank r, of rank greater", r"of \(\operatorname{rank}r\), of rank greater"),
        ("Picard–Lindelöf & co., 5%", r"Picard--Lindel\"{o}f \& co., 5\%"),
        (r"along \(\bar{U}\) in any direction H", r"along \(\bar{U}\) in any direction \(H\)"),
        ("where both hold", "where both hold"),
    ],
)
def test_words(said: str, written: str) -> None:
    """As a person would set them."""
    assert words(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("K∞⁻¹", r"K_{\infty}^{-1}"),
        ("Φᵣᵀ", r"\Phi_{r}^{\top}"),
        ("σ₁²", r"\sigma_{1}^{2}"),
        ("√(2 log(2/δ))", r"\sqrt{2\log(2/\delta)}"),
        ("¼‖Y‖", r"\tfrac{1}{4}\|Y\|"),
        ("X₊₊ − Σ₊", r"X_{++} - \Sigma_{+}"),
        ("σ_min(U₁)²", r"\sigma_{\min}(U_{1})^{2}"),
        ("m' ≥ m", r"m' \ge m"),
        ("|entry|", r"|\text{entry}|"),
        ("−a < 0", "-a < 0"),
    ],
)
def test_a_formula(said: str, written: str) -> None:
    """Scripts gather on their symbol, and a sign in front stays beside what it belongs to."""
    assert formula(said) == written


def test_pieces_tell_words_from_formulas() -> None:
    """In their order, and all of the sentence."""
    found = list(pieces("so x ≥ 0 here"))
    assert [piece for is_formula, piece in found if is_formula] == [r"x \ge 0"]
    assert "".join(piece for is_formula, piece in found if not is_formula).split() == ["so", "here"]
