"""Whatever is altered in an axiom or a lemma, its evidence no longer says that it holds, or a list says why."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from alterations_of_texts import altered, without

from proofs import checker
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome
from proofs.judging import run, suite
from proofs.lemmas.certified import BEYOND, made
from proofs.lemmas.domain import Instances, Setting, truth
from proofs.lemmas.needed import NEEDLESS, TOGETHER
from proofs.lemmas.wording import Wording, axiom

STEPS = {step.label: step for step in suite.members("lemmas")}
AS_ONE = Fraction(1)
AXIOMS = Path(checker.__file__).with_name("axioms.txt")

STRONGER = "a stronger hypothesis leaves less that is claimed"
WEAKER = "less is claimed"
FOLLOWS = "it follows from the other hypotheses, or nothing needs it beside them: see proofs/lemmas/needed.py"
HARMLESS: Mapping[str, Mapping[str, str]] = {
    "positive-matrix-below-another": {
        "1 <= X for 0 <= X": STRONGER,
    },
    "norm-of-a-difference-of-positive-matrices": {
        "1 <= X for 0 <= X": STRONGER,
        "1 <= Y for 0 <= Y": STRONGER,
    },
    "inverse-of-a-positive-matrix": {
        "1 <= X for 0 <= X": STRONGER,
    },
    "square-of-a-bound": {
        "0 < x for 0 <= x": STRONGER,
        "1 <= x for 0 <= x": STRONGER,
        "x < y for x <= y": STRONGER,
    },
    "product-of-bounds": {
        "0 < x for 0 <= x": STRONGER,
        "1 <= x for 0 <= x": STRONGER,
        "0 < z for 0 <= z": STRONGER,
        "1 <= z for 0 <= z": STRONGER,
    },
    "root-of-a-bound": {
        "0 <= y for 0 < y": "with y = 0 it says that x is 0; its proof divides by y",
        "1 < y for 0 < y": STRONGER,
        "x**2 < y**2 for x**2 <= y**2": STRONGER,
    },
    "inverse-of-a-larger-matrix": {
        "1 <= C for 0 <= C": STRONGER,
        "without C*Y == 1": FOLLOWS,
        "without Y*C == 1": FOLLOWS,
        "without (C + X)*R == 1": FOLLOWS,
        "without R*(C + X) == 1": FOLLOWS,
    },
    "inverse-of-a-matrix-bounded-below": {
        "0 <= u for 0 < u": "nothing satisfies 1 <= 0*C",
        "1 < u for 0 < u": STRONGER,
    },
    "inverse-of-a-principal-submatrix": {
        "without 0 < u": FOLLOWS,
        "0 <= u for 0 < u": FOLLOWS,
        "1 <= M for 0 <= M": STRONGER,
        "without M*Minv == 1": FOLLOWS,
        "without Minv*M == 1": FOLLOWS,
    },
    "condition-number": {
        "without X*Y == 1": FOLLOWS,
        "without T(Y)*T(X) == 1": FOLLOWS,
    },
    "perturbation-of-an-inverse": {
        "norm(S) < s for norm(S) <= s": STRONGER,
    },
    "inverse-in-blocks": {
        "without T(J)*K == 0": FOLLOWS,
        "without T(K)*J == 0": FOLLOWS,
        "without J*T(J) + K*T(K) == 1": FOLLOWS,
    },
    "norm-of-blocks": {
        "without T(J)*J == 1": FOLLOWS,
        "without T(K)*K == 1": FOLLOWS,
        "without T(J)*K == 0": FOLLOWS,
        "without T(K)*J == 0": FOLLOWS,
        "without J*T(J) + K*T(K) == 1": FOLLOWS,
    },
    "norm-does-not-depend-on-the-basis": {
        "without T(V)*V == 1": FOLLOWS,
        "without V*T(V) == 1": FOLLOWS,
        "norm(V*X*T(V)) >= norm(X) shown": "the two norms are equal",
    },
    "parallel-sum-is-at-least-a-trial": {
        "1 <= V for 0 <= V": STRONGER,
        "without W + W*G*V == V": FOLLOWS,
        "without W + V*G*W == V": FOLLOWS,
        "without V*Y == Z": FOLLOWS,
        "without T(Y)*V == T(Z)": FOLLOWS,
    },
    "parallel-sum-is-at-most-a-trial": {
        "1 <= V for 0 <= V": STRONGER,
        "1 <= G for 0 <= G": STRONGER,
        "without W + W*G*V == V": FOLLOWS,
        "without W + V*G*W == V": FOLLOWS,
    },
    "norm-is-the-least-bound": {
        "e > 0 for e >= 0": STRONGER,
        "e >= 1 for e >= 0": STRONGER,
    },
    "least-pivot-is-not-negative": {
        "X >= 1 for X >= 0": STRONGER,
    },
    "least-pivot-tells-the-sign": {
        "definiteness(X) > 0 for definiteness(X) >= 0": STRONGER,
        "definiteness(X) >= 1 for definiteness(X) >= 0": STRONGER,
    },
    "maximum-is-the-least-bound": {
        "x < e for x <= e": STRONGER,
        "y < e for y <= e": STRONGER,
    },
    "quotient-times-divisor": {
        "x < 0 for x > 0": "it holds of negative numbers too",
    },
    "inverse-is-positive": {
        "1/x >= 0 shown": WEAKER,
        "2/x > 0 shown": WEAKER,
    },
    "square-of-a-root": {
        "x > 0 for x >= 0": STRONGER,
    },
    "root-is-not-negative": {
        "x > 0 for x >= 0": STRONGER,
    },
    "exponential-is-positive": {
        "exp(x) >= 0 shown": WEAKER,
    },
    "exponential-is-above-its-cubic": {
        "exp(x) >= 1 + x + x**2/3 + x**3/6 shown": WEAKER,
    },
    "exponential-is-above-its-quintic": {
        "exp(x) >= 1 + x + x**2/3 + x**3/6 + x**4/24 + x**5/120 shown": WEAKER,
        "exp(x) >= 1 + x + x**2/2 + x**3/6 + x**4/25 + x**5/120 shown": WEAKER,
    },
    "exponential-is-monotone": {
        "x < y for x <= y": STRONGER,
    },
    "logarithm-of-a-product": {
        "x > 1 for x > 0": STRONGER,
        "y > 1 for y > 0": STRONGER,
    },
    "norm-of-a-matrix-exponential": {
        "s > 0 for s >= 0": STRONGER,
        "s >= 1 for s >= 0": STRONGER,
    },
}
"""What is left true, and why. Where an alteration leaves nothing that satisfies the hypotheses, nothing is shown."""

LOOKALIKES = {
    "norm-is-not-negative": ["|- norm(X) > 0", "|- norm(X) >= 1/10**12"],
    "norm-bounds-the-square": ["|- T(X)*X <= norm(X)"],
    "norm-bounds-the-other-square": ["|- X*T(X) <= norm(X)"],
    "norm-bounds-a-symmetric-matrix": ["|- norm(X) <= X", "|- X**2 <= norm(X)"],
    "norm-is-the-least-bound": [
        "e >= 0; T(X)*X <= e |- norm(X) <= e",
        "e >= 0; X <= e |- norm(X) <= e",
        "|- norm(X) <= e",
    ],
    "norm-is-the-least-symmetric-bound": ["X <= e |- norm(X) <= e", "X <= e; -X <= 2*e |- norm(X) <= e"],
    "norm-of-equals": ["norm(X) == norm(Y) |- X == Y", "T(X)*X == T(Y)*Y |- X == Y"],
    "norm-of-zero": ["|- norm(X) == 0", "norm(X)**2 <= 1/10**20 |- norm(X) == 0"],
    "zero-norm": ["norm(X) <= 1/10**12 |- X == 0"],
    "least-pivot-is-not-negative": ["X >= 0 |- definiteness(X) > 0", "X >= -1/10**12 |- definiteness(X) >= 0"],
    "least-pivot-tells-the-sign": ["definiteness(X) >= -1 |- X >= 0", "definiteness(X) >= 0 |- X >= 1/10**12"],
    "antisymmetry": ["x <= y; x <= y |- x == y", "x**2 <= y**2; y**2 <= x**2 |- x == y"],
    "maximum-bounds": ["|- max(x, y) <= x", "|- max(x, y) == x", "|- x*y <= max(x, y)"],
    "maximum-is-the-least-bound": ["x <= e |- max(x, y) <= e", "x <= e; y <= e |- max(x, y) == e"],
    "quotient-times-divisor": ["x >= 0 |- x*(1/x) == 1", "|- x*(1/x) == 1"],
    "inverse-is-positive": ["x >= 0 |- 1/x > 0", "|- 1/x > 0"],
    "square-of-a-root": ["|- sqrt(x)**2 == x", "|- sqrt(x**2) == x"],
    "root-is-not-negative": ["|- sqrt(x) >= 0", "x >= 0 |- sqrt(x) > 0"],
    "exponential-is-positive": ["|- exp(x) > 1", "|- exp(x) > 1/10**20"],
    "exponential-is-monotone": ["x**2 <= y**2 |- exp(x) <= exp(y)", "x <= y |- exp(x) < exp(y)"],
    "exponential-of-zero": ["|- exp(0) == 0", "|- exp(0) > 1"],
    "exponential-of-a-sum": ["|- exp(x*y) == exp(x)*exp(y)", "|- exp(x + y) == exp(x) + exp(y)"],
    "exponential-is-above-its-tangent": ["|- exp(x) >= 1 + 2*x", "|- exp(x) >= 1 + x + x**2/2", "|- exp(x) > 1 + x"],
    "exponential-is-above-its-cubic": [
        "|- exp(x) >= 1 + x + x**2/2",
        "|- exp(x) >= 1 + x**2/2 + x**3/6",
        "|- exp(x) >= 1 + x + x**2/2 + x**3/6 + x**4/24",
        "|- exp(x) > 1 + x + x**2/2 + x**3/6",
        "|- exp(x) >= 1 + x + x**2/2 - x**3/6",
    ],
    "exponential-is-above-its-quintic": [
        "|- exp(x) >= 1 + x + x**2/2 + x**3/6 + x**4/24",
        "|- exp(x) >= 1 + x + x**2/2 + x**4/24 + x**5/120",
        "|- exp(x) >= 1 + x + x**2/2 + x**3/6 + x**4/24 + x**5/120 + x**6/720",
        "|- exp(x) > 1 + x + x**2/2 + x**3/6 + x**4/24 + x**5/120",
    ],
    "exponential-of-a-logarithm": ["x >= 0 |- exp(log(x)) == x", "|- exp(log(x)) == x"],
    "logarithm-of-a-product": [
        "x*y > 0 |- log(x*y) == log(x) + log(y)",
        "x > 0; y > 0 |- log(x + y) == log(x) + log(y)",
    ],
    "norm-of-a-matrix-exponential": [
        "X <= b |- norm(exp(s*X)) <= exp(s*b)",
        "s >= 0 |- norm(exp(s*X)) <= exp(s*b)",
        "s >= 0; X <= b |- norm(exp(s*X)) <= 1 + s*b",
    ],
    "inverse-of-a-matrix-exponential": ["|- exp(X)*exp(X) == 1", "|- exp(X)*exp(-X) == X"],
    "matrix-exponential-commutes": ["|- X*exp(s*X) == exp(s*X)", "|- Y*exp(s*X) == exp(s*X)*Y"],
}
"""False axioms that look like true ones."""

SHOWN = {
    "norm-of-a-product": "norm(X*Y) <= norm(X)",
    "norm-of-a-symmetric-sum": "norm(X + Y) <= max(norm(X), norm(Y))",
    "norm-of-a-submatrix": "norm(T(J)*X*K) == norm(X)",
    "positive-matrix-below-another": "norm(Y) <= norm(X)",
    "norm-of-a-difference-of-positive-matrices": "norm(X + Y) <= max(norm(X), norm(Y))",
    "inverse-of-a-positive-matrix": "Y <= X",
    "inverse-is-unique": "Z == X",
    "square-of-a-bound": "x <= y**2",
    "product-of-bounds": "x*w <= y*z",
    "root-of-a-bound": "x**2 <= y",
    "inverse-of-a-larger-matrix": "Y <= R",
    "inverse-of-a-matrix-bounded-below": "C <= u",
    "inverse-of-a-principal-submatrix": "M <= u",
    "condition-number": "norm(X)*norm(Y) <= 1",
    "perturbation-of-an-inverse": "norm(P - S) <= s**2*norm(D)",
    "inverse-in-blocks": "V == J*P*T(J) + K*Cinv*T(K)",
    "two-forms-of-the-solution": "E*K*W*E == V",
    "norm-of-blocks": "norm(J*X*T(J) + K*S*T(K) + J*Q*T(K) + K*T(Q)*T(J)) <= max(norm(X), norm(S))",
    "norm-does-not-depend-on-the-basis": "V*X*T(V) == X",
    "parallel-sum-is-at-least-a-trial": "Z + T(Z) - T(Y)*V*Y <= W",
    "parallel-sum-is-at-most-a-trial": "W <= T(1 - G*Y)*V*(1 - G*Y)",
    BEYOND: "norm(X) == e**2",
}
"""False conclusions that look like those of the lemmas."""


def wording(label: str) -> Wording:
    found = STEPS[label].domain
    assert isinstance(found, Instances)
    return found.wording


def judged(step: Step) -> Judgement:
    return step.evidence[0].judge(step, shard=Shard(), seed=0, workspace=Workspace())


@pytest.mark.parametrize("label", STEPS)
def test_what_is_altered_is_noticed(label: str) -> None:
    """Hypotheses dropped, relations reversed, strict or not, each integer one more: all but what is left true."""
    holding = set()
    for what, changed in altered(wording(label)):
        judgement = judged(made(label, changed))
        if judgement.outcome is Outcome.HOLDS:
            holding.add(what)
        elif judgement.outcome is Outcome.UNDECIDED:
            assert judgement.reason
    assert holding == set(HARMLESS.get(label, {}))


def test_hypotheses_that_are_not_needed_are_those_that_are_listed() -> None:
    """What is left out together, or never, is named in the lemma; and it alone is what leaves something true."""
    for table in (TOGETHER, NEEDLESS):
        for label, reasons in table.items():
            named = {name for key in reasons for name in ((key,) if isinstance(key, str) else key)}
            assert named <= {name for name, _ in wording(label).given}
    dropped = {(label, what) for label, found in HARMLESS.items() for what in found if what.startswith("without ")}
    names = {(label, f"without {text}"): name for label in STEPS for name, text in wording(label).given}
    listed = {
        (label, name)
        for table in (TOGETHER, NEEDLESS)
        for label, reasons in table.items()
        for key in reasons
        for name in ((key,) if isinstance(key, str) else key)
    }
    # an inverse in blocks needs J and K to be of unit columns, whatever else there is
    assert {(label, names[label, what]) for label, what in dropped} == listed


@pytest.mark.parametrize(("label", "text"), [(label, text) for label, texts in LOOKALIKES.items() for text in texts])
def test_a_false_axiom_that_looks_alike_is_refuted(
    label: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it stands in axioms.txt, read by the checker."""
    line = re.compile(rf"(?m)^{re.escape(label)} *:.*$")
    (tmp_path / "axioms.txt").write_text(line.sub(f"{label} : {text}", AXIOMS.read_text("ascii")), "ascii")
    monkeypatch.setattr(checker, "__file__", str(tmp_path / "checker.py"))
    judgement = judged(made(label, axiom(label)))
    assert judgement.outcome is Outcome.FAILS
    assert judgement.witness


def test_each_axiom_has_a_false_one_that_looks_alike() -> None:
    """And each lemma a false conclusion."""
    assert set(LOOKALIKES) == set(checker.axioms())
    assert {*LOOKALIKES, *SHOWN} == set(STEPS)


@pytest.mark.parametrize("label", SHOWN)
def test_a_false_conclusion_that_looks_alike_is_refuted(label: str) -> None:
    """With the lemma's own hypotheses."""
    judgement = judged(made(label, replace(wording(label), shows=SHOWN[label])))
    assert judgement.outcome is Outcome.FAILS


def test_what_is_true_of_nothing_does_not_hold() -> None:
    """Hypotheses that contradict each other, or that hold at too few instances, show nothing."""
    for given in ((("more", "x > 0"), ("less", "x < 0")), (("one", "x == 1"),)):
        judgement = judged(made("inverse-is-positive", Wording(given, "1/x > 0", ("x",))))
        assert judgement.outcome is Outcome.UNDECIDED
        assert judgement.reason == "too few instances satisfy the hypotheses"


def test_a_hypothesis_too_many_is_undecided() -> None:
    """An axiom that is true without one of its hypotheses says something else than what was meant."""
    found = wording("maximum-bounds")
    judgement = judged(made("maximum-bounds", replace(found, given=(("order", "x <= y"),))))
    assert judgement.outcome is Outcome.UNDECIDED
    assert judgement.reason == "no instance shows that it needs the hypothesis order"


@pytest.mark.parametrize("text", ["1/x == 0", "log(x) <= 0", "x*(1/x) == 1"])
def test_what_is_undefined_may_be_any_number(text: str) -> None:
    """Of 1/0 and log(0) nothing can be said: some values make it false."""
    settings = [Setting(0, "by hand", (("x", 0 * AS_ONE),), value) for value in (-AS_ONE, 0 * AS_ONE, AS_ONE)]
    assert Outcome.FAILS in {truth(text, setting) for setting in settings}


def test_a_changed_axiom_does_not_hold_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict of a whole run, whose parts go to several processes, is that of the evidence."""
    label = "maximum-is-the-least-bound"
    changed = made(label, without(wording(label), "y <= e"))
    monkeypatch.setattr(suite, "steps", lambda: {**STEPS, label: changed})
    (verdict,) = run.verify((label,))
    assert verdict.outcome is Outcome.FAILS
    assert run.exit_status((verdict,)) == 1
