"""Judge steps: share the work among processes, merge the judgements, follow `uses`, and say how each entry stands.

A task is a set of steps on one shard of their domain, so that steps which speak of the same points share the
quantities computed there. Every step's canary is judged beside it by the same evidence: a check that lets its canary
pass is worth nothing, and says so.
"""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import as_completed
from dataclasses import dataclass, replace
from typing import Any

from numeric.parallel import dealt_out
from paper import Entry, Misuse, load
from proofs import printed
from proofs.claims.claim import Shard, Step
from proofs.claims.domain import Workspace
from proofs.claims.rendering import latex_of
from proofs.claims.verdict import Judgement, Outcome, Strength, Verdict
from proofs.descent import claims as of_descent
from proofs.judging import certificates, suite
from proofs.lemmas.proved import assumed
from proofs.theorems import catalogue
from proofs.theorems.shared import stated

SHARDS = 8
"""Parts that the points of a domain are dealt into: more than the cores of most machines, few enough to share work."""

SEED = 2025
"""The seed of a run that names none: fixed, so that two runs say the same."""

Progress = Callable[[int, int, str], None]
"""Called with the tasks done, the tasks in all, and what the last one was about."""


@dataclass(frozen=True)
class Task:
    """Some steps, on one shard of their points."""

    title: str
    labels: tuple[str, ...]
    shard: Shard
    seed: int


@dataclass(frozen=True)
class Judged:
    """One piece of evidence on a step or (`canary`) on its near-miss; `kind` tells apart the evidence of one step."""

    judgement: Judgement
    kind: int
    canary: bool
    statement: str  # LaTeX


def verify(
    what: tuple[str, ...] = (),
    *,
    paper: str | None = None,
    jobs: int = 1,
    seed: int = SEED,
    progress: Progress | None = None,
) -> tuple[Verdict, ...]:
    """Verdicts on the entries that `what` names, in the papers' order. Raises Misuse for names that fit nothing."""
    entries = suite.select(what, paper)
    needed = closure(entry.label for entry in entries)
    tasks = plan(needed, seed)
    found: dict[Task, list[Judged]] = {}
    for task, of_task in _carry_out(tasks, jobs):
        found[task] = of_task
        if progress is not None:
            progress(len(found), len(tasks), task.title)
    # in the order of the tasks, whichever ended first: where margins tie, the first witness is told
    judged = [each for task in tasks for each in found[task]]
    verdicts = {label: _verdict(suite.steps()[label], judged) for label in needed if label in suite.steps()}
    return tuple(_entry_verdict(entry, verdicts) for entry in entries)


def closure(labels: Iterable[str]) -> tuple[str, ...]:
    """The labels with everything that they rest on: what steps use, what theorems consist of, what corrects an entry.

    Raises Misuse for a label that nothing has and for a circle.
    """
    ledger, steps, order = load(), suite.steps(), []
    theorems = {theorem.label: theorem for theorem in suite.theorems()}
    finished: set[str] = set()

    def visit(label: str, path: tuple[str, ...]) -> None:
        if label in path:
            raise Misuse(f"steps rest on each other in a circle: {' -> '.join((*path, label))}")
        if label in finished:
            return
        entry = ledger[label]
        below = (
            certificates.rests_on(steps[label])
            if label in steps
            else tuple(s.label for s in theorems[label].steps)
            if label in theorems
            else ()
        )
        for lower in (*below, *((entry.correction,) if entry.correction else ())):
            visit(lower, (*path, label))
        finished.add(label)
        order.append(label)

    for label in labels:
        visit(label, ())
    return tuple(order)


def plan(labels: Iterable[str], seed: int) -> tuple[Task, ...]:
    """Tasks that judge the steps among `labels`: those on points, sharded by kind of domain, before pure algebra."""
    steps = [suite.steps()[label] for label in labels if label in suite.steps()]
    by_domain: dict[str, list[str]] = {}
    for step in steps:
        if step.domain is not None:
            by_domain.setdefault(step.domain.name, []).append(step.label)
    on_points = [
        Task(f"{name} {index + 1}/{SHARDS}", tuple(members), Shard(index, SHARDS), seed)
        for name, members in by_domain.items()
        for index in range(SHARDS)
    ]
    algebra = [Task(step.label, (step.label,), Shard(), seed) for step in steps if step.domain is None]
    return (*on_points, *algebra)


def carry_out(task: Task) -> list[Judged]:
    """Judge the task's steps and their canaries."""
    workspace, found = Workspace(), []
    for label in task.labels:
        step = suite.steps()[label]
        statement = latex_of(step, workspace)
        for kind, evidence in enumerate(step.evidence):
            for canary, subject in ((False, step), (True, near_miss(step))):
                judgement = evidence.judge(subject, shard=task.shard, seed=task.seed, workspace=workspace)
                found.append(Judged(judgement, kind, canary, statement))
    return found


def near_miss(step: Step) -> Step:
    """The step's canary as a step of its own, with the same evidence."""
    canary = step.canary
    return replace(step, statement=canary.statement or step.statement, domain=canary.domain or step.domain)


def _carry_out(tasks: tuple[Task, ...], jobs: int) -> Iterable[tuple[Task, list[Judged]]]:
    """What each task comes to, as they end."""
    if jobs == 1 or len(tasks) == 1:
        for task in tasks:
            yield task, carry_out(task)
        return
    with dealt_out(carry_out, tasks, jobs) as futures:
        waiting = dict(zip(futures, tasks, strict=True))
        for future in as_completed(futures):
            yield waiting[future], future.result()


def _verdict(step: Step, judged: list[Judged]) -> Verdict:
    """What the evidence on one step comes to."""
    own = [j for j in judged if j.judgement.label == step.label]
    found = tuple(_merged(own, kind, canary=False) for kind in range(len(step.evidence)))
    canaries = tuple(_merged(own, kind, canary=True) for kind in range(len(step.evidence)))
    outcome, strength, reason = weigh_evidence(found)
    doubt = _doubt(step, canaries, strength)
    if doubt and outcome is step.expect:
        outcome, strength = Outcome.UNDECIDED, Strength.NONE
        reason = f"its near-miss ({step.canary.changes}) was not told apart: {doubt}"
    if (unlike := _unlike_its_certificates(step, found)) and outcome is step.expect:
        outcome, strength, reason = Outcome.UNDECIDED, Strength.NONE, unlike
    return Verdict(
        step.label,
        outcome,
        strength,
        strength,
        reason=reason,
        judgements=found,
        canaries=canaries,
        uses=certificates.rests_on(step),
        seconds=sum(c.seconds for c in (*found, *canaries)),
        statement=own[0].statement,
        assumes=_assumed(step, found),
    )


def _unlike_its_certificates(step: Step, found: tuple[Judgement, ...]) -> str:
    """How what a step says that it uses differs from what its certificates cite; "" if it doesn't, or has none."""
    for judgement in found:
        if judgement.proofs and set(judgement.cites) != set(step.uses):
            more, less = sorted({*step.uses} - {*judgement.cites}), sorted({*judgement.cites} - {*step.uses})
            told = [f"it says that it uses {', '.join(more)}, which its certificates do not cite"] if more else []
            told += [f"its certificates cite {', '.join(less)}, which it does not say that it uses"] if less else []
            return "; ".join(told)
    return ""


def _assumed(step: Step, found: tuple[Judgement, ...]) -> tuple[str, ...]:
    """The axioms that the certificates found rest on, and those that they take as given."""
    proofs = [json.loads(proof) for c in found for _, proof in c.proofs]
    proof = catalogue.proof_of(step)
    more = of_descent.certificates() if step.group == of_descent.GROUP and proofs else ()
    cited = proof.cited(step.label) if proof else of_descent.cited(step.label)
    return (*assumed(proofs, more), *(cited if proofs else ()))


def _doubt(step: Step, canaries: tuple[Judgement, ...], strength: Strength) -> str:
    """Why the near-miss shows that a check is worth nothing, or "".

    No evidence may let it pass. The evidence that decides must refute it, but certificates, which can only prove: there
    some other evidence has to refute it.
    """
    other = Outcome.FAILS if step.expect is Outcome.HOLDS else Outcome.HOLDS
    deciding = [kind.refutes for kind in step.evidence if kind.strength is strength]
    judges = [c for c in canaries if c.strength is strength] if all(deciding) else list(canaries)
    passed = [c.outcome.value for c in canaries if c.outcome is step.expect]
    refuted = any(c.outcome is other for c in judges)
    return passed[0] if passed else "" if refuted else Outcome.UNDECIDED.value


def weigh_evidence(judgements: tuple[Judgement, ...]) -> tuple[Outcome, Strength, str]:
    """One outcome and strength from several pieces of evidence.

    A witness outweighs evidence that went through other points; against what is proved for all, nothing is decided.
    """
    holds = [c for c in judgements if c.outcome is Outcome.HOLDS]
    fails = [c for c in judgements if c.outcome is Outcome.FAILS]
    proved = [c for c in holds if c.strength is Strength.PROVED]
    if proved and fails:
        return Outcome.UNDECIDED, Strength.NONE, f"evidence disagrees: {proved[0].tool} and {fails[0].tool}"
    decided = fails or holds
    if not decided:
        return Outcome.UNDECIDED, Strength.NONE, "; ".join(c.reason for c in judgements if c.reason)
    best = max(decided, key=lambda c: c.strength)
    return best.outcome, best.strength, best.reason


def _merged(judged: list[Judged], kind: int, *, canary: bool) -> Judgement:
    parts = [j.judgement for j in judged if (j.kind, j.canary) == (kind, canary)]
    total = parts[0]
    for part in parts[1:]:
        total = total.merge(part)
    if total.points == 0:
        return replace(total, outcome=Outcome.UNDECIDED, reason="no point of the domain was checked")
    return total


def _entry_verdict(entry: Entry, verdicts: dict[str, Verdict]) -> Verdict:
    verdict = _own_verdict(entry, verdicts)
    if verdict.outcome is Outcome.HOLDS and (wrong := printed.differs(entry)):
        return replace(verdict, outcome=Outcome.UNDECIDED, strength=Strength.NONE, chain=Strength.NONE, reason=wrong)
    return verdict


def _own_verdict(entry: Entry, verdicts: dict[str, Verdict]) -> Verdict:
    """What the evidence says of an entry, whatever is printed."""
    theorem = next((t for t in suite.theorems() if t.label == entry.label), None)
    if theorem is not None:
        return theorem_verdict(entry.label, [verdicts[step.label] for step in theorem.steps], verdicts)
    if entry.label not in verdicts:
        return Verdict(entry.label, None, Strength.NONE, Strength.NONE, reason=entry.unchecked or "no step claims it")
    verdict = verdicts[entry.label]
    correction = verdicts[entry.correction] if entry.correction else None
    return replace(verdict, chain=chain(entry.label, verdicts), correction=correction)


def theorem_verdict(label: str, parts: list[Verdict], verdicts: dict[str, Verdict]) -> Verdict:
    """A theorem holds as strongly as the weakest of its steps. `parts` are in the order of the proof."""
    proof = catalogue.proof(label)
    outcome, departs = Outcome.HOLDS, stated.differences(proof)
    for part in parts:
        outcome = outcome & (Outcome.UNDECIDED if part.outcome is None else part.outcome)
    conclusion, strength = parts[-1], min(part.strength for part in parts)
    reason = _where_it_breaks(parts) or f"each of its {len(parts)} steps holds"
    if departs:
        outcome &= Outcome.UNDECIDED
        reason += f"; what is proved is not what is stated: {departs}"
    if strength is Strength.PROVED and outcome is Outcome.HOLDS:
        gap = proof.gap(_by_case(parts)) or _not_proved(proof.foundations, verdicts)
        reason += f", and its certificates do not lead to it: {gap}" if gap else "; the checker follows them to it"
        strength = Strength.CERTIFIED if gap else strength
    return Verdict(
        label,
        outcome,
        strength,
        min(strength, *(chain(part.label, verdicts) for part in parts)),
        reason=reason,
        judgements=conclusion.judgements,
        uses=tuple(part.label for part in parts),
        seconds=sum(part.seconds for part in parts),
        statement=conclusion.statement,
        assumes=tuple(dict.fromkeys(axiom for part in parts for axiom in part.assumes)),
    )


def _not_proved(labels: Iterable[str], verdicts: dict[str, Verdict]) -> str:
    """What the labels name that is not PROVED, with all that it rests on; "" if all is."""
    weak = [label for label in labels if chain(label, verdicts) is not Strength.PROVED]
    return f"they take as given what is not proved: {', '.join(weak)}" if weak else ""


def _where_it_breaks(parts: list[Verdict]) -> str:
    """The first step that is not proved, the first that fails, and the labels of the others that do not hold; or ""."""
    unproved = [part for part in parts if part.outcome is not Outcome.HOLDS or part.strength is not Strength.PROVED]
    fails = [part for part in unproved if part.outcome is Outcome.FAILS]
    told = dict.fromkeys(part.label for part in (*unproved[:1], *fails[:1]))
    doubtful = [part.label for part in unproved if part.outcome is not Outcome.HOLDS and part.label not in told]
    said = [f"{part.label}, which {_short_of_proof(part)}" for part in unproved if part.label in told]
    others = [f"nor does each of these hold: {', '.join(doubtful)}"] if doubtful else []
    return f"the proof breaks at {'; '.join((*said, *others))}" if said else ""


def _short_of_proof(part: Verdict) -> str:
    """How a step fails, or why it is not proved."""
    if part.outcome is Outcome.FAILS and part.best is not None and part.best.witness:
        return f"fails at {', '.join(f'{name} = {value}' for name, value in part.best.witness.items())}"
    doubts = (c.reason for c in part.judgements if c.outcome is Outcome.UNDECIDED and c.strength is Strength.PROVED)
    why = part.reason or next(doubts, "")
    outcome = "is unchecked" if part.outcome is None else f"is {part.outcome.value} ({part.strength.name})"
    return f"{outcome}{why and ': '}{why}"


def _by_case(parts: list[Verdict]) -> dict[str, dict[str, dict[str, Any]]]:
    """The certificates of steps, by the case of the theorem and the step's label."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for part in parts:
        for judgement in part.judgements:
            for case, proof in judgement.proofs:
                found.setdefault(case, {})[part.label] = json.loads(proof)
    return found


def chain(label: str, verdicts: dict[str, Verdict]) -> Strength:
    """The weakest strength among a step and all that it rests on. What nothing checks counts as NONE."""
    verdict = verdicts.get(label)
    if verdict is None or verdict.outcome is not Outcome.HOLDS:
        return Strength.NONE
    return min((verdict.strength, *(chain(lower, verdicts) for lower in verdict.uses)))


def exit_status(verdicts: Iterable[Verdict]) -> int:
    """0: what is checked stands as the ledger promises; 1: something fails that should not; 2: something is undecided.

    Weaker than promised counts as undecided, and so do stronger, as then the promise is out of date, and a selection in
    which nothing is checked.
    """
    judged = [verdict for verdict in verdicts if verdict.outcome is not None]
    statuses = {_status(verdict) for verdict in judged} or {2}
    return next((status for status in (1, 2) if status in statuses), 0)


def _status(verdict: Verdict) -> int:
    entry = load()[verdict.label]
    expected = Outcome.FAILS if entry.correction else Outcome.HOLDS
    corrected = verdict.correction is None or verdict.correction.outcome is Outcome.HOLDS
    as_recorded = verdict.outcome is expected and corrected
    if as_recorded and verdict.strength is Strength[entry.promises or "NONE"]:
        return 0
    return 2 if as_recorded or verdict.outcome is Outcome.UNDECIDED else 1
