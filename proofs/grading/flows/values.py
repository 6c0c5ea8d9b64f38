"""What an obligation comes to at letters of fractions: exactly, or by balls where there are exponentials."""

import ast
from contextlib import suppress
from fractions import Fraction
from typing import Any

from numeric.field import Balls, Field, Irrational, Rationals, Unresolved
from numeric.matrices import to_flint
from proofs import checker
from proofs.certificate.language import is_matrix, value
from proofs.checker import Monomial, Sum
from proofs.claims.verdict import Outcome
from proofs.grading.flows.reading import MovingReader
from proofs.grading.matrices.witness import Letters

FIELDS: tuple[Field, ...] = (Rationals(), Balls(192), Balls(768))


class OutOfSight(Exception):
    """An integral that is not worked out here."""


class Values:
    """The letters of a reader in one field, ours made of the claim's when they are asked for."""

    def __init__(self, reader: MovingReader, letters: Letters, field: Field) -> None:
        self.reader, self.field = reader, field
        self.letters = {name: self._of_field(x) for name, x in letters.items()}

    def _of_field(self, x: Any) -> Any:
        if isinstance(x, Fraction):
            return self.field.number(x)
        return to_flint(x) if isinstance(self.field, Rationals) else self.field.exact(x)

    def of(self, text: str) -> Any:
        """The value of a text. Raises Irrational, Unresolved, ZeroDivisionError where it has none here, OutOfSight."""
        for name in self.reader.names(text):
            if name not in self.letters:
                self.letters[name] = self._made(name)
        return value(text, self.letters, self.field)

    def _made(self, name: str) -> Any:
        if name in self.reader.integrals:
            return self._integral(self.reader.scope.expression(self.reader.integrals[name]))
        found = self.of(self.reader.made_of[name])
        if name not in self.reader.inverses:
            return found
        return self.field.solve(found, self.field.identity(self.field.shape(found)[0]))

    # ---- integrals from time 0 on

    def _integral(self, integrand: Sum) -> Any:
        found: Any = None
        for monomial, c in integrand.items():
            part = self._of_word(monomial) * self.field.number(c)
            found = part if found is None else found + part
        return found

    def _of_word(self, monomial: Monomial) -> Any:
        """The integral of A·exp(sM)·B·exp(sN)·C, by the exponential of a matrix of blocks (Van Loan 1978)."""
        powers, word = monomial
        reader, field = self.reader, self.field
        linear = {base.letter: base for base in reader.steady}
        linear |= {base.inverse: base for base in linear.values() if base.inverse}
        factor, rate = field.number(1), field.number(0)
        for name, e in powers:
            if name in linear:
                rate += self.of(linear[name].rate) * field.number(e)
            elif name in reader.rates:
                raise OutOfSight
            else:
                factor *= self.of(reader.scope.write({(((name, abs(e)),), ()): Fraction(1)})) ** (1 if e > 0 else -1)
        resting, rates = [self._identity(word[0][1])], list[Any]()
        previous = ""
        for letter in word:
            name = letter[0].removesuffix("'")
            if name not in linear:
                if name in reader.rates:
                    raise OutOfSight
                resting[-1] = resting[-1] * self._letter(letter)
                previous = ""
                continue
            base = linear[name]
            own = self.of(base.rate) * field.number(-1 if name == base.inverse else 1)
            own = field.transpose(own) if letter[0].endswith("'") else own
            if letter[0] == previous:
                rates[-1] = rates[-1] + own
            else:
                rates.append(own)
                resting.append(self._identity(letter[2]))
            previous = letter[0]
        if len(rates) > 2:
            raise OutOfSight
        while len(rates) < 2:  # those of 1
            rates.insert(0, self._identity(word[0][1]) * field.number(0))
            resting.insert(0, self._identity(word[0][1]))
        first, second = rates
        second = second + self._identity_of(second) * rate
        return resting[0] * self._between(first, resting[1], second) * resting[2] * factor

    def _between(self, M: Any, B: Any, N: Any) -> Any:
        """The integral of exp(sM)·B·exp(sN) over s from 0 to the time."""
        field, now = self.field, self.letters[self.reader.time]
        (m, n), minus = field.shape(B), field.number(-1)
        zero = field.matrix([[field.number(0)] * m for _ in range(n)])
        blocks = field.assemble([[M * minus, B], [zero, N]]) * now
        corner = field.block(field.matrix_exp(blocks), slice(0, m), slice(m, m + n))
        return field.matrix_exp(M * now) * corner

    def _letter(self, letter: checker.Letter) -> Any:
        name = letter[0].removesuffix("'")
        return self.of(f"T({name})" if letter[0].endswith("'") else name)

    def _identity(self, size: str) -> Any:
        """That of a size, which some letter has."""
        for name, (rows, columns) in self.reader.sizes.items():
            if size in (rows, columns) and name in self.letters:
                return self.field.identity(self.field.shape(self.letters[name])[(rows, columns).index(size)])
        raise OutOfSight

    def _identity_of(self, a: Any) -> Any:
        return self.field.identity(self.field.shape(a)[0])


def judged(shows: str, reader: MovingReader, letters: Letters) -> tuple[Outcome, bool]:
    """Whether an equation certainly holds, and whether that was seen exactly. Raises OutOfSight.

    UNDECIDED where it is not defined; HOLDS, by balls, where nothing is seen of a difference.
    """
    tree = checker.parsed(shows)
    if not isinstance(tree, ast.Compare):
        raise checker.Invalid(f"{shows!r} is no statement")
    left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
    for field in FIELDS:
        with suppress(Irrational, Unresolved, ZeroDivisionError), field.working():
            difference = Values(reader, letters, field).of(f"({left}) - ({right})")
            entries = [x for row in field.entries(difference) for x in row] if is_matrix(difference) else [difference]
            if any(x != 0 for x in entries):
                return Outcome.FAILS, isinstance(field, Rationals)
            return Outcome.HOLDS, isinstance(field, Rationals)
    return Outcome.UNDECIDED, False


def is_defined(reader: MovingReader, letters: Letters) -> bool:
    """Whether everything that is inverted has an inverse at these letters. Raises OutOfSight."""
    for field in FIELDS:
        with suppress(Irrational, Unresolved, ZeroDivisionError), field.working():
            values = Values(reader, letters, field)
            for letter in reader.inverses:
                values.of(letter)
            return True
    return False
