"""The theorems: every step says what it should, of constants worked out by hand, at instances of all kinds."""

from fractions import Fraction

import approved
import pytest
from keys import OWN_TARGET, SHARPER, SHARPEST

from numeric.instance import TheoremName
from numeric.instances import drawn, published
from numeric.windows import hypotheses
from paper import load, theorems
from proofs.judging import suite
from proofs.theorems.between.corollaries import COROLLARIES


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
    """At σ₁ = 3, ε = 1/10, and so on, they are these numbers, worked out by hand."""
    three = {"sigma_1": Fraction(3), "eps": Fraction(1, 10), "m": Fraction(2), "mu": Fraction(5)}
    known = {**three, "s_min": Fraction(1, 2), "s_max": Fraction(4), "sigma_k": Fraction(2), "alpha": Fraction(1, 10)}
    known |= {"m_k": Fraction(7), "sigma": Fraction(1, 4)}
    worked_out = {
        "theorem-3": {"c1": 180, "c2": Fraction(1, 40)},
        "theorem-4": {"c1": 720, "c2": Fraction(1, 2000), "largest_eps": 6, "block_tolerance": Fraction(1, 20)},
        "theorem-4-sharper": {"c1": 180, "c2": Fraction(1, 50)},
        "theorem-4-sharpest": {"c1": Fraction(599 * 29, 100), "c2": Fraction(59, 2900)},
        "theorem-4-own-target": {"c1": 80, "c2": Fraction(1, 50)},
        "theorem-4-prime": {"c1": 630, "c2": Fraction(1, 50), "kappa": Fraction(7, 25)},
    }
    rows = {each.theorem.label for each in COROLLARIES}  # whose constants tests of their own change
    assert set(worked_out) == set(theorems.labels()) - rows
    for label, values in worked_out.items():
        assert {name: theorems.theorem(label).value(name, **known) for name in values} == values
        assert {*theorems.theorem(label).constants, *theorems.theorem(label).limits} <= values.keys()


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
    """Each parameter of a statement has a LaTeX symbol in the domain."""
    for step in suite.steps().values():
        if step.domain is not None:
            assert set(step.quantities) <= set(step.domain.symbols), step.label
