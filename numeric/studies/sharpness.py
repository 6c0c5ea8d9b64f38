"""The study `sharpness`: how much of a theorem's constants an instance needs, against ε, gap, condition and n.

The target is Y = diag(1, 1 − g, (1 − g)², …), n×n of rank n, for a gap g; ε is in units of σ₁ = 1. The shape's
eigenvalues run from 1 down to 1/condition, in a dense basis (`random:SEED`) or in that of Y (`falling`, `rising`); or
it is the `worst` for k, diagonal with the learned modes at 1/condition and the others at 1. α is a part of the largest
that the theorem admits.
"""

import re
from fractions import Fraction
from functools import lru_cache

from numeric import matrices, sharpness
from numeric.exact import Scale, format_fraction, parse_fraction, parse_scale
from numeric.instance import Instance, graded_values, random_basis, require_theorem
from numeric.matrices import Rows
from numeric.studies import axes
from numeric.studies.scales import WRITTEN_OUT, read_few_digits
from numeric.studies.study import OUTCOME, REASON, Found, Point, Study
from numeric.studies.windows import found_at
from paper import Misuse
from paper.theorems import named

LARGEST_SIZE = 40
SEED = re.compile(r"random:(\d{1,18})", re.ASCII)

GRID = {
    "theorem": ("3", "4", "4s"),  # the paper's, and the one with Theorem 3's constants; any other is asked for by name
    "n": ("2", "4", "8"),
    "gap": ("0.5", "0.2", "0.05", "0.01"),
    "condition": ("1", "10", "100", "10000"),
    "epsilon": ("0.9", "0.1", "1e-3", "1e-8"),
    "alpha": ("1e-2",),
    "shape": ("worst", "random:1", "random:2"),
    "k": ("0", "1"),
    "digits": ("15",),
}
COLUMNS = (OUTCOME, "spectrum", "start", "instance_alpha", *sharpness.COLUMNS, REASON)


def canonical(point: Point) -> Point:
    """The point in one spelling. Raises Misuse where an axis makes no sense."""
    n = axes.whole(point["n"], "n", 1, LARGEST_SIZE, "as each point takes about n³")
    gap, condition = parse_fraction(point["gap"], "gap"), parse_fraction(point["condition"], "condition")
    epsilon, part = parse_fraction(point["epsilon"], "ε"), parse_scale(point["alpha"], "α")
    if not 0 < gap < 1:
        raise Misuse(f"gap is {point['gap'][:40]}; it is that of σ_{{i+1}} = (1 − gap)σ_i, so give one between 0 and 1")
    if condition < 1:
        raise Misuse(f"condition is {point['condition'][:40]}; no condition number is below 1")
    if epsilon <= 0:
        raise Misuse(f"ε is {point['epsilon'][:40]}; it must be positive")
    if abs(part.exponent) <= WRITTEN_OUT:
        part = Scale(part.fraction)
    if part.mantissa <= 0:
        raise Misuse(f"α is {point['alpha'][:40]} of the largest; give a positive part")
    shape = point["shape"]
    if shape not in ("falling", "rising", "worst") and not SEED.fullmatch(shape):
        raise Misuse(f"shape is {shape[:40]!r}; it is falling, rising, worst or random:SEED")
    return {
        "theorem": axes.theorem(point["theorem"]),
        "n": str(n),
        "gap": format_fraction(gap),
        "condition": format_fraction(condition),
        "epsilon": format_fraction(epsilon),
        "alpha": str(part),
        "shape": shape,
        "k": str(axes.whole(point["k"], "k", 0, n, "the rank of Y")),
        "digits": str(read_few_digits(point["digits"])),
    }


def compute(point: Point) -> Found:
    """What is found at a canonical point: NONE where the theorem does not speak of it, or there is no true window."""
    return found_at(COLUMNS, lambda: _compute(point))


def _compute(point: Point) -> Found:
    theorem, k, n = point["theorem"], int(point["k"]), int(point["n"])
    ratio = 1 - parse_fraction(point["gap"], "gap")
    spectrum = tuple(ratio**i for i in range(n))
    shape = _shape(point["shape"], n, parse_fraction(point["condition"], "condition"), k)
    whole = Instance(spectrum, shape, None, Scale(Fraction(1)), Fraction(1), parse_fraction(point["epsilon"], "ε"))
    require_theorem(theorem, whole)
    largest, part = sharpness.largest_alpha(theorem, whole), parse_scale(point["alpha"], "α")
    if largest is None:
        raise Misuse(f"Theorem {named(theorem).shown} admits no α here, or none could be certified")
    alpha = Scale(largest.mantissa * part.mantissa, largest.exponent + part.exponent)
    instance = Instance(spectrum, shape, None, alpha, Fraction(1), whole.epsilon)
    return {
        **sharpness.measure(theorem, instance, k, int(point["digits"])),
        "spectrum": ",".join(map(format_fraction, spectrum)),
        "start": ";".join(",".join(map(format_fraction, row)) for row in shape),
        "instance_alpha": str(alpha),
    }


@lru_cache(maxsize=32)
def _shape(recipe: str, n: int, condition: Fraction, k: int) -> Rows:
    if recipe == "worst":
        learned = range(k) if 0 < k < n else [n - 1]
        return matrices.diagonal([1 / condition if i in learned else Fraction(1) for i in range(n)])
    values = graded_values(n, condition)
    if recipe in ("falling", "rising"):
        return matrices.diagonal(values if recipe == "falling" else values[::-1])
    basis = random_basis(n, int(recipe.removeprefix("random:")))
    return matrices.product(basis, matrices.diagonal(values), matrices.transpose(basis))


SHARPNESS = Study(
    "sharpness",
    "how much smaller c₁ and larger c₂ an instance allows than a theorem has, against ε, gap, condition and n",
    *(2, GRID, COLUMNS, canonical, compute),
)
