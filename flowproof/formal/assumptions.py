"""What theorems rest on: `Print Assumptions`, asked of Coq and read."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flowproof.formal.coq import Coq, require_a_verdict
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


def assumptions(
    coq: Coq, folder: Path, groups: Mapping[str, Sequence[str]], jobs: int = 1
) -> Mapping[str, tuple[str, ...]]:
    """What the theorems of each group, named `Module.theorem`, rest on together. Raises Misuse where Coq does not say.

    Of a group Coq looks but once through all that is beneath it, which takes seconds.
    """
    portions = [portion for k in range(jobs) if (portion := [*groups][k::jobs])]
    with TemporaryDirectory() as place:
        texts = {f"Asked{k}": _question({name: groups[name] for name in names}) for k, names in enumerate(portions)}
        found = read("".join(_answers(coq, folder, Path(place), texts)))
    if found.keys() != groups.keys():
        raise Misuse(f"Coq does not say what these rest on: {', '.join(groups.keys() - found.keys())}")
    return {name: found[name] for name in groups}


def _question(groups: Mapping[str, Sequence[str]]) -> str:
    """A term in which all theorems of a group occur rests on what any of them does."""
    modules = dict.fromkeys(theorem.partition(".")[0] for group in groups.values() for theorem in group)
    lines = [f"Set Printing Width {WIDEST}.", f"From flowproof Require {' '.join(modules)}."]
    for k, (name, group) in enumerate(groups.items()):
        uses = " ".join(f"let _ := @{theorem} in" for theorem in group)
        lines += [f"Definition together{k} : True := {uses} I.", f'Goal True. idtac "{TURN}{name}". Abort.']
        lines.append(f"Print Assumptions together{k}.")
    return "\n".join(lines) + "\n"


def _answers(coq: Coq, folder: Path, place: Path, texts: Mapping[str, str]) -> Iterable[str]:
    """What Coq says to each text, to all at the same time."""
    running = list[subprocess.Popen[bytes]]()
    try:
        for name, text in texts.items():
            (place / f"{name}.v").write_text(text, encoding="utf-8")
            command = [coq.program, "-q", "-w", "none", "-R", str(folder.resolve()), "flowproof", f"{name}.v"]
            with (place / name).open("wb") as answer:
                process = subprocess.Popen(  # noqa: S603
                    command, cwd=place, stdin=subprocess.DEVNULL, stdout=answer, stderr=subprocess.STDOUT
                )
            running.append(process)
        for name, process in zip(texts, running, strict=True):
            if process.wait() < 0:
                raise ChildProcessError("Coq was killed while it was asked what theorems assume; run it again")
            answer_text = (place / name).read_text(encoding="utf-8")
            require_a_verdict(answer_text)
            yield answer_text
    finally:
        for process in running:
            process.kill()
            process.wait()


def read(answer: str) -> dict[str, tuple[str, ...]]:
    """What Coq says of each group: nothing, or lines of which each is an assumption with what it says.

    A line of any other form counts as an assumption, too, so that nothing goes unseen.
    """
    found = {}
    for turn in answer.split(TURN)[1:]:
        name, _, told = turn.partition("\n")
        found[name.strip()] = tuple(_assumed(told))
    return found


def _assumed(told: str) -> Iterable[str]:
    whole = re.sub(r"\n[ \t]+", " ", told.strip())  # what was broken for want of room
    if not whole:
        yield "no answer"
    for line in whole.splitlines():
        if line.strip() and line not in (CLOSED, "Axioms:"):
            yield " ".join(line.split())
