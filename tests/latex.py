"""LaTeX, for tests that compile with it, and its faults that a text shows without it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = Path(__file__).with_name("latex-packages.txt")
GREEK = "alpha|beta|gamma|delta|epsilon|eps|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega"
SYMBOL = r"(?:\\[A-Za-z]+|\\.|[^\\])"
SCRIPTS = re.compile(rf"\^\s*{SYMBOL}'?\s*(_\s*{SYMBOL}\s*)?\^|_\s*{SYMBOL}\s*(\^\s*{SYMBOL}\s*)?_")
INNERMOST = re.compile(r"(?<!\\)\{((?:[^{}\\]|\\.)*)\}", re.DOTALL)
ACCENTED = re.compile(rf"\\(?:tilde|bar|hat|d?dot)\s*(?:{SYMBOL})\s*([_^])\s*{SYMBOL}")
"""TeX takes the braces off an accented letter: its script and one behind the braces are then two of one symbol."""


def faults(text: str) -> list[str]:
    """What would not compile, or would not look like mathematics."""
    found = [f"{character!r} is not ASCII" for character in sorted({*text} - {*map(chr, range(128))})]
    found += [f"{name} has no partner" for name in unbalanced(text)]
    found += [f"{match} in words" for match in re.findall(rf"(?<![\\A-Za-z])(?:{GREEK})(?![A-Za-z])", text)]
    found += [f"{match} is escaped" for match in re.findall(r"\S*\\_\S*", text)]
    for formula in re.findall(r"\\\((.*?)\\\)", text, re.DOTALL):
        signs = re.sub(r"_\{[+-]+\}", "", formula)
        found += [f"{match} in {formula}" for match in re.findall(r"[+-]\s*[+-]", signs)]
        found += [f"two scripts, {match}, in {formula}" for match in double_scripts(formula)]
    return found


def unbalanced(text: str) -> list[str]:
    begun, ended = (sorted(re.findall(rf"\\{name}\{{(.*?)\}}", text)) for name in ("begin", "end"))
    braces = re.sub(r"\\[{}]", "", text)
    pairs = (
        ("{", "}", braces),
        (r"\(", r"\)", text),
        (r"\left", r"\right", text),
        (r"\begingroup", r"\endgroup", text),
    )
    return [one for one, other, said in pairs if said.count(one) != said.count(other)] + (["begin"] * (begun != ended))


def double_scripts(formula: str) -> list[str]:
    """Two superscripts or two subscripts of one symbol, at any depth of braces."""
    found = []
    while group := INNERMOST.search(formula):
        inner = group[1]
        found += [match[0] for match in SCRIPTS.finditer(inner)]
        accent, behind = ACCENTED.fullmatch(inner.strip()), formula[group.end() :].lstrip()[:1]
        if accent and accent[1] == behind:
            found.append(f"{group[0]}{behind}")
        formula = f"{formula[: group.start()]}x{formula[group.end() :]}"
    return found + [match[0] for match in SCRIPTS.finditer(formula)]


def compiled(document: str, folder: Path) -> str:
    """What LaTeX says to a document. Without LaTeX, or a package of it, the test is skipped."""
    program = shutil.which("pdflatex")
    packages = " ".join(PACKAGES.read_text(encoding="utf-8").split())
    if not program:
        pytest.skip(f"no pdflatex: on Debian 12, apt-get install --no-install-recommends {packages}")
    (folder / "all.tex").write_text(document, encoding="ascii")
    command = [program, "-interaction=nonstopmode", "-halt-on-error", "all.tex"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603
    said = (folder / "all.log").read_text(encoding="utf-8", errors="replace")
    if missing := re.search(r"File `(\S+\.(?:cls|sty))' not found|(\S+) not loadable: Metric", said):
        pytest.skip(f"LaTeX lacks {missing[1] or missing[2]}: on Debian 12, apt-get install {packages}")
    return said
