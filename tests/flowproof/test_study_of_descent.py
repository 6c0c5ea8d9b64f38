"""`flowproof study --flow descent`: which study that is, and one sentence for what makes no sense."""

from pathlib import Path

import pytest

from flowproof.studies import request
from numeric.studies.named import STUDIES
from paper import Misuse


def test_with_descent_the_question_is_that_of_gradient_descent(tmp_path: Path) -> None:
    """By an option, in a file, and where the study is named itself."""
    file = tmp_path / "mine.toml"
    file.write_text('study = "transition"\nflow = "descent"\nstep = ["1/10"]\n', encoding="utf-8")
    named = request.read("descent-transition")
    asked = request.read("transition", "descent", "1/10")
    assert named.study is asked.study is request.read(str(file)).study is STUDIES["descent-transition"]
    assert {point["step"] for point in asked.points} == {"0.1"}
    assert len(named.points) == 3 * len(asked.points)
    assert request.read("transition", "gradient").study is STUDIES["transition"]


@pytest.mark.parametrize(
    ("name", "flow", "step", "sentence"),
    [
        ("sharpness", "descent", None, "the study sharpness is of the flow; of gradient descent there are transition"),
        ("windows", None, "1/10", 'no axis of windows; .*, and with flow = "descent" there is a step'),
        ("windows", "down", None, "flow is 'down'; it is gradient, or descent with a step"),
        ("windows", "descent", "1/2", "step is 0.5, and σ₁ is 3"),
    ],
)
def test_descent_that_makes_no_sense_is_one_sentence(
    name: str, flow: str | None, step: str | None, sentence: str
) -> None:
    with pytest.raises(Misuse, match=sentence):
        request.read(name, flow, step)
