"""Of two matrices of two rows that are not negative, the trace of the product is not: a lemma, and where it is of use.

A hypothesis b**2 <= a*c, where a and c are not negative, says so of the matrix with rows (a, b) and (b, c).
"""

import ast
from collections.abc import Iterator
from itertools import combinations_with_replacement

from proofs import checker
from proofs.grading.numbers.lines import PLAIN, Document, Lines
from proofs.grading.numbers.products import lines_of

TRACE = "trace-of-a-product"
MOST = 3


def proved() -> list[Document]:
    """-2*b*r <= a*p + c*q, by their squares."""
    lines, sum_ = lines_of(TRACE), "(a*p + c*q)"
    lines.written({"shows": f"0 <= {sum_}", "terms": [{"facts": ["first", "low"]}, {"facts": ["last", "high"]}]})
    terms = [{"squares": ["a*p - c*q"]}, {"times": "4", "facts": ["one", "low", "high"]}]
    terms.append({"times": "4", "facts": ["other"], "squares": ["b"]})
    lines.written({"shows": f"(-2*b*r)**2 <= {sum_}**2", "terms": terms})
    known = lines.instance("order-of-squares", s="-2*b*r", r=sum_)
    lines.written({"shows": lines.shows, "terms": [{"facts": [known]}]})
    return [lines.part()]


def about_determinants(lines: Lines) -> None:
    """The lemma for each two matrices of which hypotheses say that they are not negative, either way round."""
    found = list(_matrices(lines))[:MOST]
    for (a, b, c), (p, r, q) in combinations_with_replacement(found, 2):
        for x, y in ((p, q), (q, p)):
            for z in (r, f"-{r}"):
                lines.instance(TRACE, a=a, b=b, c=c, p=x, q=y, r=z)


def _matrices(lines: Lines) -> Iterator[tuple[str, str, str]]:
    """Both elements of the diagonal, with the other one between them."""
    for name in lines.said:
        match checker.parsed(lines.given[name]):
            case ast.Compare(left=small, ops=[ast.LtE()], comparators=[large]):
                pass
            case ast.Compare(left=large, ops=[ast.GtE()], comparators=[small]):
                pass
            case _:
                continue
        match large, small:
            case (
                ast.BinOp(left=x, op=ast.Mult(), right=y),
                ast.BinOp(left=z, op=ast.Pow(), right=ast.Constant(value=2)),
            ):
                a, b, c = (f"({ast.unparse(part)})" for part in (x, z, y))
                if all(lines.identity(f"0 <= {each}", PLAIN[:1]) for each in (a, c)):
                    yield a, b, c
