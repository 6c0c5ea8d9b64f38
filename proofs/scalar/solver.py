"""Ask z3 once, in a process of its own: SMT-LIB on standard input, one JSON object on standard output.

    python -m proofs.scalar.solver < question

The answer has `outcome` (sat, unsat, unknown) and, for sat, `model`: numerator and denominator of each name's value, in
hexadecimal, or of a rational near it where the value is an irrational algebraic number. Whoever asks bounds the time,
and trusts nothing.
"""

import json
import sys
from typing import Any

import z3

MOST_MEGABYTES = 1000
DIGITS_OF_IRRATIONALS = 30


def answer(question: str) -> dict[str, Any]:
    """z3's answer to one question."""
    z3.set_param("memory_max_size", MOST_MEGABYTES)
    solver = z3.Solver()
    solver.from_string(question)
    outcome = solver.check()
    if outcome != z3.sat:
        return {"outcome": str(outcome)}
    model = solver.model()
    # names without arguments only: z3's model also says what it takes a division by zero to be
    names = [name for name in model.decls() if name.arity() == 0]
    return {"outcome": "sat", "model": {str(name): _rational(model[name]) for name in names}}


def _rational(value: Any) -> list[str]:
    value = z3.simplify(value)  # -1 may come as the negative of 1
    if isinstance(value, z3.AlgebraicNumRef):
        value = value.approx(DIGITS_OF_IRRATIONALS)
    # Python's decimal text stops at 4300 digits
    return [hex(value.numerator_as_long()), hex(value.denominator_as_long())]


if __name__ == "__main__":
    json.dump(answer(sys.stdin.read()), sys.stdout)
