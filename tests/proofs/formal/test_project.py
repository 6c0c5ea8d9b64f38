"""What is exported: the same bytes for the same certificates, every line of them, and each axiom."""

import json
import os
import re
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from small_claims import CLAIMS, LETTERS, claim

from proofs import checker
from proofs.formal.axioms import axioms
from proofs.formal.names import RESERVED, Names
from proofs.formal.project import LARGEST, MODULES, library, project
from proofs.formal.terms import Reader, constant
from proofs.lemmas import proved

N_AXIOMS = len(checker.axioms())
GOLDEN = """\
(* small *)
Section of_small__end.
Variable R : realType.
Variables (n : nat).
Variables (a : R) (a_gt0 : 0 < a).
Variable S : 'M[R]_n.+1.
Hypothesis S_sym : S^T = S.
Let twice : R := (2%:R * a).
Hypothesis u_large : @psd R n.+1 ((twice *: S) - 1%:M).

Let unit (i__ : positive) : bool := match i__ with 1%positive => true | _ => false end.
Let sv (i__ : positive) : R := match i__ with 1%positive => a | _ => 0 end.
"""
PROOF = """\
Theorem small__end :
  @psd R n.+1 (((S^T *m S) + (twice *: S)) - 1%:M).
Proof.
pose proof (close_psd u_ok s_ok (d:=(MAdd n.+1 n.+1 (MAdd n.+1 n.+1 (MMul n.+1 n.+1 n.+1 (MTr n.+1 n.+1 l1) l1) \
(MScale n.+1 n.+1 a_twice l1)) (MOpp n.+1 n.+1 (MScalar n.+1 (SNat 1))))) \
(psd_add (psd_gram_of l1) f_u_large) ltac:(vm)) as x1.
exact x1.
Qed.
"""
SMALL = claim(
    "small",
    {"u-large": "1 <= twice*S"},
    "T(S)*S + twice*S >= 1",
    {"terms": [{"by": "S"}, {"of": "u-large"}]},
    letters={
        "positive": ["a"],
        "matrices": {"S": ["n", "n"]},
        "symmetric": ["S"],
        "definitions": {"twice": "2*a"},
    },
)


def test_a_small_claim_reads_like_this() -> None:
    text = project([SMALL]).files["Claims_1.v"]
    assert GOLDEN in text
    assert PROOF in text


def test_the_same_certificates_give_the_same_bytes() -> None:
    first, again = project(CLAIMS), project(json.loads(json.dumps(CLAIMS)))
    assert first.files == again.files
    assert first.theorems == again.theorems


def test_every_line_and_step_is_exported() -> None:
    """A line is a `pose proof`, a step a theorem; the index names each theorem and axiom, in a file that has it."""
    certificates = [*proved.lemmas().values(), *CLAIMS]
    found = project(certificates)
    steps = [(certificate["label"], step) for certificate in certificates for step in certificate["steps"]]
    axiomatic = [(label, label) for label in checker.axioms()]
    assert [theorem[:2] for theorem in found.theorems] == [*axiomatic, *((of, step["label"]) for of, step in steps)]
    for theorem, (_, step) in zip(found.theorems[len(axiomatic) :], steps, strict=True):
        text = found.files[f"{theorem.module}.v"]
        proof = text.partition(f"\nTheorem {theorem.name} :\n")[2].partition("Qed.")[0]
        assert len(re.findall(r"(?m)^pose proof .* as x\d+\.$", proof)) == len(step["lines"])
    for theorem in found.theorems:
        assert f"\nTheorem {theorem.name} " in found.files[f"{theorem.module}.v"]
        assert f"{theorem.module}.{theorem.name}" in found.of(theorem.step)
    assert len(found.of("end")) == len(CLAIMS)
    assert found.of("zero-norm") == ("Axioms.zero_norm",)
    listed = json.loads(found.files["index.json"])["theorems"]
    assert listed == [theorem._asdict() for theorem in found.theorems]


def test_nothing_is_admitted() -> None:
    """Neither in what is exported nor in the library is a proof left out, or anything taken for true."""
    unproved = re.compile(r"\b(Admitted|admit|Axiom|Axioms|Parameter|Parameters|Conjecture|Abort|bypass_check)\b")
    for name, text in project([*proved.lemmas().values(), *CLAIMS]).files.items():
        if name.endswith(".v"):
            assert not unproved.search(re.sub(r"Require Import .*|\(\*.*?\*\)", "", text, flags=re.DOTALL)), name
    assert unproved.search("Lemma x : False. Admitted.")


def test_each_axiom_has_a_theorem_and_each_theorem_an_axiom() -> None:
    """The statements come from axioms.txt, the proofs from the library, which has no more under `axiom` names."""
    text, theorems, known = axioms(Names(RESERVED))
    stated = re.findall(r"(?m)^Theorem (\w+) ", text)
    assert stated == [label.replace("-", "_") for label in checker.axioms()] == list(theorems.values())
    assert list(theorems) == list(known) == list(checker.axioms())
    proofs = "".join(library(name) for name in MODULES)
    assert [name for name in stated if not re.search(rf"(?m)^Lemma {name} ", proofs)] == []


def test_an_axiom_that_is_slipped_in_is_stated_but_has_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    slipped = {**checker.axioms(), "slipped": {**checker.axioms()["antisymmetry"], "given": {}, "shows": "x == y"}}
    monkeypatch.setattr(checker, "axioms", lambda: slipped)
    text = axioms(Names(RESERVED)).text
    assert "Theorem slipped (R : realType) (x : R) (y : R) :\n  x = y.\nProof. exact: slipped. Qed." in text


def test_a_hypothesis_that_an_axiom_loses_is_missing_in_its_theorem(monkeypatch: pytest.MonkeyPatch) -> None:
    before = axioms(Names(RESERVED)).text
    found = checker.axioms()
    found["zero-norm"] = {**found["zero-norm"], "given": {}}
    monkeypatch.setattr(checker, "axioms", lambda: found)
    after = axioms(Names(RESERVED)).text
    assert "(h0 : (snorm X) = 0)" in before
    assert "(h0 : (snorm X) = 0)" not in after


@pytest.mark.parametrize("value", [0, 1, 999, 1000, 123456789, -7, Fraction(-5, 123456), 10**40 + 1])
def test_a_literal_has_the_value_that_it_stands_for(value: int | Fraction) -> None:
    """Read back from both of its spellings, where no number, which Coq counts in ones, is larger than 1000."""
    term = constant(value)
    read = Reader(checker.Scope({}), Names()).read(term.text.replace("%:R", ""))
    assert read.value == term.value == checker.scale(checker.ONE, value)
    assert max(map(int, re.findall(r"\d+", term.text))) <= 1000
    assert _meaning(term.reflected) == value


def _meaning(reflected: str) -> Fraction:
    """What a closed reflected term stands for."""
    waiting = re.findall(r"[()]|\w+", reflected)

    def read() -> Fraction:
        word = waiting.pop(0)
        if word == "(":
            inner = read()
            assert waiting.pop(0) == ")"
            return inner
        match word:
            case "SOpp":
                return -read()
            case "SInv":
                return 1 / read()
            case "SAdd":
                return read() + read()
            case "SMul":
                return read() * read()
            case "SNat":
                return read()
        return Fraction(word)

    return read()


def test_claims_of_a_theorem_share_a_file_and_others_fill_one_after_the_other() -> None:
    many = [{**CLAIMS[k % len(CLAIMS)], "label": f"claim {k}"} for k in range(120)]
    found = project([{**CLAIMS[0], "label": "theorem-4, a case"}, {**CLAIMS[1], "label": "theorem-4, another"}, *many])
    assert [theorem.module for theorem in found.theorems[N_AXIOMS : N_AXIOMS + 2]] == ["Theorem_4"] * 2
    filled = [name for name in found.files if name.startswith("Claims_")]
    assert filled == [f"Claims_{k}.v" for k in range(1, len(filled) + 1)]
    assert all(LARGEST <= len(found.files[name]) <= 2 * LARGEST for name in filled[:-1])
    makefile = found.files["Makefile"]
    assert [name for name in found.files if name.endswith(".v") and f"{name}o" not in makefile] == []


@pytest.mark.parametrize(("folder", "expected"), [("", "coqc"), ("/opt/bin", "/opt/bin/coqc"), ("/o/", "/o/coqc")])
def test_make_asks_the_coqc_of_coqbin_for_each_file_once(tmp_path: Path, folder: str, expected: str) -> None:
    """A file after those that it imports."""
    found = project([CLAIMS[0], {**CLAIMS[1], "label": "theorem-4, a case"}])
    for name, text in found.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    environment = {**os.environ, "COQBIN": folder}
    command = ["make", "-n", "-C", str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout  # noqa: S603
    asked = re.findall(r"(?m)^(\S*coqc) .* (\w+)\.v$", said)
    assert {program for program, _ in asked} == {expected}
    order = [module for _, module in asked]
    assert sorted(order) == sorted(name.removesuffix(".v") for name in found.files if name.endswith(".v"))
    for module in order:
        imports = re.findall(r"From flowproof Require Import (.*)\.", found.files[f"{module}.v"])
        assert {name for line in imports for name in line.split()} <= {*order[: order.index(module)]}


def test_a_claim_that_is_cited_is_among_the_lemmas() -> None:
    letters = {"scalars": ["x"]}
    first = claim("first", {"h": "x >= 1"}, "x >= 0", {"terms": [{"facts": ["h"]}, {"positive": "1"}]}, letters=letters)
    line = {"lemma": "first", "with": {"x": "x + y"}}
    second = claim("second", {"h": "x + y >= 1"}, "x + y >= 0", line, letters=LETTERS)
    assert {theorem.claim: theorem.module for theorem in project([first, second]).theorems[N_AXIOMS:]} == {
        "first": "Lemmas",
        "second": "Claims_1",
    }
    assert [theorem.module for theorem in project([first]).theorems[N_AXIOMS:]] == ["Claims_1"]


def test_many_terms_make_no_deep_proof() -> None:
    """Coq reads terms by recursion, so 900 terms are put together two by two."""
    shows = f"{' + '.join(['x**2'] * 900)} >= 0"
    wide = claim("wide", {}, shows, {"terms": [{"squares": ["x"]}] * 900}, letters={"scalars": ["x"]})
    proof = re.search(r"\(ge0_add.*", project([wide]).files["Claims_1.v"])
    assert proof
    depth, deepest = 0, 0
    for sign in re.findall(r"[()]", proof.group()):
        depth += 1 if sign == "(" else -1
        deepest = max(deepest, depth)
    assert deepest < 20
