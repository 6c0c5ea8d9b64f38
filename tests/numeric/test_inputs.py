from fractions import Fraction

import pytest

from numeric import inputs, matrices
from numeric.instance import random_shape
from paper import Misuse


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


def test_a_problem_is_read_from_its_notations() -> None:
    p = inputs.read_problem(spectrum="3, 0", shape="diagonal:2,1/3", alpha="1e-1000", rate="2")
    assert (p.diagonal, str(p.alpha), p.rate) == ((3, 0), "1e-1000", 2)
    assert p.start == matrices.diagonal([Fraction(2), Fraction(1, 3)])


def test_an_instance_is_read_from_its_options() -> None:
    """What `windows` takes."""
    instance = inputs.read_instance(spectrum="2,1", shape="identity", epsilon="1/10", alpha="1e-7")
    assert (instance.spectrum, instance.epsilon, instance.rate) == ((2, 1), Fraction(1, 10), 1)
    with pytest.raises(Misuse, match="ε is 0"):
        inputs.read_instance(spectrum="2,1", shape="identity", epsilon="0", alpha="1e-7")


OPTIONS = {"spectrum": "2,1", "shape": "identity", "alpha": "1/10", "rate": "1"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"spectrum": "1,2"}, "decreasing"),
        ({"spectrum": "1,-2"}, "negative"),
        ({"spectrum": "1,,2"}, "the spectrum is '1,,2', where a number is missing"),
        ({"spectrum": "1;2"}, "the spectrum is"),
        ({"spectrum": ",".join(["1"] * 5001)}, "5000 are the most"),
        ({"shape": "diagonal:1"}, "1 diagonal entries"),
        ({"shape": "diagonal:1,0"}, "not positive definite"),
        ({"shape": "random:x"}, "a seed is a whole number"),
        ({"shape": "random:-1"}, "a seed is a whole number"),
        ({"shape": "idenity"}, "the shape is 'idenity'; write identity, diagonal:1,2,3,4 or random:SEED"),
        ({"alpha": "0"}, "α is 0"),
        ({"alpha": "-1"}, "α is -1"),
        ({"alpha": "small"}, "α is 'small'"),
        ({"rate": "0"}, "the rate is 0"),
    ],
)
def test_senseless_options_are_refused(changes: dict[str, str], message: str) -> None:
    """One sentence each."""
    with pytest.raises(Misuse, match=message) as refusal:
        inputs.read_problem(**(OPTIONS | changes))
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("1/3", [Fraction(1, 3)]),
        ("958.6427", [Fraction(9586427, 10000)]),
        ("50 %", [Fraction(1, 2)]),
        ("0,1,2", [0, 1, 2]),
        ("0 1/3 0.5", [0, Fraction(1, 3), Fraction(1, 2)]),
        ("[0, 1, 1]", [0, 1, 1]),
        ("0:1:0.5", [0, Fraction(1, 2), 1]),
        ("1/3:1:1/3", [Fraction(1, 3), Fraction(2, 3), 1]),
        (" 0 : 1 : 0.4 ", [0, Fraction(2, 5), Fraction(4, 5)]),
        ("2:2:1", [2]),
        ("2:3:7", [2]),
        ("0:1e-9999:1e-9999", [0, Fraction(1, 10**9999)]),
    ],
)
def test_times_are_one_a_list_or_a_grid(text: str, times: list[Fraction]) -> None:
    """Exactly; the end of a grid is there where a step hits it."""
    assert list(inputs.read_times(text)) == times


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the time is ''; write an exact number"),
        ("-1", "the time is -1; give one that is not negative"),
        ("0,-1", "time 2 is -1; give one that is not negative"),
        ("0,2,1", "times 2 and 3 are 2 and 1, which descend; give them in increasing order"),
        ("0,,1", "the time is '0,,1', where a number is missing; write a list such as 0,1,2"),
        ("0,soon", "the time is 'soon'; write an exact number"),
        ("0:10", "the times are '0:10'; write start:end:step, as in 0:10:0.5"),
        ("0:10:1:2", "the times are '0:10:1:2'; write start:end:step"),
        ("0::1", "the time is ''; write an exact number"),
        ("0:nan:1", "the time is 'nan'; write an exact number"),
        ("-1:3:1", "the times begin at -1; give a start that is not negative"),
        ("3:1:1", "the times end at 1 and begin at 3; write start:end:step, as in 0:10:0.5, increasing"),
        ("3:1:-1", "the step between times is -1; give a positive one"),
        ("0:1:0", "the step between times is 0; give a positive one"),
        ("0:1:1e-5", "the times '0:1:1e-5' are more than 100000, the most allowed; give a larger step"),
        ("0:1:1e-9999", "are more than 100000"),
        ("0," * 100_000 + "1", "the time has 100001 values; 100000 are the most allowed at once"),
    ],
)
def test_times_that_are_none_are_refused(text: str, message: str) -> None:
    with pytest.raises(Misuse, match=message) as refusal:
        inputs.read_times(text)
    assert len(str(refusal.value)) < 200


def test_as_many_times_as_are_allowed_are_read() -> None:
    assert len(inputs.read_times("1:100000:1")) == inputs.LARGEST_COUNT


def test_digits_are_read() -> None:
    assert inputs.read_digits("40") == 40
    for text in ("", "4.5", "many", "1e3"):
        with pytest.raises(Misuse, match="whole number"):
            inputs.read_digits(text)
