"""What is 0 because a power of it is: (x**2 - 2)**2 == 0 says that x**2 - 2 is 0, and so does (x**2 - 2)**2 <= 0."""

from collections.abc import Iterable
from functools import reduce
from operator import mul

from proofs.checker import Sum, multiply, scale
from proofs.grading.numbers.corners import Form
from proofs.grading.numbers.lines import Lines

HIGHEST = 16


def about_powers(lines: Lines, names: Iterable[str]) -> None:
    """For each of these facts that says that a power is 0, or at most 0, the line that says so of its root."""
    for name in names:
        relation, value = lines.facts[name]
        letters = sorted({letter for powers, _ in value for letter, _ in powers})
        is_polynomial = {*letters} <= {*lines.variables} and all(e > 0 for powers, _ in value for _, e in powers)
        if letters and is_polynomial:
            _about(lines, name, relation, value, Form(lines.names, letters))


def _about(lines: Lines, name: str, relation: str, value: Sum, form: Form) -> None:
    content, factors = form.read(value).factor()
    powers = [int(m) for _, m in factors]
    highest = max(powers) + max(powers) % 2
    if min(powers) < 2 or highest > HIGHEST or (relation != "==" and (content > 0 or {*powers} != {highest})):
        return
    root = reduce(mul, (f for f, _ in factors))
    text = form.written(root)
    if relation == "==":  # of which an even power of the root is a multiple
        left = form.written(root**highest / form.read(value))
        known = lines.written({"shows": f"({text})**{highest} == 0", "terms": [{"equation": name, "left": left}]})
    else:
        times = str(-1 / content)
        known = lines.written({"shows": f"({text})**{highest} <= 0", "terms": [{"times": times, "facts": [name]}]})
    while highest > 1:
        highest //= 2
        known = _halved(lines, text if highest == 1 else f"({text})**{highest}", known)
        if highest > 1 and highest % 2:
            highest += 1
            shows = f"({text})**{highest} == 0"
            known = lines.written({"shows": shows, "terms": [{"equation": known, "left": text}]})


def _halved(lines: Lines, text: str, known: str) -> str:
    """The number of a line that says that it is 0, since its square is at most that, as line `known` says."""
    lines.written({"shows": "0 <= 0", "terms": []})
    if lines.facts[known][0] == "==":
        value = scale(multiply(lines.names.expression(text), lines.names.expression(text)), -1)
        lines.written({"shows": f"0 <= {lines.names.write(value)}", "terms": [{"equation": known, "left": "(-1)"}]})
    opposite = f"-({text})"
    lines.instance("order-of-squares", r="0", s=text)
    lines.instance("order-of-squares", r="0", s=opposite)
    return lines.instance("antisymmetry", x=text, y="0")
