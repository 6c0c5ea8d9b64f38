"""Theorem 4′ for every n, h, spectrum, factor, ε, α, k and t in T_k, case by case."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from paper import added
from proofs import window_argument
from proofs.argument import Argument, Line, Written
from proofs.every_width.lines import Lines, steps_of
from proofs.every_width.names import CUT, DEFINITIONS, GROWTH, HYPOTHESES, NOTATION, OF_BLOCK, OF_UNLEARNED
from proofs.sharper.lines import WINDOW
from proofs.texts import constant
from proofs.theorem3.argument import diagonal
from proofs.theorem4.argument.scopes import LEFT, RIGHT

CASES: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "0 < k < r": ("bounded", (1, 2)),
    "k = 0": ("bounded", (2,)),
    "0 < k = r = n": ("none", (1,)),
    "0 < k = r < n": ("linear", (1, 2)),
    "0 < k = r < n: unseen": ("unseen", (1, 2)),
}
SIZES = {1: "k", 2: "q"}


def cases(shows, uses):
    constants = {"c1": constant(added.every_width_c1), "c2": constant(added.every_width_c2)}

    def case(title: str, lines: Lines, given: Mapping[str, str], positive: Sequence[str], **names: Any) -> Argument:
        steps = tuple(Written(x, shows(x), tuple(u for u in uses(x) if u in lines), lines[x]) for x in lines)
        positive = ("alpha", "eps", "c", "mu", *positive)
        return Argument(f"theorem-4-prime, {title}", steps, given, tuple(positive), case=title, **names)

    def matrices(title: str, kind: str, blocks: Sequence[int]) -> Argument:
        learned, unlearned = 1 in blocks, 2 in blocks
        given = ["right-ends-not-negative", "time-is-not-negative"]
        given += ["after-the-left-end", "right-inverse", "other right-inverse", "weight-is-bounded"] if learned else []
        given += ["before-the-right-end"] if kind == "bounded" else []
        given += ["absent-modes-are-slow"] if kind == "linear" else []
        given += ["absent-modes-are-unseen", "other absent-modes-are-unseen"] if kind == "unseen" else []
        sizes = {i: SIZES[i] if len(blocks) > 1 else "n" for i in blocks}
        letters = {1: ("S1", "S1inv"), 2: ("S2", "G2")}
        own = {name: (sizes[i], sizes[i]) for i in blocks for name in letters[i]}
        cuts = {f"J{i}": ("n", sizes[i]) for i in blocks} if len(blocks) > 1 else {}
        rows = {f"U{i}": (sizes[i], "h") for i in blocks}
        hypotheses = {name: HYPOTHESES[name] for name in given}
        growth = GROWTH["bounded" if kind == "bounded" else "linear"]
        if kind == "none":
            hypotheses["weight-is-bounded"] = "T(F)*F <= m_k"
        if kind == "unseen":
            hypotheses["weight-is-bounded"] = "T(F)*F <= m_k"
        rest = {"sigma_next": "0"} if kind in ("linear", "unseen") else {}
        kappa = {"kappa": constant(added.every_width_kappa).replace("sigma", "sigma_k" if kind == "linear" else "sigma_next")}
        return case(
            title,
            steps_of(kind, blocks),
            {
                **hypotheses,
                **NOTATION,
                **(OF_BLOCK[1] if learned else {}),
                **(OF_UNLEARNED if unlearned else {}),
                **({"accumulated-growth": growth} if kind == "linear" or kind == "bounded" and learned else {}),
                **(CUT if len(blocks) > 1 else {}),
            },
            ("sigma_1", "sigma_k", "m_k", *(("sigma_next",) if kind == "bounded" else ())) if learned else ("sigma_next",),
            scalars=("t",),
            matrices={
                **own,
                **cuts,
                **rows,
                **({"F": ("h", sizes[1])} if learned else {}),
                "Z": ("h", "h"),
                **dict.fromkeys(("fast", "Phi", "Wt"), ("n", "n")),
            },
            symmetric=(*own, "Z", "fast"),
            definitions={
                **rest,
                **({"c2": constants["c2"], **({"c1": constants["c1"]} if learned else {})}),
                **(kappa if learned and unlearned and kind != "unseen" else {}),
                **({} if len(blocks) > 1 else {f"J{blocks[0]}": "1"}),
                **{name: text for i in blocks for name, text in DEFINITIONS[i].items()},
                "factor": " + ".join(f"J{i}*U{i}" for i in blocks),
                "grown": " + ".join(f"alpha*J{i}*E{i}*U{i}" for i in blocks),
                "inner": "1 + " + " + ".join(f"alpha**2*T(U{i})*G{i}*U{i}" for i in blocks),
                "W": "grown*Z*T(grown)",
                "fast_inverse": diagonal(blocks, "fast_{}"),
                "target": "J1*S1*T(J1)" if learned else "0",
                **({"v": "inverse_E1*S1*T(J1)", "z": "F*v/alpha", "trial": "grown*z + T(z)*T(grown) - T(z)*inner*z",
                    "wait": f"1 + 2*c*sigma_k*t - max(0, {LEFT})" if kind == "linear" else "1"} if learned else {}),
                "definiteness_below_fast": "definiteness(fast - W)",
                "definiteness_fast_below_target": "definiteness(target + eps - fast)",
                **({"definiteness_above_trial": "definiteness(W - trial)",
                    "definiteness_trial_above_target": "definiteness(trial - target + eps)"} if learned else {}),
                "error": "norm(Wt - Phi*target*T(Phi))",
            },
        )
    return tuple(matrices(title, *what) for title, what in CASES.items())
