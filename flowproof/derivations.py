"""Derivations as a person would write them, rendered from what is checked: the lines of a derivation, or the lines of a
certificate as it was found, checked and would be written to a file.
"""

import ast
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from flowproof.findings import Finding
from numeric.parallel import in_order
from paper import Entry, Misuse, load
from proofs.certificate.argument import Argument, Gap
from proofs.certificate.language import LETTERS, latex, speaks_of_matrices
from proofs.certificate.notation import symbol
from proofs.certificate.prover import Prover
from proofs.checker import Invalid, parsed
from proofs.claims.claim import Step
from proofs.claims.verdict import Strength
from proofs.descent import claims as descent
from proofs.evidence.derived import Derived
from proofs.judging import suite
from proofs.lemmas import LEMMAS
from proofs.lemmas.proved import lemma_prover
from proofs.theorems import catalogue
from symbolic.derivation import Derivation
from symbolic.derivation import Line as DerivationLine

UNICODE = {"alpha": "α", "sigma": "σ", "mu": "μ", "nu": "ν", "kappa": "κ", "eps": "ε"}
GREEK_NAME = re.compile(rf"(?<!\w)({'|'.join(UNICODE)})(?:_(\d))?(?![\w-])")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
BACKSLASH = "\\"
BETWEEN = re.compile("(where | and |, |: )")
BY_ITSELF = "as both sides come to the same"
SIGNS = {ast.LtE: r"\le", ast.GtE: r"\ge", ast.Lt: "<", ast.Gt: ">", ast.Eq: "="}


@dataclass(frozen=True)
class Line:
    """What a line says, in LaTeX; why, in words, with LaTeX between \\( and \\); and the identity that shows it."""

    says: str
    why: str
    shown_by: str = ""
    after: str = ""
    holds: bool = True


@dataclass(frozen=True)
class Account:
    """One derivation: what is derived, for which parameters, from what, how, and whether every line was accepted.

    `given` and `where` are names with formulas: facts that lines may use, and abbreviations.
    """

    title: str
    setting: str
    lines: tuple[Line, ...]
    given: tuple[tuple[str, str], ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    conclusion: str = ""
    in_its_place: str = ""
    """Of an entry that is recorded to fail: what holds instead, in words."""

    @property
    def holds(self) -> bool:
        return bool(self.lines) and all(line.holds for line in self.lines)


def accounts(entry: Entry, certificates: Mapping[str, str] | None = None) -> tuple[Account, ...]:
    """The derivations of an entry: one, or one for each case of a theorem; of a theorem, those of its steps.

    `certificates` has those that are known, as JSON by their cases; others are found anew. Raises Misuse where there is
    none: nothing claims the entry, or it is checked at points only.
    """
    for theorem in suite.theorems():
        if entry.label == theorem.label:
            return tuple(account for step in theorem.steps for account in _of_step(step))
    step = suite.steps().get(entry.label)
    found = _of_step(step, certificates or {}) if step else ()
    if not found:
        why = f"it is checked at points: {entry.promises}" if step else entry.unchecked or "no step claims it"
        raise Misuse(f"{entry.label} has no derivation ({why}); `flowproof show {entry.label}` says more")
    if entry.correction:
        instead = load()[entry.correction]
        *others, last = found
        found = (*others, replace(last, in_its_place=f"{instead.title} ({instead.label})"))
    return found


def every(entries: Sequence[Entry]) -> tuple[list[Account], list[str]]:
    """The derivations of those entries that have one, and of each other a sentence. Raises Misuse where none has."""
    found: list[Account] = []
    without: list[str] = []
    for entry in entries:
        try:
            found += accounts(entry)
        except Misuse as error:
            without.append(str(error))
    if not found:
        raise Misuse("; ".join(without))
    return found, without


def of_findings(findings: Iterable[Finding], jobs: int = 1) -> dict[str, tuple[Account, ...]]:
    """The derivations of what a run decided by lines, label by label; its certificates are those that it found.

    A theorem has none beside its steps'.
    """
    steps = suite.steps()
    decided = [finding for finding in findings if finding.entry.label in steps and _lines_decide(finding)]
    told = in_order(_of_finding, decided, jobs)
    return {finding.entry.label: found for finding, found in zip(decided, told, strict=True)}


def _lines_decide(finding: Finding) -> bool:
    return any(judgement.strength is Strength.PROVED and judgement.points for judgement in finding.verdict.judgements)


def _of_finding(finding: Finding) -> tuple[Account, ...]:
    certificates = {case: text for judgement in finding.verdict.judgements for case, text in judgement.proofs}
    try:
        return accounts(finding.entry, certificates)
    except Misuse:  # it is decided, but not line by line
        return ()


def _of_step(step: Step, certificates: Mapping[str, str] = MappingProxyType({})) -> tuple[Account, ...]:
    if any(isinstance(kind, Derived) for kind in step.evidence):
        return (_derived(step.statement()),)
    if any(lemma.label == step.label for lemma in LEMMAS):
        provers: tuple[Prover, ...] = (lemma_prover(step.label),)
    elif of_descent := descent.provers(step.label):
        return tuple(_certified(step, prover, part=part) for prover, part in of_descent)
    else:
        proof = catalogue.proof_of(step)
        provers = proof.showing(step.label) if proof else ()
    return tuple(_certified(step, prover, certificates.get(prover.case.label)) for prover in provers)


def _derived(derivation: Derivation) -> Account:
    lines = tuple(Line(line.latex, _why(line), holds=line.holds) for line in derivation.lines)
    return Account(derivation.title, derivation.domain, lines, conclusion=derivation.conclusion)


def _why(line: DerivationLine) -> str:
    """The line's reason, with what it assumes, or where it is refuted."""
    assumed = f" (by {line.lemma}, which is assumed)" if line.lemma else ""
    witness = line.decision.witness or {}
    at = ", ".join(rf"\({_value(name, value)}\)" for name, value in witness.items() if not name.endswith(r"^\top"))
    return f"{line.why}{assumed}{f'; it fails at {at}' if at else ''}"


def _value(name: str, value: str) -> str:
    """LaTeX of a value that SymPy wrote as text: a number, or the rows of a matrix."""
    text = value.replace("**", "^").replace("*", "").replace("log", r"\log").replace("sqrt", r"\surd")
    if value.startswith("[["):
        rows = r" \\ ".join(row.replace(",", " &") for row in re.findall(r"\[([^\[\]]+)\]", text))
        text = rf"\begin{{pmatrix}}{rows}\end{{pmatrix}}"
    return f"{name if '{' in name or name.startswith(BACKSLASH) else symbol(name, {})} = {text}"


def _certified(step: Step, prover: Prover, certificate: str | None = None, part: str = "") -> Account:
    """The account of a certificate, which is found anew where it is not given as JSON; of a `part` of what shows it."""
    case, label = prover.case, part or step.label
    symbols = dict(getattr(step.domain, "symbols", {}))
    reader = Reader(case, lambda name: _braced(symbol(name, symbols)))
    setting = _in_letters(case.label.partition(", ")[2]).replace(">=", "≥") or "all matrices of fitting sizes"
    title = load()[step.label].title if label == step.label else label
    try:
        found = json.loads(certificate) if certificate else prover.step(label)
    except (Gap, Invalid) as error:
        return Account(title, setting, (Line(reader.formula(_shown(case, label)), str(error), holds=False),))
    lines = tuple(reader.line(number, line) for number, line in enumerate(found["lines"], start=1))
    return Account(
        title,
        setting,
        lines,
        given=tuple(
            (_in_letters(name), reader.formula(text)) for name, text in reader.facts.items() if name in reader.cited
        ),
        where=reader.abbreviations(line["shows"] for line in found["lines"]),
        conclusion=reader.formula(found["shows"]),
    )


def _shown(case: Argument, label: str) -> str:
    return next(step.shows for step in case.steps if step.label == label)


class Reader:
    """Reads the lines of one certificate, and remembers which facts they cite."""

    def __init__(self, case: Argument, letter: Callable[[str], str]) -> None:
        self.case, self.letter = case, letter
        self.facts = {**case.given, **{step.label: step.shows for step in case.steps}}
        self.shown: dict[str, str] = {}
        self.cited: set[str] = set()

    def formula(self, text: str) -> str:
        """LaTeX of a statement, or of an expression."""
        tree = ast.parse(text, mode="eval").body
        if not isinstance(tree, ast.Compare):
            return self.expression(text)
        left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
        matrices = speaks_of_matrices(text, self.is_letter_of_matrix)
        orders = {ast.LtE: r"\preceq", ast.GtE: r"\succeq"} if matrices else {}
        sign = (SIGNS | orders)[type(tree.ops[0])]
        return f"{self.expression(left)} {sign} {self.expression(right)}"

    def expression(self, text: str) -> str:
        return latex(_tidy(text), self.letter, self.is_letter_of_matrix)

    def is_letter_of_matrix(self, name: str) -> bool:
        meaning = self.case.definitions.get(name)
        return name in self.case.matrices or (
            meaning is not None and speaks_of_matrices(meaning, self.is_letter_of_matrix)
        )

    def line(self, number: int, line: Mapping[str, Any]) -> Line:
        self.shown[str(number)] = line["shows"]
        says = self.formula(line["shows"])
        if "cases" in line:
            return Line(says, f"in both cases: {self._cases(line)}")
        if "lemma" in line:
            replaced = ", ".join(
                rf"\({symbol(name, LETTERS)} = {self.expression(text)}\)"
                for name, text in line["with"].items()
                if name != text
            )
            is_its_own = all(name == text for name, text in line["with"].items())
            return Line(says, f"{self.called(line['lemma'])}{f', with {replaced}' if not is_its_own else ''}")
        terms = [term for term in line["terms"] if "equation" not in term]
        equations = _cited(term for term in line["terms"] if "equation" in term)
        facts = _cited([*terms, *line.get("multiplier", ())])
        self.cited |= {*facts, *equations}
        if not terms and not equations:
            return Line(says, BY_ITSELF)
        if not terms:
            return Line(says, f"by the equation{'s' * (len(equations) > 1)} {_listed(equations)}")
        by = f"by {_listed(facts)}, as" if facts else "as"
        after = f", by the equation{'s' * (len(equations) > 1)} {_listed(equations)}" if equations else ""
        return Line(says, by, f"{self._multiplied(line)} = {self._sum(terms)}", after)

    def called(self, label: str) -> str:
        """The name of a claim, with what it says in formulas."""
        return "".join(rf"\({self.formula(x)}\)" if _is_statement(x) else x for x in BETWEEN.split(label))

    def _cases(self, line: Mapping[str, Any]) -> str:
        """By which lemma in which case, where it is told what is supposed there and the name does not say so."""
        called = list(map(self.called, line["cases"]))
        supposed = [rf"\({self.formula(text)}\)" for text in line.get("supposed", ())] or called
        return ", and ".join(f"by '{x}'{f' where {y}' * (y not in x)}" for x, y in zip(called, supposed, strict=True))

    def _multiplied(self, line: Mapping[str, Any]) -> str:
        """What is compared with 0, times the line's multiplier."""
        difference = self.expression(self._difference(line["shows"]))
        if "multiplier" not in line:
            return difference
        return rf"\left({self._sum(line['multiplier'])}\right)\left({difference}\right)"

    def abbreviations(self, statements: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The definitions that the statements speak of, and those that these speak of."""
        wanted, pending = set[str](), [*statements, *(self.facts[name] for name in self.cited if name in self.facts)]
        while pending:
            for name in _names(pending.pop()) & set(self.case.definitions) - wanted:
                wanted.add(name)
                pending.append(self.case.definitions[name])
        shown = (
            (self.letter(name), self.expression(self.case.definitions[name]))
            for name in self.case.definitions
            if name in wanted
        )
        return tuple((name, meaning) for name, meaning in shown if _bare(meaning) != _bare(name))

    def _difference(self, statement: str) -> str:
        """D of the statement D ≥ 0, D > 0 or D = 0."""
        tree = ast.parse(statement, mode="eval").body
        if not isinstance(tree, ast.Compare):
            raise Misuse(f"{statement!r} is no statement")
        left, right = ast.unparse(tree.left), ast.unparse(tree.comparators[0])
        if isinstance(tree.ops[0], ast.LtE | ast.Lt):
            left, right = right, left
        return left if right == "0" else f"-({right})" if left == "0" else f"({left}) - ({right})"

    def _fact(self, name: str) -> str:
        """A fact's difference in square brackets."""
        return rf"\left[{self.expression(self._difference(self.shown.get(name) or self.facts[name]))}\right]"

    def _sum(self, terms: Iterable[Mapping[str, Any]]) -> str:
        return " + ".join(map(self._term, terms))

    def _term(self, term: Mapping[str, Any]) -> str:
        """One term of an identity, as CERTIFICATES.md has it."""
        factors = [self._factor(term.get(name)) for name in ("times", "positive")]
        factors += [self._fact(name) for name in term.get("facts", ())]
        factors += [f"{self._factor(text, always=True)}^2" for text in term.get("squares", ())]
        by = self._factor(term.get("by"))
        middle = self._fact(term["of"]) if "of" in term else ""
        if middle or by:
            turned = self._factor(f"T({term['by']})") if by else ""
            factors.append(f"{turned}{middle}{by}")
        return "".join(factors) or "1"

    def _factor(self, text: str | None, always: bool = False) -> str:
        """An expression as a factor; nothing for 1."""
        if text is None or text == "1":
            return ""
        tree = ast.parse(_tidy(text), mode="eval").body
        is_sum = isinstance(tree, ast.UnaryOp) or (
            isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add | ast.Sub)
        )
        written = self.expression(text)
        return rf"\left({written}\right)" if is_sum or always else written


class _Tidy(ast.NodeTransformer):
    """The same expression with signs in front, and without factors 1, quotients of quotients and double transposes."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left: ast.expr = self.visit(node.left)
        right: ast.expr = self.visit(node.right)
        product = isinstance(node.op, ast.Mult)
        if isinstance(node.op, ast.Mult | ast.Div) and isinstance(left, ast.UnaryOp):
            return ast.UnaryOp(left.op, self.visit(ast.BinOp(left.operand, node.op, right)))
        if product and _is_one(left):
            return right
        if isinstance(node.op, ast.Mult | ast.Div) and _is_one(right):
            return left
        if isinstance(node.op, ast.Div) and isinstance(left, ast.BinOp) and isinstance(left.op, ast.Div):
            return ast.BinOp(left.left, node.op, ast.BinOp(left.right, ast.Mult(), right))
        return ast.BinOp(left, node.op, right)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        arguments = [self.visit(argument) for argument in node.args]
        match node.func, arguments[0]:
            case ast.Name(id="T"), ast.Call(func=ast.Name(id="T"), args=[inner]):
                return inner
        return ast.Call(node.func, arguments, [])


def _is_statement(text: str) -> bool:
    with suppress(Invalid, SyntaxError):
        match parsed(text):
            case ast.Compare(ops=[sign]):
                return type(sign) in SIGNS
    return False


def _is_one(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Constant) and tree.value == 1


def _tidy(text: str) -> str:
    return ast.unparse(_Tidy().visit(ast.parse(text, mode="eval")))


def _bare(formula: str) -> str:
    return re.sub(r"[{}\s]", "", formula)


def _braced(name: str) -> str:
    """A name that more scripts may be put on, and letters behind."""
    return f"{{{name}}}" if len(name) > 1 else name


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"({_in_letters(name)})" for name in names)


def _in_letters(said: str) -> str:
    """With σ₁ for sigma_1 and the like, which certificates have in ASCII."""
    return GREEK_NAME.sub(lambda match: UNICODE[match[1]] + (match[2] or "").translate(LOWERED), said)


def _cited(terms: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for term in terms for name in _facts(term)))


def _facts(term: Mapping[str, Any]) -> tuple[str, ...]:
    return (*term.get("facts", ()), *(term[key] for key in ("of", "equation") if key in term))


def _names(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
