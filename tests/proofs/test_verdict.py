"""Outcomes, strengths, margins, certificates: what may be merged, and what may not be mistaken for something else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from proofs.claims.verdict import Certificate, Margin, Outcome, Strength, Verdict


def certificate(outcome: Outcome, lower: str = "1", points: int = 1, **fields: object) -> Certificate:
    margin = Margin(Decimal(lower), Decimal(lower))
    return Certificate("a-step", outcome, Strength.CERTIFIED, "somewhere", margin=margin, points=points, **fields)  # type: ignore[arg-type]


def test_an_outcome_is_no_bool() -> None:
    """`if outcome` is an error, so that UNDECIDED can't be taken for true or FAILS for truthy."""
    for outcome in Outcome:
        with pytest.raises(TypeError, match="compare it"):
            bool(outcome)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("HOLDS", "HOLDS", "HOLDS"),
        ("HOLDS", "UNDECIDED", "UNDECIDED"),
        ("UNDECIDED", "FAILS", "FAILS"),
        ("FAILS", "HOLDS", "FAILS"),
    ],
)
def test_the_worst_outcome_wins(first: str, second: str, both: str) -> None:
    """One failure fails the whole, else one doubt is a doubt; the order does not matter."""
    assert (Outcome[first] & Outcome[second]) is Outcome[both]
    assert (Outcome[second] & Outcome[first]) is Outcome[both]


def test_strengths_are_ordered() -> None:
    """Nothing is weaker than NONE and nothing stronger than PROVED."""
    assert sorted(Strength) == [Strength.NONE, Strength.SAMPLED, Strength.CERTIFIED, Strength.PROVED]
    assert [strength.value for strength in sorted(Strength)] == [0, 1, 2, 3]


def test_merging_keeps_the_smallest_margin_and_its_witness() -> None:
    """Two parts of a domain together have the smaller margin, where it was met, and all points."""
    near = certificate(Outcome.HOLDS, "0.1", points=3, witness={"k": "1"}, bits=192)
    far = certificate(Outcome.HOLDS, "0.9", points=4, witness={"k": "2"}, bits=768)
    for total in (near.merge(far), far.merge(near)):
        assert total.margin == Margin(Decimal("0.1"), Decimal("0.1"))
        assert total.witness == {"k": "1"}
        assert (total.points, total.bits) == (7, 768)


def test_merging_with_a_part_that_has_no_points_keeps_the_witness() -> None:
    """What met no margin has no say in where the margin is least."""
    empty = Certificate("a-step", Outcome.HOLDS, Strength.CERTIFIED, "somewhere")
    near = certificate(Outcome.HOLDS, "0.1", witness={"k": "1"})
    for total in (empty.merge(near), near.merge(empty)):
        assert (total.margin, total.witness) == (near.margin, {"k": "1"})


def test_merging_keeps_a_failure_and_its_witness() -> None:
    """A failure on one part is a failure on the whole, whatever the margins elsewhere."""
    good = certificate(Outcome.HOLDS, "-5", witness={"k": "1"})
    bad = certificate(Outcome.FAILS, "3", witness={"k": "2"}, reason="violated")
    total = good.merge(bad)
    assert total.outcome is Outcome.FAILS
    assert (total.witness, total.reason) == ({"k": "2"}, "violated")


def test_certificates_of_different_steps_do_not_merge() -> None:
    """Evidence for one step is none for another."""
    other = Certificate("another-step", Outcome.HOLDS, Strength.CERTIFIED, "somewhere")
    with pytest.raises(ValueError, match="do not merge"):
        certificate(Outcome.HOLDS).merge(other)


def test_an_attained_bound_is_remembered() -> None:
    """If the two sides are equal anywhere, the merged margin says so."""
    attained = Margin(Decimal(0), Decimal(0), attained=True)
    assert Margin(Decimal(1), Decimal(1)).merge(attained) == attained
    assert attained.merge(Margin(Decimal(1), Decimal(1))) == attained
    assert not Margin(Decimal(0), Decimal(0)).attained


def test_merged_margins_hold_the_least_slack() -> None:
    """Which is at most the smaller of the upper ends, wherever the lower ends are."""
    wide, narrow = Margin(Decimal(1), Decimal(4)), Margin(Decimal(2), Decimal(3))
    assert wide.merge(narrow) == narrow.merge(wide) == Margin(Decimal(1), Decimal(3))
    first, second = (replace(certificate(Outcome.HOLDS), margin=margin) for margin in (wide, narrow))
    assert first.merge(second).margin == second.merge(first).margin == Margin(Decimal(1), Decimal(3))


def test_of_two_equal_margins_the_first_witness_is_kept() -> None:
    one, two = (certificate(Outcome.HOLDS, "1", witness={"k": k}) for k in "12")
    assert (one.merge(two).witness, two.merge(one).witness) == ({"k": "1"}, {"k": "2"})


def test_merging_keeps_what_either_part_has() -> None:
    """Times add up; domain, tool and proofs are those of the part that has them, the worse one first."""
    empty = Certificate("a-step", Outcome.HOLDS, Strength.CERTIFIED, "")
    assert (empty.points, empty.bits, empty.seconds) == (0, 0, 0.0)
    said = replace(empty, domain="somewhere", tool="Arb", proofs=(("a case", "{}"),), cites=("a-lemma",))
    said = replace(said, seconds=2.5)
    for total in (empty.merge(said), said.merge(empty)):
        assert (total.domain, total.tool, total.proofs, total.cites) == ("somewhere", "Arb", said.proofs, ("a-lemma",))
        assert total.seconds == 2.5
    worse = replace(
        said, outcome=Outcome.FAILS, domain="elsewhere", tool="z3", proofs=(("another", "{}"),), cites=("b-lemma",)
    )
    worse = replace(worse, seconds=1.0)
    for total in (worse.merge(said), said.merge(worse)):
        assert (total.domain, total.tool, total.proofs, total.cites) == ("elsewhere", "z3", worse.proofs, ("b-lemma",))
        assert total.seconds == 3.5


def test_certificates_of_different_strengths_do_not_merge() -> None:
    """What is sampled on one part is not certified on the whole."""
    with pytest.raises(ValueError, match="do not merge"):
        certificate(Outcome.HOLDS).merge(replace(certificate(Outcome.HOLDS), strength=Strength.SAMPLED))


def test_a_verdict_rests_on_the_certificate_of_its_outcome_and_strength() -> None:
    """On no other, and on none where there is none."""
    held, failed, sampled = (
        replace(certificate(outcome), strength=strength)
        for outcome, strength in (
            (Outcome.HOLDS, Strength.CERTIFIED),
            (Outcome.FAILS, Strength.CERTIFIED),
            (Outcome.HOLDS, Strength.SAMPLED),
        )
    )
    for order in ((sampled, failed, held), (failed, sampled, held), (held, sampled, failed)):
        assert Verdict("a-step", Outcome.HOLDS, Strength.CERTIFIED, Strength.CERTIFIED, certificates=order).best is held
    assert Verdict("a-step", Outcome.HOLDS, Strength.PROVED, Strength.PROVED, certificates=(held, failed)).best is None
