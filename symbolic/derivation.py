"""A derivation: lines that a person can read, each of which is decided exactly when it is written.

The LaTeX of a line is rendered from the expressions that are decided: it can't say anything else than what was checked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sympy import Expr, Symbol, diff, factor, log

from symbolic.rendering import rendered
from symbolic.residual import Decision, Names, Point, has_sign, tends_to, vanishes
from symbolic.symbols import q, t


@dataclass(frozen=True)
class Line:
    """One step: what it says, why it is so in one clause, and how that was decided.

    `lemma` names a theorem from a textbook on which the line also rests, and which is assumed, not checked.
    """

    latex: str
    why: str
    decision: Decision
    lemma: str = ""
    of_any_size: bool = False  # decided in letters that don't commute, which stand for matrices of every size

    @property
    def holds(self) -> bool:
        return self.decision.holds


@dataclass(frozen=True)
class Derivation:
    """The lines that lead to a conclusion, and the parameters for which they do."""

    title: str
    domain: str
    lines: tuple[Line, ...]
    conclusion: str  # LaTeX, by `formula`

    @property
    def holds(self) -> bool:
        return bool(self.lines) and all(line.holds for line in self.lines)

    @property
    def latex(self) -> str:
        """The conclusion."""
        return self.conclusion

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The textbook theorems that are assumed, in the order of their use."""
        return tuple(dict.fromkeys(line.lemma for line in self.lines if line.lemma))


def formula(*sides: Expr | str, relation: str = "=") -> str:
    """LaTeX of a chain `left = … = right`, none of them twice in a row; a side that is text is LaTeX already."""
    written = [side if isinstance(side, str) else rendered(side) for side in sides]
    kept = [side for i, side in enumerate(written) if i < 1 or side != written[i - 1]]
    return f" {relation} ".join(kept if len(kept) > 1 else written)


def equal(
    left: Expr,
    right: Expr,
    why: str,
    *,
    shown: str | None = None,
    where: Mapping[Expr, Expr] | None = None,
    points: Iterable[Point] | None = None,
) -> Line:
    """left = right, after the substitution `where`. `shown`: a name in LaTeX that goes before the left side."""
    sides = (left, right) if shown is None else (shown, left, right)
    decision = vanishes((left - right).subs(dict(where or {})), points)
    return Line(formula(*sides) + _setting(where), why, decision)


def define(symbol: Symbol, meaning: Expr, why: str) -> Line:
    """The line that introduces an abbreviation; there is nothing to decide."""
    return Line(formula(symbol, meaning), why, Decision(holds=True))


def total_derivative(expression: Expr, rates: Mapping[Symbol, Expr]) -> Expr:
    """d/dt of `expression`, where each symbol of `rates` moves at its rate."""
    return diff(expression, t) + sum((diff(expression, moving) * rate for moving, rate in rates.items()), start=0 * t)


def derivative(
    expression: Expr,
    right: Expr,
    why: str,
    *,
    rates: Mapping[Symbol, Expr] | None = None,
    points: Iterable[Point] | None = None,
) -> Line:
    """d/dt expression = right, where each symbol of `rates` moves at its rate and every other one but t rests."""
    shown = rf"\frac{{d}}{{dt}}\left({rendered(expression)}\right)"
    return Line(formula(shown, right), why, vanishes(total_derivative(expression, rates or {}) - right, points))


def solves(
    unknown: Symbol,
    solution: Expr,
    field: Expr,
    why: str,
    *,
    others: Mapping[Symbol, Expr] | None = None,
    points: Iterable[Point] | None = None,
) -> Line:
    """`unknown` = `solution` makes d/dt unknown = field true; the field speaks of the unknown and of `others`."""
    residual = diff(solution, t) - field.subs({unknown: solution, **(others or {})}, simultaneous=True)
    return Line(rf"\dot{{{rendered(unknown)}}} = {rendered(field)}", why, vanishes(residual, points))


def starts(unknown: Symbol, solution: Expr, value: Expr, why: str, *, points: Iterable[Point] | None = None) -> Line:
    """`solution` at t = 0 is `value`."""
    return Line(formula(f"{rendered(unknown)}(0)", value), why, vanishes(solution.subs(t, 0) - value, points))


def sign(
    expression: Expr,
    relation: str,
    why: str,
    *,
    where: Mapping[Expr, Expr] | None = None,
    points: Iterable[Point] | None = None,
) -> Line:
    """expression > 0, ≥ 0, < 0 or ≤ 0 (`relation` is the sign in ASCII), manifest after the substitution `where`.

    The substitution is part of the line: it says which of the parameters are compared, such as σ = a + p with p > 0.
    """
    strict, negative = not relation.endswith("="), relation.startswith("<")
    substituted = expression.subs(dict(where or {}))
    names = Names(substituted)
    manifest = names.read(factor(_quotient(*names.fraction(substituted))))
    decision = has_sign(-substituted if negative else substituted, strict=strict, points=points)
    shown = {"<": "<", ">": ">", "<=": r"\le", ">=": r"\ge"}[relation]
    sides = (expression,) if manifest == expression else (expression, manifest)
    return Line(f"{formula(*sides)} {shown} 0{_setting(where)}", why, decision)


def beyond_one(exponential: Expr) -> dict[Expr, Expr]:
    """The substitution e^z = 1 + q with q ≥ 0. Raises ValueError unless the exponent z is manifestly ≥ 0."""
    if not has_sign(log(exponential), strict=False).holds:
        raise ValueError(f"{exponential} is not seen to be at least 1")
    return {exponential: 1 + q}


def limit(
    expression: Expr, limits: Mapping[Symbol, Expr], value: Expr, why: str, *, points: Iterable[Point] | None = None
) -> Line:
    """`expression` tends to `value` as the symbols of `limits` tend to theirs; `why` says why they do."""
    below = r",\ ".join(rf"{rendered(moving)} \to {rendered(end)}" for moving, end in limits.items())
    shown = rf"\lim_{{{below}}} \left({rendered(expression)}\right)"
    return Line(formula(shown, value), why, tends_to(expression, limits, value, points))


def _setting(where: Mapping[Expr, Expr] | None) -> str:
    shown = r",\ ".join(formula(old, new) for old, new in (where or {}).items())
    return rf" \qquad ({shown})" if shown else ""


def _quotient(numerator: object, denominator: object) -> Expr:
    return numerator.as_expr() / denominator.as_expr()  # type: ignore[attr-defined]
