"""Statements and constants, which are written once as functions, as texts in the checker's language."""

from paper.texts import Text, tidy
from proofs.claims.claim import Step
from proofs.claims.statement import AtLeast, AtMost, Equal, MoreThan

SIGNS = {AtMost: "<=", AtLeast: ">=", MoreThan: ">", Equal: "=="}


def text_of(step: Step) -> str:
    """What the step states, with the names of its quantities."""
    statement = step.statement(**{name: Text(name) for name in step.quantities})
    return tidy(f"({statement.left}) {SIGNS[type(statement)]} ({statement.right})")
