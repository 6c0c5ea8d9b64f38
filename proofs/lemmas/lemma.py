"""What a lemma is: what the papers take from a book, with its exact hypotheses, and its proof in one step."""

from collections.abc import Mapping

from proofs.certificate.argument import Argument, Line, Written


def lemma(
    label: str,
    shows: str,
    *lines: Line,
    given: Mapping[str, str] | None = None,
    matrices: Mapping[str, tuple[str, str]] | None = None,
    symmetric: tuple[str, ...] = (),
    scalars: tuple[str, ...] = (),
) -> Argument:
    step = Written(label, shows, (), lines)
    return Argument(label, (step,), given=given or {}, matrices=matrices or {}, symmetric=symmetric, scalars=scalars)
