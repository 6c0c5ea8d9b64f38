"""The unbalanced law: its names mean what they say, nothing of it is spare, and what is false is refused."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from benchmarks.unbalanced import followed, shares, starts
from numeric import unbalanced
from numeric.field import Balls, Rationals
from proofs import checker
from proofs.certificate.argument import Argument, Gap
from proofs.certificate.prover import Prover
from proofs.judging import suite
from proofs.lemmas.proved import known_lemmas
from proofs.theorems import catalogue
from proofs.theorems.unbalanced.moments import STARTED, moments, product_error
from proofs.theorems.unbalanced.quantities import Instants, drawn

LABEL = "unbalanced-law"
CASES = {prover.case.case: prover.case for prover in catalogue.proof(LABEL).provers()}
INSTANTS = [*drawn(0, 4, "any"), *drawn(0, 2, "late")]
FIELD = Balls(128)


def doubles(rows: object) -> np.ndarray:
    return np.array([[float(x) for x in row] for row in rows])  # type: ignore[attr-defined]


@pytest.mark.parametrize("point", INSTANTS, ids=lambda p: f"{p.kind} {p.number}")
def test_rates_are_those_of_the_flow(point: object) -> None:
    """Blocks of RRᵀ after a short time, by the flow of U and V alone, are what their rates say."""
    at = Instants().quantities(point, Rationals())
    left, right, U, V = (doubles(getattr(at.point, name)) for name in ("left", "right", "U", "V"))
    k, n = at.point.k, len(left)
    Y = left @ np.diag([float(x) for x in at.point.spectrum]) @ right.T

    def blocks(U: np.ndarray, V: np.ndarray) -> np.ndarray:
        R = np.vstack((left.T @ U + right.T @ V, left.T @ U - right.T @ V)) / 2
        return np.block([[R @ R.T, np.zeros((2 * n, R.shape[1]))], [np.zeros((R.shape[1], 2 * n)), R.T @ R]])

    step = 1e-5
    ahead, behind = (blocks(*followed(U, V, Y, step, step)), blocks(*followed(U, V, -Y, 0.0, step)))
    rate = (ahead - behind) / step
    for name, part in {"rate_P": rate[:k, :k], "rate_Q": rate[:k, k : 2 * n], "rate_N": rate[2 * n :, 2 * n :]}.items():
        assert np.allclose(doubles(Rationals().entries(at[name])), part, atol=2e-3 * (1 + abs(part).max())), name


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.case)
def test_nothing_that_is_given_is_spare(case: Argument) -> None:
    """Some line needs each given."""
    prover = Prover(case, known_lemmas())
    assert set().union(*(prover.rests_on(step.label) for step in case.steps)) == set(case.given)


@pytest.mark.parametrize(
    ("label", "shows"),
    [
        ("rest-is-small-in-the-window", "65*u**2 <= 27*eps"),
        ("deficit-is-small-at-the-left-end", "a + 3*u**2/2 <= eps/5"),
        ("unbalanced-incremental-learning", "product_error <= 4*eps/5"),
        ("weakest-stays-ahead", "lead_turn*(kappa*l - u**2) <= kappa*rate_l - 3*tau*u**2"),
    ],
)
def test_its_lines_do_not_show_more(label: str, shows: str) -> None:
    """A constant that is too good has no certificate by the same lines."""
    (prover,) = catalogue.proof(LABEL).showing(label)
    with pytest.raises((Gap, checker.Invalid)):
        prover.step(label, shows)


def test_what_is_derived_names_what_it_assumes() -> None:
    """Bounds that are kept assume theorems of calculus, and no certificate does."""
    assumed = {step.label: step.statement().lemmas for step in suite.members("unbalanced") if step.domain is None}
    calculus = ("the Picard–Lindelöf theorem", "the mean value theorem")
    assert assumed.pop("bounds-move-as-they-should") == ()
    assert assumed.pop("deficit-is-small") == (*calculus, "the intermediate value theorem")
    assert set(assumed.values()) == {calculus}


def test_the_law_applies_to_the_published_starts_and_not_to_larger_ones() -> None:
    """Each hypothesis holds at their α; at ten times that some does not."""
    with FIELD.working():
        for start in STARTED:
            assert all(unbalanced.hypotheses(start, FIELD).values())
            larger = replace(start, alpha=start.alpha.times(Fraction(40)))
            assert not all(unbalanced.hypotheses(larger, FIELD).values())


def test_no_bound_is_violated_at_drawn_starts() -> None:
    """A sample of what `benchmarks/unbalanced.py` follows; half the step changes nothing."""
    for start in starts(12):
        found = shares(start)
        assert max(found.values()) <= 1 + 1e-9
        assert found["rest"] > 0.01
    finer = shares(start, step=0.01)
    assert all(abs(finer[name] - share) < 1e-6 for name, share in found.items())


def test_doubles_agree_with_the_enclosure() -> None:
    """At the left end of each published start."""
    for moment in moments():
        if moment.position == "left":
            with FIELD.working():
                eps = float(moment.start.eps)
            share = shares(moment.start)["error at the left end"]
            assert abs(share * eps - float(product_error(moment).mid())) < 1e-4
