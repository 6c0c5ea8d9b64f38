"""The engine on random problems: every entry holds what brute force gives, and is as narrow as was asked for.

There are 500 of them, of which half are taken unless the whole is asked for.
"""

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from typing import Any

import flint
import pytest
from brute_force import cancelled_bits, printed, radon
from random_problems import COUNT, Drawn, draw
from sampling import some

from numeric.engine import BITS_PER_DIGIT, Engine
from numeric.evaluate import evaluate
from numeric.exact import parse_scale

TAKEN = some(range(COUNT), 2)
"""Of every kind some, which is asked below."""
EVALUATED = range(0, COUNT, 7)
"""Problems that are evaluated to decimals too."""
CHEAP_EXPONENTIAL = 4000
"""Bits up to which the exponential of the Hamiltonian is affordable."""
FIRST_BITS = 200
"""Beyond those that are wanted, with which brute force begins."""
LEAST = {
    "ill-conditioned": 80,
    "well-conditioned": 80,
    "close": 60,
    "repeated": 60,
    "zeros": 80,
    "negative": 60,
    "Y=0": 3,
    "n=1": 10,
    "h<n": 120,
    "h=n": 8,
    "h>n": 15,
    "zero factor": 5,
    "zero column": 15,
    "dependent columns": 10,
    "missed modes": 15,
    "dense": 200,
    "eigenbasis known": 150,
    "eigenbasis to be found": 150,
    "K=1000": 70,
    "K=10000": 20,
    "K=100000": 10,
    "K<1000": 350,
    "α=1": 10,
    "α≥1": 10,
    "start": 40,
    "before": 120,
    "inside": 120,
    "after": 120,
    "repeated time": 20,
}
"""How many of the problems are at least of each kind."""


def true(drawn: Drawn, time: Fraction, wanted: int) -> Any:
    """W(t) with `wanted` bits in every entry but those that are balls around 0, too narrow for any other value.

    In few bits at first, which mostly do; what may be 0 is known where bits are enough for all that cancels.
    """
    sigma, _ = drawn.eigenbasis
    enough, bits = cancelled_bits(drawn.problem, sigma, time) + wanted, wanted + FIRST_BITS
    use_radon = enough <= CHEAP_EXPONENTIAL and drawn.problem.n <= 6
    while True:
        with suppress(ZeroDivisionError):  # what is solved is regular, which few bits may not show
            W = radon(drawn.problem, time, bits) if use_radon else printed(drawn.problem, drawn.eigenbasis, time, bits)
            is_zero = [x.is_zero() or (bits >= enough and x.contains(0)) for x in W.entries()]
            if all(zero or x.rel_accuracy_bits() >= wanted for zero, x in zip(is_zero, W.entries(), strict=True)):
                return W
        bits = min(2 * bits, enough) if bits < enough else bits + bits // 2


def test_every_kind_of_problem_is_drawn() -> None:
    """All of them are what they claim to be, and there are some of each kind among those that are taken."""
    kinds = [draw(number).kinds for number in range(COUNT)]
    assert {kind for number in TAKEN for kind in kinds[number]} >= LEAST.keys()
    count = Counter(kind for each in kinds for kind in each)
    assert {kind: count[kind] for kind, least in LEAST.items() if count[kind] < least} == {}


@pytest.mark.parametrize("number", range(10, 50, 3))
def test_the_two_brute_forces_agree(number: int) -> None:
    """Radon's lemma and the printed formula share nothing, and enclose the same values."""
    drawn = draw(number)
    for time in drawn.times:
        bits = cancelled_bits(drawn.problem, drawn.eigenbasis[0], time) + 300
        both = radon(drawn.problem, time, bits), printed(drawn.problem, drawn.eigenbasis, time, bits)
        for x, y in zip(both[0].entries(), both[1].entries(), strict=True):
            assert x.overlaps(y)
            assert min(x.rel_accuracy_bits(), y.rel_accuracy_bits()) > 100 or (x.contains(0) and y.contains(0))


@pytest.mark.parametrize("number", TAKEN)
def test_every_entry_holds_the_true_value_and_is_narrow(number: int) -> None:
    """Radii are at most ten times the digits asked for; an entry that is exactly 0 is so in truth."""
    drawn = draw(number)
    for time, enclosure in zip(drawn.times, Engine(drawn.problem, drawn.digits).trajectory(drawn.times), strict=True):
        W = true(drawn, time, enclosure.bits + 64)
        with flint.ctx.workprec(enclosure.bits + 64):
            for ball, exact in zip(enclosure.balls.entries(), W.entries(), strict=True):
                assert ball.contains(exact) or (ball.is_exact() and exact.contains(ball))
                assert ball.rad() <= 10 * abs(exact) * flint.arb(10) ** -drawn.digits or ball.is_zero()


@pytest.mark.parametrize("number", EVALUATED)
def test_every_decimal_is_as_near_to_the_true_value_as_it_says(number: int) -> None:
    """What `flowproof evaluate --certified` prints: the true value lies within each radius, and `0` means 0."""
    drawn = draw(number)
    samples = evaluate(drawn.problem, drawn.times, drawn.digits, certified=True).samples
    bits = int(drawn.digits * BITS_PER_DIGIT) + 400  # decimals that are all but exact have tiny radii
    for sample in samples:
        W = true(drawn, sample.time, bits)
        assert sample.radii is not None
        with flint.ctx.workprec(bits):
            texts = zip(sum(sample.values, ()), sum(sample.radii, ()), W.entries(), strict=True)
            for value, radius, exact in ((number_of(v), number_of(r), x) for v, r, x in texts):
                assert abs(exact - value) <= radius or (radius.is_zero() and exact.contains(value))
                assert radius <= 10 * abs(exact) * flint.arb(10) ** -drawn.digits or radius.is_zero()


def number_of(text: str) -> Any:
    """The decimal, however small, as a ball."""
    scale = parse_scale(text, "the decimal")
    return flint.arb(flint.fmpq(scale.mantissa.numerator, scale.mantissa.denominator)) * flint.arb(10) ** scale.exponent
