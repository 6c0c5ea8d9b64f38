"""What the names of an argument stand for: at published instances every hypothesis of every case holds, so that no case
is vacuous, and every quantity has the value that balls and samples give it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from keys import EVERY_WIDTH, OWN_TARGET, SHARPER, SHARPEST
from meaning import Reading, name_of, reading
from sampling import some

from numeric.exact import Scale
from numeric.field import Multiprecision
from numeric.instance import Instance, TheoremName, from_factor, random_factor, random_shape
from numeric.instances import Point, published
from numeric.matrices import diagonal, identity, rank
from numeric.windows import constants, sees_absent_modes
from paper import theorems
from proofs.certificate.argument import Argument
from proofs.claims.texts import text_of
from proofs.judging import suite
from proofs.theorems import catalogue
from proofs.theorems.between import sharpest
from proofs.theorems.between.quantities import OwnTarget, Sharper, Sharpest, is_tight
from proofs.theorems.blocks.quantities import Blockwise
from proofs.theorems.every_width.quantities import Widthwise
from proofs.theorems.spectral.quantities import Modewise

FIELD = Multiprecision(60)
WITHIN = Fraction(1, 10**30)


def chosen(theorem: TheoremName, fits: Callable[[Point], bool], position: str = "middle") -> Point:
    """The last published point in the middle of a window, or at its end, that fits and leaves digits to compare."""
    points = [p for p in published(theorem) if p.position == position and p.instance.alpha.exponent > -40 and fits(p)]
    return max(points, key=lambda p: (p.instance.n <= 4, p.instance.n))


def assert_that_all_holds(case: Argument, read: Reading, shows: Callable[[str], str] = lambda text: text) -> None:
    """Every given of the case, and what its steps show, as `shows` has it."""
    for name, statement in case.given.items():
        assert read.holds(statement), (name, statement)
    for step in case.steps:
        assert read.holds(shows(step.shows)), step.label


def assert_same(read: Reading, quantities: Any, names: Iterable[str]) -> None:
    """Quantities of one name have one value."""
    for name in names:
        value, expected = read(name), getattr(quantities, name)
        assert abs(value - expected) <= FIELD.number(WITHIN) * (abs(expected) + FIELD.number(WITHIN)), name


def arguments(theorem: str) -> list[Argument]:
    return [prover.case for prover in catalogue.proof(theorem).provers()]


def about(case: Argument) -> str:
    """What a case is about, without the theorem's name."""
    return case.label.partition(", ")[2]


FITS: dict[str, Callable[[Point], bool]] = {
    "1 <= k < r: the window": lambda p: 0 < p.k < p.instance.r,
    "k = 0: the window": lambda p: p.k == 0,
    "0 < k < n": lambda p: 0 < p.k < p.instance.n and p.instance.n > 2,
    "k = 0": lambda p: p.k == 0,
    "k = n": lambda p: p.k == p.instance.n > 1,
}


@pytest.mark.parametrize("case", arguments("theorem-4"), ids=about)
def test_the_hypotheses_of_theorem_4_hold_where_it_is_certified(case: Argument) -> None:
    """Every given of every case, at an instance with that k; and quantities of one name have one value."""
    point = chosen(4, FITS[about(case)])
    read = reading(case, point, FIELD, WITHIN)
    assert_that_all_holds(case, read)
    same = [name for name in case.definitions if name in Blockwise.symbols]
    assert len(same) >= 2
    assert_same(read, Blockwise().quantities(point, FIELD), same)


SHARPEST_FITS: dict[str, Callable[[Point], bool]] = {
    "1 <= k < r: the window": lambda p: 0 < p.k < p.instance.r,
    "k = 0: the window": lambda p: p.k == 0,
    "k <= r: the constants": lambda p: p.k > 0,
    "0 < k < r": lambda p: 0 < p.k < p.instance.r,
    "0 = k < r": lambda p: p.k == 0,
    "0 < k = r < n": lambda p: p.k == p.instance.r < p.instance.n,
    "0 < k = r = n": lambda p: p.k == p.instance.n > 1,
    "0 < k < n: the tolerance is at least sigma_1": lambda p: 0 < p.k < p.instance.n,
    "k = 0: the tolerance is at least sigma_1": lambda p: p.k == 0,
    "k = n: the tolerance is at least sigma_1": lambda p: p.k == p.instance.n,
}


def is_about(case: Argument, point: Point) -> bool:
    """Whether the case speaks of its k, and of an ε like its own."""
    tolerant = "targets-below-tolerance" in case.given
    return SHARPEST_FITS[about(case)](point) and (point.instance.epsilon >= point.instance.spectrum[0]) == tolerant


WIDE = [(wide, case) for wide in (False, True) for case in arguments("theorem-4-sharper")]


@pytest.mark.parametrize(
    ("wide", "case"),
    [pair for pair in WIDE if not (pair[0] and about(pair[1]) == "0 < k = r = n")],  # of which none is published
    ids=lambda x: about(x) if isinstance(x, Argument) else ("as theorem 4", "beyond theorem 4")[x],
)
def test_the_hypotheses_of_the_sharper_theorem_hold_where_it_is_certified(wide: bool, case: Argument) -> None:
    """The same, at an instance that Theorem 4 admits too, and at one that it does not."""
    others = {point.instance.name for point in published(4)}
    point = chosen(SHARPER, lambda p: is_about(case, p) and (p.instance.name not in others) == wide)
    read = reading(case, point, FIELD, WITHIN)
    assert_that_all_holds(case, read)
    same = [name for name in case.definitions if name in Sharper.symbols]
    assert len(same) >= 4
    assert_same(read, Sharper().quantities(point, FIELD), same)


@pytest.mark.parametrize("case", arguments("theorem-4-sharpest"), ids=about)
def test_the_hypotheses_of_the_sharpest_theorem_hold_where_it_is_certified(case: Argument) -> None:
    """Every given of every case, at an instance with that k; and quantities of one name have one value."""
    point = chosen(SHARPEST, SHARPEST_FITS[about(case)])
    read = reading(case, point, FIELD, WITHIN)
    assert_that_all_holds(case, read)
    same = [name for name in case.definitions if name in Sharpest.symbols]
    assert len(same) >= 4
    assert_same(read, Sharpest().quantities(point, FIELD), same)


@pytest.mark.parametrize("case", arguments("theorem-4-own-target"), ids=about)
def test_the_hypotheses_by_own_targets_hold_where_it_is_certified(case: Argument) -> None:
    """The same; of a mode, at the first of several."""
    fits = FITS.get(about(case), lambda p: p.k > 1 and is_tight(p))
    point = replace(chosen(OWN_TARGET, fits), mode=1)
    read = reading(case, point, FIELD, WITHIN)
    assert_that_all_holds(case, read)
    same = [name for name in case.definitions if name in OwnTarget.symbols]
    assert len(same) >= 2
    assert_same(read, OwnTarget().quantities(point, FIELD), same)


def conditional() -> tuple[Argument, ...]:
    """The sharpest theorem with any constants that meet its conditions."""
    steps = suite.steps()
    return sharpest.conditional(lambda label: text_of(steps[label]), lambda label: steps[label].uses)


@pytest.mark.parametrize("case", conditional(), ids=about)
def test_the_conditions_hold_where_the_sharpest_theorem_is_certified(case: Argument) -> None:
    """With the theorem's constants; where σ₁ ≤ ε, which it does not admit, with any."""
    theorem = SHARPER if "targets-below-tolerance" in case.given else SHARPEST
    point = chosen(theorem, lambda p: is_about(case, p))
    read, c = reading(case, point, FIELD, WITHIN), constants(theorem, point.instance, FIELD)
    read.names |= {"c1": c.c1, "c2": c.c2}
    assert_that_all_holds(case, read)


@pytest.mark.parametrize(
    "case", [case for case in arguments("theorem-3") if "the worst mode is" in case.label], ids=about
)
def test_the_hypotheses_of_theorem_3_hold_where_it_is_certified(case: Argument) -> None:
    """The same, for a mode of the kind that the case speaks of."""
    first, kind = "k = 0" in case.label, case.label.rpartition(" ")[2]

    def fits(point: Point) -> bool:
        instance, k = point.instance, point.k
        exists = {"learned": k > 0, "unlearned": k < instance.r, "absent": instance.r < instance.n}[kind]
        return exists and (k == 0) == first

    point = chosen(3, fits)
    point = replace(point, mode={"learned": point.k, "unlearned": point.k + 1, "absent": point.instance.n}[kind])
    read = reading(case, point, FIELD, WITHIN)
    assert_that_all_holds(case, read)
    assert_same(read, Modewise().quantities(point, FIELD), ("alpha", "eps", "growth", "value", "c1", "c2", "a"))


def is_definite(point: Point) -> bool:
    return rank(point.instance.factor or ()) == point.instance.n


EVERY_WIDTH_FITS: dict[str, Callable[[Point], bool]] = {
    "1 <= k < r: the window": lambda p: 0 < p.k < p.instance.r,
    "k = 0: the window": lambda p: p.k == 0,
    "k = 0": lambda p: p.k == 0,
    "0 < k < r": lambda p: 0 < p.k < p.instance.r,
    "0 < k = r < n": lambda p: p.k == p.instance.r and sees_absent_modes(p.instance),
    "0 < k = r < n: the absent modes are unseen": (
        lambda p: p.k == p.instance.r < p.instance.n and not sees_absent_modes(p.instance)
    ),
    "0 < k = r = n": lambda p: p.k == p.instance.r == p.instance.n > 1,
    "k < r: a mode that grows": lambda p: p.k + 1 < p.instance.r,
    "k < r < n: an absent mode": lambda p: p.k < p.instance.r < p.instance.n,
    "0 < k < n: the best right inverse": lambda p: 0 < p.k < p.instance.n,
    "0 < k < n: in singular values": lambda p: 0 < p.k < p.instance.n and len((p.instance.factor or ((),))[0]) > 1,
    "0 < k < r: a shape with an inverse": lambda p: 0 < p.k < p.instance.r and is_definite(p),
    "0 < k = r < n: a shape with an inverse": lambda p: p.k == p.instance.r < p.instance.n and is_definite(p),
    "0 < k = r = n: a shape with an inverse": lambda p: p.k == p.instance.r == p.instance.n and is_definite(p),
    "0 < k < n: dependent rows": lambda p: p.instance.learnable + 1 <= p.instance.r < p.instance.n,
    "0 < k = n: dependent rows": lambda p: p.instance.learnable + 1 == p.instance.r == p.instance.n,
}


@pytest.mark.parametrize("case", arguments("theorem-4-prime"), ids=about)
def test_the_hypotheses_of_theorem_4_prime_hold_where_it_is_certified(case: Argument) -> None:
    """The same, at a factor; rows are dependent from the first k on that can't be learned."""

    def fits(point: Point) -> bool:
        spectrum = point.instance.spectrum
        # else exponentials leave no digits to compare
        near = point.k == 0 or spectrum[0] <= 2 * spectrum[point.k - 1] or "exp(" not in str(case.definitions)
        return point.instance.factor is not None and near and EVERY_WIDTH_FITS[about(case)](point)

    def ordered(shows: str) -> str:
        """Of a singular matrix the least pivot has no digits: that the matrix is not negative is asked instead."""
        definition = case.definitions.get(shows.removesuffix(" >= 0"), "")
        return f"0 <= {definition.removeprefix('definiteness')}" if definition else shows

    point = chosen(EVERY_WIDTH, fits, "left")
    k = point.instance.learnable + 1 if "x" in case.matrices else point.k
    point = replace(point, k=k, mode=min(k + 2, point.instance.n))
    read = reading(case, point, FIELD, WITHIN)
    assert_that_all_holds(case, read, ordered)
    same = [name for name in case.definitions if name in Widthwise.symbols]
    assert_same(read, Widthwise().quantities(point, FIELD), same)


FITS_OF = {
    "theorem-4": FITS,
    "theorem-4-sharpest": SHARPEST_FITS,
    "theorem-4-own-target": FITS,
    "theorem-4-prime": EVERY_WIDTH_FITS,
}
ORDER = re.compile(r" (<=|>=|<|>) ")
REVERSED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
SPECTRA = ((3, 2, 1), (3, 2, 0), (3, 2), (3, 2, 1, Fraction(1, 2)))
TIMES = (Fraction(0), Fraction(1, 100), Fraction(2))
WIDTHS = (4, 2)


def aimed(theorem: TheoremName) -> Iterator[Point]:
    """Every k, at the start, soon after it and later: what names mean holds at all times, and is tight at some.

    Nothing is asked of α and ε, as these are no hypotheses. The shapes have equal eigenvalues, and others.
    """
    for values, number in product(SPECTRA, (0, 1)):
        spectrum, n = tuple(map(Fraction, values)), len(values)
        alpha, rate, eps = Scale(Fraction(1, 3)), Fraction(1), Fraction(1, 2)
        if theorem == EVERY_WIDTH:
            instance = from_factor(spectrum, random_factor(n, WIDTHS[number], 7), None, alpha, rate, eps)
        else:
            others = diagonal(tuple(map(Fraction, range(1, n + 1)))) if theorem == 3 else random_shape(n, 7)
            instance = Instance(spectrum, others if number else identity(n), None, alpha, rate, eps)
        for k, time in product(range(instance.learnable + 1), TIMES):
            yield Point(instance, 0, k, time, "aimed")


def points_of(label: str, case: Argument) -> Iterator[Point]:
    """The points at which the case is the one to speak; of a mode, for each mode that it speaks of."""
    theorem = name_of(label)
    for point in aimed(theorem):
        r, n, k = point.instance.r, point.instance.n, point.k
        modes: Iterable[int] = (0,)
        if theorem == 3 and case.label.endswith("the window"):
            modes = (0,) if FITS[about(case)](point) else ()
        elif theorem == 3:
            kinds = {"learned": range(1, k + 1), "unlearned": range(k + 1, r + 1), "absent": range(r + 1, n + 1)}
            modes = kinds.get(case.label.rpartition(" ")[2], ()) if (k == 0) == ("k = 0" in case.label) else ()
        elif not FITS_OF.get(label, SHARPEST_FITS).get(about(case), lambda p: p.k > 0)(point):
            modes = ()
        elif "sigma" in case.positive:
            modes = range(1, k + 1) if theorem == OWN_TARGET else range(k + 1, r + 1)
        yield from (replace(point, mode=mode) for mode in modes)


def stricter(statement: str) -> str:
    """Twice what is to be the smaller side; where that is 0, a thousandth."""
    left, relation, right = ORDER.split(statement)
    if relation.startswith("<"):
        return f"2*({left}) {relation} {right}" if left != "0" else f"1 {relation} 1000*({right})"
    return f"{left} {relation} 2*({right})" if right != "0" else f"1000*({left}) {relation} 1"


def asks_enough(read: Reading, statement: str) -> bool:
    """Whether it would be false if it asked for more, or its sides are equal, as they are where both are 0."""
    return not read.holds(stricter(statement)) or read.holds(ORDER.sub(lambda m: f" {REVERSED[m[1]]} ", statement))


def speaking() -> Iterator[tuple[str, Argument]]:
    """The cases that speak of more than matrices of any entries; rows that are dependent are another matter."""
    for label in theorems.labels():
        yield from ((label, case) for case in arguments(label) if case.positive and "x" not in case.matrices)


@pytest.mark.parametrize(
    ("label", "case"), some(list(speaking()), 2), ids=lambda x: x if isinstance(x, str) else about(x)
)
def test_what_a_name_means_is_not_asked_for_more(label: str, case: Argument) -> None:
    """Every order that a case takes for the meaning of names holds wherever there are such numbers, and is tight.

    So is every name positive that is said to be.
    """
    origins = catalogue.proof(label).origins
    orders = {n: text for n, text in case.given.items() if ORDER.search(text) and origins[n] == "notation"}
    spoken = " ".join((*case.given.values(), *case.definitions.values(), *(step.shows for step in case.steps)))
    positive = set(case.positive) & set(re.findall(r"[a-z]\w*", spoken))
    tight, points = set(), list(points_of(label, case))
    assert points
    for point in points:
        read = reading(case, point, FIELD, WITHIN)
        for name in positive:
            assert name not in read.names or read(name) > 0, (name, point.describe())
        for name, statement in orders.items():
            assert read.holds(statement), (statement, point.describe())
            if name not in tight and asks_enough(read, statement):
                tight.add(name)
    assert tight == set(orders)
