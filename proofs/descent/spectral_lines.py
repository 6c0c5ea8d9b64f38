"""Why descent learns mode after mode where it starts in a basis of Y: the lines for one mode, of each kind.

A mode w goes to w⁺ = w(1 + η(σ − w))², with b = 1 + ησ. Beside it run the powers b^{2j} of its own rate (`growth`) and
of the rate that the window speaks of (`pace`), which is exp(2j log(1 + ησ_k)).
"""

from proofs.certificate.argument import Argument, Line, Lines, identity, instance
from proofs.descent.induction import State, is_positive
from proofs.lemmas.lemma import lemma

NEXT = "w*(1 + eta*(sigma - w))**2"
SHRUNK = "w*(1 - eta*w)**2"
RATE = "1 + eta*sigma"
START = "alpha**2*s"

ONE_STEP: tuple[Argument, ...] = (
    # σ − w⁺ = (σ − w)(1 − 2ηw − ηw·η(σ − w)), and the last factor is not negative for ησ ≤ ½
    lemma(
        "descent-mode-stays-below-its-target",
        f"{NEXT} <= sigma",
        identity("0 <= 1 - 2*eta*w - eta**2*w*(sigma - w)", "below", "small-steps", name="factor"),
        identity(None, "below", "factor"),
        given={"below": "w <= sigma", "small-steps": "2*eta*sigma <= 1"},
        positive=("w", "sigma", "eta"),
    ),
    # (1 + x − y)² − (1 − 2y − y(x − y))(1 + x)² = xy(3 + 4x + x² − 2y − xy), with x = ησ and y = ηw ≤ x
    lemma(
        "descent-gap-shrinks",
        f"(sigma - {NEXT})*w*({RATE})**2 <= (sigma - w)*{NEXT}",
        identity("0 <= sigma - w", "below", name="gap"),
        identity(None, "gap"),
        given={"below": "w <= sigma"},
        positive=("w", "sigma", "eta"),
    ),
    lemma(
        "descent-mode-grows-at-most",
        f"{NEXT} <= w*({RATE})**2",
        identity(None, "below"),
        given={"below": "w <= sigma"},
        positive=("w", "sigma", "eta"),
    ),
    lemma(
        "descent-absent-mode-shrinks",
        f"{SHRUNK} <= w",
        identity(None, "small-steps"),
        given={"small-steps": "eta*w <= 2"},
        positive=("w", "eta"),
    ),
)
"""What one step does to one mode."""


def positive(*names: str) -> tuple[Line, ...]:
    """That names which the claim has as positive are so, where an instance asks for it."""
    return tuple(identity(f"0 < {name}") for name in names)


def powers(pace: str, rate: str) -> tuple[Line, ...]:
    """rate^{2(j + 1)} = exp(2(j + 1) log(rate)), from the same of j."""
    log = f"log({rate})"
    return (
        *positive(rate),
        instance("exponential-of-a-logarithm", x=rate, name="rate"),
        instance("exponential-of-a-sum", x=f"2*j*{log}", y=f"2*{log}", name="sum"),
        instance("exponential-of-a-sum", x=log, y=log, name="twice"),
        identity(f"exp(2*{log}) == ({rate})**2", "rate", "twice", name="square"),
        identity(f"exp(2*j*{log} + 2*{log}) == exp(2*j*{log})*({rate})**2", "square", "sum", name="next"),
        identity(None, "next", f"{pace} counts"),
    )


def counting(name: str, sigma: str) -> tuple[dict[str, State], dict[str, str], Lines, Lines]:
    """The state `name`, which is the power b^{2j} of the rate of σ, with its invariants and their lines."""
    rate = f"1 + eta*{sigma}"
    states = {name: State("1", f"{name}*({rate})**2", positive=True)}
    kept = {f"{name} counts": f"{name} == exp(2*j*log({rate}))"}
    begins: Lines = {
        is_positive(name): (identity(),),
        f"{name} counts": (instance("exponential-of-zero", name="one"), identity(None, "one")),
    }
    return states, kept, begins, {is_positive(name): (identity(),), f"{name} counts": powers(name, rate)}


GROWS_ON: tuple[Line, ...] = (
    identity("0 <= sigma - w", "below", name="gap"),
    identity("0 < 1 + eta*(sigma - w)", "gap", name="factor"),
    identity(f"0 < {NEXT}", "factor", name="next"),
)
AGE = {"j": State("0", "j + 1")}
BELOW: tuple[Line, ...] = (
    *positive("w", "sigma", "eta"),
    identity("2*eta*sigma <= 1", "small-steps", "at-most-sigma_1"),
    instance("descent-mode-stays-below-its-target", w="w", sigma="sigma", eta="eta"),
)
AT_MOST: tuple[Line, ...] = (
    *positive("w", "sigma", "eta"),
    instance("descent-mode-grows-at-most", w="w", sigma="sigma", eta="eta", name="grows"),
    identity(None, "grows", "bound"),
)
SHRINKS: tuple[Line, ...] = (
    *positive("w", "sigma", "eta"),
    instance("descent-gap-shrinks", w="w", sigma="sigma", eta="eta", name="shrinks"),
    *GROWS_ON,
    identity(None, "shrinks", "shrinking", "next", multiplier="w"),
)
STARTS_BELOW: tuple[Line, ...] = (identity(None, "at-most-s_max", "start-below-targets", "among-the-first-r"),)

LEARNED: tuple[Line, ...] = (
    instance("exponential-is-monotone", x="log(c1/alpha**2)", y="2*j*log(1 + eta*sigma_k)", name="later"),
    *positive("c1/alpha**2"),
    instance("exponential-of-a-logarithm", x="c1/alpha**2", name="end"),
    identity("c1 <= alpha**2*growth", "later", "end", "pace counts", "ahead", name="grown"),
    identity("0 <= sigma - w", "below", name="gap"),
    identity(f"(sigma - w)*{START}*growth <= sigma**2", "shrinking", "below", name="shrunk"),
    identity("sigma**2 <= sigma_1**2", "at-most-sigma_1", name="target"),
    identity("sigma_1**2 <= eps*s*alpha**2*growth", "grown", "at-least-s_min", name="paid"),
    identity("sigma - w <= eps", "shrunk", "target", "paid", multiplier=f"{START}*growth"),
    identity("w - sigma <= eps", "gap"),
    instance("maximum-is-the-least-bound", x="sigma - w", y="w - sigma", e="eps", name="largest"),
    identity(None, "largest", "error-of-a-learned-mode"),
)
WITHIN: tuple[Line, ...] = (
    identity("-w <= eps"),
    instance("maximum-is-the-least-bound", x="w", y="-w", e="eps", name="largest"),
    identity(None, "largest", "error-of-another-mode"),
)
UNLEARNED: tuple[Line, ...] = (
    instance("exponential-is-monotone", x="2*j*log(1 + eta*sigma_next)", y="log(c2/alpha**2)", name="earlier"),
    *positive("c2/alpha**2"),
    instance("exponential-of-a-logarithm", x="c2/alpha**2", name="end"),
    identity("alpha**2*growth <= c2", "earlier", "end", "pace counts", "behind", name="not grown"),
    identity("w <= s_max*c2", "bound", "not grown", "at-most-s_max", name="small"),
    identity("w <= eps", "small"),
    *WITHIN,
)
SLOW: tuple[Line, ...] = (
    identity(
        "eta*w <= eta*sigma_1", "bound", "at-most-s_max", "start-below-targets", "targets-are-ordered", name="below"
    ),
    identity("2*eta*w <= 1", "below", "small-steps", name="slow"),
)
STAYS_POSITIVE: tuple[Line, ...] = (*SLOW, identity("0 < 1 - eta*w", "slow", name="factor"), identity(None, "factor"))
STAYS_SMALL: tuple[Line, ...] = (
    *SLOW,
    *positive("w", "eta"),
    identity("eta*w <= 2", "slow"),
    instance("descent-absent-mode-shrinks", w="w", eta="eta", name="shrinks"),
    identity(None, "shrinks", "bound"),
)
ABSENT: tuple[Line, ...] = (identity("w <= eps", "bound", "at-most-s_max", "start-below-tolerance"), *WITHIN)
