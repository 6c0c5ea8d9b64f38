"""Why 1 + P·Q has an inverse where neither is negative: what it maps to 0 is 0."""

import time

from proofs.grading.matrices.lines import MatrixLines
from proofs.grading.matrices.reading import Stated
from proofs.grading.numbers.lines import Document

KERNEL = Stated(
    {"P": ("n", "n"), "Q": ("n", "n"), "V": ("n", "m")},
    ("P", "Q"),
    (),
    {"P is not negative": "0 <= P", "Q is not negative": "0 <= Q", "V is in the kernel": "V + P*Q*V == 0"},
    ("V == 0",),
    {},
)
LABEL = "1 + P*Q has an inverse where neither is negative"
SECONDS = 60.0


def kernel() -> Document:
    """The certificate of KERNEL: with g = |P| + 1, which P is at most, and x = Q·V,

    -g·T(V)·V = T(Px)(g - P)Px + T((g - P)x)P(g - P)x + g²·T(V)·Q·V, as V = -Px.
    """
    lines = MatrixLines(KERNEL, KERNEL.shows[0], LABEL, time.monotonic() + SECONDS)
    not_negative, bound = (
        lines.instance("norm-is-not-negative", X="P"),
        lines.instance("norm-bounds-a-symmetric-matrix", X="P"),
    )
    g, equation = "(norm(P) + 1)", "V is in the kernel"
    above = lines.written({"shows": f"P <= {g}", "terms": [{"of": bound}, {}]})
    turned = lines.transposed(equation)
    terms = [
        {"of": above, "by": "P*Q*V"},
        {"of": "P is not negative", "by": f"({g} - P)*Q*V"},
        {"of": "Q is not negative", "by": f"{g}*V"},
        {"equation": equation, "left": f"(-1)*{g}*T(V)"},
        {"equation": turned, "left": g, "right": "P*Q*V"},
        {"equation": equation, "left": f"(-1)*{g}**2*T(V)*Q"},
    ]
    lines.written({"shows": "T(V)*V <= 0", "multiplier": [{"facts": [not_negative]}, {}], "terms": terms})
    lines.vanishing("V")
    return lines.part()
