"""What the names of a theorem stand for at a point: letters are given, and all else is its text in the certificates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from numeric.field import Field
from proofs.certificate.language import value

Letter = Callable[["Values"], Any]
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Vocabulary:
    """What each name is: a letter, the inverse of what a text says, or what a text says, which may depend on the point.

    A name of several kinds is the first of them: a letter stands in for a text that would cancel.
    """

    letters: Mapping[str, Letter]
    inverses: Texts = field(default_factory=dict)
    texts: Callable[[Any], Texts] = lambda _: {}

    def adding(
        self, letters: Mapping[str, Letter] | None = None, inverses: Texts | None = None, texts: Texts | None = None
    ) -> "Vocabulary":
        """The same with others, which go before its own."""
        return replace(
            self,
            letters={**self.letters, **(letters or {})},
            inverses={**self.inverses, **(inverses or {})},
            texts=lambda point: {**self.texts(point), **(texts or {})},
        )


class Values(dict[str, Any]):
    """Values at `point`, in `field`, worked out when they are first asked for, as attributes or as items."""

    def __init__(self, point: Any, field: Field, vocabulary: Vocabulary) -> None:
        self.point, self.field = point, field
        self.letters, self.inverses, self.texts = vocabulary.letters, vocabulary.inverses, vocabulary.texts(point)

    def __call__(self, text: str) -> Any:
        """What a text says here."""
        return value(text, self, self.field)

    def __contains__(self, name: object) -> bool:
        return name in self.letters or name in self.inverses or name in self.texts

    def __missing__(self, name: str) -> Any:
        if name in self.letters:
            self[name] = self.letters[name](self)
        elif name in self.inverses:
            self[name] = self.field.inverse(self(self.inverses[name]))
        else:
            self[name] = self(self.texts[name])
        return self[name]

    def __getattr__(self, name: str) -> Any:
        if name in ("letters", "inverses", "texts") or name not in self:
            raise AttributeError(name)
        return self[name]


def where(told: str, holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """What points have to be, as the descriptions of domains tell it."""
    holds.__doc__ = told
    return holds


def numbers(*names: str) -> Mapping[str, Letter]:
    """The numbers that the point has by these names."""

    def number(name: str) -> Letter:
        return lambda at: at.field.number(getattr(at.point, name))

    return {name: number(name) for name in names}


def columns(at: Values, modes: range, n: int) -> Any:
    """These columns of an identity of size n."""
    zero, one = at.field.number(0), at.field.number(1)
    return at.field.matrix([[one if row == column else zero for column in modes] for row in range(n)])


def part(at: Values, entries: str, modes: range) -> Any:
    """The diagonal matrix with the entries of these modes."""
    listed = at[entries]
    return at.field.diagonal([listed[i] for i in modes])


def first(at: Values) -> range:
    """The modes that are learned."""
    return range(at.point.k)


def second(at: Values) -> range:
    """The others."""
    return range(at.point.k, len(at["spectrum"]))


IN_BLOCKS: Mapping[str, Letter] = {
    "J1": lambda at: columns(at, first(at), len(at["spectrum"])),
    "J2": lambda at: columns(at, second(at), len(at["spectrum"])),
    "S1": lambda at: part(at, "spectrum", first(at)),
    "S1inv": lambda at: at.field.diagonal([1 / at["spectrum"][i] for i in first(at)]),
    "S2": lambda at: part(at, "spectrum", second(at)),
    "D1": lambda at: part(at, "saturation", first(at)),
    "D2": lambda at: part(at, "saturation", second(at)),
    "G2": lambda at: part(at, "accumulated_growth", second(at)),
}
"""The two blocks of modes, made of lists of all modes' numbers. Where one is the whole, nothing asks for the other."""
