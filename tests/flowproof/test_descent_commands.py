"""`evaluate` and `measure` of gradient descent, and `flowproof.Flow`: what they print and write, and refuse."""

import json
from fractions import Fraction
from typing import Any

import pytest

import flowproof
from flowproof import cli
from numeric import matrices
from numeric.inputs import read_shape

Y = ["--spectrum", "3,2,1", "--shape", "random:7", "--alpha", "1e-2"]
DESCENT = ["--flow", "descent", "--step", "1/10"]


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert cli.run([*arguments, "--json", "-"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    found: dict[str, Any] = json.loads(shown.out)
    return found


def test_the_document_of_evaluate_says_descent_and_its_step(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "evaluate", *Y, *DESCENT, "--iterations", "1", "--digits", "5", "--certified")
    (entry,) = found["times"]
    assert (found["flow"], found["step"], found["rate"], entry["t"]) == ("descent", "0.1", "1", "1")
    assert set(found) == {
        *("digits", "alpha", "rate", "flow", "step", "method", "certified", "times", "seconds"),
    }
    start = matrices.times(Fraction(1, 10**4), read_shape("random:7", 3))
    apart = matrices.plus(matrices.diagonal([Fraction(x) for x in (3, 2, 1)]), matrices.times(-1, start))
    A = matrices.plus(matrices.identity(3), matrices.times(Fraction(1, 10), apart))
    exact = matrices.product(A, start, A)
    for i in range(3):
        for j in range(3):
            value, radius = Fraction(entry["W"][i][j]), Fraction(entry["radius"][i][j])
            assert abs(value - exact[i][j]) <= radius <= abs(value) / 10**4


def test_the_document_of_the_flow_is_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "evaluate", *Y, "--time", "1", "--digits", "5")
    assert set(found) == {"digits", "alpha", "rate", "method", "certified", "times", "seconds"}
    found = document(capsys, "measure", *Y, "--time", "1", "--digits", "5", "--loss")
    assert set(found) == {"digits", "alpha", "rate", "loss_convention", "times", "seconds"}


def test_lists_and_grids_of_iterations(capsys: pytest.CaptureFixture[str]) -> None:
    """In the order given; with numbers about W, and a number of iterations is never shortened to a power of ten."""
    found = document(
        capsys,
        *("measure", "--spectrum", "1", "--alpha", "1/2", *DESCENT, "--loss", "--digits", "6"),
        *("--iterations", "20,0", "--iterations", "0:6:3", "--iterations", "3000"),
    )
    assert [entry["t"] for entry in found["times"]] == ["20", "0", "0", "3", "6", "3000"]
    assert (found["flow"], found["step"]) == ("descent", "0.1")
    assert found["times"][1]["loss"]["value"] == "0.140625"  # (1 − 1/4)²/4


def test_what_is_printed_names_the_iteration_and_the_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["evaluate", "--spectrum", "1", "--alpha", "1", *DESCENT, "--iterations", "7", "--digits", "3"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("descent's W, 1×1, α = 1, η = 0.1: 3 digits")
    assert shown.endswith("iteration 7\n1.00\n")
    assert cli.run(["measure", "--spectrum", "1", "--alpha", "1/2", *DESCENT, "--iterations", "0", "--loss"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("n = 1, α = 0.5, gradient descent, η = 0.1: 30 digits")
    assert "iteration 0\n" in shown


REFUSED = [
    ([*DESCENT, "--iterations", "-3"], "the number of iterations is -3; give a whole number"),
    ([*DESCENT, "--iterations", "2.5"], "the number of iterations is 2.5; give a whole number"),
    ([*DESCENT, "--iterations", "many"], "the number of iterations is 'many'; write an exact number"),
    ([*DESCENT, "--iterations", "5:1:1"], "the iterations are '5:1:1'; write start:end:step, increasing"),
    ([*DESCENT, "--iterations", "0:9:0"], "the iterations are '0:9:0'; write start:end:step, increasing"),
    ([*DESCENT, "--iterations", "0:9"], "the iterations are '0:9'; write start:end:step"),
    ([*DESCENT, "--iterations", "0:1e9:1"], "more than 100000, the most allowed"),
    ([*DESCENT, "--iterations", "1e12"], "1e12 iterations for n = 3 would take"),
    ([*DESCENT], "there is no iteration"),
    ([*DESCENT, "--time", "3"], "--time is '3', and gradient descent has no times; give --iterations"),
    ([*DESCENT, "--time", "3", "--iterations", "2"], "both --time 3 and --iterations 2 are given"),
    ([*DESCENT, "--iterations", "2", "--rate", "2"], "the rate is 2 and the flow is descent"),
    ([*DESCENT, "--iterations", "2", "--method", "graded"], "the method is 'graded', and gradient descent has but one"),
    (["--flow", "descent", "--step", "0", "--iterations", "2"], "the step is 0; give a positive one"),
    (["--flow", "descent", "--step", "-1/2", "--iterations", "2"], "the step is -0.5; give a positive one"),
    (["--flow", "descent", "--step", "tiny", "--iterations", "2"], "the step is 'tiny'; write an exact number"),
    (["--flow", "descent", "--step", "2", "--iterations", "99"], "gradient descent diverges: at iteration"),
    (["--flow", "descent", "--iterations", "2"], "gradient descent needs a step"),
    (["--flow", "sgd", "--step", "1", "--iterations", "2"], "--flow is 'sgd'; it is gradient, or descent"),
    (["--step", "1/10", "--time", "2"], "the step is 1/10, and the gradient flow has none"),
    (["--iterations", "2"], "--iterations is '2', and the gradient flow has none; give --flow descent"),
    ([], "there is no time to evaluate at"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=[" ".join(arguments) for arguments, _ in REFUSED])
def test_what_makes_no_sense_is_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["evaluate", *Y, *arguments]) == 3
    shown = capsys.readouterr()
    assert words in shown.err
    assert (shown.out, shown.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    "arguments", [["--reach", "1:1/2"], ["--windows", "4:1/10"], ["--true-windows", "1/10"], ["--reach-mode", "1:1/2"]]
)
def test_what_has_times_is_not_told_of_descent(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["measure", *Y, *DESCENT, *arguments]) == 3
    assert "told of the gradient flow alone" in capsys.readouterr().err


def test_flow_in_python_takes_iterations() -> None:
    flow = flowproof.Flow(spectrum=[3, 2, 1], shape="random:7", alpha="1e-2", flow="descent", step="1/10")
    assert repr(flow) == "<Flow: n = 3, α = 0.01, gradient descent, η = 0.1>"
    assert flow.descent is not None
    assert flow.descent.step == Fraction(1, 10)
    states = flow.trajectory("0,10,20", digits=8)
    assert states.times == (0, 10, 20)
    assert states[1] == flow.at(10, digits=8)
    assert dict(states.document)["flow"] == dict(flow.at(10).document)["flow"] == "descent"
    values = flow.singular_values([10, 200], digits=8).values
    assert [str(x.decimal) for x in values[1]] == ["3.0000000", "2.0000000", "1.0000000"]
    assert flow.error(0, 200, digits=8).values[0][0].decimal == "3.0000000"
    assert flow.loss([0], digits=3).values[0][0].decimal == "3.50"
    for refused in (
        lambda: flow.at("1/2"),
        lambda: flow.trajectory([-1]),
        lambda: flow.windows(4, "1/10"),
        lambda: flow.true_windows("1/10"),
        lambda: flow.reach(1, "1/2"),
        lambda: flow.plot(),
        lambda: flow.at(1, method="naive"),
        lambda: flowproof.Flow(spectrum=[1], alpha=1, step="1/10"),
        lambda: flowproof.Flow(spectrum=[1], alpha=1, flow="descent"),
        lambda: flowproof.Flow(spectrum=[1], alpha=1, flow="sgd", step=1),
    ):
        with pytest.raises(flowproof.Misuse):
            refused()
