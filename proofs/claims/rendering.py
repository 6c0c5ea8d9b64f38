"""A step's statement as LaTeX, from the very function that is checked: never typed beside it."""

import sympy

from proofs.claims.claim import Step
from proofs.claims.domain import Workspace


def latex_of(step: Step, workspace: Workspace | None = None) -> str:
    """LaTeX of the statement: its quantities become symbols, or its derivation gives its conclusion."""
    if step.domain is None:
        conclusion: str = (workspace or Workspace()).derivation(step.statement).latex
        return conclusion
    symbols = {name: sympy.Symbol(name, positive=True) for name in step.quantities}
    # SymPy would take a norm's closing bar for part of a subscript: each symbol is printed as the domain writes it
    names = {symbol: f"{{{step.domain.symbols[name]}}}" for name, symbol in symbols.items()}
    statement = step.statement(**symbols)
    if isinstance(statement, sympy.Symbol):  # the quantity is a whole statement
        return step.domain.symbols[statement.name]
    left, right = (sympy.latex(side, symbol_names=names) for side in (statement.left, statement.right))
    return f"{left} {statement.relation} {right}"
