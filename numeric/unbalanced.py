"""Starts of the asymmetric flow, and what the unbalanced law says of them; the flow is enclosed by its integrator.

Y is m×n with `spectrum` on its diagonal, in whose basis the factors are written: what the law asks does not depend on
the basis. R₁ are the first k rows of the growing part (Ū + V̄)/2. The law's formulas are those of `paper/laws.toml`.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from numeric import enclosure
from numeric.decimals import exact_fraction
from numeric.exact import Scale, Unresolved, format_fraction, parse_scale
from numeric.field import Balls, Field
from numeric.matrices import Rows, product, rows_of, transpose
from paper import texts
from paper.laws import law

LABEL = "unbalanced-law"
MOST_HALVINGS = 200


@dataclass(frozen=True)
class Start:
    """A target, the shapes of both factors, α, and what the law is asked of: k, τ and ε."""

    m: int
    n: int
    spectrum: tuple[Fraction, ...]
    U: Rows
    V: Rows
    alpha: Scale
    k: int
    tau: Fraction
    eps: Fraction

    def describe(self) -> dict[str, str]:
        """The start in exact numbers."""
        rows = {f"{name} row {i + 1}": row for name in ("U", "V") for i, row in enumerate(getattr(self, name))}
        lists = {"spectrum": self.spectrum, **rows}
        sizes = {"size": f"{self.m}×{self.n}", "k": str(self.k), "alpha": str(self.alpha)}
        numbers = {"tau": format_fraction(self.tau), "epsilon": format_fraction(self.eps)}
        return {**sizes, **numbers, **{name: ", ".join(map(format_fraction, row)) for name, row in lists.items()}}

    def target(self, field: Field) -> Any:
        rows = [
            [self.spectrum[i] if i == j < len(self.spectrum) else Fraction(0) for j in range(self.n)]
            for i in range(self.m)
        ]
        return field.exact(rows)

    def truncated(self, field: Field) -> Any:
        """Y_k."""
        return replace(self, spectrum=self.spectrum[: self.k]).target(field)


def names(start: Start, field: Field) -> dict[str, Any]:
    """What the law's names stand for, but for time."""
    U, V = field.exact(start.U), field.exact(start.V)
    first = slice(0, start.k)
    growing = (
        field.block(U, first, slice(0, field.shape(U)[1])) + field.block(V, first, slice(0, field.shape(V)[1]))
    ) / 2
    stacked = field.transpose(U) * U + field.transpose(V) * V
    number = field.number
    found = {
        "alpha": field.scale(start.alpha),
        "eps": number(start.eps),
        "sigma_1": number(start.spectrum[0]),
        "sigma_k": number(start.spectrum[start.k - 1]),
        "tau": number(start.tau),
        "size": field.sqrt(field.norm(stacked) / 2),
        "least": 1 / field.sqrt(field.norm(field.inverse(growing * field.transpose(growing)))),
        "imbalance": field.norm(field.exact(_imbalance(start))),
    }
    for name, text in law(LABEL).definitions.items():
        found[name] = said(text, found, field)
    return found


def _imbalance(start: Start) -> Rows:
    """ŪᵀŪ − V̄ᵀV̄, exactly: it may be 0, beside entries of any size."""
    first, second = (product(transpose(rows), rows) for rows in (start.U, start.V))
    return rows_of([[x - y for x, y in zip(*each, strict=True)] for each in zip(first, second, strict=True)])


def said(text: str, found: dict[str, Any], field: Field) -> Any:
    """What a text comes to."""
    return texts.value(text, found, field.number, {"log": field.log, "exp": field.exp})


def hypotheses(start: Start, field: Field) -> dict[str, bool]:
    """Each hypothesis of the law by name, and whether it certainly holds."""
    found = names(start, field)

    def holds(text: str) -> bool:
        left, right = text.split(" <= ")
        return bool(said(left, found, field) <= said(right, found, field))

    return {hypothesis.name: holds(hypothesis.text) for hypothesis in law(LABEL).asked}


def small_enough(start: Start, field: Field) -> Start | None:
    """The start with the largest α of the form α2⁻ʲ for which the law applies; None where none is found.

    Nor is one where the rows that are to grow are dependent, or so nearly that balls don't tell.
    """
    alpha = start.alpha.fraction
    with suppress(Unresolved):
        for _ in range(MOST_HALVINGS):
            tried = replace(start, alpha=parse_scale(format_fraction(alpha), "α"))
            if all(hypotheses(tried, field).values()):
                return tried
            alpha /= 2
    return None


def ends(start: Start, field: Field) -> tuple[Any, Any]:
    """The left and the right end of T_k."""
    found = names(start, field)
    return found["left_end"], found["right_end"]


def times(start: Start, field: Field, shares: Sequence[Fraction]) -> list[Fraction]:
    """Rational times inside the window, at these shares of its length; at 0 and 1 just inside."""
    left, right = (exact_fraction(field.number(0) + end) for end in _middles(start, field))
    inside = Fraction(1, 10**6)
    return [left + (right - left) * min(max(share, inside), 1 - inside) for share in shares]


def _middles(start: Start, field: Field) -> tuple[Any, Any]:
    left, right = ends(start, field)
    return left.mid(), right.mid()


def followed(
    start: Start, field: Balls, when: Sequence[Fraction], most: int = enclosure.LARGEST_STEPS
) -> list[tuple[Any, Any]]:
    """(U, V) at each of the times, enclosed, by at most so many steps."""
    alpha = field.scale(start.alpha)
    factors = field.exact(start.U) * alpha, field.exact(start.V) * alpha
    return list(enclosure.along(field, start.target(field), factors, when, most))


def error(start: Start, factors: tuple[Any, Any], field: Field) -> Any:
    """‖UVᵀ − Y_k‖₂."""
    U, V = factors
    return field.norm(U * field.transpose(V) - start.truncated(field))


@dataclass(frozen=True)
class Kind:
    """How starts are drawn: sizes, widths, how much larger V̄ is than Ū, and tolerances."""

    most: int = 3
    scales: tuple[Fraction, ...] = (Fraction(3, 100), Fraction(1, 3), Fraction(1), Fraction(3), Fraction(30))
    first_alpha: Fraction = Fraction(1, 10)


def draw(generator: Random, kind: Kind, field: Field) -> Start | None:
    """A start to which the law applies, at the largest α for which it does, within a factor of 2; None where not."""
    r = generator.randint(1, kind.most)
    m, n = (r + generator.choice((0, 0, 1, 2)) for _ in range(2))
    m, n = min(m, max(kind.most, r)), min(n, max(kind.most, r))
    k = generator.randint(1, r)
    h = generator.randint(k, k + 2)
    learned = sorted(generator.sample(range(10, 21), k), reverse=True)
    below = range(1, learned[-1] // 2 + 1)
    if r - k > len(below):
        return None
    others = sorted(generator.sample(below, r - k), reverse=True)
    spectrum = tuple(Fraction(x, 10) for x in (*learned, *others))
    after = spectrum[k] if k < r else spectrum[k - 1] * Fraction(generator.randint(1, 5), 10)
    scale = generator.choice(kind.scales)
    shapes = [
        [[Fraction(round(generator.gauss(0, 1) * 64), 64) for _ in range(h)] for _ in range(rows)] for rows in (m, n)
    ]
    U = tuple(tuple(row) for row in shapes[0])
    V = tuple(tuple(scale * x for x in row) for row in shapes[1])
    eps = (spectrum[k - 1] - after) * generator.choice((Fraction(1), Fraction(1, 2), Fraction(1, 10), Fraction(1, 100)))
    first = parse_scale(format_fraction(kind.first_alpha), "α")
    start = Start(m, n, spectrum, U, V, first, k, after, eps)
    return small_enough(start, field)
