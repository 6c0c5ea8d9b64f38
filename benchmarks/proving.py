"""`python -m benchmarks.proving [--seconds S] [--record FILE] [NAME ...]`: which claims are decided, and by whom.

z3 is given the negation, and SymPy the difference of the two sides, to be simplified or reduced; neither says anything
that others can check. Where z3 has no exponentials and logarithms, it is not asked. Each is a process of its own, which
is ended when its time is over. With a record, each answer is written there at once, and what is there is not asked
again.
"""

import argparse
import ast
import json
import operator
import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
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
    """True for HOLDS, False for FAILS, None for neither; after how many seconds, and how many of a processor's."""

    holds: bool | None
    seconds: float
    busy: float


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
        shown = _compared(each.conclusion, names, Kind(sympy.Integer, functions), sympy.Eq)
        simple = sympy.simplify(shown)
        if simple not in (sympy.true, sympy.false) and len(names) == 1:
            simple = sympy.reduce_inequalities(
                [_compared(h, names, Kind(sympy.Integer, functions), sympy.Eq) for h in each.hypotheses]
                + [sympy.Not(shown)]
            )
            simple = sympy.true if simple is sympy.false else None
        verdicts.append({sympy.true: True, sympy.false: False}.get(simple))
    yield _all(verdicts)


def _compared(
    comparison: Comparison, letters: Mapping[str, Any], kind: Kind, equal: Callable[[Any, Any], Any] = operator.eq
) -> Any:
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
    return equal(left, right)


def _all(verdicts: list[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


PROVERS: Mapping[str, Callable[[Inequality, float], bool | None]] = {
    "flowproof": flowproof,
    "z3": with_z3,
    "SymPy": with_sympy,
}


def busy() -> float:
    """Seconds for which this process, and those that it started and that ended, kept a processor busy."""
    return sum(os.times()[:4])


def asked(prover: str, claim: Inequality, seconds: float) -> Answer:
    begin, before = time.monotonic(), busy()
    holds = PROVERS[prover](claim, seconds)
    return Answer(holds, time.monotonic() - begin, busy() - before)


def recorded(record: Path | None) -> dict[str, Answer]:
    """What is in the record, by claim and prover; a line that was not written to its end is not there."""
    found = dict[str, Answer]()
    for line in record.read_text("utf-8").splitlines() if record and record.exists() else ():
        with suppress(ValueError, TypeError, KeyError):
            table = json.loads(line)
            question = table.pop("asked")
            found[question] = Answer(**table)
    return found


def measured(names: list[str], seconds: float, record: Path | None = None) -> dict[str, list[tuple[bool, Answer]]]:
    """For each prover, whether each claim holds, and its answer; all of one claim in turn."""
    found: dict[str, list[tuple[bool, Answer]]] = {name: [] for name in PROVERS}
    tables = [t for t in tomllib.loads(CLAIMS.read_text("utf-8"))["claim"] if _is_meant(t["name"], names)]
    known = recorded(record)
    for number, table in enumerate(tables, start=1):
        claim = Inequality(table["name"], tuple(table["variables"]), tuple(table["given"]), table["shows"])
        told = list[str]()
        for prover in PROVERS:
            question = f"{prover}, {seconds:g} s: {'; '.join(claim.given)} |- {claim.shows}"
            answer = known.get(question) or asked(prover, claim, seconds)
            if record and question not in known:
                with record.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"asked": question, **asdict(answer)}) + "\n")
            found[prover].append((table["holds"], answer))
            said = {True: "holds", False: "fails", None: "-"}[answer.holds]
            told.append(f"{prover} {said} {answer.seconds:.1f} s")
        print(f"{number:3} of {len(tables)}  {table['name']:45} {', '.join(told)}", file=sys.stderr, flush=True)
    return found


def _is_meant(name: str, parts: list[str]) -> bool:
    return not parts or any(part in name for part in parts)


def summary(found: Mapping[str, list[tuple[bool, Answer]]]) -> str:
    """A row for each prover."""
    rows = [f"{'':10} {'true: proved':>14} {'false: refuted':>15} {'wrong':>6} {'median s':>9} {'of processor':>13}"]
    for name, answers in found.items():
        true, false = ([a for holds, a in answers if holds is wanted] for wanted in (True, False))
        proved, refuted = sum(a.holds is True for a in true), sum(a.holds is False for a in false)
        wrong = sum(a.holds is (not holds) for holds, a in answers if a.holds is not None)
        shares = f"{f'{proved} of {len(true)}':>14} {f'{refuted} of {len(false)}':>15}"
        seconds, used = (median(getattr(a, what) for _, a in answers) for what in ("seconds", "busy"))
        rows.append(f"{name:10} {shares} {wrong:>6} {seconds:>9.2f} {used:>13.2f}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.proving", description=__doc__)
    parser.add_argument("names", nargs="*", help="claims whose name has this in it; all, if none is given")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each claim and prover")
    parser.add_argument("--record", type=Path, help="a file of answers, to be gone on with and added to")
    options = parser.parse_args()
    print(summary(measured(options.names, options.seconds, options.record)))


if __name__ == "__main__":
    main()
