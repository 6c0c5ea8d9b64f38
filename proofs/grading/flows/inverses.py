"""That what moves has an inverse at every time: K has one where it is a number, not 0, times
1 + R where R is not negative, or 1 + P·Q where neither P nor Q is, as then K·V = 0 only for V = 0 (`kernel.py`).
"""

from collections.abc import Iterator
from fractions import Fraction

from proofs.checker import Sum, shape, transpose
from proofs.grading.flows.reading import MovingReader
from proofs.grading.matrices.reading import Stated


def ways_to_invert(letter: str, reader: MovingReader) -> Iterator[Stated]:
    """Statements, each of which shows that what the letter inverts has an inverse."""
    value = reader.scope.expression(reader.inverses[letter])
    number = value.get(((), ()), Fraction(0))
    if not number:
        return
    rest = {monomial: c / number for monomial, c in value.items() if monomial != ((), ())}
    more = dict(_signs(reader, value))
    alone: list[tuple[Sum, ...]] = [(rest,)] if rest == transpose(rest) else []
    ways = [tuple(x for part in parts for x in _not_negative(reader, part)) for parts in (*alone, *_products(rest))]
    for shows in dict.fromkeys(ways):
        yield reader.stated(shows, more)


def _not_negative(reader: MovingReader, part: Sum) -> list[str]:
    text = reader.scope.write(part)
    if part == transpose(part):
        return [f"0 <= {text}"]
    return [f"T({text}) == {text}", f"0 <= {text} + T({text})"]


def _products(value: Sum) -> Iterator[tuple[Sum, Sum]]:
    """Two factors, both square, one of which is a word that all words end with, or begin with."""
    words = [word for _, word in value]
    for length in range(1, min(map(len, words), default=1)):
        for cut, left in ((-length, True), (length, False)):
            ends = {word[cut:] if left else word[:cut] for word in words}
            if len(ends) > 1:
                continue
            end: Sum = {((), ends.pop()): Fraction(1)}
            others: Sum = {(powers, word[:cut] if left else word[cut:]): c for (powers, word), c in value.items()}
            size = shape(end)
            if size and size[0] == size[1] == (shape(others) or size)[0]:
                yield (others, end) if left else (end, others)


def _signs(reader: MovingReader, value: Sum) -> Iterator[tuple[str, str]]:
    """That exponentials and integrals are not negative, and that y(exp(sy) - 1) is not for any y, where s >= 0."""
    yield from reader.signs.items()
    for letter, integrand in reader.integrals.items():
        if letter in reader.symmetric:
            yield f"{letter} is not negative", f"0 <= {letter}"
            reader.rests[f"{letter} is not negative"] = f"0 <= {integrand}"
    for base in reader.bases:
        most = max((sum(x[0] == base.letter for x in word) for _, word in value), default=0)
        by_time = all(powers == ((reader.time, 1),) for powers, _ in base.value)
        for k in range(1, most + 1) if by_time and base.letter in reader.symmetric else ():
            M, E = f"({reader.scope.write(base.direction)})", f"{base.letter}**{k}"
            yield f"{E} grows", f"0 <= {M}*{E} + {E}*{M} - 2*{M}"
