"""What every result from Python can be made into: a table, JSON, a DataFrame, HTML for notebooks, and text."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from flowproof.writing import as_json
from paper import Misuse

if TYPE_CHECKING:
    from flowproof.library.number import Number  # which takes long to import

SHOWN = 12
"""Rows, and columns, of a table in a notebook; what is left out is ⋮ or …."""
SHOWN_DIGITS = 10
"""Characters of a number in such a table before its power of ten."""
Row = list["str | Number"]


class Tabular(ABC):
    """A result of any kind. `document` is what the command writes by `--json`."""

    document: Mapping[str, Any]

    @abstractmethod
    def table(self) -> list[Row]:
        """The result as rows, the first of which is the head."""

    def to_json(self) -> str:
        """The text that the command would write by `--json`: every number but a count is a string in it."""
        return as_json(self.document)

    def to_pandas(self) -> Any:
        """A DataFrame: a column for each of the table's; of a number the decimal, its radius, sign and log₁₀.

        Raises Misuse where pandas is not installed.
        """
        try:
            pandas = import_module("pandas")
        except ImportError as error:
            raise Misuse("to_pandas needs pandas, which is not installed here; `pip install pandas` does it") from error
        head, *rows = self.table()
        return pandas.DataFrame([_flat(head, row) for row in rows])

    def __str__(self) -> str:
        from flowproof.matrices import aligned

        return "\n".join(aligned([[str(x) for x in row] for row in self.table()]))

    def _repr_html_(self) -> str:
        """A small table, for notebooks."""
        table = [_cut(row) for row in self.table()]
        body = table[: SHOWN + 1]
        if len(table) > SHOWN + 1:
            body.append(["⋮" for _ in table[0]])
        lines = [f"<tr>{''.join(_cell(x, 'td' if i else 'th') for x in row)}</tr>" for i, row in enumerate(body)]
        return f"<table>{''.join(lines)}</table>"


def _flat(head: Row, row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, x in zip(map(str, head), row, strict=True):
        if isinstance(x, str):
            found[name] = x
        else:
            found |= {name: x.decimal, f"{name} radius": x.radius, f"{name} sign": x.sign, f"{name} log10": x.log10}
    return found


def _cut(row: Row) -> Row:
    return [*row[: SHOWN + 1], *(["…"] if len(row) > SHOWN + 1 else [])]


def _cell(x: "str | Number", tag: str) -> str:
    if isinstance(x, str):
        return f"<{tag}>{escape(_brief(x) if tag == 'td' else x)}</{tag}>"
    return f'<{tag} title="within {escape(x.radius)}">{escape(_brief(x.decimal))}</{tag}>'


def _brief(text: str) -> str:
    """The text, with the digits of a long number cut."""
    digits, mark, exponent = text.partition("e")
    if not digits.lstrip("-").replace(".", "", 1).isdigit() or len(digits) <= SHOWN_DIGITS or "." not in digits:
        return text
    kept = max(SHOWN_DIGITS, digits.index(".") + 3)
    return text if kept >= len(digits) else f"{digits[:kept]}…{mark}{exponent}"
