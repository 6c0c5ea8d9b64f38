"""What holds at every step of descent, by induction: claims for the checker, which are made of one declaration.

The checker knows no sequences. So one is declared by its states, each with what it is at the start and after a step,
and by what stays true of them, its invariants. From that come three claims about numbers and matrices: the invariants
hold `at the start`; where they hold, they hold `one step later`, of the states after the step; and where they hold,
what is to be shown does, `at every step`. Nobody writes down the texts of the second claim, so that they are those of
the first after a step. That the three together say it of every j is the principle of induction: said, not checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from proofs.certificate.argument import Argument, Line, Written, substituted

START, STEP, ALWAYS = "at the start", "one step later", "at every step"


@dataclass(frozen=True)
class State:
    """What changes from step to step: what it is at the start, and after a step, in parameters and states.

    It is a number, or a `positive` one, which is then an invariant too; or a matrix of so many rows and columns.
    """

    start: str
    step: str
    positive: bool = False
    shape: tuple[str, str] | None = None


@dataclass(frozen=True)
class Induction:
    """One case of a theorem about descent: from `given`, at every step at which `there` holds, `shows`.

    `given` speaks of parameters alone, which are positive or any numbers, or matrices; `there` of states too. `start`
    and `step` have the lines of each invariant, a state's being positive among them; `always` has those of what is
    shown. `origins` says which entries show what is given by a name, where some do.
    """

    label: str
    case: str
    given: Mapping[str, str]
    states: Mapping[str, State]
    invariants: Mapping[str, str]
    there: Mapping[str, str]
    shows: str
    start: Mapping[str, tuple[Line, ...]]
    step: Mapping[str, tuple[Line, ...]]
    always: tuple[Line, ...]
    positive: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    matrices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    symmetric: tuple[str, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def kept(self) -> dict[str, str]:
        """Every invariant, those that a positive state comes with too."""
        own = {is_positive(name): f"0 < {name}" for name, state in self.states.items() if state.positive}
        return {**own, **self.invariants}

    def claims(self) -> tuple[Argument, ...]:
        """The three, of which each stands by itself."""
        now = {name: state.start for name, state in self.states.items()}
        later = {name: state.step for name, state in self.states.items()}
        known = {**self.given, **self.invariants}
        return (
            self._claim(START, self._moved(now), self.start, self.given, {}),
            self._claim(STEP, self._moved(later), self.step, known, self.states),
            self._claim(
                ALWAYS, {self.label: self.shows}, {self.label: self.always}, {**known, **self.there}, self.states
            ),
        )

    def _moved(self, terms: Mapping[str, str]) -> dict[str, str]:
        """What is kept, with these terms in the place of the states."""
        return {name: substituted(text, terms) for name, text in self.kept.items()}

    def _claim(
        self,
        when: str,
        shown: Mapping[str, str],
        lines: Mapping[str, tuple[Line, ...]],
        given: Mapping[str, str],
        states: Mapping[str, State],
    ) -> Argument:
        """A claim with a step for each of what is `shown`, of which none rests on another."""
        return Argument(
            f"{self.label}, {self.case}: {when}",
            tuple(
                Written(name if when == ALWAYS else f"{name}, {when}", text, (), lines[name])
                for name, text in shown.items()
            ),
            given=given,
            positive=(*self.positive, *(name for name, state in states.items() if state.positive)),
            scalars=(*self.scalars, *(x for x, state in states.items() if not (state.positive or state.shape))),
            matrices={**self.matrices, **{name: state.shape for name, state in states.items() if state.shape}},
            symmetric=self.symmetric,
            definitions=self.definitions,
            case=f"{self.case}: {when}",
        )


def is_positive(state: str) -> str:
    """What the invariant is called that a positive state comes with."""
    return f"{state} is positive"
