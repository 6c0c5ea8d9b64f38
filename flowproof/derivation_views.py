"""Derivations as text for a terminal, and as LaTeX."""

import re
from collections.abc import Iterable, Sequence
from textwrap import fill

from flowproof.columns import breakable
from flowproof.derivations import Account, Line
from flowproof.plain import plain
from flowproof.prose import pieces, words
from flowproof.widths import line_width

FORMULA = re.compile(r"\\\((.*?)\\\)")
FAILS = "this line does NOT hold"
DOCUMENT_CLASS = r"\documentclass[twocolumn]{article}"
NEEDS = r"% needs \usepackage{amsmath,amssymb}; \raggedright lets long formulas break in a narrow column"
PREAMBLE = r"\usepackage{amsmath,amssymb}"
END = r"\end{document}"
RECORDED = "Fails as recorded; in its place: "


def text(found: Sequence[Account]) -> str:
    """The derivations, one below the other."""
    return "\n\n".join(map(_as_text, found))


def _as_text(account: Account) -> str:
    parts = [words_as_text(account.title), f"  for {words_as_text(account.setting)}"]
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
    return f"{'' if line.holds else f'{FAILS}: '}{words_as_text(line.why)}{shown}{line.after}"


def words_as_text(said: str) -> str:
    return FORMULA.sub(lambda match: plain(match[1]), said)


def _wrapped(paragraph: str, indent: str = "    ") -> str:
    return fill(paragraph, line_width(), subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)


def latex(found: Sequence[Account]) -> str:
    """The derivations as LaTeX in ASCII, whose formulas break in a narrow column; the first line says what it needs."""
    return "\n\n".join([NEEDS, *map(one_in_latex, found)])


def document(found: Sequence[Account]) -> str:
    """The same as a whole document in two columns."""
    return as_document(latex(found))


def as_document(body: str) -> str:
    """A whole document in two columns."""
    return "\n".join([DOCUMENT_CLASS, PREAMBLE, r"\begin{document}", body, END])


def one_in_latex(account: Account) -> str:
    """One of them."""
    parts = [r"\begingroup\raggedright", rf"\paragraph*{{{words(account.title)}}} For {words(account.setting)}."]
    parts += _listed("Given:", (f"({words(name)}) {_formula(formula)}" for name, formula in account.given))
    parts += _listed("Where:", (_formula(f"{name} = {meaning}") for name, meaning in account.where))
    parts.append(r"\begin{enumerate}")
    for line in account.lines:
        doubt = "" if line.holds else rf"\textbf{{{FAILS}}}: "
        parts.append(rf"\item {_formula(line.says)}: {doubt}{_words(line.why)}")
        if line.shown_by:
            parts += ["", rf"{_formula(line.shown_by)}{words(line.after)}"]
    parts.append(r"\end{enumerate}")
    if account.conclusion and account.holds:
        parts.append(rf"Hence {_formula(account.conclusion)}.")
    if account.in_its_place and not account.holds:
        parts.append(f"{RECORDED}{words(account.in_its_place)}.")
    return "\n".join([*parts, r"\par\endgroup"])


def _listed(title: str, items: Iterable[str]) -> list[str]:
    rows = [rf"\item[--] {item}" for item in items]
    return [title, r"\begin{itemize}", *rows, r"\end{itemize}"] if rows else []


def _formula(latex: str) -> str:
    return rf"\({breakable(latex)}\)"


def _words(said: str) -> str:
    return "".join(_formula(piece) if is_formula else piece for is_formula, piece in pieces(said))
