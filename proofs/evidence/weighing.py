"""Weigh a statement at one point: on which side of its relation do the quantities lie, and by how much?"""

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Any

import flint

from numeric.field import Balls, Field, Rationals
from proofs.claims.statement import Equal, MoreThan, Statement, slack
from proofs.claims.verdict import Margin, Outcome

DIGITS = 12
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@dataclass(frozen=True)
class Weighing:
    """What one evaluation says: HOLDS and FAILS are certain, and the margin encloses the relative slack."""

    outcome: Outcome
    margin: Margin | None


def scale_of(statement: Statement) -> Any:
    """What slack is measured against: the statement's scale, else the size of its right side, else of both sides."""
    if statement.scale is not None:
        return statement.scale
    size = abs(statement.right)
    return size if size > 0 else abs(statement.left) + size


def weigh(statement: Statement, field: Field) -> Weighing:
    """Decide `statement`, whose sides are numbers of `field`, a field that is exact or encloses."""
    if not isinstance(field, Rationals | Balls):
        raise TypeError(f"{field.key[0]} numbers bound nothing: sampling weighs them")
    zero = field.number(0)  # a side or a scale may be a plain integer
    difference, scale = zero + slack(statement), zero + scale_of(statement)
    if isinstance(field, Balls) and not (difference.is_finite() and scale.is_finite()):
        return Weighing(Outcome.UNDECIDED, None)
    ratio = flint.arb(difference / scale if scale > 0 else difference)
    margin = Margin(_floor(ratio), _ceiling(ratio), attained=bool(difference == 0))
    return Weighing(decided(statement, difference, exact=isinstance(field, Rationals)), margin)


def decided(statement: Statement, difference: Any, *, exact: bool) -> Outcome:
    """What a statement's slack says of it, certainly: a number that is exact, or a ball."""
    if isinstance(statement, Equal):
        holds, fails = exact and difference == 0, difference != 0
    elif isinstance(statement, MoreThan):
        holds, fails = difference > 0, difference <= 0
    else:
        holds, fails = difference >= 0, difference < 0
    return Outcome.HOLDS if holds else Outcome.FAILS if fails else Outcome.UNDECIDED


def _floor(x: Any) -> Decimal:
    """The lower end of the ball x as a decimal of a few digits, rounded down."""
    return _outward(x.lower(), down=True)


def _ceiling(x: Any) -> Decimal:
    return _outward(x.upper(), down=False)


def _outward(x: Any, *, down: bool) -> Decimal:
    near = Decimal(x.mid().str(DIGITS, radius=False))
    # str is within a unit in its last place: a whole unit outward is a bound
    unit = Decimal((int(down), (1,), near.adjusted() - DIGITS + 1))
    return near if flint.arb(str(near)) == x else EXACT.add(near, unit)
