"""Theorem 4′: the checker accepts it, nothing in it can be spared, and where Theorem 4 applies it says no less."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import worse

from numeric.closed_form import flow_at, printed, solution_at
from numeric.exact import Scale, parse_scale
from numeric.field import Balls
from numeric.instance import EVERY_WIDTH, SHARPER, Instance, from_factor, random_factor
from numeric.matrices import rank, rows_of
from numeric.windows import exact_fraction, hypotheses, window
from proofs import checker
from proofs.certificate.argument import Gap, certificate
from proofs.judging import suite
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.every_width import THEOREM
from proofs.theorems.every_width.names import HYPOTHESES, ORIGINS
from proofs.theorems.every_width.quantities import SYMBOLS, Quantities
from proofs.theorems.shared.instances import Point, instances, published
from proofs.theorems.shared.windowed import WindowQuantities

CASES = [prover.case for prover in catalogue.proof("theorem-4-prime").provers()]
FIELD = Balls(256)


def wrong(*claims: dict[str, Any]) -> list[str]:
    """What the checker says of the claims, but for those that it accepts."""
    return [what for _, what in checker.check(proved.document(list(claims))) if what]


def test_every_step_is_proved_in_some_case() -> None:
    """No step is left out, and the conclusion ends every case of the flow."""
    assert {step.label for case in CASES for step in case.steps} == {step.label for step in THEOREM.steps}
    assert [case.steps[-1].label for case in CASES[2:7]] == ["factor-incremental-learning"] * 5


def test_the_checker_accepts_every_case() -> None:
    assert wrong(*(certificate(case, proved.known_lemmas()) for case in CASES)) == []


def test_every_given_has_an_origin() -> None:
    """It is a hypothesis, a notation, or what another entry shows, and which ones those are is all that is assumed."""
    assert {name for case in CASES for name in case.given} <= set(ORIGINS)
    assert {name for name, origin in ORIGINS.items() if origin == "hypothesis"} == set(HYPOTHESES)
    assert {*ORIGINS.values()} <= {"hypothesis", "notation", *suite.steps()}
    assert set(catalogue.proof("theorem-4-prime").foundations) == {
        "accumulated-growth-increases",
        "rank-deficient-initialization",
    }


def test_no_case_of_the_flow_speaks_of_an_inverse_of_the_shape() -> None:
    """Neither M nor m is among its names: that is what makes the theorem new."""
    for case in CASES[2:7]:
        assert {"M", "m"} & {*case.matrices, *case.positive, *case.scalars, *case.definitions} == set(), case.label


@pytest.mark.parametrize(
    ("constant", "factor", "broken"),
    [
        ("c1", "99/100", {"trial-is-close"}),
        ("c2", "100/99", {"unlearned-modes-are-paid", "fast-flow-is-close-from-above"}),
        ("kappa", "99/100", {"unlearned-modes-are-paid"}),
    ],
)
def test_a_worse_constant_breaks_what_it_pays_for(
    monkeypatch: pytest.MonkeyPatch, constant: str, factor: str, broken: set[str]
) -> None:
    """No certificate of these steps is found, with the same lines; of all others there is one."""
    gaps = worse.gaps(monkeypatch, "theorem-4-prime", constant, factor)
    assert gaps == broken


NEEDED = {
    "right-ends-not-negative": {"factor-windows-are-not-empty", "fast-flow-is-close-from-above"},
    "window-not-empty": {"factor-windows-are-not-empty"},
    "targets-are-distinct": {"factor-windows-are-not-empty"},
    "time-is-not-negative": {"factor-learned-exponentials-pay", "fast-flow-is-close-from-above"},
    "after-the-left-end": {"factor-learned-exponentials-pay"},
    "before-the-right-end": {"factor-unlearned-exponentials-are-small", "factor-accumulated-growth-is-small"},
    "absent-modes-are-slow": {"unlearned-modes-are-paid"},
    "right-inverse": {"trial-is-close", "no-right-inverse-weighs-less"},
    "absent-modes-are-unseen": {"trial-is-close"},
    "weight-is-bounded": {"trial-is-close"},
    "dependent-rows": {"dependent-rows-are-never-learned"},
}
"""What each hypothesis is needed for, among others."""


@pytest.mark.parametrize("hypothesis", NEEDED)
def test_a_hypothesis_dropped_breaks_the_proof(hypothesis: str) -> None:
    """The steps that rest on it directly have no certificate without it."""
    broken = set()
    for prover in catalogue.proof("theorem-4-prime").provers((hypothesis,)):
        for step in prover.case.steps:
            try:
                prover.step(step.label)
            except (Gap, checker.Invalid, KeyError):
                broken.add(step.label)
    assert broken >= NEEDED[hypothesis]
    assert set(HYPOTHESES) == {*NEEDED, "other right-inverse", "other absent-modes-are-unseen"}


INVERTIBLE = [instance for instance in instances(SHARPER) if instance.n <= 4]


@pytest.mark.parametrize("instance", INVERTIBLE, ids=lambda i: f"{i.name}, alpha = {i.alpha}, epsilon = {i.epsilon}")
def test_its_windows_contain_those_of_the_sharper_theorem(instance: Instance) -> None:
    """Where the shape has an inverse T_k begins no later, ends at the same time, and no hypothesis is new."""
    assert all(hypothesis.holds for hypothesis in hypotheses(EVERY_WIDTH, instance))
    assert [h.name for h in hypotheses(EVERY_WIDTH, instance)] == [h.name for h in hypotheses(SHARPER, instance)]
    with FIELD.working():
        for k in range(instance.r + 1):
            sharper, ours = window(SHARPER, instance, k, FIELD), window(EVERY_WIDTH, instance, k, FIELD)
            assert ours.left < sharper.left or ours.left.overlaps(sharper.left)
            assert (ours.right is None) == (sharper.right is None)
            assert ours.right is None or ours.right.overlaps(sharper.right)


def test_somewhere_its_windows_begin_much_earlier() -> None:
    """An ill-conditioned shape: T_1 begins earlier by about log(10⁶)/(2cσ_1), as m_1 is far below m = 10⁶."""
    (instance, *_) = (i for i in instances(SHARPER) if "spectrum 2,1; shape conditioned:1e6" in i.name)
    with FIELD.working():
        gain = window(SHARPER, instance, 1, FIELD).left - window(EVERY_WIDTH, instance, 1, FIELD).left
        assert gain * 4 > FIELD.log(FIELD.number(10**4))


def column(*entries: str) -> tuple[tuple[Fraction, ...], ...]:
    return rows_of([[Fraction(x)] for x in entries])


def test_its_first_constant_is_not_a_hundredth_too_careful() -> None:
    """From one column, with 99/100 of c₁ the conclusion fails at the left end of T_1."""
    spectrum, eps = (Fraction(2), Fraction(1)), Fraction(1, 1000)
    instance = from_factor(spectrum, column("1/10", "1/10000"), None, Scale(Fraction(1), -20), Fraction(1), eps)
    assert all(hypothesis.holds for hypothesis in hypotheses(EVERY_WIDTH, instance))
    with FIELD.working():
        end = window(EVERY_WIDTH, instance, 1, FIELD).left + FIELD.log(FIELD.number(Fraction(99, 100))) / 8
        before = exact_fraction(end.upper())
        assert WindowQuantities(Point(instance, 0, 1, before, "left"), FIELD).error > FIELD.number(eps)


@pytest.mark.parametrize(("alpha", "slow"), [("1/10", True), ("1/2", False)])
def test_without_the_absent_modes_hypothesis_it_is_false(alpha: str, slow: bool) -> None:
    """Y = diag(1, 0), from a column that is mostly in the absent mode, which keeps the learned one down for long.

    Where α²log(c₁/α²) ≤ ε/μ fails, and nothing else, W(t) is farther than ε from Y at the left end of T_1.
    """
    spectrum, eps = (Fraction(1), Fraction(0)), Fraction(1, 2)
    instance = from_factor(spectrum, column("1/1000", "1"), None, parse_scale(alpha, "α"), Fraction(1), eps)
    assert {h.name: h.holds for h in hypotheses(EVERY_WIDTH, instance)} == {
        "right-ends-not-negative": True,
        "absent-modes-are-slow": slow,
    }
    with FIELD.working():
        end = exact_fraction(window(EVERY_WIDTH, instance, 1, FIELD).left.upper())
        error = WindowQuantities(Point(instance, 0, 1, end, "left"), FIELD).error
        assert bool(error > FIELD.number(eps)) is not slow
        assert bool(error <= FIELD.number(eps)) is slow


def norm(a: np.ndarray) -> float:
    return float(np.linalg.norm(a, 2))


def least_pivot(a: np.ndarray) -> float:
    """The least squared diagonal entry of the Cholesky factor of `a`, scaled to a unit diagonal."""
    d = np.diag(1 / np.sqrt(np.diag(a)))
    return float(min(np.diag(np.linalg.cholesky(d @ a @ d)) ** 2))


def moderate_point(h: int, sigma: tuple[int, ...], k: int) -> Point:
    """A time early enough for double precision."""
    factor = rows_of([[x / 20 for x in row] for row in random_factor(len(sigma), h, 3)])
    spectrum = tuple(map(Fraction, sigma))
    instance = from_factor(spectrum, factor, None, Scale(Fraction(1, 10)), Fraction(2), Fraction(1, 2), "moderate")
    return Point(instance, 0, k, Fraction(13, 10), "chosen", mode=len(sigma))


POINTS = {
    "some learned": moderate_point(2, (3, 2, 1, 0), 2),
    "all learned, absent modes seen": moderate_point(3, (3, 2, 0, 0), 2),
    "a shape with an inverse": moderate_point(5, (3, 2, 1, 0), 2),
}


def by_numpy(point: Point) -> dict[str, float]:
    """The quantities from their definitions, W(t) by the printed closed form, in double precision."""
    instance, k = point.instance, point.k
    sigma = np.array([float(s) for s in instance.spectrum])
    U = np.array([[float(x) for x in row] for row in instance.factor or ()])
    alpha, c, t, eps = float(instance.alpha.fraction), float(instance.rate), float(point.time), 0.5
    E = np.diag(np.exp(c * sigma * t))
    G = np.diag([(np.exp(2 * c * s * t) - 1) / s if s else 2 * c * t for s in sigma])
    start = alpha**2 * U @ U.T
    W = E @ start @ np.linalg.inv(np.eye(len(sigma)) + G @ start) @ E
    U1, U2 = U[:k], U[k:]
    mu = norm(U @ U.T)
    following = sigma[k] or sigma[k - 1]
    kappa = (1 + eps / following) / mu
    K = np.eye(U.shape[1]) + kappa * U2.T @ U2
    F = np.linalg.inv(K) @ U1.T @ np.linalg.inv(U1 @ np.linalg.inv(K) @ U1.T)
    assert np.allclose(U1 @ F, np.eye(k))
    m_k = norm(F.T @ K @ F)
    c1, c2 = m_k * sigma[0] ** 2 / eps, eps / mu
    begun = max(0.0, np.log(c1 / alpha**2))
    target = np.diag(np.concatenate([sigma[:k], np.zeros(len(sigma) - k)]))
    v = np.linalg.inv(E)[:k, :k] @ target[:k]
    z = F @ v / alpha
    trial = alpha * (E @ U @ z + (E @ U @ z).T) - z.T @ (np.eye(U.shape[1]) + alpha**2 * U.T @ G @ U) @ z
    fast = np.linalg.inv(np.linalg.inv(E @ E) / (alpha**2 * mu) + np.linalg.inv(E) @ G @ np.linalg.inv(E))
    one = np.eye(len(sigma))
    m = norm(np.linalg.inv(U @ U.T)) if np.linalg.matrix_rank(U) == len(U) else float("nan")
    return {
        "eps": eps,
        "alpha": alpha,
        "sigma_k": sigma[k - 1],
        "sigma_next": sigma[k],
        "mu": mu,
        "m": m,
        "m_k": m_k,
        "kappa": kappa,
        "wait": 1 + 2 * c * sigma[k - 1] * t - begun if sigma[k] == 0 else 1.0,
        "c1": c1,
        "c2": c2,
        "left_end": begun / (2 * c * sigma[k - 1]),
        "right_end": np.log(c2 / alpha**2) / (2 * c * sigma[k]) if sigma[k] else float("nan"),
        "norm_inverse_E1": 1 / min(np.diag(E)[:k]),
        "norm_E2": max(np.diag(E)[k:]),
        "norm_G2": max(np.diag(G)[k:]),
        "norm_U2": norm(U2),
        "norm_inverse_gram": 1 / min(np.linalg.svd(U1, compute_uv=False)) ** 2,
        "accumulated": G[-1, -1],
        "growth_next": np.diag(E)[k] ** 2,
        "definiteness_fast_below_target": positive(target + eps * one - fast),
        "definiteness_fast_below_half": positive(target + eps / 2 * one - fast),
        "definiteness_trial_above_target": positive(trial - target + eps * one),
        "definiteness_trial_above_half": positive(trial - target + eps / 2 * one),
        "c1_of_theorem_4": 4 * m * sigma[0] ** 2 / eps,
        "c2_of_theorem_4": eps / (4 * m * mu**2),
        "error": norm(W - target),
    }


def positive(a: np.ndarray) -> float:
    """The least pivot; NaN where there is none to compare, as the matrix is not positive."""
    return least_pivot(a) if min(np.linalg.eigvalsh(a)) > 0 else float("nan")


EXPECTED = {title: by_numpy(point) for title, point in POINTS.items()}
DEFINED = [(title, name) for title, values in EXPECTED.items() for name in values if not np.isnan(values[name])]


def test_each_quantity_is_defined_somewhere() -> None:
    assert {name for _, name in DEFINED} == set(SYMBOLS)
    assert all(set(values) == set(SYMBOLS) for values in EXPECTED.values())


@pytest.mark.parametrize(("title", "name"), DEFINED)
def test_quantities_agree_with_their_definitions(title: str, name: str) -> None:
    """Each quantity, enclosed in balls, is what numpy finds from its definition."""
    with FIELD.working():
        value = float(getattr(Quantities(POINTS[title], FIELD), name).mid())
    assert value == pytest.approx(EXPECTED[title][name], rel=1e-6)


def test_published_instances_cover_every_width() -> None:
    """Fewer columns than learned modes, as many, and more than rows; absent modes seen and unseen; tiny and large α."""
    found = {point.instance for point in published(EVERY_WIDTH)}
    factors = [(len(i.factor[0]), i.r, i.n) for i in found if i.factor]
    assert any(h < r for h, r, _ in factors)
    assert any(h == r < n for h, r, n in factors)
    assert any(r < h < n for h, r, n in factors)
    assert any(h > n for h, _, n in factors)
    assert any(i.factor is None for i in found)
    assert any(i.factor and rank(i.factor) < i.n and i.basis for i in found)
    assert min(i.alpha.exponent for i in found) <= -1000
    absent = {"absent-modes-are-slow" in {h.name for h in hypotheses(EVERY_WIDTH, i)} for i in found if i.r < i.n}
    assert absent == {True, False}
    for instance in found:
        assert {p.k for p in published(EVERY_WIDTH) if p.instance == instance} == set(range(instance.learnable + 1))


def test_a_factor_s_solution_is_the_printed_one() -> None:
    """Where digits are plenty the two forms give the same, of a singular shape in a dense basis."""
    (instance, *_) = (i for i in instances(EVERY_WIDTH) if i.basis and i.factor and rank(i.factor) < i.n)
    field, time = Balls(2000), Fraction(5)
    with field.working():
        flow = flow_at(instance.spectrum, instance.rate, instance.alpha, time, field)
        difference = solution_at(instance, time, field) - printed(flow, field.exact(instance.shape_in_basis))
        assert field.norm(difference) < field.number(Fraction(1, 10**100))


def test_its_instances_that_learn_too_little_say_so() -> None:
    """From h columns in general position h modes are learned, and no more."""
    for instance in instances(EVERY_WIDTH):
        if instance.factor is not None:
            assert instance.learnable == min(instance.r, len(instance.factor[0]))
    column_of_the_second = from_factor(
        (Fraction(2), Fraction(1)), column("0", "1"), None, Scale(Fraction(1), -9), Fraction(1), Fraction(1, 10)
    )
    assert column_of_the_second.learnable == 0
    assert replace(column_of_the_second, basis=rows_of([[0, 1], [1, 0]])).learnable == 1
