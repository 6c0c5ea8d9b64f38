"""How a lemma, a step, a theorem and a definition are printed: their conditions and what they claim, compared."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise

from paper.formulas import ORDERS, SEPARATORS, Chunk, Tree, Unreadable, expression, relations, split, tokens
from proofs import checker
from proofs.checker import Invalid
from proofs.printed.reading import Reading
from proofs.theorems.shared import stated

IMPLIES = r"\Longrightarrow"
WORDS = re.compile(r"\\text\{ (?:and|small enough for|and small enough for) \}")
WINDOW: Mapping[Chunk, frozenset[str]] = {
    tokens(r"t \in T_k"): frozenset({"after-the-left-end", "before-the-right-end", "in-the-first-window"}),
    tokens(r"t \ge 0"): frozenset({"time-is-not-negative"}),
}
MODES: Mapping[Chunk, frozenset[str]] = {
    tokens(r"i \le k"): frozenset({"among-the-first-k", "earlier-targets-are-larger"}),
    tokens(r"k < i \le r"): frozenset({"after-the-first-k"}),
    tokens(r"i > r"): frozenset({"absent-closed-form"}),
    tokens(r"k < i"): frozenset({"later-modes-are-smaller", "absent-mode"}),
    tokens(r"i < k"): frozenset({"earlier-modes-are-larger"}),
    tokens(r"0 < k < r"): frozenset({"accumulated-growth"}),
    tokens(r"x^\top U_1 = 0 \text{ for an } x \ne 0"): frozenset({"dependent-rows"}),
}
PHRASES = {**WINDOW, **MODES}
"""The words that the ledger has for what a step's certificate takes as given, and the names that it has there.

The time is in the window if some case needs it, a mode is of a kind if all cases do.
"""

AROUND = ("k = 0", r"\dots", "r", r"\sigma_0 = \infty", r"\sigma_{r+1} = 0")


@dataclass(frozen=True)
class Lemma:
    """A lemma or an axiom: all that it takes as given is printed, and nothing else."""

    reading: Reading

    def compare(self, latex: str) -> None:
        """Raises Unreadable or Invalid where the LaTeX does not say the same."""
        reading = _anew(self.reading)
        conditions, claims = _parts(latex)
        for text in conditions:
            if reading.says(text):
                raise Invalid(f"the conclusion stands among the conditions: {' '.join(text)}")
        if not [text for text in claims if reading.says(text)]:
            raise Invalid(f"what is shown is not printed: {reading.shows}")
        if left := [text for name, text in reading.setting.claim["given"].items() if name not in reading.covered]:
            raise Invalid(f"a condition is not printed: {'; '.join(left)}")
        if left := _not_symmetric(reading, [*conditions, *claims]):
            raise Invalid(f"it is not printed that these are symmetric: {', '.join(left)}")


@dataclass(frozen=True)
class Part:
    """A step of a theorem's proof, as it is read in each case in which it stands."""

    readings: tuple[Reading, ...]

    def compare(self, latex: str) -> None:
        """Raises Unreadable or Invalid where the LaTeX does not say the same."""
        conditions, claims = _parts(latex)
        readings, definitions = _for_rate(self.readings, latex), set[Chunk]()
        phrases = [text for text in (*conditions, *claims) if text in PHRASES]
        printed = [text for text in (*conditions, *claims) if text not in PHRASES and text != ("t",)]
        for reading in readings:
            for text in printed:
                with suppress(Unreadable):
                    if text != claims[0] and reading.define(text):
                        definitions.add(text)
        widest = max(readings, key=lambda reading: len(reading.setting.given))
        if not widest.says(claims[0]):
            raise Invalid(f"what is shown is not printed: {widest.shows}")
        for text in printed:
            if text not in definitions:
                _somewhere(readings, text, everywhere=text == claims[0])
        if unused := set(widest.local) - widest.used:
            raise Invalid(f"nothing that is printed needs {', '.join(sorted(unused))}")
        _compare_phrases(readings, phrases)


@dataclass(frozen=True)
class WholeTheorem:
    """A theorem: its hypotheses, its constants, and its conclusion, as they are written down in `paper.theorems`."""

    meant: str

    def compare(self, latex: str) -> None:
        """Raises Invalid where the LaTeX is not that of the texts, but for what does not show."""
        if stated.plain(latex) != stated.plain(self.meant):
            raise Invalid(f"it is {self.meant}")


@dataclass(frozen=True)
class Definition:
    """The window T_k, by its ends."""

    reading: Reading

    def compare(self, latex: str) -> None:
        """Raises Unreadable or Invalid where the LaTeX does not say the same."""
        reading = _anew(self.reading)
        first, *others = [text for _, text in split(tokens(latex), SEPARATORS)]
        if first[:4] != tokens("T_k =") or first[4] != "[" or first[-1] != "]":
            raise Unreadable(f"no window: {' '.join(first)}")
        ends = [reading.value(expression(text)) for _, text in split(first[5:-1], {","})]
        if ends != [reading.scope.names["left_end"], reading.scope.names["right_end"]]:
            raise Invalid("these are not the window's ends")
        if others != [tokens(text) for text in AROUND]:
            raise Invalid("k or the σ beyond the spectrum are others")


def _parts(latex: str) -> tuple[list[Chunk], list[Chunk]]:
    """The conditions before an implication, and what it claims with all that stands behind; words only separate."""
    text = tokens(WORDS.sub(r" \\quad ", latex.replace(r"\forall", r"\quad")))
    sides = [side for _, side in split(text, {IMPLIES})]
    if not 1 <= len(sides) <= 2:
        raise Unreadable("no claim, or more than one implication")
    *before, after = [[piece for _, piece in split(side, SEPARATORS)] for side in sides]
    return (before[0] if before else []), after


def _for_rate(readings: tuple[Reading, ...], latex: str) -> list[Reading]:
    """The readings anew, as this LaTeX is to be read in them: with the rate c, where it is printed."""
    text = tokens(latex)
    has_rate = any(sign == "c" and after != "_" for sign, after in pairwise((*text, "")))
    return [_anew(reading) for reading in readings if reading.setting.has_rate is has_rate]


def _anew(reading: Reading) -> Reading:
    return replace(reading, local={}, used=set(), covered=set())


def _somewhere(readings: list[Reading], text: Chunk, *, everywhere: bool) -> None:
    """Whether a printed relation is shown or given in some reading, and, if asked for, in each that understands it."""
    read, errors = 0, list[Exception]()
    for reading in readings:
        try:
            reading.says(text)
            read += 1
        except Invalid as error:
            errors.append(error)
            if everywhere and not reading.is_first:
                raise
        except Unreadable as error:
            errors.append(error)
    if not read:
        raise next((error for error in errors if isinstance(error, Invalid)), errors[0])


def _compare_phrases(readings: list[Reading], printed: list[Chunk]) -> None:
    """Whether the words behind a statement are those for what it rests on; a relation may say the same."""
    covered = set[str]().union(*(reading.covered for reading in readings))
    found = [reading.rests_on - covered for reading in readings if reading.shows]
    wanted = {text for text, names in WINDOW.items() if any(names & rests_on for rests_on in found)}
    wanted |= {text for text, names in MODES.items() if all(names & rests_on for rests_on in found)}
    said = {text for text, names in PHRASES.items() if names & covered}
    if missing := wanted - set(printed) - said:
        raise Invalid(f"it is not printed that {', '.join(map(' '.join, sorted(missing)))}")
    of_that_kind = {
        text for text, names in MODES.items() if all(names & set(reading.setting.given) for reading in readings)
    }
    if superfluous := set(printed) - wanted - of_that_kind:
        raise Invalid(f"nothing rests on {', '.join(map(' '.join, sorted(superfluous)))}")


def _not_symmetric(reading: Reading, chunks: list[Chunk]) -> list[str]:
    """The letters that are taken to be symmetric where it is not printed, and no order says so."""
    said, printed = set[str](), set[str]()
    for text in chunks:
        sides, signs = relations(text)
        names = {name for side in sides for name in _names(side)}
        printed |= names
        if set(signs) & ORDERS or (
            signs == ["="] and (sides[1] == ("transpose", sides[0]) or _is_symmetric(reading, sides[1]))
        ):
            said |= names
    return sorted(printed & set(reading.setting.claim.get("symmetric", ())) - said)


def _is_symmetric(reading: Reading, tree: Tree) -> bool:
    """Whether it is the inverse of what is its own transpose."""
    return tree[0] == "inverse" and (value := reading.value(tree[1])) == checker.transpose(value)


def _names(tree: Tree) -> set[str]:
    return {tree[1]} if tree[0] == "name" else set().union(*(_names(part) for part in tree if isinstance(part, tuple)))
