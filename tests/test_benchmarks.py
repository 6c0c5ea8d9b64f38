"""The benchmarks time the right thing: exact problems, answers that agree, and an alarm where one does not."""

import ast
from fractions import Fraction
from itertools import pairwise
from math import inf
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from mpmath import mp
from on_paper import faults

from benchmarks import competitors, figures, pari, proving, starting, surroundings, table
from benchmarks.competitors import FlintEigenbasis, FlintGraded, MpmathExpm, MpmathGraded, MpmathOdefun
from benchmarks.engine import Flowproof
from benchmarks.experiments import COMPETITORS, FULL, QUICK, installed
from benchmarks.measure import Timing, agreement, points, trajectories
from benchmarks.memory import megabytes
from benchmarks.method import Method, Numbers, cancelled_digits
from benchmarks.pari import PariGraded
from benchmarks.problems import diagonal, problem, sparse, times
from benchmarks.targets import Target, ratio
from numeric import matrices
from numeric.definite import is_positive_definite

FOLDER = Path(competitors.__file__).parent
DIGITS = 20


class SlightlyWrong(FlintGraded):
    """Off in the last digit of one entry."""

    name: ClassVar[str] = "slightly wrong"

    def numbers(self, answer: Any) -> Numbers:
        rows = super().numbers(answer)
        rows[1][0] *= 1 + Fraction(1, 10 ** (DIGITS - 1))
        return rows


class BoldlyCertified(FlintGraded):
    """Certifies less than was asked for."""

    name: ClassVar[str] = "boldly certified"

    def certified_digits(self, answer: Any) -> float:
        return super().certified_digits(answer) - 40


class Hungry(FlintGraded):
    """Takes 64 MiB, and lets go of them."""

    def at(self, t: Fraction) -> Any:
        return bytearray(b"x") * 2**26 and super().at(t)


def test_the_problem_is_what_is_said() -> None:
    """Φ is orthogonal, Y = Φ diag(σ) Φᵀ, σ falls linearly from 2 to 1/2, and W̄₀ − I is positive definite."""
    of = problem(6, 1000)
    assert matrices.is_orthogonal(of.basis)
    assert of.target == matrices.product(of.basis, diagonal(of.spectrum), matrices.transpose(of.basis))
    assert of.spectrum == tuple(Fraction(20 - 3 * i, 10) for i in range(6))
    assert of.shape == matrices.transpose(of.shape)
    excess = tuple(tuple(6 * (x - (i == j)) for j, x in enumerate(row)) for i, row in enumerate(of.shape))
    assert all(x.denominator == 1 for row in excess for x in row)
    assert is_positive_definite(excess)
    assert problem(6, 1000) == of
    assert of.time(Fraction(2)) == Fraction(4605170, 1000)


@pytest.mark.parametrize("n", [FULL.n, QUICK.n])
def test_leading_terms_vanish_where_they_are_to(n: int) -> None:
    """An entry of W̄₀ is 0, a minor is, and W̄₀ is one of integers and positive definite; no entry of W(t) is 0."""
    of = sparse(n, 1000)
    assert any(x == 0 for row in of.shape for x in row)
    assert of.shape[0][0] * of.shape[1][2] == of.shape[0][1] * of.shape[0][2] != 0
    assert all(x.denominator == 1 for row in of.shape for x in row)
    assert is_positive_definite(of.shape)
    engine = Flowproof(of, 10)
    assert engine.certified_digits(engine.at(of.time(Fraction(1, 10)))) > 10


@pytest.mark.parametrize("n", sorted({*FULL.sizes, *QUICK.sizes, FULL.n, QUICK.n, FULL.large, QUICK.large}))
def test_no_entry_of_the_targets_is_zero(n: int) -> None:
    """W(t) tends to Y: an entry that vanished would cost digits that have nothing to do with the method."""
    assert all(x != 0 for row in problem(n, 1).target for x in row)


def test_times_are_even_and_reach_both_ends() -> None:
    """From 0.1 to 4 times K·ln 10."""
    of = problem(2, 10)
    at = times(of, 40)
    assert (at[0], at[-1]) == (of.time(Fraction(1, 10)), of.time(Fraction(4)))
    assert {b - a for a, b in pairwise(at)} == {of.time(Fraction(1, 10))}


@pytest.mark.parametrize("method", COMPETITORS)
@pytest.mark.parametrize(
    ("K", "tau"), [(1, Fraction(1, 2)), (30, Fraction(1, 10)), (30, Fraction(9, 10)), (30, Fraction(4))]
)
def test_competitors_agree_with_the_engine(method: type[Method], K: int, tau: Fraction) -> None:
    """Before, inside and after the time of learning, in every entry; and at a large α, which hides no term."""
    if method.version() is None:
        pytest.skip("it is not installed")
    timings = points([Flowproof, method], problem(4, K), tau, DIGITS, 1, 10)
    assert all(timing.agrees for timing in timings.values())
    assert timings[method].agreed >= DIGITS


def test_the_integrator_agrees_with_the_engine() -> None:
    """A method that knows no closed form."""
    timings = points([Flowproof, MpmathOdefun], problem(2, 1), Fraction(1, 2), 10, 1, 0)
    assert timings[MpmathOdefun].agrees


@pytest.mark.parametrize("method", [SlightlyWrong, BoldlyCertified])
def test_a_disagreement_is_noticed(method: type[Method]) -> None:
    """An entry off in its last digit, or not certified to it, does not pass, at a point or in a trajectory."""
    of = problem(3, 30)
    assert not points([Flowproof, method], of, Fraction(1), DIGITS, 1, 10)[method].agrees
    whole = trajectories([Flowproof, method], of, 4, DIGITS, 1, 10, {method: 2})
    assert not whole[method].agrees
    assert whole[Flowproof].agrees


@pytest.mark.parametrize("method", [FlintEigenbasis, MpmathExpm])
def test_naive_forms_need_the_precision_that_they_are_given(
    method: type[Method], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it they are wrong, so it is no handicap."""
    monkeypatch.setattr(competitors, "cancelled_digits", lambda of, t: cancelled_digits(of, t) * 3 // 4)
    assert not points([Flowproof, method], problem(4, 30), Fraction(4), DIGITS, 1, 10)[method].agrees


def test_cancelled_digits() -> None:
    """None while nothing is learned; then 0.4K, 1.6K, 4K and 12K at τ = 0.6, 0.9, 1.5 and 4."""
    of = problem(5, 1000)
    at = [Fraction(x, 10) for x in (4, 6, 9, 15, 40)]
    assert [cancelled_digits(of, of.time(tau)) for tau in at] == [0, 400, 1600, 4000, 12000]


def test_agreement_is_that_of_the_worst_entry() -> None:
    """Relative to the entry, however small; the same numbers agree to the last, and a zero with nothing else."""
    with mp.workdps(40):
        right = [[mp.mpf(1), mp.mpf(10) ** -500]]
        off = [[mp.mpf(1), mp.mpf(10) ** -500 * (1 - mp.mpf(10) ** -12)]]
    assert agreement(right, right, 10) == inf
    assert agreement(off, right, 10) == pytest.approx(12)
    assert agreement([[mp.mpf(1), mp.mpf(0)]], right, 10) == 0


def test_competitors_use_none_of_the_projects_code() -> None:
    """Only the engine's own adapter imports it."""
    for name in ("problems", "method", "competitors", "pari", "measure", "memory"):
        tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
        roots = {
            module.partition(".")[0]
            for node in ast.walk(tree)
            for module in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [str(node.module)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert roots.isdisjoint({"numeric", "proofs", "symbolic", "paper", "flowproof"}), name


def test_what_is_not_installed_takes_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `gp` the rest is measured."""
    monkeypatch.setattr(pari.shutil, "which", lambda _: None)
    assert PariGraded.version() is None
    assert installed([FlintGraded, PariGraded]) == [Flowproof, FlintGraded]


def test_memory_that_was_let_go_of_counts() -> None:
    """The high-water mark is that of the evaluation, in MiB."""
    measured = megabytes(Hungry, problem(2, 1), Fraction(1), 10)
    if measured is None:
        pytest.skip("there is no /proc here")
    assert 64 <= measured < 80


def test_targets_are_judged() -> None:
    """At least, or at most; and not at all where nothing was measured."""
    assert Target("", "", 3, 3.0).reached is True
    assert Target("", "", 3, 2.9).reached is False
    assert Target("", "", 1.3, 1.3, at_most=True).reached is True
    assert Target("", "", 1.3, 1.4, at_most=True).reached is False
    assert Target("", "", 3, None).reached is None


def test_a_whole_process_takes_longer_than_its_evaluation() -> None:
    """And no command starts in no time."""
    found = surroundings.measured(8, 1)
    assert found.whole > found.itself > 0
    assert found.start > 0
    assert len(surroundings.STARTS) == 3


def test_ratios_are_of_medians_scaled_to_the_times_asked_for() -> None:
    """How many times as long as the engine."""
    timings: dict[type[Method], Timing] = {
        Flowproof: Timing(Flowproof, 5, [1.0, 2.0, 30.0]),
        MpmathGraded: Timing(MpmathGraded, 5, [9.0, 8.0, 1.0]),
    }
    assert ratio(timings, MpmathGraded) == 4
    assert ratio(timings, PariGraded) is None


def test_the_figure_fits_a_paper() -> None:
    """With every method in every panel."""
    timings = {method: Timing(method, 5, [10.0**-i]) for i, method in enumerate((Flowproof, *COMPETITORS))}
    series = [dict.fromkeys(xs, timings) for xs in (FULL.sizes, FULL.digit_counts, FULL.exponents, FULL.counts)]
    names = ("by_n", "by_digits", "by_scale", "by_count")
    results: Any = SimpleNamespace(plan=FULL, **dict(zip(names, series, strict=True)))
    assert faults(figures.draw(results)) == []


def test_the_table_is_markdown() -> None:
    """Padded, with a line under the head."""
    assert table.markdown(["a", "bc"], [["123", "4"]]) == "| a   | bc |\n|-----|----|\n| 123 | 4  |"
    assert [table.three_digits(x) for x in (0.01234, 1.234, 99.94, 1234.5)] == ["0.0123", "1.23", "99.9", "1234"]


def test_each_command_that_is_timed_from_its_start_answers() -> None:
    """Once each; what fails raises."""
    spent = {name: starting.seconds(arguments) for name, arguments in starting.COMMANDS.items()}
    assert spent["python alone"] < min(time for name, time in spent.items() if name != "python alone")


def test_a_measurement_of_provers_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the record is not asked again; a line that was cut off is, and so is another claim."""
    asked = list[str]()
    provers = {name: lambda claim, _, name=name: asked.append(f"{name}: {claim.name}") or True for name in ("a", "b")}
    monkeypatch.setattr(proving, "PROVERS", provers)
    record = tmp_path / "record"
    first = proving.measured(["Nesbitt"], 1.0, record)
    assert [len(answers) for answers in first.values()] == [2, 2]
    assert proving.measured(["Nesbitt"], 1.0, record) == first
    assert len(asked) == len(set(asked)) == 4
    record.write_text(record.read_text("utf-8")[:-20], "utf-8")
    proving.measured(["Nesbitt"], 1.0, record)
    assert asked[4:] == asked[3:4]
    assert "2 of 2" in proving.summary(first)


def test_claims_of_the_benchmark_are_told_apart_by_their_names() -> None:
    claims = [table["name"] for table in proving.tomllib.loads(proving.CLAIMS.read_text("utf-8"))["claim"]]
    assert len(set(claims)) == len(claims) > 400
