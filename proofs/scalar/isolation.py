"""Points at which equations hold that have irrational solutions: each is a box with exactly one, as balls prove.

Newton's method finds a solution in doubles. As many variables as there are equations are then enclosed between decimals
and the others are rational; by Krawczyk's theorem the box has exactly one solution of the equations, and in all of
the box the other hypotheses certainly hold. Where Newton's method ends at rational numbers, these are tried first.
"""

import ast
import math
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, Any

import flint

from numeric.field import Balls
from proofs.scalar.claims import Claim, Comparison, Enclosed, Numbers, Place, Point, of_field
from proofs.scalar.slopes import Moving, moving

BITS = 384
DOUBLES = moving(
    Numbers(float, {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "max": max}, lambda _: math.pi),
)
BALLS = moving(of_field(Balls(BITS)))
DIGITS = (9, 16, 32)
"""With which solutions are enclosed."""
ROUNDED = (1, 10, 1000, 10**6, 10**12)
"""The largest denominators of numbers that are chosen."""
STEPS, REFINED = 40, 6
"""Of Newton's method in doubles, and in balls after that."""
ROOMS = (1e-1, 1e-3, 1e-6, 1e-9)
"""By how much inequalities are to hold, of which one is drawn for each start."""
FAR, NEAR = 1e12, 1e-12
LONGEST, NEARLY = 10**30, Fraction(1, 10**80)
"""The denominators of rational solutions, and how near these are to what Newton's method finds."""
MOST_VARIABLES = 12
ASIDE = 0.7
"""How often it is looked for what violates the conclusion by room, too, of solutions that are not alone."""
if TYPE_CHECKING:  # an easy claim does without NumPy
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
FAULTS = (ValueError, OverflowError, ZeroDivisionError)  # a matrix that is singular is a ValueError of NumPy's


def _without_power(equation: Comparison) -> Comparison:
    """x == 0 in place of x**n == 0, of which Newton's method finds no solution that is alone."""
    match equation.left, equation.right:
        case ast.BinOp(left=x, op=ast.Pow()), ast.Constant(value=0):
            return _without_power(Comparison(x, ast.Eq, equation.right))
    return equation


class Isolation:
    """The points of a claim that has equations among its hypotheses."""

    def __init__(self, claim: Claim) -> None:
        self.claim, self.names = claim, claim.variables
        self.equations = [_without_power(h) for h in claim.hypotheses if h.relation is ast.Eq]
        self.others = [h for h in claim.hypotheses if h.relation is not ast.Eq]
        self.bounds = [h for h in self.others if h.names & {*self.names}]

    @cached_property
    def is_of_use(self) -> bool:
        return 0 < len(self.equations) <= len(self.names) <= MOST_VARIABLES

    def satisfying(self, seed: int, deadline: float) -> Iterator[Place]:
        """Places where every hypothesis certainly holds, and both sides of the conclusion are defined."""
        yield from self._found(seed, deadline, 0)

    def refuting(self, seed: int, deadline: float) -> Place | None:
        """One where the conclusion certainly does not hold, besides."""
        signs = (1, -1) if self.claim.conclusion.relation is ast.Eq else (1,)
        middle = (time.monotonic() + deadline) / 2
        for sign, end in zip(signs, (middle, deadline) if len(signs) > 1 else (deadline,), strict=True):
            found = next(filter(self.is_refuted_by, self._found(seed, end, sign)), None)
            if found is not None:
                return found
        return None

    def is_refuted_by(self, place: Place) -> bool:
        """Whether every hypothesis certainly holds at its one point, and the conclusion certainly does not."""
        if not is_enclosed(place):
            return self.claim.is_refuted_by(exactly(place))
        return self.admits(place) and self._truth(self.claim.conclusion, place) is False

    def admits(self, place: Place) -> bool:
        """Whether every hypothesis certainly holds at exactly one point there, and the conclusion is defined."""
        if not is_enclosed(place):
            return set(place) == set(self.names) and self.claim.admits(exactly(place))
        lows = (x.low if isinstance(x := place[name], Enclosed) else x for name in self.claim.positive)
        if set(place) != set(self.names) or not all(low > 0 for low in lows):
            return False
        with Balls(BITS).working(), suppress(*FAULTS):
            sides = self.claim.conclusion.sides(_letters(place), BALLS)
            defined = all(side.value.is_finite() for side in sides)
            return defined and all(self._truth(h, place) for h in self.others) and self._has_one_solution(place)
        return False

    def _truth(self, comparison: Comparison, place: Place) -> bool | None:
        """Whether it holds in all of the box; None where that is not certain."""
        with Balls(BITS).working(), suppress(*FAULTS):
            left, right = comparison.sides(_letters(place), BALLS)
            return comparison.decided(left.value, right.value)
        return None

    # ---- balls

    def _has_one_solution(self, place: Place) -> bool:
        """Krawczyk: m - Y·F(m) + (I - Y·F')(X - m) lies within the box X, so that F has exactly one zero in it."""
        boxes = {name: x for name, x in place.items() if isinstance(x, Enclosed)}
        equations = [e for e in self.equations if e.names & boxes.keys()]
        known = exactly({name: x for name, x in place.items() if name not in boxes})
        if len(boxes) != len(equations) or not all(
            self.claim.truth(e, known) for e in self.equations if e not in equations
        ):
            return False
        middles = {**place, **{name: (x.low + x.high) / 2 for name, x in boxes.items()}}
        try:
            at_middle, _ = _system(equations, _letters(middles), list(boxes))
            _, jacobian = _system(equations, _letters(place, boxes), list(boxes))
            inverse = jacobian.mid().inv().mid()
        except FAULTS:
            return False
        n = len(boxes)
        identity = flint.arb_mat([[int(i == j) for j in range(n)] for i in range(n)])
        letters, center = _letters(place), _letters(middles)
        way = flint.arb_mat([[letters[name].value - center[name].value] for name in boxes])
        left = flint.arb_mat([[center[name].value] for name in boxes]) - inverse * at_middle
        image = left + (identity - inverse * jacobian) * way
        return all(_ball(x.low) < image[i, 0] < _ball(x.high) for i, x in enumerate(boxes.values()))

    def near(self, x: "Floats") -> Iterator[Place]:
        """Places near a solution in doubles, the simplest first; what they are worth is still to be asked."""
        enclosed = self._to_be_enclosed(x)
        if enclosed is None:
            return
        for most in ROUNDED:
            rounded = {n: Fraction(float(v)).limit_denominator(most) for n, v in zip(self.names, x, strict=True)}
            yield rounded
            with Balls(BITS).working():
                refined = self._refined({**rounded, **{n: Fraction(float(x[self.names.index(n)])) for n in enclosed}})
                if refined is None:
                    continue
                simple = {n: y for n, y in refined.items() if n not in enclosed}
                simple |= {
                    n: near
                    for n in enclosed
                    if abs((near := refined[n].limit_denominator(10**6)) - refined[n]) < NEARLY
                }
                yield {**refined, **simple}
                for digits in DIGITS:
                    for more in (0, 1):
                        yield {n: simple[n] if n in simple else _around(y, digits, more) for n, y in refined.items()}

    def _refined(self, near: Mapping[str, Fraction]) -> dict[str, Fraction] | None:
        """After some steps of Newton's method on those that are to be enclosed."""
        point = dict(near)
        names = self._enclosed
        for _ in range(REFINED):
            try:
                values, jacobian = _system(self.equations, _letters(point, names), names)
                step = jacobian.mid().solve(values.mid(), algorithm="approx")
            except FAULTS:
                return None
            for i, name in enumerate(names):
                moved = _ball(point[name]) - step[i, 0].mid()
                if not moved.is_finite() or not abs(moved) < FAR:
                    return None
                point[name] = _fraction(moved.mid())
        return point

    def _to_be_enclosed(self, x: "Floats") -> list[str] | None:
        """As many names as there are equations, on which these depend most; None where they depend on one another."""
        import numpy as np

        found = self._in_doubles(x, self.equations)
        if found is None:
            return None
        with np.errstate(all="ignore"):
            return self._chosen(found[1] * np.maximum(abs(x), NEAR))

    def _chosen(self, jacobian: "Floats") -> list[str] | None:
        import numpy as np

        chosen = list[int]()
        scale = np.max(abs(jacobian), initial=0.0)
        for _ in self.equations:  # by elimination with the largest pivot
            sizes = np.linalg.norm(jacobian, axis=0)
            sizes[chosen] = 0
            j = int(np.argmax(sizes))
            if not sizes[j] > 1e-9 * scale:
                return None
            chosen.append(j)
            unit = jacobian[:, j] / sizes[j]
            jacobian = jacobian - np.outer(unit, unit @ jacobian)
        self._enclosed = [self.names[j] for j in sorted(chosen)]
        return self._enclosed

    # ---- doubles

    def _found(self, seed: int, deadline: float, sign: int) -> Iterator[Place]:
        """Places that are admitted, from starts of many sizes; where `sign` is not 0 they are to violate the claim."""
        if not self.is_of_use:
            return
        random = Random(seed)  # noqa: S311 (a seeded search, nothing secret)
        while time.monotonic() < deadline:
            x = self._descent(self._start(random), sign if random.random() < ASIDE else 0, random.choice(ROOMS))
            for place in self.near(x) if x is not None else ():
                if self.admits(place):
                    yield place
                    break
                if time.monotonic() > deadline:
                    return

    def _start(self, random: Random) -> "Floats":
        import numpy as np

        widest = random.choice((0.0, 0.5, 1.5, 3.0))
        return np.array(
            [
                10 ** random.uniform(-widest, widest) * random.choice((1, 1 if name in self.claim.positive else -1))
                for name in self.names
            ]
        )

    def _descent(self, x: "Floats", sign: int, room: float) -> "Floats | None":
        """Where the equations hold in doubles, by the method of Gauss and Newton, and inequalities with some room."""
        import numpy as np

        with np.errstate(all="ignore"):
            return self._descended(x, sign, room)

    def _descended(self, x: "Floats", sign: int, room: float) -> "Floats | None":
        import numpy as np

        now = self._residual(x, sign, room)
        for _ in range(STEPS):
            if now is None:
                return None
            values, jacobian = now
            size = float(np.max(abs(values), initial=0.0))
            if size < 1e-13:
                return x
            try:
                step = np.linalg.lstsq(jacobian, -values, rcond=1e-12)[0]
            except FAULTS:
                return None
            for part in (1.0, 0.3, 0.1, 0.01):
                moved = x + part * step
                after = self._residual(moved, sign, room) if np.all(abs(moved) < FAR) else None
                if after is not None and np.max(abs(after[0]), initial=0.0) < size:
                    break
            else:
                return x if size < 1e-9 else None
            x, now = moved, after
        return x

    def _residual(self, x: "Floats", sign: int, room: float) -> "tuple[Floats, Floats] | None":
        """What is to become 0: the equations, and what lacks for each inequality to hold with room."""
        import numpy as np

        found = self._in_doubles(x, self.equations)
        limits = self._in_doubles(x, self.bounds)
        violated = self._in_doubles(x, [self.claim.conclusion]) if sign else found
        if found is None or limits is None or violated is None:
            return None
        values, rows = [*found[0]], [*found[1]]
        wanted = [(h, *pair, 1) for h, pair in zip(self.bounds, zip(*limits, strict=True), strict=True)]
        if sign:
            conclusion = self.claim.conclusion
            direction = -sign if conclusion.relation is ast.Eq else -1
            wanted.append((conclusion, violated[0][0], violated[1][0], direction))
        for comparison, value, row, direction in wanted:
            up = 1 if comparison.relation in (ast.Gt, ast.GtE) else -1
            lacking = room - up * direction * value
            if lacking > 0:
                values.append(lacking)
                rows.append(-up * direction * row)
        return np.array(values), np.array(rows).reshape(len(values), len(self.names))

    def _in_doubles(self, x: "Floats", comparisons: Sequence[Comparison]) -> "tuple[Floats, Floats] | None":
        """Differences of sides and their derivatives; None where they are not defined."""
        import numpy as np

        letters = {n: Moving(float(v), {n: 1.0}) for n, v in zip(self.names, x, strict=True)}
        try:
            found = [left - right for left, right in (c.sides(letters, DOUBLES) for c in comparisons)]
        except FAULTS:
            return None
        values = np.array([each.value for each in found])
        rows = np.array([[each.slopes.get(n, 0.0) for n in self.names] for each in found])
        rows = rows.reshape(len(found), len(self.names))
        return (values, rows) if np.all(np.isfinite(values)) and np.all(np.isfinite(rows)) else None


def is_enclosed(place: Place) -> bool:
    """Whether a number of it is only known to lie between two others."""
    return any(isinstance(x, Enclosed) for x in place.values())


def exactly(place: Place) -> Point:
    """The numbers of it that are known exactly."""
    return {name: x for name, x in place.items() if not isinstance(x, Enclosed)}


def _system(equations: Sequence[Comparison], letters: Mapping[str, Moving], names: Sequence[str]) -> tuple[Any, Any]:
    """The differences of the equations' sides, and their derivatives by these names."""
    differences = [left - right for left, right in (e.sides(letters, BALLS) for e in equations)]
    none = flint.arb(0)
    rows = [[difference.slopes.get(name, none) for name in names] for difference in differences]
    return flint.arb_mat([[difference.value] for difference in differences]), flint.arb_mat(rows)


def _letters(place: Place, names: Collection[str] = ()) -> dict[str, Moving]:
    """The values as balls; those of `names` move."""
    return {n: Moving(_ball(x), {n: flint.arb(1)} if n in names else {}) for n, x in place.items()}


def _ball(x: Fraction | Enclosed) -> Any:
    if isinstance(x, Enclosed):
        return flint.arb.union(_ball(x.low), _ball(x.high))
    return flint.arb(flint.fmpq(x.numerator, x.denominator))


def _fraction(x: Any) -> Fraction:
    mantissa, exponent = x.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _around(x: Fraction, digits: int, more: int) -> Enclosed:
    """Decimals of so many digits around x, and `more` of the last digit's units further."""
    size = abs(x) if abs(x) > Fraction(1, 10**30) else Fraction(1)
    unit = Fraction(10) ** (math.floor(math.log10(size)) + 1 - digits)
    return Enclosed((math.floor(x / unit) - more) * unit, (math.ceil(x / unit) + more) * unit)
