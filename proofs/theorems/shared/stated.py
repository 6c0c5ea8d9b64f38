"""Whether what is proved of a theorem and what is printed of it are one statement.

`paper.theorems` has the statement as texts. A case of an argument may take as given the theorem's hypotheses, as they
stand there, what a name means, and what an entry shows; its constants are the theorem's. The ledger's LaTeX is that of
the texts, which `numeric.windows` evaluates as they stand. What departs is told in a sentence, and no theorem counts as
proved of which there is one.
"""

import ast
import re
from collections.abc import Callable, Iterator

from numeric import texts
from paper import laws, load, theorems
from paper.laws import Law
from paper.theorems import Hypothesis, Theorem, theorem
from proofs import checker
from proofs.certificate import language
from proofs.certificate.argument import Argument, substituted
from proofs.claims.texts import text_of
from proofs.theorems.shared.proof import Proof

WEIGHING = "1 + kappa*T(U2)*U2"
"""What Theorem 4′ calls the weighing, but where no κ is needed."""
UNWEIGHED = ("0 < k = r < n: the absent modes are unseen", "0 < k = r = n")
CONSTANTS = re.compile(r"(c1|c2|kappa|left_end|right_end|weighing)$")
FORMULAS = re.compile(r"\\Longrightarrow|\\text\{[^{}]*\}|\\q?quad|\\;|,")
"""What stands between formulas: a part of one is another statement."""


def differences(proof: Proof) -> str:
    """How what is proved of the theorem, or printed of it, departs from it; "" if it does not."""
    label = proof.label
    if label not in (*theorems.labels(), *laws.labels()):
        return f"{label} does not stand in paper/theorems.toml"
    try:
        if label in laws.labels():
            return "; ".join((*of_the_laws_ledger(laws.law(label), proof), *of_the_laws_cases(laws.law(label), proof)))
        stated = theorem(label)
        return "; ".join((*of_the_times(stated), *of_the_ledger(stated), *of_the_cases(stated, proof)))
    except Exception as error:  # whatever goes wrong, they were not seen to be the same
        return f"they could not be compared: {error!r}"


# ---- what is proved


def of_the_cases(stated: Theorem, proof: Proof) -> Iterator[str]:
    """The cases that the theorem needs are there, each with what it has to show, and none takes more than it may."""
    provers, steps = proof.provers(), proof.theorem.steps
    ends = {prover.case.label.partition(", ")[2]: prover.case.steps[-1:] for prover in provers}
    not_empty = {step.label for step in steps if step.label.endswith("windows-are-not-empty")}
    for cases, labels in ((stated.cases, {steps[-1].label}), (stated.windows, not_empty)):
        for name in cases:
            if not labels & {step.label for step in ends.get(name, ())}:
                yield f"no case {name!r} ends with {' or '.join(sorted(labels))}"
    for prover in provers:
        if found := of_a_case(proof, prover.case):
            yield found


def of_a_case(proof: Proof, case: Argument) -> str:
    """How what the case takes as given, or calls by a constant's name, departs from the theorem; "" if it does not."""
    stated = laws.law(proof.label) if proof.label in laws.labels() else theorem(proof.label)
    compared = repr((stated, case.label, case.given, case.scope, [step.label for step in case.steps]))
    if compared not in _FOUND:
        _FOUND[compared] = "; ".join(_departing(stated, proof, case))
    return _FOUND[compared]


_FOUND: dict[str, str] = {}
"""What was found of each case: every step of it asks."""


def _departing(stated: Theorem | Law, proof: Proof, case: Argument) -> Iterator[str]:
    origins = proof.origins
    scope = checker.Scope(case.scope)
    labels = {step.label for step in case.steps}
    allowed = dict(stated.hypotheses)
    allowed |= {f"other {name}": transposed(text) for name, text in allowed.items() if " == " in text}
    for step, asked in stated.asides.items():
        allowed |= {hypothesis.name: hypothesis.text for hypothesis in asked if labels == {step}}

    def same(text: str, other: str) -> bool:
        try:
            return checker.normal(*scope.statement(text)) == checker.normal(*scope.statement(other))
        except checker.Invalid:  # the case does not know all names
            return False

    for name, text in case.given.items():
        here = f"in the case {case.label!r} it is given that {text}"
        try:
            scope.statement(text)
        except checker.Invalid as error:
            yield f"{here}, which the checker does not read: {error}"
            continue
        if text == theorems.NOTHING:
            continue
        if name in allowed:
            if not same(text, allowed[name]):
                yield f"{here}, while {name} is that {allowed[name]}"
        elif origins.get(name) in (None, "hypothesis"):
            yield f"{here}, by the name {name}, which is no hypothesis of the theorem there"
        elif not _shown(proof, name, text, same, set(scope.names)):
            yield f"{here}, which is not what {origins[name]} states"
    for name, text in case.definitions.items():
        meant = _meant(stated, case, name)
        if meant is not None and scope.expression(text) != scope.expression(meant):
            yield f"in the case {case.label!r} {name} is {text}, while in the theorem it is {meant}"


def transposed(equation: str) -> str:
    left, right = equation.split(" == ")
    return f"T({left}) == T({right})"


def _shown(proof: Proof, name: str, text: str, same: Callable[[str, str], bool], known: set[str]) -> bool:
    """Whether a given that is called as the step that shows it says the same, where the two speak of the same names."""
    step = proof.entries.get(name)
    if name != proof.origins[name] or step is None or step.domain is None:
        return True
    one_mode = not set(step.quantities) <= known  # and the given speaks of all modes together
    return one_mode or same(text, text_of(step))


def _meant(stated: Theorem | Law, case: Argument, name: str) -> str | None:
    """What the theorem calls by the name of a definition, if it does; κ and what it weighs by the case."""
    if isinstance(stated, Law):
        absent = name == "tail" and "absent-mode" in case.given
        return stated.definitions["absent_tail" if absent else name] if name in stated.definitions else None
    constant, of, other = name.partition("_of_")
    if of and constant in stated.constants:
        return theorems.named(other).constants[constant]
    if not CONSTANTS.match(name):
        return None
    if name == "kappa" and "kappa" in stated.constants:
        last = case.definitions.get("sigma_next") == "0"
        return substituted(stated.constants["kappa"], {"sigma": "sigma_k" if last else "sigma_next"})
    if name == "weighing":
        return "1" if case.case in UNWEIGHED else WEIGHING
    if name == "left_end":
        return "0" if "k = 0" in case.label else stated.left_end
    return {**stated.constants, "right_end": stated.right_end}[name]


def of_the_times(stated: Theorem) -> Iterator[str]:
    """That t lies in T_k is what the ends of T_k say."""
    scope = checker.Scope({"positive": ["alpha", "c", "c1", "c2", "sigma_k", "sigma_next"], "scalars": ["t"]})
    meant = {
        "in-the-first-window": ("0 <= t", "1"),
        "time-is-not-negative": ("0 <= t", "1"),
        "after-the-left-end": (f"{_without_0(stated.left_end)} <= t", theorems.LEFT_SPEED),
        "before-the-right-end": (f"t <= {stated.right_end}", theorems.RIGHT_SPEED),
    }
    for hypothesis in stated.time:
        text, speed = meant[hypothesis.name]
        relation, difference = scope.statement(text)
        same = checker.normal(relation, checker.multiply(scope.expression(speed), difference))
        if checker.normal(*scope.statement(hypothesis.text)) != same:
            yield f"{hypothesis.name} is that {hypothesis.text}, which is not that {text}"
    asked = {hypothesis.name for hypothesis in stated.time}
    if asked not in ({"after-the-left-end", "before-the-right-end", first} for first in list(meant)[:2]):
        yield f"that t lies in T_k is {', '.join(sorted(asked))}, of which one is missing, or one too many"


def _without_0(end: str) -> str:
    """A left end without the maximum of it and 0, where time begins."""
    return re.sub(r"^max\(0, (.*)\)$", r"\1", end)


def of_the_laws_cases(stated: Law, proof: Proof) -> Iterator[str]:
    """The law's cases are there, its conclusions are shown, and no case takes more than it may."""
    cases = {prover.case.case: prover.case for prover in proof.provers()}
    yield from (f"there is no case {name!r}" for name in stated.cases if name not in cases)
    shown = {step.label for name in stated.cases for step in cases[name].steps if name in cases}
    yield from (f"no case shows {label}" for label in stated.conclusions if label not in shown)
    yield from filter(None, (of_a_case(proof, case) for case in cases.values()))


# ---- what is printed


def of_the_ledger(stated: Theorem) -> Iterator[str]:
    """The ledger's entries of the theorem and of its windows say, formula by formula, what the texts do."""
    printed, meant = load()[stated.label].latex, latex(stated)
    if plain(printed) != plain(meant):
        yield f"its entry in the ledger states {printed.strip()} and not {meant}"
    for step, asked in stated.asides.items():
        for hypothesis in asked:
            if plain(_statement(hypothesis.text)) not in map(plain, FORMULAS.split(load()[step].latex)):
                yield f"{step}, in the ledger, does not say that {_statement(hypothesis.text)}"
    window = load()["learning-windows"].latex
    for end in (stated.left_end, stated.right_end):
        match ast.parse(_without_0(end), mode="eval").body:
            case ast.BinOp(left=above, op=ast.Div(), right=below):
                divisor = ast.unparse(below).replace("* c", "")  # MV's c is 1
                shown = rf"\frac{{{texts.latex(ast.unparse(above))}}}{{{texts.latex(divisor)}}}"
            case _:
                shown = texts.latex(end)
        if plain(shown) not in plain(window):
            yield f"learning-windows, in the ledger, has no end {shown}"


def of_the_laws_ledger(stated: Law, proof: Proof) -> Iterator[str]:
    """The ledger's entry of the law says, formula by formula, what the texts do."""
    printed, meant = load()[stated.label].latex, latex_of_a_law(stated, proof)
    if plain(printed) != plain(meant):
        yield f"its entry in the ledger states {printed.strip()} and not {meant}"


def latex_of_a_law(stated: Law, proof: Proof) -> str:
    """The whole statement, as the ledger has it: what names stand for, what is asked, and what its conclusions say."""

    def said(text: str) -> str:
        return texts.latex(stated.expanded(text), lambda name: laws.LETTERS.get(name, name))

    def asked(hypothesis: Hypothesis) -> str:
        where = hypothesis.where.replace("<=", r"\le")
        return said(hypothesis.text) + (rf" \text{{ where }} {where}" if where else "")

    definitions = (
        f"{laws.LETTERS[name]} = {said(text)}" for name, text in stated.definitions.items() if name in laws.LETTERS
    )
    premises = r",\ ".join((*stated.meanings, *definitions, *map(asked, stated.asked)))
    shown = []
    for label in stated.conclusions:
        needed = r" \text{ and } ".join(said(hypothesis.text) for hypothesis in stated.asides.get(label, ()))
        shown.append(said(text_of(proof.steps[label])) + (rf" \text{{ where }} {needed}" if needed else ""))
    conclusion = r",\ ".join(shown)
    return rf"{premises} \;\Longrightarrow\; {conclusion}"


def latex(stated: Theorem) -> str:
    """The whole statement, as the ledger has it."""
    constants = (f"{_letter(name).strip()} = {language.latex(text, _letter)}" for name, text in _in_order(stated))
    asked = map(_asked, (*stated.setting, *stated.start))
    premises = r",\ ".join((*stated.meanings, *constants, *asked))
    later = stated.left_end.startswith("max")
    empty = r"T_k \cap [0, \infty) \ne \emptyset" if later else r"T_k \ne \emptyset"
    time = r"\forall t \in T_k,\ t \ge 0" if later else r"\forall t \in T_k"
    premises = re.sub(r"(?<! for)(?<! or) +(?=[\^}),])", "", premises)
    return rf"{premises} \;\Longrightarrow\; {empty},\ \lVert W(t) - Y_k\rVert_2 \le \varepsilon \quad {time}"


def _in_order(stated: Theorem) -> list[tuple[str, str]]:
    return sorted(stated.constants.items(), key=lambda item: item[0] != "kappa")  # κ is needed for the others


def _asked(hypothesis: Hypothesis) -> str:
    """The hypothesis, with the k that it is asked for."""
    shown = _statement(hypothesis.text)
    if hypothesis.unless:
        shown += rf" \text{{ or }} {_statement(hypothesis.unless)}"
    if hypothesis.where:
        where = hypothesis.where.replace("<=", r"\le")
        shown += rf" \text{{ for }} {where}"
    return shown


def _statement(text: str) -> str:
    left, relation, right = re.split(r" (<=|<|>=|>|==) ", substituted(text, {"weighing": WEIGHING}))
    if not (language.speaks_of_matrices(left) or language.speaks_of_matrices(right)):
        return texts.latex(text)
    signs = {"<=": r"\preceq", "==": "="}
    sides = ("I" if side == "1" else language.latex(side, _letter) for side in (left, right))
    return f" {signs.get(relation, relation)} ".join(sides)


def _letter(name: str) -> str:
    return f"{letter} " if (letter := theorems.LETTERS.get(name, name)).startswith("\\") else letter


def plain(formula: str) -> str:
    """The formula without what does not show."""
    return re.sub(r"\^\{(\w|\\[a-z]+)\}", r"^\1", re.sub(r"\s+", "", formula))
