"""Claims as people write them, in TOML; what can't be read is told with the file, the claim and the field."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from paper import Misuse
from proofs.grading.numbers.claims import Inequality
from proofs.grading.windows.claims import Windows

LARGEST_FILE = 1_000_000
TEXT, TEXTS = "a text", "a list of texts"
FIELDS = {
    "inequality": {"name": TEXT, "kind": TEXT, "variables": TEXTS, "given": TEXTS, "shows": TEXT},
    "windows": {"name": TEXT, "kind": TEXT, "shape": TEXT, "c1": TEXT, "c2": TEXT, "given": TEXTS, "shows": TEXT},
}
"""What a claim of each kind has."""


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
    if tables == []:
        raise Misuse("there is no claim in it; write each claim below a line [[claim]]")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Misuse("'claim' is no list of tables; write each claim below a line [[claim]]")
    return claims(tables)


def claims(tables: Sequence[Mapping[str, Any]]) -> tuple[Inequality | Windows, ...]:
    """The claims that tables describe, as a file has them. Raises Misuse."""
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
        name, kind = _field(table, "name", TEXT), _field(table, "kind", TEXT)
        if not name.isprintable():
            raise Misuse("its name has characters that can't be printed; write it in one line, without them")
        if kind not in FIELDS:
            raise Misuse(f'there is no kind {kind[:60]!r}; write kind = "inequality" or "windows"')
        unknown = sorted(table.keys() - set(FIELDS[kind]))
        if unknown:
            raise Misuse(f"there is no field {unknown[0][:60]!r}; a claim of this kind has {', '.join(FIELDS[kind])}")
        fields = {field: _field({"given": [], **table}, field, what) for field, what in FIELDS[kind].items()}
        del fields["kind"]
        return Windows(**fields) if kind == "windows" else Inequality(**fields)
    except Misuse as error:
        raise Misuse(f"{where}: {error}") from None


def _field(table: Mapping[str, Any], name: str, what: str) -> Any:
    """A text that is not empty, or a tuple of texts."""
    if name not in table:
        raise Misuse(f"the field {name!r} is missing; it is {what}")
    value = table[name]
    is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
    if not (is_list if what == TEXTS else isinstance(value, str) and value.strip()):
        raise Misuse(f"the field {name!r} is not {what}; write it as {what}")
    return tuple(value) if is_list else value
