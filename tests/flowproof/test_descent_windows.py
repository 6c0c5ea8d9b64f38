"""`windows` with --flow descent: what it prints, and what it refuses in a sentence."""

import json

import pytest

from flowproof import cli

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
    assert [window["k"] for window in document["windows"]] == [0, 1, 2, 3]
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


def test_ends_from_any_start_are_those_of_the_constants(capsys: pytest.CaptureFixture[str]) -> None:
    """c₁ = 4σ₁σ_k/(νε), and c₂ = ε/(2μ) but ε/μ for k = 0, with ν = 2 and μ = 3, worked out here in integers."""
    given = ("--spectrum", "3,1", "--shape", "diagonal:2,3", "--alpha", "1e-10", "--epsilon", "1/100")
    asked = ("--theorem", "4p", "--flow", "descent", "--step", "1/20", "--json", "-")
    assert cli.run(["windows", *given, *asked]) == 0
    found = json.loads(capsys.readouterr().out)["windows"]
    steps = range(2000)

    def grown(mode: int, j: int) -> tuple[int, int]:
        """((1 + ησ)²)^j α² as a quotient of integers."""
        return (20 + mode) ** (2 * j), 10**20 * 20 ** (2 * j)

    begins = {1: (3, 1800), 2: (1, 600)}  # with the mode, and c₁
    ends = {0: (3, 300), 1: (1, 600)}  # with the mode, and 1/c₂
    for k, (mode, c1) in begins.items():
        assert found[k]["left"] == str(next(j for j in steps if grown(mode, j)[0] >= c1 * grown(mode, j)[1]))
    for k, (mode, over) in ends.items():
        assert found[k]["right"] == str(max(j for j in steps if over * grown(mode, j)[0] <= grown(mode, j)[1]))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--theorem", "3", "--step", "1/2"), "asks that ηcσ_1 is at most 0.5; give a step of at most about 0.1666"),
        (("--theorem", "4p", "--step", "1/6"), "asks that ηcσ_1 is at most 0.25"),
        (("--theorem", "4", "--step", "1/6"), "says nothing of descent"),
        (("--theorem", "3", "--step", "0"), "the step is 0; give a positive one"),
        (("--theorem", "3"), "gradient descent needs a step"),
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
