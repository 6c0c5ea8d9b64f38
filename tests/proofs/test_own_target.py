"""Theorem 4 by own targets: the checker accepts it, nothing in it can be spared, and its windows contain the sharper
ones.
"""

from fractions import Fraction

import pytest
import worse

from numeric.exact import Scale
from numeric.field import Balls
from numeric.instance import OWN_TARGET, SHARPER, Instance
from numeric.matrices import diagonal, identity
from numeric.windows import exact_fraction, hypotheses, window
from proofs import checker
from proofs.certificate.argument import Gap, certificate
from proofs.certificate.prover import Prover
from proofs.judging import suite
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.between.own_target import THEOREM
from proofs.theorems.between.own_target.names import HYPOTHESES, ORIGINS
from proofs.theorems.between.own_target.quantities import EARLY
from proofs.theorems.shared.instances import Point, instances
from proofs.theorems.shared.windowed import WindowQuantities

CASES = [prover.case for prover in catalogue.proof("theorem-4-own-target").provers()]
FIELD = Balls(256)


def test_the_checker_accepts_every_case() -> None:
    """It refuses a claim with a given that nothing rests on, so each case needs all of its own."""
    claims = [certificate(case, proved.known_lemmas()) for case in CASES]
    assert [what for _, what in checker.check(proved.document(claims)) if what] == []


def test_every_step_is_proved_in_some_case() -> None:
    """No step is left out, and the conclusion ends every case with blocks."""
    assert {step.label for case in CASES for step in case.steps} == {step.label for step in THEOREM.steps}
    assert [case.steps[-1].label for case in CASES[5:]] == ["own-target-incremental-learning"] * 3


def test_every_given_has_an_origin() -> None:
    """It is a hypothesis, a notation, or what another entry shows, and which ones those are is all that is assumed."""
    assert set(ORIGINS) == {name for case in CASES for name in case.given}
    assert {name for name, origin in ORIGINS.items() if origin == "hypothesis"} == set(HYPOTHESES)
    assert {*ORIGINS.values()} <= {"hypothesis", "notation", *suite.steps()}
    on_alpha = {h.name for h in hypotheses(OWN_TARGET, next(i for i in instances(OWN_TARGET) if i.r == 2))}
    assert on_alpha == {"right-ends-not-negative", "left-ends-are-late", "window-1-not-empty"}


def test_no_axiom_is_needed_that_the_sharper_theorem_does_without() -> None:
    """But for two of one number's exponential."""
    ours, theirs = (
        {
            x
            for prover in catalogue.proof(theorem).provers()
            for step in prover.case.steps
            for x in used(prover, step.label)
        }
        for theorem in ("theorem-4-own-target", "theorem-4-sharper")
    )
    assert ours - theirs <= {"exponential-is-above-its-tangent", "exponential-is-positive"}


def used(prover: Prover, label: str) -> tuple[str, ...]:
    return proved.assumed([prover.step(label)])


def gaps(dropped: tuple[str, ...] = ()) -> set[str]:
    """The steps that have no certificate in some case."""
    found = set()
    for prover in catalogue.proof("theorem-4-own-target").provers(dropped):
        for step in prover.case.steps:
            try:
                prover.step(step.label)
            except (Gap, checker.Invalid, KeyError):
                found.add(step.label)
    return found


SLOW, FAST = "own-target-slow-flow-reaches-tolerance", "own-target-fast-flow-keeps-tolerance"
LATE, OUTGROWN, SMALL = (
    "small-tolerances-are-late",
    "learned-starts-are-outgrown",
    "own-target-unlearned-exponentials-are-small",
)
EMPTY = "own-target-windows-are-not-empty"
NEEDED = {
    "left-ends-are-late": {OUTGROWN, SLOW},
    "after-the-left-end": {OUTGROWN, SLOW},
    "before-the-right-end": {SMALL, FAST},
    "tolerance-is-small": {LATE},
    "right-ends-not-negative": {EMPTY, LATE, FAST},
    "window-not-empty": {EMPTY},
    "targets-are-distinct": {EMPTY},
    "time-is-not-negative": {SMALL, FAST},
}
"""What each hypothesis is needed for."""


@pytest.mark.parametrize("hypothesis", NEEDED)
def test_a_hypothesis_dropped_breaks_the_proof(hypothesis: str) -> None:
    """What a case takes as given falls, too, with what shows it."""
    assert gaps((hypothesis,)) >= NEEDED[hypothesis]
    assert set(HYPOTHESES) == set(NEEDED)


@pytest.mark.parametrize(
    ("constant", "factor", "broken"),
    [
        ("c1", "99/100", {LATE, OUTGROWN}),
        ("c2", "100/99", {LATE, FAST}),
    ],
)
def test_a_worse_constant_breaks_its_flow(
    monkeypatch: pytest.MonkeyPatch, constant: str, factor: str, broken: set[str]
) -> None:
    """With the same lines no certificate is found; all others are."""
    assert worse.gaps(monkeypatch, "theorem-4-own-target", constant, factor) == broken


@pytest.mark.parametrize(
    "instance",
    [i for i in instances(SHARPER) if all(h.holds for h in hypotheses(OWN_TARGET, i))],
    ids=lambda i: f"{i.name}, alpha = {i.alpha}, epsilon = {i.epsilon}",
)
def test_its_windows_contain_those_of_the_sharper_theorem(instance: Instance) -> None:
    """T_1 is the same; each later T_k begins earlier by log(σ₁/σ_k)/(cσ_k), and ends where that ends."""
    with FIELD.working():
        for k in range(instance.r + 1):
            theirs, ours = window(SHARPER, instance, k, FIELD), window(OWN_TARGET, instance, k, FIELD)
            assert ours.left < theirs.left or k < 2
            assert k > 1 or ours.left.overlaps(theirs.left)
            assert (ours.right is None and theirs.right is None) or ours.right.overlaps(theirs.right)


@pytest.mark.parametrize(("side", "factor"), [("left", Fraction(99, 100)), ("right", Fraction(100, 99))])
def test_neither_constant_is_a_hundredth_too_careful(side: str, factor: Fraction) -> None:
    """With 99/100 of c₁, or 100/99 of c₂, the conclusion fails at the end of T_2, though mμ = 10⁴ and σ₁ = 100σ₂."""
    # the least eigenvalue of the shape is that of the second mode, the largest that of the third
    shape = diagonal((Fraction(1), Fraction(1, 100), Fraction(100)))
    spectrum, epsilon = (Fraction(200), Fraction(2), Fraction(1)), Fraction(1, 1000)
    instance = Instance(spectrum, shape, None, Scale(Fraction(1), -20), Fraction(1), epsilon)
    assert all(hypothesis.holds for hypothesis in hypotheses(OWN_TARGET, instance))
    with FIELD.working():
        ends, change = window(OWN_TARGET, instance, 2, FIELD), FIELD.log(FIELD.number(factor)) / 2
        end = ends.left + change / 2 if side == "left" else ends.right + change
        beyond = exact_fraction(end.upper() if side == "left" else end.lower())
        assert WindowQuantities(Point(instance, 0, 2, beyond, side), FIELD).error > FIELD.number(epsilon)


def test_without_late_left_ends_the_theorem_is_false() -> None:
    """By fractions: Y = diag(3, 1), W̄₀ = I, ε = 6/5, α = 5/8. At the left end of T_2, e^{2ct} = 32/15."""
    spectrum, epsilon, alpha = (Fraction(3), Fraction(1)), Fraction(6, 5), Fraction(5, 8)
    assert EARLY.chosen[0] == ("3,1", "6/5", "5/8")
    growth = 1 / (epsilon * alpha**2)  # c₁/α², as m = σ₂ = 1
    assert growth == Fraction(32, 15)
    assert alpha**2 <= epsilon
    assert 9 * growth <= (epsilon / alpha**2) ** 3  # T_1 is not empty: log(9·growth)/3 ≤ log(c₂/α²)
    start = alpha**2
    first = 3 * start * growth**3 / (3 + start * (growth**3 - 1))
    assert 3 - first > epsilon
    instance = Instance(spectrum, identity(2), None, Scale(alpha), Fraction(1), epsilon)
    assert {h.name for h in hypotheses(OWN_TARGET, instance) if not h.holds} == {"left-ends-are-late"}


@pytest.mark.parametrize("number", [Fraction(19, 10), Fraction(199, 100), Fraction(1999, 1000)])
def test_no_smaller_number_than_two_will_do_for_a_mode(number: Fraction) -> None:
    """σ² e^{−2cσt} ≤ σ_k² e^{−2cσ_k t} at 2cσ_k t = L is x² ≤ e^{(x − 1)L}, x = σ/σ_k, which fails at x = 2/L."""
    x = 2 / number
    with FIELD.working():
        assert FIELD.number(x**2) > FIELD.exp(FIELD.number((x - 1) * number))
