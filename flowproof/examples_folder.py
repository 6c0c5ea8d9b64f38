"""Where the example files are: beside the packages in a checkout, within this one where a wheel is installed."""

from pathlib import Path

from flowproof.shadows import CHECKOUT
from paper import Misuse

PLACES = (Path(__file__).with_name("examples"), CHECKOUT / "examples")


def files() -> dict[str, str]:
    """Each example's name and text, papers after the others."""
    folder = next(place for place in PLACES if place.is_dir())
    found = [*sorted(folder.glob("*.toml")), *sorted(folder.glob("papers/*.toml"))]
    return {file.name: file.read_text(encoding="utf-8") for file in found}


def require_unchanged(folder: str) -> None:
    """Raises Misuse where an example that is there already says something else: someone has changed it."""
    for name, text in files().items():
        there = Path(folder) / name
        if there.is_file() and there.read_text(encoding="utf-8", errors="replace") != text:
            raise Misuse(f"{str(there)!r} is no longer the example; give an empty or a new folder")
