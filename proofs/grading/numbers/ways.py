"""Look for lines that show a claim about numbers.

What the claim divides by is first shown to be positive (or negative), what it takes a root or a logarithm of too; the
axioms about quotients, exponentials, roots, logarithms and maxima give facts about them, and an identity ends the
proof. A variable counts as positive where a hypothesis says so, or where a claim of its own shows it.
"""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from proofs import checker
from proofs.certificate.finder import Term
from proofs.checker import Sum, add, multiply, normal, scale
from proofs.grading.numbers import late
from proofs.grading.numbers.approximants import bounded
from proofs.grading.numbers.bounding import by_bounds
from proofs.grading.numbers.bounds import undone
from proofs.grading.numbers.exponentials import meet
from proofs.grading.numbers.facts import prepare
from proofs.grading.numbers.lemmas import cited
from proofs.grading.numbers.lines import EFFORTS, LONGEST_SHOWN, NEAR, PLAIN, QUICK, Document, Effort, Lines
from proofs.grading.numbers.monotone import by_exponents, by_mean, by_product
from proofs.grading.numbers.powers import by_powers_of
from proofs.grading.numbers.samples import is_false
from proofs.grading.numbers.signs import sign_of
from proofs.grading.numbers.straight import straight
from proofs.grading.numbers.tangents import by_tangents
from proofs.scalar.claims import Claim

Way = Callable[[Lines, str, Sequence[Effort], int], str]
CLAIM = "the claim"
POSITIVE = ", of positive numbers"
"""What a claim is called that says of variables that they are positive, where another shows it of them."""
DEEPEST = 6
"""Maxima and roots that are taken apart one inside the other."""
SQUARED = 3
"""Up to this depth sides are squared."""


def said_positive(claim: Claim) -> dict[str, str]:
    """The variables of which a hypothesis says that they are positive, with its name."""
    scope = checker.Scope({"scalars": claim.names})
    said = {name: normal(*scope.statement(text)) for name, text in claim.given.items()}
    found = {variable: normal(">", scope.names[variable]) for variable in claim.names}
    return {v: name for v, wanted in found.items() for name, statement in said.items() if statement == wanted}


@dataclass(frozen=True)
class Attempt:
    """Lines about a claim's variables, with the facts about all that it speaks of at hand.

    `shown` has claims that show variables to be positive, of which no hypothesis says it.
    """

    lines: Lines
    shown: Mapping[str, Sequence[Document]]

    @classmethod
    def at(cls, claim: Claim, label: str, deadline: float) -> "Attempt":
        said, shown = said_positive(claim), dict[str, list[Document]]()
        waiting = [name for name in claim.names if name not in said]
        for name in [*waiting, *waiting]:  # twice, as one may follow from another
            if name not in shown:
                lines = Lines(claim, [*said, *shown], _called(name, label), f"0 < {name}", deadline)
                if lines.line(lines.shows):
                    shown[name] = cls(lines, dict(shown)).claims()
        lines = Lines(claim, [*said, *shown], label, claim.shows, deadline)
        prepare(lines)
        return cls(lines, shown)

    def by(self, way: Callable[[Lines], str]) -> list[Document] | None:
        """Claims, the last of which is this one, if the way leads to it; else what it wrote is taken back."""
        mark = self.lines.mark()
        if way(self.lines):
            return self.claims()
        self.lines.back(mark)
        return None

    def claims(self) -> list[Document]:
        """Claims, the last of which has the claim's hypotheses alone: that variables are positive is a line in it."""
        given = {**self.lines.claim.given, **self.lines.given}
        claim = replace(self.lines.claim, shows=self.lines.shows, given=given)
        part = _with_fewest_positive(self.lines.part())
        if not part["positive"]:
            return [part]
        said, own = said_positive(claim), {name: name for name in claim.names}
        before, given, lines = list[Document](), dict(part["given"]), list[Document]()
        for name in part["positive"]:
            if name in said:
                given[said[name]] = claim.given[said[name]]
                continue
            before += [each for each in self.shown[name] if each not in before]
            last = self.shown[name][-1]
            given |= last["given"]
            lines.append({"shows": f"0 < {name}", "lemma": last["label"], "with": own})
        inner = {**part, "label": f"{part['label']}{POSITIVE}"}
        lines.append({"shows": claim.shows, "lemma": inner["label"], "with": own})
        return [*before, inner, stated(part["label"], claim, given, lines)]


def _called(name: str, label: str) -> str:
    """A claim that a variable is positive, in the case that the label names."""
    return f"{name} is positive" if label == CLAIM else f"{name} is positive, {label}"


def stated(label: str, claim: Claim, given: Mapping[str, str], lines: Sequence[Document]) -> Document:
    """The claim in the checker's format, with those lines; its hypotheses in the order in which they were given."""
    ordered = {name: text for name, text in claim.given.items() if name in given}
    step = {"label": "shown", "shows": claim.shows, "uses": [], "lines": list(lines)}
    return {"label": label, "scalars": list(claim.names), "given": ordered, "steps": [step]}


def _with_fewest_positive(part: Document) -> Document:
    """The same claim, where no more is said to be positive than it needs."""
    for name in part["positive"]:
        fewer = [other for other in part["positive"] if other != name]
        tried = {**part, "positive": fewer, "scalars": [*part["scalars"], name]}
        if checker.check({"claims": [*cited([tried]), tried]})[-1] == (part["label"], ""):
            part = tried
    return part


def shown(lines: Lines, efforts: Sequence[Effort]) -> str:
    """The number of a line that shows the claim, by an identity or by one way with functions; or ""."""
    return reached(lines, lines.shows, efforts)


def reached(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int = 0) -> str:
    """The number of a line that shows this, by an identity, or one way with maxima, roots or exponentials; or ""."""
    if depth and is_false(shows, lines.places):
        return ""
    number = lines.identity(shows, efforts)
    if number or depth == DEEPEST or lines.is_over:
        return number
    mark, ways = lines.mark(), list[Way]([_equation, _mean, _powers, _contacts, _tangents, _maximum, _root])
    if depth or EFFORTS[2] in efforts:  # what takes long is tried once
        ways = [_cleared, *ways, _product, _exponents, _exponential, _approximants, _logarithm]
    ways.append(_squared)
    for way in ways:
        number = way(lines, shows, efforts, depth + 1)
        if number:
            return number
        lines.back(mark)
    return ""


def _equation(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """x == y, from x <= y and y <= x."""
    tree = checker.parsed(shows)
    if not isinstance(tree, ast.Compare) or not isinstance(tree.ops[0], ast.Eq):
        return ""
    x, y = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
    if not all(reached(lines, f"{a} <= {b}", efforts, depth) for a, b in ((x, y), (y, x))):
        return ""
    lines.instance("antisymmetry", x=x, y=y)
    return lines.line(shows)


def _maximum(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """c·max(x, y) + … <= 0: both arguments in place of the maximum, which is then the least bound."""
    for call in straight(lines, shows, "max"):
        if call.sign > 0 or call.less == "<":
            continue
        bound = lines.names.write(call.equal)
        x, y = map(ast.unparse, call.node.args)
        if all(reached(lines, f"{z} <= {bound}", efforts, depth) for z in (x, y)):
            lines.instance("maximum-is-the-least-bound", x=x, y=y, e=bound)
            return lines.line(shows)
    return ""


def _root(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """A + B·sqrt(a) >= 0 from ±(A² - B²a) >= 0, where ±(A - B·sqrt(a)) is positive."""
    for call in straight(lines, shows, "sqrt"):
        other = add(call.rest, multiply(call.factor, lines.names.expression(call.node)), -1)
        argument = lines.names.expression(call.node.args[0])
        for sign in (1, -1):
            positive = lines.names.write(scale(other, sign))
            if not lines.identity(f"0 < {positive}", QUICK):
                continue
            squared = add(multiply(call.rest, call.rest), multiply(call.factor, call.factor, argument), -1)
            text = lines.names.write(scale(squared, sign))
            if squared and not reached(lines, f"0 {call.less} {text}", efforts, depth):
                continue
            number = lines.line(shows, 1, positive)
            if number:
                return number
    return ""


def _squared(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """s <= r from s² <= r², where r is what has roots and no minus sign."""
    relation, difference = lines.names.statement(shows)
    r = _roots(lines, difference) if relation == ">=" else {}
    s = add(r, difference, -1)
    large, small = lines.names.write(r), lines.names.write(s)
    if depth > SQUARED or relation != ">=" or not r or not s or not lines.identity(f"0 <= {large}", PLAIN):
        return ""
    squares = add(multiply(r, r), multiply(s, s), -1)
    text = f"({small})**2 <= ({large})**2"
    if lines.rewriting.cleared(squares).value == difference or not reached(lines, text, efforts, depth):
        return ""
    lines.instance("order-of-squares", r=large, s=small)
    return lines.line(shows)


def _roots(lines: Lines, difference: Sum) -> Sum:
    """The part of it that has roots and is seen to be not negative."""
    by_roots, found = dict[tuple[tuple[str, int], ...], Sum](), Sum()
    for (powers, word), c in difference.items():
        roots = tuple(pair for pair in powers if pair[0].startswith("sqrt("))
        rest = tuple(pair for pair in powers if pair not in roots)
        by_roots.setdefault(roots, {})[rest, word] = c
    by_roots.pop((), None)
    for roots, factor in by_roots.items():
        sign = sign_of(lines, factor)[0] if len({c > 0 for c in factor.values()}) == 2 else 0
        kept = {monomial: c for monomial, c in factor.items() if (sign or c) > 0}
        found = add(found, multiply({(roots, ()): Fraction(1)}, kept))
    return found


def _cleared(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """What it says without its denominators, and without what equations define."""
    relation, difference = lines.names.statement(shows)
    cleared = lines.rewriting.cleared(difference)
    if relation == "==" or not (cleared.by.get("facts") or cleared.lefts) or not cleared.value:
        return ""
    number = reached(lines, f"0 {'<' if relation == '>' else '<='} {lines.names.write(cleared.value)}", efforts, depth)
    return number and lines.identity(shows, QUICK[:1])


def _mean(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    return by_mean(lines, shows, lambda text: reached(lines, text, NEAR, depth))


def _powers(lines: Lines, shows: str, _: Sequence[Effort], __: int) -> str:
    return by_powers_of(lines, shows)


def _tangents(lines: Lines, shows: str, _: Sequence[Effort], __: int) -> str:
    question = (shows, len(lines.facts))
    if question in lines.without_tangents:  # whatever the effort
        return ""
    number = by_tangents(lines, shows)
    lines.without_tangents |= set() if number or lines.is_over else {question}
    return number


def _exponential(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    return by_bounds(lines, shows, lambda text: reached(lines, text, NEAR, depth))


def _approximants(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    """A + Σ B·log(a) >= 0 from quotients that bound the logarithms."""
    return _from_quotients(lines, shows, bounded(lines, shows), lambda text: reached(lines, text, NEAR, depth))


def _contacts(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    """The same where bounds have to be sharp elsewhere than at 1, which tangents take long to find."""
    if not late.is_loaded() or depth > 1:
        return ""
    sharp = bounded(lines, shows, at_contacts=True)
    return _from_quotients(lines, shows, sharp, lambda text: lines.identity(text, NEAR))


def by_quotients(lines: Lines) -> str:
    """The number of a line that shows the claim by an identity, or by quotients that bound logarithms; or ""."""
    number = lines.identity(lines.shows, QUICK)
    for way in (_contacts, _approximants):
        mark = lines.mark()
        number = number or way(lines, lines.shows, (), 1)
        if not number:
            lines.back(mark)
    return number


def _from_quotients(
    lines: Lines, shows: str, found: Iterable[tuple[str, list[Term], list[Term]]], how: Callable[[str], str]
) -> str:
    for enough, terms, multiplier in found:
        if enough == "0 <= 0":
            return lines.written({"shows": shows, "terms": terms, "multiplier": multiplier})
        number = len(enough) <= LONGEST_SHOWN and how(enough)
        if number:
            return lines.written({"shows": shows, "terms": [{"facts": [number]}, *terms], "multiplier": multiplier})
    return ""


def _product(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    return by_product(lines, shows, lambda text: reached(lines, text, NEAR, depth))


def _exponents(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    return by_exponents(lines, shows, lambda text: reached(lines, text, NEAR, depth))


def _logarithm(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    """c·(b - log(a)) >= 0, where c > 0, from a <= exp(b); and where c < 0, from exp(b) <= a."""
    for call in straight(lines, shows, "log"):
        a, b, less = ast.unparse(call.node.args[0]), lines.names.write(call.equal), call.less
        if not lines.identity(f"0 < {a}", QUICK):
            continue
        smaller, larger = (f"log({a})", b) if call.sign < 0 else (b, f"log({a})")
        meet(lines, b)
        wanted = f"{a} {less} exp({b})" if call.sign < 0 else f"exp({b}) {less} {a}"
        if not reached(lines, wanted, NEAR, depth):
            continue
        lines.instance("exponential-of-a-logarithm", x=a)
        if undone(lines, smaller, larger, f"exp({b})" if call.sign < 0 else a, less):
            return lines.line(shows)
    return ""
