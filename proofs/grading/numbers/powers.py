"""Real powers: lemmas that a**r is above its tangents or below them, or grows faster or slower than a, and their use.

All of them compare exp(r*log(a))*m with exp(r*log(m))*a: their quotient is exp of (r - 1)*(log(a) - log(m)), and exp is
above its tangents.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import permutations

from proofs.certificate.finder import Term
from proofs.checker import Sum
from proofs.grading.numbers.lines import PLAIN, Document, Lines
from proofs.grading.numbers.products import Product, equal, lines_of, times, undone_logarithm
from proofs.grading.numbers.rewriting import by_powers

ABOVE, BELOW = "power-above-its-tangent", "power-below-its-tangent"
MORE, LESS = "lower-power-of-a-part", "higher-power-of-a-part"
E, F, D = "exp(r*log(a))", "exp(r*log(m))", "(log(a) - log(m))"
MOST_BASES = 3


def proved(label: str) -> list[Document]:
    lines = lines_of(label)
    for x in "am":
        lines.written({"shows": f"0 < {x}", "terms": [{"positive": x}]})
        lines.instance("exponential-of-a-logarithm", x=x)
        lines.instance("exponential-is-positive", x=f"r*log({x})")
    {ABOVE: _above, BELOW: _below, MORE: _more, LESS: _less}[label](lines)
    return [lines.part()]


def _above(lines: Lines) -> None:
    """E*m >= (1 + (r - 1)*D)*F*a, and m >= (1 - D)*a."""
    first = _tangent(lines, f"(r - 1)*{D}", [_power("m"), _base(lines, "a")], [_power("a"), _base(lines, "m")])
    second = _tangent(lines, f"-{D}", [_base(lines, "a")], [_base(lines, "m")])
    rest = lines.line("0 <= r - 1")
    positive = lines.instance("exponential-is-positive", x="r*log(m)")
    lines.written({"shows": lines.shows, "terms": [{"facts": [first]}, {"facts": [rest, positive, second]}]})


def _below(lines: Lines) -> None:
    """F >= (1 - r*D)*E, and F*a >= (1 + (1 - r)*D)*E*m."""
    first = _tangent(lines, f"-r*{D}", [_power("a")], [_power("m")])
    second = _tangent(lines, f"(1 - r)*{D}", [_power("a"), _base(lines, "m")], [_power("m"), _base(lines, "a")])
    rest = lines.line("0 <= 1 - r")
    lines.written(
        {"shows": lines.shows, "terms": [{"positive": "m", "facts": [rest, first]}, {"facts": ["least", second]}]}
    )


def _more(lines: Lines) -> None:
    """E*m >= (1 + (r - 1)*D)*F*a, where both factors are not positive."""
    first = _tangent(lines, f"(r - 1)*{D}", [_power("m"), _base(lines, "a")], [_power("a"), _base(lines, "m")])
    _ended(lines, first, lines.line("0 <= 1 - r"), "m", "a")


def _less(lines: Lines) -> None:
    """F*a >= (1 + (1 - r)*D)*E*m, where both factors are not positive."""
    first = _tangent(lines, f"(1 - r)*{D}", [_power("a"), _base(lines, "m")], [_power("m"), _base(lines, "a")])
    _ended(lines, first, lines.line("0 <= r - 1"), "a", "m")


def _ended(lines: Lines, first: str, rest: str, power: str, base: str) -> None:
    """With D <= 0, since a >= (1 + D)*m."""
    known = _tangent(lines, D, [_base(lines, "m")], [_base(lines, "a")])
    terms: list[Term] = [{"facts": [known]}, {"facts": ["part"]}]
    sign = lines.written({"shows": f"0 <= -{D}", "terms": terms, "multiplier": [{"positive": "m"}]})
    positive = lines.instance("exponential-is-positive", x=f"r*log({power})")
    lines.written(
        {"shows": lines.shows, "terms": [{"facts": [first]}, {"positive": base, "facts": [rest, sign, positive]}]}
    )


def _tangent(lines: Lines, exponent: str, small: Sequence[Product], large: Sequence[Product]) -> str:
    """The larger product is at least (1 + exponent) times the smaller one, as it is exp(exponent) times as much."""
    below, above = (reduce(lambda x, y: times(lines, x, y), parts) for parts in (small, large))
    known = lines.instance("exponential-is-above-its-tangent", x=exponent)
    whole = lines.instance("exponential-of-a-sum", x=exponent, y=below.exponent)
    positive = lines.line(f"0 < {below.value}")
    terms: list[Term] = [{"facts": [positive, known]}, {"equation": whole}, *equal(above, "(-1)")]
    terms += equal(below, f"exp({exponent})")
    return lines.written({"shows": f"(1 + {exponent})*{below.value} <= {above.value}", "terms": terms})


def _power(base: str) -> Product:
    return Product(f"r*log({base})", f"exp(r*log({base}))", "")


def _base(lines: Lines, base: str) -> Product:
    return undone_logarithm(lines, base)


# ---- their use


def about_powers_of(lines: Lines, exponents: Sequence[str]) -> None:
    """Which of these lemmas relate the powers in a claim that have one exponent."""
    for r, bases in _by_exponent(lines, exponents):
        is_high = bool(lines.identity(f"1 <= {r}", PLAIN))
        is_low = not is_high and lines.identity(f"{r} <= 1", PLAIN) and lines.identity(f"0 <= {r}", PLAIN)
        for a, m in permutations(bases[:MOST_BASES], 2) if is_high or is_low else ():
            lines.instance(ABOVE if is_high else BELOW, a=a, m=m, r=r)
            if lines.identity(f"{a} <= {m}", PLAIN):
                lines.instance(LESS if is_high else MORE, a=a, m=m, r=r)


def by_powers_of(lines: Lines, shows: str) -> str:
    """The number of a line that shows this, times a base, from those lemmas and what is given; or ""."""
    labels = (ABOVE, BELOW, MORE, LESS)
    instances = {str(n): line for n, line in enumerate(lines.lines, 1) if line.get("lemma") in labels}
    if not instances or lines.names.statement(shows)[0] == "==":
        return ""
    bases = dict.fromkeys(line["with"]["m"] for line in instances.values())
    positive = [str(n) for n, line in enumerate(lines.lines, 1) if line.get("lemma") == "exponential-is-positive"]
    positive += filter(None, (lines.known(">", lines.names.expression(m)) for m in bases))
    among = [*lines.said, *instances, *positive]
    return next(filter(None, (lines.line(shows, 2, m, among) for m in bases)), "")


def _by_exponent(lines: Lines, exponents: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """What logarithms are multiplied by in two exponents or more, and of what these are."""
    found = dict[str, list[str]]()
    for x in exponents:
        value = lines.names.expression(x)
        logarithms = {name for powers, _ in value for name, _ in powers if name.startswith("log(")}
        if len(logarithms) == 1:
            (name,) = logarithms
            parts = by_powers(value, name)
            a = lines.names.written[name][len("log(") : -1]
            if parts.keys() == {0, 1} and not parts[0] and _is_undone(lines, a):
                found.setdefault(f"({lines.names.write(parts[1])})", []).append(f"({a})")
    yield from ((r, bases) for r, bases in found.items() if len(bases) > 1)


def _is_undone(lines: Lines, a: str) -> bool:
    value: Sum = lines.names.expression(f"exp(log({a})) - ({a})")
    return bool(lines.known("==", value))
