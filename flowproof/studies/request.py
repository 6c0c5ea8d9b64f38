"""Which study is asked for, and at which points: a name, or a TOML file with a grid of one's own.

    study = "transition"
    spectrum = ["3,2,1"]
    shape = ["identity", "random:7"]
    alpha = ["1e-10", "1e-1000"]
    mode = [1, 2]

Axes that are left out have the values of the named study.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from numeric.studies.named import STUDIES
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


def read(name: str | Mapping[str, Any]) -> Request:
    """Raises Misuse, with file and field, where `name` is neither a study nor a file that describes a grid of one.

    What such a file has may be given as a mapping, too.
    """
    if isinstance(name, Mapping):
        return _from_content(name, str(name.get("study")))
    if name in STUDIES:
        study = STUDIES[name]
        return Request(study, study.points(study.grid), name)
    if not os.path.isfile(name):
        known = ", ".join(STUDIES)
        raise Misuse(f"{name[:60]!r} is neither a study ({known}) nor a file; give one of them")
    try:
        return replace(_from_content(_content(name), Path(name).stem), file=name)
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
    study = STUDIES[named]
    for axis in content:
        if axis != "study" and axis not in study.grid:
            raise Misuse(f"{axis[:40]!r} is no axis of {named}; its axes are {', '.join(study.grid)}")
    grid = {axis: _values(content[axis], axis) if axis in content else study.grid[axis] for axis in study.grid}
    return Request(study, study.points(grid), stem)


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
