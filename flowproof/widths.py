"""How wide text and tables are that do not go to a terminal. COLUMNS says it."""

import os
import sys
from shutil import get_terminal_size

PIPE_WIDTH = 120
"""Columns of a table that goes to a file or a pipe, unless COLUMNS is set."""
LEAST_WIDTH = 60
"""Columns that a table has at least, whatever COLUMNS says."""


def _columns() -> int | None:
    """What COLUMNS says, if it is a width; none is so small that nothing fits."""
    said = os.environ.get("COLUMNS", "")
    return max(int(said), LEAST_WIDTH) if said.isdecimal() and len(said) < 5 and int(said) else None


def line_width() -> int:
    """Columns of running text, wherever it goes."""
    return text_width() - 2


def text_width() -> int:
    """Columns of a table that does not go to a terminal."""
    return _columns() or PIPE_WIDTH


def screen_width() -> int:
    """Columns of what goes to standard output, a terminal or not."""
    return get_terminal_size().columns if sys.stdout.isatty() else text_width()
