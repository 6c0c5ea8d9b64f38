"""Theorems' cases in numbers: which (k, r, n) each speaks of, and one instance of each that its hypotheses admit."""

import ast
import operator
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from inspect import signature
from typing import Any

import flint

from numeric.field import Balls
from numeric.instance import random_basis, random_factor, random_shape
from paper import added, reconstructed
from proofs.argument import Argument

FIELD = Balls(2400)
WITHIN = Fraction(1, 10**60)
COMPARISONS = {"<": operator.lt, "<=": operator.le, "=": operator.eq, ">=": operator.ge}


def condition(case: Argument) -> str:
    """Which k, r and n a case is about, as its label says: `0 < k < r = n`."""
    return case.label.partition(", ")[2].partition(":")[0].replace("≤", "<=").replace("≥", ">=")


def speaks_of(case: Argument, **sizes: int) -> bool:
    """Whether the case's condition holds of k, r and n."""
    found = re.split(r" ([<=>]+) ", condition(case))
    values = [sizes[x] if x in sizes else int(x) for x in found[::2]]
    return all(COMPARISONS[sign](a, b) for sign, a, b in zip(found[1::2], values, values[1:], strict=False))


class Reading:
    """Expressions of the checker's language in balls, from what the names of a case stand for at an instance."""

    def __init__(self, case: Argument, values: Mapping[str, Any]) -> None:
        self.values, self.definitions = dict(values), case.definitions

    def __call__(self, source: str | ast.AST) -> Any:
        match ast.parse(source, mode="eval").body if isinstance(source, str) else source:
            case ast.Constant(value=number):
                return flint.arb(number)
            case ast.Name(id=name):
                if name not in self.values:
                    self.values[name] = self(self.definitions[name])
                return self.values[name]
            case ast.UnaryOp(operand=a):
                return self(a) * flint.arb(-1)
            case ast.BinOp(left=a, op=ast.Add(), right=b):
                return self.sum(self(a), self(b))
            case ast.BinOp(left=a, op=ast.Sub(), right=b):
                return self.sum(self(a), self(b) * flint.arb(-1))
            case ast.BinOp(left=a, op=ast.Mult(), right=b):
                left, right = self(a), self(b)
                return right * left if isinstance(left, flint.arb) else left * right
            case ast.BinOp(left=a, op=ast.Div(), right=b):
                return self(a) * (1 / self(b))
            case ast.BinOp(left=a, op=ast.Pow(), right=ast.Constant(value=n)):
                return self(a) ** n
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return getattr(self, name)(*map(self, arguments))
        raise ValueError(source)

    def sum(self, a: Any, b: Any) -> Any:
        """A number beside a matrix is that multiple of the identity."""
        if isinstance(a, flint.arb) and isinstance(b, flint.arb_mat):
            a, b = b, a
        if isinstance(a, flint.arb_mat) and isinstance(b, flint.arb):
            return a if b == 0 else a + FIELD.identity(a.nrows()) * b
        return a + b

    def T(self, a: Any) -> Any:
        return a if isinstance(a, flint.arb) else a.transpose()

    def exp(self, a: Any) -> Any:
        return a.exp()

    def log(self, a: Any) -> Any:
        return a.log()

    def sqrt(self, a: Any) -> Any:
        return a.sqrt()

    def max(self, a: Any, b: Any) -> Any:
        return a.max(b)

    def norm(self, a: Any) -> Any:
        return FIELD.norm(a) if isinstance(a, flint.arb_mat) else abs(a)

    def holds(self, statement: str) -> bool:
        """Whether the statement is true, to within WITHIN of each entry; an order strictly so, but for that."""
        tree = ast.parse(statement, mode="eval").body
        assert isinstance(tree, ast.Compare)
        left, right = self(tree.left), self(tree.comparators[0])
        difference = self.sum(right, left * flint.arb(-1))
        if isinstance(tree.ops[0], (ast.Gt, ast.GtE)):
            difference = difference * flint.arb(-1)
        near = FIELD.number(WITHIN)
        if isinstance(tree.ops[0], ast.Eq):
            entries = [difference] if isinstance(difference, flint.arb) else difference.entries()
            return all(abs(x) < near for x in entries)
        if isinstance(difference, flint.arb):
            return bool(difference > -near)
        return bool(FIELD.definiteness(self.sum(difference, near)) > 0)


def inverse(a: Any) -> Any:
    return FIELD.solve(a, FIELD.identity(a.nrows()))


def cut(n: int, blocks: Sequence[Sequence[int]]) -> list[Any]:
    """The columns of an identity, block by block."""
    return [FIELD.matrix([[int(i == j) for j in block] for i in range(n)]) for block in blocks]


RATE = Fraction(2)


def spectrum(r: int, n: int) -> tuple[Fraction, ...]:
    """σ₁..σ_n, of which r are not zero."""
    return tuple(Fraction(n - i) if i < r else Fraction(0) for i in range(n))


def numbers(k: int, sigma: Sequence[Fraction], c1: Any, c2: Any, alpha: Any, eps: Fraction) -> dict[str, Any]:
    """What both theorems speak of, at a time inside T_k; σ_k and σ_{k+1} only where there are such."""
    left = (c1 / alpha**2).log() / FIELD.number(2 * RATE * sigma[k - 1]) if k else flint.arb(0)
    following = sigma[k] if k < len(sigma) else Fraction(0)
    right = (c2 / alpha**2).log() / FIELD.number(2 * RATE * following) if following else left + 1
    found = {"alpha": alpha, "t": (left + right) / 2, "left_window": left, "right_window": right}
    exact = {"eps": eps, "sigma_1": sigma[0], "sigma_r": min(x for x in sigma if x), "c": RATE, "sigma_next": following}
    return (
        found
        | {name: FIELD.number(x) for name, x in exact.items()}
        | ({"sigma_k": FIELD.number(sigma[k - 1])} if k else {})
    )


def general(case: Argument, k: int, r: int, n: int) -> Reading:
    """Theorem 4's names at a dense shape in a dense basis: what is an inverse of something is computed as such."""
    sigma, shape = spectrum(r, n), FIELD.exact(random_shape(n, 7))
    M = inverse(shape)
    m, mu, eps = FIELD.norm(M), FIELD.norm(shape), Fraction(1, 2)
    known = {"sigma_1": FIELD.number(sigma[0]), "m": m, "mu": mu, "eps": FIELD.number(eps)}
    c1, c2 = (
        f(**{name: known[name] for name in signature(f).parameters}) for f in CONSTANTS[case.label.partition(",")[0]]
    )
    found = numbers(k, sigma, c1, c2, flint.arb(10) ** -20, eps) | {"m": m, "mu": mu, "M": M, "Minv": shape}
    found["Phi"] = FIELD.exact(random_basis(n, 3))
    t = found["t"]
    blocks = {1: range(k), 2: range(k, n)}
    for i, columns in cut_blocks(blocks, n).items():
        values = [FIELD.number(sigma[j]) for j in blocks[i]]
        decay = [1 - (-2 * FIELD.number(RATE) * t * s).exp() for s in values]
        found |= {f"J{i}": columns, f"S{i}": FIELD.diagonal(values)}
        found[f"D{i}"] = FIELD.diagonal(
            [d / s if s > 0 else 2 * FIELD.number(RATE) * t for d, s in zip(decay, values, strict=True)]
        )
        for sign, name in (("", f"E{i}"), ("-", f"inverse_E{i}")):
            power = FIELD.number(RATE) * t * (-1 if sign else 1)
            found[name] = FIELD.diagonal([(power * s).exp() for s in values])
    if k:
        found["S1inv"] = inverse(found["S1"])
    read = Reading(case, found)
    for name, of in INVERSES.items():
        if name in case.matrices:
            read.values[name] = inverse(read(of))
    read.values["Wt"] = read("Phi*W*T(Phi)") if case.matrices else None
    return read


CONSTANTS = {
    "theorem-4": (reconstructed.theorem4_c1, reconstructed.theorem4_c2),
    "theorem-4-sharper": (added.theorem4_sharper_c1, added.theorem4_sharper_c2),
}
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
    "gram_inverse": "U1*T(U1)",
}


def factored(case: Argument, k: int, r: int, n: int) -> Reading:
    """Theorem 4′'s names at a factor with as many columns as the case needs, in a dense basis."""
    title = case.label.partition(": ")[2]
    h = {"dependent rows": k - 1, "the absent modes are unseen": n, "a shape with an inverse": n}.get(title, max(k, 1))
    sigma, eps, alpha = spectrum(r, n), Fraction(1, 2), flint.arb(10) ** -20
    U = FIELD.exact(random_factor(n, h, 7))
    mu = FIELD.norm(U * U.transpose())
    following = sigma[k] if k < r else sigma[r - 1]
    found = {"mu": mu, "kappa": added.theorem4_prime_kappa(mu=mu, sigma=FIELD.number(following), eps=FIELD.number(eps))}
    blocks = {1: range(k), 2: range(k, n)}
    for i, columns in cut_blocks(blocks, n).items():
        found[f"J{i}"], found[f"U{i}"] = columns, columns.transpose() * U
    c1, c2 = flint.arb(1), added.theorem4_prime_c2(mu=mu, eps=FIELD.number(eps))
    if title == "dependent rows":
        found["Z"] = FIELD.identity(h)
    elif k:
        found["m_k"], found["F"], found["least"] = best_weight(case, found, h)
        c1 = added.theorem4_prime_c1(sigma_1=FIELD.number(sigma[0]), m_k=found["m_k"], eps=FIELD.number(eps))
    if title == "a shape with an inverse":
        found["M"] = inverse(U * U.transpose())
        found["m"] = FIELD.norm(found["M"])
    found |= numbers(k, sigma, c1, c2, alpha, eps)
    found["Phi"], t = FIELD.exact(random_basis(n, 3)), found["t"]
    twice = 2 * FIELD.number(RATE) * t
    for i in cut_blocks(blocks, n):
        values = [FIELD.number(sigma[j]) for j in blocks[i]]
        found[f"S{i}"] = FIELD.diagonal(values)
        for sign, name in ((1, f"E{i}"), (-1, f"inverse_E{i}")):
            found[name] = FIELD.diagonal([(twice / 2 * sign * s).exp() for s in values])
        if i == 2:
            found["G2"] = FIELD.diagonal([((twice * s).exp() - 1) / s if s > 0 else twice for s in values])
    if k:
        found["S1inv"] = inverse(found["S1"])
    if title == "dependent rows":
        found["x"] = dependence(found["U1"], found["inverse_E1"])
    found |= {"sigma": FIELD.number(sigma[min(k, n - 1)]), "accumulated": twice}
    read = Reading(case, found)
    for name, of in INVERSES.items():
        if name in case.matrices and name not in found:
            read.values[name] = inverse(read(of))
    read.values["Wt"] = read("Phi*W*T(Phi)") if "Wt" in case.matrices else None
    return read


def best_weight(case: Argument, found: dict[str, Any], h: int) -> tuple[Any, Any, Any]:
    """m_k, the best F, and what it weighs: with κ, or, where the case has none, from all rows or those of U₁ alone."""
    first = found["U1"]
    K = FIELD.identity(h)
    if "kappa" in {*case.definitions, *case.positive} or not case.matrices:
        rest = found["U2"]
        K = K + rest.transpose() * rest * found["kappa"]
    elif "U2" in found and "least" not in case.matrices:  # U₂F = 0, and there are as many columns as rows
        F = inverse(FIELD.assemble([[first], [found["U2"]]])) * found["J1"]
        return FIELD.norm(F.transpose() * F), F, None
    found["weighing_inverse"] = inverse(K)
    least = inverse(first * found["weighing_inverse"] * first.transpose())
    return FIELD.norm(least), found["weighing_inverse"] * first.transpose() * least, least


def dependence(U1: Any, decay: Any) -> Any:
    """x with xᵀU₁ = 0, where the last row of U₁ depends on the others, and |E₁⁻¹x| = 1."""
    last = U1.nrows() - 1
    square = FIELD.block(U1, slice(0, last), slice(None)).transpose()
    weights = FIELD.solve(square, FIELD.block(U1, slice(last, None), slice(None)).transpose())
    x = FIELD.matrix([*FIELD.entries(weights), [flint.arb(-1)]])
    return x * (1 / FIELD.norm(decay * x))


def cut_blocks(blocks: Mapping[int, Sequence[int]], n: int) -> dict[int, Any]:
    kept = {i: block for i, block in blocks.items() if block}
    return dict(zip(kept, cut(n, list(kept.values())), strict=True))


def spectral(case: Argument, k: int, r: int, n: int, mode: int) -> Reading:
    """Theorem 3's names at a diagonal shape, for the mode given."""
    sigma, shape, eps = spectrum(r, n), [Fraction(i + 1, 2) for i in range(n)], Fraction(1, 2)
    s_min, s_max = FIELD.number(min(shape)), FIELD.number(max(shape))
    c1 = reconstructed.theorem3_c1(sigma_1=FIELD.number(sigma[0]), s_min=s_min, eps=FIELD.number(eps))
    c2 = reconstructed.theorem3_c2(s_max=s_max, eps=FIELD.number(eps))
    found = numbers(k, sigma, c1, c2, flint.arb(10) ** -20, eps) | {"s_min": s_min, "s_max": s_max}
    a = [FIELD.number(s) * found["alpha"] ** 2 for s in shape]
    growth = [(2 * FIELD.number(RATE * s) * found["t"]).exp() for s in sigma]
    value = [
        FIELD.number(s) * x * g / (FIELD.number(s) + x * (g - 1))
        if s
        else x / (1 + 2 * FIELD.number(RATE) * x * found["t"])
        for s, x, g in zip(sigma, a, growth, strict=True)
    ]
    kept = [FIELD.number(s if i < k else 0) for i, s in enumerate(sigma)]
    found |= {"sigma": FIELD.number(sigma[mode]), "s": FIELD.number(shape[mode]), "growth": growth[mode]}
    found |= {"value": value[mode], "error": abs(kept[mode] - value[mode])}
    if not case.matrices:
        return Reading(case, found)
    blocks = {1: range(k), 2: range(k, r), 3: range(r, n)}
    whole = {"Phi": FIELD.exact(random_basis(n, 3)), "W": FIELD.diagonal(value)}
    for i, columns in cut_blocks(blocks, n).items():
        whole |= {f"J{i}": columns, f"V{i}": FIELD.diagonal([value[j] for j in blocks[i]])}
    if k:
        whole["S1"] = FIELD.diagonal([FIELD.number(sigma[j]) for j in range(k)])
    return Reading(case, whole)
