"""What holds at every step of descent, by induction: claims for the checker, which are made of one declaration.

The checker knows no sequences. So one is declared by its states, each with what it is at the start and after a step,
and by what stays true of them, its invariants. From that come three claims about numbers and matrices: the invariants
hold `at the start`; where they hold, they hold `one step later`, of the states after the step; and where they hold,
what is to be shown does, `at every step`. Nobody writes down the texts of the second claim, so that they are those of
the first after a step. That the three together say it of every j is the principle of induction: said, not checked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from proofs.certificate.argument import Argument, Line, Written, substituted

NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
START, STEP, ALWAYS, BEFORE = "at the start", "one step later", "at every step", "one step before"


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
    shown, by the label, and of what is shown `also` and before it. `origins` says which entries show what is given by
    a name, where some do.

    What is said `as_long_as` it holds is asked of a step and of all before it: `before` has the lines by which each of
    these holds one step before, if it does at a step, so that it need be asked of one alone. `beside` are matrices that
    the states of a step have, such as inverses, by what is given of them.
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
    always: Mapping[str, tuple[Line, ...]]
    positive: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    matrices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    symmetric: tuple[str, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    as_long_as: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    matrices_beside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    symmetric_beside: tuple[str, ...] = ()

    @cached_property
    def kept(self) -> dict[str, str]:
        """Every invariant, those that a positive state comes with too."""
        own = {is_positive(name): f"0 < {name}" for name, state in self.states.items() if state.positive}
        return {**own, **self.invariants}

    def claims(self) -> tuple[Argument, ...]:
        """The three, of which each stands by itself."""
        now = {name: state.start for name, state in self.states.items()}
        later = {name: state.step for name, state in self.states.items()}
        known, then = {**self.given, **self.invariants, **self.as_long_as}, moved(self.as_long_as, later)
        always = {**self.also, self.label: self.shows}
        still = {f"still {name}": text for name, text in then.items()}
        claims = (
            self._claim(START, moved(self.kept, now), self.start, {**self.given, **moved(self.as_long_as, now)}, {}),
            self._claim(STEP, moved(self.kept, later), self.step, {**known, **still, **self.beside}, self.states),
            self._claim(ALWAYS, always, self.always, {**known, **self.there}, self.states),
        )
        if not self.as_long_as:
            return claims
        spoken = {*NAME.findall(" ".join((*self.as_long_as.values(), *then.values())))}
        these = {name: state for name, state in self.states.items() if name in spoken}  # nothing is known of others
        return (*claims, self._claim(BEFORE, self.as_long_as, self.before, {**self.given, **still}, these))

    def _claim(
        self,
        when: str,
        shown: Mapping[str, str],
        lines: Mapping[str, tuple[Line, ...]],
        given: Mapping[str, str],
        states: Mapping[str, State],
    ) -> Argument:
        """A claim with a step for each of what is `shown`; the last of these may rest on what is shown `also`."""
        return Argument(
            f"{self.label}, {self.case}: {when}",
            tuple(
                Written(
                    name if name == self.label or when == ALWAYS else f"{name}, {when}",
                    text,
                    tuple(self.also) if name == self.label else (),
                    lines[name],
                )
                for name, text in shown.items()
            ),
            given=given,
            positive=(*self.positive, *(name for name, state in states.items() if state.positive)),
            scalars=(*self.scalars, *(x for x, state in states.items() if not (state.positive or state.shape))),
            matrices={
                **self.matrices,
                **{name: state.shape for name, state in states.items() if state.shape},
                **(self.matrices_beside if when == STEP else {}),
            },
            symmetric=(*self.symmetric, *(self.symmetric_beside if when == STEP else ())),
            definitions=self.definitions if when == ALWAYS else {},
            case=f"{self.case}: {when}",
        )


def moved(texts: Mapping[str, str], terms: Mapping[str, str]) -> dict[str, str]:
    """The texts, with these terms in the place of the states."""
    return {name: substituted(text, terms) for name, text in texts.items()}


def is_positive(state: str) -> str:
    """What the invariant is called that a positive state comes with."""
    return f"{state} is positive"
