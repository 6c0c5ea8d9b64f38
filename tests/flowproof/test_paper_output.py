"""`flowproof derive --latex`: what it prints compiles in a column of a paper, without a warning."""

import re
from pathlib import Path

import pytest
from latex import compiled, faults
from sampling import WHOLE, some

from flowproof import derivation_views as views
from flowproof.cli import run
from flowproof.derivations import Account, accounts
from paper import Misuse, load
from proofs.judging import suite

THEOREMS = {theorem.label for theorem in suite.theorems()}
"""Their derivations are those of their steps."""
CLASSES = {"article": views.DOCUMENT_CLASS, "IEEEtran": r"\documentclass[conference]{IEEEtran}"}


@pytest.fixture(scope="module")
def derived() -> dict[str, tuple[Account, ...]]:
    """The derivations of every third entry that has one, or of all where the whole is asked for."""
    found = {}
    for entry in some(load().entries, 3):
        if entry.label not in THEOREMS:
            try:
                found[entry.label] = accounts(entry)
            except Misuse:
                continue
    assert len(found) > (250 if WHOLE else 70)
    return found


@pytest.fixture(scope="module")
def written(derived: dict[str, tuple[Account, ...]]) -> dict[str, str]:
    return {label: views.latex(found) for label, found in derived.items()}


def test_every_derivation_holds_where_the_ledger_says_so(derived: dict[str, tuple[Account, ...]]) -> None:
    """And each is told, so that what fails is a line, not a file."""
    failing = {label for label, found in derived.items() if not all(account.holds for account in found)}
    assert failing == {label for label in derived if load()[label].correction}


def test_no_text_has_a_fault_that_can_be_seen_in_it(written: dict[str, str]) -> None:
    """Of every label that is taken."""
    assert {label: found for label, text in written.items() if (found := faults(text))} == {}


@pytest.mark.parametrize("name", CLASSES)
def test_every_derivation_compiles_without_a_warning(name: str, written: dict[str, str], tmp_path: Path) -> None:
    """In one document of two columns: no error, no line that is too long, and no other warning."""
    parts = "\n\n".join(f"\\typeout{{label {label}}}\n{text}" for label, text in written.items())
    said = compiled("\n".join([CLASSES[name], views.PREAMBLE, r"\begin{document}", parts, r"\end{document}"]), tmp_path)
    assert "Output written on all.pdf" in said
    assert re.findall(r"(?m)^label .*|^! .*|^Overfull \\hbox.*|.*Warning.*", said) == [
        f"label {label}" for label in written
    ]


def test_a_whole_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`--document` prints what compiles as it is, and --latex what goes into a document and names what that needs."""
    assert run(["derive", "mode-closed-form", "--latex"]) == 0
    part = capsys.readouterr().out
    assert part.startswith(r"% needs \usepackage{amsmath,amssymb}")
    assert run(["derive", "mode-closed-form", "--document"]) == 0
    whole = capsys.readouterr().out
    assert part.strip() in whole
    assert faults(whole) == []
    said = compiled(whole, tmp_path)
    assert "Output written on all.pdf (1 page" in said
    assert "Warning" not in said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (r"\({\tilde W^-}^{\top}\)", "two scripts"),
        (r"\(x^{2}^{3}\)", "two scripts"),
        (r"\(\sigma_1_{2}\)", "two scripts"),
        (r"\(\frac{a^2_k^{3}}{b}\)", "two scripts"),
        (r"\(1+-2x\)", "+-"),
        (r"\(a - -b\)", "- -"),
        (r"within eps of it", "eps in words"),
        (r"at most sigma\_1", r"sigma\_1 is escaped"),
        (r"of the window T\_k", r"T\_k is escaped"),
        (r"as x → 0", "is not ASCII"),
        (r"\(\frac{a}{b\)", "{ has no partner"),
        (r"\(a", r"\( has no partner"),
        (r"\begin{enumerate}", "begin has no partner"),
    ],
)
def test_a_fault_is_seen(text: str, fault: str) -> None:
    """Each kind, in a text that has it."""
    assert any(fault in found for found in faults(text))


@pytest.mark.parametrize(
    "text", [r"\(X_{+-}^{\top}x_1^2\)", r"\({E^{-1}}^{2}\)", r"\((\tilde W^-)^{\top}\)", "the mutual"]
)
def test_what_is_no_fault(text: str) -> None:
    """Subscripts of signs, a subscript beside a superscript, braces about a symbol with a script, words."""
    assert faults(text) == []
