"""A claim about numbers, as it was written, and in the checker's language."""

import ast
import keyword
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from paper import Misuse
from proofs import checker
from proofs.certificate.limits import limited
from proofs.grading.numbers.expression import FUNCTIONS, read, statement
from proofs.scalar.claims import Claim

WORK = 5_000_000
"""What may be expanded to see whether something that is divided by is 0, in the checker's measure."""
NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True)
class Inequality:
    """For all real values of `variables` that satisfy `given`, `shows` holds; the texts are as they were written.

    Raises Misuse, at the first field that can't be read.
    """

    name: str
    variables: tuple[str, ...]
    given: tuple[str, ...]
    shows: str

    def __post_init__(self) -> None:
        for variable in self.variables:
            if not NAME.fullmatch(variable):
                raise Misuse(f"the variable {variable!r} is no name; use letters, digits and _, a letter first")
            if variable in FUNCTIONS:
                raise Misuse(f"the variable {variable!r} is called as a function is; give it another name")
        twice = sorted({name for name in self.variables if self.variables.count(name) > 1})
        if twice:
            raise Misuse(f"the variable {twice[0]!r} is declared twice; name it once")
        self.claim  # noqa: B018 (reads every text)

    @cached_property
    def called(self) -> dict[str, str]:
        """What each variable is called in the checker's language, where some names are taken."""
        taken = {*self.variables, *checker.FUNCTIONS}
        called = {}
        for name in self.variables:
            other = name
            while other in checker.FUNCTIONS or keyword.iskeyword(other) or (other != name and other in taken):
                other += "_"
            taken.add(other)
            called[name] = other
        return called

    @cached_property
    def claim(self) -> Claim:
        """The claim in the checker's language."""
        given = given_texts(self.given, self.called)
        shows = read("shows", statement, self.shows, self.called)
        try:
            claim = Claim(shows, given, scalars=tuple(self.called.values()))
            _require_divisors(claim)
            return claim
        except (RecursionError, MemoryError, SyntaxError):
            raise Misuse("an expression is nested too deeply; write it with fewer parentheses") from None


def _require_divisors(claim: Claim) -> None:
    """Raises Misuse for a division by what is always 0: what comes to nothing when it is expanded."""
    scope = checker.Scope({"scalars": claim.names})
    sides = [side for c in (*claim.hypotheses, claim.conclusion) for side in (c.left, c.right)]
    with suppress(checker.Invalid), limited(WORK):  # what is too large to be expanded here is graded all the same
        for node in (node for side in sides for node in ast.walk(side)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not scope.expression(node.right):
                raise Misuse(f"it divides by {ast.unparse(node.right)[:100]!r}, which is always 0; correct that")


def given_texts(given: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Hypotheses in the checker's language, by names."""
    numbered = enumerate(given, start=1)
    return {f"given-{n}": read(f"given, number {n}", statement, text, names) for n, text in numbered}
