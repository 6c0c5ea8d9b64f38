"""The experiments of TFHV §6: what is claimed of them holds at the published seeds, and what is nearly so does not."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from paper import load
from proofs.claims.claim import Canary, Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.statement import AtLeast, AtMost, MoreThan
from proofs.claims.verdict import Certificate, Outcome, Strength
from proofs.evidence.derived import Derived
from proofs.experiments import STEPS, imbalance
from proofs.experiments.experiment import Experiment, Seed, Simulated
from proofs.in_numbers import evaluation
from proofs.judging import suite
from proofs.judging.run import near_miss

WORKSPACE = Workspace()
SAMPLED = [step for step in STEPS if isinstance(step.evidence[0], Simulated)]
DERIVED = [step for step in STEPS if isinstance(step.evidence[0], Derived)]


def judge(step: Step) -> Certificate:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=WORKSPACE)


@pytest.mark.parametrize("step", SAMPLED, ids=lambda step: step.label)
def test_each_claim_holds_at_every_published_seed(step: Step) -> None:
    """It is sampled, no more, and the entry promises no more; its near-miss fails with a seed as witness."""
    certificate = judge(step)
    assert isinstance(step.domain, Experiment)
    assert (certificate.outcome, certificate.strength) == (Outcome.HOLDS, Strength.SAMPLED)
    assert certificate.points == len(step.domain.seeds)
    assert load()[step.label].promises == "SAMPLED"
    missed = judge(near_miss(step))
    assert missed.outcome is Outcome.FAILS
    assert missed.witness is not None
    assert int(missed.witness["seed"]) in step.domain.seeds


@pytest.mark.parametrize(
    ("label", "seed"),
    [("imbalance-saves-no-steps", 21), ("regularization-experiment", 27), ("nonlinear-imbalance-as-drawn", 17)],
)
def test_what_is_sampled_is_not_proved(label: str, seed: int) -> None:
    """Of the seeds 1 to 30 each of these claims misses one, which its entry names."""
    step = suite.steps()[label]
    assert isinstance(step.domain, Experiment)
    certificate = Simulated().of_run(step, Seed(seed), step.domain.run(seed))
    assert certificate.outcome is Outcome.FAILS
    assert f"all but {seed}" in load()[step.label].gloss


@pytest.mark.parametrize("step", DERIVED, ids=lambda step: step.label)
def test_the_sizes_are_judged_exactly(step: Step) -> None:
    """The printed ones are refuted at the paper's own numbers, the others fit."""
    printed = step.label == "nonlinear-factor-sizes"
    certificate, missed = judge(step), judge(near_miss(step))
    assert certificate.outcome is step.expect is (Outcome.FAILS if printed else Outcome.HOLDS)
    assert missed.outcome is (Outcome.HOLDS if printed else Outcome.FAILS)
    assert certificate.strength is Strength.PROVED


def test_the_group_is_all_of_section_six() -> None:
    """`figures` names every entry of the section, and nothing in it is unchecked."""
    section = {e.label for e in load().entries if (e.paper, e.section) == ("TFHV", "6")}
    assert {step.label for step in suite.members("figures")} == section
    assert all(load()[label].unchecked is None for label in section)


@dataclass(frozen=True)
class Toy:
    """A run with one quantity, the seed itself; from 3 on it is no number."""

    seed: int

    @property
    def size(self) -> float:
        return float(self.seed) if self.seed < 3 else float("nan")


def toy(statement: Any, *seeds: int) -> Step:
    domain = Experiment("toy", "toys", Toy, seeds, {"size": "s"})
    return Step("toy", "TFHV", statement, (Simulated(),), Canary("none", statement), domain)


@pytest.mark.parametrize(
    ("statement", "seeds", "outcome"),
    [
        (lambda *, size: AtMost(size, 2), (0, 1, 2), Outcome.HOLDS),
        (lambda *, size: AtMost(size, 1), (0, 1, 2), Outcome.FAILS),
        (lambda *, size: MoreThan(size, 0), (0, 1), Outcome.FAILS),
        (lambda *, size: MoreThan(size, 0), (1, 2), Outcome.HOLDS),
        (lambda *, size: AtMost(size, 2), (1, 3), Outcome.UNDECIDED),
        (lambda *, size: AtMost(size, 1), (2, 3), Outcome.FAILS),
    ],
)
def test_evidence_says_what_it_saw(statement: Any, seeds: tuple[int, ...], outcome: Outcome) -> None:
    """At most means at most, more than means more; what is no number is undecided, and a failure outweighs it."""
    certificate = judge(toy(statement, *seeds))
    assert certificate.outcome is outcome
    if outcome is Outcome.FAILS:
        assert certificate.witness is not None
        assert certificate.witness["seed"] in {str(seed) for seed in seeds}


def test_a_shard_runs_its_seeds_alone() -> None:
    """The shards' points add up, and each quantity is computed once."""
    step = toy(lambda *, size: AtMost(size, 9), 0, 1, 2, 8)
    counts = [step.evidence[0].judge(step, shard=Shard(i, 8), seed=0, workspace=Workspace()).points for i in range(8)]
    assert counts == [2, 1, 1, 0, 0, 0, 0, 0]


def test_equalities_are_no_claims_of_experiments() -> None:
    """Nor is anything judged elsewhere than on an experiment."""
    with pytest.raises(TypeError, match="no experiment can show"):
        judge(toy(lambda *, size: AtLeast(size, 0), 1))
    with pytest.raises(TypeError, match="is no experiment"):
        judge(replace(toy(lambda *, size: AtMost(size, 0), 1), domain=evaluation.EVERYWHERE))
    with pytest.raises(TypeError, match="has no domain, and so no points"):
        judge(replace(toy(lambda *, size: AtMost(size, 0), 1), domain=None))


def test_drawn_seeds_follow_the_given_one() -> None:
    """An experiment can be sampled elsewhere."""
    assert list(imbalance.EXPERIMENT.sample(7, 2)) == [Seed(7), Seed(8)]
