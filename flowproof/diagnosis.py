"""Known faults of the packages underneath, each probed where a probe can tell, and clashes of package names.

Nothing of ours is imported: where another distribution's `paper` stands in front of ours, this must still run.
"""

import importlib
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from importlib import metadata
from pathlib import Path
from typing import Any

from flowproof.shadows import CHECKOUT, OURS, shadows

DISTRIBUTIONS = (
    *("flowproof", "sympy", "mpmath", "numpy", "scipy", "python-flint", "gmpy2", "z3-solver", "clarabel"),
    *("matplotlib", "rich", "click"),
)
OLDEST_PYTHON = (3, 11)
DIGITS_NEEDED = 4300
"""Digits that Python's own limit lets an integer be written with; numbers on the command line have up to 4000."""


class Weight(Enum):
    """A fault makes answers wrong or missing; a limit is known and worked around."""

    FAULT = "fault"
    LIMIT = "limit, worked around"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as one would wish."""

    weight: Weight
    text: str


@dataclass(frozen=True)
class Probe:
    """A known fault: `shows` says whether the module `module`, as installed, has it."""

    module: str
    weight: Weight
    text: str
    shows: Callable[[Any], bool]


def negation_is_lost(flint: Any) -> bool:
    return bool(flint.arb(1).neg() != -1)


def square_across_zero_is_nan(flint: Any) -> bool:
    return bool((flint.arb(0, 1) ** 2).is_nan())


def balls_are_not_pickled(flint: Any) -> bool:
    import pickle

    try:
        pickle.dumps(flint.arb(1))
    except TypeError:
        return True
    return False


def interval_exponential_misses(mpmath: Any) -> bool:
    """Whether `iv.exp` at 53 bits misses e^x for x = 2⁻²². The series, cut off, and a bound of its rest enclose it."""
    iv, x = mpmath.iv, Fraction(1, 2**22)
    kept, iv.prec = iv.prec, 53
    try:
        enclosure = iv.exp(iv.ldexp(1, -22))
    finally:
        iv.prec = kept
    below = 1 + x + x**2 / 2 + x**3 / 6
    above = below + x**4
    return not (_fraction(enclosure.a) <= below and above <= _fraction(enclosure.b))


def _fraction(end: Any) -> Fraction:
    """The exact value of an end of an mpmath interval."""
    sign, mantissa, exponent, _ = end._mpi_[0]
    size = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -size if sign else size


def arithmetic_is_python(mpmath: Any) -> bool:
    return bool(mpmath.libmp.BACKEND != "gmpy")


def mpmath_is_too_new(sympy: Any) -> bool:
    """SymPy up to 1.14 reaches into parts of mpmath that 1.4 has changed."""
    return _release(sympy.__version__) <= (1, 14) and _release(metadata.version("mpmath")) >= (1, 4)


def ground_types_are_python(sympy: Any) -> bool:
    return bool(sympy.external.gmpy.GROUND_TYPES == "python")


def products_are_inexact(numpy: Any) -> bool:
    """Whether a BLAS gives a wrong product of matrices of whole numbers, all of whose sums are below 2⁵³."""
    draw = numpy.random.default_rng(1)
    a, b = (draw.integers(-(2**22), 2**22, (200, 200)) for _ in range(2))
    return bool((a.astype(float) @ b.astype(float) != a @ b).any())


def python_is_too_old(system: Any) -> bool:
    return tuple(system.version_info[:2]) < OLDEST_PYTHON


def integers_are_cut_short(system: Any) -> bool:
    return bool(0 < system.get_int_max_str_digits() < DIGITS_NEEDED)


PROBES = (
    Probe("sys", Weight.FAULT, "Python is older than 3.11; install a newer one", python_is_too_old),
    Probe(
        "sys",
        Weight.FAULT,
        f"Python reads integers of fewer than {DIGITS_NEEDED} digits only; unset PYTHONINTMAXSTRDIGITS",
        integers_are_cut_short,
    ),
    Probe(
        "flint",
        Weight.FAULT,
        "python-flint's arb.neg() does not negate; install python-flint 0.9 or newer",
        negation_is_lost,
    ),
    Probe(
        "flint",
        Weight.LIMIT,
        "python-flint's arb(0, 1)**2 is nan; a nan here means undecided, never false",
        square_across_zero_is_nan,
    ),
    Probe(
        "flint",
        Weight.LIMIT,
        "python-flint's balls can't be sent between processes; exact decimals travel in their place",
        balls_are_not_pickled,
    ),
    Probe(
        "numpy",
        Weight.FAULT,
        "NumPy's BLAS multiplies matrices of whole numbers wrongly, so large problems go to balls; install another",
        products_are_inexact,
    ),
    Probe(
        "mpmath",
        Weight.LIMIT,
        "mpmath's interval exponential can miss the true value (iv.exp(2**-22) does); here only balls certify",
        interval_exponential_misses,
    ),
    Probe(
        "mpmath",
        Weight.LIMIT,
        "mpmath runs on Python's integers, several times slower; install gmpy2",
        arithmetic_is_python,
    ),
    Probe(
        "sympy",
        Weight.FAULT,
        "this SymPy needs mpmath older than 1.4; install mpmath 1.3.0",
        mpmath_is_too_new,
    ),
    Probe(
        "sympy",
        Weight.LIMIT,
        "SymPy runs on Python's integers, slower; install gmpy2",
        ground_types_are_python,
    ),
)


def diagnose() -> list[Finding]:
    """Everything found wrong with this installation."""
    return [*clashes(), *faults()]


def faults(probes: Iterable[Probe] = PROBES) -> list[Finding]:
    """The known faults that the installed packages show, and the packages that can't be imported."""
    found = []
    for probe in probes:
        try:
            module = importlib.import_module(probe.module)
        except ImportError as error:
            finding = Finding(Weight.FAULT, f"{probe.module} can't be imported ({error}); install flowproof again")
        else:
            if not probe.shows(module):
                continue
            finding = Finding(probe.weight, probe.text)
        if finding not in found:
            found.append(finding)
    return found


def clashes(checkout: Path = CHECKOUT) -> list[Finding]:
    """Packages of ours that are hidden by something of the same name, and distributions that have one too."""
    others = metadata.packages_distributions()
    return [Finding(Weight.FAULT, sentence) for sentence in shadows(checkout)] + [
        Finding(Weight.FAULT, f"the distribution {other} has a package {name} too; uninstall it, or use a new venv")
        for name in OURS
        for other in sorted(set(others.get(name, ())) - {"flowproof"})
    ]


def installed() -> list[tuple[str, str]]:
    """Python and the distributions that matter, with their versions."""
    python = ".".join(map(str, sys.version_info[:3]))
    return [("Python", python), *((name, _version(name)) for name in DISTRIBUTIONS)]


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "is not installed"


def _release(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, two of them."""
    return tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
