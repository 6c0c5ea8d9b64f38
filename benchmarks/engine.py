"""This project's engine, timed as the others are."""

from fractions import Fraction
from typing import Any, ClassVar

from benchmarks.method import Method, Numbers, balls_to_mpmath, digits_of_balls, flint_version
from benchmarks.problems import Problem
from numeric import engine, problem
from numeric.exact import Scale


class Flowproof(Method):
    """The certified engine: given Y and not Φ and σ, it finds the eigenbasis and the precision itself."""

    name: ClassVar[str] = "flowproof, certified"
    certifies: ClassVar[bool] = True

    def __init__(self, of: Problem, digits: int) -> None:
        exact = problem.Problem(of.target, of.shape, None, Scale(Fraction(1), -of.K))
        self.engine = engine.Engine(exact, digits)

    def at(self, t: Fraction) -> Any:
        return self.engine.at(t).balls

    def numbers(self, answer: Any) -> Numbers:
        return balls_to_mpmath(answer)

    def certified_digits(self, answer: Any) -> float:
        return digits_of_balls(answer)

    @classmethod
    def version(cls) -> str:
        return flint_version()

    def eigenvalues(self, t: Fraction) -> list[Any]:
        """Y's eigenvalues, as balls and in decreasing order, with the eigenvectors that go with them thrown away."""
        return list(self.engine.frame(next(self.engine.precisions(t))).sigma)
