"""What pages show that is made of the code and the ledger, as Markdown.

`<!-- generated: NAME -->` asks for it where the pages are built. What stands between `<!-- recorded: NAME -->` and
`<!-- end -->` can be read in the file too: `make approve` writes it there.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from importlib import import_module
from itertools import groupby

import flowproof
from numeric import texts
from paper import Entry, load, owners, theorems
from paper.theorems import Hypothesis
from proofs.theorems.ablation.ablation import Ablation, Need

INDICES = {"sigma_k": r"\sigma_k", "sigma_next": r"\sigma_{k+1}"}
LETTERS = {**theorems.LETTERS, **INDICES}
OF_MATRICES = {
    "U1*F == 1": r"U_1 F = I",
    "T(F)*weighing*F <= m_k": r"F^\top (I + \kappa U_2^\top U_2) F \preceq m_k I",
}
"""What the checker's language writes as if it were about numbers."""
NAME = re.compile(r"(T|m|σ)_(\w)")
RESULTS = ("flowproof.library.results", "flowproof.library.number", "flowproof.library.figure")


def text(name: str) -> str:
    """The Markdown of that name, or of a theorem or an entry: `theorem 4s`, `formula riccati-equation`."""
    kind, _, argument = name.partition(" ")
    return PARTS[kind](argument) if argument else WHOLE[name]()


def theorem(key: str) -> str:
    """A theorem about windows, as it is declared: what it asks, its constants, and what it concludes."""
    stated = theorems.named(key)
    asked = [*stated.understood, *stated.setting, *stated.start]
    constants = [rf"{LETTERS[name]} = {_latex(value)}" for name, value in stated.constants.items()]
    lines = [
        f"**{stated.called[0].upper()}{stated.called[1:]}** asks, with ${_joined(stated.meanings)}$:",
        *(f"- {_asked(hypothesis)}" for hypothesis in asked),
        "",
        "The constants are",
        _display(r",\qquad ".join(constants)),
        "and the windows",
        _display(rf"T_k = \Bigl[{_latex(stated.left_end)},\ {_latex(stated.right_end)}\Bigr],\qquad k = 0, \dots, r"),
        r"where $T_0$ begins at 0 and $T_r$ has no end. Then no window is empty, and",
        _display(r"\lVert W(t) - Y_k \rVert_2 \le \varepsilon \qquad \text{for all } t \in T_k."),
    ]
    return "\n".join(lines)


def compared() -> str:
    """The windows of each theorem that speaks of one general start, at the same instance."""
    flow = flowproof.Flow(spectrum=[3, 2, 1, 0], shape="random:7", alpha="1e-30")
    rows = ["| `--theorem` | $T_1$ | $T_2$ | $T_3$ | largest $\\alpha$ |", "|---|---|---|---|---|"]
    for key in theorems.keys():  # noqa: SIM118 - a function
        if theorems.named(key).shape != "spectral":
            found = flow.windows(key, epsilon="0.01")
            ends = [f"[{_short(w.left)}, {'∞' if w.right == 'inf' else _short(w.right)}]" for w in found.windows[1:]]
            largest = f"{Decimal(found.largest_alpha or 0):.1e}"
            rows.append(f"| `{key}` | {' | '.join(end.replace('∞]', '∞)') for end in ends)} | {largest} |")
    return "\n".join(rows)


def _short(decimal: str) -> str:
    return f"{Decimal(decimal):.3f}"


def ablation(key: str) -> str:
    """What each hypothesis of a law is needed for, confirmed anew."""
    rows = ["| dropped | then | at |", "|---|---|---|"]
    for each in flowproof.ablation(key):
        names = ", ".join(f"`{name}`" for name in each.dropped)
        dropped = f"${each.latex}$<br>{names}" if len(each.dropped) == 1 else f"together: {names}"
        instance = ", ".join(f"{name} = {value}" for name, value in (each.instance or {}).items())
        rows.append(f"| {dropped} | {_known(each)} | {instance} |")
    return "\n".join(rows)


def _known(each: Ablation) -> str:
    """What comes of a hypothesis dropped, numbers in short."""
    reason = f": {each.reason}" if each.reason else ""
    if not each.error or not each.bound:
        return f"{'implied' if each.need is Need.IMPLIED else 'no meaning'}{reason}"
    (left, right), (value, _), (bound, _) = each.sides, each.error, each.bound
    known = f"{left} is {value:.4g}, and {right} is {bound:.4g}"
    if each.need is Need.NOT_SEEN:
        return f"no start is known at which it is needed; in the nearest of {each.tries}, {known}"
    return f"needed: {known}{reason.replace(':', ';', 1)}"


def formula(label: str) -> str:
    """An entry's statement, as the ledger prints it."""
    return _display(load()[label].latex)


def errata() -> str:
    """What the papers state that fails as printed, with what holds instead."""
    parts = []
    for entry in load().entries:
        if entry.correction:
            instead = load()[entry.correction]
            parts += [
                f"## {entry.name if entry.number else f'{entry.paper} §{entry.section}'}: {entry.cause}",
                f"{entry.gloss} The label is `{entry.label}`. As printed:",
                _display(entry.latex),
                f"Instead (`{instead.label}`):",
                _display(instead.latex),
                f"**Does anything depend on it?** {entry.downstream}",
                f"**Shown again by numbers:** {entry.second_route}",
            ]
    return "\n\n".join(parts)


def axioms() -> str:
    """The axioms, each with its source."""
    return _cited("axiom")


def lemmas() -> str:
    """The lemmas that are taken from books, each with its source."""
    return _cited("lemma")


def _cited(kind: str) -> str:
    entries = [entry for entry in load().entries if entry.kind == kind]
    return "\n\n".join(
        f"`{entry.label}`\n: {entry.gloss}\n\n  $${entry.latex.strip()}$$\n\n  {entry.citation}" for entry in entries
    )


def papers() -> str:
    """Every entry of both papers, with its strength and its code."""
    places = dict[str, list[str]]()
    for owner in owners.find():
        places.setdefault(owner.label, []).append(f"`{owner.place}`")
    parts = []
    for (paper, section), group in groupby(load().entries, key=lambda entry: (entry.paper, entry.section)):
        parts += [f"### {paper}, {section if paper == 'MV' else f'§{section}'}", _rows(group, places)]
    return "\n\n".join(parts)


def _rows(entries: Iterable[Entry], places: Mapping[str, list[str]]) -> str:
    rows = ["| number | statement and label | strength and code |", "|---|---|---|"]
    for entry in entries:
        code = [entry.promises or f"unchecked: {entry.unchecked}", *places.get(entry.label, [])]
        title = entry.title.replace("|", "\\|").replace("*", "\\*")
        rows.append(f"| {_number(entry)} | {title}<br>`{entry.label}` | {'<br>'.join(code)} |")
    return "\n".join(rows)


def python() -> str:
    """All that `flowproof` has for Python, in the order in which it names it."""
    return "\n\n".join(_documented("flowproof", name) for name in flowproof.__all__)


def results() -> str:
    """What comes back: the classes of the library's modules of results."""
    found = []
    for module in map(import_module, RESULTS):
        own = [x for x in vars(module).values() if inspect.isclass(x) and x.__module__ == module.__name__]
        found += [_documented(module.__name__, x.__name__) for x in own if not x.__name__.startswith("_")]
    return "\n\n".join(found)


def _documented(module: str, name: str) -> str:
    thing = getattr(import_module(module), name)
    is_class = inspect.isclass(thing)
    kind = "function" if not is_class else "exception" if issubclass(thing, Exception) else "class"
    members = "   :members:\n   :inherited-members:\n" if kind == "class" else ""
    return f"```{{eval-rst}}\n.. auto{kind}:: {module}.{name}\n{members}```"


def _number(entry: Entry) -> str:
    number = entry.number or ""
    return f"({number})" if number.isdecimal() else number


def _asked(hypothesis: Hypothesis) -> str:
    shown = OF_MATRICES.get(hypothesis.text) or hypothesis.latex or _latex(hypothesis.text)
    where = f", for ${_latex_of_range(hypothesis.where)}$" if hypothesis.where else ""
    unless = f", unless ${_latex(hypothesis.unless)}$" if hypothesis.unless else ""
    sentence = NAME.sub(lambda name: f"${name[1].replace('σ', chr(92) + 'sigma')}_{name[2]}$", hypothesis.sentence)
    return f"{sentence.removeprefix('(ii): ')}: ${shown}${where}{unless}"


def _latex_of_range(where: str) -> str:
    return where.replace("<=", r"\le")


def _latex(source: str) -> str:
    shown = texts.latex(source, lambda name: LETTERS.get(name, name))
    return re.sub(r"\\T (\w+)", r"\1^\\top", shown)


def _joined(meanings: Iterable[str]) -> str:
    return "$, $".join(meanings)


def _display(latex: str) -> str:
    return f"\n$$\n{latex.strip()}\n$$\n"


WHOLE: Mapping[str, Callable[[], str]] = {
    "compared": compared,
    "errata": errata,
    "axioms": axioms,
    "lemmas": lemmas,
    "papers": papers,
    "python": python,
    "results": results,
}
PARTS: Mapping[str, Callable[[str], str]] = {"theorem": theorem, "formula": formula, "ablation": ablation}
