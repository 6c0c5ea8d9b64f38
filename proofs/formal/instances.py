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
from proofs.formal.terms import CHECK, ONE_BY_ONE, Reader, Shape, Site, Term, lifted, matrix_type, written_call


@dataclass(frozen=True)
class Cited:
    """A lemma or axiom that lines may be instances of; `sites` has where calls are met in its statements, in order."""

    relational: str
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
    given, shows = tuple(source.strip() for source in lemma["given"].values()), lemma["shows"]
    used = set(re.findall(r"[A-Za-z_]\w*", " ".join([*given, shows])))
    matrices = {name: (rows, columns) for name, (rows, columns) in lemma.get("matrices", {}).items() if name in used}
    numbers, symmetric = (tuple(n for n in lemma.get(kind, ()) if n in used) for kind in ("scalars", "symmetric"))
    cited = Cited(relational, numbers, matrices, symmetric, given, shows, ())
    sites = dict[str, Site]()
    reader = _Generic(cited)
    for source in (*given, shows):
        stated(reader, source, sites=sites)
    return replace(cited, sites=tuple(sites))


def relational_form(cited: Cited, theorem: str, arguments: Sequence[str]) -> str:
    """The lemma with variables for calls, from the `theorem`, which takes `arguments` before the hypotheses.

    An argument that is one of the lemma's names stands for it, and `NAME_sym` for its symmetry.
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
    proof = shows.into_fact(f"(@{theorem} R {' '.join([*(known.get(a, a) for a in arguments), *facts])})")
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


class Instances:
    """Writes the instances of one claim."""

    def __init__(self, lines: Lines, known: Mapping[str, Cited]) -> None:
        self.lines, self.known = lines, known

    def instance(self, line: Mapping[str, Any], facts: Facts) -> Fact:
        """What the line's lemma says with its names replaced, and a proof of it."""
        if line["lemma"] not in self.known:
            raise Unprovable(f"{line['lemma']!r} is no axiom, and no lemma that was proved before")
        cited = self.known[line["lemma"]]
        names, sites = self._chosen(cited, line["with"]), dict[str, Site]()
        reader = self.lines.reader
        given = [stated(reader, source, names, sites) for source in cited.given]
        shows = stated(reader, cited.shows, names, sites)
        values = [names[name] for name in (*cited.numbers, *cited.matrices)]
        arguments = [_meaning(value) for value in values]
        arguments += [f"(same_transpose u_ok s_ok (a:={names[n].reflected}) {CHECK})" for n in cited.symmetric]
        arguments += [_meaning(sites[where].term) for where in cited.sites]
        arguments += [sites[where].proof for where in cited.sites]
        arguments += [self._known(hypothesis, facts) for hypothesis in given]
        return Fact(f"@{cited.relational} R {'_ ' * len(cited.sizes)}{' '.join(arguments)}", shows)

    def _chosen(self, cited: Cited, sources: Mapping[str, str]) -> dict[str, Term]:
        """What replaces each name: a number that replaces a matrix is one of the size that it has here."""
        reader = self.lines.reader
        if missing := {*cited.numbers, *cited.matrices} - sources.keys():
            raise Unprovable(f"nothing replaces {', '.join(sorted(missing))}")
        read = {name: replace(reader.tidy(reader.read(source)), literal=False) for name, source in sources.items()}
        sizes: dict[str, str] = {}
        for name, declared in cited.matrices.items():
            actual = read[name].shape
            if actual and tuple(map(sizes.setdefault, declared, actual)) != actual:
                raise Unprovable(f"what replaces {name!r} is of another size")
        for name, declared in cited.matrices.items():
            rows, columns = (sizes.setdefault(each, ONE_BY_ONE[0]) for each in declared)
            read[name] = lifted(read[name], (rows, columns))
        return read

    def _known(self, hypothesis: Statement, facts: Facts) -> str:
        """A proof of a lemma's hypothesis, from the fact that says it most literally."""
        relation, needed = hypothesis.normal

        def distance(name: str) -> tuple[bool, bool]:
            statement = facts[name].statement
            return statement.fact != hypothesis.fact, statement.relation != relation

        said = {name: fact.statement.normal for name, fact in facts.items()}
        found = [name for name, (sign, fact) in said.items() if fact == needed and sign in {relation, relation[0]}]
        if not found:
            raise Unprovable(f"the hypothesis {hypothesis.text!r} is not known")
        return self.lines.adapted(hypothesis, facts[min(found, key=distance)])


def _meaning(term: Term) -> str:
    return f"({'mat' if term.shape else 'num'} {term.reflected})"
