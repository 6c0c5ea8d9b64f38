"""Make a counterexample to a claim about windows short, so that people can check it by hand."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

from numeric.exact import Scale, format_fraction
from proofs.grading.windows.cases import Case, Judge, Measured, rounded
from proofs.scalar.claims import Interval

PASSES = 3
DIGITS = (1, 2, 3)
DENOMINATORS = (1, 2, 3, 10)
"""Up to which the tangents that make Φ are tried."""
EXPONENTS = (0, -1, -2, -3, -6, -10, -30, -100)
TIMES = 4
"""Of one position in T_k."""


def shortened(witness: Measured, judge: Judge) -> Measured:
    """The counterexample with shorter numbers, where it still refutes, and by half as much on a logarithmic scale."""
    found = witness
    for _ in range(PASSES):
        before = found
        for name, index, simpler in _replacements(found.case):
            changed = _with(found.case, name, index, simpler)
            found = next(_still_clear(changed, witness, judge, length(found.case)), found)
        if found is before:
            break
    return found


def length(case: Case) -> int:
    """Of all its numbers, as they are written."""
    numbers = (*case.spectrum, *case.shape, *case.tangents, case.epsilon, case.rate, case.time, case.step)
    return len(str(case.alpha)) + sum(len(format_fraction(x)) for x in numbers)


def _still_clear(changed: Case, witness: Measured, judge: Judge, longest: int) -> Iterator[Measured]:
    if not judge.admits(changed):
        return
    for position in (0.0, 1.0, 0.5):
        for time in islice(judge.times(changed, position), TIMES):
            case = replace(changed, time=time)
            if length(case) < longest and judge.refutes(case):
                found = judge.measure(case)
                if found is not None and _is_as_clear(found.ratio, witness.ratio):
                    yield found


def _is_as_clear(ratio: Interval | None, before: Interval | None) -> bool:
    return ratio is None or before is None or ratio[0] ** 2 >= before[0]


def _replacements(case: Case) -> Iterator[tuple[str, int | None, Any]]:
    """A field, an index where it is a tuple, and what is tried instead, the simplest first."""
    for name in ("tangents", "spectrum", "shape"):
        for i, x in enumerate(getattr(case, name)):
            yield from ((name, i, simpler) for simpler in (_tangents if name == "tangents" else _numbers)(x))
    for name in ("epsilon", "rate", "step"):
        yield from ((name, None, simpler) for simpler in _numbers(getattr(case, name)))
    mantissa, exponent = case.alpha.mantissa, case.alpha.exponent
    yield from (("alpha", None, Scale(Fraction(1), power)) for power in EXPONENTS if power > exponent)
    yield from (("alpha", None, Scale(simpler, exponent)) for simpler in _numbers(mantissa))


def _numbers(x: Fraction) -> Iterator[Fraction]:
    candidates = (Fraction(1), *(rounded(x, digits) for digits in DIGITS)) if x else ()
    return (simpler for simpler in candidates if len(format_fraction(simpler)) < len(format_fraction(x)))


def _tangents(x: Fraction) -> Iterator[Fraction]:
    return (simpler for most in DENOMINATORS if (simpler := x.limit_denominator(most)) != x)


def _with(case: Case, name: str, index: int | None, value: Any) -> Case:
    if index is not None:
        old = getattr(case, name)
        value = (*old[:index], value, *old[index + 1 :])
    changed: dict[str, Any] = {name: value}
    return replace(case, **changed)
