"""The sharpest Theorem 4: the checker accepts it for any c₁ and c₂ that meet its conditions, and all are needed."""

from dataclasses import replace
from typing import Any

import pytest

from proofs import certificates, checker
from proofs.argument import Argument, Gap, certificate
from proofs.sharpest.argument import conditional
from proofs.sharpest.names import CONDITIONS, HYPOTHESES

CASES = conditional()
STATED = {**CONDITIONS, **HYPOTHESES}
WEAKER = {
    "learned-constant": "99*(m*sigma_1 - alpha**2)*(sigma_1 - eps) <= 100*eps*c1",
    "unlearned-constant": "99*mu*c2*(sigma_1 - eps) <= 100*eps*(sigma_1 - alpha**2*mu)",
    "targets-below-tolerance": "99*sigma_1 <= 100*eps",
    "start-below-tolerance": "99*alpha**2*mu <= 100*eps",
    "start-below-learned": "99*alpha**2*mu <= 100*(sigma_k + eps)",
    "after-the-left-end": "log(c1/alpha**2) <= 2*c*sigma_k*t + 1/100",
    "before-the-right-end": "2*c*sigma_next*t <= log(c2/alpha**2) + 1/100",
}


def wrong(*claims: dict[str, Any]) -> list[str]:
    """What the checker says of the claims, but for those that it accepts."""
    return [what for _, what in checker.check(certificates.document(list(claims))) if what]


def test_the_checker_accepts_every_case() -> None:
    """The checker refuses a claim with a condition that nothing rests on, so each case needs all of its own."""
    assert wrong(*(certificate(case, certificates.known_lemmas()) for case in CASES)) == []


def test_every_case_ends_with_the_conclusion() -> None:
    assert {case.steps[-1].shows for case in CASES} == {"error <= eps"}
    assert {name for case in CASES for name in case.given if name in STATED} == set(STATED)


@pytest.mark.parametrize(
    ("case", "name"),
    [(case, name) for case in CASES for name in WEAKER if name in case.given],
    ids=lambda x: getattr(x, "case", x),
)
def test_a_weaker_condition_is_not_enough(case: Argument, name: str) -> None:
    """By a hundredth: with the same lines no certificate is found."""
    with pytest.raises(Gap):
        certificate(replace(case, given={**case.given, name: WEAKER[name]}), certificates.known_lemmas())
