"""Search for an instance that violates hypotheses of the unbalanced law, or of descent from any start, and the law.

Starts of sizes up to 3 are drawn at many scales, among them some of which hardly anything grows at first; α where
nothing else fails, by ordinary floats, which decide nothing: whether exactly those hypotheses fail is asked of balls.
How far from Y_k the solution is, is looked at in double precision; from each of the best instances drawn, small changes
that bring it closer to ε are kept. What seems to be a counterexample is one where balls confirm it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, exp, floor, inf, log
from random import Random
from typing import Any

import numpy as np

from benchmarks.unbalanced import followed
from numeric import unbalanced
from numeric.exact import Unresolved, format_fraction
from numeric.field import Balls
from paper import Misuse, texts
from paper.laws import law
from proofs.descent.ablation import ANY, GOES_ON, DenseCase
from proofs.descent.dense_runs import DenseStart
from proofs.theorems.ablation import laws
from proofs.theorems.ablation.ablation import Unconfirmed
from proofs.theorems.ablation.laws import Case, Law, Record
from proofs.theorems.ablation.of_unbalanced import LAW, PRODUCT, UnbalancedCase

BITS, CLIMBERS, STEP = 128, 3, 0.04
SCALES = [-i / 8 for i in range(4, 160)]
"""Powers of ten that are tried for α, the largest first."""
LONGEST = 80.0
"""How long after its left end a window is followed."""
Rows = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Draft:
    """An instance as it is varied: α is 10^scale, rounded when it becomes a case; V is not there for descent."""

    spectrum: tuple[Fraction, ...]
    U: Rows
    V: Rows
    k: int
    tau: Fraction
    eps: Fraction
    scale: float = 0.0


@dataclass(frozen=True)
class Searched:
    """How many instances violated the hypotheses alone, the nearest, and how much of ε its error is."""

    tries: int
    nearest: Case | None
    ratio: float
    is_counterexample: bool


@dataclass(frozen=True)
class Family:
    """How instances of a law are drawn, and how many of its hypotheses, by floats, fail at a scale."""

    law: Law
    drawn: Callable[[Random, Sequence[str]], Draft | None]
    truths: Callable[[Draft], Callable[[float], dict[str, bool]]]
    cases: Callable[[Draft], Iterator[tuple[float, Case]]]


def search(family: Family, dropped: Sequence[str], tries: int, seed: int) -> Searched:
    """Stops at the first counterexample, else after about `tries` instances. A seed means the same search for ever."""
    generator = Random(f"{family.law.key} without {', '.join(dropped)}, {seed}")  # noqa: S311 (a seeded search)
    best: list[tuple[float, Draft, Case]] = []
    count = 0
    for _ in range(200 * tries):
        if count >= tries // 2:
            break
        draft = family.drawn(generator, dropped)
        draft = None if draft is None else scaled(family, dropped, draft, generator)
        found = None if draft is None else weighed(family, dropped, draft)
        if draft is None or found is None:
            continue
        count += 1
        if is_counterexample(family, dropped, *found):
            return Searched(count, found[1], found[0], True)
        best = sorted([*best, (found[0], draft, found[1])], key=lambda each: -each[0])[:CLIMBERS]
    for number, (ratio, draft, case) in enumerate(best):
        for _ in range(tries // 2 // CLIMBERS):
            changed = scaled(family, dropped, varied(draft, generator), generator)
            found = None if changed is None else weighed(family, dropped, changed)
            if changed is None or found is None:
                continue
            count += 1
            if is_counterexample(family, dropped, *found):
                return Searched(count, found[1], found[0], True)
            if found[0] > ratio:
                ratio, draft, case = found[0], changed, found[1]
        best[number] = ratio, draft, case
    ratio, _, nearest = max(best, key=lambda each: each[0], default=(-inf, None, None))
    return Searched(count, nearest, ratio, False)


def scaled(family: Family, dropped: Sequence[str], draft: Draft, generator: Random) -> Draft | None:
    """The draft at a scale at which, by floats, exactly what is dropped fails: the largest, or any; None where none."""
    with suppress(ValueError, ZeroDivisionError, OverflowError, np.linalg.LinAlgError):
        truths = family.truths(draft)
        found = [scale for scale in SCALES if {x for x, holds in truths(scale).items() if not holds} == {*dropped}]
        if found:
            return replace(draft, scale=found[0] if generator.random() < 0.5 else generator.choice(found))
    return None


def weighed(family: Family, dropped: Sequence[str], draft: Draft) -> tuple[float, Case] | None:
    """The largest error/ε of the window by floats, and where; None unless exactly what is dropped certainly fails."""
    found = max(family.cases(draft), key=lambda each: each[0], default=None)
    if found is None or not np.isfinite(found[0]):
        return None
    conclusion, field = family.law.conclusions()[found[1].conclusion], Balls(BITS)
    with field.working(), suppress(Unconfirmed, Unresolved, Misuse, ZeroDivisionError):
        names = found[1].names(field) if family is DESCENT else numbers(found[1], field)
        laws.require_alone("", tuple(dropped), laws.given(found[1], conclusion, names, field))
        return found
    return None


def numbers(case: Any, field: Balls) -> dict[str, Any]:
    """The law's names but the error, which takes long to enclose."""
    start = case.start
    after = start.spectrum[start.k] if start.k < len(start.spectrum) else Fraction(0)
    return {
        **unbalanced.names(start, field),
        "t": field.number(Fraction(case.time)),
        "sigma_next": field.number(after),
    }


def is_counterexample(family: Family, dropped: Sequence[str], ratio: float, case: Case) -> bool:
    """Where floats say so, and balls confirm it."""
    if ratio > 1:
        with suppress(Unconfirmed, Misuse):
            laws.ablation(family.law, Record(tuple(dropped), case))
            return True
    return False


# ---- drawing, and varying


def short(x: float, digits: int = 3) -> Fraction:
    """A decimal near x; what is random needs no more digits, and people read it."""
    return Fraction(f"{x:.{digits - 1}e}")


def text(rows: Rows) -> str:
    return "; ".join(" ".join(map(format_fraction, row)) for row in rows)


def spectrum_of(generator: Random, r: int, k: int) -> tuple[Fraction, ...]:
    """σ_1 = 1 at least; the gap after the k-th is of any size."""
    learned = [short(generator.uniform(1, 2), 2) for _ in range(k)]
    rest = [float(min(learned)) * (1 - 10 ** -generator.uniform(0, 2)) for _ in range(r - k)]
    values = sorted({*learned, *(short(x) for x in rest if x > 0)}, reverse=True)
    return tuple(values)


def rows_of(generator: Random, rows: int, h: int, least: float) -> Rows:
    return tuple(tuple(short(least * generator.gauss(0, 1), 2) for _ in range(h)) for _ in range(rows))


def unbalanced_draft(generator: Random, dropped: Sequence[str]) -> Draft | None:
    r = generator.randint(1, 3)
    k, extra, h = generator.randint(1, r), generator.choice((0, 0, 1)), generator.randint(1, 3)
    spectrum = spectrum_of(generator, r, k)
    if len(spectrum) < r or h < k:
        return None
    grown = rows_of(generator, k, h, 10 ** -generator.choice((0.0, generator.uniform(0, 8))))
    decays = rows_of(generator, k, h, 10 ** -generator.uniform(0, 2))
    size = 10 ** -generator.uniform(0, 3)
    first = tuple(tuple(x + y for x, y in zip(*each, strict=True)) for each in zip(grown, decays, strict=True))
    second = tuple(tuple(x - y for x, y in zip(*each, strict=True)) for each in zip(grown, decays, strict=True))
    U = (*first, *rows_of(generator, r - k + extra, h, generator.choice((1.0, size))))
    V = (*second, *rows_of(generator, r - k, h, size))
    tau = spectrum[k] if k < r else short(float(spectrum[-1]) * 10 ** -generator.uniform(0.05, 3))
    gap = float(spectrum[k - 1] - tau)
    wide = "tolerance-below-gap" in dropped
    eps = short(
        gap * 10 ** (generator.uniform(0.001, 1.5) if wide else -generator.choice((0, generator.uniform(0, 3))))
    )
    return Draft(spectrum, U, V, k, tau, eps)


def descent_draft(generator: Random, dropped: Sequence[str]) -> Draft | None:
    n = generator.randint(1, 3)
    k, h = generator.randint(1, n), generator.randint(1, 3)
    spectrum = spectrum_of(generator, n, k)
    if len(spectrum) < n or h < k:
        return None
    U = (
        *rows_of(generator, k, h, 10 ** -generator.choice((0.0, generator.uniform(0, 6)))),
        *rows_of(generator, n - k, h, 1),
    )
    tau = spectrum[k] if k < n else short(float(spectrum[-1]) * 10 ** -generator.uniform(0.05, 2))
    gap = float(spectrum[k - 1] - tau) / 3
    wide = "tolerance" in dropped
    return Draft(spectrum, U, (), k, tau, short(gap * 10 ** (generator.uniform(0.001, 1.5) if wide else 0)))


def varied(draft: Draft, generator: Random) -> Draft:
    """One of the numbers a little larger or smaller."""
    factor = exp(generator.gauss(0, generator.choice((0.01, 0.1, 1))))
    which = generator.choice(("eps", "tau", "U", "V"))
    if which == "eps":
        return replace(draft, eps=short(float(draft.eps) * factor))
    if which == "tau":
        own = draft.k == len(draft.spectrum)
        return replace(draft, tau=short(float(draft.tau) * factor)) if own else draft
    rows: Rows = getattr(draft, which)
    if not rows:
        return draft
    i, j = generator.randrange(len(rows)), generator.randrange(len(rows[0]))
    entry = short(float(rows[i][j]) * factor)
    row = tuple(entry if b == j else x for b, x in enumerate(rows[i]))
    return replace(draft, **{which: tuple(row if a == i else x for a, x in enumerate(rows))})


# ---- what floats say


def floats(rows: Rows) -> Any:
    return np.array([[float(x) for x in row] for row in rows])


def unbalanced_numbers(draft: Draft) -> dict[str, float]:
    U, V, k = floats(draft.U), floats(draft.V), draft.k
    least = np.linalg.svd((U[:k] + V[:k]) / 2, compute_uv=False)[-1]
    return {
        "eps": float(draft.eps),
        "sigma_1": float(draft.spectrum[0]),
        "sigma_k": float(draft.spectrum[k - 1]),
        "tau": float(draft.tau),
        "size": float(np.linalg.norm(np.vstack((U, V)), 2)) / 2**0.5,
        "least": float(least),
        "imbalance": float(np.linalg.norm(U.T @ U - V.T @ V, 2)),
    }


def at_scale(known: dict[str, float], scale: float) -> dict[str, float]:
    found = {**known, "alpha": 10**scale}
    for name, definition in law(LAW.label).definitions.items():
        found[name] = texts.value(definition, found, float, {"log": log})
    return found


def unbalanced_truths(draft: Draft) -> Callable[[float], dict[str, bool]]:
    known = unbalanced_numbers(draft)

    def truths(scale: float) -> dict[str, bool]:
        found, answers = at_scale(known, scale), {}
        for hypothesis in law(LAW.label).asked:
            left, _, right = texts.sides(hypothesis.text)
            a, b = (texts.value(side, found, float, {"log": log}) for side in (left, right))
            answers[hypothesis.name] = a <= b
        return answers

    return truths


def unbalanced_cases(draft: Draft) -> Iterator[tuple[float, Case]]:
    """The window's left end, its right end or what comes first, and between."""
    alpha = short(10**draft.scale, 4)
    said = at_scale(unbalanced_numbers(draft), log(float(alpha)) / log(10))
    left, right = said["left_end"], min(said["right_end"], said["left_end"] + LONGEST)
    if not 0 <= left < right or left > 4 * LONGEST:
        return
    U, V, k = floats(draft.U) * float(alpha), floats(draft.V) * float(alpha), draft.k
    Y = np.zeros((len(U), len(V)))
    np.fill_diagonal(Y, [float(x) for x in draft.spectrum])
    kept = Y.copy()
    kept[k:] = 0
    when = [Fraction(f"{left + (right - left) * share:.4f}") for share in (0, 0.1, 0.3, 1)]
    when[0] = Fraction(ceil(left * 10**4), 10**4)
    before = Fraction(0)
    for time in when:
        if not float(time) <= said["right_end"] or time < before:
            continue
        U, V = followed(U, V, Y, float(time - before), STEP)
        before = time
        case = UnbalancedCase(
            PRODUCT,
            ",".join(map(format_fraction, draft.spectrum)),
            text(draft.U),
            text(draft.V),
            format_fraction(alpha),
            format_fraction(draft.tau),
            format_fraction(draft.eps),
            format_fraction(time),
            k,
        )
        yield float(np.linalg.norm(U @ V.T - kept, 2)) / said["eps"], case


def descent_case(draft: Draft, scale: float, j: int = 0) -> DenseCase:
    U = floats(draft.U)
    least = np.linalg.svd(U[: draft.k], compute_uv=False)[-1] ** 2
    step = Fraction(1, 4) / draft.spectrum[0]
    bounds = Fraction(floor(least * 0.99 * 10**18), 10**18), short(float(np.linalg.norm(U, 2)) ** 2 * 1.01)
    return DenseCase(
        GOES_ON,
        ",".join(map(format_fraction, draft.spectrum)),
        text(draft.U),
        format_fraction(draft.eps),
        format_fraction(short(10**scale, 4)),
        format_fraction(step),
        draft.k,
        j,
        *map(format_fraction, bounds),
        tau=format_fraction(draft.tau),
    )


def descent_truths(draft: Draft) -> Callable[[float], dict[str, bool]]:
    def truths(scale: float) -> dict[str, bool]:
        start: DenseStart = descent_case(draft, scale).start
        narrow = 3 * start.epsilon <= start.spectrum[start.k - 1] - start.after
        return {"tolerance": narrow, "rest-is-small": 0 < start.first <= start.steps_to(start.c3, start.after)}

    return truths


def descent_cases(draft: Draft) -> Iterator[tuple[float, Case]]:
    """The window's first step, the one after it, its last, and one between."""
    case = descent_case(draft, draft.scale)
    start = case.start
    first, last = start.first, min(start.last, start.first + 400)
    if not 0 < first <= last or first > 2000:
        return
    U, Y = floats(draft.U) * float(start.alpha_squared) ** 0.5, np.diag([float(x) for x in start.spectrum])
    kept = np.diag([float(x) if i < start.k else 0.0 for i, x in enumerate(start.spectrum)])
    eta, looked = float(start.eta), {first, first + 1, (first + last) // 2, last}
    for j in range(1, last + 1):
        U = U + eta * (Y - U @ U.T) @ U
        if j in looked and j <= last:
            yield float(np.linalg.norm(U @ U.T - kept, 2)) / float(start.epsilon), replace(case, j=j)


UNBALANCED = Family(LAW, unbalanced_draft, unbalanced_truths, unbalanced_cases)
DESCENT = Family(ANY, descent_draft, descent_truths, descent_cases)
