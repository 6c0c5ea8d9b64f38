"""Proofs from Python: derivations line by line, certificates, and what each hypothesis is needed for."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from flowproof import ablations, derivation_views
from flowproof.derivations import Account, every
from flowproof.library.names import named
from flowproof.library.tables import Row, Tabular
from numeric.evaluate import Undecided
from proofs.judging import ablated
from proofs.judging import certificates as proved
from proofs.theorems.ablation.ablation import Ablation, Unconfirmed


@dataclass(frozen=True)
class Derivations(Tabular):
    """The derivations that a name stands for, line by line, as they are checked.

    `without` has a sentence for each entry of that name that has none.
    """

    accounts: tuple[Account, ...]
    without: tuple[str, ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def holds(self) -> bool:
        """Whether every line does."""
        return all(account.holds for account in self)

    def __len__(self) -> int:
        return len(self.accounts)

    def __iter__(self) -> Iterator[Account]:
        return iter(self.accounts)

    def __getitem__(self, k: int) -> Account:
        return self.accounts[k]

    def table(self) -> list[Row]:
        rows: list[Row] = [["derivation", "line", "says", "why"]]
        for account in self:
            for number, line in enumerate(account.lines, start=1):
                says, why = derivation_views.says_and_why(line)
                rows.append([account.title, str(number), says, why])
        return rows

    def to_latex(self, *, document: bool = False) -> str:
        """What `flowproof derive --latex` prints, or with `--document`: a whole document, to be compiled as it is."""
        return (derivation_views.document if document else derivation_views.latex)(self.accounts)

    def __str__(self) -> str:
        return derivation_views.text(self.accounts)


@dataclass(frozen=True)
class Certificates(Tabular):
    """Certificates in the format of proofs/checker.py, which `write` makes a file for.

    `missing` has a sentence for each step that has none, and each certificate that the checker refuses.
    """

    document: Mapping[str, Any] = field(repr=False, hash=False)
    missing: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(claim["label"] for claim in self.document["claims"])

    def __len__(self) -> int:
        return len(self.labels)

    def table(self) -> list[Row]:
        rows: list[Row] = [["claim", "steps", "lines"]]
        for claim in self.document["claims"]:
            lines = sum(len(step["lines"]) for step in claim["steps"])
            rows.append([claim["label"], str(len(claim["steps"])), str(lines)])
        return rows

    def to_json(self) -> str:
        """The text of the file that `flowproof certificates` writes."""
        return proved.written(dict(self.document))

    def write(self, file: str) -> None:
        """Write the file, whole or not at all. Raises Misuse where it can't be written."""
        from flowproof.outputs import Outputs
        from flowproof.writing import write_whole

        Outputs({"the file": file})
        write_whole(self.to_json(), file)


@dataclass(frozen=True)
class Ablations(Tabular):
    """What each hypothesis of theorems and laws is needed for, every instance confirmed anew."""

    ablations: tuple[Ablation, ...]
    document: Mapping[str, Any] = field(repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.ablations)

    def __iter__(self) -> Iterator[Ablation]:
        return iter(self.ablations)

    def __getitem__(self, k: int) -> Ablation:
        return self.ablations[k]

    def table(self) -> list[Row]:
        rows: list[Row] = [["theorem", "hypothesis", "outcome", "reason"]]
        rows.extend([str(each.theorem), each.hypothesis, each.need.value, each.reason] for each in self)
        return rows

    def __str__(self) -> str:
        return ablations.text(self.ablations)


def derive(name: str) -> Derivations:
    """How a result is derived, rendered from the code that checks it, which runs: `flowproof.derive("gap-decays")`.

    `name` is one that `show` takes. Raises Misuse where nothing of that name has a derivation.
    """
    accounts, without = every(named(name))
    whole = {"derivations": [{**asdict(each), "holds": each.holds} for each in accounts], "without": without}
    return Derivations(tuple(accounts), tuple(without), whole)


def certificates() -> Certificates:
    """The certificates of the lemmas and of every theorem, which takes half a minute.

    `python -I -S proofs/checker.py FILE` checks the file that `.write(FILE)` makes, without this suite.
    """
    document, missing = proved.everything()
    return Certificates(document, missing)


def ablation(theorem: str | int | None = None) -> Ablations:
    """What each hypothesis of a theorem or a law is needed for: an instance at which the conclusion fails without it.

    `theorem` is 3 or 4, a law (`"pivots"`), or a theorem about descent (`"descent-3"`), by any of their names; None, or
    `"all"`, is all of them. Raises Misuse for any other, and flowproof.Undecided where an instance on record is not
    confirmed.
    """
    try:
        found = tuple(each for subject in ablated.called(theorem) for each in subject.found())
    except Unconfirmed as error:
        raise Undecided(str(error)) from error
    return Ablations(found, ablations.document(found))
