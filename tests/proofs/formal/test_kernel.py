"""Coq's kernel and the checker agree: on what is right, on what is altered, and on faults that are planted."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from alterations import alterations
from coq import CLASSICAL, Folder
from sampling import some
from small_claims import CITING, CLAIMS, LEMMAS, claim

from flowproof import cli
from flowproof.exports import exported
from proofs import checker
from proofs.formal import claims
from proofs.formal.instances import Cited
from proofs.formal.lines import Unprovable
from proofs.formal.names import RESERVED, Names
from proofs.formal.project import HEAD, MODULES, project
from proofs.formal.terms import Inexpressible

ALTERED = 60
KINDS = (
    *("given", "shows", "terms", "multiplier", "lemma", "cases", "with"),
    *("symmetric", "definitions", "positive", "matrices"),
)
FORM = ("no steps, or no need of", "these terms do not show")
"""Refusals that say nothing of what is true: a hypothesis that is not needed, a term that is 0."""
Altered = tuple[str, dict[str, Any], str]


@cache
def known_as_cited() -> Mapping[str, Cited]:
    """Axioms, and the lemmas of small claims."""
    return project((*LEMMAS, *CITING)).cited


def texts(certificates: list[dict[str, Any]]) -> list[str]:
    """The claims' sections, though nobody has checked them; "" for one of which no proof can be written down."""
    known = known_as_cited()
    taken, found = Names({*RESERVED, *(each.relational for each in known.values())}), []
    for position, certificate in enumerate(certificates):
        try:
            found.append(claims.exported({**certificate, "label": f"number {position}"}, known, taken).text)
        except (Unprovable, Inexpressible, checker.Invalid, KeyError):
            found.append("")
    return found


def judged(library: Folder, sections: list[str]) -> list[str]:
    """The first error that Coq finds in each section, one after the other; "" where it accepts all of it."""
    commands = [HEAD.format(title="Altered.", modules=" ".join([*MODULES, "Axioms", "Lemmas"])), "Set Silent."]
    for position, text in enumerate(sections):
        section = re.findall(r"(?m)^End (.*)$", text)[0]
        commands.append(f"Definition begin_{position} := tt. Check begin_{position}.\n{text}")
        commands.append(f"Definition end_{position} := tt. Check end_{position}.\nAbort All.\nEnd {section}")
    said, found = library.said("\n".join(commands)), []
    for position in range(len(sections)):
        between = re.search(rf"(?s)begin_{position}\s+: .*?unit(.*?)end_{position}\s+: .*?unit", said)
        assert between, said[-2000:]
        error = re.search(r"(?s)Error:(.{1,300})", between.group(1))
        found.append(error.group(1) if error else "")
    return found


def of_kind(kind: str) -> Iterator[Altered]:
    """Claims in which something of a kind is altered, and why the checker refuses them; each claim has its turn."""
    citable, claims = [*checker.axioms(), *(lemma["label"] for lemma in LEMMAS)], (*CLAIMS, *CITING)
    every = [list(alterations(certificate, citable)) for certificate in claims]
    for turn in range(max(map(len, every))):
        for place, found in enumerate(every):
            what, altered = found[(7 * turn + place) % len(found)]
            if turn < len(found) and kind in re.split(r"[/: ]", what):
                *_, (_, wrong) = checker.check({"claims": [*LEMMAS, altered]})
                if not wrong.startswith(FORM):
                    yield f"{claims[place]['label']}: {what}", altered, wrong


@cache
def altered_claims() -> list[Altered]:
    """Of every kind some, and then of any, of which a proof can be written down."""
    found: dict[str, Altered] = {}
    for kind, most in [*((kind, ALTERED // len(KINDS)) for kind in KINDS), ("steps", ALTERED)]:
        written = (one for one in of_kind(kind) if one[0] not in found and texts([one[1]])[0])
        found |= {one[0]: one for one in islice(written, min(most, ALTERED - len(found)))}
    return list(found.values())


def test_coq_accepts_a_line_of_every_kind(library: Folder) -> None:
    """All of Replay's lemmas that show something are used."""
    sections = texts([*CLAIMS, *CITING])
    assert judged(library, sections) == [""] * len(sections)
    used = set(re.findall(r"\b(?:close|same|eq0|ge0|gt0|mx_eq0|psd)_\w+", "".join(sections)))
    replay = set(re.findall(r"(?m)^Lemma ((?:close|same|eq0|ge0|gt0|mx_eq0|psd)_\w+)", project(()).files["Replay.v"]))
    assert replay - used <= ELSEWHERE, replay - used


ELSEWHERE = {
    "same_mx",  # by which others are proved
    *("same_norm_of_zero", "same_norm_of_number", "same_definiteness_of_number"),  # in the test of numbers and zeros
}


def test_coq_and_the_checker_agree_on_altered_certificates(library: Folder) -> None:
    """Not on most by chance: of each kind some are refused, and some that are still right are accepted by both."""
    cases = altered_claims()
    errors = judged(library, texts([altered for _, altered, _ in cases]))
    assert len(cases) == ALTERED
    assert [what for (what, _, wrong), error in zip(cases, errors, strict=True) if bool(wrong) != bool(error)] == []
    verdicts = Counter(bool(error) for error in errors)
    assert verdicts[True] > 20
    assert verdicts[False] > 5


def test_numbers_and_zeros_are_what_they_are_whatever_their_sizes(library: Folder) -> None:
    """Norms of 0 and of numbers, sums of no terms, and statements about matrices that cancel to numbers."""
    odd = [
        claim("zero", {}, "norm(X - X) == norm(J - J)", {"terms": []}),
        claim("number", {}, "norm(2 + X - X) == norm(2)", {"terms": []}),
        claim("sign", {}, "definiteness(X - X) <= definiteness(0)", {"terms": []}),
        claim("cancelled", {"h": "X - X <= x"}, "S - S <= x**3", {"terms": [{"facts": ["h"], "squares": ["x"]}]}),
    ]  # fmt: skip
    assert [wrong for _, wrong in checker.check({"claims": odd})] == [""] * len(odd)
    assert judged(library, texts(odd)) == [""] * len(odd)


def test_theorems_rest_on_the_classical_axioms_alone(library: Folder) -> None:
    """The proofs of some of the checker's axioms, and a claim; `flowproof formal` asks all of them."""
    found = project(CLAIMS[:3])
    library.write({name: text for name, text in found.files.items() if name.startswith("Claims_")})
    assert library.made("Claims_1") == ""
    assert library.assumptions("Claims_1", *(theorem.name for theorem in found.theorems[-3:])) <= CLASSICAL
    names = [label.replace("-", "_") for label in some([*checker.axioms()], 6)]
    assert library.assumptions("Axioms", *names) == CLASSICAL


def test_an_admitted_lemma_is_among_the_assumptions(library: Folder) -> None:
    """Of whatever rests on it."""
    text = project(()).files["Loewner.v"]
    admitted = re.sub(r"(?s)(Lemma norm_bounds_the_square .*?\n)Proof\..*?Qed\.", r"\1Admitted.", text)
    assert admitted.count("Admitted.") == 1
    theirs = "Theorem theirs (R : realType) p (X : 'M[R]_p) : X^T *m X ⪯ (snorm X ^+ 2)%:M.\n"
    library.write({"Admitted.v": f"{admitted}\n{theirs}Proof. exact: norm_bounds_the_square. Qed.\n"})
    assert library.made("Admitted") == ""
    assert "norm_bounds_the_square" in library.assumptions("Admitted", "theirs") - CLASSICAL


def test_an_axiom_that_is_slipped_in_has_no_proof(library: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    slipped = {**checker.axioms(), "slipped": {**checker.axioms()["antisymmetry"], "given": {}, "shows": "x == y"}}
    monkeypatch.setattr(checker, "axioms", lambda: slipped)
    library.write({"Slipped.v": project(()).files["Axioms.v"]})
    assert "The reference slipped was not found" in library.made("Slipped")


def test_an_axiom_that_has_lost_a_hypothesis_has_no_proof(library: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    found = checker.axioms()
    found["zero-norm"] = {**found["zero-norm"], "given": {}}
    monkeypatch.setattr(checker, "axioms", lambda: found)
    text = project(()).files["Axioms.v"]
    library.write({"Lost.v": text})
    place = re.search(r'"./Lost.v", line (\d+)', library.made("Lost"))
    assert place
    assert text.splitlines()[int(place.group(1)) - 1] == "Proof. exact: zero_norm. Qed."


def test_a_hypothesis_that_is_added_or_a_constant_that_is_changed_changes_the_statement(library: Folder) -> None:
    """A theorem about the certificate's claim, stated by hand, no longer follows from it."""
    right = claim("bound", {"h": "x >= 1"}, "2*x >= 2", {"terms": [{"facts": ["h"], "times": "2"}]})
    needed = {"shows": "y >= 1", "terms": [{"facts": ["g"]}]}
    given = {"h": "x >= 1", "g": "y >= 1"}
    added = claim("bound", given, "2*x >= 2", needed, {"terms": [{"facts": ["h"], "times": "2"}]})
    smaller = claim("bound", {"h": "x >= 1"}, "x >= 1/2", {"terms": [{"facts": ["h"]}, {"times": "1/2"}]})
    by_hand = (
        "Theorem by_hand (real : realType) (z : real) : 1 <= z -> 2%:R <= 2%:R * z.\nProof. exact: bound__end. Qed.\n"
    )
    found = []
    for name, certificate in (("Right", right), ("Added", added), ("Smaller", smaller)):
        assert checker.check({"claims": [certificate]}) == [("bound", "")]
        library.write({f"{name}.v": project([certificate]).files["Claims_1.v"] + by_hand})
        found.append("Error" in library.made(name))
    assert found == [False, True, True]


def test_a_graded_claim_of_a_user_compiles(library: Folder, tmp_path: Path) -> None:
    """From TOML by `grade --certificates`; its constant made smaller, the proof is refused."""
    toml, certificates = tmp_path / "claims.toml", tmp_path / "certificates.json"
    toml.write_text(
        '[[claim]]\nname = "mine"\nkind = "inequality"\nvariables = ["x", "y"]\ngiven = ["x >= 1"]\n'
        'shows = "x**2 + y**2 >= 2*y*x + 1/7 - 1/7"\n'
        '[[claim]]\nname = "square"\nkind = "inequality"\nvariables = ["sin", "at"]\ngiven = ["at >= sin", "sin > 0"]\n'
        'shows = "exp(at)*sqrt(at) >= 0 + max(-at, -1)"\n'
    )
    assert cli.run(["grade", str(toml), "--certificates", str(certificates), "--jobs", "1", "--json", "/dev/null"]) == 0
    found, _ = exported([str(certificates)])
    (module,) = {theorem.module for theorem in found.theorems if theorem.module.startswith("Claims_")}
    text = found.files[f"{module}.v"]
    text = text.replace(" Lemmas.", " Graded_lemmas.", 1)
    library.write({"Graded_lemmas.v": found.files["Lemmas.v"], "Graded.v": text})
    assert library.made("Graded_lemmas", "Graded") == ""
    smaller = text.replace("pose proof (close_ge u_ok (d:=", "pose proof (close_ge u_ok (d:=SMul (SNat 2) ", 1)
    library.write({"Altered.v": smaller})
    assert "Error" in library.made("Altered")
