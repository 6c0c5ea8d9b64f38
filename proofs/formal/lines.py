"""The lines of a certificate as proof terms: each term of an identity, their sum, and the check that closes it.

What is written down names lemmas of Replay.v; nothing here decides whether a line is right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from proofs import checker
from proofs.formal.statements import Statement
from proofs.formal.terms import CHECK, Reader, Shape, Term, constant, multiplied, size

WEAKER = "(weaken {})"
CLOSING = {">=": "ge", ">": "gt", "==": "eq"}


class Fact(NamedTuple):
    """What a line may rest on, and the name or term of its proof."""

    proof: str
    statement: Statement


Facts = Mapping[str, Fact]


class Unprovable(Exception):
    """What the checker refuses, and for which not even a wrong proof can be written down."""


@dataclass(frozen=True)
class Shown:
    """That a reflected term, which Coq infers, is == 0, >= 0 or > 0; without a shape it is a number."""

    relation: str
    shape: Shape | None
    proof: str

    def weak(self) -> str:
        """A proof of >= 0, of a number."""
        return {"==": f"(ge0_eq0 {self.proof})", ">=": self.proof, ">": WEAKER.format(self.proof)}[self.relation]

    def order(self, shape: Shape) -> str:
        """A proof of >= 0, of a matrix."""
        if self.shape is None:
            return f"(psd_number {size(shape[0])} {self.weak()})"
        return f"(psd_eq0 {self.proof})" if self.relation == "==" else self.proof

    def zero(self, shape: Shape | None) -> str:
        """A proof of == 0, of a matrix where a shape is given."""
        return f"(mx_eq0_scalar {size(shape[0])} {self.proof})" if shape and not self.shape else self.proof


class Total(NamedTuple):
    """A sum of terms: of matrices where it has a shape, and then `strict` is what is positive in it beside them."""

    shape: Shape | None
    proof: str
    strict: str = ""


def positive(term: Term) -> str:
    return f"(gt0_positive u_ok {term.reflected} {CHECK})"


class Lines:
    """Writes the identities of one claim."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.checked = checker.Proof({"given": {}}, {})
        self.checked.scope = reader.scope

    def identity(self, shown: Statement, line: Mapping[str, Any], facts: Facts) -> str:
        """A proof of what an identity's line shows."""
        number = self._as_number(shown)
        if number is not shown:
            return self.adapted(shown, Fact(self.identity(number, line, facts), number))
        multiplier = self._multiplier(line["multiplier"], facts) if "multiplier" in line else ""
        total = self._total(line["terms"], facts, shown.relation, shown.shape)
        kind = CLOSING[shown.relation]
        if shown.shape:
            kind = "psd" if shown.relation == ">=" else "mx_eq"
            lemma = f"close_{kind}_by u_ok s_ok {multiplier}" if multiplier else f"close_{kind} u_ok s_ok"
        elif total.shape:
            lemma = f"close_{kind}_mx u_ok s_ok {multiplier or positive(constant(1))} {total.strict}"
        else:
            lemma = f"close_{kind}_by u_ok {multiplier}" if multiplier else f"close_{kind} u_ok"
        return f"({lemma} {_sides(shown)} {total.proof} {CHECK})"

    def _multiplier(self, terms: Iterable[Mapping[str, Any]], facts: Facts) -> str:
        """A proof that it is positive; a sum of matrices may be a number, too."""
        terms = list(terms)
        total = self._total(terms, facts, ">", None)
        if total.shape is None:
            return total.proof
        known = {name: (fact.statement.relation, fact.statement.value) for name, fact in facts.items()}
        value = self.checked.total(terms, ">", known)
        one, sides = positive(constant(1)), f"(d:={self.reader.number_of(value).reflected})"
        return f"(close_gt_mx u_ok s_ok {sides} {one} {total.strict} {total.proof} {CHECK})"

    def _as_number(self, statement: Statement) -> Statement:
        """A statement about a matrix that is a number in the checker's eyes, about that number."""
        if not statement.shape or not statement.value or checker.shape(statement.value):
            return statement
        number, zero = self.reader.number_of(statement.value), constant(0)
        if statement.relation == "==":
            return Statement("==", number, zero, from_zero=False)
        return Statement(statement.relation, zero, number, from_zero=True)

    def _fact(self, name: str, facts: Facts) -> Fact:
        if name not in facts:
            raise Unprovable(f"nothing called {name!r} is known here")
        fact = facts[name]
        number = self._as_number(fact.statement)
        return fact if number is fact.statement else Fact(self.adapted(number, fact), number)

    def _total(self, terms: Iterable[Mapping[str, Any]], facts: Facts, relation: str, shape: Shape | None) -> Total:
        found = [self.term(term, facts) for term in terms]
        shape = shape or next((one.shape for one in found if one.shape), None)
        if not found:
            return _nothing(relation, shape)
        if relation == "==":
            zeros = [one.zero(shape) for one in found]
            return Total(shape, _folded("mx_eq0_add" if shape else "eq0_add", zeros))
        strict = _folded("gt0_add", [one.proof for one in found if relation == one.relation == ">"])
        rest = [one for one in found if not relation == one.relation == ">"]
        if shape:
            return Total(shape, _folded("psd_add", [one.order(shape) for one in rest]), strict)
        weak = _folded("ge0_add", [one.weak() for one in rest])
        return Total(None, f"(gt0_add_ge0 {strict} {weak})" if strict and weak else strict or weak)

    def _read(self, source: str) -> Term:
        """A text for which any other will do that the checker takes for the same."""
        return self.reader.tidy(self.reader.read(source))

    def term(self, term: Mapping[str, Any], facts: Facts) -> Shown:
        """One term of an identity."""
        return self._equation(term, facts) if "equation" in term else self._product(term, facts)

    def _equation(self, term: Mapping[str, Any], facts: Facts) -> Shown:
        left, right = (self._read(term.get(side, "1")) for side in ("left", "right"))
        fact = self._fact(term["equation"], facts)
        if fact.statement.shape is None:
            if left.shape is None and right.shape is None:
                return Shown("==", None, f"(eq0_mul {left.reflected} {right.reflected} {fact.proof})")
            around = multiplied(left, right)
            return Shown("==", around.shape, f"(mx_eq0_number {around.reflected} {fact.proof})")
        rows, columns = fact.statement.shape
        if left.shape and right.shape:
            shape = left.shape[0], right.shape[1]
            return Shown("==", shape, f"(mx_eq0_mul {left.reflected} {right.reflected} {fact.proof})")
        around = multiplied(left, right)
        if left.shape:
            return Shown("==", (left.shape[0], columns), f"(mx_eq0_left {around.reflected} {fact.proof})")
        if right.shape:
            return Shown("==", (rows, right.shape[1]), f"(mx_eq0_right {around.reflected} {fact.proof})")
        return Shown("==", (rows, columns), f"(mx_eq0_scale {around.reflected} {fact.proof})")

    def _product(self, term: Mapping[str, Any], facts: Facts) -> Shown:
        factors, matrix = self._factors(term, facts)
        strict = all(one.relation == ">" for one in factors) and not {"squares", "of", "by"} & set(term)
        numbers = [one.proof if strict else one.weak() for one in factors]
        number = _folded("gt0_mul" if strict else "ge0_mul", numbers)
        if matrix is None:
            return Shown(">" if strict else ">=", None, number)
        return Shown(">=", matrix.shape, f"(psd_scale {number} {matrix.proof})" if number else matrix.proof)

    def _factors(self, term: Mapping[str, Any], facts: Facts) -> tuple[list[Shown], Shown | None]:
        """The factors that are numbers, and the one that is a matrix."""
        read = self._read
        times = multiplied(read(term.get("times", "1")), read(term.get("positive", "1")))
        numbers = [Shown(">", None, positive(times))] if times.value != checker.ONE else []
        known = [self._fact(name, facts) for name in term.get("facts", ())]
        numbers += [Shown(fact.statement.relation, fact.statement.shape, fact.proof) for fact in known]
        numbers += [_square(read(source)) for source in term.get("squares", ())]
        by, of = read(term.get("by", "1")), self._fact(term["of"], facts) if "of" in term else None
        matrix = Shown(">=", of.statement.shape, of.proof) if of and of.statement.shape else None
        if of and not matrix:
            numbers.append(Shown(of.statement.relation, None, of.proof))
        if by.shape:
            congruent = f"(psd_congr {by.reflected} {matrix.proof})" if matrix else f"(psd_gram_of {by.reflected})"
            matrix = Shown(">=", (by.shape[1], by.shape[1]), congruent)
        elif by.value != checker.ONE or ("by" in term and not numbers and not matrix):
            numbers.append(_square(by))
        if not numbers and not matrix:
            numbers = [Shown(">", None, positive(times))]
        return numbers, matrix

    def adapted(self, wanted: Statement, fact: Fact) -> str:
        """A proof of a statement which is, up to a factor, what a fact says."""
        if wanted.fact == fact.statement.fact:
            return fact.proof
        if not wanted.value and not fact.statement.value and wanted.relation != ">":
            return self.identity(wanted, {"terms": []}, {})
        if fact.statement.shape and wanted.shape and fact.statement.shape != wanted.shape:
            number = self._as_number(fact.statement)
            fact = Fact(self.adapted(number, fact), number)
        return _equation_adapted(wanted, fact) if wanted.relation == "==" else _order_adapted(wanted, fact)


def _square(root: Term) -> Shown:
    return Shown(">=", None, f"(ge0_sqr {root.reflected})")


def _folded(lemma: str, proofs: list[str]) -> str:
    """The proofs put together, two by two, so that many make no deep term; empty if there are none."""
    while len(proofs) > 1:
        pairs = zip(proofs[::2], proofs[1::2], strict=False)
        proofs = [f"({lemma} {a} {b})" for a, b in pairs] + proofs[len(proofs) - len(proofs) % 2 :]
    return proofs[0] if proofs else ""


def _nothing(relation: str, shape: Shape | None) -> Total:
    """The sum of no terms."""
    if shape is None:
        return Total(None, "(ge0_eq0 (a:=SNat 0) erefl)" if relation != "==" else "(erefl : num (SNat 0) = 0)")
    zero = f"(MZero {size(shape[0])} {size(shape[1])})"
    return Total(shape, f"(psd_eq0 (a:={zero}) erefl)" if relation != "==" else f"(erefl : mat {zero} = 0)")


def _factor(wanted: Statement, fact: Statement) -> Term:
    """What the fact is to be multiplied by."""
    first = min(wanted.value, default=None)
    if first is None or not fact.value.get(first):
        return constant(1)
    return constant(wanted.value[first] / fact.value[first])


def _sides(statement: Statement) -> str:
    if statement.relation == "==":
        return f"(x:={statement.less.reflected}) (y:={statement.more.reflected})"
    return f"(d:={statement.difference})"


def _equation_adapted(wanted: Statement, fact: Fact) -> str:
    factor, sides = _factor(wanted, fact.statement).reflected, _sides(wanted)
    if fact.statement.shape:
        zero = f"(mx_eq0_scale {factor} {fact.proof})"
        if wanted.shape:
            return f"(close_mx_eq u_ok s_ok {sides} {zero} {CHECK})"
        return f"(close_eq_mx u_ok s_ok {sides} {positive(constant(1))} {zero} {CHECK})"
    zero = f"(eq0_mul {factor} (SNat 1) {fact.proof})"
    if wanted.shape:
        return f"(close_mx_eq u_ok s_ok {sides} (mx_eq0_scalar {size(wanted.shape[0])} {zero}) {CHECK})"
    return f"(close_eq u_ok {sides} {zero} {CHECK})"


def _order_adapted(wanted: Statement, fact: Fact) -> str:
    factor, sides = positive(_factor(wanted, fact.statement)), _sides(wanted)
    known = Shown(fact.statement.relation, fact.statement.shape, fact.proof)
    if fact.statement.shape:
        order = f"(psd_scale {WEAKER.format(factor)} {fact.proof})"
        if wanted.shape:
            return f"(close_psd u_ok s_ok {sides} {order} {CHECK})"
        return f"(close_ge_mx u_ok s_ok {sides} {positive(constant(1))} {order} {CHECK})"
    if wanted.relation == ">":
        return f"(close_gt u_ok {sides} (gt0_mul {factor} {fact.proof}) {CHECK})"
    weak = f"(ge0_mul {WEAKER.format(factor)} {known.weak()})"
    if wanted.shape:
        return f"(close_psd u_ok s_ok {sides} (psd_number {size(wanted.shape[0])} {weak}) {CHECK})"
    return f"(close_ge u_ok {sides} {weak} {CHECK})"
