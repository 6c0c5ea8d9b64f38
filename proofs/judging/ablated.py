"""What hypotheses are dropped of: the papers' two theorems about windows, the laws, and the theorems about descent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from paper import Misuse, theorems
from paper.ledger import bare, plain
from proofs.descent import ablation as of_descent
from proofs.theorems import catalogue
from proofs.theorems.ablation import ablation as of_theorems
from proofs.theorems.ablation import laws, of_pivots, of_plateaus, of_unbalanced
from proofs.theorems.ablation.ablation import Ablation
from proofs.theorems.ablation.hypotheses import HYPOTHESES

ALL = "all"
LAWS: tuple[laws.Law, ...] = (of_pivots.LAW, of_plateaus.LAW, of_unbalanced.LAW, *of_descent.LAWS)


@dataclass(frozen=True)
class Subject:
    """A theorem or a law: what people call it, and `found`, which confirms what is on record about its hypotheses."""

    key: str
    names: tuple[str, ...]
    found: Callable[[], Iterator[Ablation]]


def _of_theorem(key: str) -> Subject:
    stated = theorems.named(key)

    def breaks(_: str, hypothesis: str) -> tuple[str, ...]:
        return catalogue.proof(stated.label).breaks(hypothesis)

    names = (name for name, label in theorems.names().items() if label == stated.label)
    return Subject(key, tuple(names), lambda: of_theorems.ablations(key, breaks))


SUBJECTS = (
    *map(_of_theorem, HYPOTHESES),
    *(Subject(law.key, (law.called, *law.names), partial(laws.ablations, law)) for law in LAWS),
)


def called(name: str | int | None) -> tuple[Subject, ...]:
    """Those that people call so: one by any of its names, both about descent by that of their group, all by `all`.

    None stands for all. Raises Misuse for any other name.
    """
    asked = _plain(ALL if name is None else str(name))
    found = SUBJECTS if asked == ALL else tuple(x for x in SUBJECTS if asked in map(_plain, (x.key, *x.names)))
    if not found:
        known = ", ".join(each.key for each in SUBJECTS)
        raise Misuse(f"hypotheses are dropped of {known}, not of {str(name)[:40]!r}; give one of these, or {ALL}")
    return found


def _plain(name: str) -> str:
    return bare(plain(name))
