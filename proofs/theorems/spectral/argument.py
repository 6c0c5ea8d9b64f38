"""Theorem 3 for every n, spectrum, shape, ε, α, k and t in T_k: the lines that lead from its hypotheses to its end.

W(t) and Y_k are diagonal in one basis Φ, so their distance is that of the worst mode i;
i is learned, unlearned or absent, and each is a case. T_0 begins at 0, which makes cases of its own. That T_k is not
empty is shown for k < r: T_r has no right end.

One thing is CITED and not proved: the norm of a diagonal matrix is its largest entry. That the norm of diagonal blocks
is the largest of theirs is proved, and a matrix has no block of size zero: hence a case for each way in which blocks
may be missing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations

from paper.theorems import Given, theorem
from proofs.certificate.argument import Argument, Condition, Line, Lines, Steps, congruence, identity, instance, named
from proofs.theorems.shared.window_argument import LEFT, RIGHT, window_cases
from proofs.theorems.spectral.names import (
    BLOCKS,
    KINDS,
    KNOWN,
    NOTATION,
    POSITIVE,
    RESULTS,
    START,
    cut,
    diagonal,
    largest,
    of_blocks,
)
from proofs.theorems.spectral.names import CITED as CITED

LABEL = "theorem-3"
FIRST, LATER = ("in-the-first-window",), ("left-ends-not-negative", "after-the-left-end")
"""What makes t ≥ 0 in T_0, and in every other window."""
OF_LEARNED = (
    *("at-least-s_min", "at-most-s_max", "start-below-targets", "at-most-sigma_1"),
    *("among-the-first-k", "among-the-first-r", "growth", "closed-form", "error-of-a-learned-mode"),
)
OF_UNLEARNED = (
    *("at-most-s_max", "before-the-right-end", "after-the-first-k"),
    *("growth", "closed-form", "error-of-another-mode"),
)
OF_ABSENT = ("at-most-s_max", "start-below-tolerance", "absent-closed-form", "error-of-another-mode")

OVER = "sigma - a + a*growth"
ABOVE_START: tuple[Line, ...] = (
    identity("0 <= sigma - a", "at-most-s_max", "start-below-targets", "among-the-first-r", name="start"),
    identity(f"0 < {OVER}", "start", name="over"),
)


def learned(time: Sequence[str]) -> Lines:
    """The steps of a mode i ≤ k, in a window where t ≥ 0 by `time`."""
    quotient = instance("quotient-times-divisor", x=OVER, name="quotient")
    return {
        "learned-mode-has-grown": (
            identity("0 <= t", *time, name="time"),
            identity(f"{LEFT} <= 2*c*sigma*t", "time", "after-the-left-end", "among-the-first-k"),
            instance("exponential-is-monotone", x=LEFT, y="2*c*sigma*t", name="grown"),
            identity("0 < c1/alpha**2"),
            instance("exponential-of-a-logarithm", x="c1/alpha**2", name="end"),
            identity(None, "grown", "end", "growth"),
        ),
        "gap-of-a-mode": (*ABOVE_START, quotient, identity(None, "quotient", "closed-form")),
        "gap-decays": (*ABOVE_START, quotient, identity(None, "start", "over", "quotient", multiplier=OVER)),
        "growth-pays-for-the-gap": (
            identity("sigma**2 <= sigma_1**2", "at-most-sigma_1", name="target"),
            identity("eps*s_min*c1 <= eps*s*alpha**2*growth", "learned-mode-has-grown", "at-least-s_min", name="grown"),
            identity("sigma**2 <= eps*a*growth", "target", "grown", name="paid"),
            identity(None, "paid"),
        ),
        "learned-mode-is-close": (identity(None, "gap-decays", "growth-pays-for-the-gap"),),
        "spectral-incremental-learning": (
            *ABOVE_START,
            instance("inverse-is-positive", x=OVER, name="inverse"),
            identity("sigma - value <= eps", "gap-of-a-mode", "learned-mode-is-close"),
            identity("value - sigma <= eps", "start", "inverse", "gap-of-a-mode"),
            instance("maximum-is-the-least-bound", x="sigma - value", y="value - sigma", e="eps", name="largest"),
            identity(None, "largest", "error-of-a-learned-mode"),
        ),
    }


def within_eps(*bounds: str) -> tuple[Line, ...]:
    """error ≤ ε where mode i is not learned, from 0 < value, which a line before says, and value ≤ ε from `bounds`."""
    return (
        identity("value <= eps", *bounds),
        identity("-value <= eps", "positive"),
        instance("maximum-is-the-least-bound", x="value", y="-value", e="eps", name="largest"),
        identity(None, "largest", "error-of-another-mode"),
    )


def unlearned(time: Sequence[str]) -> Lines:
    """The steps of a mode k < i ≤ r, in a window where t ≥ 0 by `time`."""
    below = "sigma + a*(growth - 1)"
    started = (
        identity("0 <= t", *time, name="time"),
        identity("0 <= 2*c*sigma*t", "time"),
        instance("exponential-is-monotone", x="0", y="2*c*sigma*t", name="since 0"),
        instance("exponential-of-zero", name="one"),
        identity("1 <= growth", "since 0", "one", "growth", name="grown"),
        identity(f"0 < {below}", "grown", name="below"),
    )
    return {
        "unlearned-mode-has-not-grown": (
            identity("0 <= t", *time, name="time"),
            identity(f"2*c*sigma*t <= {RIGHT}", "time", "before-the-right-end", "after-the-first-k"),
            instance("exponential-is-monotone", x="2*c*sigma*t", y=RIGHT, name="grown"),
            identity("0 < c2/alpha**2"),
            instance("exponential-of-a-logarithm", x="c2/alpha**2", name="end"),
            identity(None, "grown", "end", "growth"),
        ),
        "mode-grows-at-most-exponentially": (
            *started,
            instance("quotient-times-divisor", x=below, name="quotient"),
            identity(None, "grown", "below", "quotient", "closed-form", multiplier=below),
        ),
        "unlearned-exponential-is-small": (
            identity("s*alpha**2*growth <= s*c2", "unlearned-mode-has-not-grown", name="grown"),
            identity("s*c2 <= s_max*c2", "at-most-s_max", name="start"),
            identity(None, "grown", "start"),
        ),
        "unlearned-mode-is-small": (
            identity(None, "mode-grows-at-most-exponentially", "unlearned-exponential-is-small"),
        ),
        "spectral-incremental-learning": (
            *started,
            instance("inverse-is-positive", x=below, name="inverse"),
            identity("0 < value", "inverse", "closed-form", name="positive"),
            *within_eps("unlearned-mode-is-small"),
        ),
    }


def absent(time: Sequence[str]) -> Lines:
    """The steps of a mode i > r, in a window where t ≥ 0 by `time`."""
    below = "1 + 2*c*a*t"
    started = (identity("0 <= t", *time, name="time"), identity(f"0 < {below}", "time", name="below"))
    return {
        "absent-mode-never-grows": (
            *started,
            instance("quotient-times-divisor", x=below, name="quotient"),
            identity(None, "time", "below", "quotient", "absent-closed-form", multiplier=below),
        ),
        "start-is-small": (identity(None, "at-most-s_max", "start-below-tolerance"),),
        "spectral-incremental-learning": (
            *started,
            instance("inverse-is-positive", x=below, name="inverse"),
            identity("0 < value", "inverse", "absent-closed-form", name="positive"),
            *within_eps("absent-mode-never-grows", "start-is-small"),
        ),
    }


def worst_mode(blocks: Sequence[int]) -> tuple[Line, ...]:
    """‖W(t) − Y_k‖ is at most the largest norm of a block Dᵢ of the difference, and at least the norm of each."""
    apart, whole = tuple(cut(blocks)), "Phi*difference*T(Phi)"
    pairs = [(f"norm(D{blocks[here]})", largest(blocks[here + 1 :])) for here in range(len(blocks) - 1)]
    maxima = {f"{x} of {y}": instance("maximum-bounds", x=x, y=y) for pair in pairs for x, y in permutations(pair)}

    def bounded(sign: str) -> Iterator[Line]:
        for i in blocks:
            yield instance("norm-bounds-a-symmetric-matrix", X=f"{sign}D{i}", name=f"{sign}D{i}")
            yield identity(f"norm(D{i}) <= largest_entry", *maxima, name=f"{sign}norm {i}")
        terms = [congruence(f"{sign}{fact}{i}", by=f"T(J{i})") for i in blocks for fact in ("D", "norm ")]
        yield identity(f"{sign}difference <= largest_entry", "J-whole", terms=terms)

    def attained(i: int) -> Iterator[Line]:
        inside = f"T(Phi*J{i})*({whole})*(Phi*J{i})"
        yield identity(f"T(Phi*J{i})*(Phi*J{i}) == 1", *apart)
        yield instance("norm-of-a-submatrix", X=whole, J=f"Phi*J{i}", K=f"Phi*J{i}", name=f"part {i}")
        yield identity(f"{inside} == D{i}", *apart)
        yield instance("norm-of-equals", X=inside, Y=f"D{i}", name=f"equal {i}")
        yield identity(f"norm(D{i}) <= error", "moved", f"part {i}", f"equal {i}")

    return (
        identity(f"moved == {whole}", terms=[{"equation": "diagonal", "left": "Phi", "right": "T(Phi)"}]),
        instance("norm-of-equals", X="moved", Y=whole, name="moved"),
        *(named(name, line) for name, line in maxima.items()),
        *bounded(""),
        *bounded("-"),
        instance("norm-is-the-least-symmetric-bound", X="difference", e="largest_entry", name="bounded"),
        instance("norm-does-not-depend-on-the-basis", V="Phi", X="difference", name="rotated"),
        identity("error <= largest_entry", "moved", "bounded", "rotated"),
        *(line for i in blocks for line in attained(i)),
        *(instance("maximum-is-the-least-bound", x=x, y=y, e="error") for x, y in reversed(pairs)),
        instance("antisymmetry", x="error", y="largest_entry"),
    )


HYPOTHESES = theorem("theorem-3").hypotheses
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(HYPOTHESES, "hypothesis"),
    **dict.fromkeys((*NOTATION, *cut(tuple(KINDS))), "notation"),
    **{name: label for name, (label, _) in RESULTS.items()},
    "diagonal": "spectral-closed-form",
}
"""What each given is: a hypothesis of the theorem, what a name stands for, or the label of the entry that shows it."""


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """Theorem 3, case by case; `shows` and `uses` say what the step of a label states, and which steps it uses."""
    steps, stated = Steps(shows, uses), theorem(LABEL)
    window = window_cases(steps, LABEL, "spectral-windows-are-not-empty", POSITIVE)
    return (*window, *matrices(steps), *modes(steps, stated.hypotheses, stated.constants))


def matrices(steps: Steps) -> Iterator[Argument]:
    """The whole, in each way in which blocks may be missing."""
    for sizes, blocks in BLOCKS.items():
        yield steps.case(
            LABEL,
            f"{sizes}: the error is that of the worst mode",
            {"error-is-that-of-the-worst-mode": worst_mode(blocks)},
            {"diagonal": f"W == {diagonal(blocks, 'V{}')}", **cut(blocks)},
            matrices={
                **dict.fromkeys(("W", "Phi"), ("n", "n")),
                **{f"J{i}": ("n", KINDS[i]) for i in blocks},
                **{f"V{i}": (KINDS[i], KINDS[i]) for i in blocks},
                **({"S1": ("k", "k")} if 1 in blocks else {}),
            },
            symmetric=(*(f"V{i}" for i in blocks), *(["S1"] if 1 in blocks else [])),
            definitions=of_blocks(blocks),
        )


def modes(
    steps: Steps,
    hypotheses: Mapping[str, str],
    definitions: Mapping[str, str],
    positive: Sequence[str] = POSITIVE,
    begun: Sequence[str] = LATER,
) -> Iterator[Argument]:
    """One mode of each kind; `begun` is what makes t ≥ 0 in every window but T_0."""
    known, growing = Given({**hypotheses, **KNOWN}), ("s", "sigma", "growth")

    def case(title: str, lines: Lines, given: Sequence[str], *names: str) -> Argument:
        return steps.case(
            LABEL,
            title,
            lines,
            {name: known[name] for name in given},
            positive=(*positive, *names),
            scalars=("t", "value", "error"),
            definitions={**definitions, "a": START},
        )

    late = tuple(dict.fromkeys((*begun, "after-the-left-end")))
    yield case("k >= 1: the worst mode is learned", learned(late), (*late, *OF_LEARNED), *growing)
    for k, time in (("k >= 1", begun), ("k = 0", FIRST)):
        mode = f"{k}: the worst mode is"
        yield case(f"{mode} unlearned", unlearned(time), (*time, *OF_UNLEARNED), *growing)
        yield case(f"{mode} absent", absent(time), (*time, *OF_ABSENT), "s")


CONDITIONS = (
    Condition("start-below-targets", "alpha**2*mu <= sigma_r", "gap-of-a-mode"),
    Condition("c1 pays", "m*sigma_1**2 <= eps*c1", "growth-pays-for-the-gap"),
    Condition("c2 pays", "mu*c2 <= eps", "unlearned-exponential-is-small"),
    Condition("start-below-tolerance", "alpha**2*mu <= eps", "start-is-small"),
)
"""What is asked of any positive c₁, c₂ and ε, with m = 1/s_min and μ = s_max."""


def conditional(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """‖W(t) − Y_k‖ ≤ ε for positive numbers c₁, c₂ and ε, under the conditions that each case is given.

    Time counts from 0, so that no left end has to be positive.
    """
    steps = Steps(shows, uses, CONDITIONS)
    positive = tuple(name for name in POSITIVE if name not in ("s_min", "s_max"))
    hypotheses = {**theorem(LABEL).hypotheses, "time-is-not-negative": "0 <= t"}
    numbers = modes(
        steps,
        hypotheses,
        {"s_min": "1/m", "s_max": "mu"},
        (*positive, "m", "mu", "c1", "c2"),
        ("time-is-not-negative",),
    )
    return (*matrices(steps), *numbers)
