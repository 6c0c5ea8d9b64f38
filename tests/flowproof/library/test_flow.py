"""The flow from Python: each method against a formula that it does not share, and each refusal in one sentence."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import brute_force
import flint
import mp_flow
import mpmath
import numpy as np
import pytest
from mp_flow import number

import flowproof
from flowproof.library.number import Number
from flowproof.library.results import State
from numeric import parallel
from numeric.instance import random_basis
from numeric.matrices import diagonal, product, transpose

BASIS = random_basis(3, 5)
DENSE = product(BASIS, diagonal([Fraction(3), Fraction(2), Fraction(-1)]), transpose(BASIS))
"""A target of known spectrum, not diagonal, with a negative eigenvalue."""
FLOWS: dict[str, Callable[[], flowproof.Flow]] = {
    "a spectrum from text": lambda: flowproof.Flow(spectrum="3,2,1,0", shape="random:7", alpha="1e-20", rate=2),
    "floats": lambda: flowproof.Flow(np.array([[2.0, 0.1], [0.1, 0.7]]), shape=np.eye(2) / 3, alpha=1e-9),
    "rationals": lambda: flowproof.Flow([list(row) for row in DENSE], alpha=Fraction(1, 10**12)),
    "a narrow factor": lambda: flowproof.Flow(spectrum=[3, 2, 1], factor=[[1], ["1/2"], [-1]], alpha="1e-8"),
    "a wide factor": lambda: flowproof.Flow(
        mpmath.matrix([[2, 1], [1, 3]]), factor=[[1, 2, 3], [0, 1, 1]], alpha="1/9"
    ),
}
TIMES = (0, "1/3", 7.5, 12)


@pytest.fixture(params=FLOWS)
def flow(request: pytest.FixtureRequest) -> flowproof.Flow:
    return FLOWS[request.param]()


def oracle(flow: flowproof.Flow, t: Fraction) -> Any:
    """W(t) by Radon's lemma, in many bits."""
    return brute_force.radon(flow.problem, t, 4000)


def close(found: Number, true: Any) -> bool:
    """Whether the ball and the number of FLINT or mpmath meet, and the ball is right to thirty digits."""
    with flint.ctx.workprec(4000), mpmath.workprec(4000):
        value = mpmath.mpf(found.decimal)
        true = mpmath.mpf(true.mid().str(1000, radius=False)) if isinstance(true, flint.arb) else true
        return bool(
            abs(value - true) <= mpmath.mpf(found.radius) * (1 + mpmath.mpf(10) ** -5) + abs(true) / 10**300
            and mpmath.mpf(found.radius) <= abs(value) / 10**29
        )


def each(found: State, true: Any) -> Iterable[bool]:
    n = len(found.values)
    return (close(found[i, j], true[i, j]) for i in range(n) for j in range(n))


def dense(W: Any) -> Any:
    """The middles of a matrix of balls, for mpmath, whose working precision is set by the caller."""
    return mpmath.matrix([[mpmath.mpf(x.mid().str(600, radius=False)) for x in row] for row in W.tolist()])


def test_the_oracle_notices_the_last_digit() -> None:
    """And a radius that is too small, or as large as a digit."""
    with mpmath.workprec(4000):
        true = mpmath.mpf(1) / 3
    assert close(Number("0." + "3" * 30, "3.4e-31"), true)
    assert not close(Number("0." + "3" * 29 + "4", "3.4e-31"), true)
    assert not close(Number("0." + "3" * 30, "3.3e-31"), true)
    assert not close(Number("0." + "3" * 28, "3.4e-29"), true)


def test_at_is_the_flow(flow: flowproof.Flow) -> None:
    """Every entry, by a formula without eigenvectors."""
    found = flow.at("7/3")
    assert found.time == Fraction(7, 3)
    assert all(each(found, oracle(flow, Fraction(7, 3))))


def test_a_trajectory_is_the_flow_at_each_time(flow: flowproof.Flow) -> None:
    found = flow.trajectory(TIMES)
    assert found.times == tuple(map(Fraction, TIMES))
    assert [state == flow.at(t) for state, t in zip(found, TIMES, strict=True)] == [True] * len(found)
    assert all(each(found[-1], oracle(flow, Fraction(12))))


def test_singular_values_are_those_of_the_oracle(flow: flowproof.Flow) -> None:
    """By mpmath's eigenvalues, in six hundred digits; those beyond the rank are 0."""
    found = flow.singular_values(TIMES)
    n = flow.problem.n
    assert found.names == tuple(f"σ_{i + 1}" for i in range(n))
    for t, values in zip(found.times, found.values, strict=True):
        with mpmath.workdps(500):
            true = sorted(map(abs, mpmath.eigsy(dense(oracle(flow, t)), eigvals_only=True)), reverse=True)
            assert all(close(x, y) for x, y in zip(values, true, strict=True) if x.decimal != "0")
            assert all(y < mpmath.mpf(10) ** -400 for x, y in zip(values, true, strict=True) if x.decimal == "0")


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_the_error_is_that_of_plain_mpmath(k: int) -> None:
    """The spectral norm by the printed closed form, the Frobenius norm from the entries by Radon's lemma."""
    instance = mp_flow.instance("random:7", "1e-20", rate="2")
    flow = FLOWS["a spectrum from text"]()
    found = flow.error(k, [1, 20])
    assert found.names == ("spectral", "Frobenius")
    for t, (spectral, frobenius) in zip(found.times, found.values, strict=True):
        with mpmath.workdps(500):
            assert close(spectral, mp_flow.error(instance, k, t, 400))
            apart = dense(oracle(flow, t))
            for i in range(k):
                apart[i, i] -= (3, 2, 1)[i]
            assert close(frobenius, mpmath.sqrt(sum(x * x for x in apart)))


def test_the_loss_is_that_of_the_entries(flow: flowproof.Flow) -> None:
    found = flow.loss(TIMES)
    assert found.names == ("loss",)
    for t, (loss,) in zip(found.times, found.values, strict=True):
        with mpmath.workdps(500):
            Y = mpmath.matrix([[number(x) for x in row] for row in flow.problem.target])
            assert close(loss, number(flow.problem.rate) / 4 * sum(x * x for x in Y - dense(oracle(flow, t))))


@pytest.mark.parametrize(("i", "fraction"), [(1, 0.5), (2, "1/3"), (2, Fraction(9, 10))])
def test_a_level_is_reached_between_the_ends(i: int, fraction: Any) -> None:
    """mpmath's singular value is below it at the left end, and above it at the right end, which are close."""
    flow = FLOWS["rationals"]()
    found = flow.reach(i, fraction, 25)
    assert (found.i, found.fraction) == (i, Fraction(fraction))
    assert 0 < found.right - found.left <= found.left / 10**25
    with mpmath.workdps(500):
        level = number(found.fraction) * (3, 2)[i - 1]
        ends = [sorted(mpmath.eigsy(dense(oracle(flow, t)), eigvals_only=True))[-i] for t in (found.left, found.right)]
        assert ends[0] < level < ends[1]
    assert "between them" in found.claim


@pytest.mark.parametrize("theorem", [4, "4", "theorem 4"])
def test_windows_are_those_of_the_theorem(theorem: int | str) -> None:
    """Their ends by mpmath, from c₁ = 4mσ₁²/ε and c₂ = ε/(4mμ²)."""
    flow = flowproof.Flow(spectrum=[3, 2, 1, 0], shape=np.diag([1.0, 2.0, 3.0, 4.0]), alpha="1e-30")
    found = flow.windows(theorem, "1e-2")
    assert (found.theorem, found.holds) == ("4", True)
    with mpmath.workdps(50):
        eps, alpha = mpmath.mpf(1) / 100, mpmath.mpf(10) ** -30
        c1, c2 = 4 * 9 / eps, eps / (4 * 16)
        for window, sigma, following in zip(found.windows, (None, 3, 2, 1), (3, 2, 1, None), strict=True):
            left = mpmath.log(c1 / alpha**2) / (2 * sigma) if sigma else 0
            assert abs(mpmath.mpf(window.left) - left) <= left * mpmath.mpf(10) ** -29
            if following:
                right = mpmath.log(c2 / alpha**2) / (2 * following)
                assert abs(mpmath.mpf(window.right) - right) <= right * mpmath.mpf(10) ** -29
            else:
                assert window.right == "inf"
            assert window.empty is False


def test_windows_of_a_factor_and_of_hypotheses_that_fail() -> None:
    wide = flowproof.Flow(spectrum=[3, 2], factor=[[1, 1, 0], [0, 1, 1]], alpha=0.9)
    found = wide.windows("4", "1e-2")
    assert found.holds is False
    assert [hypothesis.holds for hypothesis in found.hypotheses].count(False) > 0


def test_a_mode_reaches_its_level_once() -> None:
    """MV (12) inverted, where Y and the shape are diagonal; as the command has it, and by the form that is named."""
    flow = flowproof.Flow(spectrum=[3, 2], shape="diagonal:1,4", alpha="1e-9", rate=2)
    found = flow.reach(2, "1/2", 20, mode=True)
    with mpmath.workdps(40):
        start = mpmath.mpf(4) / 10**18
        true = mpmath.log((2 - start) / start) / 8
        assert number(found.left) < true < number(found.right)
    assert (found.quantity, found.only) == ("mode 2", True)
    assert flow.at(1, method="naive") == flow.at(1)
    with pytest.raises(flowproof.Misuse, match="woodbury"):
        flow.at(1, method="woodbury")


def test_five_lines_with_numpy() -> None:
    """What a person would write, with a matrix that rounding made asymmetric."""
    Q = np.linalg.qr(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0], [1.0, 1.0, 0.0]]))[0]
    flow = flowproof.Flow(target=Q @ np.diag([3.0, 2.0, 1.0]) @ Q.T, alpha="1e-50", symmetrize=True)
    times = np.linspace(0, 200, 21)
    sign, log10 = flow.singular_values(times, digits=15).to_numpy()
    assert (sign == 1).all()

    assert log10.shape == (21, 3)
    # a mode grows like α²e^{2σt}, and then stays
    grown = -100 + 2 * np.outer(times, [3, 2, 1]) / np.log(10)
    assert log10 == pytest.approx(np.minimum(grown, np.log10([3, 2, 1])), abs=0.5)


def test_what_no_precision_tells_is_undecided() -> None:
    """A singular value that starts exactly at its level, as balls cannot tell."""
    flow = flowproof.Flow(spectrum=["2/3", "1/3"], shape="diagonal:1/4,1/9", alpha=1)
    with pytest.raises(flowproof.Undecided, match=r"^whether the singular value 2 of W is above 1/3"):
        flow.reach(2, "1/3")


def test_alpha_of_any_size() -> None:
    """α² W̄₀ at time 0, and the growth of a mode of its own, by hand."""
    flow = flowproof.Flow(spectrum=[3, 2], alpha="1e-1000000")
    assert flow.at(0)[0, 0].decimal == "1.00000000000000000000000000000e-2000000"
    assert flow.at(1, 5)[1, 1].log10 == pytest.approx(-2_000_000 + 4 / np.log(10), rel=1e-12)


def test_symmetrize_is_of_the_shape_too() -> None:
    shape = [[2, "1/3"], [0, 2]]
    with pytest.raises(
        flowproof.Misuse, match=r"^the shape is not symmetric: entries \(2, 1\) and \(1, 2\) differ by 0.3"
    ):
        flowproof.Flow(spectrum=[2, 1], shape=shape, alpha=1)
    flow = flowproof.Flow(spectrum=[2, 1], shape=shape, alpha=1, symmetrize=True)
    assert flow.problem.start == ((2, Fraction(1, 6)), (Fraction(1, 6), 2))


def test_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "PATIENCE", 0)
    flow, times = FLOWS["rationals"](), range(20)
    assert flow.trajectory(times, 10, jobs=2) == flow.trajectory(times, 10)
    assert flow.loss(times, 10, jobs=2) == flow.loss(times, 10)


def test_a_flow_says_what_it_is() -> None:
    assert repr(flowproof.Flow(spectrum=[2, 1], alpha="1e-1000", rate=2)) == "<Flow: n = 2, α = 1e-1000, c = 2>"


Y = [[2, 1], [1, 3]]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "give either the target or the spectrum, and not both"),
        ({"target": Y, "spectrum": [2, 1]}, "give either the target or the spectrum, and not both"),
        ({"target": Y, "shape": Y, "factor": Y}, "give either the shape or the factor, and not both"),
        ({"target": [[1, 2, 3]]}, "the target has 1 rows and 3 columns; give a square matrix"),
        ({"target": Y, "shape": [[1]]}, "the shape has 1 rows and the target 2; give both the same number"),
        ({"target": Y, "shape": "diagonal:1"}, "the shape has 1 diagonal entries and the target 2 rows; give as many"),
        ({"target": Y, "shape": [[1, 2], [2, 1]]}, "the shape is not positive definite; every eigenvalue must be pos"),
        ({"target": Y, "factor": [[1]]}, "the factor has 1 rows and the target 2; give both the same number"),
        ({"target": Y, "alpha": -1}, "α is -1; it must be positive"),
        ({"target": Y, "alpha": 0}, "α is 0; it must be positive"),
        ({"target": Y, "alpha": "0"}, "α is 0; it must be positive"),
        ({"target": Y, "alpha": 1j}, "α is 1j, a complex number"),
        ({"target": Y, "rate": 0}, "the rate is 0; it must be positive"),
        ({"target": Y, "rate": "fast"}, "the rate is 'fast'; write an exact number"),
        ({"target": Y, "shape": "round"}, "the shape is 'round', and there is no such file; write identity"),
    ],
)
def test_what_makes_no_flow_is_refused(given: dict[str, Any], told: str) -> None:
    with pytest.raises(flowproof.Misuse, match=f"^{told}"):
        flowproof.Flow(**{"alpha": "1e-3"} | given)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda flow: flow.at(-1), "the time is -1; give one that is not negative"),
        (lambda flow: flow.at([1]), r"the time is \[1\], of the type list; give an int"),
        (lambda flow: flow.trajectory([2, 1]), "times 1 and 2 are 2 and 1, which descend; give them in increasing"),
        (lambda flow: flow.loss([1, -2]), "time 2 is -2; give one that is not negative"),
        (lambda flow: flow.at(1, 0), "the digits are 0; ask for 1 to 100000"),
        (lambda flow: flow.at(1, 2.5), "digits is 2.5; give a whole number"),
        (lambda flow: flow.loss(1, -3), "the digits are -3; ask for 1 to 100000"),
        (lambda flow: flow.error(3, 1), "there is no Y_3; k runs from 0 to the number of Y's positive eigenvalues, 2"),
        (lambda flow: flow.error("1", 1), "k is '1'; give a whole number"),
        (lambda flow: flow.reach(3, 0.5), "there is no singular value 3; i runs from 1 to 2"),
        (lambda flow: flow.reach(1, 2), "the fraction is 2; σ_i itself is never reached, so give one between 0 and 1"),
        (lambda flow: flow.trajectory([1], jobs=0), "jobs is 0; give 1 or more, or None for one a CPU"),
    ],
)
def test_what_makes_no_question_is_refused(ask: Callable[[flowproof.Flow], Any], told: str) -> None:
    with pytest.raises(flowproof.Misuse, match=f"^{told}"):
        ask(flowproof.Flow(Y, alpha="1e-3"))


@pytest.mark.parametrize(
    ("theorem", "epsilon", "told"),
    [
        ("7", "0.1", "there are windows for Theorems 3, 4"),
        ("3", "0.1", "the shape is not diagonal in the basis of Y"),
        ("4", 0, "ε is 0; it must be positive"),
        ("4", None, "ε is None, of the type NoneType; give an int"),
    ],
)
def test_what_makes_no_window_is_refused(theorem: str, epsilon: Any, told: str) -> None:
    with pytest.raises(flowproof.Misuse, match=f"^{told}"):
        flowproof.Flow(spectrum=[3, 2], shape=Y, alpha="1e-3").windows(theorem, epsilon)
