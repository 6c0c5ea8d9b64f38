"""What several studies' axes hold, read and brought to one spelling. A fault raises Misuse with one sentence."""

from fractions import Fraction

from numeric.descending.run import Descent
from numeric.exact import format_fraction, parse_fraction
from numeric.matrices import Rows
from numeric.problem import Problem
from paper import Misuse, theorems

SHAPES = ("identity", "diagonal:", "random:")


def theorem(text: str) -> str:
    """The key of a theorem, by whatever name it is called."""
    try:
        return theorems.named(text).key
    except Misuse:
        raise Misuse(f"theorem is {text[:40]!r}; it is one of {', '.join(theorems.keys())}") from None


def whole(text: str, name: str, smallest: int, largest: int, why: str) -> int:
    """A whole number; `why` says what its limits are."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and smallest <= int(text) <= largest):
        raise Misuse(f"{name} is {text[:40]!r}; give a whole number from {smallest} to {largest}, {why}")
    return int(text)


def require_shape(text: str) -> None:
    """A shape that is made from its name alone, so that the point says everything."""
    if not text.startswith(SHAPES):
        raise Misuse(f"shape is {text[:40]!r}; a study takes identity, diagonal:1,2,3 or random:SEED")


def shape(text: str, start: Rows) -> str:
    """The spelling of a shape that was read as `start`."""
    if text.startswith("diagonal:"):
        return "diagonal:" + ",".join(format_fraction(row[i]) for i, row in enumerate(start))
    return text


def step(text: str, problem: Problem) -> Fraction:
    """The step η of descent, below 1/σ₁."""
    largest = (problem.diagonal or (Fraction(0),))[0]
    if largest == 0:
        raise Misuse("the spectrum is zero; there is nothing to learn, so give one that is not")
    eta = Descent(problem, parse_fraction(text, "step")).step
    if eta * largest >= 1:
        raise Misuse(
            f"step is {format_fraction(eta)}, and σ₁ is {format_fraction(largest)}; give a step below 1/σ₁, as"
            " descent does not come to rest at Y beyond"
        )
    return eta
