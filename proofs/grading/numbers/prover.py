"""Look for a certificate of a claim about numbers, and judge it by the checker alone.

What the claim divides by is first shown to be positive (or negative), what it takes a root or a logarithm of too; the
axioms about quotients, exponentials, roots, logarithms and maxima give facts about them, and an identity ends the
proof. A variable counts as positive where a hypothesis says so, or where a claim of its own in the document shows it.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from proofs import checker
from proofs.checker import Sum, add, multiply, normal, scale
from proofs.grading.numbers.bounds import above, below
from proofs.grading.numbers.facts import inside_out, prepare
from proofs.grading.numbers.lines import EFFORTS, NEAR, QUICK, Effort, Lines
from proofs.grading.numbers.lines import Document as Document  # of whoever asks for one
from proofs.grading.numbers.rewriting import by_powers
from proofs.scalar.claims import Claim

CLAIM = "the claim"
HALVINGS = (0, 1, 2, 3)
Way = Callable[[Lines, str, Sequence[Effort], int], str]
DEEPEST = 6
"""Maxima and roots that are taken apart one inside the other."""


def prove(claim: Claim, levels: Sequence[int], deadline: float) -> Document | None:
    """A document whose last claim is this one, and which proves it by `wrong`; None if none was found.

    It takes the efforts of these levels, which are numbered from 1.
    """
    try:
        found = _document(claim, [EFFORTS[level - 1] for level in levels], deadline)
        return None if found is None or wrong(found, claim) else found
    except (checker.Invalid, RecursionError, MemoryError, OverflowError):  # too large, or a division by what is 0
        return None


def wrong(document: Document, claim: Claim) -> str:
    """Why the document does not prove the claim, or "".

    Every claim in it has hypotheses among those given, shows what it should by the checker's verdict, and takes nothing
    else for positive than what a hypothesis or an earlier claim in it says is positive.
    """
    positive = set(said_positive(claim))
    for part in document["claims"]:
        if not set(part["given"].items()) <= set(claim.given.items()):
            return "it takes something as given that is not"
        if not set(part.get("positive", ())) <= positive:
            return "it takes something for positive that is not shown to be"
        if {"matrices", "definitions"} & set(part) or not set(part.get("scalars", ())) <= set(claim.names):
            return "it speaks of more than the claim's variables"
        shown = part["steps"][-1]["shows"]
        positive |= {name for name in claim.names if shown == f"0 < {name}"}
    if document["claims"][-1]["steps"][-1]["shows"] != claim.shows:
        return "it shows something else"
    return "; ".join(why for _, why in checker.check(document) if why)


def said_positive(claim: Claim) -> tuple[str, ...]:
    """The variables of which a hypothesis says that they are positive."""
    scope = checker.Scope({"scalars": claim.names})
    said = [normal(*scope.statement(text)) for text in claim.given.values()]
    return tuple(name for name in claim.names if normal(">", scope.names[name]) in said)


def _document(claim: Claim, efforts: Sequence[Effort], deadline: float) -> Document | None:
    positive, parts = list(said_positive(claim)), list[Document]()
    waiting = [name for name in claim.names if name not in positive]
    for name in [*waiting, *waiting]:  # twice, as one may follow from another
        if name not in positive:
            lines = Lines(claim, positive, f"{name} is positive", f"0 < {name}", deadline)
            if lines.line(lines.shows):
                parts.append(lines.part())
                positive.append(name)
    lines = Lines(claim, positive, CLAIM, claim.shows, deadline)
    prepare(lines)
    for effort in efforts:  # the easy ways first, each of them all the way down
        if lines.is_over:
            return None
        if shown(lines, claim.shows, (effort,)):
            return {"format": checker.FORMAT, "claims": [*parts, lines.part()]}
    return None


def shown(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int = 0) -> str:
    """The number of a line that shows this, by an identity, or one way with maxima, roots or exponentials; or ""."""
    number = lines.identity(shows, efforts)
    if number or depth == DEEPEST or lines.is_over:
        return number
    before = len(lines.lines), dict(lines.facts)
    ways: list[Way] = [_equation, _maximum, _root]
    if depth or EFFORTS[2] in efforts:  # what takes long is tried once
        ways += [_exponential, _logarithm]
    for way in ways:
        number = way(lines, shows, efforts, depth + 1)
        if number:
            return number
        del lines.lines[before[0] :]
        lines.facts = dict(before[1])
    return ""


def _equation(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """x == y, from x <= y and y <= x."""
    tree = checker.parsed(shows)
    if not isinstance(tree, ast.Compare) or not isinstance(tree.ops[0], ast.Eq):
        return ""
    x, y = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
    if not all(shown(lines, f"{a} <= {b}", efforts, depth) for a, b in ((x, y), (y, x))):
        return ""
    lines.instance("antisymmetry", x=x, y=y)
    return lines.line(shows)


def _maximum(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """c·max(x, y) + … <= 0: both arguments in place of the maximum, which is then the least bound."""
    for call in _straight(lines, shows, "max"):
        if call.sign > 0 or call.less == "<":
            continue
        bound = lines.names.write(call.equal)
        x, y = map(ast.unparse, call.node.args)
        if all(shown(lines, f"{z} <= {bound}", efforts, depth) for z in (x, y)):
            lines.instance("maximum-is-the-least-bound", x=x, y=y, e=bound)
            return lines.line(shows)
    return ""


def _root(lines: Lines, shows: str, efforts: Sequence[Effort], depth: int) -> str:
    """A + B·sqrt(a) >= 0 from ±(A² - B²a) >= 0, where ±(A - B·sqrt(a)) is positive."""
    for call in _straight(lines, shows, "sqrt"):
        other = add(call.rest, multiply(call.factor, lines.names.expression(call.node)), -1)
        argument = lines.names.expression(call.node.args[0])
        for sign in (1, -1):
            positive = lines.names.write(scale(other, sign))
            if not lines.identity(f"0 < {positive}", QUICK):
                continue
            squared = add(multiply(call.rest, call.rest), multiply(call.factor, call.factor, argument), -1)
            text = lines.names.write(scale(squared, sign))
            if squared and not shown(lines, f"0 {call.less} {text}", efforts, depth):
                continue
            number = lines.line(shows, 1, positive)
            if number:
                return number
    return ""


def _exponential(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    """A + B·exp(x) >= 0 from a bound on the exponential, below it where B > 0, else above it."""
    for call in _straight(lines, shows, "exp"):
        x = ast.unparse(call.node.args[0])
        for halvings in HALVINGS:
            if lines.is_over:
                return ""
            bound = (below if call.sign > 0 else above)(lines, x, halvings)
            if not bound:
                continue
            limit = lines.names.expression(bound)
            rest, factor = call.rest, call.factor
            left = add(rest, multiply(factor, limit)) if call.sign > 0 else add(multiply(rest, limit), factor)
            if shown(lines, f"0 {call.less} {lines.names.write(left)}", NEAR, depth):
                return lines.line(shows, 1, None if call.sign > 0 else bound)
    return ""


def _logarithm(lines: Lines, shows: str, _: Sequence[Effort], depth: int) -> str:
    """c·(b - log(a)) >= 0, where c > 0, from a <= exp(b); and where c < 0, from exp(b) <= a."""
    for call in _straight(lines, shows, "log"):
        a, b, less = ast.unparse(call.node.args[0]), lines.names.write(call.equal), call.less
        if not lines.identity(f"0 < {a}", QUICK):
            continue
        smaller, larger = (f"log({a})", b) if call.sign < 0 else (b, f"log({a})")
        wanted = f"{a} {less} exp({b})" if call.sign < 0 else f"exp({b}) {less} {a}"
        if not shown(lines, wanted, NEAR, depth):
            continue
        lines.instance("exponential-of-a-logarithm", x=a)
        lines.instance("exponential-is-positive", x=b)
        lines.instance("exponential-of-a-sum", x=f"({smaller}) - ({larger})", y=larger)
        lines.instance("exponential-is-above-its-tangent", x=f"({smaller}) - ({larger})")
        if lines.line(f"exp(({smaller}) - ({larger})) {less} 1", 1, f"exp({b})" if call.sign < 0 else a):
            return lines.line(shows)
    return ""


@dataclass(frozen=True)
class Straight:
    """A call in an inequality, whose difference is `rest` + `factor`·call: 0 `less` that, and `factor` is one term."""

    node: ast.Call
    less: str
    rest: Sum
    factor: Sum
    equal: Sum
    """Where the call has this value, the difference is 0."""

    @property
    def sign(self) -> int:
        """That of the factor."""
        (c,) = self.factor.values()
        return 1 if c > 0 else -1


def _straight(lines: Lines, shows: str, function: str) -> Iterator[Straight]:
    """The calls of a function of which the inequality is so made, the inner ones first."""
    relation, difference = lines.names.statement(shows)
    for node in inside_out(checker.parsed(shows)) if relation != "==" else ():
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function):
            continue
        (((powers, _), c), *more) = lines.names.expression(node).items()
        if more or c != 1 or len(powers) != 1 or powers[0][1] != 1:
            continue
        by_power = by_powers(difference, powers[0][0])
        rest, factor = by_power.pop(0), by_power.pop(1, {})
        is_positive = all(name in lines.names.positive for own, _ in factor for name, _ in own)
        if not by_power and len(factor) == 1 and is_positive:
            equal = multiply(rest, lines.names.inverse(scale(factor, -1)))
            yield Straight(node, "<" if relation == ">" else "<=", rest, factor, equal)
