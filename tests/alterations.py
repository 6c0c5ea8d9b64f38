"""Certificates with one thing changed: a text, a name, or a part left out."""

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any

Claim = dict[str, Any]
Path = tuple[str | int, ...]
FACTS = ("facts", "of", "equation")
UNALTERED = ("label", "uses")  # names: another one is another name, or is missed where it is used


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a claim, and where it stands."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            yield (*path, key), inner
        else:
            yield from leaves(inner, (*path, key))


def altered_texts(source: str, names: list[str]) -> Iterator[str]:
    """A formula with one number, sign, relation, name or transpose changed, or one made zero."""
    for found in re.finditer(r"[A-Za-z_]\w*|\d+|\*\*|<=|>=|==|[-+<>*/]", source):
        before, sign, after = source[: found.start()], found.group(), source[found.end() :]
        match sign:
            case "+" | "-":
                others = ["-" if sign == "+" else "+"]
            case "<=" | ">=" | "==" | "<" | ">":
                others = [other for other in ("<=", ">=", "==", "<", ">") if other != sign]
            case "*" | "/":
                others = ["/" if sign == "*" else "*", "+"]
            case "**":
                others = ["*"]
            case "T" if after.startswith("("):
                others = ["-", ""]
            case _ if sign.isdigit():
                others = [str(int(sign) + 1), "0", f"(-{sign})"]
            case _ if after.startswith("("):
                others = [other for other in ("norm", "exp", "T", "") if other != sign]
            case _:
                others = [f"(2*{sign})", f"(-{sign})", *[name for name in names if name != sign][:2]]
        yield from (before + other + after for other in others)
    yield f"-({source})" if not re.search("[<>=]", source) else f"2*{source}"


def alterations(claim: Claim, citable: Sequence[str]) -> Iterator[tuple[str, Claim]]:
    """The claim with one thing changed, and what was done to it; lines may cite the lemmas `citable`."""

    def changed(path: Path, new: Any) -> Claim:
        copied = copy.deepcopy(claim)
        place: Any = copied
        for key in path[:-1]:
            place = place[key]
        if new is None:
            del place[path[-1]]
        else:
            place[path[-1]] = new
        return copied

    names = [*claim.get("positive", ()), *claim.get("scalars", ()), *claim.get("matrices", {})]
    for path, source in leaves(claim):
        field = next(key for key in reversed(path) if isinstance(key, str))
        if path[-1] in UNALTERED or field in UNALTERED:
            continue
        if field in FACTS:
            lines = claim["steps"][path[1]]["lines"] if isinstance(path[1], int) else []
            options = [*claim["given"], *(str(n) for n in range(1, len(lines) + 1))]
            others = [name for name in options if name != source]
        elif field == "lemma":
            others = [label for label in citable if label != source][::7]
        elif field == "cases":
            others = [label for label in citable if label != source][-5:]
        elif path[0] in ("positive", "scalars", "symmetric") or path[0] == "matrices":
            others = [*names[:2], "unheard_of"]
        else:
            others = list(altered_texts(source, names))
        for new in others:
            yield f"{'/'.join(map(str, path))}: {source!r} -> {new!r}", changed(path, new)
    for path in parts(claim):
        yield f"{'/'.join(map(str, path))} left out", changed(path, None)


def parts(claim: Claim) -> Iterator[Path]:
    """Where something may be left out: a hypothesis, a line, a term, a part of a term or of an instance."""
    yield from (("given", name) for name in claim["given"])
    yield from (("symmetric", i) for i in range(len(claim.get("symmetric", ()))))
    for s, step in enumerate(claim["steps"]):
        for n, line in enumerate(step["lines"]):
            here = ("steps", s, "lines", n)
            yield here
            yield from ((*here, "with", name) for name in line.get("with", ()))
            yield from ((*here, "cases", i) for i in range(len(line.get("cases", ()))))
            for field in ("multiplier", "terms"):
                if field in line:
                    yield (*here, field)
                for t, term in enumerate(line.get(field, ())):
                    yield (*here, field, t)
                    yield from ((*here, field, t, key) for key in term)
