"""Each hypothesis of Theorems 3 and 4 dropped: counterexamples are what they are recorded as, and search finds them."""

from dataclasses import replace
from fractions import Fraction
from math import inf, log
from typing import Any

import numpy as np
import pytest
from ablation_search import search
from declared import declare

from numeric.exact import parse_fraction, parse_scale
from numeric.field import Balls
from numeric.windows import hypotheses, largest_alpha, time_inside
from proofs.certificate.argument import Gap
from proofs.theorems.ablation import ablation as subject
from proofs.theorems.ablation.ablation import Ablation, Need, Unconfirmed, ablation, ablations
from proofs.theorems.ablation.hypotheses import EXAMPLE, HYPOTHESES, Case, Hypothesis, implication, of_a_mode
from proofs.theorems.shared.windowed import error_at

RECORDED = [(theorem, hypothesis) for theorem in ("3", "4") for hypothesis in HYPOTHESES[theorem]]
WITH_CASE = [(theorem, hypothesis) for theorem, hypothesis in RECORDED if hypothesis.case is not None]
NEEDED = [(theorem, hypothesis) for theorem, hypothesis in WITH_CASE if not hypothesis.tries]


def named(theorem: str, name: str) -> Hypothesis:
    return next(hypothesis for hypothesis in HYPOTHESES[theorem] if hypothesis.name == name)


def ids(pairs: list[tuple[str, Hypothesis]]) -> list[str]:
    return [f"{theorem}: {hypothesis.name}" for theorem, hypothesis in pairs]


@pytest.mark.parametrize("theorem", ["3", "4"])
def test_every_hypothesis_is_on_record_and_confirmed(theorem: str) -> None:
    """Those that are decided for an instance, and those on Y, W̄₀, ε and t; the steps they carry are passed through."""
    found = list(ablations(theorem, lambda number, name: (f"{number} {name}",)))
    decided = {hypothesis.name for hypothesis in hypotheses(theorem, EXAMPLE.instance())}
    others = {"after-the-left-end", "before-the-right-end", "target-is-positive", "shape-is-positive"}
    assert {a.hypothesis for a in found} == decided | others | {"values-are-distinct", "tolerance-is-positive"}
    assert all(a.breaks == (f"{theorem} {a.hypothesis}",) and a.latex for a in found)


def test_what_is_known_of_each_hypothesis() -> None:
    """Two hypotheses of each theorem are not needed, one of each is implied by others."""
    needs = {(theorem, h.name): ablation(theorem, h).need for theorem, h in RECORDED}
    implied = {("3", "right-ends-not-negative"), ("4", "left-ends-not-negative")}
    unseen = {(theorem, "start-below-targets") for theorem in ("3", "4")}
    unseen |= {("3", "left-ends-not-negative"), ("4", "tolerance-not-too-large")}
    assert {key for key, need in needs.items() if need is Need.IMPLIED} == implied
    assert {key for key, need in needs.items() if need is Need.NOT_NEEDED} == unseen
    assert Need.NOT_SEEN not in needs.values()
    assert {key for key, need in needs.items() if need is Need.MEANINGLESS} == {
        (theorem, name) for theorem in ("3", "4") for name in ("values-are-distinct", "tolerance-is-positive")
    }


def in_floats(theorem: str, hypothesis: Hypothesis) -> tuple[set[str], float]:
    """Which hypotheses fail at the recorded case, and the error (infinite: T_k is empty), from the definitions.

    The error is that of the printed closed form; everything in double precision.
    """
    case = hypothesis.case
    assert case is not None
    instance, k, time = case.instance(), case.k, case.time
    sigma = np.array([float(x) for x in instance.spectrum])
    shape = np.array([[float(x) for x in row] for row in instance.shape_in_basis])
    values = np.linalg.eigvalsh(shape)
    eps, square, positive = float(instance.epsilon or 0), float(instance.alpha.fraction) ** 2, sigma[sigma > 0]
    m, mu = 1 / values[0], values[-1]
    c1, c2 = sigma[0] ** 2 * m / eps, eps / mu
    given = {"start-below-tolerance": square * mu <= eps * (1 + 1e-12)}
    if theorem == "4":
        c1, c2 = 4 * c1, c2 / (4 * m * mu)
        given = {"tolerance-not-too-large": eps <= 2 * sigma[0]}
    given |= {"start-below-targets": square * mu <= positive[-1] * (1 + 1e-12)}
    given |= {"left-ends-not-negative": c1 >= square, "right-ends-not-negative": c2 >= square}
    for i in range(1, len(positive)):
        above, below = positive[i - 1], positive[i]
        gap = (below * log(c1) - above * log(c2)) / (above - below)
        given[f"window-{i}-not-empty"] = -log(square) >= gap
    left = log(c1 / square) / (2 * sigma[k - 1]) if k else 0.0
    right = log(c2 / square) / (2 * sigma[k]) if k < len(positive) else inf
    given |= {"target-is-positive": hypothesis.name != "target-is-positive"}
    given |= {"shape-is-positive": hypothesis.name != "shape-is-positive"}
    if time is None:
        return {name for name, holds in given.items() if not holds}, inf if right < max(left, 0) else -inf
    t = float(parse_fraction(time, "t"))
    given |= {"after-the-left-end": t >= left * (1 - 1e-9), "before-the-right-end": t <= right * (1 + 1e-9)}
    if case.turned:
        turn = np.array([-1.0 if i + 1 == case.turned else 1.0 for i in range(len(sigma))])
        sigma, shape = (sigma * turn, shape) if hypothesis.name == "target-is-positive" else (sigma, shape * turn)
    G = np.diag([(np.exp(2 * s * t) - 1) / s if s else 2 * t for s in sigma])
    E = np.diag(np.exp(sigma * t))
    W = E @ (square * shape) @ np.linalg.inv(np.eye(len(sigma)) + G @ (square * shape)) @ E
    target = np.diag(np.where(np.arange(len(sigma)) < k, sigma, 0))
    return {name for name, holds in given.items() if not holds}, float(np.linalg.norm(W - target, 2))


@pytest.mark.parametrize(("theorem", "hypothesis"), WITH_CASE, ids=ids(WITH_CASE))
def test_floats_agree_with_what_is_on_record(theorem: str, hypothesis: Hypothesis) -> None:
    """Exactly what is to be violated is, the error exceeds ε if it is to, and balls enclose it."""
    violated, error = in_floats(theorem, hypothesis)
    assert violated == set(hypothesis.names)
    assert hypothesis.case is not None
    assert (error > float(hypothesis.case.instance().epsilon or 0)) == (not hypothesis.tries)
    found = ablation(theorem, hypothesis).error
    if found is not None:
        assert float(found[0]) * (1 - 1e-9) <= error <= float(found[1]) * (1 + 1e-9)


@pytest.mark.parametrize(("theorem", "hypothesis"), NEEDED, ids=ids(NEEDED))
def test_with_the_hypothesis_restored_the_theorem_holds(theorem: str, hypothesis: Hypothesis) -> None:
    """The same spectrum, shape, ε and k, with no sign turned, α lowered to what is admitted, and t inside T_k."""
    assert hypothesis.case is not None
    point = hypothesis.case.point()
    instance = point.instance
    admitted = largest_alpha(theorem, instance)
    if admitted.fraction < instance.alpha.fraction:
        instance = replace(instance, alpha=admitted)
    assert all(found.holds for found in hypotheses(theorem, instance))
    for position in ("left", "right"):
        restored = replace(point, instance=instance, time=time_inside(theorem, instance, point.k, position))
        field = Balls(192)
        with field.working():
            assert error_at(restored, field) <= field.number(instance.epsilon or 0)


SPOILT = [
    ("4", "right-ends-not-negative", {"alpha": "1e-3"}, "right-ends-not-negative"),  # nothing is violated
    ("4", "right-ends-not-negative", {"alpha": "10"}, "start-below-targets"),  # others are violated too
    ("4", "right-ends-not-negative", {"time": "1"}, "after-the-left-end"),  # outside T_k
    ("4", "right-ends-not-negative", {"time": "1000"}, "the error is"),  # no counterexample
    ("4", "window-1-not-empty", {"alpha": "1e-3"}, "window-1-not-empty"),
    ("4", "right-ends-not-negative", {"time": None}, "not certainly empty"),
    ("4", "shape-is-positive", {"time": "50.1"}, "may not exist"),  # beyond the end of the solution
    ("4", "shape-is-positive", {"turned": 0}, "shape-is-positive"),
    ("3", "target-is-positive", {"k": 1, "time": "5"}, "the error is"),
    ("4", "shape-is-positive", {"basis": 1}, "not diagonal"),
    ("4", "right-ends-not-negative", {"turned": 2}, "shape-is-positive"),
    ("4", "window-1-not-empty", {"spectrum": "2"}, "has no hypotheses"),
]


@pytest.mark.parametrize(("theorem", "name", "change", "message"), SPOILT)
def test_a_spoilt_record_is_noticed(theorem: str, name: str, change: dict[str, Any], message: str) -> None:
    """A recorded instance that is not what it is recorded as is refused."""
    hypothesis = named(theorem, name)
    assert hypothesis.case is not None
    with pytest.raises(Unconfirmed, match=message):
        ablation(theorem, replace(hypothesis, case=replace(hypothesis.case, **change)))


def test_a_counterexample_is_not_passed_off_as_near() -> None:
    """Nor the other way round."""
    needed, unseen = named("4", "right-ends-not-negative"), named("4", "start-below-targets")
    with pytest.raises(Unconfirmed, match="the error is"):
        ablation("4", replace(needed, tries=100))
    with pytest.raises(Unconfirmed, match="the error is"):
        ablation("4", replace(unseen, tries=0))


def test_the_margin_is_that_of_the_nearest_instance() -> None:
    """(ε − error)/ε where nothing was found: 3/4 in Theorem 4, hardly anything in Theorem 3; else none."""
    unseen = {(theorem, h.name): ablation(theorem, h) for theorem, h in RECORDED if h.tries}
    assert all(found.tries > 500 for found in unseen.values())
    margin = {key: float(found.margin or inf) for key, found in unseen.items()}
    assert margin["4", "start-below-targets"] == pytest.approx(0.75, abs=1e-3)
    assert margin["4", "tolerance-not-too-large"] == pytest.approx(0.75, abs=1e-3)
    assert 0 < margin["3", "start-below-targets"] < 1e-3
    assert ablation("4", named("4", "right-ends-not-negative")).margin is None


def test_an_implication_rests_on_all_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ε ≤ 2σ₁ no certificate is found for log(c₁/α²) ≥ 0; with another constant in it neither."""
    argument = named("4", "left-ends-not-negative").implied
    assert argument is not None
    given = {name: text for name, text in argument.given.items() if name != "tolerance-not-too-large"}
    with pytest.raises(Gap):
        subject.require_certificate(implication(argument.label, argument.steps[0].shows, argument.positive, given))
    with pytest.raises(Gap):
        subject.require_certificate(
            implication(argument.label, "alpha**2 <= m*sigma_1**2/eps", argument.positive, dict(argument.given))
        )
    monkeypatch.setattr(subject.checker, "check", lambda _: [("", "spoilt")])
    with pytest.raises(Unconfirmed, match="spoilt"):
        subject.require_certificate(argument)


def test_other_constants_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With c₂ a hundred times as large, α = 1 violates nothing any more."""
    declare(monkeypatch, "theorem-4", constants={"c2": "25*eps/(m*mu**2)"})
    with pytest.raises(Unconfirmed, match="right-ends-not-negative"):
        ablation("4", named("4", "right-ends-not-negative"))


def test_replacements_are_proved_and_shown() -> None:
    """Theorem 3's steps without α²s_max ≤ σ_r, after its constants: each has a certificate; a false one has none."""
    hypothesis = named("3", "start-below-targets")
    shown = ablation("3", hypothesis).replacements
    assert shown[:2] == ("m * sigma_1 ** 2 / eps <= sigma_1 ** 2 / (eps * s_min)", "eps / s_max <= eps / mu")
    assert shown[2:] == ("sigma <= value", "value - sigma <= eps", "value <= eps")
    false = of_a_mode("too-small", "value <= eps/2", early="a*growth <= eps")
    with pytest.raises(Gap):
        ablation("3", replace(hypothesis, replacements=(false,)))


SEARCHABLE = [
    ("3", ("start-below-tolerance", "right-ends-not-negative")),
    ("3", ("window-1-not-empty",)),
    ("4", ("right-ends-not-negative",)),
    ("4", ("window-1-not-empty",)),
]


@pytest.mark.parametrize(("theorem", "dropped"), SEARCHABLE)
def test_search_finds_counterexamples(theorem: str, dropped: tuple[str, ...]) -> None:
    """Where there are some, and what it finds is confirmed like what is on record; twice the same."""
    found = search(theorem, dropped, 20, 1)
    assert found.is_counterexample
    assert found.nearest is not None
    assert ablation(theorem, Hypothesis(dropped, found.nearest)).need is Need.NEEDED
    assert search(theorem, dropped, 20, 1) == found


@pytest.mark.parametrize("theorem", ["3", "4"])
def test_search_finds_none_where_none_was_found(theorem: str) -> None:
    """A short search, with another seed; the nearest instance is confirmed, with an error of at most ε."""
    found = search(theorem, ("start-below-targets",), 30, 2)
    assert not found.is_counterexample
    assert found.tries > 10
    confirmed: Ablation = ablation(theorem, Hypothesis(("start-below-targets",), found.nearest, tries=found.tries))
    assert confirmed.need is Need.NOT_SEEN
    assert 0 < found.ratio <= 1


@pytest.mark.parametrize(
    ("theorem", "name"),
    [("3", "right-ends-not-negative"), ("3", "start-below-tolerance"), ("4", "left-ends-not-negative")],
)
def test_what_is_implied_is_never_violated_alone(theorem: str, name: str) -> None:
    """The search draws no instance at all."""
    assert search(theorem, (name,), 2, 1).tries == 0


def test_a_case_is_an_exact_instance() -> None:
    """Its numbers are read exactly; a basis is one of the seeded ones."""
    case = Case("2,1", "diagonal:1,1/3", "1/10", "1e-1000", 1, "1/3", basis=3, rate="2")
    point = case.point()
    assert (point.time, point.instance.rate) == (Fraction(1, 3), 2)
    assert point.instance.alpha == parse_scale("1e-1000", "α")
    assert point.instance.name == "spectrum 2,1; shape diagonal:1,1/3; basis random:3"
    assert point.instance.basis is not None
