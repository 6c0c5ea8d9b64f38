"""A reader of the LaTeX in which the ledger prints statements: what it says, as trees, and nothing of what it means.

A tree is a tuple: ("name", ...), ("number", ...), or an operation and its operands. A name is written in one way:
`\\tilde W^-(t)`, `\\sigma_{k+1}`, `B'`. What is not in the language raises Unreadable; nothing is guessed.
"""

import re
from collections.abc import Sequence
from typing import Any

Tree = tuple[Any, ...]
Chunk = tuple[str, ...]  # tokens

TOKENS = re.compile(r"\\[A-Za-z]+|\\.|\d+|\S")
SPACING = {rf"\{name}" for name in (*",;!: ", *("bigl", "bigr", "Bigl", "Bigr", "left", "right"))}
OPENING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\lVert": r"\rVert", r"\begin": r"\end"}
SEPARATORS = {",", r"\quad", r"\qquad"}
RELATIONS = {r"\le": "<=", r"\ge": ">=", "<": "<", ">": ">", "=": "==", r"\preceq": "<=", r"\succeq": ">="}
ORDERS = {r"\preceq", r"\succeq"}
"""The relations between matrices; all but = of the others are between numbers."""
ACCENTS = {r"\tilde", r"\bar"}
GREEK = {rf"\{name}" for name in ("alpha", "beta", "delta", "varepsilon", "epsilon", "kappa", "mu", "nu", "sigma")}
GREEK |= {rf"\{name}" for name in ("tau", "lambda", "eta", "Phi", "Sigma", "Delta")}
FUNCTIONS = {r"\log": "log", r"\exp": "exp", r"\max": "max", r"\delta": "definiteness"}


class Unreadable(Exception):
    """The text is not in the reader's language; the message says where."""


def tokens(latex: str) -> Chunk:
    """The text's tokens, without those that only make room."""
    return tuple(token for token in TOKENS.findall(latex) if token not in SPACING)


def split(text: Chunk, at: set[str]) -> list[tuple[str, Chunk]]:
    """The pieces between separators outside of all brackets, each with the separator before it; none is empty."""
    pieces: list[tuple[str, list[str]]] = [("", [])]
    depth = 0
    for token in text:
        depth += (token in OPENING) - (token in OPENING.values())
        if depth == 0 and token in at:
            pieces.append((token, []))
        else:
            pieces[-1][1].append(token)
    return [(before, tuple(piece)) for before, piece in pieces if piece]


def relations(text: Chunk) -> tuple[list[Tree], list[str]]:
    """The sides of a chain of relations, and the relations between them, as they are written."""
    pieces = split(text, set(RELATIONS))
    if not pieces or pieces[0][0]:
        raise Unreadable(f"a relation has no left side: {' '.join(text)}")
    return [expression(side) for _, side in pieces], [sign for sign, _ in pieces[1:]]


def expression(text: Chunk) -> Tree:
    """The tree of an expression. Raises Unreadable."""
    reader = _Reader(text)
    found = reader.sum()
    if reader.ahead is not None:
        raise Unreadable(f"{reader.ahead!r} is not understood in {' '.join(text)}")
    return found


class _Reader:
    def __init__(self, text: Sequence[str]) -> None:
        self.text, self.at = text, 0

    @property
    def ahead(self) -> str | None:
        return self.text[self.at] if self.at < len(self.text) else None

    def take(self, wanted: str | None = None) -> str:
        token = self.ahead
        if token is None or (wanted is not None and token != wanted):
            raise Unreadable(f"{wanted or 'more'} is missing in {' '.join(self.text)}")
        self.at += 1
        return token

    def follows(self, *text: str) -> bool:
        """Whether this text comes next; it is taken if it does."""
        if tuple(self.text[self.at : self.at + len(text)]) != text:
            return False
        self.at += len(text)
        return True

    def sum(self) -> Tree:
        found = ("minus", self.product()) if self.follows("-") else self.product()
        while self.ahead in ("+", "-"):
            sign = self.take()
            found = ("plus", found, self.product() if sign == "+" else ("minus", self.product()))
        return found

    def product(self) -> Tree:
        found = self.power()
        while True:
            if self.follows("/"):
                found = ("over", found, self.power())
            elif self.follows(r"\cdot") or self._begins():
                found = ("times", found, self.power())
            else:
                return found

    def _begins(self) -> bool:
        token = self.ahead or ""
        known = token in {"(", "[", r"\frac", r"\tfrac", r"\sqrt", r"\lVert", r"\begin"}
        return known or token.isalnum() or token in ACCENTS | GREEK | set(FUNCTIONS)

    def power(self) -> Tree:
        found = self.factor()
        while self.follows("^"):
            found = self._raised(found, self.group())
        return found

    def _raised(self, base: Tree, exponent: Chunk) -> Tree:
        if exponent == (r"\top",):
            return ("transpose", base)
        if base == ("name", "e"):
            return ("raised e", expression(exponent))
        sign, digits = (-1, exponent[1:]) if exponent[:1] == ("-",) else (1, exponent)
        if len(digits) != 1 or not digits[0].isdigit():
            raise Unreadable(f"an exponent {' '.join(exponent)}")
        power = ("power", base, int(digits[0])) if digits != ("1",) else base
        return ("inverse", power) if sign < 0 else power

    def group(self) -> Chunk:
        """What stands in braces, or one token."""
        if not self.follows("{"):
            return (self.take(),)
        return self.until("{", "}")

    def until(self, opening: str, closing: str) -> Chunk:
        """The tokens up to the bracket that closes what was opened."""
        begin, depth = self.at, 1
        while depth:
            token = self.take()
            depth += (token == opening) - (token == closing)
        return tuple(self.text[begin : self.at - 1])

    def factor(self) -> Tree:
        sign = self.take()
        if sign.isdigit():
            return ("number", int(sign))
        if sign in ("(", "["):
            return expression(self.until(sign, OPENING[sign]))
        if sign in (r"\frac", r"\tfrac"):
            return ("over", expression(self.group()), expression(self.group()))
        if sign == r"\sqrt":
            return ("sqrt", expression(self.group()))
        if sign == r"\lVert":
            inside = expression(self.until(sign, r"\rVert"))
            self.follows("_", "2")
            return ("norm", inside)
        if sign == r"\begin":
            return self.matrix()
        if sign in FUNCTIONS and (sign != r"\delta" or self.ahead == "("):
            return (FUNCTIONS[sign], *self.arguments(sign))
        if sign in ACCENTS | GREEK or (sign.isalpha() and len(sign) == 1):
            return self.name(sign)
        raise Unreadable(f"{sign!r} is not understood in {' '.join(self.text)}")

    def matrix(self) -> Tree:
        """Two rows of two blocks."""
        kind = self.group()
        inside = self.until(r"\begin", r"\end")
        if kind != self.group() or "".join(kind) not in ("matrix", "pmatrix"):
            raise Unreadable(f"an environment {''.join(kind)}")
        rows = [[expression(cell) for _, cell in split(row, {"&"})] for _, row in split(inside, {r"\\"})]
        if [len(row) for row in rows] != [2, 2]:
            raise Unreadable("a matrix that is not two rows of two blocks")
        return ("blocks", *rows[0], *rows[1])

    def arguments(self, function: str) -> tuple[Tree, ...]:
        if self.follows("("):
            found = tuple(expression(piece) for _, piece in split(self.until("(", ")"), {","}))
        else:
            found = (self.power(),)
        if len(found) != (2 if function == r"\max" else 1):
            raise Unreadable(f"{function} of what follows it in {' '.join(self.text)}")
        return found

    def name(self, letter: str) -> Tree:
        """A letter with its accent, primes and indices; `(t)` behind it belongs to it, as no t is ever multiplied."""
        name = f"{letter} {''.join(self.group())}" if letter in ACCENTS else letter
        while True:
            if self.follows("'"):
                name += "'"
            elif self.follows("_"):
                name += f"_{''.join(self.group())}"
            elif self.follows("^", "-") or self.follows("^", "+"):
                name += f"^{self.text[self.at - 1]}"
            elif self.follows("(", "t", ")"):
                name += "(t)"
            else:
                return ("name", name)
