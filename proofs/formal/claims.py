"""A claim as a section of Coq: its letters and hypotheses, then each step as a theorem, proved line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from proofs import checker
from proofs.formal.instances import Cited, Instances, cited_as, relational_form
from proofs.formal.lines import Fact, Lines, Unprovable
from proofs.formal.names import Names, comment, identifier
from proofs.formal.spelling import spelled
from proofs.formal.statements import Statement, stated
from proofs.formal.terms import Inexpressible, Reader, matrix_type, size

NEVER = "fun h => False_ind _ (notF h)"
IS_SYMMETRIC = "exists e__ : rows i__ = cols i__, (mv i__)^T = castmx (e__, esym e__) (mv i__)"
OPERATIONS = ("MZero", "MScalar", "MAdd", "MOpp", "MTr", "MScale", "MMul")
NOTATIONS = (
    "Local Notation mx := (mexp rows cols).",
    *(f"Local Notation {each} := ({each} rows cols)." for each in OPERATIONS),
    "Local Notation num := (sdenote sv).",
    "Local Notation mat := (mdenote sv mv).",
)


@dataclass(frozen=True)
class Exported:
    """A claim's text; what its theorems are called, by the steps' labels; and how later claims may cite it."""

    text: str
    theorems: Mapping[str, str]
    cited: Cited | None


def exported(claim: Mapping[str, Any], known: Mapping[str, Cited], taken: Names, *, is_cited: bool = False) -> Exported:
    """A claim written down, of which nothing is checked here; `taken` has the names of earlier theorems."""
    name, steps = identifier(claim["label"]), [step["label"] for step in claim["steps"]]
    wanted = {step: name if steps == [claim["label"]] else f"{name}__{identifier(step)}" for step in steps}
    theorems = {step: taken.fresh(each) for step, each in wanted.items()}
    last, cited = theorems[steps[-1]], None
    if is_cited and not claim.get("definitions"):  # else it is about its own names
        claim = spelled(claim)
        cited = cited_as(taken.fresh(f"{last}_rel"), {**claim, "shows": claim["steps"][-1]["shows"]})
    section = _Section(claim, theorems, known, Names(taken.taken))
    text = section.text(f"of_{last}", whole=last if cited else "")
    if cited is not None:
        text += f"\n{relational_form(cited, last, section.arguments(cited))}"
    return Exported(text, theorems, cited)


class _Section:
    """What the text of one claim is put together from."""

    def __init__(
        self, claim: Mapping[str, Any], theorems: Mapping[str, str], known: Mapping[str, Cited], names: Names
    ) -> None:
        self.claim, self.theorems, self.names = claim, theorems, names
        self.matrices = {name: (rows, columns) for name, (rows, columns) in claim.get("matrices", {}).items()}
        self.numbers = [*claim.get("positive", ()), *claim.get("scalars", ())]
        self.definitions: Mapping[str, str] = claim.get("definitions", {})
        self.called = {name: names.fresh(name) for name in (*self.numbers, *self.matrices, *self.definitions)}
        sizes = dict.fromkeys(name for shape in self.matrices.values() for name in shape)
        self.sizes = {name: names.fresh(identifier(name)) for name in sizes}
        self.positive = {name: names.fresh(f"{self.called[name]}_gt0") for name in claim.get("positive", ())}
        self.symmetric = {
            name: names.fresh(f"{self.called[name]}_sym")
            for name in self.matrices
            if name in claim.get("symmetric", ())
        }
        self.reader = self._reader()
        self.given = {name: stated(self.reader, source) for name, source in claim["given"].items()}
        stated(self.reader, claim["steps"][-1]["shows"])  # so that its calls are written as they are there
        self.hypotheses = {name: names.fresh(identifier(name)) for name in self.given}
        self.line_names: list[str] = []
        self.lines = Lines(self.reader)
        self.instances = Instances(self.lines, known)
        self.facts = {name: self._fact(name, statement) for name, statement in self.given.items()}

    def _reader(self) -> Reader:
        reader = Reader(checker.Scope(self.claim), self.names)
        for name in self.numbers:
            reader.names[name] = reader.number(self.called[name], reader.scope.names[name])
        for name, (rows, columns) in self.matrices.items():
            shape, value = (self.sizes[rows], self.sizes[columns]), reader.scope.names[name]
            reader.names[name] = reader.matrix(self.called[name], shape, value, self.symmetric.get(name, ""))
        for name, source in self.definitions.items():
            reader.define(name, self.called[name], source)
        return reader

    def _fact(self, name: str, statement: Statement) -> Fact:
        return Fact(self.names.fresh(f"f_{identifier(name)}"), statement)

    def arguments(self, cited: Cited) -> list[str]:
        """What a theorem about every letter takes before its hypotheses, where a citation has these names alone."""
        sizes = [name if name in cited.sizes else "0%N" for name in self.sizes]
        letters = list[str]()
        for name in (*self.numbers, *self.matrices):
            letters.append(name if name in (*cited.numbers, *cited.matrices) else "0")
            letters += [f"0 < {name}"] * (name in self.positive)
        symmetries = [f"{name}_sym" if name in cited.symmetric else "(trmx0 _ _ _)" for name in self.symmetric]
        return [*sizes, *letters, *symmetries]

    def text(self, section: str, whole: str) -> str:
        """All of it; the theorem `whole` is to be about every letter, whether it is used or not."""
        steps = [self._step(step, whole) for step in self.claim["steps"]]  # which number the letters
        head = [comment(self.claim["label"]), f"Section {section}.", *self._letters(), *self._hypotheses()]
        facts = [
            f"Let {self.facts[n].proof} : {s.fact} := {s.into_fact(self.hypotheses[n])}." for n, s in self.given.items()
        ]
        return "\n".join([*head, "", *self._meanings(), *facts, "", *steps, f"End {section}.", ""])

    def _letters(self) -> Iterable[str]:
        yield "Variable R : realType."
        if self.sizes:
            yield f"Variables ({' '.join(self.sizes.values())} : nat)."
        for name in self.numbers:
            positive = f" ({self.positive[name]} : 0 < {self.called[name]})" if name in self.positive else ""
            yield f"Variables ({self.called[name]} : R){positive}."
        for name, (rows, columns) in self.matrices.items():
            yield f"Variable {self.called[name]} : {matrix_type((self.sizes[rows], self.sizes[columns]))}."
        for name, hypothesis in self.symmetric.items():
            yield f"Hypothesis {hypothesis} : {self.called[name]}^T = {self.called[name]}."

    def _hypotheses(self) -> Iterable[str]:
        for name in self.definitions:
            term = self.reader.defined[name]
            yield f"Let {self.called[name]}{'' if term.shape else ' : R'} := {term.text}."
        for name, statement in self.given.items():
            yield f"Hypothesis {self.hypotheses[name]} : {statement.text}."

    def _meanings(self) -> Iterable[str]:
        """What the numbered letters are, and that those are positive or symmetric which are said to be."""
        reader, shapes = self.reader, [letter.shape for letter in self.reader.letters]
        proofs = [letter.symmetric for letter in reader.letters]
        yield _cases("unit (i__ : positive) : bool", ["true"] * len(self.positive), "false")
        yield _cases("sv (i__ : positive) : R", reader.numbers, "0")
        yield _cases("sym (i__ : positive) : bool", ["true" if each else "false" for each in proofs], "false")
        yield _cases("rows (i__ : positive) : nat", [size(rows) for rows, _ in shapes], "1%N")
        yield _cases("cols (i__ : positive) : nat", [size(columns) for _, columns in shapes], "1%N")
        kind = "'M[R]_(rows i__, cols i__)"
        yield _cases(f"mv (i__ : positive) : {kind}", [letter.text for letter in reader.letters], "0")
        yield from NOTATIONS
        of_units = [f"fun _ => {proof}" for proof in self.positive.values()]
        yield _proof_by_cases("u_ok : forall i__, unit i__ -> 0 < sv i__", "is_true (unit i__) -> 0 < sv i__", of_units)
        symmetric = [f"fun _ => symmetric_is_letter {proof}" if proof else NEVER for proof in proofs]
        stated_of = f"is_true (sym i__) -> {IS_SYMMETRIC}"
        yield _proof_by_cases("s_ok : symmetric_letters sym mv", stated_of, symmetric)
        for position, letter in enumerate(reader.letters, start=1):
            rows, columns = letter.shape
            yield f"Let {letter.name} : mx {size(rows)} {size(columns)} := MVar {position}."
        for name, term in reader.defined.items():
            kind = f"mx {size(term.shape[0])} {size(term.shape[1])}" if term.shape else "sexp"
            yield f"Let {reader.names[name].reflected} : {kind} := {term.reflected}."

    def _step(self, step: Mapping[str, Any], whole: str) -> str:
        label, theorem, shows = step["label"], self.theorems[step["label"]], stated(self.reader, step["shows"])
        known = {name: self.facts[name] for name in [*self.given, *step["uses"]]}
        proof = list[str]()
        for number, line in enumerate(step["lines"], start=1):
            name = self._line_name(number)
            try:
                known[str(number)] = Fact(name, self._line(line, known, name, proof))
            except (Inexpressible, Unprovable) as error:
                raise type(error)(f"line {number} of {label!r}: {error}") from error
        last = known[str(len(step["lines"]))]
        if last.statement.relation != shows.relation:
            raise Unprovable(f"the last line of {label!r} has another relation")
        self.facts[label] = self._fact(label, shows)
        return "\n".join(
            [
                f"Theorem {theorem} :\n  {shows.text}.",
                "Proof using All." if theorem == whole else "Proof.",
                *proof,
                f"exact {shows.from_fact(self.lines.adapted(shows, last))}.\nQed.",
                f"Let {self.facts[label].proof} : {shows.fact} := {shows.into_fact(theorem)}.\n",
            ]
        )

    def _line_name(self, number: int) -> str:
        while len(self.line_names) < number:
            self.line_names.append(self.names.fresh(f"x{len(self.line_names) + 1}"))
        return self.line_names[number - 1]

    def _line(self, line: Mapping[str, Any], known: Mapping[str, Fact], name: str, proof: list[str]) -> Statement:
        """Writes a line's proof; returns what it is known to show."""
        shows = stated(self.reader, line["shows"])
        if "cases" in line:
            proof.append(_posed(name, self.instances.in_both_cases(shows, line, known), shows))
            return shows
        if "lemma" not in line:
            proof.append(f"pose proof {self.lines.identity(shows, line, known)} as {name}.")
            return shows
        found = self.instances.instance(line["lemma"], line["with"], known)
        if found.statement.relation == shows.relation and found.statement.value == shows.value:
            proof.append(_posed(name, found.proof, found.statement))
            return found.statement
        if found.statement.relation != shows.relation:
            raise Unprovable(f"{line['lemma']!r} shows another relation")
        proof.append(_posed(f"{name}'", found.proof, found.statement))
        proof.append(_posed(name, self.lines.adapted(shows, Fact(f"{name}'", found.statement)), shows))
        return shows


def _posed(name: str, proof: str, statement: Statement) -> str:
    return f"pose proof ({proof} : {statement.fact}) as {name}."


def _branches(values: Iterable[str], otherwise: str) -> str:
    found = [f"{position}%positive => {value}" for position, value in enumerate(values, start=1)]
    return " | ".join([*found, f"_ => {otherwise}"])


def _cases(declared: str, values: Iterable[str], otherwise: str) -> str:
    return f"Let {declared} := match i__ with {_branches(values, otherwise)} end."


def _proof_by_cases(declared: str, returned: str, proofs: Iterable[str]) -> str:
    return f"Let {declared} :=\n  fun i__ => match i__ return {returned} with {_branches(proofs, NEVER)} end."
