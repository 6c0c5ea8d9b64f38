"""What is proved of a theorem, printed of it, and judged by its windows is one statement: a change of one is told.

Every constant, limit and hypothesis of each of the six theorems is changed in each place that has it, one at a time.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from declared import declare

from paper import Ledger, laws, load, theorems
from paper.theorems import Theorem
from proofs.certificate.argument import Argument
from proofs.certificate.prover import Prover
from proofs.claims.claim import Shard
from proofs.claims.domain import Workspace
from proofs.claims.verdict import Judgement, Outcome, Strength, Verdict
from proofs.judging import run, suite
from proofs.lemmas import proved
from proofs.theorems import catalogue
from proofs.theorems.shared import stated
from proofs.theorems.shared.proof import Proof
from proofs.theorems.shared.proved import Proved

LABELS = theorems.labels()
STATED = {label: theorems.theorem(label) for label in LABELS}
CASES = {label: [prover.case for prover in catalogue.proof(label).provers()] for label in LABELS}


def test_there_are_six_theorems_and_a_law() -> None:
    """The same for the suite and the certificates."""
    known = (*LABELS, *laws.labels())
    assert set(known) == set(catalogue.LABELS) == {theorem.label for theorem in suite.theorems()}
    assert [theorem.group for theorem in suite.theorems()] == [*theorems.groups(), *laws.groups()]


@pytest.mark.parametrize("label", LABELS)
def test_what_is_proved_is_what_is_stated(label: str) -> None:
    assert stated.differences(catalogue.proof(label)) == ""


# ---- the statement is changed, and the ledger is not


def constants() -> Iterator[tuple[str, str, str]]:
    """Every constant and limit of a theorem: its label, in which table it stands, and its name."""
    for label in LABELS:
        yield from ((label, "constants", name) for name in STATED[label].constants)
        yield from ((label, "limits", name) for name in STATED[label].limits)


@pytest.mark.parametrize(("label", "table", "name"), list(constants()))
@pytest.mark.parametrize("changed", ["3*({})/2", "({})/2"], ids=["larger", "smaller"])
def test_another_constant_is_not_what_the_ledger_prints(
    monkeypatch: pytest.MonkeyPatch, label: str, table: str, name: str, changed: str
) -> None:
    """Whether or not the theorem is still true with it."""
    declare(monkeypatch, label, **{table: {name: changed.format(getattr(STATED[label], table)[name])}})
    assert list(stated.of_the_ledger(theorems.theorem(label)))
    assert [other for other in LABELS if list(stated.of_the_ledger(theorems.theorem(other)))] == [label]


def changes(label: str) -> Iterator[tuple[str, Theorem]]:
    """The statement with one thing changed: each hypothesis and end of a window stricter, weaker, or not there."""
    one = STATED[label]
    for step, asked in one.asides.items():
        for hypothesis in asked:
            for text in altered(hypothesis.text):
                yield f"{step}: {text}", replace(one, asides={step: (replace(hypothesis, text=text),)})
    for part in ("start", "setting", "time"):
        asked = getattr(one, part)
        for number, hypothesis in enumerate(asked):
            for text in altered(hypothesis.text):
                others = (*asked[:number], replace(hypothesis, text=text), *asked[number + 1 :])
                yield f"{hypothesis.name}: {text}", replace(one, **{part: others})
            yield f"without {hypothesis.name}", replace(one, **{part: (*asked[:number], *asked[number + 1 :])})
            if hypothesis.where and part != "time":
                others = (*asked[:number], replace(hypothesis, where=""), *asked[number + 1 :])
                yield f"{hypothesis.name} for every k", replace(one, **{part: others})
    for name in ("left_end", "right_end"):
        yield name, replace(one, **{name: getattr(one, name).replace("2*c", "3*c")})
    for kind in ("cases", "windows"):
        for case in getattr(one, kind):
            yield (
                f"another case than {case}",
                replace(one, **{kind: tuple(x if x != case else "k = 7" for x in getattr(one, kind))}),
            )


def altered(text: str) -> tuple[str, ...]:
    """A statement made stricter, made weaker, and turned around."""
    left, relation, right = re.split(r" (<=|<|>=|>|==) ", text)
    turned = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "=="}[relation]
    scaled = () if "0" in (left, right) else (f"2*({left}) {relation} {right}", f"{left} {relation} 2*({right})")
    if left == "0" or right != "0":  # a matrix that is no square is compared with 0 alone
        scaled = (*scaled, f"{left} {relation} {right} + 1", f"{left} {relation} {right} - 1")
    return (
        (*scaled, f"{left} {turned} 3*({right})")
        if turned != relation
        else scaled or (left.replace("U", "2*U") + " == 1",)
    )


@pytest.mark.parametrize("label", LABELS)
def test_a_changed_statement_is_not_what_is_proved_or_printed(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by the ledger, or by the ends of the windows; of a case that it needs, by the cases."""
    for what, other in changes(label):
        with monkeypatch.context() as patched:
            patched.setattr(theorems, "DECLARED", {**STATED, label: other})
            told = [*stated.of_the_ledger(other), *stated.of_the_times(other)]
            assert told or (
                "another case" in what and list(stated.of_the_cases(other, catalogue.proof(other.label)))
            ), what


# ---- the ledger is changed


@pytest.mark.parametrize("label", LABELS)
def test_every_formula_of_the_ledgers_entry_is_compared(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is dropped, and each relation, digit and index changed; spaces are not."""
    entry = load()[label]
    parts = entry.latex.split(r",\ ")
    others = [r",\ ".join(parts[:i] + parts[i + 1 :]) for i in range(len(parts))]
    swaps = (
        (r"\le ", r"\ge "),
        (r"\ge ", r"\le "),
        ("<", r"\le "),
        ("_1", "_2"),
        ("_r", "_k"),
        ("^2", "^3"),
        ("2", "4"),
    )
    for old, new in swaps:
        others += [
            entry.latex[: m.start()] + new + entry.latex[m.end() :] for m in re.finditer(re.escape(old), entry.latex)
        ]
    for latex in others:
        changed = Ledger(tuple(replace(e, latex=latex) if e is entry else e for e in load().entries))
        monkeypatch.setattr(stated, "load", lambda changed=changed: changed)
        assert list(stated.of_the_ledger(STATED[label])), latex
    spaced = Ledger(tuple(replace(e, latex=e.latex.replace("=", " = ")) for e in load().entries))
    monkeypatch.setattr(stated, "load", lambda: spaced)
    assert list(stated.of_the_ledger(STATED[label])) == []


@pytest.mark.parametrize("label", LABELS)
def test_the_ends_of_the_windows_are_compared_with_their_definition(
    label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for old, new in (("c_1", "c_2"), ("c_2", "c_1"), (r"2\sigma_k", r"\sigma_k"), (r"\sigma_{k+1}", r"\sigma_k")):
        changed = Ledger(
            tuple(
                replace(e, latex=e.latex.replace(old, new)) if e.label == "learning-windows" else e
                for e in load().entries
            )
        )
        monkeypatch.setattr(stated, "load", lambda changed=changed: changed)
        assert list(stated.of_the_ledger(STATED[label])), (old, new)


# ---- the certificates are changed


def every_case() -> Iterator[tuple[str, Argument]]:
    return ((label, case) for label in LABELS for case in CASES[label])


def test_a_stricter_hypothesis_of_a_case_is_told() -> None:
    """So is any other text: every hypothesis of every case, altered in that case alone."""
    tried = set()
    for label, case in every_case():
        aside = {h.name for step, asked in STATED[label].asides.items() for h in asked if step in labels(case)}
        for name in {*STATED[label].hypotheses, *aside} & set(case.given):
            for text in altered(case.given[name])[::3]:
                tried.add((label, name))
                told = stated.of_a_case(catalogue.proof(label), replace(case, given={**case.given, name: text}))
                assert f"{text}, while {name} is that " in told or f"{text}, which the checker" in told, text
    assert tried == {(label, name) for label in LABELS for name in STATED[label].all_hypotheses}


def labels(case: Argument) -> set[str]:
    return {step.label for step in case.steps}


def test_nothing_else_is_given_by_the_name_of_a_hypothesis_or_by_none() -> None:
    """A given that the theorem does not have, a hypothesis of an aside where it is not asked, and an unknown name."""
    for label, case in every_case():
        for name, text in (("slipped-in", "alpha <= 1"), ("tolerance-is-small", "4*eps <= sigma_k")):
            scalars = {*case.positive, *case.scalars, *case.definitions}
            if name in case.given or not set(re.findall(r"[a-z]\w*", text)) <= scalars:
                continue
            told = stated.of_a_case(catalogue.proof(label), replace(case, given={**case.given, name: text}))
            assert "no hypothesis of the theorem" in told, (case.label, name)


def test_a_hypothesis_is_not_given_where_its_names_mean_nothing() -> None:
    """At k = 0 Theorem 4 does not speak of σ_r; the case is told, and nothing breaks."""
    case = next(case for case in CASES["theorem-4"] if case.label == "theorem-4, k = 0")
    told = stated.of_a_case(
        catalogue.proof("theorem-4"), replace(case, given={**case.given, "start-below-targets": "alpha**2*mu <= eps"})
    )
    assert "it is given that alpha**2*mu <= eps, while start-below-targets is that alpha**2*mu <= sigma_r" in told


def test_a_hypothesis_is_not_taken_for_notation() -> None:
    """What it is called in a list of origins does not matter: its text is compared all the same."""
    case = next(case for case in CASES["theorem-4"] if "start-below-targets" in case.given)
    origins = {**catalogue.proof("theorem-4").origins, "start-below-targets": "notation"}
    given = {**case.given, "start-below-targets": "2*alpha**2*mu <= sigma_r"}
    proof = replace(catalogue.proof("theorem-4"), argument=SimpleNamespace(ORIGINS=origins))
    assert stated.of_a_case(proof, replace(case, given=given)) != ""


def test_a_given_that_another_step_shows_says_what_that_step_states() -> None:
    """Where it is called as the step is."""
    case = next(case for case in CASES["theorem-4-sharpest"] if "solution-is-at-least-the-slow-flow" in case.given)
    given = {**case.given, "solution-is-at-least-the-slow-flow": "definiteness_above_slow >= 1"}
    told = stated.of_a_case(catalogue.proof("theorem-4-sharpest"), replace(case, given=given))
    assert "which is not what solution-is-at-least-the-slow-flow states" in told


def test_other_constants_of_a_case_are_told() -> None:
    """c₁, c₂, κ, what κ weighs, and the ends of the windows; those of other theorems that it is compared with too."""
    tried = set()
    for label, case in every_case():
        for name in case.definitions:
            if re.match(r"(c1|c2)(_of_\w+)?$|kappa$|left_end$|right_end$|weighing$", name):
                definitions = {**case.definitions, name: f"2*({case.definitions[name]}) + 1"}
                told = stated.of_a_case(catalogue.proof(label), replace(case, definitions=definitions))
                assert f"{name} is " in told, (case.label, name)
                tried.add((label, name))
    assert {(label, name) for label in LABELS for name in (*STATED[label].constants, "left_end", "right_end")} <= tried


@pytest.mark.parametrize("label", LABELS)
def test_no_case_can_be_left_out_or_end_elsewhere(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    provers = catalogue.proof(label).provers()
    for prover in provers:
        if prover.case.case not in (*STATED[label].cases, *STATED[label].windows) and label != "theorem-4":
            continue
        name = prover.case.label.partition(", ")[2]
        monkeypatch.setattr(Proof, "provers", lambda _, p=prover: tuple(x for x in provers if x is not p))
        assert [x for x in stated.of_the_cases(STATED[label], catalogue.proof(label)) if repr(name) in x]
        short = Prover(replace(prover.case, steps=prover.case.steps[:-1]), proved.known_lemmas())
        monkeypatch.setattr(Proof, "provers", lambda _, p=prover, s=short: tuple(s if x is p else x for x in provers))
        assert [x for x in stated.of_the_cases(STATED[label], catalogue.proof(label)) if repr(name) in x]
    monkeypatch.setattr(Proof, "provers", lambda *_: provers)
    assert list(stated.of_the_cases(STATED[label], catalogue.proof(label))) == []


# ---- what a verdict makes of it


def test_a_departure_leaves_a_step_and_its_theorem_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stricter hypothesis in one case every step of that case is not proved, and neither is the theorem."""
    label, stricter = "theorem-4", "2*alpha**2*mu <= sigma_r"
    provers = tuple(
        Prover(replace(case, given={**case.given, "start-below-targets": stricter}), proved.known_lemmas())
        if "start-below-targets" in case.given
        else Prover(case, proved.known_lemmas())
        for case in CASES[label]
    )
    monkeypatch.setattr(Proof, "provers", lambda *_: provers)
    for name in ("decaying-term-is-the-smaller", "general-incremental-learning"):
        found = judged(label, name)
        assert found.outcome is Outcome.UNDECIDED
        assert found.reason.startswith("what is proved is not what is stated: in the case 'theorem-4, ")
        assert f"it is given that {stricter}, while start-below-targets is that alpha**2*mu <= sigma_r" in found.reason
    assert judged(label, "general-windows-are-not-empty").outcome is Outcome.HOLDS
    step = Verdict("general-incremental-learning", Outcome.HOLDS, Strength.CERTIFIED, Strength.CERTIFIED)
    whole = run.theorem_verdict(label, [step], {step.label: step})
    assert whole.outcome is Outcome.UNDECIDED
    assert (
        f"; what is proved is not what is stated: in the case 'theorem-4, 0 < k < n' it is given that {stricter}"
        in (whole.reason)
    )


def judged(label: str, step: str) -> Judgement:
    return Proved(label, catalogue.proof(label)).judge(
        suite.steps()[step], shard=Shard(), seed=0, workspace=Workspace()
    )


def test_a_comparison_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not end a run."""

    def broken(*_: object) -> Iterator[str]:
        yield str(1 // 0)

    monkeypatch.setattr(stated, "of_the_cases", broken)
    assert stated.differences(catalogue.proof("theorem-4")).startswith("they could not be compared: ZeroDivisionError")


def test_a_theorem_that_is_not_declared_is_not_proved() -> None:
    known = catalogue.proof("theorem-4")
    unknown = replace(known, theorem=replace(known.theorem, label="theorem-5"))
    assert stated.differences(unknown) == "theorem-5 does not stand in paper/theorems.toml"
