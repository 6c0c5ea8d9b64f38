"""Of which sign a factor is, as a fact says."""

from proofs.certificate.finder import Term
from proofs.checker import Sum, scale
from proofs.grading.numbers.lines import PLAIN, Lines


def sign_of(lines: Lines, factor: Sum) -> tuple[int, str]:
    """1 or -1, and the fact that says so of what is no number; 0 where it is not seen."""
    if set(factor) == {((), ())}:
        return (1 if factor[(), ()] > 0 else -1), ""
    for sign in (1, -1):
        fact = lines.identity(f"0 <= {lines.names.write(scale(factor, sign))}", PLAIN)
        if fact:
            return sign, fact
    return 0, ""


def size_of(factor: Sum, fact: str) -> Term:
    """The absolute value, as a term, of a factor whose sign the fact says; of a number without one."""
    if fact:
        return {"facts": [fact]}
    ((_, c),) = factor.items()
    return {"times": str(abs(c)), "facts": []}
