"""The grade of a claim about windows, as JSON and as lines of text."""

import json
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import TYPE_CHECKING, Any

from proofs.grading.windows.grades import Argued, Grade
from proofs.scalar.claims import Interval, Point

if TYPE_CHECKING:
    from proofs.grading.windows.cases import Case, Measured

LONGEST_VALUE = 60
DIGITS = (4, 8, 16, 24)
DIGITS_OF_BOUNDS = 6


def found(grade: Grade) -> dict[str, Any]:
    """What a grade of this kind has besides, as plain data: every number is a string."""
    return {
        "argument": None if grade.argument is None else _argument(grade.argument),
        "witness": None if grade.witness is None else _measured(grade.witness),
        "tightest": None if grade.tightest is None else _tightest(grade.tightest),
        "satisfied_at": None if grade.instance is None else grade.instance.describe(),
        "searched": str(grade.tries),
    }


def _argument(argument: Argued) -> dict[str, Any]:
    broken = {"breaks_at": argument.breaks_at or None, "condition": argument.condition or None}
    witness = None if argument.witness is None else {name: str(x) for name, x in argument.witness.items()}
    step = {"largest_step": argument.largest_step} if argument.largest_step else {}
    return {"theorem": argument.theorem, "holds": argument.holds, **broken, "witness": witness, **step}


def _measured(measured: "Measured") -> dict[str, Any]:
    ends = {"error": list(decimals(measured.error)), "bound": list(decimals(measured.bound))}
    return {**measured.case.describe(), **ends}


def _tightest(measured: "Measured") -> dict[str, Any]:
    ratio = measured.ratio
    return {"ratio": None if ratio is None else list(decimals(ratio)), "instance": _measured(measured)}


def lines(grade: Grade) -> Iterator[str]:
    """What follows the outcome and its reason."""
    if grade.argument is not None and not grade.argument.holds:
        yield _told(grade.argument)
    if grade.witness is not None:
        yield f"fails at {_words(grade.witness.case)}, where {_compared(grade.witness.error, grade.witness.bound)}"
    elif grade.tightest is not None and grade.tightest.ratio is not None:
        low, high = decimals(grade.tightest.ratio)
        yield (
            f"of {grade.tries} instances searched, error/bound was largest, {low} to {high}, at"
            f" {_words(grade.tightest.case)}"
        )


def _told(argument: Argued) -> str:
    where = f"{argument.breaks_at}, which needs {argument.condition}"
    if argument.largest_step:
        where += f" (its largest step is {argument.largest_step})"
    if argument.witness is None:
        return f"whether the proof of {argument.theorem} goes through is open at {where}"
    return f"the proof of {argument.theorem} breaks at {where}: false at {_point(argument.witness)}"


def _point(point: Point) -> str:
    return ", ".join(f"{name} = {x}" for name, x in point.items())


def _words(case: "Case") -> str:
    told = case.describe()
    shape, basis = told["shape"]["diagonal"], told["basis"]
    values = {
        "spectrum": ",".join(told["spectrum"]),
        "shape": f"diagonal:{','.join(shape)}",
        **({} if basis == "I" else {"basis": json.dumps(basis)}),
        "eps": told["epsilon"],
        "alpha": told["alpha"],
        **({} if told.get("rate", "1") == "1" else {"rate": told["rate"]}),
        "k": told["k"],
        **({"step": told["step"], "j": told["iterations"]} if "step" in told else {"t": told["time"]}),
    }
    return ", ".join(
        f"{name} {x if len(x) <= LONGEST_VALUE else x[:LONGEST_VALUE] + '…'}" for name, x in values.items()
    )


def decimals(interval: Interval) -> tuple[str, str]:
    """Both ends of an interval of positive numbers with few digits, rounded outward."""
    contexts = (Context(prec=DIGITS_OF_BOUNDS, rounding=rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
    low, high = (
        c.divide(Decimal(x.numerator), Decimal(x.denominator)) for c, x in zip(contexts, interval, strict=True)
    )
    return str(low), str(high)


def _compared(error: Interval, bound: Interval) -> str:
    """Both in so many digits that they differ."""
    middle, limit = (Decimal(x.numerator) / Decimal(x.denominator) for x in map(sum, (error, bound)))
    digits = next((d for d in DIGITS if f"{middle / 2:.{d}g}" != f"{limit / 2:.{d}g}"), DIGITS[-1])
    return f"the error is {middle / 2:.{digits}g}, and the bound {limit / 2:.{digits}g}"
