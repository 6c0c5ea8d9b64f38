"""`flowproof windows` tells how long windows last, and what lies between them: the latter does not depend on α."""

import json
from decimal import Decimal
from typing import Any

import mpmath
import pytest

from flowproof import cli

FLOW = ("--spectrum", "3,2,1", "--shape", "random:1", "--epsilon", "1e-2")


def windows(capsys: pytest.CaptureFixture[str], theorem: str, alpha: str) -> dict[str, Any]:
    cli.run(["windows", "--theorem", theorem, *FLOW, "--alpha", alpha, "--json", "-"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_durations_are_differences_of_ends(capsys: pytest.CaptureFixture[str]) -> None:
    found = windows(capsys, "4s", "1e-8")
    ends, durations = found["windows"], found["durations"]
    assert [row["k"] for row in durations] == [0, 1, 2, 3]
    assert (durations[0]["transition"], durations[-1]["lasts"]) == (None, "inf")
    for k in (1, 2, 3):
        apart = Decimal(ends[k]["left"]) - Decimal(ends[k - 1]["right"])
        assert abs(Decimal(durations[k]["transition"]) - apart) < Decimal("1e-25")
    for k in (0, 1, 2):
        assert abs(Decimal(durations[k]["lasts"]) - Decimal(ends[k]["right"]) + Decimal(ends[k]["left"])) < Decimal(
            "1e-25"
        )


@pytest.mark.parametrize(("theorem", "same"), [("4", True), ("4s", True), ("4k", True), ("4opt", False)])
def test_transitions_do_not_depend_on_the_scale(theorem: str, same: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """But with the best constants, which do, a little."""
    first, second = (windows(capsys, theorem, alpha)["durations"] for alpha in ("1e-9", "1e-12"))
    for k in (1, 2, 3):
        assert (first[k]["transition"] == second[k]["transition"]) is same
        assert float(first[k]["transition"]) == pytest.approx(float(second[k]["transition"]))


def test_plateaus_grow_like_the_logarithm(capsys: pytest.CaptureFixture[str]) -> None:
    """By log(α/β)(1/σ_{k+1} − 1/σ_k)."""
    first, second = (windows(capsys, "4s", alpha)["durations"] for alpha in ("1e-8", "1e-11"))
    with mpmath.workdps(40):
        for k, slope in ((1, mpmath.mpf(1) / 6), (2, mpmath.mpf(1) / 2)):
            grown = mpmath.mpf(second[k]["lasts"]) - mpmath.mpf(first[k]["lasts"])
            assert abs(grown - slope * 3 * mpmath.log(10)) < mpmath.mpf("1e-25")


def test_what_is_empty_does_not_last(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["windows", "--theorem", "4opt", *FLOW[:-1], "1", "--alpha", "0.1"]
    assert cli.run(arguments) == 1
    told = capsys.readouterr().out.split("\n\n")[-1]
    assert told.startswith("durations\nk  begins after T_{k−1} by")
    assert told.count("(empty)") == 2
