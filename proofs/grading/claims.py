"""Claims as people write them, in TOML; what can't be read is told with the file, the claim and the field."""

import ast
import keyword
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from paper import Misuse
from proofs import checker
from proofs.certificate.limits import limited
from proofs.grading import expression
from proofs.grading.windows.window_claims import Windows
from proofs.scalar.scalar_claim import Claim

LARGEST_FILE = 1_000_000
WORK = 5_000_000
"""What may be expanded to see whether something that is divided by is 0, in the checker's measure."""
NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
FIELDS = {
    "inequality": ("name", "kind", "variables", "given", "shows"),
    "windows": ("name", "kind", "shape", "c1", "c2", "given", "shows"),
}


@dataclass(frozen=True)
class Inequality:
    """For all real values of `variables` that satisfy `given`, `shows` holds; the texts are as they were written.

    Raises Misuse, at the first field that can't be read.
    """

    name: str
    variables: tuple[str, ...]
    given: tuple[str, ...]
    shows: str

    def __post_init__(self) -> None:
        for variable in self.variables:
            if not NAME.fullmatch(variable):
                raise Misuse(f"the variable {variable!r} is no name; use letters, digits and _, a letter first")
            if variable in expression.FUNCTIONS:
                raise Misuse(f"the variable {variable!r} is called as a function is; give it another name")
        twice = sorted({name for name in self.variables if self.variables.count(name) > 1})
        if twice:
            raise Misuse(f"the variable {twice[0]!r} is declared twice; name it once")
        self.claim  # noqa: B018 (reads every text)

    @cached_property
    def called(self) -> dict[str, str]:
        """What each variable is called in the checker's language, where some names are taken."""
        taken = {*self.variables, *checker.FUNCTIONS}
        called = {}
        for name in self.variables:
            other = name
            while other in checker.FUNCTIONS or keyword.iskeyword(other) or (other != name and other in taken):
                other += "_"
            taken.add(other)
            called[name] = other
        return called

    @cached_property
    def claim(self) -> Claim:
        """The claim in the checker's language."""
        given = {
            f"given-{number}": _read(f"given, number {number}", text, self.called)
            for number, text in enumerate(self.given, start=1)
        }
        try:
            claim = Claim(_read("shows", self.shows, self.called), given, scalars=tuple(self.called.values()))
            _require_divisors(claim)
            return claim
        except (RecursionError, MemoryError, SyntaxError):
            raise Misuse("an expression is nested too deeply; write it with fewer parentheses") from None


def _require_divisors(claim: Claim) -> None:
    """Raises Misuse for a division by what is always 0: what comes to nothing when it is expanded."""
    scope = checker.Scope({"scalars": claim.names})
    sides = [side for c in (*claim.hypotheses, claim.conclusion) for side in (c.left, c.right)]
    with suppress(checker.Invalid), limited(WORK):  # what is too large to be expanded here is graded all the same
        for node in (node for side in sides for node in ast.walk(side)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not scope.expression(node.right):
                raise Misuse(f"it divides by {ast.unparse(node.right)[:100]!r}, which is always 0; correct that")


def _read(field: str, text: str, names: Mapping[str, str]) -> str:
    with_field = f"{field}: {{}}"
    try:
        found = expression.statement(text, names)
    except Misuse as error:
        raise Misuse(with_field.format(error)) from None
    if len(found) > checker.LIMIT:
        raise Misuse(with_field.format(f"written out, it has more than {checker.LIMIT} characters; make it shorter"))
    return found


def read(file: str) -> tuple[Inequality | Windows, ...]:
    """The claims of a TOML file, in their order. Raises Misuse."""
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise Misuse(f"{file!r} can't be read ({why}); give a file of claims") from None
    if len(content) > LARGEST_FILE:
        raise Misuse(f"{file!r} has more than {LARGEST_FILE} bytes; share its claims out to several files")
    try:
        return parse(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Misuse(f"{file!r} is no text in UTF-8; give a file of claims in TOML") from None
    except Misuse as error:
        raise Misuse(f"{file!r}: {error}") from None


def parse(text: str) -> tuple[Inequality | Windows, ...]:
    """The claims of a text in TOML. Raises Misuse."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"this is no TOML: {error}") from None
    except ValueError:
        raise Misuse("a number in it has too many digits to be read; a claim has texts and lists of texts") from None
    except RecursionError:
        raise Misuse("its lists are nested too deeply; a claim has texts and lists of texts") from None
    unknown = sorted(document.keys() - {"claim"})
    if unknown:
        raise Misuse(f"there is no table {unknown[0][:60]!r} here; write each claim below a line [[claim]]")
    tables = document.get("claim", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Misuse("'claim' is no list of tables; write each claim below a line [[claim]]")
    if not tables:
        raise Misuse("there is no claim in it; write each claim below a line [[claim]]")
    found = [_claim(table, number) for number, table in enumerate(tables, start=1)]
    names = [claim.name for claim in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Misuse(f"two claims are called {twice!r}; give each a name of its own")
    return tuple(found)


def _claim(table: Mapping[str, Any], number: int) -> Inequality | Windows:
    name = table.get("name")
    where = f"claim {name!r}" if isinstance(name, str) else f"claim number {number}"
    try:
        name = _field(table, "name", _is_text, "a text")
        if not name.isprintable():
            raise Misuse("its name has characters that can't be printed; write it in one line, without them")
        kind = _field(table, "kind", _is_text, "a text")
        if kind not in FIELDS:
            raise Misuse(f'there is no kind {kind[:60]!r}; write kind = "inequality" or "windows"')
        unknown = sorted(table.keys() - set(FIELDS[kind]))
        if unknown:
            raise Misuse(f"there is no field {unknown[0][:60]!r}; a claim of this kind has {', '.join(FIELDS[kind])}")
        given = tuple(_field({"given": [], **table}, "given", _are_texts, "a list of texts"))
        shows = _field(table, "shows", _is_text, "a text")
        if kind == "windows":
            shape, c1, c2 = (_field(table, field, _is_text, "a text") for field in ("shape", "c1", "c2"))
            return Windows(name, shape, c1, c2, given, shows)
        variables = _field(table, "variables", _are_texts, "a list of texts")
        return Inequality(name, tuple(variables), given, shows)
    except Misuse as error:
        raise Misuse(f"{where}: {error}") from None


def _field(table: Mapping[str, Any], name: str, fits: Callable[[Any], bool], kind: str) -> Any:
    if name not in table:
        raise Misuse(f"the field {name!r} is missing; it is {kind}")
    if not fits(table[name]):
        raise Misuse(f"the field {name!r} is not {kind}; write it as {kind}")
    return table[name]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
