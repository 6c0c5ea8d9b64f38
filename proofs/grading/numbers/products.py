"""The lines of a lemma, and products of exponentials in lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from proofs.certificate.finder import Term
from proofs.grading.numbers.known import LEMMAS
from proofs.grading.numbers.lines import Lines
from proofs.scalar.claims import Claim


def lines_of(label: str) -> Lines:
    """No lines yet, about the lemma's numbers."""
    said = LEMMAS[label]
    given = {**{name: f"0 < {name}" for name in said["positive"]}, **said["given"]}
    claim = Claim(said["shows"], given, scalars=(*said["positive"], *said["scalars"]))
    return Lines(claim, said["positive"], label, said["shows"], float("inf"))


@dataclass(frozen=True)
class Product:
    """By `line`, exp(exponent) is what `value` says; "" where that is so by the words."""

    exponent: str
    value: str
    line: str


def one(lines: Lines) -> Product:
    return Product("0", "1", lines.instance("exponential-of-zero"))


def undone_logarithm(lines: Lines, argument: str) -> Product:
    return Product(f"log({argument})", f"({argument})", lines.instance("exponential-of-a-logarithm", x=argument))


def itself(lines: Lines, exponent: str) -> Product:
    lines.instance("exponential-is-positive", x=exponent)
    return Product(exponent, f"exp({exponent})", "")


def times(lines: Lines, a: Product, b: Product) -> Product:
    x, value = f"{a.exponent} + {b.exponent}", f"{a.value}*{b.value}"
    whole = lines.instance("exponential-of-a-sum", x=a.exponent, y=b.exponent)
    terms: list[Term] = [{"equation": whole}, *equal(a, f"exp({b.exponent})"), *equal(b, a.value)]
    return Product(x, value, lines.written({"shows": f"exp({x}) == {value}", "terms": terms}))


def product_of(lines: Lines, parts: Iterable[Product]) -> Product:
    """Their product; of none it is 1."""
    first, *others = list(parts) or [one(lines)]
    return reduce(lambda a, b: times(lines, a, b), others, first)


def equal(product: Product, left: str) -> list[Term]:
    """A multiple of what its line says."""
    return [{"equation": product.line, "left": left}] if product.line else []
