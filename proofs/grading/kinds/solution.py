"""Claims that a formula solves an ordinary differential equation of one or several numbers.

It is differentiated and put into the equation, at every time from 0 on; at time 0 it is where it should start; and all
that it divides by, or takes a root or a logarithm of, keeps its sign, so that it is defined for all these times.
"""

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from paper import Misuse
from proofs import checker
from proofs.grading.kinds.derivative import OutOfReach, derivative
from proofs.grading.kinds.fields import Setting, replaced, require_states
from proofs.grading.kinds.samples import is_negative
from proofs.grading.numbers import claims
from proofs.grading.numbers.obligations import ByObligations, Obligation
from proofs.scalar.claims import Claim, calls_in, divisors_in, names_in

WAYS = {"increasing": ">=", "decreasing": "<=", "strictly increasing": ">", "strictly decreasing": "<"}
ONLY = "the flow is a polynomial in the states, so that no other solution has this start"


@dataclass(frozen=True)
class Solution(ByObligations):
    """For all parameters that satisfy `given`, `solution` solves ẋ = `flow`, x(0) = `start` at every time from 0 on.

    Each table has an expression for each state: `flow` in parameters, states and the time, `start` in parameters,
    `solution` in parameters and the time. `limit` has what a state tends to as time goes on, `monotone` one of
    "increasing", "decreasing", and each of these with "strictly". Raises Misuse at the first field that can't be read.
    What has no derivative everywhere, or a limit that is not seen, has no obligations: that raises OutOfReach.
    """

    name: str
    variables: tuple[str, ...]
    flow: Mapping[str, str]
    start: Mapping[str, str]
    solution: Mapping[str, str]
    given: tuple[str, ...]
    limit: Mapping[str, str] = field(default_factory=dict)
    monotone: Mapping[str, str] = field(default_factory=dict)
    time: str = "t"

    def __post_init__(self) -> None:
        for name, table in (("limit", self.limit), ("monotone", self.monotone)):
            require_states(name, {**dict.fromkeys(self.flow, ""), **table}, tuple(self.flow))
        for state, way in self.monotone.items():
            if way not in WAYS:
                raise Misuse(f"monotone, {state}: {way[:40]!r} is none of {', '.join(WAYS)}")
        for field_ in ("flow", "start", "solution"):
            self._table(field_)
        self._limits  # noqa: B018 (reads every text, as what is above does)
        with suppress(OutOfReach):
            self.obligations  # noqa: B018

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        return tuple(self._obligations())

    @property
    def remark(self) -> str:
        """That no other solution has this start, where the flow is a polynomial in the states."""
        trees = map(checker.parsed, self._table("flow").values())
        parts = [part for tree in trees for part in (*divisors_in(tree), *(call for _, call in calls_in(tree)))]
        states = {self._setting.called[x] for x in self.flow}
        return ONLY if not any(states & set(names_in(part)) for part in parts) else ""

    # ---- its texts in the checker's language

    @cached_property
    def _setting(self) -> Setting:
        return Setting(self.variables, tuple(self.flow), (self.time,))

    @property
    def _now(self) -> str:
        return self._setting.called[self.time]

    @cached_property
    def _own(self) -> dict[str, str]:
        return {called: own for own, called in self._setting.called.items()}

    def _table(self, name: str) -> dict[str, str]:
        names = {
            "flow": (*self.variables, *self.flow, self.time),
            "start": self.variables,
            "solution": (*self.variables, self.time),
        }
        return self._setting.table(name, getattr(self, name), *names[name])

    @cached_property
    def _limits(self) -> dict[str, str]:
        return self._setting.table("limit", {**self.start, **self.limit}, *self.variables)

    @cached_property
    def _solved(self) -> dict[str, str]:
        return self._table("solution")

    @cached_property
    def _rates(self) -> dict[str, str]:
        return {x: replaced(rate, self._solved) for x, rate in self._table("flow").items()}

    def _obligations(self) -> Iterator[Obligation]:
        every = claims.cases_of(self.given, self._setting.only(*self.variables))
        for number, given in enumerate(every, start=1):
            case = f", case {number} of `given`" if len(every) > 1 else ""
            always = {**given, "from-time-0": f"0 <= {self._now}"}
            for what, shows in self._divided(always):
                yield self._obligation(f"it is defined: {what}{case}", shows, always, necessary=False)
            for what, shows in self._solves():
                yield self._obligation(f"{what}{case}", shows, always)
            for what, shows in self._starts():
                yield self._obligation(f"{what}{case}", shows, given)
            for state in self.limit:
                yield from self._tends(state, given, case)

    def _obligation(self, what: str, shows: str, given: Mapping[str, str], *, necessary: bool = True) -> Obligation:
        said = {found for text in (shows, *given.values()) for found in claims.NAME.findall(text)}
        called = {name: called for name, called in self._setting.called.items() if called in said}
        return Obligation(what, claims.made(shows, given, called), called, necessary)

    def _solves(self) -> Iterator[tuple[str, str]]:
        for x, solved in self._solved.items():
            yield f"the derivative of {self._own[x]}", f"{derivative(solved, {self._now: '1'})} == {self._rates[x]}"
        for state, way in self.monotone.items():
            yield f"{state} is {way}", f"{self._rates[self._setting.called[state]]} {WAYS[way]} 0"

    def _starts(self) -> Iterator[tuple[str, str]]:
        for x, start in self._table("start").items():
            yield f"{self._own[x]} at time 0", f"{replaced(self._solved[x], {self._now: '0'})} == {start}"

    def _tends(self, state: str, given: Mapping[str, str], case: str) -> Iterator[Obligation]:
        from proofs.grading.kinds.limits import at_infinity  # with SymPy, which takes long

        called, parameters = self._setting.called[state], self._setting.only(*self.variables)
        value = self._limits[called]
        setting = Claim("0 <= 0", given, scalars=tuple(parameters.values()))
        for step in at_infinity(self._solved[called], value, self._now, setting):
            asked = {**given, **{f"asked-{n}": text for n, text in enumerate(step.asks, start=1)}}
            yield self._obligation(
                f"the limit of {state}: {step.what}{case}", step.shows, asked, necessary=step.necessary
            )

    def _divided(self, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """What has to keep its sign, and the statement that it does, as it is at the points tried."""
        names = tuple(self._setting.only(*self.variables, self.time).values())
        trees = [checker.parsed(text) for text in (*self._solved.values(), *self._rates.values())]
        divisors = dict.fromkeys(ast.unparse(divisor) for tree in trees for divisor in divisors_in(tree))
        calls = (call for tree in trees for name, call in calls_in(tree) if name in ("sqrt", "log"))
        roots = dict.fromkeys(ast.unparse(call.args[0]) for call in calls)
        for text in divisors:
            sign = "<" if text not in roots and is_negative(text, given, names) else ">"
            yield f"{text} is not 0", f"{text} {sign} 0"
        for text in roots:
            if text not in divisors:
                yield f"{text} is positive", f"{text} > 0"
