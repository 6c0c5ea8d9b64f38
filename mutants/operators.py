"""Small faults in a piece of Python, each a change of a few characters, so that the rest of the file stays as it is.

Comparisons turn strict, or round; terms, factors, operands, elements and statements go; constants change; conditions
are negated, or taken for true or false. What a message says, and what is only there for readers, is left alone.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

Signs = dict[type[ast.AST], tuple[str, tuple[str, ...]]]
SIGNS: Signs = {
    ast.Lt: ("<", ("<=", ">")),
    ast.LtE: ("<=", ("<", ">=")),
    ast.Gt: (">", (">=", "<")),
    ast.GtE: (">=", (">", "<=")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.Add: ("+", ("-",)),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/",)),
    ast.Div: ("/", ("*",)),
}
IN_STATEMENTS: Signs = SIGNS | {ast.Eq: ("==", ("<=", ">="))}  # as the checker's language has no !=
RELATIONS = {"==": ">=", ">=": ">", ">": ">="}  # as texts, which programs compare with
PARTNERS = {"max": "min", "min": "max", "all": "any", "any": "all", "floor": "ceil", "ceil": "floor"}
PARTNERS |= {"upper": "lower", "lower": "upper", "maximum": "minimum", "minimum": "maximum"}
TO_ARGUMENT = {"abs", "sorted", "reversed", "transpose", "frozenset"}
TO_OBJECT = {"sqrt", "abs_upper"}
ATOMS = (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.Constant)
LONGEST = 76


@dataclass(frozen=True)
class Change:
    """`put` for the characters from `start` to `end`; `what` tells it, and with `where` it is the change's identity."""

    where: str
    what: str
    start: int
    end: int
    put: str


def in_python(source: str, functions: tuple[str, ...] = ()) -> list[Change]:
    """The changes of a file, or of some of its functions, by their qualified names ("" is what is in none)."""
    return [change for change in Source(source).all() if not functions or _within(change.where, functions)]


def in_statement(text: str, where: str, at: int) -> list[Change]:
    """The changes of a statement in the checker's language that stands at this place of a file."""
    source = Source(text, IN_STATEMENTS)
    return [replace(c, where=where, start=c.start + at, end=c.end + at) for c in source.all()]


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 26]} ... {text[-21:]}"


def _within(where: str, functions: tuple[str, ...]) -> bool:
    return any(where == name or (name and where.startswith(f"{name}.")) for name in functions)


class Source:
    """A text of Python, and where its nodes stand in it."""

    def __init__(self, text: str, signs: Signs = SIGNS) -> None:
        self.text, self.signs = text, signs
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where it stands; nodes count bytes of UTF-8."""

        def place(line: int, column: int) -> int:
            return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

        return place(node.lineno, node.col_offset), place(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def of(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.text[start:end]

    def safe(self, node: ast.AST) -> str:
        """Its text, in parentheses where others could bind more strongly."""
        return self.of(node) if isinstance(node, ATOMS) else f"({self.of(node)})"

    def all(self) -> Iterator[Change]:
        for where, node, outer in _inside(ast.parse(self.text), "", ()):
            for what, start, end, put in self.changes(node, outer[0] if outer else None):
                around = next(filter(_tells, [node, *outer]))
                if self.text[start:end] != put:
                    yield Change(where, f"{shortened(self.of(around))}: {what}", start, end, put)

    def changes(self, node: ast.AST, parent: ast.AST | None) -> Iterator[tuple[str, int, int, str]]:
        """What is changed, and how."""
        yield from self.expression(node)
        match node:
            case ast.If(test=test) | ast.IfExp(test=test):
                yield from self.condition(test, ("True", "False", f"not {self.safe(test)}"))
            case ast.While(test=test):
                yield from self.condition(test, ("False", f"not {self.safe(test)}"))
            case ast.match_case(guard=ast.expr() as test):
                yield from self.condition(test, ("True", "False", f"not {self.safe(test)}"))
            case ast.comprehension(ifs=tests):
                for test in tests:
                    yield from self.condition(test, ("True", "False", f"not {self.safe(test)}"))
            case ast.Return() if not isinstance(parent, ast.FunctionDef):
                yield "deleted", *self.span(node), "pass"
            case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
                yield "deleted", *self.span(node), "pass"
            case ast.Expr() | ast.Raise() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Delete():
                if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Call):
                    yield "deleted", *self.span(node), "pass"

    def condition(self, test: ast.expr, puts: tuple[str, ...]) -> Iterator[tuple[str, int, int, str]]:
        for put in puts:
            yield f"{put.split()[0]} for {shortened(self.of(test))}", *self.span(test), put

    def expression(self, node: ast.AST) -> Iterator[tuple[str, int, int, str]]:
        start, end = self.span(node) if hasattr(node, "lineno") else (0, 0)
        match node:
            case ast.Compare(left=left, ops=ops, comparators=rights):
                for a, op, b in zip([left, *rights], ops, rights, strict=False):
                    yield from self.signs_of(a, op, b)
            case ast.BinOp(left=a, op=op, right=b):
                yield from self.signs_of(a, op, b)
                yield f"without {shortened(self.of(b))}", start, end, self.safe(a)
                first = {ast.Sub: "(-{})", ast.Div: "(1 / {})"}.get(type(op), "{}")
                if not isinstance(op, ast.Pow | ast.Mod) and not (isinstance(op, ast.Div) and self.of(a) == "1"):
                    yield f"without {shortened(self.of(a))} in front", start, end, first.format(self.safe(b))
            case ast.UnaryOp(op=ast.USub() | ast.Not() as op, operand=a):
                yield f"without {'-' if isinstance(op, ast.USub) else 'not'}", start, end, self.safe(a)
            case ast.BoolOp(op=op, values=values):
                own, other = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
                yield f"{other} for {own}", start, end, f" {other} ".join(map(self.safe, values))
                for value in values:
                    others = [self.safe(x) for x in values if x is not value]
                    put = others[0] if len(others) == 1 else f"({f' {own} '.join(others)})"
                    yield f"without {shortened(self.of(value))}", start, end, put
            case ast.Constant(value=bool(value)):
                yield f"{not value} for {value}", start, end, str(not value)
            case ast.Constant(value=int(value)):
                for n in (value + 1, value - 1):
                    yield f"{n} for {value}", start, end, str(n) if n >= 0 else f"({n})"
            case ast.Constant(value=float(value)):
                for x in (value * 2, value / 2):
                    yield f"{x!r} for {value!r}", start, end, repr(x)
            case ast.Constant(value=str(value)) if value in RELATIONS or value.isdigit():
                text = RELATIONS.get(value) or str(int(value) + 1)
                yield f'"{text}" for "{value}"', start, end, f'"{text}"'
            case ast.Call():
                yield from self.call(node, start, end)
            case ast.List(elts=elements) | ast.Set(elts=elements) if len(elements) > 1:
                yield from self.elements(elements, start, end, "[{}]" if isinstance(node, ast.List) else "{{{}}}")
            case ast.Tuple(elts=elements) if len(elements) > 1 and all(_is_plain(x) for x in elements):
                yield from self.elements(elements, start, end, "({},)")
            case ast.Dict(keys=keys, values=values) if len(keys) > 1:
                pairs = [f"{self.of(k)}: {self.of(v)}" if k else f"**{self.of(v)}" for k, v in zip(keys, values)]  # noqa: B905
                for pair in pairs:
                    rest = ", ".join(x for x in pairs if x is not pair)
                    yield f"without {shortened(pair)}", start, end, f"{{{rest}}}"

    def signs_of(self, a: ast.AST, op: ast.AST, b: ast.AST) -> Iterator[tuple[str, int, int, str]]:
        old, puts = self.signs.get(type(op), ("", ()))
        start, end = self.span(a)[1], self.span(b)[0]
        gap = self.text[start:end]
        for put in puts:
            changed = re.sub(re.escape(old).replace(r"\ ", r"\s+"), put, gap, count=1)
            yield f"{put} for {old} before {shortened(self.of(b))}", start, end, changed

    def call(self, node: ast.Call, start: int, end: int) -> Iterator[tuple[str, int, int, str]]:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in PARTNERS:
            last = self.span(node.func)[1]
            yield f"{PARTNERS[name]} for {name}", last - len(name), last, PARTNERS[name]
        if name in TO_ARGUMENT and len(node.args) == 1:
            yield f"without {name}", start, end, self.safe(node.args[0])
        if name in TO_OBJECT and isinstance(node.func, ast.Attribute) and not node.args:
            yield f"without {name}", start, end, self.safe(node.func.value)
        if name in ("max", "min", "maximum", "minimum") and len(node.args) > 1:
            for argument in node.args:
                rest = [self.of(x) for x in node.args if x is not argument]
                put = f"{self.of(node.func)}({', '.join(rest)})"
                if len(rest) == 1 and not rest[0].startswith("*"):
                    put = f"({rest[0]})"
                yield f"without {shortened(self.of(argument))}", start, end, put

    def elements(
        self, elements: list[ast.expr], start: int, end: int, form: str
    ) -> Iterator[tuple[str, int, int, str]]:
        for element in elements:
            rest = ", ".join(self.of(x) for x in elements if x is not element)
            yield f"without {shortened(self.of(element))}", start, end, form.format(rest)


def _tells(node: ast.AST) -> bool:
    """Whether its own text says where one is."""
    return isinstance(node, ast.stmt | ast.expr) and not isinstance(node, ast.Constant)


def _is_plain(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id[:1].isupper())


def _inside(
    node: ast.AST, where: str, outer: tuple[ast.AST, ...]
) -> Iterator[tuple[str, ast.AST, tuple[ast.AST, ...]]]:
    """Every node that computes something, the qualified name of the function around it, and the nodes around it."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}" if where else node.name
    if isinstance(node, ast.If) and ast.unparse(node.test).startswith("__name__"):
        return
    yield where, node, outer
    for child in _children(node):
        yield from _inside(child, where, (node, *outer))


def _children(node: ast.AST) -> list[ast.AST]:
    """Without messages, annotations, decorators and docstrings, and what runs only where the file is a program."""
    match node:
        case ast.FunctionDef(args=arguments, body=body):
            return [arguments, *body]
        case ast.ClassDef(body=body):
            return list(body)
        case ast.arguments(defaults=defaults, kw_defaults=others):
            return [*defaults, *filter(None, others)]
        case ast.AnnAssign(target=target, value=value):
            return [target, *filter(None, [value])]
        case ast.Call(func=ast.Name(id="require"), args=[condition, *_]):
            return [condition]
        case ast.JoinedStr() | ast.Raise() | ast.Import() | ast.ImportFrom():
            return []
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript()) if (
            name[:1].isupper() and name != name.upper()
        ):
            return []  # another name for a type
    return list(ast.iter_child_nodes(node))
