"""The quantities of the unbalanced law at rational instants of the flow, where orders between matrices are decided.

The numbers that bound its matrices are chosen to do so.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor
from random import Random
from typing import Any, ClassVar

import numpy as np

from numeric.exact import format_fraction
from numeric.field import Field
from numeric.instance import random_basis
from numeric.matrices import Row, Rows, rows_of
from proofs.theorems.shared.values import Letter, Texts, Values, Vocabulary, numbers, where
from proofs.theorems.unbalanced.names import (
    BLOCKS,
    DEFINITENESS,
    FASTER,
    GAINS,
    LIFTED,
    NEARER,
    NUMBER_SYMBOLS,
    OTHERS,
    RATES,
    STARTS,
    SYMBOLS,
)

PUBLISHED = {"any": 10, "late": 4, "start": 4}
"""So many instants of each kind are published: any, those that have learned k modes, and those that begin."""
SHAPES = {"any": Fraction(1, 32), "late": Fraction(1, 10**6), "start": Fraction(1, 5000)}
"""By what the whole numbers are multiplied that are drawn for entries."""
FINE = 10**9
ROUGH = 10**4


@dataclass(frozen=True)
class Instant:
    """Both factors of a square Y at one time, and numbers that bound what is made of them."""

    number: int
    kind: str
    k: int
    spectrum: Row
    left: Rows
    right: Rows
    U: Rows
    V: Rows
    sigma_1: Fraction
    sigma_k: Fraction
    tau: Fraction
    delta: Fraction
    root: Fraction
    u: Fraction
    v: Fraction
    l: Fraction  # noqa: E741 (as the proof has it)
    kappa: Fraction
    omega: Fraction
    eps: Fraction
    a_1: Fraction
    t: Fraction
    alpha: Fraction
    size: Fraction
    least: Fraction

    def __hash__(self) -> int:
        return hash((self.number, self.kind))

    def describe(self) -> dict[str, str]:
        """The instant in exact numbers."""
        rows = {
            f"{name} row {i + 1}": row
            for name in ("left", "right", "U", "V")
            for i, row in enumerate(getattr(self, name))
        }
        lists = {"spectrum": self.spectrum, **rows}
        return {name: ", ".join(map(format_fraction, row)) for name, row in lists.items()} | {
            name: format_fraction(getattr(self, name)) for name in (*NUMBERS, "k")
        }


NUMBERS = (
    *("sigma_1", "sigma_k", "tau", "delta", "root", "u", "v", "l", "kappa", "omega"),
    *("eps", "a_1", "t", "alpha", "size", "least"),
)


def above(x: Any, fine: int = FINE) -> Fraction:
    """A fraction that is larger by more than rounding."""
    return Fraction(ceil(x * (1 + 1e-7) * fine) + 1, fine)


def draw(generator: Random, number: int, kind: str) -> Instant:
    n = generator.randint(1, 3)
    k = generator.randint(1, n)
    h = generator.randint(k, k + 2)
    roots = sorted(generator.sample(range(4, 16), n), reverse=True)
    rank = generator.randint(k, n)
    spectrum = tuple(Fraction(x * x, 64) if i < rank else Fraction(0) for i, x in enumerate(roots))
    left, right = (random_basis(n, generator.randint(1, 10**6)) for _ in range(2))

    def entry() -> Fraction:
        return SHAPES[kind] * generator.randint(-16, 16)

    learned = Fraction(int(kind == "late"), 8)
    R1 = [[(learned * roots[i] if i == j else 0) + entry() for j in range(h)] for i in range(k)]
    R2 = [[entry() for _ in range(h)] for _ in range(2 * n - k)]
    pairs = [*zip([*R1, *R2[: n - k]], R2[n - k :], strict=True)]
    U = _times(left, [[a + b for a, b in zip(x, y, strict=True)] for x, y in pairs])
    V = _times(right, [[a - b for a, b in zip(x, y, strict=True)] for x, y in pairs])
    return Instant(number, kind, k, spectrum, left, right, U, V, **_bounds(generator, spectrum, (R1, R2, U, V)))


def _times(basis: Rows, rows: list[list[Fraction]]) -> Rows:
    return rows_of(
        [[sum(x * row[j] for x, row in zip(line, rows, strict=True)) for j in range(len(rows[0]))] for line in basis]
    )


def _bounds(generator: Random, spectrum: Row, matrices: tuple[Any, ...]) -> dict[str, Fraction]:
    """Numbers that bound the blocks of R, and Λ."""
    first, rest, U, V = (np.array([[float(x) for x in row] for row in rows]) for rows in matrices)
    k, gram = len(first), np.linalg.norm(np.vstack((first, rest)), 2)
    imbalance = np.linalg.norm(U.T @ U - V.T @ V, 2) / 2
    root = above(max(gram, (float(spectrum[0]) + imbalance) ** 0.5))
    sigma_k = spectrum[k - 1]
    tau = spectrum[k] if k < len(spectrum) and spectrum[k] else sigma_k / 3
    least = np.linalg.svd(first, compute_uv=False)[-1]
    small = Fraction(floor(least**2 * 0.999 * FINE), FINE)
    alpha = Fraction(1, generator.randint(1, 9))
    u = above(np.linalg.norm(rest, 2))
    ratio = max(above(float(u) / float(small) ** 0.5, ROUGH), Fraction(9, 8))
    delta = root**2 - spectrum[0]
    return {
        "sigma_1": spectrum[0],
        "sigma_k": sigma_k,
        "tau": tau,
        "delta": delta,
        "root": root,
        "u": u,
        "v": u * generator.randint(1, 40) / 20,
        "l": small,
        "kappa": ratio**2,
        "omega": ratio * delta,
        "eps": (sigma_k - tau) / 2,
        "a_1": Fraction(generator.randint(1, 50), 10),
        "t": Fraction(generator.randint(0, 30), 7),
        "alpha": alpha,
        "size": above(gram) / alpha,
        "least": Fraction(floor(least * 0.999 * FINE), FINE) / alpha,
    }


@cache
def drawn(seed: int, count: int, kind: str) -> tuple[Instant, ...]:
    """`count` instants of a kind, of which numbers bound the least value of R₁ from zero."""
    generator, found = Random(f"unbalanced instants, {seed}, {kind}"), list[Instant]()  # noqa: S311 (a seeded sample)
    while len(found) < count:
        with suppress(ZeroDivisionError):
            found.append(draw(generator, len(found), kind))
    return tuple(found)


def columns(at: Values) -> tuple[int, int]:
    return at.point.k, 2 * len(at.point.spectrum)


def swap_rows(at: Values) -> list[list[int]]:
    """𝕁 in the basis: it takes each row to that of the opposite eigenvalue."""
    n = len(at.point.spectrum)
    return [[1 if abs(i - j) == n else 0 for j in range(2 * n)] for i in range(2 * n)]


def cut(name: str, rows: int, columns_: int) -> Letter:
    """A block of what the name stands for: 0 the first k rows or columns, 1 the others, 2 all."""

    def block(at: Values) -> Any:
        k, whole = columns(at)
        parts = (slice(0, k), slice(k, whole), slice(0, at.field.shape(at[name])[1]))
        return at.field.block(at[name], parts[rows], parts[columns_])

    return block


def halves(at: Values, basis: str, sign: int) -> Any:
    rows = getattr(at.point, basis)
    return at.field.exact(rows_of([[*(x / 2 for x in row), *(sign * x / 2 for x in row)] for row in rows]))


def target(at: Values) -> Any:
    return (
        at.field.exact(at.point.left)
        * at.field.diagonal(list(map(at.field.number, at.point.spectrum)))
        * at.field.transpose(at.field.exact(at.point.right))
    )


LETTERS: Mapping[str, Letter] = {
    **numbers(*NUMBERS),
    "U": lambda at: at.field.exact(at.point.U),
    "V": lambda at: at.field.exact(at.point.V),
    "F": lambda at: halves(at, "left", 1),
    "H": lambda at: halves(at, "right", -1),
    "Y": target,
    "whole_swap": lambda at: at.field.matrix([[at.field.number(x) for x in row] for row in swap_rows(at)]),
    "U1": cut("R", 0, 2),
    "U2": cut("R", 1, 2),
    "K": cut("whole_swap", 0, 1),
    "L": cut("whole_swap", 1, 1),
    "S1": cut("target", 0, 0),
    "S2": cut("target", 1, 1),
}


def texts(point: Any) -> Texts:
    del point
    return {**LIFTED, **BLOCKS, **RATES, **GAINS, **STARTS, **NEARER, **OTHERS, **DEFINITENESS, **FASTER}


@dataclass(frozen=True)
class Instants:
    """Rational instants; `needs` keeps those where a step has a meaning."""

    needs: Callable[[Instant], bool] = lambda _: True

    name: ClassVar[str] = "instants of the unbalanced flow"
    description: ClassVar[str] = (
        "square targets in rational bases, factors of every width, with numbers that bound them"
    )
    symbols: ClassVar[Mapping[str, str]] = {
        "lifted_mismatch": r"\lVert \dot R - (\mathcal S - RR^\top)R - \tfrac12 \mathbb J R \Lambda\rVert",
        "imbalance_mismatch": r"\lVert 2R^\top \mathbb J R - \Lambda\rVert",
        "half_lifted_mismatch": r"\lVert \dot R - (\mathcal S - RR^\top)R - \mathbb J R \Lambda\rVert",
        "half_imbalance_mismatch": r"\lVert R^\top \mathbb J R - \Lambda\rVert",
        "imbalance_rate": r"\lVert \dot\Lambda\rVert",
        "other_imbalance_rate": r"\lVert \tfrac{d}{dt} R^\top R\rVert",
        "lead_turn": r"\theta",
        "rate_l": r"\dot\ell",
        **{f"definiteness_{name}": rf"\delta({letter})" for name, letter in SYMBOLS.items()},
        **{f"definiteness_faster_{name}": rf"\delta({letter} - 4\sigma_1 M)" for name, letter in SYMBOLS.items()},
        **NUMBER_SYMBOLS,
    }

    def published(self) -> Iterator[Instant]:
        """The published instants, filtered."""
        return filter(self.needs, (point for kind, count in PUBLISHED.items() for point in drawn(0, count, kind)))

    def sample(self, seed: int, count: int) -> Iterator[Instant]:
        """Instants drawn from the seed, filtered."""
        found = (point for kind in PUBLISHED for point in drawn(seed, count, kind))
        return iter([*filter(self.needs, found)][:count])

    def quantities(self, point: Instant, field: Field) -> Values:
        """The quantities at `point`."""
        return Values(point, field, Vocabulary(LETTERS, texts=texts))


is_late = where("k modes learned.", lambda p: p.kind == "late")
begins = where("small factors.", lambda p: p.kind == "start")
is_square_of_others = where("other modes than the first.", lambda p: p.k < len(p.spectrum))
