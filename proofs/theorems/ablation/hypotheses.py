"""The hypotheses of Theorems 3 and 4, and what is on record about each: an instance, or what implies it.

Where `tries` counts searches in vain, `search` of tests/proofs/ablation_search.py, with 1000 tries and seed 1, repeats
them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from numeric.exact import parse_fraction, parse_scale
from numeric.instance import Instance, random_basis
from numeric.instances import Point, make_shape
from paper.theorems import Theorem, theorem
from proofs.certificate.argument import Argument, Written, identity


@dataclass(frozen=True)
class Case:
    """An instance, k and a time in T_k; no time says that T_k is empty.

    `shape` is a recipe of `instances.make_shape`, `basis` the seed of Φ. The hypotheses see Y and W̄₀ by singular values
    and norms alone, so what violates Y ⪰ 0 or W̄₀ ≻ 0 is an instance with one eigenvalue's sign turned: the `turned`-th.
    """

    spectrum: str
    shape: str
    epsilon: str
    alpha: str
    k: int
    time: str | None
    basis: int | None = None
    rate: str = "1"
    turned: int = 0

    def instance(self) -> Instance:
        spectrum = tuple(parse_fraction(x, "a singular value") for x in self.spectrum.split(","))
        n = len(spectrum)
        basis = "I" if self.basis is None else f"random:{self.basis}"
        return Instance(
            spectrum,
            make_shape(self.shape, n),
            None if self.basis is None else random_basis(n, self.basis),
            parse_scale(self.alpha, "α"),
            parse_fraction(self.rate, "the rate"),
            parse_fraction(self.epsilon, "ε"),
            f"spectrum {self.spectrum}; shape {self.shape}; basis {basis}",
        )

    def point(self) -> Point:
        time = Fraction(0) if self.time is None else parse_fraction(self.time, "the time")
        return Point(self.instance(), 0, self.k, time, "")


@dataclass(frozen=True)
class Hypothesis:
    """One hypothesis of a theorem and what is on record about it. `names` are those that fall with it, itself first."""

    names: tuple[str, ...]
    case: Case | None = None  # a counterexample, or what comes nearest to one
    tries: int = 0  # instances that were searched in vain
    implied: Argument | None = None
    replacements: tuple[Argument, ...] = ()  # what stands in, without it, for the steps that use it
    spared: bool = False  # the sharper Theorem 4 has no such hypothesis, and what is left implies those that it has
    reason: str = ""

    @property
    def name(self) -> str:
        return self.names[0]


def implication(label: str, shows: str, positive: Sequence[str], given: Mapping[str, str]) -> Argument:
    step = Written(label, shows, (), (identity(None, *given),))
    return Argument(label, (step,), given=given, positive=tuple(positive))


def of_a_mode(label: str, shows: str, **given: str) -> Argument:
    """A claim about σ_i(t) by MV (12), from a = α²s_i and with the growth g = e^{2cσ_i t} of t ≥ 0."""
    below = "sigma - a + a*growth"
    given = {"closed-form": f"value*({below}) == sigma*a*growth", "time": "1 <= growth", **given}
    step = Written(label, shows, (), (identity(None, *given, multiplier=below),))
    return Argument(label, (step,), given=given, positive=("sigma", "a", "eps"), scalars=("growth", "value"))


EXAMPLE = Case("2,1", "identity", "1/10", "1/100", 1, None)
"""Of rank 2, so that it has every hypothesis; at this α Theorem 4's T_1 is empty."""

WITHOUT_MEANING = (
    Hypothesis(
        ("values-are-distinct",),
        reason="(ii) divides by σ_k − σ_{k+1}; multiplied out it is T_k ≠ ∅, false for equal values unless c₁ ≤ c₂",
    ),
    Hypothesis(("tolerance-is-positive",), reason="c₁ divides by ε, and the logarithms are those of positive numbers"),
)
IN_BOTH = (
    Hypothesis(("after-the-left-end",), Case("1", "identity", "1/10", "1/10", 1, "1")),
    Hypothesis(("before-the-right-end",), Case("1", "identity", "1/10", "1/10", 0, "10")),
    Hypothesis(
        ("target-is-positive",),
        Case("2,1", "identity", "1/10", "1/1000", 2, "10", turned=2),
        reason="with the singular values of Y for σ_i: W(t) stays positive semidefinite, and Y_k is not",
    ),
    Hypothesis(
        ("shape-is-positive",),
        # the absent mode grows without bound until t = 1/(2α²) = 50
        Case("1,0", "identity", "1/10", "1/10", 1, "49.9", turned=2),
        reason="with ‖W̄₀⁻¹‖ and ‖W̄₀‖ for 1/s_min and s_max, or m and μ: the solution is lost in finite time",
    ),
    *WITHOUT_MEANING,
)
THIRD, FOURTH, SHARPER = map(theorem, ("theorem-3", "theorem-4", "theorem-4-sharper"))
"""The paper's two, of which it is asked what they need, and the one of ours that does without some of it."""
SPECTRAL = f"where 1/m = s_min and μ = s_max, {SHARPER.called} says the same without it"
GENERAL = f"without it the others imply the hypotheses of {SHARPER.called}, whose windows contain these"


def sharper(label: str, shows: str, **given: str) -> Argument:
    return implication(label, shows, ("alpha", "sigma_1", "m", "mu", "s_min", "s_max", "eps"), given)


def asked(stated: Theorem, *names: str) -> dict[str, str]:
    return {name: stated.hypotheses[name] for name in names}


def at_most(name: str, smaller: Theorem, larger: Theorem) -> str:
    return f"{smaller.constants[name]} <= {larger.constants[name]}"


OF_ENDS, CONDITION = {"right_ends": f"alpha**2 <= {FOURTH.constants['c2']}"}, {"condition": "m*mu >= 1"}
SHARPER_IMPLIES_3 = (
    sharper("left-ends-are-no-later", at_most("c1", SHARPER, THIRD), m="m*s_min == 1"),
    sharper("right-ends-are-no-earlier", at_most("c2", THIRD, SHARPER), mu="mu == s_max"),
)
SHARPER_IMPLIES_4 = (
    sharper("left-ends-are-earlier", at_most("c1", SHARPER, FOURTH)),
    sharper("right-ends-are-later", at_most("c2", FOURTH, SHARPER), **CONDITION),
    sharper("start-below-tolerance", "alpha**2*mu <= eps", **OF_ENDS, **CONDITION),
)
"""(ii) asks less with a smaller c₁ and a larger c₂, and T_k is larger; α²μ ≤ ε is start-below-tolerance."""
HYPOTHESES = {
    THIRD.key: (
        Hypothesis(
            ("start-below-targets",),
            Case(
                "20.2,0.012,0",
                "diagonal:1,1,1",
                "0.0178",
                "0.1327",
                0,
                "0.00026663003969932834259191479929589663555381",
            ),
            tries=761,
            replacements=(
                *SHARPER_IMPLIES_3,
                of_a_mode("learned-from-above", "sigma <= value", above="sigma <= a"),
                of_a_mode("learned-from-below-tolerance", "value - sigma <= eps", tolerance="a <= eps"),
                of_a_mode("unlearned-from-anywhere", "value <= eps", early="a*growth <= eps"),
            ),
            spared=True,
            reason=f"{SPECTRAL}: a mode that starts above σ_i falls to it, from below ε",
        ),
        Hypothesis(
            ("start-below-tolerance", "right-ends-not-negative"),
            Case("1,0", "identity", "1/10", "1", 1, "1.2"),
            reason="the two say the same, and fall together",
        ),
        Hypothesis(
            ("left-ends-not-negative",),
            Case("0.902", "diagonal:0.871", "0.905", "1.017", 0, "0.00253810017437778662915284208103896582689516"),
            tries=645,
            replacements=(
                *SHARPER_IMPLIES_3,
                of_a_mode("learned-at-once", "sigma - value <= eps", small="a <= sigma", large="sigma**2 <= eps*a"),
            ),
            spared=True,
            reason=f"{SPECTRAL}: where it fails, every mode is within ε of σ_i from the start",
        ),
        Hypothesis(
            ("right-ends-not-negative",),
            implied=implication(
                "right-ends-from-the-start",
                f"alpha**2 <= {THIRD.constants['c2']}",
                ("alpha", "s_max", "eps"),
                asked(THIRD, "start-below-tolerance"),
            ),
            reason="start-below-tolerance says the same",
        ),
        Hypothesis(("window-1-not-empty",), Case("2,1", "identity", "1/10", "1/10", 1, None)),
        *IN_BOTH,
    ),
    FOURTH.key: (
        Hypothesis(
            ("tolerance-not-too-large",),
            Case("1.57", "diagonal:1", "3.16", "0.8887", 0, "0.000085599666988914123575679860929901626053604"),
            tries=769,
            replacements=SHARPER_IMPLIES_4,
            spared=True,
            reason=GENERAL,
        ),
        Hypothesis(
            ("start-below-targets",),
            Case(
                "145,0.012,0",
                "diagonal:1,1,1",
                "0.0535",
                "0.1154",
                0,
                "0.000014944357297272149500154719354615121334384",
                basis=26,
            ),
            tries=739,
            replacements=SHARPER_IMPLIES_4,
            spared=True,
            reason=GENERAL,
        ),
        Hypothesis(
            ("left-ends-not-negative",),
            implied=implication(
                "left-ends-from-the-start",
                f"alpha**2 <= {FOURTH.constants['c1']}",
                ("alpha", "sigma_1", "sigma_r", "m", "mu", "eps"),
                {
                    **asked(FOURTH, "tolerance-not-too-large", "start-below-targets"),
                    "values-decrease": "sigma_r <= sigma_1",
                    "condition-number-is-at-least-one": "m*mu >= 1",
                },
            ),
            reason="tolerance-not-too-large and start-below-targets imply it",
        ),
        Hypothesis(("right-ends-not-negative",), Case("1,0", "identity", "1/10", "1", 1, "2")),
        Hypothesis(("window-1-not-empty",), EXAMPLE),
        *IN_BOTH,
    ),
}
