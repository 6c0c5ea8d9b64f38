"""The search for counterexamples to claims about windows: what it finds is false, and what is false it finds.

Witnesses are recomputed here from MV (5) as printed, by mpmath with digits to spare, and their hypotheses by fractions
with Python as the oracle.
"""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from math import log
from typing import Any

import mpmath
import numpy as np
import pytest

from numeric.batches import drawn
from numeric.exact import Scale
from numeric.field import Balls
from numeric.matrices import is_orthogonal
from paper import Misuse
from proofs.grading.windows import adversary
from proofs.grading.windows.adversary import Found, search
from proofs.grading.windows.cases import Case, Judge, Measured, rotation
from proofs.grading.windows.claims import Windows
from proofs.grading.windows.screening import OFFSETS, Screen, errors
from proofs.theorems.shared.windowed import error_at

pytestmark = pytest.mark.usefixtures("short_searches")
SECONDS = 600.0
"""No search here is to end by the clock."""
SMALL_START = "alpha**2*mu <= eps"
C1 = "(m*sigma_1 - alpha**2)*(sigma_1 - eps)/eps"
C2 = "eps*(sigma_1 - alpha**2*mu)/(mu*(sigma_1 - eps))"
BELOW = (SMALL_START, "eps < sigma_1")


def windows(shape: Any, c1: str, c2: str, given: tuple[str, ...], relation: str = "<=") -> Windows:
    return Windows("", shape, c1, c2, given, f"norm(W(t) - Y_k) {relation} eps")


THEOREM_4 = windows(
    "general",
    "4*m*sigma_1**2/eps",
    "eps/(4*m*mu**2)",
    (
        "eps <= 2*sigma_1",
        "alpha**2*mu <= sigma_r",
        "alpha**2 <= 4*m*sigma_1**2/eps",
        "alpha**2 <= eps/(4*m*mu**2)",
    ),
)
SHARPER = windows("general", "m*sigma_1**2/eps", "eps/mu", (SMALL_START,))
THEOREM_3 = windows(
    "spectral",
    "sigma_1**2/(eps*s_min)",
    "eps/s_max",
    ("alpha**2*s_max <= sigma_r", "alpha**2*s_max <= eps"),
)
ATTAINED = windows("general", C1, C2, BELOW)
TRUE = {"Theorem 4": THEOREM_4, "Theorem 3": THEOREM_3, "the sharper one": SHARPER, "attained": ATTAINED}
FALSE = {
    "0.99 of c1": windows("general", f"99/100*{C1}", C2, BELOW),
    "c2 over 0.99": windows("general", C1, f"100/99*{C2}", BELOW),
    "an absent mode from above ε": windows(
        "general",
        "2*m*sigma_1**2/eps",
        "eps/(4*m*mu**2)",
        ("alpha**2*mu <= sigma_r", "eps <= 2*sigma_1"),
    ),
    "σ_1σ_r for σ_1²": windows("spectral", "sigma_1*sigma_r/(eps*s_min)", "eps/s_max", ("alpha**2*s_max <= eps",)),
    "1/mu for m": windows("general", "sigma_1**2/(eps*mu)", "eps/mu", (SMALL_START,)),
    "a rate too many": windows("general", "m*sigma_1**2/(eps*c)", "eps/mu", (SMALL_START,)),
    "with functions": replace(
        SHARPER, c1="exp(-alpha)*m*sigma_1**2/eps", shows="norm(W(t) - Y_k) <= max(eps, sqrt(eps)/1000)"
    ),
    "a bound that is not positive": replace(SHARPER, shows="norm(W(t) - Y_k) <= eps - sigma_1/10"),
    "ε and c given": replace(SHARPER, c1="m*sigma_1**2/(2*eps)", given=(SMALL_START, "eps == sigma_1/3", "c == 2")),
    "strict": replace(SHARPER, shows="norm(W(t) - Y_k) < eps"),
    "hypotheses that few satisfy": replace(
        SHARPER,
        c1="m*sigma_1**2/(2*eps)",
        given=(SMALL_START, "17/100 <= eps", "eps <= 171/1000", "12/10 <= sigma_1", "sigma_1 <= 1201/1000", "r >= 2"),
    ),
}
EMPTY = {
    "contradiction": replace(SHARPER, given=("alpha > 1", SMALL_START, "mu >= 10", "eps <= 1")),
    "windows defined nowhere": replace(SHARPER, c2="-eps/mu"),
    "a bound defined nowhere": replace(SHARPER, shows="norm(W(t) - Y_k) <= log(-eps)"),
}


def letters_of(case: Case) -> dict[str, Any]:
    positive = [sigma for sigma in case.spectrum if sigma > 0]
    small, large = min(case.shape), max(case.shape)
    return {
        "sigma_1": case.spectrum[0],
        "sigma_r": positive[-1],
        "s_min": small,
        "s_max": large,
        "m": 1 / small,
        "mu": large,
        "eps": case.epsilon,
        "alpha": case.alpha.fraction,
        "n": Fraction(len(case.spectrum)),
        "r": Fraction(len(positive)),
        "c": case.rate,
    }


def by_python(text: str, case: Case, context: Any) -> Any:
    """Exactly where the text has no functions, else by mpmath; all literals of this file are whole numbers."""
    exactly = values = letters_of(case)
    if any(f"{name}(" in text for name in ("exp", "sqrt", "log")):
        values = {name: number(x, context) for name, x in exactly.items()}
    functions = {"exp": context.exp, "sqrt": context.sqrt, "log": context.log, "max": max, "F": Fraction}
    exact = re.sub(r"(?<![\w*])(\d+)", r"F(\1)", text) if values is exactly else text
    return eval(exact, functions, values)  # noqa: S307 (texts of this file)


def error_of(case: Case, context: Any) -> Any:
    """‖W(t) − Y_k‖₂ by MV (5): E W̃₀(I + G W̃₀)⁻¹E in the basis of Y, with digits for all that cancels."""
    n = len(case.spectrum)
    sigma, time = [number(x, context) for x in case.spectrum], number(case.time, context)
    rate, square = number(case.rate, context), number(case.alpha.fraction, context) ** 2
    basis = (
        context.eye(n)
        if case.basis is None
        else context.matrix([[number(x, context) for x in row] for row in case.basis])
    )
    start = basis.T * context.diag([square * number(s, context) for s in case.shape]) * basis
    E = context.diag([context.exp(rate * x * time) for x in sigma])
    G = context.diag([context.expm1(2 * rate * x * time) / x if x else 2 * rate * time for x in sigma])
    W = E * start * (context.eye(n) + G * start) ** -1 * E
    kept = context.diag([x if i < case.k else context.mpf(0) for i, x in enumerate(sigma)])
    return max(context.svd_r(W - kept, compute_uv=False))


def number(x: Fraction, context: Any) -> Any:
    return context.mpf(x.numerator) / x.denominator


def as_number(x: Any, context: Any) -> Any:
    return number(x, context) if isinstance(x, Fraction) else x


def require_case_of(statement: Windows, case: Case) -> Any:
    """The hypotheses hold, with room where they have functions, and t is in T_k; returns a context with many digits."""
    context = mpmath.mp.clone()
    context.dps = 300
    assert all(a > b or b == 0 for a, b in pairwise(case.spectrum))
    assert min(case.shape) > 0
    assert min(case.spectrum[0], case.epsilon, case.rate) > 0
    assert case.basis is None or (statement.shape == "general" and is_orthogonal(case.basis))
    assert all(by_python(text, case, context) for text in statement.given)
    square, rank = case.alpha.fraction**2, sum(sigma > 0 for sigma in case.spectrum)
    ends = [as_number(by_python(text, case, context), context) for text in (statement.c1, statement.c2)]
    assert min(ends) > 0
    twice_time = 2 * number(case.rate * case.time, context)
    first, last = map(context.log, ends)
    shift = context.log(number(square, context))
    assert case.time >= 0
    assert case.k == 0 or twice_time * number(case.spectrum[case.k - 1], context) >= first - shift
    assert case.k == rank or twice_time * number(case.spectrum[case.k], context) <= last - shift
    return context


def require_counterexample(statement: Windows, found: Found) -> Case:
    """The witness recomputed, and the bounds on its error and on what the claim allows it."""
    measured = found.counterexample
    assert measured is not None
    context = require_case_of(statement, measured.case)
    error = error_of(measured.case, context)
    bound = as_number(by_python(re.split("<=?", statement.shows)[1], measured.case, context), context)
    # what is attained is so in rationals: at t = 0
    assert error > bound or (statement.bound[0] == "<" and measured.case.time == 0 and error == bound)
    assert number(measured.error[0], context) <= error * (1 + context.mpf(10) ** -50)
    assert error * (1 - context.mpf(10) ** -50) <= number(measured.error[1], context)
    assert abs(number(measured.bound[0], context) - bound) < context.mpf(10) ** -50 * abs(bound)
    return measured.case


def ratio_of(measured: Measured | None) -> tuple[float, float]:
    assert measured is not None
    assert measured.ratio is not None
    return float(measured.ratio[0]), float(measured.ratio[1])


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted(name: str) -> None:
    found = search(FALSE[name], SECONDS, 1)
    require_counterexample(FALSE[name], found)
    assert found.largest == found.counterexample


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_not_refuted(name: str) -> None:
    """Theorem 4's error is ε/4 at most, as far as is seen; the others' come as near to ε as one likes."""
    found = search(TRUE[name], SECONDS, 1)
    assert found.counterexample is None
    assert found.satisfying is not None
    require_case_of(TRUE[name], found.satisfying)
    least, most = ratio_of(found.largest)
    reached = 0.25 if name == "Theorem 4" else 1
    assert 0.999 * reached < least <= most <= min(1, 1.001 * reached)


@pytest.mark.parametrize("name", EMPTY)
def test_of_what_is_empty_nothing_is_found(name: str) -> None:
    found = search(EMPTY[name], SECONDS, 1)
    assert (found.satisfying, found.counterexample, found.largest) == (None, None, None)


def test_the_absent_mode_is_what_breaks() -> None:
    case = require_counterexample(
        FALSE["an absent mode from above ε"], search(FALSE["an absent mode from above ε"], SECONDS, 1)
    )
    rank = sum(sigma > 0 for sigma in case.spectrum)
    assert case.k == rank < len(case.spectrum)
    assert case.alpha.fraction**2 * max(case.shape) > case.epsilon


def test_a_witness_is_short() -> None:
    case = require_counterexample(FALSE["1/mu for m"], search(FALSE["1/mu for m"], SECONDS, 1))
    described = case.describe()
    assert described["basis"] == "I"
    assert all(len(text) <= 7 for text in (*described["spectrum"], *described["shape"]["diagonal"], described["time"]))


def test_a_seed_means_the_same_search() -> None:
    false = FALSE["hypotheses that few satisfy"]
    assert search(false, SECONDS, 5) == search(false, SECONDS, 5) != search(false, SECONDS, 6)


def test_a_search_ends_with_its_time() -> None:
    """With no time at all, one batch is screened and nothing is decided."""
    found = search(FALSE["0.99 of c1"], 0.0, 1)
    assert (found.satisfying, found.counterexample, found.largest) == (None, None, None)
    assert 0 < found.tries <= adversary.SIZE


def test_the_screening_agrees_with_balls() -> None:
    """Errors in doubles, for every r and k, α from the largest admitted to 1e-1000, any basis, condition up to 1e6."""
    screen, generator, field, count = Screen(SHARPER), np.random.default_rng(1), Balls(512), 0
    for n, turned in product(range(1, 6), (False, True)):
        for r, k in ((rank, k) for rank in range(1, n + 1) for k in range(rank + 1)):
            batch = drawn(n, r, k, 12, turned, False, generator)
            with np.errstate(all="ignore"):
                largest, anywhere = (
                    screen.with_largest_alpha(batch),
                    screen.admitted_somewhere(batch, weights(generator)),
                )
                batch, fits = largest if generator.random() < 0.5 else anywhere
                batch = batch.chosen(fits & batch.is_possible)
                slowest = batch.spectrum[max(k - 1, 0)]
                twice_time = -np.minimum(batch.log_square, -1) / slowest * generator.choice([0, 0.5, 1, 30])
                found = errors(batch, twice_time)
            for i in range(min(batch.size, 4)):
                screened = exactly_as_screened(batch, i, twice_time[i])
                with field.working():
                    error = float(error_at(screened.point, field).mid())
                assert found[i] == pytest.approx(error, rel=1e-6, abs=1e-13 * batch.spectrum[0, i])
                count += 1
    assert count > 300


def weights(generator: np.random.Generator) -> Any:
    return generator.random((len(OFFSETS), 12))


def exactly_as_screened(batch: Any, i: int, twice_time: float) -> Case:
    with mpmath.workdps(40):
        power = mpmath.mpf(float(batch.log_square[i])) / (2 * mpmath.log(10))
        exponent = int(mpmath.floor(power))
        alpha = Scale(Fraction(mpmath.nstr(10 ** (power - exponent), 35)), exponent)
    spectrum, shape, tangents = (
        tuple(map(Fraction, array[:, i])) for array in (batch.spectrum, batch.shape, batch.tangents)
    )
    time = Fraction(float(twice_time)) / 2
    return Case(spectrum, shape, tangents, Fraction(batch.epsilon[i]), alpha, Fraction(1), batch.k, time)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_rotations_are_exactly_orthogonal(n: int) -> None:
    tangents = tuple(Fraction(i + 1, 7) for i in range(n * (n - 1) // 2))
    assert is_orthogonal(rotation(tangents, n))


def case(**changes: Any) -> Case:
    one = Fraction(1)
    start = Case((one,), (one,), (), Fraction(1, 4), Scale(Fraction(1, 2)), one, 0, Fraction(0))
    return replace(start, **changes)


def test_only_what_is_certain_refutes() -> None:
    """α²μ = ε at t = 0, where T_0 has no other time: attained, so that < fails and <= does not."""
    strict = replace(SHARPER, shows="norm(W(t) - Y_k) < eps")
    assert Judge(strict).refutes(case())
    assert not Judge(SHARPER).refutes(case())
    assert Judge(SHARPER).measure(case()) is not None
    assert not Judge(strict).refutes(case(time=Fraction(1, 10**30)))  # after T_0
    assert not Judge(strict).refutes(case(epsilon=Fraction(1, 5)))  # a hypothesis fails


@pytest.mark.parametrize(
    "changes",
    [
        {"spectrum": (Fraction(0),)},
        {"spectrum": (Fraction(1), Fraction(1)), "shape": (Fraction(1), Fraction(1)), "tangents": (Fraction(0),)},
        {"shape": (Fraction(0),)},
        {"rate": Fraction(0)},
        {"k": 2},
        {"time": Fraction(-1)},
    ],
)
def test_what_is_no_instance_is_not_measured(changes: dict[str, Any]) -> None:
    """Whatever the hypotheses say."""
    assert Judge(replace(SHARPER, given=())).measure(case(**changes)) is None


def test_where_a_constant_is_not_positive_nothing_is_claimed() -> None:
    for changes in ({"c1": "eps - 1"}, {"c2": "eps - 1"}, {"c1": "log(eps)"}, {"c1": "1/(eps - eps)"}):
        assert Judge(replace(SHARPER, **changes, shows="norm(W(t) - Y_k) <= 0*eps")).measure(case()) is None


def test_a_rotated_shape_is_none_of_a_spectral_claim() -> None:
    one = Fraction(1)
    turned = case(spectrum=(one, one / 2), shape=(one, one / 2), tangents=(one / 3,))
    assert Judge(SHARPER).measure(turned) is not None
    assert Judge(replace(SHARPER, shape="spectral")).measure(turned) is None


def test_a_claim_that_cannot_be_read_is_misuse() -> None:
    with pytest.raises(Misuse):
        replace(SHARPER, c1="sigma_2")


def test_times_are_inside() -> None:
    """With more and more digits, at either end; far out where T_k has no right end."""
    judge, small = Judge(SHARPER), case(alpha=Scale(Fraction(1), -3), k=0)
    last = log(1 / 4 / 1e-6) / 2
    late = [float(t) for t in judge.times(small, 1.0)]
    assert all(0 <= t <= last for t in late)
    assert late[-1] == pytest.approx(last, rel=1e-15)
    first = log(4 / 1e-6) / 2
    after = replace(small, k=1)
    assert all(first <= float(t) * (1 + 1e-15) for t in judge.times(after, 0.0))
    assert min(map(float, judge.times(after, 0.999))) > first + 400
