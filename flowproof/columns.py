r"""LaTeX formulas for a narrow column, where TeX is to break them as lines of a paragraph.

TeX breaks a formula in a paragraph after a relation or a sign, but neither within braces, fractions, roots and pairs of
`\left` and `\right`, nor between factors. A formula that is wider than a column is written here without these where
they are wide, and where no sign stands for long, it may be broken between factors.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

WIDEST = 24
"""Symbols that always fit a line of a column, with a margin: letters, and signs with the space about them as two."""
WIDE = 12
"""Symbols of a fraction, or of what stands in a pair of braces, that a line may have to be broken within."""
TOKEN = re.compile(
    r"\\(?:text|mathrm|mathbb|operatorname)\{[^{}]*\}|\\begin\{.*?\\end\{\w+\}"  # whole
    r"|\\(?:left|right)\s*(?:\\[A-Za-z]+|\\.|.)|\\[A-Za-z]+|\\.|\S",
    re.DOTALL,
)
RELATIONS = {"=", "<", ">", r"\le", r"\ge", r"\ne", r"\to", r"\in", r"\iff", r"\approx", r"\simeq", r"\implies"}
RELATIONS |= {r"\preceq", r"\succeq", r"\prec", r"\succ", r"\Rightarrow", r"\Longrightarrow", r"\Leftrightarrow"}
SIGNS = {"+", "-", r"\pm", r"\cdot", r"\times"}
ACCENTS = {r"\tilde", r"\bar", r"\hat", r"\dot", r"\ddot"}
"""Commands with one argument that is narrow."""
FUNCTIONS = (r"\exp", r"\log", r"\max", r"\min", r"\det", r"\lim", r"\operatorname")
OPENING = {"(", "[", r"\{", r"\lVert", r"\bigl"}
CLOSING = {")", "]", r"\}", r"\rVert", r"\bigr"}
COMMAND = re.compile(r"\\[A-Za-z]+$")
ALLOWED = r"\penalty900 "
"""A place to break that TeX takes when no relation and no sign will do, which cost it 500 and 700."""


@dataclass(frozen=True)
class Node:
    """A symbol, or what TeX doesn't break by itself, with what stands in it."""

    text: str
    parts: tuple["Formula", ...] = ()

    @property
    def is_script(self) -> bool:
        return self.text in ("^", "_")

    @cached_property
    def width(self) -> float:
        """How many symbols wide."""
        inside = [_width(part) for part in self.parts]
        match self.text:
            case "^" | "_":
                return 0.5 * inside[0]
            case r"\frac" | r"\tfrac":
                return 0.75 * max(inside) + 0.5
            case r"\quad" | r"\qquad":
                return 3
        if self.text.endswith("}"):  # words, or a matrix, in rows
            return max(len(re.sub(r"\\[A-Za-z]+|[{}&\s]", "", row)) for row in self.text.split(r"\\"))
        if self.text in RELATIONS or self.text in SIGNS:
            return 2
        return sum(inside) + (self.text not in ACCENTS and self.text != "{")


Formula = tuple[Node, ...]


def breakable(latex: str) -> str:
    """The same formula, which TeX can break wherever it is wider than a column."""
    formula, rest = _sequence(TOKEN.findall(latex), "")
    if rest:
        raise ValueError(f"{latex!r} has {rest[0]!r} without its beginning")
    return _written(_with_breaks(tuple(_opened(formula)))) if _width(formula) > WIDEST else latex


def _sequence(tokens: Sequence[str], closing: str) -> tuple[Formula, Sequence[str]]:
    """What stands before a token, and the tokens from there on."""
    found: list[Node] = []
    while tokens and not tokens[0].startswith((closing or "}", r"\right")):
        node, tokens = _node(tokens)
        found.append(node)
    return tuple(found), tokens


def _node(tokens: Sequence[str]) -> tuple[Node, Sequence[str]]:
    first, rest = tokens[0], tokens[1:]
    if first == "{":
        inner, rest = _sequence(rest, "}")
        return Node("{", (inner,)), rest[1:]
    if first.startswith(r"\left"):
        inner, rest = _sequence(rest, r"\right")
        ends = (first.removeprefix(r"\left").strip(), rest[0].removeprefix(r"\right").strip())
        return Node("fence", ((Node(ends[0]),), inner, (Node(ends[1]),))), rest[1:]
    arguments = []
    for _ in range({r"\frac": 2, r"\tfrac": 2, r"\sqrt": 1, "^": 1, "_": 1, **dict.fromkeys(ACCENTS, 1)}.get(first, 0)):
        argument, rest = _node(rest)
        arguments.append(argument.parts[0] if argument.text == "{" else (argument,))
    return Node(first, tuple(arguments)), rest


def _width(formula: Iterable[Node]) -> float:
    return sum(node.width for node in formula)


def _opened(formula: Formula) -> Iterator[Node]:
    """The formula's symbols, where wide braces, fractions, roots and fences are replaced by what stands in them."""
    for i, node in enumerate(formula):
        following = formula[i + 1] if i + 1 < len(formula) else None
        if not node.parts or node.is_script or node.text in ACCENTS or node.width <= WIDE:
            yield node
        elif node.text == "{":
            inner = tuple(_opened(node.parts[0]))
            yield from _fenced(inner) if _is_sum(inner) and len(formula) > 1 else inner
        elif node.text == "fence":
            yield from _fenced(tuple(_opened(node.parts[1])), node.parts[0][0].text, node.parts[2][0].text)
        elif node.text == r"\sqrt":
            yield from (*_fenced(tuple(_opened(node.parts[0]))), Node("^", (tuple(map(Node, "1/2")),)))
        else:
            above, below = (tuple(_opened(part)) for part in node.parts)
            quotient = (*(_fenced(above) if _is_sum(above) else above), Node("/"), *_divisor(below))
            yield from _fenced(quotient) if following and _is_factor(following) else quotient


def _divisor(formula: Formula) -> Formula:
    is_single = sum(not node.is_script for node in formula) == 1
    return formula if is_single else _fenced(formula)


def _fenced(formula: Formula, left: str = "(", right: str = ")") -> Formula:
    size = "Big" if any(node.text == r"\frac" for node in formula) else "big"
    return (Node(rf"\{size}l{left}"), *formula, Node(rf"\{size}r{right}"))


def _is_sum(formula: Formula) -> bool:
    depth = 0
    for node in formula:
        depth += _opens(node) - _closes(node)
        if depth == 0 and (node.text in SIGNS or node.text in RELATIONS):
            return True
    return False


def _opens(node: Node) -> bool:
    return node.text in OPENING or node.text.lower().startswith(r"\bigl")


def _closes(node: Node) -> bool:
    return node.text in CLOSING or node.text.lower().startswith(r"\bigr")


def _is_factor(node: Node) -> bool:
    return not (
        node.is_script or _closes(node) or node.text in SIGNS or node.text in RELATIONS or node.text in ",.;'/|"
    )


def _with_breaks(formula: Formula) -> Formula:
    """With a place to break before a factor, and behind a comma, wherever TeX finds none of its own for long."""
    found: list[Node] = []
    ahead = [0.0]  # how much stands before the next relation or sign, from each node on
    for node in reversed(formula):
        ahead.append(0.0 if _breaks(node) else ahead[-1] + node.width)
    run = 0.0  # since the last place to break
    for i, node in enumerate(formula):
        if run >= WIDE / 2 and run + ahead[-1 - i] > WIDEST / 2 and _may_stand(formula, i):
            found.append(Node(ALLOWED))
            run = 0.0
        found.append(node)
        run = 0.0 if _breaks(node) else run + node.width
    return tuple(found)


def _breaks(node: Node) -> bool:
    return node.text in SIGNS or node.text in RELATIONS


def _may_stand(formula: Formula, i: int) -> bool:
    """Whether a line may begin with this node."""
    before, node = formula[i - 1], formula[i]
    if before.text == "," and not _closes(node):
        return True
    if before.is_script:
        before = next((other for other in reversed(formula[:i]) if not other.is_script), before)
    ends = not (_opens(before) or _breaks(before) or before.text.startswith(FUNCTIONS) or before.text in "/|")
    applies = node.text == "(" and before.text.isalpha()  # W(t)
    return ends and _is_factor(node) and not node.text.isdigit() and not before.text.isdigit() and not applies


def _written(formula: Iterable[Node]) -> str:
    text = ""
    for node in formula:
        match node.text, [_written(part) for part in node.parts]:
            case "{", [inner]:
                piece = f"{{{inner}}}"
            case "fence", [left, inner, right]:
                piece = rf"\left{left}{inner}\right{right}"
            case name, arguments:
                piece = name + "".join(f"{{{argument}}}" for argument in arguments)
        text += f" {piece}" if piece[:1].isalpha() and COMMAND.search(text) else piece
    return text
