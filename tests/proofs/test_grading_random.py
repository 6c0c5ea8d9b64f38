"""Random true and random false inequalities: no wrong verdict, and few that are left undecided.

There are 200 of each, of which 60 are taken, twenty here and there, and all with WHOLE=1.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from random_inequalities import Drawn, false_ones, true_ones
from sampling import some

from proofs.claims.verdict import Outcome
from proofs.grading.numbers import prover
from proofs.grading.numbers.decision import Grade, grade
from proofs.scalar.claims import Enclosed

COUNT, CHUNKS = 200, 10
SECONDS, SEED = 5.0, 2025
MOST_UNDECIDED = 2
"""Of the twenty true ones in a chunk, and of the twenty false ones: so nine in ten of all are decided."""


def chunk(drawn: list[Drawn], number: int) -> Iterator[tuple[Drawn, Grade]]:
    size = COUNT // CHUNKS
    for each in drawn[number * size : (number + 1) * size]:
        yield each, grade(each.claim, SECONDS, SEED)


def by_python(text: str, at: dict[str, Fraction]) -> bool:
    """Python as the oracle, with every number a fraction."""
    names = {"Fraction": Fraction, "abs": abs, "max": max, "min": min}
    return bool(eval(_exact(text), names, at))  # noqa: S307 (texts of the tests)


def nearly(text: str, at: dict[str, Fraction]) -> bool:
    """Whether a comparison holds, but for a millionth."""
    left, relation, right = re.split(r"(<=|>=|==|<|>)", text)
    room = {"==": f"abs({left} - ({right})) <= 1/10**6"}
    room |= dict.fromkeys(("<", "<="), f"{left} <= {right} + 1/10**6")
    room |= dict.fromkeys((">", ">="), f"{left} >= {right} - 1/10**6")
    return by_python(room[relation], at)


def _exact(text: str) -> str:
    import io
    import tokenize

    found, after_power = list[str](), False
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        number = token.type == tokenize.NUMBER and not after_power
        found.append(f"Fraction('{token.string}')" if number else token.string)
        after_power = token.string == "**"
    return " ".join(found).strip()


@pytest.mark.parametrize("number", some(range(CHUNKS), 10))
def test_what_is_true_is_not_refuted_and_mostly_proved(number: int) -> None:
    undecided = []
    for drawn, found in chunk(true_ones(COUNT), number):
        assert found.outcome is not Outcome.FAILS, drawn
        if found.outcome is Outcome.UNDECIDED:
            undecided.append(drawn.claim.shows)
            continue
        assert found.certificate is not None
        assert prover.wrong(found.certificate, drawn.claim.claim) == "", drawn  # which asks the checker
        assert found.certificate["claims"][-1]["steps"][-1]["shows"] == drawn.claim.claim.shows
    assert len(undecided) <= MOST_UNDECIDED, undecided


@pytest.mark.parametrize("number", some(range(CHUNKS), 10))
def test_what_is_false_is_not_proved_and_mostly_refuted(number: int) -> None:
    undecided = []
    for drawn, found in chunk(false_ones(COUNT), number):
        assert found.outcome is not Outcome.HOLDS, drawn
        if found.outcome is Outcome.UNDECIDED:
            undecided.append(drawn.claim.shows)
            continue
        witness = dict(found.witness or {})
        assert set(witness) == set(drawn.claim.variables)
        if any(isinstance(x, Enclosed) for x in witness.values()):  # whose middle satisfies equations nearly
            witness = {name: (x.low + x.high) / 2 if isinstance(x, Enclosed) else x for name, x in witness.items()}
            assert all(nearly(text, witness) for text in drawn.claim.given), drawn
        else:
            assert all(by_python(text, witness) for text in drawn.claim.given), drawn
        assert not by_python(drawn.claim.shows, witness), drawn
    assert len(undecided) <= MOST_UNDECIDED, undecided


def test_what_is_drawn_as_false_is_false() -> None:
    """By Python, at the point that comes with it; what comes without one has x = ±√2 in it."""
    for drawn in false_ones(COUNT):
        if drawn.at is None:
            continue
        at = dict(drawn.at)
        if at:
            assert all(by_python(text, at) for text in drawn.claim.given), drawn
            assert not by_python(drawn.claim.shows, at), drawn
        else:
            assert drawn.irrational
            assert drawn.family == "equations", drawn


def test_there_are_many_kinds() -> None:
    assert len({drawn.family for drawn in true_ones(COUNT)}) >= 15
    assert len({drawn.family for drawn in false_ones(COUNT)}) >= 12
    claims = [(drawn.claim.given, drawn.claim.shows) for drawn in true_ones(COUNT) + false_ones(COUNT)]
    assert len(set(claims)) == 2 * COUNT
