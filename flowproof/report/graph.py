"""The graph of a proof as an SVG element for the page, with its legend: no script, and no program outside Python."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from flowproof import kernel
from flowproof.description import SOURCES
from flowproof.findings import Finding
from flowproof.graph import Graph
from flowproof.report.layout import HEIGHT, WIDTH, Layout, layout
from flowproof.report.mathml import prose

MARGIN = 6
"""Room around a drawing, for the borders."""
LONGEST = 21
"""Characters that fit in a line of a box; longer ones are drawn closer together."""

STATES = {
    "PROVED ↓": "proved for all parameters, and so is everything below it",
    "PROVED": "proved for all parameters, but something below it is not",
    "CERTIFIED": "true beyond rounding at every published point",
    "SAMPLED": "tried at points drawn from a seed",
    "NONE": "holds, with no strength",
    "UNDECIDED": "the check could not tell",
    "INTERNAL": "a fault of flowproof",
    "FAILS": "wrong at a witness",
    "UNCHECKED": "nothing checks it",
}
SHAPES = {
    "theorem": "a theorem",
    "step": "a step of the proof",
    "lemma": "a lemma",
    "elsewhere": "from another section",
}
SHORT = {"Proposition": "Prop.", "Corollary": "Cor.", "Theorem": "Thm."}


@dataclass(frozen=True)
class Picture:
    """A drawing, and what its signs mean: a sample of each that occurs, with a text."""

    svg: Markup
    legend: tuple[tuple[Markup, str], ...]


def picture(
    graph: Graph, lines: Mapping[str, Sequence[str]], subject: str, address: Callable[[str], str] = "#{}".format
) -> Picture:
    """A part of the graph, drawn about `subject`; each box leads to the `address` of its statement's label.

    The subject is marked unless it stands at the top alone.
    """
    placed = layout(lines)
    shown = [graph.findings[label] for label in lines]
    home = graph.findings[subject]
    marked = subject if any(subject in lower for lower in lines.values()) else None
    boxes = Markup("\n").join(
        _box(finding, _shape(finding, home), placed.boxes[finding.entry.label], marked, address(finding.entry.label))
        for finding in shown
    )
    svg = Markup(
        '<svg viewBox="{} {} {} {}" width="{}" height="{}" role="group" aria-label="What {} rests on">\n'
        '<path class="line" d="{}"/>\n<path class="tip" d="{}"/>\n{}\n</svg>'
    )
    width, height = placed.width + 2 * MARGIN, placed.height + 2 * MARGIN
    strokes, tips = _strokes(placed), _tips(placed, lines)
    return Picture(
        svg.format(-MARGIN, -MARGIN, width, height, width, height, subject, strokes, tips, boxes),
        tuple(_legend(shown, home, marked)),
    )


def state(finding: Finding) -> str:
    """How a statement stands, in a word: its strength where it holds, and whether all below it is proved too."""
    if finding.outcome != "HOLDS":
        return finding.outcome
    whole = finding.verdict.strength.name == finding.verdict.chain.name == "PROVED"
    return "PROVED ↓" if whole else finding.verdict.strength.name


def _box(finding: Finding, shape: str, middle: tuple[int, int], marked: str | None, address: str) -> Markup:
    """One statement: shape, number and state, label, and a title that appears when pointed at."""
    entry, (x, y) = finding.entry, middle
    called = " ".join(SHORT.get(word, word) for word in finding.number.split())
    sign = kernel.SIGN if finding.kernel else ""
    texts = [_text(" · ".join(filter(None, (called, state(finding), sign))), x, y - 11, "state")]
    halves = _halves(entry.label)
    texts += [_text(half, x, y + (7 if len(halves) == 1 else 3) + 14 * i) for i, half in enumerate(halves)]
    verdict = finding.verdict
    strength = f", {verdict.strength.name}, chain {verdict.chain.name}" if finding.outcome == "HOLDS" else ""
    strength += f", {kernel.NAME}" if finding.kernel else ""
    said = prose(finding.title) if "{" in finding.title else finding.title
    inside = Markup("<title>{}</title>{}{}").format(
        f"{entry.name} {entry.label}: {said}. {entry.provenance.capitalize()}; {finding.outcome}{strength}.",
        _outline(shape, x, y, WIDTH, HEIGHT),
        Markup("").join(texts),
    )
    classes = f"node {_fill(state(finding))} {entry.provenance}{' subject' if entry.label == marked else ''}"
    return Markup('<a href="{}" class="{}">{}</a>').format(address, classes, inside)


def _shape(finding: Finding, home: Finding) -> str:
    entry = finding.entry
    if entry.kind in ("theorem", "lemma"):
        return entry.kind
    return "step" if (entry.paper, entry.section) == (home.entry.paper, home.entry.section) else "elsewhere"


def _fill(state: str) -> str:
    """The class of the style sheet that fills a box in this state."""
    return "fill-WHOLE" if state == "PROVED ↓" else f"fill-{state}"


def _outline(shape: str, x: float, y: float, width: float, height: float) -> Markup:
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    if shape == "lemma":
        cut = height / 5
        corners = (
            (left + cut, top),
            (right - cut, top),
            (right, y),
            (right - cut, bottom),
            (left + cut, bottom),
            (left, y),
        )
        return Markup('<polygon points="{}"/>').format(" ".join(f"{a:g},{b:g}" for a, b in corners))
    radius = {"elsewhere": height / 2, "theorem": 0}.get(shape, height / 12)
    box = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="{:g}"/>')
    outer = box.format(left, top, width, height, radius)
    inner = box.format(left + 4, top + 4, width - 8, height - 8, radius)
    return outer + inner if shape == "theorem" else outer


def _text(text: str, x: int, y: int, kind: str = "label") -> Markup:
    squeezed = f' textLength="{WIDTH - 12}" lengthAdjust="spacingAndGlyphs"' if len(text) > LONGEST else ""
    return Markup('<text class="{}" x="{}" y="{}"{}>{}</text>').format(kind, x, y, Markup(squeezed), text)  # noqa: S704


def _halves(label: str) -> list[str]:
    """The label in a line or, cut at a hyphen, in two that are about as long."""
    if len(label) <= LONGEST - 3:
        return [label]
    cuts = [i + 1 for i, letter in enumerate(label) if letter == "-"]
    if not cuts:
        return [label]
    cut = min(cuts, key=lambda i: (max(i, len(label) - i), -i))
    return [label[:cut], label[cut:]]


def _strokes(placed: Layout) -> str:
    """All lines: a curve from layer to layer, and straight down where one passes a layer."""
    half = HEIGHT // 2
    curves = [
        f"M{x} {y + half}C{x} {(y + v) // 2} {u} {(y + v) // 2} {u} {v - half}" for (x, y), (u, v) in placed.lines
    ]
    return "".join(curves + [f"M{x} {y - half}V{y + half}" for x, y in placed.lanes])


def _tips(placed: Layout, lines: Mapping[str, Sequence[str]]) -> str:
    """An arrow's tip above each box that something uses."""
    used = {lower for below in lines.values() for lower in below}
    tops = [(x, y - HEIGHT // 2) for label, (x, y) in placed.boxes.items() if label in used]
    return "".join(f"M{x} {y}l-4 -7h8z" for x, y in tops)


def _legend(shown: Sequence[Finding], home: Finding, marked: str | None) -> Iterable[tuple[Markup, str]]:
    """A sample of each sign that occurs among the findings, with what it means."""
    shapes = {_shape(finding, home) for finding in shown}
    borders = {finding.entry.provenance for finding in shown}
    states = {state(finding) for finding in shown}
    yield from ((_sample(shape), text) for shape, text in SHAPES.items() if shape in shapes)
    if marked:
        yield _sample("step", "subject"), f"{marked} itself"
    yield from ((_sample("step", border), text) for border, text in SOURCES.items() if border in borders)
    yield from ((_sample("step", _fill(name)), f"{name}: {text}") for name, text in STATES.items() if name in states)
    if any(finding.kernel for finding in shown):
        yield Markup("{}").format(kernel.SIGN), f"{kernel.NAME}: {kernel.MEANING}"


def _sample(shape: str, kind: str = "") -> Markup:
    return Markup('<svg width="34" height="20" class="node {}" aria-hidden="true">{}</svg>').format(
        kind, _outline(shape, 17, 10, 30, 16)
    )
