"""What each hypothesis is needed for, as JSON and as text."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from textwrap import fill
from typing import Any

from flowproof.findings import decimal
from flowproof.widths import line_width
from proofs.theorems.ablation.ablation import Ablation, Need


def document(found: Sequence[Ablation]) -> dict[str, Any]:
    """The ablations as plain data: every number is a string."""
    return {"ablations": [_entry(each) for each in found]}


def _entry(each: Ablation) -> dict[str, Any]:
    return {
        "theorem": str(each.theorem),
        "hypothesis": each.hypothesis,
        "latex": each.latex,
        "outcome": each.need.name,
        "reason": each.reason,
        "dropped": list(each.dropped),
        "breaks": list(each.breaks),
        "instance": dict(each.instance) if each.instance else None,
        "error": [decimal(x) for x in each.error] if each.error else None,
        "epsilon": each.epsilon or None,
        "conclusion": each.conclusion or None,
        "sides": list(each.sides) if each.error else None,
        "bound": [decimal(x) for x in each.bound] if each.bound else None,
        "tries": str(each.tries),
        "margin": None if each.margin is None else decimal(each.margin),
        "proved_instead": list(each.replacements),
    }


def text(found: Sequence[Ablation]) -> str:
    """One paragraph for each hypothesis, under its theorem."""
    parts = []
    for called, members in groupby(found, key=lambda each: each.called):
        parts.append(f"{called[0].upper()}{called[1:]}, each hypothesis dropped")
        parts += [_paragraph(each) for each in members]
    return "\n\n".join(parts)


def _compared(each: Ablation, error: tuple[Decimal, Decimal]) -> str:
    """Both sides of the conclusion; what is an ε stands among the numbers of the instance."""
    left, right = each.sides
    relation = "within" if each.need is not Need.NEEDED else "not below" if error == each.bound else "above"
    known = f", which is {between(each.bound)}" if each.bound and not each.epsilon else ""
    return f"{left} is {between(error)}, {relation} {right}{known}"


def between(ends: tuple[Decimal, Decimal]) -> str:
    low, high = map(decimal, ends)
    return low if low == high else f"between {low} and {high}"


def _paragraph(each: Ablation) -> str:
    lines = [f"{each.hypothesis}: {each.need.value}"]
    together = [name for name in each.dropped if name != each.hypothesis]
    if together:
        lines.append(f"dropped together with {', '.join(together)}")
    if each.reason:
        lines.append(each.reason)
    if each.instance:
        lines.append(f"at {', '.join(f'{name} = {value}' for name, value in each.instance.items())}")
    if each.need is Need.MEANINGLESS and each.instance:
        lines.append(f"there {each.conclusion} compares with no number")
    if each.error:
        lines.append(_compared(each, each.error))
    if each.tries:
        lines.append(f"the nearest of {each.tries} instances that were tried; (ε − error)/ε ≥ {each.margin:.3g} there")
    if each.replacements:
        lines.append(f"proved without it: {'; '.join(each.replacements)}")
    lines.append(f"rests on it directly: {', '.join(each.breaks) or 'no step'}")
    first, *rest = (fill(line, line_width(), subsequent_indent="  ", break_on_hyphens=False) for line in lines)
    return "\n".join([first, *(f"  {line}" for line in rest)])
