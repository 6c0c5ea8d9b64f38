"""`python -m benchmarks.proving [--seconds S] [NAME ...]`: which claims are decided, beside what one would pick.

z3 is given the negation, and SymPy the difference of the two sides, to be simplified or reduced; neither says anything
that others can check. Where z3 has no exponentials and logarithms, it is not asked. Each is a process of its own, which
is ended when its time is over.
"""

import argparse
import ast
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from numeric.process import Died, Fault, latest
from proofs.claims.verdict import Outcome
from proofs.grading.numbers import together
from proofs.grading.numbers.claims import Inequality
from proofs.scalar.claims import Comparison, evaluated
from proofs.scalar.claims import Numbers as Kind

CLAIMS = Path(__file__).with_name("claims.toml")
SECONDS = 10.0
SEED = 1
SIGNS: Mapping[type[ast.cmpop], str] = {ast.GtE: ">=", ast.Gt: ">", ast.LtE: "<=", ast.Lt: "<", ast.Eq: "=="}


@dataclass(frozen=True)
class Answer:
    """True for HOLDS, False for FAILS, None for neither; and after how many seconds."""

    holds: bool | None
    seconds: float


def flowproof(claim: Inequality, seconds: float) -> bool | None:
    found = together.grade(claim, seconds, SEED)
    return {Outcome.HOLDS: True, Outcome.FAILS: False}.get(found.outcome)


def with_z3(claim: Inequality, seconds: float) -> bool | None:
    """Whether the hypotheses and the opposite of the claim have no common solution; rational claims alone."""
    return _apart(seconds, _with_z3, claim) if all(each.is_rational for each in claim.claims) else None


def with_sympy(claim: Inequality, seconds: float) -> bool | None:
    """Whether SymPy's own words for an inequality come to true or false, under assumptions of signs."""
    return _apart(seconds, _with_sympy, claim)


def _apart(seconds: float, work: Callable[[Inequality], Iterator[bool | None]], claim: Inequality) -> bool | None:
    try:
        return latest(seconds, work, claim)
    except (Died, Fault):  # whatever it can't do
        return None


def _with_z3(claim: Inequality) -> Iterator[bool | None]:
    import z3

    verdicts = list[bool | None]()
    for each in claim.claims:
        letters = {name: z3.Real(name) for name in each.names}
        kind = Kind(z3.RealVal, {"max": lambda a, b: z3.If(a >= b, a, b)})
        solver = z3.Solver()
        solver.add(*(_compared(h, letters, kind) for h in each.hypotheses))
        solver.add(z3.Not(_compared(each.conclusion, letters, kind)))
        said = solver.check()
        verdicts.append(True if said == z3.unsat else False if said == z3.sat else None)
    yield _all(verdicts)


def _with_sympy(claim: Inequality) -> Iterator[bool | None]:
    import sympy

    verdicts = list[bool | None]()
    for each in claim.claims:
        positive = {text.split(" > ")[0] for text in each.given.values() if text.endswith(" > 0")}
        positive |= {text.removeprefix("0 < ") for text in each.given.values() if text.startswith("0 < ")}
        names = {name: sympy.Symbol(name, real=True, positive=name in positive or None) for name in each.names}
        functions = {"max": sympy.Max, "exp": sympy.exp, "log": sympy.log, "sqrt": sympy.sqrt}
        shown = _compared(each.conclusion, names, Kind(sympy.Integer, functions))
        simple = sympy.simplify(shown)
        if simple not in (sympy.true, sympy.false) and len(names) == 1:
            simple = sympy.reduce_inequalities(
                [_compared(h, names, Kind(sympy.Integer, functions)) for h in each.hypotheses] + [sympy.Not(shown)]
            )
            simple = sympy.true if simple is sympy.false else None
        verdicts.append({sympy.true: True, sympy.false: False}.get(simple))
    yield _all(verdicts)


def _compared(comparison: Comparison, letters: Mapping[str, Any], kind: Kind) -> Any:
    left, right = (evaluated(side, letters, kind) for side in (comparison.left, comparison.right))
    match SIGNS[comparison.relation]:
        case ">=":
            return left >= right
        case ">":
            return left > right
        case "<=":
            return left <= right
        case "<":
            return left < right
    return left == right


def _all(verdicts: list[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


PROVERS: Mapping[str, Callable[[Inequality, float], bool | None]] = {
    "flowproof": flowproof,
    "z3": with_z3,
    "SymPy": with_sympy,
}


def measured(names: list[str], seconds: float) -> dict[str, list[tuple[bool, Answer]]]:
    """For each prover, whether each claim holds, and its answer; all of one claim in turn."""
    found: dict[str, list[tuple[bool, Answer]]] = {name: [] for name in PROVERS}
    for table in tomllib.loads(CLAIMS.read_text("utf-8"))["claim"]:
        if names and not any(name in table["name"] for name in names):
            continue
        claim = Inequality(table["name"], tuple(table["variables"]), tuple(table["given"]), table["shows"])
        told = list[str]()
        for name, prover in PROVERS.items():
            begin = time.monotonic()
            holds = prover(claim, seconds)
            answer = Answer(holds, time.monotonic() - begin)
            found[name].append((table["holds"], answer))
            told.append(f"{name} {'-' if holds is None else 'holds' if holds else 'fails'} {answer.seconds:.1f} s")
        print(f"{table['name']:45} {', '.join(told)}", file=sys.stderr)
    return found


def summary(found: Mapping[str, list[tuple[bool, Answer]]]) -> str:
    """A row for each prover."""
    rows = [f"{'':10} {'true: proved':>14} {'false: refuted':>15} {'wrong':>6} {'median s':>9}"]
    for name, answers in found.items():
        true, false = ([a for holds, a in answers if holds is wanted] for wanted in (True, False))
        proved, refuted = sum(a.holds is True for a in true), sum(a.holds is False for a in false)
        wrong = sum(a.holds is (not holds) for holds, a in answers if a.holds is not None)
        shares = f"{f'{proved} of {len(true)}':>14} {f'{refuted} of {len(false)}':>15}"
        rows.append(f"{name:10} {shares} {wrong:>6} {median(a.seconds for _, a in answers):>9.2f}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.proving", description=__doc__)
    parser.add_argument("names", nargs="*", help="claims whose name has this in it; all, if none is given")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each claim and prover")
    options = parser.parse_args()
    print(summary(measured(options.names, options.seconds)))


if __name__ == "__main__":
    main()
