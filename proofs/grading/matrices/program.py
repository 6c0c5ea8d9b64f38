"""Sums of congruences T(B)*F*B by a semidefinite program over words, where equations hold.

B is a combination of words; which words is chosen here, and what the program finds is rounded as that for numbers is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from math import lcm

from proofs.certificate.finder import Finder, Names, Term, times
from proofs.checker import ONE, Letter, Monomial, Statement, Sum, add, multiply, scale, shape, transpose
from proofs.grading.matrices.words import Powers, Rules, Word
from proofs.grading.numbers.gram import Block, Problem, combined, decomposed

MOST_ROOTS = 40
"""In one block."""


@dataclass(frozen=True)
class Effort:
    """How far to look: products of `degree` facts about numbers, words up to `length`, and `rounds` of words met."""

    degree: int
    length: int
    rounds: int


EFFORTS = (Effort(1, 0, 1), Effort(1, 1, 1), Effort(2, 0, 2), Effort(2, 1, 2), Effort(2, 2, 1))


@dataclass(frozen=True)
class Congruences(Block):
    """The block of T(B)*factor*B, B a combination of `roots`; `folded` makes values normal, a word and its transpose one."""

    folded: Callable[[Sum], Sum] = scale  # type: ignore[assignment]

    def values(self) -> Iterator[Sum]:
        for j, right in enumerate(self.roots):
            half = multiply(self.factor, right)
            for left in self.roots[:j]:
                value = multiply(transpose(left), half)
                yield self.folded(add(value, transpose(value)))
            yield self.folded(multiply(transpose(right), half))


class Congruent(Problem):
    """The program of such blocks; its terms are the checker's for matrices."""

    def _terms(self, x: list[Fraction]) -> tuple[list[Term], list[Term]] | None:
        terms, at = list[Term](), 0
        for block, size in zip(self.blocks, self.sizes, strict=True):
            squares = decomposed(x[at : at + size], block.size)
            if squares is None:
                return None
            at += size
            terms += [self._congruence(weight, block.term, combined(block.roots, v)) for weight, v in squares]
        return None if combined(self.values, x) != self.target else (terms, [{}])

    def _congruence(self, weight: Fraction, term: Term, root: Sum) -> Term:
        if set(root) == {((), ())}:
            return times(weight * root[(), ()] ** 2, term)
        common = lcm(*(c.denominator for c in root.values()))
        text, found = self.finder.scope.write(scale(root, common)), times(weight / common**2, term)
        return {**found, "by": text} if shape(root) else {**found, "squares": [text]}


@dataclass
class Facts:
    """What is not negative: matrices, and numbers, each by its term and its value."""

    matrices: Sequence[tuple[Term, Sum]]
    numbers: Sequence[tuple[Term, Sum]]

    @classmethod
    def of(cls, names: Names, facts: Mapping[str, Statement], positive: Iterable[str]) -> "Facts":
        matrices, numbers = list[tuple[Term, Sum]](), list[tuple[Term, Sum]]()
        for name, (relation, value) in facts.items():
            if relation == "==" or set(value) <= {((), ())}:
                continue
            below = without_quotients(value)
            term: Term = {} if below == ONE else {"positive": names.write(below)}
            if shape(value):
                matrices.append(({**term, "of": name}, multiply(below, value)))
            else:
                numbers.append(({**term, "facts": [name]}, multiply(below, value)))
        return cls(matrices, [*numbers, *(({"positive": name}, names.names[name]) for name in positive)])


def without_quotients(value: Sum) -> Sum:
    """The least monomial that the value has to be multiplied by, to be without negative powers."""
    lowest = dict[str, int]()
    for powers, _ in value:
        for name, e in powers:
            lowest[name] = min(lowest.get(name, 0), e)
    return {(tuple(sorted((n, -e) for n, e in lowest.items() if e < 0)), ()): Fraction(1)}


def sum_of_congruences(
    names: Names, rules: Rules, facts: Facts, target: Sum, size: str, letters: Sequence[Letter], effort: Effort, end: float
) -> list[Term] | None:
    """Terms that add up to the target, of this size, but for multiples of the rules' equations; or None."""

    def folded(value: Sum) -> Sum:
        found = Sum()
        for (powers, word), c in rules.normal(value).items():
            key = min((powers, word), (powers, _turned(word)))
            found[key] = found.get(key, Fraction(0)) + c
        return {monomial: c for monomial, c in found.items() if c}

    wanted = folded(target)
    if not wanted:
        return None
    blocks = list(_blocks(names, rules, facts, wanted, size, letters, effort, folded))
    if not blocks:
        return None
    found = Congruent(Finder(names), wanted, blocks, [], False, end).solved()
    return None if found is None else found[0]


def _blocks(
    names: Names,
    rules: Rules,
    facts: Facts,
    target: Sum,
    size: str,
    letters: Sequence[Letter],
    effort: Effort,
    folded: Callable[[Sum], Sum],
) -> Iterator[Block]:
    sizes = {s for letter in letters for s in letter[1:3]} | {size}
    outer: list[tuple[Term, Sum, str]] = [(term, value, shape(value)[0]) for term, value in facts.matrices]  # type: ignore[index]
    outer += [({}, ONE, s) for s in sorted(sizes)]
    products = list(_products(facts.numbers, effort.degree))
    met = {monomial for word in target for monomial in (word, (word[0], _turned(word[1])))}
    for last in range(effort.rounds):
        fresh, found = set[Monomial](), list[Block]()
        for term, value, rows in outer:
            for factor_term, factor in products:
                whole = multiply(factor, value)
                roots = _roots(whole, rows, size, met, rules)
                if effort.length and last == effort.rounds - 1:
                    more = _words(letters, rows, size, effort.length, rules)
                    roots = sorted({*roots, *more}, key=_rank)
                if not roots:
                    continue
                kept = tuple({root: Fraction(1)} for root in sorted(roots, key=_rank)[:MOST_ROOTS])
                block = Congruences({**factor_term, **term}, whole, kept, folded=folded)
                found.append(block)
                if last < effort.rounds - 1:
                    fresh |= {m for v in block.values() for m in v}
        met |= {monomial for word in fresh for monomial in (word, (word[0], _turned(word[1])))}
    yield from found


def _products(numbers: Sequence[tuple[Term, Sum]], degree: int) -> Iterator[tuple[Term, Sum]]:
    for count in range(degree + 1):
        for chosen in combinations_with_replacement(numbers, count):
            term: Term = {}
            for each, _ in chosen:
                for key, what in each.items():
                    term[key] = [*term.get(key, []), *what] if key == "facts" else "*".join(filter(None, (term.get(key), what)))
            yield term, multiply(ONE, *(value for _, value in chosen))


def _roots(value: Sum, rows: str, size: str, met: set[Monomial], rules: Rules) -> list[Monomial]:
    """Words, from `rows` to `size`, that may stand beside one of the value's words in one of those that are met."""
    found, ratios = set[Word](), set[Powers]()
    for powers, word in met:
        for own, inner in value:
            ratio = _ratio(powers, own)
            if ratio is None:
                continue
            for start in range(len(word) - len(inner) + 1):
                if word[start : start + len(inner)] == inner:
                    sides = word[start + len(inner) :], _turned(word[:start])
                    if all(_fits(side, rows, size) for side in sides):
                        found |= set(sides)
                        ratios.add(ratio)
    most = max((sum(e for _, e in ratio) for ratio in ratios), default=0)
    scalars = {part for ratio in ratios for part in _divisors(ratio) if 2 * sum(e for _, e in part) <= most}
    possible = ((part, word) for word in found for part in scalars or {()})
    return [root for root in possible if rules.normal({root: Fraction(1)}) == {root: Fraction(1)}]


def _fits(word: Word, rows: str, size: str) -> bool:
    return (word[0][1], word[-1][2]) == (rows, size) if word else rows == size


def _words(letters: Sequence[Letter], rows: str, size: str, length: int, rules: Rules) -> list[Monomial]:
    """All normal words of fitting sizes up to this length."""
    found, ends = [()] if rows == size else [], [((letter,)) for letter in letters if letter[1] == rows]
    for _ in range(length):
        found += [word for word in ends if word[-1][2] == size]
        ends = [(*word, letter) for word in ends for letter in letters if letter[1] == word[-1][2]]
    possible: list[Monomial] = [((), word) for word in found]
    return [root for root in possible if rules.normal({root: Fraction(1)}) == {root: Fraction(1)}]


def _ratio(a: Powers, b: Powers) -> Powers | None:
    """a/b where that has no negative powers but those that a has."""
    found = dict(a)
    for name, e in b:
        found[name] = found.get(name, 0) - e
        if found[name] < 0:
            return None
    return tuple(sorted((n, e) for n, e in found.items() if e))


def _divisors(powers: Powers) -> list[Powers]:
    found: list[Powers] = [()]
    for name, e in powers:
        found = [(*part, *(((name, k),) if k else ())) for part in found for k in range(max(e, 0) + 1)]
    return [tuple(sorted(part)) for part in found]


def _rank(monomial: Monomial) -> tuple[int, int, Monomial]:
    return len(monomial[1]), sum(abs(e) for _, e in monomial[0]), monomial


def _turned(word: Word) -> Word:
    return tuple((y, n, m, x) for x, m, n, y in reversed(word))
