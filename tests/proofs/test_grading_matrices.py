"""Claims about matrices: the suite's lemmas and MV (28) to (30) found again, traps, and random claims."""

import copy
import time
from pathlib import Path
from random import Random

import numpy as np
import pytest
from sampling import WHOLE

from numeric.matrices import is_positive_semidefinite
from paper import Misuse
from proofs import checker
from proofs.certificate.finder import Names
from proofs.claims.verdict import Outcome
from proofs.grading import files
from proofs.grading.matrices import prover
from proofs.grading.matrices.decision import Matrix, grade
from proofs.grading.matrices.reading import Matrices
from proofs.grading.matrices.witness import Search
from proofs.grading.numbers import prover as of_numbers
from proofs.grading.numbers.claims import Inequality
from proofs.lemmas.statements import LEMMAS

EXAMPLE = Path(__file__).parents[2] / "examples/matrices.toml"
NUMBERS = ("square-of-a-bound", "product-of-bounds", "root-of-a-bound")
"""Lemmas about numbers, which are not of this kind."""
SQUARE = {"X": ("n", "n"), "Y": ("n", "n")}
SECONDS, SEED = 10.0, 2025
COUNT, CHUNK = 400 if WHOLE else 20, 20
MOST_UNDECIDED = 2
"""Random claims of a chunk."""


def claim(
    shows: str, *given: str, matrices: dict[str, tuple[str, str]] = SQUARE, **fields: tuple[str, ...]
) -> Matrices:
    return Matrices("it", matrices, shows, fields.get("symmetric", ()), fields.get("scalars", ()), given)


def of_two(shows: str, *given: str, scalars: tuple[str, ...] = ()) -> Matrices:
    """Of two symmetric matrices."""
    return claim(shows, *given, symmetric=("X", "Y"), scalars=scalars)


def found(stated: Matrices, seconds: float = 60.0) -> dict[str, object] | None:
    samples = Search(stated.stated, SEED).samples(12, time.monotonic() + 2)
    return prover.prove(stated.stated, range(1, prover.LAST + 1), time.monotonic() + seconds, samples)


def of_lemma(label: str) -> Matrices:
    case = next(each for each in LEMMAS if each.label == label)
    shows = case.steps[-1].shows
    return Matrices(label, dict(case.matrices), shows, case.symmetric, case.scalars, tuple(case.given.values()))


# ---- what is found


@pytest.mark.parametrize("label", [x.label for x in LEMMAS if x.label not in NUMBERS])
def test_a_lemma_of_the_suite_is_found_without_its_lines(label: str) -> None:
    document = found(of_lemma(label))
    assert document is not None
    assert all(not wrong for _, wrong in checker.check(document))
    used = {
        line["lemma"] for part in document["claims"] for s in part["steps"] for line in s["lines"] if "lemma" in line
    }
    assert used <= checker.axioms().keys()


@pytest.mark.parametrize("label", NUMBERS)
def test_a_lemma_about_numbers_is_found_by_the_search_for_these(label: str) -> None:
    case = next(each for each in LEMMAS if each.label == label)
    stated = Inequality(label, case.scalars, tuple(case.given.values()), case.steps[-1].shows)
    assert of_numbers.prove(stated.claim, range(1, 9), time.monotonic() + 60) is not None


@pytest.mark.parametrize("stated", files.read(str(EXAMPLE)), ids=lambda stated: stated.name)
def test_the_example_is_judged_as_its_names_say(stated: Matrices) -> None:
    if "do not" in stated.name:
        assert grade(stated, SECONDS, SEED).outcome is Outcome.FAILS
    else:
        assert found(stated) is not None


def test_a_certificate_that_was_altered_is_refused() -> None:
    for stated in (of_two("inv(Y) <= inv(X)", "0 <= X <= Y"), of_lemma("norm-of-a-product")):
        document = found(stated)
        assert document is not None
        assert prover.wrong(document, stated.stated) == ""
        for change in ("times", "shows", "given", "letters"):
            assert prover.wrong(_altered(document, change), stated.stated), change


def _altered(document: dict[str, object], change: str) -> dict[str, object]:
    other = copy.deepcopy(document)
    part = other["claims"][0]  # type: ignore[index]
    lines = part["steps"][-1]["lines"]
    match change:
        case "times":
            next(line for line in reversed(lines) if line.get("terms"))["terms"][0]["times"] = "7/5"
        case "shows":
            part["steps"][-1]["shows"] = "0 <= 1"
        case "given":
            part["given"]["more"] = "0 <= 1"
        case "letters":
            part["symmetric"] = list(part["matrices"])
            part["matrices"]["Z"] = ["n", "n"]
    return other


@pytest.mark.parametrize(
    "stated",
    [
        claim("T(C)*X*C <= T(C)*Y*C", "X <= Y", matrices=SQUARE | {"C": ("n", "m")}, symmetric=("X", "Y")),
        of_two("X*Y*X <= X**2", "Y <= 1"),
        of_two("X*Y + Y*X <= X**2 + Y**2"),
        of_two("norm(X*Y - Y*X) <= 2*e", "norm(X) <= e", "norm(Y) <= 1", scalars=("e",)),
        of_two("X <= 1", "0 <= X", "X**2 == X"),
        of_two("X**2 <= X", "0 <= X <= 1"),
        of_two("X*inv(X + Y)*X <= X", "0 <= X", "0 <= Y"),
        of_two("inv(X + Y)*X*inv(X + Y) <= inv(X + Y)", "0 <= X", "0 <= Y"),
        of_two("X*Y*X == X*inv(X)", "Y == inv(X)*inv(X)"),
        of_two("inv(X*Y) == inv(Y)*inv(X)"),
        of_two("X == 0", "0 <= X <= 0"),
        claim("norm(T(X)) <= norm(X)", matrices={"X": ("n", "m")}),
        claim("T(v)*X*v <= T(v)*v", "X <= 1", matrices={"X": ("n", "n"), "v": ("n", "1")}, symmetric=("X",)),
    ],
    ids=lambda stated: stated.shows,
)  # fmt: skip
def test_what_is_true_holds(stated: Matrices) -> None:
    found = grade(stated, SECONDS, SEED)
    assert found.outcome is Outcome.HOLDS, found.reason
    assert prover.wrong(found.certificate or {}, stated.stated) == ""


# ---- traps


@pytest.mark.parametrize(
    "stated",
    [
        of_two("X**2 <= Y**2", "0 <= X <= Y"),
        of_two("0 <= X*Y + Y*X", "0 <= X", "0 <= Y"),
        of_two("X*Y == Y*X"),
        of_two("X*Y == Y*X", "0 <= X <= Y"),
        of_two("(X + Y)**2 == X**2 + 2*X*Y + Y**2"),
        of_two("norm(X*Y) == norm(X)*norm(Y)"),
        of_two("norm(X + Y) <= max(norm(X), norm(Y))", "X <= 0", "Y <= 1"),
        of_two("inv(X) <= inv(Y)", "0 <= X <= Y"),
        of_two("X <= norm(X)/2"),
        of_two("X*Y == 0", "X*Y*X == 0"),
        of_two("norm(X*Y) <= 99/100*norm(X)*norm(Y)"),
        of_two("norm(X + Y) <= 99/100*(norm(X) + norm(Y))"),
        of_two("inv(X + Y) <= 99/100*inv(X)", "0 <= X", "0 <= Y"),
        of_two("X <= Y", "X**2 <= Y**2"),
        claim("0 <= X + T(X)", "0 <= X*T(X)"),
        claim("T(X)*X == X*T(X)"),
        claim("X*T(X) <= 1", "T(X)*X <= 1/2 + e", matrices={"X": ("n", "m")}, scalars=("e",)),
        claim("X*T(X) == 1", "T(X)*X == 1", matrices={"X": ("n", "m")}),
    ],
    ids=lambda stated: stated.shows,
)
def test_what_is_true_of_numbers_or_of_commuting_matrices_alone_is_refuted(stated: Matrices) -> None:
    found = grade(stated, SECONDS, SEED)
    assert found.outcome is Outcome.FAILS, found.reason
    assert found.certificate is None


def test_a_claim_that_is_true_for_a_size_and_not_for_the_next_is_told_by_its_sizes() -> None:
    commute = "X*Y == Y*X"
    one = {"X": ("1", "1"), "Y": ("1", "1")}
    assert grade(claim(commute, matrices=one), 2, SEED).outcome is Outcome.UNDECIDED
    found = grade(claim(commute, matrices={"X": ("2", "2"), "Y": ("2", "2")}), SECONDS, SEED)
    assert found.outcome is Outcome.FAILS
    assert all(isinstance(x, Matrix) and len(x.entries) == 2 for x in (found.witness or {}).values())


def test_hypotheses_that_contradict_each_other_are_vacuous() -> None:
    found = grade(of_two("X <= Y", "X <= 0", "1 <= X"), SECONDS, SEED)
    assert found.outcome is Outcome.UNDECIDED
    assert found.is_vacuous


def test_a_claim_that_divides_by_what_may_be_0_does_not_hold() -> None:
    found = grade(of_two("norm(X)/e <= norm(X)/e", scalars=("e",)), 3, SEED)
    assert found.outcome is Outcome.UNDECIDED
    assert "divides by e" in found.reason


def test_a_witness_is_exact_in_the_letters_of_the_claim() -> None:
    found = grade(of_two("X**2 <= Y**2", "0 <= X <= Y"), SECONDS, SEED)
    X, Y = (np.array(found.witness[name].entries, dtype=object) for name in "XY")  # type: ignore[index,union-attr]
    assert is_positive_semidefinite(X.tolist())
    assert is_positive_semidefinite((Y - X).tolist())
    assert not is_positive_semidefinite((Y @ Y - X @ X).tolist())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"shows": "X*C <= Y"}, "of different sizes are added"),
        ({"shows": "C*X <= Y"}, "unfit sizes are multiplied"),
        ({"shows": "X <= Z + 1"}, "line 1, column 6: 'Z' is none of the names known here"),
        ({"shows": "X*Y <= Y"}, "have no such order"),
        ({"shows": "X < Y"}, "have no such order"),
        ({"shows": "inv(C) <= X"}, "is not square"),
        ({"shows": "X/Y <= X"}, "by a matrix"),
        ({"shows": "X**(1/2) <= X"}, "a whole number from 1 to 40"),
        ({"shows": "X <= Y or Y <= X"}, "write a claim for each case"),
        ({"shows": "exp(X) <= Y"}, "'exp' is none of the names"),
        ({"symmetric": ("C",)}, "'C' has n rows and m columns, and so is not symmetric"),
        ({"symmetric": ("Z",)}, "'Z' is no matrix of this claim"),
        ({"scalars": ("X",)}, "'X' is declared twice"),
        ({"scalars": ("inv",)}, "is called as a function"),
        ({"matrices": {"X": ("n", "1.5")}, "symmetric": ()}, "has the size '1.5'"),
        ({"matrices": {"X": ("4", "4")}, "symmetric": ()}, "a number from 1 to 3"),
        ({"matrices": {}}, "there is no matrix in it"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_in_a_sentence(fields: dict[str, object], says: str) -> None:
    given = {"matrices": SQUARE | {"C": ("n", "m")}, "symmetric": ("X", "Y"), "shows": "X <= Y", **fields}
    with pytest.raises(Misuse, match=says.replace("(", r"\(").replace(")", r"\)")) as caught:
        Matrices("it", **given)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


# ---- random claims


def drawn(random: Random, words: list[str]) -> str:
    """What is not negative where 0 <= X <= Y: a sum of congruences of words, multiplied out."""
    terms = list[str]()
    for fact in random.sample(["X", "Y - X", "1"], random.choice((1, 2))):
        by = " + ".join(f"({random.choice((1, 2, 3, -1, -2))})*{word}" for word in random.sample(words, 2))
        terms.append(f"({random.randint(1, 3)}/{random.randint(1, 3)})*T({by})*({fact})*({by})")
    names = Names({"matrices": {x: ["n", "n"] for x in "XYC"}, "symmetric": ["X", "Y"]})
    return names.write(names.expression(" + ".join(terms)))


@pytest.mark.parametrize("chunk", range(COUNT // CHUNK))
def test_random_claims_get_no_wrong_verdict(chunk: int) -> None:
    """Every second one is true; the others have 1/100 more to their left, which is false of X = Y = C = 0."""
    undecided = []
    for seed in range(CHUNK * chunk, CHUNK * (chunk + 1)):
        random, is_true = Random(seed), seed % 2 == 0  # noqa: S311 (a seeded sample, nothing secret)
        words = ["X", "Y", "X*Y", "C", "T(C)", *(["1"] if is_true else [])]
        shows = f"{0 if is_true else '1/100'} <= {drawn(random, words)}"
        stated = Matrices("it", dict.fromkeys("XYC", ("n", "n")), shows, ("X", "Y"), (), ("0 <= X", "X <= Y"))
        found = grade(stated, 5.0, SEED)
        assert found.outcome is not (Outcome.FAILS if is_true else Outcome.HOLDS), stated
        if found.outcome is Outcome.UNDECIDED:
            undecided.append(seed)
        elif is_true:
            assert prover.wrong(found.certificate or {}, stated.stated) == ""
    assert len(undecided) <= MOST_UNDECIDED, undecided
