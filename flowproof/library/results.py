"""What comes back to Python: exact text with radii, as arrays of signs and logarithms, JSON, a table, or of pandas."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import inf
from typing import Any

from flowproof.library.number import Number, SignLog10, sign_log10
from flowproof.library.tables import Row, Tabular
from flowproof.true_windows import FOUND, TrueWindow
from numeric.exact import format_fraction


class Result(Tabular):
    """What is told of a flow: numbers, which NumPy gets as signs and logarithms."""

    @abstractmethod
    def to_numpy(self) -> SignLog10:
        """Signs and log₁₀, as 1e-1000 is no float: `sign * 10.0**log10` is what a float can hold of it."""


@dataclass(frozen=True)
class State(Result):
    """W(t), n×n: each entry is a decimal and a radius within which the true entry lies."""

    time: Fraction
    values: tuple[tuple[Number, ...], ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def __getitem__(self, place: tuple[int, int]) -> Number:
        """`state[i, j]`, from 0 as Python counts: MV's W₁₁ is `state[0, 0]`."""
        i, j = place
        return self.values[i][j]

    def table(self) -> list[Row]:
        head: Row = ["W", *(str(j + 1) for j in range(len(self.values)))]
        return [head, *(_line(str(i + 1), row) for i, row in enumerate(self.values))]

    def to_numpy(self) -> SignLog10:
        """Signs and log₁₀ of the entries, n×n each, as 1e-1000 is no float."""
        n = len(self.values)
        return sign_log10((x for row in self.values for x in row), (n, n))

    def to_mpmath(self) -> tuple[Any, Any]:
        """The middles and the radii of the entries, two matrices of mpmath, n×n."""
        import mpmath  # which takes long, and is needed here alone

        both = [[x.to_mpmath() for x in row] for row in self.values]
        return tuple(mpmath.matrix([[pair[which] for pair in row] for row in both]) for which in (0, 1))


@dataclass(frozen=True)
class Trajectory(Result):
    """W at T times: `states[k]` is W(times[k]), n×n."""

    states: tuple[State, ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def times(self) -> tuple[Fraction, ...]:
        return tuple(state.time for state in self.states)

    def __len__(self) -> int:
        return len(self.states)

    def __iter__(self) -> Iterator[State]:
        return iter(self.states)

    def __getitem__(self, k: int) -> State:
        return self.states[k]

    def table(self) -> list[Row]:
        """A row for each time, with the entries on and above the diagonal, as W is symmetric."""
        n = len(self.states[0].values)
        upper = [(i, j) for i in range(n) for j in range(i, n)]
        head: Row = ["t", *(f"W[{i + 1},{j + 1}]" for i, j in upper)]
        return [head, *(_line(format_fraction(state.time), [state[at] for at in upper]) for state in self.states)]

    def to_numpy(self) -> SignLog10:
        """Signs and log₁₀ of the entries, T×n×n each, as 1e-1000 is no float."""
        n = len(self.states[0].values)
        return sign_log10((x for s in self.states for row in s.values for x in row), (len(self.states), n, n))


@dataclass(frozen=True)
class Series(Result):
    """Numbers at T times: `values[k][m]` is the one called `names[m]` at times[k]."""

    times: tuple[Fraction, ...]
    names: tuple[str, ...]
    values: tuple[tuple[Number, ...], ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def table(self) -> list[Row]:
        head: Row = ["t", *self.names]
        return [head, *(_line(format_fraction(t), x) for t, x in zip(self.times, self.values, strict=True))]

    def to_numpy(self) -> SignLog10:
        """Signs and log₁₀, T×m each, as 1e-1000 is no float."""
        shape = (len(self.times), len(self.names))
        return sign_log10((x for row in self.values for x in row), shape)


@dataclass(frozen=True)
class Reached(Result):
    """The quantity is certainly below fraction·σ_i at `left`, and above it at `right`, both of them exact.

    `claim` says in words what is certified; `only`: whether it is that this happens at no other time.
    """

    quantity: str
    i: int
    fraction: Fraction
    left: Fraction
    right: Fraction
    only: bool
    claim: str
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def table(self) -> list[Row]:
        level = f"{format_fraction(self.fraction)}·σ_{self.i}"
        row: Row = [self.quantity, level, *map(format_fraction, (self.left, self.right))]
        return [["quantity", "level", "below it at", "above it at"], row]

    def to_numpy(self) -> SignLog10:
        """Signs and log₁₀ of the two ends."""
        return sign_log10((Number(format_fraction(t), "0") for t in (self.left, self.right)), (2,))


@dataclass(frozen=True)
class Hypothesis:
    """One hypothesis of a theorem; `holds` is None where it is undecided. Its sides are text, and rounded."""

    name: str
    latex: str
    holds: bool | None
    left: str
    right: str


@dataclass(frozen=True)
class Window:
    """T_k: its ends as text, to 30 digits; `right` is inf where it has no right end; `empty` None: it can't be told."""

    k: int
    left: str
    right: str
    empty: bool | None


@dataclass(frozen=True)
class Windows(Result):
    """The windows T_0..T_r of a theorem, with its hypotheses, its constants, and the largest α that it admits.

    `holds`: whether all hypotheses do; False if one fails, None if none fails and one is undecided.
    """

    theorem: str
    holds: bool | None
    hypotheses: tuple[Hypothesis, ...]
    windows: tuple[Window, ...]
    largest_alpha: str | None
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def table(self) -> list[Row]:
        empty = {True: "yes", False: "no", None: "could not be told"}
        table: list[Row] = [["k", "from", "to", "empty"]]
        table.extend([str(w.k), w.left, w.right, empty[w.empty]] for w in self.windows)
        return table

    def to_numpy(self) -> SignLog10:
        """Signs and log₁₀ of the ends, (r + 1)×2 each; inf has the logarithm inf, and an end that is undecided, NaN."""
        ends = [end for window in self.windows for end in (window.left, window.right)]
        numbers = [None if end in ("inf", "undecided") else Number(end, "0") for end in ends]
        found = sign_log10(numbers, (len(self.windows), 2))
        for k, window in enumerate(self.windows):
            if window.right == "inf":
                found.sign[k, 1], found.log10[k, 1] = 1, inf
        return found


@dataclass(frozen=True)
class TrueWindows(Result):
    """The first and the last time at which ‖W(t) − Y_k‖₂ ≤ ε, for each k: `windows` has a row for each.

    A row's `outcome` is FOUND, NEVER (W(t) is at no time within ε of Y_k), or UNDECIDED, both with a `reason`. Its
    `first` is None where the window begins at t = 0, its `last` where it does not end; else the error is certainly
    above ε at `outside`, and at most ε at `inside`, both of them exact. `only`: whether it is certain that the error is
    ε at no time before, or after.
    """

    epsilon: Fraction
    windows: tuple[TrueWindow, ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def table(self) -> list[Row]:
        head: Row = ["k", "outcome", "not yet at", "from", "no earlier", "to", "no more at", "no later"]
        rows: list[Row] = [[str(row.k), row.outcome, *_times(row)] for row in self.windows]
        if any(row.reason for row in self.windows):
            head.append("reason")
            rows = [[*told, row.reason] for told, row in zip(rows, self.windows, strict=True)]
        return [head, *rows]

    def to_numpy(self) -> SignLog10:
        """Signs and log₁₀ of the times `inside`, a row of two for each k; no end has the logarithm inf.

        What was not found is NaN.
        """
        times = [end for row in self.windows for end in (row.first, row.last)]
        known = [row.outcome == FOUND for row in self.windows for _ in range(2)]
        numbers = [
            None if not there else Number("0" if end is None else format_fraction(end.inside), "0")
            for end, there in zip(times, known, strict=True)
        ]
        found = sign_log10(numbers, (len(self.windows), 2))
        for k, row in enumerate(self.windows):
            if row.outcome == FOUND and row.last is None:
                found.sign[k, 1], found.log10[k, 1] = 1, inf
        return found


def _times(row: TrueWindow) -> list[str | Number]:
    if row.outcome != FOUND:
        return [""] * 6
    first, last, sure = row.first, row.last, {True: "certain", False: "not certified"}
    begin = ["", "0", ""] if first is None else [*map(format_fraction, (first.outside, first.inside)), sure[first.only]]
    end = ["inf", "", ""] if last is None else [*map(format_fraction, (last.inside, last.outside)), sure[last.only]]
    return [*begin, *end]


def _line(first: str, rest: Sequence[Number]) -> Row:
    return [first, *rest]
