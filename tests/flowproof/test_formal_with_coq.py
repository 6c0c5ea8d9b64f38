"""Faults that are planted in a small project: Coq itself notices each, and `flowproof formal` says where."""

from pathlib import Path

import pytest
from coq import program

from flowproof.formal import coq, run
from flowproof.formal.assumptions import allowed
from proofs.formal import worded
from proofs.formal.project import MAKEFILE, Project, Theorem

EXPORTED = """\
From Coq Require Import Lia.
Lemma doubled (x : nat) : 2 * x = x + x.
Proof. lia. Qed.
Theorem bound (x : nat) (h : 1 <= x) : 2 <= 2 * x.
Proof. rewrite doubled. lia. Qed.
"""
WORDS = """\
(* Twice a number that is at least 1 is at least 2. *)
From flowproof Require Import Claims.
Theorem in_words (x : nat) : 1 <= x -> 2 <= 2 * x.
Proof. exact (bound x). Qed.
(* Which rests on nothing. *)
Theorem apart : 1 = 1.
Proof. reflexivity. Qed.
"""


@pytest.fixture(scope="module")
def installed() -> coq.Coq:
    program("coqc")
    return coq.installed()


def judged(installed: coq.Coq, folder: Path, *changes: tuple[str, str]) -> run.Verdict:
    """What comes of the project where something of what is exported is another."""
    text = EXPORTED
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    makefile = MAKEFILE.format(all="Claims.vo Words.vo", needs="Words.vo: Claims.vo\n")
    files = {"Claims.v": text, "Words.v": WORDS, "Makefile": makefile, "_CoqProject": ""}
    project = Project(files, (Theorem("bound", "bound", "Claims", "bound"),), {})
    return run.judge(project, worded.theorems({"Words": WORDS}), coq=installed, folder=folder)


def test_what_is_right_is_accepted(installed: coq.Coq, tmp_path: Path) -> None:
    verdict = judged(installed, tmp_path)
    assert verdict.holds
    assert verdict.accepted == ("bound",)
    assert verdict.assumed == {"Claims": (), "Words.in_words": (), "Words.apart": ()}
    assert verdict.worded[0].statement == "Theorem in_words (x : nat) : 1 <= x -> 2 <= 2 * x."


def test_a_lemma_without_proof_is_seen_beneath_what_rests_on_it(installed: coq.Coq, tmp_path: Path) -> None:
    verdict = judged(installed, tmp_path, ("Proof. lia. Qed.\nTheorem", "Admitted.\nTheorem"))
    assert (verdict.holds, verdict.accepted) == (False, ())
    assert verdict.beyond("Words.in_words") == ("Claims.doubled : forall x : nat, 2 * x = x + x",)
    assert "Words.in_words rests on what is not listed:\n  Claims.doubled" in run.told(verdict)
    assert verdict.beyond("Words.apart") == ()


def test_an_axiom_that_is_slipped_in_is_seen(installed: coq.Coq, tmp_path: Path) -> None:
    """One of a listed name, too, if it says something else."""
    name = allowed()[0].partition(" : ")[0].rpartition(".")[2]
    slipped = f"Module boolp. Axiom {name} : forall x y : nat, x = y. End boolp.\nTheorem"
    proof = ("Proof. rewrite doubled. lia. Qed.", f"Proof. rewrite (boolp.{name} x 1). lia. Qed.")
    verdict = judged(installed, tmp_path, ("Theorem", slipped), proof)
    assert not verdict.holds
    assert verdict.beyond("Claims") == (f"Claims.boolp.{name} : forall x y : nat, x = y",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(h : 1 <= x)", "(h : 1 <= x) (g : 5 <= x)"),
        ("(h : 1 <= x) : 2", "(h : 2 <= x) : 2"),
        (": 2 <= 2 * x", ": 1 <= 2 * x"),
    ],
    ids=["a hypothesis is added", "a constant is changed", "less is shown"],
)
def test_a_statement_that_says_less_no_longer_proves_the_theorem_in_words(
    installed: coq.Coq, tmp_path: Path, old: str, new: str
) -> None:
    verdict = judged(installed, tmp_path, (old, new))
    assert not verdict.holds
    assert verdict.refusal
    assert verdict.refusal.where == "in_words in Words.v"
    assert "bound" in verdict.refusal.text


def test_a_proof_that_is_wrong_is_refused(installed: coq.Coq, tmp_path: Path) -> None:
    """And accepted once it is right again, without what was right being compiled anew."""
    verdict = judged(installed, tmp_path, ("Proof. rewrite doubled. lia. Qed.", "Proof. exact (doubled x). Qed."))
    assert verdict.refusal
    assert verdict.refusal.where == "bound in Claims.v"
    assert verdict.refusal.text.splitlines()[1].startswith("Error:")
    assert judged(installed, tmp_path).holds
    made = {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.vo")}
    assert judged(installed, tmp_path).holds
    assert {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.vo")} == made


def test_a_file_that_was_cut_off_is_made_again(installed: coq.Coq, tmp_path: Path) -> None:
    """As where the machine went down while it was written."""
    assert judged(installed, tmp_path).holds
    (tmp_path / "Words.vo").unlink()
    (tmp_path / "Claims.vo").write_bytes((tmp_path / "Claims.vo").read_bytes()[:1000])
    assert judged(installed, tmp_path).holds
