"""The sharper Theorem 4: the checker accepts it, nothing in it can be spared, and its constants are never worse."""

from fractions import Fraction
from typing import Any

import pytest
import worse

from numeric.exact import Scale
from numeric.field import Balls
from numeric.instance import SHARPER, Instance
from numeric.matrices import diagonal
from numeric.windows import constants, exact_fraction, hypotheses, window
from proofs import checker
from proofs.certificate.argument import certificate
from proofs.judging import suite
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.between.sharper import THEOREM
from proofs.theorems.between.sharper.names import HYPOTHESES, ORIGINS
from proofs.theorems.shared.instances import Point, instances
from proofs.theorems.shared.windowed import WindowQuantities

CASES = [prover.case for prover in catalogue.proof("theorem-4-sharper").provers()]
FIELD = Balls(256)


def wrong(*claims: dict[str, Any]) -> list[str]:
    """What the checker says of the claims, but for those that it accepts."""
    return [what for _, what in checker.check(proved.document(list(claims))) if what]


def test_every_step_is_proved_in_some_case() -> None:
    """No step is left out, and the conclusion ends every case with blocks."""
    assert {step.label for case in CASES for step in case.steps} == {step.label for step in THEOREM.steps}
    assert [case.steps[-1].label for case in CASES[2:]] == ["sharper-incremental-learning"] * 3


def test_the_checker_accepts_every_case() -> None:
    assert wrong(*(certificate(case, proved.known_lemmas()) for case in CASES)) == []


def test_every_given_has_an_origin() -> None:
    """It is a hypothesis, a notation, or what another entry shows, and which ones those are is all that is assumed."""
    assert set(ORIGINS) == {name for case in CASES for name in case.given}
    assert {name for name, origin in ORIGINS.items() if origin == "hypothesis"} == set(HYPOTHESES)
    assert {*ORIGINS.values()} <= {"hypothesis", "notation", *suite.steps()}
    on_alpha = {h.name for h in hypotheses(SHARPER, next(i for i in instances(SHARPER) if i.r == 2))}
    assert on_alpha == {"right-ends-not-negative", "window-1-not-empty"}


@pytest.mark.parametrize(
    ("constant", "factor"),
    [("c1", "99/100"), ("c2", "100/99")],
)
def test_a_worse_constant_breaks_the_flows(monkeypatch: pytest.MonkeyPatch, constant: str, factor: str) -> None:
    """No certificate is found that the flows are close, with the same lines; all others are."""
    gaps = worse.gaps(monkeypatch, "theorem-4-sharper", constant, factor)
    assert gaps == {"slow-flow-is-close", "fast-flow-is-close"}


@pytest.mark.parametrize(
    "instance", list(instances(4)), ids=lambda i: f"{i.name}, alpha = {i.alpha}, epsilon = {i.epsilon}"
)
def test_its_windows_contain_those_of_theorem_4(instance: Instance) -> None:
    """T_k begins earlier by log 4/(2cσ_k) and ends later by log(4mμ)/(2cσ_{k+1}); each larger α is admitted too."""
    assert all(hypothesis.holds for hypothesis in hypotheses(SHARPER, instance))
    with FIELD.working():
        c = constants(4, instance, FIELD)
        for k in range(instance.r + 1):
            theirs, ours = window(4, instance, k, FIELD), window(SHARPER, instance, k, FIELD)
            twice = FIELD.number(2 * instance.rate)
            if k > 0:
                earlier = FIELD.log(FIELD.number(4)) / (twice * FIELD.number(instance.spectrum[k - 1]))
                assert ours.left < theirs.left
                assert (theirs.left - ours.left - earlier).overlaps(FIELD.number(0)) or ours.left == 0
            if k < instance.r:
                later = FIELD.log(4 * c.m * c.mu) / (twice * FIELD.number(instance.spectrum[k]))
                assert ours.right > theirs.right
                assert (ours.right - theirs.right - later).overlaps(FIELD.number(0))


@pytest.mark.parametrize(("side", "factor"), [("left", Fraction(99, 100)), ("right", Fraction(100, 99))])
def test_neither_constant_is_a_hundredth_too_careful(side: str, factor: Fraction) -> None:
    """With 99/100 of c₁, or 100/99 of c₂, the conclusion fails at the end of T_1, though mμ = 10⁴."""
    shape = diagonal((Fraction(1, 100), Fraction(100)))
    instance = Instance(
        (Fraction(2), Fraction(1)), shape, None, Scale(Fraction(1), -20), Fraction(1), Fraction(1, 1000)
    )
    assert all(hypothesis.holds for hypothesis in hypotheses(SHARPER, instance))
    with FIELD.working():
        ends, change = window(SHARPER, instance, 1, FIELD), FIELD.log(FIELD.number(factor)) / 2
        end = ends.left + change / 2 if side == "left" else ends.right + change
        inside = exact_fraction(end.upper() if side == "left" else end.lower())
        assert (ends.left > FIELD.number(inside)) == (side == "left")
        error = WindowQuantities(Point(instance, 0, 1, inside, side), FIELD).error
        assert error > FIELD.number(Fraction(1, 1000))
