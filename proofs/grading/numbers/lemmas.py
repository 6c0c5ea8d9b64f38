"""Lemmas about logarithms and orders that proofs of claims may cite: each comes with its own proof, in the document.

The first Padé approximants of the logarithm at 1 that are on one side of it, (x - 1)(x + 5)/(4x + 2) above and
(x - 1)(5x + 1)/(2x(x + 2)) below: they differ from it by no more than a multiple of (x - 1)**4 there, so that what is
sharp to second order follows (Pinsker's inequality, Bernstein's from Bennett's).
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from proofs.certificate.citations import cited_in
from proofs.certificate.finder import NotFound
from proofs.checker import scale
from proofs.grading.numbers import determinants, means, powers
from proofs.grading.numbers.bounds import above, below, undone
from proofs.grading.numbers.known import LEMMAS
from proofs.grading.numbers.lines import NEAR, Document
from proofs.grading.numbers.products import lines_of
from proofs.grading.numbers.rewriting import Divisor

UPPER, LOWER, ORDER = "logarithm-from-above", "logarithm-from-below", "order-of-squares"


def cited(claims: Iterable[Mapping[str, Any]]) -> list[Document]:
    """The lemmas of which lines of these claims are instances."""
    labels = {name for claim in claims for step in claim["steps"] for line in step["lines"] for name in cited_in(line)}
    found = [part for label in LEMMAS if label in labels for part in proved(label)]
    return list({part["label"]: part for part in found}.values())


@cache
def proved(label: str) -> list[Document]:
    """Claims, the last of which is the lemma."""
    match label:
        case "order-of-squares":
            return _order()
        case determinants.TRACE:
            return [*proved(ORDER), *determinants.proved()]
        case means.UNDONE:
            return means.undone_exponential()
        case means.DIVERGENCE:
            return [*proved(LOWER), *proved(means.UNDONE), *means.divergence()]
        case means.MEAN:
            return [*proved(means.DIVERGENCE), *means.mean()]
        case powers.ABOVE | powers.BELOW | powers.MORE | powers.LESS:
            return powers.proved(label)
        case _:
            return [_logarithm(label)]


def _logarithm(label: str) -> Document:
    """x against exp(b), where b is the quotient; then the logarithm of x against b."""
    lines, is_upper = lines_of(label), label == UPPER
    divisor = "4*x + 2" if is_upper else "2*x*(x + 2)"
    b = f"((x - 1)*(x + 5)/({divisor}))" if is_upper else f"((x - 1)*(5*x + 1)/({divisor}))"
    positive = lines.identity(f"0 < {divisor}", NEAR)
    equation = lines.instance("quotient-times-divisor", x=divisor)
    value = lines.names.expression(divisor)
    lines.rewriting.divisors.append(Divisor(value, lines.names.expression(f"1/({divisor})"), positive, equation))
    lines.identity("0 < x", NEAR)
    lines.instance("exponential-of-a-logarithm", x="x")
    bound = (below if is_upper else above)(lines, b, 1, 3)
    if bound is None:
        raise NotFound(f"no bound of the exponential was found for {label}")
    if is_upper:
        enough = lines.identity(f"x <= {bound.text}", NEAR)
        known = lines.written({"shows": f"x <= exp({b})", "terms": [{"facts": [enough]}, {"facts": [bound.line]}]})
        least = undone(lines, "log(x)", b, f"exp({b})", known=[known])
    else:
        enough = lines.identity(f"1 <= x*({bound.text})", NEAR)
        terms = [{"facts": [bound.line]}, {"facts": [enough]}]
        multiplier = [{"facts": [bound.positive]}]
        known = lines.written({"shows": f"exp({b}) <= x", "terms": terms, "multiplier": multiplier})
        least = undone(lines, b, "log(x)", "x", known=[known])
    numerator = "(x - 1)*(x + 5)" if is_upper else "(x - 1)*(5*x + 1)"
    left = scale(lines.names.expression(numerator), 1 if is_upper else -1)
    terms = [{"facts": [least, positive]}, *lines.names.equations({equation: scale(left, -1)})]
    lines.written({"shows": lines.shows, "terms": terms})
    return lines.part()


def _order() -> list[Document]:
    """s <= r, as it is where s <= 0; elsewhere it is what s² <= r² says, divided by s + r."""
    said = LEMMAS[ORDER]
    names, cases = {name: name for name in said["scalars"]}, list[Document]()
    for case, terms, multiplier in (
        ("s <= 0", [{"facts": ["case"]}, {"facts": ["not-negative"]}], None),
        ("0 < s", [{"facts": ["squares"]}], [{"facts": ["case"]}, {"facts": ["not-negative"]}]),
    ):
        line = {"shows": said["shows"], "terms": terms} | ({"multiplier": multiplier} if multiplier else {})
        given = {"not-negative": "0 <= r"} | ({"squares": "s**2 <= r**2"} if multiplier else {}) | {"case": case}
        cases.append(_stated(f"{ORDER}, where {case}", names, given, said["shows"], line))
    both = {"shows": said["shows"], "cases": [case["label"] for case in cases], "with": names}
    given = {"not-negative": "0 <= r", "squares": "s**2 <= r**2"}
    return [*cases, _stated(ORDER, names, given, said["shows"], both)]


def _stated(label: str, names: Iterable[str], given: Mapping[str, str], shows: str, line: Document) -> Document:
    step = {"label": "shown", "shows": shows, "uses": [], "lines": [line]}
    return {"label": label, "scalars": list(names), "given": dict(given), "steps": [step]}
