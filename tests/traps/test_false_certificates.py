"""The checker refuses every false certificate, for the right reason."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from false_certificates import LEMMA, NUMBERS, RECTANGULAR, TRAPS, Claim, Trap, line, one

from proofs import checker
from proofs.certificate.prover import assembled
from proofs.lemmas import proved
from proofs.theorems import catalogue

CHECKER = Path(checker.__file__)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.what)
def test_a_false_certificate_is_refused(trap: Trap) -> None:
    """And the reason is the one that is to be found."""
    *_, (_, why) = checker.check({"claims": list(trap.claims)})
    assert re.search(trap.reason, why), why


def test_the_lemmas_of_the_traps_are_valid() -> None:
    """Nothing is refused on their account."""
    assert checker.check({"claims": [LEMMA, RECTANGULAR]}) == [("square", ""), ("rectangular", "")]


def test_a_true_certificate_is_accepted() -> None:
    """What is refused above is not refused for what all of it shares."""
    true = one(
        "x**2 >= a**2", line("x**2 >= a**2", {"facts": ["h", "h"]}, {"facts": ["h"], "positive": "2*a"}), h="x >= a"
    )
    assert checker.check({"claims": [true]}) == [("trap", "")]


def checked(text: str, folder: Path) -> int:
    """The exit status of the checker, run as a program of its own on this text."""
    file = folder / "certificates.json"
    file.write_text(text, encoding="ascii")
    command = [sys.executable, "-I", "-S", str(CHECKER), str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603 (our own program)


def file_of(*claims: Claim) -> str:
    return json.dumps({"format": checker.FORMAT, "claims": claims})


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:20])
def test_a_number_that_is_none_proves_nothing(number: str, tmp_path: Path) -> None:
    """Neither as a share of a hypothesis nor as a constant: the status is that of a refusal, or of no file."""
    share = one("x >= 1", line("x >= 1", {"facts": ["h"]}, {"times": "HERE"}), h="x >= 0")
    assert checked(file_of(share).replace('"HERE"', number), tmp_path) in (1, 3)


def test_the_checker_accepts_that_file_with_a_number(tmp_path: Path) -> None:
    """With x >= 2 for x >= 0 the same file is valid, and so the refusals above are due to what stands in it."""
    share = one("x >= 1", line("x >= 1", {"facts": ["h"]}, {"times": "1"}), h="x >= 2")
    assert checked(file_of(share), tmp_path) == 0


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": "flowproof certificates 1", "claims": []}', "[1"])
def test_a_file_without_claims_proves_nothing(text: str, tmp_path: Path) -> None:
    """It can't be read, which is no success."""
    assert checked(text, tmp_path) == 3


@pytest.fixture(scope="module")
def learned() -> Claim:
    """Theorem 4 where k = n, as the suite proves it."""
    prover = catalogue.proof("theorem-4").provers()[-1]
    return assembled(prover.case, {s.label: prover.step(s.label) for s in prover.case.steps})


def verdicts(*changed: Claim) -> list[str]:
    """What the checker says of each, the lemmas before them being valid."""
    lemmas = list(proved.lemmas().values())
    found = [why for _, why in checker.check({"claims": [*lemmas, *changed]})]
    assert not any(found[: len(lemmas)])
    return found[len(lemmas) :]


SWAPPED = (
    ("decaying-term", "starting-term"),
    ("constants-pay-for-the-learned-block", "perturbation-is-at-most-half"),
    ("learned-block-is-close", "learned-block-is-bounded"),
    ("norm-of-a-block", "condition-number-is-at-least-one"),
)


def swapped(learned: Claim, first: str, second: str) -> Claim:
    lines = {step["label"]: step["lines"] for step in learned["steps"]}
    lines[first], lines[second] = lines[second], lines[first]
    return {**learned, "steps": [{**step, "lines": lines[step["label"]]} for step in learned["steps"]]}


def test_certificates_swapped_between_steps_are_refused(learned: Claim) -> None:
    """Each is valid, and proves the other step."""
    found = verdicts(*(swapped(learned, *pair) for pair in SWAPPED))
    assert [pair for pair, why in zip(SWAPPED, found, strict=True) if not why] == []


STATEMENTS = (
    ("perturbation-is-at-most-half", "2 * sigma_1 * m / c1 < 1"),
    ("constants-pay-for-the-learned-block", "sigma_1**2 * (m / c1) < eps / 2 * (1 - sigma_1 * (m / c1))"),
    ("condition-number-is-at-least-one", "m * mu > 1"),
    ("norm-of-a-block", "norm_A < m"),
    ("learned-block-is-close", "norm_P_error < eps / 2"),
    ("general-incremental-learning", "error < eps"),
)


def test_a_strict_bound_is_not_proved_where_the_theorem_has_none(learned: Claim) -> None:
    """< for ≤ in a step, whose lines show ≤: some of these bounds are attained."""
    changed = []
    for label, shows in STATEMENTS:
        steps = [{**step, "shows": shows} if step["label"] == label else step for step in learned["steps"]]
        changed.append({**learned, "steps": steps})
    for (label, _), why in zip(STATEMENTS, verdicts(*changed), strict=True):
        assert "the last line is not" in why, label


WEAKER = {
    "tolerance-not-too-large": "eps <= 3*sigma_1",
    "m": "norm(M) == m + 1",
    "learned-from-above": "S1 <= sigma_1 + 1",
    "start-below-targets": "alpha**2*m <= sigma_r",
    "P-inverse": "P*inverse_P == 1",
}


def test_a_certificate_does_not_serve_another_hypothesis(learned: Claim) -> None:
    """It is valid for the theorem's own, and refused where one of them is another."""
    assert WEAKER.keys() <= learned["given"].keys()
    found = verdicts(*({**learned, "given": {**learned["given"], name: x}} for name, x in WEAKER.items()))
    assert [name for name, why in zip(WEAKER, found, strict=True) if not why] == []


def test_a_step_left_out_is_missed(learned: Claim) -> None:
    """Without any one of the steps that another uses the case is refused, and backwards too; as it is, it is not."""
    used = {label for step in learned["steps"] for label in step["uses"]}
    assert len(used) > 10
    without = [[step for step in learned["steps"] if step["label"] != label] for label in used]
    whole, *refused = verdicts(*({**learned, "steps": s} for s in (learned["steps"], learned["steps"][::-1], *without)))
    assert whole == ""
    assert all(refused)
