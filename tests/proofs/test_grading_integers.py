"""Inequalities with whole numbers: by induction or for all reals, and refuted at whole numbers only."""

from fractions import Fraction

import pytest
from sampling import some

from paper import Misuse
from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.files import parse
from proofs.grading.kinds.integers import OfIntegers
from proofs.grading.numbers import together
from proofs.grading.numbers.decision import Grade
from proofs.grading.papers.paper import parse as paper_of
from proofs.grading.papers.uses import Resting, with_its_uses

SECONDS, SEED = 12.0, 7


def of(names: str, given: tuple[str, ...], shows: str, integers: str = "n") -> OfIntegers:
    return OfIntegers("", tuple(names.split()), given, shows, tuple(integers.split()))


TRUE = {
    "powers of 2": of("n", ("n >= 0",), "2**n >= n + 1"),
    "Bernoulli": of("n x", ("n >= 0", "x >= -1"), "(1 + x)**n >= 1 + n*x"),
    "a square, of any sign": of("n", (), "n <= n*n"),
    "a square, from 1 on": of("n", ("n > 0",), "n**2 >= n"),
    "a square, but for 0": of("n", ("n != 0",), "n**2 >= 1"),
    "squares and powers of 2": of("n", ("n >= 4",), "2**n >= n**2"),
    "a late beginning of the induction": of("n", ("n >= 0",), "2**n >= n**2 - 1"),
    "powers that fall": of("n q", ("n >= 0", "0 <= q", "q <= 1"), "q**(n + 1) <= q**n"),
    "powers of a negative number": of("n x", ("n >= 0", "x <= -1"), "x**(2*n) >= 1"),
    "one by one": of("n", ("0 < n", "n < 4"), "(n - 1)*(n - 2)*(n - 3) == 0"),
    "a gap": of("n m", ("n > m",), "n >= m + 1", "n m"),
    "a square around two numbers": of("n", (), "(n + 70)*(n + 69) >= 0"),
    "for all reals": of("n", ("n >= 1",), "1/n >= 1/(n + 1)"),
}
FALSE = {
    "at the first number": (of("n", ("n >= 1",), "n**2 >= 2*n"), {"n": 1}),
    "at the tenth": (of("n", ("n >= 0",), "(n - 10)**2 >= 1"), {"n": 10}),
    "Euler's primes": (of("n", ("n >= 0",), "n**2 + n + 41 < 1763"), {"n": 41}),
    "at 3 alone": (of("n", ("n >= 0",), "2**n >= n**2"), {"n": 3}),
    "between two bounds": (of("n", ("1 <= n", "n <= 5"), "(n - 3)**2 >= 1"), {"n": 3}),
    "of two": (of("n m", ("n >= 0", "m >= 0"), "n*m <= 50", "n m"), None),
    "Bernoulli below -2": (of("n x", ("n >= 0", "x >= -3"), "(1 + x)**n >= 1 + n*x"), None),
    "below 0": (of("n", (), "n >= -20"), {"n": -21}),
}


def graded(claim: OfIntegers, seconds: float = SECONDS) -> Grade:
    return claim.refuted(seconds, SEED) or together.grade(claim, seconds, SEED)


@pytest.mark.parametrize("name", some([*TRUE], 2))
def test_what_is_true_of_whole_numbers_is_proved(name: str) -> None:
    found = graded(TRUE[name])
    assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED), found.reason
    assert all(why == "" for _, why in checker.check(found.certificate))
    assert all((found.instance or {})[n].denominator == 1 for n in TRUE[name].integers)


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted_at_whole_numbers_exactly(name: str) -> None:
    claim, at = FALSE[name]
    found = graded(claim)
    assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.PROVED), found.reason
    witness = dict(found.witness or {})
    assert all(witness[n].denominator == 1 for n in claim.integers)
    values = {name: int(x) if x.denominator == 1 else x for name, x in witness.items()}
    assert all(eval(text, {}, values) for text in claim.given)  # noqa: S307 (texts of this file)
    assert not eval(claim.shows, {}, values)  # noqa: S307
    assert at is None or witness == {n: Fraction(x) for n, x in at.items()}


def test_a_number_that_is_not_whole_refutes_nothing() -> None:
    """n <= n² is false at 1/2 alone and around it."""
    claim = of("n", (), "n <= n*n")
    assert claim.claim.is_refuted_by({"n": Fraction(1, 2)})
    assert claim.refuted(2.0, SEED) is None


def test_what_is_true_of_no_whole_number_is_not_said_to_hold() -> None:
    for given in (("2*n == 2*m + 1",), ("0 < n", "n < 1")):
        found = graded(of("n m", given, "n >= m", "n m"), 4.0)
        assert found.outcome is Outcome.UNDECIDED
        assert "vacuous" in found.reason


@pytest.mark.parametrize("shows", ["2**n >= n + 2", "2**n > 1", "2**n <= 4*n + 8", "n**3 - 6*n**2 + 11*n >= 6 - 3*n"])
def test_an_induction_needs_its_beginning_and_its_step(shows: str) -> None:
    assert graded(of("n", ("n >= 0",), shows), 4.0).outcome is not Outcome.HOLDS


def test_an_induction_shows_its_beginning() -> None:
    """2ⁿ >= n + 2 goes from each number to the next, and is false at 0."""
    obligations = of("n", ("n >= 0",), "2**n >= n + 2").obligations
    (at_zero,) = (each.claim for each in obligations if each.name.endswith(" at n = 0"))
    assert at_zero.is_refuted_by({"n": Fraction(0)})
    assert sum("one further" in each.name for each in obligations) == 1


def test_a_real_power_still_asks_that_its_base_is_positive() -> None:
    found = graded(of("n x k", ("0 <= n", "n <= 2"), "x**k*n**2 >= 0"), 6.0)
    assert found.outcome is Outcome.UNDECIDED


def test_whole_numbers_are_variables() -> None:
    with pytest.raises(Misuse, match="integers: 'k' is none of the variables"):
        of("n", (), "n <= n*n", "k")


def test_files_have_them() -> None:
    text = '[[claim]]\nname = "a"\nkind = "inequality"\nvariables = ["n"]\nintegers = ["n"]\nshows = "n <= n*n"'
    (claim,) = parse(text)
    assert isinstance(claim, OfIntegers)
    assert claim.integers == ("n",)


def test_what_is_true_of_whole_numbers_is_no_fact_of_others() -> None:
    paper = paper_of(
        """
        [paper]
        key = "p"
        [[claim]]
        label = "whole"
        kind = "inequality"
        variables = ["n"]
        integers = ["n"]
        shows = "n <= n*n"
        [[claim]]
        label = "real"
        kind = "inequality"
        variables = ["n"]
        uses = ["whole"]
        shows = "n <= n**2"
        """
    )
    stated = paper["real"]
    assert stated.claim is not None
    assert not isinstance(with_its_uses(stated, stated.claim, paper), Resting)
