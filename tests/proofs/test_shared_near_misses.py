"""Near-misses made of a step's own statement: what they state, of which quantities, and what they are called."""

from fractions import Fraction
from typing import Any

import pytest

from proofs.claims.canaries import divided, halved, instead
from proofs.claims.claim import step
from proofs.claims.statement import AtLeast, AtMost


def below(*, size: Any, bound: Any) -> AtMost:
    return AtMost(size, bound, scale=3)


def test_a_bound_is_divided_and_nothing_else() -> None:
    """The left side and the scale stay, and so does the relation; of what is the least there has to be more."""
    made = step("a-label", paper="MV", evidence=(), canary=halved)(below)
    assert made.statement is below
    assert made.canary.changes == "the bound halved"
    assert made.canary.statement is not None
    assert made.canary.statement(size=5, bound=Fraction(8)) == AtMost(5, Fraction(4), scale=3)
    quartered = divided("a fourth", by=4)(lambda *, size, bound: AtLeast(size, bound)).statement
    assert quartered is not None
    assert quartered(size=1, bound=Fraction(2)) == AtLeast(1, Fraction(8))


def test_what_is_an_integer_is_not_divided_in_floats() -> None:
    """It means the same of four times the left side."""
    quartered = divided("a fourth", by=4)(lambda *, size: AtMost(size, 1)).statement
    assert quartered is not None
    assert quartered(size=Fraction(1, 3)) == AtMost(Fraction(4, 3), 1)


def test_another_quantity_stands_in_its_place() -> None:
    """The near-miss asks for it by name, and for the one that it replaces no more."""
    made = step("a-label", paper="MV", evidence=(), canary=instead("of another", size="other"))(below)
    missed = step("a-label", paper="MV", evidence=(), canary=made.canary)(made.canary.statement or below)
    assert missed.quantities == ("other", "bound")
    assert missed.statement(other=7, bound=8) == AtMost(7, 8, scale=3)


def test_a_quantity_may_stand_for_two() -> None:
    """Then it is asked for once."""
    missed = instead("itself", size="bound")(below).statement
    assert missed is not None
    assert missed(bound=8) == AtMost(8, 8, scale=3)


def test_what_the_statement_does_not_speak_of_cannot_be_replaced() -> None:
    """A name that is no longer there is noticed when the step is made."""
    with pytest.raises(TypeError, match="does not speak of width"):
        instead("of another", width="other")(below)
