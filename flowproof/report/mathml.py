"""LaTeX as MathML, which every current browser draws without fonts or scripts from elsewhere."""

from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup

CHILDREN = {"msup": 2, "msub": 2, "mfrac": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}
"""Elements that a browser refuses with another number of children."""


def mathml(latex: str) -> Markup:
    """The formula as MathML in a block of its own, or as it is written where it can't be converted."""
    try:
        converted = convert(latex.strip(), display="block")
        tree = ElementTree.fromstring(converted)  # noqa: S314 (made here, of our own LaTeX)
        if any(len(node) != CHILDREN.get(node.tag.rpartition("}")[2], len(node)) for node in tree.iter()):
            converted = ""
    except Exception:  # the converter raises whatever its parser stumbles over
        converted = ""
    if not converted or "\\" in converted:
        return Markup("<code>{}</code>").format(latex.strip())
    return Markup(converted.replace('xmlns="http://www.w3.org/1998/Math/MathML" ', ""))  # noqa: S704 (MathML of our own LaTeX)


def is_converted(latex: str) -> bool:
    """Whether `mathml` draws the formula, and does not fall back to its text."""
    return mathml(latex).startswith("<math")
