"""The formats in which drawings are written, and which of them a file's name asks for."""

import os
from collections.abc import Mapping

from flowproof.writing import STANDARD_OUTPUT
from paper import Misuse

FORMATS: Mapping[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
"""What is told of a file beside the drawing, by its format: nothing that changes."""


def format_of(file: str, name: str) -> str:
    """The format that the suffix of a drawing's file says; SVG for standard output, a pipe or a device.

    Raises Misuse for another suffix, and for none; `name` is what the file is called there.
    """
    form = os.path.splitext(file)[1].removeprefix(".").casefold()
    if file == STANDARD_OUTPUT or (not form and os.path.exists(file) and not os.path.isfile(file)):
        return "svg"
    if form not in FORMATS:
        *others, last = (f".{known}" for known in FORMATS)
        raise Misuse(f"{name} is {file!r}; give a file whose name ends in {', '.join(others)} or {last}")
    return form
