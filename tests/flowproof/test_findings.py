"""What is drawn from verdicts: counts, margins, witnesses."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sample_findings import certified, entry, everything, failing, misprint, proved, unchecked, undecided

from flowproof.findings import by_section, count, decimal, short_margin
from proofs.claims.verdict import Margin, Strength


def margin(lower: str, upper: str, attained: bool = False) -> Margin:
    return Margin(Decimal(lower), Decimal(upper), attained)


def test_counts_add_up() -> None:
    """Each outcome is counted, and together they are all."""
    counts = count(everything())
    assert counts == {"HOLDS": 2, "FAILS": 2, "UNDECIDED": 1, "UNCHECKED": 5, "total": 10}


def test_sections_keep_their_order() -> None:
    """Findings stand under their paper and section, in the ledger's order."""
    sections = by_section(everything())
    assert [name for name, _ in sections] == ["MV, section III-A", "TFHV, section 3"]
    assert by_section([replace(proved(), entry=entry("a", "3", section="Theorem 3"))])[0][0] == "MV, Theorem 3"
    assert [finding.entry.label for finding in sections[0][1]] == ["proved", "certified", "failing", "undecided"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (margin("0", "0", attained=True), "attained"),
        (margin("1.29e-12", "1.31e-12"), "≥ 1.2e-12"),
        (margin("0.5", "0.5"), "≥ 0.5"),
        (margin("0.999", "1"), "≥ 0.99"),
        (margin("1.29e-1000000000", "1"), "≥ 1.2e-1000000000"),
        (margin("-1e-30", "1e-30"), "≥ -1e-30"),
        (margin("-1.29e-30", "1e-30", attained=True), "≥ -1.3e-30"),
        (margin("-0.51", "-0.505"), "≤ -0.5"),
        (margin("12345", "12345"), "≥ 1.2e4"),
        (margin("1999", "2000"), "≥ 1900"),
        (margin("0.0015", "1"), "≥ 0.0015"),
        (margin("0.00032", "1"), "≥ 3.2e-4"),
        (margin("2.98e-20000", "1"), "≥ 2.9e-20000"),
        (margin("0", "1"), "≥ 0"),
    ],
)
def test_margins_are_rounded_to_the_safe_side(value: Margin | None, shown: str) -> None:
    """A lower bound is rounded down and an upper bound up, so that what is shown is true."""
    assert short_margin(value) == shown


def test_decimals_are_exact_and_in_lower_case() -> None:
    """No digit of an endpoint is lost, and zero is 0 whatever its exponent."""
    assert decimal(Decimal("1.29E-1000")) == "1.29e-1000"
    assert decimal(Decimal("0e-50")) == "0"


def test_the_deciding_certificate_is_the_strongest_that_agrees() -> None:
    """The margin shown is that of the certificate that the verdict rests on."""
    assert certified().margin == margin("1.29e-12", "1.31e-12")
    assert undecided().margin == margin("-1e-30", "1e-30")
    weakened = certified()
    theorem = replace(weakened, verdict=replace(weakened.verdict, strength=Strength.PROVED))
    assert theorem.margin == certified().margin  # none is as strong as the whole: the strongest that agrees
    assert unchecked("any", None).margin is None


def test_only_a_failure_has_a_witness() -> None:
    """Where the margin of something that holds is least is no witness against it."""
    assert certified().witness is None
    assert failing().witness == {"alpha": "1e-1000", "k": "<2>"}


def test_what_the_ledger_records_is_expected() -> None:
    """A recorded misprint is expected to fail; a statement that fails unrecorded is not."""
    assert [f.fails_as_recorded for f in (proved(), misprint(), failing())] == [False, True, False]


def test_a_statement_is_marked_when_its_chain_is_weaker() -> None:
    """The mark is for what holds: a failure has no chain."""
    assert [f.rests_on_less for f in (proved(), certified(), failing())] == [False, True, False]
