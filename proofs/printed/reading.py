"""What a printed formula says in one claim of the checker's format: a statement about the checker's sums."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from paper.formulas import ORDERS, RELATIONS, Chunk, Tree, Unreadable, relations
from proofs import checker
from proofs.checker import Invalid, Statement, Sum
from proofs.printed.setting import Setting

BLOCKS = (("J1", "J2"), ("J", "K"))
"""The letters that cut an identity into two blocks of columns."""


@dataclass
class Reading:
    """A statement in a claim, and what is read beside it."""

    setting: Setting
    shows: str
    is_first: bool = False  # k = 0, where there are no learned modes, and T_0 begins at 0
    rests_on: frozenset[str] = frozenset()  # the givens that the statement is shown from
    local: dict[str, Sum] = field(default_factory=dict)  # what the printed statement itself says that a name stands for
    used: set[str] = field(default_factory=set)  # of these names
    covered: set[str] = field(default_factory=set)  # the givens that the printed statement speaks of

    @property
    def scope(self) -> checker.Scope:
        return self.setting.scope

    # What is printed, as sums

    def value(self, tree: Tree) -> Sum:
        """The sum that a printed expression stands for: by its parts, or else as a whole. Raises Unreadable."""
        try:
            found = self._by_its_parts(tree)
        except Unreadable:
            if tree not in self.setting.vocabulary:
                raise
            found = self.scope.expression(self.setting.vocabulary[tree])
        return found

    def _by_its_parts(self, tree: Tree) -> Sum:
        match tree:
            case ("name", name):
                if name in self.local:
                    self.used.add(name)
                    return self.local[name]
                if tree in self.setting.vocabulary:
                    return self.scope.expression(self.setting.vocabulary[tree])
                raise Unreadable(f"nothing that is checked is called {name}")
            case ("number", number):
                return checker.scale(checker.ONE, number)
            case ("minus", a):
                return checker.scale(self.value(a), -1)
            case ("plus", a, b):
                return checker.add(self.value(a), self.value(b))
            case ("times", a, b):
                return checker.multiply(self.value(a), self.value(b))
            case ("over", a, b):
                return checker.multiply(self.value(a), self.scope.inverse(self.value(b)))
            case ("power", a, n):
                return checker.multiply(*[self.value(a)] * n)
            case ("transpose", a):
                return checker.transpose(self.value(a))
            case ("inverse", ("power", a, n)):
                return checker.multiply(*[self.value(("inverse", a))] * n)
            case ("inverse", a):
                return self._inverse(self.value(a))
            case ("raised e", exponent) if "e" not in self.scope.names:
                return self.value(("exp", exponent))
            case ("raised e", ("number", number)):
                return self.value(("power", ("name", "e"), number))
            case ("exp", a) if (turned := self._one_over_exponential(self.value(a))) is not None:
                return turned
            case ("norm" | "definiteness" | "exp" | "log" | "sqrt" | "max" as function, *operands):
                return self.setting.reduced(checker.call(function, *map(self.value, operands)))
            case ("blocks", *blocks):
                return self._assembled([self.value(block) for block in blocks])
        raise Unreadable(f"{tree[0]} is not in the checker's language")

    def _one_over_exponential(self, a: Sum) -> Sum | None:
        """exp(a) as 1/exp(−a), where exp(−a) has a name."""
        if checker.shape(a):
            return None
        opposite = checker.call("exp", checker.scale(a, -1))
        named = self.setting.reduced(opposite)
        return None if named == opposite else self.scope.inverse(named)

    def _assembled(self, blocks: list[Sum]) -> Sum:
        cut = next((pair for pair in BLOCKS if set(pair) <= set(self.scope.names)), None)
        if cut is None:
            raise Unreadable("nothing cuts a matrix into blocks here")
        names = {name for name, (relation, _) in self.setting.given.items() if relation == "==" and name.isidentifier()}
        self.covered |= names | {name for name in self.setting.given if name.startswith((*cut, "whole"))}
        letters = [self.scope.names[name] for name in cut]
        places = [(x, checker.transpose(y)) for x in letters for y in letters]
        total: Sum = {}
        for (left, right), block in zip(places, blocks, strict=True):
            total = checker.add(total, checker.multiply(left, block, right))
        return total

    def _inverse(self, a: Sum) -> Sum:
        """1/a of a number; of a matrix, what is given as its inverse."""
        if not checker.shape(a):
            return self.scope.inverse(a)
        wanted = self.setting.reduced(a)
        for _, left, right in self.setting.products:
            for (factor, short), (inverse, _) in ((left, right), (right, left)):
                if short == wanted:
                    pairs = [(factor, inverse), (inverse, factor)]
                    self.covered |= {name for name, (x, _), (y, _) in self.setting.products if (x, y) in pairs}
                    return inverse
        raise Unreadable("nothing that is given is the inverse of a matrix")

    # Statements

    @cached_property
    def statements(self) -> list[Statement]:
        """What is checked; and with δ(X) ≥ 0 it is X ⪰ 0, with ‖X‖ = 0 it is X = 0."""
        found = [self.scope.statement(self.shows)] if self.shows else []
        match ast.parse(self.shows or "0", mode="eval").body:
            case ast.Compare(left=ast.Name(id=name), ops=[sign], comparators=[ast.Constant(value=0)]):
                match ast.parse(self.setting.claim.get("definitions", {}).get(name, name), mode="eval").body:
                    case ast.Call(func=ast.Name(id=function), args=[inside]) if (function, type(sign)) in (
                        ("definiteness", ast.GtE),
                        ("norm", ast.Eq),
                    ):
                        found.append((">=" if function == "definiteness" else "==", self.scope.expression(inside)))
        return found

    @cached_property
    def shown(self) -> list[Statement]:
        return [self.setting.normal((sign, self.setting.reduced(shown))) for sign, shown in self.statements]

    def links(self, text: Chunk) -> Iterator[Statement]:
        """The relations of a chain, between neighbours; what are all equal are compared with the last."""
        sides, signs = relations(text)
        if not signs:
            raise Unreadable(f"no relation: {' '.join(text)}")
        rights = [sides[-1]] * len(signs) if set(signs) == {"="} else sides[1:]
        for left, right, sign in zip(sides[:-1], rights, signs, strict=True):
            a, b = self.value(left), self.value(right)
            relation = RELATIONS[sign]
            difference = checker.add(a, b, -1) if relation in (">=", ">", "==") else checker.add(b, a, -1)
            if relation != "==" and bool(checker.shape(difference)) is not (sign in ORDERS):
                raise Unreadable(f"{sign} stands between {'matrices' if checker.shape(difference) else 'numbers'}")
            if sign in ORDERS and difference != checker.transpose(difference):
                raise Unreadable(f"{sign} stands between matrices that are not symmetric")
            yield relation.replace("<", ">"), difference

    def says(self, text: Chunk) -> bool:
        """Whether a printed chain is the statement: one of its relations is, the others go without saying."""
        found = [self._kind(statement) for statement in self.links(text)]
        if None in found:
            shown = f" ({self.shows})" if self.shows else ""
            raise Invalid(f"{' '.join(text)} is neither what is shown{shown} nor given")
        return "shown" in found

    def _kind(self, statement: Statement) -> str | None:
        relation, difference = statement
        reduced = self.setting.normal((relation, self.setting.reduced(difference)))
        if reduced in self.shown:
            return "shown"
        plain = self.setting.normal(statement)
        given = {name for name, forms in self.setting.known.items() if plain in forms}
        self.covered |= given
        return "given" if given or (relation == "==" and not reduced[1]) else None

    def define(self, text: Chunk) -> bool:
        """Take `X = ...` for what X stands for in the printed statement, where X is no name of the claim's."""
        sides, signs = relations(text)
        is_new = signs == ["="] and sides[0][0] == "name" and sides[0] not in self.setting.vocabulary
        if is_new:
            self.local[sides[0][1]] = self.value(sides[1])
        return is_new
