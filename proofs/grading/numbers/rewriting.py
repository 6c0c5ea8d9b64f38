"""Values without denominators, and without what equations define.

A value is multiplied by what stands below: divisors that were shown to be positive, and positive variables. An equation
in which some power stands alone is a rule that replaces it. Both leave multiples of equations behind, which are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from proofs.certificate.finder import Names, Term
from proofs.checker import ONE, Sum, add, multiply, scale

MOST_REWRITINGS = 200


@dataclass(frozen=True)
class Divisor:
    """What is divided by, as it was shown to be positive: its value and numbered facts."""

    value: Sum
    inverse: Sum
    positive: str
    equation: str

    @property
    def name(self) -> str:
        """That of the inverse among the powers of a monomial."""
        ((powers, _),) = self.inverse
        return powers[0][0]


@dataclass(frozen=True)
class Rule:
    """An equation, divided by `scale`, as a rule for a power: name**power is what it is less `difference`."""

    name: str
    power: int
    difference: Sum
    scale: Fraction
    equation: str


@dataclass(frozen=True)
class Cleared:
    """What a value times the positive term `by` is: `value`, and equations times what each has in `lefts`."""

    value: Sum
    by: Term
    lefts: Mapping[str, Sum]


@dataclass
class Rewriting:
    """By which divisors values are multiplied, and which rules are used on them."""

    names: Names
    divisors: list[Divisor] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def cleared(self, value: Sum) -> Cleared:
        """The value times the divisors that it has, and times positive variables, as often as it needs; rewritten."""
        by, terms = list[str](), dict[str, Sum]()
        for divisor in reversed(self.divisors):  # the inner ones of nested quotients last
            by_power = by_powers(value, divisor.name)
            most = max(by_power)
            if most < 1:
                continue
            (c,) = divisor.inverse.values()
            product = multiply(divisor.value, divisor.inverse)
            raised = [ONE]
            for _ in range(most):
                raised.append(multiply(raised[-1], divisor.value))
            terms = {name: multiply(left, raised[most]) for name, left in terms.items()}
            value = {}
            for k, part in by_power.items():  # (1/d)**k * d**most is d**(most - k), and a multiple of d*(1/d) - 1
                whole = scale(multiply(part, raised[most - k]), c ** (-k))
                value, power = add(value, whole), ONE
                for _ in range(k):
                    _note(terms, divisor.equation, multiply(whole, power))
                    power = multiply(power, product)
            by += [divisor.positive] * most
        below = dict[str, int]()
        for powers, _ in value:
            for name, e in powers:
                below[name] = min(below.get(name, 0), e)
        monomial: Sum = {(tuple(sorted((n, -e) for n, e in below.items() if e < 0)), ()): Fraction(1)}
        term: Term = {"facts": by} if by else {}
        if monomial != ONE:
            term["positive"] = self.names.write(monomial)
            terms = {name: multiply(left, monomial) for name, left in terms.items()}
            value = multiply(value, monomial)
        value = self._rewritten(value, terms)
        return Cleared(value, term, {name: left for name, left in terms.items() if left})

    def _rewritten(self, value: Sum, terms: dict[str, Sum]) -> Sum:
        """The value with the rules used wherever they can be; the multiples of their equations are noted."""
        for _ in range(MOST_REWRITINGS):
            rule = next((r for r in self.rules if max(by_powers(value, r.name)) >= r.power), None)
            if rule is None:
                break
            factor: Sum = {}
            for k, part in by_powers(value, rule.name).items():
                if k >= rule.power:
                    rest: Sum = {(((rule.name, k - rule.power),) if k > rule.power else (), ()): Fraction(1)}
                    factor = add(factor, multiply(part, rest))
            value = add(value, multiply(factor, rule.difference), -1)
            _note(terms, rule.equation, scale(factor, 1 / rule.scale))
        return value

    def rule(self, name: str, difference: Sum) -> Rule | None:
        """The equation as a rule for a power that stands in it alone: of a function rather than of a variable."""
        heads = [
            (powers[0][0] in self.names.positive, "(" not in powers[0][0], powers[0][1], powers[0][0], c)
            for (powers, _), c in difference.items()
            if len(powers) == 1 and 1 <= powers[0][1] <= 2 and powers[0][0] in self.names.written
        ]
        for _, _, power, atom, c in sorted(heads):
            others = [powers for powers, _ in difference if powers != ((atom, power),)]
            is_known = atom.startswith("exp(log(")
            if not is_known and any(name.startswith("exp(") for powers in others for name, _ in powers):
                continue  # exp(x) is better than its square root's square
            if all(dict(powers).get(atom, 0) == 0 and all(e > 0 for _, e in powers) for powers in others):
                return Rule(atom, power, scale(difference, 1 / c), c, name)
        return None


def by_powers(value: Sum, name: str) -> dict[int, Sum]:
    """The value as a sum of powers of one quantity; that of the power 0 too."""
    found: dict[int, Sum] = {0: {}}
    for (powers, word), c in value.items():
        k = dict(powers).get(name, 0)
        found.setdefault(k, {})[tuple(pair for pair in powers if pair[0] != name), word] = c
    return found


def _note(terms: dict[str, Sum], equation: str, left: Sum) -> None:
    terms[equation] = add(terms.get(equation, {}), left)
