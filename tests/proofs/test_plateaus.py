"""Plateaus: what their names mean, worked out anew with real traces; that bounds are sharp, and nothing is spare."""

from collections.abc import Mapping
from fractions import Fraction
from inspect import signature
from typing import Any

import pytest
from declared import declare
from meaning import Reading

from numeric import plateaus
from numeric.field import Balls, Multiprecision, Rationals
from numeric.instance import random_basis
from numeric.matrices import Rows, diagonal, identity, plus, product, times, transpose
from paper import laws, theorems
from proofs import checker
from proofs.certificate.argument import Argument, Gap, certificate
from proofs.certificate.prover import Prover
from proofs.claims.statement import Equal
from proofs.judging import suite
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.plateaus.argument import TRACES, without_scale
from proofs.theorems.plateaus.quantities import Lasting, drawn
from proofs.theorems.shared import stated

FIELD, WITHIN = Multiprecision(60), Fraction(1, 10**30)
LABEL = "plateaus-of-the-loss"
LAW = laws.law(LABEL)
CASES = {prover.case.case: prover.case for prover in catalogue.proof(LABEL).provers()}
WINDOW = "in a window"


def beside_identity(a: Rows) -> Rows:
    """a ⊗ 1."""
    n = len(a)
    return tuple(
        tuple(a[i][j] if p == q else Fraction(0) for j in range(n) for q in range(n))
        for i in range(n)
        for p in range(n)
    )


def column(a: Rows) -> Rows:
    """The entries as one column: (a ⊗ 1) times the identity's."""
    return tuple((x,) for row in a for x in row)


def loss_at(Y: Rows, W: Rows) -> Fraction:
    return sum((x * x for row in plus(Y, times(-1, W)) for x in row), Fraction(0)) / 4


def example(n: int, k: int) -> tuple[Rows, Rows, Rows, Rows]:
    """Y, W, Y_k and the root of Y − Y_k, rational and dense: W is nearly Y_k, and positive in another basis."""
    roots = (*(Fraction(n - i, 2) for i in range(n - 1)), Fraction(0))
    Phi, other = random_basis(n, 7), random_basis(n, 8)

    def turned(entries: tuple[Fraction, ...], basis: Rows) -> Rows:
        return product(basis, diagonal(entries), transpose(basis))

    none = (Fraction(0),)
    Y = turned(tuple(x * x for x in roots), Phi)
    target = turned(tuple(x * x for x in roots[:k]) + none * (n - k), Phi)
    W = plus(times(Fraction(99, 100), target), turned(tuple(Fraction(i, 100) for i in range(n)), other))
    return Y, W, target, turned(none * k + roots[k:], Phi)


def meaning(n: int, k: int) -> Reading:
    Y, W, target, root = example(n, k)
    big = {"Y": Y, "W": W, "target": target}
    names: dict[str, Any] = {name: FIELD.exact(beside_identity(a)) for name, a in big.items()}
    names |= {"e": FIELD.exact(column(identity(n))), "r": FIELD.exact(column(root)), "n": FIELD.number(n)}
    square = product(root, root)
    names["remainder"] = FIELD.number(sum((square[i][i] for i in range(n)), Fraction(0)))
    names["eps"] = FIELD.norm(FIELD.exact(plus(W, times(-1, target))))
    return Reading(FIELD, WITHIN, names, CASES[WINDOW].definitions)


@pytest.mark.parametrize(("n", "k"), [(2, 0), (2, 1), (3, 1), (3, 3)])
def test_a_trace_is_what_a_column_makes_of_it(n: int, k: int) -> None:
    """All that is given holds of X ⊗ 1 and the identity's entries, and what is proved of them is said of the loss."""
    read, case = meaning(n, k), CASES[WINDOW]
    Y, W, target, _ = example(n, k)
    for name, statement in case.given.items():
        assert read.holds(statement), name
    for step in case.steps:
        assert read.holds(step.shows), step.label
    for name, nearby in (("loss", W), ("plateau", target)):
        assert abs(read(name)[0, 0] - FIELD.number(loss_at(Y, nearby))) < FIELD.number(WITHIN)


def test_what_is_said_of_traces_is_not_true_of_all_matrices() -> None:
    """With W in the place of its own W ⊗ 1 turned, what the names mean fails: it is no empty assumption."""
    read = meaning(3, 1)
    turned = FIELD.exact(random_basis(9, 3))
    read.names["W"] = turned * read.names["W"] * FIELD.transpose(turned)
    assert not read.holds(TRACES["trace-is-cyclic"])


# ---- the constants are the best


@pytest.mark.parametrize("n", [1, 2, 4])
def test_the_loss_is_as_far_above_as_it_may_be(n: int) -> None:
    """W = Y + ε: exactly ¼nε² above L_n = 0."""
    Y, epsilon = diagonal(tuple(Fraction(i + 1) for i in range(n))), Fraction(1, 7)
    W = plus(Y, times(epsilon, identity(n)))
    assert loss_at(Y, W) == n * epsilon**2 / 4 == plateaus.deviations([Y[i][i] for i in range(n)], n, epsilon)[1]


@pytest.mark.parametrize("k", [0, 1, 2])
def test_the_loss_is_nearly_as_far_below_as_it_may_be(k: int) -> None:
    """W = Y_k + ε on what is missing: below L_k by ½εR_k but for ¼(n − k)ε², which is of second order."""
    sigma, epsilon = [Fraction(3), Fraction(2), Fraction(1)], Fraction(1, 1000)
    W = diagonal(tuple(sigma[:k]) + (epsilon,) * (3 - k))
    below, level = plateaus.deviations(sigma, k, epsilon)[0], plateaus.level(sigma, k)
    assert loss_at(diagonal(tuple(sigma)), W) == level - below + (3 - k) * epsilon**2 / 4
    assert (below, level) == (epsilon * sum(sigma[k:]) / 2, sum(x**2 for x in sigma[k:]) / 4)


# ---- nothing is spare, and nothing is missing


def breaks(prover: Prover, label: str) -> bool:
    try:
        prover.step(label)
    except (Gap, checker.Invalid, KeyError):
        return True
    return False


@pytest.mark.parametrize("title", CASES)
def test_the_checker_accepts_every_case(title: str) -> None:
    """It refuses a claim with a given that nothing rests on, so each case needs all of its own."""
    found = certificate(CASES[title], proved.known_lemmas())
    ((_, wrong),) = checker.check(proved.document([found]))[-1:]
    assert wrong == ""
    assert str(found).isascii()  # as files of certificates are


SMALLER: Mapping[str, str] = {
    "loss-on-a-plateau-from-above": "loss <= plateau + 99*n*eps**2/400",
    "loss-on-a-plateau-from-below": "plateau <= loss + 99*eps*remainder/200",
    "transitions-do-not-see-the-scale": "left_end - previous_end == ratio/(c*sigma_k)",
    "plateaus-are-longer-at-smaller-scales": "lasting_at_beta - lasting == 2*scales*slope",
    "plateaus-outgrow-transitions": "1/(c*sigma_k) > 1/(c*sigma_next)",
}


@pytest.mark.parametrize("label", SMALLER)
def test_nothing_else_is_proved_by_the_same_lines(label: str) -> None:
    for prover in catalogue.proof(LABEL).showing(label):
        with pytest.raises((Gap, checker.Invalid)):
            prover.step(label, SMALLER[label])


@pytest.mark.parametrize(
    ("dropped", "label"),
    [
        ("within-the-tolerance", "loss-on-a-plateau-from-above"),
        ("within-the-tolerance", "loss-on-a-plateau-from-below"),
        ("solution-is-positive", "loss-on-a-plateau-from-above"),
        ("targets-are-distinct", "plateaus-outgrow-transitions"),
    ],
)
def test_a_hypothesis_dropped_breaks_the_proof(dropped: str, label: str) -> None:
    assert any(breaks(case, label) for case in catalogue.proof(LABEL).showing(label, (dropped,)))


def test_without_a_positive_solution_the_loss_may_be_far_above() -> None:
    """Y = 1, W = −ε: above L_0 = ¼ by ½ε, which is more than ¼ε²."""
    epsilon = Fraction(1, 10)
    sigma = [Fraction(1)]
    above = plateaus.level(sigma, 0) + plateaus.deviations(sigma, 0, epsilon)[1]
    assert loss_at(diagonal(tuple(sigma)), diagonal((-epsilon,))) > above


# ---- times


def test_every_theorem_whose_constants_do_not_see_the_scale_has_a_case() -> None:
    """All but the sharpest, whose c₁ and c₂ depend on α."""
    labels = {each.label for each in without_scale()}
    assert labels == set(theorems.labels()) - {"theorem-4-sharpest"}
    assert {title for title in CASES if "constants of" in title} == {
        f"1 <= k < r: the constants of {label}" for label in labels
    }


def test_windows_that_end_elsewhere_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a theorem declares is what is proved of its windows."""
    declare(monkeypatch, "theorem-4", left_end="log(c1/alpha**2)/(c*sigma_k)")
    assert "left_end" in stated.differences(catalogue.proof(LABEL))


def test_exact_times_are_those_of_balls() -> None:
    """In units of log 2."""
    exact, balls = Rationals(), Balls(200)
    for point in drawn(3, 5):
        ours, theirs = (Lasting().quantities(point, field) for field in (exact, balls))
        with balls.working():
            for name in ("left_end", "previous_end", "lasting", "lasting_at_beta", "ratio", "scales"):
                expected = balls.number(Fraction(int(ours[name].p), int(ours[name].q))) * balls.log(balls.number(2))
                assert theirs[name].overlaps(expected), name
                assert abs(expected) + abs(theirs[name]) < 10**6


@pytest.mark.parametrize("label", ["transitions-do-not-see-the-scale", "plateaus-are-longer-at-smaller-scales"])
def test_equations_between_times_are_decided_exactly(label: str) -> None:
    step = suite.steps()[label]
    for statement, equal in ((step.statement, True), (step.canary.statement, False)):
        assert statement is not None
        for point in drawn(0, 3):
            found = Lasting().quantities(point, Rationals())
            said = statement(**{name: found[name] for name in signature(statement).parameters})
            assert isinstance(said, Equal)
            assert bool(said.left == said.right) is equal


def test_the_law_rests_on_a_solution_that_stays_positive() -> None:
    assert set(catalogue.proof(LABEL).foundations) == {"solution-stays-positive"}


def test_a_case_is_about_every_n() -> None:
    """The number of rows is a letter, of which nothing is known but that it is positive."""
    case: Argument = CASES[WINDOW]
    assert "n" in case.positive
    assert not [text for text in case.given.values() if "n <" in text or "n ==" in text]
