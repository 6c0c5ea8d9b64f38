"""What an axiom or a lemma says: taken from the text that the checker reads, and nothing is typed a second time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from numeric.matrices import Rows, is_diagonal
from paper import Misuse, implements
from proofs import checker
from proofs.certificate.argument import Argument
from proofs.certificate.language import LETTERS, latex, speaks_of_matrices
from proofs.certificate.notation import symbol

Letters = Mapping[str, Rows | Fraction]
Condition = Callable[[Any], bool]

NEARLY = "1/10**20"
"""How far the near-miss of a conclusion is from it."""

BEYOND: Mapping[str, tuple[str, Condition]] = {
    "X is diagonal": (r"X = \operatorname{diag}(x_1, \dots, x_n)", lambda letters: is_diagonal(letters["X"])),
    "e is the largest |x_i|": (
        r"e = \max_i |x_i|",
        lambda letters: letters["e"] == max(abs(row[i]) for i, row in enumerate(letters["X"]) if i < len(row)),
    ),
}
"""Hypotheses for which the checker has no words: how they are written, and whether exact letters satisfy them."""


TRANSPOSED = r"({})^{{\top}}"
"""Of an inverse, which has an exponent of its own."""


@dataclass(frozen=True)
class Wording:
    """Hypotheses by name and a conclusion, in the checker's language, with what their letters stand for.

    `symmetric` are the matrices that are declared so; None where none is declared, as of axioms, which are for all
    matrices for which they make sense.
    """

    given: tuple[tuple[str, str], ...]
    shows: str
    scalars: tuple[str, ...] = ()
    matrices: tuple[tuple[str, tuple[str, str]], ...] = ()
    symmetric: tuple[str, ...] | None = None

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The hypotheses and the conclusion, as far as the language has words for them."""
        return (*(text for _, text in self.given if text not in BEYOND), self.shows)

    @property
    def nearly(self) -> str:
        """The near-miss of what it shows: it holds with as much to spare as NEARLY."""
        left, sign, right = sides(self.shows)
        return f"{left} {sign} {right} {'+' if sign[0] == '>' else '-'} {NEARLY}"

    def fits(self, shapes: Mapping[str, tuple[int, int]], symmetric: tuple[str, ...]) -> bool:
        """Whether its texts make sense for matrices of these shapes, as the checker judges it, and are declared so."""
        sizes: dict[str, int] = {}
        for name, declared in self.matrices:
            for side, count in zip(declared, shapes[name], strict=True):
                if sizes.setdefault(side, count) != count:
                    return False
        if self.symmetric is not None:
            declared_so = set(self.symmetric) <= set(symmetric)
            return declared_so and makes_sense(self.texts, self.scalars, self.matrices, self.symmetric)
        actual = tuple((name, (str(shapes[name][0]), str(shapes[name][1]))) for name, _ in self.matrices)
        return makes_sense(self.texts, self.scalars, actual, symmetric)

    @property
    def latex(self) -> str:
        """The whole of it, hypotheses first."""
        letters = [(name, shown(name)) for name in self.symmetric or ()]
        first = [f"{x} = {shown(f'T({name})') if x == name else TRANSPOSED.format(x)}" for name, x in letters]
        first += [BEYOND[text][0] if text in BEYOND else latex_of(text) for _, text in self.given]
        return (",\\ ".join(first) + r" \;\Longrightarrow\; " if first else "") + latex_of(self.shows)


def axiom(label: str) -> Wording:
    """The line of proofs/axioms.txt with this label, its hypotheses named by their texts. Raises Misuse for others."""
    known = checker.axioms()
    if label not in known:
        raise Misuse(f"proofs/axioms.txt has no axiom {label!r}")
    given = tuple((text.strip(), text.strip()) for text in known[label]["given"].values())
    found = Wording(given, known[label]["shows"].strip())
    return _with_names(found, known[label]["scalars"], known[label]["matrices"])


@implements("norm-of-a-diagonal-matrix")
def beyond(shows: str) -> Wording:
    """What the checker can't say: `shows`, where all that stands in BEYOND holds."""
    (known, *_) = checker.axioms().values()
    return _with_names(Wording(tuple((text, text) for text in BEYOND), shows), known["scalars"], known["matrices"])


def _with_names(found: Wording, scalars: list[str], matrices: Mapping[str, list[str]]) -> Wording:
    """The letters of all axioms that occur in this one."""
    used = {name for text in (*(text for _, text in found.given), found.shows) for name in names_in(text)}
    own = tuple((name, (size[0], size[1])) for name, size in matrices.items() if name in used)
    return replace(found, scalars=tuple(name for name in scalars if name in used), matrices=own)


def of_lemma(argument: Argument) -> Wording:
    """The lemma's own text."""
    return Wording(
        tuple(argument.given.items()),
        argument.shows,
        argument.scalars,
        tuple(argument.matrices.items()),
        tuple(argument.symmetric),
    )


@cache
def makes_sense(
    texts: tuple[str, ...],
    scalars: tuple[str, ...],
    matrices: tuple[tuple[str, tuple[str, str]], ...],
    symmetric: tuple[str, ...],
) -> bool:
    """Whether the checker can read the texts, if letters are of these kinds."""
    try:
        scope = checker.Scope({"scalars": scalars, "matrices": dict(matrices), "symmetric": symmetric})
        for text in texts:
            scope.statement(text)
    except (checker.Invalid, SyntaxError):
        return False
    return True


@cache
def names_in(text: str) -> tuple[str, ...]:
    """The letters of a text, each once."""
    found = (name for name in re.findall(r"[A-Za-z_]\w*", text) if name not in checker.FUNCTIONS)
    return tuple(dict.fromkeys(found))


@cache
def sides(text: str) -> tuple[str, str, str]:
    """The left side, the relation and the right side of a statement. Raises Misuse for what is none."""
    found = [part.strip() for part in re.split(r"(<=|>=|==|<|>)", text)]
    if len(found) != 3:
        raise Misuse(f"{text!r} is no statement of the checker's language")
    return found[0], found[1], found[2]


SIGNS = {"<=": (r"\le", r"\preceq"), ">=": (r"\ge", r"\succeq"), "<": ("<", "<"), ">": (">", ">"), "==": ("=", "=")}


def shown(text: str) -> str:
    """LaTeX of an expression, with letters as the papers write them."""

    def letter(name: str) -> str:
        found = LETTERS.get(name) or symbol(name, {})
        return f"{found} " if found.startswith("\\") else found

    return latex(text, letter)


def latex_of(text: str) -> str:
    """LaTeX of a statement; between matrices ≤ is the Loewner order, and a number is a multiple of I."""
    left, sign, right = sides(text)
    matrices = speaks_of_matrices(left) or speaks_of_matrices(right)

    def side_of(side: str) -> str:
        if not matrices or speaks_of_matrices(side) or side == "0":
            return shown(side)
        return "I" if side == "1" else shown(f"({side})*I")

    return f"{side_of(left)} {SIGNS[sign][matrices]} {side_of(right)}"
