"""Theorems' cases in numbers: which (k, r, n) each speaks of, and a point of such sizes."""

import operator
import re
from fractions import Fraction

from keys import EVERY_WIDTH
from meaning import name_of

from numeric.exact import parse_scale
from numeric.instance import Instance, from_factor, random_basis, random_factor, random_shape
from numeric.instances import Point
from numeric.matrices import diagonal, product, transpose
from numeric.windows import time_inside
from proofs.certificate.argument import Argument
from proofs.theorems.between.sharpest import TOLERANT

RATE, EPSILON, ALPHA = Fraction(2), Fraction(1, 4), parse_scale("1e-20", "α")
COMPARISONS = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge}


def condition(case: Argument) -> str:
    """Which k, r and n a case is about, as its label says: `0 < k < r = n`."""
    return case.label.partition(", ")[2].partition(":")[0].replace("≤", "<=").replace("≥", ">=")


def speaks_of(case: Argument, **sizes: int) -> bool:
    """Whether the case's condition holds of k, r and n."""
    found = re.split(r" ([<=>]+) ", condition(case))
    values = [sizes[x] if x in sizes else int(x) for x in found[::2]]
    return all(COMPARISONS[sign](a, b) for sign, a, b in zip(found[1::2], values, values[1:], strict=False))


def example(case: Argument, k: int, r: int, n: int) -> Point:
    """A point of these sizes inside T_k, in a dense basis; for Theorem 3 with a mode of the kind the case is about.

    Theorem 3's shape is diagonal in that basis, and Theorem 4′'s factor has as many columns as the case needs. Where
    rows are to be dependent, T_k is that of the last mode that can be learned.
    """
    label, about = (text.strip() for text in case.label.split(",", 1))
    theorem = name_of(label)
    title = about.partition(": ")[2]
    spectrum = tuple(Fraction(n - i) if i < r else Fraction(0) for i in range(n))
    basis, epsilon = random_basis(n, 3), spectrum[0] if title == TOLERANT else EPSILON
    if theorem == EVERY_WIDTH:
        columns = {"dependent rows": k - 1, "the absent modes are unseen": n, "a shape with an inverse": n}
        factor = random_factor(n, columns.get(title, max(k, 1)), 7)
        instance = from_factor(spectrum, factor, basis, ALPHA, RATE, epsilon)
    else:
        spectral = product(basis, diagonal(tuple(Fraction(i + 1, 2) for i in range(n))), transpose(basis))
        shape = spectral if theorem == 3 else random_shape(n, 7)
        instance = Instance(spectrum, shape, basis, ALPHA, RATE, epsilon)
    time = time_inside(theorem, instance, min(k, instance.learnable), "middle")
    mode = {"learned": 1, "absent": r + 1}.get(title.rpartition(" ")[2], min(k + 1, n))
    return Point(instance, 0, k, time, "middle", mode)
