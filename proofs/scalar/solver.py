"""Ask z3 whether some point refutes a claim without functions, in a process of its own: whoever asks trusts nothing."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from numeric.process import Died, Fault, latest
from proofs.scalar.claims import RELATIONS, Claim, Comparison, Numbers, Point, divisors_in, evaluated

MOST_MEGABYTES = 1000
DIGITS_OF_IRRATIONALS = 30
Opinion = Literal["sat", "unsat", "unknown", "timeout", "not asked"]
Answer = tuple[Opinion, Point | None]


def ask(claim: Claim, seconds: float) -> Answer:
    """z3's word, and its model; both may be wrong."""
    try:
        return (latest(seconds, answers, claim) if seconds > 0 else None) or ("timeout", None)
    except (Died, Fault):
        return "unknown", None


def answers(claim: Claim) -> Iterator[Answer]:
    """The one answer. An irrational algebraic number in the model is a rational near it."""
    import z3  # which takes long, and is needed here alone

    z3.set_param("memory_max_size", MOST_MEGABYTES)
    solver = z3.Solver()
    solver.add(question(claim))
    outcome = solver.check()
    if outcome != z3.sat:
        yield ("unsat" if outcome == z3.unsat else "unknown"), None
        return
    model, found = solver.model(), dict.fromkeys(claim.variables, Fraction(1))
    for name in claim.variables:
        value = z3.simplify(model.evaluate(z3.Real(name)))  # -1 may come as the negative of 1
        if isinstance(value, z3.AlgebraicNumRef):
            value = value.approx(DIGITS_OF_IRRATIONALS)
        if isinstance(value, z3.RatNumRef):  # else any value will do
            found[name] = Fraction(value.numerator_as_long(), value.denominator_as_long())
    yield "sat", found


def question(claim: Claim) -> list[Any]:
    """That every hypothesis holds, that no divisor is zero, and that the conclusion fails."""
    import z3

    numbers = Numbers(z3.RealVal, {"max": lambda a, b: z3.If(a >= b, a, b)})
    letters = {name: z3.Real(name) for name in claim.names}

    def holds(comparison: Comparison) -> Any:
        return RELATIONS[comparison.relation](*comparison.sides(letters, numbers))

    trees = [side for c in (*claim.hypotheses, claim.conclusion) for side in (c.left, c.right)]
    divisors = (evaluated(divisor, letters, numbers) for tree in trees for divisor in divisors_in(tree))
    return [
        *(letters[name] > 0 for name in claim.positive),
        *map(holds, claim.hypotheses),
        z3.Not(holds(claim.conclusion)),
        *(divisor != 0 for divisor in divisors),
    ]
