"""What the names of an argument stand for: at published instances every hypothesis of every case holds, so that no case
is vacuous, and every quantity has the value that balls and samples give it.
"""

import ast
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from numeric.closed_form import solution_at
from numeric.field import Multiprecision
from numeric.instance import EVERY_WIDTH, SHARPER, TheoremName
from numeric.matrices import rank
from numeric.windows import sees_absent_modes
from proofs import certificates
from proofs.argument import Argument
from proofs.every_width.quantities import Widthwise
from proofs.instances import Point, published
from proofs.sharper.quantities import Flowwise
from proofs.theorem3.quantities import Modewise
from proofs.theorem4.quantities import Blockwise

DIGITS = 60
FIELD = Multiprecision(DIGITS)
CONTEXT: Any = FIELD.context
TINY = CONTEXT.mpf(10) ** -30


class Reading:
    """The checker's language over mpmath numbers and matrices; a number added to a matrix is a multiple of 1."""

    def __init__(self, names: Mapping[str, Any], definitions: Mapping[str, str]) -> None:
        self.names, self.definitions = dict(names), dict(definitions)

    def __call__(self, source: str) -> Any:
        return self.value(ast.parse(source, mode="eval").body)

    def value(self, tree: ast.AST) -> Any:
        match tree:
            case ast.Constant(value=int(number)):
                return CONTEXT.mpf(number)
            case ast.Name(id=name):
                if name not in self.names:
                    self.names[name] = self(self.definitions[name])
                return self.names[name]
            case ast.UnaryOp(op=ast.USub(), operand=a):
                return self.value(a) * -1
            case ast.BinOp(left=a, op=op, right=b):
                return combined(op, self.value(a), self.value(b))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return applied(name, *map(self.value, arguments))
        raise TypeError(ast.dump(tree))

    def holds(self, statement: str) -> bool:
        """Whether the statement does, up to rounding."""
        tree = ast.parse(statement, mode="eval").body
        assert isinstance(tree, ast.Compare)
        left, right = self.value(tree.left), self.value(tree.comparators[0])
        if isinstance(tree.ops[0], ast.GtE | ast.Gt):
            left, right = right, left
        difference = combined(ast.Sub(), right, left)
        size = 1 + applied("norm", left) + applied("norm", right)
        if isinstance(tree.ops[0], ast.Eq):
            return bool(applied("norm", difference) <= TINY * size)
        least = min(CONTEXT.eigsy(difference, eigvals_only=True)) if is_matrix(difference) else difference
        return bool(least >= -TINY * size)


def is_matrix(x: Any) -> bool:
    return hasattr(x, "rows")


def combined(op: ast.operator, a: Any, b: Any) -> Any:
    if isinstance(op, ast.Pow):
        return a ** int(b)
    if isinstance(op, ast.Mult):
        return a * b
    if isinstance(op, ast.Div):
        return a / b
    if is_matrix(a) != is_matrix(b):
        like = a if is_matrix(a) else b
        a, b = (x if is_matrix(x) else CONTEXT.eye(like.rows) * x if x else like * 0 for x in (a, b))
    return a + b if isinstance(op, ast.Add) else a - b


def applied(name: str, *arguments: Any) -> Any:
    first = arguments[0]
    if name == "T":
        return first.T if is_matrix(first) else first
    if name == "norm":
        return FIELD.norm(first) if is_matrix(first) else abs(first)
    if name == "exp" and is_matrix(first):
        return CONTEXT.expm(first)
    if name == "definiteness":
        return FIELD.definiteness(first)
    return max(arguments) if name == "max" else getattr(CONTEXT, {"log": "ln"}.get(name, name))(first)


def diagonal(values: list[Any]) -> Any:
    return CONTEXT.diag(values) if values else CONTEXT.matrix(0, 0)


def general(point: Point) -> dict[str, Any]:
    """The letters and numbers of Theorem 4 at a point, from what they stand for."""
    instance, k, n = point.instance, point.k, point.instance.n
    sigma = [FIELD.number(s) for s in instance.spectrum]
    c, t, alpha = FIELD.number(instance.rate), FIELD.number(point.time), FIELD.scale(instance.alpha)
    D = [(1 - CONTEXT.exp(-2 * c * s * t)) / s if s else 2 * c * t for s in sigma]
    M, shape = FIELD.exact(instance.inverse_shape_in_basis), FIELD.exact(instance.shape_in_basis)
    names = {
        "alpha": alpha,
        "c": c,
        "t": t,
        "eps": FIELD.number(instance.epsilon or 0),
        "sigma_1": sigma[0],
        "sigma_r": sigma[instance.r - 1],
        "sigma_k": sigma[k - 1],
        "sigma_next": sigma[k] if k < n else CONTEXT.mpf(0),
        "m": applied("norm", M),
        "mu": applied("norm", shape),
        "M": M,
        "Minv": shape,
        "Phi": CONTEXT.eye(n) if instance.basis is None else FIELD.exact(instance.basis),
        "S1": diagonal(sigma[:k]),
        "S1inv": diagonal([1 / s for s in sigma[:k]]),
        "D1": diagonal(D[:k]),
        "S2": diagonal(sigma[k:]),
        "D2": diagonal(D[k:]),
    }
    names["Wt"] = names["Phi"] * solution_at(instance, point.time, FIELD) * names["Phi"].T
    if 0 < k < n:
        names["J1"] = CONTEXT.eye(n)[:, :k]
        names["J2"] = CONTEXT.eye(n)[:, k:]
    return names


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


def reading(case: Argument, names: Mapping[str, Any]) -> Reading:
    read = Reading({name: value for name, value in names.items() if name not in case.definitions}, case.definitions)
    for letter, what in INVERSES.items():
        if letter in case.matrices and letter not in read.names:
            read.names[letter] = read(what) ** -1
    return read


def chosen(theorem: TheoremName, fits: Any, position: str = "middle") -> Point:
    """The last published point in the middle of a window, or at its end, that fits and leaves digits to compare."""
    points = [p for p in published(theorem) if p.position == position and p.instance.alpha.exponent > -40 and fits(p)]
    return max(points, key=lambda p: (p.instance.n <= 4, p.instance.n))


FITS = {
    "theorem-4, 1 <= k < r: the window": lambda p: 0 < p.k < p.instance.r,
    "theorem-4, k = 0: the window": lambda p: p.k == 0,
    "theorem-4, 0 < k < n": lambda p: 0 < p.k < p.instance.n and p.instance.n > 2,
    "theorem-4, k = 0": lambda p: p.k == 0,
    "theorem-4, k = n": lambda p: p.k == p.instance.n > 1,
}


@pytest.mark.parametrize("prover", certificates.provers("theorem-4"), ids=lambda prover: prover.case.label)
def test_the_hypotheses_of_theorem_4_hold_where_it_is_certified(prover: certificates.Prover) -> None:
    """Every given of every case, at an instance with that k; and quantities of one name have one value."""
    case = prover.case
    point = chosen(4, FITS[case.label])
    read = reading(case, general(point))
    for name, statement in case.given.items():
        assert read.holds(statement), (name, statement)
    quantities = Blockwise().quantities(point, FIELD)
    for step in case.steps:
        assert read.holds(step.shows), step.label
    same = [name for name in case.definitions if name in Blockwise.symbols]
    assert len(same) >= 2
    for name in same:
        value, expected = read(name), getattr(quantities, name)
        assert abs(value - expected) <= TINY * (abs(expected) + TINY), name


@pytest.mark.parametrize(
    "prover",
    [p for p in certificates.provers("theorem-3") if "the worst mode is" in p.case.label],
    ids=lambda prover: prover.case.label,
)
def test_the_hypotheses_of_theorem_3_hold_where_it_is_certified(prover: certificates.Prover) -> None:
    """The same, for a mode of the kind that the case speaks of."""
    case = prover.case
    first, kind = "k = 0" in case.label, case.label.rpartition(" ")[2]

    def fits(point: Point) -> bool:
        instance, k = point.instance, point.k
        exists = {"learned": k > 0, "unlearned": k < instance.r, "absent": instance.r < instance.n}[kind]
        return exists and (k == 0) == first

    point = chosen(3, fits)
    instance, k = point.instance, point.k
    mode = {"learned": k, "unlearned": k + 1, "absent": instance.n}[kind]
    quantities = Modewise().quantities(Point(instance, point.number, k, point.time, point.position, mode), FIELD)
    shape = [FIELD.number(instance.shape_in_basis[i][i]) for i in range(instance.n)]
    sigma = [FIELD.number(s) for s in instance.spectrum]
    names = {
        "alpha": quantities.alpha,
        "c": FIELD.number(instance.rate),
        "t": FIELD.number(point.time),
        "eps": quantities.eps,
        "s": shape[mode - 1],
        "s_min": min(shape),
        "s_max": max(shape),
        "sigma": quantities.sigma,
        "sigma_1": sigma[0],
        "sigma_k": sigma[k - 1],
        "sigma_next": sigma[k] if k < instance.n else CONTEXT.mpf(0),
        "sigma_r": sigma[instance.r - 1],
        "growth": quantities.growth,
        "value": quantities.value,
        "error": abs(quantities.value - (quantities.sigma if mode <= k else 0)),
    }
    read = Reading(names, case.definitions)
    for name, statement in case.given.items():
        assert read.holds(statement), (name, statement)
    for step in case.steps:
        assert read.holds(step.shows), step.label
    for name in ("c1", "c2", "a"):
        assert abs(read(name) - getattr(quantities, name)) <= TINY * abs(read(name)), name


SHARPER_FITS = {
    "1 <= k < r: the window": lambda p: 0 < p.k < p.instance.r,
    "k = 0: the window": lambda p: p.k == 0,
    "0 < k < n": lambda p: 0 < p.k < p.instance.n and p.instance.n > 2,
    "k = 0": lambda p: p.k == 0,
    "k = n": lambda p: p.k == p.instance.n > 1,
}


@pytest.mark.parametrize("prover", certificates.provers("theorem-4-sharper"), ids=lambda prover: prover.case.label)
@pytest.mark.parametrize("wide", [False, True], ids=["as theorem 4", "beyond theorem 4"])
def test_the_hypotheses_of_the_sharper_theorem_hold_where_it_is_certified(
    prover: certificates.Prover, wide: bool
) -> None:
    """The same, at an instance that Theorem 4 admits too, and at one that it does not."""
    case = prover.case
    others = {point.instance.name for point in published(4)}
    fits = SHARPER_FITS[case.case]
    point = chosen(SHARPER, lambda p: fits(p) and (p.instance.name not in others) == wide)
    read = reading(case, general(point))
    for name, statement in case.given.items():
        assert read.holds(statement), (name, statement)
    quantities = Flowwise().quantities(point, FIELD)
    for step in case.steps:
        assert read.holds(step.shows), step.label
    same = [name for name in case.definitions if name in Flowwise.symbols]
    assert len(same) >= 4
    for name in same:
        value, expected = read(name), getattr(quantities, name)
        assert abs(value - expected) <= TINY * (abs(expected) + TINY), name


def every_width(point: Point, case: Argument) -> dict[str, Any]:
    """The letters and numbers of Theorem 4′ at a point whose start is given by a factor."""
    instance, k, n = point.instance, point.k, point.instance.n
    rows = instance.factor_in_basis or ()
    sigma = [FIELD.number(s) for s in instance.spectrum]
    c, t, alpha = FIELD.number(instance.rate), FIELD.number(point.time), FIELD.scale(instance.alpha)
    U = FIELD.exact(rows)
    names = {
        "alpha": alpha,
        "c": c,
        "t": t,
        "eps": FIELD.number(instance.epsilon or 0),
        "sigma_1": sigma[0],
        "sigma_k": sigma[k - 1],
        "sigma_next": sigma[min(k, n - 1)],
        "sigma": sigma[min(k + 1, n - 1)],
        "mu": applied("norm", U * U.T),
        "Phi": CONTEXT.eye(n) if instance.basis is None else FIELD.exact(instance.basis),
        "S1": diagonal(sigma[:k]),
        "S1inv": diagonal([1 / s for s in sigma[:k]]),
        "S2": diagonal(sigma[k:]),
        "G2": diagonal([(CONTEXT.exp(2 * c * s * t) - 1) / s if s else 2 * c * t for s in sigma[k:]]),
        "accumulated": 2 * c * t,
        "U1": U[:k, :],
        "U2": U[k:, :],
    }
    names["kappa"] = (1 + names["eps"] / (names["sigma_next"] or names["sigma_k"])) / names["mu"]
    names["Wt"] = names["Phi"] * solution_at(instance, point.time, FIELD) * names["Phi"].T
    if 0 < k < n:
        names |= {"J1": CONTEXT.eye(n)[:, :k], "J2": CONTEXT.eye(n)[:, k:]}
    if "M" in case.matrices:
        names["M"] = (U * U.T) ** -1
        names["m"] = applied("norm", names["M"])
    if "x" in case.matrices:
        names["x"] = dependence(U[:k, :], [CONTEXT.exp(-c * s * t) for s in sigma[:k]])
        growth = [(CONTEXT.exp(2 * c * s * t) - 1) / s if s else 2 * c * t for s in sigma]
        names["Z"] = (CONTEXT.eye(U.cols) + alpha**2 * U.T * diagonal(growth) * U) ** -1
    if k and "x" not in case.matrices:
        weight = right_inverse(names, seen=k < instance.r or sees_absent_modes(instance), rows=rows)
        names |= {"F": weight[0], "m_k": weight[1]}
    return names


def right_inverse(names: Mapping[str, Any], *, seen: bool, rows: Any) -> tuple[Any, Any]:
    """A right inverse of U₁, the best one, and the norm of what it weighs."""
    U1, U2, k = names["U1"], names["U2"], names["U1"].rows
    if seen:
        K = CONTEXT.eye(U1.cols) + names["kappa"] * (U2.T * U2)
        F = K**-1 * U1.T * (U1 * K**-1 * U1.T) ** -1
        return F, applied("norm", F.T * K * F)
    kept = [*range(k)]
    for i in range(k, len(rows)):
        if rank(tuple(rows[j] for j in (*kept, i))) == len(kept) + 1:
            kept.append(i)
    both = FIELD.exact(tuple(rows[i] for i in kept))
    F = (both.T * (both * both.T) ** -1)[:, :k]
    return F, applied("norm", F.T * F)


def dependence(U1: Any, decay: list[Any]) -> Any:
    """x with xᵀU₁ = 0 where the last row of U₁ depends on the others, and |E₁⁻¹x| = 1."""
    last = U1.rows - 1
    x = CONTEXT.matrix([*((U1[:last, :].T) ** -1 * U1[last, :].T), -1])
    return x / CONTEXT.sqrt(sum((e * entry) ** 2 for e, entry in zip(decay, x, strict=True)))


def beyond(point: Point) -> Point:
    """The first k whose rows are dependent, at the same time."""
    return replace(point, k=point.instance.learnable + 1)


def is_definite(point: Point) -> bool:
    return rank(point.instance.factor or ()) == point.instance.n


EVERY_WIDTH_FITS = {
    "1 <= k < r: the window": lambda p: 0 < p.k < p.instance.r,
    "k = 0: the window": lambda p: p.k == 0,
    "k = 0": lambda p: p.k == 0,
    "0 < k < r": lambda p: 0 < p.k < p.instance.r,
    "0 < k = r < n": lambda p: p.k == p.instance.r and sees_absent_modes(p.instance),
    "0 < k = r < n: the absent modes are unseen": (
        lambda p: p.k == p.instance.r < p.instance.n and not sees_absent_modes(p.instance)
    ),
    "0 < k = r = n": lambda p: p.k == p.instance.r == p.instance.n > 1,
    "k < r: a mode that grows": lambda p: p.k + 1 < p.instance.r,
    "k < r < n: an absent mode": lambda p: p.k < p.instance.r < p.instance.n,
    "0 < k < n: the best right inverse": lambda p: 0 < p.k < p.instance.n,
    "0 < k < n: in singular values": lambda p: 0 < p.k < p.instance.n and len(p.instance.factor[0]) > 1,
    "0 < k < r: a shape with an inverse": lambda p: 0 < p.k < p.instance.r and is_definite(p),
    "0 < k = r < n: a shape with an inverse": lambda p: p.k == p.instance.r < p.instance.n and is_definite(p),
    "0 < k = r = n: a shape with an inverse": lambda p: p.k == p.instance.r == p.instance.n and is_definite(p),
    "0 < k < n: dependent rows": lambda p: p.instance.learnable + 1 <= p.instance.r < p.instance.n,
    "0 < k = n: dependent rows": lambda p: p.instance.learnable + 1 == p.instance.r == p.instance.n,
}


@pytest.mark.parametrize("prover", certificates.provers("theorem-4-prime"), ids=lambda prover: prover.case.label)
def test_the_hypotheses_of_theorem_4_prime_hold_where_it_is_certified(prover: certificates.Prover) -> None:
    """Every given of every case, at a factor; and quantities of one name have one value."""
    case = prover.case

    def fits(point: Point) -> bool:
        spectrum = point.instance.spectrum
        # else exponentials leave no digits to compare
        near = point.k == 0 or spectrum[0] <= 2 * spectrum[point.k - 1] or "exp(" not in str(case.definitions)
        return point.instance.factor is not None and near and bool(EVERY_WIDTH_FITS[case.case](point))

    point = chosen(EVERY_WIDTH, fits, "left")
    point = beyond(point) if "x" in case.matrices else point
    read = reading(case, every_width(point, case))
    if "least" in read.names:
        read.names["m_k"] = applied("norm", read.names["least"])
    for name, statement in case.given.items():
        assert read.holds(statement), (name, statement)
    quantities = Widthwise().quantities(replace(point, mode=point.k + 2), FIELD)
    for step in case.steps:
        ordered = case.definitions.get(step.shows.removesuffix(" >= 0"), "")
        # of a singular matrix the least pivot has no digits, the least eigenvalue has
        statement = f"0 <= {ordered.removeprefix('definiteness')}" if ordered else step.shows
        assert read.holds(statement), step.label
    same = [name for name in case.definitions if name in Widthwise.symbols]
    for name in same:
        value, expected = read(name), getattr(quantities, name)
        assert abs(value - expected) <= TINY * (abs(expected) + TINY), name
