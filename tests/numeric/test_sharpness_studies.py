"""The studies `windows` and `sharpness`: their points, and what they find of them."""

from fractions import Fraction
from typing import Any

import mpmath
import pytest
from keys import SHARPER
from mp_flow import number

from numeric import sharpness as measured
from numeric.inputs import read_instance
from numeric.studies import sharpness, windows
from numeric.studies.study import Study, key
from paper import Misuse

WINDOW = {
    "theorem": "4s",
    "spectrum": "3,2,1,0",
    "shape": "random:12",
    "epsilon": "0.01",
    "alpha": "1e-30",
    "k": "1",
    "rate": "1",
    "digits": "20",
}
SHARP = {
    "theorem": "4",
    "n": "3",
    "gap": "0.5",
    "condition": "10",
    "epsilon": "1e-3",
    "alpha": "1e-2",
    "shape": "random:1",
    "k": "1",
    "digits": "20",
}
CASES = [(windows.WINDOWS, WINDOW), (sharpness.SHARPNESS, SHARP)]


def found(study: Study, point: dict[str, str], **changes: str) -> dict[str, str]:
    return dict(study.compute(study.canonical({**point, **changes})))


@pytest.mark.parametrize(("study", "point"), CASES, ids=lambda case: getattr(case, "name", ""))
def test_everything_that_is_found_has_a_column(study: Study, point: dict[str, str]) -> None:
    """And every column is found, where there is an answer and where there is none."""
    assert set(found(study, point)) == set(study.columns)
    nothing = found(study, point, theorem="3")
    assert set(nothing) == set(study.columns)
    assert nothing["outcome"] == "NONE"
    assert "needs spectral initialization" in nothing["reason"]


@pytest.mark.parametrize("alpha", ["1e-30", "1e-100000"])
def test_rescaled_times_are_times_over_the_logarithm(alpha: str) -> None:
    """t·c/log(1/α) of each end; what does not end stays so."""
    what = found(windows.WINDOWS, WINDOW, alpha=alpha, rate="3/2")
    with mpmath.workdps(40):
        unit = number("3/2") / (int(alpha[3:]) * mpmath.log(10))
        for name, column in windows.TIMES.items():
            assert abs(number(what[f"rescaled_{name}"]) / (number(what[column]) * unit) - 1) < mpmath.mpf(10) ** -11
    assert Fraction(what["log10_inverse_alpha"]) == int(alpha[3:])
    assert found(windows.WINDOWS, WINDOW, k="3")["rescaled_last"] == "inf"


def test_what_is_found_is_what_is_measured() -> None:
    """At an instance of one's own, column by column."""
    instance = read_instance(spectrum="3,2,1,0", shape="random:12", epsilon="0.01", alpha="1e-30")
    expected = measured.measure(SHARPER, instance, 1, 20)
    assert expected.items() <= found(windows.WINDOWS, WINDOW).items()


def test_a_window_that_there_is_not_is_none() -> None:
    """At α = 1e-4 W(t) is never within 1/100 of Y_1."""
    what = found(windows.WINDOWS, WINDOW, alpha="1e-4", shape="identity")
    assert (what["outcome"], what["reason"]) == ("NONE", "the bounds hold one after the other, and never together")


@pytest.mark.parametrize(
    ("shape", "k", "expected"),
    [
        ("falling", "1", "1,0,0;0,0.5,0;0,0,0.1"),
        ("rising", "1", "0.1,0,0;0,0.5,0;0,0,1"),
        ("worst", "0", "1,0,0;0,1,0;0,0,0.1"),
        ("worst", "2", "0.1,0,0;0,0.1,0;0,0,1"),
        ("worst", "3", "1,0,0;0,1,0;0,0,0.1"),
    ],
)
def test_starts_are_what_their_names_say(shape: str, k: str, expected: str) -> None:
    """And Y is 1, 1/2, 1/4; α is the largest times the part asked for."""
    what = found(sharpness.SHARPNESS, SHARP, shape=shape, k=k)
    assert (what["spectrum"], what["start"]) == ("1,0.5,0.25", expected)
    assert abs(number(what["instance_alpha"]) * 100 / number(what["largest_alpha"]) - 1) < 1e-12


def test_a_random_start_has_the_condition_asked_for() -> None:
    """Its eigenvalues are 1, 1/2 and 1/10, and it is not diagonal."""
    rows = [[number(x) for x in row.split(",")] for row in found(sharpness.SHARPNESS, SHARP)["start"].split(";")]
    assert rows[0][1] != 0
    values = sorted(mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True))
    assert all(abs(value - expected) < 1e-12 for value, expected in zip(values, (0.1, 0.5, 1), strict=True))


@pytest.mark.parametrize(("theorem", "c1", "c2"), [("4", 4, 40), ("4s", 1, 1), ("3", 1, 1)])
def test_the_worst_shape_needs_what_no_other_does(theorem: str, c1: int, c2: int) -> None:
    """4 and 4·condition in Theorem 4, over 1 − ε; nothing but 1 − ε in the others: c₁ at k = 1 and c₂ at k = 0."""
    for k, column, factor in (("1", "c1_slack", c1), ("0", "c2_slack", c2)):
        slack = Fraction(found(sharpness.SHARPNESS, SHARP, theorem=theorem, shape="worst", k=k)[column])
        assert abs(slack * Fraction(999, 1000) / factor - 1) < Fraction(1, 10**3)
        if theorem != "3":
            others = (f"random:{seed}" for seed in range(1, 6))
            assert all(
                Fraction(found(sharpness.SHARPNESS, SHARP, theorem=theorem, shape=shape, k=k)[column]) > slack
                for shape in others
            )


def test_equal_points_have_one_spelling() -> None:
    """1/2 and 0.5, 01 and 1: one key."""
    other = {"gap": "1/2", "condition": "10.0", "epsilon": "0.001", "alpha": "1/100", "n": "03", "digits": "020"}
    assert key(sharpness.canonical({**SHARP, **other})) == key(sharpness.canonical(SHARP))
    other = {"spectrum": "3.0,4/2,1,0", "epsilon": "1/100", "alpha": "10^-30", "k": "01", "rate": "2/2"}
    assert key(windows.canonical({**WINDOW, **other})) == key(windows.canonical(WINDOW))


@pytest.mark.parametrize(
    ("study", "changes", "sentence"),
    [
        ("windows", {"theorem": "5"}, "theorem is '5'; it is one of 3, 4, 4s"),
        ("windows", {"shape": "start.json"}, "shape is 'start.json'"),
        ("windows", {"k": "4"}, "k is '4'; give a whole number from 0 to 3, the rank of Y"),
        ("windows", {"alpha": "1"}, "give one below 1"),
        ("windows", {"epsilon": "0"}, "ε"),
        ("windows", {"digits": "301"}, "ask for 1 to 300"),
        ("sharpness", {"gap": "1"}, "give one between 0 and 1"),
        ("sharpness", {"condition": "0.5"}, "no condition number is below 1"),
        ("sharpness", {"epsilon": "-1"}, "must be positive"),
        ("sharpness", {"alpha": "0"}, "give a positive part"),
        ("sharpness", {"shape": "identity"}, "it is falling, rising, worst or random:SEED"),
        ("sharpness", {"shape": "random:x"}, "random:SEED"),
        ("sharpness", {"n": "0"}, "n is '0'; give a whole number from 1 to 40"),
        ("sharpness", {"k": "4"}, "k is '4'; give a whole number from 0 to 3"),
        ("sharpness", {"n": "__import__('os')"}, "give a whole number"),
    ],
)
def test_points_that_make_no_sense_are_refused(study: str, changes: dict[str, str], sentence: str) -> None:
    """One sentence, with the value and what to give instead."""
    chosen: Any = {"windows": CASES[0], "sharpness": CASES[1]}[study]
    with pytest.raises(Misuse, match=r"^[^\n]*$") as refused:
        chosen[0].canonical({**chosen[1], **changes})
    assert sentence in str(refused.value)


@pytest.mark.parametrize(("study", "point"), CASES, ids=lambda case: getattr(case, "name", ""))
def test_the_named_grid_is_canonical(study: Study, point: dict[str, str]) -> None:
    """Its points are as many as the product of its axes, and make sense."""
    del point
    size = 1
    for values in study.grid.values():
        size *= len(values)
    assert len(study.points(study.grid)) == size


def test_nearly_every_window_of_the_named_grid_is_the_only_one() -> None:
    """Nothing is undecided there; of 368 windows 2 have ends of which others are not ruled out."""
    study = windows.WINDOWS
    answers = [study.compute(point) for point in study.points(study.grid)]
    ends = [{what["first_only"], what["last_only"]} for what in answers if what["outcome"] == "FOUND"]
    assert {what["outcome"] for what in answers} == {"FOUND", "NONE"}
    assert (len(ends), sum("no" in end for end in ends)) == (368, 2)
