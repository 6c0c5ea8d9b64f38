"""Which study is asked for, and at which points: a name, or a TOML file with a grid of one's own.

    study = "transition"
    spectrum = ["3,2,1"]
    shape = ["identity", "random:7"]
    alpha = ["1e-10", "1e-1000"]
    mode = [1, 2]

Axes that are left out have the values of the named study. With flow = "descent" it is the study of gradient descent,
which has an axis `step`.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from numeric.studies.named import OF_DESCENT, OF_THE_FLOW, STUDIES
from numeric.studies.study import Point, Study
from paper import Misuse

LARGEST_FILE = 1_000_000
"""Bytes that a grid's file may have."""


@dataclass(frozen=True)
class Request:
    """The study, its points in the grid's order, the name of its files where none is given, and the grid's file."""

    study: Study
    points: Sequence[Point]
    stem: str
    file: str | None = None


def read(name: str | Mapping[str, Any], flow: str | None = None, step: str | None = None) -> Request:
    """Raises Misuse, with file and field, where `name` is neither a study nor a file that describes a grid of one.

    What such a file has may be given as a mapping, too. A flow and a step are what they would be in the file.
    """
    more = {**({} if flow is None else {"flow": flow}), **({} if step is None else {"step": [step]})}
    if isinstance(name, Mapping):
        return _from_content({**name, **more}, str(name.get("study")))
    if name in STUDIES:
        study = _of_flow(STUDIES[name], flow)
        return _from_content({"study": name, **more}, study.name)
    if not os.path.isfile(name):
        known = ", ".join(STUDIES)
        raise Misuse(f"{name[:60]!r} is neither a study ({known}) nor a file; give one of them")
    try:
        return replace(_from_content({**_content(name), **more}, Path(name).stem), file=name)
    except Misuse as error:
        raise Misuse(f"{name}: {error}") from error


def _content(name: str) -> Mapping[str, Any]:
    path = Path(name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Misuse(f"more than {LARGEST_FILE} bytes; give a smaller grid")
        # what looks like a float stays the text that it was
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=str)
    except OSError as error:
        raise Misuse(f"can't be read ({error.strerror}); give a file that can") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Misuse(f"is not TOML that can be read ({error}); correct it there") from error
    except Misuse:
        raise
    except ValueError:
        raise Misuse("a number in it has too many digits to be read; write a shorter one") from None


def _from_content(content: Mapping[str, Any], stem: str) -> Request:
    named = content.get("study")
    if not isinstance(named, str) or named not in STUDIES:
        raise Misuse(f"study is {_shown(named)}; write study = with one of {', '.join(STUDIES)}")
    study = _of_flow(STUDIES[named], content.get("flow"))
    for axis in content:
        if axis not in ("study", "flow") and axis not in study.grid:
            raise Misuse(
                f"{axis[:40]!r} is no axis of {study.name}; its axes are {', '.join(study.grid)}{_hint(axis, study)}"
            )
    grid = {axis: _values(content[axis], axis) if axis in content else study.grid[axis] for axis in study.grid}
    return Request(study, study.points(grid), stem)


def _of_flow(study: Study, flow: Any) -> Study:
    """The study, or with "descent" the one of gradient descent in its place. Raises Misuse where there is none."""
    if flow not in (None, "gradient", "descent"):
        raise Misuse(f"flow is {_shown(flow)}; it is gradient, or descent with a step")
    if flow != "descent" or study.name not in (one.name for one in OF_THE_FLOW):
        return study
    if study.name not in OF_DESCENT:
        raise Misuse(f"the study {study.name} is of the flow; of gradient descent there are {', '.join(OF_DESCENT)}")
    return OF_DESCENT[study.name]


def _hint(axis: str, study: Study) -> str:
    of_descent = axis == "step" and study.name in OF_DESCENT
    return ', and with flow = "descent" there is a step' if of_descent else ""


def _values(values: Any, axis: str) -> tuple[str, ...]:
    """A list of texts and whole numbers, as texts."""
    if not isinstance(values, list) or not values:
        raise Misuse(f"{axis} is {_shown(values)}; give a list that is not empty")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise Misuse(f"{axis} holds {_shown(value)}; give numbers or texts")
    return tuple(map(str, values))


def _shown(value: Any) -> str:
    return "missing" if value is None else repr(value)[:40]
