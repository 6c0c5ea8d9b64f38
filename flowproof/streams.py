"""Standard input, output and error, made ready for a command: no trouble with them may look like a verdict or a bug."""

import io
import os
import select
import sys
from typing import Any, TextIO


class Unwritten(Exception):
    """Standard output can't be written; the reason is the message."""


class _Output(io.FileIO):
    """Standard output. What it refuses is told apart from every other error of the system, and once."""

    refused = False

    def write(self, data: Any) -> int:
        if self.refused:
            return len(data)  # told already: what is left of it goes nowhere
        try:
            while (written := super().write(data)) is None:
                select.select([], [self], [])  # it does not block, and is full
        except OSError as error:
            self.refused = True
            raise Unwritten(error.strerror) from error
        return written


class _Error(io.FileIO):
    """Standard error. What it refuses is lost: there is nowhere to tell it, and the status still says how all ended."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or len(data)
        except OSError:
            return len(data)


def prepare() -> None:
    """Make the three streams ready. Raises Unwritten where standard output is closed.

    A stream that is closed is opened on nothing, so that no file of ours takes its number, and what is meant for it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    closed = sys.stdout is None
    sys.stdout = _ready(sys.stdout, _Output)
    sys.stderr = _ready(sys.stderr, _Error)
    if closed:
        raise Unwritten("it is closed")


def _ready(stream: TextIO | None, kind: type[io.FileIO]) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    try:
        raw = io.BufferedWriter(kind(stream.fileno(), "w", closefd=False))
    except (OSError, ValueError):
        return stream  # not one of the system's, as in a test
    # σ on a terminal that has no σ
    return io.TextIOWrapper(raw, stream.encoding, errors="replace", line_buffering=kind is _Error or raw.isatty())
