"""Each lemma and axiom is certified as the checker reads it, where its hypotheses hold, and is attained."""

import re
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from numeric import matrices
from numeric.field import Balls, Multiprecision, Rationals
from numeric.matrices import Rows, is_positive_semidefinite, transpose
from paper import Misuse, load
from proofs import checker
from proofs.certificate.argument import certificate
from proofs.certificate.language import latex, value
from proofs.claims.claim import Shard
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Outcome, Strength
from proofs.judging import run, suite
from proofs.lemmas import LEMMAS
from proofs.lemmas.certified import BEYOND
from proofs.lemmas.domain import Instances, least_coefficient
from proofs.lemmas.resting import axioms_of, lemmas_of
from proofs.lemmas.wording import BEYOND as BEYOND_WORDS
from proofs.lemmas.wording import Letters
from proofs.theorems import catalogue
from proofs.theorems.shared.proved import Proved

STEPS = {step.label: step for step in suite.members("lemmas")}
PROVED = {lemma.label: lemma for lemma in LEMMAS}
NEVER_ATTAINED = {
    "inverse-of-a-positive-matrix",  # an inverse is not singular
    "inverse-is-positive",
    "exponential-is-positive",
}


def document(label: str) -> Mapping[str, Any]:
    """The lemma or axiom as the checker has it; an axiom's symmetric matrices are square."""
    names = checker.axioms()["norm-of-zero"]
    if label in PROVED:
        return {**PROVED[label].scope, "given": PROVED[label].given, "shows": PROVED[label].shows}
    axiom = {**names, "given": {}, "shows": "norm(X) == e"} if label == BEYOND else checker.axioms()[label]
    texts = [*axiom["given"].values(), axiom["shows"]]
    used = set(re.findall(r"[A-Za-z]\w*", " ".join(texts)))
    scalars, matrices = ([name for name in axiom[kind] if name in used] for kind in ("scalars", "matrices"))
    own = {name: axiom["matrices"][name] for name in matrices}
    # of any sizes, or of one; what has an order, or an exponential, is symmetric
    choices = ((own, []), (dict.fromkeys(matrices, ("n", "m")), []), (dict.fromkeys(matrices, ("n", "n")), matrices))
    for sizes, symmetric in choices:
        found = {**axiom, "scalars": scalars, "matrices": sizes, "symmetric": symmetric}
        with suppress(checker.Invalid):
            scope = checker.Scope(found)
            for text in texts:
                scope.statement(text)
            return found
    raise AssertionError(f"{label} makes no sense")


@cache
def certificates() -> Mapping[str, Mapping[str, Any]]:
    """Each lemma's certificate."""
    found, known = {}, dict(checker.axioms())
    for lemma in LEMMAS:
        found[lemma.label] = certificate(lemma, known)
        known[lemma.label] = {**found[lemma.label], "shows": lemma.shows}
    return found


def domain(label: str) -> Instances:
    found = STEPS[label].domain
    assert isinstance(found, Instances)
    return found


def test_each_lemma_and_axiom_has_a_step_and_an_entry() -> None:
    """Nothing is assumed that is not in the ledger, with its kind, which asks for a citation."""
    kinds = {**dict.fromkeys((*checker.axioms(), BEYOND), "axiom"), **dict.fromkeys(PROVED, "lemma")}
    assert {entry.label: entry.kind for entry in load().entries if entry.kind in ("axiom", "lemma")} == kinds
    assert set(STEPS) == set(kinds)


@pytest.mark.parametrize("label", STEPS)
def test_what_is_certified_is_the_text_that_the_checker_uses(label: str) -> None:
    """Hypotheses and conclusion, word for word; what the checker has no words for is named."""
    found, wording = document(label), domain(label).wording
    assert wording.shows == domain(label).shows == found["shows"]
    texts = [text for _, text in wording.given]
    assert texts == (list(BEYOND_WORDS) if label == BEYOND else [text.strip() for text in found["given"].values()])
    assert set(wording.scalars) == set(found.get("scalars", ()))
    assert {name for name, _ in wording.matrices} == set(found.get("matrices", ()))


def test_theorem_3_says_that_it_assumes_it() -> None:
    """The axiom beyond the checker is among what its conclusion assumes; Theorem 4's rests on no such thing."""
    assert catalogue.proof("theorem-3").cited("spectral-incremental-learning") == (BEYOND,)
    assert catalogue.proof("theorem-4").cited("general-incremental-learning") == ()
    evidence, step = Proved("theorem-3", catalogue.proof("theorem-3")), suite.steps()["spectral-incremental-learning"]
    found = evidence.judge(step, shard=Shard(), seed=0, workspace=Workspace())
    assert BEYOND in run._assumed(step, (found,))


def holds(source: str, letters: Letters) -> bool:
    """Whether the hypothesis is true at exact letters, decided in rationals, an order by characteristic polynomials."""
    relation = next(sign for sign in ("==", "<=", ">=", "<", ">") if sign in source)
    larger, smaller = map(str.strip, source.split(relation))
    if relation[0] == "<":
        larger, smaller, relation = smaller, larger, relation.replace("<", ">")
    field = Rationals()
    values = {
        name: field.number(meaning) if isinstance(meaning, Fraction) else field.exact(meaning)
        for name, meaning in letters.items()
    }
    # a rectangle can be compared with 0, but not with a multiple of I
    difference = value(larger if smaller == "0" else f"({larger}) - ({smaller})", values, field)
    if not hasattr(difference, "transpose"):
        return bool({"==": difference == 0, ">=": difference >= 0, ">": difference > 0}[relation])
    rows = matrices.from_flint(difference)
    return not any(map(any, rows)) if relation == "==" else rows == transpose(rows) and is_positive_semidefinite(rows)


@pytest.mark.parametrize("label", STEPS)
@pytest.mark.parametrize("drawn", [False, True])
def test_the_hypotheses_hold_at_every_instance(label: str, drawn: bool) -> None:
    """Exactly, at the published instances and at others; letters have the sizes and symmetries that are declared."""
    found = document(label)
    points = list(domain(label).sample(7, 12) if drawn else domain(label).published())
    assert points
    for point in points:
        letters, sizes = point.setting.meanings, dict[str, int]()
        assert set(letters) == {*found.get("scalars", ()), *found.get("matrices", ())}
        for name, shape in found.get("matrices", {}).items():
            rows = letters[name]
            assert isinstance(rows, tuple)
            for size, count in zip(shape, (len(rows), len(rows[0])), strict=True):
                assert sizes.setdefault(size, count) == count
            assert name not in found.get("symmetric", ()) or rows == transpose(rows)
        for hypothesis in found["given"].values():
            assert holds(hypothesis, letters), (point, hypothesis)


@pytest.mark.parametrize(
    ("source", "letters", "expected"),
    [
        ("0 < x", {"x": Fraction(0)}, False),
        ("0 <= x", {"x": Fraction(0)}, True),
        ("x == 1", {"x": Fraction(2)}, False),
        ("0 <= X", {"X": ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)))}, False),
        ("T(X)*X <= e**2", {"X": ((Fraction(3),), (Fraction(4),)), "e": Fraction(5)}, True),
        ("T(X)*X <= e**2", {"X": ((Fraction(3),), (Fraction(4),)), "e": Fraction(4)}, False),
    ],
)
def test_a_hypothesis_that_fails_is_noticed(source: str, letters: Letters, expected: bool) -> None:
    """Strict and not, of numbers and of matrices."""
    assert holds(source, letters) is expected


@pytest.mark.parametrize("label", STEPS)
def test_lemmas_and_axioms_hold_and_are_attained(label: str) -> None:
    """At every published instance; where the two sides can be equal, they are so at some instance."""
    certificate = STEPS[label].evidence[0].judge(STEPS[label], shard=Shard(), seed=0, workspace=Workspace())
    assert (certificate.outcome, certificate.strength) == (Outcome.HOLDS, Strength.CERTIFIED)
    assert certificate.margin is not None
    assert certificate.margin.attained is (label not in NEVER_ATTAINED)


def test_the_instances_are_adversarial() -> None:
    """Sizes 1 to 4, zero and orthogonal matrices, equal ones, opposite ones, singular values of 1e-12 and 1e8."""
    found = [point.setting.meanings for point in domain("norm-of-a-symmetric-sum").published()]
    square: list[Rows] = [x["X"] for x in found if isinstance(x["X"], tuple)]
    assert {len(X) for X in square} == {1, 2, 3, 4}
    assert any(not any(map(any, X)) for X in square)
    assert any(matrices.is_orthogonal(X) for X in square)
    assert any(x["X"] == x["Y"] for x in found)
    pairs = [(x["X"], x["Y"]) for x in found if isinstance(x["X"], tuple) and isinstance(x["Y"], tuple)]
    assert any(X == tuple(tuple(-y for y in row) for row in Y) != Y for X, Y in pairs)
    assert any(matrices.product(X, Y) == matrices.product(Y, X) for X, Y in pairs if X != Y)
    assert any(matrices.product(X, Y) != matrices.product(Y, X) for X, Y in pairs)
    sizes = [abs(x) for X in square for x in np.linalg.eigvalsh(np.array(X, dtype=float))]
    assert max(sizes) > 0.9e8
    assert any(0.9e-12 < x < 1.1e-12 for x in sizes)


def test_draws_depend_on_the_seed_alone() -> None:
    """Another seed turns the instances."""
    some = domain("norm-of-a-product")
    assert list(some.sample(3, 40)) == list(some.sample(3, 40))
    assert [p.setting.letters for p in some.sample(3, 40)] != [p.setting.letters for p in some.sample(4, 40)]


A, B = np.array([[1.0, 2.0], [3.0, -4.0]]), np.array([[0.5, 0.0], [1.0, 2.0]])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("norm(X*Y)", np.linalg.norm(A @ B, 2)),
        ("s*X - T(X)*Y/2", 0.75 * A - A.T @ B / 2),
        ("1 - s**2*Y", np.eye(2) - 0.75**2 * B),
        ("X**2 + s", A @ A + 0.75 * np.eye(2)),
        ("max(s, norm(-X)/(1 + s))", np.linalg.norm(A, 2) / 1.75),
        ("exp(s) - sqrt(s)*log(s)", np.exp(0.75) - np.sqrt(0.75) * np.log(0.75)),
        ("exp(s*Y)", np.array([[np.exp(0.375), 0.0], [(np.exp(1.5) - np.exp(0.375)) / 1.5, np.exp(1.5)]])),
    ],
)
def test_texts_mean_what_numpy_says(source: str, expected: Any) -> None:
    """In balls and in mpmath numbers; a number beside a matrix is that multiple of I."""
    for field in (Balls(128), Multiprecision(40)):
        with field.working():
            letters = {
                name: field.exact([[Fraction(x) for x in row] for row in rows.tolist()])
                for name, rows in (("X", A), ("Y", B))
            }
            found = value(source, {**letters, "s": field.number(Fraction(3, 4))}, field)
            numbers = field.entries(found) if hasattr(found, "transpose") else found
            assert np.array(numbers, dtype=float) == pytest.approx(np.asarray(expected), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("source", ["X @ Y", "print(X)", "X**0", "Z", "X[0]", "2.5*X"])
def test_what_is_no_text_of_the_checker_is_refused(source: str) -> None:
    """Unknown names, functions and operators, by name."""
    with pytest.raises(Misuse, match="is no expression of the checker's language"):
        value(source, {"X": Rationals().identity(2), "Y": Rationals().identity(2)}, Rationals())


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("norm(X)**2 - T(X)*X", r"{\lVert X\rVert}^{2}I-X^{\top}X"),
        ("1 - x*(y - z)", "1-x(y-z)"),
        ("T(J)*(1 - Cinv)*K", r"J^{\top}(I-C^{-1})K"),
        ("T(X*Y)/x - (y + 1)", r"\frac{(XY)^{\top}}{x}-(y+1)I"),
        ("max(sqrt(x), -x)", r"\max(\sqrt{x},-x)"),
    ],
)
def test_texts_are_shown_as_mathematics(source: str, shown: str) -> None:
    """Parentheses where they are needed, and I beside a number that stands for a matrix."""
    assert latex(source) == shown


def test_the_least_coefficient_tells_the_sign() -> None:
    """Of every symmetric 3×3 matrix with entries −1, 0 and 1."""
    field = Rationals()
    for a, b, c, d, e, f in product((-1, 0, 1), repeat=6):
        rows = matrices.rows_of([[a, b, c], [b, d, e], [c, e, f]])
        assert bool(least_coefficient(field, field.exact(rows)) >= 0) is is_positive_semidefinite(rows)


def test_the_checker_accepts_every_lemma() -> None:
    """Their certificates are valid."""
    verdicts = checker.check({"claims": list(certificates().values())})
    assert verdicts == [(label, "") for label in PROVED]


def test_a_certificate_says_what_it_rests_on() -> None:
    """The lemmas that it names, and the axioms that these rest on, in the order of the checker's list."""
    found = certificates()
    (step,) = found["perturbation-of-an-inverse"]["steps"]
    named = STEPS["perturbation-of-an-inverse"].uses
    assert lemmas_of(step) == lemmas_of(found["perturbation-of-an-inverse"])
    assert tuple(label for label in lemmas_of(step) if label in found) == named
    assert {"norm-of-a-product", "norm-of-a-symmetric-sum"} <= set(named)
    assert axioms_of(step, found) == (
        "norm-is-not-negative",
        "norm-bounds-the-square",
        "norm-bounds-a-symmetric-matrix",
        "norm-is-the-least-bound",
        "norm-is-the-least-symmetric-bound",
        "norm-of-equals",
        "quotient-times-divisor",
        "inverse-is-positive",
    )
    assert axioms_of(found["inverse-of-a-principal-submatrix"], found) == ()


def test_a_lemma_that_nobody_has_is_refused() -> None:
    """By name: what it rests on is not known."""
    with pytest.raises(Misuse, match="uses the lemma 'wishful-thinking'"):
        axioms_of({"lines": [{"shows": "0 <= x", "lemma": "wishful-thinking", "with": {}}]}, certificates())
