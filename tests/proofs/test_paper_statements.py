"""What was checked of a paper's claims, in LaTeX: every kind, and texts that are written otherwise than Python's."""

import pytest

from flowproof.report.mathml import is_converted
from proofs.grading.matrices.reading import Matrices
from proofs.grading.papers.formulas import formula, symbol
from proofs.grading.papers.paper import parse
from proofs.grading.papers.statements import statement
from proofs.grading.papers.uses import with_its_uses

TEXTS = {
    "s*a*exp(2*s*t)/(s - a + a*exp(2*s*t))": r"\frac{s a e^{2 s t}}{s - a + a e^{2 s t}}",
    "x**(2 - 2/m) <= x**2": r"x^{2 - 2/m} \le x^{2}",
    "(a - b)*(c - (d - e))": "(a - b) (c - (d - e))",
    "a/(b*c)*d": r"\frac{a}{b c} d",
    "-x**2 - (-x)": "-x^{2} - (-x)",
    "-k*t": "-k t",
    "(x/y)**2": r"\left(\frac{x}{y}\right)^{2}",
    "(x**2)**3": "(x^{2})^{3}",
    "0 <= x < 1 and y != 2 or lambda > 007": r"0 \le x < 1\text{ and }y \ne 2\text{ or }\lambda > 007",
    "1e-400*x + 0.99": r"10^{-400} x + 0.99",
    "2.5e10 + x*3": r"2.5 \cdot 10^{10} + x \cdot 3",
    "abs(x - 1) <= max(x, y, 1/z)": r"\lvert x - 1 \rvert \le \max\left(x, y, \frac{1}{z}\right)",
    "e**(-t) + exp(log(x) - log(y)/(a**2 + b))": r"e^{-t} + \exp\left(\log(x) - \frac{\log(y)}{a^{2} + b}\right)",
    "uf*tau": r"\mathrm{uf}\,\tau",
    "logistic(x)": r"\operatorname{logistic}(x)",
    "x; __import__('os')": r"\text{x; \_\_import\_\_('os')}",
}
NAMES = {
    "u0": "u_{0}",
    "sigma_1": r"\sigma_{1}",
    "s_min": r"s_{\mathrm{min}}",
    "slow": r"\mathrm{slow}",
    "in_": r"\mathrm{in}",
}
HEAD = '[paper]\nkey = "Own"\n[definitions]\nmean = "(x + y)/2"\n'
CLAIMS = {
    """kind = "inequality"
variables = ["x", "y"]
given = ["x > 0", "y > 0"]
shows = "mean**2 >= x*y\"""": (
        r"\text{for all real }x, y\text{ with }x > 0,\ y > 0\text{: }\left(\frac{x + y}{2}\right)^{2} \ge x y"
    ),
    """kind = "identity"
shows = "1 + 1 == 2\"""": "1 + 1 = 2",
    """kind = "sum"
variables = ["b"]
each = ["a", "i"]
given = ["a > b"]
shows = "2*a*i - b <= a**2 + i**2 - b\"""": (
        r"\text{for all real }b, a_{k}, i_{k}\text{ with }a_{k} > b\text{: }"
        r"\sum_{k=1}^{n} \left(2 a_{k} i_{k} - b\right) \le \sum_{k=1}^{n} \left(a_{k}^{2} + i_{k}^{2} - b\right)"
    ),
    """kind = "limit"
variable = "n"
to = "inf"
expression = "2 - 2/n"
value = "2\"""": r"\lim_{n \to \infty} \left(2 - \frac{2}{n}\right) = 2",
    """kind = "sequence"
variables = ["q"]
given = ["0 < q", "q < 1"]
start = { u = "1" }
step = { u = "<= q*u" }
shows = "u <= 1\"""": (
        r"\text{for all real }q\text{ with }0 < q,\ q < 1\text{: }\text{from }u = 1\text{ by steps }"
        r"u_{\mathrm{next}} \le q u\text{, at every }j = 0, 1, \dots\text{: }u \le 1"
    ),
    """kind = "solution"
variables = ["a"]
flow = { x = "-x" }
start = { x = "a" }
solution = { x = "a*exp(-t)" }
limit = { x = "0\" }""": (
        r"\text{for all real }a\text{: }x = a e^{-t}\text{ solves }\frac{d x}{d t} = -x\text{ for }t \ge 0,"
        r"\ x = a\text{ at }t = 0,\ \lim_{t \to \infty} x = 0"
    ),
    """kind = "windows"
shape = "general"
c1 = "2*m*sigma_1**2/eps"
c2 = "eps/(4*m*mu**2)"
given = ["0 < eps"]
shows = "norm(W(t) - Y_k) <= eps\"""": (
        r"\text{with }0 < \varepsilon\text{: }\text{in }T_k = \left[\frac{\log(c_1/\alpha^2)}{2 c \sigma_k},"
        r" \frac{\log(c_2/\alpha^2)}{2 c \sigma_{k+1}}\right]\text{ with }"
        r"c_1 = \frac{2 m \sigma_{1}^{2}}{\varepsilon},\ c_2 = \frac{\varepsilon}{4 m \mu^{2}}\text{: }"
        r"\lVert W(t) - Y_k \rVert \le \varepsilon"
    ),
    """kind = "windows"
flow = "descent"
step = "1/(2*sigma_1)"
shape = "spectral"
c1 = "m*sigma_1**2/eps"
c2 = "eps/mu"
shows = "norm(W_j - Y_k) <= eps\"""": (
        r"\text{with }\eta = \frac{1}{2 \sigma_{1}}\text{: }\text{of descent, at integers in }"
        r"T_k = \left[\frac{\log(c_1/\alpha^2)}{2 \log(1 + \eta \sigma_k)},"
        r" \frac{\log(c_2/\alpha^2)}{2 \log(1 + \eta \sigma_{k+1})}\right]\text{ with }"
        r"c_1 = \frac{m \sigma_{1}^{2}}{\varepsilon},\ c_2 = \frac{\varepsilon}{\mu}\text{: }"
        r"\lVert W_j - Y_k \rVert \le \varepsilon"
    ),
}
USED = """
[[claim]]
label = "bound"
kind = "inequality"
variables = ["x"]
given = ["x > 0"]
shows = "x + 1/x >= 2"

[[claim]]
label = "rests"
kind = "inequality"
variables = ["u"]
given = ["u > 1"]
uses = [{ label = "bound", with = { x = "u" } }]
shows = "u + 1/u >= 1"
"""


@pytest.mark.parametrize(("text", "latex"), TEXTS.items(), ids=str)
def test_a_text_is_written_as_mathematics(text: str, latex: str) -> None:
    """With the parentheses that it needs, every number as it stands, and what is no such text as words."""
    assert formula(text) == latex
    assert is_converted(latex)


@pytest.mark.parametrize(("name", "latex"), NAMES.items(), ids=str)
def test_a_name_of_ours_stands_for_nothing_else(name: str, latex: str) -> None:
    """`slow` is a matrix in the suite's own proofs, and a word in a paper of one's own."""
    assert symbol(name) == latex


@pytest.mark.parametrize(("claim", "latex"), CLAIMS.items(), ids=[text.split('"')[1] for text in CLAIMS])
def test_each_kind_is_stated(claim: str, latex: str) -> None:
    """With all its texts, definitions written out."""
    head = HEAD if '"x"' in claim else '[paper]\nkey = "Own"\n'
    (stated,) = (paper := parse(f'{head}[[claim]]\nlabel = "it"\n{claim}')).claims
    assert stated.claim is not None
    found = statement(with_its_uses(stated, stated.claim, paper))
    assert found == latex
    assert is_converted(found)


def test_what_is_used_is_stated_with_its_label() -> None:
    """A claim that rests on another has that one's conclusion among its hypotheses."""
    paper = parse(HEAD + USED)
    rests = paper["rests"]
    assert rests.claim is not None
    found = statement(with_its_uses(rests, rests.claim, paper))
    assert r"u > 1,\ u + \frac{1}{u} \ge 2\text{ by bound}\text{: }u + \frac{1}{u} \ge 1" in found


def test_letters_of_matrices_have_sizes_and_orders_of_their_own() -> None:
    """X <= Y is the Loewner order, but a norm is a number; T and inv are powers."""
    sizes = {"X": ("n", "n"), "C": ("n", "m")}
    claim = Matrices("", sizes, "T(C)*inv(X)*C <= e and norm(C) <= e", ("X",), ("e",), ("1 <= X",))
    assert statement(claim) == (
        r"\text{for all }X \in \mathbb{R}^{n \times n}\text{ symmetric},\ C \in \mathbb{R}^{n \times m},\ "
        r"e \in \mathbb{R}\text{ with }1 \preceq X\text{: }C^{\top} X^{-1} C \preceq e\text{ and }\lVert C \rVert \le e"
    )
