"""MV §III-C1: each claim is derived or certified, each near-miss is refuted, and bounds do carry the theorem over."""

from fractions import Fraction

import pytest
from latex2mathml.converter import convert

from numeric.exact import parse_scale
from numeric.field import Balls
from numeric.instance import Instance
from numeric.matrices import diagonal
from numeric.windows import constants, window
from paper import load, theorems
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Certificate, Outcome
from proofs.closed_forms import random_start
from proofs.in_numbers import gaussian
from proofs.judging.run import near_miss

STEPS = random_start.STEPS + gaussian.STEPS
EVERY_STEP = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.label)
WORKSPACE = Workspace()


def judge(step: Step) -> Certificate:
    (evidence,) = step.evidence
    return evidence.judge(step, shard=Shard(), seed=1, workspace=WORKSPACE)


@EVERY_STEP
def test_a_claim_holds(step: Step) -> None:
    """With the strength that its entry promises."""
    certificate = judge(step)
    assert certificate.outcome is Outcome.HOLDS, certificate.reason
    assert certificate.strength.name == load()[step.label].promises


@EVERY_STEP
def test_a_near_miss_is_refuted(step: Step) -> None:
    """The same evidence has a witness against it."""
    certificate = judge(near_miss(step))
    assert certificate.outcome is Outcome.FAILS, certificate.reason
    assert certificate.witness


@pytest.mark.parametrize("step", random_start.STEPS, ids=lambda step: step.label)
def test_a_derivation_can_be_read(step: Step) -> None:
    """Every line has a reason and LaTeX that a browser can show."""
    for line in step.statement().lines:
        assert line.why
        assert "\\" not in "".join(part for part in convert(line.latex).split("<") if not part.startswith("math"))
        assert len(line.latex) < 400, line.latex


def test_what_is_assumed_is_named() -> None:
    """The theorems about random matrices are cited, and the remark itself needs none of them."""
    assert any("Davidson & Szarek" in lemma for lemma in random_start.gaussian_factor.statement().lemmas)
    assert any("Edelman" in lemma for lemma in random_start.smallest_of_a_square.statement().lemmas)
    assert not any("random matrices" in lemma for lemma in random_start.theorem_4.statement().lemmas)


@pytest.mark.parametrize(("more", "larger"), [("0", "1"), ("3", "0"), ("1/2", "7/3")])
def test_windows_of_larger_bounds_lie_inside(more: str, larger: str) -> None:
    """At an instance: with m + a and μ + q in Theorem 4's constants, both ends of T_1 move inwards."""
    spectrum, epsilon, field = (Fraction(2), Fraction(1)), Fraction(1, 10), Balls(128)
    instance = Instance(spectrum, diagonal([1, 3]), None, parse_scale("1e-9", "α"), Fraction(1), epsilon)
    with field.working():
        own, values = window(4, instance, 1, field), constants(4, instance, field)
        m, mu, eps = (
            values.m + field.number(Fraction(more)),
            values.mu + field.number(Fraction(larger)),
            field.number(epsilon),
        )
        square = field.scale(instance.alpha) ** 2
        known = {"sigma_1": 2, "m": m, "mu": mu, "eps": eps}
        c_1, c_2 = (theorems.theorem("theorem-4").value(name, **known) for name in ("c1", "c2"))
        left, right = field.log(c_1 / square) / 4, field.log(c_2 / square) / 2
        assert left - own.left > -1e-30
        assert own.right - right > -1e-30
        assert own.right - right > 1e-3
