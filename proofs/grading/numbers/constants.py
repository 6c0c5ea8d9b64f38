"""Numbers between which exp, log and sqrt of a number lie, as lines show."""

import math
from fractions import Fraction

from proofs.grading.numbers.bounds import number, number_above, number_below, undone
from proofs.grading.numbers.lines import Lines

DIGITS = 14
MARGIN = Fraction(5, 10**DIGITS)
LARGEST = 50
"""The largest exponent of which the exponential is bounded."""
MOST_BITS = 70
"""By which a numerator and a denominator may differ, where a logarithm is bounded."""


def enclose(lines: Lines, function: str, argument: str) -> None:
    """Lines that bound the function of what the argument is, if it is a number."""
    q = number(lines.names.expression(argument))
    match function:
        case "exp" if q is not None and q and abs(q) <= LARGEST:
            number_below(lines, q)
            number_above(lines, q)
        case "log" if (
            q is not None and 0 < q != 1 and abs(math.log2(q.numerator) - math.log2(q.denominator)) < MOST_BITS
        ):
            _logarithm(lines, argument, q)
        case "sqrt" if q is not None and q > 0:
            _root(lines, argument, q)


def _logarithm(lines: Lines, argument: str, q: Fraction) -> None:
    lines.instance("exponential-of-a-logarithm", x=argument)
    before = len(lines.lines)
    near = round(Fraction(math.log(q.numerator) - math.log(q.denominator)), DIGITS)  # a guess, which lines prove
    low, high = near - MARGIN, near + MARGIN
    called, kept = f"log({argument})", list[str]()
    above, known = number_above(lines, low)
    if above < q:
        known = lines.written(
            {"shows": f"exp({low}) <= {argument}", "terms": [{"facts": [known]}, {"times": str(q - above)}]}
        )
        kept.append(undone(lines, f"({low})", called, f"exp({called})", known=[known]))
    below, known = number_below(lines, high)
    if below > q:
        known = lines.written(
            {"shows": f"{argument} <= exp({high})", "terms": [{"facts": [known]}, {"times": str(below - q)}]}
        )
        kept.append(undone(lines, called, f"({high})", f"exp({high})", known=[known]))
    lines.steps |= {str(number) for number in range(before + 1, len(lines.lines) + 1)} - {*kept}


def _root(lines: Lines, argument: str, q: Fraction) -> None:
    scale = 10**DIGITS
    low = Fraction(math.isqrt(int(q * scale * scale)), scale)
    high = low + Fraction(1, scale)
    lines.line(f"({low}) <= sqrt({argument})", 1, f"sqrt({argument}) + ({high})")
    lines.line(f"sqrt({argument}) <= ({high})", 1, f"sqrt({argument}) + ({high})")
