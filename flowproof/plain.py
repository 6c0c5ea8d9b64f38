"""LaTeX as one line of text for a terminal: Σ₁⁻¹E^(−2cΣt). Quotients and powers get the parentheses that they need."""

import re
from xml.etree import ElementTree

from latex2mathml.converter import convert

DIGITS = "0123456789+-−()"
RAISED = dict(zip(DIGITS + "ikntT⊤′'", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁱᵏⁿᵗᵀᵀ′′", strict=True))
LOWERED = dict(zip(DIGITS + "aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
ACCENTS = {"¯": "\u0304", "~": "\u0303", "˙": "\u0307", "^": "\u0302", "→": "\u20d7", "¨": "\u0308"}
FRACTIONS = {("1", "2"): "½", ("1", "3"): "⅓", ("1", "4"): "¼", ("1", "8"): "⅛", ("3", "4"): "¾"}
SPACED = "+-−=<>≤≥≠≈≃∼→⟶⇒⟹⇔⟺⟸∈∉⊆⊂∪∩≡≻≺⪰⪯∀∣↔↦≫≪"
CLOSING = ")]}⟩"


def plain(latex: str) -> str:
    """The formula in Unicode, or as it is written where it can't be converted."""
    try:
        text = _read(ElementTree.fromstring(convert(latex.strip())))  # noqa: S314 (made here, of our own LaTeX)
    except Exception:  # the converter raises whatever its parser stumbles over
        return latex.strip()
    text = re.sub(r"\s+", " ", text).strip()
    return latex.strip() if "\\" in text else re.sub(r" ([,;)\]])", r"\1", re.sub(r"([(\[]) ", r"\1", text))


def _read(node: ElementTree.Element) -> str:
    parts = list(node)
    match node.tag.rpartition("}")[2]:
        case "mi" | "mn":
            text = node.text or ""
            return (
                f" {text} " if len(text) > 1 and text.isalpha() else _operator(text) if text in SPACED + ";" else text
            )
        case "mtext":
            return (node.text or "").replace("\N{NO-BREAK SPACE}", " ")
        case "mo":
            return _operator((node.text or "").strip())
        case "mspace":
            return " " if node.get("width", "0").startswith("0") else "  "
        case "mfrac":
            above, below = (_read(part).strip() for part in parts)
            if (above, below) in FRACTIONS:
                return FRACTIONS[above, below]
            return f"{_grouped(above, '+-−= ')}/{_grouped(below)}"
        case "msqrt":
            return f"√{_grouped(_row(parts))}"
        case "msup":
            return _script(_read(parts[0]), _read(parts[1]), RAISED, "^")
        case "msub" | "munder":
            base = _read(parts[0])
            scripted = _script(base, _read(parts[1]), LOWERED, "_")
            return f"{scripted} " if len(base.strip()) > 1 and base.strip().isalpha() else scripted  # lim, max, min
        case "msubsup" | "munderover":
            below, above = _read(parts[1]), _read(parts[2])
            scripted = _script(_script(_read(parts[0]), below, LOWERED, "_"), above, RAISED, "^")
            return scripted + " " * (scripted[0] in "∑∏∫")
        case "mover":
            return _accented(_read(parts[0]), (parts[1].text or "").strip())
        case "mtable":
            return "; ".join(_read(row).strip() for row in parts)
        case "mtr":
            return re.sub(r"(^|[^,]), =", r"\1 =", ", ".join(_read(cell).strip() for cell in parts)).strip()
    return _row(parts)


def _row(parts: list[ElementTree.Element]) -> str:
    """Elements side by side; a sign at the beginning, or after another operator, belongs to what follows it."""
    text = ""
    for i, part in enumerate(parts):
        piece = _read(part)
        if part.tag.endswith("mfrac") and "/" in piece and (_is_factor(parts[i + 1 :]) or not _begins_factor(text)):
            piece = f"({piece})"
        text += piece.strip() if piece.strip() in "+−-" and _begins(text.rstrip()) else piece
    return text


def _begins(text: str) -> bool:
    """Whether what follows the text begins a sum: bars open and close in turn."""
    if text[-1:] in ("|", "‖"):
        return text.count(text[-1]) % 2 == 1
    return not text or text[-1] in f"([,;{SPACED}"


def _begins_factor(text: str) -> bool:
    """Whether nothing stands before what follows that would multiply it, or divide by it."""
    return _begins(text.rstrip()) or text[-1:] in ("·", " ")


def _is_factor(rest: list[ElementTree.Element]) -> bool:
    """Whether what comes next multiplies what came before."""
    following = _read(rest[0]).strip() if rest else ""
    return following[:1] not in ("", ",", ";", ".", ":", "|", "‖", *CLOSING, *SPACED)


def _operator(sign: str) -> str:
    sign = sign.replace("-", "−")
    if sign in (",", ";", ":"):
        return f"{sign} "
    return f" {sign} " if sign and (sign in SPACED or sign.isalpha()) else sign


def _grouped(text: str, splits: str = "") -> str:
    """In parentheses if it is more than one factor, or, where `splits` is given, if it holds one of these outside of
    parentheses."""
    text, depth = text.strip(), 0
    for i, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth == 0 and i and splits and character in splits:
            return f"({text})"
    whole = re.fullmatch(r"d?\w[\u0300-\u036f\u20d7]?[₀-₉₊₋ₐ-ₜᵢⱼᵣᵤᵥ]*[⁰¹²³⁴-⁹⁻ⁿᵀ]*|\d+|\([^()]*\)", text)
    return text if splits or whole else f"({text})"


def _script(base: str, script: str, small: dict[str, str], sign: str) -> str:
    script = script.strip()
    if sign == "^" and base.startswith("√"):
        base = f"({base})"
    tight = script.replace(" ", "")
    if tight and all(character in small for character in tight):
        return f"{base.rstrip()}{''.join(small[character] for character in tight)}"
    return f"{base.rstrip()}{sign}{script if len(script) == 1 else f'({script})'}"


def _accented(base: str, accent: str) -> str:
    base = base.strip()
    if accent in ACCENTS and len(re.sub(r"[\u0300-\u036f]", "", base)) == 1:
        return base + ACCENTS[accent]
    return f"({base}){ACCENTS[accent]}" if accent in ACCENTS else f"{base}^{accent}"
