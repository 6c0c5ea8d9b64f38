"""Texts about matrices that move with the time, in the checker's language, where each exponential is a letter.

exp(B) is a letter E, and exp(-B) another one; what is known of them is that they are inverse, and that both commute
with B and with whatever commutes with B. Where B commutes with its own derivative, that of E is B'·E. An integral from
time 0 is a letter that moves at its integrand; an inverse Z of K moves at -Z·K'·Z.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from types import MappingProxyType

from proofs import checker
from proofs.checker import Letter, Monomial, Sum, add, multiply, scale, shape, transpose
from proofs.grading.kinds.derivative import ZERO, OutOfReach, derivative
from proofs.grading.matrices.reading import FUNCTIONS as OF_MATRICES
from proofs.grading.matrices.reading import MatrixParser, Reader, Stated
from proofs.grading.matrices.words import Rules, TooLong
from proofs.grading.numbers.claims import NAME
from proofs.grading.numbers.expression import LARGEST_EXPONENT, Token
from proofs.scalar.claims import divisors_in

FUNCTIONS = {**OF_MATRICES, "exp": 1}
Units = dict[tuple[tuple[Monomial, Fraction], ...], Fraction]


class Finer(Exception):
    """An exponent is no whole multiple of the one that a letter stands for: the claim is to be read once more."""


@dataclass(frozen=True)
class Base:
    """The letters for the exponentials of `text` = unit·value, and of its opposite, which a number has none for."""

    letter: str
    inverse: str
    value: Sum
    unit: Fraction
    text: str
    rate: str
    """Of the exponent."""

    @property
    def direction(self) -> Sum:
        """The exponent without the numbers that all its terms have in common."""
        common = set.intersection(*(set(powers) for powers, _ in self.value))
        return {(tuple(p for p in powers if p not in common), word): c for (powers, word), c in self.value.items()}

    def power(self, multiple: Fraction, turned: bool) -> str:
        """The exponential of so many times `text`, or the transpose of that."""
        checker.require(abs(multiple) <= LARGEST_EXPONENT, f"exponents are more than {LARGEST_EXPONENT} times another")
        n, letter = abs(int(multiple)), self.letter if multiple > 0 or not self.inverse else self.inverse
        raised = (f"T({letter})" if turned else letter) + (f"**{n}" if n > 1 else "")
        return raised if multiple > 0 or self.inverse else f"(1/{raised})"


class MovingParser(MatrixParser):
    """With the exponential of numbers and of square matrices."""

    functions = FUNCTIONS
    reader: "MovingReader"

    def _function(self, token: Token) -> str:
        if token.text != "exp":
            return super()._function(token)
        self._expect("(")
        inner, found = self._inner(token), list[str]()
        self._expect(")")
        self._asked(lambda: found.append(self.reader.exponential(inner)), token.start)
        return found[0]


class MovingReader(Reader):
    """Reads the texts of one claim; `rates` says how letters move, `signs` what is not negative.

    `made_of` has the text of what each letter of ours stands for, `rests` the equation that a fact rests on. Raises
    Finer, with new `units`, and OutOfReach for what has no derivative that is known here.
    """

    def __init__(
        self,
        called: Mapping[str, str],
        matrices: Mapping[str, tuple[str, str]],
        symmetric: tuple[str, ...],
        scalars: tuple[str, ...],
        given: Sequence[str],
        units: Units,
        time: str = "",
    ) -> None:
        super().__init__(called, matrices, symmetric, scalars)
        self.units, self.time = units, called.get(time, "")
        self.rates = {self.time: "1"} if time else {}
        self.signs = {"from-time-0": f"0 <= {self.time}"} if time else {}
        self.bases, self.made_of, self.rests = list[Base](), dict[str, str](), dict[str, str]()
        self.integrals = dict[str, str]()
        self.given = self.hypotheses(given)

    def parser(self, text: str, names: Mapping[str, str]) -> MatrixParser:
        return MovingParser(text, names, self)

    def rate(self, text: str) -> str:
        """d/dt of a text. Raises OutOfReach."""
        return derivative(text, self.rates, ordered=True)

    # ---- letters of ours

    def inverse(self, text: str) -> str:
        before = set(self.inverses)
        found = super().inverse(text)
        for letter in self.inverses.keys() - before:
            self.made_of[letter] = text
            if (rate := self.rate(text)) != ZERO:
                self.rates[letter] = f"(-{letter}*({rate})*{letter})"
        return found

    @property
    def steady(self) -> list[Base]:
        """Those whose exponent is the time, times what is at rest."""
        linear = (base for base in self.bases if all(dict(powers).get(self.time) == 1 for powers, _ in base.value))
        return [base for base in linear if not self.names(base.rate) & self.rates.keys()]

    @property
    def moving_inverses(self) -> list[str]:
        """The letters for inverses of what moves."""
        return [letter for letter in self.inverses if letter in self.rates]

    def exponential(self, text: str) -> str:
        """The power of a letter, or of two. Raises checker.Invalid."""
        value = self.scope.expression(text)
        size = shape(value)
        checker.require(size is None or size[0] == size[1], "this matrix is not square, and so has no exponential")
        parts = ({m: c for m, c in value.items() if bool(m[1]) == of_matrix} for of_matrix in (False, True))
        return "*".join(self._power(part) for part in parts if part) or "1"

    def _power(self, part: Sum) -> str:
        for base in self.bases:
            for turned, value in ((False, base.value), (True, transpose(base.value))):
                ratio = _ratio(part, value)
                if ratio is not None and (ratio / base.unit).denominator > 1:
                    self.units[_key(base.value)] = _common(ratio, base.unit)
                    raise Finer
                if ratio is not None:
                    return base.power(ratio / base.unit, turned)
        self.bases.append(self._base(part))
        return self._power(part)

    def _base(self, part: Sum) -> Base:
        first = part[min(part)]
        value = scale(part, 1 / first)
        unit = self.units.get(_key(value), abs(first))
        text = self.scope.write(scale(value, unit))
        rate, size = self.rate(text), shape(value)
        letter = self.new_name(f"exp_{len(self.bases) + 1}")
        if size is None:
            self.scalars = (*self.scalars, letter)
            self.equations[f"{letter} is positive"] = f"0 < {letter}"
            self.made_of[letter] = f"exp({text})"
            self._declare()
            if rate != ZERO:
                self.rates[letter] = f"({rate})*{letter}"
            return Base(letter, "", value, unit, text, rate)
        moves = self.scope.expression(rate)
        if multiply(moves, value) != multiply(value, moves):
            raise OutOfReach(f"exp({text[:100]}) has a derivative that is not known here; write exp(t*A), A at rest")
        inverse = self.new_name(f"{letter}_inverse")
        for name, sign, exponent in ((letter, "", text), (inverse, "-", f"-{_grouped(text)}")):
            self.sizes[name], self.made_of[name] = size, f"exp({exponent})"
            if value == transpose(value):
                self.symmetric.append(name)
                self.signs[f"{name} is positive"] = f"0 <= {name}"
            if rate != ZERO:
                self.rates[name] = f"({sign}({rate}))*{name}"
        self._declare()
        found = Base(letter, inverse, value, unit, text, rate)
        self.equations |= dict(self._of_exponentials(found))
        return found

    def _of_exponentials(self, base: Base) -> Iterator[tuple[str, str]]:
        direction, n = _grouped(self.scope.write(base.direction)), (base.letter, base.inverse)
        for around in ("{}",) if base.value == transpose(base.value) else ("{}", "T({})"):
            E, Z, M = (around.format(text) for text in (*n, direction))
            yield f"{E}*{Z}", f"{E}*{Z} == 1"
            yield f"{Z}*{E}", f"{Z}*{E} == 1"
            for X in (E, Z):
                yield f"{X} and its exponent", f"{X}*{M} == {M}*{X}"
        if base.value == scale(transpose(base.value), -1):
            yield f"{base.letter} turned", f"T({base.letter}) == {base.inverse}"

    def integrate(self, name: str, text: str) -> None:
        """The letter for the integral of a matrix from time 0 on. Raises Misuse."""
        integrand, letter = self.expression(f"integral, {name}", text), self.called[name]
        value = self.scope.expression(integrand)
        size = shape(value)
        if size is None:
            raise OutOfReach(f"integral, {name}: {text[:60]!r} is a number, and only matrices are integrated")
        self.sizes[letter], self.rates[letter], self.integrals[letter] = size, f"({integrand})", integrand
        self.made_of[letter] = integrand
        if value == transpose(value):
            self.symmetric.append(letter)
        self._declare()

    # ---- what commutes with what, and what integrals are

    def complete(self) -> None:
        """Learn the equations between letters of ours and others, as hypotheses let these commute."""
        rules = Rules(self.scope)

        def learn(facts: Mapping[str, str]) -> None:
            for name, text in facts.items():
                rules.learn(name, self.scope.statement(text))

        learn({**self.given, **self.equations})
        resting = [name for name in self.sizes if name not in self.rates and name not in self.made_of]
        resting += [name for name in self.inverses if name not in self.rates]
        moving = [
            ([base.letter, base.inverse], self.scope.write(base.direction)) for base in self.bases if base.inverse
        ]
        exponents_at_rest = [each for each in moving if not self.names(each[1]) & self.rates.keys()]
        moving += [([letter], text) for letter, text in self.integrals.items()]
        for number, (letters, text) in enumerate(moving):
            others = [([P], P) for P in resting if text != P]
            before = moving[:number] if text not in self.integrals.values() else exponents_at_rest
            for own, theirs in [*others, *before]:
                if self._commute(rules, text, theirs):
                    pairs = [(x, y) for x in letters for y in own]
                    if own != [theirs]:
                        pairs += [(x, theirs) for x in letters]
                        pairs += [(y, text) for y in own if text not in self.integrals.values()]
                    more = {f"{x} and {y}": _commuting(x, y) for x, y in pairs}
                    self.rests |= dict.fromkeys(more, _commuting(text, theirs))
                    self.equations |= more
                    learn(more)
        self.equations |= {
            f"{letter} as a primitive": text for letter in self.integrals for text in self._primitive(letter)
        }

    def _commute(self, rules: Rules, one: str, other: str) -> bool:
        x, y = self.scope.expression(one), self.scope.expression(other)
        if shape(x) != shape(y):
            return False
        try:
            return not rules.normal(add(multiply(x, y), multiply(y, x), -1))
        except TooLong:
            return False

    def _primitive(self, letter: str) -> Iterator[str]:
        """L·G + G·R == f - f(0), where f' is L·f + f·R, as it is for one word that moves at its ends alone."""
        value = self.scope.expression(self.integrals[letter])
        if len(value) != 1:
            return
        (((powers, word), c),) = value.items()
        inside = list(word)
        left, right = self._run(inside, 0), self._run(inside, -1)
        if not (left or right) or any(name in self.rates for name, _ in powers) or self._moves(inside):
            return
        rest = self.scope.write({(powers, tuple(inside)): c})
        moved = " + ".join([f"({x})*{letter}" for x in left] + [f"{letter}*({x})" for x in right])
        yield f"{moved} == {self.integrals[letter]} - ({rest})"

    def _run(self, word: list[Letter], end: int) -> list[str]:
        """At which rates the letters at one end move, which are one exponential; they are taken off the word."""
        first, found = word[end] if word else None, list[str]()
        rates = {base.letter: base.rate for base in self.steady} | {x.inverse: f"-({x.rate})" for x in self.steady}
        while first is not None and word and word[end] == first and first[0].removesuffix("'") in rates:
            rate = rates[first[0].removesuffix("'")]
            found.append(f"T({rate})" if first[0].endswith("'") else rate)
            word.pop(end)
        return found

    def _moves(self, word: list[Letter]) -> bool:
        return any(letter[0].removesuffix("'") in self.rates for letter in word)

    # ---- statements

    def stated(self, shows: tuple[str, ...], more: Mapping[str, str] = MappingProxyType({})) -> Stated:
        """That this holds, of the letters that it speaks of, with all that is known of these."""
        every, spoken = {**self.given, **self.equations, **more}, set[str]()
        waiting = self.names(" ".join(shows))
        while waiting:
            spoken |= waiting
            met = {name for letter in waiting for name in self.names(self.made_of.get(letter, ""))}
            met |= {x for text in self.given.values() if (names := self.names(text)) & waiting for x in names}
            waiting = met - spoken
        return Stated(
            {name: sizes for name, sizes in self.sizes.items() if name in spoken},
            tuple(name for name in self.symmetric if name in spoken),
            tuple(name for name in self.scalars if name in spoken),
            {name: text for name, text in every.items() if self.names(text) <= spoken},
            shows,
            {},
        )

    def divisors(self, texts: Iterable[str]) -> Iterator[str]:
        """What these, and the letters of ours, divide by, but for numbers as they stand and exponentials."""
        for text in (*texts, *self.made_of.values()):
            tree = checker.parsed(text)
            sides = [tree.left, *tree.comparators] if isinstance(tree, ast.Compare) else [tree]
            for divisor in (ast.unparse(found) for side in sides for found in divisors_in(side)):
                if self.names(divisor) and f"{divisor.partition(' ** ')[0]} is positive" not in self.equations:
                    yield divisor.replace(" * ", "*").replace(" ** ", "**").replace(" / ", "/")

    def own(self, text: str) -> str:
        """A text of the checker's language as the claimant would write it."""
        names = {called: name for name, called in self.called.items()}
        return NAME.sub(lambda m: names.get(m[0]) or (self.meaning(m[0]) if m[0] in self.made_of else m[0]), text)

    def meaning(self, letter: str) -> str:
        """What a letter of ours stands for, as the claimant would write it."""
        written = self.own(self.made_of[letter])
        return f"inv({written})" if letter in self.inverses else written

    def names(self, text: str) -> set[str]:
        return {name for name in NAME.findall(text) if name in self.sizes or name in self.scalars}


def _grouped(text: str) -> str:
    return text if NAME.fullmatch(text) else f"({text})"


def _commuting(x: str, y: str) -> str:
    return f"{_grouped(x)}*{_grouped(y)} == {_grouped(y)}*{_grouped(x)}"


def _key(value: Sum) -> tuple[tuple[Monomial, Fraction], ...]:
    return tuple(sorted(value.items()))


def _ratio(a: Sum, b: Sum) -> Fraction | None:
    """a/b, if that is a number."""
    if a.keys() != b.keys():
        return None
    first = min(a)
    ratio = a[first] / b[first]
    return ratio if a == scale(b, ratio) else None


def _common(a: Fraction, b: Fraction) -> Fraction:
    """The largest number of which both are whole multiples."""
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)
