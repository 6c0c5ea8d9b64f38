"""Claims of two numbers x >= y that compare their logarithms or exponentials, from one about r = sqrt(a/b) >= 1 and b.

There a and b are x and y, or exp(g*x) and exp(g*y): what remains is log(r), which quotients bound from both sides, and
polynomials. So the logarithmic mean is compared with other means, and functions such as tanh are shown to contract.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations
from math import gcd, lcm

from proofs import checker
from proofs.certificate.argument import substituted
from proofs.certificate.finder import Term
from proofs.checker import Sum
from proofs.grading.numbers.facts import about
from proofs.grading.numbers.lines import LONGEST_SHOWN, PLAIN, QUICK, Lines
from proofs.grading.numbers.logarithms import about_logarithm
from proofs.grading.numbers.plans import Plan, Supposed
from proofs.grading.numbers.products import itself, product_of
from proofs.grading.numbers.rewriting import Rewriting, Rule
from proofs.scalar.claims import Claim

UNDONE = "logarithm-of-an-exponential"
MOST_POWER = 6


@dataclass
class Ratio:
    """x in terms of y: texts of r and b, and the equations that put these in the place of what has x and y."""

    r: str
    b: str
    lines: Lines
    equations: list[tuple[str, str]] = field(default_factory=list)
    """What is replaced, and the number of the line that says by what."""

    def replaced(self, value: Sum) -> tuple[Sum, Mapping[str, Sum]]:
        """The value with the equations used, and the multiples of these that are left behind."""
        rewriting = Rewriting(self.lines.names)
        for text, equation in self.equations:
            ((((name, _),), _),) = self.lines.names.expression(text)
            _, difference = self.lines.facts[equation]
            rewriting.rules.append(Rule(name, 1, difference, Fraction(1), equation))
        cleared = rewriting.cleared(value)
        return cleared.value, {} if cleared.by else cleared.lefts


def two(lines: Lines, shows: str) -> tuple[str, str] | None:
    """The two numbers that the claim is of, if it is of this kind: those in its exponents, or in its logarithms."""
    names = {name for powers, _ in _polynomial(lines, shows) for name, _ in powers}
    texts = [lines.names.written[name] for name in names if name.startswith(("exp(", "log("))]
    letters = {x for text in texts for powers, _ in _argument(lines, text) for x, _ in powers}
    found = sorted(letters)
    return (found[0], found[1]) if len(found) == 2 and letters <= set(lines.variables) else None


def plan(lines: Lines, shows: str) -> Plan | None:
    """The claim from one about r and b, where it is known which of the two numbers is the larger; else None."""
    numbers, value = two(lines, shows), _polynomial(lines, shows)
    for x, y in permutations(numbers or ()):
        less = next((less for less in ("<", "<=") if lines.identity(f"{y} {less} {x}", PLAIN[:1])), "")
        ratio = less and (_of_logarithms(lines, value, x, y) or _of_exponentials(lines, value, x, y))
        if not ratio:
            continue
        rest, lefts = ratio.replaced(value)
        found = _in_letters(ratio, rest) if lefts else None
        if found is None:
            continue
        text, power = found
        sign = "<" if lines.names.statement(shows)[0] == ">" else "<="
        least = less if sign == "<" else "<="
        claim = Claim(f"0 {sign} {text}", {"more": f"0 {least} s", "base": "0 < b"}, scalars=("s", "b"))
        chosen = {"s": f"{ratio.r} - 1", "b": ratio.b}
        instance = f"0 {sign} {_in_texts(ratio, text)}"
        if len(instance) <= LONGEST_SHOWN:
            return Plan((Supposed(instance, claim, chosen),), _Ended(ratio, value, lefts, power, sign))
    return None


@dataclass(frozen=True)
class _Ended:
    """The last lines: what was supposed, times a power of b, is what the claim says without its denominators."""

    ratio: Ratio
    value: Sum
    lefts: Mapping[str, Sum]
    power: int
    sign: str

    def __call__(self, lines: Lines, names: Sequence[str]) -> str:
        b = lines.known(">", lines.names.expression(self.ratio.b))
        start: Term = {"facts": [*names, *([b] * self.power if b else [])]}
        if not b and self.power:
            start["positive"] = f"{self.ratio.b}**{self.power}"
        shows = f"0 {self.sign} {lines.names.write(self.value)}"
        lines.written({"shows": shows, "terms": [start, *lines.names.equations(self.lefts)]})
        return lines.identity(lines.shows, QUICK[:1])


def _polynomial(lines: Lines, shows: str) -> Sum:
    """What the claim says is not negative, without its denominators; nothing if they can't be multiplied away."""
    relation, difference = lines.names.statement(shows)
    value = lines.rewriting.cleared(difference).value if relation != "==" else {}
    names = {name for powers, _ in value for name, _ in powers}
    return {} if any(name.startswith("inverse(") or name not in lines.names.written for name in names) else value


def _argument(lines: Lines, text: str) -> Sum:
    return lines.names.expression(text[len("exp(") : -1])


# ---- of logarithms


def _of_logarithms(lines: Lines, value: Sum, x: str, y: str) -> Ratio | None:
    """a and b are x and y themselves, which are positive."""
    calls = {lines.names.written[name] for powers, _ in value for name, _ in powers if "(" in name}
    roots = {text for text in calls if text.startswith("sqrt(")}
    product = lines.names.expression(f"{x}*{y}")
    is_positive = {x, y} <= set(lines.scope["positive"])
    if not is_positive or any(lines.names.expression(text[len("sqrt(") : -1]) != product for text in roots):
        return None
    if not {f"log({x})", f"log({y})"} & calls or calls - roots - {f"log({x})", f"log({y})"}:
        return None
    r = f"sqrt({x}/{y})"
    about(lines, [checker.parsed(r)])
    about_logarithm(lines, checker.parsed(r), {x, y})
    square = lines.instance("square-of-a-root", x=f"{x}/{y}")
    found = Ratio(r, y, lines)
    for text in sorted(roots):
        found.equations.append((text, _root_of_both(lines, text, r, y)))
    whole = lines.instance("logarithm-of-a-product", x=f"{x}/{y}", y=y)
    half = lines.known("==", lines.names.expression(f"2*log({r}) - log({x}/{y})"))
    terms: list[Term] = [{"equation": whole}, {"equation": half, "left": "(-1)"}]
    found.equations.append(
        (f"log({x})", lines.written({"shows": f"log({x}) == log({y}) + 2*log({r})", "terms": terms}))
    )
    terms = [{"equation": square, "left": f"-{y}"}]
    found.equations.append((x, lines.written({"shows": f"{x} == {r}**2*{y}", "terms": terms})))
    return found


def _root_of_both(lines: Lines, root: str, r: str, y: str) -> str:
    """sqrt(x*y) == r*y, as both are positive and have one square."""
    squares = [lines.instance("square-of-a-root", x=text[len("sqrt(") : -1]) for text in (root, r)]
    terms: list[Term] = [{"equation": squares[0]}, {"equation": squares[1], "left": f"-{y}**2"}]
    positive = [lines.known(">", lines.names.expression(text)) for text in (root, r)]
    multiplier: list[Term] = [{"facts": positive[:1]}, {"facts": positive[1:], "positive": y}]
    return lines.written({"shows": f"{root} == {r}*{y}", "terms": terms, "multiplier": multiplier})


# ---- of exponentials


def _of_exponentials(lines: Lines, value: Sum, x: str, y: str) -> Ratio | None:
    """a and b are exp(g*x) and exp(g*y), of which all exponentials are products of powers."""
    calls = {lines.names.written[name] for powers, _ in value for name, _ in powers if "(" in name}
    if not calls or not all(text.startswith("exp(") for text in calls):
        return None
    exponents = {text: dict(_linear(lines, text)) for text in calls}
    if any(not set(each) <= {x, y} for each in exponents.values()):
        return None
    g = _common([c for each in exponents.values() for c in each.values()])
    is_opposite = any(c < 0 for each in exponents.values() for c in each.values())
    high, low, sign = (y, x, -1) if is_opposite else (x, y, 1)  # exp(-y) is larger than exp(-x)
    r, b = f"exp({lines.names.write(lines.names.expression(f'({g}/2)*({x} - {y})'))})", f"exp({sign * g}*{low})"
    found = Ratio(r, b, lines)
    for text, each in sorted(exponents.items()):
        of_a, of_b = (sign * each.get(name, Fraction(0)) / g for name in (high, low))
        if of_a < 0 or of_a + of_b < 0 or 3 * of_a + of_b > MOST_POWER:
            return None
        parts = [itself(lines, r[len("exp(") : -1])] * int(2 * of_a)
        parts += [itself(lines, b[len("exp(") : -1])] * int(of_a + of_b)
        product = product_of(lines, parts)
        if lines.names.expression(text) != lines.names.expression(product.value):
            found.equations.append((text, product.line))
    undone = lines.instance(UNDONE, x=r[len("exp(") : -1])
    terms: list[Term] = [{"equation": undone, "left": f"-({2 / g})"}]
    line = lines.written({"shows": f"{x} == {y} + ({2 / g})*log({r})", "terms": terms})
    found.equations.append((x, line))
    return found


def _linear(lines: Lines, text: str) -> Iterator[tuple[str, Fraction]]:
    """By what each name is multiplied in an exponent; "" is the name of what is not linear, or constant."""
    for (powers, _), c in _argument(lines, text).items():
        yield (powers[0][0] if len(powers) == 1 and powers[0][1] == 1 else ""), c


def _common(numbers: Sequence[Fraction]) -> Fraction:
    """The largest number of which all are multiples."""
    below = lcm(*(c.denominator for c in numbers))
    return Fraction(gcd(*(int(c * below) for c in numbers)), below)


# ---- the claim about r and b


def _in_letters(ratio: Ratio, value: Sum) -> tuple[str, int] | None:
    """The value in the letters r and b, divided by as high a power of b as it can be, and the power; or None."""
    read = ratio.lines.names.expression
    letters = {"(1 + s)": ratio.r, "b": ratio.b, "log(1 + s)": f"log({ratio.r})"}
    called = {name: letter for letter, text in letters.items() for (((name, _),), _) in read(text)}
    if not value or any(name not in called for powers, _ in value for name, _ in powers):
        return None
    power = min(sum(e for name, e in powers if called[name] == "b") for powers, _ in value)
    terms = list[str]()
    for (powers, _), c in sorted(value.items()):
        parts = [f"({c})"]
        for name, e in powers:
            e -= power if called[name] == "b" else 0
            parts += [f"{called[name]}**{e}"] if e > 1 else [called[name]] if e else []
        terms.append("*".join(parts))
    return " + ".join(terms), power


def _in_texts(ratio: Ratio, text: str) -> str:
    return substituted(text, {"s": f"{ratio.r} - 1", "b": ratio.b})
