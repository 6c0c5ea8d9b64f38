"""A step's statement as LaTeX, from the very function that is checked: never typed beside it."""

from typing import Any

import sympy

from proofs.claim import Step


def latex_of(step: Step) -> str:
    """LaTeX of the statement: its quantities become symbols, or its derivation gives its conclusion."""
    if step.domain is None:
        conclusion: str = step.statement().latex
        return conclusion
    statement = step.statement(**{name: _symbol(step.domain.symbols[name]) for name in step.quantities})
    return f"{sympy.latex(statement.left)} {statement.relation} {sympy.latex(statement.right)}"


def _symbol(latex: str) -> Any:
    return sympy.Symbol(latex, positive=True)
