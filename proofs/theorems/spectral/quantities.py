"""The quantities that the steps of Theorem 3 speak of: those of one mode, of a window, and of the whole.

Under spectral initialization W̄₀ = Φ diag(s₁..s_n) Φᵀ every mode i goes its own way from a_i = α²s_i; its growth is
g = e^{2cσ_i t}.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from numeric.instances import Point
from proofs.theorems.shared import algebraic
from proofs.theorems.shared.algebraic import AlgebraicPoint
from proofs.theorems.shared.values import Letter, Texts, Values, Vocabulary, columns, where
from proofs.theorems.shared.windowed import LETTERS, Windowed, windows
from proofs.theorems.spectral.names import ABSENT, GROWING, GROWTH, START, largest, of_blocks

MODE = {"sigma": r"\sigma_i", "a": "a_i", "growth": "g", "value": r"\sigma_i(t)"}
ERROR = r"\lVert W(t)-Y_k\rVert_2"


def texts(point: Point) -> Texts:
    return {
        **windows("theorem-3", point.k),
        "a": START,
        "growth": GROWTH,
        "value": GROWING if point.mode <= point.instance.r else ABSENT,
    }


def diagonal_of_shape(at: Values) -> list[Any]:
    shape = at.point.instance.shape_in_basis
    return [at.field.number(row[i]) for i, row in enumerate(shape)]


class Whole(Windowed):
    """Theorem 3's instances at every k and position in time."""

    theorem = 3
    vocabulary = Vocabulary(
        {
            **LETTERS,
            "s": lambda at: diagonal_of_shape(at)[at.point.mode - 1],
            "s_min": lambda at: -at.field.maximum(*(-s for s in diagonal_of_shape(at))),
            "s_max": lambda at: at.field.maximum(*diagonal_of_shape(at)),
        },
        texts=texts,
    )
    symbols: ClassVar[Mapping[str, str]] = {
        "eps": r"\varepsilon",
        **MODE,
        "alpha": r"\alpha",
        "c1": "c_1",
        "c2": "c_2",
        "left_end": r"t_k^-",
        "right_end": r"t_k^+",
        "error": ERROR,
    }


class Modewise(Whole):
    """The same points, once for each mode that a step speaks of."""

    points_are = "every mode, every k, both ends of each window, inside it, and far out"

    def _chosen(self, points: Iterable[Point]) -> Iterator[Point]:
        for point in super(Modewise, replace(self, needs=lambda _: True))._chosen(points):
            for mode in range(1, point.instance.n + 1):
                one = replace(point, mode=mode)
                if self.needs(one):
                    yield one


is_learned = where("i ≤ k.", lambda p: p.mode <= p.k)
is_unlearned = where("k < i ≤ r.", lambda p: p.k < p.mode <= p.instance.r)
is_growing = where(
    "k < i ≤ r and t > 0: at t = 0 the mode is where it started.", lambda p: is_unlearned(p) and p.time > 0
)
is_absent = where("i > r.", lambda p: p.mode > p.instance.r)
is_decaying = where("i > r and t > 0.", lambda p: is_absent(p) and p.time > 0)


def evolved(at: Values) -> Any:
    """W̃(t) = E W̃₀(I + GW̃₀)⁻¹E from the diagonal of the shape: the matrix form, not (12) or (13)."""
    field, point = at.field, at.point
    E, G = field.diagonal(at["growths"]), field.diagonal(at["accumulated_growth"])
    start = field.diagonal([field.number(point.alpha**2 * row[i]) for i, row in enumerate(point.shape)])
    return E * field.solve(field.identity(len(point.E)) + start * G, start) * E


def kinds(point: AlgebraicPoint) -> Mapping[int, range]:
    """The modes that are learned, unlearned, absent: 1, 2, 3, but for the kinds of which there are none."""
    ends = (0, point.k, point.rank, len(point.sigma))
    found = {i: range(ends[i - 1], ends[i]) for i in (1, 2, 3)}
    return {i: modes for i, modes in found.items() if modes}


def of_kind(i: int) -> Letter:
    return lambda at: columns(at, kinds(at.point)[i], len(at.point.sigma))


def algebraic_texts(point: AlgebraicPoint) -> Texts:
    blocks = tuple(kinds(point))
    others = tuple(i for i in blocks if i > 1)
    return {
        "a": START,
        **{f"V{i}": f"T(J{i})*W*J{i}" for i in blocks},
        **of_blocks(blocks),
        "largest_entry_without_gap": largest(others) if others else "0",
    }


KNOWN = ("spectrum", "growths", "accumulated_growth", "alpha", "S1", "Phi")
"""Of the letters; D1 is a block of the error here."""


class Algebraic(algebraic.Algebraic):
    """Rational points; the shape counts only with its diagonal, so that the initialization is spectral.

    The mode is the first, which every point has, and no point lacks in its target.
    """

    name = "algebra of theorem 3"
    description = "points with rational exponentials, where an equality is decided exactly"
    vocabulary = Vocabulary(
        {
            **{name: algebraic.LETTERS[name] for name in KNOWN},
            **{f"J{i}": of_kind(i) for i in (1, 2, 3)},
            "W": evolved,
            "sigma": lambda at: at["spectrum"][0],
            "s": lambda at: at.field.number(at.point.shape[0][0]),
            "growth": lambda at: at["growths"][0] ** 2,
            "value": lambda at: at["W"][0, 0],
        },
        texts=algebraic_texts,
    )
    symbols: ClassVar[Mapping[str, str]] = {
        **MODE,
        "error": ERROR,
        "largest_entry": (
            r"\max\{\max_{i\le k}|\sigma_i-\sigma_i(t)|,\max_{k<i\le r}\sigma_i(t),\max_{i>r}\sigma_i(t)\}"
        ),
        "largest_entry_without_gap": r"\max\{\max_{k<i\le r}\sigma_i(t),\max_{i>r}\sigma_i(t)\}",
    }
