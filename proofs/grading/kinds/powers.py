"""Powers whose exponent is the index of a sequence, by letters: q**j is P, q**(j + 1) is P*q, and q**0 is 1.

They come as exp(j*log(q)), which asks that q is positive; for a whole number j a power needs no such thing.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from paper import Misuse
from proofs import checker
from proofs.grading.numbers.rewriting import by_powers

LETTER = "power_of_{}_"


@dataclass
class Powers:
    """The letters of the powers in several texts, by the base of each, as they are met."""

    index: str
    moving: frozenset[str]
    """What changes with the index, and so can't stand in a base."""
    names: Iterable[str]
    letters: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scope = checker.Scope({"scalars": list(self.names)})

    def named(self, text: str) -> str:
        """The text with letters for powers. Raises Misuse where the index stands in an exponent otherwise."""
        return ast.unparse(_Named(self).visit(checker.parsed(text)))

    def letter(self, base: str) -> str:
        return self.letters.setdefault(base, LETTER.format(len(self.letters) + 1))

    def steps(self) -> dict[str, str]:
        """What each letter is at the next index."""
        return {letter: f"{letter}*({base})" for base, letter in self.letters.items()}

    def exponents(self, text: str) -> dict[int, int] | None:
        """a and b of a*j + b, whole numbers; None for what is none of that kind."""
        value = self.scope.expression(text)
        parts = by_powers(value, self.index)
        found = {}
        for power, coefficient in parts.items():
            if not set(coefficient) <= {((), ())}:
                return None
            (number,) = coefficient.values() or (0,)
            found[power] = number
        whole = all(x.denominator == 1 for x in found.values())
        return {power: int(x) for power, x in found.items()} if whole and set(found) <= {0, 1} else None


class _Named(ast.NodeTransformer):
    def __init__(self, powers: Powers) -> None:
        self.powers = powers

    def visit_Call(self, node: ast.Call) -> ast.expr:
        powers = self.powers
        match node:
            case ast.Call(
                func=ast.Name(id="exp"),
                args=[ast.BinOp(left=exponent, op=ast.Mult(), right=ast.Call(func=ast.Name(id="log"), args=[base]))],
            ) if powers.index in _names(exponent):
                found = powers.exponents(ast.unparse(exponent))
                fixed = not ({powers.index, *powers.moving} & _names(base))
                if found is None or not fixed:
                    raise Misuse(
                        f"the index stands in the exponent {ast.unparse(exponent)!r} of {ast.unparse(base)!r}; write"
                        f" whole multiples of {powers.index}, with a base that is the same at every step"
                    )
                text = _product(powers.letter(ast.unparse(base)), found.get(1, 0), ast.unparse(base), found.get(0, 0))
                return checker.parsed(text)
        return self.generic_visit(node)  # type: ignore[return-value]


def _product(letter: str, multiple: int, base: str, more: int) -> str:
    parts = [_power(letter, multiple), _power(f"({base})", more)]
    return "*".join(part for part in parts if part) or "1"


def _power(base: str, exponent: int) -> str:
    if exponent == 0:
        return ""
    if exponent < 0:
        return f"(1/{_power(base, -exponent)})"
    return base if exponent == 1 else f"{base}**{exponent}"


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
