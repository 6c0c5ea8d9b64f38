"""Statements, as Coq's reader sees them and as facts about reflected terms."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from proofs import checker
from proofs.checker import Sum
from proofs.formal.terms import (
    CALLS,
    Inexpressible,
    Reader,
    Shape,
    Sites,
    Term,
    added,
    lifted,
    matrix_type,
    negated,
    size,
)


@dataclass(frozen=True)
class Statement:
    """`less` <= `more`, `less` < `more` or `less` == `more`, for numbers or for matrices of one shape."""

    relation: str
    less: Term
    more: Term
    from_zero: bool
    """Whether it is written as 0 <= or 0 <, which is a fact about a difference as it stands."""

    @property
    def shape(self) -> Shape | None:
        return self.less.shape

    @cached_property
    def value(self) -> Sum:
        """What compares with 0, as the checker has it."""
        if self.relation == "==":
            return checker.add(self.less.value, self.more.value, -1)
        return checker.add(self.more.value, self.less.value, -1)

    @cached_property
    def normal(self) -> checker.Statement:
        """The same for statements that say the same."""
        return checker.normal(self.relation, self.value)

    @property
    def _order(self) -> str:
        return "<" if self.relation == ">" else "<="

    @cached_property
    def difference(self) -> str:
        """What is >= 0 or > 0, as a reflected term."""
        if self.from_zero:
            return self.more.reflected
        return added(self.more, negated(self.less)).reflected

    @cached_property
    def fact(self) -> str:
        """The statement about reflected terms."""
        if self.relation == "==":
            meaning = "mat" if self.shape else "num"
            return f"{meaning} {self.less.reflected} = {meaning} {self.more.reflected}"
        if self.shape:
            return f"psd (mat {self.difference})"
        return f"0 {self._order} num {self.difference}"

    @property
    def text(self) -> str:
        """The statement in MathComp's vocabulary."""
        if self.relation == "==":
            return f"{self.less.text} = {self.more.text}{self._kind}"
        if self.shape:
            return self.compared
        return f"{self.less.text} {self._order} {self.more.text}{self._kind}"

    @property
    def _kind(self) -> str:
        """The type, which Coq can't tell where no letter is."""
        if self.shape:
            return f" :> {matrix_type(self.shape)}"
        words = set(re.findall(r"[A-Za-z_][\w.]*", f"{self.less.text} {self.more.text}"))
        return "" if words - {"R", *CALLS.values()} else " :> R"

    @property
    def compared(self) -> str:
        """The same, where an order is a comparison of the difference with 0."""
        if self.relation == "==":
            return self.text
        difference = self.more.text if self.from_zero else f"({self.more.text} - {self.less.text})"
        if self.shape:
            return f"@psd R {size(self.shape[0])} {difference}"
        return f"0 {self._order} {difference}{self._kind}"

    def into_fact(self, proof: str) -> str:
        """A proof of the fact, from one of the text."""
        if self._is_compared:
            return proof
        return f"({'to_gt0' if self.relation == '>' else 'to_ge0'} {proof})"

    def from_fact(self, proof: str) -> str:
        """A proof of the text, from one of the fact."""
        if self._is_compared:
            return proof
        return f"({'from_gt0' if self.relation == '>' else 'from_ge0'} {proof})"

    @property
    def _is_compared(self) -> bool:
        return self.relation == "==" or self.shape is not None or self.from_zero


def stated(
    reader: Reader, source: str, names: Mapping[str, Term] | None = None, sites: Sites | None = None
) -> Statement:
    """What a text states; `names` and `sites` as in `Reader.read`."""
    match checker.parsed(source):
        case ast.Compare(left=a, ops=[sign], comparators=[b]) if type(sign) in checker.RELATIONS:
            relation, factor = checker.RELATIONS[type(sign)]
            sides = [(tree, reader.read(tree, names, sites)) for tree in (a, b)]
            (small, less), (_, more) = sides[::-1] if factor == 1 and relation != "==" else sides
            shape = less.shape or more.shape
            if relation != "==" and shape and size(shape[0]) != size(shape[1]):
                raise Inexpressible(f"{source!r} is an order of matrices that are not square")
            if relation != "==" and shape and not reader.ordered(relation, checker.add(more.value, less.value, -1)):
                raise checker.Invalid(f"{source!r}: these have no such order")
            from_zero = relation != "==" and isinstance(small, ast.Constant) and small.value == 0
            return Statement(relation, lifted(less, shape), lifted(more, shape), from_zero)
    raise checker.Invalid(f"{source!r} is no statement")
