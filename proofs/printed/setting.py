"""One claim of the checker's format, as the normal form of printed formulas needs it: what its letters stand for."""

import ast
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, permutations
from typing import Any

from paper.formulas import Tree, Unreadable, expression, tokens
from proofs import checker
from proofs.certificate.notation import symbol
from proofs.checker import Statement, Sum

Powers = tuple[tuple[str, int], ...]
Factor = tuple[Sum, Sum]

WRITTEN = {
    "I": "1",
    "I_k": "1",
    r"\tilde W": "W",
    r"\tilde W(t)": "W",
    r"\tilde W^-(t)": "slow",
    r"\tilde W^+(t)": "fast",
    "W^-(t)": "slow",
    "W^+(t)": "fast",
    "L(t)": "trial",
    r"\sigma_i": "sigma",
    "s_i": "s",
    "Y_k": "target",
    r"\tilde U": "factor",
    "E": "J1*E1*T(J1) + J2*E2*T(J2)",
    "D": "J1*D1*T(J1) + J2*D2*T(J2)",
    "G": "J1*G1*T(J1) + J2*G2*T(J2)",
}
"""What a name that is printed stands for, where the rule of `notation` would not do: the flows in the basis of Y."""
INVERSES = {"E": "J1*inverse_E1*T(J1) + J2*inverse_E2*T(J2)", r"\bar W_0": "M"}


class Setting:
    """A claim of the checker's format and how its letters are printed; without the rate c, that is MV's, which is 1."""

    def __init__(self, claim: Mapping[str, Any], symbols: Mapping[str, str], *, has_rate: bool = False) -> None:
        self.claim, self.symbols, self.has_rate = claim, symbols, has_rate

    @cached_property
    def scope(self) -> checker.Scope:
        claim = dict(self.claim)
        if not self.has_rate:
            for kind in ("positive", "scalars"):
                claim[kind] = [name for name in claim.get(kind, ()) if name != "c"]
            claim["definitions"] = {"c": "1", **claim.get("definitions", {})}
        return checker.Scope(claim)

    @cached_property
    def given(self) -> dict[str, Statement]:
        return {name: self.scope.statement(text) for name, text in self.claim["given"].items()}

    @cached_property
    def known(self) -> dict[str, list[Statement]]:
        """What is given, an equation transposed too."""
        return {
            name: [self.normal((sign, difference)), self.normal((sign, checker.transpose(difference)))]
            for name, (sign, difference) in self.given.items()
        }

    def normal(self, statement: Statement) -> Statement:
        """The same for every positive multiple of a statement, by a number or by powers of positive names."""
        relation, difference = statement
        for name in self.scope.positive:
            powers = [dict(found).get(name, 0) for found, _ in difference]
            if difference and min(powers):
                difference = checker.multiply(difference, {(((name, -min(powers)),), ()): Fraction(1)})
        return checker.normal(relation, difference)

    @cached_property
    def aliases(self) -> dict[str, tuple[Fraction, Powers]]:
        """Numbers that are given as equal to a monomial in names, such as norm(M) and m, or a name and 2*t."""
        found = dict[str, tuple[Fraction, Powers]]()
        for relation, difference in self.given.values():
            if relation == "==" and len(difference) == 2 and not any(word for _, word in difference):
                for left, right in permutations(difference):
                    (name, power), *more = left[0] or (("", 0),)
                    is_shorter = not name.isidentifier() or len(right[0]) > 1
                    if power == 1 and not more and is_shorter and all(x.isidentifier() for x, _ in right[0]):
                        found[name] = (-difference[right] / difference[left], right[0])
        return found

    @cached_property
    def cuts(self) -> dict[tuple[checker.Letter, ...], Sum]:
        """Products of two matrices that are given as a number: what `reduced` puts in their place."""
        found: dict[tuple[checker.Letter, ...], Sum] = {}
        for relation, difference in self.given.values():
            number: Sum = {monomial: c for monomial, c in difference.items() if monomial == ((), ())}
            products = [(powers, word) for powers, word in difference if not powers and len(word) == 2]
            if relation == "==" and len(products) == 1 and len(difference) == 1 + len(number):
                product: Sum = {products[0]: Fraction(1)}
                for _, word in (*product, *checker.transpose(product)):
                    found[word] = checker.scale(number, -1 / difference[products[0]])
        return found

    def reduced(self, a: Sum) -> Sum:
        """The sum with what is given about norms and about products of two matrices put in."""
        for powers, word in a:
            place = next((i for i, pair in enumerate(pairwise(word)) if pair in self.cuts), None)
            if place is not None:
                parts = [
                    _single(word=word[:place]),
                    self.cuts[word[place], word[place + 1]],
                    _single(word=word[place + 2 :]),
                ]
                rest = {monomial: c for monomial, c in a.items() if monomial != (powers, word)}
                term = checker.multiply({(powers, ()): a[powers, word]}, *parts)
                return self.reduced(checker.add(rest, term))
        return checker.collect(self._renamed(powers, word, coefficient) for (powers, word), coefficient in a.items())

    def _renamed(
        self, powers: Powers, word: tuple[checker.Letter, ...], coefficient: Fraction
    ) -> tuple[checker.Monomial, Fraction]:
        exponents: dict[str, int] = {}
        for name, power in powers:
            factor, names = self.aliases.get(name, (Fraction(1), ((name, 1),)))
            coefficient *= factor**power
            for known, times in names:
                exponents[known] = exponents.get(known, 0) + times * power
        return (tuple(sorted((name, power) for name, power in exponents.items() if power)), word), coefficient

    @cached_property
    def vocabulary(self) -> dict[Tree, str]:
        """The printed names, and larger pieces that have a name of their own."""
        found: dict[Tree, str] = {}
        for name in self.scope.names:
            with suppress(Unreadable):
                found.setdefault(expression(tokens(symbol(name, self.symbols))), name)
        found.pop(
            ("name", "W(t)"), None
        )  # it is not in the basis of Y, in which the target is: only ‖W(t) − Y_k‖ is known
        found |= {("name", name): text for name, text in WRITTEN.items() if self._has(text)}
        return found | {("inverse", ("name", name)): text for name, text in INVERSES.items() if self._has(text)}

    def _has(self, text: str) -> bool:
        return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)} <= {*self.scope.names, "T"}

    @cached_property
    def products(self) -> list[tuple[str, Factor, Factor]]:
        """The pairs of matrices that are given as inverse to each other, each with what it is reduced to."""
        found = []
        for name, text in self.claim["given"].items():
            match ast.parse(text.strip(), mode="eval").body:
                case ast.Compare(left=product, ops=[ast.Eq()], comparators=[ast.Constant(value=1)]):
                    factors = [self.scope.expression(factor) for factor in _factors(product)]
                    for cut in sorted({1, len(factors) - 1} - {0, len(factors)}):
                        sides = (checker.multiply(*factors[:cut]), checker.multiply(*factors[cut:]))
                        left, right = ((side, self.reduced(side)) for side in sides)
                        found.append((name, left, right))
        return found


def _factors(tree: ast.expr) -> list[ast.expr]:
    match tree:
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            return [*_factors(a), *_factors(b)]
    return [tree]


def _single(word: tuple[checker.Letter, ...]) -> Sum:
    return {((), word): Fraction(1)}
