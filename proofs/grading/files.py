"""Claims as people write them, in TOML; what can't be read is told with the file, the claim and the field.

A file is a list of claims, each with a name, or a paper: with a table [paper], and labels in the place of names.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from paper import Misuse
from proofs.grading.flows.claims import MatrixSolution
from proofs.grading.kinds.integers import inequality
from proofs.grading.kinds.limit import Limit
from proofs.grading.kinds.sequence import Sequence
from proofs.grading.kinds.solution import Solution
from proofs.grading.kinds.termwise import Identity, TermwiseSum
from proofs.grading.matrices.reading import Matrices
from proofs.grading.numbers.claims import Inequality
from proofs.grading.windows.claims import Windows

Parsed = TypeVar("Parsed")
LARGEST_FILE = 1_000_000
TEXT, TEXTS, TABLE = "a text", "a list of texts", "a table of texts"
SIZES = 'a table of pairs of sizes, such as { X = ["n", "m"] }'
AnyClaim = Inequality | Sequence | Solution | Limit | TermwiseSum | Matrices | MatrixSolution | Windows
NUMBERS = {"variables": TEXTS, "given": TEXTS}
KINDS: Mapping[str, tuple[Callable[..., AnyClaim], Mapping[str, str]]] = {
    "inequality": (inequality, {**NUMBERS, "integers": TEXTS, "shows": TEXT}),
    "identity": (Identity, {**NUMBERS, "shows": TEXT}),
    "sum": (TermwiseSum, {**NUMBERS, "each": TEXTS, "shows": TEXT}),
    "limit": (Limit, {**NUMBERS, "variable": TEXT, "to": TEXT, "expression": TEXT, "value": TEXT}),
    "sequence": (
        Sequence,
        {**NUMBERS, "index": TEXT, "start": TABLE, "step": TABLE, "invariant": TEXTS, "shows": TEXT},
    ),
    "solution": (
        Solution,
        {**NUMBERS, "time": TEXT, "flow": TABLE, "start": TABLE, "solution": TABLE, "limit": TABLE, "monotone": TABLE},
    ),
    "matrix": (Matrices, {"matrices": SIZES, "symmetric": TEXTS, "scalars": TEXTS, "given": TEXTS, "shows": TEXT}),
    "matrix-solution": (
        MatrixSolution,
        {
            "matrices": SIZES,
            "symmetric": TEXTS,
            "scalars": TEXTS,
            "given": TEXTS,
            "time": TEXT,
            "integral": TABLE,
            "flow": TABLE,
            "start": TABLE,
            "solution": TABLE,
            "invertible": TEXTS,
            "conserved": TEXTS,
        },
    ),
    "windows": (
        Windows,
        {"shape": TEXT, "c1": TEXT, "c2": TEXT, "given": TEXTS, "shows": TEXT, "flow": TEXT, "step": TEXT},
    ),
}
"""What a claim of each kind is, and what fields it has, beside its name and its kind."""
OPTIONAL = ("given", "integers", "index", "invariant", "time", "limit", "monotone", "symmetric", "scalars")
OPTIONAL_OF: Mapping[str, tuple[str, ...]] = {
    "matrix-solution": ("integral", "start", "solution", "invertible", "conserved"),
    "windows": ("flow", "step"),
}
"""Fields that may be missing, in any kind and in one; `variables` too, where there are none, but for inequalities and
windows, of old."""


def read(file: str) -> tuple[AnyClaim, ...]:
    """The claims of a TOML file, in their order. Raises Misuse."""
    return of_file(file, parse)


def of_file(file: str, parsed: Callable[[str], Parsed]) -> Parsed:
    """What is made of a file's text. Raises Misuse, which names the file."""
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise Misuse(f"{file!r} can't be read ({why}); give a file of claims") from None
    if len(content) > LARGEST_FILE:
        raise Misuse(f"{file!r} has more than {LARGEST_FILE} bytes; share its claims out to several files")
    try:
        return parsed(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Misuse(f"{file!r} is no text in UTF-8; give a file of claims in TOML") from None
    except Misuse as error:
        raise Misuse(f"{file!r}: {error}") from None


def parse(text: str) -> tuple[AnyClaim, ...]:
    """The claims of a text in TOML. Raises Misuse."""
    return claims(document(text, "claim")["claim"])


def claims(tables: Iterable[Mapping[str, Any]]) -> tuple[AnyClaim, ...]:
    """The claims that tables describe, as a file has them. Raises Misuse."""
    found = [_claim(table, number) for number, table in enumerate(tables, start=1)]
    names = Counter(claim.name for claim in found)
    twice = next((name for name, times in names.items() if times > 1), None)
    if twice is not None:
        raise Misuse(f"two claims are called {twice!r}; give each a name of its own")
    return tuple(found)


def document(text: str, *known: str) -> dict[str, Any]:
    """The tables of a text in TOML, which has these and no others, and a list of claims. Raises Misuse."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"this is no TOML: {error}") from None
    except ValueError:
        raise Misuse("a number in it has too many digits to be read; a claim has texts and lists of texts") from None
    except RecursionError:
        raise Misuse("its lists are nested too deeply; a claim has texts and lists of texts") from None
    unknown = sorted(found.keys() - set(known))
    if unknown:
        near = nearest(unknown[0], known)
        raise Misuse(f"there is no table {unknown[0][:60]!r}{near} here; write each claim below a line [[claim]]")
    tables = found.get("claim", [])
    if tables == []:
        raise Misuse("there is no claim in it; write each claim below a line [[claim]]")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise Misuse("'claim' is no list of tables; write each claim below a line [[claim]]")
    return found


def _claim(table: Mapping[str, Any], number: int) -> AnyClaim:
    name = table.get("name")
    where = f"claim {name!r}" if isinstance(name, str) else f"claim number {number}"
    try:
        return claim(field(table, "name", TEXT), {key: value for key, value in table.items() if key != "name"})
    except Misuse as error:
        raise Misuse(f"{where}: {error}") from None


def claim(name: str, table: Mapping[str, Any], more: Iterable[str] = ()) -> AnyClaim:
    """The claim of this name, by the fields of its kind; `more` are others' that it may have had. Raises Misuse."""
    kind = field(table, "kind", TEXT)
    if not name.isprintable():
        raise Misuse("its name has characters that can't be printed; write it in one line, without them")
    if kind not in KINDS:
        known = ", ".join(f'"{each}"' for each in KINDS)
        raise Misuse(f"there is no kind {kind[:60]!r}{nearest(kind, KINDS)}; write one of {known}")
    made, fields = KINDS[kind]
    unknown = sorted(table.keys() - {*fields, "kind"})
    if unknown:
        known = ", ".join(["label" if more else "name", "kind", *fields])
        near = nearest(unknown[0], [*fields, *more])
        raise Misuse(f"there is no field {unknown[0][:60]!r}{near}; a claim of this kind has {known}")
    given = {key: what for key, what in fields.items() if key in table or not _may_miss(key, kind)}
    return made(
        name=name, **{"given": (), **_without(table, kind), **{key: field(table, key, given[key]) for key in given}}
    )


def _without(table: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {"variables": ()} if "variables" in KINDS[kind][1] and "variables" not in table else {}


def _may_miss(key: str, kind: str) -> bool:
    return key in (*OPTIONAL, *OPTIONAL_OF.get(kind, ())) or (
        key == "variables" and kind not in ("inequality", "windows")
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like it, in parentheses; nothing where none is."""
    found = get_close_matches(name[:60], list(known), 1)
    return f" (is {found[0]!r} meant?)" if found else ""


def field(table: Mapping[str, Any], name: str, what: str) -> Any:
    """A text that is not empty, a tuple of texts, or a table of texts. Raises Misuse for anything else."""
    if name not in table:
        raise Misuse(f"the field {name!r} is missing; it is {what}")
    value = table[name]
    fits = {
        TEXT: isinstance(value, str) and bool(value.strip()),
        TEXTS: isinstance(value, list) and all(isinstance(each, str) for each in value),
        TABLE: isinstance(value, dict) and all(isinstance(each, str) for each in value.values()),
        SIZES: isinstance(value, dict) and all(map(_is_pair, value.values())),
    }
    if not fits[what]:
        raise Misuse(f"the field {name!r} is not {what}; write it as {what}")
    if what == SIZES:
        return {letter: (str(rows), str(columns)) for letter, (rows, columns) in value.items()}
    return tuple(value) if what == TEXTS else value


def _is_pair(value: Any) -> bool:
    """Whether it is two sizes: names or whole numbers."""
    return isinstance(value, list) and len(value) == 2 and all(type(each) in (str, int) for each in value)
