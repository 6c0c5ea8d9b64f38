"""Claims about a sequence x_0, x_1, …: by induction they hold for every index, and a false one gets an index.

What is shown at every index, or an invariant from which it follows, is true at the start, and at each index if it is
true at the one before. Each of these is a claim about numbers. Powers whose exponent is the index are letters there.
"""

import ast
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.kinds.fields import Setting, relation_and_rest, replaced
from proofs.grading.kinds.following import Rules, violation
from proofs.grading.kinds.powers import Powers
from proofs.grading.kinds.samples import is_negative, is_proved
from proofs.grading.numbers import claims
from proofs.grading.numbers.decision import Grade
from proofs.grading.numbers.obligations import Obligation
from proofs.scalar.claims import PI, Claim, calls_in, divisors_in
from proofs.scalar.search import Search

STARTS = 200
"""Parameters from which a sequence is followed, to refute the claim."""
OF_A_POWER = (("0 < {base}", "0 < {power}"), ("0 <= {base}", "0 <= {power}"))
"""What a base says of all its powers."""
AT_MOST_ONE = ("{base} <= 1", "{power} <= 1")
"""Likewise, of a base that is not negative."""


@dataclass(frozen=True)
class Sequence:
    """Every sequence that starts and steps so does what `shows` says, for all j and all parameters as in `given`.

    `start` and `step` have an expression for each state: `step` in parameters, states and the index. Where it begins
    with <=, >=, < or > the term is only bounded by it. `shows`, and an `invariant` from which it then has to follow,
    speak of parameters, states and the index, also in exponents. Raises Misuse at the first field that can't be read.
    """

    name: str
    variables: tuple[str, ...]
    start: Mapping[str, str]
    step: Mapping[str, str]
    given: tuple[str, ...]
    shows: str
    invariant: tuple[str, ...] = ()
    index: str = "j"

    remark = "it holds at the start, and at each index if it does at the one before"

    def __post_init__(self) -> None:
        list(self._stated(()))  # reads every text

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """What is used of powers, then that it holds at the start and one step later, and what follows from that."""
        known = list(self._of_powers())
        return (*(obligation for _, obligation in known), *self._stated(tuple(fact for fact, _ in known)))

    def refuted(self, seconds: float, seed: int) -> Grade | None:
        """An index and exact parameters at which what is shown is false, each term being as its bound allows."""
        rules = Rules(self._rests("start"), self._rests("step"), self._powers.steps(), self._index)
        if any(sign in ("<", ">") for sign, _ in (*self._rules("start").values(), *self._rules("step").values())):
            return None  # the bound itself is not allowed
        letters = [*self._letters, *self._powers.letters.values()]
        shows = [Claim(text, scalars=tuple(letters)).conclusion for text in self._shown]
        parameters = tuple(self._setting.only(*self.variables).values())
        deadline = time.monotonic() + seconds / 4
        for given in self._given:
            for point in Search(Claim("0 <= 0", given, scalars=parameters)).admitted(seed, deadline, STARTS):
                found = violation(rules, shows, point, deadline)
                if found is not None:
                    exactly = found.terms is not None
                    how, strength = ("exactly", Strength.PROVED) if exactly else ("by balls", Strength.CERTIFIED)
                    reason = f"it is false at {self.index} = {found.index}, as was checked {how}"
                    at = {self._own[name]: x for name, x in {**point, **(found.terms or {})}.items()}
                    witness = {**at, self.index: Fraction(found.index)}
                    return Grade(self.name, Outcome.FAILS, strength, reason, witness=witness)
        return None

    # ---- its texts in the checker's language

    @cached_property
    def _setting(self) -> Setting:
        return Setting(self.variables, tuple(self.step), (self.index,))

    @property
    def meanings(self) -> dict[str, str]:
        """What the letters of powers stand for."""
        return {letter: f"({base})**{self._index}" for base, letter in self._powers.letters.items()}

    @property
    def _index(self) -> str:
        return self._setting.called[self.index]

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        return tuple(self._setting.called.values())

    @cached_property
    def _own(self) -> dict[str, str]:
        return {called: own for own, called in self._setting.called.items()}

    @cached_property
    def _powers(self) -> Powers:
        return Powers(self._index, frozenset(self._setting.called[x] for x in self.step), (*self._letters, PI))

    @cached_property
    def _given(self) -> list[dict[str, str]]:
        return claims.cases_of(self.given, self._setting.only(*self.variables))

    @cached_property
    def _shown(self) -> tuple[str, ...]:
        return self._statements("shows", self.shows)

    @cached_property
    def _kept(self) -> tuple[str, ...]:
        """What the induction is about."""
        return tuple(s for text in self.invariant for s in self._statements("invariant", text)) or self._shown

    def _statements(self, field: str, text: str) -> tuple[str, ...]:
        return tuple(map(self._powers.named, self._setting.shown(field, text, *self._setting.called)))

    def _rules(self, field: str) -> dict[str, tuple[str, str]]:
        """The sign and the expression of each state's start or next term."""
        texts: Mapping[str, str] = getattr(self, field)
        pairs = {x: relation_and_rest(text) for x, text in texts.items()}
        names = self.variables if field == "start" else tuple(self._setting.called)
        table = self._setting.table(field, {x: rest for x, (_, rest) in pairs.items()}, *names)
        return {called: (pairs[self._own[called]][0], self._powers.named(rest)) for called, rest in table.items()}

    def _rests(self, field: str) -> dict[str, str]:
        return {x: rest for x, (_, rest) in self._rules(field).items()}

    # ---- obligations

    def _of_powers(self) -> Iterator[tuple[str, Obligation]]:
        """What is known of each power, and what it takes of its base."""
        for base, letter in self._powers.letters.items() if len(self._given) == 1 else ():
            found = list[tuple[str, Obligation]]()
            for text, fact in (*OF_A_POWER, AT_MOST_ONE):
                says = text.format(base=f"({base})")
                obligation = self._obligation(f"a base of powers: {says}", says, self._given[0], [])
                is_needed = bool(found) if (text, fact) == AT_MOST_ONE else not found
                if is_needed and is_proved(obligation.claim):
                    found.append((fact.format(power=letter), obligation))
            yield from found

    def _stated(self, facts: tuple[str, ...]) -> Iterator[Obligation]:
        starts, steps, shown, kept = self._rules("start"), self._rules("step"), self._shown, self._kept
        counted = [f"0 <= {self._index}"] if any(self._index in claims.NAME.findall(text) for text in kept) else []
        here = [*counted, *facts, *kept]
        for number, given in enumerate(self._given, start=1):
            case = f", case {number} of `given`" if len(self._given) > 1 else ""
            for text in self._divided([rest for _, rest in starts.values()], given):
                yield self._obligation(f"the start is defined: {text}{case}", text, given, [])
            for text in kept:
                name = f"{text} at the start{case}"
                yield self._moved(name, text, starts, self._begin(), given, [], necessary=not self.invariant)
            said = [*(rest for _, rest in steps.values()), *kept, *shown]
            for text in self._divided(said, {**given, **_numbered(here)}):
                yield self._obligation(f"a step and what is said of it are defined: {text}{case}", text, given, here)
            for text in kept:
                name = f"{text} one step later{case}"
                yield self._moved(name, text, steps, self._next(), given, here)
            for text in shown if self.invariant else ():
                yield self._obligation(f"{text} from the invariant{case}", text, given, here)

    def _divided(self, texts: Iterable[str], given: Mapping[str, str]) -> Iterator[str]:
        """That what the texts divide by is not 0, and what they take roots and logarithms of is not negative."""
        letters = (*self._letters, *self._powers.letters.values())
        for tree in map(checker.parsed, texts):
            for divisor in divisors_in(tree):
                text = ast.unparse(divisor)
                yield f"{text} {'<' if is_negative(text, given, letters) else '>'} 0"
            for name, call in calls_in(tree):
                if name in ("sqrt", "log"):
                    yield f"{ast.unparse(call.args[0])} {'>=' if name == 'sqrt' else '>'} 0"

    def _begin(self) -> dict[str, str]:
        return {self._index: "0", **dict.fromkeys(self._powers.letters.values(), "1")}

    def _next(self) -> dict[str, str]:
        return {self._index: f"{self._index} + 1", **self._powers.steps()}

    def _moved(
        self,
        name: str,
        text: str,
        rules: Mapping[str, tuple[str, str]],
        moving: Mapping[str, str],
        given: Mapping[str, str],
        here: list[str],
        *,
        necessary: bool = False,
    ) -> Obligation:
        """That `text` is true where each state is as the rules say, or is bounded by them."""
        terms = {x: rest if sign == "==" else f"{x}_next_" for x, (sign, rest) in rules.items()}
        bounds = [f"{terms[x]} {sign} {rest}" for x, (sign, rest) in rules.items() if sign != "=="]
        return self._obligation(name, replaced(text, {**moving, **terms}), given, [*here, *bounds], necessary=necessary)

    def _obligation(
        self, name: str, shows: str, given: Mapping[str, str], more: list[str], *, necessary: bool = False
    ) -> Obligation:
        texts = {**given, **_numbered(more)}
        letters = [*self._letters, *self._powers.letters.values(), *(f"{x}_next_" for x in self._rules("step"))]
        said = {found for text in (shows, *texts.values()) for found in claims.NAME.findall(text)}
        called = {self._own.get(letter, letter): letter for letter in letters if letter in said}
        return Obligation(name, claims.made(shows, texts, called), called, necessary)


def _numbered(texts: Iterable[str]) -> dict[str, str]:
    return {f"here-{n}": text for n, text in enumerate(texts, start=1)}
