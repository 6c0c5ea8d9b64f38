"""What a lemma is: what the papers take from a book, with its exact hypotheses, and its proof in one step."""

from collections.abc import Mapping
from dataclasses import replace

from proofs.certificate.argument import Argument, Line, Written


def lemma(
    label: str,
    shows: str,
    *lines: Line,
    given: Mapping[str, str] | None = None,
    matrices: Mapping[str, tuple[str, str]] | None = None,
    symmetric: tuple[str, ...] = (),
    scalars: tuple[str, ...] = (),
    positive: tuple[str, ...] = (),
) -> Argument:
    step = Written(label, shows, (), lines)
    own = Argument(label, (step,), given=given or {}, matrices=matrices or {}, symmetric=symmetric)
    return replace(own, scalars=scalars, positive=positive)
