"""Matrix identities for every size at once: polynomials in letters that don't commute.

A letter is a SymPy symbol with `commutative=False`; an inverse or a transpose is a letter of its own. What is known of
the letters is a list of relations, expressions that vanish, such as K K⁻¹ − 1 or ΣE − EΣ. Each rewrites its longest
word, and of equally long ones the last in the alphabet. An expression that rewrites to zero vanishes for all matrices
that satisfy the relations, whatever their size.

One that does not is refuted apart from this, by rational matrices for which the relations are checked anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import mul

from sympy import Add, Expr, Matrix, Mul, S, Symbol, eye, zeros

from symbolic.derivation import Line, formula
from symbolic.rendering import rendered
from symbolic.residual import Decision

Word = tuple[Symbol, ...]
Model = Mapping[Symbol, Matrix | Expr]


def letters(*names: str) -> tuple[Symbol, ...]:
    """One letter for each LaTeX name."""
    return tuple(Symbol(name, commutative=False) for name in names)


def terms(expression: Expr) -> dict[Word, Expr]:
    """`expression`, expanded, as word -> coefficient."""
    collected: dict[Word, Expr] = {}
    for term in Add.make_args(expression.expand()):
        coefficient, factors = term.args_cnc()
        word: list[Symbol] = []
        for factor in factors:
            base, exponent = factor.as_base_exp()
            if not (isinstance(base, Symbol) and exponent.is_Integer and exponent > 0):
                raise TypeError(f"{factor} is no power of a letter; an inverse is a letter of its own")
            word += [base] * int(exponent)
        key = tuple(word)
        collected[key] = collected.get(key, S.Zero) + Mul(*coefficient)
    return {word: coefficient.expand() for word, coefficient in collected.items() if coefficient.expand() != 0}


def expression_of(collected: Mapping[Word, Expr]) -> Expr:
    """The inverse of `terms`."""
    return Add(*(coefficient * Mul(*word) for word, coefficient in collected.items()))


@dataclass(frozen=True)
class Algebra:
    """Letters with what is known of them.

    `stands_for` are abbreviations, read before anything is decided; an abbreviation may use later ones. `relations`
    vanish; `rates` are the letters' derivatives in t (the others rest); `transposes` are the letters' transposes (the
    others are symmetric). `models` are matrices, and numbers for the commuting symbols, at which a false identity is
    refuted.
    """

    stands_for: Mapping[Symbol, Expr] = field(default_factory=dict)
    relations: Sequence[Expr] = ()
    rates: Mapping[Symbol, Expr] = field(default_factory=dict)
    transposes: Mapping[Symbol, Symbol] = field(default_factory=dict)
    models: Sequence[Model] = ()

    @cached_property
    def _rules(self) -> list[tuple[Word, dict[Word, Expr]]]:
        rules = []
        for relation in self.relations:
            collected = terms(self.read(relation))
            longest = max(collected, key=lambda word: (len(word), [str(letter) for letter in word]))
            head = collected.pop(longest)
            if not head.is_nonzero:
                raise ValueError(f"{relation} = 0 says nothing of {longest} where {head} vanishes")
            rules.append((longest, {word: -coefficient / head for word, coefficient in collected.items()}))
        return rules

    def read(self, expression: Expr) -> Expr:
        """`expression` without abbreviations."""
        for letter, meaning in self.stands_for.items():
            expression = (S.Zero + expression).xreplace({letter: meaning})
        return expression

    def normal(self, expression: Expr) -> Expr:
        """`expression`, rewritten by the relations until none applies; each step makes a word shorter, or earlier."""
        pending, done = terms(self.read(expression)), dict[Word, Expr]()
        while pending:
            word, coefficient = pending.popitem()
            rewritten = self._rewrite(word)
            if rewritten is None:
                done[word] = (done.get(word, S.Zero) + coefficient).expand()
            else:
                for other, factor in rewritten.items():
                    pending[other] = (pending.get(other, S.Zero) + coefficient * factor).expand()
        return expression_of(done)

    def _rewrite(self, word: Word) -> dict[Word, Expr] | None:
        for head, tail in self._rules:
            for start in range(len(word) - len(head) + 1):
                if word[start : start + len(head)] == head:
                    before, after = word[:start], word[start + len(head) :]
                    return {before + middle + after: factor for middle, factor in tail.items()}
        return None

    def rate(self, expression: Expr) -> Expr:
        """d/dt of `expression` by the product rule."""
        return Add(
            *(
                coefficient * Mul(*word[:i]) * self.rates.get(letter, S.Zero) * Mul(*word[i + 1 :])
                for word, coefficient in terms(self.read(expression)).items()
                for i, letter in enumerate(word)
            )
        )

    def transpose(self, expression: Expr) -> Expr:
        """The transpose: every word backwards, each letter transposed."""
        back = {transposed: letter for letter, transposed in self.transposes.items()} | dict(self.transposes)
        return expression_of(
            {
                tuple(back.get(letter, letter) for letter in reversed(word)): coefficient
                for word, coefficient in terms(self.read(expression)).items()
            }
        )

    def names(self, letter: Symbol, why: str) -> Line:
        """The line that introduces an abbreviation."""
        return self.equal(letter, self.stands_for[letter], why)

    def equal(self, left: Expr, right: Expr, why: str, *, shown: str | None = None) -> Line:
        """left = right for all matrices that satisfy the relations. `shown`: LaTeX that goes before the left side."""
        return Line(
            formula(*([shown] if shown else []), left, right), why, self._decide(left - right), of_any_size=True
        )

    def derivative(self, expression: Expr, right: Expr, why: str) -> Line:
        """d/dt expression = right."""
        moving = rendered(expression) if isinstance(expression, Symbol) else rf"\left({rendered(expression)}\right)"
        shown = rf"\frac{{d}}{{dt}} {moving}"
        return Line(formula(shown, right), why, self._decide(self.rate(expression) - right), of_any_size=True)

    def trace_equal(self, left: Expr, right: Expr, why: str, *, shown: str | None = None) -> Line:
        """tr(left) = tr(right), as a trace does not change when a word is turned around or transposed."""
        sides = [rf"\operatorname{{tr}}\left({rendered(side)}\right)" for side in (left, right)]
        difference = self._turned(self.read(left - right))
        return Line(
            formula(*([shown] if shown else []), *sides), why, self._decide(difference, traced=True), of_any_size=True
        )

    def _turned(self, expression: Expr) -> Expr:
        """The same trace, every word replaced by the first of all its rotations and those of its transpose."""
        turned: dict[Word, Expr] = {}
        for word, coefficient in terms(expression).items():
            (transposed,) = terms(self.transpose(Mul(*word)))
            same = [each[i:] + each[:i] for each in (word, transposed) for i in range(max(len(word), 1))]
            first = min(same, key=lambda rotation: [str(letter) for letter in rotation])
            turned[first] = turned.get(first, S.Zero) + coefficient
        return expression_of(turned)

    def _decide(self, expression: Expr, *, traced: bool = False) -> Decision:
        residual = self.normal(expression)
        if residual == 0:
            return Decision(holds=True)
        for model in self.models:
            self._check(model)
            value = evaluate(self.read(expression), model)
            value = Matrix([[value.trace()]]) if traced else value
            if not value.is_zero_matrix:
                return Decision(False, residual, _shown({**model, Symbol("residual"): value}))
        return Decision(False, residual)

    def _check(self, model: Model) -> None:
        """Raises ArithmeticError if `model` violates a relation or a transpose: then it refutes nothing."""
        for relation in self.relations:
            if not evaluate(self.read(relation), model).is_zero_matrix:
                raise ArithmeticError(f"the model does not satisfy {relation} = 0")
        for letter, transposed in self.transposes.items():
            if model[transposed] != model[letter].T:
                raise ArithmeticError(f"the model's {transposed} is not the transpose of {letter}")


def evaluate(expression: Expr, model: Model) -> Matrix:
    """The matrix that `expression` is at `model`; an empty word is the identity of the other words' size."""
    scalars = {symbol: value for symbol, value in model.items() if not isinstance(value, Matrix)}
    products = {word: reduce(mul, (model[letter] for letter in word)) for word in terms(expression) if word}
    first = next(value for value in model.values() if isinstance(value, Matrix))
    size = next(iter(products.values()), first).rows
    total = None
    for word, coefficient in terms(expression).items():
        summand = products.get(word, eye(size)) * coefficient.subs(scalars)
        total = summand if total is None else total + summand
    return zeros(size) if total is None else total


def _shown(model: Mapping[Symbol, Matrix | Expr]) -> dict[str, str]:
    return {str(letter): str(value.tolist() if isinstance(value, Matrix) else value) for letter, value in model.items()}


def inverse_relations(matrix: Expr, inverse: Symbol) -> tuple[Expr, Expr]:
    """That `inverse` is the inverse of `matrix`, from both sides."""
    return matrix * inverse - 1, inverse * matrix - 1


def commute(*pairs: Iterable[Symbol]) -> tuple[Expr, ...]:
    """That the letters of each pair commute."""
    return tuple(first * second - second * first for first, second in pairs)
