"""What the fields of several kinds have in common: names, tables of texts by name, and texts with names replaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from paper import Misuse
from proofs import checker
from proofs.grading.numbers import claims
from proofs.grading.numbers.expression import conjunction, expression, read
from proofs.scalar.claims import PI

SIGNS = ("<=", ">=", "<", ">")


@dataclass(frozen=True)
class Setting:
    """The names of a claim, and what they are called in the checker's language, in which all texts are returned."""

    parameters: tuple[str, ...]
    states: tuple[str, ...]
    others: tuple[str, ...] = ()  # such as the time

    def __post_init__(self) -> None:
        claims.require_names((*self.parameters, *self.states, *self.others))
        require_not_ours((*self.parameters, *self.states, *self.others))
        if PI in (*self.states, *self.others):
            raise Misuse(f"{PI!r} is a number, and nothing that moves can be called so; give it another name")
        if not self.states:
            raise Misuse("it speaks of nothing that moves; name at least one quantity")

    @cached_property
    def called(self) -> dict[str, str]:
        return claims.called((*self.parameters, *self.states, *self.others))

    def only(self, *names: str) -> dict[str, str]:
        return {name: self.called[name] for name in names}

    def table(self, field: str, texts: Mapping[str, str], *names: str) -> dict[str, str]:
        """The expression of each state, by the state's name in the checker's language; it may speak of `names`."""
        require_states(field, texts, self.states)
        known = self.only(*names)
        return {self.called[x]: read(f"{field}, {x}", expression, texts[x], known) for x in self.states}

    def shown(self, field: str, text: str, *names: str) -> tuple[str, ...]:
        """A conclusion's comparisons."""
        return read(field, conjunction, text, self.only(*names))


def require_not_ours(names: Sequence[str]) -> None:
    """Raises Misuse for a name that ends as those do which are made here beside the claimant's."""
    taken = next((name for name in names if name.endswith("_")), None)
    if taken is not None:
        raise Misuse(f"the variable {taken!r} ends in _, as names made by flowproof do; give it another name")


def require_states(field: str, texts: Mapping[str, str], states: Sequence[str]) -> None:
    """Raises Misuse unless the table has a text for each of the states, and for nothing else."""
    missing = [x for x in states if x not in texts]
    unknown = [x for x in texts if x not in states]
    if missing:
        raise Misuse(f"{field} says nothing of {missing[0]!r}; give a text for it")
    if unknown:
        raise Misuse(f"{field} speaks of {unknown[0][:40]!r}, which is none of {', '.join(states)}; leave it out")


def relation_and_rest(text: str) -> tuple[str, str]:
    """`<= 1 - x` as its sign and what stands after it; a text without one says what is equal."""
    bare = text.lstrip()
    sign = next((sign for sign in SIGNS if bare.startswith(sign)), "==")
    rest = bare.removeprefix(sign) if sign in SIGNS or bare.startswith("==") else bare
    return sign, rest


def replaced(text: str, names: Mapping[str, str]) -> str:
    """The text with names replaced by expressions. Raises Misuse where that becomes too long."""
    found = claims.NAME.sub(lambda match: f"({names[match[0]]})" if match[0] in names else match[0], text)
    if len(found) > checker.LIMIT:
        raise Misuse(f"written out, it has more than {checker.LIMIT} characters; make its texts shorter")
    return found
