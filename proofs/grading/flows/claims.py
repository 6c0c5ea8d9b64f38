"""Claims about differential equations of matrices that don't commute: what solves one, and what is conserved along it.

A solution is differentiated by the product rule and put into the equation; what remains is an equation of words, which
is to hold for all sizes. At time 0 it is where it should start.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from paper import Misuse
from proofs.checker import shape
from proofs.grading.flows.inverses import ways_to_invert
from proofs.grading.flows.reading import FUNCTIONS, Finer, MovingReader, Units
from proofs.grading.kinds.derivative import OutOfReach
from proofs.grading.matrices.reading import Reader, Stated, require_letters
from proofs.grading.numbers.claims import NAME, called

Found = TypeVar("Found")
WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*", re.ASCII)
"""A name in a claimant's text, where 1e5 has none."""
MOST_READINGS = 20
BY_HYPOTHESES = "see to that by hypotheses"
BY_SUPPOSING = f"{BY_HYPOTHESES}, or list it in `invertible`, and it is supposed"


@dataclass(frozen=True)
class Obligation:
    """What is to hold: what one of its `ways` says, with all that is known of its letters, of which `reader` made some.

    Where it is `necessary`, it has one way, and the claim is false if that is; else `way_out` says what helps.
    """

    name: str
    ways: tuple[Stated, ...]
    reader: MovingReader
    way_out: str = ""

    @property
    def necessary(self) -> bool:
        return not self.way_out


@dataclass(frozen=True)
class MatrixSolution:
    """For all matrices of these sizes, and numbers, that satisfy `given`, at every time from 0 on: each state in
    `solution` moves as `flow` says and starts at `start`, and what `conserved` lists does not change.

    `matrices` has the states too. A state without a solution is any that moves as `flow` says, from its start if it has
    one. `integral` has letters for integrals from time 0 on. What is `invertible` is supposed to have an inverse at
    these times; anything else that moves and is inverted has to be shown to. Raises Misuse at the first field that
    can't be read. What has no derivative that is known here has no obligations: that raises OutOfReach.
    """

    name: str
    matrices: Mapping[str, tuple[str, str]]
    flow: Mapping[str, str]
    start: Mapping[str, str] = field(default_factory=dict)
    solution: Mapping[str, str] = field(default_factory=dict)
    symmetric: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    integral: Mapping[str, str] = field(default_factory=dict)
    invertible: tuple[str, ...] = ()
    conserved: tuple[str, ...] = ()
    time: str = "t"

    def __post_init__(self) -> None:
        self._require_names()
        self._require_fields()
        self.constants  # noqa: B018 (reads the hypotheses)
        with suppress(OutOfReach):
            self.obligations  # noqa: B018 (reads every text)

    @cached_property
    def called(self) -> dict[str, str]:
        """What each letter is called in the checker's language."""
        return called([*self.matrices, *self.scalars, *self.integral, self.time])

    @cached_property
    def constants(self) -> Stated:
        """What is at rest, with the hypotheses, which speak of nothing else, and the time."""
        names = {name: self.called[name] for name in (*self._resting, *self.scalars, self.time)}
        symmetric = [name for name in self.symmetric if name in self._resting]
        reader = Reader(names, self._resting, symmetric, (*self.scalars, self.time))
        for number, text in enumerate(self.given, start=1):
            if self.time in WORD.findall(text):
                raise Misuse(f"given, number {number}: {self.time!r} is in it; a hypothesis is about what is at rest")
        given = {**reader.hypotheses(self.given), "from-time-0": f"0 <= {self.called[self.time]}"}
        return Stated(
            reader.sizes, tuple(reader.symmetric), reader.scalars, {**reader.equations, **given}, (), reader.inverses
        )

    @property
    def drawn(self) -> Stated:
        """What is drawn to try the claim: what is at rest, the time, and states without a solution."""
        states = {self.called[name]: self.matrices[name] for name in self._moving}
        symmetric = tuple(self.called[name] for name in self.symmetric if name in self._moving)
        found = self.constants
        return replace(found, sizes={**found.sizes, **states}, symmetric=(*found.symmetric, *symmetric))

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """What it comes to. Raises OutOfReach."""
        return self._settled(lambda units: tuple(self._obligations(units)))

    @cached_property
    def anchors(self) -> tuple[MovingReader, Mapping[str, str]]:
        """Where states without a solution begin that may not be just anywhere, by what they are called, and the reader.

        One that begins at a letter of which nothing else is said, or of which no start is said, may be.
        """
        texts = [*self.given, *self.flow.values(), *self.solution.values(), *self.integral.values(), *self.conserved]
        spoken = {name for text in texts for name in WORD.findall(text)}
        starts = {state: self.start[state] for state in self._moving if state in self.start}
        bare = [text.strip() for text in starts.values()]
        anchored = [
            x for x, text in starts.items() if text.strip() not in self._resting or bare.count(text.strip()) > 1
        ]
        anchored += [x for x, text in starts.items() if text.strip() in spoken and x not in anchored]

        def read(units: Units) -> tuple[MovingReader, Mapping[str, str]]:
            reader = self._reader(units)
            return reader, {self.called[x]: reader.expression(f"start, {x}", starts[x]) for x in anchored}

        return self._settled(read)

    def _settled(self, read: Callable[[Units], Found]) -> Found:
        """What is read with units of which all exponents are multiples. Raises OutOfReach."""
        units: Units = {}
        for _ in range(MOST_READINGS):
            with suppress(Finer):
                return read(units)
        raise OutOfReach("its exponents are too many to be told apart; write them as multiples of one")

    @property
    def meanings(self) -> dict[str, str]:
        """What letters of ours stand for, in the claim's letters."""
        readers = {id(each.reader): each.reader for each in self.obligations}.values()
        ours = {x: reader for reader in readers for x in reader.made_of if x not in self.called.values()}
        return {letter: reader.meaning(letter) for letter, reader in ours.items()}

    # ---- what makes sense

    @property
    def _resting(self) -> dict[str, tuple[str, str]]:
        return {name: sizes for name, sizes in self.matrices.items() if name not in self.flow}

    def _require_names(self) -> None:
        require_letters(self.matrices, self.symmetric, (*self.scalars, *self.integral), FUNCTIONS)
        if self.time in (*self.matrices, *self.scalars, *self.integral):
            raise Misuse(f'{self.time!r} is the time, and a letter here; call one of them otherwise, as in time = "s"')
        if not NAME.fullmatch(self.time) or self.time in FUNCTIONS:
            raise Misuse(f"the time {self.time[:40]!r} is no name, or that of a function; give it another")

    def _require_fields(self) -> None:
        states = ", ".join(self.flow)
        if not self.flow:
            raise Misuse("flow is empty; write how at least one matrix moves")
        for state in self.flow:
            if state not in self.matrices:
                raise Misuse(
                    f"flow: {state[:40]!r} is no matrix of this claim; declare it in `matrices` with its sizes"
                )
        for name, table in (("solution", self.solution), ("start", self.start)):
            unknown = next((state for state in table if state not in self.flow), None)
            if unknown is not None:
                raise Misuse(f"{name} speaks of {unknown[:40]!r}, which is none of {states}; leave it out")
        if not self.solution and not self.conserved:
            raise Misuse("it claims nothing; give a solution, with its start, or say what is conserved")
        if self.solution.keys() == self.flow.keys():
            missing = next((state for state in self.solution if state not in self.start), None)
            if missing is not None:
                raise Misuse(f"start says nothing of {missing!r}; give a text for it")

    # ---- obligations

    def _obligations(self, units: Units) -> Iterator[Obligation]:
        self._read_alone(units)
        reader = self._reader(units, self._moving, self.time, self.integral)
        for name, text in self.integral.items():
            reader.integrate(name, text)
        for name in self._moving:
            text = reader.expression(f"flow, {name}", self._solved(self.flow[name]))
            reader.rates[self.called[name]] = f"({text})"
        shown = dict(self._shown(reader))
        supposed = [reader.inverse(reader.expression("invertible", self._solved(text))) for text in self.invertible]
        reader.complete()
        for what, statement in shown.items():
            yield self._obligation(what, statement, reader)
        for name in self.start:
            if name in self.solution:
                yield self._at_start(name, units)
            elif name in self.symmetric:
                at_start = self._reader(units)
                start = at_start.expression(f"start, {name}", self.start[name])
                yield self._obligation(f"{name} at time 0 is symmetric", f"T({start}) == {start}", at_start)
        for divisor in dict.fromkeys(reader.divisors(shown.values())):
            signs = (f"0 < {divisor}", f"{divisor} < 0")
            ways = tuple(reader.stated((sign,), reader.signs) for sign in signs)
            yield Obligation(f"{reader.own(divisor)} is not 0 at any time", ways, reader, BY_HYPOTHESES)
        for letter in reader.moving_inverses:
            if not {letter, f"T({letter})"} & set(supposed):
                ways = tuple(ways_to_invert(letter, reader))
                what = f"{reader.own(reader.inverses[letter])} has an inverse at every time"
                yield Obligation(what, ways, reader, BY_SUPPOSING)

    def _shown(self, reader: MovingReader) -> Iterator[tuple[str, str]]:
        for name, text in self.solution.items():
            solved = reader.expression(f"solution, {name}", text)
            self._require_size(f"solution, {name}", solved, name, reader)
            flow = reader.expression(f"flow, {name}", self._solved(self.flow[name]))
            yield f"the derivative of {name}", f"{reader.rate(solved)} == {flow}"
            if name in self.symmetric:
                yield f"{name} is symmetric", f"T({solved}) == {solved}"
        for name in self._moving:
            if name in self.symmetric:
                rate = reader.rates[self.called[name]]
                yield f"{name} stays symmetric", f"T({rate}) == {rate}"
        for number, text in enumerate(self.conserved, start=1):
            kept = reader.expression(f"conserved, number {number}", self._solved(text))
            yield f"{' '.join(text.split())} is conserved", f"{reader.rate(kept)} == 0"

    def _at_start(self, name: str, units: Units) -> Obligation:
        """That the solution is where it should be at time 0, where integrals are 0 and free states start."""
        reader, solution = self._reader(units), WORD.findall(self.solution[name])
        missing = next((state for state in self._moving if state in solution and state not in self.start), None)
        if missing is not None:
            raise Misuse(
                f"start says nothing of {missing!r}, of which the solution of {name!r} speaks; give a text for it"
            )
        begins = {**{state: f"({self.start[state]})" for state in self._moving if state in self.start}, self.time: "0"}
        begins |= dict.fromkeys(self.integral, "0")
        solved = reader.expression(f"solution, {name}, at time 0", _written_in(self.solution[name], begins))
        start = reader.expression(f"start, {name}", self.start[name])
        reader.complete()
        return self._obligation(f"{name} at time 0", f"{solved} == {start}", reader)

    def _obligation(self, what: str, shows: str, reader: MovingReader) -> Obligation:
        return Obligation(what, (reader.stated((shows,)),), reader)

    def _read_alone(self, units: Units) -> None:
        """Read each equation of motion, with its states as letters, and each start. Raises Misuse."""
        reader = self._reader(units, self.flow, self.time)
        for name, text in self.flow.items():
            self._require_size(f"flow, {name}", reader.expression(f"flow, {name}", text), name, reader)
        at_start = self._reader(units)
        for name, text in self.start.items():
            self._require_size(f"start, {name}", at_start.expression(f"start, {name}", text), name, at_start)

    def _require_size(self, field_: str, text: str, name: str, reader: MovingReader) -> None:
        """Raises Misuse for what has another size than the state; a number is that multiple of the identity."""
        size, wanted = shape(value := reader.scope.expression(text)), self.matrices[name]
        if (size or wanted) != wanted or (size is None and value and wanted[0] != wanted[1]):
            said = f"{size[0]} rows and {size[1]} columns" if size else "no rows and columns, as it is a number"
            raise Misuse(f"{field_}: it has {said}, and {name!r} has {wanted[0]} and {wanted[1]}; make them alike")

    @property
    def _moving(self) -> tuple[str, ...]:
        """States without a solution."""
        return tuple(name for name in self.flow if name not in self.solution)

    def _solved(self, text: str) -> str:
        """The text with solutions in the place of states."""
        return _written_in(text, {name: f"({solution})" for name, solution in self.solution.items()})

    def _reader(
        self, units: Units, states: Iterable[str] = (), time: str = "", integrals: Iterable[str] = ()
    ) -> MovingReader:
        """Of texts that may speak of what is at rest, and of these."""
        matrices = {**self._resting, **{name: self.matrices[name] for name in states}}
        symmetric = tuple(name for name in self.symmetric if name in matrices)
        scalars = (*self.scalars, *filter(None, [time]))
        names = {name: self.called[name] for name in (*matrices, *scalars, *integrals)}
        return MovingReader(names, matrices, symmetric, scalars, self.given, units, time)


def _written_in(text: str, names: Mapping[str, str]) -> str:
    return WORD.sub(lambda match: names.get(match[0], match[0]), text)
