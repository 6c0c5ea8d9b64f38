"""Numbers between which exp, log and sqrt of a number lie, as lines show."""

from fractions import Fraction
from math import isqrt

from mpmath.ctx_mp import MPContext

from proofs.grading.numbers.bounds import number, number_above, number_below, undone
from proofs.grading.numbers.lines import Lines

DIGITS = 15
LARGEST = 10**6
"""Of which exponentials are bounded, and the logarithms of e to its power."""


def enclose(lines: Lines, function: str, argument: str) -> None:
    """Lines that bound the function of what the argument is, if it is a number."""
    q = number(lines.names.expression(argument))
    match function:
        case "exp" if q is not None and q and abs(q) <= 50:
            number_below(lines, q)
            number_above(lines, q)
        case "log" if q is not None and 0 < q != 1 and abs(q.numerator.bit_length() - q.denominator.bit_length()) < 70:
            _logarithm(lines, argument, q)
        case "sqrt" if q is not None and q > 0:
            _root(lines, argument, q)


def _logarithm(lines: Lines, argument: str, q: Fraction) -> None:
    lines.instance("exponential-of-a-logarithm", x=argument)
    before, context = len(lines.lines), MPContext()
    context.dps = DIGITS + 10
    x = context.log(context.mpf(q.numerator) / q.denominator)
    near = Fraction(int(context.nint(x * 10**DIGITS)), 10**DIGITS)
    low, high = near - Fraction(2, 10**DIGITS), near + Fraction(2, 10**DIGITS)
    called, kept = f"log({argument})", list[str]()
    above, known = number_above(lines, low)
    if above < q:
        known = lines.written(
            {"shows": f"exp({low}) <= {argument}", "terms": [{"facts": [known]}, {"times": str(q - above)}]}
        )
        kept.append(undone(lines, f"({low})", called, f"exp({called})", known=known))
    below, known = number_below(lines, high)
    if below > q:
        known = lines.written(
            {"shows": f"{argument} <= exp({high})", "terms": [{"facts": [known]}, {"times": str(below - q)}]}
        )
        kept.append(undone(lines, called, f"({high})", f"exp({high})", known=known))
    lines.steps |= {str(number) for number in range(before + 1, len(lines.lines) + 1)} - {*kept}


def _root(lines: Lines, argument: str, q: Fraction) -> None:
    scale = 10**DIGITS
    low = Fraction(isqrt(int(q * scale * scale)), scale)
    high = low + Fraction(1, scale)
    lines.line(f"({low}) <= sqrt({argument})", 1, f"sqrt({argument}) + ({high})")
    lines.line(f"sqrt({argument}) <= ({high})", 1, f"sqrt({argument}) + ({high})")
