"""Sums of words of matrices, made normal by equations as rules; each use of an equation is recorded.

An equation is a rule that replaces its longest word. Where two rules can be used on one word, and lead to two things,
that these are equal is a new equation (Knuth and Bendix's completion, up to some length), which is a line of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from proofs.certificate.finder import Names, Term
from proofs.checker import Letter, Monomial, Statement, Sum

Powers = tuple[tuple[str, int], ...]
Word = tuple[Letter, ...]
MOST_REWRITINGS = 5000
MOST_RULES, LONGEST_HEAD = 40, 5
"""Rules that completion may come to, and letters of the word that one replaces."""


class TooLong(Exception):
    """A value was not made normal in as many steps as it may take."""


@dataclass(frozen=True)
class Rule:
    """The equation `name`, which is `coefficient`·head + rest == 0, as a rule for its head."""

    name: str
    head: Monomial
    coefficient: Fraction
    rest: tuple[tuple[Monomial, Fraction], ...]


@dataclass
class Rules:
    """Equations as rules, in a scope that can write what they leave behind."""

    names: Names
    rules: list[Rule] = field(default_factory=list)
    defined: dict[Letter, frozenset[Letter]] = field(default_factory=dict)
    """Letters that an equation says what they are, with all that these are made of."""
    _normal: dict[Monomial, Sum] = field(default_factory=dict)

    def learn(self, name: str, fact: Statement) -> None:
        """Use the fact as a rule, if it is an equation."""
        relation, value = fact
        if relation != "==" or not value or set(value) == {((), ())}:
            return
        head = self._definition(value) or max(value, key=self._rank)
        if any(e < 0 for _, e in head[0]):
            return
        rest = tuple((m, c) for m, c in sorted(value.items()) if m != head)
        self.rules.append(Rule(name, head, value[head], rest))
        self._normal.clear()

    def _definition(self, value: Sum) -> Monomial | None:
        """A letter that stands alone in an equation, and of which nothing else in it is made."""
        for powers, word in sorted(value, key=self._rank, reverse=True):
            others = [w for p, w in value if (p, w) != (powers, word)]
            made = frozenset(letter for w in others for letter in w)
            made |= {part for letter in made for part in self.defined.get(letter, ())}
            known = made | {turned_word((letter,))[0] for letter in made}
            if len(word) == 1 and not powers and word[0] not in known and word[0] not in self.defined:
                self.defined[word[0]] = known
                return powers, word
        return None

    def _rank(self, monomial: Monomial) -> tuple[object, ...]:
        powers, word = monomial
        size = sum(max(e, 0) * (1 + ("(" in name)) for name, e in powers)
        return len(word), size, [letter[0] for letter in word], powers

    def normal(self, value: Sum) -> Sum:
        """What the rules make of it. Raises TooLong."""
        found = Sum()
        for monomial, c in value.items():
            _add(found, self._monomial(monomial, MOST_REWRITINGS), c)
        return found

    def _monomial(self, monomial: Monomial, left: int) -> Sum:
        known = self._normal.get(monomial)
        if known is not None:
            return known
        use = self._use(monomial)
        found = Sum()
        if use is None:
            found[monomial] = Fraction(1)
        else:
            if left <= 0:
                raise TooLong
            rule, powers, before, after = use
            for (own, word), c in rule.rest:
                inner = self._monomial((product_of(powers, own), before + word + after), left // 2)
                _add(found, inner, -c / rule.coefficient)
        self._normal[monomial] = found
        return found

    def reduced(self, value: Sum) -> tuple[Sum, list[Term]]:
        """What the rules make of it, and the multiples of equations that were taken off. Raises TooLong."""
        value, used = dict(value), dict[tuple[str, Word], Sum]()
        for _ in range(MOST_REWRITINGS):
            use = next(((m, u) for m in sorted(value, key=self._rank, reverse=True) if (u := self._use(m))), None)
            if use is None:
                break
            monomial, (rule, powers, before, after) = use
            factor = value.pop(monomial) / rule.coefficient
            for (own, word), c in rule.rest:
                _add(value, {(product_of(powers, own), before + word + after): Fraction(1)}, -c * factor)
            _add(used.setdefault((rule.name, after), {}), {(powers, before): Fraction(1)}, factor)
        else:
            raise TooLong
        return value, [
            {"equation": name, "left": self.names.write(left), "right": self.names.write({((), after): Fraction(1)})}
            for (name, after), left in used.items()
            if left
        ]

    def _use(self, monomial: Monomial) -> tuple[Rule, Powers, Word, Word] | None:
        """A rule that this can be rewritten by, with what its head is multiplied by."""
        powers, word = monomial
        for rule in self.rules:
            own, head = rule.head
            rest = _quotient(powers, own)
            if rest is None:
                continue
            for start in range(len(word) - len(head) + 1):
                if word[start : start + len(head)] == head:
                    return rule, rest, word[:start], word[start + len(head) :]
        return None

    def overlaps(self) -> Iterator[tuple[Sum, list[Term]]]:
        """What two rules make of one word, the difference, as a sum of multiples of their equations."""
        for one in self.rules:
            for other in self.rules:
                head, tail = one.head[1], other.head[1]
                for start in range(len(head) if tail else 0):
                    common = min(len(head) - start, len(tail))
                    if head[start : start + common] == tail[:common] and (start or one is not other):
                        after = tail[common:], head[start + common :]
                        yield self._difference(one, other, head[:start], *after)

    def _difference(self, one: Rule, other: Rule, before: Word, after: Word, behind: Word) -> tuple[Sum, list[Term]]:
        """Of `one` with `after` behind it, and `other` between `before` and `behind`, which replace the same."""
        own, theirs = dict(one.head[0]), dict(other.head[0])
        both = tuple(sorted((own | {n: max(e, own.get(n, 0)) for n, e in theirs.items()}).items()))
        value, terms = Sum(), list[Term]()
        for rule, sign, (left, right) in ((one, 1, ((), after)), (other, -1, (before, behind))):
            powers, factor = _quotient(both, rule.head[0]) or (), sign / rule.coefficient
            for (more, word), c in rule.rest:
                _add(value, {(product_of(powers, more), left + word + right): Fraction(1)}, c * factor)
            outer = (self.names.write({(powers, left): factor}), self.names.write({((), right): Fraction(1)}))
            terms.append({"equation": rule.name, "left": outer[0], "right": outer[1]})
        return value, terms


def _add(total: Sum, value: Mapping[Monomial, Fraction], factor: Fraction) -> None:
    for monomial, c in value.items():
        new = total.get(monomial, Fraction(0)) + factor * c
        if new:
            total[monomial] = new
        else:
            total.pop(monomial, None)


def product_of(a: Powers, b: Powers) -> Powers:
    if not a or not b:
        return a or b
    exponents = dict(a)
    for name, e in b:
        exponents[name] = exponents.get(name, 0) + e
    return tuple(sorted((name, e) for name, e in exponents.items() if e))


def turned_word(word: Word) -> Word:
    """Its transpose."""
    return tuple((y, n, m, x) for x, m, n, y in reversed(word))


def _quotient(a: Powers, b: Powers) -> Powers | None:
    """a/b, if b has no power that a has not."""
    own = dict(a)
    if any(own.get(name, 0) < e for name, e in b):
        return None
    return tuple(sorted((n, e) for n, e in (own | {n: own[n] - e for n, e in b}).items() if e))
