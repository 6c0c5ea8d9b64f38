"""Theorem 3 for all parameters: the checker accepts every step's certificate, and none without what it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
import sympy
from declared import constant, declare

from proofs import checker
from proofs.certificate.argument import Argument, Gap, Identity, Line, certificate
from proofs.judging import suite
from proofs.lemmas import LEMMAS
from proofs.theorems.spectral import THEOREM
from proofs.theorems.spectral.argument import HYPOTHESES, ORIGINS, arguments

RELATIONS = {r"\le": "<=", r"\ge": ">=", "=": "=="}
STATED = checker.axioms() | {
    lemma.label: {
        **lemma.argument.scope,
        "given": dict(lemma.argument.given),
        "shows": lemma.argument.steps[-1].shows,
    }
    for lemma in LEMMAS
}
PROVED = [certificate(lemma.argument, STATED) for lemma in LEMMAS]


def shows(label: str) -> str:
    """What the step of that name states, in the checker's grammar."""
    step = suite.steps()[label]
    statement = step.statement(**{name: sympy.Symbol(name, positive=True) for name in step.quantities})
    return f"{statement.left} {RELATIONS[statement.relation]} {statement.right}"


def written() -> tuple[Argument, ...]:
    return arguments(shows, lambda label: suite.steps()[label].uses)


def wrong(claims: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the checker says of the claims, but for those that it accepts."""
    return [f"{label}: {what}" for label, what in checker.check({"claims": [*PROVED, *claims]}) if what]


CASES = written()


def test_every_step_is_proved_in_some_case() -> None:
    """No step of Theorem 3 is left out, and the conclusion ends every case about the worst mode."""
    assert {step.label for case in CASES for step in case.steps} == {step.label for step in THEOREM.steps}
    modes = [case for case in CASES if "the worst mode is" in case.case]
    assert [case.steps[-1].label for case in modes] == ["spectral-incremental-learning"] * 5


def test_the_checker_accepts_every_case() -> None:
    assert wrong(certificate(case, STATED) for case in CASES) == []


def test_every_given_has_an_origin() -> None:
    """It is a hypothesis of the theorem, a notation, or what another entry shows; and each hypothesis is needed."""
    assert set(ORIGINS) == {name for case in CASES for name in case.given}
    assert {name for name, origin in ORIGINS.items() if origin == "hypothesis"} == set(HYPOTHESES)
    assert {*ORIGINS.values()} <= {"hypothesis", "notation", *suite.steps()}


@pytest.mark.parametrize(
    ("case", "name"), [pytest.param(case, name, id=f"{case.case}-{name}") for case in CASES for name in case.given]
)
def test_nothing_given_can_be_spared(case: Argument, name: str) -> None:
    """Without it a line is not found, or the checker refuses the case for want of it."""
    try:
        found = certificate(without(case, name), STATED)
    except Gap:
        return
    (why,) = wrong([found])
    assert "is not known" in why, why


def without(case: Argument, name: str) -> Argument:
    """The case with no mention of one of its givens."""

    def spared(line: Line) -> Line:
        if not isinstance(line, Identity):
            return line
        terms = tuple(term for term in line.terms if name not in (term.get("of"), term.get("equation")))
        return replace(line, known=tuple(x for x in line.known if x != name), terms=terms)

    steps = tuple(replace(step, lines=tuple(map(spared, step.lines))) for step in case.steps)
    return replace(case, steps=steps, given={x: statement for x, statement in case.given.items() if x != name})


@pytest.mark.parametrize(
    ("name", "factor", "broken"),
    [
        ("c1", "1/2", "growth-pays-for-the-gap"),
        ("c2", "2", "unlearned-exponential-is-small"),
    ],
)
def test_a_worse_constant_breaks_the_step_that_it_pays_for(
    monkeypatch: pytest.MonkeyPatch, name: str, factor: str, broken: str
) -> None:
    """That step's certificate is not found, and those of the steps before it are."""
    declare(monkeypatch, "theorem-3", constants={name: f"{factor}*{constant('theorem-3', name)}"})
    gaps = set()
    for case in written():
        try:
            certificate(case, STATED)
        except Gap as gap:
            gaps.add(gap.label)
    assert gaps == {broken}
