"""The formats in which panels are written."""

from collections.abc import Mapping

FORMATS: Mapping[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
"""What is told of a file beside the drawing, by its format: nothing that changes."""
