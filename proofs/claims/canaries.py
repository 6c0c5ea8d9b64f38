"""Near-misses that many steps have."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from proofs.claims.claim import Canary
from proofs.claims.statement import AtLeast, AtMost
from proofs.claims.texts import statement_of


def halved(statement: Callable[..., Any], changes: str = "the bound halved") -> Canary:
    """Half of what is said to be the most, or twice what is said to be the least."""

    @wraps(statement)
    def sharper(**quantities: Any) -> Any:
        stated = statement(**quantities)
        match stated:
            case AtMost():
                return replace(stated, right=stated.right / 2)
            case AtLeast():
                return replace(stated, right=2 * stated.right)
        raise TypeError(f"{type(stated).__name__} has no bound to be halved")

    return Canary(changes, sharper)


def instead(changes: str, text: str) -> Canary:
    """Another statement."""
    return Canary(changes, statement_of(text))
