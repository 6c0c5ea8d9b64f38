"""What the ledger prints is what is checked: compared in the checker's normal form, or recorded with both texts."""

import re
from collections.abc import Iterator
from dataclasses import replace

import approved
import pytest

from paper import load
from paper.formulas import Unreadable, expression, relations, split, tokens
from proofs import printed
from proofs.checker import Invalid
from proofs.claims.verdict import Outcome, Strength, Verdict
from proofs.descent import claims as of_descent
from proofs.judging import run, suite

COMPARED = tuple(entry for entry in load().entries if printed.checked(entry.label))
PIECES = re.compile(r"\\[A-Za-z]+|\\.|\d+|\S|\s+")
TURNED = {r"\le": r"\ge", r"\ge": r"\le", "<": ">", ">": "<", r"\preceq": r"\succeq", r"\succeq": r"\preceq"}
TURNED |= {"+": "-", "-": "+", "=": r"\le"}
OTHER = {r"\mu": "m", "m": r"\mu", "A": "B", "B": "A", "X": "Y", "Y": "X", "x": "y", "y": "x"}
OTHER |= dict.fromkeys((r"\alpha", r"\varepsilon", r"\sigma", "P"), r"\kappa")
ALLOWED = {
    "start-is-small": "it is printed of the modes i > r, and holds of every mode",
    "inverse-is-positive": "2/x > 0 is as much as 1/x > 0",
    "perturbed-inverse": "what Δ is may be left out",
    "unlearned-block-is-positive": "what X is may be left out",
    "solution-is-at-least-the-slow-flow": "what the slow flow is may be left out",
    "solution-is-at-most-the-fast-flow": "what the fast flow is may be left out",
    "factor-flow-is-at-most-the-fast-flow": "what the fast flow is may be left out",
    "decoupled-from-below": "what N and C are may be left out",
    "decoupled-from-above": "what N and C are may be left out",
}
"""Entries with one alteration that says the same, or less, and why."""


def altered(latex: str) -> Iterator[str]:
    """The LaTeX with one relation turned, one sign, one number or one letter changed, or what stands behind cut off."""
    pieces = PIECES.findall(" ".join(latex.split()))
    for i, piece in enumerate(pieces):
        before, after = "".join(pieces[:i]), "".join(pieces[i + 1 :])
        if piece in TURNED or piece in OTHER:
            yield f"{before}{TURNED.get(piece) or OTHER[piece]} {after}"
        elif piece.isdigit():
            yield f"{before}{int(piece) + 1}{after}"
        elif piece == r"\qquad":
            yield before


def test_what_is_printed_is_what_is_checked() -> None:
    """Each theorem with its constants, each step of its proof, each lemma and axiom, and the windows."""
    assert [wrong for entry in COMPARED if (wrong := printed.differs(entry))] == []


def test_all_that_certificates_show_is_compared() -> None:
    """Nothing that the checker has in its language is left out but what `printed` names."""
    labels = {entry.label for entry in COMPARED}
    proved = {step.label for theorem in suite.theorems() for step in theorem.steps if step.domain}
    proved |= {claim.label for claim in of_descent.ONE_STEP}
    assert proved - labels == set(printed.NOT_READ)
    assert {theorem.label for theorem in suite.theorems()} < labels
    assert {step.label for step in suite.members("lemmas")} - labels == {"norm-of-a-diagonal-matrix"}
    assert len(labels) >= 153


@pytest.mark.parametrize("theorem", [None, *(theorem.group for theorem in suite.theorems())])
def test_whatever_is_altered_is_noticed(theorem: str | None) -> None:
    """Each relation, sign, number and letter of what is compared, one at a time."""
    members = {entry.label for entry in suite.select((theorem,))} if theorem else set()
    others = {label for each in suite.theorems() for label in (each.label, *(step.label for step in each.steps))}
    unnoticed = dict[str, list[str]]()
    for entry in COMPARED:
        if entry.label in members if theorem else entry.label not in others:
            checked = printed.checked(entry.label)
            assert checked is not None
            for latex in altered(entry.latex):
                try:
                    checked.compare(latex)
                except (Unreadable, Invalid):
                    continue
                unnoticed.setdefault(entry.label, []).append(latex)
    assert {label: found for label, found in unnoticed.items() if len(found) > 1 or label not in ALLOWED} == {}


@pytest.mark.parametrize(
    ("label", "old", "new", "why"),
    [
        ("general-incremental-learning", r"\le", r"\ge", "is neither what is shown (error <= eps) nor given"),
        ("general-incremental-learning", r", \qquad t \in T_k", "", "it is not printed that t \\in T _ k"),
        ("norm-of-a-block", r"\qquad", r"\quad", ""),
        ("norm-of-a-block", r" = m", r" = m, \qquad t \in T_k", "nothing rests on t \\in T _ k"),
        ("theorem-4", r"\varepsilon \le 2\sigma_1,\ ", "", r"0 \preceq \bar W_0^{-1},\ \varepsilon \le 2\sigma_1"),
        ("theorem-4", r"\frac{4m", r"\frac{2m", r"it is \varepsilon > 0"),
        ("theorem-4-sharper", r" \cap [0, \infty)", "", r"T_k \cap [0, \infty) \ne \emptyset"),
        ("product-of-bounds", r",\ 0 \le z \le w", "", "a condition is not printed: 0 <= z; z <= w"),
        ("norm-of-blocks", r",\ S = S^\top", "", "it is not printed that these are symmetric: S"),
        ("maximum-is-the-least-bound", r"x \le e,\ ", "", "a condition is not printed: x <= e"),
        ("inversion-reverses-order", r"\preceq", r"\le", "stands between matrices"),
        ("learning-windows", "c_2", "c_1", "these are not the window's ends"),
    ],
)
def test_the_reason_names_what_differs(label: str, old: str, new: str, why: str) -> None:
    """Both texts, and the place."""
    entry = load()[label]
    told = printed.differs(replace(entry, latex=entry.latex.replace(old, new)))
    assert why in told
    assert told.startswith("what is printed, ") or not why


def test_a_wrong_statement_holds_nothing() -> None:
    """What is proved does not stand beside another statement that is printed."""
    entry = load()["norm-of-a-block"]
    verdicts = {entry.label: Verdict(entry.label, Outcome.HOLDS, Strength.PROVED, Strength.PROVED)}
    assert run._entry_verdict(entry, verdicts).outcome is Outcome.HOLDS
    wrong = run._entry_verdict(replace(entry, latex=r"\lVert A\rVert \ge \lVert M\rVert = m"), verdicts)
    assert (wrong.outcome, wrong.strength, wrong.chain) == (Outcome.UNDECIDED, Strength.NONE, Strength.NONE)
    assert r"\lVert A\rVert \ge \lVert M\rVert = m, is not what is checked" in wrong.reason


@pytest.mark.parametrize(
    "latex",
    [
        *(r"\int x", r"x \cdot", r"\frac{x}", r"\lVert X", r"x^{y}", r"\max(x)", r"(x", "x)", r"\frac12", "x ! y"),
        *(r"\begin{pmatrix} A & B \end{pmatrix}", r"\begin{cases} A & B \\ C & D \end{cases}"),
    ],
)
def test_what_is_not_understood_is_refused(latex: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Unreadable):
        expression(tokens(latex))


def test_a_formula_is_read_as_a_tree() -> None:
    """Products bind tighter than sums, and primes, indices and signs belong to a name."""
    assert expression(tokens(r"-2 \tilde W^-(t) + B'_1 C^{-1}")) == (
        "plus",
        ("minus", ("times", ("number", 2), ("name", r"\tilde W^-(t)"))),
        ("times", ("name", "B'_1"), ("inverse", ("name", "C"))),
    )
    assert relations(tokens(r"0 < x \le y"))[1] == ["<", r"\le"]
    assert [piece for _, piece in split(tokens("f(x, y), z"), {","})] == [tokens("f(x, y)"), ("z",)]
    with pytest.raises(Unreadable, match="no left side"):
        relations(tokens("< x"))


def test_what_is_not_compared_is_on_record_with_what_is_checked() -> None:
    """Where one text is changed and not the other, `make approve` shows both: read them; do they say the same?"""
    assert approved.changed("tests/proofs/printed.txt") == ""
