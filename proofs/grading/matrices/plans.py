"""How letters are chosen so that hypotheses hold: some freely, each other one so that it satisfies a hypothesis.

A hypothesis D >= 0 in which Z stands alone, times a number, is satisfied by the Z for which D is a square T(B)*B; an
equation in which Z stands first in its words, or last, is solved for Z. What remains is checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from proofs import checker
from proofs.certificate.finder import Names
from proofs.checker import Letter, Sum, shape
from proofs.grading.matrices.reading import Stated
from proofs.grading.numbers.claims import NAME


@dataclass(frozen=True)
class Rule:
    """Of the letter Z: factor·Z + rest, or Z·factor + rest, is what `relation` says: a square, or 0."""

    letter: str
    relation: str
    factor: str
    rest: str
    from_left: bool
    needs: frozenset[str]


@dataclass(frozen=True)
class Plan:
    """The letters in an order in which each can be chosen, with the rules of those that are not free.

    Where it is `stiff`, an equation remains to be satisfied by chance.
    """

    order: tuple[str, ...]
    rules: Mapping[str, Rule]
    stiff: bool


class Planner:
    """Makes plans, another one each time."""

    def __init__(self, claim: Stated) -> None:
        self.claim = claim
        self.names = Names({"matrices": claim.sizes, "symmetric": claim.symmetric, "scalars": claim.scalars})
        self.letters = [name for name in (*claim.sizes, *claim.scalars) if name not in claim.inverses]

    @cached_property
    def _possible(self) -> Mapping[str, Sequence[Rule]]:
        """By hypothesis."""
        return {
            name: list(self._rules(text))
            for name, text in self.claim.given.items()
            if not any(letter in name for letter in self.claim.inverses)
        }

    def _rules(self, text: str) -> Iterator[Rule]:
        relation, value = self.names.statement(text)
        for name in self.letters:
            is_matrix = name in self.claim.sizes
            if is_matrix != bool(shape(value)):
                continue
            for from_left in (True, False) if relation == "==" and is_matrix else (True,):
                found = self._apart(value, name, from_left)
                if found is None:
                    continue
                factor, rest = found
                size = shape(factor)
                if is_matrix and size is not None and (relation != "==" or size[0] != size[1]):
                    continue
                needs = frozenset(x for part in (factor, rest) for x in self._spoken(part))
                yield Rule(name, relation, self.names.write(factor), self.names.write(rest), from_left, needs)

    def _apart(self, value: Sum, name: str, from_left: bool) -> tuple[Sum, Sum] | None:
        """What Z is multiplied by, from the left (or the right), and the rest, in neither of which it is."""
        factor, rest = Sum(), Sum()
        for (powers, word), c in value.items():
            at = word[-1:] if from_left else word[:1]
            if name in self.claim.sizes and at and at[0][0] == name:
                factor[powers, word[:-1] if from_left else word[1:]] = c
            elif name not in self.claim.sizes and dict(powers).get(name) == 1:
                factor[tuple(p for p in powers if p[0] != name), word] = c
            else:
                rest[powers, word] = c
        if not factor or any(name in self._spoken(part) for part in (factor, rest)):
            return None
        return factor, rest

    def _spoken(self, value: Sum) -> set[str]:
        """The letters that a value speaks of, within norms too, and inverses by what they invert."""
        found = set[str]()
        for powers, word in value:
            texts = [*(self.names.written.get(n, n) for n, _ in powers), *(_name(letter) for letter in word)]
            found |= {name for text in texts for name in NAME.findall(text) if name not in checker.FUNCTIONS}
        while inverses := found & set(self.claim.inverses):
            found -= inverses
            for letter in inverses:
                found |= set(NAME.findall(self.claim.inverses[letter])) - set(checker.FUNCTIONS)
        return found

    def plan(self, random: Random) -> Plan:
        """The letters chosen, and by which hypotheses, at random."""
        rules, needs, stiff = dict[str, Rule](), dict[str, frozenset[str]](), False
        hypotheses = list(self._possible)
        random.shuffle(hypotheses)
        for name in sorted(hypotheses, key=lambda n: not any(r.relation == "==" for r in self._possible[n])):
            possible = [
                r for r in self._possible[name] if r.letter not in rules and not self._leads(r.needs, r.letter, needs)
            ]
            if possible:
                rule = random.choice(possible)
                rules[rule.letter], needs[rule.letter] = rule, rule.needs
            elif self.names.statement(self.claim.given[name])[0] == "==":
                stiff = True
        order = list[str]()
        while len(order) < len(self.letters):
            order += [x for x in self.letters if x not in order and needs.get(x, frozenset()) <= set(order)]
        return Plan(tuple(order), rules, stiff)

    def _leads(self, start: frozenset[str], goal: str, needs: Mapping[str, frozenset[str]]) -> bool:
        """Whether what is needed needs the goal."""
        waiting, seen = list(start), set[str]()
        while waiting:
            name = waiting.pop()
            if name == goal:
                return True
            if name not in seen:
                seen.add(name)
                waiting += needs.get(name, ())
        return False


def _name(letter: Letter) -> str:
    return letter[0].removesuffix("'")
