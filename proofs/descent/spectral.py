"""Descent from a start that is diagonal in a basis of Y learns mode after mode: Theorem 3 with (1 + ησ_i)^{2j}.

With c₁ and c₂ of Theorem 3 and 2ησ_1 ≤ 1, ‖W_j − Y_k‖₂ ≤ ε for all integers j ≥ 0 with
log(c₁/α²) ≤ 2j log(1 + ησ_k), where k ≥ 1, and 2j log(1 + ησ_{k+1}) ≤ log(c₂/α²), where k < r. A mode that is learned,
one that is not yet, and one that Y lacks are a case each, as in Theorem 3; what the error is, and that W_j stays
diagonal in that basis, are entries of their own.
"""

from collections.abc import Mapping

from paper.theorems import theorem
from proofs.certificate.argument import Argument, identity
from proofs.descent import spectral_lines as lines
from proofs.descent.induction import Induction, State, is_positive
from proofs.lemmas.lemma import lemma

LABEL = "descent-spectral-incremental-learning"


def constants() -> Mapping[str, str]:
    """c₁ and c₂, which are Theorem 3's as they stand now."""
    return theorem("theorem-3").constants


TURNED = "Phi*(S - V)*T(Phi)"
BASIS: tuple[Argument, ...] = (
    # with Y = ΦSΦᵀ and W = ΦVΦᵀ; where S and V are diagonal, so is what V becomes, entry by entry
    lemma(
        "descent-keeps-its-basis",
        f"(1 + eta*{TURNED})*Phi*V*T(Phi)*(1 + eta*{TURNED}) == Phi*(1 + eta*(S - V))*V*(1 + eta*(S - V))*T(Phi)",
        identity(None, "basis-is-orthogonal"),
        given={"basis-is-orthogonal": "T(Phi)*Phi == 1"},
        matrices=dict.fromkeys(("S", "V", "Phi"), ("n", "n")),
        symmetric=("S", "V"),
        scalars=("eta",),
    ),
)

HYPOTHESES: Mapping[str, str] = {
    "small-steps": "2*eta*sigma_1 <= 1",
    "start-below-targets": "alpha**2*s_max <= sigma_r",
    "start-below-tolerance": "alpha**2*s_max <= eps",
    "at-least-s_min": "s_min <= s",
    "at-most-s_max": "s <= s_max",
    "at-most-sigma_1": "sigma <= sigma_1",
    "among-the-first-r": "sigma_r <= sigma",
    "among-the-first-k": "sigma_k <= sigma",
    "after-the-first-k": "sigma <= sigma_next",
    "targets-are-ordered": "sigma_r <= sigma_1",
}
THERE: Mapping[str, str] = {
    "after-the-left-end": "log(c1/alpha**2) <= 2*j*log(1 + eta*sigma_k)",
    "before-the-right-end": "2*j*log(1 + eta*sigma_next) <= log(c2/alpha**2)",
    "error-of-a-learned-mode": "error == max(sigma - w, w - sigma)",
    "error-of-another-mode": "error == max(w, -w)",
}
ORIGINS = dict.fromkeys(
    ("error-of-a-learned-mode", "error-of-another-mode"), ("error-is-that-of-the-worst-mode", "descent-keeps-its-basis")
)
"""W_j is diagonal in the basis of Y, and so the error is that of the worst mode."""
CITED = ("norm-of-a-diagonal-matrix",)
"""What is taken as given where the checker has no words for it, as in Theorem 3: the axiom's entry."""


def _growing(case: str, sigma: str, given: tuple[str, ...], invariants: Mapping[str, str], *there: str) -> Induction:
    """A mode that Y has, beside the power of the rate of σ."""
    states, kept, begins, goes_on = lines.counting("pace", sigma)
    learned = "shrinking" in invariants
    growth = {"growth": State("1", f"growth*({lines.RATE})**2", positive=True)}
    order = "among-the-first-k" if learned else "after-the-first-k"
    start = {
        **dict.fromkeys(
            (is_positive("w"), is_positive("growth"), "shrinking", "bound", "ahead", "behind"), (identity(),)
        ),
        "below": lines.STARTS_BELOW,
        **begins,
    }
    step = {
        is_positive("w"): lines.GROWS_ON,
        is_positive("growth"): (identity(),),
        "below": lines.BELOW,
        "shrinking": lines.SHRINKS,
        "bound": lines.AT_MOST,
        **dict.fromkeys(("ahead", "behind"), (identity(None, "ahead" if learned else "behind", order),)),
        **goes_on,
    }
    return Induction(
        LABEL,
        case,
        {name: HYPOTHESES[name] for name in given},
        {**lines.AGE, "w": State(lines.START, lines.NEXT, positive=True), **growth, **states},
        {"below": "w <= sigma", **invariants, **kept},
        {name: THERE[name] for name in there},
        "error <= eps",
        start,
        step,
        {LABEL: lines.LEARNED if learned else lines.UNLEARNED},
        positive=("alpha", "eta", "eps", "sigma", "sigma_1", "sigma_k" if learned else "sigma_next", "sigma_r", "s")
        + (("s_min", "s_max") if learned else ("s_max",)),
        scalars=("error",),
        definitions={name: constants()[name] for name in (("c1",) if learned else ("c2",))},
        origins=ORIGINS,
    )


KNOWN = ("small-steps", "start-below-targets", "at-most-s_max", "at-most-sigma_1", "among-the-first-r")


def inductions() -> tuple[Induction, ...]:
    """One for each kind of mode."""
    return (
        _growing(
            "the mode is learned",
            "sigma_k",
            (*KNOWN, "at-least-s_min", "among-the-first-k"),
            {
                "shrinking": f"(sigma - w)*{lines.START}*growth <= (sigma - {lines.START})*w",
                "ahead": "pace <= growth",
            },
            "after-the-left-end",
            "error-of-a-learned-mode",
        ),
        _growing(
            "the mode is not learned yet",
            "sigma_next",
            (*KNOWN, "after-the-first-k"),
            {"bound": f"w <= {lines.START}*growth", "behind": "growth <= pace"},
            "before-the-right-end",
            "error-of-another-mode",
        ),
        Induction(
            LABEL,
            "the mode is absent",
            {
                name: HYPOTHESES[name]
                for name in (
                    *("small-steps", "start-below-targets", "start-below-tolerance", "at-most-s_max"),
                    "targets-are-ordered",
                )
            },
            {"w": State(lines.START, lines.SHRUNK, positive=True)},
            {"bound": f"w <= {lines.START}"},
            {"error-of-another-mode": THERE["error-of-another-mode"]},
            "error <= eps",
            {is_positive("w"): (identity(),), "bound": (identity(),)},
            {is_positive("w"): lines.STAYS_POSITIVE, "bound": lines.STAYS_SMALL},
            {LABEL: lines.ABSENT},
            positive=("alpha", "eta", "eps", "sigma_1", "sigma_r", "s", "s_max"),
            scalars=("error",),
            origins=ORIGINS,
        ),
    )
