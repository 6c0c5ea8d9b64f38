"""Points of every study at which some number is far from ordinary: an answer or one sentence, and never a crash."""

from typing import Any

import pytest

from numeric.studies.named import STUDIES
from numeric.studies.study import OUTCOME, REASON, Study
from paper import Misuse

EXTREME = {
    "epsilon": ("1e-100", "1e-9000", "1e9000", "0." + "9" * 50),
    "alpha": ("1e-10", "1e-1000000", "1e-900000000", "0." + "9" * 50),
    "spectrum": ("1e-100,0", "1e9000,1", "1,0." + "9" * 50, "1e-4000,1e-9000"),
    "rate": ("1e-9000", "1e9000"),
    "fraction": ("1e-9000", "0." + "9" * 50),
    "gap": ("1e-500", "0." + "9" * 50),
    "condition": ("1e400",),
}
SMALL = {"draws": "2", "n": "2", "digits": "10"}
TOO_LONG = {(name, "1e-1000000") for name in ("flow-vs-descent", "descent-transition", "descent-windows")}
"""Fourteen million iterations, which take minutes: those of 1e-900000000 are refused."""


def points(study: Study) -> list[dict[str, str]]:
    """One axis far out, and ε and α both."""
    plain = {axis: SMALL.get(axis, values[0]) for axis, values in study.grid.items()}
    found = [{**plain, axis: value} for axis in plain for value in EXTREME.get(axis, ())]
    both = [{"epsilon": e, "alpha": a} for e in EXTREME["epsilon"][:2] for a in EXTREME["alpha"][:2]]
    found += [{**plain, **ends} for ends in both if "epsilon" in plain]
    found = [point for point in found if (study.name, point.get("alpha")) not in TOO_LONG]
    return [{**point, **ends} for point in found for ends in ([{"k": "0"}, {"k": "1"}] if "k" in plain else [{}])]


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.name)
def test_an_extreme_point_has_an_answer_or_one_sentence(study: Any) -> None:
    answers = []
    for point in points(study):
        try:
            found = study.compute(study.canonical(point))
        except Misuse:
            continue
        answers.append(found[OUTCOME])
        assert set(found) == set(study.columns)
        assert (found[OUTCOME] in ("NONE", "UNDECIDED")) <= bool(found[REASON])
    assert "FOUND" in answers


def test_the_tiniest_epsilon_has_its_windows() -> None:
    """ε = 1e-100 from α = 1e-10, and with a spectral start: absent modes fall below ε after 1/(2cε)."""
    study = STUDIES["windows"]
    plain = {axis: values[0] for axis, values in study.grid.items()}
    found = study.compute(study.canonical({**plain, "epsilon": "1e-100", "alpha": "1e-10", "k": "3"}))
    assert found[OUTCOME] == "FOUND"
    assert found["first_inside"].startswith("49999999999999999999")
