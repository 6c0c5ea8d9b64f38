"""The small language of claims, read and written in the checker's: `+ - * / **`, numbers, names and six functions.

A text is cut into tokens and parsed here; nothing of it is evaluated, nor handed to a parser of Python, before it was
found to be of this language. Its precedences are those of the checker's, so that what is read can be written token by
token; a decimal becomes a fraction, and `abs` and `min` become `max`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

from paper import Misuse
from proofs import checker

FUNCTIONS = {"exp": 1, "log": 1, "sqrt": 1, "abs": 1, "min": 2, "max": 2}
"""With the number of arguments; `min` and `max` take more, too."""
RELATIONS = ("<=", ">=", "==", "<", ">")
LONGEST_TEXT = 10_000
DEEPEST = 100
LONGEST_NUMBER = 100
LARGEST_EXPONENT = 40

TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\*\*|<=|>=|==|[-+*/(),<>])",
    re.ASCII,
)
HINTS = {"^": "write ** for a power", "=": "write == for an equation", "!": "there is no 'not equal' here"}


@dataclass(frozen=True)
class Token:
    kind: str  # number, name, sign or end
    text: str
    start: int


def read(field: str, reader: "Callable[[str, Mapping[str, str]], str]", text: str, names: Mapping[str, str]) -> str:
    """What `statement` or `expression` makes of the text of a claim's field. Raises Misuse, which names the field."""
    try:
        found = reader(text, names)
        if len(found) > checker.LIMIT:
            raise Misuse(f"written out, it has more than {checker.LIMIT} characters; make it shorter")
    except Misuse as error:
        raise Misuse(f"{field}: {error}") from None
    return found


def statement(text: str, names: Mapping[str, str]) -> str:
    """A comparison in the checker's language. `names` says how each name of the claim is called there.

    Raises Misuse, with line and column, for what is not in the language.
    """
    return _Parser(text, names).whole(_Parser.comparison)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text, functions apart, in the order in which they first stand there."""
    found = (match["name"] for match in TOKEN.finditer(text))
    return tuple(dict.fromkeys(name for name in found if name and name not in FUNCTIONS))


def expression(text: str, names: Mapping[str, str]) -> str:
    """An expression in the checker's language; else as `statement`."""
    return _Parser(text, names).whole(_Parser.sum)


class _Parser:
    """By recursive descent, with the depth counted: each method reads a part and returns it in the other language."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        if len(text) > LONGEST_TEXT:
            raise Misuse(f"a text of {len(text)} characters is too long; at most {LONGEST_TEXT} are read")
        self.text, self.names, self.depth = text, names, 0
        self.tokens = list(self._tokens())
        self.at = 0

    def _tokens(self) -> Iterator[Token]:
        start = 0
        while start < len(self.text):
            found = TOKEN.match(self.text, start)
            if found is None:
                character = self.text[start]
                hint = HINTS.get(character, "use + - * / **, numbers, names in ASCII, parentheses and one comparison")
                self._refuse(start, f"{character!a} has no meaning here; {hint}")
            if found.lastgroup != "space":
                yield Token(str(found.lastgroup), found.group(), start)
            start = found.end()
        yield Token("end", "", start)

    def _refuse(self, start: int, why: str) -> NoReturn:
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        raise Misuse(f"line {line}, column {column}: {why}")

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at += token.kind != "end"
        return token

    def _takes(self, *signs: str) -> str:
        """The next token if it is one of the signs, which is then read; else ""."""
        token = self.tokens[self.at]
        return self._next().text if token.kind == "sign" and token.text in signs else ""

    def _expect(self, sign: str) -> None:
        token = self.tokens[self.at]
        if not self._takes(sign):
            self._refuse(token.start, f"{_shown(token)} stands where {sign!r} is expected")

    def whole(self, part: "Callable[[_Parser], str]") -> str:
        if self.tokens[0].kind == "end":
            raise Misuse("the text is empty; write an expression")
        found = part(self)
        token = self.tokens[self.at]
        if token.text in RELATIONS:
            self._refuse(token.start, f"{token.text!r} is one comparison too many; write each one as its own text")
        if token.kind != "end":
            self._refuse(token.start, f"{_shown(token)} follows a complete expression; put an operator between them")
        return found

    def comparison(self) -> str:
        left = self.sum()
        token = self.tokens[self.at]
        relation = self._takes(*RELATIONS)
        if not relation:
            self._refuse(token.start, f"{_shown(token)} stands where one of {' '.join(RELATIONS)} is expected")
        return f"{left} {relation} {self.sum()}"

    def sum(self) -> str:
        found = self.product()
        while sign := self._takes("+", "-"):
            found = self._bounded(f"{found} {sign} {self.product()}")
        return found

    def product(self) -> str:
        found = self.factor()
        while sign := self._takes("*", "/"):
            found = self._bounded(f"{found}{sign}{self.factor()}")
        return found

    def factor(self) -> str:
        """Signs bind less than powers: -x**2 is -(x**2)."""
        signs = ""
        while sign := self._takes("+", "-"):
            signs += sign
        found = self.power()
        return f"(-{found})" if signs.count("-") % 2 else found

    def power(self) -> str:
        base = self.primary()
        if not self._takes("**"):
            return base
        token = self._next()
        small = token.text.isdecimal() and len(token.text) <= 2 and 1 <= int(token.text) <= LARGEST_EXPONENT
        if not small or self.tokens[self.at].text == "**":
            self._refuse(token.start, f"an exponent is a whole number from 1 to {LARGEST_EXPONENT}; write it as digits")
        return f"{base}**{int(token.text)}"

    def primary(self) -> str:
        token = self._next()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name" and token.text in FUNCTIONS:
            return self._call(token)
        if token.kind == "name" and token.text in self.names:
            return self.names[token.text]
        if token.kind == "name":
            known = ", ".join([*self.names, *FUNCTIONS])
            self._refuse(token.start, f"{token.text[:40]!r} is none of the names known here ({known}); declare it")
        if token.text != "(":
            self._refuse(token.start, f"{_shown(token)} stands where a number, a name or '(' is expected")
        found = self._inner(token)
        self._expect(")")
        return f"({found})"

    def _inner(self, token: Token) -> str:
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse(token.start, f"parentheses are nested more than {DEEPEST} deep; write it with fewer")
        found = self.sum()
        self.depth -= 1
        return found

    def _number(self, token: Token) -> str:
        if len(token.text) > LONGEST_NUMBER:
            self._refuse(token.start, f"a number has {len(token.text)} characters; at most {LONGEST_NUMBER} are read")
        value = Fraction(token.text)
        return str(value) if value.denominator == 1 else f"({value})"

    def _call(self, token: Token) -> str:
        name, wanted = token.text, FUNCTIONS[token.text]
        self._expect("(")
        found = [self._inner(token)]
        while self._takes(","):
            found.append(self._inner(token))
        self._expect(")")
        if len(found) != wanted and not (wanted == 2 and len(found) > 2):
            takes = "one argument" if wanted == 1 else "two arguments or more"
            self._refuse(token.start, f"{name} takes {takes}, and has {len(found)} here")
        match name:
            case "abs":
                written = f"max({found[0]}, -({found[0]}))"
            case "max":
                written = _largest(found)
            case "min":
                written = f"(-{_largest([f'-({x})' for x in found])})"
            case _:
                written = f"{name}({found[0]})"
        return self._bounded(written, token.start)

    def _bounded(self, written: str, start: int = 0) -> str:
        """`abs` within `abs` doubles what is written."""
        if len(written) > LONGEST_TEXT:
            self._refuse(start, f"written out, this has more than {LONGEST_TEXT} characters; make it shorter")
        return written


def _largest(texts: list[str]) -> str:
    """max of two at a time, the halves apart so that many arguments nest little."""
    if len(texts) == 1:
        return texts[0]
    half = len(texts) // 2
    return f"max({_largest(texts[:half])}, {_largest(texts[half:])})"


def _shown(token: Token) -> str:
    return "the end of the text" if token.kind == "end" else repr(token.text[:40])
