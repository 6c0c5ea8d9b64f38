"""Instances of what is true of one step of descent, where it is tight, and with one hypothesis wrong.

Most are blocks of one row and one column, that is numbers, and some are blocks of two; whether they satisfy a claim's
hypotheses is decided from its text.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random

from numeric.matrices import Rows, first_columns, identity, last_columns, product, rows_of, times, transpose
from numeric.matrix_families import POSITIVE, basis, symmetric
from proofs.lemmas.pool import Family
from proofs.lemmas.wording import Letters


def point(matrices: str, numbers: str, values: str) -> Letters:
    """What these letters stand for: matrices of one row and one column, and numbers, in the order of the values."""
    found = [Fraction(text) for text in values.split()]
    names = [*matrices.split(), *numbers.split()]
    of = dict(zip(names, found, strict=True))
    return {name: rows_of([[of[name]]]) if name in matrices.split() else of[name] for name in names}


def listed(matrices: str, numbers: str, *rows: str) -> tuple[Letters, ...]:
    return tuple(point(matrices, numbers, row) for row in rows)


def turned_steps(seed: int) -> Iterator[Letters]:
    """Steps of a target and a start in one basis: rotated, permuted, of sizes 1 to 4."""
    for eigenvalues in POSITIVE[::2]:
        n = len(eigenvalues)
        for V in (symmetric(eigenvalues, seed, 1), identity(n)):
            yield {"S": symmetric(eigenvalues[::-1], seed), "V": V, "Phi": basis(n, seed, 2), "eta": Fraction(1, 3)}


def split_steps(seed: int) -> Iterator[Letters]:
    """A step in a rotated basis of size 3, cut after one row and after two; and with one that is not cut."""
    generator = Random(f"split, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
    for k in (1, 2) * 4:
        J1, J2 = first_columns(basis(3, seed, k), k), last_columns(basis(3, seed, k), k)
        yield {
            "J1": J1,
            "J2": J2,
            "S1": symmetric([Fraction(i + 1) for i in range(k)], seed, 1),
            "S2": symmetric([Fraction(1, i + 1) for i in range(3 - k)], seed, 2),
            "U1": entries(generator, k, 2),
            "U2": entries(generator, 3 - k, 2),
            "eta": Fraction(1, 3),
        }


def entries(generator: Random, rows: int, columns: int, largest: int = 6) -> Rows:
    return rows_of([[Fraction(generator.randint(-largest, largest), 10) for _ in range(columns)] for _ in range(rows)])


def blocks_of_two(seed: int, names: Sequence[str]) -> Iterator[Letters]:
    """Two rows that are learned and one or two that are not, with targets and bounds that mostly suit them."""
    generator = Random(f"blocks, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
    for number in range(24):
        rest = generator.choice((1, 10, 100))
        U1 = tuple(tuple(x + (i == j) for j, x in enumerate(row)) for i, row in enumerate(entries(generator, 2, 2)))
        U2 = times(Fraction(1, 10 * rest), entries(generator, 1 + number % 2, 2))
        P = product(U1, transpose(U1))
        (a, b), (_, d) = P
        gap = times(Fraction(1, 10), entries(generator, 2, 2, 5))
        E = rows_of([[gap[0][0], gap[0][1]], [gap[0][1], gap[1][1]]])
        S1 = rows_of([[P[i][j] + E[i][j] for j in (0, 1)] for i in (0, 1)])
        size = sum(abs(x) for row in E for x in row) + Fraction(1, 1000)
        least = (a * d - b * b) / (a + d)
        others = sum(x * x for row in U2 for x in row) + Fraction(1, 10**6)
        sigma_1 = a + d + size
        inverse = rows_of([[d, -b], [-b, a]])
        found: dict[str, Rows | Fraction] = {
            "S1": S1,
            "S2": symmetric([Fraction(1, i + 2) for i in range(len(U2))], seed),
            "U1": U1,
            "U2": U2,
            "Pinv": times(1 / (a * d - b * b), inverse),
            "eta": 1 / (4 * sigma_1),
            "sigma_1": sigma_1,
            "sigma_k": max(least, Fraction(1, 100)),
            "sigma_next": Fraction(1, 2),
            "l": max(least, Fraction(1, 1000)),
            "e": 5 * size,
            "s": others,
        }
        yield {name: found[name] for name in names}


def made(words: str, matrices: str, numbers: str, *rows: str, wide: bool = False) -> Family:
    """The family of these points, and of blocks of two if it is `wide`."""
    points = listed(matrices, numbers, *rows)

    def family(seed: int) -> Iterator[Letters]:
        yield from points
        if wide:
            yield from blocks_of_two(seed, (*matrices.split(), *numbers.split()))

    family.__doc__, family.__name__ = words, f"family of {numbers} and {len(rows)} rows, {words}"
    return family


GAP = "e s l sigma_1 eta"
FAMILIES: Mapping[str, Family] = {
    "descent-keeps-its-basis": turned_steps,
    "descent-in-blocks": split_steps,
    "descent-stays-below-the-largest-target": made(
        "One mode at its target, on the way, and with one thing too large.",
        "Y U",
        "eta sigma_1",
        *("1 1 1/3 1", "4 2 1/12 4", "1 1/2 1/3 1", "1/2 1 1/3 1", "0 1 1/4 1", "1/4 1/2 1 1/4"),
        *("1 1 1/10 1", "9 3 1/27 9", "-360 2/25 1/3 1/40", "7 3/50 1 1/100", "1/40 1 2 1/6", "3/10 7/20 26 3/10"),
    ),
    "descent-grows-at-most": made(
        "One mode that has hardly begun, one on the way, and with one thing too large.",
        "Y U",
        "eta sigma_1 s",
        *("1 1e-11 1/4 1 1e-22", "1/2 1/2 1/2 1 1/4", "4 2 1/12 4 4", "0 1 3 1 1"),
        *("-40 1/10 1/4 1 1/100", "10 1/10 1/4 1 1/100", "0 10 1/4 1 100", "1 1 1/4 1 1/100"),
    ),
    "descent-inner-stays-below": made(
        "One mode at its target and another at 0, and with one thing too large.",
        "S1 S2 U1 U2",
        "eta sigma_1",
        *("1 1/2 1 0 1/3 1", "4 1 2 0 1/12 4", "1 1/2 1/2 1/3 1/3 1", "1/2 1 0 1 1/3 1", "0 1 0 1 1/4 1"),
        *("1 1 1/10 1/2 1/10 1", "9 1 3 0 1/27 9", "-360 0 2/25 0 1/3 1/40", "0 -360 0 2/25 1/3 1/40"),
        *("7 0 3/50 0 1 1/100", "0 7 0 3/50 1 1/100", "1/40 0 1 0 2 1/6", "3/10 0 7/20 0 26 3/10"),
    ),
    "descent-rest-grows-at-most": made(
        "A mode of the rest that has hardly begun, beside one that has, and with one thing too large.",
        "S2 U1 U2",
        "eta sigma_1 s sigma_next",
        *("1 0 1e-11 1/4 1 1e-22 1", "1 1/2 1/10 1/4 1 1/100 1"),
        *("1/2 0 1/10 1/4 1 1/100 1", "0 1 1/10 1/4 2 1/100 0"),
        *("2 1 1/10 1/8 2 1/50 2", "1 1 0 1/4 1 1 1", "1/3 1/3 1/3 1/4 1 1/9 1/3", "1 0 1/2 1/4 1 1/4 1"),
        *("-40 31/40 1/2000 1/4 1 1/4000000 20", "360 19/400 13/200 1/5 5 1/16 3/4"),
        *("1/100 3 31/5 5/3 1/200 39 31/5",),
        *("7/100 1/2 -19/20 150 15/4 91/100 9/100", "17/100 19/5 -13/10 1/120 30 9/1000 17/100"),
        wide=True,
    ),
    "descent-turn-is-large": made(
        "One row at its bound beside hardly any rest, and with one thing too large.",
        "S1 U1 U2 Pinv",
        "eta sigma_1 sigma_k l s",
        *("1 1/2 1e-12 4 1/4 2 1 1/4 1e-24", "1 1/2 1e-12 4 1/8 1 1 1/4 1e-24", "2 1 1/100 1 1/8 2 2 1 1/10000"),
        *("1 1/10 1/100 100 1/8 1 1 1/100 1/10000", "3 1 1/10 1 1/12 3 2 1/2 1/100"),
        *("1 1/4 0 16 1/4 1 1/2 1/16 1/100",),
        *("1 1/2 1/10 4 1/8 1 1 1/5 1/100", "1 9/10 0 100/81 1/4 1 1 81/100 1/1000"),
        *("29 1/4 0 16 1/3000 29 29 17/4 1/25",),
        *("10 -11 3/100 1/121 1/124 31 3 9/5 1/1000", "-70 -7/8 3/100 64/49 1/40 2 -70 49/64 1/1000"),
        *("29/200 -1/10 -1/25 100 20/29 29/200 24 1/200 1/500", "10 -1/10 -6 100 1/1000 10 7 1/100 7/50"),
        *("13/20 1/20 -6 400 2/13 13/20 13/20 1/400 40", "4 33 9/20 1/1089 1/1089 1089 4 3/10 1/4"),
        wide=True,
    ),
    "descent-learned-rows-grow": made(
        "One row that is turned, and what it has grown by at most; and with one thing wrong.",
        "X U1 M Pinv Minv",
        "kappa",
        *("1 1 1 1 1 1", "5/4 1 5/4 1 4/5 25/16", "5/4 1 5/4 1 4/5 1", "3/4 1/2 3/2 4 2/3 9/16", "-1 1 -1 1 -1 1"),
        *("2 1 2 1 1/2 4", "2 1 2 1 1/2 3", "1/2 1/4 2 16 1/2 1/4", "6 3 2 1/9 1/2 36", "0 1 0 1 0 1", "0 0 0 0 0 1"),
    ),
    "descent-gap-shrinks-from-above": made(
        "A gap at its bound beside hardly any rest, and with one thing too large.",
        "S1 U1 U2",
        GAP,
        *("1 1/2 1e-12 3/4 1e-24 1/4 2 1e-12", "1 1/2 1/10 3/4 1/100 1/5 1 1/4", "2 1 1/10 1 1/100 1/2 2 1/8"),
        *("1 1/10 1/10 1 1/100 1/100 1 1/4", "1 1 1/10 1/10 1/100 1/2 2 1/8", "1 1 0 1/100 1/1000 1/2 2 1/8"),
        *("3 1 1/10 2 1/100 1/2 3 1/12", "19/5 7/50 7/80 3.7804 0.007656 3/50 19/5 1/10"),
        *("1 1/3 1/6 8/9 1/36 1/9 1 1/4",),
        *("9/2 7/4 3/50 0.085 0.0036 3 30 1/300", "5 1/100 15/2 5 0.037 1/20000 28 1/112"),
        *("4 9/5 7/125 19/5 1/300 3/2 25 4/5",),
        *("4 2 1/10 1/1000000 1/100 2 12 1/1200", "1 1/2 0 3/4 1/1000 1 2 1/8"),
        wide=True,
    ),
    "descent-gap-shrinks-from-below": made(
        "A gap at its bound beside hardly any rest, and with one thing too large.",
        "S1 U1 U2",
        GAP,
        *("1 1/2 1e-12 3/4 1e-24 1/4 2 1e-12", "1 1/2 1/10 3/4 1/100 1/5 1 1/4", "2 1 1/10 1 1/100 1/2 2 1/8"),
        *("1 2 1e-12 15 1e-24 4 20 1e-24", "1 1/10 1/10 1 1/100 1/100 1 1/4", "1 1 1/10 1/10 1/100 1/2 2 1/8"),
        *("3 1 1/10 2 1/100 1/2 3 1/12", "1 1/3 1/6 8/9 1/36 1/9 1 1/4", "13/200 3/10 1/10 1/8 1/100 23/10 7 1/210"),
        *("170 3/10 3/50 1/100 1/250 9/100 4/25 25/16", "18/5 35 14/5 17/100 9 1225/2 1225 1/125000"),
        *("-400 17/200 1/60 2001 1/3000 13/2000 4/5 39/200", "39/5 8/5 24 8 1/20 5/2 39/5 1/78"),
        *("17/100 1/25 65 17/100 4225 1/1250 11/5 19/4000", "7/40 7/20 7/100 3/25 1/180 11/100 7/8 11"),
        wide=True,
    ),
    "descent-potential-step": made(
        "Numbers at which all is tight, or nearly, and with one thing too large.",
        "",
        "A B y g X h u v D",
        *("1e-24 1e-24 1e-24 1e-24 1e-24 1e-24 1e-24 1e-24 1e-23", "1 1 1/4 1/2 1/10 1/10 1/10 1/2 2"),
        *("1 1 1/8 1/4 1/4 1/100 1/100 1/8 5/4", "1/2 1 1/4 1 1/4 1/10 1/5 1 3", "1 2 1/10 1/3 1/5 1/10 1/10 1/5 3"),
        *("1 1 1/100 1/100 1/100 1/100 1/100 1/1000 11/10", "2 2 1/4 1/100 1 1/10 1/10 1/50 5/2"),
        *("1 1 1/8 1/2 1 1/2 1/2 1/4 3",),
        *("1 1 10 1 1/10 1/10 1/10 40 50", "1 1 1/8 5 1/10 1/10 1/10 1/10 4/3", "1 1 1/8 1/4 1/10 5 1/10 1/8 4/3"),
        *(
            "9 1 1/8 1/4 1/10 1/10 1/10 1/8 4/3",
            "1 1 3/5 1/2 1/1000 1/1000 1/1000 6/5 221/100",
            "1 1 1/8 1/4 1/10 1/10 1/10 1/8 1/3",
        ),
    ),
    "descent-sum-of-bounded": made(
        "Numbers at their bounds, of one sign and of both, and beyond them.",
        "X Y",
        "x y",
        *("1 1 1 1", "1 -1 1 1", "1/2 1/3 1 1", "2 3 2 3", "0 1 1 1", "-1 -1 1 1", "5 1 5 1", "1 0 1 1e-12"),
        *("2 1 1 1", "1 2 1 1"),
    ),
    "descent-gap-stays-from-above": made(
        "A gap at its bound, of both signs, and with one thing too large.",
        "S1 U1 U2",
        "e sigma_k sigma_1 eta",
        *("13/12 1 0 1/12 1 2 1e-24", "13/12 1 1/12 1/12 1 2 1/8"),
        *("11/12 1 0 1/12 2/3 1 1/4", "1 1 1/20 1/10 3/4 1 1/4"),
        *("2 1 1/2 1 1 2 1/8", "5/4 1 0 1/4 5/4 2 1/8", "1 1 0 1/6 1 1 1/4", "3 3/2 0 3/4 3 3 1/12"),
        *("3 17/10 1/10 1/4 3 3 1/12", "2 7/5 1/20 1/10 2 2 1/8"),
        wide=False,
    ),
    "descent-gap-stays-from-below": made(
        "A gap at its bound, of both signs, and with one thing too large.",
        "S1 U1 U2",
        "e sigma_k sigma_1 s eta",
        *("11/12 1 0 1/12 2/3 2 1e-24 1e-24", "13/12 1 1/12 1/12 1 2 1/100 1/8", "11/12 1 0 1/12 2/3 1 1/100 1/4"),
        *("1 1 1/20 1/10 3/4 1 1/100 1/4", "1 1 0 1/6 1 1 1/6 1/4"),
        *("3 3/2 0 3/4 3 3 1/2 1/12", "5/4 1 0 1/4 5/4 2 1/8 1/8"),
        *("3 17/10 1/10 1/4 3 3 1/10 1/12", "2 7/5 1/20 1/10 2 2 1/10 1/8", "3 3/2 1/20 3/4 3 3 1/200 1/12"),
    ),
    "descent-mixed-stays": made(
        "What mixes the blocks at its bound, tiny and not, and with one thing too large.",
        "S1 S2 U1 U2",
        "e sigma_k sigma_1 s eta sigma_next",
        *("1 1/4 1 1e-12 1e-12 1 1 1e-24 1/4 1/4", "1 1/4 1 1/20 1/10 1 1 1/100 1/4 1/4"),
        *("1 0 1 1/10 1/10 3/4 1 1/50 1/8 0",),
        *("2 1 7/5 1/20 1/10 2 2 1/100 1/8 1", "2 1 3/2 0 1/6 2 2 1/10 1/9 1", "1 0 1 1/10 1/8 1 1 1/80 1/4 0"),
        *("4 1 2 1/10 1/3 4 4 1/10 1/16 1", "1 1/8 1 1/20 1/9 7/8 1 1/200 1/4 1/8"),
        *("3 1 5/3 1/20 1/4 3 3 1/100 1/12 1",),
    ),
}
"""Where instances are aimed; of what is not here they are whatever makes sense."""

SLACK = "it has room to spare: no instance was found at which it alone is wrong, and the conclusion too"
FOLLOWS = "it follows from the others, and the proof multiplies by it"
TRANSPOSED = "each is the other transposed, or the inverse from the other side"
ROOM: Mapping[str, Mapping[str, str]] = {
    "descent-in-blocks": dict.fromkeys(("J-apart", "other J-apart"), TRANSPOSED),
    "descent-rest-grows-at-most": {"next-is-not-negative": FOLLOWS},
    "descent-turn-is-large": {
        **dict.fromkeys(("P-inverse", "other P-inverse"), TRANSPOSED),
        "level-is-strictly-below": FOLLOWS,
        "level-is-below": SLACK,
    },
    "descent-learned-rows-grow": dict.fromkeys(
        ("turned", "other turned", "P-inverse", "other P-inverse", "turn-inverse", "other turn-inverse"), TRANSPOSED
    ),
    "descent-gap-shrinks-from-above": dict.fromkeys(
        ("start-is-bounded", "level-is-below", "gap-from-below", "gap-is-bounded", "rest-below-target"), SLACK
    ),
    "descent-gap-shrinks-from-below": dict.fromkeys(("start-is-bounded", "level-is-below"), SLACK),
    "descent-gap-stays-from-above": dict.fromkeys(
        ("gap-from-below", "start-is-bounded", "targets-from-below", "gap-is-small", "k-is-not-first", "small-steps"),
        SLACK,
    ),
    "descent-gap-stays-from-below": dict.fromkeys(
        (
            *("gap-from-above", "start-is-bounded", "targets-from-below", "mixed-is-small", "gap-is-small"),
            *("k-is-not-first", "rest-is-bounded", "rest-is-small"),
        ),
        SLACK,
    ),
    "descent-mixed-stays": dict.fromkeys(
        (
            *("gap-from-below", "start-is-bounded", "targets-from-below", "gap-is-small", "k-is-not-first"),
            *("rest-is-bounded", "rest-is-small", "next-is-not-negative", "second-is-positive", "second-is-bounded"),
        ),
        SLACK,
    ),
}
"""Hypotheses of which it is not asked that an instance shows that they are needed, and why."""
