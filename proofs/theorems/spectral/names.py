"""What Theorem 3's proof speaks of: hypotheses apart, what its names stand for.

Names are those of the steps; sigma, a, growth and value are those of a mode i, and `error` is the absolute value of its
entry, where a case speaks of one. Modes are learned (i ≤ k), unlearned (k < i ≤ r) or absent (i > r).
"""

from collections.abc import Sequence
from itertools import combinations

POSITIVE = ("alpha", "c", "eps", "sigma_1", "sigma_k", "sigma_next", "sigma_r", "s_min", "s_max")
"""Where there is no σ_k (k = 0), or σ_{k+1} = 0 (k = r), no line of the case speaks of it."""
START, GROWTH = "alpha**2*s", "exp(2*c*sigma*t)"
GROWING, ABSENT = "sigma*a*growth/(sigma + a*(growth - 1))", "a/(1 + 2*c*a*t)"
"""σ_i(t) by (12) and (13)."""

NOTATION = {
    "at-most-sigma_1": "sigma <= sigma_1",
    "among-the-first-k": "sigma_k <= sigma",
    "after-the-first-k": "sigma <= sigma_next",
    "among-the-first-r": "sigma_r <= sigma",
    "at-least-s_min": "s_min <= s",
    "at-most-s_max": "s <= s_max",
    "growth": f"growth == {GROWTH}",
}
RESULTS = {
    "closed-form": ("mode-closed-form", f"value == {GROWING}"),
    "absent-closed-form": ("absent-mode-closed-form", f"value == {ABSENT}"),
    "error-of-a-learned-mode": ("error-is-that-of-the-worst-mode", "error == max(sigma - value, value - sigma)"),
    "error-of-another-mode": ("error-is-that-of-the-worst-mode", "error == max(value, -value)"),
}
CITED = dict.fromkeys(("error-of-a-learned-mode", "error-of-another-mode"), "norm-of-a-diagonal-matrix")
"""What is taken as given where the checker has no words for it: the axiom's entry."""
KNOWN = {**NOTATION, **{name: statement for name, (_, statement) in RESULTS.items()}}

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


def of_blocks(blocks: Sequence[int]) -> dict[str, str]:
    """W(t) − Y_k, its norm, and the largest of its blocks' norms, from W̃(t) and its blocks Vᵢ."""
    return {
        **{f"D{i}": "V1 - S1" if i == 1 else f"V{i}" for i in blocks},
        "target": "J1*S1*T(J1)" if 1 in blocks else "0",
        "difference": diagonal(blocks, "D{}"),
        "moved": "Phi*W*T(Phi) - Phi*target*T(Phi)",
        "error": "norm(moved)",
        "largest_entry": largest(blocks),
    }
