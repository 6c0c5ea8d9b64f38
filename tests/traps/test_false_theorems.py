"""A theorem with a worse constant, or with less than its hypotheses, is not proved, and says where its proof breaks."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from declared import constant, declare
from false_theorems import CONSTANTS, HALVED, HYPOTHESES, Constant, Hypotheses

from flowproof import cli
from numeric import instances
from proofs import checker
from proofs.certificate import argument
from proofs.certificate.argument import Argument, Written
from proofs.certificate.prover import Prover
from proofs.claims.texts import text_of
from proofs.judging import suite
from proofs.lemmas import proved
from proofs.theorems.blocks import argument as fourth
from proofs.theorems.blocks.quantities import Admissible
from proofs.theorems.spectral import argument as third

THEOREMS = {"theorem-3": third.arguments, "theorem-4": fourth.arguments}


def cases(theorem: str) -> tuple[Argument, ...]:
    """The theorem's cases, with the constants as they stand now; each knows all names that a constant may speak of."""
    steps = suite.steps()
    found = THEOREMS[theorem](lambda label: text_of(steps[label]), lambda label: steps[label].uses)
    names = ("sigma_k", "sigma_r", "mu", "s_min", "s_max")
    return tuple(replace(case, positive=tuple(dict.fromkeys((*case.positive, *names)))) for case in found)


@dataclass(frozen=True)
class Certified:
    """A certificate of the theorem as it is: its lines, the facts that they rest on, and who found it."""

    lines: str
    used: frozenset[str]
    prover: Prover

    def still_stands(self, prover: Prover, step: Written) -> bool:
        """Whether all that it speaks of, and rests on, is the same in a spoilt case."""
        names, facts = set(re.findall(r"[A-Za-z]\w*", self.lines)), {*self.used, step.label}
        return all(
            here.get(name) == there.get(name)
            for here, there, spoken_of in (
                (prover.names.names, self.prover.names.names, names),
                (prover.facts, self.prover.facts, facts),
            )
            for name in spoken_of
        )


@cache
def original(theorem: str) -> Mapping[tuple[str, str], Certified]:
    """The certificates of the theorem itself, by case and step."""
    found = {}
    for prover in (Prover(case, proved.known_lemmas()) for case in cases(theorem)):
        for step in prover.case.steps:
            prover.proof.used.clear()
            lines = json.dumps(prover.step(step.label)["lines"])
            used = prover.proof.used & prover.facts.keys()
            found[prover.case.label, step.label] = Certified(lines, frozenset(used), prover)
    return found


def first_break(theorem: str, spoilt_cases: Iterable[Argument]) -> tuple[str, str]:
    """The first step, in the order of the proof, that a case has no certificate for, and why; ("", "") if none."""
    unspoilt = [certified.prover.case for certified in original(theorem).values()]
    provers = [Prover(case, proved.known_lemmas()) for case in spoilt_cases if case not in unspoilt]
    for label in [step.label for step in next(t.steps for t in suite.theorems() if t.label == theorem)]:
        for prover in provers:
            for step in prover.case.steps:
                if step.label == label and not original(theorem)[prover.case.label, label].still_stands(prover, step):
                    try:
                        prover.step(label)
                    except (argument.Gap, checker.Invalid) as error:
                        return label, str(error)
    return "", ""


def worsen(monkeypatch: pytest.MonkeyPatch, theorem: str, name: str, text: str) -> None:
    """Declares what the text makes of a constant."""
    declare(monkeypatch, theorem, constants={name: text.format(**{name: constant(theorem, name)})})


@pytest.mark.parametrize("trap", CONSTANTS, ids=lambda trap: f"{trap.theorem}: {trap.changed}")
def test_a_worse_constant_breaks_the_proof(trap: Constant, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the step that it has to pay for, and at no earlier one."""
    original(trap.theorem)  # before it is spoilt
    worsen(monkeypatch, trap.theorem, trap.name, trap.text)
    label, why = first_break(trap.theorem, cases(trap.theorem))
    assert (label, bool(why)) == (trap.breaks, True)


@pytest.mark.parametrize("trap", HYPOTHESES, ids=lambda trap: f"Theorem {trap.theorem} {trap.changed}")
def test_a_hypothesis_dropped_or_weakened_breaks_the_proof(trap: Hypotheses) -> None:
    """At the first step that rests on it."""
    theorem = f"theorem-{trap.theorem}"
    assert {*trap.dropped, *trap.weaker} <= {name for case in cases(theorem) for name in case.given}
    label, why = first_break(theorem, [spoilt(case, trap) for case in cases(theorem)])
    assert (label, bool(why)) == (trap.breaks, True)


def spoilt(case: Argument, trap: Hypotheses) -> Argument:
    weaker = {name: statement for name, statement in trap.weaker.items() if name in case.given}
    return argument.without(replace(case, given={**case.given, **weaker}), trap.dropped)


STATED = {
    "an empty statement": "norm_P_error - norm_P_error <= eps - eps",
    "a weaker one": "norm_P_error <= 2*eps",
}


@pytest.mark.parametrize("shows", STATED.values(), ids=STATED)
def test_a_step_that_says_too_little_breaks_what_uses_it(shows: str) -> None:
    """A theorem is not proved by steps that are true and worthless: the next that needs more has no certificate."""
    spoilt_cases = []
    for case in cases("theorem-4"):
        steps = [replace(s, shows=shows) if s.label == "learned-block-is-close" else s for s in case.steps]
        spoilt_cases.append(replace(case, steps=tuple(steps)))
    label, why = first_break("theorem-4", spoilt_cases)
    assert label in ("learned-block-is-close", "learned-block-is-bounded")
    assert why


ROWS = (3, 7)
"""The published instances that are kept: enough of them for the steps that are named below."""


def test_verify_says_where_half_of_c1_breaks_theorem_4(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the step, with numbers that the theorem admits, for which that step's inequality is false."""
    worsen(monkeypatch, "theorem-4", "c1", f"{HALVED}*{{c1}}")
    monkeypatch.setattr(instances, "GENERAL_ROWS", [instances.GENERAL_ROWS[row] for row in ROWS])
    caches = (instances.published, instances.drawn)
    for cached in caches:
        cached.cache_clear()
    file = tmp_path / "verdicts.json"
    try:
        status = cli.run(["verify", "theorem4", "--jobs", "1", "--json", str(file)])
    finally:
        for cached in caches:
            cached.cache_clear()
    assert status == 1
    entries = {entry["label"]: entry for entry in json.loads(file.read_text(encoding="utf-8"))["entries"]}
    theorem, step = entries["theorem-4"], entries["perturbation-is-at-most-half"]
    assert (theorem["outcome"], step["outcome"]) == ("FAILS", "FAILS")
    found = ", ".join(f"{name} = {value}" for name, value in step["witness"].items())
    assert theorem["reason"].startswith(f"the proof breaks at perturbation-is-at-most-half, which fails at {found}")
    printed = " ".join(capsys.readouterr().out.split())
    assert "the proof breaks at perturbation-is-at-most-half, which fails at m = " in printed
    assert_that_it_is_false(step["witness"])
    held = [label for label, entry in entries.items() if entry["outcome"] == "HOLDS" and entry["strength"] == "PROVED"]
    assert {"perturbation-is-small", "exponentials-together", "coupling-is-small"} <= set(held)
    assert "theorem-4" not in held


def assert_that_it_is_false(witness: Mapping[str, str]) -> None:
    """2σ₁m/c₁ ≤ 1 is false at the witness, which Theorem 4's hypotheses admit: ε ≤ 2σ₁ and mμ ≥ 1."""
    m, mu, eps, sigma_1 = (Fraction(witness[name]) for name in ("m", "mu", "epsilon", "sigma_1"))
    assert 0 < eps <= 2 * sigma_1
    assert m * mu >= 1
    c1 = HALVED * 4 * m * sigma_1**2 / eps
    assert 2 * sigma_1 * m / c1 > 1


def test_the_witnesses_are_among_the_admissible_parameters() -> None:
    """The domain that gives such witnesses publishes nothing that the theorem excludes."""
    for point in Admissible().published():
        assert point.m * point.mu >= 1
        assert 0 < point.eps <= 2 * point.sigma_1
