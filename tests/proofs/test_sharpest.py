"""The sharpest Theorem 4: the checker accepts it, with its own constants and with any that meet the conditions, and
nothing in it can be spared.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
import worse

from numeric.exact import Scale
from numeric.field import Balls
from numeric.instance import SHARPER, SHARPEST, Instance
from numeric.matrices import diagonal
from numeric.windows import constants, exact_fraction, hypotheses, window
from proofs import checker
from proofs.certificate.argument import Argument, Gap, certificate
from proofs.judging import suite
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.between.sharpest import THEOREM
from proofs.theorems.between.sharpest.argument import conditional
from proofs.theorems.between.sharpest.names import CONDITIONS, HYPOTHESES, ORIGINS
from proofs.theorems.shared.instances import Point, instances
from proofs.theorems.shared.windowed import WindowQuantities

OWN = [prover.case for prover in catalogue.proof("theorem-4-sharpest").provers()]
FIELD = Balls(512)
CONDITIONAL = conditional()
STATED = {**CONDITIONS, **HYPOTHESES}
WEAKER = {
    "learned-constant": "99*(m*sigma_1 - alpha**2)*(sigma_1 - eps) <= 100*eps*c1",
    "unlearned-constant": "99*mu*c2*(sigma_1 - eps) <= 100*eps*(sigma_1 - alpha**2*mu)",
    "targets-below-tolerance": "99*sigma_1 <= 100*eps",
    "start-below-tolerance": "99*alpha**2*mu <= 100*eps",
    "start-below-learned": "99*alpha**2*mu <= 100*(sigma_k + eps)",
    "after-the-left-end": "log(c1/alpha**2) <= 2*c*sigma_k*t + 1/100",
    "before-the-right-end": "2*c*sigma_next*t <= log(c2/alpha**2) + 1/100",
}


def wrong(*claims: dict[str, Any]) -> list[str]:
    """What the checker says of the claims, but for those that it accepts."""
    return [what for _, what in checker.check(proved.document(list(claims))) if what]


@pytest.mark.parametrize("cases", [OWN, CONDITIONAL], ids=["own constants", "any constants"])
def test_the_checker_accepts_every_case(cases: list[Argument]) -> None:
    """It refuses a claim with a given that nothing rests on, so each case needs all of its own."""
    assert wrong(*(certificate(case, proved.known_lemmas()) for case in cases)) == []


def test_every_step_with_points_is_proved_in_some_case() -> None:
    """The others are derivations; the conclusion ends every case with blocks."""
    assert {step.label for case in OWN for step in case.steps} == {step.label for step in THEOREM.steps if step.domain}
    assert [case.steps[-1].label for case in OWN[3:]] == ["sharpest-incremental-learning"] * 4


def test_every_given_has_an_origin() -> None:
    """It is a hypothesis, a notation, or what another entry shows, and which ones those are is all that is assumed."""
    assert set(ORIGINS) == {name for case in OWN for name in case.given}
    assert {*ORIGINS.values()} <= {"hypothesis", "notation", *suite.steps()}
    on_alpha = {h.name for h in hypotheses(SHARPEST, next(i for i in instances(SHARPEST) if i.r == 2))}
    assert on_alpha == {"start-below-tolerance", "window-1-not-empty"}


def test_every_case_ends_with_the_conclusion() -> None:
    assert {case.steps[-1].shows for case in CONDITIONAL} == {"error <= eps"}
    assert {name for case in CONDITIONAL for name in case.given if name in STATED} == set(STATED)


@pytest.mark.parametrize(
    ("case", "name"),
    [(case, name) for case in CONDITIONAL for name in WEAKER if name in case.given],
    ids=lambda x: getattr(x, "case", x),
)
def test_a_weaker_condition_is_not_enough(case: Argument, name: str) -> None:
    """By a hundredth: with the same lines no certificate is found."""
    with pytest.raises(Gap):
        certificate(replace(case, given={**case.given, name: WEAKER[name]}), proved.known_lemmas())


@pytest.mark.parametrize(
    ("constant", "factor", "broken"),
    [
        ("c1", "99/100", "slow-flow-reaches-tolerance"),
        ("c2", "100/99", "fast-flow-keeps-tolerance"),
    ],
)
def test_a_worse_constant_breaks_its_flow(
    monkeypatch: pytest.MonkeyPatch, constant: str, factor: str, broken: str
) -> None:
    """With the same lines no certificate is found that the flow is close."""
    gaps = worse.gaps(monkeypatch, "theorem-4-sharpest", constant, factor)
    assert broken in gaps
    assert "sharpest-incremental-learning" not in gaps


@pytest.mark.parametrize(
    "instance",
    [instance for instance in instances(SHARPER) if instance.epsilon < instance.spectrum[0]],
    ids=lambda i: f"{i.name}, alpha = {i.alpha}, epsilon = {i.epsilon}",
)
def test_its_windows_contain_those_of_the_sharper_theorem(instance: Instance) -> None:
    """Each T_k, at each α that the sharper theorem admits."""
    assert all(hypothesis.holds for hypothesis in hypotheses(SHARPEST, instance))
    with FIELD.working():
        for k in range(instance.r + 1):
            theirs, ours = window(SHARPER, instance, k, FIELD), window(SHARPEST, instance, k, FIELD)
            assert ours.left < theirs.left or ours.left == theirs.left == 0
            assert ours.right is None or theirs.right < ours.right


MILLIONTH = Fraction(1, 10**6)
STARTS = [("9", "1/9"), ("1/9", "9"), ("1", "1")]


@pytest.mark.parametrize(("shape", "eps"), list(product(STARTS, ("1/10", "1", "19/10"))))
def test_the_error_is_epsilon_at_the_ends_and_larger_beyond(shape: tuple[str, str], eps: str) -> None:
    """W(t) by the closed form: Y = diag(2, 0), and the shape's extremes in either place. Beyond by a millionth."""
    first, second = map(Fraction, shape)
    epsilon = Fraction(eps)
    instance = Instance(
        (Fraction(2), Fraction(0)), diagonal((first, second)), None, Scale(Fraction(1, 10)), Fraction(1), epsilon
    )
    assert all(hypothesis.holds for hypothesis in hypotheses(SHARPEST, instance)) == (
        max(first, second) <= 100 * epsilon
    )
    m, mu = 1 / min(first, second), max(first, second)
    for k, extreme, sign in ((1, 1 / m, -1), (0, mu, 1)):
        if first != extreme:
            continue
        with FIELD.working():
            c = constants(SHARPEST, instance, FIELD)
            end = exact_fraction((FIELD.log((c.c1 if k else c.c2) * 100) / 4).mid())
            at, beyond = (
                WindowQuantities(Point(instance, 0, k, end + sign * later, "end"), FIELD).error
                for later in (0, MILLIONTH)
            )
            assert abs(at - FIELD.number(epsilon)) < FIELD.number(Fraction(1, 10**50))
            assert beyond > FIELD.number(epsilon)
