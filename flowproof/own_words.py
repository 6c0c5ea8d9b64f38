r"""Words of a claimant as LaTeX: formulas in the grammar of claims as mathematics, and nothing of them a command."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from proofs.grading.papers.formulas import GREEK, formula

SPECIAL = {**{c: f"\\{c}" for c in "%&#$_{}"}, "\\": "/", "^": r"\^{}", "~": r"\~{}", "–": "--", "—": "---", "’": "'"}
MARKS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u0327": "c ", "\u030c": "v "}
"""Of letters of a language, such as ö and é."""
MATHEMATICS = re.compile(r"[*/=<>_+]|(?<![-\w])(?:[A-Za-z]\d+|\d+[A-Za-z]|[A-Za-z]\([^()]*\))(?![-\w])")
NAME = re.compile(rf"(?<![A-Za-z])({'|'.join(GREEK)})(?![A-Za-z])")
OPERATOR = re.compile(r"[-+*/<>=!]+")
PUNCTUATION = ".,;:"


def words(said: str) -> str:
    r"""The words in ASCII, where each formula stands between \( and \)."""
    tokens = said.split()
    kinds = [bool(MATHEMATICS.search(token)) or bare(token) in GREEK for token in tokens]
    for i, token in enumerate(tokens):
        if OPERATOR.fullmatch(token) and any(kinds[max(0, i - 1) : i + 2]):
            kinds[max(0, i - 1) : i + 2] = [True] * len(kinds[max(0, i - 1) : i + 2])
    return " ".join(_runs(tokens, kinds))


def _runs(tokens: list[str], kinds: list[bool]) -> Iterator[str]:
    pairs = list(zip(tokens, kinds, strict=True))
    for is_formula, run in groupby(pairs, key=lambda pair: pair[1]):
        text = " ".join(token for token, _ in run)
        yield _formula(text) if is_formula else _escaped(text)


def bare(token: str) -> str:
    return token.strip(PUNCTUATION + "()")


def _formula(text: str) -> str:
    """As a formula, with the punctuation of the sentence behind it; as words, where it is none."""
    inner = text.rstrip(PUNCTUATION)
    written = formula(inner)
    return _escaped(text) if written.startswith(r"\text{") else rf"\({written}\){text[len(inner) :]}"


def _escaped(text: str) -> str:
    """As words, in which a Greek letter is one."""
    parts = NAME.split(unicodedata.normalize("NFC", text))
    return "".join(rf"\(\{part}\)" if part in GREEK else "".join(map(_letter, part)) for part in parts)


def _letter(character: str) -> str:
    if character in SPECIAL or character.isascii():
        return SPECIAL.get(character, character if character.isprintable() else " ")
    name = unicodedata.name(character, "").split()
    if name[:1] == ["GREEK"] and name[-1].lower() in GREEK:
        return rf"\(\{name[-1].lower() if 'SMALL' in name else name[-1].capitalize()}\)"
    decomposed = unicodedata.normalize("NFKD", character)
    base, marks = decomposed[:1], decomposed[1:]
    if base.isascii() and marks in MARKS:
        return rf"\{MARKS[marks]}{{{base}}}"
    return base if base.isascii() else "?"
