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


WINDOWS = ("--spectrum", "3,2,1", "--alpha", "1e-10", "--epsilon", "1/10", "--flow", "descent", "--json", "-")


@pytest.mark.parametrize(
    ("theorem", "shape", "eta"),
    [("3", "diagonal:1,2,1", "1/6"), ("4p", "random:3", "1/20")],
)
def test_windows_hold_what_they_promise(theorem: str, shape: str, eta: str, capsys: pytest.CaptureFixture[str]) -> None:
    """At the ends of each window, counted in iterations, W is within ε of Y_k."""
    start = ("--shape", shape, "--step", eta)
    assert cli.run(["windows", "--theorem", theorem, *WINDOWS, *start]) == 0
    document = json.loads(capsys.readouterr().out)
    assert all(hypothesis["holds"] for hypothesis in document["hypotheses"])
    assert [window["k"] for window in document["windows"]] == ([0, 1, 2, 3] if theorem == "3" else [1, 2])
    for window in document["windows"]:
        ends = sorted({int(end) for end in (window["left"], window["right"]) if end != "inf"})
        asked = ("--iterations", ",".join(map(str, ends)), "--error", str(window["k"]), "--digits", "6", "--json", "-")
        assert cli.run(["measure", *WINDOWS[:4], *WINDOWS[6:8], *start, *asked]) == 0
        for sample in json.loads(capsys.readouterr().out)["times"]:
            assert float(sample["errors"][0]["spectral"]["value"]) <= 0.1


def test_the_last_step_before_a_window_is_not_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    """One mode from 10⁻²⁰ with c₁ = 10, b = 1 + 1/4: the least j with b^{2j} ≥ 10²¹, worked out here in integers."""
    given = ("--spectrum", "1", "--alpha", "1e-10", "--epsilon", "1/10", "--flow", "descent", "--step", "1/4")
    assert cli.run(["windows", "--theorem", "3", *given, "--json", "-"]) == 0
    found = json.loads(capsys.readouterr().out)["windows"]
    least = next(j for j in range(1000) if 5 ** (2 * j) >= 10**21 * 4 ** (2 * j))
    assert (found[1]["left"], found[1]["right"]) == (str(least), "inf")
    most = max(j for j in range(1000) if 5 ** (2 * j) <= 10**19 * 4 ** (2 * j))
    assert (found[0]["left"], found[0]["right"]) == ("0", str(most))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--theorem", "3", "--step", "1/2"), "asks that ηcσ_1 is at most 0.5; give a step of at most about 0.1666"),
        (("--theorem", "4p", "--step", "1/6"), "asks that ηcσ_1 is at most 0.25"),
        (("--theorem", "4", "--step", "1/6"), "says nothing of descent"),
        (("--theorem", "3", "--step", "0"), "the step η is 0; it must be positive"),
        (("--theorem", "3"), "--flow descent and --step ETA go together"),
        (("--theorem", "3", "--step", "1/6", "--shape", "random:1"), "not diagonal in a basis of Y"),
    ],
)
def test_windows_that_make_no_sense(asked: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["windows", *WINDOWS[:8], *asked]) == 3
    assert told in capsys.readouterr().err


def test_windows_of_a_start_that_is_too_large(capsys: pytest.CaptureFixture[str]) -> None:
    """Ends 1, and says which hypothesis fails."""
    given = ("--spectrum", "3,2,1", "--alpha", "1/2", "--epsilon", "1/10", "--flow", "descent", "--step", "1/12")
    assert cli.run(["windows", "--theorem", "3", *given]) == 1
    assert "fails  α²s_max ≤ ε" in capsys.readouterr().out
    assert cli.run(["windows", "--theorem", "4p", *given]) == 1
    assert "fails  the first step of T_1 is at most" in capsys.readouterr().out
