"""A proof as it is written down: lines that lead from hypotheses to what a step states. The finder fills in identities.

`Argument` becomes a claim of the checker's format: an instance of a lemma names what replaces its letters, an identity
names the facts that it follows from, and for an order between matrices the congruences too.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from proofs import checker
from proofs.certificate.finder import Finder, Names, NotFound, Term
from proofs.checker import multiply

NAME = re.compile(r"[A-Za-z]\w*")


@dataclass(frozen=True)
class Instance:
    """A lemma with its names replaced. `name`: what later lines call it, besides its number."""

    lemma: str
    names: Mapping[str, str]
    name: str = ""


@dataclass(frozen=True)
class Identity:
    """`shows` follows by an identity from the facts in `known`; for matrices `terms` are what is left to see.

    `shows` is None for the step's own statement. A `multiplier` is positive, as the facts in `known` show.
    """

    shows: str | None
    known: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    multiplier: str | None = None
    degree: int = 2
    name: str = ""


def instance(lemma: str, *, name: str = "", **names: str) -> Instance:
    return Instance(lemma, names, name)


def named(name: str, line: "Line") -> "Line":
    """The line, which later lines may call by this name."""
    return replace(line, name=name)


def identity(
    shows: str | None = None,
    *known: str,
    terms: Sequence[Term] = (),
    multiplier: str | None = None,
    degree: int = 2,
    name: str = "",
) -> Identity:
    return Identity(shows, known, tuple(terms), multiplier, degree, name)


def congruence(fact: str | None = None, by: str = "1", **factors: Any) -> Term:
    """T(by)*fact*by, or T(by)*by; times numbers: `times`, `positive`, `facts`, `squares`."""
    return {**factors, **({"of": fact} if fact else {}), "by": by}


Line = Instance | Identity


@dataclass(frozen=True)
class Written:
    """A step of an argument: its label, what it states, what it uses, and its lines."""

    label: str
    shows: str
    uses: tuple[str, ...]
    lines: tuple[Line, ...]


Lines = Mapping[str, tuple[Line, ...]]
"""Of several steps, by label."""


@dataclass(frozen=True)
class Argument:
    """A claim before its identities are found; `case` says of what, where a theorem takes several.

    The other fields are those of the checker's format.
    """

    label: str
    steps: tuple[Written, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    positive: tuple[str, ...] = ()
    scalars: tuple[str, ...] = ()
    matrices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    symmetric: tuple[str, ...] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    case: str = ""

    @property
    def shows(self) -> str:
        """What its last step does: as a lemma, what it is used for."""
        return self.steps[-1].shows

    @cached_property
    def scope(self) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "positive": list(self.positive),
            "scalars": list(self.scalars),
            "matrices": {name: list(size) for name, size in self.matrices.items()},
            "symmetric": list(self.symmetric),
            "definitions": in_order(self.definitions),
        }
        return {name: value for name, value in fields.items() if value}


def in_order(definitions: Mapping[str, str]) -> dict[str, str]:
    """Each after those that it speaks of, which may be written down in any order."""
    found, waiting = dict[str, str](), dict(definitions)
    while waiting:
        name = next(x for x, text in waiting.items() if not set(NAME.findall(text)) & set(waiting) - {x})
        found[name] = waiting.pop(name)
    return found


@dataclass(frozen=True)
class Condition:
    """What an argument with letters for constants is given of them; `step` is the label of the one that needs it."""

    name: str
    shows: str
    step: str


@dataclass(frozen=True)
class Steps:
    """What steps state, and which steps they use, by label.

    A condition is given to every case that has its step, of which any identity may rest on it.
    """

    shows: Callable[[str], str]
    uses: Callable[[str], tuple[str, ...]]
    conditions: tuple[Condition, ...] = ()

    def written(self, lines: Lines) -> tuple[Written, ...]:
        """The steps that there are lines of, what they use of these before them."""
        waiting, found = list(lines), list[Written]()
        while waiting:
            label = next(x for x in waiting if not set(self.uses(x)) & set(waiting) - {x})
            waiting.remove(label)
            uses = tuple(used for used in self.uses(label) if used in lines)
            found.append(Written(label, self.shows(label), uses, tuple(map(self._resting(label), lines[label]))))
        return tuple(found)

    def case(self, theorem: str, title: str, lines: Lines, given: Mapping[str, str], **fields: Any) -> Argument:
        """A case of a theorem."""
        asked = {condition.name: condition.shows for condition in self.conditions if condition.step in lines}
        return Argument(f"{theorem}, {title}", self.written(lines), {**given, **asked}, case=title, **fields)

    def _resting(self, label: str) -> Callable[[Line], Line]:
        names = tuple(condition.name for condition in self.conditions if condition.step == label)
        return lambda line: replace(line, known=(*line.known, *names)) if isinstance(line, Identity) else line


class Gap(Exception):
    """A line of a step for which no certificate was found."""

    def __init__(self, label: str, number: int, shows: str, why: str) -> None:
        super().__init__(f"{label}, line {number}, {shows}: {why}")
        self.label, self.shows = label, shows


def without(argument: Argument, dropped: Collection[str]) -> Argument:
    """The argument without some of its hypotheses, and without the steps that rest on them."""
    given = {name: source for name, source in argument.given.items() if name not in dropped}
    gone = fallen(argument, dropped)
    uses = {step.label: tuple(used for used in step.uses if used not in gone) for step in argument.steps}
    return replace(argument, given=given, steps=tuple(replace(step, uses=uses[step.label]) for step in argument.steps))


def fallen(argument: Argument, dropped: Collection[str]) -> set[str]:
    """The hypotheses dropped, and the steps that rest on them."""
    gone = set(dropped)
    for step in argument.steps:
        if gone & {*step.uses, *(name for line in step.lines if isinstance(line, Identity) for name in names_in(line))}:
            gone.add(step.label)
    return gone


def names_in(line: Identity) -> set[str]:
    """The facts that an identity is found from, as it was written."""
    named = {name for term in line.terms for name in (*term.get("facts", ()), term.get("of"), term.get("equation"))}
    return {*line.known, *(name for name in named if name)}


def renamed(term: Term, called: Mapping[str, str]) -> Term:
    """The term, where the facts that it is made of are called otherwise."""
    single: Term = {key: called.get(term[key], term[key]) for key in ("of", "equation") if key in term}
    facts = {"facts": [called.get(fact, fact) for fact in term["facts"]]} if "facts" in term else {}
    return {**term, **single, **facts}


def certificate(argument: Argument, lemmas: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The claim of the checker's format, with every identity filled in. Raises Gap for the first that was not found."""
    names = Names(argument.scope)
    facts = {name: names.statement(source) for name, source in argument.given.items()}
    steps = []
    for step in argument.steps:
        steps.append(step_certificate(step, names, facts, lemmas))
        facts[step.label] = names.statement(step.shows)
    return document(argument, steps)


def document(argument: Argument, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """The claim of the checker's format, made of the certificates of its steps."""
    return {"label": argument.label, **argument.scope, "given": dict(argument.given), "steps": steps}


def step_certificate(
    step: Written, names: Names, facts: Mapping[str, checker.Statement], lemmas: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """A step of the checker's format, from the facts that it may use. Raises Gap."""
    known, lines, numbers = dict(facts), [], dict[str, str]()
    for number, line in enumerate(step.lines, start=1):
        if line.name:
            numbers[line.name] = str(number)
        if isinstance(line, Instance):
            if line.lemma not in lemmas:
                raise Gap(step.label, number, line.lemma, "no axiom, and no lemma that is proved")
            shows = substituted(lemmas[line.lemma]["shows"], line.names)
            lines.append({"shows": shows, "lemma": line.lemma, "with": dict(line.names)})
        else:
            shows = step.shows if line.shows is None else line.shows
            try:
                lines.append(_identity(calling(line, numbers), shows, Finder(names, known)))
            except (NotFound, KeyError) as error:
                raise Gap(step.label, number, shows, str(error)) from None
        known[str(number)] = names.statement(shows)
    return {"label": step.label, "shows": step.shows, "uses": list(step.uses), "lines": lines}


def calling(line: Identity, names: Mapping[str, str]) -> Identity:
    """The line with other names for some of the facts that it is found from, such as the numbers of lines."""

    known = tuple(names.get(name, name) for name in line.known)
    return replace(line, known=known, terms=tuple(renamed(term, names) for term in line.terms))


def _identity(line: Identity, shows: str, finder: Finder) -> dict[str, Any]:
    relation, target = finder.scope.statement(shows)
    found: dict[str, Any] = {"shows": shows}
    if line.multiplier is not None:
        multiplier = finder.scope.expression(line.multiplier)
        found["multiplier"] = finder.scalar(multiplier, ">", line.known)
        target = multiply(multiplier, target)
    if not line.terms and checker.shape(target) is None:
        return {**found, "terms": finder.scalar(target, relation, line.known, line.degree)}
    proof = checker.Proof({"given": {}}, {})
    proof.scope = finder.scope
    # one written line serves several cases, in some of which a term is 0
    terms = [term for term in line.terms if proof.term(term, finder.facts)[1]]
    value = proof.total(terms, relation, finder.facts) if terms else {}
    return {**found, "terms": [*terms, *finder.matrix(checker.add(target, value, -1), line.known)]}


def substituted(source: str, names: Mapping[str, str]) -> str:
    """`source` with whole names replaced."""
    return NAME.sub(lambda m: f"({names[m.group()]})" if m.group() in names else m.group(), source)
