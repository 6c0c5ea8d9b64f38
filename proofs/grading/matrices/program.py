"""Sums of congruences T(B)*F*B by a semidefinite program over words, where equations hold.

B is a combination of words; which words is chosen here, and what the program finds is rounded as that for numbers is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations_with_replacement
from math import lcm

from proofs.certificate.finder import Finder, Names, Term, times
from proofs.checker import ONE, Letter, Monomial, Statement, Sum, multiply, scale, shape
from proofs.grading.matrices.words import Powers, Rules, Word, product_of, turned_word
from proofs.grading.numbers.gram import Block, Problem, combined, decomposed

Folded = Callable[[Sum, int], Sum]
MOST_ROOTS = 40
"""In one block."""


@dataclass(frozen=True)
class Effort:
    """How far to look: products of `degree` facts about numbers, words up to `length`, and `rounds` of words met.

    These have at most `more` letters than the target's longest, and some more where there are equations.
    """

    degree: int
    length: int
    rounds: int
    more: int


EFFORTS = (Effort(1, 0, 2, 1), Effort(1, 1, 2, 1), Effort(2, 0, 3, 1), Effort(2, 1, 3, 2), Effort(2, 2, 2, 3))
BY_EQUATIONS = 2


@dataclass(frozen=True)
class Congruences(Block):
    """The block of T(B)*factor*B, where B is a combination of `roots`.

    `folded` makes values normal, and a word and its transpose one.
    """

    folded: Folded = scale

    def values(self) -> Iterator[Sum]:
        return iter(self._values)

    @cached_property
    def _values(self) -> list[Sum]:
        """Off the diagonal, a value and its transpose are one, twice."""
        turned = [[((p, turned_word(w)), c) for (p, w), c in root.items()] for root in self.roots]
        return [
            self.folded(congruence(turned[i], self.factor, right), 1 if i == j else 2)
            for j, right in enumerate(self.roots)
            for i in range(j + 1)
        ]


def congruence(left: Iterable[tuple[Monomial, Fraction]], middle: Sum, right: Sum) -> Sum:
    """The product, of sizes that fit."""
    found = Sum()
    for (p, x), a in left:
        for (q, y), b in middle.items():
            for (r, z), c in right.items():
                monomial = (product_of(product_of(p, q), r), x + y + z)
                found[monomial] = found.get(monomial, Fraction(0)) + a * b * c
    return found


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
        seen = list[Sum]()
        for name, (relation, value) in facts.items():
            if relation == "==" or set(value) <= {((), ())} or value in seen:
                continue
            seen.append(value)
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
    names: Names,
    rules: Rules,
    facts: Facts,
    target: Sum,
    size: str,
    letters: Sequence[Letter],
    effort: Effort,
    end: float,
) -> list[Term] | None:
    """Terms that add up to the target, of this size, but for multiples of the rules' equations; or None."""

    def folded(value: Sum, factor: int) -> Sum:
        found = Sum()
        for (powers, word), c in rules.normal(value).items():
            key = min((powers, word), (powers, turned_word(word)))
            found[key] = found.get(key, Fraction(0)) + factor * c
        return {monomial: c for monomial, c in found.items() if c}

    wanted = folded(target, 1)
    if not wanted:
        return None
    blocks = _possible(list(_blocks(rules, facts, wanted, size, letters, effort, folded)), wanted)
    if not blocks:
        return None
    found = Congruent(Finder(names), wanted, blocks, [], False, end).solved()
    return None if found is None else found[0]


def _blocks(
    rules: Rules,
    facts: Facts,
    target: Sum,
    size: str,
    letters: Sequence[Letter],
    effort: Effort,
    folded: Folded,
) -> Iterator[Block]:
    sizes = {s for letter in letters for s in letter[1:3]} | {size}
    outer: list[tuple[Term, Sum, str]] = [(term, value, shape(value)[0]) for term, value in facts.matrices]  # type: ignore[index]
    outer += [({}, ONE, s) for s in sorted(sizes)]
    products = list(_products(facts.numbers, effort.degree))
    wholes = {
        (i, k): congruence([(((), ()), Fraction(1))], factor, value)
        for i, (_, value, _) in enumerate(outer)
        for k, (_, factor) in enumerate(products)
    }
    found = dict[tuple[int, int], set[Monomial]]()
    met, seen = set(target), set[Monomial]()
    most = max(len(word) for _, word in target) + effort.more + (BY_EQUATIONS if rules.rules else 0)
    for last in range(effort.rounds):
        fresh, seen = met - seen, seen | met
        for (i, k), block in wholes.items():
            roots = _roots(block, outer[i][2], size, fresh, rules, whole=last > 0) - found.get((i, k), set())
            longest = max(len(word) for _, word in block)
            roots = {root for root in roots if 2 * len(root[1]) + longest <= most}
            if roots:
                found.setdefault((i, k), set()).update(roots)
                met |= {m for root in roots for m in _of_square(root, block, folded)}
    words = {rows: _words(letters, rows, size, effort.length, rules) for rows in sizes} if effort.length else {}
    for (i, k), block in wholes.items():
        (term, _, rows), (factor_term, _) = outer[i], products[k]
        roots = {*found.get((i, k), ()), *words.get(rows, ())}
        kept = tuple({root: Fraction(1)} for root in sorted(roots, key=_rank)[:MOST_ROOTS])
        if kept:
            yield Congruences({**factor_term, **term}, block, kept, folded=folded)


def _possible(blocks: list[Block], target: Sum) -> list[Block]:
    """Without the roots whose square has a word that nothing else could take away, and that the target has not."""
    while True:
        signs, owners, mixed = dict[Monomial, set[bool]](), dict[Monomial, set[tuple[int, int]]](), set[Monomial]()
        for number, block in enumerate(blocks):
            places = ((i, j) for j in range(block.size) for i in range(j + 1))
            for (i, j), value in zip(places, block.values(), strict=True):
                if i != j:
                    mixed |= value.keys()
                    continue
                for monomial, c in value.items():
                    signs.setdefault(monomial, set()).add(c > 0)
                    owners.setdefault(monomial, set()).add((number, i))
        alone = [m for m, both in signs.items() if len(both) == 1 and m not in mixed and m not in target]
        dead = {owner for monomial in alone for owner in owners[monomial]}
        if not dead:
            return blocks
        kept = [tuple(r for i, r in enumerate(b.roots) if (n, i) not in dead) for n, b in enumerate(blocks)]
        blocks = [b if r == b.roots else replace(b, roots=r) for b, r in zip(blocks, kept, strict=True) if r]


def _of_square(root: Monomial, block: Sum, folded: Folded) -> set[Monomial]:
    """The words of a root's congruence, as they are multiplied out, and as equations have them."""
    powers, word = root
    value = congruence([((powers, turned_word(word)), Fraction(1))], block, {root: Fraction(1)})
    return {*value, *folded(value, 1)}


def _products(numbers: Sequence[tuple[Term, Sum]], degree: int) -> Iterator[tuple[Term, Sum]]:
    for count in range(degree + 1):
        for chosen in combinations_with_replacement(numbers, count):
            term: Term = {}
            for each, _ in chosen:
                for key, what in each.items():
                    term[key] = (
                        [*term.get(key, []), *what] if key == "facts" else "*".join(filter(None, (term.get(key), what)))
                    )
            yield term, multiply(ONE, *(value for _, value in chosen))


def _roots(value: Sum, rows: str, size: str, met: Iterable[Monomial], rules: Rules, *, whole: bool) -> set[Monomial]:
    """Words, from `rows` to `size`, that stand on both sides of one of the value's words in one of those that are met.

    On either side, if not `whole`; numbers are shared out in equal parts, or given to one of them.
    """
    found = set[Monomial]()
    for powers, word in met:
        for own, inner in value:
            ratio = _ratio(powers, own)
            for start in range(len(word) - len(inner) + 1) if ratio is not None else ():
                if word[start : start + len(inner)] != inner:
                    continue
                after, before = word[start + len(inner) :], turned_word(word[:start])
                if not _fits(after, rows, size) or not _fits(before, rows, size):
                    continue
                is_square = all(e % 2 == 0 for _, e in ratio or ())
                shares = [tuple((n, e // 2) for n, e in ratio or ())] if is_square else [(), ratio or ()]
                if not whole or (is_square and after == before):
                    found |= {(share, each) for share in shares for each in (after, before)}
    return {root for root in found if rules.normal({root: Fraction(1)}) == {root: Fraction(1)}}


def _fits(word: Word, rows: str, size: str) -> bool:
    return (word[0][1], word[-1][2]) == (rows, size) if word else rows == size


def _words(letters: Sequence[Letter], rows: str, size: str, length: int, rules: Rules) -> list[Monomial]:
    """All normal words of fitting sizes up to this length."""
    found: list[Word] = [()] if rows == size else []
    ends: list[Word] = [(letter,) for letter in letters if letter[1] == rows]
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


def _rank(monomial: Monomial) -> tuple[int, int, Monomial]:
    return len(monomial[1]), sum(abs(e) for _, e in monomial[0]), monomial
