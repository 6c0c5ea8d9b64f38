"""The groups of steps that one can ask for by name. They are names alone here, so that whoever asks loads no step."""

from paper import Misuse, laws, load, theorems
from paper.ledger import plain

GROUPS = ("symbolic", "numeric", "proofs", *theorems.groups(), *laws.groups(), "descent", "lemmas", "figures")


def group_called(name: str) -> str | None:
    """The group of that name, however it is spelt, if no entry is called so; None where there is none."""
    found = {plain(group): group for group in GROUPS}.get(plain(name))
    if found is None or name == found:
        return found
    try:
        load().find(name)
    except Misuse:
        return found
    return None
