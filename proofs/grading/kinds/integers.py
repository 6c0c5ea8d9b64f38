"""Inequalities in which some variables are whole numbers: by the claim about all real ones, or else by induction.

A whole number beyond c is at least the next one, which is added to what is given; where the claim about real ones is
false between two whole numbers, it is asked of those up to the one, and from the other on. By induction the claim is
shown at the least numbers, and one further wherever it holds; a power whose exponent is the whole number is a letter
there, which asks nothing of its base. A false claim gets whole numbers, at which it is false by exact arithmetic.
"""

import ast
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import count, product
from math import ceil, floor, lcm

from paper import Misuse
from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.kinds.fields import replaced, require_not_ours
from proofs.grading.kinds.powers import Powers
from proofs.grading.kinds.samples import is_proved
from proofs.grading.numbers import claims
from proofs.grading.numbers.claims import Inequality
from proofs.grading.numbers.decision import Grade
from proofs.grading.numbers.expression import bases_in, conjunction, read
from proofs.grading.numbers.obligations import Obligation
from proofs.scalar.claims import PI, Claim, Point
from proofs.scalar.search import Search

BEYOND, SECONDS_BEYOND = (0, 1, 2, 3, 4, 6, 9), 3.0
"""How far beyond the least number the induction may begin, which is tried for so long; what is below is shown, too."""
MOST_PARTS = 3
"""How often real values are parted where the claim is false between two whole numbers."""
MOST_AT_ONCE = 40
"""Numbers between two bounds that are shown one by one."""
FARTHEST, FARTHEST_OF_SEVERAL = 1000, 12
"""From the least numbers, up to which a counterexample is looked for."""
ATTEMPTS, SECONDS_AT = 6, 0.1
"""Starts and seconds for each of them, where there are real variables too."""
OF_A_POWER = ("0 < {}", "0 <= {}", "1 <= {}")
"""What a base says of all its powers."""
LOOKED = 1.0
"""Seconds in which whole numbers are looked for that satisfy what is given."""
NO_WHOLE_NUMBERS = "it may be vacuous: no whole numbers were found at which its hypotheses hold"
Bounds = tuple[int | None, int | None]


@dataclass(frozen=True)
class OfIntegers(Inequality):
    """For all values of `variables` that satisfy `given`, of which `integers` are whole numbers, `shows` holds."""

    integers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = next((name for name in self.integers if name not in self.variables), None)
        if unknown is not None:
            raise Misuse(f"integers: {unknown[:40]!r} is none of the variables; declare it there, too")
        require_not_ours(self.variables)
        super().__post_init__()
        read("shows", conjunction, self.shows, self.called)

    @property
    def remark(self) -> str:
        names = ", ".join(self.integers)
        return f"{names} being whole" if self._by_induction is None else f"by induction, {names} being whole"

    @cached_property
    def cases(self) -> list[dict[str, str]]:
        """With the least and the largest whole numbers that the bounds of each case leave."""
        return [{**given, **self._consequences(given)} for given in super().cases]

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """Those of all real values, if they are soon proved; else those of an induction, if there is one."""
        return self._between_whole_numbers or self._by_induction or self._of_reals

    @cached_property
    def _of_reals(self) -> tuple[Obligation, ...]:
        return tuple(Obligation(each.name, each.claim, each.called, necessary=False) for each in super().obligations)

    @cached_property
    def _by_induction(self) -> tuple[Obligation, ...] | None:
        if self._between_whole_numbers is not None:
            return None
        found = list[Obligation]()
        for given in self.cases:
            ways = (self._induction(given, name) for name in self.integers)
            way = next(filter(None, ways), None)
            if way is None:
                return None
            found += way
        return tuple(found)

    # ---- real values

    @cached_property
    def _between_whole_numbers(self) -> tuple[Obligation, ...] | None:
        """What shows it for real values, without those between two whole numbers where it is false."""
        found = list[Obligation]()
        for each in self._of_reals:
            parts = self._parts(each, MOST_PARTS)
            if parts is None:
                return None
            found += parts
        return tuple(found)

    def _parts(self, each: Obligation, most: int) -> list[Obligation] | None:
        from proofs.grading.numbers import nearby  # which takes long to import

        claim = each.claim
        bounds = [self._bounds(claim.given, self.called[name]) for name in self.integers]
        if any(least is not None and largest is not None and least > largest for least, largest in bounds):
            return []
        if is_proved(claim):
            return [each]
        start = next(Search(claim).admitted(1, time.monotonic() + SECONDS_AT), None) if most else None
        witness = start and nearby.witness(claim, [start], time.monotonic() + SECONDS_AT)
        letters = (self.called[name] for name in self.integers)
        values = [(n, x) for n in letters if isinstance(x := (witness or {}).get(n), Fraction) and x.denominator > 1]
        if not values:
            return None
        (letter, value), *_ = values
        found = list[Obligation]()
        for text in (f"{letter} <= {floor(value)}", f"{ceil(value)} <= {letter}"):
            given = {**claim.given, f"{letter}-{most}": text}
            part = replace(each, name=f"{each.name}, where {text}", claim=replace(claim, given=given))
            parts = self._parts(part, most - 1)
            if parts is None:
                return None
            found += parts
        return found

    # ---- bounds

    def _bounds(self, given: Mapping[str, str], letter: str) -> Bounds:
        """The least and the largest whole numbers that the hypotheses about it alone leave."""
        scope, least, largest = checker.Scope({"scalars": [*self.called.values(), PI]}), list[int](), list[int]()
        for text in given.values():
            relation, difference = scope.statement(text)
            a = difference.get((((letter, 1),), ()), Fraction(0))
            b = difference.get(((), ()), Fraction(0))
            if not a or not difference.keys() <= {(((letter, 1),), ()), ((), ())}:
                continue
            end = -b / a
            if a > 0 or relation == "==":
                least.append(floor(end) + 1 if relation == ">" else ceil(end))
            if a < 0 or relation == "==":
                largest.append(ceil(end) - 1 if relation == ">" else floor(end))
        return max(least, default=None), min(largest, default=None)

    def _consequences(self, given: Mapping[str, str]) -> dict[str, str]:
        found = dict[str, str]()
        for name in self.integers:
            letter = self.called[name]
            least, largest = self._bounds(given, letter)
            if least is not None and f"{letter} >= {least}" not in given.values():
                found[f"{name}-is-whole-and-at-least"] = f"{least} <= {letter}"
            if largest is not None and f"{letter} <= {largest}" not in given.values():
                found[f"{name}-is-whole-and-at-most"] = f"{letter} <= {largest}"
        for key, text in given.items():
            if (more := self._next_whole(text)) is not None:
                found[f"{key}-by-at-least-one"] = more
        return found

    def _next_whole(self, text: str) -> str | None:
        """What is positive, and a sum of products of several whole numbers, is at least 1."""
        scope = checker.Scope({"scalars": [*self.called.values(), PI]})
        relation, difference = scope.statement(text)
        whole = {self.called[name] for name in self.integers}
        names = {name for powers, _ in difference for name, _ in powers}
        if relation != ">" or len(names) < 2 or not names <= whole:
            return None
        multiple = lcm(*(c.denominator for c in difference.values()))
        comparison = Claim(text, scalars=tuple(self.called.values())).conclusion
        left, right = ast.unparse(comparison.left), ast.unparse(comparison.right)
        more, less = (left, right) if comparison.relation is ast.Gt else (right, left)
        return f"1 <= {multiple}*(({more}) - ({less}))"

    # ---- induction

    def _induction(self, given: Mapping[str, str], name: str) -> list[Obligation] | None:
        """What shows one case for all values of one whole number; None where no induction is seen."""
        letter = self.called[name]
        least, largest = self._bounds(given, letter)
        others = {key: text for key, text in given.items() if letter not in claims.NAME.findall(text)}
        alone = (text for key, text in given.items() if key not in others)
        if any(set(claims.NAME.findall(text)) - {letter} for text in alone):
            return None  # where what is given changes from one number to the next
        try:
            if least is not None and largest is not None:
                numbers = range(least, largest + 1)
                return None if len(numbers) > MOST_AT_ONCE else [*self._at(others, name, numbers)]
            upward = least if largest is None else None
            found = [] if least is None and largest is not None else self._steps(others, name, upward or 0, 1)
            downward = largest if least is None else None
            return found if least is not None else [*found, *self._steps(others, name, -(downward or 0), -1)]
        except Misuse:  # powers that are no letters, or what is too long
            return None

    def _at(self, others: Mapping[str, str], name: str, numbers: Iterable[int]) -> Iterator[Obligation]:
        """That it holds at each of these."""
        for number in numbers:
            given = {**others, f"{name}-is-{number}": f"{self.called[name]} == {number}"}
            rest = {own: letter for own, letter in self.called.items() if own != name}
            if bases_in(_with(self.shows, {name: number}), rest):
                raise Misuse("a power with another exponent asks that its base is positive")
            for text in self._shown_at({name: number}):
                yield self._obligation(f"{self.shows} at {name} = {number}", text, given)

    def _steps(self, others: Mapping[str, str], name: str, least: int, sign: int) -> list[Obligation]:
        """That it holds for sign·name from `least` on: at the first numbers, and one further where it holds."""
        letter = self.called[name]
        powers = Powers(letter, frozenset(), (*self.called.values(), PI))
        texts = read("shows", conjunction, self.shows, self.called)
        here = [powers.named(text if sign > 0 else replaced(text, {letter: f"-{letter}"})) for text in texts]
        if least < 0 and powers.letters:
            raise Misuse("powers with a negative exponent have no induction here")
        known = list(self._of_powers_by(powers, others))
        facts = {f"{name}-of-powers-{n}": fact for n, (fact, _) in enumerate(known, start=1)}
        assumed = {f"{name}-here-{n}": text for n, text in enumerate(here, start=1)}
        further = {letter: f"{letter} + 1", **powers.steps()}

        def steps(begin: int) -> list[Obligation]:
            given = {**others, f"{name}-begins": f"{begin} <= {letter}", **facts, **assumed}
            where = f"{'' if sign > 0 else '-'}{name}"
            what = f"{self.shows} one further than where it holds, {where} being at least {begin}"
            return [self._obligation(what, replaced(text, further), given, powers) for text in here]

        end = time.monotonic() + SECONDS_BEYOND
        ways = (least + more for more in BEYOND if time.monotonic() < end)
        begin = next((b for b in ways if all(is_proved(each.claim) for each in steps(b))), least)
        at = self._at(others, name, (sign * number for number in range(least, begin + 1)))
        return [*at, *(obligation for _, obligation in known), *steps(begin)]

    def _of_powers_by(self, powers: Powers, others: Mapping[str, str]) -> Iterator[tuple[str, Obligation]]:
        """What is known of powers with exponents from 0 on, by what is so of their bases."""
        for base, power in powers.letters.items():
            says = {text.format(f"({base})"): text.format(power) for text in OF_A_POWER}
            is_positive = False
            for text, fact in (*says.items(), (f"({base}) <= 1", f"{power} <= 1")):
                obligation = self._obligation(f"a base of powers: {text}", text, others)
                is_needed = is_positive or text != f"({base}) <= 1"
                if is_needed and is_proved(obligation.claim):
                    is_positive = True
                    yield fact, obligation

    def _obligation(self, what: str, shows: str, given: Mapping[str, str], powers: Powers | None = None) -> Obligation:
        letters = {**self.called, **({x: x for x in powers.letters.values()} if powers else {})}
        said = {found for text in (shows, *given.values()) for found in claims.NAME.findall(text)}
        called = {own: letter for own, letter in letters.items() if letter in said}
        return Obligation(what, claims.made(shows, given, called), called, necessary=False)

    def _shown_at(self, numbers: Mapping[str, int]) -> tuple[str, ...]:
        """The conclusion with whole numbers in the place of names: powers with them are exact."""
        rest = {own: letter for own, letter in self.called.items() if own not in numbers}
        return read("shows", conjunction, _with(self.shows, numbers), rest)

    # ---- at whole numbers

    def refuted(self, seconds: float, seed: int) -> Grade | None:  # type: ignore[override]
        """The grade at whole numbers where it is false, which are looked for outward from the least."""
        deadline = time.monotonic() + seconds / 8
        for numbers in self._numbers():
            for claim, own in self._claims_at(numbers):
                point = self._point(claim, seed, deadline) if claim.variables else {}
                if point is None or not claim.is_refuted_by(point):
                    continue
                how, strength = ("exactly", Strength.PROVED) if claim.is_rational else ("by balls", Strength.CERTIFIED)
                reason = f"every hypothesis holds at the witness and the claim does not, as was checked {how}"
                return Grade(self.name, Outcome.FAILS, strength, reason, witness=self._all(numbers, own, point))
            if time.monotonic() > deadline:
                return None
        return None

    def confirmed(self, grade: Grade) -> Grade:
        """What holds has to hold of some whole numbers."""
        if grade.outcome is not Outcome.HOLDS:
            return grade
        deadline = time.monotonic() + LOOKED
        for numbers in self._numbers():
            for claim, own in self._claims_at(numbers):
                points = Search(claim).admitted(1, min(deadline, time.monotonic() + SECONDS_AT), ATTEMPTS)
                if (point := next(points, None)) is not None:
                    return replace(grade, instance=self._all(numbers, own, point))
            if time.monotonic() > deadline:
                break
        return Grade.undecided(self.name, NO_WHOLE_NUMBERS)

    def _claims_at(self, numbers: Mapping[str, int]) -> Iterator[tuple[Claim, dict[str, str]]]:
        """What it says of the other variables at these numbers, with their own names: powers are exact there."""
        rest = {own: letter for own, letter in self.called.items() if own not in numbers}
        own = {letter: name for name, letter in rest.items()}
        try:
            every = claims.cases_of([_with(text, numbers) for text in self.given], rest)
            letters = tuple(rest.values())
            for given in every:
                yield from ((Claim(text, given, scalars=letters), own) for text in self._shown_at(numbers))
        except Misuse:  # where it is not defined, or too large
            return

    def _all(self, numbers: Mapping[str, int], own: Mapping[str, str], point: Point) -> Point:
        found = {name: Fraction(number) for name, number in numbers.items()}
        found |= {own[letter]: x for letter, x in point.items()}
        return {name: found[name] for name in self.variables}

    def _point(self, claim: Claim, seed: int, deadline: float) -> Point | None:
        return Search(claim).witness(seed, min(deadline, time.monotonic() + SECONDS_AT), ATTEMPTS)

    def _numbers(self) -> Iterator[dict[str, int]]:
        """Values of the whole numbers, the nearest to the bounds first."""
        bounds = [self._bounds(given, self.called[name]) for given in self.cases[:1] for name in self.integers]
        origins = [least if least is not None else min(0, largest or 0) for least, largest in bounds]
        signs = [(1,) if least is not None else (1, -1) for least, _ in bounds]
        for radius in count():
            if radius > (FARTHEST if len(origins) == 1 else FARTHEST_OF_SEVERAL):
                return
            for away in product(range(radius + 1), repeat=len(origins)):
                if max(away, default=0) < radius:
                    continue
                for chosen in product(*signs):
                    moved = [s * a for s, a in zip(chosen, away, strict=True)]
                    if all(m or s > 0 for m, s in zip(moved, chosen, strict=True)):  # 0 once
                        yield {n: o + m for n, o, m in zip(self.integers, origins, moved, strict=True)}


def inequality(integers: tuple[str, ...] = (), **fields: object) -> Inequality:
    """An inequality, with whole numbers among its variables or not. Raises Misuse as these do."""
    return OfIntegers(**fields, integers=integers) if integers else Inequality(**fields)  # type: ignore[arg-type]


def _with(text: str, numbers: Mapping[str, int]) -> str:
    return claims.NAME.sub(lambda m: f"({numbers[m[0]]})" if m[0] in numbers else m[0], text)
