"""The hypotheses of both theorems about gradient descent, and what is on record about each.

`search` of tests/proofs/law_search.py, with 200 tries and seed 1, repeats what was tried in vain.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from numeric.exact import parse_fraction
from numeric.field import Field, Unresolved
from paper import texts
from paper.theorems import Hypothesis
from proofs.descent import any_start, spectral
from proofs.descent.claims import GROUP, provers
from proofs.descent.dense_runs import DenseErrors, DenseRun, DenseStart, dense
from proofs.descent.runs import Errors, Run, Start
from proofs.descent.runs import start as spectral_start
from proofs.theorems.ablation.laws import Conclusion, Record

BEGINS, GOES_ON, STAYS_SMALL = any_start.BEGINS, any_start.GOES_ON, any_start.STAYS_SMALL
SIDES = ("‖W_j − Y_k‖", "ε")
ERROR = "error <= eps"
FIRST = Hypothesis(
    "after-the-left-end",
    spectral.THERE["after-the-left-end"],
    where="1 <= k",
    latex=r"c_1 \le \alpha^2 b_k^{2j}",
    sentence="j is not before the window",
)
SPECTRAL = (
    Hypothesis(
        "small-steps",
        spectral.HYPOTHESES["small-steps"],
        latex=r"\eta\sigma_1 \le \tfrac12",
        sentence="steps are small",
    ),
    Hypothesis(
        "start-below-targets",
        spectral.HYPOTHESES["start-below-targets"],
        latex=r"\alpha^2 s_{\max} \le \sigma_r",
        sentence="every mode starts below its singular value",
    ),
    Hypothesis(
        "start-below-tolerance",
        spectral.HYPOTHESES["start-below-tolerance"],
        latex=r"\alpha^2 s_{\max} \le \varepsilon",
        sentence="and below ε",
    ),
    FIRST,
    Hypothesis(
        "before-the-right-end",
        spectral.THERE["before-the-right-end"],
        where="k < r",
        latex=r"\alpha^2 b_{k+1}^{2j} \le c_2",
        sentence="j is not after it",
    ),
)
SMALL_STEPS = Hypothesis(
    "small-steps",
    any_start.TARGETS["small-steps"],
    latex=r"\eta\sigma_1 \le \tfrac14",
    sentence="steps are small",
)
WHOLE = Hypothesis(
    "whole-start",
    "0 <= spare_of_whole",
    latex=r"\lVert \bar W_0\rVert_2 \le \mu",
    sentence="μ bounds the start",
)
ANY_START = (
    SMALL_STEPS,
    Hypothesis(
        "tolerance",
        any_start.TARGETS["tolerance"],
        latex=r"3\varepsilon \le \sigma_k - \sigma_{k+1}",
        sentence="the tolerance is at most a third of the gap",
    ),
    Hypothesis(
        "rest-is-small",
        "alpha**2*growth_first <= c3",
        latex=r"\alpha^2 b_{k+1}^{2j_0} \le c_3",
        sentence="the other modes are small when the window begins",
    ),
    Hypothesis(
        "independent",
        "0 <= spare_of_first",
        latex=r"\nu \le \sigma_{\min}(\bar U_1)^2",
        sentence="the first k rows are independent: ν bounds them from below",
    ),
    WHOLE,
    replace(FIRST, text="c1 <= alpha**2*pace"),
    Hypothesis(
        "before-the-right-end",
        "2*alpha**2*mu*growth <= eps",
        where="k < r",
        latex=r"\alpha^2 b_{k+1}^{2j} \le c_2",
        sentence="j is not after it",
    ),
)
OF_NONE = (
    SMALL_STEPS,
    Hypothesis(
        "start-below-targets",
        "alpha**2*mu <= sigma_1",
        where="k = 0",
        latex=r"\alpha^2\mu \le \sigma_1",
        sentence="the start is below the largest target",
    ),
    WHOLE,
    Hypothesis(
        "before-the-right-end",
        "alpha**2*mu*growth <= eps",
        latex=r"\alpha^2 b_1^{2j} \le \varepsilon/\mu",
        sentence="j is not after the window",
    ),
)
GIVENS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "rest-is-small": {
        BEGINS: ("not-late", "c3-against-the-tolerance", "c3-against-the-gap", "c3-against-the-next"),
    },
    "whole-start": dict.fromkeys(
        (BEGINS, STAYS_SMALL), ("whole-start", "first-start", "rest-of-the-start", "start-is-bounded")
    ),
    "before-the-right-end": {
        spectral.LABEL: ("before-the-right-end",),
        GOES_ON: ("not-late",),
        STAYS_SMALL: ("before-the-right-end",),
    },
}
"""What a hypothesis is called in the claims of an induction, where it has not the same name there."""


@dataclass(frozen=True)
class SpectralCase:
    """A start that is diagonal in a basis of Y, after j steps."""

    spectrum: str
    shape: str
    epsilon: str
    alpha: str
    eta: str
    k: int
    j: int
    conclusion: str = spectral.LABEL

    @property
    def start(self) -> Start:
        squared = parse_fraction(self.alpha, "α") ** 2
        return spectral_start(0, self.spectrum, self.shape, self.epsilon, str(squared), self.eta)

    @property
    def r(self) -> int:
        return self.start.r

    def describe(self) -> Mapping[str, str]:
        """The instance in exact numbers."""
        matrices = {"spectrum": self.spectrum, "shape": f"diagonal:{self.shape}"}
        numbers = {"epsilon": self.epsilon, "alpha": self.alpha, "step": self.eta}
        return {**matrices, **numbers, "k": str(self.k), "iteration": str(self.j)}

    def names(self, field: Field) -> Mapping[str, Any]:
        """What the theorem's names stand for."""
        start, number = self.start, field.number
        sigma, r = [number(x) for x in start.spectrum], start.r
        found = {
            "alpha": number(parse_fraction(self.alpha, "α")),
            "eta": number(start.eta),
            "eps": number(start.epsilon),
            "s_min": number(min(start.shape)),
            "s_max": number(max(start.shape)),
            "sigma_1": sigma[0],
            "sigma_r": sigma[r - 1],
            "j": number(self.j),
            "error": Errors(Run(start, self.k, self.j), field).error,
        }
        found |= {"sigma_k": sigma[self.k - 1]} if self.k else {}
        found |= {"sigma_next": sigma[self.k]} if self.k < r else {}
        return found | {name: texts.value(text, found, number) for name, text in spectral.constants().items()}


@dataclass(frozen=True)
class DenseCase:
    """A start of any shape, after j steps: ν and μ are bounds, and for k = r τ is any number below σ_r."""

    conclusion: str
    spectrum: str
    factor: str
    epsilon: str
    alpha: str
    eta: str
    k: int
    j: int
    nu: str = "1"
    mu: str = "1"
    tau: str = "0"

    @property
    def start(self) -> DenseStart:
        squared = parse_fraction(self.alpha, "α") ** 2
        others = f"{self.epsilon} {squared} {self.eta} {self.nu} {self.mu} {self.tau}"
        return dense(0, self.spectrum.replace(",", " "), self.factor, self.k, others)

    @property
    def r(self) -> int:
        return sum(x > 0 for x in self.start.spectrum)

    def describe(self) -> Mapping[str, str]:
        """The instance in exact numbers."""
        numbers = {"epsilon": self.epsilon, "alpha": self.alpha, "step": self.eta, "mu": self.mu}
        first, last = {"nu": self.nu} if self.k else {}, {"tau": self.tau} if self.k == self.r else {}
        matrices = {"spectrum": self.spectrum, "factor": self.factor}
        return {**matrices, **numbers, **first, **last, "k": str(self.k), "iteration": str(self.j)}

    def names(self, field: Field) -> Mapping[str, Any]:
        """What the theorem's names stand for. Raises Unresolved where balls do not tell which step is the first."""
        start, number = self.start, field.number
        square, rate = number(start.alpha_squared), number(start.eta)
        U = field.exact(start.factor)
        after = number(start.after if self.k else start.spectrum[0])
        found = {
            "alpha": number(parse_fraction(self.alpha, "α")),
            "eta": rate,
            "eps": number(start.epsilon),
            "mu": number(start.mu),
            "sigma_1": number(start.spectrum[0]),
            "sigma_next": after,
            "growth": (1 + rate * after) ** (2 * self.j),
            "spare_of_whole": field.definiteness(
                field.identity(field.shape(U)[1]) * number(start.mu) - field.transpose(U) * U
            ),
            "error": DenseErrors(DenseRun(start, self.j), field).error,
        }
        if self.k == 0:
            return found
        b, c1 = 1 + rate * number(start.spectrum[self.k - 1]), number(start.c1)
        if not square * b ** (2 * start.first) >= c1 > square * b ** (2 * start.first - 2):
            raise Unresolved("it can't be told which step is the first of the window")
        first = field.block(U, slice(0, self.k), slice(None))
        gram = first * field.transpose(first)
        return found | {
            "sigma_k": number(start.spectrum[self.k - 1]),
            "c1": c1,
            "c3": number(start.c3),
            "pace": b ** (2 * self.j),
            "growth_first": (1 + rate * after) ** (2 * start.first),
            "spare_of_first": field.definiteness(gram - field.identity(self.k) * number(start.nu)),
        }


@dataclass(frozen=True)
class OfDescent:
    """A theorem about descent: what each of its entries asks, and what is on record about that."""

    key: str
    called: str
    names: tuple[str, ...]
    asked: Mapping[str, tuple[Hypothesis, ...]]
    labels: tuple[str, ...]
    records: tuple[Record, ...]

    def conclusions(self) -> Mapping[str, Conclusion]:
        return {label: Conclusion(ERROR, SIDES, asked) for label, asked in self.asked.items()}

    def breaks(self, hypothesis: str) -> tuple[str, ...]:
        """The entries of which a claim's certificate uses it."""
        given = GIVENS.get(hypothesis, dict.fromkeys(self.labels, (hypothesis,)))
        return tuple(label for label in self.labels if rests_on(label) & set(given.get(label, ())))


@cache
def rests_on(label: str) -> frozenset[str]:
    """What is given that the certificates of an entry's claims use."""
    return frozenset[str]().union(*(prover.rests_on(step) for prover, step in provers(label)))


THIRD = OfDescent(
    "descent-3",
    "Theorem 3 for descent",
    (spectral.LABEL, GROUP),
    {spectral.LABEL: SPECTRAL},
    (spectral.LABEL,),
    (
        Record(
            ("small-steps",),
            SpectralCase("1", "1", "1/25000", "1/1000", "1", 1, 18),
            reason="the mode has stepped past its target",
        ),
        Record(
            ("start-below-targets",),
            SpectralCase("3/250", "1", "3/20", "3/10", "31", 1, 2),
            reason="from far above the target even ησ_1 ≤ 1/2 is too large a step",
        ),
        Record(
            ("start-below-tolerance",),
            SpectralCase("1,0", "1,1", "1/10", "1/2", "1/4", 1, 9),
            reason="the absent mode has not come down yet",
        ),
        Record(("after-the-left-end",), SpectralCase("1", "1", "1/10", "1/10", "1/4", 1, 0)),
        Record(("before-the-right-end",), SpectralCase("1", "1", "1/10", "1/10", "1/4", 0, 100)),
    ),
)
ANY = OfDescent(
    "descent-4p",
    "descent from any start",
    (BEGINS, GOES_ON, STAYS_SMALL, GROUP),
    {GOES_ON: ANY_START, STAYS_SMALL: OF_NONE},
    (STAYS_SMALL, BEGINS, GOES_ON),
    (
        Record(
            ("small-steps",),
            DenseCase(GOES_ON, "1", "1", "1/25000", "1/1000000", "1", 1, 30, tau="1/1000"),
            reason="the mode has stepped past its target; no start is known for a step between 1/4 and 1/2",
        ),
        Record(
            ("tolerance",),
            DenseCase(
                GOES_ON,
                "1,0.731",
                "0.29 0.161; 1.65 -2.3",
                "0.115",
                "7.499e-15",
                "0.25",
                1,
                179,
                nu="0.10892079",
                mu="8.09",
                tau="0.731",
            ),
            tries=194,
        ),
        Record(
            ("rest-is-small",),
            DenseCase(GOES_ON, "1,1/400", "1e-80; 1", "3/10", "1/5", "1/4", 1, 839, nu="99e-162", mu="101/100"),
            reason="the second mode has taken too much from the first, which starts so small",
        ),
        Record(
            ("independent",),
            DenseCase(GOES_ON, "1,1/2", "0; 1", "1/10", "1/100000", "1/4", 1, 60),
            reason="what starts from 0 stays 0",
        ),
        Record(("whole-start",), DenseCase(STAYS_SMALL, "1", "1", "1/2", "1", "1/4", 0, 0, mu="1/10")),
        Record(("after-the-left-end",), DenseCase(GOES_ON, "1,1/2", "1; 1", "1/10", "1/100000", "1/4", 1, 0, mu="2")),
        Record(
            ("before-the-right-end",),
            DenseCase(GOES_ON, "1,1/2", "1 0; 0 1", "1/10", "1/100000", "1/4", 1, 200),
        ),
        Record(
            ("start-below-targets",),
            DenseCase(STAYS_SMALL, "1", "7", "100", "1", "1/4", 0, 1, mu="49"),
            reason="descent runs away",
        ),
    ),
)
LAWS = (THIRD, ANY)
