"""`python -m benchmarks.descent [COUNT] [SEED]`: both theorems about descent, tried on random and adversarial starts.

Each window is looked at by balls at its first step, its last and one between, with the largest α of a grid that is
admitted, or a smaller one. A violation would be a fault: both theorems are proved. What is measured is how much of each
bound is used: 1 would say that it can't be improved.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from random import Random

from benchmarks.tally import Tally
from numeric import matrices
from numeric.descending.run import Descent, Iterate, Run
from numeric.descent_windows import Asked, Descending, StepWindow, any_start, spectral
from numeric.exact import Scale, Unresolved
from numeric.instance import Instance, from_factor, random_factor
from numeric.problem import Problem

EXPONENTS = (-1, -2, -3, -5, -10, -40, -200, -1000)
"""Powers of ten of α that are not the largest which is admitted."""
COARSE, FINE = tuple(Fraction(2**i) for i in range(8)), Fraction(1, 8)
"""α = 10⁻ᵉ, nearly: the first e that is admitted, and how near to the least one it is brought."""
LONGEST = 4000
"""Steps; windows that are later are not looked at."""
BEYOND = 40
"""Steps into a window that has no end."""
DIGITS, TRIES = 15, 3


@dataclass
class Descents(Tally):
    """Of gradient descent, with the least power of ten of α."""

    least_alpha: int = 0

    @property
    def what(self) -> str:
        return f"α from 1e{self.least_alpha}, "


@dataclass(frozen=True)
class Kind:
    """One of the two theorems: its starts, and its hypotheses and windows."""

    name: str
    drawn: Callable[[Random], tuple[Instance, Fraction]]
    windows: Callable[[Descending], tuple[tuple[Asked, ...], tuple[StepWindow, ...]]]


def _spectrum(generator: Random, most: int, least: int = 1) -> tuple[Fraction, ...]:
    """`least` to `most` values, some of them 0 or close together."""
    n = generator.randint(least, most)
    r = generator.randint(1, n)
    found = [Fraction(x, 10) for x in sorted(generator.sample(range(1, 40), r), reverse=True)]
    if r > 1 and generator.random() < 0.3:
        i = generator.randrange(r - 1)
        found[i + 1] = found[i] * (1 - Fraction(1, 10 ** generator.randint(1, 3)))
    return (*sorted(found, reverse=True), *[Fraction(0)] * (n - r))


def _epsilon(generator: Random, spectrum: Sequence[Fraction], part: Fraction) -> Fraction:
    """`part` of σ_1 or of a gap, or less."""
    gaps = [a - b for a, b in zip(spectrum, (*spectrum[1:], Fraction(0)), strict=True) if a > b]
    return generator.choice((spectrum[0], *gaps)) * part / 10 ** generator.choice((0, 0, 1, 2, 4))


def _step(generator: Random, largest: Fraction) -> Fraction:
    return largest * generator.choice((Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 10), Fraction(1, 50)))


def diagonal(generator: Random) -> tuple[Instance, Fraction]:
    """A start in the basis of Y, without α, and η up to the largest that is admitted."""
    spectrum = _spectrum(generator, 8)
    shape = [Fraction(generator.randint(1, 30), 10) * 10 ** generator.choice((-1, 0, 0, 0, 1)) for _ in spectrum]
    start = matrices.diagonal([Fraction(x) for x in shape])
    eps = _epsilon(generator, spectrum, Fraction(1))
    instance = Instance(spectrum, start, None, Scale(Fraction(1), 0), Fraction(1), eps, "diagonal")
    return instance, _step(generator, 1 / (2 * spectrum[0]))


def dense(generator: Random, most: int = 6, least: int = 1) -> tuple[Instance, Fraction]:
    """A factor of any width, whose rows may differ in size, without α."""
    spectrum = _spectrum(generator, most, least)
    rows = random_factor(len(spectrum), generator.randint(1, len(spectrum) + 1), generator.randint(1, 10**6))
    sizes = [Fraction(1, 30) * Fraction(10) ** generator.choice((-1, 0, 0, 0)) for _ in rows]
    factor = tuple(tuple(size * x for x in row) for size, row in zip(sizes, rows, strict=True))
    eps = _epsilon(generator, spectrum, Fraction(1, 3))
    instance = from_factor(spectrum, factor, None, Scale(Fraction(1), 0), Fraction(1))
    return replace(instance, epsilon=eps), _step(generator, 1 / (4 * spectrum[0]))


KINDS = (
    Kind("spectral", diagonal, spectral),
    Kind("any start", dense, any_start),
    Kind("any start, n = 7 and 8", partial(dense, most=8, least=7), any_start),
)


def tried(kind: Kind, count: int, seed: int = 0) -> Descents:
    """So many starts, drawn from the seed, to which the theorem applies at some k."""
    generator, tally = Random(f"{kind.name}, {seed}"), Descents()  # noqa: S311 (a seeded sample, nothing secret)
    while tally.starts < count:
        instance, eta = kind.drawn(generator)
        if (found := _admitted(kind, Descending(instance, eta), generator)) is not None:
            _look_at(*found, tally)
    return tally


def _admitted(kind: Kind, at: Descending, generator: Random) -> tuple[Descending, list[StepWindow]] | None:
    """With an α for which the theorem applies at some k, and the windows of all such k."""
    if generator.random() < 0.4:
        alpha = Scale(Fraction(generator.randint(1, 9)), generator.choice(EXPONENTS) - 1)
        return _with(kind, at, alpha, least=0)
    high = next((e for e in COARSE if _with(kind, at, _power(e))), None)
    if high is None:
        return None
    low = high / 2
    while high - low > FINE:
        middle = (low + high) / 2
        low, high = (low, middle) if _with(kind, at, _power(middle)) else (middle, high)
    return _with(kind, at, _power(high))


def _with(kind: Kind, at: Descending, alpha: Scale, least: int = 1) -> tuple[Descending, list[StepWindow]] | None:
    """None where the theorem does not apply at any k from `least` on."""
    tried = replace(at, instance=at.instance.starting_at(alpha))
    asked, windows = kind.windows(tried)
    broken = {each.k for each in asked if each.holds is not True}
    found = [window for window in windows if window.k not in broken and _is_near(window)]
    return (tried, found) if None not in broken and any(window.k >= least for window in found) else None


def _power(e: Fraction) -> Scale:
    """10⁻ᵉ, rounded down."""
    return Scale(Fraction(int(1000 * 10 ** -float(e - int(e))), 1000), -int(e))


def _is_near(window: StepWindow) -> bool:
    return window.is_empty is False and window.first is not None and window.first <= LONGEST


def _steps(window: StepWindow) -> dict[int, str]:
    first = window.first or 0
    last = first + BEYOND if window.endless or window.last is None else min(window.last, LONGEST)
    return {(first + last) // 2: "between", last: "at the last step", first: "at the first step"}


def _look_at(at: Descending, windows: Sequence[StepWindow], tally: Descents) -> None:
    instance = at.instance
    if not isinstance(instance, Instance):
        return
    tally.starts += 1
    tally.singular += instance.r < instance.n or instance.learnable < instance.n
    tally.least_alpha = min(tally.least_alpha, instance.alpha.exponent)
    looks = [(step, where, window.k) for window in windows for step, where in _steps(window).items()]
    tally.points += len(looks)
    target, eigenbasis = matrices.diagonal(instance.spectrum), (instance.spectrum, matrices.identity(instance.n))
    shape = None if instance.factor is not None else instance.shape
    problem = Problem(target, shape, instance.factor, instance.alpha, eigenbasis=eigenbasis)
    run = Run(Descent(problem, at.eta), DIGITS, max(step for step, _, _ in looks))
    wanted = sorted({step for step, _, _ in looks})
    for bits in list(run.precisions())[:TRIES]:
        left = []
        with suppress(Unresolved):
            for step, iterate in run.iterates(wanted, bits):
                left += [look for look in looks if look[0] == step and not _judged(at, iterate, look, tally)]
            looks, wanted = left, sorted({step for step, _, _ in left})
        if not looks:
            return
    tally.undecided += len(looks)


def _judged(at: Descending, iterate: Iterate, look: tuple[int, str, int], tally: Descents) -> bool:
    """Whether it is certain that ‖W_j − Y_k‖₂ ≤ ε or that it is not; and how much is used of that, and of its parts."""
    (step, where, k), field = look, iterate.frame.field
    eps = field.number(at.instance.epsilon or Fraction(0))
    rows = iterate.W.tolist()
    for i in range(k):
        rows[i][i] = iterate.gaps[i]
    apart = field.matrix(rows)
    error = field.norm(apart)
    if error > eps:
        tally.violations.append(f"{at}, k = {k}, j = {step}")
    elif not error <= eps:
        return False
    begins = "k = 0, " if k == 0 else ""
    shares = {f"ε, {begins}{where}": error / eps}
    n = len(rows)
    if at.instance.factor is not None and k > 0:
        first, rest = slice(0, k), slice(k, n)
        shares[f"ε/2 of what is not learned, {where}"] = 2 * field.norm(field.block(apart, first, first)) / eps
        if k < n:
            shares[f"ε/2 of what is mixed, {where}"] = 2 * field.norm(field.block(apart, first, rest)) / eps
    for name, share in shares.items():
        tally.use(name, float(share.mid()))
    return True


def lines(arguments: list[str]) -> Iterator[str]:
    count, seed = [*map(int, arguments), *(1000, 0)[len(arguments) :]][:2]
    for kind in KINDS:
        yield f"{kind.name}: {tried(kind, count, seed)}"


if __name__ == "__main__":
    for line in lines(sys.argv[1:]):
        print(line)
