"""Differential equations of matrices: the example's claims, by certificates whose hypotheses are true in numbers."""

import ast
import copy
from pathlib import Path

import pytest

from numeric.field import Balls, Unresolved
from paper import Misuse
from proofs import checker
from proofs.certificate.language import is_matrix
from proofs.claims.verdict import Outcome, Strength
from proofs.grading import files
from proofs.grading.flows.claims import MatrixSolution
from proofs.grading.flows.decision import grade
from proofs.grading.flows.kernel import KERNEL, kernel
from proofs.grading.flows.reading import MovingReader
from proofs.grading.flows.values import OutOfSight, Values, judged
from proofs.grading.kinds.derivative import derivative
from proofs.grading.matrices import prover
from proofs.grading.matrices.witness import Letters, Search
from proofs.lemmas.domain import least_coefficient

EXAMPLE = Path(__file__).parents[2] / "examples/matrix-flows.toml"
SECONDS, SEED, DRAWN = 8.0, 5, 3
FIELD = Balls(256)
SQUARE = ("n", "n")


def flow(solved: str, letters: str = "A", **fields: object) -> MatrixSolution:
    """Of X from X0, and other square matrices, unless the fields say more."""
    sizes = dict.fromkeys(["X", "X0", *letters.split()], SQUARE)
    own = {"matrices": sizes, "flow": {"X": "A*X"}, "start": {"X": "X0"}, "solution": {"X": solved}}
    return MatrixSolution("it", **{**own, **fields})  # type: ignore[arg-type]


RICCATI = {"W": "Y*W + W*T(Y) - 2*W*W"}
MORE = {
    "a Riccati flow with any Y": MatrixSolution(
        "it",
        dict.fromkeys(("W", "Y", "W0"), SQUARE),
        RICCATI,
        {"W": "W0"},
        {"W": "exp(t*Y)*W0*inv(1 + G*W0)*exp(t*T(Y))"},
        ("W", "W0"),
        given=("0 <= W0",),
        integral={"G": "2*exp(t*T(Y))*exp(t*Y)"},
    ),
    "an inverse with the sign turned": MatrixSolution(
        "it",
        dict.fromkeys(("W", "Y", "W0"), SQUARE),
        {"W": "Y*W + W*Y - 2*W*W"},
        {"W": "W0"},
        {"W": "-exp(t*Y)*W0*inv(-1 - G*W0)*exp(t*Y)"},
        ("W", "Y", "W0"),
        given=("0 <= W0",),
        integral={"G": "2*exp(2*t*Y)"},
    ),
    "from a factor": MatrixSolution(
        "it",
        {"W": SQUARE, "Y": SQUARE, "U0": ("n", "h")},
        RICCATI,
        {"W": "U0*T(U0)"},
        {"W": "exp(t*Y)*U0*inv(1 + T(U0)*G*U0)*T(U0)*exp(t*Y)"},
        ("W", "Y"),
        integral={"G": "2*exp(2*t*Y)"},
    ),
    "what is supposed": flow("X0*inv(1 - t*X0)", "", flow={"X": "X*X"}, invertible=("1 - t*X0",)),
    "fractions of an exponent": flow("exp(t*A/2)*X0*exp(-t*A/3)", flow={"X": "A*X/2 - X*A/3"}),
    "a number in an exponent": flow("exp(t*(A - c))*X0", scalars=("c",), flow={"X": "A*X - c*X"}),
    "by a number apart": flow("exp(-c*t)*exp(t*A)*X0", scalars=("c",), flow={"X": "(A - c)*X"}),
    "a rotation": flow(
        "exp(t*(A - T(A)))*X0", flow={"X": "(A - T(A))*X"}, given=("T(X0)*X0 == 1",), conserved=("T(X)*X",)
    ),
    "a square of the time": flow("exp(t**2*A)*X0", flow={"X": "2*t*A*X"}),
    "towards a fixed point": flow(
        "exp(t*A)*(X0 - S)*exp(t*T(A)) + S",
        "A S Q",
        flow={"X": "A*X + X*T(A) + Q"},
        given=("A*S + S*T(A) + Q == 0",),
    ),
    "a relation of two starts": MatrixSolution(
        "it",
        {**dict.fromkeys(("U", "U0"), ("n", "h")), **dict.fromkeys(("V", "V0"), ("m", "h")), "Y": ("n", "m")}
        | {"P": ("h", "h")},
        {
            "U": "(Y - U*T(V))*V",
            "V": "(T(Y) - V*T(U))*U",
            "P": "T(U)*(Y - U*T(V))*V + T(V)*(T(Y) - V*T(U))*U",
        },
        {"U": "U0", "V": "V0", "P": "T(U0)*U0"},
        {"P": "T(V)*V + T(U0)*U0 - T(V0)*V0"},
    ),
    "a state that stays symmetric": flow(
        "", solution={}, symmetric=("X", "X0"), flow={"X": "A*X + X*T(A)"}, conserved=("X - T(X)",)
    ),
    "an inverse that is given": flow("exp(t*A)*inv(A)", "A B", start={"X": "B"}, given=("inv(A) == B",)),
}
CLAIMS = {**{each.name: each for each in files.read(str(EXAMPLE)) if isinstance(each, MatrixSolution)}, **MORE}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_is_judged_as_its_name_says(name: str) -> None:
    """By certificates that the checker accepts, or at matrices."""
    found = grade(CLAIMS[name], SECONDS, SEED)
    if name.endswith("not"):
        assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.CERTIFIED)
    else:
        assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED), found.reason
        assert found.certificate is not None
        assert all(not why for _, why in checker.check(found.certificate))
        assert found.instance is not None


def test_what_is_supposed_is_said() -> None:
    assert grade(MORE["what is supposed"], SECONDS, SEED).reason.endswith("1 - t*X0 has an inverse is supposed")


# ---- what certificates take as given of exponentials, integrals and inverses


def instances(claim: MatrixSolution, count: int) -> list[Letters]:
    search, found = Search(claim.drawn, SEED), list[Letters]()
    while len(found) < count:
        letters = search.drawn()
        found += [letters] if letters is not None and max(map(abs, _numbers(letters))) <= 3 else []
    return found


def _numbers(letters: Letters) -> list[float]:
    rows = [[[x]] if not isinstance(x, list | tuple) else x for x in letters.values()]
    return [float(e) for x in rows for row in x for e in row]


def is_broken(text: str, reader: MovingReader, letters: Letters) -> bool:
    """Whether a fact is certainly false there."""
    tree = checker.parsed(text)
    assert isinstance(tree, ast.Compare)
    if isinstance(tree.ops[0], ast.Eq):
        return judged(text, reader, letters)[0] is Outcome.FAILS
    _, sign = checker.RELATIONS[type(tree.ops[0])]
    sides = [ast.unparse(tree.left), ast.unparse(tree.comparators[0])][::sign]
    with FIELD.working():
        difference = Values(reader, letters, FIELD).of(f"({sides[0]}) - ({sides[1]})")
        least = least_coefficient(FIELD, difference) if is_matrix(difference) else difference
        return bool(least < 0)


RESTING = [name for name, claim in CLAIMS.items() if any(way.given for o in claim.obligations for way in o.ways)]


@pytest.mark.parametrize("name", RESTING)
def test_what_is_taken_as_given_is_true_in_numbers(name: str) -> None:
    """At instances of the claim; a fact that was changed is seen to be false at one of them."""
    claim, asked, told = CLAIMS[name], 0, set[str]()
    for letters in instances(claim, DRAWN):
        for obligation in claim.obligations:
            facts = {n: text for way in obligation.ways for n, text in way.given.items()}
            for fact in facts.values():
                try:
                    assert not is_broken(fact, obligation.reader, letters), fact
                    told |= {fact} if is_broken(changed(fact), obligation.reader, letters) else set()
                    asked += 1
                except (OutOfSight, Unresolved, ZeroDivisionError):
                    continue
    assert asked
    assert told


def changed(fact: str) -> str:
    return f"{fact} + 1" if "==" in fact else f"{fact} - 1000000"


# ---- why 1 + P*Q has an inverse


def test_the_certificate_for_inverses_needs_each_hypothesis() -> None:
    document = {"format": checker.FORMAT, "claims": [kernel()]}
    assert checker.check(document) == [(document["claims"][0]["label"], "")]
    assert document["claims"][0]["given"] == KERNEL.given
    for name in KERNEL.given:
        other = copy.deepcopy(document)
        del other["claims"][0]["given"][name]
        assert checker.check(other)[0][1]


def test_without_a_sign_it_has_none() -> None:
    """For 1 - t*P, where P is not negative, nothing is to be found."""
    one = MatrixSolution(
        "it",
        dict.fromkeys(("X", "P"), SQUARE),
        {"X": "X*P*X"},
        {"X": "1"},
        {"X": "inv(1 - t*P)"},
        ("P",),
        given=("0 <= P",),
    )
    (inverted,) = (each for each in one.obligations if not each.necessary)
    assert inverted.ways
    assert all(prover.prove(way, (1, 4), float("inf")) is None for way in inverted.ways)


# ---- derivatives, and what makes no sense


def test_factors_stay_in_their_order() -> None:
    rates = {"X": "A", "Y": "B"}
    assert derivative("X*C*Y", rates, ordered=True) == "(((A)*(C))*(Y) + (X * C)*(B))"
    assert derivative("X**2", rates, ordered=True) == "(A)*((X)**1) + ((X)**1)*(A)"
    assert derivative("T(X)", rates, ordered=True) == "T(A)"


REFUSED = {
    "the time as a letter": (lambda: flow("X0", "A t"), "'t' is the time, and a letter here"),
    "a size that does not fit": (
        lambda: flow("exp(t*A)*X0", matrices={"X": ("n", "m"), "A": SQUARE, "X0": SQUARE}),
        "start, X: it has n rows and n columns, and 'X' has n and m",
    ),
    "sizes that are not multiplied": (
        lambda: flow("X0", matrices={"X": SQUARE, "A": ("m", "m"), "X0": SQUARE}),
        "flow, X: line 1, column 1: matrices of unfit sizes are multiplied",
    ),
    "an unknown name": (lambda: flow("exp(t*B)*X0"), "'B' is none of the names known here"),
    "a state in its own solution": (lambda: flow("exp(t*A)*X"), "'X' is none of the names known here"),
    "a state in a hypothesis": (lambda: flow("X0", given=("X == X0",)), "'X' is none of the names known here"),
    "the time in a hypothesis": (lambda: flow("X0", given=("t*A <= 1",)), "a hypothesis is about what is at rest"),
    "a start that moves": (lambda: flow("X0", start={"X": "t*X0"}), "'t' is none of the names known here"),
    "no start": (lambda: flow("X0", start={}), "start says nothing of 'X'"),
    "a solution of what does not move": (lambda: flow("X0", solution={"A": "1"}), "which is none of X; leave it out"),
    "nothing": (lambda: flow("", solution={}, start={}), "it claims nothing"),
    "a flow of no matrix": (lambda: flow("X0", flow={"Z": "1"}), "'Z' is no matrix of this claim"),
    "a matrix that is not square": (
        lambda: flow("exp(t*A)*X0", matrices={"X": SQUARE, "A": ("n", "m"), "X0": SQUARE}, flow={"X": "X"}),
        "is not square, and so has no exponential",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_makes_no_sense_is_told(what: str) -> None:
    made, says = REFUSED[what]
    with pytest.raises(Misuse) as refused:
        made()
    assert says in str(refused.value)


def test_names_of_ours_are_not_the_claimants() -> None:
    """exp_1, which a claim may have, is not the exponential in it."""
    letters = "A exp_1 inv_1"
    claim = flow("exp(t*A)*X0*exp(-t*A) + exp_1 - exp_1", letters, flow={"X": "A*X - X*A + inv_1 - inv_1"})
    assert grade(claim, SECONDS, SEED).outcome is Outcome.HOLDS
