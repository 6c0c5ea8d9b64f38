r"""LaTeX as MathML, which every current browser draws without fonts or scripts from elsewhere.

A browser never breaks a formula into lines. So a formula is written as several, each a part that begins with a sign
of its sum or relation, between which a line may end.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert
from markupsafe import Markup, escape

from flowproof.plain import plain

CHILDREN = {"msup": 2, "msub": 2, "mfrac": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}
"""Elements that a browser refuses with another number of children."""
LONG = 30
"""Signs beyond which a part of a formula is broken within its brackets too."""
SHORT = 3
"""Letters of words that stay with the formula before and after them."""
DEEPEST = 4
"""How many brackets within each other are broken at most."""
OPENING, CLOSING = "([{⟨", ")]}⟩"
BETWEEN = frozenset("+−-=<>≤≥≠≈∼→⟹⟺⇒∈⪰⪯≻≺≡")
"""Signs that a new line may begin with."""
TALL = ("mfrac", "mtable")
SCRIPT = re.compile(
    r"([_^])\{([^{}]*)\}|(?<=[\w)\]\u0300-\u036f])(\^)(?:\(([^()]*)\)|(-?\d+|\w))"
    r"|(?<=(?<![^\W\d_])[^\W\d_])(_)([^\W_]+)"
)
"""An index or a power among words; an index without braces is one of a single letter, as others are names."""
ACCENTED = re.compile(r"\\(bar|tilde|hat|dot) (\w)")
GREEK = re.compile(r"(?<![\w-])(?:alpha|epsilon|eta|kappa|lambda|mu|rho|sigma)(?![^\W_]|-)")
TAGS = {"_": "sub", "^": "sup"}
COMMAND = re.compile(r"\\[A-Za-z]")
FORMULA = re.compile(r"\\\((.*?)\\\)")


def mathml(latex: str) -> Markup:
    """The formula in a block of its own, or as it is written where it can't be converted."""
    return Markup('<div class="formula">{}</div>').format(_parts(latex.strip(), True))


def inline(latex: str) -> Markup:
    """The formula within a sentence."""
    return _parts(latex.strip(), False)


def scripts(said: str) -> Markup:
    r"""Words, where what stands behind _ or ^ is lowered or raised, as in T_k and e^{−t}, and \Phi is Φ."""
    text = GREEK.sub(lambda found: plain(f"\\{found[0]}"), prose(said) if "\\" in said else said)
    return Markup(SCRIPT.sub(_script, str(escape(text))))  # noqa: S704 (what was escaped, with elements of ours)


def _script(found: re.Match[str]) -> str:
    sign, script = (part for part in found.groups() if part is not None)
    return f"<{TAGS[sign]}>{script}</{TAGS[sign]}>"


def words(said: str, text: Callable[[str], Markup] = scripts) -> Markup:
    r"""Words as HTML, made by `text`; what stands between \( and \) is a formula."""
    pieces = FORMULA.split(said)
    return Markup("").join(inline(piece) if i % 2 else text(piece) for i, piece in enumerate(pieces))


def prose(said: str) -> str:
    r"""Words among which there is LaTeX without any marks around it, such as \Phi^\top, in Unicode."""
    whole = ACCENTED.sub(r"\\\1{\2}", said)
    return re.sub(r"(?:[^\s{}]|\{[^{}]*\})*[\\^_](?:[^\s{}]|\{[^{}]*\})*", lambda match: plain(match[0]), whole)


def is_converted(latex: str) -> bool:
    """Whether `mathml` draws the formula, and does not fall back to its text."""
    return "<code>" not in mathml(latex)


@lru_cache(maxsize=8192)
def _parts(latex: str, displayed: bool) -> Markup:
    tree = _tree(latex)
    if tree is None:
        return Markup("<code>{}</code>").format(latex)
    row = list(_opened(tree))
    parts = _broken(row) if displayed or _width(row) > LONG else [row]
    return Markup("<wbr>").join(_written(part, displayed, i > 0) for i, part in enumerate(parts))


def _tree(latex: str) -> Element | None:
    try:
        tree = ElementTree.fromstring(convert(latex))  # noqa: S314 (made here, of our own LaTeX)
    except Exception:  # the converter raises whatever its parser stumbles over
        return None
    for node in list(tree.iter()):
        node[:] = map(_without_rows_of_one, node)
        node.tag = node.tag.rpartition("}")[2]
        if _is_bar(node) and node.get("fence") != "true":
            node.set("stretchy", "false")
        if len(node) != CHILDREN.get(node.tag, len(node)) or COMMAND.search(node.text or ""):
            return None
    return tree


def _without_rows_of_one(node: Element) -> Element:
    while node.tag.endswith("mrow") and len(node) == 1:
        node = node[0]
    return node


def _opened(node: Element) -> Iterator[Element]:
    """What stands side by side, without the rows that hold it; brackets about what is tall stay tall."""
    for child in node:
        if child.tag not in ("mrow", "mstyle"):
            yield child
            continue
        if any(child.find(f".//{tag}") is not None for tag in TALL):
            for sign in child:
                if sign.get("fence") == sign.get("stretchy") == "true":
                    sign.set("minsize", "2.1em")
        yield from _opened(child)


def _is_said(node: Element) -> bool:
    """Whether an element is words, or the room before them."""
    return node.tag == "mspace" or (node.tag == "mtext" and len((node.text or "").strip()) > SHORT)


def _is_bar(node: Element) -> bool:
    return _sign(node) in ("‖", "∥", "|")


def _broken(row: Sequence[Element], level: int = 0) -> list[Sequence[Element]]:
    """The row in parts, broken outside of brackets or, where a part is still long, within them."""
    cuts = [0, *_cuts(row, level), len(row)]
    found: list[Sequence[Element]] = []
    for begin, end in pairwise(cuts):
        part = row[begin:end]
        whole = level == DEEPEST or _width(part) <= LONG
        found += [part] if whole else _broken(part, level + 1)
    return found


def _cuts(row: Sequence[Element], level: int) -> Iterator[int]:
    """Before which elements the row may be broken that are within so many brackets."""
    depth, bars = 0, 0
    for i, node in enumerate(row):
        sign = _sign(node)
        before = _sign(row[i - 1]) if i else ""
        if (
            i
            and depth + bars == level
            and (
                (sign in BETWEEN and before not in BETWEEN and not before.endswith(tuple(f"{OPENING},;")))
                or (sign in OPENING and sign and before and before in CLOSING)
                or _is_said(node)
                or _is_said(row[i - 1])
                or before in (",", ";")
            )
        ):
            yield i
        if _is_bar(node) or (len(node) and _is_bar(node[0])):  # a bar, or one with an index
            bars = 1 - bars
        depth += (sign != "" and sign in OPENING) - (sign != "" and sign in CLOSING)


def _sign(node: Element) -> str:
    """The operator that an element is; the converter takes some for names."""
    return (node.text or "").strip() if node.tag in ("mo", "mi") and len((node.text or "").strip()) == 1 else ""


def _width(row: Iterable[Element]) -> int:
    """About how many signs wide elements are, side by side."""
    return sum(
        max(map(_width, node), default=0) if node.tag in TALL else len((node.text or "").strip()) + _width(node)
        for node in row
    )


def _written(part: Sequence[Element], displayed: bool, goes_on: bool) -> Markup:
    """A part as an element of its own; words alone are words of the page, which have breaks between them.

    Where it goes on with a formula, the sign that it begins with stands between two things.
    """
    if all(node.tag in ("mtext", "mspace") for node in part):
        said = "".join(node.text or " " for node in part).replace("\N{NO-BREAK SPACE}", " ")
        return Markup('<span class="words">{}</span>').format(said)
    first = part[0]
    if goes_on and _sign(first) in BETWEEN:
        first.tag = "mo"
        first.set("form", "infix")
    style = ' displaystyle="true"' if displayed else ""
    return Markup(f"<math{style}>{_texts(part)}</math>")  # noqa: S704 (MathML of our own LaTeX)


def _texts(nodes: Iterable[Element]) -> str:
    return "".join(ElementTree.tostring(node, encoding="unicode") for node in nodes)
