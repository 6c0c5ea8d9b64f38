"""All that is exported before Coq's kernel, and what it says of each theorem."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from flowproof.formal import assumptions, build
from flowproof.formal.build import Refusal, Report
from flowproof.formal.coq import VERSION, Coq
from paper import Misuse
from paper.theorems import DECLARED
from proofs.formal.names import identifier
from proofs.formal.project import Project, Theorem
from proofs.formal.worded import Worded

EXAMPLE = re.compile(r"^Example (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Verdict:
    """What the kernel refuses, or what theorems rest on, and which entries they prove.

    `assumed`: by its place in Coq what each theorem in words rests on, and by its name what all theorems of a module
    that steps or examples have rest on together; where no theorem rests on more than is listed, what any of all does.
    """

    refusal: Refusal | None
    assumed: Mapping[str, tuple[str, ...]]
    theorems: tuple[Theorem, ...]
    worded: tuple[Worded, ...]
    entries: Mapping[str, tuple[str, ...]]

    def beyond(self, place: str) -> tuple[str, ...]:
        """What a theorem or its module rests on that is not on the list."""
        name = place if place in self.assumed else place.partition(".")[0]
        return tuple(each for each in self.assumed[name] if each not in assumptions.allowed())

    @property
    def accepted(self) -> tuple[str, ...]:
        """The entries of which every theorem is accepted."""
        if self.refusal:
            return ()
        return tuple(label for label, places in self.entries.items() if not any(map(self.beyond, places)))

    @property
    def holds(self) -> bool:
        return self.refusal is None and not any(map(self.beyond, self.assumed))


def judge(
    project: Project,
    worded: Sequence[Worded],
    *,
    coq: Coq,
    folder: Path,
    jobs: int = 1,
    tell: Report | None = None,
) -> Verdict:
    """Compile what is not compiled yet in `folder`, then ask what each theorem rests on."""
    try:
        with build.alone(folder) as lock:
            build.write(folder, project.files, coq.libraries)
            refusal = build.compiled(folder, coq, jobs, lock, tell)
            if tell and not refusal:
                tell(1, 1, "what the theorems assume")
            assumed = {} if refusal else _assumed(coq, folder, groups_of(project, worded), jobs)
    except ChildProcessError:
        raise
    except OSError as error:
        raise Misuse(f"{error.filename or str(folder)!r} can't be used ({error.strerror}); make room there") from error
    return Verdict(refusal, assumed, tuple(project.theorems), tuple(worded), entries_of(project, worded))


def _assumed(coq: Coq, folder: Path, groups: Mapping[str, Sequence[str]], jobs: int) -> Mapping[str, tuple[str, ...]]:
    """Of all theorems at once; one group after the other, which takes minutes, where that is more than listed."""
    (together,) = assumptions.assumptions(coq, folder, {"all": [*chain(*groups.values())]}).values()
    if set(together) <= set(assumptions.allowed()):
        return dict.fromkeys(groups, together)
    return assumptions.assumptions(coq, folder, groups, jobs)


def groups_of(project: Project, worded: Sequence[Worded]) -> dict[str, list[str]]:
    """What Coq is asked of: steps' theorems and examples module by module, each theorem in words by itself."""
    groups: dict[str, list[str]] = {}
    for theorem in project.theorems:
        groups.setdefault(theorem.module, []).append(f"{theorem.module}.{theorem.name}")
    for name, text in project.files.items():
        module = name.removesuffix(".v")
        if examples := [f"{module}.{example}" for example in EXAMPLE.findall(text)]:
            groups.setdefault(module, []).extend(examples)
    return groups | {each.place: [each.place] for each in worded}


def entries_of(project: Project, worded: Sequence[Worded]) -> dict[str, tuple[str, ...]]:
    """The ledger's labels, each with all theorems that prove it: the cases of a step, an axiom, a theorem as worded."""
    by_name = {each.name: each.place for each in worded}
    found: dict[str, list[str]] = {}
    for theorem in project.theorems:
        found.setdefault(theorem.step, []).append(f"{theorem.module}.{theorem.name}")
    for label in [*found, *DECLARED]:
        if place := by_name.get(identifier(label)):
            found.setdefault(label, []).append(place)
    return {label: tuple(places) for label, places in found.items()}


def document(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON."""
    return {
        "coq": VERSION,
        "holds": verdict.holds,
        "refused": verdict.refusal and {**vars(verdict.refusal)},
        "assumptions": list(assumptions.allowed()),
        "assumed": {name: list(found) for name, found in verdict.assumed.items()},
        "worded": [{**each._asdict(), "assumes": list(verdict.assumed.get(each.place, ()))} for each in verdict.worded],
        "entries": [
            {"label": label, "theorems": list(places), "kernel": label in verdict.accepted}
            for label, places in verdict.entries.items()
        ],
    }


def told(verdict: Verdict) -> str:
    """The verdict as text."""
    if verdict.refusal:
        return f"{verdict.refusal.where} is not accepted:\n{verdict.refusal.text}"
    lines = [each.place for each in verdict.worded]
    beyond = {place: verdict.beyond(place) for place in verdict.assumed if verdict.beyond(place)}
    lines += [f"{place} rests on what is not listed:\n  {found[0]}" for place, found in beyond.items()]
    steps = len(verdict.theorems)
    ending = "not all assume only what" if beyond else "they assume nothing but what"
    together = "" if beyond else f":\n  {_names([*dict.fromkeys(chain(*verdict.assumed.values()))])}"
    return "\n".join(
        [
            *lines,
            f"\nCoq {VERSION} accepts {steps} theorems of certificates and axioms, and {len(verdict.worded)} in words;",
            f"{ending} proofs/formal/assumptions.txt lists{together}",
        ]
    )


def _names(assumed: Sequence[str]) -> str:
    return ", ".join(each.partition(" : ")[0].rpartition(".")[2] for each in assumed) or "nothing"
