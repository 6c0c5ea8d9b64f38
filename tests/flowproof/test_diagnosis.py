"""Each known fault is seen where it is, and not where it isn't."""

from collections.abc import Callable
from fractions import Fraction
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import flint
import mpmath
import numpy
import pytest
import sympy

from flowproof import diagnosis
from flowproof.diagnosis import Finding, Probe, Weight


class LostSign:
    """A ball whose negation is itself, as in python-flint 0.8."""

    def neg(self) -> "LostSign":
        return self


class Pickled:
    """A ball that can be sent between processes."""


class Square:
    """A ball whose square is a number."""

    def __init__(self, *_: int) -> None: ...

    def __pow__(self, _: int) -> Any:
        return flint.arb(1)


X = Fraction(1, 2**22)
TWO = 1 + X + X**2 / 2
"""Two terms of the series of e^x at the probe's x: the rest is x³/6 and a little."""


class Inexact:
    """Draws matrices whose products of doubles are off by one in a corner."""

    def integers(self, *_: Any) -> Any:
        return self

    def astype(self, _: Any) -> "Inexact":
        return InexactDoubles()

    def __matmul__(self, other: Any) -> Any:
        return numpy.zeros((2, 2))


class InexactDoubles(Inexact):
    def __matmul__(self, other: Any) -> Any:
        return numpy.array([[0.0, 0.0], [0.0, 1.0]])


def interval(lower: Fraction, upper: Fraction) -> Any:
    """An mpmath whose `iv.exp` answers with the given ends."""

    def end(value: Fraction) -> Any:
        exponent = value.denominator.bit_length() - 1
        assert value.denominator == 1 << exponent
        return SimpleNamespace(_mpi_=((0, value.numerator, -exponent, 0), None))

    iv = SimpleNamespace(prec=80, ldexp=lambda x, _: x, exp=lambda _: SimpleNamespace(a=end(lower), b=end(upper)))
    return SimpleNamespace(iv=iv)


@pytest.mark.parametrize(
    ("shows", "faulty", "sound"),
    [
        (diagnosis.negation_is_lost, SimpleNamespace(arb=lambda _: LostSign()), flint),
        (diagnosis.square_across_zero_is_nan, flint, SimpleNamespace(arb=Square)),
        (diagnosis.balls_are_not_pickled, flint, SimpleNamespace(arb=lambda _: Pickled())),
        (
            diagnosis.products_are_inexact,
            SimpleNamespace(random=SimpleNamespace(default_rng=lambda _: Inexact())),
            numpy,
        ),
        (
            diagnosis.arithmetic_is_python,
            SimpleNamespace(libmp=SimpleNamespace(BACKEND="python")),
            SimpleNamespace(libmp=SimpleNamespace(BACKEND="gmpy")),
        ),
        (
            diagnosis.ground_types_are_python,
            SimpleNamespace(external=SimpleNamespace(gmpy=SimpleNamespace(GROUND_TYPES="python"))),
            sympy,
        ),
        (
            diagnosis.python_is_too_old,
            SimpleNamespace(version_info=(3, 10, 4)),
            SimpleNamespace(version_info=(3, 11, 0)),
        ),
        (
            diagnosis.integers_are_cut_short,
            SimpleNamespace(get_int_max_str_digits=lambda: 640),
            SimpleNamespace(get_int_max_str_digits=lambda: 4300),
        ),
        (diagnosis.interval_exponential_misses, mpmath, interval(Fraction(1), Fraction(2))),
        (diagnosis.interval_exponential_misses, interval(Fraction(1), Fraction(1)), interval(Fraction(0), Fraction(4))),
        (diagnosis.interval_exponential_misses, interval(TWO + X**3 / 4, TWO + X**3), interval(TWO, TWO + X**3 / 4)),
        (diagnosis.interval_exponential_misses, interval(TWO, TWO + X**3 / 8), interval(TWO + X**3 / 8, TWO + X**3)),
        (
            diagnosis.interval_exponential_misses,
            interval(Fraction(3, 2), Fraction(2)),
            interval(Fraction(1), Fraction(2)),
        ),
    ],
)
def test_a_fault_is_told_from_its_absence(shows: Callable[[Any], bool], faulty: Any, sound: Any) -> None:
    """Each probe says yes to a faulty module and no to a sound one."""
    assert shows(faulty) is True
    assert shows(sound) is False


@pytest.mark.parametrize(
    ("sympy_version", "mpmath_version", "clash"),
    [("1.14.0", "1.3.0", False), ("1.14.0", "1.4.0", True), ("1.13", "1.10", True), ("1.15.1", "1.4.1", False)],
)
def test_sympy_and_mpmath_must_fit(
    monkeypatch: pytest.MonkeyPatch, sympy_version: str, mpmath_version: str, clash: bool
) -> None:
    """SymPy up to 1.14 goes with mpmath before 1.4."""
    monkeypatch.setattr(metadata, "version", lambda _: mpmath_version)
    assert diagnosis.mpmath_is_too_new(SimpleNamespace(__version__=sympy_version)) is clash


def test_a_package_that_is_missing_is_a_fault() -> None:
    """What can't be imported is named once."""
    probe = Probe("no_such_module", Weight.LIMIT, "never reached", lambda _: True)
    found = diagnosis.faults([probe, probe])
    assert found == [
        Finding(
            Weight.FAULT,
            "no_such_module can't be imported (No module named 'no_such_module'); install flowproof again",
        )
    ]


def test_this_checkout_has_no_clash() -> None:
    """The five packages are found beside this test's own checkout."""
    assert diagnosis.clashes() == []


def test_a_clash_of_names_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen from another checkout every package is elsewhere; a distribution with a package of our name is named."""
    assert [finding.weight for finding in diagnosis.clashes(tmp_path)] == [Weight.FAULT] * 5
    monkeypatch.setattr(metadata, "packages_distributions", lambda: {"paper": ["flowproof", "papers-please"]})
    (found,) = diagnosis.clashes()
    assert found.text.startswith("the distribution papers-please has a package paper too")


def test_versions_are_listed() -> None:
    """Python and the packages, those that are not installed included."""
    assert dict(diagnosis.installed())["python-flint"] == metadata.version("python-flint")
    assert diagnosis._version("no-such-distribution") == "is not installed"
