"""Claims about windows: what ships, what is a little too much, and what no grade may rest on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest
from sampling import some

from numeric.exact import Scale
from paper import Misuse
from proofs import checker
from proofs.claims.verdict import Outcome, Strength
from proofs.grading import files
from proofs.grading.numbers.lines import Document
from proofs.grading.windows import chains, conditions
from proofs.grading.windows import decision as windows
from proofs.grading.windows.cases import Case, Judge, Measured
from proofs.grading.windows.claims import Windows
from proofs.judging.certificates import written

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "windows.toml"
SHARPEST = Windows(
    "sharpest",
    "general",
    "(m*sigma_1 - alpha**2)*(sigma_1 - eps)/eps",
    "eps*(sigma_1 - alpha**2*mu)/(mu*(sigma_1 - eps))",
    ("alpha**2*mu <= eps", "eps < sigma_1"),
    "norm(W(t) - Y_k) <= eps",
)
SEED, SECONDS = 3, 30
pytestmark = pytest.mark.usefixtures("short_searches")


def example(name: str) -> Windows:
    found = next(claim for claim in files.read(str(EXAMPLES)) if claim.name == name)
    assert isinstance(found, Windows)
    return found


# ---- exponentials between fractions, for witnesses


def exp(x: Fraction) -> tuple[Fraction, Fraction]:
    """Bounds on e^x by its series, for x ≥ 0."""
    halvings = 0
    while x > 1:
        x, halvings = x / 2, halvings + 1
    terms = [Fraction(1)]
    while len(terms) < 40:
        terms.append(terms[-1] * x / len(terms))
    low, high = sum(terms), sum(terms) + 2 * terms[-1]
    for _ in range(halvings):
        low, high = low**2, high**2
    return low, high


def mode(sigma: Fraction, a: Fraction, rate: Fraction, t: Fraction) -> tuple[Fraction, Fraction]:
    """Bounds on a mode of a spectral start, MV (12) and (13): it grows with its exponential while a < σ."""
    if sigma == 0:
        value = a / (1 + 2 * rate * a * t)
        return value, value
    ends = sorted(sigma * a * growth / (sigma + a * (growth - 1)) for growth in exp(2 * rate * sigma * t))
    return ends[0], ends[1]


def refutes(found: Measured, c1: Fraction, c2: Fraction, eps: Fraction) -> bool:
    """Whether t is in T_k and the error of this spectral instance beyond ε, by fractions alone."""
    case = found.case
    assert not any(case.tangents)
    square = case.alpha.fraction**2
    if case.k > 0 and exp(2 * case.rate * case.spectrum[case.k - 1] * case.time)[0] < c1 / square:
        return False
    rank = sum(sigma > 0 for sigma in case.spectrum)
    if case.k < rank and exp(2 * case.rate * case.spectrum[case.k] * case.time)[1] > c2 / square:
        return False
    errors = []
    for i, (sigma, s) in enumerate(zip(case.spectrum, case.shape, strict=True)):
        low, high = mode(sigma, square * s, case.rate, case.time)
        target = sigma if i < case.k else Fraction(0)
        errors.append(max(low - target, target - high))
    return max(errors) > eps


# ---- what ships


@pytest.mark.parametrize(
    ("name", "proof"),
    [
        ("Theorem 3", "the chain of Theorem 3 "),
        ("Theorem 4", "the chain of Theorem 4 "),
        ("Theorem 4 with half of c1", "the chain of the sharpest Theorem 4 "),
        ("the sharpest Theorem 4", "the chain of the sharpest Theorem 4 "),
    ],
)
def test_what_ships_and_holds_has_a_certificate(name: str, proof: str) -> None:
    found = windows.grade(example(name), SECONDS, SEED)
    assert (found.outcome, found.strength) == (Outcome.HOLDS, Strength.PROVED), found.reason
    assert proof in found.reason
    assert found.certificate is not None
    assert not [why for _, why in checker.check(found.certificate) if why]
    assert found.instance is not None
    assert found.argument is not None
    assert found.argument.holds is (proof != "the chain of the sharpest Theorem 4 ")
    assert found.tightest is not None
    assert found.tightest.ratio is not None
    assert Fraction(1, 5) < found.tightest.ratio[1] <= 1


def test_what_ships_and_fails_has_a_witness_that_fractions_confirm() -> None:
    found = windows.grade(example("the sharpest Theorem 4 with 0.99 of its c1"), SECONDS, SEED)
    assert found.outcome is Outcome.FAILS
    assert found.witness is not None
    case = found.witness.case
    m, mu, sigma, eps = 1 / min(case.shape), max(case.shape), case.spectrum[0], case.epsilon
    square = case.alpha.fraction**2
    assert square * mu <= eps < sigma
    c1 = Fraction(99, 100) * (m * sigma - square) * (sigma - eps) / eps
    c2 = eps * (sigma - square * mu) / (mu * (sigma - eps))
    assert refutes(found.witness, c1, c2, eps)
    assert not refutes(found.witness, c1 * Fraction(100, 99), c2, eps)

    found = windows.grade(example("Theorem 4 without alpha**2 <= c2"), SECONDS, SEED)
    assert found.outcome is Outcome.FAILS
    assert found.witness is not None
    assert found.argument is not None
    assert found.argument.breaks_at == "unlearned-exponentials-are-small"
    case = found.witness.case
    m, mu, eps = 1 / min(case.shape), max(case.shape), case.epsilon
    square, positive = case.alpha.fraction**2, [sigma for sigma in case.spectrum if sigma > 0]
    assert eps <= 2 * positive[0]
    assert square * mu <= positive[-1]
    assert refutes(found.witness, 4 * m * positive[0] ** 2 / eps, eps / (4 * m * mu**2), eps)


def test_what_ships_and_is_open_is_said_to_be() -> None:
    found = windows.grade(example("a mode absent from Y that starts above eps has come down when T_r begins"), 8, SEED)
    assert (found.outcome, found.strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert "neither a proof nor a counterexample" in found.reason
    assert found.instance is not None
    assert found.tightest is not None


# ---- where the truth is known


FACTORS = [("101/100", "1"), ("1", "99/100"), ("99/100", "1"), ("1", "101/100"), ("3", "1/3"), ("999/1000", "1/100")]


@pytest.mark.parametrize(("first", "second"), some(FACTORS, 2))
def test_the_sharpest_constants_can_be_worsened_only(first: str, second: str) -> None:
    claim = replace(SHARPEST, c1=f"{first}*({SHARPEST.c1})", c2=f"{second}*({SHARPEST.c2})")
    found = windows.grade(claim, SECONDS, SEED)
    holds = Fraction(first) >= 1 >= Fraction(second)
    assert found.outcome is (Outcome.HOLDS if holds else Outcome.FAILS), found.reason


def test_the_hypotheses_may_be_written_as_in_the_paper() -> None:
    ends = ("log(c1/alpha**2) >= 0", "log(c2/alpha**2) >= 0")
    printed = replace(example("Theorem 4"), given=("eps <= 2*sigma_1", "alpha**2*mu <= sigma_r", *ends))
    found = windows.grade(printed, SECONDS, SEED)
    assert found.outcome is Outcome.HOLDS
    assert found.argument is not None
    assert found.argument.holds


def test_cases_that_the_hypotheses_leave_out_need_nothing() -> None:
    """With r = n no mode is absent, so that a start above the tolerance is no harm in the last window."""
    regular = replace(SHARPEST, c1="m*sigma_1**2/eps", c2="eps/mu", given=("n == r", "alpha**2*mu <= sigma_r"))
    assert windows.grade(regular, SECONDS, SEED).outcome is Outcome.HOLDS
    singular = replace(regular, given=("n == r + 1", "alpha**2*mu <= sigma_r"))
    assert windows.grade(singular, SECONDS, SEED).outcome is Outcome.FAILS


def test_a_strict_bound_needs_more() -> None:
    strict = replace(SHARPEST, shows="norm(W(t) - Y_k) < eps")
    assert windows.grade(strict, 3, SEED).outcome is not Outcome.HOLDS  # the bound is attained
    more = replace(strict, c1="m*sigma_1**2*1.01/eps", c2="0.9*eps/mu", given=("alpha**2*mu <= 0.9*eps",))
    assert windows.grade(more, SECONDS, SEED).outcome is Outcome.HOLDS


def test_hypotheses_that_nothing_satisfies_are_told() -> None:
    found = windows.grade(replace(SHARPEST, given=("m*mu < 1", "eps < sigma_1")), 2.0, SEED)
    assert (found.outcome, found.strength) == (Outcome.UNDECIDED, Strength.NONE)
    assert "vacuous" in found.reason
    assert found.certificate is not None
    assert not [why for _, why in checker.check(found.certificate) if why]


def test_where_the_chain_breaks_is_told_with_numbers() -> None:
    half = replace(example("Theorem 4 with half of c1"), given=("eps <= 2*sigma_1", "alpha**2*mu <= sigma_r"))
    (paper, _), end = chains.chains("general"), 10**9
    answers = conditions.answered(conditions.asked(half, paper), end, SEED)
    argued = windows._argued(paper, answers)
    assert (argued.holds, argued.breaks_at) == (False, "perturbation-is-at-most-half")
    assert argued.witness is not None
    broken = next(answer for answer in answers if answer.condition.step == argued.breaks_at)
    assert broken.claim.is_refuted_by(argued.witness)
    m, sigma_1, eps = (argued.witness[name] for name in ("m", "sigma_1", "eps"))
    assert 2 * m * sigma_1 > 2 * m * sigma_1**2 / eps


# ---- what no proof may rest on


def test_no_condition_may_be_missing_or_shown_of_something_else() -> None:
    _, chain = chains.chains("general")
    answers = conditions.answered(conditions.asked(SHARPEST, chain), 10**9, SEED)
    named = replace(SHARPEST, name="ε\\")
    found = windows._document(named, chain, answers)
    assert found is not None
    assert written(found[1]).count("\\") == 0  # else the checker could not read it
    for number, answer in enumerate(answers):
        without = [*answers[:number], replace(answer, certificate=None), *answers[number + 1 :]]
        assert windows._document(SHARPEST, chain, without) is None
    weaker = replace(SHARPEST, c1=f"0.99*({SHARPEST.c1})")
    assert windows._document(weaker, chain, answers) is None
    fewer = replace(SHARPEST, given=SHARPEST.given[1:])
    assert windows._document(fewer, chain, answers) is None


def test_the_checker_has_the_last_word_on_a_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was found for its cases, of which the conditions are the smaller part."""
    monkeypatch.setattr(conditions, "asked", lambda *_: [])
    lines = [{"shows": "0 <= 1", "terms": [{}]}]
    case = {"label": "case", "given": {}, "steps": [{"label": "end", "shows": "0 <= 1", "uses": [], "lines": lines}]}
    for lie, expected in (([], True), ([{**lines[0], "shows": "1 <= 0"}], False)):
        told = {**case, "steps": [{**case["steps"][0], "lines": [*lie, *lines]}]}
        monkeypatch.setattr(windows, "_certified", lambda _, told=told: (told,))
        assert (windows._document(SHARPEST, chains.chains("general")[0], []) is not None) is expected


CASE = Case((Fraction(1),), (Fraction(1),), (), Fraction(1, 2), Scale(Fraction(1), -2), Fraction(1), 0)
INSTANCE = Measured(CASE, (Fraction(1, 10**4),) * 2, (Fraction(1, 2),) * 2)
SAID = Measured(CASE, (Fraction(1),) * 2, (Fraction(1, 2),) * 2)
"""What someone says was measured."""
PROOF = {"claims": [{"steps": [{"shows": "1 <= 0"}]}]}


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> windows.Findings:
    """As if the chains went through, with an instance; what documents are worth is tested above."""

    def document(_: Windows, chain: chains.Chain, answers: Sequence[conditions.Answer]) -> tuple[str, Document] | None:
        return (chain.name, PROOF) if all(answer.certificate for answer in answers) else None

    monkeypatch.setattr(windows, "_document", document)
    answers = {
        chain.name: [replace(answer, certificate=PROOF) for answer in conditions.asked(SHARPEST, chain)]
        for chain in chains.chains("general")
    }
    return windows.Findings(answers, instance=INSTANCE)


def unproved(found: windows.Findings) -> windows.Findings:
    answers = {name: [replace(each, certificate=None) for each in of] for name, of in found.answers.items()}
    return replace(found, answers=answers)


def test_a_proof_and_an_instance_make_a_verdict_and_nothing_less_does(found: windows.Findings) -> None:
    """What holds of nothing, or of an instance that is none of the claim's, does not hold."""
    assert windows.judged(SHARPEST, found).outcome is Outcome.HOLDS
    elsewhere = replace(INSTANCE, case=replace(CASE, epsilon=Fraction(2)))  # where eps < sigma_1 is false
    for less in (replace(found, instance=None), replace(found, instance=elsewhere)):
        grade = windows.judged(SHARPEST, less)
        assert (grade.outcome, grade.strength) == (Outcome.UNDECIDED, Strength.NONE)
        assert "vacuous" in grade.reason
    assert windows.judged(SHARPEST, unproved(found)).outcome is Outcome.UNDECIDED


def test_an_instance_that_does_not_refute_the_claim_is_no_witness(found: windows.Findings) -> None:
    """Whoever says that it does: beside a proof, which stands, and without one."""
    lie = replace(found, witness=SAID)
    for findings, outcome in ((lie, Outcome.HOLDS), (unproved(lie), Outcome.UNDECIDED)):
        grade = windows.judged(SHARPEST, findings)
        assert (grade.outcome, grade.witness) == (outcome, None)


def test_a_proof_and_a_counterexample_are_told_as_a_fault_of_ours(
    found: windows.Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither becomes a verdict; nor does a counterexample to hypotheses that are said to contradict each other."""
    monkeypatch.setattr(Judge, "refutes", lambda *_: True)
    both = replace(found, witness=SAID)
    for findings in (both, replace(unproved(both), contradiction=PROOF)):
        grade = windows.judged(SHARPEST, findings)
        assert (grade.outcome, grade.strength, grade.witness) == (Outcome.UNDECIDED, Strength.NONE, SAID)
        assert "a fault of flowproof" in grade.reason
        assert grade.certificate is PROOF
    assert windows.judged(SHARPEST, unproved(both)).outcome is Outcome.FAILS


@pytest.mark.parametrize("shape", ["general", "spectral"])
def test_every_chain_asks_that_the_bound_is_positive(shape: Literal["general", "spectral"]) -> None:
    """Its cases speak of a positive eps alone, in the place of which the bound is put."""
    claim = replace(SHARPEST, shape=shape, shows="norm(W(t) - Y_k) <= 2*eps - sigma_1")
    for chain in chains.chains(shape):
        (asked,) = (each for each in conditions.asked(claim, chain) if each.condition.name == "bound-is-positive")
        for eps, is_refuted in ((Fraction(1, 2), True), (Fraction(51, 100), False)):
            point = dict.fromkeys(asked.claim.names, Fraction(1)) | {"alpha": Fraction(1, 10), "eps": eps}
            assert asked.claim.is_refuted_by(point) is is_refuted


TIMES = {"after-the-left-end", "before-the-right-end"}


@pytest.mark.parametrize("chain", [*chains.chains("general"), chains.chain("theorem-3")], ids=lambda chain: chain.name)
def test_a_chain_is_given_nothing_of_the_constants_but_its_conditions(chain: chains.Chain) -> None:
    for link in chain.links:
        conditions_ = {condition.name: condition.shows for condition in link.conditions} | dict(link.known)
        for name, text in link.argument.given.items():
            if name in conditions_:
                assert text.replace("sigma_k", "sigma_r") == conditions_[name]
            elif name not in TIMES:
                assert not re.search(r"\b(c1|c2|eps)\b", text), (link.argument.label, name)
        assert not {"c1", "c2", "eps"} & set(link.argument.definitions)
        assert link.argument.steps[-1].shows in ("error <= eps", "error == largest_entry")


def test_together_the_links_speak_of_every_window() -> None:
    """k = 0, 0 < k < r, k = r < n and k = r = n: one for each, by the blocks and ends that it has."""
    for chain in chains.chains("general"):
        regimes = {next(iter(link.known)) for link in chain.links if "tolerance" in next(iter(link.known))} or {""}
        kinds = {
            (
                "learned-from-below" in link.argument.given,
                "unlearned-from-above" in link.argument.given,
                "time-in-the-window" in link.known,
                regime,
            )
            for link in chain.links
            for regime in regimes
            if not regime or regime in link.known
        }
        expected = {(True, True, True), (True, True, False), (False, True, True), (True, False, False)}
        assert kinds == {(*kind, regime) for kind in expected for regime in regimes}


# ---- reading


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"c1": "m*sigma_2"}, "c1: line 1, column 3: 'sigma_2' is none of the names known here"),
        ({"c2": "eps <= mu"}, "c2: line 1, column 5"),
        ({"shape": "diagonal"}, "there is no shape 'diagonal'"),
        ({"shows": "norm(W(t)) <= eps"}, "shows: it is 'norm(W(t)) <= eps'"),
        ({"shows": "norm(W(t) - Y_k) <= eps**t"}, "shows: line 1, column 26"),
        ({"given": ("eps",)}, "given, number 1: line 1, column 4"),
        ({"given": ("__import__('os').system('ls') <= eps",)}, "given, number 1: line 1, column 1"),
        ({"c1": "(" * 100_000}, "c1: a text of 100000 characters is too long"),
        ({"c1": "10**10**10"}, "c1: line 1, column 5: a power of a power"),
    ],
)
def test_what_cant_be_read_is_told(change: dict[str, str | tuple[str, ...]], why: str) -> None:
    with pytest.raises(Misuse) as raised:
        replace(SHARPEST, **change)
    assert why in str(raised.value)


def test_c1_and_c2_may_be_named_in_hypotheses_and_bounds() -> None:
    claim = replace(SHARPEST, c1="m", c2="eps", given=("alpha**2 <= c1",), shows="norm(W(t) - Y_k) <= c2*c1")
    assert claim.hypotheses == {"given-1": "alpha**2 <= (m)"}
    assert claim.bound == ("<=", "(eps)*(m)")
