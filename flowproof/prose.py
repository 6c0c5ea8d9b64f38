"""LaTeX of sentences with mathematics in Unicode, such as "where δ = e^{−ωt}": words and formulas told apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

SYMBOLS = {
    **dict(
        zip("⪰⪯≻≺≥≤≠≈", (r"\succeq", r"\preceq", r"\succ", r"\prec", r"\ge", r"\le", r"\ne", r"\approx"), strict=True)
    ),
    **dict(zip("≡∈→⇒⟹⟺", (r"\equiv", r"\in", r"\to", r"\Rightarrow", r"\implies", r"\iff"), strict=True)),
    **dict(
        zip(
            "∞√·×∀±−‖…",
            (r"\infty", r"\surd", r"\cdot", r"\times", r"\forall", r"\pm", "-", r"\|", r"\dots"),
            strict=True,
        )
    ),
    **dict(zip("½⅓¼⅛¾~", (*(rf"\tfrac{{1}}{{{n}}}" for n in (2, 3, 4, 8)), r"\tfrac{3}{4}", r"\sim"), strict=True)),
    **dict(zip("{}′", (r"\{", r"\}", "'"), strict=True)),
}
VARIANTS = {"ε": r"\varepsilon", "φ": r"\varphi"}
RAISED = {"⊤": r"\top", "ᵀ": r"\top", "⋆": r"\star"}
ACCENTS = {"\u0304": "bar", "\u0303": "tilde", "\u0302": "hat", "\u0307": "dot", "\u0308": "ddot"}
TYPOGRAPHY = {"–": "--", "—": "---", "’": "'", **{character: f"\\{character}" for character in "&%$#_{}"}}
MARKS = {"\u0308": r"\"", "\u0301": r"\'"}
"""Of letters of a language, such as ö and é."""
SIGNS = ("+", "-", r"\pm")
SPACED = {"=", "<", ">", *(SYMBOLS[c] for c in "⪰⪯≻≺≥≤≠≈≡∈→⇒⟹⟺×~")}
COMMAND = re.compile(r"\\[A-Za-z]+$")
FUNCTIONS = {"log": r"\log", "det": r"\det", "max": r"\max", "min": r"\min", "exp": r"\exp"}
FUNCTIONS |= {name: rf"\operatorname{{{name}}}" for name in ("tr", "diag", "rank")}

RELATIONS = set("=<>≤≥≠≈≡⪰⪯≻≺∈→⇒⟹⟺")
OPERATORS = RELATIONS | set("+−·×±/")
TRAILING = ".,;:"
LETTERS = re.compile(r"[A-Zb-z]|[a-z]?[A-Z]{2,3}|[a-z][A-Z]|[A-Z][vw]|[a-z][vz]")
"""A variable, or a product of some."""
ENGLISH = ("MV", "TFHV", "SVD", "II", "CDC")
WITH_ARTICLE = re.compile(r"and|or|is|has|lies|by")
"""What may follow the matrix A at the beginning of a sentence."""


def words(said: str) -> str:
    r"""Words as LaTeX in ASCII, where each formula stands between \( and \)."""
    return "".join(rf"\({piece}\)" if is_formula else piece for is_formula, piece in pieces(said))


def pieces(said: str) -> Iterator[tuple[bool, str]]:
    r"""The sentence's parts in their order: whether each is a formula, and its LaTeX. What stands between \( and \) is
    LaTeX already."""
    for part in re.split(r"(\\\(.*?\\\))", said):
        if part.startswith(r"\("):
            yield True, part[2:-2]
        else:
            yield from _pieces(part)


def _pieces(said: str) -> Iterator[tuple[bool, str]]:
    tokens = re.split(r"(\s+)", said)
    words, blanks = tokens[::2], [*tokens[1::2], ""]
    is_formula = _told_apart(words)
    i = 0
    while i < len(words):
        end = i + 1
        while is_formula[i] and end < len(words) and is_formula[end] and _goes_on(" ".join(words[i:end]), words[end]):
            end += 1
        run = "".join(word + blank for word, blank in zip(words[i:end], blanks[i:end], strict=True)).rstrip()
        yield from _formula_in_words(run) if is_formula[i] else [(False, "".join(map(_letter, run)))]
        yield False, blanks[end - 1]
        i = end


def _formula_in_words(run: str) -> Iterator[tuple[bool, str]]:
    """A formula without the punctuation and the parentheses of the sentence that it stands in."""
    body, before, after = run, "", ""
    while body.startswith("(") and _depth(body) > 0:
        before, body = before + "(", body[1:]
    while body.endswith((")", *TRAILING)) and (_depth(body) < 0 or body[-1] in TRAILING):
        body, after = body[:-1], body[-1] + after
    if body.startswith("(") and body.endswith(")") and all(_depth(body[:end]) > 0 for end in range(1, len(body))):
        before, body, after = before + "(", body[1:-1], ")" + after
    if prefix := re.match(r"(?:[A-Za-z]{2,}-)+(?=[^-]+$)", body):  # at-most-s_max
        before, body = before + prefix[0], body[prefix.end() :]
    if suffix := re.search(r"(?<=\S)-[a-z-]{2,}$", body):  # the k-th
        body, after = body[: suffix.start()], suffix[0] + after
    yield False, before
    yield True, formula(body)
    yield False, after


def _goes_on(run: str, word: str) -> bool:
    """Whether a formula does not end before a word: no punctuation, or within parentheses of its own. A size such as
    n×d is a formula by itself."""
    by_itself = run[-1] in TRAILING or re.search(r"\w×\w", word)
    return not by_itself or _depth(run.lstrip("(")) > 0


def _depth(text: str) -> int:
    return sum((c in "([{") - (c in ")]}") for c in text)


def _told_apart(words: list[str]) -> list[bool]:
    """Whether each word is of a formula: by itself, beside an operator, or within brackets that a formula opened."""
    found = [_is_mathematics(word) for word in words]
    for i, word in enumerate(words):
        if word == "A":
            found[i] = i > 0 or bool(WITH_ARTICLE.fullmatch("".join(words[1:2])))
    for i, (before, word, after) in enumerate(zip(["", *words], words, [*words[1:], ""], strict=False)):
        reads_on = bool(after) and set(after) <= OPERATORS and not re.fullmatch(r"[a-z]{2,}", word)
        if set(before[-1:]) & OPERATORS or reads_on:
            found[i] = True
        if before.lstrip("([") in FUNCTIONS and found[i]:
            found[i - 1] = True
    depth = 0
    for i, word in enumerate(words):
        found[i] = found[i] or depth > 0
        if found[i]:
            depth = max(0, depth + _depth(word.lstrip("(") if depth == 0 else word))
    return found


def _is_mathematics(word: str) -> bool:
    body = re.sub(r"^\(+|[.,;:)]+$", "", word)
    body = re.sub(r"'$|-[a-z-]+$", "", body)
    if body in ENGLISH or not body:
        return False
    if LETTERS.fullmatch(body) or re.search(r"-[A-Za-z]_[a-z\d]+$", body) or re.match(r"\d*[A-Za-z]\(|\d+[A-Z]$", body):
        return True
    if re.search(r"[A-Za-z]{4,}", body) and not re.search(r"[|‖(]", body) and body.isascii():
        return False
    return any(not c.isascii() and c not in TYPOGRAPHY and c not in "öéü" for c in body) or bool(
        set(body) & set("^~<>=_+|*") or re.search(r"\d/\w|\w\(\w+\)", body)
    )


def _letter(character: str) -> str:
    """A character of a text; a letter with a mark above it in ASCII."""
    if character.isascii() or character in TYPOGRAPHY:
        return TYPOGRAPHY.get(character, character)
    decomposed = unicodedata.normalize("NFD", character)
    return MARKS[decomposed[1]] + f"{{{decomposed[0]}}}"


@dataclass
class _Symbol:
    """A symbol with its accents, and with one subscript and one superscript, in whatever order they were written."""

    base: str
    below: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    primes: str = ""

    def __str__(self) -> str:
        below = f"_{{{_tight(self.below)}}}" if self.below else ""
        above = f"^{{{_tight(self.above)}}}" if self.above else ""
        return f"{self.base}{self.primes}{below}{above}"


def formula(said: str) -> str:
    """LaTeX, in ASCII, of mathematics that was written in Unicode."""
    said = unicodedata.normalize("NFC", said.replace(">=", "≥").replace("<=", "≤"))
    said = "".join(c if c in SYMBOLS else unicodedata.normalize("NFD", c) for c in said)
    symbols: list[_Symbol] = []
    position = 0
    while position < len(said):
        position = _read(said, position, symbols)
    return _joined(map(str, symbols))


def _read(said: str, at: int, symbols: list[_Symbol]) -> int:
    """Read what stands at a position; the position behind it."""
    character, last = said[at], symbols[-1] if symbols else None
    if character in ACCENTS and last:
        last.base = rf"\{ACCENTS[character]}{{{last.base}}}"
    elif character in "^_" and last and at + 1 < len(said):
        inner, end = _argument(said, at + 1)
        (last.above if character == "^" else last.below).append(formula(inner))
        return end
    elif character == "√" and at + 1 < len(said):
        inner, end = _argument(said, at + 1)
        symbols.append(_Symbol(rf"\sqrt{{{formula(inner)}}}"))
        return end
    elif character in "'′" and last:
        last.primes += "'"
    elif script := _script(character):
        where, text = script
        last = last or _Symbol("{}")
        if not symbols:
            symbols.append(last)
        (last.above if where == "^" else last.below).append(text)
    elif character == "∞" and last and re.fullmatch(r"[A-Z]", last.base):
        last.below.append(r"\infty")
    elif character == "*" and last and last.base.isalpha():
        last.above.append("*")
    elif name := re.match(r"[A-Za-z]{2,}", said[at:]):
        return at + _read_name(name[0], symbols)
    elif character != " ":
        symbols.append(_Symbol(_symbol(character)))
    elif last and last.base in ",;":
        symbols.append(_Symbol(r"\ "))
    return at + 1


def _read_name(name: str, symbols: list[_Symbol]) -> int:
    """A function's name, or a word; else one letter, of a product. How much of it was read."""
    if name in FUNCTIONS:
        symbols.append(_Symbol(FUNCTIONS[name]))
    elif len(name) > 3:
        symbols.append(_Symbol(rf"\text{{{name}}}"))
    else:
        symbols.append(_Symbol(name[0]))
        return 1
    return len(name)


def _argument(said: str, at: int) -> tuple[str, int]:
    """What a script or a root applies to: a group, a name such as min, or a character; and the position behind it."""
    if said[at] in "{(":
        depth, end = 0, at
        for end in range(at, len(said)):
            depth += (said[end] in "{([") - (said[end] in "})]")
            if depth == 0:
                break
        return said[at + 1 : end], end + 1
    name = re.match(r"min|max|\d+|.[\u0300-\u036f]*[₀-₉]*", said[at:])
    return (name[0], at + name.end()) if name else ("", at)


def _script(character: str) -> tuple[str, str] | None:
    """Whether a character is a subscript or a superscript, and of what."""
    if character in RAISED:
        return "^", RAISED[character]
    name = unicodedata.name(character, "").split()
    decomposed = unicodedata.normalize("NFKD", character).replace("−", "-")
    if "SUBSCRIPT" in name:
        return "_", formula(decomposed)
    if "SUPERSCRIPT" in name or name[:1] == ["MODIFIER"]:
        return "^", formula(decomposed)
    return None


def _symbol(character: str) -> str:
    if character in SYMBOLS or character.isascii():
        return SYMBOLS.get(character, character)
    match unicodedata.name(character, "").split():
        case ["GREEK", size, "LETTER", letter]:
            letter = letter.replace("LAMDA", "LAMBDA")
            return VARIANTS.get(character) or f"\\{letter.lower() if size == 'SMALL' else letter.capitalize()}"
        case ["SCRIPT", "SMALL", "L"]:
            return r"\ell"
    return rf"\text{{{unicodedata.normalize('NFKD', character).encode('ascii', 'ignore').decode()}}}"


def _tight(scripts: Iterable[str]) -> str:
    return re.sub(r" ([+-]) ", r"\1", _joined(scripts))


def _joined(parts: Iterable[str]) -> str:
    """Side by side, with blanks about relations and signs between terms; a command needs one before a letter only."""
    text = ""
    for part in parts:
        between = text and not text.endswith((" ", "(", "[", "{", "|", ",", *SIGNS))
        if part in SPACED or (part in SIGNS and between):
            text = f"{text.rstrip()} {part} "
        else:
            text += f"{' ' if part[:1].isalpha() and re.search(COMMAND, text) else ''}{part}"
    return text.strip()
