"""What each hypothesis of Theorems 3 and 4 is needed for: without it, the conclusion fails at an exact instance.

A counterexample satisfies every other hypothesis and violates the conclusion: a T_k is empty, or ‖W(t) − Y_k‖₂ > ε at
a rational t in T_k. The instances are listed in `hypotheses` and confirmed by balls whenever they are asked for;
tests/proofs/ablation_search.py found them, or found none. A hypothesis that others imply can't be dropped alone: a
certificate that the checker accepts says so. Where nothing was found, the instance that comes nearest is kept: the
hypothesis may not be needed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from numeric import texts
from numeric.decimals import exact_fraction
from numeric.exact import parse_fraction
from numeric.field import Balls, Field
from numeric.instance import Instance
from numeric.matrices import is_diagonal
from numeric.trajectory import absent_mode, growing_mode
from numeric.windows import hypotheses, window
from paper.theorems import named
from proofs import checker
from proofs.certificate.argument import Argument, certificate
from proofs.theorems.ablation.hypotheses import EXAMPLE, HYPOTHESES, Case, Hypothesis
from proofs.theorems.shared.windowed import error_at

BITS = 256
DIGITS = 12
AFTER, BEFORE = "after-the-left-end", "before-the-right-end"


class Need(Enum):
    """What is known about a hypothesis: the last is no proof that it is not needed."""

    NEEDED = "needed: the conclusion fails without it"
    IMPLIED = "implied by the others"
    MEANINGLESS = "without it the statement has no meaning"
    NOT_NEEDED = "not needed: the conclusion is proved without it"
    NOT_SEEN = "not seen to be needed"


class Unconfirmed(ArithmeticError):
    """A recorded instance is not what it is recorded as; the message says in what."""


@dataclass(frozen=True)
class Ablation:
    """A theorem or a law without one hypothesis.

    `error` holds the left side of the conclusion at the instance, and `bound` the right one; `sides` tells what these
    are. Of a theorem about windows they are ‖W(t) − Y_k‖₂ and `epsilon`.
    """

    theorem: str
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
    replacements: tuple[str, ...] = ()  # statements proved without it, from which the steps that use it follow too
    called: str = ""
    conclusion: str = ""  # the label of what fails at the instance, or holds there
    sides: tuple[str, str] = ("‖W(t) − Y_k‖", "ε")
    bound: tuple[Decimal, Decimal] | None = None

    @property
    def margin(self) -> Decimal | None:
        """A lower bound on (ε − error)/ε at the instance that comes nearest to a counterexample."""
        if self.error is None or self.need not in (Need.NOT_NEEDED, Need.NOT_SEEN):
            return None
        right = Fraction(self.bound[0]) if self.bound else parse_fraction(self.epsilon, "ε")
        return _rounded(1 - Fraction(self.error[1]) / right, ROUND_FLOOR)


def ablations(theorem: str, breaks: Callable[[str, str], Sequence[str]]) -> Iterator[Ablation]:
    """Each hypothesis of the theorem dropped, confirmed anew. `breaks` names the steps that rest on it directly.

    Raises Unconfirmed if a recorded instance is not what it is recorded as, Gap if a certificate is not found again.
    """
    for hypothesis in HYPOTHESES[theorem]:
        yield ablation(theorem, hypothesis, tuple(breaks(theorem, hypothesis.name)))


def ablation(theorem: str, hypothesis: Hypothesis, breaks: tuple[str, ...] = ()) -> Ablation:
    """What is on record about the hypothesis, confirmed."""
    stated = named(theorem)
    latex = {name: each.latex for each in stated.asked if each.latex for name in (each.name, each.also)}
    latex |= {each.name: each.latex for each in hypotheses(theorem, EXAMPLE.instance())}
    latex |= {AFTER: rf"t \ge {texts.latex(stated.left_end)}", BEFORE: rf"t \le {texts.latex(stated.right_end)}"}
    found = Ablation(
        theorem,
        hypothesis.name,
        latex[hypothesis.name],
        breaks,
        Need.MEANINGLESS,
        hypothesis.names,
        hypothesis.reason,
        tries=hypothesis.tries,
        replacements=tuple(argument.steps[-1].shows for argument in hypothesis.replacements),
        called=f"MV {stated.called}",
        conclusion=stated.label if hypothesis.case else "",
    )
    for argument in hypothesis.replacements:
        require_certificate(argument)
    if hypothesis.implied is not None:
        require_certificate(hypothesis.implied)
        return replace(found, need=Need.IMPLIED)
    if hypothesis.case is None:
        return found
    require_dropped(theorem, hypothesis.names, hypothesis.case)
    instance, error = confirmed(theorem, hypothesis)
    if hypothesis.case.time is None:
        return replace(found, need=Need.NEEDED, instance=instance)
    need = Need.NOT_NEEDED if hypothesis.spared else Need.NOT_SEEN if hypothesis.tries else Need.NEEDED
    return replace(found, need=need, instance=instance, error=error, epsilon=instance["epsilon"])


def require_dropped(theorem: str, names: Sequence[str], case: Case) -> None:
    """Raises Unconfirmed unless the instance violates the hypotheses in `names`, and satisfies all others."""
    given = {h.name: h.holds for h in hypotheses(theorem, case.instance())}
    with Balls(BITS).working():
        given |= time_hypotheses(theorem, case)
    turns_target = "target-is-positive" in names
    given |= {"target-is-positive": not (case.turned and turns_target)}
    given |= {"shape-is-positive": not case.turned or turns_target}
    for name, holds in given.items():
        if holds is not (name not in names):
            raise Unconfirmed(f"Theorem {theorem} without {names[0]}: of {name} it is recorded that it is {not holds}")
    if not given.keys() >= set(names):
        raise Unconfirmed(f"Theorem {theorem} has no hypotheses {', '.join(set(names) - set(given))} at this instance")


def time_hypotheses(theorem: str, case: Case) -> dict[str, bool | None]:
    """Whether t certainly is, or is not, after the left end of T_k and before its right one; 0 ≤ t in any case."""
    if case.time is None:
        return {}
    point, field = case.point(), Balls(BITS)
    ends, time = window(theorem, point.instance, case.k, field), field.number(point.time)
    return {
        AFTER: _at_most(ends.left, time),
        BEFORE: True if ends.right is None else _at_most(time, ends.right),
    }


def _at_most(left: Any, right: Any) -> bool | None:
    return True if left <= right else False if left > right else None


def is_empty(theorem: str, instance: Instance, k: int, field: Field) -> bool:
    """Whether certainly no t ≥ 0 is in T_k."""
    ends = window(theorem, instance, k, field)
    return ends.right is not None and bool(ends.right < ends.left or ends.right < 0)


def confirmed(theorem: str, hypothesis: Hypothesis) -> tuple[dict[str, str], tuple[Decimal, Decimal] | None]:
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
        error = turned_error(hypothesis, case, field) if case.turned else error_at(point, field)
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
    if case.basis is not None or not is_diagonal(instance.shape):
        raise Unconfirmed(f"without {hypothesis.name}: a sign is turned of matrices that are not diagonal")
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
    ((_, wrong),) = checker.check({"claims": [certificate(argument, checker.axioms())]})
    if wrong:
        raise Unconfirmed(f"{argument.label}: {wrong}")
