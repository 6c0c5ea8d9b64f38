"""Bounds of norms by norms: of a product by its factors', of a symmetric sum by its terms', of equals by each other's."""

from collections.abc import Iterator, Sequence
from itertools import product

from proofs.checker import Monomial, Sum, add, scale, shape, transpose
from proofs.grading.matrices.lines import MatrixLines

MOST_PARTS = 4
"""Of a sum that is taken apart in all ways."""


def by_parts(lines: MatrixLines) -> None:
    """For each norm of which the claim speaks, what it is at most, by the norms of its parts."""
    for inner in lines.norms():
        _of_parts(lines, inner)
        _of_terms(lines, inner)


def _of_parts(lines: MatrixLines, inner: str) -> None:
    value = lines.names.expression(inner)
    if _is_word(value):
        _of_factors(lines, inner, value)
        return
    for name, (relation, difference) in list(lines.facts.items()):
        common = sorted(set(difference) & set(value)) if relation == "==" and shape(difference) else []
        for monomial in common[:1]:
            other = add(value, difference, -value[monomial] / difference[monomial])
            if _is_word(other):
                text = lines.names.write(other)
                lines.of_norm(text)
                equal = f"{inner} == {text}"
                term = {"equation": name, "left": str(value[monomial] / difference[monomial])}
                lines.written({"shows": equal, "terms": [term]})
                lines.instance("norm-of-equals", X=inner, Y=text)
                bound = _of_factors(lines, text, other)
            lines.line(f"norm({inner}) <= {bound}")


def _of_factors(lines: MatrixLines, text: str, value: Sum) -> str:
    """norm(X*Y*Z) <= norm(X)*norm(Y)*norm(Z), one factor after the other; the bound."""
    (((_, word), _),) = value.items()
    lines.of_norm(text)
    if len(word) == 1:
        return f"norm({text})"
    first, rest = ({((), part): abs(value[min(value)])} for part in (word[:1], word[1:]))
    x, y = lines.names.write(first), lines.names.write(rest)
    lines.of_norm(x)
    bound = _of_factors(lines, y, rest)
    product_of_two(lines, text, x, y)
    if len(word) == 2:
        return f"norm({x})*norm({y})"
    lines.line(f"norm({text}) <= norm({x})*{bound}", 2)
    return f"norm({x})*{bound}"


def product_of_two(lines: MatrixLines, text: str, x: str, y: str) -> str:
    """norm(X*Y) <= norm(X)*norm(Y), where `text` is X*Y, or that with the other sign."""
    signs = [lines.instance("norm-is-not-negative", X=each) for each in (x, y)]
    squares = [lines.instance("norm-bounds-the-square", X=each) for each in (x, y)]
    bound = f"norm({x})*norm({y})"
    lines.written({"shows": f"0 <= {bound}", "terms": [{"facts": signs}]})
    terms = [{"of": squares[0], "by": y}, {"of": squares[1], "squares": [f"norm({x})"]}]
    lines.written({"shows": f"T({text})*({text}) <= ({bound})**2", "terms": terms})
    return lines.instance("norm-is-the-least-bound", X=text, e=bound)


def sum_of_two(lines: MatrixLines, text: str, x: str, y: str) -> str:
    """norm(X + Y) <= norm(X) + norm(Y), where `text` is X + Y, of symmetric matrices."""
    bound = f"norm({x}) + norm({y})"
    for sign in ("", "-"):
        each = [lines.instance("norm-bounds-a-symmetric-matrix", X=f"{sign}({z})") for z in (x, y)]
        lines.written({"shows": f"{sign}({text}) <= {bound}", "terms": [{"of": fact} for fact in each]})
    return lines.instance("norm-is-the-least-symmetric-bound", X=text, e=bound)


def _of_terms(lines: MatrixLines, inner: str) -> None:
    """Of a symmetric sum of two letters: the norm of each of the three is at most the sum of the others'."""
    value = lines.names.expression(inner)
    if len(value) != 2 or value != transpose(value) or not all(len(w) == 1 and not p and abs(c) == 1 for (p, w), c in value.items()):
        return
    x, y = ({monomial: c} for monomial, c in sorted(value.items()))
    texts = [lines.names.write(each) for each in (x, y)]
    for text in texts:
        lines.of_norm(text)
    sum_of_two(lines, inner, *texts)
    whole, opposite = f"({inner})", [lines.names.write(scale(each, -1)) for each in (x, y)]
    sum_of_two(lines, texts[0], whole, opposite[1])
    sum_of_two(lines, texts[1], whole, opposite[0])


def splits(lines: MatrixLines, inner: str, bound: Sum) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Two symmetric sums that `inner` is made of, each with a part of the bound, in all ways."""
    value = lines.names.expression(inner)
    if value != transpose(value):
        return
    parts = list(_symmetric_parts(value))
    terms = [{monomial: c} for monomial, c in sorted(bound.items())]
    if not 2 <= len(parts) <= MOST_PARTS or not 2 <= len(terms) <= MOST_PARTS:
        return
    write = lines.names.write
    for own in _halves(parts):
        for theirs in _halves(terms):
            for pair in (theirs, theirs[::-1]):
                yield (write(own[0]), write(pair[0])), (write(own[1]), write(pair[1]))


def _symmetric_parts(value: Sum) -> Iterator[Sum]:
    """Each word with its transpose."""
    seen = set[Monomial]()
    for monomial, c in sorted(value.items()):
        if monomial not in seen:
            part = {monomial: c, **{m: c for m in transpose({monomial: c})}}
            seen |= set(part)
            yield part


def _halves(parts: Sequence[Sum]) -> Iterator[tuple[Sum, Sum]]:
    """All ways to share them out in two sums, neither empty."""
    for chosen in product((False, True), repeat=len(parts) - 1):
        if any(chosen):
            both: tuple[Sum, Sum] = ({}, {})
            for part, second in zip(parts, (False, *chosen), strict=True):
                both[second].update(part)
            yield both


def _is_word(value: Sum) -> bool:
    return len(value) == 1 and all(len(word) > 0 and not powers and abs(c) == 1 for (powers, word), c in value.items())
