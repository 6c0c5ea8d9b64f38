"""The rules of CERTIFICATES.md once more, by other means: texts are evaluated at random numbers and matrices.

Where proofs/checker.py expands an identity, this finds that both sides have the same value, which a false one has with
probability 0. It is an oracle for tests: what the checker accepts must be valid here too.
"""

import ast
from collections.abc import Mapping
from typing import Any

import numpy as np
import scipy.linalg

Claim = Mapping[str, Any]
SEED = 20250
SIZES = (2, 3, 4, 5)
FLIPPED = {ast.GtE: ">=", ast.Gt: ">", ast.Eq: "==", ast.LtE: ">=", ast.Lt: ">"}
NEAR = 1e-7


class Refused(Exception):
    """What is claimed was not found to be true at the random point."""


def number(value: Any) -> bool:
    return np.ndim(value) == 0


def plus(a: Any, b: Any) -> Any:
    """A sum, in which a number beside a matrix is that multiple of the identity."""
    if number(a) != number(b):
        matrix, scalar = (b, a) if number(a) else (a, b)
        if matrix.shape[0] != matrix.shape[1] and scalar != 0:
            raise Refused("a number beside a matrix that is not square")
        return matrix + scalar * np.eye(*matrix.shape)
    if np.shape(a) != np.shape(b):
        raise Refused("matrices of different sizes")
    return a + b


def times(*factors: Any) -> Any:
    product = factors[0]
    for factor in factors[1:]:
        if number(product) or number(factor):
            product = product * factor
        elif product.shape[1] != factor.shape[0]:
            raise Refused("matrices of unfit sizes")
        else:
            product = product @ factor
    return product


def transposed(a: Any) -> Any:
    return a if number(a) else a.T


def same(a: Any, b: Any) -> bool:
    """Equal up to rounding; a number equals that multiple of an identity."""
    difference = plus(a, times(-1, b))
    return bool(np.max(np.abs(difference)) <= NEAR * (1 + np.max(np.abs(a)) + np.max(np.abs(b))))


def exponential(a: Any) -> Any:
    return np.exp(a) if number(a) else scipy.linalg.expm(a)


def norm(a: Any) -> Any:
    return abs(a) if number(a) else np.linalg.norm(a, 2)


def definiteness(a: Any) -> Any:
    return a if number(a) else np.min(np.linalg.eigvals(a).real)


FUNCTIONS = {
    "T": transposed,
    "norm": norm,
    "definiteness": definiteness,
    "exp": exponential,
    "log": np.emath.log,
    "sqrt": np.emath.sqrt,
    "max": lambda a, b: max(a, b, key=np.real),
}


def value(source: str | ast.AST, names: Mapping[str, Any]) -> Any:
    """What a text comes to, given its names' values."""
    match ast.parse(source.strip(), mode="eval").body if isinstance(source, str) else source:
        case ast.Constant(value=int(integer)):
            return float(integer)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=a):
            return times(-1, value(a, names))
        case ast.BinOp(left=a, op=ast.Add(), right=b):
            return plus(value(a, names), value(b, names))
        case ast.BinOp(left=a, op=ast.Sub(), right=b):
            return plus(value(a, names), times(-1, value(b, names)))
        case ast.BinOp(left=a, op=ast.Mult(), right=b):
            return times(value(a, names), value(b, names))
        case ast.BinOp(left=a, op=ast.Div(), right=b):
            divisor = value(b, names)
            if not number(divisor) or abs(divisor) < NEAR:
                raise Refused("a division by zero, or by a matrix")
            return times(value(a, names), 1 / divisor)
        case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))) if n > 0:
            return times(*[value(a, names)] * n)
        case ast.Call(func=ast.Name(id=name), args=found) if name in FUNCTIONS:
            return FUNCTIONS[name](*(value(a, names) for a in found))
    raise Refused(f"{source!r} has an unknown name")


class Statement:
    """A relation, and what it compares with zero, at the random point."""

    def __init__(self, source: str, names: Mapping[str, Any]) -> None:
        tree = ast.parse(source.strip(), mode="eval").body
        if not isinstance(tree, ast.Compare) or len(tree.ops) != 1 or type(tree.ops[0]) not in FLIPPED:
            raise Refused(f"{source!r} is no statement")
        self.relation = FLIPPED[type(tree.ops[0])]
        sides = value(tree.left, names), value(tree.comparators[0], names)
        more, less = sides[::-1] if isinstance(tree.ops[0], ast.LtE | ast.Lt) else sides
        self.difference = plus(more, times(-1, less))
        if self.relation != "==" and not same(self.difference, transposed(self.difference)):
            raise Refused(f"{source!r} has no symmetric sides")

    def implies(self, other: "Statement") -> bool:
        """The same, a multiple of it, or a strict form of it."""
        if self.relation != other.relation and (self.relation, other.relation) != (">", ">="):
            return False
        mine, theirs = np.atleast_2d(self.difference), np.atleast_2d(other.difference)
        if mine.shape != theirs.shape:
            return False
        where = np.unravel_index(np.argmax(np.abs(mine)), mine.shape)
        if abs(mine[where]) < NEAR:
            return same(theirs, 0 * theirs)
        factor = theirs[where] / mine[where]
        return same(factor * mine, theirs) and (abs(factor) > NEAR if self.relation == "==" else factor.real > NEAR)


def point(claim: Claim) -> dict[str, Any]:
    """Random values of a claim's names: numbers are positive, symmetric matrices symmetric."""
    random = np.random.default_rng(SEED)
    sizes: dict[str, int] = {}
    numbers = [*claim.get("positive", ()), *claim.get("scalars", ())]
    names: dict[str, Any] = {name: random.uniform(0.6, 1.7) for name in numbers}
    for name, size in claim.get("matrices", {}).items():
        rows, columns = (sizes.setdefault(x, SIZES[len(sizes) % len(SIZES)]) for x in size)
        matrix = random.uniform(-1, 1, (rows, columns))
        if rows != columns and name in claim.get("symmetric", ()):
            raise Refused(f"{name} is not square")
        names[name] = matrix + matrix.T if name in claim.get("symmetric", ()) else matrix
    for name, meaning in claim.get("definitions", {}).items():
        names[name] = value(meaning, names)
    return names


def examine(claim: Claim, lemmas: Mapping[str, Claim]) -> None:
    """Raises Refused unless every line of every step follows at the random point."""
    names = point(claim)
    facts = {name: Statement(source, names) for name, source in claim["given"].items()}
    for step in claim["steps"]:
        known = {name: facts[name] for name in (*claim["given"], *step["uses"])}
        for count, line in enumerate(step["lines"], start=1):
            shown = Statement(line["shows"], names)
            if "cases" in line:
                cases(*(instance(shown, lemmas[label], line["with"], names, known) for label in line["cases"]))
            elif "lemma" in line:
                if missing := instance(shown, lemmas[line["lemma"]], line["with"], names, known):
                    raise Refused(f"{[*missing]} is not known")
            else:
                identity(shown, line, claim, names, known)
            known[str(count)] = shown
        stated = Statement(step["shows"], names)
        if not shown.implies(stated) or shown.relation != stated.relation:
            raise Refused("the last line says something else")
        facts[step["label"]] = stated


def cases(*missing: Mapping[str, Statement]) -> None:
    """One lemma has no hypothesis that is missing, or each has one: that a number is not negative, or not positive."""
    if len(missing) != 2:
        raise Refused("two cases are all")
    if not all(missing):
        return
    if [len(each) for each in missing] != [1, 1]:
        raise Refused("several hypotheses are missing in one case")
    (one,), (other,) = (each.values() for each in missing)
    relations = {one.relation, other.relation}
    if relations not in ({">="}, {">", ">="}) or not number(one.difference) or not number(other.difference):
        raise Refused("no numbers are compared with 0, or both strictly")
    if one.difference * other.difference > 0:
        raise Refused("the numbers are not opposite")


def instance(
    shown: Statement, lemma: Claim, chosen: Mapping[str, str], names: Mapping[str, Any], known: Mapping[str, Statement]
) -> dict[str, Statement]:
    """Those of the lemma's hypotheses that are not known."""
    positive, scalars = lemma.get("positive", ()), lemma.get("scalars", ())
    its = {*positive, *scalars, *lemma.get("matrices", {})}
    inner = {name: value(source, names) for name, source in chosen.items() if name in its}
    for name, replaced in inner.items():
        if name in lemma.get("symmetric", ()) and not same(replaced, transposed(replaced)):
            raise Refused(f"{name} is not symmetric")
        if name in (*positive, *scalars) and not number(replaced):
            raise Refused(f"{name} is no number")
    conclusion = Statement(lemma["shows"], inner)
    if not conclusion.implies(shown) or conclusion.relation != shown.relation:
        raise Refused("the lemma shows something else")
    asked = [*lemma["given"].values(), *(f"{name} > 0" for name in positive)]
    needed = {source: Statement(source, inner) for source in asked}
    return {x: each for x, each in needed.items() if not any(fact.implies(each) for fact in known.values())}


def identity(
    shown: Statement, line: Mapping[str, Any], claim: Claim, names: Mapping[str, Any], known: Mapping[str, Statement]
) -> None:
    multiplier = total(line["multiplier"], ">", claim, names, known) if "multiplier" in line else 1.0
    found = total(line["terms"], shown.relation, claim, names, known)
    if not number(multiplier) or not same(times(multiplier, shown.difference), found):
        raise Refused(f"the sides differ for {line['shows']}")


def total(
    terms: list[dict[str, Any]], relation: str, claim: Claim, names: Mapping[str, Any], known: Mapping[str, Statement]
) -> Any:
    sum_, strict = 0.0, False
    for term in terms:
        if "equation" in term:
            fact = known[term["equation"]]
            if fact.relation != "==":
                raise Refused("no equation")
            left, right = (value(term.get(side, "1"), names) for side in ("left", "right"))
            sum_ = plus(sum_, times(left, fact.difference, right))
            continue
        if relation == "==":
            raise Refused("an inequality cannot show an equation")
        factor = positive(term, claim, names)
        for name in term.get("facts", ()):
            if known[name].relation == "==" or not number(known[name].difference):
                raise Refused("no inequality between numbers")
            factor = factor * known[name].difference
        for source in term.get("squares", ()):
            factor = factor * value(source, names) ** 2
        by, of = value(term.get("by", "1"), names), known[term["of"]] if "of" in term else None
        if of is not None and of.relation != ">=":
            raise Refused("no order")
        sum_ = plus(sum_, times(factor, transposed(by), 1.0 if of is None else of.difference, by))
        plain = not {"squares", "of", "by"} & set(term)
        strict |= plain and all(known[name].relation == ">" for name in term.get("facts", ()))
    if relation == ">" and not strict:
        raise Refused("nothing is strict")
    return sum_


def positive(term: Mapping[str, Any], claim: Claim, names: Mapping[str, Any]) -> Any:
    """times*positive, which must be positive wherever the positive names are."""
    for source in (term.get("times", "1"), term.get("positive", "1")):
        used = {node.id for node in ast.walk(ast.parse(source.strip(), mode="eval")) if isinstance(node, ast.Name)}
        if not used <= {*claim.get("positive", ()), *claim.get("definitions", {})}:
            raise Refused(f"{source} is not known to be positive")
    factor = value(term.get("times", "1"), names) * value(term.get("positive", "1"), names)
    if not number(factor) or not factor > 0:
        raise Refused("a factor that is not positive")
    return factor


def verdict(claim: Claim, lemmas: Mapping[str, Claim]) -> str:
    """Why the claim is refused, or ""."""
    try:
        examine(claim, lemmas)
    except (Refused, KeyError, SyntaxError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"
    return ""
