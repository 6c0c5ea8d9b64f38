"""What every view shows: an entry of the ledger with its verdict, its title, its near-miss and its code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import groupby

from flowproof import kernel
from flowproof.plain import plain
from paper import Entry
from paper.owners import Owner
from proofs.claims.verdict import Judgement, Margin, Outcome, Verdict

UNCHECKED = "UNCHECKED"
INTERNAL = Outcome.INTERNAL.value
OUTCOMES = (*(outcome.value for outcome in Outcome if outcome is not Outcome.INTERNAL), UNCHECKED)
"""Those that a run without a fault of ours comes to."""


@dataclass(frozen=True)
class Finding:
    """One entry, judged.

    `near_miss` says in words what was changed in the statement that its check had to reject, `in_its_place` what holds
    where the paper's statement does not, and `true_statement` in LaTeX. `kernel`: whether it is on record that Coq's
    kernel has accepted the proof.
    """

    entry: Entry
    verdict: Verdict
    near_miss: str = ""
    in_its_place: str = ""
    true_statement: str = ""
    owners: tuple[Owner, ...] = ()
    kernel: bool = False

    @property
    def title(self) -> str:
        return self.entry.title

    @property
    def number(self) -> str:
        """The paper's number as the paper writes it, `(12)` or `Theorem 3`; empty for a step that has none."""
        number = self.entry.number or ""
        return f"({number})" if number.isdecimal() else number

    @property
    def outcome(self) -> str:
        return UNCHECKED if self.verdict.outcome is None else self.verdict.outcome.value

    @property
    def expected(self) -> bool:
        """Whether the outcome is the one that the ledger records."""
        return self.verdict.outcome is (Outcome.FAILS if self.entry.correction else Outcome.HOLDS)

    @property
    def fails_as_recorded(self) -> bool:
        return self.verdict.outcome is Outcome.FAILS and self.entry.correction is not None

    @property
    def rests_on_less(self) -> bool:
        """Whether something that a statement which holds rests on is weaker than itself."""
        return self.verdict.outcome is Outcome.HOLDS and self.verdict.chain < self.verdict.strength

    @property
    def deciding(self) -> Judgement | None:
        """The judgement to quote: the verdict's best, else the strongest that ends as the verdict does."""
        agreeing = [c for c in self.verdict.judgements if c.outcome is self.verdict.outcome]
        return self.verdict.best or max(agreeing, key=lambda c: c.strength, default=None)

    @property
    def margin(self) -> Margin | None:
        """The margin of the strongest evidence that has one: what is proved for all parameters has none."""
        agreeing = [c for c in self.verdict.judgements if c.outcome is self.verdict.outcome and c.margin]
        return max(agreeing, key=lambda c: c.strength).margin if agreeing else None

    @property
    def witness(self) -> dict[str, str] | None:
        """Where the statement fails, if it does."""
        return self.deciding.witness if self.deciding and self.verdict.outcome is Outcome.FAILS else None


def at(witness: Mapping[str, str]) -> str:
    """A point in words; the transposes of matrices that are named go without saying."""
    named = {name: value for name, value in witness.items() if not name.endswith(r"^\top")}
    return ", ".join(f"{plain(name) if chr(92) in name else name} = {value}" for name, value in named.items())


def gather(verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """The findings of a run, in its order."""
    from paper import load
    from paper.owners import find
    from proofs.judging import suite

    ledger, steps, owners, accepted = load(), suite.steps(), find(), kernel.accepted() or ()
    findings = []
    for verdict in verdicts:
        entry = ledger[verdict.label]
        step = steps.get(entry.label)
        findings.append(
            Finding(
                entry,
                verdict,
                near_miss=step.canary.changes if step else "",
                in_its_place=ledger[entry.correction].title if entry.correction else "",
                true_statement=ledger[entry.correction].latex.strip() if entry.correction else "",
                owners=tuple(owner for owner in owners if owner.label == entry.label),
                kernel=verdict.outcome is Outcome.HOLDS and entry.label in accepted,
            )
        )
    return tuple(findings)


def by_section(findings: Iterable[Finding]) -> list[tuple[str, tuple[Finding, ...]]]:
    """The findings under the names of their sections, in their order."""
    groups = groupby(findings, key=lambda finding: place(finding.entry))
    return [(name, tuple(members)) for name, members in groups]


def place(entry: Entry) -> str:
    """Where in its paper an entry stands."""
    named = entry.section.startswith(("Theorem", "Lemmas"))
    return f"{entry.paper}, {entry.section}" if named else f"{entry.paper}, section {entry.section}"


def count(findings: Sequence[Finding]) -> Mapping[str, int]:
    """How many findings end how; the counts add up to `total`. Faults of ours are counted where there are any."""
    counts = {outcome: sum(f.outcome == outcome for f in findings) for outcome in (*OUTCOMES, INTERNAL)}
    faults = {INTERNAL: counts.pop(INTERNAL)}
    return {**counts, **(faults if faults[INTERNAL] else {}), "total": len(findings)}


def decimal(value: Decimal) -> str:
    """The exact decimal, as people write it."""
    return "0" if value == 0 else str(value).lower()


def short_margin(margin: Margin | None) -> str:
    """A margin in a few characters, rounded to the safe side; empty where there is none."""
    if margin is None:
        return ""
    if margin.attained and margin.lower == margin.upper == 0:
        return "attained"
    if margin.upper < 0:
        return f"≤ {_short(margin.upper, ROUND_CEILING)}"
    return f"≥ {_short(margin.lower, ROUND_FLOOR)}"


def _short(value: Decimal, rounding: str) -> str:
    two_digits = Context(prec=2, rounding=rounding, Emin=-(10**15), Emax=10**15)
    rounded = two_digits.create_decimal(value).normalize(two_digits)
    if rounded == 0:
        return "0"
    return f"{rounded:f}" if -3 <= rounded.adjusted() <= 3 else f"{rounded:e}".replace("e+", "e")
