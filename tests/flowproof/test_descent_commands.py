"""`evaluate` and `measure` with --flow descent: what they print, and what they refuse in a sentence."""

import json

import pytest

from flowproof import cli

GIVEN = ("--spectrum", "3,2,1", "--alpha", "1e-2", "--flow", "descent")


def test_iterates_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The numbers of iterations stand in the place of times, as text; the step is told."""
    asked = ("--step", "1/10", "--iterations", "2,3", "--iterations", "0")
    assert cli.run(["evaluate", *GIVEN, *asked, "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["flow"], document["step"], document["method"]) == ("descent", "0.1", "exact")
    assert [each["t"] for each in document["times"]] == ["0", "2", "3"]
    assert document["times"][0]["W"][0] == ["0.000100000000000000000000000000000", "0", "0"]


def test_measures_after_iterations(capsys: pytest.CaptureFixture[str]) -> None:
    """One step of one mode, by hand: 10⁻⁴(1 + (3 − 10⁻⁴)/10)² is 0.000168997400009999…"""
    asked = ("--step", "1/10", "--iterations", "1", "--singular-values", "--error", "0", "--digits", "8")
    assert cli.run(["measure", *GIVEN, *asked, "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["flow"], document["step"]) == ("descent", "0.1")
    (sample,) = document["times"]
    assert sample["t"] == "1"
    assert sample["singular_values"][0]["value"] == sample["errors"][0]["spectral"]["value"] == "0.00016899740"
    assert cli.run(["measure", *GIVEN, *asked]) == 0
    assert "η = 0.1, after t iterations" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--step", "0", "--iterations", "3"), "the step η is 0; it must be positive"),
        (("--step", "x", "--iterations", "3"), "the step η is 'x'; write an exact number"),
        (("--step", "1/10", "--iterations", "2.5"), "the number of iterations is 2.5; give a whole number"),
        (("--step", "1/10", "--iterations", "-2"), "the number of iterations is -2"),
        (("--step", "1/10"), "give --step ETA and --iterations J"),
        (("--iterations", "3"), "give --step ETA and --iterations J"),
        (("--step", "1/10", "--iterations", "3", "--time", "1"), "descent has no times"),
        (("--step", "1/10", "--iterations", "1000000000"), "would take about"),
        (("--step", "5", "--iterations", "4000"), "grows without end"),
    ],
)
@pytest.mark.parametrize("command", ["evaluate", "measure"])
def test_what_makes_no_sense_is_told_in_a_sentence(
    command: str, asked: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--loss",) if command == "measure" else ()
    assert cli.run([command, *GIVEN, *asked, *more]) == 3
    error = capsys.readouterr().err
    assert error.startswith("flowproof: ")
    assert error.count("\n") == 1
    assert told in error


def test_what_goes_with_the_flow_alone_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A method, the time at which a mode is learned, and steps of a flow."""
    steps = ("--step", "1/10", "--iterations", "3")
    assert cli.run(["evaluate", *GIVEN, *steps, "--method", "naive"]) == 3
    assert cli.run(["measure", *GIVEN, *steps, "--reach", "1:1/2"]) == 3
    assert cli.run(["evaluate", *GIVEN[:4], "--step", "1/10", "--time", "1"]) == 3
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert "leave --method out" in told[0]
    assert "leave the others out" in told[1]
    assert "add --flow descent" in told[2]
