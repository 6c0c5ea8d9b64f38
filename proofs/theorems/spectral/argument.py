"""Theorem 3 for every n, spectrum, shape, ε, α, k and t in T_k: the lines that lead from its hypotheses to its end.

Names are those of the steps. W(t) and Y_k are diagonal in one basis Φ, so their distance is that of the worst mode i;
i is learned (i ≤ k), unlearned (k < i ≤ r) or absent (i > r), and each is a case, in which sigma, a, growth and value
are those of mode i, and `error` is the absolute value of its entry. T_0 begins at 0, which makes cases of its own. That
T_k is not empty is shown for k < r: T_r has no right end.

One thing is CITED and not proved: the norm of a diagonal matrix is its largest entry. That the norm of diagonal blocks
is the largest of theirs is proved, and a matrix has no block of size zero: hence a case for each way in which blocks
may be missing.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, permutations
from typing import Any

from paper.theorems import Given, theorem
from proofs.certificate.argument import Argument, Line, Written, congruence, identity, instance
from proofs.theorems.shared import window_argument
from proofs.theorems.shared.window_argument import LEFT, RIGHT

Lines = Mapping[str, tuple[Line, ...]]

POSITIVE = ("alpha", "c", "eps", "sigma_1", "sigma_k", "sigma_next", "sigma_r", "s_min", "s_max")
"""Where there is no σ_k (k = 0), or σ_{k+1} = 0 (k = r), no line of the case speaks of it."""

NOTATION = {
    "at-most-sigma_1": "sigma <= sigma_1",
    "among-the-first-k": "sigma_k <= sigma",
    "after-the-first-k": "sigma <= sigma_next",
    "among-the-first-r": "sigma_r <= sigma",
    "at-least-s_min": "s_min <= s",
    "at-most-s_max": "s <= s_max",
    "growth": "growth == exp(2*c*sigma*t)",
}
RESULTS = {
    "closed-form": ("mode-closed-form", "value == sigma*a*growth/(sigma + a*(growth - 1))"),
    "absent-closed-form": ("absent-mode-closed-form", "value == a/(1 + 2*c*a*t)"),
    "error-of-a-learned-mode": ("error-is-that-of-the-worst-mode", "error == max(sigma - value, value - sigma)"),
    "error-of-another-mode": ("error-is-that-of-the-worst-mode", "error == max(value, -value)"),
}
CITED = dict.fromkeys(("error-of-a-learned-mode", "error-of-another-mode"), "norm-of-a-diagonal-matrix")
"""What is taken as given where the checker has no words for it: the axiom's entry."""
KNOWN = {**NOTATION, **{name: statement for name, (_, statement) in RESULTS.items()}}

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

WINDOW: Lines = {"spectral-windows-are-not-empty": window_argument.BOUNDED}
FIRST_WINDOW: Lines = {"spectral-windows-are-not-empty": window_argument.FIRST}

LEARNED: Lines = {
    "learned-mode-has-grown": (
        identity("0 <= t", *LATER),
        identity(f"{LEFT} <= 2*c*sigma*t", "1", "after-the-left-end", "among-the-first-k"),
        instance("exponential-is-monotone", x=LEFT, y="2*c*sigma*t"),
        identity("0 < c1/alpha**2"),
        instance("exponential-of-a-logarithm", x="c1/alpha**2"),
        identity(None, "3", "5", "growth"),
    ),
    "gap-of-a-mode": (
        identity("0 <= sigma - a", "at-most-s_max", "start-below-targets", "among-the-first-r"),
        identity("0 < sigma - a + a*growth", "1"),
        instance("quotient-times-divisor", x="sigma - a + a*growth"),
        identity(None, "3", "closed-form"),
    ),
    "gap-decays": (
        identity("0 <= sigma - a", "at-most-s_max", "start-below-targets", "among-the-first-r"),
        identity("0 < sigma - a + a*growth", "1"),
        instance("quotient-times-divisor", x="sigma - a + a*growth"),
        identity(None, "1", "2", "3", multiplier="sigma - a + a*growth"),
    ),
    "growth-pays-for-the-gap": (
        identity("sigma**2 <= sigma_1**2", "at-most-sigma_1"),
        identity("eps*s_min*c1 <= eps*s*alpha**2*growth", "learned-mode-has-grown", "at-least-s_min"),
        identity("sigma**2 <= eps*a*growth", "1", "2"),
        identity(None, "3"),
    ),
    "learned-mode-is-close": (identity(None, "gap-decays", "growth-pays-for-the-gap"),),
    "spectral-incremental-learning": (
        identity("0 <= sigma - a", "at-most-s_max", "start-below-targets", "among-the-first-r"),
        identity("0 < sigma - a + a*growth", "1"),
        instance("inverse-is-positive", x="sigma - a + a*growth"),
        identity("sigma - value <= eps", "gap-of-a-mode", "learned-mode-is-close"),
        identity("value - sigma <= eps", "1", "3", "gap-of-a-mode"),
        instance("maximum-is-the-least-bound", x="sigma - value", y="value - sigma", e="eps"),
        identity(None, "6", "error-of-a-learned-mode"),
    ),
}


def within_eps(positive: str, *bounds: str) -> tuple[Line, ...]:
    """error ≤ ε where mode i is not learned, from 0 < value, which is the line before, and value ≤ ε from `bounds`."""
    return (
        identity("value <= eps", *bounds),
        identity("-value <= eps", positive),
        instance("maximum-is-the-least-bound", x="value", y="-value", e="eps"),
        identity(None, f"{int(positive) + 3}", "error-of-another-mode"),
    )


def unlearned(time: Sequence[str]) -> Lines:
    """The steps of a mode k < i ≤ r, in a window where t ≥ 0 by `time`."""
    started = (
        identity("0 <= t", *time),
        identity("0 <= 2*c*sigma*t", "1"),
        instance("exponential-is-monotone", x="0", y="2*c*sigma*t"),
        instance("exponential-of-zero"),
        identity("1 <= growth", "3", "4", "growth"),
        identity("0 < sigma + a*(growth - 1)", "5"),
    )
    return {
        "unlearned-mode-has-not-grown": (
            identity("0 <= t", *time),
            identity(f"2*c*sigma*t <= {RIGHT}", "1", "before-the-right-end", "after-the-first-k"),
            instance("exponential-is-monotone", x="2*c*sigma*t", y=RIGHT),
            identity("0 < c2/alpha**2"),
            instance("exponential-of-a-logarithm", x="c2/alpha**2"),
            identity(None, "3", "5", "growth"),
        ),
        "mode-grows-at-most-exponentially": (
            *started,
            instance("quotient-times-divisor", x="sigma + a*(growth - 1)"),
            identity(None, "5", "6", "7", "closed-form", multiplier="sigma + a*(growth - 1)"),
        ),
        "unlearned-exponential-is-small": (
            identity("s*alpha**2*growth <= s*c2", "unlearned-mode-has-not-grown"),
            identity("s*c2 <= s_max*c2", "at-most-s_max"),
            identity(None, "1", "2"),
        ),
        "unlearned-mode-is-small": (
            identity(None, "mode-grows-at-most-exponentially", "unlearned-exponential-is-small"),
        ),
        "spectral-incremental-learning": (
            *started,
            instance("inverse-is-positive", x="sigma + a*(growth - 1)"),
            identity("0 < value", "7", "closed-form"),
            *within_eps("8", "unlearned-mode-is-small"),
        ),
    }


def absent(time: Sequence[str]) -> Lines:
    """The steps of a mode i > r, in a window where t ≥ 0 by `time`."""
    started = (identity("0 <= t", *time), identity("0 < 1 + 2*c*a*t", "1"))
    return {
        "absent-mode-never-grows": (
            *started,
            instance("quotient-times-divisor", x="1 + 2*c*a*t"),
            identity(None, "1", "2", "3", "absent-closed-form", multiplier="1 + 2*c*a*t"),
        ),
        "start-is-small": (identity(None, "at-most-s_max", "start-below-tolerance"),),
        "spectral-incremental-learning": (
            *started,
            instance("inverse-is-positive", x="1 + 2*c*a*t"),
            identity("0 < value", "3", "absent-closed-form"),
            *within_eps("4", "absent-mode-never-grows", "start-is-small"),
        ),
    }


KINDS = {1: "k", 2: "q", 3: "p"}
"""How many modes are learned, unlearned, absent: Jᵢ cuts those of a kind out of all, Vᵢ is their part of W̃(t)."""
BLOCKS = {
    "0 < k < r < n": (1, 2, 3),
    "0 < k < r = n": (1, 2),
    "0 < k = r < n": (1, 3),
    "k = r = n": (1,),
    "0 = k < r < n": (2, 3),
    "0 = k < r = n": (2,),
}


def cut(blocks: Sequence[int]) -> dict[str, str]:
    """That the Jᵢ cut an identity into column blocks, and that Φ is orthogonal."""
    return {
        **{f"J{i}-unit": f"T(J{i})*J{i} == 1" for i in blocks},
        **{f"J{i}-J{j}-apart": f"T(J{i})*J{j} == 0" for i, j in combinations(blocks, 2)},
        "J-whole": f"{' + '.join(f'J{i}*T(J{i})' for i in blocks)} == 1",
        "basis-is-orthogonal": "T(Phi)*Phi == 1",
        "basis-is-complete": "Phi*T(Phi) == 1",
    }


def diagonal(blocks: Sequence[int], entry: str) -> str:
    """The matrix with these diagonal blocks."""
    return " + ".join(f"J{i}*{entry.format(i)}*T(J{i})" for i in blocks)


def largest(blocks: Sequence[int]) -> str:
    """The largest norm among the blocks of the error."""
    first, *others = blocks
    return f"max(norm(D{first}), {largest(others)})" if others else f"norm(D{first})"


def worst_mode(blocks: Sequence[int]) -> tuple[Line, ...]:
    """‖W(t) − Y_k‖ is at most the largest norm of a block Dᵢ of the difference, and at least the norm of each."""
    lines, apart = list[Line](), tuple(cut(blocks))

    def line(added: Line) -> str:
        lines.append(added)
        return str(len(lines))

    line(identity("moved == Phi*difference*T(Phi)", terms=[{"equation": "diagonal", "left": "Phi", "right": "T(Phi)"}]))
    moved = line(instance("norm-of-equals", X="moved", Y="Phi*difference*T(Phi)"))

    pairs = [(f"norm(D{blocks[here]})", largest(blocks[here + 1 :])) for here in range(len(blocks) - 1)]
    maxima = [line(instance("maximum-bounds", x=x, y=y)) for pair in pairs for x, y in permutations(pair)]
    for sign in ("", "-"):
        terms = []
        for i in blocks:
            above = line(instance("norm-bounds-a-symmetric-matrix", X=f"{sign}D{i}"))
            below = line(identity(f"norm(D{i}) <= largest_entry", *maxima))
            terms += [congruence(fact, by=f"T(J{i})") for fact in (above, below)]
        line(identity(f"{sign}difference <= largest_entry", "J-whole", terms=terms))
    bounded = line(instance("norm-is-the-least-symmetric-bound", X="difference", e="largest_entry"))
    rotated = line(instance("norm-does-not-depend-on-the-basis", V="Phi", X="difference"))
    line(identity("error <= largest_entry", moved, bounded, rotated))

    for i in blocks:
        line(identity(f"T(Phi*J{i})*(Phi*J{i}) == 1", *apart))
        part = line(instance("norm-of-a-submatrix", X="Phi*difference*T(Phi)", J=f"Phi*J{i}", K=f"Phi*J{i}"))
        line(identity(f"T(Phi*J{i})*(Phi*difference*T(Phi))*(Phi*J{i}) == D{i}", *apart))
        equal = line(instance("norm-of-equals", X=f"T(Phi*J{i})*(Phi*difference*T(Phi))*(Phi*J{i})", Y=f"D{i}"))
        line(identity(f"norm(D{i}) <= error", moved, part, equal))
    for x, y in reversed(pairs):
        line(instance("maximum-is-the-least-bound", x=x, y=y, e="error"))
    line(instance("antisymmetry", x="error", y="largest_entry"))
    return tuple(lines)


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
    stated = theorem("theorem-3")

    def case(title: str, lines: Lines, given: Mapping[str, str], **names: Any) -> Argument:
        steps = tuple(Written(x, shows(x), tuple(u for u in uses(x) if u in lines), lines[x]) for x in lines)
        return Argument(f"theorem-3, {title}", steps, given, case=title, **names)

    def numbers(title: str, lines: Lines, given: Sequence[str], *positive: str, **definitions: str) -> Argument:
        return case(
            title,
            lines,
            {name: Given({**stated.hypotheses, **KNOWN})[name] for name in given},
            positive=(*POSITIVE, *positive),
            scalars=("t", "value", "error"),
            definitions={**stated.constants, **definitions},
        )

    def matrices(title: str, blocks: Sequence[int]) -> Argument:
        learned = 1 in blocks
        return case(
            title,
            {"error-is-that-of-the-worst-mode": worst_mode(blocks)},
            {"diagonal": f"W == {diagonal(blocks, 'V{}')}", **cut(blocks)},
            matrices={
                **dict.fromkeys(("W", "Phi"), ("n", "n")),
                **{f"J{i}": ("n", KINDS[i]) for i in blocks},
                **{f"V{i}": (KINDS[i], KINDS[i]) for i in blocks},
                **({"S1": ("k", "k")} if learned else {}),
            },
            symmetric=(*(f"V{i}" for i in blocks), *(["S1"] if learned else [])),
            definitions={
                **{f"D{i}": "V1 - S1" if i == 1 else f"V{i}" for i in blocks},
                "target": "J1*S1*T(J1)" if learned else "0",
                "difference": diagonal(blocks, "D{}"),
                "moved": "Phi*W*T(Phi) - Phi*target*T(Phi)",
                "error": "norm(moved)",
                "largest_entry": largest(blocks),
            },
        )

    ends = {"left_end": stated.left_end, "right_end": stated.right_end}
    start, growing = {"a": "alpha**2*s"}, ("s", "sigma", "growth")
    found = [
        numbers("1 <= k < r: the window", WINDOW, ("window-not-empty", "targets-are-distinct"), **ends),
        numbers("k = 0: the window", FIRST_WINDOW, ("right-ends-not-negative",), **{**ends, "left_end": "0"}),
        *(matrices(f"{sizes}: the error is that of the worst mode", blocks) for sizes, blocks in BLOCKS.items()),
        numbers("k >= 1: the worst mode is learned", LEARNED, (*LATER, *OF_LEARNED), *growing, **start),
    ]
    for k, time in (("k >= 1", LATER), ("k = 0", FIRST)):
        mode = f"{k}: the worst mode is"
        found.append(numbers(f"{mode} unlearned", unlearned(time), (*time, *OF_UNLEARNED), *growing, **start))
        found.append(numbers(f"{mode} absent", absent(time), (*time, *OF_ABSENT), "s", **start))
    return tuple(found)
