"""What theorems rest on: `Print Assumptions`, asked of Coq and read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flowproof.formal.coq import Coq, said
from paper import Misuse
from proofs import formal

CLOSED = "Closed under the global context"
TURN = "==> "
WIDEST = 1_000_000
"""Columns in which Coq may write, so that it breaks no line."""


def allowed() -> tuple[str, ...]:
    """What theorems may rest on, each with what it says."""
    text = (Path(formal.__file__).parent / "assumptions.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def assumptions(coq: Coq, folder: Path, theorems: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """What each of the theorems, named `Module.theorem`, rests on. Raises Misuse where Coq does not say."""
    modules = dict.fromkeys(theorem.partition(".")[0] for theorem in theorems)
    turns = "".join(f'Goal True. idtac "{TURN}{each}". Abort.\nPrint Assumptions {each}.\n' for each in theorems)
    text = f"Set Printing Width {WIDEST}.\nFrom flowproof Require {' '.join(modules)}.\n{turns}"
    with TemporaryDirectory() as place:
        (Path(place) / "Asked.v").write_text(text, encoding="utf-8")
        command = [coq.program, "-q", "-w", "none", "-R", str(folder), "flowproof", "Asked.v"]
        answer = said(command, Path(place))
    found = read(answer)
    if [*found] != [*theorems]:
        raise Misuse(f"Coq does not say what the theorems rest on: {' '.join(answer.splitlines()[-3:])}")
    return found


def read(answer: str) -> dict[str, tuple[str, ...]]:
    """What Coq says of each theorem: nothing, or lines of which each is an assumption with what it says.

    A line of any other form counts as an assumption, too, so that nothing goes unseen.
    """
    found = {}
    for turn in answer.split(TURN)[1:]:
        theorem, _, told = turn.partition("\n")
        found[theorem.strip()] = tuple(_assumed(told))
    return found


def _assumed(told: str) -> Iterable[str]:
    whole = re.sub(r"\n[ \t]+", " ", told.strip())  # what was broken for want of room
    if not whole:
        yield "no answer"
    for line in whole.splitlines():
        if line.strip() and line not in (CLOSED, "Axioms:"):
            yield " ".join(line.split())
