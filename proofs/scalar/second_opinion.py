"""Where no certificate of a step is found: is the step false of numbers, whatever the matrices?

The norms in a step's statement become numbers that are not negative, of which only the step's premises are known. What
refutes that is no counterexample to the theorem: it says that the step does not follow from what it uses. That nothing
refutes it is an opinion, never a proof.
"""

import re

from proofs.certificate.argument import NAME, Argument, Written, substituted
from proofs.scalar.claims import Claim
from proofs.scalar.search import refute

SECONDS = 4.0
SEED = 2025
QUANTITY = re.compile(r"norm_|largest_")


def in_numbers(case: Argument, step: Written, shows: str) -> Claim | None:
    """The step as a claim about numbers, or None where it speaks of more than numbers."""
    known = {*case.positive, *case.scalars, *filter(QUANTITY.match, case.definitions)}
    definitions: dict[str, str] = {}
    for name, meaning in case.definitions.items():
        if name not in known and known.union(definitions).issuperset(NAME.findall(meaning)):
            definitions[name] = substituted(meaning, definitions)
    known |= set(definitions)
    premises = {**case.given, **{other.label: other.shows for other in case.steps if other.label in step.uses}}
    if not known.issuperset(NAME.findall(shows)):
        return None
    shows = substituted(shows, definitions)
    given = {n: substituted(text, definitions) for n, text in premises.items() if known.issuperset(NAME.findall(text))}
    spoken = set(NAME.findall(" ".join([shows, *given.values()])))
    scalars = tuple(name for name in (*case.scalars, *filter(QUANTITY.match, case.definitions)) if name in spoken)
    given |= {f"{name} is not negative": f"{name} >= 0" for name in scalars if QUANTITY.match(name)}
    return Claim(shows, given, case.positive, scalars)


def opinion(case: Argument, label: str, shows: str) -> str:
    """What a search for numbers that refute the step comes to, in words; "" where it does not speak of numbers."""
    step = next(step for step in case.steps if step.label == label)
    claim = in_numbers(case, step, shows)
    if claim is None or not claim.is_rational:
        return ""
    found = refute(claim, SECONDS, SEED)
    if found.witness is not None:
        at = (f"{name} = {x}" for name, x in sorted(found.witness.items()) if name in claim.conclusion.names)
        return f"false of numbers: {', '.join(at)}"
    return f"no numbers were found at which it is false (z3: {found.opinion})"
