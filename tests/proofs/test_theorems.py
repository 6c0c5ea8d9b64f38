"""The theorems: every step says what it should, at quantities that an independent computation confirms."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import approved
import numpy as np
import pytest

from numeric.exact import Scale
from numeric.field import Balls
from numeric.instance import OWN_TARGET, SHARPER, SHARPEST, Instance, TheoremName, random_shape
from numeric.matrices import diagonal
from numeric.windows import hypotheses
from paper import added, load, reconstructed
from proofs.judging import suite
from proofs.theorems.between.own_target import quantities as own_target
from proofs.theorems.between.sharper import quantities as sharper
from proofs.theorems.between.sharpest import quantities as sharpest
from proofs.theorems.blocks import quantities as fourth
from proofs.theorems.shared.instances import Point, drawn, published
from proofs.theorems.spectral import quantities as third


def test_statements_are_those_on_record() -> None:
    """Each statement, rendered from the function that is checked, is the one that was read and approved.

    A changed constant, sign or term shows here even where the changed bound would still hold.
    """
    assert approved.changed("tests/proofs/statements.txt") == ""


def test_conclusions_are_those_on_record() -> None:
    """What each derivation says that it shows, and for which parameters: its lines are decided, and these are words."""
    assert approved.changed("tests/proofs/conclusions.txt") == ""


def test_uses_are_those_on_record() -> None:
    """What each step says that it rests on; where it has certificates, a run compares it with what these cite."""
    assert approved.changed("tests/proofs/uses.txt") == ""


def test_an_entry_promises_what_its_strongest_evidence_is_worth() -> None:
    """No less, so that a run which attains more than is promised is noticed before it ends."""
    promised = {entry.label: entry.promises for entry in load().entries}
    for label, step in suite.steps().items():
        assert promised[label] == max(kind.strength for kind in step.evidence).name, label
    for theorem in suite.theorems():
        assert promised[theorem.label] == "PROVED"


def test_constants_are_those_of_the_theorems() -> None:
    """At σ₁ = 3, s_min = 1/2, s_max = 4, m = 2, μ = 5, ε = 1/10 the constants are these numbers, worked out by hand."""
    eps = Fraction(1, 10)
    assert reconstructed.theorem3_c1(sigma_1=Fraction(3), s_min=Fraction(1, 2), eps=eps) == 180
    assert reconstructed.theorem3_c2(s_max=Fraction(4), eps=eps) == Fraction(1, 40)
    assert reconstructed.theorem4_c1(sigma_1=Fraction(3), m=Fraction(2), eps=eps) == 720
    assert reconstructed.theorem4_c2(m=Fraction(2), mu=Fraction(5), eps=eps) == Fraction(1, 2000)
    assert reconstructed.theorem4_largest_eps(sigma_1=Fraction(3)) == 6
    assert added.theorem4_sharper_c1(sigma_1=Fraction(3), m=Fraction(2), eps=eps) == 180
    assert added.theorem4_sharper_c2(mu=Fraction(5), eps=eps) == Fraction(1, 50)
    assert added.theorem4_own_target_c1(sigma_k=Fraction(2), m=Fraction(2), eps=eps) == 80
    assert added.theorem4_own_target_c2(mu=Fraction(5), eps=eps) == Fraction(1, 50)
    tenth = {"alpha": Fraction(1, 10), "sigma_1": Fraction(3), "eps": eps}
    assert added.theorem4_sharpest_c1(m=Fraction(2), **tenth) == Fraction(599 * 29, 100)
    assert added.theorem4_sharpest_c2(mu=Fraction(5), **tenth) == Fraction(59, 2900)


def norm(a: np.ndarray) -> float:
    return float(np.linalg.norm(a, 2))


def by_numpy(point: Point) -> dict[str, float]:
    """The quantities of Theorem 4 from their definitions and from the printed closed form, in double precision."""
    instance, k = point.instance, point.k
    sigma = np.array([float(s) for s in instance.spectrum])
    shape = np.array([[float(x) for x in row] for row in instance.shape])
    alpha, c, t, eps = (
        float(instance.alpha.fraction),
        float(instance.rate),
        float(point.time),
        float(instance.epsilon or 0),
    )
    growth = np.exp(c * sigma * t)
    E = np.diag(growth)
    G = np.diag([(np.exp(2 * c * s * t) - 1) / s if s else 2 * c * t for s in sigma])
    W = E @ (alpha**2 * shape) @ np.linalg.inv(np.eye(len(sigma)) + G @ (alpha**2 * shape)) @ E
    M = np.linalg.inv(shape)
    A, B, C = M[:k, :k], M[:k, k:], M[k:, k:]
    P, Q, S = W[:k, :k], W[:k, k:], W[k:, k:]
    E1, E2 = E[:k, :k], E[k:, k:]
    target = np.diag(sigma[:k])
    X = alpha**2 * E2 @ (np.linalg.inv(E) @ G @ np.linalg.inv(E))[k:, k:] @ E2
    inverse_CX = np.linalg.inv(C + X)
    Delta = np.linalg.inv(P) - np.linalg.inv(target)
    decay = np.diag(np.exp(-2 * c * sigma[:k] * t) / sigma[:k])
    start = Delta + decay
    coupling = -np.linalg.inv(P) @ Q
    inverse_C_prime = S - coupling.T @ P @ coupling
    error = np.diag(np.concatenate([sigma[:k], np.zeros(len(sigma) - k)]))
    m, mu = norm(M), norm(shape)
    c1, c2 = 4 * m * sigma[0] ** 2 / eps, eps / (4 * m * mu**2)
    return {
        "eps": eps,
        "alpha": alpha,
        "sigma_1": sigma[0],
        "sigma_k": sigma[k - 1],
        "m": m,
        "mu": mu,
        "c1": c1,
        "c2": c2,
        "left_end": np.log(c1 / alpha**2) / (2 * c * sigma[k - 1]),
        "right_end": np.log(c2 / alpha**2) / (2 * c * sigma[k]),
        "norm_inverse_E1": norm(np.linalg.inv(E1)),
        "norm_E2": norm(E2),
        "norm_A": norm(A),
        "norm_B": norm(B),
        "norm_inverse_C": norm(np.linalg.inv(C)),
        "norm_inverse_CX": norm(inverse_CX),
        "norm_reduced_A": norm(A - B @ inverse_CX @ B.T),
        "norm_Delta": norm(Delta),
        "norm_decay": norm(decay),
        "norm_start": norm(start),
        "norm_P_error": norm(P - target),
        "norm_P": norm(P),
        "norm_coupling": norm(coupling),
        "norm_Q": norm(Q),
        "norm_inverse_C_prime": norm(inverse_C_prime),
        "norm_coupled_term": norm(coupling.T @ P @ coupling),
        "norm_S": norm(S),
        "norm_assembled_error": norm(W - error),
        "largest_corner": max(norm(P - target), norm(S)),
        "largest_term": max(norm(decay), norm(start)),
        "error": norm(W - error),
        "definiteness_of_inverse_CX": least_pivot(inverse_CX),
        "definiteness_of_inversion": least_pivot(np.linalg.inv(C) - inverse_CX),
        "definiteness_of_schur_complement": least_pivot(A - B @ np.linalg.inv(C) @ B.T),
    }


def least_pivot(a: np.ndarray) -> float:
    """The least squared diagonal entry of the Cholesky factor of `a`, scaled to a unit diagonal."""
    d = np.diag(1 / np.sqrt(np.diag(a)))
    return float(min(np.diag(np.linalg.cholesky(d @ a @ d)) ** 2))


def moderate_point() -> Point:
    instance = Instance(
        (Fraction(3), Fraction(2), Fraction(1), Fraction(0)),
        random_shape(4, 7),
        None,
        Scale(Fraction(1, 20)),
        Fraction(2),
        Fraction(1, 2),
        "moderate",
    )
    return Point(instance, 0, 2, Fraction(1, 2), "chosen")


@pytest.mark.parametrize("name", sorted(fourth.SYMBOLS))
def test_quantities_of_theorem_4_agree_with_their_definitions(name: str) -> None:
    """Each quantity, enclosed in balls, is what numpy finds from its definition and the printed closed form."""
    point, field = moderate_point(), Balls(256)
    expected = by_numpy(point)
    assert set(expected) == set(fourth.SYMBOLS)
    with field.working():
        value = float(getattr(fourth.Quantities(point, field), name).mid())
    assert value == pytest.approx(expected[name], rel=1e-7)


@pytest.mark.parametrize("name", sorted(sharper.SYMBOLS))
def test_quantities_of_the_sharper_theorem_agree_with_their_definitions(name: str) -> None:
    """Constants and ends by hand; the flows are what the printed closed form makes of the shapes I/m and μI."""
    point, field = moderate_point(), Balls(256)
    shape, inverse = (
        np.array(rows, dtype=float) for rows in (point.instance.shape, point.instance.inverse_shape_in_basis)
    )
    m, mu, eps, alpha, c = norm(inverse), norm(shape), 0.5, 1 / 20, 2.0
    c1, c2 = m * 9 / eps, eps / mu
    slow, fast = (
        by_numpy(replace(point, instance=replace(point.instance, shape=diagonal((Fraction(s),) * 4))))["error"]
        for s in (1 / m, mu)
    )
    expected = {key: value for key, value in by_numpy(point).items() if key in sharper.SYMBOLS} | {
        "c1": c1,
        "c2": c2,
        "left_end": max(0.0, np.log(c1 / alpha**2) / (2 * c * 2.0)),
        "right_end": np.log(c2 / alpha**2) / (2 * c * 1.0),
        "norm_slow_error": slow,
        "norm_fast_error": fast,
        "largest_flow_error": max(slow, fast),
    }
    assert set(expected) == set(sharper.SYMBOLS)
    with field.working():
        value = float(getattr(sharper.Quantities(point, field), name).mid())
    assert value == pytest.approx(expected[name], rel=1e-7)


@pytest.mark.parametrize("name", sorted(sharpest.SYMBOLS))
def test_quantities_of_the_sharpest_theorem_agree_with_their_definitions(name: str) -> None:
    """Constants and ends by hand, and the flows by the closed form of one mode."""
    point, field = moderate_point(), Balls(256)
    given = by_numpy(point)
    m, mu, eps, square, c, kept = given["m"], given["mu"], 0.5, 1 / 400, 2.0, (3, 2, 0, 0)
    c1, c2 = (m * 3 - square) * (3 - eps) / eps, eps * (3 - square * mu) / (mu * (3 - eps))
    expected = {key: value for key, value in given.items() if key in sharpest.SYMBOLS} | {
        "c1": c1,
        "c2": c2,
        "left_end": max(0.0, np.log(c1 / square) / (2 * c * 2.0)),
        "right_end": np.log(c2 / square) / (2 * c * 1.0),
        "definiteness_slow_above_target": least(*(x - y + eps for x, y in zip(even_flow(1 / m), kept, strict=True))),
        "definiteness_fast_below_target": least(*(y + eps - x for x, y in zip(even_flow(mu), kept, strict=True))),
        "c1_of_sharper": m * 9 / eps,
        "c2_of_sharper": eps / mu,
    }
    assert set(expected) == set(sharpest.SYMBOLS)
    with field.working():
        value = float(getattr(sharpest.Quantities(point, field), name).mid())
    assert value == pytest.approx(expected[name], rel=1e-7)


@pytest.mark.parametrize("name", sorted(own_target.SYMBOLS))
def test_quantities_by_own_targets_agree_with_their_definitions(name: str) -> None:
    """The same for k = 2, and the first mode."""
    point, field = replace(moderate_point(), mode=1), Balls(256)
    given = by_numpy(point)
    m, mu, eps, square, c, kept = given["m"], given["mu"], 0.5, 1 / 400, 2.0, (3, 2, 0, 0)
    expected = {key: value for key, value in given.items() if key in own_target.SYMBOLS} | {
        "c1": m * 4 / eps,
        "c2": eps / mu,
        "left_end": np.log(m * 4 / eps / square) / (2 * c * 2.0),
        "right_end": np.log(eps / mu / square) / (2 * c * 1.0),
        "definiteness_slow_above_target": least(*(x - y + eps for x, y in zip(even_flow(1 / m), kept, strict=True))),
        "definiteness_fast_below_target": least(*(y + eps - x for x, y in zip(even_flow(mu), kept, strict=True))),
        "c1_of_sharper": m * 9 / eps,
        "left_exponent": np.log(m * 4 / eps / square),
        "sigma": 3.0,
        "decay": np.exp(-6.0),
    }
    assert set(expected) == set(own_target.SYMBOLS)
    with field.working():
        value = float(getattr(own_target.Quantities(point, field), name).mid())
    assert value == pytest.approx(expected[name], rel=1e-7)


def least(*entries: float) -> float:
    """δ of a diagonal matrix: 1 if it is positive, else its first entry that is not."""
    return next((entry for entry in entries if entry <= 0), 1.0)


def even_flow(s: float) -> list[float]:
    """The moderate point's modes where they all start at α²s."""
    a, ct = s / 400, 1.0
    present = [sigma * a * np.exp(2 * ct * sigma) / (sigma + a * np.expm1(2 * ct * sigma)) for sigma in (3, 2, 1)]
    return [*present, a / (1 + 2 * ct * a)]


def spectral_point(mode: int) -> Point:
    shape = diagonal((Fraction(2), Fraction(1, 2), Fraction(3), Fraction(1)))
    instance = Instance(
        (Fraction(3), Fraction(2), Fraction(1), Fraction(0)),
        shape,
        None,
        Scale(Fraction(1, 20)),
        Fraction(2),
        Fraction(1, 2),
    )
    return Point(instance, 0, 2, Fraction(1, 2), "chosen", mode)


@pytest.mark.parametrize("mode", [1, 2, 3, 4])
def test_quantities_of_theorem_3_agree_with_their_definitions(mode: int) -> None:
    """Each quantity of a mode is what its definition and an Euler-free scalar formula give in double precision."""
    point, field = spectral_point(mode), Balls(256)
    sigma, s = [3.0, 2.0, 1.0, 0.0][mode - 1], [2.0, 0.5, 3.0, 1.0][mode - 1]
    alpha, c, t, eps = 1 / 20, 2.0, 0.5, 0.5
    a, g = alpha**2 * s, np.exp(2 * c * sigma * t)
    c1, c2 = 9 / (eps * 0.5), eps / 3
    values = [alpha**2 * x for x in (2.0, 0.5, 3.0, 1.0)]
    evolved = [
        x * np.exp(2 * c * y * t) / (1 + x * ((np.exp(2 * c * y * t) - 1) / y if y else 2 * c * t))
        for x, y in zip(values, (3.0, 2.0, 1.0, 0.0), strict=True)
    ]
    expected = {
        "eps": eps,
        "alpha": alpha,
        "sigma": sigma,
        "a": a,
        "growth": g,
        "value": evolved[mode - 1],
        "c1": c1,
        "c2": c2,
        "left_end": np.log(c1 / alpha**2) / (2 * c * 2.0),
        "right_end": np.log(c2 / alpha**2) / (2 * c * 1.0),
        "error": max(abs(3 - evolved[0]), abs(2 - evolved[1]), evolved[2], evolved[3]),
    }
    assert set(expected) == set(third.SYMBOLS)
    with field.working():
        quantities = third.Quantities(point, field)
        values_found = {name: float(getattr(quantities, name).mid()) for name in expected}
    assert values_found == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("theorem", [3, 4, SHARPER, SHARPEST, OWN_TARGET])
def test_published_instances_cover_what_they_promise(theorem: TheoremName) -> None:
    """Sizes 1 to 12, r < n and r = n, every k, close values, ill-conditioned shapes, ε and α over their ranges."""
    points = published(theorem)
    instances = {point.instance for point in points}
    assert {1, 2, 3, 4, 12} <= {i.n for i in instances}
    assert any(i.r < i.n for i in instances)
    assert any(i.r == i.n == 12 for i in instances)
    for instance in instances:
        assert {p.k for p in points if p.instance == instance} == set(range(instance.r + 1))
    gaps = [a - b for i in instances for a, b in zip(i.spectrum, i.spectrum[1:], strict=False) if b]
    assert min(gaps) == Fraction(1, 1000)
    assert any("1e6" in i.name for i in instances)
    assert any("identity" in i.name for i in instances)
    assert min(i.epsilon for i in instances if i.epsilon) == Fraction(1, 10**12)
    assert max(i.epsilon for i in instances if i.epsilon) >= Fraction(1, 10)
    assert sum(i.alpha.exponent <= -1000 for i in instances) >= 5
    assert {"left", "middle", "right", "far"} == {p.position for p in points}
    assert any(i.basis for i in instances)
    assert {i.rate for i in instances} == {1, 2}


def test_the_sharper_theorem_is_tried_where_theorem_4_does_not_apply() -> None:
    """Some of its instances have ε > 2σ₁, some α²μ > σ_r, and some c₁ < α², so that T_1 begins at 0."""
    points = published(SHARPER)
    instances = {point.instance for point in points}
    assert {i.name for i in instances} > {point.instance.name for point in published(4)}
    fails = {h.name for i in instances for h in hypotheses(4, i) if h.holds is False}
    assert {"tolerance-not-too-large", "start-below-targets", "left-ends-not-negative"} <= fails
    assert any(point.k == 1 and point.time == 0 for point in points)


def test_draws_depend_on_the_seed_alone() -> None:
    """The same seed draws the same points, another seed others."""
    assert drawn.__wrapped__(4, 1, 3) == drawn.__wrapped__(4, 1, 3)
    assert drawn.__wrapped__(4, 1, 3) != drawn.__wrapped__(4, 2, 3)


def test_a_theorem_lists_every_step_of_its_group() -> None:
    """No step of a theorem is an orphan: the ledger's section and the theorem's list agree."""
    for theorem in suite.theorems():
        section = load()[theorem.label].section
        labels = {e.label for e in load().entries if e.section == section and e.promises}
        assert labels == {theorem.label, *(step.label for step in theorem.steps)}


def test_the_steps_speak_of_quantities_that_their_domains_have() -> None:
    """Each parameter of a statement, and of its near-miss, has a LaTeX symbol in the domain."""
    for step in suite.steps().values():
        if step.domain is None:
            continue
        statements: list[Callable[..., object]] = [step.statement]
        if step.canary.statement:
            statements.append(step.canary.statement)
        names = {name for s in statements for name in s.__code__.co_varnames[: s.__code__.co_kwonlyargcount]}
        assert names <= set(step.domain.symbols), step.label
