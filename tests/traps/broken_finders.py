"""Finders that do not look for certificates: they guess, copy, or say what one would like to hear."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import cycle, islice
from random import Random
from typing import Any, ClassVar

from proofs.certificate.finder import Finder, Term
from proofs.checker import Sum
from proofs.theorems import catalogue


class Silent(Finder):
    """Finds that nothing is needed."""

    def scalar(self, target: Sum, relation: str, names: Sequence[str], degree: int = 2) -> list[Term]:
        del target, relation, names, degree
        return []

    def matrix(self, remainder: Sum, names: Iterable[str]) -> list[Term]:
        del remainder, names
        return []


class Guessing(Finder):
    """Puts facts together at random, from a seed of its own for each target."""

    def scalar(self, target: Sum, relation: str, names: Sequence[str], degree: int = 2) -> list[Term]:
        draw = Random(f"{len(target)}, {relation}, {degree}")  # noqa: S311 (guesses, nothing secret)
        facts = [name for name in self.facts if self.facts[name][0] != "=="] or [""]
        terms: list[Term] = [{"facts": draw.choices(facts, k=draw.randint(0, 2)), "times": str(draw.randint(0, 9))}]
        return [*terms, *self.matrix(target, names)]

    def matrix(self, remainder: Sum, names: Iterable[str]) -> list[Term]:
        draw = Random(f"{len(remainder)}")  # noqa: S311 (guesses, nothing secret)
        equations = [name for name in names if self.facts[name][0] == "=="]
        return [{"equation": name, "left": str(draw.randint(-3, 3))} for name in equations]


class Copying(Finder):
    """Answers with what was found for the next step of Theorem 4 where k = n."""

    stock: ClassVar[Iterator[list[Term]]]

    def scalar(self, target: Sum, relation: str, names: Sequence[str], degree: int = 2) -> list[Term]:
        del target, relation, names, degree
        return next(self.stock)

    def matrix(self, remainder: Sum, names: Iterable[str]) -> list[Term]:
        del remainder, names
        return next(self.stock)


def found_elsewhere() -> Iterator[list[Term]]:
    """The terms of all lines of a case, over and over, from the second line on."""
    prover = catalogue.proof("theorem-4").provers()[-1]
    lines = [line for step in prover.case.steps for line in prover.step(step.label)["lines"]]
    terms = [line["terms"] for line in lines if "terms" in line]
    return islice(cycle(terms), 1, None)


class Begging(Finder):
    """Gives what is to be shown as its reason: as something positive, as a square, as a fact, by a division by zero."""

    def scalar(self, target: Sum, relation: str, names: Sequence[str], degree: int = 2) -> list[Term]:
        del names, degree
        written = self.scope.write(target)
        if relation == "==":
            return [{"equation": "conclusion", "left": written}]
        return [{"positive": written}, {"by": f"({written})/({written})", "positive": "0"}]

    def matrix(self, remainder: Sum, names: Iterable[str]) -> list[Term]:
        del names
        return [{"positive": self.scope.write(remainder)}] if remainder else []


FINDERS = (Silent, Guessing, Copying, Begging)

Written = Any
Certificate = dict[str, Any]


def empty(written: Written, *others: Any) -> Certificate:
    """A valid certificate of 0 <= 0."""
    del others
    lines = [{"shows": "0 <= 0", "terms": []}]
    return {"label": written.label, "shows": "0 <= 0", "uses": [], "lines": lines}


def as_if_shown(written: Written, *others: Any) -> Certificate:
    """The statement itself as the last line, after a line that is valid."""
    del others
    lines = [{"shows": "0 <= 0", "terms": []}, {"shows": written.shows, "terms": []}]
    return {"label": written.label, "shows": written.shows, "uses": list(written.uses), "lines": lines}


def no_lines(written: Written, *others: Any) -> Certificate:
    """The statement without any line."""
    del others
    return {"label": written.label, "shows": written.shows, "uses": list(written.uses), "lines": []}


def another_label(written: Written, names: Any, facts: Mapping[str, Any], *others: Any) -> Certificate:
    """A valid certificate of something that is known."""
    del written, names, others
    known = next(iter(facts))
    terms = [{"equation": known}] if facts[known][0] == "==" else [{"facts": [known]}]
    return {"label": known, "shows": known, "uses": [known], "lines": [{"shows": "1 >= 0", "terms": terms}]}


LIARS: tuple[Callable[..., Certificate], ...] = (empty, as_if_shown, no_lines, another_label)
