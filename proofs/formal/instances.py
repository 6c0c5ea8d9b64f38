"""Lemmas and axioms as they are cited: each call in them is a variable with an equation, which an instance fills in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from proofs import checker
from proofs.checker import Sum
from proofs.formal.lines import Fact, Facts, Lines, Unprovable
from proofs.formal.names import RESERVED, Names, identifier
from proofs.formal.statements import Statement, stated
from proofs.formal.terms import (
    CHECK,
    ONE_BY_ONE,
    Reader,
    Shape,
    Site,
    Sites,
    Term,
    constant,
    lifted,
    matrix_type,
    negated,
    written_call,
)

CASE = "case__"
"""What is supposed in one of two cases."""


@dataclass(frozen=True)
class Cited:
    """A lemma or axiom that lines may be instances of; `sites` has where calls are met in its statements, in order.

    That a number is positive is one more hypothesis for each that the lemma takes for positive, after the others.
    """

    relational: str
    positive: tuple[str, ...]
    numbers: tuple[str, ...]
    matrices: Mapping[str, Shape]
    symmetric: tuple[str, ...]
    given: tuple[str, ...]
    shows: str
    sites: tuple[str, ...]

    @property
    def sizes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for shape in self.matrices.values() for name in shape))


class Binder(NamedTuple):
    name: str
    kind: str

    def __str__(self) -> str:
        return f"({self.name} : {self.kind})"


class _Generic(Reader):
    """Reads a lemma's statements: its names are variables, and so is each call."""

    def __init__(self, cited: Cited, theorem: str = "") -> None:
        letters = {"scalars": cited.numbers, "matrices": cited.matrices, "symmetric": cited.symmetric}
        super().__init__(checker.Scope(letters), Names(RESERVED | {theorem}))
        self.written = {name: self.taken.fresh(name) for name in (*cited.numbers, *cited.matrices)}
        self.sizes = {name: self.taken.fresh(identifier(name)) for name in cited.sizes}
        self.variables: list[tuple[Binder, str]] = []
        for name, called in self.written.items():
            shape = cited.matrices.get(name)
            shape = (self.sizes[shape[0]], self.sizes[shape[1]]) if shape else None
            self.names[name] = Term(shape, called, called, self.scope.names[name])

    def ordered(self, relation: str, difference: Sum) -> bool:
        """Axioms name no symmetric matrices: whether these are is told where they are named."""
        del difference
        return relation == ">="

    def call(self, function: str, arguments: tuple[Term, ...]) -> Site:
        first, shape = arguments[0], arguments[0].shape if function == "exp" else None
        sums = [a.value for a in arguments]
        value = self.scope.inverse(first.value) if function == "inverse" else checker.call(function, *sums)
        variable = Binder(self.taken.fresh(f"v{len(self.variables)}"), matrix_type(shape) if shape else "R")
        self.variables.append((variable, written_call(function, arguments)))
        return Site(Term(shape, variable.name, variable.name, value), "")


def cited_as(relational: str, lemma: Mapping[str, Any]) -> Cited:
    """A lemma of the checker's, of which only the names that its statements have are kept."""
    positive, shows = tuple(lemma.get("positive", ())), lemma["shows"]
    given = (*(source.strip() for source in lemma["given"].values()), *(f"{name} > 0" for name in positive))
    used = set(re.findall(r"[A-Za-z_]\w*", " ".join([*given, shows])))
    matrices = {name: (rows, columns) for name, (rows, columns) in lemma.get("matrices", {}).items() if name in used}
    scalars, symmetric = (tuple(n for n in lemma.get(kind, ()) if n in used) for kind in ("scalars", "symmetric"))
    cited = Cited(relational, positive, (*positive, *scalars), matrices, symmetric, given, shows, ())
    sites = dict[str, Site]()
    reader = _Generic(cited)
    for source in (*given, shows):
        stated(reader, source, sites=sites)
    return replace(cited, sites=tuple(sites))


def relational_form(cited: Cited, theorem: str, arguments: Sequence[str]) -> str:
    """The lemma with variables for calls, from the `theorem`, which takes `arguments` before the hypotheses.

    An argument that is one of the lemma's names stands for it, `NAME_sym` for its symmetry, and `0 < NAME` for a proof.
    """
    reader, sites = _Generic(cited, theorem), dict[str, Site]()
    given = [stated(reader, source, sites=sites) for source in cited.given]
    shows = stated(reader, cited.shows, sites=sites)
    hypotheses = [Binder(reader.taken.fresh(f"h{i}"), each.compared) for i, each in enumerate(given)]
    symmetries = _symmetries(cited, reader)
    equations = [Binder(reader.taken.fresh(f"e_{v.name}"), f"{v.name} = {meaning}") for v, meaning in reader.variables]
    known = {**reader.sizes, **reader.written, **{f"{name}_sym": each.name for name, each in symmetries.items()}}
    binders = [*_letters(cited, reader), *symmetries.values(), *(v for v, _ in reader.variables), *equations]
    facts = [each.from_fact(h.name) for each, h in zip(given, hypotheses, strict=True)]
    first = len(facts) - len(cited.positive)
    known |= {f"0 < {name}": fact for name, fact in zip(cited.positive, facts[first:], strict=True)}
    proof = shows.into_fact(f"(@{theorem} R {' '.join([*(known.get(a, a) for a in arguments), *facts[:first]])})")
    subst = " ".join(f"subst {v.name}." for v, _ in reversed(reader.variables))
    return (
        f"Lemma {cited.relational} (R : realType) {_written([*binders, *hypotheses])} :\n  {shows.compared}.\n"
        f"Proof. {subst}{' ' if subst else ''}exact: {proof}. Qed.\n"
    )


def plain_form(cited: Cited, theorem: str) -> str:
    """The lemma's own statement, which a theorem of that name says before this one hides it."""
    reader = _Plain(cited, theorem)
    given = [stated(reader, source) for source in cited.given]
    hypotheses = [Binder(reader.taken.fresh(f"h{i}"), each.text) for i, each in enumerate(given)]
    binders = [*_letters(cited, reader), *_symmetries(cited, reader).values(), *hypotheses]
    shows = stated(reader, cited.shows).text
    return f"Theorem {theorem} (R : realType) {_written(binders)} :\n  {shows}.\nProof. exact: {theorem}. Qed.\n"


class _Plain(_Generic):
    """Reads a lemma's statements with the calls in them as they stand."""

    def call(self, function: str, arguments: tuple[Term, ...]) -> Site:
        site = super().call(function, arguments)
        meaning = self.variables[-1][1]
        return site._replace(term=replace(site.term, text=meaning if meaning.endswith("^-1") else f"({meaning})"))


def _letters(cited: Cited, reader: _Generic) -> list[Binder]:
    sizes = [Binder(name, "nat") for name in reader.sizes.values()]
    numbers = [Binder(reader.written[name], "R") for name in cited.numbers]
    shapes = {name: reader.names[name].shape for name in cited.matrices}
    return [*sizes, *numbers, *(Binder(reader.written[n], matrix_type(shape)) for n, shape in shapes.items() if shape)]


def _symmetries(cited: Cited, reader: _Generic) -> dict[str, Binder]:
    letters = {name: reader.written[name] for name in cited.symmetric}
    return {name: Binder(reader.taken.fresh(f"{x}_sym"), f"{x}^T = {x}") for name, x in letters.items()}


def _written(binders: Iterable[Binder]) -> str:
    return " ".join(map(str, binders))


class _Read(NamedTuple):
    """A lemma's statements with its names replaced, and the calls that are met in them."""

    cited: Cited
    names: Mapping[str, Term]
    sites: Sites
    given: list[Statement]
    shows: Statement


class Instances:
    """Writes the instances of one claim."""

    def __init__(self, lines: Lines, known: Mapping[str, Cited]) -> None:
        self.lines, self.known = lines, known

    def instance(self, label: str, chosen: Mapping[str, str], facts: Facts, supposed: Fact | None = None) -> Fact:
        """What a lemma says with its names replaced, and a proof: what is not known follows from what is supposed."""
        cited, names, sites, given, shows = self._read(label, chosen)
        values = [names[name] for name in (*cited.numbers, *cited.matrices)]
        arguments = [_meaning(value) for value in values]
        arguments += [f"(same_transpose u_ok s_ok (a:={names[n].reflected}) {CHECK})" for n in cited.symmetric]
        arguments += [_meaning(sites[where].term) for where in cited.sites]
        arguments += [sites[where].proof for where in cited.sites]
        for hypothesis in given:
            fact = self._known(hypothesis, facts) or supposed
            if fact is None:
                raise Unprovable(f"the hypothesis {hypothesis.text!r} is not known")
            arguments.append(self.lines.adapted(hypothesis, fact))
        return Fact(f"@{cited.relational} R {'_ ' * len(cited.sizes)}{' '.join(arguments)}", shows)

    def in_both_cases(self, shows: Statement, line: Mapping[str, Any], facts: Facts) -> str:
        """A proof of what the line shows: a number is >= 0, or its opposite is > 0, and a lemma shows it in either."""
        cases = [(label, self._unknown(label, line["with"], facts)) for label in line["cases"]]
        if [len(unknown) for _, unknown in cases] != [1, 1]:
            raise Unprovable("these are not two lemmas with one hypothesis each that is not known")
        cases.sort(key=lambda case: case[1][0].relation == ">")
        number, zero, proofs = self.lines.reader.number_of(cases[0][1][0].value), constant(0), list[str]()
        supposed = (
            Statement(">=", zero, number, from_zero=True),
            Statement(">", zero, negated(number), from_zero=True),
        )
        for (label, _), case in zip(cases, supposed, strict=True):
            found = self.instance(label, line["with"], facts, Fact(CASE, case))
            if found.statement.relation != shows.relation:
                raise Unprovable(f"{label!r} shows another relation")
            shown = Fact(f"({found.proof} : {found.statement.fact})", found.statement)
            proofs.append(f"(fun {CASE} : {case.fact} => {self.lines.adapted(shows, shown)})")
        return f"in_both_cases (d:={number.reflected}) {' '.join(proofs)}"

    def _unknown(self, label: str, chosen: Mapping[str, str], facts: Facts) -> list[Statement]:
        return [hypothesis for hypothesis in self._read(label, chosen).given if self._known(hypothesis, facts) is None]

    def _read(self, label: str, chosen: Mapping[str, str]) -> _Read:
        if label not in self.known:
            raise Unprovable(f"{label!r} is no axiom, and no lemma that was proved before")
        cited, reader = self.known[label], self.lines.reader
        names, sites = self._chosen(cited, chosen), dict[str, Site]()
        given = [stated(reader, source, names, sites) for source in cited.given]
        return _Read(cited, names, sites, given, stated(reader, cited.shows, names, sites))

    def _chosen(self, cited: Cited, sources: Mapping[str, str]) -> dict[str, Term]:
        """What replaces each name: a number that replaces a matrix is one of the size that it has here."""
        reader = self.lines.reader
        if missing := {*cited.numbers, *cited.matrices} - sources.keys():
            raise Unprovable(f"nothing replaces {', '.join(sorted(missing))}")
        own = {name: sources[name] for name in (*cited.numbers, *cited.matrices)}
        read = {name: replace(reader.tidy(reader.read(source)), literal=False) for name, source in own.items()}
        sizes: dict[str, str] = {}
        for name, declared in cited.matrices.items():
            actual = read[name].shape
            if actual and tuple(map(sizes.setdefault, declared, actual)) != actual:
                raise Unprovable(f"what replaces {name!r} is of another size")
        for name, declared in cited.matrices.items():
            rows, columns = (sizes.setdefault(each, ONE_BY_ONE[0]) for each in declared)
            read[name] = lifted(read[name], (rows, columns))
        return read

    def _known(self, hypothesis: Statement, facts: Facts) -> Fact | None:
        """The fact that says a lemma's hypothesis, most literally if there are several."""
        relation, needed = hypothesis.normal

        def distance(name: str) -> tuple[bool, bool]:
            statement = facts[name].statement
            return statement.fact != hypothesis.fact, statement.relation != relation

        said = {name: fact.statement.normal for name, fact in facts.items()}
        found = [name for name, (sign, fact) in said.items() if fact == needed and sign in {relation, relation[0]}]
        return facts[min(found, key=distance)] if found else None


def _meaning(term: Term) -> str:
    return f"({'mat' if term.shape else 'num'} {term.reflected})"
