"""What each of the six theorems about windows states, once, as data: its constants, limits, windows and hypotheses.

Each is a text in the checker's language (CERTIFICATES.md), in the names of the certificates. The certificates take what
is given from here, `numeric.windows` judges an instance by it, and the LaTeX of the ledger is compared with it by
`proofs.theorems.shared.stated`: a change in one place does not leave another statement proved than the one that is
printed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from paper import added, reconstructed
from paper.texts import constant

LEFT, RIGHT = "log(c1/alpha**2)", "log(c2/alpha**2)"
"""What 2cσ_k times the left end of T_k is, and 2cσ_{k+1} times its right end."""
LEFT_SPEED, RIGHT_SPEED = "2*c*sigma_k", "2*c*sigma_next"


@dataclass(frozen=True)
class Hypothesis:
    """One hypothesis: its name, its text, and for which k it is asked ("" where it does not speak of k).

    Where `unless` is not "", it is not asked if that is true.
    """

    name: str
    text: str
    where: str = ""
    unless: str = ""


@dataclass(frozen=True)
class Theorem:
    """The statement of one theorem, conclusion apart, which is ‖W(t) − Y_k‖₂ ≤ ε for all t in T_k, k = 0..r.

    `start` is asked of an instance, in the order in which `numeric.windows` judges it; `setting` goes without saying
    there, as no instance is without it; `time` says that t is in T_k; `asides` are asked by the step of that label
    alone. `cases` are those in which it is proved, `windows` those in which T_k is shown not to be empty.
    """

    label: str
    constants: Mapping[str, str]
    start: tuple[Hypothesis, ...]
    setting: tuple[Hypothesis, ...]
    left_end: str
    cases: tuple[str, ...]
    meanings: tuple[str, ...] = ()  # LaTeX of what the names stand for
    windows: tuple[str, ...] = ("1 <= k < r: the window", "k = 0: the window")
    right_end: str = f"{RIGHT}/({RIGHT_SPEED})"
    asides: Mapping[str, tuple[Hypothesis, ...]] = field(default_factory=dict)
    time: tuple[Hypothesis, ...] = ()

    @property
    def hypotheses(self) -> Mapping[str, str]:
        """The texts by their names, those of asides apart."""
        asked = (*self.start, *self.setting, *self.time)
        instead = {ALTERNATIVES[h.unless]: h.unless for h in asked if h.unless}
        return {**{h.name: h.text for h in asked}, **instead}

    @property
    def all_hypotheses(self) -> Mapping[str, str]:
        """The texts by their names, those of asides too."""
        aside = {hypothesis.name: hypothesis.text for asked in self.asides.values() for hypothesis in asked}
        return {**self.hypotheses, **aside}


LEFT_NOT_NEGATIVE = Hypothesis("left-ends-not-negative", f"{LEFT} >= 0")
RIGHT_NOT_NEGATIVE = Hypothesis("right-ends-not-negative", f"{RIGHT} >= 0")
NOT_EMPTY = Hypothesis(
    "window-not-empty",
    "log(1/alpha**2) >= (sigma_next*log(c1) - sigma_k*log(c2))/(sigma_k - sigma_next)",
    "1 <= k < r",
)
"""(ii) of the theorems."""
DISTINCT = Hypothesis("targets-are-distinct", "sigma_next < sigma_k", "1 <= k < r")
POSITIVE_SHAPE = Hypothesis("shape-is-positive", "0 <= M")
"""M = W̄₀⁻¹, so that there is nothing between ⪰ and ≻."""
IN_TIME = (
    Hypothesis("after-the-left-end", f"{LEFT} <= {LEFT_SPEED}*t", "1 <= k"),
    Hypothesis("before-the-right-end", f"{RIGHT_SPEED}*t <= {RIGHT}", "k < r"),
)
FROM_0 = Hypothesis("time-is-not-negative", "0 <= t")
FIRST = Hypothesis("in-the-first-window", "0 <= t", "k = 0")
UNSEEN = "U2*F == 0"
ALTERNATIVES = {UNSEEN: "absent-modes-are-unseen"}
"""What one may have in place of a hypothesis, and what the certificates call it."""
TRANSPOSED = {
    "other right-inverse": "T(F)*T(U1) == 1",
    "other absent-modes-are-unseen": "T(F)*T(U2) == 0",
}
"""Hypotheses that the certificates know from the other side too."""
END = f"{LEFT}/({LEFT_SPEED})"
SIZE = r"\mu = \lVert \bar W_0\rVert_2"
MEANINGS = (r"\varepsilon > 0", r"m = \lVert \bar W_0^{-1}\rVert_2", SIZE)
INVERTIBLE = (*MEANINGS, r"\bar W_0 \succ 0")
SPECTRAL = (
    r"\varepsilon > 0",
    r"\bar W_0 = \Phi \operatorname{diag}(s_1, \dots, s_n) \Phi^\top",
    r"s_{\min} = \min_i s_i > 0",
    r"s_{\max} = \max_i s_i",
)
FACTORED = (
    r"\varepsilon > 0",
    r"\bar W_0 = \bar U \bar U^\top",
    r"\Phi^\top \bar U = \begin{pmatrix} U_1 \\ U_2 \end{pmatrix}",
    SIZE,
)


def theorem(label: str) -> Theorem:
    """The theorem of that label, with the constants as they stand now in `reconstructed` and `added`."""
    return _theorems(_functions())[label]


def labels() -> tuple[str, ...]:
    return tuple(_theorems(_functions()))


def _functions() -> tuple[tuple[str, Callable[..., Any]], ...]:
    found = {**vars(reconstructed), **vars(added)}
    return tuple((name, value) for name, value in found.items() if callable(value) and name.startswith("theorem"))


@lru_cache(maxsize=16)
def _theorems(functions: tuple[tuple[str, Callable[..., Any]], ...]) -> Mapping[str, Theorem]:
    known = {name: constant(function) for name, function in functions}
    return {found.label: found for found in _stated(known)}


def _stated(known: Mapping[str, str]) -> Iterator[Theorem]:
    def constants(prefix: str, *names: str) -> dict[str, str]:
        return {name: known[f"{prefix}_{name}"] for name in ("c1", "c2", *names)}

    yield Theorem(
        "theorem-3",
        constants("theorem3"),
        (
            Hypothesis("start-below-targets", "alpha**2*s_max <= sigma_r"),
            Hypothesis("start-below-tolerance", "alpha**2*s_max <= eps"),
            LEFT_NOT_NEGATIVE,
            RIGHT_NOT_NEGATIVE,
            NOT_EMPTY,
        ),
        (DISTINCT,),
        END,
        (
            "k >= 1: the worst mode is learned",
            "k >= 1: the worst mode is unlearned",
            "k >= 1: the worst mode is absent",
            "k = 0: the worst mode is unlearned",
            "k = 0: the worst mode is absent",
        ),
        SPECTRAL,
        time=(FIRST, *IN_TIME),
    )
    yield Theorem(
        "theorem-4",
        constants("theorem4"),
        (
            Hypothesis("tolerance-not-too-large", f"eps <= {known['theorem4_largest_eps']}"),
            Hypothesis("start-below-targets", "alpha**2*mu <= sigma_r"),
            LEFT_NOT_NEGATIVE,
            RIGHT_NOT_NEGATIVE,
            NOT_EMPTY,
        ),
        (DISTINCT, POSITIVE_SHAPE),
        END,
        ("0 < k < n", "k = 0", "k = n"),
        MEANINGS,
        time=(FIRST, *IN_TIME),
    )
    yield Theorem(
        "theorem-4-sharper",
        constants("theorem4_sharper"),
        (RIGHT_NOT_NEGATIVE, NOT_EMPTY),
        (DISTINCT, POSITIVE_SHAPE),
        f"max(0, {END})",
        ("0 < k < n", "k = 0", "k = n"),
        MEANINGS,
        time=(FROM_0, *IN_TIME),
    )
    yield Theorem(
        "theorem-4-sharpest",
        constants("theorem4_sharpest"),
        (Hypothesis("start-below-tolerance", "alpha**2*mu <= eps"), NOT_EMPTY),
        (Hypothesis("tolerance-below-targets", "eps < sigma_1"), DISTINCT),
        f"max(0, {END})",
        ("0 < k < r", "0 = k < r", "0 < k = r < n", "0 < k = r = n"),
        INVERTIBLE,
        time=(FROM_0, *IN_TIME),
    )
    yield Theorem(
        "theorem-4-own-target",
        constants("theorem4_own_target"),
        (
            RIGHT_NOT_NEGATIVE,
            Hypothesis("left-ends-are-late", f"{LEFT} >= 2", "1 <= k"),
            NOT_EMPTY,
        ),
        (DISTINCT,),
        END,
        ("0 < k < n", "k = 0", "k = n"),
        INVERTIBLE,
        asides={"small-tolerances-are-late": (Hypothesis("tolerance-is-small", "4*eps <= sigma_k"),)},
        time=(FROM_0, *IN_TIME),
    )
    yield Theorem(
        "theorem-4-prime",
        constants("theorem4_prime", "kappa"),
        (
            RIGHT_NOT_NEGATIVE,
            NOT_EMPTY,
            Hypothesis("absent-modes-are-slow", f"alpha**2*{LEFT} <= eps/mu", "k = r < n", UNSEEN),
        ),
        (
            DISTINCT,
            Hypothesis("right-inverse", "U1*F == 1", "1 <= k"),
            Hypothesis("weight-is-bounded", "T(F)*weighing*F <= m_k", "1 <= k"),
        ),
        f"max(0, {END})",
        ("k = 0", "0 < k < r", "0 < k = r < n", "0 < k = r < n: the absent modes are unseen", "0 < k = r = n"),
        FACTORED,
        asides={"dependent-rows-are-never-learned": (Hypothesis("dependent-rows", "T(x)*U1 == 0"),)},
        time=(FROM_0, *IN_TIME),
    )
