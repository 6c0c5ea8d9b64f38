r"""What was checked of a claim, in LaTeX: for which numbers, with which hypotheses and facts, what is shown of them.

It is rendered from the texts that are graded, with definitions written out, and never typed beside them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from proofs.grading import run
from proofs.grading.flows.claims import MatrixSolution
from proofs.grading.kinds.fields import relation_and_rest
from proofs.grading.kinds.limit import INFINITY, Limit
from proofs.grading.kinds.sequence import Sequence as OfSequence
from proofs.grading.kinds.solution import Solution
from proofs.grading.kinds.termwise import TermwiseSum
from proofs.grading.matrices.reading import Matrices
from proofs.grading.papers.formulas import Letter, formula, symbol
from proofs.grading.papers.uses import Resting
from proofs.grading.windows.claims import Windows

COMPARED = re.compile(r"(<=|>=|==|<|>)")
SIGNS = {"<=": r"\le", ">=": r"\ge", "==": "=", "<": "<", ">": ">"}
WINDOW = (
    r"\text{{in }}T_k = \left[\frac{{\log(c_1/\alpha^2)}}{{2 c \sigma_k}},"
    r" \frac{{\log(c_2/\alpha^2)}}{{2 c \sigma_{{k+1}}}}\right]\text{{ with }}c_1 = {},\ c_2 = {}\text{{: }}{}"
)
STEPS = (
    r"\text{{of descent, at integers in }}T_k = \left[\frac{{\log(c_1/\alpha^2)}}{{2 \log(1 + \eta \sigma_k)}},"
    r" \frac{{\log(c_2/\alpha^2)}}{{2 \log(1 + \eta \sigma_{{k+1}})}}\right]"
    r"\text{{ with }}c_1 = {},\ c_2 = {}\text{{: }}{}"
)
BOUNDED = {"gradient": r"\lVert W(t) - Y_k \rVert", "descent": r"\lVert W_j - Y_k \rVert"}


def statement(claim: run.AnyClaim) -> str:
    """LaTeX of a claim of any kind."""
    inner: Any
    inner, facts = (claim.claim, claim.facts) if isinstance(claim, Resting) else (claim, ())
    if isinstance(inner, Matrices):
        return _of_matrices(inner) + formula(inner.shows, matrices=inner.matrices)
    if isinstance(inner, MatrixSolution):
        return _of_matrices(inner) + _listed(_of_flow(inner))
    letter = _letter(inner)
    own = [formula(text, letter) for text in inner.given[: len(inner.given) - len(facts)]]
    if isinstance(inner, Windows) and inner.step:
        own.append(formula(f"eta == {inner.step}", letter))
    used = [rf"{formula(text, letter)}\text{{ by {label}}}" for label, text in facts]
    return _setting(inner, [*own, *used], letter) + _shown(inner, letter)


def _setting(claim: Any, given: Sequence[str], letter: Letter) -> str:
    names = [letter(name) for name in (*getattr(claim, "variables", ()), *getattr(claim, "each", ()))]
    whose = rf"\text{{for all real }}{', '.join(names)}" if names else ""
    where = rf"\text{{{' ' if names else ''}with }}{_listed(given)}" if given else ""
    return rf"{whose}{where}\text{{: }}" if names or given else ""


def _of_matrices(claim: Matrices | MatrixSolution) -> str:
    """For which letters of which sizes, and numbers, with which hypotheses."""
    written = partial(formula, matrices=claim.matrices)
    solved = claim.solution if isinstance(claim, MatrixSolution) else ()
    kinds = [
        rf"{symbol(name)} \in \mathbb{{R}}^{{{symbol(m)} \times {symbol(n)}}}"
        + (r"\text{ symmetric}" if name in claim.symmetric else "")
        for name, (m, n) in claim.matrices.items()
        if name not in solved
    ]
    kinds += [rf"{symbol(name)} \in \mathbb{{R}}" for name in claim.scalars]
    where = rf"\text{{ with }}{_listed(map(written, claim.given))}" if claim.given else ""
    return rf"\text{{for all }}{_listed(kinds)}{where}\text{{: }}"


def _letter(claim: Any) -> Letter:
    """How the claim's names are written: those of the terms of a sum have an index."""
    return partial(_term, each=claim.each, index=_index(claim)) if isinstance(claim, TermwiseSum) else symbol


def _term(name: str, each: Sequence[str], index: str) -> str:
    return symbol(f"{name}_{index}" if name in each else name)


def _index(claim: TermwiseSum) -> str:
    taken = {symbol(name) for name in (*claim.variables, *claim.each)}
    return next(letter for letter in ("i", "k", "l", "index") if letter not in taken)


def _shown(claim: Any, letter: Letter) -> str:
    match claim:
        case OfSequence():
            return _of_sequence(claim)
        case Solution():
            return _listed(_of_solution(claim))
        case Limit(variable=variable, to=to):
            end = r"\to \infty" if to.strip() in INFINITY else rf"\downarrow {formula(to)}"
            return rf"\lim_{{{symbol(variable)} {end}}} {_summand(claim.expression)} = {formula(claim.value)}"
        case TermwiseSum(shows=shows):
            return r"\text{ and }".join(_summed(part, claim, letter) for part in re.split(r"\band\b", shows))
        case Windows(c1=first, c2=second, shows=shows):
            _, sign, bound = COMPARED.split(shows, 1)
            written = STEPS if claim.is_of_descent else WINDOW
            return written.format(
                formula(first), formula(second), f"{BOUNDED[claim.flow]} {SIGNS[sign]} {formula(bound)}"
            )
    return formula(claim.shows, letter)


def _summed(shows: str, claim: TermwiseSum, letter: Letter) -> str:
    """A comparison of sums, each from what stands on its side."""
    over = rf"\sum_{{{_index(claim)}=1}}^{{n}}"
    parts = COMPARED.split(shows)
    sides = [f"{over} {_summand(side, letter)}" for side in parts[::2]]
    signs = [SIGNS[sign] for sign in parts[1::2]]
    return " ".join([sides[0], *(f"{sign} {side}" for sign, side in zip(signs, sides[1:], strict=True))])


def _summand(text: str, letter: Letter = symbol) -> str:
    written = formula(text, letter)
    return rf"\left({written}\right)" if re.search(r"[+-]", text) else written


def _of_sequence(claim: OfSequence) -> str:
    begins = _listed(_ruled(symbol(name), text) for name, text in claim.start.items())
    goes_on = _listed(_ruled(rf"{symbol(name)}_{{\mathrm{{next}}}}", text) for name, text in claim.step.items())
    kept = rf"\text{{ by the invariant }}{_listed(map(formula, claim.invariant))}" if claim.invariant else ""
    at = symbol(claim.index)
    return (
        rf"\text{{from }}{begins}\text{{ by steps }}{goes_on}\text{{, at every }}{at} = 0, 1, \dots\text{{: }}"
        rf"{formula(claim.shows)}{kept}"
    )


def _ruled(written: str, text: str) -> str:
    sign, rest = relation_and_rest(text)
    return f"{written} {SIGNS[sign]} {formula(rest)}"


def _of_solution(claim: Solution) -> Iterator[str]:
    time = symbol(claim.time)
    solved = _listed(f"{symbol(name)} = {formula(text)}" for name, text in claim.solution.items())
    solves = [rf"\frac{{d {symbol(name)}}}{{d {time}}} = {formula(text)}" for name, text in claim.flow.items()]
    starts = [rf"{symbol(name)} = {formula(text)}" for name, text in claim.start.items()]
    yield rf"{solved}\text{{ solves }}{_listed(solves)}\text{{ for }}{time} \ge 0"
    yield rf"{_listed(starts)}\text{{ at }}{time} = 0"
    for name, text in claim.limit.items():
        yield rf"\lim_{{{time} \to \infty}} {symbol(name)} = {formula(text)}"
    for name, way in claim.monotone.items():
        yield rf"{symbol(name)}\text{{ is {way}}}"


def _of_flow(claim: MatrixSolution) -> Iterator[str]:
    """What solves the equation and where it starts, what is conserved, what is supposed, and what letters stand for."""
    time, written = symbol(claim.time), partial(formula, matrices=[*claim.matrices, *claim.integral])
    moves = _listed(rf"\frac{{d {symbol(x)}}}{{d {time}}} = {written(text)}" for x, text in claim.flow.items())
    solved = _listed(f"{symbol(x)} = {written(text)}" for x, text in claim.solution.items())
    yield rf"{solved}\text{{ solves }}{moves}\text{{ for }}{time} \ge 0" if solved else rf"\text{{where }}{moves}"
    if claim.start:
        starts = (f"{symbol(x)} = {written(text)}" for x, text in claim.start.items())
        yield rf"{_listed(starts)}\text{{ at }}{time} = 0"
    for x in claim.solution:
        if x in claim.symmetric:
            yield rf"{symbol(x)} = {symbol(x)}^{{\top}}"
    for text in claim.conserved:
        yield rf"{written(text)}\text{{ does not change}}"
    for x, text in claim.integral.items():
        rate = rf"\frac{{d {symbol(x)}}}{{d {time}}}"
        yield rf"\text{{where }}{rate} = {written(text)},\ {symbol(x)} = 0\text{{ at }}{time} = 0"
    if claim.invertible:
        yield rf"\text{{as long as there is an inverse of }}{_listed(map(written, claim.invertible))}"


def _listed(formulas: Iterable[str]) -> str:
    return r",\ ".join(formulas)
