"""What is shown of descent: inductions hang together, speak of descent as it is, and are refused where it is false."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from numeric.field import Rationals
from numeric.matrices import product, rows_of, transpose
from proofs import checker
from proofs.certificate.argument import Argument, Gap
from proofs.certificate.language import value
from proofs.certificate.prover import Prover
from proofs.claims.claim import Shard
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Outcome
from proofs.descent import any_start, claims, spectral
from proofs.descent.induction import ALWAYS, BEFORE, START, STEP, Induction, State
from proofs.descent.runs import BEYOND, Errors, Run, Runs
from proofs.judging import suite

INDUCTIONS = claims.all_inductions()
FIELD = Rationals()


def named(induction: Induction, when: str) -> Argument:
    return next(claim for claim in induction.claims() if claim.case.endswith(when))


def is_shown(argument: Argument) -> bool:
    prover = Prover(argument, claims.known())
    try:
        for step in argument.steps:
            prover.step(step.label)
    except (Gap, checker.Invalid):
        return False
    return True


def as_sums(argument: Argument, texts: list[str]) -> list[checker.Statement]:
    scope = checker.Scope(argument.scope)
    return [checker.normal(*scope.statement(text)) for text in texts]


@pytest.mark.parametrize("induction", INDUCTIONS, ids=lambda each: each.case)
def test_what_is_supposed_of_a_step_is_what_is_shown_of_the_next(induction: Induction) -> None:
    """Each invariant is shown at the start and one step later, and no other is supposed; here it is worked out anew."""
    start, step, always = (named(induction, when) for when in (START, STEP, ALWAYS))
    kept = [*induction.kept.values()]
    assert len(start.steps) == len(step.steps) == len(kept)
    after = {name: f"({state.step})" for name, state in induction.states.items()}
    scope = checker.Scope({**step.scope, "definitions": {f"{name}_after": text for name, text in after.items()}})
    for text, shown in zip(kept, step.steps, strict=True):
        renamed = re.sub(r"[A-Za-z]\w*", lambda found: f"{found[0]}_after" if found[0] in after else found[0], text)
        assert checker.normal(*scope.statement(renamed)) == checker.normal(*scope.statement(shown.shows))
    supposed = set(step.given) - set(induction.given) - set(induction.beside) - set(induction.as_long_as)
    assert {name for name in supposed if not name.startswith("still ")} <= set(induction.invariants)
    assert always.steps[-1].label == induction.label
    assert any(claim.case.endswith(BEFORE) for claim in induction.claims()) == bool(induction.as_long_as)


def test_the_second_part_begins_with_what_the_first_has_shown() -> None:
    """Nothing is supposed of the factor at j₀ that was not shown of it."""
    begins, goes_on = any_start.begins(), any_start.goes_on()
    shown = {**begins.invariants, **{name.removeprefix("reached "): text for name, text in begins.also.items()}}
    for name, text in goes_on.given.items():
        if name.endswith(" at j0"):
            there = shown[name.removesuffix(" at j0")]
            moved = text.replace("V1", "U1").replace("V2", "U2").replace("growth_0", "growth")
            assert as_sums(goes_on.claims()[1], [moved]) == as_sums(goes_on.claims()[1], [there])


def test_the_states_descend() -> None:
    """U₁ and U₂ after a step, as the induction has them, are the rows of (1 + η(Σ − UUᵀ))U; and so a mode descends."""
    U = rows_of([[Fraction(1, 2), Fraction(1, 3)], [Fraction(2, 5), Fraction(-1, 7)], [Fraction(1, 9), Fraction(1, 4)]])
    sigma, eta = [Fraction(2), Fraction(1), Fraction(1, 2)], Fraction(1, 8)
    W = product(U, transpose(U))
    A = rows_of([[(i == j) * (1 + eta * sigma[i]) - eta * W[i][j] for j in range(3)] for i in range(3)])
    after = product(A, U)
    letters = {
        "S1": FIELD.diagonal([FIELD.number(x) for x in sigma[:2]]),
        "S2": FIELD.diagonal([FIELD.number(x) for x in sigma[2:]]),
        "U1": FIELD.exact(U[:2]),
        "U2": FIELD.exact(U[2:]),
        "eta": FIELD.number(eta),
    }
    for state, rows in (("U1", after[:2]), ("U2", after[2:])):
        for induction in (any_start.begins(), any_start.goes_on()):
            assert value(induction.states[state].step, letters, FIELD) == FIELD.exact(rows)
    one = {"w": FIELD.number(Fraction(1, 3)), "sigma": FIELD.number(2), "eta": FIELD.number(eta)}
    step = spectral.inductions()[0].states["w"].step
    assert value(step, one, FIELD) == FIELD.number(Fraction(1, 3) * (1 + eta * Fraction(5, 3)) ** 2)


def test_runs_descend_as_they_should() -> None:
    """Two steps of two modes, by hand."""
    start = replace(BEYOND, spectrum=(Fraction(1), Fraction(0)), shape=(Fraction(1), Fraction(2)))
    w, v = start.alpha_squared, 2 * start.alpha_squared
    for _ in range(2):
        w, v = w * (1 + start.eta * (1 - w)) ** 2, v * (1 - start.eta * v) ** 2
    assert Errors(Run(start, 1, 2), FIELD).error == FIELD.number(max(1 - w, v))


@pytest.mark.parametrize(
    ("induction", "hypothesis", "when"),
    [
        (spectral.inductions()[0], "small-steps", STEP),
        (spectral.inductions()[0], "start-below-targets", START),
        (spectral.inductions()[1], "after-the-first-k", STEP),
        (any_start.unlearned(), "start-below-targets", START),
        (any_start.unlearned(), "target-is-bounded", STEP),
        (any_start.begins(), "tolerance", ALWAYS),
        (any_start.begins(), "independent", START),
        (any_start.goes_on(), "mixed at j0", START),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_without_a_hypothesis_nothing_is_shown(induction: Induction, hypothesis: str, when: str) -> None:
    """The claim that needs it has no certificate."""
    given = {name: text for name, text in induction.given.items() if name != hypothesis}
    assert not is_shown(named(replace(induction, given=given), when))


def test_what_is_false_one_step_later_is_refused() -> None:
    """A mode that stays below its target, said of one that takes steps of three times the size."""
    induction = spectral.inductions()[0]
    wild = State("alpha**2*s", "w*(1 + 3*eta*(sigma - w))**2", positive=True)
    assert is_shown(named(induction, STEP))
    assert not is_shown(named(replace(induction, states={**induction.states, "w": wild}), STEP))


def test_a_near_miss_is_not_proved() -> None:
    """Neither half of ε, nor ησ_1 = ¾, nor a statement that the lines do not lead to."""
    step = suite.steps()["descent-spectral-incremental-learning"]
    (balls, induction) = step.evidence
    nearly = replace(step, statement=step.canary.statement)
    assert induction.judge(nearly, shard=Shard(), seed=0, workspace=Workspace()).outcome is Outcome.UNDECIDED
    beyond = replace(step, domain=Runs((BEYOND,), only=((1, 21),)))
    assert balls.judge(beyond, shard=Shard(), seed=0, workspace=Workspace()).outcome is Outcome.FAILS


def test_all_that_is_shown_of_descent_has_certificates() -> None:
    """Those of one step, and three or four of each induction, each accepted by the checker."""
    found = claims.certificates()
    assert len(found) == len(claims.ONE_STEP) + sum(len(each.claims()) for each in INDUCTIONS)
    assert len({each["label"] for each in found}) == len(found)
