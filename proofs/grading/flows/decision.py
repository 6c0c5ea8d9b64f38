"""Grade a claim about a differential equation of matrices: certificates that the checker accepts, matrices that refute
it, or UNDECIDED.

It HOLDS only with a certificate of each equation that it comes to, for all sizes, where exponentials and integrals are
letters of which no more is used than what the certificate has as hypotheses. It FAILS only at matrices of fractions.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction

from numeric.field import Irrational, Rationals
from numeric.matrices import from_flint
from numeric.process import latest
from proofs import checker
from proofs.certificate.citations import called_first
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.flows.claims import BY_SUPPOSING, MatrixSolution, Obligation
from proofs.grading.flows.kernel import kernel
from proofs.grading.flows.values import OutOfSight, Values, is_defined, judged
from proofs.grading.matrices import prover
from proofs.grading.matrices.grades import Grade, Instance, Matrix
from proofs.grading.matrices.witness import Letters, Search, vanishes
from proofs.grading.numbers.lines import Document

PROVED = "a certificate was found for each of the {} claims that it comes to, and the checker accepts them"
PROVED_ONE = "a certificate was found, and the checker accepts it"
OPEN = "{}: neither a proof nor a counterexample was found in {:g} s"
UNSHOWN = "it is not shown that {}; {}"
SUPPOSED = "that {} has an inverse is supposed"
VACUOUS = "it may be vacuous: no matrices were found at which its hypotheses hold and everything is defined"
GRACE = 1.0
"""Seconds beyond its time after which the process is ended."""
TRIED, SEARCHED = 12, 0.3
"""Instances at which the claim is tried before a proof is looked for, and the part of the time for these."""
PARTS: tuple[tuple[tuple[int, ...], float], ...] = (((1,), 0.5), ((4,), 0.8), ((3, 5, 6), 0.97))
"""Levels of proofs, and until which part of the time."""


@dataclass
class _Proofs:
    """What was proved of one claim, by the names of its obligations."""

    claim: MatrixSolution
    found: dict[str, Document] = field(default_factory=dict)

    def prove(self, obligation: Obligation, levels: Sequence[int], end: float) -> bool:
        """Look for a proof of one of its ways, and of what the facts rest on that it needs."""
        for way in obligation.ways:
            document = prover.prove(way, levels, end)
            if document is None:
                continue
            resting = self._resting(obligation, document)
            if all(self.prove(each, levels, end) for each in resting if each.name not in self.found):
                self.found[obligation.name] = document
                return True
        return False

    def _resting(self, obligation: Obligation, document: Document) -> list[Obligation]:
        reader = obligation.reader
        needed = {name for part in document["claims"] for name in part["given"] if name in reader.rests}
        asked = dict.fromkeys(reader.rests[name] for name in sorted(needed))
        return [Obligation(reader.own(text), (reader.stated((text,), reader.signs),), reader) for text in asked]

    def document(self) -> Document:
        """All certificates in one."""
        claims = [part for name, each in self.found.items() for part in called_first(each["claims"], name)]
        inverted = any(o.name in self.found and o.way_out == BY_SUPPOSING for o in self.claim.obligations)
        return {"format": checker.FORMAT, "claims": [*([kernel()] if inverted else []), *claims]}


def grade(claim: MatrixSolution, seconds: float, seed: int) -> Grade:
    """Grade one claim in about `seconds`, in a process that does not outlive them. Raises what that raises."""
    found = latest(seconds + GRACE, _work, claim, seconds, seed)
    return found or Grade.undecided(claim.name, OPEN.format("the claim", seconds))


def _work(claim: MatrixSolution, seconds: float, seed: int) -> Iterator[Grade]:
    begin, search = time.monotonic(), Search(claim.drawn, seed)
    tried = _Tried(claim)
    end = begin + SEARCHED * seconds
    while tried.count < TRIED and time.monotonic() < end:
        if tried.refuted_by(search.drawn()):
            yield tried.grade()
            return
    if tried.instance is None:
        yield Grade.undecided(claim.name, VACUOUS)
        return
    shown, proofs = _in_own_letters(claim, tried.instance), _Proofs(claim)
    for levels, part in PARTS:
        for obligation in claim.obligations:
            if obligation.name not in proofs.found:
                proofs.prove(obligation, levels, begin + part * seconds)
        unproved = [each for each in claim.obligations if each.name not in proofs.found]
        if not unproved:
            yield _proved(claim, proofs, shown)
            return
        yield Grade.undecided(claim.name, _why(unproved[0], seconds), instance=shown)
    if not any(each.necessary for each in unproved):  # what could be refuted is proved
        return
    while time.monotonic() < begin + seconds:
        if tried.refuted_by(search.drawn()):
            yield tried.grade()
            return


def _why(open_one: Obligation, seconds: float) -> str:
    return (
        OPEN.format(open_one.name, seconds) if open_one.necessary else UNSHOWN.format(open_one.name, open_one.way_out)
    )


def _proved(claim: MatrixSolution, proofs: _Proofs, shown: Instance) -> Grade:
    document = proofs.document()
    wrong = [why for _, why in checker.check(document) if why]
    if wrong:
        return Grade.undecided(claim.name, f"the checker refuses what was found: {wrong[0]}", instance=shown)
    supposed = (SUPPOSED.format(text) for text in claim.invertible)
    count = len(document["claims"])
    reason = "; ".join([PROVED.format(count) if count > 1 else PROVED_ONE, *supposed])
    return Grade(claim.name, Outcome.HOLDS, Strength.PROVED, reason, document, instance=shown)


@dataclass
class _Tried:
    """Instances at which the claim was tried; the first one, and what refutes it."""

    claim: MatrixSolution
    count: int = 0
    instance: Letters | None = None
    witness: Letters | None = None
    what: str = ""
    exactly: bool = False

    def refuted_by(self, letters: Letters | None) -> bool:
        """Whether what has to hold does not at these letters."""
        letters = letters and _placed(self.claim, letters)
        if letters is None:
            return False
        for obligation in self.claim.obligations:
            for shows in obligation.ways[0].shows if obligation.necessary else ():
                with suppress(OutOfSight):
                    outcome, exactly = judged(shows, obligation.reader, letters)
                    if outcome is Outcome.FAILS:
                        self.witness, self.what, self.exactly = letters, obligation.name, exactly
                        return True
        if self._is_instance(letters):
            self.count += 1
            if self.instance is None or (vanishes(self.instance) and not vanishes(letters)):
                self.instance = letters
        return False

    def _is_instance(self, letters: Letters) -> bool:
        """Whether all is defined there; where an integral is out of sight, nothing that is supposed may rest on it."""
        for reader in {id(each.reader): each.reader for each in self.claim.obligations}.values():
            try:
                if not is_defined(reader, letters):
                    return False
            except OutOfSight:
                if self.claim.invertible:
                    return False
        return True

    def grade(self) -> Grade:
        """The grade at what refutes it."""
        how, strength = ("exactly", Strength.PROVED) if self.exactly else ("by balls", Strength.CERTIFIED)
        reason = f"{self.what}: every hypothesis holds at the witness and this does not, as was checked {how}"
        witness = _in_own_letters(self.claim, self.witness or {})
        return Grade(self.claim.name, Outcome.FAILS, strength, reason, witness=witness)


def _placed(claim: MatrixSolution, letters: Letters) -> Letters | None:
    """The letters where states that begin somewhere are there, at time 0; None where that is no matrix of fractions."""
    reader, starts = claim.anchors
    if not starts:
        return letters
    placed: Letters = {**letters, claim.called[claim.time]: Fraction(0)}
    try:
        values = Values(reader, letters, Rationals())
        for state, text in starts.items():
            placed[state] = from_flint(values.of(f"({text}) + 0*{state}"))
    except (Irrational, ZeroDivisionError):
        return None
    return placed


def _in_own_letters(claim: MatrixSolution, letters: Letters) -> Instance:
    named: Mapping[str, str] = {called: name for name, called in claim.called.items()}
    return {named[x]: v if isinstance(v, Fraction) else Matrix(v) for x, v in letters.items() if x in named}
