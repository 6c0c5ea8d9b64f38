"""Look for a certificate of a claim about matrices, and judge it by the checker alone.

An order is shown by congruences, which a semidefinite program finds; an equation by rewriting; a bound of a norm by the
order that it is the least bound of.
"""

import ast
import time
from collections.abc import Sequence
from dataclasses import dataclass

from proofs import checker
from proofs.checker import Sum, add, multiply, scale, shape, transpose
from proofs.grading.matrices.lines import MatrixLines, Sample, scope_of
from proofs.grading.matrices.norms import by_parts, splits, sum_of_two
from proofs.grading.matrices.program import EFFORTS, Effort
from proofs.grading.matrices.reading import Stated
from proofs.grading.matrices.words import Rules, TooLong
from proofs.grading.numbers.lemmas import cited
from proofs.grading.numbers.lines import Document
from proofs.grading.numbers.rewriting import by_powers
from proofs.scalar.claims import divisors_in

CLAIM = "the claim"


@dataclass(frozen=True)
class Level:
    """How far to look: with the equations' transposes, and what follows from two of them, or not.

    Where it is `by_norms`, by those of the parts of what there are norms of.
    """

    efforts: Sequence[Effort]
    turned: bool = True
    completed: bool = True
    by_norms: bool = False


LEVELS = (
    Level(EFFORTS[:1], turned=False, completed=False),
    Level((), turned=False, completed=False, by_norms=True),
    Level(EFFORTS[1:2], turned=False, completed=False),
    Level(EFFORTS[:2]),
    Level(EFFORTS[2:3], turned=False, completed=False),
    Level(EFFORTS[2:]),
)
LAST = len(LEVELS)


def prove(claim: Stated, levels: Sequence[int], deadline: float, samples: Sequence[Sample] = ()) -> Document | None:
    """A document whose claims are all that this one shows, and which proves it by `wrong`; None if none was found.

    Nothing is tried on the way that is false at one of the samples, which satisfy the hypotheses.
    """
    parts = list[Document]()
    for number, shows in enumerate(claim.shows, start=1):
        label = CLAIM if len(claim.shows) == 1 else f"{CLAIM}, part {number}"
        try:
            part = _part(claim, shows, label, levels, deadline, samples)
        except (checker.Invalid, RecursionError, MemoryError, OverflowError):
            return None
        if part is None:
            return None
        parts.append(part)
    document = {"format": checker.FORMAT, "claims": [*cited(parts), *parts]}
    return None if wrong(document, claim) else document


def wrong(document: Document, claim: Stated) -> str:
    """Why the document does not prove the claim, or "".

    After lemmas, it has a claim for each thing shown, with these letters, and with hypotheses among those given.
    """
    shown, scope = [], scope_of(claim)
    for part in document["claims"][-len(claim.shows) :]:
        if not set(part["given"].items()) <= set(claim.given.items()):
            return "it takes something as given that is not"
        if part.get("definitions") or any(part.get(key) != value for key, value in scope.items()):
            return "it speaks of other letters"
        shown.append(part["steps"][-1]["shows"])
    if shown != list(claim.shows):
        return "it shows something else"
    return "; ".join(why for _, why in checker.check(document) if why)


def unsigned_divisor(claim: Stated, deadline: float) -> str:
    """What the claim divides by and is not shown to have a sign, as a text; or ""."""
    lines = MatrixLines(claim, claim.shows[0], CLAIM, deadline)
    lines.trees = [checker.parsed(text) for text in (*claim.given.values(), *claim.shows)]
    lines.prepare()
    for divisor in (divisor for tree in lines.trees for divisor in divisors_in(tree)):
        text = ast.unparse(divisor)
        if not any(lines.number(shows) for shows in (f"0 < {text}", f"{text} < 0")):
            return text
    return ""


def _part(
    claim: Stated, shows: str, label: str, levels: Sequence[int], deadline: float, samples: Sequence[Sample]
) -> Document | None:
    for level in levels:
        lines = MatrixLines(claim, shows, label, deadline, samples)
        lines.prepare()
        _bounds(lines)
        asked = LEVELS[level - 1]
        rules = lines.rules(turned=asked.turned, completed=asked.completed)
        if _shown(lines, shows, rules, asked):
            return lines.part()
        if time.monotonic() > deadline:
            return None
    return None


def _shown(lines: MatrixLines, shows: str, rules: Rules, level: Level) -> str:
    """The number of the line that shows this, the last one; or ""."""
    relation, target = lines.names.statement(shows)
    known, efforts = lines.known(relation, target), level.efforts
    if known:
        return lines.again(shows, known)
    if relation == "==" and shape(target):
        return _equal(lines, shows, target, rules, efforts)
    if shape(target):
        return lines.order(shows, rules, efforts)
    return (
        lines.number(shows)
        or _norm(lines, shows, target, rules, efforts)
        or lines.order(shows, rules, efforts)
        or _by_squares(lines, shows, target, rules, efforts)
        or (_by_norms(lines, shows, target, rules, EFFORTS[:1]) if level.by_norms else "")
    )


# ---- norms


def _bounds(lines: MatrixLines) -> None:
    """Where a hypothesis bounds a norm, what it says of squares, and of a symmetric matrix."""
    for name in list(lines.given):
        relation, value = lines.facts[name]
        for inner in lines.norms() if relation in (">=", ">") and not shape(value) else ():
            bound = _bound(lines, inner, value)
            if bound is None:
                continue
            below = lines.number(f"norm({inner}) <= {bound}")
            square = lines.number(f"norm({inner})**2 <= ({bound})**2")
            if not below or not square:
                continue
            matrix = lines.names.expression(inner)
            for text, fact, by in (
                (f"T({inner})*({inner}) <= ({bound})**2", ("norm-bounds-the-square", inner), square),
                (f"({inner})*T({inner}) <= ({bound})**2", ("norm-bounds-the-other-square", inner), square),
                (f"{inner} <= {bound}", ("norm-bounds-a-symmetric-matrix", inner), below),
                (f"-({inner}) <= {bound}", ("norm-bounds-a-symmetric-matrix", f"-({inner})"), below),
            ):
                if fact[0] != "norm-bounds-a-symmetric-matrix" or matrix == transpose(matrix):
                    of = lines.instance(fact[0], X=fact[1])
                    lines.written({"shows": text, "terms": [{"of": of}, {"facts": [by]}]})


def _bound(lines: MatrixLines, inner: str, difference: Sum) -> str | None:
    """The bound of a norm that `difference` >= 0 is, if it is one."""
    atom = _atom(lines, inner)
    powers = by_powers(difference, atom)
    rest, factor = powers.pop(0), scale(powers.pop(1, {}), -1)
    if powers or len(factor) != 1:
        return None
    (((own, word), c),) = factor.items()
    if word or c < 0 or any(name not in lines.names.positive for name, _ in own):
        return None
    return lines.names.write(multiply(rest, lines.names.inverse(factor)))


def _atom(lines: MatrixLines, inner: str) -> str:
    ((powers, _),) = lines.names.expression(f"norm({inner})")
    return powers[0][0]


def _norm(lines: MatrixLines, shows: str, target: Sum, rules: Rules, efforts: Sequence[Effort]) -> str:
    """norm(X) <= e, from X <= e and -X <= e, or from T(X)*X <= e**2."""
    for inner in lines.norms():
        bound = _bound(lines, inner, target)
        if bound is not None:
            text = _as_defined(lines, inner, rules)
            axiom = _least_bound(lines, text, bound, rules, efforts)
            if axiom and text == inner:
                return lines.ending(shows, axiom, X=inner, e=bound)
            if axiom:
                lines.instance(axiom, X=text, e=bound)
                return lines.line(shows)
    return ""


def _as_defined(lines: MatrixLines, inner: str, rules: Rules) -> str:
    """What equations say that it is, with the same norm."""
    value = lines.names.expression(inner)
    try:
        other, terms = rules.reduced(value)
    except TooLong:
        return inner
    if not terms or not other or not shape(other):
        return inner
    text = lines.names.write(other)
    lines.of_norm(text)
    lines.written({"shows": f"{inner} == {text}", "terms": terms})
    lines.instance("norm-of-equals", X=inner, Y=text)
    return text


def _least_bound(lines: MatrixLines, text: str, bound: str, rules: Rules, efforts: Sequence[Effort]) -> str:
    """The axiom by which the norm is at most that, where what it asks was shown; or ""."""
    value = lines.names.expression(text)
    if value == transpose(value) and all(
        lines.order(f"{sign}({text}) <= {bound}", rules, efforts) for sign in ("", "-")
    ):
        return "norm-is-the-least-symmetric-bound"
    if not (lines.number(f"0 <= {bound}") or lines.order(f"0 <= {bound}", rules, efforts)):
        return ""
    squared = lines.order(f"T({text})*({text}) <= ({bound})**2", rules, efforts)
    return "norm-is-the-least-bound" if squared else ""


def _by_norms(lines: MatrixLines, shows: str, target: Sum, rules: Rules, efforts: Sequence[Effort]) -> str:
    """By bounds of the norms of products and of symmetric sums."""
    spoken = set(lines.norms())
    if not spoken:
        return ""
    with lines.undone() as done:
        by_parts(lines)
        number = lines.number_from(shows, {*spoken, *lines.scope["matrices"]})
        done += [number] if number else []
    if done:
        return number
    for inner in spoken:
        bound = _bound(lines, inner, target)
        for halves in splits(lines, inner, lines.names.expression(bound)) if bound else ():
            with lines.undone() as done:
                if all(_norm_of(lines, text, most, rules, efforts) for text, most in halves):
                    (x, _), (y, _) = halves
                    sum_of_two(lines, inner, x, y)
                    done.append(lines.line(shows))
            if done or lines.is_over:
                return "".join(done)
    return ""


def _norm_of(lines: MatrixLines, text: str, bound: str, rules: Rules, efforts: Sequence[Effort]) -> str:
    lines.of_norm(text)
    shows = f"norm({text}) <= {bound}"
    lines.trees.append(checker.parsed(shows))
    return _norm(lines, shows, lines.names.statement(shows)[1], rules, efforts)


def _by_squares(lines: MatrixLines, shows: str, target: Sum, rules: Rules, efforts: Sequence[Effort]) -> str:
    """a <= b of numbers, from a**2 <= b**2 by matrices, where b is not negative."""
    above = {m: c for m, c in target.items() if c > 0}
    below = {m: -c for m, c in target.items() if c < 0}
    a, b = lines.names.write(below), lines.names.write(above)
    if not above or not below or not lines.number(f"0 <= {b}"):
        return ""
    if not lines.order(f"({a})**2 <= ({b})**2", rules, efforts):
        return ""
    return lines.line(shows, 1, f"{a} + {b}")


# ---- equations


def _equal(lines: MatrixLines, shows: str, target: Sum, rules: Rules, efforts: Sequence[Effort]) -> str:
    try:
        rest, terms = rules.reduced(target)
    except TooLong:
        return ""
    if not rest:
        return lines.written({"shows": shows, "terms": terms})
    return _as_inverse(lines, shows, target, rules) or _squeezed(lines, shows, target, rules, efforts)


def _as_inverse(lines: MatrixLines, shows: str, target: Sum, rules: Rules) -> str:
    """Z == Y, where Z*R == 1 is known, from R*Y == 1; and the same from the right."""
    write = lines.names.write
    for (powers, word), a in target.items():
        if powers or len(word) != 1:
            continue
        letter: Sum = {((), word): checker.ONE[(), ()]}
        other = add(letter, target, -1 / a)
        for name, (relation, value) in list(lines.facts.items()):
            c = value.get(((), ()))
            if relation != "==" or c is None or not shape(value):
                continue
            rest = {m: x for m, x in value.items() if m != ((), ())}
            for at, left in ((slice(0, 1), True), (slice(-1, None), False)):
                if any(m[1][at] != word for m in rest):
                    continue
                inner = {(own, w[1:] if left else w[:-1]): x for (own, w), x in rest.items()}
                product = multiply(inner, other) if left else multiply(other, inner)
                try:
                    remains, terms = rules.reduced(add(product, {((), ()): c}))
                except TooLong:
                    continue
                if remains:
                    continue
                one = lines.written({"shows": f"{write(product)} == {-c}", "terms": terms})
                z, y, factor = write(letter), write(other), f"({a / c})"
                sides = ("left", "right") if left else ("right", "left")
                both = [{"equation": one, "left": factor}, {"equation": name, "left": f"-{factor}"}]
                for term, side, text in zip(both, sides, (z, y), strict=True):
                    term[side] = f"{term['left']}*({text})" if side == "left" else text
                return lines.written({"shows": shows, "terms": both})
    return ""


def _squeezed(lines: MatrixLines, shows: str, target: Sum, rules: Rules, efforts: Sequence[Effort]) -> str:
    """D == 0, from T(D)*D <= 0; of a symmetric D also from D <= 0 and -D <= 0."""
    text = lines.names.write(target)
    if target == transpose(target) and all(lines.order(f"{s}({text}) <= 0", rules, efforts) for s in ("", "-")):
        lines.instance("norm-is-the-least-symmetric-bound", X=text, e="0")
        lines.instance("norm-is-not-negative", X=text)
        lines.instance("antisymmetry", x=f"norm({text})", y="0")
        return lines.ending(shows, "zero-norm", X=text)
    if lines.order(f"T({text})*({text}) <= 0", rules, efforts):
        return lines.again(shows, lines.vanishing(text))
    return ""
