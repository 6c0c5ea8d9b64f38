"""`evaluate` and `windows`: matrices, times and truths as text and JSON."""

import json
from decimal import Decimal
from fractions import Fraction
from math import log
from pathlib import Path

import pytest

from flowproof import cli
from flowproof.matrices import _size, aligned, evaluation_text, in_short, sample_text
from flowproof.time_windows import read, text
from numeric.evaluate import Evaluation, Sample, Undecided
from numeric.exact import parse_scale
from numeric.inputs import read_instance
from numeric.instance import Instance
from numeric.problem import Problem
from numeric.texts import plain

SAMPLE = Sample(Fraction(5, 2), (("3.00", "-7e-418"), ("-7e-418", "0")), None)
CERTAIN = Sample(Fraction(0), (("3.00", "1"), ("1", "0")), (("1e-3", "2e-3"), ("2e-3", "0")))


def instance(alpha: str = "1e-8", epsilon: str = "1/10", spectrum: str = "3,2,1") -> Instance:
    return read_instance(spectrum=spectrum, shape="identity", epsilon=epsilon, alpha=alpha)


def test_a_matrix_that_fits_stands_in_columns() -> None:
    """Columns are as wide as their widest entry."""
    assert sample_text(SAMPLE, 80) == "t = 2.5\n3.00     -7e-418\n-7e-418  0"
    assert sample_text(SAMPLE, 16) == sample_text(SAMPLE, 80)
    assert aligned([("a", "bb"), ("ccc", "d")]) == ["a    bb", "ccc  d"]


def test_a_matrix_that_does_not_fit_has_an_entry_a_line() -> None:
    """Below its width, and with radii, each entry of the upper triangle has a line."""
    assert sample_text(SAMPLE, 15) == "t = 2.5 (W is symmetric)\nW[1,1] = 3.00\nW[1,2] = -7e-418\nW[2,2] = 0"
    assert sample_text(CERTAIN, 80).splitlines()[1:] == ["W[1,1] = 3.00 ± 1e-3", "W[1,2] = 1 ± 2e-3", "W[2,2] = 0 ± 0"]


def test_what_only_seems_to_be_zero_is_said_to() -> None:
    """A line counts such entries, beside those that are 0, in the whole matrix and in short."""
    values = tuple(tuple("0" if i + j == 3 or i - j in (-1, 1) else "1" for j in range(13)) for i in range(13))
    radii = tuple(
        tuple("3e-20" if i + j == 3 else "0" if x == "0" else "1e-9" for j, x in enumerate(row))
        for i, row in enumerate(values)
    )
    sample = Sample(Fraction(0), values, radii)
    assert sample.around_zero == ((0, 3), (1, 2))
    assert sample_text(sample, 80).splitlines()[-1] == "0 within their radius, and not shown to be 0: 2"
    assert in_short(sample).splitlines()[-2:] == [
        "exactly 0: 11 of 91 entries",
        "0 within their radius, and not shown to be 0: 2",
    ]
    assert (CERTAIN.around_zero, SAMPLE.around_zero) == ((), ())


def test_an_evaluation_says_what_was_evaluated() -> None:
    """That all is certified, radii or none, as every digit comes from balls; α, the rate, the digits and the method."""
    unit = ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))
    problem = Problem(unit, unit, None, parse_scale("1e-1000", "α"), Fraction(2))
    shown = evaluation_text(Evaluation(problem, 3, "graded", False, (SAMPLE, CERTAIN), 0.25), 80)
    assert shown.startswith(
        "W(t), 2×2, α = 1e-1000, c = 2: 3 digits by the method graded, certified, in 0.250 s\n\nt = 2.5\n"
    )
    assert "\n\nt = 0 (W is symmetric)\n" in shown


def test_windows_are_those_of_the_definition() -> None:
    """Ends are log(c₁/α²)/(2σ_k) and log(c₂/α²)/(2σ_{k+1}), with c₁ = 9/ε and c₂ = ε for the identity as shape."""
    document = read(3, instance()).document()
    c1, c2, square = log(90), log(0.1), log(1e16)
    expected = [
        (0, 0, (c2 + square) / 6),
        (1, (c1 + square) / 6, (c2 + square) / 4),
        (2, (c1 + square) / 4, (c2 + square) / 2),
    ]
    for window, (k, left, right) in zip(document["windows"], expected, strict=False):
        assert window["k"] == k
        assert float(window["left"]) == pytest.approx(left, rel=1e-12)
        assert float(window["right"]) == pytest.approx(right, rel=1e-12)
        assert window["empty"] is False
    assert (document["windows"][3]["right"], document["windows"][3]["empty"]) == ("inf", False)
    assert Decimal(document["c1"]) == 90
    assert (document["alpha"], document["epsilon"], document["rate"]) == ("1e-8", "0.1", "1")
    assert [h["holds"] for h in document["hypotheses"]] == [True] * 6
    assert len(document["windows"][1]["left"]) == 31


def test_the_largest_alpha_divides_what_holds_from_what_fails() -> None:
    """At the largest α that is named every hypothesis holds; at one greater by a part in a million, one fails."""
    largest = read(3, instance()).largest_alpha
    assert largest is not None
    assert read(3, instance(alpha=str(largest))).status == 0
    above = largest.times(1 + Fraction(1, 10**6))
    assert read(3, instance(alpha=str(above))).status == 1


def test_a_hypothesis_that_fails_is_told() -> None:
    """At α = 1e-2 the window T_1 is empty, the hypothesis fails, and the status is 1."""
    found = read(3, instance(alpha="1e-2"))
    assert found.status == 1
    assert [row.empty for row in found.rows] == [False, True, False, False]
    shown = text(found)
    assert "fails  log(1/α²) ≥ (σ_2 log c_1 - σ_1 log c_2)/(σ_1 - σ_2)  left 9.21" in shown
    assert "(empty)\n" in shown
    assert shown.splitlines()[0] == "Theorem 3, n = 3, r = 3, α = 0.01, ε = 0.1, c = 1"
    assert shown.splitlines()[-1].endswith("∞")


def test_the_last_window_has_no_end() -> None:
    """T_r is open to the right whether or not zeros follow the r singular values."""
    for spectrum in ("3,2,1", "3,2,1,0"):
        rows = read(3, instance(spectrum=spectrum)).rows
        assert [row.right is None for row in rows] == [False, False, False, True]
        assert rows[3].empty is False


def test_no_alpha_is_named_where_none_will_do() -> None:
    """Theorem 4 needs ε ≤ 2σ₁ whatever α is."""
    found = read(4, instance(epsilon="100"))
    assert found.largest_alpha is None
    assert found.document()["largest_alpha"] is None
    assert "largest α  none found" in text(found)
    assert found.status == 1


def test_theorem_4_names_the_norms_of_the_shape() -> None:
    """m and μ take the place of s_min and s_max."""
    shaped = read_instance(spectrum="3,2", shape="diagonal:4,1/2", epsilon="1", alpha="1e-20")
    document = read(4, shaped).document()
    assert float(document["m"]) == pytest.approx(2)
    assert float(document["mu"]) == pytest.approx(4)
    assert float(document["c1"]) == pytest.approx(4 * 2 * 9)
    assert float(document["c2"]) == pytest.approx(1 / (4 * 2 * 16))
    assert {"s_min", "s_max"} & set(document) == set()


def test_the_sharper_theorem_is_chosen_by_4s(capsys: pytest.CaptureFixture[str]) -> None:
    """Its constants need neither the 4 of Theorem 4 nor its limit on ε; JSON says which theorem it is."""
    arguments = ("--spectrum", "3,2", "--shape", "diagonal:4,1/2", "--epsilon", "100", "--alpha", "1e-20")
    assert cli.run(["windows", "--theorem", "4s", *arguments, "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (float(document["c1"]), float(document["c2"])) == (pytest.approx(2 * 9 / 100), pytest.approx(100 / 4))
    assert document["theorem"] == "4, sharper"
    assert [h["name"] for h in document["hypotheses"]] == ["right-ends-not-negative", "window-1-not-empty"]


def test_the_sharpest_theorem_is_chosen_by_4opt(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON says which theorem it is; an ε that is no less than σ₁ is misuse."""
    arguments = ("windows", "--theorem", "4opt", "--spectrum", "3,2", "--shape", "diagonal:4,1/2", "--alpha", "1e-20")
    assert cli.run([*arguments, "--epsilon", "1", "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (float(document["c1"]), float(document["c2"])) == (pytest.approx(2 * 3 * 2), pytest.approx(3 / (4 * 2)))
    assert document["theorem"] == "4, sharpest"
    assert [h["name"] for h in document["hypotheses"]] == ["start-below-tolerance", "window-1-not-empty"]
    assert cli.run([*arguments, "--epsilon", "3"]) == 3
    assert "needs ε < σ₁" in capsys.readouterr().err


def test_windows_by_own_targets_are_chosen_by_4k(capsys: pytest.CaptureFixture[str]) -> None:
    """A constant for each k; where the last window would begin too early a hypothesis fails."""
    arguments = ("windows", "--theorem", "4k", "--spectrum", "3,2", "--shape", "diagonal:4,1/2", "--epsilon", "1")
    assert cli.run([*arguments, "--alpha", "1e-20", "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [float(document[name]) for name in ("c1_1", "c1_2", "c2")] == [pytest.approx(x) for x in (18, 8, 1 / 4)]
    assert document["theorem"] == "4, own target"
    names = [h["name"] for h in document["hypotheses"]]
    assert names == ["right-ends-not-negative", "left-ends-are-late", "window-1-not-empty"]
    assert cli.run([*arguments, "--alpha", "2"]) == 1
    assert "fails  log(mσ_2²/(εα²)) ≥ 2" in capsys.readouterr().out


def test_theorem_4_prime_takes_a_factor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From one column of two rows, T_1 is the last window; a constant for each k; and what is never learned is said."""
    file = tmp_path / "factor.json"
    file.write_text('[["1"], ["1"]]', encoding="utf-8")
    arguments = ("windows", "--spectrum", "2,1", "--epsilon", "1/2", "--alpha", "1e-20")
    assert cli.run([*arguments, "--theorem", "4p", "--factor", str(file), "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    # m_1 = (1 + κ)/1 with κ = (1 + ε/σ_2)/μ = 3/4, and c₁ = 4m_1/ε
    assert (Decimal(document["m_1"]), Decimal(document["c1_1"])) == (Decimal("1.75"), Decimal("14"))
    assert (Decimal(document["mu"]), Decimal(document["c2"])) == (Decimal("2"), Decimal("0.25"))
    assert [window["k"] for window in document["windows"]] == [0, 1]
    assert cli.run([*arguments, "--theorem", "4p", "--factor", str(file)]) == 0
    assert "the first 2 rows of ΦᵀŪ are dependent: W(t) never comes closer to Y_2 than σ_2" in capsys.readouterr().out
    assert cli.run([*arguments, "--theorem", "4", "--factor", str(file)]) == 3
    assert "has rank 1 and n is 2" in capsys.readouterr().err
    assert cli.run([*arguments, "--theorem", "4p", "--factor", str(file), "--shape", "identity"]) == 3
    assert "give either the shape or the factor, and not both" in capsys.readouterr().err


def test_formulas_are_shown_plainly() -> None:
    """No LaTeX is left on the terminal."""
    assert plain(r"\alpha^2 s_{\max} \le \varepsilon") == "α² s_max ≤ ε"


def test_an_entry_of_any_size_has_its_digits(capsys: pytest.CaptureFixture[str]) -> None:
    """From α = 1e-1000 a mode grows by e^{2σt}, to forty digits; JSON stands alone on the output."""
    arguments = ("--spectrum", "1", "--shape", "identity", "--alpha", "1e-1000", "--time", "0", "--time", "1")
    assert cli.run(["evaluate", *arguments, "--digits", "40", "--certified", "--json", "-"]) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert err == ""
    assert [each["t"] for each in document["times"]] == ["0", "1"]
    assert Decimal(document["times"][0]["W"][0][0]) == Decimal("1e-2000")
    grown = Decimal(document["times"][1]["W"][0][0])
    assert abs(grown / Decimal("1e-2000") - Decimal(2).exp()) < Decimal("1e-26")  # the context has 28 digits
    assert len(document["times"][1]["W"][0][0].split("e")[0]) == 41
    assert Decimal(document["times"][1]["radius"][0][0]) < Decimal("1e-2038")


def test_alpha_is_told_as_people_write_it(capsys: pytest.CaptureFixture[str]) -> None:
    """And so are times and ε: none of them as a row of zeros."""
    start = ["--spectrum", "2,1", "--shape", "identity", "--alpha", "1e-20"]
    for command in (
        ["evaluate", "--time", "1e-9"],
        ["measure", "--time", "1e-9", "--loss"],
        ["windows", "--theorem", "3", "--epsilon", "1e-9"],
    ):
        assert cli.run([command[0], *start, *command[1:]]) == 0
        shown = capsys.readouterr().out
        assert "α = 1e-20" in shown
        assert "= 1e-9" in shown
        assert cli.run([command[0], *start, *command[1:], "--json", "-"]) == 0
        assert json.loads(capsys.readouterr().out)["alpha"] == "1e-20"


@pytest.mark.parametrize(("n", "short"), [(12, False), (13, True), (60, True)])
def test_a_large_matrix_is_told_in_short(
    n: int, short: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unless it is asked for; the largest and the least entry are among all, which the JSON has in any case."""
    spectrum = ",".join(str(n - i) for i in range(n))
    file = tmp_path / "W.json"
    start = ["--spectrum", spectrum, "--shape", "random:3", "--alpha", "1e-900", "--time", "40", "--digits", "5"]
    assert cli.run(["evaluate", *start, "--certified", "--json", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (found,) = json.loads(file.read_text(encoding="utf-8"))["times"]
    everything = [
        f"W[{i + 1},{j + 1}] = {found['W'][i][j]} ± {found['radius'][i][j]}" for i in range(n) for j in range(i, n)
    ]
    assert ([line for line in lines if line.startswith("W[")] == everything) is not short
    if short:
        assert len(lines) < 22
        assert [line for line in lines if line.startswith("W[")] == [
            line for line in everything if line[2:].split(",")[0] == line.split(",")[1].split("]")[0]
        ][:12]
        sizes = {line: abs(Decimal(line.split()[2])) for line in everything}
        assert f"largest: {max(sizes, key=lambda line: sizes[line])}" in lines
        assert f"least but 0: {min(sizes, key=lambda line: sizes[line])}" in lines
        assert f"exactly 0: 0 of {n * (n + 1) // 2} entries" in lines
        assert cli.run(["evaluate", *start, "--certified", "--whole"]) == 0
        assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("W[")] == everything


def test_decimals_are_ordered_by_their_size() -> None:
    """Whatever their exponents, which may be too large for any type of number."""
    ordered = ["-1.00e-99999999999999999999999", "9.99e-8", "-0.00100", "0.0101", "0.999", "-1.00", "12.3", "1.23e9"]
    assert sorted(ordered, key=_size) == ordered
    assert _size("0.00100") == _size("-0.00100")


def test_values_can_go_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file holds the JSON, and the table is still printed; several times show progress on standard error."""
    file = tmp_path / "w.json"
    arguments = (
        "--spectrum",
        "2,1",
        "--shape",
        "identity",
        "--alpha",
        "1/2",
        "--time",
        "1",
        "--time",
        "2",
        "--rate",
        "2",
    )
    assert cli.run(["evaluate", *arguments, "--digits", "5", "--json", str(file)]) == 0
    document = json.loads(file.read_text(encoding="utf-8"))
    assert (document["digits"], document["alpha"], document["rate"], document["certified"]) == (5, "0.5", "2", False)
    assert "radius" not in document["times"][0]
    out, err = capsys.readouterr()
    assert "t = 1\n" in out
    assert document["times"][1]["W"][0][0] in out
    assert err.splitlines() == ["1 of 2: t = 1", "2 of 2: t = 2"]


def test_what_cannot_be_settled_is_undecided(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Status 2, one sentence, and no file."""

    def doubtful(*_: object, **__: object) -> None:
        raise Undecided("entry (1, 1) of W is in doubt")

    monkeypatch.setattr("flowproof.library.flow.evaluate", doubtful)
    arguments = ("--spectrum", "1", "--shape", "identity", "--alpha", "1/2", "--time", "1")
    assert cli.run(["evaluate", *arguments, "--json", str(tmp_path / "w.json")]) == 2
    assert capsys.readouterr().err == "flowproof: undecided: entry (1, 1) of W is in doubt\n"
    assert list(tmp_path.iterdir()) == []


def test_windows_end_as_the_hypotheses_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0 where all hold, 1 where one fails; JSON to a file, or alone on the output."""
    shared = ("windows", "--theorem", "3", "--spectrum", "3,2,1", "--shape", "identity", "--epsilon", "1/10")
    assert cli.run([*shared, "--alpha", "1e-8", "--json", str(tmp_path / "w.json")]) == 0
    assert capsys.readouterr().out.startswith("Theorem 3, n = 3")
    assert cli.run([*shared, "--alpha", "1e-2", "--json", "-"]) == 1
    alone = json.loads(capsys.readouterr().out)
    kept = json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))
    assert alone.keys() == kept.keys()
    assert (alone["windows"][1]["empty"], kept["windows"][1]["empty"]) == (True, False)


@pytest.mark.parametrize("method", ["auto", "graded", "naive"])
def test_no_method_prints_a_wrong_digit_of_an_ill_conditioned_shape(
    method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rounded to fewer than 200 digits 1 + 10⁻²⁰⁰ is 1, and W_22 seems to be 10⁻⁵⁰: it is 0.8567."""
    far, near = f"1.{'0' * 199}1", f"1.{'0' * 49}1"
    shape = tmp_path / "shape.json"
    shape.write_text(json.dumps([[far, "1", "1"], ["1", near, "1"], ["1", "1", far]]))
    arguments = ["--spectrum", "3,2,1", "--alpha", "1", "--time", "0.1", "--shape", str(shape), "--digits", "4"]
    assert cli.run(["evaluate", *arguments, "--method", method]) == 0
    rows = capsys.readouterr().out.splitlines()[-3:]
    assert [row.split()[i] for i, row in enumerate(rows)] == ["1.046", "0.8567", "0.7014"]


@pytest.mark.parametrize("method", ["auto", "graded", "naive", "woodbury"])
def test_a_column_of_entries_far_apart_is_evaluated(
    method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From (10¹⁰⁰, 1) W has rank 1, and W_22 is 10⁻²⁰⁰, about."""
    factor = tmp_path / "factor.json"
    factor.write_text(json.dumps([["1e100"], ["1"]]))
    arguments = ["--spectrum", "2,1", "--alpha", "1", "--time", "1", "--factor", str(factor), "--digits", "4"]
    assert cli.run(["evaluate", *arguments, "--method", method]) == 0
    rows = capsys.readouterr().out.splitlines()[-2:]
    assert [row.split()[i] for i, row in enumerate(rows)] == ["2.037", "2.757e-201"]
