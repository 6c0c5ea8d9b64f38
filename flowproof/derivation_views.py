"""Derivations as text for a terminal, and as LaTeX."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from textwrap import fill

from flowproof.derivations import Account, Line
from flowproof.plain import plain
from flowproof.terminal import line_width

FORMULA = re.compile(r"\\\((.*?)\\\)")
FAILS = "this line does NOT hold"
RECORDED = "Fails as recorded; in its place: "

SYMBOLS = {
    **dict(
        zip("⪰⪯≻≺≥≤≠≈", (r"\succeq", r"\preceq", r"\succ", r"\prec", r"\ge", r"\le", r"\ne", r"\approx"), strict=True)
    ),
    **dict(zip("≡∈→⇒⟹⟺", (r"\equiv", r"\in", r"\to", r"\Rightarrow", r"\implies", r"\iff"), strict=True)),
    **dict(zip("∞√·×∀±−", (r"\infty", r"\surd", r"\cdot", r"\times", r"\forall", r"\pm", "-"), strict=True)),
    **dict(zip("‖⊤ᵀ~…", (r"\|", r"\top", r"{}^{\top}", r"\sim", r"\dots"), strict=True)),
}
"""Mathematics in words; letters and scripts are read from their Unicode names."""
TYPOGRAPHY = {"–": "--", "—": "---", "’": "'", **{character: f"\\{character}" for character in "&%$#_{}"}}
MARKS = {"\u0308": r"\"", "\u0301": r"\'"}
"""Of letters of a language, such as ö and é."""
ACCENTS = {"\u0304": "bar", "\u0303": "tilde", "\u0302": "hat", "\u0307": "dot", "\u0308": "ddot"}


def text(found: Sequence[Account]) -> str:
    """The derivations, one below the other."""
    return "\n\n".join(map(_as_text, found))


def _as_text(account: Account) -> str:
    parts = [account.title, f"  for {account.setting}"]
    parts += [_wrapped(f"  ({name})  {plain(formula)}") for name, formula in account.given]
    if account.where:
        parts.append(
            _wrapped(f"  where {', '.join(f'{plain(name)} = {plain(meaning)}' for name, meaning in account.where)}")
        )
    for number, line in enumerate(account.lines, start=1):
        parts.append(_wrapped(f"  {number}. {plain(line.says)}", "     "))
        parts.append(_wrapped(f"     {_because(line)}", "       "))
    if account.conclusion and account.holds:
        parts.append(_wrapped(f"  Hence {plain(account.conclusion)}"))
    if account.in_its_place and not account.holds:
        parts.append(_wrapped(f"  {RECORDED}{account.in_its_place}"))
    return "\n".join(parts)


def says_and_why(line: Line) -> tuple[str, str]:
    """A line as text: what it says, and what shows it."""
    return plain(line.says), _because(line)


def _because(line: Line) -> str:
    shown = f" {plain(line.shown_by)}" if line.shown_by else ""
    why = FORMULA.sub(lambda match: plain(match[1]), line.why)
    return f"{'' if line.holds else f'{FAILS}: '}{why}{shown}{line.after}"


def _wrapped(paragraph: str, indent: str = "    ") -> str:
    return fill(paragraph, line_width(), subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)


def latex(found: Sequence[Account]) -> str:
    """The derivations as LaTeX for amsmath and amssymb, in ASCII."""
    return "\n\n".join(map(_as_latex, found))


def _as_latex(account: Account) -> str:
    parts = [rf"\paragraph{{{words(account.title)}.}} For {words(account.setting)}."]
    parts += _equations("Given:", ((rf"\text{{({words(name)})}}\quad {formula}") for name, formula in account.given))
    parts += _equations("Where:", (f"{name} = {meaning}" for name, meaning in account.where))
    parts.append(r"\begin{enumerate}")
    for line in account.lines:
        doubt = "" if line.holds else rf"\textbf{{{FAILS}}}: "
        parts.append(rf"\item \({line.says}\): {doubt}{words(line.why)}")
        if line.shown_by:
            parts.append(rf"\[{line.shown_by}\]")
        if line.after:
            parts.append(words(line.after.removeprefix(", ")))
    parts.append(r"\end{enumerate}")
    if account.conclusion and account.holds:
        parts.append(rf"Hence \({account.conclusion}\).")
    if account.in_its_place and not account.holds:
        parts.append(f"{RECORDED}{words(account.in_its_place)}.")
    return "\n".join(parts)


def _equations(title: str, formulas: Iterable[str]) -> list[str]:
    rows = list(formulas)
    return [title, r"\begin{gather*}", ",\\\\\n".join(rows), r"\end{gather*}"] if rows else []


def words(said: str) -> str:
    r"""Words as LaTeX in ASCII; what stands between \( and \) is LaTeX already."""
    pieces = re.split(r"(\\\(.*?\\\))", said)
    return "".join(piece if piece.startswith(r"\(") else re.sub(r"\S+", _word, piece) for piece in pieces)


def _word(match: re.Match[str]) -> str:
    """A word of a language, or else mathematics, such as Σ₁⁻¹ and e^{−ωt}."""
    body = match[0].rstrip(".,;:")
    after = match[0][len(body) :]
    if not set(body) & set("^~<>=\\") and all(c.isascii() or c in TYPOGRAPHY or (body[1:] and c in "öé") for c in body):
        return "".join(map(_letter, body)) + after
    return rf"\({_formula(body)}\){after}"


def _letter(character: str) -> str:
    """A character of a text; a letter with a mark above it in ASCII."""
    if character.isascii() or character in TYPOGRAPHY:
        return TYPOGRAPHY.get(character, character)
    decomposed = unicodedata.normalize("NFD", character)
    return MARKS[decomposed[1]] + f"{{{decomposed[0]}}}"


def _formula(said: str) -> str:
    """Mathematics that was written in Unicode."""
    parts: list[str] = []
    said = said.replace(">=", "≥").replace("<=", "≤")
    for character in (part for c in said for part in (c if c in SYMBOLS else unicodedata.normalize("NFD", c))):
        if character in ACCENTS and parts:
            parts[-1] = rf"\{ACCENTS[character]}{{{parts[-1]}}}"
        else:
            parts.append(_symbol(character))
    spaced = "".join(f"{part} " if re.fullmatch(r"\\[A-Za-z]+", part) else part for part in parts)
    return re.sub(r"(\\[A-Za-z]+) (?![A-Za-z])", r"\1", spaced)  # a command needs a blank before a letter only


def _symbol(character: str) -> str:
    if character.isascii() or character in SYMBOLS:
        return SYMBOLS.get(character, character)
    decomposed = unicodedata.normalize("NFKD", character).replace("−", "-")
    match _name(character).split():
        case ["GREEK", size, "LETTER", letter]:
            letter = letter.replace("LAMDA", "LAMBDA")
            return f"\\{letter.lower() if size == 'SMALL' else letter.capitalize()}"
        case [*_, "SUBSCRIPT", _] | ["LATIN", "SUBSCRIPT", *_] | ["SUBSCRIPT", *_]:
            return f"{{}}_{{{_formula(decomposed)}}}"
        case ["SUPERSCRIPT", *_] | ["MODIFIER", *_]:
            return f"{{}}^{{{_formula(decomposed)}}}"
    return rf"\text{{{decomposed.encode('ascii', 'ignore').decode()}}}"


def _name(character: str) -> str:
    return unicodedata.name(character, "")
