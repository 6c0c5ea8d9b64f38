"""Near-misses that many steps have, made of the step's own statement: that is not written a second time.

Each is given in the place of a Canary, and makes one of the statement function that it stands above:

    @step("interlacing", canary=halved)                                             # right/2, "the bound halved"
    @step("coupling", canary=divided("ε/4 replaced by ε/8", by=2))                  # right/by
    @step("minors-agree", canary=instead("looked at later", mismatch="late_mismatch"))  # another quantity

`halved` has the signature `halved(statement: Callable[..., Statement]) -> Canary`; `divided` and `instead` return what
has it. `saying` is another statement, given as a text.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from inspect import Parameter, signature
from typing import Any

from proofs.claims.claim import Canary, NearMiss
from proofs.claims.statement import AtLeast
from proofs.claims.texts import statement_of


def divided(words: str, by: int) -> NearMiss:
    """The same with a `by`-th of what is said to be the most, or `by` times what is said to be the least.

    Of a plain integer no field has a part, so the left side grows.
    """

    def near_miss(statement: Callable[..., Any]) -> Canary:
        @wraps(statement)
        def smaller(**values: Any) -> Any:
            found = statement(**values)
            if isinstance(found, AtLeast):
                return replace(found, right=found.right * by)
            if isinstance(found.right, int):
                return replace(found, left=found.left * by)
            return replace(found, right=found.right / by)

        return Canary(words, smaller)

    return near_miss


halved = divided("the bound halved", by=2)


def instead(words: str, **others: str) -> NearMiss:
    """The same of other quantities: `others` says which stands in the place of which."""

    def near_miss(statement: Callable[..., Any]) -> Canary:
        asked = signature(statement)
        unknown = others.keys() - asked.parameters.keys()
        if unknown:
            raise TypeError(f"the statement does not speak of {', '.join(sorted(unknown))}")

        def of_others(**values: Any) -> Any:
            return statement(**{name: values[others.get(name, name)] for name in asked.parameters})

        names = dict.fromkeys(others.get(name, name) for name in asked.parameters)
        spoken_of = [Parameter(name, Parameter.KEYWORD_ONLY) for name in names]
        of_others.__signature__ = asked.replace(parameters=spoken_of)  # type: ignore[attr-defined]
        return Canary(words, of_others)

    return near_miss


def saying(changes: str, text: str) -> Canary:
    """Another statement."""
    return Canary(changes, statement_of(text))
