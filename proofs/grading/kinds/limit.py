"""Claims that an expression tends to a value, as a variable grows without end or tends to a point from above."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from paper import Misuse
from proofs.grading.kinds.derivative import OutOfReach
from proofs.grading.kinds.fields import require_not_ours
from proofs.grading.numbers import claims
from proofs.grading.numbers.expression import expression, read
from proofs.grading.numbers.obligations import ByObligations, Obligation
from proofs.scalar.claims import PI, Claim

INFINITY = ("inf", "infinity", "oo")


@dataclass(frozen=True)
class Limit(ByObligations):
    """For all parameters that satisfy `given`, `expression` tends to `value` as `variable` tends to `to`.

    `to` is inf, or a point, which is approached from above. Raises Misuse at the first field that can't be read. A
    function that is neither rational in the variable nor, as it grows, in exponentials of it, has no obligations: to
    ask for them raises OutOfReach.
    """

    name: str
    variables: tuple[str, ...]
    variable: str
    to: str
    expression: str
    value: str
    given: tuple[str, ...]
    remark = ""

    def __post_init__(self) -> None:
        claims.require_names((*self.variables, self.variable))
        require_not_ours((*self.variables, self.variable))
        if self.variable == PI:
            raise Misuse(f"{PI!r} is a number, which the variable can't be called; give it another name")
        with suppress(OutOfReach):
            self.obligations  # noqa: B018 (reads every text)

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        return tuple(self._obligations())

    def _obligations(self) -> Iterator[Obligation]:
        from proofs.grading.kinds.limits import at_infinity, at_point  # with SymPy, which takes long

        called = claims.called((*self.variables, self.variable))
        parameters = {name: called[name] for name in self.variables}
        text = read("expression", expression, self.expression, called)
        value = read("value", expression, self.value, parameters)
        every = claims.cases_of(self.given, parameters)
        for number, given in enumerate(every, start=1):
            case = f", case {number} of `given`" if len(every) > 1 else ""
            setting = Claim("0 <= 0", given, scalars=tuple(parameters.values()))
            if self.to.strip() in INFINITY:
                found = at_infinity(text, value, called[self.variable], setting)
            else:
                point = read("to", expression, self.to, parameters)
                found = at_point(text, value, called[self.variable], point, setting)
            for step in found:
                asked = {**given, **{f"asked-{n}": text for n, text in enumerate(step.asks, start=1)}}
                claim = claims.made(step.shows, asked, parameters)
                yield Obligation(f"{step.what}{case}", claim, parameters, step.necessary)
