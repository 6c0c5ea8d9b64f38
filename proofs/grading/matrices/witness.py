"""Look for matrices of fractions that satisfy the hypotheses, and for some at which the conclusion is false.

Letters are made by a plan, from parameters. These are drawn, changed a little as long as that helps, and rounded, and
the letters are made anew, exactly. Only what an exact check says of them counts.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Any

import numpy as np

from numeric.field import Irrational, Rationals
from numeric.matrices import Rows, from_flint, to_flint
from proofs import checker
from proofs.certificate.finder import Names, fraction
from proofs.certificate.language import value
from proofs.claims.verdict import Outcome
from proofs.grading.matrices.plans import Plan, Planner, Rule
from proofs.grading.matrices.reading import Stated
from proofs.grading.matrices.values import Floats, holds, in_doubles, judged, margin
from proofs.grading.numbers.claims import NAME

Letters = dict[str, Rows | Fraction]
EXACT = Rationals()
DENOMINATORS = (1, 2, 4, 10, 100, 1000, 10**6)
STEPS, FEW, CLOSE = 120, 12, 1e-9
"""Changes of a draw, and those after which its hypotheses should hold; and what counts as 0 in doubles."""
BROKEN = 1e3
"""The score from which on they don't."""
SIZES, SMALL = (1, 2, 2, 2, 3), (-2, -1, 0, 0, 1, 2)
FORMS = ("full", "full", "diagonal", "identity", "turn", "selection", "zero", "one entry")


class Unfit(Exception):
    """No letters are made of these parameters."""


@dataclass(frozen=True)
class Draw:
    """What letters are made of: a plan, the sizes, each letter's form, and its parameters."""

    plan: Plan
    sizes: Mapping[str, int]
    forms: Mapping[str, str]
    parameters: Mapping[str, Floats]


class Search:
    """Looks for instances of one claim."""

    def __init__(self, claim: Stated, seed: int) -> None:
        self.claim, self.planner = claim, Planner(claim)
        self.random = Random(seed)  # noqa: S311 (a seeded search, nothing secret)
        self.names = Names({"matrices": claim.sizes, "symmetric": claim.symmetric, "scalars": claim.scalars})
        inverse = [name for name in claim.given if any(letter in name for letter in claim.inverses)]
        self.given = [text for name, text in claim.given.items() if name not in inverse]
        self.shown = {text: _difference(self.names, text) for text in (*self.given, *claim.shows)}

    def instance(self, end: float) -> Letters | None:
        """Letters at which the hypotheses hold and the conclusion is defined, exactly; none of them 0 if possible."""
        best: Letters | None = None
        while time.monotonic() < end:
            found = self.drawn()
            if found is None or any(holds(text, found) is Outcome.UNDECIDED for text in self.claim.shows):
                continue
            if not vanishes(found):
                return found
            best = best or found
            end = min(end, time.monotonic() + 0.2)
        return best

    def drawn(self) -> Letters | None:
        """Other letters each time, if the hypotheses hold of them, exactly."""
        return self._exactly(self._draw())

    def witness(self, end: float) -> Letters | None:
        """Letters at which the hypotheses hold and the conclusion does not, exactly."""
        while time.monotonic() < end:
            draw = self._draw()
            score = self._score(draw)
            for step in range(STEPS):
                hopeless = score == np.inf or (score >= BROKEN and step == (0 if draw.plan.stiff else FEW))
                if score < -CLOSE or hopeless or time.monotonic() > end:
                    break
                other = self._changed(draw, 2.0 ** -(step // 12))
                if (found := self._score(other)) < score:
                    draw, score = other, found
            if score < -CLOSE and (letters := self._refuting(draw)) is not None:
                return letters
        return None

    def samples(self, count: int, end: float) -> list[Mapping[str, Any]]:
        """Letters in doubles at which the hypotheses hold, all but exactly."""
        found = list[Mapping[str, Any]]()
        while len(found) < count and time.monotonic() < end:
            try:
                letters = _made(self.claim, self._draw(), _Doubles())
                if all(self._margin(text, letters) >= -CLOSE for text in self.given):
                    found.append(letters)
            except (Unfit, ZeroDivisionError, np.linalg.LinAlgError, OverflowError):
                continue
        return found

    def refutes(self, letters: Letters) -> bool:
        """Whether every hypothesis holds, and some part of the conclusion does not, exactly."""
        return all(holds(text, letters) is Outcome.HOLDS for text in self.claim.given.values()) and any(
            holds(text, letters) is Outcome.FAILS for text in self.claim.shows
        )

    def is_exact(self, letters: Letters) -> bool:
        """Whether all that refutes was seen exactly, and not by balls, as norms may be irrational."""
        failing = [text for text in self.claim.shows if holds(text, letters) is Outcome.FAILS]
        return all(judged(text, letters)[1] for text in (*self.claim.given.values(), *failing[:1]))

    # ---- draws

    def _draw(self) -> Draw:
        random = self.random
        names = sorted({size for sizes in self.claim.sizes.values() for size in sizes})
        largest = random.choice(SIZES)
        sizes = {x: int(x) if x.isdecimal() else random.choice((largest, largest, random.choice(SIZES))) for x in names}
        plan = self.planner.plan(random)
        form = random.choice(("full", "diagonal", "any"))
        forms = {x: random.choice(FORMS) if form == "any" else form for x in plan.order}
        whole = random.random() < 0.5

        def drawn() -> float:
            return float(random.choice(SMALL)) if whole else random.gauss(0, 1)

        parameters = {}
        for name in plan.order:
            rows, columns = (sizes[s] for s in self.claim.sizes[name]) if name in self.claim.sizes else (1, 1)
            parameters[name] = np.array([[drawn() for _ in range(columns)] for _ in range(rows)])
        return Draw(plan, sizes, forms, parameters)

    def _changed(self, draw: Draw, step: float) -> Draw:
        noise = np.random.default_rng(self.random.getrandbits(32))
        chosen = self.random.choice(draw.plan.order)
        changed = {
            name: x + step * noise.standard_normal(x.shape) if name == chosen or self.random.random() < 0.3 else x
            for name, x in draw.parameters.items()
        }
        return replace(draw, parameters=changed)

    # ---- in doubles

    def _score(self, draw: Draw) -> float:
        """Negative where the hypotheses hold and the conclusion does not; else the less, the nearer that is."""
        try:
            letters = _made(self.claim, draw, _Doubles())
            broken = sum(max(0.0, -self._margin(text, letters)) for text in self.given)
            if broken > CLOSE:
                return BROKEN * (1 + broken)
            shown = [self._margin(text, letters) for text in self.claim.shows]
        except (Unfit, ZeroDivisionError, np.linalg.LinAlgError, OverflowError):
            return np.inf
        return float(min(shown)) if all(np.isfinite(shown)) else np.inf

    def _margin(self, text: str, letters: Mapping[str, Any]) -> float:
        relation, difference = self.shown[text]
        found = in_doubles(difference, letters)
        return margin(relation, found)

    # ---- exactly

    def _refuting(self, draw: Draw) -> Letters | None:
        for most in DENOMINATORS:
            letters = self._exactly(draw, most)
            if letters is not None and self.refutes(letters):
                return letters
        return None

    def _exactly(self, draw: Draw, most: int = 2) -> Letters | None:
        """The letters that the rounded parameters make, if all hypotheses hold of them."""
        rounded = {name: np.round(x * most) / most for name, x in draw.parameters.items()}
        try:
            made = _made(self.claim, replace(draw, parameters=rounded), _Fractions(most))
        except (Unfit, ValueError, ZeroDivisionError, Irrational, OverflowError):
            return None
        letters: Letters = {
            name: from_flint(x) if name in self.claim.sizes else fraction(x * EXACT.number(1))
            for name, x in made.items()
        }
        return letters if all(holds(t, letters) is Outcome.HOLDS for t in self.claim.given.values()) else None


def _difference(names: Names, text: str) -> tuple[str, str]:
    relation, value = names.statement(text)
    return relation, names.write(value)


def vanishes(letters: Letters) -> bool:
    """Whether one of them is 0."""
    return any(x == 0 if isinstance(x, Fraction) else not any(map(any, x)) for x in letters.values())


# ---- letters from parameters


def _made(claim: Stated, draw: Draw, numbers: "_Doubles | _Fractions") -> dict[str, Any]:
    """All letters. Raises Unfit where one can't be made, or is not symmetric where it should be."""
    found = dict[str, Any]()
    inverses = dict(claim.inverses)
    for name in draw.plan.order:
        _invert(inverses, found, numbers)
        rule, raw = draw.plan.rules.get(name), draw.parameters[name]
        is_matrix, is_symmetric = name in claim.sizes, name in claim.symmetric
        found[name] = (
            _free(raw, draw.forms[name], is_matrix, is_symmetric, numbers)
            if rule is None
            else _solved(rule, raw, is_matrix, found, numbers)
        )
        if is_symmetric and rule is not None and not numbers.is_symmetric(found[name]):
            raise Unfit
    _invert(inverses, found, numbers)
    if inverses:
        raise Unfit
    return found


def _invert(waiting: dict[str, str], found: dict[str, Any], numbers: "_Doubles | _Fractions") -> None:
    """The inverses of what is known by now."""
    for letter, text in list(waiting.items()):
        try:
            known = numbers.value(text, found)
        except KeyError:
            continue
        found[letter] = numbers.inverse(known)
        del waiting[letter]


def _free(raw: Floats, form: str, is_matrix: bool, is_symmetric: bool, numbers: "_Doubles | _Fractions") -> Any:
    if not is_matrix:
        return numbers.number(abs(raw[0, 0]) if form != "full" else raw[0, 0])
    rows, columns = raw.shape
    shown = np.triu(raw) + np.triu(raw, 1).T if is_symmetric else raw
    match form:
        case "diagonal":
            shown = shown * np.eye(rows, columns)
        case "identity":
            shown = np.eye(rows, columns)
        case "zero":
            shown = np.zeros((rows, columns))
        case "one entry":
            shown = shown * (np.arange(rows)[:, None] == 0) * (np.arange(columns) == columns - 1)
            shown = np.triu(shown) + np.triu(shown, 1).T if is_symmetric else shown
        case "selection" if rows >= columns and not is_symmetric:
            shown = np.eye(rows)[:, rows - columns :]
        case "turn" if rows >= columns and not is_symmetric:
            square = np.zeros((rows, rows))
            square[:, :columns] = raw
            skew = np.triu(square, 1) - np.triu(square, 1).T
            return numbers.turned(skew, columns)
    return numbers.matrix(shown)


def _solved(rule: Rule, raw: Floats, is_matrix: bool, found: dict[str, Any], numbers: "_Doubles | _Fractions") -> Any:
    """The letter that satisfies its hypothesis, with a square of what was drawn to spare."""
    if not is_matrix:
        square = numbers.number(0.0 if rule.relation == "==" else raw[0, 0] ** 2)
        return numbers.quotient(rule, square, found)
    factor, rest = numbers.value(rule.factor, found), numbers.value(rule.rest, found)
    rest = numbers.like(rest, raw)
    if rule.relation != "==":
        root = numbers.matrix(raw)
        rest = rest - numbers.product(numbers.transpose(root), root)
    return numbers.solve(factor, rest, rule.from_left)


class _Doubles:
    """Arithmetic on doubles."""

    def number(self, x: float) -> Any:
        return float(x)

    def matrix(self, x: Floats) -> Any:
        return x

    def value(self, text: str, letters: Mapping[str, Any]) -> Any:
        return in_doubles(text, letters)

    def transpose(self, a: Any) -> Any:
        return a.T

    def product(self, a: Any, b: Any) -> Any:
        return a @ b

    def like(self, a: Any, shape: Floats) -> Any:
        return a * np.eye(*shape.shape) if isinstance(a, float) else a

    def is_symmetric(self, a: Any) -> bool:
        return bool(np.allclose(a, a.T))

    def inverse(self, a: Any) -> Any:
        if abs(np.linalg.det(a)) < CLOSE:
            raise Unfit
        return np.linalg.inv(a)

    def turned(self, skew: Floats, columns: int) -> Any:
        one = np.eye(len(skew))
        return (np.linalg.inv(one - skew) @ (one + skew))[:, :columns]

    def solve(self, factor: Any, rest: Any, from_left: bool) -> Any:
        """Z with factor·Z + rest == 0, or Z·factor + rest == 0."""
        if isinstance(factor, float):
            if not factor:
                raise Unfit
            return -rest / factor
        return -self.inverse(factor) @ rest if from_left else -rest @ self.inverse(factor)

    def quotient(self, rule: Rule, square: Any, letters: Mapping[str, Any]) -> Any:
        return (square - self.value(rule.rest, letters)) / self.value(rule.factor, letters)


class _Fractions:
    """Arithmetic on fractions; a number that is bounded by what is irrational is bounded by a fraction beyond it."""

    def __init__(self, most: int) -> None:
        self.most = most

    def number(self, x: float) -> Any:
        return EXACT.number(Fraction(x).limit_denominator(self.most**2))

    def matrix(self, x: Floats) -> Any:
        return to_flint([[Fraction(float(e)).limit_denominator(self.most) for e in row] for row in x])

    def value(self, text: str, letters: Mapping[str, Any]) -> Any:
        if not set(NAME.findall(text)) - set(checker.FUNCTIONS) <= letters.keys():
            raise KeyError(text)
        return value(text, letters, EXACT)

    def transpose(self, a: Any) -> Any:
        return a.transpose()

    def product(self, a: Any, b: Any) -> Any:
        return a * b

    def like(self, a: Any, shape: Floats) -> Any:
        return a if hasattr(a, "transpose") else a * self.matrix(np.eye(*shape.shape))

    def is_symmetric(self, a: Any) -> bool:
        return bool(a == a.transpose())

    def inverse(self, a: Any) -> Any:
        return a.inv()

    def turned(self, skew: Floats, columns: int) -> Any:
        one, whole = self.matrix(np.eye(len(skew))), self.matrix(skew)
        found = (one - whole).inv() * (one + whole)
        return EXACT.block(found, slice(None), slice(columns))

    def solve(self, factor: Any, rest: Any, from_left: bool) -> Any:
        if not hasattr(factor, "transpose"):
            return rest * (-1 / factor)
        inverse = factor.inv() * EXACT.number(Fraction(-1))
        return inverse * rest if from_left else rest * inverse

    def quotient(self, rule: Rule, square: Any, letters: Mapping[str, Any]) -> Any:
        factor = self.value(rule.factor, letters)
        try:
            return (square - self.value(rule.rest, letters)) / factor
        except Irrational:
            if rule.relation == "==":
                raise
        doubles = {
            name: np.array([[float(e) for e in row] for row in from_flint(x)])
            if hasattr(x, "transpose")
            else float(fraction(x))
            for name, x in letters.items()
        }
        near = (float(fraction(square)) - in_doubles(rule.rest, doubles)) / float(fraction(factor))
        beyond = ceil if factor > 0 else floor
        return EXACT.number(Fraction(beyond(near * 1000), 1000))
