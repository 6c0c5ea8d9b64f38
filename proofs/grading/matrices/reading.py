"""Claims about matrices of any sizes, as they are written, and in the checker's language.

The grammar is that of claims about numbers, with `T`, `norm` and `inv`. An inverse is a letter of its own, of which the
two equations that make it one are known.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from paper import Misuse
from proofs import checker
from proofs.certificate.finder import Names
from proofs.certificate.limits import limited
from proofs.checker import shape, transpose
from proofs.grading.numbers.claims import NAME, WORK, called
from proofs.grading.numbers.expression import LARGEST_EXPONENT, Parser, Read, Token, read

FUNCTIONS = {"T": 1, "norm": 1, "inv": 1, "abs": 1, "max": 2, "min": 2}
LARGEST_SIZE = 3
"""Of a size that is a number."""
MOST_LETTERS = 40


@dataclass(frozen=True)
class Stated:
    """A claim in the checker's language: it holds if all of `shows` do wherever all of `given` do.

    `inverses` has the letters that stand for inverses, with what they invert; `sizes` each letter's rows and columns.
    """

    sizes: Mapping[str, tuple[str, str]]
    symmetric: tuple[str, ...]
    scalars: tuple[str, ...]
    given: Mapping[str, str]
    shows: tuple[str, ...]
    inverses: Mapping[str, str]


@dataclass(frozen=True)
class Matrices:
    """For all matrices of these sizes, and all numbers, that satisfy `given`: `shows`, wherever it is defined.

    A size is a name, which stands for any size from 1 on, or a number. Raises Misuse at the first that can't be read.
    """

    name: str
    matrices: Mapping[str, tuple[str, str]]
    shows: str
    symmetric: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_letters(self.matrices, self.symmetric, self.scalars, FUNCTIONS)
        self.stated  # noqa: B018 (reads every text)

    @cached_property
    def called(self) -> dict[str, str]:
        """What each letter is called in the checker's language, where some names are taken."""
        return called([*self.matrices, *self.scalars])

    @cached_property
    def stated(self) -> Stated:
        """The claim in the checker's language."""
        reader = Reader(self.called, self.matrices, self.symmetric, self.scalars)
        given = reader.hypotheses(self.given)
        shows = reader.read("shows", self.shows)
        return Stated(
            reader.sizes, tuple(reader.symmetric), reader.scalars, {**reader.equations, **given}, shows, reader.inverses
        )


def require_letters(
    matrices: Mapping[str, tuple[str, str]],
    symmetric: Sequence[str],
    scalars: Sequence[str],
    functions: Collection[str],
) -> None:
    """Raises Misuse for what can't be a claim's letters, with their sizes."""
    letters = [*matrices, *scalars]
    if not matrices:
        raise Misuse('there is no matrix in it; a claim about numbers is of the kind "inequality"')
    if len(letters) > MOST_LETTERS:
        raise Misuse(f"it has {len(letters)} letters, and at most {MOST_LETTERS} are read; split it into steps")
    for name in letters:
        if not NAME.fullmatch(name):
            raise Misuse(f"the letter {name[:40]!r} is no name; use letters, digits and _, a letter first")
        if name in functions:
            raise Misuse(f"the letter {name!r} is called as a function is; give it another name")
    twice = next((name for name in letters if letters.count(name) > 1), None)
    if twice is not None:
        raise Misuse(f"{twice!r} is declared twice; name it once, as a matrix or as a number")
    for name in symmetric:
        if name not in matrices:
            raise Misuse(f"symmetric: {name[:40]!r} is no matrix of this claim; declare it in `matrices`")
        rows, columns = matrices[name]
        if rows != columns:
            raise Misuse(f"{name!r} has {rows} rows and {columns} columns, and so is not symmetric; make it square")
    for name, sizes in matrices.items():
        for size in sizes:
            small = size.isdecimal() and 1 <= int(size[:9]) <= LARGEST_SIZE
            if not small and not NAME.fullmatch(size):
                raise Misuse(
                    f"{name!r} has the size {size[:40]!r}; write a name, such as n, for any size, or a number "
                    f"from 1 to {LARGEST_SIZE}"
                )


class Reader:
    """Reads texts of one claim, and gathers the inverses that they speak of. `called` has all names that are known."""

    def __init__(
        self,
        called: Mapping[str, str],
        matrices: Mapping[str, tuple[str, str]],
        symmetric: Sequence[str],
        scalars: Sequence[str],
    ) -> None:
        self.called = called
        self.sizes = {self.called[name]: sizes for name, sizes in matrices.items()}
        self.symmetric = [self.called[name] for name in symmetric]
        self.scalars = tuple(self.called[name] for name in scalars)
        self.equations, self.inverses = dict[str, str](), dict[str, str]()
        self._declare()
        self._inverted = dict[tuple[object, ...], str]()

    def _declare(self) -> None:
        self.scope = Names({"matrices": self.sizes, "symmetric": self.symmetric, "scalars": self.scalars})

    def parser(self, text: str, names: Mapping[str, str]) -> "MatrixParser":
        """What reads a text of the claim."""
        return MatrixParser(text, names, self)

    def read(self, field: str, text: str) -> tuple[str, ...]:
        """The comparisons that a field says, all of them."""
        return self._read(field, lambda text, names: self.parser(text, names).conjunction(), text)

    def hypotheses(self, texts: Sequence[str]) -> dict[str, str]:
        """The comparisons that hypotheses say, by names."""
        given = dict[str, str]()
        for number, text in enumerate(texts, start=1):
            found = self.read(f"given, number {number}", text)
            given |= {f"given-{number}" + (f"-{i}" if i > 1 else ""): said for i, said in enumerate(found, start=1)}
        return given

    def expression(self, field: str, text: str) -> str:
        """What a field says that something is."""
        return self._read(field, lambda text, names: self.parser(text, names).whole(Parser.sum), text)

    def _read(self, field: str, reader: Callable[[str, Mapping[str, str]], Read], text: str) -> Read:
        try:
            with limited(WORK):
                return read(field, reader, text, self.called)
        except (RecursionError, MemoryError, SyntaxError):
            raise Misuse(f"{field}: an expression is nested too deeply; write it with fewer parentheses") from None

    def inverse(self, text: str) -> str:
        """The letter for the inverse of a square matrix; 1/x of a number. Raises checker.Invalid."""
        value = self.scope.expression(text)
        size = shape(value)
        if size is None:  # of what comes to a number, where matrices in it cancel
            is_plain = not self.sizes.keys() & set(NAME.findall(text))
            return f"(1/({text if is_plain else self.scope.write(value)}))"
        checker.require(size[0] == size[1], "this matrix is not square, and so has no inverse")
        key = tuple(sorted(value.items()))
        if key not in self._inverted:
            turned = self._inverted.get(tuple(sorted(transpose(value).items())))
            if turned is not None:
                return f"T({turned})"
            letter = self._inverted[key] = self.new_name(f"inv_{text}" if NAME.fullmatch(text) else self._numbered())
            self.sizes[letter] = size
            if value == transpose(value):
                self.symmetric.append(letter)
            self.inverses[letter] = text
            self.equations |= {
                f"{letter} is inverse": f"({text})*{letter} == 1",
                f"{letter} is inverse from the left": f"{letter}*({text}) == 1",
            }
            self._declare()
        return self._inverted[key]

    def _numbered(self) -> str:
        return f"inv_{len(self.inverses) + 1}"

    def new_name(self, name: str) -> str:
        """The name, if it is not taken, or a longer one."""
        while name in self.sizes or name in self.scalars or name in self.called.values():
            name += "_"
        return name


class MatrixParser(Parser):
    """The parser of expressions, where sizes have to fit, with the functions of matrices."""

    functions: Mapping[str, int] = FUNCTIONS

    def __init__(self, text: str, names: Mapping[str, str], reader: Reader) -> None:
        super().__init__(text, names)
        self.reader = reader

    def conjunction(self) -> tuple[str, ...]:
        found: tuple[tuple[str, ...], ...] = self.whole(Parser.disjunction)
        if len(found) > 1:
            raise Misuse("`or` and != make cases, which this kind of claim has none of; write a claim for each case")
        for text in found[0]:
            self._asked(partial(self.reader.scope.statement, text), 0)
        return found[0]

    def sum(self) -> str:
        return self._fitting(super().sum)

    def product(self) -> str:
        return self._fitting(super().product)

    def _fitting(self, part: Callable[[], str]) -> str:
        start = self.tokens[self.at].start
        found = part()
        self._asked(lambda: self.reader.scope.expression(found), start)
        return found

    def _asked(self, what: Callable[[], object], start: int) -> None:
        try:
            what()
        except checker.Invalid as error:
            self._refuse(start, f"{str(error)[:200]}; see which letters have which sizes, and which are symmetric")

    def power(self) -> str:
        base = self.primary()
        if not self._takes("**"):
            return base
        token = self._next()
        if token.kind != "number" or not token.text.isdecimal() or not 1 <= int(token.text[:9]) <= LARGEST_EXPONENT:
            self._refuse(
                token.start,
                f"an exponent here is a whole number from 1 to {LARGEST_EXPONENT}; write inv(X) for an inverse",
            )
        if self.tokens[self.at].text == "**":
            self._refuse(token.start, "a power of a power needs parentheses, as in (X**2)**3")
        return self._bounded(f"{base}**{int(token.text)}", token.start)

    def primary(self) -> str:
        token = self.tokens[self.at]
        if token.kind != "name":
            return super().primary()
        self._next()
        if token.text in self.functions:
            return self._function(token)
        if token.text not in self.names:
            known = ", ".join([*self.names, *self.functions])
            self._refuse(token.start, f"{token.text[:40]!r} is none of the names known here ({known}); declare it")
        return self.names[token.text]

    def _function(self, token: Token) -> str:
        if token.text in ("abs", "max", "min"):
            return self._call(token)
        self._expect("(")
        inner = self._inner(token)
        self._expect(")")
        if token.text != "inv":
            return self._bounded(f"{token.text}({inner})", token.start)
        found = list[str]()
        self._asked(lambda: found.append(self.reader.inverse(inner)), token.start)
        return found[0]
