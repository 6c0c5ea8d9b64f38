import json
from fractions import Fraction
from pathlib import Path

import pytest

from numeric import inputs, matrices
from numeric.instance import random_shape
from paper import Misuse


def written(folder: Path, content: str) -> str:
    file = folder / "matrix.json"
    file.write_text(content, encoding="utf-8")
    return str(file)


def test_shapes_are_read_from_their_notations() -> None:
    """identity, diagonal:… and random:SEED."""
    assert inputs.read_shape("identity", 3) == matrices.identity(3)
    assert inputs.read_shape("diagonal:1,1/3,2e-1", 3) == matrices.diagonal(
        [Fraction(1), Fraction(1, 3), Fraction(1, 5)]
    )
    assert inputs.read_shape("random:7", 4) == random_shape(4, 7)


@pytest.mark.parametrize(
    "text", ["3,2,1/2", "3 2 1/2", "[3,2,1/2]", "[ 3, 2 , 50% ]", "(3 2 50 %)", " 3\t2  0.5 ", "30*10^-1,2,1/2"]
)
def test_a_list_is_read_however_it_is_parted(text: str) -> None:
    """Commas or blanks, with brackets or none; and a diagonal shape likewise."""
    assert inputs.read_spectrum(text) == (3, 2, Fraction(1, 2))
    assert inputs.read_shape(f"diagonal:{text}", 3) == matrices.diagonal([Fraction(3), Fraction(2), Fraction(1, 2)])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3,,1", "where a number is missing; write a list such as 3,2,1,0"),
        ("[3,2,1,]", "where a number is missing"),
        ("", "where a number is missing"),
        ("[]", "where a number is missing"),
        ("[3,2", "the spectrum is '\\[3'; write an exact number"),
        ("3;2;1", "the spectrum is '3;2;1'; write an exact number"),
        ("3,,2" * 500, "where a number is missing"),
    ],
)
def test_a_list_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(Misuse, match=message) as refusal:
        inputs.read_spectrum(text)
    assert len(str(refusal.value)) < 200


def test_matrices_are_read_exactly(tmp_path: Path) -> None:
    """Strings, integers of any length and decimals of JSON alike: 0.1 is a tenth, not a double."""
    long = 10**5000 + 1
    text = f'[["1/3", 0.1], [1e-400, {"1" + "0" * 3000}]]'
    rows = inputs.read_matrix(written(tmp_path, text), "the shape")
    assert rows == ((Fraction(1, 3), Fraction(1, 10)), (Fraction(1, 10**400), Fraction(10**3000)))
    assert long > 0


def test_a_problem_is_read_from_its_options(tmp_path: Path) -> None:
    """Spectrum or target file, shape or factor file, α and rate."""
    file = written(tmp_path, json.dumps([["2", "1"], ["1", "2"]]))
    p = inputs.read_problem(spectrum=None, target=file, shape=file, factor=None, alpha="1e-1000", rate="2")
    assert p.target == p.shape == matrices.rows_of([[2, 1], [1, 2]])
    assert (str(p.alpha), p.rate) == ("1e-1000", 2)
    p = inputs.read_problem(spectrum="3, 0", target=None, shape=None, factor=file, alpha="10^-3")
    assert (p.diagonal, p.rate) == ((3, 0), 1)
    assert p.start == matrices.rows_of([[5, 4], [4, 5]])


def test_an_instance_is_read_from_its_options() -> None:
    """What `windows` takes."""
    instance = inputs.read_instance(spectrum="2,1", shape="identity", epsilon="1/10", alpha="1e-7")
    assert (instance.spectrum, instance.epsilon, instance.rate) == ((2, 1), Fraction(1, 10), 1)
    with pytest.raises(Misuse, match="ε is 0"):
        inputs.read_instance(spectrum="2,1", shape="identity", epsilon="0", alpha="1e-7")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not JSON"),
        ("[[1, 2", "not JSON"),
        ("nonsense", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("{}", "does not hold a matrix"),
        ("[]", "does not hold a matrix"),
        ("[[]]", "does not hold a matrix"),
        ("[1, 2]", "does not hold a matrix"),
        ('"1"', "does not hold a matrix"),
        ("[[1, 2], [3]]", "ragged"),
        ("[[1, true], [3, 4]]", r"entry \(1, 2\)"),
        ("[[1, null], [3, 4]]", r"entry \(1, 2\)"),
        ("[[1, [2]], [3, 4]]", r"entry \(1, 2\)"),
        ("[[1, NaN], [3, 4]]", r"entry \(1, 2\)"),
        ("[[1, 2], [Infinity, 4]]", r"entry \(2, 1\)"),
        ('[[1, "two"], [3, 4]]', r"entry \(1, 2\)"),
        ('[[1, "1/0"], [3, 4]]', "division by zero"),
        ('[[1, "__import__(1)"], [3, 4]]', r"entry \(1, 2\)"),
        (json.dumps([[0] * 301] * 2), "300 are the most"),
        (json.dumps([[0]] * 301), "300 are the most"),
    ],
)
def test_files_that_hold_no_matrix_are_refused(tmp_path: Path, content: str, message: str) -> None:
    """One sentence each, with the place of the fault."""
    with pytest.raises(Misuse, match=message) as refusal:
        inputs.read_matrix(written(tmp_path, content), "the shape")
    assert "\n" not in str(refusal.value)


def test_files_that_cannot_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, a missing file, bytes that are no text, a file too large."""
    with pytest.raises(Misuse, match="no file"):
        inputs.read_matrix(str(tmp_path), "the factor")
    with pytest.raises(Misuse, match="no such file; write identity"):
        inputs.read_shape(str(tmp_path / "idenity"), 2)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00[[1]]")
    with pytest.raises(Misuse, match="not JSON"):
        inputs.read_matrix(str(tmp_path / "binary"), "the factor")
    monkeypatch.setattr(inputs, "LARGEST_FILE", 10)
    with pytest.raises(Misuse, match="more than 10 bytes"):
        inputs.read_matrix(written(tmp_path, "[[1, 2, 3, 4, 5]]"), "the factor")


OPTIONS: dict[str, str | None] = {
    "spectrum": "2,1",
    "target": None,
    "shape": "identity",
    "factor": None,
    "alpha": "1/10",
    "rate": "1",
}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"spectrum": None}, "--spectrum or --target"),
        ({"target": "file"}, "--spectrum or --target"),
        ({"shape": None}, "--shape or --factor"),
        ({"factor": "file"}, "--shape or --factor"),
        ({"spectrum": "1,2"}, "decreasing"),
        ({"spectrum": "1,-2"}, "negative"),
        ({"spectrum": "1,,2"}, "the spectrum is '1,,2', where a number is missing"),
        ({"spectrum": "1;2"}, "the spectrum is"),
        ({"spectrum": ",".join(["1"] * 301)}, "300 are the most"),
        ({"shape": "diagonal:1"}, "1 diagonal entries"),
        ({"shape": "diagonal:1,0"}, "not positive definite"),
        ({"shape": "random:x"}, "a seed is a whole number"),
        ({"shape": "random:-1"}, "a seed is a whole number"),
        ({"shape": "idenity"}, "no such file"),
        ({"alpha": "0"}, "α is 0"),
        ({"alpha": "-1"}, "α is -1"),
        ({"alpha": "small"}, "α is 'small'"),
        ({"rate": "0"}, "the rate is 0"),
    ],
)
def test_senseless_options_are_refused(changes: dict[str, str | None], message: str) -> None:
    """One sentence each."""
    with pytest.raises(Misuse, match=message) as refusal:
        inputs.read_problem(**(OPTIONS | changes))  # type: ignore[arg-type]
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("target", "[[1, 2], [3, 4]]", r"the target is not symmetric: entries \(2, 1\) and \(1, 2\) differ"),
        ("target", "[[1, 2]]", "square"),
        ("shape", "[[1, 2], [2, 1]]", "not positive definite"),
        ("shape", "[[1, 2], [3, 9]]", "the shape is not symmetric"),
        ("shape", "[[1, 0, 0], [0, 1, 0]]", "not square"),
        ("shape", "[[1]]", "1 rows and the target 2"),
        ("factor", "[[1, 2, 3]]", "1 rows and the target 2"),
    ],
)
def test_matrices_that_do_not_fit_are_refused(tmp_path: Path, name: str, content: str, message: str) -> None:
    """Asymmetric targets, shapes that are no shapes, sizes that differ."""
    cleared = {"target": {"spectrum": None}, "factor": {"shape": None}}.get(name, {})
    with pytest.raises(Misuse, match=message):
        inputs.read_problem(**(OPTIONS | cleared | {name: written(tmp_path, content)}))  # type: ignore[arg-type]


def test_times_and_digits_are_read() -> None:
    """Exact times; whole digits."""
    assert inputs.read_times(["1/3", "958.6427"]) == (Fraction(1, 3), Fraction(9586427, 10000))
    assert inputs.read_digits("40") == 40
    for text in ("", "4.5", "many", "1e3"):
        with pytest.raises(Misuse, match="whole number"):
            inputs.read_digits(text)
