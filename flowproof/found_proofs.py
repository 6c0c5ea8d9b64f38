r"""The certificate of a graded claim, told line by line: what each of its parts shows, the claim itself last.

What is said once is not said again: neither a part that stands there already, nor a line that repeats another.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flowproof.derivations import Account, Line, Reader
from proofs.certificate.argument import Argument, renamed
from proofs.certificate.citations import with_suppositions
from proofs.grading.numbers.ways import POSITIVE as POSITIVE_NUMBERS
from proofs.grading.papers.formulas import Letter, formula, symbol
from proofs.lemmas.proved import lemmas

BETWEEN = re.compile(
    r"(: |; |(?:^|, )where | and |, of which there is a power|, case \d+ of `given`| is (?:positive|defined|not 0)"
    r"| at the start| one step later| from the invariant)"
)
"""What is said between formulas where it is said what a part shows."""
POSITIVE = re.compile(r".*: (?=\w+ is positive$)", re.DOTALL)
"""Before what is said of one name, and is told once."""
MATHEMATICS = re.compile(r"[<>=*/+(]|\d")
NAME = re.compile(r"[A-Za-z]\w*_|[A-Za-z]")
"""A name of ours, or a letter."""


def of_certificate(document: Mapping[str, Any]) -> tuple[Account, ...]:
    """The proofs in a certificate, but those of lemmas that it cites."""
    told = dict[str, Mapping[str, Any]]()
    for claim in _of_positive_numbers(with_suppositions(document["claims"])):
        if claim["label"] not in lemmas():
            told.setdefault(json.dumps([claim["given"], claim["steps"]]), claim)
    return tuple(map(_of_claim, told.values()))


def _of_positive_numbers(claims: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """In place of a claim that only cites one about positive numbers, that one, by the other's name."""
    kept = dict[str, Mapping[str, Any]]()
    for claim in claims:
        if claim["label"].endswith(POSITIVE_NUMBERS):
            kept[claim["label"].removesuffix(POSITIVE_NUMBERS)] = claim
        else:
            yield {**kept.get(claim["label"], claim), "label": claim["label"]}


def _of_claim(claim: Mapping[str, Any]) -> Account:
    (step,) = claim["steps"]
    meanings = {name: formula(text) for name, text in claim.get("where", {}).items()}

    def letter(name: str) -> str:
        inverted = name.removeprefix("inv_")
        if inverted != name and inverted in claim.get("matrices", {}):
            return f"{{{symbol(inverted)}}}^{{-1}}"
        written = meanings.get(name) or symbol(name)
        return written if len(written) == 1 else f"{{{written}}}"

    case = Argument(claim["label"], (), claim["given"], matrices=claim.get("matrices", {}))
    reader = Reader(case, letter)
    lines = tuple(_lines(reader, step["lines"]))
    given = tuple((name, reader.formula(text)) for name, text in claim["given"].items())  # all of it is needed
    shows = reader.formula(step["shows"])
    conclusion = "" if [line.says for line in lines] == [shows] else shows
    return Account(_title(claim["label"], letter), _setting(claim, meanings), lines, given, conclusion=conclusion)


def _lines(reader: Reader, lines: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """Those that say something new, numbered in their order."""
    called, told = dict[str, str](), 0
    for number, line in enumerate(lines, start=1):
        named = _named(line, called)
        same = _restates(named)
        if same and (told or number < len(lines)):
            called[str(number)] = same
            continue
        told += 1
        called[str(number)] = str(told)
        shown = reader.line(told, named)
        yield replace(shown, why=f"which is ({same})", shown_by="") if same else _without_twins(shown)


def _without_twins(line: Line) -> Line:
    """An identity whose sides are written alike shows that what is positive in it is."""
    left, sign, right = line.shown_by.partition(" = ")
    return replace(line, why="as it stands", shown_by="") if sign and left == right and line.why == "as" else line


def _named(line: Mapping[str, Any], called: Mapping[str, str]) -> Mapping[str, Any]:
    """The line, in which the lines before it are called as they are numbered here."""
    cited = {key: [renamed(term, called) for term in line[key]] for key in ("terms", "multiplier") if key in line}
    return {**line, **cited}


def _restates(line: Mapping[str, Any]) -> str:
    """The fact that a line repeats, as it is or less strictly; "" where it says something new."""
    match line:
        case {"terms": [{"facts": [str(name)], **more}]} if not more and "multiplier" not in line:
            return name
    return ""


def _setting(claim: Mapping[str, Any], meanings: Mapping[str, str]) -> str:
    """For what it is shown."""
    kinds = (("positive", claim.get("positive", ())), ("real", claim.get("scalars", ())))
    named = {kind: [symbol(name) for name in names if name not in meanings] for kind, names in kinds}
    parts = [rf"all {kind} \({', '.join(names)}\)" for kind, names in named.items() if names]
    parts += ["all matrices of fitting sizes"] if claim.get("matrices") else []
    return " and ".join(parts) or "numbers alone"


def _title(label: str, letter: Letter) -> str:
    """What a part is called, with the formulas in it."""
    parts = BETWEEN.split(POSITIVE.sub("", label.removesuffix(": the claim")))
    return "".join(rf"\({formula(x, letter)}\)" if i % 2 == 0 and _is_formula(x) else x for i, x in enumerate(parts))


def _is_formula(part: str) -> bool:
    return bool(MATHEMATICS.search(part) or NAME.fullmatch(part)) and r"\text" not in formula(part)
