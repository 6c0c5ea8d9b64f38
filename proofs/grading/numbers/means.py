"""The lemma that a mean of two exponentials is not far above the exponential of the mean (Hoeffding's), proved.

With weights p and 1 - p, x and y, A = exp(x), B = exp(y) and Z = p*A + (1 - p)*B: what log(Z) is above the mean of x
and y is d*(x - y) less a divergence, where d = p*A/Z - p, and the divergence is at least 2*d**2 (Pinsker's inequality,
which follows from a bound of the logarithm by a quotient); so it is at most (x - y)**2/8. [Boucheron, Lugosi and
Massart, Concentration Inequalities, Lemma 2.2.]
"""

from proofs.certificate.finder import Finder, NotFound, Term
from proofs.checker import add, multiply
from proofs.grading.numbers.bounds import undone
from proofs.grading.numbers.corners import Form
from proofs.grading.numbers.lines import NEAR, Document, Lines
from proofs.grading.numbers.products import lines_of

UNDONE, DIVERGENCE, MEAN = "logarithm-of-an-exponential", "divergence-of-two-outcomes", "mean-of-two-exponentials"


def undone_exponential() -> list[Document]:
    """log(exp(x)) == x, as exp of both is the same."""
    lines = lines_of(UNDONE)
    lines.instance("exponential-is-positive", x="x")
    lines.instance("exponential-of-a-logarithm", x="exp(x)")
    for small, large in (("log(exp(x))", "x"), ("x", "log(exp(x))")):
        undone(lines, small, large, "exp(x)")
    lines.instance("antisymmetry", x="log(exp(x))", y="x")
    return [lines.part()]


def divergence() -> list[Document]:
    """Twice (a + 2)*(b + 2) times both sides: p*(1 - p)*(3*(a + b - 2) + 2*(a - 1)*(b - 1))**2 is what is left."""
    lines, a, b = lines_of(DIVERGENCE), "exp(u)", "exp(v)"
    bounds, divisors = list[str](), list[str]()
    for exponent, x in (("u", a), ("v", b)):
        lines.instance("exponential-is-positive", x=exponent)
        same = lines.instance(UNDONE, x=exponent)
        known = lines.instance("logarithm-from-below", x=x)
        shows = f"({x} - 1)*(5*{x} + 1) <= {exponent}*(2*{x}*({x} + 2))"
        terms: list[Term] = [{"facts": [known]}, {"equation": same, "left": f"-(2*{x}*({x} + 2))"}]
        bounds.append(lines.written({"shows": shows, "terms": terms}))
        divisors.append(lines.identity(f"0 < {x} + 2", NEAR))
    rest = lines.identity("0 <= 1 - p", NEAR)
    square = f"3*({a} + {b} - 2) + 2*({a} - 1)*({b} - 1)"
    terms = [
        {"facts": ["least", divisors[1], bounds[0]]},
        {"facts": [rest, divisors[0], bounds[1]]},
        {"facts": ["least", rest], "squares": [square]},
    ]
    multiplier: list[Term] = [{"times": "2", "facts": divisors}]
    _written(lines, lines.shows, terms, multiplier, "mean")
    return [lines.part()]


def mean() -> list[Document]:
    """From the divergence, at u = x - log(Z) and v = y - log(Z)."""
    lines, z = lines_of(MEAN), "(p*exp(x) + (1 - p)*exp(y))"
    signs = [lines.instance("exponential-is-positive", x=x) for x in "xy"]
    rest = lines.identity("0 <= 1 - p", NEAR)
    terms: list[Term] = [{"facts": ["least"], "squares": ["exp(x)"]}, {"facts": [rest], "squares": ["exp(y)"]}]
    terms.append({"facts": signs})
    multiplier: list[Term] = [{"facts": [sign]} for sign in signs]
    positive = lines.written({"shows": f"0 < {z}", "terms": terms, "multiplier": multiplier})
    whole = lines.instance("exponential-of-a-logarithm", x=z)
    shares = list[str]()
    for x in "xy":  # exp(x) == exp(x - log(Z))*Z
        share = lines.instance("exponential-of-a-sum", x=f"{x} - log({z})", y=f"log({z})")
        equations: list[Term] = [{"equation": share}, {"equation": whole, "left": f"exp({x} - log({z}))"}]
        shares.append(lines.written({"shows": f"exp({x}) == exp({x} - log({z}))*{z}", "terms": equations}))
    u, v = (f"{x} - log({z})" for x in "xy")
    terms = [{"equation": shares[0], "left": "-p"}, {"equation": shares[1], "left": "-(1 - p)"}]
    total = {"shows": f"p*exp({u}) + (1 - p)*exp({v}) == 1", "terms": terms, "multiplier": [{"facts": [positive]}]}
    one = lines.written(total)
    apart = lines.instance(DIVERGENCE, p="p", u=u, v=v)
    d, high = f"(p*exp({u}) - p)", "p*x + (1 - p)*y + (x - y)**2/8"
    terms = [{"facts": [apart]}, {"times": "1/8", "squares": [f"x - y - 4*{d}"]}]
    terms.append({"equation": one, "left": f"-({v})"})
    lines.written({"shows": f"log({z}) <= {high}", "terms": terms})
    known = lines.instance("exponential-is-monotone", x=f"log({z})", y=high)
    lines.written({"shows": lines.shows, "terms": [{"facts": [known]}, {"equation": whole, "left": "1"}]})
    return [lines.part()]


def _written(lines: Lines, shows: str, terms: list[Term], multiplier: list[Term], equation: str) -> None:
    """The line with these terms, and with whatever multiple of the equation is left. Raises NotFound."""
    finder = Finder(lines.names, lines.facts)
    left = lines.names.statement(shows)[1]
    left = multiply(left, *map(finder.value, multiplier))
    for term in terms:
        left = add(left, finder.value(term), -1)
    value = lines.facts[equation][1]
    form = Form(lines.names, sorted({name for part in (left, value) for powers, _ in part for name, _ in powers}))
    quotient, remainder = divmod(form.read(left), form.read(value))
    if remainder:
        raise NotFound(f"what is left of {shows} is no multiple of {equation}")
    terms = [*terms, {"equation": equation, "left": form.written(quotient)}]
    lines.written({"shows": shows, "terms": terms, "multiplier": multiplier})
