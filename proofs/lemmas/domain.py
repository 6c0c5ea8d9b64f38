"""Instances of axioms and lemmas: what letters stand for, and what a text of the checker's language says of them.

An instance counts where a statement's own hypotheses certifiably hold. So whatever stands in the text, what balls judge
is that: a hypothesis that is weaker than the one that was meant lets in the instances at which the conclusion fails.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import cycle, islice
from random import Random
from typing import Any

from numeric.exact import format_fraction
from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from numeric.matrices import Rows, to_flint, transpose
from proofs.certificate.language import is_matrix, value
from proofs.claims.statement import AtLeast, AtMost, Equal, MoreThan, Statement, slack
from proofs.claims.verdict import Outcome
from proofs.evidence.weighing import decided
from proofs.lemmas.pool import Family, generic, varied
from proofs.lemmas.wording import BEYOND, Wording, names_in, sides

TOLERANCE = Fraction(1, 10**60)
"""Balls can't show that numbers are equal: of exponentials, logarithms and roots they show that they are so close."""

ELSEWHERE = (Fraction(-1), Fraction(0), Fraction(1), Fraction(5, 2))
"""What 1/0, and a root or logarithm that there is not, may be: in the checker they are some numbers or other."""

FEWEST = 8
"""Fewer instances than this show nothing of a statement with letters."""

FIELDS: tuple[Field, ...] = (Rationals(), Balls(192), Balls(768))
"""Where hypotheses are decided; an instance for which one is in doubt does not count."""


RELATIONS: Mapping[str, type[AtMost] | type[AtLeast] | type[MoreThan]] = {"<=": AtMost, ">=": AtLeast, ">": MoreThan}


class Undefined(ArithmeticError):
    """1/0, or a root or a logarithm of a number that has none."""


@dataclass(frozen=True)
class Setting:
    """What letters stand for, and what is undefined."""

    number: int
    family: str
    letters: tuple[tuple[str, Rows | Fraction], ...]
    elsewhere: Fraction | None = None

    def __hash__(self) -> int:
        return hash((self.family, self.number, self.elsewhere))

    @cached_property
    def meanings(self) -> dict[str, Rows | Fraction]:
        """What each letter stands for."""
        return dict(self.letters)

    @cached_property
    def shapes(self) -> dict[str, tuple[int, int]]:
        """Rows and columns of the matrices."""
        return {name: (len(x), len(x[0])) for name, x in self.letters if not isinstance(x, Fraction)}

    @cached_property
    def symmetric(self) -> tuple[str, ...]:
        """Which of the matrices are."""
        return tuple(name for name, x in self.letters if not isinstance(x, Fraction) and x == transpose(x))

    @cached_property
    def same(self) -> dict[str, str]:
        """Letters that mean the same as an earlier one, which stands for them: balls need not tell it from itself."""
        found: dict[str, str] = {}
        for i, (name, meaning) in enumerate(self.letters):
            twin = next((other for other, known in self.letters[:i] if known == meaning), None)
            if twin is not None:
                found[name] = twin
        return found

    def describe(self) -> dict[str, str]:
        """Each letter's numbers, exactly."""
        undefined = {} if self.elsewhere is None else {"what is undefined": format_fraction(self.elsewhere)}
        return {"family": self.family} | {name: _written(meaning) for name, meaning in self.letters} | undefined


def _written(meaning: Rows | Fraction) -> str:
    if isinstance(meaning, Fraction):
        return format_fraction(meaning)
    return "; ".join(", ".join(map(format_fraction, row)) for row in meaning)


@dataclass(frozen=True)
class Application:
    """A setting, and what is claimed there."""

    setting: Setting
    shows: str

    @property
    def number(self) -> int:
        return self.setting.number

    def describe(self) -> dict[str, str]:
        """The setting's letters."""
        return self.setting.describe()


def least_coefficient(numbers: Field, a: Any) -> Any:
    """The least of e_1..e_n of the eigenvalues of the symmetric `a`: not negative if and only if a ⪰ 0.

    By Faddeev and LeVerrier: no pivots and no division but by integers. So it tells an order without `definiteness`.
    """
    n = numbers.shape(a)[0]
    power, least = a, None
    for k in range(1, n + 1):
        coefficient = sum((power[i, i] for i in range(n)), numbers.number(0)) / k
        least = coefficient if least is None else -numbers.maximum(-least, -coefficient)
        power = a * (numbers.diagonal([coefficient] * n) - power)
    return least


def size(numbers: Field, a: Any) -> Any:
    """The largest absolute value of an entry."""
    return numbers.maximum(*(abs(x) for row in numbers.entries(a) for x in row)) if is_matrix(a) else abs(a)


@dataclass
class TextsInSetting:
    """Values of texts in a setting, in a field, computed when first asked for."""

    setting: Setting
    numbers: Field
    found: dict[str, Any] = field(default_factory=dict)

    def __call__(self, text: str) -> Any:
        if text not in self.found:
            self.found[text] = value(text, self.letters, self.numbers, self._undefined)
        return self.found[text]

    @cached_property
    def letters(self) -> dict[str, Any]:
        numbers = self.numbers
        matrix = to_flint if isinstance(numbers, Rationals) else numbers.exact
        return {
            name: numbers.number(meaning) if isinstance(meaning, Fraction) else matrix(meaning)
            for name, meaning in self.setting.letters
        }

    def _undefined(self) -> Any:
        if self.setting.elsewhere is None:
            raise Undefined
        return self.numbers.number(self.setting.elsewhere)

    def asserted(self, text: str, tolerance: Fraction = Fraction(0)) -> Statement:
        """What the text says here, of numbers: an order of matrices by coefficients, an equation by the difference."""
        same = self.setting.same
        left, sign, right = sides(re.sub(r"\w+", lambda found: same.get(found[0], found[0]), text) if same else text)
        a, b = (self.numbers.number(0),) * 2 if left == right else (self(left), self(right))
        if is_matrix(a) or is_matrix(b):
            difference = self(f"({right}) - ({left})")
            if sign != "==":
                order = least_coefficient(self.numbers, difference if sign[0] == "<" else difference * -1)
                return AtLeast(order, 0, scale=1)
            a, b = size(self.numbers, difference), self.numbers.number(0)
        if sign == "==" and tolerance:
            return AtMost(abs(a - b), self.numbers.number(tolerance))
        if sign == "==":
            return Equal(a, b)
        return MoreThan(b, a) if sign == "<" else RELATIONS[sign](a, b)


@cache
def _values(setting: Setting, key: tuple[str, int]) -> TextsInSetting:
    return TextsInSetting(setting, Balls(key[1]) if key[1] else Rationals())


_TOLD: dict[tuple[str, Fraction | None, tuple[int, ...]], tuple[Outcome, Any]] = {}
"""Hypotheses decided, by the letters that they speak of: these are kept here too, so that no other has their id."""


def truth(text: str, setting: Setting) -> Outcome:
    """Whether a hypothesis holds in a setting, certainly. Raises Undefined where it speaks of what there is not."""
    if text in BEYOND:
        return Outcome.HOLDS if BEYOND[text][1](setting.meanings) else Outcome.FAILS
    spoken_of = [setting.meanings[name] for name in names_in(text)]
    key = (text, setting.elsewhere, tuple(map(id, spoken_of)))
    if key not in _TOLD:
        _TOLD[key] = _told(text, setting), spoken_of
    return _TOLD[key][0]


def _told(text: str, setting: Setting) -> Outcome:
    for numbers in FIELDS:
        try:
            with numbers.working():
                statement = _values(setting, numbers.key).asserted(text)
                gap = slack(statement) * numbers.number(1)
                found = decided(statement, gap, exact=isinstance(numbers, Rationals))
        except (Irrational, Unresolved, ZeroDivisionError):
            continue
        if found is not Outcome.UNDECIDED:
            return found
    return Outcome.UNDECIDED


def _is_defined(text: str, setting: Setting) -> bool:
    """Whether it speaks of nothing that there is not."""
    for numbers in FIELDS:
        try:
            with numbers.working():
                _values(setting, numbers.key).asserted(text)
        except Irrational:
            continue
        except Undefined:
            return False
        break
    return True


@dataclass
class Concluded:
    """What is claimed at a point, in a field."""

    point: Application
    numbers: Field

    @cached_property
    def conclusion(self) -> Statement:
        shows = self.point.shows
        inexact = isinstance(self.numbers, Balls) and re.search(r"\b(exp|log|sqrt)\(", shows)
        return _values(self.point.setting, self.numbers.key).asserted(shows, TOLERANCE if inexact else Fraction(0))


@dataclass(frozen=True)
class Instances:
    """Settings in which the hypotheses of a wording hold; but those that are `dropped` don't all hold there.

    They are drawn from `family`, if there is one, with each letter varied too; else from all that makes sense. What is
    claimed there is what the wording shows, or `instead`.
    """

    wording: Wording
    family: Family | None = None
    dropped: tuple[str, ...] = ()
    instead: str | None = None

    name = "lemmas"

    @property
    def shows(self) -> str:
        """What is claimed."""
        return self.instead or self.wording.shows

    @property
    def symbols(self) -> Mapping[str, str]:
        """The one quantity is the whole statement."""
        return {"conclusion": self.wording.latex}

    @property
    def description(self) -> str:
        """The family's own words, or what letters stand for where there is none."""
        if self.family is not None:
            return (self.family.__doc__ or "").split("\n\n")[0].strip().rstrip(".") + ", and what is next to these"
        letters = ", ".join((*(name for name, _ in self.wording.matrices), *self.wording.scalars))
        return f"whatever makes sense for {letters or 'a statement without letters'}, where the hypotheses hold"

    def published(self) -> tuple[Application, ...]:
        """All instances, with the published bases; none if they are too few to show anything."""
        found = self._points(0)
        enough = self.dropped or len(found) >= FEWEST or not (self.wording.scalars or self.wording.matrices)
        return found if enough else ()

    def sample(self, seed: int, count: int) -> Iterable[Application]:
        """`count` of the instances in an order drawn from `seed`, with bases drawn from it too."""
        points = list(self._points(1 + seed))
        Random(seed).shuffle(points)  # noqa: S311 (a seeded sample, nothing secret)
        return islice(cycle(points), count)

    def quantities(self, point: Application, field: Field) -> Concluded:
        """What is claimed at `point`."""
        return Concluded(point, field)

    def without(self, *names: str) -> "Instances":
        """Where these hypotheses don't hold, and the others do."""
        return replace(self, dropped=names)

    def _points(self, seed: int) -> tuple[Application, ...]:
        dropped = set(self.dropped)
        return tuple(
            Application(setting, self.shows)
            for setting, failing, doubted in _sifted(self.wording, self.family, seed)
            if failing | doubted <= dropped and (failing or not dropped)
        )


@cache
def _sifted(
    wording: Wording, family: Family | None, seed: int
) -> tuple[tuple[Setting, frozenset[str], frozenset[str]], ...]:
    """The settings for which the wording makes sense, and which hypotheses fail there, and which are in doubt."""
    exponents = "exp(" in "".join(wording.texts) and "log(" not in "".join(wording.texts)
    names = tuple(name for name, _ in wording.matrices)
    drawn = _generic(names, wording.scalars, exponents, seed) if family is None else _varied(family, seed)
    partial = [text for text in wording.texts if re.search(r"/|log\(|sqrt\(", text)]
    found = []
    for setting in drawn:
        if not wording.fits(setting.shapes, setting.symmetric):
            continue
        defined = all(_is_defined(text, setting) for text in partial)
        for each in (setting,) if defined else (replace(setting, elsewhere=x) for x in ELSEWHERE):
            told = {name: truth(text, each) for name, text in wording.given}
            failing = frozenset(name for name, outcome in told.items() if outcome is Outcome.FAILS)
            doubted = frozenset(name for name, outcome in told.items() if outcome is Outcome.UNDECIDED)
            found.append((each, failing, doubted))
    return tuple(found)


@cache
def _generic(matrices: tuple[str, ...], scalars: tuple[str, ...], exponents: bool, seed: int) -> tuple[Setting, ...]:
    name = f"{'exponents' if exponents else 'all'} {' '.join((*matrices, *scalars))}, seed {seed}"
    found = enumerate(generic(matrices, scalars, exponents, seed))
    return tuple(Setting(number, name, tuple(letters.items())) for number, letters in found)


@cache
def _varied(family: Family, seed: int) -> tuple[Setting, ...]:
    name = f"{family.__name__}, seed {seed}"
    found = enumerate(varied(list(family(seed))))
    return tuple(Setting(number, name, tuple(letters.items())) for number, letters in found)
