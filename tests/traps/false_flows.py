"""Claims about differential equations of matrices that must not hold, each with what has to be said of it."""

from dataclasses import dataclass
from typing import Any

from proofs.claims.verdict import Outcome
from proofs.grading.flows.claims import MatrixSolution

SQUARE = ("n", "n")
RICCATI = {"W": "Y*W + W*Y - 2*W*W"}
GROWTH = {"G": "2*exp(2*t*Y)"}
CLOSED = "exp(t*Y)*W0*inv(1 + G*W0)*exp(t*Y)"


def flow(solution: str = "", letters: str = "", **fields: Any) -> MatrixSolution:
    """Of one state X from X0, and other square matrices, unless the fields say more."""
    sizes = dict.fromkeys(["X", "X0", *letters.split()], SQUARE)
    solved = {"solution": {"X": solution}, "start": {"X": "X0"}} if solution else {}
    return MatrixSolution("it", **{"matrices": sizes, **solved, **fields})


def closed(solution: str = CLOSED, **fields: Any) -> MatrixSolution:
    """MV (5), unless the fields say something else."""
    own = {"symmetric": ("W", "Y", "W0"), "given": ("0 <= W0",), "integral": GROWTH, "start": {"W": "W0"}}
    sizes = dict.fromkeys(("W", "Y", "W0"), SQUARE)
    return MatrixSolution("it", sizes, **{"flow": RICCATI, "solution": {"W": solution}, **own, **fields})


@dataclass(frozen=True)
class Trap:
    """The claim is not to hold; `says` is in the reason."""

    what: str
    claim: MatrixSolution
    says: str
    outcome: Outcome = Outcome.FAILS


def undecided(what: str, claim: MatrixSolution, says: str) -> Trap:
    return Trap(what, claim, says, Outcome.UNDECIDED)


OJA = {"U": ("n", "r"), "Y": SQUARE, "U0": ("n", "r")}
LINEAR = {"X": "A*X + X*T(A)"}
TRAPS = (
    # what is right where letters commute
    Trap("both exponentials on one side", closed("exp(2*t*Y)*W0*inv(1 + G*W0)"), "the derivative of W"),
    Trap("the inverse on the other side", closed("exp(t*Y)*inv(1 + G*W0)*W0*exp(t*Y)"), "the derivative of W"),
    Trap(
        "the product of two exponentials for that of a sum",
        flow("exp(t*A)*exp(t*B)*X0", "A B", flow={"X": "(A + B)*X"}),
        "the derivative of X",
    ),
    Trap("a constant, right for n = 1", flow("X0", "A", flow={"X": "A*X - X*A"}), "the derivative of X"),
    Trap("X0 before the exponential", flow("X0*exp(t*A)", "A", flow={"X": "A*X"}), "the derivative of X"),
    # what is right where letters are symmetric
    Trap("an A without its transpose", flow("exp(t*A)*X0*exp(t*A)", "A", flow=LINEAR), "the derivative of X"),
    Trap(
        "a transpose of the start",
        flow("exp(t*A)*T(X0)*exp(t*T(A))", "A", flow=LINEAR),
        "X at time 0",
    ),
    Trap(
        "a state that is not symmetric", flow("exp(t*A)*X0", "A", flow={"X": "A*X"}, symmetric=("X", "X0")), "X is sym"
    ),
    # constants
    Trap("a missing factor 2", closed(integral={"G": "exp(2*t*Y)"}), "the derivative of W"),
    Trap("a wrong sign", flow("exp(-t*A)*X0", "A", flow={"X": "A*X"}), "the derivative of X"),
    Trap("another start", closed(start={"W": "2*W0"}), "W at time 0"),
    Trap(
        "a sum of squares for their difference",
        MatrixSolution(
            "it",
            {"U": ("n", "h"), "V": ("m", "h"), "Y": ("n", "m")},
            {"U": "(Y - U*T(V))*V", "V": "(T(Y) - V*T(U))*U"},
            conserved=("T(U)*U + T(V)*V",),
        ),
        "is conserved",
    ),
    Trap(
        "a square that grows from an orthogonal start",
        MatrixSolution("it", OJA, {"U": "Y*U"}, {"U": "U0"}, given=("T(U0)*U0 == 1",), conserved=("T(U)*U",)),
        "is conserved",
    ),
    Trap(
        "a symmetric state that does not stay so",
        flow(letters="A", flow={"X": "A*X"}, symmetric=("X",), conserved=("X - T(X)",)),
        "X stays symmetric",
    ),
    Trap(
        "a symmetric state whose start is not",
        flow(letters="A", flow={"X": LINEAR["X"]}, start={"X": "X0"}, symmetric=("X",), conserved=("X - T(X)",)),
        "X at time 0 is symmetric",
    ),
    # what is true, and must not be refuted, though nothing here proves it
    undecided(
        "Oja's flow from an orthogonal start, where alone it is conserved",
        MatrixSolution(
            "it",
            OJA,
            {"U": "Y*U - U*T(U)*Y*U"},
            {"U": "U0"},
            symmetric=("Y",),
            given=("T(U0)*U0 == 1",),
            conserved=("T(U)*U",),
        ),
        "T(U)*U is conserved: neither a proof nor a counterexample",
    ),
    # what is not defined, or not known
    undecided(
        "an inverse that ends at some time",
        flow("X0*inv(1 - t*X0)", flow={"X": "X*X"}),
        "it is not shown that 1 - t*X0 has an inverse at every time",
    ),
    undecided("a start of any sign", closed(given=()), "it is not shown that 1 + G*W0 has an inverse at every time"),
    undecided(
        "an inverse of what has no part that is a number",
        flow("inv(X0 - t*A)", "A", flow={"X": "X*A*X"}, start={"X": "inv(X0)"}),
        "it is not shown that X0 - t*A has an inverse at every time",
    ),
    undecided(
        "an integral of what is negative, with which the solution ends at some time",
        closed(flow={"W": "Y*W + W*Y + 2*W*W"}, integral={"G": "-2*exp(2*t*Y)"}),
        "it is not shown that 1 + G*W0 has an inverse at every time",
    ),
    undecided(
        "a division by what vanishes at some time",
        flow("X0/(1 - c*t)", flow={"X": "c*X/(1 - c*t)"}, scalars=("c",)),
        "it is not shown that 1 - c*t is not 0 at any time",
    ),
    undecided(
        "a constant that may be 0",
        flow("exp(t*A/c)*X0", "A", flow={"X": "A*X/c"}, scalars=("c",)),
        "it is not shown that c is not 0 at any time",
    ),
    undecided(
        "the inverse of what has none",
        flow("exp(t)*inv(X0)", flow={"X": "X"}, start={"X": "inv(X0)"}, given=("X0*X0 == 0",)),
        "vacuous",
    ),
    undecided(
        "an inverse that is supposed and never there",
        flow("inv((1 + t)*X0)", flow={"X": "X"}, given=("X0*X0 == 0",), invertible=("(1 + t)*X0",)),
        "vacuous",
    ),
)
