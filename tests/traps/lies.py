"""Lies about a claim that is graded: documents that do not prove it, though the checker may accept all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proofs import checker
from proofs.scalar.claims import Claim


@dataclass(frozen=True)
class Lie:
    """A document that is said to prove a claim: the checker accepts it unless `reason` is the checker's own."""

    what: str
    claim: Claim
    document: dict[str, Any]
    reason: str


NOT_GIVEN = "takes something as given that is not"
MORE = "speaks of more than the claim's variables"
ELSE = "shows something else"
REFUSED, UNKNOWN, NOT_ALL = "does not hold", "is not known", "not all cases"
OF_THE_CHECKER = (REFUSED, UNKNOWN, NOT_ALL)


def part(
    shows: str, *terms: Any, label: str = "the claim", given: Mapping[str, str] | None = None, **scope: Any
) -> Any:
    """A claim of one line; its variable is x, unless the scope says more."""
    step = {"label": "shown", "shows": shows, "uses": [], "lines": [{"shows": shows, "terms": list(terms)}]}
    return {"label": label, "given": dict(given or {}), **(scope or {"scalars": ["x"]}), "steps": [step]}


def citing(shows: str, *labels: str, given: Mapping[str, str] | None = None) -> Any:
    """A claim about x of one line: the same of another claim, or of two in two cases."""
    cited: dict[str, Any] = {"lemma": labels[0]} if len(labels) == 1 else {"cases": list(labels)}
    one = part(shows, given=given)
    return {**one, "steps": [{**one["steps"][0], "lines": [{"shows": shows, **cited, "with": {"x": "x"}}]}]}


def on_the_way(first: Any, last: Any) -> Any:
    """One claim with the steps of both: what it shows is what the last of them does."""
    (step,), (end,) = first["steps"], last["steps"]
    return {**first, "steps": [{**step, "label": "first"}, end]}


def document(*parts: Any) -> dict[str, Any]:
    return {"format": checker.FORMAT, "claims": list(parts)}


def about(shows: str, *names: str, **given: str) -> Claim:
    return Claim(shows, given, scalars=names or ("x",))


def fact(name: str) -> Any:
    return {"facts": [name]}


SAID = {"positive": ["x"]}
OF_X = {"positive": "x"}
LIES = (
    Lie(
        "a hypothesis that is not given",
        about("0 <= x"),
        document(part("0 <= x", fact("h"), given={"h": "0 <= x"})),
        NOT_GIVEN,
    ),
    Lie(
        "another hypothesis by the name of one that is given",
        about("0 <= x", h="x >= -1"),
        document(part("0 <= x", fact("h"), given={"h": "0 <= x"})),
        NOT_GIVEN,
    ),
    Lie(
        "a hypothesis that is not given, in a claim before the last",
        about("0 <= x"),
        document(part("0 <= x", fact("h"), given={"h": "0 < x"}, label="x"), citing("0 <= x", "x")),
        UNKNOWN,
    ),
    Lie("a variable taken for positive", about("0 < x"), document(part("0 < x", OF_X, **SAID)), MORE),
    Lie(
        "a variable taken for positive where it is only not negative",
        about("0 < x", h="x >= 0"),
        document(part("0 < x", OF_X, **SAID)),
        MORE,
    ),
    Lie(
        "a variable taken for positive, in a claim before the last",
        about("0 < x"),
        document(part("0 < x", OF_X, label="x", **SAID), citing("0 < x", "x")),
        UNKNOWN,
    ),
    Lie(
        "a variable taken for positive that is not negative, in a claim before the last",
        about("0 < x", h="x >= 0"),
        document(part("0 < x", OF_X, label="x", **SAID), citing("0 < x", "x", given={"h": "x >= 0"})),
        UNKNOWN,
    ),
    Lie(
        "two cases, and a third one",
        about("0 < x**2"),
        document(
            part("0 < x**2", {"facts": ["h", "h"]}, given={"h": "0 < x"}, label="above"),
            part("0 < x**2", {"facts": ["h", "h"]}, given={"h": "x < 0"}, label="below"),
            citing("0 < x**2", "above", "below"),
        ),
        NOT_ALL,
    ),
    Lie("a variable that is defined", about("x >= 1"), document(part("x >= 1", definitions={"x": "1"})), MORE),
    Lie(
        "a variable more", about("0 <= x**2"), document(part("0 <= x**2", {"squares": ["x"]}, scalars=["x", "z"])), MORE
    ),
    Lie(
        "a matrix for a variable",
        about("0 <= x*x"),
        document(part("0 <= x*x", {"by": "x"}, matrices={"x": ["n", "n"]}, symmetric=["x"])),
        MORE,
    ),
    Lie("another statement", about("0 <= x"), document(part("0 <= 1", {})), ELSE),
    Lie(
        "a weaker statement",
        about("0 < x", h="x >= 0"),
        document(part("0 <= x", fact("h"), given={"h": "x >= 0"})),
        ELSE,
    ),
    Lie(
        "a statement that is shown on the way to another",
        about("0 <= x", h="x >= 0"),
        document(
            on_the_way(part("0 <= x", fact("h"), given={"h": "x >= 0"}), part("0 <= x + 1", {}, fact("h"))),
        ),
        ELSE,
    ),
    Lie("an identity that does not hold", about("0 <= x"), document(part("0 <= x")), REFUSED),
    Lie(
        "an identity that does not hold, in a claim before the last",
        about("0 <= x"),
        document(part("0 <= x", {}, label="x"), citing("0 <= x", "x")),
        REFUSED,
    ),
)
