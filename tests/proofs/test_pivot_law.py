"""The pivot law: what its names mean, worked out anew; that its cases are all there are; and that nothing is spare."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from meaning import Reading, inverse, saturation

from numeric.closed_form import solution_at
from numeric.exact import Scale
from numeric.field import Field, Multiprecision
from numeric.instance import Instance, from_factor, random_basis, random_factor
from numeric.instances import Point
from numeric.matrices import times
from paper import laws
from proofs import checker
from proofs.certificate.argument import Argument, Gap, certificate
from proofs.certificate.prover import Prover
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.pivots.quantities import QUANTITIES, Pivotal

FIELD, WITHIN = Multiprecision(80), Fraction(1, 10**40)
LABEL = "pivot-law"
LAW = laws.law(LABEL)
CASES = {prover.case.case: prover.case for prover in catalogue.proof(LABEL).provers()}
SIZES = {
    "0 < k < n: decoupling": (2, 3, 4),
    "1 <= k < r: a mode that grows": (1, 3, 3),
    "1 <= k <= r < n: an absent mode": (2, 2, 4),
    "1 < k <= r: an earlier mode": (3, 3, 4),
    "1 < k < n": (2, 3, 4),
    "1 = k < n": (1, 2, 3),
    "1 < k = n": (3, 3, 3),
    "1 = k = n": (1, 1, 1),
    "1 <= k <= r: half-learned": (2, 3, 3),
    "1 <= k <= r: not half-learned": (2, 3, 3),
}
"""A k, r and n for each case."""


def eliminated(S: list[list[Fraction]]) -> tuple[list[list[Fraction]], list[Fraction]]:
    """L and p with S = L diag(p) Lᵀ, by Cholesky's recursion."""
    n = len(S)
    L = [[Fraction(i == j) for j in range(n)] for i in range(n)]
    p = [Fraction(0)] * n
    for j in range(n):
        p[j] = S[j][j] - sum(L[j][m] ** 2 * p[m] for m in range(j))
        for i in range(j + 1, n):
            left = S[i][j] - sum(L[i][m] * L[j][m] * p[m] for m in range(j))
            L[i][j] = left / p[j] if p[j] else Fraction(0)
    return L, p


def column_before(L: list[list[Fraction]], k: int) -> list[Fraction]:
    """The k-th column of (Lᵀ)⁻¹ above its diagonal, with the other sign."""
    b = [Fraction(0)] * (k - 1)
    for i in reversed(range(k - 1)):
        b[i] = L[k - 1][i] - sum(L[m][i] * b[m] for m in range(i + 1, k - 1))
    return b


def solved(field: Field, growth: Any, start: Any, alpha: Any) -> Any:
    """(α⁻² + SG)⁻¹S: the same as α²S(1 + α²GS)⁻¹."""
    V = start * alpha**2
    return inverse(field, field.identity(field.shape(V)[0]) + V * growth) * V


def names_at(case: Argument, point: Point, field: Field = FIELD) -> Reading:
    """What the case's letters stand for at a point."""
    instance, k = point.instance, point.k
    n, number, shape = instance.n, field.number, [list(row) for row in instance.shape_in_basis]
    L, p = eliminated(shape)
    sigma = [number(s) for s in instance.spectrum]
    alpha, c, t = field.scale(instance.alpha), number(instance.rate), number(point.time)
    growing = saturation(point, field, 1)
    W = solution_at(instance, point.time, field)
    Phi = field.identity(n) if instance.basis is None else field.exact(instance.basis)
    S, G = field.exact(shape), field.diagonal(growing)
    a = alpha**2 * number(p[k - 1])
    names: dict[str, Any] = {"alpha": alpha, "c": c, "t": t, "p": number(p[k - 1]), "sigma_k": sigma[k - 1]}
    names |= {"shape": S, "Omega": solved(field, G, S, alpha), "Phi": Phi, "Wt": Phi * W * field.transpose(Phi)}
    names |= {"w": W[k - 1, k - 1], "e_k": columns(field, n, [k - 1]), "delta_above": number(0)}
    names["delta_below"] = number(0)
    parts = {1: list(range(k - 1)), 2: list(range(k, n))}
    if "ell" in case.matrices:
        parts = {1: list(range(k)), 2: list(range(k, n))}
        A = field.exact([row[:k] for row in shape[:k]])
        below = field.exact([row[:k] for row in shape[k:]])
        names |= {"A": A, "ell": below * inverse(field, A)}
        corner = field.exact([row[k:] for row in shape[k:]])
        names["rest"] = corner - names["ell"] * field.transpose(below)
    for i, block in parts.items():
        if block:
            names |= {f"J{i}": columns(field, n, block), f"S{i}": field.diagonal([sigma[j] for j in block])}
            names[f"G{i}"] = field.diagonal([growing[j] for j in block])
    if "ell" in case.matrices:
        names |= {"Omega1": solved(field, names["G1"], names["A"], alpha)}
        names |= {"Omega2": solved(field, names["G2"], names["rest"], alpha)}
        return Reading(field, WITHIN, names, case.definitions)
    power = power_in(field)
    if k > 1:
        b = [number(x) for x in column_before(L, k)]
        before = alpha**2 * field.norm(field.exact([row[: k - 1] for row in shape[: k - 1]]))
        heads = [before * power(sigma[i] / before, sigma[k - 1] / sigma[i]) for i in parts[1]]
        names |= {"b": field.matrix([[x] for x in b]), "a_before": before, "heads": field.diagonal(heads)}
        names |= {"Y1": field.diagonal([before / (1 + before * growing[i]) for i in parts[1]])}
        names |= {"sigma_before": sigma[k - 2]}
        names["delta_above"] = sum((x**2 * y for x, y in zip(b, heads, strict=True)), number(0))
    if k < n:
        found = [number(L[i][k - 1]) for i in parts[2]]
        ratio = a / sigma[k - 1]
        tails = [
            sigma[k - 1] / s * power(ratio, 1 - s / sigma[k - 1]) if s > 0 else -ratio * field.log(ratio) / (1 - ratio)
            for s in (sigma[i] for i in parts[2])
        ]
        names |= {"l": field.matrix([[x] for x in found]), "tails": field.diagonal(tails)}
        names["delta_below"] = sum((x**2 * y for x, y in zip(found, tails, strict=True)), number(0))
    if point.mode:
        names |= {"sigma": sigma[point.mode - 1], "accumulated": growing[point.mode - 1]}
    return Reading(field, WITHIN, names, case.definitions)


def power_in(field: Field) -> Any:
    return lambda x, exponent: field.exp(field.log(x) * exponent)


def columns(field: Field, n: int, chosen: list[int]) -> Any:
    return field.exact([[Fraction(row == column) for column in chosen] for row in range(n)])


def instance_of(r: int, n: int, alpha: Scale, *, size: Fraction = Fraction(1), width: int | None = None) -> Instance:
    spectrum = tuple(Fraction(n - i) if i < r else Fraction(0) for i in range(n))
    factor = times(size, random_factor(n, width or n, 7))
    return from_factor(spectrum, factor, random_basis(n, 3), alpha, Fraction(2))


@cache
def point_of(title: str) -> Point:
    """A point at which the case speaks, soon before or after half of its mode is learned."""
    k, r, n = SIZES[title]
    instance = instance_of(r, n, Scale(Fraction(1), -6), width=max(r - 1, k, 1))
    point = Point(instance, 0, k, Fraction(1), "half")
    p = eliminated([list(row) for row in instance.shape_in_basis])[1][k - 1]
    half = FIELD.log(FIELD.number(instance.spectrum[k - 1] / p) / FIELD.scale(instance.alpha) ** 2)
    share = Fraction(99, 100) if title.endswith("not half-learned") else Fraction(101, 100)
    time = Fraction(int(half * 1000), 2000) / (instance.rate * instance.spectrum[k - 1]) * share
    mode = {"earlier": 1, "grows": k + 1, "absent": r + 1}
    found = next((i for word, i in mode.items() if word in title), 0)
    return replace(point, time=time, mode=found)


def test_there_is_a_point_for_each_case() -> None:
    assert set(SIZES) == set(CASES)


@pytest.mark.parametrize("title", CASES)
def test_all_holds_where_a_case_speaks(title: str) -> None:
    """Every given, so that none is vacuous, and what its steps show; a singular matrix is asked not to be negative."""
    case = CASES[title]
    with FIELD.working():
        read = names_at(case, point_of(title))
        assert case.given
        for name, statement in case.given.items():
            assert read.holds(statement), (name, statement)
        for step in case.steps:
            definition = case.definitions.get(step.shows.removesuffix(" >= 0"), "")
            shows = f"0 <= {definition.removeprefix('definiteness')}" if "definiteness(" in definition else step.shows
            assert read.holds(shows), step.label
        assert all(read(name) > 0 for name in case.positive)


@pytest.mark.parametrize("title", [title for title in CASES if "decoupling" not in title])
def test_quantities_are_what_names_mean(title: str) -> None:
    """Balls, samples and these tests give each quantity one value."""
    point, case = point_of(title), CASES[title]
    with FIELD.working():
        read, found = names_at(case, point), Pivotal().quantities(point, FIELD)
        names = [name for name in QUANTITIES if name in case.definitions or name in case.scalars]
        assert len(names) >= 3
        for name in names:
            value, expected = read(name), getattr(found, name)
            assert abs(value - expected) <= FIELD.number(WITHIN) * (abs(expected) + FIELD.number(WITHIN)), name


def positive_orders() -> Iterator[tuple[str, str]]:
    """Orders that a case takes for the meaning of names, by case."""
    origins = catalogue.proof(LABEL).origins
    for title, case in CASES.items():
        for name, statement in case.given.items():
            if statement.startswith("0 <= ") and origins[name] == "notation":
                yield title, statement


@pytest.mark.parametrize(("title", "statement"), list(positive_orders()))
def test_what_a_name_means_is_not_asked_for_more(title: str, statement: str) -> None:
    """That it is not negative holds at the start, soon after, and later; that it is positive does not, at some time."""
    k, r, n = SIZES[title]
    values = []
    for time in (Fraction(0), Fraction(1, 100), Fraction(2)):
        for width in {k, n}:
            instance = instance_of(r, n, Scale(Fraction(1, 3)), size=Fraction(1, 1000), width=width)
            with FIELD.working():
                read = names_at(CASES[title], Point(instance, 0, k, time, "early"))
                assert read.holds(statement), (time, width)
                values.append(read.holds(statement.replace("0 <=", "1 <= 1000*(") + ")"))
    assert not all(values)


@pytest.mark.parametrize("title", CASES)
def test_the_checker_accepts_every_case(title: str) -> None:
    """It refuses a claim with a given that nothing rests on, so each case needs all of its own."""
    found = certificate(CASES[title], proved.known_lemmas())
    ((_, wrong),) = checker.check(proved.document([found]))[-1:]
    assert wrong == ""


def test_the_cases_cover_every_size() -> None:
    """For each 1 ≤ k ≤ r ≤ n one case has the entry, and each mode beside the k-th has its own."""
    sizes = {"1 < k < n", "1 = k < n", "1 < k = n", "1 = k = n"}
    for n in range(1, 5):
        for k in range(1, n + 1):
            signs = f"1 {'=' if k == 1 else '<'} k {'=' if k == n else '<'} n"
            assert signs in sizes
    assert sizes < set(CASES)
    assert set(LAW.cases) < set(CASES)


ASKED: Mapping[str, set[str]] = {
    "start-below-target": {"later-modes-are-outgrown", "entry-is-at-least-its-pivots", "entry-is-at-most-its-pivots"},
    "earlier-start-below-targets": {"earlier-modes-have-settled"},
    "time-is-not-negative": {"later-modes-are-outgrown", "earlier-modes-have-settled"},
    "half-learned": {"not-half-learned-before"},
    "small-error-above": {"not-half-learned-before"},
    "not-half-learned": {"half-learned-after"},
    "small-error-below": {"half-learned-after"},
}


@pytest.mark.parametrize("hypothesis", ASKED)
def test_a_hypothesis_dropped_breaks_the_proof(hypothesis: str) -> None:
    """The steps that rest on it have no certificate without it."""
    for label in ASKED[hypothesis]:
        assert any(breaks(case, label) for case in catalogue.proof(LABEL).showing(label, (hypothesis,))), label


def test_no_other_hypothesis_is_asked() -> None:
    aside = {hypothesis.name for found in LAW.asides.values() for hypothesis in found}
    assert set(ASKED) == {*LAW.hypotheses, *aside} == catalogue.proof(LABEL).hypotheses


def breaks(prover: Prover, label: str) -> bool:
    try:
        prover.step(label)
    except (Gap, checker.Invalid, KeyError):
        return True
    return False


SMALLER = {
    "tail": ("later-modes-are-outgrown", "99*a*exp(sigma/sigma_k*log(sigma_k/a))/(100*sigma)"),
    "head": ("earlier-modes-have-settled", "99*a_before*exp(sigma_k/sigma*log(sigma/a_before))/100"),
    "late": ("half-learned-after", "log((1 + delta_below)/(1 - delta_below))/2"),
    "early": ("not-half-learned-before", "log((sigma_k + 2*delta_above)/(sigma_k - 2*delta_above))/2"),
}


@pytest.mark.parametrize("name", SMALLER)
def test_a_smaller_error_is_not_proved(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same lines no certificate is found where a bound is smaller, and the ledger no longer says the same."""
    label, text = SMALLER[name]
    changed = replace(LAW, definitions={**LAW.definitions, name: text})
    monkeypatch.setattr(laws, "DECLARED", {LABEL: changed})
    assert any(breaks(case, label) for case in catalogue.proof(LABEL).showing(label))


def test_the_law_rests_on_what_is_shown_of_the_flow_and_of_other_modes() -> None:
    assert set(catalogue.proof(LABEL).foundations) == {
        "matrix-closed-form-from-linear-system",
        "later-modes-are-outgrown",
        "earlier-modes-have-settled",
        "entry-is-at-least-its-pivots",
        "entry-is-at-most-its-pivots",
    }


def test_nothing_is_inverted() -> None:
    """The shape has no inverse among the names of the law, nor has a block of it: it may be singular."""
    for title, case in CASES.items():
        assert not {"M", "Minv", "Ainv"} & {*case.matrices, *case.definitions}, title
