"""The rows of the tables in this folder: a label, the derivation that shows what it claims, and one nearly the same.

A derivation is a function of `symbolic.derivations`, and holds for all parameters. The near-miss is, but for a thing or
two, the same derivation of a formula with one thing changed; its words say which, and it has to be refuted. Where a row
is expected to fail, as the paper has it wrong, the near-miss is the statement with a hypothesis more, and has to hold.
"""

from collections.abc import Callable
from dataclasses import replace

from proofs.claims.claim import Canary, Step
from proofs.claims.verdict import Outcome
from proofs.evidence.derived import Derived
from symbolic.derivation import Derivation

Derive = Callable[[], Derivation]


def derived(
    label: str,
    derivation: Derive,
    *,
    near_miss: tuple[str, Derive],
    eq: str | None = None,
    uses: tuple[str, ...] = (),
    expect: Outcome = Outcome.HOLDS,
) -> Step:
    """One row. A derivation that may be changed is taken as it is, and asked for nothing."""
    words, missed = near_miss
    return Step(
        label,
        paper="",
        statement=lambda: derivation(),
        evidence=(Derived(),),
        canary=Canary(words, missed),
        eq=eq,
        uses=uses,
        expect=expect,
    )


def table(paper: str, *rows: Step, group: str = "symbolic") -> tuple[Step, ...]:
    """The rows as steps of a paper."""
    return tuple(replace(row, paper=paper, group=group) for row in rows)
