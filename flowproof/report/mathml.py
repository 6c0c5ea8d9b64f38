"""LaTeX as MathML, which every current browser draws without fonts or scripts from elsewhere."""

from latex2mathml.converter import convert
from markupsafe import Markup


def mathml(latex: str) -> Markup:
    """The formula as MathML in a block of its own, or as it is written where it can't be converted."""
    try:
        converted = convert(latex.strip(), display="block")
    except Exception:  # the converter raises whatever its parser stumbles over
        converted = ""
    if not converted or "\\" in converted:
        return Markup("<code>{}</code>").format(latex.strip())
    return Markup(converted.replace('xmlns="http://www.w3.org/1998/Math/MathML" ', ""))  # noqa: S704 (MathML of our own LaTeX)


def is_converted(latex: str) -> bool:
    """Whether `mathml` draws the formula, and does not fall back to its text."""
    return mathml(latex).startswith("<math")
