"""What a lemma is."""

from collections.abc import Mapping
from dataclasses import dataclass

from proofs.certificate.argument import Argument, Line, Written


@dataclass(frozen=True)
class Lemma:
    """What the papers take from a book: the claim with its exact hypotheses, and its proof in one step."""

    argument: Argument

    @property
    def label(self) -> str:
        return self.argument.label

    @property
    def shows(self) -> str:
        """The conclusion, in the checker's language."""
        return self.argument.steps[-1].shows


def lemma(
    label: str,
    shows: str,
    *lines: Line,
    given: Mapping[str, str] | None = None,
    matrices: Mapping[str, tuple[str, str]] | None = None,
    symmetric: tuple[str, ...] = (),
    scalars: tuple[str, ...] = (),
) -> Lemma:
    step = Written(label, shows, (), lines)
    return Lemma(
        Argument(label, (step,), given=given or {}, matrices=matrices or {}, symmetric=symmetric, scalars=scalars)
    )
