"""The small language of claims, read and written in the checker's: `+ - * / **`, numbers, names and functions.

A text is cut into tokens and parsed here; nothing of it is evaluated, nor handed to a parser of Python, before it was
found to be of this language. Its precedences are those of the checker's, so that what is read can be written token by
token. What the checker's language lacks is written by what it has: a decimal as a fraction, `abs` and `min` by `max`,
`x**k` as exp(k*log(x)), `cosh` by exponentials.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, NoReturn, TypeVar

from paper import Misuse
from proofs import checker
from proofs.scalar.claims import PI

FUNCTIONS = {"exp": 1, "log": 1, "sqrt": 1, "abs": 1, "min": 2, "max": 2}
"""With the number of arguments; `min` and `max` take more, too."""
WRITTEN = {
    "ln": "log({0})",
    "cosh": "((exp({0}) + exp(-({0})))/2)",
    "sinh": "((exp({0}) - exp(-({0})))/2)",
    "tanh": "((exp(2*({0})) - 1)/(exp(2*({0})) + 1))",
    "logistic": "(1/(1 + exp(-({0}))))",
}
"""Functions of one argument by how they are written; a variable may be called like one."""
CONSTANTS = {"e": "exp(1)", PI: PI}
"""Likewise."""
WORDS = ("and", "or")
RELATIONS = ("<=", ">=", "==", "<", ">")
DIFFERENT = "!="
LONGEST_TEXT = 10_000
DEEPEST = 100
LONGEST_NUMBER = 100
LARGEST_EXPONENT = 40
"""In the checker's language."""
LARGEST_POWER = 1000
MOST_CASES = 32
"""Into which `or` and `!=` may take a hypothesis apart."""

Conjunction = tuple[str, ...]
TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/(),<>])",
    re.ASCII,
)
Read = TypeVar("Read", str, tuple[Any, ...])
HINTS = {
    "^": "write ** for a power",
    "=": "write == for an equation",
    "!": "write != for 'not equal', and take a negation apart",
    "|": "write abs(x) for an absolute value, and `or` for 'or'",
    "&": "write `and`",
}
ARITHMETIC = re.compile(r"[-+*/() 0-9]+", re.ASCII)
UNKNOWN = {
    "not": "; write the opposite comparison",
}


@dataclass(frozen=True)
class Token:
    kind: str  # number, name, sign or end
    text: str
    start: int


def read(field: str, reader: Callable[[str, Mapping[str, str]], Read], text: str, names: Mapping[str, str]) -> Read:
    """What `cases` or another such function makes of a claim's field. Raises Misuse, which names the field."""
    try:
        found = reader(text, names)
        if _longest(found) > checker.LIMIT:
            raise Misuse(f"written out, it has more than {checker.LIMIT} characters; make it shorter")
    except Misuse as error:
        raise type(error)(f"{field}: {error}") from None
    return found


def _longest(found: str | tuple[Any, ...]) -> int:
    return len(found) if isinstance(found, str) else max(map(_longest, found), default=0)


def cases(text: str, names: Mapping[str, str]) -> tuple[Conjunction, ...]:
    """A hypothesis as cases, in one of which it holds: each is a list of comparisons in the checker's language.

    `and` binds more than `or`; `0 <= x <= 1` is two comparisons, and `x != y` two cases. `names` says how each name of
    the claim is called there. Raises Misuse, with line and column, for what is not in the language.
    """
    return Parser(text, names).whole(Parser.disjunction)


def conjunction(text: str, names: Mapping[str, str]) -> Conjunction:
    """A conclusion: comparisons that all hold, chained or joined by `and`; else as `cases`."""
    found = cases(text, names)
    if len(found) > 1:
        raise Misuse("a conclusion with `or` or != can't be graded here; write a claim for each case")
    return found[0]


def alternatives(text: str, names: Mapping[str, str]) -> tuple[Conjunction, ...]:
    """A conclusion as lists of comparisons, of each of which one holds at least; else as `cases`."""
    found = list(dict.fromkeys(tuple(dict.fromkeys(choice)) for choice in product(*cases(text, names))))
    if len(found) > MOST_CASES:
        raise Misuse(f"it has more than {MOST_CASES} cases; write them as claims of their own")
    return tuple(found)


def bases_in(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """What the text has real powers of, in the checker's language: by a logarithm, so that each has to be positive."""
    parser = Parser(text, names)
    parser.whole(Parser.disjunction)
    return tuple(dict.fromkeys(parser.bases))


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text that are not known, in the order in which they first stand there."""
    found, known = (match["name"] for match in TOKEN.finditer(text)), {*FUNCTIONS, *WRITTEN, *CONSTANTS, *WORDS}
    return tuple(dict.fromkeys(name for name in found if name and name not in known))


def expression(text: str, names: Mapping[str, str]) -> str:
    """An expression in the checker's language; else as `cases`."""
    return Parser(text, names).whole(Parser.sum)


class Parser:
    """By recursive descent, with the depth counted: each method reads a part and returns it in the other language."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        if len(text) > LONGEST_TEXT:
            raise Misuse(f"a text of {len(text)} characters is too long; at most {LONGEST_TEXT} are read")
        self.text, self.names, self.depth = text, names, 0
        self.tokens = list(self._tokens())
        self.at = 0
        self.bases = list[str]()

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

    def whole(self, part: "Callable[[Parser], Read]") -> Read:
        if self.tokens[0].kind == "end":
            raise Misuse("the text is empty; write an expression")
        found = part(self)
        token = self.tokens[self.at]
        if token.text in (*RELATIONS, DIFFERENT):
            self._refuse(token.start, f"{token.text!r} compares, where an expression is expected; leave it out")
        if token.kind != "end":
            self._refuse(token.start, f"{_shown(token)} follows a complete expression; put an operator between them")
        return found

    def disjunction(self) -> tuple[Conjunction, ...]:
        found = self._joined()
        while self._says("or"):
            found += self._joined()
        self._few(len(found))
        return found

    def _joined(self) -> tuple[Conjunction, ...]:
        found = self._chain()
        while self._says("and"):
            more = self._chain()
            self._few(len(found) * len(more))
            found = tuple((*a, *b) for a in found for b in more)
        return found

    def _chain(self) -> tuple[Conjunction, ...]:
        """a < b <= c, each of two neighbours; where one says !=, the cases."""
        sides, relations = [self.sum()], list[str]()
        while relation := self._takes(*RELATIONS, DIFFERENT):
            relations.append(relation)
            sides.append(self.sum())
        if not relations:
            token = self.tokens[self.at]
            self._refuse(token.start, f"{_shown(token)} stands where one of {' '.join(RELATIONS)} is expected")
        found: tuple[Conjunction, ...] = ((),)
        for left, relation, right in zip(sides, relations, sides[1:], strict=False):
            signs = ("<", ">") if relation == DIFFERENT else (relation,)
            found = tuple((*case, f"{left} {sign} {right}") for case in found for sign in signs)
            self._few(len(found))
        return found

    def _few(self, count: int) -> None:
        if count > MOST_CASES:
            raise Misuse(f"it has more than {MOST_CASES} cases; write them as claims of their own")

    def _says(self, word: str) -> bool:
        """Whether the word stands here, which is then read."""
        token = self.tokens[self.at]
        return token.kind == "name" and token.text == word and self._next() is token

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
        token = self.tokens[self.at]
        base = self.primary()
        if not self._takes("**"):
            return base
        start = self.tokens[self.at].start
        sign = -1 if self._takes("-") else 1
        exponent = self.primary()
        if self.tokens[self.at].text == "**":
            self._refuse(start, "a power of a power needs parentheses, as in x**(2**3)")
        if token.text == "e" and base == CONSTANTS["e"]:
            return f"exp({'-' if sign < 0 else ''}{exponent})"
        number = _constant(exponent)
        if number is None or number.denominator > 2:
            self.bases.append(base)
        if number is None:
            return self._bounded(f"exp({'-' if sign < 0 else ''}{exponent}*log({base}))", start)
        if abs(number) > LARGEST_POWER:
            self._refuse(start, f"an exponent is at most {LARGEST_POWER}; {str(number)[:40]} is more")
        return self._bounded(_power(base, sign * number), start)

    def primary(self) -> str:
        token = self._next()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name" and token.text in FUNCTIONS:
            return self._call(token)
        if token.kind == "name" and token.text in self.names:
            return self.names[token.text]
        if token.kind == "name" and token.text in WRITTEN:
            return self._call(token)
        if token.kind == "name" and token.text in CONSTANTS:
            return CONSTANTS[token.text]
        if token.kind == "name":
            known, hint = ", ".join([*self.names, *FUNCTIONS, *WRITTEN]), UNKNOWN.get(token.text, "; declare it")
            self._refuse(token.start, f"{token.text[:40]!r} is none of the names known here ({known}){hint}")
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
        name, wanted = token.text, FUNCTIONS.get(token.text, 1)
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
                written = WRITTEN.get(name, f"{name}({{0}})").format(found[0])
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


def _constant(written: str) -> Fraction | None:
    """The number that an exponent comes to, if it has no names."""
    if written.isdecimal():
        return Fraction(written)
    if not ARITHMETIC.fullmatch(written):
        return None
    try:
        value = checker.Scope({}).expression(written)
    except checker.Invalid:
        return None
    return sum(value.values(), Fraction(0)) if set(value) <= {((), ())} else None


def _power(base: str, exponent: Fraction) -> str:
    """base**exponent: a product, its inverse, a root, or else by exp and log, which ask that the base is positive."""
    if exponent < 0:
        return f"(1/{_power(base, -exponent)})"
    if exponent == 1:
        return base
    if exponent == 0:
        return f"(1 + 0*{base})"  # which is defined where the base is
    if exponent.denominator == 1:
        many, rest = divmod(int(exponent), LARGEST_EXPONENT)
        parts = [f"({base}**{LARGEST_EXPONENT})**{many}"] if many else []
        parts += [f"{base}**{rest}"] if rest else []
        return parts[0] if len(parts) == 1 else f"({'*'.join(parts)})"
    if exponent.denominator == 2:
        return _power(f"sqrt({base})", Fraction(exponent.numerator))
    return f"exp({exponent}*log({base}))"


def _shown(token: Token) -> str:
    return "the end of the text" if token.kind == "end" else repr(token.text[:40])
