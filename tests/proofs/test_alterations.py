"""No part of a certificate can be changed unnoticed: what is still accepted is valid by numeric_checker too.

Every lemma's certificate is altered in all the ways below, text by text, and so are some steps of the theorems.
"""

import copy
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numeric_checker
import pytest

from proofs import checker
from proofs.lemmas import proved
from proofs.theorems import catalogue

Claim = dict[str, Any]
Path = tuple[str | int, ...]
FACTS = ("facts", "of", "equation")
UNALTERED = ("label", "uses")  # names: another one is another name, or is missed where it is used
STEPS = 11  # every so manieth step of a theorem is altered
OF_THE_CLAIM = ("given/", "positive/", "scalars/", "symmetric/", "matrices/", "steps/0/shows")


@cache
def lemmas() -> Mapping[str, Claim]:
    return dict(proved.lemmas())


@cache
def citable(label: str) -> Mapping[str, Claim]:
    """What the claim of that name may cite: the axioms, and the lemmas before it."""
    labels = list(lemmas())
    later = labels[labels.index(label) :] if label in labels else []
    return {name: lemma for name, lemma in proved.known_lemmas().items() if name not in later}


def refusal(claim: Claim) -> str:
    """Why the checker refuses a claim, when the lemmas before it count as proved; "" if it does not."""
    before = citable(claim["label"])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(checker, "axioms", lambda: dict(before))
        ((_, wrong),) = checker.check({"claims": [claim]})
    return wrong


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


def alterations(claim: Claim) -> Iterator[tuple[str, Claim]]:
    """The claim with one thing changed, and what was done to it."""

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
            others = [label for label in citable(claim["label"]) if label != source][::7]
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
            for field in ("multiplier", "terms"):
                if field in line:
                    yield (*here, field)
                for t, term in enumerate(line.get(field, ())):
                    yield (*here, field, t)
                    yield from ((*here, field, t, key) for key in term)


def says_the_same(claim: Claim, altered: Claim) -> bool:
    """Whether the hypotheses and the conclusions have the same values, up to a scale, and the same relations."""

    def said(one: Claim) -> list[numeric_checker.Statement]:
        names = numeric_checker.point(one)
        sources = [*one["given"].values(), *(step["shows"] for step in one["steps"])]
        return [numeric_checker.Statement(source, names) for source in sources]

    pairs = zip(said(claim), said(altered), strict=True)
    return all(a.implies(b) and b.implies(a) for a, b in pairs)


def assert_none_is_accepted_wrongly(claim: Claim, most: int) -> Counter[str]:
    """What the checker accepts of a claim's alterations is valid; returns how many it tried, accepted, refused.

    An accepted one reaches the same claim by other words (0 for -0, -X for X in a norm), or proves another claim, which
    says what it proves, such as one with a stricter hypothesis.
    """
    found: Counter[str] = Counter()
    tried = [(what, altered) for what, altered in alterations(claim) if not what.startswith("definitions/")]
    assert refusal(claim) == ""
    assert numeric_checker.verdict(claim, citable(claim["label"])) == ""
    for what, altered in tried[:: math.ceil(len(tried) / most)]:
        if refusal(altered):
            found["refused"] += 1
            continue
        assert numeric_checker.verdict(altered, citable(claim["label"])) == "", what
        if says_the_same(claim, altered):
            found["other words"] += 1
        else:
            found["another claim"] += 1
            assert what.startswith(OF_THE_CLAIM), what
    return found


@pytest.mark.parametrize("label", lemmas())
def test_an_altered_lemma_is_refused_or_valid(label: str) -> None:
    found = assert_none_is_accepted_wrongly(lemmas()[label], most=80)
    assert found["refused"] > 4 * (found["other words"] + found["another claim"]), found


def steps(theorem: str) -> Iterator[Claim]:
    """Steps of a theorem's first case, as claims of their own, in which what they use is given."""
    prover = catalogue.proof(theorem).provers()[0]
    case = prover.case
    for written in case.steps[::STEPS]:
        step = prover.step(written.label)
        stated = {**case.given, **{x.label: x.shows for x in case.steps if x.label in written.uses}}
        proof = checker.Proof({**case.scope, "given": stated}, proved.known_lemmas())
        proof.claim(step["shows"], step["lines"], stated)
        given = {name: source for name, source in stated.items() if name in proof.used}
        yield {**case.scope, "label": "alone", "given": given, "steps": [{**step, "uses": []}]}


@pytest.mark.parametrize("theorem", catalogue.LABELS)
def test_an_altered_step_of_a_theorem_is_refused_or_valid(theorem: str) -> None:
    found: Counter[str] = Counter()
    for claim in steps(theorem):
        found += assert_none_is_accepted_wrongly(claim, most=10)
    assert found["refused"] > 2 * (found["other words"] + found["another claim"]), found
