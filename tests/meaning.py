"""What the names of an argument's case stand for, at an instance and in any field of numbers.

The checker's language is read here anew, not by `proofs/certificate/language.py`: what the package evaluates is held to
it.
"""

import ast
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from keys import EVERY_WIDTH, OWN_TARGET, SHARPER, SHARPEST

from numeric.closed_form import solution_at
from numeric.field import Field
from numeric.instance import TheoremName
from numeric.instances import Point
from numeric.matrices import rank
from numeric.windows import sees_absent_modes
from proofs.certificate.argument import Argument

Names = dict[str, Any]

THEOREMS: Mapping[str, TheoremName] = {
    "theorem-3": 3,
    "theorem-4": 4,
    "theorem-4-sharper": SHARPER,
    "theorem-4-sharpest": SHARPEST,
    "conditional theorem 4": SHARPEST,
    "theorem-4-own-target": OWN_TARGET,
    "theorem-4-prime": EVERY_WIDTH,
}


def name_of(label: str) -> TheoremName:
    """What a theorem is called where its instances are listed, which a row of `corollaries` is by its label."""
    return THEOREMS.get(label, label)


INVERSES = {
    "Cinv": "C",
    "CXinv": "C + X",
    "Cpinv": "Cp",
    "P": "inverse_P",
    "K": "1 + G*W0",
    "V": "F*M*F/alpha**2 + F*G*F",
    "W": "W_inverse",
    "slow": "slow_inverse",
    "fast": "fast_inverse",
    "Z": "inner",
    "weighing_inverse": "weighing",
    "least": "U1*weighing_inverse*T(U1)",
    "gram_inverse": "U1*T(U1)",
}
"""Letters that are the inverse of something."""


class Reading:
    """The checker's language over a field's numbers and matrices; a number added to a matrix is a multiple of 1."""

    def __init__(self, field: Field, within: Fraction, names: Names, definitions: Mapping[str, str]) -> None:
        self.field, self.within, self.definitions = field, field.number(within), definitions
        self.names = {name: value for name, value in names.items() if name not in definitions}

    def __call__(self, source: str | ast.AST) -> Any:
        match ast.parse(source, mode="eval").body if isinstance(source, str) else source:
            case ast.Constant(value=int(number)):
                return self.field.number(number)
            case ast.Name(id=name):
                if name not in self.names:
                    self.names[name] = self(self.definitions[name])
                return self.names[name]
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return self(a) * -1
            case ast.BinOp(left=a, op=ast.Add(), right=b):
                return self._sum(self(a), self(b))
            case ast.BinOp(left=a, op=ast.Sub(), right=b):
                return self._sum(self(a), self(b) * -1)
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                left, right = self(a), self(b)
                return left * right if is_matrix(left) else right * left
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                return self(a) * (1 / self(b))
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=int(n))):
                return self(a) ** n
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._called(name, *map(self, arguments))
        raise ValueError(source)

    def _sum(self, a: Any, b: Any) -> Any:
        if is_matrix(b) and not is_matrix(a):
            a, b = b, a
        if is_matrix(a) and not is_matrix(b):
            # a matrix that is no square can be compared with 0 only
            return a if b == 0 else a + self.field.identity(self.field.shape(a)[0]) * b
        return a + b

    def _called(self, name: str, *arguments: Any) -> Any:
        first = arguments[0]
        match name:
            case "T":
                return self.field.transpose(first) if is_matrix(first) else first
            case "norm":
                return self.field.norm(first) if is_matrix(first) else abs(first)
            case "exp" if is_matrix(first):
                return self.field.matrix_exp(first)
            case "max":
                return self.field.maximum(*arguments)
        return getattr(self.field, name)(first)

    def holds(self, statement: str) -> bool:
        """Whether the statement is true, but for `within` of the size of its sides."""
        tree = ast.parse(statement, mode="eval").body
        assert isinstance(tree, ast.Compare)
        left, right = self(tree.left), self(tree.comparators[0])
        if isinstance(tree.ops[0], ast.GtE | ast.Gt):
            left, right = right, left
        difference = self._sum(right, left * -1)
        near = self.within * (1 + self._called("norm", left) + self._called("norm", right))
        if isinstance(tree.ops[0], ast.Eq):
            return bool(self._called("norm", difference) <= near)
        if not is_matrix(difference):
            return bool(difference >= -near)
        # no pivots: nothing is negative where nothing of ‖D‖ − D exceeds ‖D‖
        size = self.field.norm(difference)
        return bool(self.field.norm(self._sum(size, difference * -1)) <= size + near)


def is_matrix(x: Any) -> bool:
    return hasattr(x, "transpose")


def reading(case: Argument, point: Point, field: Field, within: Fraction) -> Reading:
    """The case at a point, with the point's mode where it speaks of one."""
    names = numbers(point, field)
    theorem = name_of(case.label.partition(",")[0])
    if theorem == 3:
        names |= spectral(point, field)
    elif theorem == EVERY_WIDTH:
        names |= factored(case, point, field)
    else:
        names |= general(point, field)
    read = Reading(field, within, names, case.definitions)
    for letter, what in INVERSES.items():
        if letter in case.matrices and letter not in read.names:
            read.names[letter] = inverse(field, read(what))
    if "least" in case.matrices:
        read.names["m_k"] = field.norm(read("least"))
    return read


def inverse(field: Field, a: Any) -> Any:
    return field.solve(a, field.identity(field.shape(a)[0]))


def numbers(point: Point, field: Field) -> Names:
    """What all theorems speak of; σ_k only where there is one."""
    instance, k = point.instance, point.k
    sigma = [field.number(s) for s in instance.spectrum]
    return {
        "alpha": field.scale(instance.alpha),
        "c": field.number(instance.rate),
        "t": field.number(point.time),
        "eps": field.number(instance.epsilon or 0),
        "sigma_1": sigma[0],
        "sigma_r": sigma[instance.r - 1],
        "sigma_next": sigma[k] if k < instance.n else field.number(0),
        "Phi": field.identity(instance.n) if instance.basis is None else field.exact(instance.basis),
        **({"sigma_k": sigma[k - 1]} if k else {}),
        **({"sigma": sigma[point.mode - 1]} if point.mode else {}),
    }


def cut(point: Point, field: Field, *ends: int) -> dict[int, tuple[range, Any]]:
    """The blocks of modes that end so, but for those that are empty, each with its columns of an identity."""
    n = point.instance.n
    blocks = {i: range(begin, end) for i, (begin, end) in enumerate(zip((0, *ends), (*ends, n), strict=True), 1)}
    return {
        i: (block, field.exact([[Fraction(row == column) for column in block] for row in range(n)]))
        for i, block in blocks.items()
        if block
    }


def saturation(point: Point, field: Field, sign: int) -> list[Any]:
    """(e^{2cσt} − 1)/σ for the sign 1, (1 − e^{−2cσt})/σ for −1, of each mode; 2ct where σ = 0."""
    twice = field.number(2 * point.instance.rate * point.time)
    sigma = map(field.number, point.instance.spectrum)
    return [field.expm1(twice * s * sign) * sign / s if s > 0 else twice for s in sigma]


def evolved(point: Point, field: Field) -> Any:
    """W(t), by the closed form of the package."""
    Phi = numbers(point, field)["Phi"]
    return Phi * solution_at(point.instance, point.time, field) * field.transpose(Phi)


def in_blocks(point: Point, field: Field) -> Names:
    """J₁ and J₂, and the target in their blocks."""
    names: Names = {}
    for i, (block, columns) in cut(point, field, point.k).items():
        sigma = [point.instance.spectrum[j] for j in block]
        names |= {f"J{i}": columns, f"S{i}": field.diagonal([field.number(s) for s in sigma])}
        if i == 1:
            names["S1inv"] = field.diagonal([field.number(1 / s) for s in sigma])
    return names


def general(point: Point, field: Field) -> Names:
    """The letters of Theorem 4, and of those that sharpen it."""
    M, shape = field.exact(point.instance.inverse_shape_in_basis), field.exact(point.instance.shape_in_basis)
    names = {"m": field.norm(M), "mu": field.norm(shape), "M": M, "Minv": shape, "Wt": evolved(point, field)}
    D = saturation(point, field, -1)
    for i, (block, _) in cut(point, field, point.k).items():
        names[f"D{i}"] = field.diagonal([D[j] for j in block])
        names[f"R{i}"] = field.diagonal([root(point, field, j) for j in block])
    return names | in_blocks(point, field)


def root(point: Point, field: Field, mode: int) -> Any:
    """√((1 − e^{−x})/x) for x = 2cσt, which is 1 where x = 0."""
    x = 2 * point.instance.rate * point.time * point.instance.spectrum[mode]
    return field.sqrt(-field.expm1(field.number(-x)) / field.number(x)) if x else field.number(1)


def spectral(point: Point, field: Field) -> Names:
    """Theorem 3's names of one mode, the shape's extremes, and W̃(t), diagonal, in blocks by kind of mode."""
    instance, mode = point.instance, point.mode - 1
    alpha, twice = field.scale(instance.alpha), field.number(2 * instance.rate * point.time)
    shape = [instance.shape_in_basis[i][i] for i in range(instance.n)]
    sigma = [field.number(s) for s in instance.spectrum]
    growth = [field.exp(twice * s) for s in sigma]
    start = [alpha**2 * field.number(s) for s in shape]
    value = [
        s * a * g / (s + a * (g - 1)) if s > 0 else a / (1 + a * twice)
        for s, a, g in zip(sigma, start, growth, strict=True)
    ]
    names = {
        "s": field.number(shape[mode]),
        "s_min": field.number(min(shape)),
        "s_max": field.number(max(shape)),
        "growth": growth[mode],
        "value": value[mode],
        "error": abs(value[mode] - (sigma[mode] if mode < point.k else 0)),
        "W": field.diagonal(value),
    }
    for i, (block, columns) in cut(point, field, point.k, instance.r).items():
        names |= {f"J{i}": columns, f"V{i}": field.diagonal([value[j] for j in block])}
    return names | ({"S1": field.diagonal(sigma[: point.k])} if point.k else {})


def factored(case: Argument, point: Point, field: Field) -> Names:
    """The letters and numbers of Theorem 4′ at a point whose start is given by a factor."""
    instance, k = point.instance, point.k
    rows = instance.factor_in_basis or ()
    U, known = field.exact(rows), numbers(point, field)
    gram = U * field.transpose(U)
    mu, growing = field.norm(gram), saturation(point, field, 1)
    following = instance.spectrum[k] if k < instance.r else instance.spectrum[instance.r - 1]
    names = in_blocks(point, field) | {
        "mu": mu,
        "kappa": (1 + known["eps"] / field.number(following)) / mu,
        "accumulated": field.number(2 * instance.rate * point.time),
        "Wt": evolved(point, field),
    }
    for i, (block, _) in cut(point, field, k).items():
        names[f"U{i}"] = field.exact([rows[j] for j in block])
        names[f"G{i}"] = field.diagonal([growing[j] for j in block])
    if "M" in case.matrices:
        names["M"] = inverse(field, gram)
        names["m"] = field.norm(names["M"])
    if "x" in case.matrices:
        names["x"] = dependence(point, field, names["U1"])
        inner = field.transpose(U) * field.diagonal(growing) * U * known["alpha"] ** 2
        names["Z"] = inverse(field, field.identity(len(rows[0])) + inner)
    elif k:
        names["F"], names["m_k"] = right_inverse(point, field, names)
    return names


def right_inverse(point: Point, field: Field, names: Names) -> tuple[Any, Any]:
    """A right inverse of U₁, the best one, and the norm of what it weighs."""
    instance, k, rows = point.instance, point.k, point.instance.factor_in_basis or ()
    if k < instance.r or sees_absent_modes(instance):
        K = field.identity(len(rows[0])) + field.transpose(names["U2"]) * names["U2"] * names["kappa"]
        weighed = inverse(field, K) * field.transpose(names["U1"])
        F = weighed * inverse(field, names["U1"] * weighed)
        return F, field.norm(field.transpose(F) * K * F)
    both = field.exact(independent(rows, k))
    F = field.transpose(both) * inverse(field, both * field.transpose(both))
    F = field.block(F, slice(None), slice(k))
    return F, field.norm(field.transpose(F) * F)


def independent(rows: Sequence[Sequence[Fraction]], k: int) -> list[Sequence[Fraction]]:
    """The first k rows, and each later one that does not depend on those before it."""
    kept = list(rows[:k])
    for row in rows[k:]:
        if rank((*map(tuple, kept), tuple(row))) == len(kept) + 1:
            kept.append(row)
    return kept


def dependence(point: Point, field: Field, U1: Any) -> Any:
    """x with xᵀU₁ = 0 where the last row of U₁ depends on the others, and |E₁⁻¹x| = 1."""
    *others, last = field.entries(U1)
    weights = field.solve(field.transpose(field.matrix(others)), field.transpose(field.matrix([last])))
    x = field.matrix([*field.entries(weights), [field.number(-1)]])
    ct = field.number(point.instance.rate * point.time)
    decay = field.diagonal([field.exp(-ct * field.number(s)) for s in point.instance.spectrum[: point.k]])
    return x * (1 / field.norm(decay * x))
