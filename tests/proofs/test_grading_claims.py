"""Files of claims: what is malformed is told with the claim and the field."""

from pathlib import Path

import pytest

from paper import Misuse
from proofs.grading.files import parse, read
from proofs.grading.numbers.claims import Inequality

GOOD = """
[[claim]]
name = "one"
kind = "inequality"
variables = ["x", "T", "lambda", "lambda_"]
given = ["0 < x", "T < lambda", "lambda_ == x"]
shows = "x <= T + lambda"
"""

BAD = {
    GOOD.replace('kind = "inequality"\n', ""): "claim 'one': the field 'kind' is missing; it is a text",
    GOOD.replace('name = "one"\n', ""): "claim number 1: the field 'name' is missing",
    GOOD.replace('"inequality"', '"windows"'): "there is no field 'variables'; a claim of this kind has name, kind",
    GOOD.replace('"inequality"', '"equality"'): "there is no kind 'equality'",
    GOOD.replace("variables", "variable"): "there is no field 'variable'",
    GOOD.replace('["x", "T", "lambda", "lambda_"]', '"x"'): "the field 'variables' is not a list of texts",
    GOOD.replace('"T", ', '"T", "T", '): "the variable 'T' is declared twice",
    GOOD.replace('"T", ', '"exp", "T", '): "the variable 'exp' is called as a function is",
    GOOD.replace('"T", ', '"1x", "T", '): "the variable '1x' is no name",
    GOOD.replace("T < lambda", "T < mu"): "claim 'one': given, number 2: line 1, column 5: 'mu' is none of the names",
    GOOD.replace("x <= T + lambda", "x <= "): "claim 'one': shows: line 1, column 6: the end of the text",
    GOOD.replace("x <= T + lambda", "((x**40)**40)**40 <= 1"): "multiplies more than 1000 numbers",
    GOOD.replace("x <= T + lambda", "min(" * 99 + "x" + ",x)" * 99 + " < 1"): "",
    GOOD + GOOD: "two claims are called 'one'",
    "": "there is no claim in it",
    "claim = 3": "'claim' is no list of tables",
    "[claims]": "there is no table 'claims'",
    "[[claim": "this is no TOML",
    "x = " + "[" * 5_000: "",
}


def test_names_that_the_checker_uses_are_called_otherwise() -> None:
    """`T` and `lambda` are fine names of variables; no two variables become one."""
    (claim,) = parse(GOOD)
    assert claim.called == {"x": "x", "T": "T_", "lambda": "lambda__", "lambda_": "lambda_"}
    assert claim.claim.shows == "x <= T_ + lambda__"


@pytest.mark.parametrize("text", BAD, ids=map(str, range(len(BAD))))
def test_what_is_malformed_is_refused(text: str) -> None:
    with pytest.raises(Misuse, match=r"\S") as told:
        parse(text)
    assert BAD[text] in str(told.value)


def test_files_that_can_not_be_read_are_named(tmp_path: Path) -> None:
    binary, large = tmp_path / "binary.toml", tmp_path / "large.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    large.write_text("#" * 1_000_001, encoding="ascii")
    for file, why in (
        (tmp_path, "can't be read"),
        (tmp_path / "none.toml", "can't be read"),
        (binary, "no text in UTF-8"),
        (large, "more than 1000000 bytes"),
    ):
        with pytest.raises(Misuse, match=why) as told:
            read(str(file))
        assert repr(str(file)) in str(told.value)


def test_a_division_is_by_zero_only_if_what_it_divides_by_is_nothing() -> None:
    """That is decided by expanding it, and not by points, which may be zeros; what is too large for that is read."""
    poles = "*".join(f"(x - {pole})" for pole in ("32/23", "63/33", "94/43", "0", "1", "-1", "2"))
    powers = "(x + T + lambda + lambda_)**40*(x + T + lambda + lambda_)**40"
    for divisor in (poles, powers, "x*(1/x) - 1", "log(x) - log(T)"):
        (claim,) = parse(GOOD.replace("x <= T + lambda", f"1/({divisor}) <= 1"))
        assert isinstance(claim, Inequality)
    for divisor in (f"{poles} - {poles}", "(x + T)**2 - x*x - 2*x*T - T*T", "exp(x - T) - exp(-T + x)"):
        with pytest.raises(Misuse, match="always 0"):
            parse(GOOD.replace("x <= T + lambda", f"1/({divisor}) <= 1"))
