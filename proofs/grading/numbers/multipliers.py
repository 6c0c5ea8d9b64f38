"""By what a difference may be multiplied, so that it is a sum of terms."""

from proofs.certificate.finder import Finder, Term
from proofs.checker import Statement, Sum


def multipliers(finder: Finder, value: Sum) -> list[Term]:
    """1, positive variables and exponentials, and squares of whatever the value speaks of."""
    names = finder.scope
    spoken = sorted({n for powers, _ in value for n, _ in powers if n in names.written})
    variables = [name for name in names.names if name in names.positive]
    positive = [{"positive": f"{name}{power}"} for name in variables for power in ("", "**2")]
    single = {name: fact for fact, said in finder.facts.items() if (name := _positive(said))}
    functions = [{"facts": [single[name]]} for name in spoken if name in single]
    squares = [{"squares": [names.written[n]]} for n in spoken if n not in names.positive]
    return [{}, *positive, *functions, *squares]


def _positive(fact: Statement) -> str:
    """The quantity of which the fact says no more than that it is positive; or ""."""
    relation, value = fact
    ((powers, _), c) = next(iter(value.items()), (((), ()), 0))
    return powers[0][0] if relation == ">" and len(value) == 1 and c > 0 and [e for _, e in powers] == [1] else ""
