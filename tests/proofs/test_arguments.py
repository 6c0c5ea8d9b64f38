"""The theorems for all parameters: the checker accepts every case, and nothing that a proof rests on can be spared."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import worse
from keys import OWN_TARGET, SHARPER, SHARPEST

from numeric.instance import TheoremName
from numeric.instances import instances
from numeric.windows import hypotheses
from paper.theorems import TRANSPOSED, theorem
from proofs import checker
from proofs.certificate.argument import Argument, Gap, Identity, Line, certificate
from proofs.certificate.prover import Prover
from proofs.claims.texts import text_of
from proofs.judging import suite
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.between import sharpest
from proofs.theorems.between.sharpest_constants import CONDITIONS

LESS, MORE = "99/100", "100/99"


@dataclass(frozen=True)
class Proof:
    """What must be so of a theorem's argument.

    `ends` says how many cases end with the conclusion, `on_start` which hypotheses an instance of rank 2 is judged by.
    Of each constant that is worse it is said which steps are not proved any more, and so of each hypothesis dropped.
    """

    label: str
    conclusion: str
    ends: int
    worse: tuple[tuple[str, Any, set[str]], ...]
    needed: dict[str, set[str]]
    name: TheoremName = ""
    on_start: set[str] = field(default_factory=set)

    @property
    def cases(self) -> list[Argument]:
        return [prover.case for prover in catalogue.proof(self.label).provers()]


SLOW, FAST = "own-target-slow-flow-reaches-tolerance", "own-target-fast-flow-keeps-tolerance"
LATE, OUTGROWN, SMALL = (
    "small-tolerances-are-late",
    "learned-starts-are-outgrown",
    "own-target-unlearned-exponentials-are-small",
)
EMPTY = "own-target-windows-are-not-empty"
PROOFS = {
    "theorem-3": Proof(
        "theorem-3",
        "spectral-incremental-learning",
        5,
        (
            ("c1", "1/2", {"growth-pays-for-the-gap"}),
            ("c2", "2", {"unlearned-exponential-is-small"}),
        ),
        {},
    ),
    "theorem-4": Proof("theorem-4", "general-incremental-learning", 3, (), {}),
    "theorem-4-sharper": Proof(
        "theorem-4-sharper",
        "sharper-incremental-learning",
        7,
        (
            ("c1", LESS, {"slow-flow-is-close", "fast-flow-is-close"}),
            ("c2", MORE, {"slow-flow-is-close", "fast-flow-is-close"}),
        ),
        {},
        SHARPER,
        {"right-ends-not-negative", "window-1-not-empty"},
    ),
    "theorem-4-sharpest": Proof(
        "theorem-4-sharpest",
        "sharpest-incremental-learning",
        4,
        (
            ("c1", LESS, {"slow-flow-reaches-tolerance"}),
            ("c2", MORE, {"fast-flow-keeps-tolerance"}),
        ),
        {},
        SHARPEST,
        {"start-below-tolerance", "window-1-not-empty"},
    ),
    "theorem-4-own-target": Proof(
        "theorem-4-own-target",
        "own-target-incremental-learning",
        3,
        (
            ("c1", LESS, {LATE, OUTGROWN}),
            ("c2", MORE, {LATE, FAST}),
        ),
        {
            "left-ends-are-late": {OUTGROWN, SLOW},
            "after-the-left-end": {OUTGROWN, SLOW},
            "before-the-right-end": {SMALL, FAST},
            "tolerance-is-small": {LATE},
            "right-ends-not-negative": {EMPTY, LATE, FAST},
            "window-not-empty": {EMPTY},
            "targets-are-distinct": {EMPTY},
            "time-is-not-negative": {SMALL, FAST},
        },
        OWN_TARGET,
        {"right-ends-not-negative", "left-ends-are-late", "window-1-not-empty"},
    ),
    "theorem-4-prime": Proof(
        "theorem-4-prime",
        "factor-incremental-learning",
        5,
        (
            ("c1", LESS, {"trial-is-close"}),
            ("c2", MORE, {"unlearned-modes-are-paid", "fast-flow-is-close-from-above"}),
            ("kappa", LESS, {"unlearned-modes-are-paid"}),
        ),
        {
            "right-ends-not-negative": {"factor-windows-are-not-empty", "fast-flow-is-close-from-above"},
            "window-not-empty": {"factor-windows-are-not-empty"},
            "targets-are-distinct": {"factor-windows-are-not-empty"},
            "time-is-not-negative": {"factor-learned-exponentials-pay", "fast-flow-is-close-from-above"},
            "after-the-left-end": {"factor-learned-exponentials-pay"},
            "before-the-right-end": {"factor-unlearned-exponentials-are-small", "factor-accumulated-growth-is-small"},
            "absent-modes-are-slow": {"unlearned-modes-are-paid"},
            "right-inverse": {"trial-is-close", "no-right-inverse-weighs-less"},
            "absent-modes-are-unseen": {"trial-is-close"},
            "weight-is-bounded": {"trial-is-close"},
            "dependent-rows": {"dependent-rows-are-never-learned"},
        },
    ),
}
EACH = pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)


def conditional() -> tuple[Argument, ...]:
    """The sharpest theorem with any constants that meet its conditions."""
    steps = suite.steps()
    return sharpest.conditional(lambda label: text_of(steps[label]), lambda label: steps[label].uses)


CONDITIONAL = conditional()


def wrong(*cases: Argument) -> list[str]:
    """What the checker says of the cases, but for those that it accepts."""
    claims = [certificate(case, proved.known_lemmas()) for case in cases]
    return [what for _, what in checker.check(proved.document(claims)) if what]


@EACH
def test_every_step_with_points_is_proved_in_some_case(proof: Proof) -> None:
    """The others are derivations; the conclusion ends as many cases as it should."""
    steps = next(found.steps for found in suite.theorems() if found.label == proof.label)
    assert {step.label for case in proof.cases for step in case.steps} == {step.label for step in steps if step.domain}
    assert [case.steps[-1].label for case in proof.cases].count(proof.conclusion) == proof.ends
    assert len(theorem(proof.label).cases) == proof.ends


@EACH
def test_the_checker_accepts_every_case(proof: Proof) -> None:
    """It refuses a claim with a given that nothing rests on, so each case needs all of its own."""
    assert wrong(*proof.cases) == []


@EACH
def test_every_given_has_an_origin(proof: Proof) -> None:
    """It is a hypothesis, a case's own, a notation, or what another entry shows: these are all that is assumed."""
    origins = catalogue.proof(proof.label).origins
    given = {name for case in proof.cases for name in case.given}
    assert given == set(origins) or (given < set(origins) and proof.label in ("theorem-4", "theorem-4-prime"))
    assert {name for name, origin in origins.items() if origin == "hypothesis"} & given == {
        name for name in (*theorem(proof.label).all_hypotheses, *TRANSPOSED) if name in given
    }
    assert set(theorem(proof.label).all_hypotheses) <= given
    assert {*origins.values()} <= {"hypothesis", "case", "notation", *suite.steps()}
    if proof.on_start:
        found = hypotheses(proof.name, next(i for i in instances(proof.name) if i.r == 2))
        assert {hypothesis.name for hypothesis in found} == proof.on_start


@pytest.mark.parametrize(
    ("proof", "constant", "factor", "broken"),
    [(proof, *found) for proof in PROOFS.values() for found in proof.worse],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_a_worse_constant_breaks_what_it_pays_for(
    monkeypatch: pytest.MonkeyPatch, proof: Proof, constant: str, factor: Any, broken: set[str]
) -> None:
    """No certificate of these steps is found, with the same lines; of the conclusion, and most others, there is one."""
    gaps = worse.gaps(monkeypatch, proof.label, constant, factor)
    assert broken <= gaps
    assert proof.label == "theorem-4-sharpest" or gaps == broken
    assert proof.conclusion not in gaps


@pytest.mark.parametrize(
    ("proof", "hypothesis"),
    [(proof, name) for proof in PROOFS.values() for name in proof.needed],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_a_hypothesis_dropped_breaks_the_proof(proof: Proof, hypothesis: str) -> None:
    """The steps that rest on it directly have no certificate without it, in one of the cases at least."""
    for label in proof.needed[hypothesis]:
        cases = catalogue.proof(proof.label).showing(label, (hypothesis,))
        assert any(breaks(case, label) for case in cases), label
    assert set(theorem(proof.label).all_hypotheses) == set(proof.needed)


def breaks(prover: Prover, label: str) -> bool:
    try:
        prover.step(label)
    except (Gap, checker.Invalid, KeyError):
        return True
    return False


@pytest.mark.parametrize(
    ("case", "name"),
    [(case, name) for case in PROOFS["theorem-3"].cases for name in case.given],
    ids=lambda x: getattr(x, "case", x),
)
def test_nothing_given_to_theorem_3_can_be_spared(case: Argument, name: str) -> None:
    """Without it a line is not found, or the checker refuses the case for want of it."""
    try:
        (why,) = wrong(without(case, name))
    except Gap:
        return
    assert "is not known" in why, why


def without(case: Argument, name: str) -> Argument:
    """The case with no mention of one of its givens."""

    def spared(line: Line) -> Line:
        if not isinstance(line, Identity):
            return line
        terms = tuple(term for term in line.terms if name not in (term.get("of"), term.get("equation")))
        return replace(line, known=tuple(x for x in line.known if x != name), terms=terms)

    steps = tuple(replace(step, lines=tuple(map(spared, step.lines))) for step in case.steps)
    return replace(case, steps=steps, given={x: statement for x, statement in case.given.items() if x != name})


# ---- the conditional theorem

STATED = {**CONDITIONS, **sharpest.HYPOTHESES}
WEAKER = {
    "learned-constant": "99*(m*sigma_1 - alpha**2)*(sigma_1 - eps) <= 100*eps*c1",
    "unlearned-constant": "99*mu*c2*(sigma_1 - eps) <= 100*eps*(sigma_1 - alpha**2*mu)",
    "targets-below-tolerance": "99*sigma_1 <= 100*eps",
    "start-below-tolerance": "99*alpha**2*mu <= 100*eps",
    "start-below-learned": "99*alpha**2*mu <= 100*(sigma_k + eps)",
    "after-the-left-end": "log(c1/alpha**2) <= 2*c*sigma_k*t + 1/100",
    "before-the-right-end": "2*c*sigma_next*t <= log(c2/alpha**2) + 1/100",
}


def test_the_checker_accepts_every_case_with_any_constants() -> None:
    assert wrong(*CONDITIONAL) == []
    assert {case.steps[-1].shows for case in CONDITIONAL} == {"error <= eps"}
    assert {name for case in CONDITIONAL for name in case.given if name in STATED} == set(STATED)


@pytest.mark.parametrize(
    ("case", "name"),
    [(case, name) for case in CONDITIONAL for name in WEAKER if name in case.given],
    ids=lambda x: getattr(x, "case", x),
)
def test_a_weaker_condition_is_not_enough(case: Argument, name: str) -> None:
    """By a hundredth: with the same lines no certificate is found."""
    with pytest.raises(Gap):
        certificate(replace(case, given={**case.given, name: WEAKER[name]}), proved.known_lemmas())


# ---- what is new in some of them


def test_no_case_of_the_flow_speaks_of_an_inverse_of_the_shape() -> None:
    """Neither M nor m is among the names of Theorem 4′: that is what makes it new."""
    for case in PROOFS["theorem-4-prime"].cases[2:7]:
        assert case.steps[-1].label == "factor-incremental-learning"
        assert {"M", "m"} & {*case.matrices, *case.positive, *case.scalars, *case.definitions} == set(), case.label
    assert set(catalogue.proof("theorem-4-prime").foundations) == {
        "accumulated-growth-increases",
        "rank-deficient-initialization",
    }


def test_own_targets_need_no_axiom_that_the_sharper_theorem_does_without() -> None:
    """But for two of one number's exponential."""
    ours, theirs = (set(assumed(theorem)) for theorem in ("theorem-4-own-target", "theorem-4-sharper"))
    assert ours - theirs <= {"exponential-is-above-its-tangent", "exponential-is-positive"}


def assumed(label: str) -> Iterator[str]:
    for prover in catalogue.proof(label).provers():
        for step in prover.case.steps:
            yield from proved.assumed([prover.step(step.label)])
