"""The instances of lemmas and axioms as domains, and the quantities that their statements speak of.

A quantity is defined by a text of the checker's language, and by nothing else: what is evaluated here is what the
checker's statement says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from itertools import cycle, islice
from random import Random
from typing import Any, ClassVar

from numeric.exact import format_fraction
from numeric.field import Field
from numeric.matrices import Rows
from proofs.argument import substituted
from proofs.claim import Step
from proofs.language import is_matrix, latex, speaks_of_matrices, value
from proofs.lemmas.statements import ASSEMBLED
from proofs.texts import text_of

Letters = Mapping[str, Rows | Fraction]
TOLERANCE_DIGITS = 60

TEXTS: Mapping[str, str] = {
    **{name: name for name in "bestuwxyz"},
    "tolerance": "0",
    # norms and maxima
    "norm_X": "norm(X)",
    "norm_Y": "norm(Y)",
    "norm_Q": "norm(Q)",
    "norm_D": "norm(D)",
    "norm_product": "norm(X*Y)",
    "norm_sum": "norm(X + Y)",
    "norm_difference": "norm(X - Y)",
    "norm_submatrix": "norm(T(J)*X*K)",
    "norm_turned": "norm(V*X*T(V))",
    "norm_error": "norm(P - S)",
    "norm_assembled": "norm(J*X*T(J) + K*S*T(K) + J*Q*T(K) + K*T(Q)*T(J))",
    "norm_exponential": "norm(exp(s*X))",
    "larger_norm": "max(norm(X), norm(Y))",
    "larger_corner": "max(norm(X), norm(S))",
    "maximum": "max(x, y)",
    # functions of numbers
    "definiteness": "definiteness(X)",
    "reciprocal": "1/x",
    "root": "sqrt(x)",
    "exp_x": "exp(x)",
    "exp_y": "exp(y)",
    "exp_0": "exp(0)",
    "exp_bound": "exp(s*b)",
    # matrices in an order: `definiteness_of_…` is that of the text
    "definiteness_of_square_gap": "norm(X)**2 - T(X)*X",
    "definiteness_of_other_square_gap": "norm(X)**2 - X*T(X)",
    "definiteness_of_gap": "norm(X) - X",
    "definiteness_of_half_square_gap": "norm(X)**2/2 - T(X)*X",
    "definiteness_of_other_half_square_gap": "norm(X)**2/2 - X*T(X)",
    "definiteness_of_half_gap": "norm(X)/2 - X",
    "definiteness_of_Y": "Y",
    "definiteness_of_inversion": "Y - R",
    "definiteness_of_bound": "u - Cinv",
    "definiteness_of_half_bound": "u/2 - Cinv",
    "least_coefficient_of_X": "X",
    # what is compared with zero: `size_of_…` is the largest entry of the text
    "size_of_X": "X",
    "size_of_inverses": "Z - Y",
    "size_of_inverses_added": "Z + Y",
    "size_of_block_inverse": f"V - ({ASSEMBLED})",
    "size_of_block_inverse_without_coupling": "V - J*P*T(J) - K*Cinv*T(K)",
    "size_of_two_forms": "E*W*K*E - V",
    "size_of_reversed_forms": "E*K*W*E - V",
    "size_of_exponential_of_sum": "exp(x + y) - exp(x)*exp(y)",
    "size_of_exponential_of_sum_moved": "exp(x + y) - exp(x)*exp(y + y/10**20)",
    "size_of_exponential_of_logarithm": "exp(log(x)) - x",
    "size_of_exponential_of_logarithm_moved": "exp(log(x)) - x - x/10**20",
    "size_of_logarithm_of_product": "log(x*y) - log(x) - log(y)",
    "size_of_logarithm_of_product_moved": "log(x*y) - log(x) - log(y + y/10**20)",
    "size_of_inverse_exponential": "exp(X)*exp(-X) - 1",
    "size_of_inverse_exponential_moved": "exp(X)*exp(-X - X/10**20) - 1",
    "size_of_commutator": "X*exp(s*X) - exp(s*X)*X",
    "size_of_commutator_moved": "X*exp(s*X) - exp(s*X)*(X + X/10**20)",
}
"""What each quantity is in the checker's language. One that stands for a matrix has the matrix for its text."""


def least_coefficient(numbers: Field, a: Any) -> Any:
    """The least of e_1..e_n of the eigenvalues of the symmetric `a`: not negative if and only if a ⪰ 0.

    By Faddeev and LeVerrier: no pivots and no division but by integers.
    """
    n = numbers.shape(a)[0]
    power, least = numbers.identity(n), None
    for k in range(1, n + 1):
        power = a * power
        coefficient = sum((power[i, i] for i in range(n)), numbers.number(0)) / k
        least = coefficient if least is None else -numbers.maximum(-least, -coefficient)
        power = numbers.identity(n) * coefficient - power
    return least


def size(numbers: Field, a: Any) -> Any:
    """The largest absolute value of an entry."""
    return numbers.maximum(*(abs(x) for row in numbers.entries(a) for x in row)) if is_matrix(a) else abs(a)


MEASURES: Mapping[str, tuple[str, Callable[[Field, Any], Any]]] = {
    "definiteness_of_": (r"\delta({})", lambda numbers, a: numbers.definiteness(a)),
    "least_coefficient_of_": (r"\min_ke_k({})", least_coefficient),
    "size_of_": (r"\lVert {}\rVert_{{\max}}", size),
}


def _symbol(name: str) -> str:
    if name == "tolerance":
        return f"10^{{-{TOLERANCE_DIGITS}}}"
    template = next((shown for prefix, (shown, _) in MEASURES.items() if name.startswith(prefix)), "{}")
    if name.startswith("size_of_") and not speaks_of_matrices(TEXTS[name]):
        template = r"\lvert {}\rvert"
    return template.format(latex(TEXTS[name]))


@dataclass(frozen=True)
class Point:
    """An instance: what the letters of a lemma stand for."""

    number: int
    family: str
    letters: tuple[tuple[str, Rows | Fraction], ...]

    def __hash__(self) -> int:
        return hash((self.family, self.number))

    def describe(self) -> dict[str, str]:
        """Each letter's numbers, exactly."""
        return {"family": self.family} | {name: _written(meaning) for name, meaning in self.letters}


def _written(meaning: Rows | Fraction) -> str:
    if isinstance(meaning, Fraction):
        return format_fraction(meaning)
    return "; ".join(", ".join(map(format_fraction, row)) for row in meaning)


@dataclass
class Quantities:
    """Values of the texts at a point, in a field, computed when first asked for."""

    point: Point
    numbers: Field
    found: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        if name not in TEXTS:
            raise AttributeError(name)
        if name not in self.found:
            self.found[name] = self._value(name)
        return self.found[name]

    @property
    def tolerance(self) -> Any:
        return self.numbers.number(Fraction(1, 10**TOLERANCE_DIGITS))

    @cached_property
    def letters(self) -> dict[str, Any]:
        numbers = self.numbers
        return {
            name: numbers.number(meaning) if isinstance(meaning, Fraction) else numbers.exact(meaning)
            for name, meaning in self.point.letters
        }

    def _value(self, name: str) -> Any:
        result = value(TEXTS[name], self.letters, self.numbers)
        for prefix, (_, measure) in MEASURES.items():
            if name.startswith(prefix):
                return measure(self.numbers, result)
        return result


@dataclass(frozen=True)
class Instances:
    """What `family` yields for a seed: adversarial instances of one lemma."""

    family: Callable[[int], Iterator[Letters]]

    name = "lemmas"
    symbols: ClassVar[Mapping[str, str]] = {name: _symbol(name) for name in TEXTS}
    texts: ClassVar[Mapping[str, str]] = TEXTS

    @property
    def description(self) -> str:
        """The family's own words."""
        return (self.family.__doc__ or "").split("\n\n")[0].strip().rstrip(".")

    def published(self) -> tuple[Point, ...]:
        """All instances, with the published bases."""
        return _points(self.family, 0)

    def sample(self, seed: int, count: int) -> Iterable[Point]:
        """`count` of the instances in an order drawn from `seed`, with bases drawn from it too."""
        points = list(_points(self.family, 1 + seed))
        Random(seed).shuffle(points)  # noqa: S311 (a seeded sample, nothing secret)
        return islice(cycle(points), count)

    def quantities(self, point: Point, field: Field) -> Quantities:
        """The values at `point`."""
        return Quantities(point, field)


@cache
def _points(family: Callable[[int], Iterator[Letters]], seed: int) -> tuple[Point, ...]:
    return tuple(
        Point(number, f"{family.__name__}, seed {seed}", tuple(letters.items()))
        for number, letters in enumerate(family(seed))
    )


def shown(step: Step) -> str:
    """The step's statement in the checker's language.

    For want of exact exponentials some differences are only shown to be within the tolerance; they stand for zero.
    """
    return substituted(re.sub(r"<= tolerance$", "== tolerance", text_of(step)), TEXTS)
