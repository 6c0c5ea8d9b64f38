r"""LaTeX of texts in the grammar of claims, as they are written: x**k is x^k here, and 0.1 stays 0.1.

A text is cut into the tokens that `expression` reads, with a letter for each name and number; only what they make is
parsed, so that a name may be a word of Python's, and no number passes through a float. It is to be read first.
"""

import ast
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from proofs.grading.numbers.expression import TOKEN, WORDS

Letter = Callable[[str], str]
GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Xi",
    "Pi",
    "Sigma",
    "Upsilon",
    "Phi",
    "Psi",
    "Omega",
]
LETTERS = {**{name: f"\\{name}" for name in GREEK}, "eps": r"\varepsilon", "inf": r"\infty"}
COMMANDS = {name: f"\\{name}" for name in ("min", "max", "log", "ln", "exp", "cosh", "sinh", "tanh")}
AROUND = {"abs": r"\lvert {} \rvert", "norm": r"\lVert {} \rVert", "sqrt": r"\sqrt{{{}}}"}
SIGNS = {ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge", ast.Eq: "=", ast.NotEq: r"\ne"}
ORDERS = {ast.LtE: r"\preceq", ast.GtE: r"\succeq"}
"""Between matrices."""
RAISED = {"T": r"\top", "inv": "-1"}
"""Functions that are written as powers."""
SUM, PRODUCT, POWER, ATOM = range(4)
"""How much a part holds together."""
SHORT = 24
"""Characters of an exponent of e that is raised; a longer one is an argument of exp."""
POWER_OF_TEN = re.compile(r"([\d.]+)[eE]([+-]?)0*(\d+)")


def symbol(name: str) -> str:
    """LaTeX of a name: a letter, Greek or not, with an index in digits or behind _; all else stands upright."""
    stem, _, index = name.strip("_").partition("_")
    numbered = re.fullmatch(r"([A-Za-z]+?)(\d+)", stem)
    if numbered and not index:
        stem, index = numbered.groups()
    parts = [_letter(part) for part in index.split("_") if part]
    return f"{_letter(stem)}_{{{','.join(parts)}}}" if parts else _letter(stem)


def _letter(word: str) -> str:
    return LETTERS.get(word, word if len(word) == 1 or word.isdigit() else rf"\mathrm{{{word}}}")


def formula(text: str, letter: Letter = symbol, matrices: Collection[str] = ()) -> str:
    """LaTeX of comparisons, or of an expression; of what can't be parsed, the text as it is. `matrices` are letters."""
    words = list[str]()
    try:
        tree = ast.parse(" ".join(_lettered(text, words)), mode="eval").body
        return _Writer(words, letter, matrices=matrices).written(tree)[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return verbatim(text)


def verbatim(text: str) -> str:
    """A text as words of a formula."""
    shown = "".join(c if c.isascii() and c.isprintable() and c not in r"\{}^~" else " " for c in text)
    escaped = re.sub(r"([%&#_$])", r"\\\1", " ".join(shown.split()))
    return rf"\text{{{escaped}}}"


def _lettered(text: str, words: list[str]) -> Iterator[str]:
    """Its tokens, with a name of ours for each name and number, whose texts are added to `words`."""
    start = 0
    while start < len(text):
        found = TOKEN.match(text, start)
        if found is None:
            raise ValueError(text)
        start = found.end()
        if found.lastgroup == "sign" or found.group() in WORDS:
            yield found.group()
        elif found.lastgroup != "space":
            words.append(found.group())
            yield f"_{len(words) - 1}"


@dataclass(frozen=True)
class _Writer:
    """Writes what was parsed: each part with how much it holds together. In a `flat` one quotients have a stroke."""

    words: Sequence[str]
    letter: Letter
    flat: bool = False
    matrices: Collection[str] = ()

    def written(self, tree: ast.expr) -> tuple[str, int]:
        match tree:
            case ast.Name():
                return self._word(self._said(tree))
            case ast.BoolOp(op=op, values=values):
                word = r"\text{ and }" if isinstance(op, ast.And) else r"\text{ or }"
                return word.join(self.written(value)[0] for value in values), SUM
            case ast.Compare(left=first, ops=ops, comparators=rest):
                signs = {**SIGNS, **ORDERS} if any(map(self._is_matrix, (first, *rest))) else SIGNS
                compared = [f"{signs[type(op)]} {self.written(side)[0]}" for op, side in zip(ops, rest, strict=True)]
                return " ".join([self.written(first)[0], *compared]), SUM
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return f"-{self._within(a, PRODUCT)}", SUM
            case ast.UnaryOp(op=ast.UAdd(), operand=a):
                return self.written(a)
            case ast.BinOp(left=a, op=ast.Add() | ast.Sub() as op, right=b):
                sign = "+" if isinstance(op, ast.Add) else "-"
                return f"{self.written(a)[0]} {sign} {self._within(b, PRODUCT)}", SUM
            case ast.BinOp(
                left=ast.UnaryOp(op=ast.USub() as sign, operand=a), op=ast.Mult() | ast.Div() as op, right=b
            ):
                return self.written(ast.UnaryOp(sign, ast.BinOp(a, op, b)))
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                return self._product(a, b), PRODUCT
            case ast.BinOp(left=a, op=ast.Div(), right=b) if self.flat:
                return f"{self._within(a, PRODUCT)}/{self._within(b, POWER)}", PRODUCT
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                return rf"\frac{{{self.written(a)[0]}}}{{{self.written(b)[0]}}}", PRODUCT
            case ast.BinOp(left=ast.Name() as e, op=ast.Pow(), right=a) if self._said(e) == "e":
                return self._exponential(a), POWER
            case ast.BinOp(left=a, op=ast.Pow(), right=b):
                return f"{self._base(a)}^{{{self._raised(b)}}}", POWER
            case ast.Call(func=ast.Name() as function, args=[a]) if self._said(function) == "exp":
                return self._exponential(a), POWER
            case ast.Call(func=ast.Name() as function, args=[a]) if self._said(function) in RAISED:
                return f"{self._base(a)}^{{{RAISED[self._said(function)]}}}", POWER
            case ast.Call(func=ast.Name() as function, args=arguments):
                return self._call(self._said(function), arguments), ATOM
        raise ValueError(ast.dump(tree))

    def _said(self, name: ast.Name) -> str:
        return self.words[int(name.id[1:])]

    def _is_matrix(self, tree: ast.AST) -> bool:
        """Whether a letter of a matrix stands in it, outside of a norm."""
        match tree:
            case ast.Name():
                return self._said(tree) in self.matrices
            case ast.Call(func=ast.Name() as function) if self._said(function) == "norm":
                return False
        return any(map(self._is_matrix, ast.iter_child_nodes(tree)))

    def _word(self, word: str) -> tuple[str, int]:
        if not word[0].isdigit() and word[0] != ".":
            return self.letter(word), ATOM
        ten = POWER_OF_TEN.fullmatch(word)
        if not ten:
            return word, ATOM
        factor, sign, exponent = ten.groups()
        power = f"10^{{{sign.strip('+')}{exponent}}}"
        return (power, POWER) if factor == "1" else (rf"{factor} \cdot {power}", PRODUCT)

    def _within(self, tree: ast.expr, least: int) -> str:
        """In parentheses where it holds together less."""
        text, held = self.written(tree)
        return text if held >= least else _enclosed(text)

    def _product(self, a: ast.expr, b: ast.expr) -> str:
        first, second = self._within(a, PRODUCT), self._within(b, PRODUCT)
        between = r" \cdot " if second[:1].isdigit() else r"\," if r"\mathrm" in f"{first[-20:]}{second[:8]}" else " "
        return f"{first}{between}{second}"

    def _base(self, tree: ast.expr) -> str:
        text, held = self.written(tree)
        return text if held == ATOM else _enclosed(text)

    def _raised(self, tree: ast.expr) -> str:
        return replace(self, flat=True).written(tree)[0]

    def _exponential(self, tree: ast.expr) -> str:
        text = self._raised(tree)
        is_short = len(re.sub(r"\\[A-Za-z]+|[{} ]", "", text)) <= SHORT and "^" not in text
        return f"e^{{{text}}}" if is_short else rf"\exp{_enclosed(self.written(tree)[0])}"

    def _call(self, name: str, arguments: Sequence[ast.expr]) -> str:
        said = [self.written(argument)[0] for argument in arguments]
        if name in AROUND and len(said) == 1:
            return AROUND[name].format(said[0])
        command = COMMANDS.get(name, rf"\operatorname{{{name}}}")
        return f"{command}{_enclosed(', '.join(said))}"


def _enclosed(text: str) -> str:
    return rf"\left({text}\right)" if r"\frac" in text else f"({text})"
