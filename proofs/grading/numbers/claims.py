"""A claim about numbers, as it was written, and in the checker's language."""

import ast
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from paper import Misuse
from proofs import checker
from proofs.certificate.limits import limited
from proofs.grading.numbers.expression import FUNCTIONS, MOST_CASES, alternatives, bases_in, cases, read
from proofs.grading.numbers.obligations import ByObligations, Obligation
from proofs.grading.numbers.samples import samples
from proofs.scalar.claims import PI, Claim

DIGITS_OF_PI = (314, 314159265358979323846264338327)
"""Its first ones, few and many."""
WORK = 5_000_000
"""What may be expanded to see whether something that is divided by is 0, in the checker's measure."""
BOUNDS_OF_PI = tuple(
    {
        f"{PI}-from-below-by-{len(str(digits))}-digits": f"{digits}/{10 ** (len(str(digits)) - 1)} < {PI}",
        f"{PI}-from-above-by-{len(str(digits))}-digits": f"{PI} < {digits + 1}/{10 ** (len(str(digits)) - 1)}",
    }
    for digits in DIGITS_OF_PI
)
"""What a proof takes π to be: any number between these, of which it is one."""
OTHERWISE = "otherwise"
"""How hypotheses are called that say that another comparison, of which one is to hold, does not."""
NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True)
class Inequality(ByObligations):
    """For all real values of `variables` that satisfy `given`, `shows` holds; the texts are as they were written.

    Raises Misuse, at the first field that can't be read.
    """

    name: str
    variables: tuple[str, ...]
    given: tuple[str, ...]
    shows: str

    def __post_init__(self) -> None:
        require_names(self.variables)
        self.claims  # noqa: B018 (reads every text)

    @cached_property
    def called(self) -> dict[str, str]:
        """What each variable is called in the checker's language, where some names are taken."""
        return called(self.variables)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What it comes to in the checker's language: a claim for each case of the hypotheses and each comparison.

        Where one of several comparisons is to hold, one of them does wherever the others do not.
        """
        shows = read("shows", alternatives, self.shows, self.called)
        return tuple(claim for given in self.cases for each in shows for claim in one_of(each, given, self.called))

    @cached_property
    def cases(self) -> list[dict[str, str]]:
        """The hypotheses in the checker's language, by names, in each of the cases that they make."""
        return cases_of(self.given, self.called)

    @property
    def claim(self) -> Claim:
        """The one claim that it is, where there is only one."""
        (found,) = self.claims
        return found

    @property
    def remark(self) -> str:
        return ""

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """Each of its claims, by what it is for, after what its powers ask."""
        many = len(self.claims) > 1
        names = [_case(claim) if many else self.name for claim in self.claims]
        shown = tuple(Obligation(*both, self.called) for both in zip(names, self.claims, strict=True))
        return (*self._of_powers(), *shown)

    def _of_powers(self) -> Iterator[Obligation]:
        """That what it has real powers of is positive: x**k says nothing of any other x."""
        bases = dict.fromkeys(b for text in (*self.given, self.shows) for b in bases_in(text, self.called))
        for base in bases:
            for given in self.cases:
                claim = made(f"{base} > 0", given, self.called)
                name = f"{base} is positive, of which there is a power"
                yield Obligation(name, claim, self.called, necessary=False)


def _case(claim: Claim) -> str:
    where = f", where {'; '.join(claim.given.values())}" if claim.given else ""
    return f"{claim.shows}{where}"


def require_names(variables: tuple[str, ...]) -> None:
    """Raises Misuse for what no variable can be called, and for what is declared twice."""
    for variable in variables:
        if not NAME.fullmatch(variable):
            raise Misuse(f"the variable {variable!r} is no name; use letters, digits and _, a letter first")
        if variable in FUNCTIONS:
            raise Misuse(f"the variable {variable!r} is called as a function is; give it another name")
    twice = sorted({name for name in variables if variables.count(name) > 1})
    if twice:
        raise Misuse(f"the variable {twice[0]!r} is declared twice; name it once")


def called(variables: Iterable[str]) -> dict[str, str]:
    """What each variable is called in the checker's language, where some names are taken."""
    taken = {*variables, *checker.FUNCTIONS}
    found = {}
    for name in variables:
        other = name
        while other in (*checker.FUNCTIONS, PI) or keyword.iskeyword(other) or (other != name and other in taken):
            other += "_"
        taken.add(other)
        found[name] = other
    return found


def made(shows: str, given: Mapping[str, str], names: Mapping[str, str]) -> Claim:
    """The claim of these texts, which are in the checker's language. Raises Misuse for what makes no sense."""
    if any(PI in NAME.findall(text) for text in (shows, *given.values())):
        given = {**given, **{name: text for bounds in BOUNDS_OF_PI for name, text in bounds.items()}}
    try:
        claim = Claim(shows, given, scalars=tuple(names.values()))
        _require_divisors(claim)
        return claim
    except (RecursionError, MemoryError, SyntaxError):
        raise Misuse("an expression is nested too deeply; write it with fewer parentheses") from None


def one_of(comparisons: tuple[str, ...], given: Mapping[str, str], names: Mapping[str, str]) -> list[Claim]:
    """That one of the comparisons holds: the first one that may, where the hypotheses hold and the others do not.

    One that has points for all its cases, or else for some: where the others do not hold there may be none.
    """
    found = list[list[Claim]]()
    for shows in sorted(comparisons, key=lambda text: " == " not in text):  # of which the opposite has two cases
        others = [_opposites(text) for text in comparisons if text != shows]
        more = [{f"{OTHERWISE}-{n}": text for n, text in enumerate(choice, 1)} for choice in product(*others)]
        claims = [made(shows, {**given, **each}, names) for each in more]
        if len(comparisons) == 1 or all(samples(claim.names, claim.hypotheses) for claim in claims):
            return claims
        found.append(claims)
    return max(found, key=lambda claims: any(samples(claim.names, claim.hypotheses) for claim in claims))


def _opposites(comparison: str) -> tuple[str, ...]:
    """In which cases it does not hold."""
    tree = checker.parsed(comparison)
    if not isinstance(tree, ast.Compare):
        raise Misuse(f"{comparison!r} is no comparison; write one")
    left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
    match tree.ops[0]:
        case ast.LtE():
            return (f"{right} < {left}",)
        case ast.Lt():
            return (f"{right} <= {left}",)
        case ast.GtE():
            return (f"{left} < {right}",)
        case ast.Gt():
            return (f"{left} <= {right}",)
    return f"{left} < {right}", f"{right} < {left}"


def by_bounds_of_pi(claim: Claim) -> tuple[Claim, ...]:
    """The claim with the simpler bounds on π, and with the sharper ones, between which there is hardly any room."""
    if not {name for bounds in BOUNDS_OF_PI for name in bounds} <= set(claim.given):
        return (claim,)
    without = [{n: text for n, text in claim.given.items() if n not in bounds} for bounds in reversed(BOUNDS_OF_PI)]
    return tuple(replace(claim, given=given) for given in without)


def cases_of(given: Iterable[str], names: Mapping[str, str]) -> list[dict[str, str]]:
    """Hypotheses in the checker's language, by names; where one says `or` or !=, for each case."""
    read_ones = [read(f"given, number {n}", cases, text, names) for n, text in enumerate(given, start=1)]
    found = list[dict[str, str]]()
    for choice in product(*read_ones):
        texts = dict[str, str]()
        for n, conjunction_ in enumerate(choice, start=1):
            more = {f"given-{n}" + (f"-{i}" if i > 1 else ""): text for i, text in enumerate(conjunction_, start=1)}
            texts |= more
        found.append(texts)
        if len(found) > MOST_CASES:
            raise Misuse(f"its hypotheses have more than {MOST_CASES} cases; write them as claims of their own")
    return found


def _require_divisors(claim: Claim) -> None:
    """Raises Misuse for a division by what is always 0: what comes to nothing when it is expanded."""
    sides = [side for c in (*claim.hypotheses, claim.conclusion) for side in (c.left, c.right)]
    nodes = [node for side in sides for node in ast.walk(side) if isinstance(node, ast.BinOp)]
    divisors = [node.right for node in nodes if isinstance(node.op, ast.Div)]
    scope = checker.Scope({"scalars": claim.names}) if divisors else None
    with suppress(checker.Invalid), limited(WORK):  # what is too large to be expanded here is graded all the same
        for divisor in divisors:
            if scope is not None and not scope.expression(divisor):
                raise Misuse(f"it divides by {ast.unparse(divisor)[:100]!r}, which is always 0; correct that")


def given_texts(given: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Hypotheses in the checker's language, by names. Raises Misuse for those that have cases."""
    found = cases_of(given, names)
    if len(found) > 1:
        raise Misuse("given: `or` and != make cases, which this kind of claim has none of; write a claim for each")
    return found[0]
