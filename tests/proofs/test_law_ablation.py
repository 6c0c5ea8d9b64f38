"""Each hypothesis of the laws and of descent dropped: instances are what they are recorded as; near-misses are not."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import log
from typing import Any

import mpmath
import numpy as np
import pytest
from law_search import DESCENT, UNBALANCED, Draft, is_counterexample, search

from benchmarks.unbalanced import followed
from numeric import unbalanced
from numeric.field import Balls
from paper.laws import law as declared
from proofs.certificate.argument import Argument, Gap
from proofs.certificate.prover import Prover
from proofs.checker import Invalid
from proofs.descent.ablation import DenseCase, SpectralCase
from proofs.descent.dense_runs import DenseStart
from proofs.judging import suite
from proofs.judging.ablated import LAWS
from proofs.lemmas.proved import known_lemmas
from proofs.theorems import catalogue
from proofs.theorems.ablation import from_above, interlocking, laws
from proofs.theorems.ablation.ablation import Need, Unconfirmed, require_certificate
from proofs.theorems.ablation.laws import Law, Record
from proofs.theorems.ablation.of_pivots import PivotCase
from proofs.theorems.ablation.of_plateaus import PlateauCase
from proofs.theorems.ablation.of_unbalanced import UnbalancedCase

BY_KEY = {law.key: law for law in LAWS}
SEARCHED = (interlocking.LEFT_END, interlocking.PAYS, interlocking.LITTLE)
IMPLIED = (*SEARCHED, interlocking.BELOW_TARGET)
RECORDED = [(law, record) for law in LAWS for record in law.records]
WITH_CASE = [(law, record) for law, record in RECORDED if record.case is not None]


def ids(pairs: list[tuple[Law, Record]]) -> list[str]:
    return [f"{law.key}: {', '.join(record.names)}" for law, record in pairs]


def named(key: str, *names: str) -> Record:
    return next(record for record in BY_KEY[key].records if record.names == names)


@pytest.mark.parametrize("key", BY_KEY)
def test_every_hypothesis_is_on_record_and_confirmed(key: str) -> None:
    """Each by itself, unless it is known only together with another; the steps that rest on it are entries."""
    law = BY_KEY[key]
    found = list(laws.ablations(law))
    asked = {hypothesis.name for each in law.conclusions().values() for hypothesis in each.asked}
    assert {each.hypothesis for each in found if len(each.dropped) == 1} == asked
    assert all(each.latex and set(each.breaks) <= set(suite.steps()) for each in found)
    assert {each.conclusion for each in found if each.instance} <= set(suite.steps())


def test_all_that_a_law_declares_is_asked() -> None:
    """What `paper/laws.toml` has, asides of conclusions too, is asked by one of the conclusions."""
    for key in ("pivots", "plateaus", "unbalanced"):
        law = BY_KEY[key]
        stated = declared(next(name for name in law.names if name in catalogue.LABELS))
        names = {each.name for each in stated.asked}
        names |= {each.name for label in stated.conclusions for each in stated.asides.get(label, ())}
        assert names <= {each.name for found in law.conclusions().values() for each in found.asked}


@pytest.mark.parametrize(("law", "record"), WITH_CASE, ids=ids(WITH_CASE))
def test_singular_values_decrease(law: Law, record: Record) -> None:
    """As everything takes for granted; and there is a k-th one."""
    case: Any = record.case
    listed = case.target.replace("-", "") if law.key == "plateaus" else case.spectrum
    sigma = [Fraction(x) for x in listed.split(",")]
    assert sigma == sorted(sigma, reverse=True)
    assert sigma[-1] >= 0
    assert 0 <= case.k <= case.r == sum(x > 0 for x in sigma)


# ---- the same, by floats, of which nothing above knows


def in_floats(case: Any) -> tuple[float, float]:
    """Both sides of what the case is an instance of."""
    return ORACLES[type(case)](case)


def rows(text: str) -> Any:
    return np.array([[float(Fraction(x)) for x in row.split()] for row in text.split(";")])


def of_pivots(case: PivotCase) -> tuple[float, float]:
    """By the printed closed form, and the law's formulas."""
    sigma, S = np.array([float(x) for x in case.spectrum.split(",")]), rows(case.shape)
    V, t, k = float(Fraction(case.alpha)) ** 2 * S, float(Fraction(case.time)), case.k - 1
    G = np.diag([(np.exp(2 * s * t) - 1) / s for s in sigma])
    W = np.diag(np.exp(sigma * t)) @ V @ np.linalg.inv(np.eye(len(sigma)) + G @ V) @ np.diag(np.exp(sigma * t))
    b = np.linalg.solve(S[:k, :k], S[:k, k]) if k else np.zeros(0)
    pivot = S[k, k] - S[k, :k] @ b
    a, later = float(Fraction(case.alpha)) ** 2 * pivot, (S[k + 1 :, k] - S[k + 1 :, :k] @ b) / pivot
    before = np.linalg.norm(V[:k, :k], 2) if k else 0.0
    x = sigma[k] * a * np.exp(2 * sigma[k] * t) / (sigma[k] - a + a * np.exp(2 * sigma[k] * t))
    below = sum(y * y * a / s * (sigma[k] / a) ** (s / sigma[k]) for y, s in zip(later, sigma[k + 1 :], strict=True))
    above = sum(y * y * before * (s / before) ** (sigma[k] / s) for y, s in zip(b, sigma[:k], strict=True))
    if case.conclusion == "entry-is-at-most-its-pivots":
        return W[k, k], x + above
    pace, lone = 2 * sigma[k] * t, log(sigma[k] / a - 1)
    if case.conclusion == "half-learned-after":
        return pace, lone + log((1 + below) / (1 - below))
    return lone - log((sigma[k] + 2 * above) / (sigma[k] - 2 * above)), pace


def of_plateaus(case: PlateauCase) -> tuple[float, float]:
    Y, W = (np.array([float(Fraction(x)) for x in text.split(",")]) for text in (case.target, case.solution))
    if case.conclusion == "plateaus-outgrow-transitions":
        return 1 / Y[case.k - 1], 1 / Y[case.k]
    level = sum(Y[case.k :] ** 2) / 4
    return sum((Y - W) ** 2) / 4, level + len(Y) * float(Fraction(case.epsilon)) ** 2 / 4


def of_unbalanced(case: UnbalancedCase) -> tuple[float, float]:
    """By the Runge–Kutta method; from one column on both sides in closed form, with as many digits as it takes."""
    start, time = case.start, Fraction(case.time)
    if case.conclusion == "unbalanced-windows-are-not-empty":
        first, second, target, rest = 8 / start.eps, start.eps / 3, start.spectrum[0], start.tau
        square = start.alpha.fraction**2
        return log(first / square) / (2 * target), log(second / square) / (2 * float(rest))
    if start.U == start.V and len(start.U[0]) == 1:
        with mpmath.workdps(12_000):
            squares = [mpmath.mpf(u[0].numerator) / u[0].denominator for u in start.U]
            squares = [(u * start.alpha.fraction.numerator / start.alpha.fraction.denominator) ** 2 for u in squares]
            t = mpmath.mpf(time.numerator) / time.denominator
            grown = [mpmath.exp(2 * t * float(s)) for s in start.spectrum]
            spread = [(g - 1) / float(s) if s else 2 * t for g, s in zip(grown, start.spectrum, strict=True)]
            below = 1 + sum(u * g for u, g in zip(squares, spread, strict=True))
            U = [float(mpmath.sqrt(u * g / below)) for u, g in zip(squares, grown, strict=True)]
        W = np.outer(U, U)
    else:
        alpha = float(start.alpha.fraction)
        Y = np.zeros((start.m, start.n))
        np.fill_diagonal(Y, [float(s) for s in start.spectrum])
        U, V = followed(alpha * rows(case.U), alpha * rows(case.V), Y, float(time), 0.01 if time < 100 else 0.05)
        W = U @ V.T
    kept = np.zeros_like(W)
    for i, sigma in enumerate(start.spectrum[: start.k]):
        kept[i, i] = float(sigma)
    return float(np.linalg.norm(W - kept, 2)), float(start.eps)


def of_descent(case: Any) -> tuple[float, float]:
    """Step by step, from the definition; entries below 1e-80 are not lost."""
    sigma = np.array([float(Fraction(x)) for x in case.spectrum.split(",")])
    dense = isinstance(case, DenseCase)
    U = rows(case.factor) if dense else np.diag([float(Fraction(x)) ** 0.5 for x in case.shape.split(",")])
    U, eta = float(Fraction(case.alpha)) * U, float(Fraction(case.eta))
    for _ in range(case.j):
        U = U + eta * (np.diag(sigma) - U @ U.T) @ U
    kept = np.diag(np.where(np.arange(len(sigma)) < case.k, sigma, 0))
    return float(np.linalg.norm(U @ U.T - kept, 2)), float(Fraction(case.epsilon))


ORACLES: Mapping[type, Any] = {
    PivotCase: of_pivots,
    PlateauCase: of_plateaus,
    UnbalancedCase: of_unbalanced,
    DenseCase: of_descent,
    SpectralCase: of_descent,
}


@pytest.mark.parametrize(("law", "record"), WITH_CASE, ids=ids(WITH_CASE))
def test_floats_agree_with_what_is_on_record(law: Law, record: Record) -> None:
    """Both sides of the conclusion, worked out otherwise; where it has no meaning there is a logarithm of no number."""
    found = laws.ablation(law, record)
    if found.need is Need.MEANINGLESS:
        with pytest.raises(ValueError, match=r"math domain error|expected a positive"):
            in_floats(record.case)
        return
    left, right = in_floats(record.case)
    assert found.error is not None
    assert found.bound is not None
    assert left == pytest.approx(float(found.error[0]), rel=1e-6)
    assert right == pytest.approx(float(found.bound[0]), rel=1e-6)
    assert bool(left >= right * (1 - 1e-12)) is (found.need is Need.NEEDED)


# ---- near-misses

SPOILT = [
    # the conclusion holds
    ("pivots", ("earlier-start-below-targets",), {"time": "9"}, "the left side is"),
    ("pivots", ("time-is-not-negative",), {"shape": "2 0; 0 2"}, "the left side is"),
    (
        "plateaus",
        ("solution-is-positive",),
        {"solution": "-1/100", "target": "-1/4", "epsilon": "2"},
        "target-is-positive",
    ),
    ("plateaus", ("within-the-tolerance",), {"solution": "1", "k": 0, "epsilon": "1/2"}, "the left side is"),
    ("unbalanced", ("start-is-early",), {"time": "11530"}, "the left side is"),
    ("unbalanced", ("rest-is-late",), {"alpha": "1e-9"}, "the left side is"),
    (
        "unbalanced",
        ("before-the-right-end",),
        {"V": "1 0; 0 -1", "U": "1 0; 0 -1", "spectrum": "1,1/20"},
        "the left side is",
    ),
    ("descent-3", ("small-steps",), {"j": 15, "k": 1, "epsilon": "1/2"}, "the left side is|after-the-left-end"),
    ("descent-4p", ("rest-is-small",), {"j": 900}, "the left side is"),
    # nothing is violated
    ("pivots", ("half-learned",), {"time": "5"}, "half-learned holds"),
    ("plateaus", ("targets-are-distinct",), {"target": "1,1/2"}, "targets-are-distinct holds"),
    ("unbalanced", ("rest-is-late",), {"alpha": "1e-30"}, "rest-is-late holds"),
    ("descent-4p", ("start-below-targets",), {"factor": "1/2", "mu": "1"}, "start-below-targets holds"),
    # something else is violated too
    ("pivots", ("not-half-learned",), {"alpha": "2"}, "start-below-target fails"),
    ("plateaus", ("solution-is-positive",), {"epsilon": "1/5"}, "within-the-tolerance fails"),
    ("unbalanced", ("weight-is-paid", "weight-is-slow"), {"epsilon": "19/20"}, "tolerance-below-gap fails"),
    ("unbalanced", ("after-the-left-end",), {"epsilon": "19/20"}, "tolerance-below-gap fails"),
    ("descent-3", ("start-below-targets",), {"eta": "50"}, "small-steps fails"),
    ("descent-4p", ("small-steps",), {"tau": "0.9999"}, "tolerance fails"),
    # no instance of the flow, or of the law
    ("pivots", ("time-is-not-negative",), {"alpha": "1", "time": "-9"}, "may not exist"),
    ("descent-4p", ("independent",), {"nu": "1/3", "mu": "1/10"}, "whole-start fails"),
]


@pytest.mark.parametrize(("key", "names", "change", "message"), SPOILT)
def test_a_spoilt_record_is_noticed(key: str, names: tuple[str, ...], change: dict[str, Any], message: str) -> None:
    """An instance that satisfies the conclusion, that violates nothing, or that violates more, is refused."""
    record = named(key, *names)
    case: Any = record.case
    with pytest.raises(Unconfirmed, match=message):
        laws.ablation(BY_KEY[key], replace(record, case=replace(case, **change)))


@pytest.mark.parametrize("key", BY_KEY)
def test_a_counterexample_is_not_passed_off_as_another_kind(key: str) -> None:
    """Neither as near, nor as an instance at which the conclusion has no value; and it stands in for no other."""
    law = BY_KEY[key]
    for record in law.records:
        if record.need is Need.NEEDED:
            with pytest.raises(Unconfirmed, match="the left side is"):
                laws.ablation(law, replace(record, tries=100))
            with pytest.raises(Unconfirmed, match="have values"):
                laws.ablation(law, replace(record, is_meaningless=True))
            others = {name for each in law.records for name in each.names if name not in record.names}
            with pytest.raises(Unconfirmed, match=r"at the instance on record|does not ask"):
                laws.ablation(law, replace(record, names=(min(others),)))


def test_what_has_no_meaning_is_no_counterexample() -> None:
    """A logarithm of no number is neither above a bound nor within it."""
    record = named("pivots", "small-error-below")
    for otherwise in (replace(record, is_meaningless=False), replace(record, is_meaningless=False, tries=3)):
        with pytest.raises(Unconfirmed, match="the left side is"):
            laws.ablation(BY_KEY["pivots"], otherwise)


def test_there_is_an_instance_or_a_certificate() -> None:
    with pytest.raises(Unconfirmed, match="neither an instance nor a certificate"):
        laws.ablation(BY_KEY["pivots"], Record(("half-learned",)))


def test_a_window_begins_at_its_first_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """What doubles say of it is not taken for it: a step later, or before, is refused."""
    first = DenseStart.first.fget  # type: ignore[attr-defined]
    for off in (1, -1):
        monkeypatch.setattr(DenseStart, "first", property(lambda start, off=off: first(start) + off))
        with pytest.raises(Unconfirmed, match="which step is the first"):
            laws.ablation(BY_KEY["descent-4p"], named("descent-4p", "rest-is-small"))


# ---- the search

UNSEEN = [(law, record) for law, record in RECORDED if record.tries]
FAMILIES = {"unbalanced": UNBALANCED, "descent-4p": DESCENT}


@pytest.mark.parametrize(("law", "record"), UNSEEN, ids=ids(UNSEEN))
def test_the_nearest_is_within_its_bound(law: Law, record: Record) -> None:
    """By at least half of it; a hundred instances at least were tried, and a few more find none."""
    found = laws.ablation(law, record)
    assert found.margin is not None
    assert 0.5 < found.margin < 0.9
    assert record.tries > 100
    again = search(FAMILIES[law.key], record.names, 6, 2)
    assert 0 < again.tries <= 6
    assert not again.is_counterexample
    assert again.ratio < 1
    assert laws.ablation(law, replace(record, case=again.nearest)).need is Need.NOT_SEEN


def test_the_search_finds_a_counterexample_where_there_are_some() -> None:
    """By small changes of what comes nearest; balls have confirmed it."""
    pair = ("weight-is-paid", "weight-is-slow")
    found = search(UNBALANCED, pair, 40, 1)
    assert found.is_counterexample
    assert found.ratio > 1
    assert laws.ablation(BY_KEY["unbalanced"], Record(pair, found.nearest)).need is Need.NEEDED


def test_the_search_sees_a_counterexample() -> None:
    """What is on record is one by its floats, which balls confirm; a hundredth more to start from, and it is none."""
    pair = ("weight-is-paid", "weight-is-slow")
    for start, is_one in (("1/4000000", True), ("1/10000", False)):
        small = Fraction(start)
        rows = ((small - 1,), (Fraction(1),)), ((small + 1,),)
        draft = Draft((Fraction(1),), *rows, 1, Fraction(1, 10), Fraction(1, 2), -3.0)
        found = max(UNBALANCED.cases(draft), key=lambda each: each[0])
        assert is_counterexample(UNBALANCED, pair, *found) is is_one
        assert (found[0] > 1) is is_one


@pytest.mark.parametrize("argument", SEARCHED, ids=lambda each: each.label)
def test_what_is_implied_is_never_violated_alone(argument: Argument) -> None:
    """No instance is drawn at all that floats take for one."""
    assert search(UNBALANCED, (argument.label,), 2, 1).tries == 0


# ---- certificates


@pytest.mark.parametrize("argument", IMPLIED, ids=lambda each: each.label)
def test_an_implication_rests_on_all_that_it_names(argument: Argument) -> None:
    """Without any one of its hypotheses no certificate is found, or the checker refuses it."""
    require_certificate(argument)
    for name in argument.given:
        given = {other: text for other, text in argument.given.items() if other != name}
        with pytest.raises((Gap, Invalid, Unconfirmed)):
            require_certificate(replace(argument, given=given))


@pytest.mark.parametrize("argument", [from_above.LATER, from_above.ABSENT], ids=lambda each: each.label)
def test_half_of_the_cost_is_not_enough(argument: Argument) -> None:
    """From above σ_k too a mode costs what the law says, and no certificate is found for half of it."""
    (step,) = argument.steps
    require_certificate(argument)
    with pytest.raises(Gap):
        require_certificate(replace(argument, steps=(replace(step, shows=f"2*{step.shows}"),)))


def test_both_bounds_of_an_entry_need_not_know_where_it_starts() -> None:
    """Their certificates are found where `start-below-target` says nothing; those of the half-learning time are not."""
    bounds, times = dict[str, int](), dict[str, int]()
    for prover in catalogue.proof("pivot-law").provers():
        if "start-below-target" in prover.case.given:
            case = replace(prover.case, given={**prover.case.given, "start-below-target": "0 <= 0"})
            for step in case.steps:
                if step.label.startswith("entry-is-at"):
                    Prover(case, known_lemmas()).step(step.label)
                    bounds[step.label] = bounds.get(step.label, 0) + 1
                elif "half-learned" in step.label:
                    with pytest.raises(Gap):
                        Prover(case, known_lemmas()).step(step.label)
                    times[step.label] = 1
    assert set(bounds.values()) == {4}
    assert len(bounds) == len(times) == 2


def test_the_imbalance_is_exact() -> None:
    """That of equal factors is 0, beside entries of any size: nothing could be told of what it is divided by, else."""
    case: Any = named("unbalanced", "start-is-early").case
    with Balls(64).working():
        assert unbalanced.names(case.start, Balls(64))["omega"] == 0
