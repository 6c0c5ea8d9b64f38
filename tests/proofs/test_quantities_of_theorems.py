"""Quantities of the theorems' steps: their texts, evaluated, are what their definitions give in double precision."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from numeric.exact import Scale
from numeric.field import Balls, Rationals
from numeric.instance import Instance, from_factor, random_factor, random_shape
from numeric.instances import Point, published
from numeric.matrices import diagonal, rows_of
from proofs.theorems import catalogue
from proofs.theorems.between.quantities import OwnTarget, Sharper, Sharpest
from proofs.theorems.blocks import quantities as blocks
from proofs.theorems.blocks.names import definitions
from proofs.theorems.blocks.quantities import Blockwise
from proofs.theorems.every_width import names as every_width
from proofs.theorems.every_width.quantities import Widthwise
from proofs.theorems.shared.values import Values
from proofs.theorems.shared.windowed import Windowed
from proofs.theorems.spectral.quantities import Modewise

FIELD = Balls(256)


def agrees(domain: Windowed, point: Point, name: str, expected: dict[str, float], rel: float = 1e-7) -> None:
    """The quantity of this name, enclosed in balls, is the one expected, and so are all that are not compared here."""
    assert set(expected) == set(domain.symbols)
    with FIELD.working():
        value = float(getattr(domain.quantities(point, FIELD), name).mid())
    assert value == pytest.approx(expected[name], rel=rel)


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


@pytest.mark.parametrize("name", sorted(Blockwise.symbols))
def test_quantities_of_theorem_4_agree_with_their_definitions(name: str) -> None:
    """Each is what numpy finds from its definition and the printed closed form."""
    agrees(Blockwise(), moderate_point(), name, by_numpy(moderate_point()))


@pytest.mark.parametrize("name", sorted(Sharper.symbols))
def test_quantities_of_the_sharper_theorem_agree_with_their_definitions(name: str) -> None:
    """Constants and ends by hand; the flows are what the printed closed form makes of the shapes I/m and μI."""
    point = moderate_point()
    shape, inverse = (
        np.array(rows, dtype=float) for rows in (point.instance.shape, point.instance.inverse_shape_in_basis)
    )
    m, mu, eps, alpha, c = norm(inverse), norm(shape), 0.5, 1 / 20, 2.0
    c1, c2 = m * 9 / eps, eps / mu
    slow, fast = (
        by_numpy(replace(point, instance=replace(point.instance, shape=diagonal((Fraction(s),) * 4))))["error"]
        for s in (1 / m, mu)
    )
    expected = {key: value for key, value in by_numpy(point).items() if key in Sharper.symbols} | {
        "c1": c1,
        "c2": c2,
        "left_end": max(0.0, np.log(c1 / alpha**2) / (2 * c * 2.0)),
        "right_end": np.log(c2 / alpha**2) / (2 * c * 1.0),
        "norm_slow_error": slow,
        "norm_fast_error": fast,
        "largest_flow_error": max(slow, fast),
    }
    agrees(Sharper(), point, name, expected)


@pytest.mark.parametrize("name", sorted(Sharpest.symbols))
def test_quantities_of_the_sharpest_theorem_agree_with_their_definitions(name: str) -> None:
    """Constants and ends by hand, and the flows by the closed form of one mode."""
    point = moderate_point()
    given = by_numpy(point)
    m, mu, eps, square, c, kept = given["m"], given["mu"], 0.5, 1 / 400, 2.0, (3, 2, 0, 0)
    c1, c2 = (m * 3 - square) * (3 - eps) / eps, eps * (3 - square * mu) / (mu * (3 - eps))
    expected = {key: value for key, value in given.items() if key in Sharpest.symbols} | {
        "c1": c1,
        "c2": c2,
        "left_end": max(0.0, np.log(c1 / square) / (2 * c * 2.0)),
        "right_end": np.log(c2 / square) / (2 * c * 1.0),
        "definiteness_slow_above_target": least(*(x - y + eps for x, y in zip(even_flow(1 / m), kept, strict=True))),
        "definiteness_fast_below_target": least(*(y + eps - x for x, y in zip(even_flow(mu), kept, strict=True))),
        "c1_of_sharper": m * 9 / eps,
        "c2_of_sharper": eps / mu,
    }
    agrees(Sharpest(), point, name, expected)


@pytest.mark.parametrize("name", sorted(OwnTarget.symbols))
def test_quantities_by_own_targets_agree_with_their_definitions(name: str) -> None:
    """The same for k = 2, and the first mode."""
    point = replace(moderate_point(), mode=1)
    given = by_numpy(point)
    m, mu, eps, square, c, kept = given["m"], given["mu"], 0.5, 1 / 400, 2.0, (3, 2, 0, 0)
    expected = {key: value for key, value in given.items() if key in OwnTarget.symbols} | {
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
    agrees(OwnTarget(), point, name, expected)


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
    point = spectral_point(mode)
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
    for name in expected:
        agrees(Modewise(), point, name, expected, rel=1e-12)


def factor_point(h: int, sigma: tuple[int, ...], k: int) -> Point:
    """A time early enough for double precision."""
    factor = rows_of([[x / 20 for x in row] for row in random_factor(len(sigma), h, 3)])
    spectrum = tuple(map(Fraction, sigma))
    instance = from_factor(spectrum, factor, None, Scale(Fraction(1, 10)), Fraction(2), Fraction(1, 2), "moderate")
    return Point(instance, 0, k, Fraction(13, 10), "chosen", mode=len(sigma))


POINTS = {
    "some learned": factor_point(2, (3, 2, 1, 0), 2),
    "all learned, absent modes seen": factor_point(3, (3, 2, 0, 0), 2),
    "a shape with an inverse": factor_point(5, (3, 2, 1, 0), 2),
}


def of_factor(point: Point) -> dict[str, float]:
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


EXPECTED = {title: of_factor(point) for title, point in POINTS.items()}
DEFINED = [(title, name) for title, values in EXPECTED.items() for name in values if not np.isnan(values[name])]


def test_each_quantity_is_defined_somewhere() -> None:
    assert {name for _, name in DEFINED} == set(Widthwise.symbols)
    assert all(set(values) == set(Widthwise.symbols) for values in EXPECTED.values())


@pytest.mark.parametrize(("title", "name"), DEFINED)
def test_quantities_agree_with_their_definitions(title: str, name: str) -> None:
    """Each quantity, enclosed in balls, is what numpy finds from its definition."""
    agrees(Widthwise(), POINTS[title], name, EXPECTED[title], rel=1e-6)


# ---- what stands in for a text that cancels, or that a field cannot evaluate

HIGH = Balls(2000)


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("name", ["norm_P_error", "norm_assembled_error", "error"])
def test_what_stands_in_for_a_text_of_theorem_4_is_the_same(name: str, k: int) -> None:
    """P − Σ₁ is −PΔΣ₁, and the error does not depend on the basis."""
    point = replace(moderate_point(), k=k)
    with HIGH.working():
        stated = {**definitions((1, 2)), "assembled_error": "assembled - J1*S1*T(J1)"}
        letters = {
            "Phi": lambda at: at.field.identity(at.point.instance.n),
            "Wt": lambda at: at.field.inverse(at("F*M*F/alpha**2 + D")),
        }
        found = Blockwise().quantities(point, HIGH)
        texts = Values(point, HIGH, blocks.VOCABULARY.adding(letters))
        texts.letters = {known: letter for known, letter in texts.letters.items() if known != "error"}
        texts.texts = {**texts.texts, **stated}
        assert abs(found[name] - texts[name]) < HIGH.number(Fraction(1, 10**200))
        assert found[name] > HIGH.number(Fraction(1, 10**60))


@pytest.mark.parametrize("title", POINTS)
@pytest.mark.parametrize("name", ["definiteness_trial_above_target", "norm_U2", "norm_inverse_gram", "mu", "m_k"])
def test_what_stands_in_for_a_text_of_theorem_4_prime_is_the_same(title: str, name: str) -> None:
    """From the factor's own blocks, with the best right inverse, where the package asks the shape alone."""
    point = POINTS[title]
    with HIGH.working():
        letters = {
            "U1": lambda at: at.field.exact((at.point.instance.factor or ())[: at.point.k]),
            "U2": lambda at: at.field.exact((at.point.instance.factor or ())[at.point.k :]),
            "F": lambda at: at("weighing_inverse*T(U1)*least"),
            "gram_inverse": lambda at: at.field.inverse(at("U1*T(U1)")),
            "m_k": lambda at: at("norm(T(F)*weighing*F)"),
            "mu": lambda at: at("norm(factor*T(factor))"),
        }
        found = Widthwise().quantities(point, HIGH)
        texts = Values(point, HIGH, Widthwise.vocabulary.adding(letters))
        texts.texts = {**texts.texts, **every_width.definitions((1, 2)), **every_width.IN_SINGULAR_VALUES}
        if title == "all learned, absent modes seen":
            texts.texts = {**texts.texts, "weighing": every_width.BEST["weighing"]}
        assert abs(found[name] - texts[name]) < HIGH.number(Fraction(1, 10**100))


def test_the_growth_that_a_mode_accumulates_is_its_text() -> None:
    """(e^{2cσt} − 1)/σ, which cancels where t is small."""
    with HIGH.working():
        found = Widthwise().quantities(replace(POINTS["some learned"], mode=3), HIGH)
        assert abs(found["accumulated"] - found("(exp(2*c*sigma*t) - 1)/sigma")) < HIGH.number(Fraction(1, 10**200))


def test_a_largest_entry_is_zero_where_the_norm_is() -> None:
    """Of each difference that Theorem 4's equalities are about, and of each that is a near-miss: there neither is."""
    domain = blocks.Algebraic(blocks.is_cut)
    for point in list(domain.published())[:6]:
        values = domain.quantities(point, Rationals())
        for name, difference in {**blocks.DIFFERENCES, **blocks.NEAR_MISSES}.items():
            square = values(f"({difference})*T({difference})")
            assert (values[name] == 0) == (square == square * 0)


INSTEAD = {"accumulated", "error", "norm_P_error", "norm_U2", "norm_inverse_gram", "definiteness_trial_above_target"}
"""What is compared above."""


@pytest.mark.parametrize(
    ("label", "domain"),
    [
        ("theorem-3", Modewise()),
        ("theorem-4", Blockwise()),
        ("theorem-4-sharper", Sharper()),
        ("theorem-4-sharpest", Sharpest()),
        ("theorem-4-own-target", OwnTarget()),
        ("theorem-4-prime", Widthwise()),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_a_quantity_is_its_text_in_the_certificates(label: str, domain: Windowed) -> None:
    """What the certificates define by its name, in some case, is what is evaluated, at each kind of point."""
    defined = dict[str, set[str]]()
    for prover in catalogue.proof(label).provers():
        for name, text in prover.case.definitions.items():
            defined.setdefault(name, set()).add(text)
    compared = set(domain.symbols) & set(defined) - INSTEAD
    assert len(compared) >= 5
    for point in published(domain.theorem):
        values = domain.quantities(point, FIELD)
        assert not compared & {*values.letters, *values.inverses} - {"sigma_next"}
        assert all(values.texts[name] in defined[name] for name in compared & set(values.texts))
    assert all(any(name in domain.quantities(p, FIELD).texts for p in published(domain.theorem)) for name in compared)
