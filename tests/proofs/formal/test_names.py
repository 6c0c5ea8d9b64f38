"""What things are called in Coq: readable, never twice, and never what Coq or the exported text needs."""

import re

import pytest
from small_claims import CITING, CLAIMS, LEMMAS, claim

from proofs.formal.claims import Exported, exported
from proofs.formal.names import RESERVED, Names, comment, identifier
from proofs.formal.project import project

WORDS = re.compile(r"(?<![\w.'])[A-Za-z_][\w']*")

COMMANDS = """
    End Hypothesis Lemma Let Local Notation Proof Qed Section Theorem Variable Variables exact pose proof
    M N T a b c d h s x y
"""
"""What begins a sentence; letters of notations, names of arguments, and a variable that is bound where it stands."""


def alone(certificate: dict[str, object]) -> Exported:
    return exported(certificate, {}, Names(RESERVED))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("norm-of-a-product", "norm_of_a_product"),
        ("theorem-4, 0 < k = r < n", "theorem_4_0_lt_k_eq_r_lt_n"),
        ("theorem-3, k >= 1: the window", "theorem_3_k_ge_1_the_window"),
        ("1: mine", "claim_1_mine"),
        ("*) Qed. (*", "Qed"),
        ("?", "claim"),
    ],
)
def test_a_label_becomes_an_identifier(label: str, expected: str) -> None:
    assert identifier(label) == expected


def test_relations_tell_labels_apart() -> None:
    assert identifier("0 < k < r = n") != identifier("0 < k < r < n") != identifier("0 < k = r < n")


def test_no_name_is_given_out_twice() -> None:
    names = Names({"sv"})
    assert [names.fresh(wanted) for wanted in ("sv", "sv_", "sv", "x")] == ["sv_", "sv__", "sv___", "x"]


def test_a_comment_ends_where_it_should() -> None:
    assert comment('*) "a" (* <= 1') == "(*     a     <= 1 *)"


def test_letters_that_coq_or_the_text_needs_are_renamed_without_clashes() -> None:
    """`psd` becomes `psd_`, which is a letter of the claim, too; keywords and the names of proofs likewise."""
    letters = {"scalars": ["psd_", "psd", "forall", "x_sym", "f_h", "x1"], "matrices": {"x": ["forall", "psd"]}}
    letters["symmetric"] = []
    renamed = claim("psd", {"h": "psd <= psd_"}, "psd <= psd_", {"terms": [{"facts": ["h"]}]}, letters=letters)
    text = alone(renamed).text
    for declared in ("psd_ : R", "psd__ : R", "forall_ : R", "x_sym : R", "f_h : R", "x1 : R"):
        assert f"Variables ({declared})." in text
    assert "Variables (forall__ psd___ : nat)." in text
    assert "Variable x : 'M[R]_(forall__.+1, psd___.+1)." in text
    assert "Hypothesis h : psd__ <= psd_." in text
    assert "Let f_h_ : " in text
    assert "as x1_." in text


def test_claims_of_one_name_have_theorems_of_their_own() -> None:
    found = project([CLAIMS[0], {**CLAIMS[1], "label": CLAIMS[0]["label"]}])
    assert [theorem.name for theorem in found.theorems[-2:]] == ["facts_and_squares__end", "facts_and_squares__end_"]


def test_a_theorem_has_no_name_that_the_text_needs() -> None:
    """Nor has a letter the name of a theorem before it."""
    assert alone({**CLAIMS[0], "label": "psd", "steps": [{**CLAIMS[0]["steps"][0], "label": "psd"}]}).theorems == {
        "psd": "psd_"
    }
    taken = Names({*RESERVED, "y"})
    assert "Variables (y_ : R)." in exported(CLAIMS[0], {}, taken).text


def test_the_text_has_no_word_that_is_not_reserved_or_given_out() -> None:
    """So that no letter can take the name of anything that the exported text says."""
    known = project((*LEMMAS, *CITING)).cited
    for certificate in (*CLAIMS, *LEMMAS, *CITING):
        given_out = Names({*RESERVED, *(each.relational for each in known.values())})
        found = exported(certificate, known, given_out)
        text = re.sub(r"\(\*.*?\*\)|\*m", "", found.text)
        declared = set(re.findall(r"(?:Hypothesis|Let|as|Section) ([\w']+)", text))
        declared |= {word for line in re.findall(r"(?m)^Variable.*", text) for word in WORDS.findall(line)}
        words = set(WORDS.findall(text)) - {*RESERVED, *COMMANDS.split(), *given_out.taken, *declared}
        assert words == set(), (certificate["label"], sorted(words))
