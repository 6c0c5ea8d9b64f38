"""Each of the six theorems about windows as somebody's claim, and with one constant a tenth too good."""

from dataclasses import replace

import pytest
from sampling import some

from paper import Misuse
from paper.theorems import theorem
from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading.windows import chains, conditions
from proofs.grading.windows import decision as windows
from proofs.grading.windows.cases import Judge
from proofs.grading.windows.claims import ERROR, Windows

SECONDS, SEED = 30, 3
WITHIN_EPS = f"{ERROR} <= eps"
pytestmark = pytest.mark.usefixtures("short_searches")


def claim(label: str, shape: str, *given: str) -> Windows:
    """With the theorem's own constants."""
    constants = theorem(label).constants
    return Windows(label, shape, constants["c1"], constants["c2"], given, WITHIN_EPS)  # type: ignore[arg-type]


NOT_LATE = "alpha**2 <= c2"
THEOREMS = {
    "3": claim(
        "theorem-3", "spectral", "alpha**2*s_max <= sigma_r", "alpha**2*s_max <= eps", "alpha**2 <= c1", NOT_LATE
    ),
    "4": claim("theorem-4", "general", "eps <= 2*sigma_1", "alpha**2*mu <= sigma_r", "alpha**2 <= c1", NOT_LATE),
    "4s": claim("theorem-4-sharper", "general", NOT_LATE),
    "4opt": claim("theorem-4-sharpest", "general", "eps < sigma_1", "alpha**2*mu <= eps"),
    "4k": claim("theorem-4-own-target", "general", NOT_LATE, "log(c1/alpha**2) >= 2"),
    "4p": claim("theorem-4-prime", "factor", NOT_LATE, "alpha**2*log(c1/alpha**2) <= eps/mu"),
}
"""All but the strict one are declared with windows that begin where their constants say, and not before 0."""


@pytest.mark.parametrize("key", some([*THEOREMS], 2))
def test_each_theorem_holds_as_a_claim(key: str) -> None:
    found = windows.grade(THEOREMS[key], SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED), found.reason
    assert found.certificate is not None
    assert not [why for _, why in checker.check(found.certificate) if why]
    assert found.instance is not None
    assert Judge(THEOREMS[key]).admits(found.instance)


@pytest.mark.parametrize("key", some([key for key in THEOREMS if key != "4"], 2))
def test_a_tenth_less_is_refuted(key: str) -> None:
    """Of Theorem 4 the constants are far from the best, so that half of its c₁ holds."""
    less = replace(THEOREMS[key], c1=f"0.9*({THEOREMS[key].c1})")
    found = windows.grade(less, SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.FAILS, Strength.CERTIFIED), found.reason
    assert found.witness is not None
    assert Judge(less).refutes(found.witness.case)
    assert not Judge(THEOREMS[key]).refutes(found.witness.case)


def test_a_tenth_of_theorem_4_is_refuted() -> None:
    less = replace(THEOREMS["4"], c1="0.2*m*sigma_1**2/eps")
    found = windows.grade(less, SECONDS, SEED)
    assert found.outcome is Outcome.FAILS


@pytest.mark.parametrize(
    ("key", "without", "breaks_at"),
    some([("4p", 1, "unlearned-modes-are-paid"), ("4k", 1, "learned-starts-are-outgrown"), ("4p", 0, "")], 3),
)
def test_without_a_hypothesis_the_proof_breaks(key: str, without: int, breaks_at: str) -> None:
    full = THEOREMS[key]
    fewer = replace(full, given=(*full.given[:without], *full.given[without + 1 :]))
    chain = chains.chains(fewer.shape, fewer.is_of_each_target)[-1]
    answers = conditions.answered(conditions.asked(fewer, chain), 10**9, SEED)
    argued = windows._argued(chain, answers)
    assert argued.holds is False
    assert argued.breaks_at == breaks_at or not breaks_at
    assert windows._document(fewer, chain, answers) is None


@pytest.mark.parametrize("label", ["theorem-4-own-target", "theorem-4-prime"])
def test_a_chain_of_its_own_constants_has_each_case_of_the_theorem(label: str) -> None:
    """And what each is given of constants, it asks of the claim; the other cases are of steps that these use."""
    found = {link.argument.case: link for link in chains.chain(label).links}
    cases = [case for case in theorem(label).cases if "unseen" not in case]
    assert set(cases) <= set(found)
    for case in cases:
        assert found[case].argument.steps[-1].shows == "error <= eps"
        asked = {condition.name for condition in found[case].conditions}
        said = {*theorem(label).start} & {*found[case].argument.given}
        assert said <= asked
    within = chains.chain(label).links[0]
    assert {condition.name for condition in within.conditions} <= set(within.argument.given)


def test_a_factor_has_its_own_names() -> None:
    with pytest.raises(Misuse, match="'m' is none of the names known here"):
        replace(THEOREMS["4p"], c1="m*sigma_1**2/eps")
    with pytest.raises(Misuse, match="'m_k' is none of the names known here"):
        replace(THEOREMS["4"], c1="m_k*sigma_1**2/eps")
    with pytest.raises(Misuse, match="of a factor the bound is eps"):
        replace(THEOREMS["4p"], shows=f"{ERROR} <= 2*eps")
