"""Bounds of norms by norms: of products by those of factors, of symmetric sums by those of terms."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
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
    """Of what there is a norm of, as it is written, and as an equation says that it is."""
    value = lines.names.expression(inner)
    _bounded(lines, inner, value)
    for name, (relation, difference) in list(lines.facts.items()):
        common = sorted(set(difference) & set(value)) if relation == "==" and shape(difference) else []
        for monomial in common[:1]:
            factor = value[monomial] / difference[monomial]
            other = add(value, difference, -factor)
            if not other or len(other) > MOST_PARTS:
                continue
            text = lines.names.write(other)
            lines.of_norm(text)
            terms = [{"equation": name, "left": str(factor)}]
            lines.written({"shows": f"{inner} == {text}", "terms": terms})
            lines.instance("norm-of-equals", X=inner, Y=text)
            lines.line(f"norm({inner}) <= {_bounded(lines, text, other)}")


def _bounded(lines: MatrixLines, text: str, value: Sum) -> str:
    """A bound of the norm by norms of letters, as far as that goes; that it is one is then known."""
    lines.of_norm(text)
    write, parts = lines.names.write, list(_symmetric_parts(value))
    if len(parts) > 1 and value == transpose(value):
        first, rest = parts[0], {m: c for part in parts[1:] for m, c in part.items()}
        x, y = write(first), write(rest)
        bound = f"{_bounded(lines, x, first)} + {_bounded(lines, y, rest)}"
        sum_of_two(lines, text, x, y)
    elif len(value) == 1:
        (((powers, word), c),) = value.items()
        whole = write({((), word): Fraction(1)})
        if powers or abs(c) != 1:
            if not all(name in lines.names.positive for name, _ in powers):
                return f"norm({text})"
            bound = _times(
                lines, text, write({(powers, ()): abs(c)}), whole, _bounded(lines, whole, {((), word): Fraction(1)})
            )
        elif len(word) > 1:
            first, rest = {((), word[:1]): Fraction(1)}, {((), word[1:]): Fraction(1)}
            x, y = write(first), write(rest)
            bound = f"{_bounded(lines, x, first)}*{_bounded(lines, y, rest)}"
            product_of_two(lines, text, x, y)
        elif word and word[0][0].endswith("'"):
            bound = _of_transpose(lines, text, write(transpose(value)))
        else:
            return f"norm({text})"
    else:
        return f"norm({text})"
    lines.line(f"norm({text}) <= {bound}", 2)
    return f"({bound})"


def _times(lines: MatrixLines, text: str, factor: str, whole: str, bound: str) -> str:
    """norm(c*X) <= c*norm(X), where c is a product of positive numbers."""
    lines.of_norm(whole)
    sign, square = lines.instance("norm-is-not-negative", X=whole), lines.instance("norm-bounds-the-square", X=whole)
    most = f"{factor}*norm({whole})"
    lines.written({"shows": f"0 <= {most}", "terms": [{"facts": [sign], "positive": factor}]})
    terms = [{"of": square, "squares": [factor]}]
    lines.written({"shows": f"T({text})*({text}) <= ({most})**2", "terms": terms})
    lines.instance("norm-is-the-least-bound", X=text, e=most)
    return f"{factor}*{bound}"


def _of_transpose(lines: MatrixLines, text: str, letter: str) -> str:
    """norm(T(X)) <= norm(X)."""
    lines.instance("norm-is-not-negative", X=letter)
    square = lines.instance("norm-bounds-the-other-square", X=letter)
    lines.written({"shows": f"T({text})*({text}) <= norm({letter})**2", "terms": [{"of": square}]})
    lines.instance("norm-is-the-least-bound", X=text, e=f"norm({letter})")
    return f"norm({letter})"


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
    if (
        len(value) != 2
        or value != transpose(value)
        or not all(len(w) == 1 and not p and abs(c) == 1 for (p, w), c in value.items())
    ):
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
            part = {monomial: c, **dict.fromkeys(transpose({monomial: c}), c)}
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
