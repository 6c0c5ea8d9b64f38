"""Claims about windows of gradient descent: what is proved, what is refuted, and what no grade may rest on."""

import time
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from sampling import some

from numeric.descending.batches import dense_errors, spectral_errors
from numeric.exact import Scale
from paper import Misuse
from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.descent import claims
from proofs.grading import files
from proofs.grading.windows import conditions, descent_chains
from proofs.grading.windows import decision as windows
from proofs.grading.windows.cases import Case, Judge, Measured
from proofs.grading.windows.claims import Windows
from proofs.scalar.claims import FIELDS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "descent.toml"
SECONDS, SEED = 30, 3
pytestmark = pytest.mark.usefixtures("short_searches")


def example(name: str) -> Windows:
    found = next(claim for claim in files.read(str(EXAMPLES)) if claim.name == name)
    assert isinstance(found, Windows)
    return found


FIRST, LAST = (example(f"descent from any start, the {which} window") for which in ("first", "last"))
THIRD, ANY = example("Theorem 3 for descent"), example("descent from any start, between the first window and the last")


def refutes(found: Measured, c1: str, c2: str) -> bool:
    """Whether j is in T_k and the error beyond ε, by decimals of 80 digits."""
    case = found.case
    assert not any(case.tangents)
    with localcontext() as context:
        context.prec = 80

        def number(x: Fraction) -> Decimal:
            return Decimal(x.numerator) / Decimal(x.denominator)

        sigma, eta, eps = [number(x) for x in case.spectrum], number(case.step), number(case.epsilon)
        square = number(case.alpha.fraction) ** 2
        letters = {"sigma_1": sigma[0], "eps": eps, "s_min": number(min(case.shape)), "s_max": number(max(case.shape))}
        first, second = (Decimal(1) * eval(text, {}, letters) for text in (c1, c2))  # noqa: S307 (texts of this file)
        j, rank = int(case.time), sum(x > 0 for x in sigma)
        if case.k > 0 and square * (1 + eta * sigma[case.k - 1]) ** (2 * j) < first:
            return False
        if case.k < rank and square * (1 + eta * sigma[case.k]) ** (2 * j) > second:
            return False
        errors = []
        for i, (target, s) in enumerate(zip(sigma, case.shape, strict=True)):
            w = square * number(s)
            for _ in range(j):
                w = w * (1 + eta * (target - w)) ** 2
            errors.append(abs(w - (target if i < case.k else 0)))
        return max(errors) > eps * (1 + Decimal(10) ** -20)


@pytest.mark.parametrize("claim", [THIRD, *some([ANY, FIRST, LAST], 2)], ids=lambda claim: claim.name)
def test_the_theorems_hold_as_claims(claim: Windows) -> None:
    found = windows.grade(claim, SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED), found.reason
    assert found.certificate is not None
    assert not [why for _, why in checker.check(found.certificate) if why]
    assert found.instance is not None
    assert Judge(claim).admits(found.instance)


LESS = [
    ("Theorem 3 for descent with the step 3/(4*sigma_1)", "sigma_1**2/(s_min*eps)", "eps/s_max"),
    ("Theorem 3 for descent with 0.9 of its c1", "sigma_1**2/(s_min*eps)*9/10", "eps/s_max"),
    ("Theorem 3 for descent with 1.1 of its c2", "sigma_1**2/(s_min*eps)", "eps/s_max*11/10"),
]


@pytest.mark.parametrize(("name", "c1", "c2"), some(LESS, 2))
def test_what_goes_too_far_has_a_witness_that_decimals_confirm(name: str, c1: str, c2: str) -> None:
    claim = example(name)
    found = windows.grade(claim, SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.CERTIFIED), found.reason
    assert found.witness is not None
    assert Judge(claim).refutes(found.witness.case)
    assert refutes(found.witness, c1, c2)
    assert not Judge(THIRD).refutes(found.witness.case)


def test_weaker_constants_hold_and_sharper_ones_of_any_start_are_open() -> None:
    weaker = replace(THIRD, c1=f"3*({THIRD.c1})", c2=f"({THIRD.c2})/2", step="1/(3*sigma_1)")
    weaker = replace(weaker, given=THIRD.given[1:])
    assert windows.grade(weaker, SECONDS, SEED).outcome is Outcome.HOLDS
    sharper = replace(ANY, c1="3*sigma_1*sigma_k/(nu*eps)")
    found = windows.grade(sharper, 6, SEED)
    assert (found.outcome, found.certificate) == (Outcome.UNDECIDED, None)


def test_the_largest_step_is_named() -> None:
    found = windows.grade(replace(THIRD, step="3/(4*sigma_1)", given=THIRD.given[1:]), SECONDS, SEED)
    assert found.argument is not None
    assert found.argument.holds is False
    assert found.argument.largest_step == "1/(2*sigma_1)"


@pytest.mark.parametrize(
    ("claim", "left_out"),
    some([(claim, i) for claim in (ANY, FIRST, LAST) for i in range(claim is ANY, len(claim.given))], 4),
    ids=lambda value: value if isinstance(value, int) else "",
)
def test_from_any_start_every_hypothesis_is_asked_for(claim: Windows, left_out: int) -> None:
    """Without it a condition has no certificate, so that there is no proof; that k ≥ 1, a gap implies."""
    fewer = replace(claim, given=(*claim.given[:left_out], *claim.given[left_out + 1 :]))
    chain = descent_chains.any_start()
    answers = conditions.answered(conditions.asked(fewer, chain), time.monotonic() + 4, SEED)
    assert not all(answer.certificate for answer in answers)
    assert windows._document(fewer, chain, answers) is None


def test_no_condition_may_be_missing_or_shown_of_something_else() -> None:
    third, any_start = descent_chains.spectral(), descent_chains.any_start()
    for claim, chain in ((THIRD, third), *((claim, any_start) for claim in (ANY, FIRST, LAST))):
        answers = conditions.answered(conditions.asked(claim, chain), 10**9, SEED)
        assert windows._document(claim, chain, answers) is not None
        for number, answer in enumerate(answers):
            without = [*answers[:number], replace(answer, certificate=None), *answers[number + 1 :]]
            assert windows._document(claim, chain, without) is None
        changed = {"c2": f"1.01*({claim.c2})"} if claim is FIRST else {"c1": f"0.99*({claim.c1})"}
        assert windows._document(replace(claim, **changed), chain, answers) is None  # type: ignore[arg-type]


MEANT = {
    "spectral": "after-the-first-k among-the-first-k among-the-first-r at-least-s_min at-most-s_max at-most-sigma_1"
    " targets-are-ordered",
    "any_start": "first-is-bounded first-start independent k-is-not-first least-is-below-largest next-is-not-negative"
    " rest-of-the-start second-is-bounded second-is-positive start-is-bounded target-is-bounded target-is-positive"
    " targets-from-below whole-start",
}
"""What the names of a claim mean."""


@pytest.mark.parametrize("name", MEANT)
def test_what_an_induction_is_given_is_asked_of_the_claim_or_shown_or_meant(name: str) -> None:
    """Apart from what it says of a step: invariants, that it is in the window, and what its letters stand for."""
    links = getattr(descent_chains, name)().links
    shown = {step.label for link in links for step in link.argument.steps}
    asked = {condition.name for link in links for condition in link.conditions}
    for induction in claims.all_inductions():
        if any(link.argument.label.startswith(induction.label) for link in links):
            own = {given for given in induction.given if not given.endswith(" at j0")}
            assert own <= {*MEANT[name].split(), *asked, *shown}
            assert {induction.label} & {link.argument.steps[-1].label for link in links if link.argument.steps}
    assert not asked & {*MEANT[name].split()}


# ---- instances


def test_a_dense_start_is_run_as_numbers_are() -> None:
    shape, tangents = (Fraction(1), Fraction(1, 3), Fraction(2)), (Fraction(1, 2), Fraction(-1, 3), Fraction(1, 5))
    spectrum = (Fraction(2), Fraction(1), Fraction(0))
    case = Case(
        spectrum, shape, tangents, Fraction(1), Scale(Fraction(1), -1), Fraction(1), 1, Fraction(9), Fraction(1, 6)
    )
    with FIELDS[-1].working():
        error, _ = Judge(replace(THIRD, shape="general"))._sides(case, FIELDS[-1])
    assert case.basis is not None
    basis, sigma = np.array(case.basis, dtype=float), np.diag(np.array(spectrum, dtype=float))
    Y, W = basis @ sigma @ basis.T, 0.01 * np.diag(np.array(shape, dtype=float))
    for _ in range(9):
        A = np.eye(3) + (Y - W) / 6
        W = A @ W @ A
    target = 2 * np.outer(basis[:, 0], basis[:, 0])
    assert float(error.mid()) == pytest.approx(np.linalg.norm(W - target, 2), rel=1e-12)
    factor = (basis.T * np.sqrt(np.array(shape, dtype=float)))[:, :, None]
    column = np.array(spectrum, dtype=float)[:, None]
    found = dense_errors(column, factor, np.log(np.array([0.01])), np.array([1 / 6]), np.array([9.0]), 1)
    assert np.linalg.norm(found[:, :, 0], 2) == pytest.approx(float(error.mid()), rel=1e-6)


def test_modes_that_are_screened_are_those_of_descent() -> None:
    spectrum, starts = np.array([[2.0], [1.0], [0.0]]), np.log(np.array([[1e-30], [1e-25], [1e-3]]))
    eta, steps = np.array([0.2]), np.array([110.0])
    w = np.exp(starts)
    for _ in range(110):
        w = w * (1 + eta * (spectrum - w)) ** 2
    for k in (0, 1, 2):
        expected = np.abs(w - np.where(np.arange(3)[:, None] < k, spectrum, 0)).max()
        assert spectral_errors(spectrum, starts, eta, steps, k)[0] == pytest.approx(expected, rel=1e-6)


def test_a_case_of_descent_has_whole_steps() -> None:
    case = Case(
        (Fraction(1),),
        (Fraction(1),),
        (),
        Fraction(1, 10),
        Scale(Fraction(1), -2),
        Fraction(1),
        1,
        Fraction(9, 2),
        Fraction(1, 2),
    )
    assert not Judge(THIRD).admits(case)
    assert Judge(THIRD).admits(replace(case, time=Fraction(40)))
    assert not Judge(THIRD).admits(replace(case, time=Fraction(40), step=Fraction(0)))
    assert Judge(THIRD).admits(replace(case, alpha=Scale(Fraction(1), -1000), time=Fraction(40)))
    assert not Judge(THIRD).admits(replace(case, time=Fraction(40), step=Fraction(3, 4)))


ONE, SMALL = Fraction(1), Fraction(1, 4)
NEEDED = [
    (THIRD, 0, Case((ONE,), (ONE,), (), Fraction("4e-5"), Scale(ONE, -3), ONE, 1, Fraction(18), ONE)),
    (THIRD, 1, Case((Fraction("0.012"),), (ONE,), (), Fraction("0.15"), Scale(ONE * 3, -1), ONE, 1, 2 * ONE, 31 * ONE)),
    (THIRD, 2, Case((ONE, 0 * ONE), (ONE, ONE), (), ONE / 10, Scale(ONE / 2, 0), ONE, 1, 9 * ONE, SMALL)),
    (FIRST, 2, Case((ONE,), (50 * ONE,), (), 100 * ONE, Scale(ONE, 0), ONE, 0, ONE, SMALL)),
]
"""What stands in docs/explanation/descent.md: claims, the number of the hypothesis that is dropped, and instances."""


@pytest.mark.parametrize(("claim", "number", "case"), NEEDED, ids=lambda value: value if isinstance(value, int) else "")
def test_each_of_these_hypotheses_is_needed(claim: Windows, number: int, case: Case) -> None:
    fewer = replace(claim, given=(*claim.given[:number], *claim.given[number + 1 :]))
    assert Judge(fewer).refutes(case)
    assert not Judge(claim).admits(case)


# ---- what makes no sense


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"step": "-1/10"}, "the step is -1/10; give a positive one such as 1/10"),
        ({"step": "0"}, "the step is 0; give a positive one"),
        ({"step": "1/c"}, "'c' is none of the names known here"),
        ({"step": "eta/2"}, "'eta' is none of the names known here"),
        ({"flow": "gradient", "step": "1/10"}, "only descent has a step"),
        ({"flow": "momentum"}, "there is no flow 'momentum'"),
        ({"shows": "norm(W(t) - Y_k) <= eps"}, r'write "norm\(W_j - Y_k\) <= eps"'),
        ({"c1": "m_k*sigma_1**2/eps"}, "'m_k' is none of the names known here"),
        ({"shape": "factor"}, "'s_min' is none of the names known here"),
        ({"flow": "gradient", "shows": "norm(W(t) - Y_k) <= eps"}, "'eta' is none of the names known here"),
    ],
)
def test_misuse_is_one_sentence(change: dict[str, str], why: str) -> None:
    with pytest.raises(Misuse, match=why):
        replace(THIRD, **change)  # type: ignore[arg-type]


def test_a_file_may_say_both() -> None:
    text = EXAMPLES.read_text(encoding="utf-8")
    assert {claim.flow for claim in files.parse(text) if isinstance(claim, Windows)} == {"descent"}
    with pytest.raises(Misuse, match="only descent has a step"):
        files.parse(text.replace('flow = "descent"\nstep', "step"))
