"""What each hypothesis of Theorems 3 and 4 is needed for: without it, the conclusion fails at an exact instance.

A counterexample satisfies every other hypothesis and violates the conclusion: a T_k is empty, or ‖W(t) − Y_k‖₂ > ε at
a rational t in T_k. The instances are listed here and confirmed by balls whenever they are asked for;
`ablation_search` found them, or found none. A hypothesis that others imply can't be dropped alone: a certificate that
the checker accepts says so. Where nothing was found, the instance that comes nearest is kept: the hypothesis may not be
needed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import sympy

from numeric.exact import parse_fraction, parse_scale
from numeric.field import Balls, Field
from numeric.instance import Instance, random_basis
from numeric.trajectory import absent_mode, growing_mode
from numeric.windows import exact_fraction, hypotheses, window
from paper import reconstructed
from proofs import checker
from proofs.argument import Argument, Written, certificate, identity
from proofs.instances import Point, make_shape
from proofs.windowed import WindowQuantities

BITS = 256
DIGITS = 12


class Need(Enum):
    """What is known about a hypothesis: the last is no proof that it is not needed."""

    NEEDED = "needed: the conclusion fails without it"
    IMPLIED = "implied by the others"
    MEANINGLESS = "without it the statement has no meaning"
    NOT_SEEN = "not seen to be needed"


class Unconfirmed(ArithmeticError):
    """A recorded instance is not what it is recorded as; the message says in what."""


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
    reason: str = ""

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Ablation:
    """A theorem without one hypothesis. `error` holds ‖W(t) − Y_k‖₂ at the instance, which `epsilon` is to bound."""

    theorem: int
    hypothesis: str
    latex: str
    breaks: tuple[str, ...]
    need: Need
    dropped: tuple[str, ...]
    reason: str = ""
    instance: Mapping[str, str] | None = None
    error: tuple[Decimal, Decimal] | None = None
    epsilon: str = ""
    tries: int = 0

    @property
    def margin(self) -> Decimal | None:
        """A lower bound on (ε − error)/ε at the instance that comes nearest to a counterexample."""
        if self.error is None or self.need is not Need.NOT_SEEN:
            return None
        epsilon = parse_fraction(self.epsilon, "ε")
        return _rounded(1 - Fraction(self.error[1]) / epsilon, ROUND_FLOOR)


def ablations(theorem: int, breaks: Callable[[int, str], Sequence[str]]) -> Iterator[Ablation]:
    """Each hypothesis of the theorem dropped, confirmed anew. `breaks` names the steps that rest on it directly.

    Raises Unconfirmed if a recorded instance or certificate is not what it is recorded as.
    """
    for hypothesis in HYPOTHESES[theorem]:
        yield ablation(theorem, hypothesis, tuple(breaks(theorem, hypothesis.name)))


def ablation(theorem: int, hypothesis: Hypothesis, breaks: tuple[str, ...] = ()) -> Ablation:
    """What is on record about the hypothesis, confirmed."""
    latex = LATEX | {h.name: h.latex for h in hypotheses(theorem, EXAMPLE.instance())}
    found = Ablation(
        theorem,
        hypothesis.name,
        latex[hypothesis.name],
        breaks,
        Need.MEANINGLESS,
        hypothesis.names,
        hypothesis.reason,
        tries=hypothesis.tries,
    )
    if hypothesis.implied is not None:
        require_certificate(hypothesis.implied)
        return replace(found, need=Need.IMPLIED)
    if hypothesis.case is None:
        return found
    require_dropped(theorem, hypothesis.names, hypothesis.case)
    instance, error = confirmed(theorem, hypothesis)
    if hypothesis.case.time is None:
        return replace(found, need=Need.NEEDED, instance=instance)
    need = Need.NOT_SEEN if hypothesis.tries else Need.NEEDED
    return replace(found, need=need, instance=instance, error=error, epsilon=instance["epsilon"])


def require_dropped(theorem: int, names: Sequence[str], case: Case) -> None:
    """Raises Unconfirmed unless the instance violates the hypotheses in `names`, and satisfies all others."""
    given = {h.name: h.holds for h in hypotheses(theorem, case.instance())}
    with Balls(BITS).working():
        given |= time_hypotheses(theorem, case)
    given |= {"target-is-positive": not (case.turned and "target-is-positive" in names)}
    given |= {"shape-is-positive": not (case.turned and "shape-is-positive" in names)}
    for name, holds in given.items():
        if holds is not (name not in names):
            raise Unconfirmed(f"Theorem {theorem} without {names[0]}: of {name} it is recorded that it is {not holds}")
    if not given.keys() >= set(names):
        raise Unconfirmed(f"Theorem {theorem} has no hypotheses {', '.join(set(names) - set(given))} at this instance")


def time_hypotheses(theorem: int, case: Case) -> dict[str, bool | None]:
    """Whether t certainly is, or is not, after the left end of T_k and before its right one; 0 ≤ t in any case."""
    if case.time is None:
        return {}
    point, field = case.point(), Balls(BITS)
    ends, time = window(theorem, point.instance, case.k, field), field.number(point.time)
    return {
        "after-the-left-end": _at_most(ends.left, time),
        "before-the-right-end": True if ends.right is None else _at_most(time, ends.right),
    }


def _at_most(left: Any, right: Any) -> bool | None:
    return True if left <= right else False if left > right else None


def is_empty(theorem: int, instance: Instance, k: int, field: Field) -> bool:
    """Whether certainly no t ≥ 0 is in T_k."""
    ends = window(theorem, instance, k, field)
    return ends.right is not None and bool(ends.right < ends.left or ends.right < 0)


def confirmed(theorem: int, hypothesis: Hypothesis) -> tuple[dict[str, str], tuple[Decimal, Decimal] | None]:
    """The instance in exact numbers, and what encloses its error.

    Raises Unconfirmed unless the conclusion certainly fails there, or certainly holds where nothing was found.
    """
    case, field = hypothesis.case, Balls(BITS)
    if case is None:
        raise TypeError(f"{hypothesis.name} has no instance on record")
    point, turned = case.point(), {}
    if case.turned:
        turned = {"turned": f"eigenvalue {case.turned} of {'Y' if _turns_target(hypothesis) else 'the shape'} negative"}
    with field.working():
        if case.time is None:
            if not is_empty(theorem, point.instance, case.k, field):
                raise Unconfirmed(f"Theorem {theorem} without {hypothesis.name}: T_{case.k} is not certainly empty")
            described = {name: value for name, value in point.describe().items() if name not in ("time", "position")}
            return {**described, "window": "empty"}, None
        error = turned_error(hypothesis, case, field) if case.turned else WindowQuantities(point, field).error
        epsilon = field.number(point.instance.epsilon or 0)
        if not (error <= epsilon if hypothesis.tries else error > epsilon):
            raise Unconfirmed(f"Theorem {theorem} without {hypothesis.name}: the error is {error}, with ε = {epsilon}")
        described = {name: value for name, value in point.describe().items() if name != "position"}
        return {**described, **turned}, enclosure(error)


def turned_error(hypothesis: Hypothesis, case: Case, field: Field) -> Any:
    """‖W(t) − Y_k‖₂ where one eigenvalue of Y or of the shape, both diagonal, has its sign turned.

    Raises Unconfirmed unless the solution certainly exists up to the time.
    """
    point = case.point()
    instance, errors = point.instance, []
    rate, time, square = field.number(instance.rate), field.number(point.time), field.scale(instance.alpha) ** 2
    for i, value in enumerate(instance.spectrum):
        target, start = field.number(value), square * field.number(instance.shape[i][i])
        if i + 1 == case.turned:
            target, start = (-target, start) if _turns_target(hypothesis) else (target, -start)
        twice = 2 * rate * time
        # MV (12), (13) have σ + a(e^{2cσt} − 1), or 1 + 2cat, below the line; over σ it moves one way from 1
        below = 1 + start * (twice if value == 0 else field.expm1(twice * target) / target)
        if not below > 0:
            raise Unconfirmed(f"without {hypothesis.name}: the solution may not exist up to the time")
        mode = absent_mode(start, rate, time) if value == 0 else growing_mode(field, target, start, rate, time)
        errors.append(abs(mode - (target if i < case.k else 0)))
    return field.maximum(*errors)


def _turns_target(hypothesis: Hypothesis) -> bool:
    return hypothesis.name == "target-is-positive"


def enclosure(x: Any) -> tuple[Decimal, Decimal]:
    """Decimals of DIGITS digits on either side of the ball x."""
    return (
        _rounded(exact_fraction(x.lower()), ROUND_FLOOR),
        _rounded(exact_fraction(x.upper()), ROUND_CEILING),
    )


def _rounded(x: Fraction, rounding: str) -> Decimal:
    return Context(prec=DIGITS, rounding=rounding).divide(Decimal(x.numerator), Decimal(x.denominator))


def require_certificate(argument: Argument) -> None:
    """Raises Unconfirmed unless a certificate of the claim is found that the checker accepts."""
    ((_, wrong),) = checker.check({"claims": [certificate(argument, {})]})
    if wrong:
        raise Unconfirmed(f"{argument.label}: {wrong}")


def implication(label: str, shows: str, positive: Sequence[str], given: Mapping[str, str]) -> Argument:
    step = Written(label, shows, (), (identity(None, *given),))
    return Argument(label, (step,), given=given, positive=tuple(positive))


def _written(constant: Callable[..., Any], *names: str) -> str:
    """A reconstructed constant in the checker's language."""
    return str(constant(**{name: sympy.Symbol(name) for name in names}))


LATEX = {
    "after-the-left-end": r"t \ge \log(c_1/\alpha^2)/(2c\sigma_k)",
    "before-the-right-end": r"t \le \log(c_2/\alpha^2)/(2c\sigma_{k+1})",
    "target-is-positive": r"Y \succeq 0",
    "shape-is-positive": r"\bar W_0 \succ 0",
    "values-are-distinct": r"\sigma_1 > \dots > \sigma_r",
    "tolerance-is-positive": r"\varepsilon > 0",
}
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
SANDWICH = "to be expected: by (24) W(t) grows with W̄₀, so it lies between the diagonal flows from α²/m and α²μ"
SQUARE = "alpha**2"
HYPOTHESES = {
    3: (
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
            reason="to be expected: a mode that starts above σ_i falls to it, and starts below ε",
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
            reason="to be expected: where it fails, growth by c₁/α² < 1 is no condition",
        ),
        Hypothesis(
            ("right-ends-not-negative",),
            implied=implication(
                "right-ends-from-the-start",
                f"{SQUARE} <= {_written(reconstructed.theorem3_c2, 's_max', 'eps')}",
                ("alpha", "s_max", "eps"),
                {"start-below-tolerance": f"{SQUARE}*s_max <= eps"},
            ),
            reason="start-below-tolerance says the same",
        ),
        Hypothesis(("window-1-not-empty",), Case("2,1", "identity", "1/10", "1/10", 1, None)),
        *IN_BOTH,
    ),
    4: (
        Hypothesis(
            ("tolerance-not-too-large",),
            Case("1.57", "diagonal:1", "3.16", "0.8887", 0, "0.000085599666988914123575679860929901626053604"),
            tries=769,
            reason=SANDWICH,
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
            reason=SANDWICH,
        ),
        Hypothesis(
            ("left-ends-not-negative",),
            implied=implication(
                "left-ends-from-the-start",
                f"{SQUARE} <= {_written(reconstructed.theorem4_c1, 'sigma_1', 'm', 'eps')}",
                ("alpha", "sigma_1", "sigma_r", "m", "mu", "eps"),
                {
                    "tolerance-not-too-large": f"eps <= {_written(reconstructed.theorem4_largest_eps, 'sigma_1')}",
                    "start-below-targets": f"{SQUARE}*mu <= sigma_r",
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
"""What stands in the way of dropping each; where `tries` counts searches in vain, `ablation_search.search` with
1000 tries and seed 1 repeats them.
"""
